#include "input/timex_resolve.h"

#include "input/calendar.h"

static bool
is_known(struct gz_date date) {
  return date.year != 0;
}

static void
set_months(struct gz_moment *moment, int32_t first, int32_t count) {
  moment->begin = gz_date(moment->year, first, 1);
  if (is_known(moment->begin)) {
    const struct gz_date last = gz_date_add_months(moment->begin, count - 1);
    moment->end = is_known(last)
                      ? gz_date(last.year, last.month,
                                gz_days_in_month(last.year, last.month))
                      : gz_date(GZ_MAX_YEAR, 12, 31);
  }
}

static void
set_years(struct gz_moment *moment, int32_t first, int32_t last) {
  moment->begin = gz_date(first > 0 ? first : 1, 1, 1);
  moment->end = gz_date(last < GZ_MAX_YEAR ? last : GZ_MAX_YEAR, 12, 31);
}

static void
set_season(struct gz_moment *moment) {
  if (moment->part != GZ_TIME_WINTER) {
    set_months(moment, 3 * moment->part, 3);
    return;
  }
  // The winter of a year is the one that it begins with or that it ends with.
  const int32_t year = moment->year;
  const struct gz_date before = gz_date(year - 1, 12, 1);
  const int32_t next = year < GZ_MAX_YEAR ? year + 1 : year;
  moment->begin = is_known(before) ? before : gz_date(year, 1, 1);
  moment->end = gz_date(next, 2, gz_days_in_month(next, 2));
}

void
gz_moment_days(struct gz_moment *moment) {
  const struct gz_date none = {0, 0, 0};
  moment->begin = none;
  moment->end = none;
  if (moment->year <= 0 || moment->year > GZ_MAX_YEAR || moment->bc) {
    return;
  }
  switch (moment->grain) {
  case GZ_GRAIN_DAY:
    moment->begin = gz_date(moment->year, moment->month, moment->day);
    moment->end = moment->begin;
    if (!is_known(moment->begin) && moment->month && !moment->day) {
      set_months(moment, moment->month, 1);
    }
    break;
  case GZ_GRAIN_WEEKEND:
  case GZ_GRAIN_WEEK:
    moment->begin = gz_iso_week_begin(moment->year, moment->part);
    if (is_known(moment->begin)) {
      moment->end = gz_date_add_days(moment->begin, 6);
      if (moment->grain == GZ_GRAIN_WEEKEND) {
        moment->begin = gz_date_add_days(moment->begin, 5);
      }
      moment->end =
          is_known(moment->end) ? moment->end : gz_date(GZ_MAX_YEAR, 12, 31);
    }
    break;
  case GZ_GRAIN_MONTH:
    set_months(moment, moment->month, 1);
    break;
  case GZ_GRAIN_SEASON:
    set_season(moment);
    break;
  case GZ_GRAIN_QUARTER:
    set_months(moment, 3 * moment->part - 2, 3);
    break;
  case GZ_GRAIN_HALF:
    set_months(moment, 6 * moment->part - 5, 6);
    break;
  case GZ_GRAIN_YEAR:
    set_years(moment, moment->year, moment->year);
    break;
  case GZ_GRAIN_DECADE:
    set_years(moment, moment->year, moment->year + 9);
    break;
  case GZ_GRAIN_CENTURY:
    set_years(moment, moment->year, moment->year + 100);
    break;
  }
}

/** The `n`th `weekday` of a month; the last if `n` is 0. */
static void
set_nth_weekday(struct gz_moment *moment, int32_t month, int32_t weekday,
                int32_t n) {
  const struct gz_date first = gz_date(moment->year, month, 1);
  moment->month = month;
  moment->day = 0;
  if (is_known(first)) {
    moment->day = 1 + (weekday - gz_weekday(first) + 7) % 7;
    moment->day += n ? 7 * (n - 1) : 28;
    if (moment->day > gz_days_in_month(moment->year, month)) {
      moment->day -= 7;
    }
  }
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
static void
set_easter(struct gz_moment *moment) {
  const int32_t year = moment->year;
  const int32_t a = year % 19;
  const int32_t b = year / 100;
  const int32_t c = year % 100;
  const int32_t d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int32_t e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int32_t f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  moment->month = f / 31;
  moment->day = f % 31 + 1;
}

void
gz_moment_set_holiday(struct gz_moment *moment, int32_t holiday) {
  switch (holiday) {
  case GZ_TIME_EASTER:
    set_easter(moment);
    break;
  case GZ_TIME_THANKSGIVING:
    set_nth_weekday(moment, 11, 4, 4);
    break;
  case GZ_TIME_MEMORIAL_DAY:
    set_nth_weekday(moment, 5, 1, 0);
    break;
  case GZ_TIME_LABOR_DAY:
    set_nth_weekday(moment, 9, 1, 1);
    break;
  case GZ_TIME_MLK_DAY:
    set_nth_weekday(moment, 1, 1, 3);
    break;
  case GZ_TIME_PRESIDENTS_DAY:
    set_nth_weekday(moment, 2, 1, 3);
    break;
  default: // Election day: the Tuesday after the first Monday
    set_nth_weekday(moment, 11, 1, 1);
    moment->day += moment->day != 0;
    break;
  }
}
