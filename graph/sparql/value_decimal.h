/**
 * @file value_decimal.h
 * Exact decimal numbers, and doubles as text: XSD 1.1 part 2, sections 3.3.3
 * to 3.3.5, and the arithmetic of XPath Functions and Operators, section 4.
 *
 * A struct gz_decimal is `digits` / 10^`scale`, with as few digits after the
 * point as the value needs, so that equal numbers have equal fields.
 *
 * Limits.     38 significant digits.  A sum, difference or product that needs
 *             more loses digits after the point, towards zero; one whose whole
 *             part needs more is an overflow, and the function returns false.
 *             A quotient has up to 18 digits after the point, cut towards zero.
 *
 * Locale.     Nothing here depends on it.
 *
 * Threads.    No state.  No memory is allocated, but by gz_double_parse() for
 *             texts of more than 700 digits.
 */

#ifndef GZ_SPARQL_VALUE_DECIMAL_H
#define GZ_SPARQL_VALUE_DECIMAL_H

#include "input/str.h"

#include <stdbool.h>

__extension__ typedef __int128 gz_int128;

/** An exact decimal number. */
struct gz_decimal {
  gz_int128 digits; /**< Below 10^38 in size */
  int scale;        /**< Digits after the point, 0 to 38 */
};

/** Bytes that gz_decimal_write() and gz_double_write() need at most. */
#define GZ_NUMBER_SIZE 48

/** The whole number `n`. */
struct gz_decimal gz_decimal_from_int(int64_t n);

/**
 * Read `[+-]? digits [. digits]` and all forms of xsd:decimal, or of
 * xsd:integer if `whole`.
 *
 * @return Whether `text` has that form and fits; `out` is unchanged if not.
 */
bool gz_decimal_parse(struct gz_str text, bool whole, struct gz_decimal *out);

/** Write the canonical form ("-0.5", "12"); returns its length in bytes. */
size_t gz_decimal_write(struct gz_decimal number, char text[GZ_NUMBER_SIZE]);

/** Order by value: <0, 0, >0.  Exact. */
int gz_decimal_compare(struct gz_decimal a, struct gz_decimal b);

/** Arithmetic; false on overflow, and on division by zero. */
bool gz_decimal_add(struct gz_decimal a, struct gz_decimal b,
                    struct gz_decimal *out);
bool gz_decimal_subtract(struct gz_decimal a, struct gz_decimal b,
                         struct gz_decimal *out);
bool gz_decimal_multiply(struct gz_decimal a, struct gz_decimal b,
                         struct gz_decimal *out);
bool gz_decimal_divide(struct gz_decimal a, struct gz_decimal b,
                       struct gz_decimal *out);

/** The number with its sign turned. */
struct gz_decimal gz_decimal_negate(struct gz_decimal number);

/** Whole numbers beside it; round() takes halves upwards, as fn:round does. */
struct gz_decimal gz_decimal_floor(struct gz_decimal number);
struct gz_decimal gz_decimal_ceil(struct gz_decimal number);
struct gz_decimal gz_decimal_round(struct gz_decimal number);
struct gz_decimal gz_decimal_truncate(struct gz_decimal number);

/** The nearest double. */
double gz_decimal_to_double(struct gz_decimal number);

/**
 * The shortest decimal that reads back as `number` (0.1 for 0.1e0, not its
 * 55 binary digits); false for NaN, infinities and overflow.  Digits that
 * do not fit after the point are cut.  With `single`, as a float.
 */
bool gz_decimal_from_double(double number, bool single, struct gz_decimal *out);

/** As an int64_t; false if it is not whole or does not fit. */
bool gz_decimal_to_int(struct gz_decimal number, int64_t *out);

/**
 * Read an xsd:double (or, if `single`, an xsd:float): correctly rounded.
 *
 * Accepts `INF`, `+INF`, `-INF` and `NaN` in just these letters.
 */
bool gz_double_parse(struct gz_str text, bool single, double *out);

/**
 * Write the canonical form of XSD: "1.0E0", "-2.5E-7", "INF", "NaN", with the
 * fewest digits that read back as the same number.  Returns the length.
 */
size_t gz_double_write(double number, bool single, char text[GZ_NUMBER_SIZE]);

/**
 * Write as XPath casts to xs:string: as a decimal from 0.000001 up to and
 * without 1000000, else as gz_double_write() does.  Returns the length.
 */
size_t gz_double_write_plain(double number, bool single,
                             char text[GZ_NUMBER_SIZE]);

#endif
