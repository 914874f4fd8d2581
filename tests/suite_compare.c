#include "tests/suite_compare.h"

#include "graph/sparql/value.h"
#include "input/arena.h"

#include <stdlib.h>
#include <string.h>

/** A pair of blank nodes that stand for each other. */
struct pair {
  struct gz_str expected;
  struct gz_str found;
};

/** A comparison under way. */
struct comparison {
  const struct gz_term *expected;
  const struct gz_term *found;
  size_t width;
  bool untyped;
  bool by_value; /**< Some number was written differently */
  struct pair *pairs;
  size_t n_pairs;
};

static struct gz_term
as_blank(const struct comparison *c, const struct gz_term *term) {
  if (c->untyped && gz_str_starts(term->value, GZ_STR("_:"))) {
    return gz_term_blank(gz_str_part(term->value, 2, term->value.size));
  }
  return *term;
}

/** Whether both are numbers of one datatype and value. */
static bool
same_number(const struct comparison *c, const struct gz_term *a,
            const struct gz_term *b) {
  struct gz_term terms[2] = {*a, *b};
  struct gz_value values[2];
  for (int i = 0; i < 2; ++i) {
    if (c->untyped) {
      terms[i].datatype = GZ_STR(GZ_XSD "double");
    }
    gz_value_from_term(&terms[i], &values[i]);
    if (!gz_value_is_numeric(&values[i])) {
      return false;
    }
  }
  bool equal;
  return gz_str_equal(terms[0].datatype, terms[1].datatype) &&
         gz_value_equal(&values[0], &values[1], &equal) && equal;
}

/** Whether two terms match, with the pairs so far; may add a pair. */
static bool
match_terms(struct comparison *c, const struct gz_term *expected,
            const struct gz_term *found) {
  const struct gz_term a = as_blank(c, expected);
  const struct gz_term b = as_blank(c, found);
  if (a.kind != b.kind) {
    return false;
  }
  if (a.kind != GZ_TERM_BLANK) {
    if (gz_term_equal(&a, &b)) {
      return true;
    }
    if (a.kind == GZ_TERM_LITERAL && same_number(c, &a, &b)) {
      c->by_value = true;
      return true;
    }
    return false;
  }
  for (size_t i = 0; i < c->n_pairs; ++i) {
    const bool left = gz_str_equal(c->pairs[i].expected, a.value);
    const bool right = gz_str_equal(c->pairs[i].found, b.value);
    if (left || right) {
      return left && right;
    }
  }
  c->pairs[c->n_pairs++] = (struct pair){a.value, b.value};
  return true;
}

/** Whether two rows match; takes back its pairs if they do not. */
static bool
match_rows(struct comparison *c, size_t expected, size_t found) {
  const size_t before = c->n_pairs;
  for (size_t i = 0; i < c->width; ++i) {
    if (!match_terms(c, &c->expected[expected * c->width + i],
                     &c->found[found * c->width + i])) {
      c->n_pairs = before;
      return false;
    }
  }
  return true;
}

/** Give each expected row a row found, by backtracking. */
static bool
assign(struct comparison *c, size_t count, size_t n_found, bool ordered,
       size_t *choice, size_t *pairs_before, bool *used) {
  size_t row = 0;
  size_t from = 0; // where to look for a match of `row`
  while (row < count) {
    const size_t end = ordered ? row + 1 : n_found;
    size_t at = ordered && from < row ? row : from;
    pairs_before[row] = c->n_pairs;
    while (at < end && (used[at] || !match_rows(c, row, at))) {
      ++at;
    }
    if (at < end) {
      choice[row] = at;
      used[at] = true;
      ++row;
      from = 0;
      continue;
    }
    if (row == 0) {
      return false;
    }
    --row;
    used[choice[row]] = false;
    c->n_pairs = pairs_before[row];
    from = choice[row] + 1;
  }
  return true;
}

/** Without counting: every row of each has a match in the other. */
static bool
cover(struct comparison *c, size_t n_expected, size_t n_found) {
  for (size_t i = 0; i < n_expected; ++i) {
    size_t at = 0;
    while (at < n_found && !match_rows(c, i, at)) {
      ++at;
    }
    if (at == n_found) {
      return false;
    }
  }
  for (size_t at = 0; at < n_found; ++at) {
    size_t i = 0;
    while (i < n_expected && !match_rows(c, i, at)) {
      ++i;
    }
    if (i == n_expected) {
      return false;
    }
  }
  return n_found <= n_expected;
}

enum suite_verdict
suite_compare_rows(const struct gz_term *expected, size_t n_expected,
                   const struct gz_term *found, size_t n_found, size_t width,
                   enum suite_match match, bool untyped) {
  if (match != SUITE_LAX && n_expected != n_found) {
    return SUITE_DIFFERENT;
  }
  struct comparison c = {
      .expected = expected, .found = found, .width = width, .untyped = untyped};
  // A row adds a pair for each of its terms at most.
  c.pairs = calloc((n_expected + n_found + 1) * (width + 1), sizeof *c.pairs);
  size_t *numbers = calloc(2 * n_expected + 1, sizeof *numbers);
  bool *used = calloc(n_found + 1, sizeof *used);
  if (!c.pairs || !numbers || !used) {
    abort();
  }
  const bool same = match == SUITE_LAX
                        ? cover(&c, n_expected, n_found)
                        : assign(&c, n_expected, n_found, match == SUITE_LIST,
                                 numbers, numbers + n_expected, used);
  free(c.pairs);
  free(numbers);
  free(used);
  return !same ? SUITE_DIFFERENT : c.by_value ? SUITE_BY_VALUE : SUITE_SAME;
}

enum suite_verdict
suite_compare_results(const struct gz_results *expected,
                      const struct gz_results *found, enum suite_match match,
                      struct gz_arena *arena) {
  if (expected->is_answer || found->is_answer) {
    return expected->is_answer == found->is_answer &&
                   expected->answer == found->answer
               ? SUITE_SAME
               : SUITE_DIFFERENT;
  }
  const size_t width = expected->n_columns;
  if (width != found->n_columns) {
    return SUITE_DIFFERENT;
  }
  struct gz_term *moved =
      gz_arena_array(arena, found->n_rows * width + 1, sizeof *moved);
  for (size_t i = 0; i < width; ++i) {
    size_t j = 0;
    while (j < width &&
           !gz_str_equal(expected->columns[i], found->columns[j])) {
      ++j;
    }
    if (j == width) {
      return SUITE_DIFFERENT;
    }
    for (size_t row = 0; row < found->n_rows; ++row) {
      moved[row * width + i] = found->terms[row * width + j];
    }
  }
  return suite_compare_rows(expected->terms, expected->n_rows, moved,
                            found->n_rows, width, match, expected->untyped);
}
