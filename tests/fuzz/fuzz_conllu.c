#include "tests/fuzz/replay.h"

#include "input/conllu.h"

/** Stop at once if `holds` is false: what must be true of any input. */
static void
must(bool holds) {
  if (!holds) {
    abort();
  }
}

/* Read and write again; null if it was refused. */
static char *
rewrite(struct gz_str text, struct gz_arena *arena, size_t *size) {
  struct gz_conllu_reader reader;
  struct gz_conllu_sentence s;
  struct gz_buffer out;
  struct gz_error error;
  enum gz_status status;
  gz_buffer_init(&out, (size_t)1 << 26);
  gz_conllu_reader_init(&reader, text);
  while ((status = gz_conllu_next(&reader, arena, &s, &error)) == GZ_OK) {
    struct gz_word *words = gz_arena_array(arena, s.count + 1, sizeof *words);
    must(words && gz_conllu_write(&s, words, &out) == GZ_OK);
  }
  if (status != GZ_END) {
    must(error.status == status && error.offset <= text.size && error.line);
    gz_buffer_free(&out);
    return NULL;
  }
  *size = out.size;
  return out.data;
}

/** What is read and written again is read the second time, and is the same. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct gz_arena *arena = gz_arena_new(0);
  must(arena != NULL);
  size_t once_size = 0;
  size_t twice_size = 0;
  char *once = rewrite(gz_str_n((const char *)data, size), arena, &once_size);
  if (once) {
    char *twice = rewrite(gz_str_n(once, once_size), arena, &twice_size);
    must(twice &&
         gz_str_equal(gz_str_n(once, once_size), gz_str_n(twice, twice_size)));
    free(twice);
  }
  free(once);
  gz_arena_free(arena);
  return 0;
}

GZ_FUZZ_MAIN("conllu");
