// The plain text reader and the splitter: whatever the bytes, an article whose
// tokens are ranges of its text in order, or an error.
#include "input/reader.h"
#include "input/sentences.h"
#include "tests/fuzz/replay.h"

#include <stdlib.h>

/** Abort unless the tokens and sentences are in order and within the text. */
static void
check(const struct gz_article *article) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < article->tokens.count; ++i) {
    const struct gz_span span = article->tokens.items[i].span;
    if (span.begin < at || span.end <= span.begin ||
        span.end > article->text.size) {
      abort();
    }
    at = span.end;
  }
  uint32_t token = 0;
  for (uint32_t i = 0; i < article->sentences.count; ++i) {
    const struct gz_sentence *sentence = &article->sentences.items[i];
    if (sentence->first != token || !sentence->count ||
        sentence->count > GZ_MAX_SENTENCE_TOKENS) {
      abort();
    }
    token += sentence->count;
  }
  if (token != article->tokens.count) {
    abort();
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const struct gz_reader_options options = {.format = GZ_INPUT_TEXT};
  struct gz_arena *arena = gz_arena_new((size_t)64 << 20);
  struct gz_reader *reader = NULL;
  struct gz_article article;
  gz_article_init(&article, arena);
  if (gz_reader_from_memory(gz_str_n((const char *)data, size), "fuzz",
                            &options, &reader, NULL) == GZ_OK &&
      gz_reader_next(reader, &article, NULL) == GZ_OK &&
      gz_split(&article, NULL) == GZ_OK) {
    check(&article);
  }
  gz_reader_free(reader);
  gz_arena_free(arena);
  return 0;
}

GZ_FUZZ_MAIN("text");
