/**
 * @file factuality.h
 * Whether somebody who speaks of an event says that it is so, how surely, and
 * where in time.
 *
 *     The UK is expected to make a final decision      probable, future
 *     The decision has not been made                   negative, past
 *     if the broadcasts do not stop                    hypothetical
 *
 * In the manner of De Facto (Saurí and Pustejovsky 2012): from the event's
 * clause up the dependency tree to the top of what its speaker says, each word
 * that embeds the event, and each auxiliary, adverb, determiner and
 * subordinating word on the way, leaves its mark (claims_lexicon.h).  Tense and
 * aspect are those of the first finite clause on the way; events that nouns
 * speak of take them from the clause that they stand in.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_FACTUALITY_H
#define GZ_INPUT_FACTUALITY_H

#include "input/claims_lexicon.h"
#include "input/tree.h"

/** How an event is put. */
struct gz_factuality {
  uint8_t polarity;    /**< An enum gz_polarity */
  uint8_t certainty;   /**< An enum gz_certainty */
  uint8_t temporality; /**< An enum gz_temporality */
  bool tenseless;      /**< Nothing told its time: present by default */
};

/**
 * How whoever speaks of `event` puts it.
 *
 * @param tops  By token: whether what somebody says begins there; the walk
 *              ends at the first on its way.
 *
 * Takes time in proportion to the clauses above the event, of which at most
 * a handful count.
 */
struct gz_factuality gz_factuality_of(const struct gz_tree *tree,
                                      const struct gz_claim_lexicon *lexicon,
                                      const struct gz_event *event,
                                      const bool *tops);

/**
 * Mark what a reporting word implies of what it reports: a denial turns it
 * round, a promise puts it into the future.
 *
 * @param kind  An enum gz_report_kind.
 * @param complements  Bits of enum gz_complement: how it is reported.
 * @param negated  Whether the reporting word itself is: "did not say".
 */
void gz_factuality_reported(struct gz_factuality *factuality, uint8_t kind,
                            uint32_t complements, bool negated);

#endif
