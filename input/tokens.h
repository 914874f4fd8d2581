/**
 * @file tokens.h
 * A stretch of text into words and marks, as Universal Dependencies does.
 *
 *     Britain's U.S.-led talks can't cost $5bn (12%), Mr. Raab said...
 *     |------|| |--|||-| |---| |||-| |--| ||| || |||| |-| |--| |--||-|
 *
 * Follows the UD English treebanks EWT and GUM, which follow the Linguistic
 * Data Consortium's guidelines for web text (2012): clitics are words of their
 * own ("do|n't", "Britain|'s", "can|not"), hyphens too unless what is before
 * them is a prefix ("intelligence|-|sharing" but "anti-ship"); numbers, dates,
 * addresses on the web, and abbreviations with their full stop are one token.
 * A full stop that also ends the sentence is parted from an abbreviation
 * ("Inc|."), but not from one with stops inside ("U.S.").
 *
 * Units.      Bytes.  Every byte that is not white space is in one token.
 * Cost.       Linear in the size of the text, whatever it holds.
 */

#ifndef GZ_INPUT_TOKENS_H
#define GZ_INPUT_TOKENS_H

#include "input/article.h"
#include "input/wordlist.h"

/**
 * Find the first token at or after `begin`.
 *
 * @param text  NFC-normalised UTF-8; what is before `begin` is context.
 * @param begin  Where to look from.
 * @param end  Where the paragraph ends, at most the size of `text`.
 * @param[out] token  Its place: not empty, at most #GZ_MAX_TOKEN_BYTES.
 *
 * @return false if there is only white space left.
 */
bool gz_token_next(struct gz_str text, uint32_t begin, uint32_t end,
                   struct gz_span *token);

/**
 * Whether a sentence probably begins at or after `at`: what comes before is
 * an abbreviation of `kind` with its stop, so that only this tells.
 *
 * The method is that of Kiss and Strunk (2006, Computational Linguistics
 * 32(4)), with closed lists of abbreviations and of sentence starters in place
 * of those that they count in the text itself.
 */
bool gz_sentence_begins(struct gz_str text, uint32_t at, uint32_t end,
                        enum gz_abbreviation kind);

/**
 * Add the tokens of `range` to the article's.
 *
 * @return #GZ_OK.
 * @return #GZ_NO_MEMORY if the arena is full.
 */
enum gz_status gz_tokens_add(struct gz_article *article, struct gz_span range,
                             struct gz_error *error);

#endif
