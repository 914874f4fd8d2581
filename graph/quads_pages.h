/**
 * @file quads_pages.h
 * Checks the pages of an LMDB file without LMDB, which trusts them blindly.
 *
 * LMDB maps its file and follows whatever numbers it finds there: a damaged
 * page makes it read beyond the file, and the process dies.  So before it is
 * asked, this reads every page that the newest of the two heads leads to, with
 * pread(), and checks all that the code of LMDB 0.9 relies on.
 */

#ifndef GZ_GRAPH_QUADS_PAGES_H
#define GZ_GRAPH_QUADS_PAGES_H

#include "graph/quads.h"

#include <stdint.h>

/** What LMDB 0.9 has at the head of a page, on a 64-bit machine. */
struct gz_page_head {
  uint64_t number;
  uint16_t pad; /**< Size of the keys of a packed page */
  uint16_t flags;
  uint16_t lower; /**< End of the offsets; with `upper`, pages of an overflow */
  uint16_t upper; /**< Begin of the nodes */
};

/** Flags of a page. */
enum {
  GZ_PAGE_BRANCH = 0x01,
  GZ_PAGE_LEAF = 0x02,
  GZ_PAGE_OVERFLOW = 0x04,
  GZ_PAGE_META = 0x08,
  GZ_PAGE_PACKED = 0x20,
  GZ_PAGE_WITHIN = 0x40, /**< A page within a node */
};

/** The head of a tree. */
struct gz_tree_head {
  uint32_t pad;   /**< The page size, in the first tree */
  uint16_t flags; /**< As of mdb_dbi_open() */
  uint16_t depth;
  uint64_t branch_pages;
  uint64_t leaf_pages;
  uint64_t overflow_pages;
  uint64_t entries;
  uint64_t root; /**< Page, or UINT64_MAX if the tree is empty */
};

/** One of the first two pages. */
struct gz_meta_page {
  struct gz_page_head head;
  uint32_t magic;
  uint32_t version;
  uint64_t address;
  uint64_t map_size;
  struct gz_tree_head free; /**< Of lists of free pages */
  struct gz_tree_head main; /**< Of the tables' names */
  uint64_t last_page;
  uint64_t txn;
};

/** Read `size` bytes at `at`; -1 and errno on failure, or how many there are.
 */
int64_t gz_file_read(int fd, void *to, uint64_t size, uint64_t at);

/**
 * Read both heads and give the newer.
 *
 * @return #GZ_END if the file is empty.
 * @return #GZ_CORRUPT if it is none of LMDB's, or damaged.
 */
enum gz_status gz_pages_head(int fd, const char *path,
                             struct gz_meta_page *meta, struct gz_error *error);

/**
 * Check every page in use.  Nobody must write meanwhile.
 *
 * @param report  Told what is wrong; may be null.
 *
 * @return #GZ_OK, #GZ_CORRUPT; #GZ_NO_MEMORY, #GZ_IO.
 */
enum gz_status gz_pages_check(int fd, const struct gz_meta_page *meta,
                              gz_quads_report *report, void *data,
                              struct gz_error *error);

#endif
