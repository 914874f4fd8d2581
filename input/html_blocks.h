/**
 * @file html_blocks.h
 * The text of the article on a web page, without what surrounds it.
 *
 * The page is flattened into blocks, the runs of text between block-level
 * tags, in order.  Each is scored by the shallow features of Kohlschütter,
 * Fankhauser and Nejdl (2010, Boilerplate detection using shallow text
 * features, WSDM): how many words it has, and how many of them are links; what
 * the tags and class names around it say counts too.  The article is the run
 * of blocks with the greatest sum, as Pasternack and Roth (2009, Extracting
 * article text from the web with maximum subsequence segmentation, WWW) have
 * it; blocks inside it that look like boilerplate are left out.
 *
 * Cost.       Linear in the size of the page; no recursion.
 */

#ifndef GZ_INPUT_HTML_BLOCKS_H
#define GZ_INPUT_HTML_BLOCKS_H

#include "input/buffer.h"
#include "input/status.h"

#include <libxml/tree.h>
#include <stdbool.h>

/**
 * Add the article's paragraphs to `text`, an empty line between.
 *
 * @param root  The page's root element; may be null: then nothing is added.
 * @param title  A block that says just this is left out; may be empty.
 *
 * @return #GZ_OK, also if there is no article.
 * @return #GZ_NO_MEMORY, or #GZ_TOO_LARGE if `text` reaches its ceiling.
 */
enum gz_status gz_html_article(const xmlNode *root, struct gz_str title,
                               struct gz_buffer *text);

/**
 * Find the node after `node` in the order of the document, within `root`.
 *
 * @param inside  Whether to go into the children of `node` too.
 *
 * @return Null after the last.
 */
const xmlNode *gz_html_next(const xmlNode *node, const xmlNode *root,
                            bool inside);

/** Whether `node` is an element with that name in small letters. */
bool gz_html_is(const xmlNode *node, const char *name);

#endif
