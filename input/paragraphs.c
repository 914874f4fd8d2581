#include "input/paragraphs.h"

#include "input/unicode.h"

#include <string.h>

/** Room, in code points, that a wrapping program may leave unused. */
#define SLACK 10U

/** Offset of the line feed that ends the line at `at`, or the text's size. */
static uint32_t
line_end(struct gz_str text, uint32_t at) {
  const char *end =
      at < text.size ? memchr(text.data + at, '\n', text.size - at) : NULL;
  return end ? (uint32_t)(end - text.data) : (uint32_t)text.size;
}

/** Code points of the line, white space at its end left out. */
static uint32_t
line_width(struct gz_str text, uint32_t begin, uint32_t end) {
  uint32_t width = 0;
  uint32_t count = 0;
  for (size_t at = begin; at < end;) {
    ++count;
    if (!gz_is_space(gz_utf8_next(text, &at))) {
      width = count;
    }
  }
  return width;
}

/** Code points up to the first white space of the line, its indent too. */
static uint32_t
first_word_width(struct gz_str text, uint32_t begin, uint32_t end) {
  uint32_t count = 0;
  bool inside = false;
  for (size_t at = begin; at < end;) {
    const bool space = gz_is_space(gz_utf8_next(text, &at));
    if (space && inside) {
      break;
    }
    inside = inside || !space;
    count += inside;
  }
  return count;
}

void
gz_paragraphs_begin(struct gz_paragraphs *walk, struct gz_str text) {
  uint32_t widths[GZ_WIDEST_WRAP + 2] = {0};
  uint32_t lines = 0;
  for (uint32_t at = 0; at < text.size;) {
    const uint32_t end = line_end(text, at);
    const uint32_t width = line_width(text, at, end);
    if (width) {
      ++widths[width <= GZ_WIDEST_WRAP ? width : GZ_WIDEST_WRAP + 1];
      ++lines;
    }
    at = end + 1;
  }
  uint32_t width = 0;
  for (uint32_t within = 0; within < lines - lines / 10; ++width) {
    within += widths[width];
  }
  width -= width > 0;
  walk->text = text;
  walk->at = 0;
  walk->width =
      width >= GZ_NARROWEST_WRAP && width <= GZ_WIDEST_WRAP ? width : 0;
}

/** Whether the line from `next` goes on the paragraph of the one before. */
static bool
goes_on(const struct gz_paragraphs *walk, uint32_t begin, uint32_t end,
        uint32_t next) {
  if (!walk->width || next >= walk->text.size) {
    return false;
  }
  const uint32_t word =
      first_word_width(walk->text, next, line_end(walk->text, next));
  return word &&
         line_width(walk->text, begin, end) + 1 + word + SLACK > walk->width;
}

/** Offset past the last character of [begin, end) that is not white space. */
static uint32_t
trim_end(struct gz_str text, uint32_t begin, uint32_t end) {
  uint32_t last = begin;
  for (size_t at = begin; at < end;) {
    if (!gz_is_space(gz_utf8_next(text, &at))) {
      last = (uint32_t)at;
    }
  }
  return last;
}

bool
gz_paragraphs_next(struct gz_paragraphs *walk, struct gz_span *span) {
  const struct gz_str text = walk->text;
  size_t at = walk->at;
  size_t begin = at;
  while (at < text.size && gz_is_space(gz_utf8_next(text, &at))) {
    begin = at;
  }
  if (begin >= text.size) {
    walk->at = (uint32_t)text.size;
    return false;
  }
  uint32_t line = (uint32_t)begin;
  uint32_t end = line_end(text, line);
  while (goes_on(walk, line, end, end + 1)) {
    line = end + 1;
    end = line_end(text, line);
  }
  span->begin = (uint32_t)begin;
  span->end = trim_end(text, span->begin, end);
  walk->at = end;
  return true;
}
