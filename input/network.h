/**
 * @file network.h
 * From words to scores: the network over a batch of sentences.
 *
 * Each sentence takes one row for the root and one for each word.  All
 * memory is in a struct gz_network_scratch, made once a thread; nothing is
 * allocated while it runs.
 *
 * Threads.    A scratch is used by one thread at a time; the model by any.
 */

#ifndef GZ_INPUT_NETWORK_H
#define GZ_INPUT_NETWORK_H

#include "input/kernel.h"
#include "input/model.h"
#include "input/word_cache.h"

/** Rows that a batch can have: the longest sentence and its root. */
#define GZ_NETWORK_ROWS (GZ_MAX_SENTENCE_TOKENS + 1)

/** Sentences that a batch can have. */
#define GZ_NETWORK_SENTENCES 64

/** Memory for one batch, and the sentences in it. */
struct gz_network_scratch {
  const struct gz_model *model;
  const struct gz_kernels *kernels;
  uint32_t firsts[GZ_NETWORK_SENTENCES + 1]; /**< First row of each sentence */
  uint32_t n_sentences;
  uint32_t rows; /**< Rows in use */
  struct gz_word_cache *cache;
  struct gz_str *new_forms; /**< Words that are not in the cache */
  uint32_t *new_rows;       /**< Their rows */
  uint32_t n_new;
  float *embedded; /**< Of these words: rows of the input layer's width */
  float *x;        /**< Rows of the encoder's width */
  float *wide;     /**< Rows of three times the encoder's width */
  float *state;    /**< Rows of the encoder's width */
  float *scores;   /**< Rows of `model->scores.rows`: see gz_model_heads */
  float *arc_head; /**< Rows of the arc width */
  float *arc_dep;  /**< Rows of the arc width */
  float *arc_in;   /**< Rows of the arc width */
  float *arcs;     /**< A sentence's matrix: rows of its words + 1 */
  float *rel_in;   /**< Rows of twice the relation width */
  float *rels;     /**< Rows of `model->rel.rows`, one for each pair */
  int16_t *quantised;
  float *row_scales;
};

/**
 * Return scratch for `model`, which must outlive it, or null.
 *
 * @param kernels  How to compute; null for the fastest.
 */
struct gz_network_scratch *
gz_network_scratch_new(const struct gz_model *model,
                       const struct gz_kernels *kernels);

/** Free `scratch`.  Null is fine. */
void gz_network_scratch_free(struct gz_network_scratch *scratch);

/** Begin a new batch. */
void gz_network_begin(struct gz_network_scratch *scratch);

/**
 * Add a sentence of `count` words, at least one, to the batch.  The forms'
 * bytes must last until it has been run.
 *
 * @return Whether it had room; a sentence of up to #GZ_MAX_SENTENCE_TOKENS
 *         always has in an empty batch.
 */
bool gz_network_add(struct gz_network_scratch *scratch,
                    const struct gz_str *forms, size_t count);

/** Compute `scores` and what the arcs need for all sentences of the batch. */
void gz_network_run(struct gz_network_scratch *scratch);

/**
 * Compute `arcs` of sentence number `sentence`: row d - 1 has the scores of
 * word d for each head from 0, the root; rows are as long as the sentence has
 * words, and one.
 */
void gz_network_arcs(struct gz_network_scratch *scratch, uint32_t sentence);

/**
 * Compute `rels` of `n` pairs, #GZ_NETWORK_ROWS at most, one row for each.
 *
 * @param deps   Row of each pair's dependent.
 * @param heads  Row of its head.
 */
void gz_network_relations(struct gz_network_scratch *scratch,
                          const uint32_t *deps, const uint32_t *heads,
                          size_t n);

#endif
