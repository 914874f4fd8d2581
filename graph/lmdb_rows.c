// Streams and iterators of the storage module: quads to librdf's statements.
#include "graph/lmdb_storage.h"

#include <stdlib.h>
#include <string.h>

/* Quads that a stream reads at once. */
#define ROWS 64

static librdf_node *
new_literal(librdf_world *world, const struct gz_term *term) {
  const unsigned char *value =
      (const unsigned char *)(term->value.data ? term->value.data : "");
  if (term->language.size) {
    char tag[256];
    memcpy(tag, term->language.data, term->language.size);
    tag[term->language.size] = '\0';
    return librdf_new_node_from_typed_counted_literal(
        world, value, term->value.size, tag, term->language.size, NULL);
  }
  librdf_uri *datatype = NULL;
  if (term->datatype.size) {
    datatype = librdf_new_uri2(
        world, (const unsigned char *)term->datatype.data, term->datatype.size);
  }
  librdf_node *node = librdf_new_node_from_typed_counted_literal(
      world, value, term->value.size, NULL, 0, datatype);
  if (datatype) {
    librdf_free_uri(datatype);
  }
  return node;
}

static librdf_node *
new_node(librdf_world *world, const struct gz_term *term) {
  switch (term->kind) {
  case GZ_TERM_IRI:
    return librdf_new_node_from_counted_uri_string(
        world, (const unsigned char *)term->value.data, term->value.size);
  case GZ_TERM_BLANK:
    return librdf_new_node_from_counted_blank_identifier(
        world, (const unsigned char *)term->value.data, term->value.size);
  case GZ_TERM_LITERAL:
    return new_literal(world, term);
  default:
    return NULL;
  }
}

/* Streams */

/** A stream of statements, read some rows at a time. */
struct rows {
  librdf_storage *storage;
  struct gz_lmdb *instance;
  struct gz_quads_txn *snapshot; /**< Null: what the writer sees */
  struct gz_quads_cursor *cursor;
  struct gz_ids pattern;
  enum gz_order order;
  struct gz_ids row[ROWS];
  size_t count;
  size_t at;
  bool any; /**< Some row was read before */
  gz_id ids[GZ_PARTS];
  librdf_node *nodes[GZ_PARTS]; /**< Of the statement last made */
  librdf_statement *statement;  /**< Null while it is not made */
};

/**
 * Read the next rows.
 *
 * In the writer's transaction no cursor stays open, so that it can go on being
 * changed; reading goes on behind the last row.
 */
static enum gz_status
fill(struct rows *rows, struct gz_error *error) {
  struct gz_quads_txn *txn = rows->snapshot;
  enum gz_status status = GZ_OK;
  if (!txn && !(txn = rows->instance->writer)) {
    GZ_TRY(status,
           gz_quads_read(rows->instance->quads, &rows->snapshot, error));
    txn = rows->snapshot;
  }
  if (!rows->cursor) {
    GZ_TRY(status, gz_quads_scan(txn, &rows->pattern, rows->order, 0,
                                 &rows->cursor, error));
    rows->order = gz_quads_cursor_order(rows->cursor);
    if (rows->any) {
      struct gz_ids least = rows->row[rows->count - 1];
      ++least.part[gz_order_parts(rows->order)[GZ_PARTS - 1]];
      gz_quads_seek(rows->cursor, &least);
    }
  }
  size_t count = 0;
  while (count < ROWS && status == GZ_OK) {
    status = gz_quads_next(rows->cursor, &rows->row[count]);
    count += status == GZ_OK;
  }
  rows->count = count;
  rows->at = 0;
  rows->any = true;
  if (!rows->snapshot || status != GZ_OK) {
    gz_quads_cursor_free(rows->cursor);
    rows->cursor = NULL;
  }
  return status == GZ_END ? GZ_OK : status;
}

static int
rows_end(void *context) {
  const struct rows *rows = context;
  return rows->at >= rows->count;
}

static int
rows_next(void *context) {
  struct rows *rows = context;
  struct gz_error error;
  if (rows->at >= rows->count) {
    return 1;
  }
  if (rows->statement) {
    librdf_free_statement(rows->statement);
    rows->statement = NULL;
  }
  ++rows->at;
  if (rows->at == rows->count && rows->count == ROWS &&
      fill(rows, &error) != GZ_OK) {
    rows->count = rows->at = 0;
    gz_lmdb_tell(rows->instance, &error);
  }
  return rows->at >= rows->count;
}

/** The node of a part of the row; kept while the rows have the same. */
static librdf_node *
row_node(struct rows *rows, enum gz_part part) {
  const gz_id id = rows->row[rows->at].part[part];
  if (rows->nodes[part] && rows->ids[part] == id) {
    return rows->nodes[part];
  }
  if (rows->nodes[part]) {
    librdf_free_node(rows->nodes[part]);
    rows->nodes[part] = NULL;
  }
  struct gz_error error;
  char room[GZ_TERM_ROOM];
  struct gz_term term;
  struct gz_quads_txn *txn =
      rows->snapshot ? rows->snapshot : gz_lmdb_begin_read(rows->instance);
  if (!txn) {
    return NULL;
  }
  if (gz_quads_term(txn, id, room, &term, &error) == GZ_OK) {
    rows->nodes[part] = new_node(rows->instance->world, &term);
    rows->ids[part] = id;
  } else {
    gz_lmdb_tell(rows->instance, &error);
  }
  if (!rows->snapshot) {
    gz_lmdb_end_read(rows->instance, txn);
  }
  return rows->nodes[part];
}

static void *
rows_get(void *context, int flags) {
  struct rows *rows = context;
  if (rows->at >= rows->count) {
    return NULL;
  }
  if (flags == LIBRDF_STREAM_GET_METHOD_GET_CONTEXT) {
    return rows->row[rows->at].part[GZ_PART_GRAPH] == GZ_ID_NONE
               ? NULL
               : row_node(rows, GZ_PART_GRAPH);
  }
  if (flags != LIBRDF_STREAM_GET_METHOD_GET_OBJECT) {
    return NULL;
  }
  if (!rows->statement) {
    librdf_node *nodes[3];
    for (int i = 0; i < 3; ++i) {
      nodes[i] = row_node(rows, (enum gz_part)i);
      if (!nodes[i]) {
        return NULL;
      }
    }
    // The statement takes the nodes that it is given.
    rows->statement = librdf_new_statement_from_nodes(
        rows->instance->world, librdf_new_node_from_node(nodes[0]),
        librdf_new_node_from_node(nodes[1]),
        librdf_new_node_from_node(nodes[2]));
  }
  return rows->statement;
}

static void
rows_finish(void *context) {
  struct rows *rows = context;
  librdf_storage *storage = rows->storage;
  for (int i = 0; i < GZ_PARTS; ++i) {
    if (rows->nodes[i]) {
      librdf_free_node(rows->nodes[i]);
    }
  }
  if (rows->statement) {
    librdf_free_statement(rows->statement);
  }
  gz_quads_cursor_free(rows->cursor);
  gz_quads_abort(rows->snapshot);
  free(rows);
  librdf_storage_remove_reference(storage);
}

/** A stream of what matches; null if it cannot be read. */
librdf_stream *
gz_lmdb_stream(librdf_storage *storage, librdf_statement *statement,
               librdf_node *context, bool default_only) {
  struct gz_lmdb *instance = gz_lmdb_of(storage);
  struct gz_error error = {.status = GZ_NO_MEMORY, .message = "Out of memory"};
  struct rows *rows = calloc(1, sizeof *rows);
  if (!rows) {
    gz_lmdb_tell(instance, &error);
    return NULL;
  }
  rows->storage = storage;
  rows->instance = instance;
  rows->order = GZ_ORDER_ANY;
  librdf_storage_add_reference(storage);
  enum gz_status status = GZ_OK;
  if (!instance->writer) {
    status = gz_quads_read(instance->quads, &rows->snapshot, &error);
  }
  if (status == GZ_OK) {
    status = gz_lmdb_find_pattern(instance->writer ? instance->writer
                                                   : rows->snapshot,
                                  statement, context, &rows->pattern, &error);
  }
  if (status == GZ_OK) {
    if (default_only) {
      rows->pattern.part[GZ_PART_GRAPH] = GZ_ID_NONE;
    }
    status = fill(rows, &error);
  }
  if (status == GZ_NOT_FOUND) {
    rows_finish(rows);
    return librdf_new_empty_stream(instance->world);
  }
  if (status != GZ_OK) {
    gz_lmdb_tell(instance, &error);
    rows_finish(rows);
    return NULL;
  }
  return librdf_new_stream(instance->world, rows, rows_end, rows_next, rows_get,
                           rows_finish);
}

/* Contexts */

/** The list of contexts. */
struct contexts {
  librdf_storage *storage;
  struct gz_lmdb *instance;
  gz_id id;
  bool ended;
  librdf_node *node;
};

static int
contexts_next(void *context) {
  struct contexts *list = context;
  struct gz_error error;
  char room[GZ_TERM_ROOM];
  struct gz_term term;
  if (list->node) {
    librdf_free_node(list->node);
    list->node = NULL;
  }
  struct gz_quads_txn *txn = gz_lmdb_begin_read(list->instance);
  if (!txn) {
    list->ended = true;
    return 1;
  }
  enum gz_status status =
      gz_quads_next_term(txn, GZ_PART_GRAPH, list->id, &list->id, NULL, &error);
  if (status == GZ_OK) {
    status = gz_quads_term(txn, list->id, room, &term, &error);
  }
  if (status == GZ_OK) {
    list->node = new_node(list->instance->world, &term);
  } else if (status != GZ_END) {
    gz_lmdb_tell(list->instance, &error);
  }
  gz_lmdb_end_read(list->instance, txn);
  list->ended = !list->node;
  return list->ended;
}

static int
contexts_end(void *context) {
  const struct contexts *list = context;
  return list->ended;
}

static void *
contexts_get(void *context, int flags) {
  const struct contexts *list = context;
  return flags == LIBRDF_ITERATOR_GET_METHOD_GET_OBJECT ? list->node : NULL;
}

static void
contexts_finish(void *context) {
  struct contexts *list = context;
  librdf_storage *storage = list->storage;
  if (list->node) {
    librdf_free_node(list->node);
  }
  free(list);
  librdf_storage_remove_reference(storage);
}

librdf_iterator *
gz_lmdb_contexts(librdf_storage *storage) {
  struct contexts *list = calloc(1, sizeof *list);
  if (!list) {
    return NULL;
  }
  list->storage = storage;
  list->instance = gz_lmdb_of(storage);
  librdf_storage_add_reference(storage);
  (void)contexts_next(list);
  return librdf_new_iterator(list->instance->world, list, contexts_end,
                             contexts_next, contexts_get, contexts_finish);
}
