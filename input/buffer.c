#include "input/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
gz_buffer_init(struct gz_buffer *buffer, size_t ceiling) {
  *buffer = (struct gz_buffer){.ceiling = ceiling};
}

void
gz_buffer_free(struct gz_buffer *buffer) {
  free(buffer->data);
  gz_buffer_init(buffer, buffer->ceiling);
}

void
gz_buffer_clear(struct gz_buffer *buffer) {
  buffer->size = 0;
  if (buffer->data) {
    buffer->data[0] = '\0';
  }
}

enum gz_status
gz_buffer_reserve(struct gz_buffer *buffer, size_t extra) {
  if (extra > buffer->ceiling - buffer->size) {
    return GZ_TOO_LARGE;
  }
  const size_t needed = buffer->size + extra + 1;
  if (needed <= buffer->capacity) {
    return GZ_OK;
  }
  size_t capacity = buffer->capacity ? buffer->capacity : 64;
  while (capacity < needed) {
    capacity = capacity > SIZE_MAX / 2 ? needed : capacity * 2;
  }
  char *data = realloc(buffer->data, capacity);
  if (!data) {
    return GZ_NO_MEMORY;
  }
  buffer->data = data;
  buffer->capacity = capacity;
  buffer->data[buffer->size] = '\0';
  return GZ_OK;
}

enum gz_status
gz_buffer_add(struct gz_buffer *buffer, struct gz_str text) {
  enum gz_status status;
  GZ_TRY(status, gz_buffer_reserve(buffer, text.size));
  if (text.size) {
    memcpy(buffer->data + buffer->size, text.data, text.size);
    buffer->size += text.size;
    buffer->data[buffer->size] = '\0';
  }
  return GZ_OK;
}

enum gz_status
gz_buffer_puts(struct gz_buffer *buffer, const char *text) {
  return gz_buffer_add(buffer, gz_str(text));
}

enum gz_status
gz_buffer_putc(struct gz_buffer *buffer, char c) {
  return gz_buffer_add(buffer, (struct gz_str){&c, 1});
}

enum gz_status
gz_buffer_printf(struct gz_buffer *buffer, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  const int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  enum gz_status status =
      length < 0 ? GZ_BAD_ARGUMENT : gz_buffer_reserve(buffer, (size_t)length);
  if (status == GZ_OK) {
    (void)vsnprintf(buffer->data + buffer->size, (size_t)length + 1, format,
                    again);
    buffer->size += (size_t)length;
  }
  va_end(again);
  return status;
}

struct gz_str
gz_buffer_str(const struct gz_buffer *buffer) {
  return (struct gz_str){buffer->data, buffer->size};
}
