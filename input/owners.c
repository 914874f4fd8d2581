#include "input/mentions_parts.h"

/** Most words between a noun and the name that it stands before. */
#define MAX_BETWEEN 2

/** Whether a cluster is a firm or body with a name. */
static bool
is_body(const struct gz_actor_work *work, uint32_t number) {
  if (number == GZ_NONE) {
    return false;
  }
  const struct gz_ref *root = gz_ref_at(work, gz_ref_root(work, number));
  return root->named && root->type != GZ_ENTITY_STATE &&
         root->type != GZ_ENTITY_PLACE &&
         gz_class_animacy(root->type) == GZ_REF_GROUP;
}

/** Whether a clause tells of the past: what was, need not be. */
static bool
is_past(const struct gz_actor_work *work, uint32_t predicate) {
  bool past = gz_work_token(work, predicate)->xpos == GZ_XPOS_VBD;
  for (uint32_t child = gz_tree_first(&work->tree, predicate); child != GZ_NONE;
       child = gz_tree_next(&work->tree, child)) {
    past = past || ((gz_tree_is(&work->tree, child, GZ_DEPREL_COP) ||
                     gz_tree_is(&work->tree, child, GZ_DEPREL_AUX)) &&
                    gz_work_token(work, child)->xpos == GZ_XPOS_VBD);
  }
  return past;
}

static bool
own(struct gz_actor_work *work, uint32_t part, uint32_t owner) {
  return !is_body(work, part) || !is_body(work, owner) ||
         gz_relate_refs(work, GZ_RELATION_SUB_ORGANIZATION_OF, part, owner,
                        "owner");
}

/** What a noun belongs to: "a unit of X", "X's unit", "the X unit". */
static uint32_t
whose(const struct gz_actor_work *work, uint32_t noun) {
  uint32_t found = GZ_NONE;
  for (uint32_t child = gz_tree_first(&work->tree, noun); child != GZ_NONE;
       child = gz_tree_next(&work->tree, child)) {
    const uint32_t other = gz_ref_headed(work, child);
    const bool poss = gz_tree_is(&work->tree, child, GZ_DEPREL_NMOD_POSS);
    if (is_body(work, other) &&
        (poss ||
         (gz_tree_is(&work->tree, child, GZ_DEPREL_COMPOUND) && child < noun) ||
         (gz_tree_is(&work->tree, child, GZ_DEPREL_NMOD) &&
          gz_tree_has_case(&work->tree, child, "of")))) {
      found = other;
      if (poss) {
        return found;
      }
    }
  }
  return found;
}

/** The name that a noun says something of: after it, its apposition, what it
 *  is the apposition of, or its subject. */
static uint32_t
named_by(const struct gz_actor_work *work, uint32_t noun) {
  const uint32_t end = work->article->tokens.count;
  for (uint32_t i = noun + 1; i < end && i - noun <= MAX_BETWEEN; ++i) {
    if (work->in_name[i]) {
      return work->in_name[i] - 1;
    }
    if (gz_work_token(work, i)->upos != GZ_UPOS_NOUN) {
      break;
    }
  }
  const uint32_t below = gz_tree_child(&work->tree, noun, GZ_DEPREL_APPOS);
  if (below != GZ_NONE && is_body(work, gz_ref_headed(work, below))) {
    return gz_ref_headed(work, below);
  }
  if (gz_tree_is(&work->tree, noun, GZ_DEPREL_APPOS)) {
    return gz_ref_headed(work, gz_tree_head(&work->tree, noun));
  }
  if (gz_tree_child(&work->tree, noun, GZ_DEPREL_COP) != GZ_NONE &&
      gz_is_asserted(work, noun) && !is_past(work, noun)) {
    const uint32_t subject = gz_tree_subject(&work->tree, noun);
    return subject == GZ_NONE ? GZ_NONE : gz_ref_headed(work, subject);
  }
  return GZ_NONE;
}

/** "Volkswagen's Spanish subsidiary Seat"; "Google parent Alphabet". */
static bool
read_noun(struct gz_actor_work *work, uint32_t noun) {
  static const char *const parts[] = {"unit",     "subsidiary", "arm",
                                      "division", "offshoot",   "affiliate"};
  static const char *const wholes[] = {"parent", "owner"};
  const struct gz_str lemma = gz_tree_lemma(&work->tree, noun);
  const bool part = GZ_IS_ONE_OF(lemma, parts);
  const bool whole = GZ_IS_ONE_OF(lemma, wholes);
  if ((!part && !whole) || work->in_name[noun] || work->quoted[noun]) {
    return true;
  }
  // "its parent company Alphabet": what is said is said of the company.
  uint32_t head = noun;
  if (whole && gz_tree_is(&work->tree, noun, GZ_DEPREL_COMPOUND)) {
    head = gz_tree_head(&work->tree, noun);
  }
  const uint32_t name = named_by(work, head);
  uint32_t other = whose(work, head);
  if (other == GZ_NONE && name != GZ_NONE &&
      gz_work_token(work, head)->head == gz_ref_at(work, name)->head) {
    other = whose(work, gz_ref_at(work, name)->head); // its head is the name
  }
  return part ? own(work, name, other) : own(work, other, name);
}

/** "Seat, owned by Volkswagen"; "Volkswagen owns Seat". */
static bool
read_verb(struct gz_actor_work *work, uint32_t verb) {
  if (!gz_str_is(gz_tree_lemma(&work->tree, verb), "own") ||
      gz_work_token(work, verb)->upos != GZ_UPOS_VERB ||
      !gz_is_asserted(work, verb) || is_past(work, verb)) {
    return true;
  }
  const uint32_t owner = gz_tree_subject(&work->tree, verb);
  const uint32_t part = gz_tree_object(&work->tree, verb);
  return owner == GZ_NONE || part == GZ_NONE ||
         own(work, gz_ref_headed(work, part), gz_ref_headed(work, owner));
}

bool
gz_find_owners(struct gz_actor_work *work) {
  for (uint32_t i = 0; i < work->article->tokens.count; ++i) {
    const uint8_t upos = gz_work_token(work, i)->upos;
    if ((upos == GZ_UPOS_NOUN && !read_noun(work, i)) ||
        (upos == GZ_UPOS_VERB && !read_verb(work, i))) {
      return false;
    }
  }
  return true;
}
