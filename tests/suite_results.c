// Results that are written as RDF, in the vocabulary that the first tests of
// SPARQL used: http://www.w3.org/2001/sw/DataAccess/tests/result-set#

#include "tests/suite_run.h"

#include <stdlib.h>

/** Where a solution stands among the others: its rs:index, or 0. */
static long
index_of(const struct suite_graph *graph, const struct gz_term *solution) {
  const struct gz_term *index = suite_object(graph, solution, RS "index");
  // The lexical form is a terminated copy in the graph's arena.
  return index ? strtol(index->value.data, NULL, 10) : 0;
}

static size_t
column_of(const struct gz_results *results, struct gz_str name) {
  size_t i = 0;
  while (i < results->n_columns && !gz_str_equal(results->columns[i], name)) {
    ++i;
  }
  return i;
}

static enum gz_status
read_solution(const struct suite_graph *graph, const struct gz_term *solution,
              struct gz_results *results, struct gz_term *row,
              struct gz_error *error) {
  const struct gz_term *binding;
  size_t at = 0;
  while ((binding = suite_next(graph, solution, RS "binding", &at))) {
    const struct gz_term *name = suite_object(graph, binding, RS "variable");
    const struct gz_term *value = suite_object(graph, binding, RS "value");
    const size_t column =
        name ? column_of(results, name->value) : results->n_columns;
    if (!value || column == results->n_columns) {
      return gz_fail(error, GZ_BAD_INPUT, "A binding of the result is broken");
    }
    row[column] = *value;
  }
  return GZ_OK;
}

enum gz_status
suite_results_from_graph(const struct suite_graph *graph,
                         struct gz_results *results, bool *ordered,
                         struct gz_error *error) {
  const struct gz_term *answer = NULL;
  const struct gz_term *set = suite_subject(graph, RS "boolean");
  *results = (struct gz_results){0};
  if (set) {
    answer = suite_object(graph, set, RS "boolean");
    results->is_answer = true;
    results->answer = gz_str_is(answer->value, "true");
    return GZ_OK;
  }
  // One without variables may still have solutions, so look for its type.
  for (size_t i = 0; i < graph->count && !set; ++i) {
    if (gz_str_is(graph->quads[i].object.value, RS "ResultSet")) {
      set = &graph->quads[i].subject;
    }
  }
  if (!set) {
    return gz_fail(error, GZ_BAD_INPUT, "There is no set of results");
  }
  results->columns =
      gz_arena_array(graph->arena, graph->count, sizeof *results->columns);
  const struct gz_term *item;
  size_t at = 0;
  while ((item = suite_next(graph, set, RS "resultVariable", &at))) {
    results->columns[results->n_columns++] = item->value;
  }
  at = 0;
  while (suite_next(graph, set, RS "solution", &at)) {
    ++results->n_rows;
  }
  results->terms =
      gz_arena_array(graph->arena, results->n_rows * results->n_columns + 1,
                     sizeof *results->terms);
  size_t number = 0;
  *ordered = false;
  at = 0;
  while ((item = suite_next(graph, set, RS "solution", &at))) {
    const long index = index_of(graph, item);
    size_t place = number++;
    if (index > 0) {
      *ordered = true;
      place = (size_t)index - 1;
    }
    if (place >= results->n_rows) {
      return gz_fail(error, GZ_BAD_INPUT,
                     "An index of the result is too large");
    }
    enum gz_status status;
    GZ_TRY(status,
           read_solution(graph, item, results,
                         results->terms + place * results->n_columns, error));
  }
  return GZ_OK;
}
