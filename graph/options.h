/**
 * @file options.h
 * The command line: which subcommand, with which options.
 *
 * One table describes every option once; each subcommand names by letters
 * those that it takes.  `--help` is made from the same tables, so that it
 * cannot differ from what is accepted.
 *
 * Ownership.  Strings point into argv.
 */

#ifndef GZ_GRAPH_OPTIONS_H
#define GZ_GRAPH_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How the process ends. */
enum gz_exit {
  GZ_EXIT_DONE = 0,   /**< All was done */
  GZ_EXIT_FAILED = 1, /**< Some input failed, or what was asked is not there */
  GZ_EXIT_USAGE = 2,  /**< The command line is wrong */
};

/** Names that may be given several times on a command line. */
struct gz_names {
  const char **items;
  size_t count;
};

/** What the command line says; null, 0 or false where it says nothing. */
struct gz_arguments {
  const char *program; /**< argv[0] */
  const char *input_format;
  const char *output_format;
  const char *title;
  const char *date;
  const char *source;
  const char *publisher;
  const char *data_folder;
  const char *model;
  const char *frames;
  const char *base;
  const char *store;
  const char *graph;
  const char *query_file;
  const char *results;
  const char *run_time;
  struct gz_names actors;
  struct gz_names data;
  struct gz_names rest; /**< What is no option */
  uint64_t limit;
  uint64_t memory;
  double timeout;
  unsigned threads;
  bool with_text;
  bool quiet;
  bool wait;
  bool json;
  bool conllu;
  bool tokenized;
  bool shapes;
  bool strict_default;
  bool explain;
};

/** A subcommand. */
struct gz_command {
  const char *name;
  const char *usage;   /**< What follows the name in its usage line */
  const char *summary; /**< One line */
  const char *options; /**< The letters of the options it takes */
  int min_rest;        /**< Least number of arguments that are no option */
  int max_rest;        /**< Most; -1 for any number */
  enum gz_exit (*run)(const struct gz_arguments *arguments);
};

/**
 * Read the arguments of `command` from argv[1] on.
 *
 * Writes help to standard output, or a complaint to standard error.
 *
 * @param[out] arguments  To be freed with gz_arguments_free().
 * @param[out] ended  Set if there is nothing left to do but exit with the
 *                    status returned: help was asked for, or the command line
 *                    is wrong.
 */
enum gz_exit gz_arguments_read(const struct gz_command *command, int argc,
                               char **argv, struct gz_arguments *arguments,
                               bool *ended);

/** Free what gz_arguments_read() allocated. */
void gz_arguments_free(struct gz_arguments *arguments);

/** Complain about the use of `command` and return #GZ_EXIT_USAGE. */
enum gz_exit gz_usage_error(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
