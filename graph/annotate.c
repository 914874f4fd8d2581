// What the language stages find, as JSON or CoNLL-U.

#include "graph/gazette.h"

#include "graph/pipeline.h"
#include "graph/resources.h"
#include "graph/sink.h"
#include "input/annotation.h"
#include "input/conllu.h"
#include "ontology/iri.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/** Sentences that are analysed at a time. */
#define BATCH 64

/** Where annotations go. */
struct annotating {
  const struct gz_gazette *gazette;
  enum gz_annotation form;
  struct gz_sink sink;
  struct gz_buffer text; /**< Of one article, or one batch of sentences */
};

/** Hand on what was written to the buffer, or tell why it could not be. */
static enum gz_status
flush(struct annotating *annotating, enum gz_status status,
      struct gz_error *error) {
  if (status != GZ_OK) {
    return gz_fail(error, status, "Cannot annotate: %s",
                   gz_status_message(status));
  }
  status = annotating->sink.write(annotating->sink.context,
                                  gz_buffer_str(&annotating->text), error);
  gz_buffer_clear(&annotating->text);
  return status;
}

static enum gz_status
annotate_reading(void *handle, struct gz_reading *reading,
                 struct gz_error *error) {
  struct annotating *annotating = handle;
  const struct gz_article *article = &reading->article;
  if (annotating->form == GZ_ANNOTATE_CONLLU) {
    return flush(annotating,
                 gz_conllu_write_article(article, &annotating->text), error);
  }
  const struct gz_str iri =
      gz_iri_article(article->arena, gz_str(annotating->gazette->base),
                     gz_str(article->sha256));
  return flush(annotating,
               gz_annotation_write(article, annotating->gazette->actors, iri,
                                   &annotating->text),
               error);
}

/* CoNLL-U in, CoNLL-U out */

/** Read a whole file; "-" is standard input. */
static enum gz_status
read_file(const char *name, struct gz_buffer *text, struct gz_error *error) {
  FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "rb");
  if (!file) {
    return gz_fail_system(error, errno, "Cannot open");
  }
  char block[1 << 16];
  size_t size = 0;
  enum gz_status status = GZ_OK;
  while (status == GZ_OK && (size = fread(block, 1, sizeof block, file)) > 0) {
    status = gz_buffer_add(text, gz_str_n(block, size));
  }
  if (status != GZ_OK) {
    status =
        gz_fail(error, status, "Cannot read: %s", gz_status_message(status));
  } else if (ferror(file)) {
    status = gz_fail_system(error, errno, "Cannot read");
  }
  if (file != stdin) {
    (void)fclose(file);
  }
  return status;
}

/** Sentences that are analysed together. */
struct batch {
  struct gz_conllu_sentence sentences[BATCH];
  uint32_t lengths[BATCH];
  size_t count;
  size_t n_words;
};

static enum gz_status
analyse_batch(struct annotating *annotating, struct gz_analyser *analyser,
              struct gz_arena *arena, const struct batch *batch,
              struct gz_error *error) {
  struct gz_str *forms = gz_arena_array(arena, batch->n_words, sizeof *forms);
  struct gz_word *words = gz_arena_array(arena, batch->n_words, sizeof *words);
  if (!forms || !words) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory to annotate");
  }
  size_t at = 0;
  for (size_t i = 0; i < batch->count; ++i) {
    for (uint32_t j = 0; j < batch->lengths[i]; ++j) {
      forms[at++] = batch->sentences[i].forms[j];
    }
  }
  enum gz_status status;
  GZ_TRY(status, gz_analyser_run(analyser, forms, batch->lengths, batch->count,
                                 arena, words, error));
  at = 0;
  for (size_t i = 0; status == GZ_OK && i < batch->count; ++i) {
    status =
        gz_conllu_write(&batch->sentences[i], words + at, &annotating->text);
    at += batch->lengths[i];
  }
  return flush(annotating, status, error);
}

/** Annotate the sentences of one CoNLL-U text. */
static enum gz_status
annotate_conllu(struct annotating *annotating, struct gz_analyser *analyser,
                struct gz_arena *arena, struct gz_str text,
                struct gz_error *error) {
  struct gz_conllu_reader reader;
  gz_conllu_reader_init(&reader, text);
  enum gz_status status = GZ_OK;
  while (status == GZ_OK) {
    struct batch batch = {.count = 0};
    gz_arena_reset(arena);
    while (batch.count < BATCH) {
      struct gz_conllu_sentence *sentence = &batch.sentences[batch.count];
      status = gz_conllu_next(&reader, arena, sentence, error);
      if (status != GZ_OK) {
        break;
      }
      batch.lengths[batch.count++] = sentence->count;
      batch.n_words += sentence->count;
    }
    if (batch.count && (status == GZ_OK || status == GZ_END)) {
      const enum gz_status analysed =
          analyse_batch(annotating, analyser, arena, &batch, error);
      status = analysed == GZ_OK ? status : analysed;
    }
  }
  return status == GZ_END ? GZ_OK : status;
}

static enum gz_status
annotate_tokenized(struct annotating *annotating, const struct gz_work *work,
                   const struct gz_callbacks *callbacks,
                   struct gz_error *error) {
  struct gz_analyser *analyser =
      gz_analyser_new(annotating->gazette->model, NULL);
  struct gz_arena *arena = gz_arena_new(0);
  struct gz_buffer text;
  gz_buffer_init(&text, GZ_MAX_TABLE_BYTES);
  enum gz_status status =
      analyser && arena ? GZ_OK
                        : gz_fail(error, GZ_NO_MEMORY, "No memory to annotate");
  bool some_failed = false;
  for (size_t i = 0; status == GZ_OK && i < work->n_inputs; ++i) {
    struct gz_error failure;
    gz_buffer_clear(&text);
    status = read_file(work->inputs[i], &text, &failure);
    bool local = status == GZ_IO || status == GZ_TOO_LARGE;
    if (status == GZ_OK) {
      status = annotate_conllu(annotating, analyser, arena,
                               gz_buffer_str(&text), &failure);
      local = status == GZ_BAD_INPUT || status == GZ_TOO_LARGE;
    }
    if (status != GZ_OK) {
      gz_error_in_file(&failure, work->inputs[i]);
      if (!local) {
        if (error) {
          *error = failure;
        }
        break;
      }
      some_failed = true;
      if (callbacks && callbacks->report) {
        callbacks->report(callbacks->handle, &failure);
      }
      status = GZ_OK;
    }
  }
  gz_buffer_free(&text);
  gz_arena_free(arena);
  gz_analyser_free(analyser);
  if (status == GZ_OK && some_failed) {
    return gz_fail(error, GZ_BAD_INPUT, "Some input could not be read");
  }
  return status;
}

enum gz_status
gz_annotate(const struct gz_gazette *gazette, const struct gz_work *work,
            enum gz_annotation form, FILE *out,
            const struct gz_callbacks *callbacks, struct gz_error *error) {
  struct annotating annotating = {
      .gazette = gazette,
      .form = form,
      .sink = gz_sink_file(out),
  };
  gz_buffer_init(&annotating.text, (size_t)1 << 31);
  enum gz_status status =
      form == GZ_ANNOTATE_TOKENIZED
          ? annotate_tokenized(&annotating, work, callbacks, error)
          : gz_pipeline_run(gazette, work,
                            form == GZ_ANNOTATE_CONLLU ? GZ_PIPELINE_PARSE
                                                       : GZ_PIPELINE_ANALYSE,
                            annotate_reading, &annotating, callbacks, error);
  gz_buffer_free(&annotating.text);
  if ((status == GZ_OK || status == GZ_BAD_INPUT) && annotating.sink.flush) {
    struct gz_error failure;
    const enum gz_status flushed =
        annotating.sink.flush(annotating.sink.context, &failure);
    if (flushed != GZ_OK) {
      status = flushed;
      if (error) {
        *error = failure;
      }
    }
  }
  return status;
}
