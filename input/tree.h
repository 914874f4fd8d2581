/**
 * @file tree.h
 * The dependency trees of an article, to be walked downwards.
 *
 * Tokens know their heads (article.h); a tree adds, for each token, its
 * dependents in the order of the text, its sentence, and the stretch of tokens
 * that hangs below it.  Built once after the analysis, it serves every stage
 * that reads syntax.  Relations are those of Universal Dependencies v2.
 *
 *     Britain  was  pressed  to  ban  Huawei .
 *     nsubj:pass aux:pass root mark xcomp obj punct
 *
 *     gz_tree_child(tree, pressed, GZ_DEPREL_XCOMP)          ban
 *     gz_tree_subject(tree, ban)                             Britain
 *     gz_tree_object(tree, pressed)                          Britain
 *     gz_tree_has_passive(tree, pressed)                     true
 *
 * Units.      Tokens are numbers in the article; #GZ_NONE is none.
 *
 * Ownership.  A tree lies in the article's arena.
 *
 * Cost.       Building is linear.  What walks up or down says how far; no
 *             function recurses.
 *
 * Threads.    A tree does not change once built.
 */

#ifndef GZ_INPUT_TREE_H
#define GZ_INPUT_TREE_H

#include "input/article.h"

/** Where a token stands in its tree. */
struct gz_node {
  uint32_t sentence;    /**< Number of its sentence */
  uint32_t first_child; /**< Its first dependent in the text, or none */
  uint32_t next;        /**< Its head's next dependent, or none */
  uint32_t left;        /**< First token of its subtree */
  uint32_t right;       /**< Last token of its subtree */
};

/** The trees of an article. */
struct gz_tree {
  const struct gz_article *article;
  const struct gz_node *nodes; /**< One for each token */
};

/**
 * Build the trees of `article`, whose tokens all have a head in their own
 * sentence and no cycle among them.
 *
 * @return #GZ_OK.
 * @return #GZ_NO_MEMORY if the arena is full.
 * @return #GZ_BAD_INPUT if a head lies outside the sentence or heads run in a
 *         circle.
 */
enum gz_status gz_tree_build(const struct gz_article *article,
                             struct gz_tree *tree, struct gz_error *error);

/** The token itself. */
const struct gz_token *gz_tree_token(const struct gz_tree *tree,
                                     uint32_t token);

/** Lemma of the token. */
struct gz_str gz_tree_lemma(const struct gz_tree *tree, uint32_t token);

/** Head of `token`, or none if it is a root. */
uint32_t gz_tree_head(const struct gz_tree *tree, uint32_t token);

/** Root of sentence number `sentence`. */
uint32_t gz_tree_root(const struct gz_tree *tree, uint32_t sentence);

/** First dependent of `token`, to be walked on with gz_tree_next(). */
uint32_t gz_tree_first(const struct gz_tree *tree, uint32_t token);

/** The dependent of the same head after `token`, or none. */
uint32_t gz_tree_next(const struct gz_tree *tree, uint32_t token);

/**
 * First dependent of `token` whose relation is `deprel`, or is a subtype of
 * it where `deprel` has none itself; or none.
 */
uint32_t gz_tree_child(const struct gz_tree *tree, uint32_t token,
                       enum gz_deprel deprel);

/** The next such dependent after `child`, which is one of them. */
uint32_t gz_tree_next_child(const struct gz_tree *tree, uint32_t child,
                            enum gz_deprel deprel);

/** Whether `token` has that relation, or a subtype of it, to its head. */
bool gz_tree_is(const struct gz_tree *tree, uint32_t token,
                enum gz_deprel deprel);

/** Whether `token` is `above` or hangs below it, at whatever depth. */
bool gz_tree_is_below(const struct gz_tree *tree, uint32_t token,
                      uint32_t above);

/** Whether a dependent of `token` has that lemma, without regard to case. */
uint32_t gz_tree_child_with_lemma(const struct gz_tree *tree, uint32_t token,
                                  const char *lemma);

/**
 * The first of the preposition or case marker of `token` ("of", "because" of
 * "because of"), or none.
 */
uint32_t gz_tree_case(const struct gz_tree *tree, uint32_t token);

/** Whether `token` is marked by that preposition: "from", "because of". */
bool gz_tree_has_case(const struct gz_tree *tree, uint32_t token,
                      const char *preposition);

/** The first of the prepositions of `token`, or else of the words that mark it
 *  as a clause ("that", "to"); or none. */
uint32_t gz_tree_case_or_mark(const struct gz_tree *tree, uint32_t token);

/** Whether that word marks the clause of `clause`: "to", "of" in "of being". */
bool gz_tree_has_mark(const struct gz_tree *tree, uint32_t clause,
                      const char *word);

/** Whether the clause of `verb` is passive ("was banned", "banned by"). */
bool gz_tree_has_passive(const struct gz_tree *tree, uint32_t verb);

/**
 * Who does what `verb` says: its active subject or its passive agent; where it
 * has none of its own, that of the verb it is coordinated with, of the one
 * that controls it ("Britain plans to ban": Britain; "pressed Britain to ban":
 * Britain), or the noun that a relative or participle clause hangs on.
 *
 * Climbs at most a handful of clauses.  A relative pronoun is given as the noun
 * that it stands for.
 *
 * @return A token, the head of a phrase, or none.
 */
uint32_t gz_tree_subject(const struct gz_tree *tree, uint32_t verb);

/**
 * Whom or what it is done to: its object, its passive subject, or the noun
 * that a passive participle or an object-relative clause hangs on.
 */
uint32_t gz_tree_object(const struct gz_tree *tree, uint32_t verb);

/** The first token of a stretch whose head is outside it: the others' head. */
uint32_t gz_tree_top(const struct gz_tree *tree, uint32_t first,
                     uint32_t count);

/**
 * First and last token of the phrase headed by `token`, without what does not
 * belong to its name: clauses, appositions, coordinated phrases, and marks at
 * its ends.
 */
void gz_tree_phrase(const struct gz_tree *tree, uint32_t token, uint32_t *first,
                    uint32_t *last);

/** Bytes of all that hangs below `token`, marks at its ends left out. */
struct gz_span gz_tree_span(const struct gz_tree *tree, uint32_t token);

/**
 * The token after `member` that is coordinated with the same first conjunct,
 * or none: from "A" in "A, B and C" to "B", from "B" to "C".
 */
uint32_t gz_tree_next_conjunct(const struct gz_tree *tree, uint32_t member);

/** The first of what `member` is coordinated with: itself if it is none. */
uint32_t gz_tree_first_conjunct(const struct gz_tree *tree, uint32_t member);

#endif
