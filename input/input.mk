# What the text says; knows no RDF.
libgazettecore_la_SOURCES += \
  input/actors.h \
  input/arena.c \
  input/arena.h \
  input/article.c \
  input/article.h \
  input/buffer.c \
  input/buffer.h \
  input/facts.c \
  input/facts.def \
  input/facts.h \
  input/interner.c \
  input/interner.h \
  input/status.c \
  input/status.h \
  input/str.c \
  input/str.h \
  input/tags.c \
  input/tags.def \
  input/tags.h
