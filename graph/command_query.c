// The subcommand query: over a store, or over RDF files.

#include "graph/commands.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/** Bytes that the text of a query can have. */
#define MAX_QUERY_BYTES ((size_t)1 << 20)

static volatile sig_atomic_t interrupted;

static void
interrupt(int number) {
  (void)number;
  interrupted = 1;
}

/** Read the query's text from `name` ("-" is standard input). */
static char *
read_query(const char *name, struct gz_error *error) {
  FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "rb");
  char *text = file ? malloc(MAX_QUERY_BYTES + 2) : NULL;
  if (!text) {
    error->status = file ? GZ_NO_MEMORY : GZ_IO;
    (void)snprintf(error->message, sizeof error->message, "Cannot read: %s",
                   strerror(errno));
  } else {
    const size_t size = fread(text, 1, MAX_QUERY_BYTES + 1, file);
    text[size] = '\0';
    const char *why = NULL;
    if (ferror(file)) {
      why = strerror(errno);
    } else if (size > MAX_QUERY_BYTES) {
      why = "A query of more than a megabyte";
    } else if (strlen(text) != size) {
      why = "A NUL byte in the query";
    }
    if (why) {
      error->status = GZ_BAD_INPUT;
      (void)snprintf(error->message, sizeof error->message, "%s", why);
      free(text);
      text = NULL;
    }
  }
  if (file && file != stdin) {
    (void)fclose(file);
  }
  if (!text) {
    (void)snprintf(error->file, sizeof error->file, "%s", name);
  }
  return text;
}

/** Columns of the terminal, or 0 if standard output is none. */
static unsigned
terminal_width(void) {
  struct winsize size;
  if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
    return size.ws_col;
  }
  return 0;
}

/** Open the store, or load the data into one that lasts as long as we do. */
static enum gz_status
open_data(const struct gz_arguments *arguments,
          const struct gz_callbacks *callbacks, struct gz_store **store,
          struct gz_error *error) {
  if (arguments->store) {
    return gz_store_open(arguments->store, GZ_STORE_READ, false, store, error);
  }
  const enum gz_status status =
      gz_store_open(NULL, GZ_STORE_MEMORY, false, store, error);
  if (status != GZ_OK) {
    return status;
  }
  return gz_store_load(*store, arguments->data.items, arguments->data.count,
                       NULL, callbacks, error);
}

static enum gz_exit
answer(const struct gz_arguments *arguments, const char *text) {
  struct gz_console console;
  struct gz_callbacks callbacks = gz_console_open(&console, arguments->quiet);
  callbacks.cancel = &interrupted;
  const struct sigaction action = {.sa_handler = interrupt,
                                   .sa_flags = (int)SA_RESETHAND};
  (void)sigaction(SIGINT, &action, NULL);
  const struct gz_query query = {
      .text = text,
      .name = arguments->query_file,
      .base = arguments->base,
      .format = arguments->results,
      .strict_default = arguments->strict_default,
      .explain = arguments->explain,
      .timeout = arguments->timeout,
      .memory = arguments->memory,
      .limit = arguments->limit,
      .width = terminal_width(),
  };
  struct gz_store *store = NULL;
  struct gz_error error = {0};
  enum gz_status status = open_data(arguments, &callbacks, &store, &error);
  gz_console_clear(&console);
  if (status == GZ_OK) {
    status = gz_store_query(store, &query, stdout, &callbacks, &error);
  }
  gz_store_close(store);
  return gz_console_close(&console, status, &error);
}

enum gz_exit
gz_command_query(const struct gz_arguments *arguments) {
  if (!arguments->store == !arguments->data.count) {
    return gz_usage_error("query", "query: either -s STORE or -d FILE");
  }
  if (!arguments->query_file == !arguments->rest.count) {
    return gz_usage_error("query", "query: either a QUERY or -f FILE");
  }
  if (!arguments->query_file) {
    return answer(arguments, arguments->rest.items[0]);
  }
  struct gz_error error = {0};
  char *text = read_query(arguments->query_file, &error);
  if (!text) {
    struct gz_console console;
    (void)gz_console_open(&console, arguments->quiet);
    return gz_console_close(&console, error.status, &error);
  }
  const enum gz_exit status = answer(arguments, text);
  free(text);
  return status;
}
