#include "graph/sparql/parser_state.h"

#include <string.h>

/** What a query writes for an operation, and how many arguments it takes. */
struct function {
  const char *word;
  enum gz_sparql_op op;
  unsigned char least;
  unsigned char most; /**< 255: any number */
};

static const struct function builtins[] = {
#define GZ_BUILTIN(name, keyword, least, most)                                 \
  {keyword, GZ_OP_##name, least, most},
#include "graph/sparql/functions.def"
};

static const struct function aggregates[] = {
#define GZ_AGGREGATE(name, keyword) {keyword, GZ_OP_##name, 0, 1},
#include "graph/sparql/functions.def"
};

static const struct function casts[] = {
#define GZ_CAST(name, local) {GZ_XSD local, GZ_OP_##name, 1, 1},
#include "graph/sparql/functions.def"
};

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static const struct function *
find_function(const struct gz_parser *parser, const struct function *table,
              size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (gz_parser_is(parser, table[i].word)) {
      return &table[i];
    }
  }
  return NULL;
}

static enum gz_status
new_expr(struct gz_parser *parser, enum gz_sparql_op op, size_t offset,
         struct gz_sparql_expr **expr) {
  struct gz_sparql_expr *const made = gz_parser_new(parser, sizeof *made);
  if (!made) {
    return gz_parser_no_memory(parser);
  }
  made->op = op;
  made->column = GZ_NO_COLUMN;
  made->height = 1;
  made->number = parser->query->n_expressions++;
  made->offset = offset;
  *expr = made;
  return GZ_OK;
}

static enum gz_status
add_argument(struct gz_parser *parser, struct gz_sparql_expr *expr,
             struct gz_sparql_expr *argument) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_parser_grow(parser, &expr->arguments, expr->n_arguments,
                                sizeof argument));
  expr->arguments[expr->n_arguments++] = argument;
  if (argument->height >= expr->height) {
    expr->height = argument->height + 1;
  }
  if (expr->height > GZ_MAX_DEPTH) {
    return gz_lexer_fail_as(&parser->lexer, GZ_TOO_LARGE, argument->offset,
                            "Expression nested more than %zu deep",
                            GZ_MAX_DEPTH);
  }
  return GZ_OK;
}

/** Make an expression of `op` over what is in `left` and, if any, `right`. */
static enum gz_status
combine(struct gz_parser *parser, enum gz_sparql_op op,
        struct gz_sparql_expr *left, struct gz_sparql_expr *right,
        struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  struct gz_sparql_expr *made = NULL;
  GZ_TRY(status, new_expr(parser, op, left->offset, &made));
  GZ_TRY(status, add_argument(parser, made, left));
  if (right) {
    GZ_TRY(status, add_argument(parser, made, right));
  }
  *expr = made;
  return GZ_OK;
}

enum gz_status
gz_parse_expression_variable(struct gz_parser *parser,
                             struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, new_expr(parser, GZ_OP_VARIABLE, parser->token.begin, expr));
  return gz_parse_variable(parser, &(*expr)->column);
}

/** '(' Expression ')' */
static enum gz_status
parse_brackets(struct gz_parser *parser, struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_parser_expect(parser, '(', "'('"));
  GZ_TRY(status, gz_parse_expression(parser, expr));
  return gz_parser_expect(parser, ')', "an operator or ')'");
}

/** '(' and expressions with commas between, or none, and ')'. */
static enum gz_status
parse_list(struct gz_parser *parser, struct gz_sparql_expr *expr) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_parser_expect(parser, '(', "'('"));
  while (!gz_parser_at(parser, ')')) {
    struct gz_sparql_expr *argument = NULL;
    GZ_TRY(status, gz_parse_expression(parser, &argument));
    GZ_TRY(status, add_argument(parser, expr, argument));
    if (!gz_parser_at(parser, ',')) {
      break;
    }
    GZ_TRY(status, gz_parser_advance(parser));
    if (gz_parser_at(parser, ')')) {
      return gz_parser_expected(parser, "an expression");
    }
  }
  return gz_parser_expect(parser, ')', "',' or ')'");
}

/** EXISTS, or what follows NOT. */
static enum gz_status
parse_exists(struct gz_parser *parser, enum gz_sparql_op op,
             struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, new_expr(parser, op, parser->token.begin, expr));
  GZ_TRY(status, gz_parser_keyword(parser, "EXISTS"));
  struct gz_columns ignored = {{0}};
  return gz_parse_group(parser, &ignored, &(*expr)->pattern);
}

/** ';' SEPARATOR '=' String, if it is there. */
static enum gz_status
parse_separator(struct gz_parser *parser, struct gz_sparql_expr *expr) {
  enum gz_status status = GZ_OK;
  expr->separator = GZ_STR(" ");
  if (!gz_parser_at(parser, ';')) {
    return GZ_OK;
  }
  GZ_TRY(status, gz_parser_advance(parser));
  GZ_TRY(status, gz_parser_keyword(parser, "SEPARATOR"));
  GZ_TRY(status, gz_parser_expect(parser, '=', "'='"));
  return gz_parse_string(parser, &expr->separator);
}

static enum gz_status
parse_aggregate(struct gz_parser *parser, const struct function *function,
                struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  if (parser->aggregates != GZ_AGGREGATES_YES) {
    return gz_lexer_fail(
        &parser->lexer, parser->token.begin,
        parser->aggregates == GZ_AGGREGATES_NO
            ? "%s may stand in SELECT, HAVING and ORDER BY only"
            : "%s cannot stand in another aggregate",
        function->word);
  }
  GZ_TRY(status, new_expr(parser, function->op, parser->token.begin, expr));
  GZ_TRY(status, gz_parser_advance(parser));
  GZ_TRY(status, gz_parser_expect(parser, '(', "'('"));
  GZ_TRY(status, gz_parser_accept(parser, "DISTINCT", &(*expr)->distinct));
  if (function->op == GZ_OP_COUNT && gz_parser_at(parser, '*')) {
    GZ_TRY(status, gz_parser_advance(parser));
  } else {
    struct gz_sparql_expr *argument = NULL;
    parser->aggregates = GZ_AGGREGATES_INSIDE;
    GZ_TRY(status, gz_parse_expression(parser, &argument));
    parser->aggregates = GZ_AGGREGATES_YES;
    GZ_TRY(status, add_argument(parser, *expr, argument));
  }
  if (function->op == GZ_OP_GROUP_CONCAT) {
    GZ_TRY(status, parse_separator(parser, *expr));
  }
  parser->saw_aggregate = true;
  return gz_parser_expect(parser, ')', "')'");
}

static enum gz_status
check_arguments(struct gz_parser *parser, const struct function *function,
                const struct gz_sparql_expr *expr) {
  const size_t count = expr->n_arguments;
  if (count < function->least) {
    return gz_lexer_fail(&parser->lexer, expr->offset,
                         "%s needs at least %u arguments, not %zu",
                         function->word, (unsigned)function->least, count);
  }
  if (function->most < 255 && count > function->most) {
    return gz_lexer_fail(&parser->lexer, expr->offset,
                         "%s takes at most %u arguments, not %zu",
                         function->word, (unsigned)function->most, count);
  }
  if (function->op == GZ_OP_BOUND && expr->arguments[0]->op != GZ_OP_VARIABLE) {
    return gz_lexer_fail(&parser->lexer, expr->arguments[0]->offset,
                         "BOUND takes a variable");
  }
  return GZ_OK;
}

/** BuiltInCall. */
static enum gz_status
parse_builtin(struct gz_parser *parser, struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  bool negated = false;
  if (gz_parser_is(parser, "EXISTS")) {
    return parse_exists(parser, GZ_OP_EXISTS, expr);
  }
  GZ_TRY(status, gz_parser_accept(parser, "NOT", &negated));
  if (negated) {
    return parse_exists(parser, GZ_OP_NOT_EXISTS, expr);
  }
  const struct function *function =
      find_function(parser, aggregates, COUNT_OF(aggregates));
  if (function) {
    return parse_aggregate(parser, function, expr);
  }
  function = find_function(parser, builtins, COUNT_OF(builtins));
  if (!function) {
    return gz_parser_expected(parser, "an expression");
  }
  const size_t offset = parser->token.begin;
  GZ_TRY(status, new_expr(parser, function->op, offset, expr));
  GZ_TRY(status, gz_parser_advance(parser));
  GZ_TRY(status, parse_list(parser, *expr));
  return check_arguments(parser, function, *expr);
}

/** An IRI, and what is called by that name if '(' follows. */
static enum gz_status
parse_iri_or_call(struct gz_parser *parser, struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  struct gz_str iri;
  GZ_TRY(status, new_expr(parser, GZ_OP_CONSTANT, parser->token.begin, expr));
  GZ_TRY(status, gz_parse_iri(parser, &iri));
  (*expr)->constant = gz_term_iri(iri);
  if (!gz_parser_at(parser, '(')) {
    return GZ_OK;
  }
  (*expr)->op = GZ_OP_CALL;
  if (gz_parser_peek(parser) == GZ_TOKEN_WORD &&
      gz_str_equal_nocase(parser->next.text, GZ_STR("DISTINCT"))) {
    return gz_lexer_fail_as(&parser->lexer, GZ_UNSUPPORTED, parser->token.begin,
                            "Aggregates named by an IRI are not known");
  }
  GZ_TRY(status, parse_list(parser, *expr));
  for (size_t i = 0; i < COUNT_OF(casts); ++i) {
    if (gz_str_is(iri, casts[i].word)) {
      (*expr)->op = casts[i].op;
      return check_arguments(parser, &casts[i], *expr);
    }
  }
  return GZ_OK;
}

/** PrimaryExpression. */
static enum gz_status
parse_primary(struct gz_parser *parser, struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  if (gz_parser_at(parser, '(')) {
    return parse_brackets(parser, expr);
  }
  if (gz_parser_at(parser, GZ_TOKEN_VARIABLE)) {
    return gz_parse_expression_variable(parser, expr);
  }
  if (gz_parser_at_iri(parser)) {
    return parse_iri_or_call(parser, expr);
  }
  if (gz_parser_at_literal(parser)) {
    GZ_TRY(status, new_expr(parser, GZ_OP_CONSTANT, parser->token.begin, expr));
    return gz_parse_literal(parser, &(*expr)->constant);
  }
  return parse_builtin(parser, expr);
}

/** UnaryExpression. */
static enum gz_status
parse_unary(struct gz_parser *parser, struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  const enum gz_sparql_op op = gz_parser_at(parser, '!')   ? GZ_OP_NOT
                               : gz_parser_at(parser, '+') ? GZ_OP_PLUS
                               : gz_parser_at(parser, '-') ? GZ_OP_MINUS
                                                           : GZ_OP_CONSTANT;
  if (op == GZ_OP_CONSTANT) {
    return parse_primary(parser, expr);
  }
  struct gz_sparql_expr *argument = NULL;
  const size_t offset = parser->token.begin;
  GZ_TRY(status, gz_parser_advance(parser));
  GZ_TRY(status, parse_primary(parser, &argument));
  GZ_TRY(status, combine(parser, op, argument, NULL, expr));
  (*expr)->offset = offset;
  return GZ_OK;
}

/** What may follow the first factor of MultiplicativeExpression. */
static enum gz_status
parse_factors(struct gz_parser *parser, struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  while (gz_parser_at(parser, '*') || gz_parser_at(parser, '/')) {
    const enum gz_sparql_op op =
        gz_parser_at(parser, '*') ? GZ_OP_MULTIPLY : GZ_OP_DIVIDE;
    struct gz_sparql_expr *factor = NULL;
    GZ_TRY(status, gz_parser_advance(parser));
    GZ_TRY(status, parse_unary(parser, &factor));
    GZ_TRY(status, combine(parser, op, *expr, factor, expr));
  }
  return GZ_OK;
}

/** Whether the current token is a number written with a sign. */
static bool
at_signed_number(const struct gz_parser *parser) {
  switch (parser->token.kind) {
  case GZ_TOKEN_INTEGER:
  case GZ_TOKEN_DECIMAL:
  case GZ_TOKEN_DOUBLE:
    return strchr("+-", parser->token.text.data[0]) != NULL;
  default:
    return false;
  }
}

/** AdditiveExpression; "?a -1" is a subtraction too. */
static enum gz_status
parse_sum(struct gz_parser *parser, struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, parse_unary(parser, expr));
  GZ_TRY(status, parse_factors(parser, expr));
  for (;;) {
    enum gz_sparql_op op = GZ_OP_ADD;
    struct gz_sparql_expr *term = NULL;
    if (gz_parser_at(parser, '+') || gz_parser_at(parser, '-')) {
      op = gz_parser_at(parser, '+') ? GZ_OP_ADD : GZ_OP_SUBTRACT;
      GZ_TRY(status, gz_parser_advance(parser));
    } else if (!at_signed_number(parser)) {
      return GZ_OK;
    }
    // A number's own sign stays with it, and the number is added.
    GZ_TRY(status, parse_unary(parser, &term));
    GZ_TRY(status, parse_factors(parser, &term));
    GZ_TRY(status, combine(parser, op, *expr, term, expr));
  }
}

/** IN or NOT IN, from there on. */
static enum gz_status
parse_in(struct gz_parser *parser, bool negated, struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_parser_keyword(parser, "IN"));
  GZ_TRY(status,
         combine(parser, negated ? GZ_OP_NOT_IN : GZ_OP_IN, *expr, NULL, expr));
  return parse_list(parser, *expr);
}

/** RelationalExpression. */
static enum gz_status
parse_relation(struct gz_parser *parser, struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, parse_sum(parser, expr));
  static const struct {
    int token;
    enum gz_sparql_op op;
  } signs[] = {{'=', GZ_OP_EQ},         {GZ_TOKEN_NE, GZ_OP_NE},
               {'<', GZ_OP_LT},         {'>', GZ_OP_GT},
               {GZ_TOKEN_LE, GZ_OP_LE}, {GZ_TOKEN_GE, GZ_OP_GE}};
  for (size_t i = 0; i < COUNT_OF(signs); ++i) {
    if (gz_parser_at(parser, signs[i].token)) {
      struct gz_sparql_expr *right = NULL;
      GZ_TRY(status, gz_parser_advance(parser));
      GZ_TRY(status, parse_sum(parser, &right));
      return combine(parser, signs[i].op, *expr, right, expr);
    }
  }
  if (gz_parser_is(parser, "IN")) {
    return parse_in(parser, false, expr);
  }
  bool negated = false;
  GZ_TRY(status, gz_parser_accept(parser, "NOT", &negated));
  return negated ? parse_in(parser, true, expr) : GZ_OK;
}

/** ConditionalAndExpression, or ConditionalOrExpression for GZ_OP_OR. */
static enum gz_status
parse_logic(struct gz_parser *parser, enum gz_sparql_op op,
            struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  const int sign = op == GZ_OP_OR ? GZ_TOKEN_OR : GZ_TOKEN_AND;
  bool first = true;
  for (;;) {
    struct gz_sparql_expr *part = NULL;
    if (op == GZ_OP_OR) {
      GZ_TRY(status, parse_logic(parser, GZ_OP_AND, &part));
    } else {
      GZ_TRY(status, parse_relation(parser, &part));
    }
    const bool more = gz_parser_at(parser, sign);
    if (first && !more) {
      *expr = part;
      return GZ_OK;
    }
    if (first) {
      GZ_TRY(status, combine(parser, op, part, NULL, expr));
    } else {
      GZ_TRY(status, add_argument(parser, *expr, part));
    }
    if (!more) {
      return GZ_OK;
    }
    first = false;
    GZ_TRY(status, gz_parser_advance(parser));
  }
}

enum gz_status
gz_parse_expression(struct gz_parser *parser, struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_parser_enter(parser));
  GZ_TRY(status, parse_logic(parser, GZ_OP_OR, expr));
  gz_parser_leave(parser);
  return GZ_OK;
}

bool
gz_parser_at_call(const struct gz_parser *parser) {
  return gz_parser_at_iri(parser) || gz_parser_is(parser, "EXISTS") ||
         gz_parser_is(parser, "NOT") ||
         find_function(parser, builtins, COUNT_OF(builtins)) ||
         find_function(parser, aggregates, COUNT_OF(aggregates));
}

enum gz_status
gz_parse_constraint(struct gz_parser *parser, struct gz_sparql_expr **expr) {
  enum gz_status status = GZ_OK;
  if (gz_parser_at(parser, '(')) {
    return parse_brackets(parser, expr);
  }
  if (!gz_parser_at_call(parser)) {
    return gz_parser_expected(parser, "'(' or the call of a function");
  }
  if (!gz_parser_at_iri(parser)) {
    return parse_builtin(parser, expr);
  }
  GZ_TRY(status, parse_iri_or_call(parser, expr));
  return (*expr)->op == GZ_OP_CONSTANT ? gz_parser_expected(parser, "'('")
                                       : GZ_OK;
}
