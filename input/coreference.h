/**
 * @file coreference.h
 * Joining what means the same thing: the passes of the sieve; see mentions.h.
 *
 * Each pass goes over the references in the order of the text.  What it must
 * find again lies under keys: names, parts of names, titles, head nouns.
 *
 * Cost.       A pass is linear: keys are hashed, and no pass looks back
 *             further than a fixed number of references.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_COREFERENCE_H
#define GZ_INPUT_COREFERENCE_H

#include "input/interner.h"
#include "input/mentions_parts.h"
#include "input/pronouns.h"

/** What the passes share. */
struct gz_coreference {
  struct gz_actor_work *work;
  struct gz_interner *keys;
  uint32_t *last; /**< For each key: the last reference noted */
  uint32_t n_last;
  uint32_t capacity;
  uint32_t *namesake; /**< For each reference: one with its family name */
  uint32_t *inner_at; /**< For each token: name within a name there, plus 1 */
  uint32_t *by_actor; /**< For each known actor: reference, plus 1 */
};

/** Begin.  False if memory is out; end it also then. */
bool gz_coreference_begin(struct gz_coreference *c, struct gz_actor_work *work);

/** Free what is not in the arena. */
void gz_coreference_end(struct gz_coreference *c);

/** The last reference noted for a word in a list ('w': part of a name, 't':
 *  title of a person, 'n': head noun), or none. */
uint32_t gz_coreference_find(const struct gz_coreference *c, char list,
                             struct gz_str word);

/** Note a reference for a word in a list. */
bool gz_coreference_note(struct gz_coreference *c, char list,
                         struct gz_str word, uint32_t ref);

/** Note the words of a name by which a noun phrase may mean it: "foundation"
 *  of "RISC-V Foundation".  True also for what is no such name. */
bool gz_coreference_note_words(struct gz_coreference *c, uint32_t ref);

/** Join the names of one thing. */
bool gz_join_names(struct gz_coreference *c);

/** Join noun phrases with what they refer to. */
bool gz_join_nominals(struct gz_coreference *c);

/** Join pronouns with what they stand for; those of the third person only if
 *  there are weights for them. */
bool gz_join_pronouns(struct gz_coreference *c,
                      const struct gz_pronouns *pronouns);

/** A walk over the references before one, from the nearest on. */
struct gz_back {
  const struct gz_actor_work *work;
  uint32_t at;    /**< The reference visited last */
  uint32_t left;  /**< How many more to visit at most */
  uint32_t least; /**< Number of the first sentence to visit */
};

/** Begin such a walk, over so many sentences and references at most. */
struct gz_back gz_back_from(const struct gz_actor_work *work, uint32_t number,
                            uint32_t sentences, uint32_t most);

/** The next reference of a walk, or none. */
uint32_t gz_back_next(struct gz_back *back);

#endif
