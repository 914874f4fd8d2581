#include "input/factuality.h"

#include "input/factuality_parts.h"

/** Most steps up the tree. */
#define MAX_STEPS 48

/** The part of speech that a word that embeds a clause is listed under. */
static char
part_of(const struct gz_factuality_walk *walk, uint32_t token) {
  switch (gz_tree_token(walk->tree, token)->upos) {
  case GZ_UPOS_VERB:
  case GZ_UPOS_AUX:
    return 'v';
  case GZ_UPOS_ADJ:
    return 'a';
  case GZ_UPOS_ADV:
  case GZ_UPOS_ADP:
    return 'r'; // "is about to ban"
  default:
    return 'n';
  }
}

/** What a purpose is: "to persuade users", not done yet. */
static void
read_purpose(struct gz_factuality_walk *walk) {
  static const struct gz_modal_word purpose = {
      .certainty = GZ_CERTAINTY_UNKNOWN, .temporality = GZ_TEMPORALITY_FUTURE};
  gz_factuality_apply(walk, &purpose);
}

/** "is to begin", "are to meet": a plan. */
static bool
is_be_to(const struct gz_factuality_walk *walk, uint32_t head) {
  return gz_str_is(gz_tree_lemma(walk->tree, head), "be") &&
         gz_tree_token(walk->tree, head)->upos != GZ_UPOS_NOUN;
}

/** Whether "that" begins the clause, and is no pronoun. */
static bool
is_that_clause(const struct gz_tree *tree, uint32_t token) {
  const uint32_t first = tree->nodes[token].left;
  return (gz_tree_is(tree, first, GZ_DEPREL_MARK) ||
          gz_tree_token(tree, first)->xpos != GZ_XPOS_WDT) &&
         gz_str_equal_nocase(gz_article_form(tree->article, first),
                             GZ_STR("that"));
}

/** Whether a noun is denied: "no evidence", "found little evidence". */
static bool
is_denied(const struct gz_factuality_walk *walk, uint32_t noun) {
  struct gz_factuality_walk own = {.tree = walk->tree,
                                   .lexicon = walk->lexicon,
                                   .from = noun,
                                   .temporality = GZ_N_TEMPORALITY};
  gz_factuality_read_noun(&own, noun);
  const uint32_t head = gz_tree_head(walk->tree, noun);
  if (head != GZ_NONE && gz_tree_is(walk->tree, noun, GZ_DEPREL_OBJ)) {
    gz_factuality_apply(&own, gz_factuality_word(walk, head, 'v'));
  }
  if (!own.negative && head != GZ_NONE && gz_factuality_is_verb(walk, head) &&
      !gz_tree_is(walk->tree, noun, GZ_DEPREL_OBL)) {
    (void)gz_factuality_read_clause(&own, head);
  }
  return own.negative;
}

/** What a noun makes of the clause that says what it is: "claim that". */
static void
read_noun_of_clause(struct gz_factuality_walk *walk, uint32_t noun, bool that) {
  const struct gz_modal_word *word = gz_factuality_word(walk, noun, 'n');
  gz_factuality_apply(walk, word);
  if (that && is_denied(walk, noun)) {
    // No evidence of it is none against it.
    static const struct gz_modal_word open = {.unknown = true,
                                              .certainty = GZ_CERTAINTY_UNKNOWN,
                                              .temporality = GZ_N_TEMPORALITY};
    gz_factuality_apply(walk, &open);
  }
}

/** Whether a noun is one of a rank: "the first state", "the only one". */
static bool
is_ranked(const struct gz_tree *tree, uint32_t noun) {
  static const char *const ranks[] = {"first", "second", "third",
                                      "last",  "latest", "only"};
  for (size_t i = 0; i < sizeof ranks / sizeof ranks[0]; ++i) {
    if (gz_tree_child_with_lemma(tree, noun, ranks[i]) != GZ_NONE) {
      return true;
    }
  }
  return false;
}

/** Whether a clause completes its verb: "refrain from", "accuse of". */
static bool
is_completing(const struct gz_tree *tree, uint32_t clause) {
  static const char *const marks[] = {"from",  "of",  "against", "to",
                                      "at",    "on",  "about",   "into",
                                      "short", "for", "with",    "over"};
  const uint32_t mark = gz_tree_child(tree, clause, GZ_DEPREL_MARK);
  const uint32_t first = tree->nodes[clause].left;
  if (mark == GZ_NONE) {
    const uint32_t head = gz_tree_head(tree, clause);
    return first > head && first <= head + 2; // "ruled out banning it"
  }
  return GZ_IS_ONE_OF(gz_article_form(tree->article, mark), marks);
}

/** What the verb of an adverbial clause makes of it. */
static bool
pass_adverbial(struct gz_factuality_walk *walk, uint32_t token, uint32_t head,
               const struct gz_factuality_clause *clause) {
  // What comes when something else will have come is to come.
  static const struct gz_modal_word to_come = {
      .certainty = GZ_CERTAINTY_PROBABLE, .temporality = GZ_TEMPORALITY_FUTURE};
  const struct gz_tree *tree = walk->tree;
  const bool participle = gz_tree_token(tree, token)->xpos == GZ_XPOS_VBG;
  if (clause->infinitive) {
    gz_factuality_apply(walk,
                        gz_factuality_word(walk, head, part_of(walk, head)));
    read_purpose(walk);
    return false;
  }
  if (participle && is_completing(tree, token)) {
    gz_factuality_apply(walk,
                        gz_factuality_word(walk, head, part_of(walk, head)));
  }
  if (clause->tense == GZ_TEMPORALITY_PRESENT ||
      (walk->temporality == GZ_TEMPORALITY_PRESENT && clause->own_subject)) {
    for (uint32_t child = gz_tree_child(tree, head, GZ_DEPREL_AUX);
         child != GZ_NONE;
         child = gz_tree_next_child(tree, child, GZ_DEPREL_AUX)) {
      if (gz_factuality_word(walk, child, 'm')) {
        walk->temporality = GZ_N_TEMPORALITY;
        gz_factuality_apply(walk, &to_come);
        break;
      }
    }
  }
  return participle;
}

/** What is said of an event: "the attack happened", "the ban is likely". */
static void
pass_subject(struct gz_factuality_walk *walk, uint32_t token, uint32_t head) {
  if (gz_factuality_is_verb(walk, token)) {
    return;
  }
  const char part = gz_factuality_is_verb(walk, head) ? 's' : 'a';
  const struct gz_modal_word *word = gz_factuality_word(walk, head, part);
  gz_factuality_apply(walk, word);
  walk->in_scope |= word != NULL;
}

/** What a verb or adjective makes of the clause that completes it. */
static void
pass_complement(struct gz_factuality_walk *walk, uint32_t token, uint32_t head,
                const struct gz_factuality_clause *clause) {
  const struct gz_tree *tree = walk->tree;
  if (is_be_to(walk, head) && clause->infinitive) {
    gz_factuality_set_time(walk, GZ_TEMPORALITY_FUTURE);
  } else if (is_be_to(walk, head) && is_that_clause(tree, token) &&
             gz_tree_child(tree, head, GZ_DEPREL_NSUBJ) != GZ_NONE) {
    // "The allegation is that"
    gz_factuality_apply(
        walk, gz_factuality_word(
                  walk, gz_tree_child(tree, head, GZ_DEPREL_NSUBJ), 'n'));
  }
  if (clause->infinitive &&
      gz_tree_child_with_lemma(tree, head, "yet") != GZ_NONE) {
    walk->negative = !walk->negative; // "has yet to"
  } else {
    gz_factuality_apply(walk,
                        gz_factuality_word(walk, head, part_of(walk, head)));
  }
  if (gz_tree_token(tree, head)->xpos == GZ_XPOS_VBN ||
      gz_tree_token(tree, head)->xpos == GZ_XPOS_VBG) {
    // "provided that", "assuming it did"
    const struct gz_modal_word *word = gz_factuality_word(walk, head, 'c');
    walk->hypothetical |=
        word && word->temporality == GZ_TEMPORALITY_HYPOTHETICAL;
  }
}

/** What a noun makes of a clause that says what it is, or is for. */
static bool
pass_modifier(struct gz_factuality_walk *walk, uint32_t token, uint32_t head,
              const struct gz_factuality_clause *clause) {
  const struct gz_tree *tree = walk->tree;
  if (clause->infinitive && is_ranked(tree, head)) {
    return true; // "the first state to ban it" did
  }
  read_noun_of_clause(walk, head, is_that_clause(tree, token));
  if (clause->infinitive && gz_tree_token(tree, head)->upos == GZ_UPOS_NOUN &&
      !gz_factuality_word(walk, head, 'n')) {
    read_purpose(walk); // "time to ban it"
  }
  if (clause->infinitive) {
    gz_factuality_set_time(walk, GZ_TEMPORALITY_FUTURE); // "X to decide"
  }
  return clause->infinitive || // "no intention of banning it"
         (gz_tree_token(tree, token)->xpos == GZ_XPOS_VBG &&
          gz_tree_child_with_lemma(tree, token, "of") != GZ_NONE);
}

/** What `token`'s head makes of it.  False where the walk ends. */
static bool
pass_up(struct gz_factuality_walk *walk, uint32_t token,
        const struct gz_factuality_clause *clause) {
  const struct gz_tree *tree = walk->tree;
  const uint32_t head = gz_tree_head(tree, token);
  const struct gz_modal_word *word = NULL;
  switch (gz_tree_token(tree, token)->deprel) {
  case GZ_DEPREL_CSUBJ:
  case GZ_DEPREL_XCOMP:
  case GZ_DEPREL_CCOMP:
    pass_complement(walk, token, head, clause);
    return true;
  case GZ_DEPREL_ACL:
    return pass_modifier(walk, token, head, clause);
  case GZ_DEPREL_ACL_RELCL:
    if (is_that_clause(tree, token)) {
      read_noun_of_clause(walk, head, true);
    }
    return false;
  case GZ_DEPREL_ADVCL:
    return pass_adverbial(walk, token, head, clause);
  case GZ_DEPREL_OBL:
  case GZ_DEPREL_OBJ:
  case GZ_DEPREL_NSUBJ_PASS:
    if (!gz_factuality_is_verb(walk, token) &&
        (!gz_tree_is(tree, token, GZ_DEPREL_OBL) ||
         (gz_tree_case(tree, token) == GZ_NONE && // "called off the strike"
          gz_tree_child(tree, head, GZ_DEPREL_COMPOUND_PRT) != GZ_NONE))) {
      word = gz_factuality_word(walk, head, 'o');
      gz_factuality_apply(walk, word);
      walk->in_scope |= word != NULL;
    }
    return true;
  case GZ_DEPREL_NSUBJ:
    pass_subject(walk, token, head);
    return true;
  case GZ_DEPREL_NMOD:
    if (!gz_tree_has_case(tree, token, "in")) {
      gz_factuality_apply(walk, gz_factuality_word(walk, head, 'n'));
    }
    return true;
  case GZ_DEPREL_PARATAXIS:
  case GZ_DEPREL_APPOS:
    if (clause->infinitive) {
      gz_factuality_set_time(walk, GZ_TEMPORALITY_FUTURE);
    }
    return false;
  default:
    return true;
  }
}

/** Whether the sentence of `token` asks. */
static bool
is_question(const struct gz_tree *tree, uint32_t token) {
  const struct gz_sentence *sentence =
      &tree->article->sentences.items[tree->nodes[token].sentence];
  for (uint32_t i = 0; i < 3 && i < sentence->count; ++i) {
    const uint32_t last = sentence->first + sentence->count - 1 - i;
    if (gz_str_is(gz_article_form(tree->article, last), "?")) {
      return true;
    }
  }
  return false;
}

/** Whether its sentence is turned round: "Had they signed it, they …". */
static bool
is_inverted(const struct gz_tree *tree, uint32_t token) {
  static const char *const words[] = {"had", "were", "should"};
  const struct gz_sentence *sentence =
      &tree->article->sentences.items[tree->nodes[token].sentence];
  const bool first =
      GZ_IS_ONE_OF(gz_article_form(tree->article, sentence->first), words);
  for (uint32_t i = 1; first && i < sentence->count; ++i) {
    if (gz_str_is(gz_article_form(tree->article, sentence->first + i), ",")) {
      return true;
    }
  }
  return false;
}

/** Whether a noun speaks of something new: "a ban", "any talks", "attacks". */
static bool
is_indefinite(const struct gz_tree *tree, uint32_t noun) {
  if (gz_tree_token(tree, noun)->upos != GZ_UPOS_NOUN ||
      gz_tree_child(tree, noun, GZ_DEPREL_NMOD_POSS) != GZ_NONE) {
    return false;
  }
  const uint32_t determiner = gz_tree_child(tree, noun, GZ_DEPREL_DET);
  if (determiner == GZ_NONE) {
    return gz_tree_token(tree, noun)->xpos == GZ_XPOS_NNS;
  }
  const struct gz_str form = gz_article_form(tree->article, determiner);
  return gz_str_equal_nocase(form, GZ_STR("a")) ||
         gz_str_equal_nocase(form, GZ_STR("an")) ||
         gz_str_equal_nocase(form, GZ_STR("any"));
}

/**
 * Read the first clause above a noun: "did not answer the request" leaves the
 * request as it is, "did not announce a ban" leaves the ban open, "the attack
 * did not happen" denies it.
 */
static struct gz_factuality_clause
read_clause_of_noun(struct gz_factuality_walk *walk, uint32_t token,
                    uint32_t below) {
  const struct gz_tree *tree = walk->tree;
  const bool negative = walk->negative;
  const struct gz_factuality_clause clause =
      gz_factuality_read_clause(walk, token);
  if (walk->negative == negative || (walk->in_scope && !negative)) {
    return clause;
  }
  const uint32_t determiner = gz_tree_child(tree, below, GZ_DEPREL_DET);
  const bool own = determiner != GZ_NONE &&
                   gz_factuality_word(walk, determiner, 'd') != NULL;
  if (walk->in_scope && !own) {
    return clause; // "was not cancelled"
  }
  walk->negative = negative;
  if (!own && is_indefinite(tree, below) &&
      (gz_tree_is(tree, below, GZ_DEPREL_OBJ) ||
       gz_tree_is(tree, below, GZ_DEPREL_NSUBJ_PASS))) {
    walk->unknown = true;
    walk->certainty = GZ_CERTAINTY_UNKNOWN;
  }
  return clause;
}

/** Climb from the event's clause. */
static void
climb(struct gz_factuality_walk *walk, uint32_t token, const bool *tops) {
  const struct gz_tree *tree = walk->tree;
  bool shared = false; // the clause's auxiliaries are those of another
  uint32_t below = token;
  for (int step = 0; step < MAX_STEPS; ++step) {
    struct gz_factuality_clause clause = {.tense = GZ_N_TEMPORALITY};
    const bool is_clause = gz_factuality_is_verb(walk, token) ||
                           gz_tree_child(tree, token, GZ_DEPREL_COP) != GZ_NONE;
    if (is_clause) {
      if (!shared) {
        clause = walk->nominal && step ? read_clause_of_noun(walk, token, below)
                                       : gz_factuality_read_clause(walk, token);
      }
      walk->nominal = false;
    } else if (step) {
      gz_factuality_read_noun(walk, token);
    }
    if (tops[token] || gz_tree_head(tree, token) == GZ_NONE) {
      if (clause.infinitive) {
        gz_factuality_set_time(walk, GZ_TEMPORALITY_FUTURE); // "X to decide"
      } else if (gz_tree_token(tree, token)->xpos == GZ_XPOS_VBG &&
                 gz_tree_child_with_lemma(tree, token, "for") != GZ_NONE) {
        gz_factuality_set_time(walk, GZ_TEMPORALITY_PAST); // "thanked it for"
      }
      break;
    }
    if (gz_tree_is(tree, token, GZ_DEPREL_CONJ)) {
      shared = clause.own_subject || clause.has_modal ||
               clause.tense != GZ_N_TEMPORALITY;
    } else {
      shared = false;
      if (!pass_up(walk, token, &clause)) {
        break;
      }
    }
    below = token;
    walk->from = token;
    token = gz_tree_head(tree, token);
  }
  if (is_question(tree, token)) {
    walk->unknown = true;
    walk->certainty = GZ_CERTAINTY_UNKNOWN;
  } else {
    walk->hypothetical |= is_inverted(tree, token);
  }
}

struct gz_factuality
gz_factuality_of(const struct gz_tree *tree,
                 const struct gz_claim_lexicon *lexicon,
                 const struct gz_event *event, const bool *tops) {
  struct gz_factuality_walk walk = {.tree = tree,
                                    .lexicon = lexicon,
                                    .from = event->head,
                                    .certainty = GZ_CERTAINTY_CERTAIN,
                                    .temporality = GZ_N_TEMPORALITY};
  uint32_t token = event->head;
  const bool noun = !gz_factuality_is_verb(&walk, token);
  if (noun) {
    gz_factuality_read_noun(&walk, token);
  }
  if (event->clause != event->head && event->clause != GZ_NONE) {
    token = event->clause;
  } else {
    walk.nominal = noun;
  }
  climb(&walk, token, tops);
  const bool tenseless = walk.temporality == GZ_N_TEMPORALITY;
  if (walk.hypothetical) {
    walk.temporality = GZ_TEMPORALITY_HYPOTHETICAL;
  } else if (tenseless) {
    walk.temporality = GZ_TEMPORALITY_PRESENT;
  }
  return (struct gz_factuality){
      .polarity = (uint8_t)(walk.unknown    ? GZ_POLARITY_UNKNOWN
                            : walk.negative ? GZ_POLARITY_NEGATIVE
                                            : GZ_POLARITY_POSITIVE),
      .certainty = walk.certainty,
      .temporality = walk.temporality,
      .tenseless = tenseless,
  };
}

static void
weaken(struct gz_factuality *factuality, uint8_t certainty) {
  if (gz_factuality_doubt(certainty) >
      gz_factuality_doubt(factuality->certainty)) {
    factuality->certainty = certainty;
  }
}

/** Give an event without a tense of its own one: "accused it of spying". */
static void
set_default(struct gz_factuality *factuality, uint8_t temporality) {
  if (factuality->tenseless &&
      factuality->temporality == GZ_TEMPORALITY_PRESENT) {
    factuality->temporality = temporality;
  }
}

void
gz_factuality_reported(struct gz_factuality *factuality, uint8_t kind,
                       uint32_t complements, bool negated) {
  const bool infinitive = complements & GZ_COMPLEMENT_TO;
  switch (kind) {
  case GZ_REPORT_DENY:
    set_default(factuality, GZ_TEMPORALITY_PAST);
    if (factuality->polarity != GZ_POLARITY_UNKNOWN && !negated) {
      factuality->polarity = factuality->polarity == GZ_POLARITY_NEGATIVE
                                 ? GZ_POLARITY_POSITIVE
                                 : GZ_POLARITY_NEGATIVE;
    }
    break;
  case GZ_REPORT_ACCUSE:
  case GZ_REPORT_ADMIT:
    set_default(factuality, GZ_TEMPORALITY_PAST);
    break;
  case GZ_REPORT_WARN:
    if (infinitive) { // "warned it to leave"
      weaken(factuality, GZ_CERTAINTY_UNKNOWN);
    } else if (factuality->tenseless) {
      set_default(factuality, GZ_TEMPORALITY_FUTURE);
      weaken(factuality, GZ_CERTAINTY_POSSIBLE);
    }
    break;
  case GZ_REPORT_PROMISE:
  case GZ_REPORT_THREATEN:
  case GZ_REPORT_ASK:
    if (infinitive && factuality->temporality != GZ_TEMPORALITY_HYPOTHETICAL) {
      factuality->temporality = GZ_TEMPORALITY_FUTURE;
    }
    set_default(factuality, GZ_TEMPORALITY_FUTURE);
    if (kind != GZ_REPORT_PROMISE) {
      weaken(factuality, kind == GZ_REPORT_ASK ? GZ_CERTAINTY_UNKNOWN
                                               : GZ_CERTAINTY_POSSIBLE);
    }
    break;
  case GZ_REPORT_PREDICT:
    set_default(factuality, GZ_TEMPORALITY_FUTURE);
    weaken(factuality, GZ_CERTAINTY_PROBABLE);
    break;
  case GZ_REPORT_THINK:
    weaken(factuality, GZ_CERTAINTY_PROBABLE);
    break;
  case GZ_REPORT_SAY:
    if (factuality->tenseless && complements & GZ_COMPLEMENT_ING &&
        !(complements & GZ_COMPLEMENT_THAT)) {
      weaken(factuality, GZ_CERTAINTY_UNKNOWN); // "talked about leaving"
    }
    break;
  default:
    break;
  }
  if (complements & GZ_COMPLEMENT_WHETHER || negated) {
    factuality->polarity = GZ_POLARITY_UNKNOWN;
    factuality->certainty = GZ_CERTAINTY_UNKNOWN;
  }
}
