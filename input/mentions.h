/**
 * @file mentions.h
 * Where an article names known actors, and who they are.
 *
 *     Washington plans to send a delegation to meet British officials.
 *     |metonym-|                                    |demonym|
 *     united-states                                 united-kingdom
 *
 * Names are the longest matches of the known actors (actors.h).  Where a name
 * fits several actors, or is a common word too, it is taken only if something
 * else in the article speaks for one of them: another name of the same actor
 * that is certain, the state that is talked of, or the analyser, which took
 * the words for a name of that type.  What stays open is left alone: a missing
 * mention is better than a false one.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_MENTIONS_H
#define GZ_INPUT_MENTIONS_H

#include "input/actors.h"
#include "input/article.h"

/**
 * Add to `article` a mention for each name of a known actor, and an entity
 * for each actor so named.
 *
 * Reads the tokens, and what the analyser says of them if it has run.
 * Sentences that repeat the title are passed over.  Takes time in proportion
 * to the tokens.
 *
 * @param actors  Tables, searched in turn: a name is looked for in the first
 *                that has a longest match.  They must outlive the article.
 *
 * @return #GZ_OK, also if there are none.
 * @return #GZ_NO_MEMORY if the arena is full.
 */
enum gz_status gz_find_mentions(struct gz_article *article,
                                const struct gz_actors *actors,
                                struct gz_error *error);

#endif
