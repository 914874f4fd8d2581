/**
 * @file vocabulary.h
 * The terms of the ontology, and of the vocabularies it builds on, for C.
 *
 * Each term has a number in enum gz_vocab, made of its kind and its name:
 * GZ_CLASS_FIRM, GZ_PROPERTY_ACTOR, GZ_INDIVIDUAL_CERTAIN, GZ_DATATYPE_DATE.
 * The list is vocabulary.def; gazette.ttl is its authority, and a test compares
 * the two.  What is said here of classes (which is below which, which exclude
 * each other) and of properties (what they may lead from and to) covers the
 * `gaz:` terms, and is what RDF Schema and OWL would conclude from gazette.ttl.
 *
 * Ownership.  All strings are constants that end in a zero byte.
 *
 * Threads.    No state.
 *
 * Cost.       Constant time, but for the look-ups by name (one pass over the
 *             list, comparing sizes first) and the questions about classes (a
 *             few steps up a tree of depth 3).
 */

#ifndef GZ_ONTOLOGY_VOCABULARY_H
#define GZ_ONTOLOGY_VOCABULARY_H

#include "input/str.h"
#include "ontology/term.h"

#include <stdbool.h>
#include <stddef.h>

/* The namespaces as string literals: GZ_NS_gaz "actor". */
#include "ontology/vocabulary.def"

/** A term; #GZ_VOCAB_NONE is no term. */
enum gz_vocab {
  GZ_VOCAB_NONE,
#define GZ_TERM(kind, id, prefix, local, label) GZ_##kind##_##id,
#include "ontology/vocabulary.def"
#undef GZ_TERM
  GZ_N_VOCAB
};

/** What a term stands for. */
enum gz_vocab_kind {
  GZ_VOCAB_KIND_NONE,
  GZ_VOCAB_KIND_CLASS,
  GZ_VOCAB_KIND_PROPERTY,
  GZ_VOCAB_KIND_INDIVIDUAL, /**< A value: gaz:positive */
  GZ_VOCAB_KIND_DATATYPE,
};

/** A prefix that writers declare. */
struct gz_prefix {
  struct gz_str name; /**< Without the colon: "gaz" */
  struct gz_str iri;  /**< The namespace that it stands for */
};

/** Return the prefixes in the order of their names, and how many in `count`. */
const struct gz_prefix *gz_prefixes(size_t *count);

/** The whole IRI of `term`; empty for #GZ_VOCAB_NONE. */
struct gz_str gz_vocab_iri(enum gz_vocab term);

/** `term` as an RDF term, to put into a statement. */
struct gz_term gz_vocab_term(enum gz_vocab term);

/** The name of `term` within its namespace: "actor". */
struct gz_str gz_vocab_local(enum gz_vocab term);

/** The English label of `term`; empty where gazette.ttl gives none. */
struct gz_str gz_vocab_label(enum gz_vocab term);

/** What `term` stands for. */
enum gz_vocab_kind gz_vocab_kind(enum gz_vocab term);

/** The term with that IRI, or #GZ_VOCAB_NONE. */
enum gz_vocab gz_vocab_find(struct gz_str iri);

/** The term of `gaz:` of that kind with that name, or #GZ_VOCAB_NONE. */
enum gz_vocab gz_vocab_named(enum gz_vocab_kind kind, struct gz_str name);

/** The class of `gaz:` with that name ("Firm", "Decision"), or NONE. */
enum gz_vocab gz_vocab_class(struct gz_str name);

/** The class of events with that name ("Decision"), or #GZ_VOCAB_NONE. */
enum gz_vocab gz_vocab_event(struct gz_str name);

/** The class right above a class or individual, or #GZ_VOCAB_NONE. */
enum gz_vocab gz_vocab_parent(enum gz_vocab term);

/**
 * Whether all that is a `sub` is a `super`: `sub` is `super`, lies below it, or
 * is an individual of a class that does.
 */
bool gz_vocab_is_a(enum gz_vocab sub, enum gz_vocab super);

/** Whether nothing can be of both classes. */
bool gz_vocab_disjoint(enum gz_vocab a, enum gz_vocab b);

/** Whether something of class `type` may have the property. */
bool gz_vocab_allows_subject(enum gz_vocab property, enum gz_vocab type);

/**
 * Whether the property may lead to something of class `type`, to the individual
 * `type`, or to a literal of datatype `type`.
 *
 * A property without a range allows whatever is no datatype.
 */
bool gz_vocab_allows_object(enum gz_vocab property, enum gz_vocab type);

#endif
