#include "input/mentions_parts.h"

/** Most words before a name that say what it is: "telecoms firm Huawei". */
#define MAX_MODIFIERS 4

/** The class that a word makes of a name, or none. */
static uint8_t
part_class(const struct gz_actor_work *work, uint32_t token) {
  struct gz_str form = gz_work_form(work, token);
  const struct gz_noun *part = gz_noun_part(work->nouns, form);
  if (!part) {
    part = gz_noun_part(work->nouns, gz_work_token(work, token)->lemma);
  }
  return part && gz_is_capitalised(form) ? part->type : GZ_NO_CLASS;
}

/** The class that a noun in lower case gives to the name that it is with. */
static uint8_t
noun_class(const struct gz_actor_work *work, uint32_t token) {
  const struct gz_token *word = gz_work_token(work, token);
  if (word->upos != GZ_UPOS_NOUN && word->upos != GZ_UPOS_PROPN) {
    return GZ_NO_CLASS;
  }
  const struct gz_noun *noun = gz_work_noun(work, token);
  return noun && noun->marks & GZ_NOUN_GROUP ? noun->type : GZ_NO_CLASS;
}

/** Whether a stock exchange's code follows: "(BABA.N)", "(NASDAQ: MSFT)". */
static bool
has_ticker(const struct gz_actor_work *work, const struct gz_ref *ref) {
  const struct gz_sentence *sentence =
      &work->article->sentences.items[ref->sentence];
  const uint32_t end = sentence->first + sentence->count;
  const uint32_t open = ref->first + ref->count;
  if (open + 2 >= end || !gz_str_is(gz_work_form(work, open), "(")) {
    return false;
  }
  for (uint32_t i = open + 1; i < end && i < open + 6; ++i) {
    const struct gz_str form = gz_work_form(work, i);
    const size_t dot = gz_str_find(form, '.');
    if (gz_str_is(form, ":") || (dot > 0 && dot + 1 < form.size &&
                                 form.size <= 12 && gz_is_capitalised(form))) {
      return true;
    }
  }
  return false;
}

/** Whether a name is an example of what it hangs on: "firms such as X". */
static bool
is_example(const struct gz_actor_work *work, const struct gz_ref *ref) {
  static const char *const links[] = {"such", "including", "like"};
  const uint32_t mark = gz_tree_case(&work->tree, ref->head);
  return mark != GZ_NONE &&
         gz_tree_is(&work->tree, ref->head, GZ_DEPREL_NMOD) &&
         GZ_IS_ONE_OF(gz_work_form(work, mark), links);
}

/** What a modifier, apposition or predicate says that the name is. */
static uint8_t
class_around(const struct gz_actor_work *work, const struct gz_ref *ref) {
  const struct gz_tree *tree = &work->tree;
  // "telecoms firm X", "the software maker X"
  if (ref->first > work->article->sentences.items[ref->sentence].first) {
    const uint32_t before = ref->first - 1;
    const uint8_t deprel = gz_work_token(work, before)->deprel;
    const uint32_t head = gz_work_token(work, before)->head;
    if (!work->in_name[before] &&
        (head == ref->head || gz_work_token(work, ref->head)->head == before) &&
        deprel != GZ_DEPREL_NMOD_POSS &&
        noun_class(work, before) != GZ_NO_CLASS) {
      return noun_class(work, before);
    }
  }
  // "X, the world's largest maker of …"; "the company, X"
  const uint32_t below = gz_tree_child(tree, ref->head, GZ_DEPREL_APPOS);
  if (below != GZ_NONE && !work->in_name[below] &&
      noun_class(work, below) != GZ_NO_CLASS) {
    return noun_class(work, below);
  }
  const uint32_t head = gz_tree_head(tree, ref->head);
  if (head == GZ_NONE || work->in_name[head]) {
    return GZ_NO_CLASS;
  }
  if (is_example(work, ref)) {
    return noun_class(work, head);
  }
  if (gz_tree_is(tree, ref->head, GZ_DEPREL_APPOS) ||
      (gz_tree_is(tree, ref->head, GZ_DEPREL_NSUBJ) &&
       gz_tree_child(tree, head, GZ_DEPREL_COP) != GZ_NONE)) {
    return noun_class(work, head);
  }
  // "the X newspaper", "the X company": the name modifies its own class.
  if (gz_tree_is(tree, ref->head, GZ_DEPREL_COMPOUND) &&
      head == ref->first + ref->count &&
      gz_work_token(work, head)->xpos == GZ_XPOS_NN) {
    const uint8_t type = noun_class(work, head);
    return type == GZ_ENTITY_FIRM || type == GZ_ENTITY_MEDIA_OUTLET ||
                   type == GZ_ENTITY_PARTY || type == GZ_ENTITY_ALLIANCE ||
                   type == GZ_ENTITY_ORGANIZATION
               ? type
               : GZ_NO_CLASS;
  }
  return GZ_NO_CLASS;
}

/** The class that the words of a name give it; the last word tells most, and
 *  those of a firm or a law wherever they stand. */
static uint8_t
class_within(const struct gz_actor_work *work, const struct gz_ref *ref) {
  const uint32_t end = ref->first + ref->count;
  if (ref->count == 1) {
    return GZ_NO_CLASS;
  }
  for (uint32_t i = end; i-- > ref->first;) {
    const uint8_t type = part_class(work, i);
    if (type != GZ_NO_CLASS) {
      return type;
    }
    const uint8_t upos = gz_work_token(work, i)->upos;
    if (i + 1 == end && upos != GZ_UPOS_NUM) {
      // The last word says nothing: then the words before "of" may,
      // as in "Ministry of Industry", "Bank of England".
      for (uint32_t j = ref->first; j + 1 < end; ++j) {
        static const char *const links[] = {"of", "for", "on", "to"};
        if (GZ_IS_ONE_OF(gz_work_form(work, j + 1), links)) {
          return part_class(work, j);
        }
      }
      return part_class(work, ref->first);
    }
  }
  return GZ_NO_CLASS;
}

/** The class of "Ministry of X" by the word before "of", or none. */
static uint8_t
class_before_of(const struct gz_actor_work *work, const struct gz_ref *ref) {
  static const char *const links[] = {"of", "for", "on"};
  for (uint32_t j = ref->first; j + 1 < ref->first + ref->count; ++j) {
    if (GZ_IS_ONE_OF(gz_work_form(work, j + 1), links)) {
      return part_class(work, j);
    }
  }
  return GZ_NO_CLASS;
}

/** The class of a name for an organisation. */
static uint8_t
organization(const struct gz_actor_work *work, const struct gz_ref *ref) {
  if (has_ticker(work, ref)) {
    return GZ_ENTITY_FIRM;
  }
  uint8_t type = class_before_of(work, ref);
  type = type == GZ_NO_CLASS ? class_within(work, ref) : type;
  const uint8_t around = class_around(work, ref);
  if (around != GZ_NO_CLASS && gz_class_animacy(around) == GZ_REF_GROUP &&
      around != GZ_ENTITY_STATE &&
      (type == GZ_NO_CLASS || type == GZ_ENTITY_ORGANIZATION)) {
    return around;
  }
  if (type == GZ_ENTITY_PLACE || type == GZ_ENTITY_STATE) {
    return GZ_ENTITY_ORGANIZATION;
  }
  if (type != GZ_NO_CLASS) {
    return type;
  }
  // "5G", "Windows": a single word that the lexicon knows as a thing.
  const struct gz_noun *noun =
      ref->count == 1 ? gz_work_noun(work, ref->first) : NULL;
  return noun && noun->marks & GZ_NOUN_THING ? noun->type
                                             : GZ_ENTITY_ORGANIZATION;
}

/** The class of a name that is neither of somebody nor of a place. */
static uint8_t
other(const struct gz_actor_work *work, const struct gz_ref *ref) {
  const uint8_t type = class_within(work, ref);
  if (type == GZ_ENTITY_LEGISLATION || type == GZ_ENTITY_POLICY) {
    return type;
  }
  const struct gz_noun *noun =
      ref->count == 1 ? gz_work_noun(work, ref->first) : NULL;
  return noun && noun->marks & GZ_NOUN_THING ? noun->type : GZ_ENTITY_TOPIC;
}

/** The gender that titles and forenames tell. */
static uint8_t
gender_of(const struct gz_actor_work *work, const struct gz_ref *ref) {
  const uint32_t start = work->article->sentences.items[ref->sentence].first;
  for (uint32_t i = ref->first;
       i-- > start && i + MAX_MODIFIERS > ref->first;) {
    struct gz_str form = gz_work_form(work, i);
    if (form.size > 1 && form.data[form.size - 1] == '.') {
      form.size -= 1;
    }
    const struct gz_noun *noun = gz_noun_find(work->nouns, form);
    if (!noun || !(noun->marks & GZ_NOUN_PERSON)) {
      break;
    }
    if (noun->marks & (GZ_NOUN_MALE | GZ_NOUN_FEMALE)) {
      return noun->marks & GZ_NOUN_MALE ? GZ_GENDER_MALE : GZ_GENDER_FEMALE;
    }
  }
  // A single word may be a family name: what that tells is seen when the names
  // of one person are together (coreference.c).
  return ref->count > 1 ? (uint8_t)gz_noun_forename(
                              work->nouns, gz_work_form(work, ref->first))
                        : GZ_GENDER_UNKNOWN;
}

void
gz_type_names(struct gz_actor_work *work) {
  for (uint32_t i = 0; i < work->refs.count; ++i) {
    struct gz_ref *ref = gz_ref_at(work, i);
    if (ref->actor != GZ_NONE) {
      continue;
    }
    switch (ref->ne) {
    case GZ_NE_PER:
      ref->type = GZ_ENTITY_PERSON;
      ref->gender = gender_of(work, ref);
      break;
    case GZ_NE_ORG:
      ref->type = organization(work, ref);
      break;
    case GZ_NE_GPE:
    case GZ_NE_LOC:
      ref->type = GZ_ENTITY_PLACE;
      break;
    case GZ_NE_NORP:
      ref->type = GZ_NO_CLASS;
      ref->adjectival = gz_work_token(work, ref->head)->xpos != GZ_XPOS_NNPS &&
                        gz_work_token(work, ref->head)->xpos != GZ_XPOS_NNS;
      break;
    default:
      ref->type = other(work, ref);
      break;
    }
    ref->animacy = ref->ne == GZ_NE_NORP ? GZ_REF_PERSON | GZ_REF_GROUP
                                         : gz_class_animacy(ref->type);
    if (ref->type == GZ_ENTITY_PLACE) {
      ref->animacy = GZ_REF_THING | GZ_REF_GROUP;
    }
  }
}
