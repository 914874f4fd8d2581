#include "tests/bench/generate.h"

#include <stdint.h>
#include <stdio.h>

#define GAZ "https://w3id.org/gazette/ontology#"
#define ID "https://w3id.org/gazette/id/"
#define NIF "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
#define ACTORS 20000

/** What the object of a quad is. */
enum object {
  ARTICLE,
  EVENT,
  CLAIM,
  ACTOR,
  CLASS,
  DATE,
  OFFSET,
  TITLE,
  LABEL,
  CONFIDENCE,
};

struct line {
  enum object subject;
  int number; // which event, claim or actor of the article
  const char *predicate;
  enum object object;
  int object_number;
};

static const struct line lines[GZ_BENCH_GRAPH_QUADS] = {
    {ARTICLE, 0, GZ_RDF "type", CLASS, 0},
    {ARTICLE, 0, "http://purl.org/dc/terms/issued", DATE, 0},
    {ARTICLE, 0, "http://purl.org/dc/terms/title", TITLE, 0},
    {EVENT, 0, GZ_RDF "type", CLASS, 1},
    {EVENT, 0, GAZ "actor", ACTOR, 0},
    {EVENT, 0, GAZ "recipient", ACTOR, 1},
    {EVENT, 0, GAZ "beginDate", DATE, 0},
    {EVENT, 1, GZ_RDF "type", CLASS, 2},
    {EVENT, 1, GAZ "actor", ACTOR, 1},
    {EVENT, 1, GAZ "beginDate", DATE, 1},
    {CLAIM, 0, GZ_RDF "type", CLASS, 3},
    {CLAIM, 0, GAZ "asserts", EVENT, 0},
    {CLAIM, 0, GAZ "speaker", ACTOR, 2},
    {CLAIM, 0, GAZ "confidence", CONFIDENCE, 0},
    {CLAIM, 0, NIF "beginIndex", OFFSET, 0},
    {CLAIM, 1, GAZ "asserts", EVENT, 1},
    {CLAIM, 1, GAZ "speaker", ARTICLE, 0},
    {ACTOR, 0, GZ_RDF "type", CLASS, 4},
    {ACTOR, 0, "http://www.w3.org/2004/02/skos/core#prefLabel", LABEL, 0},
    {ACTOR, 1, GZ_RDF "type", CLASS, 5},
};

static uint64_t
mix(uint64_t x) {
  x = (x ^ x >> 31) * UINT64_C(0x9E3779B97F4A7C15);
  x = (x ^ x >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
  return x ^ x >> 32;
}

/** The actor in place `which` of an article: mostly one with a low number. */
static unsigned
actor(size_t article, int which) {
  const uint64_t draw = mix(article * 8 + (unsigned)which + 1);
  const unsigned range = ACTORS >> (draw % 15);
  return (unsigned)(draw / 16 % (range ? range : 1));
}

static struct gz_term
make(size_t article, enum object what, int number, char room[128]) {
  static const char *const classes[] = {GAZ "Article",   GAZ "Threat",
                                        GAZ "Agreement", GAZ "Claim",
                                        GAZ "State",     GAZ "Firm"};
  const uint64_t draw = mix(article * 16 + (unsigned)number);
  const unsigned long long name = mix(article);
  int size = 0;
  switch (what) {
  case ARTICLE:
    size = snprintf(room, 128, ID "article/%016llx", name);
    break;
  case EVENT:
    size = snprintf(room, 128, ID "article/%016llx#event-%d", name, number);
    break;
  case CLAIM:
    size = snprintf(room, 128, ID "article/%016llx#claim-%d", name, number);
    break;
  case ACTOR:
    size = snprintf(room, 128, ID "entity/actor-%u", actor(article, number));
    break;
  case CLASS:
    return gz_term_iri(gz_str(classes[number]));
  case DATE:
    size = snprintf(room, 128, "20%02u-%02u-%02u", (unsigned)(draw % 20),
                    (unsigned)(draw / 32 % 12) + 1,
                    (unsigned)(draw / 512 % 28) + 1);
    return gz_term_typed(gz_str_n(room, (size_t)size), gz_str(GZ_XSD "date"));
  case OFFSET:
    size = snprintf(room, 128, "%u", (unsigned)(draw % 5000));
    return gz_term_typed(gz_str_n(room, (size_t)size),
                         gz_str(GZ_XSD "nonNegativeInteger"));
  case CONFIDENCE:
    size = snprintf(room, 128, "0.%02u", (unsigned)(draw % 100));
    return gz_term_typed(gz_str_n(room, (size_t)size),
                         gz_str(GZ_XSD "decimal"));
  case TITLE:
    size = snprintf(room, 128, "Talks on treaty %llu end without a vote",
                    name % 1000000);
    return gz_term_tagged(gz_str_n(room, (size_t)size), gz_str("en"));
  case LABEL:
    size = snprintf(room, 128, "Actor number %u", actor(article, number));
    return gz_term_tagged(gz_str_n(room, (size_t)size), gz_str("en"));
  }
  return gz_term_iri(gz_str_n(room, (size_t)size));
}

struct gz_quad
gz_bench_quad(size_t number, struct gz_bench_room *room) {
  const size_t article = number / GZ_BENCH_GRAPH_QUADS;
  const struct line *line = &lines[number % GZ_BENCH_GRAPH_QUADS];
  return (struct gz_quad){
      .subject = make(article, line->subject, line->number, room->text[0]),
      .predicate = gz_term_iri(gz_str(line->predicate)),
      .object = make(article, line->object, line->object_number, room->text[1]),
      .graph = make(article, ARTICLE, 0, room->text[2]),
  };
}
