/**
 * @file claims_parts.h
 * What the finders of claims share; nobody else includes it.
 */

#ifndef GZ_INPUT_CLAIMS_PARTS_H
#define GZ_INPUT_CLAIMS_PARTS_H

#include "input/claims.h"
#include "input/quotes.h"

/** Most pieces of one content; what is beyond belongs to the last. */
#define GZ_CONTENT_MAX_PIECES 16

/** Tokens from the first to the last, both included. */
struct gz_stretch {
  uint32_t first;
  uint32_t last;
};

/** Something that is attributed to somebody. */
struct gz_attribution {
  uint8_t kind;             /**< An enum gz_report_kind */
  uint32_t complements;     /**< Bits of enum gz_complement */
  uint32_t cue_head;        /**< Reporting word, or none */
  struct gz_stretch cue;    /**< Empty (first after last) if none */
  uint32_t source_head;     /**< Head of the source, or none */
  struct gz_stretch source; /**< Empty if none */
  struct gz_stretch pieces[GZ_CONTENT_MAX_PIECES]; /**< Of the content */
  uint32_t n_pieces;
  uint32_t top;     /**< Head of the content, or none */
  bool owns;        /**< Whether the events in it are the speaker's */
  bool negated;     /**< "did not say" */
  uint32_t quote;   /**< Quote that it was found by, or none */
  uint32_t speaker; /**< Entity, or none */
  uint32_t told;    /**< Entity that was told, or none */
  uint32_t outer;   /**< Attribution that it stands in, or none */
  const char *rule;
};

/** What the finders know of an article. */
struct gz_claim_finder {
  struct gz_article *article;
  const struct gz_tree *tree;
  const struct gz_claim_lexicon *lexicon;
  struct gz_quotes quotes;
  GZ_LIST(struct gz_attribution) found;
  uint32_t *enters;   /**< By token: attribution whose content it heads, + 1 */
  uint32_t *leaves;   /**< By token: attribution whose clause interrupts its
                           content here, + 1 */
  uint32_t *reports;  /**< By token: attribution of the cue, + 1 */
  uint32_t *quoted;   /**< By quote: its attribution, + 1 */
  uint32_t *owners;   /**< By token: 0 unknown, 1 none, attribution + 2 */
  uint32_t *mentions; /**< By head token: mention + 1 */
  bool *tops;         /**< By token: somebody's words begin here */
  bool failed;        /**< Memory is out */
};

/** Most dependents of one word that are looked at. */
#define GZ_CLAIM_MAX_CHILDREN 64

/** Most words that head parts of one content. */
#define GZ_CONTENT_MAX_HEADS 8

/** What of a word's complements is taken for content. */
struct gz_contents {
  uint32_t heads[GZ_CONTENT_MAX_HEADS];
  uint32_t n;
  uint32_t complements;
  struct gz_stretch stretch;
  uint32_t preposition; /**< That the only one is marked by, or none */
  bool clause;          /**< One is a clause */
};

/** All tokens below `token`, as a stretch. */
struct gz_stretch gz_claims_subtree(const struct gz_claim_finder *finder,
                                    uint32_t token);

/** Whether nothing but marks at the ends of content is at `token`. */
bool gz_claims_is_edge(const struct gz_claim_finder *finder, uint32_t token,
                       bool end);

/** What completes the reporting word at `cue`: what is said. */
struct gz_contents gz_claims_read_contents(const struct gz_claim_finder *finder,
                                           const struct gz_reporting_word *word,
                                           uint32_t cue);

/**
 * The clause with "that" which the parser hung below `child`, not beside it:
 * "told the court that it had spied".  Or none.
 */
uint32_t gz_claims_hidden(const struct gz_claim_finder *finder, uint32_t child);

/** Take what completes the content, though the word does not ask for it. */
void gz_claims_widen(const struct gz_claim_finder *finder,
                     const struct gz_reporting_word *word, uint32_t cue,
                     struct gz_contents *contents);

/**
 * Cut off a clause that goes on with the reporting clause of `cue`, not with
 * the content: "said that he would stay, adding that", "said she won and
 * told".  Attribution `number` is left there.
 */
void gz_claims_cut(struct gz_claim_finder *finder, uint32_t cue,
                   uint32_t number, struct gz_contents *contents);

/** The reporting clause: from the first to the last of source and cue. */
struct gz_stretch gz_claims_clause(const struct gz_attribution *made);

/**
 * What leads a sentence that its reporting clause interrupts: "In most cases,
 * he said, they win."  Empty if nothing does.
 */
struct gz_stretch gz_claims_lead(const struct gz_claim_finder *finder,
                                 const struct gz_attribution *made);

/** Find what the trees tell. */
void gz_claims_from_trees(struct gz_claim_finder *finder);

/** Give each quotation that needs one its speaker. */
void gz_claims_from_quotes(struct gz_claim_finder *finder);

/** Who speaks: fill `speaker`, `told` and `outer` of all. */
void gz_claims_name_speakers(struct gz_claim_finder *finder);

/** Attribution whose words `token` is among, or none. */
uint32_t gz_claims_owner(struct gz_claim_finder *finder, uint32_t token);

/** Begin an attribution; null if memory is out, which is noted. */
struct gz_attribution *gz_claims_push(struct gz_claim_finder *finder,
                                      const char *rule);

/** Fill source and cue from the clause of the reporting word `cue`. */
void gz_claims_read_clause(const struct gz_claim_finder *finder, uint32_t cue,
                           struct gz_attribution *made);

/** `stretch` without marks at its ends, but for those of quotations. */
struct gz_stretch gz_claims_trim(const struct gz_claim_finder *finder,
                                 struct gz_stretch stretch);

/** Add a stretch to the content, joined to what it touches. */
void gz_claims_add_piece(struct gz_attribution *made, struct gz_stretch piece);

/** The reporting word that `token` is, or null. */
const struct gz_reporting_word *
gz_claims_word(const struct gz_claim_finder *finder, uint32_t token);

#endif
