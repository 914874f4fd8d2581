/**
 * @file word_features.h
 * A word as the network sees it: numbers of rows in the model's tables.
 *
 * Quotes and dashes are folded, letters lowered and digits made 0; then the
 * whole word, its first two and three code points, its last two to four, and
 * its shape (Xx, dd) are looked up, each by the FNV-1a hash (Fowler, Noll, Vo;
 * 64 bits) of a byte that names the feature and the UTF-8 bytes of its value.
 * The trigrams of the word in angle brackets go to buckets (Bojanowski et al.
 * 2017).  train/text.py computes the same.
 *
 * Any bytes may be given: what is no UTF-8 counts as U+FFFD.
 *
 * Threads.    No state.  No allocation.
 */

#ifndef GZ_INPUT_WORD_FEATURES_H
#define GZ_INPUT_WORD_FEATURES_H

#include "input/model.h"

/** Trigrams of a word that count. */
#define GZ_MAX_NGRAMS 16

/** Code points of a word that count. */
#define GZ_MAX_FEATURE_LENGTH 128

/** A word's rows. */
struct gz_features {
  uint32_t rows[GZ_MODEL_FEATURES]; /**< 0 where the value is not known */
  uint32_t vector;                  /**< 0 if it has no pre-trained vector */
  uint32_t ngrams[GZ_MAX_NGRAMS];   /**< From 1 */
  uint32_t n_ngrams;                /**< At least 1 */
};

/** Look up the features of `form`. */
void gz_features_of(const struct gz_model *model, struct gz_str form,
                    struct gz_features *features);

/**
 * Write `form` with quotes and dashes folded to `folded`, and that in lower
 * case to `lower`; both have room for `room` bytes, and what does not fit is
 * left out.  Sets the sizes.
 */
void gz_fold_form(struct gz_str form, char *folded, size_t *folded_size,
                  char *lower, size_t *lower_size, size_t room);

/** FNV-1a of `kind` and then the bytes of `text`. */
uint64_t gz_feature_hash(uint8_t kind, struct gz_str text);

#endif
