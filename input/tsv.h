/**
 * @file tsv.h
 * Tables in files that people edit: lines of fields parted by tabs.
 *
 * Empty lines, and lines that begin with "#", are passed over.  White space at
 * the ends of a field does not count.
 *
 * Errors.     Say file and line.
 * Threads.    One thread at a time may read a table.
 */

#ifndef GZ_INPUT_TSV_H
#define GZ_INPUT_TSV_H

#include "input/arena.h"
#include "input/status.h"
#include "input/str.h"

/** Most fields of a line. */
#define GZ_TSV_MAX_FIELDS 8

/** A table that is being read.  Fields are private but for those named. */
struct gz_tsv {
  struct gz_str text;
  size_t at;
  const char *name;
  size_t line;     /**< Number of the line read last, from 1 */
  size_t n_fields; /**< How many fields it has */
  struct gz_str fields[GZ_TSV_MAX_FIELDS]; /**< Views into the text */
};

/**
 * Read the file `path` whole into `arena`, and begin.
 *
 * @return #GZ_OK, #GZ_IO, #GZ_NO_MEMORY; #GZ_TOO_LARGE beyond
 *         #GZ_MAX_TABLE_BYTES; #GZ_BAD_INPUT if it is no UTF-8.
 */
enum gz_status gz_tsv_open(struct gz_tsv *tsv, const char *path,
                           struct gz_arena *arena, struct gz_error *error);

/** Begin to read `text`, which must outlive the table's use. */
void gz_tsv_from_text(struct gz_tsv *tsv, struct gz_str text, const char *name);

/**
 * Read the next line that holds something.
 *
 * @return #GZ_OK, #GZ_END; #GZ_BAD_INPUT if it has more than
 *         #GZ_TSV_MAX_FIELDS fields.
 */
enum gz_status gz_tsv_next(struct gz_tsv *tsv, struct gz_error *error);

/** Say what is wrong with the line read last; returns #GZ_BAD_INPUT. */
enum gz_status gz_tsv_fail(const struct gz_tsv *tsv, struct gz_error *error,
                           const char *what, struct gz_str value);

#endif
