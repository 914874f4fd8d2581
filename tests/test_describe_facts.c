#include "tests/unit.h"

#include "tests/describe_world.h"

/** What does not fit a role is what the event concerns. */
static void
unfit_roles_become_concerns(void **state) {
  struct world *world = *state;
  struct gz_article article;
  make_article(&article, world->arena, "Telvek bans 5G in Norland of Telvek");
  const uint32_t telvek = add_entity(&article, GZ_ENTITY_FIRM, "Telvek");
  const uint32_t topic = add_entity(&article, GZ_ENTITY_TOPIC, "5G");
  const struct gz_span whole = {0, (uint32_t)article.text.size};
  add_event(&article, GZ_EVENT_PROHIBITION, span_of(&article, "bans", 0),
            whole);
  const struct gz_role roles[] = {
      {.kind = GZ_ROLE_ACTOR, .entity = telvek},
      {.kind = GZ_ROLE_RECIPIENT, .entity = topic},
      {.kind = GZ_ROLE_PLACE, .entity = telvek},
      {.kind = GZ_ROLE_CONCERNS, .entity = GZ_NONE},
      {.kind = GZ_ROLE_CONCERNS, .is_event = true, .entity = 0},
      {.kind = GZ_ROLE_ACTOR, .entity = 77},
  };
  set_roles(&article, roles, COUNT(roles));
  add_claim(&article, whole);
  const struct gz_described described = describe(world, &article, &plain);
  assert_int_equal(described.n_unfit, 3);
  assert_true(says(world, "#event-1", GZ_PROPERTY_ACTOR, "telvek"));
  assert_true(says(world, "#event-1", GZ_PROPERTY_CONCERNS, "5g"));
  assert_true(says(world, "#event-1", GZ_PROPERTY_CONCERNS, "telvek"));
  assert_false(says(world, "#event-1", GZ_PROPERTY_RECIPIENT, ""));
  assert_false(says(world, "#event-1", GZ_PROPERTY_PLACE, ""));
  assert_false(says(world, "#event-1", GZ_PROPERTY_CONCERNS, "#event-1"));
}

/** No event without a claim, none without words, none of no kind. */
static void
nothing_is_asserted_by_nobody(void **state) {
  struct world *world = *state;
  struct gz_article article;
  make_article(&article, world->arena, "one two three four");
  const struct gz_span empty = {0, 0};
  add_event(&article, GZ_EVENT_DECISION, span_of(&article, "one", 0), empty);
  add_claim(&article, span_of(&article, "one", 0));
  add_event(&article, GZ_EVENT_DECISION, span_of(&article, "two", 0), empty);
  add_event(&article, GZ_EVENT_NONE, span_of(&article, "three", 0), empty);
  add_claim(&article, span_of(&article, "three", 0));
  add_event(&article, GZ_EVENT_DECISION, empty, empty);
  add_claim(&article, span_of(&article, "four", 0));
  add_event(&article, GZ_EVENT_DECISION, span_of(&article, "four", 0), empty);
  struct gz_claim *claim = add_claim(&article, empty);
  claim->content.count = 0;
  const struct gz_described described = describe(world, &article, &plain);
  assert_true(says(world, "#event-1", GZ_PROPERTY_TYPE, "#Decision"));
  for (int i = 2; i <= 5; ++i) {
    char name[16];
    (void)snprintf(name, sizeof name, "#event-%d", i);
    assert_false(says(world, name, GZ_PROPERTY_TYPE, ""));
  }
  assert_true(says(world, "#claim-1", GZ_PROPERTY_ASSERTS, "#event-1"));
  assert_false(says(world, "#claim-4", GZ_PROPERTY_TYPE, ""));
  assert_int_equal(described.n_unfit, 5);
}

static void
dates_are_whole_or_not_there(void **state) {
  struct world *world = *state;
  static const struct {
    struct gz_date begin;
    struct gz_date end;
    enum gz_time_basis basis;
    bool good;
  } cases[] = {
      {{2020, 1, 1}, {2020, 1, 31}, GZ_TIME_BASIS_RESOLVED, true},
      {{2020, 1, 1}, {2020, 1, 1}, GZ_TIME_BASIS_EXPLICIT, true},
      {{2020, 1, 2}, {2020, 1, 1}, GZ_TIME_BASIS_EXPLICIT, false},
      {{2020, 1, 1}, {2020, 1, 31}, GZ_TIME_BASIS_NONE, false},
      {{2020, 1, 0}, {2020, 1, 31}, GZ_TIME_BASIS_EXPLICIT, false},
      {{0, 0, 0}, {2020, 1, 31}, GZ_TIME_BASIS_EXPLICIT, false},
      {{0, 0, 0}, {0, 0, 0}, GZ_TIME_BASIS_PUBLICATION, false},
      {{-5, 1, 1}, {2020, 1, 1}, GZ_TIME_BASIS_EXPLICIT, false},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    struct gz_article article;
    make_article(&article, world->arena, "decides");
    const struct gz_span span = span_of(&article, "decides", 0);
    struct gz_event *event = add_event(&article, GZ_EVENT_DECISION, span, span);
    event->begin = cases[i].begin;
    event->end = cases[i].end;
    event->basis = (uint8_t)cases[i].basis;
    add_claim(&article, span);
    (void)describe(world, &article, &plain);
    assert_int_equal(says(world, "#event-1", GZ_PROPERTY_BEGIN_DATE, ""),
                     cases[i].good);
    assert_int_equal(says(world, "#event-1", GZ_PROPERTY_END_DATE, ""),
                     cases[i].good);
    assert_int_equal(says(world, "#event-1", GZ_PROPERTY_TIME_BASIS, ""),
                     cases[i].good);
  }
}

/** The article's own voice is the outlet's, or the article's. */
static void
own_voice_has_a_speaker(void **state) {
  struct world *world = *state;
  struct gz_describe_options options = plain;
  options.actors = world->actors;
  struct gz_article article;
  make_article(&article, world->arena, "Telvek decides");
  const struct gz_span whole = {0, (uint32_t)article.text.size};
  add_event(&article, GZ_EVENT_DECISION, span_of(&article, "decides", 0),
            whole);
  add_claim(&article, whole);
  char name[32];
  (void)snprintf(name, sizeof name, "article/%.16s", article.sha256);
  (void)describe(world, &article, &options);
  assert_true(says(world, "#claim-1", GZ_PROPERTY_SPEAKER, name));
  // An outlet that nobody knows.
  article.metadata.publisher = GZ_STR("Example Wire");
  (void)describe(world, &article, &options);
  assert_true(says(world, name, GZ_PROPERTY_PUBLISHER, "entity/example-wire"));
  assert_true(
      says(world, "entity/example-wire", GZ_PROPERTY_TYPE, "MediaOutlet"));
  assert_true(
      says(world, "#claim-1", GZ_PROPERTY_SPEAKER, "entity/example-wire"));
  // A known one, and one that is in the article.
  article.metadata.publisher = GZ_STR("REUTERS");
  (void)describe(world, &article, &options);
  assert_true(says(world, name, GZ_PROPERTY_PUBLISHER, "entity/reuters"));
  article.metadata.publisher = GZ_STR("Telvek");
  add_entity(&article, GZ_ENTITY_FIRM, "Telvek");
  (void)describe(world, &article, &options);
  assert_true(says(world, name, GZ_PROPERTY_PUBLISHER, "entity/telvek"));
  assert_false(says(world, "entity/telvek", GZ_PROPERTY_TYPE, "MediaOutlet"));
  // A name that is another thing's.
  article.metadata.publisher = GZ_STR("China");
  (void)describe(world, &article, &options);
  assert_true(says(world, name, GZ_PROPERTY_PUBLISHER, "entity/china-outlet"));
  // Somebody else does not speak in the article's own voice.
  article.claims.items[0].speaker =
      add_entity(&article, GZ_ENTITY_FIRM, "Someone");
  const struct gz_described described = describe(world, &article, &options);
  assert_int_equal(described.n_unfit, 1);
  assert_true(
      says(world, "#claim-1", GZ_PROPERTY_SPEAKER, "entity/china-outlet"));
}

/** One event by two, to one, on something. */
static void
labels_read_like_sentences(void **state) {
  struct world *world = *state;
  static const struct {
    const char *trigger;
    const char *lemma; // Empty for a noun
    const char *actors[3];
    const char *recipient;
    const char *label;
  } cases[] = {
      {"accused", "accuse", {"Norland"}, "Telvek", "Norland accuses Telvek"},
      {"pressed", "press", {"Norland"}, "Telvek", "Norland presses Telvek"},
      {"denied", "deny", {"Telvek"}, 0, "Telvek denies"},
      {"bought", "buy", {"Telvek"}, 0, "Telvek buys"},
      {"went", "go", {"Telvek"}, 0, "Telvek goes"},
      {"had", "have", {"Telvek"}, 0, "Telvek has"},
      {"met", "meet", {"Norland", "Telvek"}, 0, "Norland and Telvek meet"},
      {"met", "meet", {"A", "B", "C"}, "D", "A, B and C meet D"},
      {"made a final decision",
       "make",
       {"Norland"},
       0,
       "Norland makes a final decision"},
      {"threat", "", {"Norland"}, "Telvek", "threat by Norland to Telvek"},
      {"banned", "ban", {0}, "Telvek", "decision of Telvek"},
      {"decision", "", {0}, 0, "decision"},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    struct gz_article article;
    make_article(&article, world->arena, cases[i].trigger);
    if (cases[i].lemma[0]) {
      article.tokens.items[0].upos = GZ_UPOS_VERB;
      article.tokens.items[0].lemma = gz_str(cases[i].lemma);
    }
    const struct gz_span span = span_of(&article, cases[i].trigger, 0);
    add_event(&article, GZ_EVENT_DECISION, span, span);
    struct gz_role roles[4];
    uint32_t count = 0;
    for (size_t j = 0; j < 3 && cases[i].actors[j]; ++j) {
      roles[count++] = (struct gz_role){
          .kind = GZ_ROLE_ACTOR,
          .entity = add_entity(&article, GZ_ENTITY_FIRM, cases[i].actors[j])};
    }
    if (cases[i].recipient) {
      roles[count++] = (struct gz_role){
          .kind = GZ_ROLE_RECIPIENT,
          .entity = add_entity(&article, GZ_ENTITY_FIRM, cases[i].recipient)};
    }
    set_roles(&article, roles, count);
    add_claim(&article, span)->polarity = GZ_POLARITY_NEGATIVE;
    (void)describe(world, &article, &plain);
    if (!says(world, "#event-1", GZ_PROPERTY_LABEL, cases[i].label)) {
      struct gz_buffer buffer;
      gz_buffer_init(&buffer, CEILING);
      fail_msg("no label %s in %s", cases[i].label, as_trig(world, &buffer));
    }
    char claim[128];
    (void)snprintf(claim, sizeof claim, "the article: %s (denied)",
                   cases[i].label);
    assert_true(says(world, "#claim-1", GZ_PROPERTY_LABEL, claim));
  }
}

/** Labels are cut between characters, whatever the words. */
static void
long_labels_are_cut(void **state) {
  struct world *world = *state;
  char text[1200];
  for (size_t size = 200; size < 400; ++size) {
    size_t at = size % 3;
    memset(text, 'a', at);
    while (at < size) {
      memcpy(text + at, "\u20ac", 3);
      at += 3;
    }
    text[at] = '\0';
    struct gz_article article;
    gz_arena_reset(world->arena);
    make_article(&article, world->arena, text);
    const struct gz_span whole = {0, (uint32_t)article.text.size};
    add_event(&article, GZ_EVENT_DECISION, whole, whole);
    const struct gz_role role = {
        .kind = GZ_ROLE_ACTOR,
        .entity = add_entity(&article, GZ_ENTITY_FIRM, text)};
    set_roles(&article, &role, 1);
    add_claim(&article, whole)->certainty = GZ_CERTAINTY_POSSIBLE;
    (void)describe(world, &article, &plain);
  }
}

static void
confidence_is_a_decimal(void **state) {
  struct world *world = *state;
  static const struct {
    double confidence;
    const char *text;
  } cases[] = {
      {0, "0.0"},      {1, "1.0"},         {0.5, "0.5"}, {0.05, "0.05"},
      {0.994, "0.99"}, {0.996, "1.0"},     {-3, "0.0"},  {7, "1.0"},
      {0.1, "0.1"},    {0.0 / 0.0, "0.0"},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    struct gz_article article;
    make_article(&article, world->arena, "decides");
    const struct gz_span span = span_of(&article, "decides", 0);
    add_event(&article, GZ_EVENT_DECISION, span, span)->confidence =
        cases[i].confidence;
    add_claim(&article, span);
    (void)describe(world, &article, &plain);
    assert_true(says(world, "#event-1", GZ_PROPERTY_CONFIDENCE, cases[i].text));
  }
}

/** The lists of input/ name what the ontology has. */
static void
values_are_those_of_the_ontology(void **state) {
  (void)state;
#define IS(kind, id, name) assert_str(gz_vocab_local(GZ_##kind##_##id), name)
#define GZ_ENTITY_CLASS(id, name) IS(CLASS, id, name);
#define GZ_ROLE(id, name) IS(PROPERTY, id, name);
#define GZ_FORM(id, name) IS(INDIVIDUAL, id, name);
#define GZ_TEMPORALITY(id, name) IS(INDIVIDUAL, id, name);
#include "input/facts.def"
#undef GZ_ENTITY_CLASS
#undef GZ_ROLE
#undef GZ_FORM
#undef GZ_TEMPORALITY
  for (int i = 1; i < GZ_N_EVENT_CLASS; ++i) {
    const enum gz_event_class type = (enum gz_event_class)i;
    const enum gz_vocab term =
        gz_vocab_event(gz_str(gz_event_class_text(type)));
    const enum gz_event_class group = gz_event_class_group(type);
    assert_int_not_equal(term, GZ_VOCAB_NONE);
    assert_int_equal(gz_event_class_from_text(gz_vocab_local(term)), type);
    assert_int_equal(gz_vocab_parent(term),
                     gz_vocab_event(gz_str(gz_event_class_text(group))));
  }
  // Every kind of event of the ontology is there.
  int kinds = 0;
  for (int i = GZ_VOCAB_NONE + 1; i < GZ_N_VOCAB; ++i) {
    const enum gz_vocab term = (enum gz_vocab)i;
    kinds += gz_vocab_kind(term) == GZ_VOCAB_KIND_CLASS &&
             gz_vocab_is_a(term, GZ_CLASS_EVENT);
  }
  assert_int_equal(kinds, GZ_N_EVENT_CLASS);
}

int
main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(unfit_roles_become_concerns),
      TEST(nothing_is_asserted_by_nobody),
      TEST(dates_are_whole_or_not_there),
      TEST(own_voice_has_a_speaker),
      TEST(labels_read_like_sentences),
      TEST(long_labels_are_cut),
      TEST(confidence_is_a_decimal),
      TEST(values_are_those_of_the_ontology),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
