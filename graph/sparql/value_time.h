/**
 * @file value_time.h
 * Dates, times and durations of XML Schema 1.1 (part 2, sections 3.3.6 to
 * 3.3.16 and 3.4.26 f.), in the proleptic Gregorian calendar.
 *
 * The eight date and time datatypes share one struct; each has the fields that
 * it names, and the others hold fixed values, so that values of one type
 * compare field by field.
 *
 * Limits.     Years of at most 11 digits; seconds of at most 20 digits after
 *             the point; durations below 10^18 months.  What is beyond them is
 *             not read.
 *
 * Time zones. A value without one is compared as XML Schema has it: with a
 *             value that has one, it is before or after only if that is so for
 *             every zone from -14:00 to +14:00.
 *
 * Threads.    No state, no memory.
 */

#ifndef GZ_SPARQL_VALUE_TIME_H
#define GZ_SPARQL_VALUE_TIME_H

#include "graph/sparql/value_decimal.h"

/** Which of the datatypes. */
enum gz_time_kind {
  GZ_TIME_DATETIME,
  GZ_TIME_DATE,
  GZ_TIME_TIME,
  GZ_TIME_YEAR,
  GZ_TIME_YEAR_MONTH,
  GZ_TIME_MONTH,
  GZ_TIME_MONTH_DAY,
  GZ_TIME_DAY,
};

/** A point on the calendar or the clock. */
struct gz_datetime {
  int64_t year;             /**< 0 is 1 BC, as XSD 1.1 has it */
  uint8_t month;            /**< 1 to 12 */
  uint8_t day;              /**< 1 to 31 */
  uint8_t hour;             /**< 0 to 23 */
  uint8_t minute;           /**< 0 to 59 */
  bool has_zone;            /**< Whether a time zone is given */
  int16_t zone;             /**< Minutes east of UTC, -840 to 840 */
  struct gz_decimal second; /**< From 0 to below 60 */
};

/** A length of time; both parts have the same sign. */
struct gz_duration {
  int64_t months;
  struct gz_decimal seconds;
};

/** Bytes that the writers need at most. */
#define GZ_TIME_SIZE 96

/** Read a value of `kind`; `out` is unchanged if `text` is not one. */
bool gz_datetime_parse(struct gz_str text, enum gz_time_kind kind,
                       struct gz_datetime *out);

/** Write the canonical form, with its own time zone; returns the length. */
size_t gz_datetime_write(const struct gz_datetime *time, enum gz_time_kind kind,
                         char text[GZ_TIME_SIZE]);

/**
 * Compare two values of one kind.
 *
 * @param[out] order  <0, 0 or >0.
 * @return False if it cannot be told, since just one has a time zone and they
 *         are within 14 hours of each other.
 */
bool gz_datetime_compare(const struct gz_datetime *a,
                         const struct gz_datetime *b, int *order);

/** Total order: as above with UTC for a missing zone; those without first. */
int gz_datetime_order(const struct gz_datetime *a, const struct gz_datetime *b);

/** `from` - `to` in seconds; a missing zone is taken as UTC. */
bool gz_datetime_subtract(const struct gz_datetime *from,
                          const struct gz_datetime *to,
                          struct gz_decimal *seconds);

/** Add a duration, by the algorithm of XSD 1.1 part 2, appendix E.3.3. */
bool gz_datetime_add(const struct gz_datetime *time,
                     const struct gz_duration *duration,
                     struct gz_datetime *out);

/** The UTC time that many seconds after 1970. */
void gz_datetime_from_unix(int64_t seconds, int64_t nanoseconds,
                           struct gz_datetime *out);

/** The parts that a duration's datatype allows. */
enum gz_duration_kind {
  GZ_DURATION_ANY,
  GZ_DURATION_DAY_TIME,
  GZ_DURATION_YEAR_MONTH,
};

/** Read a duration; `out` is unchanged if `text` is not one. */
bool gz_duration_parse(struct gz_str text, enum gz_duration_kind kind,
                       struct gz_duration *out);

/** Write the canonical form, "P1Y2M3DT4H5M6.7S"; returns the length. */
size_t gz_duration_write(const struct gz_duration *duration,
                         enum gz_duration_kind kind, char text[GZ_TIME_SIZE]);

/**
 * Compare two durations by adding them to four dates (XSD 1.1, 3.3.6.1).
 *
 * @return False if the dates do not agree.
 */
bool gz_duration_compare(const struct gz_duration *a,
                         const struct gz_duration *b, int *order);

#endif
