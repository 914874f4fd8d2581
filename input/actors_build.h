/**
 * @file actors_build.h
 * Makes the table of known actors that actors.h looks up.
 *
 * Facts are told one by one, in any order; gz_actors_builder_write() checks
 * that they fit together and lays them out.  The same facts give the same
 * bytes, in whatever order they were told.
 *
 * An actor is made when its slug is first named, by whatever fact.  By the end
 * each must have a class and a preferred name.
 *
 * Units.      Days count from 1970-01-01.
 *
 * Ownership.  All strings are copied.
 *
 * Errors.     Each function that tells a fact returns #GZ_OK, #GZ_NO_MEMORY,
 *             or #GZ_BAD_INPUT if the fact contradicts another; `error` then
 *             has the file and line of gz_actors_builder_at().
 *
 * Threads.    One thread at a time may use a builder.
 */

#ifndef GZ_INPUT_ACTORS_BUILD_H
#define GZ_INPUT_ACTORS_BUILD_H

#include "input/actors.h"
#include "input/buffer.h"

struct gz_actors_builder;

/** Return a new builder without actors, or null. */
struct gz_actors_builder *gz_actors_builder_new(void);

/** Free a builder.  Null is fine. */
void gz_actors_builder_free(struct gz_actors_builder *builder);

/** Say where the facts that follow are from, for messages. */
enum gz_status gz_actors_builder_at(struct gz_actors_builder *builder,
                                    struct gz_str file, size_t line);

/** How many actors have been named so far. */
uint32_t gz_actors_builder_count(const struct gz_actors_builder *builder);

/**
 * Tell all that a table knows.
 *
 * What is told later adds to it: a second preferred name becomes another name.
 */
enum gz_status gz_actors_builder_add(struct gz_actors_builder *builder,
                                     const struct gz_actors *actors,
                                     struct gz_error *error);

/** Give the number of the actor with that slug: new if it was not named yet. */
enum gz_status gz_actors_builder_actor(struct gz_actors_builder *builder,
                                       struct gz_str slug, uint32_t *actor,
                                       struct gz_error *error);

/** Tell its class.  A second one is an error, but an official is a person. */
enum gz_status gz_actors_builder_class(struct gz_actors_builder *builder,
                                       uint32_t actor,
                                       enum gz_entity_class type,
                                       struct gz_error *error);

/**
 * Tell a name.
 *
 * @return #GZ_BAD_INPUT also if no word is left of it, or it has more than
 *         16 words, or it is a second preferred name.
 */
enum gz_status gz_actors_builder_name(struct gz_actors_builder *builder,
                                      uint32_t actor, enum gz_name_kind kind,
                                      struct gz_str form,
                                      struct gz_error *error);

/** Tell that a name of the actor is a common word or that of others too. */
enum gz_status gz_actors_builder_ambiguous(struct gz_actors_builder *builder,
                                           uint32_t actor, struct gz_str form,
                                           struct gz_error *error);

/** Tell its Wikidata number. */
enum gz_status gz_actors_builder_wikidata(struct gz_actors_builder *builder,
                                          uint32_t actor, uint32_t number,
                                          struct gz_error *error);

/** Tell its ISO 3166-1 code: two capital letters, or three. */
enum gz_status gz_actors_builder_code(struct gz_actors_builder *builder,
                                      uint32_t actor, struct gz_str code,
                                      struct gz_error *error);

/** Tell its gender. */
enum gz_status gz_actors_builder_gender(struct gz_actors_builder *builder,
                                        uint32_t actor, enum gz_gender gender,
                                        struct gz_error *error);

/** Tell that two actors are related. */
enum gz_status gz_actors_builder_relation(struct gz_actors_builder *builder,
                                          uint32_t actor,
                                          enum gz_actor_relation_kind kind,
                                          uint32_t object,
                                          struct gz_error *error);

/** What of a tenure is told. */
enum gz_tenure_part {
  GZ_TENURE_HOLDER, /**< `value` is the number of a person */
  GZ_TENURE_OFFICE, /**< `value` is the number of an office */
  GZ_TENURE_FROM,   /**< `value` is the first day */
  GZ_TENURE_UNTIL,  /**< `value` is the last day */
};

/** Tell one thing of the tenure with that slug: each once. */
enum gz_status gz_actors_builder_tenure(struct gz_actors_builder *builder,
                                        struct gz_str slug,
                                        enum gz_tenure_part part, int64_t value,
                                        struct gz_error *error);

/**
 * Check that all fits together, and write the table.
 *
 * A person whose family name was not told is found by the last word of the
 * preferred name too.
 *
 * @param[out] bytes  Where the bytes of the file are added; must be empty.
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_INPUT if an actor has no class or no preferred name, a
 *         tenure no holder or office or its days in the wrong order, or a
 *         relation or a tenure leads to an actor of a class that it cannot;
 *         `error` says where that was first named.
 * @return #GZ_NO_MEMORY, #GZ_TOO_LARGE.
 */
enum gz_status gz_actors_builder_write(const struct gz_actors_builder *builder,
                                       struct gz_buffer *bytes,
                                       struct gz_error *error);

#endif
