#include "input/event_parts.h"

static const struct gz_entity *
entity_at(const struct gz_event_finder *finder, uint32_t number) {
  return &finder->article->entities.items[number];
}

uint32_t
gz_event_own_entity(const struct gz_event_finder *finder, uint32_t token) {
  const uint32_t mention = finder->mention_at[token];
  return mention ? finder->article->mentions.items[mention - 1].entity
                 : GZ_NONE;
}

uint32_t
gz_event_bearer(const struct gz_event_finder *finder, uint32_t token) {
  if (gz_event_own_entity(finder, token) != GZ_NONE) {
    return token;
  }
  for (uint32_t child = gz_tree_first(finder->tree, token); child != GZ_NONE;
       child = gz_tree_next(finder->tree, child)) {
    const bool named =
        gz_tree_is(finder->tree, child, GZ_DEPREL_FLAT) ||
        gz_tree_is(finder->tree, child, GZ_DEPREL_APPOS) ||
        gz_tree_token(finder->tree, child)->deprel == GZ_DEPREL_NMOD;
    if (child < token || !named ||
        gz_tree_case(finder->tree, child) != GZ_NONE) {
      continue;
    }
    const uint32_t entity = gz_event_own_entity(finder, child);
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
  const uint32_t bearer = gz_event_bearer(finder, token);
  return bearer == GZ_NONE ? GZ_NONE : gz_event_own_entity(finder, bearer);
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
      if (gz_tree_has_mark(finder->tree, child, word) ||
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
      gz_tree_token(tree, left)->xpos != GZ_XPOS_TO ||
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

bool
gz_event_is_infinitive(const struct gz_event_finder *finder, uint32_t clause) {
  return gz_tree_has_mark(finder->tree, clause, "to") &&
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
  return clause != GZ_NONE && gz_tree_has_mark(finder->tree, clause, "to")
             ? clause
             : far_infinitive(finder, head);
}

/** The infinitive that completes a verb or noun, or none. */
static uint32_t
infinitive_of(const struct gz_event_finder *finder, uint32_t head, bool noun) {
  const uint32_t clause = complement_of(finder, head, noun);
  return clause != GZ_NONE && gz_event_is_infinitive(finder, clause) ? clause
                                                                     : GZ_NONE;
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
  return GZ_IS_ONE_OF(gz_article_form(finder->article, next), particles)
             ? gz_tree_head(tree, next)
             : GZ_NONE;
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

uint32_t
gz_event_subject(const struct gz_event_finder *finder, uint32_t verb) {
  return completed_noun(finder, verb) == GZ_NONE
             ? gz_tree_subject(finder->tree, verb)
             : GZ_NONE;
}

uint32_t
gz_event_after(const struct gz_event_finder *finder, uint32_t head, bool noun,
               const char *word) {
  uint32_t found = phrase_after(finder, head, word);
  if (found == GZ_NONE && !noun) {
    // "ban Huawei from networks": the phrase may hang on the object.
    const uint32_t object = gz_tree_child(finder->tree, head, GZ_DEPREL_OBJ);
    found = object == GZ_NONE ? GZ_NONE : phrase_after(finder, object, word);
    // "was accused by Britain of hacking": or on the agent.
    const uint32_t agent =
        gz_tree_child(finder->tree, head, GZ_DEPREL_OBL_AGENT);
    if (found == GZ_NONE && agent != GZ_NONE) {
      found = phrase_after(finder, agent, word);
    }
  }
  return found;
}

uint32_t
gz_event_place(const struct gz_event_finder *finder, uint32_t head, bool noun,
               const struct gz_frame_place *place) {
  switch (place->kind) {
  case GZ_PLACE_SUBJECT:
    return gz_event_subject(finder, head);
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
    return gz_event_after(finder, head, noun, place->preposition);
  default:
    return GZ_NONE;
  }
}
