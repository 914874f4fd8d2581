#include "input/name_key.h"

#include <utf8proc.h>

#include <string.h>

/** Most code points that one code point can come apart into. */
#define MAX_DECOMPOSITION 32

/** What is known of the atom that is being read. */
struct atom_reader {
  struct gz_atoms *atoms;
  struct gz_atom atom;
  uint8_t capitals;
  bool first_is_capital;
  bool failed;
};

static void
end_atom(struct atom_reader *reader) {
  struct gz_atom *const atom = &reader->atom;
  if (atom->size == 0) {
    return;
  }
  if (reader->atoms->count == GZ_NAME_MAX_ATOMS) {
    reader->failed = true;
    return;
  }
  if (reader->capitals == 0) {
    atom->form = GZ_ATOM_LOWER;
  } else if (reader->capitals == atom->letters && atom->letters > 1) {
    atom->form = GZ_ATOM_CAPITALS;
  } else if (reader->capitals == 1 && reader->first_is_capital) {
    atom->form = GZ_ATOM_TITLE;
  } else {
    atom->form = GZ_ATOM_MIXED;
  }
  if (atom->size == 3 && memcmp(atom->text, "and", 3) == 0) {
    memcpy(atom->text, "&", 2);
    atom->size = 1;
    atom->form = GZ_ATOM_LOWER;
  }
  reader->atoms->items[reader->atoms->count++] = *atom;
  memset(atom, 0, sizeof *atom);
  reader->capitals = 0;
  reader->first_is_capital = false;
}

static void
add_bytes(struct atom_reader *reader, const char *bytes, size_t size) {
  if (reader->atom.size + size > GZ_ATOM_MAX_BYTES) {
    reader->failed = true;
    return;
  }
  memcpy(reader->atom.text + reader->atom.size, bytes, size);
  reader->atom.size = (uint8_t)(reader->atom.size + size);
}

static void
note_letter(struct atom_reader *reader, bool capital) {
  if (capital) {
    reader->first_is_capital |= reader->atom.letters == 0;
    ++reader->capitals;
  }
  ++reader->atom.letters;
}

static void
add_mark(struct atom_reader *reader, char mark) {
  end_atom(reader);
  add_bytes(reader, &mark, 1);
  end_atom(reader);
}

/** Letters that have no decomposition but a plain way to write them. */
static const char *
plain_letter(utf8proc_int32_t c) {
  switch (c) {
  case 0x00F8: // ø
    return "o";
  case 0x0142: // ł
    return "l";
  case 0x0111: // đ
    return "d";
  case 0x0131: // ı
    return "i";
  case 0x00E6: // æ
    return "ae";
  case 0x0153: // œ
    return "oe";
  default:
    return NULL;
  }
}

static bool
is_word(utf8proc_category_t category) {
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL ||
         category == UTF8PROC_CATEGORY_LT || category == UTF8PROC_CATEGORY_LM ||
         category == UTF8PROC_CATEGORY_LO || category == UTF8PROC_CATEGORY_ND;
}

/** Read a code point beyond ASCII. */
static void
add_wide(struct atom_reader *reader, utf8proc_int32_t c) {
  const int options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                      UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
  const utf8proc_category_t category = utf8proc_category(c);
  if (category == UTF8PROC_CATEGORY_MN) {
    return;
  }
  if (!is_word(category)) {
    end_atom(reader);
    return;
  }
  utf8proc_int32_t parts[MAX_DECOMPOSITION];
  int boundary = 0;
  const utf8proc_ssize_t count = utf8proc_decompose_char(
      c, parts, MAX_DECOMPOSITION, (utf8proc_option_t)options, &boundary);
  for (utf8proc_ssize_t i = 0; i < count && i < MAX_DECOMPOSITION; ++i) {
    const char *const plain = plain_letter(parts[i]);
    utf8proc_uint8_t bytes[4];
    if (plain) {
      add_bytes(reader, plain, strlen(plain));
    } else {
      const utf8proc_ssize_t size = utf8proc_encode_char(parts[i], bytes);
      add_bytes(reader, (const char *)bytes, (size_t)size);
    }
  }
  if (count > 0 && reader->atom.size > 0) {
    note_letter(reader, category == UTF8PROC_CATEGORY_LU);
  }
}

static void
add_ascii(struct atom_reader *reader, char c) {
  const bool capital = c >= 'A' && c <= 'Z';
  if (capital || (c >= 'a' && c <= 'z')) {
    const char lower = (char)(capital ? c + ('a' - 'A') : c);
    add_bytes(reader, &lower, 1);
    note_letter(reader, capital);
  } else if (c >= '0' && c <= '9') {
    add_bytes(reader, &c, 1); // a digit has no case: it is not counted
  } else if (c == ',' || c == '&' || c == '+') {
    add_mark(reader, c);
  } else if (c != '.') {
    end_atom(reader);
  }
}

bool
gz_atoms_of(struct gz_str text, struct gz_atoms *atoms) {
  struct atom_reader reader = {.atoms = atoms};
  atoms->count = 0;
  size_t at = 0;
  while (at < text.size && !reader.failed) {
    const unsigned char first = (unsigned char)text.data[at];
    if (first < 0x80) {
      add_ascii(&reader, (char)first);
      ++at;
      continue;
    }
    utf8proc_int32_t c = 0;
    const utf8proc_ssize_t step =
        utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
                         (utf8proc_ssize_t)(text.size - at), &c);
    if (step <= 0) {
      reader.failed = true;
      break;
    }
    add_wide(&reader, c);
    at += (size_t)step;
  }
  if (!reader.failed) {
    end_atom(&reader);
  }
  if (reader.failed) {
    atoms->count = 0;
  }
  return atoms->count > 0;
}

bool
gz_atoms_joined_by(struct gz_str token) {
  static const char *const joints[] = {"-",
                                       "'",
                                       ".",
                                       "/",
                                       "\xE2\x80\x90",
                                       "\xE2\x80\x91",
                                       "\xE2\x80\x93",
                                       "\xE2\x80\x98",
                                       "\xE2\x80\x99"};
  for (size_t i = 0; i < sizeof joints / sizeof *joints; ++i) {
    if (gz_str_is(token, joints[i])) {
      return true;
    }
  }
  return false;
}
