#include "input/reader.h"

#include "input/buffer.h"
#include "input/reader_formats.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/** Bytes that are asked of the source at a time. */
#define CHUNK ((size_t)64 << 10)

struct gz_reader {
  gz_read_function *read;
  void *context;
  int file;             /**< What we opened, or -1 */
  struct gz_str memory; /**< What is left of the caller's bytes */
  char *name;           /**< Of the input */
  struct gz_reader_options options;
  struct gz_buffer buffer; /**< Bytes read; those before `begin` are used */
  size_t begin;            /**< First byte not used */
  size_t offset;           /**< Of `begin` in the input */
  size_t line;             /**< Of `begin`, from 1 */
  bool skipping;           /**< What is next is the rest of a line */
  bool at_end;             /**< The source has no more */
  bool done;               /**< No further article comes */
  const char *notice;
};

/** A gz_read_function for a file; `context` is the reader. */
static enum gz_status
read_file(void *context, size_t size, char *data, size_t *count,
          struct gz_error *error) {
  const struct gz_reader *reader = context;
  ssize_t got;
  do {
    got = read(reader->file, data, size);
  } while (got < 0 && errno == EINTR);
  if (got < 0) {
    return gz_fail_system(error, errno, "Cannot read %s", reader->name);
  }
  *count = (size_t)got;
  return GZ_OK;
}

/** A gz_read_function for memory; `context` is the reader. */
static enum gz_status
read_memory(void *context, size_t size, char *data, size_t *count,
            struct gz_error *error) {
  struct gz_reader *reader = context;
  (void)error;
  *count = size < reader->memory.size ? size : reader->memory.size;
  if (*count) {
    memcpy(data, reader->memory.data, *count);
  }
  reader->memory = gz_str_part(reader->memory, *count, reader->memory.size);
  return GZ_OK;
}

enum gz_status
gz_input_format_from_name(struct gz_str name, enum gz_input_format *format,
                          struct gz_error *error) {
  static const char *const names[] = {"auto", "text", "jsonl", "html"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i) {
    if (gz_str_is(name, names[i])) {
      *format = (enum gz_input_format)i;
      return GZ_OK;
    }
  }
  const struct gz_str shown = gz_str_part(name, 0, 40);
  return gz_fail(
      error, GZ_BAD_ARGUMENT,
      "Unknown input format \"%.*s\"; there are auto, text, jsonl, html",
      GZ_STR_ARGS(shown));
}

enum gz_status
gz_reader_new(gz_read_function *read, void *context, const char *name,
              const struct gz_reader_options *options,
              struct gz_reader **reader, struct gz_error *error) {
  struct gz_reader *made = calloc(1, sizeof *made);
  if (made) {
    made->name = strdup(name);
  }
  if (!made || !made->name) {
    free(made);
    return gz_fail(error, GZ_NO_MEMORY, "No memory for a reader");
  }
  made->read = read;
  made->context = context;
  made->file = -1;
  made->line = 1;
  if (options) {
    made->options = *options;
  }
  // One byte more than a line may have tells that it has too many.
  gz_buffer_init(&made->buffer, GZ_MAX_LINE_BYTES + 1 + CHUNK);
  *reader = made;
  return GZ_OK;
}

enum gz_status
gz_reader_from_memory(struct gz_str bytes, const char *name,
                      const struct gz_reader_options *options,
                      struct gz_reader **reader, struct gz_error *error) {
  enum gz_status status;
  struct gz_reader *made;
  GZ_TRY(status, gz_reader_new(read_memory, NULL, name, options, &made, error));
  made->context = made;
  made->memory = bytes;
  *reader = made;
  return GZ_OK;
}

enum gz_status
gz_reader_open(const char *path, const struct gz_reader_options *options,
               struct gz_reader **reader, struct gz_error *error) {
  enum gz_status status;
  struct gz_reader *made;
  const bool standard = strcmp(path, "-") == 0;
  GZ_TRY(status, gz_reader_new(read_file, NULL, path, options, &made, error));
  made->context = made;
  made->file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (made->file < 0) {
    const int why = errno;
    gz_reader_free(made);
    status = gz_fail_system(error, why, "Cannot open %s", path);
    gz_error_in_file(error, path);
    return status;
  }
  *reader = made;
  return GZ_OK;
}

void
gz_reader_free(struct gz_reader *reader) {
  if (!reader) {
    return;
  }
  if (reader->file > STDIN_FILENO) {
    (void)close(reader->file);
  }
  gz_buffer_free(&reader->buffer);
  free(reader->name);
  free(reader);
}

const char *
gz_reader_notice(const struct gz_reader *reader) {
  return reader->notice;
}

/** Ask the source for more.  Sets `at_end` if there is none. */
static enum gz_status
fill(struct gz_reader *reader, struct gz_error *error) {
  enum gz_status status;
  // Each line moves what is left of the buffer at most once.
  if (reader->begin &&
      (reader->begin > reader->buffer.size / 2 ||
       reader->buffer.size + CHUNK >= reader->buffer.capacity)) {
    memmove(reader->buffer.data, reader->buffer.data + reader->begin,
            reader->buffer.size - reader->begin + 1);
    reader->buffer.size -= reader->begin;
    reader->begin = 0;
  }
  status = gz_buffer_reserve(&reader->buffer, CHUNK);
  if (status != GZ_OK) {
    return gz_fail(error, status, "No memory to read %s", reader->name);
  }
  size_t count = 0;
  GZ_TRY(status, reader->read(reader->context, CHUNK,
                              reader->buffer.data + reader->buffer.size, &count,
                              error));
  reader->buffer.size += count;
  reader->buffer.data[reader->buffer.size] = '\0';
  reader->at_end = count == 0;
  return GZ_OK;
}

/** What has been read and not used. */
static struct gz_str
pending(const struct gz_reader *reader) {
  return gz_str_part(gz_buffer_str(&reader->buffer), reader->begin,
                     reader->buffer.size);
}

/** Count `size` bytes as used. */
static void
use(struct gz_reader *reader, size_t size) {
  reader->begin += size;
  reader->offset += size;
}

/** Find the first two bytes that are not white space; NUL where none is. */
static void
first_two(struct gz_str bytes, char two[2]) {
  if (gz_str_starts(bytes, GZ_STR("\xEF\xBB\xBF"))) {
    bytes = gz_str_part(bytes, 3, bytes.size);
  }
  for (int i = 0; i < 2; ++i) {
    bytes = gz_str_trim(bytes);
    two[i] = bytes.size ? bytes.data[0] : '\0';
    bytes = gz_str_part(bytes, 1, bytes.size);
  }
}

/** Whether the bytes begin as a page of HTML does. */
static bool
looks_like_html(struct gz_str bytes) {
  static const char *const begins[] = {"<!doctype html", "<html"};
  if (gz_str_starts(bytes, GZ_STR("\xEF\xBB\xBF"))) {
    bytes = gz_str_part(bytes, 3, bytes.size);
  }
  bytes = gz_str_trim(bytes);
  for (size_t i = 0; i < sizeof begins / sizeof *begins; ++i) {
    const struct gz_str begin = gz_str(begins[i]);
    if (gz_str_equal_nocase(gz_str_part(bytes, 0, begin.size), begin)) {
      return true;
    }
  }
  return false;
}

/** Settle the format by the name's ending, or else by the first bytes. */
static enum gz_status
settle_format(struct gz_reader *reader, struct gz_error *error) {
  enum gz_status status;
  const struct gz_str name = gz_str(reader->name);
  if (reader->options.format != GZ_INPUT_AUTO) {
    return GZ_OK;
  }
  if (gz_str_ends(name, GZ_STR(".jsonl")) ||
      gz_str_ends(name, GZ_STR(".ndjson"))) {
    reader->options.format = GZ_INPUT_JSON_LINES;
    return GZ_OK;
  }
  if (gz_str_ends(name, GZ_STR(".html")) || gz_str_ends(name, GZ_STR(".htm")) ||
      gz_str_ends(name, GZ_STR(".xhtml"))) {
    reader->options.format = GZ_INPUT_HTML;
    return GZ_OK;
  }
  char two[2] = "";
  while (first_two(pending(reader), two),
         (!two[1] || reader->buffer.size < 16) && !reader->at_end &&
             reader->buffer.size < CHUNK) {
    GZ_TRY(status, fill(reader, error));
  }
  const bool object = two[0] == '{' && (two[1] == '"' || two[1] == '}');
  reader->options.format = object ? GZ_INPUT_JSON_LINES
                           : looks_like_html(pending(reader)) ? GZ_INPUT_HTML
                                                              : GZ_INPUT_TEXT;
  return GZ_OK;
}

/** What the caller knows better, and what of the input is always known. */
static enum gz_status
apply_options(const struct gz_reader *reader, struct gz_article *article,
              struct gz_error *error) {
  const struct gz_reader_options *options = &reader->options;
  struct gz_metadata *metadata = &article->metadata;
  const char *name = options->format == GZ_INPUT_JSON_LINES
                         ? gz_arena_printf(article->arena, "%s:%zu",
                                           reader->name, reader->line)
                         : gz_arena_copy(article->arena, gz_str(reader->name));
  if (!name) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for an article");
  }
  metadata->name = gz_str(name);
  if (options->title.size) {
    metadata->title = options->title;
  }
  if (options->source.size) {
    metadata->source = options->source;
  }
  if (options->publisher.size) {
    metadata->publisher = options->publisher;
  }
  if (options->date.year) {
    metadata->date = options->date;
  }
  return GZ_OK;
}

static enum gz_status
next_text(struct gz_reader *reader, struct gz_article *article,
          struct gz_error *error) {
  enum gz_status status;
  reader->done = true;
  while (!reader->at_end) {
    GZ_TRY(status, fill(reader, error));
    // Two bytes of UTF-16 can become one of UTF-8.
    if (reader->buffer.size > 2 * GZ_MAX_ARTICLE_BYTES) {
      return gz_fail(error, GZ_TOO_LARGE, "More than %zu bytes of text",
                     GZ_MAX_ARTICLE_BYTES);
    }
  }
  enum gz_encoding was;
  GZ_TRY(status, reader->options.format == GZ_INPUT_HTML
                     ? gz_read_html(pending(reader), article, &was, error)
                     : gz_read_text(pending(reader), article, &was, error));
  if (was != GZ_ENCODING_UTF8) {
    reader->notice = was == GZ_ENCODING_WINDOWS_1252
                         ? "Not UTF-8: read as Windows-1252"
                         : "Not UTF-8: read as UTF-16";
  }
  return apply_options(reader, article, error);
}

/** Read on to the end of the line at `begin`; `*size` is without its end. */
static enum gz_status
find_line(struct gz_reader *reader, size_t *size, struct gz_error *error) {
  enum gz_status status;
  size_t seen = 0;
  for (;;) {
    const struct gz_str rest = pending(reader);
    seen += gz_str_find(gz_str_part(rest, seen, rest.size), '\n');
    *size = seen;
    if (seen < rest.size || reader->at_end || seen > GZ_MAX_LINE_BYTES) {
      return GZ_OK;
    }
    GZ_TRY(status, fill(reader, error));
  }
}

/** Count the line at `begin`, of `size` bytes, and its end as used. */
static void
use_line(struct gz_reader *reader, size_t size) {
  use(reader, size);
  if (reader->begin < reader->buffer.size) {
    use(reader, 1);
    ++reader->line;
  }
}

/** Pass over the rest of a line that was too long. */
static enum gz_status
skip_line(struct gz_reader *reader, struct gz_error *error) {
  enum gz_status status;
  for (;;) {
    const struct gz_str rest = pending(reader);
    const size_t size = gz_str_find(rest, '\n');
    use_line(reader, size);
    if (size < rest.size || reader->at_end) {
      reader->skipping = false;
      return GZ_OK;
    }
    GZ_TRY(status, fill(reader, error));
  }
}

/** Read the record in `line`, which is part of what is pending. */
static enum gz_status
read_record(struct gz_reader *reader, struct gz_str line,
            struct gz_article *article, struct gz_error *error) {
  enum gz_status status = gz_read_json(line, article, error);
  if (status == GZ_OK) {
    status = apply_options(reader, article, error);
  }
  if (status != GZ_OK && error) {
    error->line = reader->line;
    error->offset +=
        reader->offset + (size_t)(line.data - pending(reader).data);
  }
  return status;
}

static enum gz_status
next_json(struct gz_reader *reader, struct gz_article *article,
          struct gz_error *error) {
  enum gz_status status;
  if (reader->skipping) {
    GZ_TRY(status, skip_line(reader, error));
  }
  for (;;) {
    size_t size = 0;
    GZ_TRY(status, find_line(reader, &size, error));
    if (size > GZ_MAX_LINE_BYTES) {
      reader->skipping = true;
      return gz_fail_at(error, GZ_TOO_LARGE, reader->line, 0, reader->offset,
                        "A line of more than %zu bytes", GZ_MAX_LINE_BYTES);
    }
    struct gz_str line = gz_str_part(pending(reader), 0, size);
    if (!reader->offset && gz_str_starts(line, GZ_STR("\xEF\xBB\xBF"))) {
      line = gz_str_part(line, 3, line.size);
    }
    if (gz_str_trim(line).size) {
      status = read_record(reader, line, article, error);
      use_line(reader, size);
      return status;
    }
    use_line(reader, size);
    if (reader->at_end && reader->begin >= reader->buffer.size) {
      return GZ_END;
    }
  }
}

enum gz_status
gz_reader_next(struct gz_reader *reader, struct gz_article *article,
               struct gz_error *error) {
  gz_article_init(article, article->arena);
  reader->notice = NULL;
  if (reader->done) {
    return GZ_END;
  }
  enum gz_status status = settle_format(reader, error);
  if (status == GZ_OK) {
    status = reader->options.format == GZ_INPUT_JSON_LINES
                 ? next_json(reader, article, error)
                 : next_text(reader, article, error);
  }
  if (status == GZ_OK) {
    return GZ_OK;
  }
  gz_article_init(article, article->arena);
  if (status != GZ_BAD_INPUT && status != GZ_TOO_LARGE) {
    reader->done = true;
  }
  if (status != GZ_END) {
    gz_error_in_file(error, reader->name);
  }
  return status;
}
