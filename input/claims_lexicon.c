#include "input/claims_lexicon.h"

#include "input/arena.h"
#include "input/interner.h"
#include "input/tsv.h"

#include <stdlib.h>
#include <string.h>

/** Longest lemma, in bytes. */
#define MAX_LEMMA 48

/** Most words of each file. */
#define MAX_WORDS 16384

struct gz_claim_lexicon {
  struct gz_arena *arena;
  struct gz_interner *reporting_keys; /**< "v:say" */
  struct gz_interner *modal_keys;     /**< "m:could" */
  struct gz_reporting_word *reporting;
  struct gz_modal_word *modal;
};

static const char *const kind_names[GZ_N_REPORT_KIND] = {
    "say",  "admit",  "claim", "deny",    "promise", "threaten",
    "warn", "accuse", "ask",   "predict", "think",   "attitude",
};

static const struct {
  const char *name;
  uint32_t bit;
} complement_names[] = {
    {"that", GZ_COMPLEMENT_THAT},   {"whether", GZ_COMPLEMENT_WHETHER},
    {"to", GZ_COMPLEMENT_TO},       {"ing", GZ_COMPLEMENT_ING},
    {"obj", GZ_COMPLEMENT_OBJ},     {"pass", GZ_COMPLEMENT_PASS},
    {"xcomp", GZ_COMPLEMENT_XCOMP}, {"whom", GZ_COMPLEMENT_WHOM},
};

/** The key of a lemma; empty if it is too long for one. */
static struct gz_str
make_key(struct gz_str lemma, char part, char key[MAX_LEMMA + 4]) {
  if (lemma.size > MAX_LEMMA) {
    return gz_str("");
  }
  key[0] = part;
  key[1] = ':';
  for (size_t i = 0; i < lemma.size; ++i) {
    const char c = lemma.data[i];
    key[i + 2] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  }
  return gz_str_n(key, lemma.size + 2);
}

/** Number the word of the line read last, which must be new. */
static enum gz_status
add_key(struct gz_interner *keys, const struct gz_tsv *tsv, const char *parts,
        uint32_t *number, struct gz_error *error) {
  const struct gz_str lemma = tsv->fields[0];
  const struct gz_str part = tsv->fields[1];
  char bytes[MAX_LEMMA + 4];
  if (part.size != 1 || !strchr(parts, part.data[0])) {
    return gz_tsv_fail(tsv, error, "No such part of speech", part);
  }
  const struct gz_str key = make_key(lemma, part.data[0], bytes);
  if (!lemma.size || !key.size) {
    return gz_tsv_fail(tsv, error, "Wrong lemma", lemma);
  }
  const uint32_t count = gz_interner_count(keys);
  *number = gz_interner_add(keys, key);
  if (*number == GZ_NO_INDEX) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for the lexicon");
  }
  if (*number != count) {
    return gz_tsv_fail(tsv, error, "Listed twice", lemma);
  }
  return *number < MAX_WORDS
             ? GZ_OK
             : gz_fail(error, GZ_TOO_LARGE, "%s: more than %d words", tsv->name,
                       MAX_WORDS);
}

/** Take the next word of `rest`, which are parted by spaces. */
static struct gz_str
take_word(struct gz_str *rest) {
  const size_t space = gz_str_find(*rest, ' ');
  const struct gz_str word = gz_str_part(*rest, 0, space);
  *rest = gz_str_part(*rest, space + 1, rest->size);
  return word;
}

static enum gz_status
read_complements(struct gz_claim_lexicon *lexicon, const struct gz_tsv *tsv,
                 struct gz_reporting_word *word, struct gz_error *error) {
  size_t n = 0;
  for (struct gz_str rest = tsv->fields[3]; rest.size;) {
    const struct gz_str name = take_word(&rest);
    bool known = !name.size;
    for (size_t i = 0; i < sizeof complement_names / sizeof complement_names[0];
         ++i) {
      if (gz_str_is(name, complement_names[i].name)) {
        word->complements |= complement_names[i].bit;
        known = true;
      }
    }
    // "to" is both: "vowed to go", "objected to it".
    if (known && !gz_str_is(name, "to")) {
      continue;
    }
    if (n + 1 >= GZ_REPORT_MAX_PREPOSITIONS) {
      return gz_tsv_fail(tsv, error, "Too many complements", tsv->fields[3]);
    }
    word->prepositions[n] = gz_arena_copy(lexicon->arena, name);
    if (!word->prepositions[n++]) {
      return gz_fail(error, GZ_NO_MEMORY, "No memory for the lexicon");
    }
  }
  return GZ_OK;
}

static enum gz_status
read_reporting(struct gz_claim_lexicon *lexicon, struct gz_tsv *tsv,
               struct gz_error *error) {
  enum gz_status status;
  while ((status = gz_tsv_next(tsv, error)) == GZ_OK) {
    if (tsv->n_fields != 4) {
      return gz_tsv_fail(tsv, error, "Not four fields", tsv->fields[0]);
    }
    struct gz_reporting_word word = {.kind = GZ_N_REPORT_KIND};
    for (size_t i = 0; i < GZ_N_REPORT_KIND; ++i) {
      if (gz_str_is(tsv->fields[2], kind_names[i])) {
        word.kind = (uint8_t)i;
      }
    }
    if (word.kind == GZ_N_REPORT_KIND) {
      return gz_tsv_fail(tsv, error, "No such kind", tsv->fields[2]);
    }
    uint32_t number = 0;
    GZ_TRY(status,
           add_key(lexicon->reporting_keys, tsv, "vna", &number, error));
    GZ_TRY(status, read_complements(lexicon, tsv, &word, error));
    lexicon->reporting[number] = word;
  }
  return status == GZ_END ? GZ_OK : status;
}

/** Take one effect of a modal word.  False if there is none of that name. */
static bool
add_effect(struct gz_modal_word *word, struct gz_str name) {
  if (gz_str_is(name, "negative")) {
    word->negative = true;
  } else if (gz_str_is(name, "unknown")) {
    word->unknown = true;
    word->certainty = GZ_CERTAINTY_UNKNOWN;
  } else if (gz_str_is(name, "unsure")) {
    word->certainty = GZ_CERTAINTY_UNKNOWN;
  } else if (gz_certainty_from_text(name) != GZ_N_CERTAINTY) {
    word->certainty = (uint8_t)gz_certainty_from_text(name);
  } else if (gz_temporality_from_text(name) != GZ_N_TEMPORALITY) {
    word->temporality = (uint8_t)gz_temporality_from_text(name);
  } else {
    return false;
  }
  return true;
}

static enum gz_status
read_modality(struct gz_claim_lexicon *lexicon, struct gz_tsv *tsv,
              struct gz_error *error) {
  enum gz_status status;
  while ((status = gz_tsv_next(tsv, error)) == GZ_OK) {
    if (tsv->n_fields != 3) {
      return gz_tsv_fail(tsv, error, "Not three fields", tsv->fields[0]);
    }
    struct gz_modal_word word = {.certainty = GZ_CERTAINTY_CERTAIN,
                                 .temporality = GZ_N_TEMPORALITY};
    for (struct gz_str rest = tsv->fields[2]; rest.size;) {
      const struct gz_str name = take_word(&rest);
      if (name.size && !add_effect(&word, name)) {
        return gz_tsv_fail(tsv, error, "No such effect", name);
      }
    }
    uint32_t number = 0;
    GZ_TRY(status,
           add_key(lexicon->modal_keys, tsv, "vonarmcdspw", &number, error));
    lexicon->modal[number] = word;
  }
  return status == GZ_END ? GZ_OK : status;
}

static struct gz_claim_lexicon *
lexicon_new(void) {
  struct gz_claim_lexicon *lexicon = calloc(1, sizeof *lexicon);
  if (lexicon) {
    lexicon->arena = gz_arena_new(GZ_MAX_TABLE_BYTES);
    lexicon->reporting_keys = gz_interner_new();
    lexicon->modal_keys = gz_interner_new();
    lexicon->reporting = calloc(MAX_WORDS, sizeof *lexicon->reporting);
    lexicon->modal = calloc(MAX_WORDS, sizeof *lexicon->modal);
    if (!lexicon->arena || !lexicon->reporting_keys || !lexicon->modal_keys ||
        !lexicon->reporting || !lexicon->modal) {
      gz_claim_lexicon_free(lexicon);
      lexicon = NULL;
    }
  }
  return lexicon;
}

enum gz_status
gz_claim_lexicon_load(const char *path, struct gz_claim_lexicon **lexicon,
                      struct gz_error *error) {
  struct gz_claim_lexicon *made = lexicon_new();
  if (!made) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for the lexicon");
  }
  struct gz_tsv tsv;
  enum gz_status status = gz_tsv_open(&tsv, path, made->arena, error);
  if (status == GZ_OK) {
    status = read_reporting(made, &tsv, error);
  }
  if (status != GZ_OK) {
    gz_claim_lexicon_free(made);
    return status;
  }
  *lexicon = made;
  return GZ_OK;
}

enum gz_status
gz_claim_lexicon_load_modality(struct gz_claim_lexicon *lexicon,
                               const char *path, struct gz_error *error) {
  struct gz_tsv tsv;
  enum gz_status status;
  GZ_TRY(status, gz_tsv_open(&tsv, path, lexicon->arena, error));
  return read_modality(lexicon, &tsv, error);
}

enum gz_status
gz_claim_lexicon_from_text(struct gz_str reporting, struct gz_str modality,
                           struct gz_claim_lexicon **lexicon,
                           struct gz_error *error) {
  struct gz_claim_lexicon *made = lexicon_new();
  if (!made) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for the lexicon");
  }
  struct gz_tsv tsv;
  gz_tsv_from_text(&tsv, reporting, "reporting words");
  enum gz_status status = read_reporting(made, &tsv, error);
  if (status == GZ_OK) {
    gz_tsv_from_text(&tsv, modality, "modal words");
    status = read_modality(made, &tsv, error);
  }
  if (status != GZ_OK) {
    gz_claim_lexicon_free(made);
    return status;
  }
  *lexicon = made;
  return GZ_OK;
}

void
gz_claim_lexicon_free(struct gz_claim_lexicon *lexicon) {
  if (lexicon) {
    gz_arena_free(lexicon->arena);
    gz_interner_free(lexicon->reporting_keys);
    gz_interner_free(lexicon->modal_keys);
    free(lexicon->reporting);
    free(lexicon->modal);
    free(lexicon);
  }
}

static uint32_t
find_word(const struct gz_interner *keys, struct gz_str lemma, char part) {
  char bytes[MAX_LEMMA + 4];
  struct gz_str key = make_key(lemma, part, bytes);
  if (key.size < 4) {
    return GZ_NO_INDEX;
  }
  uint32_t number = gz_interner_find(keys, key);
  if (number != GZ_NO_INDEX || part != 'v' || key.size < 6) {
    return number;
  }
  const char last = bytes[key.size - 1];
  const char before = bytes[key.size - 2];
  if (last == 'e' || last == before) { // "insiste", "admitt"
    number = gz_interner_find(keys, gz_str_n(bytes, key.size - 1));
  }
  if (number == GZ_NO_INDEX && last == 'e' && before == 'i') { // "implie"
    bytes[key.size - 2] = 'y';
    number = gz_interner_find(keys, gz_str_n(bytes, key.size - 1));
    bytes[key.size - 2] = 'i';
  }
  if (number == GZ_NO_INDEX && last == 's' && before == 'e') { // "endorses"
    number = gz_interner_find(keys, gz_str_n(bytes, key.size - 1));
  }
  if (number == GZ_NO_INDEX && last != 'e') { // "criticiz"
    bytes[key.size] = 'e';
    number = gz_interner_find(keys, gz_str_n(bytes, key.size + 1));
  }
  return number;
}

const struct gz_reporting_word *
gz_claim_lexicon_reporting(const struct gz_claim_lexicon *lexicon,
                           struct gz_str lemma, char part) {
  const uint32_t number = find_word(lexicon->reporting_keys, lemma, part);
  return number == GZ_NO_INDEX ? NULL : &lexicon->reporting[number];
}

const struct gz_modal_word *
gz_claim_lexicon_modal(const struct gz_claim_lexicon *lexicon,
                       struct gz_str lemma, char part) {
  const uint32_t number = find_word(lexicon->modal_keys, lemma, part);
  return number == GZ_NO_INDEX ? NULL : &lexicon->modal[number];
}

bool
gz_reporting_takes(const struct gz_reporting_word *word,
                   struct gz_str preposition) {
  for (size_t i = 0; word->prepositions[i]; ++i) {
    if (gz_str_equal_nocase(preposition, gz_str(word->prepositions[i]))) {
      return true;
    }
  }
  return false;
}
