#include "tests/unit.h"

#include "ontology/iri.h"

#include <string.h>

#define BASE GZ_STR(GZ_DEFAULT_BASE)

static int
set_up(void **state) {
  *state = gz_arena_new(0);
  return *state ? 0 : -1;
}

static int
tear_down(void **state) {
  gz_arena_free((struct gz_arena *)*state);
  return 0;
}

static void
assert_slug(void **state, const char *name, const char *slug) {
  assert_str(gz_iri_slug((struct gz_arena *)*state, gz_str(name), GZ_STR("")),
             slug);
}

static void
test_slug(void **state) {
  assert_slug(state, "United Kingdom", "united-kingdom");
  assert_slug(state, "Côte d’Ivoire", "cote-divoire");
  assert_slug(state, "Co\xcc\x82te d'Ivoire", "cote-divoire");
  assert_slug(state, "People's Daily", "peoples-daily");
  assert_slug(state, "AT&T, Inc.", "at-t-inc");
  assert_slug(state, "  --U.S. --", "u-s");
  assert_slug(state, "5G", "5g");
  assert_slug(state, "Straße", "strasse");
  assert_slug(state, "Ｈｕａｗｅｉ", "huawei");
  assert_slug(state, "ﬁne", "fine");
  assert_slug(state, "Восток", "восток");
  assert_slug(state, "Yıldırım", "yıldırım");
}

static void
test_slug_without_letters(void **state) {
  struct gz_arena *arena = (struct gz_arena *)*state;
  const struct gz_str none = GZ_STR("");
  const struct gz_str a = gz_iri_slug(arena, GZ_STR("!!!"), none);
  const struct gz_str b = gz_iri_slug(arena, GZ_STR("???"), none);
  const struct gz_str c = gz_iri_slug(arena, GZ_STR("ab\xff"), none);
  const struct gz_str d = gz_iri_slug(arena, none, none);
  assert_int_equal(a.size, 16);
  assert_int_equal(b.size, 16);
  assert_int_equal(c.size, 16);
  assert_int_equal(d.size, 16);
  assert_false(gz_str_equal(a, b));
  // The hash is the same on every machine and in every release.
  assert_true(gz_str_equal(a, gz_iri_slug(arena, GZ_STR("!!!"), none)));
}

static void
test_long_slug(void **state) {
  struct gz_arena *arena = (struct gz_arena *)*state;
  char name[1000];
  memset(name, 'a', sizeof name);
  const struct gz_str none = GZ_STR("");
  const struct gz_str fits =
      gz_iri_slug(arena, gz_str_n(name, GZ_SLUG_MAX_BYTES), none);
  assert_int_equal(fits.size, GZ_SLUG_MAX_BYTES);
  const struct gz_str over =
      gz_iri_slug(arena, gz_str_n(name, GZ_SLUG_MAX_BYTES + 1), none);
  const struct gz_str far = gz_iri_slug(arena, gz_str_n(name, 1000), none);
  assert_int_equal(over.size, GZ_SLUG_MAX_BYTES + 17);
  assert_int_equal(far.size, GZ_SLUG_MAX_BYTES + 17);
  assert_false(gz_str_equal(over, far));
}

static void
test_slug_is_never_cut_within_a_character(void **state) {
  struct gz_arena *arena = (struct gz_arena *)*state;
  char name[400] = "a";
  for (size_t i = 0; i < 60; ++i) {
    memcpy(name + strlen(name), "語", 4);
  }
  const struct gz_str slug = gz_iri_slug(arena, gz_str(name), GZ_STR(""));
  const struct gz_str iri = gz_iri_entity(arena, BASE, slug);
  assert_int_equal(gz_iri_check(iri, NULL), GZ_OK);
  assert_int_equal(slug.size, 1 + 26 * 3 + 17);
}

static void
test_qualifier(void **state) {
  struct gz_arena *arena = (struct gz_arena *)*state;
  assert_str(gz_iri_slug(arena, GZ_STR("Georgia"), GZ_STR("Place")),
             "georgia-place");
  assert_str(
      gz_iri_slug(arena, GZ_STR("two sources"), GZ_STR("1f2e3d4c5b6a7988")),
      "two-sources-1f2e3d4c5b6a7988");
}

static void
test_minting(void **state) {
  struct gz_arena *arena = (struct gz_arena *)*state;
  assert_str(gz_iri_entity(arena, BASE, GZ_STR("china")),
             "https://w3id.org/gazette/id/entity/china");
  const struct gz_str article =
      gz_iri_article(arena, BASE,
                     GZ_STR("1f2e3d4c5b6a79880123456789abcdef"
                            "1f2e3d4c5b6a79880123456789abcdef"));
  assert_str(article, "https://w3id.org/gazette/id/article/1f2e3d4c5b6a7988");
  const struct gz_str a = GZ_STR("http://x/a");
  assert_str(gz_iri_event(arena, a, 1), "http://x/a#event-1");
  assert_str(gz_iri_claim(arena, a, 12), "http://x/a#claim-12");
  assert_str(gz_iri_mention(arena, a, 0, UINT32_MAX),
             "http://x/a#char=0,4294967295");
  assert_str(gz_iri_extraction(arena, a), "http://x/a#extraction");
  assert_str(gz_iri_meta(arena, BASE), "https://w3id.org/gazette/id/meta");
  assert_str(gz_iri_tool(arena, BASE, GZ_STR("0.1.0")),
             "https://w3id.org/gazette/id/tool/gazette-0.1.0");
}

static void
test_full_arena(void **state) {
  (void)state;
  struct gz_arena *arena = gz_arena_new(1);
  assert_non_null(arena);
  while (gz_arena_alloc(arena, 1)) {
    // Use it up.
  }
  const struct gz_str a = GZ_STR("a");
  assert_null(gz_iri_slug(arena, a, GZ_STR("")).data);
  assert_null(gz_iri_slug(arena, a, a).data);
  assert_null(gz_iri_slug(arena, GZ_STR(""), a).data);
  assert_null(gz_iri_entity(arena, BASE, a).data);
  assert_null(gz_iri_article(arena, BASE, a).data);
  assert_null(gz_iri_event(arena, a, 1).data);
  assert_null(gz_iri_mention(arena, a, 1, 2).data);
  gz_arena_free(arena);
}

static void
test_good_iris(void **state) {
  (void)state;
  static const char *const good[] = {
      "http://example.org/",
      "urn:isbn:0451450523",
      "mailto:a@b.c",
      "a:",
      "http://[2001:db8::7]/c=GB?objectClass?one",
      "http://example.org/%7Euser?a=b#c?d/e",
      "http://example.org/résumé",
      "http://example.org/\xf0\x9f\x98\x80",
      "http://example.org/?\xee\x80\x80",
      "scheme:!$%25&'()*+,-./0123456789:/@ABCxyz_abc~?#",
      "https://w3id.org/gazette/id/article/1f2e3d4c5b6a7988#char=21,54",
  };
  for (size_t i = 0; i < sizeof good / sizeof *good; ++i) {
    struct gz_error error;
    if (gz_iri_check(gz_str(good[i]), &error) != GZ_OK) {
      fail_msg("%s: %s", good[i], error.message);
    }
  }
}

static void
test_bad_iris(void **state) {
  (void)state;
  static const struct {
    const char *iri;
    size_t offset;
  } bad[] = {
      {"", 0},
      {"noscheme", 8},
      {":x", 0},
      {"1a:x", 0},
      {"/relative", 0},
      {"//host/x", 0},
      {"é:x", 0},
      {"http://a b/", 8},
      {"http://a/<", 9},
      {"http://a/>", 9},
      {"http://a/\"", 9},
      {"http://a/{", 9},
      {"http://a/}", 9},
      {"http://a/|", 9},
      {"http://a/^", 9},
      {"http://a/`", 9},
      {"http://a/\\", 9},
      {"http://a/\x01", 9},
      {"http://a/\x7f", 9},
      {"http://a/\n", 9},
      {"http://a/[", 9},
      {"http://a/%4", 9},
      {"http://a/%", 9},
      {"http://a/%zz", 9},
      {"http://a/#b#c", 11},
      {"http://a/\xff", 9},
      {"http://a/\xc0\xaf", 9},
      {"http://a/\xed\xa0\x80", 9},
      {"http://a/\xc3", 9},
      {"http://a/\xc2\x85", 9},
      {"http://a/\xee\x80\x80", 9},
      {"http://a/\xef\xbf\xbf", 9},
      {"http://a/#\xee\x80\x80", 10},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; ++i) {
    struct gz_error error = {.offset = 1000};
    if (gz_iri_check(gz_str(bad[i].iri), &error) != GZ_BAD_INPUT) {
      fail_msg("%s was taken for an IRI", bad[i].iri);
    }
    assert_int_equal(error.offset, bad[i].offset);
    assert_int_equal(error.status, GZ_BAD_INPUT);
  }
  assert_int_equal(gz_iri_check(gz_str_n("a:b\0c", 5), NULL), GZ_BAD_INPUT);
}

static void
test_base(void **state) {
  (void)state;
  assert_int_equal(gz_iri_check_base(BASE, NULL), GZ_OK);
  static const char *const bad[] = {
      "http://a", "http://a/#", "http://a/?/", "a/", "", "http://a /",
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; ++i) {
    struct gz_error error;
    assert_int_equal(gz_iri_check_base(gz_str(bad[i]), &error),
                     GZ_BAD_ARGUMENT);
    assert_true(error.message[0] != '\0');
  }
}

static void
test_language(void **state) {
  (void)state;
  static const char *const good[] = {"en",     "EN-gb",      "zh-Hans-CN",
                                     "x-klin", "de-1996",    "i-klingon",
                                     "a",      "abcdefgh-1", "en-x-a"};
  static const char *const bad[] = {"",    "-",     "en-",         "-en",
                                    "e n", "en_GB", "abcdefghi",   "en--gb",
                                    "1en", "é",     "en-abcdefghi"};
  for (size_t i = 0; i < sizeof good / sizeof *good; ++i) {
    assert_int_equal(gz_language_check(gz_str(good[i]), NULL), GZ_OK);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; ++i) {
    struct gz_error error;
    if (gz_language_check(gz_str(bad[i]), &error) != GZ_BAD_INPUT) {
      fail_msg("\"%s\" was taken for a language tag", bad[i]);
    }
    assert_true(error.offset <= strlen(bad[i]));
  }
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_slug),
      cmocka_unit_test(test_slug_without_letters),
      cmocka_unit_test(test_long_slug),
      cmocka_unit_test(test_slug_is_never_cut_within_a_character),
      cmocka_unit_test(test_qualifier),
      cmocka_unit_test(test_minting),
      cmocka_unit_test(test_full_arena),
      cmocka_unit_test(test_good_iris),
      cmocka_unit_test(test_bad_iris),
      cmocka_unit_test(test_base),
      cmocka_unit_test(test_language),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
