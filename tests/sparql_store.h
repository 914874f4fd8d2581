/**
 * @file sparql_store.h
 * A store with a few quads, and queries over it, for tests of the engine.
 */

#ifndef GZ_TESTS_SPARQL_STORE_H
#define GZ_TESTS_SPARQL_STORE_H

#include "tests/unit.h"

#include "graph/load.h"
#include "graph/quads.h"
#include "graph/sparql/sparql.h"
#include "input/buffer.h"

/** What relative IRIs of data and queries are resolved against. */
#define TEST_BASE "http://e/"

/** Open an empty store and load `trig` into it. */
static inline struct gz_quads *
store_of(const char *trig) {
  struct gz_quads *quads = NULL;
  struct gz_quads_txn *txn = NULL;
  struct gz_error error = {0};
  const struct gz_load_options options = {.format = GZ_RDF_TRIG,
                                          .base = gz_str(TEST_BASE)};
  struct gz_str text = gz_str(trig);
  assert_int_equal(gz_quads_open_temporary("/tmp", &quads, &error), GZ_OK);
  assert_int_equal(gz_quads_write(quads, true, &txn, &error), GZ_OK);
  if (gz_load(txn, &options, gz_rdf_source_text, &text, NULL, &error) !=
      GZ_OK) {
    fail_msg("%zu:%zu: %s", error.line, error.column, error.message);
  }
  assert_int_equal(gz_quads_commit(txn, &error), GZ_OK);
  return quads;
}

/** Add `term` as tests write it: IRIs without TEST_BASE, literals' text. */
static inline void
write_term(struct gz_buffer *text, const struct gz_term *term) {
  struct gz_str value = term->value;
  switch (term->kind) {
  case GZ_TERM_NONE:
    (void)gz_buffer_puts(text, "-");
    return;
  case GZ_TERM_BLANK:
    (void)gz_buffer_puts(text, "_");
    return;
  case GZ_TERM_IRI:
    if (gz_str_starts(value, GZ_STR(TEST_BASE))) {
      value = gz_str_part(value, sizeof TEST_BASE - 1, value.size);
    }
    break;
  case GZ_TERM_LITERAL:
    break;
  }
  (void)gz_buffer_add(text, value);
}

/** Add what the rest of `result` gives; returns how it ended. */
static inline enum gz_status
write_result(struct gz_sparql_result *result, enum gz_sparql_form form,
             struct gz_buffer *text, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  const struct gz_term *row = NULL;
  const struct gz_quad *triple = NULL;
  bool answer = false;
  switch (form) {
  case GZ_SPARQL_ASK:
    status = gz_sparql_ask(result, &answer, error);
    (void)gz_buffer_puts(text, status == GZ_OK ? answer ? "yes" : "no" : "");
    return status == GZ_OK ? GZ_END : status;
  case GZ_SPARQL_SELECT:
    while ((status = gz_sparql_next(result, &row, error)) == GZ_OK) {
      for (size_t i = 0; i < gz_sparql_n_columns(result); ++i) {
        (void)gz_buffer_puts(text, i ? " " : "");
        write_term(text, &row[i]);
      }
      (void)gz_buffer_puts(text, "; ");
    }
    return status;
  default:
    while ((status = gz_sparql_triple(result, &triple, error)) == GZ_OK) {
      write_term(text, &triple->subject);
      (void)gz_buffer_puts(text, " ");
      write_term(text, &triple->predicate);
      (void)gz_buffer_puts(text, " ");
      write_term(text, &triple->object);
      (void)gz_buffer_puts(text, "; ");
    }
    return status;
  }
}

/** Run `query` with `options`; its answer is added to `text`. */
static inline enum gz_status
run_query(struct gz_quads *quads, const char *query,
          struct gz_sparql_options options, struct gz_buffer *text,
          struct gz_error *error) {
  struct gz_sparql *prepared = NULL;
  struct gz_sparql_result *result = NULL;
  struct gz_quads_txn *txn = NULL;
  options.base = gz_str(TEST_BASE);
  assert_int_equal(gz_quads_read(quads, &txn, error), GZ_OK);
  enum gz_status status =
      gz_sparql_prepare(gz_str(query), &options, &prepared, error);
  if (status == GZ_OK) {
    status = gz_sparql_run(prepared, txn, &options, &result, error);
  }
  if (status == GZ_OK) {
    status = write_result(result, gz_sparql_form(prepared), text, error);
  }
  gz_sparql_result_free(result);
  gz_sparql_free(prepared);
  gz_quads_abort(txn);
  return status;
}

/** Assert that `query` answers `expected`, rows in that order. */
static inline void
assert_answer(struct gz_quads *quads, const char *query, const char *expected) {
  struct gz_error error = {0};
  struct gz_buffer text;
  gz_buffer_init(&text, (size_t)1 << 24);
  const enum gz_status status =
      run_query(quads, query, GZ_SPARQL_OPTIONS, &text, &error);
  if (status != GZ_END) {
    fail_msg("%s: %zu:%zu: %s", query, error.line, error.column, error.message);
  }
  if (!gz_str_is(gz_buffer_str(&text), expected)) {
    fail_msg("%s\n  gives  %s\n  not    %s", query, text.data ? text.data : "",
             expected);
  }
  gz_buffer_free(&text);
}

#endif
