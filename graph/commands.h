/**
 * @file commands.h
 * The subcommands, each a function over the public library.
 *
 * They write data to standard output and all else to standard error, as
 * `gazette: FILE:LINE:COLUMN: message`.
 */

#ifndef GZ_GRAPH_COMMANDS_H
#define GZ_GRAPH_COMMANDS_H

#include "graph/gazette.h"
#include "graph/options.h"

enum gz_exit gz_command_extract(const struct gz_arguments *arguments);
enum gz_exit gz_command_annotate(const struct gz_arguments *arguments);
enum gz_exit gz_command_add(const struct gz_arguments *arguments);
enum gz_exit gz_command_list(const struct gz_arguments *arguments);
enum gz_exit gz_command_retract(const struct gz_arguments *arguments);
enum gz_exit gz_command_export(const struct gz_arguments *arguments);
enum gz_exit gz_command_query(const struct gz_arguments *arguments);
enum gz_exit gz_command_load(const struct gz_arguments *arguments);
enum gz_exit gz_command_explain(const struct gz_arguments *arguments);
enum gz_exit gz_command_ontology(const struct gz_arguments *arguments);
enum gz_exit gz_command_verify(const struct gz_arguments *arguments);
enum gz_exit gz_command_compact(const struct gz_arguments *arguments);
enum gz_exit gz_command_stats(const struct gz_arguments *arguments);

/** What standard output and error are told while a command runs. */
struct gz_console {
  bool quiet;
  bool progress;     /**< Standard error is a terminal */
  bool shown;        /**< A line of progress stands there */
  double started;    /**< Seconds of the monotonic clock */
  double last;       /**< When progress was last shown */
  uint64_t reported; /**< How many inputs failed */
};

/** Make callbacks that tell the user on standard error. */
struct gz_callbacks gz_console_open(struct gz_console *console, bool quiet);

/** Take the line of progress away. */
void gz_console_clear(struct gz_console *console);

/** Write `error` to standard error. */
void gz_console_error(struct gz_console *console, const struct gz_error *error);

/**
 * End a command: tell `error` unless `status` says that all was told, and
 * return the exit status.
 */
enum gz_exit gz_console_close(struct gz_console *console, enum gz_status status,
                              const struct gz_error *error);

/** Open the library as the arguments say; see gz_open(). */
enum gz_status gz_open_for(const struct gz_arguments *arguments,
                           struct gz_gazette **gazette, struct gz_error *error);

#endif
