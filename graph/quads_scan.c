// Reading quads: orders, cursors, look-ups.
#include "graph/quads_format.h"

#include <stdlib.h>
#include <string.h>

/* After so many graphs that have the same triple, skip to the next by seeking.
 */
#define UNION_STEPS 8

#define S GZ_PART_SUBJECT
#define P GZ_PART_PREDICATE
#define O GZ_PART_OBJECT
#define G GZ_PART_GRAPH

static const enum gz_part order_parts[GZ_ORDERS][GZ_PARTS] = {
    {S, P, O, G}, {P, O, S, G}, {P, S, O, G}, {O, S, P, G},
    {G, S, P, O}, {G, P, O, S}, {G, O, S, P},
};

#undef S
#undef P
#undef O
#undef G

struct gz_quads_cursor {
  struct gz_quads_txn *txn;
  MDB_cursor *tables[GZ_ORDERS]; /**< Made when first needed */
  enum gz_order order;
  const enum gz_part *parts;
  unsigned flags;
  gz_id bound[GZ_PARTS]; /**< What the pattern binds, in the order's order */
  int prefix;            /**< How many parts are bound at its beginning */
  bool filters;          /**< Others are bound too */
  bool started;
  bool fresh;                 /**< Nothing was read yet */
  enum gz_status ended;       /**< GZ_OK while there may be more */
  gz_id key;                  /**< First part of the block's quads */
  const unsigned char *block; /**< Entries not read yet, packed */
  const unsigned char *block_end;
  gz_id target[GZ_PARTS]; /**< Where to start */
  gz_id last[3];          /**< For the union: the triple last read */
  unsigned repeated;      /**< and in how many graphs it was passed over */
};

const enum gz_part *
gz_order_parts(enum gz_order order) {
  return order_parts[order < GZ_ORDER_ANY ? order : GZ_ORDER_SPOG];
}

unsigned
gz_ids_bound(const struct gz_ids *pattern) {
  unsigned bound = 0;
  for (unsigned i = 0; i < GZ_PARTS; ++i) {
    bound |= (unsigned)(pattern->part[i] != GZ_ID_ANY) << i;
  }
  return bound;
}

/** How many of the first parts of `order` are in `bound`. */
static int
prefix_length(enum gz_order order, unsigned bound) {
  int length = 0;
  while (length < GZ_PARTS && (bound >> order_parts[order][length] & 1)) {
    ++length;
  }
  return length;
}

static int
count_bits(unsigned bits) {
  int count = 0;
  for (; bits; bits &= bits - 1) {
    ++count;
  }
  return count;
}

static bool
graph_is_last(enum gz_order order) {
  return order_parts[order][3] == GZ_PART_GRAPH;
}

enum gz_order
gz_quads_order(const struct gz_ids *pattern, unsigned flags, enum gz_part by) {
  const unsigned bound = gz_ids_bound(pattern);
  for (int i = 0; i < GZ_ORDERS; ++i) {
    const enum gz_order order = (enum gz_order)i;
    const int length = prefix_length(order, bound);
    if (length == count_bits(bound) && length < GZ_PARTS &&
        order_parts[order][length] == by &&
        (graph_is_last(order) || !(flags & GZ_SCAN_UNION))) {
      return order;
    }
  }
  return GZ_ORDER_ANY;
}

/** The order in which all that is bound comes first. */
static enum gz_order
best_order(unsigned bound) {
  enum gz_order best = GZ_ORDER_SPOG;
  for (int i = 1; i < GZ_ORDERS; ++i) {
    if (prefix_length((enum gz_order)i, bound) > prefix_length(best, bound)) {
      best = (enum gz_order)i;
    }
  }
  return best;
}

enum gz_status
gz_quads_rescan(struct gz_quads_cursor *cursor, const struct gz_ids *pattern,
                enum gz_order order, unsigned flags, struct gz_error *error) {
  const unsigned bound = gz_ids_bound(pattern);
  if (order == GZ_ORDER_ANY) {
    order = best_order(bound);
  }
  if ((flags & GZ_SCAN_UNION) &&
      ((bound >> GZ_PART_GRAPH & 1) || !graph_is_last(order))) {
    return gz_fail(error, GZ_BAD_ARGUMENT,
                   "A union of graphs needs any graph, and last in the order");
  }
  if (!cursor->tables[order]) {
    const int code =
        mdb_cursor_open(cursor->txn->mdb, cursor->txn->quads->orders[order],
                        &cursor->tables[order]);
    if (code) {
      cursor->tables[order] = NULL;
      return gz_quads_mdb_fail(error, code, "read the store");
    }
  }
  cursor->order = order;
  cursor->parts = order_parts[order];
  cursor->flags = flags;
  cursor->prefix = prefix_length(order, bound);
  cursor->filters = cursor->prefix < count_bits(bound);
  cursor->started = false;
  cursor->fresh = true;
  cursor->ended = GZ_OK;
  cursor->block = cursor->block_end = NULL;
  for (int i = 0; i < GZ_PARTS; ++i) {
    cursor->bound[i] = pattern->part[cursor->parts[i]];
    cursor->target[i] = i < cursor->prefix ? cursor->bound[i] : 0;
  }
  return GZ_OK;
}

enum gz_status
gz_quads_scan(struct gz_quads_txn *txn, const struct gz_ids *pattern,
              enum gz_order order, unsigned flags,
              struct gz_quads_cursor **cursor, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_can_read(txn, error));
  struct gz_quads_cursor *result = calloc(1, sizeof *result);
  if (!result) {
    return gz_fail(error, GZ_NO_MEMORY, "Cannot read the store");
  }
  result->txn = txn;
  ++txn->cursors;
  status = gz_quads_rescan(result, pattern, order, flags, error);
  if (status != GZ_OK) {
    gz_quads_cursor_free(result);
    return status;
  }
  *cursor = result;
  return GZ_OK;
}

void
gz_quads_cursor_free(struct gz_quads_cursor *cursor) {
  if (cursor) {
    for (int i = 0; i < GZ_ORDERS; ++i) {
      if (cursor->tables[i]) {
        mdb_cursor_close(cursor->tables[i]);
      }
    }
    --cursor->txn->cursors;
    free(cursor);
  }
}

enum gz_order
gz_quads_cursor_order(const struct gz_quads_cursor *cursor) {
  return cursor->order;
}

static void
end(struct gz_quads_cursor *cursor, int code) {
  cursor->block = cursor->block_end = NULL;
  cursor->ended =
      code == MDB_NOTFOUND ? GZ_END : gz_quads_mdb_fail(NULL, code, "read");
}

/**
 * Take the entries of the page that LMDB's cursor stands on, from `data` on.
 *
 * Entries of one key lie packed on pages of their own, or within their key's
 * node, and can be read there without asking LMDB for each.
 */
static void
take_block(struct gz_quads_cursor *cursor, MDB_val *key, MDB_val *data) {
  MDB_cursor *table = cursor->tables[cursor->order];
  size_t count = 0;
  int code =
      key->mv_size == 8 && data->mv_size % GZ_ENTRY_SIZE == 0 && data->mv_size
          ? mdb_cursor_count(table, &count)
          : MDB_CORRUPTED;
  if (code) {
    end(cursor, code);
    return;
  }
  cursor->key = gz_get64(key->mv_data);
  cursor->block = data->mv_data;
  cursor->block_end = cursor->block + data->mv_size;
  if (count > 1 && data->mv_size == GZ_ENTRY_SIZE) {
    MDB_val page = {0, NULL};
    code = mdb_cursor_get(table, key, &page, MDB_GET_MULTIPLE);
    if (code) {
      end(cursor, code);
      return;
    }
    const unsigned char *begin = page.mv_data;
    if (begin && begin <= cursor->block &&
        cursor->block < begin + page.mv_size) {
      cursor->block_end = begin + page.mv_size;
    } else {
      end(cursor, MDB_CORRUPTED);
    }
  }
}

/** Go to the first entry that is not below `target`. */
static void
descend(struct gz_quads_cursor *cursor, const gz_id target[GZ_PARTS]) {
  MDB_cursor *table = cursor->tables[cursor->order];
  unsigned char key_bytes[8];
  unsigned char data_bytes[GZ_ENTRY_SIZE];
  gz_put64(key_bytes, target[0]);
  for (int i = 0; i < 3; ++i) {
    gz_put64(data_bytes + 8 * i, target[i + 1]);
  }
  MDB_val key = {sizeof key_bytes, key_bytes};
  MDB_val data = {sizeof data_bytes, data_bytes};
  int code = mdb_cursor_get(table, &key, &data, MDB_GET_BOTH_RANGE);
  if (code == MDB_NOTFOUND && !cursor->prefix) {
    key = (MDB_val){sizeof key_bytes, key_bytes};
    code = mdb_cursor_get(table, &key, &data, MDB_SET_RANGE);
    if (!code && key.mv_size == 8 && gz_get64(key.mv_data) == target[0]) {
      code = mdb_cursor_get(table, &key, &data, MDB_NEXT_NODUP);
    }
  }
  if (code) {
    end(cursor, code);
    return;
  }
  // GET_BOTH_RANGE does not say which key it stands on: the one asked for.
  take_block(cursor, &key, &data);
}

/** Go on to the entries after the block. */
static void
next_block(struct gz_quads_cursor *cursor) {
  MDB_cursor *table = cursor->tables[cursor->order];
  MDB_val key;
  MDB_val data;
  int code = mdb_cursor_get(table, &key, &data, MDB_NEXT_MULTIPLE);
  if (!code) {
    cursor->block = data.mv_data;
    cursor->block_end = cursor->block + data.mv_size;
    return;
  }
  if (code == MDB_NOTFOUND && !cursor->prefix) {
    code = mdb_cursor_get(table, &key, &data, MDB_NEXT_NODUP);
  }
  if (code) {
    end(cursor, code);
    return;
  }
  take_block(cursor, &key, &data);
}

static void
read_entry(gz_id key, const unsigned char *entry, gz_id parts[GZ_PARTS]) {
  parts[0] = key;
  for (int i = 0; i < 3; ++i) {
    parts[i + 1] = gz_get64(entry + 8 * i);
  }
}

static int
compare(const gz_id *a, const gz_id *b, int count) {
  for (int i = 0; i < count; ++i) {
    if (a[i] != b[i]) {
      return a[i] < b[i] ? -1 : 1;
    }
  }
  return 0;
}

/** Skip, within the block or by a new descent, to `target`. */
static void
skip_to(struct gz_quads_cursor *cursor, const gz_id target[GZ_PARTS]) {
  gz_id parts[GZ_PARTS];
  const unsigned char *low = cursor->block;
  if (low == cursor->block_end) {
    if (low) {
      read_entry(cursor->key, low - GZ_ENTRY_SIZE, parts);
    }
    if (!low || compare(parts, target, GZ_PARTS) < 0) {
      descend(cursor, target);
    }
    return;
  }
  read_entry(cursor->key, low, parts);
  if (compare(parts, target, GZ_PARTS) >= 0) {
    return;
  }
  read_entry(cursor->key, cursor->block_end - GZ_ENTRY_SIZE, parts);
  if (compare(parts, target, GZ_PARTS) < 0) {
    descend(cursor, target);
    return;
  }
  // Gallop, then halve: `low` is below the target, `high` is not.
  size_t step = 1;
  const size_t count = (size_t)(cursor->block_end - low) / GZ_ENTRY_SIZE;
  size_t below = 0;
  size_t above = count - 1;
  while (below + step < above) {
    read_entry(cursor->key, low + (below + step) * GZ_ENTRY_SIZE, parts);
    if (compare(parts, target, GZ_PARTS) >= 0) {
      above = below + step;
      break;
    }
    below += step;
    step *= 2;
  }
  while (below + 1 < above) {
    const size_t middle = below + (above - below) / 2;
    read_entry(cursor->key, low + middle * GZ_ENTRY_SIZE, parts);
    if (compare(parts, target, GZ_PARTS) < 0) {
      below = middle;
    } else {
      above = middle;
    }
  }
  cursor->block = low + above * GZ_ENTRY_SIZE;
}

/** Whether the entry read is to be passed over. */
static bool
passes_over(struct gz_quads_cursor *cursor, const gz_id parts[GZ_PARTS]) {
  if (cursor->filters) {
    for (int i = cursor->prefix; i < GZ_PARTS; ++i) {
      if (cursor->bound[i] != GZ_ID_ANY && cursor->bound[i] != parts[i]) {
        return true;
      }
    }
  }
  if (cursor->flags & GZ_SCAN_NAMED) {
    const int at = graph_is_last(cursor->order) ? 3 : 0;
    if (parts[at] == GZ_ID_NONE) {
      return true;
    }
  }
  if (!(cursor->flags & GZ_SCAN_UNION)) {
    return false;
  }
  if (!cursor->fresh && compare(parts, cursor->last, 3) == 0) {
    if (++cursor->repeated == UNION_STEPS) {
      const gz_id target[GZ_PARTS] = {parts[0], parts[1], parts[2], GZ_ID_ANY};
      skip_to(cursor, target);
    }
    return true;
  }
  memcpy(cursor->last, parts, sizeof cursor->last);
  cursor->repeated = 0;
  return false;
}

enum gz_status
gz_quads_next(struct gz_quads_cursor *cursor, struct gz_ids *quad) {
  gz_id parts[GZ_PARTS];
  if (!cursor->started) {
    cursor->started = true;
    descend(cursor, cursor->target);
  }
  for (;;) {
    if (cursor->block == cursor->block_end && cursor->ended == GZ_OK) {
      next_block(cursor);
    }
    if (cursor->ended != GZ_OK) {
      return cursor->ended;
    }
    read_entry(cursor->key, cursor->block, parts);
    if (compare(parts, cursor->bound, cursor->prefix) != 0) {
      end(cursor, MDB_NOTFOUND);
      return GZ_END;
    }
    cursor->block += GZ_ENTRY_SIZE;
    if (!passes_over(cursor, parts)) {
      break;
    }
  }
  cursor->fresh = false;
  for (int i = 0; i < GZ_PARTS; ++i) {
    quad->part[cursor->parts[i]] = parts[i];
  }
  if (cursor->flags & GZ_SCAN_UNION) {
    quad->part[GZ_PART_GRAPH] = GZ_ID_ANY;
  }
  return GZ_OK;
}

void
gz_quads_seek(struct gz_quads_cursor *cursor, const struct gz_ids *least) {
  gz_id target[GZ_PARTS];
  if (cursor->ended != GZ_OK) {
    return;
  }
  for (int i = 0; i < GZ_PARTS; ++i) {
    target[i] = least->part[cursor->parts[i]];
  }
  const int order = compare(target, cursor->bound, cursor->prefix);
  if (order < 0) {
    return;
  }
  if (order > 0) {
    end(cursor, MDB_NOTFOUND);
  } else if (cursor->started) {
    skip_to(cursor, target);
  } else if (compare(target, cursor->target, GZ_PARTS) > 0) {
    memcpy(cursor->target, target, sizeof target);
  }
}
