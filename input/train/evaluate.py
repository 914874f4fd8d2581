#!/usr/bin/python3
"""Measure a network on development sets, or annotate CoNLL-U with it.

    evaluate.py RUN_DIR VECTORS_DIR CORPORA_DIR              figures on the dev sets
    evaluate.py RUN_DIR VECTORS_DIR --annotate IN.conllu     CoNLL-U on stdout
"""
import os
import pathlib
import pickle
import sys

import numpy as np
import torch

import corpora
import decode
from data import Masks, Matrix, apply_script, batches, make_batch
from network import Network

MERGE = {"GPE": "LOC"}
PLACES = {"uner": (("PER", "ORG", "LOC"), MERGE),
          "politics": (("PER", "ORG", "LOC", "MISC"), {**MERGE, "NORP": "MISC"})}


def dev_sets(folder):
    c = folder.rstrip("/") + "/"
    return {"ewt": corpora.ewt(c + "ud-ewt/en_ewt-ud-dev.conllu", c + "uner-ewt/en_ewt-ud-dev.iob2"),
            "gum": [corpora.treebank_sentence(r) for _, r in corpora.read_conllu(c + "ud-gum/en_gum-ud-dev.conllu")],
            "news": corpora.trees(pathlib.Path(__file__).parent / "news/trees-dev.conllu"),
            "politics": corpora.crossner(c + "crossner-politics/dev.txt")}


def predict(net, v, matrix, sentences):
    """(upos, xpos, lemma scores, heads, rels, BIO) per sentence."""
    net.eval()
    out = [None] * len(sentences)
    masks = Masks()
    with torch.no_grad():
        for ids in batches([len(s.forms) for s in sentences], 4000):
            b = make_batch([sentences[i] for i in ids], v, matrix, masks, gold=False)
            o = net(b)
            arcs = o["arcs"].log_softmax(-1).numpy()
            ner = o["ner"].log_softmax(-1).numpy()
            for k, i in enumerate(ids):
                n = len(sentences[i].forms)
                out[i] = (o["upos"][k, :n].argmax(-1).tolist(), o["xpos"][k, :n].argmax(-1).tolist(),
                          o["lemma"][k, :n].numpy(),
                          *decode.labelled_tree(arcs[k, :n, :n + 1], relation_scores(net, o, k), v.rels),
                          decode.bio(decode.viterbi(ner[k, :n])))
    return out


def relation_scores(net, out, k):
    """What `decode.labelled_tree` asks about sentence K of a batch."""
    def score(pairs):
        dep, head = (torch.tensor(x)[None] for x in zip(*pairs))
        one = {"rel_head": out["rel_head"][k:k + 1], "rel_dep": out["rel_dep"][k:k + 1, dep[0]]}
        return net.relations(one, head)[0].log_softmax(-1).numpy()
    return score


def lemma_of(form, scores, v):
    for i in np.argsort(-scores)[:20]:
        lemma = apply_script(v.scripts[i], form)
        if lemma is not None:
            return lemma
    return form


def names_score(sentences, predictions, kinds, merge):
    right = said = there = 0
    for s, p in zip(sentences, predictions):
        want = {(b, e, merge.get(t[0], t[0])) for b, e, t in s.names}
        got = {(b, e, merge.get(k, k)) for b, e, k in corpora.chunks(p[5])}
        got = {g for g in got if g[2] in kinds}
        right, said, there = right + len(want & got), said + len(got), there + len(want)
    return 200 * right / max(1, said + there)


def report(net, v, matrix, dev):
    torch_state = torch.get_rng_state()
    line = []
    for name, sentences in dev.items():
        p = predict(net, v, matrix, sentences)
        if sentences[0].heads:
            n = u = x = le = ua = la = 0
            for s, q in zip(sentences, p):
                for i in range(len(s.forms)):
                    n += 1
                    u += v.upos[q[0][i]] == s.upos[i]
                    x += v.xpos[q[1][i]] == s.xpos[i]
                    le += lemma_of(s.forms[i], q[2][i], v) == s.lemmas[i]
                    h = q[3][i] == s.heads[i]
                    ua += h
                    la += h and v.rels[q[4][i]] == s.rels[i]
            line.append(f"{name}: UPOS {100 * u / n:.2f} XPOS {100 * x / n:.2f} lemma {100 * le / n:.2f}"
                        f" UAS {100 * ua / n:.2f} LAS {100 * la / n:.2f}")
        for key, which in (("ewt", "uner"), ("politics", "politics")):
            if name == key:
                line.append(f"{which}: F1 {names_score(sentences, p, *PLACES[which]):.2f}")
    torch.set_rng_state(torch_state)
    return "DEV " + "  ".join(line)


def load(run, vectors, weights="average.pt"):
    with open(f"{run}/vocabulary.pickle", "rb") as f:
        config, v = pickle.load(f)
    state = torch.load(f"{run}/{weights}")
    net = Network(config, v.sizes(), state["vectors.weight"].numpy())
    net.load_state_dict(state)
    return config, v, net.eval()


def annotate(net, v, matrix, path):
    sentences = []
    for lines in corpora.blocks(path):
        rows = [x.split("\t") for x in lines if x and not x.startswith("#")]
        words = [r for r in rows if r[0].isdigit()]
        sentences.append((lines, corpora.Sentence([r[1] for r in words])))
    for (lines, s), p in zip(sentences, predict(net, v, matrix, [x[1] for x in sentences])):
        i = 0
        for x in lines:
            c = x.split("\t")
            if not x.startswith("#") and c[0].isdigit():
                misc = [] if c[9] == "_" else [c[9]]
                if p[5][i] != "O":
                    misc.append("NE=" + p[5][i])
                c[2:] = [lemma_of(s.forms[i], p[2][i], v), v.upos[p[0][i]], v.xpos[p[1][i]], "_",
                         str(p[3][i]), v.rels[p[4][i]], "_", "|".join(misc) or "_"]
                i += 1
            print("\t".join(c))
        print()


def main(argv):
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    _, v, net = load(argv[0], argv[1])
    matrix = Matrix(v)
    if argv[2] == "--annotate":
        annotate(net, v, matrix, argv[3])
    else:
        print(report(net, v, matrix, dev_sets(argv[2])))


if __name__ == "__main__":
    main(sys.argv[1:])
