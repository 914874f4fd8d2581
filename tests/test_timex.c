#include "tests/tree_builder.h"

#include "input/calendar.h"
#include "input/sentences.h"
#include "input/timex.h"
#include "input/timex_rules.h"

#include <stdio.h>

/* Times that a case can expect. */
#define MAX_EXPECTED 64U

/** What all tests share. */
struct fixture {
  struct gz_arena *arena;
  struct gz_timex_rules *rules;
};

/** A case of tests/cases/timex; its README says how they are written. */
struct example {
  const char *file;
  unsigned line;
  char date[32];
  char text[8192];
  bool tree;
  unsigned n_expected;
  char expected[MAX_EXPECTED][256];
};

static struct gz_timex_rules *
load_rules(void) {
  char path[1024];
  struct gz_timex_rules *rules = NULL;
  struct gz_error error = {0};
  (void)snprintf(path, sizeof path, "%s/input/english/timex.rules",
                 getenv("top_srcdir") ? getenv("top_srcdir") : ".");
  if (gz_timex_rules_load(path, &rules, &error) != GZ_OK) {
    fail_msg("%s:%zu:%zu: %s", error.file, error.line, error.column,
             error.message);
  }
  return rules;
}

static int
set_up(void **state) {
  static struct fixture fixture;
  fixture.arena = gz_arena_new(0);
  fixture.rules = load_rules();
  *state = &fixture;
  return fixture.arena && fixture.rules ? 0 : -1;
}

static int
tear_down(void **state) {
  struct fixture *fixture = *state;
  gz_arena_free(fixture->arena);
  gz_timex_rules_free(fixture->rules);
  return 0;
}

/** Find the times of `text`. */
static void
find(const struct fixture *fixture, struct gz_str text, struct gz_date date,
     struct gz_article *article) {
  gz_arena_reset(fixture->arena);
  gz_article_init(article, fixture->arena);
  article->metadata.date = date;
  assert_int_equal(gz_article_set_text(article, text, NULL), GZ_OK);
  assert_int_equal(gz_split(article, NULL), GZ_OK);
  assert_int_equal(gz_find_times(article, fixture->rules, NULL), GZ_OK);
}

static struct gz_date
read_date(const char *text) {
  int year = 0;
  int month = 0;
  int day = 0;
  return sscanf(text, "%d-%d-%d", &year, &month, &day) == 3
             ? gz_date(year, month, day)
             : (struct gz_date){0, 0, 0};
}

/** One time as the cases write it. */
static void
write_time(const struct gz_article *article, const struct gz_timex *time,
           size_t size, char *line) {
  char days[64] = "-";
  if (time->begin.year) {
    (void)snprintf(days, sizeof days, "%04d-%02d-%02d..%04d-%02d-%02d",
                   time->begin.year, time->begin.month, time->begin.day,
                   time->end.year, time->end.month, time->end.day);
  }
  const struct gz_str text = gz_article_str(article, time->span);
  const char *basis = gz_time_basis_text((enum gz_time_basis)time->basis);
  (void)snprintf(line, size, "%s %.*s %s %s | %.*s",
                 gz_timex_type_text((enum gz_timex_type)time->type),
                 time->value.size ? (int)time->value.size : 1,
                 time->value.size ? time->value.data : "-", days,
                 *basis ? basis : "-", GZ_STR_ARGS(text));
}

static bool
check_example(const struct fixture *fixture, const struct example *example) {
  struct gz_article article;
  const struct gz_date date = read_date(example->date);
  if (example->tree) {
    gz_arena_reset(fixture->arena);
    build_article(fixture->arena, &article, example->text);
    article.metadata.date = date;
    assert_int_equal(gz_find_times(&article, fixture->rules, NULL), GZ_OK);
  } else {
    find(fixture, gz_str(example->text), date, &article);
  }
  bool good = article.times.count == example->n_expected;
  char line[512];
  for (uint32_t i = 0; good && i < article.times.count; ++i) {
    write_time(&article, &article.times.items[i], sizeof line, line);
    good = strcmp(line, example->expected[i]) == 0;
  }
  if (good) {
    return true;
  }
  print_error("%s:%u: %s\n", example->file, example->line, example->text);
  for (unsigned i = 0; i < example->n_expected; ++i) {
    print_error("  expected %s\n", example->expected[i]);
  }
  for (uint32_t i = 0; i < article.times.count; ++i) {
    write_time(&article, &article.times.items[i], sizeof line, line);
    print_error("  found    %s\n", line);
  }
  return false;
}

/** Read the next case.  False at the end. */
static bool
next_example(FILE *file, unsigned *line, struct example *example) {
  char text[8192];
  bool found = false;
  example->n_expected = 0;
  example->tree = false;
  strcpy(example->date, "");
  while (fgets(text, sizeof text, file)) {
    ++*line;
    text[strcspn(text, "\n")] = '\0';
    if (text[0] == '\0' && found) {
      return true;
    }
    if (text[0] == '\0' || text[0] == '#') {
      continue;
    }
    if (strncmp(text, "date ", 5) == 0) {
      assert_true(strlen(text) < sizeof example->date);
      strcpy(example->date, text + 5);
    } else if (strncmp(text, "text ", 5) == 0 ||
               strncmp(text, "tree ", 5) == 0) {
      strcpy(example->text, text + 5);
      example->tree = strncmp(text, "tree ", 5) == 0;
      example->line = *line;
      // "\n" stands for the end of a line.
      for (char *at = example->text; (at = strstr(at, "\\n")) != NULL;) {
        at[0] = ' ';
        at[1] = '\n';
      }
      found = true;
    } else {
      assert_true(example->n_expected < MAX_EXPECTED && strlen(text) < 256);
      strcpy(example->expected[example->n_expected++], text);
    }
  }
  return found;
}

/** Check all cases of a file. */
static void
check_file(void **state, const char *name) {
  char path[1024];
  static struct example example;
  unsigned line = 0;
  unsigned count = 0;
  unsigned failed = 0;
  (void)snprintf(path, sizeof path, "%s/tests/cases/timex/%s",
                 getenv("top_srcdir") ? getenv("top_srcdir") : ".", name);
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  example.file = name;
  while (next_example(file, &line, &example)) {
    failed += !check_example(*state, &example);
    ++count;
  }
  (void)fclose(file);
  assert_true(count > 0);
  if (failed) {
    fail_msg("%u of %u cases of %s", failed, count, name);
  }
}

#define CASES(function, name)                                                  \
  static void function(void **state) {                                         \
    check_file(state, name);                                                   \
  }
CASES(dates, "dates.txt")
CASES(relative_dates, "relative.txt")
CASES(times_of_day, "clock.txt")
CASES(durations_and_sets, "durations.txt")
CASES(tense_decides, "tense.txt")
CASES(narratives, "narrative.txt")
CASES(what_is_no_time, "negative.txt")

static void
calendar_agrees_with_itself(void **state) {
  (void)state;
  // From the first to the last day that a date can have.
  struct gz_date date = gz_date(1, 1, 1);
  int32_t days = gz_date_to_days(date);
  int32_t weekday = gz_weekday(date);
  struct gz_date last = date;
  assert_int_equal(weekday, 1);
  for (; date.year; ++days) {
    assert_int_equal(gz_date_to_days(date), days);
    assert_int_equal(gz_weekday(date), weekday);
    const struct gz_date next = gz_date_add_days(date, 1);
    int32_t year = 0;
    int32_t week = 0;
    gz_iso_week(date, &year, &week);
    assert_in_range(week, 1, 53);
    const struct gz_date monday = gz_iso_week_begin(year, week);
    if (monday.year) {
      assert_int_equal(gz_date_to_days(monday), days - weekday + 1);
    }
    weekday = weekday % 7 + 1;
    last = date;
    date = next;
  }
  assert_true(gz_date_equal(last, gz_date(GZ_MAX_YEAR, 12, 31)));
}

static void
calendar_knows_leap_years(void **state) {
  (void)state;
  assert_int_equal(gz_days_in_month(2020, 2), 29);
  assert_int_equal(gz_days_in_month(1900, 2), 28);
  assert_int_equal(gz_days_in_month(2000, 2), 29);
  assert_int_equal(gz_date(2019, 2, 29).year, 0);
  assert_true(gz_date_equal(gz_date_add_months(gz_date(2020, 1, 31), 1),
                            gz_date(2020, 2, 29)));
  assert_true(gz_date_equal(gz_date_add_months(gz_date(2020, 3, 31), -13),
                            gz_date(2019, 2, 28)));
  assert_int_equal(gz_date_add_months(gz_date(1, 1, 1), -1).year, 0);
  assert_int_equal(gz_date_add_days(gz_date(9999, 12, 31), 1).year, 0);
  assert_int_equal(gz_date_add_days(gz_date(1, 1, 1), INT32_MIN).year, 0);
  assert_int_equal(gz_date_add_days(gz_date(9999, 12, 31), INT32_MAX).year, 0);
}

/** What must hold of any article's times. */
static void
check_times(const struct gz_article *article) {
  uint32_t end = 0;
  for (uint32_t i = 0; i < article->times.count; ++i) {
    const struct gz_timex *time = &article->times.items[i];
    assert_true(time->span.begin >= end);
    assert_true(time->span.end > time->span.begin);
    assert_true(time->span.end <= article->text.size);
    end = time->span.end;
    assert_true(time->count > 0);
    assert_true(time->first + time->count <= article->tokens.count);
    const struct gz_token *first = &article->tokens.items[time->first];
    const struct gz_token *last =
        &article->tokens.items[time->first + time->count - 1];
    assert_true(first->span.begin <= time->span.begin &&
                time->span.begin < first->span.end);
    assert_true(last->span.begin < time->span.end &&
                time->span.end <= last->span.end);
    assert_true(time->type < GZ_N_TIMEX_TYPE);
    assert_int_equal(time->begin.year == 0, time->end.year == 0);
    if (time->begin.year) {
      assert_true(gz_date_is_day(time->begin) && gz_date_is_day(time->end));
      assert_true(gz_date_to_days(time->begin) <= gz_date_to_days(time->end));
      assert_int_not_equal(time->basis, GZ_TIME_BASIS_NONE);
    } else {
      assert_int_equal(time->basis, GZ_TIME_BASIS_NONE);
    }
  }
}

static uint32_t
next_random(uint32_t *seed) {
  *seed = *seed * 1664525U + 1013904223U;
  return *seed >> 8;
}

static void
random_words_keep_the_rules(void **state) {
  const struct fixture *fixture = *state;
  const struct gz_timex_rules *rules = fixture->rules;
  static const char *const marks[] = {
      "-",    "/",          ":",           ".",    ",",  "'",  "s",
      "the",  "of",         "in",          "1989", "31", "12", "0",
      "9999", "2147483647", "99999999999", "1",    "th", "a",  "BC"};
  static const struct gz_date dates[] = {
      {0, 0, 0}, {1, 1, 1}, {9999, 12, 31}, {2020, 2, 29}, {1999, 12, 31}};
  static char text[1 << 16];
  uint32_t seed = 1;
  for (unsigned round = 0; round < 40; ++round) {
    size_t size = 0;
    for (unsigned i = 0; i < 2000; ++i) {
      const uint32_t pick = next_random(&seed);
      const char *word =
          pick % 3 ? rules->words.items[pick / 3 % rules->words.count].text
                   : marks[pick / 3 % (sizeof marks / sizeof *marks)];
      size += (size_t)snprintf(text + size, sizeof text - size, "%s%s", word,
                               next_random(&seed) % 4 ? " " : "");
      if (next_random(&seed) % 8 == 0 && text[size - 1] != ' ') {
        text[size - 1] = (char)(text[size - 1] & ~0x20);
      }
    }
    struct gz_article article;
    const uint32_t pick = next_random(&seed) % 5;
    for (size_t i = 0; i < size; ++i) {
      text[i] = text[i] ? text[i] : ' ';
    }
    find(fixture, gz_str_n(text, size), dates[pick], &article);
    assert_true(article.times.count > 0);
    check_times(&article);
  }
}

static void
hostile_texts_do_no_harm(void **state) {
  static const char *const units[] = {
      "1",   "1 ",    "1-",       "/",          "the ",
      "in ", "year ", "1990-",    "May 5, ",    "two hundred and ",
      "a.",  "'90s ", "\xC2\xA0", "12:30 p.m. "};
  const size_t most = 1000000;
  char *text = malloc(most);
  assert_non_null(text);
  for (size_t u = 0; u < sizeof units / sizeof *units; ++u) {
    const size_t unit = strlen(units[u]);
    const size_t size = u == 0 ? most : most / 10;
    for (size_t i = 0; i + unit <= size; i += unit) {
      memcpy(text + i, units[u], unit);
    }
    struct gz_article article;
    find(*state, gz_str_n(text, size - size % unit), gz_date(2020, 1, 8),
         &article);
    check_times(&article);
  }
  free(text);
}

static void
empty_article_has_no_times(void **state) {
  struct gz_article article;
  find(*state, GZ_STR(""), gz_date(2020, 1, 8), &article);
  assert_int_equal(article.times.count, 0);
}

static void
same_text_gives_same_times(void **state) {
  struct gz_article article;
  char lines[2][512];
  for (int i = 0; i < 2; ++i) {
    find(*state, GZ_STR("It ends next year, on 5 May or in two weeks."),
         gz_date(2020, 1, 8), &article);
    assert_int_equal(article.times.count, 3);
    write_time(&article, &article.times.items[1], sizeof lines[i], lines[i]);
  }
  assert_string_equal(lines[0], lines[1]);
}

/** Expect `text` to be refused as rules, at that line and column. */
static void
refuse(const char *text, size_t line, size_t column) {
  struct gz_timex_rules *rules = NULL;
  struct gz_error error = {0};
  assert_int_equal(gz_timex_rules_parse(gz_str(text), &rules, &error),
                   GZ_BAD_INPUT);
  assert_null(rules);
  if (error.line != line || error.column != column) {
    fail_msg("%s: %zu:%zu: %s", text, error.line, error.column, error.message);
  }
}

static void
bad_rules_are_refused(void **state) {
  (void)state;
  refuse("lists x\n", 1, 1);
  refuse("list month\n  ONE January\n", 2, 3);
  refuse("list month\n  1 January ?\n", 2, 13);
  refuse("rule a DATE today\n", 1, 13);
  refuse("rule a DAY = today\n", 1, 6);
  refuse("rule a DATE = (today\n", 1, 21);
  refuse("rule a DATE = today)\n", 1, 20);
  refuse("rule a DATE = {era=1} today\n", 1, 16);
  refuse("rule a DATE = {year=soon} today\n", 1, 21);
  refuse("rule a DATE = <months>\n", 1, 16);
  refuse("rule a DATE = @day\n", 1, 16);
  refuse("let a = @a\nrule b DATE = @a\n", 1, 8);
  refuse("let a = b\nlet a = c\n", 2, 5);
  refuse("rule a DATE = \"\"\n", 1, 16);
  refuse("rule a DATE = today\n", 0, 0); // No lists of numbers
  refuse("list cardinal\nlist scale\nlist ordinal\nrule a DATE = [today]\n", 0,
         0); // It can match without a word
}

static void
big_rules_are_refused(void **state) {
  (void)state;
  struct gz_timex_rules *rules = NULL;
  const size_t size = GZ_MAX_TIMEX_RULES_BYTES;
  char *text = malloc(size + 1);
  assert_non_null(text);
  memset(text, ' ', size + 1);
  assert_int_equal(gz_timex_rules_parse(gz_str_n(text, size + 1), &rules, NULL),
                   GZ_TOO_LARGE);
  // At the limit it fails only for want of the lists.
  assert_int_equal(gz_timex_rules_parse(gz_str_n(text, size), &rules, NULL),
                   GZ_BAD_INPUT);
  memcpy(text, "rule a DATE = a", 15);
  for (size_t i = 15; i + 2 <= size; i += 2) {
    memcpy(text + i, " a", 2);
  }
  assert_int_equal(gz_timex_rules_parse(gz_str_n(text, size), &rules, NULL),
                   GZ_TOO_LARGE);
  size_t used = 0;
  for (unsigned i = 0; i <= GZ_MAX_TIMEX_RULES; ++i) {
    used += (size_t)sprintf(text + used, "rule r DATE = a\n");
  }
  assert_int_equal(gz_timex_rules_parse(gz_str_n(text, used), &rules, NULL),
                   GZ_TOO_LARGE);
  free(text);
  assert_int_equal(gz_timex_rules_load("/nonexistent/rules", &rules, NULL),
                   GZ_IO);
  gz_timex_rules_free(NULL);
}

static void
ambiguous_rules_take_bounded_time(void **state) {
  const struct fixture *fixture = *state;
  struct gz_timex_rules *rules = NULL;
  static char text[8192] = "list cardinal\nlist scale\nlist ordinal\n"
                           "rule r DATE = a";
  for (unsigned i = 0; i < 60; ++i) {
    strcat(text, " [a] [a b]");
  }
  assert_int_equal(gz_timex_rules_parse(gz_str(text), &rules, NULL), GZ_OK);
  struct gz_article article;
  gz_arena_reset(fixture->arena);
  gz_article_init(&article, fixture->arena);
  memset(text, ' ', sizeof text);
  for (size_t i = 0; i < sizeof text; i += 2) {
    text[i] = 'a';
  }
  assert_int_equal(gz_article_set_text(&article, gz_str_n(text, 200), NULL),
                   GZ_OK);
  assert_int_equal(gz_split(&article, NULL), GZ_OK);
  assert_int_equal(gz_find_times(&article, rules, NULL), GZ_OK);
  assert_true(article.times.count > 0);
  gz_timex_rules_free(rules);
}

static void
memory_can_run_out(void **state) {
  const struct fixture *fixture = *state;
  const struct gz_str text = GZ_STR("On Monday, in May 1989 or last year.");
  unsigned failed = 0;
  bool done = false;
  for (size_t ceiling = 1024; !done; ceiling += 512) {
    struct gz_arena *arena = gz_arena_new(ceiling);
    struct gz_article article;
    gz_article_init(&article, arena);
    if (gz_article_set_text(&article, text, NULL) == GZ_OK &&
        gz_split(&article, NULL) == GZ_OK) {
      const enum gz_status status =
          gz_find_times(&article, fixture->rules, NULL);
      done = status == GZ_OK;
      failed += status == GZ_NO_MEMORY;
      assert_true(done || status == GZ_NO_MEMORY);
    }
    gz_arena_free(arena);
  }
  assert_true(failed > 0);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dates),
      cmocka_unit_test(relative_dates),
      cmocka_unit_test(times_of_day),
      cmocka_unit_test(durations_and_sets),
      cmocka_unit_test(tense_decides),
      cmocka_unit_test(narratives),
      cmocka_unit_test(what_is_no_time),
      cmocka_unit_test(calendar_agrees_with_itself),
      cmocka_unit_test(calendar_knows_leap_years),
      cmocka_unit_test(random_words_keep_the_rules),
      cmocka_unit_test(hostile_texts_do_no_harm),
      cmocka_unit_test(empty_article_has_no_times),
      cmocka_unit_test(same_text_gives_same_times),
      cmocka_unit_test(bad_rules_are_refused),
      cmocka_unit_test(big_rules_are_refused),
      cmocka_unit_test(ambiguous_rules_take_bounded_time),
      cmocka_unit_test(memory_can_run_out),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
