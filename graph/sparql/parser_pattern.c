#include "graph/sparql/parser_state.h"

/** A group that is being read. */
struct group {
  struct gz_sparql_pattern *pattern;
  struct gz_sparql_pattern *block; /**< Triples to add to, or null */
  struct gz_columns visible;       /**< In scope so far */
};

static enum gz_status
add_part(struct gz_parser *parser, struct gz_sparql_pattern *whole,
         struct gz_sparql_pattern *part) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status,
         gz_parser_grow(parser, &whole->parts, whole->n_parts, sizeof part));
  whole->parts[whole->n_parts++] = part;
  return GZ_OK;
}

/** Add a new part of `kind` to the group. */
static enum gz_status
new_part(struct gz_parser *parser, struct group *group,
         enum gz_pattern_kind kind, struct gz_sparql_pattern **part) {
  struct gz_sparql_pattern *const made = gz_parser_new(parser, sizeof *made);
  if (!made) {
    return gz_parser_no_memory(parser);
  }
  made->kind = kind;
  *part = made;
  return add_part(parser, group->pattern, made);
}

/** Read a group as the next part of `whole`. */
static enum gz_status
parse_inner(struct gz_parser *parser, struct gz_columns *visible,
            struct gz_sparql_pattern *whole) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_pattern *inner = NULL;
  GZ_TRY(status, gz_parse_group(parser, visible, &inner));
  return add_part(parser, whole, inner);
}

/** End the basic graph pattern: labels may not be used beyond it. */
static void
end_block(struct gz_parser *parser, struct group *group) {
  group->block = NULL;
  ++parser->scope;
}

static enum gz_status
parse_block(struct gz_parser *parser, struct group *group) {
  enum gz_status status = GZ_OK;
  if (!group->block) {
    GZ_TRY(status, new_part(parser, group, GZ_PATTERN_TRIPLES, &group->block));
  }
  struct gz_sparql_pattern *const block = group->block;
  struct gz_triples triples = {block->triples, block->n_triples};
  const size_t before = triples.count;
  GZ_TRY(status, gz_parse_triples(parser, &triples));
  block->triples = triples.items;
  block->n_triples = triples.count;
  for (size_t i = before; i < triples.count; ++i) {
    gz_columns_add(&group->visible, triples.items[i].subject.column);
    gz_columns_add(&group->visible, triples.items[i].object.column);
    if (!triples.items[i].path) {
      gz_columns_add(&group->visible, triples.items[i].predicate.column);
    }
  }
  return GZ_OK;
}

static enum gz_status
parse_filter(struct gz_parser *parser, struct group *group) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_pattern *part = NULL;
  // A filter does not end a basic graph pattern.
  GZ_TRY(status, new_part(parser, group, GZ_PATTERN_FILTER, &part));
  return gz_parse_constraint(parser, &part->expr);
}

static enum gz_status
parse_bind(struct gz_parser *parser, struct group *group) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_pattern *part = NULL;
  GZ_TRY(status, new_part(parser, group, GZ_PATTERN_BIND, &part));
  GZ_TRY(status, gz_parser_expect(parser, '(', "'('"));
  GZ_TRY(status, gz_parse_expression(parser, &part->expr));
  GZ_TRY(status, gz_parser_keyword(parser, "AS"));
  const struct gz_token token = parser->token;
  GZ_TRY(status, gz_parse_variable(parser, &part->column));
  if (gz_columns_has(&group->visible, part->column)) {
    return gz_lexer_fail(&parser->lexer, token.begin,
                         "?%.*s has a value already in this group",
                         GZ_STR_ARGS(token.text));
  }
  gz_columns_add(&group->visible, part->column);
  return gz_parser_expect(parser, ')', "')'");
}

/** A group, and all that UNION joins to it. */
static enum gz_status
parse_union(struct gz_parser *parser, struct group *group) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_pattern *part = NULL;
  GZ_TRY(status, new_part(parser, group, GZ_PATTERN_UNION, &part));
  for (bool more = true; more;) {
    GZ_TRY(status, parse_inner(parser, &group->visible, part));
    GZ_TRY(status, gz_parser_accept(parser, "UNION", &more));
  }
  if (part->n_parts == 1) {
    group->pattern->parts[group->pattern->n_parts - 1] = part->parts[0];
  }
  return GZ_OK;
}

/** GRAPH or SERVICE, from the name on. */
static enum gz_status
parse_named(struct gz_parser *parser, struct group *group,
            enum gz_pattern_kind kind) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_pattern *part = NULL;
  GZ_TRY(status, new_part(parser, group, kind, &part));
  if (kind == GZ_PATTERN_SERVICE) {
    GZ_TRY(status, gz_parser_accept(parser, "SILENT", &part->silent));
  }
  part->node.column = GZ_NO_COLUMN;
  if (gz_parser_at(parser, GZ_TOKEN_VARIABLE)) {
    GZ_TRY(status, gz_parse_variable(parser, &part->node.column));
    gz_columns_add(&group->visible, part->node.column);
  } else if (gz_parser_at_iri(parser)) {
    struct gz_str iri;
    GZ_TRY(status, gz_parse_iri(parser, &iri));
    part->node.term = gz_term_iri(iri);
  } else {
    return gz_parser_expected(parser, "a variable or an IRI");
  }
  const size_t begin = parser->token.begin;
  GZ_TRY(status, parse_inner(parser, &group->visible, part));
  part->text = gz_str_part(parser->lexer.text, begin, parser->last_end);
  return GZ_OK;
}

static enum gz_status
parse_values(struct gz_parser *parser, struct group *group) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_pattern *part = NULL;
  GZ_TRY(status, new_part(parser, group, GZ_PATTERN_VALUES, &part));
  GZ_TRY(status, gz_parse_data_block(parser, &part->table));
  for (size_t i = 0; i < part->table.n_columns; ++i) {
    gz_columns_add(&group->visible, part->table.columns[i]);
  }
  return GZ_OK;
}

/** OPTIONAL or MINUS, from the group on. */
static enum gz_status
parse_side(struct gz_parser *parser, struct group *group,
           enum gz_pattern_kind kind) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_pattern *part = NULL;
  struct gz_columns ignored = {{0}};
  GZ_TRY(status, new_part(parser, group, kind, &part));
  return parse_inner(
      parser, kind == GZ_PATTERN_MINUS ? &ignored : &group->visible, part);
}

/** GraphPatternNotTriples. */
static enum gz_status
parse_other(struct gz_parser *parser, struct group *group) {
  enum gz_status status = GZ_OK;
  bool found = false;
  GZ_TRY(status, gz_parser_accept(parser, "FILTER", &found));
  if (found) {
    return parse_filter(parser, group);
  }
  end_block(parser, group);
  if (gz_parser_at(parser, '{')) {
    return parse_union(parser, group);
  }
  static const struct {
    const char *word;
    enum gz_pattern_kind kind;
  } words[] = {
      {"OPTIONAL", GZ_PATTERN_OPTIONAL}, {"MINUS", GZ_PATTERN_MINUS},
      {"GRAPH", GZ_PATTERN_GRAPH},       {"SERVICE", GZ_PATTERN_SERVICE},
      {"BIND", GZ_PATTERN_BIND},         {"VALUES", GZ_PATTERN_VALUES}};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
    GZ_TRY(status, gz_parser_accept(parser, words[i].word, &found));
    if (!found) {
      continue;
    }
    switch (words[i].kind) {
    case GZ_PATTERN_OPTIONAL:
    case GZ_PATTERN_MINUS:
      return parse_side(parser, group, words[i].kind);
    case GZ_PATTERN_BIND:
      return parse_bind(parser, group);
    case GZ_PATTERN_VALUES:
      return parse_values(parser, group);
    default:
      return parse_named(parser, group, words[i].kind);
    }
  }
  return gz_parser_expected(parser, "a triple, a pattern or '}'");
}

/** What is between the braces, but a sub-query. */
static enum gz_status
parse_parts(struct gz_parser *parser, struct group *group) {
  enum gz_status status = GZ_OK;
  bool need_dot = false;
  while (!gz_parser_at(parser, '}')) {
    if (gz_parser_at_subject(parser)) {
      if (need_dot) {
        return gz_parser_expected(parser, "'.', ';', ',' or '}'");
      }
      GZ_TRY(status, parse_block(parser, group));
      need_dot = !gz_parser_at(parser, '.');
      if (!need_dot) {
        GZ_TRY(status, gz_parser_advance(parser));
      }
    } else {
      GZ_TRY(status, parse_other(parser, group));
      need_dot = false;
      if (gz_parser_at(parser, '.')) {
        GZ_TRY(status, gz_parser_advance(parser));
      }
    }
  }
  return GZ_OK;
}

enum gz_status
gz_parse_group(struct gz_parser *parser, struct gz_columns *visible,
               struct gz_sparql_pattern **pattern) {
  enum gz_status status = GZ_OK;
  struct group group = {0};
  const enum gz_aggregates aggregates = parser->aggregates;
  parser->aggregates = GZ_AGGREGATES_NO;
  GZ_TRY(status, gz_parser_enter(parser));
  GZ_TRY(status, gz_parser_expect(parser, '{', "'{'"));
  group.pattern = gz_parser_new(parser, sizeof *group.pattern);
  if (!group.pattern) {
    return gz_parser_no_memory(parser);
  }
  group.pattern->kind = GZ_PATTERN_GROUP;
  end_block(parser, &group);
  if (gz_parser_is(parser, "SELECT")) {
    struct gz_sparql_pattern *part = NULL;
    GZ_TRY(status, new_part(parser, &group, GZ_PATTERN_SELECT, &part));
    GZ_TRY(status, gz_parse_select(parser, &group.visible, &part->select));
  } else {
    GZ_TRY(status, parse_parts(parser, &group));
  }
  end_block(parser, &group);
  GZ_TRY(status, gz_parser_expect(parser, '}', "'}'"));
  gz_parser_leave(parser);
  parser->aggregates = aggregates;
  gz_columns_unite(visible, &group.visible);
  *pattern = group.pattern;
  return GZ_OK;
}

/** DataBlockValue. */
static enum gz_status
parse_data_value(struct gz_parser *parser, struct gz_term *term) {
  enum gz_status status = GZ_OK;
  bool undefined = false;
  GZ_TRY(status, gz_parser_accept(parser, "UNDEF", &undefined));
  if (undefined) {
    *term = (struct gz_term){.kind = GZ_TERM_NONE};
    return GZ_OK;
  }
  if (gz_parser_at_iri(parser)) {
    struct gz_str iri;
    GZ_TRY(status, gz_parse_iri(parser, &iri));
    *term = gz_term_iri(iri);
    return GZ_OK;
  }
  if (gz_parser_at_literal(parser)) {
    return gz_parse_literal(parser, term);
  }
  return gz_parser_expected(parser, "an IRI, a literal or UNDEF");
}

static enum gz_status
add_term(struct gz_parser *parser, struct gz_sparql_table *table,
         size_t count) {
  enum gz_status status = GZ_OK;
  struct gz_term term;
  GZ_TRY(status, parse_data_value(parser, &term));
  GZ_TRY(status, gz_parser_grow(parser, &table->terms, count, sizeof term));
  table->terms[count] = term;
  return GZ_OK;
}

/** One row in parentheses. */
static enum gz_status
parse_row(struct gz_parser *parser, struct gz_sparql_table *table) {
  enum gz_status status = GZ_OK;
  const size_t offset = parser->token.begin;
  GZ_TRY(status, gz_parser_expect(parser, '(', "'(' or '}'"));
  size_t count = 0;
  while (!gz_parser_at(parser, ')')) {
    GZ_TRY(status,
           add_term(parser, table, table->n_rows * table->n_columns + count));
    if (++count > table->n_columns) {
      break;
    }
  }
  if (count != table->n_columns) {
    return gz_lexer_fail(&parser->lexer, offset,
                         "Expected %zu values in this row of VALUES",
                         table->n_columns);
  }
  ++table->n_rows;
  return gz_parser_advance(parser);
}

static enum gz_status
add_table_column(struct gz_parser *parser, struct gz_sparql_table *table) {
  enum gz_status status = GZ_OK;
  uint32_t column = 0;
  const size_t offset = parser->token.begin;
  GZ_TRY(status, gz_parse_variable(parser, &column));
  for (size_t i = 0; i < table->n_columns; ++i) {
    if (table->columns[i] == column) {
      return gz_lexer_fail(&parser->lexer, offset,
                           "VALUES names this variable twice");
    }
  }
  GZ_TRY(status, gz_parser_grow(parser, &table->columns, table->n_columns,
                                sizeof column));
  table->columns[table->n_columns++] = column;
  return GZ_OK;
}

enum gz_status
gz_parse_data_block(struct gz_parser *parser, struct gz_sparql_table *table) {
  enum gz_status status = GZ_OK;
  const bool single = gz_parser_at(parser, GZ_TOKEN_VARIABLE);
  *table = (struct gz_sparql_table){0};
  if (single) {
    GZ_TRY(status, add_table_column(parser, table));
  } else {
    GZ_TRY(status, gz_parser_expect(parser, '(', "a variable or '('"));
    while (!gz_parser_at(parser, ')')) {
      GZ_TRY(status, add_table_column(parser, table));
    }
    GZ_TRY(status, gz_parser_advance(parser));
  }
  GZ_TRY(status, gz_parser_expect(parser, '{', "'{'"));
  while (!gz_parser_at(parser, '}')) {
    if (single) {
      GZ_TRY(status, add_term(parser, table, table->n_rows));
      ++table->n_rows;
    } else {
      GZ_TRY(status, parse_row(parser, table));
    }
  }
  return gz_parser_advance(parser);
}
