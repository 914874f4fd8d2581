#include "input/link_context.h"

#include "input/wordlist.h"

#include <string.h>

/** Most names with one word that a question looks at. */
#define MAX_BEARERS 64

/** Most bytes of an abbreviation, and of the words that it may stand for. */
#define MAX_SHORT 12
#define MAX_LONG 240

/** What a plain word of sports weighs, and one of nothing else. */
#define PLAIN_WORD 1
#define SURE_WORD 2

/** What the words of a sentence weigh that is about sports by itself. */
#define SPORTS_SENTENCE 4

/** What the words of an article of sports weigh at least, in all and for each
 *  hundred tokens. */
#define SPORTS_ARTICLE 8
#define SPORTS_SHARE 2

/** Most bytes of a key. */
#define KEY_SIZE 64

/** A word after the letter of its list: 'p' words of full names of persons, 'e'
 *  those that they end in, 'd' abbreviations; in small letters, but for the
 *  last two. */
static struct gz_str
key_of(char list, struct gz_str word, char key[KEY_SIZE]) {
  const bool exact = list == 'd' || list == 'e';
  const size_t size = word.size < KEY_SIZE - 1 ? word.size : KEY_SIZE - 1;
  key[0] = list;
  for (size_t i = 0; i < size; ++i) {
    const char c = word.data[i];
    key[i + 1] = c >= 'A' && c <= 'Z' && !exact ? (char)(c | 0x20) : c;
  }
  return gz_str_n(key, size + 1);
}

/** Put a stretch of tokens first in the list of a word. */
static bool
note(struct gz_link_context *c, char list, struct gz_str word, uint32_t first,
     uint32_t count) {
  char key[KEY_SIZE];
  struct gz_article *article = c->work->article;
  const uint32_t number = gz_interner_add(c->keys, key_of(list, word, key));
  if (number == GZ_NO_INDEX ||
      (number >= c->capacity &&
       !gz_list_grow(article->arena, (void **)&c->heads, c->n_heads,
                     &c->capacity, sizeof *c->heads))) {
    return false;
  }
  if (number >= c->n_heads) {
    c->n_heads = number + 1;
    c->heads[number] = GZ_NONE;
  }
  struct gz_link_words *item = GZ_PUSH(article, &c->items);
  if (!item) {
    return false;
  }
  *item = (struct gz_link_words){first, count, c->heads[number]};
  c->heads[number] = c->items.count - 1;
  return true;
}

static uint32_t
look_up(const struct gz_link_context *c, char list, struct gz_str word) {
  char key[KEY_SIZE];
  const uint32_t number = gz_interner_find(c->keys, key_of(list, word, key));
  return number == GZ_NO_INDEX ? GZ_NONE : c->heads[number];
}

bool
gz_link_context_person(struct gz_link_context *c, uint32_t first,
                       uint32_t count) {
  if (count < 2) {
    return true;
  }
  for (uint32_t i = first; i < first + count; ++i) {
    if (!note(c, 'p', gz_work_form(c->work, i), first, count)) {
      return false;
    }
  }
  return note(c, 'e', gz_work_form(c->work, first + count - 1), first, count);
}

bool
gz_link_ends_name(const struct gz_link_context *c, uint32_t token) {
  return look_up(c, 'e', gz_work_form(c->work, token)) != GZ_NONE;
}

enum gz_bearer
gz_link_bearer(const struct gz_link_context *c, uint32_t token,
               uint32_t actor) {
  uint32_t at = look_up(c, 'p', gz_work_form(c->work, token));
  bool same = false;
  bool other = false;
  for (int tried = 0; at != GZ_NONE && tried < MAX_BEARERS; ++tried) {
    const struct gz_link_words *name = &c->items.items[at];
    if (gz_person_may_be(c->work, name->first, name->count, actor)) {
      same = true;
    } else {
      other = true;
    }
    at = name->next;
  }
  return same ? (other ? GZ_BEARER_BOTH : GZ_BEARER_SAME)
              : (other ? GZ_BEARER_OTHER : GZ_BEARER_UNNAMED);
}

static bool
is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static char
small(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/** Where in `words` the long form of an abbreviation begins; past its end if
 *  there is none.  After Schwartz and Hearst. */
static size_t
long_form(struct gz_str abbreviation, struct gz_str words) {
  size_t at = words.size;
  for (size_t i = abbreviation.size; i-- > 0;) {
    const char c = small(abbreviation.data[i]);
    if (!is_letter(c)) {
      continue;
    }
    do {
      if (at == 0) {
        return words.size;
      }
      --at;
    } while (small(words.data[at]) != c ||
             (i == 0 && at > 0 && is_letter(words.data[at - 1])));
  }
  while (at > 0 && words.data[at - 1] != ' ') {
    --at;
  }
  return at;
}

/** Whether the word may be an abbreviation: "AP", "NCSC", "dpa", "U.N.". */
static bool
is_abbreviation(struct gz_str form) {
  size_t capitals = 0;
  for (size_t i = 0; i < form.size; ++i) {
    capitals += form.data[i] >= 'A' && form.data[i] <= 'Z';
  }
  return form.size >= 2 && form.size <= MAX_SHORT && capitals >= 2;
}

/** Note what the abbreviation at `token`, between parentheses, stands for. */
static bool
define(struct gz_link_context *c, uint32_t start, uint32_t token) {
  const struct gz_actor_work *work = c->work;
  const struct gz_str form = gz_work_form(work, token);
  const uint32_t size = (uint32_t)form.size;
  const uint32_t open = token - 1;
  const uint32_t most = size + 5 < 2 * size ? size + 5 : 2 * size;
  const uint32_t from = open > start + most ? open - most : start;
  if (from >= open || look_up(c, 'd', form) != GZ_NONE) {
    return true;
  }
  const uint32_t begin = gz_work_token(work, from)->span.begin;
  const uint32_t end = gz_work_token(work, open - 1)->span.end;
  if (end - begin > MAX_LONG) {
    return true;
  }
  const struct gz_str words =
      gz_article_str(work->article, (struct gz_span){begin, end});
  const size_t at = long_form(form, words);
  if (at >= words.size) {
    return true;
  }
  uint32_t first = from;
  while (first < open && gz_work_token(work, first)->span.begin < begin + at) {
    ++first;
  }
  return first >= open || note(c, 'd', form, first, open - first);
}

/** Find the abbreviations that a sentence defines. */
static bool
find_definitions(struct gz_link_context *c, const struct gz_sentence *s) {
  static const char *const open[] = {"(", "[", "-LRB-"};
  static const char *const close[] = {")", "]", "-RRB-"};
  for (uint32_t i = s->first + 2; i + 1 < s->first + s->count; ++i) {
    if (GZ_IS_ONE_OF(gz_work_form(c->work, i - 1), open) &&
        GZ_IS_ONE_OF(gz_work_form(c->work, i + 1), close) &&
        is_abbreviation(gz_work_form(c->work, i)) && !define(c, s->first, i)) {
      return false;
    }
  }
  return true;
}

/** Whether a word of a definition is one of a name, at least its beginning:
 *  "Organisation" is much like "Organization". */
static bool
has_word(struct gz_str name, struct gz_str word) {
  const size_t length = word.size < 5 ? word.size : 5;
  while (name.size) {
    const size_t end = gz_str_find(name, ' ');
    if (end >= length && gz_str_equal_nocase(gz_str_part(name, 0, length),
                                             gz_str_part(word, 0, length))) {
      return true;
    }
    name = gz_str_part(name, end + 1, name.size);
  }
  return false;
}

enum gz_definition
gz_link_definition(const struct gz_link_context *c, uint32_t token,
                   uint32_t actor) {
  const uint32_t at = look_up(c, 'd', gz_work_form(c->work, token));
  if (at == GZ_NONE) {
    return GZ_DEFINITION_NONE;
  }
  const struct gz_link_words *words = &c->items.items[at];
  struct gz_actor_name name;
  for (uint32_t n = 0; gz_actors_name(c->work->actors, actor, n, &name); ++n) {
    uint32_t same = 0;
    uint32_t all = 0;
    for (uint32_t i = words->first; i < words->first + words->count; ++i) {
      const struct gz_str form = gz_work_form(c->work, i);
      if (form.size > 3) {
        ++all;
        same += has_word(name.form, form);
      }
    }
    if (2 * same >= all && same > 0) {
      return GZ_DEFINITION_SAME;
    }
  }
  return GZ_DEFINITION_OTHER;
}

static bool
is_number(struct gz_str form) {
  return form.size >= 1 && form.size <= 2 && form.data[0] >= '0' &&
         form.data[0] <= '9' &&
         (form.size == 1 || (form.data[1] >= '0' && form.data[1] <= '9'));
}

/** Whether the tokens from `at` are the score of a match: "2-1". */
static bool
is_score(const struct gz_actor_work *work, uint32_t at, uint32_t end) {
  const struct gz_str form = gz_work_form(work, at);
  const size_t dash = gz_str_find(form, '-');
  if (dash < form.size) {
    return is_number(gz_str_part(form, 0, dash)) &&
           is_number(gz_str_part(form, dash + 1, form.size));
  }
  const char *const dashes[] = {"-", "–"};
  return at + 2 < end && is_number(form) &&
         GZ_IS_ONE_OF(gz_work_form(work, at + 1), dashes) &&
         is_number(gz_work_form(work, at + 2));
}

/** What the words of sports in a sentence weigh. */
static uint32_t
sports_weight(const struct gz_actor_work *work, const struct gz_sentence *s) {
  uint32_t weight = 0;
  for (uint32_t i = s->first; i < s->first + s->count; ++i) {
    const struct gz_str form = gz_work_form(work, i);
    if (gz_wordlist_has(GZ_WORDS_SPORT, form)) {
      weight += SURE_WORD;
    } else if (gz_wordlist_has(GZ_WORDS_PLAY, form) ||
               is_score(work, i, s->first + s->count)) {
      weight += PLAIN_WORD;
    }
  }
  return weight;
}

/** Mark the sentences that are about sports: by themselves, or in an article
 *  that is. */
static bool
find_sports(struct gz_link_context *c) {
  const struct gz_article *article = c->work->article;
  const uint32_t count = article->sentences.count;
  uint32_t *weights =
      gz_arena_array(article->arena, (size_t)count + 1, sizeof *weights);
  c->sports =
      gz_arena_array(article->arena, (size_t)count + 1, sizeof *c->sports);
  if (!weights || !c->sports) {
    return false;
  }
  uint64_t all = 0;
  for (uint32_t i = 0; i < count; ++i) {
    weights[i] = sports_weight(c->work, &article->sentences.items[i]);
    all += weights[i];
  }
  const bool article_of_sports =
      all >= SPORTS_ARTICLE &&
      all * 100 >= (uint64_t)article->tokens.count * SPORTS_SHARE;
  for (uint32_t i = 0; i < count; ++i) {
    c->sports[i] = weights[i] >= SPORTS_SENTENCE || article_of_sports;
  }
  return true;
}

bool
gz_link_context_begin(struct gz_link_context *c,
                      const struct gz_actor_work *work) {
  *c = (struct gz_link_context){.work = work, .keys = gz_interner_new()};
  if (!c->keys || !find_sports(c)) {
    return false;
  }
  for (uint32_t i = 0; i < work->article->sentences.count; ++i) {
    if (!find_definitions(c, &work->article->sentences.items[i])) {
      return false;
    }
  }
  return true;
}

void
gz_link_context_end(struct gz_link_context *c) {
  gz_interner_free(c->keys);
  c->keys = NULL;
}
