#include "graph/sparql/parser_state.h"

/** One of what SELECT names: a variable, or (expression AS variable). */
static enum gz_status
parse_item(struct gz_parser *parser, struct gz_sparql_item *item) {
  enum gz_status status = GZ_OK;
  *item = (struct gz_sparql_item){.column = GZ_NO_COLUMN};
  if (gz_parser_at(parser, GZ_TOKEN_VARIABLE)) {
    return gz_parse_variable(parser, &item->column);
  }
  GZ_TRY(status, gz_parser_expect(parser, '(', "a variable or '('"));
  GZ_TRY(status, gz_parse_expression(parser, &item->expr));
  GZ_TRY(status, gz_parser_keyword(parser, "AS"));
  GZ_TRY(status, gz_parse_variable(parser, &item->column));
  return gz_parser_expect(parser, ')', "')'");
}

/** What SELECT names, up to the dataset or the pattern. */
static enum gz_status
parse_items(struct gz_parser *parser, struct gz_sparql_select *select) {
  enum gz_status status = GZ_OK;
  select->star = gz_parser_at(parser, '*');
  if (select->star) {
    return gz_parser_advance(parser);
  }
  struct gz_columns named = {{0}};
  parser->aggregates = GZ_AGGREGATES_YES;
  do {
    struct gz_sparql_item item;
    const size_t offset = parser->token.begin;
    GZ_TRY(status, parse_item(parser, &item));
    if (item.expr && gz_columns_has(&named, item.column)) {
      return gz_lexer_fail(&parser->lexer, offset,
                           "SELECT names this variable twice");
    }
    if (!item.expr) {
      for (size_t i = 0; i < select->n_items; ++i) {
        if (select->items[i].expr && select->items[i].column == item.column) {
          return gz_lexer_fail(&parser->lexer, offset,
                               "SELECT names this variable twice");
        }
      }
    }
    gz_columns_add(&named, item.column);
    GZ_TRY(status, gz_parser_grow(parser, &select->items, select->n_items,
                                  sizeof item));
    select->items[select->n_items++] = item;
  } while (gz_parser_at(parser, GZ_TOKEN_VARIABLE) ||
           gz_parser_at(parser, '('));
  parser->aggregates = GZ_AGGREGATES_NO;
  return GZ_OK;
}

enum gz_status
gz_parser_project_all(struct gz_parser *parser,
                      const struct gz_columns *visible,
                      struct gz_sparql_select *select) {
  enum gz_status status = GZ_OK;
  const uint32_t count = gz_interner_count(parser->names);
  for (uint32_t column = 0; column < count; ++column) {
    const struct gz_str name = gz_interner_get(parser->names, column);
    if (gz_columns_has(visible, column) && !gz_str_starts(name, GZ_STR("_:"))) {
      GZ_TRY(status, gz_parser_grow(parser, &select->items, select->n_items,
                                    sizeof *select->items));
      select->items[select->n_items++] =
          (struct gz_sparql_item){.column = column};
    }
  }
  return GZ_OK;
}

/** Fail if `expr`, outside aggregates, has a variable not in `allowed`. */
static enum gz_status
check_grouped(struct gz_parser *parser, const struct gz_sparql_expr *expr,
              const struct gz_columns *allowed) {
  enum gz_status status = GZ_OK;
  if (gz_sparql_is_aggregate(expr->op)) {
    return GZ_OK;
  }
  if (expr->op == GZ_OP_VARIABLE && !gz_columns_has(allowed, expr->column)) {
    const struct gz_str name = gz_interner_get(parser->names, expr->column);
    return gz_lexer_fail(&parser->lexer, expr->offset,
                         "?%.*s is neither grouped by nor in an aggregate",
                         GZ_STR_ARGS(name));
  }
  for (size_t i = 0; i < expr->n_arguments; ++i) {
    GZ_TRY(status, check_grouped(parser, expr->arguments[i], allowed));
  }
  return GZ_OK;
}

/** The rules about what SELECT may name, section 18.2.1 and 19.8. */
static enum gz_status
check_items(struct gz_parser *parser, size_t offset,
            const struct gz_columns *visible,
            const struct gz_sparql_select *select) {
  enum gz_status status = GZ_OK;
  if (select->star && select->grouped) {
    return gz_lexer_fail(&parser->lexer, offset,
                         "SELECT * cannot stand with GROUP BY");
  }
  struct gz_columns allowed = {{0}};
  for (size_t i = 0; i < select->n_groups; ++i) {
    if (!select->groups[i].expr || select->groups[i].column != GZ_NO_COLUMN) {
      gz_columns_add(&allowed, select->groups[i].column);
    }
  }
  for (size_t i = 0; !select->star && i < select->n_items; ++i) {
    const struct gz_sparql_item *const item = &select->items[i];
    const struct gz_str name = gz_interner_get(parser->names, item->column);
    if (item->expr && gz_columns_has(visible, item->column)) {
      return gz_lexer_fail(&parser->lexer, item->expr->offset,
                           "?%.*s has a value already", GZ_STR_ARGS(name));
    }
    if (select->grouped && item->expr) {
      GZ_TRY(status, check_grouped(parser, item->expr, &allowed));
    } else if (select->grouped && !gz_columns_has(&allowed, item->column)) {
      return gz_lexer_fail(&parser->lexer, offset,
                           "?%.*s is neither grouped by nor in an aggregate",
                           GZ_STR_ARGS(name));
    }
    gz_columns_add(&allowed, item->column);
  }
  return GZ_OK;
}

static enum gz_status
parse_select_body(struct gz_parser *parser, struct gz_columns *inside,
                  struct gz_sparql_select *select) {
  enum gz_status status = GZ_OK;
  const size_t offset = parser->token.begin;
  GZ_TRY(status, gz_parser_keyword(parser, "SELECT"));
  GZ_TRY(status, gz_parser_accept(parser, "DISTINCT", &select->distinct));
  if (!select->distinct) {
    GZ_TRY(status, gz_parser_accept(parser, "REDUCED", &select->reduced));
  }
  GZ_TRY(status, parse_items(parser, select));
  // Only the outermost SELECT stands at depth 0.
  if (!parser->depth) {
    GZ_TRY(status, gz_parse_dataset(parser));
  }
  bool found = false;
  GZ_TRY(status, gz_parser_accept(parser, "WHERE", &found));
  GZ_TRY(status, gz_parse_group(parser, inside, &select->where));
  GZ_TRY(status, gz_parse_modifiers(parser, inside, select));
  GZ_TRY(status, check_items(parser, offset, inside, select));
  return gz_parse_values_clause(parser, inside, select);
}

enum gz_status
gz_parse_select(struct gz_parser *parser, struct gz_columns *visible,
                struct gz_sparql_select **out) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_select *const select = gz_parser_new(parser, sizeof *select);
  if (!select) {
    return gz_parser_no_memory(parser);
  }
  select->limit = GZ_NO_LIMIT;
  const enum gz_aggregates aggregates = parser->aggregates;
  const bool saw_aggregate = parser->saw_aggregate;
  parser->aggregates = GZ_AGGREGATES_NO;
  parser->saw_aggregate = false;
  struct gz_columns inside = {{0}};
  GZ_TRY(status, parse_select_body(parser, &inside, select));
  parser->aggregates = aggregates;
  parser->saw_aggregate = saw_aggregate;
  if (select->star) {
    GZ_TRY(status, gz_parser_project_all(parser, &inside, select));
  }
  for (size_t i = 0; i < select->n_items; ++i) {
    gz_columns_add(visible, select->items[i].column);
  }
  *out = select;
  return GZ_OK;
}

/** One condition of GROUP BY. */
static enum gz_status
parse_group_condition(struct gz_parser *parser,
                      const struct gz_columns *visible,
                      struct gz_sparql_item *item) {
  enum gz_status status = GZ_OK;
  *item = (struct gz_sparql_item){.column = GZ_NO_COLUMN};
  if (gz_parser_at(parser, GZ_TOKEN_VARIABLE)) {
    return gz_parse_variable(parser, &item->column);
  }
  if (!gz_parser_at(parser, '(')) {
    return gz_parse_constraint(parser, &item->expr);
  }
  GZ_TRY(status, gz_parser_advance(parser));
  GZ_TRY(status, gz_parse_expression(parser, &item->expr));
  bool named = false;
  GZ_TRY(status, gz_parser_accept(parser, "AS", &named));
  if (named) {
    const size_t offset = parser->token.begin;
    GZ_TRY(status, gz_parse_variable(parser, &item->column));
    if (gz_columns_has(visible, item->column)) {
      return gz_lexer_fail(&parser->lexer, offset,
                           "This variable has a value already");
    }
  } else if (item->expr->op == GZ_OP_VARIABLE) {
    item->column = item->expr->column;
    item->expr = NULL;
  }
  return gz_parser_expect(parser, ')', named ? "')'" : "AS or ')'");
}

static bool
at_condition(const struct gz_parser *parser) {
  return gz_parser_at(parser, GZ_TOKEN_VARIABLE) || gz_parser_at(parser, '(') ||
         gz_parser_at_call(parser);
}

static enum gz_status
parse_group_by(struct gz_parser *parser, const struct gz_columns *visible,
               struct gz_sparql_select *select) {
  enum gz_status status = GZ_OK;
  select->grouped = true;
  GZ_TRY(status, gz_parser_keyword(parser, "BY"));
  do {
    struct gz_sparql_item item;
    GZ_TRY(status, parse_group_condition(parser, visible, &item));
    GZ_TRY(status, gz_parser_grow(parser, &select->groups, select->n_groups,
                                  sizeof item));
    select->groups[select->n_groups++] = item;
  } while (at_condition(parser));
  return GZ_OK;
}

static enum gz_status
parse_having(struct gz_parser *parser, struct gz_sparql_select *select) {
  enum gz_status status = GZ_OK;
  do {
    struct gz_sparql_expr *expr = NULL;
    GZ_TRY(status, gz_parse_constraint(parser, &expr));
    GZ_TRY(status, gz_parser_grow(parser, &select->having, select->n_having,
                                  sizeof expr));
    select->having[select->n_having++] = expr;
  } while (gz_parser_at(parser, '(') || gz_parser_at_call(parser));
  return GZ_OK;
}

static enum gz_status
parse_order_condition(struct gz_parser *parser, struct gz_sparql_order *order) {
  enum gz_status status = GZ_OK;
  bool ascending = false;
  *order = (struct gz_sparql_order){0};
  GZ_TRY(status, gz_parser_accept(parser, "ASC", &ascending));
  if (!ascending) {
    GZ_TRY(status, gz_parser_accept(parser, "DESC", &order->descending));
  }
  if (ascending || order->descending) {
    if (!gz_parser_at(parser, '(')) {
      return gz_parser_expected(parser, "'('");
    }
    return gz_parse_constraint(parser, &order->expr);
  }
  if (gz_parser_at(parser, GZ_TOKEN_VARIABLE)) {
    return gz_parse_expression_variable(parser, &order->expr);
  }
  return gz_parse_constraint(parser, &order->expr);
}

static enum gz_status
parse_order_by(struct gz_parser *parser, struct gz_sparql_select *select) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_parser_keyword(parser, "BY"));
  do {
    struct gz_sparql_order order;
    GZ_TRY(status, parse_order_condition(parser, &order));
    GZ_TRY(status, gz_parser_grow(parser, &select->orders, select->n_orders,
                                  sizeof order));
    select->orders[select->n_orders++] = order;
  } while (at_condition(parser) || gz_parser_is(parser, "ASC") ||
           gz_parser_is(parser, "DESC"));
  return GZ_OK;
}

static enum gz_status
parse_count(struct gz_parser *parser, uint64_t *count) {
  const struct gz_str text = parser->token.text;
  if (!gz_parser_at(parser, GZ_TOKEN_INTEGER) || text.data[0] == '+' ||
      text.data[0] == '-') {
    return gz_parser_expected(parser, "a whole number");
  }
  uint64_t value = 0;
  for (size_t i = 0; i < text.size; ++i) {
    const uint64_t digit = (uint64_t)(text.data[i] - '0');
    if (value > (GZ_NO_LIMIT - 1 - digit) / 10) {
      return gz_parser_expected(parser, "a number below 2^64");
    }
    value = value * 10 + digit;
  }
  *count = value;
  return gz_parser_advance(parser);
}

/** LIMIT and OFFSET, in either order. */
static enum gz_status
parse_slice(struct gz_parser *parser, struct gz_sparql_select *select) {
  enum gz_status status = GZ_OK;
  bool had_limit = false;
  bool had_offset = false;
  for (;;) {
    if (!had_limit && gz_parser_is(parser, "LIMIT")) {
      had_limit = true;
      GZ_TRY(status, gz_parser_advance(parser));
      GZ_TRY(status, parse_count(parser, &select->limit));
    } else if (!had_offset && gz_parser_is(parser, "OFFSET")) {
      had_offset = true;
      GZ_TRY(status, gz_parser_advance(parser));
      GZ_TRY(status, parse_count(parser, &select->offset));
    } else {
      return GZ_OK;
    }
  }
}

enum gz_status
gz_parse_modifiers(struct gz_parser *parser, const struct gz_columns *visible,
                   struct gz_sparql_select *select) {
  enum gz_status status = GZ_OK;
  bool found = false;
  GZ_TRY(status, gz_parser_accept(parser, "GROUP", &found));
  if (found) {
    GZ_TRY(status, parse_group_by(parser, visible, select));
  }
  parser->aggregates = GZ_AGGREGATES_YES;
  GZ_TRY(status, gz_parser_accept(parser, "HAVING", &found));
  if (found) {
    GZ_TRY(status, parse_having(parser, select));
  }
  GZ_TRY(status, gz_parser_accept(parser, "ORDER", &found));
  if (found) {
    GZ_TRY(status, parse_order_by(parser, select));
  }
  parser->aggregates = GZ_AGGREGATES_NO;
  // HAVING without GROUP BY makes one group of all solutions.
  select->grouped =
      select->grouped || parser->saw_aggregate || select->n_having;
  return parse_slice(parser, select);
}

enum gz_status
gz_parse_values_clause(struct gz_parser *parser, struct gz_columns *visible,
                       struct gz_sparql_select *select) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_parser_accept(parser, "VALUES", &select->has_values));
  if (select->has_values) {
    GZ_TRY(status, gz_parse_data_block(parser, &select->values));
    for (size_t i = 0; i < select->values.n_columns; ++i) {
      gz_columns_add(visible, select->values.columns[i]);
    }
  }
  return GZ_OK;
}
