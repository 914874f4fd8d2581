// RDF/XML, read by Raptor.
#include "graph/load_parts.h"
#include "graph/nquads.h"

#include <stdlib.h>
#include <string.h>

#include <raptor2.h>

/* What a generated label begins with: no label of a file can. */
#define GENERATED '\001'

/** What Raptor's functions are called with. */
struct xml {
  struct gz_loader *loader;
  raptor_parser *parser;
  size_t line; /**< That is being fed to it */
  unsigned long generated;
  struct gz_buffer room[5];
};

/** Fail where `at` is. */
static void
fail_at(struct xml *xml, const raptor_locator *at, enum gz_status status,
        const char *message) {
  // Raptor does not always know.
  const size_t line = at && at->line > 0 ? (size_t)at->line : xml->line;
  const size_t column = at && at->column > 0 ? (size_t)at->column : 0;
  gz_loader_fail(xml->loader, status, line, column, "%s", message);
}

/** Fail where the parser is. */
static void
fail(struct xml *xml, enum gz_status status, const char *message) {
  fail_at(xml, raptor_parser_get_locator(xml->parser), status, message);
}

static void
on_log(void *data, raptor_log_message *message) {
  struct xml *xml = data;
  if (message->level < RAPTOR_LOG_LEVEL_ERROR) {
    return;
  }
  fail_at(xml, message->locator, GZ_BAD_INPUT, message->text);
}

/** Name a blank node that has no label; keep a label as it is. */
static unsigned char *
on_blank(void *data, unsigned char *label) {
  struct xml *xml = data;
  if (label) {
    return label;
  }
  char *made = raptor_alloc_memory(32);
  if (made) {
    (void)snprintf(made, 32, "%c%lu", GENERATED, ++xml->generated);
  }
  return (unsigned char *)made;
}

static bool
put(struct xml *xml, int at, struct gz_str text) {
  const enum gz_status status = gz_buffer_add(&xml->room[at], text);
  if (status != GZ_OK) {
    fail(xml, status, gz_status_message(status));
  }
  return status == GZ_OK;
}

/** "b17-label" for a label of the file's, "b17_3" for one that was made. */
static bool
make_blank(struct xml *xml, struct gz_str label, int at, struct gz_term *term) {
  const bool made = label.size && label.data[0] == GENERATED;
  struct gz_str prefix = xml->loader->options->blank_prefix;
  if (made && prefix.size && prefix.data[prefix.size - 1] == '-') {
    --prefix.size;
  }
  gz_buffer_clear(&xml->room[at]);
  if (!put(xml, at, prefix) || (made && !put(xml, at, GZ_STR("_"))) ||
      !put(xml, at, made ? gz_str_part(label, 1, label.size) : label)) {
    return false;
  }
  *term = gz_term_blank(gz_buffer_str(&xml->room[at]));
  return true;
}

static struct gz_str
uri_text(raptor_uri *uri) {
  size_t size = 0;
  const unsigned char *text = raptor_uri_as_counted_string(uri, &size);
  return gz_str_n((const char *)text, size);
}

/* What relative IRIs come to begin with where there is no base. */
#define NO_BASE "relative:"

static bool
check_iri(struct xml *xml, struct gz_str iri) {
  if (gz_iri_is_loadable(iri) && (xml->loader->options->base.size ||
                                  !gz_str_starts(iri, GZ_STR(NO_BASE)))) {
    return true;
  }
  char message[GZ_ERROR_MESSAGE_SIZE];
  (void)snprintf(message, sizeof message, "<%.*s> is no absolute IRI",
                 (int)(iri.size < 200 ? iri.size : 200), iri.data);
  fail(xml, GZ_BAD_INPUT, message);
  return false;
}

static bool
make_literal(struct xml *xml, const raptor_term_literal_value *literal,
             struct gz_term *term) {
  const struct gz_str text =
      gz_str_n((const char *)literal->string, literal->string_len);
  if (literal->language && literal->language_len) {
    struct gz_buffer *room = &xml->room[4];
    gz_buffer_clear(room);
    if (!put(
            xml, 4,
            gz_str_n((const char *)literal->language, literal->language_len))) {
      return false;
    }
    for (size_t i = 0; i < room->size; ++i) {
      const char c = room->data[i];
      room->data[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    *term = gz_term_tagged(text, gz_buffer_str(room));
  } else if (literal->datatype) {
    *term = gz_term_typed(text, uri_text(literal->datatype));
    return check_iri(xml, uri_text(literal->datatype));
  } else {
    *term = gz_term_string(text);
  }
  return true;
}

static bool
make_term(struct xml *xml, const raptor_term *from, int at,
          struct gz_term *term) {
  switch (from->type) {
  case RAPTOR_TERM_TYPE_URI:
    *term = gz_term_iri(uri_text(from->value.uri));
    return check_iri(xml, term->value);
  case RAPTOR_TERM_TYPE_BLANK:
    return make_blank(xml,
                      gz_str_n((const char *)from->value.blank.string,
                               from->value.blank.string_len),
                      at, term);
  case RAPTOR_TERM_TYPE_LITERAL:
    return make_literal(xml, &from->value.literal, term);
  default:
    fail(xml, GZ_BAD_INPUT, "This is no RDF term");
    return false;
  }
}

static void
on_statement(void *data, raptor_statement *statement) {
  struct xml *xml = data;
  struct gz_quad quad = {0};
  if (xml->loader->failed == GZ_OK &&
      make_term(xml, statement->subject, 0, &quad.subject) &&
      make_term(xml, statement->predicate, 1, &quad.predicate) &&
      make_term(xml, statement->object, 2, &quad.object)) {
    gz_loader_quad(xml->loader, &quad);
  }
}

/** Feed the parser line by line, so that it is known which is wrong. */
static void
feed(struct xml *xml, const char *block, size_t size) {
  for (size_t begin = 0; begin < size && xml->loader->failed == GZ_OK;) {
    const char *line = block + begin;
    const char *end = memchr(line, '\n', size - begin);
    const size_t count = end ? (size_t)(end - line) + 1 : size - begin;
    if (raptor_parser_parse_chunk(xml->parser, (const unsigned char *)line,
                                  count, 0) != 0) {
      fail(xml, GZ_BAD_INPUT, "This is no RDF/XML");
    }
    xml->line += end != NULL;
    begin += count;
  }
}

static void
parse(struct xml *xml, raptor_uri *base) {
  struct gz_loader *loader = xml->loader;
  char *block = malloc(GZ_LOAD_BLOCK);
  if (!block || raptor_parser_parse_start(xml->parser, base) != 0) {
    gz_loader_fail(loader, GZ_NO_MEMORY, 0, 0, "Cannot begin to read");
    free(block);
    return;
  }
  size_t got = 0;
  while ((got = gz_loader_block(loader, block, GZ_LOAD_BLOCK)) > 0) {
    feed(xml, block, got);
  }
  if (loader->failed == GZ_OK &&
      raptor_parser_parse_chunk(xml->parser, NULL, 0, 1) != 0) {
    fail(xml, GZ_BAD_INPUT, "This is no RDF/XML");
  }
  free(block);
}

void
gz_loader_xml(struct gz_loader *loader) {
  struct xml xml = {.loader = loader, .line = 1};
  for (size_t i = 0; i < sizeof xml.room / sizeof *xml.room; ++i) {
    gz_buffer_init(&xml.room[i], GZ_MAX_LINE_BYTES);
  }
  raptor_world *world = raptor_new_world();
  raptor_uri *base = NULL;
  if (world) {
    (void)raptor_world_set_log_handler(world, &xml, on_log);
    raptor_world_set_generate_bnodeid_handler(world, &xml, on_blank);
    const struct gz_str text =
        loader->options->base.size ? loader->options->base : GZ_STR(NO_BASE);
    base = raptor_new_uri_from_counted_string(
        world, (const unsigned char *)text.data, text.size);
    xml.parser = raptor_new_parser(world, "rdfxml");
  }
  if (xml.parser && base) {
    (void)raptor_parser_set_option(xml.parser, RAPTOR_OPTION_NO_NET, NULL, 1);
    (void)raptor_parser_set_option(xml.parser, RAPTOR_OPTION_NO_FILE, NULL, 1);
    raptor_parser_set_statement_handler(xml.parser, &xml, on_statement);
    parse(&xml, base);
  } else {
    gz_loader_fail(loader, GZ_NO_MEMORY, 0, 0, "Out of memory");
  }
  raptor_free_parser(xml.parser);
  raptor_free_uri(base);
  raptor_free_world(world);
  for (size_t i = 0; i < sizeof xml.room / sizeof *xml.room; ++i) {
    gz_buffer_free(&xml.room[i]);
  }
}
