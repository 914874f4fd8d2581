#include "input/analyser.h"

#include "input/lemma.h"
#include "input/name_votes.h"
#include "input/network.h"
#include "input/tree_decoder.h"

#include <stdlib.h>
#include <string.h>

/* Rows after which a batch is run: enough to use each weight often, few
 * enough to stay in the cache. */
enum { BATCH_ROWS = 160, N_NE_TAGS = 1 + 4 * (GZ_N_NE - 1) };

/* A sentence of the batch, or a piece of one. */
struct piece {
  const struct gz_str *forms;
  struct gz_word *words;
  uint32_t count;
  uint32_t offset; /* Words of its sentence before it */
  struct gz_word *sentence;
  struct gz_name_scores *scores;
};

struct gz_analyser {
  struct gz_network_scratch *network;
  struct gz_tree_decoder *tree;
  uint16_t heads[GZ_MAX_SENTENCE_TOKENS];
  uint8_t labels[GZ_MAX_SENTENCE_TOKENS];
  uint8_t back[GZ_MAX_SENTENCE_TOKENS][N_NE_TAGS];
  struct piece pieces[GZ_NETWORK_SENTENCES];
};

struct gz_analyser *
gz_analyser_new(const struct gz_model *model,
                const struct gz_kernels *kernels) {
  struct gz_analyser *a = calloc(1, sizeof *a);
  if (!a) {
    return NULL;
  }
  a->network = gz_network_scratch_new(model, kernels);
  a->tree = gz_tree_decoder_new(model);
  if (!a->network || !a->tree) {
    gz_analyser_free(a);
    return NULL;
  }
  gz_network_begin(a->network);
  return a;
}

void
gz_analyser_free(struct gz_analyser *analyser) {
  if (analyser) {
    gz_network_scratch_free(analyser->network);
    gz_tree_decoder_free(analyser->tree);
    free(analyser);
  }
}

const struct gz_network_scratch *
gz_analyser_network(const struct gz_analyser *analyser) {
  return analyser->network;
}

/* Tags are O, then B, I, E, S of each type: whether one opens, closes. */
static bool
opens(uint32_t tag) {
  return tag == 0 || (tag - 1) % 4 == 0 || (tag - 1) % 4 == 3;
}

static bool
closes(uint32_t tag) {
  return tag == 0 || (tag - 1) % 4 >= 2;
}

/* One step of Viterbi's algorithm: the best way to each tag of word `i`. */
static void
step(struct gz_analyser *a, uint32_t i, const float *scores, float *value) {
  float next[N_NE_TAGS];
  uint32_t outside = 0;
  for (uint32_t t = 1; t < N_NE_TAGS; ++t) {
    if (closes(t) && value[t] > value[outside]) {
      outside = t;
    }
  }
  for (uint32_t t = 0; t < N_NE_TAGS; ++t) {
    uint32_t from = outside;
    if (!opens(t)) {
      const uint32_t begin = t - (t - 1) % 4;
      from = value[begin] >= value[begin + 1] ? begin : begin + 1;
    }
    a->back[i][t] = (uint8_t)from;
    next[t] = value[from] + scores[t];
  }
  memcpy(value, next, sizeof next);
}

/* What a row of scores says for each type of name, wherever in it. */
static void
keep_name_scores(const float *scores, struct gz_name_scores *out) {
  for (uint32_t t = 0; t < GZ_N_NE - 1; ++t) {
    const float *tags = scores + 1 + 4 * t;
    const float b = tags[0] > tags[1] ? tags[0] : tags[1];
    const float e = tags[2] > tags[3] ? tags[2] : tags[3];
    out->of[t] = b > e ? b : e;
  }
}

/* The best well-formed names of a piece whose first word is at row `row`. */
static void
find_names(struct gz_analyser *a, const struct piece *p, size_t row) {
  const struct gz_model *m = a->network->model;
  const float *scores = a->network->scores + row * m->scores.rows + m->heads.ne;
  float value[N_NE_TAGS];
  for (uint32_t t = 0; t < N_NE_TAGS; ++t) {
    value[t] = opens(t) ? scores[t] : -1e9f;
  }
  for (uint32_t i = 1; i < p->count; ++i) {
    step(a, i, scores + (size_t)i * m->scores.rows, value);
  }
  uint32_t tag = 0;
  for (uint32_t t = 1; t < N_NE_TAGS; ++t) {
    tag = closes(t) && value[t] > value[tag] ? t : tag;
  }
  for (uint32_t i = p->count; i-- > 0;) {
    p->words[i].ne = (uint8_t)(tag ? (tag - 1) / 4 + 1 : GZ_NE_NONE);
    p->words[i].ne_begins = tag && opens(tag);
    tag = a->back[i][tag];
    keep_name_scores(scores + (size_t)i * m->scores.rows, &p->scores[i]);
  }
}

static bool
read_tags(struct gz_analyser *a, const struct piece *p, size_t row,
          struct gz_arena *arena) {
  const struct gz_model *m = a->network->model;
  const struct gz_kernels *k = a->network->kernels;
  for (uint32_t i = 0; i < p->count; ++i) {
    const float *scores = a->network->scores + (row + i) * m->scores.rows;
    struct gz_word *w = &p->words[i];
    w->upos = m->upos_tags[k->largest(scores + m->heads.upos, m->upos.count)];
    w->xpos = m->xpos_tags[k->largest(scores + m->heads.xpos, m->xpos.count)];
    if (!gz_lemma_of(m, k, p->forms[i], gz_upos_text((enum gz_upos)w->upos),
                     scores + m->heads.lemma, arena, &w->lemma)) {
      return false;
    }
  }
  return true;
}

/* Number words in their sentence; hang a later piece on the first's root. */
static void
join_piece(const struct piece *p) {
  uint32_t root = 0;
  for (uint32_t i = 0; p->offset && p->sentence[i].head; ++i) {
    root = i + 1;
  }
  for (uint32_t i = 0; p->offset && i < p->count; ++i) {
    struct gz_word *w = &p->words[i];
    if (w->head) {
      w->head += p->offset;
    } else {
      w->head = root + 1;
      w->deprel = GZ_DEPREL_PARATAXIS;
    }
  }
}

/* Whether word `verb` has a dependent that only an active or finite one has. */
static bool
is_active(const struct piece *p, uint32_t verb) {
  for (uint32_t i = 0; i < p->count; ++i) {
    const uint8_t deprel = p->words[i].deprel;
    if (p->words[i].head == verb + 1 &&
        (deprel == GZ_DEPREL_AUX || deprel == GZ_DEPREL_AUX_PASS ||
         deprel == GZ_DEPREL_OBJ || deprel == GZ_DEPREL_IOBJ ||
         deprel == GZ_DEPREL_CCOMP)) {
      return true;
    }
  }
  return false;
}

/* A participle's subject without auxiliary, "Bank accused of fraud", is
 * passive. */
static void
mark_passive_subjects(const struct piece *p) {
  for (uint32_t i = 0; i < p->count; ++i) {
    struct gz_word *w = &p->words[i];
    if (w->deprel == GZ_DEPREL_NSUBJ && w->head > i + 1 &&
        p->words[w->head - 1].xpos == GZ_XPOS_VBN &&
        !is_active(p, w->head - 1)) {
      w->deprel = GZ_DEPREL_NSUBJ_PASS;
    }
  }
}

static enum gz_status
run_batch(struct gz_analyser *a, struct gz_arena *arena,
          struct gz_error *error) {
  struct gz_network_scratch *n = a->network;
  gz_network_run(n);
  for (uint32_t i = 0; i < n->n_sentences; ++i) {
    const struct piece *p = &a->pieces[i];
    const size_t row = n->firsts[i] + 1;
    gz_tree_decode(a->tree, n, i, a->heads, a->labels);
    for (uint32_t k = 0; k < p->count; ++k) {
      p->words[k].head = a->heads[k];
      p->words[k].deprel = n->model->deprel_tags[a->labels[k]];
    }
    if (!read_tags(a, p, row, arena)) {
      return gz_fail(error, GZ_NO_MEMORY, "Memory is out");
    }
    mark_passive_subjects(p);
    find_names(a, p, row);
    join_piece(p);
  }
  gz_network_begin(n);
  return GZ_OK;
}

static enum gz_status
add_piece(struct gz_analyser *a, struct piece piece, struct gz_arena *arena,
          struct gz_error *error) {
  struct gz_network_scratch *n = a->network;
  if (n->rows >= BATCH_ROWS || !gz_network_add(n, piece.forms, piece.count)) {
    enum gz_status status;
    GZ_TRY(status, run_batch(a, arena, error));
    gz_network_add(n, piece.forms, piece.count);
  }
  a->pieces[n->n_sentences - 1] = piece;
  return GZ_OK;
}

enum gz_status
gz_analyser_run(struct gz_analyser *analyser, const struct gz_str *forms,
                const uint32_t *lengths, size_t n, struct gz_arena *arena,
                struct gz_word *words, struct gz_error *error) {
  enum gz_status status;
  size_t total = 0;
  for (size_t i = 0; i < n; ++i) {
    total += lengths[i];
  }
  const struct gz_str *all_forms = forms;
  struct gz_word *all_words = words;
  struct gz_name_scores *scores =
      gz_arena_array(arena, total + 1, sizeof *scores);
  if (!scores) {
    return gz_fail(error, GZ_NO_MEMORY, "Memory is out");
  }
  gz_network_begin(analyser->network);
  for (size_t i = 0; i < n; ++i) {
    for (uint32_t at = 0; at < lengths[i];) {
      const uint32_t left = lengths[i] - at;
      const uint32_t count = left > GZ_MAX_SENTENCE_TOKENS
                                 ? (uint32_t)GZ_MAX_SENTENCE_TOKENS
                                 : left;
      const struct piece p = {forms + at, words + at,
                              count,      at,
                              words,      scores + (words + at - all_words)};
      GZ_TRY(status, add_piece(analyser, p, arena, error));
      at += count;
    }
    forms += lengths[i];
    words += lengths[i];
  }
  if (analyser->network->n_sentences) {
    GZ_TRY(status, run_batch(analyser, arena, error));
  }
  return gz_names_vote(all_forms, total, all_words, scores, arena)
             ? GZ_OK
             : gz_fail(error, GZ_NO_MEMORY, "Memory is out");
}

/* Whether the name that begins at token `at` follows the phrase of its head
 * with no preposition: "Minister of Education Stefania Giannini". */
static bool
follows_title(const struct gz_article *article, uint32_t at) {
  const struct gz_token *tokens = article->tokens.items;
  const struct gz_token *name = &tokens[at];
  const uint32_t head = name->head;
  if (name->ne != GZ_NE_PER || !name->ne_begins || head >= at ||
      name->deprel != GZ_DEPREL_NMOD || tokens[head].ne != GZ_NE_NONE ||
      (tokens[head].upos != GZ_UPOS_NOUN &&
       tokens[head].upos != GZ_UPOS_PROPN)) {
    return false;
  }
  for (uint32_t i = head + 1; i < at; ++i) {
    // A preposition must be of the title's own complement, not of the name.
    uint32_t above = i;
    while (tokens[i].deprel == GZ_DEPREL_CASE && above > head && above < at) {
      above = tokens[above].head;
    }
    if (tokens[i].upos == GZ_UPOS_PUNCT || above == at) {
      return false;
    }
  }
  return true;
}

/* Whether a word of the sentence is the subject of token `verb`. */
static bool
has_subject(const struct gz_article *article,
            const struct gz_sentence *sentence, uint32_t verb) {
  const struct gz_token *tokens = article->tokens.items;
  const uint32_t end = sentence->first + sentence->count;
  for (uint32_t i = sentence->first; i < end; ++i) {
    if (tokens[i].head == verb && i != verb &&
        gz_deprel_universal((enum gz_deprel)tokens[i].deprel) ==
            GZ_DEPREL_NSUBJ) {
      return true;
    }
  }
  return false;
}

/* Part two clauses that became one, "X to do Y, Z does W": of two subjects of a
 * verb the first is the infinitive's that stands between them. */
static void
part_headline(struct gz_article *article, const struct gz_sentence *sentence,
              uint32_t infinitive) {
  struct gz_token *tokens = article->tokens.items;
  const uint32_t head = tokens[infinitive].head;
  const uint32_t verb = head < infinitive ? tokens[head].head : head;
  const uint32_t end = sentence->first + sentence->count;
  uint32_t before = GZ_NONE;
  uint32_t after = GZ_NONE;
  for (uint32_t i = sentence->first; i < end && i < verb; ++i) {
    if (tokens[i].head == verb && tokens[i].deprel == GZ_DEPREL_NSUBJ) {
      before = i < infinitive ? i : before;
      after = i > infinitive ? i : after;
    }
  }
  if (before != GZ_NONE && after != GZ_NONE && verb > infinitive &&
      (head == verb || head == before)) {
    tokens[before].head = infinitive;
    tokens[infinitive].head = verb;
    tokens[infinitive].deprel = GZ_DEPREL_PARATAXIS;
  }
}

/* Correct relations where words contradict them.  A person's name right after
 * a title is its apposition; the treebanks, which have few such phrases, leave
 * the parser unsure.  A clause that "that" only introduces is no relative
 * clause: "the denial that it had hacked".  What would be the
 * determiner of a verb is its subject: "Some fear it will". */
static void
correct_relations(struct gz_article *article,
                  const struct gz_sentence *sentence) {
  struct gz_token *tokens = article->tokens.items;
  const uint32_t end = sentence->first + sentence->count;
  for (uint32_t i = sentence->first; i < end; ++i) {
    if (follows_title(article, i)) {
      tokens[i].deprel = GZ_DEPREL_APPOS;
    }
    if (tokens[i].deprel == GZ_DEPREL_MARK &&
        tokens[tokens[i].head].deprel == GZ_DEPREL_ACL_RELCL &&
        gz_str_equal_nocase(gz_article_form(article, i), GZ_STR("that"))) {
      tokens[tokens[i].head].deprel = GZ_DEPREL_ACL;
    }
    if (tokens[i].xpos == GZ_XPOS_TO && tokens[i].deprel == GZ_DEPREL_MARK) {
      part_headline(article, sentence, tokens[i].head);
    }
    if (tokens[i].deprel == GZ_DEPREL_DET && tokens[i].head == i + 1 &&
        tokens[i + 1].upos == GZ_UPOS_VERB &&
        !has_subject(article, sentence, i + 1)) {
      tokens[i].deprel = GZ_DEPREL_NSUBJ;
    }
  }
}

enum gz_status
gz_analyse(struct gz_analyser *analyser, struct gz_article *article,
           struct gz_error *error) {
  enum gz_status status;
  const uint32_t n = article->tokens.count;
  const uint32_t m = article->sentences.count;
  if (!n || !m) {
    return GZ_OK;
  }
  struct gz_str *forms = gz_arena_array(article->arena, n, sizeof *forms);
  struct gz_word *words = gz_arena_array(article->arena, n, sizeof *words);
  uint32_t *lengths = gz_arena_array(article->arena, m, sizeof *lengths);
  if (!forms || !words || !lengths) {
    return gz_fail(error, GZ_NO_MEMORY, "Memory is out");
  }
  for (uint32_t i = 0; i < n; ++i) {
    forms[i] = gz_article_form(article, i);
  }
  for (uint32_t i = 0; i < m; ++i) {
    lengths[i] = article->sentences.items[i].count;
  }
  GZ_TRY(status, gz_analyser_run(analyser, forms, lengths, m, article->arena,
                                 words, error));
  for (uint32_t i = 0; i < m; ++i) {
    const uint32_t first = article->sentences.items[i].first;
    for (uint32_t k = first; k < first + lengths[i]; ++k) {
      struct gz_token *t = &article->tokens.items[k];
      const struct gz_word *w = &words[k];
      t->lemma = w->lemma;
      t->head = w->head ? first + w->head - 1 : k;
      t->upos = w->upos;
      t->xpos = w->xpos;
      t->deprel = w->deprel;
      t->ne = w->ne;
      t->ne_begins = w->ne_begins;
    }
    correct_relations(article, &article->sentences.items[i]);
  }
  return GZ_OK;
}
