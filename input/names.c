#include "input/linking.h"
#include "input/mentions_parts.h"
#include "input/name_ends.h"

#include <string.h>

/** The names of one article, before they are references. */
struct names {
  struct gz_actor_work *work;
  GZ_LIST(struct gz_finding) findings; /**< Of known actors, by first token */
  GZ_LIST(struct gz_finding) found;    /**< By the analyser, by first token */
};

/** Whether all letters of the sentence are capitals, and there are some. */
static bool
in_capitals(struct gz_str text) {
  size_t capitals = 0;
  for (size_t i = 0; i < text.size; ++i) {
    if (text.data[i] >= 'a' && text.data[i] <= 'z') {
      return false;
    }
    capitals += text.data[i] >= 'A' && text.data[i] <= 'Z';
  }
  return capitals >= 10;
}

/** What the analyser took exactly, or most of, the words for. */
static uint8_t
name_type(const struct gz_actor_work *work, uint32_t first, uint32_t count) {
  uint8_t ne = GZ_NE_NONE;
  for (uint32_t i = first; i < first + count; ++i) {
    const uint8_t here = gz_work_token(work, i)->ne;
    ne = here != GZ_NE_NONE ? here : ne;
  }
  return ne;
}

/** Whether a token is a degree after a name: "Ann Lee, M.D.", no Maryland. */
static bool
is_degree(const struct gz_actor_work *work, uint32_t token) {
  static const char *const degrees[] = {"m.d.", "j.d.",  "d.d.s.", "m.a.",
                                        "b.a.", "ph.d.", "r.n.",   "d.o."};
  return token > 1 && GZ_IS_ONE_OF(gz_work_form(work, token), degrees) &&
         gz_str_is(gz_work_form(work, token - 1), ",") &&
         gz_work_token(work, token - 2)->ne == GZ_NE_PER;
}

/** Keep a match for later.  False if memory is out. */
static bool
keep(struct names *names, uint32_t first, const struct gz_actor_match *match) {
  struct gz_article *article = names->work->article;
  struct gz_actor_candidate *candidates =
      gz_arena_array(article->arena, match->n_candidates, sizeof *candidates);
  struct gz_finding *finding = GZ_PUSH(article, &names->findings);
  if (!candidates || !finding) {
    return false;
  }
  memcpy(candidates, match->candidates,
         match->n_candidates * sizeof *candidates);
  *finding = (struct gz_finding){
      .first = first,
      .count = match->n_tokens,
      .chosen = GZ_NONE,
      .ne = name_type(names->work, first, match->n_tokens),
      .candidates = {.count = match->n_candidates,
                     .items = candidates,
                     .ambiguous = match->ambiguous || match->more},
  };
  return true;
}

/** Find the known actors of one sentence.  False if memory is out. */
static bool
match_sentence(struct names *names, const struct gz_sentence *sentence) {
  struct gz_article *article = names->work->article;
  struct gz_str *forms =
      gz_arena_array(article->arena, sentence->count, sizeof *forms);
  if (!forms) {
    return false;
  }
  for (uint32_t i = 0; i < sentence->count; ++i) {
    forms[i] = gz_article_form(article, sentence->first + i);
  }
  const bool capitals = in_capitals(gz_article_str(article, sentence->span));
  for (uint32_t at = 0; at < sentence->count;) {
    struct gz_actor_match match;
    if (is_degree(names->work, sentence->first + at) ||
        !gz_actors_match(names->work->actors, forms, sentence->count, at,
                         capitals, &match)) {
      ++at;
      continue;
    }
    if (!keep(names, sentence->first + at, &match)) {
      return false;
    }
    at += match.n_tokens;
  }
  return true;
}

/** Whether a word of the name says what it is a name of. */
static bool
has_part(const struct gz_actor_work *work, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; ++i) {
    if (gz_noun_part(work->nouns, gz_work_form(work, i))) {
      return true;
    }
  }
  return false;
}

/** Part two names that were taken for one: "the Department of Treasury's
 *  Office of Foreign Assets Control". */
static bool
split(struct names *names, struct gz_finding *name) {
  const struct gz_actor_work *work = names->work;
  const uint32_t end = name->first + name->count;
  for (uint32_t i = name->first + 1; i + 1 < end; ++i) {
    if (gz_work_token(work, i)->xpos == GZ_XPOS_POS &&
        has_part(work, name->first, i) && has_part(work, i + 1, end)) {
      const struct gz_finding second = {.first = i + 1,
                                        .count = end - i - 1,
                                        .chosen = GZ_NONE,
                                        .ne = name->ne};
      name->count = i - name->first;
      struct gz_finding *made = GZ_PUSH(work->article, &names->found);
      if (!made) {
        return false;
      }
      *made = second;
      return true;
    }
  }
  return true;
}

/** Find the names that the analyser marked in one sentence. */
static bool
collect_sentence(struct names *names, const struct gz_sentence *sentence) {
  struct gz_actor_work *work = names->work;
  const uint32_t end = sentence->first + sentence->count;
  for (uint32_t at = sentence->first; at < end;) {
    const struct gz_token *token = gz_work_token(work, at);
    if (token->ne == GZ_NE_NONE) {
      ++at;
      continue;
    }
    uint32_t after = at + 1;
    while (after < end && gz_work_token(work, after)->ne == token->ne &&
           !gz_work_token(work, after)->ne_begins) {
      ++after;
    }
    struct gz_finding *name = GZ_PUSH(work->article, &names->found);
    if (!name) {
      return false;
    }
    *name = (struct gz_finding){
        .first = at, .count = after - at, .chosen = GZ_NONE, .ne = token->ne};
    gz_name_trim(work, name);
    gz_name_extend(work, name, end);
    if (gz_name_is_title_only(work, name)) {
      --names->found.count;
      at = after;
      continue;
    }
    if (!split(names, name)) {
      return false;
    }
    name = &names->found.items[names->found.count - 1];
    at = after > name->first + name->count ? after : name->first + name->count;
  }
  return true;
}

/** The token of a name whose head is outside it. */
static uint32_t
head_of(const struct gz_actor_work *work, uint32_t first, uint32_t count) {
  for (uint32_t i = first + count; work->analysed && i-- > first;) {
    const uint32_t head = gz_work_token(work, i)->head;
    if (head == i || head < first || head >= first + count) {
      return i;
    }
  }
  return first + count - 1;
}

static const struct gz_actor_candidate *
choice(const struct gz_finding *finding) {
  return finding->chosen == GZ_NONE
             ? NULL
             : &finding->candidates.items[finding->chosen];
}

/** Make a reference of a name, and of the known actor that it is, if any. False
 *  if memory is out. */
static bool
refer(struct names *names, const struct gz_finding *name,
      const struct gz_finding *known_as, bool inner) {
  struct gz_actor_work *work = names->work;
  const struct gz_actor_candidate *candidate =
      known_as ? choice(known_as) : NULL;
  struct gz_ref *ref = gz_ref_add(work, name->first, name->count,
                                  head_of(work, name->first, name->count));
  if (!ref) {
    return false;
  }
  ref->kind = GZ_MENTION_NAME;
  ref->ne = name->ne;
  ref->named = true;
  ref->inner = inner;
  ref->rule = "named-entity";
  const struct gz_token *head = gz_work_token(work, ref->head);
  ref->adjectival = head->upos == GZ_UPOS_ADJ;
  ref->number = head->xpos == GZ_XPOS_NNPS ? GZ_NUMBER_UNKNOWN : GZ_NUMBER_ONE;
  if (candidate) {
    const struct gz_actor known =
        gz_actors_get(work->actors, candidate->name.actor);
    ref->actor = candidate->name.actor;
    ref->type = (uint8_t)known.type;
    ref->gender = (uint8_t)known.gender;
    ref->animacy = gz_class_animacy(ref->type);
    ref->adjectival = candidate->name.kind == GZ_NAME_DEMONYM;
    ref->metonym = candidate->name.kind == GZ_NAME_METONYM;
    ref->rule = gz_link_rule(work->article, known_as->evidence);
    if (!ref->rule) {
      return false;
    }
  }
  if (!inner) {
    const uint32_t number = work->refs.count;
    for (uint32_t i = name->first; i < name->first + name->count; ++i) {
      work->in_name[i] = number;
    }
  }
  return true;
}

/** Whether all of the name's words past `from` are ends of firms' names. */
static bool
are_ends(const struct gz_actor_work *work, uint32_t from, uint32_t end) {
  for (uint32_t i = from; i < end; ++i) {
    const struct gz_noun *part =
        gz_noun_part(work->nouns, gz_work_form(work, i));
    if (!part || part->type != GZ_ENTITY_FIRM) {
      return false;
    }
  }
  return true;
}

/** Whether a known actor whose name is within a longer one is all of it:
 *  "Huawei" "Technologies Co Ltd", "U.S." "Department of Commerce". */
static bool
is_whole(const struct names *names, const struct gz_finding *name,
         const struct gz_finding *known) {
  const struct gz_actor_work *work = names->work;
  const struct gz_finding *before =
      known > names->findings.items ? known - 1 : known;
  const uint32_t end = name->first + name->count;
  const uint32_t known_end = known->first + known->count;
  const struct gz_actor actor = gz_actors_get(
      work->actors, known->candidates.items[known->chosen].name.actor);
  if (known->first == name->first && known_end < end) {
    return actor.type == GZ_ENTITY_FIRM && are_ends(work, known_end, end);
  }
  if (known_end != end || actor.state == GZ_NONE) {
    return false;
  }
  return before->first == name->first &&
         before->first + before->count == known->first &&
         before->chosen != GZ_NONE &&
         before->candidates.items[before->chosen].name.actor == actor.state;
}

/** Whether a known actor within the longer name of something else is of
 *  interest by itself: the state, but not the person. */
static bool
is_inner(const struct gz_actor_work *work, const struct gz_finding *known) {
  const struct gz_actor_candidate *candidate = choice(known);
  return candidate && candidate->name.kind != GZ_NAME_SURNAME &&
         gz_actors_get(work->actors, candidate->name.actor).type ==
             GZ_ENTITY_STATE;
}

/** Whether all of a person's name before a known one is a title: "Defense
 *  Secretary Ash Carter". */
static bool
is_titled(const struct gz_actor_work *work, const struct gz_finding *name,
          const struct gz_finding *known) {
  const struct gz_actor_candidate *candidate = choice(known);
  return candidate && name->ne == GZ_NE_PER && known->first > name->first &&
         known->first + known->count == name->first + name->count &&
         gz_class_animacy(
             (uint8_t)gz_actors_get(work->actors, candidate->name.actor)
                 .type) == GZ_REF_PERSON &&
         gz_name_is_title(work, known->first - 1);
}

/** Make references of a name that the analyser found and of the known actors
 *  from number `from` to `until` that lie within it. */
static bool
reconcile(struct names *names, struct gz_finding *name, uint32_t from,
          uint32_t until) {
  struct gz_finding *all = names->findings.items;
  const struct gz_finding *whole = NULL;
  if (until > from && is_titled(names->work, name, &all[until - 1])) {
    name->count -= all[until - 1].first - name->first;
    name->first = all[until - 1].first;
  }
  for (uint32_t i = from; i < until && !whole; ++i) {
    const bool exact =
        all[i].first == name->first && all[i].count == name->count;
    if (exact && (all[i].team || all[i].cut)) {
      name->ne = GZ_NE_ORG;
      name->count += all[i].cut;
    }
    if (all[i].chosen != GZ_NONE && (exact || is_whole(names, name, &all[i]))) {
      whole = &all[i];
    }
  }
  if (!refer(names, name, whole, false)) {
    return false;
  }
  for (uint32_t i = from; i < until; ++i) {
    if (&all[i] != whole && is_inner(names->work, &all[i]) &&
        !refer(names, &all[i], &all[i], true)) {
      return false;
    }
  }
  return true;
}

/** Merge what is known and what the analyser found, in text order. */
static bool
merge(struct names *names) {
  struct gz_finding *known = names->findings.items;
  const uint32_t n_known = names->findings.count;
  uint32_t k = 0;
  uint32_t past = 0; // tokens before are done
  for (uint32_t f = 0; f < names->found.count; ++f) {
    struct gz_finding *name = &names->found.items[f];
    const uint32_t end = name->first + name->count;
    while (k < n_known && known[k].first + known[k].count <= name->first) {
      if (known[k].chosen != GZ_NONE && known[k].first >= past &&
          !refer(names, &known[k], &known[k], false)) {
        return false;
      }
      ++k;
    }
    uint32_t until = k;
    const struct gz_finding *longer = NULL;
    while (until < n_known && known[until].first < end) {
      const uint32_t known_end = known[until].first + known[until].count;
      if (known[until].chosen != GZ_NONE && known[until].first >= past &&
          (known[until].first < name->first || known_end > end)) {
        longer = &known[until]; // a known actor is not cut in two
      }
      ++until;
    }
    if (longer) {
      if (!refer(names, longer, longer, false)) {
        return false;
      }
      past = longer->first + longer->count;
    } else if (name->first >= past && !gz_name_is_ticker(names->work, name)) {
      if (!reconcile(names, name, k, until)) {
        return false;
      }
      past = name->first + name->count;
    }
    k = until;
    while (k > 0 && known[k - 1].first >= past) {
      --k;
    }
  }
  for (; k < n_known; ++k) {
    if (known[k].chosen != GZ_NONE && known[k].first >= past &&
        !refer(names, &known[k], &known[k], false)) {
      return false;
    }
  }
  return true;
}

/** What a single word that the analyser took for a person is, if it names known
 *  actors none of whom is one, and nobody in the article has it for a surname:
 *  "Washington warned"; or a person, as a forename may be. */
static uint8_t
doubt_person(const struct gz_link_context *context,
             const struct gz_finding *known) {
  const struct gz_actor_work *work = context->work;
  if (known->ne != GZ_NE_PER || known->count > 1 ||
      known->candidates.count == 0 || gz_name_is_forename(work, known->first)) {
    return known->ne;
  }
  uint8_t type = GZ_NO_CLASS;
  for (uint32_t i = 0; i < known->candidates.count; ++i) {
    type = (uint8_t)gz_actors_get(work->actors,
                                  known->candidates.items[i].name.actor)
               .type;
    if (gz_class_animacy(type) == GZ_REF_PERSON) {
      return known->ne;
    }
  }
  return gz_link_ends_name(context, known->first)             ? GZ_NE_PER
         : type == GZ_ENTITY_STATE || type == GZ_ENTITY_PLACE ? GZ_NE_GPE
                                                              : GZ_NE_ORG;
}

/** Correct the types of names by what is known, before they are linked. */
static void
doubt_persons(struct names *names, const struct gz_link_context *context) {
  uint32_t f = 0;
  for (uint32_t i = 0; i < names->findings.count; ++i) {
    struct gz_finding *known = &names->findings.items[i];
    const uint8_t ne = doubt_person(context, known);
    while (f < names->found.count &&
           names->found.items[f].first < known->first) {
      ++f;
    }
    if (ne != known->ne && f < names->found.count &&
        names->found.items[f].first == known->first &&
        names->found.items[f].count == known->count) {
      names->found.items[f].ne = ne;
      known->ne = ne;
    }
  }
}

/** Choose which known actors the findings are, from the surest on. */
static bool
link_names(struct names *names) {
  struct gz_link_context context;
  bool done = gz_link_context_begin(&context, names->work);
  for (uint32_t i = 0; done && i < names->found.count; ++i) {
    const struct gz_finding *name = &names->found.items[i];
    done = name->ne != GZ_NE_PER ||
           gz_link_context_person(&context, name->first, name->count);
  }
  if (done) {
    doubt_persons(names, &context);
  }
  for (int round = GZ_LINK_PLAIN; done && round <= GZ_LINK_AGAIN; ++round) {
    for (uint32_t i = 0; i < names->findings.count; ++i) {
      if (names->findings.items[i].chosen == GZ_NONE) {
        gz_link_choose(names->work, &context, &names->findings.items[i],
                       (enum gz_link_round)round);
      }
    }
  }
  gz_link_context_end(&context);
  return done;
}

bool
gz_find_names(struct gz_actor_work *work) {
  struct names names = {.work = work};
  const struct gz_article *article = work->article;
  for (uint32_t i = 0; i < article->sentences.count; ++i) {
    const struct gz_sentence *sentence = &article->sentences.items[i];
    if (!sentence->repeated && (!match_sentence(&names, sentence) ||
                                !collect_sentence(&names, sentence))) {
      return false;
    }
  }
  return link_names(&names) && merge(&names);
}
