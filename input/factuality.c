#include "input/factuality.h"

/** Most steps up the tree. */
#define MAX_STEPS 48

/** Most dependents of one word that are looked at. */
#define MAX_CHILDREN 64

/** What is known on the way up. */
struct walk {
  const struct gz_tree *tree;
  const struct gz_claim_lexicon *lexicon;
  bool negative;
  bool unknown;
  bool hypothetical;
  uint8_t certainty;
  uint8_t temporality; /**< #GZ_N_TEMPORALITY until known */
  bool nominal;        /**< No clause was passed yet */
};

/** Certain is 0, then ever less sure. */
static int
doubt(uint8_t certainty) {
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

static void
set_time(struct walk *walk, uint8_t temporality) {
  if (temporality == GZ_TEMPORALITY_HYPOTHETICAL) {
    walk->hypothetical = true;
  } else if (walk->temporality == GZ_N_TEMPORALITY) {
    walk->temporality = temporality;
  }
}

static void
apply(struct walk *walk, const struct gz_modal_word *word) {
  if (word) {
    walk->negative ^= word->negative;
    walk->unknown |= word->unknown;
    if (doubt(word->certainty) > doubt(walk->certainty)) {
      walk->certainty = word->certainty;
    }
    if (word->temporality != GZ_N_TEMPORALITY) {
      set_time(walk, word->temporality);
    }
  }
}

static const struct gz_modal_word *
modal(const struct walk *walk, uint32_t token, char part) {
  const struct gz_modal_word *word = gz_claim_lexicon_modal(
      walk->lexicon, gz_tree_lemma(walk->tree, token), part);
  return word ? word
              : gz_claim_lexicon_modal(
                    walk->lexicon, gz_article_form(walk->tree->article, token),
                    part);
}

static bool
is_verb(const struct walk *walk, uint32_t token) {
  const uint8_t upos = gz_tree_token(walk->tree, token)->upos;
  return upos == GZ_UPOS_VERB || upos == GZ_UPOS_AUX;
}

/** What tense a finite form has, or #GZ_N_TEMPORALITY. */
static uint8_t
tense_of(const struct walk *walk, uint32_t token) {
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

/** Auxiliaries, adverbs and subordinating words of a clause. */
struct clause {
  bool has_modal;
  bool has_have;   /**< "has banned", "may have banned" */
  bool infinitive; /**< "to ban" */
  bool own_subject;
  uint8_t tense; /**< Of its first auxiliary or copula */
};

/** Whether a clause that hangs on it is a condition. */
static bool
is_condition(const struct walk *walk, uint32_t clause) {
  const uint32_t mark = gz_tree_child(walk->tree, clause, GZ_DEPREL_MARK);
  const struct gz_modal_word *word =
      mark == GZ_NONE ? NULL : modal(walk, mark, 'c');
  return word && word->temporality == GZ_TEMPORALITY_HYPOTHETICAL &&
         !gz_tree_child_with_lemma(walk->tree, clause, "until");
}

static void
read_child(struct walk *walk, uint32_t child, struct clause *clause) {
  const struct gz_tree *tree = walk->tree;
  switch (gz_tree_token(tree, child)->deprel) {
  case GZ_DEPREL_AUX:
  case GZ_DEPREL_AUX_PASS:
  case GZ_DEPREL_COP: {
    const struct gz_modal_word *word = modal(walk, child, 'm');
    clause->has_modal |= word != NULL;
    clause->has_have |= gz_str_is(gz_tree_lemma(tree, child), "have");
    if (clause->tense == GZ_N_TEMPORALITY) {
      clause->tense = tense_of(walk, child);
    }
    break;
  }
  case GZ_DEPREL_MARK:
    clause->infinitive |=
        gz_tree_token(tree, child)->xpos == GZ_XPOS_TO ||
        gz_str_equal_nocase(gz_article_form(tree->article, child),
                            gz_str("to"));
    apply(walk, modal(walk, child, 'c'));
    break;
  case GZ_DEPREL_ADVMOD:
    apply(walk, modal(walk, child, 'r'));
    apply(walk, modal(walk, child, 'c'));
    break;
  case GZ_DEPREL_NSUBJ:
  case GZ_DEPREL_NSUBJ_PASS:
    clause->own_subject = true;
    apply(walk,
          gz_tree_child(tree, child, GZ_DEPREL_DET) == GZ_NONE
              ? NULL
              : modal(walk, gz_tree_child(tree, child, GZ_DEPREL_DET), 'd'));
    break;
  case GZ_DEPREL_ADVCL:
    walk->hypothetical |= is_condition(walk, child);
    break;
  default:
    break;
  }
}

/** Take what the auxiliaries of the clause of `token` say; modals last. */
static struct clause
read_clause(struct walk *walk, uint32_t token) {
  const struct gz_tree *tree = walk->tree;
  struct clause clause = {.tense = GZ_N_TEMPORALITY};
  int n = 0;
  for (uint32_t child = gz_tree_first(tree, token);
       child != GZ_NONE && n < MAX_CHILDREN;
       child = gz_tree_next(tree, child), ++n) {
    read_child(walk, child, &clause);
  }
  if (clause.has_have && clause.tense != GZ_N_TEMPORALITY) {
    set_time(walk, GZ_TEMPORALITY_PAST);
  } else if (clause.has_have && clause.has_modal) {
    set_time(walk, GZ_TEMPORALITY_PAST);
  }
  n = 0;
  for (uint32_t child = gz_tree_first(tree, token);
       clause.has_modal && child != GZ_NONE && n < MAX_CHILDREN;
       child = gz_tree_next(tree, child), ++n) {
    if (gz_tree_is(tree, child, GZ_DEPREL_AUX)) {
      apply(walk, modal(walk, child, 'm'));
    }
  }
  uint8_t tense = clause.tense;
  if (tense == GZ_N_TEMPORALITY && !clause.has_modal) {
    tense = tense_of(walk, token);
  }
  const uint8_t xpos = gz_tree_token(tree, token)->xpos;
  if (tense == GZ_N_TEMPORALITY && xpos == GZ_XPOS_VBN && !clause.infinitive &&
      !clause.has_modal) {
    tense = GZ_TEMPORALITY_PAST; // "banned by", a participle
  }
  if (gz_str_is(gz_tree_lemma(tree, token), "go") && xpos == GZ_XPOS_VBG &&
      gz_tree_child(tree, token, GZ_DEPREL_XCOMP) != GZ_NONE) {
    tense = GZ_TEMPORALITY_FUTURE; // "is going to"
  }
  if (tense != GZ_N_TEMPORALITY) {
    set_time(walk, tense);
  }
  return clause;
}

/** What stands around a noun: "no decision", "a possible ban". */
static void
read_noun(struct walk *walk, uint32_t token) {
  const struct gz_tree *tree = walk->tree;
  int n = 0;
  for (uint32_t child = gz_tree_first(tree, token);
       child != GZ_NONE && n < MAX_CHILDREN;
       child = gz_tree_next(tree, child), ++n) {
    switch (gz_tree_token(tree, child)->deprel) {
    case GZ_DEPREL_DET:
      apply(walk, modal(walk, child, 'd'));
      break;
    case GZ_DEPREL_AMOD:
      apply(walk, modal(walk, child, 'a'));
      break;
    case GZ_DEPREL_CASE:
      apply(walk, modal(walk, child, 'c'));
      break;
    default:
      break;
    }
  }
}

/** The part of speech that a word that embeds a clause is listed under. */
static char
part_of(const struct walk *walk, uint32_t token) {
  switch (gz_tree_token(walk->tree, token)->upos) {
  case GZ_UPOS_VERB:
  case GZ_UPOS_AUX:
    return 'v';
  case GZ_UPOS_ADJ:
    return 'a';
  default:
    return 'n';
  }
}

/** What a purpose is: "to persuade users", not done yet. */
static void
read_purpose(struct walk *walk) {
  static const struct gz_modal_word purpose = {
      .certainty = GZ_CERTAINTY_UNKNOWN, .temporality = GZ_TEMPORALITY_FUTURE};
  apply(walk, &purpose);
}

/** "is to begin", "are to meet": a plan. */
static bool
is_be_to(const struct walk *walk, uint32_t head) {
  return gz_str_is(gz_tree_lemma(walk->tree, head), "be") &&
         gz_tree_token(walk->tree, head)->upos != GZ_UPOS_NOUN;
}

/** What `token`'s head makes of it.  False where the walk ends. */
static bool
pass_up(struct walk *walk, uint32_t token, const struct clause *clause) {
  const struct gz_tree *tree = walk->tree;
  const uint32_t head = gz_tree_head(tree, token);
  const bool verb = is_verb(walk, token);
  switch (gz_tree_token(tree, token)->deprel) {
  case GZ_DEPREL_XCOMP:
  case GZ_DEPREL_CCOMP:
    if (is_be_to(walk, head) && clause->infinitive) {
      set_time(walk, GZ_TEMPORALITY_FUTURE);
    }
    apply(walk, modal(walk, head, part_of(walk, head)));
    return true;
  case GZ_DEPREL_ACL:
    apply(walk, modal(walk, head, 'n'));
    if (clause->infinitive) {
      set_time(walk, GZ_TEMPORALITY_FUTURE); // "Britain to decide"
    }
    return clause->infinitive;
  case GZ_DEPREL_ACL_RELCL:
    return false;
  case GZ_DEPREL_ADVCL:
    if (clause->infinitive) {
      apply(walk, modal(walk, head, part_of(walk, head)));
      read_purpose(walk);
      return false;
    }
    return gz_tree_token(tree, token)->xpos == GZ_XPOS_VBG;
  case GZ_DEPREL_OBJ:
  case GZ_DEPREL_NSUBJ_PASS:
    if (!verb) {
      apply(walk, modal(walk, head, 'o'));
    }
    return true;
  case GZ_DEPREL_NMOD:
    if (modal(walk, head, 'n') && !gz_tree_has_case(tree, token, "in")) {
      apply(walk, modal(walk, head, 'n'));
    }
    return true;
  case GZ_DEPREL_PARATAXIS:
  case GZ_DEPREL_APPOS:
    if (clause->infinitive) {
      set_time(walk, GZ_TEMPORALITY_FUTURE);
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

/** Climb from the event's clause. */
static void
climb(struct walk *walk, uint32_t token, const bool *tops) {
  const struct gz_tree *tree = walk->tree;
  bool shared = false; // the clause's auxiliaries are those of another
  for (int step = 0; step < MAX_STEPS; ++step) {
    struct clause clause = {.tense = GZ_N_TEMPORALITY};
    const bool is_clause = is_verb(walk, token) ||
                           gz_tree_child(tree, token, GZ_DEPREL_COP) != GZ_NONE;
    if (is_clause) {
      if (!shared) {
        const bool negative = walk->negative;
        clause = read_clause(walk, token);
        if (walk->nominal) {
          walk->negative = negative; // "did not answer the request"
        }
      }
      walk->nominal = false;
    } else if (step) {
      read_noun(walk, token);
    }
    if (tops[token] || gz_tree_head(tree, token) == GZ_NONE) {
      if (clause.infinitive) {
        set_time(walk, GZ_TEMPORALITY_FUTURE); // "Britain to decide"
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
    token = gz_tree_head(tree, token);
  }
  if (is_question(tree, token)) {
    walk->unknown = true;
    walk->certainty = GZ_CERTAINTY_UNKNOWN;
  }
}

struct gz_factuality
gz_factuality_of(const struct gz_tree *tree,
                 const struct gz_claim_lexicon *lexicon,
                 const struct gz_event *event, const bool *tops) {
  struct walk walk = {.tree = tree,
                      .lexicon = lexicon,
                      .certainty = GZ_CERTAINTY_CERTAIN,
                      .temporality = GZ_N_TEMPORALITY};
  uint32_t token = event->head;
  const bool noun = !is_verb(&walk, token);
  if (noun) {
    read_noun(&walk, token);
  }
  if (event->clause != event->head && event->clause != GZ_NONE) {
    token = event->clause;
  } else {
    walk.nominal = noun;
  }
  climb(&walk, token, tops);
  if (walk.hypothetical) {
    walk.temporality = GZ_TEMPORALITY_HYPOTHETICAL;
  } else if (walk.temporality == GZ_N_TEMPORALITY) {
    walk.temporality = GZ_TEMPORALITY_PRESENT;
  }
  return (struct gz_factuality){
      .polarity = (uint8_t)(walk.unknown    ? GZ_POLARITY_UNKNOWN
                            : walk.negative ? GZ_POLARITY_NEGATIVE
                                            : GZ_POLARITY_POSITIVE),
      .certainty = walk.certainty,
      .temporality = walk.temporality,
  };
}

static void
weaken(struct gz_factuality *factuality, uint8_t certainty) {
  if (doubt(certainty) > doubt(factuality->certainty)) {
    factuality->certainty = certainty;
  }
}

void
gz_factuality_reported(struct gz_factuality *factuality, uint8_t kind,
                       uint32_t complements, bool negated) {
  const bool infinitive = complements & GZ_COMPLEMENT_TO;
  switch (kind) {
  case GZ_REPORT_DENY:
    if (factuality->polarity != GZ_POLARITY_UNKNOWN && !negated) {
      factuality->polarity = factuality->polarity == GZ_POLARITY_NEGATIVE
                                 ? GZ_POLARITY_POSITIVE
                                 : GZ_POLARITY_NEGATIVE;
    }
    break;
  case GZ_REPORT_PROMISE:
  case GZ_REPORT_THREATEN:
  case GZ_REPORT_ASK:
    if (infinitive && factuality->temporality != GZ_TEMPORALITY_HYPOTHETICAL) {
      factuality->temporality = GZ_TEMPORALITY_FUTURE;
    }
    if (kind != GZ_REPORT_PROMISE) {
      weaken(factuality, kind == GZ_REPORT_ASK ? GZ_CERTAINTY_UNKNOWN
                                               : GZ_CERTAINTY_POSSIBLE);
    }
    break;
  case GZ_REPORT_PREDICT:
  case GZ_REPORT_THINK:
    weaken(factuality, GZ_CERTAINTY_PROBABLE);
    break;
  default:
    break;
  }
  if (complements & GZ_COMPLEMENT_WHETHER || negated) {
    factuality->polarity = GZ_POLARITY_UNKNOWN;
    factuality->certainty = GZ_CERTAINTY_UNKNOWN;
  }
}
