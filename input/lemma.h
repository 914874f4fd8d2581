/**
 * @file lemma.h
 * Lemmas by edit scripts.
 *
 * A script is `case|cut|add`: take the folded form as it is (k), in lower case
 * (l), or in lower case but for the first letter (c), cut `cut` from its end,
 * add `add`.  It fits a form that ends in `cut` and of which something is left.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_LEMMA_H
#define GZ_INPUT_LEMMA_H

#include "input/arena.h"
#include "input/kernel.h"

/**
 * The lemma of `form` by the best of the scripts that fits, or by the table of
 * exceptions.
 *
 * @param kernels How to look through the scores.
 * @param upos    Text of its part of speech.
 * @param scores  One for each script of the model.
 * @param lemma   Gets the form itself, or a copy in `arena`; the form where no
 *                script fits.
 *
 * @return Whether there was memory.
 */
bool gz_lemma_of(const struct gz_model *model, const struct gz_kernels *kernels,
                 struct gz_str form, const char *upos, const float *scores,
                 struct gz_arena *arena, struct gz_str *lemma);

#endif
