// Rules for times and texts that they are run over: what is before the first
// NUL byte are rules, what is after it a text.  Bad rules give an error; good
// ones find times that are ranges of the text in order.
#include "input/sentences.h"
#include "input/timex.h"
#include "input/unicode.h"
#include "tests/fuzz/replay.h"

#include <stdlib.h>
#include <string.h>

/** Find the times of `text` and abort unless they are in order and within. */
static void
find(const struct gz_timex_rules *rules, struct gz_str text) {
  struct gz_arena *arena = gz_arena_new((size_t)64 << 20);
  struct gz_article article;
  gz_article_init(&article, arena);
  article.metadata.date = (struct gz_date){2020, 1, 8};
  if (gz_article_set_text(&article, text, NULL) == GZ_OK &&
      gz_split(&article, NULL) == GZ_OK &&
      gz_find_times(&article, rules, NULL) == GZ_OK) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < article.times.count; ++i) {
      const struct gz_span span = article.times.items[i].span;
      if (span.begin < at || span.end <= span.begin || span.end > text.size) {
        abort();
      }
      at = span.end;
    }
  }
  gz_arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const struct gz_str all = gz_str_n((const char *)data, size);
  const size_t nul = size ? gz_str_find(all, '\0') : 0;
  struct gz_timex_rules *rules = NULL;
  if (size &&
      gz_timex_rules_parse(gz_str_part(all, 0, nul), &rules, NULL) == GZ_OK) {
    const struct gz_str text = gz_str_part(all, nul + 1, size);
    find(rules, gz_str_part(text, 0, gz_utf8_valid(text)));
  }
  gz_timex_rules_free(rules);
  return 0;
}

GZ_FUZZ_MAIN("timex");
