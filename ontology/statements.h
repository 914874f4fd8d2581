/**
 * @file statements.h
 * A set of statements under construction: checked, each kept once, sorted.
 *
 * Terms are interned: each different one is kept once and has a number, so
 * that saying the same subject a hundred times costs a hundred times four
 * bytes.  Statements are added in any order; gz_statements_sort() puts them
 * into the order of gz_quad_compare() and drops those that were said twice.
 *
 *     uint32_t article, title, text;
 *     gz_statements_term(set, &a, &article, error); ...
 *     gz_statements_add(set, article, title, text, graph, error);
 *     gz_statements_sort(set, error);
 *     for (size_t i = 0; i < gz_statements_count(set); ++i)
 *       write(gz_statements_quad(set, i));
 *
 * What cannot be written in N-Quads is refused here, at our border: see
 * gz_term_check() and gz_quad_check() in syntax.h.
 *
 * Ownership.  The set copies what it is given and is freed as a whole.  Terms
 *             and quads that it returns are views into it, good until it is
 *             cleared or freed.
 *
 * Errors.     What adds returns #GZ_OK, #GZ_BAD_INPUT for a term that cannot be
 *             written, or #GZ_NO_MEMORY, also beyond 2^31 terms or statements;
 *             after a failure the set has the statements that it had before.
 *
 * Cost.       Adding takes constant time, plus one pass over the bytes of a
 *             term; sorting n statements of t terms n log n and t log t.  16
 *             bytes for a statement, 80 and its text for a term.
 *
 * Threads.    One thread at a time may use a set.
 */

#ifndef GZ_ONTOLOGY_STATEMENTS_H
#define GZ_ONTOLOGY_STATEMENTS_H

#include "input/status.h"
#include "ontology/term.h"
#include "ontology/vocabulary.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The number of the term that is not there: the default graph. */
#define GZ_NO_TERM 0U

struct gz_statements;

/** A statement as the numbers of its terms. */
struct gz_quad_ids {
  uint32_t graph; /**< #GZ_NO_TERM for the default graph */
  uint32_t subject;
  uint32_t predicate;
  uint32_t object;
};

/** Return an empty set, or null if memory is out. */
struct gz_statements *gz_statements_new(void);

/** Free `set` and what it returned.  Null is fine. */
void gz_statements_free(struct gz_statements *set);

/** Forget all terms and statements and keep the memory. */
void gz_statements_clear(struct gz_statements *set);

/**
 * Give `term` a number, or find the one that it has.
 *
 * Language tags are lower-cased.  The number of #GZ_TERM_NONE is #GZ_NO_TERM.
 */
enum gz_status gz_statements_term(struct gz_statements *set,
                                  const struct gz_term *term, uint32_t *number,
                                  struct gz_error *error);

/** As gz_statements_term() for a term of the vocabulary; remembers it. */
enum gz_status gz_statements_vocab(struct gz_statements *set,
                                   enum gz_vocab term, uint32_t *number,
                                   struct gz_error *error);

/** The number of `term`, or #GZ_NO_TERM if the set does not have it. */
uint32_t gz_statements_find(const struct gz_statements *set,
                            const struct gz_term *term);

/** Add a statement by the numbers of its terms. */
enum gz_status gz_statements_add(struct gz_statements *set, uint32_t subject,
                                 uint32_t predicate, uint32_t object,
                                 uint32_t graph, struct gz_error *error);

/** Add a statement. */
enum gz_status gz_statements_add_quad(struct gz_statements *set,
                                      const struct gz_quad *quad,
                                      struct gz_error *error);

/**
 * Sort the statements by graph, subject, predicate and object, as
 * gz_quad_compare() does, and keep each once.
 *
 * @return #GZ_OK.
 * @return #GZ_NO_MEMORY, and the set is as it was.
 */
enum gz_status gz_statements_sort(struct gz_statements *set,
                                  struct gz_error *error);

/** How many statements; those said twice count twice until they are sorted. */
size_t gz_statements_count(const struct gz_statements *set);

/** How many terms; their numbers run from 1 to this. */
uint32_t gz_statements_n_terms(const struct gz_statements *set);

/** Statement number `index`, from 0. */
struct gz_quad gz_statements_quad(const struct gz_statements *set,
                                  size_t index);

/** The numbers of the terms of statement number `index`. */
struct gz_quad_ids gz_statements_ids(const struct gz_statements *set,
                                     size_t index);

/** The term with that number. */
struct gz_term gz_statements_get(const struct gz_statements *set,
                                 uint32_t number);

#endif
