#include "input/linking.h"

/** Most words that a title before a name has: "deputy prime minister". */
#define MAX_TITLE_TOKENS 8

/** Whether what the analyser took the words for fits an actor's class. */
static bool
type_fits(enum gz_ne ne, enum gz_entity_class type) {
  switch (type) {
  case GZ_ENTITY_PERSON:
  case GZ_ENTITY_OFFICIAL:
    return ne == GZ_NE_PER;
  case GZ_ENTITY_STATE:
    return ne == GZ_NE_GPE || ne == GZ_NE_NORP || ne == GZ_NE_LOC;
  case GZ_ENTITY_PLACE:
    return ne == GZ_NE_GPE || ne == GZ_NE_LOC;
  case GZ_ENTITY_PARTY:
    return ne == GZ_NE_ORG || ne == GZ_NE_NORP;
  case GZ_ENTITY_OFFICE:
    return false;
  default:
    return ne == GZ_NE_ORG || ne == GZ_NE_MISC;
  }
}

static bool
same_actor(const struct gz_candidates *candidates) {
  for (uint32_t i = 1; i < candidates->count; ++i) {
    if (candidates->items[i].name.actor != candidates->items[0].name.actor) {
      return false;
    }
  }
  return true;
}

/** Note that the article speaks of `actor` for certain. */
static void
hear(struct gz_actor_work *work, uint32_t actor) {
  work->standing[actor] = GZ_STANDING_CERTAIN;
  const uint32_t state = gz_actors_get(work->actors, actor).state;
  if (state != GZ_NONE && work->standing[state] == GZ_STANDING_UNHEARD) {
    work->standing[state] = GZ_STANDING_RELATED;
  }
}

/** Whether the analyser says that the words are something else: a name of a
 *  person for what is known as a firm, or no name where names are plain. */
static bool
is_contradicted(const struct gz_actor_work *work,
                const struct gz_finding *finding, enum gz_entity_class type) {
  if (!work->analysed) {
    return false;
  }
  const enum gz_ne ne = (enum gz_ne)finding->ne;
  const bool person = type == GZ_ENTITY_PERSON || type == GZ_ENTITY_OFFICIAL;
  if (ne != GZ_NE_NONE) {
    return person != (ne == GZ_NE_PER);
  }
  // A word of a sentence that is no noun is no name: "Will", "Shell".
  const uint8_t upos = gz_work_token(work, finding->first)->upos;
  return finding->count == 1 && (upos == GZ_UPOS_VERB || upos == GZ_UPOS_AUX ||
                                 upos == GZ_UPOS_ADV || upos == GZ_UPOS_PRON);
}

void
gz_link_plain(struct gz_actor_work *work, struct gz_finding *finding) {
  const struct gz_actor_candidate *first = &finding->candidates.items[0];
  const enum gz_name_kind kind = first->name.kind;
  if (!finding->candidates.ambiguous && same_actor(&finding->candidates) &&
      first->strength != GZ_MATCH_WEAK && kind != GZ_NAME_METONYM &&
      kind != GZ_NAME_SURNAME &&
      !is_contradicted(work, finding,
                       gz_actors_get(work->actors, first->name.actor).type)) {
    finding->chosen = 0;
    hear(work, first->name.actor);
  }
}

/** Whether the tokens from `first` to `last` are the words of a title. */
static bool
is_title(const struct gz_actor_work *work, uint32_t first, uint32_t last,
         struct gz_str title) {
  for (uint32_t i = first; i <= last; ++i) {
    const struct gz_str form = gz_work_form(work, i);
    if (i > first && title.size &&
        (title.data[0] == ' ' || title.data[0] == '-')) {
      title = gz_str_part(title, 1, title.size);
    }
    if (gz_str_is(form, "-")) {
      continue;
    }
    if (!gz_str_equal_nocase(form, gz_str_part(title, 0, form.size))) {
      return false;
    }
    title = gz_str_part(title, form.size, title.size);
  }
  return title.size == 0;
}

uint32_t
gz_office_held(const struct gz_actor_work *work, uint32_t person,
               uint32_t first, uint32_t last) {
  struct gz_tenure tenure;
  for (uint32_t j = 0; gz_actors_tenure(work->actors, person, j, &tenure);
       ++j) {
    struct gz_actor_name name;
    for (uint32_t i = 0; gz_actors_name(work->actors, tenure.office, i, &name);
         ++i) {
      if (is_title(work, first, last, name.form)) {
        return tenure.office;
      }
    }
  }
  return GZ_NONE;
}

/** Whether a title of an office that `person` held ends right before. */
static bool
has_title(const struct gz_actor_work *work, const struct gz_finding *finding,
          uint32_t person) {
  const uint32_t start =
      work->article->sentences
          .items[gz_article_sentence_of(work->article, finding->first)]
          .first;
  for (uint32_t size = 1; size <= MAX_TITLE_TOKENS; ++size) {
    if (finding->first < start + size) {
      return false;
    }
    if (gz_office_held(work, person, finding->first - size,
                       finding->first - 1) != GZ_NONE) {
      return true;
    }
  }
  return false;
}

/** Whether the article speaks for certain of a state that a person is of, or
 *  held an office of. */
static bool
is_state_heard(const struct gz_actor_work *work, uint32_t person) {
  const uint32_t state = gz_actors_get(work->actors, person).state;
  if (state != GZ_NONE && work->standing[state] == GZ_STANDING_CERTAIN) {
    return true;
  }
  struct gz_tenure tenure;
  for (uint32_t i = 0; gz_actors_tenure(work->actors, person, i, &tenure);
       ++i) {
    const uint32_t of = gz_actors_get(work->actors, tenure.office).state;
    if (of != GZ_NONE && work->standing[of] == GZ_STANDING_CERTAIN) {
      return true;
    }
  }
  return false;
}

/** Whether a person's state is spoken of for certain. */
static bool
is_at_home(const struct gz_actor_work *work, const struct gz_finding *finding,
           const struct gz_actor_candidate *candidate) {
  return work->analysed && finding->ne == GZ_NE_PER &&
         is_state_heard(work, candidate->name.actor);
}

/** Whether a word that places things stands right before: "in Washington". */
static bool
is_placed(const struct gz_actor_work *work, const struct gz_finding *finding) {
  static const char *const words[] = {"in",   "at",      "near",   "outside",
                                      "to",   "around",  "across", "inside",
                                      "from", "through", "into"};
  return finding->first > 0 &&
         GZ_IS_ONE_OF(gz_work_form(work, finding->first - 1), words);
}

/** Whether the words are what acts: "Washington warned". */
static bool
acts(const struct gz_actor_work *work, const struct gz_finding *finding) {
  const uint32_t last = finding->first + finding->count - 1;
  if (!work->analysed || !gz_tree_is(&work->tree, last, GZ_DEPREL_NSUBJ)) {
    return false;
  }
  const uint32_t verb = gz_tree_head(&work->tree, last);
  return verb != GZ_NONE && gz_work_token(work, verb)->upos == GZ_UPOS_VERB &&
         !gz_tree_is(&work->tree, last, GZ_DEPREL_NSUBJ_PASS);
}

/** What speaks for a candidate; 0 or less if nothing does. */
static int
score(const struct gz_actor_work *work, const struct gz_finding *finding,
      const struct gz_actor_candidate *candidate) {
  const uint32_t actor = candidate->name.actor;
  const struct gz_actor known = gz_actors_get(work->actors, actor);
  const enum gz_standing standing = (enum gz_standing)work->standing[actor];
  struct gz_tenure tenure;
  int points = standing == GZ_STANDING_CERTAIN   ? 4
               : standing == GZ_STANDING_RELATED ? 1
                                                 : 0;
  if (is_contradicted(work, finding, known.type)) {
    return 0;
  }
  if (candidate->name.kind == GZ_NAME_SURNAME) {
    // A family name stands for somebody who was introduced, or has a title.
    return points >= 4 || has_title(work, finding, actor) ? 4
           : is_at_home(work, finding, candidate)
               // Who held an office is rather meant than his namesakes.
               ? 1 + !candidate->name.ambiguous +
                     gz_actors_tenure(work->actors, actor, 0, &tenure)
               : 0;
  }
  if (candidate->strength == GZ_MATCH_WEAK) {
    return standing == GZ_STANDING_CERTAIN ? 4 : 0;
  }
  if (candidate->name.kind == GZ_NAME_METONYM) {
    return candidate->strength != GZ_MATCH_EXACT || is_placed(work, finding) ? 0
           : acts(work, finding) ? points + 4
                                 : points - 2;
  }
  if (work->analysed) {
    const enum gz_ne ne = (enum gz_ne)finding->ne;
    if (ne == GZ_NE_NONE) {
      return candidate->name.ambiguous ? 0 : points;
    }
    points += type_fits(ne, known.type) ? 2 : -2;
  }
  // Where the table does not mark the name as a common word, it is a name.
  return points + (candidate->name.ambiguous ? 0 : 1);
}

void
gz_link_choose(struct gz_actor_work *work, struct gz_finding *finding) {
  int best = 0;
  uint32_t chosen = GZ_NONE;
  bool tie = false;
  for (uint32_t i = 0; i < finding->candidates.count; ++i) {
    const struct gz_actor_candidate *candidate = &finding->candidates.items[i];
    const int points = score(work, finding, candidate);
    if (points > best) {
      best = points;
      chosen = i;
      tie = false;
    } else if (points == best && chosen != GZ_NONE &&
               candidate->name.actor !=
                   finding->candidates.items[chosen].name.actor) {
      tie = true; // two that are as likely: neither
    }
  }
  finding->chosen = tie ? GZ_NONE : chosen;
}
