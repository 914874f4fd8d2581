// Runs suites of SPARQL queries that are described by manifests, as the W3C's
// are: https://www.w3.org/2009/sparql/docs/tests/README.html
//
//     sparql_suite [-q] [MANIFEST...]
//
// Prints a line of TAP for each test, and at the end how many of each type
// there were and how many of them passed.  Without arguments it runs our own
// cases.  -q leaves out what passed.
//
// A type of test that is not known here, a manifest without a test, and a test
// without what it needs are failures.  Tests of SPARQL Update and of
// protocols are counted as not applicable.

#include "tests/suite_run.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** What is done with tests of a type. */
enum action { EVALUATE, ACCEPT, REFUSE, LEAVE_OUT };

/** A type of test, and how those of it fared. */
struct type {
  const char *name; /**< After MF */
  enum action action;
  const char *reason; /**< Why it is left out */
  unsigned run;
  unsigned passed;
  unsigned by_value; /**< Of those that passed */
};

static struct type types[] = {
    {"QueryEvaluationTest", EVALUATE, NULL, 0, 0, 0},
    {"CSVResultFormatTest", EVALUATE, NULL, 0, 0, 0},
    {"PositiveSyntaxTest", ACCEPT, NULL, 0, 0, 0},
    {"PositiveSyntaxTest11", ACCEPT, NULL, 0, 0, 0},
    {"NegativeSyntaxTest", REFUSE, NULL, 0, 0, 0},
    {"NegativeSyntaxTest11", REFUSE, NULL, 0, 0, 0},
    {"UpdateEvaluationTest", LEAVE_OUT, "SPARQL Update is not spoken", 0, 0, 0},
    {"PositiveUpdateSyntaxTest11", LEAVE_OUT, "SPARQL Update is not spoken", 0,
     0, 0},
    {"NegativeUpdateSyntaxTest11", LEAVE_OUT, "SPARQL Update is not spoken", 0,
     0, 0},
    {"ProtocolTest", LEAVE_OUT, "there is no server here", 0, 0, 0},
    {"GraphStoreProtocolTest", LEAVE_OUT, "there is no server here", 0, 0, 0},
    {"ServiceDescriptionTest", LEAVE_OUT, "there is no server here", 0, 0, 0},
};

#define N_TYPES (sizeof types / sizeof *types)

/** A run over manifests. */
struct run {
  bool quiet;
  unsigned number; /**< Of the last test */
  unsigned failed;
};

static void
report(struct run *run, bool good, const char *name, const char *why) {
  ++run->number;
  run->failed += !good;
  if (!good || !run->quiet) {
    printf("%s %u - %s\n", good ? "ok" : "not ok", run->number, name);
  }
  if (why && *why) {
    printf("#   %s\n", why);
  }
}

/** A name to tell tests apart: manifest's folder and name of the entry. */
static const char *
full_name(struct gz_arena *arena, const char *manifest, const char *name) {
  const char *end = strrchr(manifest, '/');
  const char *start = end;
  while (start > manifest && start[-1] != '/') {
    --start;
  }
  return gz_arena_printf(arena, "%.*s: %s", (int)(end - start), start, name);
}

static struct type *
type_of(const struct suite_graph *graph, const struct gz_term *entry) {
  const struct gz_term *type;
  size_t at = 0;
  while ((type = suite_next(graph, entry, GZ_RDF "type", &at))) {
    for (size_t i = 0; i < N_TYPES; ++i) {
      if (gz_str_starts(type->value, GZ_STR(MF)) &&
          gz_str_is(gz_str_part(type->value, sizeof MF - 1, type->value.size),
                    types[i].name)) {
        return &types[i];
      }
    }
  }
  return NULL;
}

/** The files and graphs that the test needs. */
static bool
read_data(const struct suite_graph *graph, const struct gz_term *action,
          struct suite_test *test) {
  const struct gz_term *item;
  size_t at = 0;
  test->data = gz_arena_array(graph->arena, graph->count, sizeof *test->data);
  test->named = gz_arena_array(graph->arena, graph->count, sizeof *test->named);
  while ((item = suite_next(graph, action, QT "data", &at))) {
    test->data[test->n_data++] = suite_path(graph->arena, item->value);
  }
  at = 0;
  while ((item = suite_next(graph, action, QT "graphData", &at))) {
    struct suite_named *named = &test->named[test->n_named++];
    named->name = item->value;
    if (item->kind == GZ_TERM_BLANK) {
      const struct gz_term *label = suite_object(graph, item, RDFS "label");
      item = suite_object(graph, item, QT "graph");
      if (!item || !label) {
        return false;
      }
      named->name = label->value;
    }
    named->path = suite_path(graph->arena, item->value);
  }
  return true;
}

/** What an entry of a manifest asks for. */
static bool
read_test(const struct suite_graph *graph, const struct gz_term *entry,
          const char *manifest, struct suite_test *test) {
  const struct gz_term *name = suite_object(graph, entry, MF "name");
  const struct gz_term *action = suite_object(graph, entry, MF "action");
  const struct gz_term *result = suite_object(graph, entry, MF "result");
  const struct gz_term *cardinality =
      suite_object(graph, entry, MF "resultCardinality");
  const struct gz_term *query = action;
  *test = (struct suite_test){0};
  if (!name || !action) {
    return false;
  }
  if (action->kind == GZ_TERM_BLANK) {
    query = suite_object(graph, action, QT "query");
    if (!query || !read_data(graph, action, test)) {
      return false;
    }
  }
  test->name = full_name(graph->arena, manifest, name->value.data);
  test->query = suite_path(graph->arena, query->value);
  test->result = result ? suite_path(graph->arena, result->value) : NULL;
  test->lax = cardinality && gz_str_is(cardinality->value, MF "LaxCardinality");
  const struct gz_term *feature;
  size_t at = 0;
  while ((feature = suite_next(graph, entry, MF "requires", &at))) {
    test->any_order |= gz_str_is(feature->value, GZT "AnyOrder");
    test->of_union |= gz_str_is(feature->value, GZT "UnionDefaultGraph");
  }
  return test->query != NULL;
}

/** Run one test that is of a type known. */
static void
run_test(struct run *run, struct type *type, const struct suite_test *test) {
  struct gz_arena *arena = gz_arena_new(0);
  struct gz_error error = {0};
  enum gz_status status;
  enum suite_verdict verdict = SUITE_SAME;
  const char *why = NULL;
  bool good = false;
  if (type->action == EVALUATE) {
    status = test->result ? suite_evaluate(test, arena, &verdict, &why, &error)
                          : gz_fail(&error, GZ_BAD_INPUT, "No result");
    good = status == GZ_OK && verdict != SUITE_DIFFERENT;
    why = status != GZ_OK ? error.message : why;
  } else {
    status = suite_parse(test, arena, &error);
    good = status == (type->action == ACCEPT ? GZ_OK : GZ_BAD_INPUT);
    why = good ? NULL : status == GZ_OK ? "it was accepted" : error.message;
  }
  ++type->run;
  type->passed += good;
  type->by_value += good && verdict == SUITE_BY_VALUE;
  if (status != GZ_OK && !good && error.line) {
    why = gz_arena_printf(arena, "%zu:%zu: %s", error.line, error.column, why);
  }
  report(run, good, test->name, why);
  gz_arena_free(arena);
}

static void
run_entry(struct run *run, const struct suite_graph *graph,
          const struct gz_term *entry, const char *manifest) {
  struct type *type = type_of(graph, entry);
  struct suite_test test;
  if (!type) {
    report(run, false, entry->value.data, "its type is not known");
  } else if (type->action == LEAVE_OUT) {
    ++type->run;
  } else if (!read_test(graph, entry, manifest, &test)) {
    report(run, false, entry->value.data, "its description is not whole");
  } else {
    run_test(run, type, &test);
  }
}

static unsigned run_manifest(struct run *run, const char *path, unsigned depth);

/** Go through a list: mf:entries or mf:include.  Returns how many tests. */
static unsigned
run_list(struct run *run, const struct suite_graph *graph,
         const struct gz_term *list, const char *manifest, bool include,
         unsigned depth) {
  unsigned count = 0;
  for (size_t guard = 0; list && guard <= graph->count; ++guard) {
    const struct gz_term *item = suite_object(graph, list, GZ_RDF "first");
    if (item && include) {
      const char *path = suite_path(graph->arena, item->value);
      if (!path || depth > 8) {
        report(run, false, manifest, "it includes what is no file");
      } else {
        count += run_manifest(run, path, depth + 1);
      }
    } else if (item) {
      run_entry(run, graph, item, manifest);
      ++count;
    }
    list = suite_object(graph, list, GZ_RDF "rest");
  }
  return count;
}

/** Run a manifest and those it includes.  Returns how many tests it has. */
static unsigned
run_manifest(struct run *run, const char *path, unsigned depth) {
  struct gz_arena *arena = gz_arena_new(0);
  struct suite_graph graph;
  struct gz_error error = {0};
  unsigned count = 0;
  if (suite_graph_read(path, arena, &graph, &error) != GZ_OK) {
    report(run, false, path, error.message);
  } else {
    for (size_t i = 0; i < graph.count; ++i) {
      const struct gz_quad *quad = &graph.quads[i];
      const bool entries = gz_str_is(quad->predicate.value, MF "entries");
      if (entries || gz_str_is(quad->predicate.value, MF "include")) {
        count += run_list(run, &graph, &quad->object, path, !entries, depth);
      }
    }
    if (!count) {
      report(run, false, path, "it has no test");
    }
  }
  gz_arena_free(arena);
  return count;
}

/** Run the manifest of that name. */
static void
run_argument(struct run *run, const char *argument) {
  char *path = realpath(argument, NULL);
  if (path) {
    (void)run_manifest(run, path, 0);
  } else {
    report(run, false, argument, "there is no such file");
  }
  free(path);
}

int
main(int argc, char **argv) {
  struct run run = {0};
  int first = 1;
  if (argc > 1 && strcmp(argv[1], "-q") == 0) {
    run.quiet = true;
    ++first;
  }
  if (first == argc) {
    const char *top = getenv("top_srcdir");
    char path[PATH_MAX];
    (void)snprintf(path, sizeof path, "%s/tests/cases/sparql/manifest.ttl",
                   top ? top : ".");
    run_argument(&run, path);
  }
  for (int i = first; i < argc; ++i) {
    run_argument(&run, argv[i]);
  }
  printf("1..%u\n", run.number);
  for (size_t i = 0; i < N_TYPES; ++i) {
    const struct type *type = &types[i];
    if (type->run && type->action == LEAVE_OUT) {
      printf("# %-26s %4u left out: %s\n", type->name, type->run, type->reason);
    } else if (type->run) {
      printf("# %-26s %4u of %4u passed", type->name, type->passed, type->run);
      printf(type->by_value ? ", %u with numbers written otherwise\n" : "\n",
             type->by_value);
    }
  }
  printf("# %u failed\n", run.failed);
  return run.failed != 0;
}
