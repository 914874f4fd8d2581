#include "input/name_votes.h"

#include <stdlib.h>
#include <string.h>

enum { TYPES = GZ_N_NE - 1, LONGEST = 6 };

/* All names of the same words. */
struct ballot {
  uint64_t key; /* Hash of the words; 0 is free */
  float votes[TYPES];
  uint32_t count;
};

struct box {
  struct ballot *ballots;
  size_t mask;
};

/* A person's last name adds to what the name alone has. */
#define LAST_NAME_VOTE 3.0f

static uint64_t
key_of(const struct gz_str *forms, size_t count) {
  uint64_t key = 0;
  for (size_t i = 0; i < count; ++i) {
    key = (key ^ gz_str_hash(forms[i])) * 0x9e3779b97f4a7c15u + count;
  }
  return key ? key : 1;
}

static struct ballot *
ballot_of(const struct box *box, uint64_t key) {
  size_t at = key & box->mask;
  while (box->ballots[at].key && box->ballots[at].key != key) {
    at = (at + 1) & box->mask;
  }
  return &box->ballots[at];
}

/* Words of the name that begins at `at`. */
static size_t
name_length(const struct gz_word *words, size_t n, size_t at) {
  size_t length = 1;
  while (at + length < n && words[at + length].ne == words[at].ne &&
         !words[at + length].ne_begins) {
    ++length;
  }
  return length;
}

static int
favourite(const float *votes) {
  int best = 0;
  for (int t = 1; t < TYPES; ++t) {
    best = votes[t] > votes[best] ? t : best;
  }
  return best;
}

/* The mean of a name's scores over its words, as distances from the best. */
static void
cast_votes(struct ballot *b, uint64_t key, const struct gz_name_scores *scores,
           size_t length) {
  float mean[TYPES] = {0};
  for (size_t i = 0; i < length; ++i) {
    for (int t = 0; t < TYPES; ++t) {
      mean[t] += scores[i].of[t] / (float)length;
    }
  }
  const float best = mean[favourite(mean)];
  for (int t = 0; t < TYPES; ++t) {
    const float away = best - mean[t];
    b->votes[t] -= away < 8.0f ? away : 8.0f;
  }
  b->key = key;
  ++b->count;
}

static void
collect(const struct box *box, const struct gz_str *forms, size_t n,
        const struct gz_word *words, const struct gz_name_scores *scores) {
  for (size_t i = 0; i < n; ++i) {
    if (words[i].ne && words[i].ne_begins) {
      const size_t length = name_length(words, n, i);
      const uint64_t key = key_of(forms + i, length);
      cast_votes(ballot_of(box, key), key, scores + i, length);
    }
  }
}

/* Full names of persons speak for their last words. */
static void
support_last_names(const struct box *box, const struct gz_str *forms, size_t n,
                   const struct gz_word *words) {
  for (size_t i = 0; i < n; ++i) {
    if (!words[i].ne || !words[i].ne_begins) {
      continue;
    }
    const size_t length = name_length(words, n, i);
    if (length < 2 ||
        favourite(ballot_of(box, key_of(forms + i, length))->votes) !=
            GZ_NE_PER - 1) {
      continue;
    }
    struct ballot *last = ballot_of(box, key_of(forms + i + length - 1, 1));
    last->key = key_of(forms + i + length - 1, 1);
    last->votes[GZ_NE_PER - 1] += LAST_NAME_VOTE;
    ++last->count;
  }
}

static bool
capital(struct gz_str form) {
  return form.size && ((form.data[0] >= 'A' && form.data[0] <= 'Z') ||
                       ((uint8_t)form.data[0] >= 0xc3));
}

/* The longest run of proper nouns from `at` that is a name elsewhere. */
static size_t
known_name(const struct box *box, const struct gz_str *forms, size_t n,
           const struct gz_word *words, size_t at) {
  size_t found = 0;
  for (size_t length = 1; length <= LONGEST && at + length <= n; ++length) {
    const struct gz_word *w = &words[at + length - 1];
    if (w->ne || w->upos != GZ_UPOS_PROPN || !capital(forms[at + length - 1])) {
      break;
    }
    if (ballot_of(box, key_of(forms + at, length))->count > 1) {
      found = length;
    }
  }
  return found;
}

/* Words that are a name elsewhere become one where nothing was seen. */
static void
spread(const struct box *box, const struct gz_str *forms, size_t n,
       struct gz_word *words) {
  for (size_t i = 0; i < n; ++i) {
    const size_t length = known_name(box, forms, n, words, i);
    for (size_t k = 0; k < length; ++k) {
      words[i + k].ne = 1;
      words[i + k].ne_begins = !k;
    }
    i += length ? length - 1 : 0;
  }
}

bool
gz_names_vote(const struct gz_str *forms, size_t n, struct gz_word *words,
              const struct gz_name_scores *scores, struct gz_arena *arena) {
  size_t names = 0;
  for (size_t i = 0; i < n; ++i) {
    names += words[i].ne && words[i].ne_begins;
  }
  size_t size = 16;
  while (size < 3 * names) {
    size *= 2;
  }
  const struct box box = {gz_arena_array(arena, size, sizeof(struct ballot)),
                          size - 1};
  if (!box.ballots) {
    return false;
  }
  collect(&box, forms, n, words, scores);
  support_last_names(&box, forms, n, words);
  spread(&box, forms, n, words);
  for (size_t i = 0; i < n;) {
    if (!words[i].ne || !words[i].ne_begins) {
      ++i;
      continue;
    }
    const size_t length = name_length(words, n, i);
    const struct ballot *b = ballot_of(&box, key_of(forms + i, length));
    for (size_t k = 0; b->count > 1 && k < length; ++k) {
      words[i + k].ne = (uint8_t)(favourite(b->votes) + 1);
    }
    i += length;
  }
  return true;
}
