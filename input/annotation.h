/**
 * @file annotation.h
 * An analysed article as one line of JSON: what was found, before any RDF.
 *
 *     {"article": …, "title": …, "date": …, "text": …,
 *      "sentences": [{"begin", "end", "tokens": [{"begin", "end", "form",
 *                     "lemma", "upos", "xpos", "head", "deprel", "ne"}]}],
 *      "mentions": [{"begin", "end", "type", "kind", "entity", "class",
 *                    "wikidata", "state"}],
 *      "times": [{"begin", "end", "text", "type", "value"}],
 *      "claims": [{"source", "cue", "content", "speaker", "form", "polarity",
 *                  "certainty", "temporality"}],
 *      "events": [{"trigger", "class", "begin", "end", "roles", "beginDate",
 *                  "endDate", "rule", "confidence"}]}
 *
 * Members whose value is not known are left out.  `head` counts the tokens of
 * the sentence from 1; 0 is the root.  Mentions with the same `entity` refer
 * to the same; its value is the last part of its IRI where that is known.
 *
 * Units.      All offsets are Unicode code points of the text, half open.
 */

#ifndef GZ_INPUT_ANNOTATION_H
#define GZ_INPUT_ANNOTATION_H

#include "input/actors.h"
#include "input/article.h"
#include "input/buffer.h"

/**
 * Add `article` to `out` as a line of JSON (RFC 8259), with its LF.
 *
 * @param actors  The table that entities' `actor` numbers are of, or null.
 * @param iri     The article's name, or empty.
 *
 * @return As gz_buffer_add().
 */
enum gz_status gz_annotation_write(const struct gz_article *article,
                                   const struct gz_actors *actors,
                                   struct gz_str iri, struct gz_buffer *out);

#endif
