#include "graph/load_guard.h"

#include "input/status.h"

static bool
wrong(struct gz_guard *guard, const char *what) {
  guard->wrong = what;
  return false;
}

/** A byte behind a backslash, or a digit of \u or \U. */
static bool
look_escape(struct gz_guard *guard, char c) {
  if (guard->escaped) {
    guard->escaped = false;
    guard->code = 0;
    guard->digits = guard->state == GZ_GUARD_PLAIN ? 0
                    : c == 'u'                     ? 4
                    : c == 'U'                     ? 8
                                                   : 0;
    return true;
  }
  const int value = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
  if (value < 0) {
    return wrong(guard, "An escape needs hexadecimal digits");
  }
  guard->code = guard->code << 4 | (uint32_t)value;
  if (!--guard->digits && (guard->code > 0x10FFFF ||
                           (guard->code >= 0xD800 && guard->code < 0xE000))) {
    return wrong(guard, "An escape stands for no character");
  }
  return true;
}

static bool
look_plain(struct gz_guard *guard, char c) {
  switch (c) {
  case '#':
    guard->state = GZ_GUARD_COMMENT;
    break;
  case '<':
    guard->state = GZ_GUARD_IRI;
    break;
  case '"':
  case '\'':
    guard->state = GZ_GUARD_OPENING;
    guard->quote = c;
    guard->quotes = 1;
    break;
  case '\\':
    guard->escaped = true;
    break;
  case '[':
  case '(':
  case '{':
    if (++guard->depth > GZ_MAX_DEPTH) {
      guard->too_deep = true;
      return wrong(guard, "Brackets are nested too deeply");
    }
    break;
  case ']':
  case ')':
  case '}':
    guard->depth -= guard->depth > 0;
    break;
  default:
    break;
  }
  return true;
}

/** A byte behind a string's first quote or first two. */
static bool
look_opening(struct gz_guard *guard, char c) {
  if (c == guard->quote) {
    if (++guard->quotes == 3) {
      guard->state = GZ_GUARD_LONG;
      guard->quotes = 0;
    }
    return true;
  }
  if (guard->quotes == 2) { // an empty string, and what follows it
    guard->state = GZ_GUARD_PLAIN;
    return look_plain(guard, c);
  }
  guard->state = GZ_GUARD_SHORT;
  guard->escaped = c == '\\';
  return true;
}

static void
look_string(struct gz_guard *guard, char c) {
  if (c == '\\') {
    guard->escaped = true;
    guard->quotes = 0;
  } else if (c != guard->quote) {
    guard->quotes = 0;
    // No short string goes on in another line; the parser will say so.
    if (c == '\n' && guard->state == GZ_GUARD_SHORT) {
      guard->state = GZ_GUARD_PLAIN;
    }
  } else if (guard->state == GZ_GUARD_SHORT || ++guard->quotes == 3) {
    guard->state = GZ_GUARD_PLAIN;
  }
}

static bool
look_byte(struct gz_guard *guard, char c) {
  if (guard->escaped || guard->digits) {
    return look_escape(guard, c);
  }
  switch (guard->state) {
  case GZ_GUARD_COMMENT:
    if (c == '\n' || c == '\r') {
      guard->state = GZ_GUARD_PLAIN;
    }
    return true;
  case GZ_GUARD_IRI:
    guard->escaped = c == '\\';
    if (c == '>' || c == '\n') {
      guard->state = GZ_GUARD_PLAIN;
    }
    return true;
  case GZ_GUARD_OPENING:
    return look_opening(guard, c);
  case GZ_GUARD_SHORT:
  case GZ_GUARD_LONG:
    look_string(guard, c);
    return true;
  default:
    return look_plain(guard, c);
  }
}

bool
gz_guard_look(struct gz_guard *guard, struct gz_str text) {
  for (size_t i = 0; i < text.size; ++i) {
    const char c = text.data[i];
    if (c == '\n') {
      ++guard->line;
      guard->column = 0;
    } else {
      guard->column += ((unsigned char)c & 0xC0) != 0x80;
    }
    if (!look_byte(guard, c)) {
      return false;
    }
  }
  return true;
}
