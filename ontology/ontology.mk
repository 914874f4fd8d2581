# What it means; knows no documents and no store.
libgazettecore_la_SOURCES += \
  ontology/term.c \
  ontology/term.h
