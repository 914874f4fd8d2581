#include "input/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *
gz_status_message(enum gz_status status) {
  switch (status) {
  case GZ_OK:
    return "Success";
  case GZ_END:
    return "Nothing more";
  case GZ_NOT_FOUND:
    return "Not found";
  case GZ_NO_MEMORY:
    return "Out of memory";
  case GZ_BAD_ARGUMENT:
    return "Bad argument";
  case GZ_BAD_INPUT:
    return "Bad input";
  case GZ_TOO_LARGE:
    return "Input too large";
  case GZ_IO:
    return "Input or output failed";
  case GZ_CORRUPT:
    return "File damaged or of another version";
  case GZ_BUSY:
    return "In use by another process";
  case GZ_CANCELLED:
    return "Cancelled";
  case GZ_UNSUPPORTED:
    return "Not supported";
  case GZ_UNSOUND:
    return "Statements that break the ontology";
  }
  return "Unknown status";
}

/** Drop a UTF-8 sequence that was cut at the end of `text`. */
static void
drop_cut_sequence(char *text, size_t size) {
  size_t length = strlen(text);
  if (length + 1 < size) {
    return;
  }
  size_t start = length;
  while (start > 0 && length - start < 4) {
    const unsigned char c = (unsigned char)text[--start];
    if (c < 0x80) {
      return;
    }
    if (c >= 0xC0) {
      const size_t whole = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
      if (length - start < whole) {
        text[start] = '\0';
      }
      return;
    }
  }
}

static void
fill(struct gz_error *error, enum gz_status status, const char *format,
     va_list arguments) {
  memset(error, 0, sizeof *error);
  error->status = status;
  (void)vsnprintf(error->message, sizeof error->message, format, arguments);
  drop_cut_sequence(error->message, sizeof error->message);
}

enum gz_status
gz_fail(struct gz_error *error, enum gz_status status, const char *format,
        ...) {
  if (error) {
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, format, arguments);
    va_end(arguments);
  }
  return status;
}

enum gz_status
gz_fail_at(struct gz_error *error, enum gz_status status, size_t line,
           size_t column, size_t offset, const char *format, ...) {
  if (error) {
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, format, arguments);
    va_end(arguments);
    error->line = line;
    error->column = column;
    error->offset = offset;
  }
  return status;
}

enum gz_status
gz_fail_system(struct gz_error *error, int errnum, const char *format, ...) {
  if (error) {
    va_list arguments;
    va_start(arguments, format);
    fill(error, GZ_IO, format, arguments);
    va_end(arguments);
    const size_t used = strlen(error->message);
    char reason[128];
    // The XSI form of strerror_r: thread-safe, unlike strerror().
    if (strerror_r(errnum, reason, sizeof reason) != 0) {
      (void)snprintf(reason, sizeof reason, "error %d", errnum);
    }
    (void)snprintf(error->message + used, sizeof error->message - used, ": %s",
                   reason);
    drop_cut_sequence(error->message, sizeof error->message);
  }
  return GZ_IO;
}

void
gz_error_in_file(struct gz_error *error, const char *file) {
  if (error && file && !error->file[0]) {
    (void)snprintf(error->file, sizeof error->file, "%s", file);
    drop_cut_sequence(error->file, sizeof error->file);
  }
}
