/**
 * @file results_parts.h
 * What results.c puts together: a few functions for each format.
 *
 * Not part of what others may use: see results.h.
 */

#ifndef GZ_SPARQL_RESULTS_PARTS_H
#define GZ_SPARQL_RESULTS_PARTS_H

#include "graph/sparql/results.h"
#include "input/arena.h"

/** Rows that "table" measures before it writes. */
#define GZ_TABLE_ROWS 1000

/** A writer of results. */
struct gz_results_writer {
  enum gz_results_format format;
  const struct gz_str *columns;
  size_t n_columns;
  struct gz_results_options options;
  uint64_t rows;          /**< Written, or held back */
  struct gz_arena *arena; /**< "table": the cells that are held back */
  struct gz_str *cells;   /**< "table": row by row */
  unsigned *widths;       /**< "table": of each column; null before */
  struct gz_output output;
};

/* results_csv.c: one of them with tabs. */
void gz_results_csv_begin(struct gz_results_writer *writer);
void gz_results_csv_row(struct gz_results_writer *writer,
                        const struct gz_term *row);
void gz_results_tsv_begin(struct gz_results_writer *writer);
void gz_results_tsv_row(struct gz_results_writer *writer,
                        const struct gz_term *row);

/* results_json.c */
void gz_results_json_begin(struct gz_results_writer *writer);
void gz_results_json_row(struct gz_results_writer *writer,
                         const struct gz_term *row);
void gz_results_json_end(struct gz_results_writer *writer);

/* results_xml.c */
void gz_results_xml_begin(struct gz_results_writer *writer);
enum gz_status gz_results_xml_row(struct gz_results_writer *writer,
                                  const struct gz_term *row,
                                  struct gz_error *error);
void gz_results_xml_end(struct gz_results_writer *writer);

/* results_table.c: #GZ_OK or #GZ_NO_MEMORY. */
enum gz_status gz_results_table_row(struct gz_results_writer *writer,
                                    const struct gz_term *row);
enum gz_status gz_results_table_end(struct gz_results_writer *writer);

/* results_read_….c */
enum gz_status gz_results_read_json(struct gz_str text, struct gz_arena *arena,
                                    struct gz_results *results,
                                    struct gz_error *error);
enum gz_status gz_results_read_xml(struct gz_str text, struct gz_arena *arena,
                                   struct gz_results *results,
                                   struct gz_error *error);
enum gz_status gz_results_read_csv(struct gz_str text, bool tabs,
                                   struct gz_arena *arena,
                                   struct gz_results *results,
                                   struct gz_error *error);

/* results_rows.c: rows that grow while they are read. */

/** Make room for one row more, all unbound, and return it; or null. */
struct gz_term *gz_results_add_row(struct gz_results *results,
                                   struct gz_arena *arena);

/** Number of the column `name`, or SIZE_MAX. */
size_t gz_results_column(const struct gz_results *results, struct gz_str name);

/** Add a column before any row: #GZ_BAD_INPUT if it is there already. */
enum gz_status gz_results_add_column(struct gz_results *results,
                                     struct gz_arena *arena, struct gz_str name,
                                     struct gz_error *error);

/** A lower-case copy of `tag` in `arena`; data is null without memory. */
struct gz_str gz_results_tag(struct gz_arena *arena, struct gz_str tag);

#endif
