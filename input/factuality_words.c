#include "input/factuality_parts.h"

#include <string.h>

/** Longest word of two parts that is looked up: "in case", "call off". */
#define MAX_PAIR 48

int
gz_factuality_doubt(uint8_t certainty) {
  switch (certainty) {
  case GZ_CERTAINTY_CERTAIN:
    return 0;
  case GZ_CERTAINTY_PROBABLE:
    return 1;
  case GZ_CERTAINTY_POSSIBLE:
    return 2;
  default:
    return 3;
  }
}

void
gz_factuality_set_time(struct gz_factuality_walk *walk, uint8_t temporality) {
  if (temporality == GZ_TEMPORALITY_HYPOTHETICAL) {
    walk->hypothetical = true;
  } else if (walk->temporality == GZ_N_TEMPORALITY) {
    walk->temporality = temporality;
  }
}

void
gz_factuality_apply(struct gz_factuality_walk *walk,
                    const struct gz_modal_word *word) {
  if (word) {
    walk->negative ^= word->negative;
    walk->unknown |= word->unknown;
    if (gz_factuality_doubt(word->certainty) >
        gz_factuality_doubt(walk->certainty)) {
      walk->certainty = word->certainty;
    }
    if (word->temporality != GZ_N_TEMPORALITY) {
      gz_factuality_set_time(walk, word->temporality);
    }
  }
}

/** The word that two make together: a verb and its particle, "rule out". */
static const struct gz_modal_word *
pair(const struct gz_factuality_walk *walk, struct gz_str one,
     struct gz_str other, char part) {
  char bytes[MAX_PAIR];
  if (!one.size || !other.size || one.size + other.size + 1 > sizeof bytes) {
    return NULL;
  }
  memcpy(bytes, one.data, one.size);
  bytes[one.size] = ' ';
  memcpy(bytes + one.size + 1, other.data, other.size);
  return gz_claim_lexicon_modal(
      walk->lexicon, gz_str_n(bytes, one.size + other.size + 1), part);
}

const struct gz_modal_word *
gz_factuality_word(const struct gz_factuality_walk *walk, uint32_t token,
                   char part) {
  const struct gz_tree *tree = walk->tree;
  const struct gz_str lemma = gz_tree_lemma(tree, token);
  const struct gz_str form = gz_article_form(tree->article, token);
  const enum gz_deprel joins =
      part == 'c' ? GZ_DEPREL_FIXED : GZ_DEPREL_COMPOUND_PRT;
  const uint32_t other = gz_tree_child(tree, token, joins);
  if (other != GZ_NONE) {
    const struct gz_modal_word *both =
        pair(walk, part == 'c' ? form : lemma,
             gz_article_form(tree->article, other), part);
    if (both) {
      return both;
    }
  }
  const struct gz_modal_word *word =
      gz_claim_lexicon_modal(walk->lexicon, lemma, part);
  return word ? word : gz_claim_lexicon_modal(walk->lexicon, form, part);
}

bool
gz_factuality_is_verb(const struct gz_factuality_walk *walk, uint32_t token) {
  const uint8_t upos = gz_tree_token(walk->tree, token)->upos;
  return upos == GZ_UPOS_VERB || upos == GZ_UPOS_AUX;
}

/** What tense a finite form has, or #GZ_N_TEMPORALITY. */
static uint8_t
tense_of(const struct gz_factuality_walk *walk, uint32_t token) {
  switch (gz_tree_token(walk->tree, token)->xpos) {
  case GZ_XPOS_VBD:
    return GZ_TEMPORALITY_PAST;
  case GZ_XPOS_VBZ:
  case GZ_XPOS_VBP:
    return GZ_TEMPORALITY_PRESENT;
  default:
    return GZ_N_TEMPORALITY;
  }
}

static bool
is_form(const struct gz_factuality_walk *walk, uint32_t token,
        const char *form) {
  return gz_str_equal_nocase(gz_article_form(walk->tree->article, token),
                             gz_str(form));
}

/** Whether "rather than" or "far from" comes before the clause of `token`. */
static bool
is_rejected(const struct gz_factuality_walk *walk, uint32_t token) {
  const uint32_t begin =
      walk->tree->article->sentences.items[walk->tree->nodes[token].sentence]
          .first;
  for (uint32_t i = token; i > begin && i + 4 > token; --i) {
    if (i - 1 > begin && is_form(walk, i - 1, "from") &&
        is_form(walk, i - 2, "far")) {
      return true; // "far from banning it"
    }
    if (!is_form(walk, i - 1, "than")) {
      continue;
    }
    // "would rather wait than fight": the two may stand apart.
    for (uint32_t j = i - 1; j > begin && j + 14 > i; --j) {
      if (is_form(walk, j - 1, "rather")) {
        return true;
      }
    }
  }
  return false;
}

/** Whether a clause that hangs on it is a condition. */
static bool
is_condition(const struct gz_factuality_walk *walk, uint32_t clause) {
  const struct gz_tree *tree = walk->tree;
  uint32_t mark = gz_tree_child(tree, clause, GZ_DEPREL_MARK);
  if (mark == GZ_NONE) { // "in case it attacks"
    mark = gz_tree_child(tree, clause, GZ_DEPREL_CASE);
  }
  const uint32_t at = mark == GZ_NONE ? clause : mark; // "provided that"
  if (mark == GZ_NONE && gz_tree_token(tree, clause)->xpos != GZ_XPOS_VBN &&
      gz_tree_token(tree, clause)->xpos != GZ_XPOS_VBG) {
    return false;
  }
  if (at > 0 &&
      (is_form(walk, at - 1, "even") || is_form(walk, at - 1, "as"))) {
    return false; // "even if it did", "as if it had"
  }
  const struct gz_modal_word *word = gz_factuality_word(walk, at, 'c');
  return word && word->temporality == GZ_TEMPORALITY_HYPOTHETICAL &&
         gz_tree_child_with_lemma(tree, clause, "until") == GZ_NONE;
}

/** Whether "not" is there to say more: "not only did it ban". */
static bool
is_not_only(const struct gz_factuality_walk *walk, uint32_t token) {
  static const char *const words[] = {"only", "just", "merely", "simply",
                                      "least"};
  const struct gz_article *article = walk->tree->article;
  return token + 1 < article->tokens.count &&
         GZ_IS_ONE_OF(gz_article_form(article, token + 1), words);
}

/** Whether it is the "longer" of "no longer". */
static bool
is_no_longer(const struct gz_factuality_walk *walk, uint32_t token) {
  return token > 0 && is_form(walk, token, "longer") &&
         is_form(walk, token - 1, "no");
}

static void
read_adverb(struct gz_factuality_walk *walk, uint32_t child) {
  const struct gz_modal_word *word = gz_factuality_word(walk, child, 'r');
  if (word && word->negative && is_not_only(walk, child)) {
    return;
  }
  if (is_no_longer(walk, child)) {
    walk->negative = !walk->negative;
    return;
  }
  gz_factuality_apply(walk, word);
  gz_factuality_apply(walk, gz_factuality_word(walk, child, 'c'));
}

/** Take what a subject denies: "no state", "nobody". */
static void
read_subject(struct gz_factuality_walk *walk, uint32_t child) {
  if (child == walk->from) {
    return; // its own determiner was read
  }
  uint32_t determiner = gz_tree_child(walk->tree, child, GZ_DEPREL_DET);
  if (determiner == GZ_NONE) { // "neither Poland nor Hungary"
    determiner = gz_tree_child(walk->tree, child, GZ_DEPREL_CC_PRECONJ);
  }
  gz_factuality_apply(walk, determiner == GZ_NONE
                                ? gz_factuality_word(walk, child, 'd')
                                : gz_factuality_word(walk, determiner, 'd'));
}

/** Take the world that a clause is set in: "in the film". */
static void
read_phrase(struct gz_factuality_walk *walk, uint32_t child) {
  if (gz_tree_has_case(walk->tree, child, "in") ||
      gz_tree_has_case(walk->tree, child, "under")) {
    gz_factuality_apply(walk, gz_factuality_word(walk, child, 'w'));
  }
}

static void
read_child(struct gz_factuality_walk *walk, uint32_t child,
           struct gz_factuality_clause *clause) {
  const struct gz_tree *tree = walk->tree;
  switch (gz_tree_token(tree, child)->deprel) {
  case GZ_DEPREL_AUX:
  case GZ_DEPREL_AUX_PASS:
  case GZ_DEPREL_COP:
    clause->has_modal |= gz_factuality_word(walk, child, 'm') != NULL;
    clause->has_have |= gz_str_is(gz_tree_lemma(tree, child), "have");
    if (clause->tense == GZ_N_TEMPORALITY) {
      clause->tense = tense_of(walk, child);
    }
    break;
  case GZ_DEPREL_MARK:
  case GZ_DEPREL_CASE: // of a clause: "in case it attacks"
    clause->infinitive |= gz_tree_token(tree, child)->xpos == GZ_XPOS_TO ||
                          is_form(walk, child, "to");
    gz_factuality_apply(walk, gz_factuality_word(walk, child, 'c'));
    gz_factuality_apply(walk, gz_factuality_word(walk, child, 'p'));
    break;
  case GZ_DEPREL_ADVMOD:
    read_adverb(walk, child);
    break;
  case GZ_DEPREL_NSUBJ:
  case GZ_DEPREL_NSUBJ_PASS:
    clause->own_subject = true;
    read_subject(walk, child);
    break;
  case GZ_DEPREL_OBJ:
    read_subject(walk, child); // "signed no treaty"
    break;
  case GZ_DEPREL_OBL:
    read_phrase(walk, child);
    break;
  case GZ_DEPREL_NSUBJ_OUTER: // "Some fear it will end" taken for a noun
    gz_factuality_apply(walk, gz_factuality_word(walk, child, 'n'));
    break;
  case GZ_DEPREL_ADVCL:
  case GZ_DEPREL_XCOMP:
    walk->hypothetical |= is_condition(walk, child);
    break;
  default:
    break;
  }
}

/** Take the modal auxiliaries of a clause. */
static void
read_modals(struct gz_factuality_walk *walk, uint32_t token,
            const struct gz_factuality_clause *clause) {
  // What would or should have been was not.
  static const struct gz_modal_word unreal = {
      .negative = true,
      .certainty = GZ_CERTAINTY_PROBABLE,
      .temporality = GZ_TEMPORALITY_HYPOTHETICAL};
  const struct gz_tree *tree = walk->tree;
  int n = 0;
  for (uint32_t child = gz_tree_first(tree, token);
       child != GZ_NONE && n < GZ_FACTUALITY_MAX_CHILDREN;
       child = gz_tree_next(tree, child), ++n) {
    if (!gz_tree_is(tree, child, GZ_DEPREL_AUX)) {
      continue;
    }
    const struct gz_modal_word *word = gz_factuality_word(walk, child, 'm');
    const bool past = clause->has_have && (is_form(walk, child, "would") ||
                                           is_form(walk, child, "should") ||
                                           is_form(walk, child, "ought"));
    gz_factuality_apply(walk, past && word ? &unreal : word);
  }
}

/** Whether the clause of `token` orders something: "Ban it now." */
static bool
is_imperative(const struct gz_factuality_walk *walk, uint32_t token,
              const struct gz_factuality_clause *clause) {
  return gz_tree_is(walk->tree, token, GZ_DEPREL_ROOT) &&
         gz_tree_token(walk->tree, token)->xpos == GZ_XPOS_VB &&
         !clause->infinitive && !clause->has_modal && !clause->own_subject &&
         clause->tense == GZ_N_TEMPORALITY;
}

/** Whether a verb has no ending although its subject is one: "that Poland ban",
 *  which taggers take for a plural's present. */
static bool
lacks_ending(const struct gz_factuality_walk *walk, uint32_t verb) {
  const struct gz_tree *tree = walk->tree;
  const uint32_t subject = gz_tree_child(tree, verb, GZ_DEPREL_NSUBJ);
  return gz_tree_token(tree, verb)->xpos == GZ_XPOS_VBP && subject != GZ_NONE &&
         gz_tree_child(tree, subject, GZ_DEPREL_CONJ) == GZ_NONE &&
         (gz_tree_token(tree, subject)->xpos == GZ_XPOS_NNP ||
          is_form(walk, subject, "he") || is_form(walk, subject, "she") ||
          is_form(walk, subject, "it"));
}

/** Whether it says what ought to be: "insisted that it ban them". */
static bool
is_subjunctive(const struct gz_factuality_walk *walk, uint32_t token,
               const struct gz_factuality_clause *clause) {
  return gz_tree_is(walk->tree, token, GZ_DEPREL_CCOMP) &&
         (gz_tree_token(walk->tree, token)->xpos == GZ_XPOS_VB ||
          lacks_ending(walk, token)) &&
         gz_tree_child_with_lemma(walk->tree, token, "that") != GZ_NONE &&
         gz_tree_child(walk->tree, token, GZ_DEPREL_AUX) == GZ_NONE &&
         !clause->infinitive && !clause->has_modal && clause->own_subject &&
         (clause->tense == GZ_N_TEMPORALITY || lacks_ending(walk, token));
}

/** Note the tense of the clause. */
static void
read_tense(struct gz_factuality_walk *walk, uint32_t token,
           const struct gz_factuality_clause *clause) {
  const struct gz_tree *tree = walk->tree;
  const uint8_t xpos = gz_tree_token(tree, token)->xpos;
  uint8_t tense = clause->tense;
  if (tense == GZ_N_TEMPORALITY && !clause->has_modal) {
    tense = tense_of(walk, token);
  }
  if (tense == GZ_N_TEMPORALITY && xpos == GZ_XPOS_VBN && !clause->infinitive &&
      !clause->has_modal) {
    tense = GZ_TEMPORALITY_PAST; // "banned by", a participle
  }
  if (gz_str_is(gz_tree_lemma(tree, token), "go") && xpos == GZ_XPOS_VBG &&
      gz_tree_child(tree, token, GZ_DEPREL_XCOMP) != GZ_NONE) {
    tense = GZ_TEMPORALITY_FUTURE; // "is going to"
  }
  if (tense != GZ_N_TEMPORALITY) {
    gz_factuality_set_time(walk, tense);
  }
}

struct gz_factuality_clause
gz_factuality_read_clause(struct gz_factuality_walk *walk, uint32_t token) {
  static const struct gz_modal_word order = {
      .certainty = GZ_CERTAINTY_UNKNOWN, .temporality = GZ_TEMPORALITY_FUTURE};
  static const struct gz_modal_word plan = {
      .certainty = GZ_CERTAINTY_PROBABLE, .temporality = GZ_TEMPORALITY_FUTURE};
  const struct gz_tree *tree = walk->tree;
  struct gz_factuality_clause clause = {.tense = GZ_N_TEMPORALITY};
  int n = 0;
  for (uint32_t child = gz_tree_first(tree, token);
       child != GZ_NONE && n < GZ_FACTUALITY_MAX_CHILDREN;
       child = gz_tree_next(tree, child), ++n) {
    read_child(walk, child, &clause);
  }
  if (clause.has_have && (clause.tense != GZ_N_TEMPORALITY ||
                          clause.has_modal || clause.infinitive)) {
    gz_factuality_set_time(walk, GZ_TEMPORALITY_PAST);
  }
  if (clause.has_modal) {
    read_modals(walk, token, &clause);
  }
  if (clause.infinitive && clause.tense != GZ_N_TEMPORALITY &&
      gz_tree_child_with_lemma(tree, token, "yet") != GZ_NONE) {
    walk->negative = !walk->negative; // "is yet to sign"
  } else if (clause.infinitive && clause.tense != GZ_N_TEMPORALITY &&
             !clause.has_have) {
    gz_factuality_apply(walk, &plan); // "was to sign", "is to be signed"
  }
  if (is_rejected(walk, token)) {
    walk->negative = !walk->negative;
  }
  if (is_imperative(walk, token, &clause) ||
      is_subjunctive(walk, token, &clause)) {
    gz_factuality_apply(walk, &order);
  }
  read_tense(walk, token, &clause);
  const uint32_t above = gz_tree_head(walk->tree, token);
  if (gz_tree_is(walk->tree, token, GZ_DEPREL_ADVCL) && above != GZ_NONE &&
      gz_tree_token(walk->tree, above)->upos == GZ_UPOS_ADV) {
    // "as soon as it bans", where the clause hangs on the adverb
    const struct gz_str adverb = gz_tree_lemma(walk->tree, above);
    if (gz_str_is(adverb, "soon") || gz_str_is(adverb, "long")) {
      gz_factuality_apply(walk, &plan);
    }
  }
  return clause;
}

void
gz_factuality_read_noun(struct gz_factuality_walk *walk, uint32_t token) {
  const struct gz_tree *tree = walk->tree;
  int n = 0;
  for (uint32_t child = gz_tree_first(tree, token);
       child != GZ_NONE && n < GZ_FACTUALITY_MAX_CHILDREN;
       child = gz_tree_next(tree, child), ++n) {
    switch (gz_tree_token(tree, child)->deprel) {
    case GZ_DEPREL_DET:
      gz_factuality_apply(walk, gz_factuality_word(walk, child, 'd'));
      break;
    case GZ_DEPREL_AMOD:
      gz_factuality_apply(walk, gz_factuality_word(walk, child, 'a'));
      walk->negative ^= is_no_longer(walk, child);
      break;
    case GZ_DEPREL_CASE:
      gz_factuality_apply(walk, gz_factuality_word(walk, child, 'c'));
      break;
    default:
      break;
    }
  }
}
