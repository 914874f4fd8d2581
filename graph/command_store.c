// The subcommands over a store: list, retract, load, export, explain, stats,
// verify, compact; and ontology.

#include "graph/commands.h"

#include <inttypes.h>
#include <stdio.h>

/** Complain that no store was named. */
static enum gz_exit
no_store(const char *command) {
  return gz_usage_error(command, "%s: no store given: -s STORE", command);
}

static enum gz_status
print_listing(void *handle, const struct gz_listing *listing) {
  FILE *out = handle;
  const int written = fprintf(
      out, "%s\t%s\t%s\t%s\t%" PRIu64 "\t%s\n", listing->article, listing->date,
      listing->publisher, listing->source, listing->quads, listing->title);
  return written < 0 ? GZ_IO : GZ_OK;
}

enum gz_exit
gz_command_list(const struct gz_arguments *arguments) {
  if (!arguments->store) {
    return no_store("list");
  }
  struct gz_console console;
  (void)gz_console_open(&console, arguments->quiet);
  struct gz_store *store = NULL;
  struct gz_error error;
  enum gz_status status =
      gz_store_open(arguments->store, GZ_STORE_READ, false, &store, &error);
  if (status == GZ_OK) {
    status = gz_store_list(store, print_listing, stdout, &error);
  }
  gz_store_close(store);
  return gz_console_close(&console, status, &error);
}

enum gz_exit
gz_command_retract(const struct gz_arguments *arguments) {
  if (!arguments->store) {
    return no_store("retract");
  }
  struct gz_console console;
  const struct gz_callbacks callbacks =
      gz_console_open(&console, arguments->quiet);
  struct gz_store *store = NULL;
  struct gz_error error;
  enum gz_status status = gz_store_open(arguments->store, GZ_STORE_WRITE,
                                        arguments->wait, &store, &error);
  bool missing = false;
  for (size_t i = 0; status == GZ_OK && i < arguments->rest.count; ++i) {
    status = gz_store_retract(store, arguments->rest.items[i], &error);
    if (status == GZ_NOT_FOUND) {
      callbacks.report(callbacks.handle, &error);
      missing = true;
      status = GZ_OK;
    }
  }
  gz_store_close(store);
  if (status == GZ_OK && missing) {
    status = GZ_BAD_INPUT;
  }
  return gz_console_close(&console, status, &error);
}

enum gz_exit
gz_command_load(const struct gz_arguments *arguments) {
  if (!arguments->store) {
    return no_store("load");
  }
  struct gz_console console;
  const struct gz_callbacks callbacks =
      gz_console_open(&console, arguments->quiet);
  struct gz_store *store = NULL;
  struct gz_error error;
  enum gz_status status = gz_store_open(arguments->store, GZ_STORE_WRITE,
                                        arguments->wait, &store, &error);
  if (status == GZ_OK) {
    status = gz_store_load(store, arguments->rest.items, arguments->rest.count,
                           arguments->graph, &callbacks, &error);
  }
  gz_store_close(store);
  return gz_console_close(&console, status, &error);
}

enum gz_exit
gz_command_export(const struct gz_arguments *arguments) {
  if (!arguments->store) {
    return no_store("export");
  }
  struct gz_console console;
  const struct gz_callbacks callbacks =
      gz_console_open(&console, arguments->quiet);
  const char *format =
      arguments->output_format ? arguments->output_format : "trig";
  struct gz_store *store = NULL;
  struct gz_error error;
  enum gz_status status =
      gz_store_open(arguments->store, GZ_STORE_READ, false, &store, &error);
  if (status == GZ_OK) {
    status = gz_store_export(store, format, arguments->graph, stdout,
                             &callbacks, &error);
  }
  gz_store_close(store);
  return gz_console_close(&console, status, &error);
}

enum gz_exit
gz_command_explain(const struct gz_arguments *arguments) {
  if (!arguments->store) {
    return no_store("explain");
  }
  struct gz_console console;
  const struct gz_callbacks callbacks =
      gz_console_open(&console, arguments->quiet);
  struct gz_store *store = NULL;
  struct gz_error error;
  enum gz_status status =
      gz_store_open(arguments->store, GZ_STORE_READ, false, &store, &error);
  bool missing = false;
  for (size_t i = 0; status == GZ_OK && i < arguments->rest.count; ++i) {
    status = gz_store_explain(store, arguments->rest.items[i], stdout, &error);
    if (status == GZ_NOT_FOUND) {
      callbacks.report(callbacks.handle, &error);
      missing = true;
      status = GZ_OK;
    }
  }
  gz_store_close(store);
  if (status == GZ_OK && missing) {
    status = GZ_BAD_INPUT;
  }
  return gz_console_close(&console, status, &error);
}

enum gz_exit
gz_command_stats(const struct gz_arguments *arguments) {
  if (!arguments->store) {
    return no_store("stats");
  }
  struct gz_console console;
  (void)gz_console_open(&console, arguments->quiet);
  struct gz_store *store = NULL;
  struct gz_store_stats stats;
  struct gz_error error;
  enum gz_status status =
      gz_store_open(arguments->store, GZ_STORE_READ, false, &store, &error);
  if (status == GZ_OK) {
    status = gz_store_stats(store, &stats, &error);
  }
  if (status == GZ_OK) {
    printf("quads\t%" PRIu64 "\ngraphs\t%" PRIu64 "\narticles\t%" PRIu64
           "\nterms\t%" PRIu64 "\nbytes\t%" PRIu64 "\n",
           stats.quads, stats.graphs, stats.articles, stats.terms, stats.bytes);
  }
  gz_store_close(store);
  return gz_console_close(&console, status, &error);
}

enum gz_exit
gz_command_verify(const struct gz_arguments *arguments) {
  if (!arguments->store) {
    return no_store("verify");
  }
  struct gz_console console;
  const struct gz_callbacks callbacks =
      gz_console_open(&console, arguments->quiet);
  struct gz_store *store = NULL;
  struct gz_error error;
  enum gz_status status =
      gz_store_open(arguments->store, GZ_STORE_READ, false, &store, &error);
  if (status == GZ_OK) {
    status = gz_store_verify(store, &callbacks, &error);
  }
  gz_store_close(store);
  return gz_console_close(&console, status, &error);
}

enum gz_exit
gz_command_compact(const struct gz_arguments *arguments) {
  if (!arguments->store) {
    return no_store("compact");
  }
  struct gz_console console;
  (void)gz_console_open(&console, arguments->quiet);
  struct gz_error error;
  const enum gz_status status =
      gz_store_compact(arguments->store, arguments->wait, &error);
  return gz_console_close(&console, status, &error);
}

enum gz_exit
gz_command_ontology(const struct gz_arguments *arguments) {
  struct gz_console console;
  (void)gz_console_open(&console, arguments->quiet);
  const char *format =
      arguments->output_format ? arguments->output_format : "turtle";
  struct gz_gazette *gazette = NULL;
  struct gz_error error;
  enum gz_status status = gz_open_for(arguments, &gazette, &error);
  if (status == GZ_OK) {
    status =
        gz_write_ontology(gazette, arguments->shapes, format, stdout, &error);
  }
  gz_close(gazette);
  return gz_console_close(&console, status, &error);
}
