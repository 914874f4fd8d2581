#include "input/facts.h"

static const char *const entity_class_texts[] = {
#define GZ_ENTITY_CLASS(id, name) name,
#include "input/facts.def"
#undef GZ_ENTITY_CLASS
};

static const char *const event_class_texts[] = {
#define GZ_EVENT_CLASS(id, name, group) name,
#include "input/facts.def"
#undef GZ_EVENT_CLASS
};

static const char *const role_texts[] = {
#define GZ_ROLE(id, name) name,
#include "input/facts.def"
#undef GZ_ROLE
};

static const char *const polarity_texts[] = {
#define GZ_POLARITY(id, name) name,
#include "input/facts.def"
#undef GZ_POLARITY
};

static const char *const certainty_texts[] = {
#define GZ_CERTAINTY(id, name) name,
#include "input/facts.def"
#undef GZ_CERTAINTY
};

static const char *const temporality_texts[] = {
#define GZ_TEMPORALITY(id, name) name,
#include "input/facts.def"
#undef GZ_TEMPORALITY
};

static const char *const form_texts[] = {
#define GZ_FORM(id, name) name,
#include "input/facts.def"
#undef GZ_FORM
};

static const char *const time_basis_texts[] = {
#define GZ_TIME_BASIS(id, name) name,
#include "input/facts.def"
#undef GZ_TIME_BASIS
};

static const char *const timex_type_texts[] = {
#define GZ_TIMEX_TYPE(id, name) name,
#include "input/facts.def"
#undef GZ_TIMEX_TYPE
};

static const enum gz_event_class groups[] = {
#define GZ_EVENT_CLASS(id, name, group) GZ_EVENT_##group,
#include "input/facts.def"
#undef GZ_EVENT_CLASS
};

static const char *
text_of(const char *const *texts, int count, int value) {
  return value >= 0 && value < count ? texts[value] : "";
}

static int
value_of(const char *const *texts, int count, struct gz_str text) {
  int i = 0;
  while (i < count && !gz_str_is(text, texts[i])) {
    ++i;
  }
  return i;
}

const char *
gz_entity_class_text(enum gz_entity_class value) {
  return text_of(entity_class_texts, GZ_N_ENTITY_CLASS, (int)value);
}

const char *
gz_event_class_text(enum gz_event_class value) {
  return text_of(event_class_texts, GZ_N_EVENT_CLASS, (int)value);
}

const char *
gz_role_text(enum gz_role_kind value) {
  return text_of(role_texts, GZ_N_ROLE, (int)value);
}

const char *
gz_polarity_text(enum gz_polarity value) {
  return text_of(polarity_texts, GZ_N_POLARITY, (int)value);
}

const char *
gz_certainty_text(enum gz_certainty value) {
  return text_of(certainty_texts, GZ_N_CERTAINTY, (int)value);
}

const char *
gz_temporality_text(enum gz_temporality value) {
  return text_of(temporality_texts, GZ_N_TEMPORALITY, (int)value);
}

const char *
gz_form_text(enum gz_form value) {
  return text_of(form_texts, GZ_N_FORM, (int)value);
}

const char *
gz_time_basis_text(enum gz_time_basis value) {
  return text_of(time_basis_texts, GZ_N_TIME_BASIS, (int)value);
}

const char *
gz_timex_type_text(enum gz_timex_type value) {
  return text_of(timex_type_texts, GZ_N_TIMEX_TYPE, (int)value);
}

enum gz_entity_class
gz_entity_class_from_text(struct gz_str text) {
  return (enum gz_entity_class)value_of(entity_class_texts, GZ_N_ENTITY_CLASS,
                                        text);
}

enum gz_event_class
gz_event_class_from_text(struct gz_str text) {
  return (enum gz_event_class)value_of(event_class_texts, GZ_N_EVENT_CLASS,
                                       text);
}

enum gz_role_kind
gz_role_from_text(struct gz_str text) {
  return (enum gz_role_kind)value_of(role_texts, GZ_N_ROLE, text);
}

enum gz_polarity
gz_polarity_from_text(struct gz_str text) {
  return (enum gz_polarity)value_of(polarity_texts, GZ_N_POLARITY, text);
}

enum gz_certainty
gz_certainty_from_text(struct gz_str text) {
  return (enum gz_certainty)value_of(certainty_texts, GZ_N_CERTAINTY, text);
}

enum gz_temporality
gz_temporality_from_text(struct gz_str text) {
  return (enum gz_temporality)value_of(temporality_texts, GZ_N_TEMPORALITY,
                                       text);
}

enum gz_form
gz_form_from_text(struct gz_str text) {
  return (enum gz_form)value_of(form_texts, GZ_N_FORM, text);
}

enum gz_timex_type
gz_timex_type_from_text(struct gz_str text) {
  return (enum gz_timex_type)value_of(timex_type_texts, GZ_N_TIMEX_TYPE, text);
}

enum gz_event_class
gz_event_class_group(enum gz_event_class value) {
  return (int)value >= 0 && value < GZ_N_EVENT_CLASS ? groups[value]
                                                     : GZ_EVENT_NONE;
}
