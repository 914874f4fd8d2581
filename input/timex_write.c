#include "input/timex_resolve.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const seasons[] = {"XX", "SP", "SU", "FA", "WI"};
static const char *const parts[] = {"", "MO", "MI", "AF", "EV", "NI", "DT"};

static int32_t
get(const struct gz_time_fields *fields, enum gz_time_field field) {
  return gz_time_has(fields, field) ? fields->value[field] : 0;
}

/** Add text to what is in `value` already. */
static void __attribute__((format(printf, 3, 4)))
add(char *value, size_t size, const char *format, ...) {
  const size_t used = strlen(value);
  va_list list;
  va_start(list, format);
  (void)vsnprintf(value + used, size - used, format, list);
  va_end(list);
}

/** Add a number of `width` digits, or an X for each if it is not known. */
static void
add_number(char *value, size_t size, int32_t number, int width) {
  if (number > 0) {
    add(value, size, "%0*d", width, (int)number);
  } else {
    add(value, size, "%.*s", width, "XXXX");
  }
}

/** The hour by 24, or -1 if it is none. */
static int32_t
hour_of(const struct gz_time_fields *fields) {
  int32_t hour = get(fields, GZ_TIME_FIELD_HOUR);
  if (gz_time_has(fields, GZ_TIME_FIELD_PM)) {
    const bool pm = get(fields, GZ_TIME_FIELD_PM) != 0;
    if (hour == 12) {
      hour = pm ? 12 : 0;
    } else if (pm && hour < 12) {
      hour += 12;
    }
  }
  return hour;
}

/** Add the time of day, if there is one. */
static void
add_time(char *value, size_t size, const struct gz_time_fields *fields) {
  if (gz_time_has(fields, GZ_TIME_FIELD_HOUR)) {
    add(value, size, "T%02d", (int)hour_of(fields));
    if (hour_of(fields) == 24) {
      return;
    }
    add(value, size, ":%02d", (int)get(fields, GZ_TIME_FIELD_MINUTE));
    if (gz_time_has(fields, GZ_TIME_FIELD_SECOND)) {
      add(value, size, ":%02d", (int)get(fields, GZ_TIME_FIELD_SECOND));
    }
  } else if (gz_time_has(fields, GZ_TIME_FIELD_PART)) {
    add(value, size, "T%s", parts[get(fields, GZ_TIME_FIELD_PART)]);
  }
}

void
gz_time_write_date(const struct gz_moment *moment,
                   const struct gz_time_fields *fields, size_t size,
                   char *value) {
  value[0] = '\0';
  if (moment->bc) {
    add(value, size, "BC");
  }
  if (moment->grain == GZ_GRAIN_CENTURY) {
    add(value, size, "%02d", (int)moment->part - 1);
    return;
  }
  if (moment->grain == GZ_GRAIN_DECADE) {
    add(value, size, "%03d", (int)moment->year / 10);
    return;
  }
  add_number(value, size, moment->year, 4);
  switch (moment->grain) {
  case GZ_GRAIN_DAY:
    add(value, size, "-");
    add_number(value, size, moment->month, 2);
    add(value, size, "-");
    add_number(value, size, moment->day, 2);
    break;
  case GZ_GRAIN_WEEKEND:
  case GZ_GRAIN_WEEK:
    add(value, size, "-W");
    add_number(value, size, moment->part, 2);
    add(value, size, "%s", moment->grain == GZ_GRAIN_WEEKEND ? "-WE" : "");
    break;
  case GZ_GRAIN_MONTH:
    add(value, size, "-");
    add_number(value, size, moment->month, 2);
    break;
  case GZ_GRAIN_SEASON:
    add(value, size, "-%s", seasons[moment->part]);
    break;
  case GZ_GRAIN_QUARTER:
    add(value, size, "-Q");
    add_number(value, size, moment->part, 1);
    break;
  case GZ_GRAIN_HALF:
    add(value, size, "-H");
    add_number(value, size, moment->part, 1);
    break;
  default:
    break;
  }
  add_time(value, size, fields);
}

/** How TIMEX3 writes a unit: letter, and what to multiply by. */
static void
unit_letter(int32_t unit, bool *time, char *letter, int32_t *times) {
  static const struct {
    char letter;
    uint16_t times;
  } letters[] = {{'X', 1}, {'S', 1}, {'M', 1},  {'H', 1},   {'D', 1},
                 {'D', 2}, {'W', 1}, {'W', 2},  {'M', 1},   {'Q', 1},
                 {'M', 6}, {'Y', 1}, {'Y', 10}, {'Y', 100}, {'Y', 1000}};
  *time = unit < GZ_TIME_DAY;
  *letter = letters[unit].letter;
  *times = letters[unit].times;
}

/** Letter of the finer unit that `tenths` of this one are written in, or 0. */
static char
finer_letter(bool time, char letter, int32_t tenths) {
  switch (letter) {
  case 'H':
    return 'M';
  case 'M':
    return time ? 'S' : 0;
  case 'Y':
    return tenths == 5 ? 'M' : 0;
  default:
    return 0;
  }
}

void
gz_time_write_duration(const struct gz_time_fields *fields, size_t size,
                       char *value) {
  bool time = false;
  char letter = 'X';
  int32_t times = 1;
  unit_letter(get(fields, GZ_TIME_FIELD_UNIT), &time, &letter, &times);
  const int32_t n =
      gz_time_has(fields, GZ_TIME_FIELD_N) ? get(fields, GZ_TIME_FIELD_N) : 1;
  const int32_t tenths = get(fields, GZ_TIME_FIELD_TENTHS);
  value[0] = '\0';
  add(value, size, "P%s", time ? "T" : "");
  if (n == GZ_TIME_VAGUE) {
    add(value, size, "X%c", letter);
  } else if (tenths && times == 1 && finer_letter(time, letter, tenths)) {
    const char finer = finer_letter(time, letter, tenths);
    if (n) {
      add(value, size, "%d%c", (int)n, letter);
    }
    add(value, size, "%d%c", (int)tenths * (letter == 'Y' ? 12 : 60) / 10,
        finer);
  } else if (tenths && times == 1) {
    add(value, size, "%d.%d%c", (int)n, (int)tenths, letter);
  } else {
    add(value, size, "%lld%c",
        (long long)n * times + (long long)tenths * times / 10, letter);
  }
}

void
gz_time_write_set(const struct gz_time_fields *fields, size_t size,
                  char *value) {
  value[0] = '\0';
  if (gz_time_has(fields, GZ_TIME_FIELD_WEEKDAY)) {
    add(value, size, "XXXX-WXX-%d", (int)get(fields, GZ_TIME_FIELD_WEEKDAY));
  } else if (gz_time_has(fields, GZ_TIME_FIELD_MONTH)) {
    add(value, size, "XXXX-%02d", (int)get(fields, GZ_TIME_FIELD_MONTH));
    if (gz_time_has(fields, GZ_TIME_FIELD_DAY)) {
      add(value, size, "-%02d", (int)get(fields, GZ_TIME_FIELD_DAY));
    }
  } else if (gz_time_has(fields, GZ_TIME_FIELD_SEASON)) {
    add(value, size, "XXXX-%s", seasons[get(fields, GZ_TIME_FIELD_SEASON)]);
  } else if (gz_time_has(fields, GZ_TIME_FIELD_QUARTER)) {
    add(value, size, "XXXX-Q%d", (int)get(fields, GZ_TIME_FIELD_QUARTER));
  } else if (gz_time_has(fields, GZ_TIME_FIELD_PART) ||
             gz_time_has(fields, GZ_TIME_FIELD_HOUR)) {
    add(value, size, "XXXX-XX-XX");
  } else {
    gz_time_write_duration(fields, size, value);
    return;
  }
  add_time(value, size, fields);
}
