#include "input/conllu.h"

#include <string.h>
#include <utf8proc.h>

enum { FORM = 1, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC };
enum id { ID_WORD, ID_RANGE, ID_EMPTY, ID_NONE };

void
gz_conllu_reader_init(struct gz_conllu_reader *reader, struct gz_str text) {
  *reader = (struct gz_conllu_reader){text, 0, 0};
}

/* The line at `at` without its end, and where the next begins. */
static struct gz_str
line_at(struct gz_str text, size_t at, size_t *next) {
  const struct gz_str rest = gz_str_part(text, at, text.size);
  const size_t size = gz_str_find(rest, '\n');
  *next = at + size + (size < rest.size);
  const bool returns = size && rest.data[size - 1] == '\r';
  return gz_str_n(rest.data, size - returns);
}

static size_t
split(struct gz_str line, struct gz_str *columns) {
  size_t n = 0;
  size_t begin = 0;
  for (size_t i = 0; i <= line.size; ++i) {
    if (i == line.size || line.data[i] == '\t') {
      if (n < GZ_CONLLU_COLUMNS) {
        columns[n] = gz_str_part(line, begin, i);
      }
      ++n;
      begin = i + 1;
    }
  }
  return n;
}

/* A number of up to nine digits; bytes read, 0 if there is none. */
static size_t
number(struct gz_str text, size_t at, uint32_t *value) {
  size_t n = 0;
  *value = 0;
  while (n < 9 && at + n < text.size && text.data[at + n] >= '0' &&
         text.data[at + n] <= '9') {
    *value = *value * 10 + (uint32_t)(text.data[at + n] - '0');
    ++n;
  }
  return n;
}

static enum id
id_of(struct gz_str text, uint32_t *value) {
  uint32_t second;
  const size_t n = number(text, 0, value);
  if (n && n == text.size) {
    return ID_WORD;
  }
  if (!n || (text.data[n] != '-' && text.data[n] != '.')) {
    return ID_NONE;
  }
  const size_t k = number(text, n + 1, &second);
  if (!k || n + 1 + k != text.size) {
    return ID_NONE;
  }
  return text.data[n] == '-' ? ID_RANGE : ID_EMPTY;
}

static enum gz_status
bad(const struct gz_conllu_reader *reader, struct gz_str line, size_t offset,
    const char *what, struct gz_error *error) {
  size_t column = 1;
  for (size_t i = 0; i < offset && i < line.size; ++i) {
    column += ((uint8_t)line.data[i] & 0xc0) != 0x80;
  }
  return gz_fail_at(error, GZ_BAD_INPUT, reader->line, column,
                    (size_t)(line.data - reader->text.data) + offset, "%s",
                    what);
}

/* Where `text` stops being UTF-8 without controls; its size if it does not. */
static size_t
bad_byte(struct gz_str text) {
  for (size_t i = 0; i < text.size;) {
    int32_t c;
    const utf8proc_ssize_t n = utf8proc_iterate(
        (const uint8_t *)text.data + i, (utf8proc_ssize_t)(text.size - i), &c);
    if (n <= 0 || (c < 0x20 && c != '\t')) {
      return i;
    }
    i += (size_t)n;
  }
  return text.size;
}

/* Check a line that is no comment; `words` counts the words so far. */
static enum gz_status
check_line(const struct gz_conllu_reader *reader, struct gz_str line,
           uint32_t *words, struct gz_str *form, struct gz_error *error) {
  struct gz_str columns[GZ_CONLLU_COLUMNS];
  uint32_t id;
  const size_t n = split(line, columns);
  if (n != GZ_CONLLU_COLUMNS) {
    return bad(reader, line, line.size, "A line needs ten columns", error);
  }
  const enum id kind = id_of(columns[0], &id);
  if (kind == ID_NONE) {
    return bad(reader, line, 0, "This is no id of a word", error);
  }
  if (kind != ID_WORD) {
    return GZ_OK;
  }
  if (id != *words + 1) {
    return bad(reader, line, 0, "This id is out of order", error);
  }
  if (!columns[FORM].size) {
    return bad(reader, line, columns[0].size + 1, "A form is empty", error);
  }
  if (columns[FORM].size > GZ_MAX_TOKEN_BYTES) {
    return gz_fail_at(error, GZ_TOO_LARGE, reader->line, 0,
                      (size_t)(line.data - reader->text.data),
                      "A form has more than %zu bytes", GZ_MAX_TOKEN_BYTES);
  }
  *form = columns[FORM];
  ++*words;
  return GZ_OK;
}

static enum gz_status
add_form(struct gz_arena *arena, struct gz_conllu_sentence *s,
         uint32_t *capacity, struct gz_str form, struct gz_error *error) {
  if (s->count == *capacity) {
    const uint32_t more = *capacity ? 2 * *capacity : 32;
    s->forms = gz_arena_grow(arena, s->forms, s->count, more, sizeof *s->forms);
    if (!s->forms) {
      return gz_fail(error, GZ_NO_MEMORY, "Memory is out");
    }
    *capacity = more;
  }
  s->forms[s->count++] = form;
  return GZ_OK;
}

enum gz_status
gz_conllu_next(struct gz_conllu_reader *reader, struct gz_arena *arena,
               struct gz_conllu_sentence *sentence, struct gz_error *error) {
  enum gz_status status;
  struct gz_conllu_sentence s = {{NULL, 0}, NULL, 0};
  uint32_t capacity = 0;
  size_t begin = reader->at;
  while (reader->at < reader->text.size) {
    size_t next;
    const struct gz_str line = line_at(reader->text, reader->at, &next);
    ++reader->line;
    if (line.size > GZ_MAX_LINE_BYTES) {
      return gz_fail_at(error, GZ_TOO_LARGE, reader->line, 0, reader->at,
                        "A line has more than %zu bytes", GZ_MAX_LINE_BYTES);
    }
    if (!line.size) {
      const size_t end = reader->at;
      reader->at = next;
      if (end > begin) {
        s.block = gz_str_part(reader->text, begin, end);
        *sentence = s;
        return GZ_OK;
      }
      begin = next;
      continue;
    }
    const size_t wrong = bad_byte(line);
    if (wrong < line.size) {
      return bad(reader, line, wrong, "This is no UTF-8 or a control character",
                 error);
    }
    if (line.data[0] != '#') {
      uint32_t words = s.count;
      struct gz_str form;
      GZ_TRY(status, check_line(reader, line, &words, &form, error));
      if (words > s.count) {
        GZ_TRY(status, add_form(arena, &s, &capacity, form, error));
      }
    }
    reader->at = next;
  }
  if (reader->at == begin) {
    return GZ_END;
  }
  s.block = gz_str_part(reader->text, begin, reader->at);
  *sentence = s;
  return GZ_OK;
}

/* MISC without the NE that it may have, and with that of the word. */
static enum gz_status
write_misc(struct gz_str misc, const struct gz_word *word,
           struct gz_buffer *out) {
  enum gz_status status;
  bool any = false;
  for (size_t at = 0; at < misc.size && !gz_str_is(misc, "_");) {
    const struct gz_str rest = gz_str_part(misc, at, misc.size);
    const size_t size = gz_str_find(rest, '|');
    const struct gz_str item = gz_str_n(rest.data, size);
    at += size + 1;
    if (!item.size || gz_str_starts(item, GZ_STR("NE="))) {
      continue;
    }
    if (any) {
      GZ_TRY(status, gz_buffer_putc(out, '|'));
    }
    GZ_TRY(status, gz_buffer_add(out, item));
    any = true;
  }
  if (word->ne) {
    GZ_TRY(status, gz_buffer_printf(out, "%sNE=%c-%s", any ? "|" : "",
                                    word->ne_begins ? 'B' : 'I',
                                    gz_ne_text((enum gz_ne)word->ne)));
    any = true;
  }
  return any ? GZ_OK : gz_buffer_putc(out, '_');
}

static enum gz_status
write_text(struct gz_str text, struct gz_buffer *out) {
  enum gz_status status;
  GZ_TRY(status,
         text.size ? gz_buffer_add(out, text) : gz_buffer_putc(out, '_'));
  return gz_buffer_putc(out, '\t');
}

static enum gz_status
write_tag(const char *text, struct gz_buffer *out) {
  return write_text(gz_str(text), out);
}

/* The digits of `number`, at the end of `room`. */
static struct gz_str
digits_of(uint32_t number, char room[16]) {
  size_t begin = 16;
  do {
    room[--begin] = (char)('0' + number % 10);
    number /= 10;
  } while (number);
  return gz_str_n(room + begin, 16 - begin);
}

/* A line from its id to MISC; `feats` and `deps` stay as they are. */
static enum gz_status
write_word(const struct gz_str *columns, const struct gz_word *word,
           struct gz_buffer *out) {
  enum gz_status status;
  char room[16];
  GZ_TRY(status, write_text(columns[0], out));
  GZ_TRY(status, write_text(columns[FORM], out));
  GZ_TRY(status, write_text(word->lemma, out));
  GZ_TRY(status, write_tag(gz_upos_text((enum gz_upos)word->upos), out));
  GZ_TRY(status, write_tag(gz_xpos_text((enum gz_xpos)word->xpos), out));
  GZ_TRY(status, write_text(columns[FEATS], out));
  GZ_TRY(status, write_text(digits_of(word->head, room), out));
  GZ_TRY(status, write_tag(gz_deprel_text((enum gz_deprel)word->deprel), out));
  GZ_TRY(status, write_text(columns[DEPS], out));
  GZ_TRY(status, write_misc(columns[MISC], word, out));
  return gz_buffer_putc(out, '\n');
}

enum gz_status
gz_conllu_write(const struct gz_conllu_sentence *sentence,
                const struct gz_word *words, struct gz_buffer *out) {
  enum gz_status status;
  uint32_t count = 0;
  for (size_t at = 0; at < sentence->block.size;) {
    struct gz_str columns[GZ_CONLLU_COLUMNS];
    uint32_t id;
    const struct gz_str line = line_at(sentence->block, at, &at);
    if (line.data[0] == '#' || split(line, columns) != GZ_CONLLU_COLUMNS ||
        id_of(columns[0], &id) != ID_WORD || count == sentence->count) {
      GZ_TRY(status, gz_buffer_add(out, line));
      GZ_TRY(status, gz_buffer_putc(out, '\n'));
    } else {
      GZ_TRY(status, write_word(columns, &words[count++], out));
    }
  }
  return gz_buffer_putc(out, '\n');
}

/* `text` on one line: white space becomes single blanks. */
static enum gz_status
write_line(struct gz_str text, struct gz_buffer *out) {
  enum gz_status status;
  bool blank = false;
  for (size_t i = 0; i < text.size; ++i) {
    const char c = text.data[i];
    if (c == '\n' || c == '\r' || c == '\t' || c == ' ') {
      blank = true;
      continue;
    }
    if (blank) {
      GZ_TRY(status, gz_buffer_putc(out, ' '));
      blank = false;
    }
    GZ_TRY(status, gz_buffer_putc(out, c));
  }
  return gz_buffer_putc(out, '\n');
}

static enum gz_status
write_token(const struct gz_article *article, const struct gz_sentence *s,
            uint32_t token, struct gz_buffer *out) {
  enum gz_status status;
  const struct gz_token *t = &article->tokens.items[token];
  const bool glued = token + 1 < article->tokens.count && !t[1].space_before;
  char id[16];
  const struct gz_word word = {
      t->lemma,    t->head == token ? 0 : t->head - s->first + 1,
      t->upos,     t->xpos,
      t->deprel,   t->ne,
      t->ne_begins};
  struct gz_str columns[GZ_CONLLU_COLUMNS] = {{0}};
  columns[0] = digits_of(token - s->first + 1, id);
  columns[FORM] = gz_article_form(article, token);
  columns[MISC] = glued ? GZ_STR("SpaceAfter=No") : GZ_STR("_");
  GZ_TRY(status, write_word(columns, &word, out));
  return GZ_OK;
}

static enum gz_status
write_sentence(const struct gz_article *article, uint32_t number,
               struct gz_buffer *out) {
  enum gz_status status;
  const struct gz_sentence *s = &article->sentences.items[number];
  if (!number || s->paragraph != s[-1].paragraph || s->zone != s[-1].zone) {
    GZ_TRY(status, gz_buffer_puts(out, "# newpar\n"));
  }
  GZ_TRY(status, gz_buffer_printf(
                     out, "# sent_id = %u\n# text = ", (unsigned)number + 1));
  GZ_TRY(status, write_line(gz_article_str(article, s->span), out));
  for (uint32_t i = 0; i < s->count; ++i) {
    GZ_TRY(status, write_token(article, s, s->first + i, out));
  }
  return gz_buffer_putc(out, '\n');
}

enum gz_status
gz_conllu_write_article(const struct gz_article *article,
                        struct gz_buffer *out) {
  enum gz_status status;
  const struct gz_metadata *m = &article->metadata;
  GZ_TRY(status, gz_buffer_puts(out, "# newdoc"));
  const struct gz_str name = m->id.size ? m->id : m->name;
  if (name.size) {
    GZ_TRY(status, gz_buffer_puts(out, " id = "));
    GZ_TRY(status, write_line(name, out));
  } else {
    GZ_TRY(status, gz_buffer_putc(out, '\n'));
  }
  for (uint32_t i = 0; i < article->sentences.count; ++i) {
    GZ_TRY(status, write_sentence(article, i, out));
  }
  return GZ_OK;
}
