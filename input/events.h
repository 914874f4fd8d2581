/**
 * @file events.h
 * What an article speaks of as happening, with its participants and its time.
 *
 * Each verb and noun that the lexicon (frames.h) has a frame for may be the
 * trigger of an event; the frame says where in the dependency tree the
 * participants stand, through passives, relative clauses, control,
 * coordination and light verbs (tree.h); a phrase stands for the entity of the
 * mention that it is the head of.  What is an event's topic and no mention
 * becomes a topic of its own.
 *
 *     The UK is expected to make a final decision on Huawei later this month.
 *         actor                 clause   trigger    concerns |----time-----|
 *
 * An event is kept if somebody or something that the graph is about takes part
 * in it: a state, an organization, an official, an unnamed source, people in
 * public life ("police", "French workers") or a policy; or if its frame is
 * political by itself ("arrest", "sanctions").  In a report of sport, where
 * attacks and retreats are figures of speech, those are passed over.  So
 * sports, recipes and private lives yield nothing.
 *
 * That an event is found does not mean that it happened: claims.h says who puts
 * it forward, and how.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_EVENTS_H
#define GZ_INPUT_EVENTS_H

#include "input/article.h"
#include "input/frames.h"
#include "input/tree.h"

/**
 * Fill the events of `article`, in the order of their triggers.
 *
 * Reads tokens, trees, mentions, entities and times; adds entities for topics.
 * Sentences that repeat the title are passed over.  Takes time in proportion
 * to the tokens, but for coordinations and clauses, which are walked for each
 * event in them.
 *
 * @return #GZ_OK, also if there are none.
 * @return #GZ_NO_MEMORY if the arena is full.
 */
enum gz_status gz_find_events(struct gz_article *article,
                              const struct gz_tree *tree,
                              const struct gz_frames *frames,
                              struct gz_error *error);

#endif
