#include "tests/fuzz/replay.h"

#include "ontology/iri.h"

/** Stop at once if `holds` is false: what must be true of any input. */
static void
must(bool holds) {
  if (!holds) {
    abort();
  }
}

/**
 * Whatever the name, its slug makes an IRI that passes the check; whatever the
 * IRI or tag, the check ends and says where within it the fault lies.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const struct gz_str text = gz_str_n((const char *)data, size);
  struct gz_error error;
  if (gz_iri_check(text, &error) != GZ_OK) {
    must(error.status == GZ_BAD_INPUT && error.offset <= size);
  }
  if (gz_language_check(text, &error) != GZ_OK) {
    must(error.status == GZ_BAD_INPUT && error.offset <= size);
  }
  struct gz_arena *arena = gz_arena_new(0);
  must(arena != NULL);
  const struct gz_str slug = gz_iri_slug(arena, text, GZ_STR(""));
  must(slug.size > 0 && slug.size <= GZ_SLUG_MAX_BYTES + 17);
  must(gz_str_equal(gz_iri_slug(arena, slug, GZ_STR("")), slug) ||
       slug.size > GZ_SLUG_MAX_BYTES);
  const struct gz_str iri = gz_iri_entity(arena, GZ_STR(GZ_DEFAULT_BASE), slug);
  must(gz_iri_check(iri, NULL) == GZ_OK);
  gz_arena_free(arena);
  return 0;
}

GZ_FUZZ_MAIN("iri");
