#include "graph/sparql/exec.h"

/** OPTIONAL or MINUS: rows of the left side, and what the right has to them. */
struct side {
  struct gz_op op;
  bool minus;
  bool lateral;
  gz_id *left;           /**< The present row of the left side */
  gz_id *right;          /**< A row of the right side, joined to it */
  bool has_left;         /**< `left` is being worked on */
  bool found;            /**< It had a match */
  struct gz_table table; /**< The right side, unless `lateral` */
  bool filled;           /**< `table`, for the present base */
  uint32_t at;           /**< Row of `table` to be tried next, plus 1 */
};

static enum gz_status
open_side(struct gz_op *op) {
  struct side *const side = (struct side *)op;
  side->has_left = side->filled = false;
  return gz_op_open(op->parts[0], op->base);
}

/** Read all of the right side. */
static enum gz_status
fill_table(struct side *side) {
  enum gz_status status = GZ_OK;
  struct gz_op *const right = side->op.parts[1];
  gz_table_clear(&side->table);
  GZ_TRY(status, gz_op_open(right, side->op.base));
  while ((status = gz_op_next(right, side->right)) == GZ_OK) {
    GZ_TRY(status, gz_table_add(&side->table, side->right));
  }
  if (status != GZ_END) {
    return status;
  }
  side->filled = true;
  return gz_table_index(&side->table);
}

/** Begin to look for what the right side has to the row of the left. */
static enum gz_status
begin_right(struct side *side) {
  enum gz_status status = GZ_OK;
  side->found = false;
  side->has_left = true;
  if (side->lateral) {
    return gz_op_open(side->op.parts[1], side->left);
  }
  if (!side->filled) {
    GZ_TRY(status, fill_table(side));
  }
  side->at = gz_table_find(&side->table, side->left);
  return GZ_OK;
}

/**
 * Join a kept row to the left one, in `right`.
 *
 * @param[out] shared  Whether both bind a column that the base does not.
 */
static bool
merge(const struct side *side, const gz_id *ids, bool *shared) {
  gz_exec_copy(side->op.exec, side->right, side->left);
  *shared = false;
  for (size_t i = 0; i < side->table.n_columns; ++i) {
    const uint32_t column = side->table.columns[i];
    gz_id *const place = &side->right[column];
    if (*place == GZ_ID_NONE) {
      *place = ids[i];
    } else if (ids[i] != GZ_ID_NONE) {
      if (ids[i] != *place) {
        return false;
      }
      *shared = *shared || side->op.base[column] == GZ_ID_NONE;
    }
  }
  return true;
}

/** Find the next row of the right side that goes with the left one. */
static enum gz_status
next_right(struct side *side) {
  enum gz_status status = GZ_OK;
  if (side->lateral) {
    return gz_op_next(side->op.parts[1], side->right);
  }
  while (side->at) {
    GZ_TRY(status, gz_exec_tick(side->op.exec));
    const uint32_t number = side->at;
    bool shared = false;
    side->at = gz_table_after(&side->table, number, side->left);
    if (merge(side, gz_table_ids(&side->table, number), &shared) &&
        (shared || !side->minus)) {
      return GZ_OK;
    }
  }
  return GZ_END;
}

/** The next row of the right side for which the conditions hold. */
static enum gz_status
match(struct side *side) {
  enum gz_status status = GZ_OK;
  const struct gz_algebra *const node = side->op.algebra;
  for (bool good = false; !good;) {
    GZ_TRY(status, next_right(side));
    GZ_TRY(status, gz_exec_test(side->op.exec, node->exprs, node->n_exprs,
                                side->right, &good));
  }
  side->found = true;
  return GZ_OK;
}

static enum gz_status
next_left_join(struct gz_op *op, gz_id *row) {
  struct side *const side = (struct side *)op;
  enum gz_status status = GZ_OK;
  for (;;) {
    if (!side->has_left) {
      GZ_TRY(status, gz_op_next(op->parts[0], side->left));
      GZ_TRY(status, begin_right(side));
    }
    status = match(side);
    if (status == GZ_OK) {
      gz_exec_copy(op->exec, row, side->right);
      return GZ_OK;
    }
    if (status != GZ_END) {
      return status;
    }
    side->has_left = false;
    if (!side->found) {
      gz_exec_copy(op->exec, row, side->left);
      return GZ_OK;
    }
  }
}

static enum gz_status
next_minus(struct gz_op *op, gz_id *row) {
  struct side *const side = (struct side *)op;
  enum gz_status status = GZ_OK;
  for (;;) {
    GZ_TRY(status, gz_op_next(op->parts[0], side->left));
    GZ_TRY(status, begin_right(side));
    status = next_right(side);
    if (status == GZ_END) {
      gz_exec_copy(op->exec, row, side->left);
      return GZ_OK;
    }
    if (status != GZ_OK) {
      return status;
    }
  }
}

static enum gz_status
describe_side(const struct gz_op *op, size_t depth, struct gz_buffer *text) {
  const struct side *const side = (const struct side *)op;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_buffer_printf(text, " by %s\n",
                                  side->lateral ? "nested loop" : "hashing"));
  GZ_TRY(status, gz_op_explain(op->parts[0], depth + 1, text));
  return gz_op_explain(op->parts[1], depth + 1, text);
}

static const struct gz_op_class left_join_class = {
    "left join", open_side, next_left_join, NULL, describe_side};
static const struct gz_op_class minus_class = {"minus", open_side, next_minus,
                                               NULL, describe_side};

/** The right side's columns: those that both sides always bind are keys. */
static enum gz_status
set_table(struct gz_exec *exec, struct side *side) {
  const struct gz_algebra *const left = side->op.algebra->parts[0];
  const struct gz_algebra *const right = side->op.algebra->parts[1];
  uint32_t *const columns =
      gz_arena_array(exec->arena, exec->width + 1, sizeof *columns);
  if (!columns) {
    return gz_exec_no_memory(exec);
  }
  size_t count = 0;
  size_t n_keys = 0;
  for (int keys = 1; keys >= 0; --keys) {
    for (uint32_t i = 0; i < exec->width; ++i) {
      const bool key = gz_columns_has(&left->certain, i) &&
                       gz_columns_has(&right->certain, i);
      if (gz_columns_has(&right->maybe, i) && key == (keys == 1)) {
        columns[count++] = i;
      }
    }
    n_keys = keys ? count : n_keys;
  }
  return gz_table_init(&side->table, exec, columns, count, n_keys);
}

enum gz_status
gz_op_side(struct gz_exec *exec, const struct gz_algebra *algebra, bool lateral,
           struct gz_op **op) {
  enum gz_status status = GZ_OK;
  const bool minus = algebra->kind == GZ_ALGEBRA_MINUS;
  struct side *const side = gz_op_new(
      exec, minus ? &minus_class : &left_join_class, sizeof *side, algebra, 2);
  if (!side) {
    return gz_exec_no_memory(exec);
  }
  side->minus = minus;
  side->lateral = lateral;
  side->left = gz_exec_row(exec);
  side->right = gz_exec_row(exec);
  if (!side->left || !side->right) {
    return gz_exec_no_memory(exec);
  }
  if (!lateral) {
    GZ_TRY(status, set_table(exec, side));
  }
  *op = &side->op;
  return GZ_OK;
}
