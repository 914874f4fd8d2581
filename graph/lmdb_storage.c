// A storage module of librdf's over quads.h.
//
// The functions that librdf calls return 0 for success and else not 0, but for
// questions, which return not 0 for yes.
#include "graph/storage.h"

#include "graph/lmdb_storage.h"

#include <stdlib.h>
#include <string.h>

struct gz_lmdb *
gz_lmdb_of(librdf_storage *storage) {
  return librdf_storage_get_instance(storage);
}

int
gz_lmdb_tell(const struct gz_lmdb *instance, const struct gz_error *error) {
  librdf_log(instance->world, 0, LIBRDF_LOG_ERROR, LIBRDF_FROM_STORAGE, NULL,
             "lmdb storage: %s", error->message);
  return 1;
}

/* Terms */

/** The term of `node`; language tags go into `tag` in lower case. */
static struct gz_term
term_of(librdf_node *node, char tag[256]) {
  size_t size = 0;
  if (librdf_node_is_resource(node)) {
    const unsigned char *text =
        librdf_uri_as_counted_string(librdf_node_get_uri(node), &size);
    return gz_term_iri(gz_str_n((const char *)text, size));
  }
  if (librdf_node_is_blank(node)) {
    const unsigned char *text =
        librdf_node_get_counted_blank_identifier(node, &size);
    return gz_term_blank(gz_str_n((const char *)text, size));
  }
  const unsigned char *text =
      librdf_node_get_literal_value_as_counted_string(node, &size);
  const struct gz_str value = gz_str_n((const char *)text, size);
  const char *language = librdf_node_get_literal_value_language(node);
  if (language && *language) {
    size_t length = 0;
    for (; language[length] && length < 255; ++length) {
      const char c = language[length];
      tag[length] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return gz_term_tagged(value, gz_str_n(tag, length));
  }
  librdf_uri *datatype = librdf_node_get_literal_value_datatype_uri(node);
  if (!datatype) {
    return gz_term_string(value);
  }
  const unsigned char *iri = librdf_uri_as_counted_string(datatype, &size);
  return gz_term_typed(value, gz_str_n((const char *)iri, size));
}

/* Transactions */

struct gz_quads_txn *
gz_lmdb_begin_read(struct gz_lmdb *instance) {
  struct gz_quads_txn *txn = instance->writer;
  struct gz_error error;
  if (!txn && gz_quads_read(instance->quads, &txn, &error) != GZ_OK) {
    gz_lmdb_tell(instance, &error);
    return NULL;
  }
  return txn;
}

void
gz_lmdb_end_read(const struct gz_lmdb *instance, struct gz_quads_txn *txn) {
  if (txn != instance->writer) {
    gz_quads_abort(txn);
  }
}

/** Make the changes last that were made outside of a transaction. */
static int
commit_gathered(struct gz_lmdb *instance) {
  struct gz_error error;
  if (!instance->writer || instance->in_transaction) {
    return 0;
  }
  struct gz_quads_txn *txn = instance->writer;
  instance->writer = NULL;
  return gz_quads_commit(txn, &error) == GZ_OK ? 0
                                               : gz_lmdb_tell(instance, &error);
}

static int
begin_change(struct gz_lmdb *instance) {
  struct gz_error error;
  if (instance->writer) {
    return 0;
  }
  return gz_quads_write(instance->quads, instance->waits, &instance->writer,
                        &error) == GZ_OK
             ? 0
             : gz_lmdb_tell(instance, &error);
}

static int
end_change(struct gz_lmdb *instance) {
  return instance->commits_each ? commit_gathered(instance) : 0;
}

static int
storage_transaction_start(librdf_storage *storage) {
  struct gz_lmdb *instance = gz_lmdb_of(storage);
  if (instance->in_transaction || commit_gathered(instance) ||
      begin_change(instance)) {
    return 1;
  }
  instance->in_transaction = true;
  return 0;
}

static int
storage_transaction_commit(librdf_storage *storage) {
  struct gz_lmdb *instance = gz_lmdb_of(storage);
  if (!instance->in_transaction) {
    return 1;
  }
  instance->in_transaction = false;
  return commit_gathered(instance);
}

static int
storage_transaction_rollback(librdf_storage *storage) {
  struct gz_lmdb *instance = gz_lmdb_of(storage);
  if (!instance->in_transaction) {
    return 1;
  }
  instance->in_transaction = false;
  gz_quads_abort(instance->writer);
  instance->writer = NULL;
  return 0;
}

static int
storage_sync(librdf_storage *storage) {
  return commit_gathered(gz_lmdb_of(storage));
}

/* Opening and closing */

static bool
option_is(librdf_hash *options, const char *name, int value) {
  return options && librdf_hash_get_as_boolean(options, name) == value;
}

static int
storage_init(librdf_storage *storage, const char *name, librdf_hash *options) {
  struct gz_lmdb *instance = calloc(1, sizeof *instance);
  struct gz_error error;
  const bool empty = option_is(options, "new", 1);
  const bool reads = option_is(options, "read-only", 1);
  const bool waits = !option_is(options, "wait", 0);
  char *commit = options ? librdf_hash_get(options, "commit") : NULL;
  const bool each = commit && strcmp(commit, "each") == 0;
  free(commit);
  if (options) {
    librdf_free_hash(options);
  }
  if (!instance) {
    return 1;
  }
  instance->world = librdf_storage_get_world(storage);
  instance->waits = waits;
  instance->commits_each = each;
  librdf_storage_set_instance(storage, instance);
  if (!name) {
    (void)gz_fail(&error, GZ_BAD_ARGUMENT, "It needs the name of a file");
    return gz_lmdb_tell(instance, &error);
  }
  if (gz_quads_open(name, reads ? GZ_QUADS_READ_ONLY : GZ_QUADS_CREATE, 0,
                    &instance->quads, &error) != GZ_OK) {
    return gz_lmdb_tell(instance, &error);
  }
  if (!empty) {
    return 0;
  }
  const struct gz_ids all = GZ_IDS_ANY;
  if (begin_change(instance)) {
    return 1;
  }
  if (gz_quads_remove_all(instance->writer, &all, NULL, &error) != GZ_OK) {
    return gz_lmdb_tell(instance, &error);
  }
  return commit_gathered(instance);
}

static int
storage_open(librdf_storage *storage, librdf_model *model) {
  (void)model;
  return !gz_lmdb_of(storage)->quads;
}

static int
storage_close(librdf_storage *storage) {
  struct gz_lmdb *instance = gz_lmdb_of(storage);
  if (instance->in_transaction) {
    return storage_transaction_rollback(storage);
  }
  return commit_gathered(instance);
}

static void
storage_terminate(librdf_storage *storage) {
  struct gz_lmdb *instance = gz_lmdb_of(storage);
  if (instance) {
    (void)storage_close(storage);
    gz_quads_close(instance->quads);
    free(instance);
    librdf_storage_set_instance(storage, NULL);
  }
}

static int
storage_size(librdf_storage *storage) {
  struct gz_lmdb *instance = gz_lmdb_of(storage);
  struct gz_quads_counts counts = {0};
  struct gz_error error;
  struct gz_quads_txn *txn = gz_lmdb_begin_read(instance);
  if (!txn) {
    return -1;
  }
  const enum gz_status status = gz_quads_count(txn, &counts, &error);
  gz_lmdb_end_read(instance, txn);
  if (status != GZ_OK) {
    gz_lmdb_tell(instance, &error);
    return -1;
  }
  return counts.quads > INT32_MAX ? INT32_MAX : (int)counts.quads;
}

/* Changes */

/** Add a statement to a context, or to the default one. */
static int
add(struct gz_lmdb *instance, librdf_node *context,
    librdf_statement *statement) {
  char tags[2][256];
  struct gz_error error;
  librdf_node *subject = librdf_statement_get_subject(statement);
  librdf_node *predicate = librdf_statement_get_predicate(statement);
  librdf_node *object = librdf_statement_get_object(statement);
  if (!subject || !predicate || !object || begin_change(instance)) {
    return 1;
  }
  const struct gz_quad quad = {.subject = term_of(subject, tags[0]),
                               .predicate = term_of(predicate, tags[0]),
                               .object = term_of(object, tags[0]),
                               .graph = context ? term_of(context, tags[1])
                                                : (struct gz_term){0}};
  if (gz_quads_add(instance->writer, &quad, &error) != GZ_OK) {
    return gz_lmdb_tell(instance, &error);
  }
  return 0;
}

static int
storage_context_add_statement(librdf_storage *storage, librdf_node *context,
                              librdf_statement *statement) {
  struct gz_lmdb *instance = gz_lmdb_of(storage);
  return add(instance, context, statement) || end_change(instance);
}

static int
storage_add_statement(librdf_storage *storage, librdf_statement *statement) {
  return storage_context_add_statement(storage, NULL, statement);
}

static int
storage_context_add_statements(librdf_storage *storage, librdf_node *context,
                               librdf_stream *stream) {
  struct gz_lmdb *instance = gz_lmdb_of(storage);
  for (; !librdf_stream_end(stream); librdf_stream_next(stream)) {
    librdf_statement *statement = librdf_stream_get_object(stream);
    if (!statement || add(instance, context, statement)) {
      return 1;
    }
  }
  return end_change(instance);
}

static int
storage_add_statements(librdf_storage *storage, librdf_stream *stream) {
  return storage_context_add_statements(storage, NULL, stream);
}

enum gz_status
gz_lmdb_find_pattern(struct gz_quads_txn *txn, librdf_statement *statement,
                     librdf_node *context, struct gz_ids *pattern,
                     struct gz_error *error) {
  librdf_node *const nodes[GZ_PARTS] = {
      statement ? librdf_statement_get_subject(statement) : NULL,
      statement ? librdf_statement_get_predicate(statement) : NULL,
      statement ? librdf_statement_get_object(statement) : NULL, context};
  *pattern = GZ_IDS_ANY;
  for (int i = 0; i < GZ_PARTS; ++i) {
    if (nodes[i]) {
      char tag[256];
      const struct gz_term term = term_of(nodes[i], tag);
      enum gz_status status = GZ_OK;
      GZ_TRY(status, gz_quads_find(txn, &term, &pattern->part[i], error));
    }
  }
  return GZ_OK;
}

static int
storage_context_remove_statement(librdf_storage *storage, librdf_node *context,
                                 librdf_statement *statement) {
  struct gz_lmdb *instance = gz_lmdb_of(storage);
  struct gz_error error;
  struct gz_ids quad;
  if (begin_change(instance)) {
    return 1;
  }
  enum gz_status status =
      gz_lmdb_find_pattern(instance->writer, statement, context, &quad, &error);
  if (!context) {
    quad.part[GZ_PART_GRAPH] = GZ_ID_NONE;
  }
  if (status == GZ_OK) {
    status = gz_quads_remove(instance->writer, &quad, &error);
  }
  if (status != GZ_OK && status != GZ_NOT_FOUND) {
    return gz_lmdb_tell(instance, &error);
  }
  return end_change(instance) || status == GZ_NOT_FOUND;
}

static int
storage_remove_statement(librdf_storage *storage, librdf_statement *statement) {
  return storage_context_remove_statement(storage, NULL, statement);
}

static int
storage_context_remove_statements(librdf_storage *storage,
                                  librdf_node *context) {
  struct gz_lmdb *instance = gz_lmdb_of(storage);
  struct gz_error error;
  struct gz_ids pattern;
  if (begin_change(instance)) {
    return 1;
  }
  enum gz_status status =
      gz_lmdb_find_pattern(instance->writer, NULL, context, &pattern, &error);
  if (!context) {
    pattern.part[GZ_PART_GRAPH] = GZ_ID_NONE;
  }
  if (status == GZ_OK) {
    status = gz_quads_remove_all(instance->writer, &pattern, NULL, &error);
  }
  if (status != GZ_OK && status != GZ_NOT_FOUND) {
    return gz_lmdb_tell(instance, &error);
  }
  return end_change(instance);
}

static librdf_stream *
storage_serialise(librdf_storage *storage) {
  return gz_lmdb_stream(storage, NULL, NULL, false);
}

static librdf_stream *
storage_find_statements(librdf_storage *storage, librdf_statement *statement) {
  return gz_lmdb_stream(storage, statement, NULL, false);
}

static librdf_stream *
storage_find_statements_in_context(librdf_storage *storage,
                                   librdf_statement *statement,
                                   librdf_node *context) {
  return gz_lmdb_stream(storage, statement, context, false);
}

static librdf_stream *
storage_context_serialise(librdf_storage *storage, librdf_node *context) {
  return gz_lmdb_stream(storage, NULL, context, !context);
}

static int
storage_contains_statement(librdf_storage *storage,
                           librdf_statement *statement) {
  struct gz_lmdb *instance = gz_lmdb_of(storage);
  struct gz_error error;
  struct gz_ids pattern;
  uint64_t count = 0;
  struct gz_quads_txn *txn = gz_lmdb_begin_read(instance);
  if (!txn) {
    return 0;
  }
  enum gz_status status =
      gz_lmdb_find_pattern(txn, statement, NULL, &pattern, &error);
  if (status == GZ_OK) {
    status = gz_quads_estimate(txn, &pattern, &count, &error);
  }
  gz_lmdb_end_read(instance, txn);
  if (status != GZ_OK && status != GZ_NOT_FOUND) {
    gz_lmdb_tell(instance, &error);
  }
  return status == GZ_OK && count > 0;
}

static librdf_node *
storage_get_feature(librdf_storage *storage, librdf_uri *feature) {
  const char *name = (const char *)librdf_uri_as_string(feature);
  if (strcmp(name, LIBRDF_MODEL_FEATURE_CONTEXTS) != 0) {
    return NULL;
  }
  return librdf_new_node_from_typed_literal(
      gz_lmdb_of(storage)->world, (const unsigned char *)"1", NULL, NULL);
}

static void
fill_factory(librdf_storage_factory *factory) {
  factory->version = LIBRDF_STORAGE_INTERFACE_VERSION;
  factory->init = storage_init;
  factory->terminate = storage_terminate;
  factory->open = storage_open;
  factory->close = storage_close;
  factory->size = storage_size;
  factory->add_statement = storage_add_statement;
  factory->add_statements = storage_add_statements;
  factory->remove_statement = storage_remove_statement;
  factory->contains_statement = storage_contains_statement;
  factory->serialise = storage_serialise;
  factory->find_statements = storage_find_statements;
  factory->context_add_statement = storage_context_add_statement;
  factory->context_remove_statement = storage_context_remove_statement;
  factory->context_serialise = storage_context_serialise;
  factory->context_add_statements = storage_context_add_statements;
  factory->context_remove_statements = storage_context_remove_statements;
  factory->find_statements_in_context = storage_find_statements_in_context;
  factory->get_contexts = gz_lmdb_contexts;
  factory->get_feature = storage_get_feature;
  factory->sync = storage_sync;
  factory->transaction_start = storage_transaction_start;
  factory->transaction_commit = storage_transaction_commit;
  factory->transaction_rollback = storage_transaction_rollback;
}

enum gz_status
gz_storage_register(struct librdf_world_s *world) {
  return librdf_storage_register_factory(world, "lmdb", "Gazette's store",
                                         fill_factory) == 0
             ? GZ_OK
             : GZ_NO_MEMORY;
}
