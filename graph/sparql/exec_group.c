#include "graph/sparql/eval_aggregate.h"
#include "graph/sparql/exec.h"
#include "graph/sparql/exec_path.h"

/** One aggregate of one group. */
struct cell {
  struct gz_aggregate *state; /**< Unless ids are enough */
  struct gz_id_set set;       /**< COUNT(DISTINCT ?x): what was counted */
  uint64_t count;             /**< COUNT */
};

/** How an aggregate is computed. */
enum method {
  COUNT_ROWS,     /**< COUNT(*) */
  COUNT_BOUND,    /**< COUNT(?x) */
  COUNT_DISTINCT, /**< COUNT(DISTINCT ?x) */
  ACCUMULATE_ROWS,
  ACCUMULATE,
};

struct group {
  struct gz_op op;
  struct gz_table table; /**< The keys; a row's number is its group's */
  struct gz_arena *arena;
  struct cell *cells; /**< n_aggregates for each group */
  size_t n_groups;
  size_t room;
  enum method *methods;
  bool filled;
  uint32_t at;
  gz_id *row;
  const uint32_t *columns; /**< All of the rows below, for DISTINCT * */
  size_t n_columns;
};

static enum gz_status
open_group(struct gz_op *op) {
  struct group *const group = (struct group *)op;
  gz_table_clear(&group->table);
  gz_arena_reset(group->arena);
  group->cells = NULL;
  group->n_groups = group->room = 0;
  group->filled = false;
  group->at = 0;
  return gz_op_open(op->parts[0], op->base);
}

/** Begin the aggregates of a new group. */
static enum gz_status
begin_group(struct group *group) {
  struct gz_exec *const exec = group->op.exec;
  const struct gz_algebra *const node = group->op.algebra;
  const size_t count = node->n_aggregates;
  if (group->n_groups == group->room) {
    const size_t room = group->room ? group->room * 2 : 16;
    struct cell *const grown =
        gz_arena_grow(group->arena, group->cells, group->n_groups, room,
                      (count ? count : 1) * sizeof *grown);
    if (!grown) {
      return gz_exec_no_memory(exec);
    }
    group->cells = grown;
    group->room = room;
  }
  struct cell *const cells = group->cells + group->n_groups++ * count;
  for (size_t i = 0; i < count; ++i) {
    cells[i].set.arena = group->arena;
    if (group->methods[i] >= ACCUMULATE_ROWS &&
        gz_aggregate_new(node->aggregates[i].expr, group->arena,
                         &cells[i].state) != GZ_OK) {
      return gz_exec_no_memory(exec);
    }
  }
  return GZ_OK;
}

/** Bytes that tell the row below from others. */
static enum gz_status
row_key(struct group *group, const gz_id *row, struct gz_str *key) {
  struct gz_arena *const scratch = group->op.exec->context.scratch;
  gz_arena_reset(scratch);
  gz_id *const ids = gz_arena_array(scratch, group->n_columns + 1, sizeof *ids);
  if (!ids) {
    return gz_exec_no_memory(group->op.exec);
  }
  for (size_t i = 0; i < group->n_columns; ++i) {
    ids[i] = row[group->columns[i]];
  }
  *key = gz_str_n((const char *)ids, group->n_columns * sizeof *ids);
  return GZ_OK;
}

/** What a failure to accumulate says. */
static enum gz_status
explain(struct gz_exec *exec, enum gz_status status) {
  switch (status) {
  case GZ_NO_MEMORY:
    return gz_exec_no_memory(exec);
  case GZ_TOO_LARGE:
    return gz_fail(exec->error, GZ_TOO_LARGE,
                   "GROUP_CONCAT of more than %zu bytes", GZ_MAX_LINE_BYTES);
  default:
    return status;
  }
}

static enum gz_status
accumulate(struct group *group, const struct gz_sparql_expr *expr,
           struct cell *cell, enum method method, const gz_id *row) {
  struct gz_exec *const exec = group->op.exec;
  enum gz_status status = GZ_OK;
  if (method == COUNT_ROWS) {
    ++cell->count;
    return GZ_OK;
  }
  if (method == ACCUMULATE_ROWS) {
    struct gz_str key;
    GZ_TRY(status, row_key(group, row, &key));
    return explain(exec, gz_aggregate_add_row(cell->state, key));
  }
  if (method != ACCUMULATE) {
    const gz_id id = row[expr->arguments[0]->column];
    if (id == GZ_ID_NONE) {
      return GZ_OK;
    }
    ++cell->count;
    return method == COUNT_DISTINCT ? gz_id_set_add(exec, &cell->set, id)
                                    : GZ_OK;
  }
  struct gz_value value;
  GZ_TRY(status, gz_exec_value(exec, expr->arguments[0], row, &value));
  return explain(
      exec, gz_aggregate_add(cell->state,
                             value.kind == GZ_VALUE_UNBOUND ? NULL : &value));
}

/** Read all rows. */
static enum gz_status
fill(struct group *group) {
  enum gz_status status = GZ_OK;
  const struct gz_algebra *const node = group->op.algebra;
  while ((status = gz_op_next(group->op.parts[0], group->row)) == GZ_OK) {
    uint32_t number = 0;
    bool added = false;
    GZ_TRY(status,
           gz_table_find_or_add(&group->table, group->row, &number, &added));
    if (added) {
      GZ_TRY(status, begin_group(group));
    }
    struct cell *const cells = group->cells + (number - 1) * node->n_aggregates;
    for (size_t i = 0; i < node->n_aggregates; ++i) {
      GZ_TRY(status, accumulate(group, node->aggregates[i].expr, &cells[i],
                                group->methods[i], group->row));
    }
  }
  if (status != GZ_END) {
    return status;
  }
  group->filled = true;
  // Without GROUP BY there is one group, even of nothing.
  return group->n_groups || node->n_columns ? GZ_OK : begin_group(group);
}

static enum gz_status
finish(struct group *group, const struct cell *cell, enum method method,
       gz_id *id) {
  struct gz_exec *const exec = group->op.exec;
  struct gz_value value;
  if (method < ACCUMULATE_ROWS) {
    const uint64_t count =
        method == COUNT_DISTINCT ? cell->set.count : cell->count;
    value = gz_value_from_int((int64_t)count);
  } else {
    const enum gz_status status = gz_aggregate_result(cell->state, &value);
    if (status == GZ_BAD_INPUT) {
      *id = GZ_ID_NONE;
      return GZ_OK;
    }
    if (status != GZ_OK) {
      return explain(exec, status);
    }
  }
  struct gz_term term;
  gz_arena_reset(exec->context.scratch);
  const enum gz_status status =
      gz_value_to_term(&value, exec->context.scratch, &term);
  return status == GZ_OK ? gz_exec_id(exec, &term, id) : explain(exec, status);
}

static enum gz_status
next_group(struct gz_op *op, gz_id *row) {
  struct group *const group = (struct group *)op;
  const struct gz_algebra *const node = op->algebra;
  enum gz_status status = GZ_OK;
  if (!group->filled) {
    GZ_TRY(status, fill(group));
  }
  if (group->at == group->n_groups) {
    return GZ_END;
  }
  ++group->at;
  gz_exec_copy(op->exec, row, op->base);
  for (size_t i = 0; i < node->n_columns; ++i) {
    row[node->columns[i]] = gz_table_ids(&group->table, group->at)[i];
  }
  for (size_t i = 0; i < node->n_aggregates; ++i) {
    const struct cell *const cell =
        &group->cells[(group->at - 1) * node->n_aggregates + i];
    GZ_TRY(status, finish(group, cell, group->methods[i],
                          &row[node->aggregates[i].column]));
  }
  return GZ_OK;
}

static const struct gz_op_class group_class = {"group", open_group, next_group,
                                               NULL, NULL};

static enum method
choose_method(const struct gz_sparql_expr *expr) {
  if (expr->op != GZ_OP_COUNT) {
    return ACCUMULATE;
  }
  if (!expr->n_arguments) {
    return expr->distinct ? ACCUMULATE_ROWS : COUNT_ROWS;
  }
  if (expr->arguments[0]->op == GZ_OP_VARIABLE) {
    return expr->distinct ? COUNT_DISTINCT : COUNT_BOUND;
  }
  return ACCUMULATE;
}

/** The columns that rows below have, but those of our own and blank nodes. */
static void
set_columns(struct group *group, uint32_t *columns) {
  const struct gz_exec *const exec = group->op.exec;
  const struct gz_columns *const maybe = &group->op.algebra->parts[0]->maybe;
  for (uint32_t i = 0; i < exec->width; ++i) {
    const struct gz_str name = exec->query->columns[i];
    if (gz_columns_has(maybe, i) && name.data[0] != '.' &&
        !gz_str_starts(name, GZ_STR("_:"))) {
      columns[group->n_columns++] = i;
    }
  }
  group->columns = columns;
}

enum gz_status
gz_op_group(struct gz_exec *exec, const struct gz_algebra *algebra,
            struct gz_op **op) {
  struct group *const group =
      gz_op_new(exec, &group_class, sizeof *group, algebra, 1);
  uint32_t *const columns =
      gz_arena_array(exec->arena, exec->width + 1, sizeof *columns);
  enum method *const methods =
      gz_arena_array(exec->arena, algebra->n_aggregates + 1, sizeof *methods);
  if (!group || !columns || !methods || !(group->arena = gz_exec_arena(exec)) ||
      !(group->row = gz_exec_row(exec))) {
    return gz_exec_no_memory(exec);
  }
  for (size_t i = 0; i < algebra->n_aggregates; ++i) {
    methods[i] = choose_method(algebra->aggregates[i].expr);
  }
  group->methods = methods;
  set_columns(group, columns);
  *op = &group->op;
  return gz_table_init(&group->table, exec, algebra->columns,
                       algebra->n_columns, algebra->n_columns);
}
