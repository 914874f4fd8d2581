/**
 * @file syntax.h
 * Whether text can stand in RDF files: the productions of RDF 1.1 N-Triples
 * and Turtle that say what an IRI, a label, a tag or a number looks like.
 *
 * What passes gz_quad_check() can be written in N-Triples, N-Quads, Turtle and
 * TriG so that every conforming parser reads the same terms again.  Redland
 * checks none of this.  (gz_iri_check() in iri.h is stricter: it holds what
 * users name to the whole grammar of RFC 3987.)
 *
 * Cost.       One pass over the text.
 * Threads.    No state.
 */

#ifndef GZ_ONTOLOGY_SYNTAX_H
#define GZ_ONTOLOGY_SYNTAX_H

#include "input/status.h"
#include "input/str.h"
#include "ontology/term.h"

#include <stdbool.h>

/** Whether `text` is valid UTF-8 without U+0000, which Redland cannot hold. */
bool gz_syntax_text(struct gz_str text);

/**
 * Whether `iri` is an absolute IRI that IRIREF allows as it is: a scheme and a
 * colon first, valid UTF-8, no byte up to 0x20, none of `< > " { } | ^ \` and
 * no backtick.
 */
bool gz_syntax_iri(struct gz_str iri);

/** Whether `tag` has the form of LANGTAG, with subtags of at most 8. */
bool gz_syntax_language(struct gz_str tag);

/** Whether `label` is one of a blank node, without the `_:`. */
bool gz_syntax_blank(struct gz_str label);

/**
 * Whether `name` can stand behind a prefix as PN_LOCAL without any escape; the
 * empty name and names with `%` or `:` are left to full IRIs.
 */
bool gz_syntax_local(struct gz_str name);

/** Whether `text` is INTEGER, DECIMAL, DOUBLE or BooleanLiteral of Turtle. */
bool gz_syntax_integer(struct gz_str text);
bool gz_syntax_decimal(struct gz_str text);
bool gz_syntax_double(struct gz_str text);
bool gz_syntax_boolean(struct gz_str text);

/**
 * Check that `term` can be written.
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_INPUT otherwise; `error` says what is wrong with which term.
 */
enum gz_status gz_term_check(const struct gz_term *term,
                             struct gz_error *error);

/**
 * Check that `quad` can be written: each term can, the subject is no literal,
 * the predicate an IRI, the graph no literal; a missing graph is the default.
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_INPUT otherwise; `error` says what is wrong with which term.
 */
enum gz_status gz_quad_check(const struct gz_quad *quad,
                             struct gz_error *error);

/** Bytes that gz_syntax_shown() may write, with the terminator. */
#define GZ_SHOWN_SIZE 128

/**
 * Copy the beginning of `text` into `buffer` for a message: control characters
 * become `?`, as do all bytes beyond ASCII if the text is not valid UTF-8; a
 * long text ends in `...`.  Returns `buffer`.
 */
const char *gz_syntax_shown(struct gz_str text, char buffer[GZ_SHOWN_SIZE]);

/** Whether a term of that kind may stand in that place of a quad. */
bool gz_kind_fits_subject(enum gz_term_kind kind);
bool gz_kind_fits_graph(enum gz_term_kind kind);

#endif
