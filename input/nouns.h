/**
 * @file nouns.h
 * What English nouns denote: the lexicon of the actors' stages.
 *
 *     minister   Official        person,office
 *     company    Firm            group
 *     inc        Firm            part
 *
 * Read from nouns.tsv and forenames.tsv, which say what their lines mean; both
 * can be extended.
 *
 * Ownership.  A lexicon owns what it holds.
 *
 * Threads.    A lexicon does not change once read: threads may share one.
 */

#ifndef GZ_INPUT_NOUNS_H
#define GZ_INPUT_NOUNS_H

#include "input/actors.h"
#include "input/facts.h"
#include "input/status.h"
#include "input/str.h"

/** Bytes that a look-up's word can have; a longer one is in no list. */
#define GZ_NOUN_MAX_BYTES 63

/** What a noun denotes; they can be combined. */
enum gz_noun_mark {
  GZ_NOUN_PERSON = 1,     /**< Somebody */
  GZ_NOUN_OFFICE = 2,     /**< A post that is held */
  GZ_NOUN_SPEAKS = 4,     /**< Who speaks for whom he belongs to */
  GZ_NOUN_TITLE = 8,      /**< Stands before a name and is no post */
  GZ_NOUN_MALE = 16,      /**< A man */
  GZ_NOUN_FEMALE = 32,    /**< A woman */
  GZ_NOUN_GROUP = 64,     /**< Somebody made of many */
  GZ_NOUN_PLACE = 128,    /**< Where something can be */
  GZ_NOUN_THING = 256,    /**< Neither somebody nor a place */
  GZ_NOUN_PLURAL = 512,   /**< Many, whatever its form */
  GZ_NOUN_SURNAME = 1024, /**< A family name as well */
};

/** One meaning of a word. */
struct gz_noun {
  uint8_t type;   /**< An enum gz_entity_class */
  uint16_t marks; /**< Some enum gz_noun_mark */
};

struct gz_nouns;

/**
 * Read a lexicon of nouns.
 *
 * @param path  nouns.tsv.
 * @param[out] nouns  To be freed with gz_nouns_free().
 *
 * @return #GZ_OK, #GZ_IO, #GZ_NO_MEMORY, #GZ_TOO_LARGE.
 * @return #GZ_BAD_INPUT, with the line, if a class or mark is unknown.
 */
enum gz_status gz_nouns_load(const char *path, struct gz_nouns **nouns,
                             struct gz_error *error);

/**
 * Add forenames.tsv to it, before anybody uses it; on failure it may hold a
 * part of them.
 *
 * @return As gz_nouns_load().
 */
enum gz_status gz_nouns_load_forenames(struct gz_nouns *nouns, const char *path,
                                       struct gz_error *error);

/** The same of texts in memory, both at once; for tests and fuzzing. */
enum gz_status gz_nouns_parse(struct gz_str nouns_text,
                              struct gz_str forenames_text,
                              struct gz_nouns **nouns, struct gz_error *error);

/** Free a lexicon.  Null is fine. */
void gz_nouns_free(struct gz_nouns *nouns);

/**
 * What a noun denotes by itself, without regard to case; null if unknown.
 *
 * @param lemma  A lemma, or two parted by a space: "hedge fund".
 */
const struct gz_noun *gz_noun_find(const struct gz_nouns *nouns,
                                   struct gz_str lemma);

/** What a word makes of the name that it is part of; null if nothing. */
const struct gz_noun *gz_noun_part(const struct gz_nouns *nouns,
                                   struct gz_str word);

/** Gender of a forename. */
enum gz_gender gz_noun_forename(const struct gz_nouns *nouns,
                                struct gz_str name);

/** Whether a forename is often a family name. */
bool gz_noun_is_surname(const struct gz_nouns *nouns, struct gz_str name);

#endif
