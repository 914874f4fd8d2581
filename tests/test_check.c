#include "tests/unit.h"

#include "ontology/check.h"
#include "tests/reread.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

/** Read the files of the source tree into one set. */
static struct gz_statements *
read_files(const char *const *paths, size_t count, const char *parser) {
  struct gz_statements *set = gz_statements_new();
  for (size_t i = 0; i < count; ++i) {
    const char *top = getenv("top_srcdir");
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", top ? top : ".", paths[i]);
    FILE *file = fopen(path, "r");
    if (!file) {
      fail_msg("cannot open %s", path);
    }
    struct gz_buffer text;
    gz_buffer_init(&text, CEILING);
    char block[4096];
    size_t size = 0;
    while ((size = fread(block, 1, sizeof block, file)) > 0) {
      assert_int_equal(gz_buffer_add(&text, gz_str_n(block, size)), GZ_OK);
    }
    (void)fclose(file);
    struct gz_statements *one = read_back(gz_buffer_str(&text), parser);
    if (!one) {
      fail_msg("%s is not valid", path);
    }
    for (size_t j = 0; j < gz_statements_count(one); ++j) {
      const struct gz_quad quad = gz_statements_quad(one, j);
      assert_int_equal(gz_statements_add_quad(set, &quad, NULL), GZ_OK);
    }
    gz_statements_free(one);
    gz_buffer_free(&text);
  }
  assert_int_equal(gz_statements_sort(set, NULL), GZ_OK);
  return set;
}

/** Check files together; says what is wrong. */
static enum gz_status
check_files(const char *const *paths, size_t count, const char *parser,
            struct gz_error *error) {
  struct gz_statements *set = read_files(paths, count, parser);
  assert_true(gz_statements_count(set) > 0);
  const enum gz_status status = gz_check(set, error);
  gz_statements_free(set);
  return status;
}

static void
whole_shape_is_sound(void **state) {
  (void)state;
  const char *const paths[] = {"tests/cases/shape.trig"};
  struct gz_error error = {0};
  const enum gz_status status = check_files(paths, 1, "trig", &error);
  assert_string_equal(error.message, "");
  assert_int_equal(status, GZ_OK);
}

static void
good_samples_are_sound(void **state) {
  (void)state;
  const char *const paths[] = {"tests/shapes/good-minimal.ttl"};
  struct gz_error error = {0};
  const enum gz_status status = check_files(paths, 1, "turtle", &error);
  assert_string_equal(error.message, "");
  assert_int_equal(status, GZ_OK);
}

/** Every sample that SHACL refuses is refused here, together with the good. */
static void
bad_samples_are_unsound(void **state) {
  (void)state;
  const char *top = getenv("top_srcdir");
  char folder[512];
  (void)snprintf(folder, sizeof folder, "%s/tests/shapes", top ? top : ".");
  DIR *directory = opendir(folder);
  assert_non_null(directory);
  size_t count = 0;
  size_t taken = 0;
  for (const struct dirent *entry; (entry = readdir(directory));) {
    if (strncmp(entry->d_name, "bad-", 4) != 0) {
      continue;
    }
    char path[512];
    (void)snprintf(path, sizeof path, "tests/shapes/%.255s", entry->d_name);
    const char *const paths[] = {"tests/shapes/good-minimal.ttl", path};
    struct gz_error error = {0};
    const enum gz_status status = check_files(paths, 2, "turtle", &error);
    if (status != GZ_UNSOUND || !error.message[0]) {
      print_message("%s was taken\n", path);
      ++taken;
    }
    ++count;
  }
  (void)closedir(directory);
  assert_int_equal(taken, 0);
  assert_true(count > 50);
}

static void
messages_name_rule_and_thing(void **state) {
  (void)state;
  static const struct {
    const char *path;
    const char *message;
  } cases[] = {
      {"tests/shapes/bad-claim-no-speaker.ttl", "claim has a speaker"},
      {"tests/shapes/bad-event-no-claim.ttl", "put forward by a claim"},
      {"tests/shapes/bad-source-same-as.ttl", "nobody known"},
      {"tests/shapes/bad-mention-reversed.ttl", "begins before it ends"},
      {"tests/shapes/bad-event-dates-reversed.ttl", "not after the last"},
      {"tests/shapes/bad-person-is-state.ttl", "Both "},
      {"tests/shapes/bad-event-actor-class.ttl", "range of actor"},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    const char *const paths[] = {"tests/shapes/good-minimal.ttl",
                                 cases[i].path};
    struct gz_error error = {0};
    assert_int_equal(check_files(paths, 2, "turtle", &error), GZ_UNSOUND);
    if (!strstr(error.message, cases[i].message)) {
      fail_msg("%s: %s", cases[i].path, error.message);
    }
    assert_non_null(strstr(error.message, "https://w3id.org/gazette/"));
  }
}

static void
properties_fit_by_domain_and_range(void **state) {
  (void)state;
  static const struct {
    enum gz_vocab property;
    enum gz_vocab from;
    enum gz_vocab to;
    bool good;
  } cases[] = {
      {GZ_PROPERTY_ACTOR, GZ_CLASS_DECISION, GZ_CLASS_FIRM, true},
      {GZ_PROPERTY_ACTOR, GZ_CLASS_DECISION, GZ_CLASS_TOPIC, false},
      {GZ_PROPERTY_ACTOR, GZ_CLASS_FIRM, GZ_CLASS_FIRM, false},
      {GZ_PROPERTY_CONCERNS, GZ_CLASS_EVENT, GZ_CLASS_TOPIC, true},
      {GZ_PROPERTY_CONCERNS, GZ_CLASS_EVENT, GZ_DATATYPE_STRING, false},
      {GZ_PROPERTY_RESULTS, GZ_CLASS_DECISION, GZ_CLASS_RESTRICTION, true},
      {GZ_PROPERTY_PLACE, GZ_CLASS_EVENT, GZ_CLASS_STATE, true},
      {GZ_PROPERTY_PLACE, GZ_CLASS_EVENT, GZ_CLASS_ORGANIZATION, false},
      {GZ_PROPERTY_MEMBER_OF, GZ_CLASS_STATE, GZ_CLASS_ALLIANCE, true},
      {GZ_PROPERTY_MEMBER_OF, GZ_CLASS_STATE, GZ_CLASS_STATE, false},
      {GZ_PROPERTY_HOLDS, GZ_CLASS_OFFICIAL, GZ_CLASS_OFFICE, true},
      {GZ_PROPERTY_HOLDS, GZ_CLASS_FIRM, GZ_CLASS_OFFICE, false},
      {GZ_PROPERTY_POST_IN, GZ_CLASS_OFFICE, GZ_CLASS_STATE, true},
      {GZ_PROPERTY_POST_IN, GZ_CLASS_OFFICE, GZ_CLASS_PERSON, false},
      {GZ_PROPERTY_PREF_LABEL, GZ_CLASS_FIRM, GZ_DATATYPE_LANG_STRING, true},
      {GZ_PROPERTY_PREF_LABEL, GZ_CLASS_FIRM, GZ_CLASS_FIRM, false},
      {GZ_PROPERTY_SAME_AS, GZ_CLASS_FIRM, GZ_VOCAB_NONE, true},
      {GZ_PROPERTY_ACTOR, GZ_VOCAB_NONE, GZ_CLASS_FIRM, false},
      {GZ_PROPERTY_ACTOR, GZ_CLASS_EVENT, GZ_VOCAB_NONE, false},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    if (gz_property_fits(cases[i].property, cases[i].from, cases[i].to) !=
        cases[i].good) {
      fail_msg("case %zu", i);
    }
  }
}

static void
nothing_is_sound(void **state) {
  (void)state;
  struct gz_statements *set = gz_statements_new();
  assert_int_equal(gz_check(set, NULL), GZ_OK);
  gz_statements_free(set);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whole_shape_is_sound),
      cmocka_unit_test(good_samples_are_sound),
      cmocka_unit_test(bad_samples_are_unsound),
      cmocka_unit_test(messages_name_rule_and_thing),
      cmocka_unit_test(properties_fit_by_domain_and_range),
      cmocka_unit_test(nothing_is_sound),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
