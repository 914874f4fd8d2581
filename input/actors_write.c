#include "input/actors_build.h"
#include "input/actors_layout.h"

#include <nettle/sha2.h>

#include <stdlib.h>
#include <string.h>

/** Add one section to `bytes`, at a multiple of 8, and note where it lies. */
static enum gz_status
put_section(struct gz_buffer *bytes, struct gz_actors_header *header,
            enum gz_actors_section section, const void *items, uint32_t count) {
  const size_t size = count * gz_actors_item_size(section);
  header->sections[section] =
      (struct gz_actors_extent){(uint32_t)bytes->size, count};
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_buffer_reserve(bytes, size + 8));
  if (size) {
    gz_buffer_add(bytes, gz_str_n(items, size));
  }
  while (bytes->size % 8) {
    gz_buffer_putc(bytes, '\0');
  }
  return GZ_OK;
}

static void *
array(const struct gz_actors_layout *layout, size_t count, size_t size) {
  void *const items = gz_arena_array(layout->arena, count + 1, size);
  if (!items) {
    gz_fail(layout->error, GZ_NO_MEMORY, "Out of memory");
  }
  return items;
}

static enum gz_status
put_words(struct gz_actors_layout *layout, struct gz_buffer *bytes,
          struct gz_actors_header *header) {
  const uint32_t n_slots = gz_actors_slots_for(layout->n_words);
  uint32_t *const offsets = array(layout, layout->n_words, sizeof *offsets);
  uint32_t *const slots = array(layout, n_slots, sizeof *slots);
  if (!offsets || !slots) {
    return GZ_NO_MEMORY;
  }
  enum gz_status status = GZ_OK;
  for (uint32_t i = 0; i < layout->n_words; ++i) {
    const struct gz_str word = gz_str(layout->words[i]);
    GZ_TRY(status, gz_actors_intern(layout, word, &offsets[i]));
    uint32_t at = (uint32_t)gz_str_hash(word) & (n_slots - 1);
    while (slots[at]) {
      at = (at + 1) & (n_slots - 1);
    }
    slots[at] = i + 1;
  }
  GZ_TRY(status, put_section(bytes, header, GZ_SECTION_WORDS, offsets,
                             layout->n_words));
  return put_section(bytes, header, GZ_SECTION_WORD_INDEX, slots, n_slots);
}

static enum gz_status
put_graph(struct gz_actors_layout *layout, struct gz_buffer *bytes,
          struct gz_actors_header *header) {
  const uint32_t n_slots = gz_actors_slots_for(layout->n_edges);
  struct gz_actors_edge *const slots = array(layout, n_slots, sizeof *slots);
  if (!slots) {
    return GZ_NO_MEMORY;
  }
  for (uint32_t i = 0; i < n_slots; ++i) {
    slots[i].word = GZ_NONE;
  }
  for (uint32_t i = 0; i < layout->n_edges; ++i) {
    const struct gz_actors_edge edge = layout->edges[i];
    uint32_t at = gz_actors_edge_hash(edge.node, edge.word) & (n_slots - 1);
    while (slots[at].word != GZ_NONE) {
      at = (at + 1) & (n_slots - 1);
    }
    slots[at] = edge;
  }
  enum gz_status status = GZ_OK;
  GZ_TRY(status, put_section(bytes, header, GZ_SECTION_NODES, layout->nodes,
                             layout->n_nodes));
  return put_section(bytes, header, GZ_SECTION_EDGES, slots, n_slots);
}

/** A name's number, and what it is sorted by within its actor. */
struct actor_name {
  uint32_t actor;
  uint32_t kind;
  uint32_t name;
};

static int
compare_actor_names(const void *a, const void *b) {
  const struct actor_name *const x = a;
  const struct actor_name *const y = b;
  if (x->actor != y->actor) {
    return x->actor < y->actor ? -1 : 1;
  }
  if (x->kind != y->kind) {
    return x->kind < y->kind ? -1 : 1;
  }
  return x->name < y->name ? -1 : x->name > y->name;
}

static enum gz_status
put_names(struct gz_actors_layout *layout, struct gz_buffer *bytes,
          struct gz_actors_header *header) {
  const uint32_t count = layout->n_names;
  struct gz_actors_name *const names = array(layout, count, sizeof *names);
  struct actor_name *const sorted = array(layout, count, sizeof *sorted);
  uint32_t *const numbers = array(layout, count, sizeof *numbers);
  if (!names || !sorted || !numbers) {
    return GZ_NO_MEMORY;
  }
  enum gz_status status = GZ_OK;
  for (uint32_t i = 0; i < count; ++i) {
    const struct gz_laid_name *const name = &layout->names[i];
    GZ_TRY(status, gz_actors_intern(layout, name->form, &names[i].form));
    names[i].actor = name->actor;
    names[i].cases = name->cases;
    names[i].kind = name->kind;
    names[i].ambiguous = name->ambiguous;
    names[i].n_atoms = (uint8_t)name->n_words;
    sorted[i] = (struct actor_name){name->actor, name->kind, i};
  }
  qsort(sorted, count, sizeof *sorted, compare_actor_names);
  for (uint32_t i = 0; i < count; ++i) {
    struct gz_actors_actor *const actor = &layout->actors[sorted[i].actor];
    numbers[i] = sorted[i].name;
    if (actor->n_names++ == 0) {
      actor->first_name = i;
    }
  }
  GZ_TRY(status, put_section(bytes, header, GZ_SECTION_NAMES, names, count));
  return put_section(bytes, header, GZ_SECTION_ACTOR_NAMES, numbers, count);
}

/** A tenure's number, and what it is sorted by within its office. */
struct office_tenure {
  uint32_t office;
  int32_t from;
  uint32_t tenure;
};

static int
compare_office_tenures(const void *a, const void *b) {
  const struct office_tenure *const x = a;
  const struct office_tenure *const y = b;
  if (x->office != y->office) {
    return x->office < y->office ? -1 : 1;
  }
  if (x->from != y->from) {
    return x->from < y->from ? -1 : 1;
  }
  return x->tenure < y->tenure ? -1 : x->tenure > y->tenure;
}

static enum gz_status
put_tenures(struct gz_actors_layout *layout, struct gz_buffer *bytes,
            struct gz_actors_header *header) {
  const uint32_t count = layout->n_tenures;
  struct gz_actors_tenure_row *const rows = array(layout, count, sizeof *rows);
  struct office_tenure *const sorted = array(layout, count, sizeof *sorted);
  uint32_t *const numbers = array(layout, count, sizeof *numbers);
  if (!rows || !sorted || !numbers) {
    return GZ_NO_MEMORY;
  }
  enum gz_status status = GZ_OK;
  for (uint32_t i = 0; i < count; ++i) {
    const struct gz_built_tenure *const tenure = &layout->tenures[i];
    rows[i] = (struct gz_actors_tenure_row){0, tenure->person, tenure->office,
                                            tenure->from, tenure->until};
    GZ_TRY(status, gz_actors_intern(layout, tenure->slug, &rows[i].slug));
    sorted[i] = (struct office_tenure){tenure->office, tenure->from, i};
  }
  qsort(sorted, count, sizeof *sorted, compare_office_tenures);
  for (uint32_t i = 0; i < count; ++i) {
    struct gz_actors_actor *const office = &layout->actors[sorted[i].office];
    numbers[i] = sorted[i].tenure;
    if (office->n_tenures++ == 0) {
      office->first_tenure = i;
    }
  }
  GZ_TRY(status, put_section(bytes, header, GZ_SECTION_TENURES, rows, count));
  return put_section(bytes, header, GZ_SECTION_OFFICE_TENURES, numbers, count);
}

static enum gz_status
put_slug_index(struct gz_actors_layout *layout, struct gz_buffer *bytes,
               struct gz_actors_header *header) {
  const uint32_t count = layout->builder->actors.count;
  const uint32_t n_slots = gz_actors_slots_for(count);
  uint32_t *const slots = array(layout, n_slots, sizeof *slots);
  if (!slots) {
    return GZ_NO_MEMORY;
  }
  for (uint32_t i = 0; i < count; ++i) {
    const struct gz_str slug =
        gz_str(layout->strings.bytes.data + layout->actors[i].slug);
    uint32_t at = (uint32_t)gz_str_hash(slug) & (n_slots - 1);
    while (slots[at]) {
      at = (at + 1) & (n_slots - 1);
    }
    slots[at] = i + 1;
  }
  return put_section(bytes, header, GZ_SECTION_SLUG_INDEX, slots, n_slots);
}

/** Add the sections.  Those that others fill in on the way come last. */
static enum gz_status
put_sections(struct gz_actors_layout *layout, struct gz_buffer *bytes,
             struct gz_actors_header *header) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, put_words(layout, bytes, header));
  GZ_TRY(status, put_graph(layout, bytes, header));
  GZ_TRY(status, put_names(layout, bytes, header));
  GZ_TRY(status, put_section(bytes, header, GZ_SECTION_RELATIONS,
                             layout->relations, layout->n_relations));
  GZ_TRY(status, put_tenures(layout, bytes, header));
  GZ_TRY(status, put_slug_index(layout, bytes, header));
  GZ_TRY(status, put_section(bytes, header, GZ_SECTION_ACTORS, layout->actors,
                             layout->builder->actors.count));
  const struct gz_str strings = gz_buffer_str(&layout->strings.bytes);
  return put_section(bytes, header, GZ_SECTION_STRINGS, strings.data,
                     (uint32_t)strings.size);
}

/** Put the header before all that follows it. */
static void
seal(const struct gz_buffer *bytes, struct gz_actors_header *header) {
  const char *const body = bytes->data + sizeof *header;
  const size_t size = bytes->size - sizeof *header;
  memcpy(header->magic, GZ_ACTORS_MAGIC, sizeof header->magic);
  header->byte_order = GZ_ACTORS_BYTE_ORDER;
  header->format = GZ_ACTORS_FORMAT;
  header->size = (uint32_t)bytes->size;
  struct sha256_ctx hash;
  uint8_t digest[SHA256_DIGEST_SIZE];
  sha256_init(&hash);
  sha256_update(&hash, size, (const uint8_t *)body);
  sha256_digest(&hash, sizeof digest, digest);
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i + 1 < sizeof header->version; ++i) {
    const unsigned shift = i % 2 ? 0 : 4;
    header->version[i] = digits[((unsigned)digest[i / 2] >> shift) & 15u];
  }
  memcpy(bytes->data, header, sizeof *header);
  header->checksum = gz_actors_checksum(bytes->data, bytes->size);
  memcpy(bytes->data, header, sizeof *header);
}

enum gz_status
gz_actors_builder_write(const struct gz_actors_builder *builder,
                        struct gz_buffer *bytes, struct gz_error *error) {
  struct gz_actors_layout layout = {.builder = builder, .error = error};
  struct gz_actors_header header;
  memset(&header, 0, sizeof header);
  layout.arena = gz_arena_new(0);
  if (!layout.arena) {
    return gz_fail(error, GZ_NO_MEMORY, "Out of memory");
  }
  gz_buffer_init(&layout.strings.bytes, GZ_MAX_TABLE_BYTES / 2);
  enum gz_status status = gz_actors_lay(&layout);
  if (status == GZ_OK) {
    status =
        gz_buffer_add(bytes, gz_str_n((const char *)&header, sizeof header));
    status = status ? status : put_sections(&layout, bytes, &header);
    if (status == GZ_NO_MEMORY || status == GZ_TOO_LARGE) {
      gz_fail(error, status, "Too many known actors");
    }
  }
  if (status == GZ_OK) {
    seal(bytes, &header);
  } else {
    gz_buffer_clear(bytes);
  }
  gz_buffer_free(&layout.strings.bytes);
  gz_arena_free(layout.arena);
  return status;
}
