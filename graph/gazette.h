/**
 * @file gazette.h
 * The library: news in, a knowledge graph out.
 *
 *     struct gz_gazette *gazette = NULL;
 *     struct gz_error error;
 *     const struct gz_options options = {.data_folder = "/usr/share/gazette"};
 *     if (gz_open(&options, &gazette, &error) == GZ_OK) {
 *       const char *files[] = {"article.txt"};
 *       const struct gz_work work = {.n_inputs = 1, .inputs = files};
 *       gz_extract(gazette, &work, "turtle", stdout, NULL, &error);
 *     }
 *     gz_close(gazette);
 *
 * Units.      Offsets in what is written are Unicode code points of an
 *             article's NFC-normalised text, ranges half open.  Times that
 *             callers give are seconds, sizes bytes.
 *
 * Ownership.  Strings that are passed in are borrowed for the call only, but
 *             for those of struct gz_options, which are copied.  What a
 *             callback is handed lives until it returns.
 *
 * Errors.     Every function returns an enum gz_status (status.h) and, where
 *             `error` is not null, says there what happened and where.  The
 *             library prints nothing, never exits and reads no environment.
 *             Trouble with one input of many goes to `report`, the work goes
 *             on, and the call returns #GZ_BAD_INPUT at its end.
 *
 * Threads.    A struct gz_gazette does not change once it is open and may be
 *             shared by any number of threads.  A struct gz_store may be used
 *             by one thread at a time; several threads or processes may each
 *             open the same store, many to read beside one that writes.
 *
 * Output.     The same input gives the same bytes, on every machine and with
 *             any number of threads.
 */

#ifndef GZ_GAZETTE_H
#define GZ_GAZETTE_H

#include "status.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Return the library's version, as "0.1.0".  A constant. */
GZ_API const char *gz_version(void);

/* ---- What is loaded once ------------------------------------------------ */

/** The tables that reading needs: known actors, model, lexicons, ontology. */
struct gz_gazette;

/** What to load.  Zeroed, it asks for what was installed. */
struct gz_options {
  const char *data_folder;   /**< Of the tables; null: where installed */
  const char *model;         /**< Another analyser's model file, or null */
  const char *frames;        /**< Another lexicon of events, or null */
  const char *const *actors; /**< Turtle files of further known actors */
  size_t n_actors;           /**< How many */
  const char *base;          /**< IRI below which things are named, or null
                                  for "https://w3id.org/gazette/id/" */
};

/**
 * Load what reading needs.
 *
 * Takes some ten milliseconds; the tables are mapped, not read.
 *
 * @param[out] gazette  To be closed with gz_close().
 *
 * @return #GZ_OK.
 * @return #GZ_IO if a file cannot be read.
 * @return #GZ_CORRUPT if one is damaged or of another version.
 * @return #GZ_BAD_INPUT if a file of actors or frames is not as it must be.
 * @return #GZ_BAD_ARGUMENT if `base` is no absolute IRI.
 * @return #GZ_NO_MEMORY.
 */
GZ_API enum gz_status gz_open(const struct gz_options *options,
                              struct gz_gazette **gazette,
                              struct gz_error *error);

/** Free `gazette`.  Null is fine. */
GZ_API void gz_close(struct gz_gazette *gazette);

/* ---- Reading articles --------------------------------------------------- */

/** How far work is. */
struct gz_progress {
  uint64_t articles; /**< Done so far */
  uint64_t bytes;    /**< Of input read so far */
  uint64_t quads;    /**< Made so far */
  uint64_t total;    /**< Bytes of input in all; 0 if that is not known */
};

/** What the caller wants to hear.  Any of them may be null. */
struct gz_callbacks {
  void *handle; /**< Passed back to each */

  /** Some input is wrong (error->status tells how); the work goes on. */
  void (*report)(void *handle, const struct gz_error *error);

  /** Something was decided that the user should know: a notice. */
  void (*notice)(void *handle, const struct gz_error *error);

  /** Called now and then, after an article or a batch of quads. */
  void (*progress)(void *handle, const struct gz_progress *progress);

  /** Looked at now and then: the work ends with #GZ_CANCELLED once it is not
      0, as a handler of signals may set it. */
  const volatile sig_atomic_t *cancel;
};

/** What to read, and what is known of it. */
struct gz_work {
  const char *const *inputs; /**< Names of files; "-" is standard input */
  size_t n_inputs;
  const char *input_format; /**< "text", "jsonl" or "html"; null: see */
  const char *title;        /**< Wins over what an article says; or null */
  const char *date;         /**< Of publication, YYYY-MM-DD; likewise */
  const char *source;       /**< URL of the article; likewise */
  const char *publisher;    /**< Name of the outlet; likewise */
  bool with_text;           /**< Write the articles' text too (nif:isString) */
  const char *run_time;     /**< xsd:dateTime to write as the time of the run,
                                 or null for none */
  unsigned threads;         /**< How many articles at a time; 0 is 1 */
};

/**
 * Read articles and write their graphs to `out`.
 *
 * N-Quads and N-Triples are streamed, in memory that does not grow with the
 * number of articles; the other formats hold the whole graph before they
 * write.  `out` is flushed.
 *
 * @param format  A name that gz_format_name() lists, an extension or a
 *                media type.
 * @param callbacks  May be null.
 *
 * @return #GZ_OK if all was read and written.
 * @return #GZ_BAD_INPUT if some input failed; the rest was read and written.
 * @return #GZ_BAD_ARGUMENT if an option is wrong or `format` is unknown.
 * @return #GZ_IO if `out` cannot be written.
 * @return #GZ_UNSOUND if statements break the ontology: a defect of ours.
 * @return #GZ_UNSUPPORTED if the format cannot express what must be written.
 * @return #GZ_CANCELLED, #GZ_NO_MEMORY.
 */
GZ_API enum gz_status gz_extract(const struct gz_gazette *gazette,
                                 const struct gz_work *work, const char *format,
                                 FILE *out,
                                 const struct gz_callbacks *callbacks,
                                 struct gz_error *error);

/** How gz_annotate() writes. */
enum gz_annotation {
  GZ_ANNOTATE_JSON,      /**< One object per article, one per line */
  GZ_ANNOTATE_CONLLU,    /**< CoNLL-U, names in MISC as NE=B-PER */
  GZ_ANNOTATE_TOKENIZED, /**< CoNLL-U from CoNLL-U: inputs give the tokens */
};

/**
 * Write what the language stages find, before any RDF.
 *
 * Returns as gz_extract() does.
 */
GZ_API enum gz_status gz_annotate(const struct gz_gazette *gazette,
                                  const struct gz_work *work,
                                  enum gz_annotation form, FILE *out,
                                  const struct gz_callbacks *callbacks,
                                  struct gz_error *error);

/**
 * Return the name of format number `index` ("turtle"), or null past the last.
 *
 * Wherever a format is asked for, its file extension ("ttl") and its media
 * type ("text/turtle") are understood as well.
 */
GZ_API const char *gz_format_name(size_t index);

/* ---- A store ------------------------------------------------------------ */

/** A graph on disk. */
struct gz_store;

/** How to open a store. */
enum gz_store_mode {
  GZ_STORE_READ,   /**< Must be there; is not changed */
  GZ_STORE_WRITE,  /**< Made if it is not there */
  GZ_STORE_MEMORY, /**< A new, empty one that is gone when it is closed */
};

/**
 * Open the store in the file `path`.
 *
 * @param path  Null for #GZ_STORE_MEMORY.
 * @param wait  Whether to wait for another writer instead of #GZ_BUSY.
 * @param[out] store  To be closed with gz_store_close().
 *
 * @return #GZ_OK.
 * @return #GZ_NOT_FOUND if there is none to read.
 * @return #GZ_BUSY if another process writes to it and `wait` is false.
 * @return #GZ_CORRUPT if it is damaged or of another version.
 * @return #GZ_IO, #GZ_NO_MEMORY.
 */
GZ_API enum gz_status gz_store_open(const char *path, enum gz_store_mode mode,
                                    bool wait, struct gz_store **store,
                                    struct gz_error *error);

/** Close `store`.  Null is fine. */
GZ_API void gz_store_close(struct gz_store *store);

/**
 * Read articles into the store.
 *
 * An article that was read before replaces its graph.  When an article has
 * been counted in `progress`, or this has returned other than by a failure of
 * the store, it is on the disk: nothing short of losing the disk undoes that.
 * One that has not is wholly there or wholly absent.
 *
 * Articles from files share transactions, some tens of them or 16,384 quads
 * each, which spares most of the time that the disk takes.  From pipes, where
 * the next article may be long in coming, each has one of its own.
 *
 * Returns as gz_extract() does, and #GZ_BUSY as gz_store_open() does.
 */
GZ_API enum gz_status gz_store_add(struct gz_store *store,
                                   const struct gz_gazette *gazette,
                                   const struct gz_work *work,
                                   const struct gz_callbacks *callbacks,
                                   struct gz_error *error);

/**
 * Load RDF files (N-Quads, N-Triples, Turtle, TriG, RDF/XML) into the store.
 *
 * Each file is one transaction: all of it or nothing.
 *
 * @param graph  IRI of the graph for statements that name none, or null for
 *               the default graph.
 *
 * @return #GZ_OK, or #GZ_BAD_INPUT if some file was wrong and left out,
 *         #GZ_IO, #GZ_BUSY, #GZ_CANCELLED, #GZ_NO_MEMORY.
 */
GZ_API enum gz_status gz_store_load(struct gz_store *store,
                                    const char *const *files, size_t n_files,
                                    const char *graph,
                                    const struct gz_callbacks *callbacks,
                                    struct gz_error *error);

/** One article of a store. */
struct gz_listing {
  const char *article;   /**< Its IRI, which names its graph */
  const char *title;     /**< Or empty */
  const char *date;      /**< YYYY-MM-DD, or empty */
  const char *source;    /**< URL, or empty */
  const char *publisher; /**< Or empty */
  uint64_t quads;        /**< In its graph */
};

/**
 * Call `each` for every article of the store, by date, then IRI.
 *
 * A status other than #GZ_OK that `each` returns ends the listing and is
 * returned.
 */
GZ_API enum gz_status gz_store_list(
    struct gz_store *store,
    enum gz_status (*each)(void *handle, const struct gz_listing *listing),
    void *handle, struct gz_error *error);

/**
 * Remove an article: its graph, and what is known of how it was read.
 *
 * @param article  Its IRI, the 16 hex digits of it, or its source URL.
 *
 * @return #GZ_OK; #GZ_NOT_FOUND if there is none; #GZ_BUSY, #GZ_IO,
 *         #GZ_NO_MEMORY.
 */
GZ_API enum gz_status gz_store_retract(struct gz_store *store,
                                       const char *article,
                                       struct gz_error *error);

/**
 * Write the store, or one graph of it, to `out`.
 *
 * @param format  As for gz_extract().
 * @param graph  IRI of the graph to write, or null for all.
 *
 * @return As gz_extract(), and #GZ_NOT_FOUND if there is no such graph.
 */
GZ_API enum gz_status gz_store_export(struct gz_store *store,
                                      const char *format, const char *graph,
                                      FILE *out,
                                      const struct gz_callbacks *callbacks,
                                      struct gz_error *error);

/** A question, and how to answer it. */
struct gz_query {
  const char *text;    /**< SPARQL 1.1 Query */
  const char *name;    /**< For messages: the file it is from; or null */
  const char *base;    /**< IRI that relative ones are read against */
  const char *format;  /**< "table", "csv", "tsv", "json" or "xml"; for
                            CONSTRUCT and DESCRIBE a format of RDF; null
                            for "table" and "turtle" */
  bool strict_default; /**< Keep named graphs out of the default graph */
  bool explain;        /**< Write the plan, with counts, instead */
  double timeout;      /**< Seconds; 0 for none */
  uint64_t memory;     /**< Bytes; 0 for none */
  uint64_t limit;      /**< Rows beyond which it is an error; 0: none */
  unsigned width;      /**< Columns of the terminal for "table"; 0: none */
};

/**
 * Answer `query` to `out`.
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_INPUT if the query is wrong; `error` has line and column.
 * @return #GZ_CANCELLED if a limit was reached; what was written is void.
 * @return #GZ_UNSUPPORTED, #GZ_IO, #GZ_NO_MEMORY.
 */
GZ_API enum gz_status gz_store_query(struct gz_store *store,
                                     const struct gz_query *query, FILE *out,
                                     const struct gz_callbacks *callbacks,
                                     struct gz_error *error);

/**
 * Write, for people, what stands behind `iri`: for an event or a claim, who
 * puts it forward, the sentence with the spans marked, and the rule; for an
 * entity, its names and where it is mentioned.
 *
 * The passages are shown where the store has the articles' text
 * (`with_text`), otherwise the words of the mentions alone.
 *
 * @return #GZ_OK, #GZ_NOT_FOUND, #GZ_IO, #GZ_NO_MEMORY.
 */
GZ_API enum gz_status gz_store_explain(struct gz_store *store, const char *iri,
                                       FILE *out, struct gz_error *error);

/** What a store holds. */
struct gz_store_stats {
  uint64_t quads;
  uint64_t graphs;
  uint64_t articles;
  uint64_t terms; /**< In the dictionary */
  uint64_t bytes; /**< On disk */
};

/** Count what is in the store. */
GZ_API enum gz_status gz_store_stats(struct gz_store *store,
                                     struct gz_store_stats *stats,
                                     struct gz_error *error);

/**
 * Check every index against the others; `report` hears of each fault.
 *
 * @return #GZ_OK if all is well, #GZ_CORRUPT if not, #GZ_IO, #GZ_NO_MEMORY.
 */
GZ_API enum gz_status gz_store_verify(struct gz_store *store,
                                      const struct gz_callbacks *callbacks,
                                      struct gz_error *error);

/** Rewrite the store at `path` without what is no longer used. */
GZ_API enum gz_status gz_store_compact(const char *path, bool wait,
                                       struct gz_error *error);

/* ---- The ontology ------------------------------------------------------- */

/**
 * Write the ontology, or its SHACL shapes, to `out`.
 *
 * @return As gz_extract().
 */
GZ_API enum gz_status gz_write_ontology(const struct gz_gazette *gazette,
                                        bool shapes, const char *format,
                                        FILE *out, struct gz_error *error);

#ifdef __cplusplus
}
#endif

#endif
