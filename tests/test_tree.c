#include "tests/tree_builder.h"

static int
set_up(void **state) {
  *state = gz_arena_new(0);
  return *state ? 0 : -1;
}

static int
tear_down(void **state) {
  gz_arena_free(*state);
  return 0;
}

static void
dependents_come_in_order(void **state) {
  struct gz_article article;
  const struct gz_tree tree = build_tree(
      *state, &article,
      "Britain/NNP/2/nsubj banned/VBD/0/root it/PRP/2/obj ././2/punct | "
      "Why/WRB/2/advmod not/RB/0/root");
  uint32_t child = gz_tree_first(&tree, 1);
  assert_int_equal(child, 0);
  child = gz_tree_next(&tree, child);
  assert_int_equal(child, 2);
  child = gz_tree_next(&tree, child);
  assert_int_equal(child, 3);
  assert_int_equal(gz_tree_next(&tree, child), GZ_NONE);
  assert_int_equal(gz_tree_head(&tree, 0), 1);
  assert_int_equal(gz_tree_head(&tree, 1), GZ_NONE);
  assert_int_equal(gz_tree_root(&tree, 0), 1);
  assert_int_equal(gz_tree_root(&tree, 1), 5);
  assert_int_equal(tree.nodes[4].sentence, 1);
  assert_int_equal(gz_tree_child(&tree, 1, GZ_DEPREL_OBJ), 2);
  assert_int_equal(gz_tree_child(&tree, 1, GZ_DEPREL_IOBJ), GZ_NONE);
  assert_true(gz_tree_is_below(&tree, 3, 1));
  assert_false(gz_tree_is_below(&tree, 3, 0));
  const struct gz_span span = gz_tree_span(&tree, 1);
  assert_str(gz_article_str(&article, span), "Britain banned it");
}

static void
passives_turn_round(void **state) {
  struct gz_article article;
  const struct gz_tree tree =
      build_tree(*state, &article,
                 "Huawei/NNP/3/nsubj:pass was/VBD/3/aux:pass banned/VBN/0/root "
                 "by/IN/5/case Britain/NNP/3/obl:agent from/IN/7/case "
                 "networks/NNS/3/obl");
  assert_true(gz_tree_has_passive(&tree, 2));
  assert_int_equal(gz_tree_subject(&tree, 2), 4);
  assert_int_equal(gz_tree_object(&tree, 2), 0);
  assert_true(gz_tree_has_case(&tree, 6, "from"));
  assert_false(gz_tree_has_case(&tree, 6, "by"));
}

static void
control_gives_subjects(void **state) {
  struct gz_article article;
  struct gz_tree tree = build_tree(
      *state, &article,
      "Britain/NNP/2/nsubj plans/VBZ/0/root to/TO/4/mark ban/VB/2/xcomp "
      "Huawei/NNP/4/obj and/CC/7/cc leave/VB/4/conj");
  assert_int_equal(gz_tree_subject(&tree, 3), 0);
  assert_int_equal(gz_tree_subject(&tree, 6), 0);
  assert_int_equal(gz_tree_object(&tree, 3), 4);
  tree = build_tree(*state, &article,
                    "America/NNP/2/nsubj urged/VBD/0/root Britain/NNP/2/obj "
                    "to/TO/5/mark ban/VB/2/xcomp Huawei/NNP/5/obj");
  assert_int_equal(gz_tree_subject(&tree, 4), 2);
  tree = build_tree(*state, &article,
                    "Britain/NNP/3/nsubj:pass is/VBZ/3/aux:pass "
                    "expected/VBN/0/root to/TO/5/mark decide/VB/3/xcomp");
  assert_int_equal(gz_tree_subject(&tree, 4), 0);
}

static void
relatives_stand_for_their_noun(void **state) {
  struct gz_article article;
  struct gz_tree tree = build_tree(
      *state, &article,
      "firm/NN/0/root that/WDT/3/nsubj sells/VBZ/1/acl:relcl it/PRP/3/obj");
  assert_int_equal(gz_tree_subject(&tree, 2), 0);
  tree = build_tree(*state, &article,
                    "firm/NN/0/root Britain/NNP/3/nsubj "
                    "banned/VBD/1/acl:relcl");
  assert_int_equal(gz_tree_subject(&tree, 2), 1);
  assert_int_equal(gz_tree_object(&tree, 2), 0);
  tree = build_tree(*state, &article,
                    "law/NN/0/root signed/VBN/1/acl by/IN/4/case "
                    "Trump/NNP/2/obl:agent");
  assert_int_equal(gz_tree_subject(&tree, 1), 3);
  assert_int_equal(gz_tree_object(&tree, 1), 0);
}

static void
phrases_leave_clauses_out(void **state) {
  struct gz_article article;
  const struct gz_tree tree = build_tree(
      *state, &article,
      "the/DT/3/det Chinese/JJ/3/amod firm/NN/0/root of/IN/5/case "
      "Shenzhen/NNP/3/nmod ,/,/9/punct which/WDT/9/nsubj also/RB/9/advmod "
      "sells/VBZ/3/acl:relcl phones/NNS/9/obj");
  uint32_t first = 0;
  uint32_t last = 0;
  gz_tree_phrase(&tree, 2, &first, &last);
  assert_int_equal(first, 0);
  assert_int_equal(last, 4);
  gz_tree_phrase(&tree, 4, &first, &last);
  assert_int_equal(first, 4);
  assert_int_equal(last, 4);
}

static void
conjuncts_follow_each_other(void **state) {
  struct gz_article article;
  const struct gz_tree tree = build_tree(
      *state, &article,
      "A/NNP/0/root ,/,/3/punct B/NNP/1/conj and/CC/5/cc C/NNP/1/conj");
  assert_int_equal(gz_tree_next_conjunct(&tree, 0), 2);
  assert_int_equal(gz_tree_next_conjunct(&tree, 2), 4);
  assert_int_equal(gz_tree_next_conjunct(&tree, 4), GZ_NONE);
}

static void
fixed_prepositions_are_spelt(void **state) {
  struct gz_article article;
  const struct gz_tree tree = build_tree(
      *state, &article, "because/IN/3/case of/IN/1/fixed weather/NN/0/root");
  assert_true(gz_tree_has_case(&tree, 2, "because of"));
  assert_false(gz_tree_has_case(&tree, 2, "because"));
  assert_int_equal(gz_tree_case(&tree, 2), 0);
}

static void
circles_and_strays_are_refused(void **state) {
  struct gz_article article;
  struct gz_tree tree;
  build_article(*state, &article, "a/NN/2/dep b/NN/1/dep c/NN/0/root");
  assert_int_equal(gz_tree_build(&article, &tree, NULL), GZ_BAD_INPUT);
  build_article(*state, &article, "a/NN/0/root | b/NN/0/root");
  article.tokens.items[1].head = 0;
  assert_int_equal(gz_tree_build(&article, &tree, NULL), GZ_BAD_INPUT);
}

int
main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dependents_come_in_order),
      cmocka_unit_test(passives_turn_round),
      cmocka_unit_test(control_gives_subjects),
      cmocka_unit_test(relatives_stand_for_their_noun),
      cmocka_unit_test(phrases_leave_clauses_out),
      cmocka_unit_test(conjuncts_follow_each_other),
      cmocka_unit_test(fixed_prepositions_are_spelt),
      cmocka_unit_test(circles_and_strays_are_refused),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
