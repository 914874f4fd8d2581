#include "graph/sparql/parser_state.h"

static enum gz_status
new_path(struct gz_parser *parser, enum gz_path_kind kind, struct gz_path *left,
         struct gz_path *right, struct gz_path **path) {
  struct gz_path *const made = gz_parser_new(parser, sizeof *made);
  if (!made) {
    return gz_parser_no_memory(parser);
  }
  made->kind = kind;
  made->left = left;
  made->right = right;
  const uint32_t heights[] = {left ? left->height : 0,
                              right ? right->height : 0};
  made->height = 1 + (heights[0] > heights[1] ? heights[0] : heights[1]);
  if (made->height > GZ_MAX_DEPTH) {
    return gz_lexer_fail_as(&parser->lexer, GZ_TOO_LARGE, parser->token.begin,
                            "Path of more than %zu steps", GZ_MAX_DEPTH);
  }
  *path = made;
  return GZ_OK;
}

/** An IRI or "a". */
static enum gz_status
parse_step_iri(struct gz_parser *parser, struct gz_str *iri) {
  if (gz_parser_at(parser, GZ_TOKEN_WORD) &&
      gz_str_is(parser->token.text, "a")) {
    *iri = GZ_STR(GZ_RDF "type");
    return gz_parser_advance(parser);
  }
  if (!gz_parser_at_iri(parser)) {
    return gz_parser_expected(parser, "an IRI, 'a' or '('");
  }
  return gz_parse_iri(parser, iri);
}

/** PathOneInPropertySet. */
static enum gz_status
parse_negated_iri(struct gz_parser *parser, struct gz_path *path) {
  enum gz_status status = GZ_OK;
  struct gz_path_iri member = {.inverse = gz_parser_at(parser, '^')};
  if (member.inverse) {
    GZ_TRY(status, gz_parser_advance(parser));
  }
  GZ_TRY(status, parse_step_iri(parser, &member.iri));
  GZ_TRY(status,
         gz_parser_grow(parser, &path->iris, path->n_iris, sizeof member));
  path->iris[path->n_iris++] = member;
  return GZ_OK;
}

/** PathNegatedPropertySet, after the '!'. */
static enum gz_status
parse_negated(struct gz_parser *parser, struct gz_path **path) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, new_path(parser, GZ_PATH_NEGATED, NULL, NULL, path));
  if (!gz_parser_at(parser, '(')) {
    return parse_negated_iri(parser, *path);
  }
  GZ_TRY(status, gz_parser_advance(parser));
  if (!gz_parser_at(parser, ')')) {
    GZ_TRY(status, parse_negated_iri(parser, *path));
    while (gz_parser_at(parser, '|')) {
      GZ_TRY(status, gz_parser_advance(parser));
      GZ_TRY(status, parse_negated_iri(parser, *path));
    }
  }
  return gz_parser_expect(parser, ')', "'|' or ')'");
}

/** PathPrimary. */
static enum gz_status
parse_primary(struct gz_parser *parser, struct gz_path **path) {
  enum gz_status status = GZ_OK;
  if (gz_parser_at(parser, '(')) {
    GZ_TRY(status, gz_parser_advance(parser));
    GZ_TRY(status, gz_parse_path(parser, path));
    return gz_parser_expect(parser, ')', "')'");
  }
  if (gz_parser_at(parser, '!')) {
    GZ_TRY(status, gz_parser_advance(parser));
    return parse_negated(parser, path);
  }
  GZ_TRY(status, new_path(parser, GZ_PATH_IRI, NULL, NULL, path));
  return parse_step_iri(parser, &(*path)->iri);
}

/** PathEltOrInverse. */
static enum gz_status
parse_element(struct gz_parser *parser, struct gz_path **path) {
  enum gz_status status = GZ_OK;
  const bool inverse = gz_parser_at(parser, '^');
  if (inverse) {
    GZ_TRY(status, gz_parser_advance(parser));
  }
  GZ_TRY(status, parse_primary(parser, path));
  enum gz_path_kind kind = GZ_PATH_IRI;
  if (gz_parser_at(parser, '?')) {
    kind = GZ_PATH_ZERO_OR_ONE;
  } else if (gz_parser_at(parser, '*')) {
    kind = GZ_PATH_ZERO_OR_MORE;
  } else if (gz_parser_at(parser, '+')) {
    kind = GZ_PATH_ONE_OR_MORE;
  }
  if (kind != GZ_PATH_IRI) {
    GZ_TRY(status, gz_parser_advance(parser));
    GZ_TRY(status, new_path(parser, kind, *path, NULL, path));
  }
  return inverse ? new_path(parser, GZ_PATH_INVERSE, *path, NULL, path) : GZ_OK;
}

/** Steps joined by `sign`. */
static enum gz_status
parse_chain(struct gz_parser *parser, char sign, struct gz_path **path) {
  enum gz_status status = GZ_OK;
  for (bool first = true;; first = false) {
    struct gz_path *step = NULL;
    if (sign == '|') {
      GZ_TRY(status, parse_chain(parser, '/', &step));
    } else {
      GZ_TRY(status, parse_element(parser, &step));
    }
    if (first) {
      *path = step;
    } else {
      GZ_TRY(status,
             new_path(parser,
                      sign == '|' ? GZ_PATH_ALTERNATIVE : GZ_PATH_SEQUENCE,
                      *path, step, path));
    }
    if (!gz_parser_at(parser, sign)) {
      return GZ_OK;
    }
    GZ_TRY(status, gz_parser_advance(parser));
  }
}

enum gz_status
gz_parse_path(struct gz_parser *parser, struct gz_path **path) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_parser_enter(parser));
  GZ_TRY(status, parse_chain(parser, '|', path));
  gz_parser_leave(parser);
  return GZ_OK;
}
