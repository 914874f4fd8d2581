#include "graph/sparql/exec.h"
#include "graph/sparql/graphs.h"
#include "graph/sparql/parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/** A prepared query; nothing in it changes once it is made. */
struct gz_sparql {
  struct gz_arena *arena;
  struct gz_sparql_query *tree;
  struct gz_algebra *algebra;
};

/** One run. */
struct gz_sparql_result {
  struct gz_exec exec;
  const struct gz_sparql *query;
  struct gz_op *root;
  gz_id *row;
  uint64_t rows;         /**< Given so far */
  struct gz_arena *text; /**< Of the present row's terms */
  struct gz_term *terms;
  struct gz_str *names;
  enum gz_status ended;     /**< #GZ_OK while there may be more */
  struct gz_graphs *graphs; /**< What CONSTRUCT and DESCRIBE make */
  char now[40];
};

/** Fail if the query asks other servers. */
static enum gz_status
refuse_service(const struct gz_algebra *node, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  if (node->kind == GZ_ALGEBRA_SERVICE) {
    return gz_fail(error, GZ_UNSUPPORTED,
                   "SERVICE asks other servers, which is not allowed");
  }
  for (size_t i = 0; i < node->n_parts; ++i) {
    GZ_TRY(status, refuse_service(node->parts[i], error));
  }
  return GZ_OK;
}

static enum gz_status
prepare(struct gz_sparql *query, struct gz_str text, struct gz_str base,
        struct gz_error *error) {
  enum gz_status status = GZ_OK;
  const struct gz_str copy = gz_arena_str(query->arena, text);
  const struct gz_str own_base = gz_arena_str(query->arena, base);
  if (!copy.data || !own_base.data) {
    return gz_fail(error, GZ_NO_MEMORY, "Out of memory");
  }
  GZ_TRY(status,
         gz_sparql_parse(copy, own_base, query->arena, &query->tree, error));
  GZ_TRY(status, gz_algebra_translate(query->tree, query->arena,
                                      &query->algebra, error));
  GZ_TRY(status, refuse_service(query->algebra, error));
  return gz_algebra_improve(query->tree, query->arena, &query->algebra, error);
}

enum gz_status
gz_sparql_prepare(struct gz_str text, const struct gz_sparql_options *options,
                  struct gz_sparql **query, struct gz_error *error) {
  struct gz_sparql *const made = calloc(1, sizeof *made);
  if (!made || !(made->arena = gz_arena_new(0))) {
    gz_sparql_free(made);
    return gz_fail(error, GZ_NO_MEMORY, "Out of memory");
  }
  const enum gz_status status = prepare(made, text, options->base, error);
  if (status != GZ_OK) {
    gz_sparql_free(made);
    return status;
  }
  *query = made;
  return GZ_OK;
}

void
gz_sparql_free(struct gz_sparql *query) {
  if (query) {
    gz_arena_free(query->arena);
    free(query);
  }
}

enum gz_sparql_form
gz_sparql_form(const struct gz_sparql *query) {
  return query->tree->form;
}

const struct gz_sparql_query *
gz_sparql_tree(const struct gz_sparql *query) {
  return query->tree;
}

static int
compare_ids(const void *a, const void *b) {
  const gz_id left = *(const gz_id *)a;
  const gz_id right = *(const gz_id *)b;
  return left < right ? -1 : left > right;
}

/** The ids of the graphs that are named, ascending. */
static enum gz_status
find_graphs(struct gz_exec *exec, const struct gz_str *iris, size_t count,
            gz_id **ids) {
  enum gz_status status = GZ_OK;
  *ids = gz_arena_array(exec->arena, count + 1, sizeof **ids);
  if (!*ids) {
    return gz_exec_no_memory(exec);
  }
  for (size_t i = 0; i < count; ++i) {
    const struct gz_term term = gz_term_iri(iris[i]);
    GZ_TRY(status, gz_exec_id(exec, &term, &(*ids)[i]));
  }
  qsort(*ids, count, sizeof **ids, compare_ids);
  return GZ_OK;
}

static enum gz_status
set_dataset(struct gz_exec *exec) {
  enum gz_status status = GZ_OK;
  const struct gz_sparql_query *const tree = exec->query;
  struct gz_dataset *const dataset = &exec->dataset;
  dataset->restricted = tree->has_dataset;
  dataset->n_defaults = tree->n_from;
  dataset->n_named = tree->n_from_named;
  GZ_TRY(status,
         find_graphs(exec, tree->from, tree->n_from, &dataset->defaults));
  return find_graphs(exec, tree->from_named, tree->n_from_named,
                     &dataset->named);
}

/** What NOW() gives and RAND() begins with, unless the options say. */
static void
set_clock(struct gz_sparql_result *result) {
  struct gz_sparql_options *const options = &result->exec.options;
  struct timespec now;
  (void)clock_gettime(CLOCK_REALTIME, &now);
  if (!options->seed) {
    options->seed =
        (uint64_t)now.tv_sec * UINT64_C(1000000007) + (uint64_t)now.tv_nsec;
  }
  struct tm parts;
  if (!options->now.size && gmtime_r(&now.tv_sec, &parts)) {
    char day[24];
    (void)strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%S", &parts);
    (void)snprintf(result->now, sizeof result->now, "%s.%03ldZ", day,
                   now.tv_nsec / 1000000);
    options->now = gz_str(result->now);
  }
  if (options->milliseconds) {
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    result->exec.deadline = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec +
                            (int64_t)options->milliseconds * 1000000;
  }
}

/** Set up what the operators share. */
static enum gz_status
begin_exec(struct gz_sparql_result *result) {
  struct gz_exec *const exec = &result->exec;
  enum gz_status status = GZ_OK;
  set_clock(result);
  exec->width = exec->query->n_columns;
  exec->terms = gz_terms_new(exec);
  exec->rough = gz_arena_array(exec->arena, exec->query->n_operators + 1,
                               sizeof *exec->rough);
  result->row = gz_exec_row(exec);
  if (!exec->terms || !exec->rough || !result->row) {
    return gz_exec_no_memory(exec);
  }
  for (size_t i = 0; i < exec->query->n_operators; ++i) {
    exec->rough[i] = -1;
  }
  GZ_TRY(status, gz_quads_count(exec->txn, &exec->counts, exec->error));
  GZ_TRY(status, gz_exec_begin_eval(exec));
  return set_dataset(exec);
}

/** Room for the rows that SELECT gives. */
static enum gz_status
begin_rows(struct gz_sparql_result *result) {
  struct gz_exec *const exec = &result->exec;
  const struct gz_sparql_select *const select = exec->query->select;
  result->text = gz_exec_arena(exec);
  result->terms =
      gz_arena_array(exec->arena, select->n_items + 1, sizeof *result->terms);
  result->names =
      gz_arena_array(exec->arena, select->n_items + 1, sizeof *result->names);
  if (!result->text || !result->terms || !result->names) {
    return gz_exec_no_memory(exec);
  }
  for (size_t i = 0; i < select->n_items; ++i) {
    result->names[i] = exec->query->columns[select->items[i].column];
  }
  return GZ_OK;
}

/** Whether the query is a graph's: CONSTRUCT or DESCRIBE. */
static bool
makes_graph(const struct gz_sparql_result *result) {
  return result->exec.query->form == GZ_SPARQL_CONSTRUCT ||
         result->exec.query->form == GZ_SPARQL_DESCRIBE;
}

static enum gz_status
begin_run(struct gz_sparql_result *result) {
  struct gz_exec *const exec = &result->exec;
  enum gz_status status = GZ_OK;
  const struct gz_columns none = {{0}};
  GZ_TRY(status, begin_exec(result));
  GZ_TRY(status, begin_rows(result));
  const uint64_t limit = exec->query->form == GZ_SPARQL_ASK ? 1 : GZ_NO_LIMIT;
  GZ_TRY(status,
         gz_plan(exec, result->query->algebra, &none, limit, &result->root));
  if (makes_graph(result)) {
    GZ_TRY(status, gz_graphs_new(exec, result->root, &result->graphs));
  }
  return gz_op_open(result->root, result->row);
}

enum gz_status
gz_sparql_run(const struct gz_sparql *query, struct gz_quads_txn *txn,
              const struct gz_sparql_options *options,
              struct gz_sparql_result **result, struct gz_error *error) {
  struct gz_sparql_result *const made = calloc(1, sizeof *made);
  if (!made || !(made->exec.arena = gz_arena_new(options->memory))) {
    free(made);
    return gz_fail(error, GZ_NO_MEMORY, "Out of memory");
  }
  made->query = query;
  made->exec.query = query->tree;
  made->exec.options = *options;
  made->exec.txn = txn;
  made->exec.error = error;
  const enum gz_status status = begin_run(made);
  made->exec.error = NULL;
  if (status != GZ_OK) {
    gz_sparql_result_free(made);
    return status;
  }
  *result = made;
  return GZ_OK;
}

void
gz_sparql_result_free(struct gz_sparql_result *result) {
  if (!result) {
    return;
  }
  struct gz_exec *const exec = &result->exec;
  gz_op_close(result->root);
  for (size_t i = 0; exec->exists && i < exec->query->n_expressions; ++i) {
    gz_op_close(exec->exists[i]);
  }
  gz_graphs_free(result->graphs);
  gz_sparql_context_clear(&exec->context);
  for (size_t i = 0; i < exec->n_arenas; ++i) {
    gz_arena_free(exec->arenas[i]);
  }
  gz_arena_free(exec->arena);
  free(result);
}

size_t
gz_sparql_n_columns(const struct gz_sparql_result *result) {
  return result->exec.query->form == GZ_SPARQL_SELECT
             ? result->exec.query->select->n_items
             : 0;
}

const struct gz_str *
gz_sparql_columns(const struct gz_sparql_result *result) {
  return result->names;
}

/** Remember how the run ended: it does not go on. */
static enum gz_status
end_run(struct gz_sparql_result *result, enum gz_status status) {
  result->ended = status;
  result->exec.error = NULL;
  return status;
}

/** Begin a call: whether the run goes on. */
static enum gz_status
begin_call(struct gz_sparql_result *result, struct gz_error *error) {
  if (result->ended == GZ_OK) {
    result->exec.error = error;
    return GZ_OK;
  }
  return result->ended == GZ_END
             ? GZ_END
             : gz_fail(error, result->ended, "The query has failed already");
}

/** Count a row, or say that there are too many. */
static enum gz_status
count_row(struct gz_sparql_result *result) {
  const uint64_t most = result->exec.options.rows;
  if (most && result->rows >= most) {
    return gz_fail(result->exec.error, GZ_CANCELLED,
                   "The query has more than %llu rows",
                   (unsigned long long)most);
  }
  ++result->rows;
  return GZ_OK;
}

static enum gz_status
next_row(struct gz_sparql_result *result) {
  struct gz_exec *const exec = &result->exec;
  const struct gz_sparql_select *const select = exec->query->select;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_op_next(result->root, result->row));
  GZ_TRY(status, count_row(result));
  gz_arena_reset(result->text);
  for (size_t i = 0; i < select->n_items; ++i) {
    GZ_TRY(status, gz_exec_term(exec, result->row[select->items[i].column],
                                result->text, &result->terms[i]));
  }
  return GZ_OK;
}

enum gz_status
gz_sparql_next(struct gz_sparql_result *result, const struct gz_term **row,
               struct gz_error *error) {
  enum gz_status status = GZ_OK;
  if (result->exec.query->form != GZ_SPARQL_SELECT) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "Only SELECT has rows");
  }
  GZ_TRY(status, begin_call(result, error));
  status = next_row(result);
  if (status != GZ_OK) {
    return end_run(result, status);
  }
  *row = result->terms;
  return GZ_OK;
}

enum gz_status
gz_sparql_ask(struct gz_sparql_result *result, bool *answer,
              struct gz_error *error) {
  enum gz_status status = GZ_OK;
  if (result->exec.query->form != GZ_SPARQL_ASK) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "Only ASK has a yes or no");
  }
  GZ_TRY(status, begin_call(result, error));
  status = gz_op_next(result->root, result->row);
  if (status != GZ_OK && status != GZ_END) {
    return end_run(result, status);
  }
  *answer = status == GZ_OK;
  (void)end_run(result, GZ_END);
  return GZ_OK;
}

enum gz_status
gz_sparql_triple(struct gz_sparql_result *result, const struct gz_quad **triple,
                 struct gz_error *error) {
  enum gz_status status = GZ_OK;
  if (!makes_graph(result)) {
    return gz_fail(error, GZ_BAD_ARGUMENT,
                   "Only CONSTRUCT and DESCRIBE have triples");
  }
  GZ_TRY(status, begin_call(result, error));
  status = gz_graphs_next(result->graphs, triple);
  if (status == GZ_OK) {
    status = count_row(result);
  }
  return status == GZ_OK ? GZ_OK : end_run(result, status);
}

enum gz_status
gz_sparql_explain(const struct gz_sparql_result *result,
                  struct gz_buffer *text) {
  return gz_op_explain(result->root, 0, text);
}
