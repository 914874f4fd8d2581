#include "graph/sparql/results_parts.h"

#include "graph/writer_parts.h"

#include <string.h>

/** Put a field of RFC 4180: in quotes if it has a character that needs them. */
static void
put_field(struct gz_output *output, struct gz_str text) {
  bool quoted = false;
  for (size_t i = 0; i < text.size && !quoted; ++i) {
    const char c = text.data[i];
    quoted = c == '"' || c == ',' || c == '\n' || c == '\r';
  }
  if (!quoted) {
    gz_output_put(output, text);
    return;
  }
  gz_output_putc(output, '"');
  while (text.size) {
    const size_t quote = gz_str_find(text, '"');
    gz_output_put(output, gz_str_part(text, 0, quote));
    if (quote < text.size) {
      gz_output_puts(output, "\"\"");
    }
    text = gz_str_part(text, quote + 1, text.size);
  }
  gz_output_putc(output, '"');
}

void
gz_results_csv_begin(struct gz_results_writer *writer) {
  for (size_t i = 0; i < writer->n_columns; ++i) {
    gz_output_puts(&writer->output, i ? "," : "");
    put_field(&writer->output, writer->columns[i]);
  }
  gz_output_puts(&writer->output, "\r\n");
}

void
gz_results_csv_row(struct gz_results_writer *writer,
                   const struct gz_term *row) {
  for (size_t i = 0; i < writer->n_columns; ++i) {
    gz_output_puts(&writer->output, i ? "," : "");
    if (row[i].kind == GZ_TERM_BLANK) {
      gz_output_puts(&writer->output, "_:");
    }
    if (row[i].kind != GZ_TERM_NONE) {
      put_field(&writer->output, row[i].value);
    }
  }
  gz_output_puts(&writer->output, "\r\n");
}

void
gz_results_tsv_begin(struct gz_results_writer *writer) {
  for (size_t i = 0; i < writer->n_columns; ++i) {
    gz_output_puts(&writer->output, i ? "\t?" : "?");
    gz_output_put(&writer->output, writer->columns[i]);
  }
  gz_output_putc(&writer->output, '\n');
}

static bool
is_digit(char c) {
  return c >= '0' && c <= '9';
}

/** Digits from `i` on; returns where they end. */
static size_t
skip_digits(struct gz_str text, size_t i) {
  while (i < text.size && is_digit(text.data[i])) {
    ++i;
  }
  return i;
}

/** Whether Turtle reads `text`, written bare, as a number of `datatype`. */
static bool
is_bare(struct gz_str text, struct gz_str datatype) {
  size_t i = text.size && (text.data[0] == '+' || text.data[0] == '-');
  const size_t whole = i;
  i = skip_digits(text, i);
  const bool before = i > whole;
  if (gz_str_is(datatype, GZ_XSD "integer")) {
    return before && i == text.size;
  }
  bool after = false;
  const bool point = i < text.size && text.data[i] == '.';
  if (point) {
    const size_t end = skip_digits(text, i + 1);
    after = end > i + 1;
    i = end;
  }
  if (gz_str_is(datatype, GZ_XSD "decimal")) {
    return point && after && i == text.size;
  }
  if (!gz_str_is(datatype, GZ_XSD "double") || !(before || after) ||
      i == text.size || (text.data[i] != 'e' && text.data[i] != 'E')) {
    return false;
  }
  ++i;
  i += i < text.size && (text.data[i] == '+' || text.data[i] == '-');
  return i < text.size && skip_digits(text, i) == text.size;
}

/** Put a term as Turtle has it, without prefixes and without line breaks. */
static void
put_turtle(struct gz_output *output, const struct gz_term *term) {
  switch (term->kind) {
  case GZ_TERM_NONE:
    return;
  case GZ_TERM_IRI:
    gz_put_iri(output, term->value);
    return;
  case GZ_TERM_BLANK:
    gz_output_puts(output, "_:");
    gz_output_put(output, term->value);
    return;
  case GZ_TERM_LITERAL:
    break;
  }
  if (term->datatype.size && is_bare(term->value, term->datatype)) {
    gz_output_put(output, term->value);
    return;
  }
  // Tabs are allowed in Turtle's strings, but part fields here.
  struct gz_str rest = term->value;
  gz_output_putc(output, '"');
  for (size_t i = 0; i < rest.size; ++i) {
    const char c = rest.data[i];
    const char *escape = c == '\t'   ? "\\t"
                         : c == '\n' ? "\\n"
                         : c == '\r' ? "\\r"
                         : c == '"'  ? "\\\""
                         : c == '\\' ? "\\\\"
                                     : NULL;
    if (escape) {
      gz_output_puts(output, escape);
    } else {
      gz_output_putc(output, c);
    }
  }
  gz_output_putc(output, '"');
  if (term->language.size) {
    gz_output_putc(output, '@');
    gz_output_put(output, term->language);
  } else if (term->datatype.size) {
    gz_output_puts(output, "^^");
    gz_put_iri(output, term->datatype);
  }
}

void
gz_results_tsv_row(struct gz_results_writer *writer,
                   const struct gz_term *row) {
  for (size_t i = 0; i < writer->n_columns; ++i) {
    gz_output_puts(&writer->output, i ? "\t" : "");
    put_turtle(&writer->output, &row[i]);
  }
  gz_output_putc(&writer->output, '\n');
}
