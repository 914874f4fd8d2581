#include "ontology/syntax.h"

#include <string.h>
#include <utf8proc.h>

static bool
is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c) {
  return c >= '0' && c <= '9';
}

/**
 * Decode the character at `at` and step past it; negative if it is not UTF-8.
 */
static int32_t
next_character(struct gz_str text, size_t *at) {
  const unsigned char c = (unsigned char)text.data[*at];
  if (c < 0x80) {
    ++*at;
    return c;
  }
  int32_t character = -1;
  const utf8proc_ssize_t size =
      utf8proc_iterate((const utf8proc_uint8_t *)text.data + *at,
                       (utf8proc_ssize_t)(text.size - *at), &character);
  *at += size > 0 ? (size_t)size : 1;
  return size > 0 ? character : -1;
}

bool
gz_syntax_text(struct gz_str text) {
  size_t at = 0;
  while (at < text.size) {
    // Eight bytes of ASCII at a time: most texts are little else.
    uint64_t block;
    while (at + sizeof block <= text.size) {
      memcpy(&block, text.data + at, sizeof block);
      if ((block & UINT64_C(0x8080808080808080)) ||
          ((block - UINT64_C(0x0101010101010101)) &
           UINT64_C(0x8080808080808080))) {
        break;
      }
      at += sizeof block;
    }
    if (at < text.size && next_character(text, &at) <= 0) {
      return false;
    }
  }
  return true;
}

/** Offset of the colon behind a scheme, or 0 if there is none. */
static size_t
scheme_end(struct gz_str iri) {
  size_t at = 0;
  while (at < iri.size &&
         (is_letter(iri.data[at]) ||
          (at > 0 && (is_digit(iri.data[at]) || iri.data[at] == '+' ||
                      iri.data[at] == '-' || iri.data[at] == '.')))) {
    ++at;
  }
  return at < iri.size && iri.data[at] == ':' ? at : 0;
}

/** The ASCII characters that IRIREF allows. */
static const bool in_iri[128] = {
#define ROW(a, b, c, d, e, f, g, h) a, b, c, d, e, f, g, h
    ['!'] = 1,
    ROW(0, 1, 1, 1, 1, 1, 1, 1), // " #$%&'()
    ROW(1, 1, 1, 1, 1, 1, 1, 1), // *+,-./01
    ROW(1, 1, 1, 1, 1, 1, 1, 1), // 23456789
    ROW(1, 1, 0, 1, 0, 1, 1, 1), // :;<=>?@A
    ROW(1, 1, 1, 1, 1, 1, 1, 1), // BCDEFGHI
    ROW(1, 1, 1, 1, 1, 1, 1, 1), // JKLMNOPQ
    ROW(1, 1, 1, 1, 1, 1, 1, 1), // RSTUVWXY
    ROW(1, 1, 0, 1, 0, 1, 0, 1), // Z[\]^_`a
    ROW(1, 1, 1, 1, 1, 1, 1, 1), // bcdefghi
    ROW(1, 1, 1, 1, 1, 1, 1, 1), // jklmnopq
    ROW(1, 1, 1, 1, 1, 1, 1, 1), // rstuvwxy
    1,
    0,
    0,
    0,
    1,
    1, // z{|}~ and DEL
#undef ROW
};

bool
gz_syntax_iri(struct gz_str iri) {
  size_t at = scheme_end(iri);
  if (at == 0) {
    return false;
  }
  while (at < iri.size) {
    const unsigned char c = (unsigned char)iri.data[at];
    if (c < 0x80) {
      if (!in_iri[c]) {
        return false;
      }
      ++at;
    } else if (next_character(iri, &at) < 0) {
      return false;
    }
  }
  return true;
}

bool
gz_syntax_language(struct gz_str tag) {
  size_t length = 0;
  bool first = true;
  for (size_t i = 0; i < tag.size; ++i) {
    const char c = tag.data[i];
    if (c == '-') {
      if (length == 0) {
        return false;
      }
      length = 0;
      first = false;
    } else if (!is_letter(c) && (first || !is_digit(c))) {
      return false;
    } else if (++length > 8) {
      return false;
    }
  }
  return length > 0;
}

/** PN_CHARS_BASE of Turtle beyond ASCII. */
static bool
is_name_base(int32_t c) {
  static const struct {
    int32_t first;
    int32_t last;
  } ranges[] = {
      {0x00C0, 0x00D6}, {0x00D8, 0x00F6}, {0x00F8, 0x02FF}, {0x0370, 0x037D},
      {0x037F, 0x1FFF}, {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
      {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
  };
  if (c < 0x80) {
    return c > 0 && is_letter((char)c);
  }
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; ++i) {
    if (c <= ranges[i].last) {
      return c >= ranges[i].first;
    }
  }
  return false;
}

/** What may stand first: PN_CHARS_U and digits. */
static bool
is_name_start(int32_t c) {
  return c == '_' || (c >= '0' && c <= '9') || is_name_base(c);
}

/** PN_CHARS. */
static bool
is_name_character(int32_t c) {
  return c == '-' || c == 0xB7 || is_name_start(c) ||
         (c >= 0x0300 && c <= 0x036F) || c == 0x203F || c == 0x2040;
}

/** BLANK_NODE_LABEL behind its `_:`, and PN_LOCAL without colon and escapes. */
static bool
is_name(struct gz_str name) {
  size_t at = 0;
  int32_t last = 0;
  while (at < name.size) {
    const bool first = at == 0;
    last = next_character(name, &at);
    if (first ? !is_name_start(last)
              : last != '.' && !is_name_character(last)) {
      return false;
    }
  }
  return name.size > 0 && last != '.';
}

bool
gz_syntax_blank(struct gz_str label) {
  return is_name(label);
}

bool
gz_syntax_local(struct gz_str name) {
  return is_name(name);
}

/** Step past digits at `at` and return how many there were. */
static size_t
skip_digits(struct gz_str text, size_t *at) {
  const size_t start = *at;
  while (*at < text.size && is_digit(text.data[*at])) {
    ++*at;
  }
  return *at - start;
}

static size_t
skip_sign(struct gz_str text, size_t at) {
  return at < text.size && (text.data[at] == '+' || text.data[at] == '-')
             ? at + 1
             : at;
}

bool
gz_syntax_integer(struct gz_str text) {
  size_t at = skip_sign(text, 0);
  return skip_digits(text, &at) > 0 && at == text.size;
}

bool
gz_syntax_decimal(struct gz_str text) {
  size_t at = skip_sign(text, 0);
  (void)skip_digits(text, &at);
  if (at == text.size || text.data[at] != '.') {
    return false;
  }
  ++at;
  return skip_digits(text, &at) > 0 && at == text.size;
}

bool
gz_syntax_double(struct gz_str text) {
  size_t at = skip_sign(text, 0);
  size_t digits = skip_digits(text, &at);
  if (at < text.size && text.data[at] == '.') {
    ++at;
    digits += skip_digits(text, &at);
  }
  if (digits == 0 || at == text.size ||
      (text.data[at] != 'e' && text.data[at] != 'E')) {
    return false;
  }
  at = skip_sign(text, at + 1);
  return skip_digits(text, &at) > 0 && at == text.size;
}

bool
gz_syntax_boolean(struct gz_str text) {
  return gz_str_is(text, "true") || gz_str_is(text, "false");
}

const char *
gz_syntax_shown(struct gz_str text, char buffer[GZ_SHOWN_SIZE]) {
  const size_t room = GZ_SHOWN_SIZE - sizeof "...";
  size_t size = text.size < room ? text.size : room;
  while (size > 0 && size < text.size &&
         ((unsigned char)text.data[size] & 0xC0) == 0x80) {
    --size;
  }
  const bool valid = gz_syntax_text(gz_str_n(text.data, size));
  for (size_t i = 0; i < size; ++i) {
    const unsigned char c = (unsigned char)text.data[i];
    buffer[i] = c < 0x20 || c == 0x7F || (c >= 0x80 && !valid) ? '?' : (char)c;
  }
  strcpy(buffer + size, size < text.size ? "..." : "");
  return buffer;
}

/** Fail because of `text`: "<what>: <text>". */
static enum gz_status
refuse(struct gz_error *error, const char *what, struct gz_str text) {
  char buffer[GZ_SHOWN_SIZE];
  return gz_fail(error, GZ_BAD_INPUT, "%s: %s", what,
                 gz_syntax_shown(text, buffer));
}

static enum gz_status
check_literal(const struct gz_term *term, struct gz_error *error) {
  if (!gz_syntax_text(term->value)) {
    return refuse(error, "Literal is no valid UTF-8 or holds U+0000",
                  term->value);
  }
  if (term->language.size) {
    return term->datatype.size || !gz_syntax_language(term->language)
               ? refuse(error, "Not a language tag", term->language)
               : GZ_OK;
  }
  if (term->datatype.size) {
    if (!gz_syntax_iri(term->datatype)) {
      return refuse(error, "Datatype is no absolute IRI", term->datatype);
    }
    if (gz_str_is(term->datatype, GZ_RDF "langString")) {
      return refuse(error, "Language missing of a literal", term->value);
    }
  }
  return GZ_OK;
}

enum gz_status
gz_term_check(const struct gz_term *term, struct gz_error *error) {
  switch (term->kind) {
  case GZ_TERM_IRI:
    return gz_syntax_iri(term->value)
               ? GZ_OK
               : refuse(error, "Not an absolute IRI", term->value);
  case GZ_TERM_BLANK:
    return gz_syntax_blank(term->value)
               ? GZ_OK
               : refuse(error, "Not a label of a blank node", term->value);
  case GZ_TERM_LITERAL:
    return check_literal(term, error);
  case GZ_TERM_NONE:
    break;
  }
  return gz_fail(error, GZ_BAD_INPUT, "Statement lacks a term");
}

bool
gz_kind_fits_subject(enum gz_term_kind kind) {
  return kind == GZ_TERM_IRI || kind == GZ_TERM_BLANK;
}

bool
gz_kind_fits_graph(enum gz_term_kind kind) {
  return kind != GZ_TERM_LITERAL;
}

enum gz_status
gz_quad_check(const struct gz_quad *quad, struct gz_error *error) {
  if (!gz_kind_fits_subject(quad->subject.kind)) {
    return refuse(error, "Neither IRI nor blank node as the subject",
                  quad->subject.value);
  }
  if (quad->predicate.kind != GZ_TERM_IRI) {
    return refuse(error, "No IRI as the predicate", quad->predicate.value);
  }
  if (!gz_kind_fits_graph(quad->graph.kind)) {
    return refuse(error, "A literal as the graph", quad->graph.value);
  }
  enum gz_status status;
  GZ_TRY(status, gz_term_check(&quad->subject, error));
  GZ_TRY(status, gz_term_check(&quad->predicate, error));
  GZ_TRY(status, gz_term_check(&quad->object, error));
  return quad->graph.kind == GZ_TERM_NONE ? GZ_OK
                                          : gz_term_check(&quad->graph, error);
}
