/**
 * @file algebra_build.h
 * What the files of the translation share; included by algebra*.c only.
 */

#ifndef GZ_SPARQL_ALGEBRA_BUILD_H
#define GZ_SPARQL_ALGEBRA_BUILD_H

#include "graph/sparql/algebra.h"
#include "input/arena.h"

/** A translation in progress. */
struct gz_builder {
  struct gz_sparql_query *query;
  struct gz_arena *arena;
  struct gz_error *error;
  size_t hidden; /**< Columns added so far, for their names */
};

/** Solutions that are being joined, and filters of the whole group. */
struct gz_group {
  struct gz_algebra *body;
  struct gz_sparql_expr **filters;
  size_t n_filters;
};

/** The default graph, as the graph of a triple. */
#define GZ_DEFAULT_GRAPH ((struct gz_sparql_node){.column = GZ_NO_COLUMN})

/** Fail for want of memory. */
enum gz_status gz_builder_no_memory(const struct gz_builder *builder);

/** A new node of `kind` with room for `n_parts` parts. */
enum gz_status gz_builder_node(struct gz_builder *builder,
                               enum gz_algebra_kind kind, size_t n_parts,
                               struct gz_algebra **node);

/** Settle `node` and see that it is not too high. */
enum gz_status gz_builder_settle(struct gz_builder *builder,
                                 struct gz_algebra *node);

/** A column of our own, whose name begins with "." and `kind`. */
enum gz_status gz_builder_column(struct gz_builder *builder, char kind,
                                 uint32_t *column);

/** Join `part` to what is in `*body`, null for nothing yet. */
enum gz_status gz_builder_join(struct gz_builder *builder,
                               struct gz_algebra **body,
                               struct gz_algebra *part);

/** `node` with `expr` as `column`. */
enum gz_status gz_builder_extend(struct gz_builder *builder,
                                 struct gz_algebra **node, uint32_t column,
                                 struct gz_sparql_expr *expr);

/** `node` where all of `exprs` are true; `node` itself if there are none. */
enum gz_status gz_builder_filter(struct gz_builder *builder,
                                 struct gz_algebra **node,
                                 struct gz_sparql_expr **exprs, size_t count);

/** Translate the patterns of EXISTS in `expr`, which is in `graph`. */
enum gz_status gz_build_expr(struct gz_builder *builder,
                             struct gz_sparql_node graph,
                             struct gz_sparql_expr *expr);

/** Translate a group graph pattern, filters and all. */
enum gz_status gz_build_group(struct gz_builder *builder,
                              struct gz_sparql_node graph,
                              const struct gz_sparql_pattern *pattern,
                              struct gz_algebra **node);

/** Translate a triple, or a path pattern, and join it to `*body`. */
enum gz_status gz_build_triple(struct gz_builder *builder,
                               struct gz_sparql_node graph,
                               const struct gz_sparql_triple *triple,
                               struct gz_algebra **body);

/** Translate a query or sub-query, section 18.2.4. */
enum gz_status gz_build_select(struct gz_builder *builder,
                               struct gz_sparql_node graph,
                               struct gz_sparql_select *select,
                               struct gz_algebra **node);

#endif
