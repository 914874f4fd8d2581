#include "input/timex_resolve.h"

#include "input/calendar.h"

#include <stdlib.h>

/* Year that the two digits of a year belong to if nothing is known: 1930 to
 * 2029. */
#define PIVOT 30

static int32_t
get(const struct gz_time_fields *fields, enum gz_time_field field) {
  return gz_time_has(fields, field) ? fields->value[field] : 0;
}

static bool
is_known(struct gz_date date) {
  return date.year != 0;
}

// --- What is counted from ---------------------------------------------------

/** The last date that the text mentioned, as fine as `unit` needs. */
static struct gz_date
last_mentioned(const struct gz_time_context *context, int32_t unit) {
  if (unit <= GZ_TIME_FORTNIGHT && is_known(context->day)) {
    return context->day;
  }
  if (unit == GZ_TIME_QUARTER && is_known(context->quarter)) {
    return context->quarter;
  }
  if (unit <= GZ_TIME_HALF && is_known(context->month)) {
    return context->month;
  }
  if (context->year && !context->bc) {
    return is_known(context->month) && context->month.year == context->year
               ? context->month
               : gz_date(context->year, 1, 1);
  }
  return (struct gz_date){0, 0, 0};
}

struct gz_date
gz_time_base(const struct gz_time_context *context,
             const struct gz_time_fields *fields) {
  const int32_t unit =
      gz_time_has(fields, GZ_TIME_FIELD_UNIT) ? get(fields, GZ_TIME_FIELD_UNIT)
      : gz_time_has(fields, GZ_TIME_FIELD_WEEKDAY) ? GZ_TIME_DAY
                                                   : GZ_TIME_YEAR;
  const bool text = get(fields, GZ_TIME_FIELD_ANCHOR) == GZ_TIME_TEXT;
  if (context->narrative || text) {
    const struct gz_date last = last_mentioned(context, unit);
    if (is_known(last) || context->narrative) {
      return last;
    }
  }
  return context->published;
}

void
gz_time_mention(struct gz_time_context *context,
                const struct gz_moment *moment) {
  if (moment->year <= 0 || moment->grain > GZ_GRAIN_YEAR) {
    return;
  }
  context->year = moment->year;
  context->bc = moment->bc;
  if (moment->bc || !is_known(moment->begin)) {
    return;
  }
  context->in_quarter = moment->grain == GZ_GRAIN_QUARTER;
  if (context->in_quarter) {
    context->quarter = moment->begin;
  }
  if (moment->grain <= GZ_GRAIN_MONTH) {
    context->month = gz_date(moment->begin.year, moment->begin.month, 1);
  }
  if (moment->grain == GZ_GRAIN_DAY && moment->day) {
    context->day = moment->begin;
  }
}

// --- Dates with fields ------------------------------------------------------

/** Fill all but the year from `fields`. */
static void
fill_parts(const struct gz_time_fields *fields, struct gz_moment *moment) {
  moment->month = get(fields, GZ_TIME_FIELD_MONTH);
  moment->day = get(fields, GZ_TIME_FIELD_DAY);
  if (gz_time_has(fields, GZ_TIME_FIELD_HOLIDAY)) {
    moment->grain = GZ_GRAIN_DAY;
    gz_moment_set_holiday(moment, get(fields, GZ_TIME_FIELD_HOLIDAY));
  } else if (gz_time_has(fields, GZ_TIME_FIELD_DAY)) {
    moment->grain = GZ_GRAIN_DAY;
  } else if (gz_time_has(fields, GZ_TIME_FIELD_MONTH)) {
    moment->grain = GZ_GRAIN_MONTH;
  } else if (gz_time_has(fields, GZ_TIME_FIELD_WEEK)) {
    moment->grain = GZ_GRAIN_WEEK;
    moment->part = get(fields, GZ_TIME_FIELD_WEEK);
  } else if (gz_time_has(fields, GZ_TIME_FIELD_SEASON)) {
    moment->grain = GZ_GRAIN_SEASON;
    moment->part = get(fields, GZ_TIME_FIELD_SEASON);
  } else if (gz_time_has(fields, GZ_TIME_FIELD_QUARTER)) {
    moment->grain = GZ_GRAIN_QUARTER;
    moment->part = get(fields, GZ_TIME_FIELD_QUARTER);
  } else if (gz_time_has(fields, GZ_TIME_FIELD_HALF)) {
    moment->grain = GZ_GRAIN_HALF;
    moment->part = get(fields, GZ_TIME_FIELD_HALF);
  } else {
    moment->grain = GZ_GRAIN_YEAR;
  }
  gz_moment_days(moment);
}

/** How much a day counts that something is off, before and after. */
struct weights {
  int32_t behind;
  int32_t ahead;
};

// By direction: past, none, future.  A verb may point the wrong way, so that
// what is six times nearer on the other side is taken all the same.
static const struct weights year_weights[] = {{1, 6}, {1, 2}, {6, 1}};

// What is said of a quarter is most often a report of one that is over.
static const struct weights quarter_weights[] = {{1, 8}, {1, 8}, {1, 1}};

/** How well `moment` answers to `direction` from `base`; less is better. */
static int64_t
distance(const struct gz_moment *moment, struct gz_date base,
         const struct gz_time_fields *fields, enum gz_direction direction) {
  const int64_t never = INT64_MAX;
  if (!is_known(moment->begin)) {
    return never;
  }
  const int32_t weekday = get(fields, GZ_TIME_FIELD_WEEKDAY);
  if (weekday && moment->grain == GZ_GRAIN_DAY &&
      gz_weekday(moment->begin) != weekday) {
    return never;
  }
  const int64_t from = gz_date_to_days(base);
  const int64_t begin = gz_date_to_days(moment->begin);
  const int64_t end = gz_date_to_days(moment->end);
  if (gz_time_has(fields, GZ_TIME_FIELD_SHIFT)) {
    const int32_t shift = get(fields, GZ_TIME_FIELD_SHIFT);
    if (shift == 0) {
      return moment->year == base.year ? 0 : never;
    }
    return shift < 0 ? (end < from ? from - end : never)
                     : (begin > from ? begin - from : never);
  }
  const bool quarterly =
      moment->grain == GZ_GRAIN_QUARTER || moment->grain == GZ_GRAIN_HALF;
  const struct weights weights =
      quarterly ? quarter_weights[direction + 1] : year_weights[direction + 1];
  return begin > from ? weights.ahead * (begin - from)
         : end < from ? weights.behind * (from - end)
                      : 0;
}

/**
 * In a narrative what has no year is of the last year mentioned; but where that
 * came with a month, of the next year if that is nearer: "in December 1941 ...
 * in January".
 */
static void
near_last_month(const struct gz_time_context *context,
                const struct gz_time_fields *fields, struct gz_moment *moment) {
  struct gz_moment next = *moment;
  if (context->bc || !is_known(context->month) || !is_known(moment->begin) ||
      context->month.year != context->year) {
    return;
  }
  ++next.year;
  fill_parts(fields, &next);
  if (!is_known(next.begin)) {
    return;
  }
  const int32_t last = gz_date_to_days(context->month);
  const int32_t back = last - gz_date_to_days(moment->end);
  const int32_t ahead = gz_date_to_days(next.begin) - last;
  if (back > 0 && ahead < back) {
    *moment = next;
  }
}

/** Give `moment` the year that suits its other parts best. */
static void
choose_year(const struct gz_time_context *context,
            const struct gz_time_fields *fields, struct gz_date base,
            enum gz_direction direction, struct gz_moment *moment) {
  struct gz_moment best = *moment;
  int64_t least = INT64_MAX;
  if (context->narrative && !gz_time_has(fields, GZ_TIME_FIELD_SHIFT)) {
    moment->year = context->year;
    moment->bc = context->bc;
    fill_parts(fields, moment);
    near_last_month(context, fields, moment);
    return;
  }
  if (!is_known(base)) {
    fill_parts(fields, moment);
    return;
  }
  for (int32_t year = base.year - 3; year <= base.year + 3; ++year) {
    struct gz_moment candidate = *moment;
    candidate.year = year;
    fill_parts(fields, &candidate);
    const int64_t far = distance(&candidate, base, fields, direction);
    if (far < least) {
      least = far;
      best = candidate;
    }
  }
  if (least == INT64_MAX) {
    best.year = base.year;
    fill_parts(fields, &best);
  }
  *moment = best;
}

/** Make `moment` the day `date`. */
static void
set_day(struct gz_moment *moment, struct gz_date date) {
  moment->grain = GZ_GRAIN_DAY;
  moment->year = date.year;
  moment->month = date.month;
  moment->day = date.day;
  gz_moment_days(moment);
}

static void
choose_weekday(const struct gz_time_fields *fields, struct gz_date base,
               enum gz_direction direction, struct gz_moment *moment) {
  const int32_t weekday = get(fields, GZ_TIME_FIELD_WEEKDAY);
  moment->grain = GZ_GRAIN_DAY;
  if (!is_known(base)) {
    return;
  }
  const int32_t ahead = (weekday - gz_weekday(base) + 7) % 7;
  int32_t days = ahead ? ahead - 7 : 0; // The last one, or today
  if (gz_time_has(fields, GZ_TIME_FIELD_SHIFT)) {
    const int32_t shift = get(fields, GZ_TIME_FIELD_SHIFT);
    days = shift < 0   ? (ahead ? ahead - 7 : -7)
           : shift > 0 ? (ahead ? ahead : 7)
                       : weekday - gz_weekday(base);
  } else if (direction == GZ_DIRECTION_FUTURE) {
    days = ahead;
  }
  set_day(moment, gz_date_add_days(base, days));
}

/** The full year that two digits stand for, nearest to `near` if known. */
static int32_t
expand_year(int32_t two, int32_t near) {
  if (near == 0) {
    return two < PIVOT ? 2000 + two : 1900 + two;
  }
  int32_t year = near - near % 100 + two;
  if (year - near > 50) {
    year -= 100;
  } else if (near - year > 50) {
    year += 100;
  }
  return year;
}

static void
set_decade(const struct gz_time_fields *fields, int32_t near,
           struct gz_moment *moment) {
  int32_t decade = get(fields, GZ_TIME_FIELD_DECADE);
  if (decade < 100) {
    const int32_t century = near ? near - near % 100 : 1900;
    decade += near && century + decade > near ? century - 100 : century;
  }
  moment->grain = GZ_GRAIN_DECADE;
  moment->year = decade - decade % 10;
  gz_moment_days(moment);
}

static void
absolute(const struct gz_time_context *context,
         const struct gz_time_fields *fields, enum gz_direction direction,
         struct gz_moment *moment, bool *resolved) {
  const struct gz_date base = gz_time_base(context, fields);
  const int32_t near = context->narrative ? context->year : base.year;
  moment->bc = gz_time_has(fields, GZ_TIME_FIELD_BC);
  if (gz_time_has(fields, GZ_TIME_FIELD_CENTURY)) {
    moment->grain = GZ_GRAIN_CENTURY;
    moment->part = get(fields, GZ_TIME_FIELD_CENTURY);
    moment->year = (moment->part - 1) * 100;
    moment->year += moment->year == 0;
    gz_moment_days(moment);
    return;
  }
  if (gz_time_has(fields, GZ_TIME_FIELD_DECADE)) {
    *resolved = get(fields, GZ_TIME_FIELD_DECADE) < 100;
    set_decade(fields, near, moment);
    return;
  }
  if (gz_time_has(fields, GZ_TIME_FIELD_YEAR) ||
      gz_time_has(fields, GZ_TIME_FIELD_YY)) {
    moment->year = gz_time_has(fields, GZ_TIME_FIELD_YEAR)
                       ? get(fields, GZ_TIME_FIELD_YEAR)
                       : expand_year(get(fields, GZ_TIME_FIELD_YY), near);
    fill_parts(fields, moment);
    return;
  }
  *resolved = true;
  fill_parts(fields, moment);
  if (moment->grain == GZ_GRAIN_DAY && moment->month == 0) {
    if (is_known(base)) {
      moment->year = base.year;
      moment->month = base.month;
      gz_moment_days(moment);
    }
  } else if (moment->grain != GZ_GRAIN_YEAR) {
    choose_year(context, fields, base, direction, moment);
  } else if (gz_time_has(fields, GZ_TIME_FIELD_WEEKDAY)) {
    choose_weekday(fields, base, direction, moment);
  } else if (is_known(base)) { // Only a time of day
    set_day(moment,
            context->narrative && is_known(context->day) ? context->day : base);
  } else {
    moment->grain = GZ_GRAIN_DAY;
  }
}

// --- Relative dates ---------------------------------------------------------

/** Signed year of the last year before or after Christ. */
static int32_t
shifted_year(int32_t year, bool bc, int32_t count, bool *bc_after) {
  int64_t sum = bc ? 1 - (int64_t)year : year; // 1 BC is 0
  sum += count;
  if (sum > GZ_MAX_YEAR || sum < -GZ_MAX_YEAR) {
    return 0;
  }
  *bc_after = sum <= 0;
  return (int32_t)(sum <= 0 ? 1 - sum : sum);
}

static void
set_week(struct gz_moment *moment, struct gz_date date, enum gz_grain grain) {
  moment->grain = grain;
  if (is_known(date)) {
    gz_iso_week(date, &moment->year, &moment->part);
  }
  gz_moment_days(moment);
}

/** Make `moment` the stretch of `months` months that `date` is in. */
static void
set_stretch(struct gz_moment *moment, struct gz_date date, enum gz_grain grain,
            int32_t months) {
  moment->grain = grain;
  moment->year = date.year;
  moment->month = date.month;
  moment->part = (date.month - 1) / months + 1;
  gz_moment_days(moment);
}

static void
shift_years(const struct gz_time_context *context, struct gz_date base,
            int32_t count, struct gz_moment *moment) {
  const bool bc = context->narrative && context->bc;
  const int32_t year = bc ? context->year : base.year;
  moment->grain = GZ_GRAIN_YEAR;
  moment->year = year ? shifted_year(year, bc, count, &moment->bc) : 0;
  gz_moment_days(moment);
}

static void
shift_months(struct gz_date base, int32_t count, int32_t unit,
             struct gz_moment *moment) {
  const int32_t months = unit == GZ_TIME_MONTH     ? 1
                         : unit == GZ_TIME_QUARTER ? 3
                                                   : 6;
  const enum gz_grain grain = unit == GZ_TIME_MONTH     ? GZ_GRAIN_MONTH
                              : unit == GZ_TIME_QUARTER ? GZ_GRAIN_QUARTER
                                                        : GZ_GRAIN_HALF;
  struct gz_date date = {0, 0, 0};
  if (is_known(base) && abs(count) < 12 * GZ_MAX_YEAR) {
    date =
        gz_date_add_months(gz_date(base.year, base.month, 1), count * months);
  }
  moment->grain = grain;
  if (is_known(date)) {
    set_stretch(moment, date, grain, months);
  }
}

static void
shift_days(struct gz_date base, int32_t count, int32_t unit,
           struct gz_moment *moment) {
  const int32_t days = unit == GZ_TIME_FORTNIGHT ? 14
                       : unit == GZ_TIME_DAY     ? 1
                                                 : 7;
  struct gz_date date = {0, 0, 0};
  if (is_known(base) && abs(count) < 366 * GZ_MAX_YEAR) {
    date = gz_date_add_days(base, count * days);
  }
  if (unit == GZ_TIME_DAY) {
    set_day(moment, date);
  } else {
    set_week(moment, date,
             unit == GZ_TIME_WEEKEND ? GZ_GRAIN_WEEKEND : GZ_GRAIN_WEEK);
  }
}

/** Fill in what the fields say within the year, month or week found. */
static void
refine(const struct gz_time_context *context,
       const struct gz_time_fields *fields, struct gz_moment *moment) {
  struct gz_time_fields finer = *fields;
  bool ignored = false;
  const int32_t weekday = get(fields, GZ_TIME_FIELD_WEEKDAY);
  if (moment->grain == GZ_GRAIN_WEEK && weekday && is_known(moment->begin)) {
    set_day(moment, gz_date_add_days(moment->begin, weekday - 1));
    return;
  }
  finer.set &=
      ~((uint32_t)1 << GZ_TIME_FIELD_UNIT | (uint32_t)1 << GZ_TIME_FIELD_SHIFT);
  const bool within_year = gz_time_has(fields, GZ_TIME_FIELD_MONTH) ||
                           gz_time_has(fields, GZ_TIME_FIELD_SEASON) ||
                           gz_time_has(fields, GZ_TIME_FIELD_QUARTER) ||
                           gz_time_has(fields, GZ_TIME_FIELD_HALF) ||
                           gz_time_has(fields, GZ_TIME_FIELD_HOLIDAY);
  const bool within_month = gz_time_has(fields, GZ_TIME_FIELD_DAY);
  if (moment->grain == GZ_GRAIN_YEAR && within_year) {
    gz_time_set(&finer, GZ_TIME_FIELD_YEAR, moment->year);
  } else if (moment->grain == GZ_GRAIN_MONTH && within_month) {
    gz_time_set(&finer, GZ_TIME_FIELD_YEAR, moment->year);
    gz_time_set(&finer, GZ_TIME_FIELD_MONTH, moment->month);
  } else {
    return;
  }
  absolute(context, &finer, GZ_DIRECTION_NONE, moment, &ignored);
}

static void
relative(const struct gz_time_context *context,
         const struct gz_time_fields *fields, struct gz_moment *moment) {
  const struct gz_date base = gz_time_base(context, fields);
  const int32_t unit = get(fields, GZ_TIME_FIELD_UNIT);
  int32_t count = get(fields, GZ_TIME_FIELD_SHIFT);
  if (gz_time_has(fields, GZ_TIME_FIELD_SIGN)) {
    const int32_t n =
        gz_time_has(fields, GZ_TIME_FIELD_N) ? get(fields, GZ_TIME_FIELD_N) : 1;
    count += get(fields, GZ_TIME_FIELD_SIGN) * (n < 10000000 ? n : 10000000);
  }
  if (get(fields, GZ_TIME_FIELD_KEEP) == 1 && context->in_quarter) {
    shift_months(context->quarter, 4 * count, GZ_TIME_QUARTER, moment);
    return;
  }
  if (unit < GZ_TIME_DAY) {
    shift_days(base, 0, GZ_TIME_DAY, moment);
  } else if (unit <= GZ_TIME_FORTNIGHT) {
    shift_days(base, count, unit, moment);
  } else if (unit <= GZ_TIME_HALF) {
    shift_months(base, count, unit, moment);
  } else {
    const int32_t years = unit == GZ_TIME_YEAR      ? 1
                          : unit == GZ_TIME_DECADE  ? 10
                          : unit == GZ_TIME_CENTURY ? 100
                                                    : 1000;
    shift_years(context, base, abs(count) < GZ_MAX_YEAR ? count * years : 0,
                moment);
    if (unit == GZ_TIME_DECADE && !gz_time_has(fields, GZ_TIME_FIELD_SIGN)) {
      moment->grain = GZ_GRAIN_DECADE;
      moment->year -= moment->year % 10;
    } else if (unit == GZ_TIME_CENTURY &&
               !gz_time_has(fields, GZ_TIME_FIELD_SIGN)) {
      moment->grain = GZ_GRAIN_CENTURY;
      moment->part = moment->year / 100 + 1;
      moment->year -= moment->year % 100;
    }
    gz_moment_days(moment);
  }
  refine(context, fields, moment);
}

/** "The weekend": the last one if today is a working day, by tense. */
static void
choose_weekend(struct gz_date base, enum gz_direction direction,
               struct gz_moment *moment) {
  const bool back = is_known(base) && gz_weekday(base) < 6 &&
                    direction != GZ_DIRECTION_FUTURE;
  shift_days(base, back ? -1 : 0, GZ_TIME_WEEKEND, moment);
}

void
gz_time_moment(const struct gz_time_context *context,
               const struct gz_time_fields *fields, enum gz_direction direction,
               struct gz_moment *moment, bool *resolved) {
  *moment = (struct gz_moment){.grain = GZ_GRAIN_YEAR};
  *resolved = false;
  if (gz_time_has(fields, GZ_TIME_FIELD_UNIT) &&
      (gz_time_has(fields, GZ_TIME_FIELD_SHIFT) ||
       gz_time_has(fields, GZ_TIME_FIELD_SIGN))) {
    *resolved = true;
    relative(context, fields, moment);
  } else if (get(fields, GZ_TIME_FIELD_UNIT) == GZ_TIME_WEEKEND) {
    *resolved = true;
    choose_weekend(gz_time_base(context, fields), direction, moment);
  } else {
    absolute(context, fields, direction, moment, resolved);
    if (get(fields, GZ_TIME_FIELD_UNIT) == GZ_TIME_WEEK) {
      set_week(moment, moment->begin, GZ_GRAIN_WEEK); // "The week of May 6"
    }
  }
}
