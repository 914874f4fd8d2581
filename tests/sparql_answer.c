// Answers queries for a test that compares answers: tests/js/sparql_diff.mjs.
//
// Reads lines of JSON, {"data": N-Quads, "query": text, "strict": boolean}, and
// answers each with one line: {"results": …} as the SPARQL Results JSON Format
// has it, {"triples": N-Triples}, or {"error": message, "status": word}.

#include "graph/load.h"
#include "graph/sparql/results.h"
#include "graph/sparql/sparql.h"
#include "graph/writer.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** A view of a member that is a string; empty if it is none. */
static struct gz_str
member(const json_t *object, const char *name) {
  const json_t *value = json_object_get(object, name);
  return json_is_string(value)
             ? gz_str_n(json_string_value(value), json_string_length(value))
             : GZ_STR("");
}

static enum gz_status
write_rows(struct gz_sparql_result *result, struct gz_sink sink,
           struct gz_error *error) {
  struct gz_results_writer *writer;
  const struct gz_term *row;
  enum gz_status status;
  GZ_TRY(status, gz_results_writer_new(
                     GZ_RESULTS_JSON, gz_sparql_columns(result),
                     gz_sparql_n_columns(result), NULL, sink, &writer, error));
  while ((status = gz_sparql_next(result, &row, error)) == GZ_OK) {
    status = gz_results_row(writer, row, error);
    if (status != GZ_OK) {
      break;
    }
  }
  if (status == GZ_END) {
    status = gz_results_end(writer, error);
  }
  gz_results_writer_free(writer);
  return status;
}

static enum gz_status
write_triples(struct gz_sparql_result *result, struct gz_sink sink,
              struct gz_error *error) {
  struct gz_writer *writer;
  const struct gz_quad *triple;
  enum gz_status status;
  GZ_TRY(status, gz_writer_new(gz_format_find(GZ_STR("ntriples")), NULL, 0,
                               sink, &writer, error));
  while ((status = gz_sparql_triple(result, &triple, error)) == GZ_OK) {
    status = gz_writer_quad(writer, triple, error);
    if (status != GZ_OK) {
      break;
    }
  }
  if (status == GZ_END) {
    status = gz_writer_end(writer, error);
  }
  gz_writer_free(writer);
  return status;
}

/** Run a query and write its answer to `text`. */
static enum gz_status
run(const struct gz_sparql *query, struct gz_quads_txn *txn,
    const struct gz_sparql_options *options, struct gz_buffer *text,
    struct gz_error *error) {
  struct gz_sparql_result *result;
  const struct gz_sink sink = gz_sink_buffer(text);
  enum gz_status status;
  GZ_TRY(status, gz_sparql_run(query, txn, options, &result, error));
  bool answer;
  switch (gz_sparql_form(query)) {
  case GZ_SPARQL_SELECT:
    status = write_rows(result, sink, error);
    break;
  case GZ_SPARQL_ASK:
    status = gz_sparql_ask(result, &answer, error);
    if (status == GZ_OK) {
      status = gz_results_write_answer(GZ_RESULTS_JSON, answer, sink, error);
    }
    break;
  case GZ_SPARQL_CONSTRUCT:
  case GZ_SPARQL_DESCRIBE:
    status = write_triples(result, sink, error);
    break;
  }
  gz_sparql_result_free(result);
  return status;
}

static enum gz_status
load(struct gz_quads *quads, struct gz_str data, struct gz_error *error) {
  const struct gz_load_options options = {.format = GZ_RDF_NQUADS,
                                          .name = "data"};
  struct gz_quads_txn *txn;
  enum gz_status status;
  GZ_TRY(status, gz_quads_write(quads, true, &txn, error));
  status = gz_load(txn, &options, gz_rdf_source_text, &data, NULL, error);
  if (status != GZ_OK) {
    gz_quads_abort(txn);
    return status;
  }
  return gz_quads_commit(txn, error);
}

/** Answer one line; `text` gets the answer. */
static enum gz_status
answer(const json_t *task, struct gz_buffer *text, bool *triples,
       struct gz_error *error) {
  struct gz_sparql_options options = GZ_SPARQL_OPTIONS;
  options.strict_default = json_is_true(json_object_get(task, "strict"));
  options.base = GZ_STR("http://example.org/");
  options.milliseconds = 20000;
  struct gz_sparql *query;
  struct gz_quads *quads;
  struct gz_quads_txn *txn;
  enum gz_status status;
  GZ_TRY(status,
         gz_sparql_prepare(member(task, "query"), &options, &query, error));
  *triples = gz_sparql_form(query) == GZ_SPARQL_CONSTRUCT ||
             gz_sparql_form(query) == GZ_SPARQL_DESCRIBE;
  status = gz_quads_open_temporary(".", &quads, error);
  if (status == GZ_OK) {
    status = load(quads, member(task, "data"), error);
    if (status == GZ_OK) {
      status = gz_quads_read(quads, &txn, error);
    }
    if (status == GZ_OK) {
      status = run(query, txn, &options, text, error);
      gz_quads_abort(txn);
    }
    gz_quads_close(quads);
  }
  gz_sparql_free(query);
  return status;
}

/** Answer the task that `line` holds, on standard output. */
static void
answer_line(const char *line) {
  json_error_t why;
  json_t *task = json_loads(line, 0, &why);
  struct gz_error error = {0};
  struct gz_buffer text;
  bool triples = false;
  gz_buffer_init(&text, (size_t)1 << 30);
  const enum gz_status status =
      task ? answer(task, &text, &triples, &error)
           : gz_fail(&error, GZ_BAD_INPUT, "%s", why.text);
  json_t *reply;
  if (status != GZ_OK) {
    reply = json_pack("{s:s, s:s}", "error", error.message, "status",
                      gz_status_message(status));
  } else if (triples) {
    reply = json_pack("{s:s}", "triples", text.size ? text.data : "");
  } else {
    reply = json_pack("{s:o}", "results", json_loads(text.data, 0, &why));
  }
  char *written = reply ? json_dumps(reply, JSON_COMPACT) : NULL;
  puts(written ? written : "{\"error\":\"the answer is no JSON\"}");
  (void)fflush(stdout);
  free(written);
  json_decref(reply);
  json_decref(task);
  gz_buffer_free(&text);
}

int
main(void) {
  char *line = NULL;
  size_t room = 0;
  while (getline(&line, &room, stdin) > 0) {
    answer_line(line);
  }
  free(line);
  return 0;
}
