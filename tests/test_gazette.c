// The library as a program uses it: nothing but its public header.

#include "tests/unit.h"

#include "graph/gazette.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char scratch[] = "/tmp/gazette-test-XXXXXX";

static const char *
path_of(const char *name) {
  static char path[4][512];
  static int next;
  next = (next + 1) % 4;
  (void)snprintf(path[next], sizeof path[next], "%s/%s", scratch, name);
  return path[next];
}

static const char *
write_file(const char *name, const char *text) {
  const char *path = path_of(name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  assert_int_equal(fclose(file), 0);
  return path;
}

static struct gz_gazette *
open_gazette(void) {
  const struct gz_options options = {.data_folder = getenv("GZ_DATA")};
  struct gz_gazette *gazette = NULL;
  struct gz_error error = {0};
  if (gz_open(&options, &gazette, &error) != GZ_OK) {
    fail_msg("%s: %s", error.file, error.message);
  }
  return gazette;
}

/** What extracting a file gives; to be freed. */
static char *
extract(const struct gz_gazette *gazette, struct gz_work work, const char *file,
        const char *format) {
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  assert_non_null(out);
  work.inputs = &file;
  work.n_inputs = 1;
  struct gz_error error = {0};
  const enum gz_status status =
      gz_extract(gazette, &work, format, out, NULL, &error);
  if (status != GZ_OK) {
    fail_msg("%s: %s", error.file, error.message);
  }
  assert_int_equal(fclose(out), 0);
  return text;
}

static int
set_up(void **state) {
  (void)state;
  return mkdtemp(scratch) ? 0 : -1;
}

static int
tear_down(void **state) {
  (void)state;
  char command[600];
  (void)snprintf(command, sizeof command, "rm -rf '%s'", scratch);
  return system(command);
}

static void
articles_become_graphs(void **state) {
  (void)state;
  struct gz_gazette *gazette = open_gazette();
  const char *file = write_file(
      "a.txt", "France met Germany\n\nFrance met Germany in Brussels.\n");
  char *text =
      extract(gazette, (struct gz_work){.date = "2021-05-06"}, file, "nquads");
  assert_non_null(strstr(text, "/entity/france>"));
  assert_non_null(strstr(text, "/entity/germany>"));
  assert_non_null(strstr(text, "\"2021-05-06\""));
  assert_null(strstr(text, "_:"));
  free(text);
  gz_close(gazette);
}

static void
base_names_things(void **state) {
  (void)state;
  const struct gz_options options = {.data_folder = getenv("GZ_DATA"),
                                     .base = "http://example.org/"};
  struct gz_gazette *gazette = NULL;
  assert_int_equal(gz_open(&options, &gazette, NULL), GZ_OK);
  const char *file = write_file("b.txt", "Talks\n\nJapan met Canada.\n");
  char *text = extract(gazette, (struct gz_work){0}, file, "nt");
  assert_non_null(strstr(text, "<http://example.org/entity/japan>"));
  assert_null(strstr(text, "w3id.org/gazette/id/"));
  free(text);
  gz_close(gazette);
  gazette = NULL;
  const struct gz_options wrong = {.data_folder = getenv("GZ_DATA"),
                                   .base = "no iri"};
  assert_int_equal(gz_open(&wrong, &gazette, NULL), GZ_BAD_ARGUMENT);
  assert_null(gazette);
}

static void
users_add_actors(void **state) {
  (void)state;
  const char *actors = write_file(
      "more.ttl",
      "@prefix gaz: <https://w3id.org/gazette/ontology#> .\n"
      "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
      "<https://w3id.org/gazette/id/entity/zorbly-works> a gaz:Firm ;\n"
      "  skos:prefLabel \"Zorbly Works\"@en ; skos:altLabel \"Zorbly\"@en .\n");
  const struct gz_options options = {
      .data_folder = getenv("GZ_DATA"), .actors = &actors, .n_actors = 1};
  struct gz_gazette *gazette = NULL;
  struct gz_error error = {0};
  if (gz_open(&options, &gazette, &error) != GZ_OK) {
    fail_msg("%s:%zu: %s", error.file, error.line, error.message);
  }
  const char *file = write_file("c.txt", "Sale\n\nItaly sued Zorbly today.\n");
  char *text = extract(gazette, (struct gz_work){0}, file, "nquads");
  assert_non_null(strstr(text, "/entity/zorbly-works>"));
  assert_non_null(strstr(text, "/entity/italy>"));
  free(text);
  gz_close(gazette);
  const char *wrong = write_file("wrong.ttl", "<urn:a> a <urn:b> .\n<urn:c\n");
  const struct gz_options bad = {
      .data_folder = getenv("GZ_DATA"), .actors = &wrong, .n_actors = 1};
  gazette = NULL;
  assert_int_equal(gz_open(&bad, &gazette, &error), GZ_BAD_INPUT);
  assert_non_null(strstr(error.file, "wrong.ttl"));
  assert_true(error.line > 0);
}

static void
missing_tables_are_told(void **state) {
  (void)state;
  const struct gz_options options = {.data_folder = "/nonexistent"};
  struct gz_gazette *gazette = NULL;
  struct gz_error error = {0};
  assert_int_equal(gz_open(&options, &gazette, &error), GZ_IO);
  assert_non_null(strstr(error.file, "/nonexistent"));
  assert_null(gazette);
  gz_close(NULL);
}

/** Counts what it is told. */
struct heard {
  int reports;
  uint64_t articles;
  char last[GZ_ERROR_MESSAGE_SIZE];
};

static void
hear_report(void *handle, const struct gz_error *error) {
  struct heard *heard = handle;
  ++heard->reports;
  (void)snprintf(heard->last, sizeof heard->last, "%s", error->file);
}

static void
hear_progress(void *handle, const struct gz_progress *progress) {
  struct heard *heard = handle;
  heard->articles = progress->articles;
}

static void
bad_input_is_reported_and_passed_over(void **state) {
  (void)state;
  struct gz_gazette *gazette = open_gazette();
  const char *files[] = {
      path_of("missing.txt"),
      write_file("d.jsonl", "{\"text\": \"Spain met Peru.\"}\n{\"text\": 1}\n"
                            "{\"text\": \"Chile met Peru.\"}\n"),
      write_file("e.txt", "Kenya met Ghana.\n\x81\x8d\x8f\x90\x9d"),
  };
  const struct gz_work work = {.inputs = files, .n_inputs = 3, .threads = 2};
  struct heard heard = {0};
  const struct gz_callbacks callbacks = {
      .handle = &heard, .report = hear_report, .progress = hear_progress};
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  struct gz_error error = {0};
  assert_int_equal(
      gz_extract(gazette, &work, "nquads", out, &callbacks, &error),
      GZ_BAD_INPUT);
  assert_int_equal(fclose(out), 0);
  assert_int_equal(heard.reports, 3);
  assert_int_equal(heard.articles, 2);
  assert_non_null(strstr(heard.last, "e.txt"));
  assert_non_null(strstr(text, "/entity/spain>"));
  assert_non_null(strstr(text, "/entity/chile>"));
  free(text);
  gz_close(gazette);
}

static void
wrong_options_are_refused(void **state) {
  (void)state;
  struct gz_gazette *gazette = open_gazette();
  const char *file = write_file("f.txt", "Spain met Peru.\n");
  struct gz_error error = {0};
  const struct gz_work works[] = {
      {.inputs = &file, .n_inputs = 1, .date = "2020-02-30"},
      {.inputs = &file, .n_inputs = 1, .date = "soon"},
      {.inputs = &file, .n_inputs = 1, .source = "no url"},
      {.inputs = &file, .n_inputs = 1, .input_format = "papyrus"},
  };
  FILE *out = fopen("/dev/null", "w");
  for (size_t i = 0; i < sizeof works / sizeof works[0]; ++i) {
    assert_int_equal(
        gz_extract(gazette, &works[i], "turtle", out, NULL, &error),
        GZ_BAD_ARGUMENT);
  }
  const struct gz_work work = {.inputs = &file, .n_inputs = 1};
  assert_int_equal(gz_extract(gazette, &work, "cuneiform", out, NULL, &error),
                   GZ_BAD_ARGUMENT);
  assert_int_equal(fclose(out), 0);
  gz_close(gazette);
}

static void
cancelling_ends_the_work(void **state) {
  (void)state;
  struct gz_gazette *gazette = open_gazette();
  const char *file = write_file("g.txt", "Spain met Peru.\n");
  const struct gz_work work = {.inputs = &file, .n_inputs = 1};
  const volatile sig_atomic_t cancel = 1;
  const struct gz_callbacks callbacks = {.cancel = &cancel};
  FILE *out = fopen("/dev/null", "w");
  assert_int_equal(gz_extract(gazette, &work, "turtle", out, &callbacks, NULL),
                   GZ_CANCELLED);
  assert_int_equal(fclose(out), 0);
  gz_close(gazette);
}

static void
threads_change_nothing(void **state) {
  (void)state;
  struct gz_gazette *gazette = open_gazette();
  static char lines[20000];
  size_t size = 0;
  for (int i = 0; i < 100; ++i) {
    size += (size_t)snprintf(lines + size, sizeof lines - size,
                             "{\"text\": \"Talks %d\\n\\nFrance met Japan %d "
                             "times in the U.S. and %s.\"}\n",
                             i, i, i % 3 ? "Norway" : "Peru");
  }
  const char *file = write_file("h.jsonl", lines);
  char *one = extract(gazette, (struct gz_work){.threads = 1}, file, "nquads");
  for (unsigned threads = 2; threads <= 5; ++threads) {
    char *many =
        extract(gazette, (struct gz_work){.threads = threads}, file, "nquads");
    assert_string_equal(one, many);
    free(many);
  }
  free(one);
  gz_close(gazette);
}

enum { N_SHORT = 500 };

/** What a store says of the articles in it. */
struct shelf {
  char articles[N_SHORT][120];
  uint64_t quads[N_SHORT];
  size_t count;
};

static enum gz_status
put_on_shelf(void *handle, const struct gz_listing *listing) {
  struct shelf *shelf = handle;
  assert_true(shelf->count < N_SHORT);
  (void)snprintf(shelf->articles[shelf->count], sizeof shelf->articles[0], "%s",
                 listing->article);
  shelf->quads[shelf->count++] = listing->quads;
  return GZ_OK;
}

static void
list_store(const char *path, struct shelf *shelf) {
  struct gz_store *store = NULL;
  shelf->count = 0;
  assert_int_equal(gz_store_open(path, GZ_STORE_READ, false, &store, NULL),
                   GZ_OK);
  assert_int_equal(gz_store_list(store, put_on_shelf, shelf, NULL), GZ_OK);
  assert_int_equal(gz_store_verify(store, NULL, NULL), GZ_OK);
  gz_store_close(store);
}

/** Tells a pipe what is counted. */
static void
tell_progress(void *handle, const struct gz_progress *progress) {
  const int *to = handle;
  const uint64_t articles = progress->articles;
  assert_int_equal(write(*to, &articles, sizeof articles), sizeof articles);
}

/** Add `file` to the store in a process of its own; tells what is counted. */
static pid_t
add_elsewhere(const char *store_path, const char *file, int *from) {
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  const pid_t child = fork();
  assert_true(child >= 0);
  if (child > 0) {
    (void)close(ends[1]);
    *from = ends[0];
    return child;
  }
  struct gz_gazette *gazette = open_gazette();
  struct gz_store *store = NULL;
  const struct gz_work work = {.inputs = &file, .n_inputs = 1};
  const struct gz_callbacks callbacks = {.handle = &ends[1],
                                         .progress = tell_progress};
  const bool good =
      gz_store_open(store_path, GZ_STORE_WRITE, false, &store, NULL) == GZ_OK &&
      gz_store_add(store, gazette, &work, &callbacks, NULL) == GZ_OK;
  gz_store_close(store);
  gz_close(gazette);
  _exit(!good);
}

static const char *
write_short_articles(void) {
  static char lines[80 * N_SHORT];
  size_t size = 0;
  for (int i = 0; i < N_SHORT; ++i) {
    size += (size_t)snprintf(lines + size, sizeof lines - size,
                             "{\"text\": \"France met %s %d times.\"}\n",
                             i % 3 ? "Norway" : "Peru", i);
  }
  return write_file("short.jsonl", lines);
}

static void
what_is_counted_outlives_a_kill(void **state) {
  (void)state;
  static struct shelf whole;
  static struct shelf rest;
  const char *file = write_short_articles();
  uint64_t count = 0;
  int counts = 0;
  int from;
  int result;
  pid_t child = add_elsewhere(path_of("whole"), file, &from);
  while (read(from, &count, sizeof count) == sizeof count) {
    ++counts;
  }
  (void)close(from);
  assert_int_equal(waitpid(child, &result, 0), child);
  assert_int_equal(result, 0);
  assert_int_equal(count, N_SHORT);
  assert_in_range(counts, 2, 20); // So many transactions
  list_store(path_of("whole"), &whole);
  assert_int_equal(whole.count, N_SHORT);

  child = add_elsewhere(path_of("killed"), file, &from);
  assert_int_equal(read(from, &count, sizeof count), sizeof count);
  assert_int_equal(kill(child, SIGKILL), 0);
  assert_int_equal(waitpid(child, &result, 0), child);
  (void)close(from);
  assert_in_range(count, 2, N_SHORT - 1);
  list_store(path_of("killed"), &rest);
  assert_true(rest.count >= count);
  for (size_t i = 0, k = 0; i < rest.count; ++i, ++k) {
    while (k < whole.count && strcmp(rest.articles[i], whole.articles[k]) > 0) {
      ++k;
    }
    assert_true(k < whole.count);
    assert_string_equal(rest.articles[i], whole.articles[k]);
    assert_int_equal(rest.quads[i], whole.quads[k]);
  }
}

static void
what_comes_through_a_pipe_is_stored_at_once(void **state) {
  (void)state;
  const char *line = "{\"text\": \"France met Peru.\"}\n";
  const char *fifo = path_of("fifo");
  assert_int_equal(mkfifo(fifo, 0600), 0);
  int from;
  int result;
  (void)alarm(120); // rather than wait for what never comes
  const pid_t child = add_elsewhere(path_of("piped"), fifo, &from);
  FILE *out = fopen(fifo, "wb");
  assert_non_null(out);
  for (uint64_t i = 1; i <= 3; ++i) {
    uint64_t count = 0;
    assert_true(fputs(line, out) >= 0 && fflush(out) == 0);
    assert_int_equal(read(from, &count, sizeof count), sizeof count);
    assert_int_equal(count, i);
  }
  assert_int_equal(fclose(out), 0);
  assert_int_equal(waitpid(child, &result, 0), child);
  assert_int_equal(result, 0);
  (void)alarm(0);
  (void)close(from);
}

static void
formats_are_listed(void **state) {
  (void)state;
  bool turtle = false;
  size_t count = 0;
  while (gz_format_name(count)) {
    turtle = turtle || strcmp(gz_format_name(count), "turtle") == 0;
    ++count;
  }
  assert_true(turtle);
  assert_true(count >= 6);
  assert_null(gz_format_name(count));
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(articles_become_graphs),
      cmocka_unit_test(base_names_things),
      cmocka_unit_test(users_add_actors),
      cmocka_unit_test(missing_tables_are_told),
      cmocka_unit_test(bad_input_is_reported_and_passed_over),
      cmocka_unit_test(wrong_options_are_refused),
      cmocka_unit_test(cancelling_ends_the_work),
      cmocka_unit_test(threads_change_nothing),
      cmocka_unit_test(what_is_counted_outlives_a_kill),
      cmocka_unit_test(what_comes_through_a_pipe_is_stored_at_once),
      cmocka_unit_test(formats_are_listed),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
