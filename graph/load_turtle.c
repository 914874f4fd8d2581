// Turtle and TriG, read by Serd.
#include "graph/load_guard.h"
#include "graph/load_parts.h"
#include "graph/nquads.h"
#include "graph/sparql/iri_resolve.h"

#include <stdlib.h>
#include <string.h>

// Serd's header says what may be null in clang's own way, and its errors come
// with a format that only it knows.
#ifdef __clang__
#pragma clang diagnostic ignored "-Wnullability-extension"
#pragma clang diagnostic ignored "-Wformat-nonliteral"
#endif
#include <serd/serd.h>

/* Bytes that Serd is given at once. */
#define PAGE 4096
/* Buffers: for each part of a quad, and for a datatype or language. */
#define ROOMS 5

/** What Serd's functions are called with. */
struct turtle {
  struct gz_loader *loader;
  struct gz_guard guard;
  SerdEnv *env;           /**< The prefixes */
  struct gz_buffer base;  /**< What relative IRIs are resolved against */
  struct gz_arena *arena; /**< For resolving one */
  struct gz_buffer
      room[ROOMS]; /**< For terms that are not whole in the input */
};

static size_t
read_page(void *bytes, size_t size, size_t count, void *data) {
  struct turtle *turtle = data;
  struct gz_loader *loader = turtle->loader;
  const size_t got = gz_loader_block(loader, bytes, size * count);
  if (!gz_guard_look(&turtle->guard, gz_str_n(bytes, got))) {
    gz_loader_fail(loader, turtle->guard.too_deep ? GZ_TOO_LARGE : GZ_BAD_INPUT,
                   turtle->guard.line + 1, turtle->guard.column, "%s",
                   turtle->guard.wrong);
    return 0;
  }
  return got;
}

static int
read_failed(void *data) {
  const struct turtle *turtle = data;
  return turtle->loader->failed != GZ_OK;
}

static SerdStatus
on_error(void *data, const SerdError *error) {
  struct turtle *turtle = data;
  char message[GZ_ERROR_MESSAGE_SIZE];
  va_list arguments;
  va_copy(arguments, *error->args);
  (void)vsnprintf(message, sizeof message, error->fmt, arguments);
  va_end(arguments);
  if (message[0] >= 'a' && message[0] <= 'z') {
    message[0] = (char)(message[0] - 'a' + 'A');
  }
  gz_loader_fail(turtle->loader, GZ_BAD_INPUT, error->line, error->col, "%s",
                 message);
  return SERD_SUCCESS;
}

static struct gz_str
node_text(const SerdNode *node) {
  return gz_str_n((const char *)node->buf, node->n_bytes);
}

/** Resolve a reference; the result lives until the next is resolved. */
static bool
resolve(struct turtle *turtle, const SerdNode *node, struct gz_str *iri) {
  gz_arena_reset(turtle->arena);
  const enum gz_status status = gz_iri_resolve(
      gz_buffer_str(&turtle->base), node_text(node), turtle->arena, iri);
  if (status == GZ_BAD_ARGUMENT) {
    gz_loader_fail(turtle->loader, GZ_BAD_INPUT, turtle->guard.line + 1, 0,
                   "<%.200s> is relative, and there is no base",
                   (const char *)node->buf);
  } else if (status != GZ_OK) {
    gz_loader_fail(turtle->loader, status, 0, 0, "Cannot resolve an IRI");
  }
  return status == GZ_OK;
}

static SerdStatus
on_base(void *data, const SerdNode *uri) {
  struct turtle *turtle = data;
  struct gz_str iri;
  if (!resolve(turtle, uri, &iri)) {
    return SERD_ERR_BAD_ARG;
  }
  gz_buffer_clear(&turtle->base);
  const enum gz_status status = gz_buffer_add(&turtle->base, iri);
  if (status != GZ_OK) {
    gz_loader_fail(turtle->loader, status, turtle->guard.line + 1, 0,
                   "Cannot hold a base: %s", gz_status_message(status));
    return SERD_ERR_INTERNAL;
  }
  return SERD_SUCCESS;
}

static SerdStatus
on_prefix(void *data, const SerdNode *name, const SerdNode *uri) {
  struct turtle *turtle = data;
  struct gz_str iri;
  if (!resolve(turtle, uri, &iri)) {
    return SERD_ERR_BAD_ARG;
  }
  char *copy = gz_arena_copy(turtle->arena, iri);
  if (!copy) {
    gz_loader_fail(turtle->loader, GZ_NO_MEMORY, 0, 0, "Out of memory");
    return SERD_ERR_INTERNAL;
  }
  const SerdNode whole = serd_node_from_string(SERD_URI, (const uint8_t *)copy);
  return serd_env_set_prefix(turtle->env, name, &whole);
}

static bool
put(struct turtle *turtle, int at, struct gz_str text) {
  const enum gz_status status = gz_buffer_add(&turtle->room[at], text);
  if (status != GZ_OK) {
    gz_loader_fail(turtle->loader, status, turtle->guard.line + 1, 0,
                   "Cannot hold a term: %s", gz_status_message(status));
  }
  return status == GZ_OK;
}

/** Give a node's IRI in full. */
static bool
expand(struct turtle *turtle, const SerdNode *node, int at,
       struct gz_str *iri) {
  gz_buffer_clear(&turtle->room[at]);
  if (node->type == SERD_CURIE) {
    SerdChunk prefix;
    SerdChunk suffix;
    if (serd_env_expand(turtle->env, node, &prefix, &suffix) != SERD_SUCCESS) {
      gz_loader_fail(turtle->loader, GZ_BAD_INPUT, turtle->guard.line + 1, 0,
                     "The prefix of %s is not declared",
                     (const char *)node->buf);
      return false;
    }
    if (!put(turtle, at, gz_str_n((const char *)prefix.buf, prefix.len)) ||
        !put(turtle, at, gz_str_n((const char *)suffix.buf, suffix.len))) {
      return false;
    }
    *iri = gz_buffer_str(&turtle->room[at]);
  } else if (gz_iri_is_absolute(node_text(node))) {
    *iri = node_text(node);
  } else {
    struct gz_str whole;
    if (!resolve(turtle, node, &whole) || !put(turtle, at, whole)) {
      return false;
    }
    *iri = gz_buffer_str(&turtle->room[at]);
  }
  if (!gz_iri_is_loadable(*iri)) {
    gz_loader_fail(turtle->loader, GZ_BAD_INPUT, turtle->guard.line + 1, 0,
                   "<%.*s> is no absolute IRI",
                   (int)(iri->size < 200 ? iri->size : 200), iri->data);
    return false;
  }
  return true;
}

static bool
make_term(struct turtle *turtle, const SerdNode *node, int at,
          struct gz_term *term) {
  struct gz_str iri;
  switch (node->type) {
  case SERD_URI:
  case SERD_CURIE:
    if (!expand(turtle, node, at, &iri)) {
      return false;
    }
    *term = gz_term_iri(iri);
    return true;
  case SERD_BLANK:
    *term = gz_term_blank(node_text(node));
    return true;
  case SERD_LITERAL:
    *term = gz_term_string(node_text(node));
    return true;
  default:
    gz_loader_fail(turtle->loader, GZ_BAD_INPUT, turtle->guard.line + 1, 0,
                   "This is no RDF term");
    return false;
  }
}

/** Add to a literal its language, in lower case, or its datatype. */
static bool
finish_literal(struct turtle *turtle, const SerdNode *datatype,
               const SerdNode *language, struct gz_term *term) {
  if (language && language->n_bytes) {
    struct gz_buffer *room = &turtle->room[4];
    gz_buffer_clear(room);
    if (!put(turtle, 4, node_text(language))) {
      return false;
    }
    for (size_t i = 0; i < room->size; ++i) {
      const char c = room->data[i];
      room->data[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    *term = gz_term_tagged(term->value, gz_buffer_str(room));
  } else if (datatype && datatype->n_bytes) {
    struct gz_str iri;
    if (!expand(turtle, datatype, 4, &iri)) {
      return false;
    }
    *term = gz_term_typed(term->value, iri);
  }
  return true;
}

static SerdStatus
on_statement(void *data, SerdStatementFlags flags, const SerdNode *graph,
             const SerdNode *subject, const SerdNode *predicate,
             const SerdNode *object, const SerdNode *datatype,
             const SerdNode *language) {
  (void)flags;
  struct turtle *turtle = data;
  struct gz_quad quad = {0};
  if (turtle->loader->failed == GZ_OK &&
      make_term(turtle, subject, 0, &quad.subject) &&
      make_term(turtle, predicate, 1, &quad.predicate) &&
      make_term(turtle, object, 2, &quad.object) &&
      (!graph || !graph->n_bytes || make_term(turtle, graph, 3, &quad.graph)) &&
      (object->type != SERD_LITERAL ||
       finish_literal(turtle, datatype, language, &quad.object))) {
    gz_loader_quad(turtle->loader, &quad);
  }
  return turtle->loader->failed == GZ_OK ? SERD_SUCCESS : SERD_ERR_INTERNAL;
}

static void
read_document(struct turtle *turtle, SerdReader *reader) {
  struct gz_loader *loader = turtle->loader;
  const struct gz_str prefix = loader->options->blank_prefix;
  char *copy = strndup(prefix.size ? prefix.data : "", prefix.size);
  if (!copy) {
    gz_loader_fail(loader, GZ_NO_MEMORY, 0, 0, "Out of memory");
    return;
  }
  serd_reader_set_strict(reader, true);
  serd_reader_set_error_sink(reader, on_error, turtle);
  serd_reader_add_blank_prefix(reader, (const uint8_t *)copy);
  const SerdStatus status = serd_reader_read_source(
      reader, read_page, read_failed, turtle, NULL, PAGE);
  if (status != SERD_SUCCESS && status != SERD_FAILURE) { // nothing read
    gz_loader_fail(loader, GZ_BAD_INPUT, turtle->guard.line + 1, 0, "%s",
                   (const char *)serd_strerror(status));
  }
  free(copy);
}

void
gz_loader_turtle(struct gz_loader *loader) {
  struct turtle turtle = {.loader = loader};
  for (size_t i = 0; i < ROOMS; ++i) {
    gz_buffer_init(&turtle.room[i], GZ_MAX_LINE_BYTES);
  }
  gz_buffer_init(&turtle.base, GZ_MAX_LINE_BYTES);
  turtle.arena = gz_arena_new(0);
  turtle.env = serd_env_new(NULL);
  SerdReader *reader = serd_reader_new(
      loader->options->format == GZ_RDF_TRIG ? SERD_TRIG : SERD_TURTLE, &turtle,
      NULL, on_base, on_prefix, on_statement, NULL);
  if (turtle.arena && turtle.env && reader &&
      gz_buffer_add(&turtle.base, loader->options->base) == GZ_OK) {
    read_document(&turtle, reader);
  } else {
    gz_loader_fail(loader, GZ_NO_MEMORY, 0, 0, "Out of memory");
  }
  serd_reader_free(reader);
  serd_env_free(turtle.env);
  gz_arena_free(turtle.arena);
  gz_buffer_free(&turtle.base);
  for (size_t i = 0; i < ROOMS; ++i) {
    gz_buffer_free(&turtle.room[i]);
  }
}
