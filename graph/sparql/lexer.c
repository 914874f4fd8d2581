#include "graph/sparql/lexer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

size_t
gz_lexer_decode(const char *data, size_t size, uint32_t *point) {
  const unsigned char *const s = (const unsigned char *)data;
  if (!size) {
    return 0;
  }
  if (s[0] < 0x80) {
    *point = s[0];
    return 1;
  }
  const size_t length = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
  static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (s[0] < 0xC2 || s[0] > 0xF4 || size < length) {
    return 0;
  }
  uint32_t value = s[0] & (0x7FU >> length);
  for (size_t i = 1; i < length; ++i) {
    if ((s[i] & 0xC0) != 0x80) {
      return 0;
    }
    value = value << 6 | (s[i] & 0x3FU);
  }
  if (value < smallest[length] || value > 0x10FFFF ||
      (value >= 0xD800 && value <= 0xDFFF)) {
    return 0;
  }
  *point = value;
  return length;
}

/** Line, column and offset, in the text as given, of `offset`. */
static void
find_position(const struct gz_lexer *lexer, size_t offset, size_t *line,
              size_t *column, size_t *given) {
  const struct gz_str text = lexer->text;
  *line = 1;
  *column = 1;
  *given = offset;
  size_t escape = 0;
  for (size_t i = 0; i < offset && i < text.size; ++i) {
    if (text.data[i] == '\n') {
      ++*line;
      *column = 1;
    } else if (((unsigned char)text.data[i] & 0xC0) != 0x80) {
      ++*column;
    }
    if (escape < lexer->n_escapes && lexer->escapes[escape].offset == i) {
      *column += lexer->escapes[escape].points;
      *given += lexer->escapes[escape++].bytes;
    }
  }
}

static enum gz_status
fail_at(const struct gz_lexer *lexer, enum gz_status status, size_t offset,
        const char *format, va_list arguments) {
  if (lexer->error) {
    char message[GZ_ERROR_MESSAGE_SIZE];
    (void)vsnprintf(message, sizeof message, format, arguments);
    size_t line = 0;
    size_t column = 0;
    size_t given = 0;
    find_position(lexer, offset, &line, &column, &given);
    (void)gz_fail_at(lexer->error, status, line, column, given, "%s", message);
  }
  return status;
}

enum gz_status
gz_lexer_fail(const struct gz_lexer *lexer, size_t offset, const char *format,
              ...) {
  va_list arguments;
  va_start(arguments, format);
  (void)fail_at(lexer, GZ_BAD_INPUT, offset, format, arguments);
  va_end(arguments);
  return GZ_BAD_INPUT;
}

enum gz_status
gz_lexer_fail_as(const struct gz_lexer *lexer, enum gz_status status,
                 size_t offset, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  (void)fail_at(lexer, status, offset, format, arguments);
  va_end(arguments);
  return status;
}

enum gz_status
gz_lexer_init(struct gz_lexer *lexer, struct gz_str text,
              struct gz_arena *arena, struct gz_error *error) {
  *lexer = (struct gz_lexer){.text = text, .error = error};
  if (text.size > GZ_MAX_QUERY_BYTES) {
    return gz_fail(error, GZ_TOO_LARGE, "Query of more than %zu bytes",
                   GZ_MAX_QUERY_BYTES);
  }
  for (size_t i = 0; i < text.size;) {
    uint32_t point = 0;
    const size_t length = gz_lexer_decode(text.data + i, text.size - i, &point);
    if (!length || !point) {
      return gz_lexer_fail(lexer, i,
                           length ? "NUL in the query" : "Broken UTF-8");
    }
    i += length;
  }
  if (gz_str_starts(text, GZ_STR("\xEF\xBB\xBF"))) {
    lexer->offset = 3;
  }
  return gz_lexer_unescape(lexer, arena);
}

/** PN_CHARS_BASE. */
static bool
is_base(uint32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7) ||
         (c >= 0x370 && c <= 0x1FFF && c != 0x37E) ||
         (c >= 0x200C && c <= 0x200D) || (c >= 0x2070 && c <= 0x218F) ||
         (c >= 0x2C00 && c <= 0x2FEF) || (c >= 0x3001 && c <= 0xD7FF) ||
         (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0xEFFFF);
}

static bool
is_digit(uint32_t c) {
  return c >= '0' && c <= '9';
}

/** What a variable's name can go on with. */
static bool
is_name(uint32_t c) {
  return is_base(c) || c == '_' || is_digit(c) || c == 0xB7 ||
         (c >= 0x300 && c <= 0x36F) || (c >= 0x203F && c <= 0x2040);
}

/** The byte at `offset`, or NUL past the end. */
static char
at(const struct gz_lexer *lexer, size_t offset) {
  return offset < lexer->text.size ? lexer->text.data[offset] : '\0';
}

/** Length of the code point at `offset`; 0 at the end. */
static size_t
decode_at(const struct gz_lexer *lexer, size_t offset, uint32_t *point) {
  *point = 0;
  return gz_lexer_decode(lexer->text.data + offset, lexer->text.size - offset,
                         point);
}

static void
skip_space(struct gz_lexer *lexer) {
  for (;;) {
    const char c = at(lexer, lexer->offset);
    if (c == '#') {
      while (lexer->offset < lexer->text.size &&
             !strchr("\r\n", at(lexer, lexer->offset))) {
        ++lexer->offset;
      }
    } else if (c && strchr(" \t\r\n", c)) {
      ++lexer->offset;
    } else {
      return;
    }
  }
}

/** Set `token` to [begin, end) with the text [from, to). */
static enum gz_status
finish(struct gz_lexer *lexer, struct gz_token *token, int kind, size_t from,
       size_t to, size_t end) {
  token->kind = kind;
  token->text = gz_str_part(lexer->text, from, to);
  token->end = end;
  lexer->offset = end;
  return GZ_OK;
}

/** End of the run of letters, digits and inner dots from `offset`. */
static size_t
scan_dotted(const struct gz_lexer *lexer, size_t offset) {
  size_t end = offset;
  for (;;) {
    uint32_t point = 0;
    const size_t length = decode_at(lexer, offset, &point);
    if (length && (is_name(point) || point == '-')) {
      end = offset += length;
    } else if (point == '.') {
      ++offset;
    } else {
      return end;
    }
  }
}

/** Length of a %hh or \c escape of a local name at `offset`, or 0. */
static size_t
local_escape(const struct gz_lexer *lexer, size_t offset) {
  const char c = at(lexer, offset);
  const char next = c ? at(lexer, offset + 1) : '\0';
  if (c == '%') {
    return gz_lexer_hex(next) >= 0 && gz_lexer_hex(at(lexer, offset + 2)) >= 0
               ? 3
               : 0;
  }
  return c == '\\' && next && strchr("_~.-!$&'()*+,;=/?#@%", next) ? 2 : 0;
}

/** End of the local part, PN_LOCAL, that begins at `offset`. */
static size_t
scan_local(const struct gz_lexer *lexer, size_t offset) {
  const size_t begin = offset;
  size_t end = offset;
  for (;;) {
    uint32_t point = 0;
    size_t length = decode_at(lexer, offset, &point);
    const bool first = offset == begin;
    const bool plain = first ? is_base(point) || point == '_' || is_digit(point)
                             : is_name(point) || point == '-';
    if (!plain && point != ':') {
      length = local_escape(lexer, offset);
    }
    if (length) {
      end = offset += length;
    } else if (point == '.' && !first) {
      ++offset;
    } else {
      return end;
    }
  }
}

static enum gz_status
lex_iri(struct gz_lexer *lexer, struct gz_token *token) {
  const size_t begin = lexer->offset;
  size_t i = begin + 1;
  for (; i < lexer->text.size; ++i) {
    const char c = lexer->text.data[i];
    if (((unsigned char)c <= 0x20) || strchr("<>\"{}|^`\\", c)) {
      break;
    }
  }
  if (at(lexer, i) == '>') {
    return finish(lexer, token, GZ_TOKEN_IRI, begin + 1, i, i + 1);
  }
  const bool less = at(lexer, begin + 1) == '=';
  return finish(lexer, token, less ? GZ_TOKEN_LE : '<', begin, begin + 1 + less,
                begin + 1 + less);
}

static enum gz_status
lex_string(struct gz_lexer *lexer, struct gz_token *token) {
  const size_t begin = lexer->offset;
  const char quote = at(lexer, begin);
  const bool is_long =
      at(lexer, begin + 1) == quote && at(lexer, begin + 2) == quote;
  const size_t quotes = is_long ? 3 : 1;
  for (size_t i = begin + quotes; i < lexer->text.size; ++i) {
    const char c = lexer->text.data[i];
    if (c == '\\') {
      ++i;
    } else if (c == quote && (!is_long || (at(lexer, i + 1) == quote &&
                                           at(lexer, i + 2) == quote))) {
      return finish(lexer, token, GZ_TOKEN_STRING, begin + quotes, i,
                    i + quotes);
    } else if (!is_long && (c == '\n' || c == '\r')) {
      return gz_lexer_fail(lexer, i,
                           "Line ends in a string; three quotes "
                           "allow that");
    }
  }
  return gz_lexer_fail(lexer, begin, "String without an end");
}

static size_t
scan_digits(const struct gz_lexer *lexer, size_t offset) {
  while (is_digit((unsigned char)at(lexer, offset))) {
    ++offset;
  }
  return offset;
}

/** Whether a number, without a sign, begins at `offset`. */
static bool
number_at(const struct gz_lexer *lexer, size_t offset) {
  return is_digit((unsigned char)at(lexer, offset)) ||
         (at(lexer, offset) == '.' &&
          is_digit((unsigned char)at(lexer, offset + 1)));
}

static enum gz_status
lex_number(struct gz_lexer *lexer, struct gz_token *token) {
  const size_t begin = lexer->offset;
  const size_t first =
      begin + (at(lexer, begin) == '+' || at(lexer, begin) == '-');
  const size_t whole = scan_digits(lexer, first);
  size_t end = whole;
  int kind = GZ_TOKEN_INTEGER;
  size_t fraction = whole;
  if (at(lexer, whole) == '.') {
    fraction = scan_digits(lexer, whole + 1);
    if (fraction > whole + 1) {
      end = fraction;
      kind = GZ_TOKEN_DECIMAL;
    }
  }
  if (strchr("eE", at(lexer, fraction)) && at(lexer, fraction)) {
    const char sign = at(lexer, fraction + 1);
    const size_t digits = fraction + 1 + (sign == '+' || sign == '-');
    const size_t exponent = scan_digits(lexer, digits);
    if (exponent > digits) {
      end = exponent;
      kind = GZ_TOKEN_DOUBLE;
    }
  }
  return finish(lexer, token, kind, begin, end, end);
}

static enum gz_status
lex_variable(struct gz_lexer *lexer, struct gz_token *token) {
  const size_t begin = lexer->offset + 1;
  size_t end = begin;
  uint32_t point = 0;
  for (size_t length = decode_at(lexer, end, &point);
       length && is_name(point) &&
       (end > begin || is_base(point) || point == '_' || is_digit(point));
       length = decode_at(lexer, end, &point)) {
    end += length;
  }
  if (end > begin) {
    return finish(lexer, token, GZ_TOKEN_VARIABLE, begin, end, end);
  }
  return finish(lexer, token, at(lexer, begin - 1), begin - 1, begin, begin);
}

static enum gz_status
lex_language(struct gz_lexer *lexer, struct gz_token *token) {
  const size_t begin = lexer->offset + 1;
  size_t end = begin;
  size_t part = 0;
  bool first = true;
  for (;; ++end) {
    const char c = at(lexer, end);
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (letter || (!first && c >= '0' && c <= '9')) {
      ++part;
    } else if (c == '-' && part) {
      const char next = at(lexer, end + 1);
      if (!((next >= 'A' && next <= 'Z') || (next >= 'a' && next <= 'z') ||
            (next >= '0' && next <= '9'))) {
        break;
      }
      first = false;
      part = 0;
    } else {
      break;
    }
  }
  if (end == begin) {
    return gz_lexer_fail(lexer, begin - 1, "Expected a language tag after @");
  }
  return finish(lexer, token, GZ_TOKEN_LANGUAGE, begin, end, end);
}

static enum gz_status
lex_blank(struct gz_lexer *lexer, struct gz_token *token) {
  const size_t begin = lexer->offset + 2;
  uint32_t point = 0;
  const size_t length = decode_at(lexer, begin, &point);
  if (!length || !(is_base(point) || point == '_' || is_digit(point))) {
    return gz_lexer_fail(lexer, begin, "Expected a blank node's label");
  }
  const size_t end = scan_dotted(lexer, begin);
  return finish(lexer, token, GZ_TOKEN_BLANK, begin, end, end);
}

/** A prefixed name, or a word. */
static enum gz_status
lex_word(struct gz_lexer *lexer, struct gz_token *token) {
  const size_t begin = lexer->offset;
  const size_t prefix =
      at(lexer, begin) == ':' ? begin : scan_dotted(lexer, begin);
  if (at(lexer, prefix) == ':') {
    const size_t end = scan_local(lexer, prefix + 1);
    return finish(lexer, token, GZ_TOKEN_NAME, begin, end, end);
  }
  size_t end = begin;
  while (at(lexer, end) && (unsigned char)at(lexer, end) < 0x80 &&
         is_name((unsigned char)at(lexer, end))) {
    ++end;
  }
  if (end == begin) {
    return gz_lexer_fail(lexer, begin, "Name without a colon");
  }
  return finish(lexer, token, GZ_TOKEN_WORD, begin, end, end);
}

/** Operators of two characters, and single ones. */
static enum gz_status
lex_sign(struct gz_lexer *lexer, struct gz_token *token) {
  static const struct {
    char text[3];
    int kind;
  } pairs[] = {{"||", GZ_TOKEN_OR},
               {"&&", GZ_TOKEN_AND},
               {"!=", GZ_TOKEN_NE},
               {">=", GZ_TOKEN_GE},
               {"^^", GZ_TOKEN_TYPE}};
  const size_t begin = lexer->offset;
  const char c = at(lexer, begin);
  const char next = at(lexer, begin + 1);
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; ++i) {
    if (c == pairs[i].text[0] && next == pairs[i].text[1]) {
      return finish(lexer, token, pairs[i].kind, begin, begin + 2, begin + 2);
    }
  }
  if (strchr("{}()[].,;|/^*+-!=>", c)) {
    return finish(lexer, token, c, begin, begin + 1, begin + 1);
  }
  return gz_lexer_fail(
      lexer, begin, "Character that begins nothing: '%c'",
      (unsigned char)c > 0x20 && (unsigned char)c < 0x7F ? c : '?');
}

enum gz_status
gz_lexer_next(struct gz_lexer *lexer, struct gz_token *token) {
  skip_space(lexer);
  const size_t begin = lexer->offset;
  *token = (struct gz_token){.begin = begin};
  if (begin >= lexer->text.size) {
    return finish(lexer, token, GZ_TOKEN_END, begin, begin, begin);
  }
  uint32_t point = 0;
  (void)decode_at(lexer, begin, &point);
  switch (point) {
  case '<':
    return lex_iri(lexer, token);
  case '"':
  case '\'':
    return lex_string(lexer, token);
  case '?':
  case '$':
    return lex_variable(lexer, token);
  case '@':
    return lex_language(lexer, token);
  case '_':
    if (at(lexer, begin + 1) == ':') {
      return lex_blank(lexer, token);
    }
    return gz_lexer_fail(lexer, begin, "Name that begins with '_'");
  case '+':
  case '-':
    return number_at(lexer, begin + 1) ? lex_number(lexer, token)
                                       : lex_sign(lexer, token);
  default:
    if (number_at(lexer, begin)) {
      return lex_number(lexer, token);
    }
    return is_base(point) || point == ':' ? lex_word(lexer, token)
                                          : lex_sign(lexer, token);
  }
}

enum gz_status
gz_lexer_string(const struct gz_lexer *lexer, const struct gz_token *token,
                struct gz_arena *arena, struct gz_str *text) {
  const struct gz_str from = token->text;
  if (gz_str_find(from, '\\') == from.size) {
    *text = from;
    return GZ_OK;
  }
  char *const to = gz_arena_alloc(arena, from.size);
  if (!to) {
    return gz_fail(lexer->error, GZ_NO_MEMORY, "Out of memory");
  }
  static const char codes[] = "tbnrf\\\"'";
  static const char values[] = "\t\b\n\r\f\\\"'";
  size_t size = 0;
  for (size_t i = 0; i < from.size; ++i) {
    char c = from.data[i];
    if (c == '\\') {
      const char next = i + 1 < from.size ? from.data[i + 1] : '\0';
      const char *const code = next ? strchr(codes, next) : NULL;
      if (!code) {
        const size_t start = (size_t)(from.data - lexer->text.data);
        return gz_lexer_fail(lexer, start + i, "Unknown escape in a string");
      }
      c = values[code - codes];
      ++i;
    }
    to[size++] = c;
  }
  *text = gz_str_n(to, size);
  return GZ_OK;
}
