#include "graph/sparql/exec.h"

/* Projection */

struct project {
  struct gz_op op;
  gz_id *inner; /**< The base as the sub-query sees it, then its row */
  bool *shown;  /**< By column */
};

static enum gz_status
open_project(struct gz_op *op) {
  struct project *const project = (struct project *)op;
  for (size_t i = 0; i < op->exec->width; ++i) {
    // The columns of our own, such as the graph's name, pass through.
    const bool seen =
        project->shown[i] || op->exec->query->columns[i].data[0] == '.';
    project->inner[i] = seen ? op->base[i] : GZ_ID_NONE;
  }
  return gz_op_open(op->parts[0], project->inner);
}

static enum gz_status
next_project(struct gz_op *op, gz_id *row) {
  struct project *const project = (struct project *)op;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_op_next(op->parts[0], project->inner));
  for (size_t i = 0; i < op->exec->width; ++i) {
    row[i] = project->shown[i] ? project->inner[i] : op->base[i];
  }
  return GZ_OK;
}

static const struct gz_op_class project_class = {"project", open_project,
                                                 next_project, NULL, NULL};

enum gz_status
gz_op_project(struct gz_exec *exec, const struct gz_algebra *algebra,
              struct gz_op **op) {
  struct project *const project =
      gz_op_new(exec, &project_class, sizeof *project, algebra, 1);
  bool *const shown =
      gz_arena_array(exec->arena, exec->width + 1, sizeof *shown);
  if (!project || !shown || !(project->inner = gz_exec_row(exec))) {
    return gz_exec_no_memory(exec);
  }
  for (size_t i = 0; i < algebra->n_columns; ++i) {
    shown[algebra->columns[i]] = true;
  }
  project->shown = shown;
  *op = &project->op;
  return GZ_OK;
}

/* DISTINCT and REDUCED */

struct distinct {
  struct gz_op op;
  struct gz_table table;
  const uint32_t *columns;
  size_t n_columns;
  gz_id *last; /**< REDUCED: the row before, if there is one */
  bool has_last;
};

static enum gz_status
open_distinct(struct gz_op *op) {
  struct distinct *const distinct = (struct distinct *)op;
  distinct->has_last = false;
  gz_table_clear(&distinct->table);
  return gz_op_open(op->parts[0], op->base);
}

static bool
same_row(const struct distinct *distinct, const gz_id *row) {
  for (size_t i = 0; i < distinct->n_columns; ++i) {
    if (row[distinct->columns[i]] != distinct->last[distinct->columns[i]]) {
      return false;
    }
  }
  return true;
}

static enum gz_status
next_distinct(struct gz_op *op, gz_id *row) {
  struct distinct *const distinct = (struct distinct *)op;
  enum gz_status status = GZ_OK;
  for (bool added = false; !added;) {
    uint32_t number = 0;
    GZ_TRY(status, gz_op_next(op->parts[0], row));
    GZ_TRY(status,
           gz_table_find_or_add(&distinct->table, row, &number, &added));
  }
  return GZ_OK;
}

static enum gz_status
next_reduced(struct gz_op *op, gz_id *row) {
  struct distinct *const distinct = (struct distinct *)op;
  enum gz_status status = GZ_OK;
  do {
    GZ_TRY(status, gz_op_next(op->parts[0], row));
  } while (distinct->has_last && same_row(distinct, row));
  gz_exec_copy(op->exec, distinct->last, row);
  distinct->has_last = true;
  return GZ_OK;
}

static const struct gz_op_class distinct_class = {"distinct", open_distinct,
                                                  next_distinct, NULL, NULL};
static const struct gz_op_class reduced_class = {"reduced", open_distinct,
                                                 next_reduced, NULL, NULL};

enum gz_status
gz_op_distinct(struct gz_exec *exec, const struct gz_algebra *algebra,
               struct gz_op **op) {
  enum gz_status status = GZ_OK;
  const bool reduced = algebra->kind == GZ_ALGEBRA_REDUCED;
  struct distinct *const distinct =
      gz_op_new(exec, reduced ? &reduced_class : &distinct_class,
                sizeof *distinct, algebra, 1);
  uint32_t *const columns =
      gz_arena_array(exec->arena, exec->width + 1, sizeof *columns);
  if (!distinct || !columns || !(distinct->last = gz_exec_row(exec))) {
    return gz_exec_no_memory(exec);
  }
  for (uint32_t i = 0; i < exec->width; ++i) {
    if (gz_columns_has(&algebra->maybe, i)) {
      columns[distinct->n_columns++] = i;
    }
  }
  distinct->columns = columns;
  GZ_TRY(status, gz_table_init(&distinct->table, exec, columns,
                               distinct->n_columns, distinct->n_columns));
  *op = &distinct->op;
  return GZ_OK;
}

/* GRAPH */

struct graph {
  struct gz_op op;
  gz_id constant; /**< The graph's name, unless it is a column */
  gz_id at;       /**< The graph that is being looked at */
  gz_id *inner;   /**< The base with that name in it */
  bool begun;
};

static enum gz_status
open_graph(struct gz_op *op) {
  struct graph *const graph = (struct graph *)op;
  graph->begun = false;
  graph->at = GZ_ID_NONE;
  return GZ_OK;
}

/** Whether a quad is in the graph `id`. */
static enum gz_status
graph_exists(struct gz_exec *exec, gz_id id, bool *exists) {
  enum gz_status status = GZ_OK;
  struct gz_scan scan = {0};
  const struct gz_ids pattern = GZ_IDS_ANY;
  struct gz_ids quad;
  GZ_TRY(status, gz_scan_open(exec, &scan, &pattern,
                              (struct gz_scan_graph){GZ_SCAN_ONE, id}));
  status = gz_scan_next(exec, &scan, &quad);
  gz_scan_close(&scan);
  *exists = status == GZ_OK;
  return status == GZ_END ? GZ_OK : status;
}

/** Find the next graph to look at; #GZ_END if there is no more. */
static enum gz_status
next_name(struct graph *graph) {
  struct gz_exec *const exec = graph->op.exec;
  const struct gz_algebra *const node = graph->op.algebra;
  enum gz_status status = GZ_OK;
  const gz_id fixed = node->graph.column == GZ_NO_COLUMN ? graph->constant
                      : node->column != GZ_NO_COLUMN
                          ? graph->op.base[node->column]
                          : GZ_ID_NONE;
  if (fixed != GZ_ID_NONE) {
    bool exists = false;
    if (graph->begun) {
      return GZ_END;
    }
    GZ_TRY(status, graph_exists(exec, fixed, &exists));
    graph->at = fixed;
    return exists ? GZ_OK : GZ_END;
  }
  do {
    GZ_TRY(status, gz_exec_tick(exec));
    GZ_TRY(status, gz_quads_next_term(exec->txn, GZ_PART_GRAPH, graph->at,
                                      &graph->at, NULL, exec->error));
  } while (!gz_exec_is_named(exec, graph->at));
  return GZ_OK;
}

/** Open the pattern in the next graph. */
static enum gz_status
begin_graph(struct graph *graph) {
  enum gz_status status = GZ_OK;
  const struct gz_algebra *const node = graph->op.algebra;
  GZ_TRY(status, next_name(graph));
  graph->begun = true;
  gz_exec_copy(graph->op.exec, graph->inner, graph->op.base);
  if (node->graph.column != GZ_NO_COLUMN) {
    graph->inner[node->graph.column] = graph->at;
  }
  return gz_op_open(graph->op.parts[0], graph->inner);
}

/** Bind the variable to the graph's name; false if it has another value. */
static bool
bind_name(const struct graph *graph, gz_id *row) {
  const struct gz_algebra *const node = graph->op.algebra;
  if (node->graph.column == GZ_NO_COLUMN) {
    return true;
  }
  gz_id *const place = &row[node->column];
  row[node->graph.column] = graph->op.base[node->graph.column];
  if (*place == GZ_ID_NONE) {
    *place = graph->at;
  }
  return *place == graph->at;
}

static enum gz_status
next_graph(struct gz_op *op, gz_id *row) {
  struct graph *const graph = (struct graph *)op;
  enum gz_status status = GZ_OK;
  for (;;) {
    if (!graph->begun) {
      GZ_TRY(status, begin_graph(graph));
    }
    while ((status = gz_op_next(op->parts[0], row)) == GZ_OK) {
      if (bind_name(graph, row)) {
        return GZ_OK;
      }
    }
    if (status != GZ_END) {
      return status;
    }
    GZ_TRY(status, begin_graph(graph));
  }
}

static const struct gz_op_class graph_class = {"graph", open_graph, next_graph,
                                               NULL, NULL};

enum gz_status
gz_op_graph(struct gz_exec *exec, const struct gz_algebra *algebra,
            struct gz_op **op) {
  enum gz_status status = GZ_OK;
  struct graph *const graph =
      gz_op_new(exec, &graph_class, sizeof *graph, algebra, 1);
  if (!graph || !(graph->inner = gz_exec_row(exec))) {
    return gz_exec_no_memory(exec);
  }
  GZ_TRY(status, gz_exec_id(exec, &algebra->graph.term, &graph->constant));
  *op = &graph->op;
  return GZ_OK;
}
