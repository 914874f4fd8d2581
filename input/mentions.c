#include "input/mentions.h"

#include <string.h>

/** Most words that a title before a name has: "deputy prime minister". */
#define MAX_TITLE_TOKENS 8

/** A stretch that may name a known actor. */
struct finding {
  uint32_t first;  /**< Number of its first token */
  uint32_t count;  /**< How many tokens */
  uint32_t chosen; /**< Number of the candidate taken, or #GZ_NONE */
  uint32_t n_candidates;
  const struct gz_actor_candidate *candidates;
  bool ambiguous; /**< As struct gz_actor_match has it */
};

/** How far it is known that the article speaks of an actor. */
enum standing {
  UNHEARD, /**< Nothing names it for certain */
  RELATED, /**< Something of its state is named */
  CERTAIN, /**< Some mention can mean nothing else */
};

struct finder {
  struct gz_article *article;
  const struct gz_actors *actors;
  GZ_LIST(struct finding) findings;
  uint8_t *standing;  /**< An enum standing for each actor */
  uint32_t *entities; /**< Entity for each actor, plus one; 0: none yet */
  bool analysed;      /**< Whether the tokens have tags */
};

static const struct gz_token *
token_at(const struct finder *finder, uint32_t token) {
  return &finder->article->tokens.items[token];
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
    return ne == GZ_NE_GPE || ne == GZ_NE_LOC;
  case GZ_ENTITY_PARTY:
    return ne == GZ_NE_ORG || ne == GZ_NE_NORP;
  case GZ_ENTITY_OFFICE:
    return false;
  default:
    return ne == GZ_NE_ORG || ne == GZ_NE_MISC || ne == GZ_NE_GPE;
  }
}

static bool
same_actor(const struct finding *finding) {
  for (uint32_t i = 1; i < finding->n_candidates; ++i) {
    if (finding->candidates[i].name.actor !=
        finding->candidates[0].name.actor) {
      return false;
    }
  }
  return true;
}

/** Whether the finding can mean nothing but its first candidate. */
static bool
is_plain(const struct finding *finding) {
  const struct gz_actor_candidate *first = &finding->candidates[0];
  const enum gz_name_kind kind = first->name.kind;
  return !finding->ambiguous && same_actor(finding) &&
         first->strength != GZ_MATCH_WEAK && kind != GZ_NAME_METONYM &&
         kind != GZ_NAME_SURNAME;
}

/** Note that the article speaks of `actor` for certain. */
static void
hear(struct finder *finder, uint32_t actor) {
  finder->standing[actor] = CERTAIN;
  const uint32_t state = gz_actors_get(finder->actors, actor).state;
  if (state != GZ_NONE && finder->standing[state] == UNHEARD) {
    finder->standing[state] = RELATED;
  }
}

/** Keep a match for later.  False if memory is out. */
static bool
keep(struct finder *finder, uint32_t first,
     const struct gz_actor_match *match) {
  struct gz_arena *arena = finder->article->arena;
  struct gz_actor_candidate *candidates =
      gz_arena_array(arena, match->n_candidates, sizeof *candidates);
  struct finding *finding = GZ_PUSH(finder->article, &finder->findings);
  if (!candidates || !finding) {
    return false;
  }
  memcpy(candidates, match->candidates,
         match->n_candidates * sizeof *candidates);
  *finding = (struct finding){
      .first = first,
      .count = match->n_tokens,
      .chosen = GZ_NONE,
      .n_candidates = match->n_candidates,
      .candidates = candidates,
      .ambiguous = match->ambiguous || match->more,
  };
  if (is_plain(finding)) {
    finding->chosen = 0;
    hear(finder, finding->candidates[0].name.actor);
  }
  return true;
}

static bool
is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

/** Whether all letters of the sentence are capitals, and there are some. */
static bool
in_capitals(struct gz_str text) {
  size_t capitals = 0;
  for (size_t i = 0; i < text.size; ++i) {
    if (text.data[i] >= 'a' && text.data[i] <= 'z') {
      return false;
    }
    capitals += is_capital(text.data[i]);
  }
  return capitals >= 10;
}

/** Find the matches of one sentence.  False if memory is out. */
static bool
match_sentence(struct finder *finder, const struct gz_sentence *sentence) {
  struct gz_article *article = finder->article;
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
    if (!gz_actors_match(finder->actors, forms, sentence->count, at, capitals,
                         &match)) {
      ++at;
      continue;
    }
    if (!keep(finder, sentence->first + at, &match)) {
      return false;
    }
    at += match.n_tokens;
  }
  return true;
}

/** Whether a title of an office that `person` held ends right before. */
static bool
has_title(const struct finder *finder, const struct finding *finding,
          uint32_t person) {
  const struct gz_article *article = finder->article;
  const struct gz_sentence *sentence =
      &article->sentences
           .items[gz_article_sentence_of(article, finding->first)];
  struct gz_str forms[MAX_TITLE_TOKENS];
  for (uint32_t size = 1; size <= MAX_TITLE_TOKENS; ++size) {
    if (finding->first < sentence->first + size) {
      return false;
    }
    for (uint32_t i = 0; i < size; ++i) {
      forms[i] = gz_article_form(article, finding->first - size + i);
    }
    struct gz_actor_match match;
    if (!gz_actors_match_title(finder->actors, forms, size, 0, &match) ||
        match.n_tokens != size) {
      continue;
    }
    for (uint32_t i = 0; i < match.n_candidates; ++i) {
      struct gz_tenure tenure;
      for (uint32_t j = 0; gz_actors_tenure(finder->actors, person, j, &tenure);
           ++j) {
        if (tenure.office == match.candidates[i].name.actor) {
          return true;
        }
      }
    }
  }
  return false;
}

/** Whether a word that places things stands right before: "in Washington". */
static bool
is_placed(const struct finder *finder, const struct finding *finding) {
  static const char *const words[] = {"in",   "at",      "near",   "outside",
                                      "to",   "around",  "across", "inside",
                                      "from", "through", "into"};
  if (finding->first == 0) {
    return false;
  }
  const struct gz_str before =
      gz_article_form(finder->article, finding->first - 1);
  for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
    if (gz_str_equal_nocase(before, gz_str(words[i]))) {
      return true;
    }
  }
  return false;
}

/** What speaks for a candidate; 0 or less if nothing does. */
static int
score(const struct finder *finder, const struct finding *finding,
      const struct gz_actor_candidate *candidate) {
  const uint32_t actor = candidate->name.actor;
  const struct gz_actor known = gz_actors_get(finder->actors, actor);
  const enum standing standing = (enum standing)finder->standing[actor];
  int points = standing == CERTAIN ? 4 : standing == RELATED ? 1 : 0;
  if (candidate->name.kind == GZ_NAME_SURNAME) {
    // A family name stands for somebody who was introduced, or has a title.
    return points >= 4 || has_title(finder, finding, actor) ? 4 : 0;
  }
  if (candidate->strength == GZ_MATCH_WEAK) {
    return standing == CERTAIN ? 4 : 0;
  }
  if (candidate->name.kind == GZ_NAME_METONYM) {
    return is_placed(finder, finding) ? 0 : points + 1;
  }
  if (finder->analysed) {
    const enum gz_ne ne = (enum gz_ne)token_at(finder, finding->first)->ne;
    if (ne == GZ_NE_NONE) {
      return candidate->name.ambiguous ? 0 : points;
    }
    points += type_fits(ne, known.type) ? 2 : -2;
  }
  // Where the table does not mark the name as a common word, it is a name.
  return points + (candidate->name.ambiguous ? 0 : 1);
}

/** Choose a candidate of an open finding, if one stands out. */
static void
choose(struct finder *finder, struct finding *finding) {
  int best = 0;
  uint32_t chosen = GZ_NONE;
  for (uint32_t i = 0; i < finding->n_candidates; ++i) {
    const int points = score(finder, finding, &finding->candidates[i]);
    if (points > best) {
      best = points;
      chosen = i;
    } else if (points == best && chosen != GZ_NONE &&
               finding->candidates[i].name.actor !=
                   finding->candidates[chosen].name.actor) {
      chosen = GZ_NONE; // two that are as likely: neither
    }
  }
  finding->chosen = chosen;
}

/** The entity of an actor, made if need be; #GZ_NONE if memory is out. */
static uint32_t
entity_of(struct finder *finder, uint32_t actor) {
  if (finder->entities[actor]) {
    return finder->entities[actor] - 1;
  }
  struct gz_entity *entity =
      GZ_PUSH(finder->article, &finder->article->entities);
  if (!entity) {
    return GZ_NONE;
  }
  const struct gz_actor known = gz_actors_get(finder->actors, actor);
  *entity = (struct gz_entity){
      .type = known.type,
      .actor = actor,
      .slug = known.slug,
      .label = known.label,
      .state = GZ_NONE,
  };
  finder->entities[actor] = finder->article->entities.count;
  return finder->article->entities.count - 1;
}

/** Make a mention of what was chosen.  False if memory is out. */
static bool
mention(struct finder *finder, const struct finding *finding) {
  const struct gz_actor_name *name = &finding->candidates[finding->chosen].name;
  const uint32_t entity = entity_of(finder, name->actor);
  struct gz_mention *made =
      entity == GZ_NONE ? NULL
                        : GZ_PUSH(finder->article, &finder->article->mentions);
  if (!made) {
    return false;
  }
  const struct gz_token *first = token_at(finder, finding->first);
  const struct gz_token *last =
      token_at(finder, finding->first + finding->count - 1);
  *made = (struct gz_mention){
      .span = {first->span.begin, last->span.end},
      .first = finding->first,
      .count = finding->count,
      .head = finding->first + finding->count - 1,
      .entity = entity,
      .kind = GZ_MENTION_NAME,
      .ne = first->ne,
      .adjectival = name->kind == GZ_NAME_DEMONYM,
      .metonym = name->kind == GZ_NAME_METONYM,
      .rule = "known-actor",
  };
  return true;
}

enum gz_status
gz_find_mentions(struct gz_article *article, const struct gz_actors *actors,
                 struct gz_error *error) {
  const uint32_t n_actors = gz_actors_count(actors);
  struct finder finder = {
      .article = article,
      .actors = actors,
      .standing = gz_arena_alloc(article->arena, n_actors),
      .entities =
          gz_arena_array(article->arena, n_actors, sizeof *finder.entities),
      .analysed = article->tokens.count &&
                  article->tokens.items[0].upos != GZ_UPOS_NONE,
  };
  bool fits = finder.standing && finder.entities;
  for (uint32_t i = 0; fits && i < article->sentences.count; ++i) {
    if (!article->sentences.items[i].repeated) {
      fits = match_sentence(&finder, &article->sentences.items[i]);
    }
  }
  for (uint32_t i = 0; fits && i < finder.findings.count; ++i) {
    struct finding *finding = &finder.findings.items[i];
    if (finding->chosen == GZ_NONE) {
      choose(&finder, finding);
    }
    if (finding->chosen != GZ_NONE) {
      fits = mention(&finder, finding);
    }
  }
  return fits ? GZ_OK
              : gz_fail(error, GZ_NO_MEMORY, "No memory for the mentions");
}
