#include "graph/sparql/parser.h"

#include "graph/sparql/iri_resolve.h"
#include "graph/sparql/parser_state.h"

#include <string.h>

enum gz_status
gz_parser_no_memory(struct gz_parser *parser) {
  return gz_fail(parser->error, GZ_NO_MEMORY,
                 "Out of memory while reading the query");
}

enum gz_status
gz_parser_advance(struct gz_parser *parser) {
  parser->last_end = parser->token.end;
  if (parser->has_next) {
    parser->token = parser->next;
    parser->has_next = false;
    return GZ_OK;
  }
  return gz_lexer_next(&parser->lexer, &parser->token);
}

int
gz_parser_peek(struct gz_parser *parser) {
  if (!parser->has_next) {
    // What the lexer says now it says again when the token becomes current.
    struct gz_lexer lexer = parser->lexer;
    lexer.error = NULL;
    if (gz_lexer_next(&lexer, &parser->next) != GZ_OK) {
      return GZ_TOKEN_END;
    }
    parser->lexer.offset = lexer.offset;
    parser->has_next = true;
  }
  return parser->next.kind;
}

enum gz_status
gz_parser_expected(struct gz_parser *parser, const char *what) {
  const struct gz_token *const token = &parser->token;
  if (token->kind == GZ_TOKEN_END) {
    return gz_lexer_fail(&parser->lexer, token->begin,
                         "Expected %s, not the end of the query", what);
  }
  struct gz_str text =
      gz_str_part(parser->lexer.text, token->begin, token->end);
  const bool cut = text.size > 40;
  text.size = cut ? 40 : text.size;
  while (cut && text.size &&
         ((unsigned char)text.data[text.size] & 0xC0) == 0x80) {
    --text.size;
  }
  return gz_lexer_fail(&parser->lexer, token->begin, "Expected %s, not %.*s%s",
                       what, GZ_STR_ARGS(text), cut ? "..." : "");
}

bool
gz_parser_is(const struct gz_parser *parser, const char *word) {
  return parser->token.kind == GZ_TOKEN_WORD &&
         gz_str_equal_nocase(parser->token.text, gz_str(word));
}

bool
gz_parser_at(const struct gz_parser *parser, int kind) {
  return parser->token.kind == kind;
}

enum gz_status
gz_parser_accept(struct gz_parser *parser, const char *word, bool *found) {
  *found = gz_parser_is(parser, word);
  return *found ? gz_parser_advance(parser) : GZ_OK;
}

enum gz_status
gz_parser_keyword(struct gz_parser *parser, const char *word) {
  return gz_parser_is(parser, word) ? gz_parser_advance(parser)
                                    : gz_parser_expected(parser, word);
}

enum gz_status
gz_parser_expect(struct gz_parser *parser, int kind, const char *what) {
  return gz_parser_at(parser, kind) ? gz_parser_advance(parser)
                                    : gz_parser_expected(parser, what);
}

enum gz_status
gz_parser_enter(struct gz_parser *parser) {
  if (parser->depth >= GZ_MAX_DEPTH) {
    return gz_lexer_fail_as(&parser->lexer, GZ_TOO_LARGE, parser->token.begin,
                            "Nested more than %zu deep", GZ_MAX_DEPTH);
  }
  ++parser->depth;
  return GZ_OK;
}

void
gz_parser_leave(struct gz_parser *parser) {
  --parser->depth;
}

void *
gz_parser_new(struct gz_parser *parser, size_t size) {
  return gz_arena_alloc(parser->arena, size);
}

enum gz_status
gz_parser_grow(struct gz_parser *parser, void *items, size_t count,
               size_t size) {
  if (count && (count < 4 || (count & (count - 1)))) {
    return GZ_OK;
  }
  // Copied, not cast: the place is a pointer of another type.
  void *block = NULL;
  memcpy(&block, items, sizeof block);
  block =
      gz_arena_grow(parser->arena, block, count, count ? count * 2 : 4, size);
  if (!block) {
    return gz_parser_no_memory(parser);
  }
  memcpy(items, &block, sizeof block);
  return GZ_OK;
}

enum gz_status
gz_parser_column(struct gz_parser *parser, struct gz_str name,
                 uint32_t *column) {
  const uint32_t number = gz_interner_add(parser->names, name);
  if (number == GZ_NO_INDEX) {
    return gz_parser_no_memory(parser);
  }
  if (number >= GZ_MAX_COLUMNS) {
    return gz_lexer_fail_as(&parser->lexer, GZ_TOO_LARGE, parser->token.begin,
                            "More than %zu variables and blank nodes",
                            GZ_MAX_COLUMNS);
  }
  *column = number;
  return GZ_OK;
}

enum gz_status
gz_parse_variable(struct gz_parser *parser, uint32_t *column) {
  enum gz_status status = GZ_OK;
  if (!gz_parser_at(parser, GZ_TOKEN_VARIABLE)) {
    return gz_parser_expected(parser, "a variable");
  }
  GZ_TRY(status, gz_parser_column(parser, parser->token.text, column));
  return gz_parser_advance(parser);
}

/** Resolve `text` against the base in force. */
static enum gz_status
resolve(struct gz_parser *parser, struct gz_str text, size_t offset,
        struct gz_str *iri) {
  const enum gz_status status =
      gz_iri_resolve(parser->query->base, text, parser->arena, iri);
  if (status == GZ_BAD_ARGUMENT) {
    return gz_lexer_fail(&parser->lexer, offset,
                         "Relative IRI <%.*s>, and no BASE to resolve it",
                         GZ_STR_ARGS(text));
  }
  return status == GZ_OK ? GZ_OK : gz_parser_no_memory(parser);
}

/** The IRI of a prefixed name: the prefix's, then the local part. */
static enum gz_status
expand(struct gz_parser *parser, struct gz_str *iri) {
  const struct gz_str name = parser->token.text;
  const size_t colon = gz_str_find(name, ':');
  const struct gz_str prefix = gz_str_part(name, 0, colon);
  const struct gz_str local = gz_str_part(name, colon + 1, name.size);
  const struct gz_sparql_query *const query = parser->query;
  for (size_t i = query->n_prefixes; i--;) {
    if (!gz_str_equal(query->prefixes[i].name, prefix)) {
      continue;
    }
    const struct gz_str start = query->prefixes[i].iri;
    char *const text =
        gz_arena_alloc(parser->arena, start.size + local.size + 1);
    if (!text) {
      return gz_parser_no_memory(parser);
    }
    size_t size = start.size;
    if (size) {
      memcpy(text, start.data, size);
    }
    for (size_t at = 0; at < local.size; ++at) {
      // A reserved character after a backslash stands for itself.
      at += local.data[at] == '\\';
      text[size++] = local.data[at];
    }
    *iri = gz_str_n(text, size);
    return GZ_OK;
  }
  return gz_lexer_fail(&parser->lexer, parser->token.begin,
                       "Prefix \"%.*s:\" is not declared", GZ_STR_ARGS(prefix));
}

bool
gz_parser_at_iri(const struct gz_parser *parser) {
  return gz_parser_at(parser, GZ_TOKEN_IRI) ||
         gz_parser_at(parser, GZ_TOKEN_NAME);
}

enum gz_status
gz_parse_iri(struct gz_parser *parser, struct gz_str *iri) {
  enum gz_status status = GZ_OK;
  if (gz_parser_at(parser, GZ_TOKEN_IRI)) {
    GZ_TRY(status,
           resolve(parser, parser->token.text, parser->token.begin, iri));
  } else if (gz_parser_at(parser, GZ_TOKEN_NAME)) {
    GZ_TRY(status, expand(parser, iri));
  } else {
    return gz_parser_expected(parser, "an IRI");
  }
  return gz_parser_advance(parser);
}

static enum gz_status
parse_base(struct gz_parser *parser) {
  if (!gz_parser_at(parser, GZ_TOKEN_IRI)) {
    return gz_parser_expected(parser, "an IRI in angle brackets");
  }
  return gz_parse_iri(parser, &parser->query->base);
}

static enum gz_status
parse_prefix(struct gz_parser *parser) {
  enum gz_status status = GZ_OK;
  const struct gz_str name = parser->token.text;
  if (!gz_parser_at(parser, GZ_TOKEN_NAME) ||
      gz_str_find(name, ':') + 1 != name.size) {
    return gz_parser_expected(parser, "a prefix and a colon");
  }
  GZ_TRY(status, gz_parser_advance(parser));
  if (!gz_parser_at(parser, GZ_TOKEN_IRI)) {
    return gz_parser_expected(parser, "an IRI in angle brackets");
  }
  struct gz_sparql_query *const query = parser->query;
  struct gz_str iri;
  GZ_TRY(status, gz_parse_iri(parser, &iri));
  GZ_TRY(status, gz_parser_grow(parser, &query->prefixes, query->n_prefixes,
                                sizeof *query->prefixes));
  query->prefixes[query->n_prefixes++] =
      (struct gz_sparql_prefix){gz_str_part(name, 0, name.size - 1), iri};
  return GZ_OK;
}

static enum gz_status
parse_prologue(struct gz_parser *parser) {
  enum gz_status status = GZ_OK;
  for (;;) {
    bool found = false;
    GZ_TRY(status, gz_parser_accept(parser, "BASE", &found));
    if (found) {
      GZ_TRY(status, parse_base(parser));
      continue;
    }
    GZ_TRY(status, gz_parser_accept(parser, "PREFIX", &found));
    if (!found) {
      return GZ_OK;
    }
    GZ_TRY(status, parse_prefix(parser));
  }
}

enum gz_status
gz_parse_dataset(struct gz_parser *parser) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_query *const query = parser->query;
  for (bool found = false;;) {
    GZ_TRY(status, gz_parser_accept(parser, "FROM", &found));
    if (!found) {
      return GZ_OK;
    }
    query->has_dataset = true;
    GZ_TRY(status, gz_parser_accept(parser, "NAMED", &found));
    struct gz_str iri;
    GZ_TRY(status, gz_parse_iri(parser, &iri));
    struct gz_str **const list = found ? &query->from_named : &query->from;
    size_t *const count = found ? &query->n_from_named : &query->n_from;
    GZ_TRY(status, gz_parser_grow(parser, list, *count, sizeof iri));
    (*list)[(*count)++] = iri;
  }
}

/** WhereClause, SolutionModifier, ValuesClause. */
static enum gz_status
parse_rest(struct gz_parser *parser, bool need_where,
           struct gz_columns *visible) {
  enum gz_status status = GZ_OK;
  bool found = false;
  struct gz_sparql_select *const select = parser->query->select;
  GZ_TRY(status, gz_parser_accept(parser, "WHERE", &found));
  if (need_where || found || gz_parser_at(parser, '{')) {
    GZ_TRY(status, gz_parse_group(parser, visible, &select->where));
  }
  GZ_TRY(status, gz_parse_modifiers(parser, visible, select));
  GZ_TRY(status, gz_parse_values_clause(parser, visible, select));
  return gz_parser_project_all(parser, visible, select);
}

/** '{' ConstructTriples? '}' */
static enum gz_status
parse_template(struct gz_parser *parser, struct gz_triples *triples) {
  enum gz_status status = GZ_OK;
  parser->no_paths = true;
  GZ_TRY(status, gz_parser_expect(parser, '{', "'{'"));
  while (!gz_parser_at(parser, '}')) {
    if (!gz_parser_at_subject(parser)) {
      return gz_parser_expected(parser, "a triple or '}'");
    }
    GZ_TRY(status, gz_parse_triples(parser, triples));
    if (!gz_parser_at(parser, '.')) {
      break;
    }
    GZ_TRY(status, gz_parser_advance(parser));
  }
  parser->no_paths = false;
  return gz_parser_expect(parser, '}', "'.' or '}'");
}

/** The short form, CONSTRUCT WHERE { triples }. */
static enum gz_status
parse_construct_where(struct gz_parser *parser, struct gz_columns *visible) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_parser_keyword(parser, "WHERE"));
  struct gz_sparql_query *const query = parser->query;
  struct gz_triples triples = {0};
  struct gz_sparql_pattern *const group = gz_parser_new(parser, sizeof *group);
  struct gz_sparql_pattern *const block = gz_parser_new(parser, sizeof *block);
  struct gz_sparql_pattern **const parts = gz_parser_new(parser, sizeof *parts);
  if (!group || !block || !parts) {
    return gz_parser_no_memory(parser);
  }
  // Its triples are a template too, so that no path may be among them.
  GZ_TRY(status, parse_template(parser, &triples));
  block->kind = GZ_PATTERN_TRIPLES;
  block->triples = query->template = triples.items;
  block->n_triples = query->n_template = triples.count;
  parts[0] = block;
  *group = (struct gz_sparql_pattern){
      .kind = GZ_PATTERN_GROUP, .parts = parts, .n_parts = 1};
  query->select->where = group;
  for (size_t i = 0; i < triples.count; ++i) {
    gz_columns_add(visible, triples.items[i].subject.column);
    gz_columns_add(visible, triples.items[i].predicate.column);
    gz_columns_add(visible, triples.items[i].object.column);
  }
  GZ_TRY(status, gz_parse_modifiers(parser, visible, query->select));
  GZ_TRY(status, gz_parse_values_clause(parser, visible, query->select));
  return gz_parser_project_all(parser, visible, query->select);
}

static enum gz_status
parse_construct(struct gz_parser *parser, struct gz_columns *visible) {
  enum gz_status status = GZ_OK;
  if (!gz_parser_at(parser, '{')) {
    GZ_TRY(status, gz_parse_dataset(parser));
    return parse_construct_where(parser, visible);
  }
  struct gz_triples triples = {0};
  parser->in_template = true;
  GZ_TRY(status, parse_template(parser, &triples));
  parser->in_template = false;
  parser->query->template = triples.items;
  parser->query->n_template = triples.count;
  GZ_TRY(status, gz_parse_dataset(parser));
  return parse_rest(parser, true, visible);
}

static enum gz_status
add_described(struct gz_parser *parser, struct gz_sparql_node node) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_query *const query = parser->query;
  GZ_TRY(status, gz_parser_grow(parser, &query->described, query->n_described,
                                sizeof node));
  query->described[query->n_described++] = node;
  return GZ_OK;
}

static enum gz_status
parse_describe(struct gz_parser *parser, struct gz_columns *visible) {
  enum gz_status status = GZ_OK;
  const bool all = gz_parser_at(parser, '*');
  if (all) {
    GZ_TRY(status, gz_parser_advance(parser));
  }
  struct gz_sparql_query *const query = parser->query;
  while (!all && (gz_parser_at(parser, GZ_TOKEN_VARIABLE) ||
                  gz_parser_at_iri(parser))) {
    struct gz_sparql_node node = {.column = GZ_NO_COLUMN};
    if (gz_parser_at(parser, GZ_TOKEN_VARIABLE)) {
      GZ_TRY(status, gz_parse_variable(parser, &node.column));
    } else {
      struct gz_str iri;
      GZ_TRY(status, gz_parse_iri(parser, &iri));
      node.term = gz_term_iri(iri);
    }
    GZ_TRY(status, add_described(parser, node));
  }
  if (!all && !query->n_described) {
    return gz_parser_expected(parser, "a variable, an IRI or '*'");
  }
  GZ_TRY(status, gz_parse_dataset(parser));
  GZ_TRY(status, parse_rest(parser, false, visible));
  for (size_t i = 0; all && i < query->select->n_items; ++i) {
    const struct gz_sparql_node node = {.column =
                                            query->select->items[i].column};
    GZ_TRY(status, add_described(parser, node));
  }
  return GZ_OK;
}

/** The forms but SELECT, which have no projection of their own. */
static enum gz_status
parse_other(struct gz_parser *parser, enum gz_sparql_form form,
            struct gz_columns *visible) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_select *const select = gz_parser_new(parser, sizeof *select);
  if (!select) {
    return gz_parser_no_memory(parser);
  }
  select->limit = GZ_NO_LIMIT;
  parser->query->select = select;
  parser->query->form = form;
  GZ_TRY(status, gz_parser_advance(parser));
  if (form == GZ_SPARQL_CONSTRUCT) {
    return parse_construct(parser, visible);
  }
  if (form == GZ_SPARQL_DESCRIBE) {
    return parse_describe(parser, visible);
  }
  GZ_TRY(status, gz_parse_dataset(parser));
  return parse_rest(parser, true, visible);
}

static enum gz_status
parse_form(struct gz_parser *parser) {
  static const char *const updates[] = {"INSERT", "DELETE", "LOAD", "CLEAR",
                                        "DROP",   "CREATE", "ADD",  "MOVE",
                                        "COPY",   "WITH"};
  struct gz_columns visible = {{0}};
  if (gz_parser_is(parser, "SELECT")) {
    parser->query->form = GZ_SPARQL_SELECT;
    return gz_parse_select(parser, &visible, &parser->query->select);
  }
  if (gz_parser_is(parser, "CONSTRUCT")) {
    return parse_other(parser, GZ_SPARQL_CONSTRUCT, &visible);
  }
  if (gz_parser_is(parser, "DESCRIBE")) {
    return parse_other(parser, GZ_SPARQL_DESCRIBE, &visible);
  }
  if (gz_parser_is(parser, "ASK")) {
    return parse_other(parser, GZ_SPARQL_ASK, &visible);
  }
  for (size_t i = 0; i < sizeof updates / sizeof updates[0]; ++i) {
    if (gz_parser_is(parser, updates[i])) {
      return gz_lexer_fail_as(
          &parser->lexer, GZ_UNSUPPORTED, parser->token.begin,
          "%s is SPARQL Update; a query changes nothing", updates[i]);
    }
  }
  return gz_parser_expected(parser,
                            "BASE, PREFIX, SELECT, CONSTRUCT, DESCRIBE or ASK");
}

/** Copy the names of the columns into the query. */
static enum gz_status
name_columns(struct gz_parser *parser) {
  struct gz_sparql_query *const query = parser->query;
  const uint32_t count = gz_interner_count(parser->names);
  query->columns =
      gz_arena_array(parser->arena, GZ_MAX_COLUMNS, sizeof *query->columns);
  if (!query->columns) {
    return gz_parser_no_memory(parser);
  }
  for (uint32_t i = 0; i < count; ++i) {
    query->columns[i] =
        gz_arena_str(parser->arena, gz_interner_get(parser->names, i));
    if (!query->columns[i].data) {
      return gz_parser_no_memory(parser);
    }
  }
  query->n_columns = count;
  return GZ_OK;
}

static enum gz_status
parse_unit(struct gz_parser *parser) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_parser_advance(parser));
  GZ_TRY(status, parse_prologue(parser));
  GZ_TRY(status, parse_form(parser));
  if (!gz_parser_at(parser, GZ_TOKEN_END)) {
    return gz_parser_expected(parser, "the end of the query");
  }
  return name_columns(parser);
}

enum gz_status
gz_sparql_parse(struct gz_str text, struct gz_str base, struct gz_arena *arena,
                struct gz_sparql_query **query, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  struct gz_parser parser = {.arena = arena, .error = error};
  GZ_TRY(status, gz_lexer_init(&parser.lexer, text, arena, error));
  parser.query = gz_arena_alloc(arena, sizeof *parser.query);
  parser.blank_scope =
      gz_arena_array(arena, GZ_MAX_COLUMNS, sizeof *parser.blank_scope);
  parser.names = gz_interner_new();
  if (!parser.query || !parser.blank_scope || !parser.names) {
    gz_interner_free(parser.names);
    return gz_parser_no_memory(&parser);
  }
  parser.query->base = base;
  status = parse_unit(&parser);
  gz_interner_free(parser.names);
  if (status == GZ_OK) {
    *query = parser.query;
  }
  return status;
}
