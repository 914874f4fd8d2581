// Adding and removing quads, sorted, in each of the orders.
#include "config.h"

#include "graph/quads_format.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Quads that a batch holds before it is flushed, or removed at once. */
#define BATCH_QUADS ((size_t)1 << 20)
#define REMOVE_QUADS ((size_t)1 << 16)
/* Batches from this size on have the map released. */
#define RELEASE_QUADS ((size_t)1 << 19)

/** A quad as a table in some order has it. */
struct entry {
  unsigned char key[8];
  unsigned char data[GZ_ENTRY_SIZE];
};

static void
make_entry(const struct gz_ids *quad, const enum gz_part *parts,
           struct entry *entry) {
  gz_put64(entry->key, quad->part[parts[0]]);
  for (int i = 0; i < 3; ++i) {
    gz_put64(entry->data + 8 * i, quad->part[parts[i + 1]]);
  }
}

/** Where the number of different first parts of `order` is counted. */
static uint64_t *
key_count(struct gz_quads_counts *counts, enum gz_order order) {
  switch (order) {
  case GZ_ORDER_SPOG:
    return &counts->subjects;
  case GZ_ORDER_PSOG:
    return &counts->predicates;
  case GZ_ORDER_OSPG:
    return &counts->objects;
  case GZ_ORDER_GSPO:
    return &counts->graphs;
  default:
    return NULL;
  }
}

/** What is done to all entries of an order, one after the other. */
struct pass {
  struct gz_quads_txn *txn;
  enum gz_order order;
  MDB_cursor *cursor;
  const enum gz_part *parts;
  struct gz_ids *quads; /**< Sorted in that order */
  size_t count;
  bool was_empty; /**< The table, before the pass */
  gz_id last_key; /**< Its greatest key then, unless it was empty */
  int64_t keys;   /**< Change of the number of different keys */
};

/** Find the greatest key of the table that `cursor` reads. */
static int
find_last_key(MDB_cursor *cursor, bool *is_empty, gz_id *last) {
  MDB_val key;
  MDB_val data;
  const int code = mdb_cursor_get(cursor, &key, &data, MDB_LAST);
  *is_empty = code == MDB_NOTFOUND;
  *last = code || key.mv_size != 8 ? 0 : gz_get64(key.mv_data);
  return *is_empty ? 0 : code;
}

/** Whether the table has the key of `entry`. */
static int
has_key(struct pass *pass, struct entry *entry, bool *has) {
  MDB_val key = {sizeof entry->key, entry->key};
  MDB_val data;
  const int code = mdb_cursor_get(pass->cursor, &key, &data, MDB_SET);
  *has = !code;
  return code == MDB_NOTFOUND ? 0 : code;
}

/** Whether the table has an entry with the first two parts of `entry`. */
static int
has_pair(struct pass *pass, const struct entry *entry, bool *has) {
  struct entry least = *entry;
  memset(least.data + 8, 0, sizeof least.data - 8);
  MDB_val key = {sizeof least.key, least.key};
  MDB_val data = {sizeof least.data, least.data};
  const int code =
      mdb_cursor_get(pass->cursor, &key, &data, MDB_GET_BOTH_RANGE);
  *has = !code && memcmp(data.mv_data, entry->data, 8) == 0;
  return code == MDB_NOTFOUND ? 0 : code;
}

static bool
same_parts(const struct pass *pass, size_t i, size_t j, int parts) {
  for (int k = 0; k < parts; ++k) {
    const enum gz_part part = pass->parts[k];
    if (pass->quads[i].part[part] != pass->quads[j].part[part]) {
      return false;
    }
  }
  return true;
}

/** Change a predicate's number of different subjects or objects. */
static int
count_predicate(struct pass *pass, gz_id predicate, int64_t change) {
  if (!change) {
    return 0;
  }
  const struct gz_quads *quads = pass->txn->quads;
  unsigned char id[8];
  unsigned char counts[16] = {0};
  gz_put64(id, predicate);
  MDB_val key = {sizeof id, id};
  MDB_val data;
  int code = mdb_get(pass->txn->mdb, quads->predicates, &key, &data);
  if (!code && data.mv_size == sizeof counts) {
    memcpy(counts, data.mv_data, sizeof counts);
  } else if (!code) {
    return MDB_CORRUPTED;
  } else if (code != MDB_NOTFOUND) {
    return code;
  }
  unsigned char *at = counts + (pass->order == GZ_ORDER_POSG ? 8 : 0);
  gz_put64(at, gz_get64(at) + (uint64_t)change);
  data = (MDB_val){sizeof counts, counts};
  if (!gz_get64(counts) && !gz_get64(counts + 8)) {
    return mdb_del(pass->txn->mdb, quads->predicates, &key, NULL);
  }
  return mdb_put(pass->txn->mdb, quads->predicates, &key, &data, 0);
}

/** Whether pairs are counted in this order. */
static bool
counts_pairs(const struct pass *pass) {
  return pass->order == GZ_ORDER_PSOG || pass->order == GZ_ORDER_POSG;
}

/** Add the entries of one key, from `i` on; `*next` gets where they end. */
static int
add_key(struct pass *pass, size_t i, size_t *next) {
  struct entry entry;
  make_entry(&pass->quads[i], pass->parts, &entry);
  const gz_id first = pass->quads[i].part[pass->parts[0]];
  const size_t begin = i;
  // New terms have great numbers, so that most keys go behind all others; said
  // so, LMDB need not search, and fills its pages.
  const bool appends = pass->was_empty || first > pass->last_key;
  bool known = false;
  int code = appends ? 0 : has_key(pass, &entry, &known);
  pass->keys += !known;
  unsigned flags = appends ? MDB_APPEND : 0;
  int64_t pairs = 0;
  do {
    make_entry(&pass->quads[i], pass->parts, &entry);
    if (counts_pairs(pass) && (i == begin || !same_parts(pass, i, i - 1, 2))) {
      bool has = false;
      code = known ? has_pair(pass, &entry, &has) : 0;
      pairs += !has;
    }
    MDB_val key = {sizeof entry.key, entry.key};
    MDB_val data = {sizeof entry.data, entry.data};
    code = code ? code : mdb_cursor_put(pass->cursor, &key, &data, flags);
    flags = appends ? MDB_APPENDDUP : 0;
    ++i;
  } while (!code && i < pass->count &&
           pass->quads[i].part[pass->parts[0]] == first);
  *next = i;
  return code ? code : count_predicate(pass, first, pairs);
}

/** Remove the entries of one key, from `i` on; `*next` gets where they end. */
static int
remove_key(struct pass *pass, size_t i, size_t *next) {
  struct entry entry;
  const gz_id first = pass->quads[i].part[pass->parts[0]];
  int64_t pairs = 0;
  int code = 0;
  do {
    make_entry(&pass->quads[i], pass->parts, &entry);
    MDB_val key = {sizeof entry.key, entry.key};
    MDB_val data = {sizeof entry.data, entry.data};
    code = mdb_cursor_get(pass->cursor, &key, &data, MDB_GET_BOTH);
    code = code ? code : mdb_cursor_del(pass->cursor, 0);
    ++i;
    const bool more = i < pass->count && same_parts(pass, i, i - 1, 2);
    if (!code && counts_pairs(pass) && !more) {
      bool has = false;
      code = has_pair(pass, &entry, &has);
      pairs -= !has;
    }
  } while (!code && i < pass->count &&
           pass->quads[i].part[pass->parts[0]] == first);
  *next = i;
  bool left = false;
  code = code ? code : has_key(pass, &entry, &left);
  pass->keys -= !left;
  return code ? code : count_predicate(pass, first, pairs);
}

/** Sort `quads` in `order` and add them to, or remove them from, its table. */
static int
run_pass(struct gz_quads_txn *txn, enum gz_order order, struct gz_ids *quads,
         size_t count, int (*step)(struct pass *, size_t, size_t *)) {
  struct pass pass = {.txn = txn,
                      .order = order,
                      .parts = gz_order_parts(order),
                      .quads = quads,
                      .count = count};
  int code = mdb_cursor_open(txn->mdb, txn->quads->orders[order], &pass.cursor);
  if (code) {
    return code;
  }
  code = find_last_key(pass.cursor, &pass.was_empty, &pass.last_key);
  if (!code && !gz_ids_sort(quads, count, order)) {
    code = ENOMEM;
  }
  for (size_t i = 0; i < count && !code;) {
    code = step(&pass, i, &i);
  }
  mdb_cursor_close(pass.cursor);
  uint64_t *keys = key_count(&txn->meta.counts, order);
  if (keys) {
    *keys += (uint64_t)pass.keys;
  }
  return code;
}

/**
 * Let the system take back the pages of the file that were mapped in.
 *
 * Otherwise a long load ends with the whole store resident.  Only the mapping
 * is dropped: LMDB never writes to it, and what is read again comes from the
 * system's cache.  Where the map begins is told by a page that lies in it: the
 * one of the meta record, which has its number at its head.
 */
static void
release_map(const struct gz_quads_txn *txn) {
  MDB_val key = {5, (void *)(uintptr_t) "store"};
  MDB_val data;
  MDB_envinfo info;
  MDB_stat stat;
  MDB_env *env = txn->quads->env;
  if (mdb_env_info(env, &info) || mdb_env_stat(env, &stat) ||
      mdb_get(txn->mdb, txn->quads->meta, &key, &data)) {
    return;
  }
  uint64_t number = 0;
  unsigned char *page = data.mv_data;
  page -= (uintptr_t)page % stat.ms_psize;
  memcpy(&number, page, sizeof number);
  if (number <= info.me_last_pgno) {
    (void)madvise(page - number * stat.ms_psize, info.me_mapsize,
                  MADV_DONTNEED);
  }
}

/** Drop from the batch what it has twice or the store has already. */
static int
drop_known(struct gz_quads_txn *txn, struct gz_batch *batch) {
  MDB_cursor *cursor = NULL;
  const MDB_dbi table = txn->quads->orders[GZ_ORDER_SPOG];
  bool is_empty = false;
  gz_id last_key = 0;
  int code = mdb_cursor_open(txn->mdb, table, &cursor);
  if (code) {
    return code;
  }
  const enum gz_part *parts = gz_order_parts(GZ_ORDER_SPOG);
  code = find_last_key(cursor, &is_empty, &last_key);
  if (!code && !gz_ids_sort(batch->quads, batch->quad_count, GZ_ORDER_SPOG)) {
    code = ENOMEM;
  }
  size_t kept = 0;
  for (size_t i = 0; i < batch->quad_count && !code; ++i) {
    const struct gz_ids quad = batch->quads[i];
    if (kept && !gz_ids_compare(&quad, &batch->quads[kept - 1], parts)) {
      continue;
    }
    if (!is_empty && quad.part[GZ_PART_SUBJECT] <= last_key) {
      struct entry entry;
      make_entry(&quad, parts, &entry);
      MDB_val key = {sizeof entry.key, entry.key};
      MDB_val data = {sizeof entry.data, entry.data};
      code = mdb_cursor_get(cursor, &key, &data, MDB_GET_BOTH);
      if (!code) {
        continue;
      }
      code = code == MDB_NOTFOUND ? 0 : code;
    }
    batch->quads[kept++] = quad;
  }
  batch->quad_count = kept;
  mdb_cursor_close(cursor);
  return code;
}

enum gz_status
gz_quads_flush(struct gz_quads_txn *txn, struct gz_error *error) {
  struct gz_batch *batch = &txn->batch;
  if (txn->failed != GZ_OK) {
    return gz_fail(error, txn->failed,
                   "The transaction has failed before and changes nothing");
  }
  if (!batch->quad_count && !batch->term_count) {
    return GZ_OK;
  }
  gz_quads_close_probes(txn);
  enum gz_status status = gz_batch_flush_terms(txn, error);
  if (status == GZ_OK && batch->quad_count) {
    int code = drop_known(txn, batch);
    for (int order = 0; order < GZ_ORDERS && !code; ++order) {
      code = run_pass(txn, (enum gz_order)order, batch->quads,
                      batch->quad_count, add_key);
      if (batch->quad_count >= RELEASE_QUADS) {
        release_map(txn);
      }
    }
    txn->meta.counts.quads += batch->quad_count;
    batch->quad_count = 0;
    status = gz_quads_mdb_fail(error, code, "write to the store");
  }
  txn->failed = status;
  return status;
}

void
gz_batch_free(struct gz_batch *batch) {
  free(batch->quads);
  free(batch->terms);
  free(batch->slots);
  gz_arena_free(batch->records);
  gz_buffer_free(&batch->record);
}

/** Check that the ids are of kinds that a quad's parts can have. */
static enum gz_status
check_kinds(const struct gz_ids *quad, struct gz_error *error) {
  const enum gz_term_kind s = gz_id_kind(quad->part[GZ_PART_SUBJECT]);
  const enum gz_term_kind p = gz_id_kind(quad->part[GZ_PART_PREDICATE]);
  const enum gz_term_kind o = gz_id_kind(quad->part[GZ_PART_OBJECT]);
  const enum gz_term_kind g = gz_id_kind(quad->part[GZ_PART_GRAPH]);
  const char *wrong = NULL;
  if (s != GZ_TERM_IRI && s != GZ_TERM_BLANK) {
    wrong = "A subject must be an IRI or a blank node";
  } else if (p != GZ_TERM_IRI) {
    wrong = "A predicate must be an IRI";
  } else if (o == GZ_TERM_NONE) {
    wrong = "A quad has no object";
  } else if (quad->part[GZ_PART_GRAPH] != GZ_ID_NONE && g != GZ_TERM_IRI &&
             g != GZ_TERM_BLANK) {
    wrong = "A graph must be an IRI or a blank node";
  }
  return wrong ? gz_fail(error, GZ_BAD_ARGUMENT, "%s", wrong) : GZ_OK;
}

enum gz_status
gz_quads_add_ids(struct gz_quads_txn *txn, const struct gz_ids *quad,
                 struct gz_error *error) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_can_write(txn, error));
  GZ_TRY(status, check_kinds(quad, error));
  struct gz_batch *batch = &txn->batch;
  if (batch->quad_count == BATCH_QUADS) {
    GZ_TRY(status, gz_quads_flush(txn, error));
  }
  if (batch->quad_count == batch->quad_capacity) {
    const size_t capacity =
        batch->quad_capacity ? batch->quad_capacity * 2 : 64;
    void *quads = realloc(batch->quads, capacity * sizeof *batch->quads);
    if (!quads) {
      return gz_fail(error, GZ_NO_MEMORY, "Cannot add a quad: out of memory");
    }
    batch->quads = quads;
    batch->quad_capacity = capacity;
  }
  batch->quads[batch->quad_count++] = *quad;
  return GZ_OK;
}

enum gz_status
gz_quads_add(struct gz_quads_txn *txn, const struct gz_quad *quad,
             struct gz_error *error) {
  const struct gz_term *terms[GZ_PARTS] = {&quad->subject, &quad->predicate,
                                           &quad->object, &quad->graph};
  struct gz_ids ids;
  enum gz_status status = GZ_OK;
  for (int i = 0; i < GZ_PARTS; ++i) {
    GZ_TRY(status, gz_quads_intern(txn, terms[i], &ids.part[i], error));
  }
  return gz_quads_add_ids(txn, &ids, error);
}

/** Remove quads that the store has, each once. */
static enum gz_status
remove_known(struct gz_quads_txn *txn, struct gz_ids *quads, size_t count,
             struct gz_error *error) {
  gz_quads_close_probes(txn);
  int code = 0;
  for (int order = 0; order < GZ_ORDERS && !code; ++order) {
    code = run_pass(txn, (enum gz_order)order, quads, count, remove_key);
  }
  txn->meta.counts.quads -= count;
  txn->failed = gz_quads_mdb_fail(error, code, "remove from the store");
  return txn->failed;
}

enum gz_status
gz_quads_remove(struct gz_quads_txn *txn, const struct gz_ids *quad,
                struct gz_error *error) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_can_write(txn, error));
  bool has = false;
  GZ_TRY(status, gz_quads_has(txn, quad, &has, error));
  if (!has) {
    return GZ_NOT_FOUND;
  }
  struct gz_ids copy = *quad;
  return remove_known(txn, &copy, 1, error);
}

enum gz_status
gz_quads_remove_all(struct gz_quads_txn *txn, const struct gz_ids *pattern,
                    uint64_t *count, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_can_write(txn, error));
  struct gz_ids *quads = malloc(REMOVE_QUADS * sizeof *quads);
  if (!quads) {
    return gz_fail(error, GZ_NO_MEMORY, "Cannot remove quads: out of memory");
  }
  uint64_t total = 0;
  size_t found = 0;
  do {
    struct gz_quads_cursor *cursor = NULL;
    status = gz_quads_scan(txn, pattern, GZ_ORDER_ANY, 0, &cursor, error);
    if (status != GZ_OK) {
      break;
    }
    found = 0;
    while (found < REMOVE_QUADS && status == GZ_OK) {
      status = gz_quads_next(cursor, &quads[found]);
      found += status == GZ_OK;
    }
    gz_quads_cursor_free(cursor);
    if (status != GZ_OK && status != GZ_END) {
      gz_fail(error, status, "Cannot read the quads to remove");
      break;
    }
    total += found;
    status = found ? remove_known(txn, quads, found, error) : GZ_OK;
  } while (status == GZ_OK && found == REMOVE_QUADS);
  free(quads);
  if (status == GZ_OK && count) {
    *count = total;
  }
  return status;
}
