#include "input/frames.h"

#include "input/arena.h"
#include "input/interner.h"
#include "input/tsv.h"

#include <stdlib.h>
#include <string.h>

/** Longest lemma, in bytes. */
#define MAX_LEMMA 64

/** Longest key of a lemma or of a set's word, in bytes. */
#define MAX_KEY (MAX_LEMMA + 12)

struct gz_frames {
  struct gz_arena *arena;
  struct gz_interner *lemmas; /**< "v:call", "n:decision" */
  struct gz_interner *sets;   /**< Names of sets; words without one: "|a|b" */
  struct gz_interner *words;  /**< Of the sets: "12:bill" */
  struct gz_interner *forms;  /**< "f:struck" */
  struct gz_str *form_lemmas; /**< Of each form */
  uint32_t n_form_lemmas;
  struct gz_frame *items;
  uint32_t count;
  uint32_t capacity;
  uint32_t *first; /**< First frame by lemma's number */
  uint32_t n_first;
};

/** What the places are called. */
static const struct {
  const char *name;
  enum gz_place_kind kind;
} place_names[] = {
    {"subj", GZ_PLACE_SUBJECT},         {"obj", GZ_PLACE_OBJECT},
    {"iobj", GZ_PLACE_INDIRECT_OBJECT}, {"comp", GZ_PLACE_COMPLEMENT},
    {"inf", GZ_PLACE_INFINITIVE},       {"poss", GZ_PLACE_POSSESSOR},
    {"mod", GZ_PLACE_MODIFIER},
};

static struct gz_frame_place
place_of(struct gz_frames *frames, struct gz_str name) {
  for (size_t i = 0; i < sizeof place_names / sizeof place_names[0]; ++i) {
    if (gz_str_is(name, place_names[i].name)) {
      return (struct gz_frame_place){(uint8_t)place_names[i].kind, NULL};
    }
  }
  return (struct gz_frame_place){GZ_PLACE_PREPOSITION,
                                 gz_arena_copy(frames->arena, name)};
}

/** Read "actor=subj|by". */
static enum gz_status
read_role(struct gz_frames *frames, const struct gz_tsv *tsv,
          struct gz_str text, struct gz_frame *frame, struct gz_error *error) {
  const size_t equals = gz_str_find(text, '=');
  const enum gz_role_kind role =
      gz_role_from_text(gz_str_part(text, 0, equals));
  if (role == GZ_N_ROLE || equals >= text.size) {
    return gz_tsv_fail(tsv, error, "No such role", text);
  }
  struct gz_str rest = gz_str_part(text, equals + 1, text.size);
  size_t n = 0;
  while (rest.size) {
    const size_t bar = gz_str_find(rest, '|');
    const struct gz_str name = gz_str_part(rest, 0, bar);
    if (!name.size || n == GZ_FRAME_MAX_PLACES) {
      return gz_tsv_fail(tsv, error, "Wrong places", text);
    }
    frame->places[role][n++] = place_of(frames, name);
    rest = gz_str_part(rest, bar + 1, rest.size);
  }
  return n ? GZ_OK : gz_tsv_fail(tsv, error, "No places", text);
}

/** The key of a lemma; false if it is too long for one. */
static bool
make_key(const char *prefix, struct gz_str lemma, char key[MAX_KEY],
         struct gz_str *made) {
  const size_t start = strlen(prefix);
  if (lemma.size > MAX_LEMMA || start + lemma.size > MAX_KEY) {
    return false;
  }
  memcpy(key, prefix, start);
  for (size_t i = 0; i < lemma.size; ++i) {
    const char c = lemma.data[i];
    key[start + i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  }
  *made = gz_str_n(key, start + lemma.size);
  return true;
}

static const char *
prefix_of(bool noun) {
  return noun ? "n:" : "v:";
}

/* Sets of words */

/** The prefix of the words of a set: "12:"; classes have another. */
static void
set_prefix(uint32_t set, bool is_class, char prefix[12]) {
  size_t size = 0;
  do {
    prefix[size++] = (char)('0' + set % 10);
    set /= 10;
  } while (set);
  prefix[size++] = is_class ? '!' : ':';
  prefix[size] = '\0';
}

/** Whether a word begins like the name of a class. */
static bool
is_class(struct gz_str word) {
  return word.size && word.data[0] >= 'A' && word.data[0] <= 'Z';
}

static bool
set_has(const struct gz_frames *frames, uint32_t set, struct gz_str word,
        bool class) {
  char prefix[12];
  char bytes[MAX_KEY];
  struct gz_str key;
  set_prefix(set, class, prefix);
  return make_key(prefix, word, bytes, &key) &&
         gz_interner_find(frames->words, key) != GZ_NO_INDEX;
}

/** Add the words of `text`, parted by `separator`, to a set. */
static enum gz_status
add_words(struct gz_frames *frames, const struct gz_tsv *tsv, uint32_t set,
          struct gz_str text, char separator, struct gz_error *error) {
  while (text.size) {
    const size_t end = gz_str_find(text, separator);
    const struct gz_str word = gz_str_part(text, 0, end);
    text = gz_str_part(text, end + 1, text.size);
    if (!word.size || word.data[0] == '@') {
      continue;
    }
    if (is_class(word) &&
        gz_entity_class_from_text(word) == GZ_N_ENTITY_CLASS) {
      return gz_tsv_fail(tsv, error, "No such class", word);
    }
    char prefix[12];
    char bytes[MAX_KEY];
    struct gz_str key;
    set_prefix(set, is_class(word), prefix);
    if (!make_key(prefix, word, bytes, &key)) {
      return gz_tsv_fail(tsv, error, "Word too long", word);
    }
    if (gz_interner_add(frames->words, key) == GZ_NO_INDEX) {
      return gz_fail(error, GZ_NO_MEMORY, "No memory for frames");
    }
  }
  return GZ_OK;
}

/** Read a line that names a set. */
static enum gz_status
read_set(struct gz_frames *frames, const struct gz_tsv *tsv,
         struct gz_error *error) {
  if (!tsv->fields[0].size) {
    return gz_tsv_fail(tsv, error, "No name", tsv->fields[0]);
  }
  const uint32_t set = gz_interner_add(frames->sets, tsv->fields[0]);
  return set == GZ_NO_INDEX
             ? gz_fail(error, GZ_NO_MEMORY, "No memory for frames")
             : add_words(frames, tsv, set, tsv->fields[2], ' ', error);
}

/** Read the words of a condition: "@law|measure". */
static enum gz_status
read_need_sets(struct gz_frames *frames, const struct gz_tsv *tsv,
               struct gz_str words, struct gz_frame_need *need,
               struct gz_error *error) {
  bool own = false;
  struct gz_str rest = words;
  while (rest.size) {
    const size_t bar = gz_str_find(rest, '|');
    const struct gz_str word = gz_str_part(rest, 0, bar);
    rest = gz_str_part(rest, bar + 1, rest.size);
    if (!word.size || word.data[0] != '@') {
      own = own || word.size;
      continue;
    }
    const uint32_t set =
        gz_interner_find(frames->sets, gz_str_part(word, 1, word.size));
    if (set == GZ_NO_INDEX || need->n_sets == GZ_FRAME_MAX_SETS) {
      return gz_tsv_fail(tsv, error, "No such set", word);
    }
    need->sets[need->n_sets++] = set;
  }
  if (!own) {
    return need->n_sets ? GZ_OK : gz_tsv_fail(tsv, error, "No words", words);
  }
  if (need->n_sets == GZ_FRAME_MAX_SETS) {
    return gz_tsv_fail(tsv, error, "Too many sets", words);
  }
  // A set of its own, that no line can name: names have no bar.
  const char *name =
      gz_arena_printf(frames->arena, "|%.*s", GZ_STR_ARGS(words));
  const uint32_t set =
      name ? gz_interner_add(frames->sets, gz_str(name)) : GZ_NO_INDEX;
  if (set == GZ_NO_INDEX) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for frames");
  }
  need->sets[need->n_sets++] = set;
  return add_words(frames, tsv, set, words, '|', error);
}

/** Read "obj:@law" of a condition. */
static enum gz_status
read_need(struct gz_frames *frames, const struct gz_tsv *tsv,
          struct gz_str text, bool forbids, struct gz_frame *frame,
          struct gz_error *error) {
  const size_t colon = gz_str_find(text, ':');
  if (colon >= text.size || !colon || frame->n_needs == GZ_FRAME_MAX_NEEDS) {
    return gz_tsv_fail(tsv, error, "Wrong condition", text);
  }
  struct gz_frame_need *need = &frame->needs[frame->n_needs++];
  need->forbids = forbids;
  need->place = place_of(frames, gz_str_part(text, 0, colon));
  return read_need_sets(frames, tsv, gz_str_part(text, colon + 1, text.size),
                        need, error);
}

/** Read a line that gives a form's lemma: "struck form strike". */
static enum gz_status
read_form(struct gz_frames *frames, const struct gz_tsv *tsv,
          struct gz_error *error) {
  char bytes[MAX_KEY];
  struct gz_str key;
  if (!tsv->fields[2].size || tsv->fields[2].size > MAX_LEMMA ||
      !make_key("f:", tsv->fields[0], bytes, &key)) {
    return gz_tsv_fail(tsv, error, "Wrong form", tsv->fields[0]);
  }
  const uint32_t number = gz_interner_add(frames->forms, key);
  if (number == GZ_NO_INDEX) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for frames");
  }
  if (number < frames->n_form_lemmas) {
    return gz_tsv_fail(tsv, error, "Form given twice", tsv->fields[0]);
  }
  struct gz_str *lemmas =
      realloc(frames->form_lemmas, (number + 1) * sizeof *lemmas);
  if (!lemmas) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for frames");
  }
  frames->form_lemmas = lemmas;
  frames->form_lemmas[number] = gz_arena_str(frames->arena, tsv->fields[2]);
  frames->n_form_lemmas = number + 1;
  return lemmas[number].data
             ? GZ_OK
             : gz_fail(error, GZ_NO_MEMORY, "No memory for frames");
}

/* Lines */

/** Read one condition or role, or the mark of public affairs. */
static enum gz_status
read_item(struct gz_frames *frames, const struct gz_tsv *tsv,
          struct gz_str item, struct gz_frame *frame, struct gz_error *error) {
  if (gz_str_is(item, "political")) {
    frame->political = true;
    return GZ_OK;
  }
  if (gz_str_starts(item, GZ_STR("if="))) {
    return read_need(frames, tsv, gz_str_part(item, 3, item.size), false, frame,
                     error);
  }
  if (gz_str_starts(item, GZ_STR("unless="))) {
    return read_need(frames, tsv, gz_str_part(item, 7, item.size), true, frame,
                     error);
  }
  return read_role(frames, tsv, item, frame, error);
}

static enum gz_status
read_items(struct gz_frames *frames, const struct gz_tsv *tsv,
           struct gz_frame *frame, struct gz_error *error) {
  struct gz_str rest = tsv->n_fields > 3 ? tsv->fields[3] : GZ_STR("");
  while (rest.size) {
    const size_t space = gz_str_find(rest, ' ');
    const struct gz_str item = gz_str_part(rest, 0, space);
    if (item.size) {
      enum gz_status status;
      GZ_TRY(status, read_item(frames, tsv, item, frame, error));
    }
    rest = gz_str_part(rest, space + 1, rest.size);
  }
  return GZ_OK;
}

/** Read a lemma: "pull out", "call+on", "phone call". */
static bool
read_lemma(struct gz_frames *frames, struct gz_str text,
           struct gz_frame *frame) {
  const size_t plus = gz_str_find(text, '+');
  if (plus < text.size) {
    frame->preposition =
        gz_arena_copy(frames->arena, gz_str_part(text, plus + 1, text.size));
    text = gz_str_part(text, 0, plus);
  }
  const size_t space = gz_str_find(text, ' ');
  struct gz_str lemma = text;
  if (space < text.size) {
    const struct gz_str before = gz_str_part(text, 0, space);
    const struct gz_str after = gz_str_part(text, space + 1, text.size);
    char *other = gz_arena_copy(frames->arena, frame->noun ? before : after);
    lemma = frame->noun ? after : before;
    *(frame->noun ? &frame->modifier : &frame->particle) = other;
  }
  frame->lemma = gz_arena_str(frames->arena, lemma);
  return lemma.size > 0 && lemma.size <= MAX_LEMMA;
}

/** How much a frame needs beside its lemma. */
static int
needs(const struct gz_frame *frame) {
  int count = (frame->particle != NULL) + (frame->preposition != NULL) +
              (frame->modifier != NULL);
  for (uint8_t i = 0; i < frame->n_needs; ++i) {
    count += !frame->needs[i].forbids;
  }
  return count;
}

/** Put frame number `number` into its lemma's list, by what it needs. */
static bool
link_frame(struct gz_frames *frames, uint32_t number) {
  struct gz_frame *frame = &frames->items[number];
  char bytes[MAX_KEY];
  struct gz_str key;
  if (!make_key(prefix_of(frame->noun), frame->lemma, bytes, &key)) {
    return false;
  }
  const uint32_t lemma = gz_interner_add(frames->lemmas, key);
  if (lemma == GZ_NO_INDEX) {
    return false;
  }
  if (lemma == frames->n_first) {
    uint32_t *first =
        realloc(frames->first, (frames->n_first + 1) * sizeof *first);
    if (!first) {
      return false;
    }
    frames->first = first;
    frames->first[frames->n_first++] = GZ_NONE;
  }
  uint32_t *link = &frames->first[lemma];
  while (*link != GZ_NONE && needs(&frames->items[*link]) >= needs(frame)) {
    link = &frames->items[*link].next;
  }
  frame->next = *link;
  *link = number;
  return true;
}

/** Make room for one more frame and return it, or null. */
static struct gz_frame *
new_frame(struct gz_frames *frames) {
  if (frames->count == frames->capacity) {
    const uint32_t capacity = frames->capacity ? frames->capacity * 2 : 256;
    struct gz_frame *items = realloc(frames->items, capacity * sizeof *items);
    if (!items) {
      return NULL;
    }
    frames->items = items;
    frames->capacity = capacity;
  }
  return &frames->items[frames->count];
}

/** What a line says of all its lemmas. */
static enum gz_status
read_meaning(struct gz_frames *frames, const struct gz_tsv *tsv,
             struct gz_frame *frame, struct gz_error *error) {
  frame->noun = gz_str_is(tsv->fields[1], "n");
  if (!frame->noun && !gz_str_is(tsv->fields[1], "v")) {
    return gz_tsv_fail(tsv, error, "Neither v, n, set nor form",
                       tsv->fields[1]);
  }
  frame->light = gz_str_is(tsv->fields[2], "light");
  frame->undergo = gz_str_is(tsv->fields[2], "undergo");
  frame->occurs = gz_str_is(tsv->fields[2], "occur");
  if (frame->light || frame->undergo || frame->occurs) {
    return GZ_OK;
  }
  const enum gz_event_class type = gz_event_class_from_text(tsv->fields[2]);
  if (type == GZ_N_EVENT_CLASS || type == GZ_EVENT_NONE) {
    return gz_tsv_fail(tsv, error, "No such class", tsv->fields[2]);
  }
  frame->type = (uint8_t)type;
  return read_items(frames, tsv, frame, error);
}

static enum gz_status
read_line(struct gz_frames *frames, const struct gz_tsv *tsv,
          struct gz_error *error) {
  if (tsv->n_fields < 3) {
    return gz_tsv_fail(tsv, error, "Too few fields", tsv->fields[0]);
  }
  if (gz_str_is(tsv->fields[1], "set")) {
    return read_set(frames, tsv, error);
  }
  if (gz_str_is(tsv->fields[1], "form")) {
    return read_form(frames, tsv, error);
  }
  struct gz_frame meaning = {0};
  enum gz_status status;
  GZ_TRY(status, read_meaning(frames, tsv, &meaning, error));
  struct gz_str rest = tsv->fields[0];
  do {
    const size_t bar = gz_str_find(rest, '|');
    const struct gz_str text = gz_str_part(rest, 0, bar);
    rest = gz_str_part(rest, bar + 1, rest.size);
    struct gz_frame *frame = new_frame(frames);
    if (!frame) {
      return gz_fail(error, GZ_NO_MEMORY, "No memory for frames");
    }
    *frame = meaning;
    if (!read_lemma(frames, text, frame)) {
      return gz_tsv_fail(tsv, error, "Wrong lemma", tsv->fields[0]);
    }
    frame->rule = gz_arena_printf(frames->arena, "frame:%.*s/%c",
                                  GZ_STR_ARGS(text), frame->noun ? 'n' : 'v');
    if (!frame->rule || !link_frame(frames, frames->count)) {
      return gz_fail(error, GZ_NO_MEMORY, "No memory for frames");
    }
    ++frames->count;
  } while (rest.size);
  return GZ_OK;
}

static enum gz_status
read_all(struct gz_frames *frames, struct gz_tsv *tsv, struct gz_error *error) {
  enum gz_status status;
  while ((status = gz_tsv_next(tsv, error)) == GZ_OK) {
    GZ_TRY(status, read_line(frames, tsv, error));
  }
  return status == GZ_END ? GZ_OK : status;
}

static struct gz_frames *
frames_new(void) {
  struct gz_frames *frames = calloc(1, sizeof *frames);
  if (frames) {
    frames->arena = gz_arena_new(GZ_MAX_TABLE_BYTES);
    frames->lemmas = gz_interner_new();
    frames->sets = gz_interner_new();
    frames->words = gz_interner_new();
    frames->forms = gz_interner_new();
    if (!frames->arena || !frames->lemmas || !frames->sets || !frames->words ||
        !frames->forms) {
      gz_frames_free(frames);
      frames = NULL;
    }
  }
  return frames;
}

enum gz_status
gz_frames_load(const char *path, struct gz_frames **frames,
               struct gz_error *error) {
  struct gz_frames *made = frames_new();
  if (!made) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for frames");
  }
  struct gz_tsv tsv;
  enum gz_status status = gz_tsv_open(&tsv, path, made->arena, error);
  if (status == GZ_OK) {
    status = read_all(made, &tsv, error);
  }
  if (status != GZ_OK) {
    gz_frames_free(made);
    return status;
  }
  *frames = made;
  return GZ_OK;
}

enum gz_status
gz_frames_from_text(struct gz_str text, const char *name,
                    struct gz_frames **frames, struct gz_error *error) {
  struct gz_frames *made = frames_new();
  if (!made) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for frames");
  }
  struct gz_tsv tsv;
  gz_tsv_from_text(&tsv, text, name);
  const enum gz_status status = read_all(made, &tsv, error);
  if (status != GZ_OK) {
    gz_frames_free(made);
    return status;
  }
  *frames = made;
  return GZ_OK;
}

void
gz_frames_free(struct gz_frames *frames) {
  if (frames) {
    gz_arena_free(frames->arena);
    gz_interner_free(frames->lemmas);
    gz_interner_free(frames->sets);
    gz_interner_free(frames->words);
    gz_interner_free(frames->forms);
    free(frames->form_lemmas);
    free(frames->items);
    free(frames->first);
    free(frames);
  }
}

const struct gz_frame *
gz_frames_find(const struct gz_frames *frames, struct gz_str lemma, bool noun) {
  char bytes[MAX_KEY];
  struct gz_str key;
  if (!make_key(prefix_of(noun), lemma, bytes, &key)) {
    return NULL;
  }
  uint32_t number = gz_interner_find(frames->lemmas, key);
  if (number == GZ_NO_INDEX && !noun) {
    (void)make_key("f:", lemma, bytes, &key);
    const uint32_t form = gz_interner_find(frames->forms, key);
    if (form == GZ_NO_INDEX ||
        !make_key(prefix_of(false), frames->form_lemmas[form], bytes, &key)) {
      return NULL;
    }
    number = gz_interner_find(frames->lemmas, key);
  }
  return number == GZ_NO_INDEX ? NULL : &frames->items[frames->first[number]];
}

const struct gz_frame *
gz_frames_next(const struct gz_frames *frames, const struct gz_frame *frame) {
  return frame->next == GZ_NONE ? NULL : &frames->items[frame->next];
}

static bool
need_has(const struct gz_frames *frames, const struct gz_frame_need *need,
         struct gz_str word, bool class) {
  for (uint8_t i = 0; i < need->n_sets; ++i) {
    if (set_has(frames, need->sets[i], word, class)) {
      return true;
    }
  }
  return false;
}

bool
gz_frames_need_has(const struct gz_frames *frames,
                   const struct gz_frame_need *need, struct gz_str lemma) {
  return need_has(frames, need, lemma, false);
}

bool
gz_frames_need_has_class(const struct gz_frames *frames,
                         const struct gz_frame_need *need,
                         enum gz_entity_class type) {
  return need_has(frames, need, gz_str(gz_entity_class_text(type)), true);
}

bool
gz_frames_set_has(const struct gz_frames *frames, const char *set,
                  struct gz_str lemma) {
  const uint32_t number = gz_interner_find(frames->sets, gz_str(set));
  return number != GZ_NO_INDEX && set_has(frames, number, lemma, false);
}

uint32_t
gz_frames_count(const struct gz_frames *frames) {
  return frames->count;
}
