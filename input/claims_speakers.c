#include "input/claims_parts.h"

#include <string.h>

/** Longest description of an unnamed source, in tokens. */
#define MAX_DESCRIPTION 14

/** How far back a document's author may be named, in tokens. */
#define MAX_DOCUMENT_DISTANCE 600

/** Whether the content of attribution `number` holds `token`. */
static bool
holds(const struct gz_claim_finder *finder, uint32_t number, uint32_t token) {
  const struct gz_attribution *made = &finder->found.items[number];
  for (uint32_t i = 0; i < made->n_pieces; ++i) {
    if (made->pieces[i].first <= token && token <= made->pieces[i].last) {
      return true;
    }
  }
  return false;
}

/** The attribution of the quotation that `token` stands in, or none. */
static uint32_t
quoted_by(const struct gz_claim_finder *finder, uint32_t token) {
  const uint32_t quote = finder->quotes.at[token];
  return quote == GZ_NONE || !finder->quoted[quote] ? GZ_NONE
                                                    : finder->quoted[quote] - 1;
}

/**
 * Take one step up from `token`: its owner if it is found out, or else the
 * next token to ask, or none at the top.
 */
static uint32_t
step_up(const struct gz_claim_finder *finder, uint32_t token, bool *found,
        uint32_t *owner) {
  *found = true;
  const uint32_t here = quoted_by(finder, token);
  if (finder->enters[token]) {
    *owner = finder->enters[token] - 1;
    return GZ_NONE;
  }
  uint32_t next = gz_tree_head(finder->tree, token);
  if (finder->leaves[token]) {
    const uint32_t top = finder->found.items[finder->leaves[token] - 1].top;
    next = top == GZ_NONE ? GZ_NONE : gz_tree_head(finder->tree, top);
  }
  if (here != GZ_NONE) {
    if (next == GZ_NONE ||
        finder->quotes.at[next] != finder->quotes.at[token]) {
      *owner = here;
      return GZ_NONE;
    }
  } else if (next != GZ_NONE && quoted_by(finder, next) != GZ_NONE) {
    // From outside into a quotation: part of it only if its content says so.
    const uint32_t number = quoted_by(finder, next);
    if (holds(finder, number, token)) {
      *owner = number;
      return GZ_NONE;
    }
    const uint32_t quote = finder->quotes.at[next];
    while (next != GZ_NONE && finder->quotes.at[next] == quote) {
      next = gz_tree_head(finder->tree, next);
    }
  }
  if (next == GZ_NONE) {
    *owner = GZ_NONE;
    return GZ_NONE;
  }
  *found = false;
  return next;
}

uint32_t
gz_claims_owner(struct gz_claim_finder *finder, uint32_t token) {
  uint32_t owner = GZ_NONE;
  uint32_t steps = 0;
  for (uint32_t at = token; steps <= GZ_MAX_SENTENCE_TOKENS * 2; ++steps) {
    if (finder->owners[at]) {
      owner = finder->owners[at] == 1 ? GZ_NONE : finder->owners[at] - 2;
      break;
    }
    bool found = false;
    const uint32_t next = step_up(finder, at, &found, &owner);
    if (found) {
      break;
    }
    at = next;
  }
  finder->owners[token] = owner == GZ_NONE ? 1 : owner + 2;
  return owner;
}

/** The entity of the phrase headed by `token`, or none. */
static uint32_t
entity_of(const struct gz_claim_finder *finder, uint32_t token) {
  const uint32_t mention = finder->mentions[token];
  return mention ? finder->article->mentions.items[mention - 1].entity
                 : GZ_NONE;
}

static bool
is_unnamed(const struct gz_claim_finder *finder, uint32_t entity) {
  return entity == GZ_NONE || finder->article->entities.items[entity].type ==
                                  GZ_ENTITY_UNNAMED_SOURCE;
}

/** Whether the words of a source name a document, not who wrote it. */
static bool
is_document(const struct gz_claim_finder *finder, uint32_t token) {
  static const char *const words[] = {
      "report",     "statement",  "release",  "letter",      "memo",
      "document",   "filing",     "study",    "paper",       "survey",
      "poll",       "analysis",   "readout",  "communique",  "communiqué",
      "tweet",      "post",       "email",    "e-mail",      "note",
      "dossier",    "complaint",  "lawsuit",  "indictment",  "affidavit",
      "ruling",     "resolution", "bulletin", "advisory",    "memorandum",
      "transcript", "book",       "website",  "review",      "petition",
      "motion",     "notice",     "account",  "assessment",  "declaration",
      "manifesto",  "newsletter", "estimate", "announcement"};
  if (gz_tree_token(finder->tree, token)->upos != GZ_UPOS_NOUN) {
    return false;
  }
  const struct gz_str lemma = gz_tree_lemma(finder->tree, token);
  for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
    if (gz_str_is(lemma, words[i])) {
      return true;
    }
  }
  return false;
}

/** Whether an entity can be the author of a document. */
static bool
is_author(const struct gz_claim_finder *finder, uint32_t entity) {
  return entity != GZ_NONE &&
         gz_class_acts(finder->article->entities.items[entity].type);
}

/** Who wrote a document: "its report", "a report by X", "an X statement". */
static uint32_t
author_of(const struct gz_claim_finder *finder, uint32_t document) {
  const struct gz_tree *tree = finder->tree;
  int n = 0;
  for (uint32_t child = gz_tree_first(tree, document);
       child != GZ_NONE && n < GZ_CLAIM_MAX_CHILDREN;
       child = gz_tree_next(tree, child), ++n) {
    const enum gz_deprel deprel = gz_tree_token(finder->tree, child)->deprel;
    const bool owns =
        deprel == GZ_DEPREL_NMOD_POSS || deprel == GZ_DEPREL_COMPOUND ||
        (deprel == GZ_DEPREL_NMOD && (gz_tree_has_case(tree, child, "by") ||
                                      gz_tree_has_case(tree, child, "from")));
    const uint32_t entity = owns ? entity_of(finder, child) : GZ_NONE;
    if (is_author(finder, entity)) {
      return entity;
    }
  }
  return GZ_NONE;
}

/** Who wrote the document that a source is, here or where it was spoken of. */
static uint32_t
document_author(const struct gz_claim_finder *finder, uint32_t source) {
  const struct gz_tree *tree = finder->tree;
  uint32_t found = author_of(finder, source);
  if (found != GZ_NONE ||
      gz_tree_child_with_lemma(tree, source, "the") == GZ_NONE) {
    return found;
  }
  const struct gz_str lemma = gz_tree_lemma(tree, source);
  for (uint32_t i = source;
       found == GZ_NONE && i-- > 0 && i + MAX_DOCUMENT_DISTANCE > source;) {
    if (gz_tree_token(finder->tree, i)->upos == GZ_UPOS_NOUN &&
        gz_str_equal(gz_tree_lemma(tree, i), lemma)) {
      found = author_of(finder, i);
    }
  }
  return found;
}

/** The entity of a source: its own, its apposition's, or its relative's. */
static uint32_t
source_entity(const struct gz_claim_finder *finder, uint32_t source) {
  const struct gz_tree *tree = finder->tree;
  const uint32_t own = entity_of(finder, source);
  uint32_t entity = own;
  if (is_document(finder, source) && !is_author(finder, entity)) {
    const uint32_t author = document_author(finder, source);
    if (author != GZ_NONE) {
      return author;
    }
  }
  if (!is_unnamed(finder, entity)) {
    return entity;
  }
  const uint8_t xpos = gz_tree_token(finder->tree, source)->xpos;
  if (xpos == GZ_XPOS_WP || xpos == GZ_XPOS_WDT) {
    for (uint32_t i = 0, at = source; i < 4 && at != GZ_NONE; ++i) {
      if (gz_tree_is(tree, at, GZ_DEPREL_ACL)) {
        at = gz_tree_head(tree, at);
        return at == GZ_NONE ? GZ_NONE : entity_of(finder, at);
      }
      at = gz_tree_head(tree, at);
    }
    return own;
  }
  int n = 0;
  for (uint32_t child = gz_tree_first(tree, source);
       child != GZ_NONE && n < GZ_CLAIM_MAX_CHILDREN;
       child = gz_tree_next(tree, child), ++n) {
    const enum gz_deprel deprel = gz_tree_token(tree, child)->deprel;
    const bool names = deprel == GZ_DEPREL_APPOS || deprel == GZ_DEPREL_FLAT ||
                       deprel == GZ_DEPREL_NMOD_DESC ||
                       deprel == GZ_DEPREL_COMPOUND;
    entity = names ? entity_of(finder, child) : GZ_NONE;
    if (!is_unnamed(finder, entity)) {
      const uint8_t type = finder->article->entities.items[entity].type;
      if (deprel == GZ_DEPREL_APPOS || type == GZ_ENTITY_PERSON ||
          type == GZ_ENTITY_OFFICIAL) {
        return entity;
      }
    }
  }
  return own;
}

/** "two-sources": letters and digits of a description, joined by hyphens. */
static struct gz_str
make_slug(struct gz_arena *arena, struct gz_str text, uint32_t number) {
  char *slug =
      gz_arena_printf(arena, "source-%u-%.*s", (unsigned)number,
                      (int)(text.size < 60 ? text.size : 60), text.data);
  if (!slug) {
    return gz_str("");
  }
  size_t n = 0;
  for (size_t i = 0; slug[i]; ++i) {
    char c = slug[i];
    c = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) {
      slug[n++] = c;
    } else if (n && slug[n - 1] != '-') {
      slug[n++] = '-';
    }
  }
  while (n && slug[n - 1] == '-') {
    --n;
  }
  return gz_str_n(slug, n);
}

/** The words of a source in one line, without line ends. */
static struct gz_str
describe_source(struct gz_arena *arena, struct gz_str text) {
  char *copy = gz_arena_copy(arena, text);
  if (!copy) {
    return gz_str("");
  }
  size_t n = 0;
  for (size_t i = 0; copy[i]; ++i) {
    const bool space = copy[i] == '\n' || copy[i] == ' ' || copy[i] == '\t';
    if (!space) {
      copy[n++] = copy[i];
    } else if (n && copy[n - 1] != ' ') {
      copy[n++] = ' ';
    }
  }
  return gz_str_n(copy, n);
}

/** Make an unnamed source of the words from `first` to `last`. */
static uint32_t
add_source(struct gz_claim_finder *finder, uint32_t head, uint32_t first,
           uint32_t last, struct gz_str label) {
  struct gz_article *article = finder->article;
  const uint32_t number = article->entities.count;
  struct gz_entity *entity = GZ_PUSH(article, &article->entities);
  if (!entity) {
    finder->failed = true;
    return GZ_NONE;
  }
  *entity = (struct gz_entity){
      .type = GZ_ENTITY_UNNAMED_SOURCE,
      .actor = GZ_NONE,
      .slug = make_slug(article->arena, label, number),
      .label = label,
      .state = GZ_NONE,
  };
  struct gz_mention *mention = GZ_PUSH(article, &article->mentions);
  if (!mention || !entity->slug.size) {
    finder->failed = true;
    return GZ_NONE;
  }
  *mention = (struct gz_mention){
      .span = {article->tokens.items[first].span.begin,
               article->tokens.items[last].span.end},
      .first = first,
      .count = last - first + 1,
      .head = head,
      .entity = number,
      .kind = GZ_MENTION_NOMINAL,
      .rule = "claim:source",
  };
  finder->mentions[head] = article->mentions.count;
  return number;
}

/** The entity that already has that description, or none. */
static uint32_t
known_source(const struct gz_claim_finder *finder, struct gz_str label) {
  const struct gz_article *article = finder->article;
  for (uint32_t i = article->entities.count, n = 0; i-- > 0 && n < 256; ++n) {
    const struct gz_entity *entity = &article->entities.items[i];
    if (entity->type == GZ_ENTITY_UNNAMED_SOURCE &&
        gz_str_equal_nocase(entity->label, label)) {
      return i;
    }
  }
  return GZ_NONE;
}

/** Whether what a source is called says anything of it: "two officials" does,
 *  "that" and "Wednesday" do not. */
static bool
is_description(const struct gz_claim_finder *finder, uint32_t head) {
  const struct gz_token *token = gz_tree_token(finder->tree, head);
  if (gz_article_is_time(finder->article, head)) {
    return false;
  }
  return token->upos == GZ_UPOS_NOUN || token->upos == GZ_UPOS_PROPN ||
         token->upos == GZ_UPOS_ADJ || token->upos == GZ_UPOS_NUM ||
         token->upos == GZ_UPOS_SYM || token->xpos == GZ_XPOS_NN ||
         token->xpos == GZ_XPOS_NNS;
}

/** Make, or find, the unnamed source that `made` speaks of. */
static uint32_t
unnamed_source(struct gz_claim_finder *finder,
               const struct gz_attribution *made) {
  uint32_t first = made->source.first;
  uint32_t last = made->source.last;
  uint32_t head = made->source_head;
  if (first > last || last - first >= MAX_DESCRIPTION || head < first ||
      head > last) {
    gz_tree_phrase(finder->tree, head, &first, &last);
  }
  const struct gz_span span = {gz_tree_token(finder->tree, first)->span.begin,
                               gz_tree_token(finder->tree, last)->span.end};
  struct gz_str label =
      is_description(finder, head)
          ? describe_source(finder->article->arena,
                            gz_article_str(finder->article, span))
          : GZ_STR("unnamed speaker");
  if (gz_str_starts(label, GZ_STR("The "))) {
    label = gz_str_part(label, 4, label.size);
  } else if (gz_str_starts(label, GZ_STR("the "))) {
    label = gz_str_part(label, 4, label.size);
  }
  const uint32_t known = known_source(finder, label);
  return known == GZ_NONE ? add_source(finder, head, first, last, label)
                          : known;
}

/** Whom the reporting word's object names: "told Reuters". */
static uint32_t
told_by(const struct gz_claim_finder *finder, uint32_t cue) {
  const struct gz_tree *tree = finder->tree;
  uint32_t told = gz_tree_child(tree, cue, GZ_DEPREL_IOBJ);
  if (told == GZ_NONE) {
    told = gz_tree_child(tree, cue, GZ_DEPREL_OBJ);
  }
  const uint32_t entity = told == GZ_NONE ? GZ_NONE : entity_of(finder, told);
  return entity != GZ_NONE && finder->article->entities.items[entity].type ==
                                  GZ_ENTITY_MEDIA_OUTLET
             ? entity
             : GZ_NONE;
}

static bool
is_pronoun(const struct gz_claim_finder *finder, uint32_t token) {
  return gz_tree_token(finder->tree, token)->upos == GZ_UPOS_PRON;
}

void
gz_claims_name_speakers(struct gz_claim_finder *finder) {
  uint32_t last = GZ_NONE;
  for (uint32_t i = 0; i < finder->found.count && !finder->failed; ++i) {
    struct gz_attribution *made = &finder->found.items[i];
    if (made->source_head != GZ_NONE) {
      made->speaker = source_entity(finder, made->source_head);
      if (made->speaker == GZ_NONE && is_pronoun(finder, made->source_head)) {
        made->speaker = last;
      }
      if (made->speaker == GZ_NONE && made->owns) {
        made->speaker = unnamed_source(finder, made);
      }
    } else if (made->owns && made->n_pieces) {
      made->speaker = known_source(finder, GZ_STR("unnamed speaker"));
      if (made->speaker == GZ_NONE) {
        const struct gz_stretch piece = made->pieces[0];
        made->speaker = add_source(finder, piece.first, piece.first, piece.last,
                                   GZ_STR("unnamed speaker"));
      }
    }
    if (made->owns && made->speaker != GZ_NONE) {
      last = made->speaker;
    }
    if (made->cue_head != GZ_NONE) {
      made->told = told_by(finder, made->cue_head);
      made->outer = gz_claims_owner(finder, made->cue_head);
    }
    if (made->outer == i) {
      made->outer = GZ_NONE;
    }
  }
}
