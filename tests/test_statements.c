#include "tests/unit.h"

#include "ontology/statements.h"
#include "ontology/syntax.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int
set_up(void **state) {
  *state = gz_statements_new();
  return *state ? 0 : -1;
}

static int
tear_down(void **state) {
  gz_statements_free(*state);
  return 0;
}

static struct gz_term
numbered(const char *start, unsigned number, char text[64]) {
  (void)snprintf(text, 64, "%s%u", start, number);
  return gz_term_iri(gz_str(text));
}

static void
terms_are_kept_once(void **state) {
  const struct gz_term terms[] = {
      gz_term_iri(GZ_STR("http://a/b")),
      gz_term_string(GZ_STR("http://a/b")),
      gz_term_blank(GZ_STR("b")),
      gz_term_string(GZ_STR("b")),
      gz_term_tagged(GZ_STR("b"), GZ_STR("en")),
      gz_term_tagged(GZ_STR("b"), GZ_STR("en-gb")),
      gz_term_typed(GZ_STR("b"), GZ_STR("http://a/b")),
      gz_term_string(GZ_STR("")),
  };
  for (size_t i = 0; i < COUNT(terms); ++i) {
    for (int twice = 0; twice < 2; ++twice) {
      uint32_t number = 0;
      assert_int_equal(gz_statements_term(*state, &terms[i], &number, NULL),
                       GZ_OK);
      assert_int_equal(number, i + 1);
      const struct gz_term kept = gz_statements_get(*state, number);
      assert_true(gz_term_equal(&kept, &terms[i]));
    }
    assert_int_equal(gz_statements_find(*state, &terms[i]), i + 1);
  }
  assert_int_equal(gz_statements_n_terms(*state), COUNT(terms));
  const struct gz_term other = gz_term_string(GZ_STR("c"));
  assert_int_equal(gz_statements_find(*state, &other), GZ_NO_TERM);
}

static void
tags_are_lowered(void **state) {
  const struct gz_term upper = gz_term_tagged(GZ_STR("x"), GZ_STR("EN-gb"));
  const struct gz_term lower = gz_term_tagged(GZ_STR("x"), GZ_STR("en-GB"));
  uint32_t a = 0;
  uint32_t b = 0;
  assert_int_equal(gz_statements_term(*state, &upper, &a, NULL), GZ_OK);
  assert_int_equal(gz_statements_term(*state, &lower, &b, NULL), GZ_OK);
  assert_int_equal(a, b);
  assert_str(gz_statements_get(*state, a).language, "en-gb");
}

static void
vocabulary_is_numbered_once(void **state) {
  uint32_t a = 0;
  uint32_t b = 0;
  const struct gz_term iri = gz_vocab_term(GZ_CLASS_FIRM);
  assert_int_equal(gz_statements_vocab(*state, GZ_CLASS_FIRM, &a, NULL), GZ_OK);
  assert_int_equal(gz_statements_term(*state, &iri, &b, NULL), GZ_OK);
  assert_int_equal(a, b);
  gz_statements_clear(*state);
  assert_int_equal(gz_statements_n_terms(*state), 0);
  assert_int_equal(gz_statements_term(*state, &iri, &b, NULL), GZ_OK);
  assert_int_equal(gz_statements_vocab(*state, GZ_CLASS_FIRM, &a, NULL), GZ_OK);
  assert_int_equal(a, b);
}

static void
statements_are_sorted_and_kept_once(void **state) {
  // More than the first size of every table, each three times.
  const unsigned many = 3000;
  for (unsigned i = 0; i < 3 * many; ++i) {
    const unsigned j = i * 7919 % many;
    char text[4][64];
    const struct gz_quad quad = {
        .subject = numbered("http://s/", j % 100, text[0]),
        .predicate = numbered("http://p/", j % 7, text[1]),
        .object = numbered("http://o/", j, text[2]),
        .graph = numbered("http://g/", j % 3, text[3]),
    };
    assert_int_equal(gz_statements_add_quad(*state, &quad, NULL), GZ_OK);
  }
  assert_int_equal(gz_statements_count(*state), 3 * many);
  assert_int_equal(gz_statements_sort(*state, NULL), GZ_OK);
  assert_int_equal(gz_statements_count(*state), many);
  for (size_t i = 1; i < many; ++i) {
    const struct gz_quad a = gz_statements_quad(*state, i - 1);
    const struct gz_quad b = gz_statements_quad(*state, i);
    assert_true(gz_quad_compare(&a, &b) < 0);
  }
  assert_int_equal(gz_statements_sort(*state, NULL), GZ_OK);
  assert_int_equal(gz_statements_count(*state), many);
}

static void
places_are_checked(void **state) {
  uint32_t iri = 0;
  uint32_t blank = 0;
  uint32_t text = 0;
  const struct gz_term terms[] = {
      gz_term_iri(GZ_STR("http://a/")),
      gz_term_blank(GZ_STR("b")),
      gz_term_string(GZ_STR("c")),
  };
  uint32_t *const numbers[] = {&iri, &blank, &text};
  for (size_t i = 0; i < 3; ++i) {
    assert_int_equal(gz_statements_term(*state, &terms[i], numbers[i], NULL),
                     GZ_OK);
  }
  const struct {
    uint32_t ids[4];
    enum gz_status status;
  } cases[] = {
      {{iri, iri, iri, iri}, GZ_OK},
      {{blank, iri, text, blank}, GZ_OK},
      {{iri, iri, blank, GZ_NO_TERM}, GZ_OK},
      {{text, iri, iri, iri}, GZ_BAD_INPUT},
      {{GZ_NO_TERM, iri, iri, iri}, GZ_BAD_INPUT},
      {{iri, text, iri, iri}, GZ_BAD_INPUT},
      {{iri, blank, iri, iri}, GZ_BAD_INPUT},
      {{iri, GZ_NO_TERM, iri, iri}, GZ_BAD_INPUT},
      {{iri, iri, GZ_NO_TERM, iri}, GZ_BAD_INPUT},
      {{iri, iri, iri, text}, GZ_BAD_INPUT},
  };
  size_t added = 0;
  for (size_t i = 0; i < COUNT(cases); ++i) {
    const uint32_t *ids = cases[i].ids;
    struct gz_error error = {0};
    assert_int_equal(
        gz_statements_add(*state, ids[0], ids[1], ids[2], ids[3], &error),
        cases[i].status);
    assert_int_equal(error.status, cases[i].status);
    added += cases[i].status == GZ_OK;
    assert_int_equal(gz_statements_count(*state), added);
  }
}

static void
bad_terms_add_nothing(void **state) {
  const struct gz_term good = gz_term_iri(GZ_STR("http://a/"));
  const struct gz_term bad = gz_term_iri(GZ_STR("http://a/ b\n"));
  const struct gz_quad quad = {good, good, bad, good};
  struct gz_error error = {0};
  assert_int_equal(gz_statements_add_quad(*state, &quad, &error), GZ_BAD_INPUT);
  assert_string_equal(error.message, "Not an absolute IRI: http://a/ b?");
  assert_int_equal(gz_statements_count(*state), 0);
  // A tag that is no tag, whatever its length.
  char tag[1000];
  memset(tag, 'a', sizeof tag);
  const size_t sizes[] = {9, 255, 256, 257, 1000};
  for (size_t i = 0; i < COUNT(sizes); ++i) {
    const struct gz_term term =
        gz_term_tagged(GZ_STR("x"), gz_str_n(tag, sizes[i]));
    uint32_t number = 0;
    assert_int_equal(gz_statements_term(*state, &term, &number, NULL),
                     GZ_BAD_INPUT);
  }
}

/** Lengths around what a message shows, cut in the middle of a character. */
static void
long_terms_are_shown_in_part(void **state) {
  (void)state;
  char text[400];
  for (size_t size = 100; size < 300; ++size) {
    for (size_t i = 0; i < size; i += 2) {
      memcpy(text + i, "\u00e9", 2);
    }
    char buffer[GZ_SHOWN_SIZE];
    const char *shown = gz_syntax_shown(gz_str_n(text, size / 2 * 2), buffer);
    assert_ptr_equal(shown, buffer);
    assert_true(gz_syntax_text(gz_str(shown)));
    assert_true(strlen(shown) < sizeof buffer);
    assert_null(strchr(shown, '?'));
  }
}

static void
numbers_follow_turtle(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int kind; // 1 integer, 2 decimal, 3 double, 0 none
  } cases[] = {
      {"0", 1},     {"-1", 1},   {"+007", 1},  {"", 0},      {"+", 0},
      {"1.", 0},    {".", 0},    {"1.0", 2},   {".5", 2},    {"-.5", 2},
      {"1.5.2", 0}, {"1e5", 3},  {"1.e5", 3},  {".5E-1", 3}, {".e5", 0},
      {"e5", 0},    {"1e", 0},   {"1e+", 0},   {"1e5.0", 0}, {"NaN", 0},
      {" 1", 0},    {"1 ", 0},   {"0x1", 0},   {"1_0", 0},   {"--1", 0},
      {"1-1", 0},   {"+1.0", 2}, {"+1E+1", 3}, {"INF", 0},   {"1,5", 0},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    const struct gz_str text = gz_str(cases[i].text);
    assert_int_equal(gz_syntax_integer(text), cases[i].kind == 1);
    assert_int_equal(gz_syntax_decimal(text), cases[i].kind == 2);
    assert_int_equal(gz_syntax_double(text), cases[i].kind == 3);
  }
}

static void
names_follow_turtle(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool good;
  } cases[] = {
      {"a", true},          {"1", true},          {"_", true},
      {"", false},          {"-a", false},        {".a", false},
      {"a.", false},        {"a.b", true},        {"a..b", true},
      {"a-", true},         {"a:b", false},       {"a%20", false},
      {"a/b", false},       {"\u00e9", true},     {"\u00d7", false},
      {"\u00f7", false},    {"a\u00b7", true},    {"\u00b7a", false},
      {"a\u0300", true},    {"\u0300", false},    {"\u037e", false},
      {"\u200c", true},     {"\u2000", false},    {"a\u203f", true},
      {"\u3000", false},    {"\u3001", true},     {"\ud7ff", true},
      {"\ufdd0", false},    {"\ufffd", true},     {"\ufffe", false},
      {"\U00010000", true}, {"\U000EFFFF", true}, {"\U000F0000", false},
      {"a\xff", false},     {"a b", false},       {"a\\.", false},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    if (gz_syntax_local(gz_str(cases[i].text)) != cases[i].good) {
      fail_msg("case %zu: %s", i, cases[i].text);
    }
  }
}

static void
free_takes_null(void **state) {
  (void)state;
  gz_statements_free(NULL);
}

int
main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(terms_are_kept_once),
      TEST(tags_are_lowered),
      TEST(vocabulary_is_numbered_once),
      TEST(statements_are_sorted_and_kept_once),
      TEST(places_are_checked),
      TEST(bad_terms_add_nothing),
      TEST(long_terms_are_shown_in_part),
      TEST(numbers_follow_turtle),
      TEST(names_follow_turtle),
      TEST(free_takes_null),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
