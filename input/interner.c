#include "input/interner.h"

#include "input/arena.h"

#include <stdlib.h>
#include <string.h>

struct entry {
  struct gz_str text;
  uint64_t hash;
};

struct gz_interner {
  struct gz_arena *arena;
  struct entry *entries; /**< By number */
  uint32_t count;
  uint32_t capacity;
  uint32_t *slots;  /**< Number + 1, or 0 for a free slot */
  uint32_t n_slots; /**< A power of two, more than twice `count` */
};

struct gz_interner *
gz_interner_new(void) {
  struct gz_interner *interner = calloc(1, sizeof *interner);
  if (!interner) {
    return NULL;
  }
  interner->arena = gz_arena_new(0);
  interner->n_slots = 64;
  interner->slots = calloc(interner->n_slots, sizeof *interner->slots);
  if (!interner->arena || !interner->slots) {
    gz_interner_free(interner);
    return NULL;
  }
  return interner;
}

void
gz_interner_free(struct gz_interner *interner) {
  if (interner) {
    gz_arena_free(interner->arena);
    free(interner->entries);
    free(interner->slots);
    free(interner);
  }
}

void
gz_interner_clear(struct gz_interner *interner) {
  gz_arena_reset(interner->arena);
  memset(interner->slots, 0, interner->n_slots * sizeof *interner->slots);
  interner->count = 0;
}

/** The slot that holds `text`, or the free one where it belongs. */
static uint32_t *
find_slot(const struct gz_interner *interner, struct gz_str text,
          uint64_t hash) {
  uint32_t at = (uint32_t)hash & (interner->n_slots - 1);
  for (;;) {
    uint32_t *slot = &interner->slots[at];
    if (!*slot) {
      return slot;
    }
    const struct entry *entry = &interner->entries[*slot - 1];
    if (entry->hash == hash && gz_str_equal(entry->text, text)) {
      return slot;
    }
    at = (at + 1) & (interner->n_slots - 1);
  }
}

static bool
grow_slots(struct gz_interner *interner) {
  const uint32_t n_slots = interner->n_slots * 2;
  uint32_t *slots =
      n_slots ? calloc(n_slots, sizeof *slots) : NULL; // 0 if it overflowed
  if (!slots) {
    return false;
  }
  free(interner->slots);
  interner->slots = slots;
  interner->n_slots = n_slots;
  for (uint32_t i = 0; i < interner->count; ++i) {
    const struct entry *entry = &interner->entries[i];
    *find_slot(interner, entry->text, entry->hash) = i + 1;
  }
  return true;
}

uint32_t
gz_interner_add(struct gz_interner *interner, struct gz_str text) {
  const uint64_t hash = gz_str_hash(text);
  uint32_t *slot = find_slot(interner, text, hash);
  if (*slot) {
    return *slot - 1;
  }
  if (interner->count == interner->capacity) {
    const uint32_t capacity = interner->capacity ? interner->capacity * 2 : 32;
    struct entry *entries =
        realloc(interner->entries, capacity * sizeof *entries);
    if (!entries) {
      return GZ_NO_INDEX;
    }
    interner->entries = entries;
    interner->capacity = capacity;
  }
  if (interner->count + 1 > interner->n_slots / 2) {
    if (!grow_slots(interner)) {
      return GZ_NO_INDEX;
    }
    slot = find_slot(interner, text, hash);
  }
  const struct gz_str copy = gz_arena_str(interner->arena, text);
  if (!copy.data) {
    return GZ_NO_INDEX;
  }
  interner->entries[interner->count] = (struct entry){copy, hash};
  *slot = ++interner->count;
  return interner->count - 1;
}

uint32_t
gz_interner_find(const struct gz_interner *interner, struct gz_str text) {
  const uint32_t found = *find_slot(interner, text, gz_str_hash(text));
  return found ? found - 1 : GZ_NO_INDEX;
}

struct gz_str
gz_interner_get(const struct gz_interner *interner, uint32_t number) {
  return interner->entries[number].text;
}

uint32_t
gz_interner_count(const struct gz_interner *interner) {
  return interner->count;
}
