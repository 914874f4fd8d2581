#include "graph/sparql/exec_path.h"

/** A path pattern whose kind is a closure, ?, or a negated set. */
struct path {
  struct gz_op op;
  struct gz_walk walk;
  gz_id subject; /**< The pattern's terms; #GZ_ID_NONE for columns */
  gz_id object;
  gz_id graph;
  gz_id from;              /**< Subject as bound, or the present start */
  gz_id to;                /**< Object as bound, or #GZ_ID_NONE */
  struct gz_id_set starts; /**< If neither end is bound */
  size_t at_start;
  struct gz_id_set ends; /**< What is reached from the present start */
  size_t at_end;
  bool backwards;      /**< `ends` are subjects, reached from `to` */
  bool looping;        /**< Over `starts` */
  struct gz_scan scan; /**< A negated set is scanned, not walked */
  int direction;       /**< Which of its scans: 0 forwards, 1 inverse, 2 end */
  bool scanning;
};

/** The id at an end: the pattern's term, or what the base binds. */
static gz_id
end_of(const struct path *path, gz_id constant,
       const struct gz_sparql_node *node) {
  return node->column == GZ_NO_COLUMN ? constant : path->op.base[node->column];
}

/** Settle which graph is looked at. */
static enum gz_status
set_graph(struct path *path) {
  const struct gz_sparql_node *const node = &path->op.algebra->graph;
  const gz_id id = end_of(path, path->graph, node);
  path->walk.graph = (struct gz_scan_graph){
      id == GZ_ID_NONE ? GZ_SCAN_DEFAULT : GZ_SCAN_ONE, id};
  if (node->column != GZ_NO_COLUMN && id == GZ_ID_NONE) {
    return gz_fail(path->op.exec->error, GZ_UNSOUND,
                   "A path is planned before its graph is known");
  }
  return GZ_OK;
}

/**
 * Whether the start is in the graph at all: two variables are bound to nodes
 * of the graph only, even by a path of no step.
 */
static enum gz_status
start_exists(struct path *path, gz_id start, bool *exists) {
  struct gz_exec *const exec = path->op.exec;
  enum gz_status status = GZ_OK;
  *exists = true;
  if (path->subject != GZ_ID_NONE || path->object != GZ_ID_NONE) {
    return GZ_OK;
  }
  for (int side = 0; side < 2; ++side) {
    struct gz_ids pattern = GZ_IDS_ANY;
    struct gz_ids quad;
    pattern.part[side ? GZ_PART_OBJECT : GZ_PART_SUBJECT] = start;
    GZ_TRY(status, gz_scan_open(exec, &path->scan, &pattern, path->walk.graph));
    status = gz_scan_next(exec, &path->scan, &quad);
    if (status != GZ_END) {
      return status;
    }
  }
  *exists = false;
  return GZ_OK;
}

static enum gz_status
open_path(struct gz_op *op) {
  struct path *const path = (struct path *)op;
  const struct gz_sparql_triple *const triple = &op->algebra->triple;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, set_graph(path));
  path->from = end_of(path, path->subject, &triple->subject);
  path->to = end_of(path, path->object, &triple->object);
  gz_id_set_clear(&path->starts);
  gz_id_set_clear(&path->ends);
  path->at_start = path->at_end = 0;
  path->direction = 0;
  path->scanning = false;
  path->backwards = path->from == GZ_ID_NONE && path->to != GZ_ID_NONE;
  path->looping = path->from == GZ_ID_NONE && path->to == GZ_ID_NONE;
  if (triple->path->kind == GZ_PATH_NEGATED) {
    return GZ_OK;
  }
  if (path->looping) {
    return gz_walk_starts(&path->walk, triple->path, &path->starts);
  }
  const gz_id start = path->backwards ? path->to : path->from;
  bool exists = false;
  GZ_TRY(status, start_exists(path, start, &exists));
  return exists ? gz_walk_reach(&path->walk, triple->path, start,
                                path->backwards, &path->ends)
                : GZ_OK;
}

/** Bind both ends in `row`; false if one is bound to something else. */
static bool
bind(const struct path *path, gz_id subject, gz_id object, gz_id *row) {
  const struct gz_sparql_triple *const triple = &path->op.algebra->triple;
  const uint32_t columns[] = {triple->subject.column, triple->object.column};
  const gz_id ids[] = {subject, object};
  const gz_id constants[] = {path->subject, path->object};
  gz_exec_copy(path->op.exec, row, path->op.base);
  for (size_t i = 0; i < 2; ++i) {
    if (columns[i] == GZ_NO_COLUMN) {
      if (ids[i] != constants[i]) {
        return false;
      }
    } else if (row[columns[i]] == GZ_ID_NONE) {
      row[columns[i]] = ids[i];
    } else if (row[columns[i]] != ids[i]) {
      return false;
    }
  }
  return true;
}

static enum gz_status
next_walk(struct path *path, gz_id *row) {
  enum gz_status status = GZ_OK;
  for (;;) {
    GZ_TRY(status, gz_exec_tick(path->op.exec));
    if (path->at_end < path->ends.count) {
      const gz_id end = path->ends.items[path->at_end++];
      const bool good = path->backwards ? bind(path, end, path->to, row)
                                        : bind(path, path->from, end, row);
      if (good) {
        return GZ_OK;
      }
      continue;
    }
    if (!path->looping || path->at_start == path->starts.count) {
      return GZ_END;
    }
    path->from = path->starts.items[path->at_start++];
    path->at_end = 0;
    gz_id_set_clear(&path->ends);
    GZ_TRY(status, gz_walk_reach(&path->walk, path->op.algebra->triple.path,
                                 path->from, false, &path->ends));
  }
}

/** Begin the scan of a negated set in the present direction. */
static enum gz_status
begin_scan(struct path *path) {
  const bool inverse = path->direction == 1;
  struct gz_ids pattern = GZ_IDS_ANY;
  if (path->from != GZ_ID_NONE) {
    pattern.part[inverse ? GZ_PART_OBJECT : GZ_PART_SUBJECT] = path->from;
  }
  if (path->to != GZ_ID_NONE) {
    pattern.part[inverse ? GZ_PART_SUBJECT : GZ_PART_OBJECT] = path->to;
  }
  path->scanning = true;
  return gz_scan_open(path->op.exec, &path->scan, &pattern, path->walk.graph);
}

/** Each triple is a solution: not a set, as the closures are. */
static enum gz_status
next_negated(struct path *path, gz_id *row) {
  enum gz_status status = GZ_OK;
  const struct gz_path *const steps = path->op.algebra->triple.path;
  for (; path->direction < 2; ++path->direction, path->scanning = false) {
    const bool inverse = path->direction == 1;
    struct gz_ids quad;
    if (!gz_walk_has_steps(steps, inverse)) {
      continue;
    }
    if (!path->scanning) {
      GZ_TRY(status, begin_scan(path));
    }
    while ((status = gz_scan_next(path->op.exec, &path->scan, &quad)) ==
           GZ_OK) {
      bool allowed = false;
      GZ_TRY(status,
             gz_walk_allows(path->op.exec, steps, quad.part[GZ_PART_PREDICATE],
                            inverse, &allowed));
      const gz_id subject = quad.part[GZ_PART_SUBJECT];
      const gz_id object = quad.part[GZ_PART_OBJECT];
      if (allowed && bind(path, inverse ? object : subject,
                          inverse ? subject : object, row)) {
        return GZ_OK;
      }
    }
    if (status != GZ_END) {
      return status;
    }
  }
  return GZ_END;
}

static enum gz_status
next_path(struct gz_op *op, gz_id *row) {
  struct path *const path = (struct path *)op;
  return op->algebra->triple.path->kind == GZ_PATH_NEGATED
             ? next_negated(path, row)
             : next_walk(path, row);
}

static void
close_path(struct gz_op *op) {
  struct path *const path = (struct path *)op;
  gz_walk_close(&path->walk);
  gz_scan_close(&path->scan);
}

static const struct gz_op_class path_class = {"path", open_path, next_path,
                                              close_path, NULL};

enum gz_status
gz_op_path(struct gz_exec *exec, const struct gz_algebra *algebra,
           struct gz_op **op) {
  enum gz_status status = GZ_OK;
  struct path *const path =
      gz_op_new(exec, &path_class, sizeof *path, algebra, 0);
  if (!path) {
    return gz_exec_no_memory(exec);
  }
  path->walk.exec = exec;
  GZ_TRY(status, gz_id_set_init(exec, &path->starts));
  GZ_TRY(status, gz_id_set_init(exec, &path->ends));
  GZ_TRY(status,
         gz_exec_id(exec, &algebra->triple.subject.term, &path->subject));
  GZ_TRY(status, gz_exec_id(exec, &algebra->triple.object.term, &path->object));
  GZ_TRY(status, gz_exec_id(exec, &algebra->graph.term, &path->graph));
  *op = &path->op;
  return GZ_OK;
}
