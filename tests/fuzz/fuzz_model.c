#include "tests/fuzz/replay.h"

#include "input/analyser.h"
#include "input/spanning_tree.h"

#include <string.h>

/** Stop at once if `holds` is false: what must be true of any input. */
static void
must(bool holds) {
  if (!holds) {
    abort();
  }
}

static void
analyse(const struct gz_model *model) {
  const struct gz_str forms[] = {GZ_STR("Norway"), GZ_STR("bans"),
                                 GZ_STR("Acme"),   GZ_STR("\xff\xf0"),
                                 GZ_STR("“"),      GZ_STR("2,000")};
  const uint32_t length = sizeof forms / sizeof *forms;
  struct gz_word words[sizeof forms / sizeof *forms];
  struct gz_analyser *a = gz_analyser_new(model, NULL);
  struct gz_arena *arena = gz_arena_new(0);
  must(a && arena);
  must(gz_analyser_run(a, forms, &length, 1, arena, words, NULL) == GZ_OK);
  uint16_t heads[sizeof forms / sizeof *forms];
  for (uint32_t i = 0; i < length; ++i) {
    heads[i] = (uint16_t)words[i].head;
  }
  must(gz_spanning_tree_is_sound(heads, length));
  gz_arena_free(arena);
  gz_analyser_free(a);
}

/**
 * Any bytes are refused or make a model that can be used; also with a
 * checksum and a size that fit, so that the sections themselves are tried.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct gz_model *model = NULL;
  struct gz_error error;
  uint8_t *copy = aligned_alloc(64, (size + 64) / 64 * 64);
  must(copy != NULL);
  memcpy(copy, data, size);
  if (gz_model_from_memory(copy, size, &model, &error) != GZ_OK) {
    must(!model && error.message[0]);
  }
  gz_model_free(model);
  if (size >= 64) {
    const uint32_t crc = gz_crc32(copy + 64, size - 64);
    const uint64_t bytes = size;
    model = NULL;
    memcpy(copy + 16, &bytes, sizeof bytes);
    memcpy(copy + 24, &crc, sizeof crc);
    if (gz_model_from_memory(copy, size, &model, &error) == GZ_OK) {
      analyse(model);
    }
    gz_model_free(model);
  }
  free(copy);
  return 0;
}

GZ_FUZZ_MAIN("model");
