// Loads RDF files into a store, each in a transaction of its own.

#include "graph/load.h"
#include "graph/store.h"
#include "input/buffer.h"
#include "ontology/iri.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/** Where the progress of a load is told. */
struct loading {
  const struct gz_callbacks *callbacks;
  struct gz_progress before; /**< What earlier files came to */
};

static bool
tell_load(void *data, const struct gz_load_counts *counts) {
  const struct loading *loading = data;
  const struct gz_callbacks *callbacks = loading->callbacks;
  if (callbacks && callbacks->progress) {
    const struct gz_progress progress = {
        .quads = loading->before.quads + counts->quads,
        .bytes = loading->before.bytes + counts->bytes,
    };
    callbacks->progress(callbacks->handle, &progress);
  }
  return !(callbacks && callbacks->cancel && *callbacks->cancel);
}

/** Load one open file in a transaction of its own. */
static enum gz_status
load_file(struct gz_store *store, FILE *file, struct gz_load_options *options,
          struct gz_load_counts *counts, struct gz_error *error) {
  struct gz_quads_txn *txn = NULL;
  enum gz_status status;
  GZ_TRY(status, gz_quads_write(store->quads, store->wait, &txn, error));
  status = gz_load(txn, options, gz_rdf_source_file, file, counts, error);
  if (status == GZ_OK) {
    return gz_quads_commit(txn, error);
  }
  gz_quads_abort(txn);
  return status;
}

/**
 * The file IRI of an absolute path (RFC 8089), to be freed; null if memory is
 * out.  What is not unreserved, nor a slash, is escaped.
 */
static char *
file_iri(const char *path) {
  static const char digits[] = "0123456789ABCDEF";
  static const char kept[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
                             "uvwxyz0123456789-._~/";
  struct gz_buffer iri;
  gz_buffer_init(&iri, GZ_MAX_FIELD_BYTES);
  enum gz_status status = gz_buffer_puts(&iri, "file://");
  for (const char *at = path; status == GZ_OK && *at; ++at) {
    const unsigned char c = (unsigned char)*at;
    if (strchr(kept, *at)) {
      status = gz_buffer_putc(&iri, *at);
    } else {
      const char escape[] = {'%', digits[c >> 4], digits[c & 15]};
      status = gz_buffer_add(&iri, gz_str_n(escape, sizeof escape));
    }
  }
  if (status != GZ_OK) {
    gz_buffer_free(&iri);
  }
  return iri.data;
}

/** Load a file by its name: the format is that of its ending. */
static enum gz_status
load_named(struct gz_store *store, const char *name,
           struct gz_load_options *options, struct gz_load_counts *counts,
           struct gz_error *error) {
  if (gz_rdf_format_find(gz_str(name), &options->format) != GZ_OK) {
    return gz_fail(error, GZ_BAD_INPUT,
                   "No format of RDF is known by this ending");
  }
  FILE *file = fopen(name, "rb");
  if (!file) {
    return gz_fail_system(error, errno, "Cannot open");
  }
  char *path = realpath(name, NULL);
  char *base = path ? file_iri(path) : NULL;
  options->base = gz_str(base);
  options->name = name;
  const enum gz_status status = load_file(store, file, options, counts, error);
  (void)fclose(file);
  free(path);
  free(base);
  return status;
}

enum gz_status
gz_store_load(struct gz_store *store, const char *const *files, size_t n_files,
              const char *graph, const struct gz_callbacks *callbacks,
              struct gz_error *error) {
  struct loading loading = {.callbacks = callbacks};
  struct gz_load_options options = {.data = &loading, .progress = tell_load};
  bool some_failed = false;
  if (graph) {
    if (gz_iri_check(gz_str(graph), NULL) != GZ_OK) {
      return gz_fail(error, GZ_BAD_ARGUMENT, "'%s' is no absolute IRI", graph);
    }
    options.graph = gz_term_iri(gz_str(graph));
  }
  for (size_t i = 0; i < n_files; ++i) {
    struct gz_load_counts counts = {0};
    struct gz_error failure = {0};
    const enum gz_status status =
        load_named(store, files[i], &options, &counts, &failure);
    if (status == GZ_OK) {
      loading.before.quads += counts.quads;
      loading.before.bytes += counts.bytes;
      continue;
    }
    gz_error_in_file(&failure, files[i]);
    if (status != GZ_BAD_INPUT && status != GZ_TOO_LARGE && status != GZ_IO) {
      if (error) {
        *error = failure;
      }
      return status;
    }
    some_failed = true;
    if (callbacks && callbacks->report) {
      callbacks->report(callbacks->handle, &failure);
    }
  }
  return some_failed
             ? gz_fail(error, GZ_BAD_INPUT, "Some files were not loaded")
             : GZ_OK;
}
