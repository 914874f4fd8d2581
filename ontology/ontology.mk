# What it means; knows no documents and no store.
libgazettecore_la_SOURCES += \
  ontology/actors.h \
  ontology/actors_load.c \
  ontology/actors_read.c \
  ontology/check.c \
  ontology/check.h \
  ontology/check_fits.c \
  ontology/describe.c \
  ontology/describe.h \
  ontology/describe_actors.c \
  ontology/describe_entities.c \
  ontology/describe_facts.c \
  ontology/describe_known.c \
  ontology/describe_labels.c \
  ontology/describe_parts.h \
  ontology/iri.c \
  ontology/iri.h \
  ontology/rules.def \
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

# The known actors, compiled into a table that the command maps.
actors_data = \
  ontology/actors/alliances.ttl \
  ontology/actors/bodies.ttl \
  ontology/actors/capitals.ttl \
  ontology/actors/firms.ttl \
  ontology/actors/governments.ttl \
  ontology/actors/international-bodies.ttl \
  ontology/actors/media.ttl \
  ontology/actors/ministries.ttl \
  ontology/actors/offices.ttl \
  ontology/actors/officials-heads.ttl \
  ontology/actors/officials-international.ttl \
  ontology/actors/officials-foreign-ministers.ttl \
  ontology/actors/officials-former.ttl \
  ontology/actors/officials-ministers.ttl \
  ontology/actors/officials-us-congress.ttl \
  ontology/actors/officials-us.ttl \
  ontology/actors/organizations.ttl \
  ontology/actors/parties.ttl \
  ontology/actors/people.ttl \
  ontology/actors/policies.ttl \
  ontology/actors/states.ttl \
  ontology/actors/technologies.ttl \
  ontology/actors/territories.ttl \
  ontology/actors/us-states.ttl
EXTRA_DIST += $(actors_data)
noinst_PROGRAMS += ontology/compile_actors
ontology_compile_actors_SOURCES = ontology/compile_actors.c
ontology_compile_actors_LDADD = libgazettecore.la
built_data += ontology/actors.bin
CLEANFILES += ontology/actors.bin

ontology/actors.bin: ontology/compile_actors$(EXEEXT) $(actors_data)
	$(AM_V_GEN)files=; for f in $(actors_data); do \
	  if test -f "$$f"; then files="$$files $$f"; \
	  else files="$$files $(srcdir)/$$f"; fi; \
	done && ./ontology/compile_actors$(EXEEXT) $@ $$files
