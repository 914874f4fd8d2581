/**
 * @file name_votes.h
 * One type for one name: what a document's sentences say of the same words.
 *
 * The network sees one sentence at a time.  A name that it is sure of in one
 * ("Marine Le Pen, who leads …") may stand bare in the next ("Le Pen").  So all
 * occurrences of the same words vote, each with its scores for the six types,
 * and names of one word also with the persons whose name ends in it (Gale,
 * Church and Yarowsky 1992: one sense per discourse).  Proper nouns in no name
 * that are one elsewhere, or a person's last name, become one.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_NAME_VOTES_H
#define GZ_INPUT_NAME_VOTES_H

#include "input/analyser.h"

/** Scores of one word for each type of name, in the order of enum gz_ne. */
struct gz_name_scores {
  float of[GZ_N_NE - 1];
};

/**
 * Let the names of one document vote on their types.
 *
 * @param forms   The `n` words of the document.
 * @param words   What was found of them; `ne` is changed.
 * @param scores  One for each word.
 * @param arena   For the work, and taken again only with the arena.
 *
 * @return Whether there was memory.
 */
bool gz_names_vote(const struct gz_str *forms, size_t n, struct gz_word *words,
                   const struct gz_name_scores *scores, struct gz_arena *arena);

#endif
