/**
 * @file check.h
 * Whether statements are sound: the rules of the ontology that must never be
 * broken, whatever was read.
 *
 * A set that breaks one is a defect of ours, not of the text, and must not
 * reach a user.  The rules are those of ontology/shapes.ttl, which states them
 * for everybody in SHACL; here they are checked in the time that it takes to
 * sort the statements.
 *
 *     kinds        Every statement leads from and to what the domain and range
 *                  of its property allow.  Nothing is of two classes that
 *                  exclude each other.
 *     events       An event is asserted by a claim, and has evidence, a rule
 *                  and a label.  Its dates come together with their basis, the
 *                  first not after the last.
 *     claims       A claim has a speaker, evidence, a rule and a label, and one
 *                  each of polarity, certainty, temporality and form.
 *     mentions     A mention has its article, its words and its offsets, the
 *                  first below the last, as many apart as it has words'
 *                  characters.
 *     names        What a person may look for has one preferred label, and no
 *                  other name that is the same.  A source without a name is not
 *                  said to be the same as anything, and has evidence.
 *     articles     An article has the SHA-256 of its text.
 *     nodes        No blank nodes.
 *
 * Cost.       About 100 nanoseconds for a statement.
 * Threads.    No state.
 */

#ifndef GZ_ONTOLOGY_CHECK_H
#define GZ_ONTOLOGY_CHECK_H

#include "input/status.h"
#include "ontology/statements.h"
#include "ontology/vocabulary.h"

#include <stdbool.h>

/**
 * Whether the property may lead from something of class `from` to something of
 * class `to` (or to a literal of datatype `to`), by domain and range.
 *
 * Covers gaz: and, as ontology/shapes.ttl has them, the properties of others
 * that lead from one thing to another.
 */
bool gz_property_fits(enum gz_vocab property, enum gz_vocab from,
                      enum gz_vocab to);

/**
 * Check that `statements` break no rule.
 *
 * @param statements  Sorted.  What it says of a thing must all be in it: the
 *                    statements about one article at least.
 *
 * @return #GZ_OK.
 * @return #GZ_UNSOUND if a rule is broken; `error` names it and the IRI.
 * @return #GZ_NO_MEMORY.
 */
enum gz_status gz_check(const struct gz_statements *statements,
                        struct gz_error *error);

#endif
