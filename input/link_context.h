/**
 * @file link_context.h
 * What the whole of an article says about whom its names may mean.
 *
 *     Talent manager Scooter Braun denied it. Braun said …   not the senator
 *     artificial pancreas (AP) systems … AP …                not the agency
 *     England beat Tonga 36-20 in the World Cup.             teams, not states
 *
 * Full names of persons, abbreviations that the article defines, and the
 * sentences that are about sports are looked for once and then asked for as
 * often as there are names.
 *
 * Definitions are found as by Schwartz and Hearst (2003, Pacific Symposium on
 * Biocomputing 8): an abbreviation in parentheses after words in which its
 * letters are found from the right, the first at the beginning of a word.
 *
 * Cost.       Linear in the tokens; a question looks at no more than a fixed
 *             number of names.
 *
 * Ownership.  In the article's arena, but for what gz_link_context_end() frees.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_LINK_CONTEXT_H
#define GZ_INPUT_LINK_CONTEXT_H

#include "input/interner.h"
#include "input/mentions_parts.h"

/** What the article says of one bearer of a name. */
enum gz_bearer {
  GZ_BEARER_UNNAMED, /**< No longer name has that word */
  GZ_BEARER_OTHER,   /**< Longer names have it, all of somebody else */
  GZ_BEARER_BOTH,    /**< One may be his, others are not */
  GZ_BEARER_SAME,    /**< All that have it may be his */
};

/** What the article says an abbreviation stands for. */
enum gz_definition {
  GZ_DEFINITION_NONE,  /**< It defines no such abbreviation */
  GZ_DEFINITION_SAME,  /**< Words that are much like a name of the actor */
  GZ_DEFINITION_OTHER, /**< Words that are not */
};

/** A stretch of tokens, in a list of those with one key. */
struct gz_link_words {
  uint32_t first;
  uint32_t count;
  uint32_t next; /**< Number of the next in the list, or #GZ_NONE */
};

struct gz_link_context {
  const struct gz_actor_work *work;
  struct gz_interner *keys;
  uint32_t *heads; /**< For each key: its first item, or #GZ_NONE */
  uint32_t n_heads;
  uint32_t capacity;
  GZ_LIST(struct gz_link_words) items;
  bool *sports; /**< For each sentence: whether it tells of a match */
};

/** Begin: find the definitions and what is about sports.  False if memory is
 *  out; end it also then. */
bool gz_link_context_begin(struct gz_link_context *context,
                           const struct gz_actor_work *work);

/** Note the full name of a person.  False if memory is out. */
bool gz_link_context_person(struct gz_link_context *context, uint32_t first,
                            uint32_t count);

/** Free what is not in the arena. */
void gz_link_context_end(struct gz_link_context *context);

/** Whether the full names with the word at `token` may be those of `actor`. */
enum gz_bearer gz_link_bearer(const struct gz_link_context *context,
                              uint32_t token, uint32_t actor);

/** Whether the full name of a person ends in the word at `token`. */
bool gz_link_ends_name(const struct gz_link_context *context, uint32_t token);

/** What the word at `token` is an abbreviation of. */
enum gz_definition gz_link_definition(const struct gz_link_context *context,
                                      uint32_t token, uint32_t actor);

/**
 * Whether a person's name of `count` words may be one of `actor`: it is in the
 * table, or has the same forename, or its initial or short form, and the same
 * family name, and no other middle initial.  One word says nothing against it.
 */
bool gz_person_may_be(const struct gz_actor_work *work, uint32_t first,
                      uint32_t count, uint32_t actor);

/**
 * Whether a name may be one of `actor`, which is no person: not if a name of it
 * is followed by words that make another name, as in "Apple Watch".
 */
bool gz_body_may_be(const struct gz_actor_work *work, uint32_t first,
                    uint32_t count, uint32_t actor);

#endif
