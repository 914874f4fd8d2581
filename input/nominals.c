#include "input/mentions_parts.h"

/** What a personal pronoun can stand for. */
static const struct {
  const char *form;
  uint8_t gender;
  uint8_t number;
  uint8_t animacy;
} pronouns[] = {
    {"he", GZ_GENDER_MALE, GZ_NUMBER_ONE, GZ_REF_PERSON},
    {"him", GZ_GENDER_MALE, GZ_NUMBER_ONE, GZ_REF_PERSON},
    {"his", GZ_GENDER_MALE, GZ_NUMBER_ONE, GZ_REF_PERSON},
    {"himself", GZ_GENDER_MALE, GZ_NUMBER_ONE, GZ_REF_PERSON},
    {"she", GZ_GENDER_FEMALE, GZ_NUMBER_ONE, GZ_REF_PERSON},
    {"her", GZ_GENDER_FEMALE, GZ_NUMBER_ONE, GZ_REF_PERSON},
    {"hers", GZ_GENDER_FEMALE, GZ_NUMBER_ONE, GZ_REF_PERSON},
    {"herself", GZ_GENDER_FEMALE, GZ_NUMBER_ONE, GZ_REF_PERSON},
    {"it", GZ_GENDER_UNKNOWN, GZ_NUMBER_ONE, GZ_REF_GROUP | GZ_REF_THING},
    {"its", GZ_GENDER_UNKNOWN, GZ_NUMBER_ONE, GZ_REF_GROUP | GZ_REF_THING},
    {"itself", GZ_GENDER_UNKNOWN, GZ_NUMBER_ONE, GZ_REF_GROUP | GZ_REF_THING},
    {"they", GZ_GENDER_UNKNOWN, GZ_NUMBER_MANY, GZ_REF_ANY},
    {"them", GZ_GENDER_UNKNOWN, GZ_NUMBER_MANY, GZ_REF_ANY},
    {"their", GZ_GENDER_UNKNOWN, GZ_NUMBER_MANY, GZ_REF_ANY},
    {"theirs", GZ_GENDER_UNKNOWN, GZ_NUMBER_MANY, GZ_REF_ANY},
    {"themselves", GZ_GENDER_UNKNOWN, GZ_NUMBER_MANY, GZ_REF_ANY},
    {"i", GZ_GENDER_UNKNOWN, GZ_NUMBER_ONE, GZ_REF_PERSON},
    {"me", GZ_GENDER_UNKNOWN, GZ_NUMBER_ONE, GZ_REF_PERSON},
    {"my", GZ_GENDER_UNKNOWN, GZ_NUMBER_ONE, GZ_REF_PERSON},
    {"mine", GZ_GENDER_UNKNOWN, GZ_NUMBER_ONE, GZ_REF_PERSON},
    {"myself", GZ_GENDER_UNKNOWN, GZ_NUMBER_ONE, GZ_REF_PERSON},
    {"we", GZ_GENDER_UNKNOWN, GZ_NUMBER_MANY, GZ_REF_PERSON | GZ_REF_GROUP},
    {"us", GZ_GENDER_UNKNOWN, GZ_NUMBER_MANY, GZ_REF_PERSON | GZ_REF_GROUP},
    {"our", GZ_GENDER_UNKNOWN, GZ_NUMBER_MANY, GZ_REF_PERSON | GZ_REF_GROUP},
    {"ours", GZ_GENDER_UNKNOWN, GZ_NUMBER_MANY, GZ_REF_PERSON | GZ_REF_GROUP},
    {"ourselves", GZ_GENDER_UNKNOWN, GZ_NUMBER_MANY,
     GZ_REF_PERSON | GZ_REF_GROUP},
    {"you", GZ_GENDER_UNKNOWN, GZ_NUMBER_UNKNOWN, GZ_REF_PERSON},
    {"your", GZ_GENDER_UNKNOWN, GZ_NUMBER_UNKNOWN, GZ_REF_PERSON},
    {"yours", GZ_GENDER_UNKNOWN, GZ_NUMBER_UNKNOWN, GZ_REF_PERSON},
    {"yourself", GZ_GENDER_UNKNOWN, GZ_NUMBER_ONE, GZ_REF_PERSON},
};

/** Whether the words say that what they hold speaks: "X said", "told by X",
 *  "according to X". */
static bool
is_source(const struct gz_actor_work *work, uint32_t head) {
  static const char *const verbs[] = {
      "say",     "tell",    "add",     "warn",   "claim",    "report",
      "confirm", "note",    "state",   "argue",  "believe",  "allege",
      "insist",  "suggest", "explain", "write",  "announce", "acknowledge",
      "admit",   "predict", "comment", "reveal", "stress",   "caution",
      "declare", "deny",    "quote",   "reply"};
  const struct gz_tree *tree = &work->tree;
  if (gz_tree_is(tree, head, GZ_DEPREL_OBL) &&
      gz_tree_has_case(tree, head, "according to")) {
    return true;
  }
  const uint32_t verb = gz_tree_head(tree, head);
  if (verb == GZ_NONE || gz_work_token(work, verb)->upos != GZ_UPOS_VERB) {
    return false;
  }
  const uint8_t deprel = gz_work_token(work, head)->deprel;
  return (deprel == GZ_DEPREL_NSUBJ || deprel == GZ_DEPREL_OBL_AGENT) &&
         GZ_IS_ONE_OF(gz_tree_lemma(tree, verb), verbs);
}

/** Whether a token heads a noun phrase that may refer. */
static bool
heads_phrase(const struct gz_actor_work *work, uint32_t token) {
  const struct gz_token *word = gz_work_token(work, token);
  if (work->in_name[token] ||
      (word->upos != GZ_UPOS_NOUN && word->upos != GZ_UPOS_PROPN)) {
    return false;
  }
  switch (word->deprel) {
  case GZ_DEPREL_COMPOUND:
  case GZ_DEPREL_FLAT:
  case GZ_DEPREL_FIXED:
  case GZ_DEPREL_GOESWITH:
  case GZ_DEPREL_AMOD:
  case GZ_DEPREL_NMOD_DESC:
  case GZ_DEPREL_DISCOURSE:
  case GZ_DEPREL_CASE:
  case GZ_DEPREL_NMOD_UNMARKED:
  case GZ_DEPREL_OBL_UNMARKED:
    return false;
  default:
    return true;
  }
}

/** The reference to a state among the words from `first` to `head`. */
static uint32_t
state_among(const struct gz_actor_work *work, uint32_t first, uint32_t head) {
  for (uint32_t i = first; i < head; ++i) {
    const uint32_t ref = work->in_name[i];
    if (ref && gz_ref_at(work, ref - 1)->type == GZ_ENTITY_STATE) {
      return ref - 1;
    }
  }
  return GZ_NONE;
}

/** Whether a phrase speaks of one certain thing: "a new bill", not "any bills",
 *  "legislation". */
static bool
is_single(const struct gz_actor_work *work, const struct gz_ref *ref) {
  static const char *const vague[] = {"any", "no", "every", "each", "such"};
  const uint8_t upos = gz_work_token(work, ref->first)->upos;
  return ref->number == GZ_NUMBER_ONE &&
         (upos == GZ_UPOS_DET || upos == GZ_UPOS_PRON ||
          gz_tree_child(&work->tree, ref->head, GZ_DEPREL_NMOD_POSS) !=
              GZ_NONE) &&
         !GZ_IS_ONE_OF(gz_work_form(work, ref->first), vague);
}

/** Make a name of a body that is called after somebody or some place: "the
 *  Monti government", "Kurdistan regional government". */
static void
name_body(const struct gz_actor_work *work, struct gz_ref *ref) {
  if (ref->type != GZ_ENTITY_GOVERNMENT_BODY || ref->number != GZ_NUMBER_ONE) {
    return;
  }
  for (uint32_t i = ref->first; i < ref->head; ++i) {
    const uint32_t name = work->in_name[i];
    if (!name) {
      continue;
    }
    const struct gz_ref *other = gz_ref_at(work, name - 1);
    const bool person = gz_class_animacy(other->type) == GZ_REF_PERSON;
    if ((person || other->type == GZ_ENTITY_PLACE) && !other->inner &&
        other->first + other->count <= ref->head &&
        gz_work_token(work, other->head)->head == ref->head &&
        !gz_tree_is(&work->tree, other->head, GZ_DEPREL_NMOD_POSS)) {
      ref->count = ref->head - other->first + 1;
      ref->first = other->first;
      ref->kind = GZ_MENTION_NAME;
      ref->named = true;
      ref->ne = GZ_NE_ORG;
      ref->rule = "body-of-name";
      return;
    }
  }
}

static bool
add_nominal(struct gz_actor_work *work, uint32_t head) {
  uint32_t first = head;
  uint32_t last = head;
  gz_tree_phrase(&work->tree, head, &first, &last);
  // A person's title reaches into the name: the name is no part of it.
  if (last > head && work->in_name[last]) {
    const struct gz_ref *name = gz_ref_at(work, work->in_name[last] - 1);
    if (name->first > head && gz_tree_head(&work->tree, name->head) == head &&
        gz_tree_is(&work->tree, name->head, GZ_DEPREL_FLAT)) {
      last = name->first - 1;
    }
  }
  struct gz_ref *ref = gz_ref_add(work, first, last - first + 1, head);
  if (!ref) {
    return false;
  }
  const struct gz_token *word = gz_work_token(work, head);
  const struct gz_noun *noun = gz_work_noun(work, head);
  ref->kind = GZ_MENTION_NOMINAL;
  ref->rule = "noun-phrase";
  ref->number =
      word->xpos == GZ_XPOS_NNS || word->xpos == GZ_XPOS_NNPS ||
              (noun && noun->marks & GZ_NOUN_PLURAL) ||
              gz_tree_child(&work->tree, head, GZ_DEPREL_CONJ) != GZ_NONE
          ? GZ_NUMBER_MANY
          : GZ_NUMBER_ONE;
  ref->source = is_source(work, head);
  ref->state = state_among(work, first, head);
  ref->animacy = GZ_REF_THING;
  if (noun) {
    ref->marks = noun->marks;
    ref->type = noun->type;
    ref->animacy = noun->marks & GZ_NOUN_PERSON  ? GZ_REF_PERSON
                   : noun->marks & GZ_NOUN_GROUP ? GZ_REF_GROUP
                                                 : GZ_REF_THING;
    if (noun->marks & GZ_NOUN_THING) {
      ref->animacy = GZ_REF_THING;
    }
    ref->gender = noun->marks & GZ_NOUN_MALE     ? GZ_GENDER_MALE
                  : noun->marks & GZ_NOUN_FEMALE ? GZ_GENDER_FEMALE
                                                 : GZ_GENDER_UNKNOWN;
  } else if (ref->source) {
    ref->type = GZ_ENTITY_UNNAMED_SOURCE;
    ref->animacy = GZ_REF_ANY;
  }
  name_body(work, ref);
  if (ref->type == GZ_ENTITY_LEGISLATION && !is_single(work, ref)) {
    ref->type = GZ_ENTITY_POLICY;
  }
  return true;
}

/** Whether "it" says nothing: "it is clear that …", "it seems …". */
static bool
is_pleonastic(const struct gz_actor_work *work, uint32_t token) {
  static const char *const seeming[] = {"seem",   "appear", "rain", "snow",
                                        "matter", "mean",   "turn"};
  const struct gz_tree *tree = &work->tree;
  if (gz_tree_is(tree, token, GZ_DEPREL_EXPL)) {
    return true;
  }
  const uint32_t head = gz_tree_head(tree, token);
  if (head == GZ_NONE || !gz_tree_is(tree, token, GZ_DEPREL_NSUBJ)) {
    return false;
  }
  const bool clause = gz_tree_child(tree, head, GZ_DEPREL_CSUBJ) != GZ_NONE ||
                      gz_tree_child(tree, head, GZ_DEPREL_CCOMP) != GZ_NONE;
  if (gz_work_token(work, head)->upos == GZ_UPOS_ADJ && clause) {
    return true;
  }
  return clause && GZ_IS_ONE_OF(gz_tree_lemma(tree, head), seeming);
}

static bool
add_pronoun(struct gz_actor_work *work, uint32_t token) {
  const uint8_t xpos = gz_work_token(work, token)->xpos;
  const struct gz_str form = gz_work_form(work, token);
  if ((xpos != GZ_XPOS_PRP && xpos != GZ_XPOS_PRP_POSS) ||
      (gz_str_equal_nocase(form, GZ_STR("it")) && is_pleonastic(work, token))) {
    return true;
  }
  for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; ++i) {
    if (gz_str_equal_nocase(form, gz_str(pronouns[i].form))) {
      struct gz_ref *ref = gz_ref_add(work, token, 1, token);
      if (!ref) {
        return false;
      }
      ref->kind = GZ_MENTION_PRONOUN;
      ref->gender = pronouns[i].gender;
      ref->number = pronouns[i].number;
      ref->animacy = pronouns[i].animacy;
      ref->rule = "pronoun";
      return true;
    }
  }
  return true;
}

bool
gz_find_nominals(struct gz_actor_work *work) {
  for (uint32_t s = 0; s < work->article->sentences.count; ++s) {
    const struct gz_sentence *sentence = &work->article->sentences.items[s];
    for (uint32_t i = sentence->first;
         !sentence->repeated && i < sentence->first + sentence->count; ++i) {
      if (gz_article_is_time(work->article, i)) {
        continue;
      }
      const bool pronoun = gz_work_token(work, i)->upos == GZ_UPOS_PRON;
      if ((pronoun && !add_pronoun(work, i)) ||
          (!pronoun && heads_phrase(work, i) && !add_nominal(work, i))) {
        return false;
      }
    }
  }
  return true;
}
