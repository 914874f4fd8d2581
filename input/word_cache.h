/**
 * @file word_cache.h
 * What the input layer makes of the words that were seen last.
 *
 * A word's row depends on its form alone, and most words of a text have come
 * before: so the row is kept, and not computed again.  Nothing but the time
 * shows what is in the cache: forms are compared whole, and a row that comes
 * out is, bit for bit, the row that went in.  Two forms share a set; the one
 * used longest ago makes room.  Forms of more than #GZ_WORD_CACHE_FORM bytes
 * are not kept.
 *
 * Threads.    A cache is used by one thread at a time.
 */

#ifndef GZ_INPUT_WORD_CACHE_H
#define GZ_INPUT_WORD_CACHE_H

#include "input/str.h"

/** Bytes of the longest form that is kept. */
#define GZ_WORD_CACHE_FORM 31

/** Forms that a cache has room for: seven or eight of ten words of news are
 * among the last so many. */
#define GZ_WORD_CACHE_FORMS 8192

/** Rows by form: with rows of 192 numbers 6.5 MB. */
struct gz_word_cache;

/** Return an empty cache for rows of `width` numbers, or null. */
struct gz_word_cache *gz_word_cache_new(size_t width);

/** Free `cache`.  Null is fine. */
void gz_word_cache_free(struct gz_word_cache *cache);

/** The row of `form`, or null.  It is good until the next put. */
const float *gz_word_cache_get(struct gz_word_cache *cache, struct gz_str form);

/** Keep a copy of `row` for `form`, unless that is too long. */
void gz_word_cache_put(struct gz_word_cache *cache, struct gz_str form,
                       const float *row);

#endif
