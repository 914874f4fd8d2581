/**
 * @file model.h
 * The analyser's model file: loading, checking, and what is in it.
 *
 * A model file holds the weights of one network (8-bit, one scale a row), its
 * vocabularies as hash tables, and the names of its labels.  train/export.py
 * writes it.  All numbers are little endian:
 *
 *     0   "GZMODEL\n"
 *     8   u32  byte order mark 0x0a0b0c0d
 *     12  u32  version, #GZ_MODEL_VERSION
 *     16  u64  size of the file in bytes
 *     24  u32  CRC-32 (ISO 3309, as zlib has it) of the bytes from 64 on
 *     28  u32  number of sections, at most #GZ_MODEL_MAX_SECTIONS
 *     32  zeros
 *     64  sections' heads, 48 bytes each: char name[24], u32 kind, u32 rows,
 *         u32 cols, u32 zero, u64 offset
 *         then their contents, each at a multiple of 64
 *
 * Kinds: 1 bytes; 2 float32; 3 one float32 scale a row, then rows of int8;
 * 4 an open-addressing hash table of `rows` (a power of two) slots, each u32
 * upper half of the key's hash, u32 value, 0 being empty, probed linearly
 * from the slot that the lower half names.
 *
 * Ownership.  The model keeps the mapping; what functions return points into
 *             it or into memory of the model, and dies with it.
 *
 * Threads.    A loaded model is never written to: any number of threads may
 *             use it.
 */

#ifndef GZ_INPUT_MODEL_H
#define GZ_INPUT_MODEL_H

#include "input/status.h"
#include "input/str.h"

#include <stdint.h>

/** What a model file must say at byte 12. */
#define GZ_MODEL_VERSION 1u

/** Sections that a model file can have. */
#define GZ_MODEL_MAX_SECTIONS 128u

/** Bytes that a model file can have. */
#define GZ_MAX_MODEL_BYTES ((size_t)25 << 20)

/** Rows of features that are looked up: see word_features.h. */
#define GZ_MODEL_FEATURES 7

/** Layers that a network can have. */
#define GZ_MODEL_MAX_LAYERS 12

/** Largest width of a layer's input; keeps 32-bit sums exact. */
#define GZ_MODEL_MAX_WIDTH 1024u

/** Scores that one word can have over all heads. */
#define GZ_MODEL_MAX_SCORES 2048u

/** Words between a word and its head that the distance bias tells apart. */
#define GZ_MODEL_MAX_DISTANCE 64u

/** A hash table from 64-bit hashes to numbers from 1. */
struct gz_model_hash {
  const uint32_t *slots; /**< Pairs: upper half of the hash, value */
  uint32_t mask;         /**< Number of slots less one */
};

/** Rows of 8-bit numbers with a scale each. */
struct gz_model_table {
  const int8_t *values;
  const float *scales;
  uint32_t rows;
  uint32_t cols;
};

/** Outputs that the kernel computes at a time. */
#define GZ_MODEL_BLOCK 16

/**
 * y = W x + b with the weights as 16-bit numbers, ready for the kernel: blocks
 * of #GZ_MODEL_BLOCK rows, in each the columns by twos, in these the two
 * weights of each row.
 */
struct gz_model_linear {
  int16_t *weights; /**< `rows` * `stride`, zero-padded; own memory */
  float *scales;    /**< One a row; own memory */
  float *bias;      /**< One a row; own memory */
  uint32_t rows;    /**< Rounded up to a multiple of the block */
  uint32_t cols;    /**< Width of x */
  uint32_t stride;  /**< `cols` rounded up to a multiple of 2 */
};

/** Gain and shift of a layer normalisation. */
struct gz_model_norm {
  const float *gain;
  const float *shift;
};

/** A layer of the encoder. */
struct gz_model_layer {
  char kind; /**< 'w' window of three words, 'r' recurrent */
  struct gz_model_linear linear;
  struct gz_model_norm norm;
};

/** Names of labels, in the order of the scores. */
struct gz_model_labels {
  const char **texts; /**< Terminated */
  uint32_t count;
};

/** Where each head's scores begin in a row of scores. */
struct gz_model_heads {
  uint32_t upos, xpos, lemma, ne, arc_head, arc_dep, rel_head, rel_dep, end;
};

/** A loaded model.  Read its fields; do not change them. */
struct gz_model {
  struct gz_model_hash keys[GZ_MODEL_FEATURES];
  struct gz_model_table tables[GZ_MODEL_FEATURES];
  struct gz_model_table ngrams;
  struct gz_model_hash vector_keys;
  struct gz_model_table vectors;
  struct gz_model_linear input;
  struct gz_model_norm input_norm;
  const float *root; /**< What stands before the first word; `width` numbers */
  struct gz_model_layer layers[GZ_MODEL_MAX_LAYERS];
  uint32_t n_layers;
  struct gz_model_norm last_norm;
  struct gz_model_linear scores;
  struct gz_model_heads heads;
  struct gz_model_linear arc;
  const float *arc_bias;
  const float *distance; /**< 2 * max_distance + 1 numbers */
  uint32_t max_distance;
  struct gz_model_linear rel;
  uint32_t width;     /**< Of the encoder: `d` */
  uint32_t arc_width; /**< Of the arc heads */
  uint32_t rel_width; /**< Half of the width of the relation heads */
  struct gz_model_labels upos, xpos, deprel, ne, lemma;
  uint8_t *upos_tags;   /**< The label's number as an enum gz_upos */
  uint8_t *xpos_tags;   /**< … as an enum gz_xpos */
  uint8_t *deprel_tags; /**< … as an enum gz_deprel */
  uint32_t root_label;  /**< Number of the relation "root" */
  struct gz_model_hash exception_keys;
  struct gz_str exceptions; /**< Lemmas, each terminated */
  uint32_t checksum;        /**< CRC-32 of the file's contents: its version */
  void *mapping;
  size_t mapping_size;
};

/**
 * Map and check the model file `path`, make `*model` of it.
 *
 * Takes some 10 milliseconds for 15 MB, most of it for the checksum.
 *
 * @return #GZ_OK; free it with gz_model_free().
 * @return #GZ_IO if the file cannot be read.
 * @return #GZ_CORRUPT if it is no model, truncated, damaged, of another version
 *         or byte order, or its sections do not fit together.
 * @return #GZ_TOO_LARGE beyond #GZ_MAX_MODEL_BYTES.
 * @return #GZ_NO_MEMORY if memory is out.
 */
enum gz_status gz_model_load(const char *path, struct gz_model **model,
                             struct gz_error *error);

/**
 * As gz_model_load(), from `size` bytes at `data`, aligned to 8, which must
 * outlive the model.
 */
enum gz_status gz_model_from_memory(const void *data, size_t size,
                                    struct gz_model **model,
                                    struct gz_error *error);

/** Free `model`.  Null is fine. */
void gz_model_free(struct gz_model *model);

/** The value of `hash` in the table, or 0. */
uint32_t gz_model_find(const struct gz_model_hash *table, uint64_t hash);

/** CRC-32 of `size` bytes at `data` (polynomial 0xedb88320, slicing by 16). */
uint32_t gz_crc32(const void *data, size_t size);

#endif
