/**
 * @file cases_file.h
 * Reads the corpora under tests/cases: blocks of lines, parted by empty ones.
 *
 * Lines that begin with "# " are comments.  A corpus that cannot be read, or
 * has no case, fails the test.
 */

#ifndef GZ_TESTS_CASES_FILE_H
#define GZ_TESTS_CASES_FILE_H

#include "tests/unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Lines that a case can have. */
#define MAX_CASE_LINES 64

/** One case: its lines, terminated, without line feeds. */
struct test_case {
  const char *file;
  size_t line; /**< Number of its first line */
  size_t count;
  char *lines[MAX_CASE_LINES];
};

static inline size_t
run_block(struct test_case *block, void (*check)(const struct test_case *)) {
  const size_t ran = block->count ? 1 : 0;
  if (block->count) {
    check(block);
  }
  for (size_t i = 0; i < block->count; ++i) {
    free(block->lines[i]);
  }
  block->count = 0;
  return ran;
}

/** Run `check` on each case of the file at `path`; return how many. */
static inline size_t
run_cases_file(const char *path, void (*check)(const struct test_case *)) {
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  struct test_case block = {.file = path};
  char *line = NULL;
  size_t room = 0;
  size_t number = 0;
  size_t ran = 0;
  ssize_t size;
  while ((size = getline(&line, &room, file)) >= 0) {
    ++number;
    if (size && line[size - 1] == '\n') {
      line[--size] = '\0';
    }
    if (!size) {
      ran += run_block(&block, check);
    } else if (strncmp(line, "# ", 2) != 0) {
      assert_true(block.count < MAX_CASE_LINES);
      block.line = block.count ? block.line : number;
      block.lines[block.count++] = strdup(line);
    }
  }
  ran += run_block(&block, check);
  free(line);
  (void)fclose(file);
  return ran;
}

/** Run `check` on each case of each file of tests/cases/`folder`. */
static inline void
run_cases(const char *folder, void (*check)(const struct test_case *)) {
  const char *top = getenv("top_srcdir");
  char path[4096];
  (void)snprintf(path, sizeof path, "%s/tests/cases/%s", top ? top : ".",
                 folder);
  struct dirent **entries = NULL;
  const int count = scandir(path, &entries, NULL, alphasort);
  size_t ran = 0;
  for (int i = 0; i < count; ++i) {
    if (entries[i]->d_name[0] != '.') {
      char file[8192];
      (void)snprintf(file, sizeof file, "%s/%s", path, entries[i]->d_name);
      ran += run_cases_file(file, check);
    }
    free(entries[i]);
  }
  free(entries);
  assert_true(ran > 0);
}

#endif
