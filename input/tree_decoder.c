#include "input/tree_decoder.h"

#include "input/spanning_tree.h"
#include "input/tags.h"

#include <stdlib.h>
#include <string.h>

/* Heads of a word that are looked at, and how much worse than the best one may
 * be, or a tree after a change. */
#define MAX_OPTIONS 4
#define MARGIN 2.0f

/* What arcs that are no option lose: about what a doubtful relation does. */
#define OTHER_ARCS 4.0f

/* How often all pairs are looked for. */
#define MAX_ROUNDS 6

/* Relations of which a word has one at most. */
enum { SUBJECT = 1, OBJECT = 2, N_BLOCKS = 4 };

/* A word with one of its heads.  The best relation outside each set of blocked
 * ones, and its score. */
struct option {
  uint16_t word; /* From 1 */
  uint16_t head;
  float arc;
  uint8_t labels[N_BLOCKS];
  float scores[N_BLOCKS];
};

/* What a word has: an option and a relation. */
struct choice {
  struct option option;
  uint8_t label;
  float score; /* Of arc and relation */
};

struct gz_tree_decoder {
  const struct gz_model *model;
  struct gz_spanning_tree_scratch *tree;
  float *joint;        /* Scores of arcs and relations, as the network's arcs */
  uint8_t blocks[256]; /* Of each relation */
  uint32_t n_options;
  uint32_t firsts[GZ_NETWORK_ROWS + 1]; /* First option of each word */
  struct option options[GZ_MAX_SENTENCE_TOKENS * MAX_OPTIONS];
  struct choice choices[GZ_NETWORK_ROWS]; /* Of each word */
  uint32_t deps[GZ_NETWORK_ROWS];         /* Rows of pairs to be scored */
  uint32_t heads[GZ_NETWORK_ROWS];
};

struct gz_tree_decoder *
gz_tree_decoder_new(const struct gz_model *model) {
  struct gz_tree_decoder *d = calloc(1, sizeof *d);
  if (!d) {
    return NULL;
  }
  d->model = model;
  d->tree = gz_spanning_tree_scratch_new(GZ_MAX_SENTENCE_TOKENS);
  d->joint = calloc((size_t)GZ_MAX_SENTENCE_TOKENS * GZ_NETWORK_ROWS,
                    sizeof *d->joint);
  for (uint32_t i = 0; i < model->deprel.count; ++i) {
    const uint8_t deprel = model->deprel_tags[i];
    d->blocks[i] = deprel == GZ_DEPREL_NSUBJ || deprel == GZ_DEPREL_NSUBJ_PASS
                       ? SUBJECT
                   : deprel == GZ_DEPREL_OBJ ? OBJECT
                                             : 0;
  }
  if (!d->tree || !d->joint) {
    gz_tree_decoder_free(d);
    return NULL;
  }
  return d;
}

void
gz_tree_decoder_free(struct gz_tree_decoder *decoder) {
  if (decoder) {
    gz_spanning_tree_scratch_free(decoder->tree);
    free(decoder->joint);
    free(decoder);
  }
}

/* The heads of `word` that are worth a look, the best first. */
static void
add_options(struct gz_tree_decoder *d, uint16_t word, const float *arcs,
            uint32_t n) {
  struct option *of = d->options + d->n_options;
  uint32_t count = 0;
  for (uint16_t head = 0; head <= n; ++head) {
    uint32_t at = count;
    while (at > 0 && arcs[head] > of[at - 1].arc) {
      --at;
    }
    if (head == word || at == MAX_OPTIONS) {
      continue;
    }
    count += count < MAX_OPTIONS;
    for (uint32_t i = count - 1; i > at; --i) {
      of[i] = of[i - 1];
    }
    of[at] = (struct option){.word = word, .head = head, .arc = arcs[head]};
  }
  while (count > 1 && of[count - 1].arc < of[0].arc - MARGIN) {
    --count;
  }
  d->firsts[word] = d->n_options;
  d->n_options += count;
}

/* The best relation outside the sets `blocked`, the first of equals; `count` if
 * there is none.  `largest` is the best of all. */
static uint32_t
best_label(const struct gz_tree_decoder *d, const float *scores,
           uint32_t blocked, uint32_t largest) {
  const uint32_t root = d->model->root_label;
  const uint32_t count = d->model->deprel.count;
  if (largest != root && !(d->blocks[largest] & blocked)) {
    return largest;
  }
  uint32_t best = count;
  for (uint32_t i = 0; i < count; ++i) {
    if (i != root && !(d->blocks[i] & blocked) &&
        (best == count || scores[i] > scores[best])) {
      best = i;
    }
  }
  return best;
}

/* Read the scores of the relations of an option; as logarithms of their
 * probabilities where they are to be compared with another head's. */
static void
read_labels(const struct gz_tree_decoder *d, const struct gz_kernels *kernels,
            struct option *option, const float *scores, bool compared) {
  const uint32_t root = d->model->root_label;
  const uint32_t count = d->model->deprel.count;
  const float norm =
      compared && option->head ? gz_log_sum_exp(scores, count) : 0.0f;
  const uint32_t largest = (uint32_t)kernels->largest(scores, count);
  for (uint32_t blocked = 0; blocked < N_BLOCKS; ++blocked) {
    const uint32_t best = best_label(d, scores, blocked, largest);
    const bool none = option->head == 0 || best == count;
    option->labels[blocked] = (uint8_t)(none ? root : best);
    option->scores[blocked] = none ? 0.0f : scores[best] - norm;
  }
}

/* Score the relations of `count` options. */
static void
score_options(struct gz_tree_decoder *d, struct gz_network_scratch *network,
              uint32_t first, struct option *options, uint32_t count) {
  for (uint32_t done = 0; done < count;) {
    const uint32_t left = count - done;
    const uint32_t n = left < GZ_NETWORK_ROWS ? left : GZ_NETWORK_ROWS;
    for (uint32_t i = 0; i < n; ++i) {
      d->deps[i] = first + options[done + i].word;
      d->heads[i] = first + options[done + i].head;
    }
    gz_network_relations(network, d->deps, d->heads, n);
    for (uint32_t i = 0; i < n; ++i) {
      struct option *option = &options[done + i];
      const bool compared =
          d->firsts[option->word + 1] - d->firsts[option->word] > 1;
      read_labels(d, network->kernels, option,
                  network->rels + i * d->model->rel.rows, compared);
    }
    done += n;
  }
}

/* What each arc is worth with its relation. */
static void
join_scores(struct gz_tree_decoder *d, const float *arcs, uint32_t n) {
  for (uint32_t word = 1; word <= n; ++word) {
    const size_t begin = (size_t)(word - 1) * (n + 1);
    float *row = d->joint + begin;
    for (uint32_t head = 0; head <= n; ++head) {
      row[head] = arcs[begin + head] - OTHER_ARCS;
    }
    for (uint32_t i = d->firsts[word]; i < d->firsts[word + 1]; ++i) {
      row[d->options[i].head] = d->options[i].arc + d->options[i].scores[0];
    }
  }
}

/* Take the tree's heads; where one was no option its relations are scored. */
static void
take_tree(struct gz_tree_decoder *d, struct gz_network_scratch *network,
          uint32_t sentence, const uint16_t *heads, uint32_t n) {
  const uint32_t first = network->firsts[sentence];
  for (uint32_t word = 1; word <= n; ++word) {
    struct choice *choice = &d->choices[word];
    const uint16_t head = heads[word - 1];
    uint32_t i = d->firsts[word];
    while (i < d->firsts[word + 1] && d->options[i].head != head) {
      ++i;
    }
    if (i < d->firsts[word + 1]) {
      choice->option = d->options[i];
    } else {
      const float arc = network->arcs[(size_t)(word - 1) * (n + 1) + head];
      choice->option =
          (struct option){.word = (uint16_t)word, .head = head, .arc = arc};
      score_options(d, network, first, &choice->option, 1);
    }
    choice->label = choice->option.labels[0];
    choice->score = choice->option.arc + choice->option.scores[0];
  }
}

/* Whether `head` is `word` or below it. */
static bool
is_below(const struct gz_tree_decoder *d, uint32_t head, uint32_t word) {
  while (head != 0 && head != word) {
    head = d->choices[head].option.head;
  }
  return head == word;
}

/* The sets of which `head` has a word other than `word`. */
static uint32_t
blocked_at(const struct gz_tree_decoder *d, uint32_t head, uint32_t word,
           uint32_t n) {
  uint32_t blocked = 0;
  for (uint32_t i = 1; i <= n; ++i) {
    if (i != word && d->choices[i].option.head == head) {
      blocked |= d->blocks[d->choices[i].label];
    }
  }
  return blocked;
}

/* The cheapest change that takes `word` out of the set `block` at its head. */
static struct choice
change(const struct gz_tree_decoder *d, uint32_t word, uint32_t block,
       uint32_t n) {
  const struct choice *now = &d->choices[word];
  struct choice best = {
      .option = now->option,
      .label = now->option.labels[block],
      .score = now->option.arc + now->option.scores[block],
  };
  for (uint32_t i = d->firsts[word]; i < d->firsts[word + 1]; ++i) {
    const struct option *option = &d->options[i];
    if (option->head == 0 || option->head == now->option.head ||
        is_below(d, option->head, word)) {
      continue;
    }
    const uint32_t blocked = blocked_at(d, option->head, word, n);
    const float score = option->arc + option->scores[blocked];
    if (score > best.score) {
      best = (struct choice){*option, option->labels[blocked], score};
    }
  }
  return best;
}

/* Part the words of the set `block` below `head`, if there are two. */
static bool
part(struct gz_tree_decoder *d, uint32_t head, uint32_t block, uint32_t n) {
  struct choice best = {.option.word = 0};
  float cost = MARGIN;
  uint32_t count = 0;
  for (uint32_t word = 1; word <= n; ++word) {
    const struct choice *now = &d->choices[word];
    if (now->option.head != head || !(d->blocks[now->label] & block)) {
      continue;
    }
    ++count;
    const struct choice other = change(d, word, block, n);
    if (now->score - other.score < cost) {
      cost = now->score - other.score;
      best = other;
    }
  }
  if (count < 2 || best.option.word == 0) {
    return false;
  }
  d->choices[best.option.word] = best;
  return true;
}

/* One look at all heads for a set; whether something changed. */
static bool
part_all(struct gz_tree_decoder *d, uint32_t block, uint32_t n) {
  uint16_t counts[GZ_NETWORK_ROWS] = {0};
  for (uint32_t word = 1; word <= n; ++word) {
    const struct choice *now = &d->choices[word];
    if (d->blocks[now->label] & block) {
      ++counts[now->option.head];
    }
  }
  bool changed = false;
  for (uint32_t head = 1; head <= n; ++head) {
    changed = (counts[head] > 1 && part(d, head, block, n)) || changed;
  }
  return changed;
}

void
gz_tree_decode(struct gz_tree_decoder *decoder,
               struct gz_network_scratch *network, uint32_t sentence,
               uint16_t *heads, uint8_t *labels) {
  struct gz_tree_decoder *d = decoder;
  const uint32_t first = network->firsts[sentence];
  const uint32_t n = network->firsts[sentence + 1] - first - 1;
  gz_network_arcs(network, sentence);
  d->n_options = 0;
  for (uint32_t word = 1; word <= n; ++word) {
    add_options(d, (uint16_t)word, network->arcs + (size_t)(word - 1) * (n + 1),
                n);
  }
  d->firsts[n + 1] = d->n_options;
  score_options(d, network, first, d->options, d->n_options);
  join_scores(d, network->arcs, n);
  gz_spanning_tree_best(d->tree, d->joint, n + 1, n, heads);
  take_tree(d, network, sentence, heads, n);
  bool changed = true;
  for (int round = 0; changed && round < MAX_ROUNDS; ++round) {
    changed = part_all(d, SUBJECT, n);
    changed = part_all(d, OBJECT, n) || changed;
  }
  for (uint32_t word = 1; word <= n; ++word) {
    heads[word - 1] = d->choices[word].option.head;
    labels[word - 1] = d->choices[word].label;
  }
}
