/**
 * @file syntax.h
 * A SPARQL 1.1 query as it is written: what the parser makes.
 *
 * https://www.w3.org/TR/sparql11-query/, section 19.  The parser
 * (parser.h) turns text into a struct gz_sparql_query; algebra.h turns that
 * into what section 18 evaluates; eval.h evaluates the expressions.
 *
 * Variables.  Each name is a column, numbered from 0 over the whole query,
 *             sub-queries too; the same name is the same column, and a
 *             sub-query's projection hides what it does not name.  Blank
 *             nodes of patterns are columns whose name begins with "_:", and
 *             columns that the translation adds have names that begin with
 *             ".": neither can be written as a variable.
 *
 * Ownership.  All nodes, and the text that they view, live in the arena that
 *             the query was parsed with.
 *
 * Limits.     At most #GZ_MAX_QUERY_BYTES of text and #GZ_MAX_COLUMNS columns.
 *
 * Depth.      Patterns, expressions and paths are nested at most
 *             #GZ_MAX_DEPTH deep, so that recursion over them is safe; lists
 *             (of elements, operands, steps) are arrays.
 */

#ifndef GZ_SPARQL_SYNTAX_H
#define GZ_SPARQL_SYNTAX_H

#include "ontology/term.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Columns that a query can have: variables, blank nodes, aggregates. */
#define GZ_MAX_COLUMNS ((size_t)2048)

/** The column of what is no variable. */
#define GZ_NO_COLUMN UINT32_MAX

struct gz_algebra;
struct gz_sparql_pattern;
struct gz_sparql_select;

/** What an expression does: see functions.def. */
enum gz_sparql_op {
  GZ_OP_CONSTANT, /**< `constant` */
  GZ_OP_VARIABLE, /**< The value of `column` */
  GZ_OP_EXISTS,   /**< Whether `pattern` has a solution */
  GZ_OP_NOT_EXISTS,
  GZ_OP_CALL, /**< A function we do not know, `constant`: always an error */
#define GZ_OPERATOR(name, symbol, least, most) GZ_OP_##name,
#define GZ_BUILTIN(name, keyword, least, most) GZ_OP_##name,
#define GZ_CAST(name, local) GZ_OP_##name,
#define GZ_AGGREGATE(name, keyword) GZ_OP_##name,
#include "graph/sparql/functions.def"
};

/** Whether `op` is one of the aggregates of functions.def. */
static inline bool
gz_sparql_is_aggregate(enum gz_sparql_op op) {
  return op >= GZ_OP_COUNT;
}

/** An expression.  OR and AND have two arguments or more. */
struct gz_sparql_expr {
  enum gz_sparql_op op;
  uint32_t column;         /**< GZ_OP_VARIABLE */
  struct gz_term constant; /**< GZ_OP_CONSTANT; the name, for GZ_OP_CALL */
  struct gz_sparql_expr **arguments;
  size_t n_arguments;
  bool distinct;           /**< Aggregates: of different values only */
  struct gz_str separator; /**< GZ_OP_GROUP_CONCAT */
  struct gz_sparql_pattern *pattern; /**< GZ_OP_EXISTS, GZ_OP_NOT_EXISTS */
  struct gz_algebra *algebra;        /**< `pattern`, once it is translated */
  bool improved;                     /**< `algebra` has been */
  uint32_t height; /**< 1 more than that of the highest argument */
  size_t number;   /**< From 0, different for each expression of a query */
  size_t offset;   /**< Where it begins, in bytes: gz_sparql_position() */
};

/** A place of a triple pattern: a term, or a variable. */
struct gz_sparql_node {
  struct gz_term term; /**< #GZ_TERM_NONE for a variable */
  uint32_t column;     /**< #GZ_NO_COLUMN for a term */
};

/** What a property path is made of, section 9.1. */
enum gz_path_kind {
  GZ_PATH_IRI,          /**< `iri` */
  GZ_PATH_INVERSE,      /**< ^`left` */
  GZ_PATH_SEQUENCE,     /**< `left`/`right` */
  GZ_PATH_ALTERNATIVE,  /**< `left`|`right` */
  GZ_PATH_ZERO_OR_ONE,  /**< `left`? */
  GZ_PATH_ZERO_OR_MORE, /**< `left`* */
  GZ_PATH_ONE_OR_MORE,  /**< `left`+ */
  GZ_PATH_NEGATED,      /**< !(`iris`) */
};

/** One member of a negated property set. */
struct gz_path_iri {
  struct gz_str iri;
  bool inverse; /**< Written ^iri */
};

/** A property path. */
struct gz_path {
  enum gz_path_kind kind;
  struct gz_str iri; /**< GZ_PATH_IRI */
  struct gz_path *left;
  struct gz_path *right;
  struct gz_path_iri *iris; /**< GZ_PATH_NEGATED */
  size_t n_iris;
  uint32_t height; /**< 1 more than that of the higher part */
};

/** A triple pattern, or a property path pattern. */
struct gz_sparql_triple {
  struct gz_sparql_node subject;
  struct gz_sparql_node predicate; /**< Not used if there is a path */
  struct gz_sparql_node object;
  struct gz_path *path; /**< Null, or a path that is more than one IRI */
};

/** Rows written out with VALUES. */
struct gz_sparql_table {
  uint32_t *columns;
  size_t n_columns;
  struct gz_term *terms; /**< Row by row; #GZ_TERM_NONE for UNDEF */
  size_t n_rows;
};

/** What a group graph pattern is made of. */
enum gz_pattern_kind {
  GZ_PATTERN_GROUP,    /**< { `parts` }, in the order written */
  GZ_PATTERN_TRIPLES,  /**< `triples`, between anything else */
  GZ_PATTERN_OPTIONAL, /**< OPTIONAL `parts[0]` */
  GZ_PATTERN_UNION,    /**< `parts[0]` UNION `parts[1]` UNION … */
  GZ_PATTERN_MINUS,    /**< MINUS `parts[0]` */
  GZ_PATTERN_GRAPH,    /**< GRAPH `node` `parts[0]` */
  GZ_PATTERN_SERVICE,  /**< SERVICE [SILENT] `node` `parts[0]` */
  GZ_PATTERN_FILTER,   /**< FILTER `expr` */
  GZ_PATTERN_BIND,     /**< BIND(`expr` AS `column`) */
  GZ_PATTERN_VALUES,   /**< VALUES `table` */
  GZ_PATTERN_SELECT,   /**< A sub-query, `select` */
};

/** One pattern.  Which fields are used depends on `kind`. */
struct gz_sparql_pattern {
  enum gz_pattern_kind kind;
  struct gz_sparql_pattern **parts;
  size_t n_parts;
  struct gz_sparql_triple *triples;
  size_t n_triples;
  struct gz_sparql_node node;
  bool silent;        /**< SERVICE SILENT */
  struct gz_str text; /**< SERVICE: its group as written, with the braces */
  struct gz_sparql_expr *expr;
  uint32_t column;
  struct gz_sparql_table table;
  struct gz_sparql_select *select;
};

/** One thing that SELECT names, or GROUP BY groups by. */
struct gz_sparql_item {
  uint32_t column;             /**< GROUP BY: #GZ_NO_COLUMN if not named */
  struct gz_sparql_expr *expr; /**< Null for a plain variable */
};

/** One key of ORDER BY. */
struct gz_sparql_order {
  struct gz_sparql_expr *expr;
  bool descending;
};

/** No LIMIT. */
#define GZ_NO_LIMIT UINT64_MAX

/** A query or sub-query: what is common to all forms. */
struct gz_sparql_select {
  bool distinct;
  bool reduced;
  bool star;                    /**< SELECT *; `items` then lists all of it */
  bool grouped;                 /**< It has GROUP BY or an aggregate */
  struct gz_sparql_item *items; /**< What SELECT names, in order */
  size_t n_items;
  struct gz_sparql_pattern *where; /**< A group; null if there is none */
  struct gz_sparql_item *groups;
  size_t n_groups;
  struct gz_sparql_expr **having;
  size_t n_having;
  struct gz_sparql_order *orders;
  size_t n_orders;
  uint64_t limit; /**< #GZ_NO_LIMIT if there is none */
  uint64_t offset;
  bool has_values; /**< VALUES after the modifiers: `values` */
  struct gz_sparql_table values;
};

/** The four forms of a query, section 16. */
enum gz_sparql_form {
  GZ_SPARQL_SELECT,
  GZ_SPARQL_CONSTRUCT,
  GZ_SPARQL_DESCRIBE,
  GZ_SPARQL_ASK,
};

/** A prefix that the query declares. */
struct gz_sparql_prefix {
  struct gz_str name; /**< Without the colon */
  struct gz_str iri;
};

/** A whole query. */
struct gz_sparql_query {
  enum gz_sparql_form form;
  struct gz_sparql_select *select; /**< Of every form */
  struct gz_str *columns;          /**< Name of each column, without "?";
                                        room for #GZ_MAX_COLUMNS */
  size_t n_columns;
  size_t n_expressions; /**< Numbers of expressions are below this */
  size_t n_operators;   /**< Numbers of algebra.h's operators likewise */
  struct gz_str base;   /**< Base IRI at the end of the prologue, or empty */
  struct gz_sparql_prefix *prefixes;
  size_t n_prefixes;
  bool has_dataset; /**< FROM or FROM NAMED is there */
  struct gz_str *from;
  size_t n_from;
  struct gz_str *from_named;
  size_t n_from_named;
  struct gz_sparql_triple *template; /**< CONSTRUCT; blank nodes are columns */
  size_t n_template;
  struct gz_sparql_node *described; /**< DESCRIBE; all variables, for * */
  size_t n_described;
};

#endif
