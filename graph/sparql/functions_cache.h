/**
 * @file functions_cache.h
 * What the evaluator remembers while a query runs: values of constants,
 * compiled regular expressions, and the blank nodes of BNODE("x") in one
 * solution.
 */

#ifndef GZ_SPARQL_FUNCTIONS_CACHE_H
#define GZ_SPARQL_FUNCTIONS_CACHE_H

#include "graph/sparql/eval.h"
#include "graph/sparql/functions_regex.h"
#include "graph/sparql/value.h"

/**
 * Give the value of a constant, which is read only the first time.
 *
 * @param expr  Of #GZ_OP_CONSTANT; numbered below #GZ_MAX_CONSTANTS, or
 *              else it is read each time.
 * @return #GZ_OK or #GZ_NO_MEMORY.
 */
enum gz_status gz_function_cache_constant(struct gz_sparql_context *context,
                                          const struct gz_sparql_expr *expr,
                                          struct gz_value *value);

/** Numbers of expressions whose constants are kept. */
#define GZ_MAX_CONSTANTS 4096

/**
 * Return the regular expression for `pattern` and `flags`.
 *
 * The last 64 are kept; `regex` is good until the next call.
 *
 * @return As gz_regex_new().
 */
enum gz_status gz_function_cache_regex(struct gz_sparql_context *context,
                                       struct gz_str pattern,
                                       struct gz_str flags,
                                       struct gz_regex **regex);

/**
 * Return the number of the blank node that BNODE(`name`) makes in this
 * solution: the same one for the same name until `context->row` changes.
 */
enum gz_status gz_function_cache_blank(struct gz_sparql_context *context,
                                       struct gz_str name, uint64_t *number);

/** Free what `context` keeps and set its cache to null. */
void gz_function_cache_clear(struct gz_sparql_context *context);

#endif
