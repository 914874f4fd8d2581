/**
 * @file arena.h
 * Memory that lives as long as one article, freed at once.
 *
 * An arena hands out zeroed, aligned blocks that cannot be freed one by one.
 * gz_arena_reset() takes them all back and keeps the memory for the next
 * article; gz_arena_free() returns it to the system.
 *
 * Built with GZ_ARENA_MALLOC (as the sanitizer build is), every block is a
 * malloc() of its own, so that AddressSanitizer sees each one's bounds.
 *
 * Errors.     A function that returns a pointer returns null when memory is
 *             out or the arena's ceiling is reached; the arena stays usable.
 *
 * Threads.    One thread at a time may use an arena.
 */

#ifndef GZ_INPUT_ARENA_H
#define GZ_INPUT_ARENA_H

#include "input/str.h"

#include <stddef.h>

struct gz_arena;

/**
 * Return a new arena that will hold at most `ceiling` bytes, or null.
 *
 * @param ceiling  In bytes; 0 means no ceiling.
 */
struct gz_arena *gz_arena_new(size_t ceiling);

/** Free `arena` and all that it handed out.  Null is fine. */
void gz_arena_free(struct gz_arena *arena);

/** Take back all that `arena` handed out; keeps its largest block. */
void gz_arena_reset(struct gz_arena *arena);

/** Bytes handed out since the arena was made or last reset. */
size_t gz_arena_used(const struct gz_arena *arena);

/** Return `size` zeroed bytes, aligned for any type, or null. */
void *gz_arena_alloc(struct gz_arena *arena, size_t size);

/** Return zeroed room for `count` items of `size` bytes, or null. */
void *gz_arena_array(struct gz_arena *arena, size_t count, size_t size);

/**
 * Return a block of `new_count` items that begins with the `count` at `items`.
 *
 * The rest is zeroed.  The old block stays allocated until the reset, so that
 * doubling costs at most as much again.  `items` may be null if `count` is 0.
 */
void *gz_arena_grow(struct gz_arena *arena, const void *items, size_t count,
                    size_t new_count, size_t size);

/** Return a terminated copy of `text`, or null. */
char *gz_arena_copy(struct gz_arena *arena, struct gz_str text);

/** Return a view of a copy of `text`; its data is null if memory is out. */
struct gz_str gz_arena_str(struct gz_arena *arena, struct gz_str text);

/** printf() into the arena: a terminated string, or null. */
char *gz_arena_printf(struct gz_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
