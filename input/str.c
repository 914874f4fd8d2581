#include "input/str.h"

#include <string.h>

struct gz_str
gz_str(const char *text) {
  return (struct gz_str){text, text ? strlen(text) : 0};
}

struct gz_str
gz_str_n(const char *data, size_t size) {
  return (struct gz_str){data, size};
}

struct gz_str
gz_str_part(struct gz_str text, size_t begin, size_t end) {
  if (end > text.size) {
    end = text.size;
  }
  if (begin >= end) {
    return (struct gz_str){text.data, 0};
  }
  return (struct gz_str){text.data + begin, end - begin};
}

bool
gz_str_equal(struct gz_str a, struct gz_str b) {
  return a.size == b.size &&
         (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

bool
gz_str_is(struct gz_str a, const char *b) {
  return gz_str_equal(a, gz_str(b));
}

static unsigned char
lower(char c) {
  return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool
gz_str_equal_nocase(struct gz_str a, struct gz_str b) {
  if (a.size != b.size) {
    return false;
  }
  for (size_t i = 0; i < a.size; ++i) {
    if (lower(a.data[i]) != lower(b.data[i])) {
      return false;
    }
  }
  return true;
}

bool
gz_str_is_one_of(struct gz_str text, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (gz_str_equal_nocase(text, gz_str(words[i]))) {
      return true;
    }
  }
  return false;
}

int
gz_str_compare(struct gz_str a, struct gz_str b) {
  const size_t shared = a.size < b.size ? a.size : b.size;
  const int order = shared ? memcmp(a.data, b.data, shared) : 0;
  return order ? order : (a.size > b.size) - (a.size < b.size);
}

bool
gz_str_starts(struct gz_str text, struct gz_str prefix) {
  return text.size >= prefix.size &&
         gz_str_equal(gz_str_part(text, 0, prefix.size), prefix);
}

bool
gz_str_ends(struct gz_str text, struct gz_str suffix) {
  return text.size >= suffix.size &&
         gz_str_equal(gz_str_part(text, text.size - suffix.size, text.size),
                      suffix);
}

size_t
gz_str_find(struct gz_str text, char c) {
  const char *found = text.size ? memchr(text.data, c, text.size) : NULL;
  return found ? (size_t)(found - text.data) : text.size;
}

static bool
is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

struct gz_str
gz_str_trim(struct gz_str text) {
  while (text.size && is_space(text.data[0])) {
    ++text.data;
    --text.size;
  }
  while (text.size && is_space(text.data[text.size - 1])) {
    --text.size;
  }
  return text;
}

uint64_t
gz_str_hash(struct gz_str text) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < text.size; ++i) {
    hash = (hash ^ (unsigned char)text.data[i]) * UINT64_C(0x100000001b3);
  }
  // The final mix of SplitMix64, so that the low bits depend on all the others.
  hash = (hash ^ (hash >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  hash = (hash ^ (hash >> 27)) * UINT64_C(0x94d049bb133111eb);
  return hash ^ (hash >> 31);
}
