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

/** A generator of numbers that is the same everywhere (SplitMix64). */
static uint32_t
random_below(uint64_t *seed, uint32_t limit) {
  uint64_t z = *seed += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return (uint32_t)((z ^ (z >> 31)) % limit);
}

static struct gz_span
random_span(uint64_t *seed, const struct gz_article *article) {
  const uint32_t size = (uint32_t)article->text.size;
  const uint32_t begin = random_below(seed, size + 4);
  return (struct gz_span){begin, begin + random_below(seed, 20)};
}

static uint32_t
random_entity(uint64_t *seed, const struct gz_article *article) {
  return random_below(seed, 6) ? random_below(seed, article->entities.count + 1)
                               : GZ_NONE;
}

static struct gz_date
random_date(uint64_t *seed) {
  return (struct gz_date){(int16_t)(2018 + random_below(seed, 3)),
                          (uint8_t)random_below(seed, 13),
                          (uint8_t)random_below(seed, 29)};
}

static void
find_random_entities(uint64_t *seed, const struct gz_actors *actors,
                     struct gz_article *article) {
  static const char *const labels[] = {"Huawei", "a source", "Act", "", "5G"};
  static const char *const slugs[] = {"", "", "huawei", "x y", "b-1"};
  for (uint32_t i = random_below(seed, 8); i > 0; --i) {
    const uint32_t entity = add_entity(
        article, (enum gz_entity_class)random_below(seed, GZ_N_ENTITY_CLASS),
        labels[random_below(seed, COUNT(labels))]);
    struct gz_entity *made = &article->entities.items[entity];
    made->slug = gz_str(slugs[random_below(seed, COUNT(slugs))]);
    made->state = random_entity(seed, article);
    if (random_below(seed, 3) == 0) {
      made->actor = random_below(seed, gz_actors_count(actors) + 1);
    }
  }
  for (uint32_t i = random_below(seed, 12); i > 0; --i) {
    *GZ_PUSH(article, &article->mentions) = (struct gz_mention){
        .span = random_span(seed, article),
        .entity = random_entity(seed, article),
        .kind = (uint8_t)random_below(seed, 3),
        .adjectival = random_below(seed, 4) == 0,
        .metonym = random_below(seed, 4) == 0,
    };
    *GZ_PUSH(article, &article->relations) = (struct gz_relation){
        .kind = (enum gz_relation_kind)random_below(seed, 11),
        .subject = random_entity(seed, article),
        .object = random_entity(seed, article),
    };
  }
}

static void
find_random_facts(uint64_t *seed, struct gz_article *article) {
  for (uint32_t i = random_below(seed, 5); i > 0; --i) {
    struct gz_event *event = add_event(
        article, (enum gz_event_class)random_below(seed, GZ_N_EVENT_CLASS),
        random_span(seed, article), random_span(seed, article));
    event->begin = random_date(seed);
    event->end = random_date(seed);
    event->basis = (uint8_t)random_below(seed, GZ_N_TIME_BASIS);
    event->time = random_below(seed, 3);
    struct gz_role roles[6];
    for (uint32_t j = 0; j < COUNT(roles); ++j) {
      roles[j] = (struct gz_role){
          .kind = (uint8_t)random_below(seed, GZ_N_ROLE),
          .is_event = random_below(seed, 5) == 0,
          .entity = random_entity(seed, article),
          .span = random_span(seed, article),
      };
    }
    set_roles(article, roles, random_below(seed, COUNT(roles)));
  }
  for (uint32_t i = random_below(seed, 6); i > 0; --i) {
    struct gz_claim *claim = add_claim(article, random_span(seed, article));
    claim->content = one_span(article, random_span(seed, article));
    claim->source = one_span(article, random_span(seed, article));
    claim->quotation = one_span(article, random_span(seed, article));
    claim->speaker = random_entity(seed, article);
    claim->relayed_by = random_entity(seed, article);
    claim->polarity = (uint8_t)random_below(seed, GZ_N_POLARITY);
    claim->certainty = (uint8_t)random_below(seed, GZ_N_CERTAINTY);
    claim->temporality = (uint8_t)random_below(seed, GZ_N_TEMPORALITY);
    claim->form = (uint8_t)random_below(seed, GZ_N_FORM);
    uint32_t *ids = gz_arena_array(article->arena, 2, sizeof *ids);
    ids[0] = random_below(seed, article->events.count + 2);
    ids[1] = random_entity(seed, article);
    claim->events = claim->topics = ids;
    claim->n_events = random_below(seed, 3);
    claim->n_topics = random_below(seed, 3);
  }
}

/** Whatever was found, what is stated of it is sound. */
static void
random_findings_are_described_soundly(void **state) {
  struct world *world = *state;
  static const char *const publishers[] = {
      "", "Reuters", "Huawei", "Five Eyes", "a source", "Daily Act"};
  uint64_t seed = 2020;
  size_t stated = 0;
  for (int round = 0; round < 3000; ++round) {
    struct gz_article article;
    gz_arena_reset(world->arena);
    make_article(&article, world->arena,
                 "Huawei denies what a source said of 5G in Norland, an Act");
    for (uint32_t i = 0; i < article.tokens.count; ++i) {
      article.tokens.items[i].upos = (uint8_t)random_below(&seed, GZ_N_UPOS);
      article.tokens.items[i].head =
          random_below(&seed, article.tokens.count + 1);
      article.tokens.items[i].deprel =
          (uint8_t)random_below(&seed, GZ_N_DEPREL);
      article.tokens.items[i].lemma = gz_article_form(&article, i);
    }
    article.metadata.date = random_date(&seed);
    article.metadata.publisher =
        gz_str(publishers[random_below(&seed, COUNT(publishers))]);
    find_random_entities(&seed, world->actors, &article);
    find_random_facts(&seed, &article);
    const struct gz_describe_options options = {
        .actors = world->actors,
        .tool_version = GZ_STR("1"),
        .labels = true,
        .background = random_below(&seed, 2) == 0,
    };
    (void)describe(world, &article, &options);
    stated += gz_statements_count(world->set);
  }
  assert_true(stated > 3000 * 40);
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
      TEST(random_findings_are_described_soundly),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
