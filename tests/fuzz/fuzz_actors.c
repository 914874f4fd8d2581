#include "tests/fuzz/replay.h"

#include "input/actors.h"
#include "input/actors_build.h"
#include "input/actors_format.h"
#include "ontology/actors.h"
#include "ontology/iri.h"

#include <stdbool.h>
#include <string.h>

static void
must(bool holds) {
  if (!holds) {
    abort();
  }
}

/** Look at everything in a table, and look up words of `text` in it. */
static void
walk(const struct gz_actors *actors, struct gz_str text) {
  for (uint32_t i = 0; i < gz_actors_count(actors); ++i) {
    const struct gz_actor actor = gz_actors_get(actors, i);
    struct gz_actor_name name;
    struct gz_actor_relation relation;
    struct gz_tenure tenure;
    must(strlen(actor.iso3) <= 3 && strlen(actor.iso2) <= 2);
    (void)gz_actors_find(actors, actor.slug);
    for (uint32_t j = 0; gz_actors_name(actors, i, j, &name); ++j) {
      struct gz_actor_match match;
      must(!gz_actors_match(actors, &name.form, 1, 0, false, &match) ||
           match.n_candidates > 0);
      (void)gz_actors_match_title(actors, &name.form, 1, 0, &match);
    }
    for (uint32_t j = 0; gz_actors_relation(actors, i, j, &relation); ++j) {
      must(relation.object < gz_actors_count(actors));
    }
    for (uint32_t j = 0; gz_actors_tenure(actors, i, j, &tenure) ||
                         gz_actors_holder(actors, i, j, &tenure);
         ++j) {
      must(tenure.person < gz_actors_count(actors));
    }
  }
  struct gz_actor_match match;
  (void)gz_actors_match(actors, &text, 1, 0, true, &match);
}

/** Bytes that may be a compiled table, with their checksum put right. */
static void
read_table(struct gz_str bytes) {
  struct gz_actors *actors = NULL;
  struct gz_error error;
  struct gz_actors_header header;
  if (bytes.size < sizeof header) {
    must(gz_actors_from_bytes(bytes, &actors, &error) == GZ_CORRUPT);
    return;
  }
  char *const copy = malloc(bytes.size);
  must(copy != NULL);
  memcpy(copy, bytes.data, bytes.size);
  memcpy(&header, copy, sizeof header);
  header.size = (uint32_t)bytes.size;
  memcpy(copy, &header, sizeof header);
  header.checksum = gz_actors_checksum(copy, bytes.size);
  memcpy(copy, &header, sizeof header);
  if (gz_actors_from_bytes(gz_str_n(copy, bytes.size), &actors, &error) ==
      GZ_OK) {
    walk(actors, bytes);
    gz_actors_free(actors);
  }
  free(copy);
}

/** A text that may be Turtle about actors. */
static void
read_turtle(struct gz_str text) {
  struct gz_actors_builder *builder = gz_actors_builder_new();
  struct gz_buffer bytes;
  struct gz_error error;
  must(builder != NULL);
  gz_buffer_init(&bytes, GZ_MAX_TABLE_BYTES);
  enum gz_status status = gz_actors_read(builder, GZ_STR("fuzz"), text,
                                         GZ_STR(GZ_DEFAULT_BASE), &error);
  if (status == GZ_OK) {
    status = gz_actors_builder_write(builder, &bytes, &error);
  }
  if (status == GZ_OK) {
    struct gz_actors *actors = NULL;
    must(gz_actors_from_bytes(gz_buffer_str(&bytes), &actors, &error) == GZ_OK);
    walk(actors, text);
    gz_actors_free(actors);
  } else {
    must(error.status == status && error.message[0] != '\0');
  }
  gz_buffer_free(&bytes);
  gz_actors_builder_free(builder);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const struct gz_str bytes = gz_str_n((const char *)data, size);
  if (size >= 8 && memcmp(data, GZ_ACTORS_MAGIC, 8) == 0) {
    read_table(bytes);
  } else {
    read_turtle(bytes);
  }
  return 0;
}

GZ_FUZZ_MAIN("actors");
