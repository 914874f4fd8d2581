/**
 * @file quotes.h
 * Stretches of an article in quotation marks.
 *
 *     “It’s not clear how or if Washington will shoot,” he said.
 *     |----------------------- quote -----------------|
 *
 * Known marks are “ ” „ « » " '' `` and, where an apostrophe can be told apart,
 * ‘ ’ and '.  Quotes do not nest: marks inside of one belong to it.  A quote
 * that is not closed ends with its paragraph; where the next paragraph opens
 * anew, as the custom of newspapers is, the one after it goes on.  Closing
 * marks that nothing opened are passed over; an opening mark that ends a
 * paragraph
 * ("in due course. “") closes.
 *
 * Units.      Tokens.
 * Cost.       Linear.
 * Threads.    No state.
 */

#ifndef GZ_INPUT_QUOTES_H
#define GZ_INPUT_QUOTES_H

#include "input/article.h"

/** A quotation, with its marks. */
struct gz_quote {
  uint32_t first;       /**< Token that opens it */
  uint32_t last;        /**< Last token, the closing mark if there is one */
  bool closed;          /**< Whether there is one */
  bool goes_on;         /**< Whether the quote before it goes on in it */
  uint32_t n_sentences; /**< How many sentences it touches */
};

/** The quotations of an article. */
struct gz_quotes {
  const struct gz_quote *items; /**< In order; they do not overlap */
  uint32_t count;
  const uint32_t *at; /**< By token: number of its quote, or #GZ_NONE */
};

/**
 * Find the quotations of `article`, which has sentences and tokens.
 *
 * @param[out] quotes  In the article's arena.
 *
 * @return #GZ_OK, #GZ_NO_MEMORY.
 */
enum gz_status gz_find_quotes(const struct gz_article *article,
                              struct gz_quotes *quotes, struct gz_error *error);

#endif
