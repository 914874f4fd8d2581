#!/usr/bin/env python3
"""Train the weights by which pronouns find what they stand for.

    pronouns.py --corpora CORPORA --program list_pronouns --data share/gazette WEIGHTS

Reads gum-coref/ontogum/{train,dev} and ud-gum/en_gum-ud-{train,dev}.conllu of CORPORA,
lets `list_pronouns` (its head says what it prints) see the texts of the treebank, and
writes WEIGHTS, the tsv file that input/pronouns.h describes. Standard library only.

The model is the log-linear mention ranking of Denis and Baldridge (2008), trained as in
Durrett and Klein (2013): the negative log of the probability of all right candidates
together, with costs for each kind of error within the sum (softmax-margin), a squared
penalty on the weights, and AdaGrad. A pronoun of which no right candidate is there
stands for none; possessives hardly ever do. What stands for what changes the features of later pronouns: the texts
are read anew with the weights of each round.
"""
import argparse
import difflib
import math
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

# What counts less: in talk, pronouns stand more often for what goes without saying.
SPOKEN = {"conversation": 0.3, "vlog": 0.3, "interview": 0.6}

BRACKET = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")


def solid(text):
    return "".join(c for c in unicodedata.normalize("NFC", text) if c not in " \n\t")


def read_treebank(path):
    """{document: (text, [(solid offset of a token, whether it heads, ...)])}"""
    documents, text, heads, size, name = {}, "", {}, 0, None
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        for line in lines:
            if line.startswith("# newdoc id = "):
                name = line[14:]
                documents[name] = ["", {}]
                size = 0
        sentence = next((x[9:] for x in lines if x.startswith("# text = ")), None)
        if sentence is None:
            continue
        document = documents[name]
        new = any(x.startswith("# newpar") for x in lines)
        document[0] += ("\n\n" if new else " ") * bool(document[0]) + sentence
        rows = [x.split("\t") for x in lines if re.match(r"\d+\t", x)]
        begin = {}
        for r in rows:
            begin[r[0]] = size
            size += len(solid(r[1]))
        for r in rows:
            document[1][begin[r[0]]] = begin.get(r[6], -1)
    return documents


def read_gold(path):
    """[(begin, end, chain, [offsets of its tokens])] in solid offsets, and the solid text"""
    text, at, mentions, open_ = "", [], [], defaultdict(list)
    for line in path.read_text(encoding="utf-8").split("\n"):
        c = line.split("\t")
        if len(c) < 3:
            continue
        k = len(at)
        at.append(len(text))
        text += solid(c[1])
        for whole, begin, end in BRACKET.findall(c[-1]) if c[-1] != "_" else ():
            key = (whole or begin or end).rsplit("-", 1)[-1]
            if not end:
                open_[key].append(k)
            if not begin and open_[key]:
                first = open_[key].pop()
                mentions.append((at[first], len(text), key, at[first:k + 1]))
    return mentions, text


def map_to(source, target):
    """For each offset of SOURCE the same in TARGET, or none."""
    if source == target:
        return list(range(len(source) + 1))
    place = [None] * (len(source) + 1)
    for a, b, n in difflib.SequenceMatcher(None, source, target, autojunk=False).get_matching_blocks():
        for i in range(n + 1):
            place[a + i] = b + i
    return place


class Gold:
    def __init__(self, path, heads):
        self.mentions, self.text = read_gold(path)
        self.by_span = {(b, e): key for b, e, key, _ in self.mentions}
        self.by_head = defaultdict(list)
        for b, e, key, tokens in self.mentions:
            inside = set(tokens)
            for t in tokens:
                if heads.get(t, -1) not in inside:
                    self.by_head[t].append((b, e, key))
                    break

    def chain(self, begin, end, head):
        if (begin, end) in self.by_span:
            return self.by_span[begin, end]
        near = self.by_head.get(head)
        return min(near, key=lambda m: abs(m[0] - begin) + abs(m[1] - end))[2] if near else None


class Pronoun:
    __slots__ = ("kind", "candidates", "right", "spoken", "weight")


def read_list(lines, golds):
    """The pronouns that list_pronouns printed: for each candidate its features, and which are right."""
    pronouns, gold, place, now, weight = [], None, None, None, 1.0
    for line in lines:
        c = line.rstrip("\n").split("\t")
        if c[0] == "A":
            gold = golds[Path(c[1]).stem]
            weight = SPOKEN.get(Path(c[1]).stem.split("_")[1], 1.0)
            place = map_to(c[2], gold.text)
        elif c[0] == "P":
            now = Pronoun()
            now.kind, now.candidates, now.right, now.weight = c[1], [], [], weight
            now.spoken = gold.by_span.get((place[int(c[2])], place[int(c[3])]))
            pronouns.append(now)
        elif c[0] == "C":
            if c[1] != "-":
                begin, end, head = (place[int(x)] for x in c[2:5])
                key = gold.chain(begin, end, head)
                if key is not None and key == now.spoken:
                    now.right.append(len(now.candidates))
            now.candidates.append(c[6].split(" "))
    for p in pronouns:
        p.right = p.right or [0]
    return pronouns


def scores(weights, p):
    own = p.kind
    return [sum(weights["*", f] + weights[own, f] for f in c) for c in p.candidates]


def softmax(values):
    most = max(values)
    e = [math.exp(v - most) for v in values]
    total = sum(e)
    return [x / total for x in e]


def cost(p, i, a):
    """What taking candidate I costs: a false link, a wrong link, or none where there is one."""
    if i in p.right:
        return 0.0
    if i == 0:
        return a.cost_none * (2 if p.kind in ("his", "its", "their") else 1)
    return a.cost_false if p.right == [0] else a.cost_wrong


def train(pronouns, a):
    weights, square = defaultdict(float), defaultdict(lambda: 1e-4)
    seen = Counter((k, f) for p in pronouns for c in p.candidates for f in c for k in ("*", p.kind))
    order = random.Random(a.seed)
    pronouns = list(pronouns)
    for epoch in range(a.epochs):
        order.shuffle(pronouns)
        for p in pronouns:
            s = [v + cost(p, i, a) for i, v in enumerate(scores(weights, p))]
            all_ = softmax(s)
            good = softmax([s[i] for i in p.right])
            step = [-p.weight * x for x in all_]
            for i, x in zip(p.right, good):
                step[i] += p.weight * x
            gradient = defaultdict(float)
            for x, c in zip(step, p.candidates):
                if abs(x) > 1e-5:
                    for f in c:
                        gradient[f] += x
            for f, g in gradient.items():
                for key in (("*", f), (p.kind, f)):
                    if seen[key] >= a.least:
                        own = g - a.penalty * (1 if key[0] == "*" else 2) * weights[key] / 100
                        square[key] += own * own
                        weights[key] += a.rate * own / math.sqrt(square[key])
    return weights


def measure(weights, pronouns):
    """By class: pronouns, share right, and precision and recall of links."""
    count = defaultdict(Counter)
    for p in pronouns:
        s = scores(weights, p)
        best = max(range(len(s)), key=lambda i: (s[i], -i))
        for k in (p.kind, "all"):
            c = count[k]
            c["n"] += 1
            c["right"] += best in p.right
            c["said"] += best != 0
            c["there"] += p.right != [0]
            c["found"] += best != 0 and best in p.right
    return "\n".join(f"  {k:6} {c['n']:5}  right {c['right'] / c['n']:.4f}  links P {c['found'] / max(c['said'], 1):.4f} "
                     f"R {c['found'] / max(c['there'], 1):.4f}" for k, c in sorted(count.items()))


def write_weights(path, weights, head):
    rows = sorted((k, f.split("=")[0], int(f.split("=")[1]), w) for (k, f), w in weights.items() if abs(w) >= 0.005)
    path.write_text(head + "".join(f"{k}\t{n}={v}\t{w:.3f}\n" for k, n, v, w in rows), encoding="utf-8")


HEAD = """# Weights by which pronouns find what they stand for; input/pronouns.h says how
# they are used. Made by input/train/pronouns.py: do not edit. What they were
# trained on, and their figures, are in MODEL.md.
#
# class	feature	weight
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--penalty", type=float, default=40.0)
    parser.add_argument("--least", type=int, default=3, help="candidates that have a feature")
    parser.add_argument("--cost-none", type=float, default=3.0)
    parser.add_argument("--cost-false", type=float, default=0.5)
    parser.add_argument("--cost-wrong", type=float, default=1.5)
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files, golds = {"train": [], "dev": []}, {}
        for part in files:
            treebank = read_treebank(a.corpora / f"ud-gum/en_gum-ud-{part}.conllu")
            for path in sorted((a.corpora / "gum-coref/ontogum" / part).glob("*.conll")):
                if path.stem in treebank:
                    text, heads = treebank[path.stem]
                    file = Path(folder) / (path.stem + ".txt")
                    file.write_text(unicodedata.normalize("NFC", text) + "\n", encoding="utf-8")
                    golds[path.stem] = Gold(path, heads)
                    files[part].append(str(file))
        weights = {}
        if not a.weights.exists():
            write_weights(a.weights, weights, HEAD)
        for round_ in range(a.rounds):
            read = {}
            for part in files:
                out = subprocess.run([a.program, a.data, a.weights, *files[part]], stdout=subprocess.PIPE,
                                     check=True, encoding="utf-8").stdout
                read[part] = read_list(out.split("\n"), golds)
            weights = train(read["train"], a)
            write_weights(a.weights, weights, HEAD)
            print(f"round {round_ + 1}: train", measure(weights, read["train"]), "dev", measure(weights, read["dev"]),
                  sep="\n", flush=True)


if __name__ == "__main__":
    main()
