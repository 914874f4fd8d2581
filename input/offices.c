#include "input/linking.h"
#include "input/mentions_parts.h"
#include "input/name_ends.h"

/** Most words of a title. */
#define MAX_TITLE 10

/** Most words between a name and a title before it. */
#define MAX_OF 5

/** A post as the text has it. */
struct post {
  uint32_t first; /**< Its title: first token */
  uint32_t last;  /**< and last */
  uint32_t noun;  /**< Its head: "minister" */
  uint32_t owner; /**< Reference to what it is in, or none */
};

static bool
is_office(const struct gz_actor_work *work, uint32_t token) {
  if (work->in_name[token]) {
    return false;
  }
  const struct gz_noun *noun = gz_work_noun(work, token);
  return noun && noun->marks & GZ_NOUN_OFFICE;
}

/** Whether a reference's cluster is a person. */
static bool
is_person(const struct gz_actor_work *work, uint32_t number) {
  const struct gz_ref *root = gz_ref_at(work, gz_ref_root(work, number));
  return gz_class_animacy(root->type) == GZ_REF_PERSON && root->named;
}

/** Whether posts can be in a cluster's thing. */
static bool
can_own(const struct gz_actor_work *work, uint32_t number) {
  const struct gz_ref *root = gz_ref_at(work, gz_ref_root(work, number));
  return root->entity != GZ_NONE &&
         (gz_class_animacy(root->type) == GZ_REF_GROUP ||
          root->type == GZ_ENTITY_PLACE);
}

/** Words that belong to no title. */
static bool
is_qualifier(struct gz_str form) {
  static const char *const words[] = {
      "former",  "ex",  "then",    "late",   "current",  "new",    "outgoing",
      "the",     "a",   "an",      "fellow", "longtime", "senior", "incumbent",
      "sitting", "top", "veteran", "this",   "that",     "old",    "young"};
  return GZ_IS_ONE_OF(form, words);
}

/** Whether a word says that the post is not yet held. */
static bool
is_prospective(struct gz_str form) {
  static const char *const words[] = {"incoming", "designate", "would-be",
                                      "aspiring", "future",    "potential",
                                      "next"};
  return GZ_IS_ONE_OF(form, words);
}

/** Move the beginning of a title left over what belongs to it. */
static void
extend_left(const struct gz_actor_work *work, struct post *post,
            uint32_t start) {
  while (post->first > start && post->last - post->first < MAX_TITLE) {
    const uint32_t before = post->first - 1;
    const uint8_t upos = gz_work_token(work, before)->upos;
    const struct gz_str form = gz_work_form(work, before);
    const bool hyphen = gz_str_is(form, "-");
    if (work->in_name[before] || is_qualifier(form) || is_prospective(form) ||
        (upos != GZ_UPOS_NOUN && upos != GZ_UPOS_PROPN && upos != GZ_UPOS_ADJ &&
         !hyphen)) {
      return;
    }
    post->first = before;
  }
  while (gz_str_is(gz_work_form(work, post->first), "-")) {
    ++post->first;
  }
}

/** The thing right before a title that the post is in: "British", "the
 *  ministry's", "its"; a party among them is noted apart. */
static void
find_owner(const struct gz_actor_work *work, struct post *post, uint32_t start,
           uint32_t *party) {
  for (uint32_t at = post->first; at > start && post->first - at < MAX_OF;) {
    --at;
    const struct gz_str form = gz_work_form(work, at);
    const uint32_t name = work->in_name[at];
    if (name && can_own(work, name - 1)) {
      const struct gz_ref *ref = gz_ref_at(work, name - 1);
      if (gz_ref_at(work, gz_ref_root(work, name - 1))->type ==
          GZ_ENTITY_PARTY) {
        *party = name - 1;
        if (post->owner == GZ_NONE && !ref->adjectival) {
          post->owner = name - 1;
        }
      } else {
        post->owner = name - 1;
        return;
      }
      at = ref->first;
      continue;
    }
    const uint32_t headed = gz_ref_headed(work, at);
    if (headed != GZ_NONE && can_own(work, headed) &&
        (gz_work_token(work, at)->xpos == GZ_XPOS_PRP_POSS ||
         gz_tree_is(&work->tree, at, GZ_DEPREL_NMOD_POSS))) {
      post->owner = headed;
      return;
    }
    if (!is_qualifier(form) && gz_work_token(work, at)->xpos != GZ_XPOS_POS) {
      return;
    }
  }
}

/** Whether a word is "Mr", "Dr". */
static bool
is_address(const struct gz_actor_work *work, uint32_t token) {
  return gz_name_marks(work, token) & GZ_NOUN_TITLE;
}

/** Find the title right before a name: "Foreign Secretary", "Secretary of
 *  State". */
static bool
title_before(const struct gz_actor_work *work, const struct gz_ref *name,
             struct post *post) {
  const uint32_t start = work->article->sentences.items[name->sentence].first;
  bool of = false;
  uint32_t end = name->first;
  while (end > start && is_address(work, end - 1)) {
    --end; // "Undersecretary for Education Mr. Toccafondi"
  }
  for (uint32_t i = end; i-- > start && end - i <= MAX_OF + 1;) {
    const uint8_t upos = gz_work_token(work, i)->upos;
    if (is_office(work, i) && (of || i + 1 == end)) {
      *post = (struct post){i, end - 1, i, GZ_NONE};
      return true;
    }
    static const char *const links[] = {"of", "for"};
    if (GZ_IS_ONE_OF(gz_work_form(work, i), links)) {
      of = true;
    } else if (work->in_name[i] ||
               (upos != GZ_UPOS_NOUN && upos != GZ_UPOS_PROPN &&
                upos != GZ_UPOS_ADJ)) {
      return false;
    } else {
      of = false;
    }
  }
  return false;
}

/** Take what follows a title into it, up to the name of what it is in: "of
 *  commerce for export administration in the Clinton administration". */
static void
extend_right(const struct gz_actor_work *work, struct post *post) {
  static const char *const links[] = {"of", "for", "at", "to", "in", "with"};
  uint32_t at = post->noun;
  for (int step = 0; step < 4; ++step) {
    uint32_t next = GZ_NONE;
    for (uint32_t child = gz_tree_first(&work->tree, at); child != GZ_NONE;
         child = gz_tree_next(&work->tree, child)) {
      const uint32_t mark = gz_tree_case(&work->tree, child);
      if (child < post->noun || mark == GZ_NONE ||
          !gz_tree_is(&work->tree, child, GZ_DEPREL_NMOD) ||
          !GZ_IS_ONE_OF(gz_work_form(work, mark), links)) {
        continue;
      }
      const uint32_t ref = gz_ref_headed(work, child);
      if (ref != GZ_NONE && can_own(work, ref) &&
          (gz_ref_at(work, gz_ref_root(work, ref))->named)) {
        if (post->owner == GZ_NONE ||
            gz_str_equal_nocase(gz_work_form(work, mark), GZ_STR("of"))) {
          post->owner = ref;
        }
        return;
      }
      next = next == GZ_NONE ? child : next;
    }
    if (next == GZ_NONE || work->in_name[next]) {
      return;
    }
    uint32_t first = next;
    uint32_t last = next;
    gz_tree_phrase(&work->tree, next, &first, &last);
    if (next > post->last && next - post->first < MAX_TITLE) {
      post->last = next;
    }
    at = next;
  }
}

/** The known office called "TITLE of PLACE", or none. */
static uint32_t
office_of_place(const struct gz_actor_work *work, const struct gz_str *title,
                size_t count, uint32_t place) {
  struct gz_str forms[2 * MAX_TITLE];
  size_t n = 0;
  for (size_t i = 0; i < count && n < MAX_TITLE; ++i) {
    forms[n++] = title[i];
  }
  forms[n++] = GZ_STR("of");
  struct gz_str rest = work->article->entities.items[place].label;
  while (rest.size && n < sizeof forms / sizeof *forms) {
    const size_t end = gz_str_find(rest, ' ');
    forms[n++] = gz_str_part(rest, 0, end);
    rest = gz_str_part(rest, end + 1, rest.size);
  }
  struct gz_actor_match titles;
  return rest.size == 0 &&
                 gz_actors_match_title(work->actors, forms, n, 0, &titles) &&
                 titles.n_tokens == n && titles.n_candidates == 1 &&
                 !titles.more
             ? titles.candidates[0].name.actor
             : GZ_NONE;
}

/** The known office that a post is, or none. */
static uint32_t
known_office(const struct gz_actor_work *work, const struct post *post,
             uint32_t person, uint32_t owner_entity) {
  const uint32_t owner =
      owner_entity == GZ_NONE
          ? GZ_NONE
          : work->article->entities.items[owner_entity].actor;
  struct gz_str forms[MAX_TITLE + MAX_OF + 1];
  size_t count = 0;
  for (uint32_t i = post->first;
       i <= post->last && count < sizeof forms / sizeof *forms; ++i) {
    forms[count++] = gz_work_form(work, i);
  }
  struct gz_actor_match titles;
  const uint32_t held =
      person == GZ_NONE ? GZ_NONE
                        : gz_office_held(work, person, post->first, post->last);
  if (held != GZ_NONE) {
    return held;
  }
  if (owner == GZ_NONE && post->owner != GZ_NONE) {
    return owner_entity == GZ_NONE // in something that is not known
               ? GZ_NONE
               : office_of_place(work, forms, count, owner_entity);
  }
  const bool matched =
      gz_actors_match_title(work->actors, forms, count, 0, &titles) &&
      titles.n_tokens == count;
  if (owner == GZ_NONE) {
    return matched && titles.n_candidates == 1 && !titles.more
               ? titles.candidates[0].name.actor
               : GZ_NONE;
  }
  const uint32_t office = gz_actors_office(work->actors, forms, count, owner);
  return office == GZ_NONE ? office_of_place(work, forms, count, owner_entity)
                           : office;
}

/** The entity of the known office, or of that label; made if need be. */
static uint32_t
entity_for(struct gz_actor_work *work, uint32_t actor, struct gz_str label) {
  struct gz_article *article = work->article;
  if (actor != GZ_NONE) {
    return gz_known_entity(work, actor);
  }
  for (uint32_t i = 0; i < article->entities.count; ++i) {
    const struct gz_entity *entity = &article->entities.items[i];
    if (entity->type == GZ_ENTITY_OFFICE && entity->actor == GZ_NONE &&
        gz_str_equal(entity->label, label)) {
      return i;
    }
  }
  struct gz_entity *entity = GZ_PUSH(article, &article->entities);
  if (!entity) {
    return GZ_NONE;
  }
  *entity = (struct gz_entity){.type = GZ_ENTITY_OFFICE,
                               .actor = GZ_NONE,
                               .label = label,
                               .state = GZ_NONE};
  return article->entities.count - 1;
}

/** Note that the article calls an office by that title. */
static bool
name_office(struct gz_actor_work *work, uint32_t office, struct gz_str title) {
  struct gz_entity *entity = &work->article->entities.items[office];
  for (uint32_t i = 0; i < entity->n_names; ++i) {
    if (gz_str_equal(entity->names[i], title)) {
      return true;
    }
  }
  struct gz_str *names = gz_arena_array(
      work->article->arena, (size_t)entity->n_names + 1, sizeof *names);
  if (!names) {
    return false;
  }
  for (uint32_t i = 0; i < entity->n_names; ++i) {
    names[i] = entity->names[i];
  }
  names[entity->n_names++] = title;
  entity->names = names;
  return true;
}

/** What an office is called: "Chief Executive of RISC-V Foundation". */
static struct gz_str
office_label(struct gz_actor_work *work, const struct post *post,
             uint32_t owner) {
  const struct gz_str title = gz_article_str(
      work->article, (struct gz_span){
                         gz_work_token(work, post->first)->span.begin,
                         gz_work_token(work, post->last)->span.end,
                     });
  const char *label =
      owner == GZ_NONE
          ? gz_arena_copy(work->article->arena, title)
          : gz_arena_printf(
                work->article->arena, "%.*s of %.*s", GZ_STR_ARGS(title),
                GZ_STR_ARGS(work->article->entities.items[owner].label));
  return gz_str(label);
}

/** The state that an entity is, or belongs to. */
static uint32_t
state_of(const struct gz_article *article, uint32_t entity) {
  return entity == GZ_NONE ? GZ_NONE
         : article->entities.items[entity].type == GZ_ENTITY_STATE
             ? entity
             : article->entities.items[entity].state;
}

/** Say where an office is, that a known one does not say itself. */
static bool
place_office(struct gz_actor_work *work, uint32_t office, uint32_t owner,
             struct gz_span evidence) {
  const uint32_t state = state_of(work->article, owner);
  return (owner == GZ_NONE || gz_relate(work, GZ_RELATION_POST_IN, office,
                                        owner, evidence, "office")) &&
         (state == GZ_NONE || gz_relate(work, GZ_RELATION_OF_STATE, office,
                                        state, evidence, "office"));
}

/** Whether a post is a state's, where nothing is said of what it is in. */
static bool
is_national(const struct gz_actor_work *work, const struct post *post) {
  static const char *const words[] = {
      "president",      "vice-president", "minister",   "secretary",
      "undersecretary", "senator",        "judge",      "justice",
      "chancellor",     "premier",        "king",       "queen",
      "congressman",    "congresswoman",  "ambassador", "lawmaker"};
  return GZ_IS_ONE_OF(gz_work_form(work, post->noun), words);
}

/** Say that a person holds a post. */
static bool
hold(struct gz_actor_work *work, uint32_t person, const struct post *post) {
  struct gz_article *article = work->article;
  const uint32_t holder = gz_ref_entity(work, person);
  uint32_t owner = gz_ref_entity(work, post->owner);
  if (owner == GZ_NONE && post->owner == GZ_NONE && is_national(work, post)) {
    owner = gz_only_state(work);
  }
  if (holder == GZ_NONE || work->quoted[post->noun]) {
    return true;
  }
  for (uint32_t i = post->first > 2 ? post->first - 2 : 0; i <= post->last + 1;
       ++i) {
    if (i < article->tokens.count && is_prospective(gz_work_form(work, i))) {
      return true;
    }
  }
  const uint32_t office_actor =
      known_office(work, post, article->entities.items[holder].actor, owner);
  const struct gz_str label =
      office_actor == GZ_NONE ? office_label(work, post, owner) : GZ_STR("");
  const bool private =
      owner != GZ_NONE &&
      (article->entities.items[owner].type == GZ_ENTITY_FIRM ||
       article->entities.items[owner].type == GZ_ENTITY_ORGANIZATION ||
       article->entities.items[owner].type == GZ_ENTITY_MEDIA_OUTLET);
  struct gz_entity *entity = &article->entities.items[holder];
  if (!private && entity->type == GZ_ENTITY_PERSON) {
    entity->type = GZ_ENTITY_OFFICIAL;
  }
  if (entity->state == GZ_NONE && !private) {
    entity->state = state_of(article, owner);
  }
  if (owner == GZ_NONE && office_actor == GZ_NONE) {
    return true; // nobody knows of what: a post of that name is none
  }
  const uint32_t office = entity_for(work, office_actor, label);
  if (office == GZ_NONE) {
    return false;
  }
  const struct gz_span evidence = {gz_work_token(work, post->first)->span.begin,
                                   gz_work_token(work, post->last)->span.end};
  return (office_actor == GZ_NONE ||
          name_office(work, office, gz_article_str(article, evidence))) &&
         gz_relate(work, GZ_RELATION_HOLDS, holder, office, evidence,
                   "office") &&
         place_office(work, office, owner, evidence);
}

/** Say that a person is of a party. */
static bool
belong(struct gz_actor_work *work, uint32_t person, uint32_t party) {
  const uint32_t member = gz_ref_entity(work, person);
  const uint32_t of = gz_ref_entity(work, party);
  if (member == GZ_NONE || of == GZ_NONE) {
    return true;
  }
  const struct gz_ref *ref = gz_ref_at(work, party);
  return gz_relate(
      work, GZ_RELATION_MEMBER_OF, member, of,
      (struct gz_span){
          gz_work_token(work, ref->first)->span.begin,
          gz_work_token(work, ref->first + ref->count - 1)->span.end},
      "party");
}

/** Whether a post is a party's: who holds it is a member. */
static bool
join_party(struct gz_actor_work *work, uint32_t person, const struct post *post,
           uint32_t party) {
  if (party == GZ_NONE && post->owner != GZ_NONE &&
      gz_ref_at(work, gz_ref_root(work, post->owner))->type ==
          GZ_ENTITY_PARTY) {
    party = post->owner;
  }
  return party == GZ_NONE || belong(work, person, party);
}

/** Read the title before a name. */
static bool
read_before(struct gz_actor_work *work, uint32_t person) {
  const struct gz_ref *name = gz_ref_at(work, person);
  const uint32_t start = work->article->sentences.items[name->sentence].first;
  struct post post;
  if (!title_before(work, name, &post)) {
    return true;
  }
  uint32_t party = GZ_NONE;
  extend_left(work, &post, start);
  extend_right(work, &post);
  find_owner(work, &post, start, &party);
  return hold(work, person, &post) && join_party(work, person, &post, party);
}

/** Read a phrase that says what a person is: an apposition, a predicate. */
static bool
read_phrase(struct gz_actor_work *work, uint32_t person, uint32_t phrase) {
  const struct gz_ref *ref = gz_ref_at(work, phrase);
  if (ref->kind == GZ_MENTION_NAME) {
    return gz_ref_at(work, gz_ref_root(work, phrase))->type == GZ_ENTITY_PARTY
               ? belong(work, person, phrase)
               : true;
  }
  if (!is_office(work, ref->head) || ref->number == GZ_NUMBER_MANY) {
    return true;
  }
  struct post post = {ref->head, ref->head, ref->head, GZ_NONE};
  uint32_t party = GZ_NONE;
  extend_left(work, &post, ref->first);
  extend_right(work, &post);
  find_owner(work, &post, work->article->sentences.items[ref->sentence].first,
             &party);
  return hold(work, person, &post) && join_party(work, person, &post, party);
}

/** Read "X of the Civic Party", "DAB's X and Y". */
static bool
read_affiliation(struct gz_actor_work *work, uint32_t person) {
  static const char *const links[] = {"of", "from"};
  const struct gz_ref *name = gz_ref_at(work, person);
  for (uint32_t child = gz_tree_first(&work->tree, name->head);
       child != GZ_NONE; child = gz_tree_next(&work->tree, child)) {
    const uint32_t other = gz_ref_headed(work, child);
    if (other == GZ_NONE || !gz_tree_is(&work->tree, child, GZ_DEPREL_NMOD)) {
      continue;
    }
    const uint8_t type = gz_ref_at(work, gz_ref_root(work, other))->type;
    const uint32_t mark = gz_tree_case(&work->tree, child);
    const bool poss = gz_tree_is(&work->tree, child, GZ_DEPREL_NMOD_POSS) &&
                      gz_ref_at(work, other)->kind == GZ_MENTION_NAME;
    const bool of = mark != GZ_NONE && child > name->head &&
                    GZ_IS_ONE_OF(gz_work_form(work, mark), links);
    if ((type != GZ_ENTITY_PARTY && type != GZ_ENTITY_ORGANIZATION) ||
        !gz_ref_at(work, gz_ref_root(work, other))->named || (!poss && !of)) {
      continue;
    }
    if (!belong(work, person, other)) {
      return false;
    }
    for (uint32_t next = gz_tree_child(&work->tree, name->head, GZ_DEPREL_CONJ);
         poss && next != GZ_NONE;
         next = gz_tree_next_child(&work->tree, next, GZ_DEPREL_CONJ)) {
      const uint32_t also = gz_ref_headed(work, next);
      if (also != GZ_NONE && is_person(work, also) &&
          gz_tree_child(&work->tree, next, GZ_DEPREL_NMOD) == GZ_NONE &&
          !belong(work, also, other)) {
        return false;
      }
    }
  }
  return true;
}

/** Read the appositions of a name, and what it is the apposition of. */
static bool
read_appositions(struct gz_actor_work *work, uint32_t person) {
  const struct gz_ref *name = gz_ref_at(work, person);
  for (uint32_t child = gz_tree_child(&work->tree, name->head, GZ_DEPREL_APPOS);
       child != GZ_NONE;
       child = gz_tree_next_child(&work->tree, child, GZ_DEPREL_APPOS)) {
    const uint32_t phrase = gz_ref_headed(work, child);
    if (phrase != GZ_NONE && !read_phrase(work, person, phrase)) {
      return false;
    }
  }
  const uint32_t head = gz_tree_head(&work->tree, name->head);
  if (head != GZ_NONE && gz_tree_is(&work->tree, name->head, GZ_DEPREL_APPOS)) {
    const uint32_t phrase = gz_ref_headed(work, head);
    struct post title; // has been read with all its words
    return phrase == GZ_NONE ||
           (title_before(work, name, &title) && title.noun == head) ||
           read_phrase(work, person, phrase);
  }
  return true;
}

/** Read "X was minister", "X, who was minister". */
static bool
read_predicate(struct gz_actor_work *work, uint32_t phrase) {
  const struct gz_ref *ref = gz_ref_at(work, phrase);
  if (ref->kind != GZ_MENTION_NOMINAL || !is_office(work, ref->head) ||
      gz_tree_child(&work->tree, ref->head, GZ_DEPREL_COP) == GZ_NONE ||
      !gz_is_asserted(work, ref->head)) {
    return true;
  }
  const uint32_t subject = gz_tree_subject(&work->tree, ref->head);
  const uint32_t person =
      subject == GZ_NONE ? GZ_NONE : gz_ref_headed(work, subject);
  return person == GZ_NONE || !is_person(work, person) ||
         read_phrase(work, person, phrase);
}

bool
gz_find_offices(struct gz_actor_work *work) {
  const uint32_t count = work->refs.count;
  for (uint32_t i = 0; i < count; ++i) {
    const struct gz_ref *ref = gz_ref_at(work, i);
    if (work->quoted[ref->head]) {
      continue;
    }
    const bool person =
        ref->kind == GZ_MENTION_NAME && !ref->inner && is_person(work, i);
    if ((person && (!read_before(work, i) || !read_appositions(work, i) ||
                    !read_affiliation(work, i))) ||
        (!person && !read_predicate(work, i))) {
      return false;
    }
  }
  return true;
}
