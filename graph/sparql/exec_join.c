#include "graph/sparql/exec.h"

/** How a step finds what it joins. */
enum step_kind {
  STEP_SCAN,    /**< By the store's indexes: an index nested loop */
  STEP_LATERAL, /**< By opening an operator for each row so far */
  STEP_HASH,    /**< In a table that was filled when it was first needed */
  STEP_MERGE,   /**< By reading on in a scan that has the order of the rows */
};

/** Quads with one key that a merge keeps, for rows that have the same. */
#define GROUP_ROOM 32

/** Merges that go back so often, of so many, are no merges. */
#define MAX_RESTARTS 64
#define RESTARTS_SHARE 8

/** The other side of a merge. */
struct merge {
  bool open;
  gz_id key;             /**< Of `group` */
  struct gz_ids pending; /**< Read already; its key is above `key` */
  bool has_pending;
  struct gz_ids *group;
  size_t n_group;
  size_t at;
  bool large;        /**< There are more: they are scanned instead */
  uint64_t begun;    /**< How often it was asked for a key */
  uint64_t restarts; /**< How often the key was below the one before */
};

/** One operand. */
struct step {
  enum step_kind kind;
  struct gz_join_step plan;
  struct gz_scan scan;
  gz_id constants[GZ_PARTS];  /**< Of a triple; #GZ_ID_NONE for columns */
  uint32_t columns[GZ_PARTS]; /**< Of a triple; #GZ_NO_COLUMN for terms */
  struct gz_table table;      /**< STEP_HASH */
  bool filled;                /**< `table`, for the present base */
  uint32_t at;                /**< Row of `table` to be tried next, plus 1 */
  struct merge merge;         /**< STEP_MERGE */
  struct gz_scan single;      /**< STEP_MERGE: of a key with many quads */
  uint32_t *binds;            /**< Columns that it may bind */
  size_t n_binds;
  bool *unbound;  /**< Which of these were unbound before it */
  gz_id *row;     /**< What the operator gives */
  uint64_t rows;  /**< Rows that it has let through */
  uint64_t begun; /**< How often it was begun */
};

/** A join: all steps work on one row, one after the other. */
struct join {
  struct gz_op op;
  struct step *steps;
  size_t n_steps;
  struct gz_sparql_expr **filters;
  size_t n_filters;
  gz_id *row;
  size_t level; /**< Steps that are begun */
  bool begun;
};

/** Where the triple of `step` is looked for, given the row so far, or none. */
static struct gz_scan_graph
scan_graph(const struct step *step, const gz_id *row) {
  const gz_id constant = step->constants[GZ_PART_GRAPH];
  const uint32_t column = step->columns[GZ_PART_GRAPH];
  if (column != GZ_NO_COLUMN) {
    return !row || row[column] == GZ_ID_NONE
               ? (struct gz_scan_graph){GZ_SCAN_ALL_NAMED, GZ_ID_NONE}
               : (struct gz_scan_graph){GZ_SCAN_ONE, row[column]};
  }
  return constant == GZ_ID_NONE
             ? (struct gz_scan_graph){GZ_SCAN_DEFAULT, GZ_ID_NONE}
             : (struct gz_scan_graph){GZ_SCAN_ONE, constant};
}

/** The pattern of a triple: its terms and, if asked for, what is bound. */
static struct gz_ids
pattern_of(const struct step *step, const gz_id *row) {
  struct gz_ids pattern = GZ_IDS_ANY;
  for (size_t i = 0; i < GZ_PARTS; ++i) {
    const uint32_t column = step->columns[i];
    const gz_id id = column == GZ_NO_COLUMN ? step->constants[i]
                     : row                  ? row[column]
                                            : GZ_ID_NONE;
    if (id != GZ_ID_NONE) {
      pattern.part[i] = id;
    }
  }
  return pattern;
}

static enum gz_status
begin_scan(struct join *join, struct step *step, struct gz_scan *scan) {
  const struct gz_ids pattern = pattern_of(step, join->row);
  const struct gz_scan_graph graph = scan_graph(step, join->row);
  return step->plan.sorted ? gz_scan_open_by(join->op.exec, scan, &pattern,
                                             graph, step->plan.by)
                           : gz_scan_open(join->op.exec, scan, &pattern, graph);
}

/** Read the quads with `key` into the group; the scan is not beyond them. */
static enum gz_status
read_group(struct join *join, struct step *step, gz_id key) {
  enum gz_status status = GZ_OK;
  struct merge *const merge = &step->merge;
  const enum gz_part by = step->plan.by;
  merge->key = key;
  merge->n_group = 0;
  merge->large = false;
  if (!merge->has_pending || merge->pending.part[by] < key) {
    gz_scan_seek(&step->scan, by, key);
    merge->has_pending = false;
  }
  for (;;) {
    if (!merge->has_pending) {
      status = gz_scan_next(join->op.exec, &step->scan, &merge->pending);
      if (status != GZ_OK) {
        return status == GZ_END ? GZ_OK : status;
      }
      merge->has_pending = true;
    }
    if (merge->pending.part[by] != key) {
      return GZ_OK;
    }
    if (merge->n_group == GROUP_ROOM) {
      merge->large = true;
      return GZ_OK;
    }
    merge->group[merge->n_group++] = merge->pending;
    merge->has_pending = false;
  }
}

/**
 * Find the quads that have the row's key: by reading on, if it is above the
 * last one.
 *
 * Rows that come in another order are found too, only slower; if that
 * happens often, the step becomes a scan for good.
 */
static enum gz_status
begin_merge(struct join *join, struct step *step) {
  enum gz_status status = GZ_OK;
  struct merge *const merge = &step->merge;
  const gz_id key = join->row[step->columns[step->plan.by]];
  merge->at = 0;
  ++merge->begun;
  if (!merge->open || key < merge->key) {
    merge->restarts += merge->open;
    if (key == GZ_ID_NONE ||
        (merge->restarts > MAX_RESTARTS &&
         merge->restarts > merge->begun / RESTARTS_SHARE)) {
      step->kind = STEP_SCAN;
      return begin_scan(join, step, &step->scan);
    }
    const struct gz_ids pattern = pattern_of(step, NULL);
    GZ_TRY(status, gz_scan_open_by(join->op.exec, &step->scan, &pattern,
                                   scan_graph(step, NULL), step->plan.by));
    merge->open = true;
    merge->has_pending = false;
    GZ_TRY(status, read_group(join, step, key));
  } else if (key != merge->key) {
    GZ_TRY(status, read_group(join, step, key));
  }
  return merge->large ? begin_scan(join, step, &step->single) : GZ_OK;
}

/** Read all of the operand, under the join's base, into the table. */
static enum gz_status
fill_table(struct join *join, struct step *step) {
  enum gz_status status = GZ_OK;
  gz_table_clear(&step->table);
  GZ_TRY(status, gz_op_open(step->plan.op, join->op.base));
  while ((status = gz_op_next(step->plan.op, step->row)) == GZ_OK) {
    GZ_TRY(status, gz_table_add(&step->table, step->row));
  }
  if (status != GZ_END) {
    return status;
  }
  step->filled = true;
  return gz_table_index(&step->table);
}

/** Begin to look for what `step` joins to the row. */
static enum gz_status
begin(struct join *join, struct step *step) {
  enum gz_status status = GZ_OK;
  ++step->begun;
  for (size_t i = 0; i < step->n_binds; ++i) {
    step->unbound[i] = join->row[step->binds[i]] == GZ_ID_NONE;
  }
  switch (step->kind) {
  case STEP_SCAN:
    return begin_scan(join, step, &step->scan);
  case STEP_MERGE:
    return begin_merge(join, step);
  case STEP_LATERAL:
    return gz_op_open(step->plan.op, join->row);
  case STEP_HASH:
    if (!step->filled) {
      GZ_TRY(status, fill_table(join, step));
    }
    step->at = gz_table_find(&step->table, join->row);
    return GZ_OK;
  }
  return GZ_OK;
}

/** Make unbound again what `step` has bound. */
static void
undo(const struct join *join, const struct step *step) {
  for (size_t i = 0; i < step->n_binds; ++i) {
    if (step->unbound[i]) {
      join->row[step->binds[i]] = GZ_ID_NONE;
    }
  }
}

/** Bind the columns of a triple to `quad`; false if one does not fit. */
static bool
bind_quad(const struct join *join, const struct step *step,
          const struct gz_ids *quad) {
  for (size_t i = 0; i < GZ_PARTS; ++i) {
    const uint32_t column = step->columns[i];
    if (column == GZ_NO_COLUMN) {
      continue;
    }
    gz_id *const place = &join->row[column];
    if (*place == GZ_ID_NONE) {
      *place = quad->part[i];
    } else if (*place != quad->part[i]) {
      return false;
    }
  }
  return true;
}

static enum gz_status
next_scan(struct join *join, struct step *step, struct gz_scan *scan) {
  enum gz_status status = GZ_OK;
  for (;;) {
    struct gz_ids quad;
    GZ_TRY(status, gz_scan_next(join->op.exec, scan, &quad));
    undo(join, step);
    if (bind_quad(join, step, &quad)) {
      return GZ_OK;
    }
  }
}

static enum gz_status
next_merge(struct join *join, struct step *step) {
  struct merge *const merge = &step->merge;
  if (merge->large) {
    return next_scan(join, step, &step->single);
  }
  while (merge->at < merge->n_group) {
    undo(join, step);
    if (bind_quad(join, step, &merge->group[merge->at++])) {
      return GZ_OK;
    }
  }
  return GZ_END;
}

static enum gz_status
next_lateral(struct join *join, struct step *step) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_op_next(step->plan.op, step->row));
  for (size_t i = 0; i < step->n_binds; ++i) {
    join->row[step->binds[i]] = step->row[step->binds[i]];
  }
  return GZ_OK;
}

/** Bind what a kept row has; false if it does not fit. */
static bool
bind_kept(const struct join *join, const struct step *step, const gz_id *ids) {
  for (size_t i = 0; i < step->table.n_columns; ++i) {
    gz_id *const place = &join->row[step->table.columns[i]];
    if (*place == GZ_ID_NONE) {
      *place = ids[i];
    } else if (ids[i] != GZ_ID_NONE && ids[i] != *place) {
      return false;
    }
  }
  return true;
}

static enum gz_status
next_hash(struct join *join, struct step *step) {
  enum gz_status status = GZ_OK;
  while (step->at) {
    GZ_TRY(status, gz_exec_tick(join->op.exec));
    undo(join, step);
    const uint32_t number = step->at;
    step->at = gz_table_after(&step->table, number, join->row);
    if (bind_kept(join, step, gz_table_ids(&step->table, number))) {
      return GZ_OK;
    }
  }
  return GZ_END;
}

static enum gz_status
next_of(struct join *join, struct step *step) {
  switch (step->kind) {
  case STEP_SCAN:
    return next_scan(join, step, &step->scan);
  case STEP_MERGE:
    return next_merge(join, step);
  case STEP_LATERAL:
    return next_lateral(join, step);
  case STEP_HASH:
    return next_hash(join, step);
  }
  return GZ_END;
}

/** Join the next of `step` to the row; #GZ_END if there is no more. */
static enum gz_status
advance(struct join *join, struct step *step) {
  enum gz_status status = GZ_OK;
  for (bool good = false; !good;) {
    status = next_of(join, step);
    if (status != GZ_OK) {
      undo(join, step);
      return status;
    }
    GZ_TRY(status, gz_exec_test(join->op.exec, step->plan.filters,
                                step->plan.n_filters, join->row, &good));
  }
  ++step->rows;
  return GZ_OK;
}

static enum gz_status
open_join(struct gz_op *op) {
  struct join *const join = (struct join *)op;
  gz_exec_copy(op->exec, join->row, op->base);
  join->level = 0;
  join->begun = false;
  for (size_t i = 0; i < join->n_steps; ++i) {
    join->steps[i].filled = false;
  }
  return GZ_OK;
}

/** Begin the first step; #GZ_END if the filters leave nothing to join. */
static enum gz_status
begin_join(struct join *join) {
  enum gz_status status = GZ_OK;
  bool good = false;
  join->begun = true;
  GZ_TRY(status, gz_exec_test(join->op.exec, join->filters, join->n_filters,
                              join->row, &good));
  if (!good) {
    return GZ_END;
  }
  if (join->n_steps) {
    GZ_TRY(status, begin(join, &join->steps[0]));
    join->level = 1;
  }
  return GZ_OK;
}

static enum gz_status
next_join(struct gz_op *op, gz_id *row) {
  struct join *const join = (struct join *)op;
  enum gz_status status = GZ_OK;
  if (!join->begun) {
    GZ_TRY(status, begin_join(join));
    if (!join->n_steps) {
      gz_exec_copy(op->exec, row, join->row);
      return GZ_OK;
    }
  }
  while (join->level) {
    status = advance(join, &join->steps[join->level - 1]);
    if (status == GZ_END) {
      --join->level;
      continue;
    }
    if (status != GZ_OK) {
      return status;
    }
    if (join->level == join->n_steps) {
      gz_exec_copy(op->exec, row, join->row);
      return GZ_OK;
    }
    GZ_TRY(status, begin(join, &join->steps[join->level]));
    ++join->level;
  }
  return GZ_END;
}

static void
close_join(struct gz_op *op) {
  struct join *const join = (struct join *)op;
  for (size_t i = 0; i < join->n_steps; ++i) {
    gz_scan_close(&join->steps[i].scan);
    gz_scan_close(&join->steps[i].single);
  }
}

static enum gz_status
describe_step(const struct gz_op *op, const struct step *step, size_t depth,
              struct gz_buffer *text) {
  static const char *const names[] = {"scan", "loop", "hash", "merge"};
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_exec_describe_line(depth, step->plan.estimate, step->rows,
                                       step->begun, names[step->kind], text));
  if (step->plan.algebra->kind == GZ_ALGEBRA_TRIPLE) {
    GZ_TRY(status, gz_exec_describe_triple(op->exec, step->plan.algebra, text));
  }
  if (step->plan.n_filters) {
    GZ_TRY(status,
           gz_buffer_printf(text, ", %zu filters", step->plan.n_filters));
  }
  GZ_TRY(status, gz_buffer_putc(text, '\n'));
  return step->plan.op && step->plan.algebra->kind != GZ_ALGEBRA_TRIPLE
             ? gz_op_explain(step->plan.op, depth + 1, text)
             : GZ_OK;
}

static enum gz_status
describe_join(const struct gz_op *op, size_t depth, struct gz_buffer *text) {
  const struct join *const join = (const struct join *)op;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_buffer_putc(text, '\n'));
  for (size_t i = 0; i < join->n_steps; ++i) {
    GZ_TRY(status, describe_step(op, &join->steps[i], depth + 1, text));
  }
  return GZ_OK;
}

static const struct gz_op_class join_class = {"join", open_join, next_join,
                                              close_join, describe_join};

/** Ids and columns of a triple's places. */
static enum gz_status
set_places(struct gz_exec *exec, struct step *step) {
  enum gz_status status = GZ_OK;
  const struct gz_algebra *const node = step->plan.algebra;
  const struct gz_sparql_node *const places[GZ_PARTS] = {
      [GZ_PART_SUBJECT] = &node->triple.subject,
      [GZ_PART_PREDICATE] = &node->triple.predicate,
      [GZ_PART_OBJECT] = &node->triple.object,
      [GZ_PART_GRAPH] = &node->graph};
  for (size_t i = 0; i < GZ_PARTS; ++i) {
    step->columns[i] = places[i]->column;
    GZ_TRY(status, gz_exec_id(exec, &places[i]->term, &step->constants[i]));
  }
  return GZ_OK;
}

/** Which columns a step may bind. */
static enum gz_status
set_binds(struct gz_exec *exec, struct step *step) {
  const struct gz_columns *const maybe = &step->plan.algebra->maybe;
  size_t count = 0;
  for (uint32_t i = 0; i < exec->width; ++i) {
    count += gz_columns_has(maybe, i);
  }
  step->binds = gz_arena_array(exec->arena, count + 1, sizeof(uint32_t));
  step->unbound = gz_arena_array(exec->arena, count + 1, sizeof(bool));
  step->row = step->plan.op ? gz_exec_row(exec) : NULL;
  if (!step->binds || !step->unbound || (step->plan.op && !step->row)) {
    return gz_exec_no_memory(exec);
  }
  for (uint32_t i = 0; i < exec->width; ++i) {
    if (gz_columns_has(maybe, i)) {
      step->binds[step->n_binds++] = i;
    }
  }
  return GZ_OK;
}

/** Set up the table of a hash step: what it shares with `before` is key. */
static enum gz_status
set_table(struct gz_exec *exec, struct step *step,
          const struct gz_columns *before) {
  const struct gz_algebra *const node = step->plan.algebra;
  uint32_t *const columns =
      gz_arena_array(exec->arena, step->n_binds + 1, sizeof *columns);
  if (!columns) {
    return gz_exec_no_memory(exec);
  }
  size_t count = 0;
  size_t n_keys = 0;
  for (int keys = 1; keys >= 0; --keys) {
    for (size_t i = 0; i < step->n_binds; ++i) {
      const uint32_t column = step->binds[i];
      const bool key = gz_columns_has(before, column) &&
                       gz_columns_has(&node->certain, column);
      if (key == (keys == 1)) {
        columns[count++] = column;
      }
    }
    n_keys = keys ? count : n_keys;
  }
  return gz_table_init(&step->table, exec, columns, count, n_keys);
}

static enum gz_status
set_step(struct gz_exec *exec, struct step *step,
         const struct gz_columns *before) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, set_binds(exec, step));
  if (!step->plan.op) {
    step->kind = step->plan.merge ? STEP_MERGE : STEP_SCAN;
    step->merge.group =
        gz_arena_array(exec->arena, GROUP_ROOM, sizeof *step->merge.group);
    return step->merge.group ? set_places(exec, step) : gz_exec_no_memory(exec);
  }
  step->kind = step->plan.hash ? STEP_HASH : STEP_LATERAL;
  return step->plan.hash ? set_table(exec, step, before) : GZ_OK;
}

enum gz_status
gz_op_join(struct gz_exec *exec, const struct gz_algebra *algebra,
           const struct gz_join_step *steps, size_t count,
           struct gz_sparql_expr **filters, size_t n_filters,
           struct gz_op **op) {
  enum gz_status status = GZ_OK;
  struct join *const join =
      gz_op_new(exec, &join_class, sizeof *join, algebra, count);
  if (!join) {
    return gz_exec_no_memory(exec);
  }
  join->steps = gz_arena_array(exec->arena, count + 1, sizeof *join->steps);
  join->row = gz_exec_row(exec);
  if (!join->steps || !join->row) {
    return gz_exec_no_memory(exec);
  }
  join->filters = filters;
  join->n_filters = n_filters;
  join->n_steps = count;
  struct gz_columns before = {{0}};
  for (size_t i = 0; i < count; ++i) {
    join->steps[i].plan = steps[i];
    join->op.parts[i] = steps[i].op;
    GZ_TRY(status, set_step(exec, &join->steps[i], &before));
    gz_columns_unite(&before, &steps[i].algebra->certain);
  }
  *op = &join->op;
  return GZ_OK;
}
