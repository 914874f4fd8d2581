"""Vocabularies, lemma scripts and batches."""
from collections import Counter

import numpy as np
import torch

import text
from corpora import ANY, TAGS

MIN_COUNT = {"word": 3, "prefix2": 2, "prefix3": 3, "suffix2": 2, "suffix3": 3, "suffix4": 4,
             "shape": 2}


def lemma_script(form, lemma):
    """How LEMMA comes of FORM: letters (k keep, l lower, c capital and lower), what to cut
    from the end, what to add."""
    form = text.fold(form)
    for case, base in (("l", text.lower(form)), ("k", form), ("c", form[:1] + text.lower(form[1:]))):
        n = 0
        while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
            n += 1
        if n or base == lemma:
            if case == "l" and form != base and form[:n] == lemma[:n] and n:
                case = "k" if form[:n] != base[:n] else "l"
            return f"{case}|{base[n:]}|{lemma[n:]}"
    return f"l|{text.lower(form)}|{lemma}"


def apply_script(script, form):
    """The lemma, or None where the script does not fit the form."""
    case, cut, add = script.split("|", 2)
    form = text.fold(form)
    base = {"l": text.lower(form), "k": form, "c": form[:1] + text.lower(form[1:])}[case]
    if cut and not base.endswith(cut) or len(base) == len(cut) and not add:
        return None
    return base[:len(base) - len(cut)] + add


class Vocabulary:
    """All that turns words and labels into numbers; saved with the model."""

    def __init__(self, treebanks, others, vector_words):
        counts = {f: Counter() for f in text.FEATURES}
        forms = Counter(w for s in treebanks for w in s.forms)
        forms.update(w for s in others for w in s.forms)
        for w, n in forms.items():
            for f, k in zip(text.FEATURES, text.keys(w)):
                counts[f][k] += n
        self.count = counts["word"]
        self.features = {f: {k: i + 1 for i, (k, n) in enumerate(sorted(
            c.items(), key=lambda x: (-x[1], x[0]))) if n >= MIN_COUNT[f]} for f, c in counts.items()}
        self.vectors = {w: i + 1 for i, w in enumerate(vector_words)}
        self.upos = sorted({u for s in treebanks for u in s.upos})
        self.xpos = sorted({x for s in treebanks for x in s.xpos})
        self.rels = sorted({r for s in treebanks for r in s.rels})
        scripts = Counter(lemma_script(f, le) for s in treebanks for f, le in zip(s.forms, s.lemmas))
        self.scripts = [x for x, n in scripts.most_common() if n >= 3 and x]
        self.script_id = {x: i for i, x in enumerate(self.scripts)}
        self.index()

    def index(self):
        self.upos_id = {x: i for i, x in enumerate(self.upos)}
        self.xpos_id = {x: i for i, x in enumerate(self.xpos)}
        self.rel_id = {x: i for i, x in enumerate(self.rels)}
        self.types, self.rows = {}, []

    def sizes(self):
        n = {f: len(v) + 1 for f, v in self.features.items()}
        return {**n, "upos": len(self.upos), "xpos": len(self.xpos), "rel": len(self.rels),
                "lemma": len(self.scripts), "ner": len(TAGS)}

    def word(self, form):
        """Number of a word's row of features (memoised)."""
        at = self.types.get(form)
        if at is None:
            row = [self.features[f].get(k, 0) for f, k in zip(text.FEATURES, text.keys(form))]
            row.append(next((self.vectors[k] for k in text.vector_keys(form) if k in self.vectors), 0))
            grams = text.ngrams(form)
            n = self.count.get(text.keys(form)[0], 0)
            at = len(self.rows)
            self.types[form] = at
            self.rows.append((row, grams, 0.08 + 0.5 / (1 + n)))
        return at


class Matrix:
    """The memoised rows as arrays that grow."""

    def __init__(self, vocabulary):
        self.v, self.n = vocabulary, 0
        self.words = np.zeros((1024, len(text.FEATURES) + 1), np.int64)
        self.grams = np.zeros((1024, text.MAX_NGRAMS), np.int64)
        self.rare = np.zeros(1024, np.float32)

    def sync(self):
        rows = self.v.rows
        while len(rows) > len(self.words):
            self.words = np.concatenate([self.words, np.zeros_like(self.words)])
            self.grams = np.concatenate([self.grams, np.zeros_like(self.grams)])
            self.rare = np.concatenate([self.rare, np.zeros_like(self.rare)])
        for i in range(self.n, len(rows)):
            row, grams, rare = rows[i]
            self.words[i], self.rare[i] = row, rare
            self.grams[i, :len(grams)] = grams
        self.n = len(rows)


def pad(rows, value, width, kind=np.int64):
    out = np.full((len(rows), width), value, kind)
    for i, r in enumerate(rows):
        out[i, :len(r)] = r
    return out


class Masks:
    """Sets of allowed tags as rows of a table."""

    def __init__(self):
        self.ids, self.list = {ANY: 0}, [ANY]

    def id(self, mask):
        if mask not in self.ids:
            self.ids[mask] = len(self.list)
            self.list.append(mask)
        return self.ids[mask]

    def table(self):
        return torch.tensor([[m >> i & 1 for i in range(len(TAGS))] for m in self.list], dtype=torch.bool)


def make_batch(sentences, v, matrix, masks, gold=True):
    ids = [[v.word(f) for f in s.forms] for s in sentences]
    matrix.sync()
    width = max(len(x) for x in ids)
    empty = v.word("")
    matrix.sync()
    at = pad(ids, empty, width)
    mask = pad([[1] * len(x) for x in ids], 0, width, np.float32)
    words = matrix.words[at]
    grams = matrix.grams[at]
    b = {"words": torch.from_numpy(words[..., :-1]), "vectors": torch.from_numpy(words[..., -1]),
         "grams": torch.from_numpy(grams[..., :max(1, int((grams > 0).sum(-1).max()))].copy()),
         "rare": torch.from_numpy(matrix.rare[at]), "mask": torch.from_numpy(mask)}
    if gold:
        b["ner"] = torch.from_numpy(pad([[masks.id(m) for m in s.allowed()] for s in sentences], 0, width))
        b["weight"] = torch.tensor([s.weight for s in sentences])[:, None] * b["mask"]
        if sentences[0].heads:
            for key, ids_, attr in (("upos", v.upos_id, "upos"), ("xpos", v.xpos_id, "xpos"),
                                    ("rel", v.rel_id, "rels")):
                b[key] = torch.from_numpy(pad([[ids_.get(x, 0) for x in getattr(s, attr)]
                                               for s in sentences], -100, width))
            b["lemma"] = torch.from_numpy(pad([[v.script_id.get(lemma_script(f, le), -100)
                                                for f, le in zip(s.forms, s.lemmas)]
                                               for s in sentences], -100, width))
            b["heads"] = torch.from_numpy(pad([s.heads for s in sentences], -100, width))
    return b


def batches(lengths, limit, rng=None):
    """Lists of indices of about equally long sentences, LIMIT words with padding at most."""
    order = sorted(range(len(lengths)),
                   key=lambda i: (lengths[i] + (rng.random() * 3 if rng else 0), i))
    out, cur = [], []
    for i in order:
        if cur and (lengths[i] + 1) * (len(cur) + 1) > limit:
            out.append(cur)
            cur = []
        cur.append(i)
    if cur:
        out.append(cur)
    if rng:
        rng.shuffle(out)
    return out
