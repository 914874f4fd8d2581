#include "tests/cases_file.h"

#include "input/status.h"
#include "input/tokens.h"
#include "input/unicode.h"

/** Check that tokens are in order, not empty, and cover all but white space. */
static void
check_cover(struct gz_str text) {
  uint32_t at = 0;
  struct gz_span token;
  while (gz_token_next(text, at, (uint32_t)text.size, &token)) {
    assert_true(token.begin >= at);
    assert_true(token.end > token.begin);
    assert_true(token.end <= text.size);
    assert_true(token.end - token.begin <= GZ_MAX_TOKEN_BYTES);
    for (size_t i = at; i < token.begin;) {
      assert_true(gz_is_space(gz_utf8_next(text, &i)));
    }
    const struct gz_str form = gz_str_part(text, token.begin, token.end);
    assert_int_equal(gz_utf8_valid(form), form.size);
    for (size_t i = 0; i < form.size;) {
      assert_false(gz_is_space(gz_utf8_next(form, &i)));
    }
    at = token.end;
  }
  for (size_t i = at; i < text.size;) {
    assert_true(gz_is_space(gz_utf8_next(text, &i)));
  }
}

/** The tokens of `text` with a space between, as the corpus writes them. */
static void
check_case(const struct test_case *block) {
  if (block->count != 2) {
    fail_msg("%s:%zu: a case has two lines", block->file, block->line);
  }
  const struct gz_str text = gz_str(block->lines[0]);
  char got[4096] = "";
  size_t size = 0;
  uint32_t at = 0;
  struct gz_span token;
  check_cover(text);
  while (gz_token_next(text, at, (uint32_t)text.size, &token)) {
    const size_t length = token.end - token.begin;
    assert_true(size + length + 2 < sizeof got);
    if (size) {
      got[size++] = ' ';
    }
    memcpy(got + size, text.data + token.begin, length);
    size += length;
    at = token.end;
  }
  got[size] = '\0';
  if (strcmp(got, block->lines[1]) != 0) {
    fail_msg("%s:%zu:\nexpected %s\ngot      %s", block->file, block->line,
             block->lines[1], got);
  }
}

static void
test_corpus(void **state) {
  (void)state;
  run_cases("tokens", check_case);
}

/** Pieces that clash with one another when joined at random. */
static const char *const pieces[] = {
    "a",  "B",      "n't", "'",       "’",      ".",     "..",   "-",
    "--", " ",      "\n",  "5",       "1,",     ":",     "/",    "@",
    "#",  "$",      "US$", "http://", "www.",   "Mr.",   "U.S.", "é",
    "́",   "‍",    "👩",   "\u00A0",  "\u200B", "中",    "(",    ")",
    "“",  "cannot", "_",   "&",       "%",      "x.com", "…",    "e-",
};

/** A number that looks random and is the same each time (Marsaglia 2003). */
static uint32_t
next_random(uint32_t *seed) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 17;
  *seed ^= *seed << 5;
  return *seed;
}

static void
test_random_pieces(void **state) {
  (void)state;
  uint32_t seed = 2463534242U;
  for (int round = 0; round < 20000; ++round) {
    char text[512] = "";
    size_t size = 0;
    const uint32_t count = next_random(&seed) % 40;
    for (uint32_t i = 0; i < count; ++i) {
      const char *piece =
          pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)];
      memcpy(text + size, piece, strlen(piece));
      size += strlen(piece);
    }
    check_cover(gz_str_n(text, size));
  }
}

/** What comes after the end of the paragraph is not looked at. */
static void
test_end_is_end(void **state) {
  (void)state;
  const struct gz_str text = GZ_STR("Mr. can't U.S.A. http://x.org/yz 12,345");
  for (uint32_t end = 0; end <= text.size; ++end) {
    uint32_t at = 0;
    struct gz_span token = {0, 0};
    while (gz_token_next(text, at, end, &token)) {
      assert_true(token.end <= end);
      at = token.end;
    }
  }
}

/** Texts of one thing over and over, which must take linear time. */
static void
test_hostile(void **state) {
  (void)state;
  static const char *const units[] = {
      "a",  "é",  ".",    "-",  "'",       "a-",  "1-",      "a@", "J.",
      "A&", "1,", "Mr. ", ".)", "http://", "x.y", "a\u0301", "¯",  "e-",
      "#",  "'s", "n't",  "(",  "1:",      "ab'", "👩‍",
  };
  const size_t size = 1 << 18;
  char *text = malloc(size);
  assert_non_null(text);
  for (size_t i = 0; i < sizeof units / sizeof *units; ++i) {
    const size_t unit = strlen(units[i]);
    size_t used = 0;
    for (; used + unit <= size; used += unit) {
      memcpy(text + used, units[i], unit);
    }
    check_cover(gz_str_n(text, used));
  }
  free(text);
}

/** A word at the limit of a token's size, and one letter past it. */
static void
test_token_limit(void **state) {
  (void)state;
  for (size_t extra = 0; extra < 2; ++extra) {
    char text[GZ_MAX_TOKEN_BYTES + 2];
    const size_t size = GZ_MAX_TOKEN_BYTES + extra;
    memset(text, 'x', size);
    struct gz_span token = {0, 0};
    assert_true(gz_token_next(gz_str_n(text, size), 0, (uint32_t)size, &token));
    assert_int_equal(token.end, GZ_MAX_TOKEN_BYTES);
    assert_int_equal(
        gz_token_next(gz_str_n(text, size), token.end, (uint32_t)size, &token),
        extra);
  }
}

static void
test_sentence_begins(void **state) {
  (void)state;
  static const struct {
    const char *after;
    enum gz_abbreviation kind;
    bool begins;
  } cases[] = {
      {"", GZ_ABBREVIATION_TITLE, true},
      {" Smith", GZ_ABBREVIATION_TITLE, false},
      {" The", GZ_ABBREVIATION_TITLE, false},
      {" The", GZ_ABBREVIATION_PLAIN, true},
      {" the", GZ_ABBREVIATION_PLAIN, false},
      {" Senate", GZ_ABBREVIATION_PLAIN, false},
      {"” “The", GZ_ABBREVIATION_PLAIN, true},
      {" Senate", GZ_ABBREVIATION_ENDING, true},
      {"The", GZ_ABBREVIATION_PLAIN, false},
      {" 5", GZ_ABBREVIATION_PLAIN, false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    const struct gz_str text = gz_str(cases[i].after);
    assert_int_equal(
        gz_sentence_begins(text, 0, (uint32_t)text.size, cases[i].kind),
        cases[i].begins);
  }
}

/** Every word of the sorted lists is found: they are searched by halves. */
static void
test_wordlists(void **state) {
  (void)state;
#define GZ_ABBREVIATION(word, kind, letters)                                   \
  {                                                                            \
    char capital[] = word;                                                     \
    capital[0] = (char)(capital[0] - 32);                                      \
    assert_int_equal(gz_abbreviation_kind(gz_str(capital)),                    \
                     GZ_ABBREVIATION_##kind);                                  \
  }
#include "input/english/abbreviations.def"
#undef GZ_ABBREVIATION
#define GZ_PREFIX(word)                                                        \
  assert_true(gz_wordlist_has(GZ_WORDS_PREFIX, gz_str(word)));
#define GZ_SUFFIX(word)                                                        \
  assert_true(gz_wordlist_has(GZ_WORDS_SUFFIX, gz_str(word)));
#define GZ_UNIT(word) assert_true(gz_wordlist_has(GZ_WORDS_UNIT, gz_str(word)));
#define GZ_APHERESIS(word)                                                     \
  assert_true(gz_wordlist_has(GZ_WORDS_APHERESIS, gz_str(word)));
#define GZ_HOST_ENDING(word)                                                   \
  assert_true(gz_wordlist_has(GZ_WORDS_HOST_ENDING, gz_str(word)));
#define GZ_REPORTING(word)                                                     \
  assert_true(gz_wordlist_has(GZ_WORDS_REPORTING, gz_str(word)));
#define GZ_STARTER(word)                                                       \
  assert_true(gz_wordlist_has(GZ_WORDS_STARTER, gz_str(word)));
#define GZ_CONTRACTION(word, first)                                            \
  assert_int_equal(gz_contraction_split(gz_str(word)), first);
#include "input/english/words.def"
#define GZ_SPORT(word)                                                         \
  assert_true(gz_wordlist_has(GZ_WORDS_SPORT, gz_str(word)));
#define GZ_PLAY(word) assert_true(gz_wordlist_has(GZ_WORDS_PLAY, gz_str(word)));
#include "input/english/sports.def"
#undef GZ_SPORT
#undef GZ_PLAY
  assert_int_equal(gz_abbreviation_kind(GZ_STR("mass")), GZ_ABBREVIATION_NONE);
  assert_int_equal(gz_abbreviation_kind(GZ_STR("")), GZ_ABBREVIATION_NONE);
  assert_false(gz_wordlist_has(GZ_WORDS_STARTER, GZ_STR("huawei")));
  assert_false(gz_wordlist_has(GZ_WORDS_UNIT, GZ_STR("abcdefghijklmnopqrst")));
  assert_int_equal(gz_contraction_split(GZ_STR("can")), 0);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_corpus),
      cmocka_unit_test(test_random_pieces),
      cmocka_unit_test(test_end_is_end),
      cmocka_unit_test(test_hostile),
      cmocka_unit_test(test_token_limit),
      cmocka_unit_test(test_sentence_begins),
      cmocka_unit_test(test_wordlists),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
