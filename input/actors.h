/**
 * @file actors.h
 * The known actors: who is meant by a name, and what is known of them.
 *
 *     The  U.S.  Secretary  of  State  Mike  Pompeo  met  the  British
 *          |--|  |-- a title ------|   |- person --|           |demonym|
 *
 * States, firms, bodies, alliances, outlets, parties, people, offices and
 * places, with their names, memberships and tenures, in one immutable table.
 * ontology/actors.h builds it from RDF; here it is mapped from a file and
 * looked up.  A name is found as the longest match over the tokens of a text:
 * a walk of a hash table from word to word, as Aho and Corasick (1975) walk
 * characters, that costs constant time per token on average, however many
 * names there are.
 *
 * Names.      A name is compared word by word, without accents, dots,
 *             hyphens and apostrophes, and by the case rule below:
 *
 *             | written in the table | found in a text                       |
 *             |----------------------|---------------------------------------|
 *             | Huawei, Downing      | Huawei, HUAWEI; not huawei            |
 *             | US, BT, NATO         | US, U.S.; not us; Nato (four letters  |
 *             |                      | and more); Us only after an article,  |
 *             |                      | as a weak match                       |
 *             | eBay                 | eBay, EBay, EBAY; not ebay            |
 *             | of, government       | in any case                           |
 *             | Labour Party         | Labour Party, Labour party            |
 *
 * Ambiguity.  A name that is also a common word, a first name or the usual name
 *             of somebody else is marked (gaz:ambiguousLabel).  Where a match
 *             has a candidate whose name is not marked among others whose is,
 *             that one is usually meant: "ABC" the American network.  Where all
 *             are marked, or more than one is not, only the context can tell.
 *
 * Numbers.    An actor is a number below gz_actors_count(), good for this
 *             table only; #GZ_NONE is nobody.  Its slug is the last part of
 *             its IRI and good for ever.  Days count from 1970-01-01.
 *
 * Ownership.  All strings and arrays that are handed out lie in the table and
 *             live as long as it.
 *
 * Threads.    A table never changes: any number of threads may share one.
 */

#ifndef GZ_INPUT_ACTORS_H
#define GZ_INPUT_ACTORS_H

#include "input/facts.h"
#include "input/status.h"
#include "input/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A table of known actors. */
struct gz_actors;

/** Bytes of gz_actors_version() with its terminator. */
#define GZ_ACTORS_VERSION_SIZE 17

/** Most candidates that one match lists. */
#define GZ_ACTORS_MAX_CANDIDATES 32

/** The first and last day of a tenure whose begin or end is not known. */
#define GZ_DAY_UNKNOWN_FROM INT32_MIN
#define GZ_DAY_UNKNOWN_UNTIL INT32_MAX

/** What a name is to its actor. */
enum gz_name_kind {
  GZ_NAME_LABEL,   /**< The preferred name: "United Kingdom" */
  GZ_NAME_ALT,     /**< Another name: "UK", "Britain" */
  GZ_NAME_DEMONYM, /**< Its people or its adjective: "British", "Briton" */
  GZ_NAME_METONYM, /**< What stands for it: "Downing Street", "London" */
  GZ_NAME_SURNAME, /**< The family name alone: "Pompeo" */
  GZ_NAME_TITLE,   /**< Of an office, short: "Foreign Secretary" */
};

/** How well the text agrees with the name as it is written in the table. */
enum gz_match_strength {
  GZ_MATCH_WEAK,  /**< "The Us" for "US": only with other evidence */
  GZ_MATCH_CASE,  /**< But for capitals: "HUAWEI", "Nato" */
  GZ_MATCH_EXACT, /**< In every capital */
};

/** schema:gender of a person. */
enum gz_gender { GZ_GENDER_UNKNOWN, GZ_GENDER_FEMALE, GZ_GENDER_MALE };

/** How two actors are related. */
enum gz_actor_relation_kind {
  GZ_ACTOR_MEMBER_OF,      /**< In an alliance, a party, a body, a firm */
  GZ_ACTOR_OF_STATE,       /**< Belongs to that state */
  GZ_ACTOR_POST_IN,        /**< An office, and where it is */
  GZ_ACTOR_CAPITAL,        /**< A state, and its capital */
  GZ_ACTOR_DIFFERENT_FROM, /**< Not to be taken for that one */
  GZ_N_ACTOR_RELATION
};

/** What is known of one actor. */
struct gz_actor {
  struct gz_str slug;  /**< Last part of its IRI: "united-kingdom" */
  struct gz_str label; /**< Preferred name; empty if it was only referred to */
  enum gz_entity_class type;
  enum gz_gender gender;
  uint32_t wikidata; /**< 145 for Q145; 0 if not certain */
  uint32_t state;    /**< The state that it belongs to, or #GZ_NONE */
  char iso3[4];      /**< ISO 3166-1 alpha-3, or empty; terminated */
  char iso2[3];      /**< ISO 3166-1 alpha-2, or empty; terminated */
};

/** One name of one actor. */
struct gz_actor_name {
  struct gz_str form; /**< As written in the table */
  uint32_t actor;
  enum gz_name_kind kind;
  bool ambiguous; /**< Marked as such: see above */
};

/** A name that a stretch of text may be. */
struct gz_actor_candidate {
  struct gz_actor_name name;
  enum gz_match_strength strength;
};

/** The longest name that begins at a token. */
struct gz_actor_match {
  uint32_t n_tokens;     /**< How many tokens it takes; at least 1 */
  uint32_t n_candidates; /**< How many are listed; at least 1 */
  bool more;             /**< Whether there were too many to list */
  bool ambiguous;        /**< A name is marked so, or it names several actors */
  struct gz_actor_candidate candidates[GZ_ACTORS_MAX_CANDIDATES];
};

/** actor – kind – object. */
struct gz_actor_relation {
  uint32_t actor;
  enum gz_actor_relation_kind kind;
  uint32_t object;
};

/** The time for which a person held an office. */
struct gz_tenure {
  struct gz_str slug; /**< Last part of its IRI */
  uint32_t person;
  uint32_t office;
  int32_t from;  /**< First day, or #GZ_DAY_UNKNOWN_FROM */
  int32_t until; /**< Last day, or #GZ_DAY_UNKNOWN_UNTIL: also if it lasts */
};

/**
 * Map the compiled table in `file`.
 *
 * Reads it once to check it; nothing in it is trusted.
 *
 * @param[out] actors  Table; to be freed with gz_actors_free().
 *
 * @return #GZ_OK.
 * @return #GZ_IO if it cannot be opened or mapped.
 * @return #GZ_CORRUPT if it is no such table, damaged, cut short, of another
 *         version or of a machine with another byte order.
 * @return #GZ_TOO_LARGE beyond #GZ_MAX_TABLE_BYTES.
 * @return #GZ_NO_MEMORY.
 */
enum gz_status gz_actors_open(const char *file, struct gz_actors **actors,
                              struct gz_error *error);

/**
 * Make a table of a copy of the `bytes` of a compiled file.
 *
 * @return As gz_actors_open(), but never #GZ_IO.
 */
enum gz_status gz_actors_from_bytes(struct gz_str bytes,
                                    struct gz_actors **actors,
                                    struct gz_error *error);

/** Free a table.  Null is fine. */
void gz_actors_free(struct gz_actors *actors);

/** How many actors there are. */
uint32_t gz_actors_count(const struct gz_actors *actors);

/** How many names, relations and tenures there are in all. */
uint32_t gz_actors_name_count(const struct gz_actors *actors);
uint32_t gz_actors_relation_count(const struct gz_actors *actors);
uint32_t gz_actors_tenure_count(const struct gz_actors *actors);

/**
 * First 16 hexadecimal digits of the SHA-256 of all that the table holds,
 * terminated: two tables with the same facts have the same version.
 */
const char *gz_actors_version(const struct gz_actors *actors);

/** What is known of `actor`, which must be below gz_actors_count(). */
struct gz_actor gz_actors_get(const struct gz_actors *actors, uint32_t actor);

/** The actor with that slug, or #GZ_NONE.  Takes constant time. */
uint32_t gz_actors_find(const struct gz_actors *actors, struct gz_str slug);

/**
 * Find the longest name that begins at token number `at`.
 *
 * Candidates are sorted: the strongest first, then by kind, then by slug.
 * Titles of offices are not looked for; see gz_actors_match_title().
 *
 * @param tokens  Forms of the tokens of one sentence, as they are written.
 * @param count   How many.
 * @param capitals  Whether the whole sentence is in capitals, so that they
 *                  tell nothing: no match is #GZ_MATCH_EXACT then.
 * @param[out] match  What was found; undefined if nothing was.
 *
 * @return Whether there is one.
 */
bool gz_actors_match(const struct gz_actors *actors,
                     const struct gz_str *tokens, size_t count, size_t at,
                     bool capitals, struct gz_actor_match *match);

/**
 * Find the longest short title of an office that begins at token `at`, in
 * whatever case: "foreign secretary", "Prime Minister".
 *
 * The candidates' actors are offices: where a title is that of many, take the
 * one of the state or body that the text names with gz_actors_office().
 */
bool gz_actors_match_title(const struct gz_actors *actors,
                           const struct gz_str *tokens, size_t count, size_t at,
                           struct gz_actor_match *match);

/**
 * The office with that short title of `of` (a state, body, alliance or firm:
 * org:postIn or gaz:ofState), or #GZ_NONE.
 */
uint32_t gz_actors_office(const struct gz_actors *actors,
                          const struct gz_str *tokens, size_t count,
                          uint32_t of);

/** Name number `index` of `actor`, label first; false past the last. */
bool gz_actors_name(const struct gz_actors *actors, uint32_t actor,
                    uint32_t index, struct gz_actor_name *name);

/** Relation number `index` of `actor`, by kind; false past the last. */
bool gz_actors_relation(const struct gz_actors *actors, uint32_t actor,
                        uint32_t index, struct gz_actor_relation *relation);

/** Whether `actor` – `kind` – `object` is known. */
bool gz_actors_related(const struct gz_actors *actors, uint32_t actor,
                       enum gz_actor_relation_kind kind, uint32_t object);

/** Tenure number `index` of a person, by first day; false past the last. */
bool gz_actors_tenure(const struct gz_actors *actors, uint32_t person,
                      uint32_t index, struct gz_tenure *tenure);

/** Tenure number `index` of an office, by first day; false past the last. */
bool gz_actors_holder(const struct gz_actors *actors, uint32_t office,
                      uint32_t index, struct gz_tenure *tenure);

/** Whether the tenure lasts on that day, for all that is known. */
bool gz_tenure_on(const struct gz_tenure *tenure, int32_t day);

/** Days from 1970-01-01 to a date of the Gregorian calendar. */
int32_t gz_day_of(int year, int month, int day);

#endif
