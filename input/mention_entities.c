#include "input/mentions_parts.h"

#include <string.h>

/** Most other names that an entity keeps. */
#define MAX_NAMES 12

/** What is gathered of an entity before it is made. */
struct entry {
  uint32_t label; /**< Reference whose words name it best, or none */
  uint32_t first; /**< Its first reference that is a mention */
};

struct maker {
  struct gz_actor_work *work;
  struct entry *entries; /**< For each root */
};

uint32_t
gz_ref_entity(const struct gz_actor_work *work, uint32_t number) {
  return number == GZ_NONE ? GZ_NONE
                           : gz_ref_at(work, gz_ref_root(work, number))->entity;
}

uint32_t
gz_known_entity(struct gz_actor_work *work, uint32_t actor) {
  struct gz_article *article = work->article;
  for (uint32_t i = 0; i < article->entities.count; ++i) {
    if (article->entities.items[i].actor == actor) {
      return i;
    }
  }
  struct gz_entity *entity = GZ_PUSH(article, &article->entities);
  if (!entity) {
    return GZ_NONE;
  }
  const struct gz_actor known = gz_actors_get(work->actors, actor);
  *entity = (struct gz_entity){.type = known.type,
                               .actor = actor,
                               .slug = known.slug,
                               .label = known.label,
                               .state = GZ_NONE};
  return article->entities.count - 1;
}

/** Whether a cluster without a name is something by itself. */
static bool
is_something(const struct gz_ref *root) {
  if (root->size > 1 || root->source) {
    return true;
  }
  switch (root->type) {
  case GZ_NO_CLASS:
  case GZ_ENTITY_PLACE:
    return false;
  default:
    return root->kind == GZ_MENTION_NOMINAL;
  }
}

/** The class that a cluster's entity has. */
static enum gz_entity_class
class_of(const struct gz_ref *root) {
  const uint8_t type = root->type;
  if (root->actor != GZ_NONE || root->named) {
    return (enum gz_entity_class)type;
  }
  if (type == GZ_ENTITY_GOVERNMENT_BODY && root->state != GZ_NONE &&
      root->number == GZ_NUMBER_ONE) {
    return GZ_ENTITY_GOVERNMENT_BODY;
  }
  if (type == GZ_NO_CLASS || type == GZ_ENTITY_PLACE) {
    return root->source && root->animacy != GZ_REF_THING
               ? GZ_ENTITY_UNNAMED_SOURCE
               : GZ_NO_CLASS;
  }
  if (gz_class_animacy(type) == GZ_REF_THING) {
    return (enum gz_entity_class)type;
  }
  // Somebody who has no name is known only by what he is called here.
  return root->source ? GZ_ENTITY_UNNAMED_SOURCE : GZ_ENTITY_AGENT;
}

/** Whether one name is a better label than another: full names are. */
static bool
names_better(const struct gz_actor_work *work, const struct gz_ref *a,
             const struct gz_ref *b) {
  if (a->kind != b->kind) {
    return a->kind < b->kind;
  }
  if (a->kind != GZ_MENTION_NAME) {
    return false;
  }
  if (a->adjectival != b->adjectival) {
    return !a->adjectival;
  }
  return gz_ref_text(work, a).size > gz_ref_text(work, b).size;
}

/** Whether a reference's words are a name of its entity. */
static bool
is_label(const struct gz_ref *ref) {
  return ref->kind != GZ_MENTION_PRONOUN;
}

/** Gather which references name each cluster. */
static void
gather(struct maker *maker) {
  struct gz_actor_work *work = maker->work;
  for (uint32_t i = 0; i < work->refs.count; ++i) {
    struct gz_ref *ref = gz_ref_at(work, i);
    struct entry *entry = &maker->entries[gz_ref_root(work, i)];
    if (entry->first == 0) {
      entry->first = i + 1;
    }
    if (is_label(ref) &&
        (entry->label == 0 ||
         names_better(work, ref, gz_ref_at(work, entry->label - 1)))) {
      entry->label = i + 1;
    }
  }
}

/** Words of a phrase as a label: on one line, without an article. */
static struct gz_str
label_of(struct gz_actor_work *work, const struct gz_ref *ref) {
  static const char *const articles[] = {"the", "a", "an"};
  struct gz_str text = gz_ref_text(work, ref);
  const struct gz_str first = gz_work_form(work, ref->first);
  if (ref->kind == GZ_MENTION_NOMINAL && ref->count > 1 &&
      GZ_IS_ONE_OF(first, articles)) {
    text = gz_str_trim(gz_str_part(text, first.size, text.size));
  }
  char *copy = gz_arena_copy(work->article->arena, text);
  if (!copy) {
    return GZ_STR("");
  }
  size_t size = 0;
  for (size_t i = 0; i < text.size; ++i) {
    const bool space = strchr(" \n\t", copy[i]) != NULL;
    if (!space) {
      copy[size++] = copy[i];
    } else if (size > 0 && copy[size - 1] != ' ') {
      copy[size++] = ' ';
    }
  }
  // "Officials" begins a sentence: its capital is no part of it.
  if (ref->kind == GZ_MENTION_NOMINAL && size > 1 && copy[0] >= 'A' &&
      copy[0] <= 'Z' && copy[1] >= 'a' &&
      gz_work_token(work, ref->first)->upos != GZ_UPOS_PROPN &&
      !work->in_name[ref->first]) {
    copy[0] = (char)(copy[0] | 0x20);
  }
  return gz_str_n(copy, size);
}

/** Make the entity of a root.  False if memory is out. */
static bool
make(struct maker *maker, uint32_t number) {
  struct gz_actor_work *work = maker->work;
  struct gz_ref *root = gz_ref_at(work, number);
  const struct entry *entry = &maker->entries[number];
  struct gz_entity *entity = GZ_PUSH(work->article, &work->article->entities);
  if (!entity) {
    return false;
  }
  *entity = (struct gz_entity){
      .type = class_of(root), .actor = root->actor, .state = GZ_NONE};
  if (root->actor != GZ_NONE) {
    const struct gz_actor known = gz_actors_get(work->actors, root->actor);
    entity->slug = known.slug;
    entity->label = known.label;
  } else if (entry->label) {
    entity->label = label_of(work, gz_ref_at(work, entry->label - 1));
  }
  root->entity = work->article->entities.count - 1;
  return true;
}

/** Make the mention of a reference.  False if memory is out. */
static bool
mention(struct gz_actor_work *work, uint32_t number) {
  const struct gz_ref *ref = gz_ref_at(work, number);
  const uint32_t entity = gz_ref_entity(work, number);
  if (entity == GZ_NONE || ref->silent) {
    return true;
  }
  struct gz_mention *made = GZ_PUSH(work->article, &work->article->mentions);
  if (!made) {
    return false;
  }
  *made = (struct gz_mention){
      .span = {gz_work_token(work, ref->first)->span.begin,
               gz_work_token(work, ref->first + ref->count - 1)->span.end},
      .first = ref->first,
      .count = ref->count,
      .head = ref->head,
      .entity = entity,
      .kind = ref->kind,
      .ne = ref->ne,
      .adjectival = ref->adjectival,
      .metonym = ref->metonym,
      .rule = ref->rule,
  };
  return true;
}

bool
gz_make_entities(struct gz_actor_work *work) {
  struct maker maker = {
      .work = work,
      .entries =
          gz_arena_array(work->article->arena, (size_t)work->refs.count + 1,
                         sizeof *maker.entries),
  };
  if (!maker.entries) {
    return false;
  }
  gather(&maker);
  for (uint32_t i = 0; i < work->refs.count; ++i) {
    const uint32_t number = gz_ref_root(work, i);
    const struct gz_ref *root = gz_ref_at(work, number);
    if (root->entity == GZ_NONE &&
        (root->named ? root->type != GZ_NO_CLASS || root->size > 1
                     : is_something(root)) &&
        !make(&maker, number)) {
      return false;
    }
    if (!mention(work, i)) {
      return false;
    }
  }
  return true;
}
