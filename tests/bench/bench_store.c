// How fast quads are stored and found, beside Redland's own storages.
//
//     bench_store            a short run
//     bench_store --full     1 million quads (100,000 for sqlite): many minutes
//     bench_store N          N quads for all but sqlite
//
// Each load runs in a process of its own, so that its memory is its own.
#include "graph/load.h"
#include "graph/quads.h"
#include "graph/storage.h"
#include "tests/bench/generate.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <redland.h>

#define LOOKUPS 2001
/* Quads in a transaction of librdf's. */
#define TRANSACTION 1000000

static char folder[] = "/tmp/gazette-bench-XXXXXX";

static double
seconds(void) {
  struct timespec now;
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void
must(bool good, const char *what) {
  if (!good) {
    (void)fprintf(stderr, "bench_store: %s failed\n", what);
    exit(1);
  }
}

/* Ours, directly */

static void
load_quads(size_t count, const char *path) {
  struct gz_quads *quads = NULL;
  struct gz_quads_txn *txn = NULL;
  must(gz_quads_open(path, GZ_QUADS_CREATE, 0, &quads, NULL) == GZ_OK, "open");
  must(gz_quads_write(quads, true, &txn, NULL) == GZ_OK, "write");
  for (size_t i = 0; i < count; ++i) {
    struct gz_bench_room room;
    const struct gz_quad quad = gz_bench_quad(i, &room);
    must(gz_quads_add(txn, &quad, NULL) == GZ_OK, "add");
  }
  must(gz_quads_commit(txn, NULL) == GZ_OK, "commit");
  gz_quads_close(quads);
}

/** Commit every graph by itself, as articles come. */
static void
load_graphs(size_t count, const char *path) {
  struct gz_quads *quads = NULL;
  must(gz_quads_open(path, GZ_QUADS_CREATE, 0, &quads, NULL) == GZ_OK, "open");
  for (size_t i = 0; i < count;) {
    struct gz_quads_txn *txn = NULL;
    must(gz_quads_write(quads, true, &txn, NULL) == GZ_OK, "write");
    do {
      struct gz_bench_room room;
      const struct gz_quad quad = gz_bench_quad(i, &room);
      must(gz_quads_add(txn, &quad, NULL) == GZ_OK, "add");
    } while (++i % GZ_BENCH_GRAPH_QUADS && i < count);
    must(gz_quads_commit(txn, NULL) == GZ_OK, "commit");
  }
  gz_quads_close(quads);
}

/* N-Quads */

static void
put_term(FILE *file, const struct gz_term *term) {
  if (term->kind == GZ_TERM_IRI) {
    (void)fprintf(file, "<%.*s> ", GZ_STR_ARGS(term->value));
  } else if (term->language.size) {
    (void)fprintf(file, "\"%.*s\"@%.*s ", GZ_STR_ARGS(term->value),
                  GZ_STR_ARGS(term->language));
  } else {
    (void)fprintf(file, "\"%.*s\"^^<%.*s> ", GZ_STR_ARGS(term->value),
                  GZ_STR_ARGS(term->datatype));
  }
}

static void
write_nquads(size_t count, const char *path) {
  FILE *file = fopen(path, "w");
  must(file != NULL, "writing N-Quads");
  for (size_t i = 0; i < count; ++i) {
    struct gz_bench_room room;
    const struct gz_quad quad = gz_bench_quad(i, &room);
    put_term(file, &quad.subject);
    put_term(file, &quad.predicate);
    put_term(file, &quad.object);
    put_term(file, &quad.graph);
    (void)fputs(".\n", file);
  }
  must(fclose(file) == 0, "writing N-Quads");
}

static void
load_nquads(size_t count, const char *path) {
  (void)count;
  const struct gz_load_options options = {.format = GZ_RDF_NQUADS};
  struct gz_quads *quads = NULL;
  struct gz_quads_txn *txn = NULL;
  char name[128];
  (void)snprintf(name, sizeof name, "%s/quads.nq", folder);
  FILE *file = fopen(name, "rb");
  must(file != NULL, "reading N-Quads");
  must(gz_quads_open(path, GZ_QUADS_CREATE, 0, &quads, NULL) == GZ_OK, "open");
  must(gz_quads_write(quads, true, &txn, NULL) == GZ_OK, "write");
  must(gz_load(txn, &options, gz_rdf_source_file, file, NULL, NULL) == GZ_OK,
       "load");
  must(gz_quads_commit(txn, NULL) == GZ_OK, "commit");
  gz_quads_close(quads);
  (void)fclose(file);
}

/* Redland's */

static librdf_node *
new_node(librdf_world *world, const struct gz_term *term) {
  char tag[16];
  const unsigned char *value = (const unsigned char *)term->value.data;
  if (term->kind == GZ_TERM_IRI) {
    return librdf_new_node_from_counted_uri_string(world, value,
                                                   term->value.size);
  }
  if (term->language.size) {
    (void)snprintf(tag, sizeof tag, "%.*s", GZ_STR_ARGS(term->language));
    return librdf_new_node_from_typed_counted_literal(
        world, value, term->value.size, tag, term->language.size, NULL);
  }
  librdf_uri *type = librdf_new_uri2(
      world, (const unsigned char *)term->datatype.data, term->datatype.size);
  librdf_node *node = librdf_new_node_from_typed_counted_literal(
      world, value, term->value.size, NULL, 0, type);
  librdf_free_uri(type);
  return node;
}

static void
load_librdf(size_t count, const char *storage_name, const char *path,
            const char *options) {
  librdf_world *world = librdf_new_world();
  librdf_world_open(world);
  must(gz_storage_register(world) == GZ_OK, "registering");
  librdf_storage *storage =
      librdf_new_storage(world, storage_name, path, options);
  must(storage != NULL, storage_name);
  librdf_model *model = librdf_new_model(world, storage, NULL);
  must(model != NULL, storage_name);
  for (size_t i = 0; i < count; ++i) {
    struct gz_bench_room room;
    const struct gz_quad quad = gz_bench_quad(i, &room);
    librdf_statement *statement = librdf_new_statement_from_nodes(
        world, new_node(world, &quad.subject), new_node(world, &quad.predicate),
        new_node(world, &quad.object));
    librdf_node *graph = new_node(world, &quad.graph);
    if (i % TRANSACTION == 0) {
      (void)librdf_model_transaction_start(model);
    }
    must(librdf_model_context_add_statement(model, graph, statement) == 0,
         "adding a statement");
    if ((i + 1) % TRANSACTION == 0 || i + 1 == count) {
      (void)librdf_model_transaction_commit(model);
    }
    librdf_free_node(graph);
    librdf_free_statement(statement);
  }
  (void)librdf_model_sync(model);
  librdf_free_model(model);
  librdf_free_storage(storage);
  librdf_free_world(world);
}

static void
load_lmdb(size_t count, const char *path) {
  load_librdf(count, "lmdb", path, NULL);
}

static void
load_sqlite(size_t count, const char *path) {
  load_librdf(count, "sqlite", path, "new='yes'");
}

static void
load_bdb(size_t count, const char *path) {
  char options[256];
  (void)snprintf(options, sizeof options,
                 "new='yes',hash-type='bdb',dir='%s',contexts='yes',"
                 "index-predicates='yes'",
                 folder);
  load_librdf(count, "hashes", path + strlen(folder) + 1, options);
}

/* Measuring */

/** Bytes of the files whose names begin with `name`. */
static double
disk_use(const char *name) {
  double total = 0;
  DIR *entries = opendir(folder);
  must(entries != NULL, "listing files");
  for (struct dirent *entry; (entry = readdir(entries));) {
    char path[512];
    struct stat info;
    (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    if (strncmp(entry->d_name, name, strlen(name)) == 0 &&
        stat(path, &info) == 0) {
      total += (double)info.st_size;
    }
  }
  (void)closedir(entries);
  return total;
}

static void
measure(const char *title, size_t count, const char *name,
        void (*load)(size_t, const char *)) {
  char path[128];
  (void)snprintf(path, sizeof path, "%s/%s", folder, name);
  (void)fflush(stdout);
  const double start = seconds();
  const pid_t child = fork();
  if (!child) {
    load(count, path);
    struct rusage own;
    (void)getrusage(RUSAGE_SELF, &own);
    const double wall = seconds() - start;
    const double cpu =
        (double)(own.ru_utime.tv_sec + own.ru_stime.tv_sec) +
        (double)(own.ru_utime.tv_usec + own.ru_stime.tv_usec) * 1e-6;
    printf("%-28s %9zu %8.2f %8.2f %9.0f %7.0f %7.1f\n", title, count, wall,
           cpu, (double)count / wall, (double)own.ru_maxrss / 1024,
           disk_use(name) / 1e6);
    (void)fflush(stdout);
    _exit(0);
  }
  int result = 0;
  must(child > 0 && waitpid(child, &result, 0) == child && result == 0, title);
}

static int
compare_doubles(const void *a, const void *b) {
  const double x = *(const double *)a;
  const double y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/** Median time, in microseconds, to find the first quad of a pattern. */
static double
look_up(struct gz_quads_txn *txn, size_t count, unsigned bound) {
  static double times[LOOKUPS];
  for (size_t i = 0; i < LOOKUPS; ++i) {
    struct gz_bench_room room;
    const struct gz_quad quad = gz_bench_quad(i * 7919 % count, &room);
    const struct gz_term *terms[] = {&quad.subject, &quad.predicate,
                                     &quad.object, &quad.graph};
    struct gz_ids pattern = GZ_IDS_ANY;
    struct gz_ids found;
    struct gz_quads_cursor *cursor = NULL;
    const double start = seconds();
    for (int k = 0; k < GZ_PARTS; ++k) {
      if (bound >> k & 1) {
        must(gz_quads_find(txn, terms[k], &pattern.part[k], NULL) == GZ_OK,
             "finding a term");
      }
    }
    must(gz_quads_scan(txn, &pattern, GZ_ORDER_ANY, 0, &cursor, NULL) ==
                 GZ_OK &&
             gz_quads_next(cursor, &found) == GZ_OK,
         "finding a quad");
    gz_quads_cursor_free(cursor);
    times[i] = (seconds() - start) * 1e6;
  }
  qsort(times, LOOKUPS, sizeof *times, compare_doubles);
  return times[LOOKUPS / 2];
}

static void
look_up_all(const size_t *sizes, size_t count) {
  double table[3][16];
  printf("\nlook-ups, terms to first quad, median us");
  for (size_t i = 0; i < count; ++i) {
    char path[128];
    struct gz_quads *quads = NULL;
    struct gz_quads_txn *txn = NULL;
    printf("%11zu", sizes[i]);
    (void)snprintf(path, sizeof path, "%s/lookups-%zu", folder, sizes[i]);
    load_quads(sizes[i], path);
    must(gz_quads_open(path, GZ_QUADS_READ_ONLY, 0, &quads, NULL) == GZ_OK &&
             gz_quads_read(quads, &txn, NULL) == GZ_OK,
         "opening");
    for (unsigned bound = 0; bound < 16; ++bound) {
      table[i][bound] = look_up(txn, sizes[i], bound);
    }
    gz_quads_abort(txn);
    gz_quads_close(quads);
  }
  printf("\n");
  for (unsigned bound = 0; bound < 16; ++bound) {
    printf("  %c %c %c %c %30s", bound & 1 ? 's' : '?', bound & 2 ? 'p' : '?',
           bound & 4 ? 'o' : '?', bound & 8 ? 'g' : '?', "");
    for (size_t i = 0; i < count; ++i) {
      printf("%11.2f", table[i][bound]);
    }
    printf("\n");
  }
}

static void
clean_up(void) {
  char command[128];
  (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
  (void)!system(command);
}

int
main(int argc, char **argv) {
  const bool full = argc > 1 && strcmp(argv[1], "--full") == 0;
  const size_t given =
      argc > 1 && !full ? (size_t)strtoul(argv[1], NULL, 10) : 0;
  const size_t count = full ? 1000000 : given ? given : 100000;
  const size_t sizes[] = {10000, 100000, 1000000};
  char path[128];
  must(mkdtemp(folder) != NULL, "making a folder");
  (void)atexit(clean_up);
  (void)snprintf(path, sizeof path, "%s/quads.nq", folder);
  write_nquads(count, path);
  printf("%-28s %9s %8s %8s %9s %7s %7s\n", "load", "quads", "wall s", "cpu s",
         "quads/s", "RSS MB", "disk MB");
  measure("ours", count, "ours", load_quads);
  measure("ours, from N-Quads", count, "nquads", load_nquads);
  measure("ours, a commit per graph", count / 20, "graphs", load_graphs);
  measure("ours, through librdf", count, "lmdb", load_lmdb);
  measure("librdf hashes/bdb", count, "bdb", load_bdb);
  measure("librdf sqlite", full ? 100000 : 10000, "sqlite", load_sqlite);
  look_up_all(sizes, full ? 3 : 2);
  return 0;
}
