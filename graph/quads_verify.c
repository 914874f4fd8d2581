// Comparing everything in a store with everything else.
#include "config.h"

#include "graph/quads_format.h"
#include "graph/quads_pages.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_REPORTS 100

static const char *const order_names[GZ_ORDERS] = {
    "spog", "posg", "psog", "ospg", "gspo", "gpos", "gosp"};
static const char *const part_names[GZ_PARTS] = {"subject", "predicate",
                                                 "object", "graph"};

/** A comparison under way. */
struct verify {
  struct gz_quads_txn *txn;
  gz_quads_report *report;
  void *data;
  unsigned reports;
  bool wrong;
};

static void wrong(struct verify *verify, const char *format, ...)
    GZ_PRINTF(2, 3);

static void
wrong(struct verify *verify, const char *format, ...) {
  char message[256];
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  verify->wrong = true;
  if (verify->report && verify->reports < MAX_REPORTS) {
    verify->report(verify->data, message);
  }
  ++verify->reports;
}

/** What a pass over all quads of an order finds. */
struct pass {
  uint64_t quads;
  uint64_t keys;  /**< Different first parts */
  uint64_t pairs; /**< Different first two parts */
  uint64_t sum;   /**< Of the quads' hashes: the same in every order */
};

/** The row of the predicates' table must be that of a pass over one. */
static void
check_predicate(struct verify *verify, gz_id predicate, uint64_t pairs,
                enum gz_order order) {
  struct gz_predicate_counts counts;
  if (gz_quads_count_predicate(verify->txn, predicate, &counts, NULL) !=
      GZ_OK) {
    wrong(verify, "The counts of predicate %llx cannot be read",
          (unsigned long long)predicate);
    return;
  }
  const bool subjects = order == GZ_ORDER_PSOG;
  if ((subjects ? counts.subjects : counts.objects) != pairs) {
    wrong(verify, "Predicate %llx is counted with %llu different %s, not %llu",
          (unsigned long long)predicate,
          (unsigned long long)(subjects ? counts.subjects : counts.objects),
          subjects ? "subjects" : "objects", (unsigned long long)pairs);
  }
}

static enum gz_status
run_pass(struct verify *verify, enum gz_order order, struct pass *pass) {
  const struct gz_ids any = GZ_IDS_ANY;
  const enum gz_part *parts = gz_order_parts(order);
  struct gz_quads_cursor *cursor = NULL;
  enum gz_status status =
      gz_quads_scan(verify->txn, &any, order, 0, &cursor, NULL);
  struct gz_ids quad;
  struct gz_ids last = {{0}};
  uint64_t key_pairs = 0;
  *pass = (struct pass){0};
  const bool counts = order == GZ_ORDER_PSOG || order == GZ_ORDER_POSG;
  while (status == GZ_OK && (status = gz_quads_next(cursor, &quad)) == GZ_OK) {
    const bool first = !pass->quads;
    const bool new_key = first || quad.part[parts[0]] != last.part[parts[0]];
    if (new_key && !first && counts) {
      check_predicate(verify, last.part[parts[0]], key_pairs, order);
    }
    key_pairs = new_key ? 0 : key_pairs;
    pass->keys += new_key;
    if (new_key || quad.part[parts[1]] != last.part[parts[1]]) {
      ++pass->pairs;
      ++key_pairs;
    }
    if (!first && gz_ids_compare(&last, &quad, parts) >= 0) {
      wrong(verify, "%s: quads are out of order", order_names[order]);
    }
    pass->sum +=
        gz_record_hash(verify->txn->meta.hash_key,
                       gz_str_n((const char *)quad.part, sizeof quad.part));
    ++pass->quads;
    last = quad;
  }
  if (pass->quads && counts) {
    check_predicate(verify, last.part[parts[0]], key_pairs, order);
  }
  gz_quads_cursor_free(cursor);
  return status == GZ_END ? GZ_OK : status;
}

/** Say which quads of one order another has not. */
static void
find_missing(struct verify *verify, enum gz_order from, enum gz_order in) {
  const struct gz_ids any = GZ_IDS_ANY;
  struct gz_quads_cursor *cursor = NULL;
  struct gz_quads_cursor *probe = NULL;
  struct gz_ids quad;
  struct gz_ids found;
  if (gz_quads_scan(verify->txn, &any, from, 0, &cursor, NULL) == GZ_OK &&
      gz_quads_scan(verify->txn, &any, in, 0, &probe, NULL) == GZ_OK) {
    while (gz_quads_next(cursor, &quad) == GZ_OK &&
           verify->reports < MAX_REPORTS) {
      if (gz_quads_rescan(probe, &quad, in, 0, NULL) != GZ_OK ||
          gz_quads_next(probe, &found) != GZ_OK) {
        wrong(verify, "%s has not the quad %llx %llx %llx %llx of %s",
              order_names[in], (unsigned long long)quad.part[0],
              (unsigned long long)quad.part[1],
              (unsigned long long)quad.part[2],
              (unsigned long long)quad.part[3], order_names[from]);
      }
    }
  }
  gz_quads_cursor_free(cursor);
  gz_quads_cursor_free(probe);
}

static void
check_count(struct verify *verify, const char *what, uint64_t said,
            uint64_t found) {
  if (said != found) {
    wrong(verify, "The store counts %llu %s, but has %llu",
          (unsigned long long)said, what, (unsigned long long)found);
  }
}

/** Every order must hold the same quads, and as many as are counted. */
static enum gz_status
check_orders(struct verify *verify) {
  const struct gz_quads_counts *counts = &verify->txn->meta.counts;
  struct pass first = {0};
  for (int i = 0; i < GZ_ORDERS; ++i) {
    const enum gz_order order = (enum gz_order)i;
    struct pass pass;
    enum gz_status status = GZ_OK;
    GZ_TRY(status, run_pass(verify, order, &pass));
    if (order == GZ_ORDER_SPOG) {
      first = pass;
      check_count(verify, "quads", counts->quads, pass.quads);
      check_count(verify, "subjects", counts->subjects, pass.keys);
    } else if (order == GZ_ORDER_PSOG) {
      MDB_stat info = {0};
      check_count(verify, "predicates", counts->predicates, pass.keys);
      (void)mdb_stat(verify->txn->mdb, verify->txn->quads->predicates, &info);
      check_count(verify, "rows of predicates", info.ms_entries, pass.keys);
    } else if (order == GZ_ORDER_OSPG) {
      check_count(verify, "objects", counts->objects, pass.keys);
    } else if (order == GZ_ORDER_GSPO) {
      check_count(verify, "graphs", counts->graphs, pass.keys);
    }
    if (pass.quads != first.quads || pass.sum != first.sum) {
      wrong(verify, "%s holds other quads than spog", order_names[i]);
      find_missing(verify, GZ_ORDER_SPOG, order);
      find_missing(verify, order, GZ_ORDER_SPOG);
    }
  }
  return GZ_OK;
}

/** Every id that a quad has must stand for a term of a kind that fits. */
static enum gz_status
check_ids(struct verify *verify) {
  for (int i = 0; i < GZ_PARTS; ++i) {
    enum gz_status status = GZ_OK;
    gz_id id = 0;
    while ((status = gz_quads_next_term(verify->txn, (enum gz_part)i, id, &id,
                                        NULL, NULL)) == GZ_OK) {
      char room[GZ_TERM_ROOM];
      struct gz_term term;
      gz_id again = 0;
      if (gz_quads_term(verify->txn, id, room, &term, NULL) != GZ_OK) {
        wrong(verify, "The %s %llx is no term", part_names[i],
              (unsigned long long)id);
      } else if (gz_id_is_inline(id) &&
                 (gz_id_encode(&term, &again) != GZ_OK || again != id)) {
        wrong(verify, "The %s %llx is not written as its term is",
              part_names[i], (unsigned long long)id);
      } else if (term.kind != GZ_TERM_IRI &&
                 (i == GZ_PART_PREDICATE ||
                  (i != GZ_PART_OBJECT && term.kind != GZ_TERM_BLANK))) {
        wrong(verify, "The %s %llx is of a kind that it cannot be",
              part_names[i], (unsigned long long)id);
      }
    }
    if (status != GZ_END) {
      return status;
    }
  }
  return GZ_OK;
}

/** A term must be found by its own text. */
static void
check_term(struct verify *verify, uint64_t number, struct gz_str record) {
  struct gz_term term;
  gz_id id = 0;
  if (!gz_record_read(record, &term)) {
    wrong(verify, "The record of term %llu is damaged",
          (unsigned long long)number);
  } else if (number >= verify->txn->meta.next_number) {
    wrong(verify, "Term %llu has a number not yet given",
          (unsigned long long)number);
  } else if (gz_quads_find(verify->txn, &term, &id, NULL) != GZ_OK ||
             (id & GZ_ID_NUMBER_MASK) != number || !gz_id_has_record(id) ||
             gz_id_kind(id) != term.kind) {
    wrong(verify, "Term %llu is not found by its text",
          (unsigned long long)number);
  }
}

static enum gz_status
check_terms(struct verify *verify) {
  const struct gz_quads *quads = verify->txn->quads;
  MDB_cursor *cursor = NULL;
  MDB_stat info = {0};
  MDB_val key;
  MDB_val data;
  uint64_t count = 0;
  int code = mdb_cursor_open(verify->txn->mdb, quads->terms, &cursor);
  while (!code && !(code = mdb_cursor_get(cursor, &key, &data, MDB_NEXT))) {
    if (key.mv_size != 8) {
      wrong(verify, "A term's number has a wrong size");
    } else {
      check_term(verify, gz_get64(key.mv_data),
                 gz_str_n(data.mv_data, data.mv_size));
    }
    ++count;
  }
  if (cursor) {
    mdb_cursor_close(cursor);
  }
  check_count(verify, "terms", verify->txn->meta.counts.terms, count);
  (void)mdb_stat(verify->txn->mdb, quads->hashes, &info);
  check_count(verify, "hashes", info.ms_entries, count);
  return code == MDB_NOTFOUND ? GZ_OK
                              : gz_quads_mdb_fail(NULL, code, "read terms");
}

/** Check the pages, while nobody writes. */
static enum gz_status
check_pages(const char *path, gz_quads_report *report, void *data,
            struct gz_error *error) {
  int fd = -1;
  struct gz_meta_page meta;
  enum gz_status status = GZ_OK;
  status = gz_file_open(path, 0, false, &fd, error);
  // On a medium that cannot be written nobody writes.
  const bool locks = status == GZ_OK;
  if (status == GZ_IO) {
    status = gz_file_open(path, GZ_QUADS_READ_ONLY, false, &fd, error);
  }
  if (status != GZ_OK) {
    return status;
  }
  if (locks && gz_file_lock(fd, F_WRLCK, GZ_LOCK_WRITER, true) != 0) {
    status = gz_fail(error, GZ_BUSY, "Cannot lock %s", path);
  } else {
    status = gz_pages_head(fd, path, &meta, error);
    if (status == GZ_OK) {
      status = gz_pages_check(fd, &meta, report, data, error);
    } else if (status == GZ_END) {
      status = gz_fail(error, GZ_CORRUPT, "%s is empty", path);
    }
  }
  (void)close(fd);
  return status;
}

enum gz_status
gz_quads_verify(const char *path, gz_quads_report *report, void *data,
                struct gz_error *error) {
  struct verify verify = {.report = report, .data = data};
  struct gz_quads *quads = NULL;
  enum gz_status status = check_pages(path, report, data, error);
  if (status == GZ_OK) {
    status = gz_quads_open(path, GZ_QUADS_READ_ONLY, 0, &quads, error);
  }
  if (status == GZ_OK) {
    status = gz_quads_read(quads, &verify.txn, error);
  }
  if (status == GZ_OK) {
    status = check_orders(&verify);
    status = status == GZ_OK ? check_ids(&verify) : status;
    status = status == GZ_OK ? check_terms(&verify) : status;
    if (status != GZ_OK) {
      gz_fail(error, status, "The store cannot be read");
    } else if (verify.wrong) {
      status = gz_fail(error, GZ_CORRUPT, "The store contradicts itself");
    }
    gz_quads_abort(verify.txn);
  }
  gz_quads_close(quads);
  gz_error_in_file(error, path);
  return status;
}
