// Sorting quads: by one part after the other, radix for many, insertion for
// few.
#include "graph/quads_format.h"

#include <stdlib.h>
#include <string.h>

/* Below so many, comparing is faster than counting bytes. */
#define FEW 48

static void
insertion_sort(struct gz_ids *quads, size_t count, const enum gz_part *parts) {
  for (size_t i = 1; i < count; ++i) {
    const struct gz_ids quad = quads[i];
    size_t at = i;
    while (at && gz_ids_compare(&quad, &quads[at - 1], parts) < 0) {
      quads[at] = quads[at - 1];
      --at;
    }
    quads[at] = quad;
  }
}

/** Sort by the bytes of `part` in which the quads differ, the lowest first. */
static void
radix_sort(struct gz_ids *quads, struct gz_ids *scratch, size_t count,
           enum gz_part part) {
  uint64_t differ = 0;
  for (size_t i = 1; i < count; ++i) {
    differ |= quads[i].part[part] ^ quads[0].part[part];
  }
  struct gz_ids *from = quads;
  struct gz_ids *to = scratch;
  for (unsigned shift = 0; shift < 64; shift += 8) {
    if (!(differ >> shift & 0xFF)) {
      continue;
    }
    size_t begin[257] = {0};
    for (size_t i = 0; i < count; ++i) {
      ++begin[(from[i].part[part] >> shift & 0xFF) + 1];
    }
    for (int i = 0; i < 256; ++i) {
      begin[i + 1] += begin[i];
    }
    for (size_t i = 0; i < count; ++i) {
      to[begin[from[i].part[part] >> shift & 0xFF]++] = from[i];
    }
    struct gz_ids *const other = from;
    from = to;
    to = other;
  }
  if (from != quads) {
    memcpy(quads, from, count * sizeof *quads);
  }
}

/** Sort quads that are equal in the parts before `level`. */
static void
sort_level(struct gz_ids *quads, struct gz_ids *scratch, size_t count,
           const enum gz_part *parts, int level) {
  if (count < FEW) {
    insertion_sort(quads, count, parts);
    return;
  }
  radix_sort(quads, scratch, count, parts[level]);
  if (level + 1 == GZ_PARTS) {
    return;
  }
  for (size_t begin = 0; begin < count;) {
    size_t end = begin + 1;
    while (end < count &&
           quads[end].part[parts[level]] == quads[begin].part[parts[level]]) {
      ++end;
    }
    if (end - begin > 1) {
      sort_level(quads + begin, scratch, end - begin, parts, level + 1);
    }
    begin = end;
  }
}

bool
gz_ids_sort(struct gz_ids *quads, size_t count, enum gz_order order) {
  struct gz_ids few[FEW];
  struct gz_ids *scratch = count < FEW ? few : malloc(count * sizeof *scratch);
  if (!scratch) {
    return false;
  }
  sort_level(quads, scratch, count, gz_order_parts(order), 0);
  if (scratch != few) {
    free(scratch);
  }
  return true;
}
