#include "input/actors_layout.h"

#include <stdlib.h>
#include <string.h>

static enum gz_status
no_memory(const struct gz_actors_layout *layout) {
  return gz_fail(layout->error, GZ_NO_MEMORY, "Out of memory");
}

uint32_t
gz_actors_slots_for(uint32_t count) {
  uint32_t power = 16;
  while (power < count * 2 + 2) {
    power *= 2;
  }
  return power;
}

/* Strings */

static enum gz_status
strings_grow(const struct gz_actors_layout *layout,
             struct gz_string_table *table) {
  const uint32_t n_slots = table->n_slots ? table->n_slots * 2 : 1024;
  uint32_t *const slots = gz_arena_array(layout->arena, n_slots, sizeof *slots);
  if (!slots) {
    return no_memory(layout);
  }
  for (uint32_t i = 0; i < table->n_slots; ++i) {
    if (table->slots[i]) {
      const struct gz_str text =
          gz_str(table->bytes.data + table->slots[i] - 1);
      uint32_t at = (uint32_t)gz_str_hash(text) & (n_slots - 1);
      while (slots[at]) {
        at = (at + 1) & (n_slots - 1);
      }
      slots[at] = table->slots[i];
    }
  }
  table->slots = slots;
  table->n_slots = n_slots;
  return GZ_OK;
}

enum gz_status
gz_actors_intern(struct gz_actors_layout *layout, struct gz_str text,
                 uint32_t *offset) {
  struct gz_string_table *const table = &layout->strings;
  enum gz_status status = GZ_OK;
  if (table->count >= table->n_slots / 2) {
    GZ_TRY(status, strings_grow(layout, table));
  }
  uint32_t at = (uint32_t)gz_str_hash(text) & (table->n_slots - 1);
  for (; table->slots[at]; at = (at + 1) & (table->n_slots - 1)) {
    if (gz_str_equal(gz_str(table->bytes.data + table->slots[at] - 1), text)) {
      *offset = table->slots[at] - 1;
      return GZ_OK;
    }
  }
  const size_t size = table->bytes.size;
  status = gz_buffer_reserve(&table->bytes, text.size + 1);
  if (status != GZ_OK) {
    return gz_fail(layout->error, status, "Too many names");
  }
  gz_buffer_add(&table->bytes, text);
  gz_buffer_putc(&table->bytes, '\0');
  *offset = (uint32_t)size;
  table->slots[at] = *offset + 1;
  ++table->count;
  return GZ_OK;
}

/* Checks */

static bool
is_person(enum gz_entity_class type) {
  return type == GZ_ENTITY_PERSON || type == GZ_ENTITY_OFFICIAL;
}

static enum gz_status
check_relation(const struct gz_actors_layout *layout,
               const struct gz_built_relation *relation) {
  const struct gz_built_actor *const actors = layout->builder->actors.items;
  const struct gz_built_actor *const actor = &actors[relation->actor];
  const struct gz_built_actor *const object = &actors[relation->object];
  const char *wanted = NULL;
  switch (relation->kind) {
  case GZ_ACTOR_OF_STATE:
    wanted = object->type == GZ_ENTITY_STATE ? NULL : "a state";
    break;
  case GZ_ACTOR_MEMBER_OF:
    wanted = is_person(object->type) || object->type == GZ_ENTITY_PLACE ||
                     object->type == GZ_ENTITY_OFFICE
                 ? "an organization"
                 : NULL;
    break;
  case GZ_ACTOR_CAPITAL:
    wanted = object->type == GZ_ENTITY_PLACE ? NULL : "a place";
    break;
  case GZ_ACTOR_POST_IN:
    if (actor->type != GZ_ENTITY_OFFICE) {
      return gz_told_fail(layout->error, relation->told,
                          "%.*s is a post, but no office",
                          GZ_STR_ARGS(actor->slug));
    }
    break;
  default:
    break;
  }
  if (wanted) {
    return gz_told_fail(layout->error, relation->told,
                        "%.*s is not %s, as what is told of %.*s needs",
                        GZ_STR_ARGS(object->slug), wanted,
                        GZ_STR_ARGS(actor->slug));
  }
  return GZ_OK;
}

static enum gz_status
check_tenure(const struct gz_actors_layout *layout,
             const struct gz_built_tenure *tenure) {
  const struct gz_built_actor *const actors = layout->builder->actors.items;
  const char *fault = NULL;
  if (tenure->person == GZ_NONE) {
    fault = "has no holder";
  } else if (tenure->office == GZ_NONE) {
    fault = "has no office";
  } else if (!is_person(actors[tenure->person].type)) {
    fault = "is held by somebody who is no person";
  } else if (actors[tenure->office].type != GZ_ENTITY_OFFICE) {
    fault = "is of something that is no office";
  } else if (tenure->from > tenure->until) {
    fault = "ends before it begins";
  }
  if (fault) {
    return gz_told_fail(layout->error, tenure->told, "Tenure %.*s %s",
                        GZ_STR_ARGS(tenure->slug), fault);
  }
  return GZ_OK;
}

static enum gz_status
check_all(const struct gz_actors_layout *layout) {
  const struct gz_actors_builder *const builder = layout->builder;
  enum gz_status status = GZ_OK;
  for (uint32_t i = 0; i < builder->actors.count; ++i) {
    const struct gz_built_actor *const actor = &builder->actors.items[i];
    if (!actor->has_type || !actor->label.data) {
      return gz_told_fail(layout->error, actor->told, "%.*s has no %s",
                          GZ_STR_ARGS(actor->slug),
                          actor->has_type ? "preferred name" : "class");
    }
  }
  for (uint32_t i = 0; i < builder->relations.count; ++i) {
    GZ_TRY(status, check_relation(layout, &builder->relations.items[i]));
  }
  for (uint32_t i = 0; i < builder->tenures.count; ++i) {
    GZ_TRY(status, check_tenure(layout, &builder->tenures.items[i]));
  }
  return GZ_OK;
}

/* Actors */

static int
compare_actor_pointers(const void *a, const void *b) {
  const struct gz_built_actor *const *const x = a;
  const struct gz_built_actor *const *const y = b;
  return gz_str_compare((*x)->slug, (*y)->slug);
}

/** Sort the actors by slug and number them anew. */
static enum gz_status
order_actors(struct gz_actors_layout *layout) {
  const struct gz_actors_builder *const builder = layout->builder;
  const uint32_t count = builder->actors.count;
  const struct gz_built_actor **const sorted =
      gz_arena_array(layout->arena, count + 1, sizeof(void *));
  uint32_t *const order = gz_arena_array(layout->arena, count + 1, 4);
  layout->number = gz_arena_array(layout->arena, count + 1, 4);
  layout->actors =
      gz_arena_array(layout->arena, count + 1, sizeof *layout->actors);
  if (!sorted || !order || !layout->number || !layout->actors) {
    return no_memory(layout);
  }
  for (uint32_t i = 0; i < count; ++i) {
    sorted[i] = &builder->actors.items[i];
  }
  qsort(sorted, count, sizeof *sorted, compare_actor_pointers);
  for (uint32_t i = 0; i < count; ++i) {
    order[i] = (uint32_t)(sorted[i] - builder->actors.items);
    layout->number[order[i]] = i;
  }
  layout->order = order;
  for (uint32_t i = 0; i < count; ++i) {
    const struct gz_built_actor *const actor = sorted[i];
    struct gz_actors_actor *const row = &layout->actors[i];
    enum gz_status status = GZ_OK;
    GZ_TRY(status, gz_actors_intern(layout, actor->slug, &row->slug));
    GZ_TRY(status, gz_actors_intern(layout, actor->label, &row->label));
    row->wikidata = actor->wikidata;
    row->state = GZ_NONE;
    row->type = (uint8_t)actor->type;
    row->gender = (uint8_t)actor->gender;
    memcpy(row->iso3, actor->iso3, sizeof row->iso3);
    memcpy(row->iso2, actor->iso2, sizeof row->iso2);
  }
  return GZ_OK;
}

/* Names */

/** The last word of a person's preferred name, or nothing. */
static struct gz_str
last_word(struct gz_str label) {
  size_t at = label.size;
  while (at > 0 && label.data[at - 1] != ' ') {
    --at;
  }
  return gz_str_part(label, at, at > 0 ? label.size : 0);
}

static void
put_name_as(struct gz_actors_layout *layout, const struct gz_built_name *from,
            bool title) {
  struct gz_laid_name *const name = &layout->names[layout->n_names++];
  name->form = from->form;
  name->actor = layout->number[from->actor];
  name->kind = (uint8_t)(title ? GZ_NAME_TITLE : from->kind);
  name->root = title ? GZ_ACTORS_ROOT_TITLES : GZ_ACTORS_ROOT_NAMES;
  name->mark = from->ambiguous;
}

/** An office's other names are titles, its preferred name is one too. */
static void
put_name(struct gz_actors_layout *layout, const struct gz_built_name *from) {
  const bool office =
      layout->builder->actors.items[from->actor].type == GZ_ENTITY_OFFICE;
  if (!office || from->kind != GZ_NAME_ALT) {
    put_name_as(layout, from, false);
  }
  if (office) {
    put_name_as(layout, from, true);
  }
}

/** Gather the names that were told, and the surnames that were not. */
static enum gz_status
gather_names(struct gz_actors_layout *layout) {
  const struct gz_actors_builder *const builder = layout->builder;
  const uint32_t n_actors = builder->actors.count;
  bool *const has_surname = gz_arena_array(layout->arena, n_actors + 1, 1);
  layout->names =
      gz_arena_array(layout->arena, 2 * (size_t)builder->names.count + n_actors,
                     sizeof *layout->names);
  if (!has_surname || !layout->names) {
    return no_memory(layout);
  }
  for (uint32_t i = 0; i < builder->names.count; ++i) {
    const struct gz_built_name *const name = &builder->names.items[i];
    has_surname[name->actor] |= name->kind == GZ_NAME_SURNAME;
    put_name(layout, name);
  }
  for (uint32_t i = 0; i < n_actors; ++i) {
    const struct gz_built_actor *const actor = &builder->actors.items[i];
    struct gz_atoms atoms;
    const struct gz_str surname = last_word(actor->label);
    if (is_person(actor->type) && !has_surname[i] &&
        gz_atoms_of(surname, &atoms)) {
      put_name(layout,
               &(struct gz_built_name){surname, i, GZ_NAME_SURNAME, false});
    }
  }
  return GZ_OK;
}

static int
compare_words(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static uint32_t
word_number(const struct gz_actors_layout *layout, const char *text) {
  const char **const found = bsearch(&text, layout->words, layout->n_words,
                                     sizeof *layout->words, compare_words);
  return (uint32_t)(found - layout->words);
}

/** Number the words of all names, and write each name in those numbers. */
static enum gz_status
number_words(struct gz_actors_layout *layout) {
  struct gz_atoms atoms;
  size_t count = 0;
  for (uint32_t i = 0; i < layout->n_names; ++i) {
    gz_atoms_of(layout->names[i].form, &atoms);
    count += atoms.count;
  }
  layout->words =
      gz_arena_array(layout->arena, count + 1, sizeof *layout->words);
  if (!layout->words) {
    return no_memory(layout);
  }
  count = 0;
  for (uint32_t i = 0; i < layout->n_names; ++i) {
    gz_atoms_of(layout->names[i].form, &atoms);
    for (uint32_t j = 0; j < atoms.count; ++j) {
      layout->words[count] = gz_arena_copy(
          layout->arena, gz_str_n(atoms.items[j].text, atoms.items[j].size));
      if (!layout->words[count++]) {
        return no_memory(layout);
      }
    }
  }
  qsort(layout->words, count, sizeof *layout->words, compare_words);
  for (size_t i = 0; i < count; ++i) {
    if (i == 0 || strcmp(layout->words[i], layout->words[i - 1]) != 0) {
      layout->words[layout->n_words++] = layout->words[i];
    }
  }
  for (uint32_t i = 0; i < layout->n_names; ++i) {
    struct gz_laid_name *const name = &layout->names[i];
    gz_atoms_of(name->form, &atoms);
    name->n_words = atoms.count;
    for (uint32_t j = 0; j < atoms.count; ++j) {
      name->words[j] = word_number(layout, atoms.items[j].text);
      name->cases |= (uint32_t)atoms.items[j].form << (2 * j);
    }
  }
  return GZ_OK;
}

static int
compare_numbers(uint32_t a, uint32_t b) {
  return a < b ? -1 : a > b;
}

/** Order by where a name begins and by its words: a prefix first. */
static int
compare_paths(const struct gz_laid_name *a, const struct gz_laid_name *b) {
  int order = compare_numbers(a->root, b->root);
  const uint32_t shorter = a->n_words < b->n_words ? a->n_words : b->n_words;
  for (uint32_t i = 0; order == 0 && i < shorter; ++i) {
    order = compare_numbers(a->words[i], b->words[i]);
  }
  return order ? order : compare_numbers(a->n_words, b->n_words);
}

static int
compare_names(const void *a, const void *b) {
  const struct gz_laid_name *const x = a;
  const struct gz_laid_name *const y = b;
  int order = compare_paths(x, y);
  order = order ? order : (int)x->mark - (int)y->mark;
  order = order ? order : (int)x->kind - (int)y->kind;
  order = order ? order : compare_numbers(x->actor, y->actor);
  return order ? order : gz_str_compare(x->form, y->form);
}

/** Apply the marks of the names in [begin, end), which have one path. */
static enum gz_status
apply_marks(const struct gz_actors_layout *layout, uint32_t begin,
            uint32_t end) {
  for (uint32_t i = begin; i < end; ++i) {
    if (!layout->names[i].mark) {
      continue;
    }
    bool found = false;
    for (uint32_t j = begin; j < end; ++j) {
      struct gz_laid_name *const name = &layout->names[j];
      if (!name->mark && name->actor == layout->names[i].actor) {
        name->ambiguous = true;
        found = true;
      }
    }
    if (!found) {
      const struct gz_built_actor *const actor =
          &layout->builder->actors.items[layout->order[layout->names[i].actor]];
      return gz_told_fail(layout->error, actor->told,
                          "%.*s is not called \"%.*s\", which is marked as "
                          "ambiguous",
                          GZ_STR_ARGS(actor->slug),
                          GZ_STR_ARGS(layout->names[i].form));
    }
  }
  return GZ_OK;
}

/** Sort the names, apply and drop the marks, and drop doubles. */
static enum gz_status
sort_names(struct gz_actors_layout *layout) {
  qsort(layout->names, layout->n_names, sizeof *layout->names, compare_names);
  enum gz_status status = GZ_OK;
  uint32_t kept = 0;
  for (uint32_t begin = 0, end = 0; begin < layout->n_names; begin = end) {
    while (end < layout->n_names &&
           compare_paths(&layout->names[begin], &layout->names[end]) == 0) {
      ++end;
    }
    GZ_TRY(status, apply_marks(layout, begin, end));
    const uint32_t first = kept;
    for (uint32_t i = begin; i < end; ++i) {
      bool again = layout->names[i].mark;
      for (uint32_t j = first; !again && j < kept; ++j) {
        again = layout->names[j].actor == layout->names[i].actor &&
                layout->names[j].kind == layout->names[i].kind &&
                gz_str_equal(layout->names[j].form, layout->names[i].form);
      }
      if (!again) {
        layout->names[kept++] = layout->names[i];
      }
    }
  }
  layout->n_names = kept;
  return GZ_OK;
}

/** Make the graph of words: a node for each prefix of a name. */
static enum gz_status
make_graph(struct gz_actors_layout *layout) {
  size_t most = 2;
  for (uint32_t i = 0; i < layout->n_names; ++i) {
    most += layout->names[i].n_words;
  }
  layout->nodes = gz_arena_array(layout->arena, most, sizeof *layout->nodes);
  layout->edges = gz_arena_array(layout->arena, most, sizeof *layout->edges);
  if (!layout->nodes || !layout->edges) {
    return no_memory(layout);
  }
  layout->n_nodes = 2;
  uint32_t path[GZ_NAME_MAX_ATOMS + 1] = {0};
  for (uint32_t i = 0; i < layout->n_names; ++i) {
    const struct gz_laid_name *const name = &layout->names[i];
    const struct gz_laid_name *const last = i ? &layout->names[i - 1] : NULL;
    uint32_t shared = 0;
    while (last && last->root == name->root && shared < last->n_words &&
           shared < name->n_words &&
           last->words[shared] == name->words[shared]) {
      ++shared;
    }
    path[0] = name->root;
    for (uint32_t j = shared; j < name->n_words; ++j) {
      path[j + 1] = layout->n_nodes++;
      layout->edges[layout->n_edges++] =
          (struct gz_actors_edge){path[j], name->words[j], path[j + 1]};
    }
    struct gz_actors_node *const node = &layout->nodes[path[name->n_words]];
    if (node->n_names++ == 0) {
      node->first_name = i;
    }
  }
  return GZ_OK;
}

/* Relations and tenures */

static int
compare_relations(const void *a, const void *b) {
  const struct gz_actors_relation_row *const x = a;
  const struct gz_actors_relation_row *const y = b;
  int order = compare_numbers(x->actor, y->actor);
  order = order ? order : compare_numbers(x->kind, y->kind);
  return order ? order : compare_numbers(x->object, y->object);
}

static enum gz_status
lay_relations(struct gz_actors_layout *layout) {
  const struct gz_actors_builder *const builder = layout->builder;
  layout->relations =
      gz_arena_array(layout->arena, (size_t)builder->relations.count + 1,
                     sizeof *layout->relations);
  if (!layout->relations) {
    return no_memory(layout);
  }
  for (uint32_t i = 0; i < builder->relations.count; ++i) {
    const struct gz_built_relation *const told = &builder->relations.items[i];
    layout->relations[i] = (struct gz_actors_relation_row){
        layout->number[told->actor], (uint32_t)told->kind,
        layout->number[told->object]};
  }
  qsort(layout->relations, builder->relations.count, sizeof *layout->relations,
        compare_relations);
  for (uint32_t i = 0; i < builder->relations.count; ++i) {
    const struct gz_actors_relation_row row = layout->relations[i];
    if (i && compare_relations(&row, &layout->relations[i - 1]) == 0) {
      continue;
    }
    struct gz_actors_actor *const actor = &layout->actors[row.actor];
    if (actor->n_relations++ == 0) {
      actor->first_relation = layout->n_relations;
    }
    if (row.kind == GZ_ACTOR_OF_STATE && actor->state == GZ_NONE) {
      actor->state = row.object;
    }
    layout->relations[layout->n_relations++] = row;
  }
  return GZ_OK;
}

static int
compare_tenures(const void *a, const void *b) {
  const struct gz_built_tenure *const x = a;
  const struct gz_built_tenure *const y = b;
  int order = compare_numbers(x->person, y->person);
  order = order ? order : (x->from < y->from ? -1 : x->from > y->from);
  order = order ? order : compare_numbers(x->office, y->office);
  return order ? order : gz_str_compare(x->slug, y->slug);
}

static enum gz_status
lay_tenures(struct gz_actors_layout *layout) {
  const struct gz_actors_builder *const builder = layout->builder;
  layout->n_tenures = builder->tenures.count;
  layout->tenures = gz_arena_array(layout->arena, (size_t)layout->n_tenures + 1,
                                   sizeof *layout->tenures);
  if (!layout->tenures) {
    return no_memory(layout);
  }
  for (uint32_t i = 0; i < layout->n_tenures; ++i) {
    struct gz_built_tenure *const tenure = &layout->tenures[i];
    *tenure = builder->tenures.items[i];
    tenure->person = layout->number[tenure->person];
    tenure->office = layout->number[tenure->office];
  }
  qsort(layout->tenures, layout->n_tenures, sizeof *layout->tenures,
        compare_tenures);
  for (uint32_t i = 0; i < layout->n_tenures; ++i) {
    struct gz_actors_actor *const person =
        &layout->actors[layout->tenures[i].person];
    person->type = GZ_ENTITY_OFFICIAL;
    if (person->n_tenures++ == 0) {
      person->first_tenure = i;
    }
  }
  return GZ_OK;
}

enum gz_status
gz_actors_lay(struct gz_actors_layout *layout) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, check_all(layout));
  uint32_t empty = 0;
  GZ_TRY(status, strings_grow(layout, &layout->strings));
  GZ_TRY(status, gz_actors_intern(layout, GZ_STR(""), &empty));
  GZ_TRY(status, order_actors(layout));
  GZ_TRY(status, gather_names(layout));
  GZ_TRY(status, number_words(layout));
  GZ_TRY(status, sort_names(layout));
  GZ_TRY(status, make_graph(layout));
  GZ_TRY(status, lay_relations(layout));
  return lay_tenures(layout);
}
