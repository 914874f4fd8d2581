// Reads articles into a store, some of them in one transaction.

#include "graph/gazette.h"

#include "graph/pipeline.h"
#include "graph/resources.h"
#include "graph/store.h"
#include "ontology/iri.h"

/** Quads after which what was added is committed: some tens of articles. */
#define COMMIT_QUADS 16384

/** Where articles that are read go. */
struct adding {
  struct gz_store *store;
  const struct gz_gazette *gazette;
  const struct gz_callbacks *callbacks; /**< The caller's, or null */
  bool commits_each;
  struct gz_quads_txn *txn;    /**< Of articles not committed, or null */
  size_t quads;                /**< In them */
  struct gz_progress progress; /**< With them */
};

static enum gz_status
commit(struct adding *adding, struct gz_error *error) {
  struct gz_quads_txn *txn = adding->txn;
  adding->txn = NULL;
  adding->quads = 0;
  return gz_quads_commit(txn, error);
}

static enum gz_status
add_statements(struct adding *adding, struct gz_str iri,
               const struct gz_statements *statements, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  if (!adding->txn) {
    GZ_TRY(status, gz_quads_write(adding->store->quads, adding->store->wait,
                                  &adding->txn, error));
  }
  status = gz_store_put(adding->txn, iri, statements, error);
  if (status != GZ_OK) {
    gz_quads_abort(adding->txn);
    adding->txn = NULL;
    return status;
  }
  adding->quads += gz_statements_count(statements);
  return adding->commits_each || adding->quads >= COMMIT_QUADS
             ? commit(adding, error)
             : GZ_OK;
}

static enum gz_status
add_reading(void *handle, struct gz_reading *reading, struct gz_error *error) {
  struct adding *adding = handle;
  const struct gz_str iri =
      gz_iri_article(reading->article.arena, gz_str(adding->gazette->base),
                     gz_str(reading->article.sha256));
  if (!iri.data) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for an article");
  }
  const enum gz_status status =
      add_statements(adding, iri, reading->statements, error);
  if (status != GZ_OK) {
    gz_error_in_file(error, adding->store->path);
  }
  return status;
}

/* The caller's callbacks, but that progress is told once it is on the disk */

static void
report(void *handle, const struct gz_error *error) {
  const struct adding *adding = handle;
  if (adding->callbacks->report) {
    adding->callbacks->report(adding->callbacks->handle, error);
  }
}

static void
notice(void *handle, const struct gz_error *error) {
  const struct adding *adding = handle;
  if (adding->callbacks->notice) {
    adding->callbacks->notice(adding->callbacks->handle, error);
  }
}

static void
progress(void *handle, const struct gz_progress *progress) {
  struct adding *adding = handle;
  adding->progress = *progress;
  if (!adding->txn && adding->callbacks->progress) {
    adding->callbacks->progress(adding->callbacks->handle, progress);
  }
}

enum gz_status
gz_store_add(struct gz_store *store, const struct gz_gazette *gazette,
             const struct gz_work *work, const struct gz_callbacks *callbacks,
             struct gz_error *error) {
  const struct gz_callbacks none = {0};
  struct adding adding = {
      .store = store,
      .gazette = gazette,
      .callbacks = callbacks ? callbacks : &none,
      // What comes through a pipe may be long in coming.
      .commits_each = gz_work_bytes(work) == 0,
  };
  const struct gz_callbacks own = {
      .handle = &adding,
      .report = report,
      .notice = notice,
      .progress = progress,
      .cancel = adding.callbacks->cancel,
  };
  enum gz_status status = gz_pipeline_run(gazette, work, GZ_PIPELINE_DESCRIBE,
                                          add_reading, &adding, &own, error);
  if (!adding.txn) {
    return status;
  }
  struct gz_error failure;
  const enum gz_status committed = commit(&adding, &failure);
  if (committed == GZ_OK) {
    progress(&adding, &adding.progress);
    return status;
  }
  gz_error_in_file(&failure, store->path);
  if (error) {
    *error = failure;
  }
  return committed;
}
