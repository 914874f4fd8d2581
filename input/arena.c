#include "input/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT _Alignof(max_align_t)

/** What a block has in front of its bytes. */
struct block {
  struct block *next;
  size_t size; /**< Bytes that follow */
  size_t used;
};

#define HEADER ((sizeof(struct block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

/** Smallest block that is asked of the system. */
#ifdef GZ_ARENA_MALLOC
#define MIN_BLOCK ((size_t)0)
#else
#define MIN_BLOCK ((size_t)64 << 10)
#endif

struct gz_arena {
  struct block *blocks; /**< The one in use first */
  size_t ceiling;       /**< SIZE_MAX if there is none */
  size_t used;
};

struct gz_arena *
gz_arena_new(size_t ceiling) {
  struct gz_arena *arena = calloc(1, sizeof *arena);
  if (arena) {
    arena->ceiling = ceiling ? ceiling : SIZE_MAX;
  }
  return arena;
}

void
gz_arena_free(struct gz_arena *arena) {
  if (!arena) {
    return;
  }
  while (arena->blocks) {
    struct block *next = arena->blocks->next;
    free(arena->blocks);
    arena->blocks = next;
  }
  free(arena);
}

void
gz_arena_reset(struct gz_arena *arena) {
  struct block *kept = NULL;
  while (arena->blocks) {
    struct block *block = arena->blocks;
    arena->blocks = block->next;
    if (MIN_BLOCK && (!kept || block->size > kept->size)) {
      free(kept);
      kept = block;
    } else {
      free(block);
    }
  }
  if (kept) {
    kept->next = NULL;
    kept->used = 0;
  }
  arena->blocks = kept;
  arena->used = 0;
}

size_t
gz_arena_used(const struct gz_arena *arena) {
  return arena->used;
}

/** Put a block with at least `size` free bytes in front. */
static struct block *
add_block(struct gz_arena *arena, size_t size) {
  // Blocks double with what is used, so that their number stays logarithmic.
  size_t room = MIN_BLOCK && arena->used > MIN_BLOCK ? arena->used : MIN_BLOCK;
  if (room > ((size_t)4 << 20)) {
    room = (size_t)4 << 20;
  }
  if (room < size) {
    room = size;
  }
  struct block *block = malloc(HEADER + room);
  if (!block) {
    return NULL;
  }
  block->size = room;
  block->used = 0;
  block->next = arena->blocks;
  arena->blocks = block;
  return block;
}

void *
gz_arena_alloc(struct gz_arena *arena, size_t size) {
  if (size > SIZE_MAX / 2) {
    return NULL;
  }
  size = size ? (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : ALIGNMENT;
  if (size > arena->ceiling - arena->used) {
    return NULL;
  }
  struct block *block = arena->blocks;
  if (!MIN_BLOCK || !block || block->size - block->used < size) {
    block = add_block(arena, size);
    if (!block) {
      return NULL;
    }
  }
  char *data = (char *)block + HEADER + block->used;
  block->used += size;
  arena->used += size;
  return memset(data, 0, size);
}

void *
gz_arena_array(struct gz_arena *arena, size_t count, size_t size) {
  if (size && count > SIZE_MAX / 2 / size) {
    return NULL;
  }
  return gz_arena_alloc(arena, count * size);
}

void *
gz_arena_grow(struct gz_arena *arena, const void *items, size_t count,
              size_t new_count, size_t size) {
  void *grown = gz_arena_array(arena, new_count, size);
  if (grown && count) {
    memcpy(grown, items, count * size);
  }
  return grown;
}

char *
gz_arena_copy(struct gz_arena *arena, struct gz_str text) {
  char *copy =
      text.size < SIZE_MAX ? gz_arena_alloc(arena, text.size + 1) : NULL;
  if (copy && text.size) {
    memcpy(copy, text.data, text.size);
  }
  return copy;
}

struct gz_str
gz_arena_str(struct gz_arena *arena, struct gz_str text) {
  const char *copy = gz_arena_copy(arena, text);
  return (struct gz_str){copy, copy ? text.size : 0};
}

char *
gz_arena_printf(struct gz_arena *arena, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  const int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  char *text = length < 0 ? NULL : gz_arena_alloc(arena, (size_t)length + 1);
  if (text) {
    (void)vsnprintf(text, (size_t)length + 1, format, again);
  }
  va_end(again);
  return text;
}
