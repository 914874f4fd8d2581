// Single look-ups, counts and estimates.
#include "graph/quads_format.h"

/* Quads that an estimate counts before it guesses. */
#define ESTIMATE_STEPS 256

/* An order that begins with each part. */
static const enum gz_order part_orders[GZ_PARTS] = {
    GZ_ORDER_SPOG, GZ_ORDER_PSOG, GZ_ORDER_OSPG, GZ_ORDER_GSPO};

enum gz_status
gz_quads_probe(struct gz_quads_txn *txn, enum gz_order order,
               MDB_cursor **probe, struct gz_error *error) {
  if (!txn->probes[order]) {
    const int code = mdb_cursor_open(txn->mdb, txn->quads->orders[order],
                                     &txn->probes[order]);
    if (code) {
      txn->probes[order] = NULL;
      return gz_quads_mdb_fail(error, code, "read the store");
    }
  }
  *probe = txn->probes[order];
  return GZ_OK;
}

void
gz_quads_close_probes(struct gz_quads_txn *txn) {
  for (int i = 0; i < GZ_ORDERS; ++i) {
    if (txn->probes[i]) {
      mdb_cursor_close(txn->probes[i]);
      txn->probes[i] = NULL;
    }
  }
}

enum gz_status
gz_quads_has(struct gz_quads_txn *txn, const struct gz_ids *quad, bool *has,
             struct gz_error *error) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_can_read(txn, error));
  MDB_cursor *probe = NULL;
  GZ_TRY(status, gz_quads_probe(txn, GZ_ORDER_SPOG, &probe, error));
  unsigned char key_bytes[8];
  unsigned char data_bytes[GZ_ENTRY_SIZE];
  gz_put64(key_bytes, quad->part[GZ_PART_SUBJECT]);
  for (int i = 0; i < 3; ++i) {
    gz_put64(data_bytes + 8 * i, quad->part[i + 1]);
  }
  MDB_val key = {sizeof key_bytes, key_bytes};
  MDB_val data = {sizeof data_bytes, data_bytes};
  const int code = mdb_cursor_get(probe, &key, &data, MDB_GET_BOTH);
  if (code && code != MDB_NOTFOUND) {
    return gz_quads_mdb_fail(error, code, "read the store");
  }
  *has = !code;
  return GZ_OK;
}

enum gz_status
gz_quads_next_term(struct gz_quads_txn *txn, enum gz_part part, gz_id after,
                   gz_id *id, uint64_t *count, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_can_read(txn, error));
  if (after == GZ_ID_ANY) {
    return GZ_END;
  }
  MDB_cursor *probe = NULL;
  GZ_TRY(status, gz_quads_probe(txn, part_orders[part], &probe, error));
  unsigned char bytes[8];
  gz_put64(bytes, after + 1);
  MDB_val key = {sizeof bytes, bytes};
  MDB_val data;
  size_t found = 0;
  int code = mdb_cursor_get(probe, &key, &data, MDB_SET_RANGE);
  if (code == MDB_NOTFOUND) {
    return GZ_END;
  }
  code = code ? code : mdb_cursor_count(probe, &found);
  if (!code && key.mv_size != 8) {
    code = MDB_CORRUPTED;
  }
  if (code) {
    return gz_quads_mdb_fail(error, code, "read the store");
  }
  *id = gz_get64(key.mv_data);
  if (count) {
    *count = found;
  }
  return GZ_OK;
}

enum gz_status
gz_quads_count(struct gz_quads_txn *txn, struct gz_quads_counts *counts,
               struct gz_error *error) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_can_read(txn, error));
  *counts = txn->meta.counts;
  return GZ_OK;
}

/** How many quads have `id` as `part`. */
static enum gz_status
count_part(struct gz_quads_txn *txn, enum gz_part part, gz_id id,
           uint64_t *count, struct gz_error *error) {
  MDB_cursor *probe = NULL;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_probe(txn, part_orders[part], &probe, error));
  unsigned char bytes[8];
  gz_put64(bytes, id);
  MDB_val key = {sizeof bytes, bytes};
  MDB_val data;
  size_t found = 0;
  int code = mdb_cursor_get(probe, &key, &data, MDB_SET);
  code = code ? code : mdb_cursor_count(probe, &found);
  if (code && code != MDB_NOTFOUND) {
    return gz_quads_mdb_fail(error, code, "read the store");
  }
  *count = found;
  return GZ_OK;
}

enum gz_status
gz_quads_count_predicate(struct gz_quads_txn *txn, gz_id predicate,
                         struct gz_predicate_counts *counts,
                         struct gz_error *error) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_can_read(txn, error));
  struct gz_predicate_counts result = {0};
  GZ_TRY(status,
         count_part(txn, GZ_PART_PREDICATE, predicate, &result.quads, error));
  unsigned char bytes[8];
  gz_put64(bytes, predicate);
  MDB_val key = {sizeof bytes, bytes};
  MDB_val data;
  int code = mdb_get(txn->mdb, txn->quads->predicates, &key, &data);
  if (!code && data.mv_size != 16) {
    code = MDB_CORRUPTED;
  }
  if (code && code != MDB_NOTFOUND) {
    return gz_quads_mdb_fail(error, code, "read the store");
  }
  if (!code) {
    result.subjects = gz_get64(data.mv_data);
    result.objects = gz_get64((const char *)data.mv_data + 8);
  }
  *counts = result;
  return GZ_OK;
}

/** Count what matches, but not more than ESTIMATE_STEPS. */
static enum gz_status
count_some(struct gz_quads_txn *txn, const struct gz_ids *pattern,
           uint64_t *count, struct gz_error *error) {
  struct gz_quads_cursor *cursor = NULL;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_scan(txn, pattern, GZ_ORDER_ANY, 0, &cursor, error));
  uint64_t found = 0;
  struct gz_ids quad;
  while (found < ESTIMATE_STEPS &&
         (status = gz_quads_next(cursor, &quad)) == GZ_OK) {
    ++found;
  }
  gz_quads_cursor_free(cursor);
  if (status != GZ_OK && status != GZ_END) {
    return gz_fail(error, status, "Cannot read the store");
  }
  *count = found;
  return GZ_OK;
}

enum gz_status
gz_quads_estimate(struct gz_quads_txn *txn, const struct gz_ids *pattern,
                  uint64_t *count, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_can_read(txn, error));
  const unsigned bound = gz_ids_bound(pattern);
  uint64_t least = txn->meta.counts.quads;
  if (bound & (bound - 1)) {
    uint64_t some = 0;
    GZ_TRY(status, count_some(txn, pattern, &some, error));
    if (some < ESTIMATE_STEPS) {
      *count = some;
      return GZ_OK;
    }
  }
  for (int i = 0; i < GZ_PARTS; ++i) {
    if (bound >> i & 1) {
      uint64_t all = 0;
      GZ_TRY(status,
             count_part(txn, (enum gz_part)i, pattern->part[i], &all, error));
      least = all < least ? all : least;
    }
  }
  *count = least;
  return GZ_OK;
}
