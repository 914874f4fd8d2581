#include "input/word_features.h"

#include <string.h>
#include <utf8proc.h>

enum { VECTOR_KIND = 100, NGRAM_KIND = 101, SHAPE = 6, MAX_SHAPE = 9 };

/* The folded word, three ways, with where each code point begins. */
struct word {
  char zeroed[4 * GZ_MAX_FEATURE_LENGTH]; /* Lower case, digits 0 */
  char lower[4 * GZ_MAX_FEATURE_LENGTH];
  char shape[MAX_SHAPE + 1];
  uint16_t at[GZ_MAX_FEATURE_LENGTH + 1]; /* Code points of `zeroed` */
  size_t lower_size;
  size_t length;
  size_t shape_length;
  bool digits;
};

uint64_t
gz_feature_hash(uint8_t kind, struct gz_str text) {
  uint64_t h = (0xcbf29ce484222325u ^ kind) * 0x100000001b3u;
  for (size_t i = 0; i < text.size; ++i) {
    h = (h ^ (uint8_t)text.data[i]) * 0x100000001b3u;
  }
  return h;
}

/* Quotes and dashes in one spelling each; 0 stands for three full stops. */
static int32_t
fold(int32_t c) {
  switch (c) {
  case 0x60:   /* grave accent */
  case 0xb4:   /* acute accent */
  case 0x2018: /* single quotation marks */
  case 0x2019:
  case 0x201a:
  case 0x201b:
    return '\'';
  case 0xab: /* guillemets */
  case 0xbb:
  case 0x201c: /* double quotation marks */
  case 0x201d:
  case 0x201e:
  case 0x201f:
    return '"';
  case 0x2010: /* hyphens and dashes */
  case 0x2011:
  case 0x2012:
  case 0x2013:
  case 0x2014:
  case 0x2212: /* minus */
    return '-';
  case 0x2026: /* ellipsis */
    return 0;
  default:
    return c;
  }
}

static size_t
next_code_point(struct gz_str text, size_t at, int32_t *c) {
  const uint8_t *p = (const uint8_t *)text.data + at;
  if (*p < 0x80) {
    *c = *p ? *p : 0xfffd;
    return 1;
  }
  const utf8proc_ssize_t n =
      utf8proc_iterate(p, (utf8proc_ssize_t)(text.size - at), c);
  if (n <= 0) {
    *c = 0xfffd;
    return 1;
  }
  return (size_t)n;
}

static int32_t
lower_of(int32_t c) {
  if (c < 0x80) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
  return c == 0x130 ? c : utf8proc_tolower(c);
}

static char
shape_of(int32_t c) {
  if (c < 0x80) {
    return (char)(c >= 'A' && c <= 'Z'   ? 'X'
                  : c >= 'a' && c <= 'z' ? 'x'
                  : c >= '0' && c <= '9' ? 'd'
                                         : c);
  }
  switch (utf8proc_category(c)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LT:
    return 'X';
  case UTF8PROC_CATEGORY_LL:
    return 'x';
  case UTF8PROC_CATEGORY_ND:
    return 'd';
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
    return 'o';
  default:
    return 's';
  }
}

static void
add_code_point(struct word *w, int32_t c) {
  if (w->length == GZ_MAX_FEATURE_LENGTH) {
    return;
  }
  const char k = shape_of(c);
  const size_t n = w->shape_length;
  if (n < MAX_SHAPE &&
      !(n >= 2 && w->shape[n - 1] == k && w->shape[n - 2] == k)) {
    w->shape[w->shape_length++] = k;
  }
  const int32_t low = lower_of(c);
  const int32_t zeroed = k == 'd' ? '0' : low;
  w->digits = w->digits || k == 'd';
  w->lower_size += (size_t)utf8proc_encode_char(
      low, (utf8proc_uint8_t *)w->lower + w->lower_size);
  const size_t at = w->at[w->length];
  w->at[++w->length] =
      (uint16_t)(at + (size_t)utf8proc_encode_char(
                          zeroed, (utf8proc_uint8_t *)w->zeroed + at));
}

static void
read_word(struct gz_str form, struct word *w) {
  w->at[0] = 0;
  w->lower_size = w->length = w->shape_length = 0;
  w->digits = false;
  for (size_t at = 0; at < form.size && w->length < GZ_MAX_FEATURE_LENGTH;) {
    int32_t c;
    at += next_code_point(form, at, &c);
    c = fold(c);
    if (c) {
      add_code_point(w, c);
    } else {
      add_code_point(w, '.');
      add_code_point(w, '.');
      add_code_point(w, '.');
    }
  }
}

static struct gz_str
part(const struct word *w, size_t begin, size_t end) {
  return gz_str_n(w->zeroed + w->at[begin],
                  (size_t)(w->at[end] - w->at[begin]));
}

static uint32_t
bucket(const struct gz_model *model, const char *bytes, size_t size) {
  const uint64_t h = gz_feature_hash(NGRAM_KIND, gz_str_n(bytes, size));
  return ((uint32_t)(h >> 32) ^ (uint32_t)h) % (model->ngrams.rows - 1) + 1;
}

/* Trigrams of <word>. */
static void
ngrams_of(const struct gz_model *model, const struct word *w,
          struct gz_features *f) {
  char text[4 * GZ_MAX_NGRAMS + 16];
  const size_t length =
      w->length < GZ_MAX_NGRAMS + 2 ? w->length : GZ_MAX_NGRAMS + 2;
  const size_t size = w->at[length];
  text[0] = '<';
  memcpy(text + 1, w->zeroed, size);
  text[1 + size] = '>';
  f->n_ngrams = 0;
  if (!w->length) {
    f->ngrams[f->n_ngrams++] = bucket(model, text, 2);
    return;
  }
  for (size_t i = 0; i < w->length && i < GZ_MAX_NGRAMS; ++i) {
    const size_t begin = i ? 1u + w->at[i - 1] : 0u;
    const size_t end = i + 2 <= length ? 1u + w->at[i + 2] : size + 2;
    f->ngrams[f->n_ngrams++] = bucket(model, text + begin, end - begin);
  }
}

void
gz_features_of(const struct gz_model *model, struct gz_str form,
               struct gz_features *features) {
  struct word w;
  read_word(form, &w);
  const size_t n = w.length;
  const struct gz_str values[GZ_MODEL_FEATURES] = {
      part(&w, 0, n),
      part(&w, 0, n < 2 ? n : 2),
      part(&w, 0, n < 3 ? n : 3),
      part(&w, n < 2 ? 0 : n - 2, n),
      part(&w, n < 3 ? 0 : n - 3, n),
      part(&w, n < 4 ? 0 : n - 4, n),
      gz_str_n(w.shape, w.shape_length),
  };
  for (uint8_t f = 0; f < GZ_MODEL_FEATURES; ++f) {
    features->rows[f] =
        gz_model_find(&model->keys[f], gz_feature_hash(f, values[f]));
  }
  features->vector = gz_model_find(
      &model->vector_keys,
      gz_feature_hash(VECTOR_KIND, gz_str_n(w.lower, w.lower_size)));
  if (!features->vector && w.digits) {
    features->vector = gz_model_find(&model->vector_keys,
                                     gz_feature_hash(VECTOR_KIND, values[0]));
  }
  ngrams_of(model, &w, features);
}

void
gz_fold_form(struct gz_str form, char *folded, size_t *folded_size, char *lower,
             size_t *lower_size, size_t room) {
  *folded_size = *lower_size = 0;
  for (size_t at = 0; at < form.size;) {
    int32_t c;
    at += next_code_point(form, at, &c);
    c = fold(c);
    if (*folded_size + 4 > room || *lower_size + 4 > room) {
      return;
    }
    if (!c) {
      memcpy(folded + *folded_size, "...", 3);
      memcpy(lower + *lower_size, "...", 3);
      *folded_size += 3;
      *lower_size += 3;
      continue;
    }
    *folded_size += (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)folded +
                                                        *folded_size);
    *lower_size += (size_t)utf8proc_encode_char(
        lower_of(c), (utf8proc_uint8_t *)lower + *lower_size);
  }
}
