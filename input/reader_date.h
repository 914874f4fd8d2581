/**
 * @file reader_date.h
 * The date of an article as people and programs write it.
 *
 * Read are ISO 8601 ("2020-01-08", "20200108", "2020-01-08T10:30:00Z", and
 * "2020-01" or "2020" where less is known), "8 January 2020",
 * "January 8, 2020" and "Jan. 8 2020", each with or without a day of the week
 * before it and a time of day after it, as in RFC 5322.  A date is taken as
 * written: no time zone is reckoned.  Numbers with slashes are refused, since
 * Britons and Americans read them differently.
 */

#ifndef GZ_INPUT_READER_DATE_H
#define GZ_INPUT_READER_DATE_H

#include "input/article.h"

/**
 * Read `text`, which has to be nothing but a date, white space aside.
 *
 * @param[out] date  Left as it was if `text` is none.
 *
 * @return Whether it is a date that the calendar has, of the years 1500 to
 * 9999: "0001-01-01" is what programs write that know none.
 */
bool gz_date_parse(struct gz_str text, struct gz_date *date);

#endif
