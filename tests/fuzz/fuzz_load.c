// RDF in any format: the first byte chooses which.  What is read is loaded, and
// must be found again.
#include "tests/fuzz/replay.h"

#include "graph/load.h"

static enum gz_status
check_quad(void *data, const struct gz_quad *quad, struct gz_error *error) {
  const enum gz_status status = gz_quads_add(data, quad, error);
  return status == GZ_BAD_ARGUMENT ? GZ_OK : status; // a literal as subject
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char letters[] = "3qtgx";
  struct gz_load_options options = {.blank_prefix = gz_str("b1-"),
                                    .base = gz_str("http://e/")};
  if (!size) {
    return 0;
  }
  options.keep_going = data[0] == 'k';
  options.format = GZ_RDF_NQUADS;
  for (unsigned i = 0; i < 5; ++i) {
    if ((char)data[0] == letters[i]) {
      options.format = (enum gz_rdf_format)i;
    }
  }
  struct gz_quads *quads = NULL;
  struct gz_quads_txn *txn = NULL;
  if (gz_quads_open_temporary("/tmp", &quads, NULL) != GZ_OK ||
      gz_quads_write(quads, true, &txn, NULL) != GZ_OK) {
    abort();
  }
  struct gz_str text = gz_str_n((const char *)data + 1, size - 1);
  struct gz_load_counts counts;
  (void)gz_rdf_read(&options, gz_rdf_source_text, &text, check_quad, txn,
                    &counts, NULL);
  struct gz_quads_counts held;
  if (gz_quads_count(txn, &held, NULL) != GZ_OK || held.quads > counts.quads ||
      (counts.quads && !held.terms)) {
    abort();
  }
  gz_quads_abort(txn);
  gz_quads_close(quads);
  return 0;
}

GZ_FUZZ_MAIN("load");
