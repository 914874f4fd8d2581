#include "tests/unit.h"

#include "tests/describe_world.h"

/** The article of most tests: a ban, and who denies what. */
static void
make_ban(struct world *world, struct gz_article *article) {
  make_article(article, world->arena,
               "Britain bans Huawei\n\n"
               "Britain will ban Huawei from its 5G network on Thursday, "
               "two sources said. \u201cNo,\u201d Huawei said.");
  article->metadata.title = GZ_STR("Britain bans Huawei");
  article->metadata.date = (struct gz_date){2020, 1, 8};
  article->metadata.source = GZ_STR("https://wire.example/1");
  article->metadata.publisher = GZ_STR("Reuters");
  const uint32_t uk = add_known(world, article, "united-kingdom");
  const uint32_t huawei = add_known(world, article, "huawei");
  const uint32_t network =
      add_entity(article, GZ_ENTITY_TECHNOLOGY, "5G network");
  const uint32_t sources =
      add_entity(article, GZ_ENTITY_UNNAMED_SOURCE, "two sources");
  add_mention(article, uk, "Britain", 0);
  add_mention(article, huawei, "Huawei", 0);
  add_mention(article, uk, "Britain", 1);
  add_mention(article, huawei, "Huawei", 1);
  add_mention(article, uk, "its", 0)->kind = GZ_MENTION_PRONOUN;
  add_mention(article, network, "5G network", 0);
  add_mention(article, sources, "two sources", 0)->kind = GZ_MENTION_NOMINAL;
  add_mention(article, huawei, "Huawei", 2);
  *GZ_PUSH(article, &article->times) = (struct gz_timex){
      .span = span_of(article, "on Thursday", 0),
      .basis = GZ_TIME_BASIS_RESOLVED,
      .value = GZ_STR("2020-01-09"),
      .rule = "test",
  };
  const struct gz_span ban = span_of(article, "ban", 1);
  struct gz_token *verb = &article->tokens.items[token_of(article, ban)];
  verb->upos = GZ_UPOS_VERB;
  verb->lemma = GZ_STR("ban");
  struct gz_event *event = add_event(
      article, GZ_EVENT_PROHIBITION, ban,
      span_of(article, "Britain will ban Huawei from its 5G network", 0));
  event->time = 0;
  event->begin = event->end = (struct gz_date){2020, 1, 9};
  event->basis = GZ_TIME_BASIS_RESOLVED;
  const struct gz_span device = span_of(article, "5G network", 0);
  const uint32_t noun = token_of(article, span_of(article, "network", 0));
  const uint32_t from = token_of(article, span_of(article, "from", 0));
  article->tokens.items[from].head = noun;
  article->tokens.items[from].deprel = GZ_DEPREL_CASE;
  article->tokens.items[noun - 1].head = noun;
  const struct gz_role roles[] = {
      {.kind = GZ_ROLE_ACTOR,
       .entity = uk,
       .span = span_of(article, "Britain", 1)},
      {.kind = GZ_ROLE_RECIPIENT,
       .entity = huawei,
       .span = span_of(article, "Huawei", 1)},
      {.kind = GZ_ROLE_CONCERNS, .entity = network, .span = device},
  };
  set_roles(article, roles, COUNT(roles));
  struct gz_claim *claim = add_claim(
      article, span_of(article,
                       "Britain will ban Huawei from its 5G network on "
                       "Thursday, two sources said",
                       0));
  claim->speaker = sources;
  claim->source = one_span(article, span_of(article, "two sources", 0));
  claim->cue = one_span(article, span_of(article, "said", 0));
  claim->form = GZ_FORM_INDIRECT;
  claim->certainty = GZ_CERTAINTY_PROBABLE;
  claim->temporality = GZ_TEMPORALITY_FUTURE;
  claim->confidence = 0.75;
  claim =
      add_claim(article, span_of(article, "\u201cNo,\u201d Huawei said", 0));
  claim->speaker = huawei;
  claim->content = one_span(article, span_of(article, "No,", 0));
  claim->quotation = claim->content;
  claim->cue = one_span(article, span_of(article, "said", 1));
  claim->n_events = 0;
  claim->form = GZ_FORM_DIRECT;
  claim->temporality = GZ_TEMPORALITY_PRESENT;
}

static void
whole_article_is_described(void **state) {
  struct world *world = *state;
  struct gz_article article;
  make_ban(world, &article);
  struct gz_describe_options options = plain;
  options.actors = world->actors;
  const struct gz_described described = describe(world, &article, &options);
  assert_int_equal(described.n_unfit, 0);
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, CEILING);
  // Reviewed by hand; what differs is in the message.
  const char *top = getenv("top_srcdir");
  char path[512];
  (void)snprintf(path, sizeof path, "%s/tests/cases/describe.trig",
                 top ? top : ".");
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  static char expected[1 << 16];
  expected[fread(expected, 1, sizeof expected - 1, file)] = '\0';
  (void)fclose(file);
  assert_string_equal(as_trig(world, &buffer), expected);
  gz_buffer_free(&buffer);
}

/** Facts of the table are told of actors that both are in the article. */
static void
known_facts_are_told_of_those_present(void **state) {
  struct world *world = *state;
  struct gz_describe_options options = plain;
  options.actors = world->actors;
  struct gz_article article;
  make_article(&article, world->arena, "Huawei Raab");
  add_mention(&article, add_known(world, &article, "huawei"), "Huawei", 0);
  add_known(world, &article, "dominic-raab");
  add_known(world, &article, "united-kingdom");
  (void)describe(world, &article, &options);
  assert_false(says(world, "huawei", GZ_PROPERTY_OF_STATE, "china"));
  assert_false(says(world, "dominic-raab", GZ_PROPERTY_HOLDS, ""));
  add_known(world, &article, "china");
  add_known(world, &article, "five-eyes");
  add_known(world, &article, "foreign-secretary-of-the-united-kingdom");
  (void)describe(world, &article, &options);
  assert_true(says(world, "huawei", GZ_PROPERTY_OF_STATE, "china"));
  assert_true(
      says(world, "united-kingdom", GZ_PROPERTY_MEMBER_OF, "five-eyes"));
  const char *office = "foreign-secretary-of-the-united-kingdom";
  const char *tenure = "dominic-raab-foreign-secretary";
  assert_true(says(world, "dominic-raab", GZ_PROPERTY_HOLDS, office));
  assert_true(says(world, office, GZ_PROPERTY_HELD_BY, "dominic-raab"));
  assert_true(says(world, office, GZ_PROPERTY_POST_IN, "united-kingdom"));
  assert_true(says(world, tenure, GZ_PROPERTY_HOLDER, "dominic-raab"));
  assert_true(says(world, tenure, GZ_PROPERTY_OFFICE, office));
  assert_true(says(world, tenure, GZ_PROPERTY_HELD_FROM, "2019-07-24"));
  assert_true(says(world, tenure, GZ_PROPERTY_HELD_UNTIL, "2021-09-15"));
  // An article of the day before cannot know.
  article.metadata.date = (struct gz_date){2019, 7, 23};
  (void)describe(world, &article, &options);
  assert_false(says(world, "dominic-raab", GZ_PROPERTY_HOLDS, office));
  article.metadata.date = (struct gz_date){2019, 7, 24};
  (void)describe(world, &article, &options);
  assert_true(says(world, "dominic-raab", GZ_PROPERTY_HOLDS, office));
}

/** On the day, people are told by their offices, named in the text or not. */
static void
offices_of_the_day_are_told(void **state) {
  struct world *world = *state;
  struct gz_describe_options options = plain;
  options.actors = world->actors;
  struct gz_article article;
  make_article(&article, world->arena, "Raab");
  add_known(world, &article, "dominic-raab");
  const char *office = "foreign-secretary-of-the-united-kingdom";
  static const struct {
    struct gz_date date;
    bool held;
  } cases[] = {
      {{2019, 7, 23}, false}, {{2019, 7, 24}, true}, {{2021, 9, 15}, true},
      {{2021, 9, 16}, false}, {{2020, 1, 0}, false},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    article.metadata.date = cases[i].date;
    (void)describe(world, &article, &options);
    assert_int_equal(says(world, "dominic-raab", GZ_PROPERTY_HOLDS, office),
                     cases[i].held);
    assert_int_equal(says(world, office, GZ_PROPERTY_PREF_LABEL,
                          "Foreign Secretary of the United Kingdom"),
                     cases[i].held);
    assert_false(says(world, office, GZ_PROPERTY_POST_IN, ""));
  }
  add_known(world, &article, "united-kingdom");
  article.metadata.date = (struct gz_date){2020, 1, 8};
  (void)describe(world, &article, &options);
  assert_true(says(world, office, GZ_PROPERTY_POST_IN, "united-kingdom"));
}

static void
background_is_a_graph_of_its_own(void **state) {
  struct world *world = *state;
  struct gz_describe_options options = plain;
  options.actors = world->actors;
  struct gz_article article;
  make_article(&article, world->arena, "Huawei Raab");
  add_known(world, &article, "huawei");
  add_known(world, &article, "dominic-raab");
  (void)describe(world, &article, &options);
  const size_t without = gz_statements_count(world->set);
  options.background = true;
  (void)describe(world, &article, &options);
  assert_true(gz_statements_count(world->set) > without);
  assert_true(says(world, "huawei", GZ_PROPERTY_OF_STATE, "china"));
  assert_true(says(world, "china", GZ_PROPERTY_PREF_LABEL, "China"));
  assert_true(
      says(world, "huawei", GZ_PROPERTY_ALT_LABEL, "Huawei Technologies"));
  assert_true(says(world, "dominic-raab", GZ_PROPERTY_GENDER, "Male"));
  assert_true(says(world, "dominic-raab", GZ_PROPERTY_HOLDS,
                   "foreign-secretary-of-the-united-kingdom"));
  for (size_t i = 0; i < gz_statements_count(world->set); ++i) {
    const struct gz_quad quad = gz_statements_quad(world->set, i);
    if (gz_str_ends(quad.subject.value, GZ_STR("/china"))) {
      assert_str(quad.graph.value, GZ_DEFAULT_BASE "actors");
    }
  }
}

static void
unfit_relations_are_left_out(void **state) {
  struct world *world = *state;
  struct gz_article article;
  make_article(&article, world->arena, "Telvek Norland");
  const uint32_t telvek = add_entity(&article, GZ_ENTITY_FIRM, "Telvek");
  const uint32_t norland = add_entity(&article, GZ_ENTITY_STATE, "Norland");
  const struct gz_relation relations[] = {
      {.kind = GZ_RELATION_OF_STATE, .subject = telvek, .object = norland},
      {.kind = GZ_RELATION_OF_STATE, .subject = norland, .object = telvek},
      {.kind = GZ_RELATION_HOLDS, .subject = telvek, .object = norland},
      {.kind = GZ_RELATION_MEMBER_OF, .subject = telvek, .object = telvek},
      {.kind = GZ_RELATION_TARGETS, .subject = telvek, .object = norland},
  };
  for (size_t i = 0; i < COUNT(relations); ++i) {
    *GZ_PUSH(&article, &article.relations) = relations[i];
  }
  const struct gz_described described = describe(world, &article, &plain);
  assert_int_equal(described.n_unfit, 4);
  assert_true(says(world, "telvek", GZ_PROPERTY_OF_STATE, "norland"));
  assert_false(says(world, "norland", GZ_PROPERTY_OF_STATE, "telvek"));
}

static void
names_of_other_things_are_not_taken(void **state) {
  struct world *world = *state;
  struct gz_describe_options options = plain;
  options.actors = world->actors;
  struct gz_article article;
  make_article(&article, world->arena, "a spokesman");
  add_mention(&article,
              add_entity(&article, GZ_ENTITY_UNNAMED_SOURCE, "a spokesman"),
              "a spokesman", 0);
  add_entity(&article, GZ_ENTITY_PERSON, "Huawei");
  add_entity(&article, GZ_ENTITY_PERSON, "Jordan");
  add_entity(&article, GZ_ENTITY_FIRM, "Jordan");
  add_entity(&article, GZ_ENTITY_LEGISLATION, "new draft bill");
  add_entity(&article, GZ_ENTITY_LEGISLATION, "Clean Air Act");
  add_entity(&article, GZ_ENTITY_TOPIC, "clean air");
  (void)describe(world, &article, &options);
  char name[64];
  (void)snprintf(name, sizeof name, "/entity/a-spokesman-%.16s",
                 article.sha256);
  assert_true(says(world, name, GZ_PROPERTY_TYPE, "UnnamedSource"));
  assert_true(says(world, "entity/huawei-person", GZ_PROPERTY_TYPE, "Person"));
  assert_true(says(world, "entity/jordan", GZ_PROPERTY_TYPE, "Person"));
  assert_true(says(world, "entity/jordan-firm", GZ_PROPERTY_TYPE, "Firm"));
  assert_true(
      says(world, "entity/clean-air-act", GZ_PROPERTY_TYPE, "Legislation"));
  assert_true(says(world, "entity/clean-air", GZ_PROPERTY_TYPE, "Topic"));
  (void)snprintf(name, sizeof name, "entity/new-draft-bill-%.16s",
                 article.sha256);
  assert_true(says(world, name, GZ_PROPERTY_TYPE, "Legislation"));
}

static void
empty_article_is_described(void **state) {
  struct world *world = *state;
  struct gz_article article;
  make_article(&article, world->arena, "");
  struct gz_describe_options options = {.text = true};
  article.metadata.language = GZ_STR("");
  const struct gz_described described = describe(world, &article, &options);
  assert_int_equal(gz_statements_count(world->set), 3);
  assert_str(described.article,
             "https://w3id.org/gazette/id/article/e3b0c44298fc1c14");
  assert_true(says(world, "e3b0c44298fc1c14", GZ_PROPERTY_IS_STRING, ""));
}

static void
names_from_outside_are_checked(void **state) {
  struct world *world = *state;
  struct gz_article article;
  make_article(&article, world->arena, "text");
  struct gz_describe_options options = plain;
  struct gz_error error = {0};
  article.metadata.source = GZ_STR("not a URL");
  assert_int_equal(gz_describe(&article, &options, world->set, NULL, &error),
                   GZ_BAD_INPUT);
  assert_int_equal(error.status, GZ_BAD_INPUT);
  article.metadata.source = GZ_STR("http://example.org/a b");
  assert_int_equal(gz_describe(&article, &options, world->set, NULL, NULL),
                   GZ_BAD_INPUT);
  article.metadata.source = GZ_STR("");
  article.metadata.language = GZ_STR("en_US!");
  assert_int_equal(gz_describe(&article, &options, world->set, NULL, NULL),
                   GZ_BAD_INPUT);
  article.metadata.language = GZ_STR("en");
  options.base = GZ_STR("http://example.org/id#");
  assert_int_equal(gz_describe(&article, &options, world->set, NULL, NULL),
                   GZ_BAD_ARGUMENT);
  options.base = GZ_STR("https://example.org/id/");
  const struct gz_described described = describe(world, &article, &options);
  assert_true(gz_str_starts(described.article,
                            GZ_STR("https://example.org/id/article/")));
}

static void
full_memory_is_reported(void **state) {
  struct world *world = *state;
  struct gz_describe_options options = plain;
  options.actors = world->actors;
  size_t failures = 0;
  for (size_t ceiling = 64; ceiling < 16384; ceiling += 64) {
    struct gz_article article;
    make_ban(world, &article);
    struct gz_arena *small = gz_arena_new(ceiling);
    article.arena = small;
    struct gz_error error = {0};
    const enum gz_status status =
        gz_describe(&article, &options, world->set, NULL, &error);
    assert_true(status == GZ_OK || status == GZ_NO_MEMORY);
    assert_int_equal(error.status, status);
    failures += status == GZ_NO_MEMORY;
    gz_statements_clear(world->set);
    gz_arena_free(small);
  }
  assert_true(failures > 0);
  assert_true(failures < 250);
}

int
main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(whole_article_is_described),
      TEST(known_facts_are_told_of_those_present),
      TEST(offices_of_the_day_are_told),
      TEST(background_is_a_graph_of_its_own),
      TEST(unfit_relations_are_left_out),
      TEST(names_of_other_things_are_not_taken),
      TEST(empty_article_is_described),
      TEST(names_from_outside_are_checked),
      TEST(full_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
