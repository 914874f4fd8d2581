#include "tests/unit.h"

#include "input/conllu.h"
#include "input/name_votes.h"
#include "input/network.h"
#include "input/spanning_tree.h"
#include "input/word_cache.h"
#include "input/word_features.h"
#include "tests/model_file.h"

#include <math.h>

enum { MOST = 4096 };

/* What a test reads from a sample and what it makes of it. */
struct text {
  struct gz_arena *arena;
  struct gz_str forms[MOST];
  uint32_t lengths[MOST];
  struct gz_word words[MOST];
  struct gz_conllu_sentence sentences[MOST];
  size_t n_sentences;
  size_t n_words;
};

static uint8_t *tiny_file;
static struct gz_model *tiny;

static int
setup(void **state) {
  (void)state;
  size_t size;
  tiny_file = read_test_file("tiny.model", &size);
  struct gz_error error;
  if (gz_model_from_memory(tiny_file, size, &tiny, &error) != GZ_OK) {
    fprintf(stderr, "%s\n", error.message);
    return -1;
  }
  return 0;
}

static int
teardown(void **state) {
  (void)state;
  gz_model_free(tiny);
  free(tiny_file);
  return 0;
}

static struct text *
read_sample(const char *conllu, size_t size) {
  struct text *t = calloc(1, sizeof *t);
  struct gz_conllu_reader reader;
  t->arena = gz_arena_new(0);
  gz_conllu_reader_init(&reader, gz_str_n(conllu, size));
  struct gz_conllu_sentence *s = t->sentences;
  while (gz_conllu_next(&reader, t->arena, s, NULL) == GZ_OK) {
    memcpy(t->forms + t->n_words, s->forms, s->count * sizeof *s->forms);
    t->lengths[t->n_sentences++] = s->count;
    t->n_words += s->count;
    ++s;
  }
  return t;
}

static void
free_text(struct text *t) {
  gz_arena_free(t->arena);
  free(t);
}

static void
analyse(struct gz_analyser *a, struct text *t) {
  assert_int_equal(gz_analyser_run(a, t->forms, t->lengths, t->n_sentences,
                                   t->arena, t->words, NULL),
                   GZ_OK);
}

/* Compare the numbers after `name` in a sentence's comments with `scores`. */
static void
compare_scores(struct gz_str block, const char *name, const float *scores) {
  char key[16];
  snprintf(key, sizeof key, "# %s = ", name);
  char *text = malloc(block.size + 1);
  memcpy(text, block.data, block.size);
  text[block.size] = '\0';
  char *at = strstr(text, key);
  assert_non_null(at);
  at += strlen(key);
  size_t n = 0;
  while (*at != '\n') {
    char *end;
    const float want = strtof(at, &end);
    assert_ptr_not_equal(end, at);
    if (fabsf(want - scores[n]) > 0.02f + 0.002f * fabsf(want)) {
      fail_msg("%s %zu: trainer %f, here %f", name, n, (double)want,
               (double)scores[n]);
    }
    ++n;
    at = end + (*end == ' ');
  }
  assert_true(n > 1);
  free(text);
}

/* Every sentence comes out as the trainer wrote it, scores and all. */
static void
agrees_with_trainer(const struct gz_model *model, const char *sample,
                    const struct gz_kernels *kernels) {
  size_t size;
  char *conllu = (char *)read_test_file(sample, &size);
  struct text *t = read_sample(conllu, size);
  struct gz_analyser *a = gz_analyser_new(model, kernels);
  assert_true(t->n_sentences >= 5);
  struct gz_buffer out;
  gz_buffer_init(&out, 1 << 20);
  const struct gz_network_scratch *n = gz_analyser_network(a);
  const struct gz_str *forms = t->forms;
  for (size_t i = 0; i < t->n_sentences; ++i) {
    assert_int_equal(
        gz_analyser_run(a, forms, &t->lengths[i], 1, t->arena, t->words, NULL),
        GZ_OK);
    assert_int_equal(gz_conllu_write(&t->sentences[i], t->words, &out), GZ_OK);
    const float *first = n->scores + model->scores.rows;
    const struct gz_str block = t->sentences[i].block;
    compare_scores(block, "upos", first + model->heads.upos);
    compare_scores(block, "ne", first + model->heads.ne);
    float arcs[GZ_NETWORK_ROWS];
    size_t k = 0;
    for (size_t h = 0; h <= t->lengths[i]; ++h) {
      arcs[k] = n->arcs[h];
      k += h != 1; /* A word is not its own head. */
    }
    if (k > 1) {
      compare_scores(block, "arcs", arcs);
    }
    forms += t->lengths[i];
  }
  assert_string_equal(out.data, conllu);
  gz_buffer_free(&out);
  gz_analyser_free(a);
  free_text(t);
  free(conllu);
}

static void
small_model_agrees_with_trainer(void **state) {
  (void)state;
  for (int i = 0; gz_kernels_at(i); ++i) {
    agrees_with_trainer(tiny, "tiny.conllu", gz_kernels_at(i));
  }
}

static void
installed_model_agrees_with_trainer(void **state) {
  (void)state;
  char path[512];
  struct gz_error error;
  struct gz_model *model = NULL;
  snprintf(path, sizeof path, "%s/analyser.model", getenv("GZ_DATA"));
  if (gz_model_load(path, &model, &error) != GZ_OK) {
    fail_msg("%s", error.message);
  }
  for (int i = 0; gz_kernels_at(i); ++i) {
    agrees_with_trainer(model, "analyser.conllu", gz_kernels_at(i));
  }
  gz_model_free(model);
}

static uint32_t
next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* Words of random bytes, some of them letters, some of them UTF-8. */
static struct text *
hostile_text(uint32_t seed, size_t n_sentences, uint32_t longest) {
  struct text *t = calloc(1, sizeof *t);
  t->arena = gz_arena_new(0);
  for (size_t i = 0; i < n_sentences; ++i) {
    const uint32_t n = next_random(&seed) % longest;
    for (uint32_t k = 0; k < n && t->n_words < MOST; ++k) {
      const size_t size = next_random(&seed) % 24;
      char *word = gz_arena_alloc(t->arena, size + 1);
      for (size_t b = 0; b < size; ++b) {
        word[b] = (char)(next_random(&seed) % 3 ? 'a' + next_random(&seed) % 26
                                                : next_random(&seed) % 256);
      }
      t->forms[t->n_words++] = gz_str_n(word, size);
      ++t->lengths[i];
    }
  }
  t->n_sentences = n_sentences;
  return t;
}

static void
assert_sound(const struct text *t) {
  const struct gz_word *w = t->words;
  for (size_t i = 0; i < t->n_sentences; ++i) {
    uint16_t heads[MOST];
    for (uint32_t k = 0; k < t->lengths[i]; ++k) {
      heads[k] = (uint16_t)w[k].head;
      assert_true(w[k].upos && w[k].upos < GZ_N_UPOS);
      assert_true(w[k].xpos && w[k].xpos < GZ_N_XPOS);
      assert_true(w[k].deprel && w[k].deprel < GZ_N_DEPREL);
      assert_true(w[k].ne < GZ_N_NE);
      assert_true(w[k].head == 0 ? w[k].deprel == GZ_DEPREL_ROOT
                                 : w[k].deprel != GZ_DEPREL_ROOT);
      if (w[k].ne && !w[k].ne_begins) {
        assert_true(k && w[k - 1].ne == w[k].ne);
      }
    }
    if (t->lengths[i]) {
      assert_true(gz_spanning_tree_is_sound(heads, t->lengths[i]));
    }
    w += t->lengths[i];
  }
}

static void
hostile_words_give_sound_trees(void **state) {
  (void)state;
  struct gz_analyser *a = gz_analyser_new(tiny, NULL);
  for (uint32_t seed = 1; seed < 12; ++seed) {
    struct text *t = hostile_text(seed, 100, seed * 7);
    analyse(a, t);
    assert_sound(t);
    free_text(t);
  }
  gz_analyser_free(a);
}

static void
long_sentences_are_cut(void **state) {
  (void)state;
  struct gz_analyser *a = gz_analyser_new(tiny, NULL);
  for (uint32_t length = 510; length < 516; ++length) {
    struct text *t = calloc(1, sizeof *t);
    t->arena = gz_arena_new(0);
    t->n_sentences = 3;
    t->lengths[0] = 3;
    t->lengths[1] = length;
    t->lengths[2] = 4 * GZ_MAX_SENTENCE_TOKENS / 2 + 1;
    t->n_words = t->lengths[0] + t->lengths[1] + t->lengths[2];
    for (size_t i = 0; i < t->n_words; ++i) {
      t->forms[i] = i % 3 ? GZ_STR("trade") : GZ_STR("Norway");
    }
    analyse(a, t);
    assert_sound(t);
    free_text(t);
  }
  gz_analyser_free(a);
}

/* Neither the kernels nor the company of other sentences change a bit. */
static void
compare_kernels(const struct gz_kernels *kernels) {
  struct text *t = hostile_text(99, 60, 60);
  struct gz_analyser *a = gz_analyser_new(tiny, gz_kernels_at(0));
  struct gz_analyser *b = gz_analyser_new(tiny, kernels);
  const struct gz_network_scratch *x = gz_analyser_network(a);
  const struct gz_network_scratch *y = gz_analyser_network(b);
  analyse(a, t);
  const struct gz_str *forms = t->forms;
  const struct gz_word *words = t->words;
  for (size_t i = 0; i < t->n_sentences; ++i) {
    const uint32_t n = t->lengths[i];
    struct gz_word alone[64];
    gz_analyser_run(b, forms, &n, 1, t->arena, alone, NULL);
    for (uint32_t k = 0; k < n; ++k) {
      assert_int_equal(alone[k].head, words[k].head);
      assert_int_equal(alone[k].deprel, words[k].deprel);
      assert_int_equal(alone[k].upos, words[k].upos);
      assert_int_equal(alone[k].xpos, words[k].xpos);
      assert_true(gz_str_equal(alone[k].lemma, words[k].lemma));
    }
    struct gz_word again[64];
    gz_analyser_run(a, forms, &n, 1, t->arena, again, NULL);
    if (n) {
      assert_memory_equal(x->scores, y->scores,
                          (n + 1) * tiny->scores.rows * sizeof(float));
      assert_memory_equal(x->arcs, y->arcs, n * (n + 1) * sizeof(float));
    }
    forms += n;
    words += n;
  }
  gz_analyser_free(a);
  gz_analyser_free(b);
  free_text(t);
}

static void
kernels_and_batches_do_not_matter(void **state) {
  (void)state;
  for (int i = 0; gz_kernels_at(i); ++i) {
    compare_kernels(gz_kernels_at(i));
  }
}

/* What comes out of the cache is what went in, also once forms have had to make
 * room, and some are still there. */
static void
cache_gives_back_what_it_got(void **state) {
  (void)state;
  enum { FORMS = 3 * GZ_WORD_CACHE_FORMS, WIDTH = 16 };
  struct gz_word_cache *cache = gz_word_cache_new(WIDTH);
  assert_non_null(cache);
  size_t known = 0;
  for (int round = 0; round < 2; ++round) {
    for (uint32_t i = 0; i < FORMS; ++i) {
      char form[16];
      const size_t size = (size_t)snprintf(form, sizeof form, "w%u", i);
      float row[WIDTH];
      for (uint32_t k = 0; k < WIDTH; ++k) {
        row[k] = (float)(i * WIDTH + k);
      }
      const float *got = gz_word_cache_get(cache, gz_str_n(form, size));
      if (got) {
        assert_memory_equal(got, row, sizeof row);
        ++known;
      }
      gz_word_cache_put(cache, gz_str_n(form, size), row);
      got = gz_word_cache_get(cache, gz_str_n(form, size));
      assert_non_null(got);
      assert_memory_equal(got, row, sizeof row);
    }
    assert_true(round || known == 0);
  }
  assert_true(known < FORMS);
  const float zeros[WIDTH] = {0};
  char large[GZ_WORD_CACHE_FORM + 1];
  memset(large, 'x', sizeof large);
  gz_word_cache_put(cache, gz_str_n(large, sizeof large), zeros);
  assert_null(gz_word_cache_get(cache, gz_str_n(large, sizeof large)));
  gz_word_cache_put(cache, gz_str_n(large, sizeof large - 1), zeros);
  assert_non_null(gz_word_cache_get(cache, gz_str_n(large, sizeof large - 1)));
  gz_word_cache_put(cache, GZ_STR(""), zeros);
  assert_null(gz_word_cache_get(cache, GZ_STR("")));
  gz_word_cache_free(cache);
  gz_word_cache_free(NULL);
}

/* The row of the largest score, on each machine, for each length. */
static void
kernels_find_the_first_of_the_largest(void **state) {
  (void)state;
  uint32_t seed = 5;
  for (size_t n = 1; n < 70; ++n) {
    float x[70];
    size_t best = 0;
    for (size_t i = 0; i < n; ++i) {
      x[i] = (float)(next_random(&seed) % 9) - 6.0f;
      best = x[i] > x[best] ? i : best;
    }
    for (int i = 0; gz_kernels_at(i); ++i) {
      assert_int_equal(gz_kernels_at(i)->largest(x, n), best);
    }
  }
}

static void
articles_are_filled(void **state) {
  (void)state;
  struct gz_arena *arena = gz_arena_new(0);
  struct gz_article article;
  gz_article_init(&article, arena);
  assert_int_equal(gz_article_set_text(
                       &article, GZ_STR("She said . Norway bans trade"), NULL),
                   GZ_OK);
  const struct gz_span spans[] = {{0, 3},   {4, 8},   {9, 10},
                                  {11, 17}, {18, 22}, {23, 28}};
  for (size_t i = 0; i < 6; ++i) {
    GZ_PUSH(&article, &article.tokens)->span = spans[i];
  }
  for (uint32_t i = 0; i < 2; ++i) {
    struct gz_sentence *s = GZ_PUSH(&article, &article.sentences);
    s->first = 3 * i;
    s->count = 3;
    s->span = (struct gz_span){spans[3 * i].begin, spans[3 * i + 2].end};
  }
  struct gz_analyser *a = gz_analyser_new(tiny, NULL);
  assert_int_equal(gz_analyse(a, &article, NULL), GZ_OK);
  for (uint32_t i = 0; i < 2; ++i) {
    uint32_t roots = 0;
    for (uint32_t k = 3 * i; k < 3 * i + 3; ++k) {
      const struct gz_token *t = &article.tokens.items[k];
      assert_in_range(t->head, 3 * i, 3 * i + 2);
      assert_true(t->upos && t->xpos && t->deprel && t->lemma.size);
      roots += t->head == k;
      assert_int_equal(t->head == k, t->deprel == GZ_DEPREL_ROOT);
    }
    assert_int_equal(roots, 1);
  }
  struct gz_buffer out;
  gz_buffer_init(&out, 1 << 16);
  assert_int_equal(gz_conllu_write_article(&article, &out), GZ_OK);
  assert_non_null(strstr(out.data, "# text = Norway bans trade\n1\tNorway\t"));
  gz_buffer_free(&out);
  gz_analyser_free(a);
  gz_arena_free(arena);
}

/* A name of `count` words from word `first`, of which the network is as sure
 * of `type` as `sure` says. */
static void
put_name(struct gz_word *words, struct gz_name_scores *scores, size_t first,
         size_t count, enum gz_ne type, float sure) {
  for (size_t i = first; i < first + count; ++i) {
    words[i].ne = (uint8_t)type;
    words[i].ne_begins = i == first;
    words[i].upos = GZ_UPOS_PROPN;
    scores[i].of[type - 1] = sure;
  }
}

static void
names_of_a_document_vote(void **state) {
  (void)state;
  const char *text[] = {"Marine", "Le",     "Pen",    "met", "Le",
                        "Pen",    "Texaco", ",",      "Pen", "said",
                        "Texaco", "paid",   "Texaco", "the", "Hamburg"};
  enum { N = sizeof text / sizeof *text };
  struct gz_str forms[N];
  struct gz_word words[N] = {0};
  struct gz_name_scores scores[N] = {0};
  for (size_t i = 0; i < N; ++i) {
    forms[i] = gz_str(text[i]);
  }
  put_name(words, scores, 0, 3, GZ_NE_PER, 9.0f);
  put_name(words, scores, 6, 1, GZ_NE_PER, 0.5f);  /* Texaco: doubtful */
  put_name(words, scores, 8, 1, GZ_NE_GPE, 1.0f);  /* Pen: a last name */
  put_name(words, scores, 10, 1, GZ_NE_ORG, 5.0f); /* Texaco: sure */
  put_name(words, scores, 14, 1, GZ_NE_GPE, 2.0f);
  words[12].upos = GZ_UPOS_PROPN; /* Texaco: not seen as a name */
  words[13].upos = GZ_UPOS_DET;
  struct gz_arena *arena = gz_arena_new(0);
  assert_true(gz_names_vote(forms, N, words, scores, arena));
  const enum gz_ne want[N] = {GZ_NE_PER,  GZ_NE_PER,  GZ_NE_PER, GZ_NE_NONE,
                              GZ_NE_NONE, GZ_NE_NONE, GZ_NE_ORG, GZ_NE_NONE,
                              GZ_NE_PER,  GZ_NE_NONE, GZ_NE_ORG, GZ_NE_NONE,
                              GZ_NE_ORG,  GZ_NE_NONE, GZ_NE_GPE};
  for (size_t i = 0; i < N; ++i) {
    assert_int_equal(words[i].ne, want[i]);
    assert_int_equal(words[i].ne_begins, want[i] && (i == 0 || i > 2));
  }
  gz_arena_free(arena);
  arena = gz_arena_new(64);
  assert_false(gz_names_vote(forms, N, words, scores, arena));
  gz_arena_free(arena);
}

static void
full_arena_is_said(void **state) {
  (void)state;
  struct gz_analyser *a = gz_analyser_new(tiny, NULL);
  struct gz_arena *arena = gz_arena_new(16);
  static struct gz_str forms[400];
  static struct gz_word words[400];
  struct gz_error error;
  for (size_t i = 0; i < 400; ++i) {
    forms[i] = GZ_STR("TALKS");
  }
  const uint32_t length = 400;
  assert_int_equal(gz_analyser_run(a, forms, &length, 1, arena, words, &error),
                   GZ_NO_MEMORY);
  assert_int_equal(error.status, GZ_NO_MEMORY);
  gz_arena_free(arena);
  gz_analyser_free(a);
  gz_analyser_free(NULL);
}

static void
forms_are_folded(void **state) {
  (void)state;
  char folded[64];
  char lower[64];
  size_t n;
  size_t m;
  gz_fold_form(GZ_STR("“Île”…—’S"), folded, &n, lower, &m, sizeof folded);
  assert_str(gz_str_n(folded, n), "\"Île\"...-'S");
  assert_str(gz_str_n(lower, m), "\"île\"...-'s");
  struct gz_features a;
  struct gz_features b;
  gz_features_of(tiny, GZ_STR("“"), &a);
  gz_features_of(tiny, GZ_STR("\""), &b);
  assert_memory_equal(&a.rows, &b.rows, sizeof a.rows);
  gz_features_of(tiny, GZ_STR(""), &a);
  assert_int_equal(a.n_ngrams, 1);
  gz_features_of(tiny, GZ_STR("Norway"), &a);
  assert_int_equal(a.n_ngrams, 6);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_model_agrees_with_trainer),
      cmocka_unit_test(installed_model_agrees_with_trainer),
      cmocka_unit_test(hostile_words_give_sound_trees),
      cmocka_unit_test(long_sentences_are_cut),
      cmocka_unit_test(kernels_and_batches_do_not_matter),
      cmocka_unit_test(cache_gives_back_what_it_got),
      cmocka_unit_test(kernels_find_the_first_of_the_largest),
      cmocka_unit_test(articles_are_filled),
      cmocka_unit_test(names_of_a_document_vote),
      cmocka_unit_test(full_arena_is_said),
      cmocka_unit_test(forms_are_folded),
  };
  return cmocka_run_group_tests_name("analyser", tests, setup, teardown);
}
