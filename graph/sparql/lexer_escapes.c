#include "graph/sparql/lexer.h"

int
gz_lexer_hex(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

static size_t
encode(uint32_t point, char out[4]) {
  if (point < 0x80) {
    out[0] = (char)point;
    return 1;
  }
  if (point < 0x800) {
    out[0] = (char)(0xC0 | point >> 6);
    out[1] = (char)(0x80 | (point & 0x3F));
    return 2;
  }
  if (point < 0x10000) {
    out[0] = (char)(0xE0 | point >> 12);
    out[1] = (char)(0x80 | (point >> 6 & 0x3F));
    out[2] = (char)(0x80 | (point & 0x3F));
    return 3;
  }
  out[0] = (char)(0xF0 | point >> 18);
  out[1] = (char)(0x80 | (point >> 12 & 0x3F));
  out[2] = (char)(0x80 | (point >> 6 & 0x3F));
  out[3] = (char)(0x80 | (point & 0x3F));
  return 4;
}

/** Read the digits of a \u or \U escape at `data`; 0 if malformed. */
static size_t
read_escape(const char *data, size_t size, uint32_t *point) {
  const size_t digits = data[1] == 'u' ? 4 : 8;
  if (size < digits + 2) {
    return 0;
  }
  uint32_t value = 0;
  for (size_t i = 0; i < digits; ++i) {
    const int digit = gz_lexer_hex(data[2 + i]);
    if (digit < 0 || value > 0x10FFFF) {
      return 0;
    }
    value = value << 4 | (uint32_t)digit;
  }
  if (!value || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    return 0;
  }
  *point = value;
  return digits + 2;
}

static size_t
count_escapes(struct gz_str text) {
  size_t count = 0;
  for (size_t i = 0; i + 1 < text.size; ++i) {
    if (text.data[i] == '\\') {
      ++i;
      count += text.data[i] == 'u' || text.data[i] == 'U';
    }
  }
  return count;
}

/** Replace codepoint escapes; the text has `count` of them. */
static enum gz_status
replace_escapes(struct gz_lexer *lexer, size_t count, struct gz_arena *arena) {
  const struct gz_str from = lexer->text;
  char *const to = gz_arena_alloc(arena, from.size);
  struct gz_lexer_escape *const escapes =
      gz_arena_array(arena, count, sizeof *escapes);
  if (!to || !escapes) {
    return gz_fail(lexer->error, GZ_NO_MEMORY, "Out of memory");
  }
  size_t size = 0;
  size_t n = 0;
  for (size_t i = 0; i < from.size;) {
    const char next = i + 1 < from.size ? from.data[i + 1] : '\0';
    if (from.data[i] != '\\' || (next != 'u' && next != 'U')) {
      const bool pair = from.data[i] == '\\' && next == '\\';
      to[size++] = from.data[i++];
      if (pair) {
        to[size++] = from.data[i++];
      }
      continue;
    }
    uint32_t point = 0;
    const size_t length = read_escape(from.data + i, from.size - i, &point);
    if (!length) {
      return gz_lexer_fail(lexer, i, "Escape that is no Unicode character");
    }
    const size_t bytes = encode(point, to + size);
    escapes[n++] = (struct gz_lexer_escape){size, length - bytes, length - 1};
    size += bytes;
    i += length;
  }
  lexer->text = gz_str_n(to, size);
  lexer->escapes = escapes;
  lexer->n_escapes = n;
  return GZ_OK;
}

enum gz_status
gz_lexer_unescape(struct gz_lexer *lexer, struct gz_arena *arena) {
  const size_t count = count_escapes(lexer->text);
  return count ? replace_escapes(lexer, count, arena) : GZ_OK;
}
