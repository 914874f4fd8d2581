#include "graph/load.h"

#include "graph/load_parts.h"
#include "graph/nquads.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of input between two tellings of progress. */
#define TELL_BYTES ((uint64_t)1 << 20)

static const struct {
  enum gz_rdf_format format;
  const char *name;
  const char *ending;
  const char *type;
} formats[] = {
    {GZ_RDF_NTRIPLES, "ntriples", "nt", "application/n-triples"},
    {GZ_RDF_NQUADS, "nquads", "nq", "application/n-quads"},
    {GZ_RDF_TURTLE, "turtle", "ttl", "text/turtle"},
    {GZ_RDF_TRIG, "trig", "trig", "application/trig"},
    {GZ_RDF_XML, "rdfxml", "rdf", "application/rdf+xml"},
    {GZ_RDF_XML, "rdfxml", "owl", "application/xml"},
    {GZ_RDF_XML, "rdfxml", "xml", "text/xml"},
};
#define FORMATS (sizeof formats / sizeof *formats)

enum gz_status
gz_rdf_format_find(struct gz_str name, enum gz_rdf_format *format) {
  if (name.size > 3 &&
      gz_str_equal_nocase(gz_str_part(name, name.size - 3, name.size),
                          GZ_STR(".gz"))) {
    name.size -= 3;
  }
  struct gz_str ending = name;
  for (size_t i = name.size; i-- > 0;) {
    if (name.data[i] == '.') {
      ending = gz_str_part(name, i + 1, name.size);
      break;
    }
  }
  for (size_t i = 0; i < FORMATS; ++i) {
    if (gz_str_equal_nocase(name, gz_str(formats[i].name)) ||
        gz_str_equal_nocase(name, gz_str(formats[i].type)) ||
        gz_str_equal_nocase(ending, gz_str(formats[i].ending))) {
      *format = formats[i].format;
      return GZ_OK;
    }
  }
  return GZ_NOT_FOUND;
}

const char *
gz_rdf_format_name(enum gz_rdf_format format) {
  for (size_t i = 0; i < FORMATS; ++i) {
    if (formats[i].format == format) {
      return formats[i].name;
    }
  }
  return "";
}

void
gz_loader_fail(struct gz_loader *loader, enum gz_status status, size_t line,
               size_t column, const char *format, ...) {
  if (loader->failed != GZ_OK) {
    return;
  }
  char message[GZ_ERROR_MESSAGE_SIZE];
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  // Parsers end their messages with a newline or a full stop.
  size_t size = strlen(message);
  while (size && strchr("\n. ", message[size - 1])) {
    message[--size] = '\0';
  }
  loader->failed =
      gz_fail_at(&loader->error, status, line, column, 0, "%s", message);
}

size_t
gz_loader_block(struct gz_loader *loader, char *bytes, size_t size) {
  size_t got = 0;
  if (loader->failed != GZ_OK) {
    return 0;
  }
  loader->failed =
      loader->source(loader->source_data, bytes, size, &got, &loader->error);
  if (loader->failed != GZ_OK) {
    return 0;
  }
  loader->counts.bytes += got;
  if (loader->options->progress &&
      loader->counts.bytes - loader->told >= TELL_BYTES) {
    loader->told = loader->counts.bytes;
    if (!loader->options->progress(loader->options->data, &loader->counts)) {
      gz_loader_fail(loader, GZ_CANCELLED, 0, 0, "The reading was ended");
      return 0;
    }
  }
  return got;
}

void
gz_loader_quad(struct gz_loader *loader, struct gz_quad *quad) {
  if (loader->failed != GZ_OK) {
    return;
  }
  if (quad->graph.kind == GZ_TERM_NONE) {
    quad->graph = loader->options->graph;
  }
  loader->failed = loader->sink(loader->sink_data, quad, &loader->error);
  loader->counts.quads += loader->failed == GZ_OK;
}

/** Tell of a bad line and go on, or fail. */
static void
bad_line(struct gz_loader *loader, struct gz_error *error, uint64_t line) {
  error->line = (size_t)line;
  if (!loader->options->keep_going || error->status != GZ_BAD_INPUT) {
    loader->failed = error->status;
    loader->error = *error;
    return;
  }
  ++loader->counts.skipped;
  if (loader->options->skipped) {
    gz_error_in_file(error, loader->options->name);
    loader->options->skipped(loader->options->data, error);
  }
}

/** Where the reading of lines is. */
struct lines {
  struct gz_buffer text; /**< Read, but not yet as a whole line */
  struct gz_buffer room;
  uint64_t line;
  bool after_cr; /**< A line feed now belongs to the line before */
};

/** Read the lines in the first `whole` bytes of the text, and drop them. */
static void
read_lines(struct gz_loader *loader, struct lines *lines, size_t whole) {
  char *const data = lines->text.data;
  size_t done = 0;
  while (done < whole && loader->failed == GZ_OK) {
    struct gz_quad quad;
    struct gz_error error;
    size_t used = 0;
    const enum gz_status status = gz_nquads_read(
        gz_str_n(data + done, whole - done),
        loader->options->format == GZ_RDF_NQUADS, loader->options->blank_prefix,
        &lines->room, &quad, &used, &error);
    if (status == GZ_OK) {
      gz_loader_quad(loader, &quad);
    } else if (status != GZ_END) {
      bad_line(loader, &error, lines->line);
      if (loader->failed != GZ_OK) {
        break;
      }
    }
    done += used;
    lines->line += !(lines->after_cr && used == 1 && data[done - 1] == '\n');
    lines->after_cr = data[done - 1] == '\r';
  }
  if (done) {
    memmove(data, data + done, lines->text.size - done);
    lines->text.size -= done;
  }
}

/** The end of the last line that ends behind `from`, or 0. */
static size_t
last_line_end(struct gz_str text, size_t from) {
  size_t end = text.size;
  while (end > from && text.data[end - 1] != '\n' &&
         text.data[end - 1] != '\r') {
    --end;
  }
  return end > from ? end : 0;
}

void
gz_loader_lines(struct gz_loader *loader) {
  struct lines lines = {.line = 1};
  struct gz_buffer *text = &lines.text;
  gz_buffer_init(text, GZ_MAX_LINE_BYTES + GZ_LOAD_BLOCK);
  gz_buffer_init(&lines.room, GZ_MAX_LINE_BYTES + 4096);
  bool at_end = false;
  while (!at_end && loader->failed == GZ_OK) {
    const size_t before = text->size;
    if (before > GZ_MAX_LINE_BYTES) {
      gz_loader_fail(loader, GZ_TOO_LARGE, (size_t)lines.line, 1,
                     "A line has more than %zu bytes", GZ_MAX_LINE_BYTES);
      break;
    }
    if (gz_buffer_reserve(text, GZ_LOAD_BLOCK) != GZ_OK) {
      gz_loader_fail(loader, GZ_NO_MEMORY, (size_t)lines.line, 1,
                     "Out of memory");
      break;
    }
    const size_t got =
        gz_loader_block(loader, text->data + before, GZ_LOAD_BLOCK);
    text->size += got;
    at_end = !got;
    read_lines(loader, &lines,
               at_end ? text->size
                      : last_line_end(gz_buffer_str(text), before));
  }
  gz_buffer_free(text);
  gz_buffer_free(&lines.room);
}

enum gz_status
gz_rdf_read(const struct gz_load_options *options, gz_rdf_source *source,
            void *source_data, gz_rdf_sink *sink, void *sink_data,
            struct gz_load_counts *counts, struct gz_error *error) {
  struct gz_loader loader = {.options = options,
                             .source = source,
                             .source_data = source_data,
                             .sink = sink,
                             .sink_data = sink_data};
  if (options->base.size && !gz_iri_is_loadable(options->base)) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "The base is no absolute IRI");
  }
  switch (options->format) {
  case GZ_RDF_NTRIPLES:
  case GZ_RDF_NQUADS:
    gz_loader_lines(&loader);
    break;
  case GZ_RDF_TURTLE:
  case GZ_RDF_TRIG:
    gz_loader_turtle(&loader);
    break;
  case GZ_RDF_XML:
    gz_loader_xml(&loader);
    break;
  default:
    return gz_fail(error, GZ_BAD_ARGUMENT, "There is no such format");
  }
  if (counts) {
    *counts = loader.counts;
  }
  if (loader.failed != GZ_OK && error) {
    *error = loader.error;
    gz_error_in_file(error, options->name);
  }
  return loader.failed;
}

static enum gz_status
add_quad(void *data, const struct gz_quad *quad, struct gz_error *error) {
  return gz_quads_add(data, quad, error);
}

enum gz_status
gz_load(struct gz_quads_txn *txn, const struct gz_load_options *options,
        gz_rdf_source *source, void *source_data, struct gz_load_counts *counts,
        struct gz_error *error) {
  struct gz_load_options with_prefix = *options;
  char prefix[32];
  if (!options->blank_prefix.size) {
    const int size = snprintf(prefix, sizeof prefix, "b%llu-",
                              (unsigned long long)gz_quads_stamp(txn));
    with_prefix.blank_prefix = gz_str_n(prefix, (size_t)size);
  }
  return gz_rdf_read(&with_prefix, source, source_data, add_quad, txn, counts,
                     error);
}

enum gz_status
gz_rdf_source_file(void *data, char *bytes, size_t size, size_t *got,
                   struct gz_error *error) {
  errno = 0;
  *got = fread(bytes, 1, size, data);
  if (*got < size && ferror((FILE *)data)) {
    return gz_fail_system(error, errno, "Cannot read");
  }
  return GZ_OK;
}

enum gz_status
gz_rdf_source_text(void *data, char *bytes, size_t size, size_t *got,
                   struct gz_error *error) {
  (void)error;
  struct gz_str *text = data;
  const size_t count = text->size < size ? text->size : size;
  if (count) {
    memcpy(bytes, text->data, count);
  }
  *text = gz_str_part(*text, count, text->size);
  *got = count;
  return GZ_OK;
}
