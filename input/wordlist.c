#include "input/wordlist.h"

#include <string.h>

/** Longest word in the lists, with its terminator. */
#define MAX_WORD 16

struct entry {
  char word[MAX_WORD]; /**< In small letters */
  unsigned char value;
  bool capital; /**< Only if written with a capital */
};

#define GZ_ABBREVIATION_ANY false
#define GZ_ABBREVIATION_CAPITAL true
static const struct entry abbreviations[] = {
#define GZ_ABBREVIATION(word, kind, letters)                                   \
  {word, GZ_ABBREVIATION_##kind, GZ_ABBREVIATION_##letters},
#include "input/english/abbreviations.def"
#undef GZ_ABBREVIATION
};

static const struct entry contractions[] = {
#define GZ_CONTRACTION(word, first) {word, first, false},
#include "input/english/words.def"
#undef GZ_CONTRACTION
};

static const struct entry prefixes[] = {
#define GZ_PREFIX(word) {word, 1, false},
#include "input/english/words.def"
#undef GZ_PREFIX
};

static const struct entry suffixes[] = {
#define GZ_SUFFIX(word) {word, 1, false},
#include "input/english/words.def"
#undef GZ_SUFFIX
};

static const struct entry units[] = {
#define GZ_UNIT(word) {word, 1, false},
#include "input/english/words.def"
#undef GZ_UNIT
};

static const struct entry aphereses[] = {
#define GZ_APHERESIS(word) {word, 1, false},
#include "input/english/words.def"
#undef GZ_APHERESIS
};

static const struct entry host_endings[] = {
#define GZ_HOST_ENDING(word) {word, 1, false},
#include "input/english/words.def"
#undef GZ_HOST_ENDING
};

static const struct entry reporting[] = {
#define GZ_REPORTING(word) {word, 1, false},
#include "input/english/words.def"
#undef GZ_REPORTING
};

static const struct entry starters[] = {
#define GZ_STARTER(word) {word, 1, false},
#include "input/english/words.def"
#undef GZ_STARTER
};

static const struct entry sports[] = {
#define GZ_SPORT(word) {word, 1, false},
#include "input/english/sports.def"
#undef GZ_SPORT
};

static const struct entry plays[] = {
#define GZ_PLAY(word) {word, 1, false},
#include "input/english/sports.def"
#undef GZ_PLAY
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/** Find `word` among `count` sorted entries, or null. */
static const struct entry *
find(const struct entry *entries, size_t count, struct gz_str word) {
  char folded[MAX_WORD] = {0};
  if (!word.size || word.size >= MAX_WORD) {
    return NULL;
  }
  for (size_t i = 0; i < word.size; ++i) {
    const char c = word.data[i];
    folded[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  size_t low = 0;
  size_t high = count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = strcmp(folded, entries[middle].word);
    if (order == 0) {
      const bool small = word.data[0] == folded[0];
      return small && entries[middle].capital ? NULL : &entries[middle];
    }
    if (order < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return NULL;
}

enum gz_abbreviation
gz_abbreviation_kind(struct gz_str word) {
  const struct entry *entry = find(abbreviations, COUNT(abbreviations), word);
  return entry ? (enum gz_abbreviation)entry->value : GZ_ABBREVIATION_NONE;
}

bool
gz_wordlist_has(enum gz_wordlist list, struct gz_str word) {
  switch (list) {
  case GZ_WORDS_PREFIX:
    return find(prefixes, COUNT(prefixes), word);
  case GZ_WORDS_SUFFIX:
    return find(suffixes, COUNT(suffixes), word);
  case GZ_WORDS_UNIT:
    return find(units, COUNT(units), word);
  case GZ_WORDS_APHERESIS:
    return find(aphereses, COUNT(aphereses), word);
  case GZ_WORDS_HOST_ENDING:
    return find(host_endings, COUNT(host_endings), word);
  case GZ_WORDS_REPORTING:
    return find(reporting, COUNT(reporting), word);
  case GZ_WORDS_STARTER:
    return find(starters, COUNT(starters), word);
  case GZ_WORDS_SPORT:
    return find(sports, COUNT(sports), word);
  case GZ_WORDS_PLAY:
    return find(plays, COUNT(plays), word);
  }
  return false;
}

size_t
gz_contraction_split(struct gz_str word) {
  const struct entry *entry = find(contractions, COUNT(contractions), word);
  return entry ? entry->value : 0;
}
