#include "graph/sparql/algebra_build.h"

/** A SELECT whose groups are being translated. */
struct grouping {
  struct gz_builder *builder;
  struct gz_algebra *node; /**< The group operator */
  struct gz_columns fixed; /**< Keys, and columns that SELECT makes */
};

static enum gz_status
add_aggregate(struct grouping *grouping, const struct gz_sparql_expr *expr,
              uint32_t *column) {
  enum gz_status status = GZ_OK;
  struct gz_algebra *const node = grouping->node;
  GZ_TRY(status, gz_builder_column(grouping->builder, 'a', column));
  struct gz_aggregation *const grown =
      gz_arena_grow(grouping->builder->arena, node->aggregates,
                    node->n_aggregates, node->n_aggregates + 1, sizeof *grown);
  if (!grown) {
    return gz_builder_no_memory(grouping->builder);
  }
  grown[node->n_aggregates++] = (struct gz_aggregation){expr, *column};
  node->aggregates = grown;
  return GZ_OK;
}

/** A copy of `expr`, which becomes the column of its result. */
static enum gz_status
replace_aggregate(struct grouping *grouping, struct gz_sparql_expr *expr) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_expr *const copy =
      gz_arena_alloc(grouping->builder->arena, sizeof *copy);
  if (!copy) {
    return gz_builder_no_memory(grouping->builder);
  }
  *copy = *expr;
  uint32_t column = 0;
  GZ_TRY(status, add_aggregate(grouping, copy, &column));
  *expr = (struct gz_sparql_expr){.op = GZ_OP_VARIABLE,
                                  .column = column,
                                  .height = 1,
                                  .number = copy->number,
                                  .offset = copy->offset};
  return GZ_OK;
}

/** A variable that is no key stands for any of its values: SAMPLE. */
static enum gz_status
replace_variable(struct grouping *grouping, struct gz_sparql_expr *expr) {
  struct gz_arena *const arena = grouping->builder->arena;
  struct gz_sparql_expr *const variable =
      gz_arena_alloc(arena, sizeof *variable);
  struct gz_sparql_expr *const sample = gz_arena_alloc(arena, sizeof *sample);
  struct gz_sparql_expr **const arguments =
      gz_arena_alloc(arena, sizeof(struct gz_sparql_expr *));
  if (!variable || !sample || !arguments) {
    return gz_builder_no_memory(grouping->builder);
  }
  *variable = *expr;
  arguments[0] = variable;
  *sample = *expr;
  sample->op = GZ_OP_SAMPLE;
  sample->column = GZ_NO_COLUMN;
  sample->arguments = arguments;
  sample->n_arguments = 1;
  return add_aggregate(grouping, sample, &expr->column);
}

/** Take the aggregates, and variables that are no keys, out of `expr`. */
static enum gz_status
extract(struct grouping *grouping, struct gz_sparql_expr *expr) {
  enum gz_status status = GZ_OK;
  if (gz_sparql_is_aggregate(expr->op)) {
    return replace_aggregate(grouping, expr);
  }
  if (expr->op == GZ_OP_VARIABLE &&
      !gz_columns_has(&grouping->fixed, expr->column)) {
    return replace_variable(grouping, expr);
  }
  for (size_t i = 0; i < expr->n_arguments; ++i) {
    GZ_TRY(status, extract(grouping, expr->arguments[i]));
  }
  return GZ_OK;
}

/** Put what SELECT calls by a name in the place of that name. */
static void
expand_names(const struct gz_sparql_select *select,
             const struct gz_columns *keys, struct gz_sparql_expr **expr) {
  for (size_t i = 0; i < (*expr)->n_arguments; ++i) {
    expand_names(select, keys, &(*expr)->arguments[i]);
  }
  if ((*expr)->op != GZ_OP_VARIABLE || gz_columns_has(keys, (*expr)->column)) {
    return;
  }
  for (size_t i = 0; i < select->n_items; ++i) {
    if (select->items[i].expr && select->items[i].column == (*expr)->column) {
      *expr = select->items[i].expr;
      return;
    }
  }
}

/** Give each key of GROUP BY a column, and group. */
static enum gz_status
build_keys(struct gz_builder *builder, struct gz_sparql_node graph,
           const struct gz_sparql_select *select, struct gz_algebra **node) {
  enum gz_status status = GZ_OK;
  uint32_t *const keys =
      gz_arena_array(builder->arena, select->n_groups + 1, sizeof *keys);
  if (!keys) {
    return gz_builder_no_memory(builder);
  }
  for (size_t i = 0; i < select->n_groups; ++i) {
    keys[i] = select->groups[i].column;
    if (select->groups[i].expr) {
      if (keys[i] == GZ_NO_COLUMN) {
        GZ_TRY(status, gz_builder_column(builder, 'k', &keys[i]));
      }
      GZ_TRY(status, gz_build_expr(builder, graph, select->groups[i].expr));
      GZ_TRY(status,
             gz_builder_extend(builder, node, keys[i], select->groups[i].expr));
    }
  }
  struct gz_algebra *group = NULL;
  GZ_TRY(status, gz_builder_node(builder, GZ_ALGEBRA_GROUP, 1, &group));
  group->parts[0] = *node;
  group->columns = keys;
  group->n_columns = select->n_groups;
  *node = group;
  return GZ_OK;
}

/** Section 18.2.4.1 and HAVING. */
static enum gz_status
build_grouping(struct gz_builder *builder, struct gz_sparql_node graph,
               const struct gz_sparql_select *select,
               struct gz_algebra **node) {
  enum gz_status status = GZ_OK;
  struct gz_columns keys = {{0}};
  GZ_TRY(status, build_keys(builder, graph, select, node));
  for (size_t i = 0; i < (*node)->n_columns; ++i) {
    gz_columns_add(&keys, (*node)->columns[i]);
  }
  struct grouping grouping = {builder, *node, keys};
  for (size_t i = 0; i < select->n_items; ++i) {
    if (select->items[i].expr) {
      GZ_TRY(status, extract(&grouping, select->items[i].expr));
      gz_columns_add(&grouping.fixed, select->items[i].column);
    }
  }
  for (size_t i = 0; i < (*node)->n_aggregates; ++i) {
    gz_columns_add(&grouping.fixed, (*node)->aggregates[i].column);
  }
  for (size_t i = 0; i < select->n_having; ++i) {
    expand_names(select, &keys, &select->having[i]);
    GZ_TRY(status, extract(&grouping, select->having[i]));
    GZ_TRY(status, gz_build_expr(builder, graph, select->having[i]));
  }
  for (size_t i = 0; i < select->n_orders; ++i) {
    GZ_TRY(status, extract(&grouping, select->orders[i].expr));
  }
  GZ_TRY(status, gz_builder_settle(builder, grouping.node));
  return gz_builder_filter(builder, node, select->having, select->n_having);
}

static enum gz_status
build_project(struct gz_builder *builder, const struct gz_sparql_select *select,
              struct gz_algebra **node) {
  enum gz_status status = GZ_OK;
  struct gz_algebra *made = NULL;
  GZ_TRY(status, gz_builder_node(builder, GZ_ALGEBRA_PROJECT, 1, &made));
  made->columns = gz_arena_array(builder->arena, select->n_items + 1,
                                 sizeof *made->columns);
  if (!made->columns) {
    return gz_builder_no_memory(builder);
  }
  struct gz_columns seen = {{0}};
  for (size_t i = 0; i < select->n_items; ++i) {
    if (!gz_columns_has(&seen, select->items[i].column)) {
      made->columns[made->n_columns++] = select->items[i].column;
      gz_columns_add(&seen, select->items[i].column);
    }
  }
  made->parts[0] = *node;
  *node = made;
  return gz_builder_settle(builder, made);
}

/** A node of `kind` over `*node` with nothing of its own. */
static enum gz_status
wrap(struct gz_builder *builder, enum gz_algebra_kind kind,
     struct gz_algebra **node) {
  enum gz_status status = GZ_OK;
  struct gz_algebra *made = NULL;
  GZ_TRY(status, gz_builder_node(builder, kind, 1, &made));
  made->parts[0] = *node;
  *node = made;
  return gz_builder_settle(builder, made);
}

/** ORDER BY, projection, DISTINCT or REDUCED, LIMIT and OFFSET. */
static enum gz_status
build_modifiers(struct gz_builder *builder, struct gz_sparql_node graph,
                const struct gz_sparql_select *select,
                struct gz_algebra **node) {
  enum gz_status status = GZ_OK;
  if (select->n_orders) {
    for (size_t i = 0; i < select->n_orders; ++i) {
      GZ_TRY(status, gz_build_expr(builder, graph, select->orders[i].expr));
    }
    GZ_TRY(status, wrap(builder, GZ_ALGEBRA_ORDER, node));
    (*node)->orders = select->orders;
    (*node)->n_orders = select->n_orders;
  }
  GZ_TRY(status, build_project(builder, select, node));
  if (select->distinct || select->reduced) {
    GZ_TRY(status,
           wrap(builder,
                select->distinct ? GZ_ALGEBRA_DISTINCT : GZ_ALGEBRA_REDUCED,
                node));
  }
  if (select->limit != GZ_NO_LIMIT || select->offset) {
    GZ_TRY(status, wrap(builder, GZ_ALGEBRA_SLICE, node));
    (*node)->limit = select->limit;
    (*node)->offset = select->offset;
  }
  return GZ_OK;
}

enum gz_status
gz_build_select(struct gz_builder *builder, struct gz_sparql_node graph,
                struct gz_sparql_select *select, struct gz_algebra **node) {
  enum gz_status status = GZ_OK;
  struct gz_algebra *body = NULL;
  if (select->where) {
    GZ_TRY(status, gz_build_group(builder, graph, select->where, &body));
  } else {
    GZ_TRY(status, gz_builder_node(builder, GZ_ALGEBRA_JOIN, 0, &body));
    GZ_TRY(status, gz_builder_settle(builder, body));
  }
  if (select->grouped) {
    GZ_TRY(status, build_grouping(builder, graph, select, &body));
  }
  if (select->has_values) {
    struct gz_algebra *table = NULL;
    GZ_TRY(status, gz_builder_node(builder, GZ_ALGEBRA_TABLE, 0, &table));
    table->table = &select->values;
    GZ_TRY(status, gz_builder_settle(builder, table));
    GZ_TRY(status, gz_builder_join(builder, &body, table));
  }
  for (size_t i = 0; i < select->n_items; ++i) {
    if (select->items[i].expr) {
      GZ_TRY(status, gz_build_expr(builder, graph, select->items[i].expr));
      GZ_TRY(status, gz_builder_extend(builder, &body, select->items[i].column,
                                       select->items[i].expr));
    }
  }
  GZ_TRY(status, build_modifiers(builder, graph, select, &body));
  *node = body;
  return GZ_OK;
}
