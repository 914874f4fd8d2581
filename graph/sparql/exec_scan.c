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

/** How to read the graphs that are asked for. */
struct way {
  gz_id graph; /**< For the pattern */
  unsigned flags;
  bool check_default;
  bool check_named;
  bool over;
};

static struct way
choose_way(const struct gz_exec *exec, struct gz_scan_graph graph) {
  const struct gz_dataset *const dataset = &exec->dataset;
  struct way way = {.graph = GZ_ID_ANY};
  switch (graph.kind) {
  case GZ_SCAN_ONE:
    way.graph = graph.id;
    way.over = !gz_exec_is_named(exec, graph.id);
    return way;
  case GZ_SCAN_ALL_NAMED:
    way.flags = GZ_SCAN_NAMED;
    way.check_named = dataset->restricted;
    way.over = dataset->restricted && !dataset->n_named;
    return way;
  case GZ_SCAN_DEFAULT:
    break;
  }
  if (!dataset->restricted) {
    way.graph = exec->options.strict_default ? GZ_ID_NONE : GZ_ID_ANY;
    way.flags = exec->options.strict_default ? 0 : GZ_SCAN_UNION;
  } else if (dataset->n_defaults == 1) {
    way.graph = dataset->defaults[0];
  } else {
    way.over = !dataset->n_defaults;
    way.check_default = true;
  }
  return way;
}

/** Begin to scan in `order`, or, for any, in one that suits. */
static enum gz_status
begin_scan(struct gz_exec *exec, struct gz_scan *scan,
           const struct gz_ids *pattern, const struct way *way,
           enum gz_order order) {
  enum gz_status status = GZ_OK;
  struct gz_quads_cursor *const cursor = scan->cursor;
  *scan = (struct gz_scan){.cursor = cursor,
                           .pattern = *pattern,
                           .unique = way->check_default,
                           .check_default = way->check_default,
                           .check_named = way->check_named,
                           .over = way->over};
  scan->pattern.part[GZ_PART_GRAPH] = way->graph;
  scan->last.part[GZ_PART_SUBJECT] = GZ_ID_ANY;
  for (size_t i = 0; i < GZ_PARTS; ++i) {
    const gz_id id = scan->pattern.part[i];
    // No quad has a term that is not the store's.
    scan->over = scan->over || (id >= GZ_ID_LOCAL && id != GZ_ID_ANY);
  }
  if (scan->over) {
    return GZ_OK;
  }
  if (order == GZ_ORDER_ANY && way->check_default) {
    order = triple_order(&scan->pattern);
  }
  if (scan->cursor) {
    return gz_quads_rescan(scan->cursor, &scan->pattern, order, way->flags,
                           exec->error);
  }
  GZ_TRY(status, gz_quads_scan(exec->txn, &scan->pattern, order, way->flags,
                               &scan->cursor, exec->error));
  return GZ_OK;
}

enum gz_status
gz_scan_open(struct gz_exec *exec, struct gz_scan *scan,
             const struct gz_ids *pattern, struct gz_scan_graph graph) {
  const struct way way = choose_way(exec, graph);
  return begin_scan(exec, scan, pattern, &way, GZ_ORDER_ANY);
}

/** The order for `by`; #GZ_ORDER_ANY if there is none. */
static enum gz_order
order_by(const struct gz_ids *pattern, const struct way *way, enum gz_part by) {
  struct gz_ids whole = *pattern;
  whole.part[GZ_PART_GRAPH] = way->graph;
  // What several graphs have must come together, as in a union.
  return gz_quads_order(&whole, way->check_default ? GZ_SCAN_UNION : way->flags,
                        by);
}

bool
gz_scan_sorts(const struct gz_exec *exec, const struct gz_ids *pattern,
              struct gz_scan_graph graph, enum gz_part by) {
  const struct way way = choose_way(exec, graph);
  return order_by(pattern, &way, by) != GZ_ORDER_ANY;
}

enum gz_status
gz_scan_open_by(struct gz_exec *exec, struct gz_scan *scan,
                const struct gz_ids *pattern, struct gz_scan_graph graph,
                enum gz_part by) {
  const struct way way = choose_way(exec, graph);
  return begin_scan(exec, scan, pattern, &way, order_by(pattern, &way, by));
}

void
gz_scan_seek(struct gz_scan *scan, enum gz_part by, gz_id id) {
  if (!scan->over) {
    struct gz_ids least;
    for (size_t i = 0; i < GZ_PARTS; ++i) {
      const gz_id part = scan->pattern.part[i];
      least.part[i] = part == GZ_ID_ANY ? 0 : part;
    }
    least.part[by] = id;
    gz_quads_seek(scan->cursor, &least);
  }
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
