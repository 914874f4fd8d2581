/**
 * @file suite_graph.h
 * Small RDF graphs in memory, for the test suites: manifests, results and
 * expected graphs are read into one of these.
 */

#ifndef GZ_TESTS_SUITE_GRAPH_H
#define GZ_TESTS_SUITE_GRAPH_H

#include "graph/load.h"
#include "input/arena.h"
#include "ontology/term.h"

#define MF "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
#define QT "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
#define RS "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
#define GZT "https://w3id.org/gazette/test#"
#define RDFS "http://www.w3.org/2000/01/rdf-schema#"

/** Statements in the order read; everything lies in the arena. */
struct suite_graph {
  struct gz_arena *arena;
  struct gz_quad *quads;
  size_t count;
};

/** Put the file at `path` into memory: terminated, in `arena`. */
enum gz_status suite_read_file(const char *path, struct gz_arena *arena,
                               struct gz_str *text, struct gz_error *error);

/** "file://" and the whole of `path`, which must be absolute. */
struct gz_str suite_iri(struct gz_arena *arena, const char *path);

/** The path in a file: IRI, without its fragment; null if it is none. */
const char *suite_path(struct gz_arena *arena, struct gz_str iri);

/** Read a file into `graph`; its format is told by its name. */
enum gz_status suite_graph_read(const char *path, struct gz_arena *arena,
                                struct suite_graph *graph,
                                struct gz_error *error);

/**
 * Find an object of `subject` and `predicate`.
 *
 * @param[in,out] at  Where to go on looking; begins as 0.
 * @return Null if there is no more.
 */
const struct gz_term *suite_next(const struct suite_graph *graph,
                                 const struct gz_term *subject,
                                 const char *predicate, size_t *at);

/** The first such object, or null. */
const struct gz_term *suite_object(const struct suite_graph *graph,
                                   const struct gz_term *subject,
                                   const char *predicate);

/** The first subject that has `predicate`, or null. */
const struct gz_term *suite_subject(const struct suite_graph *graph,
                                    const char *predicate);

#endif
