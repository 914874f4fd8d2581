#include "graph/sparql/exec.h"

/* VALUES */

struct table {
  struct gz_op op;
  gz_id *ids; /**< Row by row; #GZ_ID_NONE for UNDEF */
  size_t at;
};

static enum gz_status
open_table(struct gz_op *op) {
  ((struct table *)op)->at = 0;
  return GZ_OK;
}

static enum gz_status
next_table(struct gz_op *op, gz_id *row) {
  struct table *const table = (struct table *)op;
  const struct gz_sparql_table *const data = op->algebra->table;
  while (table->at < data->n_rows) {
    const gz_id *const ids = table->ids + table->at++ * data->n_columns;
    bool fits = true;
    gz_exec_copy(op->exec, row, op->base);
    for (size_t i = 0; i < data->n_columns && fits; ++i) {
      gz_id *const place = &row[data->columns[i]];
      fits = ids[i] == GZ_ID_NONE || *place == GZ_ID_NONE || *place == ids[i];
      if (*place == GZ_ID_NONE) {
        *place = ids[i];
      }
    }
    if (fits) {
      return GZ_OK;
    }
  }
  return GZ_END;
}

static const struct gz_op_class table_class = {"values", open_table, next_table,
                                               NULL, NULL};

enum gz_status
gz_op_table(struct gz_exec *exec, const struct gz_algebra *algebra,
            struct gz_op **op) {
  enum gz_status status = GZ_OK;
  const struct gz_sparql_table *const data = algebra->table;
  const size_t count = data->n_rows * data->n_columns;
  struct table *const table =
      gz_op_new(exec, &table_class, sizeof *table, algebra, 0);
  gz_id *const ids = gz_arena_array(exec->arena, count + 1, sizeof *ids);
  if (!table || !ids) {
    return gz_exec_no_memory(exec);
  }
  for (size_t i = 0; i < count; ++i) {
    GZ_TRY(status, gz_exec_id(exec, &data->terms[i], &ids[i]));
  }
  table->ids = ids;
  *op = &table->op;
  return GZ_OK;
}

/* UNION */

struct all {
  struct gz_op op;
  size_t at; /**< Parts that are opened */
};

static enum gz_status
open_union(struct gz_op *op) {
  ((struct all *)op)->at = 0;
  return GZ_OK;
}

static enum gz_status
next_union(struct gz_op *op, gz_id *row) {
  struct all *const all = (struct all *)op;
  enum gz_status status = GZ_OK;
  for (;;) {
    if (all->at) {
      status = gz_op_next(op->parts[all->at - 1], row);
      if (status != GZ_END) {
        return status;
      }
    }
    if (all->at == op->n_parts) {
      return GZ_END;
    }
    GZ_TRY(status, gz_op_open(op->parts[all->at], op->base));
    ++all->at;
  }
}

static const struct gz_op_class union_class = {"union", open_union, next_union,
                                               NULL, NULL};

enum gz_status
gz_op_union(struct gz_exec *exec, const struct gz_algebra *algebra,
            struct gz_op **op) {
  struct all *const all =
      gz_op_new(exec, &union_class, sizeof *all, algebra, algebra->n_parts);
  if (!all) {
    return gz_exec_no_memory(exec);
  }
  *op = &all->op;
  return GZ_OK;
}

/* FILTER */

static enum gz_status
open_part(struct gz_op *op) {
  return gz_op_open(op->parts[0], op->base);
}

static enum gz_status
next_filter(struct gz_op *op, gz_id *row) {
  enum gz_status status = GZ_OK;
  for (bool good = false; !good;) {
    GZ_TRY(status, gz_op_next(op->parts[0], row));
    GZ_TRY(status, gz_exec_test(op->exec, op->algebra->exprs,
                                op->algebra->n_exprs, row, &good));
  }
  return GZ_OK;
}

static const struct gz_op_class filter_class = {"filter", open_part,
                                                next_filter, NULL, NULL};

enum gz_status
gz_op_filter(struct gz_exec *exec, const struct gz_algebra *algebra,
             struct gz_op **op) {
  *op = gz_op_new(exec, &filter_class, sizeof **op, algebra, 1);
  return *op ? GZ_OK : gz_exec_no_memory(exec);
}

/* BIND, and expressions of SELECT */

struct extend {
  struct gz_op op;
  const struct gz_algebra **nodes;
  size_t count;
};

static enum gz_status
next_extend(struct gz_op *op, gz_id *row) {
  const struct extend *const extend = (const struct extend *)op;
  struct gz_exec *const exec = op->exec;
  enum gz_status status = GZ_OK;
  for (;;) {
    GZ_TRY(status, gz_op_next(op->parts[0], row));
    ++exec->context.row;
    bool fits = true;
    for (size_t i = 0; i < extend->count && fits; ++i) {
      gz_id *const place = &row[extend->nodes[i]->column];
      gz_id id = GZ_ID_NONE;
      GZ_TRY(status, gz_exec_eval(exec, extend->nodes[i]->exprs[0], row, &id));
      // Only the base can have bound it already.
      fits = *place == GZ_ID_NONE || id == GZ_ID_NONE || id == *place;
      *place = *place == GZ_ID_NONE ? id : *place;
    }
    if (fits) {
      return GZ_OK;
    }
  }
}

static const struct gz_op_class extend_class = {"extend", open_part,
                                                next_extend, NULL, NULL};

enum gz_status
gz_op_extend(struct gz_exec *exec, const struct gz_algebra *const *nodes,
             size_t count, struct gz_op **op) {
  struct extend *const extend =
      gz_op_new(exec, &extend_class, sizeof *extend, nodes[0], 1);
  const struct gz_algebra **const copy =
      gz_arena_array(exec->arena, count, sizeof(const struct gz_algebra *));
  if (!extend || !copy) {
    return gz_exec_no_memory(exec);
  }
  for (size_t i = 0; i < count; ++i) {
    copy[i] = nodes[i];
  }
  extend->nodes = copy;
  extend->count = count;
  *op = &extend->op;
  return GZ_OK;
}

/* OFFSET and LIMIT */

struct slice {
  struct gz_op op;
  uint64_t given;
  bool skipped; /**< What OFFSET leaves out has been passed */
};

static enum gz_status
open_slice(struct gz_op *op) {
  struct slice *const slice = (struct slice *)op;
  slice->given = 0;
  slice->skipped = false;
  return open_part(op);
}

static enum gz_status
next_slice(struct gz_op *op, gz_id *row) {
  struct slice *const slice = (struct slice *)op;
  enum gz_status status = GZ_OK;
  if (slice->given >= op->algebra->limit) {
    return GZ_END;
  }
  for (uint64_t i = slice->skipped ? op->algebra->offset : 0;
       i < op->algebra->offset; ++i) {
    GZ_TRY(status, gz_op_next(op->parts[0], row));
  }
  slice->skipped = true;
  ++slice->given;
  return gz_op_next(op->parts[0], row);
}

static const struct gz_op_class slice_class = {"slice", open_slice, next_slice,
                                               NULL, NULL};

enum gz_status
gz_op_slice(struct gz_exec *exec, const struct gz_algebra *algebra,
            struct gz_op **op) {
  *op = gz_op_new(exec, &slice_class, sizeof(struct slice), algebra, 1);
  return *op ? GZ_OK : gz_exec_no_memory(exec);
}
