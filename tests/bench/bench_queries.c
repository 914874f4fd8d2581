// How fast queries are answered.
//
//     bench_queries [N [DATA]]
//
// Runs tests/bench/queries/*.rq over N made-up quads (100,000 if not said), the
// default graph being the union of the graphs.  For each it prints how long
// the first row took and how long all of them, the best of some runs in
// milliseconds, and how many rows there were.  With DATA, the quads are written
// to that file, for another engine: tests/js/bench_queries.mjs runs both.
#include "graph/sparql/sparql.h"
#include "graph/writer.h"
#include "tests/bench/generate.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/** Best of so many runs, unless they take longer than a second. */
#define RUNS 9

/** What one query took. */
struct timing {
  double first; /**< Milliseconds to the first row */
  double all;   /**< And to the last */
  size_t rows;
  char answer[64]; /**< The first row's last value */
};

static double
milliseconds(void) {
  struct timespec now;
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

static void
must(enum gz_status status, const struct gz_error *error) {
  if (status != GZ_OK) {
    (void)fprintf(stderr, "bench_queries: %s\n", error->message);
    exit(1);
  }
}

static void
load(struct gz_quads *quads, size_t count) {
  struct gz_quads_txn *txn;
  struct gz_error error;
  must(gz_quads_write(quads, true, &txn, &error), &error);
  for (size_t i = 0; i < count; ++i) {
    struct gz_bench_room room;
    const struct gz_quad quad = gz_bench_quad(i, &room);
    must(gz_quads_add(txn, &quad, &error), &error);
  }
  must(gz_quads_commit(txn, &error), &error);
}

static void
write_data(size_t count, const char *path) {
  struct gz_writer *writer;
  struct gz_error error;
  FILE *file = fopen(path, "w");
  if (!file) {
    perror(path);
    exit(1);
  }
  must(gz_writer_new(gz_format_find(GZ_STR("nquads")), NULL, 0,
                     gz_sink_file(file), &writer, &error),
       &error);
  for (size_t i = 0; i < count; ++i) {
    struct gz_bench_room room;
    const struct gz_quad quad = gz_bench_quad(i, &room);
    must(gz_writer_quad(writer, &quad, &error), &error);
  }
  must(gz_writer_end(writer, &error), &error);
  gz_writer_free(writer);
  (void)fclose(file);
}

/** Prepare, plan and run a query once. */
static struct timing
run(struct gz_quads *quads, struct gz_str text) {
  struct gz_sparql_options options = GZ_SPARQL_OPTIONS;
  struct timing timing = {0};
  struct gz_sparql *query;
  struct gz_quads_txn *txn;
  struct gz_sparql_result *result;
  struct gz_error error;
  const struct gz_term *row;
  const double start = milliseconds();
  must(gz_sparql_prepare(text, &options, &query, &error), &error);
  must(gz_quads_read(quads, &txn, &error), &error);
  must(gz_sparql_run(query, txn, &options, &result, &error), &error);
  enum gz_status status;
  while ((status = gz_sparql_next(result, &row, &error)) == GZ_OK) {
    if (!timing.rows++) {
      const struct gz_term *last = &row[gz_sparql_n_columns(result) - 1];
      timing.first = milliseconds() - start;
      (void)snprintf(timing.answer, sizeof timing.answer, "%.*s",
                     GZ_STR_ARGS(last->value));
    }
  }
  must(status == GZ_END ? GZ_OK : status, &error);
  timing.all = milliseconds() - start;
  gz_sparql_result_free(result);
  gz_quads_abort(txn);
  gz_sparql_free(query);
  return timing;
}

/** Read a query and put an article that there is into it. */
static struct gz_str
read_query(const char *path, char text[8192]) {
  struct gz_bench_room room;
  const struct gz_quad quad = gz_bench_quad(GZ_BENCH_GRAPH_QUADS * 77, &room);
  FILE *file = fopen(path, "r");
  char raw[4096];
  const size_t size = file ? fread(raw, 1, sizeof raw - 1, file) : 0;
  raw[size] = '\0';
  if (file) {
    (void)fclose(file);
  }
  static const char place[] = "{ARTICLE}";
  const char *at = strstr(raw, place);
  const struct gz_str name =
      gz_str_part(quad.graph.value,
                  quad.graph.value.size - strlen("0123456789abcdef"), SIZE_MAX);
  const int length = at ? snprintf(text, 8192, "%.*s%.*s%s", (int)(at - raw),
                                   raw, GZ_STR_ARGS(name), at + strlen(place))
                        : snprintf(text, 8192, "%s", raw);
  return gz_str_n(text, (size_t)length);
}

int
main(int argc, char **argv) {
  const size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
  const char *top = getenv("top_srcdir");
  char pattern[4096];
  glob_t files;
  struct gz_quads *quads;
  struct gz_error error;
  if (argc > 2) {
    write_data(count, argv[2]);
  }
  must(gz_quads_open_temporary("/tmp", &quads, &error), &error);
  load(quads, count);
  (void)snprintf(pattern, sizeof pattern, "%s/tests/bench/queries/*.rq",
                 top ? top : ".");
  if (glob(pattern, 0, NULL, &files) != 0) {
    (void)fprintf(stderr, "bench_queries: no queries at %s\n", pattern);
    return 1;
  }
  for (size_t i = 0; i < files.gl_pathc; ++i) {
    char text[8192];
    const struct gz_str query = read_query(files.gl_pathv[i], text);
    struct timing best = run(quads, query);
    for (int j = 1; j < RUNS && best.all < 1000; ++j) {
      const struct timing again = run(quads, query);
      best.first = again.first < best.first ? again.first : best.first;
      best.all = again.all < best.all ? again.all : best.all;
    }
    printf("%-24s %10.3f %10.3f %8zu %s\n", strrchr(files.gl_pathv[i], '/') + 1,
           best.first, best.all, best.rows, best.answer);
  }
  globfree(&files);
  gz_quads_close(quads);
  return 0;
}
