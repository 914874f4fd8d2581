#include "input/annotation.h"

/** A line that is being written.  The first failure sticks. */
struct line {
  const struct gz_article *article;
  const struct gz_actors *actors;
  struct gz_buffer *out;
  enum gz_status status;
  bool first; /**< Whether the next member or item is the first of its kind */
};

static void
put(struct line *line, struct gz_str text) {
  if (line->status == GZ_OK) {
    line->status = gz_buffer_add(line->out, text);
  }
}

static void
puts_(struct line *line, const char *text) {
  put(line, gz_str(text));
}

/** Open an object or an array. */
static void
open_(struct line *line, const char *bracket) {
  puts_(line, bracket);
  line->first = true;
}

/** Close it: what follows is not the first of what holds it. */
static void
close_(struct line *line, const char *bracket) {
  puts_(line, bracket);
  line->first = false;
}

/** A comma, unless the next item is the first. */
static void
item(struct line *line) {
  if (!line->first) {
    puts_(line, ", ");
  }
  line->first = false;
}

/** The name of the next member. */
static void
member(struct line *line, const char *name) {
  item(line);
  puts_(line, "\"");
  puts_(line, name);
  puts_(line, "\": ");
}

static void
put_string(struct line *line, struct gz_str text) {
  puts_(line, "\"");
  size_t plain = 0;
  for (size_t i = 0; i < text.size; ++i) {
    const unsigned char c = (unsigned char)text.data[i];
    if (c >= 0x20 && c != '"' && c != '\\') {
      continue;
    }
    put(line, gz_str_part(text, plain, i));
    plain = i + 1;
    if (line->status == GZ_OK) {
      line->status = c == '\n'   ? gz_buffer_puts(line->out, "\\n")
                     : c >= 0x20 ? gz_buffer_printf(line->out, "\\%c", c)
                                 : gz_buffer_printf(line->out, "\\u%04x", c);
    }
  }
  put(line, gz_str_part(text, plain, text.size));
  puts_(line, "\"");
}

static void
put_number(struct line *line, uint32_t number) {
  if (line->status == GZ_OK) {
    line->status = gz_buffer_printf(line->out, "%u", (unsigned)number);
  }
}

static void
put_offset(struct line *line, uint32_t byte) {
  put_number(line, gz_article_code_point(line->article, byte));
}

/** A member whose value is a string, unless it is empty. */
static void
text_member(struct line *line, const char *name, struct gz_str value) {
  if (value.size) {
    member(line, name);
    put_string(line, value);
  }
}

static void
span_members(struct line *line, struct gz_span span) {
  member(line, "begin");
  put_offset(line, span.begin);
  member(line, "end");
  put_offset(line, span.end);
}

/** [begin, end] */
static void
put_span(struct line *line, struct gz_span span) {
  puts_(line, "[");
  put_offset(line, span.begin);
  puts_(line, ", ");
  put_offset(line, span.end);
  puts_(line, "]");
}

static void
date_member(struct line *line, const char *name, struct gz_date date) {
  if (!date.year) {
    return;
  }
  member(line, name);
  if (line->status == GZ_OK) {
    line->status = date.day ? gz_buffer_printf(line->out, "\"%04d-%02d-%02d\"",
                                               date.year, date.month, date.day)
                   : date.month
                       ? gz_buffer_printf(line->out, "\"%04d-%02d\"", date.year,
                                          date.month)
                       : gz_buffer_printf(line->out, "\"%04d\"", date.year);
  }
}

static void
write_token(struct line *line, const struct gz_sentence *sentence,
            uint32_t number) {
  const struct gz_token *token = &line->article->tokens.items[number];
  item(line);
  open_(line, "{");
  span_members(line, token->span);
  member(line, "form");
  put_string(line, gz_article_form(line->article, number));
  text_member(line, "lemma", token->lemma);
  if (token->upos != GZ_UPOS_NONE) {
    text_member(line, "upos", gz_str(gz_upos_text(token->upos)));
    text_member(line, "xpos", gz_str(gz_xpos_text(token->xpos)));
    member(line, "head");
    put_number(line,
               token->head == number ? 0 : token->head - sentence->first + 1);
    text_member(line, "deprel", gz_str(gz_deprel_text(token->deprel)));
  }
  if (token->ne != GZ_NE_NONE) {
    member(line, "ne");
    puts_(line, token->ne_begins ? "\"B-" : "\"I-");
    puts_(line, gz_ne_text(token->ne));
    puts_(line, "\"");
  }
  close_(line, "}");
}

static void
write_sentences(struct line *line) {
  member(line, "sentences");
  open_(line, "[");
  for (uint32_t i = 0; i < line->article->sentences.count; ++i) {
    const struct gz_sentence *sentence = &line->article->sentences.items[i];
    item(line);
    open_(line, "{");
    span_members(line, sentence->span);
    member(line, "tokens");
    open_(line, "[");
    for (uint32_t j = 0; j < sentence->count; ++j) {
      write_token(line, sentence, sentence->first + j);
    }
    close_(line, "]");
    close_(line, "}");
  }
  close_(line, "]");
}

/** The name that tells an entity from others of the article. */
static void
put_entity_name(struct line *line, uint32_t number) {
  const struct gz_entity *entity = &line->article->entities.items[number];
  if (entity->slug.size) {
    put_string(line, entity->slug);
  } else if (line->status == GZ_OK) {
    line->status =
        gz_buffer_printf(line->out, "\"entity-%u\"", (unsigned)number + 1);
  }
}

/** The code of the state that an entity is or belongs to. */
static void
state_member(struct line *line, const struct gz_entity *entity) {
  if (entity->type != GZ_ENTITY_STATE && entity->state != GZ_NONE) {
    entity = &line->article->entities.items[entity->state];
  }
  if (!line->actors || entity->actor == GZ_NONE) {
    return;
  }
  struct gz_actor actor = gz_actors_get(line->actors, entity->actor);
  if (!actor.iso3[0] && actor.state != GZ_NONE) {
    actor = gz_actors_get(line->actors, actor.state);
  }
  text_member(line, "state", gz_str(actor.iso3));
}

/** @param linked  Whether the words are a name of it: "Poland", not "Polish",
 *                 which may be a language or people. */
static void
entity_members(struct line *line, uint32_t number, bool linked) {
  if (number == GZ_NONE) {
    return;
  }
  const struct gz_entity *entity = &line->article->entities.items[number];
  member(line, "entity");
  put_entity_name(line, number);
  text_member(line, "class", gz_str(gz_entity_class_text(entity->type)));
  if (linked && line->actors && entity->actor != GZ_NONE) {
    const struct gz_actor actor = gz_actors_get(line->actors, entity->actor);
    if (actor.wikidata && line->status == GZ_OK) {
      member(line, "wikidata");
      line->status =
          gz_buffer_printf(line->out, "\"Q%u\"", (unsigned)actor.wikidata);
    }
  }
  state_member(line, entity);
}

static void
write_mentions(struct line *line) {
  static const char *const kinds[] = {"name", "nominal", "pronoun"};
  member(line, "mentions");
  open_(line, "[");
  for (uint32_t i = 0; i < line->article->mentions.count; ++i) {
    const struct gz_mention *mention = &line->article->mentions.items[i];
    item(line);
    open_(line, "{");
    span_members(line, mention->span);
    if (mention->ne != GZ_NE_NONE) {
      text_member(line, "type", gz_str(gz_ne_text(mention->ne)));
    }
    text_member(line, "kind", gz_str(kinds[mention->kind]));
    entity_members(line, mention->entity,
                   mention->kind == GZ_MENTION_NAME && !mention->adjectival);
    if (mention->rule &&
        gz_str_starts(gz_str(mention->rule), GZ_STR(GZ_RULE_LINKED))) {
      text_member(line, "rule", gz_str(mention->rule));
    }
    close_(line, "}");
  }
  close_(line, "]");
}

static void
write_times(struct line *line) {
  member(line, "times");
  open_(line, "[");
  for (uint32_t i = 0; i < line->article->times.count; ++i) {
    const struct gz_timex *time = &line->article->times.items[i];
    item(line);
    open_(line, "{");
    span_members(line, time->span);
    text_member(line, "text", gz_article_str(line->article, time->span));
    text_member(line, "type", gz_str(gz_timex_type_text(time->type)));
    text_member(line, "value", time->value);
    close_(line, "}");
  }
  close_(line, "]");
}

static void
spans_member(struct line *line, const char *name, struct gz_spans spans) {
  member(line, name);
  open_(line, "[");
  for (uint32_t i = 0; i < spans.count; ++i) {
    item(line);
    put_span(line, spans.items[i]);
  }
  close_(line, "]");
}

static void
write_claims(struct line *line) {
  member(line, "claims");
  open_(line, "[");
  for (uint32_t i = 0; i < line->article->claims.count; ++i) {
    const struct gz_claim *claim = &line->article->claims.items[i];
    if (claim->form == GZ_FORM_EDITORIAL || claim->nested) {
      // What nobody is said to say is no attribution; PolNeAR does not nest.
      continue;
    }
    item(line);
    open_(line, "{");
    spans_member(line, "source", claim->source);
    spans_member(line, "cue", claim->cue);
    spans_member(line, "content", claim->content);
    if (claim->speaker != GZ_NONE) {
      member(line, "speaker");
      put_entity_name(line, claim->speaker);
    }
    text_member(line, "form", gz_str(gz_form_text(claim->form)));
    text_member(line, "polarity", gz_str(gz_polarity_text(claim->polarity)));
    text_member(line, "certainty", gz_str(gz_certainty_text(claim->certainty)));
    text_member(line, "temporality",
                gz_str(gz_temporality_text(claim->temporality)));
    close_(line, "}");
  }
  close_(line, "]");
}

static void
write_role(struct line *line, const struct gz_role *role) {
  item(line);
  open_(line, "{");
  text_member(line, "role", gz_str(gz_role_text(role->kind)));
  span_members(line, role->span);
  if (!role->is_event) {
    entity_members(line, role->entity, true);
  }
  close_(line, "}");
}

static void
write_events(struct line *line) {
  member(line, "events");
  open_(line, "[");
  for (uint32_t i = 0; i < line->article->events.count; ++i) {
    const struct gz_event *event = &line->article->events.items[i];
    item(line);
    open_(line, "{");
    member(line, "trigger");
    put_span(line, event->trigger);
    text_member(line, "class", gz_str(gz_event_class_text(event->type)));
    span_members(line, event->evidence);
    member(line, "roles");
    open_(line, "[");
    for (uint32_t j = 0; j < event->n_roles; ++j) {
      write_role(line, &event->roles[j]);
    }
    close_(line, "]");
    date_member(line, "beginDate", event->begin);
    date_member(line, "endDate", event->end);
    text_member(line, "rule", gz_str(event->rule));
    member(line, "confidence");
    if (line->status == GZ_OK) {
      // Not %f, whose point depends on the locale.
      const unsigned hundredths = (unsigned)(event->confidence * 100 + 0.5);
      line->status = gz_buffer_printf(line->out, "%u.%02u", hundredths / 100,
                                      hundredths % 100);
    }
    close_(line, "}");
  }
  close_(line, "]");
}

enum gz_status
gz_annotation_write(const struct gz_article *article,
                    const struct gz_actors *actors, struct gz_str iri,
                    struct gz_buffer *out) {
  struct line line = {article, actors, out, GZ_OK, true};
  open_(&line, "{");
  text_member(&line, "article", iri);
  text_member(&line, "title", article->metadata.title);
  date_member(&line, "date", article->metadata.date);
  member(&line, "text");
  put_string(&line, article->text);
  write_sentences(&line);
  write_mentions(&line);
  write_times(&line);
  write_claims(&line);
  write_events(&line);
  close_(&line, "}\n");
  return line.status;
}
