// Judging candidates that are states, places, bodies of people and things.

#include "input/linking_judge.h"

/** Tokens on each side of a name in which words tell its class. */
#define NEAR 12

/** Whether the name is the code of a place where none stands: "VA" that is no
 *  part of an address. */
static bool
is_stray_code(const struct gz_judge *judge) {
  const struct gz_finding *finding = judge->finding;
  const struct gz_str form = gz_work_form(judge->work, finding->first);
  const struct gz_str code = judge->candidate->name.form;
  static const char *const before[] = {",", "(", "-", "–", "["};
  static const char *const after[] = {".", "-"};
  if (judge->known.type != GZ_ENTITY_PLACE || finding->count > 1 ||
      gz_str_find(form, '.') < form.size ||
      (code.size > 2 && gz_str_find(code, '.') == code.size)) {
    return false;
  }
  const uint32_t next = finding->first + 1;
  return !(finding->first > 0 &&
           GZ_IS_ONE_OF(gz_work_form(judge->work, finding->first - 1),
                        before)) &&
         !(next < judge->work->article->tokens.count &&
           GZ_IS_ONE_OF(gz_work_form(judge->work, next), after));
}

/** Whether the name is the second of "Atlanta, Georgia"; not "In contrast to
 *  Tonga, England have won". */
static bool
is_after_place(const struct gz_judge *judge) {
  const uint32_t first = judge->finding->first;
  const uint32_t last = first + judge->finding->count - 1;
  if (judge->work->analysed &&
      gz_tree_is(&judge->work->tree, last, GZ_DEPREL_NSUBJ)) {
    return false;
  }
  if (first < 2 || !gz_str_is(gz_work_form(judge->work, first - 1), ",")) {
    return false;
  }
  const uint8_t ne = gz_work_token(judge->work, first - 2)->ne;
  return ne == GZ_NE_GPE || ne == GZ_NE_LOC;
}

/** Whether a preposition or the like says that something is there: "in
 *  Ukraine and Poland". */
static bool
is_located(const struct gz_judge *judge) {
  static const char *const placing[] = {"in",        "near",       "outside",
                                        "across",    "inside",     "around",
                                        "including", "throughout", "within"};
  const struct gz_actor_work *work = judge->work;
  uint32_t head = judge->finding->first + judge->finding->count - 1;
  if (judge->finding->first > 0 &&
      GZ_IS_ONE_OF(gz_work_form(work, judge->finding->first - 1), placing)) {
    return true;
  }
  for (int climbed = 0; work->analysed && climbed < 4; ++climbed) {
    const uint32_t mark = gz_tree_case(&work->tree, head);
    if (mark != GZ_NONE) {
      return GZ_IS_ONE_OF(gz_work_form(work, mark), placing);
    }
    if (!gz_tree_is(&work->tree, head, GZ_DEPREL_CONJ)) {
      return false;
    }
    head = gz_tree_head(&work->tree, head);
  }
  return false;
}

/** Whether a place's name stands for the team that plays for it. */
static bool
is_team(const struct gz_judge *judge) {
  const struct gz_finding *finding = judge->finding;
  const uint32_t sentence =
      gz_article_sentence_of(judge->work->article, finding->first);
  return judge->context->sports[sentence] &&
         (judge->known.type == GZ_ENTITY_STATE ||
          judge->known.state != GZ_NONE) && // a continent has no team
         judge->candidate->name.kind != GZ_NAME_DEMONYM &&
         !is_located(judge) && !is_after_place(judge);
}

/** The known actor whose only name the word at `token` is, if it is none that
 *  is a common word as well; or none. */
static uint32_t
plain_actor(const struct gz_actor_work *work, uint32_t token) {
  const struct gz_str form = gz_work_form(work, token);
  struct gz_actor_match match = {.n_candidates = 0};
  uint32_t found = GZ_NONE;
  (void)gz_actors_match(work->actors, &form, 1, 0, false, &match);
  for (uint32_t i = 0; i < match.n_candidates; ++i) {
    const struct gz_actor_name *name = &match.candidates[i].name;
    if (name->kind <= GZ_NAME_ALT) {
      if (name->ambiguous || found != GZ_NONE) {
        return GZ_NONE;
      }
      found = name->actor;
    }
  }
  return found;
}

/** Whether what stands beside the name is of the same kind and state: "Georgia
 *  and Ukraine", "Tbilisi, Georgia"; "Alabama and Georgia". */
static bool
is_beside(const struct gz_judge *judge, uint32_t token) {
  const struct gz_actor_work *work = judge->work;
  const uint32_t other = plain_actor(work, token);
  if (other == GZ_NONE) {
    return false;
  }
  const struct gz_actor known = gz_actors_get(work->actors, other);
  return judge->known.type == GZ_ENTITY_STATE
             ? known.type == GZ_ENTITY_STATE ||
                   (known.type == GZ_ENTITY_PLACE &&
                    known.state == judge->candidate->name.actor)
             : known.type == GZ_ENTITY_PLACE &&
                   known.state == judge->known.state;
}

/** Whether the name is coordinated with one like it, or is after the name of a
 *  place within it, or after "state of". */
static bool
has_neighbour(const struct gz_judge *judge) {
  static const char *const links[] = {"and", ",", "or", "with"};
  const struct gz_actor_work *work = judge->work;
  const uint32_t first = judge->finding->first;
  const uint32_t next = first + judge->finding->count;
  if (first >= 2 && gz_str_is(gz_work_form(work, first - 1), "of") &&
      gz_str_is(gz_work_form(work, first - 2), "state")) {
    return judge->known.type == GZ_ENTITY_PLACE;
  }
  if (first >= 2 && GZ_IS_ONE_OF(gz_work_form(work, first - 1), links) &&
      is_beside(judge, first - 2)) {
    return true;
  }
  return next + 1 < work->article->tokens.count &&
         GZ_IS_ONE_OF(gz_work_form(work, next), links) &&
         is_beside(judge, next + 1);
}

/** Judge a candidate that is a state or a place. */
void
gz_judge_place(struct gz_judge *judge) {
  const struct gz_actor_work *work = judge->work;
  const uint32_t actor = judge->candidate->name.actor;
  const uint32_t state = judge->known.state;
  const bool is_state = judge->known.type == GZ_ENTITY_STATE;
  const enum gz_standing standing = (enum gz_standing)work->standing[actor];
  if (is_state) {
    gz_judge_find(judge, GZ_EVIDENCE_STATE);
  }
  if (is_state ? standing == GZ_STANDING_RELATED
               : state != GZ_NONE && work->standing[state]) {
    gz_judge_find(judge, GZ_EVIDENCE_RELATED);
  }
  if (judge->finding->candidates.ambiguous &&
      judge->candidate->name.kind <= GZ_NAME_ALT &&
      (has_neighbour(judge) ||
       (!is_state && state != GZ_NONE && work->standing[state] &&
        is_after_place(judge) &&
        plain_actor(work, judge->finding->first - 2) == GZ_NONE))) {
    gz_judge_find(judge, GZ_EVIDENCE_NEIGHBOUR);
  }
  if (is_team(judge)) {
    gz_judge_find(judge, GZ_EVIDENCE_TEAM);
  }
  if (is_stray_code(judge)) {
    gz_judge_find(judge, GZ_EVIDENCE_AGAINST);
  }
}

/** Whether a common noun near the name denotes what is of the class. */
static bool
is_in_field(const struct gz_judge *judge) {
  const struct gz_finding *finding = judge->finding;
  const struct gz_actor_work *work = judge->work;
  const uint32_t past = finding->first + finding->count;
  const uint32_t from = finding->first > NEAR ? finding->first - NEAR : 0;
  const uint32_t until = work->article->tokens.count - past > NEAR
                             ? past + NEAR
                             : work->article->tokens.count;
  for (uint32_t i = from; work->analysed && i < until; ++i) {
    if (gz_work_token(work, i)->upos != GZ_UPOS_NOUN ||
        gz_work_token(work, i)->ne != GZ_NE_NONE) {
      continue;
    }
    const struct gz_noun *noun = gz_work_noun(work, i);
    if (noun && noun->type == (uint8_t)judge->known.type) {
      return true;
    }
  }
  return false;
}

/** Judge a candidate that is a body of people or a thing. */
void
gz_judge_body(struct gz_judge *judge) {
  const uint32_t actor = judge->candidate->name.actor;
  if (gz_is_of_heard(judge->work, actor, GZ_STANDING_RELATED) ||
      gz_is_member_of_heard(judge->work, actor)) {
    gz_judge_find(judge, GZ_EVIDENCE_RELATED);
  }
  const enum gz_entity_class type = judge->known.type;
  const uint32_t state = judge->known.state;
  if (judge->candidate->name.ambiguous) {
    if (is_in_field(judge)) {
      gz_judge_find(judge, GZ_EVIDENCE_FIELD);
    }
    if ((type == GZ_ENTITY_GOVERNMENT_BODY || type == GZ_ENTITY_PARTY ||
         type == GZ_ENTITY_ALLIANCE) &&
        gz_same_actor(&judge->finding->candidates)) {
      gz_judge_find(judge, GZ_EVIDENCE_SOLE);
    }
    if (state != GZ_NONE && !judge->work->standing[state] &&
        judge->work->heard[GZ_ENTITY_STATE]) {
      gz_judge_find(judge, GZ_EVIDENCE_FOREIGN);
    }
  }
  if ((type == GZ_ENTITY_FIRM || type == GZ_ENTITY_MEDIA_OUTLET) &&
      judge->finding->candidates.ambiguous && judge->work->heard[type]) {
    gz_judge_find(judge, GZ_EVIDENCE_COMPANY);
  }
}
