# Measurements: `make bench`; each program says in its head what else it can.
bench_programs = \
  tests/bench/bench_analyser \
  tests/bench/bench_queries \
  tests/bench/bench_store
EXTRA_PROGRAMS += $(bench_programs)
CLEANFILES += $(bench_programs)
tests_bench_bench_analyser_SOURCES = tests/bench/bench_analyser.c
tests_bench_bench_queries_SOURCES = \
  tests/bench/bench_queries.c \
  tests/bench/generate.c \
  tests/bench/generate.h
tests_bench_bench_store_SOURCES = \
  tests/bench/bench_store.c \
  tests/bench/generate.c \
  tests/bench/generate.h

.PHONY: bench
bench: $(bench_programs)
	@for program in $(bench_programs); do $$program || exit 1; done

# Beside Oxigraph, from npm: `make bench-oxigraph QUADS=1000000`.
QUADS = 100000
EXTRA_DIST += tests/bench/queries
.PHONY: bench-oxigraph
bench-oxigraph: tests/bench/bench_queries
	. $(top_srcdir)/tests/npm.sh && top_srcdir=$(abs_top_srcdir) && \
	  npm_run bench_queries.mjs oxigraph@0.5.11 -- \
	  $(abs_top_builddir)/tests/bench/bench_queries \
	  $(abs_top_srcdir)/tests/bench/queries $(QUADS)

# Beside wink-nlp, from npm, which tags and does not parse:
# `make bench-wink TEXTS="a.txt b.txt"`.
TEXTS = $(top_srcdir)/input/huawei-5g.txt
.PHONY: bench-wink
bench-wink: tests/bench/bench_analyser
	. $(top_srcdir)/tests/npm.sh && top_srcdir=$(abs_top_srcdir) && \
	  npm_run bench_wink.mjs wink-nlp@2.4.0 wink-eng-lite-web-model@1.8.1 -- \
	  $(abs_top_builddir)/tests/bench/bench_analyser \
	  share/gazette/analyser.model $(TEXTS)
