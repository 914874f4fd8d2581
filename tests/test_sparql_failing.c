// Queries when memory is out: an error each time, and nothing leaks.
#include "tests/failing.h"

#include "tests/sparql_store.h"

/** What is run again and again. */
struct context {
  struct gz_quads *quads;
  const char *query;
};

/** Whether the query was answered; if not, memory must be the reason. */
static bool
use_query(const void *data) {
  const struct context *const context = data;
  const struct gz_sparql_options options = {.base = gz_str(TEST_BASE)};
  struct gz_sparql *query = NULL;
  struct gz_sparql_result *result = NULL;
  struct gz_quads_txn *txn = NULL;
  const struct gz_term *row = NULL;
  struct gz_error error = {0};
  size_t rows = 0;
  enum gz_status status =
      gz_sparql_prepare(gz_str(context->query), &options, &query, &error);
  if (status == GZ_OK) {
    status = gz_quads_read(context->quads, &txn, &error);
  }
  if (status == GZ_OK) {
    status = gz_sparql_run(query, txn, &options, &result, &error);
  }
  while (status == GZ_OK) {
    status = gz_sparql_next(result, &row, &error);
    rows += status == GZ_OK;
  }
  gz_sparql_result_free(result);
  gz_quads_abort(txn);
  gz_sparql_free(query);
  assert_true(status == GZ_NO_MEMORY || (status == GZ_END && rows == 3));
  assert_true(status == GZ_END || error.message[0]);
  return status == GZ_END;
}

/** Each has three rows, and goes through other operators. */
static void
test_queries(void **state) {
  (void)state;
  static const char *const queries[] = {
      "SELECT * { ?x <p> ?y . ?y <q> ?z }",
      "SELECT ?x (COUNT(DISTINCT ?z) AS ?n) (SUM(?v) AS ?s) { ?x <p> ?y . ?y "
      "<q> ?z BIND(?z + 1 AS ?v) } GROUP BY ?x ORDER BY ?s",
      "SELECT DISTINCT ?x { { ?x <p> ?y } UNION { ?y <nothing> ?x } MINUS { ?x "
      "<q> ?y } FILTER NOT EXISTS { ?y <p> ?x } }",
      "SELECT ?x ?r { ?x <p> ?y OPTIONAL { ?y <q> ?z FILTER(?z < 5 && ?x != "
      "<b>) } { SELECT ?y { ?y <q> ?w } } BIND(REPLACE(STR(?x), 'e', 'f') AS "
      "?r) }",
      "SELECT ?x ?y { VALUES ?x { <a> <b> <c> } ?x (<p>|^<nothing>)+ ?y }",
      "SELECT ?x ?g { GRAPH ?g { ?x <p> ?y . FILTER(?x != ?y) } ?y <q> ?z } "
      "ORDER BY ?x LIMIT 3",
  };
  struct context context = {
      .quads = store_of("<g> { <a> <p> <d> . <b> <p> <d> . <c> <p> <d> "
                        ". <d> <q> 1 }")};
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; ++i) {
    context.query = queries[i];
    failing_in_turn(use_query, &context);
  }
  gz_quads_close(context.quads);
}

int
main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_queries)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
