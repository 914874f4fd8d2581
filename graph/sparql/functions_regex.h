/**
 * @file functions_regex.h
 * Regular expressions of XPath, run by PCRE2.
 *
 * The syntax is that of XML Schema part 2, appendix G, with the additions of
 * XPath Functions and Operators, section 7.6.1 (anchors, reluctant
 * quantifiers, groups, back-references), `(?:…)` and \b, \B.  It is translated
 * into PCRE2's, so that what PCRE2 reads otherwise means what XPath says:
 *
 *     \d \w \i \c             Unicode's digits, words; XML's name characters
 *     [a-z-[aeiou]]           subtraction of classes
 *     $ without flag m        the end of the string only
 *     flag x                  white space is left out; "#" is a character
 *
 * Threads.    One thread at a time may use a regular expression.
 */

#ifndef GZ_SPARQL_FUNCTIONS_REGEX_H
#define GZ_SPARQL_FUNCTIONS_REGEX_H

#include "input/buffer.h"
#include "input/status.h"
#include "input/str.h"

#include <stdbool.h>

struct gz_regex;

/**
 * Compile `pattern` with `flags`, of "smixq".
 *
 * @return #GZ_OK; #GZ_BAD_INPUT if one of them is not right; #GZ_NO_MEMORY;
 *         #GZ_TOO_LARGE for a pattern of more than #GZ_MAX_FIELD_BYTES bytes.
 */
enum gz_status gz_regex_new(struct gz_str pattern, struct gz_str flags,
                            struct gz_regex **regex);

/** Free `regex`.  Null is fine. */
void gz_regex_free(struct gz_regex *regex);

/**
 * Say whether `regex` matches some part of `text`.
 *
 * @return #GZ_OK; #GZ_BAD_INPUT if `text` is not UTF-8; #GZ_TOO_LARGE if it
 *         takes more steps than PCRE2's limit; #GZ_NO_MEMORY.
 */
enum gz_status gz_regex_match(struct gz_regex *regex, struct gz_str text,
                              bool *found);

/**
 * fn:replace: write `text` to `out`, each match replaced.
 *
 * In `replacement`, $N is what group N matched, \$ and \\ those characters.
 *
 * @return As gz_regex_match(); #GZ_BAD_INPUT also for a wrong `replacement`,
 *         and if `regex` matches the empty string.
 */
enum gz_status gz_regex_replace(struct gz_regex *regex, struct gz_str text,
                                struct gz_str replacement,
                                struct gz_buffer *out);

/**
 * Translate an XPath pattern into one of PCRE2; for gz_regex_new().
 *
 * @param spaced  Flag x: leave out white space.
 * @return #GZ_OK, #GZ_BAD_INPUT, #GZ_NO_MEMORY or #GZ_TOO_LARGE.
 */
enum gz_status gz_regex_translate(struct gz_str pattern, bool spaced,
                                  struct gz_buffer *out);

#endif
