/**
 * @file functions.h
 * The functions of SPARQL 1.1, section 17.4, on values.
 *
 * Those that look at their arguments only; what decides for itself what it
 * evaluates (BOUND, IF, COALESCE, ||, &&, IN, EXISTS) is in eval.c.
 *
 * Strings are counted in code points.  Case is mapped as Unicode's default
 * algorithms have it (toUppercase, toLowercase with final sigma), whatever
 * the locale.  Hashes are of the UTF-8 bytes.
 *
 * Regular expressions are those of XPath and XQuery Functions and Operators,
 * section 7.6.1, with the flags s, m, i, x and q, run by PCRE2: classes with
 * subtraction ([a-z-[aeiou]]), \i, \c, \p{L}; also \b and (?: ).  A block
 * escape (\p{IsGreek}) is an error.  Patterns are compiled once per query.
 *
 * Errors.     As in eval.h: #GZ_BAD_INPUT is SPARQL's type error.
 */

#ifndef GZ_SPARQL_FUNCTIONS_H
#define GZ_SPARQL_FUNCTIONS_H

#include "graph/sparql/eval.h"
#include "graph/sparql/value.h"

/**
 * Call the function of `op`, a #GZ_BUILTIN or cast of functions.def.
 *
 * @param arguments  As many as functions.def allows, all bound.
 * @return #GZ_OK; #GZ_BAD_INPUT for an error of SPARQL's; #GZ_NO_MEMORY;
 *         #GZ_TOO_LARGE if a string would have more than #GZ_MAX_LINE_BYTES
 *         bytes, or a regular expression takes more steps than it may.
 */
enum gz_status gz_function_call(struct gz_sparql_context *context,
                                enum gz_sparql_op op,
                                const struct gz_value *arguments, size_t count,
                                struct gz_value *value);

/* The parts of gz_function_call(), by file: same arguments, same results. */

/** functions_string.c: STRLEN to STRAFTER, CONCAT, LANGMATCHES and the like. */
enum gz_status gz_function_string(struct gz_sparql_context *context,
                                  enum gz_sparql_op op,
                                  const struct gz_value *arguments,
                                  size_t count, struct gz_value *value);

/** functions_case.c: UCASE if `upper`, or else LCASE. */
enum gz_status gz_function_case(struct gz_sparql_context *context, bool upper,
                                const struct gz_value *argument,
                                struct gz_value *value);

/** functions_hash.c: MD5 to SHA512. */
enum gz_status gz_function_hash(struct gz_sparql_context *context,
                                enum gz_sparql_op op,
                                const struct gz_value *argument,
                                struct gz_value *value);

/** functions_time.c: YEAR to TZ. */
enum gz_status gz_function_time(struct gz_sparql_context *context,
                                enum gz_sparql_op op,
                                const struct gz_value *argument,
                                struct gz_value *value);

/** functions_regex.c: REGEX and REPLACE. */
enum gz_status gz_function_regex(struct gz_sparql_context *context,
                                 enum gz_sparql_op op,
                                 const struct gz_value *arguments, size_t count,
                                 struct gz_value *value);

/** Whether `value` is a string, with or without a language tag. */
static inline bool
gz_value_is_string(const struct gz_value *value) {
  return value->kind == GZ_VALUE_STRING || value->kind == GZ_VALUE_TAGGED;
}

/** A string with the language tag of `like`, if that has one. */
static inline struct gz_value
gz_value_string_like(const struct gz_value *like, struct gz_str text) {
  return like->kind == GZ_VALUE_TAGGED
             ? gz_value_from_tagged(text, like->term.language)
             : gz_value_from_string(text);
}

#endif
