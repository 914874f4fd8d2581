#include "input/timex_compile.h"

#include "input/timex_lexicon.h"

#include <string.h>

/* How deep "@name" may stand for what holds "@other", and brackets nest. */
#define MAX_NESTING 32U

static const struct {
  const char *name;
  int32_t value;
} constants[] = {
#define GZ_TIME_CONSTANT(name, value) {name, value},
#include "input/timex.def"
#undef GZ_TIME_CONSTANT
};

static const char *const fields[GZ_N_TIME_FIELD] = {
#define GZ_TIME_FIELD(id, name) name,
#include "input/timex.def"
#undef GZ_TIME_FIELD
};

static const struct {
  const char *name;
  uint8_t class;
  uint8_t field;
} classes[GZ_N_TIME_CLASS] = {
    {"day", GZ_TIME_CLASS_DAY, GZ_TIME_FIELD_DAY},
    {"month-number", GZ_TIME_CLASS_MONTH, GZ_TIME_FIELD_MONTH},
    {"year", GZ_TIME_CLASS_YEAR, GZ_TIME_FIELD_YEAR},
    {"four-digits", GZ_TIME_CLASS_FOUR, GZ_TIME_FIELD_YEAR},
    {"decade", GZ_TIME_CLASS_DECADE, GZ_TIME_FIELD_DECADE},
    {"two-digit-decade", GZ_TIME_CLASS_TWO_DECADE, GZ_TIME_FIELD_DECADE},
    {"any-year", GZ_TIME_CLASS_ANY_YEAR, GZ_TIME_FIELD_YEAR},
    {"two-digits", GZ_TIME_CLASS_TWO, GZ_TIME_FIELD_YY},
    {"hour", GZ_TIME_CLASS_HOUR, GZ_TIME_FIELD_HOUR},
    {"sixty", GZ_TIME_CLASS_SIXTY, GZ_TIME_FIELD_MINUTE},
    {"clock", GZ_TIME_CLASS_CLOCK, GZ_N_TIME_FIELD},
    {"number", GZ_TIME_CLASS_NUMBER, GZ_TIME_FIELD_N},
    {"ordinal", GZ_TIME_CLASS_ORDINAL, GZ_TIME_FIELD_DAY},
    {"compact", GZ_TIME_CLASS_COMPACT, GZ_N_TIME_FIELD},
};

/** Fail at the place in the file that `where` points to. */
enum gz_status
gz_time_fail(const struct gz_time_parser *parser, const char *where,
             const char *message, struct gz_str what) {
  size_t line = 1;
  size_t column = 1;
  for (const char *c = parser->text.data; c < where; ++c) {
    column = *c == '\n' ? 1 : column + (((unsigned char)*c & 0xC0) != 0x80);
    line += *c == '\n';
  }
  const int size = what.size > 60 ? 60 : (int)what.size;
  return gz_fail_at(parser->error, GZ_BAD_INPUT, line, column,
                    (size_t)(where - parser->text.data), "%s: \"%.*s\"",
                    message, size, what.data ? what.data : "");
}

enum gz_status
gz_time_no_memory(const struct gz_time_parser *parser) {
  return gz_fail(parser->error, GZ_NO_MEMORY, "Memory is out for rules");
}

static bool
is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/** Take `size` bytes off the front; an empty rest still says where it is. */
static void
advance(struct gz_str *text, size_t size) {
  *text = gz_str_n(text->data + size, text->size - size);
}

/** Take white space and comments off the front. */
void
gz_time_skip_space(struct gz_str *text) {
  while (text->size) {
    size_t size = 0;
    if (is_space(*text->data)) {
      size = 1;
    } else if (*text->data == '#') {
      size = gz_str_find(*text, '\n');
    } else {
      return;
    }
    advance(text, size);
  }
}

/** Take a run of name characters off the front; may be empty. */
struct gz_str
gz_time_take_name(struct gz_str *text) {
  size_t size = 0;
  while (size < text->size && is_name(text->data[size])) {
    ++size;
  }
  const struct gz_str name = gz_str_part(*text, 0, size);
  advance(text, size);
  return name;
}

/** Take `c` off the front if it is there. */
bool
gz_time_take_char(struct gz_str *text, char c) {
  if (text->size == 0 || *text->data != c) {
    return false;
  }
  advance(text, 1);
  return true;
}

/** Whether `text` is a number or constant, and its value. */
bool
gz_time_read_value(struct gz_str text, int32_t *value) {
  const size_t sign = text.size > 1 && text.data[0] == '-';
  int64_t sum = 0;
  for (size_t i = sign; i < text.size && i < 10; ++i) {
    if (text.data[i] < '0' || text.data[i] > '9') {
      break;
    }
    sum = sum * 10 + (text.data[i] - '0');
    if (i + 1 == text.size) {
      *value = (int32_t)(sign ? -sum : sum);
      return sum <= INT32_MAX;
    }
  }
  for (size_t i = 0; i < sizeof constants / sizeof *constants; ++i) {
    if (gz_str_is(text, constants[i].name)) {
      *value = constants[i].value;
      return true;
    }
  }
  return false;
}

static uint8_t
field_named(struct gz_str name) {
  uint8_t field = 0;
  while (field < GZ_N_TIME_FIELD && !gz_str_is(name, fields[field])) {
    ++field;
  }
  return field;
}

static uint32_t
list_named(const struct gz_timex_rules *rules, struct gz_str name) {
  uint32_t list = 0;
  while (list < rules->lists.count &&
         !gz_str_is(name, rules->lists.items[list])) {
    ++list;
  }
  return list;
}

static enum gz_status
add_step(struct gz_time_parser *parser, struct gz_time_step step) {
  if (parser->rules->steps.count >= GZ_MAX_TIMEX_STEPS) {
    return gz_fail(parser->error, GZ_TOO_LARGE,
                   "Rules come to more than %u steps", GZ_MAX_TIMEX_STEPS);
  }
  struct gz_time_step *added = GZ_PUSH(parser->rules, &parser->rules->steps);
  if (!added) {
    return gz_time_no_memory(parser);
  }
  *added = step;
  return GZ_OK;
}

/** The word in small letters, in the lexicon; flags say what it was like. */
enum gz_status
gz_time_add_word(struct gz_time_parser *parser, struct gz_str text,
                 uint32_t *word, uint16_t *flags) {
  char small[GZ_MAX_TIMEX_WORD + 1];
  if (text.size == 0 || text.size > GZ_MAX_TIMEX_WORD) {
    return gz_time_fail(parser, text.data, "A word is empty or too long", text);
  }
  *flags = text.data[0] >= 'A' && text.data[0] <= 'Z' ? GZ_TIME_CAPITAL : 0;
  for (size_t i = 0; i < text.size; ++i) {
    const char c = text.data[i];
    small[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
  }
  *word = gz_time_word_add(parser->rules, gz_str_n(small, text.size));
  return *word ? GZ_OK : gz_time_no_memory(parser);
}

/** "{field=value, field=value}", after its bracket. */
static enum gz_status
compile_settings(struct gz_time_parser *parser) {
  do {
    gz_time_skip_space(&parser->rest);
    const struct gz_str name = gz_time_take_name(&parser->rest);
    const uint8_t field = field_named(name);
    int32_t value = 0;
    if (field == GZ_N_TIME_FIELD) {
      return gz_time_fail(parser, name.data, "There is no such field", name);
    }
    if (!gz_time_take_char(&parser->rest, '=')) {
      return gz_time_fail(parser, parser->rest.data, "A '=' is missing",
                          gz_str_part(parser->rest, 0, 1));
    }
    const struct gz_str text = gz_time_take_name(&parser->rest);
    if (!gz_time_read_value(text, &value)) {
      return gz_time_fail(parser, text.data, "This is no value", text);
    }
    enum gz_status status;
    GZ_TRY(status, add_step(parser, (struct gz_time_step){.op = GZ_TIME_OP_SET,
                                                          .field = field,
                                                          .value = value}));
    gz_time_skip_space(&parser->rest);
  } while (gz_time_take_char(&parser->rest, ','));
  return gz_time_take_char(&parser->rest, '}')
             ? GZ_OK
             : gz_time_fail(parser, parser->rest.data, "A '}' is missing",
                            gz_str_part(parser->rest, 0, 1));
}

/** "<name>" or "<name:field>", after its bracket. */
static enum gz_status
compile_class(struct gz_time_parser *parser, uint8_t flags) {
  const struct gz_str name = gz_time_take_name(&parser->rest);
  struct gz_time_step step = {.flags = flags, .field = GZ_N_TIME_FIELD};
  bool known = false;
  for (size_t i = 0; i < GZ_N_TIME_CLASS; ++i) {
    if (gz_str_is(name, classes[i].name)) {
      step.op = GZ_TIME_OP_CLASS;
      step.arg = classes[i].class;
      step.field = classes[i].field;
      known = true;
    }
  }
  if (!known) {
    step.op = GZ_TIME_OP_LIST;
    step.arg = list_named(parser->rules, name);
    step.field = field_named(name);
    known = step.arg < parser->rules->lists.count;
  }
  if (!known) {
    return gz_time_fail(parser, name.data, "There is no such list", name);
  }
  if (gz_time_take_char(&parser->rest, ':')) {
    const struct gz_str field = gz_time_take_name(&parser->rest);
    step.field = field_named(field);
    if (step.field == GZ_N_TIME_FIELD && !gz_str_is(field, "_")) {
      return gz_time_fail(parser, field.data, "There is no such field", field);
    }
  }
  if (!gz_time_take_char(&parser->rest, '>')) {
    return gz_time_fail(parser, parser->rest.data, "A '>' is missing",
                        gz_str_part(parser->rest, 0, 1));
  }
  return add_step(parser, step);
}

/** A word, a numeral, or a mark in quotes. */
static enum gz_status
compile_word(struct gz_time_parser *parser, uint8_t flags) {
  struct gz_time_step step = {.op = GZ_TIME_OP_WORD, .field = GZ_N_TIME_FIELD};
  struct gz_str text = parser->rest;
  uint16_t found = 0;
  if (gz_time_take_char(&parser->rest, '"')) {
    const size_t size = gz_str_find(parser->rest, '"');
    text = gz_str_part(parser->rest, 0, size);
    parser->rest = gz_str_part(parser->rest, size + 1, parser->rest.size);
  } else {
    text = gz_time_take_name(&parser->rest);
    if (text.size && text.data[0] >= '0' && text.data[0] <= '9' &&
        gz_time_read_value(text, &step.value)) {
      step.op = GZ_TIME_OP_NUMERAL;
      step.flags = flags;
      return add_step(parser, step);
    }
  }
  if (text.size == 0) {
    return gz_time_fail(parser, parser->rest.data, "This has no meaning here",
                        gz_str_part(parser->rest, 0, 1));
  }
  enum gz_status status;
  GZ_TRY(status, gz_time_add_word(parser, text, &step.arg, &found));
  step.flags = (uint8_t)(flags | found);
  if (gz_time_take_char(&parser->rest, '*')) {
    step.flags |= GZ_TIME_NO_VERB;
  }
  return add_step(parser, step);
}

static enum gz_status compile_choice(struct gz_time_parser *parser);

/** "@name": what the name stands for, in its place. */
static enum gz_status
compile_definition(struct gz_time_parser *parser) {
  const struct gz_str name = gz_time_take_name(&parser->rest);
  for (uint32_t i = 0; i < parser->definitions.count; ++i) {
    const struct gz_time_definition *definition = &parser->definitions.items[i];
    if (!gz_str_equal(name, definition->name)) {
      continue;
    }
    const struct gz_str rest = parser->rest;
    parser->rest = definition->pattern;
    enum gz_status status;
    GZ_TRY(status, compile_choice(parser));
    if (parser->rest.size) {
      return gz_time_fail(parser, parser->rest.data, "This has no meaning here",
                          gz_str_part(parser->rest, 0, 1));
    }
    parser->rest = rest;
    return GZ_OK;
  }
  return gz_time_fail(parser, name.data, "There is no such definition", name);
}

/** "( ... )" or "[ ... ]", after its bracket. */
static enum gz_status
compile_group(struct gz_time_parser *parser, bool optional) {
  const uint32_t split = parser->rules->steps.count;
  enum gz_status status;
  if (optional) {
    GZ_TRY(status,
           add_step(parser, (struct gz_time_step){.op = GZ_TIME_OP_SPLIT}));
  }
  GZ_TRY(status, compile_choice(parser));
  if (!gz_time_take_char(&parser->rest, optional ? ']' : ')')) {
    return gz_time_fail(parser, parser->rest.data, "A bracket is not closed",
                        gz_str_part(parser->rest, 0, 1));
  }
  if (optional) {
    parser->rules->steps.items[split].arg = parser->rules->steps.count;
  }
  return GZ_OK;
}

static enum gz_status
compile_item(struct gz_time_parser *parser) {
  struct gz_str *rest = &parser->rest;
  if (gz_time_take_char(rest, '(')) {
    return compile_group(parser, false);
  }
  if (gz_time_take_char(rest, '[')) {
    return compile_group(parser, true);
  }
  if (gz_time_take_char(rest, '{')) {
    return compile_settings(parser);
  }
  if (gz_time_take_char(rest, '@')) {
    return compile_definition(parser);
  }
  if (gz_time_take_char(rest, '<')) {
    return compile_class(parser, 0);
  }
  if (gz_time_take_char(rest, '+')) {
    return add_step(parser, (struct gz_time_step){.op = GZ_TIME_OP_GLUE});
  }
  if (gz_time_take_char(rest, '^')) {
    return add_step(parser, (struct gz_time_step){.op = GZ_TIME_OP_BEGIN});
  }
  if (gz_time_take_char(rest, '$')) {
    return add_step(parser, (struct gz_time_step){.op = GZ_TIME_OP_END});
  }
  uint8_t flags = 0;
  if (gz_time_take_char(rest, '!')) {
    flags = GZ_TIME_NOT;
  } else if (gz_time_take_char(rest, '~')) {
    flags = GZ_TIME_NOT | GZ_TIME_BEHIND;
  }
  return flags && gz_time_take_char(rest, '<') ? compile_class(parser, flags)
                                               : compile_word(parser, flags);
}

/** Items one after the other, up to a '|', a closing bracket or the end. */
static enum gz_status
compile_sequence(struct gz_time_parser *parser) {
  enum gz_status status;
  gz_time_skip_space(&parser->rest);
  while (parser->rest.size && !strchr("|)]", *parser->rest.data)) {
    GZ_TRY(status, compile_item(parser));
    gz_time_skip_space(&parser->rest);
  }
  return GZ_OK;
}

/** "a | b | c".  The jumps to the end are chained through their targets. */
static enum gz_status
compile_choice(struct gz_time_parser *parser) {
  struct gz_timex_rules *rules = parser->rules;
  uint32_t jumps = UINT32_MAX;
  bool more = true;
  enum gz_status status;
  if (++parser->nesting > MAX_NESTING) {
    return gz_time_fail(parser, parser->rest.data, "This is nested too deeply",
                        gz_str_part(parser->rest, 0, 20));
  }
  while (more) {
    const uint32_t split = rules->steps.count;
    GZ_TRY(status,
           add_step(parser, (struct gz_time_step){.op = GZ_TIME_OP_SPLIT}));
    GZ_TRY(status, compile_sequence(parser));
    more = gz_time_take_char(&parser->rest, '|');
    if (more) {
      GZ_TRY(status,
             add_step(parser, (struct gz_time_step){.op = GZ_TIME_OP_JUMP,
                                                    .arg = jumps}));
      jumps = rules->steps.count - 1;
      rules->steps.items[split].arg = rules->steps.count;
    } else {
      rules->steps.items[split].op = GZ_TIME_OP_JUMP;
      rules->steps.items[split].arg = split + 1;
    }
  }
  while (jumps != UINT32_MAX) {
    const uint32_t before = rules->steps.items[jumps].arg;
    rules->steps.items[jumps].arg = rules->steps.count;
    jumps = before;
  }
  --parser->nesting;
  return GZ_OK;
}

enum gz_status
gz_time_compile(struct gz_time_parser *parser, struct gz_str pattern) {
  parser->rest = pattern;
  parser->nesting = 0;
  enum gz_status status;
  GZ_TRY(status, compile_choice(parser));
  if (parser->rest.size) {
    return gz_time_fail(parser, parser->rest.data, "This has no meaning here",
                        gz_str_part(parser->rest, 0, 1));
  }
  return add_step(parser, (struct gz_time_step){.op = GZ_TIME_OP_MATCH});
}
