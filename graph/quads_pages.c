#include "config.h"

#include "graph/quads_pages.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <lmdb.h>

/* Flags of a node. */
#define NODE_BIG 0x01          // its data are on overflow pages
#define NODE_TREE 0x02         // its data are the head of a tree
#define NODE_LIST 0x04         // its data are a list of values
#define NODE_SIZE ((size_t)8)  // of a node's head
#define HEAD_SIZE ((size_t)16) // of a page's head
#define MAX_DEPTH 32           // of a tree
#define MAX_REPORTS 100
#define MAX_KEY 511

#define FILE_MAGIC UINT32_C(0xBEEFC0DE)
#define FILE_VERSION 1

int64_t
gz_file_read(int fd, void *to, uint64_t size, uint64_t at) {
  uint64_t done = 0;
  while (done < size) {
    const ssize_t n =
        pread(fd, (char *)to + done, (size_t)(size - done), (off_t)(at + done));
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      return -1;
    }
    if (!n) {
      break;
    }
    done += (uint64_t)n;
  }
  return (int64_t)done;
}

static bool
meta_is_good(const struct gz_meta_page *meta, uint64_t number) {
  const uint32_t size = meta->free.pad;
  return meta->head.number == number && (meta->head.flags & GZ_PAGE_META) &&
         meta->magic == FILE_MAGIC && meta->version == FILE_VERSION &&
         size >= 512 && size <= 65536 && !(size & (size - 1)) &&
         meta->last_page >= 1 && meta->last_page < (UINT64_C(1) << 48);
}

enum gz_status
gz_pages_head(int fd, const char *path, struct gz_meta_page *meta,
              struct gz_error *error) {
  struct gz_meta_page both[2] = {0};
  // A writer may be changing a head just now: look again.
  for (int attempt = 0; attempt < 3; ++attempt) {
    const int64_t got = gz_file_read(fd, &both[0], sizeof both[0], 0);
    if (got < 0) {
      return gz_fail_system(error, errno, "Cannot read %s", path);
    }
    if (!got) {
      return GZ_END;
    }
    if (got < (int64_t)sizeof both[0] || both[0].magic != FILE_MAGIC) {
      return gz_fail(error, GZ_CORRUPT, "%s is no store", path);
    }
    if (both[0].version != FILE_VERSION) {
      return gz_fail(error, GZ_CORRUPT,
                     "%s was written by another version of LMDB (%u, not %d)",
                     path, (unsigned)both[0].version, FILE_VERSION);
    }
    if (meta_is_good(&both[0], 0) &&
        gz_file_read(fd, &both[1], sizeof both[1], both[0].free.pad) ==
            (int64_t)sizeof both[1] &&
        meta_is_good(&both[1], 1) && both[1].free.pad == both[0].free.pad) {
      *meta = both[both[1].txn > both[0].txn];
      return GZ_OK;
    }
  }
  return gz_fail(error, GZ_CORRUPT, "The head of %s is damaged", path);
}

/** What is being checked. */
struct check {
  int fd;
  uint64_t page_size;
  uint64_t pages;      /**< How many there are */
  unsigned char *used; /**< A bit for each */
  gz_quads_report *report;
  void *data;
  unsigned reports;
  enum gz_status status;
};

/** A key or value, and whether there is one. */
struct bytes {
  const unsigned char *data;
  size_t size;
};

/** A tree being walked. */
struct walk {
  struct check *check;
  const char *name;
  const struct gz_tree_head *head;
  bool is_free_list;
  bool is_main;
  bool is_list; /**< The values of one key: its keys are they */
  uint64_t entries;
  int level; /**< Trees above this one */
};

static void walk_tree(struct check *check, const char *name,
                      const struct gz_tree_head *head, int level,
                      bool is_free_list, bool is_list);

static bool wrong(struct check *check, const char *format, ...) GZ_PRINTF(2, 3);

static bool
wrong(struct check *check, const char *format, ...) {
  char message[256];
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  check->status = check->status == GZ_OK ? GZ_CORRUPT : check->status;
  if (check->report && check->reports < MAX_REPORTS) {
    check->report(check->data, message);
  }
  ++check->reports;
  return false;
}

/** Read a page that must be there and not have been met before. */
static bool
take_page(struct walk *walk, uint64_t number, uint64_t count,
          unsigned char *page) {
  struct check *check = walk->check;
  if (number < 2 || count > check->pages || number > check->pages - count) {
    return wrong(check, "%s: a page has the number %llu, which is none",
                 walk->name, (unsigned long long)number);
  }
  for (uint64_t i = number; i < number + count; ++i) {
    if (check->used[i / 8] >> (i % 8) & 1) {
      return wrong(check, "%s: page %llu is used twice", walk->name,
                   (unsigned long long)i);
    }
    check->used[i / 8] |= (unsigned char)(1U << (i % 8));
  }
  // Of an overflow only the head is looked at.
  const uint64_t size = count > 1 ? HEAD_SIZE : check->page_size;
  const int64_t got =
      gz_file_read(check->fd, page, size, number * check->page_size);
  if (got < 0) {
    check->status = GZ_IO;
    return wrong(check, "%s: page %llu cannot be read", walk->name,
                 (unsigned long long)number);
  }
  struct gz_page_head head;
  memcpy(&head, page, sizeof head);
  if ((uint64_t)got < size || head.number != number) {
    return wrong(check, "%s: page %llu is not what it should be", walk->name,
                 (unsigned long long)number);
  }
  return true;
}

static int
compare(const struct walk *walk, struct bytes a, struct bytes b) {
  if (walk->is_free_list && a.size == 8 && b.size == 8) {
    uint64_t x = 0;
    uint64_t y = 0;
    memcpy(&x, a.data, 8);
    memcpy(&y, b.data, 8);
    return x < y ? -1 : x > y;
  }
  const size_t size = a.size < b.size ? a.size : b.size;
  const int order = size ? memcmp(a.data, b.data, size) : 0;
  return order ? order : a.size < b.size ? -1 : a.size > b.size;
}

/** Check that `key` lies between its neighbours and the bounds. */
static bool
check_key(struct walk *walk, struct bytes key, struct bytes *last,
          struct bytes low, struct bytes high) {
  if ((last->data && compare(walk, *last, key) >= 0) ||
      (low.data && compare(walk, low, key) > 0) ||
      (high.data && compare(walk, high, key) <= 0)) {
    return wrong(walk->check, "%s: keys are out of order", walk->name);
  }
  *last = key;
  return true;
}

/** Check the values of a packed page, or of one within a node. */
static void
check_packed(struct walk *walk, const unsigned char *page, size_t size,
             struct bytes low, struct bytes high) {
  struct gz_page_head head;
  memcpy(&head, page, sizeof head);
  const size_t count = (size_t)(head.lower - HEAD_SIZE) / 2;
  struct bytes last = {NULL, 0};
  if (head.lower < HEAD_SIZE || !head.pad ||
      count * head.pad > size - HEAD_SIZE) {
    wrong(walk->check, "%s: a packed page is damaged", walk->name);
    return;
  }
  for (size_t i = 0; i < count; ++i) {
    const struct bytes key = {page + HEAD_SIZE + i * head.pad, head.pad};
    if (!check_key(walk, key, &last, low, high)) {
      return;
    }
  }
  walk->entries += count;
}

/** Find node `index` of a page; false if it is not within it. */
static bool
find_node(struct walk *walk, const unsigned char *page, size_t index,
          const unsigned char **node, size_t *room) {
  struct gz_page_head head;
  uint16_t offset = 0;
  uint16_t key_size = 0;
  memcpy(&head, page, sizeof head);
  memcpy(&offset, page + HEAD_SIZE + 2 * index, 2);
  const size_t end = walk->check->page_size;
  if (offset < head.upper || offset + NODE_SIZE > end || (offset & 1)) {
    return wrong(walk->check, "%s: a node lies outside of its page",
                 walk->name);
  }
  memcpy(&key_size, page + offset + 6, 2);
  if (key_size > MAX_KEY || offset + NODE_SIZE + (size_t)key_size > end) {
    return wrong(walk->check, "%s: a key lies outside of its page", walk->name);
  }
  *node = page + offset;
  *room = end - offset - NODE_SIZE - key_size;
  return true;
}

static struct bytes
node_key(const unsigned char *node) {
  uint16_t size = 0;
  memcpy(&size, node + 6, 2);
  return (struct bytes){node + NODE_SIZE, size};
}

/** Check that the pages of a list of free ones are in use nowhere. */
static void
check_free_list(struct walk *walk, const unsigned char *list, size_t size) {
  uint64_t count = 0;
  if (size < 8) {
    wrong(walk->check, "A list of free pages is damaged");
    return;
  }
  memcpy(&count, list, 8);
  if (count > size / 8 - 1) {
    wrong(walk->check, "A list of free pages is damaged");
    return;
  }
  for (uint64_t i = 1; i <= count; ++i) {
    uint64_t page = 0;
    memcpy(&page, list + 8 * i, 8);
    if (page < 2 || page >= walk->check->pages) {
      wrong(walk->check, "A page that is none is said to be free");
      return;
    }
    if (walk->check->used[page / 8] >> (page % 8) & 1) {
      wrong(walk->check, "Page %llu is both free and used",
            (unsigned long long)page);
      return;
    }
    walk->check->used[page / 8] |= (unsigned char)(1U << (page % 8));
  }
}

/** Check data on overflow pages. */
static void
check_big(struct walk *walk, const unsigned char *data, uint64_t size) {
  struct check *check = walk->check;
  uint64_t number = 0;
  memcpy(&number, data, 8);
  const uint64_t count = (HEAD_SIZE - 1 + size) / check->page_size + 1;
  unsigned char *page = malloc(check->page_size);
  if (!page) {
    check->status = GZ_NO_MEMORY;
    return;
  }
  struct gz_page_head head;
  if (take_page(walk, number, count, page)) {
    memcpy(&head, page, sizeof head);
    const uint32_t pages = head.lower | (uint32_t)head.upper << 16;
    if (!(head.flags & GZ_PAGE_OVERFLOW) || pages != count) {
      wrong(check, "%s: the pages of a long record are damaged", walk->name);
    } else if (walk->is_free_list) {
      unsigned char *list = malloc(size ? size : 1);
      if (!list || gz_file_read(check->fd, list, size,
                                number * check->page_size + HEAD_SIZE) !=
                       (int64_t)size) {
        check->status = GZ_IO;
      } else {
        check_free_list(walk, list, size);
      }
      free(list);
    }
  }
  free(page);
}

/** Check the list of values of a key. */
static void
check_list(struct walk *walk, const unsigned char *data, size_t size,
           bool is_tree) {
  if (is_tree) {
    struct gz_tree_head head;
    memcpy(&head, data, sizeof head);
    walk_tree(walk->check, walk->name, &head, walk->level + 1, false, true);
    walk->entries += head.entries;
    return;
  }
  struct gz_page_head head;
  if (size < HEAD_SIZE) {
    wrong(walk->check, "%s: a list of values is damaged", walk->name);
    return;
  }
  memcpy(&head, data, sizeof head);
  if (!(head.flags & GZ_PAGE_WITHIN) || !(head.flags & GZ_PAGE_PACKED)) {
    wrong(walk->check, "%s: a list of values is damaged", walk->name);
    return;
  }
  const struct bytes none = {NULL, 0};
  check_packed(walk, data, size, none, none);
}

/** Check what a leaf's node holds. */
static void
check_data(struct walk *walk, const unsigned char *node, size_t room) {
  uint16_t part[3];
  memcpy(part, node, sizeof part);
  const uint64_t size = part[0] | (uint64_t)part[1] << 16;
  const uint16_t flags = part[2];
  const struct bytes key = node_key(node);
  const unsigned char *data = key.data + key.size;
  const bool is_tree = flags & NODE_TREE;
  if (flags & NODE_BIG) {
    if (room < 8) {
      wrong(walk->check, "%s: a record lies outside of its page", walk->name);
    } else {
      check_big(walk, data, size);
      ++walk->entries;
    }
    return;
  }
  if (size > room || (is_tree && size != sizeof(struct gz_tree_head))) {
    wrong(walk->check, "%s: a record lies outside of its page", walk->name);
    return;
  }
  if (flags & NODE_LIST) {
    if (!(walk->head->flags & MDB_DUPSORT) || walk->is_list) {
      wrong(walk->check, "%s: a list stands where none can be", walk->name);
    } else {
      check_list(walk, data, (size_t)size, is_tree);
    }
    return;
  }
  ++walk->entries;
  if (is_tree && walk->is_main) {
    char name[64];
    struct gz_tree_head head;
    memcpy(&head, data, sizeof head);
    (void)snprintf(name, sizeof name, "%.*s",
                   (int)(key.size < 60 ? key.size : 60),
                   (const char *)key.data);
    walk_tree(walk->check, name, &head, walk->level + 1, false, false);
  } else if (is_tree) {
    wrong(walk->check, "%s: a tree stands where none can be", walk->name);
  } else if (walk->is_free_list) {
    check_free_list(walk, data, (size_t)size);
  }
}

static void walk_page(struct walk *walk, uint64_t number, int depth,
                      struct bytes low, struct bytes high);

/** Check the nodes of a page, and what is below them. */
static void
walk_nodes(struct walk *walk, const unsigned char *page, size_t count,
           int depth, struct bytes low, struct bytes high) {
  const bool leaf = depth == 1;
  struct bytes last = {NULL, 0};
  for (size_t i = 0; i < count; ++i) {
    const unsigned char *node = NULL;
    const unsigned char *next = NULL;
    size_t room = 0;
    size_t next_room = 0;
    if (!find_node(walk, page, i, &node, &room)) {
      return;
    }
    // The first key of a branch stands for all that is less.
    const struct bytes key = node_key(node);
    if ((leaf || i) && !check_key(walk, key, &last, low, high)) {
      return;
    }
    if (leaf) {
      check_data(walk, node, room);
      continue;
    }
    uint16_t part[3];
    memcpy(part, node, sizeof part);
    const uint64_t child =
        part[0] | (uint64_t)part[1] << 16 | (uint64_t)part[2] << 32;
    struct bytes end = high;
    if (i + 1 < count) {
      if (!find_node(walk, page, i + 1, &next, &next_room)) {
        return;
      }
      end = node_key(next);
    }
    walk_page(walk, child, depth - 1, i ? key : low, end);
  }
}

/** Check a page of a tree; `depth` 1 is a leaf. */
static void
walk_page(struct walk *walk, uint64_t number, int depth, struct bytes low,
          struct bytes high) {
  struct check *check = walk->check;
  struct gz_page_head head;
  unsigned char *page = malloc(check->page_size);
  if (!page) {
    check->status = GZ_NO_MEMORY;
    return;
  }
  if (!take_page(walk, number, 1, page)) {
    free(page);
    return;
  }
  memcpy(&head, page, sizeof head);
  const unsigned kind = head.flags & (GZ_PAGE_BRANCH | GZ_PAGE_LEAF |
                                      GZ_PAGE_OVERFLOW | GZ_PAGE_META);
  const bool packed = head.flags & GZ_PAGE_PACKED;
  const size_t count = (size_t)(head.lower - HEAD_SIZE) / 2;
  if (kind != (depth == 1 ? GZ_PAGE_LEAF : GZ_PAGE_BRANCH) ||
      head.lower < HEAD_SIZE ||
      (packed &&
       (!walk->is_list || depth != 1 || head.pad != walk->head->pad)) ||
      (!packed && (head.lower > head.upper || head.upper > check->page_size))) {
    wrong(check, "%s: page %llu is damaged", walk->name,
          (unsigned long long)number);
  } else if (packed) {
    check_packed(walk, page, check->page_size, low, high);
  } else if (!count) {
    wrong(check, "%s: page %llu is empty", walk->name,
          (unsigned long long)number);
  } else {
    walk_nodes(walk, page, count, depth, low, high);
  }
  free(page);
}

static void
walk_tree(struct check *check, const char *name,
          const struct gz_tree_head *head, int level, bool is_free_list,
          bool is_list) {
  struct walk walk = {.check = check,
                      .name = name,
                      .head = head,
                      .is_free_list = is_free_list,
                      .is_main = level == 0 && !is_free_list,
                      .is_list = is_list,
                      .level = level};
  const struct bytes none = {NULL, 0};
  if (head->root == UINT64_MAX) {
    if (head->entries) {
      wrong(check, "%s: the tree is gone", name);
    }
    return;
  }
  if (!head->depth || head->depth > MAX_DEPTH || level > 2) {
    wrong(check, "%s: the head of a tree is damaged", name);
    return;
  }
  walk_page(&walk, head->root, head->depth, none, none);
  if (walk.entries != head->entries && check->status == GZ_OK) {
    wrong(check, "%s: the tree has %llu entries, not %llu", name,
          (unsigned long long)walk.entries, (unsigned long long)head->entries);
  }
}

enum gz_status
gz_pages_check(int fd, const struct gz_meta_page *meta, gz_quads_report *report,
               void *data, struct gz_error *error) {
  struct check check = {.fd = fd,
                        .page_size = meta->free.pad,
                        .pages = meta->last_page + 1,
                        .report = report,
                        .data = data,
                        .status = GZ_OK};
  check.used = calloc(1, (size_t)(check.pages / 8 + 1));
  if (!check.used) {
    return gz_fail(error, GZ_NO_MEMORY, "Cannot check the store's pages");
  }
  walk_tree(&check, "main", &meta->main, 0, false, false);
  walk_tree(&check, "free pages", &meta->free, 0, true, false);
  free(check.used);
  switch (check.status) {
  case GZ_OK:
    return GZ_OK;
  case GZ_CORRUPT:
    return gz_fail(error, GZ_CORRUPT, "The store's pages are damaged");
  default:
    return gz_fail(error, check.status, "Cannot check the store's pages");
  }
}
