/**
 * @file sink.h
 * Where bytes go: a file, a buffer, or a function of the caller's.
 *
 * A struct gz_output gathers small pieces into blocks for a sink.  An error
 * sticks: what is put after it is dropped, and gz_output_flush() returns it.
 * So a writer may put piece after piece and ask once at the end, and a full
 * disk or a closed pipe is never taken for success.  (A program that writes to
 * pipes must ignore SIGPIPE, or it ends before anything can be told.)
 *
 * Ownership.  The output belongs to the caller, who calls gz_output_flush()
 *             before it goes out of scope; it holds nothing to be freed.
 *
 * Threads.    One thread at a time may use an output.
 */

#ifndef GZ_GRAPH_SINK_H
#define GZ_GRAPH_SINK_H

#include "input/buffer.h"
#include "input/status.h"
#include "input/str.h"

#include <stdbool.h>
#include <stdio.h>

/** Bytes that an output gathers before it writes them. */
#define GZ_OUTPUT_BLOCK ((size_t)32 << 10)

/** Where bytes go. */
struct gz_sink {
  /** Write all of `data`, or fail. */
  enum gz_status (*write)(void *context, struct gz_str data,
                          struct gz_error *error);
  /** Make sure that what was written has arrived; null if it has. */
  enum gz_status (*flush)(void *context, struct gz_error *error);
  void *context;
};

/** A sink that writes to `file`, which stays the caller's to close. */
struct gz_sink gz_sink_file(FILE *file);

/** A sink that adds to `buffer`. */
struct gz_sink gz_sink_buffer(struct gz_buffer *buffer);

/** A sink with a block before it. */
struct gz_output {
  struct gz_sink sink;
  struct gz_error error; /**< The first failure, if there was one */
  size_t used;           /**< Bytes in `block` */
  char block[GZ_OUTPUT_BLOCK];
};

/** Make `output` ready to write to `sink`. */
void gz_output_init(struct gz_output *output, struct gz_sink sink);

/** Add `text`. */
void gz_output_put(struct gz_output *output, struct gz_str text);

/** Add a terminated string. */
void gz_output_puts(struct gz_output *output, const char *text);

/** Add one byte. */
void gz_output_putc(struct gz_output *output, char c);

/** The first failure since `output` was made, or #GZ_OK. */
enum gz_status gz_output_status(const struct gz_output *output);

/**
 * Hand all to the sink, flush it, and say whether everything arrived.
 *
 * @return #GZ_OK.
 * @return #GZ_IO if a file could not be written.
 * @return What else the sink's functions return.
 */
enum gz_status gz_output_flush(struct gz_output *output,
                               struct gz_error *error);

#endif
