/**
 * @file timex_lexicon.h
 * Building the lexicon of the rules for times; see timex_rules.h.
 */

#ifndef GZ_INPUT_TIMEX_LEXICON_H
#define GZ_INPUT_TIMEX_LEXICON_H

#include "input/timex_rules.h"

/**
 * Number of the word `text`, which is added if it is new; 0 if memory is out
 * or it is longer than #GZ_MAX_TIMEX_WORD.
 */
uint32_t gz_time_word_add(struct gz_timex_rules *rules, struct gz_str text);

/** Say that `word` is in a list.  False if memory is out. */
bool gz_time_membership_add(struct gz_timex_rules *rules, uint32_t word,
                            struct gz_time_membership membership);

#endif
