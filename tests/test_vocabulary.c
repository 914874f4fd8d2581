#include "tests/unit.h"

#include "ontology/vocabulary.h"

#include <raptor2.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SKOS_DEFINITION GZ_NS_skos "definition"
#define SKOS_NOTATION GZ_NS_skos "notation"
#define OWL_CLASS GZ_NS_owl "Class"
#define OWL_DISJOINT GZ_NS_owl "disjointWith"
#define RDFS_SUBCLASS GZ_NS_rdfs "subClassOf"

/** A statement of gazette.ttl; literals by their text, "en" in `language`. */
struct statement {
  char *subject;
  char *predicate;
  char *object;
  char language[8];
  bool literal;
  bool blank; /**< Whether a blank node is in it */
};

/** All of gazette.ttl, in the order of the file. */
struct ontology {
  struct statement *items;
  size_t count;
  size_t errors;
};

static char *
copy_of(const raptor_term *term) {
  const unsigned char *text = NULL;
  if (term->type == RAPTOR_TERM_TYPE_URI) {
    text = raptor_uri_as_string(term->value.uri);
  } else if (term->type == RAPTOR_TERM_TYPE_LITERAL) {
    text = term->value.literal.string;
  } else {
    text = term->value.blank.string;
  }
  char *copy = strdup((const char *)text);
  assert_non_null(copy);
  return copy;
}

static void
on_statement(void *data, raptor_statement *triple) {
  struct ontology *o = (struct ontology *)data;
  assert_true(o->count < 4096);
  struct statement *s = &o->items[o->count++];
  s->subject = copy_of(triple->subject);
  s->predicate = copy_of(triple->predicate);
  s->object = copy_of(triple->object);
  s->literal = triple->object->type == RAPTOR_TERM_TYPE_LITERAL;
  s->blank = triple->subject->type == RAPTOR_TERM_TYPE_BLANK ||
             triple->object->type == RAPTOR_TERM_TYPE_BLANK;
  if (s->literal && triple->object->value.literal.language) {
    snprintf(s->language, sizeof s->language, "%s",
             (const char *)triple->object->value.literal.language);
  }
}

static void
on_log(void *data, raptor_log_message *message) {
  struct ontology *o = (struct ontology *)data;
  if (message->level >= RAPTOR_LOG_LEVEL_WARN) {
    ++o->errors;
  }
}

static int
read_ontology(void **state) {
  const char *root = getenv("top_srcdir");
  char path[4096];
  snprintf(path, sizeof path, "%s/ontology/gazette.ttl", root ? root : ".");
  static struct ontology o;
  o.items = (struct statement *)calloc(4096, sizeof *o.items);
  FILE *file = fopen(path, "rb");
  raptor_world *world = raptor_new_world();
  if (!o.items || !file || !world) {
    return -1;
  }
  raptor_world_set_log_handler(world, &o, on_log);
  raptor_parser *parser = raptor_new_parser(world, "turtle");
  raptor_uri *base = raptor_new_uri(
      world, (const unsigned char *)"https://w3id.org/gazette/ontology");
  raptor_parser_set_statement_handler(parser, &o, on_statement);
  const int status = raptor_parser_parse_file_stream(parser, file, path, base);
  raptor_free_uri(base);
  raptor_free_parser(parser);
  raptor_free_world(world);
  fclose(file);
  *state = &o;
  return status;
}

static int
free_ontology(void **state) {
  struct ontology *o = (struct ontology *)*state;
  for (size_t i = 0; i < o->count; ++i) {
    free(o->items[i].subject);
    free(o->items[i].predicate);
    free(o->items[i].object);
  }
  free(o->items);
  return 0;
}

/** Whether `o` says that; null stands for anything. */
static bool
says(const struct ontology *o, const char *subject, const char *predicate,
     const char *object) {
  for (size_t i = 0; i < o->count; ++i) {
    const struct statement *s = &o->items[i];
    if (strcmp(s->subject, subject) == 0 &&
        strcmp(s->predicate, predicate) == 0 &&
        (!object || strcmp(s->object, object) == 0)) {
      return true;
    }
  }
  return false;
}

static bool
is_gaz(const char *iri) {
  return strncmp(iri, GZ_NS_gaz, strlen(GZ_NS_gaz)) == 0;
}

static const char *
iri_of(enum gz_vocab term) {
  return gz_vocab_iri(term).data;
}

static enum gz_vocab
term_of(const char *iri) {
  return gz_vocab_find(gz_str(iri));
}

/** The type that gazette.ttl gives to a term of that kind. */
static bool
has_type_for(const struct ontology *o, enum gz_vocab term) {
  const char *type = iri_of(GZ_PROPERTY_TYPE);
  const char *iri = iri_of(term);
  switch (gz_vocab_kind(term)) {
  case GZ_VOCAB_KIND_CLASS:
    return says(o, iri, type, OWL_CLASS);
  case GZ_VOCAB_KIND_PROPERTY:
    return says(o, iri, type, GZ_NS_owl "ObjectProperty") ||
           says(o, iri, type, GZ_NS_owl "DatatypeProperty");
  case GZ_VOCAB_KIND_INDIVIDUAL:
    return says(o, iri, type, GZ_NS_owl "NamedIndividual");
  case GZ_VOCAB_KIND_DATATYPE:
    return says(o, iri, type, GZ_NS_rdfs "Datatype");
  case GZ_VOCAB_KIND_NONE:
    break;
  }
  return false;
}

static void
test_file_is_clean(void **state) {
  const struct ontology *o = (const struct ontology *)*state;
  assert_int_equal(o->errors, 0);
  assert_true(o->count > 700);
  for (size_t i = 0; i < o->count; ++i) {
    assert_false(o->items[i].blank);
  }
  assert_true(says(o, "https://w3id.org/gazette/ontology",
                   iri_of(GZ_PROPERTY_TYPE), GZ_NS_owl "Ontology"));
  assert_true(says(o, "https://w3id.org/gazette/ontology",
                   iri_of(GZ_PROPERTY_VERSION_INFO), NULL));
}

static void
test_every_term_is_declared(void **state) {
  const struct ontology *o = (const struct ontology *)*state;
  for (int i = GZ_VOCAB_NONE + 1; i < GZ_N_VOCAB; ++i) {
    const enum gz_vocab term = (enum gz_vocab)i;
    if (is_gaz(iri_of(term)) && !has_type_for(o, term)) {
      fail_msg("%s is not declared in gazette.ttl", iri_of(term));
    }
  }
}

static void
test_every_declaration_is_listed(void **state) {
  const struct ontology *o = (const struct ontology *)*state;
  for (size_t i = 0; i < o->count; ++i) {
    const struct statement *s = &o->items[i];
    if (is_gaz(s->subject) && term_of(s->subject) == GZ_VOCAB_NONE) {
      fail_msg("vocabulary.def lacks %s", s->subject);
    }
    if (!s->literal && is_gaz(s->object) &&
        term_of(s->object) == GZ_VOCAB_NONE) {
      fail_msg("%s is used and not declared", s->object);
    }
  }
}

static void
test_labels_and_definitions(void **state) {
  const struct ontology *o = (const struct ontology *)*state;
  const char *label = iri_of(GZ_PROPERTY_LABEL);
  for (int i = GZ_VOCAB_NONE + 1; i < GZ_N_VOCAB; ++i) {
    const enum gz_vocab term = (enum gz_vocab)i;
    const char *iri = iri_of(term);
    const char *text = gz_vocab_label(term).data;
    if (gz_vocab_label(term).size ? !says(o, iri, label, text)
                                  : says(o, iri, label, NULL)) {
      fail_msg("%s: gazette.ttl has another label than \"%s\"", iri, text);
    }
    if (is_gaz(iri) && !says(o, iri, SKOS_DEFINITION, NULL) &&
        !says(o, iri, iri_of(GZ_PROPERTY_COMMENT), NULL)) {
      fail_msg("%s has neither definition nor comment", iri);
    }
  }
  for (size_t i = 0; i < o->count; ++i) {
    const struct statement *s = &o->items[i];
    if (strcmp(s->predicate, label) == 0) {
      assert_string_equal(s->language, "en");
    }
  }
}

static void
test_no_label_twice_in_a_kind(void **state) {
  (void)state;
  for (int i = 1; i < GZ_N_VOCAB; ++i) {
    for (int j = i + 1; j < GZ_N_VOCAB; ++j) {
      const enum gz_vocab a = (enum gz_vocab)i;
      const enum gz_vocab b = (enum gz_vocab)j;
      assert_false(gz_str_equal(gz_vocab_iri(a), gz_vocab_iri(b)));
      if (gz_vocab_kind(a) == GZ_VOCAB_KIND_CLASS &&
          gz_vocab_kind(b) == GZ_VOCAB_KIND_CLASS &&
          gz_vocab_label(a).size > 0) {
        assert_false(gz_str_equal(gz_vocab_label(a), gz_vocab_label(b)));
      }
    }
  }
}

/** Whether `o` has `property` lead from or to `type`, by either predicate. */
static bool
leads(const struct ontology *o, enum gz_vocab property, const char *one,
      const char *several, const char *type) {
  return says(o, iri_of(property), one, type) ||
         says(o, iri_of(property), several, type);
}

static void
test_properties_have_domain_and_range(void **state) {
  const struct ontology *o = (const struct ontology *)*state;
  for (int i = GZ_VOCAB_NONE + 1; i < GZ_N_VOCAB; ++i) {
    const enum gz_vocab p = (enum gz_vocab)i;
    if (gz_vocab_kind(p) != GZ_VOCAB_KIND_PROPERTY || !is_gaz(iri_of(p))) {
      continue;
    }
    if (!leads(o, p, GZ_NS_rdfs "domain", GZ_NS_schema "domainIncludes",
               NULL) ||
        !leads(o, p, GZ_NS_rdfs "range", GZ_NS_schema "rangeIncludes", NULL)) {
      fail_msg("%s lacks a domain or a range", iri_of(p));
    }
  }
}

static void
test_tables_agree_with_the_file(void **state) {
  const struct ontology *o = (const struct ontology *)*state;
#define GZ_DOMAIN(property, class)                                             \
  assert_true(leads(o, property, GZ_NS_rdfs "domain",                          \
                    GZ_NS_schema "domainIncludes", iri_of(class)));
#define GZ_RANGE(property, type)                                               \
  assert_true(leads(o, property, GZ_NS_rdfs "range",                           \
                    GZ_NS_schema "rangeIncludes", iri_of(type)));
#define GZ_SUBCLASS(sub, super)                                                \
  assert_true(says(o, iri_of(sub), RDFS_SUBCLASS, iri_of(super)));
#define GZ_DISJOINT(a, b)                                                      \
  assert_true(says(o, iri_of(a), OWL_DISJOINT, iri_of(b)));
#define GZ_INSTANCE(individual, class)                                         \
  assert_true(                                                                 \
      says(o, iri_of(individual), iri_of(GZ_PROPERTY_TYPE), iri_of(class)));
#include "ontology/vocabulary.def"
#undef GZ_DOMAIN
#undef GZ_RANGE
#undef GZ_SUBCLASS
#undef GZ_DISJOINT
#undef GZ_INSTANCE
}

static bool
listed_in(const char *predicate, enum gz_vocab s, enum gz_vocab object) {
  if (strcmp(predicate, RDFS_SUBCLASS) == 0) {
    return gz_vocab_parent(s) == object;
  }
  if (strcmp(predicate, OWL_DISJOINT) == 0) {
    return gz_vocab_disjoint(s, object);
  }
  if (strcmp(predicate, GZ_NS_rdfs "domain") == 0 ||
      strcmp(predicate, GZ_NS_schema "domainIncludes") == 0) {
    return gz_vocab_allows_subject(s, object);
  }
  if (strcmp(predicate, GZ_NS_rdfs "range") == 0 ||
      strcmp(predicate, GZ_NS_schema "rangeIncludes") == 0) {
    return gz_vocab_allows_object(s, object);
  }
  return true;
}

static void
test_file_agrees_with_the_tables(void **state) {
  const struct ontology *o = (const struct ontology *)*state;
  for (size_t i = 0; i < o->count; ++i) {
    const struct statement *s = &o->items[i];
    const enum gz_vocab object = term_of(s->object);
    if (!s->literal && is_gaz(s->subject) && object != GZ_VOCAB_NONE &&
        !listed_in(s->predicate, term_of(s->subject), object)) {
      fail_msg("vocabulary.def lacks %s %s %s", s->subject, s->predicate,
               s->object);
    }
  }
}

static void
test_event_codes(void **state) {
  const struct ontology *o = (const struct ontology *)*state;
  size_t events = 0;
  for (int i = GZ_VOCAB_NONE + 1; i < GZ_N_VOCAB; ++i) {
    const enum gz_vocab term = (enum gz_vocab)i;
    const enum gz_vocab group = gz_vocab_parent(term);
    if (!gz_vocab_is_a(group, GZ_CLASS_EVENT) || group == GZ_CLASS_EVENT) {
      continue;
    }
    ++events;
    if ((group == GZ_CLASS_VERBAL_COOPERATION ||
         group == GZ_CLASS_MATERIAL_COOPERATION ||
         group == GZ_CLASS_VERBAL_CONFLICT ||
         group == GZ_CLASS_MATERIAL_CONFLICT) &&
        !says(o, iri_of(term), SKOS_NOTATION, NULL)) {
      fail_msg("%s has no code", iri_of(term));
    }
  }
  assert_int_equal(events, 33);
  assert_true(says(o, iri_of(GZ_CLASS_ACCUSATION), SKOS_NOTATION, "ACCUSE"));
  assert_true(says(o, iri_of(GZ_CLASS_ACCUSATION), SKOS_NOTATION, "11"));
}

/** Fail if the file at `path` has a name of `gaz:` that is no term. */
static void
check_names_in(const char *path) {
  char full[4096];
  const char *root = getenv("top_srcdir");
  snprintf(full, sizeof full, "%s/%s", root ? root : ".", path);
  FILE *file = fopen(full, "rb");
  if (!file) {
    fail_msg("Cannot open %s", full);
  }
  static char text[1 << 17];
  const size_t size = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  assert_true(size > 0 && size < sizeof text - 1);
  text[size] = '\0';
  const char *at = text;
  size_t names = 0;
  while ((at = strstr(at, "gaz:"))) {
    char iri[256];
    at += strlen("gaz:");
    const size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789"
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (length > 0) {
      ++names;
      snprintf(iri, sizeof iri, "%s%.*s", GZ_NS_gaz, (int)length, at);
      if (term_of(iri) == GZ_VOCAB_NONE) {
        fail_msg("%s: gaz:%.*s is no term", path, (int)length, at);
      }
    }
  }
  assert_true(names > 0);
}

static void
test_names_in_shapes_and_queries(void **state) {
  (void)state;
  static const char *const paths[] = {
      "ontology/shapes.ttl",
      "ontology/queries/allies.rq",
      "ontology/queries/audit.rq",
      "ontology/queries/doubts.rq",
      "ontology/queries/firms.rq",
      "ontology/queries/passages.rq",
      "ontology/queries/policies.rq",
      "ontology/queries/pressure.rq",
      "ontology/queries/timeline.rq",
      "ontology/queries/unnamed-sources.rq",
      "ontology/queries/who-said-what.rq",
  };
  for (size_t i = 0; i < sizeof paths / sizeof *paths; ++i) {
    check_names_in(paths[i]);
  }
}

static void
test_look_up(void **state) {
  (void)state;
  assert_str(gz_vocab_iri(GZ_PROPERTY_ACTOR),
             "https://w3id.org/gazette/ontology#actor");
  assert_str(gz_vocab_local(GZ_PROPERTY_ACTOR), "actor");
  assert_str(gz_vocab_iri(GZ_VOCAB_NONE), "");
  assert_str(gz_vocab_iri(GZ_N_VOCAB), "");
  assert_str(gz_vocab_local(GZ_VOCAB_NONE), "");
  for (int i = GZ_VOCAB_NONE + 1; i < GZ_N_VOCAB; ++i) {
    const enum gz_vocab term = (enum gz_vocab)i;
    assert_int_equal(gz_vocab_find(gz_vocab_iri(term)), term);
    const struct gz_term rdf = gz_vocab_term(term);
    assert_int_equal(rdf.kind, GZ_TERM_IRI);
    assert_true(gz_str_equal(rdf.value, gz_vocab_iri(term)));
  }
  assert_int_equal(term_of(""), GZ_VOCAB_NONE);
  assert_int_equal(term_of("https://w3id.org/gazette/ontology#Actor"),
                   GZ_VOCAB_NONE);
  assert_int_equal(gz_vocab_class(GZ_STR("Place")), GZ_CLASS_PLACE);
  assert_int_equal(gz_vocab_class(GZ_STR("place")), GZ_VOCAB_NONE);
  assert_int_equal(gz_vocab_class(GZ_STR("SoftwareAgent")), GZ_VOCAB_NONE);
  assert_int_equal(gz_vocab_named(GZ_VOCAB_KIND_INDIVIDUAL, GZ_STR("positive")),
                   GZ_INDIVIDUAL_POSITIVE);
  assert_int_equal(gz_vocab_named(GZ_VOCAB_KIND_PROPERTY, GZ_STR("place")),
                   GZ_PROPERTY_PLACE);
  assert_int_equal(gz_vocab_named(GZ_VOCAB_KIND_PROPERTY, GZ_STR("label")),
                   GZ_VOCAB_NONE);
  assert_int_equal(gz_vocab_event(GZ_STR("Decision")), GZ_CLASS_DECISION);
  assert_int_equal(gz_vocab_event(GZ_STR("Firm")), GZ_VOCAB_NONE);
  assert_int_equal(gz_vocab_event(GZ_STR("")), GZ_VOCAB_NONE);
}

static void
test_classes(void **state) {
  (void)state;
  assert_true(gz_vocab_is_a(GZ_CLASS_FIRM, GZ_CLASS_FIRM));
  assert_true(gz_vocab_is_a(GZ_CLASS_FIRM, GZ_CLASS_AGENT));
  assert_false(gz_vocab_is_a(GZ_CLASS_AGENT, GZ_CLASS_FIRM));
  assert_false(gz_vocab_is_a(GZ_VOCAB_NONE, GZ_VOCAB_NONE));
  assert_true(gz_vocab_is_a(GZ_INDIVIDUAL_PAST, GZ_CLASS_TEMPORALITY));
  assert_true(gz_vocab_disjoint(GZ_CLASS_STATE, GZ_CLASS_FIRM));
  assert_true(gz_vocab_disjoint(GZ_CLASS_OFFICIAL, GZ_CLASS_ALLIANCE));
  assert_true(gz_vocab_disjoint(GZ_CLASS_DECISION, GZ_CLASS_LEGISLATION));
  assert_false(gz_vocab_disjoint(GZ_CLASS_FIRM, GZ_CLASS_MEDIA_OUTLET));
  assert_false(gz_vocab_disjoint(GZ_CLASS_OFFICIAL, GZ_CLASS_PERSON));
}

static void
test_properties(void **state) {
  (void)state;
  assert_true(gz_vocab_allows_subject(GZ_PROPERTY_ACTOR, GZ_CLASS_DECISION));
  assert_false(gz_vocab_allows_subject(GZ_PROPERTY_ACTOR, GZ_CLASS_CLAIM));
  assert_true(gz_vocab_allows_object(GZ_PROPERTY_ACTOR, GZ_CLASS_STATE));
  assert_false(gz_vocab_allows_object(GZ_PROPERTY_ACTOR, GZ_CLASS_TOPIC));
  assert_true(
      gz_vocab_allows_object(GZ_PROPERTY_POLARITY, GZ_INDIVIDUAL_NEGATIVE));
  assert_false(
      gz_vocab_allows_object(GZ_PROPERTY_POLARITY, GZ_INDIVIDUAL_PAST));
  assert_true(gz_vocab_allows_object(GZ_PROPERTY_BEGIN_DATE, GZ_DATATYPE_DATE));
  assert_false(
      gz_vocab_allows_object(GZ_PROPERTY_BEGIN_DATE, GZ_DATATYPE_STRING));
  assert_true(gz_vocab_allows_object(GZ_PROPERTY_CONCERNS, GZ_CLASS_TOPIC));
  assert_false(
      gz_vocab_allows_object(GZ_PROPERTY_CONCERNS, GZ_DATATYPE_STRING));
}

static void
test_prefixes(void **state) {
  (void)state;
  size_t count = 0;
  const struct gz_prefix *prefixes = gz_prefixes(&count);
  assert_true(count > 10);
  for (size_t i = 0; i + 1 < count; ++i) {
    assert_true(gz_str_compare(prefixes[i].name, prefixes[i + 1].name) < 0);
  }
  for (int i = GZ_VOCAB_NONE + 1; i < GZ_N_VOCAB; ++i) {
    const struct gz_str iri = gz_vocab_iri((enum gz_vocab)i);
    size_t found = 0;
    for (size_t j = 0; j < count; ++j) {
      found += gz_str_starts(iri, prefixes[j].iri);
    }
    assert_int_equal(found, 1);
  }
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_file_is_clean),
      cmocka_unit_test(test_every_term_is_declared),
      cmocka_unit_test(test_every_declaration_is_listed),
      cmocka_unit_test(test_labels_and_definitions),
      cmocka_unit_test(test_no_label_twice_in_a_kind),
      cmocka_unit_test(test_properties_have_domain_and_range),
      cmocka_unit_test(test_tables_agree_with_the_file),
      cmocka_unit_test(test_file_agrees_with_the_tables),
      cmocka_unit_test(test_event_codes),
      cmocka_unit_test(test_names_in_shapes_and_queries),
      cmocka_unit_test(test_look_up),
      cmocka_unit_test(test_classes),
      cmocka_unit_test(test_properties),
      cmocka_unit_test(test_prefixes),
  };
  return cmocka_run_group_tests(tests, read_ontology, free_ontology);
}
