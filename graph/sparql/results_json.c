#include "graph/sparql/results_parts.h"

#include <stdio.h>

/** Put a string of JSON (RFC 8259). */
static void
put_string(struct gz_output *output, struct gz_str text) {
  gz_output_putc(output, '"');
  size_t start = 0;
  for (size_t i = 0; i < text.size; ++i) {
    const unsigned char c = (unsigned char)text.data[i];
    char escape[8];
    if (c == '"' || c == '\\') {
      (void)snprintf(escape, sizeof escape, "\\%c", c);
    } else if (c == '\n') {
      (void)snprintf(escape, sizeof escape, "\\n");
    } else if (c == '\t') {
      (void)snprintf(escape, sizeof escape, "\\t");
    } else if (c == '\r') {
      (void)snprintf(escape, sizeof escape, "\\r");
    } else if (c < 0x20 || c == 0x7F) {
      (void)snprintf(escape, sizeof escape, "\\u%04x", c);
    } else {
      continue;
    }
    gz_output_put(output, gz_str_part(text, start, i));
    gz_output_puts(output, escape);
    start = i + 1;
  }
  gz_output_put(output, gz_str_part(text, start, text.size));
  gz_output_putc(output, '"');
}

static void
put_term(struct gz_output *output, const struct gz_term *term) {
  gz_output_puts(output, "{\"type\": ");
  gz_output_puts(output, term->kind == GZ_TERM_IRI     ? "\"uri\""
                         : term->kind == GZ_TERM_BLANK ? "\"bnode\""
                                                       : "\"literal\"");
  gz_output_puts(output, ", \"value\": ");
  put_string(output, term->value);
  if (term->language.size) {
    gz_output_puts(output, ", \"xml:lang\": ");
    put_string(output, term->language);
  } else if (term->datatype.size) {
    gz_output_puts(output, ", \"datatype\": ");
    put_string(output, term->datatype);
  }
  gz_output_putc(output, '}');
}

void
gz_results_json_begin(struct gz_results_writer *writer) {
  struct gz_output *output = &writer->output;
  gz_output_puts(output, "{\"head\": {\"vars\": [");
  for (size_t i = 0; i < writer->n_columns; ++i) {
    gz_output_puts(output, i ? ", " : "");
    put_string(output, writer->columns[i]);
  }
  gz_output_puts(output, "]},\n\"results\": {\"bindings\": [");
}

void
gz_results_json_row(struct gz_results_writer *writer,
                    const struct gz_term *row) {
  struct gz_output *output = &writer->output;
  gz_output_puts(output, writer->rows ? ",\n{" : "\n{");
  bool first = true;
  for (size_t i = 0; i < writer->n_columns; ++i) {
    if (row[i].kind != GZ_TERM_NONE) {
      gz_output_puts(output, first ? "" : ", ");
      put_string(output, writer->columns[i]);
      gz_output_puts(output, ": ");
      put_term(output, &row[i]);
      first = false;
    }
  }
  gz_output_putc(output, '}');
}

void
gz_results_json_end(struct gz_results_writer *writer) {
  gz_output_puts(&writer->output, writer->rows ? "\n]}}\n" : "]}}\n");
}
