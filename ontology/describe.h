/**
 * @file describe.h
 * An analysed article as statements: what the ontology says of what was found.
 *
 *     {article} {                     the article, who and what it speaks of,
 *                                     events, claims, and mentions as evidence
 *     {base}meta {                    by which program and which data it was
 *                                     read
 *     <…/ontology> {                  labels of the classes and values used
 *     {base}actors {                  on request: what is known, from the table
 *                                     of known actors, of those it speaks of
 *
 * No event is stated as fact: each is asserted by claims.  Bare statements are
 * made of what the article presupposes (its relations), of what is known of two
 * actors that both are in the article, and of the offices that known people
 * held on the day that it was issued.  The same article and options give the
 * same statements, always.
 *
 * Fitness.    What was found need not fit the ontology: a frame may have put a
 *             topic where an agent belongs.  A role that does not fit becomes
 *             gaz:concerns; a relation, a speaker or an assertion that does not
 *             fit is left out and counted.  So what is described conforms, as
 *             gz_check() in check.h can confirm.
 *
 * Names.      An entity is named by its slug; where it has none, by that of the
 *             known actor, or by its label: together with the article if it
 *             is known from this article only (sources without a name,
 *             policies), with its class if another thing has that name.
 *
 * Ownership.  The statements are copied into the set.  IRIs are minted in the
 *             article's arena.
 *
 * Cost.       About 300 nanoseconds for a statement.
 *
 * Threads.    No state; one thread at a time may use an article and a set.
 */

#ifndef GZ_ONTOLOGY_DESCRIBE_H
#define GZ_ONTOLOGY_DESCRIBE_H

#include "input/article.h"
#include "input/status.h"
#include "ontology/statements.h"

#include <stdbool.h>
#include <stdint.h>

struct gz_actors;

/** What to say, and how to name things.  All zero is a good start. */
struct gz_describe_options {
  struct gz_str base; /**< Ends in `/`; empty for #GZ_DEFAULT_BASE */
  const struct gz_actors *actors; /**< The table that entities' `actor` number
                                       are of; null if none has one */
  struct gz_str tool_version;     /**< Of the program; empty: no provenance */
  struct gz_str run_time;         /**< xsd:dateTime of the run; empty: unsaid */
  struct gz_str model_version;    /**< Empty if no model was used */
  struct gz_str lexicon_version;  /**< Empty if no lexicon was used */
  bool text;                      /**< State the whole text, as nif:isString */
  bool labels;     /**< State the labels of the classes and values used */
  bool background; /**< State what is known of the known actors, too */
};

/** What came of it. */
struct gz_described {
  struct gz_str article; /**< Its IRI, which names its graph; in the arena */
  uint32_t n_unfit;      /**< What did not fit, and was left out or changed */
};

/**
 * Add the statements about `article` to `set`, in whatever order; sort it with
 * gz_statements_sort().
 *
 * @param article     Its text must be set; what was not found is not stated.
 * @param options     What to say.
 * @param set         Where to.  It may hold statements of other articles.
 * @param[out] described  What came of it; may be null.
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_ARGUMENT if the base is none: gz_iri_check_base().
 * @return #GZ_BAD_INPUT if the article's source is no absolute IRI, or its
 *         language no tag.
 * @return #GZ_NO_MEMORY.
 */
enum gz_status gz_describe(const struct gz_article *article,
                           const struct gz_describe_options *options,
                           struct gz_statements *set,
                           struct gz_described *described,
                           struct gz_error *error);

#endif
