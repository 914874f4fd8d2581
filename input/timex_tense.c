#include "input/timex_tense.h"

/* Steps up the tree, and tokens before a verb, that are looked at. */
#define MAX_CLIMB 32U
#define MAX_BEFORE 12U

static const struct gz_token *
token_at(const struct gz_article *article, uint32_t token) {
  return &article->tokens.items[token];
}

static bool
is_verbal(const struct gz_token *token) {
  return token->upos == GZ_UPOS_VERB || token->upos == GZ_UPOS_AUX;
}

static bool
is_auxiliary(const struct gz_token *token) {
  const enum gz_deprel deprel =
      gz_deprel_universal((enum gz_deprel)token->deprel);
  return deprel == GZ_DEPREL_AUX || deprel == GZ_DEPREL_COP;
}

/** What the auxiliaries and "to" before `verb` say. */
struct clause {
  bool modal;
  bool past;
  bool perfect;
  bool past_perfect;
  bool present;
  bool infinitive;
};

static struct clause
read_clause(const struct gz_article *article, uint32_t verb) {
  struct clause clause = {false, false, false, false, false, false};
  const uint32_t from = verb > MAX_BEFORE ? verb - MAX_BEFORE : 0;
  for (uint32_t i = from; i < verb; ++i) {
    const struct gz_token *token = token_at(article, i);
    if (token->head != verb) {
      continue;
    }
    clause.infinitive |= token->xpos == GZ_XPOS_TO;
    if (!is_auxiliary(token)) {
      continue;
    }
    const bool have = gz_str_is(token->lemma, "have");
    clause.modal |= token->xpos == GZ_XPOS_MD;
    clause.past |= token->xpos == GZ_XPOS_VBD;
    clause.perfect |= have;
    clause.past_perfect |= have && token->xpos == GZ_XPOS_VBD;
    clause.present |= token->xpos == GZ_XPOS_VBZ || token->xpos == GZ_XPOS_VBP;
  }
  return clause;
}

/** Direction of the clause whose verb, or predicate with a copula, is it. */
static enum gz_direction
direction_of(const struct gz_article *article, uint32_t verb) {
  const struct gz_token *token = token_at(article, verb);
  const struct clause clause = read_clause(article, verb);
  if (clause.perfect || clause.past) {
    return GZ_DIRECTION_PAST;
  }
  if (clause.modal) {
    return GZ_DIRECTION_FUTURE;
  }
  if (clause.infinitive) {
    // "Had been due to expire": what was planned is over.
    const bool over =
        token->head != verb && read_clause(article, token->head).past_perfect;
    return over ? GZ_DIRECTION_NONE : GZ_DIRECTION_FUTURE;
  }
  switch (token->xpos) {
  case GZ_XPOS_VBD:
    return GZ_DIRECTION_PAST;
  case GZ_XPOS_VBN:
    return clause.present ? GZ_DIRECTION_NONE : GZ_DIRECTION_PAST;
  case GZ_XPOS_VBG:
    return clause.present ? GZ_DIRECTION_FUTURE : GZ_DIRECTION_NONE;
  case GZ_XPOS_VBZ:
  case GZ_XPOS_VBP:
    return GZ_DIRECTION_FUTURE;
  default:
    return GZ_DIRECTION_NONE;
  }
}

/** What the preposition before token `first` says by itself. */
static enum gz_direction
preposition_direction(const struct gz_article *article, uint32_t first) {
  static const char *const ahead[] = {"until", "till", "by", "through"};
  if (first == 0) {
    return GZ_DIRECTION_NONE;
  }
  const struct gz_str form = gz_article_form(article, first - 1);
  if (gz_str_equal_nocase(form, GZ_STR("since"))) {
    return GZ_DIRECTION_PAST;
  }
  for (size_t i = 0; i < sizeof ahead / sizeof *ahead; ++i) {
    if (gz_str_equal_nocase(form, gz_str(ahead[i]))) {
      return GZ_DIRECTION_FUTURE;
    }
  }
  return GZ_DIRECTION_NONE;
}

/** What the verb above says. */
static enum gz_direction
verb_direction(const struct gz_article *article, uint32_t first,
               uint32_t count) {
  uint32_t at = first;
  for (unsigned climb = 0; climb < MAX_CLIMB; ++climb) {
    const struct gz_token *token = token_at(article, at);
    if (token->upos == GZ_UPOS_NONE || token->head >= article->tokens.count) {
      return GZ_DIRECTION_NONE;
    }
    if (token->deprel == GZ_DEPREL_NMOD_POSS ||
        token->deprel == GZ_DEPREL_COMPOUND) {
      return GZ_DIRECTION_NONE; // "Tuesday's decision", "a June decision"
    }
    const bool outside = at < first || at >= first + count;
    const bool copula = outside && read_clause(article, at).present;
    if (outside && (is_verbal(token) || copula)) {
      return direction_of(article, at);
    }
    if (token->head == at) {
      return outside ? direction_of(article, at) : GZ_DIRECTION_NONE;
    }
    at = token->head;
  }
  return GZ_DIRECTION_NONE;
}

enum gz_direction
gz_time_direction(const struct gz_article *article, uint32_t first,
                  uint32_t count) {
  const enum gz_direction said = preposition_direction(article, first);
  const enum gz_direction verb = verb_direction(article, first, count);
  return said == GZ_DIRECTION_PAST ? said
         : said == GZ_DIRECTION_FUTURE && verb == GZ_DIRECTION_PAST
             ? GZ_DIRECTION_NONE
             : verb;
}
