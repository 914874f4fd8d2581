#include "graph/store.h"

#include <stdlib.h>

enum gz_status
gz_store_view_open(struct gz_store *store, struct gz_store_view *view,
                   struct gz_error *error) {
  view->arena = gz_arena_new(0);
  if (!view->arena) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory to read the store");
  }
  const enum gz_status status = gz_quads_read(store->quads, &view->txn, error);
  if (status != GZ_OK) {
    gz_error_in_file(error, store->path);
    gz_store_view_close(view);
  }
  return status;
}

void
gz_store_view_close(struct gz_store_view *view) {
  gz_quads_abort(view->txn);
  gz_arena_free(view->arena);
  *view = (struct gz_store_view){0};
}

gz_id
gz_store_iri_id(struct gz_store_view *view, struct gz_str iri) {
  const struct gz_term term = gz_term_iri(iri);
  gz_id id = GZ_ID_NONE;
  return gz_quads_find(view->txn, &term, &id, NULL) == GZ_OK ? id : GZ_ID_NONE;
}

gz_id
gz_store_vocab_id(struct gz_store_view *view, enum gz_vocab term) {
  return gz_store_iri_id(view, gz_vocab_iri(term));
}

struct gz_term
gz_store_term(struct gz_store_view *view, gz_id id) {
  struct gz_term term = {.kind = GZ_TERM_NONE};
  if (id != GZ_ID_NONE) {
    (void)gz_quads_term_copy(view->txn, id, view->arena, &term, NULL);
  }
  return term;
}

/** A term and its id, to sort ids by terms. */
struct named {
  struct gz_term term;
  gz_id id;
};

static int
compare_named(const void *a, const void *b) {
  return gz_term_compare(&((const struct named *)a)->term,
                         &((const struct named *)b)->term);
}

/** Sort ids by their terms.  False if memory is out. */
static bool
sort_ids(struct gz_store_view *view, struct gz_store_ids *ids) {
  if (ids->count < 2) {
    return true;
  }
  struct named *named = gz_arena_array(view->arena, ids->count, sizeof *named);
  if (!named) {
    return false;
  }
  for (size_t i = 0; i < ids->count; ++i) {
    named[i] =
        (struct named){gz_store_term(view, ids->items[i]), ids->items[i]};
  }
  qsort(named, ids->count, sizeof *named, compare_named);
  for (size_t i = 0; i < ids->count; ++i) {
    ids->items[i] = named[i].id;
  }
  return true;
}

/**
 * Gather the `wanted` parts of the triples that match a pattern, in the union
 * of the graphs.
 *
 * @param most  How many to gather at most.
 */
static enum gz_status
gather(struct gz_store_view *view, const struct gz_ids *pattern,
       enum gz_part wanted, size_t most, struct gz_store_ids *ids,
       struct gz_error *error) {
  struct gz_quads_cursor *cursor = NULL;
  enum gz_status status;
  GZ_TRY(status, gz_quads_scan(view->txn, pattern, GZ_ORDER_ANY, GZ_SCAN_UNION,
                               &cursor, error));
  *ids = (struct gz_store_ids){NULL, 0};
  size_t room = 0;
  struct gz_ids found;
  while (ids->count < most &&
         (status = gz_quads_next(cursor, &found)) == GZ_OK) {
    if (ids->count == room) {
      const size_t more = room ? room * 2 : 8;
      gz_id *grown =
          gz_arena_grow(view->arena, ids->items, room, more, sizeof *grown);
      if (!grown) {
        status = GZ_NO_MEMORY;
        break;
      }
      ids->items = grown;
      room = more;
    }
    ids->items[ids->count++] = found.part[wanted];
  }
  gz_quads_cursor_free(cursor);
  if (status != GZ_OK && status != GZ_END) {
    return gz_fail(error, status, "Cannot read the store: %s",
                   gz_status_message(status));
  }
  return GZ_OK;
}

/** Make the pattern; false if the store lacks one of its terms. */
static bool
pattern_of(struct gz_store_view *view, enum gz_part part, gz_id id,
           enum gz_vocab property, struct gz_ids *pattern) {
  *pattern = GZ_IDS_ANY;
  pattern->part[part] = id;
  pattern->part[GZ_PART_PREDICATE] = gz_store_vocab_id(view, property);
  return id != GZ_ID_NONE && pattern->part[GZ_PART_PREDICATE] != GZ_ID_NONE;
}

gz_id
gz_store_value(struct gz_store_view *view, gz_id subject,
               enum gz_vocab property) {
  struct gz_ids pattern;
  struct gz_store_ids ids = {NULL, 0};
  if (!pattern_of(view, GZ_PART_SUBJECT, subject, property, &pattern) ||
      gather(view, &pattern, GZ_PART_OBJECT, 1, &ids, NULL) != GZ_OK) {
    return GZ_ID_NONE;
  }
  return ids.count ? ids.items[0] : GZ_ID_NONE;
}

enum gz_status
gz_store_values(struct gz_store_view *view, gz_id subject,
                enum gz_vocab property, struct gz_store_ids *values,
                struct gz_error *error) {
  struct gz_ids pattern;
  *values = (struct gz_store_ids){NULL, 0};
  if (!pattern_of(view, GZ_PART_SUBJECT, subject, property, &pattern)) {
    return GZ_OK;
  }
  enum gz_status status;
  GZ_TRY(status,
         gather(view, &pattern, GZ_PART_OBJECT, SIZE_MAX, values, error));
  return sort_ids(view, values)
             ? GZ_OK
             : gz_fail(error, GZ_NO_MEMORY, "No memory to read the store");
}

enum gz_status
gz_store_subjects(struct gz_store_view *view, enum gz_vocab property,
                  gz_id value, struct gz_store_ids *subjects,
                  struct gz_error *error) {
  struct gz_ids pattern;
  *subjects = (struct gz_store_ids){NULL, 0};
  if (!pattern_of(view, GZ_PART_OBJECT, value, property, &pattern)) {
    return GZ_OK;
  }
  enum gz_status status;
  GZ_TRY(status,
         gather(view, &pattern, GZ_PART_SUBJECT, SIZE_MAX, subjects, error));
  return sort_ids(view, subjects)
             ? GZ_OK
             : gz_fail(error, GZ_NO_MEMORY, "No memory to read the store");
}

struct gz_str
gz_store_text(struct gz_store_view *view, gz_id subject,
              enum gz_vocab property) {
  const gz_id id = gz_store_value(view, subject, property);
  const struct gz_term term = gz_store_term(view, id);
  if (term.kind == GZ_TERM_IRI && property != GZ_PROPERTY_SOURCE) {
    return gz_store_label(view, id);
  }
  return term.value;
}

struct gz_str
gz_store_label(struct gz_store_view *view, gz_id id) {
  static const enum gz_vocab labels[] = {GZ_PROPERTY_PREF_LABEL,
                                         GZ_PROPERTY_LABEL};
  for (size_t i = 0; i < sizeof labels / sizeof labels[0]; ++i) {
    const struct gz_term label =
        gz_store_term(view, gz_store_value(view, id, labels[i]));
    if (label.kind == GZ_TERM_LITERAL) {
      return label.value;
    }
  }
  const struct gz_str iri = gz_store_term(view, id).value;
  size_t at = iri.size;
  while (at > 0 && iri.data[at - 1] != '/' && iri.data[at - 1] != '#') {
    --at;
  }
  return gz_str_part(iri, at, iri.size);
}
