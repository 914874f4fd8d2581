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

/** What a command does with the store that it opened. */
typedef enum gz_status store_action(struct gz_store *store,
                                    const struct gz_arguments *arguments,
                                    const struct gz_callbacks *callbacks,
                                    struct gz_error *error);

/** Open the store that the arguments name, act on it, and tell the outcome. */
static enum gz_exit
with_store(const char *command, const struct gz_arguments *arguments,
           enum gz_store_mode mode, store_action *action) {
  if (!arguments->store) {
    return no_store(command);
  }
  struct gz_console console;
  const struct gz_callbacks callbacks =
      gz_console_open(&console, arguments->quiet);
  struct gz_store *store = NULL;
  struct gz_error error;
  enum gz_status status =
      gz_store_open(arguments->store, mode, arguments->wait, &store, &error);
  if (status == GZ_OK) {
    status = action(store, arguments, &callbacks, &error);
  }
  gz_store_close(store);
  return gz_console_close(&console, status, &error);
}

/** Act on each of what is named; report what is not there and go on. */
static enum gz_status
for_each(const struct gz_arguments *arguments,
         const struct gz_callbacks *callbacks, struct gz_store *store,
         enum gz_status (*action)(struct gz_store *store, const char *name,
                                  struct gz_error *error),
         struct gz_error *error) {
  bool missing = false;
  for (size_t i = 0; i < arguments->rest.count; ++i) {
    const enum gz_status status =
        action(store, arguments->rest.items[i], error);
    if (status == GZ_NOT_FOUND) {
      callbacks->report(callbacks->handle, error);
      missing = true;
    } else if (status != GZ_OK) {
      return status;
    }
  }
  return missing ? GZ_BAD_INPUT : GZ_OK;
}

static enum gz_status
print_listing(void *handle, const struct gz_listing *listing) {
  FILE *out = handle;
  const int written = fprintf(
      out, "%s\t%s\t%s\t%s\t%" PRIu64 "\t%s\n", listing->article, listing->date,
      listing->publisher, listing->source, listing->quads, listing->title);
  return written < 0 ? GZ_IO : GZ_OK;
}

static enum gz_status
list(struct gz_store *store, const struct gz_arguments *arguments,
     const struct gz_callbacks *callbacks, struct gz_error *error) {
  (void)arguments;
  (void)callbacks;
  return gz_store_list(store, print_listing, stdout, error);
}

enum gz_exit
gz_command_list(const struct gz_arguments *arguments) {
  return with_store("list", arguments, GZ_STORE_READ, list);
}

static enum gz_status
retract(struct gz_store *store, const struct gz_arguments *arguments,
        const struct gz_callbacks *callbacks, struct gz_error *error) {
  return for_each(arguments, callbacks, store, gz_store_retract, error);
}

enum gz_exit
gz_command_retract(const struct gz_arguments *arguments) {
  return with_store("retract", arguments, GZ_STORE_WRITE, retract);
}

static enum gz_status
load(struct gz_store *store, const struct gz_arguments *arguments,
     const struct gz_callbacks *callbacks, struct gz_error *error) {
  return gz_store_load(store, arguments->rest.items, arguments->rest.count,
                       arguments->graph, callbacks, error);
}

enum gz_exit
gz_command_load(const struct gz_arguments *arguments) {
  return with_store("load", arguments, GZ_STORE_WRITE, load);
}

static enum gz_status export(struct gz_store *store,
                             const struct gz_arguments *arguments,
                             const struct gz_callbacks *callbacks,
                             struct gz_error *error) {
  return gz_store_export(store,
                         arguments->output_format ? arguments->output_format
                                                  : "trig",
                         arguments->graph, stdout, callbacks, error);
}

enum gz_exit
gz_command_export(const struct gz_arguments *arguments) {
  return with_store("export", arguments, GZ_STORE_READ, export);
}

static enum gz_status
explain_one(struct gz_store *store, const char *iri, struct gz_error *error) {
  return gz_store_explain(store, iri, stdout, error);
}

static enum gz_status
explain(struct gz_store *store, const struct gz_arguments *arguments,
        const struct gz_callbacks *callbacks, struct gz_error *error) {
  return for_each(arguments, callbacks, store, explain_one, error);
}

enum gz_exit
gz_command_explain(const struct gz_arguments *arguments) {
  return with_store("explain", arguments, GZ_STORE_READ, explain);
}

static enum gz_status
print_stats(struct gz_store *store, const struct gz_arguments *arguments,
            const struct gz_callbacks *callbacks, struct gz_error *error) {
  (void)arguments;
  (void)callbacks;
  struct gz_store_stats stats;
  const enum gz_status status = gz_store_stats(store, &stats, error);
  if (status == GZ_OK) {
    printf("quads\t%" PRIu64 "\ngraphs\t%" PRIu64 "\narticles\t%" PRIu64
           "\nterms\t%" PRIu64 "\nbytes\t%" PRIu64 "\n",
           stats.quads, stats.graphs, stats.articles, stats.terms, stats.bytes);
  }
  return status;
}

enum gz_exit
gz_command_stats(const struct gz_arguments *arguments) {
  return with_store("stats", arguments, GZ_STORE_READ, print_stats);
}

static enum gz_status
verify(struct gz_store *store, const struct gz_arguments *arguments,
       const struct gz_callbacks *callbacks, struct gz_error *error) {
  (void)arguments;
  return gz_store_verify(store, callbacks, error);
}

enum gz_exit
gz_command_verify(const struct gz_arguments *arguments) {
  return with_store("verify", arguments, GZ_STORE_READ, verify);
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
