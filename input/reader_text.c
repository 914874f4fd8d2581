#include "input/paragraphs.h"
#include "input/reader_date.h"
#include "input/reader_formats.h"
#include "input/unicode.h"

#include <string.h>

const char *
gz_field_name(enum gz_field field) {
  static const char *const names[GZ_N_FIELD] = {
      "title", "date", "source", "publisher", "id", "language"};
  return names[field];
}

enum gz_status
gz_metadata_set(struct gz_metadata *metadata, enum gz_field field,
                struct gz_str value, struct gz_error *error) {
  value = gz_str_trim(value);
  if (value.size > GZ_MAX_FIELD_BYTES) {
    return gz_fail(error, GZ_TOO_LARGE, "A %s of %zu bytes; at most %zu",
                   gz_field_name(field), value.size, GZ_MAX_FIELD_BYTES);
  }
  if (!value.size) {
    return GZ_OK;
  }
  switch (field) {
  case GZ_FIELD_TITLE:
    metadata->title = value;
    break;
  case GZ_FIELD_SOURCE:
    metadata->source = value;
    break;
  case GZ_FIELD_PUBLISHER:
    metadata->publisher = value;
    break;
  case GZ_FIELD_ID:
    metadata->id = value;
    break;
  case GZ_FIELD_LANGUAGE:
    metadata->language = value;
    break;
  case GZ_FIELD_DATE:
  case GZ_N_FIELD:
    if (!gz_date_parse(value, &metadata->date)) {
      const struct gz_str shown = gz_str_part(value, 0, 40);
      return gz_fail(error, GZ_BAD_INPUT, "\"%.*s\" is not a date",
                     GZ_STR_ARGS(shown));
    }
    break;
  }
  return GZ_OK;
}

/** Offset of the first character that is not white space. */
static size_t
skip_space(struct gz_str text) {
  size_t start = 0;
  for (size_t at = 0; at < text.size && gz_is_space(gz_utf8_next(text, &at));) {
    start = at;
  }
  return start;
}

/** The line at `*at`, which is advanced past its line feed. */
static struct gz_str
next_line(struct gz_str text, size_t *at) {
  const struct gz_str rest = gz_str_part(text, *at, text.size);
  const size_t end = gz_str_find(rest, '\n');
  *at += end + (end < rest.size);
  return gz_str_part(rest, 0, end);
}

/** Which field the header line gives, and where its value is. */
static enum gz_field
field_of(struct gz_str line, struct gz_str *value) {
  const size_t colon = gz_str_find(line, ':');
  const struct gz_str name = gz_str_part(line, 0, colon);
  for (int field = 0; field < GZ_N_FIELD; ++field) {
    if (colon < line.size &&
        gz_str_equal_nocase(name, gz_str(gz_field_name(field)))) {
      *value = gz_str_part(line, colon + 1, line.size);
      return (enum gz_field)field;
    }
  }
  return GZ_N_FIELD;
}

/** Size of the header lines and the blank line after them; 0 for none. */
static size_t
header_size(struct gz_str text) {
  size_t lines = 0;
  for (size_t at = 0; at < text.size;) {
    const struct gz_str line = next_line(text, &at);
    struct gz_str value;
    if (!gz_str_trim(line).size) {
      return lines ? at : 0;
    }
    if (field_of(line, &value) == GZ_N_FIELD) {
      return 0;
    }
    ++lines;
  }
  return text.size;
}

static enum gz_status
read_header(struct gz_str header, struct gz_metadata *metadata,
            struct gz_error *error) {
  size_t number = 0;
  for (size_t at = 0; at < header.size;) {
    const size_t begin = at;
    const struct gz_str line = next_line(header, &at);
    struct gz_str value;
    const enum gz_field field = field_of(line, &value);
    ++number;
    if (field == GZ_N_FIELD) {
      break;
    }
    const enum gz_status status =
        gz_metadata_set(metadata, field, value, error);
    if (status != GZ_OK) {
      if (error) {
        error->line = number;
        error->column = (size_t)(value.data - line.data) + 1;
        error->offset = begin + error->column - 1;
      }
      return status;
    }
  }
  return GZ_OK;
}

/** Code points of `text`. */
static size_t
length_of(struct gz_str text) {
  size_t length = 0;
  for (size_t i = 0; i < text.size; ++i) {
    length += ((unsigned char)text.data[i] & 0xC0) != 0x80;
  }
  return length;
}

/** Whether `line` ends as a headline does not, but a sentence or an intro. */
static bool
ends_as_sentence(struct gz_str line) {
  size_t end = line.size;
  uint32_t c = gz_utf8_before(line, end);
  // Quotation marks: " ' and the curly ones.
  while (c == '"' || c == '\'' || c == 0x2019 || c == 0x201D) {
    end -= c < 0x80 ? 1 : 3;
    c = gz_utf8_before(line, end);
  }
  if (c == '.') {
    // "U.S." ends with a stop of its own.
    const struct gz_str head = gz_str_part(line, 0, end);
    return head.size < 4 || head.data[head.size - 3] != '.' ||
           !gz_is_upper((unsigned char)head.data[head.size - 2]);
  }
  return c == ',' || c == ';' || c == ':' || c == 0x2026 || c == '-' ||
         c == 0x2013 || c == 0x2014;
}

/** The headline that a text without a title begins with, or nothing. */
static struct gz_str
find_headline(struct gz_str text) {
  size_t at = skip_space(text);
  const struct gz_str line = gz_str_trim(next_line(text, &at));
  const struct gz_str rest = gz_str_part(text, at, text.size);
  struct gz_date date;
  if (!line.size || length_of(line) > GZ_MAX_HEADLINE ||
      ends_as_sentence(line) || gz_date_parse(line, &date) ||
      skip_space(rest) == rest.size) {
    return gz_str_n(NULL, 0);
  }
  size_t next = 0;
  const struct gz_str second = gz_str_trim(next_line(rest, &next));
  if (second.size && length_of(second) <= GZ_WIDEST_WRAP) {
    return gz_str_n(NULL, 0);
  }
  return line;
}

/** The date that the first paragraph after the headline is, if it is one. */
static void
find_date(struct gz_article *article) {
  const struct gz_str text = article->text;
  size_t at = skip_space(text);
  const struct gz_str title = article->metadata.title;
  if (title.size && gz_str_starts(gz_str_part(text, at, text.size), title)) {
    at += title.size;
    at += skip_space(gz_str_part(text, at, text.size));
  }
  (void)gz_date_parse(next_line(text, &at), &article->metadata.date);
}

enum gz_status
gz_article_take_text(struct gz_article *article, struct gz_str body,
                     struct gz_error *error) {
  const struct gz_str title = article->metadata.title;
  const size_t start = skip_space(body);
  if (start == body.size) {
    return gz_fail(error, GZ_BAD_INPUT, "There is no text");
  }
  if (title.size &&
      !gz_str_starts(gz_str_part(body, start, body.size), title)) {
    const size_t size = title.size + 2 + body.size;
    char *whole = gz_arena_alloc(article->arena, size);
    if (!whole) {
      return gz_fail(error, GZ_NO_MEMORY, "No memory for a text");
    }
    memcpy(whole, title.data, title.size);
    memcpy(whole + title.size, "\n\n", 2);
    memcpy(whole + title.size + 2, body.data, body.size);
    body = gz_str_n(whole, size);
  }
  enum gz_status status;
  GZ_TRY(status, gz_article_set_text(article, body, error));
  if (!title.size) {
    article->metadata.title = find_headline(body);
  }
  if (!article->metadata.date.year) {
    find_date(article);
  }
  return GZ_OK;
}

enum gz_status
gz_read_text(struct gz_str bytes, struct gz_article *article,
             enum gz_encoding *was, struct gz_error *error) {
  enum gz_status status;
  struct gz_str text;
  GZ_TRY(status, gz_text_clean(bytes, article->arena, &text, was, error));
  if (text.data >= bytes.data && text.data <= bytes.data + bytes.size) {
    // Clean already: the reader's buffer holds it, but not for long.
    text = gz_arena_str(article->arena, text);
    if (!text.data) {
      return gz_fail(error, GZ_NO_MEMORY, "No memory for a text");
    }
  }
  const size_t header = header_size(text);
  GZ_TRY(status,
         read_header(gz_str_part(text, 0, header), &article->metadata, error));
  const struct gz_str body = gz_str_part(text, header, text.size);
  return gz_article_take_text(article, body, error);
}
