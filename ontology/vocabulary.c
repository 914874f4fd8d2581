#include "ontology/vocabulary.h"

/** What is known of one term. */
struct entry {
  struct gz_str iri;
  struct gz_str label;
  size_t namespace_size; /**< In bytes */
  enum gz_vocab_kind kind;
};

/** Two terms that are related. */
struct pair {
  enum gz_vocab first;
  enum gz_vocab second;
};

static const struct entry entries[GZ_N_VOCAB] = {
#define GZ_TERM(kind, id, prefix, local, text)                                 \
  [GZ_##kind##_##                                                              \
      id] = {{GZ_NS_##prefix local, sizeof(GZ_NS_##prefix local) - 1},         \
             {text, sizeof(text) - 1},                                         \
             sizeof(GZ_NS_##prefix) - 1,                                       \
             GZ_VOCAB_KIND_##kind},
#include "ontology/vocabulary.def"
#undef GZ_TERM
};

static const enum gz_vocab parents[GZ_N_VOCAB] = {
#define GZ_SUBCLASS(sub, super) [sub] = super,
#define GZ_INSTANCE(individual, class) [individual] = class,
#include "ontology/vocabulary.def"
#undef GZ_SUBCLASS
#undef GZ_INSTANCE
};

static const struct pair disjoint[] = {
#define GZ_DISJOINT(a, b) {a, b},
#include "ontology/vocabulary.def"
#undef GZ_DISJOINT
};

static const struct pair domains[] = {
#define GZ_DOMAIN(property, class) {property, class},
#include "ontology/vocabulary.def"
#undef GZ_DOMAIN
};

static const struct pair ranges[] = {
#define GZ_RANGE(property, type) {property, type},
#include "ontology/vocabulary.def"
#undef GZ_RANGE
};

static const struct gz_prefix prefixes[] = {
#define GZ_PREFIX(prefix)                                                      \
  {{#prefix, sizeof(#prefix) - 1},                                             \
   {GZ_NS_##prefix, sizeof(GZ_NS_##prefix) - 1}},
#include "ontology/vocabulary.def"
#undef GZ_PREFIX
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct entry *
entry_of(enum gz_vocab term) {
  return &entries[(unsigned)term < GZ_N_VOCAB ? term : GZ_VOCAB_NONE];
}

const struct gz_prefix *
gz_prefixes(size_t *count) {
  *count = COUNT(prefixes);
  return prefixes;
}

struct gz_str
gz_vocab_iri(enum gz_vocab term) {
  return entry_of(term)->iri;
}

struct gz_term
gz_vocab_term(enum gz_vocab term) {
  return gz_term_iri(gz_vocab_iri(term));
}

struct gz_str
gz_vocab_local(enum gz_vocab term) {
  const struct entry *entry = entry_of(term);
  return gz_str_part(entry->iri, entry->namespace_size, entry->iri.size);
}

struct gz_str
gz_vocab_label(enum gz_vocab term) {
  return entry_of(term)->label;
}

enum gz_vocab_kind
gz_vocab_kind(enum gz_vocab term) {
  return entry_of(term)->kind;
}

enum gz_vocab
gz_vocab_find(struct gz_str iri) {
  if (iri.size > 0) {
    for (int i = GZ_VOCAB_NONE + 1; i < GZ_N_VOCAB; ++i) {
      if (gz_str_equal(entries[i].iri, iri)) {
        return (enum gz_vocab)i;
      }
    }
  }
  return GZ_VOCAB_NONE;
}

enum gz_vocab
gz_vocab_named(enum gz_vocab_kind kind, struct gz_str name) {
  const size_t size = sizeof(GZ_NS_gaz) - 1;
  for (int i = GZ_VOCAB_NONE + 1; i < GZ_N_VOCAB; ++i) {
    const struct entry *entry = &entries[i];
    if (entry->kind == kind && entry->namespace_size == size &&
        entry->iri.size == size + name.size &&
        gz_str_equal(gz_vocab_local((enum gz_vocab)i), name) &&
        gz_str_starts(entry->iri, GZ_STR(GZ_NS_gaz))) {
      return (enum gz_vocab)i;
    }
  }
  return GZ_VOCAB_NONE;
}

enum gz_vocab
gz_vocab_class(struct gz_str name) {
  return gz_vocab_named(GZ_VOCAB_KIND_CLASS, name);
}

enum gz_vocab
gz_vocab_event(struct gz_str name) {
  const enum gz_vocab term = gz_vocab_class(name);
  return gz_vocab_is_a(term, GZ_CLASS_EVENT) ? term : GZ_VOCAB_NONE;
}

enum gz_vocab
gz_vocab_parent(enum gz_vocab term) {
  return (unsigned)term < GZ_N_VOCAB ? parents[term] : GZ_VOCAB_NONE;
}

bool
gz_vocab_is_a(enum gz_vocab sub, enum gz_vocab super) {
  while (sub != GZ_VOCAB_NONE && sub != super) {
    sub = gz_vocab_parent(sub);
  }
  return sub != GZ_VOCAB_NONE;
}

bool
gz_vocab_disjoint(enum gz_vocab a, enum gz_vocab b) {
  for (size_t i = 0; i < COUNT(disjoint); ++i) {
    const struct pair *pair = &disjoint[i];
    if ((gz_vocab_is_a(a, pair->first) && gz_vocab_is_a(b, pair->second)) ||
        (gz_vocab_is_a(b, pair->first) && gz_vocab_is_a(a, pair->second))) {
      return true;
    }
  }
  return false;
}

/** Whether `pairs` let `property` have `type`; `silent` where there is none. */
static bool
allows(const struct pair *pairs, size_t count, enum gz_vocab property,
       enum gz_vocab type, bool silent) {
  bool listed = false;
  for (size_t i = 0; i < count; ++i) {
    if (pairs[i].first == property) {
      listed = true;
      if (gz_vocab_is_a(type, pairs[i].second)) {
        return true;
      }
    }
  }
  return !listed && silent;
}

bool
gz_vocab_allows_subject(enum gz_vocab property, enum gz_vocab type) {
  return allows(domains, COUNT(domains), property, type, true);
}

bool
gz_vocab_allows_object(enum gz_vocab property, enum gz_vocab type) {
  return allows(ranges, COUNT(ranges), property, type,
                gz_vocab_kind(type) != GZ_VOCAB_KIND_DATATYPE);
}
