#include "ontology/statements.h"

#include "input/arena.h"
#include "ontology/syntax.h"

#include <stdlib.h>
#include <string.h>

/** Most terms, and most statements, that a set can have. */
#define MOST ((size_t)1 << 31)

/** Longest language tag that is looked up without another check, in bytes. */
#define TAG_SIZE 256

struct gz_statements {
  struct gz_arena *arena; /**< The text of the terms */
  struct gz_term *terms;  /**< By number; 0 is #GZ_TERM_NONE */
  uint64_t *hashes;       /**< Of each term */
  size_t n_terms;         /**< With number 0 */
  size_t terms_capacity;
  uint32_t *slots; /**< Open addressing; 0 is free */
  size_t n_slots;  /**< A power of 2, at least twice `n_terms` */
  struct gz_quad_ids *items;
  size_t count;
  size_t capacity;
  uint32_t vocab[GZ_N_VOCAB]; /**< Numbers, where they are known */
};

struct gz_statements *
gz_statements_new(void) {
  struct gz_statements *set = calloc(1, sizeof *set);
  if (!set) {
    return NULL;
  }
  set->arena = gz_arena_new(0);
  set->n_terms = 1;
  set->terms_capacity = 256;
  set->n_slots = 512;
  set->terms = calloc(set->terms_capacity, sizeof *set->terms);
  set->hashes = calloc(set->terms_capacity, sizeof *set->hashes);
  set->slots = calloc(set->n_slots, sizeof *set->slots);
  if (!set->arena || !set->terms || !set->hashes || !set->slots) {
    gz_statements_free(set);
    return NULL;
  }
  return set;
}

void
gz_statements_free(struct gz_statements *set) {
  if (set) {
    gz_arena_free(set->arena);
    free(set->terms);
    free(set->hashes);
    free(set->slots);
    free(set->items);
    free(set);
  }
}

void
gz_statements_clear(struct gz_statements *set) {
  gz_arena_reset(set->arena);
  memset(set->slots, 0, set->n_slots * sizeof *set->slots);
  memset(set->vocab, 0, sizeof set->vocab);
  set->n_terms = 1;
  set->count = 0;
}

static enum gz_status
no_memory(struct gz_error *error) {
  return gz_fail(error, GZ_NO_MEMORY, "No memory for statements");
}

static uint64_t
hash_of(const struct gz_term *term) {
  uint64_t hash = gz_str_hash(term->value) + term->kind;
  if (term->kind == GZ_TERM_LITERAL) {
    hash = hash * 31 + gz_str_hash(term->datatype);
    hash = hash * 31 + gz_str_hash(term->language);
    hash ^= hash >> 32;
  }
  return hash;
}

/** The slot that holds `term`, or the free one where it belongs. */
static size_t
slot_of(const struct gz_statements *set, const struct gz_term *term,
        uint64_t hash) {
  const size_t mask = set->n_slots - 1;
  size_t slot = hash & mask;
  while (set->slots[slot] &&
         (set->hashes[set->slots[slot]] != hash ||
          !gz_term_equal(&set->terms[set->slots[slot]], term))) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

/** Make room for one more term. */
static bool
grow_terms(struct gz_statements *set) {
  const size_t capacity = set->terms_capacity * 2;
  if (capacity > MOST) {
    return false;
  }
  struct gz_term *terms = realloc(set->terms, capacity * sizeof *terms);
  if (!terms) {
    return false;
  }
  set->terms = terms;
  uint64_t *hashes = realloc(set->hashes, capacity * sizeof *hashes);
  if (!hashes) {
    return false;
  }
  set->hashes = hashes;
  uint32_t *slots = calloc(capacity * 2, sizeof *slots);
  if (!slots) {
    return false;
  }
  free(set->slots);
  set->slots = slots;
  set->n_slots = capacity * 2;
  set->terms_capacity = capacity;
  for (size_t i = 1; i < set->n_terms; ++i) {
    size_t slot = hashes[i] & (set->n_slots - 1);
    while (slots[slot]) {
      slot = (slot + 1) & (set->n_slots - 1);
    }
    slots[slot] = (uint32_t)i;
  }
  return true;
}

/** Copy `term`, whose tag is in lower case, into the arena. */
static bool
copy_term(struct gz_statements *set, const struct gz_term *term,
          struct gz_term *copy) {
  const size_t size =
      term->value.size + term->datatype.size + term->language.size;
  char *text = gz_arena_alloc(set->arena, size ? size : 1);
  if (!text) {
    return false;
  }
  *copy = (struct gz_term){.kind = term->kind};
  struct gz_str *const to[] = {&copy->value, &copy->datatype, &copy->language};
  const struct gz_str from[] = {term->value, term->datatype, term->language};
  for (size_t i = 0; i < 3; ++i) {
    if (from[i].size) {
      memcpy(text, from[i].data, from[i].size);
    }
    *to[i] = gz_str_n(text, from[i].size);
    text += from[i].size;
  }
  return true;
}

/** Lower the case of a tag into `buffer`, unless it is too long to be one. */
static void
lower_tag(struct gz_term *term, char buffer[TAG_SIZE]) {
  if (term->language.size == 0 || term->language.size > TAG_SIZE) {
    return;
  }
  for (size_t i = 0; i < term->language.size; ++i) {
    const char c = term->language.data[i];
    buffer[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  term->language.data = buffer;
}

enum gz_status
gz_statements_term(struct gz_statements *set, const struct gz_term *term,
                   uint32_t *number, struct gz_error *error) {
  if (term->kind == GZ_TERM_NONE) {
    *number = GZ_NO_TERM;
    return GZ_OK;
  }
  char tag[TAG_SIZE];
  struct gz_term key = *term;
  lower_tag(&key, tag);
  const uint64_t hash = hash_of(&key);
  size_t slot = slot_of(set, &key, hash);
  if (!set->slots[slot]) {
    enum gz_status status;
    GZ_TRY(status, gz_term_check(&key, error));
    if (key.language.size > TAG_SIZE) {
      return gz_fail(error, GZ_BAD_INPUT, "Language tag of %zu bytes",
                     key.language.size);
    }
    if (set->n_terms == set->terms_capacity) {
      if (!grow_terms(set)) {
        return no_memory(error);
      }
      slot = slot_of(set, &key, hash);
    }
    if (!copy_term(set, &key, &set->terms[set->n_terms])) {
      return no_memory(error);
    }
    set->hashes[set->n_terms] = hash;
    set->slots[slot] = (uint32_t)set->n_terms++;
  }
  *number = set->slots[slot];
  return GZ_OK;
}

enum gz_status
gz_statements_vocab(struct gz_statements *set, enum gz_vocab term,
                    uint32_t *number, struct gz_error *error) {
  if (!set->vocab[term]) {
    const struct gz_term iri = gz_vocab_term(term);
    enum gz_status status;
    GZ_TRY(status, gz_statements_term(set, &iri, &set->vocab[term], error));
  }
  *number = set->vocab[term];
  return GZ_OK;
}

uint32_t
gz_statements_find(const struct gz_statements *set,
                   const struct gz_term *term) {
  if (term->kind == GZ_TERM_NONE) {
    return GZ_NO_TERM;
  }
  char tag[TAG_SIZE];
  struct gz_term key = *term;
  lower_tag(&key, tag);
  return set->slots[slot_of(set, &key, hash_of(&key))];
}

enum gz_status
gz_statements_add(struct gz_statements *set, uint32_t subject,
                  uint32_t predicate, uint32_t object, uint32_t graph,
                  struct gz_error *error) {
  if (!gz_kind_fits_subject(set->terms[subject].kind) ||
      set->terms[predicate].kind != GZ_TERM_IRI ||
      set->terms[object].kind == GZ_TERM_NONE ||
      !gz_kind_fits_graph(set->terms[graph].kind)) {
    const struct gz_quad quad = {set->terms[subject], set->terms[predicate],
                                 set->terms[object], set->terms[graph]};
    return gz_quad_check(&quad, error);
  }
  if (set->count == set->capacity) {
    const size_t capacity = set->capacity ? set->capacity * 2 : 1024;
    struct gz_quad_ids *items =
        capacity > MOST ? NULL : realloc(set->items, capacity * sizeof *items);
    if (!items) {
      return no_memory(error);
    }
    set->items = items;
    set->capacity = capacity;
  }
  set->items[set->count++] = (struct gz_quad_ids){
      .graph = graph,
      .subject = subject,
      .predicate = predicate,
      .object = object,
  };
  return GZ_OK;
}

enum gz_status
gz_statements_add_quad(struct gz_statements *set, const struct gz_quad *quad,
                       struct gz_error *error) {
  uint32_t subject = 0;
  uint32_t predicate = 0;
  uint32_t object = 0;
  uint32_t graph = 0;
  enum gz_status status;
  GZ_TRY(status, gz_statements_term(set, &quad->subject, &subject, error));
  GZ_TRY(status, gz_statements_term(set, &quad->predicate, &predicate, error));
  GZ_TRY(status, gz_statements_term(set, &quad->object, &object, error));
  GZ_TRY(status, gz_statements_term(set, &quad->graph, &graph, error));
  return gz_statements_add(set, subject, predicate, object, graph, error);
}

static int
compare_terms(const void *a, const void *b) {
  return gz_term_compare(*(const struct gz_term *const *)a,
                         *(const struct gz_term *const *)b);
}

/** Order statements whose numbers are ranks. */
static int
compare_ids(const void *a, const void *b) {
  const struct gz_quad_ids *x = a;
  const struct gz_quad_ids *y = b;
  const uint64_t x_high = (uint64_t)x->graph << 32 | x->subject;
  const uint64_t y_high = (uint64_t)y->graph << 32 | y->subject;
  const uint64_t x_low = (uint64_t)x->predicate << 32 | x->object;
  const uint64_t y_low = (uint64_t)y->predicate << 32 | y->object;
  if (x_high != y_high) {
    return x_high < y_high ? -1 : 1;
  }
  return (x_low > y_low) - (x_low < y_low);
}

/** Replace each number in the statements by what `map` has for it. */
static void
map_ids(struct gz_statements *set, const uint32_t *map) {
  for (size_t i = 0; i < set->count; ++i) {
    struct gz_quad_ids *ids = &set->items[i];
    ids->graph = map[ids->graph];
    ids->subject = map[ids->subject];
    ids->predicate = map[ids->predicate];
    ids->object = map[ids->object];
  }
}

/** Drop each statement that equals the one before it. */
static void
drop_repeated(struct gz_statements *set) {
  size_t kept = 0;
  for (size_t i = 0; i < set->count; ++i) {
    if (kept == 0 || compare_ids(&set->items[kept - 1], &set->items[i]) != 0) {
      set->items[kept++] = set->items[i];
    }
  }
  set->count = kept;
}

enum gz_status
gz_statements_sort(struct gz_statements *set, struct gz_error *error) {
  const struct gz_term **order = malloc(set->n_terms * sizeof *order);
  uint32_t *ranks = malloc(set->n_terms * sizeof *ranks);
  uint32_t *numbers = malloc(set->n_terms * sizeof *numbers);
  const bool ready = order && ranks && numbers;
  if (ready) {
    for (size_t i = 0; i < set->n_terms; ++i) {
      order[i] = &set->terms[i];
    }
    // Terms are compared once; the statements then by the terms' ranks.
    qsort(order, set->n_terms, sizeof *order, compare_terms);
    for (size_t i = 0; i < set->n_terms; ++i) {
      numbers[i] = (uint32_t)(order[i] - set->terms);
      ranks[numbers[i]] = (uint32_t)i;
    }
    map_ids(set, ranks);
    if (set->count) {
      qsort(set->items, set->count, sizeof *set->items, compare_ids);
    }
    drop_repeated(set);
    map_ids(set, numbers);
  }
  free(order);
  free(ranks);
  free(numbers);
  return ready ? GZ_OK : no_memory(error);
}

size_t
gz_statements_count(const struct gz_statements *set) {
  return set->count;
}

uint32_t
gz_statements_n_terms(const struct gz_statements *set) {
  return (uint32_t)(set->n_terms - 1);
}

struct gz_quad
gz_statements_quad(const struct gz_statements *set, size_t index) {
  const struct gz_quad_ids ids = set->items[index];
  return (struct gz_quad){
      .subject = set->terms[ids.subject],
      .predicate = set->terms[ids.predicate],
      .object = set->terms[ids.object],
      .graph = set->terms[ids.graph],
  };
}

struct gz_quad_ids
gz_statements_ids(const struct gz_statements *set, size_t index) {
  return set->items[index];
}

struct gz_term
gz_statements_get(const struct gz_statements *set, uint32_t number) {
  return set->terms[number];
}
