#include "input/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

const char *
gz_encoding_name(enum gz_encoding encoding) {
  switch (encoding) {
  case GZ_ENCODING_UTF8:
    return "UTF-8";
  case GZ_ENCODING_UTF16LE:
    return "UTF-16LE";
  case GZ_ENCODING_UTF16BE:
    return "UTF-16BE";
  case GZ_ENCODING_WINDOWS_1252:
    return "Windows-1252";
  }
  return "unknown";
}

/** Bytes of the sequence that `lead` begins, or 0. */
static size_t
sequence_size(unsigned char lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead < 0xC2 || lead > 0xF4) {
    return 0;
  }
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/** Read one sequence at `p`, of which `left` bytes exist; 0 if invalid. */
static size_t
decode(const unsigned char *p, size_t left, uint32_t *c) {
  const size_t size = left ? sequence_size(p[0]) : 0;
  if (!size || size > left) {
    return 0;
  }
  if (size == 1) {
    *c = p[0];
    return 1;
  }
  uint32_t value = p[0] & (0x7FU >> size);
  for (size_t i = 1; i < size; ++i) {
    if ((p[i] & 0xC0) != 0x80) {
      return 0;
    }
    value = value << 6 | (p[i] & 0x3FU);
  }
  // Overlong forms of two bytes were refused with their lead byte.
  if ((size == 3 && value < 0x800) || (size == 4 && value < 0x10000) ||
      (value >= 0xD800 && value <= 0xDFFF) || value > 0x10FFFF) {
    return 0;
  }
  *c = value;
  return size;
}

size_t
gz_utf8_valid(struct gz_str text) {
  const unsigned char *p = (const unsigned char *)text.data;
  size_t at = 0;
  while (at < text.size) {
    uint32_t c;
    const size_t size = p[at] < 0x80 ? 1 : decode(p + at, text.size - at, &c);
    if (!size) {
      break;
    }
    at += size;
  }
  return at;
}

uint32_t
gz_utf8_next(struct gz_str text, size_t *at) {
  if (*at >= text.size) {
    return GZ_NO_CHAR;
  }
  uint32_t c = GZ_NO_CHAR;
  const size_t size =
      decode((const unsigned char *)text.data + *at, text.size - *at, &c);
  *at += size ? size : 1;
  return c;
}

uint32_t
gz_utf8_before(struct gz_str text, size_t at) {
  if (!at || at > text.size) {
    return GZ_NO_CHAR;
  }
  size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 &&
         ((unsigned char)text.data[begin] & 0xC0) == 0x80) {
    --begin;
  }
  return gz_utf8_next(text, &begin);
}

size_t
gz_utf8_put(uint32_t c, char bytes[4]) {
  return (size_t)utf8proc_encode_char((utf8proc_int32_t)c,
                                      (utf8proc_uint8_t *)bytes);
}

static utf8proc_category_t
category(uint32_t c) {
  return c > 0x10FFFF ? UTF8PROC_CATEGORY_CN
                      : utf8proc_category((utf8proc_int32_t)c);
}

bool
gz_is_letter(uint32_t c) {
  if (c < 0x80) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
  }
  const utf8proc_category_t k = category(c);
  return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO;
}

bool
gz_is_upper(uint32_t c) {
  if (c < 0x80) {
    return c >= 'A' && c <= 'Z';
  }
  const utf8proc_category_t k = category(c);
  return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool
gz_is_lower(uint32_t c) {
  if (c < 0x80) {
    return c >= 'a' && c <= 'z';
  }
  return category(c) == UTF8PROC_CATEGORY_LL;
}

bool
gz_is_word(uint32_t c) {
  if (c < 0x80) {
    return gz_is_letter(c) || gz_is_digit(c);
  }
  const utf8proc_category_t k = category(c);
  return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO;
}

bool
gz_is_digit(uint32_t c) {
  if (c < 0x80) {
    return c >= '0' && c <= '9';
  }
  return category(c) == UTF8PROC_CATEGORY_ND;
}

bool
gz_is_mark(uint32_t c) {
  if (c < 0x300) {
    return false;
  }
  const utf8proc_category_t k = category(c);
  return k >= UTF8PROC_CATEGORY_MN && k <= UTF8PROC_CATEGORY_ME;
}

bool
gz_is_space(uint32_t c) {
  if (c < 0x80) {
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F);
  }
  if (c == 0x85 || c == 0x200B || c == 0x200E || c == 0x200F || c == 0xFEFF) {
    return true;
  }
  const utf8proc_category_t k = category(c);
  return k >= UTF8PROC_CATEGORY_ZS && k <= UTF8PROC_CATEGORY_ZP;
}

uint32_t
gz_to_lower(uint32_t c) {
  if (c < 0x80) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
  return c > 0x10FFFF ? c : (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

/** What the bytes 0x80 to 0x9F mean in Windows-1252; 0 for none. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/**
 * Whether bytes that are not UTF-8 can be Windows-1252: no control characters,
 * no byte without a meaning, mostly ASCII, and not just damaged UTF-8, which
 * has more whole sequences than runs of stray bytes.
 */
static bool
plausible_windows_1252(struct gz_str bytes) {
  const unsigned char *p = (const unsigned char *)bytes.data;
  size_t high = 0;  // Bytes that are in no sequence of UTF-8.
  size_t runs = 0;  // Runs of such.
  size_t whole = 0; // Sequences.
  bool stray = false;
  size_t at = 0;
  while (at < bytes.size) {
    uint32_t c;
    if (p[at] < 0x80) {
      if ((p[at] < 0x20 && !gz_is_space(p[at])) || p[at] == 0x7F) {
        return false;
      }
      stray = false;
      ++at;
      continue;
    }
    const size_t size = decode(p + at, bytes.size - at, &c);
    for (size_t i = 0; i < (size ? size : 1); ++i) {
      if (p[at + i] < 0xA0 && !windows_1252[p[at + i] - 0x80]) {
        return false;
      }
    }
    high += size ? 0 : 1;
    whole += size ? 1 : 0;
    runs += !size && !stray;
    stray = !size;
    at += size ? size : 1;
  }
  return runs > whole && high <= bytes.size / 3 + 1;
}

enum gz_encoding
gz_encoding_guess(struct gz_str bytes) {
  if (gz_str_starts(bytes, GZ_STR("\xFF\xFE"))) {
    return GZ_ENCODING_UTF16LE;
  }
  if (gz_str_starts(bytes, GZ_STR("\xFE\xFF"))) {
    return GZ_ENCODING_UTF16BE;
  }
  if (gz_utf8_valid(bytes) == bytes.size || !plausible_windows_1252(bytes)) {
    return GZ_ENCODING_UTF8;
  }
  return GZ_ENCODING_WINDOWS_1252;
}

/** Fail at the byte at `offset` of `bytes`, of which those before are UTF-8. */
static enum gz_status
fail_at(struct gz_str bytes, size_t offset, struct gz_error *error,
        const char *what) {
  size_t line = 1;
  size_t column = 1;
  for (size_t i = 0; i < offset; ++i) {
    const unsigned char c = (unsigned char)bytes.data[i];
    if (c == '\n') {
      ++line;
      column = 1;
    } else if ((c & 0xC0) != 0x80) {
      ++column;
    }
  }
  return gz_fail_at(error, GZ_BAD_INPUT, line, column, offset, "%s", what);
}

static enum gz_status
no_memory(struct gz_error *error) {
  return gz_fail(error, GZ_NO_MEMORY, "No memory for a text");
}

static enum gz_status
from_windows_1252(struct gz_str bytes, struct gz_arena *arena,
                  struct gz_str *text, struct gz_error *error) {
  size_t size = 0;
  for (size_t i = 0; i < bytes.size; ++i) {
    size += (unsigned char)bytes.data[i] < 0x80 ? 1 : 3;
  }
  char *out = gz_arena_alloc(arena, size + 1);
  if (!out) {
    return no_memory(error);
  }
  size_t at = 0;
  for (size_t i = 0; i < bytes.size; ++i) {
    const unsigned char c = (unsigned char)bytes.data[i];
    at += gz_utf8_put(c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c,
                      out + at);
  }
  *text = gz_str_n(out, at);
  return GZ_OK;
}

/** One unit of UTF-16 at byte `at`. */
static uint32_t
unit(struct gz_str bytes, size_t at, bool little) {
  const unsigned char *p = (const unsigned char *)bytes.data + at;
  return little ? (uint32_t)(p[0] | p[1] << 8) : (uint32_t)(p[0] << 8 | p[1]);
}

static enum gz_status
from_utf16(struct gz_str bytes, bool little, struct gz_arena *arena,
           struct gz_str *text, struct gz_error *error) {
  char *out = gz_arena_alloc(arena, bytes.size / 2 * 3 + 1);
  if (!out) {
    return no_memory(error);
  }
  size_t size = 0;
  size_t line = 1;
  size_t column = 1;
  size_t at = 2;
  while (at < bytes.size) {
    uint32_t c = at + 1 < bytes.size ? unit(bytes, at, little) : 0xDC00;
    size_t used = 2;
    if (c >= 0xD800 && c < 0xDC00 && at + 3 < bytes.size) {
      const uint32_t low = unit(bytes, at + 2, little);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10 | (low - 0xDC00));
        used = 4;
      }
    }
    if (c >= 0xD800 && c < 0xE000) {
      return gz_fail_at(error, GZ_BAD_INPUT, line, column, at,
                        "UTF-16 with half a surrogate pair");
    }
    size += gz_utf8_put(c, out + size);
    column = c == '\n' ? 1 : column + 1;
    line += c == '\n';
    at += used;
  }
  *text = gz_str_n(out, size);
  return GZ_OK;
}

/** CR LF and CR to LF; `text` itself if it has none. */
static enum gz_status
mend_line_ends(struct gz_str *text, struct gz_arena *arena,
               struct gz_error *error) {
  if (!text->size || !memchr(text->data, '\r', text->size)) {
    return GZ_OK;
  }
  char *out = gz_arena_alloc(arena, text->size + 1);
  if (!out) {
    return no_memory(error);
  }
  size_t size = 0;
  for (size_t i = 0; i < text->size; ++i) {
    const char c = text->data[i];
    if (c != '\r') {
      out[size++] = c;
    } else if (i + 1 >= text->size || text->data[i + 1] != '\n') {
      out[size++] = '\n';
    }
  }
  *text = gz_str_n(out, size);
  return GZ_OK;
}

/**
 * Whether `c` stands as it is in NFC and never combines with what is before
 * it: all below U+0300, and the punctuation that news is full of.
 */
static bool
inert(uint32_t c) {
  return c < 0x300 || (c >= 0x2010 && c <= 0x2027);
}

/** A stretch of text that may change when it is normalised. */
struct stretch {
  size_t begin;
  size_t end;
};

/**
 * Find the next stretch at or after `*at`: one inert character, if there is
 * one before, and all that are not inert after it.  False if there is none.
 */
static bool
next_stretch(struct gz_str text, size_t *at, struct stretch *stretch) {
  size_t before = *at;
  size_t i = *at;
  while (i < text.size) {
    const size_t here = i;
    if (!inert(gz_utf8_next(text, &i))) {
      stretch->begin = before;
      size_t end = i;
      while (i < text.size && !inert(gz_utf8_next(text, &i))) {
        end = i;
      }
      stretch->end = *at = end;
      return true;
    }
    before = here;
  }
  return false;
}

/** Refuse more combining marks in a row than sorting can bear. */
static enum gz_status
check_marks(struct gz_str text, struct stretch stretch,
            struct gz_error *error) {
  size_t marks = 0;
  size_t at = stretch.begin;
  while (at < stretch.end) {
    const size_t here = at;
    const uint32_t c = gz_utf8_next(text, &at);
    // Every character with a combining class is a mark.
    marks = gz_is_mark(c) ? marks + 1 : 0;
    if (marks > GZ_MAX_COMBINING) {
      return fail_at(text, here, error, "Too many combining marks in a row");
    }
  }
  return GZ_OK;
}

/** Add the NFC of `part` at `out`, which has `room`; add its size. */
static enum gz_status
normalize_stretch(struct gz_str part, char *out, size_t room, size_t *size,
                  struct gz_error *error) {
  const utf8proc_option_t options =
      (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)part.data;
  const utf8proc_ssize_t count =
      utf8proc_decompose(bytes, (utf8proc_ssize_t)part.size, NULL, 0, options);
  utf8proc_int32_t *points =
      count < 0 ? NULL : malloc(((size_t)count + 1) * sizeof *points);
  if (!points) {
    return no_memory(error);
  }
  utf8proc_ssize_t got = utf8proc_decompose(bytes, (utf8proc_ssize_t)part.size,
                                            points, count, options);
  if (got >= 0) {
    got = utf8proc_normalize_utf32(points, got, options);
  }
  size_t used = 0;
  for (utf8proc_ssize_t i = 0; i < got; ++i) {
    char put[4];
    const size_t n = gz_utf8_put((uint32_t)points[i], put);
    if (used + n <= room) {
      memcpy(out + used, put, n);
    }
    used += n;
  }
  free(points);
  if (got < 0 || used > room) {
    return no_memory(error);
  }
  *size += used;
  return GZ_OK;
}

/** Whether normalising could change `text`, and how large it can become. */
static enum gz_status
measure(struct gz_str text, size_t *room, struct gz_error *error) {
  enum gz_status status;
  struct stretch stretch;
  size_t at = 0;
  *room = 0;
  while (next_stretch(text, &at, &stretch)) {
    GZ_TRY(status, check_marks(text, stretch, error));
    *room += stretch.end - stretch.begin;
  }
  return GZ_OK;
}

static enum gz_status
normalize(struct gz_str *text, struct gz_arena *arena, struct gz_error *error) {
  enum gz_status status;
  size_t changing;
  GZ_TRY(status, measure(*text, &changing, error));
  if (!changing) {
    return GZ_OK;
  }
  // NFC never takes more than three times the bytes of UTF-8 (UAX 15).
  const size_t room = text->size + 2 * changing;
  char *out = gz_arena_alloc(arena, room + 1);
  if (!out) {
    return no_memory(error);
  }
  struct stretch stretch;
  size_t size = 0;
  size_t done = 0;
  size_t at = 0;
  while (next_stretch(*text, &at, &stretch)) {
    memcpy(out + size, text->data + done, stretch.begin - done);
    size += stretch.begin - done;
    GZ_TRY(status,
           normalize_stretch(gz_str_part(*text, stretch.begin, stretch.end),
                             out + size, room - size, &size, error));
    done = stretch.end;
  }
  memcpy(out + size, text->data + done, text->size - done);
  *text = gz_str_n(out, size + text->size - done);
  return GZ_OK;
}

/** Decode `bytes` into UTF-8 without a byte order mark. */
static enum gz_status
convert(struct gz_str bytes, enum gz_encoding from, struct gz_arena *arena,
        struct gz_str *text, struct gz_error *error) {
  switch (from) {
  case GZ_ENCODING_UTF16LE:
  case GZ_ENCODING_UTF16BE:
    return from_utf16(bytes, from == GZ_ENCODING_UTF16LE, arena, text, error);
  case GZ_ENCODING_WINDOWS_1252:
    return from_windows_1252(bytes, arena, text, error);
  case GZ_ENCODING_UTF8:
    break;
  }
  const size_t valid = gz_utf8_valid(bytes);
  if (valid < bytes.size) {
    return fail_at(bytes, valid, error, "Not UTF-8, nor any text known here");
  }
  *text = bytes;
  if (gz_str_starts(bytes, GZ_STR("\xEF\xBB\xBF"))) {
    *text = gz_str_part(bytes, 3, bytes.size);
  }
  return GZ_OK;
}

enum gz_status
gz_text_clean(struct gz_str bytes, struct gz_arena *arena, struct gz_str *text,
              enum gz_encoding *was, struct gz_error *error) {
  enum gz_status status;
  const enum gz_encoding from = gz_encoding_guess(bytes);
  struct gz_str made;
  GZ_TRY(status, convert(bytes, from, arena, &made, error));
  const char *nul = made.size ? memchr(made.data, '\0', made.size) : NULL;
  if (nul) {
    return fail_at(made, (size_t)(nul - made.data), error,
                   "A NUL byte, which text does not have");
  }
  GZ_TRY(status, mend_line_ends(&made, arena, error));
  GZ_TRY(status, normalize(&made, arena, error));
  *text = made;
  if (was) {
    *was = from;
  }
  return GZ_OK;
}
