/**
 * @file claims.h
 * Who says what: sources, cues and contents, and which events they assert.
 *
 *     Huawei has denied spying, two sources told Reuters.
 *     |----------- content ---| |-source--| cue  relayed by
 *     source |-cue--| content
 *
 * An attribution is found in the dependency tree where a reporting word
 * (claims_lexicon.h) has a complement of a kind that it reports; around
 * quotation marks (quotes.h) by the reporting clause before, after or in the
 * midst of them; by "according to"; in titles by "X: …".  A quotation without
 * a reporting clause goes on with what the speaker before it says.  Spans
 * follow PolNeAR (Newell et al. 2018).
 *
 * Each event belongs to the innermost content that it stands in, and to the
 * article's own voice if it stands in none; one claim is made for each form,
 * polarity, certainty and time (factuality.h) of the events of one content.
 * What is in quotation marks is never the article's own voice, unless it is a
 * word or two inside of its own sentence.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_CLAIMS_H
#define GZ_INPUT_CLAIMS_H

#include "input/claims_lexicon.h"
#include "input/tree.h"

/**
 * Fill the claims of `article`, by what they were read from.
 *
 * Reads tokens, trees, mentions, entities and events; adds an entity for a
 * speaker who is known by a description only and has none yet.  Every event is
 * in exactly one claim.  Sentences that repeat the title are passed over, but
 * for events in them.  Takes time in proportion to the tokens.
 *
 * @return #GZ_OK, also if there are none.
 * @return #GZ_NO_MEMORY if the arena is full.
 */
enum gz_status gz_find_claims(struct gz_article *article,
                              const struct gz_tree *tree,
                              const struct gz_claim_lexicon *lexicon,
                              struct gz_error *error);

#endif
