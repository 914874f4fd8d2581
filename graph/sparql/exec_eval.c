#include "graph/sparql/exec.h"

static enum gz_status
variable_value(void *data, uint32_t column, struct gz_value *value) {
  struct gz_exec *const exec = data;
  enum gz_status status = GZ_OK;
  const gz_id id = exec->row[column];
  if (id == GZ_ID_NONE) {
    return GZ_BAD_INPUT;
  }
  struct gz_term term;
  GZ_TRY(status, gz_exec_term(exec, id, exec->context.scratch, &term));
  gz_value_from_term(&term, value);
  return GZ_OK;
}

/** Make room for evaluations inside the present one. */
static enum gz_status
enter(struct gz_exec *exec) {
  if (exec->depth + 1 >= GZ_MAX_EXISTS) {
    return gz_fail(exec->error, GZ_TOO_LARGE, "EXISTS nested more than %d deep",
                   GZ_MAX_EXISTS - 1);
  }
  const size_t depth = exec->depth + 1;
  if (!exec->scratch[depth]) {
    exec->scratch[depth] = gz_exec_arena(exec);
    exec->inner[depth] = gz_exec_row(exec);
    if (!exec->scratch[depth] || !exec->inner[depth]) {
      return gz_exec_no_memory(exec);
    }
  }
  exec->depth = depth;
  exec->context.scratch = exec->scratch[depth];
  return GZ_OK;
}

static void
leave(struct gz_exec *exec, const gz_id *row) {
  exec->context.scratch = exec->scratch[--exec->depth];
  exec->row = row;
}

static enum gz_status
plan_exists(struct gz_exec *exec, const struct gz_sparql_expr *expr) {
  struct gz_columns bound = {{0}};
  for (uint32_t i = 0; i < exec->width; ++i) {
    if (exec->row[i] != GZ_ID_NONE) {
      gz_columns_add(&bound, i);
    }
  }
  return gz_plan(exec, expr->algebra, &bound, 1, &exec->exists[expr->number]);
}

static enum gz_status
pattern_exists(void *data, const struct gz_sparql_expr *expr, bool *found) {
  struct gz_exec *const exec = data;
  enum gz_status status = GZ_OK;
  const gz_id *const row = exec->row;
  if (!exec->exists[expr->number]) {
    GZ_TRY(status, plan_exists(exec, expr));
  }
  struct gz_op *const op = exec->exists[expr->number];
  GZ_TRY(status, enter(exec));
  status = gz_op_open(op, row);
  if (status == GZ_OK) {
    status = gz_op_next(op, exec->inner[exec->depth]);
  }
  leave(exec, row);
  if (status != GZ_OK && status != GZ_END) {
    return status;
  }
  *found = status == GZ_OK;
  return GZ_OK;
}

enum gz_status
gz_exec_begin_eval(struct gz_exec *exec) {
  exec->scratch[0] = gz_exec_arena(exec);
  exec->exists = gz_arena_array(exec->arena, exec->query->n_expressions + 1,
                                sizeof(struct gz_op *));
  if (!exec->scratch[0] || !exec->exists) {
    return gz_exec_no_memory(exec);
  }
  exec->context = (struct gz_sparql_context){
      .scratch = exec->scratch[0],
      .arena = exec->arena,
      .data = exec,
      .variable = variable_value,
      .exists = pattern_exists,
      .base = exec->query->base,
      .now = exec->options.now,
      .random = exec->options.seed,
  };
  return GZ_OK;
}

/** What an expression's failure for want of memory says. */
static enum gz_status
explain(struct gz_exec *exec, enum gz_status status) {
  return status == GZ_NO_MEMORY ? gz_exec_no_memory(exec) : status;
}

enum gz_status
gz_exec_test(struct gz_exec *exec, struct gz_sparql_expr *const *exprs,
             size_t count, const gz_id *row, bool *truth) {
  *truth = true;
  for (size_t i = 0; i < count && *truth; ++i) {
    gz_arena_reset(exec->context.scratch);
    exec->row = row;
    const enum gz_status status =
        gz_sparql_test(&exec->context, exprs[i], truth);
    if (status == GZ_BAD_INPUT) {
      *truth = false;
    } else if (status != GZ_OK) {
      return explain(exec, status);
    }
  }
  return GZ_OK;
}

enum gz_status
gz_exec_value(struct gz_exec *exec, const struct gz_sparql_expr *expr,
              const gz_id *row, struct gz_value *value) {
  gz_arena_reset(exec->context.scratch);
  exec->row = row;
  const enum gz_status status = gz_sparql_eval(&exec->context, expr, value);
  if (status == GZ_BAD_INPUT) {
    *value = (struct gz_value){.kind = GZ_VALUE_UNBOUND};
    return GZ_OK;
  }
  return explain(exec, status);
}

enum gz_status
gz_exec_eval(struct gz_exec *exec, const struct gz_sparql_expr *expr,
             const gz_id *row, gz_id *id) {
  enum gz_status status = GZ_OK;
  if (expr->op == GZ_OP_VARIABLE) {
    *id = row[expr->column];
    return GZ_OK;
  }
  struct gz_value value;
  struct gz_term term;
  GZ_TRY(status, gz_exec_value(exec, expr, row, &value));
  status = gz_value_to_term(&value, exec->context.scratch, &term);
  return status == GZ_OK ? gz_exec_id(exec, &term, id) : explain(exec, status);
}
