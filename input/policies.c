#include "input/policies.h"

#include <stdlib.h>

/** What stands for another event where there is none. */
#define END_OF_LIST UINT32_MAX

static bool
is_policy(const struct gz_article *article, uint32_t entity) {
  if (entity >= article->entities.count) {
    return false;
  }
  const enum gz_entity_class type = article->entities.items[entity].type;
  return type == GZ_ENTITY_POLICY || type == GZ_ENTITY_LEGISLATION ||
         type == GZ_ENTITY_RESTRICTION;
}

/** Whether the entity can make a policy or be its target. */
static bool
is_actor(const struct gz_article *article, uint32_t entity) {
  return entity < article->entities.count &&
         article->entities.items[entity].type != GZ_ENTITY_MEDIA_OUTLET &&
         gz_class_acts(article->entities.items[entity].type);
}

static bool
is_of_policy(enum gz_relation_kind kind) {
  return kind == GZ_RELATION_ADOPTED_BY || kind == GZ_RELATION_PROPOSED_BY ||
         kind == GZ_RELATION_SIGNED_BY || kind == GZ_RELATION_OPPOSED_BY ||
         kind == GZ_RELATION_TARGETS;
}

/** Whether the article vouches for what the claim asserts. */
static bool
is_presupposed(const struct gz_claim *claim) {
  return claim->form == GZ_FORM_EDITORIAL && claim->speaker == GZ_NONE &&
         claim->polarity == GZ_POLARITY_POSITIVE &&
         claim->certainty == GZ_CERTAINTY_CERTAIN &&
         (claim->temporality == GZ_TEMPORALITY_PAST ||
          claim->temporality == GZ_TEMPORALITY_PRESENT);
}

/** What an event of that class makes its actor to the policy. */
static bool
relation_of(uint8_t type, enum gz_relation_kind *kind) {
  switch (type) {
  case GZ_EVENT_ENACTMENT:
    *kind = GZ_RELATION_ADOPTED_BY;
    return true;
  case GZ_EVENT_PROPOSAL:
    *kind = GZ_RELATION_PROPOSED_BY;
    return true;
  case GZ_EVENT_REJECTION:
    *kind = GZ_RELATION_OPPOSED_BY;
    return true;
  default:
    return false;
  }
}

static bool
add(struct gz_article *article, const struct gz_event *event,
    enum gz_relation_kind kind, uint32_t subject, uint32_t object) {
  struct gz_relation *made = GZ_PUSH(article, &article->relations);
  if (made) {
    *made = (struct gz_relation){.kind = kind,
                                 .subject = subject,
                                 .object = object,
                                 .evidence = event->evidence,
                                 .rule = "policy:event"};
  }
  return made != NULL;
}

/** Add what an event that the article vouches for says of its policies. */
static bool
add_of_event(struct gz_article *article, const struct gz_event *event) {
  enum gz_relation_kind kind = GZ_RELATION_TARGETS;
  const bool made = relation_of(event->type, &kind);
  const bool restricts =
      event->type == GZ_EVENT_SANCTION || event->type == GZ_EVENT_PROHIBITION;
  for (uint32_t i = 0; i < event->n_roles; ++i) {
    const struct gz_role *policy = &event->roles[i];
    if (policy->is_event || !is_policy(article, policy->entity) ||
        (policy->kind != GZ_ROLE_RESULTS &&
         (policy->kind != GZ_ROLE_CONCERNS ||
          event->type == GZ_EVENT_ENACTMENT))) {
      continue;
    }
    for (uint32_t j = 0; j < event->n_roles; ++j) {
      const struct gz_role *role = &event->roles[j];
      if (role->is_event || !is_actor(article, role->entity)) {
        continue;
      }
      if (made && role->kind == GZ_ROLE_ACTOR &&
          !add(article, event, kind, policy->entity, role->entity)) {
        return false;
      }
      if (restricts && policy->kind == GZ_ROLE_RESULTS &&
          role->kind == GZ_ROLE_RECIPIENT &&
          !add(article, event, GZ_RELATION_TARGETS, policy->entity,
               role->entity)) {
        return false;
      }
    }
  }
  return true;
}

/** Number of the first token that ends after the byte at `offset`. */
static uint32_t
token_after(const struct gz_article *article, uint32_t offset) {
  uint32_t low = 0;
  uint32_t high = article->tokens.count;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (article->tokens.items[middle].span.end <= offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Mark the tokens that somebody else says. */
static bool *
mark_others(const struct gz_article *article) {
  bool *others = gz_arena_array(
      article->arena, (size_t)article->tokens.count + 1, sizeof *others);
  for (uint32_t i = 0; others && i < article->claims.count; ++i) {
    const struct gz_claim *claim = &article->claims.items[i];
    if (claim->form == GZ_FORM_EDITORIAL || claim->attitude) {
      continue;
    }
    for (uint32_t j = 0; j < claim->content.count; ++j) {
      const struct gz_span span = claim->content.items[j];
      for (uint32_t k = token_after(article, span.begin);
           k < article->tokens.count &&
           article->tokens.items[k].span.begin < span.end;
           ++k) {
        others[k] = true;
      }
    }
  }
  return others;
}

/** Events that nobody vouches for, by the token that their trigger begins. */
struct doubts {
  uint32_t *at;   /**< By token: the last such event, + 1, or 0 */
  uint32_t *next; /**< By event: another that begins there, + 1; the end of the
                       list, or 0 if it is in none */
};

/** Find the doubted events.  False if memory is out. */
static bool
find_doubts(const struct gz_article *article, struct doubts *doubts) {
  struct gz_arena *arena = article->arena;
  doubts->at = gz_arena_array(arena, (size_t)article->tokens.count + 1,
                              sizeof *doubts->at);
  doubts->next = gz_arena_array(arena, (size_t)article->events.count + 1,
                                sizeof *doubts->next);
  if (!doubts->at || !doubts->next) {
    return false;
  }
  for (uint32_t i = 0; i < article->claims.count; ++i) {
    const struct gz_claim *claim = &article->claims.items[i];
    for (uint32_t j = 0; !is_presupposed(claim) && j < claim->n_events; ++j) {
      const uint32_t event = claim->events[j];
      uint32_t *at = &doubts->at[token_after(
          article, article->events.items[event].trigger.begin)];
      if (!doubts->next[event]) {
        doubts->next[event] = *at ? *at : END_OF_LIST;
        *at = event + 1;
      }
    }
  }
  return true;
}

/** Whether a relation is read from an event that nobody vouches for. */
static bool
is_of_doubted_event(const struct gz_article *article,
                    const struct doubts *doubts,
                    const struct gz_relation *one) {
  for (uint32_t token = token_after(article, one->evidence.begin);
       token < article->tokens.count &&
       article->tokens.items[token].span.begin < one->evidence.end;
       ++token) {
    for (uint32_t i = doubts->at[token]; i && i != END_OF_LIST;
         i = doubts->next[i - 1]) {
      const struct gz_event *event = &article->events.items[i - 1];
      if (event->trigger.begin < one->evidence.begin ||
          event->trigger.end > one->evidence.end) {
        continue;
      }
      for (uint32_t k = 0; k < event->n_roles; ++k) {
        if (!event->roles[k].is_event &&
            (event->roles[k].entity == one->subject ||
             event->roles[k].entity == one->object)) {
          return true;
        }
      }
    }
  }
  return false;
}

static int
compare_relations(const void *a, const void *b) {
  const struct gz_relation *one = a;
  const struct gz_relation *other = b;
  const uint32_t keys[2][5] = {
      {(uint32_t)one->kind, one->subject, one->object, one->evidence.begin,
       one->evidence.end},
      {(uint32_t)other->kind, other->subject, other->object,
       other->evidence.begin, other->evidence.end},
  };
  for (size_t i = 0; i < 5; ++i) {
    if (keys[0][i] != keys[1][i]) {
      return keys[0][i] < keys[1][i] ? -1 : 1;
    }
  }
  return 0;
}

/** Keep each relation once, and none of a policy in another's mouth. */
static void
keep_sound(struct gz_article *article, const bool *others,
           const struct doubts *doubts) {
  struct gz_relation *items = article->relations.items;
  uint32_t count = 0;
  if (article->relations.count) {
    qsort(items, article->relations.count, sizeof *items, compare_relations);
  }
  for (uint32_t i = 0; i < article->relations.count; ++i) {
    const struct gz_relation *one = &items[i];
    if (is_of_policy(one->kind) &&
        (others[token_after(article, one->evidence.begin)] ||
         is_of_doubted_event(article, doubts, one))) {
      continue;
    }
    if (count && items[count - 1].kind == one->kind &&
        items[count - 1].subject == one->subject &&
        items[count - 1].object == one->object) {
      continue;
    }
    items[count++] = *one;
  }
  article->relations.count = count;
}

enum gz_status
gz_find_policies(struct gz_article *article, struct gz_error *error) {
  const bool *others = mark_others(article);
  struct doubts doubts;
  bool fits = others != NULL && find_doubts(article, &doubts);
  for (uint32_t i = 0; fits && i < article->claims.count; ++i) {
    const struct gz_claim *claim = &article->claims.items[i];
    for (uint32_t j = 0; fits && is_presupposed(claim) && j < claim->n_events;
         ++j) {
      fits = add_of_event(article, &article->events.items[claim->events[j]]);
    }
  }
  if (!fits) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for the policies");
  }
  keep_sound(article, others, &doubts);
  return GZ_OK;
}
