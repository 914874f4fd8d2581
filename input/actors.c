#include "input/actors.h"
#include "input/actors_format.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

size_t
gz_actors_item_size(enum gz_actors_section section) {
  switch (section) {
  case GZ_SECTION_STRINGS:
    return 1;
  case GZ_SECTION_ACTORS:
    return sizeof(struct gz_actors_actor);
  case GZ_SECTION_NODES:
    return sizeof(struct gz_actors_node);
  case GZ_SECTION_EDGES:
    return sizeof(struct gz_actors_edge);
  case GZ_SECTION_NAMES:
    return sizeof(struct gz_actors_name);
  case GZ_SECTION_RELATIONS:
    return sizeof(struct gz_actors_relation_row);
  case GZ_SECTION_TENURES:
    return sizeof(struct gz_actors_tenure_row);
  default:
    return sizeof(uint32_t);
  }
}

/** Sum `size` bytes, a multiple of 8. */
static uint64_t
sum_words(const char *bytes, size_t size) {
  // Four lanes of FNV-1a over 8 bytes each, so that a processor can overlap
  // them: this runs at every start.
  uint64_t lanes[4] = {0xcbf29ce484222325u, 1, 2, 3};
  for (size_t at = 0; at + 8 <= size; at += 8) {
    uint64_t word = 0;
    memcpy(&word, bytes + at, sizeof word);
    uint64_t *const lane = &lanes[(at / 8) % 4];
    *lane = (*lane ^ word) * 0x100000001b3u;
    *lane ^= *lane >> 29;
  }
  uint64_t sum = size;
  for (size_t i = 0; i < 4; ++i) {
    sum = (sum ^ lanes[i]) * 0x9e3779b97f4a7c15u;
    sum ^= sum >> 32;
  }
  return sum;
}

uint64_t
gz_actors_checksum(const char *bytes, size_t size) {
  struct gz_actors_header header;
  memcpy(&header, bytes, sizeof header);
  header.checksum = 0;
  const uint64_t sum = sum_words((const char *)&header, sizeof header);
  return sum ^ sum_words(bytes + sizeof header, size - sizeof header);
}

uint32_t
gz_actors_edge_hash(uint32_t node, uint32_t word) {
  uint64_t hash = ((uint64_t)node << 32 | word) * 0x9e3779b97f4a7c15u;
  hash ^= hash >> 32;
  return (uint32_t)hash;
}

/** Check the header and set the pointers to the sections. */
static enum gz_status
find_sections(struct gz_actors *actors, struct gz_error *error) {
  const struct gz_actors_header *const header =
      (const struct gz_actors_header *)(const void *)actors->bytes;
  if (actors->size < sizeof *header ||
      memcmp(header->magic, GZ_ACTORS_MAGIC, sizeof header->magic) != 0) {
    return gz_fail(error, GZ_CORRUPT, "Not a table of known actors");
  }
  if (header->byte_order != GZ_ACTORS_BYTE_ORDER) {
    return gz_fail(error, GZ_CORRUPT,
                   "Table of known actors has another byte order");
  }
  if (header->format != GZ_ACTORS_FORMAT) {
    return gz_fail(error, GZ_CORRUPT,
                   "Table of known actors has format %u instead of %u",
                   header->format, GZ_ACTORS_FORMAT);
  }
  if (header->size != actors->size || actors->size % 8 != 0) {
    return gz_fail(error, GZ_CORRUPT,
                   "Table of known actors has %zu bytes instead of %u",
                   actors->size, header->size);
  }
  if (header->version[GZ_ACTORS_VERSION_SIZE - 1] != '\0' ||
      gz_actors_checksum(actors->bytes, actors->size) != header->checksum) {
    return gz_fail(error, GZ_CORRUPT, "Table of known actors is damaged");
  }
  const void *starts[GZ_N_SECTION];
  for (unsigned i = 0; i < GZ_N_SECTION; ++i) {
    const struct gz_actors_extent extent = header->sections[i];
    const uint64_t bytes =
        (uint64_t)extent.count * gz_actors_item_size((enum gz_actors_section)i);
    if (extent.offset % 8 != 0 || extent.offset < sizeof *header ||
        extent.offset > actors->size || bytes > actors->size - extent.offset) {
      return gz_fail_at(error, GZ_CORRUPT, 0, 0, extent.offset,
                        "Section %u lies outside the table of known actors", i);
    }
    starts[i] = actors->bytes + extent.offset;
  }
  actors->header = header;
  actors->strings = starts[GZ_SECTION_STRINGS];
  actors->actors = starts[GZ_SECTION_ACTORS];
  actors->words = starts[GZ_SECTION_WORDS];
  actors->word_index = starts[GZ_SECTION_WORD_INDEX];
  actors->nodes = starts[GZ_SECTION_NODES];
  actors->edges = starts[GZ_SECTION_EDGES];
  actors->names = starts[GZ_SECTION_NAMES];
  actors->actor_names = starts[GZ_SECTION_ACTOR_NAMES];
  actors->relations = starts[GZ_SECTION_RELATIONS];
  actors->tenures = starts[GZ_SECTION_TENURES];
  actors->office_tenures = starts[GZ_SECTION_OFFICE_TENURES];
  actors->slug_index = starts[GZ_SECTION_SLUG_INDEX];
  return GZ_OK;
}

static uint32_t
count_of(const struct gz_actors *actors, enum gz_actors_section section) {
  return actors->header->sections[section].count;
}

/** Whether [first, first + count) lies in a section. */
static bool
in_section(const struct gz_actors *actors, enum gz_actors_section section,
           uint32_t first, uint32_t count) {
  const uint32_t all = count_of(actors, section);
  return first <= all && count <= all - first;
}

/** Whether a hash table has a size that is a power of two, and free slots. */
static bool
index_is_sound(const uint32_t *slots, uint32_t n_slots, uint32_t limit) {
  uint32_t free_slots = 0;
  for (uint32_t i = 0; i < n_slots; ++i) {
    if (slots[i] > limit) {
      return false;
    }
    free_slots += slots[i] == 0;
  }
  return n_slots > 0 && (n_slots & (n_slots - 1)) == 0 && free_slots > 0;
}

static bool
actor_is_sound(const struct gz_actors *actors,
               const struct gz_actors_actor *actor) {
  const uint32_t n_strings = count_of(actors, GZ_SECTION_STRINGS);
  const bool is_office = actor->type == GZ_ENTITY_OFFICE;
  return actor->slug < n_strings && actor->label < n_strings &&
         (actor->state == GZ_NONE ||
          actor->state < count_of(actors, GZ_SECTION_ACTORS)) &&
         in_section(actors, GZ_SECTION_ACTOR_NAMES, actor->first_name,
                    actor->n_names) &&
         in_section(actors, GZ_SECTION_RELATIONS, actor->first_relation,
                    actor->n_relations) &&
         in_section(actors,
                    is_office ? GZ_SECTION_OFFICE_TENURES : GZ_SECTION_TENURES,
                    actor->first_tenure, actor->n_tenures) &&
         actor->type < GZ_N_ENTITY_CLASS && actor->gender <= GZ_GENDER_MALE &&
         actor->iso3[3] == '\0' && actor->iso2[2] == '\0';
}

/** Check the graph of words: nodes, edges and names. */
static bool
graph_is_sound(const struct gz_actors *actors) {
  const uint32_t n_strings = count_of(actors, GZ_SECTION_STRINGS);
  const uint32_t n_nodes = count_of(actors, GZ_SECTION_NODES);
  const uint32_t n_edges = count_of(actors, GZ_SECTION_EDGES);
  const uint32_t n_words = count_of(actors, GZ_SECTION_WORDS);
  uint32_t free_slots = 0;
  for (uint32_t i = 0; i < n_words; ++i) {
    if (actors->words[i] >= n_strings) {
      return false;
    }
  }
  for (uint32_t i = 0; i < n_nodes; ++i) {
    if (!in_section(actors, GZ_SECTION_NAMES, actors->nodes[i].first_name,
                    actors->nodes[i].n_names)) {
      return false;
    }
  }
  for (uint32_t i = 0; i < n_edges; ++i) {
    const struct gz_actors_edge *const edge = &actors->edges[i];
    free_slots += edge->word == GZ_NONE;
    if (edge->word != GZ_NONE && edge->to >= n_nodes) {
      return false;
    }
  }
  for (uint32_t i = 0; i < count_of(actors, GZ_SECTION_NAMES); ++i) {
    const struct gz_actors_name *const name = &actors->names[i];
    if (name->form >= n_strings || name->kind > GZ_NAME_TITLE ||
        name->actor >= count_of(actors, GZ_SECTION_ACTORS)) {
      return false;
    }
  }
  return n_nodes >= 2 && n_edges > 0 && (n_edges & (n_edges - 1)) == 0 &&
         free_slots > 0;
}

static bool
rows_are_sound(const struct gz_actors *actors) {
  const uint32_t n_strings = count_of(actors, GZ_SECTION_STRINGS);
  const uint32_t n_actors = count_of(actors, GZ_SECTION_ACTORS);
  const uint32_t n_tenures = count_of(actors, GZ_SECTION_TENURES);
  for (uint32_t i = 0; i < count_of(actors, GZ_SECTION_RELATIONS); ++i) {
    const struct gz_actors_relation_row *const row = &actors->relations[i];
    if (row->actor >= n_actors || row->object >= n_actors ||
        row->kind >= GZ_N_ACTOR_RELATION) {
      return false;
    }
  }
  for (uint32_t i = 0; i < n_tenures; ++i) {
    const struct gz_actors_tenure_row *const row = &actors->tenures[i];
    if (row->slug >= n_strings || row->person >= n_actors ||
        row->office >= n_actors) {
      return false;
    }
  }
  for (uint32_t i = 0; i < count_of(actors, GZ_SECTION_OFFICE_TENURES); ++i) {
    if (actors->office_tenures[i] >= n_tenures) {
      return false;
    }
  }
  for (uint32_t i = 0; i < count_of(actors, GZ_SECTION_ACTOR_NAMES); ++i) {
    if (actors->actor_names[i] >= count_of(actors, GZ_SECTION_NAMES)) {
      return false;
    }
  }
  return true;
}

/** Check everything that a look-up relies on. */
static bool
is_sound(const struct gz_actors *actors) {
  const uint32_t n_strings = count_of(actors, GZ_SECTION_STRINGS);
  const uint32_t n_actors = count_of(actors, GZ_SECTION_ACTORS);
  if (n_strings == 0 || actors->strings[n_strings - 1] != '\0') {
    return false;
  }
  for (uint32_t i = 0; i < n_actors; ++i) {
    if (!actor_is_sound(actors, &actors->actors[i])) {
      return false;
    }
  }
  return graph_is_sound(actors) && rows_are_sound(actors) &&
         index_is_sound(actors->word_index,
                        count_of(actors, GZ_SECTION_WORD_INDEX),
                        count_of(actors, GZ_SECTION_WORDS)) &&
         index_is_sound(actors->slug_index,
                        count_of(actors, GZ_SECTION_SLUG_INDEX), n_actors);
}

/** Check a table whose bytes are set, and hand it out or free it. */
static enum gz_status
finish(struct gz_actors *actors, struct gz_actors **out,
       struct gz_error *error) {
  enum gz_status status = find_sections(actors, error);
  if (status == GZ_OK && !is_sound(actors)) {
    status =
        gz_fail(error, GZ_CORRUPT, "Table of known actors contradicts itself");
  }
  if (status != GZ_OK) {
    gz_actors_free(actors);
    return status;
  }
  *out = actors;
  return GZ_OK;
}

/** Map the file that is open as `fd`. */
static enum gz_status
map_file(int fd, const char *file, struct gz_actors *actors,
         struct gz_error *error) {
  struct stat info;
  if (fstat(fd, &info) != 0) {
    return gz_fail_system(error, errno, "Cannot read %s", file);
  }
  if (!S_ISREG(info.st_mode)) {
    return gz_fail(error, GZ_IO, "%s is not a file", file);
  }
  if (info.st_size <= 0) {
    return gz_fail(error, GZ_CORRUPT, "Not a table of known actors");
  }
  if ((uint64_t)info.st_size > GZ_MAX_TABLE_BYTES) {
    return gz_fail(error, GZ_TOO_LARGE,
                   "Table of known actors has more than %zu bytes",
                   GZ_MAX_TABLE_BYTES);
  }
  void *const bytes =
      mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (bytes == MAP_FAILED) {
    return gz_fail_system(error, errno, "Cannot map %s", file);
  }
  actors->bytes = bytes;
  actors->size = (size_t)info.st_size;
  actors->mapped = true;
  return GZ_OK;
}

enum gz_status
gz_actors_open(const char *file, struct gz_actors **actors,
               struct gz_error *error) {
  const int fd = open(file, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    gz_fail_system(error, errno, "Cannot open %s", file);
    gz_error_in_file(error, file);
    return GZ_IO;
  }
  enum gz_status status = GZ_NO_MEMORY;
  struct gz_actors *const made = calloc(1, sizeof *made);
  if (!made) {
    gz_fail(error, status, "Out of memory");
  } else {
    status = map_file(fd, file, made, error);
    if (status == GZ_OK) {
      status = finish(made, actors, error);
    } else {
      free(made);
    }
  }
  close(fd);
  if (status != GZ_OK) {
    gz_error_in_file(error, file);
  }
  return status;
}

enum gz_status
gz_actors_from_bytes(struct gz_str bytes, struct gz_actors **actors,
                     struct gz_error *error) {
  if (bytes.size > GZ_MAX_TABLE_BYTES) {
    return gz_fail(error, GZ_TOO_LARGE,
                   "Table of known actors has more than %zu bytes",
                   GZ_MAX_TABLE_BYTES);
  }
  struct gz_actors *const made = calloc(1, sizeof *made);
  char *const copy = malloc(bytes.size + 1);
  if (!made || !copy) {
    free(made);
    free(copy);
    return gz_fail(error, GZ_NO_MEMORY, "Out of memory");
  }
  if (bytes.size) {
    memcpy(copy, bytes.data, bytes.size);
  }
  made->bytes = copy;
  made->size = bytes.size;
  return finish(made, actors, error);
}

void
gz_actors_free(struct gz_actors *actors) {
  if (!actors) {
    return;
  }
  if (actors->mapped) {
    munmap((void *)(uintptr_t)actors->bytes, actors->size);
  } else {
    free((void *)(uintptr_t)actors->bytes);
  }
  free(actors);
}
