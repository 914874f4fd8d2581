#include "graph/sparql/functions.h"

#include "input/arena.h"
#include "input/buffer.h"

#include <string.h>

static size_t
count_points(struct gz_str text) {
  size_t points = 0;
  for (size_t i = 0; i < text.size; ++i) {
    points += ((unsigned char)text.data[i] & 0xC0) != 0x80;
  }
  return points;
}

/** Offset of code point `n`, counted from 0; the size of `text` if beyond. */
static size_t
offset_of_point(struct gz_str text, uint64_t n) {
  size_t i = 0;
  while (i < text.size) {
    if (((unsigned char)text.data[i] & 0xC0) != 0x80 && n-- == 0) {
      break;
    }
    ++i;
  }
  return i;
}

/** A whole number for SUBSTR, far values brought nearer. */
static bool
to_position(const struct gz_value *value, int64_t *out) {
  struct gz_value number = *value;
  if (!gz_value_is_numeric(value)) {
    return false;
  }
  if (value->kind >= GZ_VALUE_FLOAT) {
    // NaN is no position; infinities are beyond any string.
    if (!(value->real >= -1e15)) {
      *out = INT64_C(-1000000000000000);
      return value->real < 0;
    }
    if (value->real >= 1e15) {
      *out = INT64_C(1000000000000000);
      return true;
    }
    (void)gz_decimal_from_double(value->real, value->kind == GZ_VALUE_FLOAT,
                                 &number.decimal);
  }
  const struct gz_decimal rounded = gz_decimal_round(number.decimal);
  const int64_t most = INT64_C(1000000000000000);
  if (!gz_decimal_to_int(rounded, out) || *out > most || *out < -most) {
    *out = rounded.digits < 0 ? -most : most;
  }
  return true;
}

/** fn:substring: characters from round(start) to before round(start + n). */
static enum gz_status
substring(const struct gz_value *arguments, size_t count,
          struct gz_value *value) {
  int64_t start;
  int64_t length = INT64_C(4000000000000000);
  if (!gz_value_is_string(&arguments[0]) ||
      !to_position(&arguments[1], &start) ||
      (count > 2 && !to_position(&arguments[2], &length))) {
    return GZ_BAD_INPUT;
  }
  const struct gz_str text = arguments[0].term.value;
  const int64_t end = start + length;
  const size_t from =
      start > 1 ? offset_of_point(text, (uint64_t)start - 1) : 0;
  const size_t to = end > 1 ? offset_of_point(text, (uint64_t)end - 1) : 0;
  *value = gz_value_string_like(&arguments[0], gz_str_part(text, from, to));
  return GZ_OK;
}

/** Section 17.4.3.1.2: which strings can be looked for in which. */
static bool
compatible(const struct gz_value *a, const struct gz_value *b) {
  return gz_value_is_string(a) && gz_value_is_string(b) &&
         (b->kind == GZ_VALUE_STRING ||
          (a->kind == GZ_VALUE_TAGGED &&
           gz_str_equal(a->term.language, b->term.language)));
}

/** Offset of `needle` in `text`, or SIZE_MAX. */
static size_t
find(struct gz_str text, struct gz_str needle) {
  if (!needle.size) {
    return 0;
  }
  for (size_t at = 0; at + needle.size <= text.size; ++at) {
    const char *found = memchr(text.data + at, needle.data[0],
                               text.size - needle.size + 1 - at);
    if (!found) {
      break;
    }
    at = (size_t)(found - text.data);
    if (memcmp(found, needle.data, needle.size) == 0) {
      return at;
    }
  }
  return SIZE_MAX;
}

static enum gz_status
search(enum gz_sparql_op op, const struct gz_value *arguments,
       struct gz_value *value) {
  if (!compatible(&arguments[0], &arguments[1])) {
    return GZ_BAD_INPUT;
  }
  const struct gz_str text = arguments[0].term.value;
  const struct gz_str part = arguments[1].term.value;
  if (op == GZ_OP_STRSTARTS) {
    *value = gz_value_from_boolean(gz_str_starts(text, part));
    return GZ_OK;
  }
  if (op == GZ_OP_STRENDS) {
    *value = gz_value_from_boolean(gz_str_ends(text, part));
    return GZ_OK;
  }
  const size_t at = find(text, part);
  if (op == GZ_OP_CONTAINS) {
    *value = gz_value_from_boolean(at != SIZE_MAX);
  } else if (at == SIZE_MAX) {
    *value = gz_value_from_string(GZ_STR(""));
  } else if (op == GZ_OP_STRBEFORE) {
    *value = gz_value_string_like(&arguments[0], gz_str_part(text, 0, at));
  } else {
    *value = gz_value_string_like(&arguments[0],
                                  gz_str_part(text, at + part.size, text.size));
  }
  return GZ_OK;
}

static enum gz_status
concatenate(struct gz_arena *arena, const struct gz_value *arguments,
            size_t count, struct gz_value *value) {
  size_t size = 0;
  bool tagged = count > 0 && arguments[0].kind == GZ_VALUE_TAGGED;
  for (size_t i = 0; i < count; ++i) {
    if (!gz_value_is_string(&arguments[i])) {
      return GZ_BAD_INPUT;
    }
    size += arguments[i].term.value.size;
    if (size > GZ_MAX_LINE_BYTES) {
      return GZ_TOO_LARGE;
    }
    tagged = tagged && gz_str_equal(arguments[i].term.language,
                                    arguments[0].term.language);
  }
  char *text = gz_arena_alloc(arena, size + 1);
  if (!text) {
    return GZ_NO_MEMORY;
  }
  size_t at = 0;
  for (size_t i = 0; i < count; ++i) {
    const struct gz_str part = arguments[i].term.value;
    if (part.size) {
      memcpy(text + at, part.data, part.size);
      at += part.size;
    }
  }
  *value = tagged ? gz_value_string_like(&arguments[0], gz_str_n(text, size))
                  : gz_value_from_string(gz_str_n(text, size));
  return GZ_OK;
}

/** fn:encode-for-uri: all but the unreserved characters of RFC 3986. */
static enum gz_status
encode(struct gz_arena *arena, const struct gz_value *argument,
       struct gz_value *value) {
  if (!gz_value_is_string(argument)) {
    return GZ_BAD_INPUT;
  }
  const struct gz_str text = argument->term.value;
  char *out = gz_arena_alloc(arena, text.size * 3 + 1);
  if (!out) {
    return GZ_NO_MEMORY;
  }
  size_t size = 0;
  for (size_t i = 0; i < text.size; ++i) {
    const unsigned char c = (unsigned char)text.data[i];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
        c == '~') {
      out[size++] = (char)c;
    } else {
      out[size++] = '%';
      out[size++] = "0123456789ABCDEF"[c >> 4];
      out[size++] = "0123456789ABCDEF"[c & 15];
    }
  }
  *value = gz_value_from_string(gz_str_n(out, size));
  return GZ_OK;
}

/** Basic filtering, RFC 4647 section 3.3.1. */
static bool
language_matches(struct gz_str tag, struct gz_str range) {
  if (gz_str_is(range, "*")) {
    return tag.size > 0;
  }
  return gz_str_equal_nocase(gz_str_part(tag, 0, range.size), range) &&
         range.size > 0 &&
         (tag.size == range.size || tag.data[range.size] == '-');
}

/** STRLANG: the tag must look like one (BCP 47); made lower case. */
static enum gz_status
tag_string(struct gz_arena *arena, const struct gz_value *arguments,
           struct gz_value *value) {
  const struct gz_str tag = arguments[1].term.value;
  if (arguments[0].kind != GZ_VALUE_STRING ||
      arguments[1].kind != GZ_VALUE_STRING || !tag.size) {
    return GZ_BAD_INPUT;
  }
  char *lower = gz_arena_copy(arena, tag);
  if (!lower) {
    return GZ_NO_MEMORY;
  }
  size_t length = 0; // of a subtag
  bool first = true;
  for (size_t i = 0; i < tag.size; ++i) {
    const char c = lower[i];
    if (c == '-') {
      if (!length) {
        return GZ_BAD_INPUT;
      }
      length = 0;
      first = false;
      continue;
    }
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (++length > 8 || !(letter || (!first && c >= '0' && c <= '9'))) {
      return GZ_BAD_INPUT;
    }
    if (c >= 'A' && c <= 'Z') {
      lower[i] = (char)(c + ('a' - 'A'));
    }
  }
  if (!length) {
    return GZ_BAD_INPUT;
  }
  *value =
      gz_value_from_tagged(arguments[0].term.value, gz_str_n(lower, tag.size));
  return GZ_OK;
}

enum gz_status
gz_function_string(struct gz_sparql_context *context, enum gz_sparql_op op,
                   const struct gz_value *arguments, size_t count,
                   struct gz_value *value) {
  switch (op) {
  case GZ_OP_STRLEN:
    if (!gz_value_is_string(&arguments[0])) {
      return GZ_BAD_INPUT;
    }
    *value = gz_value_from_int((int64_t)count_points(arguments[0].term.value));
    return GZ_OK;
  case GZ_OP_SUBSTR:
    return substring(arguments, count, value);
  case GZ_OP_CONTAINS:
  case GZ_OP_STRSTARTS:
  case GZ_OP_STRENDS:
  case GZ_OP_STRBEFORE:
  case GZ_OP_STRAFTER:
    return search(op, arguments, value);
  case GZ_OP_CONCAT:
    return concatenate(context->scratch, arguments, count, value);
  case GZ_OP_ENCODE_FOR_URI:
    return encode(context->scratch, &arguments[0], value);
  case GZ_OP_LANGMATCHES:
    if (arguments[0].kind != GZ_VALUE_STRING ||
        arguments[1].kind != GZ_VALUE_STRING) {
      return GZ_BAD_INPUT;
    }
    *value = gz_value_from_boolean(
        language_matches(arguments[0].term.value, arguments[1].term.value));
    return GZ_OK;
  case GZ_OP_STRLANG:
    return tag_string(context->scratch, arguments, value);
  case GZ_OP_UCASE:
  case GZ_OP_LCASE:
    return gz_function_case(context, op == GZ_OP_UCASE, &arguments[0], value);
  default:
    return GZ_BAD_INPUT;
  }
}
