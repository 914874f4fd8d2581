#include "graph/sparql/functions_cache.h"

#include <stdlib.h>
#include <string.h>

/** A power of two. */
#define REGEX_SLOTS 64

/** A blank node that was made in this solution. */
struct named_blank {
  char *name;
  size_t size;
  uint64_t number;
};

/** A regular expression, or why there is none. */
struct regex_slot {
  char *key; /**< Flags, a NUL, pattern */
  size_t key_size;
  struct gz_regex *regex;
  enum gz_status status;
};

struct cache {
  const struct gz_sparql_expr **constants; /**< By number; null if not read */
  struct gz_value *values;
  size_t n_constants;
  struct regex_slot slots[REGEX_SLOTS];
  uint64_t row; /**< Of `blanks` */
  struct named_blank *blanks;
  size_t n_blanks;
  size_t room;
};

static struct cache *
cache_of(struct gz_sparql_context *context) {
  if (!context->cache) {
    context->cache = calloc(1, sizeof(struct cache));
  }
  return context->cache;
}

/** Make room for the constants numbered up to `number`. */
static bool
grow_constants(struct cache *cache, size_t number) {
  size_t room = cache->n_constants ? cache->n_constants : 16;
  while (room <= number) {
    room *= 2;
  }
  const struct gz_sparql_expr **constants =
      realloc(cache->constants, room * sizeof *constants);
  if (!constants) {
    return false;
  }
  cache->constants = constants;
  struct gz_value *values = realloc(cache->values, room * sizeof *values);
  if (!values) {
    return false;
  }
  cache->values = values;
  for (size_t i = cache->n_constants; i < room; ++i) {
    constants[i] = NULL;
  }
  cache->n_constants = room;
  return true;
}

enum gz_status
gz_function_cache_constant(struct gz_sparql_context *context,
                           const struct gz_sparql_expr *expr,
                           struct gz_value *value) {
  struct cache *cache = cache_of(context);
  if (!cache) {
    return GZ_NO_MEMORY;
  }
  const size_t number = expr->number;
  if (number < cache->n_constants && cache->constants[number] == expr) {
    *value = cache->values[number];
    return GZ_OK;
  }
  gz_value_from_term(&expr->constant, value);
  if (number >= GZ_MAX_CONSTANTS) {
    return GZ_OK;
  }
  if (number >= cache->n_constants && !grow_constants(cache, number)) {
    return GZ_NO_MEMORY;
  }
  cache->constants[number] = expr;
  cache->values[number] = *value;
  return GZ_OK;
}

static bool
is_slot(const struct regex_slot *slot, struct gz_str pattern,
        struct gz_str flags) {
  return slot->key && slot->key_size == flags.size + 1 + pattern.size &&
         gz_str_equal(gz_str_n(slot->key, flags.size), flags) &&
         slot->key[flags.size] == '\0' &&
         gz_str_equal(gz_str_n(slot->key + flags.size + 1, pattern.size),
                      pattern);
}

enum gz_status
gz_function_cache_regex(struct gz_sparql_context *context,
                        struct gz_str pattern, struct gz_str flags,
                        struct gz_regex **regex) {
  struct cache *cache = cache_of(context);
  if (!cache) {
    return GZ_NO_MEMORY;
  }
  const uint64_t hash = gz_str_hash(pattern) ^ (gz_str_hash(flags) * 3);
  struct regex_slot *slot = &cache->slots[hash & (REGEX_SLOTS - 1)];
  if (!is_slot(slot, pattern, flags)) {
    char *key = malloc(flags.size + 1 + pattern.size);
    if (!key) {
      return GZ_NO_MEMORY;
    }
    if (flags.size) {
      memcpy(key, flags.data, flags.size);
    }
    key[flags.size] = '\0';
    if (pattern.size) {
      memcpy(key + flags.size + 1, pattern.data, pattern.size);
    }
    gz_regex_free(slot->regex);
    free(slot->key);
    *slot = (struct regex_slot){.key = key,
                                .key_size = flags.size + 1 + pattern.size};
    slot->status = gz_regex_new(pattern, flags, &slot->regex);
  }
  if (slot->status == GZ_OK) {
    *regex = slot->regex;
  }
  return slot->status;
}

static void
forget_blanks(struct cache *cache) {
  for (size_t i = 0; i < cache->n_blanks; ++i) {
    free(cache->blanks[i].name);
  }
  cache->n_blanks = 0;
}

enum gz_status
gz_function_cache_blank(struct gz_sparql_context *context, struct gz_str name,
                        uint64_t *number) {
  struct cache *cache = cache_of(context);
  if (!cache) {
    return GZ_NO_MEMORY;
  }
  if (cache->row != context->row) {
    forget_blanks(cache);
    cache->row = context->row;
  }
  for (size_t i = 0; i < cache->n_blanks; ++i) {
    const struct named_blank *blank = &cache->blanks[i];
    if (gz_str_equal(gz_str_n(blank->name, blank->size), name)) {
      *number = blank->number;
      return GZ_OK;
    }
  }
  if (cache->n_blanks == cache->room) {
    const size_t room = cache->room ? cache->room * 2 : 8;
    struct named_blank *blanks =
        realloc(cache->blanks, room * sizeof *cache->blanks);
    if (!blanks) {
      return GZ_NO_MEMORY;
    }
    cache->blanks = blanks;
    cache->room = room;
  }
  char *copy = malloc(name.size + 1);
  if (!copy) {
    return GZ_NO_MEMORY;
  }
  if (name.size) {
    memcpy(copy, name.data, name.size);
  }
  *number = context->blanks++;
  cache->blanks[cache->n_blanks++] =
      (struct named_blank){.name = copy, .size = name.size, .number = *number};
  return GZ_OK;
}

void
gz_function_cache_clear(struct gz_sparql_context *context) {
  struct cache *cache = context->cache;
  if (cache) {
    for (size_t i = 0; i < REGEX_SLOTS; ++i) {
      gz_regex_free(cache->slots[i].regex);
      free(cache->slots[i].key);
    }
    forget_blanks(cache);
    free(cache->constants);
    free(cache->values);
    free(cache->blanks);
    free(cache);
    context->cache = NULL;
  }
}
