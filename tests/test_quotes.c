// Quotation marks, without analysis.

#include "tests/unit.h"

#include "input/quotes.h"
#include "input/sentences.h"

#include <stdio.h>
#include <string.h>

/** Find the quotes of `text`; they must be `expected`, parted by bars. */
static void
check(const char *text, const char *expected) {
  struct gz_arena *arena = gz_arena_new(0);
  struct gz_article article;
  struct gz_quotes quotes;
  char found[4096] = "";
  size_t at = 0;
  gz_article_init(&article, arena);
  assert_int_equal(gz_article_set_text(&article, gz_str(text), NULL), GZ_OK);
  assert_int_equal(gz_split(&article, NULL), GZ_OK);
  assert_int_equal(gz_find_quotes(&article, &quotes, NULL), GZ_OK);
  for (uint32_t i = 0; i < quotes.count; ++i) {
    const struct gz_quote *quote = &quotes.items[i];
    assert_true(quote->first <= quote->last);
    assert_true(quote->n_sentences > 0);
    const struct gz_span span = {article.tokens.items[quote->first].span.begin,
                                 article.tokens.items[quote->last].span.end};
    at += (size_t)snprintf(found + at, sizeof found - at, "%s%s%s%.*s",
                           i ? "|" : "", quote->closed ? "" : "!",
                           quote->goes_on ? "+" : "",
                           GZ_STR_ARGS(gz_article_str(&article, span)));
    for (uint32_t j = quote->first; j <= quote->last; ++j) {
      assert_int_equal(quotes.at[j], i);
    }
  }
  assert_string_equal(found, expected);
  gz_arena_free(arena);
}

static void
marks_of_all_kinds(void **state) {
  (void)state;
  check("He said “yes” and \"no\" there.", "“yes”|\"no\"");
  check("He said ``yes'' and «no» there.", "``yes''|«no»");
  check("He called it ‘very odd’ and 'quite bad' today.",
        "‘very odd’|'quite bad'");
}

static void
apostrophes_are_none(void **state) {
  (void)state;
  check("It’s the workers’ claim, and it's Iran's.", "");
  check("The ‘90s were the nation's best.", "");
  check("It's “Iran’s own” plan.", "“Iran’s own”");
}

static void
unclosed_quotes_end_with_the_paragraph(void **state) {
  (void)state;
  check("He said: “We will go. We will not stay.\n\n“We will be back,” he "
        "said.",
        "!“We will go. We will not stay.|+“We will be back,”");
  check("He said: “We will go.\n\nThe ministry said nothing.", "!“We will go.");
}

static void
wrong_marks_are_borne(void **state) {
  (void)state;
  check("He said: “We will decide in due course. “", "“We will decide in due "
                                                     "course. “");
  check("He left.” She said “go” then.", "“go”");
  check("“", "");
  check("”", "");
  check("\"", "");
  check("He said “she told us “go” and left” today.",
        "“she told us “go” and left”");
}

static void
many_marks_take_no_time(void **state) {
  (void)state;
  static const char *const pieces[] = {"\"", "“", "” ", "‘ ", "' '", "``"};
  for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; ++i) {
    struct gz_arena *arena = gz_arena_new(0);
    const size_t size = strlen(pieces[i]);
    const size_t count = 100000;
    char *text = gz_arena_alloc(arena, size * count);
    assert_non_null(text);
    for (size_t j = 0; j < count; ++j) {
      memcpy(text + j * size, pieces[i], size);
    }
    struct gz_article article;
    struct gz_quotes quotes;
    gz_article_init(&article, arena);
    assert_int_equal(
        gz_article_set_text(&article, gz_str_n(text, size * count), NULL),
        GZ_OK);
    assert_int_equal(gz_split(&article, NULL), GZ_OK);
    assert_int_equal(gz_find_quotes(&article, &quotes, NULL), GZ_OK);
    uint32_t last = 0;
    for (uint32_t j = 0; j < quotes.count; ++j) {
      assert_true(j == 0 || quotes.items[j].first > last);
      last = quotes.items[j].last;
      assert_true(last < article.tokens.count);
    }
    gz_arena_free(arena);
  }
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(marks_of_all_kinds),
      cmocka_unit_test(apostrophes_are_none),
      cmocka_unit_test(unclosed_quotes_end_with_the_paragraph),
      cmocka_unit_test(wrong_marks_are_borne),
      cmocka_unit_test(many_marks_take_no_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
