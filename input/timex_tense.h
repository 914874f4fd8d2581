/**
 * @file timex_tense.h
 * Which way a time expression points, by the verb that it hangs on.
 */

#ifndef GZ_INPUT_TIMEX_TENSE_H
#define GZ_INPUT_TIMEX_TENSE_H

#include "input/article.h"

/** Which way. */
enum gz_direction {
  GZ_DIRECTION_PAST = -1,
  GZ_DIRECTION_NONE = 0, /**< Not known, or both */
  GZ_DIRECTION_FUTURE = 1,
};

/**
 * Direction of the expression in `count` tokens from `first` on.
 *
 * Climbs from the expression to the nearest verb above it: a past tense,
 * participle or perfect points back; an infinitive with "to", a modal and a
 * present tense point forward, but not an infinitive under "had been".
 * "Since" points back whatever the verb; "until", "by" and "through" undo a
 * past tense.  An expression before a noun ("Tuesday's", "a June deal") has
 * none. Looks at no more than a few hundred tokens.  Without tags and heads
 * only prepositions count.
 */
enum gz_direction gz_time_direction(const struct gz_article *article,
                                    uint32_t first, uint32_t count);

#endif
