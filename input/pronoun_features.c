#include "input/pronouns.h"

#include <stdio.h>
#include <string.h>

/** Kinds of features: what their numbers mean is said where they are set.
 *  First those of candidates, then those of none. */
#define KINDS(KIND)                                                            \
  KIND(NEAR, "near", 8)           /* candidates between, in one sentence */    \
  KIND(SENTENCES, "sentences", 6) /* sentences back */                         \
  KIND(ORDER, "order", 15)        /* place in its sentence, by distance */     \
  KIND(ROLE, "role", 33)          /* role, by distance */                      \
  KIND(ROLES, "roles", 165)       /* roles of both, by distance */             \
  KIND(KIND, "kind", 24)          /* how it refers, by distance */             \
  KIND(SIZE, "size", 18)          /* mentions so far, by distance */           \
  KIND(TYPE, "type", 24)          /* class */                                  \
  KIND(NUMBER, "number", 9)       /* numbers of both */                        \
  KIND(QUOTED, "quoted", 12)      /* who is within quotation marks */          \
  KIND(PARAGRAPH, "paragraph", 4) /* paragraphs back, if no sentence */        \
  KIND(RANK, "rank", 12)          /* clusters of more mentions, by distance */ \
  KIND(RECENT, "recent", 6)       /* other clusters mentioned since */         \
  KIND(OLD, "old", 2)             /* whether it was mentioned since */         \
  KIND(VERB, "verb", 3)           /* arguments of one verb, by lemma */        \
  KIND(SPEAKS, "speaks", 12)      /* who reports, by distance */               \
  KIND(ALIKE, "alike", 13)        /* a pronoun: stands for nothing; form */    \
  KIND(LISTED, "listed", 3)       /* first or other in a list */               \
  KIND(COMMANDS, "commands", 24)  /* subject or not of a clause above */       \
  KIND(BLOCKED, "blocked", 9)     /* subjects between, by distance */          \
  KIND(MODIFIED, "modified", 4)   /* relative clause, apposition */            \
  KIND(PART, "part", 3)           /* within another candidate's phrase */      \
  KIND(AHEAD, "ahead", 2)         /* after the pronoun */                      \
  KIND(DEPTH, "depth", 15)        /* clauses deep, by distance */              \
  KIND(NONE, "none", 1)           /* none: always */                           \
  KIND(FORM, "form", 16)          /* none: the pronoun */                      \
  KIND(STANDS, "stands", 5)       /* none: its role */                         \
  KIND(CLAUSE, "clause", 24)      /* none: what it is an argument of */        \
  KIND(FEW, "few", 5)             /* none: how many candidates */              \
  KIND(EARLY, "early", 3)         /* none: sentences before */                 \
  KIND(INSIDE, "inside", 2)       /* none: within quotation marks */           \
  KIND(HEADS, "heads", 9)         /* none: lemma of the verb */                \
  KIND(SAYS, "says", 2)           /* none: subject of a verb that reports */

enum kind {
#define KIND(id, name, count) KIND_##id,
  KINDS(KIND)
#undef KIND
      N_KINDS
};

static const struct {
  const char *name;
  uint16_t count;
} kinds[] = {
#define KIND(id, name, count) {name, count},
    KINDS(KIND)
#undef KIND
};

/** Number of the first feature of each kind. */
enum {
#define KIND(id, name, count) FIRST_##id, LAST_##id = FIRST_##id + (count)-1,
  KINDS(KIND)
#undef KIND
      N_FEATURES
};

static const uint16_t firsts[] = {
#define KIND(id, name, count) FIRST_##id,
    KINDS(KIND)
#undef KIND
};

/** What a phrase is in its clause. */
enum role {
  ROLE_SUBJECT,
  ROLE_PASSIVE,
  ROLE_OBJECT,
  ROLE_OBLIQUE,
  ROLE_POSSESSOR,
  ROLE_NOMINAL,
  ROLE_COMPOUND,
  ROLE_APPOSITION,
  ROLE_PREDICATE,
  ROLE_CLAUSE,
  ROLE_OTHER,
  N_ROLES
};

/** Pronouns by what they may stand for and where. */
static const struct {
  const char *form;
  uint8_t class;
} forms[] = {{"he", 0},   {"him", 0},        {"himself", 0}, {"she", 0},
             {"her", 0},  {"herself", 0},    {"his", 1},     {"hers", 1},
             {"it", 2},   {"itself", 2},     {"its", 3},     {"they", 4},
             {"them", 4}, {"themselves", 4}, {"their", 5},   {"theirs", 5}};

const char *
gz_pronoun_class_name(uint8_t class) {
  static const char *const names[] = {"he",  "his",  "it",
                                      "its", "they", "their"};
  return class < sizeof names / sizeof *names ? names[class] : NULL;
}

uint16_t
gz_pronoun_n_features(void) {
  return N_FEATURES;
}

bool
gz_pronoun_feature_name(uint16_t feature, char name[32]) {
  int kind = 0;
  while (kind < N_KINDS && feature >= firsts[kind] + kinds[kind].count) {
    ++kind;
  }
  if (kind == N_KINDS) {
    return false;
  }
  (void)snprintf(name, 32, "%s=%u", kinds[kind].name,
                 (unsigned)(feature - firsts[kind]));
  return true;
}

uint16_t
gz_pronoun_feature(struct gz_str name) {
  const size_t equals = gz_str_find(name, '=');
  const struct gz_str digits = gz_str_part(name, equals + 1, name.size);
  uint32_t value = 0;
  for (size_t i = 0; i < digits.size; ++i) {
    const char c = digits.data[i];
    if (c < '0' || c > '9' || i > 3) {
      return GZ_NO_FEATURE;
    }
    value = value * 10 + (uint32_t)(c - '0');
  }
  for (int kind = 0; digits.size && kind < N_KINDS; ++kind) {
    if (gz_str_is(gz_str_part(name, 0, equals), kinds[kind].name)) {
      return value < kinds[kind].count ? (uint16_t)(firsts[kind] + value)
                                       : GZ_NO_FEATURE;
    }
  }
  return GZ_NO_FEATURE;
}

static void
add(struct gz_pronoun_candidate *candidate, enum kind kind, uint32_t value) {
  if (candidate->count < GZ_PRONOUN_FEATURES && value < kinds[kind].count) {
    candidate->features[candidate->count++] = (uint16_t)(firsts[kind] + value);
  }
}

static uint32_t
at_most(uint32_t value, uint32_t most) {
  return value < most ? value : most;
}

static enum role
role_of(const struct gz_actor_work *work, uint32_t token) {
  token = gz_tree_first_conjunct(&work->tree, token);
  const uint8_t deprel = gz_work_token(work, token)->deprel;
  if (deprel == GZ_DEPREL_NSUBJ_PASS) {
    return ROLE_PASSIVE;
  }
  if (deprel == GZ_DEPREL_NMOD_POSS) {
    return ROLE_POSSESSOR;
  }
  if (gz_tree_child(&work->tree, token, GZ_DEPREL_COP) != GZ_NONE) {
    return ROLE_PREDICATE;
  }
  switch (gz_deprel_universal(deprel)) {
  case GZ_DEPREL_NSUBJ:
    return ROLE_SUBJECT;
  case GZ_DEPREL_OBJ:
  case GZ_DEPREL_IOBJ:
    return ROLE_OBJECT;
  case GZ_DEPREL_OBL:
    return ROLE_OBLIQUE;
  case GZ_DEPREL_NMOD:
    return ROLE_NOMINAL;
  case GZ_DEPREL_COMPOUND:
  case GZ_DEPREL_FLAT:
  case GZ_DEPREL_AMOD:
    return ROLE_COMPOUND;
  case GZ_DEPREL_APPOS:
    return ROLE_APPOSITION;
  case GZ_DEPREL_ROOT:
  case GZ_DEPREL_CCOMP:
  case GZ_DEPREL_PARATAXIS:
  case GZ_DEPREL_XCOMP:
  case GZ_DEPREL_ADVCL:
  case GZ_DEPREL_ACL:
    return ROLE_CLAUSE;
  default:
    return ROLE_OTHER;
  }
}

/** The pronoun's role: subject, object, oblique, possessor, other. */
static uint32_t
own_role(const struct gz_actor_work *work, uint32_t token) {
  switch (role_of(work, token)) {
  case ROLE_SUBJECT:
  case ROLE_PASSIVE:
    return 0;
  case ROLE_OBJECT:
    return 1;
  case ROLE_OBLIQUE:
  case ROLE_NOMINAL:
    return 2;
  case ROLE_POSSESSOR:
    return 3;
  default:
    return 4;
  }
}

/** How a reference refers: by name, pronoun, or what kind of phrase. */
static uint32_t
manner_of(const struct gz_actor_work *work, const struct gz_ref *ref) {
  static const char *const definite[] = {"the", "this", "that", "these",
                                         "those"};
  static const char *const indefinite[] = {"a", "an"};
  if (ref->kind == GZ_MENTION_NAME) {
    return ref->count > 1 ? 0 : 1;
  }
  if (ref->kind == GZ_MENTION_PRONOUN) {
    return 2;
  }
  const struct gz_str first = gz_work_form(work, ref->first);
  if (GZ_IS_ONE_OF(first, definite)) {
    return 3;
  }
  if (GZ_IS_ONE_OF(first, indefinite)) {
    return 4;
  }
  if (gz_tree_child(&work->tree, ref->head, GZ_DEPREL_NMOD_POSS) != GZ_NONE) {
    return 5;
  }
  return gz_work_token(work, ref->first)->upos == GZ_UPOS_DET ||
                 gz_work_token(work, ref->first)->upos == GZ_UPOS_NUM
             ? 6
             : 7;
}

/** The class of a cluster; for what has none, its animacy. */
static uint32_t
type_of(const struct gz_ref *root) {
  if (root->type < GZ_N_ENTITY_CLASS) {
    return root->type;
  }
  return (uint32_t)GZ_N_ENTITY_CLASS + (root->animacy == GZ_REF_THING ? 0
                                        : root->animacy == GZ_REF_ANY ? 1
                                                                      : 2);
}

/** Whether a token heads a clause. */
static bool
heads_clause(const struct gz_tree *tree, uint32_t token) {
  switch (gz_deprel_universal(gz_tree_token(tree, token)->deprel)) {
  case GZ_DEPREL_ROOT:
  case GZ_DEPREL_CCOMP:
  case GZ_DEPREL_XCOMP:
  case GZ_DEPREL_ADVCL:
  case GZ_DEPREL_ACL:
  case GZ_DEPREL_CSUBJ:
  case GZ_DEPREL_PARATAXIS:
    return true;
  case GZ_DEPREL_CONJ:
    return gz_tree_token(tree, token)->upos == GZ_UPOS_VERB ||
           gz_tree_child(tree, token, GZ_DEPREL_NSUBJ) != GZ_NONE;
  default:
    return false;
  }
}

/** Clauses that a token is in, but for the sentence's own. */
static uint32_t
depth_of(const struct gz_tree *tree, uint32_t token) {
  uint32_t depth = 0;
  for (int i = 0; i < 16 && gz_tree_head(tree, token) != GZ_NONE; ++i) {
    depth += heads_clause(tree, token);
    token = gz_tree_head(tree, token);
  }
  return depth;
}

/** How a candidate stands to the clauses around the pronoun: 0 if it is an
 *  argument of none; else by how the pronoun's clause hangs on its own, and
 *  whether it is the subject there. */
static uint32_t
commands(const struct gz_actor_work *work, uint32_t pronoun,
         uint32_t candidate) {
  const struct gz_tree *tree = &work->tree;
  const uint32_t first = gz_tree_first_conjunct(tree, candidate);
  const uint32_t governor = gz_tree_head(tree, first);
  const bool subject = gz_tree_is(tree, first, GZ_DEPREL_NSUBJ);
  uint32_t link = 0;
  uint32_t at = pronoun;
  for (int i = 0; governor != GZ_NONE && i < 12; ++i) {
    if (at == governor) {
      return 1 + 2 * link + (subject ? 1 : 0);
    }
    const uint32_t head = gz_tree_head(tree, at);
    if (head == GZ_NONE) {
      break;
    }
    if (heads_clause(tree, at)) {
      const enum gz_deprel deprel =
          gz_deprel_universal(gz_work_token(work, at)->deprel);
      const uint32_t now = deprel == GZ_DEPREL_CCOMP   ? 1
                           : deprel == GZ_DEPREL_ADVCL ? 2
                           : deprel == GZ_DEPREL_ACL   ? 3
                           : deprel == GZ_DEPREL_CONJ  ? 4
                           : deprel == GZ_DEPREL_XCOMP ? 5
                                                       : 6;
      link = link == 0 || link == 5 ? now : link < 7 && now != 5 ? 7 : link;
    }
    at = head;
  }
  return 0;
}

/** Whether a token is the subject of a verb that reports, or is reported by:
 *  what references know of themselves, pronouns do not. */
static bool
reports(const struct gz_actor_work *work, uint32_t token) {
  static const char *const verbs[] = {
      "say",  "add",    "tell",  "warn",   "claim",    "state",   "argue",
      "note", "insist", "write", "report", "announce", "explain", "admit",
      "deny", "stress", "vow",   "pledge", "declare",  "believe", "think",
      "hope", "call",   "urge",  "ask",    "accuse",   "confirm", "suggest"};
  const uint32_t verb = gz_tree_head(&work->tree, token);
  return verb != GZ_NONE && gz_tree_is(&work->tree, token, GZ_DEPREL_NSUBJ) &&
         GZ_IS_ONE_OF(gz_tree_lemma(&work->tree, verb), verbs);
}

/** What the whole list of candidates says of one. */
struct around {
  uint32_t near;    /**< Candidates between it and the pronoun */
  uint32_t order;   /**< Candidates before it in its sentence */
  uint32_t rank;    /**< Clusters with more mentions */
  uint32_t recent;  /**< Other clusters between */
  uint32_t blocked; /**< Subjects between, in its sentence or after */
  bool old;         /**< Whether its cluster is mentioned between */
};

/** Look at the candidates around number `index`; those before it in the list
 *  stand after it in the text. */
static struct around
look_around(const struct gz_actor_work *work,
            const struct gz_pronoun_ranking *ranking, uint32_t index) {
  struct around around = {.near = 0};
  const uint32_t ref = ranking->items[index].ref;
  const uint32_t root = gz_ref_root(work, ref);
  const uint32_t sentence = gz_ref_at(work, ref)->sentence;
  const uint32_t size = gz_ref_at(work, root)->size;
  uint32_t larger[16];
  uint32_t n_larger = 0;
  uint32_t between[8];
  uint32_t n_between = 0;
  for (uint32_t i = 1; i < ranking->count; ++i) {
    const uint32_t other = ranking->items[i].ref;
    const uint32_t its = gz_ref_root(work, other);
    if (i != index && gz_ref_at(work, its)->size > size) {
      uint32_t j = 0;
      while (j < n_larger && larger[j] != its) {
        ++j;
      }
      if (j == n_larger && n_larger < 16) {
        larger[n_larger++] = its;
      }
    }
    if (i < index) {
      ++around.near;
      around.blocked += gz_tree_is(&work->tree, gz_ref_at(work, other)->head,
                                   GZ_DEPREL_NSUBJ);
      around.old = around.old || its == root;
      uint32_t j = 0;
      while (j < n_between && between[j] != its) {
        ++j;
      }
      if (its != root && j == n_between && n_between < 8) {
        between[n_between++] = its;
      }
    } else if (i > index && gz_ref_at(work, other)->sentence == sentence) {
      ++around.order;
    }
  }
  around.rank = n_larger;
  around.recent = n_between;
  return around;
}

/** Features that need the tree. */
static void
add_syntax(const struct gz_actor_work *work, const struct gz_ref *pronoun,
           struct gz_pronoun_candidate *candidate, uint32_t distance) {
  const struct gz_tree *tree = &work->tree;
  const struct gz_ref *ref = gz_ref_at(work, candidate->ref);
  const uint32_t role = role_of(work, ref->head);
  const uint32_t own = own_role(work, pronoun->head);
  const bool same = ref->sentence == pronoun->sentence;
  add(candidate, KIND_ROLE, role * 3 + distance);
  add(candidate, KIND_ROLES, (role * 5 + own) * 3 + distance);
  add(candidate, KIND_COMMANDS,
      same ? commands(work, pronoun->head, ref->head) : 23);
  add(candidate, KIND_DEPTH,
      at_most(depth_of(tree, ref->head), 4) * 3 + distance);
  const uint32_t verb = gz_tree_head(tree, pronoun->head);
  const uint32_t its =
      gz_tree_head(tree, gz_tree_first_conjunct(tree, ref->head));
  add(candidate, KIND_VERB,
      verb == GZ_NONE || its == GZ_NONE ? 0
      : verb != its && gz_str_equal_nocase(gz_tree_lemma(tree, verb),
                                           gz_tree_lemma(tree, its))
          ? 1
          : 2);
  const bool mine = reports(work, pronoun->head);
  const bool source = ref->source || reports(work, ref->head);
  add(candidate, KIND_SPEAKS, (mine * 2u + source) * 3 + distance);
  add(candidate, KIND_LISTED,
      gz_tree_is(tree, ref->head, GZ_DEPREL_CONJ)                 ? 2
      : gz_tree_child(tree, ref->head, GZ_DEPREL_CONJ) != GZ_NONE ? 1
                                                                  : 0);
  add(candidate, KIND_MODIFIED,
      (gz_tree_child(tree, ref->head, GZ_DEPREL_ACL) != GZ_NONE) * 2u +
          (gz_tree_child(tree, ref->head, GZ_DEPREL_APPOS) != GZ_NONE));
}

/** Features of what is known of candidate and pronoun. */
static void
add_agreement(const struct gz_actor_work *work, const struct gz_ref *pronoun,
              struct gz_pronoun_candidate *candidate, uint32_t distance) {
  const struct gz_ref *ref = gz_ref_at(work, candidate->ref);
  const struct gz_ref *root =
      gz_ref_at(work, gz_ref_root(work, candidate->ref));
  const uint32_t number =
      ref->number == GZ_NUMBER_UNKNOWN ? root->number : ref->number;
  add(candidate, KIND_KIND, manner_of(work, ref) * 3 + distance);
  const uint32_t size = root->size < 4    ? root->size - 1
                        : root->size < 6  ? 3
                        : root->size < 10 ? 4
                                          : 5;
  add(candidate, KIND_SIZE, size * 3 + distance);
  add(candidate, KIND_TYPE, type_of(root));
  add(candidate, KIND_NUMBER, (uint32_t)pronoun->number * 3 + number);
  const bool inside = work->quoted[pronoun->head];
  const bool its = work->quoted[ref->head];
  add(candidate, KIND_QUOTED, (inside * 2u + its) * 3 + distance);
  const bool alike = gz_str_equal_nocase(gz_work_form(work, ref->head),
                                         gz_work_form(work, pronoun->head));
  add(candidate, KIND_ALIKE,
      (ref->kind != GZ_MENTION_PRONOUN ? 0U
       : root->size == 1               ? 3U
       : alike                         ? 1U
                                       : 2U) *
              3 +
          distance);
}

/** Features of where both stand in the article. */
static void
add_place(const struct gz_actor_work *work, const struct gz_ref *pronoun,
          struct gz_pronoun_candidate *candidate, const struct around *around,
          uint32_t distance) {
  const struct gz_ref *ref = gz_ref_at(work, candidate->ref);
  const struct gz_sentence *sentences = work->article->sentences.items;
  const uint32_t back = pronoun->sentence - ref->sentence;
  if (back == 0) {
    add(candidate, KIND_NEAR, at_most(around->near, 7));
  }
  add(candidate, KIND_SENTENCES, at_most(back, 5));
  add(candidate, KIND_ORDER, at_most(around->order, 4) * 3 + distance);
  add(candidate, KIND_RANK, at_most(around->rank, 3) * 3 + distance);
  add(candidate, KIND_RECENT, at_most(around->recent, 5));
  add(candidate, KIND_OLD, around->old);
  add(candidate, KIND_BLOCKED, at_most(around->blocked, 2) * 3 + distance);
  if (back) {
    add(candidate, KIND_PARAGRAPH,
        at_most(sentences[pronoun->sentence].paragraph -
                    sentences[ref->sentence].paragraph,
                3));
  }
  const uint32_t head = gz_tree_head(&work->tree, ref->head);
  add(candidate, KIND_PART,
      head == GZ_NONE || gz_ref_headed(work, head) == GZ_NONE ? 0
      : gz_ref_at(work, gz_ref_headed(work, head))->kind == GZ_MENTION_NAME
          ? 1
          : 2);
  add(candidate, KIND_AHEAD, ref->first > pronoun->first);
}

/** Features of what the pronoun is an argument of: whether that has a clause,
 *  what it is, and whether it has an infinitive. */
static uint32_t
clause_of(const struct gz_actor_work *work, uint32_t token) {
  const struct gz_tree *tree = &work->tree;
  const uint32_t head = gz_tree_head(tree, token);
  if (head == GZ_NONE) {
    return 0;
  }
  const uint8_t upos = gz_work_token(work, head)->upos;
  const uint32_t clause =
      gz_tree_child(tree, head, GZ_DEPREL_CSUBJ) != GZ_NONE   ? 1
      : gz_tree_child(tree, head, GZ_DEPREL_CCOMP) != GZ_NONE ? 2
      : gz_tree_child(tree, head, GZ_DEPREL_XCOMP) != GZ_NONE ? 3
      : gz_tree_child(tree, head, GZ_DEPREL_ADVCL) != GZ_NONE ? 4
      : gz_tree_child(tree, head, GZ_DEPREL_ACL) != GZ_NONE   ? 5
                                                              : 0;
  return clause * 4 + (upos == GZ_UPOS_VERB   ? 0
                       : upos == GZ_UPOS_ADJ  ? 1
                       : upos == GZ_UPOS_NOUN ? 2
                                              : 3);
}

/** The features of standing for nothing. */
static void
add_none(const struct gz_actor_work *work, struct gz_pronoun_ranking *ranking) {
  static const char *const verbs[] = {"be",   "seem", "appear", "take",
                                      "make", "mean", "have",   "go"};
  const struct gz_ref *pronoun = gz_ref_at(work, ranking->pronoun);
  struct gz_pronoun_candidate *none = &ranking->items[0];
  const struct gz_str form = gz_work_form(work, pronoun->head);
  add(none, KIND_NONE, 0);
  for (uint32_t i = 0; i < sizeof forms / sizeof *forms; ++i) {
    if (gz_str_equal_nocase(form, gz_str(forms[i].form))) {
      add(none, KIND_FORM, i);
    }
  }
  add(none, KIND_STANDS, own_role(work, pronoun->head));
  add(none, KIND_CLAUSE, clause_of(work, pronoun->head));
  add(none, KIND_FEW, at_most(ranking->count - 1, 4));
  add(none, KIND_EARLY, at_most(pronoun->sentence, 2));
  add(none, KIND_INSIDE, work->quoted[pronoun->head]);
  const uint32_t verb = gz_tree_head(&work->tree, pronoun->head);
  uint32_t lemma = 0;
  while (verb != GZ_NONE && lemma < sizeof verbs / sizeof *verbs &&
         !gz_str_equal_nocase(gz_tree_lemma(&work->tree, verb),
                              gz_str(verbs[lemma]))) {
    ++lemma;
  }
  add(none, KIND_HEADS, verb == GZ_NONE ? 8 : lemma);
  add(none, KIND_SAYS, reports(work, pronoun->head));
}

/** The class of a pronoun. */
static uint8_t
class_of(const struct gz_actor_work *work, uint32_t token) {
  const struct gz_str form = gz_work_form(work, token);
  if (gz_str_equal_nocase(form, GZ_STR("her")) &&
      gz_work_token(work, token)->xpos == GZ_XPOS_PRP_POSS) {
    return 1;
  }
  for (size_t i = 0; i < sizeof forms / sizeof *forms; ++i) {
    if (gz_str_equal_nocase(form, gz_str(forms[i].form))) {
      return forms[i].class;
    }
  }
  return 2;
}

void
gz_pronoun_describe(const struct gz_actor_work *work,
                    struct gz_pronoun_ranking *ranking) {
  const struct gz_ref *pronoun = gz_ref_at(work, ranking->pronoun);
  ranking->class = class_of(work, pronoun->head);
  ranking->certain = reports(work, pronoun->head);
  ranking->items[0].count = 0;
  add_none(work, ranking);
  for (uint32_t i = 1; i < ranking->count; ++i) {
    struct gz_pronoun_candidate *candidate = &ranking->items[i];
    const struct gz_ref *ref = gz_ref_at(work, candidate->ref);
    const struct around around = look_around(work, ranking, i);
    const uint32_t distance = at_most(pronoun->sentence - ref->sentence, 2);
    candidate->count = 0;
    add_syntax(work, pronoun, candidate, distance);
    add_agreement(work, pronoun, candidate, distance);
    add_place(work, pronoun, candidate, &around, distance);
  }
}
