#include "graph/sparql/functions.h"

#include "graph/sparql/functions_cache.h"
#include "graph/sparql/iri_resolve.h"
#include "input/arena.h"

#include <math.h>

/** SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
static uint64_t
next_random(struct gz_sparql_context *context) {
  uint64_t z = context->random += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/** UUID and STRUUID: version 4 of RFC 4122. */
static enum gz_status
make_uuid(struct gz_sparql_context *context, bool iri, struct gz_value *value) {
  const uint64_t a = next_random(context);
  const uint64_t b = next_random(context);
  char *text =
      gz_arena_printf(context->scratch, "%s%08lx-%04x-4%03x-%04x-%012llx",
                      iri ? "urn:uuid:" : "", (unsigned long)(a >> 32),
                      (unsigned)(a >> 16 & 0xFFFF), (unsigned)(a & 0xFFF),
                      (unsigned)(b >> 48 & 0x3FFF) | 0x8000,
                      (unsigned long long)(b & UINT64_C(0xFFFFFFFFFFFF)));
  if (!text) {
    return GZ_NO_MEMORY;
  }
  *value = iri ? gz_value_from_iri(gz_str(text))
               : gz_value_from_string(gz_str(text));
  return GZ_OK;
}

static enum gz_status
make_blank(struct gz_sparql_context *context, const struct gz_value *arguments,
           size_t count, struct gz_value *value) {
  uint64_t number;
  enum gz_status status;
  if (!count) {
    number = context->blanks++;
  } else if (arguments[0].kind != GZ_VALUE_STRING) {
    return GZ_BAD_INPUT;
  } else {
    GZ_TRY(status,
           gz_function_cache_blank(context, arguments[0].term.value, &number));
  }
  const char *label =
      gz_arena_printf(context->scratch, "new%llu", (unsigned long long)number);
  if (!label) {
    return GZ_NO_MEMORY;
  }
  *value = (struct gz_value){.kind = GZ_VALUE_BLANK,
                             .term = gz_term_blank(gz_str(label))};
  return GZ_OK;
}

/** Whether `iri` has none of the characters that no IRI can have. */
static bool
is_iri(struct gz_str iri) {
  for (size_t i = 0; i < iri.size; ++i) {
    const unsigned char c = (unsigned char)iri.data[i];
    if (c <= 0x20 || c == '<' || c == '>' || c == '"' || c == '{' || c == '}' ||
        c == '|' || c == '\\' || c == '^' || c == '`') {
      return false;
    }
  }
  return true;
}

static enum gz_status
make_iri(struct gz_sparql_context *context, const struct gz_value *argument,
         struct gz_value *value) {
  if (argument->kind == GZ_VALUE_IRI) {
    *value = *argument;
    return GZ_OK;
  }
  if (argument->kind != GZ_VALUE_STRING || !is_iri(argument->term.value)) {
    return GZ_BAD_INPUT;
  }
  struct gz_str iri;
  const enum gz_status status = gz_iri_resolve(
      context->base, argument->term.value, context->scratch, &iri);
  if (status != GZ_OK) {
    return status == GZ_NO_MEMORY ? status : GZ_BAD_INPUT;
  }
  *value = gz_value_from_iri(iri);
  return GZ_OK;
}

/** STR: the text of an IRI or literal. */
static enum gz_status
to_string(struct gz_sparql_context *context, const struct gz_value *argument,
          struct gz_value *value) {
  if (argument->kind == GZ_VALUE_BLANK) {
    return GZ_BAD_INPUT;
  }
  struct gz_term term;
  enum gz_status status;
  GZ_TRY(status, gz_value_to_term(argument, context->scratch, &term));
  *value = gz_value_from_string(term.value);
  return GZ_OK;
}

/** STRDT: a literal from a string and the IRI of a datatype. */
static enum gz_status
make_typed(const struct gz_value *arguments, struct gz_value *value) {
  if (arguments[0].kind != GZ_VALUE_STRING ||
      arguments[1].kind != GZ_VALUE_IRI ||
      gz_str_is(arguments[1].term.value, GZ_RDF "langString")) {
    return GZ_BAD_INPUT;
  }
  const struct gz_term term =
      gz_term_typed(arguments[0].term.value, arguments[1].term.value);
  gz_value_from_term(&term, value);
  return GZ_OK;
}

/** fn:round: halves upwards, and the sign of zero as IEEE 754 has it. */
static double
round_up(double x) {
  const double down = floor(x);
  return copysign(x - down >= 0.5 ? down + 1 : down, x);
}

/** ABS, CEIL, FLOOR, ROUND; the type stays what it was promoted to. */
static enum gz_status
round_number(enum gz_sparql_op op, const struct gz_value *argument,
             struct gz_value *value) {
  if (!gz_value_is_numeric(argument)) {
    return GZ_BAD_INPUT;
  }
  struct gz_value result = {.kind = argument->kind};
  if (argument->kind >= GZ_VALUE_FLOAT) {
    const double x = argument->real;
    result.real = op == GZ_OP_ABS     ? fabs(x)
                  : op == GZ_OP_CEIL  ? ceil(x)
                  : op == GZ_OP_FLOOR ? floor(x)
                                      : round_up(x);
  } else {
    const struct gz_decimal x = argument->decimal;
    result.decimal = op == GZ_OP_ABS ? (x.digits < 0 ? gz_decimal_negate(x) : x)
                     : op == GZ_OP_CEIL  ? gz_decimal_ceil(x)
                     : op == GZ_OP_FLOOR ? gz_decimal_floor(x)
                                         : gz_decimal_round(x);
  }
  *value = result;
  return GZ_OK;
}

static enum gz_status
now(struct gz_sparql_context *context, struct gz_value *value) {
  const struct gz_term term =
      gz_term_typed(context->now, GZ_STR(GZ_XSD "dateTime"));
  gz_value_from_term(&term, value);
  return GZ_OK;
}

/** Which datatype a constructor makes. */
static enum gz_value_kind
cast_kind(enum gz_sparql_op op) {
  switch (op) {
#define GZ_CAST(name, local)                                                   \
  case GZ_OP_##name:                                                           \
    return gz_value_kind_of_datatype(GZ_STR(GZ_XSD local));
#include "graph/sparql/functions.def"
  default:
    return GZ_VALUE_OTHER;
  }
}

/** What is answered by the kind of the first argument. */
static bool
is_of_kind(enum gz_sparql_op op, const struct gz_value *argument) {
  switch (op) {
  case GZ_OP_ISIRI:
  case GZ_OP_ISURI:
    return argument->kind == GZ_VALUE_IRI;
  case GZ_OP_ISBLANK:
    return argument->kind == GZ_VALUE_BLANK;
  case GZ_OP_ISLITERAL:
    return gz_value_is_literal(argument);
  default:
    return gz_value_is_numeric(argument);
  }
}

/** The functions on terms. */
static enum gz_status
call_term(struct gz_sparql_context *context, enum gz_sparql_op op,
          const struct gz_value *arguments, size_t count,
          struct gz_value *value) {
  switch (op) {
  case GZ_OP_STR:
    return to_string(context, &arguments[0], value);
  case GZ_OP_LANG:
    if (!gz_value_is_literal(&arguments[0])) {
      return GZ_BAD_INPUT;
    }
    *value = gz_value_from_string(arguments[0].term.language);
    return GZ_OK;
  case GZ_OP_DATATYPE:
    if (!gz_value_is_literal(&arguments[0])) {
      return GZ_BAD_INPUT;
    }
    *value = gz_value_from_iri(gz_value_datatype(&arguments[0]));
    return GZ_OK;
  case GZ_OP_IRI:
  case GZ_OP_URI:
    return make_iri(context, &arguments[0], value);
  case GZ_OP_BNODE:
    return make_blank(context, arguments, count, value);
  case GZ_OP_STRDT:
    return make_typed(arguments, value);
  case GZ_OP_SAMETERM:
    *value =
        gz_value_from_boolean(gz_value_same_term(&arguments[0], &arguments[1]));
    return GZ_OK;
  default:
    *value = gz_value_from_boolean(is_of_kind(op, &arguments[0]));
    return GZ_OK;
  }
}

enum gz_status
gz_function_call(struct gz_sparql_context *context, enum gz_sparql_op op,
                 const struct gz_value *arguments, size_t count,
                 struct gz_value *value) {
  switch (op) {
  case GZ_OP_STR:
  case GZ_OP_LANG:
  case GZ_OP_DATATYPE:
  case GZ_OP_IRI:
  case GZ_OP_URI:
  case GZ_OP_BNODE:
  case GZ_OP_STRDT:
  case GZ_OP_SAMETERM:
  case GZ_OP_ISIRI:
  case GZ_OP_ISURI:
  case GZ_OP_ISBLANK:
  case GZ_OP_ISLITERAL:
  case GZ_OP_ISNUMERIC:
    return call_term(context, op, arguments, count, value);
  case GZ_OP_ABS:
  case GZ_OP_CEIL:
  case GZ_OP_FLOOR:
  case GZ_OP_ROUND:
    return round_number(op, &arguments[0], value);
  case GZ_OP_RAND: // 53 random bits, from 0 to below 1
    *value =
        gz_value_from_double((double)(next_random(context) >> 11) * 0x1p-53);
    return GZ_OK;
  case GZ_OP_NOW:
    return now(context, value);
  case GZ_OP_UUID:
  case GZ_OP_STRUUID:
    return make_uuid(context, op == GZ_OP_UUID, value);
  case GZ_OP_YEAR:
  case GZ_OP_MONTH:
  case GZ_OP_DAY:
  case GZ_OP_HOURS:
  case GZ_OP_MINUTES:
  case GZ_OP_SECONDS:
  case GZ_OP_TIMEZONE:
  case GZ_OP_TZ:
    return gz_function_time(context, op, &arguments[0], value);
  case GZ_OP_MD5:
  case GZ_OP_SHA1:
  case GZ_OP_SHA256:
  case GZ_OP_SHA384:
  case GZ_OP_SHA512:
    return gz_function_hash(context, op, &arguments[0], value);
  case GZ_OP_REGEX:
  case GZ_OP_REPLACE:
    return gz_function_regex(context, op, arguments, count, value);
  default:
    break;
  }
  const enum gz_value_kind kind = cast_kind(op);
  if (kind != GZ_VALUE_OTHER) {
    return gz_value_cast(&arguments[0], kind, context->scratch, value);
  }
  return gz_function_string(context, op, arguments, count, value);
}
