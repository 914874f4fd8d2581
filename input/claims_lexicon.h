/**
 * @file claims_lexicon.h
 * Words that put something into somebody's mouth, and words that say how true,
 * how sure and when.
 *
 *     say      v  say       that obj quote        english/reporting.tsv
 *     deny     v  deny      that ing obj
 *     accuse   v  accuse    of
 *     warning  n  warn      that of
 *
 *     expect   v  probable future                 english/modality.tsv
 *     refuse   v  negative
 *     could    m  possible
 *     if       c  hypothetical
 *
 * A line of reporting.tsv has four fields parted by tabs: the lemma; `v`, `n`
 * or `a` for verb, noun, adjective; what it implies; and what may hold the
 * words that it reports:
 *
 *     that     a finite clause, or one that the word is put into or after
 *     whether  an indirect question
 *     to, ing  an infinitive, a participle
 *     obj      the object        pass    the passive subject
 *     xcomp    a predicate: "called it absurd"
 *     whom     nothing: its object is who is told, "told the court that"
 *     WORD     the phrase after that preposition: "of"
 *
 * A line of modality.tsv has three: the lemma, with its particle if it has one
 * ("call off"); `v`, `o`, `s`, `n`, `a`, `r`, `m`, `c`, `p`, `d` or `w` for
 * verb with a clause, with an object, with a subject that is an event, noun,
 * adjective, adverb, modal auxiliary, subordinating word, preposition before a
 * participle, determiner, noun of a world that is made up; and what it makes of
 * what hangs on it: `negative`, `unknown` (whether at all), `probable`,
 * `possible`, `unsure` (how sure), `past`, `future`, `hypothetical`, `certain`
 * (nothing).
 *
 * The scale is FactBank's (Saurí and Pustejovsky 2009), and a word's effect on
 * what it embeds is what De Facto calls its factuality marker (Saurí and
 * Pustejovsky 2012).  The complements of reporting words were counted in the
 * training part of PolNeAR (Newell et al. 2018).
 *
 * Ownership.  Words belong to the lexicon.
 * Threads.    A lexicon does not change once loaded.
 */

#ifndef GZ_INPUT_CLAIMS_LEXICON_H
#define GZ_INPUT_CLAIMS_LEXICON_H

#include "input/facts.h"
#include "input/status.h"
#include "input/str.h"

#include <stdbool.h>
#include <stdint.h>

/** What a reporting word implies of what it reports. */
enum gz_report_kind {
  GZ_REPORT_SAY,      /**< Nothing */
  GZ_REPORT_ADMIT,    /**< That the speaker knows it: "admit", "confirm" */
  GZ_REPORT_CLAIM,    /**< That the writer does not vouch: "allege" */
  GZ_REPORT_DENY,     /**< That it is not so */
  GZ_REPORT_PROMISE,  /**< That the speaker will do it */
  GZ_REPORT_THREATEN, /**< Likewise, perhaps */
  GZ_REPORT_WARN,     /**< That it may come */
  GZ_REPORT_ACCUSE,   /**< That somebody else did it */
  GZ_REPORT_ASK,      /**< That it should be, or whether it is */
  GZ_REPORT_PREDICT,  /**< That it will be */
  GZ_REPORT_THINK,    /**< That the speaker takes it to be so */
  GZ_REPORT_ATTITUDE, /**< No words at all: "support", "eager" */
  GZ_N_REPORT_KIND
};

/** What may hold the reported words, as bits. */
enum gz_complement {
  GZ_COMPLEMENT_THAT = 1,
  GZ_COMPLEMENT_WHETHER = 2,
  GZ_COMPLEMENT_TO = 4,
  GZ_COMPLEMENT_ING = 8,
  GZ_COMPLEMENT_OBJ = 16,
  GZ_COMPLEMENT_PASS = 32,
  GZ_COMPLEMENT_XCOMP = 64,
  GZ_COMPLEMENT_WHOM = 128, /**< Holds nothing: its object is told */
};

/** Most prepositions of a reporting word. */
#define GZ_REPORT_MAX_PREPOSITIONS 6

/** A line of reporting.tsv. */
struct gz_reporting_word {
  uint8_t kind;         /**< An enum gz_report_kind */
  uint32_t complements; /**< Bits of enum gz_complement */
  const char *prepositions[GZ_REPORT_MAX_PREPOSITIONS]; /**< Then null */
};

/** A line of modality.tsv. */
struct gz_modal_word {
  bool negative;       /**< It is not so */
  bool unknown;        /**< It is open whether it is */
  uint8_t certainty;   /**< An enum gz_certainty: at most this */
  uint8_t temporality; /**< An enum gz_temporality, or #GZ_N_TEMPORALITY */
};

struct gz_claim_lexicon;

/**
 * Load the reporting words in the file `path`.
 *
 * @param[out] lexicon  To be freed with gz_claim_lexicon_free().
 *
 * @return #GZ_OK, #GZ_IO, #GZ_NO_MEMORY, #GZ_TOO_LARGE.
 * @return #GZ_BAD_INPUT if a line is not as described or a word is listed
 *         twice, with the line's number.
 */
enum gz_status gz_claim_lexicon_load(const char *path,
                                     struct gz_claim_lexicon **lexicon,
                                     struct gz_error *error);

/** Add the modal words in the file `path`; errors as above. */
enum gz_status gz_claim_lexicon_load_modality(struct gz_claim_lexicon *lexicon,
                                              const char *path,
                                              struct gz_error *error);

/** As these two, from the texts of such files. */
enum gz_status gz_claim_lexicon_from_text(struct gz_str reporting,
                                          struct gz_str modality,
                                          struct gz_claim_lexicon **lexicon,
                                          struct gz_error *error);

/** Free `lexicon`.  Null is fine. */
void gz_claim_lexicon_free(struct gz_claim_lexicon *lexicon);

/**
 * The reporting word with that lemma and part of speech ('v', 'n', 'a'), or
 * null.
 *
 * Case does not matter.  A lemma that is cut one letter short or long, as a
 * guessing lemmatiser may do ("insiste", "criticiz", "admitt", "implie"), is
 * found too.
 */
const struct gz_reporting_word *
gz_claim_lexicon_reporting(const struct gz_claim_lexicon *lexicon,
                           struct gz_str lemma, char part);

/** The modal word with that lemma and part of speech, or null; likewise. */
const struct gz_modal_word *
gz_claim_lexicon_modal(const struct gz_claim_lexicon *lexicon,
                       struct gz_str lemma, char part);

/** Whether `word` may report what stands after that preposition. */
bool gz_reporting_takes(const struct gz_reporting_word *word,
                        struct gz_str preposition);

#endif
