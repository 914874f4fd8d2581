#include "input/network.h"

#include "input/word_features.h"

#include <stdlib.h>
#include <string.h>

struct gz_network_scratch *
gz_network_scratch_new(const struct gz_model *model,
                       const struct gz_kernels *kernels) {
  struct gz_network_scratch *s = calloc(1, sizeof *s);
  if (!s) {
    return NULL;
  }
  s->model = model;
  s->kernels = kernels ? kernels : gz_kernels_best();
  const size_t rows = GZ_NETWORK_ROWS;
  const size_t d = model->width;
  size_t stride = model->input.stride;
  for (uint32_t i = 0; i < model->n_layers; ++i) {
    const size_t other = model->layers[i].linear.stride;
    stride = other > stride ? other : stride;
  }
  stride = model->rel.stride > stride ? model->rel.stride : stride;
  stride = model->arc.stride > stride ? model->arc.stride : stride;
  s->cache = gz_word_cache_new(d);
  s->new_forms = calloc(rows, sizeof *s->new_forms);
  s->new_rows = calloc(rows, sizeof *s->new_rows);
  s->embedded = calloc(rows * model->input.cols, sizeof(float));
  s->x = calloc(rows * d, sizeof(float));
  s->wide = calloc(rows * 3 * d, sizeof(float));
  s->state = calloc(rows * d, sizeof(float));
  s->scores = calloc(rows * model->scores.rows, sizeof(float));
  s->arc_head = calloc(rows * model->arc_width, sizeof(float));
  s->arc_dep = calloc(rows * model->arc_width, sizeof(float));
  s->arc_in = calloc(rows * model->arc_width, sizeof(float));
  s->arcs = calloc(rows * rows, sizeof(float));
  s->rel_in = calloc(rows * 2 * model->rel_width, sizeof(float));
  s->rels = calloc(rows * model->rel.rows, sizeof(float));
  s->quantised = calloc((rows + GZ_KERNEL_GROUP) * stride, sizeof(int16_t));
  s->row_scales = calloc(rows, sizeof(float));
  if (!s->cache || !s->new_forms || !s->new_rows || !s->embedded || !s->x ||
      !s->wide || !s->state || !s->scores || !s->arc_head || !s->arc_dep ||
      !s->arc_in || !s->arcs || !s->rel_in || !s->rels || !s->quantised ||
      !s->row_scales) {
    gz_network_scratch_free(s);
    return NULL;
  }
  return s;
}

void
gz_network_scratch_free(struct gz_network_scratch *scratch) {
  if (!scratch) {
    return;
  }
  gz_word_cache_free(scratch->cache);
  free(scratch->new_forms);
  free(scratch->new_rows);
  free(scratch->embedded);
  free(scratch->x);
  free(scratch->wide);
  free(scratch->state);
  free(scratch->scores);
  free(scratch->arc_head);
  free(scratch->arc_dep);
  free(scratch->arc_in);
  free(scratch->arcs);
  free(scratch->rel_in);
  free(scratch->rels);
  free(scratch->quantised);
  free(scratch->row_scales);
  free(scratch);
}

void
gz_network_begin(struct gz_network_scratch *scratch) {
  scratch->n_sentences = 0;
  scratch->rows = 0;
  scratch->n_new = 0;
  scratch->firsts[0] = 0;
}

/* Add row `row` of `table` to `y`; returns where the next table's part is. */
static float *
add_row(const struct gz_kernels *kernels, const struct gz_model_table *table,
        uint32_t row, float share, float *y) {
  kernels->add_row(table->values + (size_t)row * table->cols,
                   table->scales[row] * share, table->cols, y);
  return y + table->cols;
}

static void
embed(const struct gz_network_scratch *s, struct gz_str form, float *y) {
  const struct gz_model *m = s->model;
  struct gz_features f;
  gz_features_of(m, form, &f);
  memset(y, 0, m->input.cols * sizeof *y);
  for (int i = 0; i < GZ_MODEL_FEATURES; ++i) {
    y = add_row(s->kernels, &m->tables[i], f.rows[i], 1.0f, y);
  }
  const float share = 1.0f / (float)f.n_ngrams;
  for (uint32_t i = 0; i < f.n_ngrams; ++i) {
    add_row(s->kernels, &m->ngrams, f.ngrams[i], share, y);
  }
  y += m->ngrams.cols;
  add_row(s->kernels, &m->vectors, f.vector, 1.0f, y);
}

/* Put the row of a word into x, now or when the batch is run. */
static void
add_word(struct gz_network_scratch *s, struct gz_str form, uint32_t row) {
  const size_t width = s->model->width;
  const float *known = gz_word_cache_get(s->cache, form);
  if (known) {
    memcpy(s->x + row * width, known, width * sizeof(float));
    return;
  }
  embed(s, form, s->embedded + (size_t)s->n_new * s->model->input.cols);
  s->new_forms[s->n_new] = form;
  s->new_rows[s->n_new++] = row;
}

bool
gz_network_add(struct gz_network_scratch *scratch, const struct gz_str *forms,
               size_t count) {
  struct gz_network_scratch *s = scratch;
  if (s->n_sentences == GZ_NETWORK_SENTENCES ||
      count + 1 > GZ_NETWORK_ROWS - s->rows) {
    return false;
  }
  const size_t width = s->model->width;
  memcpy(s->x + s->rows * width, s->model->root, width * sizeof(float));
  for (size_t i = 0; i < count; ++i) {
    add_word(s, forms[i], s->rows + 1 + (uint32_t)i);
  }
  s->rows += (uint32_t)count + 1;
  s->firsts[++s->n_sentences] = s->rows;
  return true;
}

/* Compute the rows of the new words, and keep them. */
static void
run_input(struct gz_network_scratch *s) {
  const struct gz_model *m = s->model;
  s->kernels->linear(&m->input, s->embedded, s->n_new, s->quantised,
                     s->row_scales, s->wide);
  s->kernels->norm(&m->input_norm, s->wide, s->n_new, m->width);
  for (size_t i = 0; i < s->n_new; ++i) {
    const float *row = s->wide + i * m->width;
    memcpy(s->x + (size_t)s->new_rows[i] * m->width, row,
           m->width * sizeof(float));
    gz_word_cache_put(s->cache, s->new_forms[i], row);
  }
}

static void
linear(struct gz_network_scratch *s, const struct gz_model_linear *layer,
       const float *x, float *y) {
  s->kernels->linear(layer, x, s->rows, s->quantised, s->row_scales, y);
}

/* Each row of `wide` is the row of x before, the row and the row after. */
static void
windows(struct gz_network_scratch *s, uint32_t begin, uint32_t end) {
  const size_t d = s->model->width;
  const size_t bytes = d * sizeof(float);
  for (uint32_t i = begin; i < end; ++i) {
    float *to = s->wide + (size_t)i * 3 * d;
    const float *from = s->x + (size_t)i * d;
    memcpy(to + d, from, bytes);
    if (i > begin) {
      memcpy(to, from - d, bytes);
    } else {
      memset(to, 0, bytes);
    }
    if (i + 1 < end) {
      memcpy(to + 2 * d, from + d, bytes);
    } else {
      memset(to + 2 * d, 0, bytes);
    }
  }
}

static void
run_layer(struct gz_network_scratch *s, const struct gz_model_layer *layer) {
  const size_t d = s->model->width;
  if (layer->kind == 'w') {
    for (uint32_t i = 0; i < s->n_sentences; ++i) {
      windows(s, s->firsts[i], s->firsts[i + 1]);
    }
    linear(s, &layer->linear, s->wide, s->state);
    s->kernels->add_rectified(&layer->norm, s->state, s->x, s->rows, d);
    return;
  }
  linear(s, &layer->linear, s->x, s->wide);
  for (uint32_t i = 0; i < s->n_sentences; ++i) {
    const size_t first = s->firsts[i];
    s->kernels->recur(&layer->norm, s->wide + first * 3 * d,
                      s->state + first * d, s->x + first * d,
                      s->firsts[i + 1] - first, d);
  }
}

static void
rectify(const struct gz_network_scratch *s, uint32_t from, float *to) {
  s->kernels->rectify(s->scores + from, s->model->scores.rows, s->rows,
                      s->model->arc_width, to);
}

void
gz_network_run(struct gz_network_scratch *scratch) {
  struct gz_network_scratch *s = scratch;
  const struct gz_model *m = s->model;
  run_input(s);
  for (uint32_t i = 0; i < m->n_layers; ++i) {
    run_layer(s, &m->layers[i]);
  }
  s->kernels->norm(&m->last_norm, s->x, s->rows, m->width);
  linear(s, &m->scores, s->x, s->scores);
  rectify(s, m->heads.arc_head, s->arc_head);
  rectify(s, m->heads.arc_dep, s->arc_in);
  linear(s, &m->arc, s->arc_in, s->arc_dep);
}

void
gz_network_arcs(struct gz_network_scratch *scratch, uint32_t sentence) {
  struct gz_network_scratch *s = scratch;
  const struct gz_model *m = s->model;
  const size_t width = m->arc_width;
  const size_t first = s->firsts[sentence];
  const size_t n = s->firsts[sentence + 1] - first;
  const float *heads = s->arc_head + first * width;
  float *bias = s->row_scales;
  s->kernels->dots(m->arc_bias, heads, width, n, width, bias);
  for (size_t d = 1; d < n; ++d) {
    float *row = s->arcs + (d - 1) * n;
    s->kernels->dots(s->arc_dep + (first + d) * width, heads, width, n, width,
                     row);
    for (size_t h = 0; h < n; ++h) {
      const int64_t limit = m->max_distance;
      int64_t away = (int64_t)h - (int64_t)d;
      away = away > limit ? limit : away < -limit ? -limit : away;
      row[h] = row[h] + bias[h] + m->distance[away + limit];
    }
  }
}

void
gz_network_relations(struct gz_network_scratch *scratch, const uint32_t *deps,
                     const uint32_t *heads, size_t n) {
  struct gz_network_scratch *s = scratch;
  const struct gz_model *m = s->model;
  const size_t r = m->rel_width;
  for (size_t i = 0; i < n; ++i) {
    const float *dep =
        s->scores + (size_t)deps[i] * m->scores.rows + m->heads.rel_dep;
    const float *head =
        s->scores + (size_t)heads[i] * m->scores.rows + m->heads.rel_head;
    s->kernels->pair(head, dep, r, s->rel_in + i * 2 * r);
  }
  s->kernels->linear(&m->rel, s->rel_in, n, s->quantised, s->row_scales,
                     s->rels);
}
