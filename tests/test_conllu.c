#include "tests/unit.h"

#include "input/conllu.h"

#include <stdlib.h>
#include <string.h>

#define REST "\t_\t_\t_\t_\t_\t_\t_\t_\n"

static struct gz_arena *arena;

static int
setup(void **state) {
  (void)state;
  arena = gz_arena_new(0);
  return 0;
}

static int
teardown(void **state) {
  (void)state;
  gz_arena_free(arena);
  return 0;
}

/* All of `text` read and written again, each word as a noun that is the
 * root, and a person's name. */
static char *
rewrite(const char *text, struct gz_error *error) {
  struct gz_conllu_reader reader;
  struct gz_conllu_sentence s;
  struct gz_buffer out;
  enum gz_status status;
  gz_buffer_init(&out, 1 << 20);
  gz_conllu_reader_init(&reader, gz_str(text));
  while ((status = gz_conllu_next(&reader, arena, &s, error)) == GZ_OK) {
    struct gz_word words[64];
    for (uint32_t i = 0; i < s.count; ++i) {
      words[i] = (struct gz_word){
          s.forms[i], i, GZ_UPOS_NOUN, GZ_XPOS_NN, GZ_DEPREL_ROOT,
          GZ_NE_PER,  !i};
    }
    assert_int_equal(gz_conllu_write(&s, words, &out), GZ_OK);
  }
  if (status != GZ_END) {
    gz_buffer_free(&out);
    return NULL;
  }
  return out.data ? out.data : calloc(1, 1);
}

static void
fields_are_filled_and_the_rest_passes(void **state) {
  (void)state;
  char *out =
      rewrite("# sent_id = 7\n"
              "# text = don't go\n"
              "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
              "1\tdo\tx\tVERB\tVB\tMood=Ind\t4\tdet\t4:det\tA=1|NE=B-ORG|B=2\n"
              "2\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
              "2.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_\n"
              "3\tgo\t_\t_\t_\t_\t_\t_\t_\tNE=I-ORG\n"
              "\n",
              NULL);
  assert_string_equal(
      out, "# sent_id = 7\n"
           "# text = don't go\n"
           "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
           "1\tdo\tdo\tNOUN\tNN\tMood=Ind\t0\troot\t4:det\tA=1|B=2|NE=B-PER\n"
           "2\tn't\tn't\tNOUN\tNN\t_\t1\troot\t_\tNE=I-PER\n"
           "2.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_\n"
           "3\tgo\tgo\tNOUN\tNN\t_\t2\troot\t_\tNE=I-PER\n"
           "\n");
  free(out);
}

static void
ends_of_lines_and_of_the_file(void **state) {
  (void)state;
  char *a = rewrite("1\ta" REST "\n1\tb" REST "\n", NULL);
  char *b = rewrite("\n\n1\ta" REST "\n\n\n1\tb" REST, NULL);
  char *c = rewrite("1\ta\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n"
                    "1\tb\t_\t_\t_\t_\t_\t_\t_\t_",
                    NULL);
  assert_string_equal(a, b);
  assert_string_equal(a, c);
  free(a);
  free(b);
  free(c);
  char *none = rewrite("", NULL);
  assert_string_equal(none, "");
  free(none);
  char *comment = rewrite("# newdoc\n\n1\ta" REST, NULL);
  assert_non_null(strstr(comment, "# newdoc\n\n1\ta\t"));
  free(comment);
}

static void
assert_refused(const char *text, enum gz_status status, size_t line,
               size_t column) {
  struct gz_error error;
  assert_null(rewrite(text, &error));
  assert_int_equal(error.status, status);
  assert_int_equal(error.line, line);
  assert_int_equal(error.column, column);
}

static void
bad_lines_are_refused_with_their_place(void **state) {
  (void)state;
  assert_refused("1\ta\n", GZ_BAD_INPUT, 1, 4);
  assert_refused("1\ta" REST "\n1\tb\t_\n", GZ_BAD_INPUT, 3, 6);
  assert_refused("1\ta\t_\t_\t_\t_\t_\t_\t_\t_\t_\n", GZ_BAD_INPUT, 1, 22);
  assert_refused("2\ta" REST, GZ_BAD_INPUT, 1, 1);
  assert_refused("1\ta" REST "1\tb" REST, GZ_BAD_INPUT, 2, 1);
  assert_refused("x\ta" REST, GZ_BAD_INPUT, 1, 1);
  assert_refused("1-\ta" REST, GZ_BAD_INPUT, 1, 1);
  assert_refused("99999999999999999999\ta" REST, GZ_BAD_INPUT, 1, 1);
  assert_refused("1\t" REST, GZ_BAD_INPUT, 1, 3);
  assert_refused("1\t\xc3\x28" REST, GZ_BAD_INPUT, 1, 3);
  assert_refused("# \xff\n", GZ_BAD_INPUT, 1, 3);
  assert_refused("1\t\x01" REST, GZ_BAD_INPUT, 1, 3);
}

static void
forms_have_a_limit(void **state) {
  (void)state;
  char *text = malloc(GZ_MAX_TOKEN_BYTES + 64);
  for (size_t extra = 0; extra < 2; ++extra) {
    strcpy(text, "1\t");
    memset(text + 2, 'a', GZ_MAX_TOKEN_BYTES + extra);
    strcpy(text + 2 + GZ_MAX_TOKEN_BYTES + extra, REST);
    struct gz_error error = {0};
    char *out = rewrite(text, &error);
    assert_int_equal(out == NULL, extra);
    assert_int_equal(error.status, extra ? GZ_TOO_LARGE : GZ_OK);
    free(out);
  }
  free(text);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fields_are_filled_and_the_rest_passes),
      cmocka_unit_test(ends_of_lines_and_of_the_file),
      cmocka_unit_test(bad_lines_are_refused_with_their_place),
      cmocka_unit_test(forms_have_a_limit),
  };
  return cmocka_run_group_tests_name("conllu", tests, setup, teardown);
}
