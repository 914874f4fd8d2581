#include "graph/sparql/results_parts.h"

/** Whether a list of that many items is full: they grow by powers of two. */
static bool
is_full(size_t count) {
  return (count & (count - 1)) == 0;
}

struct gz_term *
gz_results_add_row(struct gz_results *results, struct gz_arena *arena) {
  const size_t width = results->n_columns;
  if (is_full(results->n_rows)) {
    const size_t room = results->n_rows ? results->n_rows * 2 : 1;
    struct gz_term *terms =
        gz_arena_grow(arena, results->terms, results->n_rows * width,
                      room * (width ? width : 1), sizeof *terms);
    if (!terms) {
      return NULL;
    }
    results->terms = terms;
  }
  return results->terms + results->n_rows++ * width;
}

size_t
gz_results_column(const struct gz_results *results, struct gz_str name) {
  for (size_t i = 0; i < results->n_columns; ++i) {
    if (gz_str_equal(results->columns[i], name)) {
      return i;
    }
  }
  return SIZE_MAX;
}

enum gz_status
gz_results_add_column(struct gz_results *results, struct gz_arena *arena,
                      struct gz_str name, struct gz_error *error) {
  if (gz_results_column(results, name) != SIZE_MAX) {
    return gz_fail(error, GZ_BAD_INPUT, "A variable is named twice: %.*s",
                   name.size < 64 ? (int)name.size : 64, name.data);
  }
  if (is_full(results->n_columns)) {
    struct gz_str *columns = gz_arena_grow(
        arena, results->columns, results->n_columns,
        results->n_columns ? results->n_columns * 2 : 1, sizeof *columns);
    if (!columns) {
      return gz_fail(error, GZ_NO_MEMORY, "Out of memory for results");
    }
    results->columns = columns;
  }
  const struct gz_str copy = gz_arena_str(arena, name);
  if (!copy.data) {
    return gz_fail(error, GZ_NO_MEMORY, "Out of memory for results");
  }
  results->columns[results->n_columns++] = copy;
  return GZ_OK;
}

struct gz_str
gz_results_tag(struct gz_arena *arena, struct gz_str tag) {
  char *copy = gz_arena_copy(arena, tag);
  for (size_t i = 0; copy && i < tag.size; ++i) {
    if (copy[i] >= 'A' && copy[i] <= 'Z') {
      copy[i] = (char)(copy[i] + ('a' - 'A'));
    }
  }
  return gz_str_n(copy, copy ? tag.size : 0);
}
