#include "input/sentences.h"

#include "input/paragraphs.h"
#include "input/tokens.h"
#include "input/unicode.h"

#include <string.h>

/** What can end a sentence. */
enum ending {
  ENDING_NONE,
  ENDING_STOP,         /**< "." */
  ENDING_MARK,         /**< "!", "?" and several of them */
  ENDING_ELLIPSIS,     /**< "..." */
  ENDING_ABBREVIATION, /**< "U.S.", "etc." */
};

static bool
is_one_of(struct gz_str form, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (gz_str_is(form, list[i])) {
      return true;
    }
  }
  return false;
}

#define IS_ONE_OF(form, list) is_one_of(form, list, sizeof list / sizeof *list)

static enum ending
ending_of(struct gz_str form) {
  const char last = form.data[form.size - 1];
  if (form.data[0] == '!' || form.data[0] == '?') {
    return ENDING_MARK;
  }
  if (form.data[0] == '.' || gz_str_starts(form, GZ_STR("…"))) {
    return form.size == 1                                     ? ENDING_STOP
           : last == '.' || !gz_is_digit((unsigned char)last) ? ENDING_ELLIPSIS
                                                              : ENDING_NONE;
  }
  return last == '.' ? ENDING_ABBREVIATION : ENDING_NONE;
}

/**
 * Whether token `token` of a paragraph that ends before `end` closes a
 * quotation or bracket behind a sentence.  Quotation marks that are written
 * alike at both ends, or wrongly, are told by the white space around them.
 */
static bool
is_closing(const struct gz_article *article, uint32_t token, uint32_t end) {
  static const char *const always[] = {")", "]", "}", "”", "»"};
  static const char *const quotes[] = {"\"", "'", "’", "''", "“", "‘"};
  const struct gz_token *tokens = article->tokens.items;
  const struct gz_str form = gz_article_form(article, token);
  return IS_ONE_OF(form, always) ||
         (!tokens[token].space_before && IS_ONE_OF(form, quotes) &&
          (token + 1 == end || tokens[token + 1].space_before ||
           form.size == 1));
}

/** First code point of a token. */
static uint32_t
first_char(const struct gz_article *article, uint32_t token) {
  size_t at = 0;
  return gz_utf8_next(gz_article_form(article, token), &at);
}

/** Whether a token is an opening quotation mark or bracket, or a dash. */
static bool
is_opening(const struct gz_article *article, uint32_t token) {
  static const char *const openers[] = {"\"", "'", "‘", "“", "``",
                                        "(",  "[", "{", "«"};
  return IS_ONE_OF(gz_article_form(article, token), openers);
}

/** A paragraph whose tokens have been found. */
struct paragraph {
  struct gz_span span;
  uint32_t first; /**< Its first token */
  uint32_t end;   /**< Past its last token */
  uint32_t number;
  enum gz_zone zone;
  bool repeated;
};

/** Whether a sentence from token `first` that ends before `next` is only the
    number of a list's item: "1." */
static bool
is_item_number(const struct gz_article *article, uint32_t first,
               uint32_t next) {
  const struct gz_str form = gz_article_form(article, first);
  const bool number =
      form.size <= 3 && gz_is_digit((unsigned char)form.data[0]);
  return next - first <= 2 && (number || form.size == 1);
}

/** Whether a token is a word of three letters or more, all small. */
static bool
is_small_word(const struct gz_article *article, uint32_t token) {
  const struct gz_str form = gz_article_form(article, token);
  for (size_t at = 0; at < form.size;) {
    if (!gz_is_lower(gz_utf8_next(form, &at))) {
      return false;
    }
  }
  return form.size >= 3;
}

/**
 * Whether small letters after a stop or mark, token `last`, begin a sentence
 * all the same, as in careless writing: not after a quotation that a "he said"
 * may follow, nor after names ("Yahoo!") and what may be an abbreviation.
 */
static bool
begins_small(const struct gz_article *article, uint32_t first, uint32_t last,
             uint32_t next) {
  return next == last + 1 && last > first &&
         article->tokens.items[next].space_before &&
         is_small_word(article, last - 1);
}

/**
 * Whether the words from `next` on name who spoke the question or cry that is
 * quoted before them: '"Why?" Senator Cotton asked.'
 */
static bool
is_attributed(const struct gz_article *article,
              const struct paragraph *paragraph, uint32_t next) {
  static const char *const quotes[] = {"\"", "'", "’", "''", "”", "»"};
  const uint32_t end = next + 6 < paragraph->end ? next + 6 : paragraph->end;
  if (!IS_ONE_OF(gz_article_form(article, next - 1), quotes)) {
    return false;
  }
  while (next < end && gz_is_upper(first_char(article, next))) {
    ++next;
  }
  return next < end &&
         gz_wordlist_has(GZ_WORDS_REPORTING, gz_article_form(article, next));
}

/**
 * Past the marks that close behind a sentence: quotation marks, brackets, and
 * the number of a note in square brackets.
 */
static uint32_t
skip_closing(const struct gz_article *article,
             const struct paragraph *paragraph, uint32_t next) {
  while (next < paragraph->end) {
    if (is_closing(article, next, paragraph->end)) {
      ++next;
    } else if (next + 2 < paragraph->end &&
               gz_str_is(gz_article_form(article, next), "[") &&
               gz_is_digit(first_char(article, next + 1)) &&
               gz_str_is(gz_article_form(article, next + 2), "]")) {
      next += 3;
    } else {
      break;
    }
  }
  return next;
}

/**
 * Whether a sentence that began with token `first` ends after token `last`,
 * which has `ending` and stands before the closing marks that `next` follows.
 */
static bool
ends_here(const struct gz_article *article, const struct paragraph *paragraph,
          uint32_t first, uint32_t last, uint32_t next, enum ending ending) {
  const struct gz_token *tokens = article->tokens.items;
  static const char *const going_on[] = {",", ";", ":", "-", "--", "–", "—"};
  if (IS_ONE_OF(gz_article_form(article, next), going_on)) {
    return false;
  }
  uint32_t word = next;
  while (word + 1 < paragraph->end && is_opening(article, word)) {
    ++word;
  }
  const uint32_t c = first_char(article, word);
  const bool spaced = tokens[next].space_before;
  switch (ending) {
  case ENDING_NONE:
    return false;
  case ENDING_STOP:
    if (is_item_number(article, first, last + 1)) {
      return false;
    }
    if (gz_is_lower(c)) {
      return begins_small(article, first, last, next);
    }
    return spaced || gz_is_upper(c);
  case ENDING_MARK:
    if (gz_is_lower(c)) {
      return begins_small(article, first, last, next);
    }
    return (spaced || gz_is_upper(c)) &&
           !is_attributed(article, paragraph, next);
  case ENDING_ELLIPSIS:
    return spaced && gz_is_upper(c);
  case ENDING_ABBREVIATION:
    break;
  }
  struct gz_str form = gz_article_form(article, last);
  enum gz_abbreviation kind =
      gz_abbreviation_kind(gz_str_part(form, 0, form.size - 1));
  if (form.size == 2) {
    kind = GZ_ABBREVIATION_TITLE;
  } else if (kind == GZ_ABBREVIATION_NONE) {
    kind = GZ_ABBREVIATION_PLAIN;
  }
  return gz_sentence_begins(article->text, tokens[last].span.end,
                            paragraph->span.end, kind);
}

/** Add the sentence of the tokens [first, end). */
static enum gz_status
add_sentence(struct gz_article *article, const struct paragraph *paragraph,
             uint32_t first, uint32_t end, struct gz_error *error) {
  struct gz_sentence *sentence = GZ_PUSH(article, &article->sentences);
  if (!sentence) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for a sentence");
  }
  const struct gz_token *tokens = article->tokens.items;
  sentence->span.begin = tokens[first].span.begin;
  sentence->span.end = tokens[end - 1].span.end;
  sentence->first = first;
  sentence->count = end - first;
  sentence->paragraph = paragraph->number;
  sentence->zone = paragraph->zone;
  sentence->repeated = paragraph->repeated;
  return GZ_OK;
}

/** Where to cut a sentence from `first` that is too long. */
static uint32_t
cut(const struct gz_article *article, uint32_t first) {
  static const char *const marks[] = {",", ";", ":", "—", "–", "--"};
  const uint32_t end = first + (uint32_t)GZ_MAX_SENTENCE_TOKENS;
  for (uint32_t i = end; i > end - GZ_MAX_SENTENCE_TOKENS / 2; --i) {
    if (IS_ONE_OF(gz_article_form(article, i - 1), marks)) {
      return i;
    }
  }
  return end;
}

/** Cut the tokens of `paragraph` into sentences. */
static enum gz_status
split_paragraph(struct gz_article *article, const struct paragraph *paragraph,
                struct gz_error *error) {
  enum gz_status status;
  uint32_t first = paragraph->first;
  for (uint32_t i = first; i < paragraph->end; ++i) {
    uint32_t next = i + 1;
    const enum ending ending = ending_of(gz_article_form(article, i));
    if (ending != ENDING_NONE) {
      next = skip_closing(article, paragraph, next);
    }
    if (ending != ENDING_NONE && next < paragraph->end &&
        next - first <= GZ_MAX_SENTENCE_TOKENS &&
        ends_here(article, paragraph, first, i, next, ending)) {
      GZ_TRY(status, add_sentence(article, paragraph, first, next, error));
      first = next;
      i = next - 1;
    } else if (i + 1 - first == GZ_MAX_SENTENCE_TOKENS &&
               i + 1 < paragraph->end) {
      const uint32_t at = cut(article, first);
      GZ_TRY(status, add_sentence(article, paragraph, first, at, error));
      first = at;
    }
  }
  return add_sentence(article, paragraph, first, paragraph->end, error);
}

/** Next letter or digit of `text` in small letters, or GZ_NO_CHAR. */
static uint32_t
next_folded(struct gz_str text, size_t *at) {
  uint32_t c;
  do {
    c = gz_utf8_next(text, at);
  } while (c != GZ_NO_CHAR && !gz_is_word(c));
  return c == GZ_NO_CHAR ? c : gz_to_lower(c);
}

/** Whether two texts have the same letters and digits, case aside. */
static bool
says_the_same(struct gz_str a, struct gz_str b) {
  size_t i = 0;
  size_t j = 0;
  uint32_t c;
  bool any = false;
  do {
    c = next_folded(a, &i);
    if (c != next_folded(b, &j)) {
      return false;
    }
    any = any || c != GZ_NO_CHAR;
  } while (c != GZ_NO_CHAR);
  return any;
}

/** Find the tokens and sentences of one paragraph. */
static enum gz_status
add_paragraph(struct gz_article *article, struct paragraph *paragraph,
              struct gz_error *error) {
  enum gz_status status;
  paragraph->first = article->tokens.count;
  GZ_TRY(status, gz_tokens_add(article, paragraph->span, error));
  paragraph->end = article->tokens.count;
  if (paragraph->end == paragraph->first) {
    return GZ_OK;
  }
  GZ_TRY(status, split_paragraph(article, paragraph, error));
  ++paragraph->number;
  return GZ_OK;
}

enum gz_status
gz_split(struct gz_article *article, struct gz_error *error) {
  enum gz_status status;
  const struct gz_str text = article->text;
  const struct gz_str title = gz_str_trim(article->metadata.title);
  struct gz_paragraphs walk;
  struct paragraph paragraph = {.zone = GZ_ZONE_BODY};
  gz_paragraphs_begin(&walk, text);
  size_t start = 0;
  for (size_t at = 0; at < text.size && gz_is_space(gz_utf8_next(text, &at));) {
    start = at;
  }
  if (title.size && gz_str_starts(gz_str_part(text, start, text.size), title)) {
    paragraph.zone = GZ_ZONE_TITLE;
    paragraph.span.begin = (uint32_t)start;
    paragraph.span.end = (uint32_t)(start + title.size);
    GZ_TRY(status, add_paragraph(article, &paragraph, error));
    walk.at = paragraph.span.end;
    paragraph.zone = GZ_ZONE_BODY;
  }
  while (gz_paragraphs_next(&walk, &paragraph.span)) {
    paragraph.repeated =
        title.size &&
        says_the_same(title, gz_article_str(article, paragraph.span));
    GZ_TRY(status, add_paragraph(article, &paragraph, error));
  }
  return GZ_OK;
}
