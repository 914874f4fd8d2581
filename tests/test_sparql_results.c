#include "tests/unit.h"

#include "graph/sparql/results.h"
#include "input/arena.h"

#include <stdio.h>
#include <string.h>

#define N_COLUMNS 3
#define N_ROWS 5

static const struct gz_str columns[N_COLUMNS] = {
    {"s", 1}, {"näme", 5}, {"o", 1}};

/** Rows with everything that a format must take care of. */
static void
make_rows(struct gz_term rows[N_ROWS][N_COLUMNS]) {
  memset(rows, 0, sizeof(struct gz_term[N_ROWS][N_COLUMNS]));
  rows[0][0] = gz_term_iri(GZ_STR("http://example.org/a?b&c"));
  rows[0][1] = gz_term_string(GZ_STR("tab\there, \"quoted\"\nline\\end\r"));
  rows[0][2] = gz_term_tagged(GZ_STR("Zürich <&> 😀"), GZ_STR("de-ch"));
  rows[1][1] = gz_term_blank(GZ_STR("b0"));
  rows[1][2] = gz_term_typed(GZ_STR("4"), GZ_STR(GZ_XSD "integer"));
  rows[2][0] = gz_term_string(GZ_STR(""));
  rows[2][1] = gz_term_typed(GZ_STR("1.5"), GZ_STR(GZ_XSD "decimal"));
  rows[2][2] = gz_term_typed(GZ_STR("1e6"), GZ_STR(GZ_XSD "double"));
  // Row 3 is empty.
  rows[4][0] = gz_term_typed(GZ_STR("1."), GZ_STR(GZ_XSD "decimal"));
  rows[4][1] = gz_term_typed(GZ_STR("NaN"), GZ_STR(GZ_XSD "double"));
  rows[4][2] = gz_term_typed(GZ_STR(" 1"), GZ_STR(GZ_XSD "integer"));
}

/** Write the rows to `buffer`. */
static void
write_rows(enum gz_results_format format,
           const struct gz_results_options *options, struct gz_buffer *buffer) {
  struct gz_term rows[N_ROWS][N_COLUMNS];
  make_rows(rows);
  struct gz_results_writer *writer = NULL;
  gz_buffer_init(buffer, 1 << 20);
  assert_int_equal(gz_results_writer_new(format, columns, N_COLUMNS, options,
                                         gz_sink_buffer(buffer), &writer, NULL),
                   GZ_OK);
  for (size_t i = 0; i < N_ROWS; ++i) {
    assert_int_equal(gz_results_row(writer, rows[i], NULL), GZ_OK);
  }
  assert_int_equal(gz_results_end(writer, NULL), GZ_OK);
  gz_results_writer_free(writer);
}

static void
what_is_written_is_read(void **state) {
  (void)state;
  static const enum gz_results_format formats[] = {
      GZ_RESULTS_JSON, GZ_RESULTS_XML, GZ_RESULTS_TSV};
  struct gz_term rows[N_ROWS][N_COLUMNS];
  make_rows(rows);
  for (size_t f = 0; f < sizeof formats / sizeof *formats; ++f) {
    struct gz_buffer buffer;
    struct gz_arena *arena = gz_arena_new(0);
    struct gz_results results;
    struct gz_error error;
    write_rows(formats[f], NULL, &buffer);
    const enum gz_status status = gz_results_read(
        gz_buffer_str(&buffer), formats[f], arena, &results, &error);
    if (status != GZ_OK) {
      print_error("%s\n%s\n", error.message, buffer.data);
    }
    assert_int_equal(status, GZ_OK);
    assert_false(results.is_answer);
    assert_int_equal(results.n_columns, N_COLUMNS);
    assert_int_equal(results.n_rows, N_ROWS);
    for (size_t i = 0; i < N_COLUMNS; ++i) {
      assert_true(gz_str_equal(results.columns[i], columns[i]));
      for (size_t row = 0; row < N_ROWS; ++row) {
        const struct gz_term *term = &results.terms[row * N_COLUMNS + i];
        if (!gz_term_equal(term, &rows[row][i])) {
          print_error("format %zu, row %zu, column %zu: %.*s\n", f, row, i,
                      GZ_STR_ARGS(term->value));
        }
        assert_true(gz_term_equal(term, &rows[row][i]));
      }
    }
    gz_buffer_free(&buffer);
    gz_arena_free(arena);
  }
}

static void
csv_and_tsv_have_the_right_bytes(void **state) {
  (void)state;
  struct gz_buffer buffer;
  write_rows(GZ_RESULTS_CSV, NULL, &buffer);
  assert_string_equal(buffer.data,
                      "s,näme,o\r\n"
                      "http://example.org/a?b&c,\"tab\there, "
                      "\"\"quoted\"\"\nline\\end\r\",Zürich <&> 😀\r\n"
                      ",_:b0,4\r\n"
                      ",1.5,1e6\r\n"
                      ",,\r\n"
                      "1.,NaN, 1\r\n");
  gz_buffer_free(&buffer);
  write_rows(GZ_RESULTS_TSV, NULL, &buffer);
  assert_string_equal(
      buffer.data, "?s\t?näme\t?o\n"
                   "<http://example.org/a?b&c>\t\"tab\\there, "
                   "\\\"quoted\\\"\\nline\\\\end\\r\"\t\"Zürich <&> 😀\"@de-ch\n"
                   "\t_:b0\t4\n"
                   "\"\"\t1.5\t1e6\n"
                   "\t\t\n"
                   "\"1.\"^^<http://www.w3.org/2001/XMLSchema#decimal>\t"
                   "\"NaN\"^^<http://www.w3.org/2001/XMLSchema#double>\t"
                   "\" 1\"^^<http://www.w3.org/2001/XMLSchema#integer>\n");
  gz_buffer_free(&buffer);
}

static void
answers_of_ask(void **state) {
  (void)state;
  static const enum gz_results_format formats[] = {GZ_RESULTS_JSON,
                                                   GZ_RESULTS_XML};
  for (size_t f = 0; f < 2; ++f) {
    for (int answer = 0; answer < 2; ++answer) {
      struct gz_buffer buffer;
      struct gz_arena *arena = gz_arena_new(0);
      struct gz_results results;
      gz_buffer_init(&buffer, 1 << 16);
      assert_int_equal(gz_results_write_answer(formats[f], answer,
                                               gz_sink_buffer(&buffer), NULL),
                       GZ_OK);
      assert_int_equal(gz_results_read(gz_buffer_str(&buffer), formats[f],
                                       arena, &results, NULL),
                       GZ_OK);
      assert_true(results.is_answer);
      assert_int_equal(results.answer, answer);
      gz_buffer_free(&buffer);
      gz_arena_free(arena);
    }
  }
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, 1 << 16);
  assert_int_equal(gz_results_write_answer(GZ_RESULTS_TABLE, true,
                                           gz_sink_buffer(&buffer), NULL),
                   GZ_OK);
  assert_string_equal(buffer.data, "true\n");
  gz_buffer_free(&buffer);
}

static void
tables_are_aligned(void **state) {
  (void)state;
  const struct gz_prefix prefixes[] = {
      {GZ_STR("ex"), GZ_STR("http://example.org/")},
      {GZ_STR("exa"), GZ_STR("http://example.org/a")},
  };
  const struct gz_results_options options = {.prefixes = prefixes,
                                             .n_prefixes = 2};
  struct gz_term rows[3][2] = {0};
  rows[0][0] = gz_term_iri(GZ_STR("http://example.org/bc"));
  rows[0][1] = gz_term_string(GZ_STR("東京"));
  rows[1][0] = gz_term_iri(GZ_STR("http://example.org/a/b"));
  rows[1][1] = gz_term_string(GZ_STR("a\x1b[31m\nb"));
  rows[2][0] = gz_term_iri(GZ_STR("http://example.org/abc"));
  rows[2][1] =
      gz_term_typed(GZ_STR("x"), GZ_STR("http://example.org/datatype"));
  static const struct gz_str names[] = {{"thing", 5}, {"n", 1}};
  struct gz_results_writer *writer = NULL;
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, 1 << 16);
  assert_int_equal(gz_results_writer_new(GZ_RESULTS_TABLE, names, 2, &options,
                                         gz_sink_buffer(&buffer), &writer,
                                         NULL),
                   GZ_OK);
  for (size_t i = 0; i < 3; ++i) {
    assert_int_equal(gz_results_row(writer, rows[i], NULL), GZ_OK);
  }
  assert_int_equal(gz_results_end(writer, NULL), GZ_OK);
  gz_results_writer_free(writer);
  assert_string_equal(buffer.data,
                      "thing                     n\n"
                      "------------------------  --------------\n"
                      "ex:bc                     東京\n"
                      "<http://example.org/a/b>  a [31m b\n"
                      "exa:bc                    x^^ex:datatype\n");
  gz_buffer_free(&buffer);
}

static void
wide_tables_are_folded(void **state) {
  (void)state;
  const struct gz_results_options options = {.width = 30};
  struct gz_term row[2] = {0};
  row[0] = gz_term_string(GZ_STR("The government said no 5G."));
  row[1] = gz_term_string(GZ_STR("short"));
  static const struct gz_str names[] = {{"claim", 5}, {"by", 2}};
  struct gz_results_writer *writer = NULL;
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, 1 << 20);
  assert_int_equal(gz_results_writer_new(GZ_RESULTS_TABLE, names, 2, &options,
                                         gz_sink_buffer(&buffer), &writer,
                                         NULL),
                   GZ_OK);
  // More than are held back to be measured.
  for (int i = 0; i < 1500; ++i) {
    assert_int_equal(gz_results_row(writer, row, NULL), GZ_OK);
  }
  assert_int_equal(gz_results_end(writer, NULL), GZ_OK);
  gz_results_writer_free(writer);
  const char head[] = "claim                    by\n"
                      "-----------------------  -----\n";
  const char once[] = "The government said no   short\n"
                      "5G.\n";
  assert_memory_equal(buffer.data, head, sizeof head - 1);
  for (size_t i = 0; i < 1500; ++i) {
    assert_memory_equal(buffer.data + sizeof head - 1 + i * (sizeof once - 1),
                        once, sizeof once - 1);
  }
  assert_int_equal(buffer.size, sizeof head - 1 + 1500 * (sizeof once - 1));
  gz_buffer_free(&buffer);
}

static void
xml_refuses_what_it_cannot_hold(void **state) {
  (void)state;
  static const char *const bad[] = {"a\x01z", "\xEF\xBF\xBF"};
  for (size_t i = 0; i < 2; ++i) {
    const struct gz_term row[] = {gz_term_string(gz_str(bad[i]))};
    static const struct gz_str names[] = {{"x", 1}};
    struct gz_results_writer *writer = NULL;
    struct gz_buffer buffer;
    struct gz_error error;
    gz_buffer_init(&buffer, 1 << 16);
    assert_int_equal(gz_results_writer_new(GZ_RESULTS_XML, names, 1, NULL,
                                           gz_sink_buffer(&buffer), &writer,
                                           NULL),
                     GZ_OK);
    assert_int_equal(gz_results_row(writer, row, &error), GZ_UNSUPPORTED);
    assert_string_equal(error.message,
                        "Row 1 has a character that XML cannot hold");
    gz_results_writer_free(writer);
    gz_buffer_free(&buffer);
  }
}

static void
broken_documents_are_refused(void **state) {
  (void)state;
#define XML "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">"
  static const struct {
    enum gz_results_format format;
    const char *text;
  } cases[] = {
      {GZ_RESULTS_JSON, ""},
      {GZ_RESULTS_JSON, "[]"},
      {GZ_RESULTS_JSON, "{\"head\": {\"vars\": [1]}}"},
      {GZ_RESULTS_JSON, "{\"head\": {\"vars\": []}}"},
      {GZ_RESULTS_JSON, "{\"head\": {\"vars\": [\"x\"]}, \"results\": "
                        "{\"bindings\": [{\"y\": {}}]}}"},
      {GZ_RESULTS_JSON, "{\"head\": {\"vars\": [\"x\"]}, \"results\": "
                        "{\"bindings\": [{\"x\": {\"type\": \"uri\"}}]}}"},
      {GZ_RESULTS_JSON, "{\"head\": {\"vars\": [\"x\"]}, \"results\": "
                        "{\"bindings\": [{\"x\": {\"type\": \"u\", "
                        "\"value\": \"\"}}]}}"},
      {GZ_RESULTS_JSON, "{\"head\": {\"vars\": [\"x\"]}, \"results\": "
                        "{\"bindings\": [7]}}"},
      {GZ_RESULTS_XML, ""},
      {GZ_RESULTS_XML, "<sparql/>"},
      {GZ_RESULTS_XML, XML},
      {GZ_RESULTS_XML, XML "<head><variable/></head></sparql>"},
      {GZ_RESULTS_XML, XML "<boolean>maybe</boolean></sparql>"},
      {GZ_RESULTS_XML, XML "<results><result><binding name=\"x\"/></result>"
                           "</results></sparql>"},
      {GZ_RESULTS_XML, XML "<results><uri>a</uri></results></sparql>"},
      {GZ_RESULTS_CSV, "x\r\n\"open"},
      {GZ_RESULTS_CSV, "x\r\n\"a\"b\r\n"},
      {GZ_RESULTS_CSV, "x,y\r\n1\r\n"},
      {GZ_RESULTS_CSV, "x\r\n1,2\r\n"},
      {GZ_RESULTS_CSV, "x,x\r\n1,2\r\n"},
      {GZ_RESULTS_TSV, "x\n"},
      {GZ_RESULTS_TSV, "?x\nname\n"},
      {GZ_RESULTS_TSV, "?x\n\"open\n"},
      {GZ_RESULTS_TSV, "?x\n\"a\"b\n"},
      {GZ_RESULTS_TSV, "?x\n\"\\q\"\n"},
      {GZ_RESULTS_TSV, "?x\n1\t2\n"},
  };
#undef XML
  struct gz_arena *arena = gz_arena_new(0);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    struct gz_results results = {.n_rows = 77};
    struct gz_error error = {0};
    const enum gz_status status = gz_results_read(
        gz_str(cases[i].text), cases[i].format, arena, &results, &error);
    if (status != GZ_BAD_INPUT) {
      print_error("%s was accepted\n", cases[i].text);
    }
    assert_int_equal(status, GZ_BAD_INPUT);
    assert_true(error.message[0]);
    assert_int_equal(results.n_rows, 77);
  }
  gz_arena_free(arena);
}

static void
formats_have_names(void **state) {
  (void)state;
  static const struct {
    const char *name;
    enum gz_results_format format;
  } cases[] = {{"table", GZ_RESULTS_TABLE},
               {"CSV", GZ_RESULTS_CSV},
               {".srx", GZ_RESULTS_XML},
               {"srj", GZ_RESULTS_JSON},
               {"text/csv; charset=utf-8", GZ_RESULTS_CSV},
               {"application/sparql-results+json", GZ_RESULTS_JSON}};
  enum gz_results_format format;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    assert_true(gz_results_format_find(gz_str(cases[i].name), &format));
    assert_int_equal(format, cases[i].format);
  }
  assert_false(gz_results_format_find(GZ_STR("turtle"), &format));
  assert_false(gz_results_format_find(GZ_STR(""), &format));
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_written_is_read),
      cmocka_unit_test(csv_and_tsv_have_the_right_bytes),
      cmocka_unit_test(answers_of_ask),
      cmocka_unit_test(tables_are_aligned),
      cmocka_unit_test(wide_tables_are_folded),
      cmocka_unit_test(xml_refuses_what_it_cannot_hold),
      cmocka_unit_test(broken_documents_are_refused),
      cmocka_unit_test(formats_have_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
