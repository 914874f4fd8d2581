#include "input/actors_build.h"
#include "input/actors_builder.h"
#include "input/article.h"
#include "input/name_key.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Slots of an index at first; a power of two. */
#define FIRST_SLOTS 1024u

enum gz_status
gz_told_fail(struct gz_error *error, struct gz_told told, const char *format,
             ...) {
  char message[GZ_ERROR_MESSAGE_SIZE];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  gz_fail_at(error, GZ_BAD_INPUT, told.line, 0, 0, "%s", message);
  if (told.file) {
    gz_error_in_file(error, told.file);
  }
  return GZ_BAD_INPUT;
}

static enum gz_status
no_memory(struct gz_error *error) {
  return gz_fail(error, GZ_NO_MEMORY, "Out of memory");
}

/** Make room for one more item at the end of a list and give it, or null. */
#define PUSH(builder, list)                                                    \
  ((list)->count < (list)->capacity ||                                         \
           gz_list_grow((builder)->arena, (void **)&(list)->items,             \
                        (list)->count, &(list)->capacity,                      \
                        sizeof *(list)->items)                                 \
       ? &(list)->items[(list)->count++]                                       \
       : NULL)

struct gz_actors_builder *
gz_actors_builder_new(void) {
  struct gz_actors_builder *const builder = calloc(1, sizeof *builder);
  if (!builder) {
    return NULL;
  }
  builder->arena = gz_arena_new(0);
  builder->actor_index.slots = calloc(FIRST_SLOTS, sizeof(uint32_t));
  builder->tenure_index.slots = calloc(FIRST_SLOTS, sizeof(uint32_t));
  builder->actor_index.n_slots = FIRST_SLOTS;
  builder->tenure_index.n_slots = FIRST_SLOTS;
  if (!builder->arena || !builder->actor_index.slots ||
      !builder->tenure_index.slots) {
    gz_actors_builder_free(builder);
    return NULL;
  }
  return builder;
}

void
gz_actors_builder_free(struct gz_actors_builder *builder) {
  if (!builder) {
    return;
  }
  gz_arena_free(builder->arena);
  free(builder->actor_index.slots);
  free(builder->tenure_index.slots);
  free(builder);
}

enum gz_status
gz_actors_builder_at(struct gz_actors_builder *builder, struct gz_str file,
                     size_t line) {
  if (!builder->told.file || !gz_str_is(file, builder->told.file)) {
    const char *const copy = gz_arena_copy(builder->arena, file);
    if (!copy) {
      return GZ_NO_MEMORY;
    }
    builder->told.file = copy;
  }
  builder->told.line = line < UINT32_MAX ? (uint32_t)line : 0;
  return GZ_OK;
}

uint32_t
gz_actors_builder_count(const struct gz_actors_builder *builder) {
  return builder->actors.count;
}

static struct gz_str
actor_slug(const struct gz_actors_builder *builder, uint32_t number) {
  return builder->actors.items[number].slug;
}

static struct gz_str
tenure_slug(const struct gz_actors_builder *builder, uint32_t number) {
  return builder->tenures.items[number].slug;
}

/** The slot of `slug`: the one that holds it, or the free one for it. */
static uint32_t
find_slot(const struct gz_actors_builder *builder,
          const struct gz_built_index *index, struct gz_str slug,
          struct gz_str (*slug_of)(const struct gz_actors_builder *,
                                   uint32_t)) {
  const uint32_t mask = index->n_slots - 1;
  uint32_t at = (uint32_t)gz_str_hash(slug) & mask;
  while (index->slots[at] &&
         !gz_str_equal(slug_of(builder, index->slots[at] - 1), slug)) {
    at = (at + 1) & mask;
  }
  return at;
}

/** Keep at least half of the slots free. */
static bool
grow_index(const struct gz_actors_builder *builder,
           struct gz_built_index *index, uint32_t count,
           struct gz_str (*slug_of)(const struct gz_actors_builder *,
                                    uint32_t)) {
  if (count < index->n_slots / 2) {
    return true;
  }
  struct gz_built_index bigger = {
      calloc((size_t)index->n_slots * 2, sizeof(uint32_t)), index->n_slots * 2};
  if (!bigger.slots) {
    return false;
  }
  for (uint32_t i = 0; i < count; ++i) {
    bigger.slots[find_slot(builder, &bigger, slug_of(builder, i), slug_of)] =
        i + 1;
  }
  free(index->slots);
  *index = bigger;
  return true;
}

enum gz_status
gz_actors_builder_actor(struct gz_actors_builder *builder, struct gz_str slug,
                        uint32_t *actor, struct gz_error *error) {
  if (slug.size == 0) {
    return gz_told_fail(error, builder->told, "An actor has an empty slug");
  }
  if (!grow_index(builder, &builder->actor_index, builder->actors.count,
                  actor_slug)) {
    return no_memory(error);
  }
  const uint32_t slot =
      find_slot(builder, &builder->actor_index, slug, actor_slug);
  if (builder->actor_index.slots[slot]) {
    *actor = builder->actor_index.slots[slot] - 1;
    return GZ_OK;
  }
  const struct gz_str copy = gz_arena_str(builder->arena, slug);
  struct gz_built_actor *const made =
      copy.data ? PUSH(builder, &builder->actors) : NULL;
  if (!made) {
    return no_memory(error);
  }
  made->slug = copy;
  made->told = builder->told;
  builder->actor_index.slots[slot] = builder->actors.count;
  *actor = builder->actors.count - 1;
  return GZ_OK;
}

static bool
is_person(enum gz_entity_class type) {
  return type == GZ_ENTITY_PERSON || type == GZ_ENTITY_OFFICIAL;
}

enum gz_status
gz_actors_builder_class(struct gz_actors_builder *builder, uint32_t actor,
                        enum gz_entity_class type, struct gz_error *error) {
  struct gz_built_actor *const made = &builder->actors.items[actor];
  if (made->has_type && made->type != type) {
    if (!is_person(made->type) || !is_person(type)) {
      return gz_told_fail(error, builder->told, "%.*s has two classes",
                          GZ_STR_ARGS(made->slug));
    }
    type = GZ_ENTITY_OFFICIAL;
  }
  made->type = type;
  made->has_type = true;
  return GZ_OK;
}

static enum gz_status
push_name(struct gz_actors_builder *builder, struct gz_built_name name,
          struct gz_error *error) {
  struct gz_atoms atoms;
  if (!gz_atoms_of(name.form, &atoms)) {
    return gz_told_fail(error, builder->told,
                        "\"%.*s\" has no words, or more than %d, or one that "
                        "is too long",
                        GZ_STR_ARGS(name.form), GZ_NAME_MAX_ATOMS);
  }
  name.form = gz_arena_str(builder->arena, name.form);
  struct gz_built_name *const made =
      name.form.data ? PUSH(builder, &builder->names) : NULL;
  if (!made) {
    return no_memory(error);
  }
  *made = name;
  return GZ_OK;
}

enum gz_status
gz_actors_builder_name(struct gz_actors_builder *builder, uint32_t actor,
                       enum gz_name_kind kind, struct gz_str form,
                       struct gz_error *error) {
  struct gz_built_actor *const made = &builder->actors.items[actor];
  const bool is_label = kind == GZ_NAME_LABEL;
  if (is_label && made->label.data && !gz_str_equal(made->label, form)) {
    if (!made->old) {
      return gz_told_fail(error, builder->told, "%.*s has two preferred names",
                          GZ_STR_ARGS(made->slug));
    }
    kind = GZ_NAME_ALT;
  }
  const enum gz_status status = push_name(
      builder, (struct gz_built_name){form, actor, kind, false}, error);
  if (status == GZ_OK && kind == GZ_NAME_LABEL) {
    made->label = builder->names.items[builder->names.count - 1].form;
  }
  return status;
}

enum gz_status
gz_actors_builder_ambiguous(struct gz_actors_builder *builder, uint32_t actor,
                            struct gz_str form, struct gz_error *error) {
  return push_name(
      builder, (struct gz_built_name){form, actor, GZ_NAME_LABEL, true}, error);
}

enum gz_status
gz_actors_builder_wikidata(struct gz_actors_builder *builder, uint32_t actor,
                           uint32_t number, struct gz_error *error) {
  struct gz_built_actor *const made = &builder->actors.items[actor];
  if (made->wikidata && made->wikidata != number) {
    return gz_told_fail(error, builder->told,
                        "%.*s is both Q%u and Q%u of Wikidata",
                        GZ_STR_ARGS(made->slug), made->wikidata, number);
  }
  made->wikidata = number;
  return GZ_OK;
}

enum gz_status
gz_actors_builder_code(struct gz_actors_builder *builder, uint32_t actor,
                       struct gz_str code, struct gz_error *error) {
  struct gz_built_actor *const made = &builder->actors.items[actor];
  bool good = code.size == 2 || code.size == 3;
  for (size_t i = 0; good && i < code.size; ++i) {
    good = code.data[i] >= 'A' && code.data[i] <= 'Z';
  }
  if (!good) {
    return gz_told_fail(error, builder->told, "\"%.*s\" is no ISO 3166-1 code",
                        GZ_STR_ARGS(code));
  }
  char *const to = code.size == 2 ? made->iso2 : made->iso3;
  if (to[0] && memcmp(to, code.data, code.size) != 0) {
    return gz_told_fail(error, builder->told, "%.*s has two ISO 3166-1 codes",
                        GZ_STR_ARGS(made->slug));
  }
  memcpy(to, code.data, code.size);
  return GZ_OK;
}

enum gz_status
gz_actors_builder_gender(struct gz_actors_builder *builder, uint32_t actor,
                         enum gz_gender gender, struct gz_error *error) {
  struct gz_built_actor *const made = &builder->actors.items[actor];
  if (made->gender != GZ_GENDER_UNKNOWN && made->gender != gender) {
    return gz_told_fail(error, builder->told, "%.*s has two genders",
                        GZ_STR_ARGS(made->slug));
  }
  made->gender = gender;
  return GZ_OK;
}

enum gz_status
gz_actors_builder_relation(struct gz_actors_builder *builder, uint32_t actor,
                           enum gz_actor_relation_kind kind, uint32_t object,
                           struct gz_error *error) {
  struct gz_built_relation *const made = PUSH(builder, &builder->relations);
  if (!made) {
    return no_memory(error);
  }
  *made = (struct gz_built_relation){actor, kind, object, builder->told};
  return GZ_OK;
}

static enum gz_status
find_tenure(struct gz_actors_builder *builder, struct gz_str slug,
            struct gz_built_tenure **tenure, struct gz_error *error) {
  if (!grow_index(builder, &builder->tenure_index, builder->tenures.count,
                  tenure_slug)) {
    return no_memory(error);
  }
  const uint32_t slot =
      find_slot(builder, &builder->tenure_index, slug, tenure_slug);
  if (builder->tenure_index.slots[slot]) {
    *tenure = &builder->tenures.items[builder->tenure_index.slots[slot] - 1];
    return GZ_OK;
  }
  const struct gz_str copy = gz_arena_str(builder->arena, slug);
  struct gz_built_tenure *const made =
      copy.data ? PUSH(builder, &builder->tenures) : NULL;
  if (!made) {
    return no_memory(error);
  }
  *made = (struct gz_built_tenure){
      copy,         GZ_NONE, GZ_NONE, GZ_DAY_UNKNOWN_FROM, GZ_DAY_UNKNOWN_UNTIL,
      builder->told};
  builder->tenure_index.slots[slot] = builder->tenures.count;
  *tenure = made;
  return GZ_OK;
}

enum gz_status
gz_actors_builder_tenure(struct gz_actors_builder *builder, struct gz_str slug,
                         enum gz_tenure_part part, int64_t value,
                         struct gz_error *error) {
  struct gz_built_tenure *tenure = NULL;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, find_tenure(builder, slug, &tenure, error));
  bool again = false;
  switch (part) {
  case GZ_TENURE_HOLDER:
    again = tenure->person != GZ_NONE && tenure->person != value;
    tenure->person = (uint32_t)value;
    break;
  case GZ_TENURE_OFFICE:
    again = tenure->office != GZ_NONE && tenure->office != value;
    tenure->office = (uint32_t)value;
    break;
  case GZ_TENURE_FROM:
    again = tenure->from != GZ_DAY_UNKNOWN_FROM && tenure->from != value;
    tenure->from = (int32_t)value;
    break;
  case GZ_TENURE_UNTIL:
    again = tenure->until != GZ_DAY_UNKNOWN_UNTIL && tenure->until != value;
    tenure->until = (int32_t)value;
    break;
  }
  if (again) {
    return gz_told_fail(error, builder->told,
                        "Tenure %.*s has two holders, offices, first or last "
                        "days",
                        GZ_STR_ARGS(slug));
  }
  return GZ_OK;
}

/** Tell what a table knows of one actor, but for what leads to others. */
static enum gz_status
add_actor(struct gz_actors_builder *builder, const struct gz_actors *actors,
          uint32_t from, uint32_t *to, struct gz_error *error) {
  const struct gz_actor actor = gz_actors_get(actors, from);
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_actors_builder_actor(builder, actor.slug, to, error));
  GZ_TRY(status, gz_actors_builder_class(builder, *to, actor.type, error));
  struct gz_built_actor *const made = &builder->actors.items[*to];
  made->gender = actor.gender;
  made->wikidata = actor.wikidata;
  memcpy(made->iso3, actor.iso3, sizeof made->iso3);
  memcpy(made->iso2, actor.iso2, sizeof made->iso2);
  struct gz_actor_name name;
  for (uint32_t i = 0; gz_actors_name(actors, from, i, &name); ++i) {
    const enum gz_name_kind kind =
        name.kind == GZ_NAME_TITLE ? GZ_NAME_ALT : name.kind;
    GZ_TRY(status,
           gz_actors_builder_name(builder, *to, kind, name.form, error));
    if (name.ambiguous) {
      GZ_TRY(status,
             gz_actors_builder_ambiguous(builder, *to, name.form, error));
    }
  }
  builder->actors.items[*to].old = true;
  return GZ_OK;
}

/** Tell the relations and tenures of one actor. */
static enum gz_status
add_links(struct gz_actors_builder *builder, const struct gz_actors *actors,
          uint32_t from, const uint32_t *numbers, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  struct gz_actor_relation relation;
  for (uint32_t i = 0; gz_actors_relation(actors, from, i, &relation); ++i) {
    GZ_TRY(status,
           gz_actors_builder_relation(builder, numbers[from], relation.kind,
                                      numbers[relation.object], error));
  }
  struct gz_tenure tenure;
  for (uint32_t i = 0; gz_actors_tenure(actors, from, i, &tenure); ++i) {
    const int64_t values[] = {numbers[tenure.person], numbers[tenure.office],
                              tenure.from, tenure.until};
    for (unsigned part = 0; part < 4; ++part) {
      GZ_TRY(status, gz_actors_builder_tenure(builder, tenure.slug,
                                              (enum gz_tenure_part)part,
                                              values[part], error));
    }
  }
  return GZ_OK;
}

enum gz_status
gz_actors_builder_add(struct gz_actors_builder *builder,
                      const struct gz_actors *actors, struct gz_error *error) {
  const uint32_t count = gz_actors_count(actors);
  uint32_t *const numbers = calloc((size_t)count + 1, sizeof *numbers);
  if (!numbers) {
    return no_memory(error);
  }
  enum gz_status status = GZ_OK;
  for (uint32_t i = 0; status == GZ_OK && i < count; ++i) {
    status = add_actor(builder, actors, i, &numbers[i], error);
  }
  for (uint32_t i = 0; status == GZ_OK && i < count; ++i) {
    status = add_links(builder, actors, i, numbers, error);
  }
  free(numbers);
  return status;
}
