#include "ontology/check.h"
#include "ontology/describe_parts.h"
#include "ontology/iri.h"

#include <stdlib.h>

/** A calendar date of a day counted from 1970-01-01, after Hinnant (2013),
 *  "chrono-Compatible Low-Level Date Algorithms". */
static struct gz_date
date_of(int32_t day) {
  // Years from March on, in eras of 400; the table's years are positive.
  const int64_t days = (int64_t)day + 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t of_era = days - era * 146097;
  const int64_t year =
      (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const int64_t month = (5 * of_year + 2) / 153;
  return (struct gz_date){
      .year = (int16_t)(year + era * 400 + (month >= 10)),
      .month = (uint8_t)(month < 10 ? month + 3 : month - 9),
      .day = (uint8_t)(of_year - (153 * month + 2) / 5 + 1),
  };
}

void
gz_describe_tenure(struct gz_describer *d, const struct gz_tenure *tenure,
                   uint32_t holder, uint32_t office) {
  const uint32_t node =
      gz_d_iri(d, gz_iri_entity(d->article->arena, d->base, tenure->slug));
  gz_d_type(d, node, GZ_CLASS_TENURE);
  gz_d_say(d, node, GZ_PROPERTY_HOLDER, holder);
  gz_d_say(d, node, GZ_PROPERTY_OFFICE, office);
  if (tenure->from != GZ_DAY_UNKNOWN_FROM) {
    gz_d_say(d, node, GZ_PROPERTY_HELD_FROM,
             gz_d_date(d, date_of(tenure->from)));
  }
  if (tenure->until != GZ_DAY_UNKNOWN_UNTIL) {
    gz_d_say(d, node, GZ_PROPERTY_HELD_UNTIL,
             gz_d_date(d, date_of(tenure->until)));
  }
}

/** State what a known actor is called, and return its term. */
static uint32_t
describe_name(struct gz_describer *d, const struct gz_actor *actor) {
  const uint32_t node =
      gz_d_iri(d, gz_iri_entity(d->article->arena, d->base, actor->slug));
  gz_describe_actor(d, node, actor, gz_d_entity_class(actor->type));
  gz_d_say(d, node, GZ_PROPERTY_PREF_LABEL,
           gz_d_english(d, actor->label.size ? actor->label : actor->slug));
  return node;
}

/** State one relation of two known actors, and what the other is called. */
static void
relate(struct gz_describer *d, uint32_t node, const struct gz_actor *actor,
       enum gz_vocab property, uint32_t other) {
  const struct gz_actor object = gz_actors_get(d->options->actors, other);
  if (gz_property_fits(property, gz_d_entity_class(actor->type),
                       gz_d_entity_class(object.type))) {
    gz_d_say(d, node, property, describe_name(d, &object));
  }
}

/** State the offices that a known person held, with the dates. */
static void
describe_tenures(struct gz_describer *d, uint32_t node, uint32_t number,
                 const struct gz_actor *actor) {
  struct gz_tenure tenure;
  for (uint32_t i = 0; gz_actors_tenure(d->options->actors, number, i, &tenure);
       ++i) {
    const struct gz_actor office =
        gz_actors_get(d->options->actors, tenure.office);
    if (actor->type != GZ_ENTITY_OFFICIAL || office.type != GZ_ENTITY_OFFICE) {
      continue;
    }
    const uint32_t held = describe_name(d, &office);
    gz_d_say(d, node, GZ_PROPERTY_HOLDS, held);
    gz_d_say(d, held, GZ_PROPERTY_HELD_BY, node);
    gz_describe_tenure(d, &tenure, node, held);
    struct gz_actor_relation relation;
    for (uint32_t j = 0;
         gz_actors_relation(d->options->actors, tenure.office, j, &relation);
         ++j) {
      if (relation.kind == GZ_ACTOR_POST_IN) {
        relate(d, held, &office, GZ_PROPERTY_POST_IN, relation.object);
      } else if (relation.kind == GZ_ACTOR_OF_STATE) {
        relate(d, held, &office, GZ_PROPERTY_OF_STATE, relation.object);
      }
    }
  }
}

/** State all that is known of actor number `number`. */
static void
describe_known(struct gz_describer *d, uint32_t number) {
  static const enum gz_vocab properties[] = {
      [GZ_ACTOR_MEMBER_OF] = GZ_PROPERTY_MEMBER_OF,
      [GZ_ACTOR_OF_STATE] = GZ_PROPERTY_OF_STATE,
      [GZ_ACTOR_POST_IN] = GZ_PROPERTY_POST_IN,
      [GZ_ACTOR_CAPITAL] = GZ_PROPERTY_CAPITAL,
  };
  const struct gz_actor actor = gz_actors_get(d->options->actors, number);
  const uint32_t node = describe_name(d, &actor);
  struct gz_actor_name name;
  for (uint32_t i = 0; gz_actors_name(d->options->actors, number, i, &name);
       ++i) {
    if (name.kind == GZ_NAME_ALT && !gz_str_equal(name.form, actor.label)) {
      gz_d_say(d, node, GZ_PROPERTY_ALT_LABEL, gz_d_english(d, name.form));
    }
  }
  if (actor.gender != GZ_GENDER_UNKNOWN) {
    gz_d_say(d, node, GZ_PROPERTY_GENDER,
             gz_d_vocab(d, actor.gender == GZ_GENDER_FEMALE
                               ? GZ_INDIVIDUAL_FEMALE
                               : GZ_INDIVIDUAL_MALE));
  }
  struct gz_actor_relation relation;
  for (uint32_t i = 0;
       gz_actors_relation(d->options->actors, number, i, &relation); ++i) {
    if (relation.kind != GZ_ACTOR_DIFFERENT_FROM) {
      relate(d, node, &actor, properties[relation.kind], relation.object);
    }
  }
  describe_tenures(d, node, number, &actor);
}

void
gz_describe_actors(struct gz_describer *d) {
  if (!d->options->actors || !d->options->background) {
    return;
  }
  d->graph = gz_d_iri(d, gz_iri_actors(d->article->arena, d->base));
  for (uint32_t i = 0; i < d->article->entities.count; ++i) {
    if (d->actors[i] != GZ_NONE && d->status == GZ_OK) {
      describe_known(d, d->actors[i]);
    }
  }
}
