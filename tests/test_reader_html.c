#include "tests/unit.h"

#include "input/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** A page that has been read. */
struct fixture {
  struct gz_arena *arena;
  struct gz_article article;
  struct gz_error error;
};

static enum gz_status
read_page(struct fixture *f, struct gz_str page) {
  memset(f, 0, sizeof *f);
  f->arena = gz_arena_new(0);
  assert_non_null(f->arena);
  gz_article_init(&f->article, f->arena);
  struct gz_reader *reader = NULL;
  const struct gz_reader_options options = {.format = GZ_INPUT_HTML};
  assert_int_equal(gz_reader_from_memory(page, "page", &options, &reader, NULL),
                   GZ_OK);
  const enum gz_status status = gz_reader_next(reader, &f->article, &f->error);
  gz_reader_free(reader);
  return status;
}

static void
release(struct fixture *f) {
  gz_arena_free(f->arena);
}

/** Two paragraphs that are long enough to be an article's. */
#define FIRST                                                                  \
  "The government said on Tuesday that it would ban the company from the "     \
  "network, and that the decision was final."
#define SECOND                                                                 \
  "Ministers had been pressed for months by their allies, who say that the "   \
  "equipment is a risk to the security of all."

/** Read a page and compare its text. */
static void
check_text(const char *page, const char *expected) {
  struct fixture f;
  const enum gz_status status = read_page(&f, gz_str(page));
  if (status != GZ_OK) {
    fail_msg("%s", f.error.message);
  }
  if (!gz_str_is(f.article.text, expected)) {
    fail_msg("got %.*s", GZ_STR_ARGS(f.article.text));
  }
  release(&f);
}

static void
test_article(void **state) {
  (void)state;
  check_text(
      "<!DOCTYPE html><html><head><title>Ban</title><style>p{}</style></head>"
      "<body><nav><a href=/>Home</a> <a href=/news>News</a></nav>"
      "<div class='share'>Share this with all your friends, every one</div>"
      "<article><h1>Ban</h1><p>" FIRST "</p><script>var x = '<p>';</script>"
      "<h2>A risk</h2><p>" SECOND "</p>"
      "<figure><figcaption>A mast in London</figcaption></figure></article>"
      "<aside><p>Sign up to our letter, which comes each day at noon.</p>"
      "</aside><footer><p>All rights are reserved by the owner.</p></footer>"
      "</body></html>",
      "Ban\n\n" FIRST "\n\nA risk\n\n" SECOND);
}

static void
test_inline_and_space(void **state) {
  (void)state;
  check_text("<p>The  <b>gov</b>ern<i>ment</i>\n said&nbsp;that <a href=x>it"
             "</a> would ban&amp;fine the caf&eacute;, and so it did.</p>",
             "The government said that it would ban&fine the café, and so it "
             "did.");
}

/** Paragraphs that are parted by line breaks only. */
static void
test_breaks(void **state) {
  (void)state;
  check_text("<div>" FIRST "<br>\n<br/>" SECOND "</div>", FIRST "\n\n" SECOND);
}

/** Whatever its name, what holds most of the text is no sidebar. */
static void
test_wrapper_with_bad_name(void **state) {
  (void)state;
  check_text("<form id='comment-menu'><p>" FIRST "</p><p>" SECOND "</p></form>",
             FIRST "\n\n" SECOND);
}

static void
test_links_are_no_article(void **state) {
  (void)state;
  struct fixture f;
  assert_int_equal(read_page(&f, GZ_STR("<ul><li><a href=a>One story of many"
                                        "</a><li><a href=b>Another of them</a>"
                                        "</ul>")),
                   GZ_BAD_INPUT);
  release(&f);
}

static void
test_metadata(void **state) {
  (void)state;
  struct fixture f;
  assert_int_equal(
      read_page(&f,
                GZ_STR("<html lang=en-GB><head><title>Ban | The Paper</title>"
                       "<meta property='og:title' content='Ban - The Paper'>"
                       "<meta property='og:site_name' content='ThePaper'>"
                       "<meta property='article:published_time' "
                       "content='2020-01-08T10:00:00Z'>"
                       "<link rel=canonical href='https://example.org/ban'>"
                       "</head><body><p>" FIRST "</p></body></html>")),
      GZ_OK);
  const struct gz_metadata *m = &f.article.metadata;
  assert_str(m->title, "Ban");
  assert_str(m->publisher, "ThePaper");
  assert_str(m->source, "https://example.org/ban");
  assert_str(m->language, "en-GB");
  assert_int_equal(m->date.year, 2020);
  assert_int_equal(m->date.day, 8);
  release(&f);
}

/** JSON-LD goes before other sources; broken JSON-LD says nothing. */
static void
test_linked_data(void **state) {
  (void)state;
  struct fixture f;
  assert_int_equal(
      read_page(&f, GZ_STR("<script type='application/ld+json'>{broken"
                           "</script><script type='application/ld+json'>"
                           "{\"@graph\": [{\"@type\": \"Person\"}, "
                           "{\"@type\": [\"NewsArticle\"], "
                           "\"headline\": \"Linked\", "
                           "\"datePublished\": \"2020-01-09\", "
                           "\"publisher\": {\"name\": \"Reuters\"}}]}"
                           "</script><h1>Heading</h1><p>" FIRST "</p>")),
      GZ_OK);
  assert_str(f.article.metadata.title, "Linked");
  assert_str(f.article.metadata.publisher, "Reuters");
  assert_int_equal(f.article.metadata.date.day, 9);
  release(&f);

  // A page without text of its own: articleBody is what there is.
  assert_int_equal(
      read_page(&f, GZ_STR("<script type='application/ld+json'>"
                           "{\"@type\": \"NewsArticle\", "
                           "\"articleBody\": \"" FIRST "\"}</script>"
                           "<p>Loading ...</p>")),
      GZ_OK);
  assert_str(f.article.text, FIRST);
  release(&f);
}

static void
test_encodings(void **state) {
  (void)state;
  struct fixture f;
  // The bytes win over a wrong declaration.
  assert_int_equal(
      read_page(&f, GZ_STR("<meta charset=iso-8859-1><p>The “café” owners said "
                           "that they would pay for it all.</p>")),
      GZ_OK);
  assert_str(f.article.text,
             "The “café” owners said that they would pay for it all.");
  release(&f);
  assert_int_equal(read_page(&f, GZ_STR("<p>The \x93"
                                        "caf\xE9\x94 owners said that they "
                                        "would pay for it all.</p>")),
                   GZ_OK);
  assert_str(f.article.text,
             "The “café” owners said that they would pay for it all.");
  release(&f);
}

static void
test_not_html(void **state) {
  (void)state;
  static const char *const pages[] = {"", " \n", "<!-- only -->", "<p></p>"};
  for (size_t i = 0; i < sizeof pages / sizeof *pages; ++i) {
    struct fixture f;
    assert_int_equal(read_page(&f, gz_str(pages[i])), GZ_BAD_INPUT);
    assert_true(f.error.message[0] != '\0');
    release(&f);
  }
}

/** Read a page of `head`, `unit` over and over, and `tail`. */
static enum gz_status
read_repeated(const char *head, const char *unit, size_t times,
              const char *tail) {
  const size_t before = strlen(head);
  const size_t size = strlen(unit);
  char *page = malloc(before + size * times + strlen(tail) + 1);
  assert_non_null(page);
  memcpy(page, head, before);
  for (size_t i = 0; i < times; ++i) {
    memcpy(page + before + i * size, unit, size);
  }
  memcpy(page + before + times * size, tail, strlen(tail) + 1);
  struct fixture f;
  const enum gz_status status = read_page(&f, gz_str(page));
  release(&f);
  free(page);
  return status;
}

/** Attributes at the limit and past it; also where quotes do not match. */
static void
test_attributes(void **state) {
  (void)state;
  const char *tail = "><p>" FIRST "</p>";
  assert_int_equal(read_repeated("<p", " a", 2048, tail), GZ_OK);
  assert_int_equal(read_repeated("<p", " a", 2049, tail), GZ_TOO_LARGE);
  assert_int_equal(read_repeated("<p \"", " a", 2049, tail), GZ_TOO_LARGE);
  assert_int_equal(read_repeated("<script", " a", 2049, tail), GZ_TOO_LARGE);
  // A long value is one attribute, and a script has none.
  assert_int_equal(read_repeated("<p title=\"", " a", 4096, "\"><p>" FIRST),
                   GZ_OK);
  assert_int_equal(
      read_repeated("<script>a<b", " a", 4096, "</script><p>" FIRST), GZ_OK);
}

/** Deep and endless pages end, with an article or an error. */
static void
test_hostile(void **state) {
  (void)state;
  static const char *const units[] = {
      "<div>",       "<p>a ", "<b>x", "<a>x",           "<", "&amp;", "<br>",
      "<aside><p>x", "</p>",  "<!--", "<table><tr><td>"};
  for (size_t i = 0; i < sizeof units / sizeof *units; ++i) {
    const enum gz_status status = read_repeated("", units[i], 20000, "");
    assert_true(status == GZ_OK || status == GZ_BAD_INPUT);
  }
}

static void
test_recognised(void **state) {
  (void)state;
  static const struct {
    const char *name;
    const char *bytes;
  } cases[] = {{"a.txt", "\n<!doctype HTML><p>" FIRST},
               {"a", "<html><p>" FIRST},
               {"a.htm", "<p>" FIRST}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    struct gz_arena *arena = gz_arena_new(0);
    struct gz_article article;
    struct gz_reader *reader = NULL;
    gz_article_init(&article, arena);
    assert_int_equal(gz_reader_from_memory(gz_str(cases[i].bytes),
                                           cases[i].name, NULL, &reader, NULL),
                     GZ_OK);
    assert_int_equal(gz_reader_next(reader, &article, NULL), GZ_OK);
    assert_str(article.text, FIRST);
    gz_reader_free(reader);
    gz_arena_free(arena);
  }
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_article),
      cmocka_unit_test(test_inline_and_space),
      cmocka_unit_test(test_breaks),
      cmocka_unit_test(test_wrapper_with_bad_name),
      cmocka_unit_test(test_links_are_no_article),
      cmocka_unit_test(test_metadata),
      cmocka_unit_test(test_linked_data),
      cmocka_unit_test(test_encodings),
      cmocka_unit_test(test_not_html),
      cmocka_unit_test(test_attributes),
      cmocka_unit_test(test_hostile),
      cmocka_unit_test(test_recognised),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
