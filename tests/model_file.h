/**
 * @file model_file.h
 * A model file of the tests in memory that is aligned as a mapping would be.
 */

#ifndef GZ_TESTS_MODEL_FILE_H
#define GZ_TESTS_MODEL_FILE_H

#include "input/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Bytes of the file `name` in tests/data; free them. */
static inline uint8_t *
read_test_file(const char *name, size_t *size) {
  char path[512];
  const char *top = getenv("top_srcdir");
  snprintf(path, sizeof path, "%s/tests/data/%s", top ? top : ".", name);
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END)) {
    perror(path);
    exit(99);
  }
  *size = (size_t)ftell(file);
  rewind(file);
  uint8_t *data = malloc(*size + 1);
  if (!data || fread(data, 1, *size, file) != *size) {
    perror(path);
    exit(99);
  }
  data[*size] = '\0';
  fclose(file);
  return data;
}

/** Put the checksum that the bytes have into a model's head. */
static inline void
fix_checksum(uint8_t *data, size_t size) {
  const uint32_t crc = gz_crc32(data + 64, size - 64);
  memcpy(data + 24, &crc, sizeof crc);
}

#endif
