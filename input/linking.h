/**
 * @file linking.h
 * Which known actor a name means, if it is certain.
 *
 * Each actor that bears the name is a candidate.  What speaks for it and what
 * speaks against it, its evidence, has weights (linking.c) that are summed: how
 * the table gives the name, what the analyser took it for, titles before it,
 * offices, the state and other actors that the article speaks of, definitions
 * of abbreviations, full names of others, sports.  The candidate with the
 * highest sum is taken if that reaches a threshold and no other has as much.
 * Else the name is left alone: no link is better than a wrong one.
 *
 * Names are gone through several times, the surest first, so that those that
 * can mean one thing only speak for the others.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_LINKING_H
#define GZ_INPUT_LINKING_H

#include "input/link_context.h"
#include "input/mentions_parts.h"

/** How far it is known that the article speaks of an actor. */
enum gz_standing {
  GZ_STANDING_UNHEARD, /**< Nothing names it for certain */
  GZ_STANDING_RELATED, /**< Something of its state is named */
  GZ_STANDING_CERTAIN, /**< Some mention can mean nothing else */
};

/** A stretch that may name a known actor. */
struct gz_finding {
  uint32_t first;    /**< Number of its first token */
  uint32_t count;    /**< How many tokens */
  uint32_t chosen;   /**< Number of the candidate taken, or #GZ_NONE */
  uint32_t evidence; /**< For the one taken: some enum gz_evidence, as bits */
  uint8_t ne;        /**< What the analyser took exactly these words for */
  bool team;         /**< A place's name that stands for its team */
  bool cut;          /**< The next word belongs to the name as well */
  struct gz_candidates candidates;
};

/** How sure the evidence must be. */
enum gz_link_round {
  GZ_LINK_PLAIN,  /**< The name can mean nothing else, whatever is around */
  GZ_LINK_STRONG, /**< It is said who is meant: by a title, a full name */
  GZ_LINK_LIKELY, /**< One stands out */
  GZ_LINK_AGAIN,  /**< Likewise, after what the round before found */
};

/**
 * The office that `person`, a known actor, held whose title the tokens from
 * `first` to `last` are: its label or a short form; or none.
 */
uint32_t gz_office_held(const struct gz_actor_work *work, uint32_t person,
                        uint32_t first, uint32_t last);

/** Choose a candidate of a finding, if one stands out in this round. */
void gz_link_choose(struct gz_actor_work *work,
                    const struct gz_link_context *context,
                    struct gz_finding *finding, enum gz_link_round round);

/**
 * The name of the rule that took a candidate and why, for people who ask:
 * "known-actor: only bearer of the name, type agrees".  In the article's
 * arena; null if memory is out.
 */
const char *gz_link_rule(struct gz_article *article, uint32_t evidence);

#endif
