#include "input/coreference.h"

#include "input/unicode.h"

#include <string.h>

/** Bytes of a key; a longer name is compared by its first bytes. */
#define KEY_SIZE 200

/** Most words of a name that are looked at for its parts. */
#define MAX_WORDS 12

/** Most names with one family name that are tried. */
#define MAX_NAMESAKES 8

/** A key being put together: "=state department". */
struct key {
  char text[KEY_SIZE];
  size_t size;
};

/** Add a word in lower case, without dots. */
static void
add_word(struct key *key, struct gz_str word) {
  if (key->size > 1 && key->size < KEY_SIZE) {
    key->text[key->size++] = ' ';
  }
  size_t at = 0;
  while (at < word.size) {
    char bytes[4];
    const uint32_t c = gz_to_lower(gz_utf8_next(word, &at));
    const size_t size = c == '.' ? 0 : gz_utf8_put(c, bytes);
    if (key->size + size <= KEY_SIZE) {
      memcpy(key->text + key->size, bytes, size);
      key->size += size;
    }
  }
}

/** The key of the tokens from `first` to before `end` in a list. */
static struct key
key_of(const struct gz_actor_work *work, char list, uint32_t first,
       uint32_t end) {
  struct key key = {.size = 1};
  key.text[0] = list;
  for (uint32_t i = first; i < end; ++i) {
    add_word(&key, gz_work_form(work, i));
  }
  return key;
}

/** The last reference with that key, or none. */
static uint32_t
look_up(const struct gz_coreference *c, const struct key *key) {
  const uint32_t number =
      gz_interner_find(c->keys, gz_str_n(key->text, key->size));
  return number == GZ_NO_INDEX ? GZ_NONE : c->last[number];
}

/** Note that a reference has that key. */
static bool
note(struct gz_coreference *c, const struct key *key, uint32_t ref) {
  const uint32_t number =
      gz_interner_add(c->keys, gz_str_n(key->text, key->size));
  if (number == GZ_NO_INDEX ||
      (number >= c->capacity &&
       !gz_list_grow(c->work->article->arena, (void **)&c->last, number,
                     &c->capacity, sizeof *c->last))) {
    return false;
  }
  if (number + 1 == gz_interner_count(c->keys) && number >= c->n_last) {
    c->n_last = number + 1;
    c->last[number] = GZ_NONE;
  }
  if (key->text[0] == 's') {
    c->namesake[ref] = c->last[number];
  }
  c->last[number] = ref;
  return true;
}

uint32_t
gz_coreference_find(const struct gz_coreference *c, char list,
                    struct gz_str word) {
  struct key key = {.size = 1};
  key.text[0] = list;
  add_word(&key, word);
  return look_up(c, &key);
}

bool
gz_coreference_note(struct gz_coreference *c, char list, struct gz_str word,
                    uint32_t ref) {
  struct key key = {.size = 1};
  key.text[0] = list;
  add_word(&key, word);
  return note(c, &key, ref);
}

/** Let a name that nobody knows be of the class of an organisation that is
 *  called the same, or longer: that tells more. */
static void
take_class(const struct gz_actor_work *work, uint32_t other, uint32_t number) {
  struct gz_ref *ref = gz_ref_at(work, number);
  const struct gz_ref *root = gz_ref_at(work, gz_ref_root(work, other));
  if (ref->actor == GZ_NONE && ref->ne == GZ_NE_ORG &&
      ref->animacy == GZ_REF_GROUP && root->animacy == GZ_REF_GROUP &&
      root->type != GZ_ENTITY_STATE) {
    ref->type = root->type;
  }
}

/** Join with the last reference that has a key, and note it there. */
static bool
join_and_note(struct gz_coreference *c, const struct key *key, uint32_t ref) {
  const uint32_t other = look_up(c, key);
  if (other != GZ_NONE && other != ref) {
    take_class(c->work, other, ref);
    (void)gz_refs_join(c->work, other, ref);
  }
  return note(c, key, ref);
}

/** Whether the words of a name from `from` on add nothing to it: "Group". */
static bool
is_ending(const struct gz_actor_work *work, uint32_t token) {
  return gz_noun_part(work->nouns, gz_work_form(work, token)) != NULL;
}

/** Whether the words of an organisation's name up to before `end` may stand for
 *  it: "Bayern" of "Bayern Munich", not "Bank" of "Bank of England". */
static bool
is_short_form(const struct gz_actor_work *work, const struct gz_ref *ref,
              uint32_t end) {
  static const char *const links[] = {"of", "for", "and", "&", "on",
                                      "in", "-",   "'s",  "’s"};
  const struct gz_str last = gz_work_form(work, end - 1);
  const bool one = end == ref->first + 1;
  const uint8_t upos = gz_work_token(work, end - 1)->upos;
  return upos == GZ_UPOS_PROPN && gz_is_capitalised(last) &&
         !GZ_IS_ONE_OF(gz_work_form(work, end), links) &&
         !gz_noun_part(work->nouns, last) &&
         !(one && (gz_noun_find(work->nouns, last) ||
                   gz_noun_forename(work->nouns, last) != GZ_GENDER_UNKNOWN));
}

/** Join an organisation that nobody knows with the only one in the article
 *  whose longer name begins so. */
static bool
join_beginning(struct gz_coreference *c, uint32_t number) {
  const struct gz_actor_work *work = c->work;
  const struct gz_ref *ref = gz_ref_at(work, number);
  const uint32_t end = ref->first + ref->count;
  if (ref->ne != GZ_NE_ORG || ref->actor != GZ_NONE || ref->inner) {
    return true;
  }
  struct key key = key_of(work, 'p', ref->first, end);
  const uint32_t longer = look_up(c, &key);
  key.text[0] = 'q';
  if (longer != GZ_NONE && look_up(c, &key) == GZ_NONE) {
    take_class(work, longer, number);
    (void)gz_refs_join(work, longer, number);
  }
  for (uint32_t at = ref->first + 1; at < end && at < ref->first + MAX_WORDS;
       ++at) {
    if (!is_short_form(work, ref, at)) {
      continue;
    }
    key = key_of(work, 'p', ref->first, at);
    const uint32_t other = look_up(c, &key);
    if (other != GZ_NONE &&
        gz_ref_root(work, other) != gz_ref_root(work, number)) {
      key.text[0] = 'q'; // more than one begins so
    }
    if (!note(c, &key, number)) {
      return false;
    }
  }
  return true;
}

/** Whether two names of firms that begin alike may differ in how they end:
 *  where one ends in what says its form only. */
static bool
ends_agree(const struct gz_actor_work *work, const struct gz_ref *ref,
           const struct gz_ref *other, uint32_t words) {
  static const char *const formal[] = {
      "group", "holding", "holdings", "inc",  "inc.", "corp", "corp.",
      "ltd",   "ltd.",    "limited",  "plc",  "co",   "co.",  "company",
      "ag",    "sa",      "s.a.",     "gmbh", "llc",  "nv",   "corporation"};
  return other->count <= words ||
         gz_str_equal_nocase(gz_work_form(work, ref->first + words),
                             gz_work_form(work, other->first + words)) ||
         GZ_IS_ONE_OF(gz_work_form(work, ref->first + words), formal) ||
         GZ_IS_ONE_OF(gz_work_form(work, other->first + words), formal);
}

/** Join a name of an organisation with shorter and longer forms of it. */
static bool
join_organization(struct gz_coreference *c, uint32_t number) {
  const struct gz_actor_work *work = c->work;
  const struct gz_ref *ref = gz_ref_at(work, number);
  uint32_t first = ref->first;
  const uint32_t end = first + ref->count;
  // "U.S. State Department", "State Department"
  const uint32_t state = first + 1 < end ? c->inner_at[first] : 0;
  if (state && gz_ref_at(work, state - 1)->first == first) {
    first += gz_ref_at(work, state - 1)->count;
    struct key key = key_of(work, '=', first, end);
    if (first < end && !join_and_note(c, &key, number)) {
      return false;
    }
  }
  // "Alibaba Group Holding Ltd", "Alibaba"
  uint32_t words = 0;
  for (uint32_t last = end; last > ref->first + 1 && words < MAX_WORDS;
       ++words) {
    --last;
    if (!is_ending(work, last)) {
      break;
    }
    struct key key = key_of(work, '=', ref->first, last);
    const uint32_t other = look_up(c, &key);
    if (other != GZ_NONE && gz_ref_at(work, other)->ne == GZ_NE_ORG &&
        ends_agree(work, ref, gz_ref_at(work, other), last - ref->first)) {
      (void)gz_refs_join(work, other, number);
    }
    if ((other == GZ_NONE || other == number) && !note(c, &key, number)) {
      return false;
    }
  }
  // "Korean Central News Agency", "KCNA"
  if (ref->count > 1) {
    struct key key = {.size = 1, .text = {'a'}};
    for (uint32_t i = ref->first; i < end && key.size < KEY_SIZE; ++i) {
      const struct gz_str form = gz_work_form(work, i);
      if (gz_is_capitalised(form)) {
        key.text[key.size++] = (char)(form.data[0] | 0x20);
      }
    }
    return key.size < 3 || note(c, &key, number);
  }
  struct key key = key_of(work, 'a', ref->first, end);
  const uint32_t long_form = look_up(c, &key);
  if (long_form != GZ_NONE && ref->ne == GZ_NE_ORG) {
    (void)gz_refs_join(work, long_form, number);
  }
  return true;
}

/** Join with the last person that has a key. */
static void
join_namesake(const struct gz_coreference *c, const struct key *key,
              uint32_t number) {
  const uint32_t other = look_up(c, key);
  if (other != GZ_NONE &&
      gz_class_animacy(gz_ref_at(c->work, other)->type) == GZ_REF_PERSON) {
    (void)gz_refs_join(c->work, other, number);
  }
}

/** Join a person's name of several words with those that leave out what is
 *  first or in the middle: "Marine Le Pen", "Le Pen"; "John Q. Smith". */
static bool
join_longer(struct gz_coreference *c, uint32_t number) {
  const struct gz_actor_work *work = c->work;
  const struct gz_ref *ref = gz_ref_at(work, number);
  const uint32_t end = ref->first + ref->count;
  struct key key = key_of(work, 'l', ref->first, end);
  join_namesake(c, &key, number);
  for (uint32_t first = ref->first + 1;
       first + 1 < end && first < ref->first + MAX_WORDS; ++first) {
    key = key_of(work, '=', first, end);
    join_namesake(c, &key, number);
    key = key_of(work, 'l', first, end);
    if (!note(c, &key, number)) {
      return false;
    }
  }
  if (ref->count < 3) {
    return true;
  }
  key = key_of(work, '=', ref->first, ref->first + 1);
  add_word(&key, gz_work_form(work, end - 1));
  join_namesake(c, &key, number);
  key.text[0] = 'l';
  return note(c, &key, number);
}

/** Join a person's name with shorter and longer forms of it. */
static bool
join_person(struct gz_coreference *c, uint32_t number) {
  const struct gz_actor_work *work = c->work;
  const struct gz_ref *ref = gz_ref_at(work, number);
  const uint32_t last = ref->first + ref->count - 1;
  struct key surname = key_of(work, 's', last, last + 1);
  struct key forename = key_of(work, 'g', ref->first, ref->first + 1);
  if (ref->count == 1) {
    uint32_t other = look_up(c, &surname);
    for (int tried = 0; other != GZ_NONE && tried < MAX_NAMESAKES; ++tried) {
      if (gz_refs_agree(work, other, number)) {
        break;
      }
      other = c->namesake[other];
    }
    if (other == GZ_NONE) {
      forename = key_of(work, 'g', last, last + 1);
      other = look_up(c, &forename);
    }
    if (other != GZ_NONE) {
      (void)gz_refs_join(work, other, number);
      return true;
    }
    return note(c, &surname, number);
  }
  // "Trump" alone before "Donald Trump"
  const uint32_t other = look_up(c, &surname);
  if (other != GZ_NONE && gz_ref_at(work, other)->count == 1) {
    (void)gz_refs_join(work, other, number);
  }
  return join_longer(c, number) && note(c, &surname, number) &&
         note(c, &forename, number);
}

/** Join "ABC" of "X (ABC)" or "X, or ABC" with X. */
static void
join_introduced(struct gz_coreference *c, uint32_t number) {
  const struct gz_actor_work *work = c->work;
  const struct gz_ref *ref = gz_ref_at(work, number);
  const uint32_t start = work->article->sentences.items[ref->sentence].first;
  const uint32_t after = ref->first + ref->count;
  static const char *const open[] = {"(", "[", "-LRB-"};
  static const char *const close[] = {")", "]", "-RRB-"};
  if (ref->first < start + 2 || ref->count > 2 ||
      after >= work->article->tokens.count ||
      !GZ_IS_ONE_OF(gz_work_form(work, ref->first - 1), open) ||
      !GZ_IS_ONE_OF(gz_work_form(work, after), close)) {
    return;
  }
  const uint32_t other = work->in_name[ref->first - 2];
  if (other && gz_ref_at(work, other - 1)->count > 1) {
    const struct gz_ref *x = gz_ref_at(work, other - 1);
    if (x->ne == ref->ne && gz_class_animacy(x->type) != GZ_REF_PERSON) {
      (void)gz_refs_join(work, other - 1, number);
    }
  }
}

bool
gz_coreference_note_words(struct gz_coreference *c, uint32_t number) {
  const struct gz_actor_work *work = c->work;
  const struct gz_ref *ref = gz_ref_at(work, number);
  if (ref->type == GZ_ENTITY_STATE || ref->count < 2 ||
      !(ref->animacy & (GZ_REF_GROUP | GZ_REF_THING))) {
    return true;
  }
  for (uint32_t i = ref->first;
       i < ref->first + ref->count && i < ref->first + MAX_WORDS; ++i) {
    const struct gz_str form = gz_work_form(work, i);
    if (gz_noun_find(work->nouns, form) &&
        !gz_coreference_note(c, 'w', form, number)) {
      return false;
    }
  }
  return true;
}

/** Whether a single word that was taken for something else is the family name
 *  of somebody whose full name the article gave before. */
static bool
is_surname(const struct gz_coreference *c, const struct gz_ref *ref) {
  if (ref->count != 1 || ref->actor != GZ_NONE || ref->adjectival ||
      ref->ne == GZ_NE_NORP) {
    return false;
  }
  struct key key = key_of(c->work, 's', ref->first, ref->first + 1);
  const uint32_t other = look_up(c, &key);
  return other != GZ_NONE && gz_ref_at(c->work, other)->count > 1;
}

static bool
join_name(struct gz_coreference *c, uint32_t number) {
  struct gz_actor_work *work = c->work;
  struct gz_ref *ref = gz_ref_at(work, number);
  if (ref->actor != GZ_NONE) {
    const uint32_t other = c->by_actor[ref->actor];
    if (other) {
      (void)gz_refs_join(work, other - 1, number);
    }
    c->by_actor[ref->actor] = number + 1;
  }
  if (ref->inner) {
    return true;
  }
  if (is_surname(c, ref)) {
    ref->type = GZ_ENTITY_PERSON;
    ref->animacy = GZ_REF_PERSON;
  }
  struct key key = key_of(work, '=', ref->first, ref->first + ref->count);
  const bool person = gz_class_animacy(ref->type) == GZ_REF_PERSON;
  if (person && ref->count == 1) {
    return join_person(c, number);
  }
  if (!join_and_note(c, &key, number)) {
    return false;
  }
  if (person) {
    return join_person(c, number);
  }
  join_introduced(c, number);
  return ref->type == GZ_ENTITY_STATE || ref->type == GZ_ENTITY_PLACE ||
         ref->adjectival ||
         (join_beginning(c, number) && join_organization(c, number));
}

/** Let a person who goes by one name have the gender that it tells, unless it
 *  may be a family name; and each name the gender that is known of its bearer.
 */
static void
add_gender(const struct gz_coreference *c, uint32_t number) {
  const struct gz_actor_work *work = c->work;
  struct gz_ref *ref = gz_ref_at(work, number);
  struct gz_ref *root = gz_ref_at(work, gz_ref_root(work, number));
  const struct gz_str form = gz_work_form(work, ref->first);
  if (ref->count == 1 && root->count == 1 && root->actor == GZ_NONE &&
      root->gender == GZ_GENDER_UNKNOWN &&
      gz_class_animacy(root->type) == GZ_REF_PERSON &&
      !gz_noun_is_surname(work->nouns, form)) {
    root->gender = (uint8_t)gz_noun_forename(work->nouns, form);
  }
  ref->gender = root->gender;
}

bool
gz_join_names(struct gz_coreference *c) {
  for (uint32_t i = 0; i < c->work->refs.count; ++i) {
    const struct gz_ref *ref = gz_ref_at(c->work, i);
    if (ref->inner) {
      c->inner_at[ref->first] = i + 1;
    }
  }
  for (uint32_t i = 0; i < c->work->refs.count; ++i) {
    if (gz_ref_at(c->work, i)->kind == GZ_MENTION_NAME && !join_name(c, i)) {
      return false;
    }
  }
  for (uint32_t i = 0; i < c->work->refs.count; ++i) {
    if (gz_ref_at(c->work, i)->kind == GZ_MENTION_NAME) {
      add_gender(c, i);
    }
  }
  return true;
}

struct gz_back
gz_back_from(const struct gz_actor_work *work, uint32_t number,
             uint32_t sentences, uint32_t most) {
  const uint32_t sentence = gz_ref_at(work, number)->sentence;
  return (struct gz_back){
      .work = work,
      .at = number,
      .left = most,
      .least = sentence > sentences ? sentence - sentences : 0,
  };
}

uint32_t
gz_back_next(struct gz_back *back) {
  if (back->at == 0 || back->left == 0 ||
      gz_ref_at(back->work, back->at - 1)->sentence < back->least) {
    return GZ_NONE;
  }
  --back->left;
  return --back->at;
}

bool
gz_coreference_begin(struct gz_coreference *c, struct gz_actor_work *work) {
  struct gz_arena *arena = work->article->arena;
  *c = (struct gz_coreference){
      .work = work,
      .keys = gz_interner_new(),
      .namesake = gz_arena_array(arena, (size_t)work->refs.count + 1,
                                 sizeof *c->namesake),
      .inner_at = gz_arena_array(arena, (size_t)work->article->tokens.count + 1,
                                 sizeof *c->inner_at),
      .by_actor =
          gz_arena_array(arena, (size_t)gz_actors_count(work->actors) + 1,
                         sizeof *c->by_actor),
  };
  return c->keys && c->namesake && c->inner_at && c->by_actor;
}

void
gz_coreference_end(struct gz_coreference *c) {
  gz_interner_free(c->keys);
}
