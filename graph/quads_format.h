/**
 * @file quads_format.h
 * How a store is laid out in its LMDB file, and what its code shares.
 *
 * Only the quads_*.c files include this.
 *
 * Tables (LMDB databases); all numbers are big-endian, so that the order of the
 * bytes is the order of the numbers:
 *
 *     meta        "store"      -> struct gz_store_meta, as eleven numbers
 *     terms       number (8)   -> the term's record
 *     hashes      hash (8)     -> number with kind: an id (8); duplicates
 *     predicates  id (8)       -> different subjects (8), objects (8)
 *     spog ... gosp   id of the first part (8) -> ids of the others (24);
 *                     duplicates, sorted, of fixed size, which LMDB packs
 *
 * A term's record is a letter and what follows:
 *
 *     B label                 blank node
 *     I iri
 *     S text                  xsd:string
 *     L size (1) tag text     rdf:langString
 *     T size (4) iri text     any other literal
 *
 * An id's upper four bits tell its form, the next four a variant, the other 56
 * hold a value:
 *
 *     0          none: the default graph
 *     1 2 3      blank node, IRI, literal; the lower 60 bits number its record
 *     4 type     whole number + 2^55, without leading zeros or plus
 *     5 digits   decimal with so many (1 to 15) digits after the point, as a
 *                whole number + 2^55
 *     6 0        boolean; 6 1 date as yyyymmdd; 6 2 dateTime without a zone and
 *                6 3 with "Z", as fields of 14, 7, 7, 7, 7 and 7 bits
 *     7 size     a string of so many bytes (0 to 7), none of them NUL
 *     15         never given
 *
 * Records are found by SipHash-1-3 (Aumasson, Bernstein: SipHash, 2012) under a
 * key that each store draws for itself, so that nobody can prepare terms that
 * collide.
 */

#ifndef GZ_GRAPH_QUADS_FORMAT_H
#define GZ_GRAPH_QUADS_FORMAT_H

#include "graph/quads.h"
#include "input/buffer.h"

#include <lmdb.h>
#include <pthread.h>

/** First number of the meta record: "GZQUADS\n". */
#define GZ_STORE_MAGIC UINT64_C(0x475A51554144530A)
/** Second number. */
#define GZ_STORE_VERSION 1

/** Bytes of an index entry's data: three ids. */
#define GZ_ENTRY_SIZE 24

/** Forms of ids: their upper four bits. */
enum gz_id_form {
  GZ_FORM_NONE,
  GZ_FORM_BLANK,
  GZ_FORM_IRI,
  GZ_FORM_LITERAL,
  GZ_FORM_INTEGER,
  GZ_FORM_DECIMAL,
  GZ_FORM_TIME,
  GZ_FORM_STRING,
};

/** The lower 60 bits, which number a term's record. */
#define GZ_ID_NUMBER_MASK ((UINT64_C(1) << 60) - 1)

/** The form of `id`. */
static inline unsigned
gz_id_form(gz_id id) {
  return (unsigned)(id >> 60);
}

/** Whether `id` is of a term that has a record. */
static inline bool
gz_id_has_record(gz_id id) {
  return gz_id_form(id) >= GZ_FORM_BLANK && gz_id_form(id) <= GZ_FORM_LITERAL;
}

/** Write `value` as eight bytes. */
static inline void
gz_put64(void *at, uint64_t value) {
  unsigned char *bytes = at;
  for (int i = 0; i < 8; ++i) {
    bytes[i] = (unsigned char)(value >> (56 - 8 * i));
  }
}

/** Read eight bytes. */
static inline uint64_t
gz_get64(const void *at) {
  const unsigned char *bytes = at;
  uint64_t value = 0;
  for (int i = 0; i < 8; ++i) {
    value = value << 8 | bytes[i];
  }
  return value;
}

/** The record that the meta table has under "store". */
struct gz_store_meta {
  uint64_t magic;
  uint64_t version;
  uint64_t hash_key[2];
  uint64_t next_number; /**< What the next term's record will get; from 1 */
  struct gz_quads_counts counts;
};

/** Bytes of the meta record. */
#define GZ_META_SIZE 88

/** A store. */
struct gz_quads {
  MDB_env *env;
  MDB_dbi meta;
  MDB_dbi terms;
  MDB_dbi hashes;
  MDB_dbi predicates;
  MDB_dbi orders[GZ_ORDERS];
  unsigned flags;
  int fd;                /**< Of the file, for the locks */
  pthread_mutex_t mutex; /**< Guards what follows */
  unsigned txns;         /**< How many transactions there are */
  unsigned writers;      /**< How many of them write or wait to */
  char *path;
};

/** A term seen by a writing transaction since its last flush. */
struct gz_batch_term {
  uint64_t hash;
  gz_id id;
  const char *record;
  uint32_t size;
  bool is_new;
};

/** What a writing transaction has gathered. */
struct gz_batch {
  struct gz_ids *quads;
  size_t quad_count;
  size_t quad_capacity;
  struct gz_arena *records;
  struct gz_batch_term *terms;
  size_t term_count;
  size_t term_capacity;
  uint32_t *slots; /**< Index of a term + 1, open addressing by its hash */
  size_t slot_count;
  struct gz_buffer record; /**< The term being looked up */
};

/** A transaction. */
struct gz_quads_txn {
  struct gz_quads *quads;
  MDB_txn *mdb;
  MDB_cursor *probes[GZ_ORDERS]; /**< For single look-ups; made when needed */
  unsigned cursors;              /**< How many the caller has */
  bool writes;
  enum gz_status failed; /**< Why it cannot be committed, or GZ_OK */
  struct gz_store_meta meta;
  struct gz_batch batch;
};

/** What LMDB's `code` means to us; GZ_OK for 0. */
enum gz_status gz_quads_mdb_fail(struct gz_error *error, int code,
                                 const char *doing);

/* Locks are on single bytes far beyond the file's end.  They belong to the open
   file, not to the process, and vanish with it. */
/** Shared while the store is open; exclusive while its file is replaced. */
#define GZ_LOCK_IN_USE ((int64_t)1 << 61)
/** Exclusive while a transaction writes. */
#define GZ_LOCK_WRITER (((int64_t)1 << 61) + 1)

/** Set the lock `type` (F_RDLCK ...) on the byte `at`; 0, or -1 and errno. */
int gz_file_lock(int fd, short type, int64_t at, bool wait);

/** Open a store's file and lock it as in use, sure that it is at its path. */
enum gz_status gz_file_open(const char *path, unsigned flags, bool alone,
                            int *fd, struct gz_error *error);

/** Check a file's head before LMDB maps it.  `size` 0 is fine: a new file. */
enum gz_status gz_quads_check_head(int fd, const char *path,
                                   struct gz_error *error);

/** As gz_quads_open() for a file that is open and locked; closes it. */
enum gz_status gz_quads_open_locked(const char *path, int fd, unsigned flags,
                                    uint64_t map_size, struct gz_quads **quads,
                                    struct gz_error *error);

/** Read and write the meta record. */
enum gz_status gz_quads_meta_get(struct gz_quads *quads, MDB_txn *mdb,
                                 struct gz_store_meta *meta,
                                 struct gz_error *error);
enum gz_status gz_quads_meta_put(struct gz_quads *quads, MDB_txn *mdb,
                                 const struct gz_store_meta *meta,
                                 struct gz_error *error);

/** Put the record of `term` into `record`, in place of what is there. */
enum gz_status gz_record_write(const struct gz_term *term,
                               struct gz_buffer *record,
                               struct gz_error *error);

/** Read a record; false if it is none. */
bool gz_record_read(struct gz_str record, struct gz_term *term);

/** SipHash-1-3 of `record`. */
uint64_t gz_record_hash(const uint64_t key[2], struct gz_str record);

/** The parts that bind `pattern`, as bits 1 << enum gz_part. */
unsigned gz_ids_bound(const struct gz_ids *pattern);

/** A cursor for single look-ups in `order`, kept by `txn`. */
enum gz_status gz_quads_probe(struct gz_quads_txn *txn, enum gz_order order,
                              MDB_cursor **probe, struct gz_error *error);

/** Close the cursors for look-ups. */
void gz_quads_close_probes(struct gz_quads_txn *txn);

/** Make ready to change something: writing, unbroken, no cursors. */
enum gz_status gz_quads_can_write(struct gz_quads_txn *txn,
                                  struct gz_error *error);

/** Make ready to read: flush what a writing transaction has gathered. */
enum gz_status gz_quads_can_read(struct gz_quads_txn *txn,
                                 struct gz_error *error);

/** Put what was gathered into the tables.  Sets `failed` on failure. */
enum gz_status gz_quads_flush(struct gz_quads_txn *txn, struct gz_error *error);

/** Write the terms gathered into the tables, and forget them. */
enum gz_status gz_batch_flush_terms(struct gz_quads_txn *txn,
                                    struct gz_error *error);

/** Free what was gathered. */
void gz_batch_free(struct gz_batch *batch);

/** Sort quads in `order`, by ids; false if memory is out. */
bool gz_ids_sort(struct gz_ids *quads, size_t count, enum gz_order order);

/** Compare two quads in the order of `parts`: <0, 0, >0. */
static inline int
gz_ids_compare(const struct gz_ids *a, const struct gz_ids *b,
               const enum gz_part *parts) {
  for (int i = 0; i < GZ_PARTS; ++i) {
    const gz_id x = a->part[parts[i]];
    const gz_id y = b->part[parts[i]];
    if (x != y) {
      return x < y ? -1 : 1;
    }
  }
  return 0;
}

#endif
