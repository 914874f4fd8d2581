#include "input/mentions.h"

#include "input/coreference.h"
#include "input/link_context.h"
#include "input/mentions_parts.h"
#include "input/unicode.h"

#include <stdlib.h>

struct gz_str
gz_ref_text(const struct gz_actor_work *work, const struct gz_ref *ref) {
  const struct gz_token *first = gz_work_token(work, ref->first);
  const struct gz_token *last =
      gz_work_token(work, ref->first + ref->count - 1);
  return gz_article_str(work->article,
                        (struct gz_span){first->span.begin, last->span.end});
}

uint32_t
gz_ref_root(const struct gz_actor_work *work, uint32_t number) {
  struct gz_ref *refs = work->refs.items;
  while (refs[number].parent != number) {
    // Halving the path keeps later walks short.
    refs[number].parent = refs[refs[number].parent].parent;
    number = refs[number].parent;
  }
  return number;
}

uint32_t
gz_ref_headed(const struct gz_actor_work *work, uint32_t token) {
  return token < work->article->tokens.count && work->by_head[token]
             ? work->by_head[token] - 1
             : GZ_NONE;
}

/** Whether one class is the other, or says less about the same. */
static bool
types_agree(uint8_t a, uint8_t b) {
  const uint8_t ka = gz_class_animacy(a);
  const uint8_t kb = gz_class_animacy(b);
  if (a == b || a == GZ_NO_CLASS || b == GZ_NO_CLASS) {
    return true;
  }
  if (a == GZ_ENTITY_AGENT || b == GZ_ENTITY_AGENT ||
      a == GZ_ENTITY_UNNAMED_SOURCE || b == GZ_ENTITY_UNNAMED_SOURCE) {
    return (ka & kb) != 0;
  }
  if (ka == GZ_REF_PERSON || kb == GZ_REF_PERSON) {
    return ka == kb;
  }
  return a == GZ_ENTITY_ORGANIZATION || b == GZ_ENTITY_ORGANIZATION
             ? ka == kb && a != GZ_ENTITY_STATE && b != GZ_ENTITY_STATE
             : ka == GZ_REF_THING && kb == GZ_REF_THING;
}

/** Whether the longest name of a cluster may be one of the actor that another
 *  is: not "Chelsea Clinton" of Hillary Clinton. */
static bool
may_be(const struct gz_actor_work *work, const struct gz_ref *root,
       uint32_t actor) {
  if (root->actor != GZ_NONE || root->name == GZ_NONE || actor == GZ_NONE) {
    return true;
  }
  const struct gz_ref *name = gz_ref_at(work, root->name);
  return gz_class_animacy((uint8_t)gz_actors_get(work->actors, actor).type) ==
                 GZ_REF_PERSON
             ? gz_person_may_be(work, name->first, name->count, actor)
             : gz_body_may_be(work, name->first, name->count, actor);
}

bool
gz_refs_agree(const struct gz_actor_work *work, uint32_t a, uint32_t b) {
  const struct gz_ref *x = gz_ref_at(work, gz_ref_root(work, a));
  const struct gz_ref *y = gz_ref_at(work, gz_ref_root(work, b));
  return (x->actor == GZ_NONE || y->actor == GZ_NONE || x->actor == y->actor) &&
         (x->gender == GZ_GENDER_UNKNOWN || y->gender == GZ_GENDER_UNKNOWN ||
          x->gender == y->gender) &&
         (x->animacy & y->animacy) != 0 && types_agree(x->type, y->type) &&
         may_be(work, x, y->actor) && may_be(work, y, x->actor);
}

/** How much a class says. */
static int
rank(uint8_t type) {
  switch (type) {
  case GZ_NO_CLASS:
    return 0;
  case GZ_ENTITY_AGENT:
    return 1;
  case GZ_ENTITY_UNNAMED_SOURCE:
    return 2;
  case GZ_ENTITY_ORGANIZATION:
  case GZ_ENTITY_PERSON:
  case GZ_ENTITY_POLICY:
  case GZ_ENTITY_TOPIC:
    return 3;
  default:
    return 4;
  }
}

bool
gz_refs_join(const struct gz_actor_work *work, uint32_t a, uint32_t b) {
  a = gz_ref_root(work, a);
  b = gz_ref_root(work, b);
  if (a == b) {
    return true;
  }
  if (!gz_refs_agree(work, a, b)) {
    return false;
  }
  // The earlier one stays the root: it is the one that introduces.
  const uint32_t root = a < b ? a : b;
  struct gz_ref *x = gz_ref_at(work, root);
  struct gz_ref *y = gz_ref_at(work, a < b ? b : a);
  y->parent = root;
  x->size += y->size;
  const bool y_decides =
      y->actor != GZ_NONE ||
      (x->actor == GZ_NONE &&
       ((y->named && !x->named) ||
        (y->named == x->named && rank(y->type) > rank(x->type))));
  if (y_decides && y->type != GZ_NO_CLASS) {
    x->type = y->type;
  }
  x->actor = x->actor == GZ_NONE ? y->actor : x->actor;
  x->state = x->state == GZ_NONE ? y->state : x->state;
  x->named = x->named || y->named;
  if (y->name != GZ_NONE &&
      (x->name == GZ_NONE ||
       gz_ref_at(work, y->name)->count > gz_ref_at(work, x->name)->count)) {
    x->name = y->name;
  }
  x->source = x->source || y->source;
  x->marks |= y->marks;
  x->gender = x->gender == GZ_GENDER_UNKNOWN ? y->gender : x->gender;
  x->animacy &= y->animacy;
  if (x->number == GZ_NUMBER_UNKNOWN) {
    x->number = y->number;
  }
  return true;
}

struct gz_ref *
gz_ref_add(struct gz_actor_work *work, uint32_t first, uint32_t count,
           uint32_t head) {
  const uint32_t number = work->refs.count;
  struct gz_ref *ref = GZ_PUSH(work->article, &work->refs);
  if (ref) {
    *ref = (struct gz_ref){
        .first = first,
        .count = count,
        .head = head,
        .sentence = work->analysed
                        ? work->tree.nodes[head].sentence
                        : gz_article_sentence_of(work->article, head),
        .type = GZ_NO_CLASS,
        .animacy = GZ_REF_ANY,
        .actor = GZ_NONE,
        .state = GZ_NONE,
        .parent = number,
        .name = GZ_NONE,
        .entity = GZ_NONE,
        .size = 1,
    };
  }
  return ref;
}

uint8_t
gz_class_animacy(uint8_t type) {
  switch (type) {
  case GZ_ENTITY_PERSON:
  case GZ_ENTITY_OFFICIAL:
    return GZ_REF_PERSON;
  case GZ_ENTITY_UNNAMED_SOURCE:
  case GZ_ENTITY_AGENT:
    return GZ_REF_PERSON | GZ_REF_GROUP;
  case GZ_NO_CLASS:
    return GZ_REF_ANY;
  default:
    return gz_class_acts((enum gz_entity_class)type) ? GZ_REF_GROUP
                                                     : GZ_REF_THING;
  }
}

bool
gz_is_capitalised(struct gz_str form) {
  size_t at = 0;
  return form.size > 0 && gz_is_upper(gz_utf8_next(form, &at));
}

const struct gz_noun *
gz_work_noun(const struct gz_actor_work *work, uint32_t token) {
  struct gz_str lemma = gz_work_token(work, token)->lemma;
  if (!lemma.size) {
    lemma = gz_work_form(work, token);
  }
  const uint32_t first =
      work->article->sentences.items[work->tree.nodes[token].sentence].first;
  char pair[GZ_NOUN_MAX_BYTES + 1];
  if (token > first) {
    const struct gz_str before = gz_work_form(work, token - 1);
    const size_t size = before.size + 1 + lemma.size;
    if (size <= GZ_NOUN_MAX_BYTES) {
      for (size_t i = 0; i < size; ++i) {
        pair[i] = i < before.size    ? before.data[i]
                  : i == before.size ? ' '
                                     : lemma.data[i - before.size - 1];
      }
      const struct gz_noun *noun =
          gz_noun_find(work->nouns, gz_str_n(pair, size));
      if (noun) {
        return noun;
      }
    }
  }
  const struct gz_noun *noun = gz_noun_find(work->nouns, lemma);
  return noun ? noun : gz_noun_find(work->nouns, gz_work_form(work, token));
}

/** Whether a verb is one that puts what it governs in a mouth or a mind. */
static bool
is_attitude(struct gz_str lemma) {
  static const char *const words[] = {
      "say",     "tell",    "claim",  "allege",  "argue",  "believe",
      "think",   "suggest", "warn",   "deny",    "insist", "accuse",
      "report",  "note",    "add",    "state",   "hope",   "expect",
      "want",    "plan",    "urge",   "ask",     "demand", "call",
      "propose", "fear",    "wonder", "promise", "vow",    "threaten",
      "predict", "seek",    "try",    "refuse",  "fail",   "consider"};
  return GZ_IS_ONE_OF(lemma, words);
}

/** Whether a phrase denies that there is anybody: "no state", "neither X nor
 *  Y", "nobody". */
static bool
is_nobody(const struct gz_actor_work *work, uint32_t noun) {
  static const char *const negations[] = {"no",   "neither", "nobody",
                                          "none", "nothing", "no-one"};
  bool found = GZ_IS_ONE_OF(gz_work_form(work, noun), negations);
  for (uint32_t child = gz_tree_first(&work->tree, noun); child != GZ_NONE;
       child = gz_tree_next(&work->tree, child)) {
    found = found || (child < noun &&
                      GZ_IS_ONE_OF(gz_work_form(work, child), negations));
  }
  return found;
}

bool
gz_is_asserted(const struct gz_actor_work *work, uint32_t verb) {
  static const char *const modals[] = {"may",   "might", "could",  "would",
                                       "can",   "will",  "should", "must",
                                       "shall", "’ll",   "'ll"};
  static const char *const negations[] = {"not", "n't",     "n’t", "never",
                                          "no",  "neither", "nor"};
  static const char *const doubts[] = {"if",        "unless",    "whether",
                                       "should",    "until",     "reportedly",
                                       "allegedly", "supposedly"};
  if (work->quoted[verb]) {
    return false;
  }
  uint32_t at = verb;
  for (int climbed = 0; climbed < 16; ++climbed) {
    for (uint32_t child = gz_tree_first(&work->tree, at); child != GZ_NONE;
         child = gz_tree_next(&work->tree, child)) {
      const struct gz_str form = gz_work_form(work, child);
      if (GZ_IS_ONE_OF(form, negations) || GZ_IS_ONE_OF(form, doubts) ||
          (gz_tree_is(&work->tree, child, GZ_DEPREL_AUX) &&
           GZ_IS_ONE_OF(form, modals)) ||
          ((gz_tree_is(&work->tree, child, GZ_DEPREL_NSUBJ) ||
            gz_tree_is(&work->tree, child, GZ_DEPREL_OBJ) ||
            gz_tree_is(&work->tree, child, GZ_DEPREL_OBL)) &&
           is_nobody(work, child))) {
        return false;
      }
    }
    const uint32_t head = gz_tree_head(&work->tree, at);
    const uint8_t deprel = gz_work_token(work, at)->deprel;
    if (head == GZ_NONE) {
      break;
    }
    if ((deprel == GZ_DEPREL_CCOMP || deprel == GZ_DEPREL_XCOMP ||
         deprel == GZ_DEPREL_PARATAXIS) &&
        is_attitude(gz_tree_lemma(&work->tree, head))) {
      return false;
    }
    if (deprel != GZ_DEPREL_CCOMP && deprel != GZ_DEPREL_XCOMP &&
        deprel != GZ_DEPREL_CONJ && deprel != GZ_DEPREL_ADVCL) {
      break; // what is said of a noun holds whatever is said with it
    }
    at = head;
  }
  // "…, sources said": the report hangs below what is reported.
  const uint32_t report = gz_tree_child(&work->tree, at, GZ_DEPREL_PARATAXIS);
  return report == GZ_NONE || !is_attitude(gz_tree_lemma(&work->tree, report));
}

/** Mark the tokens that stand within quotation marks. */
static void
mark_quoted(struct gz_actor_work *work) {
  bool inside = false;
  uint32_t paragraph = GZ_NONE;
  for (uint32_t s = 0; s < work->article->sentences.count; ++s) {
    const struct gz_sentence *sentence = &work->article->sentences.items[s];
    if (sentence->paragraph != paragraph) {
      inside = false;
      paragraph = sentence->paragraph;
    }
    for (uint32_t i = sentence->first; i < sentence->first + sentence->count;
         ++i) {
      const struct gz_str form = gz_work_form(work, i);
      if (gz_str_is(form, "“") || gz_str_is(form, "``")) {
        inside = true;
      } else if (gz_str_is(form, "”") || gz_str_is(form, "''")) {
        inside = false;
      } else if (gz_str_is(form, "\"")) {
        inside = !inside;
      }
      work->quoted[i] = inside;
    }
  }
}

/** In the order of the text; what begins together, the longer first. */
static int
compare_refs(const void *a, const void *b) {
  const struct gz_ref *x = a;
  const struct gz_ref *y = b;
  return x->first != y->first   ? (x->first < y->first ? -1 : 1)
         : x->count != y->count ? (x->count > y->count ? -1 : 1)
                                : (x->head > y->head) - (x->head < y->head);
}

/** Sort the references, and note which one each token heads: of those that are
 *  names within names, only where there is no other. */
static bool
order_refs(struct gz_actor_work *work) {
  const uint32_t count = work->refs.count;
  uint32_t *moved =
      gz_arena_array(work->article->arena, (size_t)count + 1, sizeof *moved);
  if (!moved) {
    return false;
  }
  if (count) {
    qsort(work->refs.items, count, sizeof *work->refs.items, compare_refs);
  }
  for (uint32_t i = 0; i < count; ++i) {
    moved[gz_ref_at(work, i)->parent] = i;
  }
  for (uint32_t i = 0; i < count; ++i) {
    struct gz_ref *ref = gz_ref_at(work, i);
    ref->parent = i;
    ref->name = ref->kind == GZ_MENTION_NAME && !ref->inner ? i : GZ_NONE;
    ref->state = ref->state == GZ_NONE ? GZ_NONE : moved[ref->state];
    if (!ref->inner || !work->by_head[ref->head]) {
      work->by_head[ref->head] = i + 1;
    }
  }
  for (uint32_t i = 0; i < work->article->tokens.count; ++i) {
    work->in_name[i] = work->in_name[i] ? moved[work->in_name[i] - 1] + 1 : 0;
  }
  return true;
}

/** Join the references.  False if memory is out. */
static bool
join(struct gz_actor_work *work, const struct gz_pronouns *pronouns) {
  struct gz_coreference coreference;
  const bool done =
      gz_coreference_begin(&coreference, work) && gz_join_names(&coreference) &&
      (!work->analysed || (gz_join_nominals(&coreference) &&
                           gz_join_pronouns(&coreference, pronouns)));
  gz_coreference_end(&coreference);
  return done;
}

/** Run the stages.  False if memory is out. */
static bool
run(struct gz_actor_work *work, const struct gz_pronouns *pronouns) {
  if (!gz_find_names(work)) {
    return false;
  }
  if (work->analysed) {
    gz_type_names(work);
    if (!gz_find_nominals(work)) {
      return false;
    }
  }
  return order_refs(work) && join(work, pronouns) && gz_make_entities(work) &&
         (!work->analysed || (gz_find_offices(work) &&
                              gz_find_relations(work) && gz_find_owners(work)));
}

enum gz_status
gz_find_mentions(struct gz_article *article, const struct gz_actors *actors,
                 const struct gz_nouns *nouns,
                 const struct gz_pronouns *pronouns, struct gz_error *error) {
  struct gz_arena *arena = article->arena;
  const size_t n_tokens = (size_t)article->tokens.count + 1;
  struct gz_actor_work work = {
      .article = article,
      .actors = actors,
      .nouns = nouns,
      .analysed = article->tokens.count &&
                  article->tokens.items[0].upos != GZ_UPOS_NONE,
      .standing = gz_arena_alloc(arena, (size_t)gz_actors_count(actors) + 1),
      .in_name = gz_arena_array(arena, n_tokens, sizeof *work.in_name),
      .by_head = gz_arena_array(arena, n_tokens, sizeof *work.by_head),
      .quoted = gz_arena_array(arena, n_tokens, sizeof *work.quoted),
  };
  enum gz_status status = GZ_OK;
  if (!work.standing || !work.in_name || !work.by_head || !work.quoted) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for the mentions");
  }
  if (work.analysed) {
    GZ_TRY(status, gz_tree_build(article, &work.tree, error));
    mark_quoted(&work);
  }
  return run(&work, pronouns)
             ? GZ_OK
             : gz_fail(error, GZ_NO_MEMORY, "No memory for the mentions");
}
