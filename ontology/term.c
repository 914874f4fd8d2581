#include "ontology/term.h"

struct gz_term
gz_term_iri(struct gz_str iri) {
  return (struct gz_term){.kind = GZ_TERM_IRI, .value = iri};
}

struct gz_term
gz_term_blank(struct gz_str label) {
  return (struct gz_term){.kind = GZ_TERM_BLANK, .value = label};
}

struct gz_term
gz_term_string(struct gz_str text) {
  return (struct gz_term){.kind = GZ_TERM_LITERAL, .value = text};
}

struct gz_term
gz_term_tagged(struct gz_str text, struct gz_str language) {
  return (struct gz_term){
      .kind = GZ_TERM_LITERAL, .value = text, .language = language};
}

struct gz_term
gz_term_typed(struct gz_str text, struct gz_str datatype) {
  if (gz_str_is(datatype, GZ_XSD "string")) {
    datatype.size = 0;
  }
  return (struct gz_term){
      .kind = GZ_TERM_LITERAL, .value = text, .datatype = datatype};
}

bool
gz_term_equal(const struct gz_term *a, const struct gz_term *b) {
  return a->kind == b->kind && gz_str_equal(a->value, b->value) &&
         gz_str_equal(a->datatype, b->datatype) &&
         gz_str_equal(a->language, b->language);
}

int
gz_term_compare(const struct gz_term *a, const struct gz_term *b) {
  if (a->kind != b->kind) {
    return a->kind < b->kind ? -1 : 1;
  }
  int order = gz_str_compare(a->value, b->value);
  if (!order) {
    order = gz_str_compare(a->datatype, b->datatype);
  }
  return order ? order : gz_str_compare(a->language, b->language);
}

int
gz_quad_compare(const struct gz_quad *a, const struct gz_quad *b) {
  int order = gz_term_compare(&a->graph, &b->graph);
  if (!order) {
    order = gz_term_compare(&a->subject, &b->subject);
  }
  if (!order) {
    order = gz_term_compare(&a->predicate, &b->predicate);
  }
  return order ? order : gz_term_compare(&a->object, &b->object);
}
