#include "ontology/describe.h"

#include "ontology/describe_parts.h"
#include "ontology/iri.h"

#include <stdio.h>

void
gz_d_no_memory(struct gz_describer *d) {
  if (d->status == GZ_OK) {
    d->status =
        gz_fail(d->error, GZ_NO_MEMORY, "No memory to describe an article");
  }
}

static uint32_t
number_of(struct gz_describer *d, struct gz_term term) {
  uint32_t number = GZ_NO_TERM;
  if (d->status == GZ_OK) {
    d->status = gz_statements_term(d->set, &term, &number, d->error);
  }
  return number;
}

uint32_t
gz_d_vocab(struct gz_describer *d, enum gz_vocab term) {
  uint32_t number = GZ_NO_TERM;
  if (d->status == GZ_OK) {
    d->status = gz_statements_vocab(d->set, term, &number, d->error);
  }
  return number;
}

uint32_t
gz_d_iri(struct gz_describer *d, struct gz_str iri) {
  if (!iri.data) {
    gz_d_no_memory(d);
  }
  return number_of(d, gz_term_iri(iri));
}

uint32_t
gz_d_string(struct gz_describer *d, struct gz_str text) {
  return number_of(d, gz_term_string(text));
}

uint32_t
gz_d_english(struct gz_describer *d, struct gz_str text) {
  return number_of(d, gz_term_tagged(text, GZ_STR("en")));
}

uint32_t
gz_d_typed(struct gz_describer *d, struct gz_str text, enum gz_vocab datatype) {
  return number_of(d, gz_term_typed(text, gz_vocab_iri(datatype)));
}

uint32_t
gz_d_number(struct gz_describer *d, uint32_t number) {
  char text[16];
  (void)snprintf(text, sizeof text, "%u", (unsigned)number);
  return gz_d_typed(d, gz_str(text), GZ_DATATYPE_NON_NEGATIVE_INTEGER);
}

uint32_t
gz_d_date(struct gz_describer *d, struct gz_date date) {
  if (date.year < 1 || date.month < 1 || date.day < 1) {
    return GZ_NO_TERM;
  }
  char text[32];
  (void)snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month,
                 date.day);
  return gz_d_typed(d, gz_str(text), GZ_DATATYPE_DATE);
}

uint32_t
gz_d_confidence(struct gz_describer *d, double confidence) {
  const int hundredths = !(confidence > 0) ? 0
                         : confidence >= 1 ? 100
                                           : (int)(confidence * 100 + 0.5);
  // Printed in parts: a locale may have a comma for the point.
  char text[16];
  if (hundredths % 10) {
    (void)snprintf(text, sizeof text, "%d.%02d", hundredths / 100,
                   hundredths % 100);
  } else {
    (void)snprintf(text, sizeof text, "%d.%d", hundredths / 100,
                   hundredths % 100 / 10);
  }
  return gz_d_typed(d, gz_str(text), GZ_DATATYPE_DECIMAL);
}

void
gz_d_say(struct gz_describer *d, uint32_t subject, enum gz_vocab property,
         uint32_t object) {
  const uint32_t predicate = gz_d_vocab(d, property);
  if (d->status == GZ_OK && subject != GZ_NO_TERM && object != GZ_NO_TERM) {
    d->status = gz_statements_add(d->set, subject, predicate, object, d->graph,
                                  d->error);
  }
}

void
gz_d_type(struct gz_describer *d, uint32_t subject, enum gz_vocab type) {
  gz_d_say(d, subject, GZ_PROPERTY_TYPE, gz_d_vocab(d, type));
}

uint32_t
gz_d_mention(struct gz_describer *d, struct gz_span span) {
  const struct gz_str text = gz_article_str(d->article, span);
  if (text.size == 0) {
    return GZ_NO_TERM;
  }
  const uint32_t begin = gz_article_code_point(d->article, span.begin);
  const uint32_t end = gz_article_code_point(d->article, span.end);
  const uint32_t mention =
      gz_d_iri(d, gz_iri_mention(d->article->arena, d->iri, begin, end));
  gz_d_type(d, mention, GZ_CLASS_MENTION);
  gz_d_say(d, mention, GZ_PROPERTY_BEGIN_INDEX, gz_d_number(d, begin));
  gz_d_say(d, mention, GZ_PROPERTY_END_INDEX, gz_d_number(d, end));
  gz_d_say(d, mention, GZ_PROPERTY_ANCHOR_OF, gz_d_string(d, text));
  gz_d_say(d, mention, GZ_PROPERTY_REFERENCE_CONTEXT, d->node);
  return mention;
}

enum gz_vocab
gz_d_entity_class(enum gz_entity_class type) {
  static const enum gz_vocab classes[] = {
#define GZ_ENTITY_CLASS(id, name) [GZ_ENTITY_##id] = GZ_CLASS_##id,
#include "input/facts.def"
#undef GZ_ENTITY_CLASS
  };
  return (unsigned)type < GZ_N_ENTITY_CLASS ? classes[type] : GZ_VOCAB_NONE;
}

enum gz_vocab
gz_d_event_class(enum gz_event_class type) {
  static const enum gz_vocab classes[] = {
#define GZ_CLASS_NONE GZ_VOCAB_NONE
#define GZ_EVENT_CLASS(id, name, group) [GZ_EVENT_##id] = GZ_CLASS_##id,
#include "input/facts.def"
#undef GZ_EVENT_CLASS
#undef GZ_CLASS_NONE
  };
  return (unsigned)type < GZ_N_EVENT_CLASS ? classes[type] : GZ_VOCAB_NONE;
}

/** Say what is known of the article beside its text. */
static void
describe_article(struct gz_describer *d) {
  const struct gz_metadata *metadata = &d->article->metadata;
  gz_d_type(d, d->node, GZ_CLASS_ARTICLE);
  gz_d_say(d, d->node, GZ_PROPERTY_SHA256,
           gz_d_typed(d, gz_str(d->article->sha256), GZ_DATATYPE_HEX_BINARY));
  gz_d_say(d, d->node, GZ_PROPERTY_ISSUED, gz_d_date(d, metadata->date));
  gz_d_say(d, d->node, GZ_PROPERTY_PUBLISHER, d->publisher);
  if (metadata->title.size) {
    gz_d_say(d, d->node, GZ_PROPERTY_TITLE, gz_d_string(d, metadata->title));
  }
  if (metadata->language.size) {
    gz_d_say(d, d->node, GZ_PROPERTY_LANGUAGE,
             gz_d_string(d, metadata->language));
  }
  if (metadata->source.size) {
    gz_d_say(d, d->node, GZ_PROPERTY_SOURCE, gz_d_iri(d, metadata->source));
  }
  if (d->options->text) {
    gz_d_say(d, d->node, GZ_PROPERTY_IS_STRING,
             gz_d_string(d, d->article->text));
  }
}

/** Say by what the article was read, in the graph of provenance. */
static void
describe_run(struct gz_describer *d) {
  const struct gz_describe_options *options = d->options;
  if (options->tool_version.size == 0) {
    return;
  }
  struct gz_arena *arena = d->article->arena;
  d->graph = gz_d_iri(d, gz_iri_meta(arena, d->base));
  const uint32_t run = gz_d_iri(d, gz_iri_extraction(arena, d->iri));
  const uint32_t tool =
      gz_d_iri(d, gz_iri_tool(arena, d->base, options->tool_version));
  const struct gz_str title = d->article->metadata.title;
  const char *label = gz_arena_printf(arena, "Reading of: %.*s",
                                      GZ_STR_ARGS(title.size ? title : d->iri));
  if (!label) {
    gz_d_no_memory(d);
    return;
  }
  gz_d_type(d, run, GZ_CLASS_EXTRACTION);
  gz_d_say(d, run, GZ_PROPERTY_LABEL, gz_d_english(d, gz_str(label)));
  gz_d_say(d, run, GZ_PROPERTY_USED, d->node);
  gz_d_say(d, run, GZ_PROPERTY_WAS_ASSOCIATED_WITH, tool);
  if (options->run_time.size) {
    gz_d_say(d, run, GZ_PROPERTY_ENDED_AT_TIME,
             gz_d_typed(d, options->run_time, GZ_DATATYPE_DATE_TIME));
  }
  if (options->actors) {
    gz_d_say(d, run, GZ_PROPERTY_ACTORS_VERSION,
             gz_d_string(d, gz_str(gz_actors_version(options->actors))));
  }
  if (options->model_version.size) {
    gz_d_say(d, run, GZ_PROPERTY_MODEL_VERSION,
             gz_d_string(d, options->model_version));
  }
  if (options->lexicon_version.size) {
    gz_d_say(d, run, GZ_PROPERTY_LEXICON_VERSION,
             gz_d_string(d, options->lexicon_version));
  }
  const char *name = gz_arena_printf(arena, "Gazette %.*s",
                                     GZ_STR_ARGS(options->tool_version));
  if (!name) {
    gz_d_no_memory(d);
    return;
  }
  gz_d_type(d, tool, GZ_CLASS_SOFTWARE_AGENT);
  gz_d_say(d, tool, GZ_PROPERTY_LABEL, gz_d_english(d, gz_str(name)));
  gz_d_say(d, tool, GZ_PROPERTY_SOFTWARE_VERSION,
           gz_d_string(d, options->tool_version));
}

/** Say the labels of the classes and values that the set has. */
static void
describe_labels(struct gz_describer *d) {
  if (!d->options->labels) {
    return;
  }
  bool used[GZ_N_VOCAB];
  for (int i = GZ_VOCAB_NONE + 1; i < GZ_N_VOCAB; ++i) {
    const enum gz_vocab term = (enum gz_vocab)i;
    const enum gz_vocab_kind kind = gz_vocab_kind(term);
    const struct gz_term iri = gz_vocab_term(term);
    used[i] =
        (kind == GZ_VOCAB_KIND_CLASS || kind == GZ_VOCAB_KIND_INDIVIDUAL) &&
        gz_vocab_label(term).size > 0 &&
        gz_statements_find(d->set, &iri) != GZ_NO_TERM;
  }
  d->graph = gz_d_iri(d, GZ_STR(GZ_ONTOLOGY_GRAPH));
  for (int i = GZ_VOCAB_NONE + 1; i < GZ_N_VOCAB; ++i) {
    if (used[i]) {
      const enum gz_vocab term = (enum gz_vocab)i;
      gz_d_say(d, gz_d_vocab(d, term), GZ_PROPERTY_LABEL,
               gz_d_english(d, gz_vocab_label(term)));
    }
  }
}

/** Check what comes from outside: the base, the source, the language. */
static enum gz_status
check_names(const struct gz_describer *d) {
  const struct gz_metadata *metadata = &d->article->metadata;
  enum gz_status status;
  GZ_TRY(status, gz_iri_check_base(d->base, d->error));
  if (metadata->source.size) {
    GZ_TRY(status, gz_iri_check(metadata->source, d->error));
  }
  return metadata->language.size
             ? gz_language_check(metadata->language, d->error)
             : GZ_OK;
}

/** Make room for the terms of entities and events. */
static bool
prepare(struct gz_describer *d) {
  struct gz_arena *arena = d->article->arena;
  const size_t n_entities = (size_t)d->article->entities.count + 1;
  const size_t n_events = (size_t)d->article->events.count + 1;
  d->iri = gz_iri_article(arena, d->base, gz_str(d->article->sha256));
  d->entities = gz_arena_array(arena, n_entities, sizeof *d->entities);
  d->actors = gz_arena_array(arena, n_entities, sizeof *d->actors);
  d->types = gz_arena_array(arena, n_entities, sizeof *d->types);
  d->labels = gz_arena_array(arena, n_entities, sizeof *d->labels);
  d->events = gz_arena_array(arena, n_events, sizeof *d->events);
  d->said = gz_arena_array(arena, n_events, sizeof *d->said);
  return d->iri.data && d->entities && d->actors && d->types && d->labels &&
         d->events && d->said;
}

enum gz_status
gz_describe(const struct gz_article *article,
            const struct gz_describe_options *options,
            struct gz_statements *set, struct gz_described *described,
            struct gz_error *error) {
  struct gz_describer d = {
      .article = article,
      .options = options,
      .set = set,
      .error = error,
      .base = options->base.size ? options->base : GZ_STR(GZ_DEFAULT_BASE),
  };
  enum gz_status status;
  GZ_TRY(status, check_names(&d));
  if (!prepare(&d)) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory to describe an article");
  }
  d.node = gz_d_iri(&d, d.iri);
  d.graph = d.node;
  gz_describe_entities(&d);
  describe_article(&d);
  gz_describe_facts(&d);
  gz_describe_actors(&d);
  describe_run(&d);
  describe_labels(&d);
  if (d.status == GZ_OK && described) {
    *described = (struct gz_described){.article = d.iri, .n_unfit = d.n_unfit};
  }
  return d.status;
}
