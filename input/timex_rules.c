#include "input/timex_rules.h"

#include "input/buffer.h"
#include "input/timex_compile.h"
#include "input/timex_lexicon.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Take one line off the front, without its end. */
static struct gz_str
take_line(struct gz_str *text) {
  const size_t size = gz_str_find(*text, '\n');
  const struct gz_str line = gz_str_part(*text, 0, size);
  *text = gz_str_part(*text, size + 1, text->size);
  return line;
}

/** Take a line and those after it that are indented or empty. */
static struct gz_str
take_block(struct gz_str *text) {
  const char *begin = text->data;
  const char *end = begin;
  do {
    const struct gz_str line = take_line(text);
    end = line.data + line.size;
  } while (text->size && strchr(" \t\r\n#", *text->data));
  return gz_str_n(begin, (size_t)(end - begin));
}

/** "VALUE word word ..." */
static enum gz_status
read_members(struct gz_time_parser *parser, struct gz_str line, uint16_t list) {
  int32_t value = 0;
  enum gz_status status;
  const struct gz_str number = gz_time_take_name(&line);
  if (!gz_time_read_value(number, &value)) {
    return gz_time_fail(parser, number.data, "This is no value", number);
  }
  for (gz_time_skip_space(&line); line.size; gz_time_skip_space(&line)) {
    const struct gz_str text = gz_time_take_name(&line);
    uint32_t word = 0;
    struct gz_time_membership membership = {.list = list, .value = value};
    if (text.size == 0) {
      return gz_time_fail(parser, line.data, "This is no word",
                          gz_str_part(line, 0, 1));
    }
    GZ_TRY(status, gz_time_add_word(parser, text, &word, &membership.flags));
    if (gz_time_take_char(&line, '*')) {
      membership.flags |= GZ_TIME_NO_VERB;
    }
    if (!gz_time_membership_add(parser->rules, word, membership)) {
      return gz_time_no_memory(parser);
    }
  }
  return GZ_OK;
}

/** "list NAME" and its lines. */
static enum gz_status
read_list(struct gz_time_parser *parser, struct gz_str block) {
  struct gz_str line = take_line(&block);
  gz_time_skip_space(&line);
  const struct gz_str name = gz_time_take_name(&line);
  if (name.size == 0 || parser->rules->lists.count >= UINT16_MAX) {
    return gz_time_fail(parser, line.data, "A list needs a name", name);
  }
  const char **added = GZ_PUSH(parser->rules, &parser->rules->lists);
  const char *copy = gz_arena_copy(parser->rules->arena, name);
  if (!added || !copy) {
    return gz_time_no_memory(parser);
  }
  *added = copy;
  const uint16_t list = (uint16_t)(parser->rules->lists.count - 1);
  enum gz_status status;
  while (block.size) {
    line = take_line(&block);
    gz_time_skip_space(&line);
    if (line.size) {
      GZ_TRY(status, read_members(parser, line, list));
    }
  }
  return GZ_OK;
}

/** The "=" before a pattern. */
static enum gz_status
read_equals(struct gz_time_parser *parser, struct gz_str *block) {
  gz_time_skip_space(block);
  return gz_time_take_char(block, '=')
             ? GZ_OK
             : gz_time_fail(parser, block->data, "A '=' is missing",
                            gz_str_part(*block, 0, 1));
}

/** "let NAME = PATTERN" */
static enum gz_status
read_definition(struct gz_time_parser *parser, struct gz_str block) {
  enum gz_status status;
  gz_time_skip_space(&block);
  const struct gz_str name = gz_time_take_name(&block);
  if (name.size == 0) {
    return gz_time_fail(parser, block.data, "A definition needs a name", name);
  }
  for (uint32_t i = 0; i < parser->definitions.count; ++i) {
    if (gz_str_equal(name, parser->definitions.items[i].name)) {
      return gz_time_fail(parser, name.data, "This is defined already", name);
    }
  }
  GZ_TRY(status, read_equals(parser, &block));
  struct gz_time_definition *added = GZ_PUSH(parser, &parser->definitions);
  if (!added) {
    return gz_time_no_memory(parser);
  }
  *added = (struct gz_time_definition){name, block};
  return GZ_OK;
}

/** "rule NAME TYPE = PATTERN" */
static enum gz_status
read_rule(struct gz_time_parser *parser, struct gz_str block) {
  struct gz_timex_rules *rules = parser->rules;
  enum gz_status status;
  gz_time_skip_space(&block);
  const struct gz_str name = gz_time_take_name(&block);
  gz_time_skip_space(&block);
  const struct gz_str type = gz_time_take_name(&block);
  const uint8_t kind = (uint8_t)gz_timex_type_from_text(type);
  if (name.size == 0 || (kind == GZ_N_TIMEX_TYPE && !gz_str_is(type, "NONE"))) {
    return gz_time_fail(parser, name.data, "A rule needs a name and a type",
                        type);
  }
  if (rules->rules.count >= GZ_MAX_TIMEX_RULES) {
    return gz_fail(parser->error, GZ_TOO_LARGE, "More than %u rules",
                   GZ_MAX_TIMEX_RULES);
  }
  GZ_TRY(status, read_equals(parser, &block));
  struct gz_time_rule *rule = GZ_PUSH(rules, &rules->rules);
  if (!rule) {
    return gz_time_no_memory(parser);
  }
  rule->name = gz_arena_copy(rules->arena, name);
  rule->type = kind;
  rule->first = rules->steps.count;
  return rule->name ? gz_time_compile(parser, block)
                    : gz_time_no_memory(parser);
}

/** Read all blocks of the file. */
static enum gz_status
read_blocks(struct gz_time_parser *parser) {
  struct gz_str rest = parser->text;
  enum gz_status status = GZ_OK;
  for (gz_time_skip_space(&rest); rest.size && status == GZ_OK;
       gz_time_skip_space(&rest)) {
    struct gz_str block = take_block(&rest);
    const struct gz_str kind = gz_time_take_name(&block);
    if (gz_str_is(kind, "list")) {
      status = read_list(parser, block);
    } else if (gz_str_is(kind, "let")) {
      status = read_definition(parser, block);
    } else if (gz_str_is(kind, "rule")) {
      status = read_rule(parser, block);
    } else {
      status = gz_time_fail(parser, kind.data,
                            "Expected \"list\", \"let\" or \"rule\"", kind);
    }
  }
  return status;
}

/** Bits of all words of `list`. */
static uint64_t
list_bits(const struct gz_timex_rules *rules, uint32_t list) {
  struct gz_time_membership found;
  uint64_t bits = 0;
  for (uint32_t word = 1; word <= rules->words.count; ++word) {
    if (gz_time_word_in(rules, word, list, &found)) {
      bits |= (uint64_t)1 << gz_time_bit(word, false);
    }
  }
  return bits;
}

/** Bits of the atoms that `step` takes, which looks at one. */
static uint64_t
atom_bits(const struct gz_timex_rules *rules, const struct gz_time_step *step,
          const uint64_t *lists) {
  uint64_t bits = (uint64_t)1 << gz_time_bit(0, true);
  switch (step->op) {
  case GZ_TIME_OP_WORD:
    return (uint64_t)1 << gz_time_bit(step->arg, false);
  case GZ_TIME_OP_LIST:
    return lists[step->arg];
  case GZ_TIME_OP_CLASS:
    if (step->arg == GZ_TIME_CLASS_ORDINAL) {
      bits |= lists[rules->ordinals];
    }
    if (step->arg == GZ_TIME_CLASS_ORDINAL ||
        step->arg == GZ_TIME_CLASS_NUMBER || step->arg == GZ_TIME_CLASS_YEAR) {
      bits |= lists[rules->cardinals];
    }
    return bits;
  default:
    return bits;
  }
}

/** Fill `first` of all steps, from the last to the first. */
static void
find_first_sets(struct gz_timex_rules *rules, const uint64_t *lists) {
  for (uint32_t i = rules->steps.count; i-- > 0;) {
    struct gz_time_step *step = &rules->steps.items[i];
    switch (step->op) {
    case GZ_TIME_OP_MATCH:
      step->first = UINT64_MAX;
      break;
    case GZ_TIME_OP_SPLIT:
      step->first =
          rules->steps.items[i + 1].first | rules->steps.items[step->arg].first;
      break;
    case GZ_TIME_OP_JUMP:
      step->first = rules->steps.items[step->arg].first;
      break;
    case GZ_TIME_OP_SET:
    case GZ_TIME_OP_GLUE:
    case GZ_TIME_OP_BEGIN:
    case GZ_TIME_OP_END:
      step->first = rules->steps.items[i + 1].first;
      break;
    default:
      step->first = step->flags & GZ_TIME_NOT ? rules->steps.items[i + 1].first
                                              : atom_bits(rules, step, lists);
    }
  }
}

/** Where the first atoms of a rule are looked for. */
struct walk {
  struct gz_timex_rules *rules;
  const uint64_t *lists;
  uint32_t *pending; /**< Steps still to be looked at */
  uint32_t n_pending;
  uint32_t *seen; /**< By step: the last rule, from 1, that came there */
};

static void
go_to(struct walk *walk, uint32_t step, uint32_t rule) {
  if (walk->seen[step] != rule + 1) {
    walk->seen[step] = rule + 1;
    walk->pending[walk->n_pending++] = step;
  }
}

/** Note what can come after the first atom of a rule that `step` takes. */
static void
note_second(struct walk *walk, uint32_t at, uint32_t rule) {
  struct gz_timex_rules *rules = walk->rules;
  const struct gz_time_step *step = &rules->steps.items[at];
  const uint64_t bits = atom_bits(rules, step, walk->lists);
  // Numbers can take several atoms.
  const uint64_t after =
      step->op == GZ_TIME_OP_CLASS ? UINT64_MAX : step[1].first;
  for (unsigned bit = 0; bit < 64; ++bit) {
    if (bits >> bit & 1) {
      rules->second[rule][bit] |= after;
      rules->by_bit[bit][rule / 64] |= (uint64_t)1 << (rule % 64);
    }
  }
}

/** Note with which atoms rule `rule` can begin, and which can come second. */
static void
walk_rule(struct walk *walk, uint32_t rule) {
  go_to(walk, walk->rules->rules.items[rule].first, rule);
  while (walk->n_pending) {
    const uint32_t at = walk->pending[--walk->n_pending];
    const struct gz_time_step *step = &walk->rules->steps.items[at];
    switch (step->op) {
    case GZ_TIME_OP_SPLIT:
      go_to(walk, step->arg, rule);
      go_to(walk, at + 1, rule);
      break;
    case GZ_TIME_OP_JUMP:
      go_to(walk, step->arg, rule);
      break;
    case GZ_TIME_OP_MATCH:
      break;
    case GZ_TIME_OP_SET:
    case GZ_TIME_OP_GLUE:
    case GZ_TIME_OP_BEGIN:
    case GZ_TIME_OP_END:
      go_to(walk, at + 1, rule);
      break;
    default:
      if (step->flags & GZ_TIME_NOT) {
        go_to(walk, at + 1, rule);
      } else {
        note_second(walk, at, rule);
      }
    }
  }
}

/** Note which rules can begin with which atoms. */
static enum gz_status
find_beginnings(struct gz_time_parser *parser) {
  struct gz_timex_rules *rules = parser->rules;
  const uint32_t n = rules->rules.count;
  uint64_t *lists =
      gz_arena_array(parser->arena, rules->lists.count, sizeof *lists);
  struct walk walk = {.rules = rules, .lists = lists};
  walk.pending = gz_arena_array(parser->arena, rules->steps.count + 1,
                                sizeof *walk.pending);
  walk.seen =
      gz_arena_array(parser->arena, rules->steps.count + 1, sizeof *walk.seen);
  rules->second = gz_arena_array(rules->arena, n + 1, sizeof *rules->second);
  if (!lists || !walk.pending || !walk.seen || !rules->second) {
    return gz_time_no_memory(parser);
  }
  for (uint32_t i = 0; i < rules->lists.count; ++i) {
    lists[i] = list_bits(rules, i);
  }
  find_first_sets(rules, lists);
  for (uint32_t r = 0; r < n; ++r) {
    if (rules->steps.items[rules->rules.items[r].first].first == UINT64_MAX) {
      return gz_fail(parser->error, GZ_BAD_INPUT,
                     "Rule %s can match without a word",
                     rules->rules.items[r].name);
    }
    walk_rule(&walk, r);
  }
  return GZ_OK;
}

/** The list of that name, which the code itself needs. */
static enum gz_status
needed_list(struct gz_time_parser *parser, const char *name, uint16_t *list) {
  for (uint16_t i = 0; i < parser->rules->lists.count; ++i) {
    if (strcmp(parser->rules->lists.items[i], name) == 0) {
      *list = i;
      return GZ_OK;
    }
  }
  return gz_fail(parser->error, GZ_BAD_INPUT, "There is no list \"%s\"", name);
}

static enum gz_status
parse(struct gz_time_parser *parser) {
  struct gz_timex_rules *rules = parser->rules;
  enum gz_status status;
  GZ_TRY(status, read_blocks(parser));
  GZ_TRY(status, needed_list(parser, "cardinal", &rules->cardinals));
  GZ_TRY(status, needed_list(parser, "scale", &rules->scales));
  GZ_TRY(status, needed_list(parser, "ordinal", &rules->ordinals));
  return find_beginnings(parser);
}

enum gz_status
gz_timex_rules_parse(struct gz_str text, struct gz_timex_rules **rules,
                     struct gz_error *error) {
  if (text.size > GZ_MAX_TIMEX_RULES_BYTES) {
    return gz_fail(error, GZ_TOO_LARGE, "Rules have more than %zu bytes",
                   GZ_MAX_TIMEX_RULES_BYTES);
  }
  struct gz_time_parser parser = {.text = text, .error = error};
  parser.rules = calloc(1, sizeof *parser.rules);
  parser.arena = gz_arena_new(0);
  if (parser.rules) {
    parser.rules->arena = gz_arena_new(0);
  }
  enum gz_status status = GZ_OK;
  if (!parser.rules || !parser.rules->arena || !parser.arena) {
    status = gz_time_no_memory(&parser);
  } else {
    status = parse(&parser);
  }
  gz_arena_free(parser.arena);
  if (status != GZ_OK) {
    gz_timex_rules_free(parser.rules);
    return status;
  }
  *rules = parser.rules;
  return GZ_OK;
}

/** Read all of `file` into `buffer`. */
static enum gz_status
read_all(FILE *file, struct gz_buffer *buffer, struct gz_error *error) {
  char block[8192];
  size_t size = 0;
  while ((size = fread(block, 1, sizeof block, file)) != 0) {
    const enum gz_status status = gz_buffer_add(buffer, gz_str_n(block, size));
    if (status != GZ_OK) {
      return gz_fail(error, status, "%s", gz_status_message(status));
    }
  }
  return ferror(file) ? gz_fail_system(error, errno, "Cannot read") : GZ_OK;
}

enum gz_status
gz_timex_rules_load(const char *path, struct gz_timex_rules **rules,
                    struct gz_error *error) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    return gz_fail_system(error, errno, "Cannot open %s", path);
  }
  struct gz_buffer buffer;
  gz_buffer_init(&buffer, GZ_MAX_TIMEX_RULES_BYTES);
  enum gz_status status = read_all(file, &buffer, error);
  (void)fclose(file);
  if (status == GZ_OK) {
    status = gz_timex_rules_parse(gz_buffer_str(&buffer), rules, error);
  }
  if (status != GZ_OK) {
    gz_error_in_file(error, path);
  }
  gz_buffer_free(&buffer);
  return status;
}

void
gz_timex_rules_free(struct gz_timex_rules *rules) {
  if (rules) {
    gz_arena_free(rules->arena);
    free(rules);
  }
}

size_t
gz_timex_rules_count(const struct gz_timex_rules *rules) {
  return rules->rules.count;
}
