/**
 * @file load_parts.h
 * What the readers of the formats share.  Only load*.c include this.
 */

#ifndef GZ_GRAPH_LOAD_PARTS_H
#define GZ_GRAPH_LOAD_PARTS_H

#include "graph/load.h"
#include "input/buffer.h"

/** Bytes that are asked of the source at once. */
#define GZ_LOAD_BLOCK ((size_t)64 << 10)

/** A reading under way. */
struct gz_loader {
  const struct gz_load_options *options;
  gz_rdf_source *source;
  void *source_data;
  gz_rdf_sink *sink;
  void *sink_data;
  struct gz_load_counts counts;
  uint64_t told;         /**< Bytes, when progress was last told */
  enum gz_status failed; /**< First failure, or GZ_OK */
  struct gz_error error; /**< and why */
};

/** Read a block of input; counts it and tells progress.  Sets `failed`. */
size_t gz_loader_block(struct gz_loader *loader, char *bytes, size_t size);

/** Hand on a statement.  Sets `failed`. */
void gz_loader_quad(struct gz_loader *loader, struct gz_quad *quad);

/** Set `failed`, unless it is set already. */
void gz_loader_fail(struct gz_loader *loader, enum gz_status status,
                    size_t line, size_t column, const char *format, ...)
    GZ_PRINTF(5, 6);

/** Read the formats; what fails is in the loader. */
void gz_loader_lines(struct gz_loader *loader);
void gz_loader_turtle(struct gz_loader *loader);
void gz_loader_xml(struct gz_loader *loader);

#endif
