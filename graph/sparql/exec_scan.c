#include "graph/sparql/exec.h"

/** An order with the graph last in which what is bound comes first. */
static enum gz_order
triple_order(const struct gz_ids *pattern) {
  const bool s = pattern->part[GZ_PART_SUBJECT] != GZ_ID_ANY;
  const bool p = pattern->part[GZ_PART_PREDICATE] != GZ_ID_ANY;
  const bool o = pattern->part[GZ_PART_OBJECT] != GZ_ID_ANY;
  if (s) {
    return o && !p ? GZ_ORDER_OSPG : GZ_ORDER_SPOG;
  }
  if (p) {
    return o ? GZ_ORDER_POSG : GZ_ORDER_PSOG;
  }
  return o ? GZ_ORDER_OSPG : GZ_ORDER_SPOG;
}

/** Settle which graphs are read, and how; sets `flags` and `order`. */
static void
choose_graphs(const struct gz_exec *exec, struct gz_scan *scan,
              struct gz_scan_graph graph, unsigned *flags,
              enum gz_order *order) {
  const struct gz_dataset *const dataset = &exec->dataset;
  gz_id *const part = &scan->pattern.part[GZ_PART_GRAPH];
  *flags = 0;
  *order = GZ_ORDER_ANY;
  *part = GZ_ID_ANY;
  switch (graph.kind) {
  case GZ_SCAN_ONE:
    *part = graph.id;
    scan->over = !gz_exec_is_named(exec, graph.id);
    return;
  case GZ_SCAN_ALL_NAMED:
    *flags = GZ_SCAN_NAMED;
    scan->check_named = dataset->restricted;
    scan->over = dataset->restricted && !dataset->n_named;
    return;
  case GZ_SCAN_DEFAULT:
    break;
  }
  if (!dataset->restricted) {
    if (exec->options.strict_default) {
      *part = GZ_ID_NONE;
    } else {
      *flags = GZ_SCAN_UNION;
    }
  } else if (dataset->n_defaults == 1) {
    *part = dataset->defaults[0];
  } else {
    scan->over = !dataset->n_defaults;
    scan->check_default = scan->unique = true;
    *order = triple_order(&scan->pattern);
  }
}

enum gz_status
gz_scan_open(struct gz_exec *exec, struct gz_scan *scan,
             const struct gz_ids *pattern, struct gz_scan_graph graph) {
  enum gz_status status = GZ_OK;
  struct gz_quads_cursor *const cursor = scan->cursor;
  *scan = (struct gz_scan){.cursor = cursor, .pattern = *pattern};
  scan->last.part[GZ_PART_SUBJECT] = GZ_ID_ANY;
  unsigned flags = 0;
  enum gz_order order = GZ_ORDER_ANY;
  choose_graphs(exec, scan, graph, &flags, &order);
  for (size_t i = 0; i < GZ_PARTS; ++i) {
    const gz_id id = scan->pattern.part[i];
    // No quad has a term that is not the store's.
    scan->over = scan->over || (id >= GZ_ID_LOCAL && id != GZ_ID_ANY);
  }
  if (scan->over) {
    return GZ_OK;
  }
  if (scan->cursor) {
    return gz_quads_rescan(scan->cursor, &scan->pattern, order, flags,
                           exec->error);
  }
  GZ_TRY(status, gz_quads_scan(exec->txn, &scan->pattern, order, flags,
                               &scan->cursor, exec->error));
  return GZ_OK;
}

static bool
find_id(const gz_id *ids, size_t count, gz_id id) {
  for (size_t i = 0; i < count; ++i) {
    if (ids[i] == id) {
      return true;
    }
  }
  return false;
}

static bool
same_triple(const struct gz_ids *a, const struct gz_ids *b) {
  return a->part[GZ_PART_SUBJECT] == b->part[GZ_PART_SUBJECT] &&
         a->part[GZ_PART_PREDICATE] == b->part[GZ_PART_PREDICATE] &&
         a->part[GZ_PART_OBJECT] == b->part[GZ_PART_OBJECT];
}

enum gz_status
gz_scan_next(struct gz_exec *exec, struct gz_scan *scan, struct gz_ids *quad) {
  enum gz_status status = GZ_OK;
  while (!scan->over) {
    GZ_TRY(status, gz_exec_tick(exec));
    status = gz_quads_next(scan->cursor, quad);
    if (status != GZ_OK) {
      scan->over = true;
      return status == GZ_END
                 ? GZ_END
                 : gz_fail(exec->error, status, "The store cannot be read");
    }
    const gz_id graph = quad->part[GZ_PART_GRAPH];
    if (scan->check_default &&
        !find_id(exec->dataset.defaults, exec->dataset.n_defaults, graph)) {
      continue;
    }
    if (scan->check_named && !gz_exec_is_named(exec, graph)) {
      continue;
    }
    if (scan->unique) {
      if (same_triple(quad, &scan->last)) {
        continue;
      }
      scan->last = *quad;
    }
    return GZ_OK;
  }
  return GZ_END;
}

void
gz_scan_close(struct gz_scan *scan) {
  gz_quads_cursor_free(scan->cursor);
  *scan = (struct gz_scan){.over = true};
}
