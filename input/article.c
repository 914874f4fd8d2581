#include "input/article.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

/** Bytes between the entries of the code point index. */
#define STRIDE 64U

bool
gz_list_grow(struct gz_arena *arena, void **items, uint32_t count,
             uint32_t *capacity, size_t size) {
  if (*capacity > UINT32_MAX / 2) {
    return false;
  }
  const uint32_t room = *capacity ? *capacity * 2 : 16;
  void *grown = gz_arena_grow(arena, *items, count, room, size);
  if (!grown) {
    return false;
  }
  *items = grown;
  *capacity = room;
  return true;
}

void
gz_article_init(struct gz_article *article, struct gz_arena *arena) {
  memset(article, 0, sizeof *article);
  article->arena = arena;
  article->metadata.language = GZ_STR("en");
}

static bool
begins_code_point(char c) {
  return ((unsigned char)c & 0xC0) != 0x80;
}

static void
hash_text(struct gz_str text, char hex[65]) {
  static const char digits[] = "0123456789abcdef";
  struct sha256_ctx context;
  uint8_t digest[SHA256_DIGEST_SIZE];
  sha256_init(&context);
  sha256_update(&context, text.size, (const uint8_t *)text.data);
  sha256_digest(&context, sizeof digest, digest);
  for (size_t i = 0; i < sizeof digest; ++i) {
    hex[2 * i] = digits[digest[i] >> 4];
    hex[2 * i + 1] = digits[digest[i] & 15];
  }
  hex[64] = '\0';
}

enum gz_status
gz_article_set_text(struct gz_article *article, struct gz_str text,
                    struct gz_error *error) {
  if (text.size > GZ_MAX_ARTICLE_BYTES) {
    return gz_fail(error, GZ_TOO_LARGE, "Article of %zu bytes; at most %zu",
                   text.size, GZ_MAX_ARTICLE_BYTES);
  }
  uint32_t *index =
      gz_arena_array(article->arena, text.size / STRIDE + 1, sizeof *index);
  if (!index) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for an article");
  }
  uint32_t count = 0;
  for (size_t i = 0; i < text.size; ++i) {
    if (i % STRIDE == 0) {
      index[i / STRIDE] = count;
    }
    count += begins_code_point(text.data[i]);
  }
  if (text.size % STRIDE == 0) {
    index[text.size / STRIDE] = count;
  }
  article->text = text;
  article->code_points = index;
  hash_text(text, article->sha256);
  return GZ_OK;
}

struct gz_str
gz_article_str(const struct gz_article *article, struct gz_span span) {
  return gz_str_part(article->text, span.begin, span.end);
}

struct gz_str
gz_article_form(const struct gz_article *article, uint32_t token) {
  return gz_article_str(article, article->tokens.items[token].span);
}

uint32_t
gz_article_code_point(const struct gz_article *article, uint32_t offset) {
  if (offset > article->text.size) {
    offset = (uint32_t)article->text.size;
  }
  uint32_t count = article->code_points[offset / STRIDE];
  for (uint32_t i = offset / STRIDE * STRIDE; i < offset; ++i) {
    count += begins_code_point(article->text.data[i]);
  }
  return count;
}

void
gz_article_position(const struct gz_article *article, uint32_t offset,
                    size_t *line, size_t *column) {
  *line = 1;
  *column = 1;
  for (uint32_t i = 0; i < offset && i < article->text.size; ++i) {
    if (article->text.data[i] == '\n') {
      ++*line;
      *column = 1;
    } else {
      *column += begins_code_point(article->text.data[i]);
    }
  }
}

uint32_t
gz_article_sentence_of(const struct gz_article *article, uint32_t token) {
  uint32_t low = 0;
  uint32_t high = article->sentences.count;
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    if (article->sentences.items[middle].first <= token) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

bool
gz_article_is_time(const struct gz_article *article, uint32_t token) {
  uint32_t low = 0;
  uint32_t high = article->times.count;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    const struct gz_timex *time = &article->times.items[middle];
    if (token < time->first) {
      high = middle;
    } else if (token >= time->first + time->count) {
      low = middle + 1;
    } else {
      return true;
    }
  }
  return false;
}

static int
compare_mentions(const void *a, const void *b) {
  const struct gz_mention *one = a;
  const struct gz_mention *other = b;
  if (one->span.begin != other->span.begin) {
    return one->span.begin < other->span.begin ? -1 : 1;
  }
  if (one->span.end != other->span.end) {
    return one->span.end > other->span.end ? -1 : 1;
  }
  return (one->entity > other->entity) - (one->entity < other->entity);
}

void
gz_article_sort_mentions(struct gz_article *article) {
  if (article->mentions.count) {
    qsort(article->mentions.items, article->mentions.count,
          sizeof *article->mentions.items, compare_mentions);
  }
}

bool
gz_class_acts(enum gz_entity_class type) {
  switch (type) {
  case GZ_ENTITY_STATE:
  case GZ_ENTITY_ORGANIZATION:
  case GZ_ENTITY_FIRM:
  case GZ_ENTITY_GOVERNMENT_BODY:
  case GZ_ENTITY_ALLIANCE:
  case GZ_ENTITY_MEDIA_OUTLET:
  case GZ_ENTITY_PARTY:
  case GZ_ENTITY_PERSON:
  case GZ_ENTITY_OFFICIAL:
    return true;
  default:
    return false;
  }
}
