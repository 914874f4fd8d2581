/**
 * @file eval.h
 * The value of an expression for one solution, section 17.
 *
 * The executor hands in how to get at the variables and at what only it can
 * answer (EXISTS); the evaluator knows nothing of stores, ids or plans.
 *
 * Errors.     The errors of SPARQL's expressions (a type that does not fit, an
 *             unbound variable) come back as #GZ_BAD_INPUT with no message
 *             and are no failure: a filter takes them for false, BIND
 *             leaves its variable unbound.  Any other status ends the query.
 *
 * Ownership.  Strings of a value are views of terms that were handed in, of
 *             the expression, or of `scratch`; they live until it is reset.
 *
 * Threads.    A context belongs to one thread.
 */

#ifndef GZ_SPARQL_EVAL_H
#define GZ_SPARQL_EVAL_H

#include "graph/sparql/syntax.h"

struct gz_arena;
struct gz_value; // value.h

/** What an expression can ask of its surroundings. */
struct gz_sparql_context {
  /** Memory for strings that are made; the caller resets it between rows. */
  struct gz_arena *scratch;
  /** Memory for what is kept as long as the query: compiled regular
   *  expressions and the like. */
  struct gz_arena *arena;
  /** What the next two get. */
  void *data;
  /** Give the value of `column`: #GZ_BAD_INPUT if it is unbound. */
  enum gz_status (*variable)(void *data, uint32_t column,
                             struct gz_value *value);
  /** Say whether the pattern of `expr` (EXISTS) has a solution. */
  enum gz_status (*exists)(void *data, const struct gz_sparql_expr *expr,
                           bool *found);
  struct gz_str base; /**< What IRI() resolves against; may be empty */
  struct gz_str now;  /**< What NOW() gives: an xsd:dateTime */
  uint64_t random;    /**< State of RAND(), UUID() and STRUUID() */
  uint64_t blanks;    /**< Blank nodes made so far, for their labels */
  uint64_t row;       /**< Number of the solution: BNODE("x") is one node in
                           a solution, another in the next */
  void *cache;        /**< The evaluator's own; begins as null */
};

/**
 * Evaluate `expr`, which has no aggregate.
 *
 * @return #GZ_OK, or #GZ_BAD_INPUT for an error of SPARQL's expressions; any
 *         other status comes from a callback or from memory, and ends the
 *         query.
 */
enum gz_status gz_sparql_eval(struct gz_sparql_context *context,
                              const struct gz_sparql_expr *expr,
                              struct gz_value *value);

/**
 * As gz_sparql_eval(), and take the effective boolean value, section 17.2.2.
 */
enum gz_status gz_sparql_test(struct gz_sparql_context *context,
                              const struct gz_sparql_expr *expr, bool *truth);

/** Free what the evaluator keeps in `context->cache`. */
void gz_sparql_context_clear(struct gz_sparql_context *context);

#endif
