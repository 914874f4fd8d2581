#include "input/pronouns.h"

#include "input/tsv.h"

#include <stdlib.h>
#include <string.h>

/** Bytes that reading may take. */
#define CEILING ((size_t)16 << 20)

/** Most classes of pronouns. */
#define MAX_CLASSES 8

struct gz_pronouns {
  float *weights; /**< Of all pronouns, then of each class: by feature */
  void (*see)(void *handle, const struct gz_actor_work *work,
              const struct gz_pronoun_ranking *ranking);
  void *handle;
};

/** Row of the weights of a class: 0 for all; or none. */
static size_t
row_of(struct gz_str name) {
  if (gz_str_is(name, "*")) {
    return 0;
  }
  for (uint8_t i = 0; gz_pronoun_class_name(i); ++i) {
    if (gz_str_is(name, gz_pronoun_class_name(i))) {
      return (size_t)i + 1;
    }
  }
  return SIZE_MAX;
}

/** Read a decimal number: "-0.25". */
static bool
read_weight(struct gz_str text, float *weight) {
  size_t at = text.size && text.data[0] == '-' ? 1 : 0;
  const bool negative = at == 1;
  double value = 0;
  double unit = 0;
  for (size_t digits = 0; at < text.size; ++at) {
    const char c = text.data[at];
    if (c == '.' && unit == 0 && digits) {
      unit = 1;
    } else if (c >= '0' && c <= '9' && ++digits < 12) {
      unit *= 0.1;
      value = unit > 0 ? value + unit * (c - '0') : value * 10 + (c - '0');
    } else {
      return false;
    }
  }
  *weight = (float)(negative ? -value : value);
  return text.size > (negative ? 1u : 0u);
}

static enum gz_status
read_lines(struct gz_pronouns *pronouns, struct gz_tsv *tsv,
           struct gz_error *error) {
  enum gz_status status;
  while ((status = gz_tsv_next(tsv, error)) == GZ_OK) {
    if (tsv->n_fields != 3) {
      return gz_tsv_fail(tsv, error, "Not three fields", tsv->fields[0]);
    }
    const size_t row = row_of(tsv->fields[0]);
    if (row == SIZE_MAX) {
      return gz_tsv_fail(tsv, error, "No such pronouns", tsv->fields[0]);
    }
    const uint16_t feature = gz_pronoun_feature(tsv->fields[1]);
    if (feature == GZ_NO_FEATURE) {
      return gz_tsv_fail(tsv, error, "No such feature", tsv->fields[1]);
    }
    if (!read_weight(
            tsv->fields[2],
            &pronouns->weights[row * gz_pronoun_n_features() + feature])) {
      return gz_tsv_fail(tsv, error, "No weight", tsv->fields[2]);
    }
  }
  return status == GZ_END ? GZ_OK : status;
}

/** Weights that are all zero, or null. */
static struct gz_pronouns *
make(void) {
  struct gz_pronouns *made = calloc(1, sizeof *made);
  if (made) {
    made->weights = calloc((MAX_CLASSES + 1) * (size_t)gz_pronoun_n_features(),
                           sizeof *made->weights);
    if (!made->weights) {
      free(made);
      made = NULL;
    }
  }
  return made;
}

/** Read a table from `path`, or from `text` where that is null. */
static enum gz_status
read_table(const char *path, struct gz_str text, struct gz_pronouns **pronouns,
           struct gz_error *error) {
  struct gz_arena *arena = gz_arena_new(CEILING);
  struct gz_pronouns *made = make();
  struct gz_tsv tsv;
  enum gz_status status = GZ_OK;
  if (!arena || !made) {
    status = gz_fail(error, GZ_NO_MEMORY, "No memory for weights");
  } else if (path) {
    status = gz_tsv_open(&tsv, path, arena, error);
  } else {
    gz_tsv_from_text(&tsv, text, "pronouns");
  }
  if (status == GZ_OK) {
    status = read_lines(made, &tsv, error);
  }
  gz_arena_free(arena);
  if (status != GZ_OK) {
    gz_pronouns_free(made);
    return status;
  }
  *pronouns = made;
  return GZ_OK;
}

enum gz_status
gz_pronouns_load(const char *path, struct gz_pronouns **pronouns,
                 struct gz_error *error) {
  return read_table(path, GZ_STR(""), pronouns, error);
}

enum gz_status
gz_pronouns_parse(struct gz_str text, struct gz_pronouns **pronouns,
                  struct gz_error *error) {
  return read_table(NULL, text, pronouns, error);
}

void
gz_pronouns_free(struct gz_pronouns *pronouns) {
  if (pronouns) {
    free(pronouns->weights);
    free(pronouns);
  }
}

void
gz_pronouns_watch(struct gz_pronouns *pronouns,
                  void (*see)(void *handle, const struct gz_actor_work *work,
                              const struct gz_pronoun_ranking *ranking),
                  void *handle) {
  pronouns->see = see;
  pronouns->handle = handle;
}

uint32_t
gz_pronouns_resolve(const struct gz_pronouns *pronouns,
                    const struct gz_actor_work *work, uint32_t pronoun,
                    struct gz_pronoun_ranking *ranking) {
  gz_pronoun_candidates(work, pronoun, ranking);
  const float *all = pronouns->weights;
  const float *own =
      all + ((size_t)ranking->class + 1) * gz_pronoun_n_features();
  for (uint32_t i = 0; i < ranking->count; ++i) {
    struct gz_pronoun_candidate *candidate = &ranking->items[i];
    candidate->score = 0;
    for (uint32_t j = 0; j < candidate->count; ++j) {
      const uint16_t feature = candidate->features[j];
      candidate->score += all[feature] + own[feature];
    }
  }
  uint32_t best = ranking->certain && ranking->count > 1 ? 1 : 0;
  for (uint32_t i = best + 1; i < ranking->count; ++i) {
    if (ranking->items[i].score > ranking->items[best].score) {
      best = i;
    }
  }
  if (pronouns->see) {
    pronouns->see(pronouns->handle, work, ranking);
  }
  return ranking->items[best].ref;
}
