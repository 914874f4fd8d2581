// The reader of web pages: whatever the bytes, an article with a text that is
// valid and not empty, or an error.
#include "input/reader.h"
#include "input/unicode.h"
#include "tests/fuzz/replay.h"

#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const struct gz_reader_options options = {.format = GZ_INPUT_HTML};
  struct gz_arena *arena = gz_arena_new((size_t)64 << 20);
  struct gz_reader *reader = NULL;
  struct gz_article article;
  gz_article_init(&article, arena);
  if (gz_reader_from_memory(gz_str_n((const char *)data, size), "fuzz",
                            &options, &reader, NULL) == GZ_OK &&
      gz_reader_next(reader, &article, NULL) == GZ_OK &&
      (!article.text.size || gz_utf8_valid(article.text) != article.text.size ||
       gz_utf8_valid(article.metadata.title) != article.metadata.title.size)) {
    abort();
  }
  gz_reader_free(reader);
  gz_arena_free(arena);
  return 0;
}

GZ_FUZZ_MAIN("html");
