#include "graph/sparql/parser_state.h"

#include <stdio.h>

#define RDF_NODE(name)                                                         \
  ((struct gz_sparql_node){                                                    \
      .term = {.kind = GZ_TERM_IRI, .value = GZ_STR(GZ_RDF name)},             \
      .column = GZ_NO_COLUMN})

static enum gz_status parse_properties(struct gz_parser *parser,
                                       struct gz_sparql_node subject,
                                       struct gz_triples *triples);

static enum gz_status
add_triple(struct gz_parser *parser, struct gz_triples *triples,
           struct gz_sparql_triple triple) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_parser_grow(parser, &triples->items, triples->count,
                                sizeof triple));
  triples->items[triples->count++] = triple;
  return GZ_OK;
}

/** A blank node without a label. */
static enum gz_status
new_blank(struct gz_parser *parser, struct gz_sparql_node *node) {
  char name[32];
  // The bracket keeps it apart from labels, which cannot have one.
  (void)snprintf(name, sizeof name, "_:[%zu", parser->anonymous++);
  *node = (struct gz_sparql_node){0};
  return gz_parser_column(parser, gz_str(name), &node->column);
}

/** The blank node whose label is the current token. */
static enum gz_status
parse_label(struct gz_parser *parser, struct gz_sparql_node *node) {
  enum gz_status status = GZ_OK;
  const struct gz_str label = parser->token.text;
  // Labels of a template are no labels of the pattern.
  const char *const name =
      gz_arena_printf(parser->arena, parser->in_template ? "_:(%.*s" : "_:%.*s",
                      GZ_STR_ARGS(label));
  if (!name) {
    return gz_parser_no_memory(parser);
  }
  *node = (struct gz_sparql_node){0};
  GZ_TRY(status, gz_parser_column(parser, gz_str(name), &node->column));
  uint32_t *const scope = &parser->blank_scope[node->column];
  if (!parser->in_template && *scope && *scope != parser->scope + 1) {
    return gz_lexer_fail(&parser->lexer, parser->token.begin,
                         "Blank node _:%.*s is used in two basic graph "
                         "patterns",
                         GZ_STR_ARGS(label));
  }
  *scope = parser->scope + 1;
  return gz_parser_advance(parser);
}

bool
gz_parser_at_literal(const struct gz_parser *parser) {
  switch (parser->token.kind) {
  case GZ_TOKEN_STRING:
  case GZ_TOKEN_INTEGER:
  case GZ_TOKEN_DECIMAL:
  case GZ_TOKEN_DOUBLE:
    return true;
  default:
    return gz_parser_is(parser, "true") || gz_parser_is(parser, "false");
  }
}

enum gz_status
gz_parse_string(struct gz_parser *parser, struct gz_str *text) {
  enum gz_status status = GZ_OK;
  if (!gz_parser_at(parser, GZ_TOKEN_STRING)) {
    return gz_parser_expected(parser, "a string");
  }
  GZ_TRY(status,
         gz_lexer_string(&parser->lexer, &parser->token, parser->arena, text));
  return gz_parser_advance(parser);
}

/** A string, and its language or datatype. */
static enum gz_status
parse_string_literal(struct gz_parser *parser, struct gz_term *term) {
  enum gz_status status = GZ_OK;
  struct gz_str text;
  GZ_TRY(status, gz_parse_string(parser, &text));
  if (gz_parser_at(parser, GZ_TOKEN_LANGUAGE)) {
    char *const tag = gz_arena_copy(parser->arena, parser->token.text);
    if (!tag) {
      return gz_parser_no_memory(parser);
    }
    for (char *c = tag; *c; ++c) {
      *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
    }
    *term = gz_term_tagged(text, gz_str(tag));
    return gz_parser_advance(parser);
  }
  if (gz_parser_at(parser, GZ_TOKEN_TYPE)) {
    struct gz_str type;
    GZ_TRY(status, gz_parser_advance(parser));
    GZ_TRY(status, gz_parse_iri(parser, &type));
    *term = gz_term_typed(text, type);
    return GZ_OK;
  }
  *term = gz_term_string(text);
  return GZ_OK;
}

enum gz_status
gz_parse_literal(struct gz_parser *parser, struct gz_term *term) {
  const struct gz_str text = parser->token.text;
  switch (parser->token.kind) {
  case GZ_TOKEN_STRING:
    return parse_string_literal(parser, term);
  case GZ_TOKEN_INTEGER:
    *term = gz_term_typed(text, GZ_STR(GZ_XSD "integer"));
    break;
  case GZ_TOKEN_DECIMAL:
    *term = gz_term_typed(text, GZ_STR(GZ_XSD "decimal"));
    break;
  case GZ_TOKEN_DOUBLE:
    *term = gz_term_typed(text, GZ_STR(GZ_XSD "double"));
    break;
  default:
    if (!gz_parser_at_literal(parser)) {
      return gz_parser_expected(parser, "a literal");
    }
    *term = gz_term_typed(gz_parser_is(parser, "true") ? GZ_STR("true")
                                                       : GZ_STR("false"),
                          GZ_STR(GZ_XSD "boolean"));
    break;
  }
  return gz_parser_advance(parser);
}

bool
gz_parser_at_subject(const struct gz_parser *parser) {
  return gz_parser_at(parser, GZ_TOKEN_VARIABLE) ||
         gz_parser_at(parser, GZ_TOKEN_BLANK) || gz_parser_at(parser, '[') ||
         gz_parser_at(parser, '(') || gz_parser_at_iri(parser) ||
         gz_parser_at_literal(parser);
}

/** '(' GraphNode+ ')' */
static enum gz_status parse_collection(struct gz_parser *parser,
                                       struct gz_triples *triples,
                                       struct gz_sparql_node *node);

/** '[' PropertyListPathNotEmpty ']', or '[]'; says which in `bare`. */
static enum gz_status
parse_brackets(struct gz_parser *parser, struct gz_triples *triples,
               struct gz_sparql_node *node, bool *bare) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_parser_enter(parser));
  GZ_TRY(status, gz_parser_advance(parser));
  GZ_TRY(status, new_blank(parser, node));
  *bare = gz_parser_at(parser, ']');
  if (!*bare) {
    GZ_TRY(status, parse_properties(parser, *node, triples));
  }
  gz_parser_leave(parser);
  return gz_parser_expect(parser, ']', "';' or ']'");
}

/** VarOrTerm. */
static enum gz_status
parse_term(struct gz_parser *parser, struct gz_sparql_node *node) {
  enum gz_status status = GZ_OK;
  *node = (struct gz_sparql_node){.column = GZ_NO_COLUMN};
  if (gz_parser_at(parser, GZ_TOKEN_VARIABLE)) {
    return gz_parse_variable(parser, &node->column);
  }
  if (gz_parser_at(parser, GZ_TOKEN_BLANK)) {
    return parse_label(parser, node);
  }
  if (gz_parser_at_iri(parser)) {
    struct gz_str iri;
    GZ_TRY(status, gz_parse_iri(parser, &iri));
    node->term = gz_term_iri(iri);
    return GZ_OK;
  }
  if (gz_parser_at_literal(parser)) {
    return gz_parse_literal(parser, &node->term);
  }
  return gz_parser_expected(parser, "a variable or a term");
}

/** GraphNodePath: a term, a collection or a blank node with properties. */
static enum gz_status
parse_node(struct gz_parser *parser, struct gz_triples *triples,
           struct gz_sparql_node *node) {
  bool bare = false;
  if (gz_parser_at(parser, '[')) {
    return parse_brackets(parser, triples, node, &bare);
  }
  if (gz_parser_at(parser, '(')) {
    return parse_collection(parser, triples, node);
  }
  return parse_term(parser, node);
}

static enum gz_status
parse_collection(struct gz_parser *parser, struct gz_triples *triples,
                 struct gz_sparql_node *node) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_parser_enter(parser));
  GZ_TRY(status, gz_parser_advance(parser));
  struct gz_sparql_node last = RDF_NODE("nil");
  struct gz_sparql_node head = last;
  while (!gz_parser_at(parser, ')')) {
    struct gz_sparql_node cell;
    struct gz_sparql_node item;
    GZ_TRY(status, new_blank(parser, &cell));
    if (last.column == GZ_NO_COLUMN) {
      head = cell;
    } else {
      GZ_TRY(status,
             add_triple(parser, triples,
                        (struct gz_sparql_triple){.subject = last,
                                                  .predicate = RDF_NODE("rest"),
                                                  .object = cell}));
    }
    GZ_TRY(status, parse_node(parser, triples, &item));
    GZ_TRY(status,
           add_triple(parser, triples,
                      (struct gz_sparql_triple){.subject = cell,
                                                .predicate = RDF_NODE("first"),
                                                .object = item}));
    last = cell;
  }
  if (last.column != GZ_NO_COLUMN) {
    GZ_TRY(status,
           add_triple(parser, triples,
                      (struct gz_sparql_triple){.subject = last,
                                                .predicate = RDF_NODE("rest"),
                                                .object = RDF_NODE("nil")}));
  }
  *node = head;
  gz_parser_leave(parser);
  return gz_parser_advance(parser);
}

static bool
at_verb(const struct gz_parser *parser) {
  return gz_parser_at(parser, GZ_TOKEN_VARIABLE) || gz_parser_at_iri(parser) ||
         (gz_parser_at(parser, GZ_TOKEN_WORD) &&
          gz_str_is(parser->token.text, "a")) ||
         gz_parser_at(parser, '^') || gz_parser_at(parser, '!') ||
         gz_parser_at(parser, '(');
}

/** A variable, an IRI or, outside templates, a path. */
static enum gz_status
parse_verb(struct gz_parser *parser, struct gz_sparql_triple *triple) {
  enum gz_status status = GZ_OK;
  triple->path = NULL;
  triple->predicate = (struct gz_sparql_node){.column = GZ_NO_COLUMN};
  if (gz_parser_at(parser, GZ_TOKEN_VARIABLE)) {
    return gz_parse_variable(parser, &triple->predicate.column);
  }
  if (!at_verb(parser)) {
    return gz_parser_expected(parser, "a predicate");
  }
  const size_t offset = parser->token.begin;
  struct gz_path *path = NULL;
  GZ_TRY(status, gz_parse_path(parser, &path));
  if (path->kind == GZ_PATH_IRI) {
    triple->predicate.term = gz_term_iri(path->iri);
  } else if (parser->no_paths) {
    return gz_lexer_fail(&parser->lexer, offset,
                         "A template cannot have a property path");
  } else {
    triple->path = path;
  }
  return GZ_OK;
}

/** PropertyListPathNotEmpty. */
static enum gz_status
parse_properties(struct gz_parser *parser, struct gz_sparql_node subject,
                 struct gz_triples *triples) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_triple triple = {.subject = subject};
  for (;;) {
    GZ_TRY(status, parse_verb(parser, &triple));
    for (;;) {
      GZ_TRY(status, parse_node(parser, triples, &triple.object));
      GZ_TRY(status, add_triple(parser, triples, triple));
      if (!gz_parser_at(parser, ',')) {
        break;
      }
      GZ_TRY(status, gz_parser_advance(parser));
    }
    if (!gz_parser_at(parser, ';')) {
      return GZ_OK;
    }
    while (gz_parser_at(parser, ';')) {
      GZ_TRY(status, gz_parser_advance(parser));
    }
    if (!at_verb(parser)) {
      return GZ_OK;
    }
  }
}

enum gz_status
gz_parse_triples(struct gz_parser *parser, struct gz_triples *triples) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_node subject;
  const size_t before = triples->count;
  if (gz_parser_at(parser, '[')) {
    bool bare = false;
    GZ_TRY(status, parse_brackets(parser, triples, &subject, &bare));
    if (!bare && !at_verb(parser)) {
      return GZ_OK;
    }
  } else {
    GZ_TRY(status, parse_node(parser, triples, &subject));
    // A collection that has members says something without properties.
    if (triples->count > before && !at_verb(parser)) {
      return GZ_OK;
    }
  }
  return parse_properties(parser, subject, triples);
}
