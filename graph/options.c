#include "graph/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Letters of options that have no short form. */
enum long_only {
  OPT_SOURCE = 'S',
  OPT_PUBLISHER = 'P',
  OPT_TITLE = 'T',
  OPT_DATE = 'D',
  OPT_MODEL = 'M',
  OPT_FRAMES = 'F',
  OPT_BASE = 'B',
  OPT_ACTORS = 'A',
  OPT_DATA_FOLDER = 'X',
  OPT_WITH_TEXT = 'N',
  OPT_RUN_TIME = 'R',
  OPT_JSON = 'J',
  OPT_CONLLU = 'C',
  OPT_TOKENIZED = 'K',
  OPT_SHAPES = 'H',
  OPT_STRICT = 'Z',
  OPT_EXPLAIN = 'E',
  OPT_TIMEOUT = 'O',
  OPT_MEMORY = 'Y',
  OPT_LIMIT = 'L',
  OPT_WAIT = 'W',
  OPT_GRAPH = 'G',
};

struct option_spec {
  int letter;
  bool has_short;
  const char *name;
  const char *argument; /**< Null if it takes none */
  const char *help;
};

static const struct option_spec specs[] = {
    {'i', true, "input", "FORMAT",
     "`text', `jsonl' or `html' (default: see it)"},
    {'o', true, "output", "FORMAT", "format of RDF: turtle, nquads, trig, ..."},
    {OPT_DATE, false, "date", "DATE", "day of publication, YYYY-MM-DD"},
    {OPT_TITLE, false, "title", "TEXT", "headline of the article"},
    {OPT_SOURCE, false, "source", "URL", "where the article is from"},
    {OPT_PUBLISHER, false, "publisher", "NAME", "outlet that published it"},
    {'s', true, "store", "STORE", "file of the store"},
    {'d', true, "data", "FILE", "RDF file to query (may be repeated)"},
    {'f', true, "file", "FILE", "file of the query, `-' for standard input"},
    {'r', true, "results", "FORMAT",
     "table, csv, tsv, json, xml, or a format of RDF"},
    {OPT_GRAPH, false, "graph", "IRI", "the graph to write, or to load into"},
    {OPT_ACTORS, false, "actors", "FILE",
     "Turtle file of further known actors (may be repeated)"},
    {OPT_MODEL, false, "model", "FILE", "another model of the analyser"},
    {OPT_FRAMES, false, "frames", "FILE", "another lexicon of events"},
    {OPT_BASE, false, "base", "IRI", "IRI below which things are named"},
    {OPT_DATA_FOLDER, false, "data-folder", "DIR",
     "where the tables are (default: where installed)"},
    {OPT_WITH_TEXT, false, "with-text", NULL, "write the articles' text too"},
    {OPT_RUN_TIME, false, "run-time", "TIME",
     "xsd:dateTime to note as the time of the run (default: none)"},
    {OPT_JSON, false, "json", NULL, "one JSON object per article (default)"},
    {OPT_CONLLU, false, "conllu", NULL, "CoNLL-U"},
    {OPT_TOKENIZED, false, "tokenized", NULL,
     "input is CoNLL-U, whose tokens are kept"},
    {OPT_SHAPES, false, "shapes", NULL, "the SHACL shapes instead"},
    {OPT_STRICT, false, "strict-default", NULL,
     "keep named graphs out of the default graph"},
    {OPT_EXPLAIN, false, "explain", NULL, "print the plan and its counts"},
    {OPT_TIMEOUT, false, "timeout", "SECONDS", "give up after so long"},
    {OPT_MEMORY, false, "memory", "MB", "give up beyond so much memory"},
    {OPT_LIMIT, false, "limit", "ROWS", "give up beyond so many rows"},
    {'j', true, "threads", "N", "articles that are read at a time"},
    {OPT_WAIT, false, "wait", NULL, "wait while another process writes"},
    {'q', true, "quiet", NULL, "no notices and no progress"},
    {'h', true, "help", NULL, "print this help and exit"},
};

#define N_SPECS (sizeof specs / sizeof specs[0])

static bool
takes(const struct gz_command *command, int letter) {
  return letter == 'h' || strchr(command->options, letter) != NULL;
}

static void
print_help(const struct gz_command *command) {
  printf("Usage: gazette %s %s\n%s.\n\n", command->name, command->usage,
         command->summary);
  for (size_t i = 0; i < N_SPECS; ++i) {
    const struct option_spec *spec = &specs[i];
    if (takes(command, spec->letter)) {
      char left[64];
      (void)snprintf(left, sizeof left, "--%s%s%s", spec->name,
                     spec->argument ? "=" : "",
                     spec->argument ? spec->argument : "");
      if (spec->has_short) {
        printf("  -%c, %-22s %s\n", spec->letter, left, spec->help);
      } else {
        printf("      %-22s %s\n", left, spec->help);
      }
    }
  }
}

enum gz_exit
gz_usage_error(const char *command, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("gazette: ", stderr);
  (void)vfprintf(stderr, format, arguments);
  va_end(arguments);
  if (command) {
    fprintf(stderr, "\nTry 'gazette %s --help' for more information.\n",
            command);
  } else {
    fputs("\nTry 'gazette --help' for more information.\n", stderr);
  }
  return GZ_EXIT_USAGE;
}

static bool
push(struct gz_names *names, const char *name) {
  const char **items =
      realloc(names->items, (names->count + 1) * sizeof *items);
  if (!items) {
    return false;
  }
  names->items = items;
  names->items[names->count++] = name;
  return true;
}

/** Read a number of at least 1; false if `text` is none. */
static bool
read_count(const char *text, uint64_t most, uint64_t *count) {
  char *end = NULL;
  if (text[0] < '0' || text[0] > '9') {
    return false;
  }
  errno = 0;
  const unsigned long long number = strtoull(text, &end, 10);
  if (errno || *end || number < 1 || number > most) {
    return false;
  }
  *count = number;
  return true;
}

/** Options whose argument is a number.  False if it is not one. */
static bool
set_number(struct gz_arguments *arguments, int letter, const char *value) {
  uint64_t count = 0;
  const uint64_t most = letter == 'j' ? 256 : UINT64_MAX >> 24;
  if (!read_count(value, most, &count)) {
    return false;
  }
  switch (letter) {
  case 'j':
    arguments->threads = (unsigned)count;
    break;
  case OPT_TIMEOUT:
    arguments->timeout = (double)count;
    break;
  case OPT_MEMORY:
    arguments->memory = count << 20;
    break;
  default:
    arguments->limit = count;
    break;
  }
  return true;
}

/** Where the text of an option belongs, or null if it takes no text. */
static const char **
text_field(struct gz_arguments *arguments, int letter) {
  switch (letter) {
  case 'i':
    return &arguments->input_format;
  case 'o':
    return &arguments->output_format;
  case 's':
    return &arguments->store;
  case 'f':
    return &arguments->query_file;
  case 'r':
    return &arguments->results;
  case OPT_DATE:
    return &arguments->date;
  case OPT_TITLE:
    return &arguments->title;
  case OPT_SOURCE:
    return &arguments->source;
  case OPT_PUBLISHER:
    return &arguments->publisher;
  case OPT_GRAPH:
    return &arguments->graph;
  case OPT_MODEL:
    return &arguments->model;
  case OPT_FRAMES:
    return &arguments->frames;
  case OPT_BASE:
    return &arguments->base;
  case OPT_DATA_FOLDER:
    return &arguments->data_folder;
  case OPT_RUN_TIME:
    return &arguments->run_time;
  default:
    return NULL;
  }
}

/** Where an option that takes no argument is noted. */
static bool *
flag_field(struct gz_arguments *arguments, int letter) {
  switch (letter) {
  case 'q':
    return &arguments->quiet;
  case OPT_WITH_TEXT:
    return &arguments->with_text;
  case OPT_JSON:
    return &arguments->json;
  case OPT_CONLLU:
    return &arguments->conllu;
  case OPT_TOKENIZED:
    return &arguments->tokenized;
  case OPT_SHAPES:
    return &arguments->shapes;
  case OPT_STRICT:
    return &arguments->strict_default;
  case OPT_EXPLAIN:
    return &arguments->explain;
  default:
    return &arguments->wait;
  }
}

/** Note one option.  False if its argument is wrong or memory is out. */
static bool
set_option(struct gz_arguments *arguments, int letter, const char *value) {
  if (!value) {
    *flag_field(arguments, letter) = true;
    return true;
  }
  const char **text = text_field(arguments, letter);
  if (text) {
    *text = value;
    return true;
  }
  if (letter == OPT_ACTORS) {
    return push(&arguments->actors, value);
  }
  if (letter == 'd') {
    return push(&arguments->data, value);
  }
  return set_number(arguments, letter, value);
}

/** Fill the tables of getopt_long() with the options of `command`. */
static void
make_tables(const struct gz_command *command, struct option longs[N_SPECS + 1],
            char shorts[3 * N_SPECS + 2]) {
  size_t n = 0;
  *shorts++ = ':'; // so that a missing argument is told from a wrong option
  for (size_t i = 0; i < N_SPECS; ++i) {
    const struct option_spec *spec = &specs[i];
    if (!takes(command, spec->letter)) {
      continue;
    }
    longs[n++] = (struct option){
        .name = spec->name,
        .has_arg = spec->argument ? required_argument : no_argument,
        .val = spec->letter,
    };
    if (spec->has_short) {
      *shorts++ = (char)spec->letter;
      if (spec->argument) {
        *shorts++ = ':';
      }
    }
  }
  longs[n] = (struct option){0};
  *shorts = '\0';
}

/** Check how many arguments are left, and take them. */
static enum gz_exit
take_rest(const struct gz_command *command, int count, char **rest,
          struct gz_arguments *arguments, bool *ended) {
  *ended = true;
  if (count < command->min_rest) {
    return gz_usage_error(command->name, "%s: too few arguments",
                          command->name);
  }
  if (command->max_rest >= 0 && count > command->max_rest) {
    return gz_usage_error(command->name, "%s: unexpected argument '%s'",
                          command->name, rest[command->max_rest]);
  }
  for (int i = 0; i < count; ++i) {
    if (!push(&arguments->rest, rest[i])) {
      fputs("gazette: Out of memory\n", stderr);
      return GZ_EXIT_FAILED;
    }
  }
  *ended = false;
  return GZ_EXIT_DONE;
}

enum gz_exit
gz_arguments_read(const struct gz_command *command, int argc, char **argv,
                  struct gz_arguments *arguments, bool *ended) {
  struct option longs[N_SPECS + 1];
  char shorts[3 * N_SPECS + 2];
  make_tables(command, longs, shorts);
  *ended = true;
  opterr = 0;
  optind = 1;
  for (;;) {
    const int at = optind;
    const int letter = getopt_long(argc, argv, shorts, longs, NULL);
    if (letter == -1) {
      break;
    }
    if (letter == 'h') {
      print_help(command);
      return GZ_EXIT_DONE;
    }
    if (letter == '?') {
      return gz_usage_error(command->name, "%s: unknown option '%s'",
                            command->name, argv[at]);
    }
    if (letter == ':') {
      return gz_usage_error(command->name, "%s: option '%s' needs an argument",
                            command->name, argv[at]);
    }
    if (!set_option(arguments, letter, optarg)) {
      return gz_usage_error(command->name, "%s: bad argument '%s' of '%s'",
                            command->name, optarg, argv[at]);
    }
  }
  return take_rest(command, argc - optind, argv + optind, arguments, ended);
}

void
gz_arguments_free(struct gz_arguments *arguments) {
  free(arguments->actors.items);
  free(arguments->data.items);
  free(arguments->rest.items);
}
