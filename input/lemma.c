#include "input/lemma.h"

#include "input/word_features.h"

#include <string.h>

enum { EXCEPTION_KIND = 102, MAX_FORM = 256, MAX_TRIES = 20 };

/* The form in the three cases of a script. */
struct cases {
  char folded[MAX_FORM];
  char lower[MAX_FORM];
  char capital[MAX_FORM + 4];
  size_t folded_size;
  size_t lower_size;
  size_t capital_size;
};

static size_t
first_size(struct gz_str text) {
  size_t n = text.size ? 1 : 0;
  while (n < text.size && ((uint8_t)text.data[n] & 0xc0) == 0x80) {
    ++n;
  }
  return n;
}

static void
capitalise(struct cases *c) {
  const size_t first = first_size(gz_str_n(c->folded, c->folded_size));
  const size_t skipped = first_size(gz_str_n(c->lower, c->lower_size));
  memcpy(c->capital, c->folded, first);
  memcpy(c->capital + first, c->lower + skipped, c->lower_size - skipped);
  c->capital_size = first + c->lower_size - skipped;
}

static bool
fits(const struct cases *c, const char *script, struct gz_str *stem,
     struct gz_str *add) {
  const struct gz_str base =
      script[0] == 'l'   ? gz_str_n(c->lower, c->lower_size)
      : script[0] == 'k' ? gz_str_n(c->folded, c->folded_size)
                         : gz_str_n(c->capital, c->capital_size);
  const char *cut = script + 2;
  const char *bar = strchr(cut, '|');
  const struct gz_str end = gz_str_n(cut, (size_t)(bar - cut));
  *add = gz_str(bar + 1);
  if (!gz_str_ends(base, end) || (base.size == end.size && !add->size)) {
    return false;
  }
  *stem = gz_str_part(base, 0, base.size - end.size);
  return true;
}

/* The script next in line after `last`: scores fall, numbers rise. */
static uint32_t
next_script(const float *scores, uint32_t count, uint32_t last) {
  uint32_t best = count;
  for (uint32_t i = 0; i < count; ++i) {
    const bool left =
        scores[i] < scores[last] || (scores[i] == scores[last] && i > last);
    if (left && (best == count || scores[i] > scores[best])) {
      best = i;
    }
  }
  return best;
}

/* The best script that fits, looking at the best few. */
static bool
best_script(const struct gz_model *model, const struct gz_kernels *kernels,
            const struct cases *c, const float *scores, struct gz_str *stem,
            struct gz_str *add) {
  const uint32_t count = model->lemma.count;
  uint32_t best = (uint32_t)kernels->largest(scores, count);
  for (int tries = 1; best < count; ++tries) {
    if (fits(c, model->lemma.texts[best], stem, add)) {
      return true;
    }
    best = tries < MAX_TRIES ? next_script(scores, count, best) : count;
  }
  return false;
}

static const char *
exception(const struct gz_model *model, const char *upos,
          const struct cases *c) {
  char key[MAX_FORM + 16];
  const size_t n = strlen(upos);
  if (n > 14) {
    return NULL;
  }
  memcpy(key, upos, n);
  key[n] = ' ';
  memcpy(key + n + 1, c->lower, c->lower_size);
  const uint32_t at = gz_model_find(
      &model->exception_keys,
      gz_feature_hash(EXCEPTION_KIND, gz_str_n(key, n + 1 + c->lower_size)));
  return at ? model->exceptions.data + at - 1 : NULL;
}

bool
gz_lemma_of(const struct gz_model *model, const struct gz_kernels *kernels,
            struct gz_str form, const char *upos, const float *scores,
            struct gz_arena *arena, struct gz_str *lemma) {
  struct cases c;
  struct gz_str stem;
  struct gz_str add;
  *lemma = form;
  if (form.size > MAX_FORM / 2) {
    return true;
  }
  gz_fold_form(form, c.folded, &c.folded_size, c.lower, &c.lower_size,
               MAX_FORM);
  capitalise(&c);
  const char *irregular = exception(model, upos, &c);
  if (irregular) {
    *lemma = gz_str(irregular);
    return true;
  }
  if (!best_script(model, kernels, &c, scores, &stem, &add)) {
    return true;
  }
  if (stem.size + add.size == form.size &&
      memcmp(form.data, stem.data, stem.size) == 0 &&
      memcmp(form.data + stem.size, add.data, add.size) == 0) {
    return true;
  }
  char *copy = gz_arena_alloc(arena, stem.size + add.size + 1);
  if (!copy) {
    return false;
  }
  memcpy(copy, stem.data, stem.size);
  memcpy(copy + stem.size, add.data, add.size);
  *lemma = gz_str_n(copy, stem.size + add.size);
  return true;
}
