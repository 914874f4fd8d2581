#include "graph/sparql/functions.h"

#include "input/arena.h"

#include <utf8proc.h>

#define SIGMA 0x03A3
#define SMALL_SIGMA 0x03C3
#define FINAL_SIGMA 0x03C2

/** A character whose capitals are several (Unicode SpecialCasing.txt). */
struct special {
  uint32_t point;
  uint32_t upper[3]; /**< Unused ones are 0 */
};

static const struct special specials[] = {
    {0x00DF, {0x0053, 0x0053, 0}},      {0x0149, {0x02BC, 0x004E, 0}},
    {0x01F0, {0x004A, 0x030C, 0}},      {0x0390, {0x0399, 0x0308, 0x0301}},
    {0x03B0, {0x03A5, 0x0308, 0x0301}}, {0x0587, {0x0535, 0x0552, 0}},
    {0x1E96, {0x0048, 0x0331, 0}},      {0x1E97, {0x0054, 0x0308, 0}},
    {0x1E98, {0x0057, 0x030A, 0}},      {0x1E99, {0x0059, 0x030A, 0}},
    {0x1E9A, {0x0041, 0x02BE, 0}},      {0x1F50, {0x03A5, 0x0313, 0}},
    {0x1F52, {0x03A5, 0x0313, 0x0300}}, {0x1F54, {0x03A5, 0x0313, 0x0301}},
    {0x1F56, {0x03A5, 0x0313, 0x0342}}, {0x1F80, {0x1F08, 0x0399, 0}},
    {0x1F81, {0x1F09, 0x0399, 0}},      {0x1F82, {0x1F0A, 0x0399, 0}},
    {0x1F83, {0x1F0B, 0x0399, 0}},      {0x1F84, {0x1F0C, 0x0399, 0}},
    {0x1F85, {0x1F0D, 0x0399, 0}},      {0x1F86, {0x1F0E, 0x0399, 0}},
    {0x1F87, {0x1F0F, 0x0399, 0}},      {0x1F88, {0x1F08, 0x0399, 0}},
    {0x1F89, {0x1F09, 0x0399, 0}},      {0x1F8A, {0x1F0A, 0x0399, 0}},
    {0x1F8B, {0x1F0B, 0x0399, 0}},      {0x1F8C, {0x1F0C, 0x0399, 0}},
    {0x1F8D, {0x1F0D, 0x0399, 0}},      {0x1F8E, {0x1F0E, 0x0399, 0}},
    {0x1F8F, {0x1F0F, 0x0399, 0}},      {0x1F90, {0x1F28, 0x0399, 0}},
    {0x1F91, {0x1F29, 0x0399, 0}},      {0x1F92, {0x1F2A, 0x0399, 0}},
    {0x1F93, {0x1F2B, 0x0399, 0}},      {0x1F94, {0x1F2C, 0x0399, 0}},
    {0x1F95, {0x1F2D, 0x0399, 0}},      {0x1F96, {0x1F2E, 0x0399, 0}},
    {0x1F97, {0x1F2F, 0x0399, 0}},      {0x1F98, {0x1F28, 0x0399, 0}},
    {0x1F99, {0x1F29, 0x0399, 0}},      {0x1F9A, {0x1F2A, 0x0399, 0}},
    {0x1F9B, {0x1F2B, 0x0399, 0}},      {0x1F9C, {0x1F2C, 0x0399, 0}},
    {0x1F9D, {0x1F2D, 0x0399, 0}},      {0x1F9E, {0x1F2E, 0x0399, 0}},
    {0x1F9F, {0x1F2F, 0x0399, 0}},      {0x1FA0, {0x1F68, 0x0399, 0}},
    {0x1FA1, {0x1F69, 0x0399, 0}},      {0x1FA2, {0x1F6A, 0x0399, 0}},
    {0x1FA3, {0x1F6B, 0x0399, 0}},      {0x1FA4, {0x1F6C, 0x0399, 0}},
    {0x1FA5, {0x1F6D, 0x0399, 0}},      {0x1FA6, {0x1F6E, 0x0399, 0}},
    {0x1FA7, {0x1F6F, 0x0399, 0}},      {0x1FA8, {0x1F68, 0x0399, 0}},
    {0x1FA9, {0x1F69, 0x0399, 0}},      {0x1FAA, {0x1F6A, 0x0399, 0}},
    {0x1FAB, {0x1F6B, 0x0399, 0}},      {0x1FAC, {0x1F6C, 0x0399, 0}},
    {0x1FAD, {0x1F6D, 0x0399, 0}},      {0x1FAE, {0x1F6E, 0x0399, 0}},
    {0x1FAF, {0x1F6F, 0x0399, 0}},      {0x1FB2, {0x1FBA, 0x0399, 0}},
    {0x1FB3, {0x0391, 0x0399, 0}},      {0x1FB4, {0x0386, 0x0399, 0}},
    {0x1FB6, {0x0391, 0x0342, 0}},      {0x1FB7, {0x0391, 0x0342, 0x0399}},
    {0x1FBC, {0x0391, 0x0399, 0}},      {0x1FC2, {0x1FCA, 0x0399, 0}},
    {0x1FC3, {0x0397, 0x0399, 0}},      {0x1FC4, {0x0389, 0x0399, 0}},
    {0x1FC6, {0x0397, 0x0342, 0}},      {0x1FC7, {0x0397, 0x0342, 0x0399}},
    {0x1FCC, {0x0397, 0x0399, 0}},      {0x1FD2, {0x0399, 0x0308, 0x0300}},
    {0x1FD3, {0x0399, 0x0308, 0x0301}}, {0x1FD6, {0x0399, 0x0342, 0}},
    {0x1FD7, {0x0399, 0x0308, 0x0342}}, {0x1FE2, {0x03A5, 0x0308, 0x0300}},
    {0x1FE3, {0x03A5, 0x0308, 0x0301}}, {0x1FE4, {0x03A1, 0x0313, 0}},
    {0x1FE6, {0x03A5, 0x0342, 0}},      {0x1FE7, {0x03A5, 0x0308, 0x0342}},
    {0x1FF2, {0x1FFA, 0x0399, 0}},      {0x1FF3, {0x03A9, 0x0399, 0}},
    {0x1FF4, {0x038F, 0x0399, 0}},      {0x1FF6, {0x03A9, 0x0342, 0}},
    {0x1FF7, {0x03A9, 0x0342, 0x0399}}, {0x1FFC, {0x03A9, 0x0399, 0}},
    {0xFB00, {0x0046, 0x0046, 0}},      {0xFB01, {0x0046, 0x0049, 0}},
    {0xFB02, {0x0046, 0x004C, 0}},      {0xFB03, {0x0046, 0x0046, 0x0049}},
    {0xFB04, {0x0046, 0x0046, 0x004C}}, {0xFB05, {0x0053, 0x0054, 0}},
    {0xFB06, {0x0053, 0x0054, 0}},      {0xFB13, {0x0544, 0x0546, 0}},
    {0xFB14, {0x0544, 0x0535, 0}},      {0xFB15, {0x0544, 0x053B, 0}},
    {0xFB16, {0x054E, 0x0546, 0}},      {0xFB17, {0x0544, 0x053D, 0}},
};

/** Map to upper case: one to three code points. */
static size_t
to_upper(utf8proc_int32_t point, utf8proc_int32_t out[3]) {
  size_t low = 0;
  size_t high = sizeof specials / sizeof *specials;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (specials[middle].point < (uint32_t)point) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low < sizeof specials / sizeof *specials &&
      specials[low].point == (uint32_t)point) {
    size_t count = 0;
    while (count < 3 && specials[low].upper[count]) {
      out[count] = (utf8proc_int32_t)specials[low].upper[count];
      ++count;
    }
    return count;
  }
  out[0] = utf8proc_toupper(point);
  return 1;
}

/** Whether it has case, and whether it is passed over when looking for it. */
static bool
is_cased(utf8proc_int32_t point) {
  const utf8proc_category_t category = utf8proc_category(point);
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL ||
         category == UTF8PROC_CATEGORY_LT;
}

static bool
is_ignorable(utf8proc_int32_t point) {
  const utf8proc_category_t category = utf8proc_category(point);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME ||
         category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_LM ||
         category == UTF8PROC_CATEGORY_SK || point == '\'' || point == '.' ||
         point == ':' || point == 0x00B7 || point == 0x2019;
}

static utf8proc_ssize_t
decode(struct gz_str text, size_t at, utf8proc_int32_t *point) {
  const utf8proc_ssize_t n =
      utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
                       (utf8proc_ssize_t)(text.size - at), point);
  if (n < 1) { // cannot be in a checked string; keep the byte
    *point = -1;
    return 1;
  }
  return n;
}

/** The condition Final_Sigma of Unicode, section 3.13, after `at`. */
static bool
cased_follows(struct gz_str text, size_t at) {
  while (at < text.size) {
    utf8proc_int32_t point;
    at += (size_t)decode(text, at, &point);
    if (is_cased(point)) {
      return true;
    }
    if (!is_ignorable(point)) {
      return false;
    }
  }
  return false;
}

/** Map to lower case: one or two code points. */
static size_t
to_lower(struct gz_str text, size_t next, utf8proc_int32_t point,
         bool cased_before, utf8proc_int32_t out[3]) {
  if (point == 0x0130) { // capital I with dot above
    out[0] = 'i';
    out[1] = 0x0307;
    return 2;
  }
  if (point == SIGMA) {
    out[0] =
        cased_before && !cased_follows(text, next) ? FINAL_SIGMA : SMALL_SIGMA;
    return 1;
  }
  out[0] = utf8proc_tolower(point);
  return 1;
}

enum gz_status
gz_function_case(struct gz_sparql_context *context, bool upper,
                 const struct gz_value *argument, struct gz_value *value) {
  if (!gz_value_is_string(argument)) {
    return GZ_BAD_INPUT;
  }
  const struct gz_str text = argument->term.value;
  if (text.size > GZ_MAX_LINE_BYTES) {
    return GZ_TOO_LARGE;
  }
  // A code point of n bytes becomes at most three times as long.
  char *out = gz_arena_alloc(context->scratch, text.size * 3 + 8);
  if (!out) {
    return GZ_NO_MEMORY;
  }
  size_t size = 0;
  bool cased = false;
  for (size_t at = 0; at < text.size;) {
    const unsigned char c = (unsigned char)text.data[at];
    if (c < 0x80) {
      const bool small = c >= 'a' && c <= 'z';
      const bool capital = c >= 'A' && c <= 'Z';
      out[size++] = (char)(upper && small      ? c - ('a' - 'A')
                           : !upper && capital ? c + ('a' - 'A')
                                               : c);
      cased = small || capital || (cased && is_ignorable(c));
      ++at;
      continue;
    }
    utf8proc_int32_t point;
    const size_t next = at + (size_t)decode(text, at, &point);
    if (point < 0) {
      out[size++] = (char)c;
      at = next;
      continue;
    }
    utf8proc_int32_t mapped[3];
    const size_t count = upper ? to_upper(point, mapped)
                               : to_lower(text, next, point, cased, mapped);
    for (size_t i = 0; i < count; ++i) {
      size += (size_t)utf8proc_encode_char(mapped[i],
                                           (utf8proc_uint8_t *)out + size);
    }
    cased = is_cased(point) || (cased && is_ignorable(point));
    at = next;
  }
  *value = gz_value_string_like(argument, gz_str_n(out, size));
  return GZ_OK;
}
