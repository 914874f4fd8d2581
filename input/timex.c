#include "input/timex.h"

#include "input/calendar.h"
#include "input/timex_match.h"
#include "input/timex_resolve.h"

#include <stdio.h>

/* A text whose far-off dates are fewer is no narrative. */
#define NARRATIVE_DATES 5U

/* Atoms of the first paragraph in which a dateline's date stands. */
#define DATELINE_ATOMS 16U

/** Times that are being found. */
struct finder {
  struct gz_article *article;
  const struct gz_timex_rules *rules;
  struct gz_time_matches matches; /**< Of the whole article */
  struct gz_time_context context;
  struct gz_error *error;
};

static int32_t
get(const struct gz_time_fields *fields, enum gz_time_field field) {
  return gz_time_has(fields, field) ? fields->value[field] : 0;
}

/** Number of the token that the byte at `offset` is in. */
static uint32_t
token_of(const struct gz_article *article, uint32_t offset) {
  uint32_t low = 0;
  uint32_t high = article->tokens.count;
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    if (article->tokens.items[middle].span.begin <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Find all matches, sentence by sentence. */
static enum gz_status
find_matches(struct finder *finder) {
  struct gz_atoms atoms = {.article = finder->article, .rules = finder->rules};
  struct gz_time_matches scratch = {NULL, 0, 0};
  enum gz_status status;
  for (uint32_t i = 0; i < finder->article->sentences.count; ++i) {
    GZ_TRY(status, gz_atoms_read(&atoms, &finder->article->sentences.items[i],
                                 finder->error));
    GZ_TRY(status,
           gz_time_match(&atoms, &scratch, &finder->matches, finder->error));
  }
  return GZ_OK;
}

/** Whether the fields write out a day: no date is needed to know it. */
static bool
is_full_date(const struct gz_time_fields *fields) {
  return gz_time_has(fields, GZ_TIME_FIELD_DAY) &&
         gz_time_has(fields, GZ_TIME_FIELD_MONTH) &&
         gz_time_has(fields, GZ_TIME_FIELD_YEAR) &&
         !gz_time_has(fields, GZ_TIME_FIELD_BC);
}

/**
 * The date of the dateline: a full date that is the first expression of the
 * text's first paragraph, near its beginning, with the name of a place in
 * capitals before it.
 */
static void
read_dateline(struct finder *finder) {
  const struct gz_article *article = finder->article;
  uint32_t s = 0;
  while (s < article->sentences.count &&
         article->sentences.items[s].zone != GZ_ZONE_BODY) {
    ++s;
  }
  if (s == article->sentences.count) {
    return;
  }
  const struct gz_sentence *sentence = &article->sentences.items[s];
  uint32_t i = 0;
  while (i < finder->matches.count &&
         finder->matches.items[i].span.begin < sentence->span.begin) {
    ++i;
  }
  if (i == finder->matches.count ||
      !is_full_date(&finder->matches.items[i].fields)) {
    return;
  }
  const struct gz_time_match *match = &finder->matches.items[i];
  const uint32_t token = token_of(article, match->span.begin);
  const struct gz_str first = gz_article_form(article, sentence->first);
  bool capitals = first.size > 1 && token < sentence->first + DATELINE_ATOMS &&
                  token > sentence->first;
  for (size_t c = 0; c < first.size; ++c) {
    capitals &= first.data[c] < 'a' || first.data[c] > 'z';
  }
  if (capitals) {
    finder->context.published =
        gz_date(get(&match->fields, GZ_TIME_FIELD_YEAR),
                get(&match->fields, GZ_TIME_FIELD_MONTH),
                get(&match->fields, GZ_TIME_FIELD_DAY));
    finder->article->metadata.date = finder->context.published;
  }
}

/** See timex.h: whether the text is a narrative. */
static bool
is_narrative(const struct finder *finder) {
  uint32_t far = 0;
  uint32_t deictic = 0;
  if (!gz_date_is_day(finder->context.published)) {
    return true;
  }
  for (uint32_t i = 0; i < finder->matches.count; ++i) {
    const struct gz_time_fields *fields = &finder->matches.items[i].fields;
    if (gz_time_has(fields, GZ_TIME_FIELD_YEAR)) {
      const int32_t year = get(fields, GZ_TIME_FIELD_YEAR);
      far += gz_time_has(fields, GZ_TIME_FIELD_BC) ||
             year <= finder->context.published.year - 2;
    } else {
      deictic += get(fields, GZ_TIME_FIELD_ANCHOR) != GZ_TIME_TEXT &&
                 (gz_time_has(fields, GZ_TIME_FIELD_WEEKDAY) ||
                  (gz_time_has(fields, GZ_TIME_FIELD_SHIFT) &&
                   get(fields, GZ_TIME_FIELD_UNIT) <= GZ_TIME_WEEK));
    }
  }
  return far >= NARRATIVE_DATES && far >= 4 * deictic;
}

/** The part of `moment` that "early", "later this" and their like leave. */
static void
narrow(struct gz_moment *moment, int32_t mod, struct gz_date base) {
  if (moment->begin.year == 0 || moment->grain == GZ_GRAIN_DAY) {
    return;
  }
  const int32_t begin = gz_date_to_days(moment->begin);
  const int32_t end = gz_date_to_days(moment->end);
  const int32_t days = end - begin + 1;
  switch (mod) {
  case GZ_TIME_START:
    moment->end = gz_date_from_days(begin + (days + 1) / 2 - 1);
    break;
  case GZ_TIME_END:
    moment->begin = gz_date_from_days(begin + days / 2);
    break;
  case GZ_TIME_MID:
    moment->begin = gz_date_from_days(begin + days / 4);
    moment->end = gz_date_from_days(end - days / 4);
    break;
  case GZ_TIME_EARLIER:
    if (gz_date_is_day(base) && gz_date_to_days(base) >= begin &&
        gz_date_to_days(base) <= end) {
      moment->end = base;
    }
    break;
  case GZ_TIME_LATER:
    if (gz_date_is_day(base) && gz_date_to_days(base) >= begin &&
        gz_date_to_days(base) <= end) {
      moment->begin = base;
    }
    break;
  default:
    break;
  }
}

static void
resolve_reference(const struct finder *finder, int32_t ref,
                  struct gz_timex *time, char *value) {
  static const char *const names[] = {
      "", "PRESENT_REF", "PAST_REF", "FUTURE_REF", "", "FUTURE_REF"};
  (void)snprintf(value, GZ_TIME_VALUE_SIZE, "%s", names[ref]);
  if (ref == GZ_TIME_PRESENT && !finder->context.narrative &&
      gz_date_is_day(finder->context.published)) {
    time->begin = finder->context.published;
    time->end = finder->context.published;
    time->basis = GZ_TIME_BASIS_PUBLICATION;
  }
}

/** "in the past three months": the days that it runs over. */
static void
resolve_span(const struct finder *finder, const struct gz_time_fields *fields,
             struct gz_timex *time) {
  struct gz_moment moment;
  bool resolved = false;
  const struct gz_date base = gz_time_base(&finder->context, fields);
  const int32_t unit = get(fields, GZ_TIME_FIELD_UNIT);
  const int32_t n =
      gz_time_has(fields, GZ_TIME_FIELD_N) ? get(fields, GZ_TIME_FIELD_N) : 1;
  if (!gz_date_is_day(base) || n < 0 || unit < GZ_TIME_DAY) {
    return;
  }
  struct gz_time_fields shifted = *fields;
  const int32_t span = get(fields, GZ_TIME_FIELD_SPAN);
  gz_time_set(&shifted, GZ_TIME_FIELD_SIGN, span);
  gz_time_moment(&finder->context, &shifted, GZ_DIRECTION_NONE, &moment,
                 &resolved);
  if (moment.begin.year == 0) {
    return;
  }
  time->begin = span < 0 ? moment.begin : base;
  time->end = span < 0 ? base : moment.end;
  time->basis = GZ_TIME_BASIS_RESOLVED;
}

static void
resolve_date(struct finder *finder, const struct gz_time_fields *fields,
             struct gz_timex *time, char *value) {
  struct gz_moment moment;
  bool resolved = false;
  if (get(fields, GZ_TIME_FIELD_N) == GZ_TIME_VAGUE &&
      gz_time_has(fields, GZ_TIME_FIELD_SIGN)) {
    resolve_reference(finder,
                      get(fields, GZ_TIME_FIELD_SIGN) < 0 ? GZ_TIME_PAST
                                                          : GZ_TIME_FUTURE,
                      time, value);
    return;
  }
  const enum gz_direction direction =
      gz_time_direction(finder->article, time->first, time->count);
  gz_time_moment(&finder->context, fields, direction, &moment, &resolved);
  gz_time_write_date(&moment, fields, GZ_TIME_VALUE_SIZE, value);
  if (get(fields, GZ_TIME_FIELD_KEEP) != 1) {
    gz_time_mention(&finder->context, &moment);
  }
  narrow(&moment, get(fields, GZ_TIME_FIELD_MOD), finder->context.published);
  if (moment.begin.year && moment.end.year) {
    time->begin = moment.begin;
    time->end = moment.end;
    time->basis = resolved ? GZ_TIME_BASIS_RESOLVED : GZ_TIME_BASIS_EXPLICIT;
  }
}

/**
 * Whether it is no time where it stands: "soon" and its like in what is told of
 * the past ("they soon left": it only came shortly after), or "the period"
 * where no quarter was spoken of.
 */
static bool
is_out_of_place(const struct finder *finder,
                const struct gz_time_match *match) {
  if (get(&match->fields, GZ_TIME_FIELD_KEEP) == 2) {
    return finder->context.quarter.year == 0;
  }
  if (get(&match->fields, GZ_TIME_FIELD_REF) != GZ_TIME_SOON) {
    return false;
  }
  const uint32_t first = token_of(finder->article, match->span.begin);
  const uint32_t last = token_of(finder->article, match->span.end - 1);
  return finder->context.narrative ||
         gz_time_direction(finder->article, first, last - first + 1) ==
             GZ_DIRECTION_PAST;
}

/** Make the time of a match and add it to the article's. */
static enum gz_status
add_time(struct finder *finder, const struct gz_time_match *match) {
  const struct gz_time_rule *rule = &finder->rules->rules.items[match->rule];
  const struct gz_time_fields *fields = &match->fields;
  char value[GZ_TIME_VALUE_SIZE] = "";
  struct gz_timex *time = GZ_PUSH(finder->article, &finder->article->times);
  if (!time) {
    return gz_fail(finder->error, GZ_NO_MEMORY, "Memory is out for times");
  }
  time->span = match->span;
  time->first = token_of(finder->article, match->span.begin);
  time->count =
      token_of(finder->article, match->span.end - 1) - time->first + 1;
  time->type = rule->type;
  time->rule = rule->name;
  time->basis = GZ_TIME_BASIS_NONE;
  if (gz_time_has(fields, GZ_TIME_FIELD_REF)) {
    resolve_reference(finder, get(fields, GZ_TIME_FIELD_REF), time, value);
  } else if (rule->type == GZ_TIMEX_DURATION) {
    gz_time_write_duration(fields, sizeof value, value);
    if (gz_time_has(fields, GZ_TIME_FIELD_SPAN)) {
      resolve_span(finder, fields, time);
    }
  } else if (rule->type == GZ_TIMEX_SET) {
    gz_time_write_set(fields, sizeof value, value);
  } else {
    resolve_date(finder, fields, time, value);
    if (gz_time_has(fields, GZ_TIME_FIELD_PART) ||
        gz_time_has(fields, GZ_TIME_FIELD_HOUR)) {
      time->type = GZ_TIMEX_TIME;
    }
  }
  const struct gz_str copy =
      gz_arena_str(finder->article->arena, gz_str(value));
  if (!copy.data) {
    return gz_fail(finder->error, GZ_NO_MEMORY, "Memory is out for times");
  }
  time->value = copy;
  return GZ_OK;
}

enum gz_status
gz_find_times(struct gz_article *article, const struct gz_timex_rules *rules,
              struct gz_error *error) {
  struct finder finder = {.article = article, .rules = rules, .error = error};
  enum gz_status status;
  finder.context.published = article->metadata.date;
  GZ_TRY(status, find_matches(&finder));
  if (!gz_date_is_day(finder.context.published)) {
    finder.context.published = (struct gz_date){0, 0, 0};
    read_dateline(&finder);
  }
  finder.context.narrative = is_narrative(&finder);
  for (uint32_t i = 0; i < finder.matches.count; ++i) {
    if (!is_out_of_place(&finder, &finder.matches.items[i])) {
      GZ_TRY(status, add_time(&finder, &finder.matches.items[i]));
    }
  }
  return GZ_OK;
}
