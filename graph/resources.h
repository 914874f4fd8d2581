/**
 * @file resources.h
 * What a struct gz_gazette holds: the tables that every article is read with.
 */

#ifndef GZ_GRAPH_RESOURCES_H
#define GZ_GRAPH_RESOURCES_H

#include "graph/gazette.h"
#include "input/actors.h"
#include "input/claims_lexicon.h"
#include "input/frames.h"
#include "input/model.h"
#include "input/nouns.h"
#include "input/pronouns.h"
#include "input/timex.h"

struct gz_gazette {
  char *data_folder;
  char *base; /**< Ends in a slash */
  struct gz_actors *actors;
  struct gz_model *model;
  char lexicon_version[17]; /**< Of the SHA-256 of all lexicons, 16 digits */
  char model_version[9];    /**< Its checksum in hexadecimal */
  struct gz_timex_rules *time_rules;
  struct gz_frames *frames;
  struct gz_claim_lexicon *claim_words;
  struct gz_nouns *nouns;
  struct gz_pronouns *pronouns;
};

/**
 * Return the path of a file of the data folder, to be freed, or null if memory
 * is out.
 */
char *gz_data_path(const struct gz_gazette *gazette, const char *name);

#endif
