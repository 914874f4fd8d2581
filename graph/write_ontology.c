// The ontology and its shapes, in whatever format of RDF.

#include "graph/gazette.h"

#include "graph/load.h"
#include "graph/resources.h"
#include "graph/writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static enum gz_status
write_statement(void *data, const struct gz_quad *quad,
                struct gz_error *error) {
  return gz_writer_quad(data, quad, error);
}

/** Copy the Turtle of `file` to `out` byte by byte. */
static enum gz_status
copy(FILE *file, FILE *out, struct gz_error *error) {
  char block[1 << 14];
  size_t size = 0;
  while ((size = fread(block, 1, sizeof block, file)) > 0) {
    if (fwrite(block, 1, size, out) != size) {
      return gz_fail_system(error, errno, "Cannot write");
    }
  }
  if (ferror(file)) {
    return gz_fail_system(error, errno, "Cannot read the ontology");
  }
  if (fflush(out) != 0) {
    return gz_fail_system(error, errno, "Cannot write");
  }
  return GZ_OK;
}

/** Read Turtle from `file` and write it in `format`. */
static enum gz_status
convert(FILE *file, const char *name, const struct gz_format *format, FILE *out,
        struct gz_error *error) {
  const struct gz_load_options options = {
      .format = GZ_RDF_TURTLE,
      .name = name,
      .blank_prefix = GZ_STR("b-"),
  };
  struct gz_writer *writer = NULL;
  enum gz_status status;
  GZ_TRY(status,
         gz_writer_new(format, NULL, 0, gz_sink_file(out), &writer, error));
  status = gz_rdf_read(&options, gz_rdf_source_file, file, write_statement,
                       writer, NULL, error);
  if (status == GZ_OK) {
    status = gz_writer_end(writer, error);
  }
  gz_writer_free(writer);
  return status;
}

enum gz_status
gz_write_ontology(const struct gz_gazette *gazette, bool shapes,
                  const char *format, FILE *out, struct gz_error *error) {
  const struct gz_format *known = gz_format_find(gz_str(format));
  if (!known) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "Unknown format '%s'", format);
  }
  char *path = gz_data_path(gazette, shapes ? "shapes.ttl" : "gazette.ttl");
  FILE *file = path ? fopen(path, "rb") : NULL;
  enum gz_status status = GZ_OK;
  if (!path) {
    status = gz_fail(error, GZ_NO_MEMORY, "No memory for the ontology");
  } else if (!file) {
    status = gz_fail_system(error, errno, "Cannot open");
  } else if (strcmp(known->name, "turtle") == 0) {
    status = copy(file, out, error); // as it was written for people
  } else {
    status = convert(file, path, known, out, error);
  }
  gz_error_in_file(error, path);
  if (file) {
    (void)fclose(file);
  }
  free(path);
  return status;
}
