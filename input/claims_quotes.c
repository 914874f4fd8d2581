#include "input/claims_parts.h"

/** Tokens, marks included, of the shortest quotation that needs a speaker. */
#define MIN_QUOTATION 6

/** How far from its quotation a reporting word may stand, in tokens. */
#define MAX_DISTANCE 24

static const struct gz_sentence *
sentence_at(const struct gz_claim_finder *finder, uint32_t token) {
  return &finder->article->sentences.items[finder->tree->nodes[token].sentence];
}

static uint32_t
last_token(const struct gz_sentence *sentence) {
  return sentence->first + sentence->count - 1;
}

/** Whether the quotation is somebody's words, and not a word or a title. */
static bool
is_speech(const struct gz_claim_finder *finder, const struct gz_quote *quote) {
  if (quote->n_sentences > 1) {
    return true;
  }
  bool has_verb = false;
  for (uint32_t i = quote->first; i <= quote->last; ++i) {
    const uint8_t xpos = gz_tree_token(finder->tree, i)->xpos;
    has_verb |= gz_tree_token(finder->tree, i)->upos == GZ_UPOS_VERB ||
                xpos == GZ_XPOS_MD || xpos == GZ_XPOS_VBZ ||
                xpos == GZ_XPOS_VBP || xpos == GZ_XPOS_VBD;
  }
  return has_verb && quote->last - quote->first + 1 >= MIN_QUOTATION;
}

/** Whether the quotation fills its sentences but for marks. */
static bool
is_whole(const struct gz_claim_finder *finder, const struct gz_quote *quote) {
  const struct gz_sentence *first = sentence_at(finder, quote->first);
  const struct gz_sentence *last = sentence_at(finder, quote->last);
  for (uint32_t i = first->first; i < quote->first; ++i) {
    if (gz_tree_token(finder->tree, i)->upos != GZ_UPOS_PUNCT) {
      return false;
    }
  }
  for (uint32_t i = quote->last + 1; i <= last_token(last); ++i) {
    if (gz_tree_token(finder->tree, i)->upos != GZ_UPOS_PUNCT) {
      return false;
    }
  }
  return true;
}

/** Whether a word can report what is quoted. */
static bool
can_report(const struct gz_claim_finder *finder, uint32_t token) {
  const struct gz_token *t = gz_tree_token(finder->tree, token);
  if (t->upos != GZ_UPOS_VERB || t->xpos == GZ_XPOS_VB) {
    return false;
  }
  const struct gz_reporting_word *word = gz_claims_word(finder, token);
  return word && word->kind != GZ_REPORT_ATTITUDE &&
         word->complements &
             (GZ_COMPLEMENT_THAT | GZ_COMPLEMENT_OBJ | GZ_COMPLEMENT_WHETHER);
}

/** Whether a verb that is not known to report may: "…," he shot back. */
static bool
may_report(const struct gz_claim_finder *finder, uint32_t token) {
  const struct gz_token *t = gz_tree_token(finder->tree, token);
  return t->upos == GZ_UPOS_VERB &&
         (t->xpos == GZ_XPOS_VBD || t->xpos == GZ_XPOS_VBZ) &&
         gz_tree_child(finder->tree, token, GZ_DEPREL_OBJ) == GZ_NONE;
}

/** The verb right after a quotation that ends in a comma, and its subject. */
static uint32_t
verb_after(const struct gz_claim_finder *finder, const struct gz_quote *quote) {
  const struct gz_str end = gz_article_form(
      finder->article, quote->last - (quote->last > quote->first));
  const uint32_t last = last_token(sentence_at(finder, quote->last));
  if (!quote->closed ||
      (!gz_str_is(end, ",") && !gz_str_is(end, "?") && !gz_str_is(end, "!"))) {
    return GZ_NONE;
  }
  for (uint32_t i = quote->last + 1; i <= last && i <= quote->last + 6; ++i) {
    const uint8_t upos = gz_tree_token(finder->tree, i)->upos;
    if (finder->quotes.at[i] != GZ_NONE) {
      break;
    }
    if (may_report(finder, i)) {
      return i;
    }
    if (upos != GZ_UPOS_PROPN && upos != GZ_UPOS_NOUN && upos != GZ_UPOS_PRON &&
        upos != GZ_UPOS_DET && upos != GZ_UPOS_ADJ && upos != GZ_UPOS_ADV) {
      break;
    }
  }
  return GZ_NONE;
}

/** The reporting word after the quotation: "…," he said.  Or none. */
static uint32_t
cue_after(const struct gz_claim_finder *finder, const struct gz_quote *quote) {
  const struct gz_sentence *sentence = sentence_at(finder, quote->last);
  const uint32_t end = last_token(sentence);
  for (uint32_t i = quote->last + 1;
       i <= end && i <= quote->last + MAX_DISTANCE; ++i) {
    if (finder->quotes.at[i] != GZ_NONE) {
      break;
    }
    if (can_report(finder, i)) {
      return i;
    }
  }
  return verb_after(finder, quote);
}

/** The reporting word that the quotation follows: He said: "…".  Or none. */
static uint32_t
cue_before(const struct gz_claim_finder *finder, const struct gz_quote *quote) {
  const struct gz_sentence *sentence = sentence_at(finder, quote->first);
  uint32_t found = GZ_NONE;
  for (uint32_t i = quote->first;
       i > sentence->first && i + MAX_DISTANCE > quote->first; --i) {
    if (finder->quotes.at[i - 1] != GZ_NONE) {
      break;
    }
    if (can_report(finder, i - 1)) {
      found = i - 1;
      break;
    }
  }
  return found;
}

/** A reporting clause in the sentence before that ends in a colon. */
static uint32_t
cue_of_colon(const struct gz_claim_finder *finder,
             const struct gz_quote *quote) {
  const struct gz_sentence *sentence = sentence_at(finder, quote->first);
  if (quote->first != sentence->first || quote->first == 0 ||
      !gz_str_is(gz_article_form(finder->article, quote->first - 1), ":")) {
    return GZ_NONE;
  }
  const struct gz_sentence *before = sentence_at(finder, quote->first - 1);
  for (uint32_t i = last_token(before); i > before->first; --i) {
    if (can_report(finder, i)) {
      return i;
    }
  }
  return GZ_NONE;
}

/** Whether a reporting clause adjoins what is quoted, however short it is. */
static bool
is_told(const struct gz_claim_finder *finder, const struct gz_quote *quote) {
  const uint32_t after = quote->last + 1;
  if (!quote->closed || quote->last < quote->first + 3 ||
      after >= finder->article->tokens.count) {
    return false;
  }
  const struct gz_str end = gz_article_form(finder->article, quote->last - 1);
  if (!gz_str_is(end, ",") && !gz_str_is(end, "?") && !gz_str_is(end, "!")) {
    return false;
  }
  const uint32_t cue = cue_after(finder, quote);
  return cue != GZ_NONE && cue <= after + 3 &&
         sentence_at(finder, quote->first)->first + 1 >= quote->first;
}

/** Whether a comma or colon, or the reporting word, comes right before. */
static bool
is_introduced(const struct gz_claim_finder *finder,
              const struct gz_quote *quote, uint32_t cue) {
  const struct gz_str form = gz_article_form(finder->article, quote->first - 1);
  return cue == quote->first - 1 || gz_str_is(form, ",") ||
         gz_str_is(form, ":") || gz_str_is(form, "that");
}

/** The reporting word that nothing but a mark parts from it: "adding: “". */
static uint32_t
cue_right_before(const struct gz_claim_finder *finder,
                 const struct gz_quote *quote) {
  if (quote->first < 2) {
    return GZ_NONE;
  }
  const struct gz_str form = gz_article_form(finder->article, quote->first - 1);
  const bool mark = gz_str_is(form, ",") || gz_str_is(form, ":");
  const uint32_t cue = quote->first - (mark ? 2 : 1);
  return finder->tree->nodes[cue].sentence ==
                     finder->tree->nodes[quote->first].sentence &&
                 finder->quotes.at[cue] == GZ_NONE && can_report(finder, cue)
             ? cue
             : GZ_NONE;
}

/** The attribution whose content holds the first token of the quotation. */
static uint32_t
holder_of(struct gz_claim_finder *finder, const struct gz_quote *quote) {
  for (uint32_t i = quote->first; i <= quote->last; ++i) {
    for (uint32_t token = i; token != GZ_NONE;
         token = gz_tree_head(finder->tree, token)) {
      const uint32_t number = finder->enters[token];
      if (number &&
          finder->quotes.at[finder->found.items[number - 1].cue.first] !=
              finder->quotes.at[quote->first] &&
          finder->found.items[number - 1].source_head != GZ_NONE) {
        return number - 1;
      }
      if (finder->leaves[token]) {
        break;
      }
    }
    if (gz_tree_token(finder->tree, i)->upos != GZ_UPOS_PUNCT) {
      break; // its first word decides
    }
  }
  return GZ_NONE;
}

/** Let the quotation be part of what is attributed. */
static void
attach(struct gz_claim_finder *finder, uint32_t quote, uint32_t number) {
  struct gz_attribution *made = &finder->found.items[number];
  const struct gz_quote *q = &finder->quotes.items[quote];
  struct gz_stretch whole = {q->first, q->last};
  if (whole.first > 0 &&
      gz_str_equal_nocase(gz_article_form(finder->article, whole.first - 1),
                          GZ_STR("that"))) {
    --whole.first;
  }
  finder->quoted[quote] = number + 1;
  for (uint32_t i = 0; i < made->n_pieces; ++i) {
    struct gz_stretch *piece = &made->pieces[i];
    if (piece->first <= whole.last + 1 && whole.first <= piece->last + 1) {
      piece->first = whole.first < piece->first ? whole.first : piece->first;
      piece->last = whole.last > piece->last ? whole.last : piece->last;
      return;
    }
  }
  gz_claims_add_piece(made, whole);
}

/** Attribute the quotation to the clause of `cue`. */
static uint32_t
attribute(struct gz_claim_finder *finder, uint32_t quote, uint32_t cue,
          const char *rule) {
  if (finder->reports[cue]) {
    const uint32_t number = finder->reports[cue] - 1;
    struct gz_attribution *made = &finder->found.items[number];
    if (!made->owns) {
      made->owns = true;
      made->complements |= GZ_COMPLEMENT_THAT;
    }
    attach(finder, quote, number);
    return number;
  }
  const uint32_t number = finder->found.count;
  struct gz_attribution *made = gz_claims_push(finder, rule);
  if (!made) {
    return GZ_NONE;
  }
  gz_claims_read_clause(finder, cue, made);
  const struct gz_reporting_word *word = gz_claims_word(finder, cue);
  made->kind = word ? word->kind : GZ_REPORT_SAY;
  made->complements = GZ_COMPLEMENT_THAT;
  made->quote = quote;
  finder->reports[cue] = number + 1;
  attach(finder, quote, number);
  return number;
}

/** Find the reporting word of a quotation, if its own sentence has one. */
static uint32_t
cue_of(const struct gz_claim_finder *finder, const struct gz_quote *quote,
       const char **rule) {
  const uint32_t before = cue_before(finder, quote);
  if (before != GZ_NONE && is_introduced(finder, quote, before)) {
    *rule = "claim:quote-after-cue";
    return before;
  }
  const uint32_t after = cue_after(finder, quote);
  if (after != GZ_NONE) {
    *rule = "claim:quote-before-cue";
    return after;
  }
  *rule = "claim:quote-after-colon";
  const uint32_t colon = cue_of_colon(finder, quote);
  return colon;
}

/** Attribute a quotation that no clause reports. */
static uint32_t
carry_on(struct gz_claim_finder *finder, uint32_t number, uint32_t last) {
  const struct gz_quote *quote = &finder->quotes.items[number];
  if (last != GZ_NONE) {
    attach(finder, number, last);
    return last;
  }
  struct gz_attribution *made =
      gz_claims_push(finder, "claim:quote-of-somebody");
  if (!made) {
    return GZ_NONE;
  }
  made->quote = number;
  made->complements = GZ_COMPLEMENT_THAT;
  (void)quote;
  const uint32_t index = finder->found.count - 1;
  attach(finder, number, index);
  return index;
}

/** The last attribution with a source in the sentence before, or none. */
static uint32_t
speaker_before(const struct gz_claim_finder *finder,
               const struct gz_quote *quote) {
  const uint32_t sentence = finder->tree->nodes[quote->first].sentence;
  if (sentence == 0) {
    return GZ_NONE;
  }
  const struct gz_sentence *before =
      &finder->article->sentences.items[sentence - 1];
  if (before->zone != finder->article->sentences.items[sentence].zone) {
    return GZ_NONE;
  }
  uint32_t found = GZ_NONE;
  for (uint32_t i = before->first; i <= last_token(before); ++i) {
    const uint32_t number = finder->reports[i];
    if (number && finder->found.items[number - 1].owns &&
        finder->found.items[number - 1].source_head != GZ_NONE &&
        (finder->quotes.at[i] == GZ_NONE)) {
      // The outermost: the first in the sentence, unless it comes last.
      if (found == GZ_NONE || finder->leaves[i] > 0) {
        found = number - 1;
      }
    }
  }
  return found;
}

/** Whether the source is the speaker: "We have agreed to". */
static bool
is_own(const struct gz_claim_finder *finder, uint32_t number) {
  const uint32_t source = finder->found.items[number].source_head;
  if (source == GZ_NONE) {
    return true;
  }
  const struct gz_str form = gz_article_form(finder->article, source);
  return gz_str_is(form, "I") || gz_str_equal_nocase(form, GZ_STR("we"));
}

/** Whether somebody else's reporting clause makes up the sentence. */
static bool
is_others(const struct gz_claim_finder *finder, uint32_t sentence) {
  const uint32_t root = gz_tree_root(finder->tree, sentence);
  if (!finder->reports[root] || is_own(finder, finder->reports[root] - 1)) {
    return finder->enters[root];
  }
  // "These talks show that": the speaker still speaks.
  const uint32_t source =
      finder->found.items[finder->reports[root] - 1].source_head;
  const uint32_t determiner =
      gz_tree_child(finder->tree, source, GZ_DEPREL_DET);
  const struct gz_str form = determiner == GZ_NONE
                                 ? gz_article_form(finder->article, source)
                                 : gz_article_form(finder->article, determiner);
  return !gz_str_equal_nocase(form, GZ_STR("this")) &&
         !gz_str_equal_nocase(form, GZ_STR("these"));
}

/** Whether the speaker still speaks in a paragraph: "we", "our". */
static bool
is_personal(const struct gz_claim_finder *finder, uint32_t sentence) {
  static const char *const words[] = {"we", "our", "us", "I", "my"};
  const struct gz_article *article = finder->article;
  const uint32_t paragraph = article->sentences.items[sentence].paragraph;
  for (uint32_t i = sentence;
       i < article->sentences.count &&
       article->sentences.items[i].paragraph == paragraph;
       ++i) {
    const struct gz_sentence *one = &article->sentences.items[i];
    for (uint32_t j = one->first; j <= last_token(one); ++j) {
      if (finder->quotes.at[j] == GZ_NONE &&
          gz_tree_token(finder->tree, j)->upos == GZ_UPOS_PRON &&
          GZ_IS_ONE_OF(gz_article_form(article, j), words)) {
        return true;
      }
    }
  }
  return false;
}

/**
 * Let a statement without quotation marks, "X said: We have …", run on to the
 * end of its paragraph, and over those that speak of "us".
 */
static void
run_on(struct gz_claim_finder *finder, uint32_t number) {
  struct gz_attribution *made = &finder->found.items[number];
  if (!made->owns || made->cue_head == GZ_NONE || !made->n_pieces) {
    return;
  }
  const struct gz_stretch piece = made->pieces[made->n_pieces - 1];
  const struct gz_article *article = finder->article;
  const uint32_t place = finder->tree->nodes[piece.first].sentence;
  if (piece.first <= made->cue.last + 1 ||
      finder->quotes.at[piece.first] != GZ_NONE ||
      !gz_str_is(gz_article_form(article, piece.first - 1), ":") ||
      piece.first - 1 != made->cue.last + 1 ||
      article->sentences.items[place].zone == GZ_ZONE_TITLE) {
    return;
  }
  for (uint32_t i = place + 1; i < article->sentences.count; ++i) {
    const struct gz_sentence *sentence = &article->sentences.items[i];
    const uint32_t root = gz_tree_root(finder->tree, i);
    const bool goes_on = sentence->paragraph == sentence[-1].paragraph;
    if (is_others(finder, i) || (!goes_on && !is_personal(finder, i))) {
      break;
    }
    finder->enters[root] = number + 1;
    finder->tops[root] = true;
    const uint32_t last = made->pieces[made->n_pieces - 1].last;
    gz_claims_add_piece(
        made, (struct gz_stretch){goes_on ? last + 1 : sentence->first,
                                  last_token(sentence)});
  }
}

void
gz_claims_from_quotes(struct gz_claim_finder *finder) {
  const uint32_t n_found = finder->found.count;
  for (uint32_t i = 0; i < n_found; ++i) {
    run_on(finder, i);
  }
  uint32_t last = GZ_NONE; // whose quotation came last
  uint32_t last_end = 0;   // its last sentence
  for (uint32_t i = 0; i < finder->quotes.count && !finder->failed; ++i) {
    const struct gz_quote *quote = &finder->quotes.items[i];
    const struct gz_sentence *sentence = sentence_at(finder, quote->first);
    if (sentence->repeated ||
        (!is_speech(finder, quote) && !is_told(finder, quote))) {
      continue;
    }
    const uint32_t place = finder->tree->nodes[quote->first].sentence;
    const char *rule = NULL;
    uint32_t number = holder_of(finder, quote);
    const uint32_t own = cue_right_before(finder, quote);
    if (number != GZ_NONE && own != GZ_NONE &&
        finder->found.items[number].cue_head != own) {
      number = attribute(finder, i, own, "claim:quote-after-cue");
    } else if (number != GZ_NONE) {
      attach(finder, i, number);
    } else {
      const uint32_t cue = cue_of(finder, quote, &rule);
      if (cue != GZ_NONE) {
        number = attribute(finder, i, cue, rule);
      } else if (is_whole(finder, quote) && sentence->zone != GZ_ZONE_TITLE) {
        if (last == GZ_NONE || place > last_end + 1) {
          const uint32_t before = speaker_before(finder, quote);
          last = before;
        }
        number = carry_on(finder, i, last);
      }
    }
    if (number != GZ_NONE) {
      last = number;
      const uint32_t end = finder->tree->nodes[quote->last].sentence;
      last_end = end;
      // A cue may stand after the quotation, in the next sentence's place.
      const uint32_t cue = finder->found.items[number].cue_head;
      if (cue != GZ_NONE && finder->tree->nodes[cue].sentence > last_end) {
        last_end = finder->tree->nodes[cue].sentence;
      }
    }
  }
}
