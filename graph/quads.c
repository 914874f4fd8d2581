// Opening, closing, transactions.
#include "config.h"

#include "graph/quads_format.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#define MAX_READERS 500
#define LEAST_MAP_SIZE ((uint64_t)1 << 20)

static const char *const order_names[GZ_ORDERS] = {
    "spog", "posg", "psog", "ospg", "gspo", "gpos", "gosp"};

/** Have LMDB open the file. */
static enum gz_status
open_env(struct gz_quads *quads, const char *path, uint64_t map_size,
         struct gz_error *error) {
  const unsigned flags =
      MDB_NOSUBDIR | MDB_NOTLS | MDB_NORDAHEAD |
      (quads->flags & GZ_QUADS_READ_ONLY ? MDB_RDONLY : 0U) |
      (quads->flags & GZ_QUADS_NO_SYNC ? MDB_NOSYNC | MDB_NOMETASYNC : 0U);
  uint64_t size = map_size ? map_size : GZ_QUADS_MAP_SIZE;
  for (;;) {
    int code = mdb_env_create(&quads->env);
    if (code) {
      quads->env = NULL;
      return gz_quads_mdb_fail(error, code, "open the store");
    }
    if (!(code = mdb_env_set_maxdbs(quads->env, 4 + GZ_ORDERS)) &&
        !(code = mdb_env_set_maxreaders(quads->env, MAX_READERS)) &&
        !(code = mdb_env_set_mapsize(quads->env, (size_t)size))) {
      code = mdb_env_open(quads->env, path, flags, 0666);
    }
    if (!code) {
      int dead = 0;
      (void)mdb_reader_check(quads->env, &dead);
      return GZ_OK;
    }
    mdb_env_close(quads->env);
    quads->env = NULL;
    // Where address space is limited, a smaller map has to do.
    if (code != ENOMEM || size / 2 < LEAST_MAP_SIZE) {
      return gz_quads_mdb_fail(error, code, "open the store");
    }
    size /= 2;
  }
}

/** Open the tables, making them where `create`. */
static int
open_tables(struct gz_quads *quads, MDB_txn *mdb, bool create) {
  const unsigned make = create ? MDB_CREATE : 0;
  const unsigned list = make | MDB_DUPSORT | MDB_DUPFIXED;
  int code = 0;
  if ((code = mdb_dbi_open(mdb, "meta", make, &quads->meta)) ||
      (code = mdb_dbi_open(mdb, "terms", make, &quads->terms)) ||
      (code = mdb_dbi_open(mdb, "hashes", list, &quads->hashes)) ||
      (code = mdb_dbi_open(mdb, "predicates", make, &quads->predicates))) {
    return code;
  }
  for (int i = 0; i < GZ_ORDERS && !code; ++i) {
    code = mdb_dbi_open(mdb, order_names[i], list, &quads->orders[i]);
  }
  return code;
}

/** Write an empty store into an empty file. */
static enum gz_status
initialise(struct gz_quads *quads, MDB_txn *mdb, struct gz_error *error) {
  struct gz_store_meta meta = {
      .magic = GZ_STORE_MAGIC, .version = GZ_STORE_VERSION, .next_number = 1};
  if (getrandom(meta.hash_key, sizeof meta.hash_key, 0) !=
      (ssize_t)sizeof meta.hash_key) {
    return gz_fail_system(error, errno, "Cannot draw a random key");
  }
  const int code = open_tables(quads, mdb, true);
  if (code) {
    return gz_quads_mdb_fail(error, code, "make the store");
  }
  return gz_quads_meta_put(quads, mdb, &meta, error);
}

/** Open the tables of a store that is there; `empty` if there is none yet. */
static enum gz_status
open_existing(struct gz_quads *quads, MDB_txn *mdb, bool *empty,
              struct gz_error *error) {
  MDB_dbi main_table = 0;
  MDB_stat info;
  int code = mdb_dbi_open(mdb, NULL, 0, &main_table);
  if (code || (code = mdb_stat(mdb, main_table, &info))) {
    return gz_quads_mdb_fail(error, code, "open the store");
  }
  *empty = !info.ms_entries;
  code = mdb_dbi_open(mdb, "meta", 0, &quads->meta);
  if (code == MDB_NOTFOUND || code == MDB_INCOMPATIBLE) {
    return gz_fail(error, GZ_CORRUPT, "The file is no store");
  }
  if (code) {
    return gz_quads_mdb_fail(error, code, "open the store");
  }
  struct gz_store_meta meta;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_meta_get(quads, mdb, &meta, error));
  code = open_tables(quads, mdb, false);
  if (code == MDB_NOTFOUND || code == MDB_INCOMPATIBLE) {
    return gz_fail(error, GZ_CORRUPT, "A table of the store is missing");
  }
  return gz_quads_mdb_fail(error, code, "open the store");
}

/** Open the store; in an empty file, make one first if that is asked for. */
static enum gz_status
open_store(struct gz_quads *quads, bool write, struct gz_error *error) {
  MDB_txn *mdb = NULL;
  const int code =
      mdb_txn_begin(quads->env, NULL, write ? 0 : MDB_RDONLY, &mdb);
  if (code) {
    return gz_quads_mdb_fail(error, code, "open the store");
  }
  const bool may_create = quads->flags & GZ_QUADS_CREATE;
  bool empty = false;
  struct gz_error reason = {0};
  enum gz_status status = open_existing(quads, mdb, &empty, &reason);
  if (empty && write) {
    status = initialise(quads, mdb, error);
  }
  if (status == GZ_OK) {
    return gz_quads_mdb_fail(error, mdb_txn_commit(mdb), "open the store");
  }
  mdb_txn_abort(mdb);
  if (empty && !write && may_create) {
    return open_store(quads, true, error);
  }
  if (error && !(empty && write)) {
    *error = reason;
  }
  return status;
}

static struct gz_quads *
new_quads(const char *path, unsigned flags) {
  struct gz_quads *quads = calloc(1, sizeof *quads);
  if (!quads) {
    return NULL;
  }
  quads->fd = -1;
  quads->flags = flags;
  quads->path = strdup(path);
  if (!quads->path || pthread_mutex_init(&quads->mutex, NULL) != 0) {
    free(quads->path);
    free(quads);
    return NULL;
  }
  return quads;
}

void
gz_quads_close(struct gz_quads *quads) {
  if (!quads) {
    return;
  }
  if (quads->env) {
    mdb_env_close(quads->env);
  }
  if (quads->fd >= 0) {
    (void)close(quads->fd);
  }
  (void)pthread_mutex_destroy(&quads->mutex);
  free(quads->path);
  free(quads);
}

enum gz_status
gz_quads_open_locked(const char *path, int fd, unsigned flags,
                     uint64_t map_size, struct gz_quads **quads,
                     struct gz_error *error) {
  struct gz_quads *result = new_quads(path, flags);
  if (!result) {
    (void)close(fd);
    return gz_fail(error, GZ_NO_MEMORY, "Cannot open %s: out of memory", path);
  }
  result->fd = fd;
  enum gz_status status = gz_quads_check_head(fd, path, error);
  if (status == GZ_OK) {
    status = open_env(result, path, map_size, error);
  }
  if (status == GZ_OK) {
    status = open_store(result, false, error);
  }
  if (status != GZ_OK) {
    gz_quads_close(result);
    gz_error_in_file(error, path);
    return status;
  }
  *quads = result;
  return GZ_OK;
}

enum gz_status
gz_quads_open(const char *path, unsigned flags, uint64_t map_size,
              struct gz_quads **quads, struct gz_error *error) {
  if ((flags & GZ_QUADS_READ_ONLY) && (flags & GZ_QUADS_CREATE)) {
    return gz_fail(error, GZ_BAD_ARGUMENT,
                   "A store that is only read cannot be made");
  }
  int fd = -1;
  const enum gz_status status = gz_file_open(path, flags, false, &fd, error);
  if (status != GZ_OK) {
    gz_error_in_file(error, path);
    return status;
  }
  return gz_quads_open_locked(path, fd, flags, map_size, quads, error);
}

enum gz_status
gz_quads_open_temporary(const char *folder, struct gz_quads **quads,
                        struct gz_error *error) {
  char path[4096];
  char lock_path[4096 + 8];
  const int size = snprintf(path, sizeof path, "%s/gazette-XXXXXX", folder);
  if (size < 0 || (size_t)size >= sizeof path) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "The folder's name is too long");
  }
  struct gz_quads *result = new_quads("", GZ_QUADS_CREATE | GZ_QUADS_NO_SYNC);
  if (!result) {
    return gz_fail(error, GZ_NO_MEMORY, "Cannot open a store: out of memory");
  }
  result->fd = mkostemp(path, O_CLOEXEC);
  if (result->fd < 0) {
    const int reason = errno;
    gz_quads_close(result);
    return gz_fail_system(error, reason, "Cannot make a file in %s", folder);
  }
  (void)snprintf(lock_path, sizeof lock_path, "%s-lock", path);
  enum gz_status status = open_env(result, path, 0, error);
  (void)unlink(path);
  (void)unlink(lock_path);
  if (status == GZ_OK) {
    status = open_store(result, false, error);
  }
  if (status != GZ_OK) {
    gz_quads_close(result);
    return status;
  }
  *quads = result;
  return GZ_OK;
}

const char *
gz_quads_path(const struct gz_quads *quads) {
  return quads->path;
}
