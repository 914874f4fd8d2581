#include "tests/fuzz/replay.h"

#include "graph/sparql/results.h"
#include "input/arena.h"

/** Stop at once if `holds` is false: what must be true of any input. */
static void
must(bool holds) {
  if (!holds) {
    abort();
  }
}

/** Write what was read; false if the format cannot hold it. */
static bool
write_again(const struct gz_results *results, enum gz_results_format format,
            struct gz_buffer *text) {
  const struct gz_sink sink = gz_sink_buffer(text);
  if (results->is_answer) {
    return gz_results_write_answer(format, results->answer, sink, NULL) ==
           GZ_OK;
  }
  struct gz_results_writer *writer;
  must(gz_results_writer_new(format, results->columns, results->n_columns, NULL,
                             sink, &writer, NULL) == GZ_OK);
  bool good = true;
  for (size_t i = 0; i < results->n_rows && good; ++i) {
    good = gz_results_row(writer, results->terms + i * results->n_columns,
                          NULL) == GZ_OK;
  }
  good = good && gz_results_end(writer, NULL) == GZ_OK;
  gz_results_writer_free(writer);
  return good;
}

/**
 * The first byte chooses a format.  A document that is read can be written as
 * JSON, and reads back the same; as a table it can be written too.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const enum gz_results_format formats[] = {
      GZ_RESULTS_JSON, GZ_RESULTS_XML, GZ_RESULTS_CSV, GZ_RESULTS_TSV};
  if (!size) {
    return 0;
  }
  struct gz_arena *arena = gz_arena_new((size_t)256 << 20);
  struct gz_results results;
  struct gz_error error = {0};
  must(arena != NULL);
  if (gz_results_read(gz_str_n((const char *)data + 1, size - 1),
                      formats[data[0] % 4], arena, &results, &error) == GZ_OK) {
    struct gz_buffer text;
    gz_buffer_init(&text, SIZE_MAX / 2);
    struct gz_results again;
    must(write_again(&results, GZ_RESULTS_JSON, &text));
    // JSON is refused if it is not UTF-8, which CSV is not looked at for.
    if (gz_results_read(gz_buffer_str(&text), GZ_RESULTS_JSON, arena, &again,
                        NULL) == GZ_OK) {
      must(again.is_answer == results.is_answer);
      must(again.is_answer || again.n_rows == results.n_rows);
      for (size_t i = 0; i < again.n_rows * again.n_columns; ++i) {
        must(again.terms[i].kind == results.terms[i].kind);
        must(gz_str_equal(again.terms[i].value, results.terms[i].value));
      }
    }
    gz_buffer_clear(&text);
    must(write_again(&results, GZ_RESULTS_TABLE, &text));
    gz_buffer_free(&text);
  } else {
    must(error.message[0] != '\0');
  }
  gz_arena_free(arena);
  return 0;
}

GZ_FUZZ_MAIN("results");
