// The command `gazette`: finds the subcommand and hands it its arguments.

#include "graph/commands.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/** Options of whatever loads the tables. */
#define LOADING "AXBq"
/** Options of whatever reads articles. */
#define READING LOADING "iMFTDSPNRj"

static const struct gz_command commands[] = {
    {"extract", "[OPTION...] FILE...",
     "Read articles and write their graph to standard output", READING "o", 1,
     -1, gz_command_extract},
    {"annotate", "[OPTION...] FILE...",
     "Write what the language stages find, before any RDF", READING "JCK", 1,
     -1, gz_command_annotate},
    {"add", "-s STORE [OPTION...] FILE...", "Read articles into a store",
     READING "sW", 1, -1, gz_command_add},
    {"list", "-s STORE", "List the articles of a store", "sq", 0, 0,
     gz_command_list},
    {"retract", "-s STORE ARTICLE...",
     "Remove articles, named by IRI, its 16 digits, or source URL", "sWq", 1,
     -1, gz_command_retract},
    {"load", "-s STORE [OPTION...] FILE...", "Load RDF files into a store",
     "sWGq", 1, -1, gz_command_load},
    {"export", "-s STORE [OPTION...]", "Write a store to standard output",
     "soGq", 0, 0, gz_command_export},
    {"query", "(-s STORE | -d FILE...) [OPTION...] (QUERY | -f FILE)",
     "Answer a SPARQL query", "sdfrZEOYLBq", 0, 1, gz_command_query},
    {"explain", "-s STORE IRI...",
     "Show what stands behind a fact: claim, passage, rule", "sq", 1, -1,
     gz_command_explain},
    {"stats", "-s STORE", "Count what is in a store", "sq", 0, 0,
     gz_command_stats},
    {"verify", "-s STORE", "Check that a store is whole", "sq", 0, 0,
     gz_command_verify},
    {"compact", "-s STORE", "Rewrite a store without what is unused", "sWq", 0,
     0, gz_command_compact},
    {"ontology", "[OPTION...]", "Write the ontology, or its shapes", "oHXq", 0,
     0, gz_command_ontology},
};

#define N_COMMANDS (sizeof commands / sizeof commands[0])

static void
print_help(void) {
  puts("Usage: gazette COMMAND [OPTION...] [ARGUMENT...]\n"
       "Read news into a knowledge graph of who did, said and decided what.\n");
  for (size_t i = 0; i < N_COMMANDS; ++i) {
    printf("  %-10s %s\n", commands[i].name, commands[i].summary);
  }
  puts("\n'gazette COMMAND --help' lists the options of a command.\n"
       "'gazette --version' prints the version.\n"
       "Exit status: 0 done, 1 some input failed, 2 wrong usage.\n\n"
       "Report bugs to <https://w3id.org/gazette/issues>.");
}

/** Flush standard output: a full disk or a closed pipe is no success. */
static enum gz_exit
finish(enum gz_exit status) {
  if (fflush(stdout) == 0 && !ferror(stdout)) {
    return status;
  }
  if (status == GZ_EXIT_DONE) { // otherwise it has been told
    fprintf(stderr, "gazette: Cannot write standard output: %s\n",
            strerror(errno));
  }
  return GZ_EXIT_FAILED;
}

static enum gz_exit
run(int argc, char **argv) {
  if (argc < 2) {
    return gz_usage_error(NULL, "no command given");
  }
  const char *name = argv[1];
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
      strcmp(name, "help") == 0) {
    print_help();
    return GZ_EXIT_DONE;
  }
  if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
    printf("gazette %s\n", gz_version());
    return GZ_EXIT_DONE;
  }
  for (size_t i = 0; i < N_COMMANDS; ++i) {
    if (strcmp(name, commands[i].name) == 0) {
      struct gz_arguments arguments = {.program = argv[0]};
      bool ended = false;
      enum gz_exit status = gz_arguments_read(&commands[i], argc - 1, argv + 1,
                                              &arguments, &ended);
      if (!ended) {
        status = commands[i].run(&arguments);
      }
      gz_arguments_free(&arguments);
      return status;
    }
  }
  return gz_usage_error(NULL, "unknown command '%s'", name);
}

int
main(int argc, char **argv) {
  // Messages of the system in the user's language; numbers never are.
  (void)setlocale(LC_CTYPE, "");
  (void)setlocale(LC_MESSAGES, "");
  // A closed pipe is a write error, to be told and to end with status 1.
  (void)signal(SIGPIPE, SIG_IGN);
  return (int)finish(run(argc, argv));
}
