#!/usr/bin/python3
"""Write the model file that the C code reads (input/model.h) from a training run.

    export.py RUN_DIR OUT.model [CORPORA_DIR]

With CORPORA_DIR the table of lemmas that need no script is made from the training
treebanks and kept in RUN_DIR; without, the kept one is used.
"""
import os
import pickle
import struct
import sys
import zlib
from collections import Counter

import numpy as np
import torch

import corpora
import evaluate
import text
from data import Masks, Matrix, batches, make_batch

EXCEPTION_KIND = 102
BYTES, FLOATS, TABLE, HASH = 1, 2, 3, 4


class Writer:
    def __init__(self):
        self.sections = []

    def add(self, name, kind, rows, cols, data):
        assert len(name.encode()) < 24, name
        self.sections.append((name.encode(), kind, rows, cols, data))

    def floats(self, name, values):
        v = np.asarray(values.detach() if torch.is_tensor(values) else values, "<f4").reshape(-1)
        self.add(name, FLOATS, 1, len(v), v.tobytes())

    def table(self, name, values):
        v = np.asarray(values.detach() if torch.is_tensor(values) else values, np.float32)
        scales = (np.abs(v).max(1) / 127).astype("<f4")
        q = np.round(v / np.maximum(scales, 1e-12)[:, None]).clip(-127, 127).astype(np.int8)
        self.add(name, TABLE, *v.shape, scales.tobytes() + q.tobytes())

    def texts(self, name, texts):
        data = b"".join(t.encode() + b"\0" for t in texts)
        self.add(name, BYTES, 1, len(data), data)

    def hash(self, name, pairs):
        """PAIRS of (64-bit hash, value from 1)."""
        size = 16
        while size < 1.7 * len(pairs):
            size *= 2
        slots = np.zeros((size, 2), "<u4")
        for h, value in pairs:
            at = h & (size - 1)
            while slots[at, 1]:
                if slots[at, 0] == h >> 32:
                    print(name, "collision", hex(h), file=sys.stderr)
                    break
                at = (at + 1) & (size - 1)
            slots[at] = h >> 32, value
        self.add(name, HASH, size, 2, slots.tobytes())

    def write(self, path):
        at = 64 + 48 * len(self.sections)
        heads, body = b"", b""
        for name, kind, rows, cols, data in self.sections:
            gap = -(at + len(body)) % 64
            body += b"\0" * gap
            heads += struct.pack("<24sIIIIQ", name, kind, rows, cols, 0, at + len(body))
            body += data
        body = heads + body
        head = struct.pack("<8sIIQII", b"GZMODEL\n", 0x0a0b0c0d, 1, 64 + len(body),
                           zlib.crc32(body), len(self.sections))
        with open(path, "wb") as f:
            f.write(head.ljust(64, b"\0") + body)
        print(path, 64 + len(body), "bytes", file=sys.stderr)


def exceptions(net, v, folder):
    """{(lower form, UPOS): lemma} of inflected words that always have the same lemma in the
    training part, and of all others whose lemma the network gets mostly wrong there."""
    bank = corpora.ewt(f"{folder}/ud-ewt/en_ewt-ud-train.conllu", f"{folder}/uner-ewt/en_ewt-ud-train.iob2")
    bank += corpora.gum(f"{folder}/ud-gum/en_gum-ud-train.conllu")
    seen, wrong = {}, Counter()
    matrix, masks = Matrix(v), Masks()
    for ids in batches([len(s.forms) for s in bank], 4000):
        with torch.no_grad():
            scores = net(make_batch([bank[i] for i in ids], v, matrix, masks, gold=False), parse=False)["lemma"].numpy()
        for k, s in enumerate(bank[i] for i in ids):
            for i, f in enumerate(s.forms):
                key = text.lower(text.fold(f)), s.upos[i]
                seen.setdefault(key, Counter())[s.lemmas[i]] += 1
                wrong[key] += evaluate.lemma_of(f, scores[k, i], v) != s.lemmas[i]
    out = {}
    for key, lemmas in seen.items():
        lemma, n = lemmas.most_common(1)[0]
        total = sum(lemmas.values())
        inflected = key[1] != "PROPN" and lemma.lower() != key[0]
        if n >= 2 and n >= 0.9 * total and (inflected or wrong[key] >= 0.5 * total) and lemma != "_":
            out[key] = lemma
    return out


def network(w, net, v):
    w.texts("upos", v.upos)
    w.texts("xpos", v.xpos)
    w.texts("deprel", v.rels)
    w.texts("ne", corpora.TAGS)
    w.texts("lemma", v.scripts)
    for kind, f in enumerate(text.FEATURES):
        w.table(f"{f}.table", net.tables[f].weight)
        w.hash(f"{f}.keys", [(text.fnv(kind, k), i) for k, i in v.features[f].items()])
    w.table("ngram.table", net.ngrams.weight)
    w.table("vector.table", net.vectors.weight)
    w.hash("vector.keys", [(text.fnv(text.VECTOR_KIND, k), i) for k, i in v.vectors.items()])
    linear(w, "input", net.input)
    norm(w, "input", net.norm)
    w.floats("root", net.root)
    kinds = net.config["layers"]
    w.add("layers", BYTES, 1, len(kinds), kinds.encode())
    for i, layer in enumerate(net.layers):
        name = "layer" + chr(ord("a") + i)
        linear(w, name, layer.linear)
        norm(w, name, layer.norm)
    norm(w, "last", net.last)
    heads = (net.upos, net.xpos, net.lemma, net.ner, net.arc_head, net.arc_dep, net.rel_head, net.rel_dep)
    w.table("heads.weight", torch.cat([h.weight for h in heads]))
    w.floats("heads.bias", torch.cat([h.bias for h in heads]))
    linear(w, "arc", net.arc)
    w.floats("arc.head", net.arc_bias.weight)
    w.floats("distance", net.distance.weight)
    linear(w, "rel", net.rel)


def linear(w, name, layer):
    w.table(f"{name}.weight", layer.weight)
    w.floats(f"{name}.bias", layer.bias)


def norm(w, name, layer):
    w.floats(f"{name}.gain", layer.weight)
    w.floats(f"{name}.shift", layer.bias)


def lemma_exceptions(w, odd):
    data, pairs = b"\0", []
    for (form, upos), lemma in sorted(odd.items()):
        pairs.append((text.fnv(EXCEPTION_KIND, f"{upos} {form}"), len(data) + 1))
        data += lemma.encode() + b"\0"
    print(len(pairs), "exceptions", file=sys.stderr)
    w.add("exceptions", BYTES, 1, len(data), data)
    w.hash("exceptions.keys", pairs)


def kept_exceptions(run):
    """What the last export with CORPORA_DIR found."""
    path = f"{run}/exceptions.pickle"
    if not os.path.exists(path):
        return {}
    with open(path, "rb") as f:
        return pickle.load(f)


def main(argv):
    torch.set_num_threads(1)
    _, v, net = evaluate.load(argv[0], None)
    if len(argv) > 2:
        odd = exceptions(net, v, argv[2])
        with open(f"{argv[0]}/exceptions.pickle", "wb") as f:
            pickle.dump(odd, f)
    w = Writer()
    network(w, net, v)
    lemma_exceptions(w, kept_exceptions(argv[0]))
    w.write(argv[1])


if __name__ == "__main__":
    main(sys.argv[1:])
