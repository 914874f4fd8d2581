/**
 * @file eval_aggregate.h
 * Aggregates, sections 11 and 18.5.1: one accumulator for each aggregate of
 * each group.
 *
 *     gz_aggregate_new(expr, arena, &sum);
 *     for each solution of the group:
 *       status = gz_sparql_eval(context, expr->arguments[0], &value);
 *       gz_aggregate_add(sum, status == GZ_OK ? &value : NULL);
 *     gz_aggregate_result(sum, arena, &value);
 *
 * Errors of the argument.  COUNT and SAMPLE pass over them; with one of them,
 *             any other aggregate is itself an error, and its variable stays
 *             unbound.
 *
 * Empty groups.  COUNT, SUM and AVG give 0, GROUP_CONCAT "", the others an
 *             error.
 *
 * MIN and MAX compare as ORDER BY does (gz_value_order()), so that they have
 * an answer for terms of different kinds.  DISTINCT tells terms apart, not
 * values: "1" and "01" are two.
 *
 * Ownership.  All memory is the arena's, which must outlive the accumulator;
 *             what is added is copied as far as it is kept.
 */

#ifndef GZ_SPARQL_EVAL_AGGREGATE_H
#define GZ_SPARQL_EVAL_AGGREGATE_H

#include "graph/sparql/syntax.h"
#include "graph/sparql/value.h"

struct gz_aggregate;

/**
 * Begin to accumulate.
 *
 * @param expr   An aggregate: gz_sparql_is_aggregate(expr->op).
 * @param arena  Where it keeps its state.
 * @return #GZ_OK or #GZ_NO_MEMORY.
 */
enum gz_status gz_aggregate_new(const struct gz_sparql_expr *expr,
                                struct gz_arena *arena,
                                struct gz_aggregate **aggregate);

/**
 * Add the value of the argument for one solution.
 *
 * @param value  Null if the argument could not be evaluated.
 * @return #GZ_OK; #GZ_NO_MEMORY; #GZ_TOO_LARGE if GROUP_CONCAT would give more
 *         than #GZ_MAX_LINE_BYTES bytes.
 */
enum gz_status gz_aggregate_add(struct gz_aggregate *aggregate,
                                const struct gz_value *value);

/**
 * Add a solution to COUNT(*) or COUNT(DISTINCT *).
 *
 * @param key  Bytes that are the same for the same solution; looked at only
 *             with DISTINCT.
 */
enum gz_status gz_aggregate_add_row(struct gz_aggregate *aggregate,
                                    struct gz_str key);

/**
 * Give the result for what was added so far.
 *
 * @param[out] value  Its strings live in the accumulator's arena.
 * @return #GZ_OK; #GZ_BAD_INPUT for an error of SPARQL's.
 */
enum gz_status gz_aggregate_result(const struct gz_aggregate *aggregate,
                                   struct gz_value *value);

#endif
