#include "input/model.h"

#include <string.h>

/* Kounavis and Berry 2005, "A Systematic Approach to Building High Performance
 * Software-Based CRC Generators": sixteen bytes a step. */

enum { STEP = 16 };

struct tables {
  uint32_t of[STEP][256]; /* Of a byte, and so many zeros after it */
};

static void
fill(struct tables *tables) {
  for (uint32_t n = 0; n < 256; ++n) {
    uint32_t c = n;
    for (int k = 0; k < 8; ++k) {
      c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
    }
    tables->of[0][n] = c;
  }
  for (uint32_t n = 0; n < 256; ++n) {
    for (int k = 1; k < STEP; ++k) {
      const uint32_t last = tables->of[k - 1][n];
      tables->of[k][n] = (last >> 8) ^ tables->of[0][last & 0xff];
    }
  }
}

static uint32_t
little_endian(const uint8_t *p) {
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
         (uint32_t)p[3] << 24;
}

/* What four bytes add that `after` bytes of the step follow. */
static uint32_t
four_bytes(const struct tables *tables, uint32_t bytes, size_t after) {
  return tables->of[after + 3][bytes & 0xff] ^
         tables->of[after + 2][bytes >> 8 & 0xff] ^
         tables->of[after + 1][bytes >> 16 & 0xff] ^
         tables->of[after][bytes >> 24];
}

uint32_t
gz_crc32(const void *data, size_t size) {
  struct tables tables;
  fill(&tables);
  const uint8_t *p = data;
  uint32_t crc = 0xffffffffu;
  for (; size >= STEP; p += STEP, size -= STEP) {
    crc = four_bytes(&tables, crc ^ little_endian(p), 12) ^
          four_bytes(&tables, little_endian(p + 4), 8) ^
          four_bytes(&tables, little_endian(p + 8), 4) ^
          four_bytes(&tables, little_endian(p + 12), 0);
  }
  for (; size; ++p, --size) {
    crc = (crc >> 8) ^ tables.of[0][(crc ^ *p) & 0xff];
  }
  return crc ^ 0xffffffffu;
}
