#include "tests/unit.h"

#include "input/buffer.h"
#include "input/interner.h"
#include "input/status.h"
#include "input/tags.h"
#include "ontology/term.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void
statuses_have_messages(void **state) {
  (void)state;
  for (int i = GZ_OK; i <= GZ_UNSOUND; ++i) {
    const char *message = gz_status_message((enum gz_status)i);
    assert_string_not_equal(message, "Unknown status");
    assert_true(message[0] >= 'A' && message[0] <= 'Z');
    assert_int_not_equal(message[strlen(message) - 1], '.');
  }
  assert_string_equal(gz_status_message((enum gz_status)99), "Unknown status");
}

static void
errors_say_where(void **state) {
  (void)state;
  struct gz_error error;
  assert_int_equal(gz_fail_at(&error, GZ_BAD_INPUT, 3, 4, 20, "No %s", "day"),
                   GZ_BAD_INPUT);
  assert_int_equal(error.status, GZ_BAD_INPUT);
  assert_int_equal(error.line, 3);
  assert_int_equal(error.column, 4);
  assert_int_equal(error.offset, 20);
  assert_string_equal(error.message, "No day");
  gz_error_in_file(&error, "a.txt");
  gz_error_in_file(&error, "b.txt");
  assert_string_equal(error.file, "a.txt");
  assert_int_equal(gz_fail(NULL, GZ_END, "nobody hears"), GZ_END);
  assert_int_equal(gz_fail_system(&error, ENOENT, "Cannot open x"), GZ_IO);
  assert_string_equal(error.message,
                      "Cannot open x: No such file or directory");
  assert_int_equal(error.line, 0);
}

static void
long_messages_end_at_a_character(void **state) {
  (void)state;
  struct gz_error error;
  char text[2 * GZ_ERROR_MESSAGE_SIZE];
  for (size_t lead = 0; lead < 3; ++lead) {
    memset(text, 'x', lead);
    for (size_t i = lead; i + 3 < sizeof text; i += 3) {
      memcpy(text + i, "\u20ac", 4);
    }
    gz_fail(&error, GZ_BAD_INPUT, "%s", text);
    const size_t size = strlen(error.message);
    assert_true(size + 4 > GZ_ERROR_MESSAGE_SIZE);
    assert_int_equal((size - lead) % 3, 0);
  }
}

static void
views_compare(void **state) {
  (void)state;
  const struct gz_str text = GZ_STR("British");
  assert_true(gz_str_starts(text, GZ_STR("Brit")));
  assert_false(gz_str_starts(text, GZ_STR("British ")));
  assert_true(gz_str_ends(text, GZ_STR("ish")));
  assert_true(gz_str_is(gz_str_part(text, 4, 99), "ish"));
  assert_int_equal(gz_str_part(text, 5, 2).size, 0);
  assert_true(gz_str_compare(GZ_STR("a"), GZ_STR("ab")) < 0);
  assert_true(gz_str_compare(GZ_STR("b"), GZ_STR("ab")) > 0);
  assert_true(gz_str_compare(GZ_STR("\u00e9"), GZ_STR("z")) > 0);
  assert_int_equal(gz_str_compare((struct gz_str){NULL, 0}, GZ_STR("")), 0);
  assert_true(gz_str_equal_nocase(GZ_STR("UK"), GZ_STR("uk")));
  assert_int_equal(gz_str_find(text, 't'), 3);
  assert_int_equal(gz_str_find(text, 'q'), text.size);
  assert_str(gz_str_trim(GZ_STR(" \t a b\r\n")), "a b");
  assert_str(gz_str_trim(GZ_STR(" \n")), "");
  assert_true(gz_str_hash(GZ_STR("ab")) != gz_str_hash(GZ_STR("ba")));
}

static void
buffers_grow_to_their_ceiling(void **state) {
  (void)state;
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, 10);
  assert_int_equal(gz_buffer_puts(&buffer, "12345"), GZ_OK);
  assert_int_equal(gz_buffer_printf(&buffer, "%d", 67890), GZ_OK);
  assert_int_equal(gz_buffer_putc(&buffer, 'x'), GZ_TOO_LARGE);
  assert_int_equal(gz_buffer_printf(&buffer, "%s", "y"), GZ_TOO_LARGE);
  assert_string_equal(buffer.data, "1234567890");
  gz_buffer_clear(&buffer);
  assert_int_equal(buffer.size, 0);
  assert_string_equal(buffer.data, "");
  gz_buffer_free(&buffer);
  assert_null(buffer.data);
  assert_int_equal(gz_buffer_puts(&buffer, "12345678901"), GZ_TOO_LARGE);
  assert_int_equal(gz_buffer_reserve(&buffer, SIZE_MAX), GZ_TOO_LARGE);
}

static void
strings_are_interned_once(void **state) {
  (void)state;
  struct gz_interner *interner = gz_interner_new();
  assert_non_null(interner);
  char text[32];
  for (int round = 0; round < 2; ++round) {
    for (uint32_t i = 0; i < 5000; ++i) {
      const int size = snprintf(text, sizeof text, "string %u", (unsigned)i);
      assert_int_equal(gz_interner_add(interner, gz_str_n(text, (size_t)size)),
                       i);
    }
  }
  assert_int_equal(gz_interner_count(interner), 5000);
  assert_str(gz_interner_get(interner, 4711), "string 4711");
  assert_int_equal(gz_interner_find(interner, GZ_STR("string 42")), 42);
  assert_int_equal(gz_interner_find(interner, GZ_STR("none")), GZ_NO_INDEX);
  gz_interner_clear(interner);
  assert_int_equal(gz_interner_find(interner, GZ_STR("string 42")),
                   GZ_NO_INDEX);
  assert_int_equal(gz_interner_add(interner, GZ_STR("")), 0);
  gz_interner_free(interner);
  gz_interner_free(NULL);
}

static void
tags_go_to_text_and_back(void **state) {
  (void)state;
  for (int i = 1; i < GZ_N_DEPREL; ++i) {
    const char *text = gz_deprel_text((enum gz_deprel)i);
    assert_int_equal(gz_deprel_from_text(gz_str(text)), i);
    const size_t colon = gz_str_find(gz_str(text), ':');
    assert_str(gz_str_n(text, colon),
               gz_deprel_text(gz_deprel_universal((enum gz_deprel)i)));
  }
  for (int i = 1; i < GZ_N_XPOS; ++i) {
    const char *text = gz_xpos_text((enum gz_xpos)i);
    assert_int_equal(gz_xpos_from_text(gz_str(text)), i);
  }
  assert_int_equal(gz_upos_from_text(GZ_STR("PROPN")), GZ_UPOS_PROPN);
  assert_int_equal(gz_upos_from_text(GZ_STR("nonsense")), GZ_UPOS_NONE);
  assert_string_equal(gz_ne_text(GZ_NE_NORP), "NORP");
  assert_int_equal(gz_ne_from_text(GZ_STR("GPE")), GZ_NE_GPE);
  assert_string_equal(gz_ne_text(GZ_NE_NONE), "_");
}

static void
terms_have_one_form_and_an_order(void **state) {
  (void)state;
  const struct gz_term plain = gz_term_string(GZ_STR("a"));
  const struct gz_term typed =
      gz_term_typed(GZ_STR("a"), GZ_STR(GZ_XSD "string"));
  const struct gz_term date = gz_term_typed(GZ_STR("a"), GZ_STR(GZ_XSD "date"));
  const struct gz_term tagged = gz_term_tagged(GZ_STR("a"), GZ_STR("en"));
  const struct gz_term iri = gz_term_iri(GZ_STR("b:a"));
  const struct gz_term blank = gz_term_blank(GZ_STR("z"));
  assert_true(gz_term_equal(&plain, &typed));
  assert_false(gz_term_equal(&plain, &date));
  assert_false(gz_term_equal(&plain, &tagged));
  assert_true(gz_term_compare(&iri, &plain) < 0);
  assert_true(gz_term_compare(&blank, &iri) < 0);
  assert_true(gz_term_compare(&date, &plain) > 0);
  assert_int_equal(gz_term_compare(&tagged, &tagged), 0);
  const struct gz_quad first = {iri, iri, plain, {0}};
  const struct gz_quad second = {iri, iri, tagged, {0}};
  const struct gz_quad third = {blank, iri, plain, iri};
  assert_true(gz_quad_compare(&first, &second) < 0);
  assert_true(gz_quad_compare(&third, &second) > 0);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(statuses_have_messages),
      cmocka_unit_test(errors_say_where),
      cmocka_unit_test(long_messages_end_at_a_character),
      cmocka_unit_test(views_compare),
      cmocka_unit_test(buffers_grow_to_their_ceiling),
      cmocka_unit_test(strings_are_interned_once),
      cmocka_unit_test(tags_go_to_text_and_back),
      cmocka_unit_test(terms_have_one_form_and_an_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
