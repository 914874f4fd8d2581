#include "input/event_parts.h"

#include <stdlib.h>
#include <string.h>

/** How many clauses up a time expression may belong to an event. */
#define MAX_CLIMB 4

/** Fewest mentions of public life in a report of public affairs. */
#define LEAST_PUBLIC 5

/** Fewest sentences of games in a report of sport. */
#define LEAST_OF_GAMES 4

static const struct gz_token *
token_at(const struct gz_event_finder *finder, uint32_t token) {
  return gz_tree_token(finder->tree, token);
}

/* What is kept */

/** Whether the graph is about such things. */
static bool
is_public(enum gz_entity_class type) {
  switch (type) {
  case GZ_ENTITY_AGENT:
  case GZ_ENTITY_PERSON:
  case GZ_ENTITY_PLACE:
  case GZ_ENTITY_TOPIC:
  case GZ_ENTITY_TECHNOLOGY:
    return false;
  default:
    return true;
  }
}

/**
 * Whether a description speaks of public affairs: "police", "protesters",
 * "soldiers from France", "the country's leaders".
 */
static bool
is_public_phrase(const struct gz_event_finder *finder, uint32_t token) {
  if (gz_frames_set_has(finder->frames, "public",
                        gz_tree_lemma(finder->tree, token))) {
    return true;
  }
  for (uint32_t child = gz_tree_first(finder->tree, token); child != GZ_NONE;
       child = gz_tree_next(finder->tree, child)) {
    const enum gz_deprel deprel =
        gz_deprel_universal((enum gz_deprel)token_at(finder, child)->deprel);
    const uint32_t entity = gz_event_entity(finder, child);
    if (entity != GZ_NONE &&
        (deprel == GZ_DEPREL_AMOD || deprel == GZ_DEPREL_COMPOUND ||
         deprel == GZ_DEPREL_NMOD) &&
        is_public(finder->article->entities.items[entity].type)) {
      return true;
    }
  }
  return false;
}

/** Whether a sentence has a word of that set of the lexicon. */
static bool
says_any(const struct gz_event_finder *finder, uint32_t number,
         const char *set) {
  const struct gz_sentence *sentence =
      &finder->article->sentences.items[number];
  for (uint32_t i = 0; i < sentence->count; ++i) {
    if (gz_frames_set_has(finder->frames, set,
                          gz_tree_lemma(finder->tree, sentence->first + i))) {
      return true;
    }
  }
  return false;
}

/** Whether the article as a whole is a report of sport. */
static bool
is_sport_report(const struct gz_event_finder *finder) {
  const uint32_t count = finder->article->sentences.count;
  uint32_t of_games = 0;
  for (uint32_t i = 0; i < count; ++i) {
    of_games += says_any(finder, i, "game");
  }
  return of_games >= LEAST_OF_GAMES && of_games >= count / 3;
}

/** Whether the article as a whole is about public affairs. */
static bool
is_public_report(const struct gz_event_finder *finder) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < finder->article->mentions.count; ++i) {
    const struct gz_mention *mention = &finder->article->mentions.items[i];
    count += mention->entity != GZ_NONE &&
             is_public(finder->article->entities.items[mention->entity].type);
  }
  return count >= LEAST_PUBLIC && count >= finder->article->sentences.count / 2;
}

/** Whether the event is told in a report of sport, where war is a figure. */
static bool
is_play(const struct gz_event_finder *finder,
        const struct gz_event_draft *draft) {
  switch (draft->frame->type) {
  case GZ_EVENT_ASSAULT:
  case GZ_EVENT_COERCION:
  case GZ_EVENT_MOBILIZATION:
  case GZ_EVENT_RETREAT:
  case GZ_EVENT_AID:
  case GZ_EVENT_CONCESSION:
  case GZ_EVENT_THREAT:
  case GZ_EVENT_CONSULTATION:
  case GZ_EVENT_SUPPLY:
  case GZ_EVENT_LAUNCH:
  case GZ_EVENT_SUPPORT:
  case GZ_EVENT_REJECTION:
    break;
  default:
    return false;
  }
  return finder->is_sport ||
         says_any(finder, finder->tree->nodes[draft->head].sentence, "sport");
}

/** Whether somebody or something that the graph is about takes part. */
static bool
is_relevant(const struct gz_event_finder *finder,
            const struct gz_event_draft *draft) {
  if (draft->dropped || is_play(finder, draft)) {
    return false;
  }
  bool has_party =
      draft->clause != draft->head || draft->copular || !draft->frame->noun;
  bool has_public = draft->has_public ||
                    (draft->frame->political &&
                     (draft->n_roles > 0 || draft->clause != draft->head));
  for (uint32_t i = 0; i < draft->n_roles; ++i) {
    const struct gz_role *role = &draft->roles[i];
    if (role->is_event) {
      continue;
    }
    if (role->kind == GZ_ROLE_PLACE) {
      has_party = has_party || draft->frame->political;
      continue;
    }
    const enum gz_entity_class type =
        finder->article->entities.items[role->entity].type;
    has_public =
        has_public || is_public(type) ||
        (type == GZ_ENTITY_AGENT && is_public_phrase(finder, draft->heads[i]));
    has_party = has_party || role->kind == GZ_ROLE_ACTOR ||
                role->kind == GZ_ROLE_RECIPIENT;
  }
  return has_public && has_party;
}

/* Time */

/** The draft that a time expression dates, or none. */
static uint32_t
dated_by(const struct gz_event_finder *finder, const struct gz_timex *time) {
  uint32_t at = gz_tree_top(finder->tree, time->first, time->count);
  for (int step = 0; step < MAX_CLIMB; ++step) {
    at = gz_tree_head(finder->tree, at);
    if (at == GZ_NONE) {
      return GZ_NONE;
    }
    if (finder->draft_at[at]) {
      return finder->draft_at[at] - 1;
    }
    // "make a decision this month": the light verb stands for its noun.
    for (uint32_t child = gz_tree_first(finder->tree, at); child != GZ_NONE;
         child = gz_tree_next(finder->tree, child)) {
      const uint32_t draft = finder->draft_at[child];
      if (draft && finder->drafts.items[draft - 1].clause == at) {
        return draft - 1;
      }
    }
    // Not out of a clause of its own into another.
    if (token_at(finder, at)->upos == GZ_UPOS_VERB &&
        !gz_tree_is(finder->tree, at, GZ_DEPREL_XCOMP)) {
      return GZ_NONE;
    }
  }
  return GZ_NONE;
}

static bool
is_day(struct gz_date date) {
  return date.year && date.month && date.day;
}

/** Date events by the time expressions that belong to them. */
static void
date_events(const struct gz_event_finder *finder, uint32_t *times) {
  for (uint32_t i = 0; i < finder->article->times.count; ++i) {
    const struct gz_timex *time = &finder->article->times.items[i];
    if (time->type != GZ_TIMEX_DATE && time->type != GZ_TIMEX_TIME) {
      continue;
    }
    const uint32_t draft = dated_by(finder, time);
    if (draft != GZ_NONE && times[draft] == GZ_NONE) {
      times[draft] = i;
    }
  }
  // A noun that goes with a dated verb shares its time, and the other way
  // round: "press him at a meeting on Thursday", "plans to meet this week".
  for (uint32_t i = 0; i < finder->drafts.count; ++i) {
    const uint32_t head =
        gz_tree_head(finder->tree, finder->drafts.items[i].head);
    const uint32_t above = head == GZ_NONE || !finder->draft_at[head]
                               ? GZ_NONE
                               : finder->draft_at[head] - 1;
    if (above == GZ_NONE || !finder->drafts.items[i].frame->noun) {
      continue;
    }
    if (times[i] == GZ_NONE) {
      times[i] = times[above];
    } else if (times[above] == GZ_NONE) {
      times[above] = times[i];
    }
  }
}

/* Out of drafts, events */

static int
compare_roles(const void *a, const void *b) {
  const struct gz_role *one = a;
  const struct gz_role *other = b;
  if (one->kind != other->kind) {
    return one->kind < other->kind ? -1 : 1;
  }
  if (one->span.begin != other->span.begin) {
    return one->span.begin < other->span.begin ? -1 : 1;
  }
  if (one->is_event != other->is_event) {
    return one->is_event ? 1 : -1;
  }
  return (one->entity > other->entity) - (one->entity < other->entity);
}

/** Trigger and participants that stand in the trigger's sentence. */
static struct gz_span
evidence_of(const struct gz_event_finder *finder,
            const struct gz_event_draft *draft) {
  const struct gz_span trigger = token_at(finder, draft->head)->span;
  const struct gz_span clause = token_at(finder, draft->clause)->span;
  const struct gz_span sentence =
      finder->article->sentences
          .items[finder->tree->nodes[draft->head].sentence]
          .span;
  struct gz_span span = trigger;
  if (clause.begin < span.begin) {
    span.begin = clause.begin;
  }
  if (clause.end > span.end) {
    span.end = clause.end;
  }
  for (uint32_t i = 0; i < draft->n_roles; ++i) {
    const struct gz_span role = draft->roles[i].span;
    if (role.begin >= sentence.begin && role.end <= sentence.end) {
      span.begin = role.begin < span.begin ? role.begin : span.begin;
      span.end = role.end > span.end ? role.end : span.end;
    }
  }
  return span;
}

/** How sure the frame is of an event whose participants are found. */
static double
confidence_of(const struct gz_event_draft *draft) {
  double confidence = draft->frame->noun ? 0.7 : 0.8;
  for (uint32_t i = 0; i < draft->n_roles; ++i) {
    if (draft->roles[i].kind == GZ_ROLE_ACTOR) {
      return confidence + 0.1;
    }
  }
  return confidence;
}

/** Make the event of a draft; `renumbered` gives events for drafts. */
static bool
make_event(struct gz_event_finder *finder, const struct gz_event_draft *draft,
           uint32_t time, const uint32_t *renumbered) {
  struct gz_article *article = finder->article;
  struct gz_role *roles =
      gz_arena_array(article->arena, draft->n_roles, sizeof *roles);
  struct gz_event *event = GZ_PUSH(article, &article->events);
  if (!roles || !event) {
    return false;
  }
  uint32_t n_roles = 0;
  for (uint32_t i = 0; i < draft->n_roles; ++i) {
    struct gz_role role = draft->roles[i];
    if (role.is_event) {
      role.entity = renumbered[role.entity];
    }
    if (role.entity != GZ_NONE) {
      roles[n_roles++] = role;
    }
  }
  qsort(roles, n_roles, sizeof *roles, compare_roles);
  *event = (struct gz_event){
      .type = draft->frame->type,
      .trigger = token_at(finder, draft->head)->span,
      .head = draft->head,
      .clause = draft->clause,
      .evidence = evidence_of(finder, draft),
      .roles = roles,
      .n_roles = n_roles,
      .time = time,
      .rule = draft->frame->rule,
      .confidence = confidence_of(draft),
  };
  if (time != GZ_NONE) {
    const struct gz_timex *timex = &article->times.items[time];
    if (is_day(timex->begin) && is_day(timex->end)) {
      event->begin = timex->begin;
      event->end = timex->end;
      event->basis = timex->basis;
    }
  }
  return true;
}

/**
 * Whether the draft speaks again of an event that is kept: "The decision has
 * not been made", after one that says whose decision it is.
 */
static bool
is_repeated(const struct gz_event_finder *finder, uint32_t number,
            const uint32_t *renumbered) {
  const struct gz_event_draft *draft = &finder->drafts.items[number];
  if (draft->dropped || draft->clause == draft->head ||
      gz_tree_child_with_lemma(finder->tree, draft->head, "the") == GZ_NONE) {
    return false;
  }
  for (uint32_t i = 0; i < number; ++i) {
    if (renumbered[i] != GZ_NONE &&
        finder->drafts.items[i].frame == draft->frame) {
      return true;
    }
  }
  return false;
}

static bool
make_events(struct gz_event_finder *finder) {
  struct gz_arena *arena = finder->article->arena;
  const uint32_t count = finder->drafts.count;
  uint32_t *times = gz_arena_array(arena, count, sizeof *times);
  uint32_t *renumbered = gz_arena_array(arena, count, sizeof *renumbered);
  if (!times || !renumbered) {
    return false;
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; ++i) {
    times[i] = GZ_NONE;
    renumbered[i] = is_relevant(finder, &finder->drafts.items[i]) ||
                            is_repeated(finder, i, renumbered)
                        ? kept++
                        : GZ_NONE;
  }
  date_events(finder, times);
  for (uint32_t i = 0; i < count; ++i) {
    if (renumbered[i] != GZ_NONE &&
        !make_event(finder, &finder->drafts.items[i], times[i], renumbered)) {
      return false;
    }
  }
  return true;
}

/** Note which tokens head a mention and which tell a time. */
static void
index_tokens(struct gz_event_finder *finder) {
  const struct gz_article *article = finder->article;
  // Backwards, so that of several mentions with one head the longest counts.
  for (uint32_t i = article->mentions.count; i-- > 0;) {
    const struct gz_mention *mention = &article->mentions.items[i];
    uint32_t *at = &finder->mention_at[gz_tree_top(finder->tree, mention->first,
                                                   mention->count)];
    if (mention->entity != GZ_NONE || !*at) {
      *at = i + 1;
    }
  }
  for (uint32_t i = 0; i < article->times.count; ++i) {
    const struct gz_timex *time = &article->times.items[i];
    for (uint32_t j = 0; j < time->count; ++j) {
      finder->is_time[time->first + j] = true;
    }
  }
}

enum gz_status
gz_find_events(struct gz_article *article, const struct gz_tree *tree,
               const struct gz_frames *frames, struct gz_error *error) {
  const uint32_t n_tokens = article->tokens.count;
  struct gz_event_finder finder = {
      .article = article,
      .tree = tree,
      .frames = frames,
      .mention_at =
          gz_arena_array(article->arena, n_tokens, sizeof *finder.mention_at),
      .draft_at =
          gz_arena_array(article->arena, n_tokens, sizeof *finder.draft_at),
      .is_time =
          gz_arena_array(article->arena, n_tokens, sizeof *finder.is_time),
      .n_known = article->entities.count,
  };
  bool fits = finder.mention_at && finder.draft_at && finder.is_time;
  if (fits) {
    index_tokens(&finder);
    finder.is_sport = is_sport_report(&finder);
    finder.is_public = !finder.is_sport && is_public_report(&finder);
    fits = gz_event_draft_all(&finder);
  }
  for (uint32_t i = 0; fits && i < finder.drafts.count; ++i) {
    fits = gz_event_name_party(&finder, i);
  }
  for (uint32_t i = 0; fits && i < finder.drafts.count; ++i) {
    gz_event_fill(&finder, i);
  }
  for (uint32_t i = 0; fits && i < finder.drafts.count; ++i) {
    gz_event_hand_down(&finder, i);
  }
  // Inner events come after those that they complete: share from the last.
  for (uint32_t i = finder.drafts.count; fits && i-- > 0;) {
    gz_event_share(&finder, i);
  }
  fits = fits && make_events(&finder);
  // Topics were added at the end.
  gz_article_sort_mentions(article);
  return fits ? GZ_OK
              : gz_fail(error, GZ_NO_MEMORY, "No memory for the events");
}
