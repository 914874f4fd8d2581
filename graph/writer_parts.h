/**
 * @file writer_parts.h
 * What writer.c puts together: one function for each family of formats.
 *
 * Not part of what others may use: see writer.h.
 */

#ifndef GZ_GRAPH_WRITER_PARTS_H
#define GZ_GRAPH_WRITER_PARTS_H

#include "graph/sink.h"
#include "ontology/statements.h"
#include "ontology/term.h"
#include "ontology/vocabulary.h"

/** Prefixes in the order of their names, each name once, and a base. */
struct gz_prefix_set {
  const struct gz_prefix *items;
  size_t count;
  struct gz_str base; /**< Or empty */
};

/** Put `<iri>`. */
void gz_put_iri(struct gz_output *output, struct gz_str iri);

/**
 * Put `"text"` with the escapes of canonical N-Quads, which N-Triples, Turtle
 * and TriG share.
 */
void gz_put_string(struct gz_output *output, struct gz_str text);

/** Put a statement that gz_quad_check() has passed as a line of N-Quads, or,
 *  without its graph, of N-Triples. */
void gz_put_nquad(struct gz_output *output, const struct gz_quad *quad,
                  bool with_graph);

/**
 * Write sorted statements as Turtle, or as TriG if any has a graph.
 *
 * @return #GZ_OK or #GZ_NO_MEMORY; `output` keeps its own status.
 */
enum gz_status gz_write_turtle(struct gz_output *output,
                               const struct gz_statements *statements,
                               const struct gz_prefix_set *prefixes,
                               struct gz_error *error);

/**
 * Write sorted statements, all of the default graph, by Raptor's serializer
 * of that name.
 *
 * @return #GZ_OK; `output` keeps its own status.
 * @return #GZ_UNSUPPORTED if the format cannot hold a statement.
 * @return #GZ_NO_MEMORY.
 */
enum gz_status gz_write_raptor(struct gz_output *output,
                               const struct gz_statements *statements,
                               const struct gz_prefix_set *prefixes,
                               const char *serializer, struct gz_error *error);

#endif
