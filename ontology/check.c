#include "ontology/check.h"

#include "ontology/syntax.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Most classes that one thing is said to be of. */
#define MOST_CLASSES 4

#define COUNT(array) (sizeof(array) / sizeof *(array))

/** What things must have, and how often; those of a class together. */
static const struct rule {
  enum gz_vocab type;
  enum gz_vocab property;
  bool needed; /**< At least once */
  bool single; /**< At most once */
  const char *message;
} rules[] = {
#define GZ_RULE(class, property, needed, single, message)                      \
  {GZ_CLASS_##class, GZ_PROPERTY_##property, needed, single, message},
#include "ontology/rules.def"
#undef GZ_RULE
};

/** The properties whose values are looked at, each in a slot of a node. */
static const enum gz_vocab slot_properties[] = {
    GZ_PROPERTY_SPEAKER,
    GZ_PROPERTY_EVIDENCE,
    GZ_PROPERTY_POLARITY,
    GZ_PROPERTY_CERTAINTY,
    GZ_PROPERTY_TEMPORALITY,
    GZ_PROPERTY_FORM,
    GZ_PROPERTY_RULE,
    GZ_PROPERTY_CONFIDENCE,
    GZ_PROPERTY_LABEL,
    GZ_PROPERTY_BEGIN_DATE,
    GZ_PROPERTY_END_DATE,
    GZ_PROPERTY_TIME_BASIS,
    GZ_PROPERTY_TIME_TEXT,
    GZ_PROPERTY_SHA256,
    GZ_PROPERTY_TITLE,
    GZ_PROPERTY_ISSUED,
    GZ_PROPERTY_LANGUAGE,
    GZ_PROPERTY_BEGIN_INDEX,
    GZ_PROPERTY_END_INDEX,
    GZ_PROPERTY_ANCHOR_OF,
    GZ_PROPERTY_REFERENCE_CONTEXT,
    GZ_PROPERTY_USED,
    GZ_PROPERTY_WAS_ASSOCIATED_WITH,
    GZ_PROPERTY_HOLDER,
    GZ_PROPERTY_OFFICE,
    GZ_PROPERTY_HELD_FROM,
    GZ_PROPERTY_HELD_UNTIL,
    GZ_PROPERTY_PREF_LABEL,
};

#define N_SLOTS COUNT(slot_properties)

/** What is said of one thing. */
struct node {
  uint16_t classes[MOST_CLASSES];
  uint8_t n_classes;
  bool asserted;            /**< By a claim */
  bool publishes;           /**< An article */
  uint32_t values[N_SLOTS]; /**< First value of each, or #GZ_NO_TERM */
  bool several[N_SLOTS];    /**< Whether there is another */
};

/** Whether a property fits between two classes. */
struct fit {
  uint32_t key; /**< All three; 0 if unused */
  bool good;
};

/** A set being checked. */
struct checker {
  const struct gz_statements *set;
  struct gz_error *error;
  struct node *nodes;             /**< By number of a term */
  uint16_t *vocab_of;             /**< By number of a term: an enum gz_vocab */
  uint8_t slot_of[GZ_N_VOCAB];    /**< Of a property, from 1; 0 is none */
  uint8_t first_rule[GZ_N_VOCAB]; /**< For a class; past the last if none */
  struct fit fits[512];           /**< By hash */
};

/** Fail: "<rule>: <IRI>". */
static enum gz_status
refuse(const struct checker *checker, const char *rule, uint32_t number) {
  char shown[GZ_SHOWN_SIZE];
  const struct gz_term term = gz_statements_get(checker->set, number);
  return gz_fail(checker->error, GZ_UNSOUND, "%s: %s", rule,
                 gz_syntax_shown(term.value, shown));
}

/** Whether node number `number` is of that class or one below it. */
static bool
is_a(const struct checker *checker, uint32_t number, enum gz_vocab type) {
  const struct node *node = &checker->nodes[number];
  for (uint8_t i = 0; i < node->n_classes; ++i) {
    if (gz_vocab_is_a((enum gz_vocab)node->classes[i], type)) {
      return true;
    }
  }
  return false;
}

/** The value of a property, or #GZ_NO_TERM. */
static uint32_t
value_of(const struct checker *checker, const struct node *node,
         enum gz_vocab property) {
  return node->values[checker->slot_of[property] - 1];
}

static struct gz_str
text_of(const struct checker *checker, uint32_t number) {
  return gz_statements_get(checker->set, number).value;
}

/** Note that `subject` is of class `object`. */
static enum gz_status
note_class(struct checker *checker, uint32_t subject, uint32_t object) {
  const enum gz_vocab type = (enum gz_vocab)checker->vocab_of[object];
  if (gz_vocab_kind(type) != GZ_VOCAB_KIND_CLASS) {
    return refuse(checker, "Not a class of the ontology", object);
  }
  struct node *node = &checker->nodes[subject];
  for (uint8_t i = 0; i < node->n_classes; ++i) {
    if (node->classes[i] == (uint16_t)type) {
      return GZ_OK;
    }
    if (gz_vocab_disjoint((enum gz_vocab)node->classes[i], type)) {
      char rule[96];
      const struct gz_str a = gz_vocab_local((enum gz_vocab)node->classes[i]);
      (void)snprintf(rule, sizeof rule, "Both %.*s and %.*s", GZ_STR_ARGS(a),
                     GZ_STR_ARGS(gz_vocab_local(type)));
      return refuse(checker, rule, subject);
    }
  }
  if (node->n_classes == MOST_CLASSES) {
    return refuse(checker, "Of too many classes", subject);
  }
  node->classes[node->n_classes++] = (uint16_t)type;
  return GZ_OK;
}

/** Note a value of a property that rules look at. */
static void
note_value(struct checker *checker, const struct gz_quad_ids *ids,
           enum gz_vocab property) {
  if (property == GZ_PROPERTY_ASSERTS) {
    checker->nodes[ids->object].asserted = true;
  } else if (property == GZ_PROPERTY_PUBLISHER) {
    checker->nodes[ids->object].publishes = true;
  }
  const uint8_t slot = checker->slot_of[property];
  if (slot) {
    struct node *node = &checker->nodes[ids->subject];
    if (node->values[slot - 1] == GZ_NO_TERM) {
      node->values[slot - 1] = ids->object;
    } else if (node->values[slot - 1] != ids->object) {
      node->several[slot - 1] = true;
    }
  }
}

/** gz_property_fits(), remembered: the same few come again and again. */
static bool
fits(struct checker *checker, enum gz_vocab property, enum gz_vocab from,
     enum gz_vocab to) {
  const uint32_t key =
      ((uint32_t)property << 20) | ((uint32_t)from << 10) | (uint32_t)to;
  struct fit *fit =
      &checker->fits[(key * UINT32_C(2654435761) >> 16) % COUNT(checker->fits)];
  if (fit->key != key) {
    fit->key = key;
    fit->good = gz_property_fits(property, from, to);
  }
  return fit->good;
}

/** The datatype of a literal, as a term of the vocabulary. */
static enum gz_vocab
datatype_of(const struct gz_term *literal) {
  if (literal->language.size) {
    return GZ_DATATYPE_LANG_STRING;
  }
  if (literal->datatype.size == 0) {
    return GZ_DATATYPE_STRING;
  }
  // Those that describe writes: the whole list is long.
  static const enum gz_vocab common[] = {GZ_DATATYPE_NON_NEGATIVE_INTEGER,
                                         GZ_DATATYPE_DECIMAL, GZ_DATATYPE_DATE};
  for (size_t i = 0; i < COUNT(common); ++i) {
    if (gz_str_equal(literal->datatype, gz_vocab_iri(common[i]))) {
      return common[i];
    }
  }
  return gz_vocab_find(literal->datatype);
}

/** Whether some class of the subject may lead to something of type `to`. */
static bool
leads_to(struct checker *checker, uint32_t subject, enum gz_vocab property,
         enum gz_vocab to) {
  const struct node *node = &checker->nodes[subject];
  bool good =
      node->n_classes == 0 && fits(checker, property, GZ_VOCAB_NONE, to);
  for (uint8_t i = 0; !good && i < node->n_classes; ++i) {
    good = fits(checker, property, (enum gz_vocab)node->classes[i], to);
  }
  return good;
}

/** Check domain and range of one statement. */
static enum gz_status
check_kinds(struct checker *checker, const struct gz_quad_ids *ids,
            enum gz_vocab property) {
  const struct gz_term object = gz_statements_get(checker->set, ids->object);
  const struct node *node = &checker->nodes[ids->object];
  bool good = false;
  if (object.kind == GZ_TERM_LITERAL) {
    good = leads_to(checker, ids->subject, property, datatype_of(&object));
  } else {
    const enum gz_vocab value = (enum gz_vocab)checker->vocab_of[ids->object];
    good = (value != GZ_VOCAB_NONE || node->n_classes == 0) &&
           leads_to(checker, ids->subject, property, value);
    for (uint8_t i = 0; !good && i < node->n_classes; ++i) {
      good = leads_to(checker, ids->subject, property,
                      (enum gz_vocab)node->classes[i]);
    }
  }
  if (!good) {
    char rule[GZ_SHOWN_SIZE + 96];
    char shown[GZ_SHOWN_SIZE];
    const struct gz_str name = gz_vocab_local(property);
    (void)snprintf(rule, sizeof rule, "Domain or range of %.*s, to %s",
                   GZ_STR_ARGS(name), gz_syntax_shown(object.value, shown));
    return refuse(checker, rule, ids->subject);
  }
  return GZ_OK;
}

/** Whether `text` is a date as describe writes it: "2020-01-08". */
static bool
is_date(struct gz_str text) {
  for (size_t i = 0; i < text.size; ++i) {
    const char c = text.data[i];
    if (i == 4 || i == 7 ? c != '-' : c < '0' || c > '9') {
      return false;
    }
  }
  return text.size == 10;
}

/** Whether `text` is that many capital letters. */
static bool
is_code(struct gz_str text, size_t size) {
  size_t letters = 0;
  while (letters < text.size && text.data[letters] >= 'A' &&
         text.data[letters] <= 'Z') {
    ++letters;
  }
  return letters == text.size && letters == size;
}

/** Whether a source without a name is in no other article. */
static bool
is_in_one_article(const struct checker *checker,
                  const struct gz_quad_ids *ids) {
  const uint32_t first =
      value_of(checker, &checker->nodes[ids->subject], GZ_PROPERTY_EVIDENCE);
  return !is_a(checker, ids->subject, GZ_CLASS_UNNAMED_SOURCE) ||
         value_of(checker, &checker->nodes[first],
                  GZ_PROPERTY_REFERENCE_CONTEXT) ==
             value_of(checker, &checker->nodes[ids->object],
                      GZ_PROPERTY_REFERENCE_CONTEXT);
}

/** Check the forms of literals, and names. */
static enum gz_status
check_value(struct checker *checker, const struct gz_quad_ids *ids,
            enum gz_vocab property) {
  const struct gz_term object = gz_statements_get(checker->set, ids->object);
  const struct gz_str text = object.value;
  if (object.kind == GZ_TERM_LITERAL &&
      gz_str_is(object.datatype, GZ_NS_xsd "date") && !is_date(text)) {
    return refuse(checker, "Not a date", ids->object);
  }
  switch (property) {
  case GZ_PROPERTY_CONFIDENCE:
    if (!gz_syntax_decimal(text) ||
        !(gz_str_starts(text, GZ_STR("0.")) || gz_str_is(text, "1.0"))) {
      return refuse(checker, "Confidence is a number from 0 to 1",
                    ids->subject);
    }
    break;
  case GZ_PROPERTY_SAME_AS:
    if (is_a(checker, ids->subject, GZ_CLASS_UNNAMED_SOURCE)) {
      return refuse(checker, "An unnamed source is nobody known", ids->subject);
    }
    if (!gz_str_starts(text, GZ_STR(GZ_NS_wd "Q"))) {
      return refuse(checker, "The same in Wikidata, if anywhere", ids->subject);
    }
    break;
  case GZ_PROPERTY_NOTATION:
    if (!is_code(text,
                 datatype_of(&object) == GZ_DATATYPE_ISO3166ALPHA2 ? 2 : 3)) {
      return refuse(checker, "The codes of a state are those of ISO 3166-1",
                    ids->subject);
    }
    break;
  case GZ_PROPERTY_EVIDENCE:
    if (!is_in_one_article(checker, ids)) {
      return refuse(checker, "An unnamed source is of one article",
                    ids->subject);
    }
    break;
  case GZ_PROPERTY_ALT_LABEL:
    if (value_of(checker, &checker->nodes[ids->subject],
                 GZ_PROPERTY_PREF_LABEL) == ids->object) {
      return refuse(checker, "Other names are others", ids->subject);
    }
    break;
  default:
    break;
  }
  return GZ_OK;
}

/** Check one statement, when all classes and values are known. */
static enum gz_status
check_statement(struct checker *checker, const struct gz_quad_ids *ids) {
  if (gz_statements_get(checker->set, ids->subject).kind == GZ_TERM_BLANK ||
      gz_statements_get(checker->set, ids->object).kind == GZ_TERM_BLANK) {
    return refuse(checker, "A blank node", ids->subject);
  }
  const enum gz_vocab property =
      (enum gz_vocab)checker->vocab_of[ids->predicate];
  if (property == GZ_VOCAB_NONE) {
    return refuse(checker, "Not a property of the ontology", ids->predicate);
  }
  if (property == GZ_PROPERTY_TYPE) {
    return GZ_OK;
  }
  enum gz_status status;
  GZ_TRY(status, check_kinds(checker, ids, property));
  return check_value(checker, ids, property);
}

/** Check that dates are in order, and that what belongs together is there. */
static enum gz_status
check_dates(const struct checker *checker, uint32_t number, enum gz_vocab first,
            enum gz_vocab last) {
  const struct node *node = &checker->nodes[number];
  const uint32_t begin = value_of(checker, node, first);
  const uint32_t end = value_of(checker, node, last);
  if (begin != GZ_NO_TERM && end != GZ_NO_TERM &&
      gz_str_compare(text_of(checker, begin), text_of(checker, end)) > 0) {
    return refuse(checker, "The first day is not after the last", number);
  }
  return GZ_OK;
}

static enum gz_status
check_event(const struct checker *checker, uint32_t number) {
  const struct node *node = &checker->nodes[number];
  if (!node->asserted) {
    return refuse(checker, "An event is put forward by a claim", number);
  }
  bool kind = false;
  for (uint8_t i = 0; i < node->n_classes; ++i) {
    kind = kind ||
           (node->classes[i] != GZ_CLASS_EVENT &&
            gz_vocab_is_a((enum gz_vocab)node->classes[i], GZ_CLASS_EVENT));
  }
  if (!kind) {
    return refuse(checker, "An event is of one of the kinds", number);
  }
  const bool begin =
      value_of(checker, node, GZ_PROPERTY_BEGIN_DATE) != GZ_NO_TERM;
  if (begin != (value_of(checker, node, GZ_PROPERTY_END_DATE) != GZ_NO_TERM) ||
      begin !=
          (value_of(checker, node, GZ_PROPERTY_TIME_BASIS) != GZ_NO_TERM)) {
    return refuse(checker, "Dates and their basis come together", number);
  }
  return check_dates(checker, number, GZ_PROPERTY_BEGIN_DATE,
                     GZ_PROPERTY_END_DATE);
}

/** What the article's own voice says, it or its outlet says. */
static enum gz_status
check_claim(const struct checker *checker, uint32_t number) {
  const struct node *node = &checker->nodes[number];
  const uint32_t form = value_of(checker, node, GZ_PROPERTY_FORM);
  const uint32_t speaker = value_of(checker, node, GZ_PROPERTY_SPEAKER);
  if (form != GZ_NO_TERM && speaker != GZ_NO_TERM &&
      checker->vocab_of[form] == GZ_INDIVIDUAL_EDITORIAL &&
      !checker->nodes[speaker].publishes &&
      !is_a(checker, speaker, GZ_CLASS_ARTICLE)) {
    return refuse(checker, "An editorial claim is the outlet's", number);
  }
  return GZ_OK;
}

static uint64_t
number_in(const struct checker *checker, uint32_t literal) {
  const struct gz_str text = text_of(checker, literal);
  uint64_t number = 0;
  for (size_t i = 0; i < text.size && number < UINT32_MAX; ++i) {
    number = number * 10 + (uint64_t)(text.data[i] - '0');
  }
  return number;
}

static uint64_t
characters_in(struct gz_str text) {
  uint64_t count = 0;
  for (size_t i = 0; i < text.size; ++i) {
    count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
  }
  return count;
}

static enum gz_status
check_mention(const struct checker *checker, uint32_t number) {
  const struct node *node = &checker->nodes[number];
  const uint64_t begin =
      number_in(checker, value_of(checker, node, GZ_PROPERTY_BEGIN_INDEX));
  const uint64_t end =
      number_in(checker, value_of(checker, node, GZ_PROPERTY_END_INDEX));
  if (begin >= end) {
    return refuse(checker, "A mention begins before it ends", number);
  }
  char name[64];
  (void)snprintf(name, sizeof name, "#char=%llu,%llu",
                 (unsigned long long)begin, (unsigned long long)end);
  if (!gz_str_ends(text_of(checker, number), gz_str(name))) {
    return refuse(checker, "A mention is named by its span", number);
  }
  if (characters_in(
          text_of(checker, value_of(checker, node, GZ_PROPERTY_ANCHOR_OF))) !=
      end - begin) {
    return refuse(checker, "A mention has the words of its span", number);
  }
  return GZ_OK;
}

/** Check the rules for what is of class `type`. */
static enum gz_status
check_rules(const struct checker *checker, uint32_t number,
            enum gz_vocab type) {
  const struct node *node = &checker->nodes[number];
  for (size_t i = checker->first_rule[type];
       i < COUNT(rules) && rules[i].type == type; ++i) {
    const size_t slot = checker->slot_of[rules[i].property] - 1U;
    if ((rules[i].needed && node->values[slot] == GZ_NO_TERM) ||
        (rules[i].single && node->several[slot])) {
      char rule[96];
      (void)snprintf(rule, sizeof rule, "Rule \"%s\"", rules[i].message);
      return refuse(checker, rule, number);
    }
  }
  return GZ_OK;
}

/** Check what a thing must have; `number` has at least one class. */
static enum gz_status
check_node(const struct checker *checker, uint32_t number) {
  const struct node *node = &checker->nodes[number];
  for (uint8_t i = 0; i < node->n_classes; ++i) {
    for (enum gz_vocab type = (enum gz_vocab)node->classes[i];
         type != GZ_VOCAB_NONE; type = gz_vocab_parent(type)) {
      enum gz_status status;
      GZ_TRY(status, check_rules(checker, number, type));
    }
  }
  if (is_a(checker, number, GZ_CLASS_EVENT)) {
    return check_event(checker, number);
  }
  if (is_a(checker, number, GZ_CLASS_CLAIM)) {
    return check_claim(checker, number);
  }
  if (is_a(checker, number, GZ_CLASS_MENTION)) {
    return check_mention(checker, number);
  }
  if (is_a(checker, number, GZ_CLASS_TENURE)) {
    return check_dates(checker, number, GZ_PROPERTY_HELD_FROM,
                       GZ_PROPERTY_HELD_UNTIL);
  }
  return GZ_OK;
}

/** Find what the terms are in the vocabulary, and note classes and values. */
static enum gz_status
note_all(struct checker *checker) {
  for (int i = GZ_VOCAB_NONE + 1; i < GZ_N_VOCAB; ++i) {
    const struct gz_term iri = gz_vocab_term((enum gz_vocab)i);
    const uint32_t number = gz_statements_find(checker->set, &iri);
    if (number != GZ_NO_TERM) {
      checker->vocab_of[number] = (uint16_t)i;
    }
  }
  memset(checker->first_rule, COUNT(rules), sizeof checker->first_rule);
  for (size_t i = COUNT(rules); i-- > 0;) {
    checker->first_rule[rules[i].type] = (uint8_t)i;
  }
  for (size_t i = 0; i < N_SLOTS; ++i) {
    checker->slot_of[slot_properties[i]] = (uint8_t)(i + 1);
  }
  const size_t count = gz_statements_count(checker->set);
  for (size_t i = 0; i < count; ++i) {
    const struct gz_quad_ids ids = gz_statements_ids(checker->set, i);
    const enum gz_vocab property =
        (enum gz_vocab)checker->vocab_of[ids.predicate];
    if (property == GZ_PROPERTY_TYPE) {
      enum gz_status status;
      GZ_TRY(status, note_class(checker, ids.subject, ids.object));
    } else {
      note_value(checker, &ids, property);
    }
  }
  return GZ_OK;
}

static enum gz_status
check_all(struct checker *checker) {
  enum gz_status status;
  GZ_TRY(status, note_all(checker));
  const size_t count = gz_statements_count(checker->set);
  for (size_t i = 0; i < count; ++i) {
    const struct gz_quad_ids ids = gz_statements_ids(checker->set, i);
    GZ_TRY(status, check_statement(checker, &ids));
  }
  const uint32_t n_terms = gz_statements_n_terms(checker->set);
  for (uint32_t i = 1; i <= n_terms; ++i) {
    if (checker->nodes[i].n_classes > 0) {
      GZ_TRY(status, check_node(checker, i));
    }
  }
  return GZ_OK;
}

enum gz_status
gz_check(const struct gz_statements *statements, struct gz_error *error) {
  const size_t n_terms = (size_t)gz_statements_n_terms(statements) + 1;
  struct checker checker = {
      .set = statements,
      .error = error,
      .nodes = calloc(n_terms, sizeof *checker.nodes),
      .vocab_of = calloc(n_terms, sizeof *checker.vocab_of),
  };
  const enum gz_status status =
      checker.nodes && checker.vocab_of
          ? check_all(&checker)
          : gz_fail(error, GZ_NO_MEMORY, "No memory to check statements");
  free(checker.nodes);
  free(checker.vocab_of);
  return status;
}
