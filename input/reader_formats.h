/**
 * @file reader_formats.h
 * One record of each format into an article: what reader.h is made of.
 *
 * Positions in errors are within the record; reader.c makes them the input's.
 */

#ifndef GZ_INPUT_READER_FORMATS_H
#define GZ_INPUT_READER_FORMATS_H

#include "input/reader.h"
#include "input/unicode.h"

/** Fill `article` from the bytes of a plain text file. */
enum gz_status gz_read_text(struct gz_str bytes, struct gz_article *article,
                            enum gz_encoding *was, struct gz_error *error);

/** Fill `article` from one line of JSON. */
enum gz_status gz_read_json(struct gz_str line, struct gz_article *article,
                            struct gz_error *error);

/** Fill `article` from a page of HTML: see reader.h. */
enum gz_status gz_read_html(struct gz_str bytes, struct gz_article *article,
                            enum gz_encoding *was, struct gz_error *error);

/** Refuse JSON that is nested deeper than #GZ_MAX_DEPTH: #GZ_TOO_LARGE. */
enum gz_status gz_json_check_depth(struct gz_str text, struct gz_error *error);

/** Names of the metadata that a header line or a JSON member can give. */
enum gz_field {
  GZ_FIELD_TITLE,
  GZ_FIELD_DATE,
  GZ_FIELD_SOURCE,
  GZ_FIELD_PUBLISHER,
  GZ_FIELD_ID,
  GZ_FIELD_LANGUAGE,
  GZ_N_FIELD
};

/** The name of `field` in small letters.  A constant. */
const char *gz_field_name(enum gz_field field);

/**
 * Put `value`, which lives in the arena, into the metadata; empty is nothing.
 *
 * @return #GZ_OK, #GZ_BAD_INPUT for a date that is none, or #GZ_TOO_LARGE.
 */
enum gz_status gz_metadata_set(struct gz_metadata *metadata,
                               enum gz_field field, struct gz_str value,
                               struct gz_error *error);

/**
 * Give `article` the text `body`, with its title before it unless `body`
 * begins with it; what title and date it lacks are sought in the text.
 *
 * @return #GZ_OK, #GZ_BAD_INPUT if there is nothing but white space,
 *         #GZ_TOO_LARGE or #GZ_NO_MEMORY.
 */
enum gz_status gz_article_take_text(struct gz_article *article,
                                    struct gz_str body, struct gz_error *error);

#endif
