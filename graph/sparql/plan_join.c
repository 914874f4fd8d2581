#include "graph/sparql/exec.h"

#include <math.h>

/** Up to this many operands every order is looked at. */
#define EXHAUSTIVE 8

/** Costs, if reading a row from an index costs 1. */
#define SEEK_COST 6
#define MERGE_COST 1
#define OPEN_COST 15
#define KEEP_COST 3
#define PROBE_COST 1

/** Beyond that, how many of those that are left are looked at for each place.
 */
#define WINDOW 64

/** A query that is asked for so few rows is not worth a table. */
#define FEW_ROWS 1000

/** How an operand is joined to what is there. */
struct choice {
  double rows; /**< After it */
  double cost; /**< Of it */
  bool hash;
  bool sorted;     /**< A triple: merged, or the first, whose order counts */
  enum gz_part by; /**< Where it has the column that it is sorted by */
};

/** A join that is being ordered. */
struct ordering {
  struct gz_exec *exec;
  const struct gz_columns *bound;
  uint64_t limit;
  struct gz_operand *operands;
  size_t count;
  size_t *order;          /**< Operands, first to last */
  struct choice *choices; /**< By position in `order` */
  /** What each filter looks at, as far as the join binds it. */
  struct gz_columns *filters;
  size_t n_filters;
};

/** What is known of a set of operands. */
struct subset {
  double cost; /**< Infinite if it cannot be */
  double rows;
  size_t last;               /**< Operand that is joined last */
  struct choice choice;      /**< How it is */
  uint32_t sorted;           /**< Column that the rows come by, or none */
  struct gz_columns certain; /**< With what the base binds */
  struct gz_columns maybe;   /**< Without */
};

/** Whether `operand` can only come once its graph is known. */
static bool
must_wait(const struct gz_operand *operand, const struct gz_columns *certain) {
  const struct gz_algebra *const node = operand->algebra;
  return node->kind == GZ_ALGEBRA_PATH && node->graph.column != GZ_NO_COLUMN &&
         !gz_columns_has(certain, node->graph.column);
}

/** The column at `part` of a triple. */
static uint32_t
column_at(const struct gz_algebra *node, enum gz_part part) {
  switch (part) {
  case GZ_PART_SUBJECT:
    return node->triple.subject.column;
  case GZ_PART_PREDICATE:
    return node->triple.predicate.column;
  case GZ_PART_OBJECT:
    return node->triple.object.column;
  default:
    return node->graph.column;
  }
}

/**
 * Whether `operand`, with nothing but its terms known, can be read by the
 * column at `part`, which stands nowhere else in it.
 */
static bool
can_sort(const struct gz_exec *exec, const struct gz_operand *operand,
         enum gz_part part) {
  struct gz_ids pattern = GZ_IDS_ANY;
  const struct gz_algebra *const node = operand->algebra;
  const uint32_t column = column_at(node, part);
  for (unsigned i = 0; i < GZ_PART_GRAPH; ++i) {
    if (column_at(node, (enum gz_part)i) == GZ_NO_COLUMN) {
      pattern.part[i] = 0; // which term it is does not matter
    } else if (i != (unsigned)part &&
               column_at(node, (enum gz_part)i) == column) {
      return false;
    }
  }
  const struct gz_scan_graph graph = {
      node->graph.column != GZ_NO_COLUMN      ? GZ_SCAN_ALL_NAMED
      : node->graph.term.kind == GZ_TERM_NONE ? GZ_SCAN_DEFAULT
                                              : GZ_SCAN_ONE,
      GZ_ID_NONE};
  return node->graph.column != column &&
         gz_scan_sorts(exec, &pattern, graph, part);
}

/** How many of the other operands have `column`. */
static size_t
count_uses(const struct ordering *ordering, uint32_t column) {
  size_t count = 0;
  for (size_t i = 0; i < ordering->count; ++i) {
    count += gz_columns_has(&ordering->operands[i].algebra->certain, column);
  }
  return count;
}

/** By which column the first operand should be read: the one most joined. */
static void
choose_order(const struct ordering *ordering, const struct gz_operand *operand,
             struct choice *choice) {
  size_t most = 1;
  for (unsigned i = 0; i < GZ_PART_GRAPH; ++i) {
    const uint32_t column = column_at(operand->algebra, (enum gz_part)i);
    if (column == GZ_NO_COLUMN || gz_columns_has(ordering->bound, column)) {
      continue;
    }
    const size_t uses = count_uses(ordering, column);
    if (uses > most && can_sort(ordering->exec, operand, (enum gz_part)i)) {
      most = uses;
      choice->sorted = true;
      choice->by = (enum gz_part)i;
    }
  }
}

/** Whether a triple shares one column with `certain`, and can be read by it. */
static bool
can_merge(const struct ordering *ordering, const struct gz_operand *operand,
          const struct gz_columns *certain, enum gz_part *by) {
  bool found = false;
  for (unsigned i = 0; i < GZ_PARTS; ++i) {
    if (gz_columns_has(certain, column_at(operand->algebra, (enum gz_part)i))) {
      if (found) {
        return false;
      }
      found = true;
      *by = (enum gz_part)i;
    }
  }
  return found && *by != GZ_PART_GRAPH &&
         can_sort(ordering->exec, operand, *by);
}

/** What part of the rows passes filters that can be tested with `operand`. */
static double
filter_share(const struct ordering *ordering, const struct gz_operand *operand,
             const struct subset *before) {
  double share = 1;
  for (size_t i = 0; i < ordering->n_filters; ++i) {
    struct gz_columns certain = before->certain;
    const struct gz_columns *const vars = &ordering->filters[i];
    if (!gz_columns_within(vars, &certain)) {
      gz_columns_unite(&certain, &operand->algebra->certain);
      share *= gz_columns_within(vars, &certain) ? GZ_FILTER_SHARE : 1;
    }
  }
  return share;
}

/** Note what the filters look at: a few tell enough. */
static enum gz_status
set_filters(struct ordering *ordering, const struct gz_columns *whole,
            struct gz_sparql_expr *const *filters, size_t count) {
  enum { LOOKED_AT = 8 };
  ordering->n_filters = count < LOOKED_AT ? count : LOOKED_AT;
  ordering->filters =
      gz_arena_array(ordering->exec->arena, ordering->n_filters + 1,
                     sizeof *ordering->filters);
  if (!ordering->filters) {
    return gz_exec_no_memory(ordering->exec);
  }
  for (size_t i = 0; i < ordering->n_filters; ++i) {
    gz_algebra_expr_columns(filters[i], &ordering->filters[i]);
    gz_columns_meet(&ordering->filters[i], whole);
  }
  return GZ_OK;
}

/** The best way to join `operand` to a subset. */
static struct choice
choose(const struct ordering *ordering, const struct gz_operand *operand,
       const struct subset *before, bool first) {
  const bool triple = operand->algebra->kind == GZ_ALGEBRA_TRIPLE;
  const double given = gz_estimate_given(operand, &before->certain);
  const double alone = gz_estimate_given(operand, ordering->bound);
  const double rows = before->rows * given;
  const double nested = before->rows * (triple ? SEEK_COST : OPEN_COST) + rows;
  const double hashed =
      alone * (KEEP_COST + 1) + before->rows * PROBE_COST + rows + OPEN_COST;
  struct choice choice = {
      .rows = rows * filter_share(ordering, operand, before), .cost = nested};
  if (first) {
    if (triple) {
      choose_order(ordering, operand, &choice);
    }
    return choice;
  }
  if (triple && before->sorted != GZ_NO_COLUMN &&
      can_merge(ordering, operand, &before->certain, &choice.by) &&
      column_at(operand->algebra, choice.by) == before->sorted) {
    choice.cost = before->rows * MERGE_COST + rows;
    choice.sorted = true;
    return choice;
  }
  const bool lateral =
      triple || gz_plan_is_lateral(operand->algebra, &before->maybe);
  if (!lateral ||
      (hashed < nested && !must_wait(operand, ordering->bound) &&
       ordering->limit > FEW_ROWS &&
       gz_columns_overlap(&operand->algebra->certain, &before->certain))) {
    choice.cost = hashed;
    choice.hash = true;
  }
  return choice;
}

/** Add `operand` to `before`. */
static void
extend(const struct gz_operand *operand, size_t number, struct choice choice,
       const struct subset *before, struct subset *after) {
  after->cost = before->cost + choice.cost;
  after->rows = choice.rows;
  after->last = number;
  after->choice = choice;
  after->sorted = before->sorted;
  if (choice.sorted && before->sorted == GZ_NO_COLUMN) {
    after->sorted = column_at(operand->algebra, choice.by);
  }
  after->certain = before->certain;
  after->maybe = before->maybe;
  gz_columns_unite(&after->certain, &operand->algebra->certain);
  gz_columns_unite(&after->maybe, &operand->algebra->maybe);
}

static struct subset
nothing(const struct ordering *ordering) {
  return (struct subset){
      .rows = 1, .certain = *ordering->bound, .sorted = GZ_NO_COLUMN};
}

/** Take at each step the operand that costs least. */
static enum gz_status
order_greedily(struct ordering *ordering) {
  enum gz_status status = GZ_OK;
  struct subset now = nothing(ordering);
  for (size_t done = 0; done < ordering->count; ++done) {
    size_t best = SIZE_MAX;
    struct choice least = {0};
    for (size_t i = done; i < ordering->count; ++i) {
      const struct gz_operand *const operand =
          &ordering->operands[ordering->order[i]];
      if (best != SIZE_MAX && i >= done + WINDOW) {
        break;
      }
      GZ_TRY(status, gz_exec_tick(ordering->exec));
      if (must_wait(operand, &now.certain)) {
        continue;
      }
      const struct choice choice = choose(ordering, operand, &now, !done);
      if (best == SIZE_MAX ||
          choice.cost + choice.rows < least.cost + least.rows) {
        best = i;
        least = choice;
      }
    }
    best = best == SIZE_MAX ? done : best;
    const size_t number = ordering->order[best];
    // Those passed over keep their order.
    for (size_t i = best; i > done; --i) {
      ordering->order[i] = ordering->order[i - 1];
    }
    ordering->order[done] = number;
    struct subset after;
    extend(&ordering->operands[number], number, least, &now, &after);
    ordering->choices[done] = least;
    now = after;
  }
  return GZ_OK;
}

/** Fill in the best way to get to each subset, smaller ones first. */
static void
fill_subsets(const struct ordering *ordering, struct subset *subsets) {
  const size_t all = (size_t)1 << ordering->count;
  for (size_t set = 1; set < all; ++set) {
    subsets[set].cost = INFINITY;
    for (size_t i = 0; i < ordering->count; ++i) {
      const size_t rest = set & ~((size_t)1 << i);
      const struct gz_operand *const operand = &ordering->operands[i];
      if (rest == set || subsets[rest].cost == INFINITY ||
          must_wait(operand, &subsets[rest].certain)) {
        continue;
      }
      const struct choice choice =
          choose(ordering, operand, &subsets[rest], !rest);
      if (subsets[rest].cost + choice.cost < subsets[set].cost) {
        extend(operand, i, choice, &subsets[rest], &subsets[set]);
      }
    }
  }
}

/**
 * Dynamic programming over all subsets (Selinger et al.: Access Path
 * Selection, SIGMOD 1979), for trees that grow to the left only.
 */
static enum gz_status
order_exhaustively(struct ordering *ordering) {
  const size_t all = (size_t)1 << ordering->count;
  struct subset *const subsets =
      gz_arena_array(ordering->exec->context.scratch, all, sizeof *subsets);
  if (!subsets) {
    return gz_exec_no_memory(ordering->exec);
  }
  subsets[0] = nothing(ordering);
  fill_subsets(ordering, subsets);
  if (subsets[all - 1].cost == INFINITY) {
    return order_greedily(ordering);
  }
  size_t set = all - 1;
  for (size_t i = ordering->count; i--;) {
    ordering->order[i] = subsets[set].last;
    ordering->choices[i] = subsets[set].choice;
    set &= ~((size_t)1 << subsets[set].last);
  }
  return GZ_OK;
}

/** Put each filter at the first place where what it looks at is settled. */
static enum gz_status
place_filters(const struct ordering *ordering, const struct gz_columns *whole,
              struct gz_sparql_expr **filters, size_t n_filters,
              size_t *places) {
  enum gz_status status = GZ_OK;
  for (size_t i = 0; i < n_filters; ++i) {
    struct gz_columns vars = {{0}};
    gz_algebra_expr_columns(filters[i], &vars);
    gz_columns_meet(&vars, whole);
    places[i] = 0;
    for (size_t j = 0; j < ordering->count; ++j) {
      const struct gz_algebra *const node =
          ordering->operands[ordering->order[j]].algebra;
      GZ_TRY(status, gz_exec_tick(ordering->exec));
      if (gz_columns_overlap(&vars, &node->maybe)) {
        places[i] = j + 1;
      }
      // What is bound for certain does not change any more.
      gz_columns_subtract(&vars, &node->certain);
    }
  }
  return GZ_OK;
}

/** Those of `filters` whose place is `place`. */
static enum gz_status
filters_at(struct gz_exec *exec, struct gz_sparql_expr **filters,
           const size_t *places, size_t n_filters, size_t place,
           struct gz_sparql_expr ***found, size_t *n_found) {
  enum gz_status status = GZ_OK;
  size_t count = 0;
  for (size_t i = 0; i < n_filters; ++i) {
    GZ_TRY(status, gz_exec_tick(exec));
    count += places[i] == place;
  }
  *found =
      gz_arena_array(exec->arena, count + 1, sizeof(struct gz_sparql_expr *));
  *n_found = count;
  if (!*found) {
    return gz_exec_no_memory(exec);
  }
  for (size_t i = 0, n = 0; n < count; ++i) {
    if (places[i] == place) {
      (*found)[n++] = filters[i];
    }
  }
  return GZ_OK;
}

/** A scan of one triple, as an operator of its own. */
static enum gz_status
plan_scan(struct gz_exec *exec, const struct gz_algebra *node, double rows,
          struct gz_op **op) {
  enum gz_status status = GZ_OK;
  const struct gz_join_step step = {.algebra = node, .estimate = rows};
  GZ_TRY(status, gz_op_join(exec, node, &step, 1, NULL, 0, op));
  (*op)->estimate = rows;
  return GZ_OK;
}

/** Plan the operand at `place`, after what `certain` is bound. */
static enum gz_status
plan_step(const struct ordering *ordering, size_t place,
          const struct gz_columns *certain, struct gz_join_step *step) {
  enum gz_status status = GZ_OK;
  struct gz_exec *const exec = ordering->exec;
  const struct gz_operand *const operand =
      &ordering->operands[ordering->order[place]];
  step->algebra = operand->algebra;
  step->hash = ordering->choices[place].hash;
  step->sorted = ordering->choices[place].sorted;
  step->by = ordering->choices[place].by;
  step->estimate = ordering->choices[place].rows;
  const struct gz_columns *const bound = step->hash ? ordering->bound : certain;
  if (operand->algebra->kind != GZ_ALGEBRA_TRIPLE) {
    return gz_plan(exec, operand->algebra, bound,
                   ordering->count == 1 ? ordering->limit : GZ_NO_LIMIT,
                   &step->op);
  }
  if (!step->hash && can_merge(ordering, operand, certain, &step->by)) {
    // Also where the order is not known: rows often come in order, and
    // the step falls back to scans if they do not.
    step->merge = true;
    step->sorted = false;
  }
  if (step->hash) {
    GZ_TRY(status, plan_scan(exec, operand->algebra,
                             gz_estimate_given(operand, bound), &step->op));
  }
  return GZ_OK;
}

/** Make the operator, once the order is known. */
static enum gz_status
build(struct ordering *ordering, const struct gz_algebra *algebra,
      struct gz_sparql_expr **filters, size_t n_filters, struct gz_op **op) {
  enum gz_status status = GZ_OK;
  struct gz_exec *const exec = ordering->exec;
  struct gz_join_step *const steps =
      gz_arena_array(exec->arena, ordering->count + 1, sizeof *steps);
  size_t *const places =
      gz_arena_array(exec->arena, n_filters + 1, sizeof *places);
  if (!steps || !places) {
    return gz_exec_no_memory(exec);
  }
  GZ_TRY(status,
         place_filters(ordering, &algebra->maybe, filters, n_filters, places));
  struct gz_columns certain = *ordering->bound;
  for (size_t i = 0; i < ordering->count; ++i) {
    GZ_TRY(status, plan_step(ordering, i, &certain, &steps[i]));
    GZ_TRY(status, filters_at(exec, filters, places, n_filters, i + 1,
                              &steps[i].filters, &steps[i].n_filters));
    gz_columns_unite(&certain, &steps[i].algebra->certain);
  }
  struct gz_sparql_expr **first = NULL;
  size_t n_first = 0;
  GZ_TRY(status,
         filters_at(exec, filters, places, n_filters, 0, &first, &n_first));
  GZ_TRY(status,
         gz_op_join(exec, algebra, steps, ordering->count, first, n_first, op));
  (*op)->estimate =
      ordering->count ? ordering->choices[ordering->count - 1].rows : 1;
  return GZ_OK;
}

enum gz_status
gz_plan_join(struct gz_exec *exec, const struct gz_algebra *algebra,
             struct gz_sparql_expr **filters, size_t n_filters,
             const struct gz_columns *bound, uint64_t limit,
             struct gz_op **op) {
  enum gz_status status = GZ_OK;
  const bool join = algebra->kind == GZ_ALGEBRA_JOIN;
  const size_t count = join ? algebra->n_parts : 1;
  struct ordering ordering = {
      .exec = exec, .bound = bound, .limit = limit, .count = count};
  ordering.operands =
      gz_arena_array(exec->arena, count + 1, sizeof *ordering.operands);
  ordering.order = gz_arena_array(exec->arena, count + 1, sizeof(size_t));
  ordering.choices =
      gz_arena_array(exec->arena, count + 1, sizeof *ordering.choices);
  if (!ordering.operands || !ordering.order || !ordering.choices) {
    return gz_exec_no_memory(exec);
  }
  for (size_t i = 0; i < count; ++i) {
    ordering.order[i] = i;
    GZ_TRY(status, gz_estimate_operand(exec, join ? algebra->parts[i] : algebra,
                                       &ordering.operands[i]));
  }
  GZ_TRY(status, set_filters(&ordering, &algebra->maybe, filters, n_filters));
  if (count <= EXHAUSTIVE) {
    GZ_TRY(status, order_exhaustively(&ordering));
  } else {
    GZ_TRY(status, order_greedily(&ordering));
  }
  return build(&ordering, algebra, filters, n_filters, op);
}
