#include "input/nouns.h"

#include "input/article.h"
#include "input/interner.h"
#include "input/tsv.h"

#include <stdlib.h>
#include <string.h>

/** Bytes that a lexicon may take. */
#define CEILING ((size_t)64 << 20)

struct gz_nouns {
  struct gz_arena *arena;
  struct gz_interner *words; /**< "n minister", "p inc", "f mary" */
  struct gz_noun *items;     /**< One for each word */
  uint32_t capacity;
};

static const struct {
  const char *name;
  uint16_t mark;
} marks[] = {
    {"person", GZ_NOUN_PERSON},
    {"office", GZ_NOUN_OFFICE},
    {"speaks", GZ_NOUN_SPEAKS},
    {"title", GZ_NOUN_TITLE},
    {"male", GZ_NOUN_MALE},
    {"female", GZ_NOUN_FEMALE},
    {"group", GZ_NOUN_GROUP},
    {"place", GZ_NOUN_PLACE},
    {"thing", GZ_NOUN_THING},
    {"plural", GZ_NOUN_PLURAL},
    {"surname", GZ_NOUN_SURNAME},
    {"part", 0},
};

/** Write the key of a word: its list, and the word in lower case. */
static struct gz_str
key_of(char list, struct gz_str word, char key[GZ_NOUN_MAX_BYTES + 2]) {
  if (word.size == 0 || word.size > GZ_NOUN_MAX_BYTES) {
    return GZ_STR("");
  }
  key[0] = list;
  for (size_t i = 0; i < word.size; ++i) {
    const char c = word.data[i];
    key[i + 1] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  return gz_str_n(key, word.size + 1);
}

/** Keep a word; a word that is there already keeps its first meaning. */
static enum gz_status
keep(struct gz_nouns *nouns, char list, struct gz_str word, struct gz_noun noun,
     struct gz_error *error) {
  char bytes[GZ_NOUN_MAX_BYTES + 2];
  const struct gz_str key = key_of(list, word, bytes);
  if (!key.size) {
    return gz_fail(error, GZ_BAD_INPUT, "No word or too long a word");
  }
  const uint32_t before = gz_interner_count(nouns->words);
  const uint32_t number = gz_interner_add(nouns->words, key);
  if (number != GZ_NO_INDEX && number == before &&
      (number < nouns->capacity ||
       gz_list_grow(nouns->arena, (void **)&nouns->items, number,
                    &nouns->capacity, sizeof *nouns->items))) {
    nouns->items[number] = noun;
  } else if (number == GZ_NO_INDEX || number == before) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for a lexicon");
  }
  return GZ_OK;
}

/** Read "person,office"; false if a mark is unknown. */
static bool
read_marks(struct gz_str text, uint16_t *value, bool *part) {
  while (text.size) {
    const size_t comma = gz_str_find(text, ',');
    const struct gz_str name = gz_str_part(text, 0, comma);
    size_t i = 0;
    while (i < sizeof marks / sizeof *marks &&
           !gz_str_is(name, marks[i].name)) {
      ++i;
    }
    if (i == sizeof marks / sizeof *marks) {
      return false;
    }
    *value = (uint16_t)(*value | marks[i].mark);
    *part = *part || marks[i].mark == 0;
    text = gz_str_part(text, comma + 1, text.size);
  }
  return true;
}

static enum gz_status
read_nouns(struct gz_nouns *nouns, struct gz_tsv *tsv, struct gz_error *error) {
  enum gz_status status;
  while ((status = gz_tsv_next(tsv, error)) == GZ_OK) {
    struct gz_noun noun = {.type = 0};
    bool part = false;
    if (tsv->n_fields != 3) {
      return gz_tsv_fail(tsv, error, "Not three fields", tsv->fields[0]);
    }
    const enum gz_entity_class type = gz_entity_class_from_text(tsv->fields[1]);
    if (type == GZ_N_ENTITY_CLASS) {
      return gz_tsv_fail(tsv, error, "Unknown class", tsv->fields[1]);
    }
    noun.type = (uint8_t)type;
    if (!read_marks(tsv->fields[2], &noun.marks, &part)) {
      return gz_tsv_fail(tsv, error, "Unknown mark", tsv->fields[2]);
    }
    if (keep(nouns, part ? 'p' : 'n', tsv->fields[0], noun, error) != GZ_OK) {
      return gz_tsv_fail(tsv, error, "Not a word to keep", tsv->fields[0]);
    }
  }
  return status == GZ_END ? GZ_OK : status;
}

static enum gz_status
read_forenames(struct gz_nouns *nouns, struct gz_tsv *tsv,
               struct gz_error *error) {
  enum gz_status status;
  while ((status = gz_tsv_next(tsv, error)) == GZ_OK) {
    if (tsv->n_fields != 2 && tsv->n_fields != 3) {
      return gz_tsv_fail(tsv, error, "Not two or three fields", tsv->fields[0]);
    }
    const bool surname = tsv->n_fields == 3;
    if (surname && !gz_str_is(tsv->fields[2], "surname")) {
      return gz_tsv_fail(tsv, error, "Unknown mark", tsv->fields[2]);
    }
    const bool male = gz_str_is(tsv->fields[1], "male");
    if (!male && !gz_str_is(tsv->fields[1], "female")) {
      return gz_tsv_fail(tsv, error, "Unknown gender", tsv->fields[1]);
    }
    const struct gz_noun noun = {
        .type = GZ_ENTITY_PERSON,
        .marks = (uint16_t)((male ? GZ_NOUN_MALE : GZ_NOUN_FEMALE) |
                            (surname ? GZ_NOUN_SURNAME : 0)),
    };
    if (keep(nouns, 'f', tsv->fields[0], noun, error) != GZ_OK) {
      return gz_tsv_fail(tsv, error, "Not a word to keep", tsv->fields[0]);
    }
  }
  return status == GZ_END ? GZ_OK : status;
}

static struct gz_nouns *
make(void) {
  struct gz_nouns *nouns = calloc(1, sizeof *nouns);
  if (nouns) {
    nouns->arena = gz_arena_new(CEILING);
    nouns->words = gz_interner_new();
  }
  if (nouns && (!nouns->arena || !nouns->words)) {
    gz_nouns_free(nouns);
    nouns = NULL;
  }
  return nouns;
}

enum gz_status
gz_nouns_load(const char *path, struct gz_nouns **nouns,
              struct gz_error *error) {
  struct gz_nouns *made = make();
  if (!made) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for a lexicon");
  }
  struct gz_tsv words;
  enum gz_status status = gz_tsv_open(&words, path, made->arena, error);
  if (status == GZ_OK) {
    status = read_nouns(made, &words, error);
  }
  if (status != GZ_OK) {
    gz_nouns_free(made);
    return status;
  }
  *nouns = made;
  return GZ_OK;
}

enum gz_status
gz_nouns_load_forenames(struct gz_nouns *nouns, const char *path,
                        struct gz_error *error) {
  struct gz_tsv forenames;
  enum gz_status status;
  GZ_TRY(status, gz_tsv_open(&forenames, path, nouns->arena, error));
  return read_forenames(nouns, &forenames, error);
}

enum gz_status
gz_nouns_parse(struct gz_str nouns_text, struct gz_str forenames_text,
               struct gz_nouns **nouns, struct gz_error *error) {
  struct gz_nouns *made = make();
  if (!made) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for a lexicon");
  }
  struct gz_tsv words;
  struct gz_tsv forenames;
  gz_tsv_from_text(&words, nouns_text, "nouns");
  gz_tsv_from_text(&forenames, forenames_text, "forenames");
  enum gz_status status = read_nouns(made, &words, error);
  if (status == GZ_OK) {
    status = read_forenames(made, &forenames, error);
  }
  if (status != GZ_OK) {
    gz_nouns_free(made);
    return status;
  }
  *nouns = made;
  return GZ_OK;
}

void
gz_nouns_free(struct gz_nouns *nouns) {
  if (nouns) {
    gz_interner_free(nouns->words);
    gz_arena_free(nouns->arena);
    free(nouns);
  }
}

static const struct gz_noun *
find(const struct gz_nouns *nouns, char list, struct gz_str word) {
  char bytes[GZ_NOUN_MAX_BYTES + 2];
  const struct gz_str key = key_of(list, word, bytes);
  const uint32_t number =
      key.size ? gz_interner_find(nouns->words, key) : GZ_NO_INDEX;
  return number == GZ_NO_INDEX ? NULL : &nouns->items[number];
}

const struct gz_noun *
gz_noun_find(const struct gz_nouns *nouns, struct gz_str lemma) {
  return find(nouns, 'n', lemma);
}

const struct gz_noun *
gz_noun_part(const struct gz_nouns *nouns, struct gz_str word) {
  return find(nouns, 'p', word);
}

enum gz_gender
gz_noun_forename(const struct gz_nouns *nouns, struct gz_str name) {
  const struct gz_noun *noun = find(nouns, 'f', name);
  return !noun                        ? GZ_GENDER_UNKNOWN
         : noun->marks & GZ_NOUN_MALE ? GZ_GENDER_MALE
                                      : GZ_GENDER_FEMALE;
}

bool
gz_noun_is_surname(const struct gz_nouns *nouns, struct gz_str name) {
  const struct gz_noun *noun = find(nouns, 'f', name);
  return noun && noun->marks & GZ_NOUN_SURNAME;
}
