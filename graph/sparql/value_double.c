#include "graph/sparql/value_decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Digits that can matter to a double; one more says whether any follow. */
#define MAX_SIGNIFICANT 770

/** What a number's text says: digits times 10^exponent. */
struct scanned {
  bool negative;
  int exponent;
  size_t count;                     /**< Significant digits */
  char digits[MAX_SIGNIFICANT + 2]; /**< Without leading zeros */
};

static bool
is_digit(char c) {
  return c >= '0' && c <= '9';
}

/** Read `[eE][+-]?digits` from `i` to the end of `text`. */
static bool
scan_exponent(struct gz_str text, size_t i, int *exponent) {
  ++i;
  const bool negative = i < text.size && text.data[i] == '-';
  if (negative || (i < text.size && text.data[i] == '+')) {
    ++i;
  }
  if (i == text.size) {
    return false;
  }
  int value = 0;
  for (; i < text.size; ++i) {
    if (!is_digit(text.data[i])) {
      return false;
    }
    if (value < 100000000) {
      value = value * 10 + (text.data[i] - '0');
    }
  }
  *exponent = negative ? -value : value;
  return true;
}

static bool
scan(struct gz_str text, struct scanned *out) {
  size_t i = 0;
  out->negative = text.size && text.data[0] == '-';
  if (out->negative || (text.size && text.data[0] == '+')) {
    ++i;
  }
  out->exponent = 0;
  out->count = 0;
  bool point = false;
  bool any = false;
  int written = 0;
  for (; i < text.size && text.data[i] != 'e' && text.data[i] != 'E'; ++i) {
    const char c = text.data[i];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(c)) {
      return false;
    }
    any = true;
    out->exponent -= point && out->exponent > -100000000;
    if (c == '0' && !out->count) {
      continue;
    }
    if (out->count < MAX_SIGNIFICANT) {
      out->digits[out->count++] = c;
    } else {
      out->exponent += out->exponent < 100000000;
      if (c != '0') {
        out->digits[MAX_SIGNIFICANT - 1] = '1';
      }
    }
  }
  if (!any || (i < text.size && !scan_exponent(text, i, &written))) {
    return false;
  }
  out->exponent += written;
  out->digits[out->count] = '\0';
  return true;
}

/**
 * The number with those digits.  No text given to strtod() has a point, which
 * is the only thing that it reads differently from locale to locale.
 */
static double
to_double(const struct scanned *number, bool single) {
  if (!number->count) {
    return number->negative ? -0.0 : 0.0;
  }
  char text[MAX_SIGNIFICANT + 32];
  (void)snprintf(text, sizeof text, "%s%se%d", number->negative ? "-" : "",
                 number->digits, number->exponent);
  return single ? (double)strtof(text, NULL) : strtod(text, NULL);
}

/**
 * Clinger's fast path (PLDI 1990): up to 15 digits and powers of ten up to 22
 * are exact as doubles, so that one operation rounds once.
 */
static bool
fast_double(const struct scanned *number, double *out) {
  static const double powers[] = {
      1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
      1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (number->count > 15 || number->exponent < -22 || number->exponent > 22) {
    return false;
  }
  uint64_t digits = 0;
  for (size_t i = 0; i < number->count; ++i) {
    digits = digits * 10 + (uint64_t)(number->digits[i] - '0');
  }
  double value = (double)digits;
  if (number->exponent < 0) {
    value /= powers[-number->exponent];
  } else {
    value *= powers[number->exponent];
  }
  *out = number->negative ? -value : value;
  return true;
}

bool
gz_double_parse(struct gz_str text, bool single, double *out) {
  if (gz_str_is(text, "NaN")) {
    *out = NAN;
    return true;
  }
  if (gz_str_is(text, "INF") || gz_str_is(text, "+INF")) {
    *out = INFINITY;
    return true;
  }
  if (gz_str_is(text, "-INF")) {
    *out = -INFINITY;
    return true;
  }
  struct scanned number;
  if (!scan(text, &number)) {
    return false;
  }
  if (single || !fast_double(&number, out)) {
    *out = to_double(&number, single);
  }
  return true;
}

/** The fewest digits that read back as `size`, which is finite and above 0. */
static void
shortest(double size, bool single, struct scanned *out) {
  // So many digits always survive the way there and back, but for numbers so
  // small that they have fewer bits.
  const bool small = size < (single ? 1.2e-38 : 2.3e-308);
  const int first = small ? 1 : single ? 6 : 15;
  const int last = single ? 9 : 17;
  for (int precision = first; precision <= last; ++precision) {
    char text[64];
    (void)snprintf(text, sizeof text, "%.*e", precision - 1, size);
    // d.dddde+xx, where the point may be any character of the locale.
    const char *e = strchr(text, 'e');
    out->negative = false;
    out->digits[0] = text[0];
    memcpy(out->digits + 1, e - (precision - 1), (size_t)(precision - 1));
    out->count = (size_t)precision;
    out->exponent = atoi(e + 1) - (precision - 1);
    while (out->count > 1 && out->digits[out->count - 1] == '0') {
      --out->count;
      ++out->exponent;
    }
    out->digits[out->count] = '\0';
    const double back = to_double(out, single);
    if (!(back < size) && !(back > size)) {
      return;
    }
  }
}

/** NaN, infinities and zero, which have no digits to look for. */
static size_t
write_special(double number, const char *zero, char text[GZ_NUMBER_SIZE]) {
  const char *word = isnan(number)              ? "NaN"
                     : isinf(number)            ? (number < 0 ? "-INF" : "INF")
                     : number < 0 || number > 0 ? NULL
                                                : zero;
  if (!word) {
    return 0;
  }
  size_t length = 0;
  if (word == zero && signbit(number)) {
    text[length++] = '-';
  }
  memcpy(text + length, word, strlen(word) + 1);
  return length + strlen(word);
}

size_t
gz_double_write(double number, bool single, char text[GZ_NUMBER_SIZE]) {
  const size_t special = write_special(number, "0.0E0", text);
  if (special) {
    return special;
  }
  struct scanned found;
  shortest(fabs(number), single, &found);
  const int length =
      snprintf(text, GZ_NUMBER_SIZE, "%s%c.%sE%d", number < 0 ? "-" : "",
               found.digits[0], found.count > 1 ? found.digits + 1 : "0",
               found.exponent + (int)found.count - 1);
  return (size_t)length;
}

bool
gz_decimal_from_double(double number, bool single, struct gz_decimal *out) {
  if (isnan(number) || isinf(number)) {
    return false;
  }
  struct scanned found = {.count = 1, .digits = "0"};
  if (number < 0 || number > 0) {
    shortest(fabs(number), single, &found);
  }
  struct gz_decimal digits;
  if (!gz_decimal_parse(gz_str_n(found.digits, found.count), true, &digits)) {
    return false;
  }
  for (; found.exponent > 0; --found.exponent) {
    if (!gz_decimal_multiply(digits, gz_decimal_from_int(10), &digits)) {
      return false;
    }
  }
  for (; found.exponent < -38; ++found.exponent) {
    digits.digits /= 10;
  }
  digits.scale = -found.exponent;
  // Brings it to its one form.
  (void)gz_decimal_multiply(digits, gz_decimal_from_int(1), &digits);
  *out = number < 0 ? gz_decimal_negate(digits) : digits;
  return true;
}

size_t
gz_double_write_plain(double number, bool single, char text[GZ_NUMBER_SIZE]) {
  const size_t special = write_special(number, "0", text);
  if (special) {
    return special;
  }
  const double size = fabs(number);
  struct gz_decimal decimal;
  if (size >= 1e-6 && size < 1e6 &&
      gz_decimal_from_double(number, single, &decimal)) {
    return gz_decimal_write(decimal, text);
  }
  return gz_double_write(number, single, text);
}

double
gz_decimal_to_double(struct gz_decimal number) {
  if (number.digits >= -((gz_int128)1 << 53) &&
      number.digits <= (gz_int128)1 << 53 && number.scale == 0) {
    return (double)number.digits;
  }
  char text[GZ_NUMBER_SIZE];
  double value = 0;
  (void)gz_double_parse(gz_str_n(text, gz_decimal_write(number, text)), false,
                        &value);
  return value;
}
