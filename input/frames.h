/**
 * @file frames.h
 * The lexicon of events: which words speak of which kind of event, and where
 * in the sentence its participants stand.
 *
 *     law      set  bill act regulation Legislation
 *     struck   form strike
 *     accuse   v  Accusation   actor=subj recipient=obj concerns=of|over
 *     call+on  v  Request      actor=subj recipient=on concerns=comp
 *     pull out v  Retreat      actor=subj concerns=of|from
 *     pass|adopt v Enactment   if=obj:@law|measure actor=subj results=obj
 *     decision n  Decision     actor=poss|mod|by|of concerns=on|about|comp
 *     arrest   v  Coercion     political actor=subj recipient=obj
 *     make     v  light
 *     face     v  undergo
 *     erupt    v  occur
 *
 * A line of english/frames.tsv has four fields parted by tabs: the lemma, with
 * its particle after a space ("pull out") and a preposition that it needs after
 * a plus ("call+on"), or with a noun that modifies it before it ("phone call"),
 * several of them parted by bars; `v` or `n`; the class of the event; and its
 * conditions and roles.  A role has one or more places to look in, the first
 * that is filled counts:
 *
 *     subj  who does it: subject, passive agent, controller (tree.h)
 *     obj   whom it is done to: object, passive subject
 *     iobj  indirect object
 *     comp  a clause or infinitive that completes it
 *     inf   only an infinitive: "told it to leave"
 *     poss  the possessor: "Britain's decision"
 *     mod   what modifies it before it: "US decision", "British ban"
 *     WORD  the phrase after that preposition: "on"
 *
 * A `form` is what a verb's lemma may be mistaken for, and the lemma.
 *
 * A condition is `if=PLACE:WORDS` or `unless=PLACE:WORDS`: whether the phrase
 * in that place is headed by one of the words, parted by bars.  "@law" stands
 * for the words of that set, which a line of its own names before; a word with
 * a capital is a class of entities that the phrase may stand for; "*" is any
 * phrase.  So "pass a
 * bill" is told from "pass the ball".  A frame that is `political` speaks of
 * public affairs whoever takes part; any other needs a participant that does.
 *
 * A light verb ("make a decision") lends its subject and its other phrases to
 * the noun that is its object or, with a preposition ("engage+in"), stands
 * behind that: as who does it or, if it is one of undergoing ("face a
 * threat"), as whom it is done to.  A verb of occurring ("clashes erupted")
 * lends its other phrases to the noun that is its subject.
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

/** Most conditions of one frame, and most sets of words of one condition. */
#define GZ_FRAME_MAX_NEEDS 4
#define GZ_FRAME_MAX_SETS 6

/** Where a participant may stand. */
enum gz_place_kind {
  GZ_PLACE_NONE, /**< End of a role's places */
  GZ_PLACE_SUBJECT,
  GZ_PLACE_OBJECT,
  GZ_PLACE_INDIRECT_OBJECT,
  GZ_PLACE_COMPLEMENT,
  GZ_PLACE_INFINITIVE,
  GZ_PLACE_POSSESSOR,
  GZ_PLACE_MODIFIER,
  GZ_PLACE_PREPOSITION,
};

/** One place to look in. */
struct gz_frame_place {
  uint8_t kind;            /**< An enum gz_place_kind */
  const char *preposition; /**< Of a GZ_PLACE_PREPOSITION */
};

/** A condition on the phrase in one place. */
struct gz_frame_need {
  struct gz_frame_place place;
  bool forbids; /**< It must not be one of the words */
  uint8_t n_sets;
  uint32_t sets[GZ_FRAME_MAX_SETS]; /**< For gz_frames_need_has() */
};

/** One lemma of a line of the lexicon. */
struct gz_frame {
  struct gz_str lemma;
  const char *particle;    /**< That a verb needs, or null */
  const char *preposition; /**< That it needs, or null */
  const char *modifier;    /**< Noun that it needs before it, or null */
  const char *rule;        /**< "frame:call+on" */
  uint8_t type;            /**< An enum gz_event_class; NONE for a light verb */
  bool noun;
  bool light;     /**< A light verb, whose subject does it */
  bool undergo;   /**< One whose subject it is done to */
  bool occurs;    /**< One of occurring, whose subject is what happens */
  bool political; /**< Of public affairs, whoever takes part */
  uint8_t n_needs;
  struct gz_frame_need needs[GZ_FRAME_MAX_NEEDS];
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

/**
 * Whether a condition names the lemma.
 *
 * What it forbids it names too: the caller asks need->forbids.
 */
bool gz_frames_need_has(const struct gz_frames *frames,
                        const struct gz_frame_need *need, struct gz_str lemma);

/** Whether a condition names the class of entities. */
bool gz_frames_need_has_class(const struct gz_frames *frames,
                              const struct gz_frame_need *need,
                              enum gz_entity_class type);

/** Whether the lexicon's set of that name has the lemma; false if none is. */
bool gz_frames_set_has(const struct gz_frames *frames, const char *set,
                       struct gz_str lemma);

/** How many frames there are. */
uint32_t gz_frames_count(const struct gz_frames *frames);

#endif
