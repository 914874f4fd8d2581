/**
 * @file reader.h
 * Articles out of files, pipes and memory, one after another.
 *
 *     struct gz_reader *reader = NULL;
 *     status = gz_reader_open("news.jsonl", NULL, &reader, &error);
 *     while (status == GZ_OK &&
 *            (status = gz_reader_next(reader, &article, &error)) != GZ_END) {
 *       ...                    // a bad record: report it, perhaps go on
 *       gz_arena_reset(arena); // and gz_article_init() for the next
 *     }
 *     gz_reader_free(reader);
 *
 * Plain text is one article.  It may begin with header lines (`Title:`,
 * `Date:`, `Source:`, `Publisher:`, `Id:`, `Language:`, in any case and order)
 * that a blank line ends; all lines before that must be such, or none is
 * taken as one.
 *
 * JSON lines (RFC 8259, one object a line) are one article each: `text`
 * (needed), `title`, `date`, `source`, `publisher`, `id`, `language`; null
 * counts as missing and other members are passed over.
 *
 * A page of HTML is one article: its text without what surrounds it (see
 * html_blocks.h), and what the page says of itself in JSON-LD, Open Graph and
 * <meta> tags, the canonical link, <time>, <h1> and <title>, in this order.
 *
 * Without a title, the first line of the text is the headline if it has at
 * most #GZ_MAX_HEADLINE code points, does not end as a sentence does (a full
 * stop that is not an abbreviation's, a comma, a colon ...), more text comes,
 * and either a blank line follows it or a line too wide to have been wrapped.
 * Without a date, a first paragraph after the headline that is nothing but a
 * date gives it.
 *
 * The text of an article is that of the file, or of `text`, exactly: only
 * header lines, a byte order mark and carriage returns are left out, and it is
 * normalised to NFC.  A title that came as a header line or member is put
 * before it, parted by an empty line, unless the text begins with it; a title
 * from the options is not.
 *
 * Units.      Bytes, unless said otherwise.  In errors, lines count from 1
 *             over the whole input.
 * Memory.     Only one article, or one line, is held at a time.
 * Threads.    One thread at a time may use a reader.
 */

#ifndef GZ_INPUT_READER_H
#define GZ_INPUT_READER_H

#include "input/article.h"
#include "input/status.h"
#include "input/str.h"

/** Code points that a headline of plain text has at most. */
#define GZ_MAX_HEADLINE 200U

/** The form of what is read. */
enum gz_input_format {
  GZ_INPUT_AUTO,       /**< By the name's ending, then by the first bytes */
  GZ_INPUT_TEXT,       /**< Plain text */
  GZ_INPUT_JSON_LINES, /**< One JSON object a line */
  GZ_INPUT_HTML,       /**< A web page */
};

/** What the caller knows better than the input.  All zero for nothing. */
struct gz_reader_options {
  enum gz_input_format format;
  struct gz_str title;     /**< These win over what the input says of itself; */
  struct gz_str source;    /**< their bytes must live as long as the reader */
  struct gz_str publisher; /**< and the articles it read */
  struct gz_date date;     /**< Unless its year is 0 */
};

/**
 * Where bytes come from: put up to `size` (at least 1) bytes into `data` and
 * their number into `*count`; 0 means the end.
 *
 * Returns #GZ_OK, or any other status with `error` filled.
 */
typedef enum gz_status gz_read_function(void *context, size_t size, char *data,
                                        size_t *count, struct gz_error *error);

struct gz_reader;

/**
 * Find the format that `name` names: "auto", "text", "jsonl" or
 * "html".
 *
 * @return #GZ_OK, or #GZ_BAD_ARGUMENT if there is none of that name.
 */
enum gz_status gz_input_format_from_name(struct gz_str name,
                                         enum gz_input_format *format,
                                         struct gz_error *error);

/**
 * Open the file at `path`; "-" is the standard input.
 *
 * @param options  May be null.
 * @param[out] reader  Free it with gz_reader_free().
 *
 * @return #GZ_OK.
 * @return #GZ_IO if the file cannot be opened.
 * @return #GZ_NO_MEMORY if memory is out.
 */
enum gz_status gz_reader_open(const char *path,
                              const struct gz_reader_options *options,
                              struct gz_reader **reader,
                              struct gz_error *error);

/**
 * Read from a function: what unpacks archives, the network.
 *
 * @param read  Called with `context` until it gives no more bytes.
 * @param name  What stands for the input in messages; copied.
 *
 * @return #GZ_OK, or #GZ_NO_MEMORY.
 */
enum gz_status gz_reader_new(gz_read_function *read, void *context,
                             const char *name,
                             const struct gz_reader_options *options,
                             struct gz_reader **reader, struct gz_error *error);

/** Read from `bytes`, which must outlive the reader.  As gz_reader_new(). */
enum gz_status gz_reader_from_memory(struct gz_str bytes, const char *name,
                                     const struct gz_reader_options *options,
                                     struct gz_reader **reader,
                                     struct gz_error *error);

/** Close and free `reader`.  Null is fine.  Articles it read stay. */
void gz_reader_free(struct gz_reader *reader);

/**
 * Read the next article.
 *
 * @param article  Made by gz_article_init(); gets its text and metadata, all
 *                 in its arena.  On failure it is empty, though its arena may
 *                 have been used.
 *
 * @return #GZ_OK.
 * @return #GZ_END after the last.
 * @return #GZ_BAD_INPUT if a record or the text is malformed or empty, with
 *         its line and, where known, column and offset.
 * @return #GZ_TOO_LARGE beyond #GZ_MAX_ARTICLE_BYTES, #GZ_MAX_LINE_BYTES,
 *         #GZ_MAX_FIELD_BYTES or #GZ_MAX_DEPTH.
 * @return #GZ_NO_MEMORY if memory is out or the arena is full.
 * @return #GZ_IO, or what else the read function returned.
 *
 * After #GZ_BAD_INPUT and #GZ_TOO_LARGE the next call goes on with the next
 * record, if there is one; after other failures it returns #GZ_END.
 */
enum gz_status gz_reader_next(struct gz_reader *reader,
                              struct gz_article *article,
                              struct gz_error *error);

/**
 * What the user should know of the article that was read last, though it is no
 * error: "Windows-1252, converted".  Null if there is nothing.  A constant.
 */
const char *gz_reader_notice(const struct gz_reader *reader);

#endif
