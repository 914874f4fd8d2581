/**
 * @file quads_fixture.h
 * What the tests of the store share: a file for each test, and quads in it.
 */

#ifndef GZ_TESTS_QUADS_FIXTURE_H
#define GZ_TESTS_QUADS_FIXTURE_H

#include "tests/unit.h"

#include "graph/quads.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[64];
static char lock_path[80];

static inline int
set_up(void **state) {
  (void)state;
  (void)strcpy(path, "/tmp/gazette-test-XXXXXX");
  const int fd = mkstemp(path);
  (void)snprintf(lock_path, sizeof lock_path, "%s-lock", path);
  return fd < 0 ? -1 : close(fd);
}

static inline int
tear_down(void **state) {
  (void)state;
  (void)unlink(path);
  (void)unlink(lock_path);
  return 0;
}

static inline struct gz_quads *
open_path(unsigned flags) {
  struct gz_quads *quads = NULL;
  struct gz_error error = {.message = ""};
  if (gz_quads_open(path, flags, 0, &quads, &error) != GZ_OK) {
    fail_msg("%s", error.message);
  }
  return quads;
}

static inline struct gz_quads_txn *
begin_write(struct gz_quads *quads) {
  struct gz_quads_txn *txn = NULL;
  assert_int_equal(gz_quads_write(quads, true, &txn, NULL), GZ_OK);
  return txn;
}

static inline struct gz_quads_txn *
begin_read(struct gz_quads *quads) {
  struct gz_quads_txn *txn = NULL;
  assert_int_equal(gz_quads_read(quads, &txn, NULL), GZ_OK);
  return txn;
}

/** Add <a:subject> <a:p> "object text number" to the graph <a:graph>. */
static inline enum gz_status
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

static inline uint64_t
count(struct gz_quads_txn *txn) {
  struct gz_quads_counts counts;
  assert_int_equal(gz_quads_count(txn, &counts, NULL), GZ_OK);
  return counts.quads;
}

/** Count by reading all in a transaction of its own. */
static inline uint64_t
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

static inline void
fill(int graphs) {
  struct gz_quads *quads = open_path(GZ_QUADS_CREATE);
  struct gz_quads_txn *txn = begin_write(quads);
  for (int i = 0; i < graphs * 20; ++i) {
    assert_int_equal(add(txn, i / 4, i % 50, i / 20), GZ_OK);
  }
  assert_int_equal(gz_quads_commit(txn, NULL), GZ_OK);
  gz_quads_close(quads);
}

/** A test with a file of its own. */
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
