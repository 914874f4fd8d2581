// How fast the analyser is: words a second on one core for each of the
// kernels that this processor can run, and the time that loading takes.
//
//     bench_analyser [MODEL TEXT]
//
// TEXT has one sentence a line, words apart by blanks.  Without arguments the
// model and the text are those of the build tree that it runs in.

#include "input/analyser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_WORDS = 4096, MOST_SENTENCES = 512 };

/** Words that are analysed for one figure. */
#define ENOUGH 100000

struct text {
  struct gz_str forms[MOST_WORDS];
  uint32_t lengths[MOST_SENTENCES];
  size_t n_words;
  size_t n_sentences;
};

static double
seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool
read_text(const char *path, struct text *text) {
  static char line[1 << 16];
  FILE *file = fopen(path, "r");
  if (!file) {
    perror(path);
    return false;
  }
  while (text->n_sentences < MOST_SENTENCES && fgets(line, sizeof line, file)) {
    char *rest = NULL;
    for (char *w = strtok_r(line, " \n", &rest);
         w && text->n_words < MOST_WORDS; w = strtok_r(NULL, " \n", &rest)) {
      text->forms[text->n_words++] = gz_str(strdup(w));
      ++text->lengths[text->n_sentences];
    }
    ++text->n_sentences;
  }
  fclose(file);
  return text->n_words > 0;
}

static bool
measure(const struct gz_model *model, const struct gz_kernels *kernels,
        const struct text *text) {
  static struct gz_word words[MOST_WORDS];
  struct gz_error error;
  struct gz_analyser *analyser = gz_analyser_new(model, kernels);
  struct gz_arena *arena = gz_arena_new(0);
  size_t done = 0;
  const double begin = seconds(CLOCK_PROCESS_CPUTIME_ID);
  while (analyser && arena && done < ENOUGH) {
    gz_arena_reset(arena);
    if (gz_analyser_run(analyser, text->forms, text->lengths, text->n_sentences,
                        arena, words, &error) != GZ_OK) {
      fprintf(stderr, "bench_analyser: %s\n", error.message);
      break;
    }
    done += text->n_words;
  }
  const double spent = seconds(CLOCK_PROCESS_CPUTIME_ID) - begin;
  printf("%-10s %8.0f words/s\n", kernels->name, (double)done / spent);
  gz_arena_free(arena);
  gz_analyser_free(analyser);
  return done >= ENOUGH;
}

int
main(int argc, char **argv) {
  static struct text text;
  struct gz_error error;
  struct gz_model *model = NULL;
  if (argc != 1 && argc != 3) {
    fprintf(stderr, "usage: bench_analyser [MODEL TEXT]\n");
    return 2;
  }
  char own[512];
  const char *top = getenv("top_srcdir");
  snprintf(own, sizeof own, "%s/tests/data/analyser.txt", top ? top : ".");
  const char *path = argc == 3 ? argv[1] : "share/gazette/analyser.model";
  if (!read_text(argc == 3 ? argv[2] : own, &text)) {
    return 1;
  }
  const double begin = seconds(CLOCK_MONOTONIC);
  if (gz_model_load(path, &model, &error) != GZ_OK) {
    fprintf(stderr, "bench_analyser: %s\n", error.message);
    return 1;
  }
  printf("%-10s %8.1f ms\n", "load", (seconds(CLOCK_MONOTONIC) - begin) * 1e3);
  bool good = true;
  for (int i = 0; gz_kernels_at(i); ++i) {
    good = measure(model, gz_kernels_at(i), &text) && good;
  }
  gz_model_free(model);
  return good ? 0 : 1;
}
