#include "graph/sparql/functions_regex.h"

#include <string.h>

/** Most classes that can be subtracted from one another. */
#define MAX_CLASSES 16

/** What a multi-character escape stands for within [ ]. */
#define SPACES " \\t\\n\\r"
#define NAME_START                                                             \
  ":A-Z_a-z\\x{C0}-\\x{D6}\\x{D8}-\\x{F6}\\x{F8}-\\x{2FF}\\x{370}-\\x{37D}"    \
  "\\x{37F}-\\x{1FFF}\\x{200C}-\\x{200D}\\x{2070}-\\x{218F}\\x{2C00}-"         \
  "\\x{2FEF}\\x{3001}-\\x{D7FF}\\x{F900}-\\x{FDCF}\\x{FDF0}-\\x{FFFD}"         \
  "\\x{10000}-\\x{EFFFF}"
#define NAME_CHARACTER                                                         \
  NAME_START "\\-.0-9\\x{B7}\\x{300}-\\x{36F}\\x{203F}-\\x{2040}"
// The complements, for use within a class.
#define NOT_SPACE "\\x{0}-\\x{8}\\x{B}-\\x{C}\\x{E}-\\x{1F}\\x{21}-\\x{10FFFF}"
#define NOT_NAME_START                                                         \
  "\\x{0}-9;-@\\[-\\^`{-\\x{BF}\\x{D7}\\x{F7}\\x{300}-\\x{36F}\\x{37E}"        \
  "\\x{2000}-\\x{200B}\\x{200E}-\\x{206F}\\x{2190}-\\x{2BFF}\\x{2FF0}-"        \
  "\\x{3000}\\x{E000}-\\x{F8FF}\\x{FDD0}-\\x{FDEF}\\x{FFFE}-\\x{FFFF}"         \
  "\\x{F0000}-\\x{10FFFF}"
#define NOT_NAME_CHARACTER                                                     \
  "\\x{0}-,/;-@\\[-\\^`{-\\x{B6}\\x{B8}-\\x{BF}\\x{D7}\\x{F7}\\x{37E}"         \
  "\\x{2000}-\\x{200B}\\x{200E}-\\x{203E}\\x{2041}-\\x{206F}\\x{2190}-"        \
  "\\x{2BFF}\\x{2FF0}-\\x{3000}\\x{E000}-\\x{F8FF}\\x{FDD0}-\\x{FDEF}"         \
  "\\x{FFFE}-\\x{FFFF}\\x{F0000}-\\x{10FFFF}"
// XSD's \w is all but punctuation, separators and "other" (\p{P}\p{Z}\p{C}).
#define WORD "\\p{L}\\p{M}\\p{N}\\p{S}"
#define NOT_WORD "\\p{P}\\p{Z}\\p{C}"

struct translator {
  struct gz_str in;
  size_t at;
  bool spaced;
  struct gz_buffer *out;
};

static enum gz_status
put(struct translator *t, const char *text) {
  return gz_buffer_puts(t->out, text);
}

/** What stands for \c and the like within a class, or null. */
static const char *
class_of(char escape) {
  switch (escape) {
  case 's':
    return SPACES;
  case 'S':
    return NOT_SPACE;
  case 'i':
    return NAME_START;
  case 'I':
    return NOT_NAME_START;
  case 'c':
    return NAME_CHARACTER;
  case 'C':
    return NOT_NAME_CHARACTER;
  case 'd':
    return "\\p{Nd}";
  case 'D':
    return "\\P{Nd}";
  case 'w':
    return WORD;
  case 'W':
    return NOT_WORD;
  default:
    return NULL;
  }
}

/** \p{Lu} and \P{Lu}: general categories only. */
static enum gz_status
category(struct translator *t, char escape) {
  size_t i = t->at;
  if (i >= t->in.size || t->in.data[i] != '{') {
    return GZ_BAD_INPUT;
  }
  const size_t name = ++i;
  while (i < t->in.size && t->in.data[i] != '}') {
    ++i;
  }
  const size_t length = i - name;
  if (i == t->in.size || length < 1 || length > 2 ||
      !memchr("LMNPZSC", t->in.data[name], 7) ||
      (length == 2 && !memchr("ultmodcenskfpi", t->in.data[name + 1], 14))) {
    return GZ_BAD_INPUT;
  }
  t->at = i + 1;
  return gz_buffer_printf(t->out, "\\%c{%.*s}", escape, (int)length,
                          t->in.data + name);
}

/** An escape, `t->at` past its backslash. */
static enum gz_status
escape(struct translator *t, bool in_class) {
  if (t->at == t->in.size) {
    return GZ_BAD_INPUT;
  }
  const char c = t->in.data[t->at++];
  if (c == 'p' || c == 'P') {
    return category(t, c);
  }
  const char *members = class_of(c);
  if (members) {
    return in_class ? put(t, members)
                    : gz_buffer_printf(t->out, "[%s]", members);
  }
  if (memchr("nrt\\|.?*+(){}-[]^$", c, 18)) {
    return gz_buffer_printf(t->out, "\\%c", c);
  }
  if (!in_class && (c == 'b' || c == 'B')) {
    return gz_buffer_printf(t->out, "\\%c", c);
  }
  if (!in_class && c >= '1' && c <= '9') {
    // In braces, so that digits that follow do not join it.
    return gz_buffer_printf(t->out, "\\g{%c}", c);
  }
  return GZ_BAD_INPUT;
}

/**
 * One character of a class that begins at `first`; not ] nor the -[ of a
 * subtraction.
 */
static enum gz_status
class_member(struct translator *t, size_t first) {
  const char c = t->in.data[t->at++];
  if (c == '\\') {
    return escape(t, true);
  }
  if (c == '[') {
    return GZ_BAD_INPUT;
  }
  if (c == '^' || c == '&' || c == '~' || c == '#') {
    return gz_buffer_printf(t->out, "\\%c", c);
  }
  if (c == '-') {
    // Between two characters it makes a range, elsewhere it is itself.
    const char next = t->at < t->in.size ? t->in.data[t->at] : ']';
    return put(t, next == ']' || t->at - 1 == first ? "\\-" : "-");
  }
  return gz_buffer_putc(t->out, c);
}

/**
 * A class, `t->at` past its first bracket.  A-[B] becomes (?:(?![B])[A]),
 * and B may be such a difference again.
 */
static enum gz_status
class_expression(struct translator *t) {
  enum gz_status status;
  size_t starts[MAX_CLASSES];
  size_t depth = 0;
  for (;;) {
    if (depth == MAX_CLASSES) {
      return GZ_TOO_LARGE;
    }
    starts[depth++] = t->out->size;
    GZ_TRY(status, put(t, "["));
    if (t->at < t->in.size && t->in.data[t->at] == '^') {
      ++t->at;
      GZ_TRY(status, put(t, "^"));
    }
    const size_t first = t->at;
    while (t->at < t->in.size && t->in.data[t->at] != ']') {
      if (t->in.data[t->at] == '-' && t->at + 1 < t->in.size &&
          t->in.data[t->at + 1] == '[' && t->at > first) {
        break;
      }
      GZ_TRY(status, class_member(t, first));
    }
    if (t->at == first || t->at == t->in.size) {
      return GZ_BAD_INPUT;
    }
    GZ_TRY(status, put(t, "]"));
    if (t->in.data[t->at] == ']') {
      ++t->at;
      break;
    }
    t->at += 2;
  }
  // Close the outer ones, from the inside: each must end with a bracket.
  while (depth > 1) {
    const size_t inner = starts[--depth];
    const size_t outer = starts[depth - 1];
    struct gz_buffer joined;
    gz_buffer_init(&joined, t->out->ceiling);
    status = gz_buffer_printf(&joined, "(?:(?!%s)%.*s)", t->out->data + inner,
                              (int)(inner - outer), t->out->data + outer);
    if (status == GZ_OK) {
      t->out->size = outer;
      status = gz_buffer_add(t->out, gz_buffer_str(&joined));
    }
    gz_buffer_free(&joined);
    if (status != GZ_OK || t->at >= t->in.size || t->in.data[t->at++] != ']') {
      return status != GZ_OK ? status : GZ_BAD_INPUT;
    }
  }
  return GZ_OK;
}

/** Opening bracket: of the forms with "?" only (?: is known. */
static enum gz_status
group(struct translator *t) {
  if (t->at < t->in.size && t->in.data[t->at] == '?') {
    if (t->at + 1 == t->in.size || t->in.data[t->at + 1] != ':') {
      return GZ_BAD_INPUT;
    }
    t->at += 2;
    return put(t, "(?:");
  }
  if (t->at < t->in.size && t->in.data[t->at] == '*') {
    return GZ_BAD_INPUT; // would be one of PCRE2's verbs
  }
  return put(t, "(");
}

/** {n}, {n,} or {n,m}; a brace that is none of these is wrong in XPath. */
static enum gz_status
count(struct translator *t) {
  const size_t start = t->at;
  size_t digits[2] = {0, 0};
  size_t commas = 0;
  while (t->at < t->in.size && t->in.data[t->at] != '}') {
    const char c = t->in.data[t->at++];
    if (c == ',' && commas == 0) {
      ++commas;
    } else if (c >= '0' && c <= '9') {
      ++digits[commas];
    } else {
      return GZ_BAD_INPUT;
    }
  }
  if (t->at == t->in.size || !digits[0]) {
    return GZ_BAD_INPUT;
  }
  ++t->at;
  return gz_buffer_printf(t->out, "{%.*s", (int)(t->at - start),
                          t->in.data + start);
}

enum gz_status
gz_regex_translate(struct gz_str pattern, bool spaced, struct gz_buffer *out) {
  struct translator t = {.in = pattern, .spaced = spaced, .out = out};
  enum gz_status status;
  bool quantified = false; // the last thing was a quantifier
  while (t.at < pattern.size) {
    const char c = pattern.data[t.at++];
    if (c == '\0') {
      return GZ_BAD_INPUT;
    }
    if (spaced && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
      continue;
    }
    // `a++` is no quantifier of XPath; `a+?` is.
    const bool plus = c == '+' || c == '*';
    if (plus && quantified) {
      return GZ_BAD_INPUT;
    }
    quantified = plus || c == '?' || c == '{';
    switch (c) {
    case '\\':
      status = escape(&t, false);
      break;
    case '[':
      status = class_expression(&t);
      break;
    case '(':
      status = group(&t);
      break;
    case '{':
      status = count(&t);
      break;
    case ']':
    case '}':
      return GZ_BAD_INPUT;
    default:
      status = gz_buffer_putc(out, c);
      break;
    }
    if (status != GZ_OK) {
      return status;
    }
  }
  return gz_buffer_reserve(out, 1);
}
