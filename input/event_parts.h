/**
 * @file event_parts.h
 * What the files of the event finder share.
 */

#ifndef GZ_INPUT_EVENT_PARTS_H
#define GZ_INPUT_EVENT_PARTS_H

#include "input/events.h"

/** Most participants that one event can have. */
#define GZ_EVENT_MAX_ROLES 24

/** An event under construction. */
struct gz_event_draft {
  const struct gz_frame *frame;
  uint32_t head;   /**< The trigger's token */
  uint32_t clause; /**< Its light verb, or `head` */
  uint32_t outer;  /**< "campaign" of "campaign of repression", or none */
  bool undergo;    /**< The light verb's subject undergoes it */
  bool occurs;     /**< The verb's subject is what happens */
  bool copular;    /**< "is under attack": its subject is its own */
  bool has_public; /**< A law or people in public life that play no part */
  bool dropped;    /**< It turned out to be none */
  uint32_t n_roles;
  struct gz_role roles[GZ_EVENT_MAX_ROLES];
  uint32_t heads[GZ_EVENT_MAX_ROLES]; /**< Head token of each role */
};

/** What the finder knows of an article. */
struct gz_event_finder {
  struct gz_article *article;
  const struct gz_tree *tree;
  const struct gz_frames *frames;
  uint32_t *mention_at; /**< By head token: mention plus one, or 0 */
  uint32_t *draft_at;   /**< By head token: draft plus one, or 0 */
  bool *is_time;        /**< By token: part of a time expression */
  GZ_LIST(struct gz_event_draft) drafts;
  bool is_public;    /**< The article is about public affairs */
  bool is_sport;     /**< The article is a report of sport */
  uint32_t n_agents; /**< Names that were taken for agents */
  uint32_t n_known;  /**< Entities before topics were added */
};

/** Make a draft for each trigger; false if memory is out. */
bool gz_event_draft_all(struct gz_event_finder *finder);

/**
 * The token that says what a phrase is about: its head, but "sanctions" of "a
 * series of sanctions".
 */
uint32_t gz_event_core(const struct gz_event_finder *finder, uint32_t token);

/** Entity of the mention that `token` is the head of, or #GZ_NONE. */
uint32_t gz_event_own_entity(const struct gz_event_finder *finder,
                             uint32_t token);

/**
 * The token whose mention the phrase headed by `token` stands for: its own, or
 * that of the name that follows a title ("Secretary of State Mike Pompeo"), or
 * #GZ_NONE.
 */
uint32_t gz_event_bearer(const struct gz_event_finder *finder, uint32_t token);

/** Entity that the phrase headed by `token` stands for, or #GZ_NONE. */
uint32_t gz_event_entity(const struct gz_event_finder *finder, uint32_t token);

/** Whether a phrase stands after that preposition, also "of" of "out of". */
bool gz_event_has_case(const struct gz_event_finder *finder, uint32_t token,
                       const char *preposition);

/** Whether a clause is an infinitive without a subject of its own. */
bool gz_event_is_infinitive(const struct gz_event_finder *finder,
                            uint32_t clause);

/** Who does what a verb says; "a decision to allow it" leaves that open. */
uint32_t gz_event_subject(const struct gz_event_finder *finder, uint32_t verb);

/** The phrase after a preposition, where parsers may hang it, or #GZ_NONE. */
uint32_t gz_event_after(const struct gz_event_finder *finder, uint32_t head,
                        bool noun, const char *word);

/** Head of the phrase or clause in a place of a verb or noun, or #GZ_NONE. */
uint32_t gz_event_place(const struct gz_event_finder *finder, uint32_t head,
                        bool noun, const struct gz_frame_place *place);

/** Whether somebody or something plays that part. */
bool gz_event_has_role(const struct gz_event_draft *draft,
                       enum gz_role_kind kind);

/** Add a participant, unless it is there or there is no room. */
void gz_event_add_role(struct gz_event_finder *finder,
                       struct gz_event_draft *draft, enum gz_role_kind kind,
                       uint32_t entity, bool is_event, uint32_t token);

/**
 * Take the name of whoever does something political for that of an agent, if
 * nothing else is known of it: a state that no list has.  False if memory is
 * out.
 */
bool gz_event_name_party(struct gz_event_finder *finder, uint32_t number);

/** Fill in the participants of drafts[number] from the tree. */
void gz_event_fill(struct gz_event_finder *finder, uint32_t number);

/**
 * Who is to do what a noun's infinitive says: Britain in "Britain's decision to
 * ban Huawei", Japan in "pressure on Japan to open its markets".
 */
void gz_event_hand_down(struct gz_event_finder *finder, uint32_t number);

/**
 * What clauses share with those they complete: actors through "the threat of
 * being cut off by X", entities that a decision to do something concerns.
 */
void gz_event_share(struct gz_event_finder *finder, uint32_t number);

#endif
