/**
 * @file failing.h
 * Makes allocations fail, one after another.
 *
 * A good run counts the allocations; then the run is repeated with the first
 * failing, then the second, and so on: each time the code has to come back
 * with its error, and leak nothing (the sanitizer build sees to that).
 *
 * A program that includes this file is linked with $(FAILING_LDFLAGS), which
 * sends the malloc(), calloc(), realloc() and strdup() of our own code here.
 * Allocations inside shared libraries do not fail.
 */

#ifndef GZ_TESTS_FAILING_H
#define GZ_TESTS_FAILING_H

#include "tests/unit.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static size_t failing_made;            /**< Allocations so far */
static size_t failing_at = (size_t)-1; /**< Which one fails, from 0 */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
char *__wrap_strdup(const char *text);

void *
__wrap_malloc(size_t size) {
  return failing_made++ == failing_at ? NULL : __real_malloc(size);
}

void *
__wrap_calloc(size_t count, size_t size) {
  return failing_made++ == failing_at ? NULL : __real_calloc(count, size);
}

void *
__wrap_realloc(void *block, size_t size) {
  return failing_made++ == failing_at ? NULL : __real_realloc(block, size);
}

char *
__wrap_strdup(const char *text) {
  char *copy = __wrap_malloc(strlen(text) + 1);
  return copy ? strcpy(copy, text) : NULL;
}

/**
 * Run `attempt`, which returns whether all went well, with each of its
 * allocations failing in turn.
 *
 * It must go well when none fails, and must not when one does.  It may be
 * given a `context`, and must make at least one allocation.
 */
static inline void
failing_in_turn(bool (*attempt)(const void *context), const void *context) {
  failing_at = (size_t)-1;
  failing_made = 0;
  const bool good = attempt(context);
  const size_t count = failing_made;
  assert_true(good);
  assert_true(count > 0);
  for (size_t i = 0; i < count; ++i) {
    failing_at = i;
    failing_made = 0;
    const bool went_well = attempt(context);
    const bool reached = failing_made > i;
    failing_at = (size_t)-1;
    assert_true(reached);
    assert_false(went_well);
  }
}

#endif
