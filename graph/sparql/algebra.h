/**
 * @file algebra.h
 * A query as section 18 of SPARQL 1.1 Query evaluates it.
 *
 * gz_algebra_translate() is section 18.2: it turns the syntax tree into
 * operators.  Two things differ from the letter, not from the meaning:
 *
 * - A basic graph pattern is a join of its triples (their blank nodes are
 *   columns), and joins of joins are one join, so that all of it can be
 *   ordered at once.
 * - Each triple and path names its graph.  GRAPH ?g whose pattern binds ?g in
 *   any solution needs no operator then; any other remains as
 *   #GZ_ALGEBRA_GRAPH, which evaluates its pattern once for each graph and
 *   has a hidden column for its name.
 *
 * Beyond the letter, HAVING may use what SELECT names with AS.
 *
 * Ownership.  Nodes live in the arena that they were made in and view the
 *             syntax tree, whose expressions are changed: an aggregate becomes
 *             the column of its result.
 */

#ifndef GZ_SPARQL_ALGEBRA_H
#define GZ_SPARQL_ALGEBRA_H

#include "graph/sparql/columns.h"
#include "graph/sparql/syntax.h"

struct gz_arena;
struct gz_buffer;

/** Height that a tree can have, so that recursion over it is safe. */
#define GZ_MAX_ALGEBRA_HEIGHT 1024

/** The operators. */
enum gz_algebra_kind {
  GZ_ALGEBRA_JOIN,      /**< Of all `parts`; of none: one empty solution */
  GZ_ALGEBRA_TRIPLE,    /**< `triple` in `graph` */
  GZ_ALGEBRA_PATH,      /**< Likewise, with a path as 18.4 evaluates it */
  GZ_ALGEBRA_TABLE,     /**< `table` */
  GZ_ALGEBRA_LEFT_JOIN, /**< `parts[0]`, `parts[1]`, where `exprs` are true */
  GZ_ALGEBRA_UNION,     /**< Of all `parts` */
  GZ_ALGEBRA_MINUS,     /**< `parts[0]` without `parts[1]` */
  GZ_ALGEBRA_FILTER,    /**< `parts[0]` where all `exprs` are true */
  GZ_ALGEBRA_EXTEND,    /**< `parts[0]` with `exprs[0]` as `column` */
  GZ_ALGEBRA_GRAPH,     /**< `parts[0]` in each graph that `graph` may be; the
                             name also in `column`, unless that is none */
  GZ_ALGEBRA_SERVICE,   /**< What another server answers to `service` */
  GZ_ALGEBRA_GROUP,     /**< `parts[0]` grouped by `columns` */
  GZ_ALGEBRA_PROJECT,   /**< `columns` of `parts[0]` */
  GZ_ALGEBRA_DISTINCT,  /**< `parts[0]`, each solution once */
  GZ_ALGEBRA_REDUCED,   /**< `parts[0]`, neighbours that are equal once */
  GZ_ALGEBRA_ORDER,     /**< `parts[0]` sorted by `orders` */
  GZ_ALGEBRA_SLICE,     /**< `parts[0]` from `offset`, at most `limit` */
};

/** An aggregate of a group: `expr` is its original, with its argument. */
struct gz_aggregation {
  const struct gz_sparql_expr *expr;
  uint32_t column; /**< Where its result goes */
};

/** An operator.  Which fields are used depends on `kind`. */
struct gz_algebra {
  enum gz_algebra_kind kind;
  struct gz_algebra **parts;
  size_t n_parts;
  struct gz_sparql_triple triple;
  /** Where it is looked for: neither term nor column is the default graph. */
  struct gz_sparql_node graph;
  const struct gz_sparql_table *table;
  const struct gz_sparql_pattern *service;
  struct gz_sparql_expr **exprs;
  size_t n_exprs;
  uint32_t column;
  uint32_t *columns;
  size_t n_columns;
  struct gz_aggregation *aggregates;
  size_t n_aggregates;
  const struct gz_sparql_order *orders;
  size_t n_orders;
  uint64_t limit;
  uint64_t offset;
  struct gz_columns maybe;   /**< Columns that a solution may bind */
  struct gz_columns certain; /**< Columns that every solution binds */
  size_t height;
  size_t number; /**< From 0, different for each node of a query */
};

/**
 * Translate `query`.
 *
 * Adds columns to the query for what it introduces; EXISTS gets its `algebra`.
 *
 * @param[out] algebra  What gives the solutions of the query's SELECT, or of
 *                      the pattern of its other form.
 *
 * @return #GZ_OK; #GZ_TOO_LARGE if it becomes too high or has too many columns;
 *         #GZ_NO_MEMORY.
 */
enum gz_status gz_algebra_translate(struct gz_sparql_query *query,
                                    struct gz_arena *arena,
                                    struct gz_algebra **algebra,
                                    struct gz_error *error);

/**
 * Move filters as far down as their meaning allows, so that rows that do not
 * pass are not joined: below left joins and MINUS, into the branches of UNION,
 * into sub-queries.
 *
 * @return As gz_algebra_translate().
 */
enum gz_status gz_algebra_improve(struct gz_sparql_query *query,
                                  struct gz_arena *arena,
                                  struct gz_algebra **algebra,
                                  struct gz_error *error);

/** Add the columns that `expr` looks at, inside EXISTS too, to `columns`. */
void gz_algebra_expr_columns(const struct gz_sparql_expr *expr,
                             struct gz_columns *columns);

/** Add all columns that `node` and what is below it mention to `columns`. */
void gz_algebra_columns(const struct gz_algebra *node,
                        struct gz_columns *columns);

/**
 * Write `node` as text, for tests: (join (triple ?s <p> ?o) …).
 *
 * @return #GZ_OK, or what gz_buffer_add() returns.
 */
enum gz_status gz_algebra_write(const struct gz_sparql_query *query,
                                const struct gz_algebra *node,
                                struct gz_buffer *text);

/** Compute `maybe`, `certain` and `height` of `node` from its parts. */
void gz_algebra_settle(struct gz_algebra *node);

#endif
