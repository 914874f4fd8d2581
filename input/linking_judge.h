/**
 * @file linking_judge.h
 * How a candidate of linking.h is judged: what is found for and against it.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_LINKING_JUDGE_H
#define GZ_INPUT_LINKING_JUDGE_H

#include "input/linking.h"

/** What speaks for a candidate or against it. */
enum gz_evidence {
  GZ_EVIDENCE_ONLY,
  GZ_EVIDENCE_PERSON,
  GZ_EVIDENCE_NAME,
  GZ_EVIDENCE_STATE,
  GZ_EVIDENCE_TYPE,
  GZ_EVIDENCE_OTHER_TYPE,
  GZ_EVIDENCE_CLASH,
  GZ_EVIDENCE_NO_NAME,
  GZ_EVIDENCE_HEARD,
  GZ_EVIDENCE_FULL_NAME,
  GZ_EVIDENCE_RELATED,
  GZ_EVIDENCE_BODY,
  GZ_EVIDENCE_NEIGHBOUR,
  GZ_EVIDENCE_TITLE,
  GZ_EVIDENCE_LEADER,
  GZ_EVIDENCE_IN_OFFICE,
  GZ_EVIDENCE_LONG_AGO,
  GZ_EVIDENCE_RARE,
  GZ_EVIDENCE_FIELD,
  GZ_EVIDENCE_COMPANY,
  GZ_EVIDENCE_SOLE,
  GZ_EVIDENCE_FOREIGN,
  GZ_EVIDENCE_ACTS,
  GZ_EVIDENCE_NOT_ACTING,
  GZ_EVIDENCE_DEFINED,
  GZ_EVIDENCE_WEAK,
  GZ_EVIDENCE_NAMESAKE,
  GZ_EVIDENCE_TEAM,
  GZ_EVIDENCE_CUT,
  GZ_EVIDENCE_AGAINST,
  GZ_N_EVIDENCE
};

/** Everything that a candidate is judged by. */
struct gz_judge {
  const struct gz_actor_work *work;
  const struct gz_link_context *context;
  const struct gz_finding *finding;
  const struct gz_actor_candidate *candidate;
  struct gz_actor known;
  uint32_t evidence; /**< What was found so far, as bits */
};

static inline void
gz_judge_find(struct gz_judge *judge, enum gz_evidence evidence) {
  judge->evidence |= 1U << evidence;
}

/** Judge a candidate that is a person (linking_persons.c). */
void gz_judge_person(struct gz_judge *judge);

/** Judge a candidate that is a state or a place (linking_places.c). */
void gz_judge_place(struct gz_judge *judge);

/** Judge a candidate that is a body of people or a thing (linking_places.c). */
void gz_judge_body(struct gz_judge *judge);

/** Whether all candidates are names of one actor. */
bool gz_same_actor(const struct gz_candidates *candidates);

/** Whether the article speaks of the state that an actor is of, at least so
 *  far. */
bool gz_is_of_heard(const struct gz_actor_work *work, uint32_t actor,
                    enum gz_standing least);

/** Whether it speaks for certain of a body that the actor is a member of. */
bool gz_is_member_of_heard(const struct gz_actor_work *work, uint32_t actor);

#endif
