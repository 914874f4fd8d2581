#include "graph/sparql/value_decimal.h"

#include <string.h>

__extension__ typedef unsigned __int128 uint128;

#define MAX_DIGITS 38
#define QUOTIENT_SCALE 18

/** 10^19, and from it 10^38, which no number reaches. */
#define TEN19 UINT64_C(10000000000000000000)
#define LIMIT ((uint128)TEN19 * TEN19)

/** 10^n for 0 <= n <= 38. */
static uint128
power10(int n) {
  uint128 power = 1;
  while (n-- > 0) {
    power *= 10;
  }
  return power;
}

static uint128
magnitude(gz_int128 n) {
  return n < 0 ? -(uint128)n : (uint128)n;
}

/** Make the number with that size and sign, in its one form. */
static bool
normalise(uint128 size, bool negative, int scale, struct gz_decimal *out) {
  while (scale > 0 && size % 10 == 0) {
    size /= 10;
    --scale;
  }
  while (scale > 0 && (size >= LIMIT || scale > MAX_DIGITS)) {
    size /= 10;
    --scale;
  }
  if (size >= LIMIT) {
    return false;
  }
  out->digits = negative ? -(gz_int128)size : (gz_int128)size;
  out->scale = size ? scale : 0;
  return true;
}

struct gz_decimal
gz_decimal_from_int(int64_t n) {
  return (struct gz_decimal){.digits = n};
}

bool
gz_decimal_parse(struct gz_str text, bool whole, struct gz_decimal *out) {
  size_t i = 0;
  const bool negative = text.size && text.data[0] == '-';
  if (negative || (text.size && text.data[0] == '+')) {
    ++i;
  }
  uint128 size = 0;
  int scale = 0;
  int zeros = 0; // after the point, not yet counted
  bool point = false;
  bool any = false;
  const uint128 most = LIMIT / 10;
  for (; i < text.size; ++i) {
    const char c = text.data[i];
    if (c == '.' && !point && !whole) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') {
      return false;
    }
    any = true;
    if (point && c == '0') {
      ++zeros;
      continue;
    }
    for (; point && zeros > 0; --zeros, ++scale) {
      if (size >= most || scale >= MAX_DIGITS) {
        return false;
      }
      size *= 10;
    }
    if (size >= most || scale >= MAX_DIGITS) {
      return false;
    }
    size = size * 10 + (unsigned)(c - '0');
    scale += point;
  }
  return any && normalise(size, negative, scale, out);
}

size_t
gz_decimal_write(struct gz_decimal number, char text[GZ_NUMBER_SIZE]) {
  char reversed[GZ_NUMBER_SIZE];
  size_t n = 0;
  uint128 size = magnitude(number.digits);
  int scale = number.scale;
  while (size || scale >= 0) {
    reversed[n++] = (char)('0' + (int)(size % 10));
    size /= 10;
    if (--scale == 0) {
      reversed[n++] = '.';
    } else if (scale < 0 && !size) {
      break;
    }
  }
  size_t length = 0;
  if (number.digits < 0) {
    text[length++] = '-';
  }
  while (n > 0) {
    text[length++] = reversed[--n];
  }
  text[length] = '\0';
  return length;
}

/**
 * Bring both to the same scale.  When the digits of one do not fit, the
 * common scale is cut, and with it digits of the other.
 */
static void
align(struct gz_decimal *a, struct gz_decimal *b) {
  struct gz_decimal *low = a->scale < b->scale ? a : b;
  struct gz_decimal *high = low == a ? b : a;
  while (low->scale < high->scale) {
    if (magnitude(low->digits) < LIMIT / 10) {
      low->digits *= 10;
      ++low->scale;
    } else {
      high->digits /= 10;
      --high->scale;
    }
  }
}

int
gz_decimal_compare(struct gz_decimal a, struct gz_decimal b) {
  if (a.scale == b.scale) {
    return (a.digits > b.digits) - (a.digits < b.digits);
  }
  if ((a.digits < 0) != (b.digits < 0)) {
    return a.digits < 0 ? -1 : 1;
  }
  // Whole parts, then the digits after the point, one scale for both.
  const uint128 pa = power10(a.scale);
  const uint128 pb = power10(b.scale);
  const uint128 wa = magnitude(a.digits) / pa;
  const uint128 wb = magnitude(b.digits) / pb;
  int order = (wa > wb) - (wa < wb);
  if (!order) {
    const uint128 fa = magnitude(a.digits) % pa * power10(MAX_DIGITS - a.scale);
    const uint128 fb = magnitude(b.digits) % pb * power10(MAX_DIGITS - b.scale);
    order = (fa > fb) - (fa < fb);
  }
  return a.digits < 0 || b.digits < 0 ? -order : order;
}

bool
gz_decimal_add(struct gz_decimal a, struct gz_decimal b,
               struct gz_decimal *out) {
  if (a.scale != b.scale) {
    align(&a, &b);
  }
  // Both are below 10^38, so the sum is below 2 * 10^38 in size: too much for
  // a signed number, but not for an unsigned one.
  const bool negative = a.digits < 0;
  if (negative == (b.digits < 0)) {
    return normalise(magnitude(a.digits) + magnitude(b.digits), negative,
                     a.scale, out);
  }
  const gz_int128 sum = a.digits + b.digits;
  return normalise(magnitude(sum), sum < 0, a.scale, out);
}

bool
gz_decimal_subtract(struct gz_decimal a, struct gz_decimal b,
                    struct gz_decimal *out) {
  return gz_decimal_add(a, gz_decimal_negate(b), out);
}

/** Divide the 256-bit number high:low by 10. */
static void
divide256(uint128 *high, uint128 *low) {
  uint64_t parts[4] = {(uint64_t)(*high >> 64), (uint64_t)*high,
                       (uint64_t)(*low >> 64), (uint64_t)*low};
  uint64_t rest = 0;
  for (int i = 0; i < 4; ++i) {
    const uint128 n = ((uint128)rest << 64) | parts[i];
    parts[i] = (uint64_t)(n / 10);
    rest = (uint64_t)(n % 10);
  }
  *high = ((uint128)parts[0] << 64) | parts[1];
  *low = ((uint128)parts[2] << 64) | parts[3];
}

bool
gz_decimal_multiply(struct gz_decimal a, struct gz_decimal b,
                    struct gz_decimal *out) {
  const uint128 x = magnitude(a.digits);
  const uint128 y = magnitude(b.digits);
  const bool negative = (a.digits < 0) != (b.digits < 0);
  int scale = a.scale + b.scale;
  const uint128 x0 = (uint64_t)x, x1 = x >> 64;
  const uint128 y0 = (uint64_t)y, y1 = y >> 64;
  const uint128 middle0 = x0 * y1;
  const uint128 middle1 = x1 * y0;
  uint128 low = x0 * y0;
  uint128 high = x1 * y1 + (middle0 >> 64) + (middle1 >> 64);
  const uint128 low0 = low + (middle0 << 64);
  high += low0 < low;
  low = low0 + (middle1 << 64);
  high += low < low0;
  while (scale > 0 && (high || low >= LIMIT)) {
    divide256(&high, &low);
    --scale;
  }
  return !high && normalise(low, negative, scale, out);
}

bool
gz_decimal_divide(struct gz_decimal a, struct gz_decimal b,
                  struct gz_decimal *out) {
  if (!b.digits) {
    return false;
  }
  const uint128 x = magnitude(a.digits);
  const uint128 y = magnitude(b.digits);
  const uint128 most = LIMIT / 10;
  uint128 quotient = x / y;
  uint128 rest = x % y;
  int scale = a.scale - b.scale;
  // School division, one digit a time.
  while (rest && scale < QUOTIENT_SCALE) {
    unsigned digit = 0;
    if (y < most / 10) {
      digit = (unsigned)(rest * 10 / y);
      rest = rest * 10 % y;
    } else {
      // 10 * rest would not fit: add it up, taking off y as often as it goes.
      uint128 sum = 0;
      for (int i = 0; i < 10; ++i) {
        sum += rest;
        if (sum >= y) {
          sum -= y;
          ++digit;
        }
      }
      rest = sum;
    }
    if (quotient >= most) {
      if (scale < 0) {
        return false;
      }
      break;
    }
    quotient = quotient * 10 + digit;
    ++scale;
  }
  for (; scale < 0; ++scale) {
    if (quotient >= most) {
      return false;
    }
    quotient *= 10;
  }
  return normalise(quotient, (a.digits < 0) != (b.digits < 0), scale, out);
}

struct gz_decimal
gz_decimal_negate(struct gz_decimal number) {
  number.digits = -number.digits;
  return number;
}

struct gz_decimal
gz_decimal_truncate(struct gz_decimal number) {
  number.digits /= (gz_int128)power10(number.scale);
  number.scale = 0;
  return number;
}

struct gz_decimal
gz_decimal_floor(struct gz_decimal number) {
  const bool down = number.digits < 0 && number.scale > 0;
  number = gz_decimal_truncate(number);
  number.digits -= down;
  return number;
}

struct gz_decimal
gz_decimal_ceil(struct gz_decimal number) {
  return gz_decimal_negate(gz_decimal_floor(gz_decimal_negate(number)));
}

struct gz_decimal
gz_decimal_round(struct gz_decimal number) {
  if (!number.scale) {
    return number;
  }
  // floor(n + 1/2), with the half found from the first digit after the point.
  const struct gz_decimal floor = gz_decimal_floor(number);
  const gz_int128 unit = (gz_int128)power10(number.scale);
  const gz_int128 above = number.digits - floor.digits * unit;
  return (struct gz_decimal){.digits = floor.digits + (above >= unit - above)};
}

bool
gz_decimal_to_int(struct gz_decimal number, int64_t *out) {
  if (number.scale || number.digits > INT64_MAX || number.digits < INT64_MIN) {
    return false;
  }
  *out = (int64_t)number.digits;
  return true;
}
