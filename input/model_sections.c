#include "input/model_sections.h"

#include <stdio.h>
#include <string.h>

enum { HEAD = 64, ENTRY = 48, NAME = 24, ALIGNMENT = 64 };
enum kind { BYTES = 1, FLOATS, TABLE, HASH };

#define BYTE_ORDER_MARK 0x0a0b0c0du
#define SWAPPED_MARK 0x0d0c0b0au

struct section {
  uint32_t kind;
  uint32_t rows;
  uint32_t cols;
  const uint8_t *data;
};

static uint32_t
u32_at(const uint8_t *p) {
  uint32_t n;
  memcpy(&n, p, sizeof n);
  return n;
}

static uint64_t
u64_at(const uint8_t *p) {
  uint64_t n;
  memcpy(&n, p, sizeof n);
  return n;
}

enum gz_status
gz_sections_open(const void *data, size_t size,
                 struct gz_model_sections *sections, struct gz_error *error) {
  const uint8_t *p = data;
  if (size < HEAD || memcmp(p, "GZMODEL\n", 8) != 0) {
    return gz_fail(error, GZ_CORRUPT, "This is no model file");
  }
  if (u32_at(p + 8) == SWAPPED_MARK) {
    return gz_fail(error, GZ_CORRUPT,
                   "The model's byte order is not this machine's");
  }
  if (u32_at(p + 8) != BYTE_ORDER_MARK) {
    return gz_fail(error, GZ_CORRUPT, "The model's head is damaged");
  }
  if (u32_at(p + 12) != GZ_MODEL_VERSION) {
    return gz_fail(error, GZ_CORRUPT,
                   "The model is of version %u; this program reads version %u",
                   u32_at(p + 12), GZ_MODEL_VERSION);
  }
  if (u64_at(p + 16) != size) {
    return gz_fail(error, GZ_CORRUPT,
                   "The model should have %llu bytes but has %zu",
                   (unsigned long long)u64_at(p + 16), size);
  }
  const uint32_t count = u32_at(p + 28);
  if (count > GZ_MODEL_MAX_SECTIONS || size - HEAD < (size_t)count * ENTRY) {
    return gz_fail(error, GZ_CORRUPT, "The model's head is damaged");
  }
  if (gz_crc32(p + HEAD, size - HEAD) != u32_at(p + 24)) {
    return gz_fail(error, GZ_CORRUPT,
                   "The model is damaged: its checksum is wrong");
  }
  *sections = (struct gz_model_sections){p, size, count, u32_at(p + 24)};
  return GZ_OK;
}

/* Bytes that a section takes, or 0 if it says something impossible. */
static uint64_t
bytes_of(const struct section *s) {
  const uint64_t cells = (uint64_t)s->rows * s->cols;
  if (!s->rows || !s->cols || cells > GZ_MAX_MODEL_BYTES) {
    return 0;
  }
  switch (s->kind) {
  case BYTES:
    return cells;
  case FLOATS:
    return cells * sizeof(float);
  case TABLE:
    return cells + s->rows * (uint64_t)sizeof(float);
  case HASH:
    return s->cols == 2 ? cells * sizeof(uint32_t) : 0;
  default:
    return 0;
  }
}

static enum gz_status
find(const struct gz_model_sections *sections, const char *name,
     const char *part, enum kind kind, struct section *out,
     struct gz_error *error) {
  char wanted[NAME] = {0};
  const int length = snprintf(wanted, sizeof wanted, "%s%s", name, part);
  for (uint32_t i = 0; length < NAME && i < sections->count; ++i) {
    const uint8_t *entry = sections->data + HEAD + (size_t)i * ENTRY;
    if (memcmp(entry, wanted, NAME) != 0) {
      continue;
    }
    struct section s = {u32_at(entry + NAME), u32_at(entry + NAME + 4),
                        u32_at(entry + NAME + 8), NULL};
    const uint64_t offset = u64_at(entry + NAME + 16);
    const uint64_t bytes = bytes_of(&s);
    if (s.kind != kind || !bytes || offset % ALIGNMENT ||
        offset > sections->size || bytes > sections->size - offset) {
      return gz_fail(error, GZ_CORRUPT, "The model's section “%s%s” is damaged",
                     name, part);
    }
    s.data = sections->data + offset;
    *out = s;
    return GZ_OK;
  }
  return gz_fail(error, GZ_CORRUPT, "The model has no section “%s%s”", name,
                 part);
}

static bool
all_finite(const float *floats, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (!(floats[i] > -1e30f && floats[i] < 1e30f)) {
      return false;
    }
  }
  return true;
}

enum gz_status
gz_section_bytes(const struct gz_model_sections *sections, const char *name,
                 struct gz_str *bytes, struct gz_error *error) {
  struct section s;
  enum gz_status status;
  GZ_TRY(status, find(sections, name, "", BYTES, &s, error));
  *bytes = gz_str_n((const char *)s.data, (size_t)s.rows * s.cols);
  return GZ_OK;
}

enum gz_status
gz_section_count(const struct gz_model_sections *sections, const char *name,
                 uint32_t *count, struct gz_error *error) {
  struct section s;
  enum gz_status status;
  GZ_TRY(status, find(sections, name, "", FLOATS, &s, error));
  *count = s.rows * s.cols;
  return GZ_OK;
}

enum gz_status
gz_section_floats(const struct gz_model_sections *sections, const char *name,
                  const char *part, uint32_t count, const float **floats,
                  struct gz_error *error) {
  struct section s;
  enum gz_status status;
  GZ_TRY(status, find(sections, name, part, FLOATS, &s, error));
  const float *values = (const float *)(const void *)s.data;
  if (s.rows != 1 || s.cols != count || !all_finite(values, count)) {
    return gz_fail(error, GZ_CORRUPT, "The model's section “%s%s” is damaged",
                   name, part);
  }
  *floats = values;
  return GZ_OK;
}

enum gz_status
gz_section_table(const struct gz_model_sections *sections, const char *name,
                 const char *part, uint32_t cols, struct gz_model_table *table,
                 struct gz_error *error) {
  struct section s;
  enum gz_status status;
  GZ_TRY(status, find(sections, name, part, TABLE, &s, error));
  const float *scales = (const float *)(const void *)s.data;
  if ((cols && s.cols != cols) || !all_finite(scales, s.rows)) {
    return gz_fail(error, GZ_CORRUPT, "The model's section “%s%s” is damaged",
                   name, part);
  }
  *table = (struct gz_model_table){
      (const int8_t *)s.data + s.rows * sizeof(float), scales, s.rows, s.cols};
  return GZ_OK;
}

enum gz_status
gz_section_hash(const struct gz_model_sections *sections, const char *name,
                const char *part, uint32_t limit, struct gz_model_hash *hash,
                struct gz_error *error) {
  struct section s;
  enum gz_status status;
  GZ_TRY(status, find(sections, name, part, HASH, &s, error));
  const uint32_t *slots = (const uint32_t *)(const void *)s.data;
  bool good = (s.rows & (s.rows - 1)) == 0;
  bool room = false;
  for (uint32_t i = 0; i < s.rows; ++i) {
    const uint32_t value = slots[2 * (size_t)i + 1];
    good = good && value < limit;
    room = room || !value;
  }
  if (!good || !room) {
    return gz_fail(error, GZ_CORRUPT, "The model's section “%s%s” is damaged",
                   name, part);
  }
  *hash = (struct gz_model_hash){slots, s.rows - 1};
  return GZ_OK;
}
