#include "input/claims_parts.h"

#include <string.h>

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

/** Take what stands before a reporting clause that interrupts: claims_parts.h
 */
static void
take_lead(struct gz_claim_finder *finder, uint32_t number) {
  struct gz_attribution *made = &finder->found.items[number];
  const struct gz_stretch lead = gz_claims_lead(finder, made);
  if (!made->owns || lead.first > lead.last ||
      made->n_pieces == GZ_CONTENT_MAX_PIECES) {
    return;
  }
  for (uint32_t i = made->n_pieces; i > 0; --i) {
    made->pieces[i] = made->pieces[i - 1];
  }
  made->pieces[0] = lead;
  ++made->n_pieces;
  for (uint32_t i = lead.first; i <= lead.last; ++i) {
    const uint32_t head = gz_tree_head(finder->tree, i);
    if (head == GZ_NONE || head < lead.first || head > lead.last) {
      enter(finder, i, number);
    }
  }
}

/** What seems, "Talks appear to fail", is not who says so. */
static struct gz_stretch
take_raised(const struct gz_claim_finder *finder, uint32_t cue,
            struct gz_attribution *made) {
  const struct gz_str lemma = gz_tree_lemma(finder->tree, cue);
  const struct gz_stretch none = {1, 0};
  if (gz_tree_token(finder->tree, cue)->upos != GZ_UPOS_VERB ||
      (!gz_str_is(lemma, "appear") && !gz_str_is(lemma, "seem")) ||
      made->source_head == GZ_NONE || made->source.last >= made->cue.first) {
    return none;
  }
  const struct gz_stretch raised = made->source;
  made->source_head = GZ_NONE;
  made->source = none;
  return raised;
}

/** Put the content into `made`, on both sides of its cue if need be. */
static void
place_content(const struct gz_claim_finder *finder, uint32_t cue,
              const struct gz_contents *contents, struct gz_stretch raised,
              struct gz_attribution *made) {
  struct gz_stretch stretch = contents->stretch;
  if (stretch.first <= cue && cue <= stretch.last) {
    stretch.first = cue + 1; // content on both sides: passive subjects
    if (stretch.first > stretch.last) {
      stretch = contents->stretch;
      stretch.last = cue - 1;
    } else if (contents->stretch.first < made->cue.first &&
               contents->complements & ~(uint32_t)GZ_COMPLEMENT_THAT) {
      gz_claims_add_piece(made, (struct gz_stretch){contents->stretch.first,
                                                    made->cue.first - 1});
    }
  }
  gz_claims_add_piece(made, raised);
  gz_claims_add_piece(
      made, over_quotes(finder, gz_claims_trim(finder, stretch), cue));
}

/** Take what a word's own complements hold. */
static bool
find_below(struct gz_claim_finder *finder, const struct gz_reporting_word *word,
           uint32_t cue) {
  struct gz_contents contents = gz_claims_read_contents(finder, word, cue);
  if (!contents.n) {
    return false;
  }
  const uint32_t number = finder->found.count;
  struct gz_attribution *made = gz_claims_push(finder, "claim:complement");
  if (!made) {
    return false;
  }
  gz_claims_read_clause(finder, cue, made);
  if (finder->leaves[cue]) { // it goes on with another reporting clause
    const struct gz_attribution *before =
        &finder->found.items[finder->leaves[cue] - 1];
    made->source_head = before->source_head;
    made->source = before->source;
  }
  made->kind = word->kind;
  made->complements = contents.complements;
  made->top = contents.heads[0];
  const struct gz_stretch raised = take_raised(finder, cue, made);
  if (is_aside(finder, made, cue)) {
    --finder->found.count;
    return false;
  }
  if (made->source_head == GZ_NONE &&
      gz_tree_token(finder->tree, cue)->upos != GZ_UPOS_VERB) {
    --finder->found.count; // "the claim that" of nobody
    return false;
  }
  gz_claims_cut(finder, cue, number, &contents);
  if (contents.preposition != GZ_NONE &&
      contents.preposition == contents.stretch.first) {
    if (contents.preposition == made->cue.last + 1) {
      ++made->cue.last;
    }
    ++contents.stretch.first;
  }
  place_content(finder, cue, &contents, raised, made);
  made->owns = word->kind != GZ_REPORT_ATTITUDE &&
               made->source_head != GZ_NONE &&
               (contents.clause || owns_phrase(word->kind));
  for (uint32_t i = 0; made->owns && i < contents.n; ++i) {
    enter(finder, contents.heads[i], number);
  }
  take_lead(finder, number);
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
  const uint32_t before =
      gz_tree_token(finder->tree, clause.first)->upos == GZ_UPOS_PUNCT
          ? clause.first
          : clause.first - 1;
  const struct gz_str form = gz_article_form(finder->article, before);
  return before < cue &&
         (gz_tree_token(finder->tree, before)->upos == GZ_UPOS_PUNCT) &&
         !gz_str_is(form, "(") && !gz_str_is(form, ":");
}

/** Take what a reporting clause stands in: "The trip, he said, was off." */
static void
find_around(struct gz_claim_finder *finder,
            const struct gz_reporting_word *word, uint32_t cue) {
  const struct gz_tree *tree = finder->tree;
  const uint32_t head = gz_tree_head(tree, cue);
  const enum gz_deprel deprel = gz_tree_token(finder->tree, cue)->deprel;
  const struct gz_stretch clause = gz_claims_subtree(finder, cue);
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
  const struct gz_stretch whole = gz_claims_subtree(finder, head);
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
    if (!gz_claims_is_edge(finder, rest.first, true)) {
      gz_claims_add_piece(made, over_quotes(finder, rest, cue));
    }
  }
  enter(finder, head, number);
  finder->leaves[cue] = number + 1;
  finder->reports[cue] = number + 1;
}

/** Whether only the circumstances of saying follow: "on Monday". */
static bool
is_trailing(const struct gz_claim_finder *finder, uint32_t first,
            uint32_t end) {
  if (end > first + 14) {
    return false;
  }
  for (uint32_t i = first; i < end; ++i) {
    const struct gz_token *t = gz_tree_token(finder->tree, i);
    if (t->upos == GZ_UPOS_VERB || finder->quotes.at[i] != GZ_NONE ||
        gz_str_is(gz_article_form(finder->article, i), ":")) {
      return false;
    }
  }
  return true;
}

/** Take a sentence that ends in its reporting clause: "…, the study said." */
static void
find_before(struct gz_claim_finder *finder,
            const struct gz_reporting_word *word, uint32_t cue) {
  const struct gz_article *article = finder->article;
  const struct gz_sentence *sentence =
      &article->sentences.items[finder->tree->nodes[cue].sentence];
  const uint8_t xpos = gz_tree_token(finder->tree, cue)->xpos;
  if (!(word->complements & GZ_COMPLEMENT_THAT) ||
      word->kind == GZ_REPORT_ATTITUDE || finder->reports[cue] ||
      finder->quotes.at[cue] != GZ_NONE ||
      (xpos != GZ_XPOS_VBD && xpos != GZ_XPOS_VBZ && xpos != GZ_XPOS_VBP)) {
    return;
  }
  const uint32_t number = finder->found.count;
  struct gz_attribution *made = gz_claims_push(finder, "claim:before-cue");
  if (!made) {
    return;
  }
  gz_claims_read_clause(finder, cue, made);
  const struct gz_stretch clause = gz_claims_clause(made);
  const uint32_t first = clause.first;
  if (made->source_head == GZ_NONE || first < sentence->first + 4 ||
      clause.last > first + 20 ||
      !gz_str_is(gz_article_form(article, first - 1), ",") ||
      finder->quotes.at[first - 2] != GZ_NONE ||
      !is_trailing(finder, clause.last + 1,
                   sentence->first + sentence->count)) {
    --finder->found.count;
    return;
  }
  made->kind = word->kind;
  made->complements = GZ_COMPLEMENT_THAT;
  gz_claims_add_piece(
      made,
      gz_claims_trim(finder, (struct gz_stretch){sentence->first, first - 2}));
  for (uint32_t i = sentence->first; i + 1 < first; ++i) {
    const uint32_t head = gz_tree_head(finder->tree, i);
    if (head == GZ_NONE || head + 1 >= first) {
      enter(finder, i, number);
      made->top = made->top == GZ_NONE ? i : made->top;
    }
  }
  finder->leaves[cue] = number + 1;
  finder->reports[cue] = number + 1;
}

/** Head of what "according to" speaks of, which hangs on `head`. */
static uint32_t
scope_of(const struct gz_claim_finder *finder, uint32_t token, uint32_t inner,
         uint32_t head) {
  const struct gz_tree *tree = finder->tree;
  // A noun at the end of a clause is not all that is said.
  uint32_t top = head;
  for (int i = 0; i < 8 && gz_tree_head(tree, top) != GZ_NONE &&
                  gz_tree_token(finder->tree, top)->upos != GZ_UPOS_VERB &&
                  gz_tree_child(tree, top, GZ_DEPREL_COP) == GZ_NONE;
       ++i) {
    top = gz_tree_head(tree, top);
  }
  // Set off at an end of its sentence it speaks of all of it.
  const struct gz_sentence *sentence =
      &finder->article->sentences.items[tree->nodes[token].sentence];
  const struct gz_stretch set_off = gz_claims_subtree(finder, inner);
  const uint32_t after = set_off.last + 1;
  const uint32_t end = sentence->first + sentence->count;
  if (set_off.first > sentence->first &&
      (gz_str_is(gz_article_form(finder->article, set_off.first), ",") ||
       gz_str_is(gz_article_form(finder->article, set_off.first - 1), ",")) &&
      (after >= end ||
       (after + 1 == end &&
        gz_tree_token(finder->tree, after)->xpos == GZ_XPOS_STOP))) {
    top = gz_tree_root(tree, tree->nodes[token].sentence);
  }
  return top;
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
  const uint32_t top = scope_of(finder, token, inner, head);
  const uint32_t number = finder->found.count;
  struct gz_attribution *made = gz_claims_push(finder, "claim:according-to");
  if (!made) {
    return;
  }
  const struct gz_stretch phrase = gz_claims_subtree(finder, inner);
  const struct gz_stretch whole = gz_claims_subtree(finder, top);
  made->complements = GZ_COMPLEMENT_THAT;
  made->top = top;
  made->cue_head = token;
  made->cue = (struct gz_stretch){token, token + 1};
  made->source_head = source;
  made->source = gz_claims_subtree(finder, source);
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
    if (!gz_claims_is_edge(finder, rest.first, true)) {
      gz_claims_add_piece(made, over_quotes(finder, rest, token));
    }
  }
  enter(finder, top, number);
  finder->leaves[inner] = number + 1;
  finder->reports[token] = number + 1;
}

/** How many tokens before a colon name who speaks after it, or 0. */
static uint32_t
named_before_colon(const struct gz_claim_finder *finder,
                   const struct gz_sentence *sentence) {
  const uint32_t end = sentence->first + sentence->count;
  for (uint32_t i = sentence->first + 1;
       i < end && i <= sentence->first + 5 && i + 2 < end; ++i) {
    const struct gz_token *before = gz_tree_token(finder->tree, i - 1);
    if (before->upos == GZ_UPOS_VERB) {
      return 0;
    }
    if (gz_str_is(gz_article_form(finder->article, i), ":")) {
      const bool org =
          before->ne == GZ_NE_ORG && sentence->zone == GZ_ZONE_TITLE;
      return before->ne == GZ_NE_PER || org ? i - sentence->first : 0;
    }
    if (sentence->zone != GZ_ZONE_TITLE && before->ne != GZ_NE_PER &&
        gz_tree_token(finder->tree, i - 1)->upos != GZ_UPOS_PROPN &&
        gz_tree_token(finder->tree, i - 1)->upos != GZ_UPOS_NOUN) {
      return 0;
    }
  }
  return 0;
}

/** Let all of `sentence` from `first` on be of attribution `number`. */
static void
enter_sentence(struct gz_claim_finder *finder,
               const struct gz_sentence *sentence, uint32_t first,
               uint32_t number) {
  const uint32_t end = sentence->first + sentence->count;
  struct gz_attribution *made = &finder->found.items[number];
  gz_claims_add_piece(
      made, gz_claims_trim(finder, (struct gz_stretch){first, end - 1}));
  for (uint32_t j = first; j < end; ++j) {
    const uint32_t head = gz_tree_head(finder->tree, j);
    if (head == GZ_NONE || head < first) {
      enter(finder, j, number);
      made->top = made->top == GZ_NONE ? j : made->top;
    }
  }
}

/** Take a title's, or a transcript's, "X: what X says". */
static void
find_title(struct gz_claim_finder *finder, uint32_t place) {
  const struct gz_article *article = finder->article;
  const struct gz_sentence *sentence = &article->sentences.items[place];
  const uint32_t count = named_before_colon(finder, sentence);
  struct gz_attribution *made =
      count ? gz_claims_push(finder, "claim:title") : NULL;
  if (!made) {
    return;
  }
  const uint32_t number = finder->found.count - 1;
  const uint32_t colon = sentence->first + count;
  made->complements = GZ_COMPLEMENT_THAT;
  made->source_head = colon - 1;
  for (uint32_t i = colon - 1;
       i-- > sentence->first && !finder->mentions[made->source_head];) {
    made->source_head = finder->mentions[i] ? i : colon - 1;
  }
  made->source = (struct gz_stretch){sentence->first, colon - 1};
  made->cue = (struct gz_stretch){colon, colon};
  enter_sentence(finder, sentence, colon + 1, number);
  for (uint32_t i = place + 1;
       i < article->sentences.count &&
       article->sentences.items[i].paragraph == sentence->paragraph &&
       finder->found.items[number].n_pieces < GZ_CONTENT_MAX_PIECES;
       ++i) {
    enter_sentence(finder, &article->sentences.items[i],
                   article->sentences.items[i].first, number);
  }
}

/** Take what a poll says: "In a poll of voters, most backed the ban." */
static void
find_poll(struct gz_claim_finder *finder, const struct gz_sentence *sentence) {
  const struct gz_tree *tree = finder->tree;
  const uint32_t end = sentence->first + sentence->count;
  const uint32_t head = gz_tree_head(tree, sentence->first);
  if (head == GZ_NONE || head >= end ||
      !gz_tree_is(tree, sentence->first, GZ_DEPREL_CASE) ||
      !gz_str_equal_nocase(gz_article_form(finder->article, sentence->first),
                           GZ_STR("in"))) {
    return;
  }
  const struct gz_str lemma = gz_tree_lemma(tree, head);
  const struct gz_stretch below = gz_claims_subtree(finder, head);
  if ((!gz_str_is(lemma, "poll") && !gz_str_is(lemma, "survey")) ||
      below.first != sentence->first || below.last + 4 > end) {
    return;
  }
  const uint32_t comma =
      gz_str_is(gz_article_form(finder->article, below.last), ",")
          ? below.last
          : below.last + 1;
  if (!gz_str_is(gz_article_form(finder->article, comma), ",")) {
    return;
  }
  const uint32_t number = finder->found.count;
  struct gz_attribution *made = gz_claims_push(finder, "claim:poll");
  if (made) {
    made->complements = GZ_COMPLEMENT_THAT;
    made->cue_head = sentence->first;
    made->cue = (struct gz_stretch){sentence->first, sentence->first};
    made->source_head = head;
    made->source = gz_claims_trim(
        finder, (struct gz_stretch){sentence->first + 1, comma - 1});
    enter_sentence(finder, sentence, comma + 1, number);
    finder->leaves[head] = number + 1;
  }
}

/** Whether it begins a paragraph. */
static bool
is_first(const struct gz_article *article, uint32_t place) {
  return place == 0 || article->sentences.items[place - 1].paragraph !=
                           article->sentences.items[place].paragraph;
}

void
gz_claims_from_trees(struct gz_claim_finder *finder) {
  const struct gz_article *article = finder->article;
  for (uint32_t i = 0; i < article->sentences.count && !finder->failed; ++i) {
    const struct gz_sentence *sentence = &article->sentences.items[i];
    if (sentence->repeated) {
      continue;
    }
    if (is_first(article, i)) {
      find_title(finder, i);
    }
    find_poll(finder, sentence);
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
        find_before(finder, word, j);
      }
    }
  }
}
