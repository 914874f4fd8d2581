#include "tests/unit.h"

#include "input/unicode.h"

#include <stdlib.h>
#include <string.h>

static void
test_valid(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t valid;
  } cases[] = {
      {"", 0},
      {"abc", 3},
      {"\x7F\xC2\x80\xDF\xBF", 5},
      {"\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF", 12},
      {"\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", 8},
      {"a\x80", 1},                 // Continuation alone
      {"ab\xC3", 2},                // Cut short
      {"ab\xE2\x82", 2},            //
      {"ab\xF0\x9F\x98", 2},        //
      {"\xC3(", 0},                 // Not a continuation
      {"\xE2\x82(", 0},             //
      {"\xC0\x80", 0},              // Overlong
      {"\xC1\xBF", 0},              //
      {"\xE0\x9F\xBF", 0},          //
      {"\xF0\x8F\xBF\xBF", 0},      //
      {"\xED\xA0\x80", 0},          // Surrogates
      {"\xED\xBF\xBF", 0},          //
      {"\xF4\x90\x80\x80", 0},      // Above U+10FFFF
      {"\xF5\x80\x80\x80", 0},      //
      {"\xFF\xFE", 0},              //
      {"caf\xC3\xA9 \xE9t\xE9", 6}, // Latin-1 after UTF-8
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    assert_int_equal(gz_utf8_valid(gz_str(cases[i].bytes)), cases[i].valid);
  }
}

/** Every code point is written, read and valid, but for surrogates. */
static void
test_all_code_points(void **state) {
  (void)state;
  for (uint32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) {
      continue;
    }
    char bytes[4];
    const size_t size = gz_utf8_put(c, bytes);
    const struct gz_str text = gz_str_n(bytes, size);
    size_t at = 0;
    assert_int_equal(gz_utf8_next(text, &at), c);
    assert_int_equal(at, size);
    assert_int_equal(gz_utf8_before(text, size), c);
    assert_int_equal(gz_utf8_valid(text), size);
  }
}

static void
test_next_and_before(void **state) {
  (void)state;
  const struct gz_str text = GZ_STR("a\xFF€");
  size_t at = 0;
  assert_int_equal(gz_utf8_next(text, &at), 'a');
  assert_int_equal(gz_utf8_next(text, &at), GZ_NO_CHAR);
  assert_int_equal(at, 2);
  assert_int_equal(gz_utf8_next(text, &at), 0x20AC);
  assert_int_equal(gz_utf8_next(text, &at), GZ_NO_CHAR);
  assert_int_equal(at, 5);
  assert_int_equal(gz_utf8_before(text, 5), 0x20AC);
  assert_int_equal(gz_utf8_before(text, 1), 'a');
  assert_int_equal(gz_utf8_before(text, 0), GZ_NO_CHAR);
  assert_int_equal(gz_utf8_before(text, 9), GZ_NO_CHAR);
}

static void
test_categories(void **state) {
  (void)state;
  static const uint32_t letters[] = {'a', 'Z', 0xE9, 0x416, 0x4E2D, 0x5D0};
  static const uint32_t others[] = {'1', ' ', '_', 0x301, 0x20AC, GZ_NO_CHAR};
  for (size_t i = 0; i < 6; ++i) {
    assert_true(gz_is_letter(letters[i]));
    assert_true(gz_is_word(letters[i]));
    assert_false(gz_is_letter(others[i]));
    assert_false(gz_is_space(letters[i]));
  }
  assert_true(gz_is_upper('A') && gz_is_upper(0xC9) && gz_is_upper(0x1C5));
  assert_false(gz_is_upper('a') || gz_is_upper(0xE9) || gz_is_upper(0x4E2D));
  assert_true(gz_is_lower('a') && gz_is_lower(0xDF) && gz_is_lower(0x436));
  assert_false(gz_is_lower('A') || gz_is_lower(0x4E2D) || gz_is_lower('1'));
  assert_true(gz_is_digit('7') && gz_is_digit(0x665));
  assert_false(gz_is_digit('x') || gz_is_digit(0xB2));
  assert_true(gz_is_mark(0x301) && gz_is_mark(0xFE0F));
  assert_false(gz_is_mark('a') || gz_is_mark(0x2019));
  static const uint32_t spaces[] = {' ',    '\t',   '\n',   0x85,  0xA0,
                                    0x2003, 0x2028, 0x200B, 0xFEFF};
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; ++i) {
    assert_true(gz_is_space(spaces[i]));
    assert_false(gz_is_word(spaces[i]));
  }
  assert_false(gz_is_space('x') || gz_is_space(0) || gz_is_space(0x200D));
  assert_int_equal(gz_to_lower('Q'), 'q');
  assert_int_equal(gz_to_lower(0xC9), 0xE9);
  assert_int_equal(gz_to_lower(0x416), 0x436);
  assert_int_equal(gz_to_lower('1'), '1');
  assert_int_equal(gz_to_lower(GZ_NO_CHAR), GZ_NO_CHAR);
}

/** Clean `bytes` and compare. */
static void
check_clean(struct gz_str bytes, enum gz_encoding encoding,
            const char *expected) {
  struct gz_arena *arena = gz_arena_new(0);
  struct gz_str text;
  struct gz_error error = {0};
  enum gz_encoding was = GZ_ENCODING_UTF8;
  const enum gz_status status =
      gz_text_clean(bytes, arena, &text, &was, &error);
  if (status != GZ_OK) {
    fail_msg("%zu: %s", error.offset, error.message);
  }
  assert_str(text, expected);
  assert_int_equal(was, encoding);
  gz_arena_free(arena);
}

static void
test_clean(void **state) {
  (void)state;
  check_clean(GZ_STR(""), GZ_ENCODING_UTF8, "");
  check_clean(GZ_STR("\xEF\xBB\xBF"
                     "a\r\nb\rc\n\rd\r"),
              GZ_ENCODING_UTF8, "a\nb\nc\n\nd\n");
  check_clean(GZ_STR("\xFF\xFE"
                     "a\0\xE9\0\x3D\xD8\x00\xDE"),
              GZ_ENCODING_UTF16LE, "aé😀");
  check_clean(GZ_STR("\xFE\xFF"
                     "\0a\0\xE9\xD8\x3D\xDE\x00"),
              GZ_ENCODING_UTF16BE, "aé😀");
  check_clean(GZ_STR("\x93Quoted\x94 \x96 \x80"
                     "5 \xC9t\xE9 d\x92or"),
              GZ_ENCODING_WINDOWS_1252, "“Quoted” – €5 Été d’or");
  check_clean(GZ_STR("one stray \xE9, much ASCII"), GZ_ENCODING_WINDOWS_1252,
              "one stray é, much ASCII");
}

static void
test_normalization(void **state) {
  (void)state;
  // Composed, ordered, singletons replaced, Hangul joined; the rest kept.
  check_clean(GZ_STR("cafe\u0301"), GZ_ENCODING_UTF8, "café");
  check_clean(GZ_STR("\u2126 \u212B \u1E9B\u0323"), GZ_ENCODING_UTF8,
              "Ω Å ẛ\u0323");
  check_clean(GZ_STR("q\u0307\u0323"), GZ_ENCODING_UTF8, "q\u0323\u0307");
  check_clean(GZ_STR("s\u0307\u0323"), GZ_ENCODING_UTF8, "ṩ");
  check_clean(GZ_STR("\u1112\u1161\u11AB"), GZ_ENCODING_UTF8, "한");
  check_clean(GZ_STR("”\u0301x ’tis\u0301"), GZ_ENCODING_UTF8, "”\u0301x ’tiś");
  check_clean(GZ_STR("\u0301e\u0301"), GZ_ENCODING_UTF8, "\u0301é");
  check_clean(GZ_STR("ﬁ ² Ⅷ"), GZ_ENCODING_UTF8, "ﬁ ² Ⅷ");
  // A character that grows to three times its bytes.
  check_clean(GZ_STR("\U0001D160"), GZ_ENCODING_UTF8,
              "\U0001D158\U0001D165\U0001D16E");
  check_clean(GZ_STR("\u0958"), GZ_ENCODING_UTF8, "\u0915\u093C");
}

static void
check_refused(struct gz_str bytes, size_t line, size_t column, size_t offset) {
  struct gz_arena *arena = gz_arena_new(0);
  struct gz_str text = GZ_STR("untouched");
  struct gz_error error = {0};
  assert_int_equal(gz_text_clean(bytes, arena, &text, NULL, &error),
                   GZ_BAD_INPUT);
  assert_str(text, "untouched");
  assert_int_equal(error.status, GZ_BAD_INPUT);
  assert_int_equal(error.line, line);
  assert_int_equal(error.column, column);
  assert_int_equal(error.offset, offset);
  assert_true(error.message[0] != '\0');
  gz_arena_free(arena);
}

static void
test_refused(void **state) {
  (void)state;
  check_refused(GZ_STR("a\nb\0c"), 2, 2, 3);
  check_refused(GZ_STR("ok\nfaçade \xC0\x80"), 2, 8, 11);
  // Binary: control characters among the high bytes.
  check_refused(GZ_STR("\x7F"
                       "ELF\x02\x01\x01\xFF\x90"),
                1, 8, 7);
  check_refused(GZ_STR("\x89PNG\r\n\x1A\n"), 1, 1, 0);
  // A byte that Windows-1252 gives no meaning.
  check_refused(GZ_STR("text with \x81 in it"), 1, 11, 10);
  // Mostly high bytes: some other code page.
  check_refused(GZ_STR("\xCF\xF0\xE8\xE2\xE5\xF2 \xEC\xE8\xF0"), 1, 1, 0);
  // Damaged UTF-8 is not taken for Windows-1252.
  check_refused(GZ_STR("“Été” \xE2\x80 à Paris"), 1, 7, 12);
  // UTF-16 with half a pair, or half a unit.
  check_refused(GZ_STR("\xFF\xFE"
                       "a\0\n\0\x3D\xD8"
                       "b\0"),
                2, 1, 6);
  check_refused(GZ_STR("\xFF\xFE"
                       "a\0\x00\xDE"),
                1, 2, 4);
  check_refused(GZ_STR("\xFE\xFF"
                       "\0a\0"),
                1, 2, 4);
}

/** Combining marks at the limit and one past it. */
static void
test_marks_limit(void **state) {
  (void)state;
  for (size_t extra = 0; extra < 2; ++extra) {
    char bytes[2 * GZ_MAX_COMBINING + 4] = "x";
    size_t size = 1;
    for (size_t i = 0; i < GZ_MAX_COMBINING + extra; ++i) {
      memcpy(bytes + size, i % 2 ? "\u0323" : "\u0307", 2);
      size += 2;
    }
    struct gz_arena *arena = gz_arena_new(0);
    struct gz_str text;
    assert_int_equal(
        gz_text_clean(gz_str_n(bytes, size), arena, &text, NULL, NULL),
        extra ? GZ_BAD_INPUT : GZ_OK);
    gz_arena_free(arena);
  }
}

/** Cleaning what is clean changes nothing, whatever the bytes. */
static void
test_idempotent(void **state) {
  (void)state;
  uint32_t seed = 2463534242U;
  struct gz_arena *arena = gz_arena_new(0);
  size_t cleaned = 0;
  for (int round = 0; round < 20000; ++round) {
    char bytes[64];
    size_t size = 0;
    while (size < 40) {
      // Marsaglia's xorshift (2003).
      seed ^= seed << 13;
      seed ^= seed >> 17;
      seed ^= seed << 5;
      static const uint32_t blocks[] = {0x20,   0x60,   0xC0,  0x300,  0x1100,
                                        0x1160, 0x11A0, 0x900, 0x2000, 0x1E00};
      size += gz_utf8_put(blocks[seed % 10] + (seed >> 8) % 0x60, bytes + size);
    }
    struct gz_str once;
    struct gz_str twice;
    if (gz_text_clean(gz_str_n(bytes, size), arena, &once, NULL, NULL) ==
        GZ_OK) {
      assert_int_equal(gz_utf8_valid(once), once.size);
      assert_int_equal(gz_text_clean(once, arena, &twice, NULL, NULL), GZ_OK);
      assert_true(gz_str_equal(once, twice));
      ++cleaned;
    }
    gz_arena_reset(arena);
  }
  assert_true(cleaned > 10000);
  gz_arena_free(arena);
}

static void
test_no_memory(void **state) {
  (void)state;
  static const char *const texts[] = {"a\r\nb", "e\u0301", "caf\xE9"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; ++i) {
    struct gz_arena *arena = gz_arena_new(1);
    struct gz_str text = GZ_STR("untouched");
    assert_int_equal(gz_text_clean(gz_str(texts[i]), arena, &text, NULL, NULL),
                     GZ_NO_MEMORY);
    assert_str(text, "untouched");
    gz_arena_free(arena);
  }
}

static void
test_names(void **state) {
  (void)state;
  assert_string_equal(gz_encoding_name(GZ_ENCODING_UTF8), "UTF-8");
  assert_string_equal(gz_encoding_name(GZ_ENCODING_UTF16LE), "UTF-16LE");
  assert_string_equal(gz_encoding_name(GZ_ENCODING_UTF16BE), "UTF-16BE");
  assert_string_equal(gz_encoding_name(GZ_ENCODING_WINDOWS_1252),
                      "Windows-1252");
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_valid),
      cmocka_unit_test(test_all_code_points),
      cmocka_unit_test(test_next_and_before),
      cmocka_unit_test(test_categories),
      cmocka_unit_test(test_clean),
      cmocka_unit_test(test_normalization),
      cmocka_unit_test(test_refused),
      cmocka_unit_test(test_marks_limit),
      cmocka_unit_test(test_idempotent),
      cmocka_unit_test(test_no_memory),
      cmocka_unit_test(test_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
