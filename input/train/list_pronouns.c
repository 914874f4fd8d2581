// What pronouns.py learns from: the pronouns of texts, with what each may
// stand for, as the C code sees them.
//
//     list_pronouns DATA WEIGHTS FILE...
//
// DATA is a folder with the tables: share/gazette of the build tree; WEIGHTS
// is what stands in place of its pronouns.tsv.  Lines, with fields parted by
// tabs:
//
//     A  FILE  TEXT                  an article, without its white space
//     P  CLASS BEGIN END             a pronoun
//     C  CLUSTER BEGIN END HEAD SCORE FEATURES    what it may stand for
//
// BEGIN and END count code points of TEXT, as does HEAD, where the head token
// begins.  The first candidate of a pronoun is none: its numbers are "-".

#include "input/analyser.h"
#include "input/mentions.h"
#include "input/pronouns.h"
#include "input/reader.h"
#include "input/sentences.h"
#include "input/timex.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tables {
  struct gz_actors *actors;
  struct gz_model *model;
  struct gz_timex_rules *times;
  struct gz_nouns *nouns;
  struct gz_pronouns *pronouns;
  struct gz_analyser *analyser;
};

static const char *
path_of(const char *folder, const char *name) {
  static char path[4096];
  (void)snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static enum gz_status
load(struct tables *t, const char *data, const char *weights,
     struct gz_error *error) {
  enum gz_status status;
  GZ_TRY(status,
         gz_actors_open(path_of(data, "actors.bin"), &t->actors, error));
  GZ_TRY(status,
         gz_model_load(path_of(data, "analyser.model"), &t->model, error));
  GZ_TRY(status,
         gz_timex_rules_load(path_of(data, "timex.rules"), &t->times, error));
  GZ_TRY(status, gz_nouns_load(path_of(data, "nouns.tsv"), &t->nouns, error));
  GZ_TRY(status, gz_nouns_load_forenames(
                     t->nouns, path_of(data, "forenames.tsv"), error));
  GZ_TRY(status, gz_pronouns_load(weights, &t->pronouns, error));
  t->analyser = gz_analyser_new(t->model, NULL);
  return t->analyser ? GZ_OK : gz_fail(error, GZ_NO_MEMORY, "No memory");
}

static bool
is_white(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

/** Code points before a byte that are no white space. */
static unsigned
solid_before(const struct gz_article *article, uint32_t byte) {
  unsigned count = 0;
  for (uint32_t i = 0; i < byte; ++i) {
    const char c = article->text.data[i];
    count += !is_white(c) && ((unsigned char)c & 0xC0) != 0x80;
  }
  return count;
}

static void
print_place(const struct gz_actor_work *work, const struct gz_ref *ref) {
  printf(
      "\t%u\t%u",
      solid_before(work->article, gz_work_token(work, ref->first)->span.begin),
      solid_before(work->article,
                   gz_work_token(work, ref->first + ref->count - 1)->span.end));
}

static void
print_ranking(void *handle, const struct gz_actor_work *work,
              const struct gz_pronoun_ranking *ranking) {
  (void)handle;
  printf("P\t%s", gz_pronoun_class_name(ranking->class));
  print_place(work, gz_ref_at(work, ranking->pronoun));
  for (uint32_t i = 0; i < ranking->count; ++i) {
    const struct gz_pronoun_candidate *candidate = &ranking->items[i];
    if (candidate->ref == GZ_NONE) {
      printf("\nC\t-\t-\t-\t-");
    } else {
      printf("\nC\t%u", (unsigned)gz_ref_root(work, candidate->ref));
      const struct gz_ref *ref = gz_ref_at(work, candidate->ref);
      print_place(work, ref);
      printf("\t%u", solid_before(work->article,
                                  gz_work_token(work, ref->head)->span.begin));
    }
    printf("\t%.4f\t", (double)candidate->score);
    for (uint32_t j = 0; j < candidate->count; ++j) {
      char name[32];
      (void)gz_pronoun_feature_name(candidate->features[j], name);
      printf("%s%s", j ? " " : "", name);
    }
  }
  putchar('\n');
}

static enum gz_status
read_article(const struct tables *t, const char *path,
             struct gz_article *article, struct gz_error *error) {
  struct gz_reader *reader = NULL;
  enum gz_status status;
  GZ_TRY(status, gz_reader_open(path, NULL, &reader, error));
  status = gz_reader_next(reader, article, error);
  gz_reader_free(reader);
  GZ_TRY(status, status);
  GZ_TRY(status, gz_split(article, error));
  GZ_TRY(status, gz_analyse(t->analyser, article, error));
  GZ_TRY(status, gz_find_times(article, t->times, error));
  printf("A\t%s\t", path);
  for (size_t i = 0; i < article->text.size; ++i) {
    if (!is_white(article->text.data[i])) {
      putchar(article->text.data[i]);
    }
  }
  putchar('\n');
  return gz_find_mentions(article, t->actors, t->nouns, t->pronouns, error);
}

int
main(int argc, char **argv) {
  struct tables tables = {.actors = NULL};
  struct gz_error error = {.message = ""};
  if (argc < 4) {
    (void)fputs("list_pronouns DATA WEIGHTS FILE...\n", stderr);
    return 2;
  }
  enum gz_status status = load(&tables, argv[1], argv[2], &error);
  if (status == GZ_OK) {
    gz_pronouns_watch(tables.pronouns, print_ranking, NULL);
  }
  for (int i = 3; status == GZ_OK && i < argc; ++i) {
    struct gz_arena *arena = gz_arena_new(0);
    struct gz_article article;
    gz_article_init(&article, arena);
    status = read_article(&tables, argv[i], &article, &error);
    gz_arena_free(arena);
  }
  if (status != GZ_OK) {
    (void)fprintf(stderr, "%s\n", error.message);
  }
  gz_analyser_free(tables.analyser);
  gz_pronouns_free(tables.pronouns);
  gz_nouns_free(tables.nouns);
  gz_timex_rules_free(tables.times);
  gz_model_free(tables.model);
  gz_actors_free(tables.actors);
  return status == GZ_OK ? 0 : 1;
}
