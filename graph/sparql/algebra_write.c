#include "graph/sparql/algebra.h"
#include "input/buffer.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static const char *const names[] = {
    [GZ_ALGEBRA_JOIN] = "join",          [GZ_ALGEBRA_TRIPLE] = "triple",
    [GZ_ALGEBRA_PATH] = "path",          [GZ_ALGEBRA_TABLE] = "table",
    [GZ_ALGEBRA_LEFT_JOIN] = "leftjoin", [GZ_ALGEBRA_UNION] = "union",
    [GZ_ALGEBRA_MINUS] = "minus",        [GZ_ALGEBRA_FILTER] = "filter",
    [GZ_ALGEBRA_EXTEND] = "extend",      [GZ_ALGEBRA_GRAPH] = "graph",
    [GZ_ALGEBRA_SERVICE] = "service",    [GZ_ALGEBRA_GROUP] = "group",
    [GZ_ALGEBRA_PROJECT] = "project",    [GZ_ALGEBRA_DISTINCT] = "distinct",
    [GZ_ALGEBRA_REDUCED] = "reduced",    [GZ_ALGEBRA_ORDER] = "order",
    [GZ_ALGEBRA_SLICE] = "slice"};

static const struct {
  enum gz_sparql_op op;
  const char *word;
} words[] = {
#define GZ_OPERATOR(name, symbol, least, most) {GZ_OP_##name, symbol},
#define GZ_BUILTIN(name, keyword, least, most) {GZ_OP_##name, keyword},
#define GZ_CAST(name, local) {GZ_OP_##name, "xsd:" local},
#define GZ_AGGREGATE(name, keyword) {GZ_OP_##name, keyword},
#include "graph/sparql/functions.def"
};

static enum gz_status
write_term(struct gz_buffer *text, const struct gz_term *term) {
  enum gz_status status = GZ_OK;
  switch (term->kind) {
  case GZ_TERM_NONE:
    return gz_buffer_puts(text, " -");
  case GZ_TERM_IRI:
    return gz_buffer_printf(text, " <%.*s>", GZ_STR_ARGS(term->value));
  case GZ_TERM_BLANK:
    return gz_buffer_printf(text, " _:%.*s", GZ_STR_ARGS(term->value));
  case GZ_TERM_LITERAL:
    break;
  }
  GZ_TRY(status, gz_buffer_printf(text, " \"%.*s\"", GZ_STR_ARGS(term->value)));
  if (term->language.size) {
    return gz_buffer_printf(text, "@%.*s", GZ_STR_ARGS(term->language));
  }
  return term->datatype.size
             ? gz_buffer_printf(text, "^^<%.*s>", GZ_STR_ARGS(term->datatype))
             : GZ_OK;
}

static enum gz_status
write_column(const struct gz_sparql_query *query, uint32_t column,
             struct gz_buffer *text) {
  return gz_buffer_printf(text, " ?%.*s", GZ_STR_ARGS(query->columns[column]));
}

static enum gz_status
write_node(const struct gz_sparql_query *query,
           const struct gz_sparql_node *node, struct gz_buffer *text) {
  return node->column == GZ_NO_COLUMN ? write_term(text, &node->term)
                                      : write_column(query, node->column, text);
}

static enum gz_status
write_path(const struct gz_path *path, struct gz_buffer *text) {
  static const char *const signs[] = {
      [GZ_PATH_INVERSE] = "^",      [GZ_PATH_SEQUENCE] = "/",
      [GZ_PATH_ALTERNATIVE] = "|",  [GZ_PATH_ZERO_OR_ONE] = "?",
      [GZ_PATH_ZERO_OR_MORE] = "*", [GZ_PATH_ONE_OR_MORE] = "+",
      [GZ_PATH_NEGATED] = "!"};
  enum gz_status status = GZ_OK;
  if (path->kind == GZ_PATH_IRI) {
    return gz_buffer_printf(text, " <%.*s>", GZ_STR_ARGS(path->iri));
  }
  GZ_TRY(status, gz_buffer_printf(text, " (%s", signs[path->kind]));
  for (size_t i = 0; i < path->n_iris; ++i) {
    GZ_TRY(status,
           gz_buffer_printf(text, " %s<%.*s>", path->iris[i].inverse ? "^" : "",
                            GZ_STR_ARGS(path->iris[i].iri)));
  }
  if (path->left) {
    GZ_TRY(status, write_path(path->left, text));
  }
  if (path->right) {
    GZ_TRY(status, write_path(path->right, text));
  }
  return gz_buffer_putc(text, ')');
}

static enum gz_status
write_expr(const struct gz_sparql_query *query,
           const struct gz_sparql_expr *expr, struct gz_buffer *text) {
  enum gz_status status = GZ_OK;
  if (expr->op == GZ_OP_CONSTANT) {
    return write_term(text, &expr->constant);
  }
  if (expr->op == GZ_OP_VARIABLE) {
    return write_column(query, expr->column, text);
  }
  const char *word = expr->op == GZ_OP_EXISTS       ? "exists"
                     : expr->op == GZ_OP_NOT_EXISTS ? "notexists"
                                                    : "call";
  for (size_t i = 0; i < COUNT_OF(words); ++i) {
    word = words[i].op == expr->op ? words[i].word : word;
  }
  GZ_TRY(status, gz_buffer_printf(text, " (%s%s", word,
                                  expr->distinct ? " distinct" : ""));
  if (expr->op == GZ_OP_CALL) {
    GZ_TRY(status, write_term(text, &expr->constant));
  }
  for (size_t i = 0; i < expr->n_arguments; ++i) {
    GZ_TRY(status, write_expr(query, expr->arguments[i], text));
  }
  if (expr->algebra) {
    GZ_TRY(status, gz_algebra_write(query, expr->algebra, text));
  }
  return gz_buffer_putc(text, ')');
}

static enum gz_status
write_table(const struct gz_sparql_query *query,
            const struct gz_sparql_table *table, struct gz_buffer *text) {
  enum gz_status status = GZ_OK;
  for (size_t i = 0; i < table->n_columns; ++i) {
    GZ_TRY(status, write_column(query, table->columns[i], text));
  }
  for (size_t row = 0; row < table->n_rows; ++row) {
    GZ_TRY(status, gz_buffer_puts(text, " ("));
    for (size_t i = 0; i < table->n_columns; ++i) {
      GZ_TRY(status,
             write_term(text, &table->terms[row * table->n_columns + i]));
    }
    GZ_TRY(status, gz_buffer_putc(text, ')'));
  }
  return GZ_OK;
}

/** What a triple or path has, and its graph unless that is the default. */
static enum gz_status
write_triple(const struct gz_sparql_query *query, const struct gz_algebra *node,
             struct gz_buffer *text) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, write_node(query, &node->triple.subject, text));
  GZ_TRY(status, node->triple.path
                     ? write_path(node->triple.path, text)
                     : write_node(query, &node->triple.predicate, text));
  return write_node(query, &node->triple.object, text);
}

/** All that a node has beside its parts. */
static enum gz_status
write_fields(const struct gz_sparql_query *query, const struct gz_algebra *node,
             struct gz_buffer *text) {
  enum gz_status status = GZ_OK;
  if (node->kind == GZ_ALGEBRA_TRIPLE || node->kind == GZ_ALGEBRA_PATH) {
    GZ_TRY(status, write_triple(query, node, text));
  }
  if (node->graph.column != GZ_NO_COLUMN ||
      node->graph.term.kind != GZ_TERM_NONE) {
    GZ_TRY(status, write_node(query, &node->graph, text));
  }
  if (node->table) {
    GZ_TRY(status, write_table(query, node->table, text));
  }
  if (node->column != GZ_NO_COLUMN) {
    GZ_TRY(status, write_column(query, node->column, text));
  }
  for (size_t i = 0; i < node->n_columns; ++i) {
    GZ_TRY(status, write_column(query, node->columns[i], text));
  }
  for (size_t i = 0; i < node->n_aggregates; ++i) {
    GZ_TRY(status, write_column(query, node->aggregates[i].column, text));
    GZ_TRY(status, write_expr(query, node->aggregates[i].expr, text));
  }
  for (size_t i = 0; i < node->n_exprs; ++i) {
    GZ_TRY(status, write_expr(query, node->exprs[i], text));
  }
  for (size_t i = 0; i < node->n_orders; ++i) {
    GZ_TRY(status,
           gz_buffer_puts(text, node->orders[i].descending ? " desc" : " asc"));
    GZ_TRY(status, write_expr(query, node->orders[i].expr, text));
  }
  return GZ_OK;
}

enum gz_status
gz_algebra_write(const struct gz_sparql_query *query,
                 const struct gz_algebra *node, struct gz_buffer *text) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_buffer_printf(text, "%s(%s", text->size ? " " : "",
                                  names[node->kind]));
  GZ_TRY(status, write_fields(query, node, text));
  if (node->kind == GZ_ALGEBRA_SLICE) {
    GZ_TRY(status,
           gz_buffer_printf(text, " %lld %llu",
                            node->limit == GZ_NO_LIMIT ? -1LL
                                                       : (long long)node->limit,
                            (unsigned long long)node->offset));
  }
  for (size_t i = 0; i < node->n_parts; ++i) {
    GZ_TRY(status, gz_algebra_write(query, node->parts[i], text));
  }
  return gz_buffer_putc(text, ')');
}
