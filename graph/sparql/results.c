#include "graph/sparql/results.h"

#include "graph/sparql/results_parts.h"

#include <stdlib.h>

static const struct {
  enum gz_results_format format;
  const char *names[4]; /**< Name, extension, media types */
} formats[] = {
    {GZ_RESULTS_TABLE, {"table", NULL, NULL, NULL}},
    {GZ_RESULTS_CSV, {"csv", "text/csv", NULL, NULL}},
    {GZ_RESULTS_TSV, {"tsv", "text/tab-separated-values", NULL, NULL}},
    {GZ_RESULTS_JSON,
     {"json", "srj", "application/sparql-results+json", "application/json"}},
    {GZ_RESULTS_XML,
     {"xml", "srx", "application/sparql-results+xml", "application/xml"}},
};

bool
gz_results_format_find(struct gz_str name, enum gz_results_format *format) {
  name = gz_str_trim(gz_str_part(name, 0, gz_str_find(name, ';')));
  if (name.size && name.data[0] == '.') {
    name = gz_str_part(name, 1, name.size);
  }
  for (size_t i = 0; i < sizeof formats / sizeof *formats; ++i) {
    for (size_t j = 0; j < 4 && formats[i].names[j]; ++j) {
      if (gz_str_equal_nocase(name, gz_str(formats[i].names[j]))) {
        *format = formats[i].format;
        return true;
      }
    }
  }
  return false;
}

enum gz_status
gz_results_writer_new(enum gz_results_format format,
                      const struct gz_str *columns, size_t n_columns,
                      const struct gz_results_options *options,
                      struct gz_sink sink, struct gz_results_writer **writer,
                      struct gz_error *error) {
  struct gz_results_writer *made = calloc(1, sizeof *made);
  if (!made) {
    return gz_fail(error, GZ_NO_MEMORY, "Out of memory for results");
  }
  made->format = format;
  made->columns = columns;
  made->n_columns = n_columns;
  if (options) {
    made->options = *options;
  }
  gz_output_init(&made->output, sink);
  switch (format) {
  case GZ_RESULTS_CSV:
    gz_results_csv_begin(made);
    break;
  case GZ_RESULTS_TSV:
    gz_results_tsv_begin(made);
    break;
  case GZ_RESULTS_JSON:
    gz_results_json_begin(made);
    break;
  case GZ_RESULTS_XML:
    gz_results_xml_begin(made);
    break;
  case GZ_RESULTS_TABLE:
    made->arena = gz_arena_new(0);
    if (!made->arena) {
      free(made);
      return gz_fail(error, GZ_NO_MEMORY, "Out of memory for results");
    }
    break;
  }
  *writer = made;
  return GZ_OK;
}

/** What went wrong with the sink, if anything did. */
static enum gz_status
status_of(const struct gz_output *output, struct gz_error *error) {
  const enum gz_status status = gz_output_status(output);
  if (status != GZ_OK && error) {
    *error = output->error;
  }
  return status;
}

enum gz_status
gz_results_row(struct gz_results_writer *writer, const struct gz_term *row,
               struct gz_error *error) {
  enum gz_status status = GZ_OK;
  switch (writer->format) {
  case GZ_RESULTS_CSV:
    gz_results_csv_row(writer, row);
    break;
  case GZ_RESULTS_TSV:
    gz_results_tsv_row(writer, row);
    break;
  case GZ_RESULTS_JSON:
    gz_results_json_row(writer, row);
    break;
  case GZ_RESULTS_XML:
    status = gz_results_xml_row(writer, row, error);
    break;
  case GZ_RESULTS_TABLE:
    status = gz_results_table_row(writer, row);
    if (status != GZ_OK) {
      (void)gz_fail(error, status, "Out of memory for a table");
    }
    break;
  }
  ++writer->rows;
  return status == GZ_OK ? status_of(&writer->output, error) : status;
}

enum gz_status
gz_results_end(struct gz_results_writer *writer, struct gz_error *error) {
  if (writer->format == GZ_RESULTS_JSON) {
    gz_results_json_end(writer);
  } else if (writer->format == GZ_RESULTS_XML) {
    gz_results_xml_end(writer);
  } else if (writer->format == GZ_RESULTS_TABLE &&
             gz_results_table_end(writer) != GZ_OK) {
    return gz_fail(error, GZ_NO_MEMORY, "Out of memory for a table");
  }
  return gz_output_flush(&writer->output, error);
}

void
gz_results_writer_free(struct gz_results_writer *writer) {
  if (writer) {
    gz_arena_free(writer->arena);
    free(writer);
  }
}

enum gz_status
gz_results_write_answer(enum gz_results_format format, bool answer,
                        struct gz_sink sink, struct gz_error *error) {
  struct gz_output *output = malloc(sizeof *output);
  if (!output) {
    return gz_fail(error, GZ_NO_MEMORY, "Out of memory for results");
  }
  gz_output_init(output, sink);
  const char *word = answer ? "true" : "false";
  const char *before = "";
  const char *after = "\n";
  switch (format) {
  case GZ_RESULTS_JSON:
    before = "{\"head\": {}, \"boolean\": ";
    after = "}\n";
    break;
  case GZ_RESULTS_XML:
    before = "<?xml version=\"1.0\"?>\n"
             "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">\n"
             "  <head/>\n"
             "  <boolean>";
    after = "</boolean>\n</sparql>\n";
    break;
  case GZ_RESULTS_CSV:
    after = "\r\n";
    break;
  case GZ_RESULTS_TSV:
  case GZ_RESULTS_TABLE:
    break;
  }
  gz_output_puts(output, before);
  gz_output_puts(output, word);
  gz_output_puts(output, after);
  const enum gz_status status = gz_output_flush(output, error);
  free(output);
  return status;
}

enum gz_status
gz_results_read(struct gz_str text, enum gz_results_format format,
                struct gz_arena *arena, struct gz_results *results,
                struct gz_error *error) {
  struct gz_results read = {0};
  enum gz_status status = GZ_OK;
  switch (format) {
  case GZ_RESULTS_JSON:
    status = gz_results_read_json(text, arena, &read, error);
    break;
  case GZ_RESULTS_XML:
    status = gz_results_read_xml(text, arena, &read, error);
    break;
  case GZ_RESULTS_CSV:
  case GZ_RESULTS_TSV:
    status = gz_results_read_csv(text, format == GZ_RESULTS_TSV, arena, &read,
                                 error);
    break;
  case GZ_RESULTS_TABLE:
    return gz_fail(error, GZ_UNSUPPORTED, "A table cannot be read");
  }
  if (status == GZ_OK) {
    *results = read;
  }
  return status;
}
