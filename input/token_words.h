/**
 * @file token_words.h
 * The part of tokens.h that finds where a word or number ends.
 *
 * All look-ahead is bounded by #GZ_MAX_TOKEN_BYTES, so that finding the tokens
 * of a text takes time in proportion to its size.
 */

#ifndef GZ_INPUT_TOKEN_WORDS_H
#define GZ_INPUT_TOKEN_WORDS_H

#include "input/str.h"

#include <stdbool.h>
#include <stdint.h>

/** The paragraph that is split: its text and where it ends, in bytes. */
struct gz_scan {
  struct gz_str text;
  uint32_t end;
};

/** Code point at `at`, or GZ_NO_CHAR at the end; `*after` is past it. */
uint32_t gz_scan_char(const struct gz_scan *scan, uint32_t at, uint32_t *after);

/** Whether the character at `at` is a letter, digit or mark, or '_'. */
bool gz_scan_in_word(const struct gz_scan *scan, uint32_t at);

/** Whether the character before `at` is one. */
bool gz_scan_after_word(const struct gz_scan *scan, uint32_t at);

/** End of the run of letters, digits and marks that begins at `at`. */
uint32_t gz_scan_run(const struct gz_scan *scan, uint32_t at);

/** Whether `c` is an apostrophe, straight or curly. */
bool gz_is_apostrophe(uint32_t c);

/** End of the clitic ("'s", "'ve") whose apostrophe is at `at`, or 0. */
uint32_t gz_scan_clitic(const struct gz_scan *scan, uint32_t at);

/** End of the word or number that begins at `begin`. */
uint32_t gz_scan_word(const struct gz_scan *scan, uint32_t begin);

#endif
