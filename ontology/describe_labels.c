#include "ontology/describe_parts.h"

#include <string.h>

/** Bytes that a label can have. */
#define LABEL_SIZE ((size_t)256)

/** Most names that a list of them says. */
#define MOST_NAMES 3

/** A label being put together; what does not fit is left out. */
struct label {
  char text[LABEL_SIZE];
  size_t size;
};

/** Bytes of the character that begins at `at` of valid UTF-8. */
static size_t
character_size(struct gz_str text, size_t at) {
  size_t size = 1;
  while (at + size < text.size &&
         ((unsigned char)text.data[at + size] & 0xC0) == 0x80) {
    ++size;
  }
  return size;
}

/** Add `text` on one line, or as many of its characters as fit. */
static void
add(struct label *label, struct gz_str text) {
  size_t size = 0;
  for (size_t i = 0; i < text.size; i += size) {
    size = character_size(text, i);
    const bool space = strchr(" \n\t", text.data[i]) && text.data[i];
    if (label->size + size > LABEL_SIZE) {
      return;
    }
    if (!space) {
      memcpy(label->text + label->size, text.data + i, size);
      label->size += size;
    } else if (label->size > 0 && label->text[label->size - 1] != ' ') {
      label->text[label->size++] = ' ';
    }
  }
}

/** Add at most about `limit` bytes of `text`, and dots if there were more. */
static void
add_part(struct label *label, struct gz_str text, size_t limit) {
  size_t size = 0;
  while (size < text.size && size < limit) {
    size += character_size(text, size);
  }
  add(label, gz_str_part(text, 0, size));
  if (size < text.size) {
    add(label, GZ_STR("\u2026"));
  }
}

static void
add_word(struct label *label, struct gz_str text) {
  if (text.size) {
    if (label->size) {
      add(label, GZ_STR(" "));
    }
    add(label, text);
  }
}

static struct gz_str
finished(const struct gz_describer *d, const struct label *label) {
  return gz_arena_str(d->article->arena,
                      gz_str_trim(gz_str_n(label->text, label->size)));
}

/** Add "-s" to the infinitive of an English verb. */
static void
add_third_person(struct label *label, struct gz_str lemma) {
  static const char *const irregular[][2] = {
      {"be", "is"}, {"have", "has"}, {"do", "does"}, {"go", "goes"}};
  for (size_t i = 0; i < sizeof irregular / sizeof *irregular; ++i) {
    if (gz_str_equal_nocase(lemma, gz_str(irregular[i][0]))) {
      add_word(label, gz_str(irregular[i][1]));
      return;
    }
  }
  const char last = lemma.data[lemma.size - 1];
  const char before = lemma.size > 1 ? lemma.data[lemma.size - 2] : 'a';
  if (last == 'y' && !strchr("aeiou", before)) {
    add_word(label, gz_str_part(lemma, 0, lemma.size - 1));
    add(label, GZ_STR("ies"));
    return;
  }
  add_word(label, lemma);
  const bool hissing = last == 's' || last == 'x' || last == 'z' ||
                       last == 'o' ||
                       (last == 'h' && (before == 's' || before == 'c'));
  add(label, hissing ? GZ_STR("es") : GZ_STR("s"));
}

/** Number of the first token at or behind byte `offset`. */
static uint32_t
token_at(const struct gz_describer *d, uint32_t offset) {
  uint32_t low = 0;
  uint32_t high = d->article->tokens.count;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (d->article->tokens.items[middle].span.begin < offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The token in `span` whose head is outside it, or #GZ_NONE. */
static uint32_t
head_of(const struct gz_describer *d, struct gz_span span) {
  const uint32_t first = token_at(d, span.begin);
  const struct gz_token *tokens = d->article->tokens.items;
  for (uint32_t i = first;
       i < d->article->tokens.count && tokens[i].span.begin < span.end; ++i) {
    const uint32_t head = tokens[i].head;
    if (head == i || head < first || head >= d->article->tokens.count ||
        tokens[head].span.begin >= span.end) {
      return i;
    }
  }
  return GZ_NONE;
}

/** Tokens that a word may stand before the participant that it joins. */
#define REACH 8

/** The token that joins a participant: "from", "to" of "to ban"; or none. */
static uint32_t
joint_of(const struct gz_describer *d, const struct gz_role *role) {
  const uint32_t head = head_of(d, role->span);
  const struct gz_token *tokens = d->article->tokens.items;
  const uint32_t first = head == GZ_NONE || head < REACH ? 0 : head - REACH;
  for (uint32_t i = first; head != GZ_NONE && i < head; ++i) {
    if (tokens[i].head == head &&
        (tokens[i].deprel == GZ_DEPREL_CASE ||
         (role->is_event && tokens[i].deprel == GZ_DEPREL_MARK))) {
      return i;
    }
  }
  return GZ_NONE;
}

/** The preposition that joins a participant; empty if there is none. */
static struct gz_str
preposition_of(const struct gz_describer *d, const struct gz_role *role) {
  const uint32_t joint = joint_of(d, role);
  return joint == GZ_NONE ? GZ_STR("") : gz_article_form(d->article, joint);
}

/** What a participant is called. */
static struct gz_str
name_of(const struct gz_describer *d, const struct gz_role *role) {
  if (!role->is_event && role->entity < d->article->entities.count) {
    return d->labels[role->entity];
  }
  return gz_article_str(d->article, role->span);
}

/** Whether a participant is to be named. */
static bool
has_name(const struct gz_describer *d, const struct gz_role *role) {
  return (role->is_event || role->entity < d->article->entities.count) &&
         name_of(d, role).size > 0;
}

/** Add those who play one part: "A", "A and B"; how many there were. */
static uint32_t
add_names(struct label *label, const struct gz_describer *d,
          const struct gz_event *event, enum gz_role_kind kind,
          const char *preposition) {
  uint32_t total = 0;
  for (uint32_t i = 0; i < event->n_roles; ++i) {
    total += event->roles[i].kind == kind && has_name(d, &event->roles[i]);
  }
  const uint32_t shown = total > MOST_NAMES ? MOST_NAMES : total;
  uint32_t count = 0;
  for (uint32_t i = 0; i < event->n_roles && count < shown; ++i) {
    const struct gz_role *role = &event->roles[i];
    if (role->kind != kind || !has_name(d, role)) {
      continue;
    }
    if (count == 0 && preposition) {
      // One before the trigger joins a phrase that it is in to another.
      const struct gz_str own = role->span.begin > event->trigger.begin
                                    ? preposition_of(d, role)
                                    : GZ_STR("");
      add_word(label,
               own.size && !gz_str_is(own, "by") ? own : gz_str(preposition));
    } else if (count > 0) {
      add(label, count + 1 == total ? GZ_STR(" and") : GZ_STR(","));
    }
    add_word(label, name_of(d, role));
    ++count;
  }
  if (total > shown) {
    add(label, GZ_STR(" and others"));
  }
  return total;
}

/** The first verb of the trigger, or #GZ_NONE. */
static uint32_t
verb_of(const struct gz_describer *d, const struct gz_event *event) {
  const struct gz_token *tokens = d->article->tokens.items;
  for (uint32_t i = token_at(d, event->trigger.begin);
       i < d->article->tokens.count &&
       tokens[i].span.begin < event->trigger.end;
       ++i) {
    if (tokens[i].upos == GZ_UPOS_VERB && tokens[i].lemma.size) {
      return i;
    }
  }
  return GZ_NONE;
}

/** A verb's infinitive: the frame's, which knows better, or the lemma. */
static struct gz_str
infinitive_of(const struct gz_describer *d, const struct gz_event *event,
              uint32_t verb) {
  const struct gz_str rule = gz_str(event->rule);
  const struct gz_str frame = GZ_STR("frame:");
  if (!gz_str_starts(rule, frame) || !gz_str_ends(rule, GZ_STR("/v"))) {
    return d->article->tokens.items[verb].lemma;
  }
  size_t end = frame.size;
  while (!strchr(" +/", rule.data[end])) {
    ++end;
  }
  return gz_str_part(rule, frame.size, end);
}

/** Add the particle of a verb: "back" of "steps back". */
static void
add_particle(struct label *label, const struct gz_describer *d,
             const struct gz_event *event, uint32_t verb) {
  const struct gz_token *tokens = d->article->tokens.items;
  const struct gz_str rest = gz_str_trim(
      gz_str_part(d->article->text, tokens[verb].span.end, event->trigger.end));
  add_word(label, rest);
  if (rest.size == 0 && verb + 1 < d->article->tokens.count &&
      tokens[verb + 1].head == verb &&
      tokens[verb + 1].deprel == GZ_DEPREL_COMPOUND_PRT) {
    add_word(label, gz_article_form(d->article, verb + 1));
  }
}

/** Add what a verb says: "accuses", "steps back", "makes a decision". */
static void
add_verb(struct label *label, const struct gz_describer *d,
         const struct gz_event *event, uint32_t verb, bool plural) {
  const struct gz_str infinitive = infinitive_of(d, event, verb);
  if (plural) {
    add_word(label, infinitive);
  } else {
    add_third_person(label, infinitive);
  }
  add_particle(label, d, event, verb);
}

/** The first participant of that kind that has a name, or null. */
static const struct gz_role *
first_role(const struct gz_describer *d, const struct gz_event *event,
           enum gz_role_kind kind) {
  for (uint32_t i = 0; i < event->n_roles; ++i) {
    if (event->roles[i].kind == kind && has_name(d, &event->roles[i])) {
      return &event->roles[i];
    }
  }
  return NULL;
}

/** Whether those who play a part are many: "A and B", "officials". */
static bool
is_plural(const struct gz_describer *d, const struct gz_event *event,
          enum gz_role_kind kind, uint32_t total) {
  const struct gz_role *role = first_role(d, event, kind);
  if (total != 1 || !role || role->is_event) {
    return total > 1;
  }
  const struct gz_str name = name_of(d, role);
  const uint32_t head = head_of(d, role->span);
  if (head == GZ_NONE ||
      d->article->entities.items[role->entity].actor != GZ_NONE) {
    return false;
  }
  // "officials", "two sources", but not "United States".
  const struct gz_token *token = &d->article->tokens.items[head];
  return token->xpos == GZ_XPOS_NNS ||
         (gz_str_is(token->lemma, "police") && name.size > 0);
}

/** The event that an event is about, or null. */
static const struct gz_role *
inner_role(const struct gz_describer *d, const struct gz_event *event) {
  for (uint32_t i = 0; i < event->n_roles; ++i) {
    const struct gz_role *role = &event->roles[i];
    if (role->kind == GZ_ROLE_CONCERNS && role->is_event &&
        role->entity < d->article->events.count) {
      return role;
    }
  }
  return NULL;
}

/** Add what an event is about, where that is one: "to ban Huawei". */
static void
add_inner(struct label *label, const struct gz_describer *d,
          const struct gz_role *role) {
  const struct gz_event *inner = &d->article->events.items[role->entity];
  const uint32_t joint = joint_of(d, role);
  const struct gz_str trigger = gz_article_str(d->article, inner->trigger);
  if (joint == GZ_NONE) {
    add_word(label, trigger);
  } else if (gz_str_is(gz_article_form(d->article, joint), "that")) {
    add_word(label, GZ_STR("that"));
    (void)add_names(label, d, inner, GZ_ROLE_ACTOR, NULL);
    add_word(label, trigger);
  } else {
    // With what stands between: "on how to deploy", "of having banned".
    add_word(label, gz_str_part(d->article->text,
                                d->article->tokens.items[joint].span.begin,
                                inner->trigger.end));
  }
  (void)add_names(label, d, inner, GZ_ROLE_RECIPIENT, "");
  const struct gz_role *about = first_role(d, inner, GZ_ROLE_CONCERNS);
  if (about && !about->is_event) {
    (void)add_names(label, d, inner, GZ_ROLE_CONCERNS, "");
  }
  (void)add_names(label, d, inner, GZ_ROLE_RESULTS, "");
}

/** Add what an event is about and what comes of it. */
static void
add_matter(struct label *label, const struct gz_describer *d,
           const struct gz_event *event, const char *preposition) {
  const struct gz_role *inner = inner_role(d, event);
  if (inner) {
    add_inner(label, d, inner);
  } else {
    (void)add_names(label, d, event, GZ_ROLE_CONCERNS, preposition);
  }
  (void)add_names(label, d, event, GZ_ROLE_RESULTS, "");
}

/** The preposition of those whom a noun of that class is done to. */
static const char *
usual_preposition(enum gz_event_class type) {
  switch (type) {
  case GZ_EVENT_SANCTION:
  case GZ_EVENT_PROHIBITION:
  case GZ_EVENT_ASSAULT:
    return "on";
  case GZ_EVENT_ACCUSATION:
  case GZ_EVENT_PROTEST:
  case GZ_EVENT_PROSECUTION:
  case GZ_EVENT_JUDGMENT:
    return "against";
  case GZ_EVENT_AGREEMENT:
  case GZ_EVENT_CONSULTATION:
  case GZ_EVENT_COOPERATION:
    return "with";
  case GZ_EVENT_SUPPORT:
  case GZ_EVENT_AID:
  case GZ_EVENT_PERMISSION:
    return "for";
  case GZ_EVENT_APPOINTMENT:
  case GZ_EVENT_DEPARTURE:
  case GZ_EVENT_RETREAT:
  case GZ_EVENT_COERCION:
  case GZ_EVENT_INVESTIGATION:
    return "of";
  default:
    return "to";
  }
}

/** Say what somebody does: "United States accuses Huawei of spying". */
static void
say_active(struct label *label, const struct gz_describer *d,
           const struct gz_event *event, uint32_t verb) {
  const uint32_t total = add_names(label, d, event, GZ_ROLE_ACTOR, NULL);
  add_verb(label, d, event, verb, is_plural(d, event, GZ_ROLE_ACTOR, total));
  (void)add_names(label, d, event, GZ_ROLE_RECIPIENT, "");
  add_matter(label, d, event, "");
}

/** Say what is done to somebody: "Huawei is banned from 5G". */
static void
say_passive(struct label *label, const struct gz_describer *d,
            const struct gz_event *event, uint32_t verb) {
  const uint32_t total = add_names(label, d, event, GZ_ROLE_RECIPIENT, NULL);
  add_word(label, is_plural(d, event, GZ_ROLE_RECIPIENT, total) ? GZ_STR("are")
                                                                : GZ_STR("is"));
  add_word(label, gz_article_form(d->article, verb));
  add_particle(label, d, event, verb);
  add_matter(label, d, event, "");
}

/** Add a word in lower case, unless it is written in capitals. */
static void
add_common(struct label *label, struct gz_str word) {
  const bool title = word.size > 1 && word.data[0] >= 'A' &&
                     word.data[0] <= 'Z' && word.data[1] >= 'a' &&
                     word.data[1] <= 'z';
  if (!title) {
    add_word(label, word);
    return;
  }
  const char first = (char)(word.data[0] + ('a' - 'A'));
  add_word(label, gz_str_n(&first, 1));
  add(label, gz_str_part(word, 1, word.size));
}

/** Say it with a noun: "threat by Norland to Telvek", "ban on Huawei". */
static void
say_noun(struct label *label, const struct gz_describer *d,
         const struct gz_event *event, struct gz_str noun,
         const char *preposition) {
  add_common(label, noun);
  const struct gz_role *actor = first_role(d, event, GZ_ROLE_ACTOR);
  if (actor) {
    const bool between = gz_str_is(preposition_of(d, actor), "between");
    add_word(label, between ? GZ_STR("between") : GZ_STR("by"));
    (void)add_names(label, d, event, GZ_ROLE_ACTOR, NULL);
  }
  (void)add_names(label, d, event, GZ_ROLE_RECIPIENT, preposition);
  add_matter(label, d, event, "on");
}

struct gz_str
gz_event_label(const struct gz_describer *d, const struct gz_event *event) {
  if (event->label.size) {
    return event->label;
  }
  struct label label = {.size = 0};
  const uint32_t verb = verb_of(d, event);
  const struct gz_str class = gz_vocab_label(gz_d_event_class(event->type));
  const struct gz_str trigger = gz_article_str(d->article, event->trigger);
  if (verb == GZ_NONE) {
    say_noun(&label, d, event, trigger.size ? trigger : class,
             usual_preposition((enum gz_event_class)event->type));
  } else if (first_role(d, event, GZ_ROLE_ACTOR)) {
    say_active(&label, d, event, verb);
  } else if (d->article->tokens.items[verb].xpos == GZ_XPOS_VBN &&
             first_role(d, event, GZ_ROLE_RECIPIENT)) {
    say_passive(&label, d, event, verb);
  } else {
    // "prohibition of Huawei"
    say_noun(&label, d, event, class, "of");
  }
  return finished(d, &label);
}

/** What a claim's speaker is called. */
static struct gz_str
speaker_of(const struct gz_describer *d, const struct gz_claim *claim) {
  if (claim->speaker < d->article->entities.count) {
    return d->labels[claim->speaker];
  }
  return d->outlet.size ? d->outlet : GZ_STR("the article");
}

/** Add the words "(denied, still to come)" for what is not plain. */
static void
add_qualifiers(struct label *label, const struct gz_claim *claim) {
  enum gz_vocab terms[3];
  size_t count = 0;
  if (claim->polarity == GZ_POLARITY_NEGATIVE) {
    terms[count++] = GZ_INDIVIDUAL_NEGATIVE;
  }
  if (claim->certainty == GZ_CERTAINTY_PROBABLE) {
    terms[count++] = GZ_INDIVIDUAL_PROBABLE;
  } else if (claim->certainty == GZ_CERTAINTY_POSSIBLE) {
    terms[count++] = GZ_INDIVIDUAL_POSSIBLE;
  }
  if (claim->temporality == GZ_TEMPORALITY_FUTURE) {
    terms[count++] = GZ_INDIVIDUAL_FUTURE;
  } else if (claim->temporality == GZ_TEMPORALITY_HYPOTHETICAL) {
    terms[count++] = GZ_INDIVIDUAL_HYPOTHETICAL;
  }
  for (size_t i = 0; i < count; ++i) {
    add(label, i ? GZ_STR(", ") : GZ_STR(" ("));
    add(label, gz_vocab_label(terms[i]));
  }
  if (count) {
    add(label, GZ_STR(")"));
  }
}

struct gz_str
gz_claim_label(const struct gz_describer *d, const struct gz_claim *claim) {
  if (claim->label.size) {
    return claim->label;
  }
  struct label label = {.size = 0};
  add_part(&label, speaker_of(d, claim), LABEL_SIZE / 4);
  add(&label, GZ_STR(":"));
  bool named = false;
  for (uint32_t i = 0; i < claim->n_events && i < 2; ++i) {
    if (claim->events[i] < d->article->events.count) {
      add(&label, named ? GZ_STR("; ") : GZ_STR(" "));
      add_part(&label, d->said[claim->events[i]], LABEL_SIZE / 4);
      named = true;
    }
  }
  for (uint32_t i = 0; !named && i < claim->content.count; ++i) {
    add(&label, GZ_STR(" "));
    add_part(&label, gz_article_str(d->article, claim->content.items[i]),
             LABEL_SIZE / 2);
    named = true;
  }
  add_qualifiers(&label, claim);
  return finished(d, &label);
}
