#include "tests/unit.h"

#include "tests/model_file.h"

#include <unistd.h>

static uint8_t *file;
static size_t size;

static int
setup(void **state) {
  (void)state;
  file = read_test_file("tiny.model", &size);
  return 0;
}

static int
teardown(void **state) {
  (void)state;
  free(file);
  return 0;
}

/* The status for a changed copy of the file; a good one is freed again. */
static enum gz_status
load(const uint8_t *data, size_t n, struct gz_error *error) {
  struct gz_model *model = NULL;
  const enum gz_status status = gz_model_from_memory(data, n, &model, error);
  if (status == GZ_OK) {
    gz_model_free(model);
  } else {
    assert_null(model);
  }
  return status;
}

static void
checksum_is_the_usual_one(void **state) {
  (void)state;
  assert_int_equal(gz_crc32("123456789", 9), 0xcbf43926u);
  assert_int_equal(gz_crc32("", 0), 0);
  assert_int_equal(gz_crc32("The quick brown fox jumps over the lazy dog", 43),
                   0x414fa339u);
}

static void
whole_file_loads(void **state) {
  (void)state;
  struct gz_error error;
  struct gz_model *model = NULL;
  assert_int_equal(gz_model_from_memory(file, size, &model, &error), GZ_OK);
  assert_int_equal(model->width, 32);
  assert_int_equal(model->n_layers, 3);
  assert_int_equal(model->layers[0].kind, 'w');
  assert_string_equal(model->deprel.texts[model->root_label], "root");
  gz_model_free(model);
  gz_model_free(NULL);
}

static void
truncated_file_is_refused(void **state) {
  (void)state;
  struct gz_error error;
  for (size_t n = 0; n < size; n = n < 200 ? n + 1 : n + 997) {
    assert_int_equal(load(file, n, &error), GZ_CORRUPT);
    assert_true(error.message[0] != '\0');
  }
}

static void
changed_byte_is_noticed(void **state) {
  (void)state;
  struct gz_error error;
  for (size_t at = 0; at < size; at = at < 600 ? at + 1 : at + 503) {
    if (at >= 32 && at < 64) {
      continue; /* The head's padding says nothing. */
    }
    file[at] ^= 0x10;
    assert_int_equal(load(file, size, &error), GZ_CORRUPT);
    file[at] ^= 0x10;
  }
}

static void
other_byte_order_is_named(void **state) {
  (void)state;
  struct gz_error error;
  for (size_t i = 0; i < 2; ++i) {
    const uint8_t byte = file[8 + i];
    file[8 + i] = file[11 - i];
    file[11 - i] = byte;
  }
  assert_int_equal(load(file, size, &error), GZ_CORRUPT);
  assert_non_null(strstr(error.message, "byte order"));
  for (size_t i = 0; i < 2; ++i) {
    const uint8_t byte = file[8 + i];
    file[8 + i] = file[11 - i];
    file[11 - i] = byte;
  }
}

static void
other_version_is_named(void **state) {
  (void)state;
  struct gz_error error;
  file[12] = 9;
  assert_int_equal(load(file, size, &error), GZ_CORRUPT);
  assert_non_null(strstr(error.message, "version 9"));
  file[12] = GZ_MODEL_VERSION;
}

/* With the checksum right, what the sections say is still checked. */
static void
wrong_sections_are_refused(void **state) {
  (void)state;
  struct gz_error error;
  uint32_t count;
  memcpy(&count, file + 28, sizeof count);
  uint8_t *copy = malloc(size);
  for (uint32_t i = 0; i < count; ++i) {
    for (size_t field = 0; field < 48; field += 4) {
      if (field == 36) {
        continue; /* Reserved. */
      }
      memcpy(copy, file, size);
      memset(copy + 64 + 48 * i + field, 0xff, 4);
      fix_checksum(copy, size);
      assert_int_equal(load(copy, size, &error), GZ_CORRUPT);
    }
  }
  free(copy);
}

static void
files_are_loaded(void **state) {
  (void)state;
  struct gz_error error;
  struct gz_model *model = NULL;
  char path[512];
  snprintf(path, sizeof path, "%s/tests/data/tiny.model", getenv("top_srcdir"));
  assert_int_equal(gz_model_load(path, &model, &error), GZ_OK);
  gz_model_free(model);
  model = NULL;
  assert_int_equal(gz_model_load("/nowhere/x.model", &model, &error), GZ_IO);
  assert_int_equal(gz_model_load("/", &model, &error), GZ_IO);
  assert_int_equal(gz_model_load("/dev/null", &model, &error), GZ_IO);
  snprintf(path, sizeof path, "%s/COPYING", getenv("top_srcdir"));
  assert_int_equal(gz_model_load(path, &model, &error), GZ_CORRUPT);
  assert_string_equal(error.file, path);
  assert_null(model);
}

static void
oversized_file_is_refused(void **state) {
  (void)state;
  struct gz_error error;
  struct gz_model *model = NULL;
  char path[] = "/tmp/gazette-model-XXXXXX";
  const int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(ftruncate(fd, (off_t)GZ_MAX_MODEL_BYTES + 1), 0);
  assert_int_equal(gz_model_load(path, &model, &error), GZ_TOO_LARGE);
  assert_int_equal(ftruncate(fd, (off_t)GZ_MAX_MODEL_BYTES), 0);
  assert_int_equal(gz_model_load(path, &model, &error), GZ_CORRUPT);
  close(fd);
  unlink(path);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(checksum_is_the_usual_one),
      cmocka_unit_test(whole_file_loads),
      cmocka_unit_test(truncated_file_is_refused),
      cmocka_unit_test(changed_byte_is_noticed),
      cmocka_unit_test(other_byte_order_is_named),
      cmocka_unit_test(other_version_is_named),
      cmocka_unit_test(wrong_sections_are_refused),
      cmocka_unit_test(files_are_loaded),
      cmocka_unit_test(oversized_file_is_refused),
  };
  return cmocka_run_group_tests_name("model", tests, setup, teardown);
}
