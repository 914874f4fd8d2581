#include "graph/nquads.h"

#include "input/unicode.h"

#include <string.h>

/** A place in a statement. */
struct scan {
  const char *at;
  const char *end;
  struct gz_str prefix;
  struct gz_buffer *room; /**< Has room for all that can be put there */
  const char *wrong;      /**< What is wrong at `at`, or null */
};

/** Classes of bytes, as bits. */
enum {
  IN_IRI = 1,    // may stand in an IRI, other than a backslash
  IN_STRING = 2, // may stand in a string: no quote, backslash, CR, LF
  IN_LABEL = 4,  // may stand in a blank node's label
  ALPHA = 8,
  DIGIT = 16,
  HIGH = 32, // part of a character beyond ASCII
};

#define A (IN_IRI | IN_STRING | IN_LABEL | ALPHA) /* letters */
#define D (IN_IRI | IN_STRING | IN_LABEL | DIGIT) /* digits */
#define L (IN_IRI | IN_STRING | IN_LABEL)         /* - . _ */
#define I (IN_IRI | IN_STRING)
#define T IN_STRING
#define H (IN_IRI | IN_STRING | IN_LABEL | HIGH)

/* Sixteen bytes a line, from 0. */
static const unsigned char classes[256] = {
    T, T, T, T, T, T, T, T, T, T, 0, T, T, 0, T, T, //
    T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, //
    T, I, 0, I, I, I, I, I, I, I, I, I, I, L, L, I, //  !"#$%&'()*+,-./
    D, D, D, D, D, D, D, D, D, D, I, I, T, I, T, I, // 0123456789:;<=>?
    I, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, // @A...
    A, A, A, A, A, A, A, A, A, A, A, I, 0, I, T, L, // ...Z[\]^_
    T, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, // `a...
    A, A, A, A, A, A, A, A, A, A, A, T, T, T, I, T, // ...z{|}~
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, //
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, //
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, //
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, //
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, //
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, //
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, //
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, //
};

#undef A
#undef D
#undef L
#undef I
#undef T
#undef H

static unsigned
class_of(char c) {
  return classes[(unsigned char)c];
}

/** Say what is wrong where `scan` stands. */
static bool
fail(struct scan *scan, const char *what) {
  if (!scan->wrong) {
    scan->wrong = what;
  }
  return false;
}

static bool
fail_at(struct scan *scan, const char *at, const char *what) {
  scan->at = at;
  return fail(scan, what);
}

static bool
peek(const struct scan *scan, char c) {
  return scan->at < scan->end && *scan->at == c;
}

static void
skip_blanks(struct scan *scan) {
  while (peek(scan, ' ') || peek(scan, '\t')) {
    ++scan->at;
  }
}

static int
hex_value(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

/** Write the character of the escape at `scan`, which begins with \u or \U. */
static bool
read_code(struct scan *scan, char **out) {
  const char *begin = scan->at;
  const int digits = begin[1] == 'u' ? 4 : 8;
  uint32_t code = 0;
  scan->at += 2;
  for (int i = 0; i < digits; ++i) {
    const int value = scan->at < scan->end ? hex_value(*scan->at) : -1;
    if (value < 0) {
      return fail_at(scan, begin, "An escape needs hexadecimal digits");
    }
    code = code << 4 | (uint32_t)value;
    ++scan->at;
  }
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
    return fail_at(scan, begin, "An escape stands for no character");
  }
  *out += gz_utf8_put(code, *out);
  return true;
}

/** Write the character of the escape at `scan`, in a string or an IRI. */
static bool
read_escape(struct scan *scan, bool in_string, char **out) {
  static const char letters[] = "tbnrf\"'\\";
  static const char values[] = "\t\b\n\r\f\"'\\";
  const char c = scan->end - scan->at > 1 ? scan->at[1] : '\0';
  if (c == 'u' || c == 'U') {
    return read_code(scan, out);
  }
  const char *letter = in_string && c ? strchr(letters, c) : NULL;
  if (!letter) {
    return fail(scan, "There is no such escape");
  }
  *(*out)++ = values[letter - letters];
  scan->at += 2;
  return true;
}

/** Read up to `end`, bytes of `class` and escapes; leave the end behind. */
static bool
read_delimited(struct scan *scan, unsigned class, char end,
               struct gz_str *text) {
  const char *begin = scan->at;
  unsigned seen = 0;
  while (scan->at < scan->end && (class_of(*scan->at) & class)) {
    seen |= class_of(*scan->at++);
  }
  *text = gz_str_n(begin, (size_t)(scan->at - begin));
  if (peek(scan, '\\')) {
    char *out = scan->room->data + scan->room->size;
    char *const copy = out;
    memcpy(out, begin, text->size);
    out += text->size;
    while (scan->at < scan->end && *scan->at != end) {
      if (*scan->at == '\\') {
        if (!read_escape(scan, end == '"', &out)) {
          return false;
        }
      } else if (class_of(*scan->at) & class) {
        seen |= class_of(*scan->at);
        *out++ = *scan->at++;
      } else {
        break;
      }
    }
    *text = gz_str_n(copy, (size_t)(out - copy));
    scan->room->size += text->size;
  }
  if (!peek(scan, end)) {
    return fail(scan, end == '"' ? "A string must end here with a quote"
                                 : "An IRI cannot have this character");
  }
  if ((seen & HIGH) && gz_utf8_valid(*text) < text->size) {
    return fail_at(scan, begin, "The text is not valid UTF-8");
  }
  ++scan->at;
  return true;
}

bool
gz_iri_is_loadable(struct gz_str iri) {
  size_t i = 0;
  while (i < iri.size && ((class_of(iri.data[i]) & (ALPHA | DIGIT)) ||
                          strchr("+-.", iri.data[i]))) {
    if (!iri.data[i]) {
      return false;
    }
    ++i;
  }
  if (!i || i == iri.size || iri.data[i] != ':' ||
      !(class_of(iri.data[0]) & ALPHA)) {
    return false;
  }
  for (; i < iri.size; ++i) {
    if (!(class_of(iri.data[i]) & IN_IRI)) {
      return false;
    }
  }
  return true;
}

static bool
read_iri(struct scan *scan, struct gz_str *iri) {
  const char *begin = scan->at++;
  if (!read_delimited(scan, IN_IRI, '>', iri)) {
    return false;
  }
  return gz_iri_is_loadable(*iri) ||
         fail_at(scan, begin, "This is no absolute IRI");
}

/** Read a blank node; its label goes behind the prefix into the room. */
static bool
read_blank(struct scan *scan, struct gz_term *term) {
  const char *start = scan->at;
  const char *begin = scan->at + 2;
  if (scan->end - scan->at < 3 || scan->at[1] != ':' ||
      !(class_of(*begin) & IN_LABEL) || *begin == '-' || *begin == '.') {
    return fail(scan, "This is no blank node");
  }
  scan->at = begin;
  while (scan->at < scan->end && (class_of(*scan->at) & IN_LABEL)) {
    ++scan->at;
  }
  while (scan->at[-1] == '.') {
    --scan->at;
  }
  const struct gz_str label = gz_str_n(begin, (size_t)(scan->at - begin));
  if (gz_utf8_valid(label) < label.size) {
    return fail_at(scan, start, "The text is not valid UTF-8");
  }
  char *copy = scan->room->data + scan->room->size;
  if (scan->prefix.size) {
    memcpy(copy, scan->prefix.data, scan->prefix.size);
  }
  memcpy(copy + scan->prefix.size, label.data, label.size);
  scan->room->size += scan->prefix.size + label.size;
  *term = gz_term_blank(gz_str_n(copy, scan->prefix.size + label.size));
  return true;
}

/** Read a language tag into the room, in lower case. */
static bool
read_language(struct scan *scan, struct gz_str *tag) {
  const char *begin = ++scan->at;
  char *copy = scan->room->data + scan->room->size;
  size_t size = 0;
  unsigned allowed = ALPHA;
  while (scan->at < scan->end &&
         ((class_of(*scan->at) & allowed) || *scan->at == '-')) {
    const char c = *scan->at++;
    if (c == '-') {
      if (!size || copy[size - 1] == '-') {
        return fail_at(scan, begin, "This is no language tag");
      }
      allowed = ALPHA | DIGIT;
    }
    copy[size++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  if (!size || copy[size - 1] == '-') {
    return fail_at(scan, begin, "This is no language tag");
  }
  scan->room->size += size;
  *tag = gz_str_n(copy, size);
  return true;
}

static bool
read_literal(struct scan *scan, struct gz_term *term) {
  struct gz_str text;
  struct gz_str other;
  ++scan->at;
  if (!read_delimited(scan, IN_STRING, '"', &text)) {
    return false;
  }
  if (peek(scan, '@')) {
    if (!read_language(scan, &other)) {
      return false;
    }
    *term = gz_term_tagged(text, other);
    return true;
  }
  if (!peek(scan, '^')) {
    *term = gz_term_string(text);
    return true;
  }
  if (scan->end - scan->at < 3 || scan->at[1] != '^' || scan->at[2] != '<') {
    return fail(scan, "A datatype must be ^^ and an IRI");
  }
  scan->at += 2;
  if (!read_iri(scan, &other)) {
    return false;
  }
  *term = gz_term_typed(text, other);
  return true;
}

/** Read an IRI or blank node, or where `literal` a literal. */
static bool
read_term(struct scan *scan, bool literal, struct gz_term *term) {
  const char c = scan->at < scan->end ? *scan->at : '\0';
  if (c == '<') {
    struct gz_str iri;
    if (!read_iri(scan, &iri)) {
      return false;
    }
    *term = gz_term_iri(iri);
  } else if (c == '_') {
    if (!read_blank(scan, term)) {
      return false;
    }
  } else if (c == '"' && literal) {
    if (!read_literal(scan, term)) {
      return false;
    }
  } else {
    return fail(scan, literal ? "An IRI, blank node or literal must come here"
                              : "An IRI or blank node must come here");
  }
  skip_blanks(scan);
  return true;
}

static bool
read_statement(struct scan *scan, bool graphs, struct gz_quad *quad) {
  *quad = (struct gz_quad){0};
  if (!read_term(scan, false, &quad->subject)) {
    return false;
  }
  if (!peek(scan, '<')) {
    return fail(scan, "An IRI must come here");
  }
  if (!read_term(scan, false, &quad->predicate) ||
      !read_term(scan, true, &quad->object)) {
    return false;
  }
  if (graphs && !peek(scan, '.') && !read_term(scan, false, &quad->graph)) {
    return false;
  }
  if (!peek(scan, '.')) {
    return fail(scan, "A full stop must come here");
  }
  ++scan->at;
  skip_blanks(scan);
  return true;
}

static bool
at_line_end(const struct scan *scan) {
  return scan->at == scan->end || *scan->at == '\n' || *scan->at == '\r';
}

/** Skip to behind the end of the line. */
static void
skip_line(struct scan *scan) {
  while (!at_line_end(scan)) {
    ++scan->at;
  }
  scan->at += scan->at < scan->end;
}

/** The column, in characters, of the byte at `offset`. */
static size_t
column_of(struct gz_str text, size_t offset) {
  size_t column = 1;
  for (size_t i = 0; i < offset && i < text.size; ++i) {
    column += ((unsigned char)text.data[i] & 0xC0) != 0x80;
  }
  return column;
}

enum gz_status
gz_nquads_read(struct gz_str text, bool graphs, struct gz_str prefix,
               struct gz_buffer *room, struct gz_quad *quad, size_t *used,
               struct gz_error *error) {
  struct scan scan = {.at = text.data,
                      .end = text.data + text.size,
                      .prefix = prefix,
                      .room = room};
  skip_blanks(&scan);
  if (at_line_end(&scan) || *scan.at == '#') {
    skip_line(&scan);
    *used = (size_t)(scan.at - text.data);
    return GZ_END;
  }
  // Nothing gets longer but the labels of at most three blank nodes.
  const char *line_end = memchr(scan.at, '\n', (size_t)(scan.end - scan.at));
  const size_t line_size =
      (size_t)((line_end ? line_end : scan.end) - text.data);
  gz_buffer_clear(room);
  const enum gz_status status =
      gz_buffer_reserve(room, line_size + 3 * prefix.size + 16);
  if (status != GZ_OK) {
    return gz_fail(error, status, "Cannot hold a line of %zu bytes", line_size);
  }
  struct gz_quad result;
  if (read_statement(&scan, graphs, &result) && !at_line_end(&scan) &&
      *scan.at != '#') {
    fail(&scan, "Nothing but a comment can follow");
  }
  const size_t offset = (size_t)(scan.at - text.data);
  skip_line(&scan);
  *used = (size_t)(scan.at - text.data);
  if (scan.wrong) {
    return gz_fail_at(error, GZ_BAD_INPUT, 0, column_of(text, offset), offset,
                      "%s", scan.wrong);
  }
  *quad = result;
  return GZ_OK;
}
