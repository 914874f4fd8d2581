// The subcommands that read articles: extract, annotate, add.

#include "graph/commands.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/** Folder of the running program in `folder`, without a slash at its end. */
static bool
program_folder(char folder[PATH_MAX]) {
  const ssize_t size = readlink("/proc/self/exe", folder, PATH_MAX - 1);
  if (size <= 0) {
    return false;
  }
  folder[size] = '\0';
  char *slash = strrchr(folder, '/');
  if (!slash) {
    return false;
  }
  *slash = '\0';
  return true;
}

/**
 * Where the tables are: beside the program as installed (../share/gazette)
 * or as just built (share/gazette), or null for where the library was to be
 * installed.
 */
static const char *
find_data_folder(char found[PATH_MAX]) {
  static const char *const beside[] = {"../share/gazette", "share/gazette"};
  char folder[PATH_MAX];
  if (!program_folder(folder)) {
    return NULL;
  }
  for (size_t i = 0; i < sizeof beside / sizeof beside[0]; ++i) {
    char probe[PATH_MAX];
    const int size = snprintf(found, PATH_MAX, "%s/%s", folder, beside[i]);
    const int probe_size =
        snprintf(probe, sizeof probe, "%s/%s/actors.bin", folder, beside[i]);
    if (size > 0 && size < PATH_MAX && probe_size > 0 &&
        probe_size < PATH_MAX && access(probe, R_OK) == 0) {
      return found;
    }
  }
  return NULL;
}

enum gz_status
gz_open_for(const struct gz_arguments *arguments, struct gz_gazette **gazette,
            struct gz_error *error) {
  char found[PATH_MAX];
  const char *folder = arguments->data_folder;
  if (!folder) {
    folder = getenv("GAZETTE_DATA");
  }
  if (!folder) {
    folder = find_data_folder(found);
  }
  const struct gz_options options = {
      .data_folder = folder,
      .model = arguments->model,
      .frames = arguments->frames,
      .actors = arguments->actors.items,
      .n_actors = arguments->actors.count,
      .base = arguments->base,
  };
  return gz_open(&options, gazette, error);
}

static struct gz_work
work_of(const struct gz_arguments *arguments) {
  return (struct gz_work){
      .inputs = arguments->rest.items,
      .n_inputs = arguments->rest.count,
      .input_format = arguments->input_format,
      .title = arguments->title,
      .date = arguments->date,
      .source = arguments->source,
      .publisher = arguments->publisher,
      .with_text = arguments->with_text,
      .run_time = arguments->run_time,
      .threads = arguments->threads,
  };
}

enum gz_exit
gz_command_extract(const struct gz_arguments *arguments) {
  struct gz_console console;
  const struct gz_callbacks callbacks =
      gz_console_open(&console, arguments->quiet);
  const struct gz_work work = work_of(arguments);
  const char *format =
      arguments->output_format ? arguments->output_format : "turtle";
  struct gz_gazette *gazette = NULL;
  struct gz_error error;
  enum gz_status status = gz_open_for(arguments, &gazette, &error);
  if (status == GZ_OK) {
    status = gz_extract(gazette, &work, format, stdout, &callbacks, &error);
  }
  gz_close(gazette);
  return gz_console_close(&console, status, &error);
}

enum gz_exit
gz_command_annotate(const struct gz_arguments *arguments) {
  if (arguments->json && arguments->conllu) {
    return gz_usage_error("annotate", "annotate: --json or --conllu, not both");
  }
  if (arguments->tokenized && !arguments->conllu) {
    return gz_usage_error("annotate", "annotate: --tokenized needs --conllu");
  }
  struct gz_console console;
  const struct gz_callbacks callbacks =
      gz_console_open(&console, arguments->quiet);
  const struct gz_work work = work_of(arguments);
  enum gz_annotation form = GZ_ANNOTATE_JSON;
  if (arguments->conllu) {
    form = arguments->tokenized ? GZ_ANNOTATE_TOKENIZED : GZ_ANNOTATE_CONLLU;
  }
  struct gz_gazette *gazette = NULL;
  struct gz_error error;
  enum gz_status status = gz_open_for(arguments, &gazette, &error);
  if (status == GZ_OK) {
    status = gz_annotate(gazette, &work, form, stdout, &callbacks, &error);
  }
  gz_close(gazette);
  return gz_console_close(&console, status, &error);
}

enum gz_exit
gz_command_add(const struct gz_arguments *arguments) {
  if (!arguments->store) {
    return gz_usage_error("add", "add: no store given: -s STORE");
  }
  struct gz_console console;
  const struct gz_callbacks callbacks =
      gz_console_open(&console, arguments->quiet);
  const struct gz_work work = work_of(arguments);
  struct gz_gazette *gazette = NULL;
  struct gz_store *store = NULL;
  struct gz_error error;
  enum gz_status status = gz_open_for(arguments, &gazette, &error);
  if (status == GZ_OK) {
    status = gz_store_open(arguments->store, GZ_STORE_WRITE, arguments->wait,
                           &store, &error);
  }
  if (status == GZ_OK) {
    status = gz_store_add(store, gazette, &work, &callbacks, &error);
  }
  gz_store_close(store);
  gz_close(gazette);
  return gz_console_close(&console, status, &error);
}
