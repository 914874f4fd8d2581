#include "graph/sparql/results_parts.h"

#include <string.h>
#include <utf8proc.h>

/** Narrowest that a column is folded to. */
#define MIN_WIDTH 8

/** Spaces between columns. */
#define GAP 2

/** Length of the code point at `at` in bytes; its columns in `width`. */
static size_t
measure_point(struct gz_str text, size_t at, unsigned *width) {
  utf8proc_int32_t point;
  const utf8proc_ssize_t n =
      utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
                       (utf8proc_ssize_t)(text.size - at), &point);
  if (n < 1) {
    *width = 1;
    return 1;
  }
  const int found = utf8proc_charwidth(point);
  *width = found > 0 ? (unsigned)found : 0;
  return (size_t)n;
}

static unsigned
measure(struct gz_str text) {
  unsigned total = 0;
  for (size_t at = 0; at < text.size;) {
    unsigned width;
    at += measure_point(text, at, &width);
    total += width;
  }
  return total;
}

/** The longest namespace of the prefixes that leaves a plain local name. */
static const struct gz_prefix *
find_prefix(const struct gz_results_options *options, struct gz_str iri) {
  const struct gz_prefix *best = NULL;
  for (size_t i = 0; i < options->n_prefixes; ++i) {
    const struct gz_prefix *prefix = &options->prefixes[i];
    if (!gz_str_starts(iri, prefix->iri) ||
        (best && best->iri.size >= prefix->iri.size)) {
      continue;
    }
    bool plain = true;
    for (size_t j = prefix->iri.size; j < iri.size && plain; ++j) {
      const unsigned char c = (unsigned char)iri.data[j];
      plain = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
              (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == '.';
    }
    if (plain) {
      best = prefix;
    }
  }
  return best;
}

static const char *
write_iri(const struct gz_results_options *options, struct gz_arena *arena,
          struct gz_str iri) {
  const struct gz_prefix *prefix = find_prefix(options, iri);
  if (!prefix) {
    return gz_arena_printf(arena, "<%.*s>", GZ_STR_ARGS(iri));
  }
  return gz_arena_printf(
      arena, "%.*s:%.*s", GZ_STR_ARGS(prefix->name),
      GZ_STR_ARGS(gz_str_part(iri, prefix->iri.size, iri.size)));
}

/** Whether a literal of `datatype` says by itself what it is. */
static bool
is_plain(struct gz_str datatype) {
  static const char *const types[] = {
      GZ_XSD "integer",  GZ_XSD "decimal", GZ_XSD "double", GZ_XSD "boolean",
      GZ_XSD "dateTime", GZ_XSD "date",    GZ_XSD "gYear",  GZ_XSD "gYearMonth",
      GZ_XSD "time",     GZ_XSD "duration"};
  for (size_t i = 0; i < sizeof types / sizeof *types; ++i) {
    if (gz_str_is(datatype, types[i])) {
      return true;
    }
  }
  return datatype.size == 0;
}

/**
 * A term as people read it: prefixed names, strings without quotes.  Control
 * characters become spaces, so that none reaches a terminal.
 */
static struct gz_str
write_cell(const struct gz_results_options *options, struct gz_arena *arena,
           const struct gz_term *term) {
  char *text = NULL;
  if (term->kind == GZ_TERM_NONE) {
    return GZ_STR("");
  }
  if (term->kind == GZ_TERM_IRI) {
    const char *written = write_iri(options, arena, term->value);
    text = written ? gz_arena_copy(arena, gz_str(written)) : NULL;
  } else if (term->kind == GZ_TERM_BLANK) {
    text = gz_arena_printf(arena, "_:%.*s", GZ_STR_ARGS(term->value));
  } else if (term->language.size) {
    text = gz_arena_printf(arena, "%.*s@%.*s", GZ_STR_ARGS(term->value),
                           GZ_STR_ARGS(term->language));
  } else if (is_plain(term->datatype)) {
    text = gz_arena_copy(arena, term->value);
  } else {
    const char *type = write_iri(options, arena, term->datatype);
    text = type ? gz_arena_printf(arena, "%.*s^^%s", GZ_STR_ARGS(term->value),
                                  type)
                : NULL;
  }
  if (!text) {
    return (struct gz_str){NULL, 0};
  }
  const size_t size = strlen(text);
  for (size_t i = 0; i < size; ++i) {
    const unsigned char c = (unsigned char)text[i];
    // U+0080 to U+009F, two bytes in UTF-8, are controls too.
    if (c < 0x20 || c == 0x7F) {
      text[i] = ' ';
    } else if (c == 0xC2 && (unsigned char)text[i + 1] < 0xA0) {
      text[i] = text[i + 1] = ' ';
    }
  }
  return gz_str_n(text, size);
}

/** How much of `text` fits into `width`: to its end or to a space. */
static size_t
fit(struct gz_str text, unsigned width) {
  unsigned used = 0;
  size_t space = 0;
  for (size_t at = 0; at < text.size;) {
    unsigned columns;
    const size_t next = at + measure_point(text, at, &columns);
    if (used + columns > width && at > 0) {
      return text.data[at] == ' ' ? at : space ? space : at;
    }
    if (text.data[at] == ' ') {
      space = at;
    }
    used += columns;
    at = next;
  }
  return text.size;
}

static void
put_spaces(struct gz_output *output, unsigned count) {
  while (count-- > 0) {
    gz_output_putc(output, ' ');
  }
}

/** Put a row, on as many lines as its longest cell needs; uses up `cells`. */
static void
put_row(struct gz_results_writer *writer, struct gz_str *cells) {
  struct gz_output *output = &writer->output;
  bool more = true;
  while (more) {
    more = false;
    unsigned pending = 0; // spaces before the next thing that is put
    for (size_t i = 0; i < writer->n_columns; ++i) {
      const size_t end = fit(cells[i], writer->widths[i]);
      const struct gz_str part = gz_str_part(cells[i], 0, end);
      if (part.size) {
        put_spaces(output, pending);
        pending = 0;
        gz_output_put(output, part);
      }
      const unsigned used = measure(part);
      pending +=
          (used < writer->widths[i] ? writer->widths[i] - used : 0) + GAP;
      cells[i] = gz_str_part(cells[i], end, cells[i].size);
      while (cells[i].size && cells[i].data[0] == ' ') {
        cells[i] = gz_str_part(cells[i], 1, cells[i].size);
      }
      more = more || cells[i].size;
    }
    gz_output_putc(output, '\n');
  }
}

/** Narrow the widest columns until all fit into the terminal. */
static void
narrow(struct gz_results_writer *writer) {
  const size_t gaps = writer->n_columns ? (writer->n_columns - 1) * GAP : 0;
  if (!writer->options.width) {
    return;
  }
  const size_t room =
      writer->options.width > gaps ? writer->options.width - gaps : 0;
  unsigned cap = writer->options.width;
  for (;; --cap) {
    size_t total = 0;
    for (size_t i = 0; i < writer->n_columns; ++i) {
      total += writer->widths[i] < cap ? writer->widths[i] : cap;
    }
    if (total <= room || cap <= MIN_WIDTH) {
      break;
    }
  }
  for (size_t i = 0; i < writer->n_columns; ++i) {
    if (writer->widths[i] > cap) {
      writer->widths[i] = cap;
    }
  }
}

/** Find the widths, and write the head and the rows held back. */
static enum gz_status
begin(struct gz_results_writer *writer) {
  const size_t n = writer->n_columns;
  struct gz_str *names = gz_arena_array(writer->arena, n + 1, sizeof *names);
  writer->widths = gz_arena_array(writer->arena, n + 1, sizeof *writer->widths);
  if (!names || !writer->widths) {
    return GZ_NO_MEMORY;
  }
  for (size_t i = 0; i < n; ++i) {
    names[i] = writer->columns[i];
    writer->widths[i] = measure(names[i]);
  }
  for (uint64_t row = 0; row < writer->rows; ++row) {
    for (size_t i = 0; i < n; ++i) {
      const unsigned width = measure(writer->cells[row * n + i]);
      if (width > writer->widths[i]) {
        writer->widths[i] = width;
      }
    }
  }
  narrow(writer);
  if (!n) {
    return GZ_OK;
  }
  put_row(writer, names);
  for (size_t i = 0; i < n; ++i) {
    for (unsigned j = 0; j < writer->widths[i]; ++j) {
      gz_output_putc(&writer->output, '-');
    }
    gz_output_puts(&writer->output, i + 1 < n ? "  " : "\n");
  }
  for (uint64_t row = 0; row < writer->rows; ++row) {
    put_row(writer, writer->cells + row * n);
  }
  return GZ_OK;
}

enum gz_status
gz_results_table_row(struct gz_results_writer *writer,
                     const struct gz_term *row) {
  const size_t n = writer->n_columns;
  enum gz_status status;
  if (writer->rows < GZ_TABLE_ROWS && !writer->cells) {
    writer->cells = gz_arena_array(writer->arena, n * GZ_TABLE_ROWS + 1,
                                   sizeof *writer->cells);
    if (!writer->cells) {
      return GZ_NO_MEMORY;
    }
  }
  struct gz_str *cells = writer->cells;
  if (writer->rows < GZ_TABLE_ROWS) {
    cells += writer->rows * n;
  } else if (!writer->widths) {
    GZ_TRY(status, begin(writer));
  }
  struct gz_arena *arena = writer->arena;
  struct gz_arena *own = NULL;
  if (writer->rows >= GZ_TABLE_ROWS) {
    arena = own = gz_arena_new(0);
    if (!own) {
      return GZ_NO_MEMORY;
    }
  }
  for (size_t i = 0; i < n; ++i) {
    cells[i] = write_cell(&writer->options, arena, &row[i]);
    if (!cells[i].data) {
      gz_arena_free(own);
      return GZ_NO_MEMORY;
    }
  }
  if (own) {
    put_row(writer, cells);
    gz_arena_free(own);
  }
  return GZ_OK;
}

enum gz_status
gz_results_table_end(struct gz_results_writer *writer) {
  return writer->widths ? GZ_OK : begin(writer);
}
