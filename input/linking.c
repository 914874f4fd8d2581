#include "input/linking.h"

#include <limits.h>

/** Most words that a title before a name has: "deputy prime minister". */
#define MAX_TITLE_TOKENS 8

/** Tokens on each side of a name in which words tell its class. */
#define NEAR 12

/** Days that make another time of an office: forty years. */
#define LONG_AGO 14600

/** What a sum must reach: that of a certain and of a likely link. */
#define STRONG 6
#define LIKELY 3

/** What speaks for a candidate or against it. */
enum gz_evidence {
  EVIDENCE_ONLY,
  EVIDENCE_PERSON,
  EVIDENCE_NAME,
  EVIDENCE_STATE,
  EVIDENCE_TYPE,
  EVIDENCE_OTHER_TYPE,
  EVIDENCE_CLASH,
  EVIDENCE_NO_NAME,
  EVIDENCE_HEARD,
  EVIDENCE_FULL_NAME,
  EVIDENCE_RELATED,
  EVIDENCE_NEIGHBOUR,
  EVIDENCE_TITLE,
  EVIDENCE_LEADER,
  EVIDENCE_IN_OFFICE,
  EVIDENCE_LONG_AGO,
  EVIDENCE_RARE,
  EVIDENCE_FIELD,
  EVIDENCE_COMPANY,
  EVIDENCE_ACTS,
  EVIDENCE_NOT_ACTING,
  EVIDENCE_DEFINED,
  EVIDENCE_WEAK,
  EVIDENCE_AGAINST,
  N_EVIDENCE
};

/**
 * The weights.  Set by hand so that each combination that is certain for a
 * reader reaches #LIKELY, then checked on one half of News-Fair and DWIE's
 * development articles and measured on the other.
 */
static const struct {
  const char *text;
  int weight;
} evidence_of[N_EVIDENCE] = {
    [EVIDENCE_ONLY] = {"only bearer of the name", 4},
    [EVIDENCE_PERSON] = {"person's full name", 2},
    [EVIDENCE_NAME] = {"name of several", 1},
    [EVIDENCE_STATE] = {"name of a state", 1},
    [EVIDENCE_TYPE] = {"type agrees", 2},
    [EVIDENCE_OTHER_TYPE] = {"type differs", -1},
    [EVIDENCE_CLASH] = {"type cannot be", -20},
    [EVIDENCE_NO_NAME] = {"not taken for a name", -3},
    [EVIDENCE_HEARD] = {"named for certain elsewhere", 4},
    [EVIDENCE_FULL_NAME] = {"full name in the article", 4},
    [EVIDENCE_RELATED] = {"its state or body is named", 1},
    [EVIDENCE_NEIGHBOUR] = {"place within a place", 2},
    [EVIDENCE_TITLE] = {"its title is before it", 4},
    [EVIDENCE_LEADER] = {"led a state or a body of states", 2},
    [EVIDENCE_IN_OFFICE] = {"held office on that day", 1},
    [EVIDENCE_LONG_AGO] = {"held office in other times", -2},
    [EVIDENCE_RARE] = {"rare name", 1},
    [EVIDENCE_FIELD] = {"words of its class are near", 1},
    [EVIDENCE_COMPANY] = {"others of its class are named", 1},
    [EVIDENCE_ACTS] = {"acts like a state", 4},
    [EVIDENCE_NOT_ACTING] = {"does not act", -2},
    [EVIDENCE_DEFINED] = {"the article spells it out", 4},
    [EVIDENCE_WEAK] = {"capitals differ", -3},
    [EVIDENCE_AGAINST] = {"somebody or something else bears it here", -20},
};

/** Everything that a candidate is judged by. */
struct judge {
  const struct gz_actor_work *work;
  const struct gz_link_context *context;
  const struct gz_finding *finding;
  const struct gz_actor_candidate *candidate;
  struct gz_actor known;
  uint32_t evidence; /**< What was found so far, as bits */
};

static void
find(struct judge *judge, unsigned evidence) {
  judge->evidence |= 1U << evidence;
}

static int
sum_of(uint32_t evidence) {
  int sum = 0;
  for (unsigned i = 0; i < N_EVIDENCE; ++i) {
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

/** Whether the article speaks for certain of a state or a body that a person
 *  is of, or held an office of. */
static bool
is_at_home(const struct gz_actor_work *work, uint32_t person) {
  const uint32_t state = gz_actors_get(work->actors, person).state;
  if (state != GZ_NONE && work->standing[state] == GZ_STANDING_CERTAIN) {
    return true;
  }
  struct gz_actor_relation relation;
  for (uint32_t i = 0; gz_actors_relation(work->actors, person, i, &relation);
       ++i) {
    if (relation.kind == GZ_ACTOR_MEMBER_OF &&
        work->standing[relation.object] == GZ_STANDING_CERTAIN) {
      return true;
    }
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

/** Whether an office is one whose holder is known by the family name alone all
 *  over the world. */
static bool
leads(const struct gz_actor_work *work, uint32_t office) {
  static const char *const beginnings[] = {"President of ",
                                           "Prime Minister of ",
                                           "Chancellor of ",
                                           "Vice President of the ",
                                           "Secretary of State of",
                                           "Supreme Leader of ",
                                           "Secretary-General of ",
                                           "Secretary General of ",
                                           "King of ",
                                           "Queen of ",
                                           "Emperor of ",
                                           "Pope"};
  const struct gz_actor known = gz_actors_get(work->actors, office);
  const struct gz_str label = known.label;
  if (known.state == GZ_NONE && !gz_str_starts(label, GZ_STR("Secretary"))) {
    return false;
  }
  for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; ++i) {
    if (gz_str_starts(label, gz_str(beginnings[i]))) {
      return true;
    }
  }
  return false;
}

/** Find what a person's offices say, on the day of the article if known. */
static void
find_offices(struct judge *judge, bool alone) {
  const struct gz_date *date = &judge->work->article->metadata.date;
  const int32_t day = date->year
                          ? gz_day_of(date->year, date->month ? date->month : 1,
                                      date->day ? date->day : 1)
                          : 0;
  struct gz_tenure tenure;
  bool ever = false;
  bool near = false;
  for (uint32_t i = 0; gz_actors_tenure(
           judge->work->actors, judge->candidate->name.actor, i, &tenure);
       ++i) {
    if (leads(judge->work, tenure.office)) {
      find(judge, EVIDENCE_LEADER);
    }
    if (alone && date->year && gz_tenure_on(&tenure, day)) {
      find(judge, EVIDENCE_IN_OFFICE);
    }
    ever = true;
    near =
        near ||
        ((tenure.from == GZ_DAY_UNKNOWN_FROM || tenure.from - LONG_AGO < day) &&
         (tenure.until == GZ_DAY_UNKNOWN_UNTIL ||
          tenure.until + LONG_AGO > day));
  }
  if (date->year && ever && !near) {
    find(judge, EVIDENCE_LONG_AGO);
  }
}

/** Whether a form of address before the name is of the other gender. */
static bool
is_other_gender(const struct judge *judge) {
  const struct gz_finding *finding = judge->finding;
  if (finding->first == 0 || judge->known.gender == GZ_GENDER_UNKNOWN) {
    return false;
  }
  struct gz_str form = gz_work_form(judge->work, finding->first - 1);
  if (form.size > 1 && form.data[form.size - 1] == '.') {
    form.size -= 1;
  }
  const struct gz_noun *noun = gz_noun_find(judge->work->nouns, form);
  return noun && noun->marks & GZ_NOUN_TITLE &&
         noun->marks & (judge->known.gender == GZ_GENDER_MALE ? GZ_NOUN_FEMALE
                                                              : GZ_NOUN_MALE);
}

/** Judge a candidate that is a person. */
static void
judge_person(struct judge *judge) {
  const struct gz_actor_work *work = judge->work;
  const struct gz_finding *finding = judge->finding;
  const struct gz_actor_candidate *candidate = judge->candidate;
  const uint32_t actor = candidate->name.actor;
  const bool alone =
      candidate->name.kind == GZ_NAME_SURNAME || finding->count == 1;
  find_offices(judge, alone);
  if (has_title(work, finding, actor)) {
    find(judge, EVIDENCE_TITLE);
  }
  if (is_at_home(work, actor)) {
    find(judge, EVIDENCE_RELATED);
  }
  if (is_other_gender(judge)) {
    find(judge, EVIDENCE_AGAINST);
  }
  if (!alone) {
    find(judge, candidate->name.ambiguous ? EVIDENCE_NAME : EVIDENCE_PERSON);
    if (finding->count > 2 ||
        gz_noun_forename(work->nouns, gz_work_form(work, finding->first)) ==
            GZ_GENDER_UNKNOWN) {
      find(judge, EVIDENCE_RARE); // fewer namesakes than "Mike Johnson" has
    }
    return;
  }
  if (work->analysed && finding->ne == GZ_NE_NONE) {
    find(judge, EVIDENCE_NO_NAME);
  }
  switch (gz_link_bearer(judge->context, finding->first, actor)) {
  case GZ_BEARER_OTHER:
    find(judge, EVIDENCE_AGAINST);
    break;
  case GZ_BEARER_SAME:
  case GZ_BEARER_BOTH:
    find(judge, EVIDENCE_FULL_NAME);
    break;
  case GZ_BEARER_UNNAMED:
    break;
  }
  if (!candidate->name.ambiguous && same_actor(&finding->candidates)) {
    find(judge, EVIDENCE_RARE);
    if (candidate->name.kind != GZ_NAME_SURNAME) {
      find(judge, EVIDENCE_PERSON); // "Saddam"
    }
  }
}

/** Whether the name is the code of a place where none stands: "VA" that is no
 *  part of an address. */
static bool
is_stray_code(const struct judge *judge) {
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

/** Whether the name is the second of "Atlanta, Georgia". */
static bool
is_after_place(const struct judge *judge) {
  const uint32_t first = judge->finding->first;
  if (first < 2 || !gz_str_is(gz_work_form(judge->work, first - 1), ",")) {
    return false;
  }
  const uint8_t ne = gz_work_token(judge->work, first - 2)->ne;
  return ne == GZ_NE_GPE || ne == GZ_NE_LOC;
}

/** Whether a preposition or the like says that something is there: "in
 *  Ukraine and Poland". */
static bool
is_located(const struct judge *judge) {
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
is_team(const struct judge *judge) {
  const struct gz_finding *finding = judge->finding;
  const uint32_t sentence =
      gz_article_sentence_of(judge->work->article, finding->first);
  return judge->context->sports[sentence] &&
         judge->candidate->name.kind != GZ_NAME_DEMONYM && !is_located(judge) &&
         !is_after_place(judge);
}

/** Judge a candidate that is a state or a place. */
static void
judge_place(struct judge *judge) {
  const struct gz_actor_work *work = judge->work;
  const uint32_t actor = judge->candidate->name.actor;
  const uint32_t state = judge->known.state;
  if (judge->known.type == GZ_ENTITY_STATE) {
    find(judge, EVIDENCE_STATE);
    if (work->standing[actor] == GZ_STANDING_RELATED) {
      find(judge, EVIDENCE_RELATED);
    }
  } else if (state != GZ_NONE && work->standing[state]) {
    find(judge, EVIDENCE_RELATED);
    if (is_after_place(judge)) {
      find(judge, EVIDENCE_NEIGHBOUR);
    }
  }
  if (is_stray_code(judge) || is_team(judge)) {
    find(judge, EVIDENCE_AGAINST);
  }
}

/** Whether a common noun near the name denotes what is of the class. */
static bool
is_in_field(const struct judge *judge) {
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
static void
judge_body(struct judge *judge) {
  const uint32_t state = judge->known.state;
  if (state != GZ_NONE && judge->work->standing[state] == GZ_STANDING_CERTAIN) {
    find(judge, EVIDENCE_RELATED);
  }
  if (judge->candidate->name.ambiguous && is_in_field(judge)) {
    find(judge, EVIDENCE_FIELD);
  }
  if ((judge->known.type == GZ_ENTITY_FIRM ||
       judge->known.type == GZ_ENTITY_MEDIA_OUTLET) &&
      judge->finding->candidates.ambiguous &&
      judge->work->heard[judge->known.type]) {
    find(judge, EVIDENCE_COMPANY);
  }
}

/** Judge by how the table gives the name and what the analyser says. */
static void
judge_name(struct judge *judge) {
  const struct gz_finding *finding = judge->finding;
  const struct gz_actor_candidate *candidate = judge->candidate;
  const struct gz_actor_work *work = judge->work;
  const bool only =
      !finding->candidates.ambiguous && same_actor(&finding->candidates);
  const enum gz_ne ne = (enum gz_ne)finding->ne;
  if (candidate->name.kind == GZ_NAME_METONYM) {
    find(judge,
         is_placed(work, finding) || candidate->strength != GZ_MATCH_EXACT
             ? EVIDENCE_AGAINST
         : acts(work, finding) ? EVIDENCE_ACTS
                               : EVIDENCE_NOT_ACTING);
    return;
  }
  if (!candidate->name.ambiguous) {
    find(judge, only ? EVIDENCE_ONLY : EVIDENCE_NAME);
  }
  if (!work->analysed) {
    return;
  }
  const struct gz_str form = gz_work_form(work, finding->first);
  const bool like_a_word = candidate->strength == GZ_MATCH_CASE &&
                           finding->count == 1 && form.size > 1 &&
                           form.data[1] >= 'a' && form.data[1] <= 'z';
  if (ne == GZ_NE_NONE && (!only || like_a_word)) {
    find(judge, EVIDENCE_NO_NAME);
  } else if (ne != GZ_NE_NONE) {
    find(judge, type_fits(ne, judge->known.type) ? EVIDENCE_TYPE
                                                 : EVIDENCE_OTHER_TYPE);
  }
}

/** All that speaks for a candidate and against it. */
static uint32_t
judge_candidate(const struct gz_actor_work *work,
                const struct gz_link_context *context,
                const struct gz_finding *finding,
                const struct gz_actor_candidate *candidate) {
  struct judge judge = {work,
                        context,
                        finding,
                        candidate,
                        gz_actors_get(work->actors, candidate->name.actor),
                        0};
  if (work->standing[candidate->name.actor] == GZ_STANDING_CERTAIN) {
    find(&judge, EVIDENCE_HEARD);
  }
  if (is_contradicted(work, finding, judge.known.type)) {
    find(&judge, EVIDENCE_CLASH);
  }
  if (candidate->strength == GZ_MATCH_WEAK) {
    find(&judge, EVIDENCE_WEAK);
  }
  if (is_person(judge.known.type)) {
    judge_person(&judge);
    return judge.evidence;
  }
  judge_name(&judge);
  if (judge.known.type == GZ_ENTITY_STATE ||
      judge.known.type == GZ_ENTITY_PLACE) {
    judge_place(&judge);
  } else {
    judge_body(&judge);
  }
  if (finding->count == 1) {
    const enum gz_definition definition =
        gz_link_definition(context, finding->first, candidate->name.actor);
    if (definition != GZ_DEFINITION_NONE) {
      find(&judge, definition == GZ_DEFINITION_SAME ? EVIDENCE_DEFINED
                                                    : EVIDENCE_AGAINST);
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
                     same_actor(&finding->candidates) &&
                     candidate->strength != GZ_MATCH_WEAK &&
                     candidate->name.kind != GZ_NAME_METONYM &&
                     candidate->name.kind != GZ_NAME_SURNAME;
  return plain || round == GZ_LINK_LIKELY ? LIKELY
         : round == GZ_LINK_STRONG        ? STRONG
                                          : INT_MAX;
}

void
gz_link_choose(struct gz_actor_work *work,
               const struct gz_link_context *context,
               struct gz_finding *finding, enum gz_link_round round) {
  int best = INT_MIN;
  bool tie = false;
  uint32_t chosen = GZ_NONE;
  finding->team = false;
  for (uint32_t i = 0; i < finding->candidates.count; ++i) {
    const struct gz_actor_candidate *candidate = &finding->candidates.items[i];
    const uint32_t evidence =
        judge_candidate(work, context, finding, candidate);
    const int sum = sum_of(evidence);
    if (sum > best) {
      tie = false;
      best = sum;
      chosen = i;
      finding->evidence = evidence;
    } else if (sum == best &&
               candidate->name.actor !=
                   finding->candidates.items[chosen].name.actor) {
      tie = true; // two that are as likely: neither
    }
  }
  if (chosen == GZ_NONE || tie) {
    return;
  }
  const struct gz_actor_candidate *taken = &finding->candidates.items[chosen];
  if (best >= threshold(finding, taken, round)) {
    finding->chosen = chosen;
    if (round != GZ_LINK_LIKELY) {
      hear(work, taken->name.actor);
    }
  }
}

struct gz_str
gz_link_reason(struct gz_article *article, uint32_t evidence) {
  const char *reason = "";
  for (unsigned i = 0; reason && i < N_EVIDENCE; ++i) {
    if (evidence & (1U << i)) {
      reason = gz_arena_printf(article->arena, "%s%s%s", reason,
                               *reason ? "; " : "", evidence_of[i].text);
    }
  }
  return gz_str(reason ? reason : "");
}
