/**
 * @file policies.h
 * Who adopted, proposed, signed and opposed a policy, and whom it targets.
 *
 *     Last month the United States passed the act.      act adoptedBy US
 *     Britain may adopt a law, officials said.          nothing
 *
 * Such relations are bare statements, so they are drawn only from what the
 * article says in its own voice, for certain, as being so, and not as yet to
 * come; those that were found before, and turn out to be somebody else's words,
 * are taken back.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_POLICIES_H
#define GZ_INPUT_POLICIES_H

#include "input/article.h"

/**
 * Add what the claims of `article` presuppose of its policies to its
 * relations, and take back what they do not; each relation is kept once.
 *
 * Takes time in proportion to the claims, their contents, and the relations
 * times their logarithm.
 *
 * @return #GZ_OK, #GZ_NO_MEMORY.
 */
enum gz_status gz_find_policies(struct gz_article *article,
                                struct gz_error *error);

#endif
