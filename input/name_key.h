/**
 * @file name_key.h
 * Names and tokens taken apart so that spelling does not matter.
 *
 *     "U.S."        us (capitals)
 *     "Asia-Pacific" asia (title)  pacific (title)
 *     "AT&T"        at (capitals)  & (none)  t (title)
 *     "Côte d’Ivoire"  cote (title)  d (lower)  ivoire (title)
 *
 * An atom is a run of letters and digits, folded by compatibility (NFKD of
 * Unicode Standard Annex 15), case and accents, with dots inside it dropped.
 * Commas, ampersands and plus signs are atoms too; "and" is an ampersand.  Any
 * other character parts atoms.  So a name has the same atoms however a text is
 * cut into tokens.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_NAME_KEY_H
#define GZ_INPUT_NAME_KEY_H

#include "input/str.h"

#include <stdbool.h>
#include <stdint.h>

/** Bytes that an atom can have; a text with a longer one has no atoms. */
#define GZ_ATOM_MAX_BYTES 63

/** Atoms that a token or a name can have. */
#define GZ_NAME_MAX_ATOMS 16

/** How an atom's letters are written. */
enum gz_atom_case {
  GZ_ATOM_LOWER,    /**< No capital: "of", "5" */
  GZ_ATOM_TITLE,    /**< The first only: "Huawei", "T", "G7" */
  GZ_ATOM_CAPITALS, /**< Two letters or more, all capitals: "US" */
  GZ_ATOM_MIXED,    /**< Otherwise: "eBay", "McCain" */
};

/** One atom. */
struct gz_atom {
  char text[GZ_ATOM_MAX_BYTES + 1]; /**< Folded, terminated */
  uint8_t size;                     /**< Bytes of `text` */
  uint8_t letters;                  /**< How many letters; digits not counted */
  uint8_t form;                     /**< An enum gz_atom_case */
};

/** The atoms of a name or a token. */
struct gz_atoms {
  uint32_t count;
  struct gz_atom items[GZ_NAME_MAX_ATOMS];
};

/**
 * Take `text` apart.
 *
 * Without atoms are a text of marks only, one that is not valid UTF-8, and one
 * with too many or too long atoms.
 *
 * @return Whether there is at least one atom.
 */
bool gz_atoms_of(struct gz_str text, struct gz_atoms *atoms);

/**
 * Whether a token without atoms may stand inside a name: a hyphen, dash,
 * apostrophe, full stop or slash.
 */
bool gz_atoms_joined_by(struct gz_str token);

#endif
