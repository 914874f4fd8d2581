#include "input/claims_parts.h"

#include "input/factuality.h"

#include <stdlib.h>
#include <string.h>

/** An event and the claim that it belongs into. */
struct assertion {
  uint32_t event;
  uint32_t owner;    /**< Attribution, or none */
  uint32_t sentence; /**< Of an editorial one */
  uint8_t form;
  struct gz_factuality factuality;
};

/** How sure a claim is, by how its source was found. */
static const double told_confidence = 0.8;
static const double guessed_confidence = 0.6;

/** Bytes of a stretch of tokens. */
static struct gz_span
span_of(const struct gz_claim_finder *finder, struct gz_stretch stretch) {
  return (struct gz_span){
      gz_tree_token(finder->tree, stretch.first)->span.begin,
      gz_tree_token(finder->tree, stretch.last)->span.end};
}

static struct gz_spans
spans_of(struct gz_claim_finder *finder, const struct gz_stretch *stretches,
         uint32_t count) {
  struct gz_span *items =
      gz_arena_array(finder->article->arena, (size_t)count + 1, sizeof *items);
  if (!items) {
    finder->failed = true;
    return (struct gz_spans){NULL, 0};
  }
  for (uint32_t i = 0; i < count; ++i) {
    items[i] = span_of(finder, stretches[i]);
  }
  return (struct gz_spans){items, count};
}

static struct gz_spans
span_of_stretch(struct gz_claim_finder *finder, struct gz_stretch stretch) {
  return stretch.first > stretch.last ? (struct gz_spans){NULL, 0}
                                      : spans_of(finder, &stretch, 1);
}

/** How the part of a content in one piece is given. */
static uint8_t
form_of(const struct gz_claim_finder *finder, struct gz_stretch piece) {
  uint32_t quoted = 0;
  uint32_t plain = 0;
  for (uint32_t i = piece.first; i <= piece.last; ++i) {
    if (gz_tree_token(finder->tree, i)->upos != GZ_UPOS_PUNCT) {
      ++*(finder->quotes.at[i] != GZ_NONE ? &quoted : &plain);
    }
  }
  return (uint8_t)(!quoted  ? GZ_FORM_INDIRECT
                   : !plain ? GZ_FORM_DIRECT
                            : GZ_FORM_MIXED);
}

/** The part of a content that `token` stands in: its piece, its sentence. */
static struct gz_stretch
part_of(const struct gz_attribution *made, uint32_t token) {
  struct gz_stretch part = made->pieces[0];
  for (uint32_t i = 0; i < made->n_pieces; ++i) {
    if (made->pieces[i].first <= token && token <= made->pieces[i].last) {
      part = made->pieces[i];
    }
  }
  return part;
}

/** That part of a content, within the sentence of `token`. */
static struct gz_stretch
sentence_part(const struct gz_claim_finder *finder,
              const struct gz_attribution *made, uint32_t token) {
  const struct gz_sentence *sentence =
      &finder->article->sentences.items[finder->tree->nodes[token].sentence];
  struct gz_stretch part = part_of(made, token);
  const uint32_t last = sentence->first + sentence->count - 1;
  if (token < part.first || token > part.last) {
    return part;
  }
  part.first = part.first < sentence->first ? sentence->first : part.first;
  part.last = part.last > last ? last : part.last;
  return part;
}

/** Put the quotations among a content's words into `claim`. */
static void
add_quotations(struct gz_claim_finder *finder,
               const struct gz_attribution *made, struct gz_stretch whole,
               struct gz_claim *claim) {
  struct gz_stretch found[GZ_CONTENT_MAX_PIECES];
  uint32_t count = 0;
  for (uint32_t i = 0; i < made->n_pieces; ++i) {
    const struct gz_stretch piece = made->pieces[i];
    for (uint32_t j = piece.first; j <= piece.last; ++j) {
      const uint32_t quote = finder->quotes.at[j];
      if (quote == GZ_NONE || count == GZ_CONTENT_MAX_PIECES) {
        continue;
      }
      const struct gz_quote *q = &finder->quotes.items[quote];
      if (q->first == j && whole.first <= j && j <= whole.last) {
        found[count++] = (struct gz_stretch){
            q->first, q->last < piece.last ? q->last : piece.last};
      }
      j = q->last < piece.last ? q->last : piece.last;
    }
  }
  claim->quotation = spans_of(finder, found, count);
}

static void
widen(struct gz_span *span, struct gz_span by) {
  if (by.begin < by.end) {
    span->begin = by.begin < span->begin ? by.begin : span->begin;
    span->end = by.end > span->end ? by.end : span->end;
  }
}

/** Who passed on what `made` says, or none. */
static uint32_t
relay_of(const struct gz_claim_finder *finder,
         const struct gz_attribution *made) {
  if (made->told != GZ_NONE && made->told != made->speaker) {
    return made->told;
  }
  if (made->outer == GZ_NONE) {
    return GZ_NONE;
  }
  const uint32_t relay = finder->found.items[made->outer].speaker;
  return relay == made->speaker ? GZ_NONE : relay;
}

/** Make the claim of `part` of what is attributed. */
static struct gz_claim *
make_claim(struct gz_claim_finder *finder, const struct gz_attribution *made,
           struct gz_stretch part) {
  struct gz_claim *claim = GZ_PUSH(finder->article, &finder->article->claims);
  if (!claim) {
    finder->failed = true;
    return NULL;
  }
  const bool known = made->source_head != GZ_NONE;
  *claim = (struct gz_claim){
      .speaker = made->speaker,
      .relayed_by = relay_of(finder, made),
      .source = span_of_stretch(finder, made->source),
      .cue = span_of_stretch(finder, made->cue),
      .content = spans_of(finder, made->pieces, made->n_pieces),
      .evidence = span_of(finder, part),
      .polarity = GZ_POLARITY_POSITIVE,
      .certainty = GZ_CERTAINTY_CERTAIN,
      .temporality = GZ_TEMPORALITY_PRESENT,
      .form = form_of(finder, part),
      .rule = made->rule,
      .confidence = known ? told_confidence : guessed_confidence,
      .nested = made->outer != GZ_NONE,
      .attitude = !made->owns,
  };
  add_quotations(finder, made, part, claim);
  // What stands in the same sentence as the part belongs to its evidence.
  const struct gz_stretch *const around[] = {&made->source, &made->cue};
  for (size_t i = 0; i < 2; ++i) {
    if (around[i]->first <= around[i]->last &&
        (finder->tree->nodes[around[i]->first].sentence ==
             finder->tree->nodes[part.first].sentence ||
         finder->tree->nodes[around[i]->first].sentence ==
             finder->tree->nodes[part.last].sentence)) {
      widen(&claim->evidence, span_of(finder, *around[i]));
    }
  }
  return claim;
}

static int
compare_assertions(const void *a, const void *b) {
  const struct assertion *one = a;
  const struct assertion *other = b;
  const uint32_t keys[2][6] = {
      {one->owner, one->sentence, one->form, one->factuality.polarity,
       one->factuality.certainty, one->factuality.temporality},
      {other->owner, other->sentence, other->form, other->factuality.polarity,
       other->factuality.certainty, other->factuality.temporality},
  };
  for (size_t i = 0; i < 6; ++i) {
    if (keys[0][i] != keys[1][i]) {
      return keys[0][i] < keys[1][i] ? -1 : 1;
    }
  }
  return (one->event > other->event) - (one->event < other->event);
}

/** Whether two events go into one claim. */
static bool
same_claim(const struct assertion *a, const struct assertion *b) {
  struct assertion other = *b;
  other.event = a->event;
  return compare_assertions(a, &other) == 0;
}

/** Find out whose each event is, and how it is put. */
static struct assertion *
make_assertions(struct gz_claim_finder *finder) {
  struct gz_article *article = finder->article;
  struct assertion *made = gz_arena_array(
      article->arena, (size_t)article->events.count + 1, sizeof *made);
  for (uint32_t i = 0; made && i < article->events.count; ++i) {
    const struct gz_event *event = &article->events.items[i];
    struct assertion *one = &made[i];
    one->event = i;
    one->owner = gz_claims_owner(finder, event->head);
    one->factuality =
        gz_factuality_of(finder->tree, finder->lexicon, event, finder->tops);
    one->form = GZ_FORM_EDITORIAL;
    if (one->owner != GZ_NONE) {
      const struct gz_attribution *whose = &finder->found.items[one->owner];
      gz_factuality_reported(&one->factuality, whose->kind, whose->complements,
                             whose->negated);
      one->form = form_of(finder, sentence_part(finder, whose, event->head));
    } else {
      one->sentence = finder->tree->nodes[event->head].sentence;
      if (finder->quotes.at[event->head] != GZ_NONE) {
        // Words that the article sets apart as not its own: “ban” it.
        one->factuality.certainty = GZ_CERTAINTY_UNKNOWN;
      }
    }
  }
  if (made) {
    qsort(made, article->events.count, sizeof *made, compare_assertions);
  } else {
    finder->failed = true;
  }
  return made;
}

/** The article's own voice, in one sentence. */
static struct gz_claim *
make_editorial(struct gz_claim_finder *finder, uint32_t sentence) {
  struct gz_claim *claim = GZ_PUSH(finder->article, &finder->article->claims);
  struct gz_span *span =
      gz_arena_array(finder->article->arena, 1, sizeof *span);
  if (!claim || !span) {
    finder->failed = true;
    return NULL;
  }
  *span = finder->article->sentences.items[sentence].span;
  *claim = (struct gz_claim){
      .speaker = GZ_NONE,
      .relayed_by = GZ_NONE,
      .content = {span, 1},
      .evidence = *span,
      .form = GZ_FORM_EDITORIAL,
      .rule = "claim:editorial",
      .confidence = told_confidence,
  };
  return claim;
}

/** Make the claim of `count` assertions that belong together. */
static void
make_group(struct gz_claim_finder *finder, const struct assertion *group,
           uint32_t count) {
  uint32_t *events =
      gz_arena_array(finder->article->arena, count, sizeof *events);
  struct gz_claim *claim = NULL;
  if (group->owner == GZ_NONE) {
    claim = make_editorial(finder, group->sentence);
  } else {
    const struct gz_attribution *made = &finder->found.items[group->owner];
    const uint32_t head = finder->article->events.items[group->event].head;
    claim = make_claim(finder, made, part_of(made, head));
  }
  if (!claim || !events) {
    finder->failed = true;
    return;
  }
  for (uint32_t i = 0; i < count; ++i) {
    events[i] = group[i].event;
  }
  claim->events = events;
  claim->n_events = count;
  claim->attitude = false;
  claim->form = group->form;
  claim->polarity = group->factuality.polarity;
  claim->certainty = group->factuality.certainty;
  claim->temporality = group->factuality.temporality;
}

/** Make the claims of parts that assert no known event. */
static void
make_bare(struct gz_claim_finder *finder, uint32_t number,
          const struct assertion *group, uint32_t count) {
  const struct gz_attribution made = finder->found.items[number];
  for (uint32_t i = 0; i < made.n_pieces && !finder->failed; ++i) {
    bool asserted = false;
    for (uint32_t j = 0; j < count; ++j) {
      const uint32_t head = finder->article->events.items[group[j].event].head;
      const struct gz_stretch part = part_of(&made, head);
      asserted |= part.first == made.pieces[i].first;
    }
    if (!asserted && (made.owns || i == 0)) {
      (void)make_claim(finder, &made, made.pieces[i]);
    }
  }
}

static void
make_claims(struct gz_claim_finder *finder) {
  const struct assertion *made = make_assertions(finder);
  const uint32_t count = finder->article->events.count;
  uint32_t at = 0;
  for (uint32_t i = 0; i < finder->found.count && !finder->failed; ++i) {
    const uint32_t first = at;
    while (at < count && made[at].owner == i && !finder->failed) {
      uint32_t end = at + 1;
      while (end < count && same_claim(&made[at], &made[end])) {
        ++end;
      }
      make_group(finder, &made[at], end - at);
      at = end;
    }
    if (!finder->failed) {
      make_bare(finder, i, made + first, at - first);
    }
  }
  while (at < count && !finder->failed) {
    uint32_t end = at + 1;
    while (end < count && same_claim(&made[at], &made[end])) {
      ++end;
    }
    make_group(finder, &made[at], end - at);
    at = end;
  }
}

static int
compare_claims(const void *a, const void *b) {
  const struct gz_claim *one = a;
  const struct gz_claim *other = b;
  const uint32_t keys[2][8] = {
      {one->evidence.begin, one->evidence.end, one->content.items[0].begin,
       one->content.items[0].end, one->form, one->polarity, one->certainty,
       one->temporality},
      {other->evidence.begin, other->evidence.end,
       other->content.items[0].begin, other->content.items[0].end, other->form,
       other->polarity, other->certainty, other->temporality},
  };
  for (size_t i = 0; i < 8; ++i) {
    if (keys[0][i] != keys[1][i]) {
      return keys[0][i] < keys[1][i] ? -1 : 1;
    }
  }
  const uint32_t first = one->n_events ? one->events[0] : GZ_NONE;
  const uint32_t second = other->n_events ? other->events[0] : GZ_NONE;
  if (first != second) {
    return first < second ? -1 : 1;
  }
  const uint32_t cues[2] = {one->cue.count ? one->cue.items[0].begin : 0,
                            other->cue.count ? other->cue.items[0].begin : 0};
  return (cues[0] > cues[1]) - (cues[0] < cues[1]);
}

/** Make room, and note which tokens head a mention.  False without memory. */
static bool
prepare(struct gz_claim_finder *finder) {
  struct gz_article *article = finder->article;
  const size_t n = (size_t)article->tokens.count + 1;
  finder->enters = gz_arena_array(article->arena, n, sizeof *finder->enters);
  finder->leaves = gz_arena_array(article->arena, n, sizeof *finder->leaves);
  finder->reports = gz_arena_array(article->arena, n, sizeof *finder->reports);
  finder->owners = gz_arena_array(article->arena, n, sizeof *finder->owners);
  finder->mentions =
      gz_arena_array(article->arena, n, sizeof *finder->mentions);
  finder->tops = gz_arena_array(article->arena, n, sizeof *finder->tops);
  finder->quoted = gz_arena_array(
      article->arena, (size_t)finder->quotes.count + 1, sizeof *finder->quoted);
  if (!finder->enters || !finder->leaves || !finder->reports ||
      !finder->owners || !finder->mentions || !finder->tops ||
      !finder->quoted) {
    return false;
  }
  for (uint32_t i = article->mentions.count; i-- > 0;) {
    const struct gz_mention *mention = &article->mentions.items[i];
    if (mention->entity != GZ_NONE && !mention->adjectival) {
      finder->mentions[mention->head] = i + 1;
    }
  }
  return true;
}

/** Where quotations begin, somebody's words begin. */
static void
mark_tops(struct gz_claim_finder *finder) {
  for (uint32_t i = 0; i < finder->quotes.count; ++i) {
    const struct gz_quote *quote = &finder->quotes.items[i];
    for (uint32_t j = quote->first; finder->quoted[i] && j <= quote->last;
         ++j) {
      const uint32_t head = gz_tree_head(finder->tree, j);
      if (head == GZ_NONE || head < quote->first || head > quote->last) {
        finder->tops[j] = true;
      }
    }
  }
}

/** Take what lies between `cut`'s ends out of the content of `made`. */
static void
cut_out(struct gz_attribution *made, struct gz_stretch cut) {
  struct gz_stretch kept[GZ_CONTENT_MAX_PIECES];
  uint32_t count = 0;
  if (cut.first > cut.last) {
    return;
  }
  for (uint32_t i = 0; i < made->n_pieces; ++i) {
    const struct gz_stretch piece = made->pieces[i];
    if (cut.last < piece.first || cut.first > piece.last) {
      kept[count++] = piece;
      continue;
    }
    if (piece.first < cut.first) {
      kept[count++] = (struct gz_stretch){piece.first, cut.first - 1};
    }
    if (cut.last < piece.last && count < GZ_CONTENT_MAX_PIECES) {
      kept[count++] = (struct gz_stretch){cut.last + 1, piece.last};
    }
    if (count == GZ_CONTENT_MAX_PIECES) {
      break;
    }
  }
  if (count) {
    memcpy(made->pieces, kept, count * sizeof *kept);
    made->n_pieces = count;
  }
}

/** Whether a content begins with a whole quotation before its cue. */
static bool
leads_with_quote(const struct gz_claim_finder *finder,
                 const struct gz_attribution *made) {
  const struct gz_stretch first = made->pieces[0];
  const uint32_t quote = finder->quotes.at[first.first];
  return made->cue_head != GZ_NONE && first.last < made->cue.first &&
         quote != GZ_NONE && finder->quotes.items[quote].first == first.first &&
         finder->quotes.at[made->cue_head] == GZ_NONE &&
         form_of(finder, first) == GZ_FORM_DIRECT;
}

/** Leave the quotations of a content that begins with one: “…,” he said, … */
static void
keep_quotes(const struct gz_claim_finder *finder, struct gz_attribution *made) {
  if (!made->n_pieces || !leads_with_quote(finder, made)) {
    return;
  }
  const uint32_t sentence = finder->tree->nodes[made->cue_head].sentence;
  uint32_t count = 1;
  for (uint32_t i = 1; i < made->n_pieces; ++i) {
    struct gz_stretch piece = made->pieces[i];
    if (finder->tree->nodes[piece.first].sentence == sentence) {
      while (piece.first < piece.last &&
             finder->quotes.at[piece.first] == GZ_NONE) {
        ++piece.first;
      }
      if (finder->quotes.at[piece.first] == GZ_NONE) {
        continue;
      }
    }
    made->pieces[count++] = piece;
  }
  made->n_pieces = count;
}

/** Part the content from its source and cue, where the tree did not. */
static void
tidy(struct gz_claim_finder *finder) {
  for (uint32_t i = 0; i < finder->found.count; ++i) {
    struct gz_attribution *made = &finder->found.items[i];
    cut_out(made, made->source);
    cut_out(made, made->cue);
    uint32_t count = 0;
    for (uint32_t j = 0; j < made->n_pieces; ++j) {
      struct gz_stretch piece = gz_claims_trim(finder, made->pieces[j]);
      const bool mark =
          piece.first == piece.last &&
          gz_tree_token(finder->tree, piece.first)->upos == GZ_UPOS_PUNCT;
      if (!mark || (j + 1 == made->n_pieces && !count)) {
        made->pieces[count++] = piece;
      }
    }
    made->n_pieces = count;
    keep_quotes(finder, made);
  }
}

enum gz_status
gz_find_claims(struct gz_article *article, const struct gz_tree *tree,
               const struct gz_claim_lexicon *lexicon, struct gz_error *error) {
  struct gz_claim_finder finder = {
      .article = article, .tree = tree, .lexicon = lexicon};
  enum gz_status status;
  GZ_TRY(status, gz_find_quotes(article, &finder.quotes, error));
  if (prepare(&finder)) {
    gz_claims_from_trees(&finder);
    gz_claims_from_quotes(&finder);
    mark_tops(&finder);
    tidy(&finder);
    gz_claims_name_speakers(&finder);
    make_claims(&finder);
  } else {
    finder.failed = true;
  }
  if (finder.failed) {
    return gz_fail(error, GZ_NO_MEMORY, "No memory for the claims");
  }
  if (article->claims.count) {
    qsort(article->claims.items, article->claims.count,
          sizeof *article->claims.items, compare_claims);
  }
  gz_article_sort_mentions(article);
  return GZ_OK;
}
