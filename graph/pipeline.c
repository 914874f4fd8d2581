#include "graph/pipeline.h"

#include "graph/resources.h"
#include "input/analyser.h"
#include "input/claims.h"
#include "input/events.h"
#include "input/mentions.h"
#include "input/policies.h"
#include "input/reader.h"
#include "input/reader_date.h"
#include "input/sentences.h"
#include "ontology/check.h"
#include "ontology/describe.h"
#include "ontology/iri.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/** Articles in memory for each thread. */
#define SLOTS_PER_THREAD 2

/** Bytes that all stages together may take for one article. */
#define ARENA_CEILING ((size_t)2 << 30)

/** Where an article in a slot is. */
enum slot_state {
  SLOT_FREE,    /**< Nothing in it */
  SLOT_READ,    /**< Read, waiting for a worker */
  SLOT_WORKING, /**< A worker has it */
  SLOT_DONE,    /**< To be handed on */
};

struct slot {
  enum slot_state state;
  struct gz_arena *arena;
  struct gz_reading reading;
  enum gz_status status; /**< How the stages ended */
  struct gz_error error;
};

struct pipeline {
  const struct gz_gazette *gazette;
  const struct gz_work *work;
  enum gz_pipeline_goal goal;
  enum gz_status (*sink)(void *, struct gz_reading *, struct gz_error *);
  void *handle;
  const struct gz_callbacks *callbacks;
  struct gz_error *error;
  struct gz_progress progress;
  bool some_failed;

  /* The ring: slots from `oldest` on are in use, in the order of the input. */
  struct slot *slots;
  size_t n_slots;
  size_t oldest; /**< Handed on next */
  size_t in_use; /**< How many */

  pthread_mutex_t lock; /**< Of the ring and the states */
  pthread_cond_t changed;
  struct worker *workers; /**< The first is the caller if it is alone */
  unsigned n_workers;
  unsigned n_threads; /**< Of their own; 0 if the caller does it all */
  bool closing;
};

/** What one thread needs to analyse. */
struct worker {
  struct pipeline *pipeline;
  struct gz_analyser *analyser;
  pthread_t thread;
};

/** All stages of one article. */
static enum gz_status
analyse(const struct worker *worker, struct gz_reading *reading,
        struct gz_error *error) {
  const struct gz_gazette *gazette = worker->pipeline->gazette;
  const struct gz_work *work = worker->pipeline->work;
  struct gz_article *article = &reading->article;
  enum gz_status status;
  GZ_TRY(status, gz_split(article, error));
  GZ_TRY(status, gz_analyse(worker->analyser, article, error));
  if (worker->pipeline->goal == GZ_PIPELINE_PARSE) {
    return GZ_OK;
  }
  struct gz_tree tree;
  GZ_TRY(status, gz_tree_build(article, &tree, error));
  GZ_TRY(status, gz_find_times(article, gazette->time_rules, error));
  GZ_TRY(status, gz_find_mentions(article, gazette->actors, gazette->nouns,
                                  gazette->pronouns, error));
  GZ_TRY(status, gz_find_events(article, &tree, gazette->frames, error));
  GZ_TRY(status, gz_find_claims(article, &tree, gazette->claim_words, error));
  GZ_TRY(status, gz_find_policies(article, error));
  if (worker->pipeline->goal == GZ_PIPELINE_ANALYSE) {
    return GZ_OK;
  }
  const struct gz_describe_options options = {
      .base = gz_str(gazette->base),
      .actors = gazette->actors,
      .tool_version = gz_str(gz_version()),
      .run_time = gz_str(work->run_time),
      .lexicon_version = gz_str(gazette->lexicon_version),
      .model_version = gz_str(gazette->model_version),
      .text = work->with_text,
      .labels = true,
  };
  GZ_TRY(status,
         gz_describe(article, &options, reading->statements, NULL, error));
  GZ_TRY(status, gz_statements_sort(reading->statements, error));
  return gz_check(reading->statements, error);
}

static void
work_on(const struct worker *worker, struct slot *slot) {
  slot->status = analyse(worker, &slot->reading, &slot->error);
}

/** Index of the oldest slot that waits for a worker, or SIZE_MAX. */
static size_t
next_read(const struct pipeline *pipeline) {
  for (size_t i = 0; i < pipeline->in_use; ++i) {
    const size_t at = (pipeline->oldest + i) % pipeline->n_slots;
    if (pipeline->slots[at].state == SLOT_READ) {
      return at;
    }
  }
  return SIZE_MAX;
}

static void *
run_worker(void *argument) {
  const struct worker *worker = argument;
  struct pipeline *pipeline = worker->pipeline;
  (void)pthread_mutex_lock(&pipeline->lock);
  for (;;) {
    const size_t at = next_read(pipeline);
    if (at == SIZE_MAX) {
      if (pipeline->closing) {
        break;
      }
      (void)pthread_cond_wait(&pipeline->changed, &pipeline->lock);
      continue;
    }
    struct slot *slot = &pipeline->slots[at];
    slot->state = SLOT_WORKING;
    (void)pthread_mutex_unlock(&pipeline->lock);
    work_on(worker, slot);
    (void)pthread_mutex_lock(&pipeline->lock);
    slot->state = SLOT_DONE;
    (void)pthread_cond_broadcast(&pipeline->changed);
  }
  (void)pthread_mutex_unlock(&pipeline->lock);
  return NULL;
}

static void
report(struct pipeline *pipeline, const struct gz_error *error) {
  pipeline->some_failed = true;
  if (pipeline->callbacks && pipeline->callbacks->report) {
    pipeline->callbacks->report(pipeline->callbacks->handle, error);
  }
}

/** Whether a failure concerns one input only, so that the work goes on. */
static bool
is_local(enum gz_status status) {
  return status == GZ_BAD_INPUT || status == GZ_TOO_LARGE || status == GZ_IO ||
         status == GZ_UNSUPPORTED;
}

/** Hand the oldest article on and free its slot. */
static enum gz_status
hand_on(struct pipeline *pipeline) {
  struct slot *slot = &pipeline->slots[pipeline->oldest];
  enum gz_status status = slot->status;
  if (status == GZ_OK) {
    status = pipeline->sink(pipeline->handle, &slot->reading, pipeline->error);
    if (status == GZ_OK) {
      ++pipeline->progress.articles;
      pipeline->progress.bytes += slot->reading.article.text.size;
      pipeline->progress.quads += gz_statements_count(slot->reading.statements);
      if (pipeline->callbacks && pipeline->callbacks->progress) {
        pipeline->callbacks->progress(pipeline->callbacks->handle,
                                      &pipeline->progress);
      }
    }
  } else {
    gz_error_in_file(&slot->error, slot->reading.article.metadata.name.data);
    if (is_local(status)) {
      report(pipeline, &slot->error);
      status = GZ_OK;
    } else if (pipeline->error) {
      *pipeline->error = slot->error;
    }
  }
  (void)pthread_mutex_lock(&pipeline->lock);
  slot->state = SLOT_FREE;
  pipeline->oldest = (pipeline->oldest + 1) % pipeline->n_slots;
  --pipeline->in_use;
  (void)pthread_mutex_unlock(&pipeline->lock);
  return status;
}

/** Hand articles on until at most `most` slots are in use. */
static enum gz_status
drain(struct pipeline *pipeline, size_t most) {
  enum gz_status status = GZ_OK;
  while (status == GZ_OK && pipeline->in_use > most) {
    struct slot *slot = &pipeline->slots[pipeline->oldest];
    if (!pipeline->n_threads) {
      work_on(&pipeline->workers[0], slot);
      status = hand_on(pipeline);
      continue;
    }
    (void)pthread_mutex_lock(&pipeline->lock);
    while (slot->state != SLOT_DONE) {
      (void)pthread_cond_wait(&pipeline->changed, &pipeline->lock);
    }
    (void)pthread_mutex_unlock(&pipeline->lock);
    // The slot is ours: workers take only what is SLOT_READ.
    status = hand_on(pipeline);
  }
  return status;
}

/** Make the next slot ready to be read into. */
static struct slot *
clear_slot(struct pipeline *pipeline) {
  struct slot *slot =
      &pipeline
           ->slots[(pipeline->oldest + pipeline->in_use) % pipeline->n_slots];
  gz_arena_reset(slot->arena);
  gz_statements_clear(slot->reading.statements);
  gz_article_init(&slot->reading.article, slot->arena);
  slot->status = GZ_OK;
  return slot;
}

/** Let a worker have what was read into the next slot. */
static void
release(struct pipeline *pipeline, struct slot *slot) {
  (void)pthread_mutex_lock(&pipeline->lock);
  slot->state = SLOT_READ;
  ++pipeline->in_use;
  (void)pthread_cond_broadcast(&pipeline->changed);
  (void)pthread_mutex_unlock(&pipeline->lock);
}

/** Whether the caller wants no more. */
static bool
is_cancelled(const struct pipeline *pipeline) {
  return pipeline->callbacks && pipeline->callbacks->cancel &&
         *pipeline->callbacks->cancel;
}

/** Tell what the reader decided, if it did. */
static void
notice(const struct pipeline *pipeline, const struct gz_reader *reader,
       const char *name) {
  const char *text = gz_reader_notice(reader);
  if (text && pipeline->callbacks && pipeline->callbacks->notice) {
    struct gz_error error;
    (void)gz_fail(&error, GZ_OK, "%s", text);
    gz_error_in_file(&error, name);
    pipeline->callbacks->notice(pipeline->callbacks->handle, &error);
  }
}

/** Read all articles of one input. */
static enum gz_status
read_all(struct pipeline *pipeline, struct gz_reader *reader,
         const char *name) {
  enum gz_status status = GZ_OK;
  for (;;) {
    GZ_TRY(status, drain(pipeline, pipeline->n_slots - 1));
    if (is_cancelled(pipeline)) {
      return gz_fail(pipeline->error, GZ_CANCELLED, "Interrupted");
    }
    struct slot *slot = clear_slot(pipeline);
    struct gz_error error;
    status = gz_reader_next(reader, &slot->reading.article, &error);
    if (status == GZ_OK) {
      notice(pipeline, reader, name);
      release(pipeline, slot);
    } else if (status == GZ_END) {
      return GZ_OK;
    } else {
      // What came before it is told and written first.
      enum gz_status before;
      GZ_TRY(before, drain(pipeline, 0));
      gz_error_in_file(&error, name);
      if (!is_local(status)) {
        if (pipeline->error) {
          *pipeline->error = error;
        }
        return status;
      }
      report(pipeline, &error);
    }
  }
}

static enum gz_status
read_inputs(struct pipeline *pipeline,
            const struct gz_reader_options *options) {
  enum gz_status status = GZ_OK;
  for (size_t i = 0; i < pipeline->work->n_inputs; ++i) {
    const char *path = pipeline->work->inputs[i];
    const char *name = path[0] == '-' && !path[1] ? "(standard input)" : path;
    struct gz_reader *reader = NULL;
    struct gz_error error;
    status = gz_reader_open(path, options, &reader, &error);
    if (status == GZ_OK) {
      status = read_all(pipeline, reader, name);
      gz_reader_free(reader);
      GZ_TRY(status, status);
    } else {
      GZ_TRY(status, drain(pipeline, 0));
      gz_error_in_file(&error, name);
      report(pipeline, &error);
    }
  }
  return drain(pipeline, 0);
}

/** Whether `text` has the form of `pattern`, in which 0 is any digit. */
static bool
has_form(struct gz_str text, const char *pattern) {
  if (text.size != strlen(pattern)) {
    return false;
  }
  for (size_t i = 0; i < text.size; ++i) {
    const bool digit = text.data[i] >= '0' && text.data[i] <= '9';
    if (pattern[i] == '0' ? !digit : text.data[i] != pattern[i]) {
      return false;
    }
  }
  return true;
}

/** Whether `text` is an xsd:dateTime in whole seconds, with its zone or not. */
static bool
is_date_time(struct gz_str text) {
  struct gz_date date;
  const struct gz_str zone = gz_str_part(text, 19, text.size);
  return has_form(gz_str_part(text, 0, 19), "0000-00-00T00:00:00") &&
         gz_date_parse(gz_str_part(text, 0, 10), &date) &&
         memcmp(text.data + 11, "24", 2) < 0 && text.data[14] < '6' &&
         text.data[17] < '6' &&
         (!zone.size || gz_str_is(zone, "Z") || has_form(zone, "+00:00") ||
          has_form(zone, "-00:00"));
}

static enum gz_status
check_options(const struct gz_work *work, struct gz_reader_options *options,
              struct gz_error *error) {
  *options = (struct gz_reader_options){
      .title = gz_str(work->title),
      .source = gz_str(work->source),
      .publisher = gz_str(work->publisher),
  };
  enum gz_status status;
  if (work->input_format) {
    GZ_TRY(status, gz_input_format_from_name(gz_str(work->input_format),
                                             &options->format, error));
  }
  if (work->date && !gz_date_parse(gz_str(work->date), &options->date)) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "'%s' is no date YYYY-MM-DD",
                   work->date);
  }
  if (work->run_time && !is_date_time(gz_str(work->run_time))) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "'%s' is no xsd:dateTime",
                   work->run_time);
  }
  if (work->source && gz_iri_check(gz_str(work->source), NULL) != GZ_OK) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "'%s' is no absolute URL",
                   work->source);
  }
  return GZ_OK;
}

uint64_t
gz_work_bytes(const struct gz_work *work) {
  uint64_t total = 0;
  for (size_t i = 0; i < work->n_inputs; ++i) {
    struct stat file;
    if (stat(work->inputs[i], &file) != 0 || !S_ISREG(file.st_mode)) {
      return 0;
    }
    total += (uint64_t)file.st_size;
  }
  return total;
}

/** Make the slots.  False if memory is out. */
static bool
make_slots(struct pipeline *pipeline) {
  pipeline->slots = calloc(pipeline->n_slots, sizeof *pipeline->slots);
  for (size_t i = 0; pipeline->slots && i < pipeline->n_slots; ++i) {
    struct slot *slot = &pipeline->slots[i];
    slot->arena = gz_arena_new(ARENA_CEILING);
    slot->reading.statements = gz_statements_new();
    if (!slot->arena || !slot->reading.statements) {
      return false;
    }
  }
  return pipeline->slots != NULL;
}

/** Make the workers and start their threads.  False if memory is out. */
static bool
start_workers(struct pipeline *pipeline) {
  pipeline->workers = calloc(pipeline->n_workers, sizeof *pipeline->workers);
  for (unsigned i = 0; pipeline->workers && i < pipeline->n_workers; ++i) {
    struct worker *worker = &pipeline->workers[i];
    worker->pipeline = pipeline;
    worker->analyser = gz_analyser_new(pipeline->gazette->model, NULL);
    if (!worker->analyser) {
      return false;
    }
  }
  if (!pipeline->workers || pipeline->n_workers == 1) {
    return pipeline->workers != NULL;
  }
  for (unsigned i = 0; i < pipeline->n_workers; ++i) {
    struct worker *worker = &pipeline->workers[i];
    if (pthread_create(&worker->thread, NULL, run_worker, worker)) {
      break; // those that there are will do, be it the caller's alone
    }
    ++pipeline->n_threads;
  }
  return true;
}

static void
stop(struct pipeline *pipeline) {
  (void)pthread_mutex_lock(&pipeline->lock);
  pipeline->closing = true;
  (void)pthread_cond_broadcast(&pipeline->changed);
  (void)pthread_mutex_unlock(&pipeline->lock);
  for (unsigned i = 0; i < pipeline->n_threads; ++i) {
    (void)pthread_join(pipeline->workers[i].thread, NULL);
  }
  for (unsigned i = 0; pipeline->workers && i < pipeline->n_workers; ++i) {
    gz_analyser_free(pipeline->workers[i].analyser);
  }
  free(pipeline->workers);
  for (size_t i = 0; pipeline->slots && i < pipeline->n_slots; ++i) {
    gz_arena_free(pipeline->slots[i].arena);
    gz_statements_free(pipeline->slots[i].reading.statements);
  }
  free(pipeline->slots);
}

enum gz_status
gz_pipeline_run(const struct gz_gazette *gazette, const struct gz_work *work,
                enum gz_pipeline_goal goal,
                enum gz_status (*sink)(void *handle, struct gz_reading *reading,
                                       struct gz_error *error),
                void *handle, const struct gz_callbacks *callbacks,
                struct gz_error *error) {
  struct gz_reader_options options;
  enum gz_status status;
  GZ_TRY(status, check_options(work, &options, error));
  struct pipeline pipeline = {
      .gazette = gazette,
      .work = work,
      .goal = goal,
      .sink = sink,
      .handle = handle,
      .callbacks = callbacks,
      .error = error,
      .n_workers = work->threads > 1 ? work->threads : 1,
      .progress = {.total = gz_work_bytes(work)},
      .lock = PTHREAD_MUTEX_INITIALIZER,
      .changed = PTHREAD_COND_INITIALIZER,
  };
  pipeline.n_slots = pipeline.n_workers > 1
                         ? (size_t)pipeline.n_workers * SLOTS_PER_THREAD
                         : 1;
  status = make_slots(&pipeline) && start_workers(&pipeline)
               ? read_inputs(&pipeline, &options)
               : gz_fail(error, GZ_NO_MEMORY, "No memory to begin to read");
  stop(&pipeline);
  if (status == GZ_OK && pipeline.some_failed) {
    return gz_fail(error, GZ_BAD_INPUT, "Some input could not be read");
  }
  return status;
}
