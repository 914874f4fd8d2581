#include "graph/sparql/algebra_build.h"

static enum gz_status place(struct gz_builder *builder,
                            struct gz_algebra **node,
                            struct gz_sparql_expr *expr);

/** Test `expr` right above `*node`. */
static enum gz_status
wrap(struct gz_builder *builder, struct gz_algebra **node,
     struct gz_sparql_expr *expr) {
  struct gz_sparql_expr **const exprs =
      gz_arena_alloc(builder->arena, sizeof(struct gz_sparql_expr *));
  if (!exprs) {
    return gz_builder_no_memory(builder);
  }
  exprs[0] = expr;
  return gz_builder_filter(builder, node, exprs, 1);
}

/**
 * Add `expr` to those of the filter `node`.
 *
 * Arrays of expressions have room for a power of two, and are doubled.
 */
static enum gz_status
merge(struct gz_builder *builder, struct gz_algebra *node,
      struct gz_sparql_expr *expr) {
  const size_t count = node->n_exprs;
  if (!(count & (count - 1))) {
    struct gz_sparql_expr **const exprs =
        gz_arena_grow(builder->arena, node->exprs, count, count ? count * 2 : 1,
                      sizeof(struct gz_sparql_expr *));
    if (!exprs) {
      return gz_builder_no_memory(builder);
    }
    node->exprs = exprs;
  }
  node->exprs[node->n_exprs++] = expr;
  return GZ_OK;
}

/** Whether `vars`, as far as `whole` has them, are all in `certain`. */
static bool
settled(struct gz_columns vars, const struct gz_columns *whole,
        const struct gz_columns *certain) {
  gz_columns_meet(&vars, whole);
  return gz_columns_within(&vars, certain);
}

/** Whether a row's `vars` are the same above a left join as on its left. */
static bool
untouched(struct gz_columns vars, const struct gz_algebra *node) {
  gz_columns_meet(&vars, &node->parts[1]->maybe);
  return gz_columns_within(&vars, &node->parts[0]->certain);
}

/** Whether all of `vars` are named by the projection `node`. */
static bool
projected(const struct gz_columns *vars, const struct gz_algebra *node) {
  struct gz_columns named = {{0}};
  for (size_t i = 0; i < node->n_columns; ++i) {
    gz_columns_add(&named, node->columns[i]);
  }
  return gz_columns_within(vars, &named);
}

/** Try the operands of a join; says whether one took `expr`. */
static enum gz_status
push_join(struct gz_builder *builder, struct gz_algebra *node,
          const struct gz_columns *vars, struct gz_sparql_expr *expr,
          bool *done) {
  enum gz_status status = GZ_OK;
  for (size_t i = 0; i < node->n_parts; ++i) {
    switch (node->parts[i]->kind) {
    case GZ_ALGEBRA_TRIPLE:
    case GZ_ALGEBRA_PATH:
    case GZ_ALGEBRA_TABLE:
    case GZ_ALGEBRA_SERVICE:
      break; // the join tests it as soon as this one is joined
    default:
      if (settled(*vars, &node->maybe, &node->parts[i]->certain)) {
        *done = true;
        GZ_TRY(status, place(builder, &node->parts[i], expr));
        return GZ_OK;
      }
    }
  }
  return GZ_OK;
}

/** Try to test `expr` below `node`; says whether it could. */
static enum gz_status
push(struct gz_builder *builder, struct gz_algebra *node,
     struct gz_sparql_expr *expr, bool *done) {
  enum gz_status status = GZ_OK;
  struct gz_columns vars = {{0}};
  gz_algebra_expr_columns(expr, &vars);
  *done = false;
  switch (node->kind) {
  case GZ_ALGEBRA_JOIN:
    return push_join(builder, node, &vars, expr, done);
  case GZ_ALGEBRA_UNION:
    *done = true;
    for (size_t i = 0; i < node->n_parts; ++i) {
      GZ_TRY(status, place(builder, &node->parts[i], expr));
    }
    return GZ_OK;
  case GZ_ALGEBRA_LEFT_JOIN:
    *done = untouched(vars, node);
    break;
  case GZ_ALGEBRA_EXTEND:
    *done = !gz_columns_has(&vars, node->column);
    break;
  case GZ_ALGEBRA_PROJECT:
    *done = projected(&vars, node);
    break;
  case GZ_ALGEBRA_MINUS:
  case GZ_ALGEBRA_DISTINCT:
  case GZ_ALGEBRA_ORDER:
    *done = true;
    break;
  default:
    return GZ_OK;
  }
  return *done ? place(builder, &node->parts[0], expr) : GZ_OK;
}

/** Test `expr` as far below `*node` as it can be, or right above it. */
static enum gz_status
place(struct gz_builder *builder, struct gz_algebra **node,
      struct gz_sparql_expr *expr) {
  enum gz_status status = GZ_OK;
  bool done = false;
  if ((*node)->kind == GZ_ALGEBRA_FILTER) {
    GZ_TRY(status, push(builder, (*node)->parts[0], expr, &done));
    return done ? GZ_OK : merge(builder, *node, expr);
  }
  GZ_TRY(status, push(builder, *node, expr, &done));
  return done ? GZ_OK : wrap(builder, node, expr);
}

/** How many conditions there are in `expr`, which && joins. */
static size_t
count_conditions(const struct gz_sparql_expr *expr) {
  size_t count = expr->op != GZ_OP_AND;
  for (size_t i = 0; expr->op == GZ_OP_AND && i < expr->n_arguments; ++i) {
    count += count_conditions(expr->arguments[i]);
  }
  return count;
}

static void
list_conditions(struct gz_sparql_expr *expr, struct gz_sparql_expr **list,
                size_t *count) {
  if (expr->op != GZ_OP_AND) {
    list[(*count)++] = expr;
    return;
  }
  for (size_t i = 0; i < expr->n_arguments; ++i) {
    list_conditions(expr->arguments[i], list, count);
  }
}

/** Part the expressions of `node` at each &&: all must be true in any case. */
static enum gz_status
split(struct gz_builder *builder, struct gz_algebra *node) {
  size_t count = 0;
  for (size_t i = 0; i < node->n_exprs; ++i) {
    count += count_conditions(node->exprs[i]);
  }
  if (count == node->n_exprs) {
    return GZ_OK;
  }
  size_t room = 1;
  while (room < count) {
    room *= 2;
  }
  struct gz_sparql_expr **const list =
      gz_arena_array(builder->arena, room, sizeof(struct gz_sparql_expr *));
  if (!list) {
    return gz_builder_no_memory(builder);
  }
  count = 0;
  for (size_t i = 0; i < node->n_exprs; ++i) {
    list_conditions(node->exprs[i], list, &count);
  }
  node->exprs = list;
  node->n_exprs = count;
  return GZ_OK;
}

/** Move what it can of the filter `*node`; drop it if nothing is left. */
static enum gz_status
lower_filter(struct gz_builder *builder, struct gz_algebra **node) {
  enum gz_status status = GZ_OK;
  struct gz_algebra *const filter = *node;
  size_t kept = 0;
  GZ_TRY(status, split(builder, filter));
  for (size_t i = 0; i < filter->n_exprs; ++i) {
    bool done = false;
    GZ_TRY(status, push(builder, filter->parts[0], filter->exprs[i], &done));
    if (!done) {
      filter->exprs[kept++] = filter->exprs[i];
    }
  }
  filter->n_exprs = kept;
  if (!kept) {
    *node = filter->parts[0];
  }
  return GZ_OK;
}

/** Move conditions of a left join that only its right side decides there. */
static enum gz_status
lower_conditions(struct gz_builder *builder, struct gz_algebra *node) {
  enum gz_status status = GZ_OK;
  size_t kept = 0;
  GZ_TRY(status, split(builder, node));
  for (size_t i = 0; i < node->n_exprs; ++i) {
    struct gz_columns vars = {{0}};
    gz_algebra_expr_columns(node->exprs[i], &vars);
    if (settled(vars, &node->maybe, &node->parts[1]->certain)) {
      GZ_TRY(status, place(builder, &node->parts[1], node->exprs[i]));
    } else {
      node->exprs[kept++] = node->exprs[i];
    }
  }
  node->n_exprs = kept;
  return GZ_OK;
}

static enum gz_status improve_expr(struct gz_builder *builder,
                                   struct gz_sparql_expr *expr);

static enum gz_status
improve(struct gz_builder *builder, struct gz_algebra **node) {
  enum gz_status status = GZ_OK;
  for (size_t i = 0; i < (*node)->n_exprs; ++i) {
    GZ_TRY(status, improve_expr(builder, (*node)->exprs[i]));
  }
  for (size_t i = 0; i < (*node)->n_orders; ++i) {
    GZ_TRY(status, improve_expr(builder, (*node)->orders[i].expr));
  }
  for (size_t i = 0; i < (*node)->n_aggregates; ++i) {
    const struct gz_sparql_expr *const expr = (*node)->aggregates[i].expr;
    for (size_t j = 0; j < expr->n_arguments; ++j) {
      GZ_TRY(status, improve_expr(builder, expr->arguments[j]));
    }
  }
  if ((*node)->kind == GZ_ALGEBRA_FILTER) {
    GZ_TRY(status, lower_filter(builder, node));
  } else if ((*node)->kind == GZ_ALGEBRA_LEFT_JOIN) {
    GZ_TRY(status, lower_conditions(builder, *node));
  }
  for (size_t i = 0; i < (*node)->n_parts; ++i) {
    GZ_TRY(status, improve(builder, &(*node)->parts[i]));
  }
  return GZ_OK;
}

/** Improve the patterns of EXISTS, each once. */
static enum gz_status
improve_expr(struct gz_builder *builder, struct gz_sparql_expr *expr) {
  enum gz_status status = GZ_OK;
  if (expr->algebra && !expr->improved) {
    expr->improved = true;
    GZ_TRY(status, improve(builder, &expr->algebra));
  }
  for (size_t i = 0; i < expr->n_arguments; ++i) {
    GZ_TRY(status, improve_expr(builder, expr->arguments[i]));
  }
  return GZ_OK;
}

enum gz_status
gz_algebra_improve(struct gz_sparql_query *query, struct gz_arena *arena,
                   struct gz_algebra **algebra, struct gz_error *error) {
  struct gz_builder builder = {.query = query, .arena = arena, .error = error};
  return improve(&builder, algebra);
}
