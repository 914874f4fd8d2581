/**
 * @file value.h
 * What an expression works on: a term, and what it means.
 *
 * SPARQL 1.1 section 17, the datatypes of XML Schema 1.1 part 2 and the
 * operators of XPath and XQuery Functions and Operators.  A value comes from a
 * term (gz_value_from_term()) or from a computation (gz_value_from_…());
 * gz_value_to_term() gives it back: unchanged if it came from a term, in
 * XSD's canonical form if it was computed.
 *
 * Well-typed. A literal of a datatype below whose text is not in its lexical
 *             space is a #GZ_VALUE_OTHER, as is one of an unknown datatype:
 *             a term that has no value.  So is a number beyond the limits of
 *             value_decimal.h and a time beyond those of value_time.h.
 *
 * Numbers.    xsd:integer and all that derive from it, and xsd:decimal, are
 *             exact to 38 digits; xsd:float and xsd:double are IEEE 754.  Two
 *             operands are promoted to the first that both can be, of
 *             integer, decimal, float, double.
 *
 * Ownership.  Strings are views: of the term that the value came from, or of
 *             the arena that the function was given.
 *
 * Threads.    No state.
 */

#ifndef GZ_SPARQL_VALUE_H
#define GZ_SPARQL_VALUE_H

#include "graph/sparql/value_time.h"
#include "ontology/term.h"

struct gz_arena;

/** What a value is.  The order is that of ORDER BY: see gz_value_order(). */
enum gz_value_kind {
  GZ_VALUE_UNBOUND, /**< No value: an unbound variable, an error */
  GZ_VALUE_BLANK,
  GZ_VALUE_IRI,
  GZ_VALUE_BOOLEAN,
  GZ_VALUE_INTEGER, /**< And all that derive from it */
  GZ_VALUE_DECIMAL,
  GZ_VALUE_FLOAT,
  GZ_VALUE_DOUBLE,
  GZ_VALUE_DATETIME,
  GZ_VALUE_DATE,
  GZ_VALUE_TIME,
  GZ_VALUE_YEAR,
  GZ_VALUE_YEAR_MONTH,
  GZ_VALUE_MONTH,
  GZ_VALUE_MONTH_DAY,
  GZ_VALUE_DAY,
  GZ_VALUE_DURATION,
  GZ_VALUE_DAY_TIME,    /**< xsd:dayTimeDuration */
  GZ_VALUE_YEAR_MONTHS, /**< xsd:yearMonthDuration */
  GZ_VALUE_STRING,      /**< xsd:string */
  GZ_VALUE_TAGGED,      /**< rdf:langString */
  GZ_VALUE_OTHER,       /**< Ill-typed, or of a datatype not known here */
};

/** A value. */
struct gz_value {
  enum gz_value_kind kind;
  /** The term it came from; of a computed number, time or boolean,
   *  #GZ_TERM_NONE. */
  struct gz_term term;
  union {
    bool boolean;
    struct gz_decimal decimal;   /**< INTEGER, DECIMAL */
    double real;                 /**< FLOAT, DOUBLE */
    struct gz_datetime time;     /**< DATETIME to DAY */
    struct gz_duration duration; /**< DURATION, DAY_TIME, YEAR_MONTHS */
  };
};

/** The value of `term`, whose strings it borrows. */
void gz_value_from_term(const struct gz_term *term, struct gz_value *value);

/** Computed values. */
struct gz_value gz_value_from_boolean(bool boolean);
struct gz_value gz_value_from_int(int64_t n);
struct gz_value gz_value_from_decimal(struct gz_decimal decimal);
struct gz_value gz_value_from_integer(struct gz_decimal whole);
struct gz_value gz_value_from_double(double number);
struct gz_value gz_value_from_float(double number);
struct gz_value gz_value_from_string(struct gz_str text);
struct gz_value gz_value_from_tagged(struct gz_str text,
                                     struct gz_str language);
struct gz_value gz_value_from_iri(struct gz_str iri);

/**
 * The term of `value`: the one it came from, or one in canonical form.
 *
 * @param arena  Where the text of a computed value goes.
 * @param[out] term  #GZ_TERM_NONE for #GZ_VALUE_UNBOUND.
 * @return #GZ_OK or #GZ_NO_MEMORY.
 */
enum gz_status gz_value_to_term(const struct gz_value *value,
                                struct gz_arena *arena, struct gz_term *term);

/**
 * Write a computed boolean, number, time or duration in canonical form.
 *
 * @return The length; 0 for any other kind.
 */
size_t gz_value_write(const struct gz_value *value, char text[GZ_TIME_SIZE]);

/** IRI of the datatype of `value`; empty if it is no literal. */
struct gz_str gz_value_datatype(const struct gz_value *value);

/** Which literal datatype has that IRI: #GZ_VALUE_OTHER if none does. */
enum gz_value_kind gz_value_kind_of_datatype(struct gz_str iri);

/** Whether it is a literal, a number, a date or time, or a duration. */
bool gz_value_is_literal(const struct gz_value *value);
bool gz_value_is_numeric(const struct gz_value *value);
bool gz_value_is_time(const struct gz_value *value);
bool gz_value_is_duration(const struct gz_value *value);

/**
 * Effective boolean value, section 17.2.2.
 *
 * @return False for a type error.
 */
bool gz_value_truth(const struct gz_value *value, bool *truth);

/**
 * The operator `=`: by value for datatypes that are known, RDFterm-equal for
 * all else.
 *
 * Values of two known datatypes that share no values (a number and a string)
 * are different; whether two different literals of which one has no value
 * are equal cannot be told.
 *
 * @return False for a type error.
 */
bool gz_value_equal(const struct gz_value *a, const struct gz_value *b,
                    bool *equal);

/** How two values compare. */
enum gz_comparison {
  GZ_LESS = -1,
  GZ_SAME = 0,
  GZ_MORE = 1,
  GZ_UNORDERED = 2, /**< NaN and anything: all of <, =, > are false */
};

/**
 * The operators `<`, `>`, `<=`, `>=`.
 *
 * Compares numbers, booleans (false first), strings (by code points), strings
 * with the same language tag, times of one datatype and durations.
 *
 * @return False for a type error.
 */
bool gz_value_compare(const struct gz_value *a, const struct gz_value *b,
                      enum gz_comparison *order);

/** Whether both have the same term (function sameTerm). */
bool gz_value_same_term(const struct gz_value *a, const struct gz_value *b);

/**
 * The order of ORDER BY: total, and agreeing with gz_value_compare() where
 * that has an answer.
 *
 * Unbound, blank nodes, IRIs, then literals: booleans, numbers (NaN first),
 * each kind of date and time, durations, strings with and without a tag
 * (together, by code points, then by tag), all other literals by text,
 * then datatype.  0 only for values that `=` finds equal or for the same
 * term; times without a zone are taken as UTC.
 */
int gz_value_order(const struct gz_value *a, const struct gz_value *b);

/**
 * Promote two numbers to their common type.
 *
 * @return That kind; both then hold `decimal` (INTEGER, DECIMAL) or `real`.
 *         #GZ_VALUE_UNBOUND if one is no number.
 */
enum gz_value_kind gz_value_promote(struct gz_value *a, struct gz_value *b);

/** Which arithmetic. */
enum gz_arithmetic { GZ_ADD, GZ_SUBTRACT, GZ_MULTIPLY, GZ_DIVIDE };

/**
 * Numbers as XPath has it (integers divide to a decimal; division of exact
 * numbers by zero and overflow are errors), and times and durations: time -
 * time, time ± duration, duration ± duration, duration * or / number.
 *
 * @return False for a type error.
 */
bool gz_value_arithmetic(enum gz_arithmetic operation, const struct gz_value *a,
                         const struct gz_value *b, struct gz_value *out);

/**
 * Cast to a literal datatype, section 17.5 and XPath Functions, section 17.
 *
 * @param kind  One from #GZ_VALUE_BOOLEAN to #GZ_VALUE_STRING.
 * @return #GZ_OK; #GZ_BAD_INPUT if it cannot be cast; #GZ_NO_MEMORY.
 */
enum gz_status gz_value_cast(const struct gz_value *value,
                             enum gz_value_kind kind, struct gz_arena *arena,
                             struct gz_value *out);

#endif
