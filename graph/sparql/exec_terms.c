#include "graph/sparql/exec.h"

#include <string.h>

/** Terms that the store lacks, numbered from GZ_ID_LOCAL. */
struct gz_terms {
  struct gz_arena *arena;
  struct gz_term *items;
  uint64_t *hashes;
  size_t count;
  size_t room;
  uint32_t *slots; /**< 1 + index into `items`, or 0; open addressing */
  size_t n_slots;
};

struct gz_terms *
gz_terms_new(struct gz_exec *exec) {
  struct gz_terms *const terms = gz_arena_alloc(exec->arena, sizeof *terms);
  if (terms) {
    terms->arena = gz_exec_arena(exec);
  }
  return terms && terms->arena ? terms : NULL;
}

static uint64_t
hash_term(const struct gz_term *term) {
  const uint64_t prime = UINT64_C(0x9E3779B97F4A7C15);
  uint64_t hash = gz_str_hash(term->value) + (uint64_t)term->kind;
  hash = (hash ^ gz_str_hash(term->datatype)) * prime;
  hash = (hash ^ gz_str_hash(term->language)) * prime;
  return hash ^ hash >> 32;
}

/** The slot of `term`, or the empty one where it belongs. */
static size_t
find_slot(const struct gz_terms *terms, const struct gz_term *term,
          uint64_t hash) {
  const size_t mask = terms->n_slots - 1;
  size_t slot = hash & mask;
  for (uint32_t at = terms->slots[slot]; at;
       at = terms->slots[slot = (slot + 1) & mask]) {
    if (terms->hashes[at - 1] == hash &&
        gz_term_equal(&terms->items[at - 1], term)) {
      break;
    }
  }
  return slot;
}

static bool
grow(struct gz_terms *terms) {
  if (terms->count < terms->room) {
    return true;
  }
  const size_t room = terms->room ? terms->room * 2 : 64;
  struct gz_term *const items = gz_arena_grow(
      terms->arena, terms->items, terms->count, room, sizeof *items);
  uint64_t *const hashes = gz_arena_grow(terms->arena, terms->hashes,
                                         terms->count, room, sizeof *hashes);
  uint32_t *const slots = gz_arena_array(terms->arena, room * 2, sizeof *slots);
  if (!items || !hashes || !slots) {
    return false;
  }
  terms->items = items;
  terms->hashes = hashes;
  terms->slots = slots;
  terms->n_slots = room * 2;
  terms->room = room;
  for (size_t i = 0; i < terms->count; ++i) {
    size_t slot = hashes[i] & (terms->n_slots - 1);
    while (slots[slot]) {
      slot = (slot + 1) & (terms->n_slots - 1);
    }
    slots[slot] = (uint32_t)(i + 1);
  }
  return true;
}

static bool
copy_term(struct gz_arena *arena, const struct gz_term *term,
          struct gz_term *copy) {
  *copy = *term;
  copy->value = gz_arena_str(arena, term->value);
  copy->datatype = gz_arena_str(arena, term->datatype);
  copy->language = gz_arena_str(arena, term->language);
  return copy->value.data && copy->datatype.data && copy->language.data;
}

enum gz_status
gz_exec_id(struct gz_exec *exec, const struct gz_term *term, gz_id *id) {
  if (term->kind == GZ_TERM_NONE) {
    *id = GZ_ID_NONE;
    return GZ_OK;
  }
  enum gz_status status = gz_id_encode(term, id);
  if (status == GZ_NOT_FOUND) {
    status = gz_quads_find(exec->txn, term, id, exec->error);
  }
  if (status != GZ_NOT_FOUND) {
    return status;
  }
  struct gz_terms *const terms = exec->terms;
  if (!grow(terms)) {
    return gz_exec_no_memory(exec);
  }
  const uint64_t hash = hash_term(term);
  const size_t slot = find_slot(terms, term, hash);
  if (!terms->slots[slot]) {
    if (!copy_term(terms->arena, term, &terms->items[terms->count])) {
      return gz_exec_no_memory(exec);
    }
    terms->hashes[terms->count] = hash;
    terms->slots[slot] = (uint32_t)++terms->count;
  }
  *id = GZ_ID_LOCAL + terms->slots[slot] - 1;
  return GZ_OK;
}

enum gz_status
gz_exec_term(struct gz_exec *exec, gz_id id, struct gz_arena *arena,
             struct gz_term *term) {
  if (id == GZ_ID_NONE) {
    *term = (struct gz_term){.kind = GZ_TERM_NONE};
    return GZ_OK;
  }
  if (id >= GZ_ID_LOCAL) {
    *term = exec->terms->items[id - GZ_ID_LOCAL];
    return GZ_OK;
  }
  char *room = NULL;
  if (gz_id_is_inline(id)) {
    room = gz_arena_alloc(arena, GZ_TERM_ROOM);
    if (!room) {
      return gz_exec_no_memory(exec);
    }
    return gz_id_decode(id, room, term);
  }
  return gz_quads_term(exec->txn, id, room, term, exec->error);
}

enum gz_term_kind
gz_exec_local_kind(const struct gz_exec *exec, gz_id id) {
  return exec->terms->items[id - GZ_ID_LOCAL].kind;
}

static bool
find_id(const gz_id *ids, size_t count, gz_id id) {
  size_t low = 0;
  size_t high = count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (ids[middle] < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < count && ids[low] == id;
}

bool
gz_exec_is_named(const struct gz_exec *exec, gz_id graph) {
  const struct gz_dataset *const dataset = &exec->dataset;
  return graph != GZ_ID_NONE &&
         (!dataset->restricted ||
          find_id(dataset->named, dataset->n_named, graph));
}
