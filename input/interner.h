/**
 * @file interner.h
 * Strings to small numbers and back: each different string is kept once.
 *
 * Numbers are given from 0 in the order in which strings first come, so that
 * an array indexed by them serves as a map.  Open addressing with linear
 * probing over 64-bit hashes; adding and finding take constant time.
 *
 * Errors.     gz_interner_add() returns #GZ_NO_INDEX when memory is out.
 * Threads.    One thread at a time while strings are added; any number of
 *             readers otherwise.
 */

#ifndef GZ_INPUT_INTERNER_H
#define GZ_INPUT_INTERNER_H

#include "input/str.h"

/** The number that no string has. */
#define GZ_NO_INDEX UINT32_MAX

struct gz_interner;

/** Return an empty interner, or null if memory is out. */
struct gz_interner *gz_interner_new(void);

/** Free `interner` and its strings.  Null is fine. */
void gz_interner_free(struct gz_interner *interner);

/** Forget all strings and keep the memory. */
void gz_interner_clear(struct gz_interner *interner);

/** Return the number of `text`, adding a copy of it if it is new. */
uint32_t gz_interner_add(struct gz_interner *interner, struct gz_str text);

/** Return the number of `text`, or #GZ_NO_INDEX if it was never added. */
uint32_t gz_interner_find(const struct gz_interner *interner,
                          struct gz_str text);

/** Return the string with `number`; it lives as long as the interner. */
struct gz_str gz_interner_get(const struct gz_interner *interner,
                              uint32_t number);

/** How many strings there are. */
uint32_t gz_interner_count(const struct gz_interner *interner);

#endif
