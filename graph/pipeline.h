/**
 * @file pipeline.h
 * Articles through all stages, one or several at a time, in order.
 *
 * The calling thread reads; workers analyse; the calling thread hands the
 * results on in the order of the input, so that the number of threads changes
 * nothing but the time.  At most two articles for each thread are in memory.
 *
 * Threads.    `sink` and the callbacks are called from the calling thread.
 */

#ifndef GZ_GRAPH_PIPELINE_H
#define GZ_GRAPH_PIPELINE_H

#include "graph/gazette.h"
#include "input/article.h"
#include "ontology/statements.h"

/** How far an article is taken. */
enum gz_pipeline_goal {
  GZ_PIPELINE_PARSE,    /**< Words, their trees and names */
  GZ_PIPELINE_ANALYSE,  /**< All language stages */
  GZ_PIPELINE_DESCRIBE, /**< Those, and checked statements */
};

/** An article that is through. */
struct gz_reading {
  struct gz_article article;
  struct gz_statements *statements; /**< Empty unless described */
};

/** Bytes of all inputs, or 0 if some are no regular files. */
uint64_t gz_work_bytes(const struct gz_work *work);

/**
 * Read all of `work`, handing each article to `sink`.
 *
 * @param sink  What it returns other than #GZ_OK ends the work and is
 *              returned; it fills `error` itself.
 *
 * @return As gz_extract() does.
 */
enum gz_status
gz_pipeline_run(const struct gz_gazette *gazette, const struct gz_work *work,
                enum gz_pipeline_goal goal,
                enum gz_status (*sink)(void *handle, struct gz_reading *reading,
                                       struct gz_error *error),
                void *handle, const struct gz_callbacks *callbacks,
                struct gz_error *error);

#endif
