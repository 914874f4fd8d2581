#include "tests/suite_run.h"

#include "graph/sparql/iri_resolve.h"
#include "graph/sparql/parser.h"
#include "graph/sparql/sparql.h"

#include <string.h>

/** What a query answered. */
struct answer {
  enum gz_sparql_form form;
  struct gz_results results; /**< SELECT and ASK */
  bool ordered;
  bool reduced;
  struct gz_term *triples; /**< CONSTRUCT and DESCRIBE: three for each */
  size_t n_triples;
};

enum gz_status
suite_parse(const struct suite_test *test, struct gz_arena *arena,
            struct gz_error *error) {
  struct gz_str text;
  struct gz_sparql_query *query;
  enum gz_status status;
  GZ_TRY(status, suite_read_file(test->query, arena, &text, error));
  return gz_sparql_parse(text, suite_iri(arena, test->query), arena, &query,
                         error);
}

static struct gz_term
copy_term(struct gz_arena *arena, const struct gz_term *term) {
  struct gz_term copy = *term;
  copy.value = gz_arena_str(arena, term->value);
  copy.datatype = gz_arena_str(arena, term->datatype);
  copy.language = gz_arena_str(arena, term->language);
  return copy;
}

/** Load a file into a graph of the store. */
static enum gz_status
load_file(struct gz_quads_txn *txn, const char *path, struct gz_term graph,
          struct gz_arena *arena, struct gz_error *error) {
  struct gz_load_options options = {
      .name = path, .base = suite_iri(arena, path), .graph = graph};
  struct gz_str text;
  enum gz_status status;
  GZ_TRY(status, suite_read_file(path, arena, &text, error));
  status = gz_rdf_format_find(gz_str(path), &options.format);
  if (status != GZ_OK) {
    return gz_fail(error, status, "No format is known for %s", path);
  }
  return gz_load(txn, &options, gz_rdf_source_text, &text, NULL, error);
}

/** Load the data, and what the query names with FROM. */
static enum gz_status
load_data(const struct suite_test *test, const struct gz_sparql_query *tree,
          struct gz_quads_txn *txn, struct gz_arena *arena,
          struct gz_error *error) {
  const struct gz_term none = {.kind = GZ_TERM_NONE};
  enum gz_status status;
  for (size_t i = 0; i < test->n_data; ++i) {
    GZ_TRY(status, load_file(txn, test->data[i], none, arena, error));
  }
  for (size_t i = 0; i < test->n_named; ++i) {
    GZ_TRY(status, load_file(txn, test->named[i].path,
                             gz_term_iri(test->named[i].name), arena, error));
  }
  // A file that FROM and FROM NAMED both name is one graph.
  for (size_t i = 0; i < tree->n_from + tree->n_from_named; ++i) {
    const struct gz_str iri =
        i < tree->n_from ? tree->from[i] : tree->from_named[i - tree->n_from];
    const char *path = suite_path(arena, iri);
    bool loaded = !path;
    for (size_t j = 0; j < i && !loaded; ++j) {
      loaded = gz_str_equal(
          j < tree->n_from ? tree->from[j] : tree->from_named[j - tree->n_from],
          iri);
    }
    for (size_t j = 0; j < test->n_named && !loaded; ++j) {
      loaded = gz_str_equal(test->named[j].name, iri);
    }
    if (!loaded) {
      GZ_TRY(status, load_file(txn, path, gz_term_iri(iri), arena, error));
    }
  }
  return GZ_OK;
}

/** Take all rows of a SELECT. */
static enum gz_status
take_rows(struct gz_sparql_result *result, struct gz_arena *arena,
          struct gz_results *results, struct gz_error *error) {
  const struct gz_term *row;
  enum gz_status status;
  const size_t width = gz_sparql_n_columns(result);
  size_t room = 0;
  results->n_columns = width;
  results->columns = gz_arena_array(arena, width + 1, sizeof(struct gz_str));
  for (size_t i = 0; i < width; ++i) {
    results->columns[i] = gz_arena_str(arena, gz_sparql_columns(result)[i]);
  }
  while ((status = gz_sparql_next(result, &row, error)) == GZ_OK) {
    if (results->n_rows == room) {
      room = room ? room * 2 : 16;
      results->terms =
          gz_arena_grow(arena, results->terms, results->n_rows * width,
                        room * width + 1, sizeof *results->terms);
    }
    for (size_t i = 0; i < width; ++i) {
      results->terms[results->n_rows * width + i] = copy_term(arena, &row[i]);
    }
    ++results->n_rows;
  }
  return status == GZ_END ? GZ_OK : status;
}

static enum gz_status
take_triples(struct gz_sparql_result *result, struct gz_arena *arena,
             struct answer *answer, struct gz_error *error) {
  const struct gz_quad *triple;
  enum gz_status status;
  size_t room = 0;
  while ((status = gz_sparql_triple(result, &triple, error)) == GZ_OK) {
    if (answer->n_triples == room) {
      room = room ? room * 2 : 16;
      answer->triples =
          gz_arena_grow(arena, answer->triples, answer->n_triples * 3, room * 3,
                        sizeof *answer->triples);
    }
    struct gz_term *to = answer->triples + answer->n_triples++ * 3;
    to[0] = copy_term(arena, &triple->subject);
    to[1] = copy_term(arena, &triple->predicate);
    to[2] = copy_term(arena, &triple->object);
  }
  return status == GZ_END ? GZ_OK : status;
}

static enum gz_status
take_answer(const struct gz_sparql *query, struct gz_quads_txn *txn,
            const struct gz_sparql_options *options, struct gz_arena *arena,
            struct answer *answer, struct gz_error *error) {
  struct gz_sparql_result *result;
  const struct gz_sparql_query *tree = gz_sparql_tree(query);
  enum gz_status status;
  *answer = (struct answer){.form = gz_sparql_form(query),
                            .ordered = tree->select->n_orders > 0,
                            .reduced = tree->select->reduced};
  GZ_TRY(status, gz_sparql_run(query, txn, options, &result, error));
  switch (answer->form) {
  case GZ_SPARQL_SELECT:
    status = take_rows(result, arena, &answer->results, error);
    break;
  case GZ_SPARQL_ASK:
    answer->results.is_answer = true;
    status = gz_sparql_ask(result, &answer->results.answer, error);
    break;
  case GZ_SPARQL_CONSTRUCT:
  case GZ_SPARQL_DESCRIBE:
    status = take_triples(result, arena, answer, error);
    break;
  }
  gz_sparql_result_free(result);
  return status;
}

/** Load, prepare and run, in a store of the test's own. */
static enum gz_status
ask(const struct suite_test *test, const struct gz_sparql *query,
    const struct gz_sparql_options *options, struct gz_quads *quads,
    struct gz_arena *arena, struct answer *answer, struct gz_error *error) {
  struct gz_quads_txn *txn;
  enum gz_status status;
  GZ_TRY(status, gz_quads_write(quads, true, &txn, error));
  status = load_data(test, gz_sparql_tree(query), txn, arena, error);
  if (status != GZ_OK) {
    gz_quads_abort(txn);
    return status;
  }
  GZ_TRY(status, gz_quads_commit(txn, error));
  GZ_TRY(status, gz_quads_read(quads, &txn, error));
  status = take_answer(query, txn, options, arena, answer, error);
  gz_quads_abort(txn);
  return status;
}

/** Write results in `format` and read them again. */
static enum gz_status
rewrite(struct gz_results *results, enum gz_results_format format,
        struct gz_arena *arena, struct gz_error *error) {
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, SIZE_MAX / 2);
  struct gz_sink sink = gz_sink_buffer(&buffer);
  enum gz_status status = GZ_OK;
  if (results->is_answer) {
    status = gz_results_write_answer(format, results->answer, sink, error);
  } else {
    struct gz_results_writer *writer = NULL;
    status = gz_results_writer_new(format, results->columns, results->n_columns,
                                   NULL, sink, &writer, error);
    for (size_t i = 0; i < results->n_rows && status == GZ_OK; ++i) {
      status = gz_results_row(writer, results->terms + i * results->n_columns,
                              error);
    }
    if (status == GZ_OK) {
      status = gz_results_end(writer, error);
    }
    gz_results_writer_free(writer);
  }
  if (status == GZ_OK) {
    status =
        gz_results_read(gz_buffer_str(&buffer), format, arena, results, error);
  }
  gz_buffer_free(&buffer);
  return status;
}

/** Resolve IRIs of results that are relative to the file they are in. */
static void
resolve(struct gz_results *results, const char *path, struct gz_arena *arena) {
  for (size_t i = 0; i < results->n_rows * results->n_columns; ++i) {
    struct gz_term *term = &results->terms[i];
    struct gz_str iri;
    if (term->kind == GZ_TERM_IRI &&
        gz_iri_resolve(suite_iri(arena, path), term->value, arena, &iri) ==
            GZ_OK) {
      term->value = iri;
    }
  }
}

static const char *
show_term(struct gz_arena *arena, const struct gz_term *term) {
  switch (term->kind) {
  case GZ_TERM_NONE:
    return "-";
  case GZ_TERM_BLANK:
    return gz_arena_printf(arena, "_:%.*s", GZ_STR_ARGS(term->value));
  case GZ_TERM_IRI:
    return gz_arena_printf(arena, "<%.*s>", GZ_STR_ARGS(term->value));
  case GZ_TERM_LITERAL:
    break;
  }
  return gz_arena_printf(arena, "\"%.*s\"%s%.*s%.*s", GZ_STR_ARGS(term->value),
                         term->language.size ? "@" : "",
                         GZ_STR_ARGS(term->language),
                         GZ_STR_ARGS(term->datatype));
}

/** Say how many rows there are, and show the first few. */
static const char *
show_difference(struct gz_arena *arena, const struct gz_term *expected,
                size_t n_expected, const struct gz_term *found, size_t n_found,
                size_t width) {
  const char *text = gz_arena_printf(
      arena, "%zu rows expected, %zu found:", n_expected, n_found);
  for (size_t side = 0; side < 2; ++side) {
    const struct gz_term *terms = side ? found : expected;
    const size_t count = side ? n_found : n_expected;
    for (size_t i = 0; i < count && i < 12; ++i) {
      text =
          gz_arena_printf(arena, "%s\n#     %s", text, side ? "found" : "want");
      for (size_t j = 0; j < width; ++j) {
        text = gz_arena_printf(arena, "%s %s", text,
                               show_term(arena, &terms[i * width + j]));
      }
    }
  }
  return text;
}

/** Whether the expected result is a table in a format of its own. */
static bool
result_format(const char *path, enum gz_results_format *format) {
  const char *extension = strrchr(path, '.');
  return extension && gz_results_format_find(gz_str(extension), format);
}

static void
compare_graphs(const struct answer *answer, const struct suite_graph *graph,
               struct gz_arena *arena, enum suite_verdict *verdict,
               const char **difference) {
  struct gz_term *expected =
      gz_arena_array(arena, graph->count * 3 + 1, sizeof *expected);
  size_t count = 0;
  for (size_t i = 0; i < graph->count; ++i) {
    // A file may say a triple twice.
    bool again = false;
    for (size_t j = 0; j < i && !again; ++j) {
      again = gz_quad_compare(&graph->quads[i], &graph->quads[j]) == 0;
    }
    if (!again) {
      expected[count * 3] = graph->quads[i].subject;
      expected[count * 3 + 1] = graph->quads[i].predicate;
      expected[count * 3 + 2] = graph->quads[i].object;
      ++count;
    }
  }
  *verdict = suite_compare_rows(expected, count, answer->triples,
                                answer->n_triples, 3, SUITE_BAG, false);
  if (*verdict == SUITE_DIFFERENT) {
    *difference = show_difference(arena, expected, count, answer->triples,
                                  answer->n_triples, 3);
  }
}

/** Compare an answer with what the file at `test->result` expects. */
static enum gz_status
compare(const struct suite_test *test, struct answer *answer,
        struct gz_arena *arena, enum suite_verdict *verdict,
        const char **difference, struct gz_error *error) {
  enum gz_results_format format;
  struct gz_results expected;
  struct suite_graph graph;
  bool ordered = answer->ordered;
  enum gz_status status;
  if (result_format(test->result, &format)) {
    struct gz_str text;
    GZ_TRY(status, suite_read_file(test->result, arena, &text, error));
    GZ_TRY(status, gz_results_read(text, format, arena, &expected, error));
    resolve(&expected, test->result, arena);
    GZ_TRY(status, rewrite(&answer->results, format, arena, error));
  } else {
    GZ_TRY(status, suite_graph_read(test->result, arena, &graph, error));
    if (answer->form == GZ_SPARQL_CONSTRUCT ||
        answer->form == GZ_SPARQL_DESCRIBE) {
      compare_graphs(answer, &graph, arena, verdict, difference);
      return GZ_OK;
    }
    GZ_TRY(status,
           suite_results_from_graph(&graph, &expected, &ordered, error));
    ordered = ordered && answer->ordered;
  }
  const enum suite_match match = test->lax || answer->reduced  ? SUITE_LAX
                                 : ordered && !test->any_order ? SUITE_LIST
                                                               : SUITE_BAG;
  *verdict = suite_compare_results(&expected, &answer->results, match, arena);
  if (*verdict == SUITE_DIFFERENT) {
    const bool same = expected.n_columns == answer->results.n_columns;
    *difference = show_difference(arena, expected.terms, expected.n_rows,
                                  answer->results.terms, answer->results.n_rows,
                                  same ? expected.n_columns : 0);
  }
  return GZ_OK;
}

enum gz_status
suite_evaluate(const struct suite_test *test, struct gz_arena *arena,
               enum suite_verdict *verdict, const char **difference,
               struct gz_error *error) {
  struct gz_sparql_options options = GZ_SPARQL_OPTIONS;
  options.strict_default = !test->of_union;
  options.base = suite_iri(arena, test->query);
  struct gz_sparql *query;
  struct gz_quads *quads;
  struct gz_str text;
  struct answer answer;
  enum gz_status status;
  GZ_TRY(status, suite_read_file(test->query, arena, &text, error));
  GZ_TRY(status, gz_sparql_prepare(text, &options, &query, error));
  status = gz_quads_open_temporary(".", &quads, error);
  if (status == GZ_OK) {
    status = ask(test, query, &options, quads, arena, &answer, error);
    gz_quads_close(quads);
  }
  gz_sparql_free(query);
  return status == GZ_OK
             ? compare(test, &answer, arena, verdict, difference, error)
             : status;
}
