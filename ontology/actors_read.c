#include "ontology/actors.h"

#include "ontology/iri.h"
#include "ontology/vocabulary.h"

#include <raptor2.h>
#include <utf8proc.h>

#include <string.h>

/** What is being read. */
struct reader {
  struct gz_actors_builder *builder;
  struct gz_str name;
  struct gz_str base;
  raptor_parser *parser;
  enum gz_status status; /**< The first failure ends the reading */
  struct gz_error error;
};

/** An IRI taken apart. */
struct place {
  enum { PLACE_OTHER, PLACE_ENTITY, PLACE_TENURE } kind;
  struct gz_str slug;
};

static struct gz_str
iri_of(const raptor_term *term) {
  size_t size = 0;
  const unsigned char *const text =
      raptor_uri_as_counted_string(term->value.uri, &size);
  return gz_str_n((const char *)text, size);
}

static struct gz_str
literal_of(const raptor_term *term) {
  return gz_str_n((const char *)term->value.literal.string,
                  term->value.literal.string_len);
}

/** Fail, unless something failed before. */
static void
fail(struct reader *reader, const char *what, struct gz_str value) {
  if (reader->status != GZ_OK) {
    return;
  }
  raptor_locator *const at = raptor_parser_get_locator(reader->parser);
  const int line = at ? raptor_locator_line(at) : 0;
  reader->status = gz_fail_at(
      &reader->error, GZ_BAD_INPUT, line > 0 ? (size_t)line : 0, 0, 0,
      "%s: %.*s", what, (int)(value.size < 200 ? value.size : 200), value.data);
}

static bool
slug_after(struct gz_str iri, struct gz_str base, const char *folder,
           struct gz_str *slug) {
  const struct gz_str middle = gz_str(folder);
  if (!gz_str_starts(iri, base)) {
    return false;
  }
  const struct gz_str rest = gz_str_part(iri, base.size, iri.size);
  if (!gz_str_starts(rest, middle) || rest.size == middle.size) {
    return false;
  }
  *slug = gz_str_part(rest, middle.size, rest.size);
  return gz_str_find(*slug, '/') == slug->size;
}

static struct place
place_of(const struct reader *reader, struct gz_str iri) {
  const struct gz_str bases[] = {reader->base, GZ_STR(GZ_DEFAULT_BASE)};
  struct place place = {PLACE_OTHER, {NULL, 0}};
  for (size_t i = 0; i < 2 && place.kind == PLACE_OTHER; ++i) {
    if (slug_after(iri, bases[i], "entity/", &place.slug)) {
      place.kind = PLACE_ENTITY;
    } else if (slug_after(iri, bases[i], "tenure/", &place.slug)) {
      place.kind = PLACE_TENURE;
    }
  }
  return place;
}

/** The actor that a statement leads to; false after a failure. */
static bool
object_actor(struct reader *reader, const raptor_term *object,
             uint32_t *actor) {
  if (object->type != RAPTOR_TERM_TYPE_URI) {
    fail(reader, "An actor is named by an IRI", GZ_STR("not so here"));
    return false;
  }
  const struct gz_str iri = iri_of(object);
  const struct place place = place_of(reader, iri);
  if (place.kind != PLACE_ENTITY) {
    fail(reader, "Not the IRI of an actor", iri);
    return false;
  }
  reader->status = gz_actors_builder_actor(reader->builder, place.slug, actor,
                                           &reader->error);
  return reader->status == GZ_OK;
}

/** Whether `text` is `size` digits; their value in `value`. */
static bool
digits_of(struct gz_str text, size_t size, int *value) {
  *value = 0;
  for (size_t i = 0; i < text.size; ++i) {
    if (text.data[i] < '0' || text.data[i] > '9') {
      return false;
    }
    *value = *value * 10 + (text.data[i] - '0');
  }
  return text.size == size;
}

static bool
day_of(struct gz_str text, int32_t *day) {
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int year = 0;
  int month = 0;
  int number = 0;
  if (text.size != 10 || text.data[4] != '-' || text.data[7] != '-' ||
      !digits_of(gz_str_part(text, 0, 4), 4, &year) ||
      !digits_of(gz_str_part(text, 5, 7), 2, &month) ||
      !digits_of(gz_str_part(text, 8, 10), 2, &number) || year < 1 ||
      month < 1 || month > 12) {
    return false;
  }
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int length = lengths[month - 1] + (month == 2 && leap ? 1 : 0);
  if (number < 1 || number > length) {
    return false;
  }
  *day = gz_day_of(year, month, number);
  return true;
}

/** Whether the literal has the datatype, which must be an IRI of ours. */
static bool
has_datatype(const raptor_term *object, enum gz_vocab datatype) {
  if (object->type != RAPTOR_TERM_TYPE_LITERAL ||
      !object->value.literal.datatype) {
    return false;
  }
  size_t size = 0;
  const unsigned char *const iri =
      raptor_uri_as_counted_string(object->value.literal.datatype, &size);
  return gz_str_equal(gz_str_n((const char *)iri, size),
                      gz_vocab_iri(datatype));
}

/** The text of a name: in English, or of no language. */
static bool
name_of(struct reader *reader, const raptor_term *object, struct gz_str *text) {
  if (object->type != RAPTOR_TERM_TYPE_LITERAL ||
      object->value.literal.datatype) {
    fail(reader, "A name is a plain text", GZ_STR("not so here"));
    return false;
  }
  *text = literal_of(object);
  const char *const language = (const char *)object->value.literal.language;
  if (language && strcmp(language, "en") != 0 &&
      strncmp(language, "en-", 3) != 0) {
    fail(reader, "Not an English name", *text);
    return false;
  }
  return true;
}

/** A class that an actor can be of, or GZ_N_ENTITY_CLASS. */
static enum gz_entity_class
class_of(enum gz_vocab term) {
  static const char *const names[] = {
#define GZ_ENTITY_CLASS(id, name) name,
#include "input/facts.def"
#undef GZ_ENTITY_CLASS
  };
  for (unsigned i = 0; i < GZ_N_ENTITY_CLASS; ++i) {
    if (i != GZ_ENTITY_AGENT && i != GZ_ENTITY_UNNAMED_SOURCE &&
        gz_vocab_class(gz_str(names[i])) == term) {
      return (enum gz_entity_class)i;
    }
  }
  return GZ_N_ENTITY_CLASS;
}

static void
read_class(struct reader *reader, uint32_t actor, const raptor_term *object) {
  if (object->type != RAPTOR_TERM_TYPE_URI) {
    fail(reader, "Not a class", GZ_STR("a literal or blank node"));
    return;
  }
  const struct gz_str iri = iri_of(object);
  const enum gz_vocab term = gz_vocab_find(iri);
  const enum gz_entity_class type =
      term == GZ_VOCAB_NONE ? GZ_N_ENTITY_CLASS : class_of(term);
  if (type == GZ_N_ENTITY_CLASS) {
    fail(reader, "Not a class of known actors", iri);
    return;
  }
  reader->status =
      gz_actors_builder_class(reader->builder, actor, type, &reader->error);
}

static void
read_gender(struct reader *reader, uint32_t actor, const raptor_term *object) {
  const struct gz_str iri = object->type == RAPTOR_TERM_TYPE_URI
                                ? iri_of(object)
                                : GZ_STR("a literal");
  enum gz_gender gender = GZ_GENDER_UNKNOWN;
  if (gz_str_is(iri, GZ_NS_schema "Female")) {
    gender = GZ_GENDER_FEMALE;
  } else if (gz_str_is(iri, GZ_NS_schema "Male")) {
    gender = GZ_GENDER_MALE;
  } else {
    fail(reader, "Not a gender", iri);
    return;
  }
  reader->status =
      gz_actors_builder_gender(reader->builder, actor, gender, &reader->error);
}

static void
read_notation(struct reader *reader, uint32_t actor,
              const raptor_term *object) {
  const bool two = has_datatype(object, GZ_DATATYPE_ISO3166ALPHA2);
  const bool three = has_datatype(object, GZ_DATATYPE_ISO3166ALPHA3);
  const struct gz_str text = object->type == RAPTOR_TERM_TYPE_LITERAL
                                 ? literal_of(object)
                                 : GZ_STR("no literal");
  if ((!two && !three) || text.size != (two ? 2u : 3u)) {
    fail(reader, "Not a code of ISO 3166-1 with its datatype", text);
    return;
  }
  reader->status =
      gz_actors_builder_code(reader->builder, actor, text, &reader->error);
}

static void
read_same_as(struct reader *reader, uint32_t actor, const raptor_term *object) {
  const struct gz_str iri = object->type == RAPTOR_TERM_TYPE_URI
                                ? iri_of(object)
                                : GZ_STR("a literal");
  const struct gz_str prefix = GZ_STR(GZ_NS_wd "Q");
  int number = 0;
  const struct gz_str digits = gz_str_part(iri, prefix.size, iri.size);
  if (!gz_str_starts(iri, prefix) || digits.size == 0 || digits.size > 9 ||
      digits.data[0] == '0' || !digits_of(digits, digits.size, &number)) {
    fail(reader, "Not an entity of Wikidata", iri);
    return;
  }
  reader->status = gz_actors_builder_wikidata(reader->builder, actor,
                                              (uint32_t)number, &reader->error);
}

/** Read a property that leads to another actor; false if it is none such. */
static bool
read_relation(struct reader *reader, uint32_t actor, enum gz_vocab property,
              const raptor_term *object) {
  enum gz_actor_relation_kind kind = GZ_N_ACTOR_RELATION;
  switch (property) {
  case GZ_PROPERTY_MEMBER_OF:
  case GZ_PROPERTY_SUB_ORGANIZATION_OF:
    kind = GZ_ACTOR_MEMBER_OF;
    break;
  case GZ_PROPERTY_OF_STATE:
    kind = GZ_ACTOR_OF_STATE;
    break;
  case GZ_PROPERTY_POST_IN:
    kind = GZ_ACTOR_POST_IN;
    break;
  case GZ_PROPERTY_CAPITAL:
    kind = GZ_ACTOR_CAPITAL;
    break;
  case GZ_PROPERTY_DIFFERENT_FROM:
    kind = GZ_ACTOR_DIFFERENT_FROM;
    break;
  default:
    return false;
  }
  uint32_t other = 0;
  if (object_actor(reader, object, &other)) {
    reader->status = gz_actors_builder_relation(reader->builder, actor, kind,
                                                other, &reader->error);
  }
  return true;
}

/** Read a property that is a name; false if it is none such. */
static bool
read_name(struct reader *reader, uint32_t actor, enum gz_vocab property,
          const raptor_term *object) {
  enum gz_name_kind kind = GZ_NAME_ALT;
  switch (property) {
  case GZ_PROPERTY_PREF_LABEL:
    kind = GZ_NAME_LABEL;
    break;
  case GZ_PROPERTY_ALT_LABEL:
  case GZ_PROPERTY_AMBIGUOUS_LABEL:
    break;
  case GZ_PROPERTY_DEMONYM:
    kind = GZ_NAME_DEMONYM;
    break;
  case GZ_PROPERTY_METONYM:
    kind = GZ_NAME_METONYM;
    break;
  case GZ_PROPERTY_FAMILY_NAME:
    kind = GZ_NAME_SURNAME;
    break;
  default:
    return false;
  }
  struct gz_str text;
  if (name_of(reader, object, &text)) {
    reader->status = property == GZ_PROPERTY_AMBIGUOUS_LABEL
                         ? gz_actors_builder_ambiguous(reader->builder, actor,
                                                       text, &reader->error)
                         : gz_actors_builder_name(reader->builder, actor, kind,
                                                  text, &reader->error);
  }
  return true;
}

static bool
is_about_file(enum gz_vocab property) {
  return property == GZ_PROPERTY_SOURCE || property == GZ_PROPERTY_TITLE;
}

static void
read_entity(struct reader *reader, struct gz_str slug, enum gz_vocab property,
            const raptor_statement *statement) {
  const raptor_term *const object = statement->object;
  uint32_t actor = 0;
  reader->status =
      gz_actors_builder_actor(reader->builder, slug, &actor, &reader->error);
  if (reader->status != GZ_OK || is_about_file(property) ||
      read_name(reader, actor, property, object) ||
      read_relation(reader, actor, property, object)) {
    return;
  }
  switch (property) {
  case GZ_PROPERTY_TYPE:
    read_class(reader, actor, object);
    break;
  case GZ_PROPERTY_GENDER:
    read_gender(reader, actor, object);
    break;
  case GZ_PROPERTY_NOTATION:
    read_notation(reader, actor, object);
    break;
  case GZ_PROPERTY_SAME_AS:
    read_same_as(reader, actor, object);
    break;
  default:
    fail(reader, "Not a property of known actors",
         iri_of(statement->predicate));
    break;
  }
}

static void
read_tenure(struct reader *reader, struct gz_str slug, enum gz_vocab property,
            const raptor_statement *statement) {
  const raptor_term *const object = statement->object;
  enum gz_tenure_part part = GZ_TENURE_HOLDER;
  uint32_t actor = 0;
  int32_t day = 0;
  switch (property) {
  case GZ_PROPERTY_TYPE:
    if (object->type != RAPTOR_TERM_TYPE_URI ||
        gz_vocab_find(iri_of(object)) != GZ_CLASS_TENURE) {
      fail(reader, "Not a gaz:Tenure, as its IRI says", slug);
    }
    return;
  case GZ_PROPERTY_SOURCE:
  case GZ_PROPERTY_TITLE:
    return;
  case GZ_PROPERTY_HOLDER:
  case GZ_PROPERTY_OFFICE:
    part = property == GZ_PROPERTY_HOLDER ? GZ_TENURE_HOLDER : GZ_TENURE_OFFICE;
    if (!object_actor(reader, object, &actor)) {
      return;
    }
    reader->status = gz_actors_builder_tenure(reader->builder, slug, part,
                                              actor, &reader->error);
    return;
  case GZ_PROPERTY_HELD_FROM:
  case GZ_PROPERTY_HELD_UNTIL:
    part = property == GZ_PROPERTY_HELD_FROM ? GZ_TENURE_FROM : GZ_TENURE_UNTIL;
    if (!has_datatype(object, GZ_DATATYPE_DATE) ||
        !day_of(literal_of(object), &day)) {
      fail(reader, "Not an xsd:date",
           object->type == RAPTOR_TERM_TYPE_LITERAL ? literal_of(object)
                                                    : GZ_STR("no literal"));
      return;
    }
    reader->status = gz_actors_builder_tenure(reader->builder, slug, part, day,
                                              &reader->error);
    return;
  default:
    fail(reader, "Not a property of tenures", iri_of(statement->predicate));
    return;
  }
}

static void
on_statement(void *data, raptor_statement *statement) {
  struct reader *const reader = data;
  if (reader->status != GZ_OK) {
    return;
  }
  if (statement->subject->type != RAPTOR_TERM_TYPE_URI ||
      statement->object->type == RAPTOR_TERM_TYPE_BLANK) {
    fail(reader, "Blank nodes have no place here", GZ_STR("name the thing"));
  } else {
    const raptor_locator *const at = raptor_parser_get_locator(reader->parser);
    const int line = at ? at->line : 0;
    const struct gz_str subject = iri_of(statement->subject);
    const struct place place = place_of(reader, subject);
    const enum gz_vocab property = gz_vocab_find(iri_of(statement->predicate));
    reader->status = gz_actors_builder_at(reader->builder, reader->name,
                                          line > 0 ? (size_t)line : 0);
    if (reader->status != GZ_OK) {
      gz_fail(&reader->error, reader->status, "Out of memory");
    } else if (place.kind == PLACE_ENTITY) {
      read_entity(reader, place.slug, property, statement);
    } else if (place.kind == PLACE_TENURE) {
      read_tenure(reader, place.slug, property, statement);
    } else if (!is_about_file(property)) {
      fail(reader, "Not the IRI of an actor or a tenure", subject);
    }
  }
  if (reader->status != GZ_OK) {
    raptor_parser_parse_abort(reader->parser);
  }
}

static void
on_message(void *data, raptor_log_message *message) {
  struct reader *const reader = data;
  if (reader->status != GZ_OK || message->level < RAPTOR_LOG_LEVEL_ERROR) {
    return;
  }
  const int line = message->locator ? message->locator->line : 0;
  reader->status =
      gz_fail_at(&reader->error, GZ_BAD_INPUT, line > 0 ? (size_t)line : 0, 0,
                 0, "Not Turtle: %s", message->text);
}

/** Find the first byte that is not UTF-8, or a NUL. */
static enum gz_status
check_utf8(struct gz_str text, struct gz_error *error) {
  size_t line = 1;
  for (size_t at = 0; at < text.size;) {
    utf8proc_int32_t c = 0;
    const utf8proc_ssize_t step =
        utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
                         (utf8proc_ssize_t)(text.size - at), &c);
    if (step <= 0 || c == 0) {
      return gz_fail_at(error, GZ_BAD_INPUT, line, 0, at,
                        "Not a text in UTF-8");
    }
    line += c == '\n';
    at += (size_t)step;
  }
  return GZ_OK;
}

/** Run raptor over `text`. */
static void
parse(struct reader *reader, raptor_world *world, struct gz_str text) {
  raptor_uri *const base =
      raptor_new_uri(world, (const unsigned char *)GZ_DEFAULT_BASE "entity/");
  reader->parser = base ? raptor_new_parser(world, "turtle") : NULL;
  if (!reader->parser) {
    reader->status =
        gz_fail(&reader->error, GZ_NO_MEMORY, "Cannot start raptor");
  } else {
    raptor_parser_set_statement_handler(reader->parser, reader, on_statement);
    int failed = raptor_parser_parse_start(reader->parser, base);
    failed = failed || raptor_parser_parse_chunk(
                           reader->parser, (const unsigned char *)text.data,
                           text.size, 1);
    if (failed && reader->status == GZ_OK) {
      reader->status = gz_fail(&reader->error, GZ_BAD_INPUT, "Not Turtle");
    }
    raptor_free_parser(reader->parser);
  }
  if (base) {
    raptor_free_uri(base);
  }
}

enum gz_status
gz_actors_read(struct gz_actors_builder *builder, struct gz_str name,
               struct gz_str text, struct gz_str base, struct gz_error *error) {
  struct reader reader = {
      .builder = builder, .name = name, .base = base, .status = GZ_OK};
  memset(&reader.error, 0, sizeof reader.error);
  raptor_world *world = NULL;
  if (text.size > GZ_MAX_TABLE_BYTES) {
    reader.status = gz_fail(&reader.error, GZ_TOO_LARGE, "More than %zu bytes",
                            GZ_MAX_TABLE_BYTES);
  } else {
    reader.status = check_utf8(text, &reader.error);
  }
  if (reader.status == GZ_OK) {
    world = raptor_new_world();
    if (!world) {
      reader.status =
          gz_fail(&reader.error, GZ_NO_MEMORY, "Cannot start raptor");
    } else {
      raptor_world_set_log_handler(world, &reader, on_message);
      parse(&reader, world, text);
      raptor_free_world(world);
    }
  }
  if (reader.status != GZ_OK) {
    char file[GZ_ERROR_FILE_SIZE];
    (void)snprintf(file, sizeof file, "%.*s", GZ_STR_ARGS(name));
    gz_error_in_file(&reader.error, file);
    if (error) {
      *error = reader.error;
    }
  }
  return reader.status;
}
