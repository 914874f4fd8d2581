/**
 * @file unicode.h
 * Bytes from outside to clean text: NFC-normalised UTF-8 with LF line ends.
 *
 * Recognised are UTF-8 with or without a byte order mark, UTF-16 with one, and
 * Windows-1252 (which includes Latin-1's letters), in this order; anything
 * else is refused with its position.  Characters are classed by the Unicode
 * character database as utf8proc has it.  Standards: RFC 3629 (UTF-8),
 * Unicode Standard Annex 15 (normalization forms), WHATWG Encoding
 * (windows-1252).
 *
 * Units.      Sizes and offsets are bytes.
 * Errors.     A function that can fail leaves its outputs as they were.
 * Threads.    No state; any function may be called from any thread.
 */

#ifndef GZ_INPUT_UNICODE_H
#define GZ_INPUT_UNICODE_H

#include "input/arena.h"
#include "input/status.h"
#include "input/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How bytes stand for characters. */
enum gz_encoding {
  GZ_ENCODING_UTF8,
  GZ_ENCODING_UTF16LE,
  GZ_ENCODING_UTF16BE,
  GZ_ENCODING_WINDOWS_1252,
};

/** What gz_utf8_next() returns where no character is. */
#define GZ_NO_CHAR UINT32_MAX

/** Combining marks in a row that text may have: normalising sorts them. */
#define GZ_MAX_COMBINING ((size_t)128)

/** Return the usual name of `encoding`: "UTF-8".  A constant. */
const char *gz_encoding_name(enum gz_encoding encoding);

/**
 * Return how many bytes at the beginning of `text` are valid UTF-8: its size
 * if all are.
 *
 * Surrogates, overlong forms, numbers above U+10FFFF and sequences that are
 * cut short are not valid.  Takes linear time.
 */
size_t gz_utf8_valid(struct gz_str text);

/**
 * Return the code point at `*at` and advance `*at` past it.
 *
 * At the end of `text`, and where the bytes are not valid UTF-8, it returns
 * #GZ_NO_CHAR; in the latter case it advances by one byte.
 */
uint32_t gz_utf8_next(struct gz_str text, size_t *at);

/** Return the code point that ends at `at` (none: #GZ_NO_CHAR). */
uint32_t gz_utf8_before(struct gz_str text, size_t at);

/** Write `c` as UTF-8 and return how many bytes it took, 1 to 4. */
size_t gz_utf8_put(uint32_t c, char bytes[4]);

/** Categories L*: a letter of any script. */
bool gz_is_letter(uint32_t c);

/** Categories Lu and Lt: a capital. */
bool gz_is_upper(uint32_t c);

/** Category Ll: a small letter. */
bool gz_is_lower(uint32_t c);

/** Categories L*, M* and N*: what words and numbers are made of. */
bool gz_is_word(uint32_t c);

/** Category Nd: a decimal digit. */
bool gz_is_digit(uint32_t c);

/** Categories M*: a mark that combines with what is before it. */
bool gz_is_mark(uint32_t c);

/** White space (Z*, tab, line ends) and zero-width space and marks (Cf). */
bool gz_is_space(uint32_t c);

/** The small letter for `c`, or `c`: simple case mapping. */
uint32_t gz_to_lower(uint32_t c);

/** How `bytes` seem to be encoded; says nothing of whether they are valid. */
enum gz_encoding gz_encoding_guess(struct gz_str bytes);

/**
 * Make clean text of `bytes`.
 *
 * The encoding is recognised and converted, a byte order mark dropped, CR LF
 * and lone CR made LF, and the rest normalised to NFC.  Nothing else changes.
 * Takes linear time.
 *
 * @param bytes  A whole text: its encoding is judged as a whole.
 * @param arena  Where to put the text.
 * @param[out] text  The text; it may be a part of `bytes` if that is clean.
 * @param[out] was  The encoding of `bytes`; may be null.
 * @param[out] error  Line, column and offset in `bytes` where it failed.
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_INPUT if the bytes are no text in these encodings, hold a
 *         NUL, or have more than #GZ_MAX_COMBINING combining marks in a row.
 * @return #GZ_NO_MEMORY if memory is out or the arena is full.
 */
enum gz_status gz_text_clean(struct gz_str bytes, struct gz_arena *arena,
                             struct gz_str *text, enum gz_encoding *was,
                             struct gz_error *error);

#endif
