#include "input/coreference.h"
#include "input/pronouns.h"

/** References before and after a pronoun among which its speaker is sought. */
#define MAX_BACK 80

/** A pass over the pronouns. */
struct pass {
  struct gz_actor_work *work;
  uint32_t narrator; /**< Last "I" outside of quotations, or none */
  uint32_t group;    /**< Last "we" there */
  uint32_t reader;   /**< Last "you" there */
};

/** The speaker of the quotation that holds a pronoun: who is said to speak in
 *  its sentence, or else in the one before or after, of its paragraph. */
static uint32_t
find_speaker(const struct gz_actor_work *work, uint32_t number) {
  const struct gz_ref *pronoun = gz_ref_at(work, number);
  const struct gz_sentence *sentences = work->article->sentences.items;
  const uint32_t paragraph = sentences[pronoun->sentence].paragraph;
  uint32_t best = GZ_NONE;
  uint32_t least = UINT32_MAX;
  const uint32_t from = number > MAX_BACK ? number - MAX_BACK : 0;
  for (uint32_t i = from; i < work->refs.count && i < number + MAX_BACK; ++i) {
    const struct gz_ref *other = gz_ref_at(work, i);
    if (!other->source || work->quoted[other->head] ||
        sentences[other->sentence].paragraph != paragraph) {
      continue;
    }
    const uint32_t distance = other->sentence > pronoun->sentence
                                  ? other->sentence - pronoun->sentence
                                  : pronoun->sentence - other->sentence;
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

static void
join_to(struct gz_actor_work *work, uint32_t *last, uint32_t number) {
  if (*last != GZ_NONE) {
    (void)gz_refs_join(work, *last, number);
  }
  *last = number;
}

/** Join a pronoun of the first or second person. */
static void
join_speaker(struct pass *pass, uint32_t number) {
  struct gz_actor_work *work = pass->work;
  const struct gz_ref *pronoun = gz_ref_at(work, number);
  const char first = (char)(gz_work_form(work, pronoun->head).data[0] | 0x20);
  const bool one = first == 'i' || first == 'm';
  if (work->quoted[pronoun->head]) {
    const uint32_t speaker = one ? find_speaker(work, number) : GZ_NONE;
    if (speaker != GZ_NONE) {
      (void)gz_refs_join(work, speaker, number);
    }
    return;
  }
  join_to(work,
          one            ? &pass->narrator
          : first == 'y' ? &pass->reader
                         : &pass->group,
          number);
}

bool
gz_join_pronouns(struct gz_coreference *c, const struct gz_pronouns *pronouns) {
  struct pass pass = {c->work, GZ_NONE, GZ_NONE, GZ_NONE};
  struct gz_pronoun_ranking *ranking =
      gz_arena_alloc(c->work->article->arena, sizeof *ranking);
  if (!ranking) {
    return false;
  }
  for (uint32_t i = 0; i < c->work->refs.count; ++i) {
    const struct gz_ref *ref = gz_ref_at(c->work, i);
    if (ref->kind != GZ_MENTION_PRONOUN) {
      continue;
    }
    if (!gz_pronoun_is_third(c->work, ref)) {
      join_speaker(&pass, i);
    } else if (pronouns) {
      const uint32_t other = gz_pronouns_resolve(pronouns, c->work, i, ranking);
      if (other != GZ_NONE) {
        (void)gz_refs_join(c->work, other, i);
      }
    }
  }
  return true;
}
