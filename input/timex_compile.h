/**
 * @file timex_compile.h
 * Patterns of the rules for times into steps; see timex_rules.h.
 *
 * A recursive-descent parser that writes steps as it goes; brackets and
 * definitions may be nested only so deep.
 */

#ifndef GZ_INPUT_TIMEX_COMPILE_H
#define GZ_INPUT_TIMEX_COMPILE_H

#include "input/timex_rules.h"

/** A pattern that has a name. */
struct gz_time_definition {
  struct gz_str name;
  struct gz_str pattern;
};

/** The rules that are being read, and where. */
struct gz_time_parser {
  struct gz_timex_rules *rules;
  struct gz_str text; /**< The file */
  struct gz_str rest; /**< Of the pattern that is being compiled */
  unsigned nesting;
  GZ_LIST(struct gz_time_definition) definitions;
  struct gz_arena *arena; /**< For `definitions` */
  struct gz_error *error;
};

/** Fail with #GZ_BAD_INPUT at the place in the file that `where` points to. */
enum gz_status gz_time_fail(const struct gz_time_parser *parser,
                            const char *where, const char *message,
                            struct gz_str what);

/** Fail with #GZ_NO_MEMORY. */
enum gz_status gz_time_no_memory(const struct gz_time_parser *parser);

/** Take white space and comments off the front. */
void gz_time_skip_space(struct gz_str *text);

/** Take letters, digits, '-', '_' and apostrophes off the front. */
struct gz_str gz_time_take_name(struct gz_str *text);

/** Take `c` off the front if it is there. */
bool gz_time_take_char(struct gz_str *text, char c);

/** Whether `text` is a number or the name of a constant, and its value. */
bool gz_time_read_value(struct gz_str text, int32_t *value);

/** Put a word into the lexicon in small letters; `flags`: what it was like. */
enum gz_status gz_time_add_word(struct gz_time_parser *parser,
                                struct gz_str text, uint32_t *word,
                                uint16_t *flags);

/**
 * Add the steps of `pattern`, which is a part of the file.
 *
 * @return #GZ_OK, #GZ_BAD_INPUT, #GZ_TOO_LARGE or #GZ_NO_MEMORY.
 */
enum gz_status gz_time_compile(struct gz_time_parser *parser,
                               struct gz_str pattern);

#endif
