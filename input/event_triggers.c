#include "input/event_parts.h"

#include <string.h>

/** Longest lemma, in bytes, that is corrected. */
#define MAX_LEMMA 40

static const struct gz_token *
token_at(const struct gz_event_finder *finder, uint32_t token) {
  return gz_tree_token(finder->tree, token);
}

/** Whether the verb has that particle, behind it or behind its object. */
static bool
has_particle(const struct gz_event_finder *finder, uint32_t verb,
             const char *particle) {
  if (verb + 1 < finder->article->tokens.count &&
      gz_str_equal_nocase(gz_article_form(finder->article, verb + 1),
                          gz_str(particle))) {
    return true;
  }
  for (uint32_t child = gz_tree_first(finder->tree, verb); child != GZ_NONE;
       child = gz_tree_next(finder->tree, child)) {
    if ((gz_tree_is(finder->tree, child, GZ_DEPREL_COMPOUND_PRT) ||
         gz_tree_is(finder->tree, child, GZ_DEPREL_ADVMOD)) &&
        gz_str_equal_nocase(gz_article_form(finder->article, child),
                            gz_str(particle))) {
      return true;
    }
  }
  return false;
}

/** Whether a phrase after that preposition depends on the verb. */
static bool
has_phrase(const struct gz_event_finder *finder, uint32_t verb,
           const char *preposition) {
  for (uint32_t child = gz_tree_first(finder->tree, verb); child != GZ_NONE;
       child = gz_tree_next(finder->tree, child)) {
    if (gz_event_has_case(finder, child, preposition)) {
      return true;
    }
    // "spoken to by": the preposition is stranded on the verb.
    if (gz_tree_is(finder->tree, child, GZ_DEPREL_CASE) ||
        gz_tree_is(finder->tree, child, GZ_DEPREL_MARK) ||
        gz_tree_is(finder->tree, child, GZ_DEPREL_OBL)) {
      if (gz_str_equal_nocase(gz_article_form(finder->article, child),
                              gz_str(preposition))) {
        return true;
      }
    }
    // "insist on leaving": a clause is marked by it.
    if (gz_tree_has_mark(finder->tree, child, preposition)) {
      return true;
    }
  }
  return false;
}

static bool
has_modifier(const struct gz_event_finder *finder, uint32_t noun,
             const char *modifier) {
  return noun > 0 && gz_str_equal_nocase(gz_tree_lemma(finder->tree, noun - 1),
                                         gz_str(modifier));
}

/** Whether a condition names the phrase that `token` heads. */
static bool
names(const struct gz_event_finder *finder, const struct gz_frame_need *need,
      uint32_t token) {
  const uint32_t head = gz_event_core(finder, token);
  const uint32_t entity = gz_event_entity(finder, head);
  return gz_frames_need_has(finder->frames, need, GZ_STR("*")) ||
         gz_frames_need_has(finder->frames, need,
                            gz_tree_lemma(finder->tree, head)) ||
         (entity != GZ_NONE &&
          gz_frames_need_has_class(
              finder->frames, need,
              finder->article->entities.items[entity].type));
}

/** Whether a condition names what modifies a noun. */
static bool
names_modifier(const struct gz_event_finder *finder,
               const struct gz_frame_need *need, uint32_t noun) {
  for (uint32_t child = gz_tree_first(finder->tree, noun);
       child != GZ_NONE && child < noun;
       child = gz_tree_next(finder->tree, child)) {
    if (names(finder, need, child)) {
      return true;
    }
  }
  return false;
}

/** Whether the frame's condition holds of the token. */
static bool
holds(const struct gz_event_finder *finder, const struct gz_frame_need *need,
      uint32_t token, bool noun) {
  bool named = false;
  if (need->place.kind == GZ_PLACE_MODIFIER) {
    named = names_modifier(finder, need, token);
  } else {
    for (uint32_t at = gz_event_place(finder, token, noun, &need->place);
         at != GZ_NONE && !named;
         at = gz_tree_next_conjunct(finder->tree, at)) {
      named = names(finder, need, at);
    }
  }
  return named != need->forbids;
}

/** Whether the token has all the words that the frame needs. */
static bool
has_words(const struct gz_event_finder *finder, const struct gz_frame *frame,
          uint32_t token) {
  // "let down" is not to let.
  return (frame->particle
              ? has_particle(finder, token, frame->particle)
              : frame->noun ||
                    gz_tree_child(finder->tree, token,
                                  GZ_DEPREL_COMPOUND_PRT) == GZ_NONE) &&
         (!frame->preposition ||
          has_phrase(finder, token, frame->preposition)) &&
         (!frame->modifier || has_modifier(finder, token, frame->modifier));
}

/** Whether the token has all that the frame needs. */
static bool
is_met(const struct gz_event_finder *finder, const struct gz_frame *frame,
       uint32_t token) {
  if (!has_words(finder, frame, token)) {
    return false;
  }
  for (uint8_t i = 0; i < frame->n_needs; ++i) {
    if (!holds(finder, &frame->needs[i], token, frame->noun)) {
      return false;
    }
  }
  return true;
}

/** The first frame of a lemma, or of what it may be a slip for, or null. */
static const struct gz_frame *
frames_of(const struct gz_event_finder *finder, struct gz_str lemma,
          bool noun) {
  const struct gz_frame *frame = gz_frames_find(finder->frames, lemma, noun);
  if (frame || noun || lemma.size < 3 || lemma.size > MAX_LEMMA) {
    return frame;
  }
  // "banning" may be given as "bann", "imposing" as "impos".
  if (lemma.data[lemma.size - 1] == lemma.data[lemma.size - 2]) {
    return gz_frames_find(finder->frames, gz_str_part(lemma, 0, lemma.size - 1),
                          false);
  }
  char longer[MAX_LEMMA + 1];
  memcpy(longer, lemma.data, lemma.size);
  longer[lemma.size] = 'e';
  return gz_frames_find(finder->frames, gz_str_n(longer, lemma.size + 1),
                        false);
}

/** The frame of a token that needs the most, or null. */
static const struct gz_frame *
frame_of(const struct gz_event_finder *finder, uint32_t token) {
  const struct gz_token *of = token_at(finder, token);
  const bool noun = of->upos == GZ_UPOS_NOUN;
  if (!noun && of->upos != GZ_UPOS_VERB) {
    return NULL;
  }
  const struct gz_frame *frame = frames_of(finder, of->lemma, noun);
  while (frame && (frame->light || frame->undergo || frame->occurs ||
                   !is_met(finder, frame, token))) {
    frame = gz_frames_next(finder->frames, frame);
  }
  return frame;
}

/** How a noun stands to a verb that may lend it its phrases. */
struct standing {
  uint32_t verb; /**< Or the noun itself where that has a copula */
  bool object;
  bool subject;
};

/** A light verb whose noun stands in its place, or null. */
static const struct gz_frame *
light_frame(const struct gz_event_finder *finder, struct gz_str lemma,
            uint32_t noun, struct standing standing) {
  const struct gz_frame *frame = frames_of(finder, lemma, false);
  for (; frame; frame = gz_frames_next(finder->frames, frame)) {
    bool stands = false;
    if (frame->occurs) {
      stands = standing.subject;
    } else if (frame->light || frame->undergo) {
      stands = frame->preposition
                   ? gz_event_has_case(finder, noun, frame->preposition)
                   : standing.object;
    }
    if (stands &&
        (frame->particle ? has_particle(finder, standing.verb, frame->particle)
                         : gz_tree_child(finder->tree, standing.verb,
                                         GZ_DEPREL_COMPOUND_PRT) == GZ_NONE)) {
      return frame;
    }
  }
  return NULL;
}

/** The noun whose participants are those of the one in it, or none. */
static uint32_t
outer_noun(const struct gz_event_finder *finder, uint32_t noun) {
  const uint32_t head = gz_tree_head(finder->tree, noun);
  return head != GZ_NONE && gz_tree_is(finder->tree, noun, GZ_DEPREL_NMOD) &&
                 gz_tree_has_case(finder->tree, noun, "of") &&
                 gz_frames_set_has(finder->frames, "container",
                                   gz_tree_lemma(finder->tree, head))
             ? head
             : GZ_NONE;
}

/** Find the verb that lends its subject to the noun of a draft. */
static void
find_light_verb(const struct gz_event_finder *finder,
                struct gz_event_draft *draft) {
  const struct gz_tree *tree = finder->tree;
  draft->outer = outer_noun(finder, draft->head);
  const uint32_t noun = draft->outer == GZ_NONE ? draft->head : draft->outer;
  const struct gz_frame *frame = NULL;
  if (gz_tree_child(tree, noun, GZ_DEPREL_COP) != GZ_NONE) {
    // "is under investigation": the noun is the head.
    frame = light_frame(finder, GZ_STR("be"), noun,
                        (struct standing){.verb = noun});
    draft->copular = frame != NULL;
  } else {
    const uint32_t head = gz_tree_head(tree, noun);
    if (head == GZ_NONE || token_at(finder, head)->upos != GZ_UPOS_VERB) {
      return;
    }
    const struct standing standing = {
        .verb = head,
        .object = gz_tree_object(tree, head) == noun ||
                  gz_tree_child(tree, head, GZ_DEPREL_OBJ) == noun,
        .subject = gz_tree_is(tree, noun, GZ_DEPREL_NSUBJ) &&
                   gz_tree_child(tree, head, GZ_DEPREL_OBJ) == GZ_NONE,
    };
    frame = light_frame(finder, token_at(finder, head)->lemma, noun, standing);
    draft->clause = frame ? head : draft->head;
  }
  draft->undergo = frame && frame->undergo;
  draft->occurs = frame && frame->occurs;
}

/** Whether the token is a part of a name or of a time. */
static bool
is_named(const struct gz_event_finder *finder, uint32_t token) {
  return finder->is_time[token] ||
         (token_at(finder, token)->ne != GZ_NE_NONE &&
          token_at(finder, token)->upos != GZ_UPOS_VERB);
}

/**
 * A verb that only lends itself to an event noun is no event of its own:
 * "launched an attack".  But who signs an agreement does sign.
 */
static void
drop_light_verbs(struct gz_event_finder *finder) {
  for (uint32_t i = 0; i < finder->drafts.count; ++i) {
    const struct gz_event_draft *noun = &finder->drafts.items[i];
    const uint32_t verb = finder->draft_at[noun->clause];
    if (noun->clause != noun->head && verb &&
        finder->drafts.items[verb - 1].frame->type != GZ_EVENT_ENACTMENT) {
      finder->drafts.items[verb - 1].dropped = true;
      finder->draft_at[noun->clause] = 0;
    }
  }
}

bool
gz_event_draft_all(struct gz_event_finder *finder) {
  const struct gz_article *article = finder->article;
  for (uint32_t i = 0; i < article->sentences.count; ++i) {
    const struct gz_sentence *sentence = &article->sentences.items[i];
    if (sentence->repeated) {
      continue;
    }
    for (uint32_t j = 0; j < sentence->count; ++j) {
      const uint32_t token = sentence->first + j;
      const struct gz_frame *frame =
          is_named(finder, token) ? NULL : frame_of(finder, token);
      if (!frame) {
        continue;
      }
      struct gz_event_draft *draft = GZ_PUSH(finder->article, &finder->drafts);
      if (!draft) {
        return false;
      }
      draft->frame = frame;
      draft->head = token;
      draft->clause = token;
      draft->outer = GZ_NONE;
      if (frame->noun) {
        find_light_verb(finder, draft);
      }
      finder->draft_at[token] = finder->drafts.count;
    }
  }
  drop_light_verbs(finder);
  return true;
}
