#include "tests/unit.h"

#include "input/reader.h"
#include "input/reader_date.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/** An article and a reader over bytes in memory. */
struct fixture {
  struct gz_arena *arena;
  struct gz_article article;
  struct gz_reader *reader;
  struct gz_error error;
};

static void
open_named(struct fixture *f, struct gz_str bytes, const char *name,
           const struct gz_reader_options *options) {
  memset(f, 0, sizeof *f);
  f->arena = gz_arena_new(0);
  assert_non_null(f->arena);
  gz_article_init(&f->article, f->arena);
  assert_int_equal(
      gz_reader_from_memory(bytes, name, options, &f->reader, &f->error),
      GZ_OK);
}

static void
open_bytes(struct fixture *f, struct gz_str bytes) {
  open_named(f, bytes, "input", NULL);
}

static enum gz_status
next(struct fixture *f) {
  memset(&f->error, 0, sizeof f->error);
  return gz_reader_next(f->reader, &f->article, &f->error);
}

static void
close_bytes(struct fixture *f) {
  gz_reader_free(f->reader);
  gz_arena_free(f->arena);
}

static void
test_plain_text(void **state) {
  (void)state;
  const char *text = "Britain bans Huawei\n\nThe ban begins now.  \n\nEnd.\n";
  struct fixture f;
  open_bytes(&f, gz_str(text));
  assert_int_equal(next(&f), GZ_OK);
  assert_str(f.article.text, text);
  assert_str(f.article.metadata.title, "Britain bans Huawei");
  assert_str(f.article.metadata.name, "input");
  assert_int_equal(f.article.metadata.date.year, 0);
  assert_null(gz_reader_notice(f.reader));
  assert_int_equal(next(&f), GZ_END);
  assert_int_equal(next(&f), GZ_END);
  close_bytes(&f);
}

/** What the headline of a text is, by the rule of reader.h. */
static void
test_headlines(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *title;
  } cases[] = {
      {"Is it safe?\n\nNo.\n", "Is it safe?"},
      {"Envoys leave U.S.\n\nThey left.\n", "Envoys leave U.S."},
      {"“No deal” for ‘some’\n\nText.\n", "“No deal” for ‘some’"},
      {"\n \n  Late headline \nand more\n\nText.", ""},
      {"A sentence is no headline.\n\nText.\n", ""},
      {"He said “a sentence is none.”\n\nText.\n", ""},
      {"Among them are:\n\nText.\n", ""},
      {"Only one line\n", ""},
      {"Wrapped text goes\non in the next line\n\nText.\n", ""},
      {"8 January 2020\n\nText.\n", ""},
      {"A headline over one wide line\nThis paragraph was not wrapped, since "
       "it is much too wide for that: no typist and no program would let a "
       "line run on to more than a hundred and twenty characters.\n",
       "A headline over one wide line"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    struct fixture f;
    open_bytes(&f, gz_str(cases[i].text));
    assert_int_equal(next(&f), GZ_OK);
    assert_str(f.article.metadata.title, cases[i].title);
    assert_str(f.article.text, cases[i].text);
    close_bytes(&f);
  }
}

/** A headline at the limit of its length, and one code point past it. */
static void
test_headline_limit(void **state) {
  (void)state;
  for (size_t extra = 0; extra < 2; ++extra) {
    char text[3 * GZ_MAX_HEADLINE + 64];
    size_t size = 0;
    for (size_t i = 0; i < GZ_MAX_HEADLINE + extra; ++i) {
      memcpy(text + size, "é", 2);
      size += 2;
    }
    (void)strcpy(text + size, "\n\nText.\n");
    struct fixture f;
    open_bytes(&f, gz_str(text));
    assert_int_equal(next(&f), GZ_OK);
    assert_int_equal(f.article.metadata.title.size, extra ? 0 : size);
    close_bytes(&f);
  }
}

static void
test_header(void **state) {
  (void)state;
  struct fixture f;
  open_bytes(&f,
             GZ_STR("TITLE: Britain bans Huawei\r\nDate: 8 January 2020\r\n"
                    "source: https://example.org/a\r\nPublisher: Reuters\r\n"
                    "Id: 7\r\nLanguage: en-GB\r\n\r\nThe ban.\r\n"));
  assert_int_equal(next(&f), GZ_OK);
  const struct gz_metadata *m = &f.article.metadata;
  assert_str(f.article.text, "Britain bans Huawei\n\nThe ban.\n");
  assert_str(m->title, "Britain bans Huawei");
  assert_str(m->source, "https://example.org/a");
  assert_str(m->publisher, "Reuters");
  assert_str(m->id, "7");
  assert_str(m->language, "en-GB");
  assert_int_equal(m->date.year, 2020);
  assert_int_equal(m->date.month, 1);
  assert_int_equal(m->date.day, 8);
  close_bytes(&f);

  // A title that the text begins with is not put there twice.
  open_bytes(&f, GZ_STR("Title: Ban\n\nBan\n\nText.\n"));
  assert_int_equal(next(&f), GZ_OK);
  assert_str(f.article.text, "Ban\n\nText.\n");
  close_bytes(&f);

  // One line that is no header makes all of them text.
  const char *prose = "Date: unknown yet\nand so it stayed.\n\nText.\n";
  open_bytes(&f, gz_str(prose));
  assert_int_equal(next(&f), GZ_OK);
  assert_str(f.article.text, prose);
  close_bytes(&f);

  open_bytes(&f, GZ_STR("Title: Ban\nDate: 31 June 2020\n\nText.\n"));
  assert_int_equal(next(&f), GZ_BAD_INPUT);
  assert_int_equal(f.error.line, 2);
  assert_int_equal(f.error.column, 6);
  assert_int_equal(f.error.offset, 16);
  assert_string_equal(f.error.file, "input");
  assert_non_null(strstr(f.error.message, "31 June 2020"));
  assert_int_equal(next(&f), GZ_END);
  close_bytes(&f);
}

static void
test_options_win(void **state) {
  (void)state;
  const struct gz_reader_options options = {
      .title = GZ_STR("Mine"),
      .source = GZ_STR("https://example.org/"),
      .publisher = GZ_STR("Me"),
      .date = {2019, 2, 3},
  };
  struct fixture f;
  open_named(&f, GZ_STR("Date: 2020-01-08\nPublisher: You\n\nText.\n"), "a.txt",
             &options);
  assert_int_equal(next(&f), GZ_OK);
  assert_str(f.article.text, "Text.\n");
  assert_str(f.article.metadata.title, "Mine");
  assert_str(f.article.metadata.source, "https://example.org/");
  assert_str(f.article.metadata.publisher, "Me");
  assert_int_equal(f.article.metadata.date.year, 2019);
  close_bytes(&f);
}

static void
test_date_line(void **state) {
  (void)state;
  struct fixture f;
  open_bytes(&f, GZ_STR("Ban\n\nFriday, August 21, 2015\n\nText.\n"));
  assert_int_equal(next(&f), GZ_OK);
  assert_int_equal(f.article.metadata.date.year, 2015);
  assert_int_equal(f.article.metadata.date.month, 8);
  assert_int_equal(f.article.metadata.date.day, 21);
  close_bytes(&f);
  open_bytes(&f, GZ_STR("Ban\n\nOn August 21, 2015\n\nText.\n"));
  assert_int_equal(next(&f), GZ_OK);
  assert_int_equal(f.article.metadata.date.year, 0);
  close_bytes(&f);
}

static void
test_dates(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int year, month, day;
  } good[] = {
      {"2020-01-08", 2020, 1, 8},
      {" 2020-01-08T10:30:00Z ", 2020, 1, 8},
      {"2020-01-08 10:30:00 +0100", 2020, 1, 8},
      {"2020-01-08T10:30:00.123-05:00", 2020, 1, 8},
      {"20200108", 2020, 1, 8},
      {"2020-01", 2020, 1, 0},
      {"2020", 2020, 0, 0},
      {"1500-01-01", 1500, 1, 1},
      {"8 January 2020", 2020, 1, 8},
      {"January 8, 2020", 2020, 1, 8},
      {"JAN. 8 2020", 2020, 1, 8},
      {"Sept. 8th, 2020", 2020, 9, 8},
      {"the 8th", 0, 0, 0},
      {"1st of May 2020", 2020, 5, 1},
      {"Wednesday, 8 January 2020", 2020, 1, 8},
      {"Wed, 08 Jan 2020 10:30:00 GMT", 2020, 1, 8},
      {"January 2020", 2020, 1, 0},
      {"29 February 2020", 2020, 2, 29},
      {"29 February 2000", 2000, 2, 29},
  };
  static const char *const bad[] = {
      "",           "2020-13-01",      "2020-00-10",
      "2020-02-30", "29 Feb 2019",     "29 Feb 1900",
      "01/02/2020", "8 Januar 2020 x", "0000-01-01",
      "January 8",  "2020-1-8",        "2020-01-08x",
      "20200",      "8 January 20201", "2020-01-08Tnever",
      "0 May 2020", "0001-01-01",      "1499-12-31",
  };
  for (size_t i = 0; i < sizeof good / sizeof *good; ++i) {
    struct gz_date date = {0};
    assert_int_equal(gz_date_parse(gz_str(good[i].text), &date),
                     good[i].year != 0);
    assert_int_equal(date.year, good[i].year);
    assert_int_equal(date.month, good[i].month);
    assert_int_equal(date.day, good[i].day);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; ++i) {
    struct gz_date date = {1, 2, 3};
    assert_false(gz_date_parse(gz_str(bad[i]), &date));
    assert_int_equal(date.year, 1);
  }
}

static void
test_encodings(void **state) {
  (void)state;
  struct fixture f;
  open_bytes(&f, GZ_STR("\xEF\xBB\xBF"
                        "A ban\r\n\r\nText.\r\n"));
  assert_int_equal(next(&f), GZ_OK);
  assert_str(f.article.text, "A ban\n\nText.\n");
  assert_null(gz_reader_notice(f.reader));
  close_bytes(&f);

  open_bytes(&f, GZ_STR("The ban \x96 a \x93"
                        "final\x94 one \x80"
                        "5 caf\xE9.\n"));
  assert_int_equal(next(&f), GZ_OK);
  assert_str(f.article.text, "The ban – a “final” one €5 café.\n");
  assert_non_null(strstr(gz_reader_notice(f.reader), "Windows-1252"));
  close_bytes(&f);

  open_bytes(&f, GZ_STR("\xFF\xFEH\0i\0.\0"));
  assert_int_equal(next(&f), GZ_OK);
  assert_str(f.article.text, "Hi.");
  assert_non_null(strstr(gz_reader_notice(f.reader), "UTF-16"));
  close_bytes(&f);

  open_bytes(&f, GZ_STR("Fine.\nbad \xC3\xA9 \xED\xA0\x80 x \xE2\x80\x99\n"));
  assert_int_equal(next(&f), GZ_BAD_INPUT);
  assert_int_equal(f.error.line, 2);
  assert_int_equal(f.error.column, 7);
  assert_int_equal(f.error.offset, 13);
  assert_int_equal(f.article.text.size, 0);
  close_bytes(&f);
}

static void
test_nothing(void **state) {
  (void)state;
  static const char *const empty[] = {"",
                                      "\n",
                                      " \t\n\n",
                                      "\xEF\xBB\xBF",
                                      "Title: Ban\n\n",
                                      "Date: 2020-01-01\n"};
  for (size_t i = 0; i < sizeof empty / sizeof *empty; ++i) {
    struct fixture f;
    open_bytes(&f, gz_str(empty[i]));
    assert_int_equal(next(&f), GZ_BAD_INPUT);
    assert_int_equal(next(&f), GZ_END);
    close_bytes(&f);
  }
  struct fixture f;
  open_named(&f, GZ_STR("\n\n"), "a.jsonl", NULL);
  assert_int_equal(next(&f), GZ_END);
  close_bytes(&f);
}

static void
test_json_lines(void **state) {
  (void)state;
  struct fixture f;
  open_bytes(&f,
             GZ_STR("{\"text\": \"The ban \\u00e9.\", \"title\": \"Ban\", "
                    "\"date\": \"2020-01-08T10:00:00Z\", \"source\": null, "
                    "\"publisher\": \"Reuters\", \"id\": 17, \"x\": [1]}\r\n"
                    "\n"
                    "{\"text\": \"Ban\\n\\nText.\", \"title\": \"Ban\"}"));
  assert_int_equal(next(&f), GZ_OK);
  assert_str(f.article.text, "Ban\n\nThe ban é.");
  assert_str(f.article.metadata.title, "Ban");
  assert_str(f.article.metadata.id, "17");
  assert_str(f.article.metadata.publisher, "Reuters");
  assert_str(f.article.metadata.name, "input:1");
  assert_int_equal(f.article.metadata.source.size, 0);
  assert_int_equal(f.article.metadata.date.day, 8);
  assert_int_equal(next(&f), GZ_OK);
  assert_str(f.article.text, "Ban\n\nText.");
  assert_str(f.article.metadata.name, "input:3");
  assert_int_equal(f.article.metadata.date.year, 0);
  assert_int_equal(next(&f), GZ_END);
  close_bytes(&f);
}

/** A bad line is told with its place, and the next is read. */
static void
test_bad_json(void **state) {
  (void)state;
  static const struct {
    const char *line;
    size_t column;
    const char *says;
  } cases[] = {
      {"{\"text\": \"x\"", 12, "expected"},
      {"{\"text\": }", 10, "unexpected"},
      {"[\"text\"]", 0, "not an object"},
      {"{\"title\": \"x\"}", 0, "no text"},
      {"{\"text\": \"  \"}", 0, "no text"},
      {"{\"text\": 5}", 0, "\"text\" is not a string"},
      {"{\"text\": \"x\", \"title\": []}", 0, "\"title\" is not a string"},
      {"{\"text\": \"x\", \"date\": \"soon\"}", 0, "\"soon\" is not a date"},
      {"{\"text\": \"\\ud800\"}", 17, "Unicode"},
      {"{\"text\": \"\\u0000\"}", 0, ""},
      {"{\"text\": \"\xFF\"}", 0, "decode"},
      {"not JSON at all", 3, "expected"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    char text[256];
    (void)snprintf(text, sizeof text,
                   "{\"text\": \"One.\"}\n%s\n{\"text\": "
                   "\"Two.\"}\n",
                   cases[i].line);
    struct fixture f;
    open_bytes(&f, gz_str(text));
    assert_int_equal(next(&f), GZ_OK);
    assert_int_equal(next(&f), GZ_BAD_INPUT);
    assert_int_equal(f.error.line, 2);
    if (cases[i].column) {
      assert_int_equal(f.error.column, cases[i].column);
    }
    assert_true(f.error.offset >= 17);
    assert_string_equal(f.error.file, "input");
    assert_non_null(strstr(f.error.message, cases[i].says));
    assert_int_equal(f.article.text.size, 0);
    assert_int_equal(next(&f), GZ_OK);
    assert_str(f.article.text, "Two.");
    assert_int_equal(next(&f), GZ_END);
    close_bytes(&f);
  }
}

/** Nesting at the limit and one past it. */
static void
test_depth(void **state) {
  (void)state;
  for (size_t extra = 0; extra < 2; ++extra) {
    char text[1024];
    const size_t deep = GZ_MAX_DEPTH - 1 + extra;
    size_t n = (size_t)sprintf(text, "{\"text\": \"Hi [[.\", \"x\": ");
    memset(text + n, '[', deep);
    memset(text + n + deep, ']', deep);
    (void)strcpy(text + n + 2 * deep, "}\n");
    struct fixture f;
    open_bytes(&f, gz_str(text));
    assert_int_equal(next(&f), extra ? GZ_TOO_LARGE : GZ_OK);
    assert_int_equal(f.error.line, extra);
    assert_int_equal(next(&f), GZ_END);
    close_bytes(&f);
  }
}

/** A metadata field at the limit and one past it. */
static void
test_field_limit(void **state) {
  (void)state;
  for (size_t extra = 0; extra < 2; ++extra) {
    const size_t size = GZ_MAX_FIELD_BYTES + extra;
    char *text = malloc(size + 64);
    size_t n = (size_t)sprintf(text, "Publisher: ");
    memset(text + n, 'x', size);
    (void)strcpy(text + n + size, "\n\nText.\n");
    struct fixture f;
    open_bytes(&f, gz_str(text));
    assert_int_equal(next(&f), extra ? GZ_TOO_LARGE : GZ_OK);
    close_bytes(&f);
    free(text);
  }
}

/** A source that gives `size` bytes 'x' after a prefix, then a suffix. */
struct endless {
  const char *prefix;
  size_t size;
  const char *suffix;
  size_t at;
  size_t step;
};

static enum gz_status
read_endless(void *context, size_t size, char *data, size_t *count,
             struct gz_error *error) {
  struct endless *e = context;
  (void)error;
  const size_t before = strlen(e->prefix);
  const size_t after = strlen(e->suffix);
  size_t n = 0;
  if (e->step && size > e->step) {
    size = e->step;
  }
  while (n < size && e->at < before + e->size + after) {
    data[n++] = e->at < before ? e->prefix[e->at]
                : e->at < before + e->size
                    ? 'x'
                    : e->suffix[e->at - before - e->size];
    ++e->at;
  }
  *count = n;
  return GZ_OK;
}

static enum gz_status
read_one(struct endless *e, enum gz_status *second) {
  struct gz_arena *arena = gz_arena_new(0);
  struct gz_article article;
  gz_article_init(&article, arena);
  struct gz_reader *reader = NULL;
  assert_int_equal(
      gz_reader_new(read_endless, e, "endless", NULL, &reader, NULL), GZ_OK);
  const enum gz_status status = gz_reader_next(reader, &article, NULL);
  *second = gz_reader_next(reader, &article, NULL);
  gz_reader_free(reader);
  gz_arena_free(arena);
  return status;
}

/** An article at the limit of its size and one byte past it. */
static void
test_article_limit(void **state) {
  (void)state;
  enum gz_status second;
  struct endless e = {.prefix = "", .size = GZ_MAX_ARTICLE_BYTES, .suffix = ""};
  assert_int_equal(read_one(&e, &second), GZ_OK);
  assert_int_equal(second, GZ_END);
  e = (struct endless){
      .prefix = "", .size = GZ_MAX_ARTICLE_BYTES + 1, .suffix = ""};
  assert_int_equal(read_one(&e, &second), GZ_TOO_LARGE);
  assert_int_equal(second, GZ_END);
  // Far past it, no more is read than is needed to tell.
  e = (struct endless){
      .prefix = "", .size = GZ_MAX_ARTICLE_BYTES * 64, .suffix = ""};
  assert_int_equal(read_one(&e, &second), GZ_TOO_LARGE);
  assert_true(e.at < GZ_MAX_ARTICLE_BYTES * 3);
}

/** A line at the limit of its size and past it; the next one is read. */
static void
test_line_limit(void **state) {
  (void)state;
  enum gz_status second;
  const char *prefix = "{\"text\": \"Hi.\", \"x\": \"";
  const size_t fixed = strlen(prefix) + strlen("\"}");
  const char *suffix = "\"}\n{\"text\": \"Two.\"}\n";
  struct endless e = {
      .prefix = prefix, .size = GZ_MAX_LINE_BYTES - fixed, .suffix = suffix};
  assert_int_equal(read_one(&e, &second), GZ_OK);
  assert_int_equal(second, GZ_OK);
  e = (struct endless){.prefix = prefix,
                       .size = GZ_MAX_LINE_BYTES - fixed + 1,
                       .suffix = suffix};
  assert_int_equal(read_one(&e, &second), GZ_TOO_LARGE);
  assert_int_equal(second, GZ_OK);
  e = (struct endless){
      .prefix = prefix, .size = GZ_MAX_LINE_BYTES * 2, .suffix = suffix};
  assert_int_equal(read_one(&e, &second), GZ_TOO_LARGE);
  assert_int_equal(second, GZ_OK);
}

/** Bytes that come one at a time make the same articles. */
static void
test_small_steps(void **state) {
  (void)state;
  enum gz_status second;
  struct endless e = {.prefix = "\xEF\xBB\xBF{\"text\": \"Hi.\"}\n",
                      .suffix = "{\"text\": \"Two.\"}",
                      .step = 1};
  assert_int_equal(read_one(&e, &second), GZ_OK);
  assert_int_equal(second, GZ_OK);
}

static enum gz_status
read_failing(void *context, size_t size, char *data, size_t *count,
             struct gz_error *error) {
  int *calls = context;
  if (++*calls > 2) {
    return gz_fail_system(error, EIO, "Cannot read");
  }
  const char *bytes = *calls == 1 ? "{\"text\": \"One.\"}\n" : "{\"text\"";
  (void)size;
  *count = strlen(bytes);
  memcpy(data, bytes, *count);
  return GZ_OK;
}

/** An error of the source is told, once, and nothing more is read. */
static void
test_read_error(void **state) {
  (void)state;
  int calls = 0;
  struct fixture f = {.arena = gz_arena_new(0)};
  gz_article_init(&f.article, f.arena);
  assert_int_equal(
      gz_reader_new(read_failing, &calls, "pipe", NULL, &f.reader, NULL),
      GZ_OK);
  assert_int_equal(next(&f), GZ_OK);
  assert_int_equal(next(&f), GZ_IO);
  assert_string_equal(f.error.file, "pipe");
  assert_int_equal(next(&f), GZ_END);
  assert_int_equal(calls, 3);
  close_bytes(&f);
}

static void
test_formats(void **state) {
  (void)state;
  struct fixture f;
  // Prose in braces is no JSON; JSON in a file called .txt is.
  open_named(&f, GZ_STR("{sic} Text.\n"), "a.txt", NULL);
  assert_int_equal(next(&f), GZ_OK);
  assert_str(f.article.text, "{sic} Text.\n");
  close_bytes(&f);
  open_named(&f, GZ_STR(" \n{ \"text\": \"Hi.\"}"), "a.txt", NULL);
  assert_int_equal(next(&f), GZ_OK);
  assert_str(f.article.text, "Hi.");
  close_bytes(&f);
  open_named(&f, GZ_STR("Text.\n"), "a.ndjson", NULL);
  assert_int_equal(next(&f), GZ_BAD_INPUT);
  close_bytes(&f);
  // What the caller says wins over both.
  const struct gz_reader_options text = {.format = GZ_INPUT_TEXT};
  open_named(&f, GZ_STR("{\"text\": \"Hi.\"}"), "a.jsonl", &text);
  assert_int_equal(next(&f), GZ_OK);
  assert_str(f.article.text, "{\"text\": \"Hi.\"}");
  close_bytes(&f);

  enum gz_input_format format = GZ_INPUT_TEXT;
  assert_int_equal(gz_input_format_from_name(GZ_STR("jsonl"), &format, NULL),
                   GZ_OK);
  assert_int_equal(format, GZ_INPUT_JSON_LINES);
  assert_int_equal(gz_input_format_from_name(GZ_STR("json"), &format, NULL),
                   GZ_BAD_ARGUMENT);
  assert_int_equal(format, GZ_INPUT_JSON_LINES);
}

static void
test_files(void **state) {
  (void)state;
  struct gz_error error = {0};
  struct gz_reader *reader = NULL;
  assert_int_equal(gz_reader_open("/nowhere/at.all", NULL, &reader, &error),
                   GZ_IO);
  assert_null(reader);
  assert_string_equal(error.file, "/nowhere/at.all");
  // A folder opens, but cannot be read.
  assert_int_equal(gz_reader_open("/", NULL, &reader, &error), GZ_OK);
  struct gz_arena *arena = gz_arena_new(0);
  struct gz_article article;
  gz_article_init(&article, arena);
  assert_int_equal(gz_reader_next(reader, &article, &error), GZ_IO);
  gz_reader_free(reader);

  char path[] = "reader-test-XXXXXX";
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, "Ban\n\nText.\n", 11), 11);
  (void)close(file);
  assert_int_equal(gz_reader_open(path, NULL, &reader, &error), GZ_OK);
  assert_int_equal(gz_reader_next(reader, &article, &error), GZ_OK);
  assert_str(article.text, "Ban\n\nText.\n");
  assert_str(article.metadata.name, path);
  gz_reader_free(reader);
  (void)unlink(path);
  gz_arena_free(arena);
  gz_reader_free(NULL);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_plain_text),
      cmocka_unit_test(test_headlines),
      cmocka_unit_test(test_headline_limit),
      cmocka_unit_test(test_header),
      cmocka_unit_test(test_options_win),
      cmocka_unit_test(test_date_line),
      cmocka_unit_test(test_dates),
      cmocka_unit_test(test_encodings),
      cmocka_unit_test(test_nothing),
      cmocka_unit_test(test_json_lines),
      cmocka_unit_test(test_bad_json),
      cmocka_unit_test(test_depth),
      cmocka_unit_test(test_field_limit),
      cmocka_unit_test(test_article_limit),
      cmocka_unit_test(test_line_limit),
      cmocka_unit_test(test_small_steps),
      cmocka_unit_test(test_read_error),
      cmocka_unit_test(test_formats),
      cmocka_unit_test(test_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
