# What the text says; knows no RDF.
libgazettecore_la_SOURCES += \
  input/actors.c \
  input/actors.h \
  input/actors_build.c \
  input/actors_build.h \
  input/actors_builder.h \
  input/actors_format.h \
  input/actors_get.c \
  input/actors_lay.c \
  input/actors_layout.h \
  input/actors_match.c \
  input/actors_write.c \
  input/annotation.c \
  input/annotation.h \
  input/arena.c \
  input/arena.h \
  input/article.c \
  input/article.h \
  input/buffer.c \
  input/buffer.h \
  input/calendar.c \
  input/calendar.h \
  input/english/abbreviations.def \
  input/english/words.def \
  input/facts.c \
  input/facts.def \
  input/facts.h \
  input/html_blocks.c \
  input/html_blocks.h \
  input/interner.c \
  input/interner.h \
  input/mentions.c \
  input/mentions.h \
  input/paragraphs.c \
  input/paragraphs.h \
  input/reader.c \
  input/reader.h \
  input/reader_date.c \
  input/reader_date.h \
  input/reader_formats.h \
  input/reader_html.c \
  input/reader_json.c \
  input/reader_text.c \
  input/sentences.c \
  input/sentences.h \
  input/name_key.c \
  input/name_key.h \
  input/status.c \
  input/status.h \
  input/str.c \
  input/str.h \
  input/tags.c \
  input/tags.def \
  input/tags.h \
  input/timex.c \
  input/timex.def \
  input/timex.h \
  input/timex_atoms.c \
  input/timex_compile.c \
  input/timex_compile.h \
  input/timex_lexicon.c \
  input/timex_lexicon.h \
  input/timex_match.c \
  input/timex_match.h \
  input/timex_moment.c \
  input/timex_numbers.c \
  input/timex_resolve.c \
  input/timex_resolve.h \
  input/timex_rules.c \
  input/timex_rules.h \
  input/timex_tense.c \
  input/timex_tense.h \
  input/timex_write.c \
  input/token_words.c \
  input/token_words.h \
  input/tokens.c \
  input/tokens.h \
  input/tree.c \
  input/tree.h \
  input/unicode.c \
  input/unicode.h \
  input/wordlist.c \
  input/wordlist.h

data += input/english/timex.rules
### The analyser: its network, its model file, CoNLL-U
libgazettecore_la_SOURCES += \
  input/analyser.c \
  input/analyser.h \
  input/conllu.c \
  input/conllu.h \
  input/crc32.c \
  input/kernel.c \
  input/kernel.h \
  input/lemma.c \
  input/lemma.h \
  input/model.c \
  input/model.h \
  input/model_sections.c \
  input/model_sections.h \
  input/name_votes.c \
  input/name_votes.h \
  input/network.c \
  input/network.h \
  input/spanning_tree.c \
  input/spanning_tree.h \
  input/word_features.c \
  input/word_features.h
data += input/english/analyser.model
EXTRA_DIST += \
  input/english/MODEL.md \
  input/train
