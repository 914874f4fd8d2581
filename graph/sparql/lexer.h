/**
 * @file lexer.h
 * Cuts the text of a query into tokens, section 19.8 of SPARQL 1.1 Query.
 *
 * Codepoint escapes (\u0041, section 19.2) are replaced before anything else;
 * positions are nevertheless those of the text as it was given.
 *
 * Ownership.  Tokens view the lexer's text, which is the caller's or, if it
 *             has escapes, a copy in the arena.
 *
 * Cost.       Linear in the text; a position is found by counting from the
 *             start, so only errors should ask for one.
 */

#ifndef GZ_SPARQL_LEXER_H
#define GZ_SPARQL_LEXER_H

#include "input/arena.h"
#include "input/status.h"
#include "input/str.h"

#include <stdbool.h>

/** What a token is; a character of punctuation stands for itself. */
enum gz_token_kind {
  GZ_TOKEN_END = 256, /**< The end of the text */
  GZ_TOKEN_IRI,       /**< <…>, `text` without the brackets */
  GZ_TOKEN_NAME,      /**< prefix:local, with its escapes */
  GZ_TOKEN_BLANK,     /**< _:label, `text` the label */
  GZ_TOKEN_VARIABLE,  /**< ?name or $name, `text` the name */
  GZ_TOKEN_LANGUAGE,  /**< @tag, `text` the tag */
  GZ_TOKEN_INTEGER,   /**< Perhaps with a sign in front, as the next two */
  GZ_TOKEN_DECIMAL,
  GZ_TOKEN_DOUBLE,
  GZ_TOKEN_STRING, /**< `text` between the quotes, with its escapes */
  GZ_TOKEN_WORD,   /**< A keyword or the name of a function */
  GZ_TOKEN_OR,     /**< || */
  GZ_TOKEN_AND,    /**< && */
  GZ_TOKEN_NE,     /**< != */
  GZ_TOKEN_LE,     /**< <= */
  GZ_TOKEN_GE,     /**< >= */
  GZ_TOKEN_TYPE,   /**< ^^ */
};

/** One token. */
struct gz_token {
  int kind;           /**< enum gz_token_kind, or a character */
  struct gz_str text; /**< See there; the character itself for punctuation */
  size_t begin;       /**< Offset in the lexer's text */
  size_t end;         /**< Offset just past the token */
};

/** Where an escape was replaced. */
struct gz_lexer_escape {
  size_t offset; /**< Of its character, in the lexer's text */
  size_t bytes;  /**< Bytes that it was longer */
  size_t points; /**< Code points that it was longer */
};

/** A text that is being cut.  Set up with gz_lexer_init(). */
struct gz_lexer {
  struct gz_str text; /**< Without codepoint escapes */
  size_t offset;      /**< Where the next token is looked for */
  struct gz_lexer_escape *escapes;
  size_t n_escapes;
  struct gz_error *error; /**< Where errors go; may be null */
};

/**
 * Begin to cut `text`.
 *
 * @return #GZ_OK; #GZ_TOO_LARGE beyond #GZ_MAX_QUERY_BYTES; #GZ_BAD_INPUT, with
 *         the position, for broken UTF-8, a NUL, or an escape that is no
 *         character; #GZ_NO_MEMORY.
 */
enum gz_status gz_lexer_init(struct gz_lexer *lexer, struct gz_str text,
                             struct gz_arena *arena, struct gz_error *error);

/** Give the next token; after the last one always #GZ_TOKEN_END. */
enum gz_status gz_lexer_next(struct gz_lexer *lexer, struct gz_token *token);

/** Fill `lexer->error` with a position; returns #GZ_BAD_INPUT. */
enum gz_status gz_lexer_fail(const struct gz_lexer *lexer, size_t offset,
                             const char *format, ...) GZ_PRINTF(3, 4);

/** As gz_lexer_fail() with another status. */
enum gz_status gz_lexer_fail_as(const struct gz_lexer *lexer,
                                enum gz_status status, size_t offset,
                                const char *format, ...) GZ_PRINTF(4, 5);

/** Replace the escapes of a string (\n, \" and the like) in `arena`. */
enum gz_status gz_lexer_string(const struct gz_lexer *lexer,
                               const struct gz_token *token,
                               struct gz_arena *arena, struct gz_str *text);

/** Replace the codepoint escapes of the lexer's text; lexer_escapes.c. */
enum gz_status gz_lexer_unescape(struct gz_lexer *lexer,
                                 struct gz_arena *arena);

/** The value of a hexadecimal digit, or -1. */
int gz_lexer_hex(char c);

/** Length of the UTF-8 sequence at `data`, and its code point; 0 if bad. */
size_t gz_lexer_decode(const char *data, size_t size, uint32_t *point);

#endif
