/**
 * @file parser_state.h
 * What the files of the parser share; included by parser*.c only.
 *
 * Functions named gz_parse_X read the grammar's X at the current token and
 * leave the token after it current.
 */

#ifndef GZ_SPARQL_PARSER_STATE_H
#define GZ_SPARQL_PARSER_STATE_H

#include "graph/sparql/columns.h"
#include "graph/sparql/lexer.h"
#include "graph/sparql/syntax.h"
#include "input/arena.h"
#include "input/interner.h"

/** Where aggregates may stand. */
enum gz_aggregates {
  GZ_AGGREGATES_NO,     /**< Not here */
  GZ_AGGREGATES_YES,    /**< Here */
  GZ_AGGREGATES_INSIDE, /**< In one already */
};

/** Triples that grow. */
struct gz_triples {
  struct gz_sparql_triple *items;
  size_t count;
};

/** A query that is being parsed. */
struct gz_parser {
  struct gz_lexer lexer;
  struct gz_token token; /**< The current one */
  struct gz_token next;  /**< The one after it, once it was asked for */
  bool has_next;
  size_t last_end; /**< Where the token before the current one ended */
  struct gz_arena *arena;
  struct gz_error *error;
  struct gz_sparql_query *query;
  struct gz_interner *names; /**< A column's number is its name's */
  size_t depth;
  size_t anonymous; /**< Blank nodes without a label so far */
  /** For each column of a blank node: 1 + the basic graph pattern it is in. */
  uint32_t *blank_scope;
  uint32_t scope;   /**< The current basic graph pattern */
  bool in_template; /**< In a CONSTRUCT template */
  bool no_paths;    /**< Likewise, or in CONSTRUCT WHERE */
  enum gz_aggregates aggregates;
  bool saw_aggregate; /**< Since the current SELECT began */
};

/** Make the next token current. */
enum gz_status gz_parser_advance(struct gz_parser *parser);

/** The kind of the token after the current one; END if it is none. */
int gz_parser_peek(struct gz_parser *parser);

/** Fail with "Expected WHAT, not …" at the current token. */
enum gz_status gz_parser_expected(struct gz_parser *parser, const char *what);

/** Fail for want of memory. */
enum gz_status gz_parser_no_memory(struct gz_parser *parser);

/** Whether the current token is the keyword `word`, in any case. */
bool gz_parser_is(const struct gz_parser *parser, const char *word);

/** Whether the current token is of `kind`. */
bool gz_parser_at(const struct gz_parser *parser, int kind);

/** Advance over the keyword `word` if it is current; say so in `found`. */
enum gz_status gz_parser_accept(struct gz_parser *parser, const char *word,
                                bool *found);

/** Advance over the keyword `word`, or fail. */
enum gz_status gz_parser_keyword(struct gz_parser *parser, const char *word);

/** Advance over a token of `kind`, or fail having expected `what`. */
enum gz_status gz_parser_expect(struct gz_parser *parser, int kind,
                                const char *what);

/** One level deeper; fails beyond #GZ_MAX_DEPTH. */
enum gz_status gz_parser_enter(struct gz_parser *parser);

/** One level up. */
void gz_parser_leave(struct gz_parser *parser);

/**
 * Make room for one more item of `size` bytes behind the `count` at `*items`.
 * Arrays double, so that adding n items costs O(n).
 */
enum gz_status gz_parser_grow(struct gz_parser *parser, void *items,
                              size_t count, size_t size);

/** Zeroed memory for a node. */
void *gz_parser_new(struct gz_parser *parser, size_t size);

/** The column named `name`. */
enum gz_status gz_parser_column(struct gz_parser *parser, struct gz_str name,
                                uint32_t *column);

/** The column of the variable that is the current token; advances. */
enum gz_status gz_parse_variable(struct gz_parser *parser, uint32_t *column);

/** <…> or a prefixed name, resolved. */
enum gz_status gz_parse_iri(struct gz_parser *parser, struct gz_str *iri);

/** Whether a literal (string, number, boolean) begins here. */
bool gz_parser_at_literal(const struct gz_parser *parser);

/** Whether an IRI begins here. */
bool gz_parser_at_iri(const struct gz_parser *parser);

/** A string, a number or a boolean. */
enum gz_status gz_parse_literal(struct gz_parser *parser, struct gz_term *term);

/** The text of a string token. */
enum gz_status gz_parse_string(struct gz_parser *parser, struct gz_str *text);

/** Whether a triple's subject begins here. */
bool gz_parser_at_subject(const struct gz_parser *parser);

/** TriplesSameSubjectPath, or TriplesSameSubject in a template. */
enum gz_status gz_parse_triples(struct gz_parser *parser,
                                struct gz_triples *triples);

/** Path; one IRI gives a path of kind GZ_PATH_IRI. */
enum gz_status gz_parse_path(struct gz_parser *parser, struct gz_path **path);

/** DatasetClause, any number: FROM and FROM NAMED. */
enum gz_status gz_parse_dataset(struct gz_parser *parser);

/** GroupGraphPattern; adds what is in scope after it to `visible`. */
enum gz_status gz_parse_group(struct gz_parser *parser,
                              struct gz_columns *visible,
                              struct gz_sparql_pattern **pattern);

/** The variables and rows of VALUES, after the keyword. */
enum gz_status gz_parse_data_block(struct gz_parser *parser,
                                   struct gz_sparql_table *table);

/** SelectClause to SolutionModifier and VALUES; adds what it projects. */
enum gz_status gz_parse_select(struct gz_parser *parser,
                               struct gz_columns *visible,
                               struct gz_sparql_select **select);

/** SolutionModifier. */
enum gz_status gz_parse_modifiers(struct gz_parser *parser,
                                  const struct gz_columns *visible,
                                  struct gz_sparql_select *select);

/** ValuesClause, if there is one. */
enum gz_status gz_parse_values_clause(struct gz_parser *parser,
                                      struct gz_columns *visible,
                                      struct gz_sparql_select *select);

/** Name all columns of `visible` but blank nodes in `select->items`. */
enum gz_status gz_parser_project_all(struct gz_parser *parser,
                                     const struct gz_columns *visible,
                                     struct gz_sparql_select *select);

/** Expression. */
enum gz_status gz_parse_expression(struct gz_parser *parser,
                                   struct gz_sparql_expr **expr);

/** A variable as an expression. */
enum gz_status gz_parse_expression_variable(struct gz_parser *parser,
                                            struct gz_sparql_expr **expr);

/** Whether a Constraint without parentheses (a call) begins here. */
bool gz_parser_at_call(const struct gz_parser *parser);

/** Constraint: (…), a built-in call or a function call. */
enum gz_status gz_parse_constraint(struct gz_parser *parser,
                                   struct gz_sparql_expr **expr);

#endif
