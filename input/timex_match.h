/**
 * @file timex_match.h
 * A sentence into atoms, and the rules for times run over them; see timex.h.
 *
 * Atoms are smaller than tokens, since dates are: "mid-1990s" is four.
 *
 *     On 10/30/89 , at 10:30 p.m. in the mid-1990s
 *     || |||||||| | || ||||| |--| || |-| |-|||--||
 *
 * Abbreviations with stops inside are one atom and are looked up without them
 * ("p.m." as "pm"); dashes count as hyphens, curly apostrophes as straight.
 *
 * Cost.       Linear: rules have no loops, so each is run in bounded time from
 *             each atom.
 */

#ifndef GZ_INPUT_TIMEX_MATCH_H
#define GZ_INPUT_TIMEX_MATCH_H

#include "input/timex_rules.h"

/** A word, number or mark. */
struct gz_atom {
  struct gz_span span;
  uint32_t token; /**< Number of the token that it begins in */
  uint32_t word;  /**< Number in the lexicon; 0 if not there */
  int32_t number; /**< Value of its digits; -1 if none, or too many */
  uint8_t digits; /**< How many; 0 if it is no number */
  bool space;     /**< Whether white space is before it */
  bool capital;   /**< Whether it begins with a capital */
  bool verb;      /**< Whether its token is tagged as a verb */
};

/** The atoms of a sentence. */
struct gz_atoms {
  const struct gz_article *article;
  const struct gz_timex_rules *rules;
  GZ_LIST(struct gz_atom) list;
};

/** What a rule has matched. */
struct gz_time_match {
  uint32_t begin; /**< First atom of the expression */
  uint32_t end;   /**< Just past its last */
  uint32_t rule;  /**< Number of the rule */
  struct gz_span span;
  struct gz_time_fields fields;
};

/** A list of matches. */
struct gz_time_matches {
  struct gz_time_match *items;
  uint32_t count;
  uint32_t capacity;
};

/** Put the atoms of `sentence` into `atoms`, in place of what was there. */
enum gz_status gz_atoms_read(struct gz_atoms *atoms,
                             const struct gz_sentence *sentence,
                             struct gz_error *error);

/**
 * The number that begins with atom `at`: "1,200", "2.5", "two hundred and
 * six", "a dozen".
 *
 * @param[out] tenths  The digit after the point, or 0.
 * @return Atoms that it takes, or 0.
 */
uint32_t gz_atoms_number(const struct gz_atoms *atoms, uint32_t at,
                         int32_t *value, int32_t *tenths);

/** As gz_atoms_number(): "21st", "third", "twenty-first". */
uint32_t gz_atoms_ordinal(const struct gz_atoms *atoms, uint32_t at,
                          int32_t *value);

/** As gz_atoms_number(): "1996", "nineteen ninety-six"; 1400 to 2100. */
uint32_t gz_atoms_year(const struct gz_atoms *atoms, uint32_t at,
                       int32_t *value);

/**
 * Run the rules over `atoms` and add what they find to `matches`: from the
 * left, longest first, not overlapping.
 *
 * @param scratch  Matches of one sentence; its memory is used again.
 */
enum gz_status gz_time_match(const struct gz_atoms *atoms,
                             struct gz_time_matches *scratch,
                             struct gz_time_matches *matches,
                             struct gz_error *error);

#endif
