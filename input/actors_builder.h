/**
 * @file actors_builder.h
 * What a builder of known actors holds.  Only input/actors_build.c, which
 * fills it, and input/actors_write.c, which lays it out, include this.
 */

#ifndef GZ_INPUT_ACTORS_BUILDER_H
#define GZ_INPUT_ACTORS_BUILDER_H

#include "input/actors_build.h"
#include "input/arena.h"

/** Where a fact was told. */
struct gz_told {
  const char *file;
  uint32_t line;
};

struct gz_built_actor {
  struct gz_str slug;
  struct gz_str label;
  enum gz_entity_class type;
  bool has_type;
  bool old; /**< From a table: what is told now adds to it */
  enum gz_gender gender;
  uint32_t wikidata;
  char iso3[4];
  char iso2[3];
  struct gz_told told;
};

struct gz_built_name {
  struct gz_str form;
  uint32_t actor;
  enum gz_name_kind kind;
  bool ambiguous; /**< Only marks its form as such, and is no name itself */
};

struct gz_built_relation {
  uint32_t actor;
  enum gz_actor_relation_kind kind;
  uint32_t object;
  struct gz_told told;
};

struct gz_built_tenure {
  struct gz_str slug;
  uint32_t person;
  uint32_t office;
  int32_t from;
  int32_t until;
  struct gz_told told;
};

/** A growing list. */
#define GZ_BUILT(type)                                                         \
  struct {                                                                     \
    type *items;                                                               \
    uint32_t count;                                                            \
    uint32_t capacity;                                                         \
  }

/** Slugs to numbers: open addressing, number + 1 in a slot, 0 if free. */
struct gz_built_index {
  uint32_t *slots;
  uint32_t n_slots;
};

struct gz_actors_builder {
  struct gz_arena *arena;
  struct gz_told told;
  GZ_BUILT(struct gz_built_actor) actors;
  GZ_BUILT(struct gz_built_name) names;
  GZ_BUILT(struct gz_built_relation) relations;
  GZ_BUILT(struct gz_built_tenure) tenures;
  struct gz_built_index actor_index;
  struct gz_built_index tenure_index;
};

/** gz_fail() with the place where it was told. */
enum gz_status gz_told_fail(struct gz_error *error, struct gz_told told,
                            const char *format, ...) GZ_PRINTF(3, 4);

#endif
