#include "tests/unit.h"

#include "tests/hard_cases.h"
#include "tests/reread.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct gz_term
literal(const struct hard_literal *from) {
  const struct gz_str value = gz_str(from->value);
  if (from->language) {
    return gz_term_tagged(value, gz_str(from->language));
  }
  return from->datatype ? gz_term_typed(value, gz_str(from->datatype))
                        : gz_term_string(value);
}

/** Whether Raptor's parser refuses a literal when Serd has escaped it. */
static bool
is_noncharacter(const struct gz_term *term) {
  return gz_str_is(term->value, "\ufffe") || gz_str_is(term->value, "\uffff");
}

/** Add quad `number` of the hard cases; false when there are no more. */
static bool
add_case(struct gz_statements *set, size_t number, bool graphs) {
  struct gz_quad quad = {
      .subject = iri("http://example.org/s"),
      .predicate = iri("http://example.org/p"),
      .object = iri("http://example.org/o"),
      .graph = default_graph(),
  };
  const size_t n_iris = COUNT(hard_iris);
  if (number < COUNT(hard_literals)) {
    quad.object = literal(&hard_literals[number]);
  } else if (number - COUNT(hard_literals) < 4 * n_iris) {
    const size_t at = number - COUNT(hard_literals);
    const struct gz_term term = iri(hard_iris[at % n_iris]);
    switch (at / n_iris) {
    case 0:
      quad.subject = term;
      break;
    case 1:
      quad.predicate = term;
      break;
    case 2:
      quad.object = term;
      break;
    default:
      if (graphs) {
        quad.graph = term;
      }
    }
  } else {
    return false;
  }
  struct gz_error error;
  const enum gz_status status = gz_statements_add_quad(set, &quad, &error);
  if (status != GZ_OK) {
    fail_msg("case %zu: %s", number, error.message);
  }
  return true;
}

/** Write and read each hard case alone; count those that come back changed. */
static size_t
count_changed(const char *format, const char *parser, bool graphs,
              size_t *refused) {
  size_t changed = 0;
  size_t cases = 0;
  *refused = 0;
  struct gz_statements *set = gz_statements_new();
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, CEILING);
  while (add_case(set, cases, graphs)) {
    struct gz_error error = {0};
    assert_int_equal(gz_statements_sort(set, NULL), GZ_OK);
    const enum gz_status status = write_set(set, format, &buffer, &error);
    if (status == GZ_UNSUPPORTED) {
      ++*refused;
      assert_true(error.message[0]);
    } else {
      assert_int_equal(status, GZ_OK);
      struct gz_statements *back = read_back(gz_buffer_str(&buffer), parser);
      if (!back || !same(set, back)) {
        ++changed;
        print_message("%s, case %zu: %s %s\n", format, cases,
                      back ? "changed" : "unreadable",
                      buffer.data ? buffer.data : "");
      }
      gz_statements_free(back);
    }
    gz_buffer_clear(&buffer);
    gz_statements_clear(set);
    ++cases;
  }
  gz_buffer_free(&buffer);
  gz_statements_free(set);
  assert_true(cases >= 120);
  return changed;
}

static void
hard_cases_come_back(void **state) {
  (void)state;
  static const struct {
    const char *format;
    const char *parser;
    bool graphs;
  } own[] = {
      {"ntriples", "ntriples", false},
      {"nquads", "nquads", true},
      {"turtle", "turtle", false},
      {"trig", "trig", true},
  };
  for (size_t i = 0; i < COUNT(own); ++i) {
    size_t refused = 0;
    assert_int_equal(
        count_changed(own[i].format, own[i].parser, own[i].graphs, &refused),
        0);
    assert_int_equal(refused, 0);
  }
}

static void
raptors_formats_are_right_or_refused(void **state) {
  (void)state;
  size_t refused = 0;
  assert_int_equal(count_changed("rdfxml", "rdfxml", false, &refused), 0);
  assert_true(refused > 0);
  assert_int_equal(count_changed("rdfxml-abbrev", "rdfxml", false, &refused),
                   0);
  assert_true(refused > 0);
  assert_int_equal(count_changed("json", "json", false, &refused), 0);
  assert_int_equal(count_changed("json-triples", "json", false, &refused), 0);
}

/** The hard cases in one set, without those that `except` names. */
static struct gz_statements *
all_cases(bool graphs, bool (*except)(const struct gz_term *object)) {
  struct gz_statements *whole = gz_statements_new();
  for (size_t i = 0; add_case(whole, i, graphs); ++i) {
  }
  struct gz_statements *set = gz_statements_new();
  for (size_t i = 0; i < gz_statements_count(whole); ++i) {
    const struct gz_quad quad = gz_statements_quad(whole, i);
    if (!except || !except(&quad.object)) {
      assert_int_equal(gz_statements_add_quad(set, &quad, NULL), GZ_OK);
    }
  }
  gz_statements_free(whole);
  assert_int_equal(gz_statements_sort(set, NULL), GZ_OK);
  return set;
}

static void
hard_cases_come_back_together(void **state) {
  (void)state;
  static const char *const names[] = {"turtle", "trig", "nquads", "ntriples"};
  for (size_t i = 0; i < COUNT(names); ++i) {
    const bool graphs = gz_format_find(gz_str(names[i]))->graphs;
    struct gz_statements *set = all_cases(graphs, NULL);
    struct gz_buffer buffer;
    gz_buffer_init(&buffer, CEILING);
    assert_int_equal(write_set(set, names[i], &buffer, NULL), GZ_OK);
    struct gz_statements *back = read_back(gz_buffer_str(&buffer), names[i]);
    assert_non_null(back);
    assert_true(same(set, back));
    gz_statements_free(back);
    gz_statements_free(set);
    gz_buffer_free(&buffer);
  }
}

/** Read all that a command prints; fails the test if the command fails. */
static void
run_command(const char *command, struct gz_buffer *output) {
  FILE *pipe = popen(command, "r");
  assert_non_null(pipe);
  char block[4096];
  size_t size = 0;
  while ((size = fread(block, 1, sizeof block, pipe)) > 0) {
    assert_int_equal(gz_buffer_add(output, gz_str_n(block, size)), GZ_OK);
  }
  assert_int_equal(pclose(pipe), 0);
}

/** Serd is another implementation: what it reads must be what we wrote. */
static void
serd_reads_the_same(void **state) {
  (void)state;
  static const char *const names[] = {"turtle", "trig", "nquads", "ntriples"};
  for (size_t i = 0; i < COUNT(names); ++i) {
    char path[] = "test_writer.XXXXXX";
    const int file = mkstemp(path);
    assert_true(file >= 0);
    const bool graphs = gz_format_find(gz_str(names[i]))->graphs;
    struct gz_statements *set = all_cases(graphs, is_noncharacter);
    struct gz_buffer buffer;
    gz_buffer_init(&buffer, CEILING);
    assert_int_equal(write_set(set, names[i], &buffer, NULL), GZ_OK);
    assert_int_equal(write(file, buffer.data, buffer.size), buffer.size);
    close(file);
    gz_buffer_clear(&buffer);
    char command[128];
    (void)snprintf(command, sizeof command, "serdi -q -i %s -o %s %s", names[i],
                   graphs ? "nquads" : "ntriples", path);
    run_command(command, &buffer);
    remove(path);
    struct gz_statements *back =
        read_back(gz_buffer_str(&buffer), graphs ? "nquads" : "ntriples");
    assert_non_null(back);
    for (size_t j = 0; j < gz_statements_count(set); ++j) {
      const struct gz_quad x = gz_statements_quad(set, j);
      const struct gz_quad y = gz_statements_quad(back, j);
      if (gz_quad_compare(&x, &y) != 0) {
        fail_msg("%s: serd reads %.*s for %.*s", names[i],
                 GZ_STR_ARGS(y.object.value), GZ_STR_ARGS(x.object.value));
      }
    }
    assert_int_equal(gz_statements_count(back), gz_statements_count(set));
    gz_statements_free(back);
    gz_statements_free(set);
    gz_buffer_free(&buffer);
  }
}

/** A generator of numbers that is the same everywhere (SplitMix64). */
static uint64_t
next_random(uint64_t *seed) {
  uint64_t z = *seed += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/** Put `count` of the given pieces together. */
static struct gz_str
random_text(uint64_t *seed, const char *const *pieces, size_t n_pieces,
            const char *start, char *text) {
  strcpy(text, start);
  for (size_t i = next_random(seed) % 8; i > 0; --i) {
    strcat(text, pieces[next_random(seed) % n_pieces]);
  }
  return gz_str(text);
}

static void
random_statements_come_back(void **state) {
  (void)state;
  static const char *const text_pieces[] = {
      "\"",   "\\", "\n",   "\r",     "\t",         "a",   " ", "'",
      "\x01", "{",  "\"\"", "\u00e9", "\U0001F600", "\\u", ".", "5",
  };
  static const char *const iri_pieces[] = {
      "a", ".", "-", "_", "1", ":", "%20", "\u00e9", "\u00b7", "#", "/x", "?",
  };
  static const char *const number_pieces[] = {
      "1", "0", ".", "e", "E", "+", "-", "true", "NaN", " ",
  };
  static const char *const types[] = {XSD "integer", XSD "decimal",
                                      XSD "double", XSD "boolean"};
  uint64_t seed = 2020;
  for (int round = 0; round < 200; ++round) {
    struct gz_statements *set = gz_statements_new();
    for (int i = 0; i < 20; ++i) {
      char text[5][128];
      struct gz_quad quad = {
          .subject =
              gz_term_iri(random_text(&seed, iri_pieces, COUNT(iri_pieces),
                                      "http://example.org/x", text[0])),
          .predicate = gz_term_iri(random_text(
              &seed, iri_pieces, COUNT(iri_pieces), "urn:x", text[1])),
          .object = gz_term_string(
              random_text(&seed, text_pieces, COUNT(text_pieces), "", text[2])),
          .graph = gz_term_iri(random_text(&seed, iri_pieces, COUNT(iri_pieces),
                                           "http://g/x", text[3])),
      };
      if (next_random(&seed) % 2) {
        quad.object =
            gz_term_typed(random_text(&seed, number_pieces,
                                      COUNT(number_pieces), "", text[4]),
                          gz_str(types[next_random(&seed) % COUNT(types)]));
      }
      assert_int_equal(gz_statements_add_quad(set, &quad, NULL), GZ_OK);
    }
    assert_int_equal(gz_statements_sort(set, NULL), GZ_OK);
    static const char *const names[] = {"trig", "nquads"};
    for (size_t i = 0; i < COUNT(names); ++i) {
      struct gz_buffer buffer;
      gz_buffer_init(&buffer, CEILING);
      assert_int_equal(write_set(set, names[i], &buffer, NULL), GZ_OK);
      struct gz_statements *back = read_back(gz_buffer_str(&buffer), names[i]);
      if (!back || !same(set, back)) {
        fail_msg("%s, round %d:\n%s", names[i], round, buffer.data);
      }
      gz_statements_free(back);
      gz_buffer_free(&buffer);
    }
    gz_statements_free(set);
  }
}

/** Write the hard cases, for others to read. */
static int
write_cases(const char *name) {
  const struct gz_format *format = gz_format_find(gz_str(name));
  if (!format) {
    return 2;
  }
  struct gz_statements *set = all_cases(format->graphs, NULL);
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, CEILING);
  const enum gz_status status = write_set(set, name, &buffer, NULL);
  const bool written = status == GZ_OK && fwrite(buffer.data, 1, buffer.size,
                                                 stdout) == buffer.size;
  gz_buffer_free(&buffer);
  gz_statements_free(set);
  return written && fflush(stdout) == 0 ? 0 : 1;
}

int
main(int argc, char **argv) {
  if (argc > 1) {
    return write_cases(argv[1]);
  }
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hard_cases_come_back),
      cmocka_unit_test(hard_cases_come_back_together),
      cmocka_unit_test(raptors_formats_are_right_or_refused),
      cmocka_unit_test(serd_reads_the_same),
      cmocka_unit_test(random_statements_come_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
