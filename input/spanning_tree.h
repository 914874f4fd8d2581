/**
 * @file spanning_tree.h
 * The best dependency tree for a matrix of scores: exactly one root, no cycle.
 *
 * The maximum spanning arborescence by contraction of cycles (Chu and Liu
 * 1965, Edmonds 1967), in O(n²) on a dense graph; one root by a penalty on
 * arcs from the root that outweighs all else (Zmigrod, Vieira and Cotterell
 * 2020).  Scores become whole numbers of 2^-16 first, so that sums are exact;
 * of equal scores the lower head wins.
 *
 * Threads.    A struct gz_spanning_tree_scratch is used by one thread at a
 * time.
 */

#ifndef GZ_INPUT_SPANNING_TREE_H
#define GZ_INPUT_SPANNING_TREE_H

#include "input/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Memory for trees of up to a number of words that was given at birth. */
struct gz_spanning_tree_scratch;

/** Make room for trees of up to `words` words, below 65535, or return null. */
struct gz_spanning_tree_scratch *gz_spanning_tree_scratch_new(size_t words);

/** Free `scratch`.  Null is fine. */
void gz_spanning_tree_scratch_free(struct gz_spanning_tree_scratch *scratch);

/**
 * Find the best tree over `n` words, at least 1 and at most what `scratch`
 * was made for.
 *
 * @param scores  Row d - 1 has the scores of word d, from 1, for each head from
 *                0, the root, to n: rows of `stride` floats.  A word is never
 *                its own head, whatever its score.  No value is refused: what
 *                is beyond ±30000, or no number, is clipped.
 * @param heads   Gets the head of word d at d - 1; 0 for the root.
 */
void gz_spanning_tree_best(struct gz_spanning_tree_scratch *scratch,
                           const float *scores, size_t stride, size_t n,
                           uint16_t *heads);

/** Whether `heads` make a tree with one root. */
bool gz_spanning_tree_is_sound(const uint16_t *heads, size_t n);

#endif
