#include "input/tags.h"

static const char *const upos_texts[] = {
#define GZ_UPOS(id) #id,
#include "input/tags.def"
#undef GZ_UPOS
};

static const char *const xpos_texts[] = {
#define GZ_XPOS(id, text) text,
#include "input/tags.def"
#undef GZ_XPOS
};

static const char *const deprel_texts[] = {
#define GZ_DEPREL(id, text) text,
#include "input/tags.def"
#undef GZ_DEPREL
};

static const char *const ne_texts[] = {
#define GZ_NE(id) #id,
#include "input/tags.def"
#undef GZ_NE
};

static const char *
text_of(const char *const *texts, int count, int tag) {
  return tag > 0 && tag < count ? texts[tag] : "_";
}

static int
tag_of(const char *const *texts, int count, struct gz_str text) {
  for (int i = 1; i < count; ++i) {
    if (gz_str_is(text, texts[i])) {
      return i;
    }
  }
  return 0;
}

const char *
gz_upos_text(enum gz_upos tag) {
  return text_of(upos_texts, GZ_N_UPOS, (int)tag);
}

const char *
gz_xpos_text(enum gz_xpos tag) {
  return text_of(xpos_texts, GZ_N_XPOS, (int)tag);
}

const char *
gz_deprel_text(enum gz_deprel tag) {
  return text_of(deprel_texts, GZ_N_DEPREL, (int)tag);
}

const char *
gz_ne_text(enum gz_ne tag) {
  return text_of(ne_texts, GZ_N_NE, (int)tag);
}

enum gz_upos
gz_upos_from_text(struct gz_str text) {
  return (enum gz_upos)tag_of(upos_texts, GZ_N_UPOS, text);
}

enum gz_xpos
gz_xpos_from_text(struct gz_str text) {
  return (enum gz_xpos)tag_of(xpos_texts, GZ_N_XPOS, text);
}

enum gz_deprel
gz_deprel_from_text(struct gz_str text) {
  return (enum gz_deprel)tag_of(deprel_texts, GZ_N_DEPREL, text);
}

enum gz_ne
gz_ne_from_text(struct gz_str text) {
  return (enum gz_ne)tag_of(ne_texts, GZ_N_NE, text);
}

enum gz_deprel
gz_deprel_universal(enum gz_deprel tag) {
  switch (tag) {
  case GZ_DEPREL_ACL_RELCL:
    return GZ_DEPREL_ACL;
  case GZ_DEPREL_ADVCL_RELCL:
    return GZ_DEPREL_ADVCL;
  case GZ_DEPREL_AUX_PASS:
    return GZ_DEPREL_AUX;
  case GZ_DEPREL_CC_PRECONJ:
    return GZ_DEPREL_CC;
  case GZ_DEPREL_COMPOUND_PRT:
    return GZ_DEPREL_COMPOUND;
  case GZ_DEPREL_CSUBJ_OUTER:
  case GZ_DEPREL_CSUBJ_PASS:
    return GZ_DEPREL_CSUBJ;
  case GZ_DEPREL_DET_PREDET:
    return GZ_DEPREL_DET;
  case GZ_DEPREL_NMOD_DESC:
  case GZ_DEPREL_NMOD_POSS:
  case GZ_DEPREL_NMOD_UNMARKED:
    return GZ_DEPREL_NMOD;
  case GZ_DEPREL_NSUBJ_OUTER:
  case GZ_DEPREL_NSUBJ_PASS:
    return GZ_DEPREL_NSUBJ;
  case GZ_DEPREL_OBL_AGENT:
  case GZ_DEPREL_OBL_UNMARKED:
    return GZ_DEPREL_OBL;
  default:
    return tag;
  }
}
