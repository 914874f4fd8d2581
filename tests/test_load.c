#include "tests/unit.h"

#include "graph/load.h"
#include "input/buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Writes statements down as they come, in a form easy to compare. */
static void
put_term(struct gz_buffer *out, const struct gz_term *term) {
  switch (term->kind) {
  case GZ_TERM_NONE:
    return;
  case GZ_TERM_BLANK:
    (void)gz_buffer_printf(out, "_:%.*s", GZ_STR_ARGS(term->value));
    break;
  case GZ_TERM_IRI:
    (void)gz_buffer_printf(out, "<%.*s>", GZ_STR_ARGS(term->value));
    break;
  case GZ_TERM_LITERAL:
    (void)gz_buffer_putc(out, '"');
    (void)gz_buffer_add(out, term->value);
    (void)gz_buffer_putc(out, '"');
    if (term->language.size) {
      (void)gz_buffer_printf(out, "@%.*s", GZ_STR_ARGS(term->language));
    } else if (term->datatype.size) {
      (void)gz_buffer_printf(out, "^^<%.*s>", GZ_STR_ARGS(term->datatype));
    }
    break;
  }
  (void)gz_buffer_putc(out, ' ');
}

static enum gz_status
write_down(void *data, const struct gz_quad *quad, struct gz_error *error) {
  (void)error;
  struct gz_buffer *out = data;
  put_term(out, &quad->subject);
  put_term(out, &quad->predicate);
  put_term(out, &quad->object);
  put_term(out, &quad->graph);
  return gz_buffer_puts(out, ".\n");
}

/** Read `text`; what comes is left in `out`. */
static enum gz_status
read_text(enum gz_rdf_format format, struct gz_str text, struct gz_buffer *out,
          struct gz_error *error) {
  const struct gz_load_options options = {.format = format,
                                          .name = "test",
                                          .base = gz_str("http://e/base"),
                                          .blank_prefix = gz_str("b1-")};
  return gz_rdf_read(&options, gz_rdf_source_text, &text, write_down, out, NULL,
                     error);
}

static void
expect(enum gz_rdf_format format, const char *text, const char *statements) {
  struct gz_buffer out;
  struct gz_error error = {.message = ""};
  gz_buffer_init(&out, SIZE_MAX);
  const enum gz_status status = read_text(format, gz_str(text), &out, &error);
  assert_string_equal(error.message, "");
  assert_int_equal(status, GZ_OK);
  assert_str(gz_buffer_str(&out), statements);
  gz_buffer_free(&out);
}

static void
refuse(enum gz_rdf_format format, const char *text, size_t line, size_t column,
       const char *message) {
  struct gz_buffer out;
  struct gz_error error = {.message = ""};
  gz_buffer_init(&out, SIZE_MAX);
  assert_int_equal(read_text(format, gz_str(text), &out, &error), GZ_BAD_INPUT);
  gz_buffer_free(&out);
  if (message) {
    assert_string_equal(error.message, message);
  }
  assert_string_equal(error.file, "test");
  assert_int_equal(error.line, line);
  if (column) {
    assert_int_equal(error.column, column);
  }
}

#define NQ GZ_RDF_NQUADS
#define NT GZ_RDF_NTRIPLES

static void
lines_are_read(void **state) {
  (void)state;
  expect(NQ, "", "");
  expect(NQ, "\n\r\n  # nothing\n\t\n", "");
  expect(NQ, "<a:s> <a:p> <a:o> <a:g> .", "<a:s> <a:p> <a:o> <a:g> .\n");
  expect(NQ, "<a:s><a:p>\"o\"<a:g>.# so close\r<a:s> <a:p> _:x.y .\r\n",
         "<a:s> <a:p> \"o\" <a:g> .\n<a:s> <a:p> _:b1-x.y .\n");
  expect(NT, "_:s <a:p> \"a\\tb\\\"\\u00e9\\U0001F600\\\\\"@EN-gb .\n",
         "_:b1-s <a:p> \"a\tb\"\u00e9\U0001F600\\\"@en-gb .\n");
  expect(NT, "<a:s> <a:p> \"1\"^^<" GZ_XSD "string> .\n",
         "<a:s> <a:p> \"1\" .\n");
  expect(NT, "<a:s> <a:p> \"01\"^^<" GZ_XSD "integer> .\n",
         "<a:s> <a:p> \"01\"^^<" GZ_XSD "integer> .\n");
  expect(NT, "<a:\\u00e9> <a:p> <a:\u00e9?#> .",
         "<a:\u00e9> <a:p> <a:\u00e9?#> .\n");
  expect(NQ, "_:a <a:p> _:b _:c .", "_:b1-a <a:p> _:b1-b _:b1-c .\n");
}

static void
bad_lines_are_refused(void **state) {
  (void)state;
  refuse(NT, "<a:s> <a:p> <a:o> <a:g> .\n", 1, 19,
         "A full stop must come here");
  refuse(NT, "\n<a:s> <a:p> <a:o>\n", 2, 18, "A full stop must come here");
  refuse(NT, "# x\r\n\"s\" <a:p> <a:o> .", 2, 1,
         "An IRI or blank node must come here");
  refuse(NT, "<a:s> _:p <a:o> .", 1, 7, "An IRI must come here");
  refuse(NT, "<s> <a:p> <a:o> .", 1, 1, "This is no absolute IRI");
  refuse(NT, "<a:s> <a:p> <a:o> . x", 1, 21,
         "Nothing but a comment can follow");
  refuse(NT, "<a:s> <a:p> <a:o o> .", 1, 17,
         "An IRI cannot have this character");
  refuse(NT, "<a:s> <a:p> \"\u00e9\u00e9\\q\" .", 1, 16,
         "There is no such escape");
  refuse(NT, "<a:s> <a:p> \"\\ud800\" .", 1, 14,
         "An escape stands for no character");
  refuse(NT, "<a:s> <a:p> \"\\u12g4\" .", 1, 14,
         "An escape needs hexadecimal digits");
  refuse(NT, "<a:s> <a:p> \"o .", 1, 17, "A string must end here with a quote");
  refuse(NT, "<a:s> <a:p> \"\xff\" .", 1, 14, "The text is not valid UTF-8");
  refuse(NT, "<a:s> <a:p> \"\xed\xa0\x80\" .", 1, 14,
         "The text is not valid UTF-8");
  refuse(NT, "<a:s> <a:p> \"o\"@ .", 1, 17, "This is no language tag");
  refuse(NT, "<a:s> <a:p> \"o\"@en- .", 1, 17, "This is no language tag");
  refuse(NT, "<a:s> <a:p> \"o\"^^x .", 1, 16,
         "A datatype must be ^^ and an IRI");
  refuse(NT, "<a:s> <a:p> _: .", 1, 13, "This is no blank node");
  refuse(NT, "<a:s> <a:\\u0020> <a:o> .", 1, 7, "This is no absolute IRI");
}

static void
turtle_is_read(void **state) {
  (void)state;
  const enum gz_rdf_format ttl = GZ_RDF_TURTLE;
  expect(ttl, "", "");
  expect(ttl, "@prefix e: <http://e/> . e:s a e:C ; e:p 1, 2.50 , 'x'@EN-US .",
         "<http://e/s> <" GZ_RDF "type> <http://e/C> .\n"
         "<http://e/s> <http://e/p> \"1\"^^<" GZ_XSD "integer> .\n"
         "<http://e/s> <http://e/p> \"2.50\"^^<" GZ_XSD "decimal> .\n"
         "<http://e/s> <http://e/p> \"x\"@en-us .\n");
  expect(ttl, "<#s> <../p> <http://e/a/../b> , true .",
         "<http://e/base#s> <http://e/p> <http://e/a/../b> .\n"
         "<http://e/base#s> <http://e/p> \"true\"^^<" GZ_XSD "boolean> .\n");
  expect(ttl, "BASE <sub/> PREFIX : <x#>\n:a <b> \"\"\"a\"b\n\\u00e9\"\"\" .",
         "<http://e/sub/x#a> <http://e/sub/b> \"a\"b\n\u00e9\" .\n");
  expect(ttl, "<a:s> <a:p> [ <a:q> _:x ] .",
         "<a:s> <a:p> _:b1-b1 .\n_:b1-b1 <a:q> _:b1-x .\n");
  expect(ttl, "<a:s> <a:p> \"x\"^^<" GZ_XSD "string>, \"\" .",
         "<a:s> <a:p> \"x\" .\n<a:s> <a:p> \"\" .\n");
}

static void
trig_is_read(void **state) {
  (void)state;
  expect(GZ_RDF_TRIG,
         "@prefix : <http://e/> . :g { :s :p :o } :s :p 1 .\n"
         "GRAPH :h { :s :p :o . :s :p :q } { :d :p :o } _:g { :s :p :o }",
         "<http://e/s> <http://e/p> <http://e/o> <http://e/g> .\n"
         "<http://e/s> <http://e/p> \"1\"^^<" GZ_XSD "integer> .\n"
         "<http://e/s> <http://e/p> <http://e/o> <http://e/h> .\n"
         "<http://e/s> <http://e/p> <http://e/q> <http://e/h> .\n"
         "<http://e/d> <http://e/p> <http://e/o> .\n"
         "<http://e/s> <http://e/p> <http://e/o> _:b1-g .\n");
}

static void
bad_turtle_is_refused(void **state) {
  (void)state;
  refuse(GZ_RDF_TURTLE, "<a:s> <a:p>\n  e:o .", 2, 0,
         "The prefix of e:o is not declared");
  refuse(GZ_RDF_TURTLE, "<a:s> <a:p> \"\\ud800\" .", 1, 19,
         "An escape stands for no character");
  refuse(GZ_RDF_TURTLE, "<a:s> <a:p> '''\\U00110000''' .", 1, 25,
         "An escape stands for no character");
  refuse(GZ_RDF_TURTLE, "<a:s> <a:p> <a:\\udddd> .", 1, 21,
         "An escape stands for no character");
  refuse(GZ_RDF_TURTLE, "<a:s>\n<a:p>\n\n\"x", 4, 0, NULL);
  refuse(GZ_RDF_TURTLE, "<a:s> <a:p> <a:o> ", 1, 0, NULL);
  refuse(GZ_RDF_TURTLE, "<a:s> <a:p> \"\xff\" .", 1, 0, NULL);
  refuse(GZ_RDF_TURTLE, "<a:s> <a:p> <a:o", 1, 0, NULL);
  refuse(GZ_RDF_TURTLE, "<a:s> <a:p> \"a\nb\" .", 1, 0, NULL);
  refuse(GZ_RDF_TRIG, "<a:g> { <a:s> <a:p> <a:o> ", 1, 0, NULL);
  refuse(GZ_RDF_TRIG, "GRAPH { <a:s> <a:p> <a:o> }", 1, 0, NULL);
}

static void
xml_is_read(void **state) {
  (void)state;
  const char head[] = "<rdf:RDF xmlns:rdf='" GZ_RDF "' xmlns='http://e/'>";
  char text[1024];
  (void)snprintf(text, sizeof text,
                 "%s<C rdf:about='#x'><p xml:lang='EN-us'>a&amp;b</p>"
                 "<q rdf:datatype='" GZ_XSD "integer'>07</q>"
                 "<r rdf:nodeID='n'/><s><C/></s></C></rdf:RDF>",
                 head);
  expect(GZ_RDF_XML, text,
         "<http://e/base#x> <" GZ_RDF "type> <http://e/C> .\n"
         "<http://e/base#x> <http://e/p> \"a&b\"@en-us .\n"
         "<http://e/base#x> <http://e/q> \"07\"^^<" GZ_XSD "integer> .\n"
         "<http://e/base#x> <http://e/r> _:b1-n .\n"
         "_:b1_1 <" GZ_RDF "type> <http://e/C> .\n"
         "<http://e/base#x> <http://e/s> _:b1_1 .\n");
  (void)snprintf(text, sizeof text, "%s\n<C>", head);
  refuse(GZ_RDF_XML, text, 2, 0, NULL);
  refuse(GZ_RDF_XML, "<rdf:RDF xmlns:rdf='" GZ_RDF "'>\n<a:b/></rdf:RDF>", 2, 0,
         NULL);
  refuse(GZ_RDF_XML, "not XML", 1, 0, NULL);
}

/* Where a relative IRI cannot be resolved, it is not taken. */
static void
relative_needs_base(void **state) {
  (void)state;
  static const struct {
    enum gz_rdf_format format;
    const char *text;
  } cases[] = {
      {GZ_RDF_TURTLE, "<s> <a:p> <a:o> ."},
      {GZ_RDF_TURTLE, "@base <x/> ."},
      {GZ_RDF_TRIG, "<g> { <a:s> <a:p> <a:o> }"},
      {GZ_RDF_XML, "<rdf:RDF xmlns:rdf='" GZ_RDF "' xmlns='http://e/'>"
                   "<C rdf:about='x'/></rdf:RDF>"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    const struct gz_load_options options = {.format = cases[i].format};
    struct gz_str text = gz_str(cases[i].text);
    struct gz_buffer out;
    gz_buffer_init(&out, SIZE_MAX);
    assert_int_equal(gz_rdf_read(&options, gz_rdf_source_text, &text,
                                 write_down, &out, NULL, NULL),
                     GZ_BAD_INPUT);
    gz_buffer_free(&out);
  }
}

/** Brackets `depth` deep around a statement. */
static enum gz_status
read_nested(size_t depth, char open, char close) {
  struct gz_buffer text;
  struct gz_buffer out;
  gz_buffer_init(&text, SIZE_MAX);
  gz_buffer_init(&out, SIZE_MAX);
  (void)gz_buffer_puts(&text, "<a:s> <a:p> ");
  for (size_t i = 0; i < depth; ++i) {
    (void)gz_buffer_putc(&text, open);
    (void)gz_buffer_puts(&text, open == '[' ? "<a:p> " : " ");
  }
  (void)gz_buffer_puts(&text, "1 ");
  for (size_t i = 0; i < depth; ++i) {
    (void)gz_buffer_putc(&text, close);
  }
  (void)gz_buffer_puts(&text, " .");
  const enum gz_status status =
      read_text(GZ_RDF_TURTLE, gz_buffer_str(&text), &out, NULL);
  gz_buffer_free(&text);
  gz_buffer_free(&out);
  return status;
}

static void
depth_has_a_limit(void **state) {
  (void)state;
  assert_int_equal(read_nested(GZ_MAX_DEPTH, '[', ']'), GZ_OK);
  assert_int_equal(read_nested(GZ_MAX_DEPTH + 1, '[', ']'), GZ_TOO_LARGE);
  assert_int_equal(read_nested(GZ_MAX_DEPTH, '(', ')'), GZ_OK);
  assert_int_equal(read_nested(GZ_MAX_DEPTH + 1, '(', ')'), GZ_TOO_LARGE);
  assert_int_equal(read_nested(1000000, '(', ')'), GZ_TOO_LARGE);
  // What stands in strings, comments and IRIs is no bracket.
  struct gz_buffer text;
  struct gz_buffer out;
  gz_buffer_init(&text, SIZE_MAX);
  gz_buffer_init(&out, SIZE_MAX);
  for (size_t i = 0; i <= GZ_MAX_DEPTH; ++i) {
    (void)gz_buffer_puts(&text, "<a:((> <a:p> \"[[\\\"[\", '((' # ((\n, "
                                "'''(''(''', \"\"\"[\"[\"\"\", \"\", '' .");
  }
  assert_int_equal(read_text(GZ_RDF_TURTLE, gz_buffer_str(&text), &out, NULL),
                   GZ_OK);
  gz_buffer_free(&text);
  gz_buffer_free(&out);
}

/** A source of one line of so many bytes. */
struct long_line {
  size_t size;
  size_t done;
};

static enum gz_status
long_line_source(void *data, char *bytes, size_t size, size_t *got,
                 struct gz_error *error) {
  (void)error;
  static const char head[] = "<a:s> <a:p> \"";
  static const char tail[] = "\" .";
  struct long_line *line = data;
  size_t i = 0;
  for (; i < size && line->done < line->size; ++i, ++line->done) {
    const size_t left = line->size - line->done;
    bytes[i] = line->done < sizeof head - 1 ? head[line->done]
               : left < sizeof tail         ? tail[sizeof tail - 1 - left]
                                            : 'x';
  }
  *got = i;
  return GZ_OK;
}

static void
lines_have_a_limit(void **state) {
  (void)state;
  const struct gz_load_options options = {.format = GZ_RDF_NTRIPLES};
  struct gz_load_counts counts;
  struct gz_error error;
  struct gz_buffer out;
  gz_buffer_init(&out, SIZE_MAX);
  struct long_line line = {.size = GZ_MAX_LINE_BYTES};
  assert_int_equal(gz_rdf_read(&options, long_line_source, &line, write_down,
                               &out, &counts, &error),
                   GZ_OK);
  assert_int_equal(counts.quads, 1);
  line = (struct long_line){.size = GZ_MAX_LINE_BYTES + 1};
  assert_int_equal(gz_rdf_read(&options, long_line_source, &line, write_down,
                               &out, &counts, &error),
                   GZ_TOO_LARGE);
  assert_int_equal(error.line, 1);
  gz_buffer_free(&out);
}

static void
count_skipped(void *data, const struct gz_error *error) {
  size_t *lines = data;
  *lines = *lines * 100 + error->line;
}

static void
bad_lines_can_be_passed_over(void **state) {
  (void)state;
  size_t lines = 0;
  const struct gz_load_options options = {.format = NQ,
                                          .keep_going = true,
                                          .data = &lines,
                                          .skipped = count_skipped};
  struct gz_str text = gz_str("<a:s> <a:p> <a:o> .\nbad\n\n<a:s> <a:p> 1 .\n"
                              "<a:s> <a:p> \"x\" .\n<a:s");
  struct gz_load_counts counts;
  struct gz_buffer out;
  const size_t size = text.size;
  gz_buffer_init(&out, SIZE_MAX);
  assert_int_equal(gz_rdf_read(&options, gz_rdf_source_text, &text, write_down,
                               &out, &counts, NULL),
                   GZ_OK);
  assert_int_equal(counts.quads, 2);
  assert_int_equal(counts.skipped, 3);
  assert_int_equal(counts.bytes, size);
  assert_int_equal(lines, 20406);
  gz_buffer_free(&out);
}

/** A source that gives one byte at a time. */
static enum gz_status
slow_source(void *data, char *bytes, size_t size, size_t *got,
            struct gz_error *error) {
  return gz_rdf_source_text(data, bytes, size ? 1 : 0, got, error);
}

/* Cut anywhere, text is read or refused, the same in pieces as whole. */
static void
truncated_text_is_no_harm(void **state) {
  (void)state;
  static const struct {
    enum gz_rdf_format format;
    const char *text;
  } cases[] = {
      {NQ, "<a:s> <a:p> \"\\u00e9\u00e9\"@en <a:g> .\n_:a <a:b> <c:d> . #x\n"},
      {GZ_RDF_TURTLE, "@prefix e: <a:> .\ne:s e:p [ e:q ( 1 '''x\\n''' ) ] ; "
                      "e:r \"\u00e9\"@en , \"x\"^^e:t .\n"},
      {GZ_RDF_TRIG, "PREFIX e: <a:> GRAPH e:g { e:s e:p _:x , [] } # end\n"},
      {GZ_RDF_XML, "<rdf:RDF xmlns:rdf='" GZ_RDF "' xmlns='http://e/'>"
                   "<C rdf:about='a:x'><p>&#233;</p></C></rdf:RDF>"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    const struct gz_str whole = gz_str(cases[i].text);
    for (size_t size = 0; size <= whole.size; ++size) {
      char *copy = malloc(size + 1); // of its own, for the sanitizer
      assert_non_null(copy);
      memcpy(copy, whole.data, size);
      struct gz_buffer out;
      struct gz_buffer slow;
      gz_buffer_init(&out, SIZE_MAX);
      gz_buffer_init(&slow, SIZE_MAX);
      const enum gz_status status =
          read_text(cases[i].format, gz_str_n(copy, size), &out, NULL);
      const struct gz_load_options options = {.format = cases[i].format,
                                              .base = gz_str("http://e/base"),
                                              .blank_prefix = gz_str("b1-")};
      struct gz_str text = gz_str_n(copy, size);
      if (cases[i].format != GZ_RDF_TURTLE && cases[i].format != GZ_RDF_TRIG) {
        assert_int_equal(gz_rdf_read(&options, slow_source, &text, write_down,
                                     &slow, NULL, NULL),
                         status);
        assert_int_equal(out.size, slow.size);
      }
      assert_true(status == GZ_OK || status == GZ_BAD_INPUT);
      gz_buffer_free(&out);
      gz_buffer_free(&slow);
      free(copy);
    }
  }
}

static bool
stop(void *data, const struct gz_load_counts *counts) {
  (void)data;
  return counts->bytes < 3 << 20;
}

static void
reading_can_be_ended(void **state) {
  (void)state;
  const struct gz_load_options options = {.format = NT, .progress = stop};
  struct long_line line = {.size = GZ_MAX_LINE_BYTES};
  struct gz_buffer out;
  gz_buffer_init(&out, SIZE_MAX);
  assert_int_equal(gz_rdf_read(&options, long_line_source, &line, write_down,
                               &out, NULL, NULL),
                   GZ_CANCELLED);
  gz_buffer_free(&out);
}

static enum gz_status
load_text(struct gz_quads_txn *txn, enum gz_rdf_format format,
          const char *text) {
  const struct gz_load_options options = {.format = format,
                                          .graph = gz_term_iri(gz_str("a:g"))};
  struct gz_str rest = gz_str(text);
  return gz_load(txn, &options, gz_rdf_source_text, &rest, NULL, NULL);
}

/* Blank nodes of two files are not the same; what is not committed is gone. */
static void
files_are_loaded(void **state) {
  (void)state;
  struct gz_quads *quads = NULL;
  struct gz_quads_txn *txn = NULL;
  struct gz_quads_counts counts;
  assert_int_equal(gz_quads_open_temporary("/tmp", &quads, NULL), GZ_OK);
  assert_int_equal(gz_quads_write(quads, true, &txn, NULL), GZ_OK);
  assert_int_equal(load_text(txn, NT, "_:a <a:p> _:a .\n_:a <a:p> _:b .\n"),
                   GZ_OK);
  assert_int_equal(load_text(txn, GZ_RDF_TURTLE, "_:a <a:p> _:a ."), GZ_OK);
  assert_int_equal(gz_quads_count(txn, &counts, NULL), GZ_OK);
  assert_int_equal(counts.quads, 3);
  assert_int_equal(counts.subjects, 2);
  assert_int_equal(counts.graphs, 1);
  assert_int_equal(gz_quads_commit(txn, NULL), GZ_OK);

  assert_int_equal(gz_quads_write(quads, true, &txn, NULL), GZ_OK);
  assert_int_equal(load_text(txn, NT, "<a:s> <a:p> <a:o> .\nbad"),
                   GZ_BAD_INPUT);
  gz_quads_abort(txn);
  assert_int_equal(gz_quads_read(quads, &txn, NULL), GZ_OK);
  assert_int_equal(gz_quads_count(txn, &counts, NULL), GZ_OK);
  assert_int_equal(counts.quads, 3);
  gz_quads_abort(txn);
  gz_quads_close(quads);
}

static void
formats_are_found(void **state) {
  (void)state;
  static const struct {
    const char *name;
    enum gz_rdf_format format;
  } cases[] = {
      {"turtle", GZ_RDF_TURTLE},  {"a/b.c/x.TTL", GZ_RDF_TURTLE},
      {"x.nq.gz", GZ_RDF_NQUADS}, {"text/turtle", GZ_RDF_TURTLE},
      {"nt", GZ_RDF_NTRIPLES},    {"application/trig", GZ_RDF_TRIG},
      {"x.rdf", GZ_RDF_XML},      {"x.owl", GZ_RDF_XML},
      {"NQuads", GZ_RDF_NQUADS},
  };
  enum gz_rdf_format format = GZ_RDF_NTRIPLES;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    assert_int_equal(gz_rdf_format_find(gz_str(cases[i].name), &format), GZ_OK);
    assert_int_equal(format, cases[i].format);
  }
  assert_int_equal(gz_rdf_format_find(gz_str("x.txt"), &format), GZ_NOT_FOUND);
  assert_int_equal(gz_rdf_format_find(gz_str(""), &format), GZ_NOT_FOUND);
  assert_string_equal(gz_rdf_format_name(GZ_RDF_TRIG), "trig");
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_are_read),
      cmocka_unit_test(bad_lines_are_refused),
      cmocka_unit_test(turtle_is_read),
      cmocka_unit_test(trig_is_read),
      cmocka_unit_test(bad_turtle_is_refused),
      cmocka_unit_test(xml_is_read),
      cmocka_unit_test(relative_needs_base),
      cmocka_unit_test(depth_has_a_limit),
      cmocka_unit_test(lines_have_a_limit),
      cmocka_unit_test(bad_lines_can_be_passed_over),
      cmocka_unit_test(truncated_text_is_no_harm),
      cmocka_unit_test(reading_can_be_ended),
      cmocka_unit_test(files_are_loaded),
      cmocka_unit_test(formats_are_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
