/**
 * @file timex.h
 * Time expressions: where they are, and which days they mean.
 *
 *     Britain decides later this month, sources said on Wednesday.
 *                     |--------------|                  |-------|
 *                     2020-01                           2020-01-08
 *                     2020-01-08 .. 2020-01-31          one day
 *
 * Expressions are found by rules over words, which are read from a file
 * (input/english/timex.rules says how they are written), and normalised as
 * TIMEX3 of TimeML (Pustejovsky et al. 2003) has it, in the manner of
 * HeidelTime (Strötgen and Gertz 2013, Language Resources and Evaluation
 * 47(2)) and SUTime (Chang and Manning 2012, LREC).  Where rules overlap the
 * leftmost expression wins, then the longest, then the earlier rule.
 *
 * What a relative or partial expression is counted from:
 *
 * - In news, from the date of publication; but "the next day", "two years
 *   later" and their like from the last date that the text mentioned.
 * - In a narrative, always from the last date that the text mentioned.  A text
 *   is a narrative if its date is not known, or if the dates that it writes
 *   out with a year two or more before that of publication are at least five,
 *   and four times as many as those that only a reader of the day understands
 *   ("yesterday", "on Monday", "last week").
 *
 * Direction: a weekday is the last one, or the next one if the verb it hangs on
 * is in the future or present tense or an infinitive; the day of publication
 * counts as both.  A month, day or season without its year is the nearest one,
 * where days count six times as much on the side that the verb's tense does not
 * point to, and, without any tense, twice as much ahead as back.  A quarter is
 * the last one unless the verb points ahead.  Without tags and heads there is
 * no tense.
 *
 * Without any date to count from, an expression keeps its place and its type,
 * but has no dates, and an X in its value for each digit that is not known.
 * Nothing ever depends on the day of the run.
 *
 * Units.      As in article.h.  Dates are days of the proleptic Gregorian
 *             calendar, years 1 to 9999; `begin` and `end` of an expression
 *             are the first and last day that it can mean.
 *
 * Threads.    Rules do not change once loaded; threads may share them.
 */

#ifndef GZ_INPUT_TIMEX_H
#define GZ_INPUT_TIMEX_H

#include "input/article.h"
#include "input/status.h"
#include "input/str.h"

struct gz_timex_rules;

/**
 * Read rules from the file at `path`.
 *
 * @param[out] rules  Free them with gz_timex_rules_free().
 *
 * @return #GZ_OK.
 * @return #GZ_IO if the file cannot be read.
 * @return #GZ_TOO_LARGE if it has more than #GZ_MAX_TIMEX_RULES_BYTES, or its
 *         rules come to more than #GZ_MAX_TIMEX_STEPS steps.
 * @return #GZ_BAD_INPUT if a rule is malformed, with file, line and column.
 * @return #GZ_NO_MEMORY if memory is out.
 */
enum gz_status gz_timex_rules_load(const char *path,
                                   struct gz_timex_rules **rules,
                                   struct gz_error *error);

/** As gz_timex_rules_load(), from `text`, which is not kept. */
enum gz_status gz_timex_rules_parse(struct gz_str text,
                                    struct gz_timex_rules **rules,
                                    struct gz_error *error);

/** Free `rules`.  Null is fine. */
void gz_timex_rules_free(struct gz_timex_rules *rules);

/** Number of rules. */
size_t gz_timex_rules_count(const struct gz_timex_rules *rules);

/**
 * Fill the times of `article`, which has sentences and tokens.
 *
 * Times come in the order of the text and do not overlap.  Where the metadata
 * have no date, the dateline's is put there, if it has day, month and year:
 * "LONDON, Jan. 8, 2020 (Reuters)".  `rule` is a string of `rules`, which must
 * outlive the article.
 *
 * Takes time in proportion to the text.
 *
 * @return #GZ_OK, also if there are none.
 * @return #GZ_NO_MEMORY if the arena is full.
 */
enum gz_status gz_find_times(struct gz_article *article,
                             const struct gz_timex_rules *rules,
                             struct gz_error *error);

#endif
