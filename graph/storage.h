/**
 * @file storage.h
 * Our store as a storage of Redland's, for programs that use librdf.
 *
 *     librdf_world *world = librdf_new_world();
 *     librdf_world_open(world);
 *     gz_storage_register(world);
 *     librdf_storage *storage =
 *         librdf_new_storage(world, "lmdb", "news.db", "wait='yes'");
 *     librdf_model *model = librdf_new_model(world, storage, NULL);
 *
 * The storage's name is its file's.  Options:
 *
 *     new='yes'        begin with an empty store, whatever was in it
 *     read-only='yes'  change nothing; the file must be there
 *     wait='no'        fail at once if another writes; the default is to wait
 *     commit='each'    make each change outside of a transaction last at once
 *
 * Contexts.   They are always there: a statement may be in several, and in the
 *             default one (added without a context).  Reading without a context
 *             reads all, each statement once for each context that has it,
 *             and librdf_stream_get_context2() says which.  Removing without a
 *             context removes from the default one.  A statement that is
 *             there already is not added twice.
 *
 * Changes.    librdf_model_transaction_start() and its like are transactions as
 *             quads.h has them.  Changes outside of one are gathered, seen by
 *             this program at once, and made to last by librdf_model_sync(),
 *             by the beginning of a transaction and when the storage is closed;
 *             unless commit='each', each with a flush of the disk then.  An
 *             open transaction that the storage is closed on is rolled back.
 *
 * Streams.    A stream may be read while statements are added and removed.  One
 *             that began without changes pending reads what was there
 *             when it began.
 *
 * Terms.      Are those of RDF 1.1: a literal of the datatype xsd:string is the
 *             plain one, and language tags come back in lower case.
 *
 * Errors.     Are told through librdf's log.
 *
 * This header is installed beside gazette.h; it does not need <redland.h>.
 */

#ifndef GZ_STORAGE_H
#define GZ_STORAGE_H

#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct librdf_world_s;

/**
 * Make the storage "lmdb" known to `world`, a librdf_world * that is open.
 *
 * @return #GZ_OK.
 * @return #GZ_NO_MEMORY if librdf does not take it.
 */
GZ_API enum gz_status gz_storage_register(struct librdf_world_s *world);

#ifdef __cplusplus
}
#endif

#endif
