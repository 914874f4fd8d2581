#include "tests/cases_file.h"

#include "input/paragraphs.h"
#include "input/sentences.h"

/** An article that has been split. */
struct fixture {
  struct gz_arena *arena;
  struct gz_article article;
};

static void
split(struct fixture *f, struct gz_str text, struct gz_str title) {
  f->arena = gz_arena_new(0);
  assert_non_null(f->arena);
  gz_article_init(&f->article, f->arena);
  f->article.metadata.title = title;
  assert_int_equal(gz_article_set_text(&f->article, text, NULL), GZ_OK);
  assert_int_equal(gz_split(&f->article, NULL), GZ_OK);
  // Sentences share out the tokens, in order, and span them.
  uint32_t token = 0;
  for (uint32_t i = 0; i < f->article.sentences.count; ++i) {
    const struct gz_sentence *s = &f->article.sentences.items[i];
    assert_int_equal(s->first, token);
    assert_true(s->count >= 1);
    assert_true(s->count <= GZ_MAX_SENTENCE_TOKENS);
    token += s->count;
    const struct gz_token *tokens = f->article.tokens.items;
    assert_int_equal(s->span.begin, tokens[s->first].span.begin);
    assert_int_equal(s->span.end, tokens[token - 1].span.end);
  }
  assert_int_equal(token, f->article.tokens.count);
}

static void
release(struct fixture *f) {
  gz_arena_free(f->arena);
}

/** The text of sentence number `i`. */
static struct gz_str
sentence(const struct fixture *f, uint32_t i) {
  assert_true(i < f->article.sentences.count);
  return gz_article_str(&f->article, f->article.sentences.items[i].span);
}

static void
check_case(const struct test_case *block) {
  struct fixture f;
  split(&f, gz_str(block->lines[0]), GZ_STR(""));
  bool same = f.article.sentences.count == block->count - 1;
  for (uint32_t i = 0; same && i < f.article.sentences.count; ++i) {
    same = gz_str_is(sentence(&f, i), block->lines[i + 1]);
  }
  if (!same) {
    for (uint32_t i = 0; i < f.article.sentences.count; ++i) {
      print_error("got %.*s\n", GZ_STR_ARGS(sentence(&f, i)));
    }
    fail_msg("%s:%zu: %s", block->file, block->line, block->lines[0]);
  }
  release(&f);
}

static void
test_corpus(void **state) {
  (void)state;
  run_cases("sentences", check_case);
}

static void
test_title_and_repeats(void **state) {
  (void)state;
  struct fixture f;
  split(&f,
        GZ_STR("Britain bans Huawei\n\nThe ban begins. It lasts.\n\n"
               "BRITAIN BANS “HUAWEI”.\n\nBritain bans Huawei kit.\n"),
        GZ_STR("Britain bans Huawei"));
  assert_int_equal(f.article.sentences.count, 5);
  const struct gz_sentence *s = f.article.sentences.items;
  static const struct {
    enum gz_zone zone;
    uint32_t paragraph;
    bool repeated;
  } expected[] = {{GZ_ZONE_TITLE, 0, false},
                  {GZ_ZONE_BODY, 1, false},
                  {GZ_ZONE_BODY, 1, false},
                  {GZ_ZONE_BODY, 2, true},
                  {GZ_ZONE_BODY, 3, false}};
  for (size_t i = 0; i < 5; ++i) {
    assert_int_equal(s[i].zone, expected[i].zone);
    assert_int_equal(s[i].paragraph, expected[i].paragraph);
    assert_int_equal(s[i].repeated, expected[i].repeated);
  }
  release(&f);

  // A title that the text does not begin with marks no sentence as title.
  split(&f, GZ_STR("The ban begins."), GZ_STR("Ban"));
  assert_int_equal(f.article.sentences.count, 1);
  assert_int_equal(f.article.sentences.items[0].zone, GZ_ZONE_BODY);
  release(&f);

  // A title of white space, or of marks, repeats nothing.
  split(&f, GZ_STR("—\n\n—\n\n“”"), GZ_STR("—"));
  assert_int_equal(f.article.sentences.count, 3);
  assert_false(f.article.sentences.items[1].repeated);
  release(&f);
}

static void
test_nothing(void **state) {
  (void)state;
  static const char *const empty[] = {"", " ", "\n\n", "\u00A0\u200B\n"};
  for (size_t i = 0; i < sizeof empty / sizeof *empty; ++i) {
    struct fixture f;
    split(&f, gz_str(empty[i]), gz_str(empty[i]));
    assert_int_equal(f.article.sentences.count, 0);
    assert_int_equal(f.article.tokens.count, 0);
    release(&f);
  }
}

static void
test_tokens_say_spaces(void **state) {
  (void)state;
  struct fixture f;
  split(&f, GZ_STR("It's on.\n\nNow"), GZ_STR(""));
  static const bool spaces[] = {true, false, true, false, true};
  assert_int_equal(f.article.tokens.count, 5);
  for (uint32_t i = 0; i < 5; ++i) {
    assert_int_equal(f.article.tokens.items[i].space_before, spaces[i]);
    assert_int_equal(f.article.tokens.items[i].head, i);
  }
  release(&f);
}

/** Paragraphs of `text`, as many as `expected` has before its null. */
static void
check_paragraphs(const char *text, const char *const *expected) {
  struct gz_paragraphs walk;
  struct gz_span span;
  gz_paragraphs_begin(&walk, gz_str(text));
  while (gz_paragraphs_next(&walk, &span)) {
    assert_non_null(*expected);
    assert_str(gz_str_part(gz_str(text), span.begin, span.end), *expected++);
  }
  assert_null(*expected);
}

static void
test_paragraphs(void **state) {
  (void)state;
  // Wrapped lines are joined; a line that could have held more ends one.
  check_paragraphs(
      "The quick brown fox jumps over the lazy dog and then runs off into\n"
      "the woods, where it is seen no more.\n"
      "So it ends.\n"
      "Then another story begins, which is not so very long either.\n"
      "\n"
      "  Last.  \n",
      (const char *const[]){
          "The quick brown fox jumps over the lazy dog and then runs off into\n"
          "the woods, where it is seen no more.",
          "So it ends.",
          "Then another story begins, which is not so very long either.",
          "Last.",
          NULL,
      });
  // Short lines, and lines too wide to have been wrapped, stand alone.
  check_paragraphs("Ban\nThe ban begins.\n",
                   (const char *const[]){"Ban", "The ban begins.", NULL});
  check_paragraphs("", (const char *const[]){NULL});
  check_paragraphs(" \n \n", (const char *const[]){NULL});
}

/** Sentences at the limit of tokens, one past it, and far past it. */
static void
test_sentence_limit(void **state) {
  (void)state;
  char text[4 * GZ_MAX_SENTENCE_TOKENS + 8];
  struct fixture f;
  for (size_t count = GZ_MAX_SENTENCE_TOKENS;
       count <= GZ_MAX_SENTENCE_TOKENS + 1; ++count) {
    for (size_t i = 0; i < count; ++i) {
      memcpy(text + 2 * i, "x ", 2);
    }
    split(&f, gz_str_n(text, 2 * count), GZ_STR(""));
    assert_int_equal(f.article.sentences.count,
                     count > GZ_MAX_SENTENCE_TOKENS ? 2 : 1);
    release(&f);
  }
  // It is cut behind the last comma of the second half.
  memcpy(text + 2 * (GZ_MAX_SENTENCE_TOKENS - 100), ", ", 2);
  split(&f, gz_str_n(text, 2 * (GZ_MAX_SENTENCE_TOKENS + 1)), GZ_STR(""));
  assert_int_equal(f.article.sentences.count, 2);
  assert_int_equal(f.article.sentences.items[0].count,
                   GZ_MAX_SENTENCE_TOKENS - 99);
  release(&f);
  // A comma in the first half is no place to cut.
  memcpy(text + 2 * (GZ_MAX_SENTENCE_TOKENS - 100), "x ", 2);
  memcpy(text + 2 * 10, ", ", 2);
  split(&f, gz_str_n(text, 2 * (GZ_MAX_SENTENCE_TOKENS + 1)), GZ_STR(""));
  assert_int_equal(f.article.sentences.items[0].count, GZ_MAX_SENTENCE_TOKENS);
  release(&f);
}

/** A closing mark past the limit does not make a sentence too long. */
static void
test_closing_past_limit(void **state) {
  (void)state;
  char text[3 * GZ_MAX_SENTENCE_TOKENS];
  size_t size = 0;
  for (size_t i = 0; i + 1 < GZ_MAX_SENTENCE_TOKENS; ++i) {
    memcpy(text + size, "x ", 2);
    size += 2;
  }
  memcpy(text + size, ".))) Then", 9);
  struct fixture f;
  split(&f, gz_str_n(text, size + 9), GZ_STR(""));
  assert_true(f.article.sentences.count >= 2);
  release(&f);
}

static void
test_no_memory(void **state) {
  (void)state;
  char text[4096];
  for (size_t i = 0; i < sizeof text / 2; ++i) {
    memcpy(text + 2 * i, "x ", 2);
  }
  struct gz_arena *arena = gz_arena_new(16 << 10);
  struct gz_article article;
  struct gz_error error = {0};
  gz_article_init(&article, arena);
  assert_int_equal(
      gz_article_set_text(&article, gz_str_n(text, sizeof text), NULL), GZ_OK);
  assert_int_equal(gz_split(&article, &error), GZ_NO_MEMORY);
  assert_true(error.message[0] != '\0');
  gz_arena_free(arena);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_corpus),
      cmocka_unit_test(test_title_and_repeats),
      cmocka_unit_test(test_nothing),
      cmocka_unit_test(test_tokens_say_spaces),
      cmocka_unit_test(test_paragraphs),
      cmocka_unit_test(test_sentence_limit),
      cmocka_unit_test(test_closing_past_limit),
      cmocka_unit_test(test_no_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
