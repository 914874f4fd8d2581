/**
 * @file name_ends.h
 * Where names that the analyser found begin and end, and which are none.
 *
 * Threads.    Any number may read one article at a time; a finding is changed
 * by whoever has it.
 */

#ifndef GZ_INPUT_NAME_ENDS_H
#define GZ_INPUT_NAME_ENDS_H

#include "input/linking.h"
#include "input/mentions_parts.h"

/** What the lexicon says of a word, its full stop left out: GZ_NOUN_… */
unsigned gz_name_marks(const struct gz_actor_work *work, uint32_t token);

/** Whether a word is a title or a post: "Mr", "Secretary". */
bool gz_name_is_title(const struct gz_actor_work *work, uint32_t token);

/** Whether a word is a forename that tells a gender. */
bool gz_name_is_forename(const struct gz_actor_work *work, uint32_t token);

/** Whether all that was taken for a person's name is a title: "Foreign
 *  Secretary", but not "Charlie King", "Mr. King". */
bool gz_name_is_title_only(const struct gz_actor_work *work,
                           const struct gz_finding *name);

/** Whether a name is the code of a share, or a part of it: "(BABA.N)". */
bool gz_name_is_ticker(const struct gz_actor_work *work,
                       const struct gz_finding *name);

/** Leave out what is no part of a name at its ends. */
void gz_name_trim(const struct gz_actor_work *work, struct gz_finding *name);

/** Take the ends of a firm's name in, up to token `end`: "Alibaba" "Group
 *  Holding Ltd". */
void gz_name_extend(const struct gz_actor_work *work, struct gz_finding *name,
                    uint32_t end);

#endif
