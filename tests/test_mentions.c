#include "tests/unit.h"

#include "input/actors.h"
#include "input/analyser.h"
#include "input/mentions.h"
#include "input/nouns.h"
#include "input/pronouns.h"
#include "input/reader.h"
#include "input/sentences.h"
#include "ontology/actors.h"
#include "ontology/iri.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** What all cases are read with. */
struct tables {
  struct gz_actors *actors;
  struct gz_model *model;
  struct gz_nouns *nouns;
  struct gz_pronouns *pronouns;
  struct gz_analyser *analyser;
  struct gz_arena *arena;
};

/** Path of a file of the data folder. */
static const char *
data_file(const char *name, char path[512]) {
  (void)snprintf(path, 512, "%s/%s", getenv("GZ_DATA"), name);
  return path;
}

static int
set_up(void **state) {
  static struct tables tables;
  struct gz_error error = {.message = ""};
  char path[512];
  const bool ready =
      gz_actors_open(data_file("actors.bin", path), &tables.actors, &error) ==
          GZ_OK &&
      gz_model_load(data_file("analyser.model", path), &tables.model, &error) ==
          GZ_OK &&
      gz_nouns_load(data_file("nouns.tsv", path), &tables.nouns, &error) ==
          GZ_OK &&
      gz_nouns_load_forenames(tables.nouns, data_file("forenames.tsv", path),
                              &error) == GZ_OK &&
      gz_pronouns_load(data_file("pronouns.tsv", path), &tables.pronouns,
                       &error) == GZ_OK;
  if (!ready) {
    print_error("%s\n", error.message);
    return -1;
  }
  tables.analyser = gz_analyser_new(tables.model, NULL);
  tables.arena = gz_arena_new(0);
  *state = &tables;
  return tables.analyser && tables.arena ? 0 : -1;
}

static int
tear_down(void **state) {
  struct tables *tables = *state;
  gz_arena_free(tables->arena);
  gz_analyser_free(tables->analyser);
  gz_nouns_free(tables->nouns);
  gz_pronouns_free(tables->pronouns);
  gz_model_free(tables->model);
  gz_actors_free(tables->actors);
  return 0;
}

/** Read a text to its mentions. */
static void
read_text(struct tables *tables, struct gz_str text,
          struct gz_article *article) {
  struct gz_error error = {.message = ""};
  gz_article_init(article, tables->arena);
  assert_int_equal(gz_article_set_text(article, text, &error), GZ_OK);
  assert_int_equal(gz_split(article, &error), GZ_OK);
  assert_int_equal(gz_analyse(tables->analyser, article, &error), GZ_OK);
  assert_int_equal(gz_find_mentions(article, tables->actors, tables->nouns,
                                    tables->pronouns, &error),
                   GZ_OK);
}

/** The entity of the mention of `words`, or #GZ_NONE; "words#2" is the second
 *  one. */
static uint32_t
entity_of(const struct gz_article *article, struct gz_str words) {
  size_t skip = 0;
  const size_t mark = gz_str_find(words, '#');
  if (mark < words.size) {
    skip = (size_t)(words.data[mark + 1] - '1');
    words = gz_str_part(words, 0, mark);
  }
  for (uint32_t i = 0; i < article->mentions.count; ++i) {
    const struct gz_mention *mention = &article->mentions.items[i];
    if (gz_str_equal(gz_article_str(article, mention->span), words) &&
        skip-- == 0) {
      return mention->entity;
    }
  }
  return GZ_NONE;
}

/** Whether the entity with that label has that class. */
static bool
has_entity(const struct gz_article *article, struct gz_str label,
           struct gz_str class) {
  for (uint32_t i = 0; i < article->entities.count; ++i) {
    const struct gz_entity *entity = &article->entities.items[i];
    if (gz_str_equal(entity->label, label) &&
        entity->type < GZ_N_ENTITY_CLASS &&
        gz_str_is(class, gz_entity_class_text(entity->type))) {
      return true;
    }
  }
  return false;
}

static bool
has_relation(const struct gz_article *article, struct gz_str subject,
             struct gz_str kind, struct gz_str object) {
  static const char *const kinds[] = {
      [GZ_RELATION_MEMBER_OF] = "memberOf",
      [GZ_RELATION_OF_STATE] = "ofState",
      [GZ_RELATION_HOLDS] = "holds",
      [GZ_RELATION_POST_IN] = "postIn",
      [GZ_RELATION_SPEAKS_FOR] = "speaksFor",
      [GZ_RELATION_PART_OF] = "partOf",
      [GZ_RELATION_ADOPTED_BY] = "adoptedBy",
      [GZ_RELATION_PROPOSED_BY] = "proposedBy",
      [GZ_RELATION_SIGNED_BY] = "signedBy",
      [GZ_RELATION_OPPOSED_BY] = "opposedBy",
      [GZ_RELATION_TARGETS] = "targets",
      [GZ_RELATION_SUB_ORGANIZATION_OF] = "subOrganizationOf",
  };
  const struct gz_entity *entities = article->entities.items;
  for (uint32_t i = 0; i < article->entities.count; ++i) {
    if (gz_str_is(kind, "ofState") && entities[i].state != GZ_NONE &&
        gz_str_equal(entities[i].label, subject) &&
        gz_str_equal(entities[entities[i].state].label, object)) {
      return true;
    }
  }
  for (uint32_t i = 0; i < article->relations.count; ++i) {
    const struct gz_relation *relation = &article->relations.items[i];
    if (gz_str_is(kind, kinds[relation->kind]) &&
        gz_str_equal(entities[relation->subject].label, subject) &&
        gz_str_equal(entities[relation->object].label, object)) {
      return true;
    }
  }
  return false;
}

/** Whether an expectation is met: "same X | Y". */
static bool
is_met(const struct gz_article *article, struct gz_str line) {
  const size_t space = gz_str_find(line, ' ');
  const struct gz_str what = gz_str_part(line, 0, space);
  struct gz_str parts[3] = {{NULL, 0}};
  struct gz_str rest = gz_str_part(line, space + 1, line.size);
  for (size_t i = 0; i < 3 && rest.size; ++i) {
    const size_t bar = gz_str_find(rest, '|');
    parts[i] = gz_str_trim(gz_str_part(rest, 0, bar));
    rest = gz_str_part(rest, bar + 1, rest.size);
  }
  if (gz_str_is(what, "entity")) {
    return has_entity(article, parts[0], parts[1]);
  }
  if (gz_str_is(what, "no-entity")) {
    return !has_entity(article, parts[0], parts[1]);
  }
  if (gz_str_is(what, "same") || gz_str_is(what, "apart")) {
    const uint32_t a = entity_of(article, parts[0]);
    const uint32_t b = entity_of(article, parts[1]);
    return gz_str_is(what, "same") ? a == b && a != GZ_NONE : a != b;
  }
  if (gz_str_is(what, "none")) {
    return entity_of(article, parts[0]) == GZ_NONE;
  }
  if (gz_str_is(what, "relation")) {
    return has_relation(article, parts[0], parts[1], parts[2]);
  }
  if (gz_str_is(what, "no-relation")) {
    return !has_relation(article, parts[0], parts[1], parts[2]);
  }
  return false;
}

/** Run one case: its name, its text up to "--", its expectations. */
static size_t
run_case(struct tables *tables, struct gz_str text) {
  const size_t end = gz_str_find(text, '\n');
  const struct gz_str name = gz_str_part(text, 0, end);
  size_t parting = end;
  while (parting + 4 <= text.size &&
         memcmp(text.data + parting, "\n--\n", 4) != 0) {
    ++parting;
  }
  assert_true(parting + 4 <= text.size);
  struct gz_article article;
  gz_arena_reset(tables->arena);
  read_text(tables, gz_str_trim(gz_str_part(text, end, parting)), &article);
  size_t failures = 0;
  struct gz_str rest = gz_str_part(text, parting + 4, text.size);
  while (rest.size) {
    const size_t size = gz_str_find(rest, '\n');
    const struct gz_str line = gz_str_trim(gz_str_part(rest, 0, size));
    rest = gz_str_part(rest, size + 1, rest.size);
    if (line.size && !is_met(&article, line)) {
      print_error("%.*s: not so: %.*s\n", GZ_STR_ARGS(name), GZ_STR_ARGS(line));
      ++failures;
    }
  }
  return failures;
}

/** Run the cases of a file of tests/cases/actors. */
static void
run_file(struct tables *tables, const char *name) {
  char path[512];
  (void)snprintf(path, sizeof path, "%s/tests/cases/actors/%s",
                 getenv("top_srcdir"), name);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  static char bytes[65536];
  const size_t size = fread(bytes, 1, sizeof bytes, file);
  (void)fclose(file);
  assert_true(size > 0 && size < sizeof bytes);
  struct gz_str rest = gz_str_n(bytes, size);
  size_t failures = 0;
  size_t cases = 0;
  while (rest.size) {
    size_t end = 3;
    while (end + 4 <= rest.size && memcmp(rest.data + end, "\n== ", 4) != 0) {
      ++end;
    }
    end = end + 4 <= rest.size ? end + 1 : rest.size;
    if (gz_str_starts(rest, GZ_STR("== "))) {
      failures += run_case(tables, gz_str_part(rest, 3, end));
      ++cases;
    }
    rest = gz_str_part(rest, end, rest.size);
  }
  assert_true(cases > 0);
  assert_int_equal(failures, 0);
}

static void
names_are_found(void **state) {
  run_file(*state, "names.txt");
}

static void
sources_are_found(void **state) {
  run_file(*state, "sources.txt");
}

static void
mentions_are_joined(void **state) {
  run_file(*state, "coreference.txt");
}

static void
offices_are_found(void **state) {
  run_file(*state, "offices.txt");
}

static void
relations_are_found(void **state) {
  run_file(*state, "relations.txt");
}

static void
nothing_is_found_in_nothing(void **state) {
  struct gz_article article;
  struct tables *tables = *state;
  gz_arena_reset(tables->arena);
  read_text(tables, GZ_STR(" \n"), &article);
  assert_int_equal(article.mentions.count, 0);
  assert_int_equal(article.entities.count, 0);
}

static void
without_analysis_known_actors_are_found(void **state) {
  struct tables *tables = *state;
  struct gz_error error;
  struct gz_article article;
  gz_arena_reset(tables->arena);
  gz_article_init(&article, tables->arena);
  assert_int_equal(
      gz_article_set_text(&article, GZ_STR("Russia left."), &error), GZ_OK);
  assert_int_equal(gz_split(&article, &error), GZ_OK);
  assert_int_equal(gz_find_mentions(&article, tables->actors, tables->nouns,
                                    tables->pronouns, &error),
                   GZ_OK);
  assert_int_equal(article.mentions.count, 1);
  assert_str(article.entities.items[0].slug, "russia");
}

/** The slug of the first entity of a text that is read with a user's actors;
 *  empty if it is none that is known. */
static struct gz_str
read_with(struct tables *tables, const char *turtle, const char *text) {
  struct gz_error error = {.message = ""};
  struct gz_actors_builder *builder = gz_actors_builder_new();
  struct gz_buffer bytes;
  struct gz_actors *own = NULL;
  struct gz_article article;
  gz_buffer_init(&bytes, GZ_MAX_TABLE_BYTES);
  assert_non_null(builder);
  assert_int_equal(gz_actors_builder_add(builder, tables->actors, &error),
                   GZ_OK);
  assert_int_equal(gz_actors_read(builder, GZ_STR("own.ttl"), gz_str(turtle),
                                  GZ_STR(GZ_DEFAULT_BASE), &error),
                   GZ_OK);
  assert_int_equal(gz_actors_builder_write(builder, &bytes, &error), GZ_OK);
  assert_int_equal(
      gz_actors_from_bytes(gz_str_n(bytes.data, bytes.size), &own, &error),
      GZ_OK);
  struct gz_actors *installed = tables->actors;
  gz_arena_reset(tables->arena);
  tables->actors = own;
  read_text(tables, gz_str(text), &article);
  tables->actors = installed;
  const uint32_t entity = article.mentions.items[0].entity;
  const struct gz_str slug =
      gz_arena_str(tables->arena, article.entities.items[entity].slug);
  gz_actors_free(own);
  gz_buffer_free(&bytes);
  gz_actors_builder_free(builder);
  return slug;
}

static void
users_undo_a_merge(void **state) {
  static const char head[] =
      "@prefix ent: <https://w3id.org/gazette/id/entity/> .\n"
      "@prefix gaz: <https://w3id.org/gazette/ontology#> .\n"
      "@prefix org: <http://www.w3.org/ns/org#> .\n"
      "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
      "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n";
  static const char distinct[] =
      "@prefix ent: <https://w3id.org/gazette/id/entity/> .\n"
      "@prefix gaz: <https://w3id.org/gazette/ontology#> .\n"
      "@prefix org: <http://www.w3.org/ns/org#> .\n"
      "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
      "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
      "ent:theresa-may-actor a gaz:Person ;\n"
      "  skos:prefLabel \"Theresa May\"@en ;\n"
      "  org:memberOf ent:reuters ;\n"
      "  owl:differentFrom ent:theresa-may .\n";
  struct tables *tables = *state;
  assert_str(read_with(tables, head, "Theresa May sang. She was praised."),
             "theresa-may");
  assert_str(read_with(tables, distinct, "Theresa May sang. She was praised."),
             "");
  assert_str(read_with(tables, distinct,
                       "Theresa May sang. The prime minister of Britain was "
                       "praised, and Britain rejoiced."),
             "theresa-may");
  assert_str(read_with(tables, distinct,
                       "Theresa May sang in the newsroom of Reuters. Reuters "
                       "praised her."),
             "theresa-may-actor");
}

static void
lexicons_are_checked(void **state) {
  (void)state;
  static const char *const bad[] = {
      "minister\tOfficial",             // a field is missing
      "minister\tClerk\tperson",        // no such class
      "minister\tOfficial\tperson,odd", // no such mark
      "\tOfficial\tperson",             // no word
  };
  struct gz_error error;
  struct gz_nouns *nouns = NULL;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; ++i) {
    assert_int_equal(gz_nouns_parse(gz_str(bad[i]), GZ_STR(""), &nouns, &error),
                     GZ_BAD_INPUT);
    assert_int_equal(error.line, 1);
    assert_null(nouns);
  }
  assert_int_equal(
      gz_nouns_parse(GZ_STR(""), GZ_STR("# one\nkim\tboth\n"), &nouns, &error),
      GZ_BAD_INPUT);
  assert_int_equal(error.line, 2);
}

static void
forenames_may_be_surnames(void **state) {
  (void)state;
  struct gz_error error;
  struct gz_nouns *nouns = NULL;
  assert_int_equal(gz_nouns_parse(GZ_STR(""),
                                  GZ_STR("amy\tfemale\nclay\tmale\tsurname\n"),
                                  &nouns, &error),
                   GZ_OK);
  assert_int_equal(gz_noun_forename(nouns, GZ_STR("Clay")), GZ_GENDER_MALE);
  assert_true(gz_noun_is_surname(nouns, GZ_STR("Clay")));
  assert_false(gz_noun_is_surname(nouns, GZ_STR("Amy")));
  assert_false(gz_noun_is_surname(nouns, GZ_STR("Zed")));
  gz_nouns_free(nouns);
  nouns = NULL;
  assert_int_equal(gz_nouns_parse(GZ_STR(""), GZ_STR("clay\tmale\tperhaps\n"),
                                  &nouns, &error),
                   GZ_BAD_INPUT);
  assert_null(nouns);
}

static void
weights_are_checked(void **state) {
  (void)state;
  static const char *const bad[] = {
      "it\trole=1",            // a field is missing
      "thou\trole=1\t0.5",     // no such pronouns
      "it\tcolour=1\t0.5",     // no such feature
      "it\trole=99\t0.5",      // no such number of it
      "it\trole=\t0.5",        // no number
      "it\trole=1\t1e5",       // no weight
      "it\trole=1\t-",         // nor this
      "it\trole=1\t0.5\tmore", // too many
  };
  struct gz_error error;
  struct gz_pronouns *pronouns = NULL;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; ++i) {
    assert_int_equal(gz_pronouns_parse(gz_str(bad[i]), &pronouns, &error),
                     GZ_BAD_INPUT);
    assert_int_equal(error.line, 1);
    assert_null(pronouns);
  }
}

static void
features_have_names(void **state) {
  (void)state;
  char name[32];
  for (uint16_t i = 0; i < gz_pronoun_n_features(); ++i) {
    assert_true(gz_pronoun_feature_name(i, name));
    assert_int_equal(gz_pronoun_feature(gz_str(name)), i);
  }
  assert_false(gz_pronoun_feature_name(gz_pronoun_n_features(), name));
}

/** The entity of the last "it" of a text that is read with some weights. */
static bool
it_stands_for(struct tables *tables, const char *weights, const char *words) {
  struct gz_error error = {.message = ""};
  struct gz_pronouns *pronouns = NULL;
  struct gz_article article;
  if (weights) {
    assert_int_equal(gz_pronouns_parse(gz_str(weights), &pronouns, &error),
                     GZ_OK);
  }
  gz_arena_reset(tables->arena);
  gz_article_init(&article, tables->arena);
  assert_int_equal(
      gz_article_set_text(
          &article, GZ_STR("Huawei sued Nokia. It wants damages."), &error),
      GZ_OK);
  assert_int_equal(gz_split(&article, &error), GZ_OK);
  assert_int_equal(gz_analyse(tables->analyser, &article, &error), GZ_OK);
  assert_int_equal(gz_find_mentions(&article, tables->actors, tables->nouns,
                                    pronouns, &error),
                   GZ_OK);
  gz_pronouns_free(pronouns);
  const uint32_t it = entity_of(&article, GZ_STR("It"));
  return it != GZ_NONE && it == entity_of(&article, gz_str(words));
}

static void
weights_decide(void **state) {
  // role=7 is an object in the sentence before, role=1 a subject there.
  static const char *const object = "*\trole=7\t2\n*\trole=1\t1.5\n";
  static const char *const subject = "*\trole=7\t1.25\nit\trole=1\t2\n";
  static const char *const none = "*\trole=7\t-1\nit\trole=1\t-0.5\n";
  assert_true(it_stands_for(*state, object, "Nokia"));
  assert_true(it_stands_for(*state, subject, "Huawei"));
  assert_false(it_stands_for(*state, none, "Huawei"));
  assert_false(it_stands_for(*state, NULL, "Huawei"));
}

static void
lexicons_are_read(void **state) {
  (void)state;
  struct gz_error error;
  struct gz_nouns *nouns = NULL;
  assert_int_equal(
      gz_nouns_parse(GZ_STR("hedge fund\tFirm\tgroup\ninc\tFirm\tpart\n"
                            "king\tOfficial\tperson,office,male\n"),
                     GZ_STR("mary\tfemale\n"), &nouns, &error),
      GZ_OK);
  const struct gz_noun *fund = gz_noun_find(nouns, GZ_STR("Hedge Fund"));
  assert_non_null(fund);
  assert_int_equal(fund->type, GZ_ENTITY_FIRM);
  assert_int_equal(gz_noun_find(nouns, GZ_STR("king"))->marks,
                   GZ_NOUN_PERSON | GZ_NOUN_OFFICE | GZ_NOUN_MALE);
  assert_null(gz_noun_find(nouns, GZ_STR("inc")));
  assert_non_null(gz_noun_part(nouns, GZ_STR("Inc")));
  assert_null(gz_noun_find(nouns, GZ_STR("")));
  assert_int_equal(gz_noun_forename(nouns, GZ_STR("Mary")), GZ_GENDER_FEMALE);
  assert_int_equal(gz_noun_forename(nouns, GZ_STR("king")), GZ_GENDER_UNKNOWN);
  gz_nouns_free(nouns);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_found),
      cmocka_unit_test(sources_are_found),
      cmocka_unit_test(mentions_are_joined),
      cmocka_unit_test(offices_are_found),
      cmocka_unit_test(relations_are_found),
      cmocka_unit_test(nothing_is_found_in_nothing),
      cmocka_unit_test(without_analysis_known_actors_are_found),
      cmocka_unit_test(users_undo_a_merge),
      cmocka_unit_test(lexicons_are_checked),
      cmocka_unit_test(lexicons_are_read),
      cmocka_unit_test(forenames_may_be_surnames),
      cmocka_unit_test(weights_are_checked),
      cmocka_unit_test(features_have_names),
      cmocka_unit_test(weights_decide),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
