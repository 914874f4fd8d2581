#include "graph/sparql/results_parts.h"

#include <string.h>

/** Put text or an attribute's value. */
static void
put_text(struct gz_output *output, struct gz_str text) {
  size_t start = 0;
  for (size_t i = 0; i < text.size; ++i) {
    const char c = text.data[i];
    // A return, or a line end in an attribute, would be read as another.
    const char *escape = c == '&'    ? "&amp;"
                         : c == '<'  ? "&lt;"
                         : c == '>'  ? "&gt;"
                         : c == '"'  ? "&quot;"
                         : c == '\r' ? "&#xD;"
                                     : NULL;
    if (escape) {
      gz_output_put(output, gz_str_part(text, start, i));
      gz_output_puts(output, escape);
      start = i + 1;
    }
  }
  gz_output_put(output, gz_str_part(text, start, text.size));
}

/** Whether XML 1.0 can hold `text`: no controls, no U+FFFE and U+FFFF. */
static bool
is_xml(struct gz_str text) {
  for (size_t i = 0; i < text.size; ++i) {
    const unsigned char c = (unsigned char)text.data[i];
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
        (c == 0xEF && i + 2 < text.size &&
         (memcmp(text.data + i, "\xEF\xBF\xBE", 3) == 0 ||
          memcmp(text.data + i, "\xEF\xBF\xBF", 3) == 0))) {
      return false;
    }
  }
  return true;
}

void
gz_results_xml_begin(struct gz_results_writer *writer) {
  struct gz_output *output = &writer->output;
  gz_output_puts(output,
                 "<?xml version=\"1.0\"?>\n"
                 "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">\n"
                 "  <head>\n");
  for (size_t i = 0; i < writer->n_columns; ++i) {
    gz_output_puts(output, "    <variable name=\"");
    put_text(output, writer->columns[i]);
    gz_output_puts(output, "\"/>\n");
  }
  gz_output_puts(output, "  </head>\n  <results>\n");
}

static void
put_element(struct gz_output *output, const char *name, struct gz_str text) {
  gz_output_putc(output, '<');
  gz_output_puts(output, name);
  gz_output_putc(output, '>');
  put_text(output, text);
  gz_output_puts(output, "</");
  gz_output_puts(output, name);
  gz_output_putc(output, '>');
}

static void
put_literal(struct gz_output *output, const struct gz_term *term) {
  gz_output_puts(output, "<literal");
  if (term->language.size) {
    gz_output_puts(output, " xml:lang=\"");
    put_text(output, term->language);
    gz_output_putc(output, '"');
  } else if (term->datatype.size) {
    gz_output_puts(output, " datatype=\"");
    put_text(output, term->datatype);
    gz_output_putc(output, '"');
  }
  gz_output_putc(output, '>');
  put_text(output, term->value);
  gz_output_puts(output, "</literal>");
}

enum gz_status
gz_results_xml_row(struct gz_results_writer *writer, const struct gz_term *row,
                   struct gz_error *error) {
  struct gz_output *output = &writer->output;
  for (size_t i = 0; i < writer->n_columns; ++i) {
    if (!is_xml(row[i].value)) {
      return gz_fail(error, GZ_UNSUPPORTED,
                     "Row %llu has a character that XML cannot hold",
                     (unsigned long long)writer->rows + 1);
    }
  }
  gz_output_puts(output, "    <result>\n");
  for (size_t i = 0; i < writer->n_columns; ++i) {
    if (row[i].kind == GZ_TERM_NONE) {
      continue;
    }
    gz_output_puts(output, "      <binding name=\"");
    put_text(output, writer->columns[i]);
    gz_output_puts(output, "\">");
    if (row[i].kind == GZ_TERM_IRI) {
      put_element(output, "uri", row[i].value);
    } else if (row[i].kind == GZ_TERM_BLANK) {
      put_element(output, "bnode", row[i].value);
    } else {
      put_literal(output, &row[i]);
    }
    gz_output_puts(output, "</binding>\n");
  }
  gz_output_puts(output, "    </result>\n");
  return GZ_OK;
}

void
gz_results_xml_end(struct gz_results_writer *writer) {
  gz_output_puts(&writer->output, "  </results>\n</sparql>\n");
}
