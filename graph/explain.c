// What stands behind a fact: from its IRI to the claim, the passage, the rule.

#include "graph/store.h"

#include "input/buffer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/** Code points of context shown on each side of a passage. */
#define CONTEXT 160

/** Most mentions that are shown of an entity. */
#define MAX_MENTIONS 20

struct explainer {
  struct gz_store_view view;
  FILE *out;
};

/** A span of an article, in code points. */
struct range {
  size_t begin;
  size_t end;
};

static void
print_str(struct explainer *ex, struct gz_str text) {
  (void)fwrite(text.data, 1, text.size, ex->out);
}

/** One line: a name in a column, then labels of the values. */
static enum gz_status
print_values(struct explainer *ex, gz_id subject, enum gz_vocab property,
             const char *indent, struct gz_error *error) {
  struct gz_store_ids values;
  enum gz_status status;
  GZ_TRY(status, gz_store_values(&ex->view, subject, property, &values, error));
  for (size_t i = 0; i < values.count; ++i) {
    const struct gz_term term = gz_store_term(&ex->view, values.items[i]);
    const struct gz_str name = gz_vocab_label(property);
    fprintf(ex->out, "%s%-14.*s ", indent, GZ_STR_ARGS(name));
    if (term.kind == GZ_TERM_IRI) {
      print_str(ex, gz_store_label(&ex->view, values.items[i]));
      fprintf(ex->out, "  <%.*s>", GZ_STR_ARGS(term.value));
    } else {
      print_str(ex, term.value);
    }
    fputc('\n', ex->out);
  }
  return GZ_OK;
}

static enum gz_status
print_all(struct explainer *ex, gz_id subject, const enum gz_vocab *properties,
          size_t count, const char *indent, struct gz_error *error) {
  enum gz_status status = GZ_OK;
  for (size_t i = 0; status == GZ_OK && i < count; ++i) {
    status = print_values(ex, subject, properties[i], indent, error);
  }
  return status;
}

/** Read a literal that is a number of code points. */
static bool
read_index(struct explainer *ex, gz_id mention, enum gz_vocab property,
           size_t *index) {
  const struct gz_str text = gz_store_text(&ex->view, mention, property);
  size_t number = 0;
  if (!text.size || text.size > 9) {
    return false;
  }
  for (size_t i = 0; i < text.size; ++i) {
    if (text.data[i] < '0' || text.data[i] > '9') {
      return false;
    }
    number = number * 10 + (size_t)(text.data[i] - '0');
  }
  *index = number;
  return true;
}

/** Byte offset of code point number `index` of `text`. */
static size_t
byte_of(struct gz_str text, size_t index) {
  size_t at = 0;
  while (at < text.size && index > 0) {
    ++at;
    while (at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80) {
      ++at;
    }
    --index;
  }
  return at;
}

/** Print a passage: the paragraph around a span, cut, the span in brackets. */
static void
print_passage(struct explainer *ex, struct gz_str text, struct range range,
              const char *indent) {
  const size_t begin = byte_of(text, range.begin);
  const size_t end = byte_of(text, range.end);
  size_t from =
      range.begin > CONTEXT ? byte_of(text, range.begin - CONTEXT) : 0;
  size_t to = byte_of(text, range.end + CONTEXT);
  const bool cut_left = from > 0;
  const bool cut_right = to < text.size;
  bool left_line = false;
  bool right_line = false;
  for (size_t i = from; i < begin; ++i) {
    if (text.data[i] == '\n') {
      from = i + 1;
      left_line = true;
    }
  }
  for (size_t i = to; i-- > end;) {
    if (text.data[i] == '\n') {
      to = i;
      right_line = true;
    }
  }
  fprintf(ex->out, "%s  “%s", indent, cut_left && !left_line ? "…" : "");
  print_str(ex, gz_str_part(text, from, begin));
  fputc('[', ex->out);
  for (size_t i = begin; i < end; ++i) {
    fputc(text.data[i] == '\n' ? ' ' : text.data[i], ex->out);
  }
  fputc(']', ex->out);
  print_str(ex, gz_str_part(text, end, to));
  fprintf(ex->out, "%s”\n", cut_right && !right_line ? "…" : "");
}

/** Print where `mention` stands, and its words. */
static void
print_mention(struct explainer *ex, gz_id mention, const char *indent) {
  const gz_id article =
      gz_store_value(&ex->view, mention, GZ_PROPERTY_REFERENCE_CONTEXT);
  struct range range = {0, 0};
  const bool placed =
      read_index(ex, mention, GZ_PROPERTY_BEGIN_INDEX, &range.begin) &&
      read_index(ex, mention, GZ_PROPERTY_END_INDEX, &range.end);
  fprintf(ex->out, "%sread from      characters %zu to %zu of ", indent,
          range.begin, range.end);
  const struct gz_str title =
      gz_store_text(&ex->view, article, GZ_PROPERTY_TITLE);
  print_str(ex, title.size ? title : gz_store_label(&ex->view, article));
  const struct gz_str date =
      gz_store_text(&ex->view, article, GZ_PROPERTY_ISSUED);
  fprintf(ex->out, "%s%.*s\n", date.size ? ", " : "", GZ_STR_ARGS(date));
  const struct gz_term text = gz_store_term(
      &ex->view, gz_store_value(&ex->view, article, GZ_PROPERTY_IS_STRING));
  if (placed && text.kind == GZ_TERM_LITERAL) {
    print_passage(ex, text.value, range, indent);
  } else {
    fprintf(ex->out, "%s  “", indent);
    print_str(ex, gz_store_text(&ex->view, mention, GZ_PROPERTY_ANCHOR_OF));
    fputs("”\n", ex->out);
  }
  const struct gz_str rule =
      gz_store_text(&ex->view, mention, GZ_PROPERTY_RULE);
  if (rule.size) {
    fprintf(ex->out, "%s  linked by %.*s\n", indent, GZ_STR_ARGS(rule));
  }
}

static enum gz_status
print_evidence(struct explainer *ex, gz_id subject, const char *indent,
               struct gz_error *error) {
  struct gz_store_ids mentions;
  enum gz_status status;
  GZ_TRY(status, gz_store_values(&ex->view, subject, GZ_PROPERTY_EVIDENCE,
                                 &mentions, error));
  const size_t shown =
      mentions.count < MAX_MENTIONS ? mentions.count : MAX_MENTIONS;
  for (size_t i = 0; i < shown; ++i) {
    print_mention(ex, mentions.items[i], indent);
  }
  if (shown < mentions.count) {
    fprintf(ex->out, "%s… and %zu more\n", indent, mentions.count - shown);
  }
  return GZ_OK;
}

static void
print_head(struct explainer *ex, gz_id id, const char *indent) {
  fputs(indent, ex->out);
  print_str(ex, gz_store_label(&ex->view, id));
  fprintf(ex->out, "  <%.*s>\n",
          GZ_STR_ARGS(gz_store_term(&ex->view, id).value));
}

static enum gz_status
explain_claim(struct explainer *ex, gz_id claim, const char *indent,
              struct gz_error *error) {
  static const enum gz_vocab shown[] = {
      GZ_PROPERTY_SPEAKER,   GZ_PROPERTY_RELAYED_BY,  GZ_PROPERTY_POLARITY,
      GZ_PROPERTY_CERTAINTY, GZ_PROPERTY_TEMPORALITY, GZ_PROPERTY_FORM,
      GZ_PROPERTY_CUE,       GZ_PROPERTY_QUOTATION,   GZ_PROPERTY_RULE,
      GZ_PROPERTY_CONFIDENCE};
  enum gz_status status;
  GZ_TRY(status, print_all(ex, claim, shown, sizeof shown / sizeof shown[0],
                           indent, error));
  return print_evidence(ex, claim, indent, error);
}

static enum gz_status
explain_event(struct explainer *ex, gz_id event, struct gz_error *error) {
  static const enum gz_vocab shown[] = {
      GZ_PROPERTY_TYPE,       GZ_PROPERTY_ACTOR,    GZ_PROPERTY_RECIPIENT,
      GZ_PROPERTY_CONCERNS,   GZ_PROPERTY_RESULTS,  GZ_PROPERTY_PLACE,
      GZ_PROPERTY_BEGIN_DATE, GZ_PROPERTY_END_DATE, GZ_PROPERTY_TIME_TEXT,
      GZ_PROPERTY_TIME_BASIS, GZ_PROPERTY_RULE,     GZ_PROPERTY_CONFIDENCE};
  enum gz_status status;
  GZ_TRY(status, print_all(ex, event, shown, sizeof shown / sizeof shown[0],
                           "  ", error));
  GZ_TRY(status, print_evidence(ex, event, "  ", error));
  struct gz_store_ids claims;
  GZ_TRY(status, gz_store_subjects(&ex->view, GZ_PROPERTY_ASSERTS, event,
                                   &claims, error));
  for (size_t i = 0; i < claims.count; ++i) {
    fputs("  put forward by\n", ex->out);
    print_head(ex, claims.items[i], "    ");
    GZ_TRY(status, explain_claim(ex, claims.items[i], "      ", error));
  }
  return GZ_OK;
}

static enum gz_status
explain_thing(struct explainer *ex, gz_id thing, struct gz_error *error) {
  static const enum gz_vocab shown[] = {
      GZ_PROPERTY_TYPE,       GZ_PROPERTY_ALT_LABEL,  GZ_PROPERTY_SAME_AS,
      GZ_PROPERTY_OF_STATE,   GZ_PROPERTY_HOLDS,      GZ_PROPERTY_HELD_BY,
      GZ_PROPERTY_POST_IN,    GZ_PROPERTY_MEMBER_OF,  GZ_PROPERTY_SPEAKS_FOR,
      GZ_PROPERTY_IS_PART_OF, GZ_PROPERTY_ADOPTED_BY, GZ_PROPERTY_PROPOSED_BY,
      GZ_PROPERTY_SIGNED_BY,  GZ_PROPERTY_OPPOSED_BY, GZ_PROPERTY_TARGETS,
      GZ_PROPERTY_TITLE,      GZ_PROPERTY_ISSUED,     GZ_PROPERTY_SOURCE,
      GZ_PROPERTY_PUBLISHER,  GZ_PROPERTY_ANCHOR_OF};
  enum gz_status status;
  GZ_TRY(status, print_all(ex, thing, shown, sizeof shown / sizeof shown[0],
                           "  ", error));
  return print_evidence(ex, thing, "  ", error);
}

/** Whether something is asserted by a claim, and so is an event. */
static bool
is_event(struct explainer *ex, gz_id id) {
  struct gz_store_ids claims;
  return gz_store_subjects(&ex->view, GZ_PROPERTY_ASSERTS, id, &claims, NULL) ==
             GZ_OK &&
         claims.count > 0;
}

static enum gz_status
explain(struct explainer *ex, const char *iri, struct gz_error *error) {
  const gz_id id = gz_store_iri_id(&ex->view, gz_str(iri));
  const gz_id type = gz_store_value(&ex->view, id, GZ_PROPERTY_TYPE);
  if (id == GZ_ID_NONE || type == GZ_ID_NONE) {
    return gz_fail(error, GZ_NOT_FOUND, "Nothing is known of <%s>", iri);
  }
  print_head(ex, id, "");
  if (is_event(ex, id)) {
    return explain_event(ex, id, error);
  }
  if (type == gz_store_vocab_id(&ex->view, GZ_CLASS_CLAIM)) {
    enum gz_status status;
    GZ_TRY(status, print_values(ex, id, GZ_PROPERTY_ASSERTS, "  ", error));
    return explain_claim(ex, id, "  ", error);
  }
  return explain_thing(ex, id, error);
}

enum gz_status
gz_store_explain(struct gz_store *store, const char *iri, FILE *out,
                 struct gz_error *error) {
  struct explainer ex = {.out = out};
  enum gz_status status = gz_store_view_open(store, &ex.view, error);
  if (status == GZ_OK) {
    status = explain(&ex, iri, error);
  }
  gz_store_view_close(&ex.view);
  if (status == GZ_OK && (fflush(out) != 0 || ferror(out))) {
    status = gz_fail_system(error, errno, "Cannot write");
  }
  return status;
}
