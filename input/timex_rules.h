/**
 * @file timex_rules.h
 * The rules for times in the form that they are run in; see timex.h.
 *
 * Words, marks and the members of lists are in one lexicon.  Each rule is a
 * short program without loops for a backtracking matcher, in Thompson's
 * construction, whose jumps all lead forward.  Words are dealt out over the
 * bits of a word of memory, and each step has the bits of the atoms that can
 * come there, so that most choices, and most words of a text, cost one look-up.
 *
 * Ownership.  All hangs on the struct gz_timex_rules.
 * Threads.    Read-only once loaded.
 */

#ifndef GZ_INPUT_TIMEX_RULES_H
#define GZ_INPUT_TIMEX_RULES_H

#include "input/arena.h"
#include "input/timex.h"

#include <stdbool.h>
#include <stdint.h>

/** Bytes that a file of rules can have. */
#define GZ_MAX_TIMEX_RULES_BYTES ((size_t)1 << 20)
/** Steps that all rules can have together. */
#define GZ_MAX_TIMEX_STEPS 65536U
/** Rules that a file can have. */
#define GZ_MAX_TIMEX_RULES 512U
/** Steps that one rule takes from one atom; then what it found so far counts.
 */
#define GZ_MAX_TIMEX_RUN 65536U
/** Fields that can be filled on the way to a match; more are dropped. */
#define GZ_MAX_TIMEX_SETTINGS 64U
/** Bytes that a word of the rules can have. */
#define GZ_MAX_TIMEX_WORD 31U

/** What a rule can fill in. */
enum gz_time_field {
#define GZ_TIME_FIELD(id, name) GZ_TIME_FIELD_##id,
#include "input/timex.def"
#undef GZ_TIME_FIELD
  GZ_N_TIME_FIELD
};

/** Values of fields.  Numbers of months, weekdays, hours are plain. */
enum gz_time_constant {
  GZ_TIME_VAGUE = -1, /**< n: "several" */
  GZ_TIME_SECOND = 1, /**< unit, from short to long */
  GZ_TIME_MINUTE,
  GZ_TIME_HOUR,
  GZ_TIME_DAY,
  GZ_TIME_WEEKEND,
  GZ_TIME_WEEK,
  GZ_TIME_FORTNIGHT,
  GZ_TIME_MONTH,
  GZ_TIME_QUARTER,
  GZ_TIME_HALF,
  GZ_TIME_YEAR,
  GZ_TIME_DECADE,
  GZ_TIME_CENTURY,
  GZ_TIME_MILLENNIUM,
  GZ_TIME_MORNING = 1, /**< part */
  GZ_TIME_MIDDAY,
  GZ_TIME_AFTERNOON,
  GZ_TIME_EVENING,
  GZ_TIME_NIGHT,
  GZ_TIME_DAYTIME,
  GZ_TIME_SPRING = 1, /**< season */
  GZ_TIME_SUMMER,
  GZ_TIME_AUTUMN,
  GZ_TIME_WINTER,
  GZ_TIME_START = 1, /**< mod: which part of it */
  GZ_TIME_MID,
  GZ_TIME_END,
  GZ_TIME_EARLIER,     /**< mod: what of it is over */
  GZ_TIME_LATER,       /**< mod: what of it is left */
  GZ_TIME_PRESENT = 1, /**< ref */
  GZ_TIME_PAST,
  GZ_TIME_FUTURE,
  GZ_TIME_UNTOLD,
  GZ_TIME_SOON,       /**< FUTURE_REF, unless the past is told */
  GZ_TIME_TEXT = 1,   /**< anchor: the date last mentioned */
  GZ_TIME_EASTER = 1, /**< holiday */
  GZ_TIME_THANKSGIVING,
  GZ_TIME_MEMORIAL_DAY,
  GZ_TIME_LABOR_DAY,
  GZ_TIME_MLK_DAY,
  GZ_TIME_PRESIDENTS_DAY,
  GZ_TIME_ELECTION_DAY,
};

/** What a match has filled in. */
struct gz_time_fields {
  uint32_t set; /**< Bit f: field f has a value */
  int32_t value[GZ_N_TIME_FIELD];
};

/** What a step does. */
enum gz_time_op {
  GZ_TIME_OP_MATCH,   /**< The rule has matched */
  GZ_TIME_OP_WORD,    /**< `arg` is the word that must come */
  GZ_TIME_OP_NUMERAL, /**< Digits that come to `value` must come */
  GZ_TIME_OP_LIST,    /**< A word of list `arg`, its value into `field` */
  GZ_TIME_OP_CLASS,   /**< Of struct class `arg`, its value into `field` */
  GZ_TIME_OP_SET,     /**< Put `value` into `field` */
  GZ_TIME_OP_SPLIT,   /**< Try what follows, then step `arg` */
  GZ_TIME_OP_JUMP,    /**< Go on at step `arg` */
  GZ_TIME_OP_GLUE,    /**< No white space here */
  GZ_TIME_OP_BEGIN,   /**< The expression begins here */
  GZ_TIME_OP_END,     /**< The expression ends here */
};

/** Flags of a step. */
enum {
  GZ_TIME_CAPITAL = 1, /**< The word must begin with a capital */
  GZ_TIME_NO_VERB = 2, /**< It must not be tagged as a verb */
  GZ_TIME_NOT = 4,     /**< Must not match; takes nothing */
  GZ_TIME_BEHIND = 8,  /**< Looks at what comes before; with NOT */
};

/** Classes of numbers, which the code knows. */
enum gz_time_class {
  GZ_TIME_CLASS_DAY,        /**< 1 to 31, one or two digits */
  GZ_TIME_CLASS_MONTH,      /**< 1 to 12, one or two digits */
  GZ_TIME_CLASS_YEAR,       /**< 1400 to 2100, or "nineteen ninety-six" */
  GZ_TIME_CLASS_FOUR,       /**< 1000 to 2999, four digits */
  GZ_TIME_CLASS_DECADE,     /**< Tens from 1400 to 2100 */
  GZ_TIME_CLASS_TWO_DECADE, /**< Two digits, tens */
  GZ_TIME_CLASS_ANY_YEAR,   /**< 1 to 9999 */
  GZ_TIME_CLASS_TWO,        /**< Two digits */
  GZ_TIME_CLASS_HOUR,       /**< 0 to 24, one or two digits */
  GZ_TIME_CLASS_SIXTY,      /**< 00 to 59, two digits */
  GZ_TIME_CLASS_CLOCK,      /**< 0000 to 2359: fills hour and minute */
  GZ_TIME_CLASS_NUMBER,     /**< Any number, in digits or words */
  GZ_TIME_CLASS_ORDINAL,    /**< "third", "21st", "twenty-first" */
  GZ_TIME_CLASS_COMPACT,    /**< 19980227: fills year, month and day */
  GZ_N_TIME_CLASS
};

/** One step of a rule. */
struct gz_time_step {
  uint8_t op;
  uint8_t flags;
  uint8_t field; /**< GZ_N_TIME_FIELD if none */
  uint32_t arg;
  int32_t value;
  uint64_t first; /**< Bits of the atoms that can come here */
};

/** That a word is in a list. */
struct gz_time_membership {
  uint16_t list;
  uint16_t flags; /**< CAPITAL, NO_VERB */
  int32_t value;
  uint32_t next; /**< Next of the same word; 0 if none */
};

/** A word or mark that rules know. */
struct gz_time_word {
  char text[GZ_MAX_TIMEX_WORD + 1];
  uint32_t memberships; /**< First, or 0 */
};

/** A rule. */
struct gz_time_rule {
  const char *name;
  uint8_t type;   /**< An enum gz_timex_type; GZ_N_TIMEX_TYPE: not a time */
  uint32_t first; /**< Its first step */
};

/** All rules.  Words and memberships count from 1. */
struct gz_timex_rules {
  struct gz_arena *arena;
  GZ_LIST(struct gz_time_rule) rules;
  GZ_LIST(struct gz_time_step) steps;
  GZ_LIST(struct gz_time_word) words;
  GZ_LIST(struct gz_time_membership) memberships;
  GZ_LIST(const char *) lists; /**< Their names */
  uint32_t *slots;             /**< Hash table of words; 0 is free */
  uint32_t n_slots;            /**< A power of two */
  /** Rules that can begin with an atom of that bit. */
  uint64_t by_bit[64][GZ_MAX_TIMEX_RULES / 64];
  /** By rule and first atom's bit: bits of the atoms that can come second. */
  uint64_t (*second)[64];
  uint16_t cardinals; /**< Lists that numbers in words are made of */
  uint16_t scales;
  uint16_t ordinals;
};

/** Number of the word `text`, given in small letters, or 0. */
uint32_t gz_time_word_find(const struct gz_timex_rules *rules,
                           struct gz_str text);

/** Whether the word is in `list`, and with what value and flags. */
bool gz_time_word_in(const struct gz_timex_rules *rules, uint32_t word,
                     uint32_t list, struct gz_time_membership *found);

/**
 * The bit that an atom has in the first sets.
 *
 * @param word  Number of its word, 0 if it is not in the lexicon.
 * @param digits  Whether it is a number.
 */
unsigned gz_time_bit(uint32_t word, bool digits);

/** Put `value` into `field`. */
void gz_time_set(struct gz_time_fields *fields, enum gz_time_field field,
                 int32_t value);

/** Whether `field` has a value. */
bool gz_time_has(const struct gz_time_fields *fields, enum gz_time_field field);

#endif
