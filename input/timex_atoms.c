#include "input/timex_match.h"

#include "input/unicode.h"

/* A number of more digits has no value. */
#define MAX_DIGITS 9U

/** Where the atoms of a sentence are read. */
struct reading {
  const struct gz_atoms *atoms;
  struct gz_str text;
  uint32_t end;
};

static bool
is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

/** Digits from `at` on; fills `atom` and returns their end. */
static uint32_t
read_digits(const struct reading *reading, uint32_t at, struct gz_atom *atom) {
  uint32_t end = at;
  int32_t number = 0;
  while (end < reading->end && is_ascii_digit(reading->text.data[end])) {
    if (end - at < MAX_DIGITS) {
      number = number * 10 + (reading->text.data[end] - '0');
    }
    ++end;
  }
  const uint32_t size = end - at;
  atom->digits = size > UINT8_MAX ? UINT8_MAX : (uint8_t)size;
  atom->number = size <= MAX_DIGITS ? number : -1;
  return end;
}

/** End of "p.m." or "B.C." that begins at `at`, or 0. */
static uint32_t
read_stops(const struct reading *reading, uint32_t at) {
  uint32_t end = at;
  while (end + 1 < reading->end && is_ascii_letter(reading->text.data[end]) &&
         reading->text.data[end + 1] == '.') {
    end += 2;
  }
  if (end < at + 4) {
    // Without the last stop, as at the end of a sentence: "p.m".
    return end == at + 2 && end < reading->end &&
                   is_ascii_letter(reading->text.data[end]) &&
                   (end + 1 >= reading->end ||
                    !gz_is_word((unsigned char)reading->text.data[end + 1]))
               ? end + 1
               : 0;
  }
  return end;
}

/** Letters from `at` on: any character but digits, marks and spaces. */
static uint32_t
read_letters(const struct reading *reading, uint32_t at) {
  size_t end = at;
  while (end < reading->end) {
    if (is_ascii_letter(reading->text.data[end])) {
      ++end;
      continue;
    }
    if ((unsigned char)reading->text.data[end] < 0x80) {
      break;
    }
    size_t after = end;
    const uint32_t c =
        gz_utf8_next(gz_str_n(reading->text.data, reading->end), &after);
    if (!gz_is_letter(c)) {
      break;
    }
    end = after;
  }
  return (uint32_t)end;
}

/** Number in the lexicon of the word at `span`, or 0. */
static uint32_t
look_up(const struct reading *reading, struct gz_span span) {
  char small[GZ_MAX_TIMEX_WORD];
  size_t size = 0;
  const bool one = span.end - span.begin == 1;
  for (uint32_t i = span.begin; i < span.end; ++i) {
    const char c = reading->text.data[i];
    if (c == '.' && !one) {
      continue; // "p.m." is looked up as "pm"
    }
    if (size == sizeof small) {
      return 0;
    }
    small[size++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
  }
  return gz_time_word_find(reading->atoms->rules, gz_str_n(small, size));
}

/** A mark at `at`: dashes and apostrophes are looked up as the plain ones. */
static uint32_t
read_mark(const struct reading *reading, uint32_t at, struct gz_atom *atom) {
  size_t end = at;
  const uint32_t c =
      gz_utf8_next(gz_str_n(reading->text.data, reading->end), &end);
  const struct gz_timex_rules *rules = reading->atoms->rules;
  if (c >= 0x2010 && c <= 0x2015) {
    atom->word = gz_time_word_find(rules, GZ_STR("-"));
  } else if (c == 0x2018 || c == 0x2019) {
    atom->word = gz_time_word_find(rules, GZ_STR("'"));
  } else {
    const struct gz_span span = {at, (uint32_t)end};
    atom->word = look_up(reading, span);
  }
  return (uint32_t)end;
}

/** Read the atom that begins at `at`, which is no space. */
static void
read_atom(const struct reading *reading, uint32_t at, struct gz_atom *atom) {
  const char first = reading->text.data[at];
  uint32_t end = 0;
  atom->number = -1;
  if (is_ascii_digit(first)) {
    end = read_digits(reading, at, atom);
  } else {
    end = is_ascii_letter(first) ? read_stops(reading, at) : 0;
    end = end ? end : read_letters(reading, at);
    if (end > at) {
      atom->word = look_up(reading, (struct gz_span){at, end});
      atom->capital = first >= 'A' && first <= 'Z';
    } else {
      end = read_mark(reading, at, atom);
    }
  }
  atom->span = (struct gz_span){at, end};
}

/** Bytes of the white space at `at`, which may be a no-break one; or 0. */
static uint32_t
blank_at(const struct reading *reading, uint32_t at) {
  const char c = reading->text.data[at];
  if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
    return 1;
  }
  return at + 1 < reading->end && (unsigned char)c == 0xC2 &&
                 (unsigned char)reading->text.data[at + 1] == 0xA0
             ? 2
             : 0;
}

static bool
is_verb(const struct gz_token *token) {
  switch (token->xpos) {
  case GZ_XPOS_MD:
  case GZ_XPOS_VB:
  case GZ_XPOS_VBD:
  case GZ_XPOS_VBG:
  case GZ_XPOS_VBN:
  case GZ_XPOS_VBP:
  case GZ_XPOS_VBZ:
    return true;
  default:
    return token->xpos == GZ_XPOS_NONE &&
           (token->upos == GZ_UPOS_VERB || token->upos == GZ_UPOS_AUX);
  }
}

enum gz_status
gz_atoms_read(struct gz_atoms *atoms, const struct gz_sentence *sentence,
              struct gz_error *error) {
  const struct gz_article *article = atoms->article;
  const struct reading reading = {atoms, article->text, sentence->span.end};
  uint32_t token = sentence->first;
  uint32_t at = sentence->span.begin;
  bool space = true;
  atoms->list.count = 0;
  while (at < reading.end) {
    const uint32_t blank = blank_at(&reading, at);
    if (blank) {
      space = true;
      at += blank;
      continue;
    }
    struct gz_atom *atom = GZ_PUSH(article, &atoms->list);
    if (!atom) {
      return gz_fail(error, GZ_NO_MEMORY, "Memory is out for times");
    }
    *atom = (struct gz_atom){.space = space};
    read_atom(&reading, at, atom);
    at = atom->span.end;
    space = false;
    while (token + 1 < sentence->first + sentence->count &&
           article->tokens.items[token + 1].span.begin <= atom->span.begin) {
      ++token;
    }
    atom->token = token;
    atom->verb = is_verb(&article->tokens.items[token]);
  }
  return GZ_OK;
}
