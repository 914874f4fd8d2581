#include "tests/unit.h"

#include "graph/sparql/algebra.h"
#include "graph/sparql/parser.h"
#include "input/arena.h"
#include "input/buffer.h"

/** What is written of the pattern of `text`, without its projection. */
static void
assert_algebra(const char *text, bool improved, const char *expected) {
  struct gz_arena *const arena = gz_arena_new(0);
  struct gz_sparql_query *query = NULL;
  struct gz_algebra *node = NULL;
  struct gz_error error = {0};
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, (size_t)1 << 20);
  if (gz_sparql_parse(gz_str(text), gz_str("e:"), arena, &query, &error) !=
          GZ_OK ||
      gz_algebra_translate(query, arena, &node, &error) != GZ_OK ||
      (improved && gz_algebra_improve(query, arena, &node, &error) != GZ_OK)) {
    fail_msg("%s: %s", text, error.message);
  }
  if (node->kind == GZ_ALGEBRA_PROJECT) {
    node = node->parts[0];
  }
  assert_int_equal(gz_algebra_write(query, node, &buffer), GZ_OK);
  if (!gz_str_is(gz_buffer_str(&buffer), expected)) {
    fail_msg("%s\n  gives  %s\n  not    %s", text, buffer.data, expected);
  }
  gz_buffer_free(&buffer);
  gz_arena_free(arena);
}

/** The examples of section 18.2.3, with the simplification of 18.2.2.8. */
static void
test_recommendation(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"ASK { ?s ?p ?o }", "(triple ?s ?p ?o)"},
      {"ASK { ?s <p:p> ?v1 ; <p:q> ?v2 }",
       "(join (triple ?s <p:p> ?v1) (triple ?s <p:q> ?v2))"},
      {"ASK { { ?s <p:p> ?v1 } UNION { ?s <p:q> ?v2 } }",
       "(union (triple ?s <p:p> ?v1) (triple ?s <p:q> ?v2))"},
      {"ASK { { ?s <p:p> ?v } UNION { ?s <p:q> ?v } UNION { ?s <p:r> ?v } }",
       "(union (triple ?s <p:p> ?v) (triple ?s <p:q> ?v) (triple ?s <p:r> "
       "?v))"},
      {"ASK { ?s <p:p> ?v1 OPTIONAL { ?s <p:q> ?v2 } }",
       "(leftjoin (triple ?s <p:p> ?v1) (triple ?s <p:q> ?v2))"},
      {"ASK { ?s <p:p> ?v1 OPTIONAL { ?s <p:q> ?v2 } OPTIONAL { ?s <p:r> ?v3 "
       "} }",
       "(leftjoin (leftjoin (triple ?s <p:p> ?v1) (triple ?s <p:q> ?v2)) "
       "(triple ?s <p:r> ?v3))"},
      {"ASK { ?s <p:p> ?v1 OPTIONAL { ?s <p:q> ?v2 FILTER(?v1 < 3) } }",
       "(leftjoin (< ?v1 \"3\"^^<http://www.w3.org/2001/XMLSchema#integer>) "
       "(triple ?s <p:p> ?v1) (triple ?s <p:q> ?v2))"},
      {"ASK { { ?s <p:p> ?v1 } UNION { ?s <p:q> ?v2 } OPTIONAL { ?s <p:r> ?v3 "
       "} }",
       "(leftjoin (union (triple ?s <p:p> ?v1) (triple ?s <p:q> ?v2)) (triple "
       "?s <p:r> ?v3))"},
      {"ASK { ?s <p:p> ?v1 FILTER(?v1 < ?v2) OPTIONAL { ?s <p:q> ?v2 } }",
       "(filter (< ?v1 ?v2) (leftjoin (triple ?s <p:p> ?v1) (triple ?s <p:q> "
       "?v2)))"},
      {"ASK { ?s <p:p> ?v BIND(2*?v AS ?v2) ?s <p:q> ?v2 }",
       "(join (extend ?v2 (* \"2\"^^<http://www.w3.org/2001/XMLSchema#integer> "
       "?v) (triple ?s <p:p> ?v)) (triple ?s <p:q> ?v2))"},
      {"ASK { ?s <p:p> ?v MINUS { ?s <p:q> ?v2 } }",
       "(minus (triple ?s <p:p> ?v) (triple ?s <p:q> ?v2))"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
    assert_algebra(cases[i][0], false, cases[i][1]);
  }
}

static void
test_paths(void **state) {
  (void)state;
  assert_algebra("ASK { ?x <p:a>/^<p:b> ?y }", false,
                 "(join (triple ?x <p:a> ?.p0) (triple ?y <p:b> ?.p0))");
  assert_algebra("ASK { ?x ^(<p:a>/<p:b>) ?y }", false,
                 "(join (triple ?y <p:a> ?.p0) (triple ?.p0 <p:b> ?x))");
  assert_algebra("ASK { ?x <p:a>|<p:b>* ?y }", false,
                 "(union (triple ?x <p:a> ?y) (path ?x (* <p:b>) ?y))");
  assert_algebra("ASK { ?x !(<p:a>|^<p:b>) ?y }", false,
                 "(path ?x (! <p:a> ^<p:b>) ?y)");
}

static void
test_graphs(void **state) {
  (void)state;
  // Each triple binds the graph: no loop.
  assert_algebra("ASK { GRAPH ?g { ?s ?p ?o OPTIONAL { ?o ?q ?r } } }", false,
                 "(leftjoin (triple ?s ?p ?o ?g) (triple ?o ?q ?r ?g))");
  assert_algebra("ASK { GRAPH ?g { ?s <p:a>/<p:b> ?o } }", false,
                 "(join (triple ?s <p:a> ?.p0 ?g) (triple ?.p0 <p:b> ?o ?g))");
  // What does not bind it, or looks at it, is evaluated in each graph.
  assert_algebra("ASK { GRAPH ?g { } }", false, "(graph ?.g0 ?g (join))");
  assert_algebra("ASK { GRAPH ?g { ?s ?p ?o FILTER(?g = ?s) } }", false,
                 "(graph ?.g0 ?g (filter (= ?g ?s) (triple ?s ?p ?o ?.g0)))");
  assert_algebra("ASK { GRAPH ?g { ?s ?p ?o OPTIONAL { ?o ?q ?g } } }", false,
                 "(graph ?.g0 ?g (leftjoin (triple ?s ?p ?o ?.g0) (triple ?o "
                 "?q ?g ?.g0)))");
  assert_algebra("ASK { GRAPH ?g { ?s <p:a>* ?o } }", false,
                 "(graph ?.g0 ?g (path ?s (* <p:a>) ?o ?.g0))");
  assert_algebra(
      "ASK { GRAPH ?g { SELECT ?s { ?s ?p ?o } LIMIT 1 } }", false,
      "(graph ?.g0 ?g (slice 1 0 (project ?s (triple ?s ?p ?o ?.g0))))");
  assert_algebra("ASK { GRAPH <g:> { VALUES ?x { <v:> } } }", false,
                 "(graph <g:> (table ?x ( <v:>)))");
}

static void
test_groups(void **state) {
  (void)state;
  assert_algebra(
      "SELECT (SUM(?v) + 1 AS ?n) { ?s ?p ?v } GROUP BY ?s HAVING (?n > "
      "MIN(?v)) ORDER BY ?p",
      false,
      "(order asc ?.a2 (extend ?n (+ ?.a0 "
      "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>) (filter (> (+ ?.a0 "
      "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>) ?.a1) (group ?s ?.a0 "
      "(SUM ?v) ?.a1 (MIN ?v) ?.a2 (SAMPLE ?p) (triple ?s ?p ?v)))))");
  assert_algebra("SELECT (COUNT(*) AS ?n) { ?s ?p ?v } GROUP BY STR(?v)", false,
                 "(extend ?n ?.a1 (group ?.k0 ?.a1 (COUNT) (extend ?.k0 (STR "
                 "?v) (triple ?s ?p ?v))))");
}

static void
test_filters(void **state) {
  (void)state;
  // On the left of a left join, since the right cannot change ?v.
  assert_algebra(
      "ASK { ?s <p:p> ?v OPTIONAL { ?s <p:q> ?w } FILTER(?v) }", true,
      "(leftjoin (filter ?v (triple ?s <p:p> ?v)) (triple ?s <p:q> ?w))");
  // Each condition by itself.
  assert_algebra("ASK { ?s <p:p> ?v OPTIONAL { ?s <p:q> ?w } FILTER(?w && "
                 "(?v && ?s)) }",
                 true,
                 "(filter ?w (leftjoin (filter ?v ?s (triple ?s <p:p> ?v)) "
                 "(triple ?s <p:q> ?w)))");
  // Not there if the right binds what it looks at.
  assert_algebra(
      "ASK { ?s <p:p> ?v OPTIONAL { ?s <p:q> ?w } FILTER(?w) }", true,
      "(filter ?w (leftjoin (triple ?s <p:p> ?v) (triple ?s <p:q> ?w)))");
  assert_algebra("ASK { { ?s <p:p> ?v } UNION { ?v <p:q> ?s } FILTER(?v) }",
                 true,
                 "(union (filter ?v (triple ?s <p:p> ?v)) (filter ?v (triple "
                 "?v <p:q> ?s)))");
  // A sub-query's own ?v is another than the one outside.
  assert_algebra("ASK { { SELECT ?s { ?s <p:p> ?v } } FILTER(?v) }", true,
                 "(filter ?v (project ?s (triple ?s <p:p> ?v)))");
  assert_algebra("ASK { { SELECT ?s { ?s <p:p> ?v } } FILTER(?s) }", true,
                 "(project ?s (filter ?s (triple ?s <p:p> ?v)))");
  // A slice must count before it.
  assert_algebra("ASK { { SELECT ?s { ?s <p:p> ?v } LIMIT 1 } FILTER(?s) }",
                 true,
                 "(filter ?s (slice 1 0 (project ?s (triple ?s <p:p> ?v))))");
  // A condition on the right side only is the right side's.
  assert_algebra(
      "ASK { ?s <p:p> ?v OPTIONAL { ?s <p:q> ?w FILTER(?w) } }", true,
      "(leftjoin (triple ?s <p:p> ?v) (filter ?w (triple ?s <p:q> ?w)))");
}

static void
test_height(void **state) {
  (void)state;
  struct gz_buffer text;
  gz_buffer_init(&text, (size_t)1 << 20);
  assert_int_equal(gz_buffer_puts(&text, "ASK {"), GZ_OK);
  for (int i = 0; i < GZ_MAX_ALGEBRA_HEIGHT; ++i) {
    assert_int_equal(gz_buffer_puts(&text, " OPTIONAL {}"), GZ_OK);
  }
  assert_int_equal(gz_buffer_puts(&text, "}"), GZ_OK);
  struct gz_arena *const arena = gz_arena_new(0);
  struct gz_sparql_query *query = NULL;
  struct gz_algebra *node = NULL;
  struct gz_str whole = gz_buffer_str(&text);
  assert_int_equal(gz_sparql_parse(whole, gz_str("e:"), arena, &query, NULL),
                   GZ_OK);
  assert_int_equal(gz_algebra_translate(query, arena, &node, NULL),
                   GZ_TOO_LARGE);
  // Two less: the innermost join and the projection count too.
  const size_t less = 2 * (sizeof " OPTIONAL {}" - 1);
  text.data[whole.size - less - 1] = '}';
  whole.size -= less;
  assert_int_equal(gz_sparql_parse(whole, gz_str("e:"), arena, &query, NULL),
                   GZ_OK);
  assert_int_equal(gz_algebra_translate(query, arena, &node, NULL), GZ_OK);
  gz_arena_free(arena);
  gz_buffer_free(&text);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_recommendation), cmocka_unit_test(test_paths),
      cmocka_unit_test(test_graphs),         cmocka_unit_test(test_groups),
      cmocka_unit_test(test_filters),        cmocka_unit_test(test_height)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
