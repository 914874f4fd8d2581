#include "input/token_words.h"

#include "input/status.h"
#include "input/tokens.h"
#include "input/unicode.h"
#include "input/wordlist.h"

#include <string.h>

/** Bytes that a host name, and the part before the @ of an address, have. */
#define MAX_HOST 255U
#define MAX_LOCAL 64U

uint32_t
gz_scan_char(const struct gz_scan *scan, uint32_t at, uint32_t *after) {
  if (at >= scan->end) {
    *after = at;
    return GZ_NO_CHAR;
  }
  size_t next = at;
  const uint32_t c = gz_utf8_next(scan->text, &next);
  *after = (uint32_t)next;
  return c;
}

bool
gz_scan_in_word(const struct gz_scan *scan, uint32_t at) {
  uint32_t after;
  const uint32_t c = gz_scan_char(scan, at, &after);
  return c == '_' || gz_is_word(c);
}

bool
gz_scan_after_word(const struct gz_scan *scan, uint32_t at) {
  const uint32_t c = gz_utf8_before(scan->text, at);
  return c == '_' || gz_is_word(c);
}

uint32_t
gz_scan_run(const struct gz_scan *scan, uint32_t at) {
  const uint32_t begin = at;
  uint32_t after;
  for (uint32_t c; (c = gz_scan_char(scan, at, &after)) != GZ_NO_CHAR &&
                   (c == '_' || gz_is_word(c)) &&
                   after - begin <= GZ_MAX_TOKEN_BYTES;) {
    at = after;
  }
  return at;
}

/** The byte at `at`, or NUL past the end. */
static char
byte_at(const struct gz_scan *scan, uint32_t at) {
  return at < scan->end ? scan->text.data[at] : '\0';
}

static struct gz_str
part(const struct gz_scan *scan, uint32_t begin, uint32_t end) {
  return gz_str_n(scan->text.data + begin, end - begin);
}

static bool
ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool
ascii_alnum(char c) {
  return ascii_digit(c) || (c > 0 && gz_is_letter((unsigned char)c));
}

bool
gz_is_apostrophe(uint32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x02BC;
}

static bool
is_hyphen(uint32_t c) {
  return c == '-' || c == 0x2010 || c == 0x2011;
}

uint32_t
gz_scan_clitic(const struct gz_scan *scan, uint32_t at) {
  uint32_t letters;
  if (!gz_is_apostrophe(gz_scan_char(scan, at, &letters))) {
    return 0;
  }
  const uint32_t end = gz_scan_run(scan, letters);
  const struct gz_str suffix = part(scan, letters, end);
  static const char *const clitics[] = {"s", "m", "d", "re", "ve", "ll"};
  for (size_t i = 0; i < sizeof clitics / sizeof *clitics; ++i) {
    if (gz_str_equal_nocase(suffix, gz_str(clitics[i]))) {
      return end;
    }
  }
  return 0;
}

/** End of the "n't" that begins at `at`, or 0. */
static uint32_t
scan_not(const struct gz_scan *scan, uint32_t at) {
  uint32_t letter;
  if ((byte_at(scan, at) | 32) != 'n' ||
      !gz_is_apostrophe(gz_scan_char(scan, at + 1, &letter)) ||
      (byte_at(scan, letter) | 32) != 't' ||
      gz_scan_in_word(scan, letter + 1)) {
    return 0;
  }
  return letter + 1;
}

/** Take back what ends an address's sentence: stops, brackets, quotes. */
static uint32_t
trim_address(const struct gz_scan *scan, uint32_t begin, uint32_t end) {
  int open = 0;
  for (uint32_t i = begin; i < end; ++i) {
    open += (byte_at(scan, i) == '(') - (byte_at(scan, i) == ')');
  }
  while (end > begin + 1) {
    const char c = byte_at(scan, end - 1);
    if (c == ')' && open < 0) {
      ++open;
    } else if (!strchr(".,;:!?'\"]*-", c)) {
      break;
    }
    --end;
  }
  return end;
}

/** End of the path or whole address that goes on at `at`. */
static uint32_t
scan_address(const struct gz_scan *scan, uint32_t begin, uint32_t at) {
  uint32_t after;
  for (uint32_t c; (c = gz_scan_char(scan, at, &after)) != GZ_NO_CHAR &&
                   !gz_is_space(c) && c != '<' && c != '>' && c != '"' &&
                   (c < 0x2018 || c > 0x2027) &&
                   after - begin <= GZ_MAX_TOKEN_BYTES;) {
    at = after;
  }
  return trim_address(scan, begin, at);
}

/** End of the mail address that begins at `begin`, or 0. */
static uint32_t
scan_mail(const struct gz_scan *scan, uint32_t begin) {
  const struct gz_str near = gz_str_part(
      scan->text, begin,
      scan->end - begin > MAX_LOCAL ? begin + MAX_LOCAL + 1 : scan->end);
  if (!memchr(near.data, '@', near.size)) {
    return 0;
  }
  uint32_t at = begin;
  while (at - begin <= MAX_LOCAL &&
         (ascii_alnum(byte_at(scan, at)) ||
          (byte_at(scan, at) && strchr("._%+-", byte_at(scan, at))))) {
    ++at;
  }
  if (byte_at(scan, at) != '@' || !ascii_alnum(byte_at(scan, at + 1))) {
    return 0;
  }
  const uint32_t host = ++at;
  while (at - host < MAX_HOST &&
         (ascii_alnum(byte_at(scan, at)) ||
          (byte_at(scan, at) && strchr("._-", byte_at(scan, at))))) {
    ++at;
  }
  while (!ascii_alnum(byte_at(scan, at - 1))) {
    --at;
  }
  return at;
}

/** Whether `label` is written all small or all in capitals. */
static bool
one_case(struct gz_str label) {
  bool small = false;
  bool capital = false;
  for (size_t i = 0; i < label.size; ++i) {
    small = small || gz_is_lower((unsigned char)label.data[i]);
    capital = capital || gz_is_upper((unsigned char)label.data[i]);
  }
  return !small || !capital;
}

/** End of the host or file name that begins at `begin`, or 0. */
static uint32_t
scan_host(const struct gz_scan *scan, uint32_t begin) {
  uint32_t at = begin;
  uint32_t label = begin;
  while (at - begin <= MAX_HOST) {
    const char c = byte_at(scan, at);
    if (c == '.' && at > label && ascii_alnum(byte_at(scan, at + 1))) {
      label = at + 1;
    } else if (!ascii_alnum(c) && !(c == '-' && at > label)) {
      break;
    }
    ++at;
  }
  const struct gz_str last = part(scan, label, at);
  if (label == begin || gz_scan_in_word(scan, at) || !one_case(last) ||
      !gz_wordlist_has(GZ_WORDS_HOST_ENDING, last)) {
    return 0;
  }
  return byte_at(scan, at) == '/' ? scan_address(scan, begin, at) : at;
}

/** End of an address of any kind that begins at `begin`, or 0. */
static uint32_t
scan_special(const struct gz_scan *scan, uint32_t begin) {
  static const char *const schemes[] = {"http://", "https://", "ftp://",
                                        "www."};
  const struct gz_str rest = part(scan, begin, scan->end);
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; ++i) {
    const struct gz_str scheme = gz_str(schemes[i]);
    if ((rest.data[0] | 32) == scheme.data[0] && rest.size > scheme.size &&
        gz_str_equal_nocase(gz_str_part(rest, 0, scheme.size), scheme)) {
      return scan_address(scan, begin, begin + (uint32_t)scheme.size);
    }
  }
  return scan_mail(scan, begin);
}

/**
 * End of the telephone number, date or postal code with hyphens at `begin`,
 * or 0: told from a range by how many digits its groups have.
 */
static uint32_t
scan_hyphened(const struct gz_scan *scan, uint32_t begin) {
  static const char *const known[] = {"14",  "34",  "334", "1334", "422", "222",
                                      "224", "122", "112", "54",   "212"};
  char groups[8] = "";
  uint32_t at = begin;
  size_t n = 0;
  for (;;) {
    const uint32_t first = at;
    while (at - first < 9 && ascii_digit(byte_at(scan, at))) {
      ++at;
    }
    groups[n++] = (char)('0' + (at - first));
    if (byte_at(scan, at) != '-' || !ascii_digit(byte_at(scan, at + 1)) ||
        n + 1 == sizeof groups) {
      break;
    }
    ++at;
  }
  if (gz_scan_in_word(scan, at)) {
    return 0;
  }
  for (size_t i = 0; i < sizeof known / sizeof *known; ++i) {
    if (strcmp(groups, known[i]) == 0) {
      return at;
    }
  }
  return 0;
}

/** Whether `c` at `at`, inside a number, joins it to the digits behind. */
static bool
joins_digits(const struct gz_scan *scan, uint32_t at) {
  const char c = byte_at(scan, at);
  if (!ascii_digit(byte_at(scan, at + 1))) {
    return false;
  }
  if (c == ',') {
    return ascii_digit(byte_at(scan, at + 2)) &&
           ascii_digit(byte_at(scan, at + 3)) &&
           !ascii_digit(byte_at(scan, at + 4));
  }
  return c == '.' || c == ':' || c == '/';
}

/** End of the number that begins at `begin`, with letters joined to it. */
static uint32_t
scan_number(const struct gz_scan *scan, uint32_t begin) {
  uint32_t at = scan_hyphened(scan, begin);
  if (at) {
    return at;
  }
  at = begin;
  while (at - begin < GZ_MAX_TOKEN_BYTES &&
         (ascii_digit(byte_at(scan, at)) || joins_digits(scan, at))) {
    ++at;
  }
  const uint32_t letters = gz_scan_run(scan, at);
  if (letters == at || letters - begin > GZ_MAX_TOKEN_BYTES ||
      gz_wordlist_has(GZ_WORDS_UNIT, part(scan, at, letters))) {
    return at;
  }
  return letters;
}

/** Whether the run at `at` can be one part of an acronym with full stops. */
static uint32_t
acronym_part(const struct gz_scan *scan, uint32_t at) {
  uint32_t after;
  if (!gz_is_letter(gz_scan_char(scan, at, &after))) {
    return 0;
  }
  const uint32_t end = gz_scan_run(scan, at);
  if (end == after) {
    return end;
  }
  const struct gz_str word = part(scan, at, end);
  return gz_str_is(word, "Ph") || gz_str_is(word, "Sc") ||
                 gz_str_is(word, "Phil")
             ? end
             : 0;
}

/** End of an acronym of two or more parts that begins at `begin`, or 0. */
static uint32_t
scan_acronym(const struct gz_scan *scan, uint32_t begin) {
  uint32_t at = acronym_part(scan, begin);
  uint32_t parts = at ? 1 : 0;
  while (at && byte_at(scan, at) == '.' && at - begin < MAX_LOCAL) {
    const uint32_t next = acronym_part(scan, at + 1);
    if (!next) {
      break;
    }
    at = next;
    ++parts;
  }
  if (parts < 2) {
    return 0;
  }
  return at + (byte_at(scan, at) == '.' &&
               (byte_at(scan, at + 1) != '.' || byte_at(scan, at + 2) != '.'));
}

/** First character after the white space at `at`. */
static uint32_t
char_after_space(const struct gz_scan *scan, uint32_t at) {
  uint32_t c;
  do {
    c = gz_scan_char(scan, at, &at);
  } while (c != GZ_NO_CHAR && gz_is_space(c));
  return c;
}

/** Whether the full stop behind the single letter at `begin` is its own. */
static bool
owns_stop_letter(const struct gz_scan *scan, uint32_t begin, uint32_t stop) {
  uint32_t after;
  const uint32_t letter = gz_scan_char(scan, begin, &after);
  const uint32_t next = char_after_space(scan, stop + 1);
  if (!gz_is_upper(letter)) {
    return gz_is_digit(next) || (letter == 'v' && gz_is_upper(next));
  }
  if (next == GZ_NO_CHAR || (letter == 'I' && !gz_is_upper(next))) {
    return false;
  }
  return !gz_sentence_begins(scan->text, stop + 1, scan->end,
                             GZ_ABBREVIATION_PLAIN);
}

/** Whether the full stop at `stop` belongs to the word before it. */
static bool
owns_stop(const struct gz_scan *scan, uint32_t begin, uint32_t stop) {
  if (byte_at(scan, stop + 1) == '.' && byte_at(scan, stop + 2) == '.') {
    return false;
  }
  const uint32_t next = char_after_space(scan, stop + 1);
  uint32_t after;
  (void)gz_scan_char(scan, begin, &after);
  if (after == stop) {
    return owns_stop_letter(scan, begin, stop);
  }
  const enum gz_abbreviation kind =
      gz_abbreviation_kind(part(scan, begin, stop));
  switch (kind) {
  case GZ_ABBREVIATION_NONE:
    return false;
  case GZ_ABBREVIATION_NUMBER:
    return gz_is_digit(next);
  case GZ_ABBREVIATION_DAY:
    return gz_is_digit(next) || next == ',';
  default:
    return !gz_sentence_begins(scan->text, stop + 1, scan->end, kind);
  }
}

/** End of a word that a hyphen at `at` does not part, or `at`. */
static uint32_t
join_hyphen(const struct gz_scan *scan, uint32_t begin, uint32_t at,
            uint32_t after) {
  const uint32_t end = gz_scan_run(scan, after);
  if (end > after &&
      (gz_wordlist_has(GZ_WORDS_PREFIX, part(scan, begin, at)) ||
       gz_wordlist_has(GZ_WORDS_SUFFIX, part(scan, after, end)))) {
    return end;
  }
  return at;
}

/** End of a word that the mark `c` at `at` may go on, or `at`. */
static uint32_t
join(const struct gz_scan *scan, uint32_t begin, uint32_t at) {
  uint32_t after;
  uint32_t next;
  const uint32_t c = gz_scan_char(scan, at, &after);
  if (is_hyphen(c)) {
    return join_hyphen(scan, begin, at, after);
  }
  const uint32_t d = gz_scan_char(scan, after, &next);
  if (gz_is_apostrophe(c)) {
    return gz_is_letter(d) && !gz_scan_clitic(scan, at)
               ? gz_scan_run(scan, after)
               : at;
  }
  if (c == '&') {
    return gz_is_upper(d) && gz_is_upper(gz_utf8_before(scan->text, at))
               ? gz_scan_run(scan, after)
               : at;
  }
  if (c == '/') {
    return at == begin + 1 && gz_is_letter(d) && !gz_scan_in_word(scan, next)
               ? next
               : at;
  }
  return at;
}

/** Whether "US$", "HK$" and the like stand at `begin`. */
static bool
is_currency(const struct gz_scan *scan, uint32_t begin, uint32_t at) {
  if (byte_at(scan, at) != '$' || at - begin > 3) {
    return false;
  }
  for (uint32_t i = begin; i < at; ++i) {
    if (!gz_is_upper((unsigned char)byte_at(scan, i))) {
      return false;
    }
  }
  return true;
}

uint32_t
gz_scan_word(const struct gz_scan *scan, uint32_t begin) {
  const bool inside = gz_scan_after_word(scan, begin);
  uint32_t at = inside ? scan_not(scan, begin) : scan_special(scan, begin);
  if (at) {
    return at;
  }
  if (ascii_digit(byte_at(scan, begin))) {
    return scan_number(scan, begin);
  }
  at = gz_scan_run(scan, begin);
  if (at > begin + 1 && scan_not(scan, at - 1)) {
    return at - 1;
  }
  if (inside) {
    return at;
  }
  const size_t first = gz_contraction_split(part(scan, begin, at));
  if (first) {
    return begin + (uint32_t)first;
  }
  if (byte_at(scan, at) == '.') {
    uint32_t end = scan_acronym(scan, begin);
    if (!end) {
      end = scan_host(scan, begin);
    }
    return end ? end : at + owns_stop(scan, begin, at);
  }
  for (uint32_t end; (end = join(scan, begin, at)) > at; at = end) {
    if (end - begin > GZ_MAX_TOKEN_BYTES) {
      return at;
    }
  }
  if (is_currency(scan, begin, at)) {
    return at + 1;
  }
  return at;
}
