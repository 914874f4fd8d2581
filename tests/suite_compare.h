/**
 * @file suite_compare.h
 * Whether two answers are the same but for the labels of blank nodes.
 */

#ifndef GZ_TESTS_SUITE_COMPARE_H
#define GZ_TESTS_SUITE_COMPARE_H

#include "graph/sparql/results.h"

/** How rows are compared. */
enum suite_match {
  SUITE_BAG,  /**< In any order, as often as expected */
  SUITE_LIST, /**< In the order expected */
  SUITE_LAX,  /**< Each that is expected, once up to as often as expected */
};

/** How the answers turned out. */
enum suite_verdict {
  SUITE_SAME,
  SUITE_BY_VALUE, /**< Numbers are written differently */
  SUITE_DIFFERENT,
};

/**
 * Compare rows of the same columns.
 *
 * Looks for a bijection between the blank nodes of both, by backtracking.
 *
 * @param untyped  Both come from CSV: strings that look like numbers are
 *                 compared as numbers, those that begin with "_:" are blank
 *                 nodes.
 */
enum suite_verdict suite_compare_rows(const struct gz_term *expected,
                                      size_t n_expected,
                                      const struct gz_term *found,
                                      size_t n_found, size_t width,
                                      enum suite_match match, bool untyped);

/** Compare results; columns may be in another order. */
enum suite_verdict suite_compare_results(const struct gz_results *expected,
                                         const struct gz_results *found,
                                         enum suite_match match,
                                         struct gz_arena *arena);

#endif
