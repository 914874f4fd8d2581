#include "input/actors.h"
#include "input/actors_format.h"

#include <string.h>

static struct gz_str
string_at(const struct gz_actors *actors, uint32_t offset) {
  return gz_str(actors->strings + offset);
}

static uint32_t
count_of(const struct gz_actors *actors, enum gz_actors_section section) {
  return actors->header->sections[section].count;
}

uint32_t
gz_actors_count(const struct gz_actors *actors) {
  return count_of(actors, GZ_SECTION_ACTORS);
}

uint32_t
gz_actors_name_count(const struct gz_actors *actors) {
  return count_of(actors, GZ_SECTION_NAMES);
}

uint32_t
gz_actors_relation_count(const struct gz_actors *actors) {
  return count_of(actors, GZ_SECTION_RELATIONS);
}

uint32_t
gz_actors_tenure_count(const struct gz_actors *actors) {
  return count_of(actors, GZ_SECTION_TENURES);
}

const char *
gz_actors_version(const struct gz_actors *actors) {
  return actors->header->version;
}

struct gz_actor
gz_actors_get(const struct gz_actors *actors, uint32_t actor) {
  const struct gz_actors_actor *const row = &actors->actors[actor];
  struct gz_actor result = {
      .slug = string_at(actors, row->slug),
      .label = string_at(actors, row->label),
      .type = (enum gz_entity_class)row->type,
      .gender = (enum gz_gender)row->gender,
      .wikidata = row->wikidata,
      .state = row->state,
  };
  memcpy(result.iso3, row->iso3, sizeof result.iso3);
  memcpy(result.iso2, row->iso2, sizeof result.iso2);
  return result;
}

uint32_t
gz_actors_find(const struct gz_actors *actors, struct gz_str slug) {
  const uint32_t mask = count_of(actors, GZ_SECTION_SLUG_INDEX) - 1;
  for (uint32_t at = (uint32_t)gz_str_hash(slug) & mask;;
       at = (at + 1) & mask) {
    const uint32_t found = actors->slug_index[at];
    if (found == 0) {
      return GZ_NONE;
    }
    if (gz_str_equal(string_at(actors, actors->actors[found - 1].slug), slug)) {
      return found - 1;
    }
  }
}

bool
gz_actors_name(const struct gz_actors *actors, uint32_t actor, uint32_t index,
               struct gz_actor_name *name) {
  const struct gz_actors_actor *const row = &actors->actors[actor];
  if (index >= row->n_names) {
    return false;
  }
  const struct gz_actors_name *const found =
      &actors->names[actors->actor_names[row->first_name + index]];
  *name = (struct gz_actor_name){string_at(actors, found->form), found->actor,
                                 (enum gz_name_kind)found->kind,
                                 found->ambiguous != 0};
  return true;
}

bool
gz_actors_relation(const struct gz_actors *actors, uint32_t actor,
                   uint32_t index, struct gz_actor_relation *relation) {
  const struct gz_actors_actor *const row = &actors->actors[actor];
  if (index >= row->n_relations) {
    return false;
  }
  const struct gz_actors_relation_row *const found =
      &actors->relations[row->first_relation + index];
  *relation = (struct gz_actor_relation){
      found->actor, (enum gz_actor_relation_kind)found->kind, found->object};
  return true;
}

bool
gz_actors_related(const struct gz_actors *actors, uint32_t actor,
                  enum gz_actor_relation_kind kind, uint32_t object) {
  const struct gz_actors_actor *const row = &actors->actors[actor];
  for (uint32_t i = 0; i < row->n_relations; ++i) {
    const struct gz_actors_relation_row *const found =
        &actors->relations[row->first_relation + i];
    if (found->kind == (uint32_t)kind && found->object == object) {
      return true;
    }
  }
  return false;
}

static struct gz_tenure
tenure_of(const struct gz_actors *actors, uint32_t number) {
  const struct gz_actors_tenure_row *const row = &actors->tenures[number];
  return (struct gz_tenure){string_at(actors, row->slug), row->person,
                            row->office, row->from, row->until};
}

bool
gz_actors_tenure(const struct gz_actors *actors, uint32_t person,
                 uint32_t index, struct gz_tenure *tenure) {
  const struct gz_actors_actor *const row = &actors->actors[person];
  if (row->type == GZ_ENTITY_OFFICE || index >= row->n_tenures) {
    return false;
  }
  *tenure = tenure_of(actors, row->first_tenure + index);
  return true;
}

bool
gz_actors_holder(const struct gz_actors *actors, uint32_t office,
                 uint32_t index, struct gz_tenure *tenure) {
  const struct gz_actors_actor *const row = &actors->actors[office];
  if (row->type != GZ_ENTITY_OFFICE || index >= row->n_tenures) {
    return false;
  }
  *tenure =
      tenure_of(actors, actors->office_tenures[row->first_tenure + index]);
  return true;
}

bool
gz_tenure_on(const struct gz_tenure *tenure, int32_t day) {
  return tenure->from <= day && day <= tenure->until;
}

int32_t
gz_day_of(int year, int month, int day) {
  // Days from civil: Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  const int y = month <= 2 ? year - 1 : year;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day;
  const int day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 1;
  return era * 146097 + day_of_era - 719468;
}
