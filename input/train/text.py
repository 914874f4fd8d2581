"""Words as the network sees them: normal form, shape, affixes, hashes.

`input/word_features.c` computes the same from the same word; tests/test_analyser.c holds
the two together.  Every feature is looked up by the 64-bit FNV-1a hash of one byte that
names the feature and the UTF-8 bytes of its value.
"""
import unicodedata

FOLD = {ord(c): to for to, chars in (("'", "‘’‚‛`´"), ('"', "“”„‟«»"), ("-", "‐‑‒–—−"))
        for c in chars}
FOLD[ord("…")] = "..."
FNV_OFFSET, FNV_PRIME, MASK = 0xcbf29ce484222325, 0x100000001b3, (1 << 64) - 1

# Names of the looked-up features and the byte that begins their key.
FEATURES = ("word", "prefix2", "prefix3", "suffix2", "suffix3", "suffix4", "shape")
VECTOR_KIND = 100       # keys of the pre-trained vectors
NGRAM_KIND = 101        # keys of character n-grams
MAX_LENGTH = 128        # code points of a word that count
MAX_NGRAMS = 16
NGRAM_BUCKETS = 8192


def fnv(kind, text):
    h = ((FNV_OFFSET ^ kind) * FNV_PRIME) & MASK
    for b in text.encode("utf-8", "surrogatepass"):
        h = ((h ^ b) * FNV_PRIME) & MASK
    return h


def fold(form):
    """Quotes and dashes in one spelling each."""
    return form.translate(FOLD)


def lower(text):
    """Simple lower case, code point by code point, as utf8proc_tolower has it."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def digits_to_zero(text):
    return "".join("0" if unicodedata.category(c) == "Nd" else c for c in text)


def shape(text):
    """Xx for Word, dd for 2020: classes of code points, at most two of a kind in a row."""
    out = ""
    for c in text:
        kind = unicodedata.category(c)
        if kind in ("Lu", "Lt"):
            k = "X"
        elif kind == "Ll":
            k = "x"
        elif kind == "Nd":
            k = "d"
        elif kind[0] == "L":
            k = "o"
        else:
            k = c if c < "\x7f" else "s"
        if len(out) >= 2 and out[-1] == k and out[-2] == k:
            continue
        out += k
        if len(out) == 9:
            break
    return out


def keys(form):
    """Values of FEATURES, in order, for a form."""
    folded = fold(form)[:MAX_LENGTH]
    low = digits_to_zero(lower(folded))
    return low, low[:2], low[:3], low[-2:], low[-3:], low[-4:], shape(folded)


def vector_keys(form):
    """What to look up among the pre-trained vectors, first that is there counts."""
    low = lower(fold(form)[:MAX_LENGTH])
    return low, digits_to_zero(low)


def ngrams(form):
    """Buckets 1 … NGRAM_BUCKETS of the character trigrams of <form>, 0 is none."""
    low = "<" + digits_to_zero(lower(fold(form)[:MAX_LENGTH])) + ">"
    grams = [low[i:i + 3] for i in range(max(1, len(low) - 2))][:MAX_NGRAMS]
    return [fold_hash(fnv(NGRAM_KIND, g)) % NGRAM_BUCKETS + 1 for g in grams]


def fold_hash(h):
    return (h >> 32) ^ (h & 0xffffffff)
