// Whether a name can be that of a known actor.

#include "input/link_context.h"

/** Most words of a name that are looked at. */
#define MAX_WORDS 8

/** Fewest letters that a short form of a forename has: "Tim" of "Timothy". */
#define SHORT_FORENAME 3

/** Fewest and most letters of a forename that may be spelled otherwise. */
#define SPELLED_FORENAME 5
#define MAX_LETTERS 24

/** A name taken apart. */
struct words {
  struct gz_str items[MAX_WORDS];
  uint32_t count;
};

static bool
is_suffix(struct gz_str word) {
  static const char *const suffixes[] = {"Jr", "Jr.", "Sr",  "Sr.",
                                         "II", "III", "IV.", "IV"};
  return GZ_IS_ONE_OF(word, suffixes);
}

static void
add(struct words *words, struct gz_str word) {
  if (words->count < MAX_WORDS && word.size && !gz_str_is(word, ",") &&
      !gz_str_is(word, ".")) {
    words->items[words->count++] = word;
  }
}

/** The words of a name in the table. */
static struct words
words_of(struct gz_str name) {
  struct words words = {.count = 0};
  while (name.size && words.count < MAX_WORDS) {
    const size_t end = gz_str_find(name, ' ');
    add(&words, gz_str_part(name, 0, end));
    name = gz_str_part(name, end + 1, name.size);
  }
  return words;
}

/** Whether the words are a name of `actor`; and of somebody else if not. */
static bool
is_known(const struct gz_actor_work *work, const struct words *words,
         uint32_t actor, bool *other) {
  struct gz_actor_match match;
  if (!gz_actors_match(work->actors, words->items, words->count, 0, false,
                       &match) ||
      match.n_tokens != words->count) {
    return false;
  }
  for (uint32_t i = 0; i < match.n_candidates; ++i) {
    if (match.candidates[i].name.actor == actor) {
      return true;
    }
  }
  *other = true;
  return false;
}

/** The letter of a middle initial: "J" of "J."; or 0. */
static char
initial_of(struct gz_str word) {
  return word.size == 1 || (word.size == 2 && word.data[1] == '.')
             ? word.data[0]
             : '\0';
}

/** How many letters must change to make one word of the other, up to a few:
 *  Levenshtein's distance. */
static size_t
distance(struct gz_str a, struct gz_str b) {
  size_t row[MAX_LETTERS + 1];
  for (size_t j = 0; j <= b.size; ++j) {
    row[j] = j;
  }
  for (size_t i = 1; i <= a.size; ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size; ++j) {
      const size_t change = diagonal + (a.data[i - 1] != b.data[j - 1]);
      const size_t shorter = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
      diagonal = row[j];
      row[j] = change < shorter ? change : shorter;
    }
  }
  return row[b.size];
}

/** Whether one forename is the other's initial or short form, or the same in
 *  another spelling: "Dmitri" of "Dmitry". */
static bool
forenames_agree(struct gz_str a, struct gz_str b) {
  if (a.size > b.size) {
    const struct gz_str longer = a;
    a = b;
    b = longer;
  }
  if (initial_of(a)) {
    return a.data[0] == b.data[0];
  }
  if (a.size >= SPELLED_FORENAME && b.size <= MAX_LETTERS &&
      a.data[0] == b.data[0] && distance(a, b) <= (a.size > 6 ? 2 : 1)) {
    return true;
  }
  return a.size >= SHORT_FORENAME &&
         gz_str_equal_nocase(a, gz_str_part(b, 0, a.size));
}

/** Whether a name of two words and more may be the one of the table. */
static bool
names_agree(const struct words *said, const struct words *known) {
  if (known->count < 2 ||
      !gz_str_equal_nocase(said->items[said->count - 1],
                           known->items[known->count - 1]) ||
      !forenames_agree(said->items[0], known->items[0])) {
    return false;
  }
  const char a = said->count > 2 ? initial_of(said->items[1]) : '\0';
  const char b = known->count > 2 ? initial_of(known->items[1]) : '\0';
  return !a || !b || a == b;
}

/** Whether one name begins or ends with all words of the other: "Suu Kyi";
 *  "Defense Secretary Ash Carter". */
static bool
is_part(const struct words *said, const struct words *known) {
  if (said->count > known->count) {
    const struct words *shorter = known;
    known = said;
    said = shorter;
  }
  if (said->count < 2) {
    return false;
  }
  const uint32_t shift = known->count - said->count;
  bool front = true;
  bool back = true;
  for (uint32_t i = 0; i < said->count; ++i) {
    front = front && gz_str_equal_nocase(said->items[i], known->items[i]);
    back = back && gz_str_equal_nocase(said->items[i], known->items[i + shift]);
  }
  return front || back;
}

bool
gz_person_may_be(const struct gz_actor_work *work, uint32_t first,
                 uint32_t count, uint32_t actor) {
  struct words said = {.count = 0};
  for (uint32_t i = first; i < first + count; ++i) {
    add(&said, gz_work_form(work, i));
  }
  bool other = false;
  if (said.count < 2 || is_known(work, &said, actor, &other)) {
    return true;
  }
  if (is_suffix(said.items[said.count - 1])) {
    --said.count;
  }
  if (other || said.count < 2) {
    return !other;
  }
  struct gz_actor_name name;
  bool initials_differ = false;
  bool found = false;
  for (uint32_t i = 0; gz_actors_name(work->actors, actor, i, &name); ++i) {
    struct words known = words_of(name.form);
    if (known.count && is_suffix(known.items[known.count - 1])) {
      --known.count;
    }
    if (name.kind != GZ_NAME_LABEL && name.kind != GZ_NAME_ALT) {
      continue;
    }
    if (names_agree(&said, &known) || is_part(&said, &known)) {
      found = true;
    } else if (known.count > 2 && initial_of(known.items[1]) &&
               said.count > 2 && initial_of(said.items[1]) &&
               gz_str_equal_nocase(said.items[said.count - 1],
                                   known.items[known.count - 1])) {
      initials_differ = true; // "George P. Bush" is not "George W. Bush"
    }
  }
  // Where letters have accents on one side only, the table compares.
  const struct words ends = {{said.items[0], said.items[said.count - 1]}, 2};
  return !initials_differ && (found || is_known(work, &ends, actor, &other));
}

bool
gz_body_may_be(const struct gz_actor_work *work, uint32_t first, uint32_t count,
               uint32_t actor) {
  struct gz_str forms[MAX_WORDS];
  if (count < 2 || count > MAX_WORDS) {
    return true;
  }
  for (uint32_t i = 0; i < count; ++i) {
    forms[i] = gz_work_form(work, first + i);
  }
  struct gz_actor_match match;
  if (!gz_actors_match(work->actors, forms, count, 0, false, &match) ||
      match.n_tokens == count) {
    return true;
  }
  bool begins = false;
  for (uint32_t i = 0; i < match.n_candidates; ++i) {
    begins = begins || match.candidates[i].name.actor == actor;
  }
  for (uint32_t i = match.n_tokens; begins && i < count; ++i) {
    const struct gz_noun *part = gz_noun_part(work->nouns, forms[i]);
    if (gz_is_capitalised(forms[i]) &&
        (!part || part->type != GZ_ENTITY_FIRM)) {
      return false;
    }
  }
  return true;
}
