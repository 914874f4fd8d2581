/**
 * @file tags.h
 * The tag sets of the analysed sentence, as enumerations and as text.
 *
 * Parts of speech and dependency relations follow Universal Dependencies v2
 * (de Marneffe et al. 2021, Computational Linguistics 47(2)); the finer tags
 * are the Penn Treebank's.  Names are typed PER, ORG, GPE (states, cities,
 * regions that act), LOC, NORP (nationalities, parties as adjectives), MISC.
 */

#ifndef GZ_INPUT_TAGS_H
#define GZ_INPUT_TAGS_H

#include "input/str.h"

/** Universal part of speech. */
enum gz_upos {
#define GZ_UPOS(id) GZ_UPOS_##id,
#include "input/tags.def"
#undef GZ_UPOS
  GZ_N_UPOS
};

/** Part of speech of the Penn Treebank. */
enum gz_xpos {
#define GZ_XPOS(id, text) GZ_XPOS_##id,
#include "input/tags.def"
#undef GZ_XPOS
  GZ_N_XPOS
};

/** Relation of a token to its head. */
enum gz_deprel {
#define GZ_DEPREL(id, text) GZ_DEPREL_##id,
#include "input/tags.def"
#undef GZ_DEPREL
  GZ_N_DEPREL
};

/** Type of a named entity. */
enum gz_ne {
#define GZ_NE(id) GZ_NE_##id,
#include "input/tags.def"
#undef GZ_NE
  GZ_N_NE
};

/** Return the text of a tag, as CoNLL-U has it; "_" for none.  A constant. */
const char *gz_upos_text(enum gz_upos tag);
const char *gz_xpos_text(enum gz_xpos tag);
const char *gz_deprel_text(enum gz_deprel tag);
const char *gz_ne_text(enum gz_ne tag);

/** Return the tag with that text, or the NONE of its set. */
enum gz_upos gz_upos_from_text(struct gz_str text);
enum gz_xpos gz_xpos_from_text(struct gz_str text);
enum gz_deprel gz_deprel_from_text(struct gz_str text);
enum gz_ne gz_ne_from_text(struct gz_str text);

/**
 * Return the relation without its subtype: GZ_DEPREL_NSUBJ for
 * GZ_DEPREL_NSUBJ_PASS, and so on.
 */
enum gz_deprel gz_deprel_universal(enum gz_deprel tag);

#endif
