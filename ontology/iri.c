#include "ontology/iri.h"

#include <utf8proc.h>

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

/** Most code points that one code point can come apart into. */
#define MAX_DECOMPOSITION 32

/** A slug while it is made. */
struct slug {
  char bytes[GZ_SLUG_MAX_BYTES];
  size_t size;
  bool gap; /**< Whether a hyphen is due before the next letter */
  bool cut; /**< Whether something did not fit */
};

static struct gz_str
minted(char *text) {
  return text ? gz_str(text) : (struct gz_str){NULL, 0};
}

static bool
is_apostrophe(utf8proc_int32_t c) {
  return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC;
}

static bool
is_letter_or_digit(utf8proc_int32_t c) {
  switch (utf8proc_category(c)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_ND:
  case UTF8PROC_CATEGORY_NL:
  case UTF8PROC_CATEGORY_NO:
    return true;
  default:
    return false;
  }
}

static void
slug_add(struct slug *slug, utf8proc_int32_t c) {
  if (is_apostrophe(c) || slug->cut) {
    return;
  }
  if (!is_letter_or_digit(c)) {
    slug->gap = slug->size > 0;
    return;
  }
  utf8proc_uint8_t bytes[4];
  const size_t size = (size_t)utf8proc_encode_char(c, bytes);
  if (slug->size + slug->gap + size > sizeof slug->bytes) {
    slug->cut = true;
    return;
  }
  if (slug->gap) {
    slug->bytes[slug->size++] = '-';
    slug->gap = false;
  }
  memcpy(slug->bytes + slug->size, bytes, size);
  slug->size += size;
}

/** Fold `name` into `slug`; false if it is not valid UTF-8. */
static bool
slug_fold(struct slug *slug, struct gz_str name) {
  const int options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                      UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
  size_t at = 0;
  while (at < name.size) {
    utf8proc_int32_t c = 0;
    const utf8proc_ssize_t step =
        utf8proc_iterate((const utf8proc_uint8_t *)name.data + at,
                         (utf8proc_ssize_t)(name.size - at), &c);
    if (step <= 0) {
      return false;
    }
    at += (size_t)step;
    utf8proc_int32_t parts[MAX_DECOMPOSITION];
    int boundary = 0;
    const utf8proc_ssize_t count = utf8proc_decompose_char(
        c, parts, MAX_DECOMPOSITION, (utf8proc_option_t)options, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < MAX_DECOMPOSITION; ++i) {
      slug_add(slug, parts[i]);
    }
  }
  return true;
}

/** The slug of one name, without any qualifier. */
static struct gz_str
plain_slug(struct gz_arena *arena, struct gz_str name) {
  struct slug slug = {.size = 0};
  const uint64_t hash = gz_str_hash(name);
  if (!slug_fold(&slug, name) || slug.size == 0) {
    return minted(gz_arena_printf(arena, "%016" PRIx64, hash));
  }
  if (slug.cut) {
    return minted(gz_arena_printf(arena, "%.*s-%016" PRIx64, (int)slug.size,
                                  slug.bytes, hash));
  }
  return gz_arena_str(arena, gz_str_n(slug.bytes, slug.size));
}

struct gz_str
gz_iri_slug(struct gz_arena *arena, struct gz_str name,
            struct gz_str qualifier) {
  const struct gz_str first = plain_slug(arena, name);
  if (!first.data || qualifier.size == 0) {
    return first;
  }
  const struct gz_str second = plain_slug(arena, qualifier);
  if (!second.data) {
    return second;
  }
  return minted(gz_arena_printf(arena, "%.*s-%.*s", GZ_STR_ARGS(first),
                                GZ_STR_ARGS(second)));
}

struct gz_str
gz_iri_entity(struct gz_arena *arena, struct gz_str base, struct gz_str slug) {
  return minted(gz_arena_printf(arena, "%.*sentity/%.*s", GZ_STR_ARGS(base),
                                GZ_STR_ARGS(slug)));
}

struct gz_str
gz_iri_article(struct gz_arena *arena, struct gz_str base,
               struct gz_str sha256) {
  const struct gz_str digits = gz_str_part(sha256, 0, GZ_ARTICLE_DIGITS);
  return minted(gz_arena_printf(arena, "%.*sarticle/%.*s", GZ_STR_ARGS(base),
                                GZ_STR_ARGS(digits)));
}

struct gz_str
gz_iri_event(struct gz_arena *arena, struct gz_str article, uint32_t number) {
  return minted(gz_arena_printf(arena, "%.*s#event-%" PRIu32,
                                GZ_STR_ARGS(article), number));
}

struct gz_str
gz_iri_claim(struct gz_arena *arena, struct gz_str article, uint32_t number) {
  return minted(gz_arena_printf(arena, "%.*s#claim-%" PRIu32,
                                GZ_STR_ARGS(article), number));
}

struct gz_str
gz_iri_mention(struct gz_arena *arena, struct gz_str article, uint32_t begin,
               uint32_t end) {
  return minted(gz_arena_printf(arena, "%.*s#char=%" PRIu32 ",%" PRIu32,
                                GZ_STR_ARGS(article), begin, end));
}

struct gz_str
gz_iri_extraction(struct gz_arena *arena, struct gz_str article) {
  return minted(
      gz_arena_printf(arena, "%.*s#extraction", GZ_STR_ARGS(article)));
}

struct gz_str
gz_iri_meta(struct gz_arena *arena, struct gz_str base) {
  return minted(gz_arena_printf(arena, "%.*smeta", GZ_STR_ARGS(base)));
}

struct gz_str
gz_iri_actors(struct gz_arena *arena, struct gz_str base) {
  return minted(gz_arena_printf(arena, "%.*sactors", GZ_STR_ARGS(base)));
}

struct gz_str
gz_iri_tool(struct gz_arena *arena, struct gz_str base, struct gz_str version) {
  return minted(gz_arena_printf(arena, "%.*stool/gazette-%.*s",
                                GZ_STR_ARGS(base), GZ_STR_ARGS(version)));
}

static bool
is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool
is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/** `ucschar` of RFC 3987, and in a query `iprivate` too. */
static bool
is_iri_char(utf8proc_int32_t c, bool query) {
  if (c < 0x10000) {
    return (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) ||
           (c >= 0xFDF0 && c <= 0xFFEF) ||
           (query && c >= 0xE000 && c <= 0xF8FF);
  }
  if ((c & 0xFFFF) > 0xFFFD) {
    return false;
  }
  return (c < 0xE0000) || (c >= 0xE1000 && c < 0xF0000) ||
         (query && c >= 0xF0000);
}

static enum gz_status
bad_iri(struct gz_error *error, size_t offset, const char *what) {
  return gz_fail_at(error, GZ_BAD_INPUT, 0, 0, offset, "IRI has %s at byte %zu",
                    what, offset);
}

/** Check the scheme and give the offset just past its colon. */
static enum gz_status
check_scheme(struct gz_str iri, size_t *after, struct gz_error *error) {
  size_t at = 0;
  while (at < iri.size &&
         (is_alpha(iri.data[at]) ||
          (at > 0 && (is_digit(iri.data[at]) || iri.data[at] == '+' ||
                      iri.data[at] == '-' || iri.data[at] == '.')))) {
    ++at;
  }
  if (at == 0 || at == iri.size || iri.data[at] != ':') {
    return bad_iri(error, at, "no scheme");
  }
  *after = at + 1;
  return GZ_OK;
}

/** Offset just past the authority that begins at `at`, if one does. */
static size_t
authority_end(struct gz_str iri, size_t at) {
  if (!gz_str_starts(gz_str_part(iri, at, iri.size), GZ_STR("//"))) {
    return at;
  }
  at += 2;
  while (at < iri.size && !strchr("/?#", iri.data[at])) {
    ++at;
  }
  return at;
}

/** Whether the ASCII character may stand anywhere behind the scheme. */
static bool
is_plain(char c) {
  return is_alpha(c) || is_digit(c) ||
         (c != '\0' && strchr("-._~!$&'()*+,;=:@/?", c) != NULL);
}

enum gz_status
gz_iri_check(struct gz_str iri, struct gz_error *error) {
  size_t at = 0;
  enum gz_status status = GZ_OK;
  GZ_TRY(status, check_scheme(iri, &at, error));
  const size_t host_end = authority_end(iri, at);
  bool query = false;
  bool fragment = false;
  while (at < iri.size) {
    const char c = iri.data[at];
    if (c == '%') {
      if (iri.size - at < 3 || !is_hex(iri.data[at + 1]) ||
          !is_hex(iri.data[at + 2])) {
        return bad_iri(error, at, "an incomplete escape");
      }
      at += 3;
    } else if (c == '#' && !fragment) {
      fragment = true;
      query = false;
      ++at;
    } else if ((c == '[' || c == ']') && at < host_end) {
      ++at;
    } else if ((unsigned char)c < 0x80) {
      if (!is_plain(c)) {
        return bad_iri(error, at, "a character that must be escaped");
      }
      query = query || (c == '?' && !fragment);
      ++at;
    } else {
      utf8proc_int32_t code = 0;
      const utf8proc_ssize_t step =
          utf8proc_iterate((const utf8proc_uint8_t *)iri.data + at,
                           (utf8proc_ssize_t)(iri.size - at), &code);
      if (step <= 0) {
        return bad_iri(error, at, "invalid UTF-8");
      }
      if (!is_iri_char(code, query)) {
        return bad_iri(error, at, "a character that no IRI may have");
      }
      at += (size_t)step;
    }
  }
  return GZ_OK;
}

enum gz_status
gz_iri_check_base(struct gz_str base, struct gz_error *error) {
  struct gz_error inner;
  if (gz_iri_check(base, &inner) != GZ_OK) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "Base %s", inner.message);
  }
  if (gz_str_find(base, '?') < base.size ||
      gz_str_find(base, '#') < base.size) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "Base IRI has a query or fragment");
  }
  if (!gz_str_ends(base, GZ_STR("/"))) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "Base IRI must end in a slash");
  }
  return GZ_OK;
}

enum gz_status
gz_language_check(struct gz_str tag, struct gz_error *error) {
  size_t length = 0;
  bool first = true;
  for (size_t at = 0; at <= tag.size; ++at) {
    const bool end = at == tag.size;
    const char c = end ? '-' : tag.data[at];
    if (c == '-') {
      if (length == 0) {
        return gz_fail_at(error, GZ_BAD_INPUT, 0, 0, at,
                          "Language tag has an empty part at byte %zu", at);
      }
      length = 0;
      first = false;
    } else if (!is_alpha(c) && (first || !is_digit(c))) {
      return gz_fail_at(error, GZ_BAD_INPUT, 0, 0, at,
                        "Language tag has a wrong character at byte %zu", at);
    } else if (++length > 8) {
      return gz_fail_at(error, GZ_BAD_INPUT, 0, 0, at,
                        "Language tag has a part longer than 8 at byte %zu",
                        at);
    }
  }
  return GZ_OK;
}
