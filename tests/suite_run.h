/**
 * @file suite_run.h
 * One test of a query suite: what it asks for, and how it is run.
 */

#ifndef GZ_TESTS_SUITE_RUN_H
#define GZ_TESTS_SUITE_RUN_H

#include "tests/suite_compare.h"
#include "tests/suite_graph.h"

/** A test of a manifest. */
struct suite_test {
  const char *name;
  const char *query;  /**< Path of its query */
  const char *result; /**< Path of its result; null for tests of syntax */
  const char **data;  /**< Paths of the default graph's files */
  size_t n_data;
  struct suite_named {
    struct gz_str name; /**< IRI of the graph */
    const char *path;
  } * named;
  size_t n_named;
  bool lax;       /**< mf:LaxCardinality */
  bool any_order; /**< gzt:AnyOrder: ORDER BY leaves ties */
  bool of_union;  /**< gzt:UnionDefaultGraph: else it is apart */
};

/**
 * Parse the query of `test`.
 *
 * @return What gz_sparql_parse() returns.
 */
enum gz_status suite_parse(const struct suite_test *test,
                           struct gz_arena *arena, struct gz_error *error);

/**
 * Load the data of `test` into an empty store, run its query, and compare.
 *
 * What a SELECT or ASK gives is first written and read again in the format of
 * the expected result, so that the writers are tested too.
 *
 * @param[out] verdict     How it turned out.
 * @param[out] difference  Some lines to show it, if it is different.
 */
enum gz_status suite_evaluate(const struct suite_test *test,
                              struct gz_arena *arena,
                              enum suite_verdict *verdict,
                              const char **difference, struct gz_error *error);

/** Read results in the vocabulary rs: from a graph. */
enum gz_status suite_results_from_graph(const struct suite_graph *graph,
                                        struct gz_results *results,
                                        bool *ordered, struct gz_error *error);

#endif
