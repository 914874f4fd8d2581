/**
 * @file describe_world.h
 * Known actors, an arena and a set of statements: for tests of describe.
 */

#ifndef GZ_TESTS_DESCRIBE_WORLD_H
#define GZ_TESTS_DESCRIBE_WORLD_H

#include "input/actors_build.h"
#include "ontology/check.h"
#include "ontology/describe.h"
#include "ontology/iri.h"
#include "tests/article_maker.h"
#include "tests/reread.h"

#include <stdio.h>
#include <stdlib.h>

/** What every test needs. */
struct world {
  struct gz_arena *arena;
  struct gz_actors *actors;
  struct gz_statements *set;
};

/** Tell of one known actor. */
static inline void
tell(struct gz_actors_builder *builder, const char *slug,
     enum gz_entity_class type, const char *label, const char *other,
     uint32_t wikidata) {
  uint32_t actor = 0;
  assert_int_equal(gz_actors_builder_actor(builder, gz_str(slug), &actor, NULL),
                   GZ_OK);
  assert_int_equal(gz_actors_builder_class(builder, actor, type, NULL), GZ_OK);
  assert_int_equal(gz_actors_builder_name(builder, actor, GZ_NAME_LABEL,
                                          gz_str(label), NULL),
                   GZ_OK);
  if (other) {
    assert_int_equal(gz_actors_builder_name(builder, actor, GZ_NAME_ALT,
                                            gz_str(other), NULL),
                     GZ_OK);
  }
  if (wikidata) {
    assert_int_equal(gz_actors_builder_wikidata(builder, actor, wikidata, NULL),
                     GZ_OK);
  }
}

static inline void
tell_relation(struct gz_actors_builder *builder, const char *subject,
              enum gz_actor_relation_kind kind, const char *object) {
  uint32_t a = 0;
  uint32_t b = 0;
  assert_int_equal(gz_actors_builder_actor(builder, gz_str(subject), &a, NULL),
                   GZ_OK);
  assert_int_equal(gz_actors_builder_actor(builder, gz_str(object), &b, NULL),
                   GZ_OK);
  assert_int_equal(gz_actors_builder_relation(builder, a, kind, b, NULL),
                   GZ_OK);
}

static inline struct gz_actors *
make_actors(void) {
  struct gz_actors_builder *b = gz_actors_builder_new();
  assert_non_null(b);
  tell(b, "united-kingdom", GZ_ENTITY_STATE, "United Kingdom", "Britain", 145);
  tell(b, "china", GZ_ENTITY_STATE, "China", NULL, 148);
  tell(b, "huawei", GZ_ENTITY_FIRM, "Huawei", "Huawei Technologies", 160120);
  tell(b, "five-eyes", GZ_ENTITY_ALLIANCE, "Five Eyes", NULL, 0);
  tell(b, "reuters", GZ_ENTITY_MEDIA_OUTLET, "Reuters", NULL, 130879);
  tell(b, "dominic-raab", GZ_ENTITY_OFFICIAL, "Dominic Raab", NULL, 0);
  tell(b, "foreign-secretary-of-the-united-kingdom", GZ_ENTITY_OFFICE,
       "Foreign Secretary of the United Kingdom", NULL, 0);
  uint32_t uk = 0;
  uint32_t raab = 0;
  uint32_t office = 0;
  (void)gz_actors_builder_actor(b, GZ_STR("united-kingdom"), &uk, NULL);
  (void)gz_actors_builder_actor(b, GZ_STR("dominic-raab"), &raab, NULL);
  (void)gz_actors_builder_actor(
      b, GZ_STR("foreign-secretary-of-the-united-kingdom"), &office, NULL);
  assert_int_equal(gz_actors_builder_code(b, uk, GZ_STR("GBR"), NULL), GZ_OK);
  assert_int_equal(gz_actors_builder_gender(b, raab, GZ_GENDER_MALE, NULL),
                   GZ_OK);
  tell_relation(b, "huawei", GZ_ACTOR_OF_STATE, "china");
  tell_relation(b, "united-kingdom", GZ_ACTOR_MEMBER_OF, "five-eyes");
  tell_relation(b, "foreign-secretary-of-the-united-kingdom", GZ_ACTOR_POST_IN,
                "united-kingdom");
  const struct gz_str tenure = GZ_STR("dominic-raab-foreign-secretary");
  const struct {
    enum gz_tenure_part part;
    int64_t value;
  } parts[] = {
      {GZ_TENURE_HOLDER, raab},
      {GZ_TENURE_OFFICE, office},
      {GZ_TENURE_FROM, gz_day_of(2019, 7, 24)},
      {GZ_TENURE_UNTIL, gz_day_of(2021, 9, 15)},
  };
  for (size_t i = 0; i < COUNT(parts); ++i) {
    assert_int_equal(gz_actors_builder_tenure(b, tenure, parts[i].part,
                                              parts[i].value, NULL),
                     GZ_OK);
  }
  struct gz_buffer bytes;
  gz_buffer_init(&bytes, CEILING);
  struct gz_error error = {0};
  struct gz_actors *actors = NULL;
  if (gz_actors_builder_write(b, &bytes, &error) != GZ_OK ||
      gz_actors_from_bytes(gz_buffer_str(&bytes), &actors, &error) != GZ_OK) {
    fail_msg("%s", error.message);
  }
  gz_buffer_free(&bytes);
  gz_actors_builder_free(b);
  return actors;
}

static inline int
set_up(void **state) {
  struct world *world = calloc(1, sizeof *world);
  if (!world) {
    return -1;
  }
  world->arena = gz_arena_new(0);
  world->actors = make_actors();
  world->set = gz_statements_new();
  *state = world;
  return world->arena && world->set ? 0 : -1;
}

static inline int
tear_down(void **state) {
  struct world *world = *state;
  gz_statements_free(world->set);
  gz_actors_free(world->actors);
  gz_arena_free(world->arena);
  free(world);
  return 0;
}

/** Add a known actor as an entity. */
static inline uint32_t
add_known(struct world *world, struct gz_article *article, const char *slug) {
  const uint32_t actor = gz_actors_find(world->actors, gz_str(slug));
  assert_int_not_equal(actor, GZ_NONE);
  const uint32_t entity =
      add_entity(article, gz_actors_get(world->actors, actor).type, "");
  article->entities.items[entity].actor = actor;
  return entity;
}

/** Describe, sort and check; the result must be sound. */
static inline struct gz_described
describe(struct world *world, const struct gz_article *article,
         const struct gz_describe_options *options) {
  struct gz_described described = {.n_unfit = 99};
  struct gz_error error = {0};
  gz_statements_clear(world->set);
  if (gz_describe(article, options, world->set, &described, &error) != GZ_OK ||
      gz_statements_sort(world->set, &error) != GZ_OK ||
      gz_check(world->set, &error) != GZ_OK) {
    fail_msg("%s", error.message);
  }
  return described;
}

/** The set as TriG. */
static inline char *
as_trig(struct world *world, struct gz_buffer *buffer) {
  gz_buffer_clear(buffer);
  const struct gz_prefix prefixes[] = {
      {GZ_STR("entity"), GZ_STR("https://w3id.org/gazette/id/entity/")},
      {GZ_STR("id"), GZ_STR("https://w3id.org/gazette/id/")},
  };
  struct gz_writer *writer = NULL;
  assert_int_equal(gz_writer_new(gz_format_find(GZ_STR("trig")), prefixes,
                                 COUNT(prefixes), gz_sink_buffer(buffer),
                                 &writer, NULL),
                   GZ_OK);
  assert_int_equal(gz_writer_statements(writer, world->set, NULL), GZ_OK);
  assert_int_equal(gz_writer_end(writer, NULL), GZ_OK);
  gz_writer_free(writer);
  return buffer->data;
}

/** Whether the set has a statement whose terms end in these texts. */
static inline bool
says(struct world *world, const char *subject, enum gz_vocab property,
     const char *object) {
  for (size_t i = 0; i < gz_statements_count(world->set); ++i) {
    const struct gz_quad quad = gz_statements_quad(world->set, i);
    if (gz_str_ends(quad.subject.value, gz_str(subject)) &&
        gz_str_equal(quad.predicate.value, gz_vocab_iri(property)) &&
        gz_str_ends(quad.object.value, gz_str(object))) {
      return true;
    }
  }
  return false;
}

static const struct gz_describe_options plain = {.tool_version = {"1.2.3", 5},
                                                 .labels = true};

#endif
