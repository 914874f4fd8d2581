#include "input/claims_parts.h"

/** Take `child` into the content too. */
static void
take(const struct gz_claim_finder *finder, struct gz_contents *contents,
     uint32_t child) {
  const struct gz_stretch below = gz_claims_subtree(finder, child);
  if (below.first < contents->stretch.first) {
    contents->stretch.first = below.first;
  }
  if (below.last > contents->stretch.last) {
    contents->stretch.last = below.last;
  }
  if (contents->n < GZ_CONTENT_MAX_HEADS) {
    contents->heads[contents->n++] = child;
  }
}

/** Whether "that" begins the clause of the content's first head. */
static bool
has_that(const struct gz_claim_finder *finder,
         const struct gz_contents *contents) {
  return gz_str_equal_nocase(
      gz_article_form(finder->article, contents->stretch.first),
      GZ_STR("that"));
}

/**
 * Take an object before the rest of the content: "urged Britain to ban it",
 * "portrayed her as weak", and a subject that the parser took for an object,
 * "showed the party won"; but not who is told, nor "voiced doubt that".
 */
static void
widen_left(const struct gz_claim_finder *finder,
           const struct gz_reporting_word *word, uint32_t cue,
           struct gz_contents *contents) {
  uint32_t object = gz_tree_child(finder->tree, cue, GZ_DEPREL_OBJ);
  if (object == GZ_NONE && contents->complements & GZ_COMPLEMENT_TO) {
    object = gz_tree_child(finder->tree, cue, GZ_DEPREL_IOBJ);
  }
  if (object == GZ_NONE || object < cue || object >= contents->stretch.first) {
    return;
  }
  const bool told = word->complements & GZ_COMPLEMENT_WHOM;
  if (contents->complements & (GZ_COMPLEMENT_THAT | GZ_COMPLEMENT_WHETHER)) {
    if (told || has_that(finder, contents) ||
        contents->complements & GZ_COMPLEMENT_WHETHER) {
      return;
    }
  } else if (told && (word->kind != GZ_REPORT_ASK ||
                      !(contents->complements & GZ_COMPLEMENT_TO))) {
    return;
  }
  contents->preposition = GZ_NONE;
  take(finder, contents, object);
}

/** Whether what hangs on a verb with that mark completes its object. */
static bool
completes(const struct gz_claim_finder *finder, uint32_t child) {
  static const char *const phrases[] = {
      "as", "in", "for", "from", "with", "over", "against", "of", "about"};
  const struct gz_tree *tree = finder->tree;
  const enum gz_deprel deprel = gz_tree_token(finder->tree, child)->deprel;
  if (deprel == GZ_DEPREL_OBJ || deprel == GZ_DEPREL_XCOMP) {
    return true;
  }
  if (deprel != GZ_DEPREL_OBL && deprel != GZ_DEPREL_ADVCL) {
    return false;
  }
  const uint32_t mark = gz_tree_case_or_mark(tree, child);
  if (mark == GZ_NONE) {
    return deprel == GZ_DEPREL_ADVCL &&
           gz_tree_token(finder->tree, child)->xpos == GZ_XPOS_VBG;
  }
  return GZ_IS_ONE_OF(gz_article_form(finder->article, mark), phrases);
}

/** Take what completes an object: "praised him for his work in Syria". */
static void
widen_right(const struct gz_claim_finder *finder, uint32_t cue,
            struct gz_contents *contents) {
  if (contents->complements & (GZ_COMPLEMENT_THAT | GZ_COMPLEMENT_WHETHER |
                               GZ_COMPLEMENT_TO | GZ_COMPLEMENT_PASS) ||
      gz_tree_token(finder->tree, cue)->upos != GZ_UPOS_VERB) {
    return;
  }
  int n = 0;
  for (uint32_t child = gz_tree_first(finder->tree, cue);
       child != GZ_NONE && n < GZ_CLAIM_MAX_CHILDREN;
       child = gz_tree_next(finder->tree, child), ++n) {
    const struct gz_stretch below = gz_claims_subtree(finder, child);
    if (below.first <= contents->stretch.last) {
      continue;
    }
    if (below.first != contents->stretch.last + 1 ||
        !completes(finder, child)) {
      break;
    }
    take(finder, contents, child);
  }
}

uint32_t
gz_claims_hidden(const struct gz_claim_finder *finder, uint32_t child) {
  const struct gz_tree *tree = finder->tree;
  const enum gz_deprel deprel = gz_tree_token(finder->tree, child)->deprel;
  if (gz_tree_token(finder->tree, child)->upos == GZ_UPOS_NOUN &&
      gz_claim_lexicon_modal(finder->lexicon, gz_tree_lemma(tree, child),
                             'n')) {
    return GZ_NONE; // "found no evidence that" speaks of the evidence
  }
  if (deprel != GZ_DEPREL_OBJ && deprel != GZ_DEPREL_IOBJ &&
      deprel != GZ_DEPREL_OBL && deprel != GZ_DEPREL_OBL_UNMARKED) {
    return GZ_NONE;
  }
  int n = 0;
  for (uint32_t below = gz_tree_first(tree, child);
       below != GZ_NONE && n < GZ_CLAIM_MAX_CHILDREN;
       below = gz_tree_next(tree, below), ++n) {
    const enum gz_deprel how = gz_tree_token(finder->tree, below)->deprel;
    const uint32_t first = tree->nodes[below].left;
    if (below > child &&
        (how == GZ_DEPREL_ACL || how == GZ_DEPREL_ACL_RELCL ||
         how == GZ_DEPREL_CCOMP) &&
        gz_tree_token(finder->tree, first)->xpos != GZ_XPOS_WDT &&
        gz_str_equal_nocase(gz_article_form(finder->article, first),
                            GZ_STR("that")) &&
        (gz_tree_child(tree, below, GZ_DEPREL_NSUBJ) != GZ_NONE ||
         gz_tree_child(tree, below, GZ_DEPREL_NSUBJ_PASS) != GZ_NONE)) {
      return below;
    }
  }
  return GZ_NONE;
}

void
gz_claims_widen(const struct gz_claim_finder *finder,
                const struct gz_reporting_word *word, uint32_t cue,
                struct gz_contents *contents) {
  if (contents->n && contents->stretch.first > cue) {
    widen_left(finder, word, cue, contents);
    widen_right(finder, cue, contents);
  }
}

/** Whether the clause of `child` goes on with the reporting clause. */
static bool
goes_on(const struct gz_claim_finder *finder, uint32_t cue, uint32_t child) {
  const struct gz_tree *tree = finder->tree;
  const struct gz_token *t = gz_tree_token(finder->tree, child);
  const struct gz_reporting_word *word = gz_claims_word(finder, child);
  if (t->upos != GZ_UPOS_VERB || !word || word->kind == GZ_REPORT_ATTITUDE ||
      gz_tree_child(tree, child, GZ_DEPREL_NSUBJ) != GZ_NONE) {
    return false;
  }
  if (t->deprel == GZ_DEPREL_ADVCL) {
    const uint32_t first = gz_claims_subtree(finder, child).first;
    return t->xpos == GZ_XPOS_VBG &&
           gz_tree_child(tree, child, GZ_DEPREL_MARK) == GZ_NONE &&
           (gz_str_is(gz_article_form(finder->article, first), ",") ||
            (first > 0 &&
             gz_str_is(gz_article_form(finder->article, first - 1), ",")));
  }
  return t->deprel == GZ_DEPREL_CONJ &&
         t->xpos == gz_tree_token(finder->tree, cue)->xpos &&
         gz_tree_child(tree, child, GZ_DEPREL_AUX) == GZ_NONE &&
         gz_tree_child(tree, child, GZ_DEPREL_AUX_PASS) == GZ_NONE;
}

void
gz_claims_cut(struct gz_claim_finder *finder, uint32_t cue, uint32_t number,
              struct gz_contents *contents) {
  if (!(contents->complements & GZ_COMPLEMENT_THAT) ||
      contents->heads[0] < cue ||
      gz_tree_token(finder->tree, cue)->upos != GZ_UPOS_VERB) {
    return;
  }
  const uint32_t head = contents->heads[0];
  for (uint32_t i = head + 1; i <= contents->stretch.last; ++i) {
    const struct gz_stretch below = gz_claims_subtree(finder, i);
    const bool close = gz_tree_head(finder->tree, i) == head;
    const bool trails = gz_tree_is(finder->tree, i, GZ_DEPREL_ADVCL) &&
                        below.last + 1 >= contents->stretch.last;
    if (below.first > head && (close || trails) && goes_on(finder, cue, i) &&
        finder->quotes.at[i] == finder->quotes.at[cue]) {
      finder->leaves[i] = number + 1;
      contents->stretch.last = below.first - 1;
      break;
    }
  }
}

struct gz_stretch
gz_claims_clause(const struct gz_attribution *made) {
  const struct gz_stretch cue = made->cue;
  const struct gz_stretch source = made->source;
  return (struct gz_stretch){
      source.first < cue.first ? source.first : cue.first,
      source.last > cue.last ? source.last : cue.last,
  };
}

struct gz_stretch
gz_claims_lead(const struct gz_claim_finder *finder,
               const struct gz_attribution *made) {
  const struct gz_stretch none = {1, 0};
  if (made->source.first > made->source.last || !made->n_pieces) {
    return none;
  }
  const struct gz_stretch clause = gz_claims_clause(made);
  const uint32_t first = clause.first;
  const uint32_t last = clause.last;
  const struct gz_sentence *sentence =
      &finder->article->sentences.items[finder->tree->nodes[first].sentence];
  const uint32_t begin = made->pieces[0].first;
  if (first <= sentence->first + 1 || begin != last + 2 ||
      !gz_str_is(gz_article_form(finder->article, first - 1), ",") ||
      !gz_str_is(gz_article_form(finder->article, last + 1), ",") ||
      finder->quotes.at[first] != GZ_NONE) {
    return none;
  }
  if (finder->quotes.at[begin] != GZ_NONE) {
    // "In an interview, he said, “We …”" goes with the saying.
    const struct gz_str form = gz_article_form(finder->article, begin + 1);
    if (!form.size || form.data[0] < 'a' || form.data[0] > 'z') {
      return none;
    }
  }
  for (uint32_t i = sentence->first; i < first; ++i) {
    if (finder->reports[i] || finder->quotes.at[i] != GZ_NONE) {
      return none;
    }
  }
  return (struct gz_stretch){sentence->first, first - 2};
}
