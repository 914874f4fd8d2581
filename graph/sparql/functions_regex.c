#define PCRE2_CODE_UNIT_WIDTH 8

#include "graph/sparql/functions_regex.h"

#include "graph/sparql/functions.h"
#include "graph/sparql/functions_cache.h"
#include "input/arena.h"

#include <pcre2.h>
#include <stdlib.h>

struct gz_regex {
  pcre2_code *code;
  pcre2_match_data *match;
  uint32_t groups;
  bool quoted; /**< Flag q: `$` in a replacement is nothing special */
  bool checked;
  bool matches_empty;
};

void
gz_regex_free(struct gz_regex *regex) {
  if (regex) {
    pcre2_match_data_free(regex->match);
    pcre2_code_free(regex->code);
    free(regex);
  }
}

/** Options of PCRE2 for the flags of XPath. */
static bool
read_flags(struct gz_str flags, uint32_t *options, bool *spaced, bool *quoted) {
  for (size_t i = 0; i < flags.size; ++i) {
    switch (flags.data[i]) {
    case 's':
      *options |= PCRE2_DOTALL;
      break;
    case 'm':
      *options |= PCRE2_MULTILINE;
      break;
    case 'i':
      *options |= PCRE2_CASELESS;
      break;
    case 'x':
      *spaced = true;
      break;
    case 'q':
      *quoted = true;
      break;
    default:
      return false;
    }
  }
  return true;
}

static pcre2_code *
compile(struct gz_str pattern, uint32_t options, int *error) {
  pcre2_compile_context *context = pcre2_compile_context_create(NULL);
  if (!context) {
    return NULL;
  }
  // XPath's "." and "^" know no other line end.
  (void)pcre2_set_newline(context, PCRE2_NEWLINE_LF);
  PCRE2_SIZE offset;
  pcre2_code *code =
      pcre2_compile((PCRE2_SPTR)pattern.data, pattern.size, options | PCRE2_UTF,
                    error, &offset, context);
  pcre2_compile_context_free(context);
  if (code) {
    // Where there is no JIT compiler, it runs interpreted.
    (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
  }
  return code;
}

enum gz_status
gz_regex_new(struct gz_str pattern, struct gz_str flags,
             struct gz_regex **regex) {
  uint32_t options = 0;
  bool spaced = false;
  bool quoted = false;
  if (pattern.size > GZ_MAX_FIELD_BYTES) {
    return GZ_TOO_LARGE;
  }
  if (!read_flags(flags, &options, &spaced, &quoted)) {
    return GZ_BAD_INPUT;
  }
  struct gz_buffer translated;
  gz_buffer_init(&translated, GZ_MAX_FIELD_BYTES * 64);
  enum gz_status status = GZ_OK;
  if (quoted) {
    options = (options & PCRE2_CASELESS) | PCRE2_LITERAL;
    status = gz_buffer_add(&translated, pattern);
  } else {
    options |= PCRE2_DOLLAR_ENDONLY;
    status = gz_regex_translate(pattern, spaced, &translated);
  }
  struct gz_regex *made = NULL;
  if (status == GZ_OK) {
    made = calloc(1, sizeof *made);
    status = made ? GZ_OK : GZ_NO_MEMORY;
  }
  if (status == GZ_OK) {
    int error = 0;
    const struct gz_str text =
        translated.size ? gz_buffer_str(&translated) : GZ_STR("");
    made->code = compile(text, options, &error);
    status = made->code || !error ? GZ_OK : GZ_BAD_INPUT;
  }
  if (status == GZ_OK) {
    made->match = made->code
                      ? pcre2_match_data_create_from_pattern(made->code, NULL)
                      : NULL;
    status = made->match ? GZ_OK : GZ_NO_MEMORY;
  }
  gz_buffer_free(&translated);
  if (status != GZ_OK) {
    gz_regex_free(made);
    return status;
  }
  made->quoted = quoted;
  (void)pcre2_pattern_info(made->code, PCRE2_INFO_CAPTURECOUNT, &made->groups);
  *regex = made;
  return GZ_OK;
}

/** Find the first match from `at` on. */
static enum gz_status
find(struct gz_regex *regex, struct gz_str text, size_t at, bool *found) {
  const int rc = pcre2_match(
      regex->code, (PCRE2_SPTR)(text.data ? text.data : ""), text.size, at,
      at ? PCRE2_NO_UTF_CHECK : 0, regex->match, NULL);
  if (rc >= 0 || rc == PCRE2_ERROR_NOMATCH) {
    *found = rc >= 0;
    return GZ_OK;
  }
  if (rc == PCRE2_ERROR_NOMEMORY) {
    return GZ_NO_MEMORY;
  }
  return rc == PCRE2_ERROR_MATCHLIMIT || rc == PCRE2_ERROR_DEPTHLIMIT ||
                 rc == PCRE2_ERROR_HEAPLIMIT || rc == PCRE2_ERROR_JIT_STACKLIMIT
             ? GZ_TOO_LARGE
             : GZ_BAD_INPUT;
}

enum gz_status
gz_regex_match(struct gz_regex *regex, struct gz_str text, bool *found) {
  return find(regex, text, 0, found);
}

/** Add what `$`, at `*at` of `replacement`, stands for. */
static enum gz_status
add_group(const struct gz_regex *regex, struct gz_str text,
          struct gz_str replacement, size_t *at, struct gz_buffer *out) {
  size_t i = *at + 1;
  uint32_t number = (uint32_t)(replacement.data[i++] - '0');
  // As many digits as make the number of a group there is.
  while (i < replacement.size && replacement.data[i] >= '0' &&
         replacement.data[i] <= '9') {
    const uint32_t longer = number * 10 + (uint32_t)(replacement.data[i] - '0');
    if (longer > regex->groups) {
      break;
    }
    number = longer;
    ++i;
  }
  *at = i;
  const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(regex->match);
  if (number > regex->groups || ends[2 * number] == PCRE2_UNSET) {
    return GZ_OK;
  }
  return gz_buffer_add(
      out, gz_str_part(text, ends[2 * number], ends[2 * number + 1]));
}

static enum gz_status
add_replacement(const struct gz_regex *regex, struct gz_str text,
                struct gz_str replacement, struct gz_buffer *out) {
  if (regex->quoted) {
    return gz_buffer_add(out, replacement);
  }
  enum gz_status status;
  for (size_t i = 0; i < replacement.size;) {
    if (replacement.data[i] == '$') {
      GZ_TRY(status, add_group(regex, text, replacement, &i, out));
      continue;
    }
    i += replacement.data[i] == '\\';
    GZ_TRY(status, gz_buffer_putc(out, replacement.data[i++]));
  }
  return GZ_OK;
}

/** Whether each `$` and each backslash in it is followed by what it must. */
static bool
is_replacement(struct gz_str replacement) {
  for (size_t i = 0; i < replacement.size; ++i) {
    const char c = replacement.data[i];
    if (c == '$' || c == '\\') {
      const char next =
          i + 1 < replacement.size ? replacement.data[i + 1] : '\0';
      if (c == '$' ? next < '0' || next > '9' : next != '$' && next != '\\') {
        return false;
      }
      ++i;
    }
  }
  return true;
}

enum gz_status
gz_regex_replace(struct gz_regex *regex, struct gz_str text,
                 struct gz_str replacement, struct gz_buffer *out) {
  enum gz_status status;
  bool found;
  if (!regex->checked) {
    GZ_TRY(status, find(regex, GZ_STR(""), 0, &regex->matches_empty));
    regex->checked = true;
  }
  if (regex->matches_empty) {
    return GZ_BAD_INPUT;
  }
  if (!regex->quoted && !is_replacement(replacement)) {
    return GZ_BAD_INPUT;
  }
  size_t at = 0;
  for (;;) {
    GZ_TRY(status, find(regex, text, at, &found));
    if (!found) {
      break;
    }
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(regex->match);
    const size_t begin = ends[0];
    const size_t end = ends[1];
    GZ_TRY(status, gz_buffer_add(out, gz_str_part(text, at, begin)));
    GZ_TRY(status, add_replacement(regex, text, replacement, out));
    size_t next = end;
    if (end == begin) { // an anchor: go on after one character
      if (end == text.size) {
        at = end;
        break;
      }
      do {
        ++next;
      } while (next < text.size &&
               ((unsigned char)text.data[next] & 0xC0) == 0x80);
      GZ_TRY(status, gz_buffer_add(out, gz_str_part(text, end, next)));
    }
    at = next;
  }
  return gz_buffer_add(out, gz_str_part(text, at, text.size));
}

/** REGEX and REPLACE on values; the pattern comes from the cache. */
enum gz_status
gz_function_regex(struct gz_sparql_context *context, enum gz_sparql_op op,
                  const struct gz_value *arguments, size_t count,
                  struct gz_value *value) {
  const size_t with_flags = op == GZ_OP_REGEX ? 3 : 4;
  for (size_t i = 1; i < count; ++i) {
    if (arguments[i].kind != GZ_VALUE_STRING) {
      return GZ_BAD_INPUT;
    }
  }
  if (!gz_value_is_string(&arguments[0])) {
    return GZ_BAD_INPUT;
  }
  const struct gz_str text = arguments[0].term.value;
  struct gz_regex *regex;
  enum gz_status status;
  GZ_TRY(status, gz_function_cache_regex(context, arguments[1].term.value,
                                         count == with_flags
                                             ? arguments[count - 1].term.value
                                             : GZ_STR(""),
                                         &regex));
  if (op == GZ_OP_REGEX) {
    bool found;
    GZ_TRY(status, gz_regex_match(regex, text, &found));
    *value = gz_value_from_boolean(found);
    return GZ_OK;
  }
  struct gz_buffer out;
  gz_buffer_init(&out, GZ_MAX_LINE_BYTES);
  status = gz_regex_replace(regex, text, arguments[2].term.value, &out);
  if (status == GZ_OK) {
    const struct gz_str copy = gz_arena_str(
        context->scratch, out.size ? gz_buffer_str(&out) : GZ_STR(""));
    *value = gz_value_string_like(&arguments[0], copy);
    status = copy.data ? GZ_OK : GZ_NO_MEMORY;
  }
  gz_buffer_free(&out);
  return status;
}
