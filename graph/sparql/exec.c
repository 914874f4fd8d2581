#include "graph/sparql/exec.h"

#include <string.h>
#include <time.h>

/** How many ticks pass between two looks at the limits; a power of two. */
#define TICKS 4096

static int64_t
now(void) {
  struct timespec time;
  (void)clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static enum gz_status
check_limits(struct gz_exec *exec) {
  if (exec->options.cancel && *exec->options.cancel) {
    return gz_fail(exec->error, GZ_CANCELLED, "The query was interrupted");
  }
  if (exec->deadline && now() > exec->deadline) {
    return gz_fail(exec->error, GZ_CANCELLED,
                   "The query took longer than %llu ms",
                   (unsigned long long)exec->options.milliseconds);
  }
  size_t used = 0;
  for (size_t i = 0; i < exec->n_arenas; ++i) {
    used += gz_arena_used(exec->arenas[i]);
  }
  return exec->options.memory && used > exec->options.memory
             ? gz_exec_no_memory(exec)
             : GZ_OK;
}

enum gz_status
gz_exec_tick(struct gz_exec *exec) {
  return ++exec->ticks & (TICKS - 1) ? GZ_OK : check_limits(exec);
}

enum gz_status
gz_exec_no_memory(struct gz_exec *exec) {
  if (exec->options.memory) {
    return gz_fail(exec->error, GZ_CANCELLED,
                   "The query needs more than %zu bytes of memory",
                   exec->options.memory);
  }
  return gz_fail(exec->error, GZ_NO_MEMORY,
                 "Out of memory while answering the query");
}

struct gz_arena *
gz_exec_arena(struct gz_exec *exec) {
  if (exec->n_arenas == exec->room_arenas) {
    const size_t room = exec->room_arenas ? exec->room_arenas * 2 : 16;
    struct gz_arena **const grown =
        gz_arena_grow(exec->arena, exec->arenas, exec->n_arenas, room,
                      sizeof(struct gz_arena *));
    if (!grown) {
      return NULL;
    }
    exec->arenas = grown;
    exec->room_arenas = room;
  }
  struct gz_arena *const arena = gz_arena_new(exec->options.memory);
  if (arena) {
    exec->arenas[exec->n_arenas++] = arena;
  }
  return arena;
}

gz_id *
gz_exec_row(struct gz_exec *exec) {
  return gz_arena_array(exec->arena, exec->width + 1, sizeof(gz_id));
}

void
gz_exec_copy(const struct gz_exec *exec, gz_id *to, const gz_id *from) {
  if (to != from) {
    memcpy(to, from, exec->width * sizeof *to);
  }
}

void *
gz_op_new(struct gz_exec *exec, const struct gz_op_class *class, size_t size,
          const struct gz_algebra *algebra, size_t n_parts) {
  struct gz_op *const op = gz_arena_alloc(exec->arena, size);
  gz_id *const base = gz_exec_row(exec);
  struct gz_op **const parts =
      gz_arena_array(exec->arena, n_parts + 1, sizeof(struct gz_op *));
  if (!op || !base || !parts) {
    return NULL;
  }
  op->class = class;
  op->exec = exec;
  op->algebra = algebra;
  op->base = base;
  op->parts = parts;
  op->n_parts = n_parts;
  return op;
}

enum gz_status
gz_op_open(struct gz_op *op, const gz_id *base) {
  gz_exec_copy(op->exec, op->base, base);
  ++op->opened;
  return op->class->open(op);
}

enum gz_status
gz_op_next(struct gz_op *op, gz_id *row) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_exec_tick(op->exec));
  GZ_TRY(status, op->class->next(op, row));
  ++op->rows;
  return GZ_OK;
}

void
gz_op_close(struct gz_op *op) {
  if (!op) {
    return;
  }
  if (op->class->close) {
    op->class->close(op);
  }
  for (size_t i = 0; i < op->n_parts; ++i) {
    gz_op_close(op->parts[i]);
  }
}
