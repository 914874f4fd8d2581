#include "input/linking.h"

#include "input/linking_judge.h"

#include <limits.h>

/** What a sum must reach: that of a certain and of a likely link. */
#define STRONG 6
#define LIKELY 3

/**
 * The weights.  Set by hand so that each combination that is certain for a
 * reader reaches #LIKELY, then checked on one half of News-Fair and DWIE's
 * development articles and measured on the other.
 */
static const struct {
  const char *text;
  int weight;
} evidence_of[GZ_N_EVIDENCE] = {
    [GZ_EVIDENCE_ONLY] = {"only bearer of the name", 4},
    [GZ_EVIDENCE_PERSON] = {"person's full name", 2},
    [GZ_EVIDENCE_NAME] = {"name of several", 1},
    [GZ_EVIDENCE_STATE] = {"name of a state", 1},
    [GZ_EVIDENCE_TYPE] = {"type agrees", 2},
    [GZ_EVIDENCE_OTHER_TYPE] = {"type differs", -1},
    [GZ_EVIDENCE_CLASH] = {"type cannot be", -20},
    [GZ_EVIDENCE_NO_NAME] = {"not taken for a name", -3},
    [GZ_EVIDENCE_HEARD] = {"named for certain elsewhere", 4},
    [GZ_EVIDENCE_FULL_NAME] = {"full name in the article", 4},
    [GZ_EVIDENCE_RELATED] = {"its state is named", 1},
    [GZ_EVIDENCE_BODY] = {"a body that it belongs to is named", 4},
    [GZ_EVIDENCE_NEIGHBOUR] = {"something like it stands beside it", 2},
    [GZ_EVIDENCE_TITLE] = {"its title is before it", 5},
    [GZ_EVIDENCE_LEADER] = {"led a state or a body of states", 2},
    [GZ_EVIDENCE_IN_OFFICE] = {"held office on that day", 1},
    [GZ_EVIDENCE_LONG_AGO] = {"held office in other times", -2},
    [GZ_EVIDENCE_RARE] = {"rare name", 1},
    [GZ_EVIDENCE_FIELD] = {"words of its class are near", 1},
    [GZ_EVIDENCE_COMPANY] = {"others of its class are named", 1},
    [GZ_EVIDENCE_SOLE] = {"only known public body of the name", 1},
    [GZ_EVIDENCE_FOREIGN] = {"states are named, but not its own", -2},
    [GZ_EVIDENCE_ACTS] = {"acts like a state", 4},
    [GZ_EVIDENCE_NOT_ACTING] = {"does not act", -2},
    [GZ_EVIDENCE_DEFINED] = {"the article spells it out", 4},
    [GZ_EVIDENCE_WEAK] = {"capitals differ", -3},
    [GZ_EVIDENCE_NAMESAKE] = {"somebody else's full name has it", -3},
    [GZ_EVIDENCE_TEAM] = {"stands for its team", -20},
    [GZ_EVIDENCE_CUT] = {"part of a longer name", -20},
    [GZ_EVIDENCE_AGAINST] = {"means something else here", -20},
};

/** Evidence that lies in the article, as bits. */
#define CONTEXT                                                                \
  (1U << GZ_EVIDENCE_HEARD | 1U << GZ_EVIDENCE_FULL_NAME |                     \
   1U << GZ_EVIDENCE_RELATED | 1U << GZ_EVIDENCE_BODY |                        \
   1U << GZ_EVIDENCE_NEIGHBOUR | 1U << GZ_EVIDENCE_TITLE |                     \
   1U << GZ_EVIDENCE_DEFINED | 1U << GZ_EVIDENCE_ACTS)

static int
sum_of(uint32_t evidence) {
  int sum = 0;
  for (unsigned i = 0; i < GZ_N_EVIDENCE; ++i) {
    sum += evidence & (1U << i) ? evidence_of[i].weight : 0;
  }
  return sum;
}

static bool
is_person(enum gz_entity_class type) {
  return type == GZ_ENTITY_PERSON || type == GZ_ENTITY_OFFICIAL;
}

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
    return ne == GZ_NE_GPE || ne == GZ_NE_LOC || ne == GZ_NE_NORP;
  case GZ_ENTITY_PARTY:
    return ne == GZ_NE_ORG || ne == GZ_NE_NORP;
  case GZ_ENTITY_OFFICE:
    return false;
  default:
    return ne == GZ_NE_ORG || ne == GZ_NE_MISC;
  }
}

bool
gz_same_actor(const struct gz_candidates *candidates) {
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
  const struct gz_actor known = gz_actors_get(work->actors, actor);
  const uint32_t state = known.state;
  work->standing[actor] = GZ_STANDING_CERTAIN;
  work->heard[known.type] = true;
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
  if (ne != GZ_NE_NONE) {
    return is_person(type) != (ne == GZ_NE_PER);
  }
  // A word of a sentence that is no noun is no name: "Will", "Shell".
  const uint8_t upos = gz_work_token(work, finding->first)->upos;
  return finding->count == 1 && (upos == GZ_UPOS_VERB || upos == GZ_UPOS_AUX ||
                                 upos == GZ_UPOS_ADV || upos == GZ_UPOS_PRON);
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

bool
gz_is_of_heard(const struct gz_actor_work *work, uint32_t actor,
               enum gz_standing least) {
  const uint32_t state = gz_actors_get(work->actors, actor).state;
  return state != GZ_NONE && work->standing[state] >= least;
}

bool
gz_is_member_of_heard(const struct gz_actor_work *work, uint32_t actor) {
  struct gz_actor_relation relation;
  for (uint32_t i = 0; gz_actors_relation(work->actors, actor, i, &relation);
       ++i) {
    if (relation.kind == GZ_ACTOR_MEMBER_OF &&
        work->standing[relation.object] == GZ_STANDING_CERTAIN) {
      return true;
    }
  }
  return false;
}

static bool
has_small(struct gz_str form) {
  for (size_t i = 0; i < form.size; ++i) {
    if (form.data[i] >= 'a' && form.data[i] <= 'z') {
      return true;
    }
  }
  return false;
}

/** Whether the name is cut off a longer one that the analyser did not see:
 *  "Ohio State" of a place, "CNN Films" of a body. */
static bool
is_cut(const struct gz_judge *judge) {
  static const char *const divisions[] = {
      "Arena",   "Award",      "Awards", "Capital", "Center",   "Centre",
      "College", "Cup",        "Films",  "Fund",    "Hospital", "Library",
      "Museum",  "Music",      "Open",   "Park",    "Pictures", "Prize",
      "Records", "School",     "Square", "Stadium", "Street",   "Studios",
      "Theatre", "University", "Tower",  "Tech"};
  const struct gz_actor_work *work = judge->work;
  const uint32_t next = judge->finding->first + judge->finding->count;
  if (!work->analysed || judge->candidate->name.kind == GZ_NAME_DEMONYM ||
      next >= work->article->tokens.count ||
      judge->known.type == GZ_ENTITY_STATE ||
      gz_work_token(work, next)->ne != GZ_NE_NONE ||
      gz_article_sentence_of(work->article, next) !=
          gz_article_sentence_of(work->article, next - 1)) {
    return false;
  }
  const struct gz_str form = gz_work_form(work, next);
  return gz_is_capitalised(form) &&
         (GZ_IS_ONE_OF(form, divisions) ||
          (judge->known.type == GZ_ENTITY_PLACE && gz_str_is(form, "State")));
}

/** Judge by how the table gives the name and what the analyser says. */
static void
judge_name(struct gz_judge *judge) {
  const struct gz_finding *finding = judge->finding;
  const struct gz_actor_candidate *candidate = judge->candidate;
  const struct gz_actor_work *work = judge->work;
  const bool only =
      !finding->candidates.ambiguous && gz_same_actor(&finding->candidates);
  const enum gz_ne ne = (enum gz_ne)finding->ne;
  if (candidate->name.kind == GZ_NAME_METONYM) {
    gz_judge_find(judge, is_placed(work, finding) ||
                                 candidate->strength != GZ_MATCH_EXACT
                             ? GZ_EVIDENCE_AGAINST
                         : acts(work, finding) ? GZ_EVIDENCE_ACTS
                                               : GZ_EVIDENCE_NOT_ACTING);
    return;
  }
  if (!candidate->name.ambiguous) {
    gz_judge_find(judge, only ? GZ_EVIDENCE_ONLY : GZ_EVIDENCE_NAME);
  }
  if (!work->analysed) {
    return;
  }
  const bool like_a_word = finding->count == 1 &&
                           has_small(gz_work_form(work, finding->first)) &&
                           !has_small(candidate->name.form);
  if (ne == GZ_NE_NONE && (!only || like_a_word)) {
    gz_judge_find(judge, GZ_EVIDENCE_NO_NAME);
  } else if (ne != GZ_NE_NONE) {
    gz_judge_find(judge, type_fits(ne, judge->known.type)
                             ? GZ_EVIDENCE_TYPE
                             : GZ_EVIDENCE_OTHER_TYPE);
  }
}

/** All that speaks for a candidate and against it. */
static uint32_t
judge_candidate(const struct gz_actor_work *work,
                const struct gz_link_context *context,
                const struct gz_finding *finding,
                const struct gz_actor_candidate *candidate) {
  struct gz_judge judge = {work,
                           context,
                           finding,
                           candidate,
                           gz_actors_get(work->actors, candidate->name.actor),
                           0};
  if (work->standing[candidate->name.actor] == GZ_STANDING_CERTAIN) {
    gz_judge_find(&judge, GZ_EVIDENCE_HEARD);
  }
  if (is_contradicted(work, finding, judge.known.type)) {
    gz_judge_find(&judge, GZ_EVIDENCE_CLASH);
  }
  if (candidate->strength == GZ_MATCH_WEAK) {
    gz_judge_find(&judge, GZ_EVIDENCE_WEAK);
  }
  if (is_cut(&judge)) {
    gz_judge_find(&judge, GZ_EVIDENCE_CUT);
  }
  if (is_person(judge.known.type)) {
    gz_judge_person(&judge);
    return judge.evidence;
  }
  judge_name(&judge);
  if (judge.known.type == GZ_ENTITY_STATE ||
      judge.known.type == GZ_ENTITY_PLACE) {
    gz_judge_place(&judge);
  } else {
    gz_judge_body(&judge);
  }
  if (finding->count == 1) {
    const enum gz_definition definition =
        gz_link_definition(context, finding->first, candidate->name.actor);
    if (definition != GZ_DEFINITION_NONE) {
      gz_judge_find(&judge, definition == GZ_DEFINITION_SAME
                                ? GZ_EVIDENCE_DEFINED
                                : GZ_EVIDENCE_AGAINST);
    }
  }
  return judge.evidence;
}

/** What a sum must reach for a candidate in a round. */
static int
threshold(const struct gz_finding *finding,
          const struct gz_actor_candidate *candidate,
          enum gz_link_round round) {
  const bool plain = !finding->candidates.ambiguous &&
                     gz_same_actor(&finding->candidates) &&
                     candidate->strength != GZ_MATCH_WEAK &&
                     candidate->name.kind != GZ_NAME_METONYM &&
                     candidate->name.kind != GZ_NAME_SURNAME;
  return plain || round >= GZ_LINK_LIKELY ? LIKELY
         : round == GZ_LINK_STRONG        ? STRONG
                                          : INT_MAX;
}

/** The candidate with the highest sum, or #GZ_NONE if two have it. */
static uint32_t
best_of(const struct gz_candidates *candidates, const uint32_t *evidence) {
  int best = INT_MIN;
  bool tie = false;
  uint32_t chosen = GZ_NONE;
  for (uint32_t i = 0; i < candidates->count; ++i) {
    const int sum = sum_of(evidence[i]);
    if (sum > best) {
      tie = false;
      best = sum;
      chosen = i;
    } else if (sum == best && candidates->items[i].name.actor !=
                                  candidates->items[chosen].name.actor) {
      tie = true; // two that are as likely: neither
    }
  }
  return tie ? GZ_NONE : chosen;
}

static bool
are_different(const struct gz_actor_work *work, uint32_t a, uint32_t b) {
  return gz_actors_related(work->actors, a, GZ_ACTOR_DIFFERENT_FROM, b) ||
         gz_actors_related(work->actors, b, GZ_ACTOR_DIFFERENT_FROM, a);
}

/** Whether the table says of another candidate that it is not the one chosen,
 *  and the article says no more for that than for the other: of persons that
 *  were taken for each other, fame decides nothing. */
static bool
is_disputed(const struct gz_actor_work *work,
            const struct gz_candidates *candidates, const uint32_t *evidence,
            uint32_t chosen) {
  const uint32_t actor = candidates->items[chosen].name.actor;
  const int least = is_person(gz_actors_get(work->actors, actor).type) ? 1 : 0;
  const int said = sum_of(evidence[chosen] & CONTEXT);
  for (uint32_t i = 0; i < candidates->count; ++i) {
    if (said < sum_of(evidence[i] & CONTEXT) + least &&
        are_different(work, actor, candidates->items[i].name.actor)) {
      return true;
    }
  }
  return false;
}

void
gz_link_choose(struct gz_actor_work *work,
               const struct gz_link_context *context,
               struct gz_finding *finding, enum gz_link_round round) {
  const struct gz_candidates *candidates = &finding->candidates;
  uint32_t evidence[GZ_ACTORS_MAX_CANDIDATES];
  for (uint32_t i = 0; i < candidates->count; ++i) {
    evidence[i] =
        judge_candidate(work, context, finding, &candidates->items[i]);
  }
  const uint32_t chosen = best_of(candidates, evidence);
  if (chosen == GZ_NONE) {
    return;
  }
  const struct gz_actor_candidate *taken = &candidates->items[chosen];
  finding->team = (evidence[chosen] & (1U << GZ_EVIDENCE_TEAM)) != 0;
  finding->cut = (evidence[chosen] & (1U << GZ_EVIDENCE_CUT)) != 0;
  if (sum_of(evidence[chosen]) >= threshold(finding, taken, round) &&
      !is_disputed(work, candidates, evidence, chosen)) {
    finding->chosen = chosen;
    finding->evidence = evidence[chosen];
    if (round < GZ_LINK_LIKELY ||
        !is_person(gz_actors_get(work->actors, taken->name.actor).type)) {
      hear(work, taken->name.actor);
    }
  }
}

const char *
gz_link_rule(struct gz_article *article, uint32_t evidence) {
  const char *rule = GZ_RULE_LINKED;
  for (unsigned i = 0; rule && i < GZ_N_EVIDENCE; ++i) {
    if (evidence & (1U << i)) {
      rule = gz_arena_printf(article->arena, "%s%s %s", rule,
                             rule[sizeof GZ_RULE_LINKED - 1] ? "," : ":",
                             evidence_of[i].text);
    }
  }
  return rule;
}
