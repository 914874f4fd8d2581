#include "input/claims_parts.h"

#include <string.h>

/** Most dependents of one word that are looked at. */
#define MAX_CHILDREN 64

/** What of a word's complements is taken for content. */
struct contents {
  uint32_t heads[8];
  uint32_t n;
  uint32_t complements;
  struct gz_stretch stretch;
  uint32_t preposition; /**< That the only one is marked by, or none */
  bool clause;          /**< One is a clause */
};

static const struct gz_token *
token_at(const struct gz_claim_finder *finder, uint32_t token) {
  return &finder->article->tokens.items[token];
}

static struct gz_stretch
subtree(const struct gz_claim_finder *finder, uint32_t token) {
  const struct gz_node *node = &finder->tree->nodes[token];
  return (struct gz_stretch){node->left, node->right};
}

struct gz_attribution *
gz_claims_push(struct gz_claim_finder *finder, const char *rule) {
  struct gz_attribution *made = GZ_PUSH(finder->article, &finder->found);
  if (!made) {
    finder->failed = true;
    return NULL;
  }
  *made = (struct gz_attribution){
      .kind = GZ_REPORT_SAY,
      .cue_head = GZ_NONE,
      .cue = {1, 0},
      .source_head = GZ_NONE,
      .source = {1, 0},
      .top = GZ_NONE,
      .owns = true,
      .quote = GZ_NONE,
      .speaker = GZ_NONE,
      .told = GZ_NONE,
      .outer = GZ_NONE,
      .rule = rule,
  };
  return made;
}

const struct gz_reporting_word *
gz_claims_word(const struct gz_claim_finder *finder, uint32_t token) {
  char part;
  switch (token_at(finder, token)->upos) {
  case GZ_UPOS_VERB:
    part = 'v';
    break;
  case GZ_UPOS_NOUN:
    part = 'n';
    break;
  case GZ_UPOS_ADJ:
    part = 'a';
    break;
  default:
    return NULL;
  }
  return gz_claim_lexicon_reporting(finder->lexicon,
                                    gz_tree_lemma(finder->tree, token), part);
}

/** Whether nothing but marks at the ends of content is there. */
static bool
is_edge(const struct gz_claim_finder *finder, uint32_t token, bool end) {
  const struct gz_token *t = token_at(finder, token);
  const struct gz_str form = gz_article_form(finder->article, token);
  if (t->upos != GZ_UPOS_PUNCT || finder->quotes.at[token] != GZ_NONE) {
    // A closing mark of a quote stays; one that nothing opened goes.
    return false;
  }
  return !(end && (gz_str_is(form, ")") || gz_str_is(form, "]"))) &&
         !(!end && (gz_str_is(form, "(") || gz_str_is(form, "[")));
}

struct gz_stretch
gz_claims_trim(const struct gz_claim_finder *finder,
               struct gz_stretch stretch) {
  while (stretch.first < stretch.last &&
         is_edge(finder, stretch.first, false)) {
    ++stretch.first;
  }
  while (stretch.first < stretch.last && is_edge(finder, stretch.last, true)) {
    --stretch.last;
  }
  return stretch;
}

void
gz_claims_add_piece(struct gz_attribution *made, struct gz_stretch piece) {
  if (piece.first > piece.last) {
    return;
  }
  if (made->n_pieces) {
    struct gz_stretch *last = &made->pieces[made->n_pieces - 1];
    if (piece.first <= last->last + 1 ||
        made->n_pieces == GZ_CONTENT_MAX_PIECES) {
      last->first = piece.first < last->first ? piece.first : last->first;
      last->last = piece.last > last->last ? piece.last : last->last;
      return;
    }
  }
  made->pieces[made->n_pieces++] = piece;
}

/** Whether `token` is a clause's head marked by an infinitive's "to". */
static bool
has_to(const struct gz_claim_finder *finder, uint32_t token) {
  return gz_tree_child_with_lemma(finder->tree, token, "to") != GZ_NONE &&
         token_at(finder, token)->upos != GZ_UPOS_NOUN;
}

static bool
asks_whether(const struct gz_claim_finder *finder, uint32_t token) {
  return gz_tree_child_with_lemma(finder->tree, token, "whether") != GZ_NONE ||
         gz_tree_child_with_lemma(finder->tree, token, "if") != GZ_NONE;
}

/** The complement that a clause is. */
static uint32_t
clause_kind(const struct gz_claim_finder *finder, uint32_t child,
            enum gz_deprel deprel) {
  if (has_to(finder, child) &&
      gz_tree_child(finder->tree, child, GZ_DEPREL_NSUBJ) == GZ_NONE) {
    return GZ_COMPLEMENT_TO;
  }
  if (deprel == GZ_DEPREL_CCOMP) {
    return asks_whether(finder, child) ? GZ_COMPLEMENT_WHETHER
                                       : GZ_COMPLEMENT_THAT;
  }
  return token_at(finder, child)->xpos == GZ_XPOS_VBG ? GZ_COMPLEMENT_ING
                                                      : GZ_COMPLEMENT_XCOMP;
}

/** Whether a noun's clause says what the noun is: "claim that it spied". */
static bool
is_noun_clause(const struct gz_claim_finder *finder, uint32_t child) {
  const uint32_t that = finder->tree->nodes[child].left;
  return gz_str_equal_nocase(gz_article_form(finder->article, that),
                             gz_str("that")) &&
         token_at(finder, that)->xpos != GZ_XPOS_WDT;
}

/** Which of the word's complements `child` is, or 0. */
static uint32_t
complement_of(const struct gz_claim_finder *finder,
              const struct gz_reporting_word *word, uint32_t child,
              uint32_t *preposition) {
  const enum gz_deprel deprel = token_at(finder, child)->deprel;
  *preposition = GZ_NONE;
  switch (deprel) {
  case GZ_DEPREL_CCOMP:
  case GZ_DEPREL_XCOMP: {
    uint32_t kind = clause_kind(finder, child, deprel);
    if (kind == GZ_COMPLEMENT_WHETHER &&
        word->complements & GZ_COMPLEMENT_THAT) {
      return kind;
    }
    return word->complements & kind;
  }
  case GZ_DEPREL_ACL:
    if (has_to(finder, child)) {
      return word->complements & GZ_COMPLEMENT_TO;
    }
    return is_noun_clause(finder, child)
               ? word->complements & GZ_COMPLEMENT_THAT
               : 0;
  case GZ_DEPREL_ACL_RELCL:
    return is_noun_clause(finder, child)
               ? word->complements & GZ_COMPLEMENT_THAT
               : 0;
  case GZ_DEPREL_PARATAXIS:
    return word->complements & GZ_COMPLEMENT_THAT &&
                   finder->tree->nodes[child].left > 0 &&
                   gz_str_is(
                       gz_article_form(finder->article,
                                       finder->tree->nodes[child].left - 1),
                       ":")
               ? GZ_COMPLEMENT_THAT
               : 0;
  case GZ_DEPREL_OBJ: {
    const struct gz_token *t = token_at(finder, child);
    return t->upos == GZ_UPOS_PRON && word->complements & GZ_COMPLEMENT_THAT
               ? 0
               : word->complements & GZ_COMPLEMENT_OBJ;
  }
  case GZ_DEPREL_NSUBJ_PASS:
    return word->complements & GZ_COMPLEMENT_PASS;
  case GZ_DEPREL_OBL:
  case GZ_DEPREL_NMOD:
  case GZ_DEPREL_ADVCL: {
    uint32_t mark = gz_tree_case(finder->tree, child);
    if (mark == GZ_NONE) {
      mark = gz_tree_child(finder->tree, child, GZ_DEPREL_MARK);
    }
    if (mark == GZ_NONE ||
        !gz_reporting_takes(word, gz_article_form(finder->article, mark))) {
      return 0;
    }
    *preposition = mark;
    return deprel == GZ_DEPREL_ADVCL ? GZ_COMPLEMENT_ING : GZ_COMPLEMENT_OBJ;
  }
  default:
    return 0;
  }
}

static struct contents
read_contents(const struct gz_claim_finder *finder,
              const struct gz_reporting_word *word, uint32_t cue) {
  struct contents contents = {.stretch = {1, 0}, .preposition = GZ_NONE};
  int n = 0;
  for (uint32_t child = gz_tree_first(finder->tree, cue);
       child != GZ_NONE && n < MAX_CHILDREN;
       child = gz_tree_next(finder->tree, child), ++n) {
    uint32_t preposition;
    const uint32_t complement =
        complement_of(finder, word, child, &preposition);
    if (!complement || contents.n == 8) {
      continue;
    }
    const struct gz_stretch below = subtree(finder, child);
    if (!contents.n) {
      contents.stretch = below;
      contents.preposition = preposition;
    } else {
      contents.stretch.first = below.first < contents.stretch.first
                                   ? below.first
                                   : contents.stretch.first;
      contents.stretch.last = below.last > contents.stretch.last
                                  ? below.last
                                  : contents.stretch.last;
    }
    contents.heads[contents.n++] = child;
    contents.complements |= complement;
    contents.clause |= token_at(finder, child)->upos == GZ_UPOS_VERB ||
                       complement & (GZ_COMPLEMENT_THAT |
                                     GZ_COMPLEMENT_WHETHER | GZ_COMPLEMENT_TO);
  }
  return contents;
}

/** Whether a day's name follows: "said Monday". */
static bool
is_weekday(struct gz_str form) {
  return form.size > 5 && gz_str_ends(form, GZ_STR("day")) &&
         form.data[0] >= 'A' && form.data[0] <= 'Z';
}

/** Widen the cue over auxiliaries, adverbs and particles. */
static void
read_cue(const struct gz_claim_finder *finder, uint32_t cue,
         struct gz_attribution *made) {
  const struct gz_tree *tree = finder->tree;
  uint32_t first = cue;
  uint32_t last = cue;
  const uint32_t begin =
      finder->article->sentences.items[tree->nodes[cue].sentence].first;
  while (first > begin && gz_tree_head(tree, first - 1) == cue) {
    const struct gz_token *t = token_at(finder, first - 1);
    if (t->deprel != GZ_DEPREL_AUX && t->deprel != GZ_DEPREL_AUX_PASS &&
        t->deprel != GZ_DEPREL_COP && t->deprel != GZ_DEPREL_COMPOUND_PRT &&
        !(t->deprel == GZ_DEPREL_ADVMOD && t->xpos != GZ_XPOS_WRB)) {
      break;
    }
    --first;
  }
  const uint32_t n_tokens = finder->article->tokens.count;
  if (last + 1 < n_tokens && gz_tree_head(tree, last + 1) == cue &&
      (token_at(finder, last + 1)->deprel == GZ_DEPREL_COMPOUND_PRT ||
       is_weekday(gz_article_form(finder->article, last + 1)))) {
    ++last;
  }
  made->cue_head = cue;
  made->cue = (struct gz_stretch){first, last};
  int n = 0;
  for (uint32_t child = gz_tree_first(tree, cue);
       child != GZ_NONE && n < MAX_CHILDREN;
       child = gz_tree_next(tree, child), ++n) {
    const struct gz_modal_word *word =
        gz_tree_is(tree, child, GZ_DEPREL_ADVMOD)
            ? gz_claim_lexicon_modal(finder->lexicon,
                                     gz_tree_lemma(tree, child), 'r')
            : NULL;
    made->negated |= word && word->negative;
  }
}

/** The possessor or author of what a noun reports. */
static uint32_t
author_of(const struct gz_claim_finder *finder, uint32_t noun) {
  const struct gz_tree *tree = finder->tree;
  const uint32_t owner = gz_tree_child(tree, noun, GZ_DEPREL_NMOD_POSS);
  if (owner != GZ_NONE) {
    return owner;
  }
  for (uint32_t child = gz_tree_child(tree, noun, GZ_DEPREL_NMOD);
       child != GZ_NONE;
       child = gz_tree_next_child(tree, child, GZ_DEPREL_NMOD)) {
    if (gz_tree_has_case(tree, child, "by") ||
        gz_tree_has_case(tree, child, "from")) {
      return child;
    }
  }
  return GZ_NONE;
}

/** Head of the words that name the source, or none. */
static uint32_t
source_of(const struct gz_claim_finder *finder, uint32_t cue) {
  const struct gz_tree *tree = finder->tree;
  if (token_at(finder, cue)->upos == GZ_UPOS_NOUN) {
    return author_of(finder, cue);
  }
  if (gz_tree_has_passive(tree, cue)) {
    return gz_tree_child(tree, cue, GZ_DEPREL_OBL_AGENT);
  }
  const uint32_t own = gz_tree_child(tree, cue, GZ_DEPREL_NSUBJ);
  if (own != GZ_NONE) {
    return own;
  }
  if (token_at(finder, cue)->xpos == GZ_XPOS_VBN &&
      gz_tree_child(tree, cue, GZ_DEPREL_AUX) == GZ_NONE) {
    return gz_tree_child(tree, cue, GZ_DEPREL_OBL_AGENT);
  }
  return gz_tree_subject(tree, cue);
}

/** Whether a token can head the name of a source. */
static bool
is_nominal(const struct gz_claim_finder *finder, uint32_t token) {
  const uint8_t upos = token_at(finder, token)->upos;
  return upos == GZ_UPOS_NOUN || upos == GZ_UPOS_PROPN ||
         upos == GZ_UPOS_PRON || upos == GZ_UPOS_NUM;
}

/** Highest head of the phrase that ends, or begins, at `token`. */
static uint32_t
phrase_head(const struct gz_claim_finder *finder, uint32_t token,
            uint32_t cue) {
  const struct gz_tree *tree = finder->tree;
  uint32_t found = token;
  for (int i = 0; i < MAX_CHILDREN; ++i) {
    const uint32_t head = gz_tree_head(tree, found);
    if (head == GZ_NONE || head == cue || !is_nominal(finder, head) ||
        finder->quotes.at[head] != finder->quotes.at[cue]) {
      break;
    }
    const struct gz_node *node = &tree->nodes[head];
    if (node->left <= cue && cue <= node->right) {
      break;
    }
    found = head;
  }
  return found;
}

/** The phrase right before or after the cue, where the tree has no source. */
static uint32_t
neighbour_of(const struct gz_claim_finder *finder, uint32_t cue,
             struct gz_stretch words) {
  const struct gz_sentence *sentence =
      &finder->article->sentences.items[finder->tree->nodes[cue].sentence];
  const uint8_t xpos = token_at(finder, cue)->xpos;
  if (xpos != GZ_XPOS_VBD && xpos != GZ_XPOS_VBZ && xpos != GZ_XPOS_VBP) {
    return GZ_NONE;
  }
  uint32_t before = words.first;
  if (before > sentence->first &&
      gz_str_is(gz_article_form(finder->article, before - 1), ",")) {
    --before; // after an apposition
  }
  if (before > sentence->first &&
      gz_str_is(gz_article_form(finder->article, before - 1), ")")) {
    // "Jason Chaffetz (R-Utah) said"
    for (uint32_t i = before - 1; i > sentence->first && i + 8 > before; --i) {
      if (gz_str_is(gz_article_form(finder->article, i), "(")) {
        before = i;
        break;
      }
    }
  }
  if (before > sentence->first && is_nominal(finder, before - 1) &&
      finder->quotes.at[before - 1] == finder->quotes.at[cue]) {
    return phrase_head(finder, before - 1, cue);
  }
  for (uint32_t i = words.last + 1;
       i < sentence->first + sentence->count && i <= words.last + 4; ++i) {
    const uint8_t upos = token_at(finder, i)->upos;
    if (finder->quotes.at[i] != finder->quotes.at[cue]) {
      break;
    }
    if (is_nominal(finder, i)) {
      return phrase_head(finder, i, cue);
    }
    if (upos != GZ_UPOS_DET && upos != GZ_UPOS_ADJ) {
      break;
    }
  }
  return GZ_NONE;
}

/** The words of a source: without what the reporting clause adds. */
static struct gz_stretch
source_stretch(const struct gz_claim_finder *finder, uint32_t source,
               uint32_t cue) {
  struct gz_stretch stretch = subtree(finder, source);
  const uint32_t mark = gz_tree_case(finder->tree, source);
  if (mark != GZ_NONE && mark == stretch.first && mark < source) {
    ++stretch.first; // "by"
  }
  if (cue != GZ_NONE && stretch.first <= cue && cue <= stretch.last) {
    // The cue hangs below its source: "sources saying".
    if (cue <= source) {
      stretch.first = source;
    } else {
      stretch.last = cue - 1;
      const struct gz_stretch clause = subtree(finder, cue);
      if (clause.first > source && clause.first <= stretch.last) {
        stretch.last = clause.first - 1;
      }
    }
  }
  // A quotation that the tree hung on it is no part of its name.
  for (uint32_t i = source; cue != GZ_NONE && i-- > stretch.first;) {
    if (finder->quotes.at[i] != finder->quotes.at[source]) {
      stretch.first = i + 1;
      break;
    }
  }
  for (uint32_t i = source + 1; cue != GZ_NONE && i <= stretch.last; ++i) {
    if (finder->quotes.at[i] != finder->quotes.at[source] &&
        finder->quotes
                .items[finder->quotes.at[i] == GZ_NONE
                           ? finder->quotes.at[source]
                           : finder->quotes.at[i]]
                .n_sentences > 1) {
      stretch.last = i - 1;
      break;
    }
  }
  while (stretch.first < source &&
         token_at(finder, stretch.first)->upos == GZ_UPOS_PUNCT) {
    ++stretch.first;
  }
  stretch = gz_claims_trim(finder, stretch);
  // The comma that ends an apposition belongs to it.
  bool inner = false;
  for (uint32_t i = stretch.first; i < stretch.last; ++i) {
    inner |= gz_str_is(gz_article_form(finder->article, i), ",");
  }
  if (inner && stretch.last + 1 < finder->article->tokens.count &&
      gz_str_is(gz_article_form(finder->article, stretch.last + 1), ",")) {
    ++stretch.last;
  }
  return stretch;
}

void
gz_claims_read_clause(const struct gz_claim_finder *finder, uint32_t cue,
                      struct gz_attribution *made) {
  read_cue(finder, cue, made);
  uint32_t source = source_of(finder, cue);
  if (source != GZ_NONE &&
      finder->quotes.at[source] != finder->quotes.at[cue] &&
      finder->quotes.at[source] != GZ_NONE) {
    source = GZ_NONE; // somebody whom the quotation speaks of
  }
  if (source == GZ_NONE && !gz_tree_has_passive(finder->tree, cue)) {
    source = neighbour_of(finder, cue, made->cue);
  }
  if (source != GZ_NONE && source != cue) {
    made->source_head = source;
    made->source = source_stretch(finder, source, cue);
    if (made->source.last < made->cue.first && made->cue.first > 0 &&
        made->cue.first - made->source.last < 9 &&
        gz_str_is(gz_article_form(finder->article, made->cue.first - 1), ")") &&
        gz_str_is(gz_article_form(finder->article, made->source.last + 1),
                  "(")) {
      made->source.last = made->cue.first - 1;
    }
    if (made->source.first <= made->cue.last &&
        made->cue.first <= made->source.last) {
      made->source = (struct gz_stretch){source, source};
    }
  }
}

/** Whether what a noun phrase speaks of is the speaker's to vouch for. */
static bool
owns_phrase(uint8_t kind) {
  return kind == GZ_REPORT_WARN || kind == GZ_REPORT_CLAIM ||
         kind == GZ_REPORT_PREDICT || kind == GZ_REPORT_ACCUSE ||
         kind == GZ_REPORT_PROMISE || kind == GZ_REPORT_THREATEN;
}

static void
enter(struct gz_claim_finder *finder, uint32_t token, uint32_t number) {
  if (!finder->enters[token]) {
    finder->enters[token] = number + 1;
    finder->tops[token] = true;
  }
}

/** Widen a stretch over quotes that it cuts. */
static struct gz_stretch
over_quotes(const struct gz_claim_finder *finder, struct gz_stretch stretch,
            uint32_t cue) {
  const uint32_t ends[2] = {stretch.first, stretch.last};
  for (int i = 0; i < 2; ++i) {
    const uint32_t number = finder->quotes.at[ends[i]];
    if (number == GZ_NONE || finder->quotes.at[cue] == number) {
      continue;
    }
    const struct gz_quote *quote = &finder->quotes.items[number];
    stretch.first = quote->first < stretch.first ? quote->first : stretch.first;
    stretch.last = quote->last > stretch.last ? quote->last : stretch.last;
  }
  // A closing mark that hangs elsewhere in the tree.
  const uint32_t n_tokens = finder->article->tokens.count;
  if (stretch.last + 1 < n_tokens) {
    const uint32_t number = finder->quotes.at[stretch.last + 1];
    if (number != GZ_NONE &&
        finder->quotes.items[number].last == stretch.last + 1) {
      ++stretch.last;
    }
  }
  return stretch;
}

/** Whether it is a first or second person's own mind, within their words. */
static bool
is_aside(const struct gz_claim_finder *finder,
         const struct gz_attribution *made, uint32_t cue) {
  const uint32_t quote = finder->quotes.at[cue];
  if (quote == GZ_NONE || made->source_head == GZ_NONE) {
    return false;
  }
  const struct gz_str form =
      gz_article_form(finder->article, made->source_head);
  const bool personal = gz_str_is(form, "I") ||
                        gz_str_equal_nocase(form, GZ_STR("we")) ||
                        gz_str_equal_nocase(form, GZ_STR("you"));
  return made->kind == GZ_REPORT_ATTITUDE || personal;
}

/** Take what a word's own complements hold. */
static bool
find_below(struct gz_claim_finder *finder, const struct gz_reporting_word *word,
           uint32_t cue) {
  struct contents contents = read_contents(finder, word, cue);
  if (!contents.n) {
    return false;
  }
  const uint32_t number = finder->found.count;
  struct gz_attribution *made = gz_claims_push(finder, "claim:complement");
  if (!made) {
    return false;
  }
  gz_claims_read_clause(finder, cue, made);
  made->kind = word->kind;
  made->complements = contents.complements;
  made->top = contents.heads[0];
  if (is_aside(finder, made, cue)) {
    --finder->found.count;
    return false;
  }
  if (made->source_head == GZ_NONE &&
      token_at(finder, cue)->upos != GZ_UPOS_VERB) {
    --finder->found.count; // "the claim that" of nobody
    return false;
  }
  if (contents.preposition != GZ_NONE &&
      contents.preposition == contents.stretch.first) {
    if (contents.preposition == made->cue.last + 1) {
      ++made->cue.last;
    }
    ++contents.stretch.first;
  }
  struct gz_stretch stretch = contents.stretch;
  if (stretch.first <= cue && cue <= stretch.last) {
    stretch.first = cue + 1; // content on both sides: passive subjects
    if (stretch.first > stretch.last) {
      stretch = contents.stretch;
      stretch.last = cue - 1;
    } else if (contents.stretch.first < made->cue.first) {
      gz_claims_add_piece(made, (struct gz_stretch){contents.stretch.first,
                                                    made->cue.first - 1});
    }
  }
  gz_claims_add_piece(
      made, over_quotes(finder, gz_claims_trim(finder, stretch), cue));
  made->owns = word->kind != GZ_REPORT_ATTITUDE &&
               made->source_head != GZ_NONE &&
               (contents.clause || owns_phrase(word->kind));
  for (uint32_t i = 0; made->owns && i < contents.n; ++i) {
    enter(finder, contents.heads[i], number);
  }
  finder->reports[cue] = number + 1;
  return true;
}

/** The token before the clause of `cue` if a comma or quote parts them. */
static bool
is_set_off(const struct gz_claim_finder *finder, struct gz_stretch clause,
           uint32_t cue) {
  if (clause.first == 0) {
    return false;
  }
  const uint32_t before = token_at(finder, clause.first)->upos == GZ_UPOS_PUNCT
                              ? clause.first
                              : clause.first - 1;
  const struct gz_str form = gz_article_form(finder->article, before);
  return before < cue && (token_at(finder, before)->upos == GZ_UPOS_PUNCT) &&
         !gz_str_is(form, "(") && !gz_str_is(form, ":");
}

/** Take what a reporting clause stands in: "The trip, he said, was off." */
static void
find_around(struct gz_claim_finder *finder,
            const struct gz_reporting_word *word, uint32_t cue) {
  const struct gz_tree *tree = finder->tree;
  const uint32_t head = gz_tree_head(tree, cue);
  const enum gz_deprel deprel = token_at(finder, cue)->deprel;
  const struct gz_stretch clause = subtree(finder, cue);
  if (head == GZ_NONE || word->kind == GZ_REPORT_ATTITUDE ||
      !(word->complements & GZ_COMPLEMENT_THAT) ||
      (deprel != GZ_DEPREL_PARATAXIS && deprel != GZ_DEPREL_CCOMP &&
       deprel != GZ_DEPREL_ADVCL && deprel != GZ_DEPREL_DEP) ||
      gz_tree_child(tree, cue, GZ_DEPREL_NSUBJ) == GZ_NONE ||
      (cue > head && !is_set_off(finder, clause, cue)) ||
      (cue < head && deprel != GZ_DEPREL_PARATAXIS)) {
    return;
  }
  const uint32_t mark = gz_tree_child(tree, cue, GZ_DEPREL_MARK);
  if (mark != GZ_NONE &&
      !gz_str_equal_nocase(gz_article_form(finder->article, mark),
                           gz_str("as"))) {
    return;
  }
  const uint32_t number = finder->found.count;
  struct gz_attribution *made = gz_claims_push(finder, "claim:parenthesis");
  if (!made) {
    return;
  }
  gz_claims_read_clause(finder, cue, made);
  made->kind = word->kind;
  made->complements = GZ_COMPLEMENT_THAT;
  made->top = head;
  const struct gz_stretch whole = subtree(finder, head);
  if (whole.first < clause.first) {
    gz_claims_add_piece(
        made, over_quotes(
                  finder,
                  gz_claims_trim(finder, (struct gz_stretch){whole.first,
                                                             clause.first - 1}),
                  cue));
  }
  if (clause.last < whole.last) {
    const struct gz_stretch rest = gz_claims_trim(
        finder, (struct gz_stretch){clause.last + 1, whole.last});
    if (!is_edge(finder, rest.first, true)) {
      gz_claims_add_piece(made, over_quotes(finder, rest, cue));
    }
  }
  enter(finder, head, number);
  finder->leaves[cue] = number + 1;
  finder->reports[cue] = number + 1;
}

/** Take "according to X". */
static void
find_according(struct gz_claim_finder *finder, uint32_t token) {
  const struct gz_tree *tree = finder->tree;
  uint32_t source = gz_tree_head(tree, token);
  uint32_t inner = token; // what hangs on the clause
  if (source == GZ_NONE || token + 1 >= finder->article->tokens.count ||
      !gz_str_is(gz_article_form(finder->article, token + 1), "to")) {
    return;
  }
  if (gz_tree_is(tree, token, GZ_DEPREL_CASE)) {
    inner = source;
  } else { // "according" taken for a verb: X hangs below it
    source = gz_tree_child(tree, token, GZ_DEPREL_OBL);
  }
  const uint32_t head = gz_tree_head(tree, inner);
  if (source == GZ_NONE || head == GZ_NONE) {
    return;
  }
  // A noun at the end of a clause is not all that is said.
  uint32_t top = head;
  for (int i = 0; i < 8 && gz_tree_head(tree, top) != GZ_NONE &&
                  token_at(finder, top)->upos != GZ_UPOS_VERB &&
                  gz_tree_child(tree, top, GZ_DEPREL_COP) == GZ_NONE;
       ++i) {
    top = gz_tree_head(tree, top);
  }
  // Set off at an end of its sentence it speaks of all of it.
  const struct gz_sentence *sentence =
      &finder->article->sentences.items[tree->nodes[token].sentence];
  const struct gz_stretch set_off = subtree(finder, inner);
  const uint32_t after = set_off.last + 1;
  const uint32_t end = sentence->first + sentence->count;
  if (set_off.first > sentence->first &&
      gz_str_is(gz_article_form(finder->article, set_off.first - 1), ",") &&
      (after >= end ||
       (after + 1 == end && token_at(finder, after)->xpos == GZ_XPOS_STOP))) {
    top = gz_tree_root(tree, tree->nodes[token].sentence);
  }
  const uint32_t number = finder->found.count;
  struct gz_attribution *made = gz_claims_push(finder, "claim:according-to");
  if (!made) {
    return;
  }
  const struct gz_stretch phrase = subtree(finder, inner);
  const struct gz_stretch whole = subtree(finder, top);
  made->complements = GZ_COMPLEMENT_THAT;
  made->top = top;
  made->cue_head = token;
  made->cue = (struct gz_stretch){token, token + 1};
  made->source_head = source;
  made->source = subtree(finder, source);
  if (made->source.first <= token + 1) {
    made->source.first = token + 2;
  }
  made->source = gz_claims_trim(finder, made->source);
  if (whole.first < phrase.first) {
    gz_claims_add_piece(
        made, over_quotes(
                  finder,
                  gz_claims_trim(finder, (struct gz_stretch){whole.first,
                                                             phrase.first - 1}),
                  token));
  }
  if (phrase.last < whole.last) {
    const struct gz_stretch rest = gz_claims_trim(
        finder, (struct gz_stretch){phrase.last + 1, whole.last});
    if (!is_edge(finder, rest.first, true)) {
      gz_claims_add_piece(made, over_quotes(finder, rest, token));
    }
  }
  enter(finder, top, number);
  finder->leaves[inner] = number + 1;
  finder->reports[token] = number + 1;
}

/** Take a title's "X: what X says". */
static void
find_title(struct gz_claim_finder *finder, const struct gz_sentence *sentence) {
  const uint32_t end = sentence->first + sentence->count;
  for (uint32_t i = sentence->first + 1;
       i < end && i <= sentence->first + 5 && i + 2 < end; ++i) {
    if (token_at(finder, i - 1)->upos == GZ_UPOS_VERB) {
      return;
    }
    if (!gz_str_is(gz_article_form(finder->article, i), ":")) {
      continue;
    }
    const uint8_t ne = token_at(finder, i - 1)->ne;
    if (ne != GZ_NE_PER && ne != GZ_NE_ORG) {
      return;
    }
    struct gz_attribution *made = gz_claims_push(finder, "claim:title");
    if (made) {
      const uint32_t number = finder->found.count - 1;
      made->complements = GZ_COMPLEMENT_THAT;
      made->source_head = i - 1;
      made->source = (struct gz_stretch){sentence->first, i - 1};
      made->cue = (struct gz_stretch){i, i};
      gz_claims_add_piece(
          made, gz_claims_trim(finder, (struct gz_stretch){i + 1, end - 1}));
      for (uint32_t j = i + 1; j < end; ++j) {
        const uint32_t head = gz_tree_head(finder->tree, j);
        if (head == GZ_NONE || head <= i) {
          enter(finder, j, number);
          made->top = j;
        }
      }
    }
    return;
  }
}

void
gz_claims_from_trees(struct gz_claim_finder *finder) {
  const struct gz_article *article = finder->article;
  for (uint32_t i = 0; i < article->sentences.count && !finder->failed; ++i) {
    const struct gz_sentence *sentence = &article->sentences.items[i];
    if (sentence->repeated) {
      continue;
    }
    if (sentence->zone == GZ_ZONE_TITLE) {
      find_title(finder, sentence);
    }
    for (uint32_t j = sentence->first;
         j < sentence->first + sentence->count && !finder->failed; ++j) {
      if (gz_str_equal_nocase(gz_article_form(article, j),
                              gz_str("according"))) {
        find_according(finder, j);
        continue;
      }
      const struct gz_reporting_word *word = gz_claims_word(finder, j);
      if (word && !find_below(finder, word, j)) {
        find_around(finder, word, j);
      }
    }
  }
}
