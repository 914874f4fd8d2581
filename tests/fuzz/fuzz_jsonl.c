// The reader of JSON lines: whatever the bytes, it ends, and each record gives
// an article or an error with the line it is on.
#include "input/reader.h"
#include "tests/fuzz/replay.h"

#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const struct gz_reader_options options = {.format = GZ_INPUT_JSON_LINES};
  struct gz_arena *arena = gz_arena_new((size_t)64 << 20);
  struct gz_reader *reader = NULL;
  struct gz_article article;
  struct gz_error error;
  gz_article_init(&article, arena);
  enum gz_status status = gz_reader_from_memory(
      gz_str_n((const char *)data, size), "fuzz", &options, &reader, NULL);
  size_t line = 0;
  while (status != GZ_END) {
    status = gz_reader_next(reader, &article, &error);
    if ((status == GZ_OK) != (article.text.size > 0)) {
      abort();
    }
    if (status == GZ_BAD_INPUT || status == GZ_TOO_LARGE) {
      if (error.line <= line || error.offset > size) {
        abort();
      }
      line = error.line;
    }
    gz_arena_reset(arena);
  }
  gz_reader_free(reader);
  gz_arena_free(arena);
  return 0;
}

GZ_FUZZ_MAIN("jsonl");
