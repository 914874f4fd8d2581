#include "input/claims_parts.h"

#include <string.h>

struct gz_stretch
gz_claims_subtree(const struct gz_claim_finder *finder, uint32_t token) {
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
  switch (gz_tree_token(finder->tree, token)->upos) {
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
bool
gz_claims_is_edge(const struct gz_claim_finder *finder, uint32_t token,
                  bool end) {
  const struct gz_token *t = gz_tree_token(finder->tree, token);
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
         gz_claims_is_edge(finder, stretch.first, false)) {
    ++stretch.first;
  }
  while (stretch.first < stretch.last &&
         gz_claims_is_edge(finder, stretch.last, true)) {
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
         gz_tree_token(finder->tree, token)->upos != GZ_UPOS_NOUN;
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
  return gz_tree_token(finder->tree, child)->xpos == GZ_XPOS_VBG
             ? GZ_COMPLEMENT_ING
             : GZ_COMPLEMENT_XCOMP;
}

/** Whether a noun's clause says what the noun is: "claim that it spied". */
static bool
is_noun_clause(const struct gz_claim_finder *finder, uint32_t child) {
  const uint32_t that = finder->tree->nodes[child].left;
  return gz_str_equal_nocase(gz_article_form(finder->article, that),
                             gz_str("that")) &&
         gz_tree_token(finder->tree, that)->xpos != GZ_XPOS_WDT;
}

/** The source that ends a headline: "Talks near, says minister". */
static uint32_t
source_after(const struct gz_claim_finder *finder, uint32_t cue) {
  const struct gz_tree *tree = finder->tree;
  const struct gz_reporting_word *word = gz_claims_word(finder, cue);
  const uint32_t object = gz_tree_child(tree, cue, GZ_DEPREL_OBJ);
  const uint32_t clause = gz_tree_child(tree, cue, GZ_DEPREL_CCOMP);
  const struct gz_sentence *sentence =
      &finder->article->sentences.items[tree->nodes[cue].sentence];
  const bool says = gz_tree_token(finder->tree, cue)->xpos == GZ_XPOS_VBZ ||
                    (gz_tree_token(finder->tree, cue)->xpos == GZ_XPOS_VBD &&
                     gz_str_is(gz_tree_lemma(tree, cue), "say"));
  return says && cue > sentence->first + 1 && word && object != GZ_NONE &&
                 gz_tree_token(finder->tree, object)->upos != GZ_UPOS_PRON &&
                 word->complements & GZ_COMPLEMENT_THAT &&
                 word->kind != GZ_REPORT_ATTITUDE &&
                 tree->nodes[object].left == cue + 1 &&
                 gz_str_is(gz_article_form(finder->article, cue - 1), ",") &&
                 (clause == GZ_NONE || clause < cue) &&
                 gz_tree_child(tree, cue, GZ_DEPREL_AUX) == GZ_NONE
             ? object
             : GZ_NONE;
}

/** The complement that a phrase or clause after a preposition is, or 0. */
static uint32_t
phrase_kind(const struct gz_claim_finder *finder,
            const struct gz_reporting_word *word, uint32_t child,
            uint32_t *preposition) {
  const enum gz_deprel deprel = gz_tree_token(finder->tree, child)->deprel;
  const uint32_t mark = gz_tree_case_or_mark(finder->tree, child);
  if (mark == GZ_NONE ||
      !gz_reporting_takes(word, gz_article_form(finder->article, mark))) {
    return 0;
  }
  *preposition = mark;
  return deprel == GZ_DEPREL_ADVCL ? GZ_COMPLEMENT_ING : GZ_COMPLEMENT_OBJ;
}

/** Which of the word's complements `child` is, or 0. */
static uint32_t
complement_of(const struct gz_claim_finder *finder,
              const struct gz_reporting_word *word, uint32_t child,
              uint32_t *preposition) {
  const enum gz_deprel deprel = gz_tree_token(finder->tree, child)->deprel;
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
  case GZ_DEPREL_ACL_RELCL:
    if (deprel == GZ_DEPREL_ACL && has_to(finder, child)) {
      return word->complements & GZ_COMPLEMENT_TO;
    }
    return is_noun_clause(finder, child)
               ? word->complements & GZ_COMPLEMENT_THAT
               : 0;
  case GZ_DEPREL_CONJ: // "said he won and that they lost"
    return child > gz_tree_head(finder->tree, child) &&
                   gz_tree_child(finder->tree, child, GZ_DEPREL_NSUBJ) !=
                       GZ_NONE &&
                   gz_tree_child_with_lemma(finder->tree, child, "that") !=
                       GZ_NONE
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
    const struct gz_token *t = gz_tree_token(finder->tree, child);
    if (source_after(finder, gz_tree_head(finder->tree, child)) == child) {
      return 0;
    }
    return t->upos == GZ_UPOS_PRON && word->complements & GZ_COMPLEMENT_THAT
               ? 0
               : word->complements & GZ_COMPLEMENT_OBJ;
  }
  case GZ_DEPREL_NSUBJ_PASS:
    return word->complements & GZ_COMPLEMENT_PASS;
  case GZ_DEPREL_OBL:
  case GZ_DEPREL_NMOD:
  case GZ_DEPREL_ADVCL:
    return phrase_kind(finder, word, child, preposition);
  default:
    return 0;
  }
}

struct gz_contents
gz_claims_read_contents(const struct gz_claim_finder *finder,
                        const struct gz_reporting_word *word, uint32_t cue) {
  struct gz_contents contents = {.stretch = {1, 0}, .preposition = GZ_NONE};
  int n = 0;
  for (uint32_t beside = gz_tree_first(finder->tree, cue);
       beside != GZ_NONE && n < GZ_CLAIM_MAX_CHILDREN;
       beside = gz_tree_next(finder->tree, beside), ++n) {
    uint32_t child = beside;
    uint32_t preposition;
    uint32_t complement = complement_of(finder, word, child, &preposition);
    const uint32_t hidden =
        word->complements & GZ_COMPLEMENT_THAT &&
                gz_tree_token(finder->tree, cue)->upos == GZ_UPOS_VERB
            ? gz_claims_hidden(finder, child)
            : GZ_NONE;
    if (hidden != GZ_NONE) {
      child = hidden;
      complement = GZ_COMPLEMENT_THAT;
    }
    if (!complement || contents.n == GZ_CONTENT_MAX_HEADS) {
      continue;
    }
    struct gz_stretch below = gz_claims_subtree(finder, child);
    if (complement == GZ_COMPLEMENT_THAT && below.first > cue) {
      // "said on Sunday that": the day is that of saying.
      const uint32_t that =
          gz_tree_child_with_lemma(finder->tree, child, "that");
      below.first = that != GZ_NONE && that < child &&
                            gz_tree_is(finder->tree, that, GZ_DEPREL_MARK)
                        ? that
                        : below.first;
    }
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
    contents.clause |=
        gz_tree_token(finder->tree, child)->upos == GZ_UPOS_VERB ||
        complement &
            (GZ_COMPLEMENT_THAT | GZ_COMPLEMENT_WHETHER | GZ_COMPLEMENT_TO);
  }
  gz_claims_widen(finder, word, cue, &contents);
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
    const struct gz_token *t = gz_tree_token(finder->tree, first - 1);
    if (t->deprel != GZ_DEPREL_AUX && t->deprel != GZ_DEPREL_AUX_PASS &&
        t->deprel != GZ_DEPREL_COP && t->deprel != GZ_DEPREL_COMPOUND_PRT &&
        !(t->deprel == GZ_DEPREL_ADVMOD && t->xpos != GZ_XPOS_WRB)) {
      break;
    }
    --first;
  }
  const uint32_t n_tokens = finder->article->tokens.count;
  if (last + 1 < n_tokens && gz_tree_head(tree, last + 1) == cue &&
      (gz_tree_token(finder->tree, last + 1)->deprel ==
           GZ_DEPREL_COMPOUND_PRT ||
       is_weekday(gz_article_form(finder->article, last + 1)))) {
    ++last;
  }
  made->cue_head = cue;
  made->cue = (struct gz_stretch){first, last};
  int n = 0;
  for (uint32_t child = gz_tree_first(tree, cue);
       child != GZ_NONE && n < GZ_CLAIM_MAX_CHILDREN;
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

/** Whether an auxiliary was left out: "Bank accused of fraud". */
static bool
is_headline_passive(const struct gz_claim_finder *finder, uint32_t cue) {
  const struct gz_tree *tree = finder->tree;
  const struct gz_reporting_word *word = gz_claims_word(finder, cue);
  const struct gz_token *t = gz_tree_token(finder->tree, cue);
  if (!word || (t->xpos != GZ_XPOS_VBN && t->xpos != GZ_XPOS_VBD) ||
      gz_tree_child(tree, cue, GZ_DEPREL_AUX) != GZ_NONE ||
      gz_tree_child(tree, cue, GZ_DEPREL_OBJ) != GZ_NONE ||
      gz_tree_child(tree, cue, GZ_DEPREL_IOBJ) != GZ_NONE ||
      gz_tree_child(tree, cue, GZ_DEPREL_CCOMP) != GZ_NONE) {
    return false;
  }
  const bool urges = word->kind == GZ_REPORT_ASK &&
                     word->complements & GZ_COMPLEMENT_OBJ &&
                     word->complements & GZ_COMPLEMENT_WHOM;
  return urges || word->kind == GZ_REPORT_ACCUSE;
}

/** Head of the words that name the source, or none. */
static uint32_t
source_of(const struct gz_claim_finder *finder, uint32_t cue) {
  const struct gz_tree *tree = finder->tree;
  if (gz_tree_token(finder->tree, cue)->upos == GZ_UPOS_NOUN) {
    return author_of(finder, cue);
  }
  if (gz_tree_has_passive(tree, cue) || is_headline_passive(finder, cue)) {
    return gz_tree_child(tree, cue, GZ_DEPREL_OBL_AGENT);
  }
  const uint32_t after = source_after(finder, cue);
  if (after != GZ_NONE) {
    return after;
  }
  uint32_t own = gz_tree_child(tree, cue, GZ_DEPREL_NSUBJ);
  for (uint32_t next = own; next != GZ_NONE && next < cue;
       next = gz_tree_next_child(tree, next, GZ_DEPREL_NSUBJ)) {
    own = next; // of two, the one that stands next to it
  }
  if (own != GZ_NONE) {
    return own;
  }
  // "Mr. Hart, speaking to reporters, said": the parser gave it the subject.
  for (uint32_t child = gz_tree_child(tree, cue, GZ_DEPREL_ADVCL);
       child != GZ_NONE && child < cue;
       child = gz_tree_next_child(tree, child, GZ_DEPREL_ADVCL)) {
    const uint32_t subject = gz_tree_child(tree, child, GZ_DEPREL_NSUBJ);
    if (gz_tree_token(finder->tree, child)->xpos == GZ_XPOS_VBG &&
        subject != GZ_NONE && subject < child &&
        gz_tree_child(tree, child, GZ_DEPREL_AUX) == GZ_NONE) {
      return subject;
    }
  }
  if (gz_tree_token(finder->tree, cue)->xpos == GZ_XPOS_VBN &&
      gz_tree_child(tree, cue, GZ_DEPREL_AUX) == GZ_NONE) {
    return gz_tree_child(tree, cue, GZ_DEPREL_OBL_AGENT);
  }
  return gz_tree_subject(tree, cue);
}

/** Whether a token can head the name of a source. */
static bool
is_nominal(const struct gz_claim_finder *finder, uint32_t token) {
  const uint8_t upos = gz_tree_token(finder->tree, token)->upos;
  return upos == GZ_UPOS_NOUN || upos == GZ_UPOS_PROPN ||
         upos == GZ_UPOS_PRON || upos == GZ_UPOS_NUM;
}

/** Highest head of the phrase that ends, or begins, at `token`. */
static uint32_t
phrase_head(const struct gz_claim_finder *finder, uint32_t token,
            uint32_t cue) {
  const struct gz_tree *tree = finder->tree;
  uint32_t found = token;
  for (int i = 0; i < GZ_CLAIM_MAX_CHILDREN; ++i) {
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
  const uint8_t xpos = gz_tree_token(finder->tree, cue)->xpos;
  if (xpos != GZ_XPOS_VBD && xpos != GZ_XPOS_VBZ && xpos != GZ_XPOS_VBP &&
      (xpos != GZ_XPOS_VBN || !gz_tree_is(finder->tree, cue, GZ_DEPREL_ROOT) ||
       gz_tree_child(finder->tree, cue, GZ_DEPREL_AUX) != GZ_NONE)) {
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
      !is_weekday(gz_article_form(finder->article, before - 1)) &&
      finder->quotes.at[before - 1] == finder->quotes.at[cue]) {
    return phrase_head(finder, before - 1, cue);
  }
  for (uint32_t i = words.last + 1;
       i < sentence->first + sentence->count && i <= words.last + 4; ++i) {
    const uint8_t upos = gz_tree_token(finder->tree, i)->upos;
    if (finder->quotes.at[i] != finder->quotes.at[cue]) {
      break;
    }
    if (is_nominal(finder, i)) {
      return is_weekday(gz_article_form(finder->article, i))
                 ? GZ_NONE
                 : phrase_head(finder, i, cue);
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
  struct gz_stretch stretch = gz_claims_subtree(finder, source);
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
      const struct gz_stretch clause = gz_claims_subtree(finder, cue);
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
         (gz_tree_token(finder->tree, stretch.first)->upos == GZ_UPOS_PUNCT ||
          gz_tree_is(finder->tree, stretch.first, GZ_DEPREL_CASE))) {
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
