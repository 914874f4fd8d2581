#include "input/html_blocks.h"

#include "input/unicode.h"

#include <stdlib.h>
#include <string.h>

/** What a block stands in. */
enum kind {
  KIND_TEXT,      /**< A division, a table's cell and the like */
  KIND_PARAGRAPH, /**< <p>, <blockquote>, <pre> */
  KIND_ITEM,      /**< <li>, <dd> */
  KIND_HEADING,   /**< <h2> to <h6> */
  KIND_TITLE,     /**< <h1> */
};

/** A run of text between block-level tags. */
struct block {
  size_t begin; /**< Of its text in the flat text */
  size_t end;
  uint32_t words;
  uint32_t linked; /**< How many of them are in links */
  size_t before;   /**< Words of running text in the blocks before */
  enum kind kind;
  bool outside; /**< In what by tag or class is no article */
};

/** The blocks in an element that seems to be beside the article. */
struct region {
  const xmlNode *node;
  size_t begin;  /**< Its first block */
  size_t end;    /**< Past its last block */
  size_t around; /**< The region that it is in, plus 1, or 0 */
};

/** The page, flattened. */
struct page {
  struct gz_buffer flat; /**< Texts of all blocks, white space made single */
  struct block *blocks;
  size_t count;
  size_t room;
  struct region *regions; /**< In the order in which they begin */
  size_t n_regions;
  size_t regions_room;
  size_t open;      /**< The region we are in, plus 1, or 0 */
  struct block now; /**< The block that is being read */
  bool in_word;
  bool broken; /**< Nothing but white space came after a <br> */
};

const xmlNode *
gz_html_next(const xmlNode *node, const xmlNode *root, bool inside) {
  if (inside && node->type == XML_ELEMENT_NODE && node->children) {
    return node->children;
  }
  while (node != root && !node->next) {
    node = node->parent;
  }
  return node == root ? NULL : node->next;
}

bool
gz_html_is(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE &&
         strcmp((const char *)node->name, name) == 0;
}

static bool
is_any(const xmlNode *node, const char *const *names) {
  for (; *names; ++names) {
    if (gz_html_is(node, *names)) {
      return true;
    }
  }
  return false;
}

/** Whether an element's text is no part of any article. */
static bool
is_dropped(const xmlNode *node) {
  static const char *const names[] = {
      "script", "style",  "noscript", "nav",        "footer",   "button",
      "select", "iframe", "svg",      "figcaption", "head",     "option",
      "video",  "audio",  "object",   "template",   "textarea", NULL};
  return is_any(node, names);
}

/** Whether an element stands inside a line of text. */
static bool
is_inline(const xmlNode *node) {
  static const char *const names[] = {
      "a",     "abbr", "acronym", "b",      "bdi", "bdo", "big",
      "cite",  "code", "data",    "del",    "dfn", "em",  "font",
      "i",     "ins",  "kbd",     "mark",   "q",   "s",   "samp",
      "small", "span", "strike",  "strong", "sub", "sup", "time",
      "tt",    "u",    "var",     "wbr",    "img", NULL};
  return is_any(node, names);
}

static enum kind
kind_of(const xmlNode *node) {
  static const char *const paragraphs[] = {"p", "blockquote", "pre", NULL};
  static const char *const items[] = {"li", "dd", "dt", NULL};
  static const char *const headings[] = {"h2", "h3", "h4", "h5", "h6", NULL};
  return is_any(node, paragraphs) ? KIND_PARAGRAPH
         : is_any(node, items)    ? KIND_ITEM
         : is_any(node, headings) ? KIND_HEADING
         : gz_html_is(node, "h1") ? KIND_TITLE
                                  : KIND_TEXT;
}

/** Whether an attribute's value contains one of the words. */
static bool
names_any(const xmlNode *node, const char *attribute,
          const char *const *words) {
  const xmlAttr *found = node->properties;
  while (found && strcmp((const char *)found->name, attribute) != 0) {
    found = found->next;
  }
  if (!found || !found->children || !found->children->content) {
    return false;
  }
  const char *value = (const char *)found->children->content;
  for (; *words; ++words) {
    if (xmlStrcasestr((const xmlChar *)value, (const xmlChar *)*words)) {
      return true;
    }
  }
  return false;
}

/** Whether tag, class or id say that an element is beside the article. */
static bool
is_outside(const xmlNode *node) {
  static const char *const words[] = {
      "comment",   "disqus",     "footer",     "sidebar",   "related",
      "share",     "sharing",    "social",     "promo",     "newsletter",
      "subscribe", "breadcrumb", "navigation", "nav-",      "menu",
      "byline",    "caption",    "credit",     "advert",    "sponsor",
      "cookie",    "popular",    "trending",   "recommend", "author-bio",
      "authorbox", "signup",     "sign-up",    "paywall",   "toolbar",
      "read-more", "readmore",   "more-from",  "outbrain",  "taboola",
      "copyright", "disclaimer", "tags",       "widget",    "modal",
      NULL};
  static const char *const main_words[] = {"article-body", "articlebody",
                                           "story-body",   "entry-content",
                                           "post-content", NULL};
  // Some sites put the whole page into a form; see mark_outside().
  if (gz_html_is(node, "aside") || gz_html_is(node, "form")) {
    return true;
  }
  if (gz_html_is(node, "body") || gz_html_is(node, "html") ||
      gz_html_is(node, "article") || gz_html_is(node, "main") ||
      names_any(node, "class", main_words)) {
    return false;
  }
  return names_any(node, "class", words) || names_any(node, "id", words);
}

/** Make room for one more item after `count` of `size` bytes. */
static void *
more_room(void *items, size_t count, size_t *room, size_t size) {
  if (count < *room) {
    return items;
  }
  const size_t wanted = *room ? *room * 2 : 64;
  void *grown = realloc(items, wanted * size);
  if (grown) {
    *room = wanted;
  }
  return grown;
}

/** End the block that is being read and begin one of `kind`. */
static enum gz_status
flush(struct page *page, enum kind kind) {
  struct block *now = &page->now;
  while (page->flat.size > now->begin &&
         page->flat.data[page->flat.size - 1] == ' ') {
    --page->flat.size;
  }
  now->end = page->flat.size;
  if (now->end > now->begin) {
    struct block *grown =
        more_room(page->blocks, page->count, &page->room, sizeof *page->blocks);
    if (!grown) {
      return GZ_NO_MEMORY;
    }
    page->blocks = grown;
    page->blocks[page->count++] = *now;
  }
  *now = (struct block){.begin = page->flat.size, .kind = kind};
  page->in_word = false;
  return GZ_OK;
}

/** Add the characters of a text node. */
static enum gz_status
add_text(struct page *page, struct gz_str text, bool linked) {
  enum gz_status status;
  for (size_t at = 0; at < text.size;) {
    const size_t begin = at;
    const uint32_t c = gz_utf8_next(text, &at);
    if (gz_is_space(c)) {
      page->in_word = false;
      if (page->flat.size > page->now.begin &&
          page->flat.data[page->flat.size - 1] != ' ') {
        GZ_TRY(status, gz_buffer_putc(&page->flat, ' '));
      }
      continue;
    }
    page->broken = false;
    GZ_TRY(status, gz_buffer_add(&page->flat, gz_str_part(text, begin, at)));
    if (!page->in_word && gz_is_word(c)) {
      page->in_word = true;
      ++page->now.words;
      page->now.linked += linked;
    }
  }
  return GZ_OK;
}

/** Enter the element `node`. */
static enum gz_status
enter(struct page *page, const xmlNode **link, const xmlNode *node) {
  enum gz_status status;
  if (gz_html_is(node, "a") && !*link) {
    *link = node;
  }
  if (gz_html_is(node, "br")) {
    // Two in a row part paragraphs.
    GZ_TRY(status, page->broken ? flush(page, page->now.kind)
                                : add_text(page, GZ_STR(" "), false));
    page->broken = true;
    return GZ_OK;
  }
  if (is_inline(node)) {
    return GZ_OK;
  }
  GZ_TRY(status, flush(page, kind_of(node)));
  if (is_outside(node)) {
    struct region *grown =
        more_room(page->regions, page->n_regions, &page->regions_room,
                  sizeof *page->regions);
    if (!grown) {
      return GZ_NO_MEMORY;
    }
    page->regions = grown;
    page->regions[page->n_regions++] = (struct region){
        .node = node, .begin = page->count, .around = page->open};
    page->open = page->n_regions;
  }
  return GZ_OK;
}

/** Leave the element `node`. */
static enum gz_status
leave(struct page *page, const xmlNode **link, const xmlNode *node) {
  enum gz_status status;
  if (*link == node) {
    *link = NULL;
  }
  if (is_inline(node) || gz_html_is(node, "br")) {
    return GZ_OK;
  }
  const xmlNode *parent = node->parent;
  GZ_TRY(status, flush(page, parent && parent->type == XML_ELEMENT_NODE
                                 ? kind_of(parent)
                                 : KIND_TEXT));
  if (page->open && page->regions[page->open - 1].node == node) {
    page->regions[page->open - 1].end = page->count;
    page->open = page->regions[page->open - 1].around;
  }
  return GZ_OK;
}

/** Flatten the tree below `root`. */
static enum gz_status
flatten(struct page *page, const xmlNode *root) {
  enum gz_status status;
  const xmlNode *link = NULL;
  const xmlNode *node = root;
  while (node) {
    const bool text =
        (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
        node->content;
    const bool inside = node->type == XML_ELEMENT_NODE && !is_dropped(node);
    if (text) {
      GZ_TRY(status,
             add_text(page, gz_str((const char *)node->content), link != NULL));
    } else if (inside) {
      GZ_TRY(status, enter(page, &link, node));
    }
    if (inside && node->children) {
      node = node->children;
      continue;
    }
    if (inside) {
      GZ_TRY(status, leave(page, &link, node));
    }
    while (node != root && !node->next) {
      node = node->parent;
      GZ_TRY(status, leave(page, &link, node));
    }
    node = node == root ? NULL : node->next;
  }
  return flush(page, KIND_TEXT);
}

static bool
mostly_linked(const struct block *block) {
  return 2 * block->linked > block->words;
}

/** Words of a block that is a paragraph of running text, else 0. */
static size_t
running_words(const struct block *block) {
  const bool running = block->kind == KIND_PARAGRAPH || block->words >= 15;
  return running && !mostly_linked(block) ? block->words : 0;
}

/**
 * Mark the blocks that are beside the article.  An element that holds most of
 * the page's running text is around the article, whatever its name.
 */
static void
mark_outside(struct page *page) {
  size_t total = 0;
  for (size_t i = 0; i < page->count; ++i) {
    page->blocks[i].before = total;
    total += running_words(&page->blocks[i]);
  }
  size_t marked = 0; // Blocks before this one need no second look.
  for (size_t r = 0; r < page->n_regions; ++r) {
    const struct region *region = &page->regions[r];
    if (region->begin < marked || region->begin == region->end) {
      continue;
    }
    const size_t after =
        region->end < page->count ? page->blocks[region->end].before : total;
    if (2 * (after - page->blocks[region->begin].before) <= total) {
      for (size_t i = region->begin; i < region->end; ++i) {
        page->blocks[i].outside = true;
      }
      marked = region->end;
    }
  }
}

/** What a block adds to the run that it is in. */
static int64_t
value_of(const struct block *block) {
  const int64_t words = block->words;
  if (block->outside) {
    return -8 - (words < 30 ? words : 30);
  }
  if (mostly_linked(block)) {
    return -4 - (words < 20 ? words : 20);
  }
  if (block->kind == KIND_PARAGRAPH) {
    return words >= 4 ? words : 0;
  }
  return words >= 15 ? words - 5 : block->kind == KIND_HEADING ? -1 : -4;
}

/** Find the run of blocks with the greatest sum (Kadane's algorithm). */
static void
find_run(const struct page *page, size_t *begin, size_t *end) {
  int64_t best = 0;
  int64_t sum = 0;
  size_t start = 0;
  *begin = *end = 0;
  for (size_t i = 0; i < page->count; ++i) {
    // A page may bring further articles, each with a headline of its own.
    if (sum <= 0 || page->blocks[i].kind == KIND_TITLE) {
      sum = 0;
      start = i;
    }
    sum += value_of(&page->blocks[i]);
    if (sum > best) {
      best = sum;
      *begin = start;
      *end = i + 1;
    }
  }
}

/** Whether a block inside the run is part of the article. */
static bool
is_kept(const struct page *page, const struct block *block,
        struct gz_str title) {
  const struct gz_str text =
      gz_str_part(gz_buffer_str(&page->flat), block->begin, block->end);
  if (block->outside || mostly_linked(block) || block->kind == KIND_TITLE ||
      gz_str_equal_nocase(text, title)) {
    return false;
  }
  return block->kind != KIND_TEXT || block->words >= 8;
}

enum gz_status
gz_html_article(const xmlNode *root, struct gz_str title,
                struct gz_buffer *text) {
  struct page page = {0};
  if (!root) {
    return GZ_OK;
  }
  gz_buffer_init(&page.flat, text->ceiling);
  enum gz_status status = flatten(&page, root);
  size_t begin = 0;
  size_t end = 0;
  if (status == GZ_OK) {
    mark_outside(&page);
    find_run(&page, &begin, &end);
  }
  for (size_t i = begin; status == GZ_OK && i < end; ++i) {
    const struct block *block = &page.blocks[i];
    if (is_kept(&page, block, title)) {
      status = text->size ? gz_buffer_puts(text, "\n\n") : GZ_OK;
      if (status == GZ_OK) {
        status = gz_buffer_add(text, gz_str_part(gz_buffer_str(&page.flat),
                                                 block->begin, block->end));
      }
    }
  }
  gz_buffer_free(&page.flat);
  free(page.blocks);
  free(page.regions);
  return status;
}
