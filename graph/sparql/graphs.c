#include "graph/sparql/graphs.h"

#include "graph/sparql/exec_path.h"

#include <stdio.h>
#include <string.h>

#define RDFS_LABEL "http://www.w3.org/2000/01/rdf-schema#label"
#define SKOS_LABEL "http://www.w3.org/2004/02/skos/core#prefLabel"

/** Places of a triple. */
#define PLACES 3

struct gz_graphs {
  struct gz_exec *exec;
  struct gz_op *root;
  gz_id *row;
  struct gz_arena *text; /**< Of the present triple's terms */
  struct gz_quad quad;
  struct gz_table seen; /**< Triples given so far */
  // CONSTRUCT
  size_t at; /**< Triple of the template that is next */
  bool has_row;
  uint64_t solution;
  gz_id *blanks; /**< By column: the node of the present solution */
  // DESCRIBE
  struct gz_id_set resources; /**< To be described, then their blank nodes */
  struct gz_id_set labelled;  /**< IRIs whose labels are wanted */
  bool collected;
  size_t at_resource;
  size_t at_label;
  int direction; /**< 0: as subject, 1: as object; for labels: which one */
  struct gz_scan scan;
  bool scanning;
};

static const uint32_t triple_columns[PLACES] = {0, 1, 2};

enum gz_status
gz_graphs_new(struct gz_exec *exec, struct gz_op *root,
              struct gz_graphs **graphs) {
  enum gz_status status = GZ_OK;
  struct gz_graphs *const made = gz_arena_alloc(exec->arena, sizeof *made);
  if (!made || !(made->row = gz_exec_row(exec)) ||
      !(made->blanks = gz_exec_row(exec)) ||
      !(made->text = gz_exec_arena(exec))) {
    return gz_exec_no_memory(exec);
  }
  made->exec = exec;
  made->root = root;
  GZ_TRY(status,
         gz_table_init(&made->seen, exec, triple_columns, PLACES, PLACES));
  GZ_TRY(status, gz_id_set_init(exec, &made->resources));
  GZ_TRY(status, gz_id_set_init(exec, &made->labelled));
  *graphs = made;
  return GZ_OK;
}

void
gz_graphs_free(struct gz_graphs *graphs) {
  if (graphs) {
    gz_scan_close(&graphs->scan);
  }
}

/** Give the triple of `ids`, unless it was given before. */
static enum gz_status
give(struct gz_graphs *graphs, const gz_id ids[PLACES], bool *fresh) {
  enum gz_status status = GZ_OK;
  struct gz_exec *const exec = graphs->exec;
  uint32_t number = 0;
  GZ_TRY(status, gz_table_find_or_add(&graphs->seen, ids, &number, fresh));
  if (!*fresh) {
    return GZ_OK;
  }
  gz_arena_reset(graphs->text);
  struct gz_quad *const quad = &graphs->quad;
  *quad = (struct gz_quad){0};
  GZ_TRY(status, gz_exec_term(exec, ids[0], graphs->text, &quad->subject));
  GZ_TRY(status, gz_exec_term(exec, ids[1], graphs->text, &quad->predicate));
  return gz_exec_term(exec, ids[2], graphs->text, &quad->object);
}

/* CONSTRUCT */

/** A new blank node for the template's `column` and the present solution. */
static enum gz_status
new_blank(struct gz_graphs *graphs, uint32_t column, gz_id *id) {
  enum gz_status status = GZ_OK;
  if (graphs->blanks[column] == GZ_ID_NONE) {
    char label[48];
    const int size =
        snprintf(label, sizeof label, "construct-%llu-%u",
                 (unsigned long long)graphs->solution, (unsigned)column);
    const struct gz_term term = gz_term_blank(gz_str_n(label, (size_t)size));
    GZ_TRY(status, gz_exec_id(graphs->exec, &term, &graphs->blanks[column]));
  }
  *id = graphs->blanks[column];
  return GZ_OK;
}

/** The id at a place of the template; #GZ_ID_NONE if it is unbound. */
static enum gz_status
fill_place(struct gz_graphs *graphs, const struct gz_sparql_node *node,
           gz_id *id) {
  struct gz_exec *const exec = graphs->exec;
  if (node->column == GZ_NO_COLUMN) {
    return gz_exec_id(exec, &node->term, id);
  }
  if (gz_str_starts(exec->query->columns[node->column], GZ_STR("_:"))) {
    return new_blank(graphs, node->column, id);
  }
  *id = graphs->row[node->column];
  return GZ_OK;
}

static enum gz_term_kind
kind_of(const struct gz_exec *exec, gz_id id) {
  return id >= GZ_ID_LOCAL ? gz_exec_local_kind(exec, id) : gz_id_kind(id);
}

/** Whether `ids` are a triple. */
static bool
is_triple(const struct gz_exec *exec, const gz_id ids[PLACES]) {
  const enum gz_term_kind subject = kind_of(exec, ids[0]);
  return (subject == GZ_TERM_IRI || subject == GZ_TERM_BLANK) &&
         kind_of(exec, ids[1]) == GZ_TERM_IRI && ids[2] != GZ_ID_NONE;
}

static enum gz_status
next_constructed(struct gz_graphs *graphs) {
  struct gz_exec *const exec = graphs->exec;
  const struct gz_sparql_query *const tree = exec->query;
  enum gz_status status = GZ_OK;
  for (;;) {
    if (!graphs->has_row || graphs->at == tree->n_template) {
      GZ_TRY(status, gz_op_next(graphs->root, graphs->row));
      graphs->has_row = true;
      graphs->at = 0;
      ++graphs->solution;
      memset(graphs->blanks, 0, exec->width * sizeof *graphs->blanks);
      continue;
    }
    const struct gz_sparql_triple *const triple = &tree->template[graphs->at++];
    gz_id ids[PLACES];
    GZ_TRY(status, fill_place(graphs, &triple->subject, &ids[0]));
    GZ_TRY(status, fill_place(graphs, &triple->predicate, &ids[1]));
    GZ_TRY(status, fill_place(graphs, &triple->object, &ids[2]));
    bool fresh = false;
    if (is_triple(exec, ids)) {
      GZ_TRY(status, give(graphs, ids, &fresh));
    }
    if (fresh) {
      return GZ_OK;
    }
  }
}

/* DESCRIBE */

/** Find all resources that are to be described. */
static enum gz_status
collect(struct gz_graphs *graphs) {
  struct gz_exec *const exec = graphs->exec;
  const struct gz_sparql_query *const tree = exec->query;
  enum gz_status status = GZ_OK;
  bool variables = false;
  for (size_t i = 0; i < tree->n_described; ++i) {
    const struct gz_sparql_node *const node = &tree->described[i];
    gz_id id = GZ_ID_NONE;
    variables = variables || node->column != GZ_NO_COLUMN;
    if (node->column == GZ_NO_COLUMN) {
      GZ_TRY(status, gz_exec_id(exec, &node->term, &id));
      GZ_TRY(status, gz_id_set_add(exec, &graphs->resources, id));
    }
  }
  while (variables) {
    status = gz_op_next(graphs->root, graphs->row);
    if (status == GZ_END) {
      break;
    }
    if (status != GZ_OK) {
      return status;
    }
    for (size_t i = 0; i < tree->n_described; ++i) {
      const uint32_t column = tree->described[i].column;
      if (column != GZ_NO_COLUMN && graphs->row[column] != GZ_ID_NONE) {
        GZ_TRY(status,
               gz_id_set_add(exec, &graphs->resources, graphs->row[column]));
      }
    }
  }
  graphs->collected = true;
  return GZ_OK;
}

/** Note what a triple leads to: blank nodes to describe, IRIs to label. */
static enum gz_status
follow(struct gz_graphs *graphs, gz_id id) {
  struct gz_exec *const exec = graphs->exec;
  switch (kind_of(exec, id)) {
  case GZ_TERM_BLANK:
    return gz_id_set_add(exec, &graphs->resources, id);
  case GZ_TERM_IRI:
    return gz_id_set_add(exec, &graphs->labelled, id);
  default:
    return GZ_OK;
  }
}

/** Begin the next scan for DESCRIBE; #GZ_END if there is none left. */
static enum gz_status
begin_scan(struct gz_graphs *graphs) {
  struct gz_exec *const exec = graphs->exec;
  enum gz_status status = GZ_OK;
  struct gz_ids pattern = GZ_IDS_ANY;
  if (graphs->at_resource < graphs->resources.count) {
    pattern.part[graphs->direction ? GZ_PART_OBJECT : GZ_PART_SUBJECT] =
        graphs->resources.items[graphs->at_resource];
  } else if (graphs->at_label < graphs->labelled.count) {
    const struct gz_term label = gz_term_iri(
        graphs->direction ? GZ_STR(SKOS_LABEL) : GZ_STR(RDFS_LABEL));
    pattern.part[GZ_PART_SUBJECT] = graphs->labelled.items[graphs->at_label];
    GZ_TRY(status, gz_exec_id(exec, &label, &pattern.part[GZ_PART_PREDICATE]));
  } else {
    return GZ_END;
  }
  graphs->scanning = true;
  return gz_scan_open(exec, &graphs->scan, &pattern,
                      (struct gz_scan_graph){GZ_SCAN_DEFAULT, GZ_ID_NONE});
}

/** The present scan is over. */
static void
end_scan(struct gz_graphs *graphs) {
  graphs->scanning = false;
  graphs->direction = !graphs->direction;
  if (!graphs->direction) {
    if (graphs->at_resource < graphs->resources.count) {
      ++graphs->at_resource;
    } else {
      ++graphs->at_label;
    }
  }
}

static enum gz_status
next_described(struct gz_graphs *graphs) {
  enum gz_status status = GZ_OK;
  if (!graphs->collected) {
    GZ_TRY(status, collect(graphs));
  }
  for (;;) {
    if (!graphs->scanning) {
      GZ_TRY(status, begin_scan(graphs));
    }
    struct gz_ids quad;
    status = gz_scan_next(graphs->exec, &graphs->scan, &quad);
    if (status == GZ_END) {
      end_scan(graphs);
      continue;
    }
    if (status != GZ_OK) {
      return status;
    }
    if (graphs->at_resource < graphs->resources.count) {
      for (size_t i = 0; i < PLACES; ++i) {
        // Of a resource that others point to, their blank nodes are theirs.
        if (i != GZ_PART_SUBJECT || !graphs->direction) {
          GZ_TRY(status, follow(graphs, quad.part[i]));
        } else if (kind_of(graphs->exec, quad.part[i]) == GZ_TERM_IRI) {
          GZ_TRY(status, follow(graphs, quad.part[i]));
        }
      }
    }
    bool fresh = false;
    GZ_TRY(status, give(graphs, quad.part, &fresh));
    if (fresh) {
      return GZ_OK;
    }
  }
}

enum gz_status
gz_graphs_next(struct gz_graphs *graphs, const struct gz_quad **triple) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, graphs->exec->query->form == GZ_SPARQL_CONSTRUCT
                     ? next_constructed(graphs)
                     : next_described(graphs));
  *triple = &graphs->quad;
  return GZ_OK;
}
