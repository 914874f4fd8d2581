/**
 * @file tree_decoder.h
 * The heads and relations of a sentence, chosen together.
 *
 * Every word has as options the heads that the network thinks little worse
 * than the best; for each the relations are scored, and the tree is the best
 * for the sum of both.  Then no word keeps two subjects or two objects: of all
 * changes that end such a pair, another relation or another option of one of
 * them, the one that costs least is made (a greedy stand-in for the
 * constraints of Martins, Smith and Xing 2009, ACL).
 *
 * Threads.    A struct gz_tree_decoder is used by one thread at a time.
 */

#ifndef GZ_INPUT_TREE_DECODER_H
#define GZ_INPUT_TREE_DECODER_H

#include "input/network.h"

/** Memory for one sentence at a time. */
struct gz_tree_decoder;

/** Return a decoder for `model`, which must outlive it, or null. */
struct gz_tree_decoder *gz_tree_decoder_new(const struct gz_model *model);

/** Free `decoder`.  Null is fine. */
void gz_tree_decoder_free(struct gz_tree_decoder *decoder);

/**
 * Choose heads and relations of a sentence of a batch that has been run.
 * Changes what the network last said of arcs and relations.
 *
 * @param sentence  Its number in the batch.
 * @param heads     Gets the head of word d, from 1, at d - 1; 0 for the root.
 * @param labels    Gets the number of its relation in the model; "root" if and
 *                  only if the head is 0.
 */
void gz_tree_decode(struct gz_tree_decoder *decoder,
                    struct gz_network_scratch *network, uint32_t sentence,
                    uint16_t *heads, uint8_t *labels);

#endif
