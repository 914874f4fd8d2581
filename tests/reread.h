/**
 * @file reread.h
 * Write statements in a format, and read text back with Raptor: for tests of
 * what is written.
 */

#ifndef GZ_TESTS_REREAD_H
#define GZ_TESTS_REREAD_H

#include "graph/writer.h"

#include <raptor2.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/** Bytes that a test may write. */
#define CEILING ((size_t)16 << 20)

/** What Raptor read back. */
struct reading {
  struct gz_statements *statements;
  bool failed;
};

static inline struct gz_term
iri(const char *text) {
  return gz_term_iri(gz_str(text));
}

static inline struct gz_term
default_graph(void) {
  return (struct gz_term){.kind = GZ_TERM_NONE};
}

static inline struct gz_term
from_raptor(const raptor_term *term) {
  if (!term) {
    return default_graph();
  }
  if (term->type == RAPTOR_TERM_TYPE_URI) {
    size_t size = 0;
    const unsigned char *text =
        raptor_uri_as_counted_string(term->value.uri, &size);
    return gz_term_iri(gz_str_n((const char *)text, size));
  }
  if (term->type == RAPTOR_TERM_TYPE_BLANK) {
    return gz_term_blank(gz_str_n((const char *)term->value.blank.string,
                                  term->value.blank.string_len));
  }
  const struct gz_str value = gz_str_n((const char *)term->value.literal.string,
                                       term->value.literal.string_len);
  if (term->value.literal.language) {
    return gz_term_tagged(value,
                          gz_str((const char *)term->value.literal.language));
  }
  return term->value.literal.datatype
             ? gz_term_typed(value, gz_str((const char *)raptor_uri_as_string(
                                        term->value.literal.datatype)))
             : gz_term_string(value);
}

static inline void
on_statement(void *user_data, raptor_statement *statement) {
  struct reading *reading = user_data;
  const struct gz_quad quad = {
      .subject = from_raptor(statement->subject),
      .predicate = from_raptor(statement->predicate),
      .object = from_raptor(statement->object),
      .graph = from_raptor(statement->graph),
  };
  struct gz_error error;
  if (gz_statements_add_quad(reading->statements, &quad, &error) != GZ_OK) {
    print_message("read back: %s\n", error.message);
    reading->failed = true;
  }
}

static inline void
on_message(void *user_data, raptor_log_message *message) {
  if (message->level >= RAPTOR_LOG_LEVEL_ERROR) {
    ((struct reading *)user_data)->failed = true;
  }
}

/** Read `text` with Raptor; null if it is not valid. */
static inline struct gz_statements *
read_back(struct gz_str text, const char *parser_name) {
  raptor_world *world = raptor_new_world();
  struct reading reading = {.statements = gz_statements_new()};
  raptor_world_set_log_handler(world, &reading, on_message);
  raptor_world_open(world);
  raptor_parser *parser = raptor_new_parser(world, parser_name);
  raptor_uri *base =
      raptor_new_uri(world, (const unsigned char *)"http://base.invalid/x");
  raptor_parser_set_statement_handler(parser, &reading, on_statement);
  if (raptor_parser_parse_start(parser, base) ||
      raptor_parser_parse_chunk(parser, (const unsigned char *)text.data,
                                text.size, 1)) {
    reading.failed = true;
  }
  raptor_free_uri(base);
  raptor_free_parser(parser);
  raptor_free_world(world);
  if (reading.failed) {
    gz_statements_free(reading.statements);
    return NULL;
  }
  assert_int_equal(gz_statements_sort(reading.statements, NULL), GZ_OK);
  return reading.statements;
}

static inline bool
same(const struct gz_statements *a, const struct gz_statements *b) {
  if (gz_statements_count(a) != gz_statements_count(b)) {
    return false;
  }
  for (size_t i = 0; i < gz_statements_count(a); ++i) {
    const struct gz_quad x = gz_statements_quad(a, i);
    const struct gz_quad y = gz_statements_quad(b, i);
    if (gz_quad_compare(&x, &y) != 0) {
      return false;
    }
  }
  return true;
}

/** Write `set` in a format; false, with its status, if that refuses it. */
static inline enum gz_status
write_set(const struct gz_statements *set, const char *name,
          struct gz_buffer *buffer, struct gz_error *error) {
  const struct gz_format *format = gz_format_find(gz_str(name));
  assert_non_null(format);
  const struct gz_prefix prefixes[] = {
      {GZ_STR("ex"), GZ_STR("http://example.org/")},
      {GZ_STR("urn"), GZ_STR("urn:")},
      {GZ_STR("unused"), GZ_STR("http://unused.example/")},
  };
  struct gz_writer *writer = NULL;
  assert_int_equal(gz_writer_new(format, prefixes, COUNT(prefixes),
                                 gz_sink_buffer(buffer), &writer, error),
                   GZ_OK);
  enum gz_status status = gz_writer_statements(writer, set, error);
  if (status == GZ_OK) {
    status = gz_writer_end(writer, error);
  }
  gz_writer_free(writer);
  return status;
}

#endif
