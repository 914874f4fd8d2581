#include "graph/sink.h"

#include <errno.h>
#include <string.h>

static enum gz_status
write_file(void *context, struct gz_str data, struct gz_error *error) {
  errno = 0;
  if (fwrite(data.data, 1, data.size, context) != data.size) {
    return gz_fail_system(error, errno ? errno : EIO, "Cannot write");
  }
  return GZ_OK;
}

static enum gz_status
flush_file(void *context, struct gz_error *error) {
  errno = 0;
  if (fflush(context) != 0 || ferror(context)) {
    return gz_fail_system(error, errno ? errno : EIO, "Cannot write");
  }
  return GZ_OK;
}

struct gz_sink
gz_sink_file(FILE *file) {
  return (struct gz_sink){
      .write = write_file, .flush = flush_file, .context = file};
}

static enum gz_status
write_buffer(void *context, struct gz_str data, struct gz_error *error) {
  const enum gz_status status = gz_buffer_add(context, data);
  return status == GZ_OK
             ? status
             : gz_fail(error, status, "No room for output beyond %zu bytes",
                       ((const struct gz_buffer *)context)->size);
}

struct gz_sink
gz_sink_buffer(struct gz_buffer *buffer) {
  return (struct gz_sink){.write = write_buffer, .context = buffer};
}

void
gz_output_init(struct gz_output *output, struct gz_sink sink) {
  output->sink = sink;
  output->used = 0;
  memset(&output->error, 0, sizeof output->error);
}

/** Hand `data` to the sink unless something failed before. */
static void
pass_on(struct gz_output *output, struct gz_str data) {
  if (output->error.status == GZ_OK && data.size) {
    struct gz_error error = {0};
    const enum gz_status status =
        output->sink.write(output->sink.context, data, &error);
    if (status != GZ_OK) {
      output->error = error;
      output->error.status = status;
    }
  }
}

static void
empty_block(struct gz_output *output) {
  pass_on(output, gz_str_n(output->block, output->used));
  output->used = 0;
}

void
gz_output_put(struct gz_output *output, struct gz_str text) {
  if (text.size > GZ_OUTPUT_BLOCK - output->used) {
    empty_block(output);
    if (text.size > GZ_OUTPUT_BLOCK / 2) {
      pass_on(output, text);
      return;
    }
  }
  if (text.size) {
    memcpy(output->block + output->used, text.data, text.size);
    output->used += text.size;
  }
}

void
gz_output_puts(struct gz_output *output, const char *text) {
  gz_output_put(output, gz_str(text));
}

void
gz_output_putc(struct gz_output *output, char c) {
  if (output->used == GZ_OUTPUT_BLOCK) {
    empty_block(output);
  }
  output->block[output->used++] = c;
}

enum gz_status
gz_output_status(const struct gz_output *output) {
  return output->error.status;
}

enum gz_status
gz_output_flush(struct gz_output *output, struct gz_error *error) {
  empty_block(output);
  if (output->error.status == GZ_OK && output->sink.flush) {
    struct gz_error failure = {0};
    const enum gz_status status =
        output->sink.flush(output->sink.context, &failure);
    if (status != GZ_OK) {
      output->error = failure;
      output->error.status = status;
    }
  }
  if (output->error.status != GZ_OK && error) {
    *error = output->error;
  }
  return output->error.status;
}
