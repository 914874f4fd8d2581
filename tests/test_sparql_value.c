#include "tests/unit.h"

#include "graph/sparql/value.h"
#include "input/arena.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define XSD(local) GZ_XSD local

/** A literal written as "text^^local", "text@tag", "<iri>", "_:x" or "text". */
static struct gz_value
read(const char *written) {
  struct gz_value value;
  struct gz_term term;
  static char datatypes[8][128];
  static int next;
  const size_t size = strlen(written);
  const char *type = strstr(written, "^^");
  const char *at = strchr(written, '@');
  if (size == 0) {
    term = gz_term_string(GZ_STR(""));
  } else if (strcmp(written, "UNBOUND") == 0) {
    term = (struct gz_term){.kind = GZ_TERM_NONE};
  } else if (written[0] == '<') {
    term = gz_term_iri(gz_str_n(written + 1, size - 2));
  } else if (strncmp(written, "_:", 2) == 0) {
    term = gz_term_blank(gz_str_n(written + 2, size - 2));
  } else if (type) {
    char *datatype = datatypes[next++ % 8];
    (void)snprintf(datatype, sizeof *datatypes, "%s%s",
                   type[2] == ':' ? "http://example.org/" : GZ_XSD, type + 2);
    term = gz_term_typed(gz_str_n(written, (size_t)(type - written)),
                         gz_str(datatype));
  } else if (at) {
    term = gz_term_tagged(gz_str_n(written, (size_t)(at - written)),
                          gz_str(at + 1));
  } else {
    term = gz_term_string(gz_str(written));
  }
  gz_value_from_term(&term, &value);
  return value;
}

/** Write a value as read() reads it. */
static const char *
show(struct gz_arena *arena, const struct gz_value *value) {
  struct gz_term term;
  assert_int_equal(gz_value_to_term(value, arena, &term), GZ_OK);
  const char *text = gz_arena_copy(arena, term.value);
  switch (term.kind) {
  case GZ_TERM_NONE:
    return "UNBOUND";
  case GZ_TERM_BLANK:
    return gz_arena_printf(arena, "_:%s", text);
  case GZ_TERM_IRI:
    return gz_arena_printf(arena, "<%s>", text);
  case GZ_TERM_LITERAL:
    break;
  }
  if (term.language.size) {
    return gz_arena_printf(arena, "%s@%s", text,
                           gz_arena_copy(arena, term.language));
  }
  if (!term.datatype.size) {
    return text;
  }
  return gz_arena_printf(
      arena, "%s^^%s", text,
      gz_arena_copy(arena, gz_str_part(term.datatype, sizeof GZ_XSD - 1,
                                       term.datatype.size)));
}

/** Forget the term that a value came from, so that it is written anew. */
static struct gz_value
computed(const char *written) {
  struct gz_value value = read(written);
  assert_int_not_equal(value.kind, GZ_VALUE_OTHER);
  value.term = (struct gz_term){.kind = GZ_TERM_NONE};
  return value;
}

static void
canonical_forms(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"007^^integer", "7^^integer"},
      {"-0^^integer", "0^^integer"},
      {"+12^^int", "12^^integer"},
      {"99999999999999999999999999999999999999^^integer",
       "99999999999999999999999999999999999999^^integer"},
      {"1.500^^decimal", "1.5^^decimal"},
      {"2.0^^decimal", "2^^decimal"},
      {".5^^decimal", "0.5^^decimal"},
      {"-5.^^decimal", "-5^^decimal"},
      {"-0.0^^decimal", "0^^decimal"},
      {"0.00000000000000000000000000000000000001^^decimal",
       "0.00000000000000000000000000000000000001^^decimal"},
      {"1^^double", "1.0E0^^double"},
      {"100^^double", "1.0E2^^double"},
      {"-0^^double", "-0.0E0^^double"},
      {"0.1^^double", "1.0E-1^^double"},
      {"1e400^^double", "INF^^double"},
      {"-INF^^double", "-INF^^double"},
      {"NaN^^double", "NaN^^double"},
      {"4.9e-324^^double", "5.0E-324^^double"},
      {"2.2250738585072011e-308^^double", "2.225073858507201E-308^^double"},
      {"1.7976931348623157e308^^double", "1.7976931348623157E308^^double"},
      {"9007199254740993^^double", "9.007199254740992E15^^double"},
      {"123456789.125^^float", "1.2345679E8^^float"},
      {"0.1^^float", "1.0E-1^^float"},
      {"16777217^^float", "1.6777216E7^^float"},
      {"1^^boolean", "true^^boolean"},
      {"2006-08-23T09:00:00+01:00^^dateTime",
       "2006-08-23T09:00:00+01:00^^dateTime"},
      {"2006-08-23T09:00:01.500-00:00^^dateTime",
       "2006-08-23T09:00:01.5Z^^dateTime"},
      {"1999-12-31T24:00:00Z^^dateTime", "2000-01-01T00:00:00Z^^dateTime"},
      {"-0044-03-15^^date", "-0044-03-15^^date"},
      {"12345-01-01^^date", "12345-01-01^^date"},
      {"24:00:00^^time", "00:00:00^^time"},
      {"2018^^gYear", "2018^^gYear"},
      {"2018-03+14:00^^gYearMonth", "2018-03+14:00^^gYearMonth"},
      {"--02-29^^gMonthDay", "--02-29^^gMonthDay"},
      {"---31^^gDay", "---31^^gDay"},
      {"--12^^gMonth", "--12^^gMonth"},
      {"PT90M^^dayTimeDuration", "PT1H30M^^dayTimeDuration"},
      {"-P1DT25H0.50S^^dayTimeDuration", "-P2DT1H0.5S^^dayTimeDuration"},
      {"PT0S^^dayTimeDuration", "PT0S^^dayTimeDuration"},
      {"P18M^^yearMonthDuration", "P1Y6M^^yearMonthDuration"},
      {"P0Y^^yearMonthDuration", "P0M^^yearMonthDuration"},
      {"P1Y2M3DT4H5M6.7S^^duration", "P1Y2M3DT4H5M6.7S^^duration"},
  };
  struct gz_arena *arena = gz_arena_new(0);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    const struct gz_value value = computed(cases[i][0]);
    assert_string_equal(show(arena, &value), cases[i][1]);
  }
  gz_arena_free(arena);
}

static void
ill_typed(void **state) {
  (void)state;
  static const char *const cases[] = {
      "^^integer",
      "1.0^^integer",
      "1e0^^decimal",
      " 1^^integer",
      ".^^decimal",
      "+^^integer",
      "128^^byte",
      "-1^^unsignedInt",
      "0^^positiveInteger",
      "1^^negativeInteger",
      "18446744073709551616^^unsignedLong",
      "999999999999999999999999999999999999999^^integer",
      "1e^^double",
      "e5^^double",
      "inf^^double",
      "nan^^float",
      "0x10^^double",
      "1,5^^double",
      "TRUE^^boolean",
      "2006-02-29^^date",
      "2006-13-01^^date",
      "2006-1-01^^date",
      "06-01-01^^date",
      "02006-01-01^^date",
      "2006-01-01+14:01^^date",
      "2006-01-01T^^dateTime",
      "2006-01-01T25:00:00^^dateTime",
      "2006-01-01T24:00:01^^dateTime",
      "2006-01-01T10:00:60^^dateTime",
      "2006-01-01T10:00:00.^^dateTime",
      "2006-01-01T10:00:00z^^dateTime",
      "--02-30^^gMonthDay",
      "P^^duration",
      "P1YT^^duration",
      "P1S^^duration",
      "P1M1Y^^duration",
      "PT1.5H^^duration",
      "PT.5S^^duration",
      "PT5.S^^duration",
      "P1Y^^dayTimeDuration",
      "P1D^^yearMonthDuration",
      "x^^:unknown",
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    const struct gz_value value = read(cases[i]);
    if (value.kind != GZ_VALUE_OTHER) {
      print_error("%s was accepted\n", cases[i]);
    }
    assert_int_equal(value.kind, GZ_VALUE_OTHER);
  }
}

static void
terms_come_back_unchanged(void **state) {
  (void)state;
  static const char *const cases[] = {
      "007^^integer", "1e0^^double", "abc^^int", "x@en",
      "<http://a/>",  "_:b",         "",         "UNBOUND"};
  struct gz_arena *arena = gz_arena_new(0);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    const struct gz_value value = read(cases[i]);
    assert_string_equal(show(arena, &value), cases[i]);
  }
  gz_arena_free(arena);
}

/** What arithmetic gives, or "error". */
static void
arithmetic(void **state) {
  (void)state;
  static const struct {
    const char *a;
    char operation;
    const char *b;
    const char *result;
  } cases[] = {
      {"1^^integer", '+', "2^^byte", "3^^integer"},
      {"1^^integer", '-', "3^^integer", "-2^^integer"},
      {"1^^integer", '/', "2^^integer", "0.5^^decimal"},
      {"6^^integer", '/', "3^^integer", "2^^decimal"},
      {"1^^integer", '/', "3^^integer", "0.333333333333333333^^decimal"},
      {"-2^^integer", '/', "3^^integer", "-0.666666666666666666^^decimal"},
      {"1^^integer", '/', "0^^integer", "error"},
      {"1^^double", '/', "0^^integer", "INF^^double"},
      {"0^^double", '/', "0^^double", "NaN^^double"},
      {"0.1^^decimal", '+', "0.2^^decimal", "0.3^^decimal"},
      {"0.1^^double", '+', "0.2^^double", "3.0000000000000004E-1^^double"},
      {"0.1^^decimal", '*', "0.1^^decimal", "0.01^^decimal"},
      {"2.5^^decimal", '*', "2^^integer", "5^^decimal"},
      {"1.5^^float", '+', "1^^integer", "2.5E0^^float"},
      {"1.5^^float", '+', "1^^double", "2.5E0^^double"},
      {"9223372036854775807^^long", '+', "1^^integer",
       "9223372036854775808^^integer"},
      {"10000000000000000000^^integer", '*', "1000000000000000000^^integer",
       "10000000000000000000000000000000000000^^integer"},
      {"10000000000000000000^^integer", '*', "10000000000000000000^^integer",
       "error"},
      {"99999999999999999999999999999999999999^^integer", '+', "1^^integer",
       "error"},
      {"-99999999999999999999999999999999999999^^integer", '-', "1^^integer",
       "error"},
      // More digits than fit: those after the point go.
      {"12345678901234567890.123456789^^decimal", '*',
       "1.00000000000000001^^decimal",
       "12345678901234568013.580245801345678901^^decimal"},
      {"1e0^^double", '+', "x", "error"},
      {"1^^integer", '+', "1^^string", "error"},
      {"1^^integer", '+', "abc^^integer", "error"},
      {"true^^boolean", '+', "1^^integer", "error"},
      {"2018-03-01^^date", '-', "2018-02-01^^date", "P28D^^dayTimeDuration"},
      {"2018-03-01T00:00:00Z^^dateTime", '-',
       "2018-03-01T00:00:00+02:00^^dateTime", "PT2H^^dayTimeDuration"},
      {"2018-01-31^^date", '+', "P1M^^yearMonthDuration", "2018-02-28^^date"},
      {"2018-01-31T12:00:00^^dateTime", '-', "PT36H0.5S^^dayTimeDuration",
       "2018-01-29T23:59:59.5^^dateTime"},
      {"23:30:00^^time", '+', "PT1H^^dayTimeDuration", "00:30:00^^time"},
      {"PT1H^^dayTimeDuration", '*', "1.5^^decimal",
       "PT1H30M^^dayTimeDuration"},
      {"P1Y^^yearMonthDuration", '/', "2^^integer", "P6M^^yearMonthDuration"},
      {"P1Y^^yearMonthDuration", '-', "P1D^^dayTimeDuration", "error"},
      {"P1Y^^yearMonthDuration", '+', "P1D^^dayTimeDuration",
       "P1Y1D^^duration"},
      {"2018^^gYear", '+', "P1Y^^yearMonthDuration", "error"},
  };
  struct gz_arena *arena = gz_arena_new(0);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    const struct gz_value a = read(cases[i].a);
    const struct gz_value b = read(cases[i].b);
    struct gz_value result;
    const char operation = cases[i].operation;
    const bool good = gz_value_arithmetic(operation == '+'   ? GZ_ADD
                                          : operation == '-' ? GZ_SUBTRACT
                                          : operation == '*' ? GZ_MULTIPLY
                                                             : GZ_DIVIDE,
                                          &a, &b, &result);
    assert_string_equal(good ? show(arena, &result) : "error", cases[i].result);
  }
  gz_arena_free(arena);
}

/** Each pair, what `=` says and what `<` says: t, f or e (error). */
static void
operators(void **state) {
  (void)state;
  static const struct {
    const char *a;
    const char *b;
    const char *equal_less;
  } cases[] = {
      {"1^^integer", "1.0^^double", "tf"},
      {"1^^integer", "01^^integer", "tf"},
      {"1^^integer", "2.5^^decimal", "ft"},
      {"0.1^^decimal", "0.1^^double", "tf"},
      {"0.1^^float", "0.1^^double", "ff"},
      {"9007199254740993^^integer", "9007199254740992^^integer", "ff"},
      {"9007199254740993^^integer", "9007199254740992^^double", "tf"},
      {"NaN^^double", "NaN^^double", "ff"},
      {"-0^^double", "0^^double", "tf"},
      {"1^^integer", "1", "fe"},
      {"1^^integer", "abc^^integer", "ee"},
      {"abc^^integer", "abc^^integer", "te"},
      {"abc^^integer", "abc@en", "fe"},
      {"a^^:unknown", "a^^:unknown", "te"},
      {"a^^:unknown", "b^^:unknown", "ee"},
      {"a^^:unknown", "<http://a/>", "fe"},
      {"true^^boolean", "1^^boolean", "tf"},
      {"false^^boolean", "true^^boolean", "ft"},
      {"true^^boolean", "1^^integer", "fe"},
      {"a", "b", "ft"},
      {"a", "a@en", "fe"},
      {"a@en", "a@fr", "fe"},
      {"a@en", "b@en", "ft"},
      {"\xEF\xBF\xBD", "\xF0\x9F\x98\x80", "ft"}, // code points, not UTF-16
      {"<http://a/>", "<http://a/>", "te"},
      {"<http://a/>", "<http://b/>", "fe"},
      {"_:a", "_:a", "te"},
      {"_:a", "<a>", "fe"},
      {"UNBOUND", "1^^integer", "ee"},
      {"2006-08-23T09:00:00+01:00^^dateTime", "2006-08-23T08:00:00Z^^dateTime",
       "tf"},
      {"2006-08-23T09:00:00^^dateTime", "2006-08-23T08:00:00Z^^dateTime", "ee"},
      {"2006-08-23T09:00:00^^dateTime", "2006-08-25T08:00:00Z^^dateTime", "ft"},
      {"2006-08-23T09:00:00.25^^dateTime", "2006-08-23T09:00:00.3^^dateTime",
       "ft"},
      {"2006-08-23^^date", "2006-08-24^^date", "ft"},
      {"2006-08-23^^date", "2006-08-23T00:00:00^^dateTime", "fe"},
      {"-0001-01-01^^date", "0001-01-01^^date", "ft"},
      {"P1M^^duration", "P30D^^duration", "fe"},
      {"P1M^^duration", "P32D^^duration", "ft"},
      {"P1Y^^yearMonthDuration", "P12M^^duration", "tf"},
      {"PT24H^^dayTimeDuration", "P1D^^dayTimeDuration", "tf"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    const struct gz_value a = read(cases[i].a);
    const struct gz_value b = read(cases[i].b);
    char found[3] = "ee";
    bool equal;
    enum gz_comparison order;
    if (gz_value_equal(&a, &b, &equal)) {
      found[0] = equal ? 't' : 'f';
    }
    if (gz_value_compare(&a, &b, &order)) {
      found[1] = order == GZ_LESS ? 't' : 'f';
    }
    if (strcmp(found, cases[i].equal_less) != 0) {
      print_error("%s and %s\n", cases[i].a, cases[i].b);
    }
    assert_string_equal(found, cases[i].equal_less);
    // Both the other way round agree.
    bool again;
    enum gz_comparison back;
    assert_int_equal(gz_value_equal(&b, &a, &again), found[0] != 'e');
    assert_int_equal(gz_value_compare(&b, &a, &back), found[1] != 'e');
    if (found[1] != 'e' && order != GZ_UNORDERED) {
      assert_int_equal(back, -order);
    }
  }
}

static void
truth(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"true^^boolean", "t"},
      {"false^^boolean", "f"},
      {"x^^boolean", "f"},
      {"0^^integer", "f"},
      {"0.0^^decimal", "f"},
      {"-1^^int", "t"},
      {"NaN^^double", "f"},
      {"0^^float", "f"},
      {"1e-300^^double", "t"},
      {"x^^integer", "f"},
      {"", "f"},
      {"x", "t"},
      {"x@en", "t"},
      {"<http://a/>", "e"},
      {"_:a", "e"},
      {"UNBOUND", "e"},
      {"2006-08-23^^date", "e"},
      {"x^^:unknown", "e"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    const struct gz_value value = read(cases[i][0]);
    bool is_true;
    const char *found = !gz_value_truth(&value, &is_true) ? "e"
                        : is_true                         ? "t"
                                                          : "f";
    assert_string_equal(found, cases[i][1]);
  }
}

static void
casts(void **state) {
  (void)state;
  static const char *const cases[][3] = {
      {"1.9^^double", "integer", "1^^integer"},
      {"-1.9^^decimal", "integer", "-1^^integer"},
      {"1e30^^double", "integer", "1000000000000000000000000000000^^integer"},
      {"1e40^^double", "integer", "error"},
      {"NaN^^double", "integer", "error"},
      {"true^^boolean", "integer", "1^^integer"},
      {" 12 ", "integer", "12^^integer"},
      {"1.5", "integer", "error"},
      {"x", "integer", "error"},
      {"0.1^^double", "decimal", "0.1^^decimal"},
      {"1e-5^^double", "decimal", "0.00001^^decimal"},
      {"1.25^^float", "double", "1.25E0^^double"},
      {"33.33", "float", "3.333E1^^float"},
      {"1e5", "decimal", "error"},
      {"007^^integer", "integer", "7^^integer"},
      {"1^^double", "string", "1"},
      {"1e6^^double", "string", "1.0E6"},
      {"1e-6^^double", "string", "0.000001"},
      {"999999.5^^double", "string", "999999.5"},
      {"1e-7^^double", "string", "1.0E-7"},
      {"0.0^^decimal", "string", "0"},
      {"1^^boolean", "string", "true"},
      {"<http://a/>", "string", "http://a/"},
      {"_:a", "string", "error"},
      {"abc@en", "string", "abc"},
      {"2018-03-01T10:00:00Z^^dateTime", "date", "2018-03-01Z^^date"},
      {"2018-03-01T10:00:00Z^^dateTime", "time", "10:00:00Z^^time"},
      {"2018-03-01^^date", "dateTime", "2018-03-01T00:00:00^^dateTime"},
      {"2018-03-01", "date", "2018-03-01^^date"},
      {"2018-03-01^^date", "gYear", "2018^^gYear"},
      {"10:00:00^^time", "dateTime", "error"},
      {"2^^integer", "boolean", "true^^boolean"},
      {"NaN^^float", "boolean", "false^^boolean"},
      {"0", "boolean", "false^^boolean"},
      {"yes", "boolean", "error"},
      {"<http://a/>", "boolean", "error"},
      {"P1Y2DT3H^^duration", "dayTimeDuration", "P2DT3H^^dayTimeDuration"},
  };
  struct gz_arena *arena = gz_arena_new(0);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    char iri[128];
    (void)snprintf(iri, sizeof iri, XSD("%s"), cases[i][1]);
    const struct gz_value value = read(cases[i][0]);
    struct gz_value result;
    const enum gz_status status = gz_value_cast(
        &value, gz_value_kind_of_datatype(gz_str(iri)), arena, &result);
    assert_string_equal(status == GZ_OK ? show(arena, &result) : "error",
                        cases[i][2]);
  }
  gz_arena_free(arena);
}

/** In the order of ORDER BY; neighbours in braces are the same to it. */
static void
total_order(void **state) {
  (void)state;
  static const char *const sorted[] = {"UNBOUND",
                                       "_:a",
                                       "_:b",
                                       "<http://a/>",
                                       "<http://b/>",
                                       "false^^boolean",
                                       "true^^boolean",
                                       "NaN^^double",
                                       "-INF^^double",
                                       "-1^^integer",
                                       "0.5^^decimal",
                                       "1^^integer",
                                       "1.5e0^^double",
                                       "9007199254740992^^integer",
                                       "9007199254740993^^integer",
                                       "INF^^float",
                                       "2006-08-23T08:00:00^^dateTime",
                                       "2006-08-23T09:00:00+01:00^^dateTime",
                                       "2006-08-22^^date",
                                       "2006-08-23^^date",
                                       "10:00:00^^time",
                                       "1999^^gYear",
                                       "P1D^^dayTimeDuration",
                                       "P1M^^duration",
                                       "P1Y^^yearMonthDuration",
                                       "",
                                       "a",
                                       "a@de",
                                       "a@en",
                                       "b",
                                       "b@de",
                                       "abc^^:a",
                                       "abc^^:b",
                                       "abc^^integer",
                                       "abd^^:a"};
  const size_t count = sizeof sorted / sizeof *sorted;
  for (size_t i = 0; i < count; ++i) {
    for (size_t j = 0; j < count; ++j) {
      const struct gz_value a = read(sorted[i]);
      const struct gz_value b = read(sorted[j]);
      const int order = gz_value_order(&a, &b);
      const int expected = (i > j) - (i < j);
      if ((order > 0) - (order < 0) != expected) {
        print_error("%s and %s: %d\n", sorted[i], sorted[j], order);
      }
      assert_int_equal((order > 0) - (order < 0), expected);
    }
  }
  const struct gz_value a = read("01^^integer");
  const struct gz_value b = read("1.0^^double");
  assert_int_equal(gz_value_order(&a, &b), 0);
}

/** A generator of the test's own, for random doubles. */
static uint64_t
random_bits(uint64_t *seed) {
  *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return *seed ^ (*seed >> 29);
}

static void
doubles_go_there_and_back(void **state) {
  (void)state;
  uint64_t seed = 1;
  for (int i = 0; i < 100000; ++i) {
    const uint64_t bits = random_bits(&seed);
    double number;
    memcpy(&number, &bits, sizeof number);
    if (isnan(number)) {
      continue;
    }
    char text[GZ_NUMBER_SIZE];
    double back;
    const size_t size = gz_double_write(number, false, text);
    assert_true(gz_double_parse(gz_str_n(text, size), false, &back));
    assert_memory_equal(&back, &number, sizeof back);
    assert_true(back == strtod(text, NULL));
    const float single = (float)number;
    const size_t length = gz_double_write((double)single, true, text);
    assert_true(gz_double_parse(gz_str_n(text, length), true, &back));
    assert_true((float)back == single);
  }
  // Halfway cases that are decided by a digit far behind.
  char tie[900] = "9007199254740993.";
  memset(tie + 17, '0', 800);
  double number;
  assert_true(gz_double_parse(gz_str_n(tie, 817), false, &number));
  assert_true(number == 9007199254740992.0);
  tie[817] = '1';
  assert_true(gz_double_parse(gz_str_n(tie, 818), false, &number));
  assert_true(number == 9007199254740994.0);
}

static void
locale_does_not_matter(void **state) {
  (void)state;
  // Debian's C.UTF-8 is always there; a locale with a comma may be.
  const char *const names[] = {"de_DE.UTF-8", "de_DE", "fr_FR.UTF-8"};
  for (size_t i = 0; i < 3 && !setlocale(LC_ALL, names[i]); ++i) {
  }
  double number;
  assert_true(
      gz_double_parse(GZ_STR("1.2345678901234567890e-5"), false, &number));
  char text[GZ_NUMBER_SIZE];
  assert_int_equal(gz_double_write(number, false, text), 21);
  assert_string_equal(text, "1.2345678901234568E-5");
  (void)setlocale(LC_ALL, "C");
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(canonical_forms),
      cmocka_unit_test(ill_typed),
      cmocka_unit_test(terms_come_back_unchanged),
      cmocka_unit_test(arithmetic),
      cmocka_unit_test(operators),
      cmocka_unit_test(truth),
      cmocka_unit_test(casts),
      cmocka_unit_test(total_order),
      cmocka_unit_test(doubles_go_there_and_back),
      cmocka_unit_test(locale_does_not_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
