#include "tests/unit.h"

#include "input/frames.h"
#include "input/tsv.h"

#include <stdio.h>

#include <stdlib.h>
#include <string.h>

static struct gz_frames *
frames_of(const char *text) {
  struct gz_frames *frames = NULL;
  struct gz_error error = {0};
  if (gz_frames_from_text(gz_str(text), "test", &frames, &error) != GZ_OK) {
    fail_msg("line %zu: %s", error.line, error.message);
  }
  return frames;
}

static void
lines_become_frames(void **state) {
  (void)state;
  struct gz_frames *frames = frames_of(
      "# a comment\n\naccuse\tv\tAccusation\tactor=subj recipient=obj "
      "concerns=of|over\nmake\tv\tlight\nface\tv\tundergo\n");
  assert_int_equal(gz_frames_count(frames), 3);
  const struct gz_frame *frame =
      gz_frames_find(frames, GZ_STR("Accuse"), false);
  assert_non_null(frame);
  assert_int_equal(frame->type, GZ_EVENT_ACCUSATION);
  assert_int_equal(frame->places[GZ_ROLE_ACTOR][0].kind, GZ_PLACE_SUBJECT);
  assert_int_equal(frame->places[GZ_ROLE_CONCERNS][1].kind,
                   GZ_PLACE_PREPOSITION);
  assert_string_equal(frame->places[GZ_ROLE_CONCERNS][1].preposition, "over");
  assert_int_equal(frame->places[GZ_ROLE_CONCERNS][2].kind, GZ_PLACE_NONE);
  assert_string_equal(frame->rule, "frame:accuse/v");
  assert_null(gz_frames_find(frames, GZ_STR("accuse"), true));
  assert_true(gz_frames_find(frames, GZ_STR("make"), false)->light);
  assert_true(gz_frames_find(frames, GZ_STR("face"), false)->undergo);
  gz_frames_free(frames);
  gz_frames_free(NULL);
}

static void
those_that_need_more_come_first(void **state) {
  (void)state;
  struct gz_frames *frames = frames_of(
      "cut\tv\tClosure\tactor=subj\ncut off\tv\tSanction\trecipient=obj\n"
      "cut off+from\tv\tSanction\trecipient=obj\n"
      "call\tn\tRequest\tactor=poss\nphone "
      "call\tn\tConsultation\tactor=poss\n");
  const struct gz_frame *frame = gz_frames_find(frames, GZ_STR("cut"), false);
  assert_string_equal(frame->particle, "off");
  assert_string_equal(frame->preposition, "from");
  frame = gz_frames_next(frames, frame);
  assert_string_equal(frame->particle, "off");
  assert_null(frame->preposition);
  frame = gz_frames_next(frames, frame);
  assert_null(frame->particle);
  assert_null(gz_frames_next(frames, frame));
  frame = gz_frames_find(frames, GZ_STR("call"), true);
  assert_string_equal(frame->modifier, "phone");
  gz_frames_free(frames);
}

static void
conditions_name_words_sets_and_classes(void **state) {
  (void)state;
  struct gz_frames *frames = frames_of(
      "law\tset\tbill act Legislation\n"
      "pass|adopt\tv\tEnactment\tif=obj:@law|measure unless=subj:ball "
      "political actor=subj\npass\tv\tSupply\tactor=subj\n");
  assert_int_equal(gz_frames_count(frames), 3);
  const struct gz_frame *frame = gz_frames_find(frames, GZ_STR("pass"), false);
  assert_int_equal(frame->type, GZ_EVENT_ENACTMENT);
  assert_true(frame->political);
  assert_string_equal(frame->rule, "frame:pass/v");
  assert_int_equal(frame->n_needs, 2);
  const struct gz_frame_need *need = &frame->needs[0];
  assert_int_equal(need->place.kind, GZ_PLACE_OBJECT);
  assert_false(need->forbids);
  assert_true(gz_frames_need_has(frames, need, GZ_STR("bill")));
  assert_true(gz_frames_need_has(frames, need, GZ_STR("Measure")));
  assert_false(gz_frames_need_has(frames, need, GZ_STR("legislation")));
  assert_true(gz_frames_need_has_class(frames, need, GZ_ENTITY_LEGISLATION));
  assert_false(gz_frames_need_has_class(frames, need, GZ_ENTITY_FIRM));
  assert_true(frame->needs[1].forbids);
  assert_true(gz_frames_set_has(frames, "law", GZ_STR("act")));
  assert_false(gz_frames_set_has(frames, "law", GZ_STR("measure")));
  assert_false(gz_frames_set_has(frames, "play", GZ_STR("act")));
  assert_int_equal(gz_frames_next(frames, frame)->type, GZ_EVENT_SUPPLY);
  assert_non_null(gz_frames_find(frames, GZ_STR("adopt"), false));
  gz_frames_free(frames);
}

static void
wrong_lines_are_told(void **state) {
  (void)state;
  static const char *const wrong[] = {
      "accuse\tv\n",
      "accuse\tx\tAccusation\tactor=subj\n",
      "accuse\tv\tNonsense\tactor=subj\n",
      "accuse\tv\tAccusation\tvillain=subj\n",
      "accuse\tv\tAccusation\tactor=\n",
      "accuse\tv\tAccusation\tactor\n",
      "accuse\tv\tAccusation\tactor=a|b|c|d|e|f|g\n",
      "\tv\tAccusation\tactor=subj\n",
      "accuse\tv\tAccusation\tif=obj:@nobody\n",
      "accuse\tv\tAccusation\tif=obj:\n",
      "accuse\tv\tAccusation\tif=obj\n",
      "accuse\tv\tAccusation\tif=obj:Nonsense\n",
      "accuse\tv\tAccusation\tif=obj:a if=obj:b if=obj:c if=obj:d if=obj:e\n",
      "\tset\tword\n",
      "law\tset\tNonsense\n",
      "a\tb\tc\td\te\tf\tg\th\ti\n",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
    char text[256] = "ban\tv\tProhibition\tactor=subj\n";
    strcat(text, wrong[i]);
    struct gz_frames *frames = NULL;
    struct gz_error error = {0};
    assert_int_equal(
        gz_frames_from_text(gz_str(text), "x.tsv", &frames, &error),
        GZ_BAD_INPUT);
    assert_int_equal(error.line, 2);
    assert_string_equal(error.file, "x.tsv");
    assert_null(frames);
  }
  struct gz_frames *frames = NULL;
  struct gz_error error = {0};
  assert_int_equal(gz_frames_load("/nonexistent/f.tsv", &frames, &error),
                   GZ_IO);
  assert_string_equal(error.file, "/nonexistent/f.tsv");
}

static void
the_lexicon_covers_every_class(void **state) {
  (void)state;
  char path[4096];
  (void)snprintf(path, sizeof path, "%s/frames.tsv", getenv("GZ_DATA"));
  struct gz_frames *frames = NULL;
  struct gz_error error = {0};
  if (gz_frames_load(path, &frames, &error) != GZ_OK) {
    fail_msg("%s:%zu: %s", error.file, error.line, error.message);
  }
  bool seen[GZ_N_EVENT_CLASS] = {false};
  struct gz_arena *arena = gz_arena_new(0);
  struct gz_tsv tsv;
  assert_int_equal(gz_tsv_open(&tsv, path, arena, NULL), GZ_OK);
  while (gz_tsv_next(&tsv, NULL) == GZ_OK) {
    const enum gz_event_class type = gz_event_class_from_text(tsv.fields[2]);
    if (type < GZ_N_EVENT_CLASS) {
      seen[type] = true;
    }
  }
  for (int i = 1; i < GZ_N_EVENT_CLASS; ++i) {
    const bool group =
        gz_event_class_group((enum gz_event_class)i) == GZ_EVENT_NONE;
    if (!group && !seen[i]) {
      fail_msg("no frame for %s", gz_event_class_text((enum gz_event_class)i));
    }
  }
  gz_arena_free(arena);
  gz_frames_free(frames);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_become_frames),
      cmocka_unit_test(those_that_need_more_come_first),
      cmocka_unit_test(conditions_name_words_sets_and_classes),
      cmocka_unit_test(wrong_lines_are_told),
      cmocka_unit_test(the_lexicon_covers_every_class),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
