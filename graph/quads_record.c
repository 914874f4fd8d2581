// Terms' records, as bytes, and their hash.
#include "graph/quads_format.h"

#include <string.h>

static enum gz_status
too_large(struct gz_error *error) {
  return gz_fail(error, GZ_TOO_LARGE, "A term has more than %zu bytes",
                 (size_t)GZ_MAX_LINE_BYTES);
}

/** Write what comes before a literal's text. */
static enum gz_status
write_literal_head(const struct gz_term *term, struct gz_buffer *record,
                   struct gz_error *error) {
  enum gz_status status = GZ_OK;
  if (term->language.size) {
    if (term->language.size > 255) {
      return gz_fail(error, GZ_TOO_LARGE,
                     "A language tag has more than 255 bytes");
    }
    GZ_TRY(status, gz_buffer_putc(record, 'L'));
    GZ_TRY(status, gz_buffer_putc(record, (char)term->language.size));
    return gz_buffer_add(record, term->language);
  }
  if (term->datatype.size) {
    char size[8];
    gz_put64(size, term->datatype.size);
    GZ_TRY(status, gz_buffer_putc(record, 'T'));
    GZ_TRY(status, gz_buffer_add(record, gz_str_n(size + 4, 4)));
    return gz_buffer_add(record, term->datatype);
  }
  return gz_buffer_putc(record, 'S');
}

enum gz_status
gz_record_write(const struct gz_term *term, struct gz_buffer *record,
                struct gz_error *error) {
  if (term->value.size > GZ_MAX_LINE_BYTES ||
      term->datatype.size > GZ_MAX_LINE_BYTES - term->value.size) {
    return too_large(error);
  }
  gz_buffer_clear(record);
  enum gz_status status = GZ_OK;
  switch (term->kind) {
  case GZ_TERM_BLANK:
    status = gz_buffer_putc(record, 'B');
    break;
  case GZ_TERM_IRI:
    status = gz_buffer_putc(record, 'I');
    break;
  case GZ_TERM_LITERAL:
    status = write_literal_head(term, record, error);
    break;
  default:
    return gz_fail(error, GZ_BAD_ARGUMENT, "A term has no kind");
  }
  if (status == GZ_OK) {
    status = gz_buffer_add(record, term->value);
  }
  if (status == GZ_NO_MEMORY) {
    return gz_fail(error, GZ_NO_MEMORY, "Cannot take a term: out of memory");
  }
  return status;
}

bool
gz_record_read(struct gz_str record, struct gz_term *term) {
  if (!record.size) {
    return false;
  }
  const unsigned char *bytes = (const unsigned char *)record.data;
  const struct gz_str rest = gz_str_part(record, 1, record.size);
  size_t head = 0;
  switch (record.data[0]) {
  case 'B':
    *term = gz_term_blank(rest);
    return true;
  case 'I':
    *term = gz_term_iri(rest);
    return true;
  case 'S':
    *term = gz_term_string(rest);
    return true;
  case 'L':
    head = rest.size ? bytes[1] : 0;
    if (!head || rest.size - 1 < head) {
      return false;
    }
    *term = gz_term_tagged(gz_str_part(rest, 1 + head, rest.size),
                           gz_str_part(rest, 1, 1 + head));
    return true;
  case 'T':
    if (rest.size < 4) {
      return false;
    }
    head = (size_t)bytes[1] << 24 | (size_t)bytes[2] << 16 |
           (size_t)bytes[3] << 8 | bytes[4];
    if (!head || rest.size - 4 < head) {
      return false;
    }
    *term = (struct gz_term){.kind = GZ_TERM_LITERAL,
                             .value = gz_str_part(rest, 4 + head, rest.size),
                             .datatype = gz_str_part(rest, 4, 4 + head)};
    return true;
  default:
    return false;
  }
}

static uint64_t
rotate(uint64_t x, int by) {
  return x << by | x >> (64 - by);
}

static void
sip_round(uint64_t v[4]) {
  v[0] += v[1];
  v[1] = rotate(v[1], 13) ^ v[0];
  v[0] = rotate(v[0], 32);
  v[2] += v[3];
  v[3] = rotate(v[3], 16) ^ v[2];
  v[0] += v[3];
  v[3] = rotate(v[3], 21) ^ v[0];
  v[2] += v[1];
  v[1] = rotate(v[1], 17) ^ v[2];
  v[2] = rotate(v[2], 32);
}

/** Read up to eight bytes, the first of them the least. */
static uint64_t
get_little(const unsigned char *bytes, size_t size) {
  uint64_t value = 0;
  for (size_t i = 0; i < size; ++i) {
    value |= (uint64_t)bytes[i] << (8 * i);
  }
  return value;
}

uint64_t
gz_record_hash(const uint64_t key[2], struct gz_str record) {
  uint64_t v[4] = {key[0] ^ UINT64_C(0x736F6D6570736575),
                   key[1] ^ UINT64_C(0x646F72616E646F6D),
                   key[0] ^ UINT64_C(0x6C7967656E657261),
                   key[1] ^ UINT64_C(0x7465646279746573)};
  const unsigned char *bytes = (const unsigned char *)record.data;
  size_t left = record.size;
  for (; left >= 8; left -= 8, bytes += 8) {
    const uint64_t word = get_little(bytes, 8);
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
  }
  const uint64_t last = (uint64_t)record.size << 56 | get_little(bytes, left);
  v[3] ^= last;
  sip_round(v);
  v[0] ^= last;
  v[2] ^= 0xFF;
  sip_round(v);
  sip_round(v);
  sip_round(v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}
