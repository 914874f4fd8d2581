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

/** Entity of the mention that `token` is the head of, or none. */
static uint32_t
own_entity(const struct gz_event_finder *finder, uint32_t token) {
  const uint32_t mention = finder->mention_at[token];
  return mention ? finder->article->mentions.items[mention - 1].entity
                 : GZ_NONE;
}

/**
 * The token whose mention the phrase headed by `token` stands for: its own, or
 * that of the name that follows a title ("Secretary of State Mike Pompeo"), or
 * none.
 */
static uint32_t
bearer_of(const struct gz_event_finder *finder, uint32_t token) {
  if (own_entity(finder, token) != GZ_NONE) {
    return token;
  }
  for (uint32_t child = gz_tree_first(finder->tree, token); child != GZ_NONE;
       child = gz_tree_next(finder->tree, child)) {
    const bool named = gz_tree_is(finder->tree, child, GZ_DEPREL_FLAT) ||
                       gz_tree_is(finder->tree, child, GZ_DEPREL_APPOS);
    if (child < token || !named ||
        gz_tree_case(finder->tree, child) != GZ_NONE) {
      continue;
    }
    const uint32_t entity = own_entity(finder, child);
    if (entity != GZ_NONE &&
        (entity_at(finder, entity)->type == GZ_ENTITY_PERSON ||
         entity_at(finder, entity)->type == GZ_ENTITY_OFFICIAL)) {
      return child;
    }
  }
  return GZ_NONE;
}

uint32_t
gz_event_core(const struct gz_event_finder *finder, uint32_t token) {
  if (!gz_frames_set_has(finder->frames, "quantity",
                         gz_tree_lemma(finder->tree, token))) {
    return token;
  }
  for (uint32_t child = gz_tree_child(finder->tree, token, GZ_DEPREL_NMOD);
       child != GZ_NONE;
       child = gz_tree_next_child(finder->tree, child, GZ_DEPREL_NMOD)) {
    if (gz_tree_has_case(finder->tree, child, "of")) {
      return child;
    }
  }
  return token;
}

uint32_t
gz_event_entity(const struct gz_event_finder *finder, uint32_t token) {
  const uint32_t bearer = bearer_of(finder, token);
  return bearer == GZ_NONE ? GZ_NONE : own_entity(finder, bearer);
}

bool
gz_event_has_case(const struct gz_event_finder *finder, uint32_t token,
                  const char *preposition) {
  const struct gz_tree *tree = finder->tree;
  if (gz_tree_has_case(tree, token, preposition)) {
    return true;
  }
  for (uint32_t marker = gz_tree_child(tree, token, GZ_DEPREL_CASE);
       marker != GZ_NONE;
       marker = gz_tree_next_child(tree, marker, GZ_DEPREL_CASE)) {
    const uint32_t fixed = gz_tree_child(tree, marker, GZ_DEPREL_FIXED);
    if (fixed != GZ_NONE &&
        gz_str_equal_nocase(gz_article_form(finder->article, fixed),
                            gz_str(preposition))) {
      return true;
    }
  }
  return false;
}

/** Entity that the phrase headed by `token` stands for, or none. */
static uint32_t
entity_of(const struct gz_event_finder *finder, uint32_t token) {
  return gz_event_entity(finder, token);
}

static bool
has_role(const struct gz_event_draft *draft, enum gz_role_kind kind) {
  for (uint32_t i = 0; i < draft->n_roles; ++i) {
    if (draft->roles[i].kind == kind) {
      return true;
    }
  }
  return false;
}

/** Add a participant, unless it is there or there is no room. */
static void
add_role(struct gz_event_finder *finder, struct gz_event_draft *draft,
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

static uint8_t
token_xpos(const struct gz_event_finder *finder, uint32_t token) {
  return gz_tree_token(finder->tree, token)->xpos;
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
    const uint32_t entity = own_entity(finder, child);
    if (entity != GZ_NONE &&
        entity_at(finder, entity)->type != GZ_ENTITY_TOPIC) {
      add_role(finder, draft, GZ_ROLE_CONCERNS, entity, false, child);
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
  const uint32_t entity = own_entity(finder, token);
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
  uint32_t entity = entity_of(finder, token);
  if (entity == GZ_NONE && gz_event_core(finder, token) != token) {
    token = gz_event_core(finder, token); // "a number of states"
    entity = entity_of(finder, token);
  }
  if (entity != GZ_NONE && fits(finder, kind, entity)) {
    add_role(finder, draft, kind, entity, false, bearer_of(finder, token));
    return;
  }
  // "Huawei's equipment" stands for Huawei where an agent is asked for.
  if (!about && is_noun(finder, token)) {
    const uint32_t owner =
        gz_tree_child(finder->tree, token, GZ_DEPREL_NMOD_POSS);
    entity = owner == GZ_NONE ? GZ_NONE : own_entity(finder, owner);
    if (entity != GZ_NONE && fits(finder, kind, entity)) {
      add_role(finder, draft, kind, entity, false, owner);
      return;
    }
  }
  if (!about) {
    note_public(finder, draft, token);
    return;
  }
  if (finder->draft_at[token]) {
    add_role(finder, draft, kind, finder->draft_at[token] - 1, true, token);
  } else {
    add_role(finder, draft, kind, topic_of(finder, token), false, token);
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

/** Whether a clause is introduced by that word: "of being", "from joining". */
static bool
is_marked(const struct gz_event_finder *finder, uint32_t clause,
          const char *word) {
  for (uint32_t mark = gz_tree_child(finder->tree, clause, GZ_DEPREL_MARK);
       mark != GZ_NONE;
       mark = gz_tree_next_child(finder->tree, mark, GZ_DEPREL_MARK)) {
    if (gz_str_equal_nocase(gz_article_form(finder->article, mark),
                            gz_str(word))) {
      return true;
    }
  }
  return false;
}

/** The first dependent of `head` that is a phrase or clause after the word. */
static uint32_t
phrase_after(const struct gz_event_finder *finder, uint32_t head,
             const char *word) {
  for (uint32_t child = gz_tree_first(finder->tree, head); child != GZ_NONE;
       child = gz_tree_next(finder->tree, child)) {
    switch (gz_deprel_universal(
        (enum gz_deprel)gz_tree_token(finder->tree, child)->deprel)) {
    case GZ_DEPREL_OBL:
    case GZ_DEPREL_NMOD:
      if (gz_event_has_case(finder, child, word)) {
        return child;
      }
      break;
    case GZ_DEPREL_ADVCL:
    case GZ_DEPREL_ACL:
    case GZ_DEPREL_XCOMP:
    case GZ_DEPREL_CCOMP:
      // "of being", "on how to deploy": a clause after a preposition.
      if (is_marked(finder, child, word) ||
          gz_tree_has_case(finder->tree, child, word)) {
        return child;
      }
      break;
    default:
      break;
    }
  }
  return GZ_NONE;
}

/**
 * The noun that an infinitive completes though the tree hangs it on the verb:
 * "struck down a decision to allow it"; or none.
 */
static uint32_t
completed_noun(const struct gz_event_finder *finder, uint32_t clause) {
  const struct gz_tree *tree = finder->tree;
  const uint32_t left = tree->nodes[clause].left;
  const uint32_t head = gz_tree_head(tree, clause);
  if (head == GZ_NONE || left == 0 || head >= left ||
      token_xpos(finder, left) != GZ_XPOS_TO ||
      (!gz_tree_is(tree, clause, GZ_DEPREL_ADVCL) &&
       !gz_tree_is(tree, clause, GZ_DEPREL_XCOMP))) {
    return GZ_NONE;
  }
  for (uint32_t child = gz_tree_first(tree, head); child != GZ_NONE;
       child = gz_tree_next(tree, child)) {
    if (tree->nodes[child].right + 1 == left && child > head &&
        finder->draft_at[child]) {
      const struct gz_frame *frame =
          finder->drafts.items[finder->draft_at[child] - 1].frame;
      for (size_t i = 0; frame->noun && i < GZ_FRAME_MAX_PLACES; ++i) {
        if (frame->places[GZ_ROLE_CONCERNS][i].kind == GZ_PLACE_COMPLEMENT) {
          return child;
        }
      }
    }
  }
  return GZ_NONE;
}

/** Whether a clause is an infinitive without a subject of its own. */
static bool
is_infinitive(const struct gz_event_finder *finder, uint32_t clause) {
  return is_marked(finder, clause, "to") &&
         gz_tree_child(finder->tree, clause, GZ_DEPREL_NSUBJ) == GZ_NONE;
}

/** The infinitive among the dependents of a noun's verb that completes it. */
static uint32_t
far_infinitive(const struct gz_event_finder *finder, uint32_t noun) {
  const uint32_t verb = gz_tree_head(finder->tree, noun);
  for (uint32_t child = verb == GZ_NONE ? GZ_NONE
                                        : gz_tree_first(finder->tree, verb);
       child != GZ_NONE; child = gz_tree_next(finder->tree, child)) {
    if (child > noun && completed_noun(finder, child) == noun) {
      return child;
    }
  }
  return GZ_NONE;
}

/** The clause that completes a verb or noun, or none. */
static uint32_t
complement_of(const struct gz_event_finder *finder, uint32_t head, bool noun) {
  static const enum gz_deprel of_verbs[] = {GZ_DEPREL_XCOMP, GZ_DEPREL_CCOMP};
  for (size_t i = 0; i < 2; ++i) {
    const uint32_t child = gz_tree_child(finder->tree, head, of_verbs[i]);
    if (child != GZ_NONE &&
        (noun || completed_noun(finder, child) == GZ_NONE)) {
      return child;
    }
  }
  if (!noun) {
    return GZ_NONE;
  }
  const uint32_t clause = gz_tree_child(finder->tree, head, GZ_DEPREL_ACL);
  return clause != GZ_NONE && is_marked(finder, clause, "to")
             ? clause
             : far_infinitive(finder, head);
}

/** The infinitive that completes a verb or noun, or none. */
static uint32_t
infinitive_of(const struct gz_event_finder *finder, uint32_t head, bool noun) {
  const uint32_t clause = complement_of(finder, head, noun);
  return clause != GZ_NONE && is_infinitive(finder, clause) ? clause : GZ_NONE;
}

/** Whether a passive verb has an object beside its subject: "given access". */
static uint32_t
retained_object(const struct gz_event_finder *finder, uint32_t verb) {
  const uint32_t object = gz_tree_child(finder->tree, verb, GZ_DEPREL_OBJ);
  return object != GZ_NONE && gz_tree_child(finder->tree, verb,
                                            GZ_DEPREL_NSUBJ_PASS) != GZ_NONE
             ? object
             : GZ_NONE;
}

/**
 * The object that follows a verb's particle, where the tree takes that for a
 * preposition: "hands over prisoners"; or none.
 */
static uint32_t
object_behind_particle(const struct gz_event_finder *finder, uint32_t verb) {
  static const char *const particles[] = {"over", "off", "up", "out", "down"};
  const struct gz_tree *tree = finder->tree;
  const uint32_t next = verb + 1;
  if (next >= finder->article->tokens.count ||
      !gz_tree_is(tree, next, GZ_DEPREL_CASE) ||
      gz_tree_head(tree, next) == GZ_NONE ||
      gz_tree_head(tree, gz_tree_head(tree, next)) != verb) {
    return GZ_NONE;
  }
  for (size_t i = 0; i < sizeof particles / sizeof particles[0]; ++i) {
    if (gz_str_equal_nocase(gz_article_form(finder->article, next),
                            gz_str(particles[i]))) {
      return gz_tree_head(tree, next);
    }
  }
  return GZ_NONE;
}

/** Whom or what a verb is done to. */
static uint32_t
object_of(const struct gz_event_finder *finder, uint32_t verb) {
  uint32_t object = retained_object(finder, verb);
  if (object == GZ_NONE) {
    object = gz_tree_object(finder->tree, verb);
  }
  return object == GZ_NONE ? object_behind_particle(finder, verb) : object;
}

/** Who does what a verb says: "a decision to allow it" leaves that open. */
static uint32_t
subject_of(const struct gz_event_finder *finder, uint32_t verb) {
  return completed_noun(finder, verb) == GZ_NONE
             ? gz_tree_subject(finder->tree, verb)
             : GZ_NONE;
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
      const uint32_t entity = entity_of(finder, child);
      if (entity != GZ_NONE && fits(finder, kind, entity)) {
        add_role(finder, draft, kind, entity, false, child);
      }
    }
  }
}

/** The phrase after a preposition, where parsers may hang it. */
static uint32_t
find_after(const struct gz_event_finder *finder, uint32_t head, bool noun,
           const char *word) {
  uint32_t found = phrase_after(finder, head, word);
  if (found == GZ_NONE && !noun) {
    // "ban Huawei from networks": the phrase may hang on the object.
    const uint32_t object = gz_tree_child(finder->tree, head, GZ_DEPREL_OBJ);
    found = object == GZ_NONE ? GZ_NONE : phrase_after(finder, object, word);
  }
  return found;
}

uint32_t
gz_event_place(const struct gz_event_finder *finder, uint32_t head, bool noun,
               const struct gz_frame_place *place) {
  switch (place->kind) {
  case GZ_PLACE_SUBJECT:
    return subject_of(finder, head);
  case GZ_PLACE_OBJECT:
    return object_of(finder, head);
  case GZ_PLACE_INDIRECT_OBJECT:
    return retained_object(finder, head) == GZ_NONE
               ? gz_tree_child(finder->tree, head, GZ_DEPREL_IOBJ)
               : gz_tree_child(finder->tree, head, GZ_DEPREL_NSUBJ_PASS);
  case GZ_PLACE_INFINITIVE:
    return infinitive_of(finder, head, noun);
  case GZ_PLACE_COMPLEMENT:
    return complement_of(finder, head, noun);
  case GZ_PLACE_POSSESSOR:
    return gz_tree_child(finder->tree, head, GZ_DEPREL_NMOD_POSS);
  case GZ_PLACE_PREPOSITION:
    return find_after(finder, head, noun, place->preposition);
  default:
    return GZ_NONE;
  }
}

/** Look in one place for one role. */
static void
look(struct gz_event_finder *finder, struct gz_event_draft *draft,
     enum gz_role_kind kind, const struct gz_frame_place *place) {
  if (place->kind == GZ_PLACE_MODIFIER) {
    play_modifiers(finder, draft, draft->head, kind);
    if (draft->outer != GZ_NONE && !has_role(draft, kind)) {
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
  for (size_t i = 0; i < 3 && !has_role(draft, GZ_ROLE_PLACE); ++i) {
    uint32_t token =
        find_after(finder, draft->head, draft->frame->noun, words[i]);
    if (token == GZ_NONE && draft->clause != draft->head) {
      token = find_after(finder, draft->clause, false, words[i]);
    }
    const uint32_t entity =
        token == GZ_NONE ? GZ_NONE : entity_of(finder, token);
    if (entity != GZ_NONE && fits(finder, GZ_ROLE_PLACE, entity)) {
      add_role(finder, draft, GZ_ROLE_PLACE, entity, false, token);
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
  const uint32_t token = subject_of(finder, draft->head);
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
      if (has_role(draft, (enum gz_role_kind)kind)) {
        break;
      }
      look(finder, draft, (enum gz_role_kind)kind, &place[i]);
    }
  }
  look_for_place(finder, draft);
}

/** Copy the roles of a kind from one draft to another that has none. */
static void
copy_roles(struct gz_event_finder *finder, const struct gz_event_draft *from,
           struct gz_event_draft *to, enum gz_role_kind kind) {
  if (has_role(to, kind)) {
    return;
  }
  for (uint32_t i = 0; i < from->n_roles; ++i) {
    if (from->roles[i].kind == kind) {
      add_role(finder, to, kind, from->roles[i].entity, from->roles[i].is_event,
               from->heads[i]);
    }
  }
}

/**
 * "press him at a meeting in Washington": who meets is who is at it, and where
 * it is is where he is pressed.
 */
static void
share_occasion(struct gz_event_finder *finder, struct gz_event_draft *draft) {
  if (!gz_tree_has_case(finder->tree, draft->head, "at") &&
      !gz_tree_has_case(finder->tree, draft->head, "in") &&
      !gz_tree_has_case(finder->tree, draft->head, "during") &&
      !gz_tree_has_case(finder->tree, draft->head, "after") &&
      !gz_tree_has_case(finder->tree, draft->head, "on")) {
    return; // "pulled out of the talks"
  }
  const uint32_t head = gz_tree_head(finder->tree, draft->head);
  if (!draft->frame->noun || draft->clause != draft->head || head == GZ_NONE ||
      !finder->draft_at[head] ||
      !gz_tree_is(finder->tree, draft->head, GZ_DEPREL_OBL)) {
    return;
  }
  struct gz_event_draft *verb =
      &finder->drafts.items[finder->draft_at[head] - 1];
  copy_roles(finder, draft, verb, GZ_ROLE_PLACE);
  copy_roles(finder, verb, draft, GZ_ROLE_PLACE);
  if (draft->frame->type == GZ_EVENT_CONSULTATION &&
      !has_role(draft, GZ_ROLE_ACTOR) && !has_role(draft, GZ_ROLE_RECIPIENT)) {
    copy_roles(finder, verb, draft, GZ_ROLE_ACTOR);
    copy_roles(finder, verb, draft, GZ_ROLE_RECIPIENT);
  }
}

/** Whether whom an event is done to is to do what it is about. */
static bool
is_for_another(enum gz_event_class type) {
  switch (type) {
  case GZ_EVENT_REQUEST:
  case GZ_EVENT_REQUIREMENT:
  case GZ_EVENT_PERMISSION:
  case GZ_EVENT_PROHIBITION:
  case GZ_EVENT_ACCUSATION:
    return true;
  default:
    return false;
  }
}

void
gz_event_hand_down(struct gz_event_finder *finder, uint32_t number) {
  const struct gz_event_draft *draft = &finder->drafts.items[number];
  if (!draft->frame->noun) {
    return; // the tree knows who controls a verb's infinitive
  }
  for (uint32_t i = 0; i < draft->n_roles; ++i) {
    if (!draft->roles[i].is_event || draft->roles[i].kind != GZ_ROLE_CONCERNS) {
      continue;
    }
    struct gz_event_draft *inner =
        &finder->drafts.items[draft->roles[i].entity];
    if (inner->frame->noun || has_role(inner, GZ_ROLE_ACTOR) ||
        inner->frame->places[GZ_ROLE_ACTOR][0].kind != GZ_PLACE_SUBJECT ||
        gz_tree_has_passive(finder->tree, inner->head) ||
        !is_infinitive(finder, inner->head)) {
      continue;
    }
    const enum gz_role_kind from =
        is_for_another(draft->frame->type) ? GZ_ROLE_RECIPIENT : GZ_ROLE_ACTOR;
    for (uint32_t j = 0; j < draft->n_roles; ++j) {
      if (draft->roles[j].kind == from && !draft->roles[j].is_event) {
        add_role(finder, inner, GZ_ROLE_ACTOR, draft->roles[j].entity, false,
                 draft->heads[j]);
      }
    }
  }
}

void
gz_event_share(struct gz_event_finder *finder, uint32_t number) {
  struct gz_event_draft *draft = &finder->drafts.items[number];
  share_occasion(finder, draft);
  const uint32_t own = draft->n_roles;
  for (uint32_t i = 0; i < own; ++i) {
    if (!draft->roles[i].is_event) {
      continue;
    }
    const struct gz_event_draft *inner =
        &finder->drafts.items[draft->roles[i].entity];
    for (uint32_t j = 0; j < inner->n_roles; ++j) {
      const struct gz_role *role = &inner->roles[j];
      if (role->is_event) {
        continue;
      }
      if (role->kind == GZ_ROLE_ACTOR && draft->frame->noun &&
          !has_role(draft, GZ_ROLE_ACTOR)) {
        add_role(finder, draft, GZ_ROLE_ACTOR, role->entity, false,
                 inner->heads[j]);
      } else if (role->kind == GZ_ROLE_RECIPIENT ||
                 role->kind == GZ_ROLE_CONCERNS) {
        add_role(finder, draft, GZ_ROLE_CONCERNS, role->entity, false,
                 inner->heads[j]);
      }
    }
  }
}
