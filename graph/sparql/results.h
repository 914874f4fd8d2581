/**
 * @file results.h
 * Answers of SELECT and ASK, written and read.
 *
 *     csv    SPARQL 1.1 Query Results CSV and TSV Formats (W3C, 2013)
 *     tsv    the same
 *     json   SPARQL 1.1 Query Results JSON Format (W3C, 2013)
 *     xml    SPARQL Query Results XML Format, second edition (W3C, 2013)
 *     table  for people: aligned columns
 *
 *     gz_results_writer_new(GZ_RESULTS_CSV, columns, n, &options, sink,
 *                           &writer, error);
 *     for each row: gz_results_row(writer, row, error);
 *     gz_results_end(writer, error);
 *     gz_results_writer_free(writer);
 *
 * Rows are written as they come; "table" holds the first thousand back to find
 * how wide its columns are.  For CSV and TSV, which have no form for it, the
 * answer of ASK is a line "true" or "false".
 *
 * Reading takes a whole document: json, xml, csv and tsv.
 *
 * Threads.    One thread at a time may use a writer.
 */

#ifndef GZ_SPARQL_RESULTS_H
#define GZ_SPARQL_RESULTS_H

#include "graph/sink.h"
#include "ontology/term.h"
#include "ontology/vocabulary.h"

struct gz_arena;

/** A format of results. */
enum gz_results_format {
  GZ_RESULTS_TABLE,
  GZ_RESULTS_CSV,
  GZ_RESULTS_TSV,
  GZ_RESULTS_JSON,
  GZ_RESULTS_XML,
};

/**
 * Find the format with that name, extension ("srx", ".srj") or media type,
 * without regard to case.
 *
 * @return Whether there is one.
 */
bool gz_results_format_find(struct gz_str name, enum gz_results_format *format);

/** How "table" looks; other formats look at none of it. */
struct gz_results_options {
  unsigned width; /**< Columns of the terminal; wide cells are folded to fit
                       into it; 0: never */
  const struct gz_prefix *prefixes; /**< That shorten IRIs; may be null */
  size_t n_prefixes;
};

struct gz_results_writer;

/**
 * Make a writer.
 *
 * @param columns  Names of the variables without "?"; borrowed, like
 *                 everything in `options`, until the writer is freed.
 * @param options  May be null.
 * @return #GZ_OK or #GZ_NO_MEMORY.
 */
enum gz_status gz_results_writer_new(enum gz_results_format format,
                                     const struct gz_str *columns,
                                     size_t n_columns,
                                     const struct gz_results_options *options,
                                     struct gz_sink sink,
                                     struct gz_results_writer **writer,
                                     struct gz_error *error);

/**
 * Write a row: a term for each column, #GZ_TERM_NONE where it is unbound.
 *
 * @return #GZ_OK; #GZ_IO or what else the sink returns; #GZ_NO_MEMORY;
 *         #GZ_UNSUPPORTED for a character that XML cannot hold.
 */
enum gz_status gz_results_row(struct gz_results_writer *writer,
                              const struct gz_term *row,
                              struct gz_error *error);

/**
 * Write the end, and flush the sink.  Returns as gz_results_row().
 *
 * Not to be called if the rows were cut short: then the document stays as
 * unfinished as the answer is, except for "table", CSV and TSV, in which an
 * end cannot be seen.
 */
enum gz_status gz_results_end(struct gz_results_writer *writer,
                              struct gz_error *error);

/** Free `writer`.  Null is fine. */
void gz_results_writer_free(struct gz_results_writer *writer);

/** Write the answer of ASK.  Returns as gz_results_row(). */
enum gz_status gz_results_write_answer(enum gz_results_format format,
                                       bool answer, struct gz_sink sink,
                                       struct gz_error *error);

/** Results that were read. */
struct gz_results {
  bool is_answer; /**< They are of ASK: `answer` */
  bool answer;
  bool untyped; /**< CSV: all terms are strings of what they say */
  size_t n_columns;
  struct gz_str *columns;
  size_t n_rows;
  struct gz_term *terms; /**< Row by row; #GZ_TERM_NONE if unbound */
};

/**
 * Read a document.  Language tags are made lower case.
 *
 * @param arena         Where the results are put.
 * @param[out] results  Not touched on failure.
 * @return #GZ_OK; #GZ_BAD_INPUT, with the position where it is known;
 *         #GZ_UNSUPPORTED for "table"; #GZ_NO_MEMORY.
 */
enum gz_status gz_results_read(struct gz_str text,
                               enum gz_results_format format,
                               struct gz_arena *arena,
                               struct gz_results *results,
                               struct gz_error *error);

#endif
