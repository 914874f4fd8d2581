#include "ontology/actors.h"

#include <errno.h>
#include <stdio.h>

/** Read a whole file. */
static enum gz_status
read_whole(const char *file, struct gz_buffer *bytes, struct gz_error *error) {
  FILE *const stream = fopen(file, "rb");
  if (!stream) {
    return gz_fail_system(error, errno, "Cannot open %s", file);
  }
  enum gz_status status = GZ_OK;
  size_t got = 1;
  while (status == GZ_OK && got > 0) {
    char chunk[4096];
    errno = 0;
    got = fread(chunk, 1, sizeof chunk, stream);
    if (ferror(stream)) {
      status = gz_fail_system(error, errno, "Cannot read %s", file);
    } else if (got > 0) {
      status = gz_buffer_add(bytes, gz_str_n(chunk, got));
      if (status != GZ_OK) {
        gz_fail(error, status, "%s has more than %zu bytes", file,
                bytes->ceiling);
      }
    }
  }
  (void)fclose(stream);
  return status;
}

enum gz_status
gz_actors_read_file(struct gz_actors_builder *builder, const char *file,
                    struct gz_str base, struct gz_error *error) {
  struct gz_buffer bytes;
  gz_buffer_init(&bytes, GZ_MAX_TABLE_BYTES);
  enum gz_status status = read_whole(file, &bytes, error);
  if (status == GZ_OK) {
    status = gz_actors_read(builder, gz_str(file), gz_buffer_str(&bytes), base,
                            error);
  } else {
    gz_error_in_file(error, file);
  }
  gz_buffer_free(&bytes);
  return status;
}

/** Tell a builder all that is known, and make a table of it. */
static enum gz_status
merge(struct gz_actors_builder *builder, const struct gz_actors *known,
      const char *const *extra, size_t n_extra, struct gz_str base,
      struct gz_actors **actors, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_actors_builder_add(builder, known, error));
  for (size_t i = 0; i < n_extra; ++i) {
    GZ_TRY(status, gz_actors_read_file(builder, extra[i], base, error));
  }
  struct gz_buffer bytes;
  gz_buffer_init(&bytes, GZ_MAX_TABLE_BYTES);
  status = gz_actors_builder_write(builder, &bytes, error);
  if (status == GZ_OK) {
    status = gz_actors_from_bytes(gz_buffer_str(&bytes), actors, error);
  }
  gz_buffer_free(&bytes);
  return status;
}

enum gz_status
gz_actors_load(const char *file, const char *const *extra, size_t n_extra,
               struct gz_str base, struct gz_actors **actors,
               struct gz_error *error) {
  struct gz_actors *known = NULL;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_actors_open(file, &known, error));
  if (n_extra == 0) {
    *actors = known;
    return GZ_OK;
  }
  struct gz_actors_builder *const builder = gz_actors_builder_new();
  status = builder ? merge(builder, known, extra, n_extra, base, actors, error)
                   : gz_fail(error, GZ_NO_MEMORY, "Out of memory");
  gz_actors_builder_free(builder);
  gz_actors_free(known);
  return status;
}
