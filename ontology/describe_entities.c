#include "ontology/check.h"
#include "ontology/describe_parts.h"
#include "ontology/iri.h"
#include "ontology/syntax.h"

#include <stdlib.h>
#include <string.h>

/** Properties of the relations, and whether one is said both ways. */
static const struct {
  enum gz_vocab property;
  enum gz_vocab inverse; /**< Or #GZ_VOCAB_NONE */
} relation_terms[] = {
    [GZ_RELATION_MEMBER_OF] = {GZ_PROPERTY_MEMBER_OF, GZ_VOCAB_NONE},
    [GZ_RELATION_OF_STATE] = {GZ_PROPERTY_OF_STATE, GZ_VOCAB_NONE},
    [GZ_RELATION_HOLDS] = {GZ_PROPERTY_HOLDS, GZ_PROPERTY_HELD_BY},
    [GZ_RELATION_POST_IN] = {GZ_PROPERTY_POST_IN, GZ_VOCAB_NONE},
    [GZ_RELATION_SPEAKS_FOR] = {GZ_PROPERTY_SPEAKS_FOR, GZ_VOCAB_NONE},
    [GZ_RELATION_PART_OF] = {GZ_PROPERTY_IS_PART_OF, GZ_VOCAB_NONE},
    [GZ_RELATION_ADOPTED_BY] = {GZ_PROPERTY_ADOPTED_BY, GZ_VOCAB_NONE},
    [GZ_RELATION_PROPOSED_BY] = {GZ_PROPERTY_PROPOSED_BY, GZ_VOCAB_NONE},
    [GZ_RELATION_SIGNED_BY] = {GZ_PROPERTY_SIGNED_BY, GZ_VOCAB_NONE},
    [GZ_RELATION_OPPOSED_BY] = {GZ_PROPERTY_OPPOSED_BY, GZ_VOCAB_NONE},
    [GZ_RELATION_TARGETS] = {GZ_PROPERTY_TARGETS, GZ_VOCAB_NONE},
    [GZ_RELATION_SUB_ORGANIZATION_OF] = {GZ_PROPERTY_SUB_ORGANIZATION_OF,
                                         GZ_VOCAB_NONE},
};

static const struct gz_entity *
entity_at(const struct gz_describer *d, uint32_t number) {
  return &d->article->entities.items[number];
}

/** The known actor that an entity is, or that its slug names. */
static uint32_t
find_actor(const struct gz_describer *d, const struct gz_entity *entity) {
  if (!d->options->actors) {
    return GZ_NONE;
  }
  if (entity->actor < gz_actors_count(d->options->actors)) {
    return entity->actor;
  }
  return entity->slug.size ? gz_actors_find(d->options->actors, entity->slug)
                           : GZ_NONE;
}

/** What is known of an entity's actor; false if it is none. */
static bool
actor_of(const struct gz_describer *d, uint32_t number,
         struct gz_actor *actor) {
  if (d->actors[number] == GZ_NONE) {
    return false;
  }
  *actor = gz_actors_get(d->options->actors, d->actors[number]);
  return true;
}

/** The words of an entity's first mention; empty if there is none. */
static struct gz_str
first_mention(const struct gz_describer *d, uint32_t number) {
  for (uint32_t i = 0; i < d->article->mentions.count; ++i) {
    if (d->article->mentions.items[i].entity == number) {
      return gz_article_str(d->article, d->article->mentions.items[i].span);
    }
  }
  return GZ_STR("");
}

/** What the article calls an entity. */
static struct gz_str
own_name(const struct gz_describer *d, uint32_t number) {
  const struct gz_entity *entity = entity_at(d, number);
  const struct gz_str name =
      entity->label.size ? entity->label : first_mention(d, number);
  return name.size ? name : entity->slug;
}

/** The name that is shown of an entity: the table's, if it is known. */
static struct gz_str
name_of(const struct gz_describer *d, uint32_t number) {
  struct gz_actor actor;
  return actor_of(d, number, &actor) && actor.label.size ? actor.label
                                                         : own_name(d, number);
}

/**
 * Whether an entity is known from this article only: a source without a name,
 * or what has no proper name ("a new draft bill") and is no common concept.
 */
static bool
is_local(enum gz_entity_class type, struct gz_str label) {
  switch (type) {
  case GZ_ENTITY_UNNAMED_SOURCE:
    return true;
  case GZ_ENTITY_PLACE:
  case GZ_ENTITY_TOPIC:
  case GZ_ENTITY_TECHNOLOGY:
    return false;
  default:
    return label.size > 0 && label.data[0] >= 'a' && label.data[0] <= 'z';
  }
}

/** Whether anything in the article tells of an entity without a name. */
static bool
has_evidence(const struct gz_describer *d, uint32_t number) {
  bool found = first_mention(d, number).size > 0;
  for (uint32_t i = 0; !found && i < d->article->claims.count; ++i) {
    const struct gz_claim *claim = &d->article->claims.items[i];
    for (uint32_t j = 0; claim->speaker == number && j < claim->source.count;
         ++j) {
      found =
          found || gz_article_str(d->article, claim->source.items[j]).size > 0;
    }
  }
  return found;
}

/** The closer of two classes, or `first` if neither is below the other. */
static enum gz_vocab
closer(struct gz_describer *d, enum gz_vocab first, enum gz_vocab second) {
  if (gz_vocab_is_a(second, first)) {
    return second;
  }
  d->n_unfit += !gz_vocab_is_a(first, second);
  return first;
}

/**
 * Give entity number `number`, which has its term, its class: its own, if that
 * is not at odds with the table's.  Of several entities of the same IRI, class
 * and name of the first are taken.
 */
static void
settle(struct gz_describer *d, uint32_t number) {
  enum gz_vocab type = gz_d_entity_class(entity_at(d, number)->type);
  struct gz_actor actor;
  if (actor_of(d, number, &actor)) {
    type = closer(d, gz_d_entity_class(actor.type), type);
  }
  for (uint32_t i = 0; i < number && d->entities[number] != GZ_NO_TERM; ++i) {
    if (d->entities[i] == d->entities[number]) {
      d->labels[number] = d->labels[i];
      d->n_unfit += d->types[i] != type;
      type = d->types[i];
      break;
    }
  }
  d->types[number] = type;
}

/** Whether a known actor has that slug, or one of the first `count` entities
 *  that term without being of that class. */
static bool
is_another(const struct gz_describer *d, uint32_t count, uint32_t term,
           struct gz_str slug, enum gz_vocab type) {
  if (d->options->actors &&
      gz_actors_find(d->options->actors, slug) != GZ_NONE) {
    return true;
  }
  for (uint32_t i = 0; i < count; ++i) {
    if (d->entities[i] == term && d->types[i] != type) {
      return true;
    }
  }
  return false;
}

/** Mint the IRI of a thing that is known by its name only. */
static uint32_t
mint(struct gz_describer *d, uint32_t number, struct gz_str label) {
  struct gz_arena *arena = d->article->arena;
  const struct gz_entity *entity = entity_at(d, number);
  const struct gz_str digits =
      is_local(entity->type, label)
          ? gz_str_part(gz_str(d->article->sha256), 0, GZ_ARTICLE_DIGITS)
          : GZ_STR("");
  struct gz_str slug = gz_iri_slug(arena, label, digits);
  uint32_t term = gz_d_iri(d, gz_iri_entity(arena, d->base, slug));
  if (d->status == GZ_OK &&
      is_another(d, number, term, slug, gz_d_entity_class(entity->type))) {
    const char *qualifier =
        gz_arena_printf(arena, "%s %.*s", gz_entity_class_text(entity->type),
                        GZ_STR_ARGS(digits));
    if (!qualifier) {
      gz_d_no_memory(d);
      return GZ_NO_TERM;
    }
    slug = gz_iri_slug(arena, label, gz_str(qualifier));
    term = gz_d_iri(d, gz_iri_entity(arena, d->base, slug));
  }
  return term;
}

/** Give every entity its name, its term and its class. */
static void
name_entities(struct gz_describer *d) {
  struct gz_arena *arena = d->article->arena;
  for (uint32_t i = 0; i < d->article->entities.count; ++i) {
    const struct gz_entity *entity = entity_at(d, i);
    d->actors[i] = find_actor(d, entity);
    d->labels[i] = name_of(d, i);
    if ((unsigned)entity->type >= GZ_N_ENTITY_CLASS) {
      continue; // nothing that the ontology has a class for
    }
    if (entity->type == GZ_ENTITY_UNNAMED_SOURCE && !has_evidence(d, i)) {
      ++d->n_unfit;
      continue;
    }
    struct gz_actor actor;
    struct gz_str slug = entity->slug;
    if (actor_of(d, i, &actor)) {
      slug = actor.slug;
    } else if (slug.size && !gz_syntax_local(slug)) {
      slug = gz_iri_slug(arena, slug, GZ_STR(""));
    }
    if (slug.size) {
      d->entities[i] = gz_d_iri(d, gz_iri_entity(arena, d->base, slug));
    } else if (d->labels[i].size) {
      d->entities[i] = mint(d, i, d->labels[i]);
    } else {
      ++d->n_unfit;
    }
    settle(d, i);
  }
}

void
gz_describe_actor(struct gz_describer *d, uint32_t subject,
                  const struct gz_actor *actor, enum gz_vocab type) {
  struct gz_arena *arena = d->article->arena;
  gz_d_type(d, subject, type);
  if (actor->wikidata && type != GZ_CLASS_UNNAMED_SOURCE) {
    const char *iri =
        gz_arena_printf(arena, GZ_NS_wd "Q%u", (unsigned)actor->wikidata);
    gz_d_say(d, subject, GZ_PROPERTY_SAME_AS, gz_d_iri(d, gz_str(iri)));
  }
  if (actor->iso3[0] && type == GZ_CLASS_STATE) {
    gz_d_say(d, subject, GZ_PROPERTY_NOTATION,
             gz_d_typed(d, gz_str(actor->iso3), GZ_DATATYPE_ISO3166ALPHA3));
  }
  if (actor->iso2[0] && type == GZ_CLASS_STATE) {
    gz_d_say(d, subject, GZ_PROPERTY_NOTATION,
             gz_d_typed(d, gz_str(actor->iso2), GZ_DATATYPE_ISO3166ALPHA2));
  }
}

/** Say another name, unless it is the one that is shown. */
static void
say_name(struct gz_describer *d, uint32_t number, enum gz_vocab property,
         struct gz_str name) {
  if (name.size && !gz_str_equal(name, d->labels[number])) {
    gz_d_say(d, d->entities[number], property, gz_d_english(d, name));
  }
}

/** Say what entity number `number` is and what it is called. */
static void
describe_entity(struct gz_describer *d, uint32_t number) {
  const struct gz_entity *entity = entity_at(d, number);
  const uint32_t node = d->entities[number];
  const enum gz_vocab type = d->types[number];
  struct gz_actor actor;
  if (actor_of(d, number, &actor)) {
    gz_describe_actor(d, node, &actor, type);
  } else {
    gz_d_type(d, node, type);
  }
  gz_d_say(d, node, GZ_PROPERTY_PREF_LABEL, gz_d_english(d, d->labels[number]));
  say_name(d, number, GZ_PROPERTY_ALT_LABEL, entity->label);
  for (uint32_t i = 0; i < entity->n_names; ++i) {
    say_name(d, number, GZ_PROPERTY_ALT_LABEL, entity->names[i]);
  }
}

/** `text` with each run of white space as one space; in the arena. */
static struct gz_str
on_one_line(struct gz_describer *d, struct gz_str text) {
  struct gz_str line = gz_arena_str(d->article->arena, text);
  if (!line.data) {
    gz_d_no_memory(d);
    return GZ_STR("");
  }
  char *to = (char *)(uintptr_t)line.data;
  size_t size = 0;
  for (size_t i = 0; i < text.size; ++i) {
    const bool space = strchr(" \t\n", text.data[i]) && text.data[i];
    if (!space) {
      to[size++] = text.data[i];
    } else if (size > 0 && to[size - 1] != ' ') {
      to[size++] = ' ';
    }
  }
  line.size = size;
  return line;
}

/** Say where an entity is mentioned, and by which names. */
static void
describe_mention(struct gz_describer *d, const struct gz_mention *mention) {
  if (mention->entity >= d->article->entities.count) {
    return;
  }
  const uint32_t node = d->entities[mention->entity];
  const enum gz_vocab type = d->types[mention->entity];
  if (node == GZ_NO_TERM) {
    return;
  }
  const uint32_t where = gz_d_mention(d, mention->span);
  gz_d_say(d, node, GZ_PROPERTY_EVIDENCE, where);
  if (mention->rule &&
      gz_str_starts(gz_str(mention->rule), GZ_STR(GZ_RULE_LINKED))) {
    gz_d_say(d, where, GZ_PROPERTY_RULE, gz_d_string(d, gz_str(mention->rule)));
  }
  if (mention->kind == GZ_MENTION_NAME && !mention->adjectival) {
    const struct gz_str name =
        on_one_line(d, gz_article_str(d->article, mention->span));
    say_name(d, mention->entity,
             mention->metonym && gz_vocab_is_a(type, GZ_CLASS_AGENT)
                 ? GZ_PROPERTY_METONYM
                 : GZ_PROPERTY_ALT_LABEL,
             name);
  }
}

bool
gz_d_relate(struct gz_describer *d, uint32_t subject, enum gz_vocab property,
            uint32_t object) {
  const uint32_t count = d->article->entities.count;
  if (subject >= count || object >= count) {
    return false;
  }
  const enum gz_vocab from = d->types[subject];
  const enum gz_vocab to = d->types[object];
  if (subject == object || !gz_property_fits(property, from, to)) {
    ++d->n_unfit;
    return false;
  }
  gz_d_say(d, d->entities[subject], property, d->entities[object]);
  return true;
}

/** Say the relations that the article presupposes. */
static void
describe_relations(struct gz_describer *d) {
  for (uint32_t i = 0; i < d->article->entities.count; ++i) {
    const struct gz_entity *entity = entity_at(d, i);
    if (entity->state != GZ_NONE && entity->state != i) {
      (void)gz_d_relate(d, i, GZ_PROPERTY_OF_STATE, entity->state);
    }
  }
  for (uint32_t i = 0; i < d->article->relations.count; ++i) {
    const struct gz_relation *relation = &d->article->relations.items[i];
    const enum gz_vocab inverse = relation_terms[relation->kind].inverse;
    if (gz_d_relate(d, relation->subject,
                    relation_terms[relation->kind].property,
                    relation->object) &&
        inverse != GZ_VOCAB_NONE) {
      (void)gz_d_relate(d, relation->object, inverse, relation->subject);
    }
  }
}

/** Whether an entity goes by that name. */
static bool
is_called(const struct gz_describer *d, uint32_t number, struct gz_str name) {
  const struct gz_entity *entity = entity_at(d, number);
  bool called = gz_str_equal_nocase(d->labels[number], name);
  for (uint32_t i = 0; !called && i < entity->n_names; ++i) {
    called = gz_str_equal_nocase(entity->names[i], name);
  }
  return called;
}

/** The known outlet with that name, or #GZ_NONE. */
static uint32_t
known_outlet(const struct gz_describer *d, struct gz_str name) {
  struct gz_str words[16];
  size_t count = 0;
  while (name.size && count < 16) {
    const size_t end = gz_str_find(name, ' ');
    words[count++] = gz_str_part(name, 0, end);
    name = gz_str_trim(gz_str_part(name, end, name.size));
  }
  struct gz_actor_match match;
  if (!d->options->actors || name.size || count == 0 ||
      !gz_actors_match(d->options->actors, words, count, 0, false, &match) ||
      match.n_tokens != count) {
    return GZ_NONE;
  }
  for (uint32_t i = 0; i < match.n_candidates; ++i) {
    const uint32_t actor = match.candidates[i].name.actor;
    if (gz_actors_get(d->options->actors, actor).type ==
        GZ_ENTITY_MEDIA_OUTLET) {
      return actor;
    }
  }
  return GZ_NONE;
}

/** Describe the outlet: an entity of the article, a known one, or a new one. */
static void
describe_publisher(struct gz_describer *d) {
  struct gz_arena *arena = d->article->arena;
  const struct gz_str name = gz_str_trim(d->article->metadata.publisher);
  if (name.size == 0) {
    return;
  }
  const uint32_t actor = known_outlet(d, name);
  for (uint32_t i = 0; i < d->article->entities.count; ++i) {
    if (gz_vocab_is_a(d->types[i], GZ_CLASS_ORGANIZATION) &&
        (is_called(d, i, name) ||
         (actor != GZ_NONE && d->actors[i] == actor))) {
      d->publisher = d->entities[i];
      d->outlet = d->labels[i];
      return;
    }
  }
  if (actor != GZ_NONE) {
    const struct gz_actor known = gz_actors_get(d->options->actors, actor);
    d->publisher = gz_d_iri(d, gz_iri_entity(arena, d->base, known.slug));
    d->outlet = known.label.size ? known.label : name;
    gz_describe_actor(d, d->publisher, &known, GZ_CLASS_MEDIA_OUTLET);
  } else {
    struct gz_str slug = gz_iri_slug(arena, name, GZ_STR(""));
    d->publisher = gz_d_iri(d, gz_iri_entity(arena, d->base, slug));
    if (is_another(d, d->article->entities.count, d->publisher, slug,
                   GZ_CLASS_MEDIA_OUTLET)) {
      slug = gz_iri_slug(arena, name, GZ_STR("outlet"));
      d->publisher = gz_d_iri(d, gz_iri_entity(arena, d->base, slug));
    }
    d->outlet = name;
    gz_d_type(d, d->publisher, GZ_CLASS_MEDIA_OUTLET);
  }
  gz_d_say(d, d->publisher, GZ_PROPERTY_PREF_LABEL, gz_d_english(d, d->outlet));
}

/** Whoever has no name is known by the words that a claim gives to them. */
static void
describe_sources(struct gz_describer *d) {
  for (uint32_t i = 0; i < d->article->claims.count; ++i) {
    const struct gz_claim *claim = &d->article->claims.items[i];
    if (claim->speaker < d->article->entities.count &&
        d->types[claim->speaker] == GZ_CLASS_UNNAMED_SOURCE) {
      for (uint32_t j = 0; j < claim->source.count; ++j) {
        gz_d_say(d, d->entities[claim->speaker], GZ_PROPERTY_EVIDENCE,
                 gz_d_mention(d, claim->source.items[j]));
      }
    }
  }
}

void
gz_describe_entities(struct gz_describer *d) {
  name_entities(d);
  for (uint32_t i = 0; i < d->article->entities.count; ++i) {
    if (d->entities[i] != GZ_NO_TERM) {
      describe_entity(d, i);
    }
  }
  for (uint32_t i = 0; i < d->article->mentions.count; ++i) {
    describe_mention(d, &d->article->mentions.items[i]);
  }
  describe_sources(d);
  describe_relations(d);
  if (d->options->actors) {
    gz_describe_known(d);
  }
  describe_publisher(d);
}
