/**
 * @file claims_reader.h
 * All stages up to the claims, with the installed data, for tests.
 */

#ifndef GZ_TESTS_CLAIMS_READER_H
#define GZ_TESTS_CLAIMS_READER_H

#include "tests/cases_file.h"

#include "input/actors.h"
#include "input/analyser.h"
#include "input/claims.h"
#include "input/events.h"
#include "input/mentions.h"
#include "input/nouns.h"
#include "input/pronouns.h"
#include "input/sentences.h"

/** What the stages need. */
struct claims_reader {
  struct gz_actors *actors;
  struct gz_model *model;
  struct gz_analyser *analyser;
  struct gz_nouns *nouns;
  struct gz_pronouns *pronouns;
  struct gz_frames *frames;
  struct gz_claim_lexicon *words;
};

static struct claims_reader reader;

static inline const char *
claims_data(const char *name) {
  static char path[4096];
  (void)snprintf(path, sizeof path, "%s/%s", getenv("GZ_DATA"), name);
  return path;
}

static inline int
claims_set_up(void **state) {
  (void)state;
  return gz_actors_open(claims_data("actors.bin"), &reader.actors, NULL) !=
             GZ_OK ||
         gz_model_load(claims_data("analyser.model"), &reader.model, NULL) !=
             GZ_OK ||
         gz_nouns_load(claims_data("nouns.tsv"), &reader.nouns, NULL) !=
             GZ_OK ||
         gz_nouns_load_forenames(reader.nouns, claims_data("forenames.tsv"),
                                 NULL) != GZ_OK ||
         gz_pronouns_load(claims_data("pronouns.tsv"), &reader.pronouns,
                          NULL) != GZ_OK ||
         gz_frames_load(claims_data("frames.tsv"), &reader.frames, NULL) !=
             GZ_OK ||
         gz_claim_lexicon_load(claims_data("reporting.tsv"), &reader.words,
                               NULL) != GZ_OK ||
         gz_claim_lexicon_load_modality(
             reader.words, claims_data("modality.tsv"), NULL) != GZ_OK ||
         !(reader.analyser = gz_analyser_new(reader.model, NULL));
}

static inline int
claims_tear_down(void **state) {
  (void)state;
  gz_analyser_free(reader.analyser);
  gz_model_free(reader.model);
  gz_actors_free(reader.actors);
  gz_nouns_free(reader.nouns);
  gz_pronouns_free(reader.pronouns);
  gz_frames_free(reader.frames);
  gz_claim_lexicon_free(reader.words);
  return 0;
}

/** Fill `article` with all that `text` says. */
static inline void
read_claims(struct gz_arena *arena, struct gz_article *article,
            struct gz_str text) {
  struct gz_tree tree;
  gz_article_init(article, arena);
  assert_int_equal(gz_article_set_text(article, text, NULL), GZ_OK);
  assert_int_equal(gz_split(article, NULL), GZ_OK);
  assert_int_equal(gz_analyse(reader.analyser, article, NULL), GZ_OK);
  assert_int_equal(gz_tree_build(article, &tree, NULL), GZ_OK);
  assert_int_equal(gz_find_mentions(article, reader.actors, reader.nouns,
                                    reader.pronouns, NULL),
                   GZ_OK);
  assert_int_equal(gz_find_events(article, &tree, reader.frames, NULL), GZ_OK);
  assert_int_equal(gz_find_claims(article, &tree, reader.words, NULL), GZ_OK);
}

/** Assert that each event is in exactly one claim, and claims are whole. */
static inline void
check_claims_whole(const struct gz_article *article) {
  uint32_t *seen = calloc(article->events.count + 1, sizeof *seen);
  assert_non_null(seen);
  for (uint32_t i = 0; i < article->claims.count; ++i) {
    const struct gz_claim *claim = &article->claims.items[i];
    assert_true(claim->content.count > 0);
    assert_true(claim->evidence.begin < claim->evidence.end);
    assert_true(claim->evidence.end <= article->text.size);
    assert_true(claim->form == GZ_FORM_EDITORIAL || claim->attitude ||
                claim->speaker < article->entities.count);
    assert_true(claim->form != GZ_FORM_EDITORIAL || claim->speaker == GZ_NONE);
    assert_true(!claim->attitude || claim->n_events == 0);
    for (uint32_t j = 0; j < claim->n_events; ++j) {
      assert_true(claim->events[j] < article->events.count);
      ++seen[claim->events[j]];
    }
  }
  for (uint32_t i = 0; i < article->events.count; ++i) {
    assert_int_equal(seen[i], 1);
  }
  free(seen);
}

#endif
