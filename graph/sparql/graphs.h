/**
 * @file graphs.h
 * The triples of CONSTRUCT and DESCRIBE, section 16.2 and 16.4.
 *
 * CONSTRUCT fills its template in for each solution; what is no triple then (a
 * variable is unbound, a literal is its subject) is left out.  Blank nodes of
 * the template are new for each solution.
 *
 * DESCRIBE gives, of each resource, all triples that have it as subject or as
 * object, those of blank nodes that these lead to, and labels (rdfs:label,
 * skos:prefLabel) of the resources in them: its labelled neighbourhood, in the
 * query's default graph.
 *
 * Each triple comes once.
 */

#ifndef GZ_SPARQL_GRAPHS_H
#define GZ_SPARQL_GRAPHS_H

#include "graph/sparql/exec.h"

struct gz_graphs;

/** Set up to make triples of the rows of `root`, which is opened later. */
enum gz_status gz_graphs_new(struct gz_exec *exec, struct gz_op *root,
                             struct gz_graphs **graphs);

/** Free its cursors.  Null is fine. */
void gz_graphs_free(struct gz_graphs *graphs);

/** Give the next triple, good until the next call; #GZ_END if none is left. */
enum gz_status gz_graphs_next(struct gz_graphs *graphs,
                              const struct gz_quad **triple);

#endif
