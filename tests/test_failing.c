#include "tests/failing.h"

#include "input/arena.h"
#include "input/buffer.h"
#include "input/interner.h"
#include "input/reader.h"
#include "input/sentences.h"
#include "input/unicode.h"

static bool
use_arena(const void *context) {
  (void)context;
  struct gz_arena *arena = gz_arena_new(0);
  if (!arena) {
    return false;
  }
  bool good = true;
  for (size_t i = 0; good && i < 6; ++i) {
    const size_t used = gz_arena_used(arena);
    char *block = gz_arena_alloc(arena, (size_t)100 << (2 * i));
    good = block;
    if (block) {
      block[0] = 'x';
    } else {
      // A failed request takes nothing.
      assert_int_equal(gz_arena_used(arena), used);
    }
  }
  gz_arena_free(arena);
  return good;
}

static void
test_arena(void **state) {
  (void)state;
  failing_in_turn(use_arena, NULL);
}

static bool
use_buffer(const void *context) {
  (void)context;
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, 1 << 20);
  bool good = true;
  size_t size = 0;
  for (size_t i = 0; good && i < 1000; ++i) {
    const enum gz_status status = gz_buffer_puts(&buffer, "0123456789");
    good = status == GZ_OK;
    size += good ? 10 : 0;
    assert_true(good || status == GZ_NO_MEMORY);
    assert_int_equal(buffer.size, size);
  }
  gz_buffer_free(&buffer);
  return good;
}

static void
test_buffer(void **state) {
  (void)state;
  failing_in_turn(use_buffer, NULL);
}

static bool
use_interner(const void *context) {
  (void)context;
  struct gz_interner *interner = gz_interner_new();
  if (!interner) {
    return false;
  }
  bool good = true;
  uint32_t count = 0;
  for (uint32_t i = 0; good && i < 3000; ++i) {
    char word[16] = "word";
    for (uint32_t n = i, k = 4; n; n /= 26) {
      word[k++] = (char)('a' + n % 26);
    }
    good = gz_interner_add(interner, gz_str(word)) != GZ_NO_INDEX;
    count += good;
    assert_int_equal(gz_interner_count(interner), count);
    assert_int_equal(gz_interner_find(interner, gz_str(word)),
                     good ? i : GZ_NO_INDEX);
  }
  gz_interner_free(interner);
  return good;
}

static void
test_interner(void **state) {
  (void)state;
  failing_in_turn(use_interner, NULL);
}

static bool
use_unicode(const void *context) {
  const struct gz_str bytes = gz_str(context);
  struct gz_arena *arena = gz_arena_new(0);
  if (!arena) {
    return false;
  }
  struct gz_str text = GZ_STR("untouched");
  const enum gz_status status = gz_text_clean(bytes, arena, &text, NULL, NULL);
  assert_true(status == GZ_OK || status == GZ_NO_MEMORY);
  assert_int_equal(gz_str_is(text, "untouched"), status != GZ_OK);
  gz_arena_free(arena);
  return status == GZ_OK;
}

static void
test_unicode(void **state) {
  (void)state;
  failing_in_turn(use_unicode, "e\u0301 and\r\n\u2126 \u1112\u1161\u11AB");
  failing_in_turn(use_unicode, "\x93Quoted\x94 caf\xE9\r");
}

/** Read all articles of `context` and split them. */
static bool
use_reader(const void *context) {
  struct gz_arena *arena = gz_arena_new(0);
  if (!arena) {
    return false;
  }
  struct gz_reader *reader = NULL;
  struct gz_article article;
  gz_article_init(&article, arena);
  enum gz_status status =
      gz_reader_from_memory(gz_str(context), "memory", NULL, &reader, NULL);
  while (status == GZ_OK) {
    status = gz_reader_next(reader, &article, NULL);
    if (status == GZ_OK) {
      status = gz_split(&article, NULL);
    }
  }
  assert_true(status == GZ_END || status == GZ_NO_MEMORY);
  gz_reader_free(reader);
  gz_arena_free(arena);
  return status == GZ_END;
}

static void
test_reader(void **state) {
  (void)state;
  failing_in_turn(
      use_reader,
      "Title: Ban\nDate: 2020-01-08\n\nMr. A said e\u0301. So.\r\n");
  failing_in_turn(use_reader, "{\"text\": \"Ban\\n\\nMr. A e\\u0301.\"}\n"
                              "{\"title\": \"Ban\", \"text\": \"It began.\"}");
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_arena),    cmocka_unit_test(test_buffer),
      cmocka_unit_test(test_interner), cmocka_unit_test(test_unicode),
      cmocka_unit_test(test_reader),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
