/**
 * @file exec_path.h
 * Walks along property paths, section 18.4 of SPARQL 1.1 Query.
 *
 * Closures are breadth-first searches with a set of what was visited, so that
 * a circle ends and a walk costs no more than the edges that it sees.
 *
 * Order.      What a walk finds comes in the order in which it was found.
 */

#ifndef GZ_SPARQL_EXEC_PATH_H
#define GZ_SPARQL_EXEC_PATH_H

#include "graph/sparql/exec.h"

/** Ids, each once, in the order in which they came. */
struct gz_id_set {
  struct gz_arena *arena;
  gz_id *items;
  size_t count;
  size_t room;
  uint32_t *slots; /**< 1 + index into `items`, or 0; open addressing */
  size_t n_slots;
};

/** Set up an empty set with an arena of its own. */
enum gz_status gz_id_set_init(struct gz_exec *exec, struct gz_id_set *set);

/** Add `id`, unless it is there. */
enum gz_status gz_id_set_add(struct gz_exec *exec, struct gz_id_set *set,
                             gz_id id);

/** Whether `id` is in `set`. */
bool gz_id_set_has(const struct gz_id_set *set, gz_id id);

/** Forget all. */
void gz_id_set_clear(struct gz_id_set *set);

/** What walks need; its fields are its own. */
struct gz_walk {
  struct gz_exec *exec;
  struct gz_scan_graph graph;
  struct gz_id_set **sets; /**< Not in use */
  size_t n_sets;
  size_t room_sets;
  struct gz_scan scan;
};

/**
 * Add to `set` what `path` leads to from `from`.
 *
 * @param inverse  Against the direction of the path.
 */
enum gz_status gz_walk_reach(struct gz_walk *walk, const struct gz_path *path,
                             gz_id from, bool inverse, struct gz_id_set *set);

/** Add to `set` all that `path` may lead from. */
enum gz_status gz_walk_starts(struct gz_walk *walk, const struct gz_path *path,
                              struct gz_id_set *set);

/** Whether a triple with `predicate` is a step of the negated `path`. */
enum gz_status gz_walk_allows(struct gz_exec *exec, const struct gz_path *path,
                              gz_id predicate, bool inverse, bool *allowed);

/** Whether the negated `path` has steps forwards, or `inverse`. */
bool gz_walk_has_steps(const struct gz_path *path, bool inverse);

/** Free the cursors. */
void gz_walk_close(struct gz_walk *walk);

#endif
