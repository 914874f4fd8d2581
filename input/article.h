/**
 * @file article.h
 * The analysed article: the one struct that goes from stage to stage.
 *
 * A reader fills the metadata and the text; the splitter adds sentences and
 * tokens; the analyser fills tags, lemmas, heads and names; later stages add
 * mentions, entities, times, claims and events (facts.h).  Each stage reads
 * what those before it wrote, and any stage can be run and printed alone.
 *
 *     Britain bans Huawei.  The U.S. had pressed it to.
 *     |------ sentence 0 -| |------ sentence 1 ------|
 *     token 0  1    2   3   4   5    6  ...
 *
 * Units.      Positions are byte offsets into `text`, which is NFC-normalised
 *             UTF-8 with LF line ends; ranges are half open.  Tokens are
 *             numbered from 0 over the whole article; `head` is such a number
 *             too, or the token's own for the root of its sentence.
 *             gz_article_code_point() turns an offset into a code point index.
 *
 * Ownership.  All that hangs on an article lies in its arena and dies with it.
 *             Strings in it are views into the text, the arena, or tables that
 *             outlive it (the known actors, the model, the lexicons).
 *
 * Threads.    One thread at a time may use an article; different threads may
 *             work on different articles.
 */

#ifndef GZ_INPUT_ARTICLE_H
#define GZ_INPUT_ARTICLE_H

#include "input/arena.h"
#include "input/facts.h"
#include "input/status.h"
#include "input/str.h"
#include "input/tags.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One word or mark of the text. */
struct gz_token {
  struct gz_span span; /**< Its bytes; never empty */
  struct gz_str lemma; /**< Empty until analysed */
  uint32_t head;       /**< Number of its head; its own if it is the root */
  uint8_t upos;        /**< An enum gz_upos */
  uint8_t xpos;        /**< An enum gz_xpos */
  uint8_t deprel;      /**< An enum gz_deprel */
  uint8_t ne;          /**< An enum gz_ne */
  bool ne_begins;      /**< Whether a name begins here (BIO's B) */
  bool space_before;   /**< Whether white space parts it from the last */
};

/** What part of the article a sentence stands in. */
enum gz_zone {
  GZ_ZONE_TITLE, /**< The headline */
  GZ_ZONE_BODY,  /**< A paragraph */
};

/** A run of tokens with one root. */
struct gz_sentence {
  struct gz_span span; /**< From its first token's byte to its last's end */
  uint32_t first;      /**< Number of its first token */
  uint32_t count;      /**< How many tokens; at least 1 */
  uint32_t paragraph;  /**< Number of its paragraph; the title has its own */
  enum gz_zone zone;
  bool repeated; /**< Says again what the title said: do not read it */
};

/** Whether things of that class act and speak: states, bodies, persons. */
bool gz_class_acts(enum gz_entity_class type);

/** How a mention refers. */
enum gz_mention_kind {
  GZ_MENTION_NAME,    /**< "Huawei", "British" */
  GZ_MENTION_NOMINAL, /**< "the company", "two sources" */
  GZ_MENTION_PRONOUN, /**< "it", "his" */
};

/** A stretch of text that refers to an entity. */
struct gz_mention {
  struct gz_span span;
  uint32_t first;   /**< Number of its first token */
  uint32_t count;   /**< How many tokens */
  uint32_t head;    /**< Number of its head token */
  uint32_t entity;  /**< Number of its entity, or #GZ_NONE */
  uint8_t kind;     /**< An enum gz_mention_kind */
  uint8_t ne;       /**< An enum gz_ne: the type of name, if known */
  bool adjectival;  /**< A demonym or the like: "British" in "British ban" */
  bool metonym;     /**< A place that stands for a state: "Washington" */
  const char *rule; /**< What found it; see #GZ_RULE_LINKED */
};

/** How the rule begins of a name that was linked to a known actor; after it
 *  stands why: "known-actor: only bearer of the name, type agrees". */
#define GZ_RULE_LINKED "known-actor"

/** Somebody or something that the article speaks of. */
struct gz_entity {
  enum gz_entity_class type;
  uint32_t actor;      /**< Number in the known actors, or #GZ_NONE */
  struct gz_str slug;  /**< Last part of its IRI: "united-kingdom" */
  struct gz_str label; /**< Preferred name */
  uint32_t n_names;    /**< Other names that the article uses */
  const struct gz_str *names;
  uint32_t state; /**< Entity of the state it belongs to, or #GZ_NONE */
};

/** A bare relation that the article presupposes in its own voice. */
enum gz_relation_kind {
  GZ_RELATION_MEMBER_OF,  /**< subject is a member of object */
  GZ_RELATION_OF_STATE,   /**< subject belongs to the state object */
  GZ_RELATION_HOLDS,      /**< subject (person) holds object (office) */
  GZ_RELATION_POST_IN,    /**< subject (office) is a post in object */
  GZ_RELATION_SPEAKS_FOR, /**< subject speaks for object */
  GZ_RELATION_PART_OF,    /**< subject (policy) is part of object */
  GZ_RELATION_ADOPTED_BY,
  GZ_RELATION_PROPOSED_BY,
  GZ_RELATION_SIGNED_BY,
  GZ_RELATION_OPPOSED_BY,
  GZ_RELATION_TARGETS,
  GZ_RELATION_SUB_ORGANIZATION_OF, /**< subject belongs to the body object */
};

/** subject – kind – object, both entities. */
struct gz_relation {
  enum gz_relation_kind kind;
  uint32_t subject;
  uint32_t object;
  struct gz_span evidence;
  const char *rule; /**< What found it: a constant name */
};

/** A word of the lists that the analysed article grows by. */
#define GZ_LIST(type)                                                          \
  struct {                                                                     \
    type *items;                                                               \
    uint32_t count;                                                            \
    uint32_t capacity;                                                         \
  }

/** What is known of an article beside its text.  Empty where unknown. */
struct gz_metadata {
  struct gz_str name; /**< Of the file, or what stands for it: messages */
  struct gz_str id;   /**< Of the record, if it came with one */
  struct gz_str title;
  struct gz_str source;    /**< URL */
  struct gz_str publisher; /**< As given: "Reuters" */
  struct gz_str language;  /**< BCP 47; "en" */
  struct gz_date date;     /**< Of publication; year 0 if unknown */
};

/** The article.  Fill it through the functions; read it freely. */
struct gz_article {
  struct gz_arena *arena;
  struct gz_metadata metadata;
  struct gz_str text; /**< NFC, LF line ends, title first if it has one */
  char sha256[65];    /**< Of `text`, in lower-case hex, terminated */
  GZ_LIST(struct gz_token) tokens;
  GZ_LIST(struct gz_sentence) sentences;
  GZ_LIST(struct gz_mention) mentions; /**< By begin, then longest first */
  GZ_LIST(struct gz_entity) entities;  /**< By first mention */
  GZ_LIST(struct gz_relation) relations;
  GZ_LIST(struct gz_timex) times;  /**< By begin */
  GZ_LIST(struct gz_event) events; /**< By trigger */
  GZ_LIST(struct gz_claim) claims; /**< By evidence, then content */
  const uint32_t *code_points;     /**< Code points before each 64th byte */
};

/**
 * Make room for one more item at the end of a list and return it zeroed, or
 * null if memory is out.
 *
 *     struct gz_token *t = GZ_PUSH(article, &article->tokens);
 */
#define GZ_PUSH(article, list)                                                 \
  ((list)->count < (list)->capacity ||                                         \
           gz_list_grow((article)->arena, (void **)&(list)->items,             \
                        (list)->count, &(list)->capacity,                      \
                        sizeof *(list)->items)                                 \
       ? &(list)->items[(list)->count++]                                       \
       : NULL)

/** What GZ_PUSH() calls: double a list's room.  False if memory is out. */
bool gz_list_grow(struct gz_arena *arena, void **items, uint32_t count,
                  uint32_t *capacity, size_t size);

/**
 * Make `article` empty, ready to be filled from `arena`, which it does not own.
 */
void gz_article_init(struct gz_article *article, struct gz_arena *arena);

/**
 * Give `article` its text: computes `sha256` and the code point index.
 *
 * @param text  NFC-normalised UTF-8; borrowed: it must live in the arena.
 *
 * @return #GZ_OK.
 * @return #GZ_NO_MEMORY if the arena is full.
 * @return #GZ_TOO_LARGE beyond #GZ_MAX_ARTICLE_BYTES.
 */
enum gz_status gz_article_set_text(struct gz_article *article,
                                   struct gz_str text, struct gz_error *error);

/** View of `span` in the article's text. */
struct gz_str gz_article_str(const struct gz_article *article,
                             struct gz_span span);

/** View of the form of token number `token`. */
struct gz_str gz_article_form(const struct gz_article *article, uint32_t token);

/**
 * Code points of the text before the byte at `offset`.
 *
 * An offset past the end counts as the end.  Takes constant time.
 */
uint32_t gz_article_code_point(const struct gz_article *article,
                               uint32_t offset);

/** Line and column, both from 1, of the byte at `offset`; for messages. */
void gz_article_position(const struct gz_article *article, uint32_t offset,
                         size_t *line, size_t *column);

/** Whether a time expression holds token number `token`. */
bool gz_article_is_time(const struct gz_article *article, uint32_t token);

/** Number of the sentence that token number `token` is in. */
uint32_t gz_article_sentence_of(const struct gz_article *article,
                                uint32_t token);

/**
 * Put the mentions back into their order, after some were added at the end.
 *
 * Mentions change their numbers.
 */
void gz_article_sort_mentions(struct gz_article *article);

#endif
