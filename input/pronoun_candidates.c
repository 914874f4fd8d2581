#include "input/coreference.h"
#include "input/pronouns.h"

/** Sentences back that a pronoun finds what it stands for. */
#define MAX_SENTENCES 4

/** References back. */
#define MAX_BACK 80

static bool
is_subject(const struct gz_actor_work *work, uint32_t token) {
  return gz_tree_is(&work->tree, token, GZ_DEPREL_NSUBJ);
}

/** The word that a reference is an argument of: what a conjunct's first is. */
static uint32_t
governor(const struct gz_actor_work *work, uint32_t token) {
  return gz_tree_head(&work->tree, gz_tree_first_conjunct(&work->tree, token));
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

/** Whether a token is in what the clause of `verb` says or wants. */
static bool
is_in_complement(const struct gz_tree *tree, uint32_t token, uint32_t verb) {
  for (int i = 0; i < 16 && token != GZ_NONE; ++i) {
    const uint32_t head = gz_tree_head(tree, token);
    if (head == verb) {
      return gz_tree_is(tree, token, GZ_DEPREL_CCOMP) ||
             gz_tree_is(tree, token, GZ_DEPREL_XCOMP);
    }
    token = head;
  }
  return false;
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
  // "Smith had won, he said": who says it is not named in what he says.
  if (mine != GZ_NONE && is_subject(work, pronoun->head) &&
      other->kind != GZ_MENTION_PRONOUN &&
      is_in_complement(&work->tree, other->head, mine)) {
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

bool
gz_pronoun_is_third(const struct gz_actor_work *work,
                    const struct gz_ref *pronoun) {
  static const char *const others[] = {
      "i",   "me",   "my",        "mine", "myself", "we",    "us",
      "our", "ours", "ourselves", "you",  "your",   "yours", "yourself"};
  return !GZ_IS_ONE_OF(gz_work_form(work, pronoun->head), others);
}

/** Whether the pronoun may stand for a reference before it. */
static bool
is_possible(const struct gz_actor_work *work, const struct gz_ref *pronoun,
            uint32_t number) {
  const struct gz_ref *other = gz_ref_at(work, number);
  if (other->kind == GZ_MENTION_PRONOUN && !gz_pronoun_is_third(work, other)) {
    return false;
  }
  return !other->inner && !other->adjectival && agrees(work, pronoun, number) &&
         !is_speaker(work, pronoun, other) &&
         (other->sentence != pronoun->sentence || binds(work, pronoun, other));
}

/** Clusters that the pronoun cannot belong to. */
struct barred {
  uint32_t roots[8];
  uint32_t count;
};

/** Bar the clusters of the other arguments of the pronoun's verb, and of who
 *  speaks the quotation it is in: "Smith replaced him". */
static void
bar(const struct gz_actor_work *work, const struct gz_ref *pronoun,
    uint32_t number, struct barred *barred) {
  const struct gz_ref *other = gz_ref_at(work, number);
  const uint32_t head = gz_tree_head(&work->tree, pronoun->head);
  const bool argument =
      head != GZ_NONE && !is_possessive(work, pronoun->head) &&
      !is_reflexive(work, pronoun->head) && governor(work, other->head) == head;
  if (other->sentence == pronoun->sentence && barred->count < 8 &&
      (argument || is_speaker(work, pronoun, other))) {
    barred->roots[barred->count++] = gz_ref_root(work, number);
  }
}

static bool
is_barred(const struct gz_actor_work *work, const struct barred *barred,
          uint32_t number) {
  const uint32_t root = gz_ref_root(work, number);
  for (uint32_t i = 0; i < barred->count; ++i) {
    if (barred->roots[i] == root) {
      return true;
    }
  }
  return false;
}

static void
put(struct gz_pronoun_ranking *ranking, uint32_t number) {
  if (ranking->count < GZ_PRONOUN_CANDIDATES) {
    ranking->items[ranking->count++].ref = number;
  }
}

void
gz_pronoun_candidates(const struct gz_actor_work *work, uint32_t number,
                      struct gz_pronoun_ranking *ranking) {
  const struct gz_ref *pronoun = gz_ref_at(work, number);
  ranking->pronoun = number;
  ranking->count = 0;
  put(ranking, GZ_NONE);
  const uint32_t ahead = find_ahead(work, number);
  if (ahead != GZ_NONE) {
    put(ranking, ahead);
  }
  struct barred barred = {.count = 0};
  struct gz_back back = gz_back_from(work, number, MAX_SENTENCES, MAX_BACK);
  for (uint32_t i = gz_back_next(&back); i != GZ_NONE;
       i = gz_back_next(&back)) {
    bar(work, pronoun, i, &barred);
    if (is_possible(work, pronoun, i) && !is_barred(work, &barred, i)) {
      put(ranking, i);
    }
  }
  gz_pronoun_describe(work, ranking);
}
