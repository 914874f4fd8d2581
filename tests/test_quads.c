// The store: terms, transactions, readers and writers.
#include "tests/quads_fixture.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

#define XSD_INTEGER GZ_XSD "integer"

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

/* More quads than are gathered at once, the same ones twice. */
static void
many_quads_go_in_batches(void **state) {
  (void)state;
  enum { SUBJECTS = 1060, OBJECTS = 1000 };
  static gz_id subjects[SUBJECTS];
  static gz_id objects[OBJECTS];
  struct gz_quads *quads = open_path(GZ_QUADS_CREATE | GZ_QUADS_NO_SYNC);
  struct gz_quads_txn *txn = begin_write(quads);
  char text[32];
  for (int i = 0; i < SUBJECTS; ++i) {
    const int size = snprintf(text, sizeof text, "a:%d", i);
    const struct gz_term iri = gz_term_iri(gz_str_n(text, (size_t)size));
    assert_int_equal(gz_quads_intern(txn, &iri, &subjects[i], NULL), GZ_OK);
  }
  for (int i = 0; i < OBJECTS; ++i) {
    const int size = snprintf(text, sizeof text, "%d", i);
    const struct gz_term number =
        gz_term_typed(gz_str_n(text, (size_t)size), gz_str(XSD_INTEGER));
    assert_int_equal(gz_id_encode(&number, &objects[i]), GZ_OK);
  }
  for (int i = 0; i < SUBJECTS * OBJECTS; ++i) {
    // Not in any order, and each tenth again.
    const int mixed = (int)((int64_t)i * 7919 % (SUBJECTS * OBJECTS));
    const struct gz_ids quad = {{subjects[mixed % SUBJECTS], subjects[i % 2],
                                 objects[mixed / SUBJECTS], GZ_ID_NONE}};
    assert_int_equal(gz_quads_add_ids(txn, &quad, NULL), GZ_OK);
    if (i % 10 == 9) {
      assert_int_equal(gz_quads_add_ids(txn, &quad, NULL), GZ_OK);
    }
  }
  struct gz_predicate_counts counts;
  assert_int_equal(count(txn), SUBJECTS * OBJECTS);
  assert_int_equal(gz_quads_count_predicate(txn, subjects[0], &counts, NULL),
                   GZ_OK);
  assert_int_equal(counts.quads, SUBJECTS * OBJECTS / 2);
  assert_int_equal(gz_quads_commit(txn, NULL), GZ_OK);
  assert_int_equal(count_all(quads), SUBJECTS * OBJECTS);
  gz_quads_close(quads);
  assert_int_equal(gz_quads_verify(path, NULL, NULL, NULL), GZ_OK);
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

int
main(void) {
  const struct CMUnitTest tests[] = {
      TEST(inline_terms_keep_their_form),
      TEST(terms_are_numbered),
      TEST(terms_have_a_limit),
      TEST(many_quads_go_in_batches),
      TEST(orders_fit_patterns),
      TEST(misuse_is_refused),
      TEST(snapshots_stay),
      TEST(readers_run_beside_a_writer),
      TEST(writers_wait_or_are_told),
      TEST(killed_writers_leave_no_trace),
      TEST(readers_have_a_limit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
