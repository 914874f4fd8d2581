/**
 * @file tree_builder.h
 * Analysed sentences for tests, written as one line each.
 *
 *     build_tree(arena, &article,
 *                "Britain/NNP/2/nsubj banned/VBD/0/root it/PRP/2/obj")
 *
 * Each word is FORM/XPOS/HEAD/DEPREL or FORM/XPOS/HEAD/DEPREL/LEMMA, heads
 * counted in the sentence from 1, 0 for the root.  Sentences are parted by
 * " | ".  The lemma is the form in lower case unless it is given.
 */

#ifndef GZ_TESTS_TREE_BUILDER_H
#define GZ_TESTS_TREE_BUILDER_H

#include "tests/unit.h"

#include "input/tree.h"

#include <stdlib.h>
#include <string.h>

/** Take the field of `word` up to the next slash. */
static inline struct gz_str
take_field(struct gz_str *word) {
  const size_t size = gz_str_find(*word, '/');
  const struct gz_str field = gz_str_part(*word, 0, size);
  *word = gz_str_part(*word, size + 1, word->size);
  return field;
}

static inline enum gz_upos
upos_of(enum gz_xpos xpos) {
  const char *text = gz_xpos_text(xpos);
  switch (text[0]) {
  case 'V':
    return GZ_UPOS_VERB;
  case 'N':
    return strncmp(text, "NNP", 3) == 0 ? GZ_UPOS_PROPN : GZ_UPOS_NOUN;
  case 'J':
    return GZ_UPOS_ADJ;
  case 'P':
  case 'W':
    return GZ_UPOS_PRON;
  case 'I':
    return GZ_UPOS_ADP;
  case 'M':
    return GZ_UPOS_AUX;
  case ',':
  case '.':
  case ':':
  case '`':
  case '\'':
    return GZ_UPOS_PUNCT;
  default:
    return GZ_UPOS_X;
  }
}

/** Fill `article` with the sentences of `text`. */
static inline void
build_article(struct gz_arena *arena, struct gz_article *article,
              const char *text) {
  gz_article_init(article, arena);
  struct gz_str rest = gz_str(text);
  char *plain = gz_arena_alloc(arena, rest.size + 2);
  assert_non_null(plain);
  uint32_t size = 0;
  struct gz_sentence *sentence = NULL;
  while (rest.size) {
    const size_t space = gz_str_find(rest, ' ');
    struct gz_str word = gz_str_part(rest, 0, space);
    rest = gz_str_part(rest, space + 1, rest.size);
    if (gz_str_is(word, "|")) {
      sentence = NULL;
      continue;
    }
    if (!sentence) {
      sentence = GZ_PUSH(article, &article->sentences);
      assert_non_null(sentence);
      sentence->zone = GZ_ZONE_BODY;
      sentence->first = article->tokens.count;
    }
    struct gz_token *token = GZ_PUSH(article, &article->tokens);
    assert_non_null(token);
    const struct gz_str form = take_field(&word);
    if (size) {
      plain[size++] = ' ';
    }
    token->span = (struct gz_span){size, size + (uint32_t)form.size};
    memcpy(plain + size, form.data, form.size);
    size += (uint32_t)form.size;
    const enum gz_xpos xpos = gz_xpos_from_text(take_field(&word));
    token->xpos = (uint8_t)xpos;
    token->upos = (uint8_t)upos_of(xpos);
    const uint32_t head = (uint32_t)strtoul(take_field(&word).data, NULL, 10);
    token->head = head ? sentence->first + head - 1 : article->tokens.count - 1;
    token->deprel = (uint8_t)gz_deprel_from_text(take_field(&word));
    char *lemma = gz_arena_copy(arena, word.size ? word : form);
    assert_non_null(lemma);
    token->lemma = gz_str(lemma);
    for (size_t i = 0; !word.size && i < form.size; ++i) {
      if (lemma[i] >= 'A' && lemma[i] <= 'Z') {
        lemma[i] = (char)(lemma[i] + ('a' - 'A'));
      }
    }
    sentence->count = article->tokens.count - sentence->first;
    sentence->span.begin = article->tokens.items[sentence->first].span.begin;
    sentence->span.end = token->span.end;
  }
  assert_int_equal(gz_article_set_text(article, gz_str_n(plain, size), NULL),
                   GZ_OK);
}

/** Fill `article` and build its trees. */
static inline struct gz_tree
build_tree(struct gz_arena *arena, struct gz_article *article,
           const char *text) {
  struct gz_tree tree;
  build_article(arena, article, text);
  assert_int_equal(gz_tree_build(article, &tree, NULL), GZ_OK);
  return tree;
}

#endif
