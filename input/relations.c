#include "input/mentions_parts.h"

/** Most words between a state and what is its: "Chinese telecoms giant X". */
#define MAX_BETWEEN 4

static struct gz_span
span_of(const struct gz_actor_work *work, const struct gz_ref *ref) {
  return (struct gz_span){
      gz_work_token(work, ref->first)->span.begin,
      gz_work_token(work, ref->first + ref->count - 1)->span.end};
}

bool
gz_relate(struct gz_actor_work *work, enum gz_relation_kind kind,
          uint32_t subject, uint32_t object, struct gz_span evidence,
          const char *rule) {
  struct gz_article *article = work->article;
  if (subject == GZ_NONE || object == GZ_NONE || subject == object) {
    return true;
  }
  // Few relations have one subject; those that do were made together.
  const uint32_t count = article->relations.count;
  for (uint32_t i = count; i-- > 0 && count - i < 256;) {
    const struct gz_relation *other = &article->relations.items[i];
    if (other->kind == kind && other->subject == subject &&
        other->object == object) {
      return true;
    }
  }
  struct gz_relation *relation = GZ_PUSH(article, &article->relations);
  if (!relation) {
    return false;
  }
  *relation = (struct gz_relation){kind, subject, object, evidence, rule};
  return true;
}

uint32_t
gz_only_state(struct gz_actor_work *work) {
  if (work->only_state) {
    return work->only_state == 1 ? GZ_NONE : work->only_state - 2;
  }
  uint32_t most = GZ_NONE;
  uint32_t all = 0;
  for (uint32_t i = 0; i < work->refs.count; ++i) {
    const struct gz_ref *ref = gz_ref_at(work, i);
    if (ref->parent == i && ref->type == GZ_ENTITY_STATE && ref->named) {
      all += ref->size;
      most =
          most == GZ_NONE || ref->size > gz_ref_at(work, most)->size ? i : most;
    }
  }
  const uint32_t entity =
      most == GZ_NONE || gz_ref_at(work, most)->size * 4 < all * 3
          ? GZ_NONE
          : gz_ref_entity(work, most);
  work->only_state = entity == GZ_NONE ? 1 : entity + 2;
  return entity;
}

/** Class of a reference's cluster. */
static uint8_t
type_of(const struct gz_actor_work *work, uint32_t number) {
  return gz_ref_at(work, gz_ref_root(work, number))->type;
}

bool
gz_relate_refs(struct gz_actor_work *work, enum gz_relation_kind kind,
               uint32_t subject, uint32_t object, const char *rule) {
  const struct gz_ref *a = gz_ref_at(work, subject);
  const struct gz_ref *b = gz_ref_at(work, object);
  struct gz_span evidence = span_of(work, a);
  const struct gz_span other = span_of(work, b);
  evidence.begin = other.begin < evidence.begin ? other.begin : evidence.begin;
  evidence.end = other.end > evidence.end ? other.end : evidence.end;
  return gz_relate(work, kind, gz_ref_entity(work, subject),
                   gz_ref_entity(work, object), evidence, rule);
}

/** The state whose name or adjective stands before a name, or begins it. */
static uint32_t
state_before(const struct gz_actor_work *work, const struct gz_ref *ref) {
  const uint32_t start = work->article->sentences.items[ref->sentence].first;
  for (uint32_t i = ref->first; i-- > start && ref->first - i <= MAX_BETWEEN;) {
    const uint32_t name = work->in_name[i];
    if (name) {
      const struct gz_ref *state = gz_ref_at(work, name - 1);
      const uint32_t head = gz_work_token(work, state->head)->head;
      const bool within = head == ref->head ||
                          (head > state->head && head < ref->head) ||
                          head == gz_work_token(work, ref->head)->head;
      return type_of(work, name - 1) == GZ_ENTITY_STATE && within ? name - 1
                                                                  : GZ_NONE;
    }
    const struct gz_token *word = gz_work_token(work, i);
    if (word->upos != GZ_UPOS_NOUN && word->upos != GZ_UPOS_ADJ &&
        word->xpos != GZ_XPOS_POS) {
      return GZ_NONE;
    }
  }
  return GZ_NONE;
}

/** Whether a thing of that class belongs to a state. */
static bool
can_be_of_state(uint8_t type) {
  switch (type) {
  case GZ_ENTITY_FIRM:
  case GZ_ENTITY_GOVERNMENT_BODY:
  case GZ_ENTITY_MEDIA_OUTLET:
  case GZ_ENTITY_PARTY:
  case GZ_ENTITY_ORGANIZATION:
  case GZ_ENTITY_LEGISLATION:
    return true;
  default:
    return false;
  }
}

/** Give an entity the state that it belongs to. */
static void
set_state(struct gz_actor_work *work, uint32_t number, uint32_t state) {
  const uint32_t entity = gz_ref_entity(work, number);
  const uint32_t of = gz_ref_entity(work, state);
  if (entity != GZ_NONE && of != GZ_NONE && entity != of &&
      work->article->entities.items[entity].state == GZ_NONE &&
      work->article->entities.items[of].type == GZ_ENTITY_STATE) {
    work->article->entities.items[entity].state = of;
  }
}

/** Whether a phrase says that something is the state's: "federal". */
static bool
is_federal(const struct gz_actor_work *work, const struct gz_ref *ref) {
  static const char *const words[] = {"federal", "national"};
  const uint32_t start = work->article->sentences.items[ref->sentence].first;
  return (ref->first > start &&
          GZ_IS_ONE_OF(gz_work_form(work, ref->first - 1), words)) ||
         (ref->kind == GZ_MENTION_NAME &&
          GZ_IS_ONE_OF(gz_work_form(work, ref->first), words));
}

/** Find the state of a reference's entity. */
static void
find_state(struct gz_actor_work *work, uint32_t number) {
  const struct gz_ref *ref = gz_ref_at(work, number);
  if (!can_be_of_state(type_of(work, number)) || work->quoted[ref->head]) {
    return;
  }
  uint32_t state = ref->kind == GZ_MENTION_NAME && !ref->inner
                       ? state_before(work, ref)
                       : ref->state;
  // "U.S. Defense Spending Act": the state begins the name.
  if (state == GZ_NONE && number + 1 < work->refs.count) {
    const struct gz_ref *inner = gz_ref_at(work, number + 1);
    if (inner->inner && inner->first == ref->first) {
      state = number + 1;
    }
  }
  if (state != GZ_NONE) {
    set_state(work, number, state);
  } else if (is_federal(work, ref)) {
    const uint32_t entity = gz_ref_entity(work, number);
    const uint32_t only = gz_only_state(work);
    if (entity != GZ_NONE &&
        work->article->entities.items[entity].state == GZ_NONE) {
      work->article->entities.items[entity].state = only;
    }
  }
}

/** What a spokesman's phrase says that he speaks for. */
static uint32_t
principal_of(const struct gz_actor_work *work, const struct gz_ref *ref) {
  static const char *const links[] = {"for", "of", "to", "from", "with"};
  for (uint32_t child = gz_tree_first(&work->tree, ref->head); child != GZ_NONE;
       child = gz_tree_next(&work->tree, child)) {
    const uint32_t mark = gz_tree_case(&work->tree, child);
    const uint32_t other = gz_ref_headed(work, child);
    if (other == GZ_NONE || gz_ref_entity(work, other) == GZ_NONE ||
        !gz_tree_is(&work->tree, child, GZ_DEPREL_NMOD) ||
        gz_class_animacy(type_of(work, other)) == GZ_REF_THING) {
      continue;
    }
    if (gz_tree_is(&work->tree, child, GZ_DEPREL_NMOD_POSS) ||
        (mark != GZ_NONE && GZ_IS_ONE_OF(gz_work_form(work, mark), links))) {
      return other;
    }
  }
  // "a Foreign Ministry spokesman": the last name before the noun.
  for (uint32_t i = ref->head; i-- > ref->first;) {
    const uint32_t name = work->in_name[i];
    if (name && gz_ref_entity(work, name - 1) != GZ_NONE &&
        gz_class_animacy(type_of(work, name - 1)) == GZ_REF_GROUP) {
      return name - 1;
    }
  }
  return GZ_NONE;
}

/** Find whom a reference speaks for. */
static bool
find_principal(struct gz_actor_work *work, uint32_t number) {
  const struct gz_ref *ref = gz_ref_at(work, number);
  if (ref->kind != GZ_MENTION_NOMINAL || work->quoted[ref->head]) {
    return true;
  }
  const struct gz_noun *noun = gz_work_noun(work, ref->head);
  if (!noun || !(noun->marks & GZ_NOUN_SPEAKS)) {
    return true;
  }
  uint32_t speaker = number;
  // "government spokesman James Slack": the title of a name after it.
  const uint32_t after = ref->head + 1;
  if (after < work->article->tokens.count && work->in_name[after]) {
    const uint32_t name = work->in_name[after] - 1;
    if (gz_class_animacy(type_of(work, name)) == GZ_REF_PERSON) {
      speaker = name;
    }
  }
  const uint32_t principal = principal_of(work, ref);
  return principal == GZ_NONE ||
         gz_relate_refs(work, GZ_RELATION_SPEAKS_FOR, speaker, principal,
                        "spokesman");
}

/** Say of the members that a verb lists that they are members. */
static bool
find_members(struct gz_actor_work *work, uint32_t verb) {
  static const char *const verbs[] = {"include", "comprise"};
  if (!GZ_IS_ONE_OF(gz_tree_lemma(&work->tree, verb), verbs) ||
      gz_work_token(work, verb)->upos != GZ_UPOS_VERB ||
      !gz_is_asserted(work, verb)) {
    return true;
  }
  const uint32_t subject = gz_tree_subject(&work->tree, verb);
  const uint32_t whole =
      subject == GZ_NONE ? GZ_NONE : gz_ref_headed(work, subject);
  if (whole == GZ_NONE || type_of(work, whole) != GZ_ENTITY_ALLIANCE) {
    return true;
  }
  for (uint32_t part = gz_tree_object(&work->tree, verb); part != GZ_NONE;
       part = gz_tree_next_conjunct(&work->tree, part)) {
    const uint32_t member = gz_ref_headed(work, part);
    if (member != GZ_NONE &&
        gz_class_animacy(type_of(work, member)) == GZ_REF_GROUP &&
        !gz_relate_refs(work, GZ_RELATION_MEMBER_OF, member, whole,
                        "members")) {
      return false;
    }
  }
  return true;
}

/** "NATO member Turkey"; "Turkey, a member of NATO". */
static bool
find_membership(struct gz_actor_work *work, uint32_t token) {
  if (!gz_str_is(gz_tree_lemma(&work->tree, token), "member") ||
      work->in_name[token] || work->quoted[token]) {
    return true;
  }
  uint32_t whole = GZ_NONE;
  if (token > 0 && work->in_name[token - 1]) {
    whole = work->in_name[token - 1] - 1;
  }
  const uint32_t of = gz_tree_child(&work->tree, token, GZ_DEPREL_NMOD);
  if (of != GZ_NONE && gz_tree_has_case(&work->tree, of, "of")) {
    whole = gz_ref_headed(work, of);
  }
  if (whole == GZ_NONE || gz_ref_entity(work, whole) == GZ_NONE ||
      gz_class_animacy(type_of(work, whole)) != GZ_REF_GROUP ||
      type_of(work, whole) == GZ_ENTITY_STATE) {
    return true;
  }
  uint32_t member = GZ_NONE;
  if (token + 1 < work->article->tokens.count && work->in_name[token + 1]) {
    member = work->in_name[token + 1] - 1;
  } else if (gz_tree_is(&work->tree, token, GZ_DEPREL_APPOS)) {
    member = gz_ref_headed(work, gz_tree_head(&work->tree, token));
  } else if (gz_tree_child(&work->tree, token, GZ_DEPREL_COP) != GZ_NONE &&
             gz_is_asserted(work, token)) {
    const uint32_t subject = gz_tree_subject(&work->tree, token);
    member = subject == GZ_NONE ? GZ_NONE : gz_ref_headed(work, subject);
  }
  return member == GZ_NONE ||
         !gz_ref_at(work, gz_ref_root(work, member))->named ||
         gz_relate_refs(work, GZ_RELATION_MEMBER_OF, member, whole, "member");
}

/** "Bob Hart (R-Ohio)": who is of which party of the United States. */
static bool
find_party(struct gz_actor_work *work, uint32_t token) {
  if (!gz_is_party_mark(work, token) || !work->in_name[token - 2] ||
      gz_str_is(gz_work_form(work, token), "I")) {
    return true;
  }
  const uint32_t name = work->in_name[token - 2] - 1;
  if (gz_class_animacy(type_of(work, name)) != GZ_REF_PERSON) {
    return true;
  }
  const uint32_t actor = gz_actors_find(
      work->actors, gz_str_is(gz_work_form(work, token), "R")
                        ? GZ_STR("republican-party-united-states")
                        : GZ_STR("democratic-party-united-states"));
  if (actor == GZ_NONE) {
    return true;
  }
  const uint32_t party = gz_known_entity(work, actor);
  const struct gz_span evidence = {
      gz_work_token(work, token)->span.begin,
      gz_work_token(work, token + 2)->span.end,
  };
  return party != GZ_NONE &&
         gz_relate(work, GZ_RELATION_MEMBER_OF, gz_ref_entity(work, name),
                   party, evidence, "party");
}

/** What a verb says of the law that it is done to. */
static const struct {
  const char *verb;
  enum gz_relation_kind kind;
} law_verbs[] = {
    {"sign", GZ_RELATION_SIGNED_BY},
    {"pass", GZ_RELATION_ADOPTED_BY},
    {"adopt", GZ_RELATION_ADOPTED_BY},
    {"enact", GZ_RELATION_ADOPTED_BY},
    {"approve", GZ_RELATION_ADOPTED_BY},
    {"ratify", GZ_RELATION_ADOPTED_BY},
    {"propose", GZ_RELATION_PROPOSED_BY},
    {"draft", GZ_RELATION_PROPOSED_BY},
    {"introduce", GZ_RELATION_PROPOSED_BY},
    {"sponsor", GZ_RELATION_PROPOSED_BY},
    {"oppose", GZ_RELATION_OPPOSED_BY},
    {"veto", GZ_RELATION_OPPOSED_BY},
    {"reject", GZ_RELATION_OPPOSED_BY},
};

static bool
is_policy(uint8_t type) {
  return type == GZ_ENTITY_LEGISLATION || type == GZ_ENTITY_POLICY ||
         type == GZ_ENTITY_RESTRICTION;
}

/** The name of a law right before a participle: "the X Act, signed by Y". */
static uint32_t
law_before(const struct gz_actor_work *work, uint32_t verb) {
  uint32_t at = verb;
  if (gz_work_token(work, verb)->xpos != GZ_XPOS_VBN || at < 2) {
    return GZ_NONE;
  }
  --at;
  at -= gz_str_is(gz_work_form(work, at), ",");
  const uint32_t name = work->in_name[at];
  return name && is_policy(type_of(work, name - 1)) ? name - 1 : GZ_NONE;
}

/** Find who signed, passed, proposed, opposed a law. */
static bool
find_lawmaker(struct gz_actor_work *work, uint32_t verb) {
  if (gz_work_token(work, verb)->upos != GZ_UPOS_VERB) {
    return true;
  }
  const struct gz_str lemma = gz_tree_lemma(&work->tree, verb);
  for (size_t i = 0; i < sizeof law_verbs / sizeof *law_verbs; ++i) {
    if (!gz_str_is(lemma, law_verbs[i].verb)) {
      continue;
    }
    const uint32_t object = gz_tree_object(&work->tree, verb);
    const uint32_t subject = gz_tree_subject(&work->tree, verb);
    const uint32_t beside = law_before(work, verb);
    const uint32_t law = beside != GZ_NONE   ? beside
                         : object == GZ_NONE ? GZ_NONE
                                             : gz_ref_headed(work, object);
    const uint32_t who =
        subject == GZ_NONE ? GZ_NONE : gz_ref_headed(work, subject);
    return law == GZ_NONE || who == GZ_NONE || !is_policy(type_of(work, law)) ||
           is_policy(type_of(work, who)) || !gz_is_asserted(work, verb) ||
           gz_relate_refs(work, law_verbs[i].kind, law, who, "law");
  }
  return true;
}

/** "a provision of the Act". */
static bool
find_part(struct gz_actor_work *work, uint32_t number) {
  static const char *const words[] = {"provision", "section",   "clause",
                                      "article",   "amendment", "part",
                                      "chapter",   "title"};
  const struct gz_ref *ref = gz_ref_at(work, number);
  if (ref->kind != GZ_MENTION_NOMINAL || work->quoted[ref->head] ||
      !is_policy(type_of(work, number)) ||
      !GZ_IS_ONE_OF(gz_tree_lemma(&work->tree, ref->head), words)) {
    return true;
  }
  const uint32_t of = gz_tree_child(&work->tree, ref->head, GZ_DEPREL_NMOD);
  const uint32_t whole = of == GZ_NONE ? GZ_NONE : gz_ref_headed(work, of);
  return whole == GZ_NONE || !is_policy(type_of(work, whole)) ||
         !gz_tree_has_case(&work->tree, of, "of") ||
         gz_relate_refs(work, GZ_RELATION_PART_OF, number, whole, "provision");
}

bool
gz_find_relations(struct gz_actor_work *work) {
  for (uint32_t i = 0; i < work->refs.count; ++i) {
    find_state(work, i);
    if (!find_principal(work, i) || !find_part(work, i)) {
      return false;
    }
  }
  for (uint32_t i = 0; i < work->article->tokens.count; ++i) {
    if (!find_members(work, i) || !find_membership(work, i) ||
        !find_party(work, i) || !find_lawmaker(work, i)) {
      return false;
    }
  }
  return true;
}
