/**
 * @file wordlist.h
 * The closed lists of English words that splitting text needs, and those by
 * which sports are told.
 *
 * They are compiled in from abbreviations.def, words.def and sports.def of
 * input/english/.
 * Looking a word up takes logarithmic time and ignores the case of ASCII
 * letters, no allocation, no state.
 */

#ifndef GZ_INPUT_WORDLIST_H
#define GZ_INPUT_WORDLIST_H

#include "input/str.h"

#include <stdbool.h>

/** What an abbreviation stands before, and so whether it ends a sentence. */
enum gz_abbreviation {
  GZ_ABBREVIATION_NONE,    /**< It is none */
  GZ_ABBREVIATION_TITLE,   /**< Before a name: "Mr."; ends no sentence */
  GZ_ABBREVIATION_NUMBER,  /**< One only before a number: "No. 10" */
  GZ_ABBREVIATION_DAY,     /**< One only before a number or comma: "Mar. 3" */
  GZ_ABBREVIATION_COMPANY, /**< "Inc.": ends one if another plainly begins */
  GZ_ABBREVIATION_PLAIN,   /**< "Calif.": likewise */
  GZ_ABBREVIATION_ENDING,  /**< "etc.": ends one before any capital */
};

/** Lists of words that are in or out. */
enum gz_wordlist {
  GZ_WORDS_PREFIX,      /**< "anti": stays joined to what is after a hyphen */
  GZ_WORDS_SUFFIX,      /**< "wise": stays joined to what is before one */
  GZ_WORDS_UNIT,        /**< "km": is parted from the number before it */
  GZ_WORDS_APHERESIS,   /**< "em": written with an apostrophe before it */
  GZ_WORDS_HOST_ENDING, /**< "com": the last label of a host or file name */
  GZ_WORDS_REPORTING,   /**< "said": follows a quotation and its speaker */
  GZ_WORDS_STARTER,     /**< "the": with a capital it begins a sentence */
  GZ_WORDS_SPORT,       /**< "midfielder": of sports and nothing else */
  GZ_WORDS_PLAY,        /**< "scored": of sports, among other things */
};

/** What kind of abbreviation `word`, given without its full stop, is. */
enum gz_abbreviation gz_abbreviation_kind(struct gz_str word);

/** Whether `word` is in `list`. */
bool gz_wordlist_has(enum gz_wordlist list, struct gz_str word);

/** Bytes of the first of the two words in "cannot" and the like, or 0. */
size_t gz_contraction_split(struct gz_str word);

#endif
