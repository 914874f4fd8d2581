# One cmocka program per module, each case counted through TAP.
TEST_EXTENSIONS = .test
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) \
  $(top_srcdir)/.build-aux/tap-driver.sh
TEST_LOG_DRIVER = $(LOG_DRIVER)
AM_TESTS_ENVIRONMENT = \
  LC_ALL=C.UTF-8; export LC_ALL; \
  CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
  ASAN_OPTIONS=fast_unwind_on_malloc=0; export ASAN_OPTIONS; \
  LSAN_OPTIONS=suppressions=$(abs_top_srcdir)/tests/lsan.supp; \
  export LSAN_OPTIONS; \
  GAZETTE='$(abs_top_builddir)/gazette'; export GAZETTE; \
  GZ_DATA='$(abs_top_builddir)/share/gazette'; export GZ_DATA; \
  top_srcdir='$(abs_top_srcdir)'; export top_srcdir; \
  top_builddir='$(abs_top_builddir)'; export top_builddir; \
  NM='$(NM)'; export NM;

AM_DEFAULT_SOURCE_EXT = .c
LDADD = libgazettecore.la $(CMOCKA_LIBS)

unit_tests = \
  tests/test_actors \
  tests/test_actors_data \
  tests/test_arena \
  tests/test_article \
  tests/test_base \
  tests/test_check \
  tests/test_claims \
  tests/test_describe \
  tests/test_describe_facts \
  tests/test_events \
  tests/test_failing \
  tests/test_frames \
  tests/test_gazette \
  tests/test_iri \
  tests/test_kill \
  tests/test_load \
  tests/test_mentions \
  tests/test_quads \
  tests/test_quotes \
  tests/test_quads_failing \
  tests/test_quads_file \
  tests/test_quads_model \
  tests/test_reader \
  tests/test_reader_html \
  tests/test_roundtrip \
  tests/test_sentences \
  tests/test_sparql_algebra \
  tests/test_sparql_exec \
  tests/test_sparql_failing \
  tests/test_sparql_functions \
  tests/test_sparql_parser \
  tests/test_sparql_results \
  tests/test_sparql_value \
  tests/test_statements \
  tests/test_storage \
  tests/test_tokens \
  tests/test_timex \
  tests/test_tree \
  tests/test_unicode \
  tests/test_vocabulary \
  tests/test_writer

# tests/fuzz/fuzz_X.c is linked with a driver that replays
# tests/fuzz/corpus/X; with clang's -fsanitize=fuzzer it becomes a fuzzer.
fuzz_targets = \
  tests/fuzz/fuzz_actors \
  tests/fuzz/fuzz_html \
  tests/fuzz/fuzz_iri \
  tests/fuzz/fuzz_jsonl \
  tests/fuzz/fuzz_load \
  tests/fuzz/fuzz_results \
  tests/fuzz/fuzz_sparql \
  tests/fuzz/fuzz_text \
  tests/fuzz/fuzz_timex \
  tests/fuzz/fuzz_values

# The analyser and what it stands on.
unit_tests += \
  tests/test_analyser \
  tests/test_conllu \
  tests/test_model \
  tests/test_spanning_tree
fuzz_targets += \
  tests/fuzz/fuzz_conllu \
  tests/fuzz/fuzz_model
EXTRA_DIST += \
  tests/data \
  tests/model_file.h

# Those that ask judges from npm are skipped where it cannot be reached.
script_tests = \
  tests/conform.test \
  tests/readme.test \
  tests/cli.test \
  tests/demo.test \
  tests/store.test \
  tests/symbols.test \
  tests/output.test \
  tests/actors-shapes.test \
  tests/queries.test \
  tests/roundtrip.test \
  tests/shapes.test

# sparql_suite runs queries that manifests describe: without arguments our own
# cases, and the W3C's with `tests/sparql_suite -q MANIFEST...`.
suite_tests = tests/sparql_suite
tests_sparql_suite_SOURCES = tests/sparql_suite.c \
  tests/suite_compare.c tests/suite_compare.h \
  tests/suite_graph.c tests/suite_graph.h \
  tests/suite_results.c tests/suite_run.c tests/suite_run.h

# `make differential` compares our answers to random queries with Oxigraph's.
QUERIES = 1000
SEED = 1
differential: tests/sparql_answer
	. $(top_srcdir)/tests/npm.sh && top_srcdir=$(abs_top_srcdir) && \
	  npm_run sparql_diff.mjs oxigraph@0.5.11 -- \
	  $(abs_top_builddir)/tests/sparql_answer $(QUERIES) $(SEED)
.PHONY: differential

check_PROGRAMS = $(unit_tests) $(suite_tests) $(fuzz_targets) \
  tests/sparql_answer
TESTS = $(unit_tests) $(suite_tests) $(fuzz_targets) $(script_tests)
EXTRA_DIST += \
  tests/article_maker.h \
  tests/describe_world.h \
  tests/cases \
  tests/cases_file.h \
  tests/failing.h \
  tests/js \
  tests/npm.sh \
  tests/shapes \
  tests/tap.sh \
  tests/fuzz/corpus \
  tests/fuzz/replay.h \
  tests/hard_cases.h \
  tests/lsan.supp \
  tests/quads_fixture.h \
  tests/reread.h \
  tests/sparql_store.h \
  tests/claims_reader.h \
  tests/tree_builder.h \
  tests/unit.h \
  $(script_tests)

# Sends what our own code allocates through tests/failing.h.
failing_ldflags = $(AM_LDFLAGS) \
  -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup
tests_test_failing_LDFLAGS = $(failing_ldflags)
tests_test_quads_failing_LDFLAGS = $(failing_ldflags)
tests_test_sparql_failing_LDFLAGS = $(failing_ldflags)

include tests/bench/bench.mk
