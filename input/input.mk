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
  input/english/abbreviations.def \
  input/english/words.def \
  input/interner.c \
  input/interner.h \
  input/paragraphs.c \
  input/paragraphs.h \
  input/sentences.c \
  input/sentences.h \
  input/status.c \
  input/status.h \
  input/str.c \
  input/str.h \
  input/tags.c \
  input/tags.def \
  input/tags.h \
  input/token_words.c \
  input/token_words.h \
  input/tokens.c \
  input/tokens.h \
  input/tree.c \
  input/tree.h \
  input/unicode.c \
  input/unicode.h \
  input/wordlist.c \
  input/wordlist.h
