#include "input/frames.h"

#include "input/arena.h"
#include "input/interner.h"
#include "input/tsv.h"

#include <stdlib.h>
#include <string.h>

/** Longest lemma, in bytes. */
#define MAX_LEMMA 64

struct gz_frames {
  struct gz_arena *arena;
  struct gz_interner *lemmas; /**< "v:call", "n:decision" */
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
    {"poss", GZ_PLACE_POSSESSOR},       {"mod", GZ_PLACE_MODIFIER},
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

static enum gz_status
read_roles(struct gz_frames *frames, const struct gz_tsv *tsv,
           struct gz_frame *frame, struct gz_error *error) {
  struct gz_str rest = tsv->fields[3];
  while (rest.size) {
    const size_t space = gz_str_find(rest, ' ');
    const struct gz_str role = gz_str_part(rest, 0, space);
    if (role.size) {
      enum gz_status status;
      GZ_TRY(status, read_role(frames, tsv, role, frame, error));
    }
    rest = gz_str_part(rest, space + 1, rest.size);
  }
  return GZ_OK;
}

/** Read the first field: "pull out", "call+on", "phone call". */
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
  return (frame->particle != NULL) + (frame->preposition != NULL) +
         (frame->modifier != NULL);
}

/** The key of a lemma; false if it is too long for one. */
static bool
make_key(struct gz_str lemma, bool noun, char key[MAX_LEMMA + 2],
         struct gz_str *made) {
  if (lemma.size > MAX_LEMMA) {
    return false;
  }
  key[0] = noun ? 'n' : 'v';
  key[1] = ':';
  for (size_t i = 0; i < lemma.size; ++i) {
    const char c = lemma.data[i];
    key[i + 2] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  }
  *made = gz_str_n(key, lemma.size + 2);
  return true;
}

/** Put frame number `number` into its lemma's list, by what it needs. */
static bool
link_frame(struct gz_frames *frames, uint32_t number) {
  struct gz_frame *frame = &frames->items[number];
  char bytes[MAX_LEMMA + 2];
  struct gz_str key;
  if (!make_key(frame->lemma, frame->noun, bytes, &key)) {
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

static enum gz_status
read_line(struct gz_frames *frames, const struct gz_tsv *tsv,
          struct gz_error *error) {
  if (tsv->n_fields < 3) {
    return gz_tsv_fail(tsv, error, "Too few fields", tsv->fields[0]);
  }
  if (frames->count == frames->capacity) {
    const uint32_t capacity = frames->capacity ? frames->capacity * 2 : 256;
    struct gz_frame *items = realloc(frames->items, capacity * sizeof *items);
    if (!items) {
      return gz_fail(error, GZ_NO_MEMORY, "No memory for frames");
    }
    frames->items = items;
    frames->capacity = capacity;
  }
  struct gz_frame *frame = &frames->items[frames->count];
  *frame = (struct gz_frame){.noun = gz_str_is(tsv->fields[1], "n")};
  if (!frame->noun && !gz_str_is(tsv->fields[1], "v")) {
    return gz_tsv_fail(tsv, error, "Neither v nor n", tsv->fields[1]);
  }
  if (!read_lemma(frames, tsv->fields[0], frame)) {
    return gz_tsv_fail(tsv, error, "Wrong lemma", tsv->fields[0]);
  }
  frame->light = gz_str_is(tsv->fields[2], "light");
  frame->undergo = gz_str_is(tsv->fields[2], "undergo");
  if (!frame->light && !frame->undergo) {
    const enum gz_event_class type = gz_event_class_from_text(tsv->fields[2]);
    if (type == GZ_N_EVENT_CLASS || type == GZ_EVENT_NONE) {
      return gz_tsv_fail(tsv, error, "No such class", tsv->fields[2]);
    }
    frame->type = (uint8_t)type;
    enum gz_status status;
    GZ_TRY(status,
           tsv->n_fields > 3 ? read_roles(frames, tsv, frame, error) : GZ_OK);
  }
  frame->rule =
      gz_arena_printf(frames->arena, "frame:%.*s/%c",
                      GZ_STR_ARGS(tsv->fields[0]), frame->noun ? 'n' : 'v');
  if (!frame->rule || !link_frame(frames, frames->count)) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for frames");
  }
  ++frames->count;
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
    if (!frames->arena || !frames->lemmas) {
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
    free(frames->items);
    free(frames->first);
    free(frames);
  }
}

const struct gz_frame *
gz_frames_find(const struct gz_frames *frames, struct gz_str lemma, bool noun) {
  char bytes[MAX_LEMMA + 2];
  struct gz_str key;
  if (!make_key(lemma, noun, bytes, &key)) {
    return NULL;
  }
  const uint32_t number = gz_interner_find(frames->lemmas, key);
  return number == GZ_NO_INDEX ? NULL : &frames->items[frames->first[number]];
}

const struct gz_frame *
gz_frames_next(const struct gz_frames *frames, const struct gz_frame *frame) {
  return frame->next == GZ_NONE ? NULL : &frames->items[frame->next];
}

uint32_t
gz_frames_count(const struct gz_frames *frames) {
  return frames->count;
}
