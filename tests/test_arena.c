#include "tests/unit.h"

#include "input/arena.h"

#include <string.h>

static void
blocks_are_zeroed_and_aligned(void **state) {
  (void)state;
  struct gz_arena *arena = gz_arena_new(0);
  for (int round = 0; round < 3; ++round) {
    for (size_t size = 0; size < 3000; size += 7) {
      unsigned char *block = gz_arena_alloc(arena, size);
      assert_non_null(block);
      assert_int_equal((uintptr_t)block % _Alignof(max_align_t), 0);
      for (size_t i = 0; i < size; ++i) {
        assert_int_equal(block[i], 0);
      }
      memset(block, 0xFF, size);
    }
    gz_arena_reset(arena);
    assert_int_equal(gz_arena_used(arena), 0);
  }
  gz_arena_free(arena);
  gz_arena_free(NULL);
}

static void
ceiling_holds(void **state) {
  (void)state;
  struct gz_arena *arena = gz_arena_new(1000);
  assert_non_null(gz_arena_alloc(arena, 900));
  assert_null(gz_arena_alloc(arena, 200));
  assert_non_null(gz_arena_alloc(arena, 16));
  assert_null(gz_arena_array(arena, SIZE_MAX / 2, 8));
  assert_null(gz_arena_alloc(arena, SIZE_MAX));
  gz_arena_reset(arena);
  assert_non_null(gz_arena_alloc(arena, 990));
  gz_arena_free(arena);
}

static void
large_blocks_fit(void **state) {
  (void)state;
  struct gz_arena *arena = gz_arena_new(0);
  char *large = gz_arena_alloc(arena, (size_t)10 << 20);
  assert_non_null(large);
  large[((size_t)10 << 20) - 1] = 'x';
  assert_non_null(gz_arena_alloc(arena, 10));
  gz_arena_free(arena);
}

static void
growing_keeps_items(void **state) {
  (void)state;
  struct gz_arena *arena = gz_arena_new(0);
  int *items = gz_arena_grow(arena, NULL, 0, 2, sizeof *items);
  items[0] = 1;
  items[1] = 2;
  items = gz_arena_grow(arena, items, 2, 4, sizeof *items);
  assert_int_equal(items[0], 1);
  assert_int_equal(items[1], 2);
  assert_int_equal(items[3], 0);
  gz_arena_free(arena);
}

static void
strings_are_copied(void **state) {
  (void)state;
  struct gz_arena *arena = gz_arena_new(0);
  char text[] = "Downing Street";
  const struct gz_str copy = gz_arena_str(arena, gz_str_n(text, 7));
  text[0] = 'X';
  assert_str(copy, "Downing");
  assert_string_equal(copy.data, "Downing");
  assert_string_equal(gz_arena_printf(arena, "%s-%d", "a", 12), "a-12");
  assert_string_equal(gz_arena_copy(arena, (struct gz_str){NULL, 0}), "");
  gz_arena_free(arena);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blocks_are_zeroed_and_aligned),
      cmocka_unit_test(ceiling_holds),
      cmocka_unit_test(large_blocks_fit),
      cmocka_unit_test(growing_keeps_items),
      cmocka_unit_test(strings_are_copied),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
