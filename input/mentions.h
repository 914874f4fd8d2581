/**
 * @file mentions.h
 * Who and what an article speaks of: mentions, entities, and what they hold.
 *
 *     British Foreign Secretary Dominic Raab said he would meet the firm.
 *     |-----|                   |----------|      ||            |------|
 *     united-kingdom            dominic-raab      dominic-raab  huawei
 *
 * Mentions are names, noun phrases ("two sources", "the company") and pronouns.
 * Names are those that the analyser found and those of known actors (actors.h),
 * reconciled; noun phrases are read off the tree with a lexicon (nouns.h).
 * Mentions of one thing are joined by a sieve in the manner of Lee et al.
 * (2013, Computational Linguistics 39(4)): rules from the surest to the least
 * sure, each of which sees what those before it joined: equal names, acronyms,
 * parts of names, titles and roles, equal heads, classes, pronouns.
 *
 * Offices and other relations are read only off what the article says in its
 * own voice: not what is denied, supposed, asked, quoted or reported.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_MENTIONS_H
#define GZ_INPUT_MENTIONS_H

#include "input/actors.h"
#include "input/article.h"
#include "input/nouns.h"

struct gz_pronouns;

/**
 * Fill the mentions, entities and relations of `article`.
 *
 * Reads the tokens, and what the analyser says of them; where it has not run,
 * only known actors are found.  Sentences that repeat the title are passed
 * over.  Takes time in proportion to the tokens.
 *
 * Entities whose type is #GZ_N_ENTITY_CLASS are nothing that the ontology has
 * a class for ("the weather"): they join mentions, and are not described.
 *
 * @param actors  Known actors; must outlive the article.
 * @param nouns   What nouns denote.
 * @param pronouns  Weights for pronouns of the third person; without any, null,
 *                  these stand for nothing.
 *
 * @return #GZ_OK, also if there are none.
 * @return #GZ_NO_MEMORY if the arena is full.
 * @return #GZ_BAD_INPUT if the tokens' heads are no trees.
 */
enum gz_status gz_find_mentions(struct gz_article *article,
                                const struct gz_actors *actors,
                                const struct gz_nouns *nouns,
                                const struct gz_pronouns *pronouns,
                                struct gz_error *error);

#endif
