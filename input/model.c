#include "input/model.h"

#include "input/model_sections.h"
#include "input/tags.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRY_IN(model, expression)                                              \
  do {                                                                         \
    const enum gz_status try_status = (expression);                            \
    if (try_status != GZ_OK) {                                                 \
      gz_model_free(model);                                                    \
      return try_status;                                                       \
    }                                                                          \
  } while (0)

static const char *const feature_names[GZ_MODEL_FEATURES] = {
    "word", "prefix2", "prefix3", "suffix2", "suffix3", "suffix4", "shape",
};

static uint32_t
round_up(uint32_t n, uint32_t to) {
  return (n + to - 1) / to * to;
}

/* The weights of a linear layer from the section NAME.weight and NAME.bias. */
static enum gz_status
linear(const struct gz_model_sections *s, const char *name, uint32_t cols,
       struct gz_model_linear *out, struct gz_error *error) {
  enum gz_status status;
  struct gz_model_table table;
  const float *bias;
  GZ_TRY(status, gz_section_table(s, name, ".weight", cols, &table, error));
  GZ_TRY(status, gz_section_floats(s, name, ".bias", table.rows, &bias, error));
  if (cols > GZ_MODEL_MAX_WIDTH || table.rows > GZ_MODEL_MAX_SCORES) {
    return gz_fail(error, GZ_CORRUPT, "The model's layer “%s” is too wide",
                   name);
  }
  out->rows = round_up(table.rows, GZ_MODEL_BLOCK);
  out->cols = cols;
  out->stride = round_up(cols, 2);
  out->weights = calloc((size_t)out->rows * out->stride, sizeof(int16_t));
  out->scales = calloc(out->rows, sizeof(float));
  out->bias = calloc(out->rows, sizeof(float));
  if (!out->weights || !out->scales || !out->bias) {
    return gz_fail(error, GZ_NO_MEMORY, "Memory is out");
  }
  for (uint32_t r = 0; r < table.rows; ++r) {
    for (uint32_t c = 0; c < cols; ++c) {
      const size_t block = r / GZ_MODEL_BLOCK * GZ_MODEL_BLOCK;
      const size_t at = block * out->stride +
                        (c / 2 * GZ_MODEL_BLOCK + r % GZ_MODEL_BLOCK) * 2;
      out->weights[at + c % 2] = table.values[(size_t)r * cols + c];
    }
  }
  memcpy(out->scales, table.scales, table.rows * sizeof(float));
  memcpy(out->bias, bias, table.rows * sizeof(float));
  return GZ_OK;
}

static enum gz_status
norm(const struct gz_model_sections *s, const char *name, uint32_t width,
     struct gz_model_norm *out, struct gz_error *error) {
  enum gz_status status;
  GZ_TRY(status, gz_section_floats(s, name, ".gain", width, &out->gain, error));
  return gz_section_floats(s, name, ".shift", width, &out->shift, error);
}

/* The labels of section NAME: texts, each terminated. */
static enum gz_status
labels(const struct gz_model_sections *s, const char *name,
       struct gz_model_labels *out, struct gz_error *error) {
  enum gz_status status;
  struct gz_str bytes;
  GZ_TRY(status, gz_section_bytes(s, name, &bytes, error));
  uint32_t count = 0;
  for (size_t i = 0; i < bytes.size; ++i) {
    count += bytes.data[i] == '\0';
  }
  if (!count || bytes.data[bytes.size - 1] != '\0' ||
      count > GZ_MODEL_MAX_SCORES) {
    return gz_fail(error, GZ_CORRUPT, "The model's labels “%s” are damaged",
                   name);
  }
  out->texts = calloc(count, sizeof *out->texts);
  if (!out->texts) {
    return gz_fail(error, GZ_NO_MEMORY, "Memory is out");
  }
  out->count = count;
  const char *p = bytes.data;
  for (uint32_t i = 0; i < count; ++i) {
    out->texts[i] = p;
    p += strlen(p) + 1;
  }
  return GZ_OK;
}

static uint8_t
upos_tag(struct gz_str text) {
  return (uint8_t)gz_upos_from_text(text);
}

static uint8_t
xpos_tag(struct gz_str text) {
  return (uint8_t)gz_xpos_from_text(text);
}

static uint8_t
deprel_tag(struct gz_str text) {
  return (uint8_t)gz_deprel_from_text(text);
}

/* Numbers of our enumerations for labels; all of them must be known. */
static enum gz_status
tags_of(const struct gz_model_labels *set, uint8_t (*tag)(struct gz_str),
        uint8_t **tags, struct gz_error *error) {
  *tags = calloc(set->count, 1);
  if (!*tags) {
    return gz_fail(error, GZ_NO_MEMORY, "Memory is out");
  }
  for (uint32_t i = 0; i < set->count; ++i) {
    (*tags)[i] = tag(gz_str(set->texts[i]));
    if (!(*tags)[i]) {
      return gz_fail(error, GZ_CORRUPT, "The model's label “%.40s” is unknown",
                     set->texts[i]);
    }
  }
  return GZ_OK;
}

static enum gz_status
read_labels(const struct gz_model_sections *s, struct gz_model *m,
            struct gz_error *error) {
  enum gz_status status;
  GZ_TRY(status, labels(s, "upos", &m->upos, error));
  GZ_TRY(status, labels(s, "xpos", &m->xpos, error));
  GZ_TRY(status, labels(s, "deprel", &m->deprel, error));
  GZ_TRY(status, labels(s, "ne", &m->ne, error));
  GZ_TRY(status, labels(s, "lemma", &m->lemma, error));
  GZ_TRY(status, tags_of(&m->upos, upos_tag, &m->upos_tags, error));
  GZ_TRY(status, tags_of(&m->xpos, xpos_tag, &m->xpos_tags, error));
  GZ_TRY(status, tags_of(&m->deprel, deprel_tag, &m->deprel_tags, error));
  while (m->root_label < m->deprel.count &&
         m->deprel_tags[m->root_label] != GZ_DEPREL_ROOT) {
    ++m->root_label;
  }
  /* Names: O, then B, I, E, S of each type in the order of enum gz_ne. */
  if (m->root_label == m->deprel.count || m->deprel.count < 2 ||
      m->ne.count != 1 + 4 * (GZ_N_NE - 1)) {
    return gz_fail(error, GZ_CORRUPT, "The model's labels are incomplete");
  }
  for (uint32_t i = 1; i < m->ne.count; ++i) {
    const char *text = m->ne.texts[i];
    if (text[0] != "BIES"[(i - 1) % 4] || text[1] != '-' ||
        gz_ne_from_text(gz_str(text + 2)) != (enum gz_ne)((i - 1) / 4 + 1)) {
      return gz_fail(error, GZ_CORRUPT,
                     "The model's name tag “%.40s” is not "
                     "where it should be",
                     text);
    }
  }
  for (uint32_t i = 0; i < m->lemma.count; ++i) {
    const char *script = m->lemma.texts[i];
    if (!strchr("lkc", script[0]) || !script[0] || script[1] != '|' ||
        !strchr(script + 2, '|')) {
      return gz_fail(error, GZ_CORRUPT,
                     "The model's lemma script “%.40s” is "
                     "damaged",
                     script);
    }
  }
  return GZ_OK;
}

static enum gz_status
read_embeddings(const struct gz_model_sections *s, struct gz_model *m,
                uint32_t *width, struct gz_error *error) {
  enum gz_status status;
  *width = 0;
  for (int f = 0; f < GZ_MODEL_FEATURES; ++f) {
    GZ_TRY(status, gz_section_table(s, feature_names[f], ".table", 0,
                                    &m->tables[f], error));
    GZ_TRY(status, gz_section_hash(s, feature_names[f], ".keys",
                                   m->tables[f].rows, &m->keys[f], error));
    *width += m->tables[f].cols;
  }
  GZ_TRY(status, gz_section_table(s, "ngram", ".table", 0, &m->ngrams, error));
  GZ_TRY(status,
         gz_section_table(s, "vector", ".table", 0, &m->vectors, error));
  GZ_TRY(status, gz_section_hash(s, "vector", ".keys", m->vectors.rows,
                                 &m->vector_keys, error));
  *width += m->ngrams.cols + m->vectors.cols;
  if (m->ngrams.rows < 2 || *width > GZ_MODEL_MAX_WIDTH) {
    return gz_fail(error, GZ_CORRUPT, "The model's tables are of a wrong size");
  }
  return GZ_OK;
}

static enum gz_status
read_encoder(const struct gz_model_sections *s, struct gz_model *m,
             uint32_t input_width, struct gz_error *error) {
  enum gz_status status;
  struct gz_str kinds;
  GZ_TRY(status, linear(s, "input", input_width, &m->input, error));
  m->width = m->input.rows;
  const uint32_t d = m->width;
  if (d % 32 || 3 * d > GZ_MODEL_MAX_WIDTH) {
    return gz_fail(error, GZ_CORRUPT, "The model's width of %u will not do", d);
  }
  GZ_TRY(status, norm(s, "input", d, &m->input_norm, error));
  GZ_TRY(status, gz_section_floats(s, "root", "", d, &m->root, error));
  GZ_TRY(status, gz_section_bytes(s, "layers", &kinds, error));
  if (!kinds.size || kinds.size > GZ_MODEL_MAX_LAYERS) {
    return gz_fail(error, GZ_CORRUPT, "The model has %zu layers", kinds.size);
  }
  for (uint32_t i = 0; i < kinds.size; ++i) {
    struct gz_model_layer *layer = &m->layers[i];
    const char name[] = {'l', 'a', 'y', 'e', 'r', (char)('a' + i), '\0'};
    layer->kind = kinds.data[i];
    const bool window = layer->kind == 'w';
    m->n_layers = i + 1;
    GZ_TRY(status, linear(s, name, window ? 3 * d : d, &layer->linear, error));
    if ((!window && layer->kind != 'r') ||
        layer->linear.rows != (window ? d : 3 * d)) {
      return gz_fail(error, GZ_CORRUPT, "The model's layer %u is damaged", i);
    }
    GZ_TRY(status, norm(s, name, d, &layer->norm, error));
  }
  return norm(s, "last", d, &m->last_norm, error);
}

static enum gz_status
read_heads(const struct gz_model_sections *s, struct gz_model *m,
           struct gz_error *error) {
  enum gz_status status;
  struct gz_model_table arc;
  struct gz_model_table rel;
  GZ_TRY(status, gz_section_table(s, "arc", ".weight", 0, &arc, error));
  GZ_TRY(status, gz_section_table(s, "rel", ".weight", 0, &rel, error));
  m->arc_width = arc.cols;
  m->rel_width = rel.cols / 2;
  if (m->arc_width % 16 || rel.cols % 2 || m->rel_width % 16 ||
      arc.rows != arc.cols || rel.rows != m->deprel.count ||
      m->arc_width > GZ_MODEL_MAX_WIDTH || rel.cols > GZ_MODEL_MAX_WIDTH) {
    return gz_fail(error, GZ_CORRUPT, "The model's heads do not fit together");
  }
  GZ_TRY(status, linear(s, "arc", m->arc_width, &m->arc, error));
  GZ_TRY(status, linear(s, "rel", rel.cols, &m->rel, error));
  GZ_TRY(status, linear(s, "heads", m->width, &m->scores, error));
  GZ_TRY(status, gz_section_floats(s, "arc", ".head", m->arc_width,
                                   &m->arc_bias, error));
  struct gz_model_heads *h = &m->heads;
  h->upos = 0;
  h->xpos = h->upos + m->upos.count;
  h->lemma = h->xpos + m->xpos.count;
  h->ne = h->lemma + m->lemma.count;
  h->arc_head = h->ne + m->ne.count;
  h->arc_dep = h->arc_head + m->arc_width;
  h->rel_head = h->arc_dep + m->arc_width;
  h->rel_dep = h->rel_head + 2 * m->rel_width;
  h->end = h->rel_dep + 2 * m->rel_width;
  if (round_up(h->end, GZ_MODEL_BLOCK) != m->scores.rows) {
    return gz_fail(error, GZ_CORRUPT, "The model's heads do not fit together");
  }
  uint32_t n = 0;
  GZ_TRY(status, gz_section_count(s, "distance", &n, error));
  m->max_distance = n / 2;
  if (n % 2 == 0 || m->max_distance > GZ_MODEL_MAX_DISTANCE) {
    return gz_fail(error, GZ_CORRUPT, "The model's distances are damaged");
  }
  return gz_section_floats(s, "distance", "", n, &m->distance, error);
}

static enum gz_status
read_exceptions(const struct gz_model_sections *s, struct gz_model *m,
                struct gz_error *error) {
  enum gz_status status;
  GZ_TRY(status, gz_section_bytes(s, "exceptions", &m->exceptions, error));
  if (!m->exceptions.size ||
      m->exceptions.data[m->exceptions.size - 1] != '\0') {
    return gz_fail(error, GZ_CORRUPT, "The model's exceptions are damaged");
  }
  return gz_section_hash(s, "exceptions", ".keys",
                         (uint32_t)m->exceptions.size + 1, &m->exception_keys,
                         error);
}

enum gz_status
gz_model_from_memory(const void *data, size_t size, struct gz_model **model,
                     struct gz_error *error) {
  struct gz_model_sections sections;
  enum gz_status status;
  uint32_t width = 0;
  GZ_TRY(status, gz_sections_open(data, size, &sections, error));
  struct gz_model *m = calloc(1, sizeof *m);
  if (!m) {
    return gz_fail(error, GZ_NO_MEMORY, "Memory is out");
  }
  m->checksum = sections.checksum;
  TRY_IN(m, read_labels(&sections, m, error));
  TRY_IN(m, read_embeddings(&sections, m, &width, error));
  TRY_IN(m, read_encoder(&sections, m, width, error));
  TRY_IN(m, read_heads(&sections, m, error));
  TRY_IN(m, read_exceptions(&sections, m, error));
  *model = m;
  return GZ_OK;
}

static enum gz_status
map_file(const char *path, void **mapping, size_t *size,
         struct gz_error *error) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return gz_fail_system(error, errno, "Cannot open the model %s", path);
  }
  struct stat st;
  enum gz_status status = GZ_OK;
  if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
    status = gz_fail(error, GZ_IO, "The model %s is not a file", path);
  } else if (st.st_size < 64) {
    status = gz_fail(error, GZ_CORRUPT, "%s is no model: it has %lld bytes",
                     path, (long long)st.st_size);
  } else if ((uintmax_t)st.st_size > GZ_MAX_MODEL_BYTES) {
    status =
        gz_fail(error, GZ_TOO_LARGE, "The model %s is larger than %zu bytes",
                path, GZ_MAX_MODEL_BYTES);
  } else {
    *size = (size_t)st.st_size;
    *mapping = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (*mapping == MAP_FAILED) {
      status = gz_fail_system(error, errno, "Cannot map the model %s", path);
    }
  }
  close(fd);
  return status;
}

enum gz_status
gz_model_load(const char *path, struct gz_model **model,
              struct gz_error *error) {
  void *mapping = NULL;
  size_t size = 0;
  struct gz_model *m = NULL;
  enum gz_status status;
  GZ_TRY(status, map_file(path, &mapping, &size, error));
  status = gz_model_from_memory(mapping, size, &m, error);
  if (status != GZ_OK) {
    gz_error_in_file(error, path);
    munmap(mapping, size);
    return status;
  }
  m->mapping = mapping;
  m->mapping_size = size;
  *model = m;
  return GZ_OK;
}

static void
free_linear(struct gz_model_linear *l) {
  free(l->weights);
  free(l->scales);
  free(l->bias);
}

void
gz_model_free(struct gz_model *model) {
  if (!model) {
    return;
  }
  free_linear(&model->input);
  for (uint32_t i = 0; i < model->n_layers; ++i) {
    free_linear(&model->layers[i].linear);
  }
  free_linear(&model->scores);
  free_linear(&model->arc);
  free_linear(&model->rel);
  free(model->upos.texts);
  free(model->xpos.texts);
  free(model->deprel.texts);
  free(model->ne.texts);
  free(model->lemma.texts);
  free(model->upos_tags);
  free(model->xpos_tags);
  free(model->deprel_tags);
  if (model->mapping) {
    munmap(model->mapping, model->mapping_size);
  }
  free(model);
}

uint32_t
gz_model_find(const struct gz_model_hash *table, uint64_t hash) {
  const uint32_t upper = (uint32_t)(hash >> 32);
  uint32_t slot = (uint32_t)hash & table->mask;
  for (;;) {
    const uint32_t value = table->slots[2 * (size_t)slot + 1];
    if (!value || table->slots[2 * (size_t)slot] == upper) {
      return value;
    }
    slot = (slot + 1) & table->mask;
  }
}
