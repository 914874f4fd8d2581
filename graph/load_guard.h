/**
 * @file load_guard.h
 * Looks over Turtle and TriG before the parser does, for what it lets pass.
 *
 * Serd descends into brackets by recursion without a limit, and takes escapes
 * such as \ud800 that stand for no character.  The guard follows the bytes with
 * a small automaton (comments, IRIs, the four kinds of strings) that finds
 * both, and where they are.
 */

#ifndef GZ_GRAPH_LOAD_GUARD_H
#define GZ_GRAPH_LOAD_GUARD_H

#include "input/str.h"

#include <stdbool.h>

/** Where the guard is. */
enum gz_guard_state {
  GZ_GUARD_PLAIN,
  GZ_GUARD_COMMENT,
  GZ_GUARD_IRI,
  GZ_GUARD_OPENING, /**< Behind one or two quotes: may be of a long string */
  GZ_GUARD_SHORT,
  GZ_GUARD_LONG,
};

/** The state of the guard; all zero at the beginning. */
struct gz_guard {
  enum gz_guard_state state;
  char quote;        /**< Of the string */
  unsigned quotes;   /**< How many in a row */
  bool escaped;      /**< The byte before was a backslash */
  unsigned digits;   /**< Hexadecimal digits of an escape still to come */
  uint32_t code;     /**< Its value so far */
  size_t depth;      /**< Brackets open */
  size_t line;       /**< Line feeds passed */
  size_t column;     /**< Characters passed in this line */
  const char *wrong; /**< What was found, or null */
  bool too_deep;     /**< It was nesting */
};

/** Look over the next bytes; false, and see `wrong`, if they cannot pass. */
bool gz_guard_look(struct gz_guard *guard, struct gz_str text);

#endif
