/**
 * @file sparql.h
 * SPARQL 1.1 queries over a store: the engine's public face.
 *
 * https://www.w3.org/TR/sparql11-query/.  A query is prepared once from its
 * text, and run any number of times, each time over the snapshot of one
 * reading transaction:
 *
 *     struct gz_sparql_options options = GZ_SPARQL_OPTIONS;
 *     gz_sparql_prepare(text, &options, &query, &error);
 *     gz_sparql_run(query, txn, &options, &result, &error);
 *     while ((status = gz_sparql_next(result, &row, &error)) == GZ_OK) {
 *       ... row[i] is the term of gz_sparql_columns(result)[i] ...
 *     }
 *     // GZ_END: that was all.  Anything else: the answer is not whole.
 *     gz_sparql_result_free(result);
 *     gz_sparql_free(query);
 *
 * Dataset.    The default graph is the union of all graphs, each triple once,
 *             or with `strict_default` what is in no named graph.  FROM and
 *             FROM NAMED choose among the graphs of the store; nothing is
 *             fetched.
 *
 * Order.      The same query over the same store gives the same rows in the
 *             same order, but for RAND(), UUID(), STRUUID() and NOW().
 *
 * Limits.     A run that passes a limit of the options, or whose `cancel` is
 *             set, ends with #GZ_CANCELLED and says which; what came before
 *             is then only a part of the answer.
 *
 * Ownership.  A row and its terms live until the next call for that result.
 *
 * Errors.     Outputs are untouched on failure.
 *
 * Threads.    A prepared query may be shared by threads; a result belongs to
 *             the thread of its transaction.
 */

#ifndef GZ_SPARQL_SPARQL_H
#define GZ_SPARQL_SPARQL_H

#include "graph/quads.h"
#include "graph/sparql/syntax.h"
#include "input/buffer.h"

#include <signal.h>

struct gz_sparql;
struct gz_sparql_result;

/** How to prepare and run. */
struct gz_sparql_options {
  struct gz_str base;    /**< Absolute IRI for relative ones; may be empty */
  bool strict_default;   /**< The default graph is what is in no other */
  uint64_t milliseconds; /**< Time that a run may take; 0: any */
  size_t memory;         /**< Bytes that a run may take; 0: any */
  uint64_t rows;         /**< Rows that a result may have; 0: any */
  /** Looked at all the time; a run ends when it is not 0.  May be null. */
  const volatile sig_atomic_t *cancel;
  struct gz_str now; /**< What NOW() gives (xsd:dateTime); empty: the clock */
  uint64_t seed;     /**< Of RAND() and UUID(); 0: from the clock */
};

/** Nothing limited, all defaults. */
#define GZ_SPARQL_OPTIONS ((struct gz_sparql_options){0})

/**
 * Parse, check and translate the query `text`, which is copied.
 *
 * @return #GZ_OK; what gz_sparql_parse() returns, with a position;
 *         #GZ_UNSUPPORTED for SERVICE.
 */
enum gz_status gz_sparql_prepare(struct gz_str text,
                                 const struct gz_sparql_options *options,
                                 struct gz_sparql **query,
                                 struct gz_error *error);

/** Free `query`; its results must be gone.  Null is fine. */
void gz_sparql_free(struct gz_sparql *query);

/** Which of the four forms it has. */
enum gz_sparql_form gz_sparql_form(const struct gz_sparql *query);

/** The query's syntax tree: its prefixes, for one who writes the results. */
const struct gz_sparql_query *gz_sparql_tree(const struct gz_sparql *query);

/**
 * Plan `query` for what is in `txn` now and begin to run it.
 *
 * @param txn  Must outlive the result.
 */
enum gz_status gz_sparql_run(const struct gz_sparql *query,
                             struct gz_quads_txn *txn,
                             const struct gz_sparql_options *options,
                             struct gz_sparql_result **result,
                             struct gz_error *error);

/** Free `result`.  Null is fine. */
void gz_sparql_result_free(struct gz_sparql_result *result);

/** How many columns a row has: those of SELECT, otherwise 0. */
size_t gz_sparql_n_columns(const struct gz_sparql_result *result);

/** Names of the columns, without "?", as many as they are. */
const struct gz_str *gz_sparql_columns(const struct gz_sparql_result *result);

/**
 * Give the next row of SELECT.
 *
 * @param[out] row  A term for each column; #GZ_TERM_NONE where it is unbound.
 *
 * @return #GZ_OK; #GZ_END after the last row; #GZ_CANCELLED, see "Limits";
 *         #GZ_NO_MEMORY; what the store returns.
 */
enum gz_status gz_sparql_next(struct gz_sparql_result *result,
                              const struct gz_term **row,
                              struct gz_error *error);

/** The answer of ASK.  Returns as gz_sparql_next(), but for #GZ_END. */
enum gz_status gz_sparql_ask(struct gz_sparql_result *result, bool *answer,
                             struct gz_error *error);

/**
 * Give the next triple of CONSTRUCT or DESCRIBE; each comes once.
 *
 * Returns as gz_sparql_next().  Blank nodes that a template makes are labelled
 * apart from those of the store.
 */
enum gz_status gz_sparql_triple(struct gz_sparql_result *result,
                                const struct gz_quad **triple,
                                struct gz_error *error);

/**
 * Write the plan as text, a line for each operator: what it does, how many
 * rows were expected, and how many came so far.
 */
enum gz_status gz_sparql_explain(const struct gz_sparql_result *result,
                                 struct gz_buffer *text);

#endif
