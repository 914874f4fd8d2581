# Measurements: `make bench`; each program says in its head what else it can.
bench_programs = \
  tests/bench/bench_analyser \
  tests/bench/bench_store
EXTRA_PROGRAMS = $(bench_programs)
CLEANFILES += $(bench_programs)
tests_bench_bench_analyser_SOURCES = tests/bench/bench_analyser.c
tests_bench_bench_store_SOURCES = \
  tests/bench/bench_store.c \
  tests/bench/generate.c \
  tests/bench/generate.h

.PHONY: bench
bench: $(bench_programs)
	@for program in $(bench_programs); do $$program || exit 1; done
