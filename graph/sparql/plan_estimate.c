#include "graph/sparql/exec.h"

#include <math.h>

/** The pattern of the terms of a triple; false if one is in no quad. */
static enum gz_status
constant_pattern(struct gz_exec *exec, const struct gz_algebra *node,
                 struct gz_ids *pattern, bool *known) {
  enum gz_status status = GZ_OK;
  const struct gz_sparql_node *const places[GZ_PARTS] = {
      [GZ_PART_SUBJECT] = &node->triple.subject,
      [GZ_PART_PREDICATE] = &node->triple.predicate,
      [GZ_PART_OBJECT] = &node->triple.object,
      [GZ_PART_GRAPH] = &node->graph};
  *pattern = GZ_IDS_ANY;
  *known = true;
  for (size_t i = 0; i < GZ_PARTS; ++i) {
    if (places[i]->term.kind != GZ_TERM_NONE) {
      GZ_TRY(status, gz_exec_id(exec, &places[i]->term, &pattern->part[i]));
      *known = *known && pattern->part[i] < GZ_ID_LOCAL;
    }
  }
  return GZ_OK;
}

static double
at_least_one(double number) {
  return number < 1 ? 1 : number;
}

/** Whether triples that several graphs have count once. */
static bool
is_union(const struct gz_exec *exec, const struct gz_algebra *node) {
  return node->graph.column == GZ_NO_COLUMN &&
         node->graph.term.kind == GZ_TERM_NONE &&
         !exec->options.strict_default && exec->counts.graphs > 1;
}

static bool
pattern_has_predicate_only(const struct gz_ids *pattern) {
  return pattern->part[GZ_PART_SUBJECT] == GZ_ID_ANY &&
         pattern->part[GZ_PART_OBJECT] == GZ_ID_ANY;
}

static enum gz_status
estimate_triple(struct gz_exec *exec, const struct gz_algebra *node,
                struct gz_operand *operand) {
  enum gz_status status = GZ_OK;
  struct gz_ids pattern;
  bool known = false;
  uint64_t count = 0;
  GZ_TRY(status, constant_pattern(exec, node, &pattern, &known));
  if (known) {
    GZ_TRY(status, gz_quads_estimate(exec->txn, &pattern, &count, exec->error));
  }
  operand->rows = (double)count;
  const struct gz_quads_counts *const all = &exec->counts;
  double subjects = (double)all->subjects;
  double objects = (double)all->objects;
  if (known && pattern.part[GZ_PART_PREDICATE] != GZ_ID_ANY) {
    struct gz_predicate_counts of;
    GZ_TRY(status,
           gz_quads_count_predicate(exec->txn, pattern.part[GZ_PART_PREDICATE],
                                    &of, exec->error));
    subjects = (double)of.subjects;
    objects = (double)of.objects;
    if (is_union(exec, node) && pattern_has_predicate_only(&pattern)) {
      // Counted once for each graph that has it; how often that is, is not
      // known, but that there are as many as subjects or objects is.
      operand->rows = sqrt(operand->rows * fmax(subjects, objects));
    }
  }
  operand->distinct[GZ_PART_SUBJECT] = at_least_one(subjects);
  operand->distinct[GZ_PART_PREDICATE] = at_least_one((double)all->predicates);
  operand->distinct[GZ_PART_OBJECT] = at_least_one(objects);
  operand->distinct[GZ_PART_GRAPH] = at_least_one((double)all->graphs);
  return GZ_OK;
}

enum gz_status
gz_estimate_operand(struct gz_exec *exec, const struct gz_algebra *algebra,
                    struct gz_operand *operand) {
  *operand = (struct gz_operand){.algebra = algebra};
  return algebra->kind == GZ_ALGEBRA_TRIPLE
             ? estimate_triple(exec, algebra, operand)
             : gz_estimate(exec, algebra, &operand->rows);
}

/** Whether an end of a path is a term, or among `bound`. */
static bool
is_fixed(const struct gz_sparql_node *node, const struct gz_columns *bound) {
  return node->column == GZ_NO_COLUMN || gz_columns_has(bound, node->column);
}

double
gz_estimate_given(const struct gz_operand *operand,
                  const struct gz_columns *bound) {
  const struct gz_algebra *const node = operand->algebra;
  double rows = operand->rows;
  if (node->kind == GZ_ALGEBRA_PATH) {
    const int ends = is_fixed(&node->triple.subject, bound) +
                     is_fixed(&node->triple.object, bound);
    return ends == 2 ? 0.5 : ends == 1 ? 8 : rows;
  }
  if (node->kind != GZ_ALGEBRA_TRIPLE) {
    return gz_columns_overlap(&node->certain, bound) ? sqrt(rows) : rows;
  }
  const uint32_t columns[GZ_PARTS] = {
      [GZ_PART_SUBJECT] = node->triple.subject.column,
      [GZ_PART_PREDICATE] = node->triple.predicate.column,
      [GZ_PART_OBJECT] = node->triple.object.column,
      [GZ_PART_GRAPH] = node->graph.column};
  for (size_t i = 0; i < GZ_PARTS; ++i) {
    if (gz_columns_has(bound, columns[i])) {
      rows /= operand->distinct[i];
    }
  }
  return rows;
}

/** A join's rows: operands one after the other, the smallest next. */
static enum gz_status
estimate_join(struct gz_exec *exec, const struct gz_algebra *node,
              double *rows) {
  enum gz_status status = GZ_OK;
  // More operands than this say nothing more.
  enum { LOOKED_AT = 16 };
  struct gz_operand operands[LOOKED_AT];
  size_t count = node->n_parts < LOOKED_AT ? node->n_parts : LOOKED_AT;
  for (size_t i = 0; i < count; ++i) {
    GZ_TRY(status, gz_estimate_operand(exec, node->parts[i], &operands[i]));
  }
  struct gz_columns bound = {{0}};
  *rows = 1;
  while (count) {
    size_t best = 0;
    double least = INFINITY;
    for (size_t i = 0; i < count; ++i) {
      const double given = gz_estimate_given(&operands[i], &bound);
      if (given < least) {
        least = given;
        best = i;
      }
    }
    *rows *= least;
    gz_columns_unite(&bound, &operands[best].algebra->certain);
    operands[best] = operands[--count];
  }
  return GZ_OK;
}

static enum gz_status
estimate_parts(struct gz_exec *exec, const struct gz_algebra *node,
               double *rows) {
  enum gz_status status = GZ_OK;
  double first = 0;
  double sum = 0;
  for (size_t i = 0; i < node->n_parts; ++i) {
    double part = 0;
    GZ_TRY(status, gz_estimate(exec, node->parts[i], &part));
    first = i ? first : part;
    sum += part;
  }
  switch (node->kind) {
  case GZ_ALGEBRA_UNION:
    *rows = sum;
    break;
  case GZ_ALGEBRA_FILTER:
    *rows = first * pow(GZ_FILTER_SHARE, (double)node->n_exprs);
    break;
  case GZ_ALGEBRA_LEFT_JOIN:
    *rows = first * 1.5;
    break;
  case GZ_ALGEBRA_GROUP:
    *rows = node->n_columns ? sqrt(first) : 1;
    break;
  case GZ_ALGEBRA_SLICE:
    *rows = fmin(first, (double)node->limit);
    break;
  default:
    *rows = first;
    break;
  }
  return GZ_OK;
}

enum gz_status
gz_estimate(struct gz_exec *exec, const struct gz_algebra *algebra,
            double *rows) {
  enum gz_status status = GZ_OK;
  double *const memory = &exec->rough[algebra->number];
  if (*memory >= 0) {
    *rows = *memory;
    return GZ_OK;
  }
  struct gz_operand operand;
  double found = 1;
  switch (algebra->kind) {
  case GZ_ALGEBRA_TRIPLE:
    GZ_TRY(status, gz_estimate_operand(exec, algebra, &operand));
    found = operand.rows;
    break;
  case GZ_ALGEBRA_PATH:
    found = 4 * (double)exec->counts.quads;
    break;
  case GZ_ALGEBRA_TABLE:
    found = (double)algebra->table->n_rows;
    break;
  case GZ_ALGEBRA_JOIN:
    GZ_TRY(status, estimate_join(exec, algebra, &found));
    break;
  default:
    GZ_TRY(status, estimate_parts(exec, algebra, &found));
    break;
  }
  *rows = *memory = found;
  return GZ_OK;
}
