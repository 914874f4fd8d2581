#include "tests/fuzz/replay.h"

#include "graph/load.h"
#include "graph/quads.h"
#include "graph/sparql/sparql.h"

/** A few quads that queries of the corpus find something in. */
static const char data_text[] =
    "<a> <p> <b>, 1, 'x'@en . <b> <p> <a> ; <q> 2.5 . [] <q> <c> .\n"
    "<g> { <a> <p> <b> . <b> <r> ( 1 <a> ) } <h> { <c> <p> 'x' }";

/** Stop at once if `holds` is false: what must be true of any input. */
static void
must(bool holds) {
  if (!holds) {
    abort();
  }
}

static struct gz_quads *
open_store(void) {
  struct gz_quads *quads = NULL;
  struct gz_quads_txn *txn = NULL;
  const struct gz_load_options options = {.format = GZ_RDF_TRIG,
                                          .base = gz_str("http://e/")};
  struct gz_str text = gz_str(data_text);
  must(gz_quads_open_temporary("/tmp", &quads, NULL) == GZ_OK);
  must(gz_quads_write(quads, true, &txn, NULL) == GZ_OK);
  must(gz_load(txn, &options, gz_rdf_source_text, &text, NULL, NULL) == GZ_OK);
  must(gz_quads_commit(txn, NULL) == GZ_OK);
  return quads;
}

/** Read up to some rows; whatever happens must be one of what is promised. */
static void
read_some(struct gz_sparql_result *result, enum gz_sparql_form form) {
  struct gz_error error = {0};
  enum gz_status status = GZ_OK;
  const struct gz_term *row = NULL;
  const struct gz_quad *triple = NULL;
  bool answer = false;
  if (form == GZ_SPARQL_ASK) {
    status = gz_sparql_ask(result, &answer, &error);
  } else if (form == GZ_SPARQL_SELECT) {
    do {
      status = gz_sparql_next(result, &row, &error);
    } while (status == GZ_OK);
  } else {
    do {
      status = gz_sparql_triple(result, &triple, &error);
    } while (status == GZ_OK);
  }
  must(status == GZ_OK || status == GZ_END || status == GZ_CANCELLED ||
       status == GZ_TOO_LARGE);
  must(status == GZ_OK || status == GZ_END || error.message[0]);
}

/**
 * A text is a query, or is refused with a position in it; a query ends within
 * its limits.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const struct gz_sparql_options options = {.base = gz_str("http://e/"),
                                            .milliseconds = 200,
                                            .memory = (size_t)32 << 20,
                                            .rows = 2000,
                                            .now = gz_str("2020-01-01T00:00:"
                                                          "00Z"),
                                            .seed = 1};
  static struct gz_quads *quads;
  quads = quads ? quads : open_store();
  struct gz_error error = {0};
  struct gz_sparql *query = NULL;
  const enum gz_status status = gz_sparql_prepare(
      gz_str_n((const char *)data, size), &options, &query, &error);
  if (status != GZ_OK) {
    must(status == GZ_BAD_INPUT || status == GZ_TOO_LARGE ||
         status == GZ_UNSUPPORTED);
    must(error.message[0] && error.offset <= size);
    return 0;
  }
  struct gz_quads_txn *txn = NULL;
  struct gz_sparql_result *result = NULL;
  must(gz_quads_read(quads, &txn, NULL) == GZ_OK);
  if (gz_sparql_run(query, txn, &options, &result, &error) == GZ_OK) {
    read_some(result, gz_sparql_form(query));
    struct gz_buffer text;
    gz_buffer_init(&text, (size_t)1 << 22);
    must(gz_sparql_explain(result, &text) != GZ_NO_MEMORY);
    gz_buffer_free(&text);
  }
  gz_sparql_result_free(result);
  gz_sparql_free(query);
  gz_quads_abort(txn);
  return 0;
}

GZ_FUZZ_MAIN("sparql");
