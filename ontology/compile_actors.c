/*
 * Make the table of known actors that the command maps at start-up:
 *
 *     compile_actors OUTPUT FILE.ttl...
 *
 * Run by make.  The same files give the same bytes.
 */

#include "ontology/actors.h"
#include "ontology/iri.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int
complain(const struct gz_error *error) {
  (void)fprintf(stderr, "compile_actors: %s%s", error->file,
                error->file[0] ? ":" : "");
  if (error->line) {
    (void)fprintf(stderr, "%zu: ", error->line);
  }
  (void)fprintf(stderr, "%s\n", error->message);
  return 1;
}

static int
write_file(const char *file, struct gz_str bytes) {
  FILE *const stream = fopen(file, "wb");
  const bool written =
      stream && fwrite(bytes.data, 1, bytes.size, stream) == bytes.size;
  if ((stream && fclose(stream) != 0) || !written) {
    (void)fprintf(stderr, "compile_actors: cannot write %s: %s\n", file,
                  strerror(errno));
    (void)remove(file);
    return 1;
  }
  return 0;
}

static enum gz_status
compile(struct gz_actors_builder *builder, char **files, int count,
        struct gz_buffer *bytes, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  for (int i = 0; i < count; ++i) {
    GZ_TRY(status, gz_actors_read_file(builder, files[i],
                                       GZ_STR(GZ_DEFAULT_BASE), error));
  }
  return gz_actors_builder_write(builder, bytes, error);
}

int
main(int argc, char **argv) {
  if (argc < 3) {
    (void)fprintf(stderr, "usage: compile_actors OUTPUT FILE.ttl...\n");
    return 2;
  }
  struct gz_error error = {.status = GZ_NO_MEMORY, .message = "Out of memory"};
  struct gz_buffer bytes;
  gz_buffer_init(&bytes, GZ_MAX_TABLE_BYTES);
  struct gz_actors_builder *const builder = gz_actors_builder_new();
  int result = 0;
  if (!builder ||
      compile(builder, argv + 2, argc - 2, &bytes, &error) != GZ_OK) {
    result = complain(&error);
  } else {
    result = write_file(argv[1], gz_buffer_str(&bytes));
  }
  gz_actors_builder_free(builder);
  gz_buffer_free(&bytes);
  return result;
}
