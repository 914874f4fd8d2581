/**
 * @file functions_cache.h
 * What the functions remember while a query runs: compiled regular
 * expressions, and the blank nodes of BNODE("x") in one solution.
 */

#ifndef GZ_SPARQL_FUNCTIONS_CACHE_H
#define GZ_SPARQL_FUNCTIONS_CACHE_H

#include "graph/sparql/eval.h"
#include "graph/sparql/functions_regex.h"

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
