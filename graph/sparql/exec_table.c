#include "graph/sparql/exec.h"

#include <string.h>

enum gz_status
gz_table_init(struct gz_table *table, struct gz_exec *exec,
              const uint32_t *columns, size_t n_columns, size_t n_keys) {
  *table = (struct gz_table){.exec = exec,
                             .columns = columns,
                             .n_columns = n_columns,
                             .n_keys = n_keys};
  table->arena = gz_exec_arena(exec);
  return table->arena ? GZ_OK : gz_exec_no_memory(exec);
}

void
gz_table_clear(struct gz_table *table) {
  table->ids = NULL;
  table->hashes = NULL;
  table->next = NULL;
  table->buckets = NULL;
  table->count = table->room = table->n_buckets = 0;
  gz_arena_reset(table->arena);
}

static uint64_t
mix(uint64_t hash, gz_id id) {
  hash = (hash ^ id) * UINT64_C(0x9E3779B97F4A7C15);
  return hash ^ hash >> 29;
}

static uint64_t
hash_row(const struct gz_table *table, const gz_id *row) {
  uint64_t hash = UINT64_C(0x2545F4914F6CDD1D);
  for (size_t i = 0; i < table->n_keys; ++i) {
    hash = mix(hash, row[table->columns[i]]);
  }
  return mix(hash, hash >> 32);
}

static bool
has_keys(const struct gz_table *table, uint32_t number, const gz_id *row) {
  const gz_id *const ids = gz_table_ids(table, number);
  for (size_t i = 0; i < table->n_keys; ++i) {
    if (ids[i] != row[table->columns[i]]) {
      return false;
    }
  }
  return true;
}

/** Make room for one more row. */
static enum gz_status
grow(struct gz_table *table) {
  if (table->count < table->room) {
    return GZ_OK;
  }
  const size_t room = table->room ? table->room * 2 : 64;
  if (room > UINT32_MAX / 2) {
    return gz_fail(table->exec->error, GZ_CANCELLED,
                   "More than %zu rows to be kept at once", table->room);
  }
  gz_id *const ids =
      gz_arena_grow(table->arena, table->ids, table->count, room,
                    (table->n_columns ? table->n_columns : 1) * sizeof *ids);
  uint64_t *const hashes = gz_arena_grow(table->arena, table->hashes,
                                         table->count, room, sizeof *hashes);
  uint32_t *const next = gz_arena_grow(table->arena, table->next, table->count,
                                       room, sizeof *next);
  if (!ids || !hashes || !next) {
    return gz_exec_no_memory(table->exec);
  }
  table->ids = ids;
  table->hashes = hashes;
  table->next = next;
  table->room = room;
  return GZ_OK;
}

/** Put a row in; its hash is known. */
static enum gz_status
put(struct gz_table *table, const gz_id *row, uint64_t hash) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, grow(table));
  gz_id *const ids = table->ids + table->count * table->n_columns;
  for (size_t i = 0; i < table->n_columns; ++i) {
    ids[i] = row[table->columns[i]];
  }
  table->hashes[table->count] = hash;
  table->next[table->count] = 0;
  ++table->count;
  return GZ_OK;
}

enum gz_status
gz_table_add(struct gz_table *table, const gz_id *row) {
  return put(table, row, hash_row(table, row));
}

enum gz_status
gz_table_index(struct gz_table *table) {
  size_t n_buckets = 64;
  while (n_buckets < table->room * 2) {
    n_buckets *= 2;
  }
  uint32_t *const buckets =
      gz_arena_array(table->arena, n_buckets, sizeof *buckets);
  if (!buckets) {
    return gz_exec_no_memory(table->exec);
  }
  // From the last to the first, so that chains begin with the first.
  for (size_t i = table->count; i--;) {
    uint32_t *const bucket = &buckets[table->hashes[i] & (n_buckets - 1)];
    table->next[i] = *bucket;
    *bucket = (uint32_t)(i + 1);
  }
  table->buckets = buckets;
  table->n_buckets = n_buckets;
  return GZ_OK;
}

/** The first of the chain from `number` on that has the keys of `row`. */
static uint32_t
follow(const struct gz_table *table, uint32_t number, uint64_t hash,
       const gz_id *row) {
  while (number &&
         (table->hashes[number - 1] != hash || !has_keys(table, number, row))) {
    number = table->next[number - 1];
  }
  return number;
}

uint32_t
gz_table_find(const struct gz_table *table, const gz_id *row) {
  if (!table->n_buckets) {
    return 0;
  }
  const uint64_t hash = hash_row(table, row);
  return follow(table, table->buckets[hash & (table->n_buckets - 1)], hash,
                row);
}

uint32_t
gz_table_after(const struct gz_table *table, uint32_t number,
               const gz_id *row) {
  return follow(table, table->next[number - 1], table->hashes[number - 1], row);
}

enum gz_status
gz_table_find_or_add(struct gz_table *table, const gz_id *row, uint32_t *number,
                     bool *added) {
  enum gz_status status = GZ_OK;
  const uint64_t hash = hash_row(table, row);
  uint32_t found = 0;
  if (table->n_buckets) {
    found =
        follow(table, table->buckets[hash & (table->n_buckets - 1)], hash, row);
  }
  *added = !found;
  if (!found) {
    GZ_TRY(status, put(table, row, hash));
    found = (uint32_t)table->count;
    if (table->room * 2 > table->n_buckets) {
      GZ_TRY(status, gz_table_index(table));
    } else {
      uint32_t *const bucket = &table->buckets[hash & (table->n_buckets - 1)];
      table->next[found - 1] = *bucket;
      *bucket = found;
    }
  }
  *number = found;
  return GZ_OK;
}
