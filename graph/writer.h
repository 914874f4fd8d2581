/**
 * @file writer.h
 * Statements to text: every format that can be written, by name.
 *
 *     const struct gz_format *format = gz_format_find(gz_str("turtle"));
 *     gz_writer_new(format, NULL, 0, gz_sink_file(stdout), &writer, error);
 *     for each quad: gz_writer_quad(writer, &quad, error);
 *     gz_writer_end(writer, error);
 *     gz_writer_free(writer);
 *
 * N-Triples and N-Quads are streamed in the order in which statements come, in
 * constant memory.  The other formats gather all statements, sort them and
 * drop those said twice before they write, so that the same statements give
 * the same bytes in whatever order they come.
 *
 * N-Triples, N-Quads, Turtle and TriG are written here, by the W3C's
 * recommendations of 2014; the rest by Raptor's serializers, for statements
 * that those write rightly.  What a format cannot hold is refused with a
 * message, never left out: see gz_writer_end().  A format without named graphs
 * gets the statements of all graphs.
 *
 * Ownership.  A writer copies what it must keep.  The sink stays the caller's
 *             and must outlive the writer.
 *
 * Threads.    One thread at a time may use a writer.
 */

#ifndef GZ_GRAPH_WRITER_H
#define GZ_GRAPH_WRITER_H

#include "graph/sink.h"
#include "input/status.h"
#include "ontology/statements.h"
#include "ontology/term.h"
#include "ontology/vocabulary.h"

#include <stdbool.h>
#include <stddef.h>

/** A format that can be written. */
struct gz_format {
  const char *name;       /**< As rapper has it: "turtle" */
  const char *label;      /**< For people: "Turtle" */
  const char *media_type; /**< First choice: "text/turtle" */
  const char *extensions; /**< Without dots, parted by spaces: "ttl turtle" */
  bool graphs;            /**< Whether it keeps named graphs */
  bool streams;           /**< Whether it is written as statements come */
};

/** Return the formats in the order of their names, and how many in `count`. */
const struct gz_format *gz_formats(size_t *count);

/**
 * Return the format with that name, extension ("ttl", ".ttl") or media type
 * ("text/turtle", also with parameters), without regard to case; or null.
 */
const struct gz_format *gz_format_find(struct gz_str name);

/** Return the format of a file with that name, by its extension, or null. */
const struct gz_format *gz_format_of_file(struct gz_str file);

struct gz_writer;

/**
 * Make a writer.
 *
 * @param format      From gz_format_find().
 * @param prefixes    Prefixes beside those of gz_prefixes(), which they
 *                    override by name; may be null.  Only prefixes that are
 *                    used are declared.  Borrowed.
 * @param n_prefixes  How many.
 * @param sink        Where the text goes.
 * @param[out] writer The writer; free it with gz_writer_free().
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_ARGUMENT if a prefix is no name or its IRI none.
 * @return #GZ_NO_MEMORY.
 */
enum gz_status gz_writer_new(const struct gz_format *format,
                             const struct gz_prefix *prefixes,
                             size_t n_prefixes, struct gz_sink sink,
                             struct gz_writer **writer, struct gz_error *error);

/**
 * Let Turtle and TriG write the IRI `base`, and those that add a fragment to
 * it, in short: `<>`, `<#event-1>`.  Other formats take no notice.
 *
 * @param base  An IRI with a host or path, without a fragment; borrowed until
 *              gz_writer_end().
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_ARGUMENT if it is no such IRI.
 */
enum gz_status gz_writer_base(struct gz_writer *writer, struct gz_str base,
                              struct gz_error *error);

/** Free `writer`; what it had not written is lost.  Null is fine. */
void gz_writer_free(struct gz_writer *writer);

/**
 * Write `quad`, now or at the end.
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_INPUT if a term cannot be written in RDF: gz_quad_check().
 * @return #GZ_IO if the sink failed.
 * @return #GZ_NO_MEMORY.
 */
enum gz_status gz_writer_quad(struct gz_writer *writer,
                              const struct gz_quad *quad,
                              struct gz_error *error);

/** Write all of `statements`, in their order; returns as gz_writer_quad(). */
enum gz_status gz_writer_statements(struct gz_writer *writer,
                                    const struct gz_statements *statements,
                                    struct gz_error *error);

/**
 * Write what remains and flush the sink.  The writer can only be freed then.
 *
 * @return #GZ_OK: every statement was written.
 * @return #GZ_UNSUPPORTED if the format cannot hold a statement: RDF/XML a
 *         predicate that is no XML name, or XML a control character.
 * @return #GZ_IO if the sink failed.
 * @return #GZ_NO_MEMORY.
 */
enum gz_status gz_writer_end(struct gz_writer *writer, struct gz_error *error);

#endif
