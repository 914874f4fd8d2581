/**
 * @file factuality_parts.h
 * What the two halves of factuality.h share; nobody else includes it.
 */

#ifndef GZ_INPUT_FACTUALITY_PARTS_H
#define GZ_INPUT_FACTUALITY_PARTS_H

#include "input/claims_lexicon.h"
#include "input/tree.h"

/** Most dependents of one word that are looked at. */
#define GZ_FACTUALITY_MAX_CHILDREN 64

/** What is known on the way up. */
struct gz_factuality_walk {
  const struct gz_tree *tree;
  const struct gz_claim_lexicon *lexicon;
  uint32_t from; /**< What was read last: the event's head, what is above */
  bool negative;
  bool unknown;
  bool hypothetical;
  uint8_t certainty;
  uint8_t temporality; /**< #GZ_N_TEMPORALITY until known */
  bool nominal;        /**< No clause was passed yet */
  bool in_scope;       /**< What the next clause denies is the noun's event */
};

/** Auxiliaries, adverbs and subordinating words of a clause. */
struct gz_factuality_clause {
  bool has_modal;
  bool has_have;   /**< "has banned", "may have banned" */
  bool infinitive; /**< "to ban" */
  bool own_subject;
  uint8_t tense; /**< Of its first auxiliary or copula */
};

/** Certain is 0, then ever less sure. */
int gz_factuality_doubt(uint8_t certainty);

/** Let `word`, which may be null, leave its mark. */
void gz_factuality_apply(struct gz_factuality_walk *walk,
                         const struct gz_modal_word *word);

/** Note the time of the first clause that has one. */
void gz_factuality_set_time(struct gz_factuality_walk *walk,
                            uint8_t temporality);

/** The modal word that `token` is, by its lemma or its form, or null. */
const struct gz_modal_word *
gz_factuality_word(const struct gz_factuality_walk *walk, uint32_t token,
                   char part);

/** Whether `token` is a verb or an auxiliary. */
bool gz_factuality_is_verb(const struct gz_factuality_walk *walk,
                           uint32_t token);

/** Take what the auxiliaries, adverbs and marks of a clause say. */
struct gz_factuality_clause
gz_factuality_read_clause(struct gz_factuality_walk *walk, uint32_t token);

/** Take what stands around a noun: "no decision", "a possible ban". */
void gz_factuality_read_noun(struct gz_factuality_walk *walk, uint32_t token);

#endif
