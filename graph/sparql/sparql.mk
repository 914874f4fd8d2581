# SPARQL 1.1 Query over the store.
libgazettecore_la_SOURCES += \
  graph/sparql/columns.h \
  graph/sparql/eval.h \
  graph/sparql/functions.def \
  graph/sparql/iri.c \
  graph/sparql/iri.h \
  graph/sparql/lexer.c \
  graph/sparql/lexer.h \
  graph/sparql/parser.c \
  graph/sparql/parser.h \
  graph/sparql/parser_expr.c \
  graph/sparql/parser_path.c \
  graph/sparql/parser_pattern.c \
  graph/sparql/parser_select.c \
  graph/sparql/parser_state.h \
  graph/sparql/parser_triples.c \
  graph/sparql/sparql.h \
  graph/sparql/syntax.h
