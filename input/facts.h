/**
 * @file facts.h
 * What an article says happened, when, and who says so: times, events, claims.
 *
 *     Huawei has denied the allegations last week, sources told Reuters.
 *     actor      trigger |- concerns -| |-time--|  source  cue relayed by
 *     |------------- content of the claim ------|
 *
 * An event is what a predicate speaks of, with its participants; that it is
 * listed does not mean that it happened.  A claim puts events forward: it says
 * who speaks, how surely, whether it is denied, and whether it is past or to
 * come.  Every event is asserted by at least one claim: where nobody else
 * speaks, by one of the article's own voice (form #GZ_FORM_EDITORIAL).  Events
 * of one sentence that differ in polarity, certainty or temporality belong to
 * different claims.
 *
 * Times follow TIMEX3 (Pustejovsky et al. 2003, "TimeML"), factuality FactBank
 * (Saurí and Pustejovsky 2009), claims PolNeAR (Newell et al. 2018: source,
 * cue, content).  Classes and values are those of the ontology, by name.
 *
 * Units.      Spans are byte offsets into the article's text, half open; an
 *             empty span (begin equal to end) means that there is none.
 *             Entities, events, tokens and times are numbers in the article's
 *             lists; #GZ_NONE means none.
 *
 * Ownership.  Strings and lists lie in the article's arena; `rule` is a
 *             constant.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_FACTS_H
#define GZ_INPUT_FACTS_H

#include "input/str.h"

#include <stdbool.h>
#include <stdint.h>

/** The number that no token, entity or other item has. */
#define GZ_NONE UINT32_MAX

/** What an entity is; the ontology has a class for each. */
enum gz_entity_class {
#define GZ_ENTITY_CLASS(id, name) GZ_ENTITY_##id,
#include "input/facts.def"
#undef GZ_ENTITY_CLASS
  GZ_N_ENTITY_CLASS
};

/** What an event is; #GZ_EVENT_NONE is not to be written. */
enum gz_event_class {
#define GZ_EVENT_CLASS(id, name, group) GZ_EVENT_##id,
#include "input/facts.def"
#undef GZ_EVENT_CLASS
  GZ_N_EVENT_CLASS
};

/** The part that an entity plays in an event. */
enum gz_role_kind {
#define GZ_ROLE(id, name) GZ_ROLE_##id,
#include "input/facts.def"
#undef GZ_ROLE
  GZ_N_ROLE
};

/** Whether it is said to be so. */
enum gz_polarity {
#define GZ_POLARITY(id, name) GZ_POLARITY_##id,
#include "input/facts.def"
#undef GZ_POLARITY
  GZ_N_POLARITY
};

/** How sure the speaker is. */
enum gz_certainty {
#define GZ_CERTAINTY(id, name) GZ_CERTAINTY_##id,
#include "input/facts.def"
#undef GZ_CERTAINTY
  GZ_N_CERTAINTY
};

/** Where the speaker puts it in time. */
enum gz_temporality {
#define GZ_TEMPORALITY(id, name) GZ_TEMPORALITY_##id,
#include "input/facts.def"
#undef GZ_TEMPORALITY
  GZ_N_TEMPORALITY
};

/** How the words are given. */
enum gz_form {
#define GZ_FORM(id, name) GZ_FORM_##id,
#include "input/facts.def"
#undef GZ_FORM
  GZ_N_FORM
};

/** What dates were worked out from; #GZ_TIME_BASIS_NONE: there are none. */
enum gz_time_basis {
#define GZ_TIME_BASIS(id, name) GZ_TIME_BASIS_##id,
#include "input/facts.def"
#undef GZ_TIME_BASIS
  GZ_N_TIME_BASIS
};

/** Kind of time expression. */
enum gz_timex_type {
#define GZ_TIMEX_TYPE(id, name) GZ_TIMEX_##id,
#include "input/facts.def"
#undef GZ_TIMEX_TYPE
  GZ_N_TIMEX_TYPE
};

/** A calendar day; month and day are 0 where they are not known. */
struct gz_date {
  int16_t year;  /**< 0 if nothing is known */
  uint8_t month; /**< From 1 */
  uint8_t day;   /**< From 1 */
};

/** Some spans, by begin; they do not overlap. */
struct gz_spans {
  const struct gz_span *items;
  uint32_t count;
};

/** A time expression. */
struct gz_timex {
  struct gz_span span;
  uint32_t first;       /**< Number of its first token */
  uint32_t count;       /**< How many tokens */
  uint8_t type;         /**< An enum gz_timex_type */
  uint8_t basis;        /**< An enum gz_time_basis */
  struct gz_str value;  /**< As TIMEX3 has it: "2020-W02"; empty if vague */
  struct gz_date begin; /**< First day that it can mean; year 0 if unknown */
  struct gz_date end;   /**< Last day that it can mean; year 0 if unknown */
  const char *rule;     /**< What found it: a constant name */
};

/** A participant of an event. */
struct gz_role {
  uint8_t kind;        /**< An enum gz_role_kind */
  bool is_event;       /**< `entity` is an event's number: concerns, results */
  uint32_t entity;     /**< Who it is; #GZ_NONE if unknown: not described */
  struct gz_span span; /**< The words that name it here */
};

/** Something that happens, may happen or is said to. */
struct gz_event {
  uint8_t type;            /**< An enum gz_event_class */
  struct gz_span trigger;  /**< The word or words that speak of it */
  uint32_t head;           /**< Number of the trigger's head token */
  uint32_t clause;         /**< Token of the clause it is said in: of a noun
                                with a light verb ("make a decision") that
                                verb, otherwise `head` */
  struct gz_span evidence; /**< Trigger and participants; holds `trigger` */
  const struct gz_role
      *roles; /**< By kind, then span; no entity twice in one */
  uint32_t n_roles;
  uint32_t time;        /**< Time expression that dates it, or #GZ_NONE */
  struct gz_date begin; /**< First day; all three parts known, or year 0 */
  struct gz_date end;   /**< Last day; likewise; not before `begin` */
  uint8_t basis;        /**< An enum gz_time_basis */
  struct gz_str label;  /**< For readers; if empty one is made of the roles */
  const char *rule;     /**< Name of the frame or rule: a constant */
  double confidence;    /**< 0 to 1 */
};

/** A proposition as somebody puts it. */
struct gz_claim {
  uint32_t speaker;    /**< Entity, or #GZ_NONE for the article's own voice */
  uint32_t relayed_by; /**< Outlet that was told, or #GZ_NONE */
  struct gz_spans source;    /**< Who speaks, as written */
  struct gz_spans cue;       /**< The reporting words: "said" */
  struct gz_spans content;   /**< What is said; never empty */
  struct gz_spans quotation; /**< What of it stands in quotation marks */
  struct gz_span evidence;   /**< All of it: source, cue and content */
  const uint32_t *events;    /**< What it asserts; increasing, may be none */
  uint32_t n_events;
  const uint32_t *topics; /**< Entities that it concerns; may be none */
  uint32_t n_topics;
  uint8_t polarity;    /**< An enum gz_polarity */
  uint8_t certainty;   /**< An enum gz_certainty */
  uint8_t temporality; /**< An enum gz_temporality */
  uint8_t form;        /**< An enum gz_form */
  struct gz_str label; /**< For readers; if empty one is made */
  const char *rule;    /**< Name of the rule: a constant */
  double confidence;   /**< 0 to 1 */
  bool nested;         /**< It stands in what somebody else says */
  bool attitude;       /**< No words, but what somebody wants or thinks of:
                            an annotation; not described */
};

/** The ontology's name of a value ("Firm", "actor"); a constant, never null. */
const char *gz_entity_class_text(enum gz_entity_class value);
const char *gz_event_class_text(enum gz_event_class value);
const char *gz_role_text(enum gz_role_kind value);
const char *gz_polarity_text(enum gz_polarity value);
const char *gz_certainty_text(enum gz_certainty value);
const char *gz_temporality_text(enum gz_temporality value);
const char *gz_form_text(enum gz_form value);
const char *gz_time_basis_text(enum gz_time_basis value);
const char *gz_timex_type_text(enum gz_timex_type value);

/**
 * The value with that name, or the count of its set (GZ_N_…) if there is none.
 *
 * Takes time in proportion to the set: for files that are read once.
 */
enum gz_entity_class gz_entity_class_from_text(struct gz_str text);
enum gz_event_class gz_event_class_from_text(struct gz_str text);
enum gz_role_kind gz_role_from_text(struct gz_str text);
enum gz_polarity gz_polarity_from_text(struct gz_str text);
enum gz_certainty gz_certainty_from_text(struct gz_str text);
enum gz_temporality gz_temporality_from_text(struct gz_str text);
enum gz_form gz_form_from_text(struct gz_str text);
enum gz_timex_type gz_timex_type_from_text(struct gz_str text);

/** The group right above an event class, or #GZ_EVENT_NONE for a group. */
enum gz_event_class gz_event_class_group(enum gz_event_class value);

#endif
