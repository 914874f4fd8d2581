#include "input/calendar.h"

/* Days from 0000-03-01 of the proleptic calendar to 1970-01-01. */
#define EPOCH 719468

bool
gz_date_is_day(struct gz_date date) {
  return date.year >= 1 && date.year <= GZ_MAX_YEAR && date.month >= 1 &&
         date.month <= 12 && date.day >= 1 &&
         date.day <= gz_days_in_month(date.year, date.month);
}

struct gz_date
gz_date(int32_t year, int32_t month, int32_t day) {
  const bool good = year >= 1 && year <= GZ_MAX_YEAR && month >= 1 &&
                    month <= 12 && day >= 1 &&
                    day <= gz_days_in_month(year, month);
  if (!good) {
    return (struct gz_date){0, 0, 0};
  }
  return (struct gz_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

bool
gz_date_equal(struct gz_date a, struct gz_date b) {
  return a.year == b.year && a.month == b.month && a.day == b.day;
}

int32_t
gz_days_in_month(int32_t year, int32_t month) {
  static const uint8_t days[12] = {31, 28, 31, 30, 31, 30,
                                   31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[month - 1] + (month == 2 && leap);
}

// The two conversions are those of Hinnant, "chrono-compatible low-level date
// algorithms": years begin in March, so that the leap day comes last.
int32_t
gz_date_to_days(struct gz_date date) {
  const int32_t year = date.year - (date.month <= 2);
  const int32_t era = (year >= 0 ? year : year - 399) / 400;
  const int32_t of_era = year - era * 400;
  const int32_t month = (date.month + 9) % 12;
  const int32_t of_year = (153 * month + 2) / 5 + date.day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
         EPOCH;
}

struct gz_date
gz_date_from_days(int32_t days) {
  const int64_t from_march = (int64_t)days + EPOCH;
  if (from_march < 0) {
    return (struct gz_date){0, 0, 0};
  }
  const int64_t era = from_march / 146097;
  const int64_t day = from_march % 146097;
  const int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  const int64_t of_year = day - (365 * year + year / 4 - year / 100);
  const int64_t month = (5 * of_year + 2) / 153;
  const int64_t civil = month < 10 ? month + 3 : month - 9;
  return gz_date((int32_t)(year + era * 400 + (civil <= 2)), (int32_t)civil,
                 (int32_t)(of_year - (153 * month + 2) / 5 + 1));
}

struct gz_date
gz_date_add_days(struct gz_date date, int32_t days) {
  const int64_t sum = (int64_t)gz_date_to_days(date) + days;
  if (sum < -EPOCH || sum > INT32_MAX) {
    return (struct gz_date){0, 0, 0};
  }
  return gz_date_from_days((int32_t)sum);
}

struct gz_date
gz_date_add_months(struct gz_date date, int32_t months) {
  const int64_t sum = (int64_t)date.year * 12 + date.month - 1 + months;
  if (sum < 12 || sum >= ((int64_t)GZ_MAX_YEAR + 1) * 12) {
    return (struct gz_date){0, 0, 0};
  }
  const int32_t year = (int32_t)(sum / 12);
  const int32_t month = (int32_t)(sum % 12) + 1;
  const int32_t last = gz_days_in_month(year, month);
  return gz_date(year, month, date.day < last ? date.day : last);
}

int32_t
gz_weekday(struct gz_date date) {
  const int32_t from_thursday = gz_date_to_days(date) % 7;
  return (from_thursday + 7 + 3) % 7 + 1;
}

void
gz_iso_week(struct gz_date date, int32_t *year, int32_t *week) {
  // A week belongs to the year that its Thursday is in.
  const int32_t thursday = gz_date_to_days(date) - gz_weekday(date) + 4;
  const struct gz_date middle = gz_date_from_days(thursday);
  if (middle.year == 0) {
    *year = date.year + (date.month == 12 ? 1 : -1);
    *week = 1;
    return;
  }
  *year = middle.year;
  *week = (thursday - gz_date_to_days(gz_date(middle.year, 1, 1))) / 7 + 1;
}

struct gz_date
gz_iso_week_begin(int32_t year, int32_t week) {
  const struct gz_date fourth = gz_date(year, 1, 4);
  if (fourth.year == 0) {
    return fourth;
  }
  return gz_date_add_days(fourth, 7 * (week - 1) - gz_weekday(fourth) + 1);
}
