/**
 * @file article_maker.h
 * Analysed articles by hand, for tests of what comes after the analysis.
 *
 * Spans are found by their words.  Tokens are the words between spaces, with
 * what the test says of them; the rest is left as it is.
 */

#ifndef GZ_TESTS_ARTICLE_MAKER_H
#define GZ_TESTS_ARTICLE_MAKER_H

#include "input/article.h"

#include <string.h>

/** Make an article of `text`, with its words as tokens. */
static inline void
make_article(struct gz_article *article, struct gz_arena *arena,
             const char *text) {
  gz_article_init(article, arena);
  assert_int_equal(gz_article_set_text(article, gz_str(text), NULL), GZ_OK);
  for (uint32_t i = 0; text[i];) {
    uint32_t end = i;
    while (text[end] && !strchr(" \n", text[end])) {
      ++end;
    }
    if (end > i) {
      struct gz_token *token = GZ_PUSH(article, &article->tokens);
      token->span = (struct gz_span){i, end};
      token->head = article->tokens.count - 1;
    }
    i = text[end] ? end + 1 : end;
  }
}

/** The span of the `nth` occurrence, from 0, of `words`. */
static inline struct gz_span
span_of(const struct gz_article *article, const char *words, int nth) {
  const char *at = article->text.data;
  for (int i = 0; i <= nth; ++i) {
    at = strstr(i ? at + 1 : at, words);
    assert_non_null(at);
  }
  const uint32_t begin = (uint32_t)(at - article->text.data);
  return (struct gz_span){begin, begin + (uint32_t)strlen(words)};
}

/** Number of the token that begins where `span` does. */
static inline uint32_t
token_of(const struct gz_article *article, struct gz_span span) {
  for (uint32_t i = 0; i < article->tokens.count; ++i) {
    if (article->tokens.items[i].span.begin == span.begin) {
      return i;
    }
  }
  fail_msg("no token begins there");
  return GZ_NONE;
}

/** Add an entity without a known actor, and return its number. */
static inline uint32_t
add_entity(struct gz_article *article, enum gz_entity_class type,
           const char *label) {
  *GZ_PUSH(article, &article->entities) = (struct gz_entity){
      .type = type,
      .actor = GZ_NONE,
      .label = gz_str(label),
      .state = GZ_NONE,
  };
  return article->entities.count - 1;
}

/** Add a mention of `entity` by name. */
static inline struct gz_mention *
add_mention(struct gz_article *article, uint32_t entity, const char *words,
            int nth) {
  struct gz_mention *mention = GZ_PUSH(article, &article->mentions);
  *mention = (struct gz_mention){
      .span = span_of(article, words, nth),
      .entity = entity,
      .kind = GZ_MENTION_NAME,
      .rule = "test",
  };
  return mention;
}

/** A list of one span, in the article's arena. */
static inline struct gz_spans
one_span(struct gz_article *article, struct gz_span span) {
  struct gz_span *items = gz_arena_array(article->arena, 1, sizeof *items);
  items[0] = span;
  return (struct gz_spans){.items = items, .count = 1};
}

/** Add an event with no participants. */
static inline struct gz_event *
add_event(struct gz_article *article, enum gz_event_class type,
          struct gz_span trigger, struct gz_span evidence) {
  struct gz_event *event = GZ_PUSH(article, &article->events);
  event->type = (uint8_t)type;
  event->trigger = trigger;
  event->evidence = evidence;
  event->time = GZ_NONE;
  event->rule = "test frame";
  event->confidence = 0.9;
  return event;
}

/** Give the last event its participants. */
static inline void
set_roles(struct gz_article *article, const struct gz_role *roles,
          uint32_t count) {
  struct gz_event *event = &article->events.items[article->events.count - 1];
  event->roles =
      gz_arena_grow(article->arena, roles, count, count, sizeof *roles);
  event->n_roles = count;
}

/** Add an editorial claim of the last event. */
static inline struct gz_claim *
add_claim(struct gz_article *article, struct gz_span evidence) {
  uint32_t *events = gz_arena_array(article->arena, 1, sizeof *events);
  events[0] = article->events.count - 1;
  struct gz_claim *claim = GZ_PUSH(article, &article->claims);
  claim->speaker = GZ_NONE;
  claim->relayed_by = GZ_NONE;
  claim->content = one_span(article, evidence);
  claim->evidence = evidence;
  claim->events = events;
  claim->n_events = article->events.count ? 1 : 0;
  claim->rule = "test claim";
  claim->confidence = 1;
  return claim;
}

#endif
