/**
 * @file mentions_parts.h
 * What the stages share that find an article's actors; see mentions.h.
 *
 * A reference is a stretch of text that may refer to something: a name, a
 * noun phrase, a pronoun.  References that mean the same thing are joined into
 * clusters, kept as a forest (Tarjan 1975) whose roots carry what is known of
 * the whole cluster.  Clusters become entities, references mentions.
 *
 * Units.      Tokens, references and entities are numbers; #GZ_NONE is none.
 *
 * Ownership.  All lies in the article's arena.
 *
 * Errors.     Functions that return bool return false if memory is out.
 */

#ifndef GZ_INPUT_MENTIONS_PARTS_H
#define GZ_INPUT_MENTIONS_PARTS_H

#include "input/actors.h"
#include "input/article.h"
#include "input/nouns.h"
#include "input/tree.h"

/** The class of what has none that the ontology knows: "the weather". */
#define GZ_NO_CLASS GZ_N_ENTITY_CLASS

/** What can be said of how many a reference means. */
enum gz_ref_number { GZ_NUMBER_UNKNOWN, GZ_NUMBER_ONE, GZ_NUMBER_MANY };

/** What kind of thing it can be; bits. */
enum gz_ref_kind {
  GZ_REF_PERSON = 1, /**< he, she, they */
  GZ_REF_GROUP = 2,  /**< it, they */
  GZ_REF_THING = 4,  /**< it, they if many */
  GZ_REF_ANY = 7,
};

/** One name that a stretch of text may be. */
struct gz_candidates {
  uint32_t count;
  const struct gz_actor_candidate *items;
  bool ambiguous;
};

/** A stretch of text that may refer to something. */
struct gz_ref {
  uint32_t first;    /**< Number of its first token */
  uint32_t count;    /**< How many tokens */
  uint32_t head;     /**< Its head token */
  uint32_t sentence; /**< Number of its sentence */
  uint8_t kind;      /**< An enum gz_mention_kind */
  uint8_t ne;        /**< An enum gz_ne */
  uint8_t type;      /**< An enum gz_entity_class, or #GZ_NO_CLASS */
  uint8_t gender;    /**< An enum gz_gender */
  uint8_t number;    /**< An enum gz_ref_number */
  uint8_t animacy;   /**< Some enum gz_ref_kind */
  bool adjectival;   /**< As struct gz_mention has it */
  bool metonym;      /**< As struct gz_mention has it */
  bool inner;        /**< Part of a longer name: no argument of anything */
  bool silent;       /**< Not to be a mention: an apposition, a title */
  bool source;       /**< Speaks, as the object or subject of a report */
  uint16_t marks;    /**< Of its noun: some enum gz_noun_mark */
  uint32_t actor;    /**< Known actor, or #GZ_NONE */
  uint32_t state;    /**< Reference to the state that it is of, or #GZ_NONE */
  uint32_t parent;   /**< In the forest of clusters; its own for a root */
  uint32_t entity;   /**< Of a root, once made; or #GZ_NONE */
  uint32_t size;     /**< Of a root: references in the cluster */
  bool named;        /**< Of a root: whether one of them is a name */
  uint32_t name;     /**< Of a root: its longest name, or #GZ_NONE */
  const char *rule;  /**< What found it: a constant */
};

/** The work on one article. */
struct gz_actor_work {
  struct gz_article *article;
  const struct gz_actors *actors;
  const struct gz_nouns *nouns;
  struct gz_tree tree;
  bool analysed;                 /**< Whether there is a tree */
  uint8_t *standing;             /**< For each known actor; see linking.h */
  bool heard[GZ_N_ENTITY_CLASS]; /**< Whether one of the class is certain */
  uint32_t *in_name;   /**< For each token: reference of its name, plus 1 */
  uint32_t *by_head;   /**< For each token: reference headed by it, plus 1 */
  bool *quoted;        /**< For each token: within quotation marks */
  uint32_t only_state; /**< See gz_only_state(); plus 2, 0: not yet known */
  GZ_LIST(struct gz_ref) refs; /**< By head sentence, then first token */
};

static inline struct gz_ref *
gz_ref_at(const struct gz_actor_work *work, uint32_t number) {
  return &work->refs.items[number];
}

static inline const struct gz_token *
gz_work_token(const struct gz_actor_work *work, uint32_t token) {
  return &work->article->tokens.items[token];
}

static inline struct gz_str
gz_work_form(const struct gz_actor_work *work, uint32_t token) {
  return gz_article_form(work->article, token);
}

/** The words of a reference. */
struct gz_str gz_ref_text(const struct gz_actor_work *work,
                          const struct gz_ref *ref);

/** The root of a reference's cluster. */
uint32_t gz_ref_root(const struct gz_actor_work *work, uint32_t number);

/** The reference whose head token that is, or none. */
uint32_t gz_ref_headed(const struct gz_actor_work *work, uint32_t token);

/** Whether two clusters are of the same thing for all that is known. */
bool gz_refs_agree(const struct gz_actor_work *work, uint32_t a, uint32_t b);

/** Make one cluster of two, unless they cannot be the same. */
bool gz_refs_join(const struct gz_actor_work *work, uint32_t a, uint32_t b);

/** Add a reference with the defaults of a new one; null: no memory. */
struct gz_ref *gz_ref_add(struct gz_actor_work *work, uint32_t first,
                          uint32_t count, uint32_t head);

/** Animacy that the class has: "State" is a group. */
uint8_t gz_class_animacy(uint8_t type);

/** Whether the word is written with a capital. */
bool gz_is_capitalised(struct gz_str form);

/** What the noun at `token` denotes, "hedge fund" before "fund"; or null. */
const struct gz_noun *gz_work_noun(const struct gz_actor_work *work,
                                   uint32_t token);

/** Whether the reported or asked clause of a verb says what is not the case,
 *  or may not be: negated, modal, conditional, put in someone's mouth. */
bool gz_is_asserted(const struct gz_actor_work *work, uint32_t verb);

/** Find the names (names.c). */
bool gz_find_names(struct gz_actor_work *work);

/** Give names that are no known actors a class (typing.c). */
void gz_type_names(struct gz_actor_work *work);

/** Find noun phrases and pronouns (nominals.c). */
bool gz_find_nominals(struct gz_actor_work *work);

/** Make entities and mentions of the clusters (mention_entities.c). */
bool gz_make_entities(struct gz_actor_work *work);

/** Find who holds which office (offices.c). */
bool gz_find_offices(struct gz_actor_work *work);

/** Find the other relations (relations.c). */
bool gz_find_relations(struct gz_actor_work *work);

/** Whether a token is the party of a member of the United States' Congress
 *  with the state after it: "(R-Ohio)", ", D-Ohio," (names.c). */
bool gz_is_party_mark(const struct gz_actor_work *work, uint32_t token);

/** Find which firm is whose (owners.c). */
bool gz_find_owners(struct gz_actor_work *work);

/** The entity of a known actor, made if need be; none if memory is out. */
uint32_t gz_known_entity(struct gz_actor_work *work, uint32_t actor);

/** The entity of a reference, or none. */
uint32_t gz_ref_entity(const struct gz_actor_work *work, uint32_t number);

/**
 * The entity of the state that the article is about, or none: the only one
 * that it speaks of, or the one that it speaks of far more than of all others.
 */
uint32_t gz_only_state(struct gz_actor_work *work);

/** Add a relation, unless it is there. */
bool gz_relate(struct gz_actor_work *work, enum gz_relation_kind kind,
               uint32_t subject, uint32_t object, struct gz_span evidence,
               const char *rule);

/** Add a relation of two references' entities; both are its evidence. */
bool gz_relate_refs(struct gz_actor_work *work, enum gz_relation_kind kind,
                    uint32_t subject, uint32_t object, const char *rule);

#endif
