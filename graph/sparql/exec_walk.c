#include "graph/sparql/exec_path.h"

enum gz_status
gz_id_set_init(struct gz_exec *exec, struct gz_id_set *set) {
  *set = (struct gz_id_set){.arena = gz_exec_arena(exec)};
  return set->arena ? GZ_OK : gz_exec_no_memory(exec);
}

void
gz_id_set_clear(struct gz_id_set *set) {
  struct gz_arena *const arena = set->arena;
  gz_arena_reset(arena);
  *set = (struct gz_id_set){.arena = arena};
}

static size_t
find_slot(const struct gz_id_set *set, gz_id id) {
  const size_t mask = set->n_slots - 1;
  const uint64_t hash = id * UINT64_C(0x9E3779B97F4A7C15);
  size_t slot = (hash ^ hash >> 32) & mask;
  while (set->slots[slot] && set->items[set->slots[slot] - 1] != id) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

static enum gz_status
grow(struct gz_exec *exec, struct gz_id_set *set) {
  const size_t room = set->room ? set->room * 2 : 8;
  gz_id *const items =
      gz_arena_grow(set->arena, set->items, set->count, room, sizeof *items);
  uint32_t *const slots = gz_arena_array(set->arena, room * 2, sizeof *slots);
  if (!items || !slots || room > UINT32_MAX / 2) {
    return gz_exec_no_memory(exec);
  }
  set->items = items;
  set->slots = slots;
  set->room = room;
  set->n_slots = room * 2;
  for (size_t i = 0; i < set->count; ++i) {
    set->slots[find_slot(set, items[i])] = (uint32_t)(i + 1);
  }
  return GZ_OK;
}

bool
gz_id_set_has(const struct gz_id_set *set, gz_id id) {
  return set->count && set->slots[find_slot(set, id)];
}

enum gz_status
gz_id_set_add(struct gz_exec *exec, struct gz_id_set *set, gz_id id) {
  enum gz_status status = GZ_OK;
  if (set->count == set->room) {
    GZ_TRY(status, grow(exec, set));
  }
  uint32_t *const slot = &set->slots[find_slot(set, id)];
  if (!*slot) {
    set->items[set->count] = id;
    *slot = (uint32_t)++set->count;
  }
  return GZ_OK;
}

/** An empty set, from those not in use if there is one. */
static enum gz_status
take_set(struct gz_walk *walk, struct gz_id_set **set) {
  if (walk->n_sets) {
    *set = walk->sets[--walk->n_sets];
    return GZ_OK;
  }
  *set = gz_arena_alloc(walk->exec->arena, sizeof **set);
  return *set ? gz_id_set_init(walk->exec, *set)
              : gz_exec_no_memory(walk->exec);
}

/** Put a set back among those not in use. */
static enum gz_status
give_set(struct gz_walk *walk, struct gz_id_set *set) {
  if (walk->n_sets == walk->room_sets) {
    const size_t room = walk->room_sets + 8;
    struct gz_id_set **const grown =
        gz_arena_grow(walk->exec->arena, walk->sets, walk->n_sets, room,
                      sizeof(struct gz_id_set *));
    if (!grown) {
      return gz_exec_no_memory(walk->exec);
    }
    walk->sets = grown;
    walk->room_sets = room;
  }
  gz_id_set_clear(set);
  walk->sets[walk->n_sets++] = set;
  return GZ_OK;
}

/**
 * Add to `set` the other ends of the triples with `predicate` (or any) at
 * `from`, but of those that are no steps of `negated`, unless that is null.
 */
static enum gz_status
step(struct gz_walk *walk, gz_id predicate, gz_id from, bool inverse,
     const struct gz_path *negated, bool against, struct gz_id_set *set) {
  enum gz_status status = GZ_OK;
  struct gz_exec *const exec = walk->exec;
  const enum gz_part near = inverse ? GZ_PART_OBJECT : GZ_PART_SUBJECT;
  const enum gz_part far = inverse ? GZ_PART_SUBJECT : GZ_PART_OBJECT;
  struct gz_ids pattern = GZ_IDS_ANY;
  pattern.part[GZ_PART_PREDICATE] = predicate;
  pattern.part[near] = from;
  struct gz_ids quad;
  // A scan is read to its end before the next begins: one is enough.
  GZ_TRY(status, gz_scan_open(exec, &walk->scan, &pattern, walk->graph));
  while ((status = gz_scan_next(exec, &walk->scan, &quad)) == GZ_OK) {
    bool allowed = true;
    if (negated) {
      GZ_TRY(status, gz_walk_allows(exec, negated, quad.part[GZ_PART_PREDICATE],
                                    against, &allowed));
    }
    if (allowed) {
      GZ_TRY(status, gz_id_set_add(exec, set, quad.part[far]));
    }
  }
  return status == GZ_END ? GZ_OK : status;
}

bool
gz_walk_has_steps(const struct gz_path *path, bool inverse) {
  bool forwards = !path->n_iris;
  bool backwards = false;
  for (size_t i = 0; i < path->n_iris; ++i) {
    forwards = forwards || !path->iris[i].inverse;
    backwards = backwards || path->iris[i].inverse;
  }
  return inverse ? backwards : forwards;
}

enum gz_status
gz_walk_allows(struct gz_exec *exec, const struct gz_path *path,
               gz_id predicate, bool inverse, bool *allowed) {
  enum gz_status status = GZ_OK;
  *allowed = true;
  for (size_t i = 0; i < path->n_iris && *allowed; ++i) {
    if (path->iris[i].inverse == inverse) {
      const struct gz_term term = gz_term_iri(path->iris[i].iri);
      gz_id id = GZ_ID_NONE;
      GZ_TRY(status, gz_exec_id(exec, &term, &id));
      *allowed = id != predicate;
    }
  }
  return GZ_OK;
}

static enum gz_status
reach_iri(struct gz_walk *walk, const struct gz_path *path, gz_id from,
          bool inverse, struct gz_id_set *set) {
  enum gz_status status = GZ_OK;
  const struct gz_term term = gz_term_iri(path->iri);
  gz_id predicate = GZ_ID_NONE;
  GZ_TRY(status, gz_exec_id(walk->exec, &term, &predicate));
  return step(walk, predicate, from, inverse, NULL, false, set);
}

static enum gz_status
reach_negated(struct gz_walk *walk, const struct gz_path *path, gz_id from,
              bool inverse, struct gz_id_set *set) {
  enum gz_status status = GZ_OK;
  for (int against = 0; against < 2; ++against) {
    if (gz_walk_has_steps(path, against)) {
      // The members written ^iri are steps from object to subject.
      GZ_TRY(status, step(walk, GZ_ID_ANY, from, inverse != (against == 1),
                          path, against, set));
    }
  }
  return GZ_OK;
}

static enum gz_status
reach_sequence(struct gz_walk *walk, const struct gz_path *path, gz_id from,
               bool inverse, struct gz_id_set *set) {
  enum gz_status status = GZ_OK;
  struct gz_id_set *middle = NULL;
  GZ_TRY(status, take_set(walk, &middle));
  GZ_TRY(status, gz_walk_reach(walk, inverse ? path->right : path->left, from,
                               inverse, middle));
  for (size_t i = 0; i < middle->count; ++i) {
    GZ_TRY(status, gz_walk_reach(walk, inverse ? path->left : path->right,
                                 middle->items[i], inverse, set));
  }
  return give_set(walk, middle);
}

/** path* or, without the start unless it is reached, path+. */
static enum gz_status
reach_closure(struct gz_walk *walk, const struct gz_path *path, gz_id from,
              bool inverse, struct gz_id_set *set) {
  enum gz_status status = GZ_OK;
  struct gz_id_set *visited = NULL;
  GZ_TRY(status, take_set(walk, &visited));
  if (path->kind == GZ_PATH_ZERO_OR_MORE) {
    GZ_TRY(status, gz_id_set_add(walk->exec, visited, from));
  } else {
    GZ_TRY(status, gz_walk_reach(walk, path->left, from, inverse, visited));
  }
  for (size_t i = 0; i < visited->count; ++i) {
    GZ_TRY(status, gz_walk_reach(walk, path->left, visited->items[i], inverse,
                                 visited));
  }
  for (size_t i = 0; i < visited->count; ++i) {
    GZ_TRY(status, gz_id_set_add(walk->exec, set, visited->items[i]));
  }
  return give_set(walk, visited);
}

enum gz_status
gz_walk_reach(struct gz_walk *walk, const struct gz_path *path, gz_id from,
              bool inverse, struct gz_id_set *set) {
  enum gz_status status = GZ_OK;
  switch (path->kind) {
  case GZ_PATH_IRI:
    return reach_iri(walk, path, from, inverse, set);
  case GZ_PATH_INVERSE:
    return gz_walk_reach(walk, path->left, from, !inverse, set);
  case GZ_PATH_SEQUENCE:
    return reach_sequence(walk, path, from, inverse, set);
  case GZ_PATH_ALTERNATIVE:
    GZ_TRY(status, gz_walk_reach(walk, path->left, from, inverse, set));
    return gz_walk_reach(walk, path->right, from, inverse, set);
  case GZ_PATH_ZERO_OR_ONE:
    GZ_TRY(status, gz_id_set_add(walk->exec, set, from));
    return gz_walk_reach(walk, path->left, from, inverse, set);
  case GZ_PATH_ZERO_OR_MORE:
  case GZ_PATH_ONE_OR_MORE:
    return reach_closure(walk, path, from, inverse, set);
  case GZ_PATH_NEGATED:
    return reach_negated(walk, path, from, inverse, set);
  }
  return GZ_OK;
}

/** Add to `set` the subjects or objects, or both, of `predicate` or any. */
static enum gz_status
add_ends(struct gz_walk *walk, gz_id predicate, bool subjects, bool objects,
         struct gz_id_set *set) {
  enum gz_status status = GZ_OK;
  struct gz_exec *const exec = walk->exec;
  struct gz_ids pattern = GZ_IDS_ANY;
  struct gz_ids quad;
  pattern.part[GZ_PART_PREDICATE] = predicate;
  GZ_TRY(status, gz_scan_open(exec, &walk->scan, &pattern, walk->graph));
  while ((status = gz_scan_next(exec, &walk->scan, &quad)) == GZ_OK) {
    if (subjects) {
      GZ_TRY(status, gz_id_set_add(exec, set, quad.part[GZ_PART_SUBJECT]));
    }
    if (objects) {
      GZ_TRY(status, gz_id_set_add(exec, set, quad.part[GZ_PART_OBJECT]));
    }
  }
  return status == GZ_END ? GZ_OK : status;
}

enum gz_status
gz_walk_starts(struct gz_walk *walk, const struct gz_path *path,
               struct gz_id_set *set) {
  enum gz_status status = GZ_OK;
  bool inverse = false;
  if (path->kind == GZ_PATH_ONE_OR_MORE) {
    // A walk of a step or more begins where its first step can.
    for (path = path->left; path->kind == GZ_PATH_INVERSE; path = path->left) {
      inverse = !inverse;
    }
    if (path->kind == GZ_PATH_IRI) {
      const struct gz_term term = gz_term_iri(path->iri);
      gz_id predicate = GZ_ID_NONE;
      GZ_TRY(status, gz_exec_id(walk->exec, &term, &predicate));
      return add_ends(walk, predicate, !inverse, inverse, set);
    }
  }
  return add_ends(walk, GZ_ID_ANY, true, true, set);
}

void
gz_walk_close(struct gz_walk *walk) {
  gz_scan_close(&walk->scan);
}
