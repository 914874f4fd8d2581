#include "graph/sparql/results_parts.h"

#include <jansson.h>
#include <string.h>

static enum gz_status
bad(struct gz_error *error, const char *what) {
  return gz_fail(error, GZ_BAD_INPUT, "%s", what);
}

/** A copy of a member that is a string; null data if it is none. */
static struct gz_str
member(const json_t *object, const char *name, struct gz_arena *arena) {
  const json_t *value = json_object_get(object, name);
  if (!json_is_string(value)) {
    return (struct gz_str){NULL, 0};
  }
  return gz_arena_str(
      arena, gz_str_n(json_string_value(value), json_string_length(value)));
}

static enum gz_status
read_term(const json_t *object, struct gz_arena *arena, struct gz_term *term,
          struct gz_error *error) {
  const struct gz_str type = member(object, "type", arena);
  const struct gz_str value = member(object, "value", arena);
  if (!type.data || !value.data) {
    return bad(error, "A term has no type or no value");
  }
  if (gz_str_is(type, "uri")) {
    *term = gz_term_iri(value);
  } else if (gz_str_is(type, "bnode")) {
    *term = gz_term_blank(value);
  } else if (gz_str_is(type, "literal") || gz_str_is(type, "typed-literal")) {
    const struct gz_str language = member(object, "xml:lang", arena);
    const struct gz_str datatype = member(object, "datatype", arena);
    *term = language.size
                ? gz_term_tagged(value, gz_results_tag(arena, language))
            : datatype.size ? gz_term_typed(value, datatype)
                            : gz_term_string(value);
  } else {
    return bad(error, "A term has an unknown type");
  }
  return GZ_OK;
}

static enum gz_status
read_columns(const json_t *root, struct gz_arena *arena,
             struct gz_results *results, struct gz_error *error) {
  const json_t *vars = json_object_get(json_object_get(root, "head"), "vars");
  size_t i;
  json_t *name;
  enum gz_status status;
  if (!json_is_array(vars)) {
    return bad(error, "There is no list of variables");
  }
  json_array_foreach(vars, i, name) {
    if (!json_is_string(name)) {
      return bad(error, "A variable is no string");
    }
    GZ_TRY(status, gz_results_add_column(results, arena,
                                         gz_str_n(json_string_value(name),
                                                  json_string_length(name)),
                                         error));
  }
  return GZ_OK;
}

static enum gz_status
read_rows(json_t *root, struct gz_arena *arena, struct gz_results *results,
          struct gz_error *error) {
  json_t *bindings =
      json_object_get(json_object_get(root, "results"), "bindings");
  size_t i;
  json_t *solution;
  enum gz_status status;
  if (!json_is_array(bindings)) {
    return bad(error, "There is no list of bindings");
  }
  json_array_foreach(bindings, i, solution) {
    struct gz_term *row = gz_results_add_row(results, arena);
    const char *name;
    json_t *term;
    if (!row) {
      return gz_fail(error, GZ_NO_MEMORY, "Out of memory for results");
    }
    if (!json_is_object(solution)) {
      return bad(error, "A solution is no object");
    }
    json_object_foreach(solution, name, term) {
      const size_t column = gz_results_column(results, gz_str(name));
      if (column == SIZE_MAX) {
        return bad(error, "A solution binds what is no variable of the head");
      }
      GZ_TRY(status, read_term(term, arena, &row[column], error));
    }
  }
  return GZ_OK;
}

enum gz_status
gz_results_read_json(struct gz_str text, struct gz_arena *arena,
                     struct gz_results *results, struct gz_error *error) {
  json_error_t why;
  json_t *root = json_loadb(text.data ? text.data : "", text.size,
                            JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
  if (!root) {
    return gz_fail_at(error, GZ_BAD_INPUT, why.line > 0 ? (size_t)why.line : 0,
                      why.column > 0 ? (size_t)why.column : 0,
                      why.position > 0 ? (size_t)why.position : 0, "%s",
                      why.text);
  }
  const json_t *boolean = json_object_get(root, "boolean");
  enum gz_status status = GZ_OK;
  if (json_is_boolean(boolean)) {
    results->is_answer = true;
    results->answer = json_is_true(boolean);
  } else {
    status = read_columns(root, arena, results, error);
    if (status == GZ_OK) {
      status = read_rows(root, arena, results, error);
    }
  }
  json_decref(root);
  return status;
}
