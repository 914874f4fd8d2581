#include "graph/sparql/value.h"

#include "input/arena.h"

#include <string.h>

/** A datatype that is known, with the range of those that restrict integer. */
struct datatype {
  const char *iri;
  size_t size;
  enum gz_value_kind kind;
  const char *low; /**< Least value, or null */
  const char *high;
};

#define DATATYPE(local, kind, low, high)                                       \
  { GZ_XSD local, sizeof(GZ_XSD local) - 1, kind, low, high }
#define INTEGER(local, low, high) DATATYPE(local, GZ_VALUE_INTEGER, low, high)

// The first of each kind is the one that a computed value has.
static const struct datatype datatypes[] = {
    INTEGER("integer", NULL, NULL),
    DATATYPE("date", GZ_VALUE_DATE, NULL, NULL),
    DATATYPE("dateTime", GZ_VALUE_DATETIME, NULL, NULL),
    DATATYPE("decimal", GZ_VALUE_DECIMAL, NULL, NULL),
    DATATYPE("boolean", GZ_VALUE_BOOLEAN, NULL, NULL),
    DATATYPE("double", GZ_VALUE_DOUBLE, NULL, NULL),
    DATATYPE("float", GZ_VALUE_FLOAT, NULL, NULL),
    DATATYPE("gYear", GZ_VALUE_YEAR, NULL, NULL),
    DATATYPE("gYearMonth", GZ_VALUE_YEAR_MONTH, NULL, NULL),
    DATATYPE("time", GZ_VALUE_TIME, NULL, NULL),
    DATATYPE("string", GZ_VALUE_STRING, NULL, NULL),
    DATATYPE("dayTimeDuration", GZ_VALUE_DAY_TIME, NULL, NULL),
    DATATYPE("yearMonthDuration", GZ_VALUE_YEAR_MONTHS, NULL, NULL),
    DATATYPE("duration", GZ_VALUE_DURATION, NULL, NULL),
    DATATYPE("gMonth", GZ_VALUE_MONTH, NULL, NULL),
    DATATYPE("gMonthDay", GZ_VALUE_MONTH_DAY, NULL, NULL),
    DATATYPE("gDay", GZ_VALUE_DAY, NULL, NULL),
    INTEGER("nonNegativeInteger", "0", NULL),
    INTEGER("positiveInteger", "1", NULL),
    INTEGER("nonPositiveInteger", NULL, "0"),
    INTEGER("negativeInteger", NULL, "-1"),
    INTEGER("int", "-2147483648", "2147483647"),
    INTEGER("long", "-9223372036854775808", "9223372036854775807"),
    INTEGER("short", "-32768", "32767"),
    INTEGER("byte", "-128", "127"),
    INTEGER("unsignedLong", "0", "18446744073709551615"),
    INTEGER("unsignedInt", "0", "4294967295"),
    INTEGER("unsignedShort", "0", "65535"),
    INTEGER("unsignedByte", "0", "255"),
};

static const struct datatype *
find_datatype(struct gz_str iri) {
  const size_t prefix = sizeof GZ_XSD - 1;
  if (iri.size <= prefix || memcmp(iri.data, GZ_XSD, prefix) != 0) {
    return NULL;
  }
  for (size_t i = 0; i < sizeof datatypes / sizeof *datatypes; ++i) {
    if (datatypes[i].size == iri.size &&
        memcmp(datatypes[i].iri + prefix, iri.data + prefix,
               iri.size - prefix) == 0) {
      return &datatypes[i];
    }
  }
  return NULL;
}

enum gz_value_kind
gz_value_kind_of_datatype(struct gz_str iri) {
  const struct datatype *found = find_datatype(iri);
  return found ? found->kind : GZ_VALUE_OTHER;
}

static bool
in_range(const struct datatype *type, struct gz_decimal number) {
  struct gz_decimal bound;
  return (!type->low || (gz_decimal_parse(gz_str(type->low), true, &bound) &&
                         gz_decimal_compare(number, bound) >= 0)) &&
         (!type->high || (gz_decimal_parse(gz_str(type->high), true, &bound) &&
                          gz_decimal_compare(number, bound) <= 0));
}

static bool
parse_boolean(struct gz_str text, bool *out) {
  if (gz_str_is(text, "true") || gz_str_is(text, "1")) {
    *out = true;
  } else if (gz_str_is(text, "false") || gz_str_is(text, "0")) {
    *out = false;
  } else {
    return false;
  }
  return true;
}

static enum gz_time_kind
time_kind(enum gz_value_kind kind) {
  return (enum gz_time_kind)((int)kind - (int)GZ_VALUE_DATETIME +
                             (int)GZ_TIME_DATETIME);
}

static enum gz_duration_kind
duration_kind(enum gz_value_kind kind) {
  return kind == GZ_VALUE_DAY_TIME      ? GZ_DURATION_DAY_TIME
         : kind == GZ_VALUE_YEAR_MONTHS ? GZ_DURATION_YEAR_MONTH
                                        : GZ_DURATION_ANY;
}

/** Read `text` as a value of `kind`, one from BOOLEAN to YEAR_MONTHS. */
static bool
parse(struct gz_str text, enum gz_value_kind kind, struct gz_value *value) {
  switch (kind) {
  case GZ_VALUE_BOOLEAN:
    return parse_boolean(text, &value->boolean);
  case GZ_VALUE_INTEGER:
  case GZ_VALUE_DECIMAL:
    return gz_decimal_parse(text, kind == GZ_VALUE_INTEGER, &value->decimal);
  case GZ_VALUE_FLOAT:
  case GZ_VALUE_DOUBLE:
    return gz_double_parse(text, kind == GZ_VALUE_FLOAT, &value->real);
  case GZ_VALUE_DATETIME:
  case GZ_VALUE_DATE:
  case GZ_VALUE_TIME:
  case GZ_VALUE_YEAR:
  case GZ_VALUE_YEAR_MONTH:
  case GZ_VALUE_MONTH:
  case GZ_VALUE_MONTH_DAY:
  case GZ_VALUE_DAY:
    return gz_datetime_parse(text, time_kind(kind), &value->time);
  case GZ_VALUE_DURATION:
  case GZ_VALUE_DAY_TIME:
  case GZ_VALUE_YEAR_MONTHS:
    return gz_duration_parse(text, duration_kind(kind), &value->duration);
  case GZ_VALUE_STRING:
    return true;
  default:
    return false;
  }
}

void
gz_value_from_term(const struct gz_term *term, struct gz_value *value) {
  value->term = *term;
  switch (term->kind) {
  case GZ_TERM_NONE:
    value->kind = GZ_VALUE_UNBOUND;
    return;
  case GZ_TERM_BLANK:
    value->kind = GZ_VALUE_BLANK;
    return;
  case GZ_TERM_IRI:
    value->kind = GZ_VALUE_IRI;
    return;
  case GZ_TERM_LITERAL:
    break;
  }
  if (term->language.size) {
    value->kind = GZ_VALUE_TAGGED;
    return;
  }
  if (!term->datatype.size) {
    value->kind = GZ_VALUE_STRING;
    return;
  }
  const struct datatype *type = find_datatype(term->datatype);
  if (type && parse(term->value, type->kind, value) &&
      (!(type->low || type->high) || in_range(type, value->decimal))) {
    value->kind = type->kind;
  } else {
    value->kind = GZ_VALUE_OTHER;
  }
}

struct gz_value
gz_value_from_boolean(bool boolean) {
  return (struct gz_value){.kind = GZ_VALUE_BOOLEAN, .boolean = boolean};
}

struct gz_value
gz_value_from_int(int64_t n) {
  return gz_value_from_integer(gz_decimal_from_int(n));
}

struct gz_value
gz_value_from_decimal(struct gz_decimal decimal) {
  return (struct gz_value){.kind = GZ_VALUE_DECIMAL, .decimal = decimal};
}

struct gz_value
gz_value_from_integer(struct gz_decimal whole) {
  return (struct gz_value){.kind = GZ_VALUE_INTEGER, .decimal = whole};
}

struct gz_value
gz_value_from_double(double number) {
  return (struct gz_value){.kind = GZ_VALUE_DOUBLE, .real = number};
}

struct gz_value
gz_value_from_float(double number) {
  return (struct gz_value){.kind = GZ_VALUE_FLOAT,
                           .real = (double)(float)number};
}

struct gz_value
gz_value_from_string(struct gz_str text) {
  return (struct gz_value){.kind = GZ_VALUE_STRING,
                           .term = gz_term_string(text)};
}

struct gz_value
gz_value_from_tagged(struct gz_str text, struct gz_str language) {
  return (struct gz_value){.kind = GZ_VALUE_TAGGED,
                           .term = gz_term_tagged(text, language)};
}

struct gz_value
gz_value_from_iri(struct gz_str iri) {
  return (struct gz_value){.kind = GZ_VALUE_IRI, .term = gz_term_iri(iri)};
}

bool
gz_value_is_literal(const struct gz_value *value) {
  return value->kind >= GZ_VALUE_BOOLEAN;
}

bool
gz_value_is_numeric(const struct gz_value *value) {
  return value->kind >= GZ_VALUE_INTEGER && value->kind <= GZ_VALUE_DOUBLE;
}

bool
gz_value_is_time(const struct gz_value *value) {
  return value->kind >= GZ_VALUE_DATETIME && value->kind <= GZ_VALUE_DAY;
}

bool
gz_value_is_duration(const struct gz_value *value) {
  return value->kind >= GZ_VALUE_DURATION &&
         value->kind <= GZ_VALUE_YEAR_MONTHS;
}

static struct gz_str
datatype_of_kind(enum gz_value_kind kind) {
  for (size_t i = 0; i < sizeof datatypes / sizeof *datatypes; ++i) {
    if (datatypes[i].kind == kind) {
      return gz_str_n(datatypes[i].iri, datatypes[i].size);
    }
  }
  return GZ_STR("");
}

struct gz_str
gz_value_datatype(const struct gz_value *value) {
  if (value->kind == GZ_VALUE_TAGGED) {
    return GZ_STR(GZ_RDF "langString");
  }
  if (value->kind == GZ_VALUE_OTHER || value->term.datatype.size) {
    return value->term.datatype;
  }
  return gz_value_is_literal(value) ? datatype_of_kind(value->kind)
                                    : GZ_STR("");
}

size_t
gz_value_write(const struct gz_value *value, char text[GZ_TIME_SIZE]) {
  switch (value->kind) {
  case GZ_VALUE_BOOLEAN:
    strcpy(text, value->boolean ? "true" : "false");
    return strlen(text);
  case GZ_VALUE_INTEGER:
  case GZ_VALUE_DECIMAL:
    return gz_decimal_write(value->decimal, text);
  case GZ_VALUE_FLOAT:
  case GZ_VALUE_DOUBLE:
    return gz_double_write(value->real, value->kind == GZ_VALUE_FLOAT, text);
  default:
    if (gz_value_is_time(value)) {
      return gz_datetime_write(&value->time, time_kind(value->kind), text);
    }
    return gz_value_is_duration(value)
               ? gz_duration_write(&value->duration, duration_kind(value->kind),
                                   text)
               : 0;
  }
}

enum gz_status
gz_value_to_term(const struct gz_value *value, struct gz_arena *arena,
                 struct gz_term *term) {
  if (value->kind == GZ_VALUE_UNBOUND) {
    *term = (struct gz_term){.kind = GZ_TERM_NONE};
    return GZ_OK;
  }
  if (value->term.kind != GZ_TERM_NONE) {
    *term = value->term;
    return GZ_OK;
  }
  char text[GZ_TIME_SIZE];
  const size_t size = gz_value_write(value, text);
  const struct gz_str copy = gz_arena_str(arena, gz_str_n(text, size));
  if (!copy.data) {
    return GZ_NO_MEMORY;
  }
  *term = gz_term_typed(copy, datatype_of_kind(value->kind));
  return GZ_OK;
}

bool
gz_value_truth(const struct gz_value *value, bool *truth) {
  switch (value->kind) {
  case GZ_VALUE_BOOLEAN:
    *truth = value->boolean;
    return true;
  case GZ_VALUE_INTEGER:
  case GZ_VALUE_DECIMAL:
    *truth = value->decimal.digits != 0;
    return true;
  case GZ_VALUE_FLOAT:
  case GZ_VALUE_DOUBLE: // NaN is neither
    *truth = value->real < 0 || value->real > 0;
    return true;
  case GZ_VALUE_STRING:
  case GZ_VALUE_TAGGED:
    *truth = value->term.value.size != 0;
    return true;
  case GZ_VALUE_OTHER: {
    // A boolean or number whose text has not the form of one is false.
    const enum gz_value_kind kind =
        gz_value_kind_of_datatype(value->term.datatype);
    *truth = false;
    return kind >= GZ_VALUE_BOOLEAN && kind <= GZ_VALUE_DOUBLE;
  }
  default:
    return false;
  }
}

/** Text of a value as XPath casts it to xs:string. */
static enum gz_status
cast_to_string(const struct gz_value *value, struct gz_arena *arena,
               struct gz_value *out) {
  char text[GZ_NUMBER_SIZE];
  struct gz_term term;
  struct gz_str result;
  if (value->kind == GZ_VALUE_BLANK || value->kind == GZ_VALUE_UNBOUND) {
    return GZ_BAD_INPUT;
  }
  if (value->kind == GZ_VALUE_FLOAT || value->kind == GZ_VALUE_DOUBLE) {
    const bool single = value->kind == GZ_VALUE_FLOAT;
    result = gz_arena_str(
        arena,
        gz_str_n(text, gz_double_write_plain(value->real, single, text)));
  } else {
    struct gz_value computed = *value;
    if (value->kind >= GZ_VALUE_BOOLEAN && value->kind < GZ_VALUE_STRING) {
      computed.term = (struct gz_term){.kind = GZ_TERM_NONE};
    }
    enum gz_status status;
    GZ_TRY(status, gz_value_to_term(&computed, arena, &term));
    result = term.value;
  }
  *out = gz_value_from_string(result);
  return result.data || !result.size ? GZ_OK : GZ_NO_MEMORY;
}

/** Cast a number or boolean to a number. */
static bool
cast_number(const struct gz_value *value, enum gz_value_kind kind,
            struct gz_value *out) {
  const bool real =
      value->kind == GZ_VALUE_FLOAT || value->kind == GZ_VALUE_DOUBLE;
  struct gz_decimal exact = {0};
  if (value->kind == GZ_VALUE_BOOLEAN) {
    exact.digits = value->boolean;
  } else if (!real) {
    exact = value->decimal;
  }
  if (kind == GZ_VALUE_FLOAT || kind == GZ_VALUE_DOUBLE) {
    const double number = real ? value->real : gz_decimal_to_double(exact);
    *out = kind == GZ_VALUE_FLOAT ? gz_value_from_float(number)
                                  : gz_value_from_double(number);
    return true;
  }
  if (real && !gz_decimal_from_double(value->real,
                                      value->kind == GZ_VALUE_FLOAT, &exact)) {
    return false;
  }
  *out = kind == GZ_VALUE_DECIMAL
             ? gz_value_from_decimal(exact)
             : gz_value_from_integer(gz_decimal_truncate(exact));
  return true;
}

/** Cast a date or dateTime to another date or time datatype. */
static bool
cast_time(const struct gz_value *value, enum gz_value_kind kind,
          struct gz_value *out) {
  if (value->kind != GZ_VALUE_DATETIME &&
      (value->kind != GZ_VALUE_DATE || kind == GZ_VALUE_TIME)) {
    return false;
  }
  // Write it as the other datatype, which leaves out what that has not.
  char text[GZ_TIME_SIZE];
  *out = (struct gz_value){.kind = kind};
  return parse(
      gz_str_n(text, gz_datetime_write(&value->time, time_kind(kind), text)),
      kind, out);
}

static bool
cast_duration(const struct gz_value *value, enum gz_value_kind kind,
              struct gz_value *out) {
  *out = (struct gz_value){.kind = kind, .duration = value->duration};
  if (kind == GZ_VALUE_DAY_TIME) {
    out->duration.months = 0;
  } else if (kind == GZ_VALUE_YEAR_MONTHS) {
    out->duration.seconds = gz_decimal_from_int(0);
  }
  return true;
}

enum gz_status
gz_value_cast(const struct gz_value *value, enum gz_value_kind kind,
              struct gz_arena *arena, struct gz_value *out) {
  if (kind == GZ_VALUE_STRING) {
    return cast_to_string(value, arena, out);
  }
  if (value->kind == kind) {
    struct gz_value same = *value;
    same.term = (struct gz_term){.kind = GZ_TERM_NONE};
    *out = same;
    return GZ_OK;
  }
  struct gz_value result = {.kind = kind};
  bool done = false;
  if (value->kind == GZ_VALUE_STRING) {
    done = parse(gz_str_trim(value->term.value), kind, &result);
  } else if (gz_value_is_numeric(value) && kind == GZ_VALUE_BOOLEAN) {
    bool truth = false;
    done = gz_value_truth(value, &truth);
    result = gz_value_from_boolean(truth);
  } else if ((gz_value_is_numeric(value) || value->kind == GZ_VALUE_BOOLEAN) &&
             kind >= GZ_VALUE_INTEGER && kind <= GZ_VALUE_DOUBLE) {
    done = cast_number(value, kind, &result);
  } else if (gz_value_is_time(value) && kind >= GZ_VALUE_DATETIME &&
             kind <= GZ_VALUE_DAY) {
    done = cast_time(value, kind, &result);
  } else if (gz_value_is_duration(value) && kind >= GZ_VALUE_DURATION &&
             kind <= GZ_VALUE_YEAR_MONTHS) {
    done = cast_duration(value, kind, &result);
  }
  if (!done) {
    return GZ_BAD_INPUT;
  }
  *out = result;
  return GZ_OK;
}
