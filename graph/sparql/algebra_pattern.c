#include "graph/sparql/algebra_build.h"

/** GRAPH whose pattern is looked through. */
struct view {
  uint32_t column; /**< Of its variable */
  bool optional;   /**< In an OPTIONAL */
  bool nested;     /**< In a group of its own */
};

static bool transparent(struct view view,
                        const struct gz_sparql_pattern *group);

/** Whether triples come of `path` in any case, 18.2.2.4. */
static bool
has_triple(const struct gz_path *path) {
  switch (path->kind) {
  case GZ_PATH_IRI:
    return true;
  case GZ_PATH_INVERSE:
    return has_triple(path->left);
  case GZ_PATH_SEQUENCE:
    return has_triple(path->left) || has_triple(path->right);
  case GZ_PATH_ALTERNATIVE:
    return has_triple(path->left) && has_triple(path->right);
  default:
    return false;
  }
}

/** Whether `path` is walked, step by step, and not a join of triples. */
static bool
is_walked(const struct gz_path *path) {
  switch (path->kind) {
  case GZ_PATH_IRI:
    return false;
  case GZ_PATH_INVERSE:
    return is_walked(path->left);
  case GZ_PATH_SEQUENCE:
  case GZ_PATH_ALTERNATIVE:
    return is_walked(path->left) || is_walked(path->right);
  default:
    return true;
  }
}

/** Whether a walked path is one of several ways of `path`. */
static bool
has_walked_way(const struct gz_path *path) {
  switch (path->kind) {
  case GZ_PATH_INVERSE:
    return has_walked_way(path->left);
  case GZ_PATH_SEQUENCE:
    return has_walked_way(path->left) || has_walked_way(path->right);
  case GZ_PATH_ALTERNATIVE:
    return is_walked(path);
  default:
    return false;
  }
}

/**
 * Whether the paths of `part`, triples, can wait for others of its join to
 * bind the graph: a walk cannot begin before its graph is known.
 */
static bool
paths_can_wait(struct view view, const struct gz_sparql_pattern *part) {
  for (size_t i = 0; i < part->n_triples; ++i) {
    const struct gz_path *const path = part->triples[i].path;
    if (path && (view.nested ? is_walked(path) : has_walked_way(path))) {
      return false;
    }
  }
  return true;
}

/** Whether `part`, triples, binds the variable of GRAPH in any solution. */
static bool
triples_bind(const struct gz_sparql_pattern *part) {
  for (size_t i = 0; i < part->n_triples; ++i) {
    if (!part->triples[i].path || has_triple(part->triples[i].path)) {
      return true;
    }
  }
  return false;
}

/** Whether `part`, triples, has the variable of GRAPH at another place. */
static bool
triples_mention(uint32_t column, const struct gz_sparql_pattern *part) {
  for (size_t i = 0; i < part->n_triples; ++i) {
    const struct gz_sparql_triple *const triple = &part->triples[i];
    if (triple->subject.column == column || triple->object.column == column ||
        (!triple->path && triple->predicate.column == column)) {
      return true;
    }
  }
  return false;
}

/** Whether `expr` has the variable of GRAPH in it, or perhaps in an EXISTS. */
static bool
expr_mentions(uint32_t column, const struct gz_sparql_expr *expr) {
  if (expr->pattern || (expr->op == GZ_OP_VARIABLE && expr->column == column)) {
    return true;
  }
  for (size_t i = 0; i < expr->n_arguments; ++i) {
    if (expr_mentions(column, expr->arguments[i])) {
      return true;
    }
  }
  return false;
}

/** Whether `part` can be in a transparent group; see there. */
static bool
part_transparent(struct view view, const struct gz_sparql_pattern *part,
                 bool *bound) {
  const struct view inner = {view.column, view.optional, true};
  switch (part->kind) {
  case GZ_PATTERN_TRIPLES:
    *bound = *bound || triples_bind(part);
    return paths_can_wait(view, part) &&
           (!view.optional || !triples_mention(view.column, part));
  case GZ_PATTERN_GROUP:
    *bound = true;
    return transparent(inner, part);
  case GZ_PATTERN_UNION:
    *bound = true;
    for (size_t i = 0; i < part->n_parts; ++i) {
      if (!transparent(inner, part->parts[i])) {
        return false;
      }
    }
    return true;
  case GZ_PATTERN_OPTIONAL:
    return *bound &&
           transparent((struct view){view.column, true, true}, part->parts[0]);
  case GZ_PATTERN_BIND:
    return *bound && part->column != view.column &&
           !expr_mentions(view.column, part->expr);
  case GZ_PATTERN_FILTER:
    return !expr_mentions(view.column, part->expr);
  case GZ_PATTERN_VALUES:
    return !view.optional;
  default:
    return false;
  }
}

/**
 * Whether the solutions of `group` in each named graph are those of the group
 * whose triples carry the graph as a column, so that no loop is needed.
 *
 * Each group in it must bind that column, and before OPTIONAL and BIND; and
 * no expression may look at it, since GRAPH binds it only afterwards.
 */
static bool
transparent(struct view view, const struct gz_sparql_pattern *group) {
  bool bound = false;
  for (size_t i = 0; i < group->n_parts; ++i) {
    if (!part_transparent(view, group->parts[i], &bound)) {
      return false;
    }
  }
  return bound;
}

/** Whether `node` has no solution in a graph without triples. */
static bool
needs_triples(const struct gz_algebra *node) {
  switch (node->kind) {
  case GZ_ALGEBRA_TRIPLE:
    return true;
  case GZ_ALGEBRA_JOIN:
    for (size_t i = 0; i < node->n_parts; ++i) {
      if (needs_triples(node->parts[i])) {
        return true;
      }
    }
    return false;
  case GZ_ALGEBRA_UNION:
    for (size_t i = 0; i < node->n_parts; ++i) {
      if (!needs_triples(node->parts[i])) {
        return false;
      }
    }
    return true;
  case GZ_ALGEBRA_LEFT_JOIN:
  case GZ_ALGEBRA_MINUS:
  case GZ_ALGEBRA_FILTER:
  case GZ_ALGEBRA_EXTEND:
    return needs_triples(node->parts[0]);
  default:
    return false;
  }
}

static enum gz_status
build_graph(struct gz_builder *builder, const struct gz_sparql_pattern *pattern,
            struct gz_algebra **body) {
  enum gz_status status = GZ_OK;
  const bool variable = pattern->node.column != GZ_NO_COLUMN;
  struct gz_sparql_node inner = pattern->node;
  const struct view view = {.column = inner.column};
  const bool loop = variable && !transparent(view, pattern->parts[0]);
  if (loop) {
    GZ_TRY(status, gz_builder_column(builder, 'g', &inner.column));
  }
  struct gz_algebra *node = NULL;
  GZ_TRY(status, gz_build_group(builder, inner, pattern->parts[0], &node));
  if (loop || (!variable && !needs_triples(node))) {
    struct gz_algebra *made = NULL;
    GZ_TRY(status, gz_builder_node(builder, GZ_ALGEBRA_GRAPH, 1, &made));
    made->graph = inner;
    made->column = pattern->node.column;
    made->parts[0] = node;
    GZ_TRY(status, gz_builder_settle(builder, made));
    node = made;
  }
  return gz_builder_join(builder, body, node);
}

static enum gz_status
build_union(struct gz_builder *builder, struct gz_sparql_node graph,
            const struct gz_sparql_pattern *pattern, struct gz_algebra **body) {
  enum gz_status status = GZ_OK;
  struct gz_algebra *node = NULL;
  GZ_TRY(status,
         gz_builder_node(builder, GZ_ALGEBRA_UNION, pattern->n_parts, &node));
  for (size_t i = 0; i < pattern->n_parts; ++i) {
    GZ_TRY(status,
           gz_build_group(builder, graph, pattern->parts[i], &node->parts[i]));
  }
  GZ_TRY(status, gz_builder_settle(builder, node));
  return gz_builder_join(builder, body, node);
}

static enum gz_status
build_table(struct gz_builder *builder, const struct gz_sparql_table *table,
            struct gz_algebra **body) {
  enum gz_status status = GZ_OK;
  struct gz_algebra *node = NULL;
  GZ_TRY(status, gz_builder_node(builder, GZ_ALGEBRA_TABLE, 0, &node));
  node->table = table;
  GZ_TRY(status, gz_builder_settle(builder, node));
  return gz_builder_join(builder, body, node);
}

static enum gz_status
build_service(struct gz_builder *builder,
              const struct gz_sparql_pattern *pattern,
              struct gz_algebra **body) {
  enum gz_status status = GZ_OK;
  struct gz_algebra *node = NULL;
  GZ_TRY(status, gz_builder_node(builder, GZ_ALGEBRA_SERVICE, 0, &node));
  node->service = pattern;
  GZ_TRY(status, gz_builder_settle(builder, node));
  return gz_builder_join(builder, body, node);
}

static enum gz_status build_parts(struct gz_builder *builder,
                                  struct gz_sparql_node graph,
                                  const struct gz_sparql_pattern *pattern,
                                  struct gz_group *group);

/** OPTIONAL or MINUS: what is so far, and the part's pattern beside it. */
static enum gz_status
build_side(struct gz_builder *builder, struct gz_sparql_node graph,
           const struct gz_sparql_pattern *pattern, struct gz_algebra **body) {
  enum gz_status status = GZ_OK;
  struct gz_algebra *node = NULL;
  const bool optional = pattern->kind == GZ_PATTERN_OPTIONAL;
  GZ_TRY(status,
         gz_builder_node(builder,
                         optional ? GZ_ALGEBRA_LEFT_JOIN : GZ_ALGEBRA_MINUS, 2,
                         &node));
  node->parts[0] = *body;
  if (optional) {
    // Its own filters see what is on the left: they are the join's.
    struct gz_group group = {0};
    GZ_TRY(status, build_parts(builder, graph, pattern->parts[0], &group));
    node->parts[1] = group.body;
    node->exprs = group.filters;
    node->n_exprs = group.n_filters;
  } else {
    GZ_TRY(status,
           gz_build_group(builder, graph, pattern->parts[0], &node->parts[1]));
  }
  *body = node;
  return gz_builder_settle(builder, node);
}

static enum gz_status
add_filter(struct gz_builder *builder, struct gz_group *group,
           struct gz_sparql_expr *expr) {
  const size_t count = group->n_filters;
  if (!(count & (count - 1))) {
    struct gz_sparql_expr **const grown =
        gz_arena_grow(builder->arena, group->filters, count,
                      count ? count * 2 : 1, sizeof expr);
    if (!grown) {
      return gz_builder_no_memory(builder);
    }
    group->filters = grown;
  }
  group->filters[group->n_filters++] = expr;
  return GZ_OK;
}

static enum gz_status
build_part(struct gz_builder *builder, struct gz_sparql_node graph,
           const struct gz_sparql_pattern *part, struct gz_group *group) {
  enum gz_status status = GZ_OK;
  struct gz_algebra *node = NULL;
  switch (part->kind) {
  case GZ_PATTERN_TRIPLES:
    for (size_t i = 0; i < part->n_triples; ++i) {
      GZ_TRY(status,
             gz_build_triple(builder, graph, &part->triples[i], &group->body));
    }
    return GZ_OK;
  case GZ_PATTERN_GROUP:
    GZ_TRY(status, gz_build_group(builder, graph, part, &node));
    return gz_builder_join(builder, &group->body, node);
  case GZ_PATTERN_SELECT:
    GZ_TRY(status, gz_build_select(builder, graph, part->select, &node));
    return gz_builder_join(builder, &group->body, node);
  case GZ_PATTERN_OPTIONAL:
  case GZ_PATTERN_MINUS:
    return build_side(builder, graph, part, &group->body);
  case GZ_PATTERN_UNION:
    return build_union(builder, graph, part, &group->body);
  case GZ_PATTERN_GRAPH:
    return build_graph(builder, part, &group->body);
  case GZ_PATTERN_SERVICE:
    return build_service(builder, part, &group->body);
  case GZ_PATTERN_FILTER:
    GZ_TRY(status, gz_build_expr(builder, graph, part->expr));
    return add_filter(builder, group, part->expr);
  case GZ_PATTERN_BIND:
    GZ_TRY(status, gz_build_expr(builder, graph, part->expr));
    return gz_builder_extend(builder, &group->body, part->column, part->expr);
  case GZ_PATTERN_VALUES:
    return build_table(builder, &part->table, &group->body);
  }
  return GZ_OK;
}

static enum gz_status
build_parts(struct gz_builder *builder, struct gz_sparql_node graph,
            const struct gz_sparql_pattern *pattern, struct gz_group *group) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_builder_node(builder, GZ_ALGEBRA_JOIN, 0, &group->body));
  GZ_TRY(status, gz_builder_settle(builder, group->body));
  for (size_t i = 0; i < pattern->n_parts; ++i) {
    GZ_TRY(status, build_part(builder, graph, pattern->parts[i], group));
  }
  return GZ_OK;
}

enum gz_status
gz_build_group(struct gz_builder *builder, struct gz_sparql_node graph,
               const struct gz_sparql_pattern *pattern,
               struct gz_algebra **node) {
  enum gz_status status = GZ_OK;
  struct gz_group group = {0};
  GZ_TRY(status, build_parts(builder, graph, pattern, &group));
  GZ_TRY(status, gz_builder_filter(builder, &group.body, group.filters,
                                   group.n_filters));
  // A join of one is that one.
  if (group.body->kind == GZ_ALGEBRA_JOIN && group.body->n_parts == 1) {
    group.body = group.body->parts[0];
  }
  *node = group.body;
  return GZ_OK;
}

enum gz_status
gz_build_expr(struct gz_builder *builder, struct gz_sparql_node graph,
              struct gz_sparql_expr *expr) {
  enum gz_status status = GZ_OK;
  if (expr->pattern && !expr->algebra) {
    GZ_TRY(status,
           gz_build_group(builder, graph, expr->pattern, &expr->algebra));
  }
  for (size_t i = 0; i < expr->n_arguments; ++i) {
    GZ_TRY(status, gz_build_expr(builder, graph, expr->arguments[i]));
  }
  return GZ_OK;
}

/** A triple, or a path that no other operator can do, joined to `*body`. */
static enum gz_status
join_triple(struct gz_builder *builder, struct gz_sparql_node graph,
            const struct gz_sparql_triple *triple, struct gz_algebra **body) {
  enum gz_status status = GZ_OK;
  struct gz_algebra *node = NULL;
  GZ_TRY(status,
         gz_builder_node(builder,
                         triple->path ? GZ_ALGEBRA_PATH : GZ_ALGEBRA_TRIPLE, 0,
                         &node));
  node->triple = *triple;
  node->graph = graph;
  GZ_TRY(status, gz_builder_settle(builder, node));
  return gz_builder_join(builder, body, node);
}

/** Path/path: by way of a column of our own. */
static enum gz_status
build_sequence(struct gz_builder *builder, struct gz_sparql_node graph,
               struct gz_sparql_triple triple, struct gz_algebra **body) {
  enum gz_status status = GZ_OK;
  const struct gz_path *const path = triple.path;
  struct gz_sparql_node middle = {0};
  GZ_TRY(status, gz_builder_column(builder, 'p', &middle.column));
  const struct gz_sparql_node object = triple.object;
  triple.path = path->left;
  triple.object = middle;
  GZ_TRY(status, gz_build_triple(builder, graph, &triple, body));
  triple.path = path->right;
  triple.subject = middle;
  triple.object = object;
  return gz_build_triple(builder, graph, &triple, body);
}

/** Path|path. */
static enum gz_status
build_alternative(struct gz_builder *builder, struct gz_sparql_node graph,
                  struct gz_sparql_triple triple, struct gz_algebra **body) {
  enum gz_status status = GZ_OK;
  const struct gz_path *const path = triple.path;
  struct gz_algebra *node = NULL;
  GZ_TRY(status, gz_builder_node(builder, GZ_ALGEBRA_UNION, 2, &node));
  triple.path = path->left;
  GZ_TRY(status, gz_build_triple(builder, graph, &triple, &node->parts[0]));
  triple.path = path->right;
  GZ_TRY(status, gz_build_triple(builder, graph, &triple, &node->parts[1]));
  GZ_TRY(status, gz_builder_settle(builder, node));
  return gz_builder_join(builder, body, node);
}

enum gz_status
gz_build_triple(struct gz_builder *builder, struct gz_sparql_node graph,
                const struct gz_sparql_triple *triple,
                struct gz_algebra **body) {
  struct gz_sparql_triple step = *triple;
  const struct gz_path *const path = triple->path;
  if (!path) {
    return join_triple(builder, graph, triple, body);
  }
  switch (path->kind) {
  case GZ_PATH_IRI:
    step.predicate = (struct gz_sparql_node){.term = gz_term_iri(path->iri),
                                             .column = GZ_NO_COLUMN};
    step.path = NULL;
    return join_triple(builder, graph, &step, body);
  case GZ_PATH_INVERSE:
    step.path = path->left;
    step.subject = triple->object;
    step.object = triple->subject;
    return gz_build_triple(builder, graph, &step, body);
  case GZ_PATH_SEQUENCE:
    return build_sequence(builder, graph, step, body);
  case GZ_PATH_ALTERNATIVE:
    return build_alternative(builder, graph, step, body);
  default:
    return join_triple(builder, graph, triple, body);
  }
}
