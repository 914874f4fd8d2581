#include "input/model.h"

#include <string.h>

/* Kounavis and Berry 2005, "A Systematic Approach to Building High Performance
 * Software-Based CRC Generators": eight bytes a step. */

struct tables {
  uint32_t of[8][256];
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
    for (int k = 1; k < 8; ++k) {
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

uint32_t
gz_crc32(const void *data, size_t size) {
  struct tables tables;
  fill(&tables);
  const uint8_t *p = data;
  uint32_t crc = 0xffffffffu;
  for (; size >= 8; p += 8, size -= 8) {
    const uint32_t a = crc ^ little_endian(p);
    const uint32_t b = little_endian(p + 4);
    crc = tables.of[7][a & 0xff] ^ tables.of[6][a >> 8 & 0xff] ^
          tables.of[5][a >> 16 & 0xff] ^ tables.of[4][a >> 24] ^
          tables.of[3][b & 0xff] ^ tables.of[2][b >> 8 & 0xff] ^
          tables.of[1][b >> 16 & 0xff] ^ tables.of[0][b >> 24];
  }
  for (; size; ++p, --size) {
    crc = (crc >> 8) ^ tables.of[0][(crc ^ *p) & 0xff];
  }
  return crc ^ 0xffffffffu;
}
