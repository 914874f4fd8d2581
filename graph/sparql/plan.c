#include "graph/sparql/exec.h"

/** What opening an operator costs, if reading a row of it costs 1. */
#define OPEN_COST 15

/** What keeping a row in a table costs, likewise. */
#define KEEP_COST 3

/** A query that is asked for so few rows is not worth a table. */
#define FEW_ROWS 1000

/** Whether `columns` that `outer` has are all in `certain`. */
static bool
hidden_from(struct gz_columns columns, const struct gz_columns *outer,
            const struct gz_columns *certain) {
  gz_columns_meet(&columns, outer);
  return gz_columns_within(&columns, certain);
}

/** Whether the expressions of `node` see the same with and without `outer`. */
static bool
exprs_are_lateral(const struct gz_algebra *node, const struct gz_columns *outer,
                  const struct gz_columns *certain) {
  struct gz_columns vars = {{0}};
  for (size_t i = 0; i < node->n_exprs; ++i) {
    gz_algebra_expr_columns(node->exprs[i], &vars);
  }
  return hidden_from(vars, outer, certain);
}

bool
gz_plan_is_lateral(const struct gz_algebra *node,
                   const struct gz_columns *outer) {
  struct gz_columns columns = {{0}};
  switch (node->kind) {
  case GZ_ALGEBRA_TRIPLE:
  case GZ_ALGEBRA_PATH:
  case GZ_ALGEBRA_TABLE:
    return true;
  case GZ_ALGEBRA_JOIN:
  case GZ_ALGEBRA_UNION:
  case GZ_ALGEBRA_DISTINCT:
  case GZ_ALGEBRA_PROJECT:
    break;
  case GZ_ALGEBRA_FILTER:
    if (!exprs_are_lateral(node, outer, &node->parts[0]->certain)) {
      return false;
    }
    break;
  case GZ_ALGEBRA_EXTEND:
    if (gz_columns_has(outer, node->column) ||
        !exprs_are_lateral(node, outer, &node->parts[0]->certain)) {
      return false;
    }
    break;
  case GZ_ALGEBRA_LEFT_JOIN:
    columns = node->parts[0]->certain;
    gz_columns_unite(&columns, &node->parts[1]->certain);
    if (!exprs_are_lateral(node, outer, &columns) ||
        !hidden_from(node->parts[1]->maybe, outer, &node->parts[0]->certain)) {
      return false;
    }
    break;
  default:
    return false;
  }
  for (size_t i = 0; i < node->n_parts; ++i) {
    if (!gz_plan_is_lateral(node->parts[i], outer)) {
      return false;
    }
  }
  return true;
}

/** Plan the only part of `op`. */
static enum gz_status
plan_part(struct gz_exec *exec, const struct gz_columns *bound, uint64_t limit,
          struct gz_op *op) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status,
         gz_plan(exec, op->algebra->parts[0], bound, limit, &op->parts[0]));
  op->estimate = op->parts[0]->estimate;
  return GZ_OK;
}

static enum gz_status
plan_union(struct gz_exec *exec, const struct gz_algebra *node,
           const struct gz_columns *bound, struct gz_op **op) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_op_union(exec, node, op));
  for (size_t i = 0; i < node->n_parts; ++i) {
    GZ_TRY(status,
           gz_plan(exec, node->parts[i], bound, GZ_NO_LIMIT, &(*op)->parts[i]));
    (*op)->estimate += (*op)->parts[i]->estimate;
  }
  return GZ_OK;
}

/** Whether the right side is to be opened for each row of the left one. */
static enum gz_status
choose_lateral(struct gz_exec *exec, const struct gz_algebra *node,
               const struct gz_columns *bound, uint64_t limit, double left,
               bool *lateral) {
  enum gz_status status = GZ_OK;
  const struct gz_algebra *const right = node->parts[1];
  *lateral = gz_plan_is_lateral(right, &node->parts[0]->maybe);
  if (node->kind == GZ_ALGEBRA_MINUS) {
    // There must be something in common, or nothing is taken away; what the
    // base binds does not count.
    struct gz_columns common = node->parts[0]->certain;
    gz_columns_meet(&common, &right->certain);
    *lateral = *lateral && !gz_columns_within(&common, bound);
  }
  if (!*lateral || limit <= FEW_ROWS ||
      gz_columns_overlap(&right->maybe, bound)) {
    return GZ_OK;
  }
  double rows = 0;
  GZ_TRY(status, gz_estimate(exec, right, &rows));
  *lateral = left * OPEN_COST <= rows * KEEP_COST + left;
  return GZ_OK;
}

static enum gz_status
plan_side(struct gz_exec *exec, const struct gz_algebra *node,
          const struct gz_columns *bound, uint64_t limit, struct gz_op **op) {
  enum gz_status status = GZ_OK;
  struct gz_op *left = NULL;
  bool lateral = false;
  GZ_TRY(status, gz_plan(exec, node->parts[0], bound, limit, &left));
  GZ_TRY(status,
         choose_lateral(exec, node, bound, limit, left->estimate, &lateral));
  GZ_TRY(status, gz_op_side(exec, node, lateral, op));
  struct gz_columns inner = *bound;
  if (lateral) {
    gz_columns_unite(&inner, &node->parts[0]->certain);
  }
  (*op)->parts[0] = left;
  (*op)->estimate = left->estimate;
  return gz_plan(exec, node->parts[1], &inner, GZ_NO_LIMIT, &(*op)->parts[1]);
}

/** BINDs above each other are one operator: BNODE() sees one solution. */
static enum gz_status
plan_extend(struct gz_exec *exec, const struct gz_algebra *node,
            const struct gz_columns *bound, uint64_t limit, struct gz_op **op) {
  enum gz_status status = GZ_OK;
  size_t count = 0;
  const struct gz_algebra *below = node;
  for (; below->kind == GZ_ALGEBRA_EXTEND; below = below->parts[0]) {
    ++count;
  }
  const struct gz_algebra **const nodes =
      gz_arena_array(exec->arena, count, sizeof(const struct gz_algebra *));
  if (!nodes) {
    return gz_exec_no_memory(exec);
  }
  for (size_t i = count; i--; node = node->parts[0]) {
    nodes[i] = node;
  }
  GZ_TRY(status, gz_op_extend(exec, nodes, count, op));
  GZ_TRY(status, gz_plan(exec, below, bound, limit, &(*op)->parts[0]));
  (*op)->estimate = (*op)->parts[0]->estimate;
  return GZ_OK;
}

static enum gz_status
plan_filter(struct gz_exec *exec, const struct gz_algebra *node,
            const struct gz_columns *bound, struct gz_op **op) {
  enum gz_status status = GZ_OK;
  const enum gz_algebra_kind kind = node->parts[0]->kind;
  if (kind == GZ_ALGEBRA_JOIN || kind == GZ_ALGEBRA_TRIPLE) {
    return gz_plan_join(exec, node->parts[0], node->exprs, node->n_exprs, bound,
                        GZ_NO_LIMIT, op);
  }
  GZ_TRY(status, gz_op_filter(exec, node, op));
  return plan_part(exec, bound, GZ_NO_LIMIT, *op);
}

/** A sub-query: of what is bound it sees only what it names. */
static enum gz_status
plan_project(struct gz_exec *exec, const struct gz_algebra *node,
             const struct gz_columns *bound, uint64_t limit,
             struct gz_op **op) {
  enum gz_status status = GZ_OK;
  struct gz_columns inner = {{0}};
  for (size_t i = 0; i < node->n_columns; ++i) {
    gz_columns_add(&inner, node->columns[i]);
  }
  for (uint32_t i = 0; i < exec->width; ++i) {
    if (exec->query->columns[i].data[0] == '.') {
      gz_columns_add(&inner, i);
    }
  }
  gz_columns_meet(&inner, bound);
  GZ_TRY(status, gz_op_project(exec, node, op));
  return plan_part(exec, &inner, limit, *op);
}

static enum gz_status
plan_graph(struct gz_exec *exec, const struct gz_algebra *node,
           const struct gz_columns *bound, struct gz_op **op) {
  enum gz_status status = GZ_OK;
  struct gz_columns inner = *bound;
  gz_columns_add(&inner, node->graph.column);
  GZ_TRY(status, gz_op_graph(exec, node, op));
  return plan_part(exec, &inner, GZ_NO_LIMIT, *op);
}

/** What a slice asks for of what is below it. */
static uint64_t
slice_limit(const struct gz_algebra *node, uint64_t limit) {
  const uint64_t own = node->limit < limit ? node->limit : limit;
  return own > GZ_NO_LIMIT - node->offset ? GZ_NO_LIMIT : own + node->offset;
}

static enum gz_status
plan_leaf(struct gz_exec *exec, const struct gz_algebra *node,
          const struct gz_columns *bound, struct gz_op **op) {
  enum gz_status status = GZ_OK;
  struct gz_operand operand;
  GZ_TRY(status, gz_estimate_operand(exec, node, &operand));
  GZ_TRY(status, node->kind == GZ_ALGEBRA_PATH ? gz_op_path(exec, node, op)
                                               : gz_op_table(exec, node, op));
  (*op)->estimate = gz_estimate_given(&operand, bound);
  return GZ_OK;
}

enum gz_status
gz_plan(struct gz_exec *exec, const struct gz_algebra *algebra,
        const struct gz_columns *bound, uint64_t limit, struct gz_op **op) {
  enum gz_status status = GZ_OK;
  switch (algebra->kind) {
  case GZ_ALGEBRA_JOIN:
  case GZ_ALGEBRA_TRIPLE:
    return gz_plan_join(exec, algebra, NULL, 0, bound, limit, op);
  case GZ_ALGEBRA_PATH:
  case GZ_ALGEBRA_TABLE:
    return plan_leaf(exec, algebra, bound, op);
  case GZ_ALGEBRA_LEFT_JOIN:
  case GZ_ALGEBRA_MINUS:
    return plan_side(exec, algebra, bound, limit, op);
  case GZ_ALGEBRA_UNION:
    return plan_union(exec, algebra, bound, op);
  case GZ_ALGEBRA_FILTER:
    return plan_filter(exec, algebra, bound, op);
  case GZ_ALGEBRA_EXTEND:
    return plan_extend(exec, algebra, bound, limit, op);
  case GZ_ALGEBRA_GRAPH:
    return plan_graph(exec, algebra, bound, op);
  case GZ_ALGEBRA_PROJECT:
    return plan_project(exec, algebra, bound, limit, op);
  case GZ_ALGEBRA_GROUP:
    GZ_TRY(status, gz_op_group(exec, algebra, op));
    return plan_part(exec, bound, GZ_NO_LIMIT, *op);
  case GZ_ALGEBRA_DISTINCT:
  case GZ_ALGEBRA_REDUCED:
    GZ_TRY(status, gz_op_distinct(exec, algebra, op));
    return plan_part(exec, bound, GZ_NO_LIMIT, *op);
  case GZ_ALGEBRA_ORDER:
    GZ_TRY(status, gz_op_order(exec, algebra, limit, op));
    return plan_part(exec, bound, GZ_NO_LIMIT, *op);
  case GZ_ALGEBRA_SLICE:
    GZ_TRY(status, gz_op_slice(exec, algebra, op));
    return plan_part(exec, bound, slice_limit(algebra, limit), *op);
  case GZ_ALGEBRA_SERVICE:
    break;
  }
  return gz_fail(exec->error, GZ_UNSUPPORTED,
                 "SERVICE asks other servers, which is not allowed");
}
