#include "input/tsv.h"

#include "input/unicode.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static enum gz_status
read_all(FILE *file, struct gz_arena *arena, struct gz_str *text,
         struct gz_error *error) {
  if (fseek(file, 0, SEEK_END) != 0) {
    return gz_fail_system(error, errno, "Cannot read");
  }
  const long size = ftell(file);
  if (size < 0 || fseek(file, 0, SEEK_SET) != 0) {
    return gz_fail_system(error, errno, "Cannot read");
  }
  if ((size_t)size > GZ_MAX_TABLE_BYTES) {
    return gz_fail(error, GZ_TOO_LARGE, "More than %zu bytes",
                   GZ_MAX_TABLE_BYTES);
  }
  char *data = gz_arena_alloc(arena, (size_t)size + 1);
  if (!data) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for a table");
  }
  if (fread(data, 1, (size_t)size, file) != (size_t)size) {
    return gz_fail_system(error, errno, "Cannot read");
  }
  *text = gz_str_n(data, (size_t)size);
  return GZ_OK;
}

enum gz_status
gz_tsv_open(struct gz_tsv *tsv, const char *path, struct gz_arena *arena,
            struct gz_error *error) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    const enum gz_status failed = gz_fail_system(error, errno, "Cannot open");
    gz_error_in_file(error, path);
    return failed;
  }
  struct gz_str text = {NULL, 0};
  enum gz_status status = read_all(file, arena, &text, error);
  (void)fclose(file);
  if (status == GZ_OK) {
    const size_t valid = gz_utf8_valid(text);
    if (valid < text.size) {
      status = gz_fail_at(error, GZ_BAD_INPUT, 0, 0, valid, "Not UTF-8");
    }
  }
  const char *name = gz_arena_copy(arena, gz_str(path));
  if (status == GZ_OK && !name) {
    status = gz_fail(error, GZ_NO_MEMORY, "No memory for a table");
  }
  if (status != GZ_OK) {
    gz_error_in_file(error, path);
    return status;
  }
  gz_tsv_from_text(tsv, text, name);
  return GZ_OK;
}

void
gz_tsv_from_text(struct gz_tsv *tsv, struct gz_str text, const char *name) {
  *tsv = (struct gz_tsv){.text = text, .name = name};
}

enum gz_status
gz_tsv_next(struct gz_tsv *tsv, struct gz_error *error) {
  while (tsv->at < tsv->text.size) {
    const struct gz_str rest = gz_str_part(tsv->text, tsv->at, tsv->text.size);
    const size_t size = gz_str_find(rest, '\n');
    struct gz_str line = gz_str_part(rest, 0, size);
    tsv->at += size + 1;
    ++tsv->line;
    const struct gz_str trimmed = gz_str_trim(line);
    if (!trimmed.size || trimmed.data[0] == '#') {
      continue;
    }
    tsv->n_fields = 0;
    for (;;) {
      const size_t tab = gz_str_find(line, '\t');
      if (tsv->n_fields == GZ_TSV_MAX_FIELDS) {
        return gz_tsv_fail(tsv, error, "Too many fields", trimmed);
      }
      tsv->fields[tsv->n_fields++] = gz_str_trim(gz_str_part(line, 0, tab));
      if (tab == line.size) {
        return GZ_OK;
      }
      line = gz_str_part(line, tab + 1, line.size);
    }
  }
  return GZ_END;
}

enum gz_status
gz_tsv_fail(const struct gz_tsv *tsv, struct gz_error *error, const char *what,
            struct gz_str value) {
  const enum gz_status status =
      gz_fail_at(error, GZ_BAD_INPUT, tsv->line, 0, 0, "%s: '%.*s'", what,
                 GZ_STR_ARGS(value));
  gz_error_in_file(error, tsv->name);
  return status;
}
