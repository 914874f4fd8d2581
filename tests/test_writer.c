#include "tests/unit.h"

#include "tests/reread.h"

#include <stdio.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XSD "http://www.w3.org/2001/XMLSchema#"

/** A small graph, as people want to read it. */
static struct gz_statements *
small_graph(bool shuffled) {
  const struct gz_term g = iri("http://example.org/g");
  const struct gz_term uk = iri("http://example.org/uk");
  const struct gz_term us = iri("http://example.org/us");
  const struct gz_term type = iri(RDF "type");
  const struct gz_term label =
      iri("http://www.w3.org/2004/02/skos/core#prefLabel");
  const struct gz_term other =
      iri("http://www.w3.org/2004/02/skos/core#altLabel");
  const struct gz_term none = default_graph();
  const struct gz_quad quads[] = {
      {uk, type, iri("https://w3id.org/gazette/ontology#State"), none},
      {uk, label, gz_term_tagged(GZ_STR("United Kingdom"), GZ_STR("en")), none},
      {uk, other, gz_term_tagged(GZ_STR("Britain"), GZ_STR("EN")), none},
      {uk, other, gz_term_tagged(GZ_STR("UK"), GZ_STR("en")), none},
      {uk, iri("http://example.org/n."),
       gz_term_typed(GZ_STR("5"), GZ_STR(XSD "integer")), none},
      {us, type, iri("https://w3id.org/gazette/ontology#State"), g},
      {us, iri("http://example.org/text"), gz_term_string(GZ_STR("a\nb\"")), g},
      {us, iri("http://example.org/d"),
       gz_term_typed(GZ_STR("1."), GZ_STR(XSD "decimal")), g},
      {us, type, iri("https://w3id.org/gazette/ontology#State"), g},
  };
  struct gz_statements *set = gz_statements_new();
  for (size_t i = 0; i < COUNT(quads); ++i) {
    const size_t at = shuffled ? (i * 4 + 7) % COUNT(quads) : i;
    assert_int_equal(gz_statements_add_quad(set, &quads[at], NULL), GZ_OK);
  }
  return set;
}

static void
turtle_is_laid_out_for_people(void **state) {
  (void)state;
  struct gz_statements *set = small_graph(false);
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, CEILING);
  assert_int_equal(write_set(set, "trig", &buffer, NULL), GZ_OK);
  assert_string_equal(buffer.data,
                      "@prefix ex: <http://example.org/> .\n"
                      "@prefix gaz: <https://w3id.org/gazette/ontology#> .\n"
                      "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
                      "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
                      "\n"
                      "ex:uk a gaz:State ;\n"
                      "  <http://example.org/n.> 5 ;\n"
                      "  skos:altLabel \"Britain\"@en, \"UK\"@en ;\n"
                      "  skos:prefLabel \"United Kingdom\"@en .\n"
                      "\n"
                      "ex:g {\n"
                      "  ex:us a gaz:State ;\n"
                      "    ex:d \"1.\"^^xsd:decimal ;\n"
                      "    ex:text \"\"\"a\nb\\\"\"\"\" .\n"
                      "}\n");
  gz_buffer_free(&buffer);
  gz_statements_free(set);
}

static void
base_shortens_what_adds_a_fragment(void **state) {
  (void)state;
  const char *const iris[] = {
      "http://example.org/a/1",          "http://example.org/a/1#",
      "http://example.org/a/1#char=0,7", "http://example.org/a/10#x",
      "http://example.org/a/1/b",        "http://example.org/a/",
      "http://example.org/a/1?q",
  };
  static const char *const names[] = {"turtle", "trig", "nquads"};
  for (size_t n = 0; n < COUNT(names); ++n) {
    struct gz_statements *set = gz_statements_new();
    struct gz_buffer buffer;
    gz_buffer_init(&buffer, CEILING);
    struct gz_writer *writer = NULL;
    assert_int_equal(gz_writer_new(gz_format_find(gz_str(names[n])), NULL, 0,
                                   gz_sink_buffer(&buffer), &writer, NULL),
                     GZ_OK);
    assert_int_equal(
        gz_writer_base(writer, GZ_STR("http://example.org/a/1"), NULL), GZ_OK);
    for (size_t i = 0; i < COUNT(iris); ++i) {
      const struct gz_term term = iri(iris[i]);
      const struct gz_quad quad = {term, term, term, default_graph()};
      assert_int_equal(gz_statements_add_quad(set, &quad, NULL), GZ_OK);
    }
    assert_int_equal(gz_statements_sort(set, NULL), GZ_OK);
    assert_int_equal(gz_writer_statements(writer, set, NULL), GZ_OK);
    assert_int_equal(gz_writer_end(writer, NULL), GZ_OK);
    gz_writer_free(writer);
    assert_int_equal(strstr(buffer.data, "<#char=0,7> <#char=0,7>") != NULL,
                     n < 2);
    assert_int_equal(strstr(buffer.data, "<> <> <>") != NULL, n < 2);
    struct gz_statements *back = read_back(gz_buffer_str(&buffer), names[n]);
    assert_non_null(back);
    assert_true(same(set, back));
    gz_statements_free(back);
    gz_statements_free(set);
    gz_buffer_free(&buffer);
  }
}

static void
bad_bases_are_refused(void **state) {
  (void)state;
  static const char *const bad[] = {"", "a", "urn:a", "http://a/#b",
                                    "http://a/ b"};
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, CEILING);
  struct gz_writer *writer = NULL;
  assert_int_equal(gz_writer_new(gz_format_find(GZ_STR("turtle")), NULL, 0,
                                 gz_sink_buffer(&buffer), &writer, NULL),
                   GZ_OK);
  for (size_t i = 0; i < COUNT(bad); ++i) {
    assert_int_equal(gz_writer_base(writer, gz_str(bad[i]), NULL),
                     GZ_BAD_ARGUMENT);
  }
  gz_writer_free(writer);
  gz_buffer_free(&buffer);
}

static void
order_of_statements_does_not_matter(void **state) {
  (void)state;
  size_t count = 0;
  const struct gz_format *formats = gz_formats(&count);
  for (size_t i = 0; i < count; ++i) {
    struct gz_buffer texts[2];
    for (int j = 0; j < 2; ++j) {
      struct gz_statements *set = small_graph(j == 1);
      if (formats[i].streams) {
        assert_int_equal(gz_statements_sort(set, NULL), GZ_OK);
      }
      gz_buffer_init(&texts[j], CEILING);
      assert_int_equal(write_set(set, formats[i].name, &texts[j], NULL), GZ_OK);
      gz_statements_free(set);
    }
    assert_string_equal(texts[0].data, texts[1].data);
    // Each format says who is called Britain.
    assert_non_null(strstr(texts[0].data, "Britain"));
    gz_buffer_free(&texts[0]);
    gz_buffer_free(&texts[1]);
  }
}

static void
nothing_gives_a_valid_file(void **state) {
  (void)state;
  size_t count = 0;
  const struct gz_format *formats = gz_formats(&count);
  for (size_t i = 0; i < count; ++i) {
    struct gz_statements *set = gz_statements_new();
    struct gz_buffer buffer;
    gz_buffer_init(&buffer, CEILING);
    assert_int_equal(write_set(set, formats[i].name, &buffer, NULL), GZ_OK);
    if (formats[i].graphs || strcmp(formats[i].name, "turtle") == 0) {
      assert_int_equal(buffer.size, 0);
    }
    gz_buffer_free(&buffer);
    gz_statements_free(set);
  }
}

static void
bad_terms_are_refused(void **state) {
  (void)state;
  const struct gz_term good = iri("http://example.org/a");
  const struct gz_term bad[] = {
      iri(""),
      iri("a"),
      iri("//a/b"),
      iri("1:a"),
      iri("http://a b"),
      iri("http://a<b"),
      iri("http://a>b"),
      iri("http://a\"b"),
      iri("http://a{b}"),
      iri("http://a|b"),
      iri("http://a^b"),
      iri("http://a`b"),
      iri("http://a\\b"),
      iri("http://a\nb"),
      iri("http://a\xff"),
      iri("http://a\xed\xa0\x80"),
      gz_term_iri(GZ_STR("http://a\0b")),
      gz_term_string(GZ_STR("a\0b")),
      gz_term_string(GZ_STR("\xff")),
      gz_term_string(GZ_STR("\xc3")),
      gz_term_string(GZ_STR("\xed\xa0\x80")),
      gz_term_string(GZ_STR("\xf4\x90\x80\x80")),
      gz_term_string(GZ_STR("\xc0\xaf")),
      gz_term_tagged(GZ_STR("a"), GZ_STR("e n")),
      gz_term_tagged(GZ_STR("a"), GZ_STR("-en")),
      gz_term_tagged(GZ_STR("a"), GZ_STR("en-")),
      gz_term_tagged(GZ_STR("a"), GZ_STR("1")),
      gz_term_tagged(GZ_STR("a"), GZ_STR("toolonglanguage")),
      gz_term_typed(GZ_STR("a"), GZ_STR("integer")),
      gz_term_typed(GZ_STR("a"), GZ_STR(RDF "langString")),
      gz_term_blank(GZ_STR("")),
      gz_term_blank(GZ_STR("a b")),
      gz_term_blank(GZ_STR("a.")),
      default_graph(),
  };
  static const char *const names[] = {"nquads", "ntriples", "turtle", "rdfxml"};
  for (size_t i = 0; i < COUNT(names); ++i) {
    struct gz_buffer buffer;
    gz_buffer_init(&buffer, CEILING);
    struct gz_writer *writer = NULL;
    assert_int_equal(gz_writer_new(gz_format_find(gz_str(names[i])), NULL, 0,
                                   gz_sink_buffer(&buffer), &writer, NULL),
                     GZ_OK);
    for (size_t j = 0; j < COUNT(bad); ++j) {
      const struct gz_quad quads[] = {
          {good, good, bad[j], default_graph()},
          {bad[j], good, good, good},
          {good, bad[j], good, good},
          {good, good, good, bad[j]},
      };
      for (size_t k = 0; k < COUNT(quads); ++k) {
        struct gz_error error = {0};
        if (k == 3 && (i > 0 || bad[j].kind == GZ_TERM_NONE)) {
          continue;
        }
        if (gz_writer_quad(writer, &quads[k], &error) != GZ_BAD_INPUT ||
            !error.message[0]) {
          fail_msg("bad term %zu in place %zu was taken", j, k);
        }
      }
    }
    gz_writer_free(writer);
    assert_int_equal(buffer.size, 0);
    gz_buffer_free(&buffer);
  }
}

static void
full_disk_is_reported(void **state) {
  (void)state;
  size_t count = 0;
  const struct gz_format *formats = gz_formats(&count);
  for (size_t i = 0; i < count; ++i) {
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    struct gz_writer *writer = NULL;
    struct gz_error error = {0};
    struct gz_statements *set = small_graph(false);
    assert_int_equal(
        gz_writer_new(&formats[i], NULL, 0, gz_sink_file(full), &writer, NULL),
        GZ_OK);
    assert_int_equal(gz_writer_statements(writer, set, &error), GZ_OK);
    assert_int_equal(gz_writer_end(writer, &error), GZ_IO);
    assert_non_null(strstr(error.message, "No space left"));
    gz_writer_free(writer);
    gz_statements_free(set);
    (void)fclose(full);
  }
}

/** A stream stops at the first block that cannot be written. */
static void
stream_stops_at_a_full_disk(void **state) {
  (void)state;
  FILE *full = fopen("/dev/full", "w");
  assert_non_null(full);
  struct gz_writer *writer = NULL;
  struct gz_error error = {0};
  assert_int_equal(gz_writer_new(gz_format_find(gz_str("nquads")), NULL, 0,
                                 gz_sink_file(full), &writer, NULL),
                   GZ_OK);
  const struct gz_term a = iri("http://example.org/a");
  const struct gz_quad quad = {a, a, a, a};
  enum gz_status status = GZ_OK;
  size_t written = 0;
  while (status == GZ_OK && written < 100000) {
    status = gz_writer_quad(writer, &quad, &error);
    ++written;
  }
  assert_int_equal(status, GZ_IO);
  assert_int_equal(gz_writer_quad(writer, &quad, &error), GZ_IO);
  assert_int_equal(gz_writer_end(writer, &error), GZ_IO);
  gz_writer_free(writer);
  (void)fclose(full);
}

static void
full_buffer_is_reported(void **state) {
  (void)state;
  struct gz_statements *set = small_graph(false);
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, 100);
  struct gz_error error = {0};
  assert_int_equal(write_set(set, "turtle", &buffer, &error), GZ_TOO_LARGE);
  assert_int_equal(error.status, GZ_TOO_LARGE);
  assert_int_equal(write_set(set, "rdfxml", &buffer, &error), GZ_TOO_LARGE);
  gz_buffer_free(&buffer);
  gz_statements_free(set);
}

static void
refusals_name_the_term(void **state) {
  (void)state;
  const struct gz_term a = iri("http://example.org/a");
  static const struct {
    const char *format;
    const char *predicate;
    const char *object;
    const char *shown;
  } cases[] = {
      {"rdfxml", "http://example.org/1", "x", "http://example.org/1"},
      {"rdfxml-abbrev", "http://example.org/", "x", "http://example.org/"},
      {"rdfxml", RDF "li", "x", RDF "li"},
      {"rdfxml", "http://example.org/p", "bell \a", "bell ?"},
      {"html", "http://example.org/p", "bell \a", "bell ?"},
      {"dot", "http://example.org/p", "a < b", "a < b"},
      {"json", "http://example.org/p", "\uffff", "\uffff"},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    struct gz_statements *set = gz_statements_new();
    const struct gz_quad quad = {a, iri(cases[i].predicate),
                                 gz_term_string(gz_str(cases[i].object)),
                                 default_graph()};
    assert_int_equal(gz_statements_add_quad(set, &quad, NULL), GZ_OK);
    struct gz_buffer buffer;
    gz_buffer_init(&buffer, CEILING);
    struct gz_error error = {0};
    assert_int_equal(write_set(set, cases[i].format, &buffer, &error),
                     GZ_UNSUPPORTED);
    assert_non_null(strstr(error.message, cases[i].shown));
    assert_non_null(strstr(error.message, cases[i].format));
    assert_int_equal(buffer.size, 0);
    gz_buffer_free(&buffer);
    gz_statements_free(set);
  }
}

static void
formats_are_found_by_name(void **state) {
  (void)state;
  static const struct {
    const char *name;
    const char *format;
  } cases[] = {
      {"turtle", "turtle"},
      {"Turtle", "turtle"},
      {"ttl", "turtle"},
      {".ttl", "turtle"},
      {"text/turtle", "turtle"},
      {"text/turtle; charset=utf-8", "turtle"},
      {"application/n-quads", "nquads"},
      {"nq", "nquads"},
      {"nt", "ntriples"},
      {"application/trig", "trig"},
      {"rdf", "rdfxml"},
      {"application/rdf+xml", "rdfxml"},
      {"rdfxml-abbrev", "rdfxml-abbrev"},
      {"json", "json"},
      {"json-triples", "json-triples"},
      {"html", "html"},
      {"dot", "dot"},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    const struct gz_format *format = gz_format_find(gz_str(cases[i].name));
    assert_non_null(format);
    assert_string_equal(format->name, cases[i].format);
  }
  static const char *const unknown[] = {
      "", ".", "turtles", "tt", "jsonld", "text/", ";", "rdfxml turtle"};
  for (size_t i = 0; i < COUNT(unknown); ++i) {
    assert_null(gz_format_find(gz_str(unknown[i])));
  }
  assert_string_equal(gz_format_of_file(GZ_STR("a.b/c.ttl"))->name, "turtle");
  assert_string_equal(gz_format_of_file(GZ_STR("C.NQ"))->name, "nquads");
  assert_null(gz_format_of_file(GZ_STR("a.ttl/b")));
  assert_null(gz_format_of_file(GZ_STR("ttl")));
  assert_null(gz_format_of_file(GZ_STR("a.")));
}

static void
bad_prefixes_are_refused(void **state) {
  (void)state;
  const struct gz_prefix bad[] = {
      {GZ_STR("a b"), GZ_STR("http://example.org/")},
      {GZ_STR("1a"), GZ_STR("http://example.org/")},
      {GZ_STR("_a"), GZ_STR("http://example.org/")},
      {GZ_STR("a."), GZ_STR("http://example.org/")},
      {GZ_STR("a"), GZ_STR("example")},
      {GZ_STR("a"), GZ_STR("http://example.org/ ")},
  };
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, CEILING);
  for (size_t i = 0; i < COUNT(bad); ++i) {
    struct gz_writer *writer = NULL;
    assert_int_equal(gz_writer_new(gz_format_find(GZ_STR("turtle")), &bad[i], 1,
                                   gz_sink_buffer(&buffer), &writer, NULL),
                     GZ_BAD_ARGUMENT);
    assert_null(writer);
  }
  gz_buffer_free(&buffer);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(turtle_is_laid_out_for_people),
      cmocka_unit_test(base_shortens_what_adds_a_fragment),
      cmocka_unit_test(bad_bases_are_refused),
      cmocka_unit_test(order_of_statements_does_not_matter),
      cmocka_unit_test(nothing_gives_a_valid_file),
      cmocka_unit_test(bad_terms_are_refused),
      cmocka_unit_test(full_disk_is_reported),
      cmocka_unit_test(stream_stops_at_a_full_disk),
      cmocka_unit_test(full_buffer_is_reported),
      cmocka_unit_test(refusals_name_the_term),
      cmocka_unit_test(formats_are_found_by_name),
      cmocka_unit_test(bad_prefixes_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
