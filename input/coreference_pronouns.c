#include "input/coreference.h"

/** Sentences back that a pronoun finds what it stands for. */
#define MAX_SENTENCES 3

/** References back. */
#define MAX_BACK 80

/** Weights in the manner of Lappin and Leass (1994, Computational Linguistics
 *  20(4)): how salient a reference is by where it stands. */
enum weight {
  WEIGHT_RECENT = 100,  /**< In the same sentence; halved for each before */
  WEIGHT_SUBJECT = 80,  /**< Subject */
  WEIGHT_OBJECT = 50,   /**< Object */
  WEIGHT_OBLIQUE = 30,  /**< Other argument of a verb */
  WEIGHT_HEAD = 60,     /**< Not part of another noun phrase */
  WEIGHT_PARALLEL = 35, /**< In the same position as the pronoun */
  WEIGHT_NAME = 30,     /**< A name */
  WEIGHT_GENDER = 20,   /**< Gender or number is known to agree */
  WEIGHT_AGAIN = 6,     /**< For each earlier mention, up to five */
};

/** A pass over the pronouns. */
struct pass {
  struct gz_actor_work *work;
  uint32_t narrator; /**< Last "I" outside of quotations, or none */
  uint32_t group;    /**< Last "we" there */
  uint32_t reader;   /**< Last "you" there */
};

static bool
is_subject(const struct gz_actor_work *work, uint32_t token) {
  return gz_tree_is(&work->tree, token, GZ_DEPREL_NSUBJ);
}

/** The word that a reference is an argument of: what a conjunct's first is. */
static uint32_t
governor(const struct gz_actor_work *work, uint32_t token) {
  uint32_t at = token;
  for (int i = 0; i < 8 && gz_tree_is(&work->tree, at, GZ_DEPREL_CONJ); ++i) {
    at = gz_tree_head(&work->tree, at);
  }
  return gz_tree_head(&work->tree, at);
}

static bool
is_possessive(const struct gz_actor_work *work, uint32_t token) {
  return gz_work_token(work, token)->xpos == GZ_XPOS_PRP_POSS;
}

static bool
is_reflexive(const struct gz_actor_work *work, uint32_t token) {
  const struct gz_str form = gz_work_form(work, token);
  return gz_str_ends(form, GZ_STR("self")) ||
         gz_str_ends(form, GZ_STR("selves"));
}

/** Whether binding lets `pronoun` stand for `other`: a pronoun and its
 *  antecedent are no arguments of one word, a reflexive and its are. */
static bool
binds(const struct gz_actor_work *work, const struct gz_ref *pronoun,
      const struct gz_ref *other) {
  const uint32_t mine = gz_tree_head(&work->tree, pronoun->head);
  const uint32_t its = governor(work, other->head);
  if (is_reflexive(work, pronoun->head)) {
    return mine != GZ_NONE && is_subject(work, other->head) &&
           (mine == its || gz_tree_is_below(&work->tree, pronoun->head, its));
  }
  if (is_possessive(work, pronoun->head)) {
    // Not within what it stands for: "its maker" is not what it is made of.
    return mine != other->head;
  }
  if (mine == its && mine != GZ_NONE) {
    return false;
  }
  // "his lawyer told him": what possesses an argument is free; what holds the
  // pronoun is not.
  return !gz_tree_is_below(&work->tree, pronoun->head, other->head);
}

/** Whether number and gender let one stand for the other. */
static bool
agrees(const struct gz_actor_work *work, const struct gz_ref *pronoun,
       uint32_t other) {
  const struct gz_ref *ref = gz_ref_at(work, other);
  const struct gz_ref *root = gz_ref_at(work, gz_ref_root(work, other));
  if (!(pronoun->animacy & root->animacy) ||
      (pronoun->gender && root->gender && pronoun->gender != root->gender)) {
    return false;
  }
  const uint8_t number =
      ref->number == GZ_NUMBER_UNKNOWN ? root->number : ref->number;
  if (pronoun->number == GZ_NUMBER_MANY) {
    return number != GZ_NUMBER_ONE ||
           (root->animacy == GZ_REF_GROUP && root->type != GZ_ENTITY_STATE) ||
           (root->marks & GZ_NOUN_GROUP) != 0;
  }
  return number != GZ_NUMBER_MANY;
}

/** Whether `other` speaks the words that hold the pronoun. */
static bool
is_speaker(const struct gz_actor_work *work, const struct gz_ref *pronoun,
           const struct gz_ref *other) {
  return work->quoted[pronoun->head] && !work->quoted[other->head] &&
         other->sentence == pronoun->sentence && other->source;
}

/** Relation that a reference has, or the first of those it is listed with. */
static uint8_t
role_of(const struct gz_actor_work *work, uint32_t token) {
  for (int i = 0; i < 8 && gz_tree_is(&work->tree, token, GZ_DEPREL_CONJ);
       ++i) {
    token = gz_tree_head(&work->tree, token);
  }
  return (uint8_t)gz_deprel_universal(gz_work_token(work, token)->deprel);
}

/** How likely the pronoun stands for a reference; 0 if it cannot. */
static int
weigh(const struct gz_actor_work *work, const struct gz_ref *pronoun,
      uint32_t number) {
  const struct gz_ref *other = gz_ref_at(work, number);
  const struct gz_ref *root = gz_ref_at(work, gz_ref_root(work, number));
  if (other->inner || other->adjectival || !agrees(work, pronoun, number) ||
      is_speaker(work, pronoun, other)) {
    return 0;
  }
  const bool same = other->sentence == pronoun->sentence;
  if (same && !binds(work, pronoun, other)) {
    return 0;
  }
  const uint8_t deprel = role_of(work, other->head);
  const uint8_t mine =
      (uint8_t)gz_deprel_universal(gz_work_token(work, pronoun->head)->deprel);
  int points = WEIGHT_RECENT >> (pronoun->sentence - other->sentence);
  points += deprel == GZ_DEPREL_NSUBJ ? WEIGHT_SUBJECT
            : deprel == GZ_DEPREL_OBJ || deprel == GZ_DEPREL_IOBJ
                ? WEIGHT_OBJECT
            : deprel == GZ_DEPREL_OBL ? WEIGHT_OBLIQUE
                                      : 0;
  points += deprel == GZ_DEPREL_NMOD || deprel == GZ_DEPREL_COMPOUND
                ? 0
                : WEIGHT_HEAD;
  points += deprel == mine ? WEIGHT_PARALLEL : 0;
  points += other->kind == GZ_MENTION_NAME ? WEIGHT_NAME : 0;
  points +=
      pronoun->gender && root->gender == pronoun->gender ? WEIGHT_GENDER : 0;
  points += pronoun->number == GZ_NUMBER_MANY && other->number == GZ_NUMBER_MANY
                ? WEIGHT_GENDER
                : 0;
  points += WEIGHT_AGAIN * (int)(root->size > 5 ? 5 : root->size);
  if (pronoun->animacy & GZ_REF_PERSON && root->type == GZ_NO_CLASS) {
    points /= 2;
  }
  return points;
}

/** Find what a pronoun of the third person stands for. */
static uint32_t
find_antecedent(const struct gz_actor_work *work, uint32_t number) {
  const struct gz_ref *pronoun = gz_ref_at(work, number);
  uint32_t best = GZ_NONE;
  int most = 0;
  for (uint32_t i = number, back = 0; i-- > 0 && back < MAX_BACK; ++back) {
    const struct gz_ref *other = gz_ref_at(work, i);
    if (pronoun->sentence - other->sentence > MAX_SENTENCES) {
      break;
    }
    if (other->kind == GZ_MENTION_PRONOUN && other->size == 1 &&
        other->parent == i) {
      continue; // one that stands for nothing known
    }
    const int points = weigh(work, pronoun, i);
    if (points > most) {
      most = points;
      best = i;
    }
  }
  return best;
}

/** What a pronoun in a phrase or clause before the subject stands for: "In his
 *  memoir, Smith wrote"; or none. */
static uint32_t
find_ahead(const struct gz_actor_work *work, uint32_t number) {
  const struct gz_ref *pronoun = gz_ref_at(work, number);
  uint32_t at = pronoun->head;
  for (int climbed = 0; climbed < 12; ++climbed) {
    const uint32_t head = gz_tree_head(&work->tree, at);
    if (head == GZ_NONE) {
      return GZ_NONE;
    }
    const uint32_t subject = gz_tree_child(&work->tree, head, GZ_DEPREL_NSUBJ);
    if ((gz_tree_is(&work->tree, at, GZ_DEPREL_OBL) ||
         gz_tree_is(&work->tree, at, GZ_DEPREL_ADVCL)) &&
        subject != GZ_NONE && subject > at && pronoun->head < subject) {
      const uint32_t other = gz_ref_headed(work, subject);
      return other != GZ_NONE &&
                     gz_ref_at(work, other)->kind == GZ_MENTION_NAME &&
                     !gz_ref_at(work, other)->adjectival &&
                     gz_ref_at(work, other)->sentence == pronoun->sentence &&
                     agrees(work, pronoun, other)
                 ? other
                 : GZ_NONE;
    }
    at = head;
  }
  return GZ_NONE;
}

/** The speaker of the quotation that holds a pronoun: who is said to speak in
 *  its sentence, or else in the one before or after, of its paragraph. */
static uint32_t
find_speaker(const struct gz_actor_work *work, uint32_t number) {
  const struct gz_ref *pronoun = gz_ref_at(work, number);
  const struct gz_sentence *sentences = work->article->sentences.items;
  const uint32_t paragraph = sentences[pronoun->sentence].paragraph;
  uint32_t best = GZ_NONE;
  uint32_t least = UINT32_MAX;
  const uint32_t from = number > MAX_BACK ? number - MAX_BACK : 0;
  for (uint32_t i = from; i < work->refs.count && i < number + MAX_BACK; ++i) {
    const struct gz_ref *other = gz_ref_at(work, i);
    if (!other->source || work->quoted[other->head] ||
        sentences[other->sentence].paragraph != paragraph) {
      continue;
    }
    const uint32_t distance = other->sentence > pronoun->sentence
                                  ? other->sentence - pronoun->sentence
                                  : pronoun->sentence - other->sentence;
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

static void
join_to(struct gz_actor_work *work, uint32_t *last, uint32_t number) {
  if (*last != GZ_NONE) {
    (void)gz_refs_join(work, *last, number);
  }
  *last = number;
}

/** Join a pronoun of the first or second person. */
static void
join_speaker(struct pass *pass, uint32_t number) {
  struct gz_actor_work *work = pass->work;
  const struct gz_ref *pronoun = gz_ref_at(work, number);
  const char first = (char)(gz_work_form(work, pronoun->head).data[0] | 0x20);
  const bool one = first == 'i' || first == 'm';
  if (work->quoted[pronoun->head]) {
    const uint32_t speaker = one ? find_speaker(work, number) : GZ_NONE;
    if (speaker != GZ_NONE) {
      (void)gz_refs_join(work, speaker, number);
    }
    return;
  }
  join_to(work,
          one            ? &pass->narrator
          : first == 'y' ? &pass->reader
                         : &pass->group,
          number);
}

/** Whether a pronoun is of the third person. */
static bool
is_third(const struct gz_actor_work *work, const struct gz_ref *pronoun) {
  static const char *const others[] = {
      "i",   "me",   "my",        "mine", "myself", "we",    "us",
      "our", "ours", "ourselves", "you",  "your",   "yours", "yourself"};
  return !GZ_IS_ONE_OF(gz_work_form(work, pronoun->head), others);
}

bool
gz_join_pronouns(struct gz_coreference *c) {
  struct pass pass = {c->work, GZ_NONE, GZ_NONE, GZ_NONE};
  for (uint32_t i = 0; i < c->work->refs.count; ++i) {
    const struct gz_ref *ref = gz_ref_at(c->work, i);
    if (ref->kind != GZ_MENTION_PRONOUN) {
      continue;
    }
    if (!is_third(c->work, ref)) {
      join_speaker(&pass, i);
      continue;
    }
    const uint32_t ahead = find_ahead(c->work, i);
    const uint32_t other =
        ahead != GZ_NONE ? ahead : find_antecedent(c->work, i);
    if (other != GZ_NONE) {
      (void)gz_refs_join(c->work, other, i);
    }
  }
  return true;
}
