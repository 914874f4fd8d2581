#include "input/quotes.h"

/** What a token is to quotations. */
enum mark {
  MARK_NONE,
  MARK_OPENS,  /**< “ */
  MARK_CLOSES, /**< ” */
  MARK_EITHER, /**< " */
  MARK_SINGLE_OPENS,
  MARK_SINGLE_CLOSES,
};

/** What is known while the tokens of a paragraph are walked. */
struct quoting {
  const struct gz_article *article;
  struct gz_quote *items;
  uint32_t count;
  uint32_t *at;
  bool open;
  uint32_t depth;       /**< Quotes opened inside of the open one */
  bool single;          /**< The open quote began with a single mark */
  bool unclosed;        /**< The last paragraph ended in an open one */
  uint32_t last_single; /**< Last token of the paragraph that can close one */
};

static const struct gz_token *
token_at(const struct gz_article *article, uint32_t token) {
  return &article->tokens.items[token];
}

/** Whether white space, or the end of the text, follows the token. */
static bool
space_after(const struct gz_article *article, uint32_t token) {
  return token + 1 >= article->tokens.count ||
         token_at(article, token + 1)->space_before;
}

static bool
space_before(const struct gz_article *article, uint32_t token) {
  return token == 0 || token_at(article, token)->space_before;
}

/** What a single mark is; an apostrophe is none. */
static enum mark
single_mark(const struct gz_article *article, uint32_t token, bool opening) {
  const struct gz_token *t = token_at(article, token);
  const bool before = space_before(article, token);
  const bool after = space_after(article, token);
  if (t->xpos == GZ_XPOS_POS && (!before || after) &&
      token + 1 < article->tokens.count &&
      token_at(article, token + 1)->upos != GZ_UPOS_PUNCT) {
    return MARK_NONE;
  }
  if ((before || t->xpos == GZ_XPOS_OPEN_QUOTE) && !after) {
    const struct gz_str next = gz_article_form(article, token + 1);
    // "‘90s" is a decade.
    return next.data[0] >= '0' && next.data[0] <= '9' ? MARK_NONE
                                                      : MARK_SINGLE_OPENS;
  }
  return opening || before ? MARK_NONE : MARK_SINGLE_CLOSES;
}

static enum mark
mark_of(const struct gz_article *article, uint32_t token) {
  const struct gz_str form = gz_article_form(article, token);
  if (form.size > 3 || form.size == 0) {
    return MARK_NONE;
  }
  if (gz_str_is(form, "“") || gz_str_is(form, "„") || gz_str_is(form, "«") ||
      gz_str_is(form, "``")) {
    return MARK_OPENS;
  }
  if (gz_str_is(form, "”") || gz_str_is(form, "»")) {
    return MARK_CLOSES;
  }
  if (gz_str_is(form, "\"") || gz_str_is(form, "''")) {
    return MARK_EITHER;
  }
  if (gz_str_is(form, "‘")) {
    return single_mark(article, token, true);
  }
  return gz_str_is(form, "’") || gz_str_is(form, "'")
             ? single_mark(article, token, false)
             : MARK_NONE;
}

static void
open_quote(struct quoting *quoting, uint32_t token, bool single, bool goes_on) {
  quoting->items[quoting->count] =
      (struct gz_quote){.first = token, .last = token, .goes_on = goes_on};
  quoting->open = true;
  quoting->depth = 0;
  quoting->single = single;
}

static void
close_quote(struct quoting *quoting, uint32_t token, bool closed) {
  struct gz_quote *quote = &quoting->items[quoting->count];
  quote->last = token;
  quote->closed = closed;
  for (uint32_t i = quote->first; i <= token; ++i) {
    quoting->at[i] = quoting->count;
  }
  ++quoting->count;
  quoting->open = false;
}

/** Take a mark inside of an open quote. */
static void
take_mark_inside(struct quoting *quoting, uint32_t token, enum mark mark) {
  const struct gz_article *article = quoting->article;
  if (quoting->single) {
    if (mark == MARK_SINGLE_CLOSES) {
      close_quote(quoting, token, true);
    }
    return;
  }
  const bool after = space_after(article, token);
  if (mark == MARK_OPENS && !after) {
    ++quoting->depth;
  } else if (mark == MARK_CLOSES && quoting->depth) {
    --quoting->depth;
  } else if (mark == MARK_EITHER && !after && space_before(article, token) &&
             token - 1 > quoting->items[quoting->count].first) {
    // The one before was never closed: it ends here.
    close_quote(quoting, token - 1, false);
    open_quote(quoting, token, false, false);
  } else if (mark == MARK_CLOSES || mark == MARK_EITHER || mark == MARK_OPENS) {
    close_quote(quoting, token, true);
  }
}

/** Take one mark of the paragraph that begins at `first` and ends at `last`. */
static void
take_mark(struct quoting *quoting, uint32_t token, uint32_t first,
          uint32_t last) {
  const enum mark mark = mark_of(quoting->article, token);
  if (mark == MARK_NONE) {
    return;
  }
  const bool is_single =
      mark == MARK_SINGLE_OPENS || mark == MARK_SINGLE_CLOSES;
  if (quoting->open) {
    take_mark_inside(quoting, token, mark);
    return;
  }
  if (mark == MARK_CLOSES || mark == MARK_SINGLE_CLOSES || token == last ||
      (is_single && quoting->last_single <= token + 1)) {
    return;
  }
  open_quote(quoting, token, is_single, token == first && quoting->unclosed);
}

/** Find the quotes of the paragraph of tokens from `first` to `last`. */
static void
read_paragraph(struct quoting *quoting, uint32_t first, uint32_t last) {
  quoting->last_single = 0;
  for (uint32_t i = first; i <= last; ++i) {
    if (mark_of(quoting->article, i) == MARK_SINGLE_CLOSES) {
      quoting->last_single = i;
    }
  }
  for (uint32_t i = first; i <= last; ++i) {
    take_mark(quoting, i, first, last);
  }
  quoting->unclosed = quoting->open && !quoting->single;
  if (quoting->open) {
    if (quoting->single) {
      quoting->open = false; // it was an apostrophe after all
    } else {
      close_quote(quoting, last, false);
    }
  }
}

enum gz_status
gz_find_quotes(const struct gz_article *article, struct gz_quotes *quotes,
               struct gz_error *error) {
  const uint32_t n_tokens = article->tokens.count;
  struct quoting quoting = {
      .article = article,
      .items = gz_arena_array(article->arena, (size_t)n_tokens + 1,
                              sizeof *quoting.items),
      .at = gz_arena_array(article->arena, (size_t)n_tokens + 1,
                           sizeof *quoting.at),
  };
  if (!quoting.items || !quoting.at) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for quotations");
  }
  for (uint32_t i = 0; i < n_tokens; ++i) {
    quoting.at[i] = GZ_NONE;
  }
  const uint32_t n_sentences = article->sentences.count;
  const struct gz_sentence *sentences = article->sentences.items;
  for (uint32_t i = 0; i < n_sentences;) {
    uint32_t end = i + 1;
    while (end < n_sentences &&
           sentences[end].paragraph == sentences[i].paragraph) {
      ++end;
    }
    const struct gz_sentence *last = &sentences[end - 1];
    read_paragraph(&quoting, sentences[i].first, last->first + last->count - 1);
    i = end;
  }
  uint32_t quote = 0;
  for (uint32_t i = 0; i < n_sentences; ++i) {
    const uint32_t first = sentences[i].first;
    const uint32_t last = first + sentences[i].count - 1;
    while (quote < quoting.count && quoting.items[quote].last < first) {
      ++quote;
    }
    for (uint32_t j = quote;
         j < quoting.count && quoting.items[j].first <= last; ++j) {
      ++quoting.items[j].n_sentences;
    }
  }
  *quotes = (struct gz_quotes){quoting.items, quoting.count, quoting.at};
  return GZ_OK;
}
