/**
 * @file term.h
 * RDF terms and quads as plain views, shared by what describes, writes,
 * stores and queries.
 *
 * Ownership.  A struct gz_term holds views only.  Whoever makes one says where
 *             its bytes live.
 *
 * Order.      gz_term_compare() orders blank nodes, then IRIs, then literals;
 *             within a kind by the bytes of value, datatype and language.
 *             Everything that is written is sorted by it.
 *
 * Equality.   Terms are equal as RDF 1.1 has it: same kind, same characters,
 *             same datatype, same language tag without regard to case (tags
 *             are lower-cased when a term is made).  A literal without datatype
 *             and language is an xsd:string; one with a language is an
 *             rdf:langString; neither is written out in `datatype`, so that
 *             each literal has one form.
 */

#ifndef GZ_ONTOLOGY_TERM_H
#define GZ_ONTOLOGY_TERM_H

#include "input/status.h"
#include "input/str.h"

#include <stdbool.h>

/** What a term is. */
enum gz_term_kind {
  GZ_TERM_NONE, /**< Not there: the default graph, an unbound variable */
  GZ_TERM_BLANK,
  GZ_TERM_IRI,
  GZ_TERM_LITERAL,
};

/** An RDF term. */
struct gz_term {
  enum gz_term_kind kind;
  struct gz_str value;    /**< IRI, blank node's label, or lexical form */
  struct gz_str datatype; /**< IRI; empty for xsd:string and tagged literals */
  struct gz_str language; /**< Lower-case tag; empty if there is none */
};

/** A statement in a graph.  `graph` is #GZ_TERM_NONE for the default graph. */
struct gz_quad {
  struct gz_term subject;
  struct gz_term predicate;
  struct gz_term object;
  struct gz_term graph;
};

/** Make a term of each kind; all views are borrowed. */
struct gz_term gz_term_iri(struct gz_str iri);
struct gz_term gz_term_blank(struct gz_str label);
struct gz_term gz_term_string(struct gz_str text);
struct gz_term gz_term_tagged(struct gz_str text, struct gz_str language);

/** A literal with a datatype; xsd:string is folded away. */
struct gz_term gz_term_typed(struct gz_str text, struct gz_str datatype);

/** Whether `a` and `b` are the same term. */
bool gz_term_equal(const struct gz_term *a, const struct gz_term *b);

/** Order of terms as described above: <0, 0, >0. */
int gz_term_compare(const struct gz_term *a, const struct gz_term *b);

/** Order of quads by graph, subject, predicate, object: <0, 0, >0. */
int gz_quad_compare(const struct gz_quad *a, const struct gz_quad *b);

/** The datatypes that are folded away. */
#define GZ_XSD "http://www.w3.org/2001/XMLSchema#"
#define GZ_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

#endif
