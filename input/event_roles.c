#include "input/event_parts.h"

#include <string.h>

/** Most names of unknown kind that become agents; each is looked for. */
#define MAX_AGENTS 64

/** Longest phrase, in tokens, that is a topic. */
#define MAX_TOPIC_TOKENS 6

static bool
is_agent(enum gz_entity_class type) {
  return type <= GZ_ENTITY_UNNAMED_SOURCE;
}

static const struct gz_entity *
entity_at(const struct gz_event_finder *finder, uint32_t number) {
  return &finder->article->entities.items[number];
}

bool
gz_event_has_role(const struct gz_event_draft *draft, enum gz_role_kind kind) {
  for (uint32_t i = 0; i < draft->n_roles; ++i) {
    if (draft->roles[i].kind == kind) {
      return true;
    }
  }
  return false;
}

void
gz_event_add_role(struct gz_event_finder *finder, struct gz_event_draft *draft,
                  enum gz_role_kind kind, uint32_t entity, bool is_event,
                  uint32_t token) {
  if (entity == GZ_NONE || draft->n_roles == GZ_EVENT_MAX_ROLES) {
    return;
  }
  for (uint32_t i = 0; i < draft->n_roles; ++i) {
    const struct gz_role *role = &draft->roles[i];
    if (role->entity == entity && role->is_event == is_event &&
        (role->kind == kind || kind == GZ_ROLE_CONCERNS)) {
      return; // who takes part is concerned anyway
    }
  }
  const uint32_t mention = finder->mention_at[token];
  draft->heads[draft->n_roles] = token;
  draft->roles[draft->n_roles++] = (struct gz_role){
      .kind = (uint8_t)kind,
      .is_event = is_event,
      .entity = entity,
      .span = mention && !is_event
                  ? finder->article->mentions.items[mention - 1].span
                  : gz_tree_token(finder->tree, token)->span,
  };
}

static bool
is_noun(const struct gz_event_finder *finder, uint32_t token) {
  const uint8_t upos = gz_tree_token(finder->tree, token)->upos;
  return upos == GZ_UPOS_NOUN || upos == GZ_UPOS_PROPN;
}

/** The words of a topic: the phrase without its article. */
static struct gz_str
topic_text(const struct gz_event_finder *finder, uint32_t token) {
  uint32_t first = 0;
  uint32_t last = 0;
  gz_tree_phrase(finder->tree, token, &first, &last);
  const struct gz_token *at = gz_tree_token(finder->tree, first);
  while (first < token &&
         (at->upos == GZ_UPOS_DET || at->xpos == GZ_XPOS_PRP_POSS)) {
    at = gz_tree_token(finder->tree, ++first);
  }
  if (last - first >= MAX_TOPIC_TOKENS) {
    first = token;
    last = token;
  }
  const struct gz_span span = {gz_tree_token(finder->tree, first)->span.begin,
                               gz_tree_token(finder->tree, last)->span.end};
  return gz_article_str(finder->article, span);
}

/**
 * The topic that the phrase headed by `token` names, made if need be; none if
 * it names no topic or memory is out.
 */
static uint32_t
topic_of(struct gz_event_finder *finder, uint32_t token) {
  if (!is_noun(finder, token) || finder->is_time[token]) {
    return GZ_NONE;
  }
  const struct gz_str text = topic_text(finder, token);
  for (uint32_t i = finder->n_known; i < finder->article->entities.count; ++i) {
    if (gz_str_equal_nocase(entity_at(finder, i)->label, text)) {
      return i;
    }
  }
  struct gz_entity *topic =
      GZ_PUSH(finder->article, &finder->article->entities);
  struct gz_mention *mention =
      GZ_PUSH(finder->article, &finder->article->mentions);
  if (!topic || !mention) {
    return GZ_NONE;
  }
  const uint32_t number = finder->article->entities.count - 1;
  *topic = (struct gz_entity){
      .type = GZ_ENTITY_TOPIC,
      .actor = GZ_NONE,
      .label = text,
      .state = GZ_NONE,
  };
  const uint32_t begin = (uint32_t)(text.data - finder->article->text.data);
  *mention = (struct gz_mention){
      .span = {begin, begin + (uint32_t)text.size},
      .first = token,
      .count = 1,
      .head = token,
      .entity = number,
      .kind = GZ_MENTION_NOMINAL,
      .rule = "topic",
  };
  finder->mention_at[token] = finder->article->mentions.count;
  return number;
}

/** Whether a role of that kind can be played by the entity. */
static bool
fits(const struct gz_event_finder *finder, enum gz_role_kind kind,
     uint32_t entity) {
  const enum gz_entity_class type = entity_at(finder, entity)->type;
  switch (kind) {
  case GZ_ROLE_ACTOR:
  case GZ_ROLE_RECIPIENT:
    return is_agent(type);
  case GZ_ROLE_PLACE:
    return type == GZ_ENTITY_STATE || type == GZ_ENTITY_PLACE;
  default:
    return true;
  }
}

/**
 * What is done about "Huawei's equipment", "Huawei devices" or "the use of
 * Huawei devices" concerns Huawei too.
 */
static void
play_parts(struct gz_event_finder *finder, struct gz_event_draft *draft,
           uint32_t token) {
  for (uint32_t child = gz_tree_first(finder->tree, token); child != GZ_NONE;
       child = gz_tree_next(finder->tree, child)) {
    const enum gz_deprel deprel = gz_deprel_universal(
        (enum gz_deprel)gz_tree_token(finder->tree, child)->deprel);
    if (deprel != GZ_DEPREL_NMOD && deprel != GZ_DEPREL_COMPOUND &&
        deprel != GZ_DEPREL_AMOD) {
      continue;
    }
    const uint32_t entity = gz_event_own_entity(finder, child);
    if (entity != GZ_NONE &&
        entity_at(finder, entity)->type != GZ_ENTITY_TOPIC) {
      gz_event_add_role(finder, draft, GZ_ROLE_CONCERNS, entity, false, child);
    }
  }
}

/** Whether a law can do it: "the bill would ban smoking". */
static bool
is_done_by_laws(enum gz_event_class type) {
  return type == GZ_EVENT_REQUEST || type == GZ_EVENT_SANCTION ||
         gz_event_class_group(type) == GZ_EVENT_POLICY_EVENT;
}

/** Note that what cannot act speaks of public affairs: a law, "we". */
static void
note_public(const struct gz_event_finder *finder, struct gz_event_draft *draft,
            uint32_t token) {
  const uint32_t entity = gz_event_own_entity(finder, token);
  if (entity == GZ_NONE) {
    draft->has_public |=
        finder->is_public &&
        gz_tree_token(finder->tree, token)->upos == GZ_UPOS_PRON;
    return;
  }
  switch (entity_at(finder, entity)->type) {
  case GZ_ENTITY_POLICY:
  case GZ_ENTITY_LEGISLATION:
  case GZ_ENTITY_RESTRICTION:
    draft->has_public |=
        is_done_by_laws((enum gz_event_class)draft->frame->type);
    break;
  default:
    break;
  }
}

/** Let the phrase headed by `token` play a role. */
static void
play_one(struct gz_event_finder *finder, struct gz_event_draft *draft,
         enum gz_role_kind kind, uint32_t token) {
  const bool about = kind == GZ_ROLE_CONCERNS || kind == GZ_ROLE_RESULTS;
  uint32_t entity = gz_event_entity(finder, token);
  if (entity == GZ_NONE && gz_event_core(finder, token) != token) {
    token = gz_event_core(finder, token); // "a number of states"
    entity = gz_event_entity(finder, token);
  }
  if (entity != GZ_NONE && fits(finder, kind, entity)) {
    gz_event_add_role(finder, draft, kind, entity, false,
                      gz_event_bearer(finder, token));
    return;
  }
  // "Huawei's equipment" stands for Huawei where an agent is asked for.
  if (!about && is_noun(finder, token)) {
    const uint32_t owner =
        gz_tree_child(finder->tree, token, GZ_DEPREL_NMOD_POSS);
    entity = owner == GZ_NONE ? GZ_NONE : gz_event_own_entity(finder, owner);
    if (entity != GZ_NONE && fits(finder, kind, entity)) {
      gz_event_add_role(finder, draft, kind, entity, false, owner);
      return;
    }
  }
  if (!about) {
    note_public(finder, draft, token);
    return;
  }
  if (finder->draft_at[token]) {
    gz_event_add_role(finder, draft, kind, finder->draft_at[token] - 1, true,
                      token);
  } else {
    gz_event_add_role(finder, draft, kind, topic_of(finder, token), false,
                      token);
  }
  play_parts(finder, draft, token);
}

/** Let a phrase and those coordinated with it play a role. */
static void
play(struct gz_event_finder *finder, struct gz_event_draft *draft,
     enum gz_role_kind kind, uint32_t token) {
  for (uint32_t at = token; at != GZ_NONE;
       at = gz_tree_next_conjunct(finder->tree, at)) {
    play_one(finder, draft, kind, at);
  }
}

/** Phrases before a noun that modify it: "US", "British". */
static void
play_modifiers(struct gz_event_finder *finder, struct gz_event_draft *draft,
               uint32_t noun, enum gz_role_kind kind) {
  for (uint32_t child = gz_tree_first(finder->tree, noun);
       child != GZ_NONE && child < noun;
       child = gz_tree_next(finder->tree, child)) {
    if ((gz_tree_is(finder->tree, child, GZ_DEPREL_AMOD) ||
         gz_tree_is(finder->tree, child, GZ_DEPREL_COMPOUND) ||
         gz_tree_is(finder->tree, child, GZ_DEPREL_NMOD)) &&
        gz_tree_child(finder->tree, child, GZ_DEPREL_CASE) == GZ_NONE) {
      const uint32_t entity = gz_event_entity(finder, child);
      if (entity != GZ_NONE && fits(finder, kind, entity)) {
        gz_event_add_role(finder, draft, kind, entity, false, child);
      }
    }
  }
}

/** Look in one place for one role. */
static void
look(struct gz_event_finder *finder, struct gz_event_draft *draft,
     enum gz_role_kind kind, const struct gz_frame_place *place) {
  if (place->kind == GZ_PLACE_MODIFIER) {
    play_modifiers(finder, draft, draft->head, kind);
    if (draft->outer != GZ_NONE && !gz_event_has_role(draft, kind)) {
      play_modifiers(finder, draft, draft->outer, kind);
    }
    return;
  }
  uint32_t token =
      gz_event_place(finder, draft->head, draft->frame->noun, place);
  if (token == GZ_NONE && draft->outer != GZ_NONE) {
    token = gz_event_place(finder, draft->outer, true, place);
    token = token == draft->head ? GZ_NONE : token;
  }
  if (token == GZ_NONE && draft->clause != draft->head &&
      (place->kind == GZ_PLACE_COMPLEMENT ||
       place->kind == GZ_PLACE_INFINITIVE ||
       place->kind == GZ_PLACE_PREPOSITION)) {
    // "put pressure on Britain to ban": they may hang on the light verb.
    token = gz_event_place(finder, draft->clause, false, place);
  }
  if (token != GZ_NONE && token != draft->head) {
    play(finder, draft, kind, token);
  }
}

/** Where it takes place: "in Washington". */
static void
look_for_place(struct gz_event_finder *finder, struct gz_event_draft *draft) {
  static const char *const words[] = {"in", "at", "near"};
  for (size_t i = 0; i < 3 && !gz_event_has_role(draft, GZ_ROLE_PLACE); ++i) {
    uint32_t token =
        gz_event_after(finder, draft->head, draft->frame->noun, words[i]);
    if (token == GZ_NONE && draft->clause != draft->head) {
      token = gz_event_after(finder, draft->clause, false, words[i]);
    }
    const uint32_t entity =
        token == GZ_NONE ? GZ_NONE : gz_event_entity(finder, token);
    if (entity != GZ_NONE && fits(finder, GZ_ROLE_PLACE, entity)) {
      gz_event_add_role(finder, draft, GZ_ROLE_PLACE, entity, false, token);
    }
  }
}

/** Give a name whose kind is unknown an entity, for all that have it. */
static bool
make_agent(struct gz_event_finder *finder, uint32_t number) {
  struct gz_article *article = finder->article;
  const struct gz_str name =
      gz_article_str(article, article->mentions.items[number].span);
  struct gz_entity *agent = GZ_PUSH(article, &article->entities);
  if (!agent) {
    return false;
  }
  *agent = (struct gz_entity){
      .type = GZ_ENTITY_AGENT,
      .actor = GZ_NONE,
      .label = name,
      .state = GZ_NONE,
  };
  for (uint32_t i = number; i < article->mentions.count; ++i) {
    struct gz_mention *mention = &article->mentions.items[i];
    if (mention->entity == GZ_NONE && mention->kind == GZ_MENTION_NAME &&
        gz_str_equal(gz_article_str(article, mention->span), name)) {
      mention->entity = article->entities.count - 1;
    }
  }
  ++finder->n_agents;
  return true;
}

bool
gz_event_name_party(struct gz_event_finder *finder, uint32_t number) {
  const struct gz_event_draft *draft = &finder->drafts.items[number];
  if (!draft->frame->political || draft->frame->noun) {
    return true;
  }
  const uint32_t token = gz_event_subject(finder, draft->head);
  if (token == GZ_NONE || !finder->mention_at[token]) {
    return true;
  }
  const uint32_t mention = finder->mention_at[token] - 1;
  const struct gz_mention *name = &finder->article->mentions.items[mention];
  if (name->kind != GZ_MENTION_NAME) {
    return true;
  }
  const uint32_t entity = name->entity;
  if (entity == GZ_NONE) {
    return finder->n_agents == MAX_AGENTS || make_agent(finder, mention);
  }
  // A place of which nothing is known and that acts is no mere place.
  struct gz_entity *place = &finder->article->entities.items[entity];
  if (place->type == GZ_ENTITY_PLACE && place->actor == GZ_NONE) {
    place->type = GZ_ENTITY_AGENT;
  }
  return true;
}

void
gz_event_fill(struct gz_event_finder *finder, uint32_t number) {
  // Topics may move the article's lists, never the drafts.
  struct gz_event_draft *draft = &finder->drafts.items[number];
  if ((draft->clause != draft->head && !draft->occurs) || draft->copular) {
    const uint32_t subject = gz_tree_subject(finder->tree, draft->clause);
    if (subject != GZ_NONE) {
      play(finder, draft, draft->undergo ? GZ_ROLE_RECIPIENT : GZ_ROLE_ACTOR,
           subject);
    }
  }
  for (int kind = 0; kind < GZ_N_ROLE; ++kind) {
    const struct gz_frame_place *place = draft->frame->places[kind];
    for (size_t i = 0;
         i < GZ_FRAME_MAX_PLACES && place[i].kind != GZ_PLACE_NONE; ++i) {
      if (gz_event_has_role(draft, (enum gz_role_kind)kind)) {
        break;
      }
      look(finder, draft, (enum gz_role_kind)kind, &place[i]);
    }
  }
  look_for_place(finder, draft);
}
