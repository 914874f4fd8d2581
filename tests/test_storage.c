// The storage module, through librdf: what its own tests ask of a storage
// (rdf_storage.c, rdf_model.c: main), and what storage.h promises beyond.
#include "tests/unit.h"

#include "graph/storage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <redland.h>

struct fixture {
  librdf_world *world;
  librdf_storage *storage;
  librdf_model *model;
  char path[64];
  unsigned logged;
};

static int
on_log(void *data, librdf_log_message *message) {
  (void)message;
  struct fixture *fixture = data;
  ++fixture->logged;
  return 1;
}

static void
open_model(struct fixture *fixture, const char *options) {
  fixture->storage =
      librdf_new_storage(fixture->world, "lmdb", fixture->path, options);
  assert_non_null(fixture->storage);
  fixture->model = librdf_new_model(fixture->world, fixture->storage, NULL);
  assert_non_null(fixture->model);
}

static void
close_model(struct fixture *fixture) {
  librdf_free_model(fixture->model);
  librdf_free_storage(fixture->storage);
  fixture->model = NULL;
  fixture->storage = NULL;
}

static int
set_up(void **state) {
  struct fixture *fixture = calloc(1, sizeof *fixture);
  assert_non_null(fixture);
  fixture->world = librdf_new_world();
  librdf_world_set_logger(fixture->world, fixture, on_log);
  librdf_world_open(fixture->world);
  assert_int_equal(gz_storage_register(fixture->world), GZ_OK);
  (void)strcpy(fixture->path, "/tmp/gazette-test-XXXXXX");
  const int fd = mkstemp(fixture->path);
  assert_true(fd >= 0);
  (void)close(fd);
  open_model(fixture, NULL);
  *state = fixture;
  return 0;
}

static int
tear_down(void **state) {
  struct fixture *fixture = *state;
  char lock[80];
  close_model(fixture);
  librdf_free_world(fixture->world);
  (void)snprintf(lock, sizeof lock, "%s-lock", fixture->path);
  (void)unlink(fixture->path);
  (void)unlink(lock);
  free(fixture);
  return 0;
}

/** A node: "_:x" blank, "'x" a string, "'x@en", "'x^iri" typed, else an IRI. */
static librdf_node *
node(struct fixture *fixture, const char *text) {
  if (!text) {
    return NULL;
  }
  if (strncmp(text, "_:", 2) == 0) {
    return librdf_new_node_from_blank_identifier(
        fixture->world, (const unsigned char *)text + 2);
  }
  if (text[0] != '\'') {
    return librdf_new_node_from_uri_string(fixture->world,
                                           (const unsigned char *)text);
  }
  char value[256];
  (void)snprintf(value, sizeof value, "%s", text + 1);
  char *language = strchr(value, '@');
  char *type = strchr(value, '^');
  librdf_uri *datatype = NULL;
  if (language) {
    *language++ = '\0';
  }
  if (type) {
    *type++ = '\0';
    datatype = librdf_new_uri(fixture->world, (const unsigned char *)type);
  }
  librdf_node *result = librdf_new_node_from_typed_literal(
      fixture->world, (const unsigned char *)value, language, datatype);
  if (datatype) {
    librdf_free_uri(datatype);
  }
  return result;
}

static librdf_statement *
statement(struct fixture *fixture, const char *s, const char *p,
          const char *o) {
  return librdf_new_statement_from_nodes(fixture->world, node(fixture, s),
                                         node(fixture, p), node(fixture, o));
}

static int
add(struct fixture *fixture, const char *s, const char *p, const char *o,
    const char *context) {
  librdf_statement *triple = statement(fixture, s, p, o);
  librdf_node *graph = node(fixture, context);
  const int result =
      graph ? librdf_model_context_add_statement(fixture->model, graph, triple)
            : librdf_model_add_statement(fixture->model, triple);
  librdf_free_statement(triple);
  if (graph) {
    librdf_free_node(graph);
  }
  return result;
}

static int
take_away(struct fixture *fixture, const char *s, const char *p, const char *o,
          const char *context) {
  librdf_statement *triple = statement(fixture, s, p, o);
  librdf_node *graph = node(fixture, context);
  const int result =
      graph
          ? librdf_model_context_remove_statement(fixture->model, graph, triple)
          : librdf_model_remove_statement(fixture->model, triple);
  librdf_free_statement(triple);
  if (graph) {
    librdf_free_node(graph);
  }
  return result;
}

static int
contains(struct fixture *fixture, const char *s, const char *p, const char *o) {
  librdf_statement *triple = statement(fixture, s, p, o);
  const int result = librdf_model_contains_statement(fixture->model, triple);
  librdf_free_statement(triple);
  return result;
}

static int
count_stream(librdf_stream *stream) {
  int count = 0;
  assert_non_null(stream);
  for (; !librdf_stream_end(stream); librdf_stream_next(stream)) {
    assert_non_null(librdf_stream_get_object(stream));
    ++count;
  }
  librdf_free_stream(stream);
  return count;
}

static int
count_found(struct fixture *fixture, const char *s, const char *p,
            const char *o, const char *context) {
  librdf_statement *pattern = statement(fixture, s, p, o);
  librdf_node *graph = node(fixture, context);
  librdf_stream *stream =
      graph ? librdf_model_find_statements_in_context(fixture->model, pattern,
                                                      graph)
            : librdf_model_find_statements(fixture->model, pattern);
  librdf_free_statement(pattern);
  if (graph) {
    librdf_free_node(graph);
  }
  return count_stream(stream);
}

static int
count_nodes(librdf_iterator *iterator) {
  int count = 0;
  assert_non_null(iterator);
  for (; !librdf_iterator_end(iterator); librdf_iterator_next(iterator)) {
    assert_non_null(librdf_iterator_get_object(iterator));
    ++count;
  }
  librdf_free_iterator(iterator);
  return count;
}

static void
fill(struct fixture *fixture) {
  assert_int_equal(add(fixture, "a:s", "a:p", "a:o", NULL), 0);
  assert_int_equal(add(fixture, "a:s", "a:p", "a:o", "a:g"), 0);
  assert_int_equal(add(fixture, "a:s", "a:p", "'x@EN-us", "a:g"), 0);
  assert_int_equal(add(fixture, "a:s", "a:q",
                       "'1^"
                       "http://www.w3.org/2001/"
                       "XMLSchema#integer",
                       "a:g"),
                   0);
  assert_int_equal(add(fixture, "_:b", "a:p", "a:o", "a:h"), 0);
}

static void
statements_are_added(void **state) {
  struct fixture *fixture = *state;
  fill(fixture);
  assert_int_equal(librdf_model_size(fixture->model), 5);
  fill(fixture); // again: nothing is stored twice
  assert_int_equal(librdf_model_size(fixture->model), 5);
  assert_true(contains(fixture, "a:s", "a:p", "a:o"));
  assert_true(contains(fixture, "_:b", "a:p", "a:o"));
  assert_false(contains(fixture, "a:s", "a:p", "'x"));
  assert_false(contains(fixture, "a:nowhere", "a:p", "'x"));
  assert_int_equal(count_stream(librdf_model_as_stream(fixture->model)), 5);
  assert_int_not_equal(add(fixture, "'x", "a:p", "a:o", NULL), 0);
  assert_int_equal(librdf_model_size(fixture->model), 5);
}

static void
statements_are_found(void **state) {
  struct fixture *fixture = *state;
  fill(fixture);
  assert_int_equal(count_found(fixture, NULL, NULL, NULL, NULL), 5);
  assert_int_equal(count_found(fixture, "a:s", NULL, NULL, NULL), 4);
  assert_int_equal(count_found(fixture, NULL, "a:p", NULL, NULL), 4);
  assert_int_equal(count_found(fixture, NULL, NULL, "a:o", NULL), 3);
  assert_int_equal(count_found(fixture, "a:s", "a:p", NULL, NULL), 3);
  assert_int_equal(count_found(fixture, "a:s", NULL, "a:o", NULL), 2);
  assert_int_equal(count_found(fixture, NULL, "a:p", "a:o", NULL), 3);
  assert_int_equal(count_found(fixture, "a:s", "a:p", "a:o", NULL), 2);
  assert_int_equal(count_found(fixture, NULL, NULL, NULL, "a:g"), 3);
  assert_int_equal(count_found(fixture, "a:s", NULL, NULL, "a:h"), 0);
  assert_int_equal(count_found(fixture, NULL, "a:p", NULL, "a:g"), 2);
  assert_int_equal(count_found(fixture, NULL, NULL, "a:o", "a:g"), 1);
  assert_int_equal(count_found(fixture, "a:s", "a:p", NULL, "a:g"), 2);
  assert_int_equal(count_found(fixture, "a:s", "a:p", "'x@en-US", "a:g"), 1);
  assert_int_equal(count_found(fixture, "a:nowhere", NULL, NULL, NULL), 0);
  assert_int_equal(count_found(fixture, NULL, NULL, NULL, "a:nowhere"), 0);
}

/* The node functions, which librdf makes from streams. */
static void
nodes_are_found(void **state) {
  struct fixture *fixture = *state;
  fill(fixture);
  librdf_node *s = node(fixture, "a:s");
  librdf_node *p = node(fixture, "a:p");
  librdf_node *o = node(fixture, "a:o");
  librdf_model *model = fixture->model;
  assert_int_equal(count_nodes(librdf_model_get_targets(model, s, p)), 3);
  assert_int_equal(count_nodes(librdf_model_get_sources(model, p, o)), 3);
  assert_int_equal(count_nodes(librdf_model_get_arcs(model, s, o)), 2);
  assert_int_equal(count_nodes(librdf_model_get_arcs_out(model, s)), 4);
  assert_int_equal(count_nodes(librdf_model_get_arcs_in(model, o)), 3);
  assert_true(librdf_model_has_arc_in(model, o, p));
  assert_true(librdf_model_has_arc_out(model, s, p));
  assert_false(librdf_model_has_arc_in(model, s, p));
  librdf_free_node(s);
  librdf_free_node(p);
  librdf_free_node(o);
}

static void
terms_come_back(void **state) {
  struct fixture *fixture = *state;
  static const char *const objects[] = {
      "a:o",
      "_:b1",
      "'",
      "'short",
      "'a longer string that has its own record",
      "'\u00e9\u4e2d\U0001F600",
      "'x@en-gb",
      "'01^http://www.w3.org/2001/XMLSchema#integer",
      "'1.50^http://www.w3.org/2001/XMLSchema#decimal",
      "'2020-01-08^http://www.w3.org/2001/XMLSchema#date",
      "'x^a:type"};
  const int count = (int)(sizeof objects / sizeof *objects);
  for (int i = 0; i < count; ++i) {
    assert_int_equal(add(fixture, "a:s", "a:p", objects[i], "a:g"), 0);
  }
  assert_int_equal(count_found(fixture, "a:s", "a:p", NULL, "a:g"), count);
  for (int i = 0; i < count; ++i) {
    librdf_statement *want = statement(fixture, "a:s", "a:p", objects[i]);
    librdf_stream *stream = librdf_model_find_statements(fixture->model, want);
    assert_false(librdf_stream_end(stream));
    assert_true(
        librdf_statement_equals(librdf_stream_get_object(stream), want));
    librdf_free_stream(stream);
    librdf_free_statement(want);
  }
}

static void
contexts_are_told(void **state) {
  struct fixture *fixture = *state;
  fill(fixture);
  assert_true(librdf_model_supports_contexts(fixture->model));
  assert_int_equal(count_nodes(librdf_model_get_contexts(fixture->model)), 2);
  librdf_node *g = node(fixture, "a:g");
  librdf_node *nowhere = node(fixture, "a:nowhere");
  assert_true(librdf_model_contains_context(fixture->model, g));
  assert_false(librdf_model_contains_context(fixture->model, nowhere));
  assert_int_equal(
      count_stream(librdf_model_context_as_stream(fixture->model, g)), 3);
  assert_int_equal(
      count_stream(librdf_model_context_as_stream(fixture->model, nowhere)), 0);
  // One statement comes from no context and from a:g.
  librdf_statement *pattern = statement(fixture, "a:s", "a:p", "a:o");
  librdf_stream *stream = librdf_model_find_statements(fixture->model, pattern);
  assert_null(librdf_stream_get_context2(stream));
  assert_int_equal(librdf_stream_next(stream), 0);
  assert_true(librdf_node_equals(librdf_stream_get_context2(stream), g));
  assert_int_not_equal(librdf_stream_next(stream), 0);
  librdf_free_stream(stream);
  librdf_free_statement(pattern);
  assert_int_equal(librdf_model_context_remove_statements(fixture->model, g),
                   0);
  assert_int_equal(librdf_model_size(fixture->model), 2);
  assert_false(librdf_model_contains_context(fixture->model, g));
  librdf_free_node(g);
  librdf_free_node(nowhere);
}

static void
statements_are_removed(void **state) {
  struct fixture *fixture = *state;
  fill(fixture);
  assert_int_equal(take_away(fixture, "a:s", "a:p", "a:o", NULL), 0);
  assert_true(contains(fixture, "a:s", "a:p", "a:o")); // in a:g
  assert_int_not_equal(take_away(fixture, "a:s", "a:p", "a:o", NULL), 0);
  assert_int_equal(take_away(fixture, "a:s", "a:p", "a:o", "a:g"), 0);
  assert_false(contains(fixture, "a:s", "a:p", "a:o"));
  assert_int_not_equal(take_away(fixture, "a:x", "a:p", "a:o", "a:g"), 0);
  assert_int_equal(librdf_model_size(fixture->model), 3);
  assert_int_equal(fixture->logged, 0);
}

static void
transactions_are_whole(void **state) {
  struct fixture *fixture = *state;
  librdf_model *model = fixture->model;
  assert_int_equal(add(fixture, "a:1", "a:p", "a:o", "a:g"), 0);
  assert_int_equal(librdf_model_transaction_start(model), 0);
  assert_int_equal(add(fixture, "a:2", "a:p", "a:o", "a:g"), 0);
  assert_int_equal(librdf_model_size(model), 2);
  assert_int_equal(librdf_model_transaction_rollback(model), 0);
  assert_int_equal(librdf_model_size(model), 1);
  assert_int_not_equal(librdf_model_transaction_commit(model), 0);
  assert_int_equal(librdf_model_transaction_start(model), 0);
  assert_int_not_equal(librdf_model_transaction_start(model), 0);
  assert_int_equal(add(fixture, "a:3", "a:p", "a:o", "a:g"), 0);
  assert_int_equal(librdf_model_transaction_commit(model), 0);
  assert_int_equal(librdf_model_transaction_start(model), 0);
  assert_int_equal(add(fixture, "a:4", "a:p", "a:o", "a:g"), 0);
  close_model(fixture); // rolls back
  open_model(fixture, "read-only='yes'");
  assert_int_equal(librdf_model_size(fixture->model), 2);
  assert_true(contains(fixture, "a:3", "a:p", "a:o"));
  assert_int_not_equal(add(fixture, "a:5", "a:p", "a:o", "a:g"), 0);
}

static void
changes_last(void **state) {
  struct fixture *fixture = *state;
  fill(fixture);
  assert_int_equal(librdf_model_sync(fixture->model), 0);
  close_model(fixture);
  open_model(fixture, "commit='each'");
  assert_int_equal(librdf_model_size(fixture->model), 5);
  assert_int_equal(add(fixture, "a:5", "a:p", "a:o", NULL), 0);
  close_model(fixture);
  open_model(fixture, "new='yes'");
  assert_int_equal(librdf_model_size(fixture->model), 0);
  assert_int_equal(count_nodes(librdf_model_get_contexts(fixture->model)), 0);
}

/* More rows than a stream reads at once, while they are changed. */
static void
streams_outlive_changes(void **state) {
  struct fixture *fixture = *state;
  char name[32];
  for (int pending = 0; pending < 2; ++pending) {
    for (int i = 0; i < 1000; ++i) {
      (void)snprintf(name, sizeof name, "a:%d", i);
      assert_int_equal(add(fixture, name, "a:p", "a:o", "a:g"), 0);
    }
    if (!pending) {
      assert_int_equal(librdf_model_sync(fixture->model), 0);
    }
    librdf_stream *stream = librdf_model_as_stream(fixture->model);
    int count = 0;
    for (; !librdf_stream_end(stream); librdf_stream_next(stream), ++count) {
      librdf_node *g = librdf_stream_get_context2(stream);
      assert_int_equal(librdf_model_context_remove_statement(
                           fixture->model, g, librdf_stream_get_object(stream)),
                       0);
    }
    librdf_free_stream(stream);
    assert_int_equal(count, 1000);
    assert_int_equal(librdf_model_size(fixture->model), 0);
  }
}

/* A stream that outlives its model and storage is still good. */
static void
streams_outlive_storages(void **state) {
  struct fixture *fixture = *state;
  fill(fixture);
  assert_int_equal(librdf_model_sync(fixture->model), 0);
  librdf_stream *stream = librdf_model_as_stream(fixture->model);
  librdf_iterator *contexts = librdf_model_get_contexts(fixture->model);
  close_model(fixture);
  assert_int_equal(count_stream(stream), 5);
  assert_int_equal(count_nodes(contexts), 2);
  open_model(fixture, NULL);
}

static void
bad_stores_are_refused(void **state) {
  struct fixture *fixture = *state;
  char path[80];
  (void)snprintf(path, sizeof path, "%s.txt", fixture->path);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  (void)fputs("This is no store, nor was it ever one.\n", file);
  assert_int_equal(fclose(file), 0);
  assert_null(librdf_new_storage(fixture->world, "lmdb", path, NULL));
  assert_int_equal(fixture->logged, 1);
  assert_null(
      librdf_new_storage(fixture->world, "lmdb", "/nonexistent/x", NULL));
  assert_null(librdf_new_storage(fixture->world, "lmdb", "/tmp/nonexistent-x",
                                 "read-only='yes'"));
  assert_null(librdf_new_storage(fixture->world, "lmdb", NULL, NULL));
  (void)unlink(path);
}

/* A query by rasqal, over our storage. */
static void
queries_are_answered(void **state) {
  struct fixture *fixture = *state;
  fill(fixture);
  librdf_query *query = librdf_new_query(
      fixture->world, "sparql", NULL,
      (const unsigned char *)"SELECT ?s { ?s <a:p> <a:o> }", NULL);
  assert_non_null(query);
  librdf_query_results *results =
      librdf_model_query_execute(fixture->model, query);
  assert_non_null(results);
  int count = 0;
  for (; !librdf_query_results_finished(results);
       librdf_query_results_next(results)) {
    ++count;
  }
  assert_int_equal(count, 3); // one of them in two contexts
  librdf_free_query_results(results);
  librdf_free_query(query);
}

int
main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(statements_are_added),    TEST(statements_are_found),
      TEST(nodes_are_found),         TEST(terms_come_back),
      TEST(contexts_are_told),       TEST(statements_are_removed),
      TEST(transactions_are_whole),  TEST(changes_last),
      TEST(streams_outlive_changes), TEST(streams_outlive_storages),
      TEST(bad_stores_are_refused),  TEST(queries_are_answered),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
