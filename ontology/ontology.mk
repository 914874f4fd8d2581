# What it means; knows no documents and no store.
libgazettecore_la_SOURCES += \
  ontology/iri.c \
  ontology/iri.h \
  ontology/statements.c \
  ontology/statements.h \
  ontology/syntax.c \
  ontology/syntax.h \
  ontology/term.c \
  ontology/term.h \
  ontology/vocabulary.c \
  ontology/vocabulary.def \
  ontology/vocabulary.h

data += \
  ontology/gazette.ttl \
  ontology/queries/allies.rq \
  ontology/queries/audit.rq \
  ontology/queries/doubts.rq \
  ontology/queries/firms.rq \
  ontology/queries/passages.rq \
  ontology/queries/policies.rq \
  ontology/queries/pressure.rq \
  ontology/queries/timeline.rq \
  ontology/queries/unnamed-sources.rq \
  ontology/queries/who-said-what.rq \
  ontology/shapes.ttl
