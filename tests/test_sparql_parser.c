#include "tests/unit.h"

#include "graph/sparql/iri_resolve.h"
#include "graph/sparql/parser.h"
#include "input/arena.h"
#include "input/buffer.h"

#include <string.h>

static enum gz_status
parse(struct gz_str text, struct gz_error *error) {
  struct gz_arena *const arena = gz_arena_new(0);
  struct gz_sparql_query *query = NULL;
  assert_non_null(arena);
  const enum gz_status status =
      gz_sparql_parse(text, gz_str("http://e/a/b"), arena, &query, error);
  assert_true(status == GZ_OK ? query != NULL : query == NULL);
  gz_arena_free(arena);
  return status;
}

static void
test_good(void **state) {
  (void)state;
  static const char *const queries[] = {
      "SELECT * {}",
      "\xEF\xBB\xBFselect$x where{?x a<t>}",
      "BASE <x/> PREFIX : <y#> SELECT DISTINCT ?x { ?x :p.q\\-r%41 :c }",
      "ASK { ?x ?y 1.e5, .5, -5, +.5E-2, true, 'a', \"\"\"b\"c\"\"\"@en-GB }",
      "ASK { [] ?p ( 1 [ ?q () ] ?x ) . ( ) ?p _:b . [ ?p 1 ] }",
      "ASK { ?s <p>/^<q>|!(a|^<r>)*/(<s>?)+ ?o }",
      "SELECT (COUNT(DISTINCT *) AS ?n) (GROUP_CONCAT(?x; SEPARATOR=',') AS ?g)"
      " { ?x ?y ?z } GROUP BY ?y (STR(?z) AS ?k) HAVING (COUNT(*) > 1)"
      " ORDER BY DESC(?n) ?k OFFSET 2 LIMIT 1",
      "CONSTRUCT WHERE { _:a <p> ?x } LIMIT 1",
      "CONSTRUCT { _:a <p> ?x } FROM <g> FROM NAMED <h> { _:a <p> ?x }",
      "DESCRIBE <x> ?y WHERE { ?y <p> 1 }",
      "DESCRIBE <x>",
      "SELECT ?x { { SELECT ?x { ?x ?p ?o } LIMIT 1 } VALUES ?x { 1 <a> "
      "UNDEF } BIND(?x - 1 AS ?y) MINUS { ?x <p> ?z } OPTIONAL { ?x <q> ?w "
      "FILTER(?w > 1 && !BOUND(?y) || ?x IN (1, 2) || ?x NOT IN ()) } "
      "FILTER NOT EXISTS { ?x <p> ?q } GRAPH ?g { ?g ?h ?i } "
      "SERVICE SILENT <s> { ?x ?p ?o } }",
      "SELECT ?x {} VALUES (?x ?y) { (1 2) (UNDEF 'a'@en) }",
      "SELECT (?a-1 AS ?b) (?b*-2 AS ?c) {}",
      "ASK { FILTER(<http://www.w3.org/2001/XMLSchema#date>(?x) = <f>(1,2)) }",
      "SELECT ?v\\u0041 { ?vA <p\\U0001F600> ?x } # the end",
  };
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; ++i) {
    struct gz_error error = {0};
    if (parse(gz_str(queries[i]), &error) != GZ_OK) {
      fail_msg("%s: %zu:%zu: %s", queries[i], error.line, error.column,
               error.message);
    }
  }
}

static void
test_bad(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t line;
    size_t column;
    const char *message; /**< Its beginning */
  } cases[] = {
      {"", 1, 1, "Expected BASE, PREFIX, SELECT, CONSTRUCT, DESCRIBE or ASK"},
      {"# only", 1, 7, "Expected BASE, PREFIX, SELECT, CONSTRUCT"},
      {"SELECT", 1, 7, "Expected a variable or '(', not the end"},
      {"SELECT * {\n ?x :p 1 }", 2, 5, "Prefix \":\" is not declared"},
      {"SELECT * { ?x <p> }", 1, 19, "Expected a variable or a term, not }"},
      {"ASK { \"\xC3\xA9\xC3\xA9\" <p> ?x ?y }", 1, 19, "Expected '.', ';'"},
      {"ASK { ?\\u00E9 ?x ?y ?z }", 1, 21, "Expected '.', ';'"},
      {"ASK { FILTER(1 + ) }", 1, 18, "Expected an expression, not )"},
      {"ASK { FILTER(STRLEN()) }", 1, 14, "STRLEN needs at least 1 arg"},
      {"ASK { FILTER(STR(1, 2)) }", 1, 14, "STR takes at most 1 arg"},
      {"ASK { FILTER(BOUND(1)) }", 1, 20, "BOUND takes a variable"},
      {"ASK { FILTER(COUNT(?x) > 1) }", 1, 14, "COUNT may stand in SELECT"},
      {"SELECT (SUM(AVG(?x)) AS ?y) {}", 1, 13, "AVG cannot stand in"},
      {"SELECT (1 AS ?x) (2 AS ?x) {}", 1, 18, "SELECT names this variable"},
      {"SELECT (1 AS ?x) { ?x ?y ?z }", 1, 9, "?x has a value already"},
      {"SELECT ?x { ?x ?y ?z } GROUP BY ?y", 1, 1, "?x is neither grouped"},
      {"SELECT * { ?x ?y ?z } GROUP BY ?y", 1, 1, "SELECT * cannot stand"},
      {"ASK { ?x ?y ?z BIND(1 AS ?z) }", 1, 26, "?z has a value already"},
      {"ASK { _:a ?p 1 OPTIONAL { _:a ?q 2 } }", 1, 27, "Blank node _:a"},
      {"ASK { VALUES (?x ?y) { (1) } }", 1, 24, "Expected 2 values"},
      {"ASK { VALUES (?x ?x) { (1 1) } }", 1, 18, "VALUES names this"},
      {"CONSTRUCT { ?x <p>+ ?y } {}", 1, 16, "A template cannot have a prop"},
      {"ASK { <a b> ?x ?y }", 1, 7, "Expected a triple, a pattern or '}'"},
      {"ASK { ?x ?y 'a\n' }", 1, 15, "Line ends in a string"},
      {"ASK { ?x ?y 'a\\q' }", 1, 15, "Unknown escape in a string"},
      {"ASK { ?x ?y '''a }", 1, 13, "String without an end"},
      {"ASK { ?x ?y '\\uD800' }", 1, 14, "Escape that is no Unicode char"},
      {"ASK { ?x ?y '\xC3' }", 1, 14, "Broken UTF-8"},
      {"ASK {} {}", 1, 8, "Expected the end of the query"},
      {"ASK { ?x ?y 1 } LIMIT -1", 1, 23, "Expected a whole number"},
      {"ASK { ?x ?y 1 } LIMIT 99999999999999999999", 1, 23, "Expected a num"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
    struct gz_error error = {0};
    assert_int_equal(parse(gz_str(cases[i].text), &error), GZ_BAD_INPUT);
    if (error.line != cases[i].line || error.column != cases[i].column ||
        strncmp(error.message, cases[i].message, strlen(cases[i].message))) {
      fail_msg("%s: %zu:%zu: %s, not %zu:%zu: %s", cases[i].text, error.line,
               error.column, error.message, cases[i].line, cases[i].column,
               cases[i].message);
    }
  }
}

static void
test_update(void **state) {
  (void)state;
  struct gz_error error = {0};
  assert_int_equal(parse(gz_str("DELETE WHERE { ?s ?p ?o }"), &error),
                   GZ_UNSUPPORTED);
  assert_int_equal(error.column, 1);
}

/** `head`, `count` times `open`, `middle`, `count` times `close`, `tail`. */
static enum gz_status
parse_nested(const char *head, const char *open, const char *middle,
             const char *close, const char *tail, size_t count) {
  struct gz_buffer text;
  struct gz_error error = {0};
  gz_buffer_init(&text, (size_t)1 << 24);
  assert_int_equal(gz_buffer_puts(&text, head), GZ_OK);
  for (size_t i = 0; i < count; ++i) {
    assert_int_equal(gz_buffer_puts(&text, open), GZ_OK);
  }
  assert_int_equal(gz_buffer_puts(&text, middle), GZ_OK);
  for (size_t i = 0; i < count; ++i) {
    assert_int_equal(gz_buffer_puts(&text, close), GZ_OK);
  }
  assert_int_equal(gz_buffer_puts(&text, tail), GZ_OK);
  const enum gz_status status = parse(gz_buffer_str(&text), &error);
  gz_buffer_free(&text);
  return status;
}

static void
test_depth(void **state) {
  (void)state;
  const size_t most = GZ_MAX_DEPTH;
  // Groups, one in another.
  assert_int_equal(parse_nested("ASK ", "{", "", "}", "", most), GZ_OK);
  assert_int_equal(parse_nested("ASK ", "{", "", "}", "", most + 1),
                   GZ_TOO_LARGE);
  // Parentheses, in one group.
  assert_int_equal(parse_nested("ASK { FILTER", "(", "1", ")", "}", most - 1),
                   GZ_OK);
  assert_int_equal(parse_nested("ASK { FILTER", "(", "1", ")", "}", most),
                   GZ_TOO_LARGE);
  // A sum nests to the left; a disjunction does not.
  assert_int_equal(parse_nested("ASK { FILTER(1", "+1", ")", "", "}", most - 1),
                   GZ_OK);
  assert_int_equal(parse_nested("ASK { FILTER(1", "+1", ")", "", "}", most),
                   GZ_TOO_LARGE);
  assert_int_equal(
      parse_nested("ASK { FILTER(1", "||1", ")", "", "}", most * 20), GZ_OK);
  // Steps of a path, collections, blank nodes.
  assert_int_equal(
      parse_nested("ASK { ?x <p>", "/<p>", " ?y", "", "}", most - 1), GZ_OK);
  assert_int_equal(parse_nested("ASK { ?x <p>", "/<p>", " ?y", "", "}", most),
                   GZ_TOO_LARGE);
  assert_int_equal(parse_nested("ASK { ?x ?y ", "(", "", ")", "}", most - 1),
                   GZ_OK);
  assert_int_equal(parse_nested("ASK { ?x ?y ", "(", "", ")", "}", most),
                   GZ_TOO_LARGE);
  assert_int_equal(
      parse_nested("ASK { ?x ?y ", "[?p ", "1", "]", "}", most - 1), GZ_OK);
  assert_int_equal(parse_nested("ASK { ?x ?y ", "[?p ", "1", "]", "}", most),
                   GZ_TOO_LARGE);
}

static void
test_sizes(void **state) {
  (void)state;
  // Each list of one element has a blank node.
  assert_int_equal(parse_nested("ASK { () ?p 1", ". (1) <p> 1", "", "", "}",
                                GZ_MAX_COLUMNS - 1),
                   GZ_OK);
  assert_int_equal(
      parse_nested("ASK { () ?p 1", ". (1) <p> 1", "", "", "}", GZ_MAX_COLUMNS),
      GZ_TOO_LARGE);
  const size_t rest = sizeof "ASK {}" - 1;
  assert_int_equal(
      parse_nested("ASK {", " ", "}", "", "", GZ_MAX_QUERY_BYTES - rest),
      GZ_OK);
  assert_int_equal(
      parse_nested("ASK {", " ", "}", "", "", GZ_MAX_QUERY_BYTES - rest + 1),
      GZ_TOO_LARGE);
}

static void
test_tree(void **state) {
  (void)state;
  struct gz_arena *const arena = gz_arena_new(0);
  struct gz_sparql_query *query = NULL;
  const struct gz_str text =
      gz_str("PREFIX p: <http://p/> SELECT ?y (1 AS ?z) FROM NAMED <g>"
             " { ?y p:q ?x, _:b ; <r> 'a\\tb'@EN } LIMIT 7");
  assert_int_equal(
      gz_sparql_parse(text, gz_str("http://e/"), arena, &query, NULL), GZ_OK);
  assert_int_equal(query->form, GZ_SPARQL_SELECT);
  assert_int_equal(query->n_columns, 4);
  assert_str(query->columns[0], "y");
  assert_str(query->columns[1], "z");
  assert_str(query->columns[2], "x");
  assert_str(query->columns[3], "_:b");
  assert_int_equal(query->select->n_items, 2);
  assert_int_equal(query->select->items[1].column, 1);
  assert_int_equal(query->select->limit, 7);
  assert_true(query->has_dataset);
  assert_str(query->from_named[0], "http://e/g");
  const struct gz_sparql_pattern *const block = query->select->where->parts[0];
  assert_int_equal(block->kind, GZ_PATTERN_TRIPLES);
  assert_int_equal(block->n_triples, 3);
  assert_str(block->triples[0].predicate.term.value, "http://p/q");
  assert_int_equal(block->triples[1].object.column, 3);
  assert_str(block->triples[2].object.term.value, "a\tb");
  assert_str(block->triples[2].object.term.language, "en");
  gz_arena_free(arena);
}

/** RFC 3986, section 5.4. */
static void
test_resolve(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"g:h", "g:h"},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/../x", "http://a/b/c/g#s/../x"},
  };
  struct gz_arena *const arena = gz_arena_new(0);
  struct gz_str iri;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
    assert_int_equal(gz_iri_resolve(gz_str("http://a/b/c/d;p?q"),
                                    gz_str(cases[i][0]), arena, &iri),
                     GZ_OK);
    assert_str(iri, cases[i][1]);
  }
  assert_int_equal(gz_iri_resolve(gz_str("http://a"), gz_str("g"), arena, &iri),
                   GZ_OK);
  assert_str(iri, "http://a/g");
  assert_int_equal(gz_iri_resolve(gz_str("a/b"), gz_str("g"), arena, &iri),
                   GZ_BAD_ARGUMENT);
  gz_arena_free(arena);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_good),   cmocka_unit_test(test_bad),
      cmocka_unit_test(test_update), cmocka_unit_test(test_depth),
      cmocka_unit_test(test_sizes),  cmocka_unit_test(test_tree),
      cmocka_unit_test(test_resolve)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
