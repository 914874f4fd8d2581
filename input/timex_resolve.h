/**
 * @file timex_resolve.h
 * What a match of a rule for times comes to: value and days; see timex.h.
 */

#ifndef GZ_INPUT_TIMEX_RESOLVE_H
#define GZ_INPUT_TIMEX_RESOLVE_H

#include "input/timex_match.h"
#include "input/timex_tense.h"

/** How much of a date is meant, from short to long. */
enum gz_grain {
  GZ_GRAIN_DAY,
  GZ_GRAIN_WEEKEND,
  GZ_GRAIN_WEEK,
  GZ_GRAIN_MONTH,
  GZ_GRAIN_SEASON,
  GZ_GRAIN_QUARTER,
  GZ_GRAIN_HALF,
  GZ_GRAIN_YEAR,
  GZ_GRAIN_DECADE,
  GZ_GRAIN_CENTURY,
};

/** A stretch of the calendar.  Parts finer than `grain` mean nothing. */
struct gz_moment {
  enum gz_grain grain;
  int32_t year;  /**< Of the ISO week for weeks; 0 if unknown */
  int32_t part;  /**< Number of the week, season, quarter or half */
  int32_t month; /**< 0 if unknown */
  int32_t day;
  bool bc;
  struct gz_date begin; /**< Year 0 if unknown */
  struct gz_date end;
};

/** What expressions are counted from; goes along with the text. */
struct gz_time_context {
  struct gz_date published; /**< Year 0 if unknown */
  bool narrative;
  bool bc;                /**< Whether the last year was before Christ */
  int32_t year;           /**< Last year mentioned; 0 if none */
  struct gz_date month;   /**< Last month mentioned, as its first day */
  struct gz_date quarter; /**< Last quarter mentioned, as its first day */
  struct gz_date day;     /**< Last day mentioned */
  bool in_quarter;        /**< Whether a quarter was mentioned last */
};

/**
 * Work out `fields` as a date.
 *
 * @param direction  Of the verb, for what has no year.
 * @param[out] moment  The date; its parts are 0 where unknown.
 * @param[out] resolved  Whether it was counted from another date.
 */
void gz_time_moment(const struct gz_time_context *context,
                    const struct gz_time_fields *fields,
                    enum gz_direction direction, struct gz_moment *moment,
                    bool *resolved);

/** Fill month and day of `moment` for a holiday of its year. */
void gz_moment_set_holiday(struct gz_moment *moment, int32_t holiday);

/** Fill `begin` and `end` of `moment` from its other parts. */
void gz_moment_days(struct gz_moment *moment);

/** What is counted from: the date that `fields` ask for; year 0 if none. */
struct gz_date gz_time_base(const struct gz_time_context *context,
                            const struct gz_time_fields *fields);

/** Remember `moment` as mentioned. */
void gz_time_mention(struct gz_time_context *context,
                     const struct gz_moment *moment);

/**
 * Write the value of a date, with its time of day, into `value`.
 *
 * @param size  Of `value`, at least #GZ_TIME_VALUE_SIZE.
 */
void gz_time_write_date(const struct gz_moment *moment,
                        const struct gz_time_fields *fields, size_t size,
                        char *value);

/** Write the value of a duration: "P3M". */
void gz_time_write_duration(const struct gz_time_fields *fields, size_t size,
                            char *value);

/** Write the value of a set: "XXXX-WXX-1". */
void gz_time_write_set(const struct gz_time_fields *fields, size_t size,
                       char *value);

/** Bytes that the longest value takes, with its terminator. */
#define GZ_TIME_VALUE_SIZE 48U

#endif
