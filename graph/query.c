// Answers queries over a store: the engine's rows to the writers' formats.

#include "graph/sparql/results.h"
#include "graph/sparql/sparql.h"
#include "graph/store.h"
#include "graph/writer.h"

#include <stdlib.h>

/** A query while it is being answered. */
struct answering {
  const struct gz_query *query;
  struct gz_store_view view;
  struct gz_sparql_options options;
  struct gz_sparql *prepared;
  struct gz_sparql_result *result;
  struct gz_sink sink;
  struct gz_error *error;
};

/** The prefixes that the query declares, and those known whose names it does
 *  not; null if memory is out. */
static struct gz_prefix *
list_prefixes(const struct gz_sparql_query *tree, size_t *count) {
  size_t n_known = 0;
  const struct gz_prefix *known = gz_prefixes(&n_known);
  struct gz_prefix *list = calloc(tree->n_prefixes + n_known + 1, sizeof *list);
  if (!list) {
    return NULL;
  }
  size_t n = 0;
  for (size_t i = 0; i < tree->n_prefixes; ++i) {
    list[n++] =
        (struct gz_prefix){tree->prefixes[i].name, tree->prefixes[i].iri};
  }
  for (size_t i = 0; i < n_known; ++i) {
    size_t j = 0;
    while (j < tree->n_prefixes &&
           !gz_str_equal(tree->prefixes[j].name, known[i].name)) {
      ++j;
    }
    if (j == tree->n_prefixes) {
      list[n++] = known[i];
    }
  }
  *count = n;
  return list;
}

static enum gz_status
write_rows(struct answering *answering, enum gz_results_format format) {
  size_t n_prefixes = 0;
  struct gz_prefix *prefixes =
      list_prefixes(gz_sparql_tree(answering->prepared), &n_prefixes);
  if (!prefixes) {
    return gz_fail(answering->error, GZ_NO_MEMORY, "Out of memory");
  }
  const struct gz_results_options options = {
      .width = answering->query->width,
      .prefixes = prefixes,
      .n_prefixes = n_prefixes,
  };
  struct gz_results_writer *writer = NULL;
  enum gz_status status =
      gz_results_writer_new(format, gz_sparql_columns(answering->result),
                            gz_sparql_n_columns(answering->result), &options,
                            answering->sink, &writer, answering->error);
  const struct gz_term *row = NULL;
  while (status == GZ_OK &&
         (status = gz_sparql_next(answering->result, &row, answering->error)) ==
             GZ_OK) {
    status = gz_results_row(writer, row, answering->error);
  }
  if (status == GZ_END) {
    status = gz_results_end(writer, answering->error);
  }
  gz_results_writer_free(writer);
  free(prefixes);
  return status;
}

static enum gz_status
write_triples(struct answering *answering, const struct gz_format *format) {
  struct gz_writer *writer = NULL;
  enum gz_status status;
  GZ_TRY(status, gz_writer_new(format, NULL, 0, answering->sink, &writer,
                               answering->error));
  const struct gz_quad *triple = NULL;
  while (status == GZ_OK &&
         (status = gz_sparql_triple(answering->result, &triple,
                                    answering->error)) == GZ_OK) {
    status = gz_writer_quad(writer, triple, answering->error);
  }
  if (status == GZ_END) {
    status = gz_writer_end(writer, answering->error);
  }
  gz_writer_free(writer);
  return status;
}

/** Run the query to its end for the counts, then write its plan. */
static enum gz_status
write_plan(struct answering *answering) {
  enum gz_status status = GZ_OK;
  bool answer = false;
  const struct gz_term *row = NULL;
  const struct gz_quad *triple = NULL;
  switch (gz_sparql_form(answering->prepared)) {
  case GZ_SPARQL_SELECT:
    while (status == GZ_OK) {
      status = gz_sparql_next(answering->result, &row, answering->error);
    }
    break;
  case GZ_SPARQL_ASK:
    status = gz_sparql_ask(answering->result, &answer, answering->error);
    break;
  default:
    while (status == GZ_OK) {
      status = gz_sparql_triple(answering->result, &triple, answering->error);
    }
  }
  if (status != GZ_OK && status != GZ_END) {
    return status;
  }
  struct gz_buffer text;
  gz_buffer_init(&text, GZ_MAX_LINE_BYTES);
  status = gz_sparql_explain(answering->result, &text);
  if (status == GZ_OK) {
    status = answering->sink.write(answering->sink.context,
                                   gz_buffer_str(&text), answering->error);
  }
  gz_buffer_free(&text);
  if (status == GZ_OK && answering->sink.flush) {
    status = answering->sink.flush(answering->sink.context, answering->error);
  }
  return status;
}

static enum gz_status
unknown_format(struct answering *answering, const char *kind) {
  return gz_fail(answering->error, GZ_BAD_ARGUMENT, "'%s' is no format for %s",
                 answering->query->format, kind);
}

/** Write the answer in the format that goes with the query's form. */
static enum gz_status
write_answer(struct answering *answering) {
  const char *wanted = answering->query->format;
  const enum gz_sparql_form form = gz_sparql_form(answering->prepared);
  if (answering->query->explain) {
    return write_plan(answering);
  }
  if (form == GZ_SPARQL_CONSTRUCT || form == GZ_SPARQL_DESCRIBE) {
    const struct gz_format *format =
        gz_format_find(gz_str(wanted ? wanted : "turtle"));
    return format ? write_triples(answering, format)
                  : unknown_format(answering, "a graph");
  }
  enum gz_results_format format = GZ_RESULTS_TABLE;
  if (wanted && !gz_results_format_find(gz_str(wanted), &format)) {
    return unknown_format(answering, "rows");
  }
  if (form == GZ_SPARQL_SELECT) {
    return write_rows(answering, format);
  }
  bool answer = false;
  enum gz_status status;
  GZ_TRY(status, gz_sparql_ask(answering->result, &answer, answering->error));
  return gz_results_write_answer(format, answer, answering->sink,
                                 answering->error);
}

enum gz_status
gz_store_query(struct gz_store *store, const struct gz_query *query, FILE *out,
               const struct gz_callbacks *callbacks, struct gz_error *error) {
  struct answering answering = {
      .query = query,
      .options = {.base = gz_str(query->base),
                  .strict_default = query->strict_default,
                  .milliseconds = (uint64_t)(query->timeout * 1000),
                  .memory = query->memory,
                  .rows = query->limit,
                  .cancel = callbacks ? callbacks->cancel : NULL},
      .sink = gz_sink_file(out),
      .error = error,
  };
  enum gz_status status = gz_sparql_prepare(
      gz_str(query->text), &answering.options, &answering.prepared, error);
  if (status != GZ_OK) {
    gz_error_in_file(error, query->name);
    return status;
  }
  status = gz_store_view_open(store, &answering.view, error);
  if (status == GZ_OK) {
    status = gz_sparql_run(answering.prepared, answering.view.txn,
                           &answering.options, &answering.result, error);
  }
  if (status == GZ_OK) {
    status = write_answer(&answering);
  }
  gz_sparql_result_free(answering.result);
  gz_store_view_close(&answering.view);
  gz_sparql_free(answering.prepared);
  return status;
}
