#include "tests/unit.h"

#include "graph/quads.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <lmdb.h>

#define XSD_INTEGER GZ_XSD "integer"

static char path[64];
static char lock_path[80];

static int
set_up(void **state) {
  (void)state;
  (void)strcpy(path, "/tmp/gazette-test-XXXXXX");
  const int fd = mkstemp(path);
  (void)snprintf(lock_path, sizeof lock_path, "%s-lock", path);
  return fd < 0 ? -1 : close(fd);
}

static int
tear_down(void **state) {
  (void)state;
  (void)unlink(path);
  (void)unlink(lock_path);
  return 0;
}

static struct gz_quads *
open_path(unsigned flags) {
  struct gz_quads *quads = NULL;
  struct gz_error error = {.message = ""};
  if (gz_quads_open(path, flags, 0, &quads, &error) != GZ_OK) {
    fail_msg("%s", error.message);
  }
  return quads;
}

static struct gz_quads_txn *
begin_write(struct gz_quads *quads) {
  struct gz_quads_txn *txn = NULL;
  assert_int_equal(gz_quads_write(quads, true, &txn, NULL), GZ_OK);
  return txn;
}

static struct gz_quads_txn *
begin_read(struct gz_quads *quads) {
  struct gz_quads_txn *txn = NULL;
  assert_int_equal(gz_quads_read(quads, &txn, NULL), GZ_OK);
  return txn;
}

/** Add <a:subject> <a:p> "object text number" to the graph <a:graph>. */
static enum gz_status
add(struct gz_quads_txn *txn, int subject, int object, int graph) {
  char text[3][64];
  (void)snprintf(text[0], 64, "a:subject-%d", subject);
  (void)snprintf(text[1], 64, "object text %d", object);
  (void)snprintf(text[2], 64, "a:graph-%d", graph);
  const struct gz_quad quad = {.subject = gz_term_iri(gz_str(text[0])),
                               .predicate = gz_term_iri(gz_str("a:p")),
                               .object = gz_term_string(gz_str(text[1])),
                               .graph = gz_term_iri(gz_str(text[2]))};
  return gz_quads_add(txn, &quad, NULL);
}

static uint64_t
count(struct gz_quads_txn *txn) {
  struct gz_quads_counts counts;
  assert_int_equal(gz_quads_count(txn, &counts, NULL), GZ_OK);
  return counts.quads;
}

/** Count by reading all in a transaction of its own. */
static uint64_t
count_all(struct gz_quads *quads) {
  struct gz_quads_txn *txn = begin_read(quads);
  const struct gz_ids any = GZ_IDS_ANY;
  struct gz_quads_cursor *cursor = NULL;
  struct gz_ids quad;
  uint64_t found = 0;
  assert_int_equal(gz_quads_scan(txn, &any, GZ_ORDER_GSPO, 0, &cursor, NULL),
                   GZ_OK);
  while (gz_quads_next(cursor, &quad) == GZ_OK) {
    ++found;
  }
  gz_quads_cursor_free(cursor);
  assert_int_equal(count(txn), found);
  gz_quads_abort(txn);
  return found;
}

static void
fill(int graphs) {
  struct gz_quads *quads = open_path(GZ_QUADS_CREATE);
  struct gz_quads_txn *txn = begin_write(quads);
  for (int i = 0; i < graphs * 20; ++i) {
    assert_int_equal(add(txn, i / 4, i % 50, i / 20), GZ_OK);
  }
  assert_int_equal(gz_quads_commit(txn, NULL), GZ_OK);
  gz_quads_close(quads);
}

struct typed {
  const char *value;
  const char *type; // null: a string; "@": of language en
  bool is_inline;
};

static const struct typed typed[] = {
    {"", NULL, true},
    {"short", NULL, true},
    {"7 bytes", NULL, true},
    {"8 bytes.", NULL, false},
    {"\u00e9", NULL, true},
    {"short", "@", false},
    {"short", "a:type", false},
    {"0", XSD_INTEGER, true},
    {"1", XSD_INTEGER, true},
    {"01", XSD_INTEGER, false},
    {"+1", XSD_INTEGER, false},
    {"-1", XSD_INTEGER, true},
    {"-0", XSD_INTEGER, false},
    {"", XSD_INTEGER, false},
    {"-", XSD_INTEGER, false},
    {"1 ", XSD_INTEGER, false},
    {"36028797018963967", XSD_INTEGER, true},
    {"-36028797018963967", XSD_INTEGER, true},
    {"36028797018963968", XSD_INTEGER, false},
    {"99999999999999999999", XSD_INTEGER, false},
    {"1", GZ_XSD "nonNegativeInteger", true},
    {"1", GZ_XSD "gYear", true},
    {"2020", GZ_XSD "gYear", true},
    {"1", GZ_XSD "decimal", false},
    {"1.0", GZ_XSD "decimal", true},
    {"1.00", GZ_XSD "decimal", true},
    {"0.85", GZ_XSD "decimal", true},
    {"-0.85", GZ_XSD "decimal", true},
    {"-0.0", GZ_XSD "decimal", false},
    {".5", GZ_XSD "decimal", false},
    {"5.", GZ_XSD "decimal", false},
    {"00.5", GZ_XSD "decimal", false},
    {"0.000000000000001", GZ_XSD "decimal", true},
    {"0.0000000000000001", GZ_XSD "decimal", false},
    {"1.2.3", GZ_XSD "decimal", false},
    {"true", GZ_XSD "boolean", true},
    {"false", GZ_XSD "boolean", true},
    {"1", GZ_XSD "boolean", false},
    {"2020-01-08", GZ_XSD "date", true},
    {"0000-00-00", GZ_XSD "date", true},
    {"9999-99-99", GZ_XSD "date", true},
    {"2020-01-08Z", GZ_XSD "date", false},
    {"2020-1-8", GZ_XSD "date", false},
    {"12020-01-08", GZ_XSD "date", false},
    {"2020-01-08T10:20:30", GZ_XSD "dateTime", true},
    {"2020-01-08T10:20:30Z", GZ_XSD "dateTime", true},
    {"9999-99-99T99:99:99Z", GZ_XSD "dateTime", true},
    {"2020-01-08T10:20:30.5Z", GZ_XSD "dateTime", false},
    {"2020-01-08T10:20:30+01:00", GZ_XSD "dateTime", false},
    {"1e0", GZ_XSD "double", false},
};
#define TYPED (sizeof typed / sizeof *typed)

static struct gz_term
typed_term(size_t i) {
  const struct gz_str value = gz_str(typed[i].value);
  return !typed[i].type ? gz_term_string(value)
         : typed[i].type[0] == '@'
             ? gz_term_tagged(value, gz_str("en"))
             : gz_term_typed(value, gz_str(typed[i].type));
}

/* What is held in ids comes back to the last character. */
static void
inline_terms_keep_their_form(void **state) {
  (void)state;
  for (size_t i = 0; i < TYPED; ++i) {
    const struct gz_term term = typed_term(i);
    struct gz_term again;
    gz_id id = 0;
    char room[GZ_TERM_ROOM];
    assert_int_equal(gz_id_encode(&term, &id),
                     typed[i].is_inline ? GZ_OK : GZ_NOT_FOUND);
    if (typed[i].is_inline) {
      assert_true(gz_id_is_inline(id));
      assert_true(id < GZ_ID_LOCAL);
      assert_int_equal(gz_id_kind(id), GZ_TERM_LITERAL);
      assert_int_equal(gz_id_decode(id, room, &again), GZ_OK);
      assert_true(gz_term_equal(&term, &again));
    }
  }
  assert_int_equal(gz_id_kind(GZ_ID_NONE), GZ_TERM_NONE);
  assert_int_equal(gz_id_kind(GZ_ID_ANY), GZ_TERM_NONE);
  struct gz_term term;
  char room[GZ_TERM_ROOM];
  for (gz_id id = 0; id < 256; ++id) { // whatever stands there, no harm
    (void)gz_id_decode(id << 56 | UINT64_C(0x00FFFFFFFFFFFFFF), room, &term);
    (void)gz_id_decode(id << 56, room, &term);
  }
}

static void
terms_are_numbered(void **state) {
  (void)state;
  struct gz_quads *quads = open_path(GZ_QUADS_CREATE);
  struct gz_quads_txn *txn = begin_write(quads);
  gz_id ids[TYPED + 2];
  const struct gz_term others[2] = {gz_term_iri(gz_str("8 bytes.")),
                                    gz_term_blank(gz_str("8 bytes."))};
  for (size_t i = 0; i < TYPED + 2; ++i) {
    const struct gz_term term = i < TYPED ? typed_term(i) : others[i - TYPED];
    gz_id again = 0;
    assert_int_equal(gz_quads_intern(txn, &term, &ids[i], NULL), GZ_OK);
    assert_int_equal(gz_quads_intern(txn, &term, &again, NULL), GZ_OK);
    assert_int_equal(ids[i], again);
    for (size_t k = 0; k < i; ++k) {
      assert_int_not_equal(ids[k], ids[i]);
    }
  }
  assert_int_equal(gz_quads_commit(txn, NULL), GZ_OK);
  gz_quads_close(quads);
  quads = open_path(GZ_QUADS_READ_ONLY);
  txn = begin_read(quads);
  struct gz_arena *arena = gz_arena_new(0);
  for (size_t i = 0; i < TYPED + 2; ++i) {
    const struct gz_term term = i < TYPED ? typed_term(i) : others[i - TYPED];
    struct gz_term again;
    gz_id id = 0;
    char room[GZ_TERM_ROOM];
    assert_int_equal(gz_quads_find(txn, &term, &id, NULL), GZ_OK);
    assert_int_equal(id, ids[i]);
    assert_int_equal(gz_id_kind(id), term.kind);
    assert_int_equal(gz_quads_term(txn, id, room, &again, NULL), GZ_OK);
    assert_true(gz_term_equal(&term, &again));
    assert_int_equal(gz_quads_term_copy(txn, id, arena, &again, NULL), GZ_OK);
    assert_true(gz_term_equal(&term, &again));
  }
  const struct gz_term unknown = gz_term_iri(gz_str("a:unknown"));
  gz_id id = 0;
  char room[GZ_TERM_ROOM];
  struct gz_term term;
  assert_int_equal(gz_quads_find(txn, &unknown, &id, NULL), GZ_NOT_FOUND);
  assert_int_equal(gz_quads_term(txn, (gz_id)2 << 60 | 999, room, &term, NULL),
                   GZ_NOT_FOUND);
  assert_int_equal(gz_quads_term(txn, GZ_ID_ANY - 1, room, &term, NULL),
                   GZ_NOT_FOUND);
  gz_arena_free(arena);
  gz_quads_abort(txn);
  gz_quads_close(quads);
}

static void
terms_have_a_limit(void **state) {
  (void)state;
  struct gz_quads *quads = open_path(GZ_QUADS_CREATE);
  struct gz_quads_txn *txn = begin_write(quads);
  char *text = malloc(GZ_MAX_LINE_BYTES + 1);
  assert_non_null(text);
  memset(text, 'x', GZ_MAX_LINE_BYTES + 1);
  struct gz_term term = gz_term_string(gz_str_n(text, GZ_MAX_LINE_BYTES));
  struct gz_term again;
  char room[GZ_TERM_ROOM];
  gz_id id = 0;
  assert_int_equal(gz_quads_intern(txn, &term, &id, NULL), GZ_OK);
  assert_int_equal(gz_quads_term(txn, id, room, &again, NULL), GZ_OK);
  assert_true(gz_term_equal(&term, &again));
  term.value.size = GZ_MAX_LINE_BYTES + 1;
  assert_int_equal(gz_quads_intern(txn, &term, &id, NULL), GZ_TOO_LARGE);
  term = gz_term_tagged(gz_str("x"), gz_str_n(text, 255));
  assert_int_equal(gz_quads_intern(txn, &term, &id, NULL), GZ_OK);
  term = gz_term_tagged(gz_str("x"), gz_str_n(text, 256));
  assert_int_equal(gz_quads_intern(txn, &term, &id, NULL), GZ_TOO_LARGE);
  free(text);
  gz_quads_abort(txn);
  gz_quads_close(quads);
}

static void
orders_fit_patterns(void **state) {
  (void)state;
  static const struct {
    const char *bound;
    enum gz_part by;
    unsigned flags;
    enum gz_order order;
  } cases[] = {
      {"", GZ_PART_SUBJECT, 0, GZ_ORDER_SPOG},
      {"", GZ_PART_OBJECT, GZ_SCAN_UNION, GZ_ORDER_OSPG},
      {"", GZ_PART_GRAPH, 0, GZ_ORDER_GSPO},
      {"p", GZ_PART_SUBJECT, 0, GZ_ORDER_PSOG},
      {"p", GZ_PART_OBJECT, 0, GZ_ORDER_POSG},
      {"po", GZ_PART_SUBJECT, 0, GZ_ORDER_POSG},
      {"sp", GZ_PART_OBJECT, 0, GZ_ORDER_SPOG},
      {"so", GZ_PART_PREDICATE, 0, GZ_ORDER_OSPG},
      {"spo", GZ_PART_GRAPH, 0, GZ_ORDER_SPOG},
      {"g", GZ_PART_SUBJECT, 0, GZ_ORDER_GSPO},
      {"gp", GZ_PART_OBJECT, 0, GZ_ORDER_GPOS},
      {"go", GZ_PART_SUBJECT, 0, GZ_ORDER_GOSP},
      {"s", GZ_PART_OBJECT, 0, GZ_ORDER_ANY},
      {"g", GZ_PART_SUBJECT, GZ_SCAN_UNION, GZ_ORDER_ANY},
      {"spog", GZ_PART_SUBJECT, 0, GZ_ORDER_ANY},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    struct gz_ids pattern = GZ_IDS_ANY;
    for (int k = 0; k < GZ_PARTS; ++k) {
      pattern.part[k] = strchr(cases[i].bound, "spog"[k]) ? 1 : GZ_ID_ANY;
    }
    assert_int_equal(gz_quads_order(&pattern, cases[i].flags, cases[i].by),
                     cases[i].order);
  }
}

static void
misuse_is_refused(void **state) {
  (void)state;
  fill(2);
  struct gz_quads *quads = open_path(0);
  struct gz_quads_txn *txn = begin_write(quads);
  struct gz_quads_cursor *cursor = NULL;
  struct gz_ids pattern = GZ_IDS_ANY;
  assert_int_equal(
      gz_quads_scan(txn, &pattern, GZ_ORDER_GSPO, GZ_SCAN_UNION, &cursor, NULL),
      GZ_BAD_ARGUMENT);
  assert_int_equal(gz_quads_scan(txn, &pattern, GZ_ORDER_ANY, 0, &cursor, NULL),
                   GZ_OK);
  assert_int_equal(add(txn, 1, 1, 99), GZ_BAD_ARGUMENT);
  gz_quads_cursor_free(cursor);
  assert_int_equal(add(txn, 1, 1, 99), GZ_OK);
  const struct gz_term iri = gz_term_iri(gz_str("a:x"));
  const struct gz_term text = gz_term_string(gz_str("a longer text"));
  const struct gz_term blank = gz_term_blank(gz_str("x"));
  const struct gz_term none = {0};
  const struct gz_quad bad[] = {{text, iri, iri, iri},  {iri, text, iri, iri},
                                {iri, blank, iri, iri}, {iri, iri, none, iri},
                                {iri, iri, iri, text},  {none, iri, iri, iri}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; ++i) {
    assert_int_equal(gz_quads_add(txn, &bad[i], NULL), GZ_BAD_ARGUMENT);
  }
  assert_int_equal(gz_quads_commit(txn, NULL), GZ_OK);
  txn = begin_read(quads);
  assert_int_equal(add(txn, 1, 1, 1), GZ_BAD_ARGUMENT);
  gz_quads_abort(txn);
  gz_quads_close(quads);
  quads = open_path(GZ_QUADS_READ_ONLY);
  assert_int_equal(gz_quads_write(quads, true, &txn, NULL), GZ_BAD_ARGUMENT);
  assert_int_equal(count_all(quads), 41);
  gz_quads_close(quads);
  gz_quads_close(NULL);
  gz_quads_abort(NULL);
  gz_quads_cursor_free(NULL);
}

static void
snapshots_stay(void **state) {
  (void)state;
  fill(2);
  struct gz_quads *quads = open_path(0);
  struct gz_quads_txn *before = begin_read(quads);
  struct gz_quads_txn *writer = begin_write(quads);
  assert_int_equal(add(writer, 1000, 1, 7), GZ_OK);
  assert_int_equal(count(writer), 41);
  assert_int_equal(count(before), 40);
  assert_int_equal(gz_quads_commit(writer, NULL), GZ_OK);
  assert_int_equal(count(before), 40);
  struct gz_quads_txn *after = begin_read(quads);
  assert_int_equal(count(after), 41);
  writer = begin_write(quads);
  const struct gz_ids any = GZ_IDS_ANY;
  uint64_t removed = 0;
  assert_int_equal(gz_quads_remove_all(writer, &any, &removed, NULL), GZ_OK);
  assert_int_equal(removed, 41);
  gz_quads_abort(writer);
  assert_int_equal(count(after), 41);
  gz_quads_abort(before);
  gz_quads_abort(after);
  assert_int_equal(count_all(quads), 41);
  gz_quads_close(quads);
}

/* Each commit adds or removes whole graphs of 20; no reader sees a part. */
static void *
read_often(void *data) {
  struct gz_quads *quads = data;
  for (int i = 0; i < 200; ++i) {
    if (count_all(quads) % 20) {
      return data;
    }
  }
  return NULL;
}

static void
readers_run_beside_a_writer(void **state) {
  (void)state;
  fill(2);
  struct gz_quads *quads = open_path(0);
  pthread_t threads[3];
  for (int i = 0; i < 3; ++i) {
    assert_int_equal(pthread_create(&threads[i], NULL, read_often, quads), 0);
  }
  for (int i = 0; i < 60; ++i) {
    struct gz_quads_txn *txn = begin_write(quads);
    for (int k = 0; k < 20; ++k) {
      assert_int_equal(add(txn, k, k, 10 + i), GZ_OK);
    }
    assert_int_equal(gz_quads_commit(txn, NULL), GZ_OK);
  }
  for (int i = 0; i < 3; ++i) {
    void *result = NULL;
    assert_int_equal(pthread_join(threads[i], &result), 0);
    assert_null(result);
  }
  assert_int_equal(count_all(quads), 62 * 20);
  gz_quads_close(quads);
}

/** Start a process that begins to write, says so, and does `rest`. */
static pid_t
start_writer(int *told, bool commits) {
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  const pid_t child = fork();
  if (!child) {
    struct gz_quads *quads = NULL;
    struct gz_quads_txn *txn = NULL;
    int bad = gz_quads_open(path, 0, 0, &quads, NULL) != GZ_OK ||
              gz_quads_write(quads, true, &txn, NULL) != GZ_OK;
    for (int i = 0; i < 5000 && !bad; ++i) {
      bad = add(txn, i, i, 500) != GZ_OK;
    }
    bad = bad || count(txn) != 5040 || write(ends[1], "x", 1) != 1;
    if (!commits) {
      (void)pause(); // until it is killed
    }
    (void)usleep(100000);
    bad = bad || gz_quads_commit(txn, NULL) != GZ_OK;
    _exit(bad);
  }
  assert_true(child > 0);
  (void)close(ends[1]);
  *told = ends[0];
  char byte = 0;
  assert_int_equal(read(ends[0], &byte, 1), 1);
  return child;
}

static void
writers_wait_or_are_told(void **state) {
  (void)state;
  fill(2);
  int told = -1;
  const pid_t child = start_writer(&told, true);
  struct gz_quads *quads = open_path(GZ_QUADS_CREATE);
  struct gz_quads_txn *txn = NULL;
  struct gz_error error;
  assert_int_equal(gz_quads_write(quads, false, &txn, &error), GZ_BUSY);
  assert_int_equal(count_all(quads), 40);
  txn = begin_write(quads); // waits for the child to commit
  assert_int_equal(count(txn), 5040);
  assert_int_equal(gz_quads_write(quads, false, &txn, &error), GZ_BUSY);
  gz_quads_abort(txn);
  int result = 0;
  assert_int_equal(waitpid(child, &result, 0), child);
  assert_int_equal(result, 0);
  (void)close(told);
  gz_quads_close(quads);
}

static void
killed_writers_leave_no_trace(void **state) {
  (void)state;
  fill(2);
  int told = -1;
  const pid_t child = start_writer(&told, false);
  assert_int_equal(kill(child, SIGKILL), 0);
  assert_int_equal(waitpid(child, NULL, 0), child);
  (void)close(told);
  assert_int_equal(gz_quads_verify(path, NULL, NULL, NULL), GZ_OK);
  struct gz_quads *quads = open_path(0);
  assert_int_equal(count_all(quads), 40);
  struct gz_quads_txn *txn = NULL;
  assert_int_equal(gz_quads_write(quads, false, &txn, NULL), GZ_OK);
  assert_int_equal(add(txn, 1, 1, 77), GZ_OK);
  assert_int_equal(gz_quads_commit(txn, NULL), GZ_OK);
  assert_int_equal(count_all(quads), 41);
  gz_quads_close(quads);
}

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
readers_have_a_limit(void **state) {
  (void)state;
  enum { MOST = 500 };
  fill(1);
  struct gz_quads *quads = open_path(0);
  struct gz_quads_txn *txns[MOST];
  struct gz_quads_txn *more = NULL;
  for (int i = 0; i < MOST; ++i) {
    txns[i] = begin_read(quads);
  }
  assert_int_equal(gz_quads_read(quads, &more, NULL), GZ_BUSY);
  for (int i = 0; i < MOST; ++i) {
    gz_quads_abort(txns[i]);
  }
  assert_int_equal(count_all(quads), 20);
  gz_quads_close(quads);
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
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(inline_terms_keep_their_form),
      TEST(terms_are_numbered),
      TEST(terms_have_a_limit),
      TEST(orders_fit_patterns),
      TEST(misuse_is_refused),
      TEST(snapshots_stay),
      TEST(readers_run_beside_a_writer),
      TEST(writers_wait_or_are_told),
      TEST(killed_writers_leave_no_trace),
      TEST(full_map_changes_nothing),
      TEST(full_disk_changes_nothing),
      TEST(little_address_space_is_enough),
      TEST(readers_have_a_limit),
      TEST(what_is_no_store_is_refused),
      TEST(other_versions_are_refused),
      TEST(truncated_files_are_refused),
      TEST(damaged_files_are_no_harm),
      TEST(verify_compares_tables),
      TEST(verify_compares_quads),
      TEST(compact_drops_what_is_unused),
      TEST(temporary_stores_leave_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
