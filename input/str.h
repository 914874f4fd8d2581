/**
 * @file str.h
 * Views of UTF-8 text: a pointer and a length, never owned.
 *
 * A struct gz_str is passed by value.  Its bytes belong to somebody else and
 * need no terminator; `data` may be null only if `size` is 0.  Sizes are bytes.
 */

#ifndef GZ_INPUT_STR_H
#define GZ_INPUT_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A view of text. */
struct gz_str {
  const char *data; /**< First byte; not terminated */
  size_t size;      /**< How many bytes */
};

/** A stretch of a text, in bytes: [begin, end). */
struct gz_span {
  uint32_t begin; /**< Offset of the first byte */
  uint32_t end;   /**< Offset just past the last byte; never below `begin` */
};

/** The view of a string literal. */
#define GZ_STR(literal) ((struct gz_str){(literal), sizeof(literal) - 1})

/** How to print a view with printf: `printf("%.*s", GZ_STR_ARGS(s))`. */
#define GZ_STR_ARGS(s) (int)(s).size, (s).data

/** View of a terminated string; null gives the empty view.  Measures it. */
struct gz_str gz_str(const char *text);

/** View of `size` bytes at `data`. */
struct gz_str gz_str_n(const char *data, size_t size);

/** The part of `text` from `begin` to `end`, both clipped to its size. */
struct gz_str gz_str_part(struct gz_str text, size_t begin, size_t end);

/** Whether `a` and `b` have the same bytes. */
bool gz_str_equal(struct gz_str a, struct gz_str b);

/** Whether `a` is the same as the terminated string `b`. */
bool gz_str_is(struct gz_str a, const char *b);

/** Whether they are the same but for the case of ASCII letters. */
bool gz_str_equal_nocase(struct gz_str a, struct gz_str b);

/** Whether `text` is one of `count` words, but for the case of ASCII letters.
 */
bool gz_str_is_one_of(struct gz_str text, const char *const *words,
                      size_t count);

/** Whether `text` is one of an array of words, whatever the case. */
#define GZ_IS_ONE_OF(text, words)                                              \
  gz_str_is_one_of((text), (words), sizeof(words) / sizeof *(words))

/** Order by bytes, which for UTF-8 is the order of code points: <0, 0, >0. */
int gz_str_compare(struct gz_str a, struct gz_str b);

/** Whether `text` begins with `prefix`. */
bool gz_str_starts(struct gz_str text, struct gz_str prefix);

/** Whether `text` ends with `suffix`. */
bool gz_str_ends(struct gz_str text, struct gz_str suffix);

/** Offset of the first `c` in `text`, or `text.size`. */
size_t gz_str_find(struct gz_str text, char c);

/** `text` without ASCII white space at both ends. */
struct gz_str gz_str_trim(struct gz_str text);

/** 64-bit hash of the bytes (FNV-1a with a final mix); same on all machines. */
uint64_t gz_str_hash(struct gz_str text);

#endif
