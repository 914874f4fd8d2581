/**
 * @file conllu.h
 * CoNLL-U: reading sentences that are cut into words, writing analysed ones.
 *
 * The format of Universal Dependencies
 * (https://universaldependencies.org/format.html): ten columns apart by tabs,
 * blank lines between sentences, comments that begin with #.  Names stand in
 * the tenth, MISC, as NE=B-PER, NE=I-PER and so on.
 *
 * Reading keeps what it does not understand: comments, multiword tokens (1-2)
 * and empty nodes (1.1) come out as they went in, and so do FEATS, DEPS and all
 * of MISC but NE.
 *
 * Ownership.  What is read are views into the text that was given.
 *
 * Threads.    One thread at a time may use a reader.
 */

#ifndef GZ_INPUT_CONLLU_H
#define GZ_INPUT_CONLLU_H

#include "input/analyser.h"
#include "input/article.h"
#include "input/buffer.h"

/** Columns of a line. */
#define GZ_CONLLU_COLUMNS 10

/** Where a reader is. */
struct gz_conllu_reader {
  struct gz_str text;
  size_t at;   /**< Bytes read */
  size_t line; /**< Lines read */
};

/** One sentence as it was read. */
struct gz_conllu_sentence {
  struct gz_str block;  /**< Its lines, comments too, each with its LF */
  struct gz_str *forms; /**< Of its words; in the arena */
  uint32_t count;       /**< How many words */
};

/** Begin to read `text`, which must outlive the reader. */
void gz_conllu_reader_init(struct gz_conllu_reader *reader, struct gz_str text);

/**
 * Read the next sentence.  A block of comments alone counts as a sentence of
 * no words.
 *
 * @return #GZ_OK.
 * @return #GZ_END if there is none.
 * @return #GZ_BAD_INPUT, with line and column, if a line has not ten columns,
 *         an id is none or out of order, a form is empty or no UTF-8.
 * @return #GZ_TOO_LARGE if a line is beyond #GZ_MAX_LINE_BYTES.
 * @return #GZ_NO_MEMORY if the arena is full.
 */
enum gz_status gz_conllu_next(struct gz_conllu_reader *reader,
                              struct gz_arena *arena,
                              struct gz_conllu_sentence *sentence,
                              struct gz_error *error);

/**
 * Add the sentence to `out` with LEMMA, UPOS, XPOS, HEAD, DEPREL and NE from
 * `words`, one for each form, and a blank line.
 *
 * @return As gz_buffer_add().
 */
enum gz_status gz_conllu_write(const struct gz_conllu_sentence *sentence,
                               const struct gz_word *words,
                               struct gz_buffer *out);

/**
 * Add all sentences of an analysed article to `out`, with `# newdoc`,
 * `# newpar`, `# sent_id` (from 1) and `# text` comments.
 *
 * @return As gz_buffer_add().
 */
enum gz_status gz_conllu_write_article(const struct gz_article *article,
                                       struct gz_buffer *out);

#endif
