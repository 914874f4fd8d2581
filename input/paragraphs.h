/**
 * @file paragraphs.h
 * Where the paragraphs of a plain text are.
 *
 * A blank line always parts paragraphs.  What a single line break does is
 * decided from the text as a whole, by the width that nine lines of ten stay
 * within: lines wider than #GZ_WIDEST_WRAP or narrower than #GZ_NARROWEST_WRAP
 * were not wrapped by a program or a typist, so that each is a paragraph;
 * between the two, a break is white space unless the first word of the next
 * line had room on the line before, which shows that it was meant.
 */

#ifndef GZ_INPUT_PARAGRAPHS_H
#define GZ_INPUT_PARAGRAPHS_H

#include "input/str.h"

#include <stdbool.h>
#include <stdint.h>

/** Widest line, in code points, that counts as wrapped. */
#define GZ_WIDEST_WRAP 120U
/** Narrowest one. */
#define GZ_NARROWEST_WRAP 50U

/** A walk over the paragraphs of a text.  Fields are private. */
struct gz_paragraphs {
  struct gz_str text;
  uint32_t at;
  uint32_t width; /**< Of wrapped lines in code points; 0: not wrapped */
};

/** Begin a walk over `text`; reads all of it once. */
void gz_paragraphs_begin(struct gz_paragraphs *walk, struct gz_str text);

/**
 * Find the next paragraph: from its first character that is not white space
 * to past its last.  False at the end.
 */
bool gz_paragraphs_next(struct gz_paragraphs *walk, struct gz_span *span);

#endif
