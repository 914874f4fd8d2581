#include "graph/sparql/eval_aggregate.h"

#include "input/arena.h"

#include <string.h>

/** A set of byte strings: open addressing, kept at most half full. */
struct key_set {
  struct gz_str *slots; /**< Null data if free */
  size_t room;          /**< 0 or a power of two */
  size_t count;
};

struct gz_aggregate {
  const struct gz_sparql_expr *expr;
  struct gz_arena *arena;
  struct key_set seen;   /**< DISTINCT */
  uint64_t count;        /**< Values added */
  bool failed;           /**< The result is an error */
  struct gz_value value; /**< Sum so far, least, greatest, sample */
  char *text;            /**< GROUP_CONCAT, and the strings of `value` */
  size_t size;
  size_t room;
};

enum gz_status
gz_aggregate_new(const struct gz_sparql_expr *expr, struct gz_arena *arena,
                 struct gz_aggregate **aggregate) {
  struct gz_aggregate *made = gz_arena_alloc(arena, sizeof *made);
  if (!made) {
    return GZ_NO_MEMORY;
  }
  made->expr = expr;
  made->arena = arena;
  made->value = expr->op == GZ_OP_SUM || expr->op == GZ_OP_AVG
                    ? gz_value_from_int(0)
                    : (struct gz_value){.kind = GZ_VALUE_UNBOUND};
  *aggregate = made;
  return GZ_OK;
}

/** Double the slots. */
static enum gz_status
grow_set(struct key_set *set, struct gz_arena *arena) {
  const size_t room = set->room ? set->room * 2 : 16;
  struct gz_str *slots = gz_arena_array(arena, room, sizeof *slots);
  if (!slots) {
    return GZ_NO_MEMORY;
  }
  for (size_t i = 0; i < set->room; ++i) {
    if (set->slots[i].data) {
      size_t at = gz_str_hash(set->slots[i]) & (room - 1);
      while (slots[at].data) {
        at = (at + 1) & (room - 1);
      }
      slots[at] = set->slots[i];
    }
  }
  set->slots = slots;
  set->room = room;
  return GZ_OK;
}

/** Add a copy of `key` and say whether it is new. */
static enum gz_status
add_key(struct key_set *set, struct gz_arena *arena, struct gz_str key,
        bool *added) {
  enum gz_status status;
  if (set->count * 2 >= set->room) {
    GZ_TRY(status, grow_set(set, arena));
  }
  size_t at = gz_str_hash(key) & (set->room - 1);
  while (set->slots[at].data) {
    if (gz_str_equal(set->slots[at], key)) {
      *added = false;
      return GZ_OK;
    }
    at = (at + 1) & (set->room - 1);
  }
  set->slots[at] = gz_arena_str(arena, key);
  if (!set->slots[at].data) {
    return GZ_NO_MEMORY;
  }
  ++set->count;
  *added = true;
  return GZ_OK;
}

/** Make room for `size` bytes in `text`, whose content is kept. */
static enum gz_status
reserve(struct gz_aggregate *aggregate, size_t size) {
  if (size <= aggregate->room) {
    return GZ_OK;
  }
  size_t room = aggregate->room ? aggregate->room : 32;
  while (room < size) {
    room *= 2;
  }
  char *text = gz_arena_grow(aggregate->arena, aggregate->text, aggregate->size,
                             room, 1);
  if (!text) {
    return GZ_NO_MEMORY;
  }
  aggregate->text = text;
  aggregate->room = room;
  return GZ_OK;
}

static void
append(struct gz_aggregate *aggregate, struct gz_str part) {
  if (part.size) {
    memcpy(aggregate->text + aggregate->size, part.data, part.size);
    aggregate->size += part.size;
  }
}

/** Say whether `value` is the first of its term. */
static enum gz_status
is_new(struct gz_aggregate *aggregate, const struct gz_value *value,
       bool *added) {
  char written[GZ_TIME_SIZE];
  struct gz_term term = value->term;
  if (term.kind == GZ_TERM_NONE) {
    term = gz_term_typed(gz_str_n(written, gz_value_write(value, written)),
                         gz_value_datatype(value));
  }
  // The parts with their lengths in front, so that no two terms look alike.
  uint32_t head[3] = {(uint32_t)term.kind, (uint32_t)term.datatype.size,
                      (uint32_t)term.language.size};
  const size_t size =
      sizeof head + term.datatype.size + term.language.size + term.value.size;
  char small[256];
  char *key =
      size <= sizeof small ? small : gz_arena_alloc(aggregate->arena, size);
  if (!key) {
    return GZ_NO_MEMORY;
  }
  memcpy(key, head, sizeof head);
  size_t at = sizeof head;
  const struct gz_str parts[] = {term.datatype, term.language, term.value};
  for (size_t i = 0; i < 3; ++i) {
    if (parts[i].size) {
      memcpy(key + at, parts[i].data, parts[i].size);
      at += parts[i].size;
    }
  }
  return add_key(&aggregate->seen, aggregate->arena, gz_str_n(key, size),
                 added);
}

/** Keep `value` as the least, the greatest or the sample. */
static enum gz_status
keep(struct gz_aggregate *aggregate, const struct gz_value *value) {
  enum gz_status status;
  struct gz_value kept = *value;
  const struct gz_str parts[] = {kept.term.value, kept.term.datatype,
                                 kept.term.language};
  struct gz_str *targets[] = {&kept.term.value, &kept.term.datatype,
                              &kept.term.language};
  aggregate->size = 0;
  GZ_TRY(status,
         reserve(aggregate, parts[0].size + parts[1].size + parts[2].size));
  for (size_t i = 0; i < 3; ++i) {
    *targets[i] = gz_str_n(aggregate->text + aggregate->size, parts[i].size);
    append(aggregate, parts[i]);
  }
  aggregate->value = kept;
  return GZ_OK;
}

static enum gz_status
concatenate(struct gz_aggregate *aggregate, const struct gz_value *value) {
  char written[GZ_TIME_SIZE];
  struct gz_str text = value->term.value;
  if (value->kind == GZ_VALUE_BLANK) {
    aggregate->failed = true;
    return GZ_OK;
  }
  if (value->term.kind == GZ_TERM_NONE) {
    text = gz_str_n(written, gz_value_write(value, written));
  }
  const struct gz_str separator =
      aggregate->count > 1 ? aggregate->expr->separator : GZ_STR("");
  const size_t size = aggregate->size + separator.size + text.size;
  if (size > GZ_MAX_LINE_BYTES) {
    return GZ_TOO_LARGE;
  }
  enum gz_status status;
  GZ_TRY(status, reserve(aggregate, size));
  append(aggregate, separator);
  append(aggregate, text);
  return GZ_OK;
}

enum gz_status
gz_aggregate_add(struct gz_aggregate *aggregate, const struct gz_value *value) {
  const enum gz_sparql_op op = aggregate->expr->op;
  enum gz_status status;
  if (!value || value->kind == GZ_VALUE_UNBOUND) {
    aggregate->failed |= op != GZ_OP_COUNT && op != GZ_OP_SAMPLE;
    return GZ_OK;
  }
  if (aggregate->failed || (op == GZ_OP_SAMPLE && aggregate->count)) {
    return GZ_OK;
  }
  // The least and the greatest do not depend on how often a value comes.
  if (aggregate->expr->distinct && op != GZ_OP_MIN && op != GZ_OP_MAX) {
    bool added;
    GZ_TRY(status, is_new(aggregate, value, &added));
    if (!added) {
      return GZ_OK;
    }
  }
  ++aggregate->count;
  int order;
  switch (op) {
  case GZ_OP_SUM:
  case GZ_OP_AVG:
    aggregate->failed = !gz_value_is_numeric(value) ||
                        !gz_value_arithmetic(GZ_ADD, &aggregate->value, value,
                                             &aggregate->value);
    return GZ_OK;
  case GZ_OP_MIN:
  case GZ_OP_MAX:
    order = gz_value_order(value, &aggregate->value);
    return aggregate->count == 1 || (op == GZ_OP_MIN ? order < 0 : order > 0)
               ? keep(aggregate, value)
               : GZ_OK;
  case GZ_OP_SAMPLE:
    return keep(aggregate, value);
  case GZ_OP_GROUP_CONCAT:
    return concatenate(aggregate, value);
  default:
    return GZ_OK;
  }
}

enum gz_status
gz_aggregate_add_row(struct gz_aggregate *aggregate, struct gz_str key) {
  bool added = true;
  enum gz_status status;
  if (aggregate->expr->distinct) {
    GZ_TRY(status, add_key(&aggregate->seen, aggregate->arena, key, &added));
  }
  aggregate->count += added;
  return GZ_OK;
}

enum gz_status
gz_aggregate_result(const struct gz_aggregate *aggregate,
                    struct gz_value *value) {
  const enum gz_sparql_op op = aggregate->expr->op;
  if (op == GZ_OP_COUNT) {
    *value = gz_value_from_int((int64_t)aggregate->count);
    return GZ_OK;
  }
  if (aggregate->failed) {
    return GZ_BAD_INPUT;
  }
  if (op == GZ_OP_GROUP_CONCAT) {
    *value = gz_value_from_string(
        gz_str_n(aggregate->size ? aggregate->text : "", aggregate->size));
    return GZ_OK;
  }
  if (op == GZ_OP_AVG && aggregate->count) {
    const struct gz_value count = gz_value_from_int((int64_t)aggregate->count);
    return gz_value_arithmetic(GZ_DIVIDE, &aggregate->value, &count, value)
               ? GZ_OK
               : GZ_BAD_INPUT;
  }
  if (aggregate->value.kind == GZ_VALUE_UNBOUND) {
    return GZ_BAD_INPUT;
  }
  *value = aggregate->value;
  return GZ_OK;
}
