// Transactions.
#include "config.h"

#include "graph/quads_format.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

static void
count_txn(struct gz_quads *quads, int change) {
  (void)pthread_mutex_lock(&quads->mutex);
  quads->txns = (unsigned)((int)quads->txns + change);
  (void)pthread_mutex_unlock(&quads->mutex);
}

/** Begin, mapping the file anew if another process has made it larger. */
static int
begin(struct gz_quads *quads, unsigned flags, MDB_txn **mdb) {
  count_txn(quads, 1);
  int code = mdb_txn_begin(quads->env, NULL, flags, mdb);
  if (code == MDB_MAP_RESIZED) {
    (void)pthread_mutex_lock(&quads->mutex);
    if (quads->txns == 1) {
      code = mdb_env_set_mapsize(quads->env, 0);
      code = code ? code : mdb_txn_begin(quads->env, NULL, flags, mdb);
    }
    (void)pthread_mutex_unlock(&quads->mutex);
  }
  if (code) {
    count_txn(quads, -1);
  }
  return code;
}

static enum gz_status
begin_failed(int code, struct gz_error *error) {
  if (code == MDB_MAP_RESIZED) {
    return gz_fail(error, GZ_BUSY,
                   "The store has grown beyond what is mapped, and is being "
                   "read here");
  }
  return gz_quads_mdb_fail(error, code, "begin a transaction");
}

/** Let other writers in. */
static void
release_writer(struct gz_quads *quads) {
  (void)pthread_mutex_lock(&quads->mutex);
  if (!--quads->writers) {
    (void)gz_file_lock(quads->fd, F_UNLCK, GZ_LOCK_WRITER, false);
  }
  (void)pthread_mutex_unlock(&quads->mutex);
}

/** Keep other processes' writers out, and be told if there is one. */
static enum gz_status
acquire_writer(struct gz_quads *quads, bool wait, struct gz_error *error) {
  (void)pthread_mutex_lock(&quads->mutex);
  const bool busy = !wait && quads->writers;
  quads->writers += !busy;
  (void)pthread_mutex_unlock(&quads->mutex);
  if (busy) {
    return gz_fail(error, GZ_BUSY, "The store is being written");
  }
  if (gz_file_lock(quads->fd, F_WRLCK, GZ_LOCK_WRITER, wait) == 0) {
    return GZ_OK;
  }
  const int reason = errno;
  release_writer(quads);
  if (reason == EAGAIN || reason == EACCES) {
    return gz_fail(error, GZ_BUSY, "The store is being written");
  }
  return gz_fail_system(error, reason, "Cannot lock the store");
}

enum gz_status
gz_quads_read(struct gz_quads *quads, struct gz_quads_txn **txn,
              struct gz_error *error) {
  struct gz_quads_txn *result = calloc(1, sizeof *result);
  if (!result) {
    return gz_fail(error, GZ_NO_MEMORY, "Cannot begin a transaction");
  }
  result->quads = quads;
  const int code = begin(quads, MDB_RDONLY, &result->mdb);
  if (code) {
    free(result);
    return begin_failed(code, error);
  }
  const enum gz_status status =
      gz_quads_meta_get(quads, result->mdb, &result->meta, error);
  if (status != GZ_OK) {
    gz_quads_abort(result);
    return status;
  }
  *txn = result;
  return GZ_OK;
}

enum gz_status
gz_quads_write(struct gz_quads *quads, bool wait, struct gz_quads_txn **txn,
               struct gz_error *error) {
  if (quads->flags & GZ_QUADS_READ_ONLY) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "The store is open to be read only");
  }
  struct gz_quads_txn *result = calloc(1, sizeof *result);
  if (!result) {
    return gz_fail(error, GZ_NO_MEMORY, "Cannot begin a transaction");
  }
  enum gz_status status = acquire_writer(quads, wait, error);
  if (status != GZ_OK) {
    free(result);
    return status;
  }
  const int code = begin(quads, 0, &result->mdb);
  if (code) {
    release_writer(quads);
    free(result);
    return begin_failed(code, error);
  }
  result->quads = quads;
  result->writes = true;
  gz_buffer_init(&result->batch.record, GZ_MAX_LINE_BYTES + 1024);
  status = gz_quads_meta_get(quads, result->mdb, &result->meta, error);
  if (status != GZ_OK) {
    gz_quads_abort(result);
    return status;
  }
  *txn = result;
  return GZ_OK;
}

/** Free what is left of `txn` when LMDB's part has ended. */
static void
finish(struct gz_quads_txn *txn) {
  count_txn(txn->quads, -1);
  if (txn->writes) {
    release_writer(txn->quads);
    gz_batch_free(&txn->batch);
  }
  free(txn);
}

void
gz_quads_abort(struct gz_quads_txn *txn) {
  if (txn) {
    gz_quads_close_probes(txn);
    mdb_txn_abort(txn->mdb);
    finish(txn);
  }
}

enum gz_status
gz_quads_commit(struct gz_quads_txn *txn, struct gz_error *error) {
  if (!txn->writes) {
    gz_quads_abort(txn);
    return GZ_OK;
  }
  enum gz_status status = gz_quads_flush(txn, error);
  if (status == GZ_OK) {
    status = gz_quads_meta_put(txn->quads, txn->mdb, &txn->meta, error);
  }
  if (status != GZ_OK) {
    gz_quads_abort(txn);
    return status;
  }
  gz_quads_close_probes(txn);
  status =
      gz_quads_mdb_fail(error, mdb_txn_commit(txn->mdb), "write to the store");
  finish(txn);
  return status;
}

enum gz_status
gz_quads_can_write(struct gz_quads_txn *txn, struct gz_error *error) {
  if (!txn->writes) {
    return gz_fail(error, GZ_BAD_ARGUMENT,
                   "A reading transaction cannot change the store");
  }
  if (txn->cursors) {
    return gz_fail(error, GZ_BAD_ARGUMENT,
                   "The store cannot be changed while a cursor reads it");
  }
  if (txn->failed != GZ_OK) {
    return gz_fail(error, txn->failed,
                   "The transaction has failed before and changes nothing");
  }
  return GZ_OK;
}

enum gz_status
gz_quads_can_read(struct gz_quads_txn *txn, struct gz_error *error) {
  return txn->writes ? gz_quads_flush(txn, error) : GZ_OK;
}
