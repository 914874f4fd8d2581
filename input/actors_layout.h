/**
 * @file actors_layout.h
 * The rows of a table of known actors before they are written.  Only
 * input/actors_lay.c, which makes them of what a builder was told, and
 * input/actors_write.c include this.
 */

#ifndef GZ_INPUT_ACTORS_LAYOUT_H
#define GZ_INPUT_ACTORS_LAYOUT_H

#include "input/actors_builder.h"
#include "input/actors_format.h"
#include "input/name_key.h"

/** A name while it is laid out. */
struct gz_laid_name {
  struct gz_str form;
  uint32_t actor; /**< New number */
  uint32_t root;
  uint32_t words[GZ_NAME_MAX_ATOMS];
  uint32_t n_words;
  uint32_t cases;
  uint8_t kind;
  bool ambiguous;
  bool mark; /**< Tells only that a name is ambiguous */
};

/** A string table without doubles: open addressing over offsets + 1. */
struct gz_string_table {
  struct gz_buffer bytes;
  uint32_t *slots;
  uint32_t n_slots;
  uint32_t count;
};

/** Everything that is laid out.  Its arrays lie in the arena. */
struct gz_actors_layout {
  const struct gz_actors_builder *builder;
  struct gz_arena *arena;
  struct gz_error *error;
  const uint32_t *order; /**< New number to the builder's */
  uint32_t *number;      /**< The builder's to new */
  struct gz_string_table strings;
  struct gz_actors_actor *actors;
  const char **words; /**< Sorted */
  uint32_t n_words;
  struct gz_laid_name *names;
  uint32_t n_names;
  struct gz_actors_node *nodes;
  uint32_t n_nodes;
  struct gz_actors_edge *edges; /**< In the order they were made */
  uint32_t n_edges;
  struct gz_actors_relation_row *relations;
  uint32_t n_relations;
  struct gz_built_tenure *tenures; /**< With new numbers */
  uint32_t n_tenures;
};

/**
 * Check what `layout->builder` was told, and fill all that is below `error`.
 *
 * @return As gz_actors_builder_write().
 */
enum gz_status gz_actors_lay(struct gz_actors_layout *layout);

/** Give the offset of `text` among the strings: that of an equal one if any. */
enum gz_status gz_actors_intern(struct gz_actors_layout *layout,
                                struct gz_str text, uint32_t *offset);

/** The size of a hash table for `count` items: a power of two, half empty. */
uint32_t gz_actors_slots_for(uint32_t count);

#endif
