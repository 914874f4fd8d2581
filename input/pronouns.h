/**
 * @file pronouns.h
 * What a pronoun of the third person stands for: a log-linear ranking of the
 * mentions before it, and of none, as in Denis and Baldridge (2008, EMNLP)
 * and Durrett and Klein (2013, EMNLP).
 *
 * Each candidate has features: small numbers that say how it and the pronoun
 * stand to each other.  Its score is the sum of their weights, which were
 * trained (input/train/pronouns.py) and lie in pronouns.tsv.  A weight holds
 * for all pronouns ("*") or for those of a class ("it", "its", …).  The
 * features are named in pronoun_features.c.
 *
 * Ownership.  The weights own what they hold.
 *
 * Threads.    Weights do not change once read: threads may share them.
 */

#ifndef GZ_INPUT_PRONOUNS_H
#define GZ_INPUT_PRONOUNS_H

#include "input/mentions_parts.h"

/** Most features of a candidate. */
#define GZ_PRONOUN_FEATURES 48

/** Most candidates of a pronoun, none among them. */
#define GZ_PRONOUN_CANDIDATES 96

/** What a pronoun may stand for. */
struct gz_pronoun_candidate {
  uint32_t ref;   /**< A reference, or #GZ_NONE: nothing that is spoken of */
  uint32_t count; /**< How many features */
  uint16_t features[GZ_PRONOUN_FEATURES];
  float score;
};

/** All that a pronoun may stand for. */
struct gz_pronoun_ranking {
  uint32_t pronoun; /**< A reference */
  uint8_t class;    /**< Of the pronoun; see gz_pronoun_class_name() */
  bool certain;     /**< It reports: what does so is no empty "it" */
  uint32_t count;   /**< How many candidates */
  struct gz_pronoun_candidate items[GZ_PRONOUN_CANDIDATES]; /**< None first */
};

struct gz_pronouns;

/**
 * Read the weights.
 *
 * @param path  pronouns.tsv: class, feature, weight.
 * @param[out] pronouns  To be freed with gz_pronouns_free().
 *
 * @return #GZ_OK, #GZ_IO, #GZ_NO_MEMORY, #GZ_TOO_LARGE.
 * @return #GZ_BAD_INPUT, with the line, if a class or feature is unknown or a
 *         weight is no number.
 */
enum gz_status gz_pronouns_load(const char *path, struct gz_pronouns **pronouns,
                                struct gz_error *error);

/** The same of a text in memory. */
enum gz_status gz_pronouns_parse(struct gz_str text,
                                 struct gz_pronouns **pronouns,
                                 struct gz_error *error);

/** Free the weights.  Null is fine. */
void gz_pronouns_free(struct gz_pronouns *pronouns);

/** Let `see` see each ranking once it has scores; for the trainer. */
void gz_pronouns_watch(struct gz_pronouns *pronouns,
                       void (*see)(void *handle,
                                   const struct gz_actor_work *work,
                                   const struct gz_pronoun_ranking *ranking),
                       void *handle);

/**
 * What the pronoun most likely stands for, or none.
 *
 * @param ranking  Room to work in.
 */
uint32_t gz_pronouns_resolve(const struct gz_pronouns *pronouns,
                             const struct gz_actor_work *work, uint32_t pronoun,
                             struct gz_pronoun_ranking *ranking);

/** Whether a pronoun is of the third person. */
bool gz_pronoun_is_third(const struct gz_actor_work *work,
                         const struct gz_ref *pronoun);

/** Fill a ranking but for its scores (pronoun_candidates.c). */
void gz_pronoun_candidates(const struct gz_actor_work *work, uint32_t pronoun,
                           struct gz_pronoun_ranking *ranking);

/** Give each candidate of a ranking its features (pronoun_features.c). */
void gz_pronoun_describe(const struct gz_actor_work *work,
                         struct gz_pronoun_ranking *ranking);

/** Name of a feature, "role=3": its kind, then which of that kind.  Fills
 *  `name`; returns false past the last feature. */
bool gz_pronoun_feature_name(uint16_t feature, char name[32]);

/** The feature with that name; #GZ_NO_FEATURE if there is none. */
uint16_t gz_pronoun_feature(struct gz_str name);
#define GZ_NO_FEATURE UINT16_MAX

/** How many features there are. */
uint16_t gz_pronoun_n_features(void);

/** Name of a class of pronouns: "he", "his", "it", …; null past the last. */
const char *gz_pronoun_class_name(uint8_t class);

#endif
