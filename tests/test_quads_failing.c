// The store when memory is out: an error each time, and nothing half done.
#include "tests/failing.h"

#include "graph/load.h"
#include "graph/quads.h"

#include <stdio.h>

/** A kind of use, and the store that it must leave as it was if it fails. */
struct context {
  struct gz_quads *quads;
  enum gz_rdf_format format;
  const char *text;
};

static uint64_t
count(struct gz_quads *quads) {
  struct gz_quads_txn *txn = NULL;
  struct gz_quads_counts counts = {0};
  const size_t fails_at = failing_at;
  const size_t made = failing_made;
  failing_at = (size_t)-1; // looking must not fail, nor count
  assert_int_equal(gz_quads_read(quads, &txn, NULL), GZ_OK);
  assert_int_equal(gz_quads_count(txn, &counts, NULL), GZ_OK);
  gz_quads_abort(txn);
  failing_at = fails_at;
  failing_made = made;
  return counts.quads;
}

/** Load, and take back what was loaded so that each turn is the same. */
static bool
use_load(const void *data) {
  const struct context *context = data;
  const struct gz_load_options options = {.format = context->format,
                                          .base = gz_str("http://e/")};
  struct gz_str text = gz_str(context->text);
  struct gz_quads_txn *txn = NULL;
  enum gz_status status = gz_quads_write(context->quads, true, &txn, NULL);
  if (status == GZ_OK) {
    status = gz_load(txn, &options, gz_rdf_source_text, &text, NULL, NULL);
    struct gz_quads_counts counts = {0};
    status = status == GZ_OK ? gz_quads_count(txn, &counts, NULL) : status;
    assert_true(status != GZ_OK || counts.quads == 4);
    gz_quads_abort(txn);
  }
  assert_true(status == GZ_OK || status == GZ_NO_MEMORY);
  assert_int_equal(count(context->quads), 0);
  return status == GZ_OK;
}

static void
loading_fails_whole(void **state) {
  (void)state;
  static const struct context contexts[] = {
      {NULL, GZ_RDF_NQUADS,
       "<a:s> <a:p> \"a\\tlonger text\" <a:g> .\n<a:s> <a:p> _:x .\n"
       "<a:s> <a:p> \"x\"@en .\n<a:s> <a:p> \"5\"^^<a:t> .\n"},
      {NULL, GZ_RDF_TURTLE,
       "@prefix e: <x/> . e:s e:p 1, \"a longer text\"@en, <y>, [] ."},
      {NULL, GZ_RDF_XML,
       "<rdf:RDF xmlns:rdf='" GZ_RDF "' xmlns='http://e/'><C rdf:about='x'>"
       "<p xml:lang='en'>text</p><q><C/></q></C></rdf:RDF>"},
  };
  for (size_t i = 0; i < sizeof contexts / sizeof *contexts; ++i) {
    struct context context = contexts[i];
    assert_int_equal(gz_quads_open_temporary("/tmp", &context.quads, NULL),
                     GZ_OK);
    failing_in_turn(use_load, &context);
    gz_quads_close(context.quads);
  }
}

static bool
use_reading(const void *data) {
  const struct context *context = data;
  struct gz_quads_txn *txn = NULL;
  if (gz_quads_read(context->quads, &txn, NULL) != GZ_OK) {
    return false;
  }
  const struct gz_term subject = gz_term_iri(gz_str("a:subject"));
  struct gz_ids pattern = GZ_IDS_ANY;
  struct gz_ids quad;
  struct gz_quads_cursor *cursor = NULL;
  uint64_t estimate = 0;
  bool good =
      gz_quads_find(txn, &subject, &pattern.part[GZ_PART_SUBJECT], NULL) ==
          GZ_OK &&
      gz_quads_estimate(txn, &pattern, &estimate, NULL) == GZ_OK &&
      gz_quads_scan(txn, &pattern, GZ_ORDER_ANY, 0, &cursor, NULL) == GZ_OK;
  if (good) {
    assert_int_equal(gz_quads_next(cursor, &quad), GZ_OK);
    assert_int_equal(estimate, 1);
    gz_quads_cursor_free(cursor);
  }
  gz_quads_abort(txn);
  return good;
}

static void
reading_fails_cleanly(void **state) {
  (void)state;
  struct context context = {NULL, GZ_RDF_NQUADS, NULL};
  struct gz_quads_txn *txn = NULL;
  const struct gz_term iri = gz_term_iri(gz_str("a:subject"));
  const struct gz_quad quad = {iri, iri, iri, {0}};
  assert_int_equal(gz_quads_open_temporary("/tmp", &context.quads, NULL),
                   GZ_OK);
  assert_int_equal(gz_quads_write(context.quads, true, &txn, NULL), GZ_OK);
  assert_int_equal(gz_quads_add(txn, &quad, NULL), GZ_OK);
  assert_int_equal(gz_quads_commit(txn, NULL), GZ_OK);
  failing_in_turn(use_reading, &context);
  gz_quads_close(context.quads);
}

static bool
use_opening(const void *data) {
  (void)data;
  struct gz_quads *quads = NULL;
  const enum gz_status status = gz_quads_open_temporary("/tmp", &quads, NULL);
  assert_true(status == GZ_OK || status == GZ_NO_MEMORY);
  gz_quads_close(quads);
  return status == GZ_OK;
}

static void
opening_fails_cleanly(void **state) {
  (void)state;
  failing_in_turn(use_opening, NULL);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(loading_fails_whole),
      cmocka_unit_test(reading_fails_cleanly),
      cmocka_unit_test(opening_fails_cleanly),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
