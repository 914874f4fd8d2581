// Judging candidates that are persons: titles, offices, other bearers.

#include "input/linking_judge.h"

/** Most words that a title before a name has: "deputy prime minister". */
#define MAX_TITLE_TOKENS 8

/** The first day of 1990: who led a state before then has to have a rare name
 * to be meant by that alone. */
#define LATELY 7305

/** Days that make another time of an office: forty years. */
#define LONG_AGO 14600

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

/** The same of a person, and of the states whose offices he held. */
static bool
is_at_home(const struct gz_actor_work *work, uint32_t person,
           enum gz_standing least) {
  if (gz_is_of_heard(work, person, least)) {
    return true;
  }
  struct gz_tenure tenure;
  for (uint32_t i = 0; gz_actors_tenure(work->actors, person, i, &tenure);
       ++i) {
    const uint32_t of = gz_actors_get(work->actors, tenure.office).state;
    if (of != GZ_NONE && work->standing[of] >= least) {
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
find_offices(struct gz_judge *judge, bool alone) {
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
    if (leads(judge->work, tenure.office) &&
        (!alone || !judge->candidate->name.ambiguous ||
         tenure.until > LATELY)) {
      gz_judge_find(judge, GZ_EVIDENCE_LEADER);
    }
    if (alone && date->year && gz_tenure_on(&tenure, day)) {
      gz_judge_find(judge, GZ_EVIDENCE_IN_OFFICE);
    }
    ever = true;
    near =
        near ||
        ((tenure.from == GZ_DAY_UNKNOWN_FROM || tenure.from - LONG_AGO < day) &&
         (tenure.until == GZ_DAY_UNKNOWN_UNTIL ||
          tenure.until + LONG_AGO > day));
  }
  if (date->year && ever && !near) {
    gz_judge_find(judge, GZ_EVIDENCE_LONG_AGO);
  }
}

/** Whether a form of address before the name is of the other gender. */
static bool
is_other_gender(const struct gz_judge *judge) {
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
void
gz_judge_person(struct gz_judge *judge) {
  const struct gz_actor_work *work = judge->work;
  const struct gz_finding *finding = judge->finding;
  const struct gz_actor_candidate *candidate = judge->candidate;
  const uint32_t actor = candidate->name.actor;
  const bool alone =
      candidate->name.kind == GZ_NAME_SURNAME || finding->count == 1;
  find_offices(judge, alone);
  if (has_title(work, finding, actor)) {
    gz_judge_find(judge, GZ_EVIDENCE_TITLE);
  }
  if (is_at_home(work, actor,
                 alone ? GZ_STANDING_CERTAIN : GZ_STANDING_RELATED)) {
    gz_judge_find(judge, GZ_EVIDENCE_RELATED);
  }
  if (is_other_gender(judge)) {
    gz_judge_find(judge, GZ_EVIDENCE_AGAINST);
  }
  if (!alone) {
    if (gz_is_member_of_heard(work, actor)) {
      gz_judge_find(judge, GZ_EVIDENCE_BODY);
    }
    gz_judge_find(judge, candidate->name.ambiguous ? GZ_EVIDENCE_NAME
                                                   : GZ_EVIDENCE_PERSON);
    if (finding->count > 2 ||
        gz_noun_forename(work->nouns, gz_work_form(work, finding->first)) ==
            GZ_GENDER_UNKNOWN) {
      gz_judge_find(
          judge, GZ_EVIDENCE_RARE); // fewer namesakes than "Mike Johnson" has
    }
    return;
  }
  if (work->analysed && finding->ne == GZ_NE_NONE) {
    gz_judge_find(judge, GZ_EVIDENCE_NO_NAME);
  }
  switch (gz_link_bearer(judge->context, finding->first, actor)) {
  case GZ_BEARER_OTHER:
    gz_judge_find(judge, GZ_EVIDENCE_NAMESAKE);
    break;
  case GZ_BEARER_SAME:
  case GZ_BEARER_BOTH:
    gz_judge_find(judge, GZ_EVIDENCE_FULL_NAME);
    break;
  case GZ_BEARER_UNNAMED:
    break;
  }
  if (!candidate->name.ambiguous && gz_same_actor(&finding->candidates)) {
    gz_judge_find(judge, GZ_EVIDENCE_RARE);
    if (candidate->name.kind != GZ_NAME_SURNAME) {
      gz_judge_find(judge, GZ_EVIDENCE_PERSON); // "Saddam"
    }
  }
}
