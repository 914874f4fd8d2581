#include "graph/sparql/functions.h"

#include "input/arena.h"

#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

/** Hash `text`; returns the size of the digest. */
static size_t
digest(enum gz_sparql_op op, struct gz_str text, uint8_t out[64]) {
  const uint8_t *data = (const uint8_t *)text.data;
  union {
    struct md5_ctx md5;
    struct sha1_ctx sha1;
    struct sha256_ctx sha256;
    struct sha512_ctx sha512; // and SHA-384
  } context;
  switch (op) {
  case GZ_OP_MD5:
    md5_init(&context.md5);
    md5_update(&context.md5, text.size, data);
    md5_digest(&context.md5, MD5_DIGEST_SIZE, out);
    return MD5_DIGEST_SIZE;
  case GZ_OP_SHA1:
    sha1_init(&context.sha1);
    sha1_update(&context.sha1, text.size, data);
    sha1_digest(&context.sha1, SHA1_DIGEST_SIZE, out);
    return SHA1_DIGEST_SIZE;
  case GZ_OP_SHA256:
    sha256_init(&context.sha256);
    sha256_update(&context.sha256, text.size, data);
    sha256_digest(&context.sha256, SHA256_DIGEST_SIZE, out);
    return SHA256_DIGEST_SIZE;
  case GZ_OP_SHA384:
    sha384_init(&context.sha512);
    sha512_update(&context.sha512, text.size, data);
    sha384_digest(&context.sha512, SHA384_DIGEST_SIZE, out);
    return SHA384_DIGEST_SIZE;
  default:
    sha512_init(&context.sha512);
    sha512_update(&context.sha512, text.size, data);
    sha512_digest(&context.sha512, SHA512_DIGEST_SIZE, out);
    return SHA512_DIGEST_SIZE;
  }
}

enum gz_status
gz_function_hash(struct gz_sparql_context *context, enum gz_sparql_op op,
                 const struct gz_value *argument, struct gz_value *value) {
  if (argument->kind != GZ_VALUE_STRING) {
    return GZ_BAD_INPUT;
  }
  uint8_t bytes[64];
  const size_t size = digest(op, argument->term.value, bytes);
  char *text = gz_arena_alloc(context->scratch, size * 2 + 1);
  if (!text) {
    return GZ_NO_MEMORY;
  }
  for (size_t i = 0; i < size; ++i) {
    text[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
    text[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
  }
  *value = gz_value_from_string(gz_str_n(text, size * 2));
  return GZ_OK;
}
