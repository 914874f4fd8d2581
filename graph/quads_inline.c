// Terms that are held in their ids, with their exact lexical form.
#include "graph/quads_format.h"

#include <stdio.h>
#include <string.h>

#define VALUE_MASK ((UINT64_C(1) << 56) - 1)
#define VALUE_BIAS (INT64_C(1) << 55)

enum time_variant { BOOLEAN, DATE, DATE_TIME, DATE_TIME_Z };

/* Part of the format: only add at the end, sixteen at most. */
static const char *const integer_types[] = {
    GZ_XSD "integer",
    GZ_XSD "nonNegativeInteger",
    GZ_XSD "positiveInteger",
    GZ_XSD "int",
    GZ_XSD "long",
    GZ_XSD "short",
    GZ_XSD "byte",
    GZ_XSD "unsignedInt",
    GZ_XSD "unsignedLong",
    GZ_XSD "unsignedShort",
    GZ_XSD "unsignedByte",
    GZ_XSD "negativeInteger",
    GZ_XSD "gYear",
    GZ_XSD "nonPositiveInteger",
};
#define INTEGER_TYPES (sizeof integer_types / sizeof *integer_types)

static gz_id
make(unsigned form, unsigned variant, uint64_t value) {
  return (gz_id)form << 60 | (gz_id)variant << 56 | (value & VALUE_MASK);
}

static bool
is_digit(char c) {
  return c >= '0' && c <= '9';
}

/**
 * Read `-?digits`, with one point in it where `point` is not null.
 *
 * Refuses what would not be written back the same: leading zeros, minus zero.
 * `*point` gets how many digits follow the point.
 */
static bool
read_number(struct gz_str text, unsigned *point, int64_t *number) {
  size_t i = 0;
  const bool minus = text.size && text.data[0] == '-';
  i += minus;
  const size_t first = i;
  int64_t value = 0;
  size_t dot = 0;
  for (; i < text.size; ++i) {
    if (point && !dot && i > first && text.data[i] == '.') {
      dot = i;
    } else if (!is_digit(text.data[i])) {
      return false;
    } else {
      value = value * 10 + (text.data[i] - '0');
      if (value >= VALUE_BIAS) {
        return false;
      }
    }
  }
  const size_t whole = (dot ? dot : text.size) - first;
  if (!whole || (whole > 1 && text.data[first] == '0') || (minus && !value)) {
    return false;
  }
  if (point) {
    const size_t after = dot ? text.size - dot - 1 : 0;
    if (after < 1 || after > 15) {
      return false;
    }
    *point = (unsigned)after;
  }
  *number = minus ? -value : value;
  return true;
}

/** Read digits where `form` has '9', and else the same bytes as it has. */
static bool
read_fields(struct gz_str text, const char *form, unsigned *fields) {
  if (text.size != strlen(form)) {
    return false;
  }
  unsigned field = 0;
  unsigned value = 0;
  for (size_t i = 0; i < text.size; ++i) {
    if (form[i] == '9') {
      if (!is_digit(text.data[i])) {
        return false;
      }
      value = value * 10 + (unsigned)(text.data[i] - '0');
    } else if (text.data[i] != form[i]) {
      return false;
    }
    if (form[i] == '9' && form[i + 1] != '9') {
      fields[field++] = value;
      value = 0;
    }
  }
  return true;
}

static enum gz_status
encode_time(struct gz_str text, struct gz_str type, gz_id *id) {
  unsigned f[6];
  if (gz_str_is(type, "boolean")) {
    if (gz_str_is(text, "true") || gz_str_is(text, "false")) {
      *id = make(GZ_FORM_TIME, BOOLEAN, text.size == 4);
      return GZ_OK;
    }
  } else if (gz_str_is(type, "date")) {
    if (read_fields(text, "9999-99-99", f)) {
      *id = make(GZ_FORM_TIME, DATE, f[0] * 10000 + f[1] * 100 + f[2]);
      return GZ_OK;
    }
  } else if (gz_str_is(type, "dateTime")) {
    const bool zone = text.size && text.data[text.size - 1] == 'Z';
    if (read_fields(text, zone ? "9999-99-99T99:99:99Z" : "9999-99-99T99:99:99",
                    f)) {
      uint64_t value = f[0];
      for (int i = 1; i < 6; ++i) {
        value = value << 7 | f[i];
      }
      *id = make(GZ_FORM_TIME, zone ? DATE_TIME_Z : DATE_TIME, value);
      return GZ_OK;
    }
  }
  return GZ_NOT_FOUND;
}

static enum gz_status
encode_string(struct gz_str text, gz_id *id) {
  if (text.size > 7 || (text.size && memchr(text.data, 0, text.size))) {
    return GZ_NOT_FOUND;
  }
  uint64_t value = 0;
  for (size_t i = 0; i < 7; ++i) {
    value = value << 8 | (i < text.size ? (unsigned char)text.data[i] : 0U);
  }
  *id = make(GZ_FORM_STRING, (unsigned)text.size, value);
  return GZ_OK;
}

enum gz_status
gz_id_encode(const struct gz_term *term, gz_id *id) {
  if (term->kind == GZ_TERM_NONE) {
    *id = GZ_ID_NONE;
    return GZ_OK;
  }
  if (term->kind != GZ_TERM_LITERAL || term->language.size) {
    return GZ_NOT_FOUND;
  }
  if (!term->datatype.size) {
    return encode_string(term->value, id);
  }
  if (!gz_str_starts(term->datatype, GZ_STR(GZ_XSD)) || term->value.size > 24) {
    return GZ_NOT_FOUND;
  }
  const struct gz_str type =
      gz_str_part(term->datatype, sizeof GZ_XSD - 1, SIZE_MAX);
  int64_t number = 0;
  unsigned point = 0;
  if (gz_str_is(type, "decimal")) {
    if (!read_number(term->value, &point, &number)) {
      return GZ_NOT_FOUND;
    }
    *id = make(GZ_FORM_DECIMAL, point, (uint64_t)(number + VALUE_BIAS));
    return GZ_OK;
  }
  for (unsigned i = 0; i < INTEGER_TYPES; ++i) {
    if (gz_str_is(type, integer_types[i] + sizeof GZ_XSD - 1)) {
      if (!read_number(term->value, NULL, &number)) {
        return GZ_NOT_FOUND;
      }
      *id = make(GZ_FORM_INTEGER, i, (uint64_t)(number + VALUE_BIAS));
      return GZ_OK;
    }
  }
  return encode_time(term->value, type, id);
}

static void
typed(char room[GZ_TERM_ROOM], int size, const char *datatype,
      struct gz_term *term) {
  *term = gz_term_typed(gz_str_n(room, (size_t)size), gz_str(datatype));
}

/** Write `count` digits of `value`: much faster than printf(). */
static char *
put_digits(char *to, unsigned value, int count) {
  for (int i = count; i-- > 0; value /= 10) {
    to[i] = (char)('0' + value % 10);
  }
  return to + count;
}

/** Write year, month and day; returns where they end. */
static char *
put_date(char *to, unsigned year, unsigned month, unsigned day) {
  to = put_digits(to, year, 4);
  *to++ = '-';
  to = put_digits(to, month, 2);
  *to++ = '-';
  return put_digits(to, day, 2);
}

static enum gz_status
decode_time(unsigned variant, uint64_t value, char room[GZ_TERM_ROOM],
            struct gz_term *term) {
  unsigned f[6];
  const uint64_t fields = value;
  for (int i = 5; i > 0; --i) {
    f[i] = value & 0x7F;
    value >>= 7;
  }
  f[0] = value & 0x3FFF;
  const unsigned day = (unsigned)(fields & 0xFFFFFFF);
  char *end = room;
  switch (variant) {
  case BOOLEAN:
    typed(room, snprintf(room, GZ_TERM_ROOM, fields ? "true" : "false"),
          GZ_XSD "boolean", term);
    return GZ_OK;
  case DATE:
    end = put_date(room, day / 10000, day / 100 % 100, day % 100);
    typed(room, (int)(end - room), GZ_XSD "date", term);
    return GZ_OK;
  case DATE_TIME:
  case DATE_TIME_Z:
    end = put_date(room, f[0], f[1], f[2]);
    for (int i = 3; i < 6; ++i) {
      *end++ = i == 3 ? 'T' : ':';
      end = put_digits(end, f[i], 2);
    }
    if (variant == DATE_TIME_Z) {
      *end++ = 'Z';
    }
    typed(room, (int)(end - room), GZ_XSD "dateTime", term);
    return GZ_OK;
  default:
    return GZ_NOT_FOUND;
  }
}

static enum gz_status
decode_decimal(unsigned point, int64_t number, char room[GZ_TERM_ROOM],
               struct gz_term *term) {
  if (!point) {
    return GZ_NOT_FOUND;
  }
  uint64_t scale = 1;
  for (unsigned i = 0; i < point; ++i) {
    scale *= 10;
  }
  const uint64_t size = (uint64_t)(number < 0 ? -number : number);
  typed(room,
        snprintf(room, GZ_TERM_ROOM, "%s%llu.%0*llu", number < 0 ? "-" : "",
                 (unsigned long long)(size / scale), (int)point,
                 (unsigned long long)(size % scale)),
        GZ_XSD "decimal", term);
  return GZ_OK;
}

enum gz_status
gz_id_decode(gz_id id, char room[GZ_TERM_ROOM], struct gz_term *term) {
  const unsigned variant = (unsigned)(id >> 56) & 0xF;
  const uint64_t value = id & VALUE_MASK;
  const int64_t number = (int64_t)value - VALUE_BIAS;
  switch (gz_id_form(id)) {
  case GZ_FORM_INTEGER:
    if (variant >= INTEGER_TYPES) {
      return GZ_NOT_FOUND;
    }
    typed(room, snprintf(room, GZ_TERM_ROOM, "%lld", (long long)number),
          integer_types[variant], term);
    return GZ_OK;
  case GZ_FORM_DECIMAL:
    return decode_decimal(variant, number, room, term);
  case GZ_FORM_TIME:
    return decode_time(variant, value, room, term);
  case GZ_FORM_STRING:
    if (variant > 7) {
      return GZ_NOT_FOUND;
    }
    for (int i = 0; i < 7; ++i) {
      room[i] = (char)(unsigned char)(value >> (48 - 8 * i));
    }
    *term = gz_term_string(gz_str_n(room, variant));
    return GZ_OK;
  default:
    return GZ_NOT_FOUND;
  }
}

enum gz_term_kind
gz_id_kind(gz_id id) {
  switch (gz_id_form(id)) {
  case GZ_FORM_BLANK:
    return GZ_TERM_BLANK;
  case GZ_FORM_IRI:
    return GZ_TERM_IRI;
  case GZ_FORM_LITERAL:
  case GZ_FORM_INTEGER:
  case GZ_FORM_DECIMAL:
  case GZ_FORM_TIME:
  case GZ_FORM_STRING:
    return GZ_TERM_LITERAL;
  default:
    return GZ_TERM_NONE;
  }
}

bool
gz_id_is_inline(gz_id id) {
  return gz_id_form(id) >= GZ_FORM_INTEGER && gz_id_form(id) <= GZ_FORM_STRING;
}
