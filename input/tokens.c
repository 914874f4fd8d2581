#include "input/tokens.h"

#include "input/token_words.h"
#include "input/unicode.h"

#include <string.h>

/** Whether `c` can close a quotation or a bracket. */
static bool
is_closer(uint32_t c) {
  return c == '"' || c == ')' || c == ']' || c == '}' || c == 0x201D ||
         c == 0xBB || gz_is_apostrophe(c);
}

/** Whether `c` can open one. */
static bool
is_opener(uint32_t c) {
  return c == '"' || c == '(' || c == '[' || c == '{' || c == '\'' ||
         c == 0x2018 || c == 0x201C || c == 0xAB;
}

bool
gz_sentence_begins(struct gz_str text, uint32_t at, uint32_t end,
                   enum gz_abbreviation kind) {
  const struct gz_scan scan = {text, end};
  uint32_t after;
  uint32_t c = gz_scan_char(&scan, at, &after);
  while (is_closer(c)) {
    at = after;
    c = gz_scan_char(&scan, at, &after);
  }
  if (c != GZ_NO_CHAR && !gz_is_space(c)) {
    return false;
  }
  while (c != GZ_NO_CHAR && (gz_is_space(c) || is_opener(c))) {
    at = after;
    c = gz_scan_char(&scan, at, &after);
  }
  if (c == GZ_NO_CHAR) {
    return true;
  }
  if (!gz_is_upper(c) || kind == GZ_ABBREVIATION_TITLE) {
    return false;
  }
  return kind == GZ_ABBREVIATION_ENDING ||
         gz_wordlist_has(GZ_WORDS_STARTER,
                         gz_str_part(text, at, gz_scan_run(&scan, at)));
}

/** Emoticons that are one token when white space follows. */
static const char *const emoticons[] = {":)",  ":-)", ":(", ":-(", ";)",
                                        ";-)", ":D",  ":P", "=)",  ":-D"};

static uint32_t
scan_emoticon(const struct gz_scan *scan, uint32_t begin) {
  const struct gz_str rest = gz_str_part(scan->text, begin, scan->end);
  for (size_t i = 0; i < sizeof emoticons / sizeof *emoticons; ++i) {
    const struct gz_str face = gz_str(emoticons[i]);
    const uint32_t end = begin + (uint32_t)face.size;
    if (gz_str_starts(rest, face) && !gz_scan_in_word(scan, end)) {
      return end;
    }
  }
  return 0;
}

/** What marks in a row make one token with `c`; GZ_NO_CHAR for none. */
static bool
repeats(uint32_t c, uint32_t next) {
  switch (c) {
  case '.':
  case 0x2026:
    return next == '.' || next == 0x2026;
  case '!':
  case '?':
    return next == '!' || next == '?';
  case '$':
  case '-':
  case '/':
  case '\\':
  case '*':
  case '=':
  case '~':
  case '+':
  case '#':
  case '<':
  case '>':
  case '\'':
  case '`':
  case '^':
  case 0x2014:
    return next == c;
  default:
    return false;
  }
}

/** End of the marks in a row that begin with `c`, of which `at` is past. */
static uint32_t
scan_repeated(const struct gz_scan *scan, uint32_t begin, uint32_t c,
              uint32_t at) {
  uint32_t after;
  while (repeats(c, gz_scan_char(scan, at, &after)) &&
         after - begin <= GZ_MAX_TOKEN_BYTES) {
    at = after;
  }
  return at;
}

/** End of a symbol at `begin` with the marks and joiners after it. */
static uint32_t
scan_symbol(const struct gz_scan *scan, uint32_t begin, uint32_t at) {
  uint32_t after;
  for (uint32_t c; (c = gz_scan_char(scan, at, &after)) != GZ_NO_CHAR &&
                   (gz_is_mark(c) || c == 0x200D) &&
                   after - begin <= GZ_MAX_TOKEN_BYTES;) {
    at = after;
    if (c == 0x200D && gz_scan_char(scan, at, &after) != GZ_NO_CHAR &&
        !gz_is_space(gz_scan_char(scan, at, &after))) {
      at = after;
    }
  }
  return at;
}

/** End of what an apostrophe at `begin` makes, of which `at` is past. */
static uint32_t
scan_apostrophe(const struct gz_scan *scan, uint32_t begin, uint32_t at) {
  const uint32_t clitic = gz_scan_clitic(scan, begin);
  if (clitic && gz_scan_after_word(scan, begin)) {
    return clitic;
  }
  const uint32_t end = gz_scan_run(scan, at);
  const struct gz_str word = gz_str_part(scan->text, at, end);
  const bool decade =
      (word.size == 2 || (word.size == 3 && word.data[2] == 's')) &&
      gz_is_digit((unsigned char)word.data[0]) &&
      gz_is_digit((unsigned char)word.data[1]);
  uint32_t after;
  const uint32_t next = gz_scan_char(scan, end, &after);
  if (!gz_scan_after_word(scan, begin) && !gz_is_apostrophe(next) &&
      (decade || gz_wordlist_has(GZ_WORDS_APHERESIS, word))) {
    return end;
  }
  if (gz_str_equal_nocase(word, GZ_STR("tis")) ||
      gz_str_equal_nocase(word, GZ_STR("twas"))) {
    return at + 1;
  }
  return scan_repeated(scan, begin, '\'', at);
}

/** End of the token that begins with the mark `c`, of which `at` is past. */
static uint32_t
scan_mark(const struct gz_scan *scan, uint32_t begin, uint32_t c, uint32_t at) {
  if (gz_is_apostrophe(c)) {
    return scan_apostrophe(scan, begin, at);
  }
  uint32_t after;
  const uint32_t next = gz_scan_char(scan, at, &after);
  if (c == '.' && gz_is_digit(next) && !gz_scan_after_word(scan, begin)) {
    return gz_scan_word(scan, at);
  }
  if ((c == '#' || c == '@') && gz_is_letter(next) &&
      !gz_scan_after_word(scan, begin)) {
    const uint32_t end = gz_scan_run(scan, at);
    return end - begin <= GZ_MAX_TOKEN_BYTES ? end : at;
  }
  const uint32_t face =
      c == ':' || c == ';' || c == '=' ? scan_emoticon(scan, begin) : 0;
  if (face) {
    return face;
  }
  const uint32_t end = scan_repeated(scan, begin, c, at);
  return end > at ? end : scan_symbol(scan, begin, at);
}

bool
gz_token_next(struct gz_str text, uint32_t begin, uint32_t end,
              struct gz_span *token) {
  const struct gz_scan scan = {text, end};
  uint32_t after;
  uint32_t c;
  while ((c = gz_scan_char(&scan, begin, &after)) != GZ_NO_CHAR &&
         gz_is_space(c)) {
    begin = after;
  }
  if (begin >= end) {
    return false;
  }
  token->begin = begin;
  token->end = c == '_' || gz_is_word(c) ? gz_scan_word(&scan, begin)
                                         : scan_mark(&scan, begin, c, after);
  if (token->end - begin > GZ_MAX_TOKEN_BYTES) {
    token->end = begin + (uint32_t)GZ_MAX_TOKEN_BYTES;
    while (((unsigned char)text.data[token->end] & 0xC0) == 0x80) {
      --token->end;
    }
  }
  return true;
}

enum gz_status
gz_tokens_add(struct gz_article *article, struct gz_span range,
              struct gz_error *error) {
  uint32_t at = range.begin;
  struct gz_span span;
  while (gz_token_next(article->text, at, range.end, &span)) {
    struct gz_token *token = GZ_PUSH(article, &article->tokens);
    if (!token) {
      return gz_fail(error, GZ_NO_MEMORY, "No memory for a token");
    }
    token->span = span;
    token->head = article->tokens.count - 1;
    token->space_before = span.begin > at || span.begin == range.begin;
    at = span.end;
  }
  return GZ_OK;
}
