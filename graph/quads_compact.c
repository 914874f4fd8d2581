// Writing a store anew.
#include "config.h"

#include "graph/quads_format.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Entries that one transaction copies. */
#define COPY_ENTRIES ((size_t)1 << 20)

/** A copy under way. */
struct copy {
  struct gz_quads *from;
  struct gz_quads *to;
  MDB_txn *source;     /**< Snapshot of what is copied */
  unsigned char *used; /**< A bit for each number of a term in use */
  uint64_t numbers;    /**< How many bits there are */
  uint64_t terms;      /**< Records copied */
};

/** Note the terms that occur in a table's keys. */
static int
note_keys(struct copy *copy, MDB_dbi table) {
  MDB_cursor *cursor = NULL;
  MDB_val key;
  MDB_val data;
  int code = mdb_cursor_open(copy->source, table, &cursor);
  if (code) {
    return code;
  }
  while (!(code = mdb_cursor_get(cursor, &key, &data, MDB_NEXT_NODUP))) {
    if (key.mv_size != 8) {
      code = MDB_CORRUPTED;
      break;
    }
    const gz_id id = gz_get64(key.mv_data);
    const uint64_t number = id & GZ_ID_NUMBER_MASK;
    if (gz_id_has_record(id)) {
      if (number >= copy->numbers) {
        code = MDB_CORRUPTED;
        break;
      }
      copy->used[number / 8] |= (unsigned char)(1U << (number % 8));
    }
  }
  mdb_cursor_close(cursor);
  return code == MDB_NOTFOUND ? 0 : code;
}

/** Which entries of a table are copied. */
enum filter { ALL, TERMS, HASHES };

static bool
is_copied(const struct copy *copy, enum filter filter, const MDB_val *key,
          const MDB_val *data) {
  if (filter == ALL) {
    return true;
  }
  const MDB_val *id = filter == TERMS ? key : data;
  if (id->mv_size != 8) {
    return false;
  }
  const uint64_t number = gz_get64(id->mv_data) & GZ_ID_NUMBER_MASK;
  return number < copy->numbers && (copy->used[number / 8] >> (number % 8) & 1);
}

/**
 * Copy entries from where `cursor` stands, as many as one transaction takes.
 *
 * `*last` is the key copied last; MDB_NOTFOUND is the end of the table.
 */
static int
copy_some(struct copy *copy, MDB_cursor *cursor, MDB_dbi to, enum filter filter,
          unsigned char last[8]) {
  MDB_txn *txn = NULL;
  MDB_cursor *target = NULL;
  MDB_val key;
  MDB_val data;
  int code = mdb_txn_begin(copy->to->env, NULL, 0, &txn);
  if (code) {
    return code;
  }
  code = mdb_cursor_open(txn, to, &target);
  for (size_t i = 0; i < COPY_ENTRIES && !code; ++i) {
    code = mdb_cursor_get(cursor, &key, &data, MDB_NEXT);
    if (!code && is_copied(copy, filter, &key, &data)) {
      // Entries come in order, so each goes behind all that are there.
      const bool same = key.mv_size == 8 && memcmp(key.mv_data, last, 8) == 0;
      code = mdb_cursor_put(target, &key, &data,
                            same ? MDB_APPENDDUP : MDB_APPEND);
      copy->terms += filter == TERMS;
      if (key.mv_size == 8) {
        memcpy(last, key.mv_data, 8);
      }
    }
  }
  if (target) {
    mdb_cursor_close(target);
  }
  if (code && code != MDB_NOTFOUND) {
    mdb_txn_abort(txn);
    return code;
  }
  const int committed = mdb_txn_commit(txn);
  return committed ? committed : code;
}

static int
copy_table(struct copy *copy, MDB_dbi from, MDB_dbi to, enum filter filter) {
  MDB_cursor *cursor = NULL;
  unsigned char last[8];
  memset(last, 0xFF, sizeof last); // the key of nothing
  int code = mdb_cursor_open(copy->source, from, &cursor);
  while (!code) {
    code = copy_some(copy, cursor, to, filter, last);
  }
  if (cursor) {
    mdb_cursor_close(cursor);
  }
  return code == MDB_NOTFOUND ? 0 : code;
}

static int
copy_tables(struct copy *copy) {
  struct gz_quads *from = copy->from;
  struct gz_quads *to = copy->to;
  int code = 0;
  for (int i = 0; i < GZ_ORDERS && !code; ++i) {
    if (i != GZ_ORDER_POSG && i != GZ_ORDER_GPOS && i != GZ_ORDER_GOSP) {
      code = note_keys(copy, from->orders[i]);
    }
    code = code ? code : copy_table(copy, from->orders[i], to->orders[i], ALL);
  }
  code = code ? code : copy_table(copy, from->terms, to->terms, TERMS);
  code = code ? code : copy_table(copy, from->hashes, to->hashes, HASHES);
  return code ? code : copy_table(copy, from->predicates, to->predicates, ALL);
}

/** Copy all, then the head, with which the copy becomes a store. */
static enum gz_status
copy_store(struct copy *copy, struct gz_error *error) {
  struct gz_store_meta meta;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_meta_get(copy->from, copy->source, &meta, error));
  copy->numbers = meta.next_number;
  copy->used = calloc(1, (size_t)(copy->numbers / 8 + 1));
  if (!copy->used) {
    return gz_fail(error, GZ_NO_MEMORY, "Cannot compact: out of memory");
  }
  const int code = copy_tables(copy);
  free(copy->used);
  if (code) {
    return gz_quads_mdb_fail(error, code, "compact the store");
  }
  meta.counts.terms = copy->terms;
  MDB_txn *txn = NULL;
  int ended = mdb_txn_begin(copy->to->env, NULL, 0, &txn);
  if (!ended) {
    status = gz_quads_meta_put(copy->to, txn, &meta, error);
    if (status != GZ_OK) {
      mdb_txn_abort(txn);
      return status;
    }
    ended = mdb_txn_commit(txn);
  }
  ended = ended ? ended : mdb_env_sync(copy->to->env, 1);
  return gz_quads_mdb_fail(error, ended, "compact the store");
}

/** Flush the folder that `path` is in, so that a renaming lasts. */
static void
sync_folder(const char *path) {
  char *copy = strdup(path);
  char *slash = copy ? strrchr(copy, '/') : NULL;
  if (slash) {
    slash[slash == copy] = '\0';
  }
  const int fd = open(slash ? copy : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0) {
    (void)fsync(fd);
    (void)close(fd);
  }
  free(copy);
}

/** Write the copy of `from` to `target`. */
static enum gz_status
write_copy(struct gz_quads *from, const char *target, struct gz_error *error) {
  struct copy copy = {.from = from};
  struct stat info;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_open(target, GZ_QUADS_CREATE | GZ_QUADS_NO_SYNC, 0,
                               &copy.to, error));
  if (fstat(from->fd, &info) == 0) {
    (void)fchmod(copy.to->fd, info.st_mode & 07777);
  }
  const int code = mdb_txn_begin(from->env, NULL, MDB_RDONLY, &copy.source);
  status = code ? gz_quads_mdb_fail(error, code, "compact the store")
                : copy_store(&copy, error);
  mdb_txn_abort(copy.source);
  if (status == GZ_OK && fsync(copy.to->fd) != 0) {
    status = gz_fail_system(error, errno, "Cannot write %s", target);
  }
  gz_quads_close(copy.to);
  return status;
}

enum gz_status
gz_quads_compact(const char *path, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  char target[4096];
  char target_lock[4096 + 8];
  const int size = snprintf(target, sizeof target, "%s-compact", path);
  if (size < 0 || (size_t)size >= sizeof target) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "The file's name is too long");
  }
  (void)snprintf(target_lock, sizeof target_lock, "%s-lock", target);
  int fd = -1;
  GZ_TRY(status, gz_file_open(path, 0, true, &fd, error));
  struct gz_quads *from = NULL;
  GZ_TRY(status, gz_quads_open_locked(path, fd, 0, 0, &from, error));
  (void)unlink(target); // left by one that was ended
  status = write_copy(from, target, error);
  // The lock on the old file is held until the new one has its place.
  if (status == GZ_OK && rename(target, path) != 0) {
    status = gz_fail_system(error, errno, "Cannot replace %s", path);
  }
  if (status == GZ_OK) {
    sync_folder(path);
  } else {
    (void)unlink(target);
  }
  (void)unlink(target_lock);
  gz_quads_close(from);
  return status;
}
