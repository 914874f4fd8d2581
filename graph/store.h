/**
 * @file store.h
 * A store of articles: what the public functions share.
 *
 * The quads are in quads.h's file.  Each article has a graph with its IRI as
 * name; what is known of how articles were read lies in the graph `{base}meta`
 * (ontology.md), in which an article's statements have the article or its run
 * as subject.
 */

#ifndef GZ_GRAPH_STORE_H
#define GZ_GRAPH_STORE_H

#include "graph/gazette.h"
#include "graph/quads.h"
#include "input/arena.h"
#include "ontology/statements.h"
#include "ontology/vocabulary.h"

struct gz_store {
  struct gz_quads *quads;
  char *path; /**< Null if it is in memory */
  bool wait;  /**< For another writer */
};

/** A reading transaction over a store, with look-ups by term. */
struct gz_store_view {
  struct gz_quads_txn *txn;
  struct gz_arena *arena; /**< Of the terms that come out */
};

/** Begin to read `store`; to be ended with gz_store_view_close(). */
enum gz_status gz_store_view_open(struct gz_store *store,
                                  struct gz_store_view *view,
                                  struct gz_error *error);

/** End a view.  One that was never opened, all zero, is fine. */
void gz_store_view_close(struct gz_store_view *view);

/** The id of an IRI, or #GZ_ID_NONE if the store has no such term. */
gz_id gz_store_iri_id(struct gz_store_view *view, struct gz_str iri);

/** The id of a term of the vocabulary, or #GZ_ID_NONE. */
gz_id gz_store_vocab_id(struct gz_store_view *view, enum gz_vocab term);

/** The term of `id`, copied into the view's arena; kind NONE if none. */
struct gz_term gz_store_term(struct gz_store_view *view, gz_id id);

/**
 * The first value of a subject's property, by id, or #GZ_ID_NONE.
 *
 * For properties that have one value.
 */
gz_id gz_store_value(struct gz_store_view *view, gz_id subject,
                     enum gz_vocab property);

/** Ids, sorted as their terms are. */
struct gz_store_ids {
  gz_id *items;
  size_t count;
};

/** All values of a subject's property, sorted by term, each once. */
enum gz_status gz_store_values(struct gz_store_view *view, gz_id subject,
                               enum gz_vocab property,
                               struct gz_store_ids *values,
                               struct gz_error *error);

/** All subjects whose property has the value, sorted by term, each once. */
enum gz_status gz_store_subjects(struct gz_store_view *view,
                                 enum gz_vocab property, gz_id value,
                                 struct gz_store_ids *subjects,
                                 struct gz_error *error);

/** The text of a property's first value: a literal's, or a thing's label. */
struct gz_str gz_store_text(struct gz_store_view *view, gz_id subject,
                            enum gz_vocab property);

/** The label of a thing: skos:prefLabel, rdfs:label, or its IRI's last part. */
struct gz_str gz_store_label(struct gz_store_view *view, gz_id id);

/**
 * Put an article's statements in the place of those that it had, in `txn`,
 * which is to be aborted if this fails.
 */
enum gz_status gz_store_put(struct gz_quads_txn *txn, struct gz_str article,
                            const struct gz_statements *statements,
                            struct gz_error *error);

#endif
