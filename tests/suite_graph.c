#include "tests/suite_graph.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum gz_status
suite_read_file(const char *path, struct gz_arena *arena, struct gz_str *text,
                struct gz_error *error) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    return gz_fail_system(error, errno, "Cannot open %s", path);
  }
  char *data = NULL;
  size_t size = 0;
  size_t room = 0;
  size_t got;
  do {
    if (size + 1 >= room) {
      const size_t more = room ? room * 2 : 8192;
      data = gz_arena_grow(arena, data, size, more, 1);
      if (!data) {
        (void)fclose(file);
        return gz_fail(error, GZ_NO_MEMORY, "Out of memory");
      }
      room = more;
    }
    got = fread(data + size, 1, room - size - 1, file);
    size += got;
  } while (got > 0);
  const bool bad = ferror(file) != 0;
  (void)fclose(file);
  if (bad) {
    return gz_fail(error, GZ_IO, "Cannot read %s", path);
  }
  data[size] = '\0';
  *text = gz_str_n(data, size);
  return GZ_OK;
}

struct gz_str
suite_iri(struct gz_arena *arena, const char *path) {
  return gz_str(gz_arena_printf(arena, "file://%s", path));
}

const char *
suite_path(struct gz_arena *arena, struct gz_str iri) {
  const struct gz_str scheme = GZ_STR("file://");
  if (!gz_str_starts(iri, scheme)) {
    return NULL;
  }
  return gz_arena_copy(arena,
                       gz_str_part(iri, scheme.size, gz_str_find(iri, '#')));
}

/** A copy of `term` in `arena`. */
static struct gz_term
copy_term(struct gz_arena *arena, const struct gz_term *term) {
  struct gz_term copy = *term;
  copy.value = gz_arena_str(arena, term->value);
  copy.datatype = gz_arena_str(arena, term->datatype);
  copy.language = gz_arena_str(arena, term->language);
  return copy;
}

static enum gz_status
add_quad(void *data, const struct gz_quad *quad, struct gz_error *error) {
  struct suite_graph *graph = data;
  if ((graph->count & (graph->count - 1)) == 0) {
    graph->quads =
        gz_arena_grow(graph->arena, graph->quads, graph->count,
                      graph->count ? graph->count * 2 : 1, sizeof *quad);
    if (!graph->quads) {
      return gz_fail(error, GZ_NO_MEMORY, "Out of memory");
    }
  }
  struct gz_quad *copy = &graph->quads[graph->count++];
  copy->subject = copy_term(graph->arena, &quad->subject);
  copy->predicate = copy_term(graph->arena, &quad->predicate);
  copy->object = copy_term(graph->arena, &quad->object);
  copy->graph = copy_term(graph->arena, &quad->graph);
  return GZ_OK;
}

enum gz_status
suite_graph_read(const char *path, struct gz_arena *arena,
                 struct suite_graph *graph, struct gz_error *error) {
  struct gz_str text;
  struct gz_load_options options = {.name = path,
                                    .base = suite_iri(arena, path),
                                    .blank_prefix = GZ_STR("x-")};
  enum gz_status status;
  GZ_TRY(status, suite_read_file(path, arena, &text, error));
  status = gz_rdf_format_find(gz_str(path), &options.format);
  if (status != GZ_OK) {
    return gz_fail(error, status, "No format is known for %s", path);
  }
  *graph = (struct suite_graph){.arena = arena};
  return gz_rdf_read(&options, gz_rdf_source_text, &text, add_quad, graph, NULL,
                     error);
}

const struct gz_term *
suite_next(const struct suite_graph *graph, const struct gz_term *subject,
           const char *predicate, size_t *at) {
  for (; *at < graph->count; ++*at) {
    const struct gz_quad *quad = &graph->quads[*at];
    if (gz_term_equal(&quad->subject, subject) &&
        gz_str_is(quad->predicate.value, predicate)) {
      ++*at;
      return &quad->object;
    }
  }
  return NULL;
}

const struct gz_term *
suite_object(const struct suite_graph *graph, const struct gz_term *subject,
             const char *predicate) {
  size_t at = 0;
  return suite_next(graph, subject, predicate, &at);
}

const struct gz_term *
suite_subject(const struct suite_graph *graph, const char *predicate) {
  for (size_t i = 0; i < graph->count; ++i) {
    if (gz_str_is(graph->quads[i].predicate.value, predicate)) {
      return &graph->quads[i].subject;
    }
  }
  return NULL;
}
