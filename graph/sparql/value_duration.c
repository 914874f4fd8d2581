#include "graph/sparql/value_time.h"

#include <stdio.h>
#include <string.h>

/** Read the digits before the letter at the end of a duration's part. */
static bool
read_number(const char **at, const char *end, char letter, bool fraction,
            struct gz_decimal *out) {
  const char *p = *at;
  while (p < end && ((*p >= '0' && *p <= '9') || (fraction && *p == '.'))) {
    ++p;
  }
  if (p == *at || p == end || *p != letter || p[-1] == '.' || **at == '.' ||
      !gz_decimal_parse(gz_str_n(*at, (size_t)(p - *at)), !fraction, out)) {
    return false;
  }
  *at = p + 1;
  return true;
}

/** Read the parts with these letters, as many as are there; adds them up. */
static bool
read_parts(const char **at, const char *end, const char *letters,
           const int64_t *units, struct gz_decimal *sum, bool *any) {
  for (size_t i = 0; letters[i]; ++i) {
    struct gz_decimal part;
    if (read_number(at, end, letters[i], letters[i] == 'S', &part)) {
      *any = true;
      if (!gz_decimal_multiply(part, gz_decimal_from_int(units[i]), &part) ||
          !gz_decimal_add(*sum, part, sum)) {
        return false;
      }
    }
  }
  return true;
}

bool
gz_duration_parse(struct gz_str text, enum gz_duration_kind kind,
                  struct gz_duration *out) {
  static const int64_t month_units[] = {12, 1};
  static const int64_t day_units[] = {86400};
  static const int64_t second_units[] = {3600, 60, 1};
  const char *at = text.data;
  const char *end = at + text.size;
  const bool negative = at < end && *at == '-';
  at += negative;
  if (at == end || *at++ != 'P') {
    return false;
  }
  struct gz_decimal months = {0};
  struct gz_decimal seconds = {0};
  bool any_month = false;
  bool any_day = false;
  bool any_clock = false;
  if (!read_parts(&at, end, "YM", month_units, &months, &any_month) ||
      !read_parts(&at, end, "D", day_units, &seconds, &any_day)) {
    return false;
  }
  if (at < end && *at == 'T') {
    ++at;
    if (!read_parts(&at, end, "HMS", second_units, &seconds, &any_clock) ||
        !any_clock) {
      return false;
    }
  }
  const bool any_second = any_day || any_clock;
  int64_t whole;
  if (at != end || !(any_month || any_second) ||
      (kind == GZ_DURATION_DAY_TIME && any_month) ||
      (kind == GZ_DURATION_YEAR_MONTH && any_second) ||
      !gz_decimal_to_int(months, &whole) ||
      whole > INT64_C(1000000000000000000) - 1) {
    return false;
  }
  out->months = negative ? -whole : whole;
  out->seconds = negative ? gz_decimal_negate(seconds) : seconds;
  return true;
}

/** Write `n` and `letter` unless `n` is 0. */
static size_t
write_part(struct gz_decimal n, char letter, char *text) {
  if (!n.digits) {
    return 0;
  }
  size_t length = gz_decimal_write(n, text);
  text[length++] = letter;
  return length;
}

size_t
gz_duration_write(const struct gz_duration *duration,
                  enum gz_duration_kind kind, char text[GZ_TIME_SIZE]) {
  size_t n = 0;
  const bool negative = duration->months < 0 || duration->seconds.digits < 0;
  const int64_t months =
      duration->months < 0 ? -duration->months : duration->months;
  const struct gz_decimal seconds = duration->seconds.digits < 0
                                        ? gz_decimal_negate(duration->seconds)
                                        : duration->seconds;
  if (negative) {
    text[n++] = '-';
  }
  text[n++] = 'P';
  n += write_part(gz_decimal_from_int(months / 12), 'Y', text + n);
  n += write_part(gz_decimal_from_int(months % 12), 'M', text + n);
  const gz_int128 whole = gz_decimal_truncate(seconds).digits;
  struct gz_decimal rest = {0};
  (void)gz_decimal_subtract(
      seconds, (struct gz_decimal){.digits = whole - whole % 60}, &rest);
  n += write_part((struct gz_decimal){.digits = whole / 86400}, 'D', text + n);
  if (whole % 86400 || rest.digits) {
    text[n++] = 'T';
    n += write_part(gz_decimal_from_int((int64_t)(whole / 3600 % 24)), 'H',
                    text + n);
    n += write_part(gz_decimal_from_int((int64_t)(whole / 60 % 60)), 'M',
                    text + n);
    n += write_part(rest, 'S', text + n);
  }
  if (text[n - 1] == 'P') {
    const char *zero = kind == GZ_DURATION_YEAR_MONTH ? "0M" : "T0S";
    memcpy(text + n, zero, strlen(zero));
    n += strlen(zero);
  }
  text[n] = '\0';
  return n;
}

bool
gz_duration_compare(const struct gz_duration *a, const struct gz_duration *b,
                    int *order) {
  if (a->months == b->months) {
    *order = gz_decimal_compare(a->seconds, b->seconds);
    return true;
  }
  if (!a->seconds.digits && !b->seconds.digits) {
    *order = a->months < b->months ? -1 : 1;
    return true;
  }
  static const struct {
    int64_t year;
    uint8_t month;
  } dates[] = {{1696, 9}, {1697, 2}, {1903, 3}, {1903, 7}};
  int agreed = 0;
  for (size_t i = 0; i < sizeof dates / sizeof *dates; ++i) {
    const struct gz_datetime start = {.year = dates[i].year,
                                      .month = dates[i].month,
                                      .day = 1,
                                      .has_zone = true};
    struct gz_datetime end_a;
    struct gz_datetime end_b;
    if (!gz_datetime_add(&start, a, &end_a) ||
        !gz_datetime_add(&start, b, &end_b)) {
      return false;
    }
    const int found = gz_datetime_order(&end_a, &end_b);
    if (i && (found > 0) - (found < 0) != agreed) {
      return false;
    }
    agreed = (found > 0) - (found < 0);
  }
  *order = agreed;
  return true;
}
