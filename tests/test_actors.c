#include "tests/unit.h"

#include "input/actors.h"
#include "input/actors_build.h"
#include "input/actors_format.h"
#include "input/name_key.h"
#include "ontology/actors.h"
#include "ontology/iri.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Tokens that a test's text can have. */
#define MAX_TOKENS 64

#define PREFIXES                                                               \
  "@prefix ent: <https://w3id.org/gazette/id/entity/> .\n"                     \
  "@prefix ten: <https://w3id.org/gazette/id/tenure/> .\n"                     \
  "@prefix gaz: <https://w3id.org/gazette/ontology#> .\n"                      \
  "@prefix org: <http://www.w3.org/ns/org#> .\n"                               \
  "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"                          \
  "@prefix schema: <https://schema.org/> .\n"                                  \
  "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"                   \
  "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"

/** A small world of its own. */
static const char small[] = PREFIXES
    "ent:norland a gaz:State ; skos:prefLabel \"Norland\"@en ;\n"
    "  skos:altLabel \"NL\"@en, \"N.L.\"@en, \"Kingdom of Norland\"@en ;\n"
    "  gaz:demonym \"Norlandic\"@en ; gaz:metonym \"Norburg\"@en ;\n"
    "  skos:notation \"NLD\"^^gaz:iso3166alpha3, \"NL\"^^gaz:iso3166alpha2 ;\n"
    "  gaz:capital ent:norburg ; org:memberOf ent:northern-union ;\n"
    "  owl:sameAs <http://www.wikidata.org/entity/Q1> .\n"
    "ent:norburg a gaz:Place ; skos:prefLabel \"Norburg\"@en ;\n"
    "  gaz:ofState ent:norland .\n"
    "ent:northern-union a gaz:Alliance ;\n"
    "  skos:prefLabel \"Northern Union\"@en ; skos:altLabel \"NORUN\"@en .\n"
    "ent:orchard a gaz:Firm ; skos:prefLabel \"Orchard\"@en ;\n"
    "  skos:altLabel \"Orchard & Söhne\"@en ; gaz:ambiguousLabel "
    "\"Orchard\"@en "
    ";\n"
    "  gaz:ofState ent:norland .\n"
    "ent:ebuy a gaz:Firm ; skos:prefLabel \"eBuy\"@en .\n"
    "ent:ada-holm a gaz:Official ; skos:prefLabel \"Ada Holm\"@en ;\n"
    "  schema:gender schema:Female .\n"
    "ent:li-wei a gaz:Person ; skos:prefLabel \"Li Wei\"@en ;\n"
    "  schema:familyName \"Li\"@en .\n"
    "ent:prime-minister-of-norland a gaz:Office ;\n"
    "  skos:prefLabel \"Prime Minister of Norland\"@en ;\n"
    "  skos:altLabel \"Prime Minister\"@en, \"Premier\"@en ;\n"
    "  gaz:ofState ent:norland ; org:postIn ent:norland .\n"
    "ten:holm-2015 a gaz:Tenure ; gaz:holder ent:ada-holm ;\n"
    "  gaz:office ent:prime-minister-of-norland ;\n"
    "  gaz:heldFrom \"2015-03-01\"^^xsd:date ;\n"
    "  gaz:heldUntil \"2019-02-28\"^^xsd:date .\n"
    "ten:li-2019 a gaz:Tenure ; gaz:holder ent:li-wei ;\n"
    "  gaz:office ent:prime-minister-of-norland ;\n"
    "  gaz:heldFrom \"2019-03-01\"^^xsd:date .\n";

/** Read a Turtle text and lay it out. */
static enum gz_status
compile_bytes(struct gz_str text, struct gz_buffer *bytes,
              struct gz_error *error) {
  struct gz_actors_builder *builder = gz_actors_builder_new();
  assert_non_null(builder);
  enum gz_status status = gz_actors_read(builder, GZ_STR("test.ttl"), text,
                                         GZ_STR(GZ_DEFAULT_BASE), error);
  if (status == GZ_OK) {
    status = gz_actors_builder_write(builder, bytes, error);
  }
  gz_actors_builder_free(builder);
  return status;
}

static struct gz_actors *
table_of(const char *text) {
  struct gz_buffer bytes;
  gz_buffer_init(&bytes, GZ_MAX_TABLE_BYTES);
  struct gz_error error;
  if (compile_bytes(gz_str(text), &bytes, &error) != GZ_OK) {
    fail_msg("line %zu: %s", error.line, error.message);
  }
  struct gz_actors *actors = NULL;
  assert_int_equal(gz_actors_from_bytes(gz_buffer_str(&bytes), &actors, &error),
                   GZ_OK);
  gz_buffer_free(&bytes);
  return actors;
}

/** Expect that a text is refused on a line, with a word in the message. */
static void
expect_refused(const char *text, size_t line, const char *word) {
  struct gz_buffer bytes;
  gz_buffer_init(&bytes, GZ_MAX_TABLE_BYTES);
  struct gz_error error;
  memset(&error, 0, sizeof error);
  const enum gz_status status = compile_bytes(gz_str(text), &bytes, &error);
  assert_int_equal(status, GZ_BAD_INPUT);
  assert_int_equal(error.status, GZ_BAD_INPUT);
  assert_string_equal(error.file, "test.ttl");
  if (!strstr(error.message, word)) {
    fail_msg("\"%s\" not in \"%s\"", word, error.message);
  }
  assert_int_equal(error.line, line);
  assert_int_equal(bytes.size, 0);
  gz_buffer_free(&bytes);
}

/** A text cut at its spaces. */
struct tokens {
  struct gz_str items[MAX_TOKENS];
  size_t count;
};

static struct tokens
cut(const char *text) {
  struct tokens tokens = {.count = 0};
  const char *at = text;
  while (*at) {
    const size_t size = strcspn(at, " ");
    assert_true(tokens.count < MAX_TOKENS);
    tokens.items[tokens.count++] = gz_str_n(at, size);
    at += size + (at[size] == ' ');
  }
  return tokens;
}

/** Look for a name at a token of `text`; slug of the best, or "". */
static const char *
best(const struct gz_actors *actors, const char *text, size_t at,
     struct gz_actor_match *match) {
  const struct tokens tokens = cut(text);
  if (!gz_actors_match(actors, tokens.items, tokens.count, at, false, match)) {
    return "";
  }
  return gz_actors_get(actors, match->candidates[0].name.actor).slug.data;
}

static uint32_t
known(const struct gz_actors *actors, const char *slug) {
  const uint32_t actor = gz_actors_find(actors, gz_str(slug));
  if (actor == GZ_NONE) {
    fail_msg("%s is not known", slug);
  }
  return actor;
}

static void
names_are_taken_apart(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *atoms;
    const char *cases;
  } cases[] = {
      {"U.S.", "us", "C"},
      {"Asia-Pacific", "asia pacific", "TT"},
      {"AT&T", "at & t", "CLT"},
      {"Johnson and Johnson", "johnson & johnson", "TLT"},
      {"Côte d’Ivoire", "cote d ivoire", "TLT"},
      {"Washington, D.C.", "washington , dc", "TLC"},
      {"eBay", "ebay", "M"},
      {"G7", "g7", "T"},
      {"5G", "5g", "T"},
      {"Ørsted", "orsted", "T"},
      {"İstanbul", "istanbul", "T"},
      {"1&1", "1 & 1", "LLL"},
      {"\"…\"", "", ""},
      {"", "", ""},
      {"\xFF\xFE", "", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    struct gz_atoms atoms;
    char text[256] = "";
    char forms[32] = "";
    const bool any = gz_atoms_of(gz_str(cases[i].text), &atoms);
    assert_int_equal(any, cases[i].atoms[0] != '\0');
    for (uint32_t j = 0; j < atoms.count; ++j) {
      strcat(strcat(text, j ? " " : ""), atoms.items[j].text);
      forms[j] = "LTCM"[atoms.items[j].form];
      forms[j + 1] = '\0';
    }
    assert_string_equal(text, cases[i].atoms);
    assert_string_equal(forms, cases[i].cases);
  }
}

static void
atoms_have_limits(void **state) {
  (void)state;
  struct gz_atoms atoms;
  char text[GZ_ATOM_MAX_BYTES + 2];
  memset(text, 'a', sizeof text);
  assert_true(gz_atoms_of(gz_str_n(text, GZ_ATOM_MAX_BYTES), &atoms));
  assert_false(gz_atoms_of(gz_str_n(text, GZ_ATOM_MAX_BYTES + 1), &atoms));
  const char many[] = "a b c d e f g h i j k l m n o p q";
  assert_true(gz_atoms_of(gz_str_n(many, 2 * GZ_NAME_MAX_ATOMS - 1), &atoms));
  assert_int_equal(atoms.count, GZ_NAME_MAX_ATOMS);
  assert_false(gz_atoms_of(gz_str_n(many, 2 * GZ_NAME_MAX_ATOMS + 1), &atoms));
}

static void
facts_are_found_again(void **state) {
  (void)state;
  struct gz_actors *actors = table_of(small);
  const uint32_t norland = known(actors, "norland");
  const struct gz_actor actor = gz_actors_get(actors, norland);
  assert_int_equal(gz_actors_count(actors), 8);
  assert_str(actor.label, "Norland");
  assert_int_equal(actor.type, GZ_ENTITY_STATE);
  assert_int_equal(actor.wikidata, 1);
  assert_string_equal(actor.iso3, "NLD");
  assert_string_equal(actor.iso2, "NL");
  assert_int_equal(actor.state, GZ_NONE);
  assert_int_equal(gz_actors_get(actors, known(actors, "orchard")).state,
                   norland);
  assert_true(gz_actors_related(actors, norland, GZ_ACTOR_MEMBER_OF,
                                known(actors, "northern-union")));
  assert_true(gz_actors_related(actors, norland, GZ_ACTOR_CAPITAL,
                                known(actors, "norburg")));
  assert_false(gz_actors_related(actors, norland, GZ_ACTOR_OF_STATE,
                                 known(actors, "norburg")));
  assert_int_equal(gz_actors_find(actors, GZ_STR("nowhere")), GZ_NONE);
  assert_int_equal(gz_actors_find(actors, GZ_STR("")), GZ_NONE);
  struct gz_actor_name name;
  assert_true(gz_actors_name(actors, norland, 0, &name));
  assert_str(name.form, "Norland");
  assert_int_equal(name.kind, GZ_NAME_LABEL);
  uint32_t n_names = 0;
  while (gz_actors_name(actors, norland, n_names, &name)) {
    ++n_names;
  }
  assert_int_equal(n_names, 6);
  gz_actors_free(actors);
}

static void
tenures_are_found_again(void **state) {
  (void)state;
  struct gz_actors *actors = table_of(small);
  const uint32_t office = known(actors, "prime-minister-of-norland");
  const uint32_t ada = known(actors, "ada-holm");
  struct gz_tenure tenure;
  assert_true(gz_actors_tenure(actors, ada, 0, &tenure));
  assert_int_equal(tenure.office, office);
  assert_int_equal(tenure.from, gz_day_of(2015, 3, 1));
  assert_true(gz_tenure_on(&tenure, gz_day_of(2015, 3, 1)));
  assert_true(gz_tenure_on(&tenure, gz_day_of(2019, 2, 28)));
  assert_false(gz_tenure_on(&tenure, gz_day_of(2019, 3, 1)));
  assert_false(gz_actors_tenure(actors, ada, 1, &tenure));
  assert_true(gz_actors_holder(actors, office, 1, &tenure));
  assert_int_equal(tenure.person, known(actors, "li-wei"));
  assert_int_equal(tenure.until, GZ_DAY_UNKNOWN_UNTIL);
  assert_false(gz_actors_holder(actors, office, 2, &tenure));
  assert_int_equal(gz_actors_get(actors, known(actors, "li-wei")).type,
                   GZ_ENTITY_OFFICIAL);
  assert_int_equal(gz_actors_get(actors, ada).gender, GZ_GENDER_FEMALE);
  gz_actors_free(actors);
}

static void
days_are_counted(void **state) {
  (void)state;
  assert_int_equal(gz_day_of(1970, 1, 1), 0);
  assert_int_equal(gz_day_of(1969, 12, 31), -1);
  assert_int_equal(gz_day_of(2000, 3, 1), 11017);
  assert_int_equal(gz_day_of(2020, 1, 8), 18269);
}

static void
case_is_looked_at(void **state) {
  (void)state;
  struct gz_actors *actors = table_of(small);
  static const struct {
    const char *text;
    size_t at;
    const char *slug;
    int strength;
  } cases[] = {
      {"Norland acts", 0, "norland", GZ_MATCH_EXACT},
      {"NORLAND acts", 0, "norland", GZ_MATCH_CASE},
      {"norland acts", 0, "", 0},
      {"NL acts", 0, "norland", GZ_MATCH_EXACT},
      {"N.L. acts", 0, "norland", GZ_MATCH_EXACT},
      {"Nl acts", 0, "", 0},
      {"The Nl acts", 1, "norland", GZ_MATCH_WEAK},
      {"the nl acts", 1, "", 0},
      {"NORUN acts", 0, "northern-union", GZ_MATCH_EXACT},
      {"Norun acts", 0, "northern-union", GZ_MATCH_CASE},
      {"norun acts", 0, "", 0},
      {"eBuy grows", 0, "ebuy", GZ_MATCH_EXACT},
      {"Ebuy grows", 0, "ebuy", GZ_MATCH_CASE},
      {"ebuy grows", 0, "", 0},
      {"kingdom of Norland", 0, "", 0},
      {"Kingdom OF Norland", 0, "norland", GZ_MATCH_EXACT},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    struct gz_actor_match match;
    const char *const slug = best(actors, cases[i].text, cases[i].at, &match);
    if (strcmp(slug, cases[i].slug) != 0) {
      fail_msg("%s: %s instead of %s", cases[i].text, slug, cases[i].slug);
    }
    if (*slug) {
      assert_int_equal(match.candidates[0].strength, cases[i].strength);
    }
  }
  const struct tokens tokens = cut("NORLAND AND NL");
  struct gz_actor_match match;
  assert_true(gz_actors_match(actors, tokens.items, 3, 2, true, &match));
  assert_int_equal(match.candidates[0].strength, GZ_MATCH_CASE);
  gz_actors_free(actors);
}

static void
longest_name_wins(void **state) {
  (void)state;
  struct gz_actors *actors = table_of(small);
  struct gz_actor_match match;
  assert_string_equal(best(actors, "the Kingdom of Norland said", 1, &match),
                      "norland");
  assert_int_equal(match.n_tokens, 3);
  assert_string_equal(best(actors, "Kingdom of Georgia", 0, &match), "");
  assert_string_equal(best(actors, "Orchard & Söhne AG", 0, &match), "orchard");
  assert_int_equal(match.n_tokens, 3);
  assert_false(match.ambiguous);
  assert_string_equal(best(actors, "Orchard and Sohne", 0, &match), "orchard");
  assert_int_equal(match.n_tokens, 3);
  assert_string_equal(best(actors, "Orchard and Sons", 0, &match), "orchard");
  assert_int_equal(match.n_tokens, 1);
  assert_true(match.ambiguous);
  // A quotation mark is no part of a name; a hyphen can be.
  assert_string_equal(best(actors, "Northern \" Union", 0, &match), "");
  assert_string_equal(best(actors, "Northern - Union", 0, &match),
                      "northern-union");
  assert_string_equal(best(actors, "Northern-Union", 0, &match),
                      "northern-union");
  assert_string_equal(best(actors, "- Northern Union", 0, &match), "");
  gz_actors_free(actors);
}

static void
shared_names_are_ambiguous(void **state) {
  (void)state;
  struct gz_actors *actors = table_of(small);
  struct gz_actor_match match;
  best(actors, "in Norburg today", 1, &match);
  assert_int_equal(match.n_candidates, 2);
  assert_true(match.ambiguous);
  assert_int_equal(match.candidates[0].name.kind, GZ_NAME_LABEL);
  assert_int_equal(match.candidates[1].name.kind, GZ_NAME_METONYM);
  // The surname is the last word of the name, unless told otherwise.
  assert_string_equal(best(actors, "Mrs Holm said", 1, &match), "ada-holm");
  assert_int_equal(match.candidates[0].name.kind, GZ_NAME_SURNAME);
  assert_string_equal(best(actors, "Mr Li said", 1, &match), "li-wei");
  assert_string_equal(best(actors, "Mr Wei said", 1, &match), "");
  gz_actors_free(actors);
}

static void
titles_are_found(void **state) {
  (void)state;
  struct gz_actors *actors = table_of(small);
  struct gz_actor_match match;
  const struct tokens tokens = cut("the prime minister of Norland");
  assert_true(
      gz_actors_match_title(actors, tokens.items, tokens.count, 1, &match));
  assert_int_equal(match.n_tokens, 4);
  const uint32_t office = known(actors, "prime-minister-of-norland");
  assert_int_equal(match.candidates[0].name.actor, office);
  assert_false(
      gz_actors_match_title(actors, tokens.items, tokens.count, 4, &match));
  assert_int_equal(
      gz_actors_office(actors, tokens.items + 1, 2, known(actors, "norland")),
      office);
  assert_int_equal(
      gz_actors_office(actors, tokens.items + 1, 1, known(actors, "norland")),
      GZ_NONE);
  assert_int_equal(
      gz_actors_office(actors, tokens.items + 1, 2, known(actors, "orchard")),
      GZ_NONE);
  // A short title is no name: too many are called so.
  assert_string_equal(best(actors, "the Premier spoke", 1, &match), "");
  gz_actors_free(actors);
}

static void
bad_turtle_is_refused(void **state) {
  (void)state;
#define WITH(text) PREFIXES text
  expect_refused(WITH("ent:a a gaz:State ; skos:prefLabel"), 9, "Not Turtle");
  expect_refused(WITH("ent:a a gaz:Planet ; skos:prefLabel \"A\"@en .\n"), 9,
                 "class");
  expect_refused(WITH("ent:a a gaz:Event .\n"), 9, "class");
  expect_refused(WITH("ent:a gaz:colour \"A\"@en .\n"), 9, "property");
  expect_refused(WITH("ent:a a gaz:Firm .\n"), 9, "no preferred name");
  expect_refused(WITH("ent:a skos:prefLabel \"A\"@en .\n"), 9, "no class");
  expect_refused(WITH("ent:a a gaz:Firm ; skos:prefLabel \"A\"@de .\n"), 9,
                 "English");
  expect_refused(WITH("ent:a a gaz:Firm ; skos:prefLabel \"!?\"@en .\n"), 9,
                 "no words");
  expect_refused(WITH("ent:a a gaz:Firm, gaz:State .\n"), 9, "two classes");
  expect_refused(
      WITH("ent:a a gaz:Firm ; skos:prefLabel \"A\"@en, \"B\"@en .\n"), 9,
      "two preferred names");
  expect_refused(WITH("ent:a a gaz:Firm ; skos:prefLabel \"A\"@en ;\n"
                      "  gaz:ofState ent:nowhere .\n"),
                 10, "nowhere has no class");
  expect_refused(WITH("ent:a a gaz:Firm ; skos:prefLabel \"A\"@en .\n"
                      "ent:b a gaz:Firm ; skos:prefLabel \"B\"@en ;\n"
                      "  gaz:ofState ent:a .\n"),
                 11, "is not a state");
  expect_refused(WITH("ent:a a gaz:Firm ; skos:prefLabel \"A\"@en ;\n"
                      "  gaz:ambiguousLabel \"B\"@en .\n"),
                 10, "not called");
  expect_refused(WITH("[] a gaz:Firm .\n"), 9, "lank");
  expect_refused(WITH("<http://example.org/a> a gaz:Firm .\n"), 9, "IRI");
  expect_refused(WITH("ent:a owl:sameAs <http://example.org/Q1> .\n"), 9,
                 "Wikidata");
  expect_refused(WITH("ent:a skos:notation \"GBR\" .\n"), 9, "ISO");
  expect_refused(WITH("ent:a skos:notation \"gb\"^^gaz:iso3166alpha2 .\n"), 9,
                 "ISO");
  expect_refused(WITH("ent:a schema:gender schema:Person .\n"), 9, "gender");
  expect_refused(WITH("ten:t a gaz:Tenure ; gaz:heldFrom "
                      "\"2019-02-29\"^^xsd:date .\n"),
                 9, "date");
  expect_refused(WITH("ten:t a gaz:Tenure ; gaz:heldFrom \"2019\" .\n"), 9,
                 "date");
  expect_refused(WITH("ten:t a gaz:Tenure .\n ten:t gaz:holder ent:a .\n"
                      "ent:a a gaz:Person ; skos:prefLabel \"A\"@en .\n"),
                 10, "no office");
  expect_refused("\xFF", 1, "UTF-8");
  expect_refused("\n\n# \xC3(\n", 3, "UTF-8");
#undef WITH
}

static void
tenures_must_make_sense(void **state) {
  (void)state;
  static const char people[] =
      PREFIXES "ent:a a gaz:Person ; skos:prefLabel \"Ann\"@en .\n"
               "ent:o a gaz:Office ; skos:prefLabel \"Office\"@en .\n"
               "ten:t a gaz:Tenure ; gaz:holder ent:%s ; gaz:office ent:%s ;\n"
               "  gaz:heldFrom \"%s\"^^xsd:date ; gaz:heldUntil "
               "\"2020-01-01\"^^xsd:date .\n";
  char text[2048];
  (void)snprintf(text, sizeof text, people, "a", "o", "2020-01-01");
  gz_actors_free(table_of(text));
  (void)snprintf(text, sizeof text, people, "a", "o", "2020-01-02");
  expect_refused(text, 12, "ends before");
  (void)snprintf(text, sizeof text, people, "o", "o", "2020-01-01");
  expect_refused(text, 12, "no person");
  (void)snprintf(text, sizeof text, people, "a", "a", "2020-01-01");
  expect_refused(text, 12, "no office");
}

static void
order_does_not_matter(void **state) {
  (void)state;
  struct gz_actors *actors = table_of(small);
  // The same statements, the last subject first.
  char text[sizeof small + 1];
  const char *const start = strstr(small, "ten:li-2019");
  assert_non_null(start);
  const size_t prefixes = strlen(PREFIXES);
  const size_t head = (size_t)(start - small) - prefixes;
  memcpy(text, small, prefixes);
  memcpy(text + prefixes, start, strlen(start));
  memcpy(text + prefixes + strlen(start), small + prefixes, head);
  text[sizeof small - 1] = '\0';
  struct gz_actors *again = table_of(text);
  assert_string_equal(gz_actors_version(actors), gz_actors_version(again));
  assert_int_equal(strlen(gz_actors_version(actors)), 16);
  gz_actors_free(actors);
  gz_actors_free(again);
}

/** Expect that the bytes of a table are refused. */
static void
expect_corrupt(struct gz_str bytes) {
  struct gz_actors *actors = NULL;
  struct gz_error error;
  assert_int_equal(gz_actors_from_bytes(bytes, &actors, &error), GZ_CORRUPT);
  assert_null(actors);
  assert_true(error.message[0] != '\0');
}

static void
damage_is_noticed(void **state) {
  (void)state;
  struct gz_buffer bytes;
  gz_buffer_init(&bytes, GZ_MAX_TABLE_BYTES);
  struct gz_error error;
  assert_int_equal(compile_bytes(gz_str(small), &bytes, &error), GZ_OK);
  for (size_t size = 0; size < bytes.size; size += 7) {
    expect_corrupt(gz_str_n(bytes.data, size));
  }
  for (size_t at = 0; at < bytes.size; at += 5) {
    bytes.data[at] ^= 1;
    expect_corrupt(gz_buffer_str(&bytes));
    bytes.data[at] ^= 1;
  }
  gz_buffer_free(&bytes);
}

/** A forged table has a right checksum, and must still do no harm. */
static void
forgery_does_no_harm(void **state) {
  (void)state;
  struct gz_buffer bytes;
  gz_buffer_init(&bytes, GZ_MAX_TABLE_BYTES);
  struct gz_error error;
  assert_int_equal(compile_bytes(gz_str(small), &bytes, &error), GZ_OK);
  struct gz_actors_header *const header = (void *)bytes.data;
  uint32_t refused = 0;
  for (size_t at = sizeof *header; at + 4 <= bytes.size; at += 4) {
    uint32_t *const word = (void *)(bytes.data + at);
    const uint32_t before = *word;
    *word = 0x7FFFFFFF;
    header->checksum = gz_actors_checksum(bytes.data, bytes.size);
    struct gz_actors *actors = NULL;
    if (gz_actors_from_bytes(gz_buffer_str(&bytes), &actors, &error) != GZ_OK) {
      ++refused;
    } else {
      struct gz_actor_match match;
      best(actors, "the Kingdom of Norland", 1, &match);
      best(actors, "Norburg", 0, &match);
      (void)gz_actors_find(actors, GZ_STR("norland"));
      gz_actors_free(actors);
    }
    *word = before;
  }
  assert_true(refused > 100);
  gz_buffer_free(&bytes);
}

static void
header_is_checked(void **state) {
  (void)state;
  struct gz_buffer bytes;
  gz_buffer_init(&bytes, GZ_MAX_TABLE_BYTES);
  struct gz_error error;
  struct gz_actors *actors = NULL;
  assert_int_equal(compile_bytes(gz_str(small), &bytes, &error), GZ_OK);
  struct gz_actors_header *const header = (void *)bytes.data;
  header->byte_order = 0x04030201u;
  assert_int_equal(gz_actors_from_bytes(gz_buffer_str(&bytes), &actors, &error),
                   GZ_CORRUPT);
  assert_non_null(strstr(error.message, "byte order"));
  header->byte_order = GZ_ACTORS_BYTE_ORDER;
  header->format = 99;
  assert_int_equal(gz_actors_from_bytes(gz_buffer_str(&bytes), &actors, &error),
                   GZ_CORRUPT);
  assert_non_null(strstr(error.message, "format 99"));
  gz_buffer_free(&bytes);
  assert_int_equal(gz_actors_open("/dev/null", &actors, &error), GZ_IO);
  assert_int_equal(gz_actors_open("/nonexistent", &actors, &error), GZ_IO);
  assert_string_equal(error.file, "/nonexistent");
  assert_null(actors);
}

static void
builder_tells_limits(void **state) {
  (void)state;
  struct gz_actors_builder *builder = gz_actors_builder_new();
  assert_non_null(builder);
  struct gz_error error;
  uint32_t actor = 0;
  assert_int_equal(gz_actors_builder_actor(builder, GZ_STR(""), &actor, &error),
                   GZ_BAD_INPUT);
  for (unsigned i = 0; i < 3000; ++i) {
    char slug[32];
    (void)snprintf(slug, sizeof slug, "actor-%u", i);
    assert_int_equal(
        gz_actors_builder_actor(builder, gz_str(slug), &actor, &error), GZ_OK);
    assert_int_equal(actor, i);
  }
  assert_int_equal(
      gz_actors_builder_actor(builder, GZ_STR("actor-7"), &actor, &error),
      GZ_OK);
  assert_int_equal(actor, 7);
  assert_int_equal(gz_actors_builder_count(builder), 3000);
  gz_actors_builder_free(builder);
  gz_actors_builder_free(NULL);
  gz_actors_free(NULL);
}

static void
empty_table_knows_nobody(void **state) {
  (void)state;
  struct gz_actors *actors = table_of("");
  struct gz_actor_match match;
  assert_int_equal(gz_actors_count(actors), 0);
  assert_int_equal(gz_actors_find(actors, GZ_STR("a")), GZ_NONE);
  assert_string_equal(best(actors, "Norland", 0, &match), "");
  gz_actors_free(actors);
}

static void
many_candidates_are_cut(void **state) {
  (void)state;
  char text[16384];
  size_t size = (size_t)snprintf(text, sizeof text, "%s", PREFIXES);
  for (unsigned i = 0; i < GZ_ACTORS_MAX_CANDIDATES + 8; ++i) {
    size += (size_t)snprintf(text + size, sizeof text - size,
                             "ent:p%02u a gaz:Person ; "
                             "skos:prefLabel \"Ann Smith\"@en .\n",
                             i);
  }
  struct gz_actors *actors = table_of(text);
  struct gz_actor_match match;
  assert_string_equal(best(actors, "Ann Smith", 0, &match), "p00");
  assert_int_equal(match.n_candidates, GZ_ACTORS_MAX_CANDIDATES);
  assert_true(match.more);
  assert_true(match.ambiguous);
  gz_actors_free(actors);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_taken_apart),
      cmocka_unit_test(atoms_have_limits),
      cmocka_unit_test(facts_are_found_again),
      cmocka_unit_test(tenures_are_found_again),
      cmocka_unit_test(days_are_counted),
      cmocka_unit_test(case_is_looked_at),
      cmocka_unit_test(longest_name_wins),
      cmocka_unit_test(shared_names_are_ambiguous),
      cmocka_unit_test(titles_are_found),
      cmocka_unit_test(bad_turtle_is_refused),
      cmocka_unit_test(tenures_must_make_sense),
      cmocka_unit_test(order_does_not_matter),
      cmocka_unit_test(damage_is_noticed),
      cmocka_unit_test(forgery_does_no_harm),
      cmocka_unit_test(header_is_checked),
      cmocka_unit_test(builder_tells_limits),
      cmocka_unit_test(empty_table_knows_nobody),
      cmocka_unit_test(many_candidates_are_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
