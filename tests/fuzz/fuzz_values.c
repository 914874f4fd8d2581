#include "tests/fuzz/replay.h"

#include "graph/sparql/functions_regex.h"
#include "graph/sparql/value.h"
#include "input/arena.h"

/** Stop at once if `holds` is false: what must be true of any input. */
static void
must(bool holds) {
  if (!holds) {
    abort();
  }
}

/** A value that is read is written so that it reads back the same. */
static void
check_value(struct gz_str text, struct gz_str datatype) {
  const struct gz_term term = gz_term_typed(text, datatype);
  struct gz_value value;
  gz_value_from_term(&term, &value);
  must(gz_value_is_literal(&value));
  if (value.kind == GZ_VALUE_OTHER || value.kind == GZ_VALUE_STRING) {
    return;
  }
  char written[GZ_TIME_SIZE];
  const struct gz_term canonical = gz_term_typed(
      gz_str_n(written, gz_value_write(&value, written)), datatype);
  struct gz_value again;
  gz_value_from_term(&canonical, &again);
  must(again.kind == value.kind);
  must(gz_value_order(&value, &again) == 0);
  char twice[GZ_TIME_SIZE];
  must(gz_str_equal(gz_str_n(twice, gz_value_write(&again, twice)),
                    canonical.value));
  struct gz_value result;
  for (int i = GZ_ADD; i <= GZ_DIVIDE; ++i) {
    (void)gz_value_arithmetic((enum gz_arithmetic)i, &value, &again, &result);
  }
}

/** A pattern is compiled or refused, and matched within PCRE2's limits. */
static void
check_regex(struct gz_str pattern, struct gz_str flags) {
  struct gz_regex *regex;
  bool found;
  if (gz_regex_new(pattern, flags, &regex) == GZ_OK) {
    struct gz_buffer out;
    gz_buffer_init(&out, 1 << 16);
    (void)gz_regex_match(regex, GZ_STR("abc -[]^$1\xC3\xA9"), &found);
    (void)gz_regex_replace(regex, GZ_STR("abcabc"), GZ_STR("[$1]"), &out);
    gz_buffer_free(&out);
    gz_regex_free(regex);
  }
}

/**
 * The first byte chooses a datatype, or a set of flags of a regular
 * expression; the rest is the text.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const types[] = {
      "integer",  "decimal",    "float", "double",          "boolean",
      "dateTime", "date",       "time",  "gYear",           "gYearMonth",
      "gMonth",   "gMonthDay",  "gDay",  "dayTimeDuration", "yearMonthDuration",
      "duration", "unsignedInt"};
  static const char *const flags[] = {"", "i", "x", "s", "m", "q", "smix"};
  const size_t n_types = sizeof types / sizeof *types;
  const size_t n_flags = sizeof flags / sizeof *flags;
  if (!size) {
    return 0;
  }
  const struct gz_str text = gz_str_n((const char *)data + 1, size - 1);
  const size_t choice = data[0] % (n_types + n_flags);
  if (choice < n_types) {
    char iri[80];
    (void)snprintf(iri, sizeof iri, "%s%s", GZ_XSD, types[choice]);
    check_value(text, gz_str(iri));
  } else {
    check_regex(text, gz_str(flags[choice - n_types]));
  }
  return 0;
}

GZ_FUZZ_MAIN("values");
