/**
 * @file frames.h
 * The lexicon of events: which words speak of which kind of event, and where
 * in the sentence its participants stand.
 *
 *     accuse   v  Accusation   actor=subj recipient=obj concerns=of|over
 *     call+on  v  Request      actor=subj recipient=on concerns=comp
 *     pull out v  Retreat      actor=subj concerns=of|from
 *     decision n  Decision     actor=poss|mod|by|of concerns=on|about|comp
 *     make     v  light
 *     face     v  undergo
 *
 * A line of english/frames.tsv has four fields parted by tabs: the lemma, with
 * its particle after a space ("pull out") and a preposition that it needs after
 * a plus ("call+on"), or with a noun that modifies it before it ("phone call");
 * `v` or `n`; the class of the event; and the roles.  A role has one or more
 * places to look in, the first that is filled counts:
 *
 *     subj  who does it: subject, passive agent, controller (tree.h)
 *     obj   whom it is done to: object, passive subject
 *     iobj  indirect object
 *     comp  a clause or infinitive that completes it
 *     poss  the possessor: "Britain's decision"
 *     mod   what modifies it before it: "US decision", "British ban"
 *     WORD  the phrase after that preposition: "on"
 *
 * A light verb ("make a decision") lends its subject and its other phrases to
 * the noun that is its object: as who does it or, if it is one of undergoing
 * ("face a threat"), as whom it is done to.
 *
 * The approach is that of frame semantics (Fillmore 1982; Baker, Fillmore and
 * Lowe 1998, FrameNet), over dependency trees in place of constituents.
 *
 * Ownership.  Frames belong to the lexicon; their strings live as long.
 * Threads.    A lexicon does not change once loaded.
 */

#ifndef GZ_INPUT_FRAMES_H
#define GZ_INPUT_FRAMES_H

#include "input/facts.h"
#include "input/status.h"
#include "input/str.h"

#include <stdbool.h>
#include <stdint.h>

/** Most places that one role can be looked for in. */
#define GZ_FRAME_MAX_PLACES 6

/** Where a participant may stand. */
enum gz_place_kind {
  GZ_PLACE_NONE, /**< End of a role's places */
  GZ_PLACE_SUBJECT,
  GZ_PLACE_OBJECT,
  GZ_PLACE_INDIRECT_OBJECT,
  GZ_PLACE_COMPLEMENT,
  GZ_PLACE_POSSESSOR,
  GZ_PLACE_MODIFIER,
  GZ_PLACE_PREPOSITION,
};

/** One place to look in. */
struct gz_frame_place {
  uint8_t kind;            /**< An enum gz_place_kind */
  const char *preposition; /**< Of a GZ_PLACE_PREPOSITION */
};

/** One line of the lexicon. */
struct gz_frame {
  struct gz_str lemma;
  const char *particle;    /**< That a verb needs, or null */
  const char *preposition; /**< That it needs, or null */
  const char *modifier;    /**< Noun that it needs before it, or null */
  const char *rule;        /**< "frame:call+on" */
  uint8_t type;            /**< An enum gz_event_class; NONE for a light verb */
  bool noun;
  bool light;   /**< A light verb, whose subject does it */
  bool undergo; /**< One whose subject it is done to */
  struct gz_frame_place places[GZ_N_ROLE][GZ_FRAME_MAX_PLACES];
  uint32_t next; /**< Next frame of the same lemma, or #GZ_NONE */
};

struct gz_frames;

/**
 * Load the lexicon in the file `path`.
 *
 * @param[out] frames  To be freed with gz_frames_free().
 *
 * @return #GZ_OK, #GZ_IO, #GZ_NO_MEMORY, #GZ_TOO_LARGE.
 * @return #GZ_BAD_INPUT if a line is not as described, with its number.
 */
enum gz_status gz_frames_load(const char *path, struct gz_frames **frames,
                              struct gz_error *error);

/** As gz_frames_load(), from the text of such a file; `name` for messages. */
enum gz_status gz_frames_from_text(struct gz_str text, const char *name,
                                   struct gz_frames **frames,
                                   struct gz_error *error);

/** Free `frames`.  Null is fine. */
void gz_frames_free(struct gz_frames *frames);

/**
 * The first frame of a lemma, compared without regard to case, or null.
 *
 * The others follow by gz_frames_next(): those that need more come first.
 */
const struct gz_frame *gz_frames_find(const struct gz_frames *frames,
                                      struct gz_str lemma, bool noun);

/** The next frame of the same lemma, or null. */
const struct gz_frame *gz_frames_next(const struct gz_frames *frames,
                                      const struct gz_frame *frame);

/** How many frames there are. */
uint32_t gz_frames_count(const struct gz_frames *frames);

#endif
