#!/usr/bin/python3
"""Write what the network says of a few sentences, for tests/test_analyser.c to compare.

    sample.py RUN_DIR SENTENCES.txt > sample.conllu     a real model; words apart by blanks
    sample.py --tiny OUT.model > sample.conllu          a small model with random weights

The weights are rounded as export.py rounds them.  Comments give scores of the sentence's
first word: `# upos = …`, `# ne = …`, and `# arcs = …` for each head from 0.
"""
import sys

import numpy as np
import torch

import corpora
import data
import decode
import evaluate
import export
import text
from network import Network

TINY = """The minister of trade , Anna Berg , told reporters in Oslo on Monday that exports rose .
Norway bans Acme Corp. from its networks
“ We wo n't sign , ” she said .
NATO
Is it 3.5 % or 20 million ?""".split("\n")


def round_weights(net):
    """What export.Writer.table does, in place."""
    with torch.no_grad():
        for p in net.parameters():
            if p.dim() == 2 and p.shape[0] > 1 and p.shape[1] > 1:
                scale = (p.abs().amax(1) / 127).clamp(min=1e-12)[:, None]
                p.copy_((p / scale).round().clamp(-127, 127) * scale)


def show(net, v, sentences, odd):
    matrix, masks = data.Matrix(v), data.Masks()
    for forms in sentences:
        s = corpora.Sentence(forms)
        p = evaluate.predict(net, v, matrix, [s])[0]
        with torch.no_grad():
            o = net(data.make_batch([s], v, matrix, masks, gold=False))
        for name, row in (("upos", o["upos"][0, 0]), ("ne", o["ner"][0, 0]), ("arcs", o["arcs"][0, 0])):
            print(f"# {name} = " + " ".join(f"{x:.5f}" for x in row.tolist() if x > -1e8))
        for i, f in enumerate(forms):
            ne = p[5][i]
            lemma = odd.get((text.lower(text.fold(f)), v.upos[p[0][i]])) or evaluate.lemma_of(f, p[2][i], v)
            print("\t".join([str(i + 1), f, lemma, v.upos[p[0][i]], v.xpos[p[1][i]], "_", str(p[3][i]),
                             v.rels[p[4][i]], "_", "_" if ne == "O" else "NE=" + ne]))
        print()


def tiny(path):
    """A network of random weights over the words of TINY, with all labels that there are."""
    torch.manual_seed(7)
    text.NGRAM_BUCKETS = 64
    bank = []
    for line in TINY:
        s = corpora.Sentence(line.split())
        n = len(s.forms)
        s.lemmas = [f.lower()[:-1] if f.endswith("s") else f.lower() for f in s.forms]
        s.upos = [("NOUN", "VERB", "PROPN", "PUNCT")[i % 4] for i in range(n)]
        s.xpos = [("NN", "VBD", "NNP", ".")[i % 4] for i in range(n)]
        s.heads = list(range(n))
        s.rels = ["root"] + [("nsubj", "obj", "punct")[i % 3] for i in range(n - 1)]
        bank += [s] * 4
    words = sorted({f.lower() for line in TINY for f in line.split()})[::2]
    v = data.Vocabulary(bank, [], words)
    config = {"layers": "wrr", "d": 32, "arc": 16, "rel": 16, "drop": 0.0, "vector_drop": 0.0}
    vectors = np.random.default_rng(7).normal(0, 0.5, (len(words) + 1, 12)).astype(np.float32)
    net = Network(config, v.sizes(), vectors, ngram_buckets=64).eval()
    with torch.no_grad():
        for name, p in net.named_parameters():
            if p.dim() == 2 and not name.startswith(("tables", "vectors", "ngrams")):
                p.mul_(2.0)
    round_weights(net)
    w = export.Writer()
    export.network(w, net, v)
    odd = {("wo", u): "will" for u in v.upos}
    export.lemma_exceptions(w, odd)
    w.write(path)
    show(net, v, [line.split() for line in TINY], odd)


def main(argv):
    torch.set_num_threads(1)
    if argv[0] == "--tiny":
        tiny(argv[1])
        return
    _, v, net = evaluate.load(argv[0], None)
    round_weights(net)
    with open(argv[1], encoding="utf-8") as f:
        show(net, v, [line.split() for line in f if line.strip()], export.kept_exceptions(argv[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
