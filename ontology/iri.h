/**
 * @file iri.h
 * Names for things: minting IRIs, and checking those that come from outside.
 *
 *     {base}entity/united-kingdom              an entity
 *     {base}article/1f2e3d4c5b6a7988           an article, and its graph
 *     {article}#event-3  {article}#claim-2     in the order of the text
 *     {article}#char=21,54                     a mention (RFC 5147)
 *     {article}#extraction                     the run that read it
 *     {base}meta                               the graph of provenance
 *     {base}actors                             the graph of known actors
 *     {base}tool/gazette-0.1.0                 the program
 *
 * The same name, base and article give the same IRI, always: nothing else goes
 * into it.  There are no blank nodes.
 *
 * Ownership.  What is minted lies in the arena that the caller passes.
 *
 * Errors.     A function that mints returns a view whose `data` is null if the
 *             arena is full.  A function that checks returns a status and says
 *             in `error`, which may be null, what is wrong at which byte.
 *
 * Threads.    No state.
 */

#ifndef GZ_ONTOLOGY_IRI_H
#define GZ_ONTOLOGY_IRI_H

#include "input/arena.h"
#include "input/status.h"
#include "input/str.h"

#include <stdint.h>

/** The base under which things are named unless the user gives another. */
#define GZ_DEFAULT_BASE "https://w3id.org/gazette/id/"

/** The graph of the ontology: the labels of the terms that are used. */
#define GZ_ONTOLOGY_GRAPH "https://w3id.org/gazette/ontology"

/** Hexadecimal digits of the SHA-256 that name an article. */
#define GZ_ARTICLE_DIGITS 16

/** Bytes of a name that go into a slug; the rest is stood for by a hash. */
#define GZ_SLUG_MAX_BYTES 80

/**
 * Return the slug of `name`: "Côte d’Ivoire" gives "cote-divoire".
 *
 * The name is taken apart by compatibility (NFKD) and case-folded, as Unicode
 * Standard Annex 15 and section 3.13 of the Standard have it.  Marks and
 * apostrophes are dropped, letters and digits of any script kept, and each run
 * of anything else is one hyphen, with none at the ends.  A name of which
 * nothing is left, or which is not valid UTF-8, gives a hash of its bytes; one
 * longer than #GZ_SLUG_MAX_BYTES is cut and ends in such a hash.
 *
 * @param qualifier  What tells things of the same name apart, such as a class
 *                   or the digits of an article: made a slug likewise and
 *                   added behind a hyphen.  Empty for none.
 */
struct gz_str gz_iri_slug(struct gz_arena *arena, struct gz_str name,
                          struct gz_str qualifier);

/** Return the IRI of the entity with that slug. */
struct gz_str gz_iri_entity(struct gz_arena *arena, struct gz_str base,
                            struct gz_str slug);

/**
 * Return the IRI of the article whose text has that SHA-256.
 *
 * @param sha256  At least #GZ_ARTICLE_DIGITS lower-case hexadecimal digits.
 */
struct gz_str gz_iri_article(struct gz_arena *arena, struct gz_str base,
                             struct gz_str sha256);

/** Return the IRI of the event with that number, counted from 1. */
struct gz_str gz_iri_event(struct gz_arena *arena, struct gz_str article,
                           uint32_t number);

/** Return the IRI of the claim with that number, counted from 1. */
struct gz_str gz_iri_claim(struct gz_arena *arena, struct gz_str article,
                           uint32_t number);

/**
 * Return the IRI of the mention at [begin, end), in Unicode code points of the
 * article's text.
 */
struct gz_str gz_iri_mention(struct gz_arena *arena, struct gz_str article,
                             uint32_t begin, uint32_t end);

/** Return the IRI of the run that read that article. */
struct gz_str gz_iri_extraction(struct gz_arena *arena, struct gz_str article);

/** Return the IRI of the graph that holds the provenance of all articles. */
struct gz_str gz_iri_meta(struct gz_arena *arena, struct gz_str base);

/** Return the IRI of the graph that holds what is known of the actors. */
struct gz_str gz_iri_actors(struct gz_arena *arena, struct gz_str base);

/** Return the IRI of this program in that version. */
struct gz_str gz_iri_tool(struct gz_arena *arena, struct gz_str base,
                          struct gz_str version);

/**
 * Check that `iri` is an absolute IRI by the grammar of RFC 3987.
 *
 * So it has a scheme, is valid UTF-8, holds no space, control character, none
 * of `< > " { } | ^ \` and no backtick, escapes with % and two digits, and has
 * brackets in the host only.
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_INPUT otherwise; `error` has the offset of the first byte
 *         that is wrong.
 */
enum gz_status gz_iri_check(struct gz_str iri, struct gz_error *error);

/**
 * Check that `base` can have names put behind it: an absolute IRI with neither
 * query nor fragment that ends in `/`.
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_ARGUMENT otherwise.
 */
enum gz_status gz_iri_check_base(struct gz_str base, struct gz_error *error);

/**
 * Check that `tag` has the shape of a BCP 47 language tag: subtags of 1 to 8
 * ASCII letters or digits, the first of letters only, parted by hyphens.
 *
 * Whether the subtags are registered is not looked at.
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_INPUT otherwise; `error` has the offset.
 */
enum gz_status gz_language_check(struct gz_str tag, struct gz_error *error);

#endif
