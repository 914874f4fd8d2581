#include "graph/writer.h"

#include "graph/writer_parts.h"
#include "input/arena.h"
#include "ontology/syntax.h"

#include <stdlib.h>
#include <string.h>

/** The formats, by name. */
static const struct gz_format formats[] = {
    {"dot", "GraphViz", "text/vnd.graphviz", "dot gv", false, false},
    {"html", "HTML table", "text/html", "html htm xhtml", false, false},
    {"json", "RDF/JSON", "application/rdf+json", "rj json", false, false},
    {"json-triples", "RDF/JSON, a list of triples", "application/json", "",
     false, false},
    {"nquads", "N-Quads", "application/n-quads", "nq", true, true},
    {"ntriples", "N-Triples", "application/n-triples", "nt", false, true},
    {"rdfxml", "RDF/XML", "application/rdf+xml", "rdf owl", false, false},
    {"rdfxml-abbrev", "RDF/XML, abbreviated", "application/rdf+xml", "", false,
     false},
    {"trig", "TriG", "application/trig", "trig", true, false},
    {"turtle", "Turtle", "text/turtle", "ttl", false, false},
};

#define N_FORMATS (sizeof formats / sizeof *formats)

struct gz_writer {
  const struct gz_format *format;
  struct gz_prefix_set prefixes;
  struct gz_prefix *prefix_items;
  struct gz_statements *statements; /**< Null if the format streams */
  struct gz_output output;
};

const struct gz_format *
gz_formats(size_t *count) {
  *count = N_FORMATS;
  return formats;
}

/** Whether `word` is one of the words in `list`, which spaces part. */
static bool
has_word(const char *list, struct gz_str word) {
  struct gz_str rest = gz_str(list);
  while (rest.size > 0) {
    const size_t end = gz_str_find(rest, ' ');
    if (gz_str_equal_nocase(gz_str_part(rest, 0, end), word)) {
      return true;
    }
    rest = gz_str_part(rest, end + 1, rest.size);
  }
  return false;
}

const struct gz_format *
gz_format_find(struct gz_str name) {
  static const struct {
    const char *media_type;
    const char *name;
  } others[] = {
      {"application/x-turtle", "turtle"},
      {"text/x-turtle", "turtle"},
      {"text/n3", "turtle"},
      {"application/x-trig", "trig"},
      {"text/plain", "ntriples"},
      {"text/x-nquads", "nquads"},
      {"text/xml", "rdfxml"},
      {"application/xml", "rdfxml"},
      {"application/xhtml+xml", "html"},
      {"text/x-graphviz", "dot"},
  };
  name = gz_str_trim(gz_str_part(name, 0, gz_str_find(name, ';')));
  if (gz_str_starts(name, GZ_STR("."))) {
    name = gz_str_part(name, 1, name.size);
  }
  for (size_t i = 0; i < N_FORMATS; ++i) {
    if (gz_str_equal_nocase(name, gz_str(formats[i].name)) ||
        gz_str_equal_nocase(name, gz_str(formats[i].media_type)) ||
        has_word(formats[i].extensions, name)) {
      return &formats[i];
    }
  }
  for (size_t i = 0; i < sizeof others / sizeof *others; ++i) {
    if (gz_str_equal_nocase(name, gz_str(others[i].media_type))) {
      return gz_format_find(gz_str(others[i].name));
    }
  }
  return NULL;
}

const struct gz_format *
gz_format_of_file(struct gz_str file) {
  size_t dot = file.size;
  while (dot > 0 && file.data[dot - 1] != '.' && file.data[dot - 1] != '/') {
    --dot;
  }
  if (dot == 0 || file.data[dot - 1] != '.') {
    return NULL;
  }
  const struct gz_str extension = gz_str_part(file, dot, file.size);
  for (size_t i = 0; i < N_FORMATS; ++i) {
    if (has_word(formats[i].extensions, extension)) {
      return &formats[i];
    }
  }
  return NULL;
}

static int
compare_prefixes(const void *a, const void *b) {
  return gz_str_compare(((const struct gz_prefix *)a)->name,
                        ((const struct gz_prefix *)b)->name);
}

/** Whether `name` is PN_PREFIX of Turtle, or empty. */
static bool
is_prefix(struct gz_str name) {
  return name.size == 0 || (gz_syntax_local(name) && name.data[0] != '_' &&
                            !(name.data[0] >= '0' && name.data[0] <= '9'));
}

/** Put the caller's prefixes, and ours that they leave, into order. */
static enum gz_status
merge_prefixes(struct gz_writer *writer, const struct gz_prefix *prefixes,
               size_t n_prefixes, struct gz_error *error) {
  for (size_t i = 0; i < n_prefixes; ++i) {
    if (!is_prefix(prefixes[i].name) || !gz_syntax_iri(prefixes[i].iri)) {
      return gz_fail(error, GZ_BAD_ARGUMENT, "Not a prefix and its IRI: %.*s",
                     GZ_STR_ARGS(gz_str_part(prefixes[i].name, 0, 100)));
    }
  }
  size_t n_ours = 0;
  const struct gz_prefix *ours = gz_prefixes(&n_ours);
  if (n_prefixes > UINT16_MAX / 2) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "Too many prefixes");
  }
  writer->prefix_items =
      calloc(n_prefixes + n_ours, sizeof *writer->prefix_items);
  if (!writer->prefix_items) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for prefixes");
  }
  size_t count = 0;
  for (size_t i = 0; i < n_prefixes + n_ours; ++i) {
    const struct gz_prefix *next =
        i < n_prefixes ? &prefixes[i] : &ours[i - n_prefixes];
    size_t j = 0;
    while (j < count &&
           !gz_str_equal(writer->prefix_items[j].name, next->name)) {
      ++j;
    }
    if (j == count) {
      writer->prefix_items[count++] = *next;
    }
  }
  qsort(writer->prefix_items, count, sizeof *writer->prefix_items,
        compare_prefixes);
  writer->prefixes.items = writer->prefix_items;
  writer->prefixes.count = count;
  return GZ_OK;
}

enum gz_status
gz_writer_new(const struct gz_format *format, const struct gz_prefix *prefixes,
              size_t n_prefixes, struct gz_sink sink, struct gz_writer **writer,
              struct gz_error *error) {
  struct gz_writer *made = malloc(sizeof *made);
  if (!made) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for a writer");
  }
  made->format = format;
  made->prefix_items = NULL;
  made->statements = NULL;
  made->prefixes = (struct gz_prefix_set){.count = 0};
  gz_output_init(&made->output, sink);
  enum gz_status status = merge_prefixes(made, prefixes, n_prefixes, error);
  if (status == GZ_OK && !format->streams) {
    made->statements = gz_statements_new();
    if (!made->statements) {
      status = gz_fail(error, GZ_NO_MEMORY, "No memory for a writer");
    }
  }
  if (status != GZ_OK) {
    gz_writer_free(made);
    return status;
  }
  *writer = made;
  return GZ_OK;
}

enum gz_status
gz_writer_base(struct gz_writer *writer, struct gz_str base,
               struct gz_error *error) {
  const size_t scheme = gz_str_find(base, ':');
  if (!gz_syntax_iri(base) || gz_str_find(base, '#') < base.size ||
      !gz_str_starts(gz_str_part(base, scheme, base.size), GZ_STR("://"))) {
    char shown[GZ_SHOWN_SIZE];
    return gz_fail(error, GZ_BAD_ARGUMENT, "Not a base IRI: %s",
                   gz_syntax_shown(base, shown));
  }
  writer->prefixes.base = base;
  return GZ_OK;
}

void
gz_writer_free(struct gz_writer *writer) {
  if (writer) {
    gz_statements_free(writer->statements);
    free(writer->prefix_items);
    free(writer);
  }
}

/** The output's own failure, if there was one. */
static enum gz_status
output_status(const struct gz_writer *writer, struct gz_error *error) {
  const enum gz_status status = gz_output_status(&writer->output);
  if (status != GZ_OK && error) {
    *error = writer->output.error;
  }
  return status;
}

enum gz_status
gz_writer_quad(struct gz_writer *writer, const struct gz_quad *quad,
               struct gz_error *error) {
  if (writer->statements) {
    struct gz_quad kept = *quad;
    if (!writer->format->graphs) {
      kept.graph = (struct gz_term){.kind = GZ_TERM_NONE};
    }
    return gz_statements_add_quad(writer->statements, &kept, error);
  }
  enum gz_status status;
  GZ_TRY(status, gz_quad_check(quad, error));
  gz_put_nquad(&writer->output, quad, writer->format->graphs);
  return output_status(writer, error);
}

enum gz_status
gz_writer_statements(struct gz_writer *writer,
                     const struct gz_statements *statements,
                     struct gz_error *error) {
  const size_t count = gz_statements_count(statements);
  for (size_t i = 0; i < count; ++i) {
    const struct gz_quad quad = gz_statements_quad(statements, i);
    enum gz_status status;
    if (writer->statements) {
      GZ_TRY(status, gz_writer_quad(writer, &quad, error));
    } else {
      // What is in a set has been checked.
      gz_put_nquad(&writer->output, &quad, writer->format->graphs);
      GZ_TRY(status, output_status(writer, error));
    }
  }
  return GZ_OK;
}

enum gz_status
gz_writer_end(struct gz_writer *writer, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  if (writer->statements) {
    status = gz_statements_sort(writer->statements, error);
    if (status == GZ_OK) {
      const char *name = writer->format->name;
      const bool ours =
          strcmp(name, "turtle") == 0 || strcmp(name, "trig") == 0;
      status = ours ? gz_write_turtle(&writer->output, writer->statements,
                                      &writer->prefixes, error)
                    : gz_write_raptor(&writer->output, writer->statements,
                                      &writer->prefixes, name, error);
    }
  }
  const enum gz_status flushed =
      gz_output_flush(&writer->output, status == GZ_OK ? error : NULL);
  return status == GZ_OK ? flushed : status;
}
