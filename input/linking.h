/**
 * @file linking.h
 * Which known actor a name means, if it is certain.
 *
 * A name that can mean nothing else is taken.  Where it fits several actors, or
 * is a common word too, something else in the article must speak for one of
 * them: another name of the same actor that is certain, a title before it, the
 * state that is talked of, or the analyser, which took the words for a name of
 * that type.  What stays open is left alone: no link is better than a wrong
 * one.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_LINKING_H
#define GZ_INPUT_LINKING_H

#include "input/mentions_parts.h"

/** How far it is known that the article speaks of an actor. */
enum gz_standing {
  GZ_STANDING_UNHEARD, /**< Nothing names it for certain */
  GZ_STANDING_RELATED, /**< Something of its state is named */
  GZ_STANDING_CERTAIN, /**< Some mention can mean nothing else */
};

/** A stretch that may name a known actor. */
struct gz_finding {
  uint32_t first;  /**< Number of its first token */
  uint32_t count;  /**< How many tokens */
  uint32_t chosen; /**< Number of the candidate taken, or #GZ_NONE */
  uint8_t ne;      /**< What the analyser took exactly these words for */
  struct gz_candidates candidates;
};

/**
 * The office that `person`, a known actor, held whose title the tokens from
 * `first` to `last` are: its label or a short form; or none.
 */
uint32_t gz_office_held(const struct gz_actor_work *work, uint32_t person,
                        uint32_t first, uint32_t last);

/** Take the candidate of `finding` that is certain by itself, if one is. */
void gz_link_plain(struct gz_actor_work *work, struct gz_finding *finding);

/** Choose a candidate of an open finding, if one stands out. */
void gz_link_choose(struct gz_actor_work *work, struct gz_finding *finding);

#endif
