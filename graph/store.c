#include "graph/store.h"

#include "graph/writer.h"
#include "ontology/iri.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum gz_status
gz_store_open(const char *path, enum gz_store_mode mode, bool wait,
              struct gz_store **store, struct gz_error *error) {
  struct gz_store *made = calloc(1, sizeof *made);
  if (made && path) {
    made->path = strdup(path);
  }
  if (!made || (path && !made->path)) {
    free(made);
    return gz_fail(error, GZ_NO_MEMORY, "No memory to open a store");
  }
  made->wait = wait;
  enum gz_status status = GZ_OK;
  if (mode == GZ_STORE_MEMORY) {
    status = gz_quads_open_temporary("/tmp", &made->quads, error);
  } else {
    const unsigned flags = mode == GZ_STORE_READ ? (unsigned)GZ_QUADS_READ_ONLY
                                                 : (unsigned)GZ_QUADS_CREATE;
    status = gz_quads_open(path, flags, 0, &made->quads, error);
  }
  if (status != GZ_OK) {
    gz_store_close(made);
    gz_error_in_file(error, path);
    return status;
  }
  *store = made;
  return GZ_OK;
}

void
gz_store_close(struct gz_store *store) {
  if (store) {
    gz_quads_close(store->quads);
    free(store->path);
    free(store);
  }
}

/** The graph of provenance that goes with the base of an article's IRI. */
static struct gz_str
meta_of(struct gz_arena *arena, struct gz_str article) {
  size_t slash = article.size;
  for (int level = 0; level < 2; ++level) {
    while (slash > 0 && article.data[slash - 1] != '/') {
      --slash;
    }
    slash -= slash > 0 && level == 0;
  }
  return gz_iri_meta(arena, gz_str_part(article, 0, slash));
}

/** Remove what has `subject` (a term that may be unknown) in `graph`. */
static enum gz_status
remove_all(struct gz_quads_txn *txn, struct gz_str subject, struct gz_str graph,
           struct gz_error *error) {
  struct gz_ids pattern = GZ_IDS_ANY;
  const struct gz_term graph_term = gz_term_iri(graph);
  const struct gz_term subject_term = gz_term_iri(subject);
  enum gz_status status =
      gz_quads_find(txn, &graph_term, &pattern.part[GZ_PART_GRAPH], error);
  if (status == GZ_OK && subject.size) {
    status = gz_quads_find(txn, &subject_term, &pattern.part[GZ_PART_SUBJECT],
                           error);
  }
  if (status == GZ_NOT_FOUND) {
    return GZ_OK;
  }
  return status == GZ_OK ? gz_quads_remove_all(txn, &pattern, NULL, error)
                         : status;
}

/** Remove the graph of `article` and what `{base}meta` says of it. */
static enum gz_status
remove_article(struct gz_quads_txn *txn, struct gz_arena *arena,
               struct gz_str article, struct gz_error *error) {
  const struct gz_str meta = meta_of(arena, article);
  const struct gz_str run = gz_iri_extraction(arena, article);
  if (!meta.data || !run.data) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory to remove an article");
  }
  enum gz_status status;
  GZ_TRY(status, remove_all(txn, (struct gz_str){NULL, 0}, article, error));
  GZ_TRY(status, remove_all(txn, article, meta, error));
  return remove_all(txn, run, meta, error);
}

static enum gz_status
add_all(struct gz_quads_txn *txn, const struct gz_statements *statements,
        struct gz_error *error) {
  const uint32_t n_terms = gz_statements_n_terms(statements);
  gz_id *ids = malloc((n_terms + (size_t)1) * sizeof *ids);
  enum gz_status status =
      ids ? GZ_OK : gz_fail(error, GZ_NO_MEMORY, "No memory for an article");
  for (uint32_t i = 1; status == GZ_OK && i <= n_terms; ++i) {
    const struct gz_term term = gz_statements_get(statements, i);
    status = gz_quads_intern(txn, &term, &ids[i], error);
  }
  const size_t count = gz_statements_count(statements);
  for (size_t i = 0; status == GZ_OK && i < count; ++i) {
    const struct gz_quad_ids of = gz_statements_ids(statements, i);
    const struct gz_ids quad = {
        .part = {
            [GZ_PART_SUBJECT] = ids[of.subject],
            [GZ_PART_PREDICATE] = ids[of.predicate],
            [GZ_PART_OBJECT] = ids[of.object],
            [GZ_PART_GRAPH] = of.graph ? ids[of.graph] : GZ_ID_NONE,
        }};
    status = gz_quads_add_ids(txn, &quad, error);
  }
  free(ids);
  return status;
}

enum gz_status
gz_store_put(struct gz_quads_txn *txn, struct gz_str article,
             const struct gz_statements *statements, struct gz_error *error) {
  struct gz_arena *arena = gz_arena_new(0);
  enum gz_status status =
      arena ? remove_article(txn, arena, article, error)
            : gz_fail(error, GZ_NO_MEMORY, "No memory to add an article");
  gz_arena_free(arena);
  return status == GZ_OK ? add_all(txn, statements, error) : status;
}

/* Listing and finding articles */

/** A listing and what it is sorted by. */
struct row {
  struct gz_listing listing;
  struct gz_str iri;
};

static int
compare_rows(const void *a, const void *b) {
  const struct row *one = a;
  const struct row *other = b;
  const int order = strcmp(one->listing.date, other->listing.date);
  return order ? order : gz_str_compare(one->iri, other->iri);
}

static struct row
row_of(struct gz_store_view *view, gz_id article) {
  struct gz_ids graph = GZ_IDS_ANY;
  graph.part[GZ_PART_GRAPH] = article;
  struct row row = {.iri = gz_store_term(view, article).value};
  (void)gz_quads_estimate(view->txn, &graph, &row.listing.quads, NULL);
  // What comes from the view's arena ends in a NUL.
  const struct gz_str title = gz_store_text(view, article, GZ_PROPERTY_TITLE);
  const struct gz_str date = gz_store_text(view, article, GZ_PROPERTY_ISSUED);
  const struct gz_str source = gz_store_text(view, article, GZ_PROPERTY_SOURCE);
  const struct gz_str publisher =
      gz_store_text(view, article, GZ_PROPERTY_PUBLISHER);
  row.listing.article = row.iri.data;
  row.listing.title = title.size ? title.data : "";
  row.listing.date = date.size ? date.data : "";
  row.listing.source = source.size ? source.data : "";
  row.listing.publisher = publisher.size ? publisher.data : "";
  return row;
}

static enum gz_status
articles_of(struct gz_store_view *view, struct gz_store_ids *articles,
            struct gz_error *error) {
  *articles = (struct gz_store_ids){NULL, 0};
  const gz_id type = gz_store_vocab_id(view, GZ_CLASS_ARTICLE);
  return type == GZ_ID_NONE
             ? GZ_OK
             : gz_store_subjects(view, GZ_PROPERTY_TYPE, type, articles, error);
}

enum gz_status
gz_store_list(struct gz_store *store,
              enum gz_status (*each)(void *handle,
                                     const struct gz_listing *listing),
              void *handle, struct gz_error *error) {
  struct gz_store_view view = {0};
  struct gz_store_ids articles = {NULL, 0};
  struct row *rows = NULL;
  enum gz_status status = gz_store_view_open(store, &view, error);
  if (status == GZ_OK) {
    status = articles_of(&view, &articles, error);
  }
  if (status == GZ_OK && articles.count) {
    rows = gz_arena_array(view.arena, articles.count, sizeof *rows);
    status =
        rows ? GZ_OK : gz_fail(error, GZ_NO_MEMORY, "No memory for the list");
  }
  for (size_t i = 0; status == GZ_OK && i < articles.count; ++i) {
    rows[i] = row_of(&view, articles.items[i]);
  }
  if (status == GZ_OK && articles.count) {
    qsort(rows, articles.count, sizeof *rows, compare_rows);
  }
  for (size_t i = 0; status == GZ_OK && i < articles.count; ++i) {
    status = each(handle, &rows[i].listing);
    if (status != GZ_OK) {
      (void)gz_fail(error, status, "%s", gz_status_message(status));
    }
  }
  gz_store_view_close(&view);
  return status;
}

static bool
is_named(struct gz_store_view *view, gz_id article, struct gz_str name) {
  const struct gz_str iri = gz_store_term(view, article).value;
  return gz_str_equal(iri, name) ||
         (name.size == GZ_ARTICLE_DIGITS && gz_str_ends(iri, name) &&
          iri.data[iri.size - name.size - 1] == '/') ||
         gz_str_equal(gz_store_text(view, article, GZ_PROPERTY_SOURCE), name);
}

/** Find the articles with that name, IRI or source: each is to go. */
static enum gz_status
find_articles(struct gz_store_view *view, struct gz_str name,
              struct gz_store_ids *found, struct gz_error *error) {
  enum gz_status status;
  GZ_TRY(status, articles_of(view, found, error));
  size_t kept = 0;
  for (size_t i = 0; i < found->count; ++i) {
    if (is_named(view, found->items[i], name)) {
      found->items[kept++] = found->items[i];
    }
  }
  found->count = kept;
  return kept ? GZ_OK
              : gz_fail(error, GZ_NOT_FOUND, "No article %.*s in the store",
                        GZ_STR_ARGS(name));
}

enum gz_status
gz_store_retract(struct gz_store *store, const char *article,
                 struct gz_error *error) {
  struct gz_store_view view = {0};
  struct gz_store_ids found = {NULL, 0};
  enum gz_status status = gz_store_view_open(store, &view, error);
  if (status == GZ_OK) {
    status = find_articles(&view, gz_str(article), &found, error);
  }
  struct gz_quads_txn *txn = NULL;
  if (status == GZ_OK) {
    status = gz_quads_write(store->quads, store->wait, &txn, error);
  }
  for (size_t i = 0; status == GZ_OK && i < found.count; ++i) {
    const struct gz_term term = gz_store_term(&view, found.items[i]);
    status = remove_article(txn, view.arena, term.value, error);
  }
  gz_store_view_close(&view);
  if (txn && status == GZ_OK) {
    status = gz_quads_commit(txn, error);
  } else {
    gz_quads_abort(txn);
  }
  gz_error_in_file(error, store->path);
  return status;
}

/* Whole stores */

/** Write what a scan finds.  A writer that does not stream sorts by itself. */
static enum gz_status
write_graph(struct gz_store_view *view, gz_id graph, struct gz_writer *writer,
            const struct gz_callbacks *callbacks, struct gz_error *error) {
  struct gz_ids pattern = GZ_IDS_ANY;
  pattern.part[GZ_PART_GRAPH] = graph;
  struct gz_quads_cursor *cursor = NULL;
  enum gz_status status;
  GZ_TRY(status,
         gz_quads_scan(view->txn, &pattern, GZ_ORDER_GSPO, 0, &cursor, error));
  struct gz_progress progress = {0};
  struct gz_ids ids;
  while (status == GZ_OK && (status = gz_quads_next(cursor, &ids)) == GZ_OK) {
    char room[GZ_PARTS][GZ_TERM_ROOM];
    struct gz_term terms[GZ_PARTS];
    for (int i = 0; status == GZ_OK && i < GZ_PARTS; ++i) {
      terms[i] = (struct gz_term){.kind = GZ_TERM_NONE};
      if (ids.part[i] != GZ_ID_NONE) {
        status =
            gz_quads_term(view->txn, ids.part[i], room[i], &terms[i], error);
      }
    }
    if (status == GZ_OK) {
      const struct gz_quad quad = {terms[GZ_PART_SUBJECT],
                                   terms[GZ_PART_PREDICATE],
                                   terms[GZ_PART_OBJECT], terms[GZ_PART_GRAPH]};
      status = gz_writer_quad(writer, &quad, error);
    }
    if (callbacks && callbacks->progress && ++progress.quads % 4096 == 0) {
      callbacks->progress(callbacks->handle, &progress);
    }
  }
  gz_quads_cursor_free(cursor);
  return status == GZ_END ? GZ_OK : status;
}

enum gz_status
gz_store_export(struct gz_store *store, const char *format, const char *graph,
                FILE *out, const struct gz_callbacks *callbacks,
                struct gz_error *error) {
  const struct gz_format *known = gz_format_find(gz_str(format));
  if (!known) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "Unknown format '%s'", format);
  }
  struct gz_store_view view = {0};
  struct gz_writer *writer = NULL;
  gz_id id = GZ_ID_ANY;
  enum gz_status status = gz_store_view_open(store, &view, error);
  if (status == GZ_OK && graph) {
    id = gz_store_iri_id(&view, gz_str(graph));
    if (id == GZ_ID_NONE) {
      status = gz_fail(error, GZ_NOT_FOUND, "No graph %s in the store", graph);
    }
  }
  if (status == GZ_OK) {
    status = gz_writer_new(known, NULL, 0, gz_sink_file(out), &writer, error);
  }
  if (status == GZ_OK) {
    status = write_graph(&view, id, writer, callbacks, error);
  }
  if (status == GZ_OK) {
    status = gz_writer_end(writer, error);
  }
  gz_writer_free(writer);
  gz_store_view_close(&view);
  return status;
}

enum gz_status
gz_store_stats(struct gz_store *store, struct gz_store_stats *stats,
               struct gz_error *error) {
  struct gz_store_view view = {0};
  struct gz_quads_counts counts = {0};
  struct gz_store_ids articles = {NULL, 0};
  struct stat file = {0};
  enum gz_status status = gz_store_view_open(store, &view, error);
  if (status == GZ_OK) {
    status = gz_quads_count(view.txn, &counts, error);
  }
  if (status == GZ_OK) {
    status = articles_of(&view, &articles, error);
  }
  gz_store_view_close(&view);
  if (status != GZ_OK) {
    return status;
  }
  if (store->path) {
    (void)stat(store->path, &file);
  }
  *stats = (struct gz_store_stats){
      .quads = counts.quads,
      .graphs = counts.graphs,
      .articles = articles.count,
      .terms = counts.terms,
      .bytes = (uint64_t)file.st_size,
  };
  return GZ_OK;
}

static void
report_fault(void *data, const char *message) {
  const struct gz_callbacks *callbacks = data;
  if (callbacks && callbacks->report) {
    struct gz_error error;
    (void)gz_fail(&error, GZ_CORRUPT, "%s", message);
    callbacks->report(callbacks->handle, &error);
  }
}

enum gz_status
gz_store_verify(struct gz_store *store, const struct gz_callbacks *callbacks,
                struct gz_error *error) {
  if (!store->path) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "Only a store on disk is verified");
  }
  // The data pointer is not const in the callback's type; it is only read.
  struct gz_callbacks copy = callbacks ? *callbacks : (struct gz_callbacks){0};
  const enum gz_status status =
      gz_quads_verify(store->path, report_fault, &copy, error);
  gz_error_in_file(error, store->path);
  return status;
}

enum gz_status
gz_store_compact(const char *path, bool wait, struct gz_error *error) {
  (void)wait;
  const enum gz_status status = gz_quads_compact(path, error);
  gz_error_in_file(error, path);
  return status;
}
