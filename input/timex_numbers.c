#include "input/timex_match.h"

/* Atoms that a number in words can take. */
#define MAX_NUMBER_ATOMS 16U

static const struct gz_atom *
atom_at(const struct gz_atoms *atoms, uint32_t at) {
  return at < atoms->list.count ? &atoms->list.items[at] : NULL;
}

/** Whether the atom at `at` is that mark with no space before it. */
static bool
is_joined(const struct gz_atoms *atoms, uint32_t at, char mark) {
  const struct gz_atom *atom = atom_at(atoms, at);
  return atom && !atom->space && atom->span.end - atom->span.begin == 1 &&
         atoms->article->text.data[atom->span.begin] == mark;
}

/** Whether the atom at `at` is digits, `count` of them, with no space before.
 */
static bool
is_joined_digits(const struct gz_atoms *atoms, uint32_t at, uint32_t count) {
  const struct gz_atom *atom = atom_at(atoms, at);
  return atom && !atom->space && atom->digits == count && atom->number >= 0;
}

/** "1,200", "2.5": digits. */
static uint32_t
digits_number(const struct gz_atoms *atoms, uint32_t at, int32_t *value,
              int32_t *tenths) {
  const struct gz_atom *first = atom_at(atoms, at);
  if (!first || first->digits == 0 || first->number < 0) {
    return 0;
  }
  int64_t sum = first->number;
  uint32_t next = at + 1;
  *tenths = 0;
  while (first->digits <= 3 && is_joined(atoms, next, ',') &&
         is_joined_digits(atoms, next + 1, 3) && sum < INT32_MAX / 1000) {
    sum = sum * 1000 + atoms->list.items[next + 1].number;
    next += 2;
  }
  if (is_joined(atoms, next, '.') && is_joined_digits(atoms, next + 1, 1)) {
    *tenths = atoms->list.items[next + 1].number;
    next += 2;
  }
  *value = (int32_t)sum;
  return next - at;
}

/** A word of `list` at `at`, or after a hyphen there: "-five". */
static bool
word_value(const struct gz_atoms *atoms, uint32_t at, uint32_t list,
           int32_t *value) {
  const struct gz_atom *atom = atom_at(atoms, at);
  struct gz_time_membership found;
  if (!atom || !gz_time_word_in(atoms->rules, atom->word, list, &found)) {
    return false;
  }
  *value = found.value;
  return true;
}

/** 1 to 99 in words: "five", "twenty", "twenty-five", "twenty five". */
static uint32_t
words_below_hundred(const struct gz_atoms *atoms, uint32_t at, int32_t *value) {
  int32_t unit = 0;
  if (!word_value(atoms, at, atoms->rules->cardinals, value)) {
    return 0;
  }
  if (*value < 20 || *value % 10 != 0) {
    return 1;
  }
  const uint32_t hyphen = is_joined(atoms, at + 1, '-') ? 1 : 0;
  if (word_value(atoms, at + 1 + hyphen, atoms->rules->cardinals, &unit) &&
      unit < 10) {
    *value += unit;
    return 2 + hyphen;
  }
  return 1;
}

static bool
is_and(const struct gz_atoms *atoms, uint32_t at) {
  const struct gz_atom *atom = atom_at(atoms, at);
  return atom && atom->word &&
         gz_str_is(gz_str(atoms->rules->words.items[atom->word - 1].text),
                   "and");
}

/** "two hundred and six thousand". */
static uint32_t
words_number(const struct gz_atoms *atoms, uint32_t at, int32_t *value) {
  int64_t sum = 0;
  int32_t part = 0;
  uint32_t next = at;
  uint32_t taken = words_below_hundred(atoms, next, &part);
  bool open = taken != 0;
  next += taken;
  while (open && next - at < MAX_NUMBER_ATOMS) {
    int32_t scale = 0;
    int32_t more = 0;
    if (word_value(atoms, next, atoms->rules->scales, &scale)) {
      if (part > INT32_MAX / scale) {
        return 0;
      }
      part *= scale;
      ++next;
      if (scale >= 1000) {
        sum += part;
        part = 0;
      }
    } else {
      break;
    }
    const uint32_t from = next + is_and(atoms, next);
    taken = words_below_hundred(atoms, from, &more);
    open = taken != 0;
    if (open) {
      part += more;
      next = from + taken;
    } else if (word_value(atoms, next, atoms->rules->scales, &scale)) {
      open = true; // "hundred thousand"
    }
  }
  sum += part;
  if (next == at || sum > INT32_MAX) {
    return 0;
  }
  *value = (int32_t)sum;
  return next - at;
}

uint32_t
gz_atoms_number(const struct gz_atoms *atoms, uint32_t at, int32_t *value,
                int32_t *tenths) {
  int32_t scale = 0;
  uint32_t taken = digits_number(atoms, at, value, tenths);
  if (taken == 0) {
    *tenths = 0;
    return words_number(atoms, at, value);
  }
  if (word_value(atoms, at + taken, atoms->rules->scales, &scale) &&
      *value <= INT32_MAX / scale && *tenths == 0) {
    *value *= scale;
    ++taken;
  }
  return taken;
}

uint32_t
gz_atoms_ordinal(const struct gz_atoms *atoms, uint32_t at, int32_t *value) {
  const struct gz_atom *atom = atom_at(atoms, at);
  if (!atom) {
    return 0;
  }
  if (atom->digits && atom->number >= 0) {
    const struct gz_atom *after = atom_at(atoms, at + 1);
    if (!after || after->space || after->span.end - after->span.begin != 2) {
      return 0;
    }
    const struct gz_str ending = gz_article_str(atoms->article, after->span);
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    for (size_t i = 0; i < 4; ++i) {
      if (gz_str_equal_nocase(ending, gz_str(endings[i]))) {
        *value = atom->number;
        return 2;
      }
    }
    return 0;
  }
  if (word_value(atoms, at, atoms->rules->ordinals, value)) {
    return 1;
  }
  int32_t unit = 0;
  const uint32_t hyphen = is_joined(atoms, at + 1, '-') ? 1 : 0;
  if (word_value(atoms, at, atoms->rules->cardinals, value) && *value >= 20 &&
      word_value(atoms, at + 1 + hyphen, atoms->rules->ordinals, &unit) &&
      unit < 10) {
    *value += unit;
    return 2 + hyphen;
  }
  return 0;
}

uint32_t
gz_atoms_year(const struct gz_atoms *atoms, uint32_t at, int32_t *value) {
  const struct gz_atom *atom = atom_at(atoms, at);
  if (!atom) {
    return 0;
  }
  if (atom->digits) {
    *value = atom->number;
    return atom->digits == 4 && *value >= 1400 && *value <= 2100;
  }
  int32_t high = 0;
  int32_t low = 0;
  if (!word_value(atoms, at, atoms->rules->cardinals, &high) || high < 13 ||
      high > 20) {
    return 0;
  }
  const uint32_t taken = words_below_hundred(atoms, at + 1, &low);
  if (taken == 0 || low < 10 || (high == 20 && low > 30)) {
    return 0;
  }
  *value = high * 100 + low;
  return 1 + taken;
}
