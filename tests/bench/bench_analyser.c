// How fast the analyser is, on one core: tokens a second from plain text to
// CoNLL-U, as `gazette annotate --conllu` does it once all is loaded, and of
// the analyser alone, for each of the kernels that this processor can run; and
// the time that loading takes.
//
//     bench_analyser [MODEL TEXT...]
//
// Each TEXT is an article.  Without arguments the model and the text are those
// of the build tree that it runs in.  Of several passes the fastest counts, by
// the processor's time, and of several loads the fastest, by the clock.  Each
// pass begins with an analyser that has seen nothing: of a short text most
// words are new, so that long ones tell more.

#include "input/analyser.h"
#include "input/conllu.h"
#include "input/sentences.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/** Passes of which the fastest counts, and tokens that they have at least. */
enum { PASSES = 5, ENOUGH = 50000 };

/** Bytes that a text and its output may have. */
#define CEILING ((size_t)1 << 30)

/** What a pass over all texts took, in seconds. */
struct pass {
  double split;
  double analyse;
  double write;
  size_t tokens;
};

struct texts {
  struct gz_buffer *of;
  int count;
};

static double
seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool
read_text(const char *path, struct gz_buffer *text) {
  static char block[1 << 16];
  gz_buffer_init(text, CEILING);
  FILE *file = fopen(path, "r");
  if (!file) {
    perror(path);
    return false;
  }
  size_t size;
  bool good = true;
  while (good && (size = fread(block, 1, sizeof block, file)) > 0) {
    good = gz_buffer_add(text, gz_str_n(block, size)) == GZ_OK;
  }
  fclose(file);
  return good;
}

/** One article, from its text to CoNLL-U. */
static enum gz_status
run_text(struct gz_analyser *analyser, struct gz_str text,
         struct gz_arena *arena, struct gz_buffer *out, struct pass *pass,
         struct gz_error *error) {
  enum gz_status status;
  struct gz_article article;
  const double begin = seconds(CLOCK_PROCESS_CPUTIME_ID);
  gz_arena_reset(arena);
  gz_buffer_clear(out);
  gz_article_init(&article, arena);
  GZ_TRY(status, gz_article_set_text(&article, text, error));
  GZ_TRY(status, gz_split(&article, error));
  const double split = seconds(CLOCK_PROCESS_CPUTIME_ID);
  GZ_TRY(status, gz_analyse(analyser, &article, error));
  const double analysed = seconds(CLOCK_PROCESS_CPUTIME_ID);
  status = gz_conllu_write_article(&article, out);
  if (status != GZ_OK) {
    return gz_fail(error, status, "Cannot write");
  }
  pass->split += split - begin;
  pass->analyse += analysed - split;
  pass->write += seconds(CLOCK_PROCESS_CPUTIME_ID) - analysed;
  pass->tokens += article.tokens.count;
  return GZ_OK;
}

static double
total(const struct pass *pass) {
  return pass->split + pass->analyse + pass->write;
}

static enum gz_status
run_pass(const struct gz_model *model, const struct gz_kernels *kernels,
         const struct texts *texts, struct gz_arena *arena,
         struct gz_buffer *out, struct pass *pass, struct gz_error *error) {
  struct gz_analyser *analyser = gz_analyser_new(model, kernels);
  enum gz_status status =
      analyser ? GZ_OK : gz_fail(error, GZ_NO_MEMORY, "Memory is out");
  *pass = (struct pass){0};
  for (int i = 0; status == GZ_OK && i < texts->count; ++i) {
    status = run_text(analyser, gz_buffer_str(&texts->of[i]), arena, out, pass,
                      error);
  }
  gz_analyser_free(analyser);
  return status;
}

static enum gz_status
measure(const struct gz_model *model, const struct gz_kernels *kernels,
        const struct texts *texts, struct gz_error *error) {
  struct gz_arena *arena = gz_arena_new(CEILING);
  struct gz_buffer out;
  gz_buffer_init(&out, CEILING);
  struct pass best = {0};
  size_t tokens = 0;
  enum gz_status status =
      arena ? GZ_OK : gz_fail(error, GZ_NO_MEMORY, "Memory is out");
  for (int i = 0; status == GZ_OK && (i < PASSES || tokens < ENOUGH); ++i) {
    struct pass pass;
    status = run_pass(model, kernels, texts, arena, &out, &pass, error);
    best = !i || total(&pass) < total(&best) ? pass : best;
    tokens += pass.tokens;
    if (status == GZ_OK && !pass.tokens) {
      status = gz_fail(error, GZ_BAD_INPUT, "There are no words");
    }
  }
  if (status == GZ_OK) {
    const double n = (double)best.tokens;
    printf("%-10s %8.0f tokens/s from text to CoNLL-U; analyser alone %8.0f; "
           "split %.1f%%, write %.1f%% of the time\n",
           kernels->name, n / total(&best), n / best.analyse,
           100 * best.split / total(&best), 100 * best.write / total(&best));
  }
  gz_buffer_free(&out);
  gz_arena_free(arena);
  return status;
}

/* Load the model some times, tell the least time, keep the last. */
static enum gz_status
load(const char *path, struct gz_model **model, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  double least = 0;
  for (int i = 0; i < PASSES; ++i) {
    gz_model_free(*model);
    *model = NULL;
    const double begin = seconds(CLOCK_MONOTONIC);
    GZ_TRY(status, gz_model_load(path, model, error));
    const double spent = seconds(CLOCK_MONOTONIC) - begin;
    least = !i || spent < least ? spent : least;
  }
  printf("%-10s %8.1f ms\n", "load", least * 1e3);
  return status;
}

int
main(int argc, char **argv) {
  struct gz_error error;
  struct gz_model *model = NULL;
  if (argc == 2) {
    fprintf(stderr, "usage: bench_analyser [MODEL TEXT...]\n");
    return 2;
  }
  char own[512];
  const char *top = getenv("top_srcdir");
  snprintf(own, sizeof own, "%s/input/huawei-5g.txt", top ? top : ".");
  const char *path = argc > 2 ? argv[1] : "share/gazette/analyser.model";
  struct texts texts = {NULL, argc > 2 ? argc - 2 : 1};
  texts.of = calloc((size_t)texts.count, sizeof *texts.of);
  for (int i = 0; i < texts.count; ++i) {
    if (!texts.of || !read_text(argc > 2 ? argv[i + 2] : own, &texts.of[i])) {
      return 1;
    }
  }
  enum gz_status status = load(path, &model, &error);
  for (int i = 0; status == GZ_OK && gz_kernels_at(i); ++i) {
    status = measure(model, gz_kernels_at(i), &texts, &error);
  }
  if (status != GZ_OK) {
    fprintf(stderr, "bench_analyser: %s\n", error.message);
  }
  gz_model_free(model);
  for (int i = 0; i < texts.count; ++i) {
    gz_buffer_free(&texts.of[i]);
  }
  free(texts.of);
  return status == GZ_OK ? 0 : 1;
}
