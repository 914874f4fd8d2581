/**
 * @file status.h
 * What can go wrong, how it is told, and how much input is accepted.
 *
 * Every function that can fail returns an enum gz_status.  The details (what
 * happened, and where) go into a struct gz_error that the caller may pass;
 * the library itself prints nothing and never ends the process.
 *
 * Units.      `line` and `column` count from 1, a column being one Unicode
 *             code point; 0 means "not known".  `offset` counts bytes from 0.
 *
 * Ownership.  A struct gz_error is plain data that belongs to the caller and
 *             holds copies only; nothing in it has to be freed.
 *
 * Threads.    No state; any function may be called from any thread.
 *
 * This header is installed beside gazette.h.
 */

#ifndef GZ_STATUS_H
#define GZ_STATUS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Marks what leaves the shared library; all else stays inside. */
#if defined(__GNUC__)
#define GZ_API __attribute__((visibility("default")))
#define GZ_PRINTF(at, first) __attribute__((format(printf, at, first)))
#else
#define GZ_API
#define GZ_PRINTF(at, first)
#endif

/** How a call ended. */
enum gz_status {
  GZ_OK,           /**< All went well */
  GZ_END,          /**< There is no more: end of a stream, of a scan */
  GZ_NOT_FOUND,    /**< What was asked for is not there */
  GZ_NO_MEMORY,    /**< An allocation failed or reached its ceiling */
  GZ_BAD_ARGUMENT, /**< An option or value that the caller gave is wrong */
  GZ_BAD_INPUT,    /**< Data from outside do not have the form they must */
  GZ_TOO_LARGE,    /**< Input beyond one of the limits below */
  GZ_IO,           /**< The system refused to read or write */
  GZ_CORRUPT,      /**< A file of our own is damaged or of another version */
  GZ_BUSY,         /**< Another process holds what is needed */
  GZ_CANCELLED,    /**< The caller, or a limit of time or memory, ended it */
  GZ_UNSUPPORTED,  /**< Right, but not something this build can do */
  GZ_UNSOUND,      /**< A defect of ours: statements that break the ontology */
};

/** Bytes that a message can have, with its terminator. */
#define GZ_ERROR_MESSAGE_SIZE 384

/** Bytes that a file's name in an error can have, with its terminator. */
#define GZ_ERROR_FILE_SIZE 256

/** What happened, and where. */
struct gz_error {
  enum gz_status status;
  size_t line;                   /**< From 1; 0 if not known */
  size_t column;                 /**< In code points from 1; 0 if not known */
  size_t offset;                 /**< In bytes from 0 */
  char file[GZ_ERROR_FILE_SIZE]; /**< Input's name, or empty */
  char message[GZ_ERROR_MESSAGE_SIZE]; /**< One sentence, no full stop */
};

/* Limits.  Each has a test at the limit and one past it. */

/** Bytes that one article's text can have. */
#define GZ_MAX_ARTICLE_BYTES ((size_t)16 << 20)
/** Bytes that one line of JSON lines, N-Quads or a header can have. */
#define GZ_MAX_LINE_BYTES ((size_t)32 << 20)
/** Bytes that a title, publisher, source or other metadata field can have. */
#define GZ_MAX_FIELD_BYTES ((size_t)64 << 10)
/** Tokens that a sentence can have; a longer one is cut into several. */
#define GZ_MAX_SENTENCE_TOKENS ((size_t)512)
/** Bytes that a token can have; a longer one is cut. */
#define GZ_MAX_TOKEN_BYTES ((size_t)1024)
/** Depth to which JSON, SPARQL groups and the like may be nested. */
#define GZ_MAX_DEPTH ((size_t)128)
/** Bytes that the text of a query can have. */
#define GZ_MAX_QUERY_BYTES ((size_t)1 << 20)
/** Bytes of a file of known actors, frames or other tables. */
#define GZ_MAX_TABLE_BYTES ((size_t)256 << 20)

/**
 * Return a sentence for `status`: a capital first, no full stop.
 *
 * The string is a constant.  An unknown number gives "Unknown status".
 */
GZ_API const char *gz_status_message(enum gz_status status);

/**
 * Fill `error`, which may be null, and return `status`.
 *
 * Line, column, offset and file are cleared.  The message is cut at
 * #GZ_ERROR_MESSAGE_SIZE, never in the middle of a UTF-8 sequence.
 *
 *     return gz_fail(error, GZ_IO, "Cannot open %s: %s", name, reason);
 */
enum gz_status gz_fail(struct gz_error *error, enum gz_status status,
                       const char *format, ...) GZ_PRINTF(3, 4);

/** As gz_fail(), and say where: see struct gz_error for the units. */
enum gz_status gz_fail_at(struct gz_error *error, enum gz_status status,
                          size_t line, size_t column, size_t offset,
                          const char *format, ...) GZ_PRINTF(6, 7);

/** As gz_fail(), with the system's reason for `errnum` after a colon. */
enum gz_status gz_fail_system(struct gz_error *error, int errnum,
                              const char *format, ...) GZ_PRINTF(3, 4);

/** Name the file that `error` is about, unless it names one already. */
void gz_error_in_file(struct gz_error *error, const char *file);

/** Leave the function with the status of `expression` unless it is GZ_OK. */
#define GZ_TRY(status, expression)                                             \
  do {                                                                         \
    (status) = (expression);                                                   \
    if ((status) != GZ_OK) {                                                   \
      return (status);                                                         \
    }                                                                          \
  } while (0)

#ifdef __cplusplus
}
#endif

#endif
