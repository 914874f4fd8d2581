/**
 * @file sentences.h
 * The text of an article into sentences and tokens.
 *
 * A paragraph's end ends a sentence, so a headline needs no full stop.  Inside
 * a paragraph a sentence ends after "." "!" "?" or an ellipsis, with the
 * quotation marks and brackets that close behind it, unless what follows goes
 * on in small letters.  After an abbreviation the words that follow decide:
 * see gz_sentence_begins() in tokens.h.
 *
 *     "Is it?" she said.  The U.S. agreed.  The E.U. Commission did not.
 *     |-----------------| |--------------|  |-------------------------|
 *
 * Threads.    No state; threads may split different articles.
 */

#ifndef GZ_INPUT_SENTENCES_H
#define GZ_INPUT_SENTENCES_H

#include "input/article.h"

/**
 * Fill the sentences and tokens of `article`, which has a text.
 *
 * The headline is what the text begins with, if that is the metadata's title;
 * its sentences are in GZ_ZONE_TITLE and paragraph 0.  A later paragraph with
 * the same letters and digits, whatever their case, is marked `repeated`.
 * Sentences have at most #GZ_MAX_SENTENCE_TOKENS tokens; longer ones are cut,
 * after a comma or the like if there is one in their second half.
 *
 * Takes time in proportion to the size of the text.
 *
 * @return #GZ_OK, also if there is nothing but white space.
 * @return #GZ_NO_MEMORY if the arena is full.
 */
enum gz_status gz_split(struct gz_article *article, struct gz_error *error);

#endif
