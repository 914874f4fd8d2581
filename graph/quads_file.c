// The file: what LMDB's errors mean, the check of its head, the meta record.
#include "config.h"

#include "graph/quads_format.h"
#include "graph/quads_pages.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum gz_status
gz_quads_mdb_fail(struct gz_error *error, int code, const char *doing) {
  switch (code) {
  case 0:
    return GZ_OK;
  case ENOMEM:
    return gz_fail(error, GZ_NO_MEMORY, "Cannot %s: out of memory", doing);
  case MDB_MAP_FULL:
    return gz_fail(error, GZ_TOO_LARGE,
                   "Cannot %s: the store has reached the size it was opened "
                   "with",
                   doing);
  case MDB_TXN_FULL:
    return gz_fail(error, GZ_TOO_LARGE,
                   "Cannot %s: too much in one transaction", doing);
  case MDB_READERS_FULL:
    return gz_fail(error, GZ_BUSY, "Cannot %s: too many readers", doing);
  case MDB_NOTFOUND:
    return gz_fail(error, GZ_CORRUPT,
                   "Cannot %s: an entry that must be there is missing", doing);
  case MDB_BAD_TXN:
    return gz_fail(error, GZ_BAD_ARGUMENT,
                   "Cannot %s: the transaction has failed before", doing);
  default:
    break;
  }
  if (code < 0) {
    return gz_fail(error, GZ_CORRUPT, "Cannot %s: %s", doing,
                   mdb_strerror(code));
  }
  return gz_fail_system(error, code, "Cannot %s", doing);
}

int
gz_file_lock(int fd, short type, int64_t at, bool wait) {
  struct flock what = {
      .l_type = type, .l_whence = SEEK_SET, .l_start = at, .l_len = 1};
  int result = 0;
  do {
    result = fcntl(fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &what);
  } while (result != 0 && errno == EINTR);
  return result;
}

enum gz_status
gz_file_open(const char *path, unsigned flags, bool alone, int *fd,
             struct gz_error *error) {
  const int mode = (flags & GZ_QUADS_READ_ONLY ? O_RDONLY : O_RDWR) |
                   (flags & GZ_QUADS_CREATE ? O_CREAT : 0) | O_CLOEXEC;
  for (int attempt = 0; attempt < 100; ++attempt) {
    const int file = open(path, mode, 0666);
    if (file < 0) {
      const int reason = errno;
      gz_fail_system(error, reason, "Cannot open %s", path);
      if (reason == ENOENT && error) {
        error->status = GZ_NOT_FOUND;
      }
      return reason == ENOENT ? GZ_NOT_FOUND : GZ_IO;
    }
    if (gz_file_lock(file, alone ? F_WRLCK : F_RDLCK, GZ_LOCK_IN_USE, false) !=
        0) {
      const int reason = errno;
      (void)close(file);
      if (reason == EAGAIN || reason == EACCES) {
        return gz_fail(error, GZ_BUSY, "%s is in use", path);
      }
      return gz_fail_system(error, reason, "Cannot lock %s", path);
    }
    struct stat here;
    struct stat there;
    if (fstat(file, &here) == 0 && stat(path, &there) == 0 &&
        here.st_ino == there.st_ino && here.st_dev == there.st_dev) {
      *fd = file;
      return GZ_OK;
    }
    (void)close(file); // It was replaced between open() and the lock.
  }
  return gz_fail(error, GZ_BUSY, "%s is being replaced", path);
}

enum gz_status
gz_quads_check_head(int fd, const char *path, struct gz_error *error) {
  struct gz_meta_page meta;
  struct stat info;
  const enum gz_status status = gz_pages_head(fd, path, &meta, error);
  if (status != GZ_OK) {
    return status == GZ_END ? GZ_OK : status;
  }
  if (fstat(fd, &info) != 0) {
    return gz_fail_system(error, errno, "Cannot read %s", path);
  }
  const uint64_t pages =
      ((uint64_t)info.st_size + meta.free.pad - 1) / meta.free.pad;
  if (meta.last_page < pages) {
    return GZ_OK;
  }
  // Pages at the end that were freed at once may never have been written.
  if (gz_pages_check(fd, &meta, NULL, NULL, NULL) != GZ_OK) {
    return gz_fail(error, GZ_CORRUPT,
                   "%s is cut short: it has %llu of its %llu pages", path,
                   (unsigned long long)pages,
                   (unsigned long long)meta.last_page + 1);
  }
  return GZ_OK;
}

enum gz_status
gz_quads_meta_get(struct gz_quads *quads, MDB_txn *mdb,
                  struct gz_store_meta *meta, struct gz_error *error) {
  MDB_val key = {5, (void *)(uintptr_t) "store"};
  MDB_val data;
  const int code = mdb_get(mdb, quads->meta, &key, &data);
  if (code == MDB_NOTFOUND || (!code && data.mv_size < 16) ||
      (!code && gz_get64(data.mv_data) != GZ_STORE_MAGIC)) {
    return gz_fail(error, GZ_CORRUPT, "The file is no store");
  }
  if (code) {
    return gz_quads_mdb_fail(error, code, "read the store's head");
  }
  uint64_t at[GZ_META_SIZE / 8] = {0};
  for (size_t i = 0; i < GZ_META_SIZE / 8 && i * 8 + 8 <= data.mv_size; ++i) {
    at[i] = gz_get64((const char *)data.mv_data + i * 8);
  }
  if (at[1] != GZ_STORE_VERSION || data.mv_size != GZ_META_SIZE) {
    return gz_fail(error, GZ_CORRUPT,
                   "The store has format %llu, which this version cannot read: "
                   "it knows format %d",
                   (unsigned long long)at[1], GZ_STORE_VERSION);
  }
  *meta = (struct gz_store_meta){
      .magic = at[0],
      .version = at[1],
      .hash_key = {at[2], at[3]},
      .next_number = at[4],
      .counts = {at[5], at[6], at[7], at[8], at[9], at[10]},
  };
  return GZ_OK;
}

enum gz_status
gz_quads_meta_put(struct gz_quads *quads, MDB_txn *mdb,
                  const struct gz_store_meta *meta, struct gz_error *error) {
  const struct gz_quads_counts *c = &meta->counts;
  const uint64_t at[GZ_META_SIZE / 8] = {
      meta->magic,       meta->version, meta->hash_key[0], meta->hash_key[1],
      meta->next_number, c->quads,      c->subjects,       c->predicates,
      c->objects,        c->graphs,     c->terms};
  unsigned char bytes[GZ_META_SIZE];
  for (size_t i = 0; i < GZ_META_SIZE / 8; ++i) {
    gz_put64(bytes + i * 8, at[i]);
  }
  MDB_val key = {5, (void *)(uintptr_t) "store"};
  MDB_val data = {sizeof bytes, bytes};
  return gz_quads_mdb_fail(error, mdb_put(mdb, quads->meta, &key, &data, 0),
                           "write the store's head");
}
