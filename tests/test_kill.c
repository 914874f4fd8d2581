// Writers killed at random moments: what they said was stored is there, whole;
// what they did not is wholly absent; and the store verifies each time.
//
// GZ_KILLS=200 makes it a test of some minutes instead of some seconds.
#include "tests/unit.h"

#include "graph/load.h"
#include "graph/quads.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Quads in a graph, and graphs in what is loaded at once. */
#define GRAPH_QUADS 20
#define LOAD_GRAPHS 60

/** What a writer says, once it is committed. */
struct done {
  int first; /**< Graph */
  int count; /**< How many graphs from there on */
  int there; /**< They were added, or removed */
};

static char path[] = "/tmp/gazette-kill-XXXXXX";

/** One N-Quads text of graphs. */
static char *
make_text(int first, int count) {
  char *text = malloc((size_t)count * GRAPH_QUADS * 128 + 1);
  size_t used = 0;
  for (int i = 0; text && i < count * GRAPH_QUADS; ++i) {
    used += (size_t)sprintf(text + used,
                            "<a:s-%d> <a:p-%d> \"object %d\" <a:g-%d> .\n",
                            i % 7, i % 3, i, first + i / GRAPH_QUADS);
  }
  return text;
}

static bool
load_graphs(struct gz_quads *quads, int first, int count) {
  const struct gz_load_options options = {.format = GZ_RDF_NQUADS};
  struct gz_quads_txn *txn = NULL;
  char *text = make_text(first, count);
  struct gz_str rest = gz_str(text);
  bool good =
      gz_quads_write(quads, true, &txn, NULL) == GZ_OK &&
      gz_load(txn, &options, gz_rdf_source_text, &rest, NULL, NULL) == GZ_OK;
  good = good && gz_quads_commit(txn, NULL) == GZ_OK;
  free(text);
  return good;
}

static struct gz_ids
graph_pattern(struct gz_quads_txn *txn, int graph) {
  char name[32];
  const int size = snprintf(name, sizeof name, "a:g-%d", graph);
  const struct gz_term term = gz_term_iri(gz_str_n(name, (size_t)size));
  struct gz_ids pattern = GZ_IDS_ANY;
  if (gz_quads_find(txn, &term, &pattern.part[GZ_PART_GRAPH], NULL) != GZ_OK) {
    pattern.part[GZ_PART_GRAPH] = GZ_ID_LOCAL; // which nothing has
  }
  return pattern;
}

static bool
remove_graph(struct gz_quads *quads, int graph) {
  struct gz_quads_txn *txn = NULL;
  if (gz_quads_write(quads, true, &txn, NULL) != GZ_OK) {
    return false;
  }
  const struct gz_ids pattern = graph_pattern(txn, graph);
  if (gz_quads_remove_all(txn, &pattern, NULL, NULL) != GZ_OK) {
    gz_quads_abort(txn);
    return false;
  }
  return gz_quads_commit(txn, NULL) == GZ_OK;
}

/** Add, load and remove graphs from `first` on, and say so, until killed. */
static void
write_until_killed(int first, int to) {
  struct gz_quads *quads = NULL;
  if (gz_quads_open(path, GZ_QUADS_CREATE, 0, &quads, NULL) != GZ_OK) {
    _exit(1);
  }
  for (int i = 0;; ++i) {
    struct done done = {first, 1, 1};
    bool good = false;
    if (i % 4 == 3) {
      done.count = LOAD_GRAPHS;
      good = load_graphs(quads, first, LOAD_GRAPHS);
    } else if (i % 4 == 2) {
      done = (struct done){first - 1, 1, 0};
      good = remove_graph(quads, first - 1);
    } else {
      good = load_graphs(quads, first, 1);
    }
    if (!good || write(to, &done, sizeof done) != (ssize_t)sizeof done) {
      _exit(1);
    }
    first += done.there ? done.count : 0;
  }
}

/** What the graphs must be, as far as was said. */
struct expected {
  signed char *there; /**< 1, 0, or -1: nothing was said */
  int capacity;
  int next; /**< First graph nobody has used */
};

static void
note(struct expected *expected, const struct done *done) {
  const int end = done->first + done->count;
  if (end > expected->capacity) {
    const int capacity = end * 2;
    signed char *there = realloc(expected->there, (size_t)capacity);
    assert_non_null(there);
    memset(there + expected->capacity, -1,
           (size_t)(capacity - expected->capacity));
    expected->there = there;
    expected->capacity = capacity;
  }
  memset(expected->there + done->first, done->there, (size_t)done->count);
  expected->next = end > expected->next ? end : expected->next;
}

/** Each graph must be whole or absent, and as was said. */
static void
check(struct expected *expected) {
  struct gz_error error = {.message = ""};
  if (gz_quads_verify(path, NULL, NULL, &error) != GZ_OK) {
    fail_msg("%s", error.message);
  }
  struct gz_quads *quads = NULL;
  struct gz_quads_txn *txn = NULL;
  assert_int_equal(gz_quads_open(path, 0, 0, &quads, NULL), GZ_OK);
  assert_int_equal(gz_quads_read(quads, &txn, NULL), GZ_OK);
  const struct done beyond = {expected->next + 2 * LOAD_GRAPHS, 1, -1};
  const int next = expected->next;
  note(expected, &beyond); // makes room
  expected->next = next;
  int fresh = 0; // graphs nobody spoke of: of one change, and that whole
  for (int graph = 0; graph < beyond.first; ++graph) {
    const struct gz_ids pattern = graph_pattern(txn, graph);
    uint64_t count = 0;
    assert_int_equal(gz_quads_estimate(txn, &pattern, &count, NULL), GZ_OK);
    assert_true(count == 0 || count == GRAPH_QUADS);
    // The last change may have been made without there being time to say so.
    const bool last = graph >= expected->next - 1;
    if (expected->there[graph] >= 0 && !last) {
      assert_int_equal(count, expected->there[graph] ? GRAPH_QUADS : 0);
    }
    fresh += count && graph >= next;
    if (count && graph >= expected->next) {
      expected->next = graph + 1;
    }
    expected->there[graph] = count != 0;
  }
  assert_true(fresh == 0 || fresh == 1 || fresh == LOAD_GRAPHS);
  gz_quads_abort(txn);
  gz_quads_close(quads);
}

static void
killed_writers(void **state) {
  (void)state;
  const char *given = getenv("GZ_KILLS");
  const int kills = given ? atoi(given) : 10;
  struct expected expected = {0};
  unsigned seed = (unsigned)time(NULL);
  uint64_t changes = 0;
  const int fd = mkstemp(path);
  assert_true(fd >= 0 && close(fd) == 0);
  struct gz_quads *quads = NULL; // else a writer may be killed making it
  assert_int_equal(gz_quads_open(path, GZ_QUADS_CREATE, 0, &quads, NULL),
                   GZ_OK);
  gz_quads_close(quads);
  print_message("seed %u\n", seed);
  for (int i = 0; i < kills; ++i) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    if (!child) {
      (void)close(ends[0]);
      write_until_killed(expected.next + 1, ends[1]);
    }
    assert_true(child > 0);
    (void)close(ends[1]);
    seed = seed * 1664525U + 1013904223U;
    (void)usleep((seed >> 8) % 120000);
    assert_int_equal(kill(child, SIGKILL), 0);
    int result = 0;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFSIGNALED(result)); // it had not failed before
    struct done done;
    while (read(ends[0], &done, sizeof done) == (ssize_t)sizeof done) {
      note(&expected, &done);
      ++changes;
    }
    (void)close(ends[0]);
    check(&expected);
  }
  print_message("%d kills, %llu changes said\n", kills,
                (unsigned long long)changes);
  assert_true(changes > 0);
  char lock[64];
  (void)snprintf(lock, sizeof lock, "%s-lock", path);
  (void)unlink(lock);
  (void)unlink(path);
  free(expected.there);
}

int
main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(killed_writers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
