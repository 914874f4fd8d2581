#include "graph/sparql/value_time.h"

#include <stdio.h>
#include <string.h>

#define DAY_SECONDS 86400
#define MAX_ZONE 840
#define MAX_YEAR_DIGITS 11
#define MAX_YEAR INT64_C(99999999999)
#define MAX_SECOND_BYTES 23

/** What is left to read. */
struct reader {
  const char *at;
  const char *end;
};

static bool
accept(struct reader *reader, char c) {
  if (reader->at < reader->end && *reader->at == c) {
    ++reader->at;
    return true;
  }
  return false;
}

/** Read exactly two digits, from `low` to `high`. */
static bool
read_two(struct reader *reader, int low, int high, uint8_t *out) {
  if (reader->end - reader->at < 2 || reader->at[0] < '0' ||
      reader->at[0] > '9' || reader->at[1] < '0' || reader->at[1] > '9') {
    return false;
  }
  const int n = (reader->at[0] - '0') * 10 + (reader->at[1] - '0');
  reader->at += 2;
  *out = (uint8_t)n;
  return n >= low && n <= high;
}

/** Read `-?` and four digits, or more if the first is no zero. */
static bool
read_year(struct reader *reader, int64_t *out) {
  const bool negative = accept(reader, '-');
  const char *start = reader->at;
  int64_t year = 0;
  while (reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9') {
    if (reader->at - start == MAX_YEAR_DIGITS) {
      return false;
    }
    year = year * 10 + (*reader->at++ - '0');
  }
  const ptrdiff_t digits = reader->at - start;
  *out = negative ? -year : year;
  return digits >= 4 && (digits == 4 || *start != '0');
}

/** Read `dd(.d+)?`, below 60. */
static bool
read_second(struct reader *reader, struct gz_decimal *out) {
  const char *start = reader->at;
  uint8_t whole;
  if (!read_two(reader, 0, 59, &whole)) {
    return false;
  }
  if (accept(reader, '.')) {
    const char *point = reader->at;
    while (reader->at < reader->end && *reader->at >= '0' &&
           *reader->at <= '9') {
      ++reader->at;
    }
    if (reader->at == point) {
      return false;
    }
  }
  const size_t size = (size_t)(reader->at - start);
  return size <= MAX_SECOND_BYTES &&
         gz_decimal_parse(gz_str_n(start, size), false, out);
}

static bool
read_zone(struct reader *reader, struct gz_datetime *time) {
  if (reader->at == reader->end) {
    return true;
  }
  time->has_zone = true;
  if (accept(reader, 'Z')) {
    return reader->at == reader->end;
  }
  const bool west = accept(reader, '-');
  uint8_t hours;
  uint8_t minutes;
  if ((!west && !accept(reader, '+')) || !read_two(reader, 0, 14, &hours) ||
      !accept(reader, ':') || !read_two(reader, 0, 59, &minutes)) {
    return false;
  }
  const int zone = hours * 60 + minutes;
  time->zone = (int16_t)(west ? -zone : zone);
  return zone <= MAX_ZONE && reader->at == reader->end;
}

static bool
is_leap(int64_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month(int64_t year, int month) {
  static const uint8_t days[] = {31, 28, 31, 30, 31, 30,
                                 31, 31, 30, 31, 30, 31};
  return days[month - 1] + (month == 2 && is_leap(year));
}

/**
 * Days from 1970-01-01, and back: H. Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms" (days_from_civil, civil_from_days).
 */
static int64_t
days_from_civil(int64_t year, int month, int day) {
  year -= month <= 2;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t of_era = year - era * 400;
  const int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
         719469;
}

static void
civil_from_days(int64_t days, struct gz_datetime *out) {
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t of_era = days - era * 146097;
  const int64_t year =
      (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const int64_t shifted = (5 * of_year + 2) / 153;
  out->day = (uint8_t)(of_year - (153 * shifted + 2) / 5 + 1);
  out->month = (uint8_t)(shifted < 10 ? shifted + 3 : shifted - 9);
  out->year = year + era * 400 + (out->month <= 2);
}

static bool
read_clock(struct reader *reader, struct gz_datetime *out) {
  if (!read_two(reader, 0, 24, &out->hour) || !accept(reader, ':') ||
      !read_two(reader, 0, 59, &out->minute) || !accept(reader, ':') ||
      !read_second(reader, &out->second)) {
    return false;
  }
  return out->hour < 24 || (out->minute == 0 && out->second.digits == 0);
}

bool
gz_datetime_parse(struct gz_str text, enum gz_time_kind kind,
                  struct gz_datetime *out) {
  // The other fields as in XSD 1.1, 3.3.7: a leap year with long months.
  struct gz_datetime time = {.year = 1972, .month = 12, .day = 31};
  struct reader in = {text.data, text.data + text.size};
  bool good = true;
  switch (kind) {
  case GZ_TIME_DATETIME:
  case GZ_TIME_DATE:
    good =
        read_year(&in, &time.year) && accept(&in, '-') &&
        read_two(&in, 1, 12, &time.month) && accept(&in, '-') &&
        read_two(&in, 1, 31, &time.day) &&
        (kind == GZ_TIME_DATE || (accept(&in, 'T') && read_clock(&in, &time)));
    break;
  case GZ_TIME_TIME:
    good = read_clock(&in, &time);
    break;
  case GZ_TIME_YEAR:
    good = read_year(&in, &time.year);
    break;
  case GZ_TIME_YEAR_MONTH:
    good = read_year(&in, &time.year) && accept(&in, '-') &&
           read_two(&in, 1, 12, &time.month);
    time.day = 1;
    break;
  case GZ_TIME_MONTH:
    good = accept(&in, '-') && accept(&in, '-') &&
           read_two(&in, 1, 12, &time.month);
    time.day = 1;
    break;
  case GZ_TIME_MONTH_DAY:
    good = accept(&in, '-') && accept(&in, '-') &&
           read_two(&in, 1, 12, &time.month) && accept(&in, '-') &&
           read_two(&in, 1, 31, &time.day);
    break;
  case GZ_TIME_DAY:
    good = accept(&in, '-') && accept(&in, '-') && accept(&in, '-') &&
           read_two(&in, 1, 31, &time.day);
    break;
  }
  if (!good || !read_zone(&in, &time) ||
      time.day > days_in_month(time.year, time.month)) {
    return false;
  }
  if (time.hour == 24) { // midnight at the end of the day
    time.hour = 0;
    if (kind == GZ_TIME_DATETIME) {
      civil_from_days(days_from_civil(time.year, time.month, time.day) + 1,
                      &time);
    }
  }
  *out = time;
  return true;
}

/** Write the seconds with two digits before the point. */
static size_t
write_second(struct gz_decimal second, char *text) {
  char number[GZ_NUMBER_SIZE];
  size_t length = gz_decimal_write(second, number);
  size_t pad = length == 1 || number[1] == '.';
  text[0] = '0';
  memcpy(text + pad, number, length + 1);
  return pad + length;
}

static size_t
write_year(int64_t year, char *text) {
  return (size_t)snprintf(text, 24, "%s%04lld", year < 0 ? "-" : "",
                          (long long)(year < 0 ? -year : year));
}

size_t
gz_datetime_write(const struct gz_datetime *time, enum gz_time_kind kind,
                  char text[GZ_TIME_SIZE]) {
  size_t n = 0;
  switch (kind) {
  case GZ_TIME_DATETIME:
  case GZ_TIME_DATE:
    n = write_year(time->year, text);
    n += (size_t)snprintf(text + n, 8, "-%02d-%02d", time->month, time->day);
    break;
  case GZ_TIME_TIME:
    break;
  case GZ_TIME_YEAR:
    n = write_year(time->year, text);
    break;
  case GZ_TIME_YEAR_MONTH:
    n = write_year(time->year, text);
    n += (size_t)snprintf(text + n, 8, "-%02d", time->month);
    break;
  case GZ_TIME_MONTH:
    n = (size_t)snprintf(text, 8, "--%02d", time->month);
    break;
  case GZ_TIME_MONTH_DAY:
    n = (size_t)snprintf(text, 8, "--%02d-%02d", time->month, time->day);
    break;
  case GZ_TIME_DAY:
    n = (size_t)snprintf(text, 8, "---%02d", time->day);
    break;
  }
  if (kind == GZ_TIME_DATETIME || kind == GZ_TIME_TIME) {
    n += (size_t)snprintf(text + n, 12,
                          "%s%02d:%02d:", kind == GZ_TIME_DATETIME ? "T" : "",
                          time->hour, time->minute);
    n += write_second(time->second, text + n);
  }
  if (time->has_zone && !time->zone) {
    n += (size_t)snprintf(text + n, 2, "Z");
  } else if (time->has_zone) {
    const int zone = time->zone < 0 ? -time->zone : time->zone;
    n += (size_t)snprintf(text + n, 12, "%c%02d:%02d",
                          time->zone < 0 ? '-' : '+', zone / 60, zone % 60);
  }
  return n;
}

/** Seconds from 1970 to the minute that `time` is in, as if in UTC. */
static int64_t
to_minute(const struct gz_datetime *time) {
  return days_from_civil(time->year, time->month, time->day) * DAY_SECONDS +
         time->hour * 3600 + (time->minute - time->zone) * 60;
}

/** Order by instant, `a` moved on by `shift` seconds. */
static int
compare_shifted(const struct gz_datetime *a, const struct gz_datetime *b,
                int64_t shift) {
  const int64_t at_a = to_minute(a) + shift;
  const int64_t at_b = to_minute(b);
  return at_a != at_b ? (at_a < at_b ? -1 : 1)
                      : gz_decimal_compare(a->second, b->second);
}

bool
gz_datetime_compare(const struct gz_datetime *a, const struct gz_datetime *b,
                    int *order) {
  if (a->has_zone == b->has_zone) {
    *order = compare_shifted(a, b, 0);
    return true;
  }
  const int64_t most = MAX_ZONE * 60;
  const int early = compare_shifted(a, b, -most);
  const int late = compare_shifted(a, b, most);
  if (early > 0) {
    *order = 1;
  } else if (late < 0) {
    *order = -1;
  } else {
    return false;
  }
  return true;
}

int
gz_datetime_order(const struct gz_datetime *a, const struct gz_datetime *b) {
  const int order = compare_shifted(a, b, 0);
  return order ? order : a->has_zone - b->has_zone;
}

bool
gz_datetime_subtract(const struct gz_datetime *from,
                     const struct gz_datetime *to, struct gz_decimal *seconds) {
  struct gz_decimal rest;
  return gz_decimal_subtract(from->second, to->second, &rest) &&
         gz_decimal_add(gz_decimal_from_int(to_minute(from) - to_minute(to)),
                        rest, seconds);
}

void
gz_datetime_from_unix(int64_t seconds, int64_t nanoseconds,
                      struct gz_datetime *out) {
  int64_t days = seconds / DAY_SECONDS;
  int64_t rest = seconds % DAY_SECONDS;
  if (rest < 0) {
    rest += DAY_SECONDS;
    --days;
  }
  struct gz_datetime time = {.has_zone = true};
  civil_from_days(days, &time);
  time.hour = (uint8_t)(rest / 3600);
  time.minute = (uint8_t)(rest / 60 % 60);
  struct gz_decimal billion = gz_decimal_from_int(1000000000);
  struct gz_decimal part = {0};
  (void)gz_decimal_divide(gz_decimal_from_int(nanoseconds), billion, &part);
  (void)gz_decimal_add(gz_decimal_from_int(rest % 60), part, &time.second);
  *out = time;
}

bool
gz_datetime_add(const struct gz_datetime *time,
                const struct gz_duration *duration, struct gz_datetime *out) {
  struct gz_datetime sum = *time;
  const int64_t limit = INT64_C(1000000000000);
  if (duration->months > limit || duration->months < -limit) {
    return false;
  }
  int64_t months = sum.year * 12 + (sum.month - 1) + duration->months;
  int64_t month = months % 12;
  month += month < 0 ? 12 : 0;
  sum.year = (months - month) / 12;
  sum.month = (uint8_t)(month + 1);
  const int last = days_in_month(sum.year, sum.month);
  sum.day = sum.day > last ? (uint8_t)last : sum.day;
  struct gz_decimal second;
  if (!gz_decimal_add(sum.second, duration->seconds, &second)) {
    return false;
  }
  const struct gz_decimal floor = gz_decimal_floor(second);
  int64_t whole;
  if (!gz_decimal_to_int(floor, &whole) || whole > limit * 3600 ||
      whole < -limit * 3600) {
    return false;
  }
  struct gz_decimal part = {0};
  (void)gz_decimal_subtract(second, floor, &part);
  const struct gz_datetime local = {.year = sum.year,
                                    .month = sum.month,
                                    .day = sum.day,
                                    .hour = sum.hour,
                                    .minute = sum.minute};
  gz_datetime_from_unix(to_minute(&local) + whole, 0, &sum);
  sum.has_zone = time->has_zone;
  sum.zone = time->zone;
  if (sum.year > MAX_YEAR || sum.year < -MAX_YEAR) {
    return false;
  }
  (void)gz_decimal_add(sum.second, part, &sum.second);
  *out = sum;
  return true;
}
