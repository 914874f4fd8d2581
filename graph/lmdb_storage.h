/**
 * @file lmdb_storage.h
 * What the two files of the storage module share; see storage.h.
 */

#ifndef GZ_GRAPH_LMDB_STORAGE_H
#define GZ_GRAPH_LMDB_STORAGE_H

#include "graph/quads.h"

#include <redland.h>

/** What a librdf_storage has behind it. */
struct gz_lmdb {
  librdf_world *world;
  struct gz_quads *quads;
  struct gz_quads_txn *writer; /**< Of changes not yet committed, or null */
  bool in_transaction;         /**< The caller began it */
  bool waits;
  bool commits_each;
};

/** What is behind `storage`. */
struct gz_lmdb *gz_lmdb_of(librdf_storage *storage);

/** Tell librdf's log what went wrong; 1. */
int gz_lmdb_tell(const struct gz_lmdb *instance, const struct gz_error *error);

/** A transaction to read in, for gz_lmdb_end_read(); null, and told, if none.
 */
struct gz_quads_txn *gz_lmdb_begin_read(struct gz_lmdb *instance);
void gz_lmdb_end_read(const struct gz_lmdb *instance, struct gz_quads_txn *txn);

/**
 * Look up what `statement` and `context`, either of which may be null, bind.
 *
 * @return #GZ_NOT_FOUND if the store has one of the terms nowhere.
 */
enum gz_status gz_lmdb_find_pattern(struct gz_quads_txn *txn,
                                    librdf_statement *statement,
                                    librdf_node *context,
                                    struct gz_ids *pattern,
                                    struct gz_error *error);

/** A stream of what matches; null, and told, if it cannot be read. */
librdf_stream *gz_lmdb_stream(librdf_storage *storage,
                              librdf_statement *statement, librdf_node *context,
                              bool default_only);

/** The contexts but for the default one. */
librdf_iterator *gz_lmdb_contexts(librdf_storage *storage);

#endif
