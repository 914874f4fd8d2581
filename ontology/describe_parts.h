/**
 * @file describe_parts.h
 * What the parts of describe share: see describe.h.
 *
 * A failure sticks in `status`: after it, terms are #GZ_NO_TERM and nothing is
 * added, so that a part can say one thing after another and be asked at the
 * end.  A statement with #GZ_NO_TERM for its subject or object is not made.
 */

#ifndef GZ_ONTOLOGY_DESCRIBE_PARTS_H
#define GZ_ONTOLOGY_DESCRIBE_PARTS_H

#include "input/actors.h"
#include "input/article.h"
#include "input/buffer.h"
#include "ontology/describe.h"
#include "ontology/statements.h"

/** One article being described. */
struct gz_describer {
  const struct gz_article *article;
  const struct gz_describe_options *options;
  struct gz_statements *set;
  struct gz_error *error;
  enum gz_status status;
  struct gz_str base;
  struct gz_str iri;     /**< Of the article */
  uint32_t node;         /**< The article, and its graph */
  uint32_t graph;        /**< Where statements go */
  uint32_t publisher;    /**< Its outlet, or #GZ_NO_TERM */
  struct gz_str outlet;  /**< The outlet's name */
  uint32_t *entities;    /**< The term of each entity, or #GZ_NO_TERM */
  uint32_t *actors;      /**< The known actor of each entity, or #GZ_NONE */
  enum gz_vocab *types;  /**< The class of each entity */
  struct gz_str *labels; /**< The name of each entity */
  uint32_t *events;      /**< The term of each event */
  struct gz_str *said;   /**< The label of each event */
  uint32_t n_unfit;
};

/* Terms. */
uint32_t gz_d_vocab(struct gz_describer *d, enum gz_vocab term);
uint32_t gz_d_iri(struct gz_describer *d, struct gz_str iri);
uint32_t gz_d_string(struct gz_describer *d, struct gz_str text);
uint32_t gz_d_english(struct gz_describer *d, struct gz_str text);
uint32_t gz_d_typed(struct gz_describer *d, struct gz_str text,
                    enum gz_vocab datatype);
uint32_t gz_d_number(struct gz_describer *d, uint32_t number);
/** A date; #GZ_NO_TERM unless its year, month and day are known. */
uint32_t gz_d_date(struct gz_describer *d, struct gz_date date);
/** A confidence as xsd:decimal, to two places. */
uint32_t gz_d_confidence(struct gz_describer *d, double confidence);

/** State subject – property – object in the current graph. */
void gz_d_say(struct gz_describer *d, uint32_t subject, enum gz_vocab property,
              uint32_t object);

/** State that `subject` is a `type`. */
void gz_d_type(struct gz_describer *d, uint32_t subject, enum gz_vocab type);

/** Describe the mention at `span` and return it; an empty span is none. */
uint32_t gz_d_mention(struct gz_describer *d, struct gz_span span);

/** Fail for want of memory. */
void gz_d_no_memory(struct gz_describer *d);

/** Class of an entity, or of an event, in the vocabulary. */
enum gz_vocab gz_d_entity_class(enum gz_entity_class type);
enum gz_vocab gz_d_event_class(enum gz_event_class type);

/** Describe who and what the article speaks of. */
void gz_describe_entities(struct gz_describer *d);

/**
 * State subject – property – object of two entities, if the ontology lets;
 * otherwise count it as unfit and return false.
 */
bool gz_d_relate(struct gz_describer *d, uint32_t subject,
                 enum gz_vocab property, uint32_t object);

/** Describe what is known of the known actors that are in the article. */
void gz_describe_known(struct gz_describer *d);

/** Describe what happens, and who says so. */
void gz_describe_facts(struct gz_describer *d);

/** Describe what is known of the known actors, in a graph of its own. */
void gz_describe_actors(struct gz_describer *d);

/** State the class, names and links of a known actor. */
void gz_describe_actor(struct gz_describer *d, uint32_t subject,
                       const struct gz_actor *actor, enum gz_vocab type);

/** Describe a tenure, of a holder and an office. */
void gz_describe_tenure(struct gz_describer *d, const struct gz_tenure *tenure,
                        uint32_t holder, uint32_t office);

/**
 * Return a label for an event: "United States accuses Huawei", in the arena;
 * its data is null if memory is out.
 */
struct gz_str gz_event_label(const struct gz_describer *d,
                             const struct gz_event *event);

/** Likewise for a claim: "Huawei: … (denied)". */
struct gz_str gz_claim_label(const struct gz_describer *d,
                             const struct gz_claim *claim);

#endif
