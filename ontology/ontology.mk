# What it means; knows no documents and no store.
libgazettecore_la_SOURCES += \
  ontology/iri.c \
  ontology/iri.h \
  ontology/term.c \
  ontology/term.h \
  ontology/vocabulary.c \
  ontology/vocabulary.def \
  ontology/vocabulary.h

data += \
  ontology/gazette.ttl
