/**
 * @file buffer.h
 * Bytes that grow, up to a ceiling that is given at birth.
 *
 * After gz_buffer_init(), and until gz_buffer_free(), `data` is either null
 * (nothing was added yet) or a block that ends in a NUL which `size` does not
 * count, so that text in it can be handed to C functions.
 *
 * Errors.     What adds returns #GZ_OK, #GZ_NO_MEMORY when memory is out, or
 *             #GZ_TOO_LARGE when the ceiling would be passed; on failure
 *             the buffer is as it was.
 */

#ifndef GZ_INPUT_BUFFER_H
#define GZ_INPUT_BUFFER_H

#include "input/status.h"
#include "input/str.h"

/** A growing block of bytes.  Read its fields; change them only through us. */
struct gz_buffer {
  char *data;      /**< `size` bytes and a NUL, or null */
  size_t size;     /**< Bytes in use */
  size_t capacity; /**< Bytes allocated */
  size_t ceiling;  /**< Largest `size` */
};

/** Make `buffer` empty; it will never hold more than `ceiling` bytes. */
void gz_buffer_init(struct gz_buffer *buffer, size_t ceiling);

/** Free what `buffer` holds and make it empty.  Its ceiling stays. */
void gz_buffer_free(struct gz_buffer *buffer);

/** Make `buffer` empty and keep its memory. */
void gz_buffer_clear(struct gz_buffer *buffer);

/** Make room for `extra` more bytes, so that adding them cannot fail. */
enum gz_status gz_buffer_reserve(struct gz_buffer *buffer, size_t extra);

/** Add `text`. */
enum gz_status gz_buffer_add(struct gz_buffer *buffer, struct gz_str text);

/** Add a terminated string. */
enum gz_status gz_buffer_puts(struct gz_buffer *buffer, const char *text);

/** Add one byte. */
enum gz_status gz_buffer_putc(struct gz_buffer *buffer, char c);

/** Add what printf() would print. */
enum gz_status gz_buffer_printf(struct gz_buffer *buffer, const char *format,
                                ...) GZ_PRINTF(2, 3);

/** View of what is in `buffer`; good until it changes. */
struct gz_str gz_buffer_str(const struct gz_buffer *buffer);

#endif
