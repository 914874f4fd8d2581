#include "graph/writer_parts.h"

#include "ontology/syntax.h"

#include <stdlib.h>
#include <string.h>

/** Columns that a line of several objects may take. */
#define WIDTH 80U

/** Stands for "no prefix". */
#define NO_PREFIX UINT16_MAX

/** Stands for "relative to the base". */
#define BASE (UINT16_MAX - 1)

/** A run of Turtle being written. */
struct turtle {
  struct gz_output *output;
  const struct gz_statements *statements;
  const struct gz_prefix_set *prefixes;
  bool *used;          /**< Whether each prefix must be declared */
  bool base_used;      /**< Whether the base must be declared */
  uint16_t *prefix_of; /**< By number of a term: its prefix, if it has one */
  size_t indent;       /**< Columns before a subject */
  uint32_t type;       /**< Number of rdf:type, or #GZ_NO_TERM */
};

/** The prefix whose IRI is the longest beginning of `iri` that leaves a name
 *  which needs no escape. */
static uint16_t
find_prefix(const struct gz_prefix_set *prefixes, struct gz_str iri) {
  const size_t base = prefixes->base.size;
  if (base && gz_str_starts(iri, prefixes->base) &&
      (iri.size == base || iri.data[base] == '#')) {
    return BASE;
  }
  uint16_t best = NO_PREFIX;
  size_t longest = 0;
  for (size_t i = 0; i < prefixes->count; ++i) {
    const struct gz_str start = prefixes->items[i].iri;
    if (start.size > longest && gz_str_starts(iri, start) &&
        gz_syntax_local(gz_str_part(iri, start.size, iri.size))) {
      best = (uint16_t)i;
      longest = start.size;
    }
  }
  return best;
}

/** Whether Turtle's short form of a literal says its datatype. */
static bool
is_bare(const struct gz_term *term) {
  static const struct {
    const char *datatype;
    bool (*test)(struct gz_str text);
  } forms[] = {
      {GZ_XSD "integer", gz_syntax_integer},
      {GZ_XSD "decimal", gz_syntax_decimal},
      {GZ_XSD "double", gz_syntax_double},
      {GZ_XSD "boolean", gz_syntax_boolean},
  };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; ++i) {
    if (gz_str_is(term->datatype, forms[i].datatype)) {
      return forms[i].test(term->value);
    }
  }
  return false;
}

/** Find the prefix of term number `number`, or of its datatype. */
static void
note_prefix(struct turtle *turtle, uint32_t number) {
  const struct gz_term term = gz_statements_get(turtle->statements, number);
  uint16_t prefix = NO_PREFIX;
  if (term.kind == GZ_TERM_IRI) {
    prefix = find_prefix(turtle->prefixes, term.value);
  } else if (term.kind == GZ_TERM_LITERAL && term.datatype.size &&
             !is_bare(&term)) {
    prefix = find_prefix(turtle->prefixes, term.datatype);
  }
  turtle->prefix_of[number] = prefix;
}

/** Say that the prefix of `number` is used. */
static void
use_prefix(struct turtle *turtle, uint32_t number) {
  const uint16_t prefix = turtle->prefix_of[number];
  if (prefix == BASE) {
    turtle->base_used = true;
  } else if (prefix != NO_PREFIX) {
    turtle->used[prefix] = true;
  }
}

static void
put_iri(const struct turtle *turtle, struct gz_str iri, uint16_t prefix) {
  if (prefix == NO_PREFIX || prefix == BASE) {
    const size_t skipped = prefix == BASE ? turtle->prefixes->base.size : 0;
    gz_put_iri(turtle->output, gz_str_part(iri, skipped, iri.size));
    return;
  }
  const struct gz_prefix *p = &turtle->prefixes->items[prefix];
  gz_output_put(turtle->output, p->name);
  gz_output_putc(turtle->output, ':');
  gz_output_put(turtle->output, gz_str_part(iri, p->iri.size, iri.size));
}

/**
 * Put a text of several lines between three quotation marks.  A mark before
 * another, or at the end, is escaped, so that never three come together.
 */
static void
put_long_string(struct gz_output *output, struct gz_str text) {
  gz_output_puts(output, "\"\"\"");
  size_t start = 0;
  for (size_t i = 0; i < text.size; ++i) {
    const unsigned char c = (unsigned char)text.data[i];
    const bool marks =
        c == '"' && (i + 1 == text.size || text.data[i + 1] == '"');
    if (!marks && c != '\\' && c != '\r') {
      continue;
    }
    gz_output_put(output, gz_str_n(text.data + start, i - start));
    gz_output_putc(output, '\\');
    gz_output_putc(output, c == '\r' ? 'r' : (char)c);
    start = i + 1;
  }
  gz_output_put(output, gz_str_n(text.data + start, text.size - start));
  gz_output_puts(output, "\"\"\"");
}

/** Whether a text has several lines and no other control character. */
static bool
is_long(struct gz_str text) {
  bool lines = false;
  for (size_t i = 0; i < text.size; ++i) {
    const unsigned char c = (unsigned char)text.data[i];
    if (c == '\n') {
      lines = true;
    } else if ((c < 0x20 && c != '\t' && c != '\r') || c == 0x7F) {
      return false;
    }
  }
  return lines;
}

static void
put_term(const struct turtle *turtle, uint32_t number) {
  const struct gz_term term = gz_statements_get(turtle->statements, number);
  struct gz_output *output = turtle->output;
  const uint16_t prefix = turtle->prefix_of[number];
  if (term.kind == GZ_TERM_IRI) {
    put_iri(turtle, term.value, prefix);
  } else if (term.kind == GZ_TERM_BLANK) {
    gz_output_puts(output, "_:");
    gz_output_put(output, term.value);
  } else if (is_bare(&term)) {
    gz_output_put(output, term.value);
  } else {
    (is_long(term.value) ? put_long_string : gz_put_string)(output, term.value);
    if (term.language.size) {
      gz_output_putc(output, '@');
      gz_output_put(output, term.language);
    } else if (term.datatype.size) {
      gz_output_puts(output, "^^");
      put_iri(turtle, term.datatype, prefix);
    }
  }
}

/** Bytes that a term takes about; to break lines by. */
static size_t
width_of(const struct turtle *turtle, uint32_t number) {
  const struct gz_term term = gz_statements_get(turtle->statements, number);
  size_t width = term.value.size + term.datatype.size + term.language.size + 4;
  if (turtle->prefix_of[number] == BASE) {
    width -= turtle->prefixes->base.size;
  } else if (turtle->prefix_of[number] != NO_PREFIX) {
    const struct gz_prefix *p =
        &turtle->prefixes->items[turtle->prefix_of[number]];
    width -= p->iri.size - p->name.size;
  }
  return width;
}

static void
put_line(const struct turtle *turtle, size_t indent) {
  gz_output_putc(turtle->output, '\n');
  for (size_t i = 0; i < indent; ++i) {
    gz_output_putc(turtle->output, ' ');
  }
}

/** Put a predicate and its objects: statements [begin, end). */
static void
put_objects(const struct turtle *turtle, size_t begin, size_t end) {
  const struct gz_quad_ids first = gz_statements_ids(turtle->statements, begin);
  size_t column = turtle->indent + 2 + width_of(turtle, first.predicate);
  if (first.predicate == turtle->type) {
    gz_output_putc(turtle->output, 'a');
  } else {
    put_term(turtle, first.predicate);
  }
  for (size_t i = begin; i < end; ++i) {
    const uint32_t object = gz_statements_ids(turtle->statements, i).object;
    const size_t width = width_of(turtle, object);
    if (i == begin) {
      gz_output_putc(turtle->output, ' ');
    } else if (column + width + 2 > WIDTH) {
      gz_output_putc(turtle->output, ',');
      put_line(turtle, turtle->indent + 4);
      column = turtle->indent + 4;
    } else {
      gz_output_puts(turtle->output, ", ");
    }
    put_term(turtle, object);
    column += width + 2;
  }
}

/** End of the statements from `begin` that share subject and predicate. */
static size_t
same_predicate(const struct turtle *turtle, size_t begin, size_t end) {
  const uint32_t predicate =
      gz_statements_ids(turtle->statements, begin).predicate;
  size_t i = begin + 1;
  while (i < end &&
         gz_statements_ids(turtle->statements, i).predicate == predicate) {
    ++i;
  }
  return i;
}

/** Put all of a subject: statements [begin, end), its classes first. */
static void
put_subject(const struct turtle *turtle, size_t begin, size_t end) {
  put_term(turtle, gz_statements_ids(turtle->statements, begin).subject);
  bool first = true;
  for (int pass = 0; pass < 2; ++pass) {
    for (size_t i = begin; i < end;) {
      const size_t next = same_predicate(turtle, i, end);
      const bool type =
          gz_statements_ids(turtle->statements, i).predicate == turtle->type;
      if (type == (pass == 0)) {
        if (first) {
          gz_output_putc(turtle->output, ' ');
        } else {
          gz_output_puts(turtle->output, " ;");
          put_line(turtle, turtle->indent + 2);
        }
        first = false;
        put_objects(turtle, i, next);
      }
      i = next;
    }
  }
  gz_output_puts(turtle->output, " .\n");
}

/** Put the subjects of a graph: statements [begin, end). */
static void
put_subjects(const struct turtle *turtle, size_t begin, size_t end) {
  for (size_t i = begin; i < end;) {
    const uint32_t subject = gz_statements_ids(turtle->statements, i).subject;
    size_t next = i + 1;
    while (next < end &&
           gz_statements_ids(turtle->statements, next).subject == subject) {
      ++next;
    }
    if (i > begin) {
      gz_output_putc(turtle->output, '\n');
    }
    for (size_t column = 0; column < turtle->indent; ++column) {
      gz_output_putc(turtle->output, ' ');
    }
    put_subject(turtle, i, next);
    i = next;
  }
}

/** Declare what is used; whether there was anything. */
static bool
put_prefixes(const struct turtle *turtle) {
  bool any = turtle->base_used;
  if (any) {
    gz_output_puts(turtle->output, "@base ");
    gz_put_iri(turtle->output, turtle->prefixes->base);
    gz_output_puts(turtle->output, " .\n");
  }
  for (size_t i = 0; i < turtle->prefixes->count; ++i) {
    if (turtle->used[i]) {
      const struct gz_prefix *prefix = &turtle->prefixes->items[i];
      gz_output_puts(turtle->output, "@prefix ");
      gz_output_put(turtle->output, prefix->name);
      gz_output_puts(turtle->output, ": ");
      gz_put_iri(turtle->output, prefix->iri);
      gz_output_puts(turtle->output, " .\n");
      any = true;
    }
  }
  return any;
}

/** Put all: prefixes, then graph after graph, the default graph first. */
static void
put_graphs(struct turtle *turtle) {
  const size_t count = gz_statements_count(turtle->statements);
  bool first = !put_prefixes(turtle);
  for (size_t i = 0; i < count;) {
    const uint32_t graph = gz_statements_ids(turtle->statements, i).graph;
    size_t next = i + 1;
    while (next < count &&
           gz_statements_ids(turtle->statements, next).graph == graph) {
      ++next;
    }
    if (!first) {
      gz_output_putc(turtle->output, '\n');
    }
    first = false;
    if (graph == GZ_NO_TERM) {
      put_subjects(turtle, i, next);
    } else {
      put_term(turtle, graph);
      gz_output_puts(turtle->output, " {\n");
      turtle->indent = 2;
      put_subjects(turtle, i, next);
      turtle->indent = 0;
      gz_output_puts(turtle->output, "}\n");
    }
    i = next;
  }
}

enum gz_status
gz_write_turtle(struct gz_output *output,
                const struct gz_statements *statements,
                const struct gz_prefix_set *prefixes, struct gz_error *error) {
  const struct gz_term type = gz_vocab_term(GZ_PROPERTY_TYPE);
  const size_t n_terms = (size_t)gz_statements_n_terms(statements) + 1;
  struct turtle turtle = {
      .output = output,
      .statements = statements,
      .prefixes = prefixes,
      .used = calloc(prefixes->count + 1, sizeof *turtle.used),
      .prefix_of = malloc(n_terms * sizeof *turtle.prefix_of),
      .type = gz_statements_find(statements, &type),
  };
  const bool ready = turtle.used && turtle.prefix_of;
  if (ready) {
    turtle.prefix_of[0] = NO_PREFIX;
    for (size_t i = 1; i < n_terms; ++i) {
      note_prefix(&turtle, (uint32_t)i);
    }
    for (size_t i = 0; i < gz_statements_count(statements); ++i) {
      const struct gz_quad_ids ids = gz_statements_ids(statements, i);
      use_prefix(&turtle, ids.graph);
      use_prefix(&turtle, ids.subject);
      if (ids.predicate != turtle.type) {
        use_prefix(&turtle, ids.predicate);
      }
      use_prefix(&turtle, ids.object);
    }
    put_graphs(&turtle);
  }
  free(turtle.used);
  free(turtle.prefix_of);
  return ready ? GZ_OK
               : gz_fail(error, GZ_NO_MEMORY, "No memory to write Turtle");
}
