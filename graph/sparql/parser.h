/**
 * @file parser.h
 * The text of a SPARQL 1.1 query to its syntax tree (syntax.h).
 *
 * A recursive-descent parser for the grammar of section 19.8, entry point
 * QueryUnit, with the rules of section 19.8's notes: where variables may be
 * assigned, what may be projected under GROUP BY, where aggregates and blank
 * node labels may stand.
 */

#ifndef GZ_SPARQL_PARSER_H
#define GZ_SPARQL_PARSER_H

#include "graph/sparql/syntax.h"

struct gz_arena;

/**
 * Parse `text`.
 *
 * @param text  The query; must live as long as the result.
 * @param base  Absolute IRI that relative ones are resolved against until the
 *              query's own BASE; may be empty.
 * @param arena  Where the tree is put.
 * @param[out] query  The tree; see syntax.h.
 * @param[out] error  Line, column, offset, and what was expected.
 *
 * @return #GZ_OK; #GZ_BAD_INPUT if it is no query; #GZ_TOO_LARGE if it has too
 *         many bytes or columns or is nested too deep; #GZ_UNSUPPORTED for
 *         SPARQL Update; #GZ_NO_MEMORY.
 */
enum gz_status gz_sparql_parse(struct gz_str text, struct gz_str base,
                               struct gz_arena *arena,
                               struct gz_sparql_query **query,
                               struct gz_error *error);

#endif
