#include "graph/sparql/results_parts.h"

#include "input/buffer.h"

#include <string.h>

/** A document that is being read, line by line. */
struct reader {
  struct gz_str text;
  size_t at;
  size_t line;
  struct gz_arena *arena;
  struct gz_error *error;
};

static enum gz_status
fail(const struct reader *reader, const char *what) {
  return gz_fail_at(reader->error, GZ_BAD_INPUT, reader->line, 0, reader->at,
                    "%s", what);
}

static bool
at_end(const struct reader *reader) {
  return reader->at == reader->text.size;
}

/** Whether the next bytes end a line; passes them. */
static bool
accept_line_end(struct reader *reader) {
  const struct gz_str rest =
      gz_str_part(reader->text, reader->at, reader->text.size);
  const size_t size = gz_str_starts(rest, GZ_STR("\r\n")) ? 2
                      : gz_str_starts(rest, GZ_STR("\n")) ? 1
                                                          : 0;
  reader->at += size;
  reader->line += size > 0;
  return size > 0;
}

/** A field of RFC 4180. */
static enum gz_status
read_field(struct reader *reader, struct gz_str *field) {
  const struct gz_str text = reader->text;
  if (at_end(reader) || text.data[reader->at] != '"') {
    const size_t start = reader->at;
    while (!at_end(reader) && !strchr(",\r\n", text.data[reader->at])) {
      ++reader->at;
    }
    *field = gz_str_part(text, start, reader->at);
    return GZ_OK;
  }
  char *copy = gz_arena_alloc(reader->arena, text.size - reader->at);
  if (!copy) {
    return GZ_NO_MEMORY;
  }
  size_t size = 0;
  for (++reader->at; !at_end(reader); ++reader->at) {
    const char c = text.data[reader->at];
    if (c == '"') {
      if (reader->at + 1 == text.size || text.data[reader->at + 1] != '"') {
        ++reader->at;
        *field = gz_str_n(copy, size);
        return GZ_OK;
      }
      ++reader->at;
    }
    reader->line += c == '\n';
    copy[size++] = c;
  }
  return fail(reader, "A quote is not closed");
}

/** The end of a string of Turtle that begins at `i`; 0 if there is none. */
static size_t
string_end(struct gz_str field, size_t i) {
  const char quote = field.data[i];
  for (++i; i < field.size; ++i) {
    if (field.data[i] == '\\') {
      ++i;
    } else if (field.data[i] == quote) {
      return i + 1;
    }
  }
  return 0;
}

/** Copy a string without its escapes. */
static bool
unescape(struct gz_arena *arena, struct gz_str text, struct gz_str *out) {
  static const char from[] = "tnrbf\"'\\";
  static const char to[] = "\t\n\r\b\f\"'\\";
  char *copy = gz_arena_alloc(arena, text.size + 1);
  size_t size = 0;
  for (size_t i = 0; copy && i < text.size; ++i) {
    char c = text.data[i];
    if (c == '\\') {
      const char *found =
          i + 1 < text.size ? strchr(from, text.data[i + 1]) : NULL;
      if (!found || !*found) {
        return false;
      }
      c = to[found - from];
      ++i;
    }
    copy[size++] = c;
  }
  *out = gz_str_n(copy, size);
  return copy != NULL;
}

/** A literal in quotes, with what follows it. */
static enum gz_status
read_quoted(struct reader *reader, struct gz_str field, struct gz_term *term) {
  const size_t end = string_end(field, 0);
  struct gz_str value;
  if (!end ||
      !unescape(reader->arena, gz_str_part(field, 1, end - 1), &value)) {
    return fail(reader, "A string is not as Turtle has it");
  }
  const struct gz_str rest = gz_str_part(field, end, field.size);
  if (gz_str_starts(rest, GZ_STR("^^<")) && gz_str_ends(rest, GZ_STR(">"))) {
    *term = gz_term_typed(value, gz_str_part(rest, 3, rest.size - 1));
  } else if (rest.size > 1 && rest.data[0] == '@') {
    *term = gz_term_tagged(
        value, gz_results_tag(reader->arena, gz_str_part(rest, 1, rest.size)));
  } else if (!rest.size) {
    *term = gz_term_string(value);
  } else {
    return fail(reader, "A literal is followed by what does not belong to it");
  }
  return GZ_OK;
}

/** A term as Turtle has it. */
static enum gz_status
read_term(struct reader *reader, struct gz_str field, struct gz_term *term) {
  const struct gz_str inner = gz_str_part(field, 1, field.size - 1);
  if (!field.size) {
    *term = (struct gz_term){.kind = GZ_TERM_NONE};
  } else if (field.data[0] == '<' && gz_str_ends(field, GZ_STR(">"))) {
    *term = gz_term_iri(inner);
  } else if (gz_str_starts(field, GZ_STR("_:"))) {
    *term = gz_term_blank(gz_str_part(field, 2, field.size));
  } else if (field.data[0] == '"' || field.data[0] == '\'') {
    return read_quoted(reader, field, term);
  } else if (gz_str_is(field, "true") || gz_str_is(field, "false")) {
    *term = gz_term_typed(field, GZ_STR(GZ_XSD "boolean"));
  } else if (strspn(field.data, "+-.0123456789eE") < field.size) {
    return fail(reader, "A term is not as Turtle has it");
  } else {
    const bool real = gz_str_find(field, 'e') < field.size ||
                      gz_str_find(field, 'E') < field.size;
    const bool point = gz_str_find(field, '.') < field.size;
    *term = gz_term_typed(field, real    ? GZ_STR(GZ_XSD "double")
                                 : point ? GZ_STR(GZ_XSD "decimal")
                                         : GZ_STR(GZ_XSD "integer"));
  }
  return GZ_OK;
}

/** The next field of a line, and whether another follows it. */
static enum gz_status
next_field(struct reader *reader, bool tabs, struct gz_str *field,
           bool *another) {
  const struct gz_str text = reader->text;
  enum gz_status status;
  if (tabs) {
    const size_t start = reader->at;
    while (!at_end(reader) && !strchr("\t\r\n", text.data[reader->at])) {
      ++reader->at;
    }
    *field = gz_str_part(text, start, reader->at);
  } else {
    GZ_TRY(status, read_field(reader, field));
  }
  *another = !at_end(reader) && text.data[reader->at] == (tabs ? '\t' : ',');
  if (*another) {
    ++reader->at;
  } else if (!accept_line_end(reader) && !at_end(reader)) {
    return fail(reader, "A field is followed by what is no separator");
  }
  return GZ_OK;
}

static enum gz_status
read_head(struct reader *reader, bool tabs, struct gz_results *results) {
  enum gz_status status;
  bool another = !accept_line_end(reader) && !at_end(reader);
  while (another) {
    struct gz_str name;
    GZ_TRY(status, next_field(reader, tabs, &name, &another));
    if (tabs && (!name.size || name.data[0] != '?')) {
      return fail(reader, "A variable does not begin with a question mark");
    }
    GZ_TRY(status, gz_results_add_column(results, reader->arena,
                                         gz_str_part(name, tabs, name.size),
                                         reader->error));
  }
  return GZ_OK;
}

static enum gz_status
read_row(struct reader *reader, bool tabs, struct gz_results *results) {
  struct gz_term *row = gz_results_add_row(results, reader->arena);
  enum gz_status status;
  if (!row) {
    return GZ_NO_MEMORY;
  }
  if (!results->n_columns) {
    return accept_line_end(reader) ? GZ_OK
                                   : fail(reader, "A row has too many fields");
  }
  bool another = true;
  for (size_t i = 0; i < results->n_columns; ++i) {
    struct gz_str field;
    if (!another) {
      return fail(reader, "A row has too few fields");
    }
    GZ_TRY(status, next_field(reader, tabs, &field, &another));
    if (tabs) {
      // read_term() looks for a terminator.
      const struct gz_str copy = gz_arena_str(reader->arena, field);
      if (!copy.data) {
        return GZ_NO_MEMORY;
      }
      GZ_TRY(status, read_term(reader, copy, &row[i]));
    } else if (field.size) {
      row[i] = gz_term_string(field);
    }
  }
  return another ? fail(reader, "A row has too many fields") : GZ_OK;
}

enum gz_status
gz_results_read_csv(struct gz_str text, bool tabs, struct gz_arena *arena,
                    struct gz_results *results, struct gz_error *error) {
  enum gz_status status;
  struct gz_str copy = gz_arena_str(arena, text);
  if (!copy.data) {
    return gz_fail(error, GZ_NO_MEMORY, "Out of memory for results");
  }
  if (memchr(copy.data, '\0', copy.size)) {
    return gz_fail(error, GZ_BAD_INPUT, "A NUL is no text");
  }
  struct reader reader = {
      .text = copy, .line = 1, .arena = arena, .error = error};
  results->untyped = !tabs;
  GZ_TRY(status, read_head(&reader, tabs, results));
  while (!at_end(&reader)) {
    status = read_row(&reader, tabs, results);
    if (status != GZ_OK) {
      return status == GZ_NO_MEMORY
                 ? gz_fail(error, status, "Out of memory for results")
                 : status;
    }
  }
  return GZ_OK;
}
