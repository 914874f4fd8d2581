/**
 * @file quads.h
 * The store: quads of numbered terms in one memory-mapped file.
 *
 * A store is one LMDB file (and its lock file, `PATH-lock`).  It holds a
 * dictionary that numbers RDF terms, and every quad seven times, in seven
 * orders, so that whatever parts of a quad are known, the quads that have them
 * lie side by side (Weiss, Karras, Bernstein: Hexastore, VLDB 2008; Neumann,
 * Weikum: RDF-3X, VLDB 2008).  Nothing in here knows Redland.
 *
 *     struct gz_quads_txn *txn;
 *     gz_quads_read(quads, &txn, &error);
 *     struct gz_ids pattern = GZ_IDS_ANY;
 *     gz_quads_find(txn, &type, &pattern.part[GZ_PART_PREDICATE], &error);
 *     struct gz_quads_cursor *cursor;
 *     gz_quads_scan(txn, &pattern, GZ_ORDER_PSOG, 0, &cursor, &error);
 *     while (gz_quads_next(cursor, &quad) == GZ_OK) { ... by subject ... }
 *     gz_quads_cursor_free(cursor);
 *     gz_quads_abort(txn);
 *
 * Terms.      The same term always has the same id, different terms have
 *             different ids, in one store.  Whole numbers, dates, short strings
 *             and the like are held in the id itself, with their exact lexical
 *             form: "01" is another term, and another id, than "1".  Ids tell
 *             the kind of the term (gz_id_kind()).  Language tags must be in
 *             lower case and xsd:string folded away, as term.h makes them; that
 *             IRIs, UTF-8 and tags are well-formed is for the caller to see to.
 *
 * Graphs.     The default graph has the id #GZ_ID_NONE, a named one that of its
 *             name.  A graph exists while there is a quad in it.
 *
 * Snapshots.  A reading transaction sees the store as it was at its beginning,
 *             whatever is written meanwhile, by whatever process.  Writing
 *             transactions follow one another: one at a time.  What was
 *             committed has been flushed to the disk and outlives a crash;
 *             what was not has left no trace.  Readers never wait, writers
 *             only for writers.  A reader that is never ended keeps the
 *             file growing, since no page that it sees can be used again.
 *
 * Ownership.  Terms that come out are views into the mapped file; they live
 *             until their transaction ends or, in a writing transaction, until
 *             something is next added or removed.
 *
 * Errors.     On failure outputs are untouched and `error`, which may be null,
 *             says what happened.  Any function may return, beside what it
 *             names, #GZ_NO_MEMORY, #GZ_IO and #GZ_CORRUPT (the file holds what
 *             cannot be).  A writing transaction in which a change failed
 *             cannot be committed any more.
 *
 * Threads.    A store may be shared by threads.  A transaction and its cursors
 *             belong to one thread at a time; a writing one stays with the
 *             thread that began it.  A process opens the same store once at a
 *             time (LMDB's locks demand it), and not across fork().
 *
 * Format.     Version 1; ids and counts are big-endian.  See quads_format.h.
 */

#ifndef GZ_GRAPH_QUADS_H
#define GZ_GRAPH_QUADS_H

#include "input/arena.h"
#include "input/status.h"
#include "ontology/term.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The number of a term. */
typedef uint64_t gz_id;

/** No term: as a graph, the default graph. */
#define GZ_ID_NONE ((gz_id)0)

/** In a pattern: any term will do.  No term has this id. */
#define GZ_ID_ANY UINT64_MAX

/**
 * Ids from here to below #GZ_ID_ANY are never given by a store: a caller may
 * number terms of its own with them.
 */
#define GZ_ID_LOCAL ((gz_id)0xF << 60)

/** The parts of a quad, as indices into struct gz_ids. */
enum gz_part {
  GZ_PART_SUBJECT,
  GZ_PART_PREDICATE,
  GZ_PART_OBJECT,
  GZ_PART_GRAPH,
};

/** How many parts there are. */
#define GZ_PARTS 4

/** A quad, or a pattern of quads in which #GZ_ID_ANY matches all. */
struct gz_ids {
  gz_id part[GZ_PARTS]; /**< By enum gz_part */
};

/** The pattern that matches every quad. */
#define GZ_IDS_ANY                                                             \
  ((struct gz_ids){{GZ_ID_ANY, GZ_ID_ANY, GZ_ID_ANY, GZ_ID_ANY}})

/** The orders in which quads can be read, by the initials of the parts. */
enum gz_order {
  GZ_ORDER_SPOG,
  GZ_ORDER_POSG,
  GZ_ORDER_PSOG,
  GZ_ORDER_OSPG,
  GZ_ORDER_GSPO,
  GZ_ORDER_GPOS,
  GZ_ORDER_GOSP,
  GZ_ORDER_ANY, /**< Whichever reads the least */
};

/** How many orders there are. */
#define GZ_ORDERS 7

/** Bytes of room that a term held in its id needs, at most. */
#define GZ_TERM_ROOM 40

struct gz_quads;
struct gz_quads_txn;
struct gz_quads_cursor;

/* Opening */

/** How to open a store; add them up. */
enum gz_quads_flag {
  GZ_QUADS_READ_ONLY = 1, /**< Nothing will be written */
  GZ_QUADS_CREATE = 2,    /**< Make it if it is not there */
  GZ_QUADS_NO_SYNC = 4,   /**< Do not flush: fast, and lost in a crash */
};

/** Bytes a store can grow to unless it is opened with another size. */
#define GZ_QUADS_MAP_SIZE ((uint64_t)1 << 40)

/**
 * Open a store.
 *
 * The file's head is checked before it is mapped: its magic number, versions,
 * page size and whether it is as long as it says.  A page that is damaged
 * further in is not noticed here but by gz_quads_verify(), which reads all.
 *
 * @param path      The file; its lock file is put beside it.
 * @param flags     Sum of enum gz_quads_flag.
 * @param map_size  Bytes to which the store can grow, 0 for the usual
 *                  #GZ_QUADS_MAP_SIZE.  Address space only, no memory; if the
 *                  system does not grant so much, less is taken.
 * @param[out] quads  The store, for gz_quads_close().
 *
 * @return #GZ_NOT_FOUND if it is not there and #GZ_QUADS_CREATE not given.
 * @return #GZ_CORRUPT if it is no store, cut short, or of another version.
 * @return #GZ_BUSY if it is just being compacted.
 */
enum gz_status gz_quads_open(const char *path, unsigned flags,
                             uint64_t map_size, struct gz_quads **quads,
                             struct gz_error *error);

/**
 * Open an empty store that is gone when it is closed or the process ends.
 *
 * @param folder  Where its file goes, already without a name; "/tmp", say.
 */
enum gz_status gz_quads_open_temporary(const char *folder,
                                       struct gz_quads **quads,
                                       struct gz_error *error);

/** Close `quads`, whose transactions must have ended.  Null is fine. */
void gz_quads_close(struct gz_quads *quads);

/** The path that the store was opened with; empty if it is temporary. */
const char *gz_quads_path(const struct gz_quads *quads);

/* Transactions */

/**
 * Begin to read.  Takes a microsecond.
 *
 * @return #GZ_BUSY if there are too many readers (500), or if the store has
 *         grown beyond what is mapped here and other readers of this process
 *         hinder its mapping anew.
 */
enum gz_status gz_quads_read(struct gz_quads *quads, struct gz_quads_txn **txn,
                             struct gz_error *error);

/**
 * Begin to write.
 *
 * A writing transaction reads its own changes.
 *
 * @param wait  Wait for another writer to end, or else be told.
 *
 * @return #GZ_BUSY if another writes and `wait` is false.
 * @return #GZ_BAD_ARGUMENT if the store was opened to be read only.
 */
enum gz_status gz_quads_write(struct gz_quads *quads, bool wait,
                              struct gz_quads_txn **txn,
                              struct gz_error *error);

/**
 * Make the changes of a writing transaction last, and end it.
 *
 * `txn` is gone afterwards, also on failure: then nothing has changed.
 * Its cursors must have been freed.  For a reading one, as gz_quads_abort().
 *
 * @return #GZ_IO if they cannot be written: the disk is full, for example.
 * @return #GZ_TOO_LARGE if the store would grow beyond its map.
 */
enum gz_status gz_quads_commit(struct gz_quads_txn *txn,
                               struct gz_error *error);

/** End `txn`, whose cursors must be freed, without changes.  Null is fine. */
void gz_quads_abort(struct gz_quads_txn *txn);

/* Terms */

/** The kind of the term that has `id`; #GZ_TERM_NONE for none and any. */
enum gz_term_kind gz_id_kind(gz_id id);

/** Whether the term of `id` is held in the id itself. */
bool gz_id_is_inline(gz_id id);

/**
 * Find the id that holds `term` itself, without asking a store.
 *
 * @return #GZ_NOT_FOUND if the term is not of those that fit into an id.
 */
enum gz_status gz_id_encode(const struct gz_term *term, gz_id *id);

/**
 * Write the term of an inline id: the reverse of gz_id_encode().
 *
 * @param[out] term  Its value lies in `room`, its datatype is a constant.
 *
 * @return #GZ_NOT_FOUND if `id` is not inline.
 */
enum gz_status gz_id_decode(gz_id id, char room[GZ_TERM_ROOM],
                            struct gz_term *term);

/**
 * Find the id of `term`, which may be #GZ_TERM_NONE.
 *
 * A term that is inline has an id even if no quad has it; one that is not may
 * be found though its quads are gone, until the store is compacted.
 *
 * @return #GZ_NOT_FOUND if the store has no such term; `error` stays as it is.
 */
enum gz_status gz_quads_find(struct gz_quads_txn *txn,
                             const struct gz_term *term, gz_id *id,
                             struct gz_error *error);

/**
 * Find the id of `term`, giving it one if it has none.  Writing only.
 *
 * @return #GZ_TOO_LARGE if it has more than #GZ_MAX_LINE_BYTES bytes.
 */
enum gz_status gz_quads_intern(struct gz_quads_txn *txn,
                               const struct gz_term *term, gz_id *id,
                               struct gz_error *error);

/**
 * Get the term that has `id`.
 *
 * @param room       Where an inline term's value goes.
 * @param[out] term  Views into the store or `room`; see "Ownership".
 *
 * @return #GZ_NOT_FOUND if no term has that id.
 */
enum gz_status gz_quads_term(struct gz_quads_txn *txn, gz_id id,
                             char room[GZ_TERM_ROOM], struct gz_term *term,
                             struct gz_error *error);

/** As gz_quads_term(), but the term is copied into `arena`. */
enum gz_status gz_quads_term_copy(struct gz_quads_txn *txn, gz_id id,
                                  struct gz_arena *arena, struct gz_term *term,
                                  struct gz_error *error);

/**
 * A number that grows with each new term: what is made from it while writing,
 * such as a blank node's label, is new to the store once it has been added.
 */
uint64_t gz_quads_stamp(const struct gz_quads_txn *txn);

/* Reading quads */

/** How to scan; add them up. */
enum gz_scan_flag {
  /**
   * The union of the graphs: each triple once, whatever number of graphs has
   * it, with #GZ_ID_ANY as its graph.  Only where the pattern's graph is
   * #GZ_ID_ANY, and in an order that has the graph last.
   */
  GZ_SCAN_UNION = 1,
  GZ_SCAN_NAMED = 2, /**< Not the default graph */
};

/**
 * Find the order in which quads that match `pattern` come sorted by `by`.
 *
 * That is an order in which all that the pattern binds comes first and `by`,
 * which it must not bind, next; so that scanning it reads only quads that
 * match, and reads them by `by`.
 *
 *     pattern      by            order
 *     ? p ? ?      subject       PSOG
 *     ? p ? ?      object        POSG
 *     ? p o ?      subject       POSG
 *     ? p ? g      object        GPOS
 *     s ? ? ?      object        none: scan SPOG, and sort
 *
 * @return The order, or #GZ_ORDER_ANY if there is none.
 */
enum gz_order gz_quads_order(const struct gz_ids *pattern, unsigned flags,
                             enum gz_part by);

/** The parts of a quad in `order`: the first is the one it is sorted by. */
const enum gz_part *gz_order_parts(enum gz_order order);

/**
 * Begin to read the quads that match `pattern`.
 *
 * Costs one descent into a tree, whatever the store's size; quads then come at
 * some ten million a second.  With #GZ_ORDER_ANY every pattern reads only quads
 * that match it.  In another order, what of the pattern is not at the order's
 * beginning is filtered.
 *
 * @param order        Sort order.
 * @param flags        Sum of enum gz_scan_flag.
 * @param[out] cursor  For gz_quads_cursor_free(), before `txn` ends.
 *
 * @return #GZ_BAD_ARGUMENT if #GZ_SCAN_UNION cannot be had (see there).
 */
enum gz_status gz_quads_scan(struct gz_quads_txn *txn,
                             const struct gz_ids *pattern, enum gz_order order,
                             unsigned flags, struct gz_quads_cursor **cursor,
                             struct gz_error *error);

/**
 * Begin another scan with a cursor that there is, of the same transaction.
 *
 * Cheaper than a new cursor: for the inner side of a join.
 */
enum gz_status gz_quads_rescan(struct gz_quads_cursor *cursor,
                               const struct gz_ids *pattern,
                               enum gz_order order, unsigned flags,
                               struct gz_error *error);

/**
 * Read the next quad.
 *
 * @return #GZ_END when there is no more.
 * @return #GZ_IO or #GZ_CORRUPT if the file cannot be read; the scan is over.
 */
enum gz_status gz_quads_next(struct gz_quads_cursor *cursor,
                             struct gz_ids *quad);

/**
 * Skip to the first quad, from the next one on, that is not below `least`.
 *
 * Quads are compared in the cursor's order, part by part; so to skip to the
 * first whose second part in that order is at least x, set the first part to
 * the one you are in, the second to x and the rest to 0.  Never goes back: a
 * `least` that was passed already changes nothing.  What gz_quads_next() reads
 * then still matches the pattern.  Short skips cost nanoseconds, long ones a
 * descent into the tree (Veldhuizen: Leapfrog Triejoin, ICDT 2014).
 */
void gz_quads_seek(struct gz_quads_cursor *cursor, const struct gz_ids *least);

/** The order in which `cursor` reads. */
enum gz_order gz_quads_cursor_order(const struct gz_quads_cursor *cursor);

/** Free `cursor`.  Null is fine. */
void gz_quads_cursor_free(struct gz_quads_cursor *cursor);

/** Whether the store has this quad; its ids must not be #GZ_ID_ANY. */
enum gz_status gz_quads_has(struct gz_quads_txn *txn, const struct gz_ids *quad,
                            bool *has, struct gz_error *error);

/**
 * Find the next term after `after` that occurs as `part` of a quad.
 *
 * For graphs: start with #GZ_ID_NONE to list the named ones.  Takes a
 * descent into a tree, however many quads have the term.
 *
 * @param[out] id     The term; terms come by ascending id.
 * @param[out] count  How many quads have it; may be null.
 *
 * @return #GZ_END if there is no more.
 */
enum gz_status gz_quads_next_term(struct gz_quads_txn *txn, enum gz_part part,
                                  gz_id after, gz_id *id, uint64_t *count,
                                  struct gz_error *error);

/* Statistics */

/** What a store holds. */
struct gz_quads_counts {
  uint64_t quads;
  uint64_t subjects;   /**< Different subjects */
  uint64_t predicates; /**< Different predicates */
  uint64_t objects;    /**< Different objects */
  uint64_t graphs;     /**< Graphs with a quad, the default one if it has */
  uint64_t terms;      /**< In the dictionary, used or not; inline ones not */
};

/** How a predicate is used. */
struct gz_predicate_counts {
  uint64_t quads;    /**< With this predicate */
  uint64_t subjects; /**< Different subjects that have it */
  uint64_t objects;  /**< Different objects that it has */
};

/** Count all.  Takes constant time; the numbers are exact. */
enum gz_status gz_quads_count(struct gz_quads_txn *txn,
                              struct gz_quads_counts *counts,
                              struct gz_error *error);

/** Count a predicate's uses: all 0 if it has none.  Constant time, exact. */
enum gz_status gz_quads_count_predicate(struct gz_quads_txn *txn,
                                        gz_id predicate,
                                        struct gz_predicate_counts *counts,
                                        struct gz_error *error);

/**
 * Estimate how many quads match `pattern`.
 *
 * Exact where nothing or one part is bound, or where few quads match (fewer
 * than some hundreds); otherwise the least of what the bound parts allow, each
 * by itself.  A few descents into trees.
 */
enum gz_status gz_quads_estimate(struct gz_quads_txn *txn,
                                 const struct gz_ids *pattern, uint64_t *count,
                                 struct gz_error *error);

/* Writing quads: not while the transaction has cursors */

/**
 * Add a quad.  One that is there already is left as it is.
 *
 * Quads are gathered and sorted before they go into the trees, at the latest
 * when the transaction is next asked to read or ends; so many at once cost far
 * less than each alone.  Memory is bounded (about 200 MB).
 *
 * @return #GZ_BAD_ARGUMENT if a part is missing or of a kind that it cannot
 *         have (a literal as subject, a blank node as predicate).
 * @return #GZ_TOO_LARGE as gz_quads_intern(), or if the store is full.
 */
enum gz_status gz_quads_add(struct gz_quads_txn *txn,
                            const struct gz_quad *quad, struct gz_error *error);

/** As gz_quads_add(), for ids that this store has given. */
enum gz_status gz_quads_add_ids(struct gz_quads_txn *txn,
                                const struct gz_ids *quad,
                                struct gz_error *error);

/**
 * Remove a quad.
 *
 * @return #GZ_NOT_FOUND if it is not there; nothing has failed then.
 */
enum gz_status gz_quads_remove(struct gz_quads_txn *txn,
                               const struct gz_ids *quad,
                               struct gz_error *error);

/**
 * Remove all quads that match `pattern`: a whole graph, for example.
 *
 * @param[out] count  How many there were; may be null.
 */
enum gz_status gz_quads_remove_all(struct gz_quads_txn *txn,
                                   const struct gz_ids *pattern,
                                   uint64_t *count, struct gz_error *error);

/* Care */

/** Told of each thing found wrong: a sentence without a full stop. */
typedef void gz_quads_report(void *data, const char *message);

/**
 * Compare everything in the store with everything else.
 *
 * Reads each page of the file and checks its form; then each order of quads
 * against the others, every id against the dictionary, the dictionary against
 * its hashes, and the statistics against the quads.
 *
 * @param path    The store's file, which need not be open.
 * @param report  Told what is wrong, at most 100 times; may be null.
 *
 * @return #GZ_OK if all is well.
 * @return #GZ_CORRUPT if something is wrong.
 * @return #GZ_NOT_FOUND, #GZ_BUSY as gz_quads_open().
 */
enum gz_status gz_quads_verify(const char *path, gz_quads_report *report,
                               void *data, struct gz_error *error);

/**
 * Write the store anew without free pages and without terms no quad has.
 *
 * The new file takes the old one's place at once, by renaming, when it is
 * complete and on the disk.  Needs as much free space as the result.
 *
 * @return #GZ_BUSY if anyone has the store open.
 */
enum gz_status gz_quads_compact(const char *path, struct gz_error *error);

#endif
