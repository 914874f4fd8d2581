#include "ontology/check.h"
#include "ontology/describe_parts.h"
#include "ontology/iri.h"

#include <stdlib.h>

/** A known actor of the article. */
struct known {
  uint32_t actor;
  uint32_t entity;
};

static int
compare_known(const void *a, const void *b) {
  const struct known *x = a;
  const struct known *y = b;
  return x->actor != y->actor
             ? (x->actor < y->actor ? -1 : 1)
             : (x->entity > y->entity) - (x->entity < y->entity);
}

/** The entity that is that known actor, or #GZ_NONE. */
static uint32_t
find_known(const struct known *known, size_t count, uint32_t actor) {
  size_t low = 0;
  size_t high = count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (known[middle].actor < actor) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < count && known[low].actor == actor ? known[low].entity : GZ_NONE;
}

/** Describe an office that the article does not speak of, and whose it is, as
 *  far as the article speaks of that; return its term. */
static uint32_t
describe_office(struct gz_describer *d, const struct known *known, size_t count,
                uint32_t number) {
  const struct gz_actors *actors = d->options->actors;
  const struct gz_actor office = gz_actors_get(actors, number);
  const uint32_t node =
      gz_d_iri(d, gz_iri_entity(d->article->arena, d->base, office.slug));
  gz_describe_actor(d, node, &office, GZ_CLASS_OFFICE);
  struct gz_actor_name name;
  for (uint32_t i = 0; gz_actors_name(actors, number, i, &name); ++i) {
    if (name.kind == GZ_NAME_LABEL) {
      gz_d_say(d, node, GZ_PROPERTY_PREF_LABEL, gz_d_english(d, name.form));
    } else if (!gz_str_equal(name.form, office.label)) {
      gz_d_say(d, node, GZ_PROPERTY_ALT_LABEL, gz_d_english(d, name.form));
    }
  }
  struct gz_actor_relation relation;
  for (uint32_t i = 0; gz_actors_relation(actors, number, i, &relation); ++i) {
    const uint32_t object = find_known(known, count, relation.object);
    const enum gz_vocab property = relation.kind == GZ_ACTOR_POST_IN
                                       ? GZ_PROPERTY_POST_IN
                                       : GZ_PROPERTY_OF_STATE;
    if (object != GZ_NONE &&
        (relation.kind == GZ_ACTOR_POST_IN ||
         relation.kind == GZ_ACTOR_OF_STATE) &&
        gz_property_fits(property, GZ_CLASS_OFFICE, d->types[object])) {
      gz_d_say(d, node, property, d->entities[object]);
    }
  }
  return node;
}

/** Say that a person holds an office, and for how long. */
static void
describe_holder(struct gz_describer *d, const struct gz_tenure *tenure,
                uint32_t person, uint32_t office) {
  gz_d_say(d, d->entities[person], GZ_PROPERTY_HOLDS, office);
  gz_d_say(d, office, GZ_PROPERTY_HELD_BY, d->entities[person]);
  if (d->types[person] == GZ_CLASS_OFFICIAL) {
    gz_describe_tenure(d, tenure, d->entities[person], office);
  }
}

/**
 * Say the offices of a person of the article: those held on the day that it
 * was issued, and of those held before the ones that it speaks of.
 */
static void
relate_tenures(struct gz_describer *d, const struct known *known, size_t count,
               const struct known *person) {
  const struct gz_date date = d->article->metadata.date;
  const bool dated = date.year > 0 && date.month > 0 && date.day > 0;
  const int32_t day = dated ? gz_day_of(date.year, date.month, date.day) : 0;
  if (!gz_vocab_is_a(d->types[person->entity], GZ_CLASS_PERSON)) {
    return;
  }
  struct gz_tenure tenure;
  for (uint32_t i = 0;
       gz_actors_tenure(d->options->actors, person->actor, i, &tenure); ++i) {
    const uint32_t office = find_known(known, count, tenure.office);
    if (office != GZ_NONE) {
      if ((!dated || tenure.from <= day) &&
          d->types[office] == GZ_CLASS_OFFICE) {
        describe_holder(d, &tenure, person->entity, d->entities[office]);
      }
    } else if (dated && gz_tenure_on(&tenure, day) &&
               gz_actors_get(d->options->actors, tenure.office).type ==
                   GZ_ENTITY_OFFICE) {
      describe_holder(d, &tenure, person->entity,
                      describe_office(d, known, count, tenure.office));
    }
  }
}

void
gz_describe_known(struct gz_describer *d) {
  static const enum gz_vocab properties[] = {
      [GZ_ACTOR_MEMBER_OF] = GZ_PROPERTY_MEMBER_OF,
      [GZ_ACTOR_OF_STATE] = GZ_PROPERTY_OF_STATE,
      [GZ_ACTOR_POST_IN] = GZ_PROPERTY_POST_IN,
      [GZ_ACTOR_CAPITAL] = GZ_PROPERTY_CAPITAL,
      [GZ_ACTOR_DIFFERENT_FROM] = GZ_PROPERTY_DIFFERENT_FROM,
  };
  struct known *known = gz_arena_array(
      d->article->arena, (size_t)d->article->entities.count + 1, sizeof *known);
  if (!known) {
    gz_d_no_memory(d);
    return;
  }
  size_t count = 0;
  for (uint32_t i = 0; i < d->article->entities.count; ++i) {
    if (d->actors[i] != GZ_NONE) {
      known[count++] = (struct known){.actor = d->actors[i], .entity = i};
    }
  }
  qsort(known, count, sizeof *known, compare_known);
  for (size_t i = 0; i < count && d->status == GZ_OK; ++i) {
    struct gz_actor_relation relation;
    for (uint32_t j = 0;
         gz_actors_relation(d->options->actors, known[i].actor, j, &relation);
         ++j) {
      const uint32_t object = find_known(known, count, relation.object);
      if (object != GZ_NONE) {
        (void)gz_d_relate(d, known[i].entity, properties[relation.kind],
                          object);
      }
    }
    relate_tenures(d, known, count, &known[i]);
  }
}
