#include "input/timex_match.h"

#include "input/unicode.h"

#include <stdlib.h>

/** That a field got a value. */
struct setting {
  uint8_t field;
  int32_t value;
};

/** A match that is being made: small, for it is copied at each choice. */
struct state {
  uint32_t step;
  uint32_t at;
  uint32_t begin;
  uint32_t end;
  uint32_t n_settings; /**< Those of the run that belong to it */
};

/** One rule, run from one atom. */
struct run {
  const struct gz_atoms *atoms;
  bool found;
  uint32_t n_steps; /**< Taken so far */
  struct state best;
  struct setting settings[GZ_MAX_TIMEX_SETTINGS];
  struct gz_time_fields fields; /**< Of the best match */
};

/** Put `value` into `field`; what is too much for a match is dropped. */
static void
put(struct run *run, struct state *state, uint8_t field, int32_t value) {
  if (field < GZ_N_TIME_FIELD && state->n_settings < GZ_MAX_TIMEX_SETTINGS) {
    run->settings[state->n_settings++] = (struct setting){field, value};
  }
}

static bool
atom_fits(const struct gz_atom *atom, uint32_t flags) {
  return !((flags & GZ_TIME_CAPITAL) && !atom->capital) &&
         !((flags & GZ_TIME_NO_VERB) && atom->verb);
}

static bool
digits_within(const struct gz_atom *atom, uint8_t least, uint8_t most,
              int32_t low, int32_t high) {
  return atom->digits >= least && atom->digits <= most && atom->number >= low &&
         atom->number <= high;
}

static uint32_t
match_compact(const struct gz_atom *atom, struct run *run,
              struct state *state) {
  if (atom->digits != 8) {
    return 0;
  }
  const int32_t year = atom->number / 10000;
  const int32_t month = atom->number / 100 % 100;
  const int32_t day = atom->number % 100;
  if (year < 1500 || year > 2500 || month < 1 || month > 12 || day < 1 ||
      day > 31) {
    return 0;
  }
  put(run, state, GZ_TIME_FIELD_YEAR, year);
  put(run, state, GZ_TIME_FIELD_MONTH, month);
  put(run, state, GZ_TIME_FIELD_DAY, day);
  return 1;
}

static uint32_t
match_clock(const struct gz_atom *atom, struct run *run, struct state *state) {
  if (!digits_within(atom, 4, 4, 0, 2359) || atom->number % 100 > 59) {
    return 0;
  }
  put(run, state, GZ_TIME_FIELD_HOUR, atom->number / 100);
  put(run, state, GZ_TIME_FIELD_MINUTE, atom->number % 100);
  return 1;
}

/** Atoms that a class takes, and its value. */
static uint32_t
match_class(struct run *run, struct state *state, uint32_t class,
            int32_t *value) {
  const struct gz_atoms *atoms = run->atoms;
  const uint32_t at = state->at;
  const struct gz_atom *atom = &atoms->list.items[at];
  int32_t tenths = 0;
  uint32_t taken = 0;
  *value = atom->number;
  switch (class) {
  case GZ_TIME_CLASS_DAY:
    return digits_within(atom, 1, 2, 1, 31);
  case GZ_TIME_CLASS_MONTH:
    return digits_within(atom, 1, 2, 1, 12);
  case GZ_TIME_CLASS_YEAR:
    return gz_atoms_year(atoms, at, value);
  case GZ_TIME_CLASS_FOUR:
    return digits_within(atom, 4, 4, 1000, 2999);
  case GZ_TIME_CLASS_DECADE:
    return digits_within(atom, 4, 4, 1400, 2100) && atom->number % 10 == 0;
  case GZ_TIME_CLASS_TWO_DECADE:
    return digits_within(atom, 2, 2, 0, 99) && atom->number % 10 == 0;
  case GZ_TIME_CLASS_ANY_YEAR:
    return digits_within(atom, 1, 4, 1, 9999);
  case GZ_TIME_CLASS_TWO:
    return digits_within(atom, 2, 2, 0, 99);
  case GZ_TIME_CLASS_HOUR:
    return digits_within(atom, 1, 2, 0, 24);
  case GZ_TIME_CLASS_CLOCK:
    return match_clock(atom, run, state);
  case GZ_TIME_CLASS_SIXTY:
    return digits_within(atom, 2, 2, 0, 59);
  case GZ_TIME_CLASS_NUMBER:
    taken = gz_atoms_number(atoms, at, value, &tenths);
    if (taken && tenths) {
      put(run, state, GZ_TIME_FIELD_TENTHS, tenths);
    }
    return taken;
  case GZ_TIME_CLASS_ORDINAL:
    return gz_atoms_ordinal(atoms, at, value);
  default:
    return match_compact(atom, run, state);
  }
}

/** Atoms that the step takes, of which there is one; 0: it does not match. */
static uint32_t
match_atom(struct run *run, const struct gz_time_step *step,
           struct state *state) {
  const struct gz_atom *atom = &run->atoms->list.items[state->at];
  struct gz_time_membership found;
  int32_t value = 0;
  uint32_t taken = 0;
  switch (step->op) {
  case GZ_TIME_OP_WORD:
    return atom->word == step->arg && atom_fits(atom, step->flags);
  case GZ_TIME_OP_NUMERAL:
    return atom->digits && atom->number == step->value;
  case GZ_TIME_OP_LIST:
    taken = gz_time_word_in(run->atoms->rules, atom->word, step->arg, &found) &&
            atom_fits(atom, found.flags);
    value = taken ? found.value : 0;
    break;
  default:
    taken = match_class(run, state, step->arg, &value);
    break;
  }
  if (taken) {
    put(run, state, step->field, value);
  }
  return taken;
}

/** Take one step that looks at atoms.  False if it does not match. */
static bool
take(struct run *run, const struct gz_time_step *step, struct state *state) {
  const uint32_t count = run->atoms->list.count;
  if (step->flags & GZ_TIME_NOT) {
    struct state other = *state;
    const bool behind = step->flags & GZ_TIME_BEHIND;
    const bool there = behind ? state->at > 0 : state->at < count;
    other.at -= behind;
    return !there || match_atom(run, step, &other) == 0;
  }
  if (state->at >= count) {
    return false;
  }
  const uint32_t taken = match_atom(run, step, state);
  state->at += taken;
  return taken != 0;
}

/** Keep `state` if it is the longest match so far. */
static void
keep_longest(struct run *run, struct state *state) {
  state->end = state->end == UINT32_MAX ? state->at : state->end;
  if (state->end <= state->begin ||
      (run->found && state->end <= run->best.end)) {
    return;
  }
  run->best = *state;
  run->found = true;
  run->fields.set = 0;
  for (uint32_t i = 0; i < state->n_settings; ++i) {
    gz_time_set(&run->fields, (enum gz_time_field)run->settings[i].field,
                run->settings[i].value);
  }
}

/** The bit of the atom at `at` in first sets. */
static uint64_t
bit_at(const struct gz_atoms *atoms, uint32_t at) {
  const struct gz_atom *atom =
      at < atoms->list.count ? &atoms->list.items[at] : NULL;
  return (uint64_t)1 << (atom ? gz_time_bit(atom->word, atom->digits != 0)
                              : gz_time_bit(0, false));
}

/**
 * Run a rule on from `state`; the longest match goes into `run`.  Recursion is
 * no deeper than the rule has choices.
 */
static void
run_from(struct run *run, struct state state) {
  const struct gz_time_step *steps = run->atoms->rules->steps.items;
  uint64_t bit = 0;
  while (run->n_steps++ < GZ_MAX_TIMEX_RUN) {
    const struct gz_time_step *step = &steps[state.step++];
    switch (step->op) {
    case GZ_TIME_OP_MATCH:
      keep_longest(run, &state);
      return;
    case GZ_TIME_OP_SET:
      put(run, &state, step->field, step->value);
      break;
    case GZ_TIME_OP_SPLIT:
      bit = bit_at(run->atoms, state.at);
      if (!(steps[step->arg].first & bit)) {
        break; // Only what follows can match
      }
      if (steps[state.step].first & bit) {
        run_from(run, state);
      }
      state.step = step->arg;
      break;
    case GZ_TIME_OP_JUMP:
      state.step = step->arg;
      break;
    case GZ_TIME_OP_GLUE:
      if (state.at >= run->atoms->list.count ||
          run->atoms->list.items[state.at].space) {
        return;
      }
      break;
    case GZ_TIME_OP_BEGIN:
      state.begin = state.at;
      break;
    case GZ_TIME_OP_END:
      state.end = state.at;
      break;
    default:
      if (!take(run, step, &state)) {
        return;
      }
    }
  }
}

/** From the left, then longest, then the earlier rule. */
static int
compare_matches(const void *left, const void *right) {
  const struct gz_time_match *a = left;
  const struct gz_time_match *b = right;
  if (a->begin != b->begin) {
    return a->begin < b->begin ? -1 : 1;
  }
  if (a->end != b->end) {
    return a->end > b->end ? -1 : 1;
  }
  return a->rule < b->rule ? -1 : a->rule > b->rule;
}

static enum gz_status
push_match(struct gz_arena *arena, struct gz_time_matches *list,
           const struct gz_time_match *match, struct gz_error *error) {
  if (list->count == list->capacity &&
      !gz_list_grow(arena, (void **)&list->items, list->count, &list->capacity,
                    sizeof *list->items)) {
    return gz_fail(error, GZ_NO_MEMORY, "Memory is out for times");
  }
  list->items[list->count++] = *match;
  return GZ_OK;
}

/** Run all rules that can begin with atom `at`. */
static enum gz_status
match_at(const struct gz_atoms *atoms, uint32_t at,
         struct gz_time_matches *scratch, struct gz_error *error) {
  const struct gz_timex_rules *rules = atoms->rules;
  const struct gz_atom *atom = &atoms->list.items[at];
  const unsigned bit = gz_time_bit(atom->word, atom->digits);
  const uint64_t next = bit_at(atoms, at + 1);
  const uint64_t *set = rules->by_bit[bit];
  struct run run;
  run.atoms = atoms;
  for (uint32_t r = 0; r < rules->rules.count; ++r) {
    if (set[r / 64] == 0) {
      r |= 63;
      continue;
    }
    if (!(set[r / 64] >> (r % 64) & 1) || !(rules->second[r][bit] & next)) {
      continue;
    }
    run.found = false;
    run.n_steps = 0;
    run_from(&run, (struct state){.step = rules->rules.items[r].first,
                                  .at = at,
                                  .begin = at,
                                  .end = UINT32_MAX});
    if (!run.found) {
      continue;
    }
    const struct gz_time_match match = {
        .begin = run.best.begin,
        .end = run.best.end,
        .rule = r,
        .span = {atoms->list.items[run.best.begin].span.begin,
                 atoms->list.items[run.best.end - 1].span.end},
        .fields = run.fields};
    enum gz_status status;
    GZ_TRY(status, push_match(atoms->article->arena, scratch, &match, error));
  }
  return GZ_OK;
}

enum gz_status
gz_time_match(const struct gz_atoms *atoms, struct gz_time_matches *scratch,
              struct gz_time_matches *matches, struct gz_error *error) {
  enum gz_status status;
  scratch->count = 0;
  for (uint32_t i = 0; i < atoms->list.count; ++i) {
    if (atoms->list.items[i].word || atoms->list.items[i].digits) {
      GZ_TRY(status, match_at(atoms, i, scratch, error));
    }
  }
  if (scratch->count > 1) {
    qsort(scratch->items, scratch->count, sizeof *scratch->items,
          compare_matches);
  }
  uint32_t end = 0;
  for (uint32_t i = 0; i < scratch->count; ++i) {
    const struct gz_time_match *match = &scratch->items[i];
    if (match->begin < end) {
      continue;
    }
    end = match->end;
    if (atoms->rules->rules.items[match->rule].type < GZ_N_TIMEX_TYPE) {
      GZ_TRY(status, push_match(atoms->article->arena, matches, match, error));
    }
  }
  return GZ_OK;
}
