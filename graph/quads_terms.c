// The dictionary: terms to ids and back.
#include "graph/quads_format.h"

#include <stdlib.h>
#include <string.h>

/* What a batch holds before it is flushed: terms, and bytes of their text. */
#define BATCH_TERMS ((size_t)2 << 20)
#define BATCH_BYTES ((size_t)64 << 20)

static unsigned
record_form(char letter) {
  return letter == 'B'   ? GZ_FORM_BLANK
         : letter == 'I' ? GZ_FORM_IRI
                         : GZ_FORM_LITERAL;
}

/** Get the record of the term that has `id`. */
static int
get_record(const struct gz_quads_txn *txn, gz_id id, struct gz_str *record) {
  unsigned char number[8];
  gz_put64(number, id & GZ_ID_NUMBER_MASK);
  MDB_val key = {sizeof number, number};
  MDB_val data;
  const int code = mdb_get(txn->mdb, txn->quads->terms, &key, &data);
  if (!code) {
    *record = gz_str_n(data.mv_data, data.mv_size);
  }
  return code;
}

/** Look for `record` among those of the same `hash`. */
static enum gz_status
find_record(const struct gz_quads_txn *txn, uint64_t hash, struct gz_str record,
            gz_id *id, struct gz_error *error) {
  unsigned char bytes[8];
  gz_put64(bytes, hash);
  MDB_val key = {sizeof bytes, bytes};
  MDB_val data;
  MDB_cursor *cursor = NULL;
  // The first is nearly always the right one, and needs no cursor.
  int code = mdb_get(txn->mdb, txn->quads->hashes, &key, &data);
  while (!code && data.mv_size == 8) {
    const gz_id found = gz_get64(data.mv_data);
    struct gz_str other;
    code = get_record(txn, found, &other);
    if (!code && gz_str_equal(other, record)) {
      mdb_cursor_close(cursor);
      *id = found;
      return GZ_OK;
    }
    if (code == MDB_NOTFOUND) {
      mdb_cursor_close(cursor);
      return gz_fail(error, GZ_CORRUPT, "A term's record is missing");
    }
    if (!code && !cursor) {
      code = mdb_cursor_open(txn->mdb, txn->quads->hashes, &cursor);
      code = code ? code : mdb_cursor_get(cursor, &key, &data, MDB_SET);
    }
    code = code ? code : mdb_cursor_get(cursor, &key, &data, MDB_NEXT_DUP);
  }
  if (cursor) {
    mdb_cursor_close(cursor);
  }
  if (code == MDB_NOTFOUND) {
    return GZ_NOT_FOUND;
  }
  return code ? gz_quads_mdb_fail(error, code, "look a term up")
              : gz_fail(error, GZ_CORRUPT, "A hash's entry has a wrong size");
}

/** The slot in the batch's table of `record`, or the free one for it. */
static uint32_t *
find_slot(const struct gz_batch *batch, uint64_t hash, struct gz_str record) {
  size_t at = (size_t)hash & (batch->slot_count - 1);
  for (;;) {
    uint32_t *slot = &batch->slots[at];
    if (!*slot) {
      return slot;
    }
    const struct gz_batch_term *term = &batch->terms[*slot - 1];
    if (term->hash == hash &&
        gz_str_equal(gz_str_n(term->record, term->size), record)) {
      return slot;
    }
    at = (at + 1) & (batch->slot_count - 1);
  }
}

/** The number of a term of the batch; none if it does not have it. */
static gz_id
find_pending(const struct gz_batch *batch, uint64_t hash,
             struct gz_str record) {
  const uint32_t slot = batch->slot_count ? *find_slot(batch, hash, record) : 0;
  return slot ? batch->terms[slot - 1].id : GZ_ID_NONE;
}

/** Make room for one more term. */
static bool
reserve_term(struct gz_batch *batch) {
  if (!batch->records && !(batch->records = gz_arena_new(0))) {
    return false;
  }
  if (batch->term_count == batch->term_capacity) {
    const size_t capacity =
        batch->term_capacity ? batch->term_capacity * 2 : 64;
    void *terms = realloc(batch->terms, capacity * sizeof *batch->terms);
    if (!terms) {
      return false;
    }
    batch->terms = terms;
    batch->term_capacity = capacity;
  }
  if ((batch->term_count + 1) * 2 <= batch->slot_count) {
    return true;
  }
  const size_t count = batch->slot_count ? batch->slot_count * 2 : 256;
  uint32_t *slots = calloc(count, sizeof *slots);
  if (!slots) {
    return false;
  }
  free(batch->slots);
  batch->slots = slots;
  batch->slot_count = count;
  for (size_t i = 0; i < batch->term_count; ++i) {
    const struct gz_batch_term *term = &batch->terms[i];
    *find_slot(batch, term->hash, gz_str_n(term->record, term->size)) =
        (uint32_t)i + 1;
  }
  return true;
}

/** Add the term of `record`, which the batch does not have, to it. */
static enum gz_status
add_term(struct gz_quads_txn *txn, uint64_t hash, struct gz_str record,
         gz_id *id, struct gz_error *error) {
  struct gz_batch *batch = &txn->batch;
  gz_id found = 0;
  const enum gz_status status = find_record(txn, hash, record, &found, error);
  if (status != GZ_OK && status != GZ_NOT_FOUND) {
    return status;
  }
  const struct gz_str copy = reserve_term(batch)
                                 ? gz_arena_str(batch->records, record)
                                 : (struct gz_str){0};
  if (!copy.data) {
    return gz_fail(error, GZ_NO_MEMORY, "Cannot take a term: out of memory");
  }
  if (status == GZ_NOT_FOUND) {
    found = (gz_id)record_form(record.data[0]) << 60 | txn->meta.next_number++;
    ++txn->meta.counts.terms;
  }
  *find_slot(batch, hash, record) = (uint32_t)batch->term_count + 1;
  batch->terms[batch->term_count++] = (struct gz_batch_term){
      .hash = hash,
      .id = found,
      .record = copy.data,
      .size = (uint32_t)copy.size,
      .is_new = status == GZ_NOT_FOUND,
  };
  *id = found;
  return GZ_OK;
}

enum gz_status
gz_quads_intern(struct gz_quads_txn *txn, const struct gz_term *term, gz_id *id,
                struct gz_error *error) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_can_write(txn, error));
  if (gz_id_encode(term, id) == GZ_OK) {
    return GZ_OK;
  }
  struct gz_batch *batch = &txn->batch;
  if (batch->term_count >= BATCH_TERMS ||
      (batch->records && gz_arena_used(batch->records) >= BATCH_BYTES)) {
    GZ_TRY(status, gz_quads_flush(txn, error));
  }
  GZ_TRY(status, gz_record_write(term, &batch->record, error));
  const struct gz_str record = gz_buffer_str(&batch->record);
  const uint64_t hash = gz_record_hash(txn->meta.hash_key, record);
  const gz_id pending = find_pending(batch, hash, record);
  if (pending != GZ_ID_NONE) {
    *id = pending;
    return GZ_OK;
  }
  return add_term(txn, hash, record, id, error);
}

static int
compare_hashes(const void *a, const void *b) {
  const struct gz_batch_term *x = a;
  const struct gz_batch_term *y = b;
  if (x->hash != y->hash) {
    return x->hash < y->hash ? -1 : 1;
  }
  return x->id < y->id ? -1 : x->id > y->id;
}

/** Append the new terms' records, which lie in the order of their numbers. */
static int
write_records(struct gz_quads_txn *txn, MDB_cursor *cursor) {
  const struct gz_batch *batch = &txn->batch;
  for (size_t i = 0; i < batch->term_count; ++i) {
    const struct gz_batch_term *term = &batch->terms[i];
    if (term->is_new) {
      unsigned char number[8];
      gz_put64(number, term->id & GZ_ID_NUMBER_MASK);
      MDB_val key = {sizeof number, number};
      MDB_val data = {term->size, (void *)(uintptr_t)term->record};
      const int code = mdb_cursor_put(cursor, &key, &data, MDB_APPEND);
      if (code) {
        return code;
      }
    }
  }
  return 0;
}

/** Enter the new terms by their hashes, in ascending order. */
static int
write_hashes(struct gz_quads_txn *txn, MDB_cursor *cursor) {
  struct gz_batch *batch = &txn->batch;
  qsort(batch->terms, batch->term_count, sizeof *batch->terms, compare_hashes);
  MDB_stat info;
  int code = mdb_stat(txn->mdb, txn->quads->hashes, &info);
  // In a table that was empty, all goes to the end.
  const bool was_empty = !code && !info.ms_entries;
  uint64_t last = 0;
  for (size_t i = 0; i < batch->term_count && !code; ++i) {
    const struct gz_batch_term *term = &batch->terms[i];
    if (term->is_new) {
      unsigned char hash[8];
      unsigned char id[8];
      gz_put64(hash, term->hash);
      gz_put64(id, term->id);
      MDB_val key = {sizeof hash, hash};
      MDB_val data = {sizeof id, id};
      const bool same = i && term->hash == last;
      code = mdb_cursor_put(cursor, &key, &data,
                            !was_empty ? 0
                            : same     ? MDB_APPENDDUP
                                       : MDB_APPEND);
      last = term->hash;
    }
  }
  return code;
}

enum gz_status
gz_batch_flush_terms(struct gz_quads_txn *txn, struct gz_error *error) {
  struct gz_batch *batch = &txn->batch;
  if (!batch->term_count) {
    return GZ_OK;
  }
  MDB_cursor *cursor = NULL;
  int code = mdb_cursor_open(txn->mdb, txn->quads->terms, &cursor);
  if (!code) {
    code = write_records(txn, cursor);
    mdb_cursor_close(cursor);
  }
  if (!code &&
      !(code = mdb_cursor_open(txn->mdb, txn->quads->hashes, &cursor))) {
    code = write_hashes(txn, cursor);
    mdb_cursor_close(cursor);
  }
  memset(batch->slots, 0, batch->slot_count * sizeof *batch->slots);
  batch->term_count = 0;
  gz_arena_reset(batch->records);
  return gz_quads_mdb_fail(error, code, "write terms");
}

enum gz_status
gz_quads_find(struct gz_quads_txn *txn, const struct gz_term *term, gz_id *id,
              struct gz_error *error) {
  if (gz_id_encode(term, id) == GZ_OK) {
    return GZ_OK;
  }
  if (txn->failed != GZ_OK) {
    return gz_fail(error, txn->failed,
                   "The transaction has failed before and changes nothing");
  }
  struct gz_buffer record;
  gz_buffer_init(&record, GZ_MAX_LINE_BYTES + 1024);
  enum gz_status status = gz_record_write(term, &record, error);
  if (status == GZ_OK) {
    const struct gz_str text = gz_buffer_str(&record);
    const uint64_t hash = gz_record_hash(txn->meta.hash_key, text);
    // A term that is not written yet has its number already.
    const gz_id pending = find_pending(&txn->batch, hash, text);
    if (pending != GZ_ID_NONE) {
      *id = pending;
    } else {
      status = find_record(txn, hash, text, id, error);
    }
  }
  gz_buffer_free(&record);
  // What is too long for a store is in none.
  return status == GZ_TOO_LARGE ? GZ_NOT_FOUND : status;
}

enum gz_status
gz_quads_term(struct gz_quads_txn *txn, gz_id id, char room[GZ_TERM_ROOM],
              struct gz_term *term, struct gz_error *error) {
  if (id == GZ_ID_NONE) {
    *term = (struct gz_term){0};
    return GZ_OK;
  }
  if (!gz_id_has_record(id)) {
    return gz_id_decode(id, room, term) == GZ_OK
               ? GZ_OK
               : gz_fail(error, GZ_NOT_FOUND, "No term has this number");
  }
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_can_read(txn, error));
  struct gz_str record;
  const int code = get_record(txn, id, &record);
  if (code == MDB_NOTFOUND ||
      (!code && record.size && record_form(record.data[0]) != gz_id_form(id))) {
    return gz_fail(error, GZ_NOT_FOUND, "No term has this number");
  }
  if (code) {
    return gz_quads_mdb_fail(error, code, "read a term");
  }
  return gz_record_read(record, term)
             ? GZ_OK
             : gz_fail(error, GZ_CORRUPT, "A term's record is damaged");
}

enum gz_status
gz_quads_term_copy(struct gz_quads_txn *txn, gz_id id, struct gz_arena *arena,
                   struct gz_term *term, struct gz_error *error) {
  char room[GZ_TERM_ROOM];
  struct gz_term view;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_quads_term(txn, id, room, &view, error));
  struct gz_str *const parts[] = {&view.value, &view.datatype, &view.language};
  for (int i = 0; i < 3; ++i) {
    if (parts[i]->size) {
      *parts[i] = gz_arena_str(arena, *parts[i]);
      if (!parts[i]->data) {
        return gz_fail(error, GZ_NO_MEMORY, "Cannot copy a term");
      }
    } else {
      *parts[i] = (struct gz_str){0};
    }
  }
  *term = view;
  return GZ_OK;
}

uint64_t
gz_quads_stamp(const struct gz_quads_txn *txn) {
  return txn->meta.next_number;
}
