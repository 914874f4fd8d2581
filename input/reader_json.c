#include "input/reader_formats.h"
#include "input/unicode.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum gz_status
gz_json_check_depth(struct gz_str line, struct gz_error *error) {
  size_t depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < line.size; ++i) {
    const char c = line.data[i];
    if (quoted) {
      i += c == '\\';
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > GZ_MAX_DEPTH) {
        return gz_fail_at(error, GZ_TOO_LARGE, 1, 0, i,
                          "JSON nested deeper than %zu", GZ_MAX_DEPTH);
      }
    } else if ((c == '}' || c == ']') && depth) {
      --depth;
    }
  }
  return GZ_OK;
}

/** Say in `error` what jansson found. */
static enum gz_status
fail_json(const json_error_t *why, struct gz_error *error) {
  if (json_error_code(why) == json_error_out_of_memory) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for a record");
  }
  return gz_fail_at(error, GZ_BAD_INPUT, 1,
                    why->column > 0 ? (size_t)why->column : 0,
                    why->position > 0 ? (size_t)why->position : 0,
                    "Not a JSON object: %s", why->text);
}

/** Copy a string member as clean text into the arena; empty if missing. */
static enum gz_status
take_string(const json_t *record, const char *name, struct gz_arena *arena,
            struct gz_str *value, struct gz_error *error) {
  const json_t *member = json_object_get(record, name);
  char number[24];
  struct gz_str raw = gz_str_n("", 0);
  if (json_is_string(member)) {
    raw = gz_str_n(json_string_value(member), json_string_length(member));
  } else if (json_is_integer(member) && strcmp(name, "id") == 0) {
    (void)snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT,
                   json_integer_value(member));
    raw = gz_str(number);
  } else if (member && !json_is_null(member)) {
    return gz_fail(error, GZ_BAD_INPUT, "\"%s\" is not a string", name);
  }
  enum gz_status status;
  struct gz_str clean;
  const struct gz_str copy = gz_arena_str(arena, raw);
  if (!copy.data) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for a record");
  }
  status = gz_text_clean(copy, arena, &clean, NULL, error);
  if (status != GZ_OK) {
    if (error) {
      // Where in the string is not where in the line.
      error->line = 1;
      error->column = error->offset = 0;
    }
    return status;
  }
  *value = clean;
  return GZ_OK;
}

static enum gz_status
take_record(const json_t *record, struct gz_article *article,
            struct gz_error *error) {
  enum gz_status status;
  struct gz_str value;
  for (int field = 0; field < GZ_N_FIELD; ++field) {
    GZ_TRY(status, take_string(record, gz_field_name(field), article->arena,
                               &value, error));
    GZ_TRY(status, gz_metadata_set(&article->metadata, field, value, error));
  }
  GZ_TRY(status, take_string(record, "text", article->arena, &value, error));
  return gz_article_take_text(article, value, error);
}

enum gz_status
gz_read_json(struct gz_str line, struct gz_article *article,
             struct gz_error *error) {
  enum gz_status status;
  GZ_TRY(status, gz_json_check_depth(line, error));
  json_error_t why;
  json_t *record = json_loadb(line.data, line.size, 0, &why);
  if (!record) {
    return fail_json(&why, error);
  }
  status = json_is_object(record)
               ? take_record(record, article, error)
               : gz_fail(error, GZ_BAD_INPUT, "A record is not an object");
  json_decref(record);
  return status;
}
