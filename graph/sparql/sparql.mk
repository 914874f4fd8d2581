# SPARQL 1.1 Query over the store.
libgazettecore_la_SOURCES += \
  graph/sparql/eval.h \
  graph/sparql/functions.def \
  graph/sparql/syntax.h
