/**
 * @file actors_format.h
 * How a compiled table of known actors lies in a file and in memory.
 *
 *     header | words | word index | nodes | edges | names | names by actor |
 *     relations | tenures | tenures by office | slug index | actors | strings
 *
 * Everything is in the byte order of the machine that wrote it, which the
 * header tells.  Sections begin at multiples of 8 bytes.  Offsets into the
 * strings lead to a terminated string.  Actors are sorted by slug, relations
 * by actor, kind and object, tenures by person and first day.
 *
 * Names are the ends of paths through a graph of words: node 0 is where names
 * begin, node 1 where titles of offices do, an edge is (node, word) -> node,
 * kept in an open-addressed hash table.  Names of a node lie together.
 *
 * Only input/actors.c, actors_match.c and actors_build.c include this.
 */

#ifndef GZ_INPUT_ACTORS_FORMAT_H
#define GZ_INPUT_ACTORS_FORMAT_H

#include "input/actors.h"

/** First bytes of the file. */
#define GZ_ACTORS_MAGIC "GZactors"
/** Version of this layout; changes whenever it does. */
#define GZ_ACTORS_FORMAT 1u
/** Reads so only in the byte order that it was written in. */
#define GZ_ACTORS_BYTE_ORDER 0x01020304u

/** Nodes at which paths begin. */
#define GZ_ACTORS_ROOT_NAMES 0u
#define GZ_ACTORS_ROOT_TITLES 1u

/** The sections; the header says where each lies. */
enum gz_actors_section {
  GZ_SECTION_STRINGS,
  GZ_SECTION_ACTORS,
  GZ_SECTION_WORDS,      /**< uint32_t: offset of each word, sorted */
  GZ_SECTION_WORD_INDEX, /**< uint32_t: word + 1, or 0 */
  GZ_SECTION_NODES,
  GZ_SECTION_EDGES,
  GZ_SECTION_NAMES,
  GZ_SECTION_ACTOR_NAMES, /**< uint32_t: numbers of names, by actor, kind */
  GZ_SECTION_RELATIONS,
  GZ_SECTION_TENURES,
  GZ_SECTION_OFFICE_TENURES, /**< uint32_t: numbers of tenures, by office */
  GZ_SECTION_SLUG_INDEX,     /**< uint32_t: actor + 1, or 0 */
  GZ_N_SECTION
};

/** Where a section lies. */
struct gz_actors_extent {
  uint32_t offset; /**< In bytes from the start of the file */
  uint32_t count;  /**< Items */
};

/** The start of the file. */
struct gz_actors_header {
  char magic[8];
  uint32_t byte_order;
  uint32_t format;
  uint32_t size;                        /**< Of the whole file, in bytes */
  uint32_t zero;                        /**< Keeps what follows aligned */
  uint64_t checksum;                    /**< Of all but this field */
  char version[GZ_ACTORS_VERSION_SIZE]; /**< Terminated */
  char padding[7];
  struct gz_actors_extent sections[GZ_N_SECTION];
};

struct gz_actors_actor {
  uint32_t slug;
  uint32_t label;
  uint32_t wikidata;
  uint32_t state; /**< Actor, or GZ_NONE */
  uint32_t first_name;
  uint32_t n_names;
  uint32_t first_relation;
  uint32_t n_relations;
  uint32_t first_tenure; /**< In tenures; of an office, in office tenures */
  uint32_t n_tenures;
  uint8_t type;
  uint8_t gender;
  char iso3[4];
  char iso2[3];
  char padding[3];
};

struct gz_actors_node {
  uint32_t first_name;
  uint32_t n_names;
};

struct gz_actors_edge {
  uint32_t node;
  uint32_t word; /**< GZ_NONE in a free slot */
  uint32_t to;
};

struct gz_actors_name {
  uint32_t form;
  uint32_t actor;
  uint32_t cases; /**< Two bits per atom, an enum gz_atom_case, first lowest */
  uint8_t kind;
  uint8_t ambiguous;
  uint8_t n_atoms;
  uint8_t zero;
};

struct gz_actors_relation_row {
  uint32_t actor;
  uint32_t kind;
  uint32_t object;
};

struct gz_actors_tenure_row {
  uint32_t slug;
  uint32_t person;
  uint32_t office;
  int32_t from;
  int32_t until;
};

/** A table in memory. */
struct gz_actors {
  const char *bytes; /**< The whole file */
  size_t size;
  bool mapped; /**< From a file; else allocated */
  const struct gz_actors_header *header;
  const char *strings;
  const struct gz_actors_actor *actors;
  const uint32_t *words;
  const uint32_t *word_index;
  const struct gz_actors_node *nodes;
  const struct gz_actors_edge *edges;
  const struct gz_actors_name *names;
  const uint32_t *actor_names;
  const struct gz_actors_relation_row *relations;
  const struct gz_actors_tenure_row *tenures;
  const uint32_t *office_tenures;
  const uint32_t *slug_index;
};

/** Bytes of one item of a section. */
size_t gz_actors_item_size(enum gz_actors_section section);

/** Checksum of a whole file, whose size must be a multiple of 8. */
uint64_t gz_actors_checksum(const char *bytes, size_t size);

/** Hash of an edge's key. */
uint32_t gz_actors_edge_hash(uint32_t node, uint32_t word);

#endif
