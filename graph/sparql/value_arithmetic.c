#include "graph/sparql/value.h"

/** Arithmetic on exact numbers. */
static bool
compute_exact(enum gz_arithmetic operation, struct gz_decimal a,
              struct gz_decimal b, struct gz_decimal *out) {
  switch (operation) {
  case GZ_ADD:
    return gz_decimal_add(a, b, out);
  case GZ_SUBTRACT:
    return gz_decimal_subtract(a, b, out);
  case GZ_MULTIPLY:
    return gz_decimal_multiply(a, b, out);
  case GZ_DIVIDE:
    return gz_decimal_divide(a, b, out);
  }
  return false;
}

static double
compute_real(enum gz_arithmetic operation, double a, double b) {
  switch (operation) {
  case GZ_ADD:
    return a + b;
  case GZ_SUBTRACT:
    return a - b;
  case GZ_MULTIPLY:
    return a * b;
  case GZ_DIVIDE:
    return a / b;
  }
  return 0;
}

static bool
compute_numbers(enum gz_arithmetic operation, struct gz_value a,
                struct gz_value b, struct gz_value *out) {
  const enum gz_value_kind kind = gz_value_promote(&a, &b);
  if (kind >= GZ_VALUE_FLOAT) {
    // Rounding to double first does not change a float: 53 >= 2 * 24 + 2.
    const double result = compute_real(operation, a.real, b.real);
    *out = kind == GZ_VALUE_FLOAT ? gz_value_from_float(result)
                                  : gz_value_from_double(result);
    return true;
  }
  struct gz_decimal result;
  if (!compute_exact(operation, a.decimal, b.decimal, &result)) {
    return false;
  }
  *out = kind == GZ_VALUE_INTEGER && operation != GZ_DIVIDE
             ? gz_value_from_integer(result)
             : gz_value_from_decimal(result);
  return true;
}

/** The kind of the sum of two durations. */
static enum gz_value_kind
joined_kind(const struct gz_value *a, const struct gz_value *b) {
  return a->kind == b->kind ? a->kind : GZ_VALUE_DURATION;
}

static bool
same_sign(const struct gz_duration *duration) {
  return !(duration->months < 0 && duration->seconds.digits > 0) &&
         !(duration->months > 0 && duration->seconds.digits < 0);
}

static struct gz_duration
negate(struct gz_duration duration) {
  duration.months = -duration.months;
  duration.seconds = gz_decimal_negate(duration.seconds);
  return duration;
}

static bool
add_durations(const struct gz_value *a, struct gz_duration b,
              enum gz_value_kind kind, struct gz_value *out) {
  struct gz_value sum = {.kind = kind};
  sum.duration.months = a->duration.months + b.months;
  if (!gz_decimal_add(a->duration.seconds, b.seconds, &sum.duration.seconds) ||
      !same_sign(&sum.duration)) {
    return false;
  }
  *out = sum;
  return true;
}

/** A duration times or over a number, which is taken as a decimal. */
static bool
scale_duration(enum gz_arithmetic operation, const struct gz_value *duration,
               const struct gz_value *number, struct gz_value *out) {
  struct gz_decimal factor;
  if (number->kind <= GZ_VALUE_DECIMAL) {
    factor = number->decimal;
  } else if (!gz_decimal_from_double(number->real,
                                     number->kind == GZ_VALUE_FLOAT, &factor)) {
    return false;
  }
  struct gz_decimal months;
  struct gz_value result = {.kind = duration->kind};
  if (!compute_exact(operation, gz_decimal_from_int(duration->duration.months),
                     factor, &months) ||
      !compute_exact(operation, duration->duration.seconds, factor,
                     &result.duration.seconds) ||
      !gz_decimal_to_int(gz_decimal_round(months), &result.duration.months)) {
    return false;
  }
  *out = result;
  return true;
}

static bool
add_to_time(enum gz_arithmetic operation, const struct gz_value *time,
            const struct gz_value *duration, struct gz_value *out) {
  const struct gz_duration length = operation == GZ_SUBTRACT
                                        ? negate(duration->duration)
                                        : duration->duration;
  if (time->kind == GZ_VALUE_TIME ? duration->kind != GZ_VALUE_DAY_TIME
                                  : time->kind > GZ_VALUE_TIME) {
    return false;
  }
  struct gz_value sum = {.kind = time->kind};
  if (!gz_datetime_add(&time->time, &length, &sum.time)) {
    return false;
  }
  if (time->kind == GZ_VALUE_TIME) { // the day does not matter, but must be one
    sum.time.year = time->time.year;
    sum.time.month = time->time.month;
    sum.time.day = time->time.day;
  } else if (time->kind == GZ_VALUE_DATE) {
    sum.time.hour = sum.time.minute = 0;
    sum.time.second = gz_decimal_from_int(0);
  }
  *out = sum;
  return true;
}

bool
gz_value_arithmetic(enum gz_arithmetic operation, const struct gz_value *a,
                    const struct gz_value *b, struct gz_value *out) {
  if (gz_value_is_numeric(a) && gz_value_is_numeric(b)) {
    return compute_numbers(operation, *a, *b, out);
  }
  const bool sum = operation == GZ_ADD || operation == GZ_SUBTRACT;
  if (gz_value_is_duration(a)) {
    if (sum && gz_value_is_duration(b)) {
      return add_durations(
          a, operation == GZ_SUBTRACT ? negate(b->duration) : b->duration,
          joined_kind(a, b), out);
    }
    if (!sum && gz_value_is_numeric(b)) {
      return scale_duration(operation, a, b, out);
    }
    return operation == GZ_ADD && gz_value_is_time(b) &&
           add_to_time(operation, b, a, out);
  }
  if (gz_value_is_duration(b)) {
    if (operation == GZ_MULTIPLY && gz_value_is_numeric(a)) {
      return scale_duration(operation, b, a, out);
    }
    return sum && gz_value_is_time(a) && add_to_time(operation, a, b, out);
  }
  if (operation == GZ_SUBTRACT && gz_value_is_time(a) && a->kind == b->kind &&
      a->kind <= GZ_VALUE_TIME) {
    struct gz_value difference = {.kind = GZ_VALUE_DAY_TIME};
    if (!gz_datetime_subtract(&a->time, &b->time,
                              &difference.duration.seconds)) {
      return false;
    }
    *out = difference;
    return true;
  }
  return false;
}
