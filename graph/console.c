#include "graph/commands.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

/** Seconds between two lines of progress. */
#define INTERVAL 0.25

static double
now(void) {
  struct timespec time;
  (void)clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void
gz_console_clear(struct gz_console *console) {
  if (console->shown) {
    fputs("\r\033[K", stderr);
    console->shown = false;
  }
}

/** As `gazette: FILE:LINE:COLUMN: message`, with what is known. */
static void
print_error(const struct gz_error *error) {
  fputs("gazette: ", stderr);
  if (error->file[0]) {
    fprintf(stderr, "%s:", error->file);
    if (error->line) {
      fprintf(stderr, "%zu:", error->line);
      if (error->column) {
        fprintf(stderr, "%zu:", error->column);
      }
    }
    fputc(' ', stderr);
  } else if (error->line) {
    fprintf(stderr, "%zu:%zu: ", error->line, error->column);
  }
  fprintf(stderr, "%s\n",
          error->message[0] ? error->message
                            : gz_status_message(error->status));
}

void
gz_console_error(struct gz_console *console, const struct gz_error *error) {
  gz_console_clear(console);
  print_error(error);
}

static void
report(void *handle, const struct gz_error *error) {
  struct gz_console *console = handle;
  ++console->reported;
  gz_console_error(console, error);
}

static void
notice(void *handle, const struct gz_error *error) {
  struct gz_console *console = handle;
  if (!console->quiet) {
    gz_console_error(console, error);
  }
}

static void
progress(void *handle, const struct gz_progress *done) {
  struct gz_console *console = handle;
  const double time = now();
  if (!console->progress || time - console->last < INTERVAL) {
    return;
  }
  console->last = time;
  const double passed = time - console->started;
  const double mb = (double)done->bytes / 1e6;
  const double seconds = passed > 0 ? passed : 1;
  fputs("\r\033[K", stderr);
  if (done->articles) {
    fprintf(stderr, "%llu articles, %.1f MB, %.0f articles/s",
            (unsigned long long)done->articles, mb,
            (double)done->articles / seconds);
  } else {
    fprintf(stderr, "%llu quads, %.1f MB, %.0f quads/s",
            (unsigned long long)done->quads, mb, (double)done->quads / seconds);
  }
  if (done->bytes && done->total > done->bytes) {
    const double left =
        seconds * (double)(done->total - done->bytes) / (double)done->bytes;
    fprintf(stderr, ", %d:%02d left", (int)left / 60, (int)left % 60);
  }
  fflush(stderr);
  console->shown = true;
}

struct gz_callbacks
gz_console_open(struct gz_console *console, bool quiet) {
  *console = (struct gz_console){
      .quiet = quiet,
      .progress = !quiet && isatty(STDERR_FILENO),
      .started = now(),
  };
  return (struct gz_callbacks){
      .handle = console,
      .report = report,
      .notice = notice,
      .progress = progress,
  };
}

enum gz_exit
gz_console_close(struct gz_console *console, enum gz_status status,
                 const struct gz_error *error) {
  gz_console_clear(console);
  if (status == GZ_OK) {
    return GZ_EXIT_DONE;
  }
  // What was reported input by input has been told.
  if (!(status == GZ_BAD_INPUT && console->reported)) {
    print_error(error);
  }
  return status == GZ_BAD_ARGUMENT ? GZ_EXIT_USAGE : GZ_EXIT_FAILED;
}
