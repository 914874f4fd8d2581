/**
 * @file replay.h
 * Turns a fuzz target into a test: runs it over its committed corpus.
 *
 * A target includes this file and ends with GZ_FUZZ_MAIN("name").  Compiled
 * with -DGZ_FUZZING and -fsanitize=fuzzer it has no main() and is a libFuzzer
 * target; otherwise it prints one TAP line for each file of
 * tests/fuzz/corpus/name, and fails if there is none.
 */

#ifndef GZ_TESTS_REPLAY_H
#define GZ_TESTS_REPLAY_H

#include <dirent.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifdef GZ_FUZZING
#define GZ_FUZZ_MAIN(name) extern int gz_fuzzing_##__LINE__
#else

static inline int
replay_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    return -1;
  }
  uint8_t *data = NULL;
  size_t size = 0;
  size_t room = 0;
  do {
    if (size == room) {
      room = room ? room * 2 : 4096;
      data = realloc(data, room);
      if (!data) {
        abort();
      }
    }
    size += fread(data + size, 1, room - size, file);
  } while (!feof(file) && !ferror(file));
  // A block of the exact size, so that AddressSanitizer sees its end.
  uint8_t *exact = malloc(size ? size : 1);
  if (!exact) {
    abort();
  }
  for (size_t i = 0; i < size; ++i) {
    exact[i] = data[i];
  }
  const int result = ferror(file) ? -1 : LLVMFuzzerTestOneInput(exact, size);
  (void)fclose(file);
  free(exact);
  free(data);
  return result;
}

static inline int
replay_corpus(const char *name) {
  const char *top = getenv("top_srcdir");
  char folder[4096];
  (void)snprintf(folder, sizeof folder, "%s/tests/fuzz/corpus/%s",
                 top ? top : ".", name);
  struct dirent **entries = NULL;
  const int count = scandir(folder, &entries, NULL, alphasort);
  int n = 0;
  int failed = 0;
  for (int i = 0; i < count; ++i) {
    if (entries[i]->d_name[0] != '.') {
      char path[8192];
      (void)snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
      const int bad = replay_file(path) != 0;
      failed += bad;
      printf("%s %d - %s\n", bad ? "not ok" : "ok", ++n, entries[i]->d_name);
    }
    free(entries[i]);
  }
  free(entries);
  if (!n) {
    printf("not ok 1 - no corpus in %s\n", folder);
    n = failed = 1;
  }
  printf("1..%d\n", n);
  return failed != 0;
}

#define GZ_FUZZ_MAIN(name)                                                     \
  int main(void) {                                                             \
    return replay_corpus(name);                                                \
  }                                                                            \
  extern int gz_replay_only
#endif

#endif
