// Who says what, through the real stages: tests/cases/claims.
//
// A case is a text of one line, in which "¶" stands for the end of a
// paragraph, then what must come of it:
//
//     claim SOURCE | CUE | CONTENT | FORM
//     event TRIGGER SPEAKER POLARITY CERTAINTY TEMPORALITY
//     relay SPEAKER RELAY
//     nothing
//
// "claim" lines list all claims of others, in the order of the text; pieces of
// a content are parted by " … ", and an empty field is "-".  SPEAKER is the
// last part of an IRI, or "article"; a slug that is not given in full ends in
// "*".

#include "tests/claims_reader.h"

#include "input/policies.h"

static void
join(const struct gz_article *article, struct gz_spans spans, char *out,
     size_t size) {
  size_t at = 0;
  out[0] = '\0';
  for (uint32_t i = 0; i < spans.count; ++i) {
    const struct gz_str part = gz_article_str(article, spans.items[i]);
    at += (size_t)snprintf(out + at, size - at, "%s%.*s", i ? " … " : "",
                           GZ_STR_ARGS(part));
    assert_true(at < size);
  }
  if (!at) {
    (void)snprintf(out, size, "-");
  }
  for (char *c = out; *c; ++c) {
    *c = *c == '\n' ? ' ' : *c;
  }
}

static void
show(const struct gz_article *article, const struct gz_claim *claim, char *out,
     size_t size) {
  char parts[3][2048];
  join(article, claim->source, parts[0], sizeof parts[0]);
  join(article, claim->cue, parts[1], sizeof parts[1]);
  join(article, claim->content, parts[2], sizeof parts[2]);
  (void)snprintf(out, size, "%s | %s | %s | %s", parts[0], parts[1], parts[2],
                 gz_form_text(claim->form));
}

/** The claim of others after `at` that is not the same as the one before. */
static uint32_t
next_claim(const struct gz_article *article, uint32_t at, char *shown,
           size_t size) {
  char other[8192];
  for (uint32_t i = at; i < article->claims.count; ++i) {
    const struct gz_claim *claim = &article->claims.items[i];
    if (claim->form != GZ_FORM_EDITORIAL && !claim->attitude) {
      show(article, claim, other, sizeof other);
      if (strcmp(other, shown) != 0) {
        (void)snprintf(shown, size, "%s", other);
        return i;
      }
    }
  }
  return GZ_NONE;
}

static bool
is_named(const struct gz_article *article, uint32_t entity, const char *slug) {
  if (entity == GZ_NONE) {
    return strcmp(slug, "article") == 0;
  }
  if (strcmp(slug, "unnamed") == 0) {
    return article->entities.items[entity].type == GZ_ENTITY_UNNAMED_SOURCE;
  }
  const struct gz_str own = article->entities.items[entity].slug;
  const size_t size = strlen(slug);
  return size && slug[size - 1] == '*'
             ? gz_str_starts(own, gz_str_n(slug, size - 1))
             : gz_str_is(own, slug);
}

static void
check_event(const struct test_case *block, size_t number,
            const struct gz_article *article) {
  char trigger[64];
  char speaker[64];
  char values[3][32];
  assert_int_equal(sscanf(block->lines[number],
                          "event %63s %63s %31s %31s %31s", trigger, speaker,
                          values[0], values[1], values[2]),
                   5);
  for (uint32_t i = 0; i < article->claims.count; ++i) {
    const struct gz_claim *claim = &article->claims.items[i];
    for (uint32_t j = 0; j < claim->n_events; ++j) {
      const struct gz_event *event = &article->events.items[claim->events[j]];
      if (gz_str_is(gz_article_str(article, event->trigger), trigger)) {
        if (!is_named(article, claim->speaker, speaker) ||
            strcmp(gz_polarity_text(claim->polarity), values[0]) != 0 ||
            strcmp(gz_certainty_text(claim->certainty), values[1]) != 0 ||
            strcmp(gz_temporality_text(claim->temporality), values[2]) != 0) {
          fail_msg(
              "%s:%zu: %.*s %s %s %s", block->file, block->line + number,
              GZ_STR_ARGS(claim->speaker == GZ_NONE
                              ? GZ_STR("article")
                              : article->entities.items[claim->speaker].label),
              gz_polarity_text(claim->polarity),
              gz_certainty_text(claim->certainty),
              gz_temporality_text(claim->temporality));
        }
        return;
      }
    }
  }
  fail_msg("%s:%zu: no event", block->file, block->line + number);
}

static void
check_relay(const struct test_case *block, size_t number,
            const struct gz_article *article) {
  char speaker[64];
  char relay[64];
  assert_int_equal(
      sscanf(block->lines[number], "relay %63s %63s", speaker, relay), 2);
  for (uint32_t i = 0; i < article->claims.count; ++i) {
    const struct gz_claim *claim = &article->claims.items[i];
    if (claim->form != GZ_FORM_EDITORIAL && claim->relayed_by != GZ_NONE &&
        is_named(article, claim->speaker, speaker) &&
        is_named(article, claim->relayed_by, relay)) {
      return;
    }
  }
  fail_msg("%s:%zu: not relayed", block->file, block->line + number);
}

/** The text of a case, with its paragraphs parted. */
static struct gz_str
text_of(struct gz_arena *arena, const char *line) {
  char *text = gz_arena_printf(arena, "%s", line);
  assert_non_null(text);
  for (char *mark; (mark = strstr(text, "¶")) != NULL;) {
    mark[0] = '\n';
    mark[1] = '\n';
  }
  return gz_str(text);
}

static void
check_case(const struct test_case *block) {
  struct gz_arena *arena = gz_arena_new(0);
  struct gz_article article;
  read_claims(arena, &article, text_of(arena, block->lines[0]));
  check_claims_whole(&article);
  uint32_t at = 0;
  bool all = false;
  char shown[8192] = "";
  for (size_t i = 1; i < block->count; ++i) {
    const char *line = block->lines[i];
    if (strncmp(line, "event ", 6) == 0) {
      check_event(block, i, &article);
    } else if (strncmp(line, "relay ", 6) == 0) {
      check_relay(block, i, &article);
    } else {
      all = true;
      const bool nothing = strcmp(line, "nothing") == 0;
      const uint32_t found = next_claim(&article, at, shown, sizeof shown);
      if (nothing ? found != GZ_NONE
                  : found == GZ_NONE || strcmp(shown, line + 6) != 0) {
        fail_msg("%s:%zu: %s", block->file, block->line + i,
                 found == GZ_NONE ? "no claim" : shown);
      }
      at = nothing ? at : found + 1;
    }
  }
  if (all && at < article.claims.count &&
      next_claim(&article, at, shown, sizeof shown) != GZ_NONE) {
    fail_msg("%s:%zu: one too many: %s", block->file, block->line, shown);
  }
  gz_arena_free(arena);
}

static void
cases_give_their_claims(void **state) {
  (void)state;
  run_cases("claims", check_case);
}

/** `count` times `piece`, then "." */
static void
read_repeated(const char *piece, size_t count) {
  struct gz_arena *arena = gz_arena_new(0);
  const size_t size = strlen(piece);
  char *text = malloc(size * count + 1);
  assert_non_null(text);
  for (size_t i = 0; i < count; ++i) {
    memcpy(text + i * size, piece, size);
  }
  struct gz_article article;
  read_claims(arena, &article, gz_str_n(text, size * count));
  check_claims_whole(&article);
  free(text);
  gz_arena_free(arena);
}

static void
hostile_texts_are_read(void **state) {
  (void)state;
  read_repeated("\"", 20000);
  read_repeated("“", 20000);
  read_repeated("” ", 10000);
  read_repeated("‘ '", 10000);
  read_repeated("Russia said that ", 3000);
  read_repeated("“Iran attacked Iraq,\n\n", 1000);
  read_repeated("according to ", 3000);
  read_repeated("said: ", 3000);
  read_repeated("\n", 100);
}

/** Whether the relations name the law's `kind` of `slug`, once. */
static size_t
count_relations(const struct gz_article *article, enum gz_relation_kind kind,
                const char *slug) {
  size_t found = 0;
  for (uint32_t i = 0; i < article->relations.count; ++i) {
    const struct gz_relation *one = &article->relations.items[i];
    found += one->kind == kind && is_named(article, one->object, slug);
  }
  return found;
}

static size_t
adopters(const char *text, const char *slug) {
  struct gz_arena *arena = gz_arena_new(0);
  struct gz_article article;
  read_claims(arena, &article, gz_str(text));
  assert_int_equal(gz_find_policies(&article, NULL), GZ_OK);
  const size_t found = count_relations(&article, GZ_RELATION_ADOPTED_BY, slug);
  gz_arena_free(arena);
  return found;
}

static void
policies_are_drawn_from_facts_only(void **state) {
  (void)state;
  assert_int_equal(
      adopters("Germany passed the Data Protection Act.", "germany"), 1);
  assert_int_equal(
      adopters("Germany did not pass the Data Protection Act.", "germany"), 0);
  assert_int_equal(
      adopters("Germany may pass the Data Protection Act.", "germany"), 0);
  assert_int_equal(
      adopters("France said that Germany passed the Data Protection Act.",
               "germany"),
      0);
  assert_int_equal(
      adopters("“Germany passed the Data Protection Act,” Vladimir Putin said.",
               "germany"),
      0);
}

static void
tables_are_checked(void **state) {
  (void)state;
  static const struct {
    const char *reporting;
    const char *modality;
  } wrong[] = {
      {"say\tv\tsay\n", ""},
      {"say\tx\tsay\tthat\n", ""},
      {"say\tv\tshout\tthat\n", ""},
      {"say\tv\tsay\tthat\nsay\tv\tsay\tobj\n", ""},
      {"\tv\tsay\tthat\n", ""},
      {"say\tv\tsay\ta b c d e f g\n", ""},
      {"", "could\tm\n"},
      {"", "could\tm\tperhaps\n"},
      {"", "could\tq\tpossible\n"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
    struct gz_claim_lexicon *words = NULL;
    struct gz_error error;
    assert_int_equal(gz_claim_lexicon_from_text(gz_str(wrong[i].reporting),
                                                gz_str(wrong[i].modality),
                                                &words, &error),
                     GZ_BAD_INPUT);
    assert_null(words);
  }
}

static void
words_are_found_by_lemma(void **state) {
  (void)state;
  const struct gz_claim_lexicon *words = reader.words;
  const struct gz_reporting_word *word =
      gz_claim_lexicon_reporting(words, GZ_STR("Deny"), 'v');
  assert_non_null(word);
  assert_int_equal(word->kind, GZ_REPORT_DENY);
  assert_true(word->complements & GZ_COMPLEMENT_THAT);
  assert_ptr_equal(gz_claim_lexicon_reporting(words, GZ_STR("insiste"), 'v'),
                   gz_claim_lexicon_reporting(words, GZ_STR("insist"), 'v'));
  assert_ptr_equal(gz_claim_lexicon_reporting(words, GZ_STR("criticiz"), 'v'),
                   gz_claim_lexicon_reporting(words, GZ_STR("criticize"), 'v'));
  assert_null(gz_claim_lexicon_reporting(words, GZ_STR("table"), 'n'));
  assert_true(gz_reporting_takes(
      gz_claim_lexicon_reporting(words, GZ_STR("accuse"), 'v'), GZ_STR("of")));
  const struct gz_modal_word *modal =
      gz_claim_lexicon_modal(words, GZ_STR("might"), 'm');
  assert_non_null(modal);
  assert_int_equal(modal->certainty, GZ_CERTAINTY_POSSIBLE);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cases_give_their_claims),
      cmocka_unit_test(hostile_texts_are_read),
      cmocka_unit_test(policies_are_drawn_from_facts_only),
      cmocka_unit_test(tables_are_checked),
      cmocka_unit_test(words_are_found_by_lemma),
  };
  return cmocka_run_group_tests(tests, claims_set_up, claims_tear_down);
}
