#include "input/coreference.h"

/** Most sentences back that a noun phrase finds what it refers to. */
#define MAX_SENTENCES 6

/** Most references back. */
#define MAX_BACK 120

static bool
is_definite(const struct gz_actor_work *work, const struct gz_ref *ref) {
  static const char *const words[] = {"the",   "this",  "that",
                                      "these", "those", "both"};
  const struct gz_str first = gz_work_form(work, ref->first);
  return GZ_IS_ONE_OF(first, words);
}

/** Whether a phrase says that it means something else, or who owns it. */
static bool
is_new(const struct gz_actor_work *work, const struct gz_ref *ref) {
  static const char *const words[] = {
      "other", "another", "new", "second", "next", "former", "similar", "many",
      "some",  "several", "few", "first",  "own",  "more",   "most",    "all"};
  for (uint32_t i = ref->first; i < ref->head; ++i) {
    if (GZ_IS_ONE_OF(gz_work_form(work, i), words)) {
      return true;
    }
  }
  return false;
}

/** Whether what hangs on a phrase singles it out by itself. */
static bool
is_restricted(const struct gz_actor_work *work, const struct gz_ref *ref) {
  return gz_tree_child(&work->tree, ref->head, GZ_DEPREL_NMOD) != GZ_NONE ||
         gz_tree_child(&work->tree, ref->head, GZ_DEPREL_ACL) != GZ_NONE ||
         gz_tree_child(&work->tree, ref->head, GZ_DEPREL_NMOD_POSS) != GZ_NONE;
}

/** The state that a cluster is of, as a known actor. */
static uint32_t
state_of(const struct gz_actor_work *work, uint32_t number) {
  const struct gz_ref *root = gz_ref_at(work, gz_ref_root(work, number));
  if (root->actor != GZ_NONE) {
    const uint32_t state = gz_actors_get(work->actors, root->actor).state;
    if (state != GZ_NONE) {
      return state;
    }
  }
  return root->state == GZ_NONE
             ? GZ_NONE
             : gz_ref_at(work, gz_ref_root(work, root->state))->actor;
}

/** Whether what a phrase says of its state does not speak against another. */
static bool
states_agree(const struct gz_actor_work *work, const struct gz_ref *ref,
             uint32_t other) {
  if (ref->state == GZ_NONE) {
    return true;
  }
  const uint32_t mine = gz_ref_at(work, gz_ref_root(work, ref->state))->actor;
  const uint32_t its = state_of(work, other);
  return mine == GZ_NONE || its == GZ_NONE || mine == its;
}

/** Whether each modifier of a phrase is in the other's words. */
static bool
modifiers_agree(const struct gz_actor_work *work, const struct gz_ref *ref,
                const struct gz_ref *other) {
  for (uint32_t i = ref->first; i < ref->head; ++i) {
    const struct gz_token *word = gz_work_token(work, i);
    if (word->upos == GZ_UPOS_DET || word->upos == GZ_UPOS_PUNCT ||
        word->upos == GZ_UPOS_PRON) {
      continue;
    }
    bool found = false;
    for (uint32_t j = other->first; j < other->first + other->count && !found;
         ++j) {
      found = gz_str_equal_nocase(gz_work_form(work, i), gz_work_form(work, j));
    }
    if (!found) {
      return false;
    }
  }
  return true;
}

/** The person whose name follows a title: "Minister of Education X". */
static uint32_t
named_after(const struct gz_actor_work *work, const struct gz_ref *ref) {
  if (!(ref->marks & (GZ_NOUN_OFFICE | GZ_NOUN_TITLE)) ||
      ref->number == GZ_NUMBER_MANY) {
    return GZ_NONE;
  }
  const struct gz_sentence *sentence =
      &work->article->sentences.items[ref->sentence];
  const uint32_t end = sentence->first + sentence->count;
  for (uint32_t i = ref->head + 1; i < end && i < ref->head + 7; ++i) {
    const uint8_t upos = gz_work_token(work, i)->upos;
    const uint32_t name = work->in_name[i];
    if (name && gz_work_token(work, i - 1)->upos != GZ_UPOS_ADP &&
        gz_class_animacy(gz_ref_at(work, name - 1)->type) == GZ_REF_PERSON) {
      return name - 1;
    }
    if (name) {
      return GZ_NONE;
    }
    if (upos != GZ_UPOS_NOUN && upos != GZ_UPOS_PROPN &&
        !(i == ref->head + 1 && upos == GZ_UPOS_ADP)) {
      return GZ_NONE;
    }
  }
  return GZ_NONE;
}

/** Join a title or class noun with the name that follows or modifies it:
 *  "Senator Tom Cotton", "the Five Eyes coalition". */
static bool
join_with_name(struct gz_coreference *c, uint32_t number) {
  struct gz_actor_work *work = c->work;
  struct gz_ref *ref = gz_ref_at(work, number);
  const struct gz_tree *tree = &work->tree;
  const uint32_t after = named_after(work, ref);
  if (after != GZ_NONE && gz_refs_join(work, after, number)) {
    ref->silent = true;
    ref->rule = "title";
    return true;
  }
  for (uint32_t child = gz_tree_first(tree, ref->head); child != GZ_NONE;
       child = gz_tree_next(tree, child)) {
    const uint32_t other = gz_ref_headed(work, child);
    if (other == GZ_NONE || gz_ref_at(work, other)->kind != GZ_MENTION_NAME) {
      continue;
    }
    const struct gz_ref *name = gz_ref_at(work, other);
    const bool person = gz_class_animacy(name->type) == GZ_REF_PERSON;
    const bool flat = gz_tree_is(tree, child, GZ_DEPREL_FLAT) ||
                      gz_tree_is(tree, child, GZ_DEPREL_APPOS);
    const bool compound = gz_tree_is(tree, child, GZ_DEPREL_COMPOUND);
    const bool joined =
        person ? (ref->marks & GZ_NOUN_PERSON) != 0 && flat && child > ref->head
               : ref->number == GZ_NUMBER_ONE &&
                     (ref->marks & GZ_NOUN_GROUP) != 0 &&
                     name->type != GZ_ENTITY_STATE && (compound || flat) &&
                     (ref->type == name->type || flat ||
                      (ref->type == GZ_ENTITY_ORGANIZATION &&
                       name->type == GZ_ENTITY_ALLIANCE));
    if (joined && gz_refs_join(work, other, number)) {
      ref->rule = flat ? "apposition" : "class-of-name";
      return true;
    }
  }
  return false;
}

/** What an apposition is hung on, or none.  One that was read as a second
 *  subject between commas, right after the first, is one too. */
static uint32_t
hung_on(const struct gz_actor_work *work, const struct gz_ref *ref) {
  const uint32_t head = gz_tree_head(&work->tree, ref->head);
  if (head == GZ_NONE) {
    return GZ_NONE;
  }
  if (gz_tree_is(&work->tree, ref->head, GZ_DEPREL_APPOS)) {
    return gz_ref_headed(work, head);
  }
  const uint32_t start = work->article->sentences.items[ref->sentence].first;
  const uint32_t name =
      ref->first >= start + 2 &&
              gz_str_is(gz_work_form(work, ref->first - 1), ",")
          ? work->in_name[ref->first - 2]
          : 0;
  if (!name) {
    return GZ_NONE;
  }
  const uint32_t subject = gz_ref_at(work, name - 1)->head;
  return gz_tree_is(&work->tree, ref->head, GZ_DEPREL_NSUBJ) &&
                 gz_tree_is(&work->tree, subject, GZ_DEPREL_NSUBJ) &&
                 gz_tree_head(&work->tree, subject) == head
             ? name - 1
             : GZ_NONE;
}

/** Join an apposition with what it is hung on: "Huawei, the world's largest
 *  provider"; a list is none. */
static bool
join_apposition(struct gz_coreference *c, uint32_t number) {
  struct gz_actor_work *work = c->work;
  struct gz_ref *ref = gz_ref_at(work, number);
  const uint32_t other = hung_on(work, ref);
  if (other == GZ_NONE || ref->number == GZ_NUMBER_MANY ||
      !gz_refs_join(work, other, number)) {
    return false;
  }
  ref->silent = true;
  ref->rule = "apposition";
  return true;
}

/** A phrase that is part of a name's own phrase: "President Trump" where the
 *  name is the head.  Note the title for "the president". */
static bool
note_titles(struct gz_coreference *c, uint32_t number) {
  const struct gz_actor_work *work = c->work;
  const struct gz_ref *name = gz_ref_at(work, number);
  if (gz_class_animacy(name->type) != GZ_REF_PERSON || name->first == 0) {
    return true;
  }
  const uint32_t start = work->article->sentences.items[name->sentence].first;
  for (uint32_t i = name->first; i-- > start && i + 6 > name->first;) {
    const uint8_t upos = gz_work_token(work, i)->upos;
    if (upos != GZ_UPOS_NOUN && upos != GZ_UPOS_PROPN && upos != GZ_UPOS_ADJ &&
        upos != GZ_UPOS_ADP) {
      break;
    }
    const struct gz_noun *noun =
        gz_noun_find(work->nouns, gz_work_form(work, i));
    if (noun && noun->marks & GZ_NOUN_OFFICE &&
        !gz_coreference_note(c, 't', gz_work_form(work, i), number)) {
      return false;
    }
  }
  return true;
}

/** Whether a name stands where it is spoken of, not only as an adjective. */
static bool
is_salient(const struct gz_actor_work *work, const struct gz_ref *ref) {
  return !ref->inner && !ref->adjectival &&
         !gz_tree_is(&work->tree, ref->head, GZ_DEPREL_COMPOUND);
}

/** The last thing of a class that is spoken of by name: subjects first. */
static uint32_t
find_class(const struct gz_actor_work *work, uint32_t number) {
  const struct gz_ref *ref = gz_ref_at(work, number);
  uint32_t best = GZ_NONE;
  int most = 0;
  struct gz_back back = gz_back_from(work, number, MAX_SENTENCES, MAX_BACK);
  for (uint32_t i = gz_back_next(&back); i != GZ_NONE;
       i = gz_back_next(&back)) {
    const struct gz_ref *other = gz_ref_at(work, i);
    const struct gz_ref *root = gz_ref_at(work, gz_ref_root(work, i));
    const bool fits =
        root->type == ref->type ||
        (ref->type == GZ_ENTITY_ORGANIZATION &&
         (root->type == GZ_ENTITY_FIRM || root->type == GZ_ENTITY_ALLIANCE));
    if (!root->named || !fits || !is_salient(work, other) ||
        !states_agree(work, ref, i) || !gz_refs_agree(work, i, number)) {
      continue;
    }
    // Not what the phrase itself belongs to.
    if (other->first >= ref->first && other->first < ref->first + ref->count) {
      continue;
    }
    int points = 40 - 6 * (int)(ref->sentence - other->sentence);
    points += gz_tree_is(&work->tree, other->head, GZ_DEPREL_NSUBJ) ? 10 : 0;
    points += root->size > 4 ? 8 : (int)(2 * root->size);
    if (points > most) {
      most = points;
      best = i;
    }
  }
  return best;
}

/** The last phrase or name with that head noun which this one may repeat. */
static uint32_t
find_head(const struct gz_coreference *c, uint32_t number) {
  const struct gz_actor_work *work = c->work;
  const struct gz_ref *ref = gz_ref_at(work, number);
  const struct gz_str lemma = gz_tree_lemma(&work->tree, ref->head);
  const uint32_t other = gz_coreference_find(c, 'n', lemma);
  if (other == GZ_NONE) {
    return GZ_NONE;
  }
  const struct gz_ref *before = gz_ref_at(work, other);
  return before->number == ref->number && modifiers_agree(work, ref, before) &&
                 states_agree(work, ref, other)
             ? other
             : GZ_NONE;
}

/** What a definite phrase refers to, or none. */
static uint32_t
find_antecedent(const struct gz_coreference *c, uint32_t number) {
  const struct gz_actor_work *work = c->work;
  const struct gz_ref *ref = gz_ref_at(work, number);
  if (!is_definite(work, ref) || is_new(work, ref)) {
    return GZ_NONE;
  }
  const struct gz_str lemma = gz_tree_lemma(&work->tree, ref->head);
  const bool one = ref->number == GZ_NUMBER_ONE;
  uint32_t found = GZ_NONE;
  if (one && !is_restricted(work, ref)) {
    found = gz_coreference_find(
        c, (ref->marks & GZ_NOUN_OFFICE) != 0 ? 't' : 'w', lemma);
    if (found != GZ_NONE && (!states_agree(work, ref, found) ||
                             !gz_refs_agree(work, found, number))) {
      found = GZ_NONE;
    }
  }
  if (found == GZ_NONE) {
    found = find_head(c, number);
  }
  if (found == GZ_NONE && one && (ref->marks & GZ_NOUN_GROUP) != 0 &&
      ref->type != GZ_ENTITY_PLACE && ref->type != GZ_ENTITY_LEGISLATION &&
      ref->type != GZ_ENTITY_GOVERNMENT_BODY &&
      ref->type != GZ_ENTITY_ORGANIZATION && !is_restricted(work, ref)) {
    found = find_class(work, number);
  }
  return found;
}

/** Join bodies of one state that have one name: "the British government",
 *  "the UK government". */
static bool
join_bodies(struct gz_coreference *c, uint32_t number) {
  struct gz_actor_work *work = c->work;
  const struct gz_ref *ref = gz_ref_at(work, number);
  const struct gz_str lemma = gz_tree_lemma(&work->tree, ref->head);
  if (ref->type != GZ_ENTITY_GOVERNMENT_BODY || ref->state == GZ_NONE ||
      ref->number != GZ_NUMBER_ONE) {
    return true;
  }
  const struct gz_ref *state = gz_ref_at(work, gz_ref_root(work, ref->state));
  if (state->actor == GZ_NONE) {
    return true;
  }
  const char *word =
      gz_arena_printf(work->article->arena, "%u %.*s", (unsigned)state->actor,
                      GZ_STR_ARGS(lemma));
  if (!word) {
    return false;
  }
  const uint32_t other = gz_coreference_find(c, 'b', gz_str(word));
  if (other != GZ_NONE) {
    (void)gz_refs_join(work, other, number);
  }
  return gz_coreference_note(c, 'b', gz_str(word), number);
}

/** Join sources that are described in the same words. */
static bool
join_source(struct gz_coreference *c, uint32_t number) {
  struct gz_actor_work *work = c->work;
  const struct gz_ref *ref = gz_ref_at(work, number);
  static const char *const articles[] = {"a", "an", "the"};
  struct gz_str text = gz_ref_text(work, ref);
  const struct gz_str first = gz_work_form(work, ref->first);
  if (GZ_IS_ONE_OF(first, articles)) {
    text = gz_str_trim(gz_str_part(text, first.size, text.size));
  }
  const uint32_t other = gz_coreference_find(c, 'd', text);
  if (other != GZ_NONE) {
    (void)gz_refs_join(work, other, number);
  }
  return gz_coreference_note(c, 'd', text, number);
}

static bool
join_nominal(struct gz_coreference *c, uint32_t number) {
  struct gz_actor_work *work = c->work;
  struct gz_ref *ref = gz_ref_at(work, number);
  const struct gz_str lemma = gz_tree_lemma(&work->tree, ref->head);
  if (!join_with_name(c, number) && !join_apposition(c, number)) {
    const uint32_t other = find_antecedent(c, number);
    if (other != GZ_NONE && gz_refs_join(work, other, number)) {
      ref->rule = "definite";
    }
    if (!join_bodies(c, number) ||
        (ref->source && ref->animacy != GZ_REF_THING &&
         !join_source(c, number))) {
      return false;
    }
  } else if (ref->marks & GZ_NOUN_OFFICE &&
             !gz_coreference_note(c, 't', lemma, number)) {
    return false;
  }
  return !lemma.size || gz_coreference_note(c, 'n', lemma, number);
}

bool
gz_join_nominals(struct gz_coreference *c) {
  for (uint32_t i = 0; i < c->work->refs.count; ++i) {
    const uint8_t kind = gz_ref_at(c->work, i)->kind;
    if ((kind == GZ_MENTION_NAME &&
         (!note_titles(c, i) || !gz_coreference_note_words(c, i))) ||
        (kind == GZ_MENTION_NOMINAL && !join_nominal(c, i))) {
      return false;
    }
  }
  return true;
}
