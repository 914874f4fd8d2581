#include "graph/sparql/eval.h"

#include "graph/sparql/functions.h"
#include "graph/sparql/functions_cache.h"
#include "input/arena.h"

/** Arguments that are evaluated without asking for memory. */
#define FEW_ARGUMENTS 4

/** Evaluate the arguments of a function, and call it. */
static enum gz_status
call(struct gz_sparql_context *context, const struct gz_sparql_expr *expr,
     struct gz_value *value) {
  struct gz_value few[FEW_ARGUMENTS];
  struct gz_value *arguments = few;
  if (expr->n_arguments > FEW_ARGUMENTS) {
    arguments =
        gz_arena_array(context->scratch, expr->n_arguments, sizeof *arguments);
    if (!arguments) {
      return GZ_NO_MEMORY;
    }
  }
  enum gz_status status;
  for (size_t i = 0; i < expr->n_arguments; ++i) {
    GZ_TRY(status, gz_sparql_eval(context, expr->arguments[i], &arguments[i]));
  }
  return gz_function_call(context, expr->op, arguments, expr->n_arguments,
                          value);
}

/** Section 17.2.1: an error beside a decisive operand does not count. */
static enum gz_status
eval_logic(struct gz_sparql_context *context, const struct gz_sparql_expr *expr,
           struct gz_value *value) {
  const bool decisive = expr->op == GZ_OP_OR;
  bool error = false;
  for (size_t i = 0; i < expr->n_arguments; ++i) {
    bool truth;
    const enum gz_status status =
        gz_sparql_test(context, expr->arguments[i], &truth);
    if (status == GZ_BAD_INPUT) {
      error = true;
    } else if (status != GZ_OK) {
      return status;
    } else if (truth == decisive) {
      *value = gz_value_from_boolean(decisive);
      return GZ_OK;
    }
  }
  if (error) {
    return GZ_BAD_INPUT;
  }
  *value = gz_value_from_boolean(!decisive);
  return GZ_OK;
}

/** IN and NOT IN: as = and || in a row. */
static enum gz_status
eval_in(struct gz_sparql_context *context, const struct gz_sparql_expr *expr,
        struct gz_value *value) {
  struct gz_value left;
  enum gz_status status;
  GZ_TRY(status, gz_sparql_eval(context, expr->arguments[0], &left));
  bool error = false;
  for (size_t i = 1; i < expr->n_arguments; ++i) {
    struct gz_value right;
    bool equal = false;
    status = gz_sparql_eval(context, expr->arguments[i], &right);
    if (status != GZ_OK && status != GZ_BAD_INPUT) {
      return status;
    }
    if (status != GZ_OK || !gz_value_equal(&left, &right, &equal)) {
      error = true;
    } else if (equal) {
      *value = gz_value_from_boolean(expr->op == GZ_OP_IN);
      return GZ_OK;
    }
  }
  if (error) {
    return GZ_BAD_INPUT;
  }
  *value = gz_value_from_boolean(expr->op == GZ_OP_NOT_IN);
  return GZ_OK;
}

static enum gz_status
eval_comparison(struct gz_sparql_context *context,
                const struct gz_sparql_expr *expr, struct gz_value *value) {
  struct gz_value a;
  struct gz_value b;
  enum gz_status status;
  GZ_TRY(status, gz_sparql_eval(context, expr->arguments[0], &a));
  GZ_TRY(status, gz_sparql_eval(context, expr->arguments[1], &b));
  if (expr->op == GZ_OP_EQ || expr->op == GZ_OP_NE) {
    bool equal;
    if (!gz_value_equal(&a, &b, &equal)) {
      return GZ_BAD_INPUT;
    }
    *value = gz_value_from_boolean(equal == (expr->op == GZ_OP_EQ));
    return GZ_OK;
  }
  enum gz_comparison order;
  if (!gz_value_compare(&a, &b, &order)) {
    return GZ_BAD_INPUT;
  }
  const bool same = order == GZ_SAME;
  const bool less = order == GZ_LESS;
  const bool more = order == GZ_MORE;
  *value = gz_value_from_boolean(expr->op == GZ_OP_LT   ? less
                                 : expr->op == GZ_OP_GT ? more
                                 : expr->op == GZ_OP_LE ? less || same
                                                        : more || same);
  return GZ_OK;
}

static enum gz_status
eval_arithmetic(struct gz_sparql_context *context,
                const struct gz_sparql_expr *expr, struct gz_value *value) {
  struct gz_value a;
  struct gz_value b;
  enum gz_status status;
  GZ_TRY(status, gz_sparql_eval(context, expr->arguments[0], &a));
  GZ_TRY(status, gz_sparql_eval(context, expr->arguments[1], &b));
  const enum gz_arithmetic operation =
      expr->op == GZ_OP_ADD        ? GZ_ADD
      : expr->op == GZ_OP_SUBTRACT ? GZ_SUBTRACT
      : expr->op == GZ_OP_MULTIPLY ? GZ_MULTIPLY
                                   : GZ_DIVIDE;
  return gz_value_arithmetic(operation, &a, &b, value) ? GZ_OK : GZ_BAD_INPUT;
}

/** Unary plus and minus. */
static enum gz_status
eval_sign(struct gz_sparql_context *context, const struct gz_sparql_expr *expr,
          struct gz_value *value) {
  struct gz_value number;
  enum gz_status status;
  GZ_TRY(status, gz_sparql_eval(context, expr->arguments[0], &number));
  if (!gz_value_is_numeric(&number) && !gz_value_is_duration(&number)) {
    return GZ_BAD_INPUT;
  }
  const bool negative = expr->op == GZ_OP_MINUS;
  number.term = (struct gz_term){.kind = GZ_TERM_NONE};
  if (gz_value_is_duration(&number)) {
    if (negative) {
      number.duration.months = -number.duration.months;
      number.duration.seconds = gz_decimal_negate(number.duration.seconds);
    }
  } else if (number.kind >= GZ_VALUE_FLOAT) {
    number.real = negative ? -number.real : number.real;
  } else if (negative) {
    number.decimal = gz_decimal_negate(number.decimal);
  }
  *value = number;
  return GZ_OK;
}

static enum gz_status
eval_if(struct gz_sparql_context *context, const struct gz_sparql_expr *expr,
        struct gz_value *value) {
  bool truth;
  enum gz_status status;
  GZ_TRY(status, gz_sparql_test(context, expr->arguments[0], &truth));
  return gz_sparql_eval(context, expr->arguments[truth ? 1 : 2], value);
}

static enum gz_status
eval_coalesce(struct gz_sparql_context *context,
              const struct gz_sparql_expr *expr, struct gz_value *value) {
  for (size_t i = 0; i < expr->n_arguments; ++i) {
    const enum gz_status status =
        gz_sparql_eval(context, expr->arguments[i], value);
    if (status != GZ_BAD_INPUT) {
      return status;
    }
  }
  return GZ_BAD_INPUT;
}

static enum gz_status
eval_exists(struct gz_sparql_context *context,
            const struct gz_sparql_expr *expr, struct gz_value *value) {
  bool found;
  enum gz_status status;
  GZ_TRY(status, context->exists(context->data, expr, &found));
  *value = gz_value_from_boolean(found == (expr->op == GZ_OP_EXISTS));
  return GZ_OK;
}

static enum gz_status
eval_bound(struct gz_sparql_context *context, const struct gz_sparql_expr *expr,
           struct gz_value *value) {
  struct gz_value found;
  const enum gz_status status =
      gz_sparql_eval(context, expr->arguments[0], &found);
  if (status != GZ_OK && status != GZ_BAD_INPUT) {
    return status;
  }
  *value = gz_value_from_boolean(status == GZ_OK);
  return GZ_OK;
}

enum gz_status
gz_sparql_eval(struct gz_sparql_context *context,
               const struct gz_sparql_expr *expr, struct gz_value *value) {
  switch (expr->op) {
  case GZ_OP_CONSTANT:
    return gz_function_cache_constant(context, expr, value);
  case GZ_OP_VARIABLE: {
    enum gz_status status;
    GZ_TRY(status, context->variable(context->data, expr->column, value));
    return value->kind == GZ_VALUE_UNBOUND ? GZ_BAD_INPUT : GZ_OK;
  }
  case GZ_OP_CALL:
    return GZ_BAD_INPUT;
  case GZ_OP_EXISTS:
  case GZ_OP_NOT_EXISTS:
    return eval_exists(context, expr, value);
  case GZ_OP_OR:
  case GZ_OP_AND:
    return eval_logic(context, expr, value);
  case GZ_OP_NOT: {
    bool truth;
    enum gz_status status;
    GZ_TRY(status, gz_sparql_test(context, expr->arguments[0], &truth));
    *value = gz_value_from_boolean(!truth);
    return GZ_OK;
  }
  case GZ_OP_EQ:
  case GZ_OP_NE:
  case GZ_OP_LT:
  case GZ_OP_GT:
  case GZ_OP_LE:
  case GZ_OP_GE:
    return eval_comparison(context, expr, value);
  case GZ_OP_IN:
  case GZ_OP_NOT_IN:
    return eval_in(context, expr, value);
  case GZ_OP_ADD:
  case GZ_OP_SUBTRACT:
  case GZ_OP_MULTIPLY:
  case GZ_OP_DIVIDE:
    return eval_arithmetic(context, expr, value);
  case GZ_OP_PLUS:
  case GZ_OP_MINUS:
    return eval_sign(context, expr, value);
  case GZ_OP_BOUND:
    return eval_bound(context, expr, value);
  case GZ_OP_IF:
    return eval_if(context, expr, value);
  case GZ_OP_COALESCE:
    return eval_coalesce(context, expr, value);
  default:
    return gz_sparql_is_aggregate(expr->op) ? GZ_BAD_ARGUMENT
                                            : call(context, expr, value);
  }
}

enum gz_status
gz_sparql_test(struct gz_sparql_context *context,
               const struct gz_sparql_expr *expr, bool *truth) {
  struct gz_value value;
  enum gz_status status;
  GZ_TRY(status, gz_sparql_eval(context, expr, &value));
  return gz_value_truth(&value, truth) ? GZ_OK : GZ_BAD_INPUT;
}

void
gz_sparql_context_clear(struct gz_sparql_context *context) {
  gz_function_cache_clear(context);
}
