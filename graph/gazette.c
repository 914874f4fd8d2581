#include "graph/gazette.h"

#include "config.h"
#include "graph/pipeline.h"
#include "graph/resources.h"
#include "graph/store.h"
#include "graph/writer.h"
#include "ontology/actors.h"
#include "ontology/iri.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

const char *
gz_version(void) {
  return PACKAGE_VERSION;
}

char *
gz_data_path(const struct gz_gazette *gazette, const char *name) {
  const size_t folder = strlen(gazette->data_folder);
  const size_t size = strlen(name);
  char *path = malloc(folder + size + 2);
  if (path) {
    memcpy(path, gazette->data_folder, folder);
    path[folder] = '/';
    memcpy(path + folder + 1, name, size + 1);
  }
  return path;
}

static enum gz_status
load_actors(struct gz_gazette *gazette, const struct gz_options *options,
            const char *path, struct gz_error *error) {
  return gz_actors_load(path, options->actors, options->n_actors,
                        gz_str(gazette->base), &gazette->actors, error);
}

static enum gz_status
load_model(struct gz_gazette *gazette, const struct gz_options *options,
           const char *path, struct gz_error *error) {
  (void)options;
  enum gz_status status;
  GZ_TRY(status, gz_model_load(path, &gazette->model, error));
  (void)snprintf(gazette->model_version, sizeof gazette->model_version, "%08x",
                 (unsigned)gazette->model->checksum);
  return GZ_OK;
}

static enum gz_status
load_times(struct gz_gazette *gazette, const struct gz_options *options,
           const char *path, struct gz_error *error) {
  (void)options;
  return gz_timex_rules_load(path, &gazette->time_rules, error);
}

static enum gz_status
load_frames(struct gz_gazette *gazette, const struct gz_options *options,
            const char *path, struct gz_error *error) {
  (void)options;
  return gz_frames_load(path, &gazette->frames, error);
}

static enum gz_status
load_nouns(struct gz_gazette *gazette, const struct gz_options *options,
           const char *path, struct gz_error *error) {
  (void)options;
  return gz_nouns_load(path, &gazette->nouns, error);
}

static enum gz_status
load_forenames(struct gz_gazette *gazette, const struct gz_options *options,
               const char *path, struct gz_error *error) {
  (void)options;
  return gz_nouns_load_forenames(gazette->nouns, path, error);
}

static enum gz_status
load_pronouns(struct gz_gazette *gazette, const struct gz_options *options,
              const char *path, struct gz_error *error) {
  (void)options;
  return gz_pronouns_load(path, &gazette->pronouns, error);
}

static enum gz_status
load_reporting(struct gz_gazette *gazette, const struct gz_options *options,
               const char *path, struct gz_error *error) {
  (void)options;
  return gz_claim_lexicon_load(path, &gazette->claim_words, error);
}

static enum gz_status
load_modality(struct gz_gazette *gazette, const struct gz_options *options,
              const char *path, struct gz_error *error) {
  (void)options;
  return gz_claim_lexicon_load_modality(gazette->claim_words, path, error);
}

/** The tables, in the order in which they are loaded. */
static const struct {
  const char *name;
  bool lexicon; /**< Counts for the version of the lexicons */
  enum gz_status (*load)(struct gz_gazette *gazette,
                         const struct gz_options *options, const char *path,
                         struct gz_error *error);
} tables[] = {
    {"actors.bin", false, load_actors},
    {"analyser.model", false, load_model},
    {"timex.rules", true, load_times},
    {"frames.tsv", true, load_frames},
    {"nouns.tsv", true, load_nouns},
    {"forenames.tsv", true, load_forenames},
    {"pronouns.tsv", true, load_pronouns},
    {"reporting.tsv", true, load_reporting},
    {"modality.tsv", true, load_modality},
};

/** Let the bytes of a file count for a hash. */
static enum gz_status
hash_file(struct sha256_ctx *hash, const char *path, struct gz_error *error) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    return gz_fail_system(error, errno, "Cannot open");
  }
  uint8_t block[1 << 14];
  size_t size = 0;
  while ((size = fread(block, 1, sizeof block, file)) > 0) {
    sha256_update(hash, size, block);
  }
  const bool failed = ferror(file);
  (void)fclose(file);
  return failed ? gz_fail(error, GZ_IO, "Cannot read") : GZ_OK;
}

/** The file that the options name in place of a table, or null. */
static const char *
other_table(const struct gz_options *options, const char *name) {
  if (strcmp(name, "analyser.model") == 0) {
    return options->model;
  }
  return strcmp(name, "frames.tsv") == 0 ? options->frames : NULL;
}

/** Load all tables. */
static enum gz_status
load_tables(struct gz_gazette *gazette, const struct gz_options *options,
            struct gz_error *error) {
  struct sha256_ctx hash;
  sha256_init(&hash);
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; ++i) {
    const char *other = other_table(options, tables[i].name);
    char *path = other ? strdup(other) : gz_data_path(gazette, tables[i].name);
    enum gz_status status =
        path ? tables[i].load(gazette, options, path, error)
             : gz_fail(error, GZ_NO_MEMORY, "No memory for the tables");
    if (status == GZ_OK && tables[i].lexicon) {
      status = hash_file(&hash, path, error);
    }
    gz_error_in_file(error, path);
    free(path);
    GZ_TRY(status, status);
  }
  uint8_t digest[8];
  sha256_digest(&hash, sizeof digest, digest);
  for (size_t i = 0; i < sizeof digest; ++i) {
    (void)snprintf(gazette->lexicon_version + 2 * i, 3, "%02x", digest[i]);
  }
  return GZ_OK;
}

enum gz_status
gz_open(const struct gz_options *options, struct gz_gazette **gazette,
        struct gz_error *error) {
  const char *base = options->base ? options->base : GZ_DEFAULT_BASE;
  enum gz_status status;
  GZ_TRY(status, gz_iri_check_base(gz_str(base), error));
  struct gz_gazette *made = calloc(1, sizeof *made);
  if (made) {
    made->base = strdup(base);
    made->data_folder =
        strdup(options->data_folder ? options->data_folder : GZ_DATADIR);
  }
  if (!made || !made->base || !made->data_folder) {
    gz_close(made);
    return gz_fail(error, GZ_NO_MEMORY, "No memory to begin");
  }
  status = load_tables(made, options, error);
  if (status != GZ_OK) {
    gz_close(made);
    return status;
  }
  *gazette = made;
  return GZ_OK;
}

void
gz_close(struct gz_gazette *gazette) {
  if (gazette) {
    gz_actors_free(gazette->actors);
    gz_model_free(gazette->model);
    gz_timex_rules_free(gazette->time_rules);
    gz_frames_free(gazette->frames);
    gz_claim_lexicon_free(gazette->claim_words);
    gz_nouns_free(gazette->nouns);
    gz_pronouns_free(gazette->pronouns);
    free(gazette->data_folder);
    free(gazette->base);
    free(gazette);
  }
}

const char *
gz_format_name(size_t index) {
  size_t count = 0;
  const struct gz_format *formats = gz_formats(&count);
  return index < count ? formats[index].name : NULL;
}

static enum gz_status
write_reading(void *handle, struct gz_reading *reading,
              struct gz_error *error) {
  return gz_writer_statements(handle, reading->statements, error);
}

enum gz_status
gz_extract(const struct gz_gazette *gazette, const struct gz_work *work,
           const char *format, FILE *out, const struct gz_callbacks *callbacks,
           struct gz_error *error) {
  const struct gz_format *known = gz_format_find(gz_str(format));
  if (!known) {
    return gz_fail(error, GZ_BAD_ARGUMENT, "Unknown format '%s'", format);
  }
  struct gz_writer *writer = NULL;
  enum gz_status status;
  GZ_TRY(status,
         gz_writer_new(known, NULL, 0, gz_sink_file(out), &writer, error));
  status = gz_pipeline_run(gazette, work, GZ_PIPELINE_DESCRIBE, write_reading,
                           writer, callbacks, error);
  // What could be read is written, also if some input could not.
  if (status == GZ_OK || status == GZ_BAD_INPUT) {
    struct gz_error failure;
    const enum gz_status ended = gz_writer_end(writer, &failure);
    if (ended != GZ_OK) {
      status = ended;
      if (error) {
        *error = failure;
      }
    }
  }
  gz_writer_free(writer);
  return status;
}
