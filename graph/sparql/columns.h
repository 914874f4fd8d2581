/**
 * @file columns.h
 * Sets of columns (variables) of one query: a bit for each.
 *
 * Plain values, copied by assignment; every function is inline and takes time
 * in proportion to #GZ_MAX_COLUMNS / 64 at most.
 */

#ifndef GZ_SPARQL_COLUMNS_H
#define GZ_SPARQL_COLUMNS_H

#include "graph/sparql/syntax.h"

/** Words of a set. */
#define GZ_COLUMN_WORDS (GZ_MAX_COLUMNS / 64)

/** A set of columns. */
struct gz_columns {
  uint64_t words[GZ_COLUMN_WORDS];
};

/** Put `column` into `set`; #GZ_NO_COLUMN is passed over. */
static inline void
gz_columns_add(struct gz_columns *set, uint32_t column) {
  if (column != GZ_NO_COLUMN) {
    set->words[column / 64] |= UINT64_C(1) << column % 64;
  }
}

/** Take `column` out of `set`. */
static inline void
gz_columns_remove(struct gz_columns *set, uint32_t column) {
  set->words[column / 64] &= ~(UINT64_C(1) << column % 64);
}

/** Whether `column` is in `set`; #GZ_NO_COLUMN never is. */
static inline bool
gz_columns_has(const struct gz_columns *set, uint32_t column) {
  return column != GZ_NO_COLUMN &&
         (set->words[column / 64] >> column % 64 & 1) != 0;
}

/** Put all of `other` into `set`. */
static inline void
gz_columns_unite(struct gz_columns *set, const struct gz_columns *other) {
  for (size_t i = 0; i < GZ_COLUMN_WORDS; ++i) {
    set->words[i] |= other->words[i];
  }
}

/** Keep in `set` only what is in `other` too. */
static inline void
gz_columns_meet(struct gz_columns *set, const struct gz_columns *other) {
  for (size_t i = 0; i < GZ_COLUMN_WORDS; ++i) {
    set->words[i] &= other->words[i];
  }
}

/** Take out of `set` all that is in `other`. */
static inline void
gz_columns_subtract(struct gz_columns *set, const struct gz_columns *other) {
  for (size_t i = 0; i < GZ_COLUMN_WORDS; ++i) {
    set->words[i] &= ~other->words[i];
  }
}

/** Whether all of `set` is in `other`. */
static inline bool
gz_columns_within(const struct gz_columns *set,
                  const struct gz_columns *other) {
  for (size_t i = 0; i < GZ_COLUMN_WORDS; ++i) {
    if (set->words[i] & ~other->words[i]) {
      return false;
    }
  }
  return true;
}

/** Whether `set` and `other` have a column in common. */
static inline bool
gz_columns_overlap(const struct gz_columns *set,
                   const struct gz_columns *other) {
  for (size_t i = 0; i < GZ_COLUMN_WORDS; ++i) {
    if (set->words[i] & other->words[i]) {
      return true;
    }
  }
  return false;
}

#endif
