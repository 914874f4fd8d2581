#include "tests/unit.h"

#include "input/spanning_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A small generator of our own, so that every run tests the same. */
static uint32_t
next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static void
fill_random(float *scores, size_t n, uint32_t *state, uint32_t levels) {
  for (size_t i = 0; i < n * (n + 1); ++i) {
    scores[i] = (float)(next_random(state) % levels) / 16.0f - 20.0f;
  }
}

static double
worth(const float *scores, const uint16_t *heads, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; ++i) {
    sum += (double)scores[i * (n + 1) + heads[i]];
  }
  return sum;
}

/* The best worth of any tree with one root, by trying all. */
static double
best_worth(const float *scores, size_t n) {
  uint16_t heads[6] = {0};
  double best = -1e30;
  for (;;) {
    bool own = false;
    for (size_t i = 0; i < n; ++i) {
      own = own || heads[i] == i + 1;
    }
    if (!own && gz_spanning_tree_is_sound(heads, n)) {
      const double w = worth(scores, heads, n);
      best = w > best ? w : best;
    }
    size_t i = 0;
    while (i < n && heads[i] == n) {
      heads[i++] = 0;
    }
    if (i == n) {
      return best;
    }
    ++heads[i];
  }
}

static void
trees_are_the_best(void **state) {
  (void)state;
  struct gz_spanning_tree_scratch *scratch = gz_spanning_tree_scratch_new(5);
  uint32_t seed = 1;
  for (int round = 0; round < 400; ++round) {
    const size_t n = 1 + (size_t)round % 5;
    float scores[30];
    uint16_t heads[5];
    fill_random(scores, n, &seed, round % 2 ? 640 : 4);
    gz_spanning_tree_best(scratch, scores, n + 1, n, heads);
    assert_true(gz_spanning_tree_is_sound(heads, n));
    assert_true(fabs(worth(scores, heads, n) - best_worth(scores, n)) < 1e-3);
  }
  gz_spanning_tree_scratch_free(scratch);
}

static void
large_trees_are_sound(void **state) {
  (void)state;
  const size_t most = 300;
  struct gz_spanning_tree_scratch *scratch = gz_spanning_tree_scratch_new(most);
  float *scores = malloc(most * (most + 1) * sizeof *scores);
  uint16_t *heads = malloc(most * sizeof *heads);
  uint32_t seed = 2;
  for (size_t n = 1; n <= most; n += 23) {
    for (uint32_t levels = 1; levels <= 1000; levels *= 10) {
      fill_random(scores, n, &seed, levels);
      gz_spanning_tree_best(scratch, scores, n + 1, n, heads);
      assert_true(gz_spanning_tree_is_sound(heads, n));
    }
    /* Pairs that prefer each other: cycles within cycles. */
    for (size_t i = 0; i < n * (n + 1); ++i) {
      const size_t d = i / (n + 1);
      const size_t h = i % (n + 1);
      scores[i] = h && ((d ^ (h - 1)) & ~(size_t)1) == 0 ? 9.0f : 0.0f;
    }
    gz_spanning_tree_best(scratch, scores, n + 1, n, heads);
    assert_true(gz_spanning_tree_is_sound(heads, n));
  }
  free(heads);
  free(scores);
  gz_spanning_tree_scratch_free(scratch);
}

static void
odd_scores_are_clipped(void **state) {
  (void)state;
  struct gz_spanning_tree_scratch *scratch = gz_spanning_tree_scratch_new(40);
  const float odd[] = {NAN, INFINITY, -INFINITY, 3e38f, -3e38f, 0.0f};
  float scores[40 * 41];
  uint16_t heads[40];
  uint32_t seed = 3;
  for (int round = 0; round < 50; ++round) {
    for (size_t i = 0; i < 40 * 41; ++i) {
      scores[i] = odd[next_random(&seed) % 6];
    }
    gz_spanning_tree_best(scratch, scores, 41, 40, heads);
    assert_true(gz_spanning_tree_is_sound(heads, 40));
  }
  gz_spanning_tree_scratch_free(scratch);
}

static void
soundness_is_recognised(void **state) {
  (void)state;
  const uint16_t good[] = {2, 0, 2};
  const uint16_t two_roots[] = {0, 0, 2};
  const uint16_t no_root[] = {2, 3, 1};
  const uint16_t cycle[] = {0, 3, 2};
  const uint16_t outside[] = {0, 9, 1};
  assert_true(gz_spanning_tree_is_sound(good, 3));
  assert_false(gz_spanning_tree_is_sound(two_roots, 3));
  assert_false(gz_spanning_tree_is_sound(no_root, 3));
  assert_false(gz_spanning_tree_is_sound(cycle, 3));
  assert_false(gz_spanning_tree_is_sound(outside, 3));
  assert_null(gz_spanning_tree_scratch_new(0));
  assert_null(gz_spanning_tree_scratch_new(1 << 20));
  gz_spanning_tree_scratch_free(NULL);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(trees_are_the_best),
      cmocka_unit_test(large_trees_are_sound),
      cmocka_unit_test(odd_scores_are_clipped),
      cmocka_unit_test(soundness_is_recognised),
  };
  return cmocka_run_group_tests_name("spanning_tree", tests, NULL, NULL);
}
