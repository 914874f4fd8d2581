/**
 * @file calendar.h
 * Reckoning with days, months and ISO weeks.
 *
 * The calendar is the proleptic Gregorian one (ISO 8601): the rules of today
 * are used for all years.  Years run from 1 to 9999; a result outside has
 * year 0, which everywhere means "unknown".
 *
 * Units.      Days count from 1970-01-01, which is 0; weekdays from Monday,
 *             which is 1, to Sunday, 7; ISO weeks from 1.
 * Cost.       Constant.  No allocation, no state.
 */

#ifndef GZ_INPUT_CALENDAR_H
#define GZ_INPUT_CALENDAR_H

#include "input/facts.h"

#include <stdbool.h>
#include <stdint.h>

/** Last year that a date can have. */
#define GZ_MAX_YEAR 9999

/** The date of that year, month and day; year 0 if there is no such day. */
struct gz_date gz_date(int32_t year, int32_t month, int32_t day);

/** Whether `date` is a day of the calendar, all three parts known. */
bool gz_date_is_day(struct gz_date date);

/** Whether both are the same. */
bool gz_date_equal(struct gz_date a, struct gz_date b);

/** Days in that month of that year; `month` is from 1 to 12. */
int32_t gz_days_in_month(int32_t year, int32_t month);

/** Days from 1970-01-01 to `date`, which must be a day. */
int32_t gz_date_to_days(struct gz_date date);

/** The day that many days after 1970-01-01. */
struct gz_date gz_date_from_days(int32_t days);

/** The day `days` after `date`, or before if negative. */
struct gz_date gz_date_add_days(struct gz_date date, int32_t days);

/**
 * The same day `months` later, or earlier if negative; the last of that month
 * where it has no such day.
 */
struct gz_date gz_date_add_months(struct gz_date date, int32_t months);

/** Day of the week of `date`: Monday 1 to Sunday 7. */
int32_t gz_weekday(struct gz_date date);

/** ISO 8601 week that `date` is in, and the year that the week counts to. */
void gz_iso_week(struct gz_date date, int32_t *year, int32_t *week);

/** The Monday that begins that ISO week. */
struct gz_date gz_iso_week_begin(int32_t year, int32_t week);

#endif
