#include "input/tree.h"

/** How many clauses up a subject is looked for. */
#define MAX_CLIMB 6

/** Members of a list that are climbed over. */
#define MAX_CONJUNCTS 8

static bool
build_sentence(const struct gz_article *article, uint32_t sentence,
               struct gz_node *nodes) {
  const struct gz_sentence *of = &article->sentences.items[sentence];
  const uint32_t end = of->first + of->count;
  for (uint32_t i = of->first; i < end; ++i) {
    nodes[i] = (struct gz_node){
        .sentence = sentence,
        .first_child = GZ_NONE,
        .next = GZ_NONE,
        .left = i,
        .right = i,
    };
  }
  // From the right, so that the lists of dependents run from the left.
  for (uint32_t i = end; i-- > of->first;) {
    const uint32_t head = article->tokens.items[i].head;
    if (head < of->first || head >= end) {
      return false;
    }
    if (head != i) {
      nodes[i].next = nodes[head].first_child;
      nodes[head].first_child = i;
    }
  }
  return true;
}

/** Fill in the ends of subtrees, from each token up; false on a circle. */
static bool
spread(const struct gz_article *article, uint32_t sentence,
       struct gz_node *nodes) {
  const struct gz_sentence *of = &article->sentences.items[sentence];
  for (uint32_t i = of->first; i < of->first + of->count; ++i) {
    uint32_t at = i;
    uint32_t steps = 0;
    while (article->tokens.items[at].head != at) {
      at = article->tokens.items[at].head;
      if (nodes[at].left > i) {
        nodes[at].left = i;
      }
      if (nodes[at].right < i) {
        nodes[at].right = i;
      }
      if (++steps > of->count) {
        return false;
      }
    }
  }
  return true;
}

enum gz_status
gz_tree_build(const struct gz_article *article, struct gz_tree *tree,
              struct gz_error *error) {
  struct gz_node *nodes =
      gz_arena_array(article->arena, article->tokens.count, sizeof *nodes);
  if (!nodes) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for the trees");
  }
  for (uint32_t i = 0; i < article->sentences.count; ++i) {
    if (!build_sentence(article, i, nodes) || !spread(article, i, nodes)) {
      return gz_fail(error, GZ_BAD_INPUT, "Sentence %u is no tree", i + 1);
    }
  }
  *tree = (struct gz_tree){article, nodes};
  return GZ_OK;
}

const struct gz_token *
gz_tree_token(const struct gz_tree *tree, uint32_t token) {
  return &tree->article->tokens.items[token];
}

struct gz_str
gz_tree_lemma(const struct gz_tree *tree, uint32_t token) {
  return gz_tree_token(tree, token)->lemma;
}

static enum gz_deprel
deprel_of(const struct gz_tree *tree, uint32_t token) {
  return (enum gz_deprel)gz_tree_token(tree, token)->deprel;
}

uint32_t
gz_tree_head(const struct gz_tree *tree, uint32_t token) {
  const uint32_t head = gz_tree_token(tree, token)->head;
  return head == token ? GZ_NONE : head;
}

uint32_t
gz_tree_root(const struct gz_tree *tree, uint32_t sentence) {
  uint32_t at = tree->article->sentences.items[sentence].first;
  while (gz_tree_head(tree, at) != GZ_NONE) {
    at = gz_tree_head(tree, at);
  }
  return at;
}

uint32_t
gz_tree_first(const struct gz_tree *tree, uint32_t token) {
  return tree->nodes[token].first_child;
}

uint32_t
gz_tree_next(const struct gz_tree *tree, uint32_t token) {
  return tree->nodes[token].next;
}

bool
gz_tree_is(const struct gz_tree *tree, uint32_t token, enum gz_deprel deprel) {
  const enum gz_deprel own = deprel_of(tree, token);
  return own == deprel || gz_deprel_universal(own) == deprel;
}

/** The first dependent from `child` on that has the relation. */
static uint32_t
find_child(const struct gz_tree *tree, uint32_t child, enum gz_deprel deprel) {
  while (child != GZ_NONE && !gz_tree_is(tree, child, deprel)) {
    child = gz_tree_next(tree, child);
  }
  return child;
}

uint32_t
gz_tree_child(const struct gz_tree *tree, uint32_t token,
              enum gz_deprel deprel) {
  return find_child(tree, gz_tree_first(tree, token), deprel);
}

uint32_t
gz_tree_next_child(const struct gz_tree *tree, uint32_t child,
                   enum gz_deprel deprel) {
  return find_child(tree, gz_tree_next(tree, child), deprel);
}

bool
gz_tree_is_below(const struct gz_tree *tree, uint32_t token, uint32_t above) {
  while (token != GZ_NONE && token != above) {
    token = gz_tree_head(tree, token);
  }
  return token == above;
}

uint32_t
gz_tree_child_with_lemma(const struct gz_tree *tree, uint32_t token,
                         const char *lemma) {
  uint32_t child = gz_tree_first(tree, token);
  while (child != GZ_NONE &&
         !gz_str_equal_nocase(gz_tree_lemma(tree, child), gz_str(lemma))) {
    child = gz_tree_next(tree, child);
  }
  return child;
}

uint32_t
gz_tree_case(const struct gz_tree *tree, uint32_t token) {
  uint32_t child = gz_tree_child(tree, token, GZ_DEPREL_CASE);
  // The possessive clitic is a case marker too, but no preposition.
  while (child != GZ_NONE && gz_tree_token(tree, child)->xpos == GZ_XPOS_POS) {
    child = gz_tree_next_child(tree, child, GZ_DEPREL_CASE);
  }
  return child;
}

/** Whether the words at `marker` and fixed to it are those of `words`. */
static bool
spells(const struct gz_tree *tree, uint32_t marker, const char *words) {
  struct gz_str rest = gz_str(words);
  uint32_t at = marker;
  uint32_t fixed = gz_tree_child(tree, marker, GZ_DEPREL_FIXED);
  for (;;) {
    const size_t size = gz_str_find(rest, ' ');
    const struct gz_str word = gz_str_part(rest, 0, size);
    if (!gz_str_equal_nocase(gz_article_form(tree->article, at), word)) {
      return false;
    }
    if (size == rest.size) {
      return fixed == GZ_NONE;
    }
    if (fixed == GZ_NONE) {
      return false;
    }
    at = fixed;
    fixed = gz_tree_next_child(tree, fixed, GZ_DEPREL_FIXED);
    rest = gz_str_part(rest, size + 1, rest.size);
  }
}

bool
gz_tree_has_case(const struct gz_tree *tree, uint32_t token,
                 const char *preposition) {
  for (uint32_t marker = gz_tree_child(tree, token, GZ_DEPREL_CASE);
       marker != GZ_NONE;
       marker = gz_tree_next_child(tree, marker, GZ_DEPREL_CASE)) {
    if (spells(tree, marker, preposition)) {
      return true;
    }
  }
  return false;
}

uint32_t
gz_tree_case_or_mark(const struct gz_tree *tree, uint32_t token) {
  const uint32_t found = gz_tree_case(tree, token);
  return found == GZ_NONE ? gz_tree_child(tree, token, GZ_DEPREL_MARK) : found;
}

bool
gz_tree_has_mark(const struct gz_tree *tree, uint32_t clause,
                 const char *word) {
  for (uint32_t mark = gz_tree_child(tree, clause, GZ_DEPREL_MARK);
       mark != GZ_NONE; mark = gz_tree_next_child(tree, mark, GZ_DEPREL_MARK)) {
    if (gz_str_equal_nocase(gz_article_form(tree->article, mark),
                            gz_str(word))) {
      return true;
    }
  }
  return false;
}

bool
gz_tree_has_passive(const struct gz_tree *tree, uint32_t verb) {
  const struct gz_token *token = gz_tree_token(tree, verb);
  if (token->xpos != GZ_XPOS_VBN && token->xpos != GZ_XPOS_VBD) {
    return false;
  }
  if (gz_tree_child(tree, verb, GZ_DEPREL_AUX_PASS) != GZ_NONE ||
      gz_tree_child(tree, verb, GZ_DEPREL_NSUBJ_PASS) != GZ_NONE ||
      gz_tree_child(tree, verb, GZ_DEPREL_OBL_AGENT) != GZ_NONE) {
    return true;
  }
  // "the firm banned last year": a participle that modifies a noun.
  return token->xpos == GZ_XPOS_VBN && token->deprel == GZ_DEPREL_ACL;
}

/** What a relative pronoun stands for; any other token is itself. */
static uint32_t
antecedent(const struct gz_tree *tree, uint32_t token) {
  const uint8_t xpos = gz_tree_token(tree, token)->xpos;
  if (xpos != GZ_XPOS_WDT && xpos != GZ_XPOS_WP) {
    return token;
  }
  uint32_t at = token;
  for (int step = 0; step < MAX_CLIMB && at != GZ_NONE; ++step) {
    if (deprel_of(tree, at) == GZ_DEPREL_ACL_RELCL) {
      return gz_tree_head(tree, at);
    }
    at = gz_tree_head(tree, at);
  }
  return token;
}

/** The verb's own subject that does it, or none. */
static uint32_t
own_subject(const struct gz_tree *tree, uint32_t verb) {
  if (gz_tree_has_passive(tree, verb)) {
    return gz_tree_child(tree, verb, GZ_DEPREL_OBL_AGENT);
  }
  // The parser may give a verb two: the one that stands next to it counts.
  uint32_t found = GZ_NONE;
  for (uint32_t child = gz_tree_child(tree, verb, GZ_DEPREL_NSUBJ);
       child != GZ_NONE && (child < verb || found == GZ_NONE);
       child = gz_tree_next_child(tree, child, GZ_DEPREL_NSUBJ)) {
    found = deprel_of(tree, child) == GZ_DEPREL_NSUBJ_PASS ? found : child;
  }
  return found;
}

/** The verb's own object or passive subject, or none. */
static uint32_t
own_object(const struct gz_tree *tree, uint32_t verb) {
  const uint32_t passive = gz_tree_child(tree, verb, GZ_DEPREL_NSUBJ_PASS);
  return passive != GZ_NONE ? passive
                            : gz_tree_child(tree, verb, GZ_DEPREL_OBJ);
}

/** Whether a relative clause has a relative pronoun in that place. */
static bool
relative_is_object(const struct gz_tree *tree, uint32_t verb) {
  // "the firm (that) Britain banned": it has a subject of its own and no
  // object; "the firm that sells it": it has none.
  const uint32_t subject = own_subject(tree, verb);
  return subject != GZ_NONE && antecedent(tree, subject) == subject &&
         gz_tree_child(tree, verb, GZ_DEPREL_OBJ) == GZ_NONE &&
         !gz_tree_has_passive(tree, verb);
}

/** Who is to do what a verb's infinitive says: "asked it", "called on it". */
static uint32_t
controller(const struct gz_tree *tree, uint32_t verb) {
  uint32_t found = own_object(tree, verb);
  if (found == GZ_NONE) {
    found = gz_tree_child(tree, verb, GZ_DEPREL_IOBJ);
  }
  if (found == GZ_NONE && gz_str_is(gz_tree_lemma(tree, verb), "call")) {
    for (found = gz_tree_child(tree, verb, GZ_DEPREL_OBL);
         found != GZ_NONE && !gz_tree_has_case(tree, found, "on") &&
         !gz_tree_has_case(tree, found, "upon");) {
      found = gz_tree_next_child(tree, found, GZ_DEPREL_OBL);
    }
  }
  return found;
}

/** "accused it of hiding", "banned it from selling", "fined it for lying". */
static bool
has_object_control(const struct gz_tree *tree, uint32_t clause) {
  static const char *const words[] = {"of", "from", "for", "with", "into"};
  const uint32_t mark = gz_tree_child(tree, clause, GZ_DEPREL_MARK);
  return mark != GZ_NONE &&
         GZ_IS_ONE_OF(gz_article_form(tree->article, mark), words);
}

uint32_t
gz_tree_subject(const struct gz_tree *tree, uint32_t verb) {
  for (int step = 0; step < MAX_CLIMB; ++step) {
    const uint32_t own = own_subject(tree, verb);
    if (own != GZ_NONE) {
      return antecedent(tree, own);
    }
    const uint32_t head = gz_tree_head(tree, verb);
    if (head == GZ_NONE || gz_tree_has_passive(tree, verb)) {
      return GZ_NONE;
    }
    switch (deprel_of(tree, verb)) {
    case GZ_DEPREL_ADVCL:
      if (!has_object_control(tree, verb)) {
        break;
      }
      // fall through
    case GZ_DEPREL_XCOMP: {
      // Object control where there is an object ("urged it to go").
      const uint32_t object = controller(tree, head);
      if (object != GZ_NONE) {
        return antecedent(tree, object);
      }
      break;
    }
    case GZ_DEPREL_ACL:
    case GZ_DEPREL_ACL_RELCL:
      // The infinitive of "a plan to ban" is not the plan's doing; that of a
      // headline is its subject's: "Britain to ban Huawei".
      return gz_tree_token(tree, verb)->xpos == GZ_XPOS_VB &&
                     gz_tree_token(tree, head)->upos != GZ_UPOS_PROPN
                 ? GZ_NONE
                 : head;
    case GZ_DEPREL_CONJ:
      break;
    default:
      return GZ_NONE;
    }
    verb = head;
    if (gz_tree_has_passive(tree, verb) &&
        gz_tree_child(tree, verb, GZ_DEPREL_NSUBJ_PASS) != GZ_NONE) {
      // "Britain is expected to decide": the raised subject decides.
      return antecedent(tree, gz_tree_child(tree, verb, GZ_DEPREL_NSUBJ_PASS));
    }
  }
  return GZ_NONE;
}

/**
 * The object that an active verb shares with one that it is coordinated with:
 * "condemned and banned Huawei", on whichever of the two the tree hangs it.
 */
static uint32_t
shared_object(const struct gz_tree *tree, uint32_t verb, uint32_t head) {
  if (deprel_of(tree, verb) == GZ_DEPREL_CONJ &&
      gz_tree_token(tree, head)->upos == GZ_UPOS_VERB &&
      tree->nodes[verb].right == verb) {
    const uint32_t object = gz_tree_child(tree, head, GZ_DEPREL_OBJ);
    return object != GZ_NONE && object > verb ? object : GZ_NONE;
  }
  const uint32_t other = gz_tree_child(tree, verb, GZ_DEPREL_CONJ);
  if (other != GZ_NONE && tree->nodes[other].left <= verb + 2 &&
      gz_tree_token(tree, other)->upos == GZ_UPOS_VERB &&
      (gz_tree_token(tree, other)->xpos == gz_tree_token(tree, verb)->xpos ||
       gz_tree_token(tree, other)->xpos == GZ_XPOS_VBN) &&
      own_subject(tree, other) == GZ_NONE) {
    return gz_tree_child(tree, other, GZ_DEPREL_OBJ);
  }
  return GZ_NONE;
}

uint32_t
gz_tree_object(const struct gz_tree *tree, uint32_t verb) {
  const uint32_t own = own_object(tree, verb);
  if (own != GZ_NONE) {
    return antecedent(tree, own);
  }
  const uint32_t head = gz_tree_head(tree, verb);
  if (head == GZ_NONE) {
    return gz_tree_has_passive(tree, verb) ? GZ_NONE
                                           : shared_object(tree, verb, verb);
  }
  const enum gz_deprel deprel = deprel_of(tree, verb);
  if (deprel == GZ_DEPREL_ACL && gz_tree_has_passive(tree, verb)) {
    return head;
  }
  if (deprel == GZ_DEPREL_ACL_RELCL && relative_is_object(tree, verb)) {
    return head;
  }
  if (!gz_tree_has_passive(tree, verb)) {
    return shared_object(tree, verb, head);
  }
  if (deprel == GZ_DEPREL_CONJ) {
    // "was tried and sentenced", "went to court and was sentenced"
    return gz_tree_has_passive(tree, head) ? gz_tree_object(tree, head)
                                           : gz_tree_subject(tree, head);
  }
  // "faces being banned", "wants to be let in": the subject undergoes it.
  return deprel == GZ_DEPREL_XCOMP || deprel == GZ_DEPREL_ADVCL
             ? gz_tree_subject(tree, head)
             : GZ_NONE;
}

uint32_t
gz_tree_top(const struct gz_tree *tree, uint32_t first, uint32_t count) {
  for (uint32_t i = first; i < first + count; ++i) {
    const uint32_t head = gz_tree_head(tree, i);
    if (head == GZ_NONE || head < first || head >= first + count) {
      return i;
    }
  }
  return first;
}

static bool
is_mark(const struct gz_tree *tree, uint32_t token) {
  return gz_tree_token(tree, token)->upos == GZ_UPOS_PUNCT;
}

/** Whether a dependent is more than a part of the phrase's name. */
static bool
is_apart(const struct gz_tree *tree, uint32_t child) {
  switch (gz_deprel_universal(deprel_of(tree, child))) {
  case GZ_DEPREL_ACL:
  case GZ_DEPREL_ADVCL:
  case GZ_DEPREL_APPOS:
  case GZ_DEPREL_CASE:
  case GZ_DEPREL_CC:
  case GZ_DEPREL_CCOMP:
  case GZ_DEPREL_CONJ:
  case GZ_DEPREL_COP:
  case GZ_DEPREL_MARK:
  case GZ_DEPREL_NSUBJ:
  case GZ_DEPREL_PARATAXIS:
  case GZ_DEPREL_PUNCT:
    return true;
  default:
    return false;
  }
}

void
gz_tree_phrase(const struct gz_tree *tree, uint32_t token, uint32_t *first,
               uint32_t *last) {
  *first = token;
  *last = token;
  // The first thing apart on each side bounds the phrase there.
  uint32_t low = 0;
  uint32_t high = UINT32_MAX;
  for (uint32_t child = gz_tree_first(tree, token); child != GZ_NONE;
       child = gz_tree_next(tree, child)) {
    if (is_apart(tree, child)) {
      if (child < token) {
        low = tree->nodes[child].right + 1;
        *first = token;
      } else if (high == UINT32_MAX) {
        high = tree->nodes[child].left;
      }
      continue;
    }
    const struct gz_node *node = &tree->nodes[child];
    if (child < token && node->left >= low && node->left < *first) {
      *first = node->left;
    }
    if (child > token && node->right < high && node->right > *last) {
      *last = node->right;
    }
  }
  while (*first < token && is_mark(tree, *first)) {
    ++*first;
  }
  while (*last > token && is_mark(tree, *last)) {
    --*last;
  }
}

struct gz_span
gz_tree_span(const struct gz_tree *tree, uint32_t token) {
  uint32_t first = tree->nodes[token].left;
  uint32_t last = tree->nodes[token].right;
  while (first < last && is_mark(tree, first)) {
    ++first;
  }
  while (last > first && is_mark(tree, last)) {
    --last;
  }
  return (struct gz_span){gz_tree_token(tree, first)->span.begin,
                          gz_tree_token(tree, last)->span.end};
}

/** Whether a conjunct is said not to be one: "Italy, not France, signed". */
static bool
is_excluded(const struct gz_tree *tree, uint32_t member) {
  const uint32_t first = tree->nodes[member].left;
  for (uint32_t i = first; i < member && i < first + 3; ++i) {
    if (gz_str_equal_nocase(gz_article_form(tree->article, i), GZ_STR("not"))) {
      return gz_tree_token(tree, member)->upos != GZ_UPOS_VERB;
    }
  }
  return false;
}

uint32_t
gz_tree_next_conjunct(const struct gz_tree *tree, uint32_t member) {
  uint32_t next = deprel_of(tree, member) == GZ_DEPREL_CONJ
                      ? gz_tree_next_child(tree, member, GZ_DEPREL_CONJ)
                      : gz_tree_child(tree, member, GZ_DEPREL_CONJ);
  while (next != GZ_NONE && is_excluded(tree, next)) {
    next = gz_tree_next_child(tree, next, GZ_DEPREL_CONJ);
  }
  return next;
}

uint32_t
gz_tree_first_conjunct(const struct gz_tree *tree, uint32_t member) {
  for (int i = 0; i < MAX_CONJUNCTS && deprel_of(tree, member) == GZ_DEPREL_CONJ;
       ++i) {
    member = gz_tree_head(tree, member);
  }
  return member;
}
