// The store's file: full, damaged, of others; verifying and compacting it.
#include "tests/quads_fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <lmdb.h>

/** Add until it fails. */
static enum gz_status
add_much(struct gz_quads *quads, struct gz_error *error) {
  struct gz_quads_txn *txn = begin_write(quads);
  enum gz_status status = GZ_OK;
  for (int i = 0; i < 20000 && status == GZ_OK; ++i) {
    status = add(txn, i, i, 500 + i / 20);
  }
  if (status == GZ_OK) {
    return gz_quads_commit(txn, error);
  }
  gz_quads_abort(txn);
  return status;
}

static void
full_map_changes_nothing(void **state) {
  (void)state;
  fill(2);
  struct gz_quads *quads = NULL;
  struct gz_error error;
  assert_int_equal(gz_quads_open(path, 0, 1 << 20, &quads, NULL), GZ_OK);
  assert_int_equal(add_much(quads, &error), GZ_TOO_LARGE);
  assert_int_equal(count_all(quads), 40);
  struct gz_quads_txn *txn = begin_write(quads); // small ones still go in
  assert_int_equal(add(txn, 1, 1, 499), GZ_OK);
  assert_int_equal(gz_quads_commit(txn, NULL), GZ_OK);
  gz_quads_close(quads);
  assert_int_equal(gz_quads_verify(path, NULL, NULL, NULL), GZ_OK);
  quads = open_path(0);
  assert_int_equal(add_much(quads, &error), GZ_OK);
  assert_int_equal(count_all(quads), 20041);
  gz_quads_close(quads);
}

/* A file that may not grow is as a disk that is full. */
static void
full_disk_changes_nothing(void **state) {
  (void)state;
  fill(2);
  const pid_t child = fork();
  if (!child) {
    const struct rlimit limit = {1 << 20, 1 << 20};
    struct gz_quads *quads = NULL;
    struct gz_error error;
    (void)signal(SIGXFSZ, SIG_IGN);
    const bool good = setrlimit(RLIMIT_FSIZE, &limit) == 0 &&
                      gz_quads_open(path, 0, 0, &quads, NULL) == GZ_OK &&
                      add_much(quads, &error) == GZ_IO &&
                      count_all(quads) == 40;
    gz_quads_close(quads);
    _exit(!good);
  }
  int result = 0;
  assert_int_equal(waitpid(child, &result, 0), child);
  assert_int_equal(result, 0);
  assert_int_equal(gz_quads_verify(path, NULL, NULL, NULL), GZ_OK);
}

/* Where there is little address space, a smaller map does. */
static void
little_address_space_is_enough(void **state) {
  (void)state;
#if !defined(__SANITIZE_ADDRESS__) && !defined(GZ_ARENA_MALLOC)
  fill(2);
  const pid_t child = fork();
  if (!child) {
    const struct rlimit limit = {(rlim_t)1 << 30, (rlim_t)1 << 30};
    struct gz_quads *quads = NULL;
    struct gz_error error = {.message = ""};
    const bool good = setrlimit(RLIMIT_AS, &limit) == 0 &&
                      gz_quads_open(path, 0, 0, &quads, &error) == GZ_OK &&
                      count_all(quads) == 40;
    if (!good) {
      print_error("%s\n", error.message);
    }
    _exit(!good);
  }
  int result = 0;
  assert_int_equal(waitpid(child, &result, 0), child);
  assert_int_equal(result, 0);
#endif
}

static void
write_file(const void *bytes, size_t size) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

static unsigned char *
read_path(size_t *size) {
  struct stat info;
  assert_int_equal(stat(path, &info), 0);
  *size = (size_t)info.st_size;
  unsigned char *bytes = malloc(*size ? *size : 1);
  assert_non_null(bytes);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  assert_int_equal(fread(bytes, 1, *size, file), *size);
  assert_int_equal(fclose(file), 0);
  return bytes;
}

static void
what_is_no_store_is_refused(void **state) {
  (void)state;
  struct gz_quads *quads = NULL;
  struct gz_error error;
  assert_int_equal(gz_quads_open("/tmp/gazette-none", 0, 0, &quads, &error),
                   GZ_NOT_FOUND);
  assert_int_equal(gz_quads_open("/tmp", 0, 0, &quads, &error), GZ_IO);
  assert_int_equal(gz_quads_open(path, 0, 0, &quads, &error), GZ_CORRUPT);
  static const char text[] = "Plain text that is no store.";
  write_file(text, sizeof text);
  assert_int_equal(gz_quads_open(path, GZ_QUADS_CREATE, 0, &quads, &error),
                   GZ_CORRUPT);
  assert_string_equal(error.file, path);
  // Somebody else's LMDB file stays as it is.
  (void)unlink(path);
  MDB_env *env = NULL;
  MDB_txn *txn = NULL;
  MDB_dbi table = 0;
  assert_int_equal(mdb_env_create(&env), 0);
  assert_int_equal(mdb_env_set_maxdbs(env, 4), 0);
  assert_int_equal(mdb_env_open(env, path, MDB_NOSUBDIR, 0600), 0);
  assert_int_equal(mdb_txn_begin(env, NULL, 0, &txn), 0);
  assert_int_equal(mdb_dbi_open(txn, "theirs", MDB_CREATE, &table), 0);
  assert_int_equal(mdb_txn_commit(txn), 0);
  mdb_env_close(env);
  assert_int_equal(gz_quads_open(path, GZ_QUADS_CREATE, 0, &quads, &error),
                   GZ_CORRUPT);
  assert_string_equal(error.message, "The file is no store");
}

/** Open our tables with LMDB itself, to damage them. */
static MDB_txn *
open_tables(MDB_env **env, const char *name, MDB_dbi *table) {
  MDB_txn *txn = NULL;
  assert_int_equal(mdb_env_create(env), 0);
  assert_int_equal(mdb_env_set_maxdbs(*env, 20), 0);
  assert_int_equal(mdb_env_set_mapsize(*env, 1 << 26), 0);
  assert_int_equal(mdb_env_open(*env, path, MDB_NOSUBDIR, 0600), 0);
  assert_int_equal(mdb_txn_begin(*env, NULL, 0, &txn), 0);
  assert_int_equal(mdb_dbi_open(txn, name, 0, table), 0);
  return txn;
}

static void
other_versions_are_refused(void **state) {
  (void)state;
  fill(1);
  MDB_env *env = NULL;
  MDB_dbi table = 0;
  MDB_txn *txn = open_tables(&env, "meta", &table);
  MDB_val key = {5, (void *)(uintptr_t) "store"};
  MDB_val data;
  unsigned char bytes[88];
  assert_int_equal(mdb_get(txn, table, &key, &data), 0);
  assert_int_equal(data.mv_size, sizeof bytes);
  memcpy(bytes, data.mv_data, sizeof bytes);
  bytes[15] = 2;
  data.mv_data = bytes;
  assert_int_equal(mdb_put(txn, table, &key, &data, 0), 0);
  assert_int_equal(mdb_txn_commit(txn), 0);
  mdb_env_close(env);
  struct gz_quads *quads = NULL;
  struct gz_error error;
  assert_int_equal(gz_quads_open(path, 0, 0, &quads, &error), GZ_CORRUPT);
  assert_string_equal(error.message,
                      "The store has format 2, which this version cannot "
                      "read: it knows format 1");
}

static void
truncated_files_are_refused(void **state) {
  (void)state;
  fill(60);
  size_t size = 0;
  unsigned char *bytes = read_path(&size);
  for (size_t cut = 1; cut < size; cut += cut < 9000 ? 700 : 4096 * 3 + 17) {
    write_file(bytes, cut);
    struct gz_quads *quads = NULL;
    struct gz_error error;
    const enum gz_status status = gz_quads_open(path, 0, 0, &quads, &error);
    if (status == GZ_OK) { // only free pages are missing
      gz_quads_close(quads);
      assert_int_equal(gz_quads_verify(path, NULL, NULL, &error), GZ_OK);
    } else {
      assert_int_equal(status, GZ_CORRUPT);
      assert_int_equal(gz_quads_verify(path, NULL, NULL, &error), GZ_CORRUPT);
    }
  }
  free(bytes);
}

/* Damage anywhere is either found or of no consequence; never a crash. */
static void
damaged_files_are_no_harm(void **state) {
  (void)state;
  fill(60);
  size_t size = 0;
  unsigned char *bytes = read_path(&size);
  unsigned seed = 7;
  int found = 0;
  for (int i = 0; i < 300; ++i) {
    unsigned char *copy = malloc(size);
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    for (int k = 0; k < 1 + i % 5; ++k) {
      seed = seed * 1664525U + 1013904223U;
      // Half of them where pages have their heads and offsets.
      const size_t page = (seed >> 8) % (size / 4096);
      seed = seed * 1664525U + 1013904223U;
      const size_t at = page * 4096 + (seed >> 8) % (i % 2 ? 4096 : 48);
      copy[at] = (unsigned char)(seed >> 24);
    }
    write_file(copy, size);
    free(copy);
    const enum gz_status status = gz_quads_verify(path, NULL, NULL, NULL);
    assert_true(status == GZ_OK || status == GZ_CORRUPT);
    found += status == GZ_CORRUPT;
  }
  assert_true(found > 100);
  free(bytes);
}

static void
count_report(void *data, const char *message) {
  unsigned *reports = data;
  assert_true(message[0] && message[strlen(message) - 1] != '.');
  ++*reports;
}

/* An entry taken from any table is missed. */
static void
verify_compares_tables(void **state) {
  (void)state;
  static const char *const tables[] = {"spog", "posg",   "psog",      "ospg",
                                       "gspo", "gpos",   "gosp",      "terms",
                                       "meta", "hashes", "predicates"};
  unsigned reports = 0;
  fill(3);
  assert_int_equal(gz_quads_verify(path, count_report, &reports, NULL), GZ_OK);
  assert_int_equal(reports, 0);
  for (size_t i = 0; i < sizeof tables / sizeof *tables; ++i) {
    MDB_env *env = NULL;
    MDB_dbi table = 0;
    MDB_cursor *cursor = NULL;
    MDB_val key;
    MDB_val data;
    (void)unlink(path);
    fill(3);
    MDB_txn *txn = open_tables(&env, tables[i], &table);
    assert_int_equal(mdb_cursor_open(txn, table, &cursor), 0);
    assert_int_equal(mdb_cursor_get(cursor, &key, &data, MDB_LAST), 0);
    assert_int_equal(mdb_cursor_del(cursor, 0), 0);
    mdb_cursor_close(cursor);
    assert_int_equal(mdb_txn_commit(txn), 0);
    mdb_env_close(env);
    struct gz_error error;
    reports = 0;
    assert_int_equal(gz_quads_verify(path, count_report, &reports, &error),
                     GZ_CORRUPT);
    assert_true(reports > 0 || strcmp(tables[i], "meta") == 0);
  }
}

/* So is one that was changed, though there are as many as before. */
static void
verify_compares_quads(void **state) {
  (void)state;
  MDB_env *env = NULL;
  MDB_dbi table = 0;
  MDB_cursor *cursor = NULL;
  MDB_val key;
  MDB_val data;
  unsigned char changed[24];
  fill(3);
  MDB_txn *txn = open_tables(&env, "gosp", &table);
  assert_int_equal(mdb_cursor_open(txn, table, &cursor), 0);
  assert_int_equal(mdb_cursor_get(cursor, &key, &data, MDB_LAST), 0);
  memcpy(changed, data.mv_data, sizeof changed);
  changed[15] ^= 1; // the subject
  assert_int_equal(mdb_cursor_del(cursor, 0), 0);
  data = (MDB_val){sizeof changed, changed};
  assert_int_equal(mdb_cursor_get(cursor, &key, &data, MDB_LAST), 0);
  data = (MDB_val){sizeof changed, changed};
  assert_int_equal(mdb_cursor_put(cursor, &key, &data, 0), 0);
  mdb_cursor_close(cursor);
  assert_int_equal(mdb_txn_commit(txn), 0);
  mdb_env_close(env);
  unsigned reports = 0;
  assert_int_equal(gz_quads_verify(path, count_report, &reports, NULL),
                   GZ_CORRUPT);
  assert_int_equal(reports, 3); // it differs; what is missing; what is too much
}

static void
compact_drops_what_is_unused(void **state) {
  (void)state;
  fill(100);
  struct gz_quads *quads = open_path(0);
  struct gz_quads_txn *txn = begin_write(quads);
  for (int i = 0; i < 90; ++i) {
    char name[32];
    const int size = snprintf(name, sizeof name, "a:graph-%d", i);
    const struct gz_term graph = gz_term_iri(gz_str_n(name, (size_t)size));
    struct gz_ids pattern = GZ_IDS_ANY;
    uint64_t removed = 0;
    assert_int_equal(
        gz_quads_find(txn, &graph, &pattern.part[GZ_PART_GRAPH], NULL), GZ_OK);
    assert_int_equal(gz_quads_remove_all(txn, &pattern, &removed, NULL), GZ_OK);
    assert_int_equal(removed, 20);
  }
  assert_int_equal(gz_quads_commit(txn, NULL), GZ_OK);
  assert_int_equal(gz_quads_compact(path, NULL), GZ_BUSY);
  gz_quads_close(quads);
  struct stat before;
  struct stat after;
  assert_int_equal(stat(path, &before), 0);
  assert_int_equal(gz_quads_compact(path, NULL), GZ_OK);
  assert_int_equal(stat(path, &after), 0);
  assert_true(after.st_size < before.st_size / 2);
  assert_int_equal(after.st_mode, before.st_mode);
  assert_int_equal(gz_quads_verify(path, NULL, NULL, NULL), GZ_OK);
  quads = open_path(0);
  assert_int_equal(count_all(quads), 200);
  txn = begin_write(quads);
  struct gz_quads_counts counts;
  assert_int_equal(gz_quads_count(txn, &counts, NULL), GZ_OK);
  assert_int_equal(counts.terms, 50 + 10 + 50 + 1); // as many as are used
  // Numbers go on from where they were: none is given twice.
  assert_true(gz_quads_stamp(txn) > 500);
  assert_int_equal(add(txn, 0, 0, 0), GZ_OK);
  assert_int_equal(gz_quads_commit(txn, NULL), GZ_OK);
  gz_quads_close(quads);
  assert_int_equal(gz_quads_verify(path, NULL, NULL, NULL), GZ_OK);
  assert_int_equal(gz_quads_compact("/tmp/gazette-none", NULL), GZ_NOT_FOUND);
}

static void
temporary_stores_leave_nothing(void **state) {
  (void)state;
  char folder[] = "/tmp/gazette-test-XXXXXX";
  struct gz_quads *quads = NULL;
  struct gz_error error;
  assert_non_null(mkdtemp(folder));
  assert_int_equal(gz_quads_open_temporary(folder, &quads, NULL), GZ_OK);
  assert_int_equal(rmdir(folder), 0); // it is empty already
  assert_string_equal(gz_quads_path(quads), "");
  struct gz_quads_txn *txn = begin_write(quads);
  assert_int_equal(add(txn, 1, 1, 1), GZ_OK);
  assert_int_equal(gz_quads_commit(txn, NULL), GZ_OK);
  assert_int_equal(count_all(quads), 1);
  gz_quads_close(quads);
  assert_int_equal(gz_quads_open_temporary(folder, &quads, &error), GZ_IO);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      TEST(full_map_changes_nothing),       TEST(full_disk_changes_nothing),
      TEST(little_address_space_is_enough), TEST(what_is_no_store_is_refused),
      TEST(other_versions_are_refused),     TEST(truncated_files_are_refused),
      TEST(damaged_files_are_no_harm),      TEST(verify_compares_tables),
      TEST(verify_compares_quads),          TEST(compact_drops_what_is_unused),
      TEST(temporary_stores_leave_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
