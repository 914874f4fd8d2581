/**
 * @file model_sections.h
 * The named arrays of a model file, checked: what model.c is made from.
 *
 * See model.h for the layout.  Every function says #GZ_CORRUPT, with the
 * section's name, where the section is missing, of another kind or size, or
 * holds numbers that are not finite.  Names are given in two parts.
 */

#ifndef GZ_INPUT_MODEL_SECTIONS_H
#define GZ_INPUT_MODEL_SECTIONS_H

#include "input/model.h"

/** A model file in memory whose head and checksum are right. */
struct gz_model_sections {
  const uint8_t *data;
  size_t size;
  uint32_t count;
  uint32_t checksum; /**< CRC-32 as the head has it */
};

/** Check the head and the checksum of `size` bytes at `data`. */
enum gz_status gz_sections_open(const void *data, size_t size,
                                struct gz_model_sections *sections,
                                struct gz_error *error);

/** The bytes of a section. */
enum gz_status gz_section_bytes(const struct gz_model_sections *sections,
                                const char *name, struct gz_str *bytes,
                                struct gz_error *error);

/** How many floats a section has. */
enum gz_status gz_section_count(const struct gz_model_sections *sections,
                                const char *name, uint32_t *count,
                                struct gz_error *error);

/** The `count` floats of a section, all finite. */
enum gz_status gz_section_floats(const struct gz_model_sections *sections,
                                 const char *name, const char *part,
                                 uint32_t count, const float **floats,
                                 struct gz_error *error);

/** Rows of 8-bit numbers; `cols` is how many columns, 0 for any. */
enum gz_status gz_section_table(const struct gz_model_sections *sections,
                                const char *name, const char *part,
                                uint32_t cols, struct gz_model_table *table,
                                struct gz_error *error);

/** A hash table with an empty slot, whose values are below `limit`. */
enum gz_status gz_section_hash(const struct gz_model_sections *sections,
                               const char *name, const char *part,
                               uint32_t limit, struct gz_model_hash *hash,
                               struct gz_error *error);

#endif
