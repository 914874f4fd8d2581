#include "graph/sparql/value.h"

#include <math.h>

static double
as_double(const struct gz_value *value) {
  return value->kind <= GZ_VALUE_DECIMAL ? gz_decimal_to_double(value->decimal)
                                         : value->real;
}

enum gz_value_kind
gz_value_promote(struct gz_value *a, struct gz_value *b) {
  if (!gz_value_is_numeric(a) || !gz_value_is_numeric(b)) {
    return GZ_VALUE_UNBOUND;
  }
  const enum gz_value_kind kind = a->kind > b->kind ? a->kind : b->kind;
  if (kind >= GZ_VALUE_FLOAT) {
    a->real = as_double(a);
    b->real = as_double(b);
    if (kind == GZ_VALUE_FLOAT) {
      a->real = (double)(float)a->real;
      b->real = (double)(float)b->real;
    }
  }
  a->kind = b->kind = kind;
  return kind;
}

static enum gz_comparison
to_order(int order) {
  return order < 0 ? GZ_LESS : order > 0 ? GZ_MORE : GZ_SAME;
}

static enum gz_comparison
compare_numbers(const struct gz_value *a, const struct gz_value *b) {
  if (a->kind <= GZ_VALUE_DECIMAL && b->kind <= GZ_VALUE_DECIMAL) {
    return to_order(gz_decimal_compare(a->decimal, b->decimal));
  }
  struct gz_value x = *a;
  struct gz_value y = *b;
  (void)gz_value_promote(&x, &y);
  return x.real < y.real                  ? GZ_LESS
         : x.real > y.real                ? GZ_MORE
         : isnan(x.real) || isnan(y.real) ? GZ_UNORDERED
                                          : GZ_SAME;
}

bool
gz_value_same_term(const struct gz_value *a, const struct gz_value *b) {
  if (a->term.kind != GZ_TERM_NONE && b->term.kind != GZ_TERM_NONE) {
    return gz_term_equal(&a->term, &b->term);
  }
  // One is computed: compare what would be written.
  char texts[2][GZ_TIME_SIZE];
  struct gz_str written[2];
  const struct gz_value *values[2] = {a, b};
  for (int i = 0; i < 2; ++i) {
    const struct gz_value *value = values[i];
    if (value->term.kind != GZ_TERM_NONE) {
      written[i] = value->term.value;
      continue;
    }
    if (!gz_value_is_literal(value)) {
      return false;
    }
    written[i] = gz_str_n(texts[i], gz_value_write(value, texts[i]));
  }
  return gz_value_is_literal(a) && gz_value_is_literal(b) &&
         gz_str_equal(written[0], written[1]) &&
         gz_str_equal(gz_value_datatype(a), gz_value_datatype(b)) &&
         a->kind != GZ_VALUE_TAGGED && b->kind != GZ_VALUE_TAGGED;
}

/** Compare two literals of kinds whose values are known and may be ordered. */
static bool
compare_known(const struct gz_value *a, const struct gz_value *b,
              enum gz_comparison *order) {
  int found = 0;
  if (gz_value_is_numeric(a) && gz_value_is_numeric(b)) {
    *order = compare_numbers(a, b);
    return true;
  }
  if (gz_value_is_duration(a) && gz_value_is_duration(b)) {
    if (!gz_duration_compare(&a->duration, &b->duration, &found)) {
      return false;
    }
    *order = to_order(found);
    return true;
  }
  if (a->kind != b->kind) {
    return false;
  }
  if (a->kind == GZ_VALUE_BOOLEAN) {
    found = a->boolean - b->boolean;
  } else if (a->kind == GZ_VALUE_STRING ||
             (a->kind == GZ_VALUE_TAGGED &&
              gz_str_equal(a->term.language, b->term.language))) {
    found = gz_str_compare(a->term.value, b->term.value);
  } else if (!gz_value_is_time(a) ||
             !gz_datetime_compare(&a->time, &b->time, &found)) {
    return false;
  }
  *order = to_order(found);
  return true;
}

bool
gz_value_compare(const struct gz_value *a, const struct gz_value *b,
                 enum gz_comparison *order) {
  return compare_known(a, b, order);
}

bool
gz_value_equal(const struct gz_value *a, const struct gz_value *b,
               bool *equal) {
  if (a->kind == GZ_VALUE_UNBOUND || b->kind == GZ_VALUE_UNBOUND) {
    return false;
  }
  if (!gz_value_is_literal(a) || !gz_value_is_literal(b)) {
    *equal = gz_value_same_term(a, b);
    return true;
  }
  if (a->kind == GZ_VALUE_OTHER || b->kind == GZ_VALUE_OTHER) {
    *equal = gz_value_same_term(a, b);
    // A string with a tag is its own value: nothing else can be equal to it.
    return *equal || a->kind == GZ_VALUE_TAGGED || b->kind == GZ_VALUE_TAGGED;
  }
  if (gz_value_is_duration(a) && gz_value_is_duration(b)) {
    *equal = a->duration.months == b->duration.months &&
             gz_decimal_compare(a->duration.seconds, b->duration.seconds) == 0;
    return true;
  }
  enum gz_comparison order;
  if (compare_known(a, b, &order)) {
    *equal = order == GZ_SAME;
    return true;
  }
  *equal = false;
  return !(a->kind == b->kind && gz_value_is_time(a));
}

/** What stands together in ORDER BY. */
static int
rank(const struct gz_value *value) {
  switch (value->kind) {
  case GZ_VALUE_INTEGER:
  case GZ_VALUE_DECIMAL:
  case GZ_VALUE_FLOAT:
    return GZ_VALUE_DOUBLE;
  case GZ_VALUE_DAY_TIME:
  case GZ_VALUE_YEAR_MONTHS:
    return GZ_VALUE_DURATION;
  case GZ_VALUE_TAGGED:
    return GZ_VALUE_STRING;
  default:
    return (int)value->kind;
  }
}

/**
 * By value as doubles, NaN first; exact numbers that are one double, by their
 * exact values, after the floating ones.  So the order is total, while `<`
 * with its promotions is not.
 */
static int
order_numbers(const struct gz_value *a, const struct gz_value *b) {
  const double x = as_double(a);
  const double y = as_double(b);
  if (isnan(x) || isnan(y)) {
    return (isnan(x) == 0) - (isnan(y) == 0);
  }
  if (x < y || x > y) {
    return x < y ? -1 : 1;
  }
  const bool exact_a = a->kind <= GZ_VALUE_DECIMAL;
  const bool exact_b = b->kind <= GZ_VALUE_DECIMAL;
  return exact_a && exact_b ? gz_decimal_compare(a->decimal, b->decimal) : 0;
}

static int
order_durations(const struct gz_duration *a, const struct gz_duration *b) {
  // A month has 30.436875 days on average in the Gregorian calendar.
  const struct gz_decimal month = gz_decimal_from_int(2629746);
  struct gz_decimal x;
  struct gz_decimal y;
  if (gz_decimal_multiply(gz_decimal_from_int(a->months), month, &x) &&
      gz_decimal_multiply(gz_decimal_from_int(b->months), month, &y) &&
      gz_decimal_add(x, a->seconds, &x) && gz_decimal_add(y, b->seconds, &y)) {
    const int order = gz_decimal_compare(x, y);
    if (order) {
      return order;
    }
  }
  return (a->months > b->months) - (a->months < b->months);
}

int
gz_value_order(const struct gz_value *a, const struct gz_value *b) {
  const int rank_a = rank(a);
  const int rank_b = rank(b);
  if (rank_a != rank_b) {
    return rank_a < rank_b ? -1 : 1;
  }
  if (a->kind == GZ_VALUE_BOOLEAN) {
    return a->boolean - b->boolean;
  }
  if (gz_value_is_numeric(a)) {
    return order_numbers(a, b);
  }
  if (gz_value_is_time(a)) {
    return gz_datetime_order(&a->time, &b->time);
  }
  if (gz_value_is_duration(a)) {
    return order_durations(&a->duration, &b->duration);
  }
  int order = gz_str_compare(a->term.value, b->term.value);
  if (!order) {
    order = gz_str_compare(a->term.datatype, b->term.datatype);
  }
  return order ? order : gz_str_compare(a->term.language, b->term.language);
}
