#include "graph/sparql/exec.h"

#include <stdlib.h>

struct order;

/** A row that is kept, and its keys. */
struct entry {
  const struct order *order;
  struct gz_value *keys;
  gz_id *row;
  uint64_t number; /**< In the order in which they came: sorting is stable */
};

struct order {
  struct gz_op op;
  struct gz_arena *arena; /**< What is kept */
  struct gz_arena *fresh; /**< Keys of a row that may not be kept */
  uint64_t limit;
  struct entry *entries; /**< A heap, its last on top, if there is a limit */
  size_t count;
  size_t room;
  uint64_t number;
  bool filled;
  size_t at;
  gz_id *row;
};

static enum gz_status
open_order(struct gz_op *op) {
  struct order *const order = (struct order *)op;
  gz_arena_reset(order->arena);
  order->entries = NULL;
  order->count = order->room = order->at = 0;
  order->number = 0;
  order->filled = false;
  return gz_op_open(op->parts[0], op->base);
}

static int
compare(const struct entry *a, const struct entry *b) {
  const struct gz_algebra *const node = a->order->op.algebra;
  for (size_t i = 0; i < node->n_orders; ++i) {
    const int order = gz_value_order(&a->keys[i], &b->keys[i]);
    if (order) {
      return node->orders[i].descending ? -order : order;
    }
  }
  return a->number < b->number ? -1 : a->number > b->number;
}

static int
compare_entries(const void *a, const void *b) {
  return compare(a, b);
}

/** Evaluate a key of `order->row`; its text lies in `arena`. */
static enum gz_status
evaluate_key(struct order *order, struct gz_arena *arena, size_t number,
             struct gz_value *key) {
  struct gz_exec *const exec = order->op.exec;
  const struct gz_sparql_expr *const expr =
      order->op.algebra->orders[number].expr;
  enum gz_status status = GZ_OK;
  if (expr->op == GZ_OP_VARIABLE) {
    struct gz_term term;
    GZ_TRY(status, gz_exec_term(exec, order->row[expr->column], arena, &term));
    gz_value_from_term(&term, key);
    return GZ_OK;
  }
  GZ_TRY(status, gz_exec_value(exec, expr, order->row, key));
  struct gz_term *const own = &key->term;
  own->value = gz_arena_str(arena, own->value);
  own->datatype = gz_arena_str(arena, own->datatype);
  own->language = gz_arena_str(arena, own->language);
  if (!own->value.data || !own->datatype.data || !own->language.data) {
    return gz_exec_no_memory(exec);
  }
  return GZ_OK;
}

static enum gz_status
evaluate(struct order *order, struct gz_arena *arena, struct gz_value *keys) {
  enum gz_status status = GZ_OK;
  for (size_t i = 0; i < order->op.algebra->n_orders; ++i) {
    GZ_TRY(status, evaluate_key(order, arena, i, &keys[i]));
  }
  return GZ_OK;
}

/** Let the entry at `at` sink to its place in the heap. */
static void
sink(struct order *order, size_t at) {
  struct entry *const heap = order->entries;
  for (;;) {
    size_t last = at;
    for (size_t child = 2 * at + 1; child < 2 * at + 3; ++child) {
      if (child < order->count && compare(&heap[child], &heap[last]) > 0) {
        last = child;
      }
    }
    if (last == at) {
      return;
    }
    const struct entry moved = heap[at];
    heap[at] = heap[last];
    heap[last] = moved;
    at = last;
  }
}

/** Keep `order->row` in a new entry. */
static enum gz_status
keep(struct order *order) {
  struct gz_exec *const exec = order->op.exec;
  enum gz_status status = GZ_OK;
  if (order->count == order->room) {
    const size_t room = order->room ? order->room * 2 : 64;
    struct entry *const grown = gz_arena_grow(
        order->arena, order->entries, order->count, room, sizeof *grown);
    if (!grown) {
      return gz_exec_no_memory(exec);
    }
    order->entries = grown;
    order->room = room;
  }
  struct entry *const entry = &order->entries[order->count];
  *entry = (struct entry){
      .order = order,
      .keys = gz_arena_array(order->arena, order->op.algebra->n_orders,
                             sizeof *entry->keys),
      .row = gz_arena_array(order->arena, exec->width + 1, sizeof(gz_id)),
      .number = order->number++};
  if (!entry->keys || !entry->row) {
    return gz_exec_no_memory(exec);
  }
  GZ_TRY(status, evaluate(order, order->arena, entry->keys));
  gz_exec_copy(exec, entry->row, order->row);
  ++order->count;
  return GZ_OK;
}

/**
 * Say whether `order->row` comes before the heap's last.  No more keys are
 * evaluated than it takes to tell: most rows are told by their first.
 */
static enum gz_status
is_before_last(struct order *order, bool *before) {
  const struct gz_algebra *const node = order->op.algebra;
  enum gz_status status = GZ_OK;
  gz_arena_reset(order->fresh);
  *before = false;
  for (size_t i = 0; i < node->n_orders; ++i) {
    struct gz_value key;
    GZ_TRY(status, evaluate_key(order, order->fresh, i, &key));
    const int found = gz_value_order(&key, &order->entries[0].keys[i]);
    if (found) {
      *before = node->orders[i].descending ? found > 0 : found < 0;
      break;
    }
  }
  return GZ_OK;
}

/** Put `order->row` in the place of the heap's last, if it is before that. */
static enum gz_status
replace_last(struct order *order) {
  enum gz_status status = GZ_OK;
  struct entry *const last = &order->entries[0];
  const uint64_t number = order->number++;
  bool before = false;
  GZ_TRY(status, is_before_last(order, &before));
  if (!before) {
    return GZ_OK;
  }
  GZ_TRY(status, evaluate(order, order->arena, last->keys));
  gz_exec_copy(order->op.exec, last->row, order->row);
  last->number = number;
  sink(order, 0);
  return GZ_OK;
}

static enum gz_status
fill(struct order *order) {
  enum gz_status status = GZ_OK;
  while ((status = gz_op_next(order->op.parts[0], order->row)) == GZ_OK) {
    if (order->count < order->limit) {
      GZ_TRY(status, keep(order));
      if (order->count == order->limit) {
        for (size_t i = order->count / 2; i--;) {
          sink(order, i);
        }
      }
    } else if (order->limit) {
      GZ_TRY(status, replace_last(order));
    }
  }
  if (status != GZ_END) {
    return status;
  }
  if (order->count) {
    qsort(order->entries, order->count, sizeof *order->entries,
          compare_entries);
  }
  order->filled = true;
  return GZ_OK;
}

static enum gz_status
next_order(struct gz_op *op, gz_id *row) {
  struct order *const order = (struct order *)op;
  enum gz_status status = GZ_OK;
  if (!order->filled) {
    GZ_TRY(status, fill(order));
  }
  if (order->at == order->count) {
    return GZ_END;
  }
  gz_exec_copy(op->exec, row, order->entries[order->at++].row);
  return GZ_OK;
}

static enum gz_status
describe_order(const struct gz_op *op, size_t depth, struct gz_buffer *text) {
  const struct order *const order = (const struct order *)op;
  enum gz_status status = GZ_OK;
  if (order->limit == GZ_NO_LIMIT) {
    GZ_TRY(status, gz_buffer_puts(text, " by sorting\n"));
  } else {
    GZ_TRY(status, gz_buffer_printf(text, " by a heap of %llu\n",
                                    (unsigned long long)order->limit));
  }
  return gz_op_explain(op->parts[0], depth + 1, text);
}

static const struct gz_op_class order_class = {"order", open_order, next_order,
                                               NULL, describe_order};

enum gz_status
gz_op_order(struct gz_exec *exec, const struct gz_algebra *algebra,
            uint64_t limit, struct gz_op **op) {
  struct order *const order =
      gz_op_new(exec, &order_class, sizeof *order, algebra, 1);
  if (!order || !(order->arena = gz_exec_arena(exec)) ||
      !(order->fresh = gz_exec_arena(exec)) ||
      !(order->row = gz_exec_row(exec))) {
    return gz_exec_no_memory(exec);
  }
  order->limit = limit;
  *op = &order->op;
  return GZ_OK;
}
