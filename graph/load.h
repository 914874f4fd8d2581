/**
 * @file load.h
 * Reads RDF files, statement by statement, and loads them into a store.
 *
 * N-Triples and N-Quads are read by nquads.h, Turtle and TriG by Serd, RDF/XML
 * by Raptor: Serd passes more of the W3C's tests of Turtle and TriG than
 * Raptor 2.0.15 (which knows no GRAPH keyword) and is about three times as
 * fast.  On top of what they check, escapes that stand for no character,
 * relative IRIs without a base and nesting beyond #GZ_MAX_DEPTH are refused.
 *
 * Memory.     Input is streamed in blocks; what is held is a line or, in
 *             Turtle, TriG and RDF/XML, a statement and the prefixes.
 *
 * Errors.     They say line and column, and the input's name.  An error in the
 *             input ends the reading; only N-Triples and N-Quads, whose lines
 *             stand for themselves, can go on after a bad line, where the
 *             caller wishes it.  gz_load() changes the transaction that it is
 *             given: who aborts it after an error has loaded nothing of the
 *             file, and that is what all or nothing takes.
 *
 * Blank       A blank node belongs to its file.  So its label is put behind a
 * nodes.      prefix that the caller gives, or that gz_load() takes from the
 *             store, where it has never been used: "b17-label".  The same files
 *             loaded in the same order into an empty store get the same labels.
 *
 * Threads.    No state; but Serd and Raptor use the locale's decimal point
 *             nowhere that matters here.
 */

#ifndef GZ_GRAPH_LOAD_H
#define GZ_GRAPH_LOAD_H

#include "graph/quads.h"
#include "input/status.h"
#include "ontology/term.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/** The formats that can be read. */
enum gz_rdf_format {
  GZ_RDF_NTRIPLES,
  GZ_RDF_NQUADS,
  GZ_RDF_TURTLE,
  GZ_RDF_TRIG,
  GZ_RDF_XML,
};

/**
 * Find a format by rapper's name for it ("turtle"), by a file's name or its
 * ending ("a.ttl", "ttl"; a last ".gz" does not count) or by its media type
 * ("text/turtle"), without regard to case.
 *
 * @return #GZ_NOT_FOUND if it is none of those that can be read.
 */
enum gz_status gz_rdf_format_find(struct gz_str name,
                                  enum gz_rdf_format *format);

/** Rapper's name of `format`: a constant. */
const char *gz_rdf_format_name(enum gz_rdf_format format);

/**
 * Read up to `size` bytes of input into `bytes`.
 *
 * @param[out] got  How many there were; 0 only at the end.
 */
typedef enum gz_status gz_rdf_source(void *data, char *bytes, size_t size,
                                     size_t *got, struct gz_error *error);

/** Take a statement; its views are good during the call. */
typedef enum gz_status gz_rdf_sink(void *data, const struct gz_quad *quad,
                                   struct gz_error *error);

/** What has been read so far. */
struct gz_load_counts {
  uint64_t quads;   /**< Statements read */
  uint64_t skipped; /**< Bad lines passed over */
  uint64_t bytes;   /**< Of input */
};

/** How to read. */
struct gz_load_options {
  enum gz_rdf_format format;
  const char *name;           /**< The input's, for messages; may be null */
  struct gz_str base;         /**< Absolute IRI, or empty */
  struct gz_term graph;       /**< Where the default graph's statements go */
  struct gz_str blank_prefix; /**< For labels: letters, digits and hyphens */
  bool keep_going;            /**< Pass over bad lines */
  void *data;                 /**< For the functions below */
  /** Told of each line passed over; may be null. */
  void (*skipped)(void *data, const struct gz_error *error);
  /** Told how far it is, every megabyte or so; null, or false to stop. */
  bool (*progress)(void *data, const struct gz_load_counts *counts);
};

/**
 * Read RDF from `source` and hand each statement to `sink`.
 *
 * @param[out] counts  What was read, also on failure; may be null.
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_INPUT if it is not in the format.
 * @return #GZ_TOO_LARGE if a line or the depth passes a limit of status.h.
 * @return #GZ_CANCELLED if `progress` returned false.
 * @return What `source` or `sink` returned, if not #GZ_OK.
 */
enum gz_status gz_rdf_read(const struct gz_load_options *options,
                           gz_rdf_source *source, void *source_data,
                           gz_rdf_sink *sink, void *sink_data,
                           struct gz_load_counts *counts,
                           struct gz_error *error);

/**
 * Read RDF from `source` into the store that `txn` writes.
 *
 * An empty `blank_prefix` gets one that the store has not used.
 *
 * @return As gz_rdf_read() and gz_quads_add().
 */
enum gz_status gz_load(struct gz_quads_txn *txn,
                       const struct gz_load_options *options,
                       gz_rdf_source *source, void *source_data,
                       struct gz_load_counts *counts, struct gz_error *error);

/** A source that reads `data`, a FILE * open to be read. */
enum gz_status gz_rdf_source_file(void *data, char *bytes, size_t size,
                                  size_t *got, struct gz_error *error);

/** A source that takes bytes off the beginning of `data`, a struct gz_str *. */
enum gz_status gz_rdf_source_text(void *data, char *bytes, size_t size,
                                  size_t *got, struct gz_error *error);

#endif
