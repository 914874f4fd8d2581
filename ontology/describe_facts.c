#include "ontology/check.h"
#include "ontology/describe_parts.h"
#include "ontology/iri.h"

static const enum gz_vocab role_terms[] = {
    [GZ_ROLE_ACTOR] = GZ_PROPERTY_ACTOR,
    [GZ_ROLE_RECIPIENT] = GZ_PROPERTY_RECIPIENT,
    [GZ_ROLE_CONCERNS] = GZ_PROPERTY_CONCERNS,
    [GZ_ROLE_RESULTS] = GZ_PROPERTY_RESULTS,
    [GZ_ROLE_PLACE] = GZ_PROPERTY_PLACE,
};

static const enum gz_vocab polarity_terms[] = {
    [GZ_POLARITY_POSITIVE] = GZ_INDIVIDUAL_POSITIVE,
    [GZ_POLARITY_NEGATIVE] = GZ_INDIVIDUAL_NEGATIVE,
    [GZ_POLARITY_UNKNOWN] = GZ_INDIVIDUAL_UNKNOWN_POLARITY,
};

static const enum gz_vocab certainty_terms[] = {
    [GZ_CERTAINTY_CERTAIN] = GZ_INDIVIDUAL_CERTAIN,
    [GZ_CERTAINTY_PROBABLE] = GZ_INDIVIDUAL_PROBABLE,
    [GZ_CERTAINTY_POSSIBLE] = GZ_INDIVIDUAL_POSSIBLE,
    [GZ_CERTAINTY_UNKNOWN] = GZ_INDIVIDUAL_UNKNOWN_CERTAINTY,
};

static const enum gz_vocab temporality_terms[] = {
    [GZ_TEMPORALITY_PAST] = GZ_INDIVIDUAL_PAST,
    [GZ_TEMPORALITY_PRESENT] = GZ_INDIVIDUAL_PRESENT,
    [GZ_TEMPORALITY_FUTURE] = GZ_INDIVIDUAL_FUTURE,
    [GZ_TEMPORALITY_HYPOTHETICAL] = GZ_INDIVIDUAL_HYPOTHETICAL,
};

static const enum gz_vocab form_terms[] = {
    [GZ_FORM_EDITORIAL] = GZ_INDIVIDUAL_EDITORIAL,
    [GZ_FORM_DIRECT] = GZ_INDIVIDUAL_DIRECT,
    [GZ_FORM_INDIRECT] = GZ_INDIVIDUAL_INDIRECT,
    [GZ_FORM_MIXED] = GZ_INDIVIDUAL_MIXED,
};

static const enum gz_vocab basis_terms[] = {
    [GZ_TIME_BASIS_NONE] = GZ_VOCAB_NONE,
    [GZ_TIME_BASIS_EXPLICIT] = GZ_INDIVIDUAL_EXPLICIT,
    [GZ_TIME_BASIS_RESOLVED] = GZ_INDIVIDUAL_RESOLVED,
    [GZ_TIME_BASIS_PUBLICATION] = GZ_INDIVIDUAL_PUBLICATION,
};

/** The class of entity number `entity`; none if it is not described. */
static enum gz_vocab
class_of(const struct gz_describer *d, uint32_t entity) {
  return entity < d->article->entities.count &&
                 d->entities[entity] != GZ_NO_TERM
             ? d->types[entity]
             : GZ_VOCAB_NONE;
}

static bool
is_agent(const struct gz_describer *d, uint32_t entity) {
  return gz_vocab_is_a(class_of(d, entity), GZ_CLASS_AGENT);
}

/** Say who plays a part; what cannot play it is what the event concerns. */
static void
describe_role(struct gz_describer *d, uint32_t number,
              const struct gz_role *role) {
  const uint32_t event = d->events[number];
  if (role->is_event) {
    const bool other =
        role->entity < d->article->events.count && role->entity != number;
    d->n_unfit += !other || role->kind != GZ_ROLE_CONCERNS;
    if (other) {
      gz_d_say(d, event, GZ_PROPERTY_CONCERNS, d->events[role->entity]);
    }
    return;
  }
  const enum gz_vocab type = class_of(d, role->entity);
  if (role->entity == GZ_NONE || type == GZ_VOCAB_NONE) {
    return;
  }
  enum gz_vocab property = role_terms[role->kind];
  if (!gz_property_fits(property, GZ_CLASS_EVENT, type)) {
    ++d->n_unfit;
    property = GZ_PROPERTY_CONCERNS;
  }
  gz_d_say(d, event, property, d->entities[role->entity]);
}

static bool
is_day(struct gz_date date) {
  return date.year > 0 && date.month > 0 && date.day > 0;
}

static int32_t
order_of(struct gz_date date) {
  return date.year * 512 + date.month * 32 + date.day;
}

/** Say when an event can have taken place: all of it, or nothing. */
static void
describe_time(struct gz_describer *d, uint32_t node,
              const struct gz_event *event) {
  if (event->time < d->article->times.count) {
    gz_d_say(d, node, GZ_PROPERTY_TIME_TEXT,
             gz_d_string(
                 d, gz_article_str(d->article,
                                   d->article->times.items[event->time].span)));
  }
  if (!is_day(event->begin) && !is_day(event->end)) {
    return;
  }
  if (!is_day(event->begin) || !is_day(event->end) ||
      event->basis == GZ_TIME_BASIS_NONE ||
      order_of(event->begin) > order_of(event->end)) {
    ++d->n_unfit;
    return;
  }
  gz_d_say(d, node, GZ_PROPERTY_BEGIN_DATE, gz_d_date(d, event->begin));
  gz_d_say(d, node, GZ_PROPERTY_END_DATE, gz_d_date(d, event->end));
  gz_d_say(d, node, GZ_PROPERTY_TIME_BASIS,
           gz_d_vocab(d, basis_terms[event->basis]));
}

/** Say what events and claims have in common. */
static void
describe_reading(struct gz_describer *d, uint32_t node, struct gz_str label,
                 const char *rule, double confidence, struct gz_span evidence) {
  if (!label.data) {
    gz_d_no_memory(d);
    return;
  }
  gz_d_say(d, node, GZ_PROPERTY_LABEL, gz_d_english(d, label));
  gz_d_say(d, node, GZ_PROPERTY_RULE,
           gz_d_string(d, gz_str(rule ? rule : "unnamed")));
  gz_d_say(d, node, GZ_PROPERTY_CONFIDENCE, gz_d_confidence(d, confidence));
  gz_d_say(d, node, GZ_PROPERTY_EVIDENCE, gz_d_mention(d, evidence));
}

/** The words that an event was read from. */
static struct gz_span
evidence_of(const struct gz_event *event) {
  return event->evidence.end > event->evidence.begin ? event->evidence
                                                     : event->trigger;
}

static void
describe_event(struct gz_describer *d, uint32_t number) {
  const struct gz_event *event = &d->article->events.items[number];
  const uint32_t node = d->events[number];
  gz_d_type(d, node, GZ_CLASS_EVENT);
  gz_d_type(d, node, gz_d_event_class(event->type));
  describe_reading(d, node, d->said[number], event->rule, event->confidence,
                   evidence_of(event));
  for (uint32_t i = 0; i < event->n_roles; ++i) {
    describe_role(d, number, &event->roles[i]);
  }
  describe_time(d, node, event);
}

/** Say who puts a claim forward, and who passes it on. */
static void
describe_speaker(struct gz_describer *d, uint32_t node,
                 const struct gz_claim *claim) {
  uint32_t speaker = d->publisher != GZ_NO_TERM ? d->publisher : d->node;
  if (claim->speaker != GZ_NONE) {
    // What the article's own voice says, only its outlet can say.
    if (is_agent(d, claim->speaker) &&
        (claim->form != GZ_FORM_EDITORIAL ||
         d->entities[claim->speaker] == d->publisher)) {
      speaker = d->entities[claim->speaker];
    } else {
      ++d->n_unfit;
    }
  }
  gz_d_say(d, node, GZ_PROPERTY_SPEAKER, speaker);
  uint32_t relay = GZ_NO_TERM;
  if (is_agent(d, claim->relayed_by)) {
    relay = d->entities[claim->relayed_by];
  } else if (claim->form != GZ_FORM_EDITORIAL) {
    relay = d->publisher;
  }
  if (relay != speaker) {
    gz_d_say(d, node, GZ_PROPERTY_RELAYED_BY, relay);
  }
}

/** Say the words of some spans, each once. */
static void
describe_words(struct gz_describer *d, uint32_t node, enum gz_vocab property,
               const struct gz_spans *spans) {
  for (uint32_t i = 0; i < spans->count; ++i) {
    const struct gz_str words = gz_article_str(d->article, spans->items[i]);
    if (words.size) {
      gz_d_say(d, node, property, gz_d_string(d, words));
    }
  }
}

/** The span from the first of source, cue and content to the last. */
static struct gz_span
whole_of(const struct gz_claim *claim) {
  struct gz_span whole = claim->evidence;
  const struct gz_spans *const parts[] = {&claim->source, &claim->cue,
                                          &claim->content};
  for (size_t i = 0; i < 3 && claim->evidence.end <= claim->evidence.begin;
       ++i) {
    for (uint32_t j = 0; j < parts[i]->count; ++j) {
      const struct gz_span span = parts[i]->items[j];
      const bool first = whole.end <= whole.begin;
      whole.begin =
          first || span.begin < whole.begin ? span.begin : whole.begin;
      whole.end = first || span.end > whole.end ? span.end : whole.end;
    }
  }
  return whole;
}

static void
describe_claim(struct gz_describer *d, uint32_t number) {
  const struct gz_claim *claim = &d->article->claims.items[number];
  const uint32_t node =
      gz_d_iri(d, gz_iri_claim(d->article->arena, d->iri, number + 1));
  gz_d_type(d, node, GZ_CLASS_CLAIM);
  describe_reading(d, node, gz_claim_label(d, claim), claim->rule,
                   claim->confidence, whole_of(claim));
  describe_speaker(d, node, claim);
  for (uint32_t i = 0; i < claim->n_events; ++i) {
    if (claim->events[i] < d->article->events.count) {
      gz_d_say(d, node, GZ_PROPERTY_ASSERTS, d->events[claim->events[i]]);
    } else {
      ++d->n_unfit;
    }
  }
  for (uint32_t i = 0; i < claim->n_topics; ++i) {
    if (class_of(d, claim->topics[i]) != GZ_VOCAB_NONE) {
      gz_d_say(d, node, GZ_PROPERTY_CONCERNS, d->entities[claim->topics[i]]);
    }
  }
  gz_d_say(d, node, GZ_PROPERTY_POLARITY,
           gz_d_vocab(d, polarity_terms[claim->polarity]));
  gz_d_say(d, node, GZ_PROPERTY_CERTAINTY,
           gz_d_vocab(d, certainty_terms[claim->certainty]));
  gz_d_say(d, node, GZ_PROPERTY_TEMPORALITY,
           gz_d_vocab(d, temporality_terms[claim->temporality]));
  gz_d_say(d, node, GZ_PROPERTY_FORM, gz_d_vocab(d, form_terms[claim->form]));
  describe_words(d, node, GZ_PROPERTY_CUE, &claim->cue);
  describe_words(d, node, GZ_PROPERTY_QUOTATION, &claim->quotation);
}

/** Whether a span has words. */
static bool
has_words(const struct gz_describer *d, struct gz_span span) {
  return gz_article_str(d->article, span).size > 0;
}

/**
 * Give a term to each event that can be stated: that is of some kind, has
 * evidence, and is asserted by a claim that has evidence.
 */
static void
name_events(struct gz_describer *d) {
  const uint32_t n_events = d->article->events.count;
  for (uint32_t i = 0; i < d->article->claims.count; ++i) {
    const struct gz_claim *claim = &d->article->claims.items[i];
    for (uint32_t j = 0; j < claim->n_events && has_words(d, whole_of(claim));
         ++j) {
      const uint32_t number = claim->events[j];
      if (number < n_events && d->events[number] == GZ_NO_TERM) {
        const struct gz_event *event = &d->article->events.items[number];
        const bool fit = gz_d_event_class(event->type) != GZ_VOCAB_NONE &&
                         has_words(d, evidence_of(event));
        d->events[number] = fit ? gz_d_iri(d, gz_iri_event(d->article->arena,
                                                           d->iri, number + 1))
                                : GZ_NO_TERM;
      }
    }
  }
}

void
gz_describe_facts(struct gz_describer *d) {
  name_events(d);
  for (uint32_t i = 0; i < d->article->events.count; ++i) {
    d->n_unfit += d->events[i] == GZ_NO_TERM;
    d->said[i] = gz_event_label(d, &d->article->events.items[i]);
  }
  for (uint32_t i = 0; i < d->article->events.count; ++i) {
    if (d->events[i] != GZ_NO_TERM) {
      describe_event(d, i);
    }
  }
  for (uint32_t i = 0; i < d->article->claims.count; ++i) {
    const struct gz_claim *claim = &d->article->claims.items[i];
    if (claim->attitude && !claim->n_events) {
      continue;
    }
    if (has_words(d, whole_of(claim))) {
      describe_claim(d, i);
    } else {
      ++d->n_unfit;
    }
  }
}
