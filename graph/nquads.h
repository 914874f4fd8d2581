/**
 * @file nquads.h
 * Reads one statement of N-Quads or N-Triples (W3C Recommendations, 2014).
 *
 * A reader of our own, since these formats are what large graphs come in: it
 * looks at each byte once, copies only what has escapes, and can go on after
 * a bad line.
 *
 * Beyond the grammar it asks of an IRI that it be absolute.
 */

#ifndef GZ_GRAPH_NQUADS_H
#define GZ_GRAPH_NQUADS_H

#include "input/buffer.h"
#include "ontology/term.h"

#include <stdbool.h>

/**
 * Read the statement at the beginning of `text`.
 *
 * @param text    Text, at least up to the end of the statement's line.
 * @param graphs  Whether a statement may name a graph: N-Quads.
 * @param prefix  Put before the labels of blank nodes.
 * @param room    Where terms go that cannot be views into `text`; cleared.
 * @param[out] quad  Views into `text` and `room`.
 * @param[out] used  Bytes of `text` that were read, with the line's end.
 *
 * @return #GZ_OK.
 * @return #GZ_END if the line is empty or a comment; `used` is set.
 * @return #GZ_BAD_INPUT if it is no statement; `error` has the offset and the
 *         column (not the line), and `used` is set to the end of the line.
 * @return #GZ_NO_MEMORY, #GZ_TOO_LARGE if `room` cannot hold the terms.
 */
enum gz_status gz_nquads_read(struct gz_str text, bool graphs,
                              struct gz_str prefix, struct gz_buffer *room,
                              struct gz_quad *quad, size_t *used,
                              struct gz_error *error);

/**
 * Check that `iri` has a scheme and none of the bytes that an IRI cannot have:
 * what Turtle's grammar asks for, and that it be absolute.
 */
bool gz_iri_is_loadable(struct gz_str iri);

#endif
