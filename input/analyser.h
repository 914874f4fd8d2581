/**
 * @file analyser.h
 * Parts of speech, lemmas, dependency trees and names, by a neural network.
 *
 * The network (train/README.md) looks at a batch of sentences at once and gives
 * every word scores; what is read off them is always well formed: one root and
 * no cycle in every sentence (spanning_tree.h), names whose parts follow one
 * another (Viterbi 1967, over BIOES tags), lemmas by edit scripts that fit the
 * word (Chrupała 2006), with a table of exceptions.
 *
 * A sentence beyond #GZ_MAX_SENTENCE_TOKENS is analysed in pieces of that many
 * tokens; the roots of the later pieces hang on the first piece's root, as
 * parataxis.  Time grows with the square of a sentence's length up to there,
 * and linearly beyond; memory is fixed.
 *
 * What is analysed in one call is taken as one document: its names vote on
 * their types (name_votes.h).  All else depends on a sentence alone.  Results
 * are the same, bit for bit, on every machine.
 *
 * Threads.    A struct gz_analyser is used by one thread at a time; several may
 *             share a model.
 */

#ifndef GZ_INPUT_ANALYSER_H
#define GZ_INPUT_ANALYSER_H

#include "input/article.h"
#include "input/kernel.h"
#include "input/model.h"

/** One thread's memory for analysing: some 19 MB. */
struct gz_analyser;

/** What is found out about a word. */
struct gz_word {
  struct gz_str lemma; /**< The form itself or a copy in the arena */
  uint32_t head;  /**< Number of its head in its sentence from 1; 0: root */
  uint8_t upos;   /**< An enum gz_upos */
  uint8_t xpos;   /**< An enum gz_xpos */
  uint8_t deprel; /**< An enum gz_deprel */
  uint8_t ne;     /**< An enum gz_ne */
  bool ne_begins; /**< Whether a name begins here */
};

/**
 * Return an analyser for `model`, which must outlive it, or null.
 *
 * @param kernels  How to compute; null for the fastest.
 */
struct gz_analyser *gz_analyser_new(const struct gz_model *model,
                                    const struct gz_kernels *kernels);

/** Free `analyser`.  Null is fine. */
void gz_analyser_free(struct gz_analyser *analyser);

/**
 * Analyse sentences of given words.
 *
 * @param forms    The words of all sentences, one sentence after the other.
 *                 Any bytes are accepted; what is no UTF-8 counts as U+FFFD.
 * @param lengths  How many words each of the `n` sentences has; 0 is fine.
 * @param arena    Where lemmas are put that are not the form.
 * @param words    Gets as many words as there are forms.
 *
 * @return #GZ_OK.
 * @return #GZ_NO_MEMORY if the arena is full.
 */
enum gz_status gz_analyser_run(struct gz_analyser *analyser,
                               const struct gz_str *forms,
                               const uint32_t *lengths, size_t n,
                               struct gz_arena *arena, struct gz_word *words,
                               struct gz_error *error);

/**
 * Fill lemma, upos, xpos, head, deprel, ne and ne_begins of all tokens of
 * `article`, whose sentences and tokens are there.
 *
 * @return #GZ_OK.
 * @return #GZ_NO_MEMORY if the article's arena is full.
 */
enum gz_status gz_analyse(struct gz_analyser *analyser,
                          struct gz_article *article, struct gz_error *error);

/** Scores of the last batch: for tests that compare them with the trainer's. */
const struct gz_network_scratch *
gz_analyser_network(const struct gz_analyser *analyser);

#endif
