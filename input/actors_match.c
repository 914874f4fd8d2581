#include "input/actors.h"
#include "input/actors_format.h"
#include "input/name_key.h"

#include <string.h>

/** Fewest letters of an acronym that may be written like a word: "Nato". */
#define WORDLIKE_ACRONYM 4

/** A walk through the graph of words, along the tokens of a text. */
struct walk {
  const struct gz_actors *actors;
  bool capitals;      /**< The text is all in capitals */
  bool any_case;      /**< Do not look at capitals at all */
  bool after_article; /**< Before the first token stands "the" or the like */
  uint32_t n_atoms;
  uint8_t forms[GZ_NAME_MAX_ATOMS]; /**< How the text writes each atom */
  uint8_t letters[GZ_NAME_MAX_ATOMS];
  uint8_t is_the[GZ_NAME_MAX_ATOMS];
  uint8_t is_party[GZ_NAME_MAX_ATOMS];
};

static uint32_t
find_word(const struct gz_actors *actors, const struct gz_atom *atom) {
  const uint32_t n = actors->header->sections[GZ_SECTION_WORD_INDEX].count;
  const struct gz_str text = gz_str_n(atom->text, atom->size);
  for (uint32_t at = (uint32_t)gz_str_hash(text) & (n - 1);;
       at = (at + 1) & (n - 1)) {
    const uint32_t found = actors->word_index[at];
    if (found == 0) {
      return GZ_NONE;
    }
    if (strcmp(actors->strings + actors->words[found - 1], atom->text) == 0) {
      return found - 1;
    }
  }
}

static uint32_t
find_edge(const struct gz_actors *actors, uint32_t node, uint32_t word) {
  const uint32_t mask = actors->header->sections[GZ_SECTION_EDGES].count - 1;
  for (uint32_t at = gz_actors_edge_hash(node, word) & mask;;
       at = (at + 1) & mask) {
    const struct gz_actors_edge *const edge = &actors->edges[at];
    if (edge->word == GZ_NONE) {
      return GZ_NONE;
    }
    if (edge->node == node && edge->word == word) {
      return edge->to;
    }
  }
}

/**
 * How well atom number `i` of the text agrees with the case `wanted`; -1 if
 * not at all.
 */
static int
case_strength(const struct walk *walk, uint32_t i, unsigned wanted) {
  const unsigned found = walk->forms[i];
  const int best = walk->capitals ? GZ_MATCH_CASE : GZ_MATCH_EXACT;
  if (wanted == GZ_ATOM_LOWER) {
    return best;
  }
  if (found == GZ_ATOM_LOWER) {
    // "the Labour party", as British papers write it
    return walk->is_the[i] ? best
           : i > 0 && walk->is_party[i] && wanted == GZ_ATOM_TITLE
               ? GZ_MATCH_CASE
               : -1;
  }
  if (found == wanted) {
    return best;
  }
  if (wanted == GZ_ATOM_CAPITALS) {
    if (found != GZ_ATOM_TITLE) {
      return -1;
    }
    if (walk->letters[i] >= WORDLIKE_ACRONYM) {
      return GZ_MATCH_CASE;
    }
    return i == 0 && walk->after_article ? GZ_MATCH_WEAK : -1;
  }
  return GZ_MATCH_CASE;
}

static int
name_strength(const struct walk *walk, const struct gz_actors_name *name) {
  int strength = GZ_MATCH_EXACT;
  if (walk->any_case) {
    return strength;
  }
  if (name->n_atoms != walk->n_atoms) {
    return -1;
  }
  for (uint32_t i = 0; i < walk->n_atoms; ++i) {
    const int here = case_strength(walk, i, (name->cases >> (2 * i)) & 3u);
    strength = here < strength ? here : strength;
  }
  return strength;
}

/** Put a candidate in its place: the strongest first, then as in the table. */
static void
insert(struct gz_actor_match *match, struct gz_actor_candidate candidate) {
  uint32_t at = match->n_candidates;
  while (at > 0 && match->candidates[at - 1].strength < candidate.strength) {
    --at;
  }
  if (at == GZ_ACTORS_MAX_CANDIDATES) {
    match->more = true;
    return;
  }
  if (match->n_candidates == GZ_ACTORS_MAX_CANDIDATES) {
    match->more = true;
    --match->n_candidates;
  }
  memmove(&match->candidates[at + 1], &match->candidates[at],
          (match->n_candidates - at) * sizeof candidate);
  match->candidates[at] = candidate;
  ++match->n_candidates;
}

/** Whether the actor is listed already: each is once, as it agrees best. */
static bool
is_listed(struct gz_actor_match *match, uint32_t actor, int strength) {
  for (uint32_t i = 0; i < match->n_candidates; ++i) {
    if (match->candidates[i].name.actor != actor) {
      continue;
    }
    if ((int)match->candidates[i].strength >= strength) {
      return true;
    }
    --match->n_candidates;
    memmove(&match->candidates[i], &match->candidates[i + 1],
            (match->n_candidates - i) * sizeof *match->candidates);
    return false;
  }
  return false;
}

/** List the names of `node` that agree with the text; false if none does. */
static bool
collect(const struct walk *walk, uint32_t node, struct gz_actor_match *match) {
  const struct gz_actors *const actors = walk->actors;
  const struct gz_actors_node *const row = &actors->nodes[node];
  bool found = false;
  for (uint32_t i = 0; i < row->n_names; ++i) {
    const struct gz_actors_name *const name =
        &actors->names[row->first_name + i];
    const int strength = name_strength(walk, name);
    if (strength < 0) {
      continue;
    }
    if (!found) {
      match->n_candidates = 0;
      match->more = false;
      match->ambiguous = false;
      found = true;
    }
    match->ambiguous |= name->ambiguous != 0;
    if (is_listed(match, name->actor, strength)) {
      continue;
    }
    insert(match, (struct gz_actor_candidate){
                      {gz_str(actors->strings + name->form), name->actor,
                       (enum gz_name_kind)name->kind, name->ambiguous != 0},
                      (enum gz_match_strength)strength});
  }
  for (uint32_t i = 1; found && i < match->n_candidates; ++i) {
    match->ambiguous |=
        match->candidates[i].name.actor != match->candidates[0].name.actor;
  }
  return found;
}

/** Follow one token from `node`; GZ_NONE where the graph does not lead on. */
static uint32_t
follow(struct walk *walk, uint32_t node, struct gz_str token) {
  struct gz_atoms atoms;
  if (!gz_atoms_of(token, &atoms)) {
    return walk->n_atoms > 0 && gz_atoms_joined_by(token) ? node : GZ_NONE;
  }
  for (uint32_t i = 0; i < atoms.count && node != GZ_NONE; ++i) {
    const struct gz_atom *const atom = &atoms.items[i];
    const uint32_t word = find_word(walk->actors, atom);
    if (word == GZ_NONE || walk->n_atoms == GZ_NAME_MAX_ATOMS) {
      return GZ_NONE;
    }
    walk->forms[walk->n_atoms] = atom->form;
    walk->letters[walk->n_atoms] = atom->letters;
    walk->is_the[walk->n_atoms] = strcmp(atom->text, "the") == 0;
    walk->is_party[walk->n_atoms] = strcmp(atom->text, "party") == 0;
    ++walk->n_atoms;
    node = find_edge(walk->actors, node, word);
  }
  return node;
}

static bool
is_article(struct gz_str token) {
  return gz_str_equal_nocase(token, GZ_STR("the"));
}

static bool
match_from(struct walk *walk, uint32_t node, const struct gz_str *tokens,
           size_t count, size_t at, struct gz_actor_match *match) {
  bool found = false;
  walk->after_article = at > 0 && is_article(tokens[at - 1]);
  for (size_t i = at; i < count; ++i) {
    const uint32_t before = walk->n_atoms;
    node = follow(walk, node, tokens[i]);
    if (node == GZ_NONE) {
      break;
    }
    if (walk->n_atoms > before && collect(walk, node, match)) {
      match->n_tokens = (uint32_t)(i - at + 1);
      found = true;
    }
  }
  return found;
}

bool
gz_actors_match(const struct gz_actors *actors, const struct gz_str *tokens,
                size_t count, size_t at, bool capitals,
                struct gz_actor_match *match) {
  struct walk walk = {.actors = actors, .capitals = capitals};
  return match_from(&walk, GZ_ACTORS_ROOT_NAMES, tokens, count, at, match);
}

bool
gz_actors_match_title(const struct gz_actors *actors,
                      const struct gz_str *tokens, size_t count, size_t at,
                      struct gz_actor_match *match) {
  struct walk walk = {.actors = actors, .any_case = true};
  return match_from(&walk, GZ_ACTORS_ROOT_TITLES, tokens, count, at, match);
}

uint32_t
gz_actors_office(const struct gz_actors *actors, const struct gz_str *tokens,
                 size_t count, uint32_t of) {
  struct walk walk = {.actors = actors, .any_case = true};
  uint32_t node = GZ_ACTORS_ROOT_TITLES;
  for (size_t i = 0; i < count && node != GZ_NONE; ++i) {
    node = follow(&walk, node, tokens[i]);
  }
  if (node == GZ_NONE || count == 0) {
    return GZ_NONE;
  }
  const struct gz_actors_node *const row = &actors->nodes[node];
  for (uint32_t i = 0; i < row->n_names; ++i) {
    const uint32_t office = actors->names[row->first_name + i].actor;
    if (actors->actors[office].state == of ||
        gz_actors_related(actors, office, GZ_ACTOR_POST_IN, of)) {
      return office;
    }
  }
  return GZ_NONE;
}
