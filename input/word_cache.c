#include "input/word_cache.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { WAYS = 2, SETS = GZ_WORD_CACHE_FORMS / WAYS };

/* A form; of no bytes where nothing is kept. */
struct key {
  uint8_t size;
  char bytes[GZ_WORD_CACHE_FORM];
};

struct gz_word_cache {
  struct key keys[SETS][WAYS];
  uint8_t oldest[SETS]; /* Which of a set's forms makes room */
  float *rows;
  size_t width;
};

struct gz_word_cache *
gz_word_cache_new(size_t width) {
  struct gz_word_cache *c = calloc(1, sizeof *c);
  if (!c) {
    return NULL;
  }
  c->width = width;
  c->rows = calloc(GZ_WORD_CACHE_FORMS * width, sizeof *c->rows);
  if (!c->rows) {
    free(c);
    return NULL;
  }
  return c;
}

void
gz_word_cache_free(struct gz_word_cache *cache) {
  if (cache) {
    free(cache->rows);
    free(cache);
  }
}

static bool
can_keep(struct gz_str form) {
  return form.size && form.size <= GZ_WORD_CACHE_FORM;
}

static size_t
set_of(struct gz_str form) {
  return (size_t)(gz_str_hash(form) % SETS);
}

/* Which way of the set has the form; WAYS if none. */
static size_t
way_of(const struct gz_word_cache *cache, size_t set, struct gz_str form) {
  size_t way = 0;
  while (way < WAYS) {
    const struct key *k = &cache->keys[set][way];
    if (k->size == form.size && memcmp(k->bytes, form.data, k->size) == 0) {
      break;
    }
    ++way;
  }
  return way;
}

static float *
row_at(const struct gz_word_cache *cache, size_t set, size_t way) {
  return cache->rows + (set * WAYS + way) * cache->width;
}

const float *
gz_word_cache_get(struct gz_word_cache *cache, struct gz_str form) {
  if (!can_keep(form)) {
    return NULL;
  }
  const size_t set = set_of(form);
  const size_t way = way_of(cache, set, form);
  if (way == WAYS) {
    return NULL;
  }
  cache->oldest[set] = (uint8_t)(1 - way);
  return row_at(cache, set, way);
}

void
gz_word_cache_put(struct gz_word_cache *cache, struct gz_str form,
                  const float *row) {
  if (!can_keep(form)) {
    return;
  }
  const size_t set = set_of(form);
  size_t way = way_of(cache, set, form);
  if (way == WAYS) {
    way = cache->oldest[set];
    struct key *k = &cache->keys[set][way];
    k->size = (uint8_t)form.size;
    memcpy(k->bytes, form.data, form.size);
    memcpy(row_at(cache, set, way), row, cache->width * sizeof *row);
  }
  cache->oldest[set] = (uint8_t)(1 - way);
}
