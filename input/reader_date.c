#include "input/reader_date.h"

#include <string.h>

/** What is left to read. */
struct rest {
  struct gz_str text;
};

static bool
digit(char c) {
  return c >= '0' && c <= '9';
}

static char
head(const struct rest *rest) {
  return rest->text.size ? rest->text.data[0] : '\0';
}

static void
drop(struct rest *rest, size_t count) {
  rest->text = gz_str_part(rest->text, count, rest->text.size);
}

/** Read a number of `least` to `most` digits. */
static bool
number(struct rest *rest, size_t least, size_t most, int *value) {
  size_t count = 0;
  int n = 0;
  while (count < most && count < rest->text.size &&
         digit(rest->text.data[count])) {
    n = n * 10 + (rest->text.data[count++] - '0');
  }
  if (count < least) {
    return false;
  }
  drop(rest, count);
  *value = n;
  return true;
}

/** Drop white space, commas and full stops. */
static void
gap(struct rest *rest) {
  size_t count = 0;
  while (count < rest->text.size && strchr(" \t,.", rest->text.data[count])) {
    ++count;
  }
  drop(rest, count);
}

/** The letters at the beginning. */
static struct gz_str
letters(const struct rest *rest) {
  size_t count = 0;
  while (count < rest->text.size && (rest->text.data[count] | 32) >= 'a' &&
         (rest->text.data[count] | 32) <= 'z') {
    ++count;
  }
  return gz_str_part(rest->text, 0, count);
}

/** Which of `names`, from 1, begins with `word`, of three letters or more. */
static int
index_of(struct gz_str word, const char *const *names, int count) {
  for (int i = 0; i < count; ++i) {
    const struct gz_str name = gz_str(names[i]);
    if (word.size >= 3 && word.size <= name.size &&
        gz_str_equal_nocase(word, gz_str_part(name, 0, word.size))) {
      return i + 1;
    }
  }
  return 0;
}

static bool
month(struct rest *rest, int *value) {
  static const char *const names[] = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  const struct gz_str word = letters(rest);
  const int found = index_of(word, names, 12);
  if (found) {
    drop(rest, word.size);
    *value = found;
  }
  return found;
}

static void
weekday(struct rest *rest) {
  static const char *const names[] = {"monday",   "tuesday", "wednesday",
                                      "thursday", "friday",  "saturday",
                                      "sunday"};
  const struct gz_str word = letters(rest);
  if (index_of(word, names, 7)) {
    drop(rest, word.size);
    gap(rest);
  }
}

/** Drop the "th" of "8th". */
static void
ordinal(struct rest *rest) {
  const struct gz_str word = letters(rest);
  if (gz_str_is(word, "st") || gz_str_is(word, "nd") || gz_str_is(word, "rd") ||
      gz_str_is(word, "th")) {
    drop(rest, 2);
  }
}

/** Whether what is left is a time of day, a zone, or nothing. */
static bool
time_or_nothing(struct rest *rest) {
  if (head(rest) == 'T' || head(rest) == ',') {
    drop(rest, 1);
  } else if (head(rest) && head(rest) != ' ') {
    return false;
  }
  rest->text = gz_str_trim(rest->text);
  if (!rest->text.size) {
    return true;
  }
  bool seen = false;
  for (size_t i = 0; i < rest->text.size; ++i) {
    const char c = rest->text.data[i];
    seen = seen || c == ':';
    if (!digit(c) && !strchr(":.+-() ", c) &&
        !((c | 32) >= 'a' && (c | 32) <= 'z')) {
      return false;
    }
  }
  return seen && digit(rest->text.data[0]) && rest->text.size <= 40;
}

/** The rest of an ISO date, whose year has been read. */
static bool
iso(struct rest *rest, int *m, int *d) {
  if (digit(head(rest))) {
    return number(rest, 2, 2, m) && number(rest, 2, 2, d) && *m && *d;
  }
  if (head(rest) != '-') {
    return true;
  }
  drop(rest, 1);
  if (!number(rest, 2, 2, m) || !*m) {
    return false;
  }
  if (head(rest) != '-') {
    return true;
  }
  drop(rest, 1);
  return number(rest, 2, 2, d) && *d;
}

/** A date with the month's name, before or after the day. */
static bool
written(struct rest *rest, int *y, int *m, int *d) {
  if (month(rest, m)) {
    gap(rest);
    struct rest ahead = *rest;
    if (number(&ahead, 4, 4, y) && !digit(head(&ahead))) {
      *rest = ahead;
      return true;
    }
    if (!number(rest, 1, 2, d) || !*d) {
      return false;
    }
    ordinal(rest);
  } else {
    if (!number(rest, 1, 2, d) || !*d) {
      return false;
    }
    ordinal(rest);
    gap(rest);
    if (gz_str_is(letters(rest), "of")) {
      drop(rest, 2);
      gap(rest);
    }
    if (!month(rest, m)) {
      return false;
    }
  }
  gap(rest);
  return number(rest, 4, 4, y) && !digit(head(rest));
}

static bool
in_calendar(int y, int m, int d) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (y < 1500 || m > 12) {
    return false;
  }
  const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  return !d || (m && d <= days[m - 1] + (m == 2 && leap));
}

bool
gz_date_parse(struct gz_str text, struct gz_date *date) {
  struct rest rest = {gz_str_trim(text)};
  int y = 0;
  int m = 0;
  int d = 0;
  weekday(&rest);
  struct rest ahead = rest;
  const bool parsed = number(&ahead, 4, 4, &y)
                          ? iso(&ahead, &m, &d)
                          : (ahead = rest, written(&ahead, &y, &m, &d));
  if (!parsed || !in_calendar(y, m, d) || !time_or_nothing(&ahead)) {
    return false;
  }
  date->year = (int16_t)y;
  date->month = (uint8_t)m;
  date->day = (uint8_t)d;
  return true;
}
