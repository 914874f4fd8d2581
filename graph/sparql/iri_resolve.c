#include "graph/sparql/iri_resolve.h"

#include <string.h>

/** The five parts of a reference, each with its delimiter; RFC 3986 3. */
struct parts {
  struct gz_str scheme;    /**< "http:" */
  struct gz_str authority; /**< "//host" */
  struct gz_str path;
  struct gz_str query;    /**< "?…" */
  struct gz_str fragment; /**< "#…" */
};

static size_t
scheme_size(struct gz_str iri) {
  for (size_t i = 0; i < iri.size; ++i) {
    const char c = iri.data[i];
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (c == ':') {
      return i ? i + 1 : 0;
    }
    if (!letter &&
        !(i && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
      return 0;
    }
  }
  return 0;
}

bool
gz_iri_is_absolute(struct gz_str iri) {
  return scheme_size(iri) > 0;
}

/** Offset of the first of `stops` at or after `from`, or the size. */
static size_t
find_any(struct gz_str text, size_t from, const char *stops) {
  while (from < text.size &&
         (!text.data[from] || !strchr(stops, text.data[from]))) {
    ++from;
  }
  return from;
}

static struct parts
split(struct gz_str iri) {
  struct parts parts;
  const size_t scheme = scheme_size(iri);
  size_t authority = scheme;
  if (gz_str_starts(gz_str_part(iri, scheme, iri.size), GZ_STR("//"))) {
    authority = find_any(iri, scheme + 2, "/?#");
  }
  const size_t path = find_any(iri, authority, "?#");
  const size_t query = find_any(iri, path, "#");
  parts.scheme = gz_str_part(iri, 0, scheme);
  parts.authority = gz_str_part(iri, scheme, authority);
  parts.path = gz_str_part(iri, authority, path);
  parts.query = gz_str_part(iri, path, query);
  parts.fragment = gz_str_part(iri, query, iri.size);
  return parts;
}

static size_t
append(char *to, size_t size, struct gz_str text) {
  if (text.size) {
    memcpy(to + size, text.data, text.size);
  }
  return size + text.size;
}

/** Remove the dot segments of the path at `to + begin`, RFC 3986 5.2.4. */
static size_t
remove_dots(char *to, size_t begin, size_t end) {
  size_t size = begin;
  size_t i = begin;
  while (i < end) {
    size_t next = i + 1;
    while (next < end && to[next] != '/') {
      ++next;
    }
    // A segment is [i, next), with its slash in front if it has one.
    const size_t name = i + (to[i] == '/');
    const size_t length = next - name;
    const bool one = length == 1 && to[name] == '.';
    const bool two = length == 2 && to[name] == '.' && to[name + 1] == '.';
    if (two) {
      while (size > begin && to[--size] != '/') {
      }
    }
    if (one || two) {
      if (next == end && to[i] == '/') {
        to[size++] = '/';
      }
    } else {
      memmove(to + size, to + i, next - i);
      size += next - i;
    }
    i = next;
  }
  return size;
}

enum gz_status
gz_iri_resolve(struct gz_str base, struct gz_str reference,
               struct gz_arena *arena, struct gz_str *iri) {
  if (gz_iri_is_absolute(reference)) {
    *iri = reference;
    return GZ_OK;
  }
  if (!gz_iri_is_absolute(base)) {
    return GZ_BAD_ARGUMENT;
  }
  const struct parts from = split(base);
  const struct parts ref = split(reference);
  char *const to = gz_arena_alloc(arena, base.size + reference.size + 2);
  if (!to) {
    return GZ_NO_MEMORY;
  }
  size_t size = append(to, 0, from.scheme);
  const bool has_authority = ref.authority.size > 0;
  size = append(to, size, has_authority ? ref.authority : from.authority);
  const size_t path = size;
  const bool rooted = ref.path.size && ref.path.data[0] == '/';
  if (has_authority || rooted) {
    size = remove_dots(to, path, append(to, size, ref.path));
  } else if (!ref.path.size) {
    size = append(to, size, from.path);
  } else {
    size_t keep = from.path.size;
    while (keep && from.path.data[keep - 1] != '/') {
      --keep;
    }
    size = append(to, size, gz_str_part(from.path, 0, keep));
    if (!from.path.size && from.authority.size) {
      to[size++] = '/';
    }
    size = remove_dots(to, path, append(to, size, ref.path));
  }
  const bool same = !has_authority && !ref.path.size && !ref.query.size;
  size = append(to, size, same ? from.query : ref.query);
  size = append(to, size, ref.fragment);
  *iri = gz_str_n(to, size);
  return GZ_OK;
}
