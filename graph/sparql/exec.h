/**
 * @file exec.h
 * Operators that give rows of ids: what a query's plan is made of.
 *
 * A row is an array of `exec->width` ids, one for each column of the query;
 * #GZ_ID_NONE where it is unbound.  Operators are pulled, one row at a time
 * (Graefe: Volcano, TKDE 1994), so that the first row comes as soon as it can.
 *
 * Base.       An operator is opened with a base: a row whose columns are bound
 *             from outside.  It gives the solutions that are compatible
 *             with the base, and repeats the base's columns in each row.  So
 *             the right side of a nested loop sees what the left side has
 *             bound, EXISTS is evaluated for a solution, and a pattern in
 *             each graph.  A sub-query sees only what it projects.
 *
 * Ids.        Terms of the store have the store's ids; others, numbers above
 *             #GZ_ID_LOCAL from the run's own dictionary.  Two terms are the
 *             same if and only if their ids are.
 *
 * Errors.     Functions return #GZ_OK, #GZ_END where they say so, or an error
 *             that is in `exec->error` and ends the run.
 *
 * Memory.     What an operator collects lies in an arena of its own, which it
 *             resets when it is opened again.
 */

#ifndef GZ_SPARQL_EXEC_H
#define GZ_SPARQL_EXEC_H

#include "graph/quads.h"
#include "graph/sparql/algebra.h"
#include "graph/sparql/eval.h"
#include "graph/sparql/sparql.h"
#include "graph/sparql/value.h"
#include "input/arena.h"
#include "input/buffer.h"

struct gz_exec;
struct gz_op;
struct gz_terms;

/** The graphs that a query is asked of. */
struct gz_dataset {
  bool restricted; /**< FROM or FROM NAMED: only the graphs below */
  gz_id *defaults; /**< Ascending */
  size_t n_defaults;
  gz_id *named; /**< Ascending */
  size_t n_named;
};

/** Deepest nesting of EXISTS in a run. */
#define GZ_MAX_EXISTS 32

/** One run of a query. */
struct gz_exec {
  const struct gz_sparql_query *query;
  struct gz_sparql_options options;
  struct gz_quads_txn *txn;
  struct gz_arena *arena;   /**< Lives as long as the run */
  struct gz_arena **arenas; /**< All of the run, to be freed */
  size_t n_arenas;
  size_t room_arenas;
  struct gz_terms *terms;
  struct gz_dataset dataset;
  size_t width; /**< Columns of a row */
  struct gz_sparql_context context;
  struct gz_arena *scratch[GZ_MAX_EXISTS]; /**< One for each depth of EXISTS */
  gz_id *inner[GZ_MAX_EXISTS];             /**< A row for each, but depth 0 */
  size_t depth;
  const gz_id *row;      /**< What is being evaluated */
  struct gz_op **exists; /**< By number of expression */
  double *rough;         /**< Estimates by number of operator; < 0: none */
  struct gz_quads_counts counts;
  uint64_t ticks;
  int64_t deadline; /**< Of the monotonic clock, in nanoseconds; 0: none */
  struct gz_error *error;
};

/** What an operator does. */
struct gz_op_class {
  const char *name;
  enum gz_status (*open)(struct gz_op *op);
  enum gz_status (*next)(struct gz_op *op, gz_id *row);
  void (*close)(struct gz_op *op);
  /** Say more about it: the rest of its line and, below it, its parts, which
   *  are `depth` + 1 deep; null if there is no more than these. */
  enum gz_status (*describe)(const struct gz_op *op, size_t depth,
                             struct gz_buffer *text);
};

/** What all operators have; each kind's struct begins with it. */
struct gz_op {
  const struct gz_op_class *class;
  struct gz_exec *exec;
  const struct gz_algebra *algebra;
  struct gz_op **parts;
  size_t n_parts;
  gz_id *base;     /**< Copied at opening */
  double estimate; /**< Rows expected each time it is opened */
  uint64_t rows;   /**< Rows given so far, over all openings */
  uint64_t opened; /**< How often it was opened */
};

/* Running */

/** Open `op`, again or for the first time, with `base`, which is copied. */
enum gz_status gz_op_open(struct gz_op *op, const gz_id *base);

/** Write the next row to `row`; #GZ_END after the last. */
enum gz_status gz_op_next(struct gz_op *op, gz_id *row);

/** Free the cursors of `op` and of all below it. */
void gz_op_close(struct gz_op *op);

/** Look at the limits now and then; cheap enough for inner loops. */
enum gz_status gz_exec_tick(struct gz_exec *exec);

/** Fail for want of memory: an error, or a limit that was passed. */
enum gz_status gz_exec_no_memory(struct gz_exec *exec);

/** A new arena, freed with the run; null if memory is out. */
struct gz_arena *gz_exec_arena(struct gz_exec *exec);

/** A zeroed row in the run's arena, or null. */
gz_id *gz_exec_row(struct gz_exec *exec);

/** Copy a row. */
void gz_exec_copy(const struct gz_exec *exec, gz_id *to, const gz_id *from);

/**
 * Make an operator of `class`, `size` bytes, with `n_parts` parts to be filled
 * in; null if memory is out.
 */
void *gz_op_new(struct gz_exec *exec, const struct gz_op_class *class,
                size_t size, const struct gz_algebra *algebra, size_t n_parts);

/* Terms, exec_terms.c */

/** A new dictionary for the terms that the store lacks. */
struct gz_terms *gz_terms_new(struct gz_exec *exec);

/** The id of `term`, which is copied if it has to be kept. */
enum gz_status gz_exec_id(struct gz_exec *exec, const struct gz_term *term,
                          gz_id *id);

/**
 * The term of `id`, #GZ_TERM_NONE for #GZ_ID_NONE.
 *
 * @param arena  Where the text of an inline term goes; other terms are views
 *               that live as long as the run.
 */
enum gz_status gz_exec_term(struct gz_exec *exec, gz_id id,
                            struct gz_arena *arena, struct gz_term *term);

/** The kind of a term that is numbered by the run itself. */
enum gz_term_kind gz_exec_local_kind(const struct gz_exec *exec, gz_id id);

/** The name of a named graph among those of the dataset. */
bool gz_exec_is_named(const struct gz_exec *exec, gz_id graph);

/* Expressions, exec_eval.c */

/** Set up `exec->context`. */
enum gz_status gz_exec_begin_eval(struct gz_exec *exec);

/** Whether all of `exprs` are true for `row`. */
enum gz_status gz_exec_test(struct gz_exec *exec,
                            struct gz_sparql_expr *const *exprs, size_t count,
                            const gz_id *row, bool *truth);

/** The id of the value of `expr` for `row`; #GZ_ID_NONE for an error. */
enum gz_status gz_exec_eval(struct gz_exec *exec,
                            const struct gz_sparql_expr *expr, const gz_id *row,
                            gz_id *id);

/**
 * The value itself, #GZ_VALUE_UNBOUND for an error; good until the next
 * evaluation.
 */
enum gz_status gz_exec_value(struct gz_exec *exec,
                             const struct gz_sparql_expr *expr,
                             const gz_id *row, struct gz_value *value);

/* Rows that are kept, exec_table.c */

/** Some columns of many rows, to be found by some of these columns. */
struct gz_table {
  struct gz_exec *exec;
  struct gz_arena *arena;
  const uint32_t *columns; /**< What is kept: keys first */
  size_t n_columns;
  size_t n_keys;
  gz_id *ids; /**< n_columns for each row */
  uint64_t *hashes;
  uint32_t *next; /**< 1 + the next row with that bucket, or 0 */
  size_t count;
  size_t room;
  uint32_t *buckets; /**< 1 + the first row, or 0 */
  size_t n_buckets;  /**< A power of two; 0 until it is indexed */
};

/** Set up an empty table, which keeps `columns`, of which `n_keys` are keys. */
enum gz_status gz_table_init(struct gz_table *table, struct gz_exec *exec,
                             const uint32_t *columns, size_t n_columns,
                             size_t n_keys);

/** Forget all rows. */
void gz_table_clear(struct gz_table *table);

/** Add a row; gz_table_index() must follow before anything is found. */
enum gz_status gz_table_add(struct gz_table *table, const gz_id *row);

/** Make rows findable: those with equal keys will come in the order added. */
enum gz_status gz_table_index(struct gz_table *table);

/** The first row, plus 1, that has the keys of `row`; 0 if none does. */
uint32_t gz_table_find(const struct gz_table *table, const gz_id *row);

/** The row after `number`, both plus 1, with the same keys; 0 if none. */
uint32_t gz_table_after(const struct gz_table *table, uint32_t number,
                        const gz_id *row);

/** The ids of the row whose number, plus 1, is `number`. */
static inline gz_id *
gz_table_ids(const struct gz_table *table, uint32_t number) {
  return table->ids + (size_t)(number - 1) * table->n_columns;
}

/** Find the row with the keys of `row`, adding it if it is new. */
enum gz_status gz_table_find_or_add(struct gz_table *table, const gz_id *row,
                                    uint32_t *number, bool *added);

/* Scans, exec_scan.c */

/** Where a scan looks. */
struct gz_scan_graph {
  enum {
    GZ_SCAN_DEFAULT,   /**< The default graph */
    GZ_SCAN_ONE,       /**< The named graph `id` */
    GZ_SCAN_ALL_NAMED, /**< Every named graph */
  } kind;
  gz_id id;
};

/** A scan of quads as the query's dataset has them.  Zeroed to begin with. */
struct gz_scan {
  struct gz_quads_cursor *cursor;
  struct gz_ids pattern;
  struct gz_ids last; /**< To leave out what several graphs have */
  bool unique;        /**< `last` matters */
  bool check_default; /**< Only graphs of `dataset.defaults` */
  bool check_named;   /**< Only graphs of `dataset.named` */
  bool over;          /**< Nothing, or nothing more */
};

/** Begin: parts of the pattern may be #GZ_ID_ANY, its graph is ignored. */
enum gz_status gz_scan_open(struct gz_exec *exec, struct gz_scan *scan,
                            const struct gz_ids *pattern,
                            struct gz_scan_graph graph);

/**
 * As gz_scan_open(), so that the quads come by ascending `by`.
 *
 * Only if gz_scan_sorts() says that they can; otherwise as gz_scan_open().
 */
enum gz_status gz_scan_open_by(struct gz_exec *exec, struct gz_scan *scan,
                               const struct gz_ids *pattern,
                               struct gz_scan_graph graph, enum gz_part by);

/** Whether what matches `pattern` can be read by ascending `by`. */
bool gz_scan_sorts(const struct gz_exec *exec, const struct gz_ids *pattern,
                   struct gz_scan_graph graph, enum gz_part by);

/** Skip, in a scan sorted by `by`, to the first quad with `id` or more. */
void gz_scan_seek(struct gz_scan *scan, enum gz_part by, gz_id id);

/** Give the next quad; #GZ_END after the last. */
enum gz_status gz_scan_next(struct gz_exec *exec, struct gz_scan *scan,
                            struct gz_ids *quad);

/** Free its cursor. */
void gz_scan_close(struct gz_scan *scan);

/* Operators: each makes one for `algebra`; its parts are to be filled in */

/** A property path between two places. */
enum gz_status gz_op_path(struct gz_exec *exec,
                          const struct gz_algebra *algebra, struct gz_op **op);

/** VALUES. */
enum gz_status gz_op_table(struct gz_exec *exec,
                           const struct gz_algebra *algebra, struct gz_op **op);

/** All rows of all parts. */
enum gz_status gz_op_union(struct gz_exec *exec,
                           const struct gz_algebra *algebra, struct gz_op **op);

/** Rows for which all expressions are true. */
enum gz_status gz_op_filter(struct gz_exec *exec,
                            const struct gz_algebra *algebra,
                            struct gz_op **op);

/** Rows with `count` columns more, each from `nodes[i]->exprs[0]`. */
enum gz_status gz_op_extend(struct gz_exec *exec,
                            const struct gz_algebra *const *nodes, size_t count,
                            struct gz_op **op);

/** A pattern in each graph, or in one if there is one of that name. */
enum gz_status gz_op_graph(struct gz_exec *exec,
                           const struct gz_algebra *algebra, struct gz_op **op);

/** The columns that a sub-query or query names. */
enum gz_status gz_op_project(struct gz_exec *exec,
                             const struct gz_algebra *algebra,
                             struct gz_op **op);

/** Each row once; for REDUCED, neighbours that are the same once. */
enum gz_status gz_op_distinct(struct gz_exec *exec,
                              const struct gz_algebra *algebra,
                              struct gz_op **op);

/** OFFSET and LIMIT. */
enum gz_status gz_op_slice(struct gz_exec *exec,
                           const struct gz_algebra *algebra, struct gz_op **op);

/** GROUP BY, by hashing. */
enum gz_status gz_op_group(struct gz_exec *exec,
                           const struct gz_algebra *algebra, struct gz_op **op);

/** ORDER BY: keeps the first `limit` rows in a heap, or sorts all. */
enum gz_status gz_op_order(struct gz_exec *exec,
                           const struct gz_algebra *algebra, uint64_t limit,
                           struct gz_op **op);

/**
 * OPTIONAL or MINUS.
 *
 * @param lateral  Open the right side for each row of the left one; else all
 *                 of it is read first and found by hashing.
 */
enum gz_status gz_op_side(struct gz_exec *exec,
                          const struct gz_algebra *algebra, bool lateral,
                          struct gz_op **op);

/** One operand of a join, in the order in which they are joined. */
struct gz_join_step {
  const struct gz_algebra *algebra;
  struct gz_op *op;                /**< Null for a triple that is scanned */
  bool hash;                       /**< Read `op` once, then find by hashing */
  struct gz_sparql_expr **filters; /**< Tested as soon as it is joined */
  size_t n_filters;
  double estimate; /**< Rows expected once it is joined */
  bool merge;      /**< A triple: one scan by `by` serves all rows, since they
                        come, or may come, by that column */
  bool sorted;     /**< A triple that is not merged: read by `by` */
  enum gz_part by;
};

/** A join of `count` steps, with filters that are tested first. */
enum gz_status gz_op_join(struct gz_exec *exec,
                          const struct gz_algebra *algebra,
                          const struct gz_join_step *steps, size_t count,
                          struct gz_sparql_expr **filters, size_t n_filters,
                          struct gz_op **op);

/* Planning, plan.c */

/**
 * Make operators for `algebra`.
 *
 * @param bound  Columns that the base will bind.
 * @param limit  How many rows will be asked for at most.
 */
enum gz_status gz_plan(struct gz_exec *exec, const struct gz_algebra *algebra,
                       const struct gz_columns *bound, uint64_t limit,
                       struct gz_op **op);

/** What part of the rows a filter is taken to let through. */
#define GZ_FILTER_SHARE 0.3

/** What joins need to know of an operand to order it. */
struct gz_operand {
  const struct gz_algebra *algebra;
  double rows;               /**< With nothing bound */
  double distinct[GZ_PARTS]; /**< A triple's: different terms at each place */
};

/** Fill in `operand->rows` and the rest for `algebra`. */
enum gz_status gz_estimate_operand(struct gz_exec *exec,
                                   const struct gz_algebra *algebra,
                                   struct gz_operand *operand);

/** Rows that an operand has for one row that binds `bound`. */
double gz_estimate_given(const struct gz_operand *operand,
                         const struct gz_columns *bound);

/** Rows of `algebra` with nothing bound, roughly; computed once. */
enum gz_status gz_estimate(struct gz_exec *exec,
                           const struct gz_algebra *algebra, double *rows);

/**
 * Whether opening `node` with a base that binds `outer` gives the solutions
 * that joining with such a row gives.
 *
 * Not so where something in it looks at a column of `outer` that its own
 * solutions need not bind: a filter, say, in a group of its own.
 */
bool gz_plan_is_lateral(const struct gz_algebra *node,
                        const struct gz_columns *outer);

/** Plan a join, or a triple, under `n_filters` filters; plan_join.c. */
enum gz_status gz_plan_join(struct gz_exec *exec,
                            const struct gz_algebra *algebra,
                            struct gz_sparql_expr **filters, size_t n_filters,
                            const struct gz_columns *bound, uint64_t limit,
                            struct gz_op **op);

/* The plan as text, plan_explain.c */

/** A line for `op`, and one for each operator below it. */
enum gz_status gz_op_explain(const struct gz_op *op, size_t depth,
                             struct gz_buffer *text);

/** The figures of a line and, indented, a name; no newline. */
enum gz_status gz_exec_describe_line(size_t depth, double estimate,
                                     uint64_t rows, uint64_t opened,
                                     const char *name, struct gz_buffer *text);

/** A variable, or a term with the query's prefixes, after a space. */
enum gz_status gz_exec_describe_node(const struct gz_exec *exec,
                                     const struct gz_sparql_node *node,
                                     struct gz_buffer *text);

/** What a triple or path looks for, and where. */
enum gz_status gz_exec_describe_triple(const struct gz_exec *exec,
                                       const struct gz_algebra *node,
                                       struct gz_buffer *text);

#endif
