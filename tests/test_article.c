#include "tests/unit.h"

#include "input/article.h"

#include <string.h>

static int
set_up(void **state) {
  *state = gz_arena_new(0);
  return *state ? 0 : -1;
}

static int
tear_down(void **state) {
  gz_arena_free(*state);
  return 0;
}

static void
offsets_become_code_points(void **state) {
  struct gz_article article;
  gz_article_init(&article, *state);
  char text[1000];
  for (size_t i = 0; i < 999; i += 3) {
    memcpy(text + i, "\u20ac", 3);
  }
  assert_int_equal(gz_article_set_text(&article, gz_str_n(text, 999), NULL),
                   GZ_OK);
  for (uint32_t i = 0; i <= 333; ++i) {
    assert_int_equal(gz_article_code_point(&article, 3 * i), i);
  }
  assert_int_equal(gz_article_code_point(&article, 5000), 333);
}

static void
sizes_at_the_stride_are_indexed(void **state) {
  char text[256];
  memset(text, 'a', sizeof text);
  for (uint32_t size = 0; size <= 256; ++size) {
    struct gz_article article;
    gz_article_init(&article, *state);
    assert_int_equal(gz_article_set_text(&article, gz_str_n(text, size), NULL),
                     GZ_OK);
    assert_int_equal(gz_article_code_point(&article, size), size);
  }
}

static void
text_is_hashed(void **state) {
  struct gz_article article;
  gz_article_init(&article, *state);
  assert_int_equal(gz_article_set_text(&article, GZ_STR("abc"), NULL), GZ_OK);
  // FIPS 180-2, appendix B.1.
  assert_string_equal(
      article.sha256,
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void
positions_count_lines_and_characters(void **state) {
  struct gz_article article;
  gz_article_init(&article, *state);
  assert_int_equal(
      gz_article_set_text(&article, GZ_STR("ab\n\u00e9\u00e9c"), NULL), GZ_OK);
  size_t line = 0;
  size_t column = 0;
  gz_article_position(&article, 7, &line, &column);
  assert_int_equal(line, 2);
  assert_int_equal(column, 3);
  gz_article_position(&article, 2, &line, &column);
  assert_int_equal(line, 1);
  assert_int_equal(column, 3);
}

static void
lists_grow_zeroed(void **state) {
  struct gz_article article;
  gz_article_init(&article, *state);
  for (uint32_t i = 0; i < 100; ++i) {
    struct gz_token *token = GZ_PUSH(&article, &article.tokens);
    assert_non_null(token);
    assert_int_equal(token->head, 0);
    token->head = i;
  }
  assert_int_equal(article.tokens.count, 100);
  assert_int_equal(article.tokens.items[57].head, 57);
}

static void
full_arena_is_reported(void **state) {
  (void)state;
  struct gz_arena *arena = gz_arena_new(64);
  struct gz_article article;
  gz_article_init(&article, arena);
  assert_null(GZ_PUSH(&article, &article.tokens));
  assert_int_equal(article.tokens.count, 0);
  static char text[8192];
  struct gz_error error;
  assert_int_equal(
      gz_article_set_text(&article, gz_str_n(text, sizeof text), &error),
      GZ_NO_MEMORY);
  assert_int_equal(error.status, GZ_NO_MEMORY);
  gz_arena_free(arena);
}

static void
largest_article_is_taken_and_one_more_refused(void **state) {
  struct gz_article article;
  gz_article_init(&article, *state);
  char *text = gz_arena_alloc(*state, GZ_MAX_ARTICLE_BYTES + 1);
  struct gz_error error;
  assert_int_equal(gz_article_set_text(
                       &article, gz_str_n(text, GZ_MAX_ARTICLE_BYTES), &error),
                   GZ_OK);
  gz_article_init(&article, *state);
  assert_int_equal(gz_article_set_text(&article,
                                       gz_str_n(text, GZ_MAX_ARTICLE_BYTES + 1),
                                       &error),
                   GZ_TOO_LARGE);
  assert_null(article.text.data);
}

static void
tokens_find_their_sentence(void **state) {
  struct gz_article article;
  gz_article_init(&article, *state);
  for (uint32_t i = 0; i < 10; ++i) {
    *GZ_PUSH(&article, &article.sentences) =
        (struct gz_sentence){.first = i * 3, .count = 3};
  }
  for (uint32_t token = 0; token < 30; ++token) {
    assert_int_equal(gz_article_sentence_of(&article, token), token / 3);
  }
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(offsets_become_code_points),
      cmocka_unit_test(sizes_at_the_stride_are_indexed),
      cmocka_unit_test(text_is_hashed),
      cmocka_unit_test(positions_count_lines_and_characters),
      cmocka_unit_test(lists_grow_zeroed),
      cmocka_unit_test(full_arena_is_reported),
      cmocka_unit_test(largest_article_is_taken_and_one_more_refused),
      cmocka_unit_test(tokens_find_their_sentence),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
