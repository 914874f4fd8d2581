#include "graph/writer_parts.h"

#include "input/buffer.h"

#include <stdio.h>

/** What each byte of a string becomes: 0 itself, 1 \uXXXX, else \ and that. */
static const char escapes[256] = {
    [0x00] = 1,   [0x01] = 1, [0x02] = 1,   [0x03] = 1,    [0x04] = 1,
    [0x05] = 1,   [0x06] = 1, [0x07] = 1,   ['\b'] = 'b',  ['\t'] = 't',
    ['\n'] = 'n', [0x0B] = 1, ['\f'] = 'f', ['\r'] = 'r',  [0x0E] = 1,
    [0x0F] = 1,   [0x10] = 1, [0x11] = 1,   [0x12] = 1,    [0x13] = 1,
    [0x14] = 1,   [0x15] = 1, [0x16] = 1,   [0x17] = 1,    [0x18] = 1,
    [0x19] = 1,   [0x1A] = 1, [0x1B] = 1,   [0x1C] = 1,    [0x1D] = 1,
    [0x1E] = 1,   [0x1F] = 1, ['"'] = '"',  ['\\'] = '\\', [0x7F] = 1,
};

void
gz_put_iri(struct gz_output *output, struct gz_str iri) {
  gz_output_putc(output, '<');
  gz_output_put(output, iri);
  gz_output_putc(output, '>');
}

void
gz_put_string(struct gz_output *output, struct gz_str text) {
  gz_output_putc(output, '"');
  size_t start = 0;
  for (size_t i = 0; i < text.size; ++i) {
    const char escape = escapes[(unsigned char)text.data[i]];
    if (escape) {
      gz_output_put(output, gz_str_n(text.data + start, i - start));
      start = i + 1;
      char code[8];
      (void)snprintf(code, sizeof code, escape == 1 ? "\\u%04X" : "\\%c",
                     escape == 1 ? text.data[i] : escape);
      gz_output_puts(output, code);
    }
  }
  gz_output_put(output, gz_str_n(text.data + start, text.size - start));
  gz_output_putc(output, '"');
}

static void
put_term(struct gz_output *output, const struct gz_term *term) {
  switch (term->kind) {
  case GZ_TERM_NONE:
    break;
  case GZ_TERM_IRI:
    gz_put_iri(output, term->value);
    break;
  case GZ_TERM_BLANK:
    gz_output_puts(output, "_:");
    gz_output_put(output, term->value);
    break;
  case GZ_TERM_LITERAL:
    gz_put_string(output, term->value);
    if (term->language.size) {
      gz_output_putc(output, '@');
      gz_output_put(output, term->language);
    } else if (term->datatype.size) {
      gz_output_puts(output, "^^");
      gz_put_iri(output, term->datatype);
    }
    break;
  }
}

void
gz_put_nquad(struct gz_output *output, const struct gz_quad *quad,
             bool with_graph) {
  put_term(output, &quad->subject);
  gz_output_putc(output, ' ');
  put_term(output, &quad->predicate);
  gz_output_putc(output, ' ');
  put_term(output, &quad->object);
  gz_output_putc(output, ' ');
  if (with_graph && quad->graph.kind != GZ_TERM_NONE) {
    put_term(output, &quad->graph);
    gz_output_putc(output, ' ');
  }
  gz_output_puts(output, ".\n");
}
