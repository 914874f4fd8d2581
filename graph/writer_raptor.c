#include "graph/writer_parts.h"

#include "ontology/syntax.h"

#include <raptor2.h>
#include <stdio.h>
#include <string.h>

/** What a serializer of Raptor cannot write, and must not be asked to. */
struct limits {
  const char *serializer;
  bool xml;      /**< Only the characters of XML */
  bool records;  /**< No < and > */
  bool names;    /**< Predicates are names of elements */
  bool elements; /**< Classes too */
  bool json;     /**< Writes \UXXXXXXXX where JSON has two \uXXXX */
};

static const struct limits all_limits[] = {
    {.serializer = "dot", .xml = true, .records = true},
    {.serializer = "html", .xml = true},
    {.serializer = "json", .json = true},
    {.serializer = "json-triples", .json = true},
    {.serializer = "rdfxml", .xml = true, .names = true},
    {.serializer = "rdfxml-abbrev",
     .xml = true,
     .names = true,
     .elements = true},
};

/** A run of a serializer. */
struct run {
  struct gz_output *output;
  const struct gz_statements *statements;
  const struct limits *limits;
  raptor_world *world;
  raptor_serializer *serializer;
  bool escaped;   /**< The last byte was a backslash that begins an escape */
  int digits;     /**< Of \UXXXXXXXX that are still to come */
  uint32_t code;  /**< What they come to so far */
  bool complains; /**< Raptor reported an error: in `message` */
  char message[GZ_ERROR_MESSAGE_SIZE / 2];
};

static void
note_message(void *user_data, raptor_log_message *message) {
  struct run *run = user_data;
  if (message->level >= RAPTOR_LOG_LEVEL_ERROR && !run->complains) {
    run->complains = true;
    (void)snprintf(run->message, sizeof run->message, "%s",
                   message->text ? message->text : "unknown error");
  }
}

static uint32_t
hex_value(char c) {
  return c >= 'a'   ? (uint32_t)(c - 'a') + 10
         : c >= 'A' ? (uint32_t)(c - 'A') + 10
                    : (uint32_t)(c - '0');
}

/** Pass a byte of JSON on; a \UXXXXXXXX becomes a pair of surrogates. */
static void
put_json_byte(struct run *run, char c) {
  if (run->digits > 0) {
    run->code = run->code << 4 | hex_value(c);
    if (--run->digits == 0) {
      const uint32_t offset = run->code - 0x10000;
      char pair[16];
      (void)snprintf(pair, sizeof pair, "\\u%04X\\u%04X",
                     (unsigned)(0xD800 + (offset >> 10 & 0x3FF)),
                     (unsigned)(0xDC00 + (offset & 0x3FF)));
      gz_output_puts(run->output, pair);
    }
  } else if (run->escaped) {
    run->escaped = false;
    if (c == 'U') {
      run->digits = 8;
      run->code = 0;
    } else {
      gz_output_putc(run->output, '\\');
      gz_output_putc(run->output, c);
    }
  } else if (c == '\\') {
    run->escaped = true;
  } else {
    gz_output_putc(run->output, c);
  }
}

static int
write_bytes(void *context, const void *data, size_t size, size_t count) {
  struct run *run = context;
  const struct gz_str text = gz_str_n(data, size * count);
  if (run->limits->json) {
    for (size_t i = 0; i < text.size; ++i) {
      put_json_byte(run, text.data[i]);
    }
  } else {
    gz_output_put(run->output, text);
  }
  return gz_output_status(run->output) == GZ_OK ? (int)count : 0;
}

static int
write_byte(void *context, const int byte) {
  const char c = (char)byte;
  return write_bytes(context, &c, 1, 1) == 1 ? 0 : 1;
}

static const raptor_iostream_handler handler = {
    .version = 2,
    .write_byte = write_byte,
    .write_bytes = write_bytes,
};

static enum gz_status
no_memory(struct gz_error *error) {
  return gz_fail(error, GZ_NO_MEMORY, "No memory to write RDF");
}

static enum gz_status
refuse(struct gz_error *error, const struct run *run, const char *what,
       struct gz_str text) {
  char buffer[GZ_SHOWN_SIZE];
  return gz_fail(error, GZ_UNSUPPORTED, "%s cannot hold %s: %s",
                 run->limits->serializer, what, gz_syntax_shown(text, buffer));
}

/**
 * Whether Raptor writes all of `text`, valid UTF-8.  Of the characters of XML
 * 1.0 it leaves out U+007F; U+FFFE and U+FFFF, which are none, it always drops.
 */
static bool
is_writable(const struct limits *limits, struct gz_str text) {
  for (size_t i = 0; i < text.size; ++i) {
    const unsigned char c = (unsigned char)text.data[i];
    if (limits->xml &&
        (c == 0x7F || (c < 0x20 && c != '\t' && c != '\n' && c != '\r'))) {
      return false;
    }
    // A field of a record in GraphViz takes these for the name of a port.
    if (limits->records && (c == '<' || c == '>')) {
      return false;
    }
    // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
    if (c == 0xEF && (unsigned char)text.data[i + 1] == 0xBF &&
        (unsigned char)text.data[i + 2] >= 0xBE) {
      return false;
    }
  }
  return true;
}

/** Whether RDF/XML can write `iri` as the name of an element. */
static bool
is_element(struct gz_str iri) {
  // RDF/XML, sections 7.2.2 to 7.2.4, and rdf:li, which stands for another.
  static const char *const reserved[] = {
      "RDF",      "ID",        "about",           "parseType",
      "resource", "nodeID",    "datatype",        "Description",
      "li",       "aboutEach", "aboutEachPrefix", "bagID",
  };
  const struct gz_str rdf = GZ_STR(GZ_RDF);
  if (gz_str_starts(iri, rdf)) {
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; ++i) {
      if (gz_str_is(gz_str_part(iri, rdf.size, iri.size), reserved[i])) {
        return false;
      }
    }
  }
  for (size_t i = 1; i < iri.size; ++i) {
    if (raptor_xml_name_check((const unsigned char *)iri.data + i, iri.size - i,
                              10)) {
      return true;
    }
  }
  return false;
}

/** Check every term that some statement uses. */
static enum gz_status
check_terms(const struct run *run, struct gz_error *error) {
  const uint32_t count = gz_statements_n_terms(run->statements);
  for (uint32_t i = 1; i <= count; ++i) {
    const struct gz_term term = gz_statements_get(run->statements, i);
    if (!is_writable(run->limits, term.value) ||
        !is_writable(run->limits, term.datatype)) {
      return refuse(error, run, "a character of this", term.value);
    }
    if (run->limits->names && gz_str_is(term.datatype, GZ_RDF "XMLLiteral")) {
      return refuse(error, run, "a literal of XML", term.value);
    }
  }
  return GZ_OK;
}

/** Check the predicates, and where they are elements the classes. */
static enum gz_status
check_names(const struct run *run, struct gz_error *error) {
  uint32_t last = GZ_NO_TERM;
  const size_t count = gz_statements_count(run->statements);
  for (size_t i = 0; run->limits->names && i < count; ++i) {
    const struct gz_quad_ids ids = gz_statements_ids(run->statements, i);
    const struct gz_term predicate =
        gz_statements_get(run->statements, ids.predicate);
    if (ids.predicate != last && !is_element(predicate.value)) {
      return refuse(error, run, "a predicate that does not end in an XML name",
                    predicate.value);
    }
    last = ids.predicate;
    const struct gz_term object =
        gz_statements_get(run->statements, ids.object);
    if (run->limits->elements && object.kind == GZ_TERM_IRI &&
        gz_str_is(predicate.value, GZ_RDF "type") &&
        !is_element(object.value)) {
      return refuse(error, run, "a class that does not end in an XML name",
                    object.value);
    }
  }
  return GZ_OK;
}

/** A text as Raptor wants it: its data never null. */
static const unsigned char *
bytes_of(struct gz_str text) {
  return (const unsigned char *)(text.data ? text.data : "");
}

static raptor_term *
make_term(const struct run *run, uint32_t number) {
  const struct gz_term term = gz_statements_get(run->statements, number);
  const unsigned char *value = bytes_of(term.value);
  if (term.kind == GZ_TERM_IRI) {
    return raptor_new_term_from_counted_uri_string(run->world, value,
                                                   term.value.size);
  }
  if (term.kind == GZ_TERM_BLANK) {
    return raptor_new_term_from_counted_blank(run->world, value,
                                              term.value.size);
  }
  raptor_uri *datatype = NULL;
  if (term.datatype.size) {
    datatype = raptor_new_uri_from_counted_string(
        run->world, bytes_of(term.datatype), term.datatype.size);
    if (!datatype) {
      return NULL;
    }
  }
  // Raptor wants a tag of at most 255 bytes, and terminated.
  unsigned char tag[256];
  const size_t tag_size = gz_str_part(term.language, 0, sizeof tag - 1).size;
  memcpy(tag, bytes_of(term.language), tag_size);
  tag[tag_size] = '\0';
  raptor_term *made = raptor_new_term_from_counted_literal(
      run->world, value, term.value.size, datatype, tag_size ? tag : NULL,
      (unsigned char)tag_size);
  raptor_free_uri(datatype);
  return made;
}

static enum gz_status
serialize(struct run *run, size_t index, struct gz_error *error) {
  const struct gz_quad_ids ids = gz_statements_ids(run->statements, index);
  raptor_statement statement;
  raptor_statement_init(&statement, run->world);
  statement.subject = make_term(run, ids.subject);
  statement.predicate = make_term(run, ids.predicate);
  statement.object = make_term(run, ids.object);
  enum gz_status status = GZ_OK;
  if (!statement.subject || !statement.predicate || !statement.object ||
      raptor_serializer_serialize_statement(run->serializer, &statement)) {
    status = no_memory(error);
  }
  raptor_statement_clear(&statement);
  return status;
}

/** Whether an element can be named with that prefix. */
static bool
is_used(const struct run *run, const struct gz_prefix *prefix) {
  uint32_t last = GZ_NO_TERM;
  for (size_t i = 0; i < gz_statements_count(run->statements); ++i) {
    const struct gz_quad_ids ids = gz_statements_ids(run->statements, i);
    if (ids.predicate == last && !run->limits->elements) {
      continue;
    }
    last = ids.predicate;
    const struct gz_term predicate =
        gz_statements_get(run->statements, ids.predicate);
    const bool type =
        run->limits->elements && gz_str_is(predicate.value, GZ_RDF "type");
    const struct gz_term named =
        type ? gz_statements_get(run->statements, ids.object) : predicate;
    if (gz_str_starts(named.value, prefix->iri)) {
      return true;
    }
  }
  return false;
}

/** Declare the prefixes, except those that Raptor declares by itself. */
static enum gz_status
declare(struct run *run, const struct gz_prefix_set *prefixes,
        struct gz_error *error) {
  for (size_t i = 0; run->limits->names && i < prefixes->count; ++i) {
    const struct gz_prefix *prefix = &prefixes->items[i];
    char name[64];
    if (gz_str_is(prefix->iri, GZ_RDF) || prefix->name.size == 0 ||
        prefix->name.size >= sizeof name || !is_used(run, prefix)) {
      continue;
    }
    memcpy(name, prefix->name.data, prefix->name.size);
    name[prefix->name.size] = '\0';
    raptor_uri *uri = raptor_new_uri_from_counted_string(
        run->world, bytes_of(prefix->iri), prefix->iri.size);
    const bool done =
        uri && raptor_serializer_set_namespace(
                   run->serializer, uri, (const unsigned char *)name) == 0;
    raptor_free_uri(uri);
    if (!done) {
      return no_memory(error);
    }
  }
  return GZ_OK;
}

/** Write all with a serializer that is ready. */
static enum gz_status
serialize_all(struct run *run, const struct gz_prefix_set *prefixes,
              struct gz_error *error) {
  raptor_iostream *stream =
      raptor_new_iostream_from_handler(run->world, run, &handler);
  if (!stream) {
    return no_memory(error);
  }
  enum gz_status status = declare(run, prefixes, error);
  if (status == GZ_OK &&
      raptor_serializer_start_to_iostream(run->serializer, NULL, stream) != 0) {
    status = no_memory(error);
  }
  const size_t count = gz_statements_count(run->statements);
  for (size_t i = 0; status == GZ_OK && i < count; ++i) {
    status = serialize(run, i, error);
  }
  if (status == GZ_OK && raptor_serializer_serialize_end(run->serializer)) {
    status = no_memory(error);
  }
  raptor_free_iostream(stream);
  return status;
}

/** Write all in a world of its own. */
static enum gz_status
run_in_world(struct run *run, const struct gz_prefix_set *prefixes,
             struct gz_error *error) {
  run->world = raptor_new_world();
  if (!run->world) {
    return no_memory(error);
  }
  enum gz_status status = GZ_OK;
  if (raptor_world_set_log_handler(run->world, run, note_message) != 0 ||
      raptor_world_open(run->world) != 0) {
    status = no_memory(error);
  } else {
    run->serializer =
        raptor_new_serializer(run->world, run->limits->serializer);
    status = run->serializer
                 ? serialize_all(run, prefixes, error)
                 : gz_fail(error, GZ_UNSUPPORTED, "Raptor here has no %s",
                           run->limits->serializer);
  }
  raptor_free_serializer(run->serializer);
  raptor_free_world(run->world);
  if (run->complains) {
    return gz_fail(error, GZ_UNSUPPORTED, "%s: %s", run->limits->serializer,
                   run->message);
  }
  return status;
}

enum gz_status
gz_write_raptor(struct gz_output *output,
                const struct gz_statements *statements,
                const struct gz_prefix_set *prefixes, const char *serializer,
                struct gz_error *error) {
  struct run run = {.output = output, .statements = statements};
  for (size_t i = 0; i < sizeof all_limits / sizeof *all_limits; ++i) {
    if (strcmp(all_limits[i].serializer, serializer) == 0) {
      run.limits = &all_limits[i];
    }
  }
  if (!run.limits) {
    return gz_fail(error, GZ_UNSUPPORTED, "No format %s", serializer);
  }
  enum gz_status status;
  GZ_TRY(status, check_terms(&run, error));
  GZ_TRY(status, check_names(&run, error));
  return run_in_world(&run, prefixes, error);
}
