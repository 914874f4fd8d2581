// The executor beyond what tests/cases/sparql covers: plans, limits, streams.
#include "tests/sparql_store.h"

#include <stdlib.h>
#include <string.h>

/** Data large enough that plans differ: `count` things with two values. */
static struct gz_quads *
large_store(size_t count) {
  struct gz_buffer text;
  gz_buffer_init(&text, (size_t)1 << 24);
  for (size_t i = 0; i < count; ++i) {
    // All point to one of seven hubs, so that keys repeat and do not ascend.
    assert_int_equal(
        gz_buffer_printf(&text,
                         "<g%zu> { <s%zu> <hub> <h%zu> ; <n> %zu ; <even> %s . "
                         "<h%zu> <name> 'hub %zu' }\n",
                         i % 10, i, i % 7, i, i % 2 ? "false" : "true", i % 7,
                         i % 7),
        GZ_OK);
  }
  struct gz_quads *const quads = store_of(text.data);
  gz_buffer_free(&text);
  return quads;
}

/** The answer as one line, to be freed. */
static char *
answer(struct gz_quads *quads, const char *query,
       struct gz_sparql_options options) {
  struct gz_buffer text;
  struct gz_error error = {0};
  gz_buffer_init(&text, (size_t)1 << 26);
  assert_int_equal(gz_buffer_puts(&text, ""), GZ_OK);
  if (run_query(quads, query, options, &text, &error) != GZ_END) {
    fail_msg("%s: %s", query, error.message);
  }
  return text.data;
}

static void
test_joins(void **state) {
  struct gz_quads *const quads = *state;
  // Every way to join gives the same count: 7 hubs, 3000 things.
  static const char *const queries[] = {
      "SELECT (COUNT(*) AS ?n) { ?s <hub> ?h . ?h <name> ?x }",
      "SELECT (COUNT(*) AS ?n) { ?h <name> ?x . ?s <hub> ?h }",
      "SELECT (COUNT(*) AS ?n) { ?s <n> ?v . ?s <hub> ?h . ?s <even> ?e }",
      "SELECT (COUNT(*) AS ?n) { { ?s <hub> ?h } { ?h <name> ?x } }",
      "SELECT (COUNT(*) AS ?n) { ?s <hub> ?h { SELECT ?h { ?h <name> ?x } } }",
      "SELECT (COUNT(*) AS ?n) { ?s <hub> ?h OPTIONAL { ?h <name> ?x } "
      "FILTER(BOUND(?x)) }",
      "SELECT (COUNT(*) AS ?n) { ?s <hub> ?h OPTIONAL { ?h <name> ?x FILTER(?s "
      "= ?s) } FILTER(BOUND(?x)) }",
      "SELECT (COUNT(*) AS ?n) { ?s <hub> ?h FILTER EXISTS { ?h <name> ?x } }",
      "SELECT (COUNT(*) AS ?n) { ?s <hub> ?h MINUS { ?h <nothing> ?x } }",
      "SELECT (COUNT(*) AS ?n) { ?s <hub>/<name> ?x }",
      "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s <hub> ?h . ?s <n> ?v } }",
      "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s <hub> ?h } GRAPH ?g { ?s <n> "
      "?v } }",
      "SELECT (COUNT(?s) AS ?n) { ?s <hub> ?h . ?h <name> ?x . ?s <even> ?e . "
      "?s <n> ?v . ?s ?p ?v . ?s ?q ?h . ?s ?r ?e . ?h ?u ?x . ?s <hub> ?h }",
  };
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; ++i) {
    assert_answer(quads, queries[i], "3000; ");
  }
  assert_answer(
      quads, "SELECT (COUNT(*) AS ?n) { ?s <hub> ?h MINUS { ?h <name> ?x } }",
      "0; ");
  assert_answer(
      quads, "SELECT (COUNT(*) AS ?n) { ?s <n> ?v MINUS { ?s <even> true } }",
      "1500; ");
  // The same hub on both sides: groups of 428 and 429 rows.
  assert_answer(quads,
                "SELECT (COUNT(*) AS ?n) { ?s <hub> ?h . ?t <hub> ?h "
                "FILTER(?s != ?t) }",
                "1282716; ");
}

static void
test_order(void **state) {
  struct gz_quads *const quads = *state;
  // A heap gives what sorting all of it gives.
  char *const all = answer(
      quads, "SELECT ?v ?h { ?s <n> ?v ; <hub> ?h } ORDER BY ?h DESC(?v)",
      GZ_SPARQL_OPTIONS);
  char *const few = answer(quads,
                           "SELECT ?v ?h { ?s <n> ?v ; <hub> ?h } ORDER BY ?h "
                           "DESC(?v) LIMIT 600",
                           GZ_SPARQL_OPTIONS);
  char *const later = answer(quads,
                             "SELECT ?v ?h { ?s <n> ?v ; <hub> ?h } ORDER BY "
                             "?h DESC(?v) OFFSET 600",
                             GZ_SPARQL_OPTIONS);
  assert_int_equal(strlen(few) + strlen(later), strlen(all));
  assert_memory_equal(all, few, strlen(few));
  assert_string_equal(all + strlen(few), later);
  assert_int_equal(strncmp(all, "2996 h0; 2989 h0; ", 18), 0);
  // The same bytes each time.
  char *const again = answer(
      quads, "SELECT ?v ?h { ?s <n> ?v ; <hub> ?h } ORDER BY ?h DESC(?v)",
      GZ_SPARQL_OPTIONS);
  assert_string_equal(all, again);
  free(all);
  free(few);
  free(later);
  free(again);
}

/** Run to the end; the status and its message must be as given. */
static void
assert_ends(struct gz_quads *quads, const char *query,
            struct gz_sparql_options options, enum gz_status expected,
            const char *message) {
  struct gz_buffer text;
  struct gz_error error = {0};
  gz_buffer_init(&text, (size_t)1 << 26);
  assert_int_equal(run_query(quads, query, options, &text, &error), expected);
  if (message) {
    assert_non_null(strstr(error.message, message));
  }
  gz_buffer_free(&text);
}

static void
test_limits(void **state) {
  struct gz_quads *const quads = *state;
  static const char many[] = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
  static const char keeps[] =
      "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
  struct gz_sparql_options options = GZ_SPARQL_OPTIONS;
  options.milliseconds = 50;
  assert_ends(quads,
              "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i "
              "FILTER(?a + ?d = ?g) }",
              options, GZ_CANCELLED, "longer than 50 ms");
  options = GZ_SPARQL_OPTIONS;
  options.memory = (size_t)8 << 20;
  assert_ends(quads, keeps, options, GZ_CANCELLED, "bytes of memory");
  options = GZ_SPARQL_OPTIONS;
  options.rows = 3000;
  assert_ends(quads, many, options, GZ_CANCELLED, "more than 3000 rows");
  assert_ends(quads, "SELECT * { ?s <n> ?v }", options, GZ_END, NULL);
  options.rows = 2999;
  assert_ends(quads, "SELECT * { ?s <n> ?v }", options, GZ_CANCELLED,
              "more than 2999 rows");
  assert_ends(quads, "CONSTRUCT { ?s <p> ?v } { ?s <n> ?v }", options,
              GZ_CANCELLED, "more than 2999 rows");
  volatile sig_atomic_t cancel = 1;
  options = GZ_SPARQL_OPTIONS;
  options.cancel = &cancel;
  assert_ends(quads, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }", options,
              GZ_CANCELLED, "interrupted");
}

static void
test_stream(void **state) {
  struct gz_quads *const quads = *state;
  struct gz_sparql_options options = GZ_SPARQL_OPTIONS;
  struct gz_sparql *query = NULL;
  struct gz_sparql_result *result = NULL;
  struct gz_sparql_result *other = NULL;
  struct gz_quads_txn *txn = NULL;
  const struct gz_term *row = NULL;
  struct gz_error error = {0};
  options.rows = 2;
  // A product of 10^12 rows, of which the first comes at once.
  assert_int_equal(
      gz_sparql_prepare(gz_str("SELECT ?a ?nothing ?f { ?a ?b ?c . ?d ?e ?f . "
                               "?g ?h ?i }"),
                        &options, &query, &error),
      GZ_OK);
  assert_int_equal(gz_quads_read(quads, &txn, &error), GZ_OK);
  // Two runs of one query at a time.
  assert_int_equal(gz_sparql_run(query, txn, &options, &result, &error), GZ_OK);
  assert_int_equal(gz_sparql_run(query, txn, &options, &other, &error), GZ_OK);
  assert_int_equal(gz_sparql_n_columns(result), 3);
  assert_str(gz_sparql_columns(result)[1], "nothing");
  assert_int_equal(gz_sparql_next(result, &row, &error), GZ_OK);
  assert_int_equal(row[0].kind, GZ_TERM_IRI);
  assert_int_equal(row[1].kind, GZ_TERM_NONE);
  assert_int_equal(gz_sparql_next(other, &row, &error), GZ_OK);
  assert_int_equal(gz_sparql_next(result, &row, &error), GZ_OK);
  assert_int_equal(gz_sparql_next(result, &row, &error), GZ_CANCELLED);
  // It stays ended, and other forms' questions are refused.
  assert_int_equal(gz_sparql_next(result, &row, &error), GZ_CANCELLED);
  bool yes = false;
  const struct gz_quad *triple = NULL;
  assert_int_equal(gz_sparql_ask(result, &yes, &error), GZ_BAD_ARGUMENT);
  assert_int_equal(gz_sparql_triple(result, &triple, &error), GZ_BAD_ARGUMENT);
  gz_sparql_result_free(result);
  gz_sparql_result_free(other);
  gz_sparql_result_free(NULL);
  gz_sparql_free(query);
  gz_sparql_free(NULL);
  gz_quads_abort(txn);
}

static void
test_explain(void **state) {
  struct gz_quads *const quads = *state;
  const struct gz_sparql_options options = {.base = gz_str(TEST_BASE)};
  struct gz_sparql *query = NULL;
  struct gz_sparql_result *result = NULL;
  struct gz_quads_txn *txn = NULL;
  struct gz_error error = {0};
  struct gz_buffer text;
  const struct gz_term *row = NULL;
  gz_buffer_init(&text, (size_t)1 << 16);
  assert_int_equal(
      gz_sparql_prepare(gz_str("PREFIX e: <http://e/> SELECT ?s { ?s e:n ?v ; "
                               "e:even true OPTIONAL { ?s e:hub ?h } } "
                               "ORDER BY ?v LIMIT 5"),
                        &options, &query, &error),
      GZ_OK);
  assert_int_equal(gz_quads_read(quads, &txn, &error), GZ_OK);
  assert_int_equal(gz_sparql_run(query, txn, &options, &result, &error), GZ_OK);
  while (gz_sparql_next(result, &row, &error) == GZ_OK) {
  }
  assert_int_equal(gz_sparql_explain(result, &text), GZ_OK);
  static const char *const parts[] = {"expected",     "order by a heap of 5",
                                      "left join by", "?s e:n ?v",
                                      "?s e:hub ?h",  "1500"};
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; ++i) {
    if (!strstr(text.data, parts[i])) {
      fail_msg("no \"%s\" in\n%s", parts[i], text.data);
    }
  }
  gz_buffer_free(&text);
  gz_sparql_result_free(result);
  gz_sparql_free(query);
  gz_quads_abort(txn);
}

static void
test_graph_forms(void **state) {
  (void)state;
  struct gz_quads *const quads =
      store_of("<a> <p> <b> . <b> <p> [ <q> 1 ] . <c> <p> <b> .\n"
               "<c> <http://www.w3.org/2000/01/rdf-schema#label> 'C' .\n"
               "<g> { <a> <p> <b> }");
  // Each triple once, though two graphs have it and two rows make it.
  assert_answer(quads, "CONSTRUCT { ?s <r> <x> } { ?s <p> <b> . ?t <p> <b> }",
                "a r x; c r x; ");
  // What is no triple is left out.
  assert_answer(quads,
                "CONSTRUCT { ?s <r> ?o . ?o <r> ?s . ?s ?u 1 } "
                "{ ?s <q> ?o }",
                "_ r 1; ");
  // Blank nodes are new for each row, and the same within one.
  assert_answer(quads,
                "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?s <p> <b> "
                "BIND(BNODE() AS ?x) }",
                "2; ");
  assert_answer(quads, "CONSTRUCT { _:x <r> ?s . _:x <t> 1 } { ?s <p> <b> }",
                "_ r a; _ t 1; _ r c; _ t 1; ");
  // What is said of b and what points to it, b's blank node, C's label.
  assert_answer(quads, "DESCRIBE <b>",
                "b p _; a p b; c p b; _ q 1; "
                "c http://www.w3.org/2000/01/rdf-schema#label C; ");
  assert_answer(quads, "DESCRIBE <unknown>", "");
  assert_answer(quads, "DESCRIBE ?x { ?x <q> 1 }", "_ q 1; b p _; ");
  assert_answer(quads, "ASK { <a> <p>+/<q> 1 }", "yes");
  assert_answer(quads, "ASK { <a> <p>/<q> 1 }", "no");
  gz_quads_close(quads);
}

static void
test_scopes(void **state) {
  (void)state;
  struct gz_quads *const quads =
      store_of("<a> <p> 1, 2 . <b> <p> 2 ; <q> <a> . <c> <q> <b> .");
  // A nested loop must not show the inner filter what only the left binds.
  assert_answer(quads,
                "SELECT ?s ?x { ?s <q> ?x OPTIONAL { { ?x <p> ?v FILTER(?s = "
                "<b>) } } }",
                "b a; c b; ");
  assert_answer(quads,
                "SELECT ?s ?v { ?s <q> ?x OPTIONAL { ?x <p> ?v FILTER(?s = "
                "<c>) } } ORDER BY ?s",
                "b -; c 2; ");
  // A sub-query's own ?v is another than the one outside.
  assert_answer(quads,
                "SELECT ?s ?v { <b> <p> ?v { SELECT ?s { ?s <p> ?v } } } "
                "ORDER BY ?s",
                "a 2; a 2; b 2; ");
  // Not well designed: the inner OPTIONAL looks past the middle one.
  assert_answer(quads,
                "SELECT ?v ?w { <a> <p> ?v OPTIONAL { <c> <q> ?x OPTIONAL { "
                "<b> <p> ?v } } } ORDER BY ?v",
                "1 -; 2 -; ");
  // EXISTS sees the row; a variable of its own it does not pass on.
  assert_answer(quads,
                "SELECT ?s { ?s <q> ?x FILTER EXISTS { ?x <p> ?v FILTER(?s = "
                "<b>) } }",
                "b; ");
  assert_answer(quads, "SELECT ?x ?y { VALUES ?x { <a> <zz> } ?x <q>* ?y }",
                "a a; ");
  assert_answer(quads, "SELECT ?y { <zz> <q>* ?y }", "zz; ");
  assert_answer(quads, "SELECT ?x ?y { ?x (<q>/<q>)+ ?y }", "c a; ");
  gz_quads_close(quads);
}

/** What the first row leaves unbound, and later ones bind. */
static void
test_changing_base(void **state) {
  (void)state;
  struct gz_quads *const quads =
      store_of("<a> <p> 1 . <b> <p> 1 ; <in> <g> . <c> <p> 1 ; <in> <h> .\n"
               "<d> <p> 1 ; <in> <h> . <e> <p> 1 ; <in> <g> .\n"
               "<g> { <a> <q> 1 . <b> <q> 1 . <c> <q> 1 } <h> { <d> <q> 1 }");
  assert_answer(quads,
                "SELECT ?s ?g { ?s <p> ?o OPTIONAL { ?s <in> ?g } FILTER "
                "EXISTS { GRAPH ?g { ?s <q> ?z } } } ORDER BY ?s",
                "a -; b g; d h; ");
  assert_answer(quads,
                "SELECT ?s ?x { ?s <p> ?o OPTIONAL { ?s <in> ?x } FILTER NOT "
                "EXISTS { ?y <in> ?x . ?y <q> 1 } } ORDER BY ?s",
                "");
  gz_quads_close(quads);
}

static void
test_refused(void **state) {
  struct gz_quads *const quads = *state;
  const struct gz_sparql_options options = GZ_SPARQL_OPTIONS;
  assert_ends(quads, "ASK { SERVICE <http://x/> { ?s ?p ?o } }", options,
              GZ_UNSUPPORTED, "SERVICE");
  assert_ends(quads,
              "ASK { FILTER EXISTS { SERVICE <http://x/> { ?s ?p ?o } } }",
              options, GZ_UNSUPPORTED, "SERVICE");
}

static int
set_up(void **state) {
  *state = large_store(3000);
  return 0;
}

static int
tear_down(void **state) {
  gz_quads_close(*state);
  return 0;
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_joins),   cmocka_unit_test(test_order),
      cmocka_unit_test(test_limits),  cmocka_unit_test(test_stream),
      cmocka_unit_test(test_explain), cmocka_unit_test(test_graph_forms),
      cmocka_unit_test(test_scopes),  cmocka_unit_test(test_changing_base),
      cmocka_unit_test(test_refused)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
