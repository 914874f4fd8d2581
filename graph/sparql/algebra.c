#include "graph/sparql/algebra.h"

#include "graph/sparql/algebra_build.h"

enum gz_status
gz_builder_no_memory(const struct gz_builder *builder) {
  return gz_fail(builder->error, GZ_NO_MEMORY,
                 "Out of memory while translating the query");
}

enum gz_status
gz_builder_node(struct gz_builder *builder, enum gz_algebra_kind kind,
                size_t n_parts, struct gz_algebra **node) {
  struct gz_algebra *const made = gz_arena_alloc(builder->arena, sizeof *made);
  if (!made) {
    return gz_builder_no_memory(builder);
  }
  made->kind = kind;
  made->number = builder->query->n_operators++;
  made->column = GZ_NO_COLUMN;
  made->graph.column = GZ_NO_COLUMN;
  made->n_parts = n_parts;
  if (n_parts) {
    made->parts =
        gz_arena_array(builder->arena, n_parts, sizeof(struct gz_algebra *));
    if (!made->parts) {
      return gz_builder_no_memory(builder);
    }
  }
  *node = made;
  return GZ_OK;
}

/** Columns that a table has, and those without UNDEF. */
static void
settle_table(struct gz_algebra *node) {
  const struct gz_sparql_table *const table = node->table;
  for (size_t i = 0; i < table->n_columns; ++i) {
    bool always = true;
    for (size_t row = 0; row < table->n_rows && always; ++row) {
      always = table->terms[row * table->n_columns + i].kind != GZ_TERM_NONE;
    }
    gz_columns_add(&node->maybe, table->columns[i]);
    if (always) {
      gz_columns_add(&node->certain, table->columns[i]);
    }
  }
}

static void
settle_union(struct gz_algebra *node) {
  node->certain = node->parts[0]->certain;
  for (size_t i = 0; i < node->n_parts; ++i) {
    gz_columns_unite(&node->maybe, &node->parts[i]->maybe);
    gz_columns_meet(&node->certain, &node->parts[i]->certain);
  }
}

static void
settle_group(struct gz_algebra *node) {
  for (size_t i = 0; i < node->n_columns; ++i) {
    gz_columns_add(&node->maybe, node->columns[i]);
  }
  node->certain = node->maybe;
  gz_columns_meet(&node->certain, &node->parts[0]->certain);
  for (size_t i = 0; i < node->n_aggregates; ++i) {
    gz_columns_add(&node->maybe, node->aggregates[i].column);
    if (node->aggregates[i].expr->op == GZ_OP_COUNT) {
      gz_columns_add(&node->certain, node->aggregates[i].column);
    }
  }
}

/** Add the columns of a triple or path. */
static void
settle_triple(struct gz_algebra *node) {
  gz_columns_add(&node->maybe, node->triple.subject.column);
  gz_columns_add(&node->maybe, node->triple.object.column);
  if (node->kind == GZ_ALGEBRA_TRIPLE) {
    gz_columns_add(&node->maybe, node->triple.predicate.column);
    gz_columns_add(&node->maybe, node->graph.column);
  }
  node->certain = node->maybe;
}

static void
settle_project(struct gz_algebra *node) {
  struct gz_columns kept = {{0}};
  for (size_t i = 0; i < node->n_columns; ++i) {
    gz_columns_add(&kept, node->columns[i]);
  }
  gz_columns_meet(&node->maybe, &kept);
  gz_columns_meet(&node->certain, &kept);
}

static void
settle_join(struct gz_algebra *node) {
  for (size_t i = 0; i < node->n_parts; ++i) {
    gz_columns_unite(&node->maybe, &node->parts[i]->maybe);
    gz_columns_unite(&node->certain, &node->parts[i]->certain);
  }
}

void
gz_algebra_settle(struct gz_algebra *node) {
  node->height = 0;
  for (size_t i = 0; i < node->n_parts; ++i) {
    if (node->parts[i]->height > node->height) {
      node->height = node->parts[i]->height;
    }
  }
  ++node->height;
  node->maybe = node->certain = (struct gz_columns){{0}};
  switch (node->kind) {
  case GZ_ALGEBRA_JOIN:
    settle_join(node);
    return;
  case GZ_ALGEBRA_TRIPLE:
  case GZ_ALGEBRA_PATH:
    settle_triple(node);
    return;
  case GZ_ALGEBRA_TABLE:
    settle_table(node);
    return;
  case GZ_ALGEBRA_UNION:
    settle_union(node);
    return;
  case GZ_ALGEBRA_GROUP:
    settle_group(node);
    return;
  case GZ_ALGEBRA_SERVICE:
    return;
  default:
    break;
  }
  node->maybe = node->parts[0]->maybe;
  node->certain = node->parts[0]->certain;
  switch (node->kind) {
  case GZ_ALGEBRA_LEFT_JOIN:
    gz_columns_unite(&node->maybe, &node->parts[1]->maybe);
    break;
  case GZ_ALGEBRA_EXTEND:
    gz_columns_add(&node->maybe, node->column);
    if (node->exprs[0]->op == GZ_OP_CONSTANT) {
      gz_columns_add(&node->certain, node->column);
    }
    break;
  case GZ_ALGEBRA_GRAPH:
    gz_columns_add(&node->maybe, node->column);
    gz_columns_add(&node->certain, node->column);
    break;
  case GZ_ALGEBRA_PROJECT:
    settle_project(node);
    break;
  default:
    break;
  }
}

static enum gz_status
check_height(const struct gz_builder *builder, const struct gz_algebra *node) {
  if (node->height > GZ_MAX_ALGEBRA_HEIGHT) {
    return gz_fail(builder->error, GZ_TOO_LARGE,
                   "Query of more than %d operators one in another",
                   GZ_MAX_ALGEBRA_HEIGHT);
  }
  return GZ_OK;
}

enum gz_status
gz_builder_settle(struct gz_builder *builder, struct gz_algebra *node) {
  for (size_t i = 0; i < node->n_parts; ++i) {
    // A join of one is that one.
    while (node->parts[i]->kind == GZ_ALGEBRA_JOIN &&
           node->parts[i]->n_parts == 1) {
      node->parts[i] = node->parts[i]->parts[0];
    }
  }
  gz_algebra_settle(node);
  return check_height(builder, node);
}

enum gz_status
gz_builder_column(struct gz_builder *builder, char kind, uint32_t *column) {
  struct gz_sparql_query *const query = builder->query;
  if (query->n_columns >= GZ_MAX_COLUMNS) {
    return gz_fail(builder->error, GZ_TOO_LARGE,
                   "More than %zu variables, blank nodes and aggregates",
                   GZ_MAX_COLUMNS);
  }
  const char *const name =
      gz_arena_printf(builder->arena, ".%c%zu", kind, builder->hidden++);
  if (!name) {
    return gz_builder_no_memory(builder);
  }
  *column = (uint32_t)query->n_columns;
  query->columns[query->n_columns++] = gz_str(name);
  return GZ_OK;
}

/** Put `part` behind the parts of the join `body`. */
static enum gz_status
append(struct gz_builder *builder, struct gz_algebra *body,
       struct gz_algebra *part) {
  const size_t count = body->n_parts;
  if (!(count & (count - 1))) {
    struct gz_algebra **const grown =
        gz_arena_grow(builder->arena, body->parts, count, count ? count * 2 : 1,
                      sizeof(struct gz_algebra *));
    if (!grown) {
      return gz_builder_no_memory(builder);
    }
    body->parts = grown;
  }
  body->parts[body->n_parts++] = part;
  gz_columns_unite(&body->maybe, &part->maybe);
  gz_columns_unite(&body->certain, &part->certain);
  if (body->height <= part->height) {
    body->height = part->height + 1;
  }
  return GZ_OK;
}

enum gz_status
gz_builder_join(struct gz_builder *builder, struct gz_algebra **body,
                struct gz_algebra *part) {
  enum gz_status status = GZ_OK;
  struct gz_algebra *node = *body;
  if (!node || node->kind != GZ_ALGEBRA_JOIN) {
    GZ_TRY(status, gz_builder_node(builder, GZ_ALGEBRA_JOIN, 0, &node));
    GZ_TRY(status, gz_builder_settle(builder, node));
    if (*body) {
      GZ_TRY(status, append(builder, node, *body));
    }
  }
  if (part->kind == GZ_ALGEBRA_JOIN) {
    for (size_t i = 0; i < part->n_parts; ++i) {
      GZ_TRY(status, append(builder, node, part->parts[i]));
    }
  } else {
    GZ_TRY(status, append(builder, node, part));
  }
  *body = node;
  return check_height(builder, node);
}

enum gz_status
gz_builder_extend(struct gz_builder *builder, struct gz_algebra **node,
                  uint32_t column, struct gz_sparql_expr *expr) {
  enum gz_status status = GZ_OK;
  struct gz_algebra *made = NULL;
  GZ_TRY(status, gz_builder_node(builder, GZ_ALGEBRA_EXTEND, 1, &made));
  made->exprs = gz_arena_alloc(builder->arena, sizeof(struct gz_sparql_expr *));
  if (!made->exprs) {
    return gz_builder_no_memory(builder);
  }
  made->exprs[0] = expr;
  made->n_exprs = 1;
  made->column = column;
  made->parts[0] = *node;
  *node = made;
  return gz_builder_settle(builder, made);
}

enum gz_status
gz_builder_filter(struct gz_builder *builder, struct gz_algebra **node,
                  struct gz_sparql_expr **exprs, size_t count) {
  enum gz_status status = GZ_OK;
  if (!count) {
    return GZ_OK;
  }
  struct gz_algebra *made = NULL;
  GZ_TRY(status, gz_builder_node(builder, GZ_ALGEBRA_FILTER, 1, &made));
  made->exprs = exprs;
  made->n_exprs = count;
  made->parts[0] = *node;
  *node = made;
  return gz_builder_settle(builder, made);
}

void
gz_algebra_columns(const struct gz_algebra *node, struct gz_columns *columns) {
  gz_columns_unite(columns, &node->maybe);
  gz_columns_add(columns, node->graph.column);
  for (size_t i = 0; i < node->n_exprs; ++i) {
    gz_algebra_expr_columns(node->exprs[i], columns);
  }
  for (size_t i = 0; i < node->n_orders; ++i) {
    gz_algebra_expr_columns(node->orders[i].expr, columns);
  }
  for (size_t i = 0; i < node->n_aggregates; ++i) {
    gz_algebra_expr_columns(node->aggregates[i].expr, columns);
  }
  for (size_t i = 0; i < node->n_parts; ++i) {
    gz_algebra_columns(node->parts[i], columns);
  }
}

void
gz_algebra_expr_columns(const struct gz_sparql_expr *expr,
                        struct gz_columns *columns) {
  gz_columns_add(columns, expr->column);
  for (size_t i = 0; i < expr->n_arguments; ++i) {
    gz_algebra_expr_columns(expr->arguments[i], columns);
  }
  if (expr->algebra) {
    gz_algebra_columns(expr->algebra, columns);
  }
}

enum gz_status
gz_algebra_translate(struct gz_sparql_query *query, struct gz_arena *arena,
                     struct gz_algebra **algebra, struct gz_error *error) {
  struct gz_builder builder = {query, arena, error, 0};
  return gz_build_select(&builder, GZ_DEFAULT_GRAPH, query->select, algebra);
}
