#include "input/name_ends.h"

unsigned
gz_name_marks(const struct gz_actor_work *work, uint32_t token) {
  struct gz_str form = gz_work_form(work, token);
  if (form.size > 1 && form.data[form.size - 1] == '.') {
    form.size -= 1;
  }
  const struct gz_noun *noun = gz_noun_find(work->nouns, form);
  return noun ? noun->marks : 0;
}

bool
gz_name_is_title(const struct gz_actor_work *work, uint32_t token) {
  return gz_name_marks(work, token) & (GZ_NOUN_OFFICE | GZ_NOUN_TITLE);
}

bool
gz_name_is_forename(const struct gz_actor_work *work, uint32_t token) {
  return gz_noun_forename(work->nouns, gz_work_form(work, token)) !=
         GZ_GENDER_UNKNOWN;
}

bool
gz_name_is_title_only(const struct gz_actor_work *work,
                      const struct gz_finding *name) {
  const uint32_t last = name->first + name->count - 1;
  if (name->ne != GZ_NE_PER || !gz_name_is_title(work, last) ||
      (name->count > 1 && gz_name_is_forename(work, name->first))) {
    return false;
  }
  if (!(gz_name_marks(work, last) & GZ_NOUN_SURNAME)) {
    return true;
  }
  const uint32_t first = name->first;
  return name->count > 1
             ? gz_work_token(work, first)->upos != GZ_UPOS_PROPN ||
                   gz_noun_find(work->nouns, gz_work_form(work, first))
             : first == 0 || !(gz_name_marks(work, first - 1) & GZ_NOUN_TITLE);
}

/** Whether a word denotes somebody. */
static bool
is_somebody(const struct gz_actor_work *work, uint32_t token) {
  const struct gz_noun *noun =
      gz_noun_find(work->nouns, gz_work_form(work, token));
  return noun && noun->marks & GZ_NOUN_PERSON;
}

/** Whether a word ends in a hyphen and what denotes somebody. */
static bool
is_hyphenated(const struct gz_actor_work *work, uint32_t token) {
  const struct gz_str form = gz_work_form(work, token);
  const size_t hyphen = gz_str_find(form, '-');
  const struct gz_noun *noun =
      gz_noun_find(work->nouns, gz_str_part(form, hyphen + 1, form.size));
  return noun && noun->marks & GZ_NOUN_PERSON;
}

bool
gz_is_party_mark(const struct gz_actor_work *work, uint32_t token) {
  static const char *const parties[] = {"R", "D", "I"};
  static const char *const openers[] = {"(", ","};
  const uint32_t n = work->article->tokens.count;
  return token > 1 && token + 2 < n &&
         GZ_IS_ONE_OF(gz_work_form(work, token), parties) &&
         GZ_IS_ONE_OF(gz_work_form(work, token - 1), openers) &&
         gz_str_is(gz_work_form(work, token + 1), "-") &&
         gz_is_capitalised(gz_work_form(work, token + 2));
}

void
gz_name_trim(const struct gz_actor_work *work, struct gz_finding *name) {
  static const char *const edges[] = {"the", "a", "an", "’s", "'s", "’",
                                      "'",   "“", "”",  "\"", "(",  ")",
                                      ",",   ";", ":",  "of", "and"};
  for (;;) {
    uint32_t cut = 0;
    if (GZ_IS_ONE_OF(gz_work_form(work, name->first), edges) ||
        (name->ne == GZ_NE_PER && gz_name_is_title(work, name->first))) {
      cut = 1;
    } else if (name->ne == GZ_NE_PER && name->count > 3 &&
               gz_str_is(gz_work_form(work, name->first + 1), "-") &&
               is_somebody(work, name->first + 2)) {
      cut = 3; // "Pan-democrat Gary Fan"
    }
    if (cut == 0 && name->ne == GZ_NE_PER && name->count > 2 &&
        is_hyphenated(work, name->first)) {
      cut = 1; // "Pan-democrat" as one word
    }
    if (cut == 0 || cut >= name->count) {
      break;
    }
    name->first += cut;
    name->count -= cut;
  }
  if (name->count > 2 && gz_is_party_mark(work, name->first)) {
    name->first += 2; // "(R-Ohio)"
    name->count -= 2;
    name->ne = GZ_NE_GPE;
  }
  while (
      name->count > 1 &&
      GZ_IS_ONE_OF(gz_work_form(work, name->first + name->count - 1), edges)) {
    --name->count;
  }
}

bool
gz_name_is_ticker(const struct gz_actor_work *work,
                  const struct gz_finding *name) {
  const uint32_t after = name->first + name->count;
  if (name->first < 3 || name->count > 1 ||
      after >= work->article->tokens.count) {
    return false;
  }
  const struct gz_str before = gz_work_form(work, name->first - 1);
  return (gz_str_is(before, "(") &&
          gz_str_is(gz_work_form(work, after), ".")) ||
         (gz_str_is(before, ".") &&
          gz_str_is(gz_work_form(work, name->first - 3), "(") &&
          gz_str_is(gz_work_form(work, after), ")"));
}

void
gz_name_extend(const struct gz_actor_work *work, struct gz_finding *name,
               uint32_t end) {
  static const char *const ends[] = {
      "inc", "inc.", "corp", "corp.",    "co",    "co.",
      "ltd", "ltd.", "llc",  "plc",      "ag",    "gmbh",
      "nv",  "s.a.", "se",   "holdings", "group", "holding"};
  while (name->ne == GZ_NE_ORG && name->first + name->count < end) {
    const uint32_t next = name->first + name->count;
    const struct gz_str form = gz_work_form(work, next);
    if (gz_work_token(work, next)->ne != GZ_NE_NONE ||
        !gz_is_capitalised(form) || !GZ_IS_ONE_OF(form, ends)) {
      return;
    }
    ++name->count;
  }
}
