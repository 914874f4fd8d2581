# What we know: store, export, query, command.
libgazettecore_la_SOURCES += \
  graph/annotate.c \
  graph/explain.c \
  graph/gazette.c \
  graph/gazette.h \
  graph/load.c \
  graph/load.h \
  graph/load_guard.c \
  graph/load_guard.h \
  graph/load_parts.h \
  graph/load_turtle.c \
  graph/load_xml.c \
  graph/lmdb_rows.c \
  graph/lmdb_storage.c \
  graph/lmdb_storage.h \
  graph/storage.h \
  graph/nquads.c \
  graph/nquads.h \
  graph/pipeline.c \
  graph/pipeline.h \
  graph/quads.c \
  graph/quads.h \
  graph/quads_compact.c \
  graph/quads_count.c \
  graph/quads_file.c \
  graph/quads_format.h \
  graph/quads_inline.c \
  graph/quads_pages.c \
  graph/quads_pages.h \
  graph/quads_record.c \
  graph/quads_scan.c \
  graph/quads_sort.c \
  graph/quads_terms.c \
  graph/quads_txn.c \
  graph/quads_verify.c \
  graph/quads_write.c \
  graph/query.c \
  graph/resources.h \
  graph/sink.c \
  graph/sink.h \
  graph/store.c \
  graph/store.h \
  graph/store_add.c \
  graph/store_load.c \
  graph/store_view.c \
  graph/write_ontology.c \
  graph/writer.c \
  graph/writer.h \
  graph/writer_nquads.c \
  graph/writer_parts.h \
  graph/writer_raptor.c \
  graph/writer_turtle.c

### The library: the same objects behind the public headers
lib_LTLIBRARIES = libgazette.la
pkginclude_HEADERS = graph/gazette.h graph/storage.h input/status.h
libgazette_la_SOURCES =
libgazette_la_LIBADD = libgazettecore.la
libgazette_la_LDFLAGS = -version-info 0:0:0 -no-undefined $(AM_LDFLAGS)
pkgconfigdir = $(libdir)/pkgconfig
pkgconfig_DATA = graph/gazette.pc

### The command, which may use nothing but the public headers
bin_PROGRAMS = gazette
gazette_SOURCES = \
  graph/command_query.c \
  graph/command_read.c \
  graph/command_store.c \
  graph/commands.h \
  graph/console.c \
  graph/main.c \
  graph/options.c \
  graph/options.h
gazette_LDADD = libgazette.la

include graph/sparql/sparql.mk

dist_man1_MANS += \
  graph/man/gazette-add.1 \
  graph/man/gazette-annotate.1 \
  graph/man/gazette-compact.1 \
  graph/man/gazette-explain.1 \
  graph/man/gazette-export.1 \
  graph/man/gazette-extract.1 \
  graph/man/gazette-list.1 \
  graph/man/gazette-load.1 \
  graph/man/gazette-ontology.1 \
  graph/man/gazette-query.1 \
  graph/man/gazette-retract.1 \
  graph/man/gazette-stats.1 \
  graph/man/gazette-verify.1 \
  graph/man/gazette.1
