// Events of whole sentences, through the real stages: tests/cases/events.
//
// A case is a sentence, then a line for each event that must come of it, in
// the order of the text: its class and, as ROLE=ENTITY,ENTITY, whoever must
// play a part (the last part of the IRI).  Roles that are not named are not
// looked at.  "nothing" means that there is no event.

#include "tests/cases_file.h"

#include "input/actors.h"
#include "input/analyser.h"
#include "input/events.h"
#include "input/mentions.h"
#include "input/nouns.h"
#include "input/pronouns.h"
#include "input/sentences.h"
#include "input/timex.h"

static struct gz_actors *actors;
static struct gz_model *model;
static struct gz_analyser *analyser;
static struct gz_timex_rules *rules;
static struct gz_frames *frames;
static struct gz_nouns *nouns;
static struct gz_pronouns *pronouns;

static const char *
data_path(const char *name) {
  static char paths[2][4096];
  static unsigned turn;
  char *path = paths[turn++ % 2];
  (void)snprintf(path, sizeof paths[0], "%s/%s", getenv("GZ_DATA"), name);
  return path;
}

static int
set_up(void **state) {
  (void)state;
  return gz_actors_open(data_path("actors.bin"), &actors, NULL) != GZ_OK ||
         gz_model_load(data_path("analyser.model"), &model, NULL) != GZ_OK ||
         gz_timex_rules_load(data_path("timex.rules"), &rules, NULL) != GZ_OK ||
         gz_frames_load(data_path("frames.tsv"), &frames, NULL) != GZ_OK ||
         gz_nouns_load(data_path("nouns.tsv"), &nouns, NULL) != GZ_OK ||
         gz_nouns_load_forenames(nouns, data_path("forenames.tsv"), NULL) !=
             GZ_OK ||
         gz_pronouns_load(data_path("pronouns.tsv"), &pronouns, NULL) !=
             GZ_OK ||
         !(analyser = gz_analyser_new(model, NULL));
}

static int
tear_down(void **state) {
  (void)state;
  gz_analyser_free(analyser);
  gz_model_free(model);
  gz_actors_free(actors);
  gz_timex_rules_free(rules);
  gz_frames_free(frames);
  gz_nouns_free(nouns);
  gz_pronouns_free(pronouns);
  return 0;
}

static void
find_events(struct gz_arena *arena, struct gz_article *article,
            const char *text) {
  struct gz_tree tree;
  gz_article_init(article, arena);
  assert_int_equal(gz_article_set_text(article, gz_str(text), NULL), GZ_OK);
  assert_int_equal(gz_split(article, NULL), GZ_OK);
  assert_int_equal(gz_analyse(analyser, article, NULL), GZ_OK);
  assert_int_equal(gz_tree_build(article, &tree, NULL), GZ_OK);
  assert_int_equal(gz_find_times(article, rules, NULL), GZ_OK);
  assert_int_equal(gz_find_mentions(article, actors, nouns, pronouns, NULL),
                   GZ_OK);
  assert_int_equal(gz_find_events(article, &tree, frames, NULL), GZ_OK);
}

static bool
plays(const struct gz_article *article, const struct gz_event *event,
      const char *role, const char *slug) {
  for (uint32_t i = 0; i < event->n_roles; ++i) {
    const struct gz_role *played = &event->roles[i];
    if (!played->is_event && strcmp(gz_role_text(played->kind), role) == 0 &&
        gz_str_is(article->entities.items[played->entity].slug, slug)) {
      return true;
    }
  }
  return false;
}

static void
check_event(const struct test_case *block, size_t number,
            const struct gz_article *article, const struct gz_event *event) {
  char *line = block->lines[number];
  char *rest = NULL;
  const char *type = strtok_r(line, " ", &rest);
  if (strcmp(type, gz_event_class_text(event->type)) != 0) {
    fail_msg("%s:%zu: %s, not %s", block->file, block->line + number,
             gz_event_class_text(event->type), type);
  }
  for (char *field; (field = strtok_r(NULL, " ", &rest)) != NULL;) {
    char *slugs = strchr(field, '=');
    assert_non_null(slugs);
    *slugs++ = '\0';
    char *next = NULL;
    for (const char *slug = strtok_r(slugs, ",", &next); slug;
         slug = strtok_r(NULL, ",", &next)) {
      if (!plays(article, event, field, slug)) {
        fail_msg("%s:%zu: %s is not %s", block->file, block->line + number,
                 slug, field);
      }
    }
  }
}

static void
check_case(const struct test_case *block) {
  struct gz_arena *arena = gz_arena_new(0);
  struct gz_article article;
  find_events(arena, &article, block->lines[0]);
  const size_t expected =
      block->count == 2 && strcmp(block->lines[1], "nothing") == 0
          ? 0
          : block->count - 1;
  if (article.events.count != expected) {
    fail_msg("%s:%zu: %u events, not %zu", block->file, block->line,
             (unsigned)article.events.count, expected);
  }
  for (size_t i = 0; i < expected; ++i) {
    check_event(block, i + 1, &article, &article.events.items[i]);
  }
  gz_arena_free(arena);
}

static void
cases_give_their_events(void **state) {
  (void)state;
  run_cases("events", check_case);
}

static void
evidence_holds_trigger_and_roles(void **state) {
  (void)state;
  struct gz_arena *arena = gz_arena_new(0);
  struct gz_article article;
  find_events(arena, &article,
              "Russia's attack on Ukraine was condemned by NATO, and Germany "
              "and France agreed on Friday to impose sanctions on Moscow.");
  assert_true(article.events.count >= 3);
  uint32_t last = 0;
  for (uint32_t i = 0; i < article.events.count; ++i) {
    const struct gz_event *event = &article.events.items[i];
    assert_true(event->evidence.begin <= event->trigger.begin);
    assert_true(event->evidence.end >= event->trigger.end);
    assert_true(event->trigger.begin >= last);
    assert_true(event->confidence > 0 && event->confidence <= 1);
    last = event->trigger.begin;
    for (uint32_t j = 0; j < event->n_roles; ++j) {
      assert_true(event->roles[j].span.end <= article.text.size);
      assert_true(event->roles[j].entity < (event->roles[j].is_event
                                                ? article.events.count
                                                : article.entities.count));
    }
  }
  gz_arena_free(arena);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cases_give_their_events),
      cmocka_unit_test(evidence_holds_trigger_and_roles),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
