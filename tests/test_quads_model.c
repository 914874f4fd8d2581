// Random operations on a store and on a plain set, which must stay the same.
//
// A run that fails is shrunk to few operations before it is printed.
#include "tests/unit.h"

#include "graph/quads.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SUBJECTS 240
#define PREDICATES 4
#define OBJECTS 9
#define GRAPHS 4 // the first is the default graph
#define QUADS (SUBJECTS * PREDICATES * OBJECTS * GRAPHS)
#define OPS 60

static const int sizes[GZ_PARTS] = {SUBJECTS, PREDICATES, OBJECTS, GRAPHS};

enum op_kind { ADD, ADD_MANY, REMOVE, REMOVE_ALL, CHECK, COMMIT, ABORT, KINDS };

struct op {
  enum op_kind kind;
  int part[GZ_PARTS]; // -1: any
  unsigned seed;
};

struct run {
  struct gz_quads *quads;
  struct gz_quads_txn *txn;
  bool set[QUADS];
  bool committed[QUADS];
  gz_id ids[GZ_PARTS][SUBJECTS];
  char wrong[256];
};

static unsigned
draw(unsigned *seed) {
  *seed = *seed * 1664525U + 1013904223U;
  return *seed >> 8;
}

static int
at(const int part[GZ_PARTS]) {
  return ((part[0] * PREDICATES + part[1]) * OBJECTS + part[2]) * GRAPHS +
         part[3];
}

static void
parts_of(int quad, int part[GZ_PARTS]) {
  part[3] = quad % GRAPHS;
  quad /= GRAPHS;
  part[2] = quad % OBJECTS;
  quad /= OBJECTS;
  part[1] = quad % PREDICATES;
  part[0] = quad / PREDICATES;
}

static struct gz_term
term_of(enum gz_part part, int number, char room[64]) {
  const int size = snprintf(room, 64, "http://example.org/%d/%d",
                            part == GZ_PART_OBJECT ? 0 : (int)part, number);
  const struct gz_str text = gz_str_n(room, (size_t)size);
  if (part == GZ_PART_GRAPH && !number) {
    return (struct gz_term){0};
  }
  if (part == GZ_PART_OBJECT && number % 3 == 1) {
    return gz_term_typed(gz_str_n(room + 21, text.size - 21),
                         gz_str(GZ_XSD "integer"));
  }
  if (part == GZ_PART_OBJECT && number % 3 == 2) {
    return gz_term_tagged(text, gz_str("en"));
  }
  if (part == GZ_PART_SUBJECT && number % 7 == 3) {
    return gz_term_blank(text);
  }
  return gz_term_iri(text);
}

static bool
wrong(struct run *run, const char *what) {
  if (!run->wrong[0]) {
    (void)snprintf(run->wrong, sizeof run->wrong, "%s", what);
  }
  return false;
}

static bool
learn_ids(struct run *run) {
  for (int part = 0; part < GZ_PARTS; ++part) {
    for (int i = 0; i < sizes[part]; ++i) {
      char room[64];
      const struct gz_term term = term_of((enum gz_part)part, i, room);
      if (gz_quads_intern(run->txn, &term, &run->ids[part][i], NULL) != GZ_OK) {
        return wrong(run, "intern failed");
      }
    }
  }
  return true;
}

static struct gz_ids
ids_of(const struct run *run, const int part[GZ_PARTS]) {
  struct gz_ids ids;
  for (int i = 0; i < GZ_PARTS; ++i) {
    ids.part[i] = part[i] < 0 ? GZ_ID_ANY : run->ids[i][part[i]];
  }
  return ids;
}

static bool
matches(const int part[GZ_PARTS], const int pattern[GZ_PARTS]) {
  for (int i = 0; i < GZ_PARTS; ++i) {
    if (pattern[i] >= 0 && pattern[i] != part[i]) {
      return false;
    }
  }
  return true;
}

/* Expected answers, sorted by insertion: by qsort with this order. */
static const enum gz_part *sort_parts;

static int
compare(const void *a, const void *b) {
  const struct gz_ids *x = a;
  const struct gz_ids *y = b;
  for (int i = 0; i < GZ_PARTS; ++i) {
    const gz_id p = x->part[sort_parts[i]];
    const gz_id q = y->part[sort_parts[i]];
    if (p != q) {
      return p < q ? -1 : 1;
    }
  }
  return 0;
}

static struct gz_ids expected[QUADS];

static size_t
expect(const struct run *run, const int pattern[GZ_PARTS], enum gz_order order,
       unsigned flags) {
  size_t count = 0;
  for (int i = 0; i < QUADS; ++i) {
    int part[GZ_PARTS];
    parts_of(i, part);
    if (run->set[i] && matches(part, pattern) &&
        !((flags & GZ_SCAN_NAMED) && !part[3])) {
      expected[count] = ids_of(run, part);
      if (flags & GZ_SCAN_UNION) {
        expected[count].part[GZ_PART_GRAPH] = GZ_ID_ANY;
      }
      ++count;
    }
  }
  sort_parts = gz_order_parts(order);
  qsort(expected, count, sizeof *expected, compare);
  size_t kept = 0;
  for (size_t i = 0; i < count; ++i) {
    if (!kept || compare(&expected[kept - 1], &expected[i]) != 0) {
      expected[kept++] = expected[i];
    }
  }
  return kept;
}

static bool
check_scan(struct run *run, const int pattern[GZ_PARTS], enum gz_order order,
           unsigned flags, unsigned seed) {
  const struct gz_ids ids = ids_of(run, pattern);
  struct gz_quads_cursor *cursor = NULL;
  if (gz_quads_scan(run->txn, &ids, order, flags, &cursor, NULL) != GZ_OK) {
    return wrong(run, "scan failed");
  }
  order = gz_quads_cursor_order(cursor);
  const size_t count = expect(run, pattern, order, flags);
  const bool seeks = seed % 3 == 0;
  size_t i = 0;
  for (;;) {
    if (seeks && count && draw(&seed) % 2) {
      // To somewhere at, before or after an expected quad.
      const size_t to = draw(&seed) % count;
      struct gz_ids least = expected[to];
      const unsigned step = draw(&seed) % 3;
      if (flags & GZ_SCAN_UNION) {
        least.part[GZ_PART_GRAPH] = 0;
      } else {
        least.part[sort_parts[3]] += step == 1;
        least.part[sort_parts[3]] -= step == 2;
      }
      gz_quads_seek(cursor, &least);
      while (i < count && compare(&expected[i], &least) < 0) {
        ++i;
      }
    }
    struct gz_ids quad;
    const enum gz_status status = gz_quads_next(cursor, &quad);
    if (status == GZ_END && i >= count) {
      break;
    }
    if (status != GZ_OK || i >= count || compare(&quad, &expected[i]) != 0) {
      (void)snprintf(run->wrong, sizeof run->wrong,
                     "order %d flags %u pattern %d %d %d %d seeks %d: "
                     "status %d at %zu of %zu",
                     (int)order, flags, pattern[0], pattern[1], pattern[2],
                     pattern[3], seeks, (int)status, i, count);
      break;
    }
    ++i;
  }
  gz_quads_cursor_free(cursor);
  return !run->wrong[0];
}

static bool
check_predicates(struct run *run) {
  for (int p = 0; p < PREDICATES; ++p) {
    bool subjects[SUBJECTS] = {false};
    bool objects[OBJECTS] = {false};
    struct gz_predicate_counts want = {0};
    for (int i = 0; i < QUADS; ++i) {
      int part[GZ_PARTS];
      parts_of(i, part);
      if (run->set[i] && part[1] == p) {
        ++want.quads;
        want.subjects += !subjects[part[0]];
        want.objects += !objects[part[2]];
        subjects[part[0]] = objects[part[2]] = true;
      }
    }
    struct gz_predicate_counts got;
    if (gz_quads_count_predicate(run->txn, run->ids[1][p], &got, NULL) !=
            GZ_OK ||
        got.quads != want.quads || got.subjects != want.subjects ||
        got.objects != want.objects) {
      return wrong(run, "a predicate's counts differ");
    }
  }
  return true;
}

static bool
check_terms(struct run *run) {
  struct gz_quads_counts counts;
  if (gz_quads_count(run->txn, &counts, NULL) != GZ_OK) {
    return wrong(run, "count failed");
  }
  const uint64_t distinct[GZ_PARTS] = {counts.subjects, counts.predicates,
                                       counts.objects, counts.graphs};
  for (int part = 0; part < GZ_PARTS; ++part) {
    uint64_t uses[SUBJECTS] = {0};
    uint64_t total = 0;
    uint64_t used = 0;
    for (int i = 0; i < QUADS; ++i) {
      int parts[GZ_PARTS];
      parts_of(i, parts);
      if (run->set[i]) {
        ++total;
        used += !uses[parts[part]]++;
      }
    }
    if (total != counts.quads || used != distinct[part]) {
      return wrong(run, "the counts differ");
    }
    uint64_t seen = part == GZ_PART_GRAPH && uses[0];
    uint64_t count = 0;
    for (gz_id id = 0; gz_quads_next_term(run->txn, (enum gz_part)part, id, &id,
                                          &count, NULL) == GZ_OK;
         ++seen) {
      int i = 0;
      while (i < sizes[part] && run->ids[part][i] != id) {
        ++i;
      }
      if (i == sizes[part] || uses[i] != count) {
        return wrong(run, "a term's count differs");
      }
    }
    if (seen != used) {
      return wrong(run, "terms are missing");
    }
  }
  return true;
}

static bool
check(struct run *run, const struct op *op) {
  unsigned seed = op->seed;
  for (unsigned bound = 0; bound < 16; ++bound) {
    int pattern[GZ_PARTS];
    for (int i = 0; i < GZ_PARTS; ++i) {
      pattern[i] =
          bound >> i & 1 ? (int)(draw(&seed) % (unsigned)sizes[i]) : -1;
    }
    const enum gz_order order = (enum gz_order)(draw(&seed) % (GZ_ORDERS + 1));
    unsigned flags = draw(&seed) % 2 ? GZ_SCAN_NAMED : 0;
    if (!(bound >> GZ_PART_GRAPH & 1) &&
        (order < GZ_ORDER_GSPO || order == GZ_ORDER_ANY) && draw(&seed) % 2) {
      flags |= GZ_SCAN_UNION;
    }
    if (!check_scan(run, pattern, order, flags, draw(&seed)) ||
        !check_scan(run, pattern, GZ_ORDER_ANY, 0, draw(&seed))) {
      return false;
    }
    const struct gz_ids ids = ids_of(run, pattern);
    const size_t count = expect(run, pattern, GZ_ORDER_SPOG, 0);
    uint64_t estimate = 0;
    if (gz_quads_estimate(run->txn, &ids, &estimate, NULL) != GZ_OK ||
        estimate < count || (!(bound & (bound - 1)) && estimate != count) ||
        (count < 200 && estimate != count)) {
      return wrong(run, "an estimate is too low or not exact");
    }
  }
  return check_predicates(run) && check_terms(run);
}

static bool
apply_add(struct run *run, const int part[GZ_PARTS]) {
  const struct gz_ids ids = ids_of(run, part);
  run->set[at(part)] = true;
  return gz_quads_add_ids(run->txn, &ids, NULL) == GZ_OK ||
         wrong(run, "add failed");
}

static bool
apply_add_many(struct run *run, const struct op *op) {
  // All subjects, or all objects, of some part of the rest.
  for (int s = 0; s < SUBJECTS; ++s) {
    const int part[GZ_PARTS] = {op->seed % 2 ? s : op->part[0], op->part[1],
                                op->seed % 2 ? op->part[2] : s % OBJECTS,
                                op->part[3]};
    if (!apply_add(run, part)) {
      return false;
    }
  }
  return true;
}

static bool
apply_remove(struct run *run, const struct op *op) {
  const struct gz_ids ids = ids_of(run, op->part);
  const enum gz_status status = gz_quads_remove(run->txn, &ids, NULL);
  const bool had = run->set[at(op->part)];
  run->set[at(op->part)] = false;
  return status == (had ? GZ_OK : GZ_NOT_FOUND) ||
         wrong(run, "remove says otherwise");
}

static bool
apply_remove_all(struct run *run, const struct op *op) {
  int pattern[GZ_PARTS];
  uint64_t want = 0;
  for (int i = 0; i < GZ_PARTS; ++i) {
    pattern[i] = op->seed >> i & 1 ? op->part[i] : -1;
  }
  if (op->seed % 16 == 0) {
    pattern[GZ_PART_GRAPH] = op->part[GZ_PART_GRAPH];
  }
  for (int i = 0; i < QUADS; ++i) {
    int part[GZ_PARTS];
    parts_of(i, part);
    if (run->set[i] && matches(part, pattern)) {
      ++want;
      run->set[i] = false;
    }
  }
  const struct gz_ids ids = ids_of(run, pattern);
  uint64_t count = 0;
  return (gz_quads_remove_all(run->txn, &ids, &count, NULL) == GZ_OK &&
          count == want) ||
         wrong(run, "remove_all removed another number");
}

static bool
end_txn(struct run *run, bool commit) {
  if (commit) {
    if (gz_quads_commit(run->txn, NULL) != GZ_OK) {
      run->txn = NULL;
      return wrong(run, "commit failed");
    }
    memcpy(run->committed, run->set, sizeof run->set);
  } else {
    gz_quads_abort(run->txn);
    memcpy(run->set, run->committed, sizeof run->set);
  }
  run->txn = NULL;
  return gz_quads_write(run->quads, false, &run->txn, NULL) == GZ_OK ||
         wrong(run, "write failed");
}

static bool
apply(struct run *run, const struct op *op) {
  switch (op->kind) {
  case ADD:
    return apply_add(run, op->part);
  case ADD_MANY:
    return apply_add_many(run, op);
  case REMOVE:
    return apply_remove(run, op);
  case REMOVE_ALL:
    return apply_remove_all(run, op);
  case COMMIT:
    return end_txn(run, true);
  case ABORT:
    return end_txn(run, false);
  default:
    return check(run, op);
  }
}

/** Run `ops` on a new store; false, and why in `message`, if it fails. */
static bool
run_ops(const struct op *ops, size_t count, char message[256]) {
  struct run *run = calloc(1, sizeof *run);
  assert_non_null(run);
  assert_int_equal(gz_quads_open_temporary("/tmp", &run->quads, NULL), GZ_OK);
  bool good = gz_quads_write(run->quads, false, &run->txn, NULL) == GZ_OK &&
              learn_ids(run) && end_txn(run, true);
  for (size_t i = 0; i < count && good; ++i) {
    good = apply(run, &ops[i]);
  }
  const struct op last = {.kind = CHECK, .seed = 12345};
  good = good && check(run, &last);
  memcpy(message, run->wrong, sizeof run->wrong);
  gz_quads_abort(run->txn);
  gz_quads_close(run->quads);
  free(run);
  return good;
}

static size_t
make_ops(unsigned seed, struct op ops[OPS]) {
  static const enum op_kind kinds[] = {
      ADD,    ADD,    ADD,        ADD,        ADD,   ADD_MANY, ADD_MANY,
      REMOVE, REMOVE, REMOVE_ALL, REMOVE_ALL, CHECK, COMMIT,   ABORT};
  for (int i = 0; i < OPS; ++i) {
    ops[i].kind = kinds[draw(&seed) % (sizeof kinds / sizeof *kinds)];
    for (int k = 0; k < GZ_PARTS; ++k) {
      const unsigned few = draw(&seed) % 2 ? 3 : (unsigned)sizes[k];
      ops[i].part[k] = (int)(draw(&seed) % few);
    }
    ops[i].seed = draw(&seed);
  }
  return OPS;
}

/** Leave out operations as long as it still fails; print what is left. */
static void
shrink(struct op *ops, size_t count) {
  char message[256];
  for (size_t step = count / 2; step; step /= 2) {
    for (size_t i = 0; i + step <= count;) {
      struct op fewer[OPS];
      memcpy(fewer, ops, i * sizeof *ops);
      memcpy(fewer + i, ops + i + step, (count - i - step) * sizeof *ops);
      if (!run_ops(fewer, count - step, message)) {
        count -= step;
        memcpy(ops, fewer, count * sizeof *ops);
      } else {
        i += step;
      }
    }
  }
  (void)run_ops(ops, count, message);
  for (size_t i = 0; i < count; ++i) {
    print_message("%d: %d %d %d %d seed %u\n", (int)ops[i].kind, ops[i].part[0],
                  ops[i].part[1], ops[i].part[2], ops[i].part[3], ops[i].seed);
  }
  fail_msg("%s", message);
}

static void
test_random(void **state) {
  (void)state;
  const char *runs = getenv("GZ_MODEL_RUNS");
  const unsigned count = runs ? (unsigned)strtoul(runs, NULL, 10) : 60;
  for (unsigned seed = 1; seed <= count; ++seed) {
    struct op ops[OPS];
    char message[256];
    const size_t size = make_ops(seed, ops);
    if (!run_ops(ops, size, message)) {
      print_message("seed %u: %s\n", seed, message);
      shrink(ops, size);
    }
  }
}

int
main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_random)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
