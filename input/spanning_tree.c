#include "input/spanning_tree.h"

#include <stdlib.h>

/* No arc, and what a root costs: beyond any sum of scores. */
#define NO_ARC (-((int64_t)1 << 60))
#define ROOT_COST ((int64_t)1 << 48)

enum { NONE = 0xffff };

/* An arc between words; `to` is the dependent. */
struct arc {
  uint16_t from;
  uint16_t to;
};

/* Slots 0 … n hold the words and, later, contracted cycles.  Every cycle is a
 * node of a forest over the words: `parent` says in which cycle a node lies. */
struct gz_spanning_tree_scratch {
  size_t words;
  int64_t *scores;    /* [dependent slot][head slot] */
  struct arc *arcs;   /* The arc of words behind each score */
  uint16_t *node;     /* Node that a slot holds now; NONE if merged away */
  uint16_t *best;     /* Best head, a slot */
  uint16_t *colour;   /* Of a slot, in the search for a cycle */
  uint16_t *cycle;    /* Slots of the cycle found */
  uint16_t *parent;   /* Of a node */
  struct arc *chosen; /* Arc into a node */
};

struct gz_spanning_tree_scratch *
gz_spanning_tree_scratch_new(size_t words) {
  if (words == 0 || words > 0x7fff) {
    return NULL;
  }
  struct gz_spanning_tree_scratch *s = calloc(1, sizeof *s);
  if (!s) {
    return NULL;
  }
  const size_t n = words + 1;
  s->words = words;
  s->scores = calloc(n * n, sizeof *s->scores);
  s->arcs = calloc(n * n, sizeof *s->arcs);
  s->node = calloc(n, sizeof *s->node);
  s->best = calloc(n, sizeof *s->best);
  s->colour = calloc(n, sizeof *s->colour);
  s->cycle = calloc(n, sizeof *s->cycle);
  s->parent = calloc(2 * n, sizeof *s->parent);
  s->chosen = calloc(2 * n, sizeof *s->chosen);
  if (!s->scores || !s->arcs || !s->node || !s->best || !s->colour ||
      !s->cycle || !s->parent || !s->chosen) {
    gz_spanning_tree_scratch_free(s);
    return NULL;
  }
  return s;
}

void
gz_spanning_tree_scratch_free(struct gz_spanning_tree_scratch *scratch) {
  if (!scratch) {
    return;
  }
  free(scratch->scores);
  free(scratch->arcs);
  free(scratch->node);
  free(scratch->best);
  free(scratch->colour);
  free(scratch->cycle);
  free(scratch->parent);
  free(scratch->chosen);
  free(scratch);
}

bool
gz_spanning_tree_is_sound(const uint16_t *heads, size_t n) {
  size_t roots = 0;
  for (size_t i = 0; i < n; ++i) {
    if (heads[i] > n) {
      return false;
    }
    roots += heads[i] == 0;
  }
  for (size_t i = 0; roots == 1 && i < n; ++i) {
    size_t steps = 0;
    for (size_t k = i + 1; k; k = heads[k - 1]) {
      if (++steps > n) {
        return false;
      }
    }
  }
  return roots == 1;
}

static int64_t
whole(float score) {
  float s = score > -30000.0f ? score : -30000.0f;
  s = s < 30000.0f ? s : 30000.0f;
  return (int64_t)(s * 65536.0f);
}

/* The best head of the slot, the lowest of equals. */
static uint16_t
best_head(const struct gz_spanning_tree_scratch *s, size_t n, size_t slot) {
  const int64_t *row = s->scores + slot * (n + 1);
  int64_t most = NO_ARC;
  uint16_t best = NONE;
  for (size_t h = 0; h <= n; ++h) {
    if (h != slot && s->node[h] != NONE && row[h] > most) {
      most = row[h];
      best = (uint16_t)h;
    }
  }
  return best;
}

static void
fill(struct gz_spanning_tree_scratch *s, const float *scores, size_t stride,
     size_t n) {
  for (size_t d = 0; d <= n; ++d) {
    for (size_t h = 0; h <= n; ++h) {
      const size_t at = d * (n + 1) + h;
      s->scores[at] = d == 0 || d == h ? NO_ARC
                                       : whole(scores[(d - 1) * stride + h]) -
                                             (h ? 0 : ROOT_COST);
      s->arcs[at] = (struct arc){(uint16_t)h, (uint16_t)d};
    }
    s->node[d] = (uint16_t)d;
    s->parent[d] = NONE;
  }
  for (size_t d = 1; d <= n; ++d) {
    s->best[d] = best_head(s, n, d);
  }
}

/* A cycle among the best heads: its slots go to `cycle`, their number is
 * returned; 0 if there is none. */
static size_t
find_cycle(struct gz_spanning_tree_scratch *s, size_t n) {
  for (size_t i = 0; i <= n; ++i) {
    s->colour[i] = i && s->node[i] != NONE ? 0 : NONE;
  }
  for (size_t i = 1; i <= n; ++i) {
    size_t k = i;
    while (s->colour[k] == 0) {
      s->colour[k] = (uint16_t)i;
      k = s->best[k];
    }
    if (s->colour[k] != i) {
      continue;
    }
    size_t size = 0;
    size_t slot = k;
    do {
      s->cycle[size++] = (uint16_t)slot;
      slot = s->best[slot];
    } while (slot != k);
    return size;
  }
  return 0;
}

/* Make one slot, the cycle's first, of the cycle; it becomes `node`. */
static void
contract(struct gz_spanning_tree_scratch *s, size_t n, size_t size,
         uint16_t node) {
  const size_t w = n + 1;
  const size_t into = s->cycle[0];
  for (size_t i = 0; i < size; ++i) {
    const size_t c = s->cycle[i];
    const size_t at = c * w + s->best[c];
    const uint16_t inner = s->node[c];
    s->parent[inner] = node;
    s->chosen[inner] = s->arcs[at];
    const int64_t kept = s->scores[at];
    for (size_t x = 0; x <= n; ++x) {
      s->scores[c * w + x] -= s->scores[c * w + x] == NO_ARC ? 0 : kept;
    }
  }
  for (size_t i = 1; i < size; ++i) {
    s->node[s->cycle[i]] = NONE;
  }
  s->node[into] = node;
  s->parent[node] = NONE;
  for (size_t x = 0; x <= n; ++x) {
    if (s->node[x] == NONE || x == into) {
      continue;
    }
    bool lost = s->best[x] == into;
    for (size_t i = 1; i < size; ++i) {
      const size_t c = s->cycle[i];
      if (s->scores[c * w + x] > s->scores[into * w + x]) {
        s->scores[into * w + x] = s->scores[c * w + x];
        s->arcs[into * w + x] = s->arcs[c * w + x];
      }
      if (s->scores[x * w + c] > s->scores[x * w + into]) {
        s->scores[x * w + into] = s->scores[x * w + c];
        s->arcs[x * w + into] = s->arcs[x * w + c];
      }
      lost = lost || s->best[x] == c;
    }
    if (lost && x) {
      s->best[x] = (uint16_t)into;
    }
  }
  s->best[into] = best_head(s, n, into);
}

void
gz_spanning_tree_best(struct gz_spanning_tree_scratch *scratch,
                      const float *scores, size_t stride, size_t n,
                      uint16_t *heads) {
  struct gz_spanning_tree_scratch *s = scratch;
  if (n == 1) {
    heads[0] = 0;
    return;
  }
  for (size_t d = 1; d <= n; ++d) {
    const float *row = scores + (d - 1) * stride;
    size_t best = d == 1 ? 2 : 1;
    best = row[0] >= row[best] ? 0 : best;
    for (size_t h = 1; h <= n; ++h) {
      best = h != d && row[h] > row[best] ? h : best;
    }
    heads[d - 1] = (uint16_t)best;
  }
  if (gz_spanning_tree_is_sound(heads, n)) {
    return;
  }
  fill(s, scores, stride, n);
  uint16_t nodes = (uint16_t)(n + 1);
  for (size_t size; (size = find_cycle(s, n)) != 0;) {
    contract(s, n, size, nodes++);
  }
  for (size_t slot = 1; slot <= n; ++slot) {
    if (s->node[slot] != NONE) {
      s->chosen[s->node[slot]] = s->arcs[slot * (n + 1) + s->best[slot]];
    }
  }
  /* Open the cycles, the last first: the arc into one breaks it. */
  while (nodes-- > n + 1) {
    uint16_t inner = s->chosen[nodes].to;
    while (s->parent[inner] != nodes) {
      inner = s->parent[inner];
    }
    s->chosen[inner] = s->chosen[nodes];
  }
  for (size_t d = 1; d <= n; ++d) {
    heads[d - 1] = s->chosen[d].from;
  }
}
