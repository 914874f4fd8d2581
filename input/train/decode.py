"""From scores to trees and names, as the C code does it."""
import numpy as np

from corpora import TAGS

START = np.array([t[0] in "OBS" for t in TAGS])
END = np.array([t[0] in "OES" for t in TAGS])
NEXT = np.array([[(b[0] in "OBS") if a[0] in "OES" else (b[0] in "IE" and a[2:] == b[2:])
                  for b in TAGS] for a in TAGS])
LOW = -1e9


def viterbi(scores):
    """The best sequence of BIOES tags that is well formed."""
    n = len(scores)
    best = np.where(START, scores[0], LOW)
    back = np.zeros((n, len(TAGS)), int)
    for i in range(1, n):
        s = np.where(NEXT, best[:, None], LOW)
        back[i] = s.argmax(0)
        best = s.max(0) + scores[i]
    j = int(np.where(END, best, LOW).argmax())
    out = [j]
    for i in range(n - 1, 0, -1):
        j = back[i, j]
        out.append(j)
    return [TAGS[j] for j in out[::-1]]


def bio(tags):
    return [t.replace("S-", "B-").replace("E-", "I-") for t in tags]


def is_tree(heads):
    """HEADS[i] of word i + 1; one root, no cycle."""
    n = len(heads)
    if sum(h == 0 for h in heads) != 1:
        return False
    state = [0] * (n + 1)
    state[0] = 2
    for i in range(1, n + 1):
        path, k = [], i
        while state[k] == 0:
            state[k] = 1
            path.append(k)
            k = heads[k - 1]
        if state[k] == 1:
            return False
        for k in path:
            state[k] = 2
    return True


def edmonds(s):
    """Chu and Liu 1965, Edmonds 1967: S[dependent, head] over 0 … n, 0 is the root."""
    n = len(s)
    heads = s.argmax(1)
    heads[0] = 0
    colour = np.zeros(n, int)
    for i in range(1, n):
        path, k = [], i
        while k and not colour[k]:
            colour[k] = i
            path.append(k)
            k = heads[k]
        if not k or colour[k] != i:
            continue
        cycle = path[path.index(k):]
        inside = set(cycle)
        rest = [x for x in range(n) if x not in inside]
        m = len(rest)
        t = np.full((m + 1, m + 1), LOW)
        t[:m, :m] = s[np.ix_(rest, rest)]
        whole = sum(s[x, heads[x]] for x in cycle)
        out_of, into = {}, {}
        for a, x in enumerate(rest):
            if a:
                out_of[a] = max(cycle, key=lambda z: s[x, z])
                t[a, m] = s[x, out_of[a]]
            into[a] = max(cycle, key=lambda z: s[z, x] - s[z, heads[z]])
            t[m, a] = whole + s[into[a], x] - s[into[a], heads[into[a]]]
        sub = edmonds(t)
        out = np.zeros(n, int)
        for x in cycle:
            out[x] = heads[x]
        for a, x in enumerate(rest):
            if a:
                out[x] = out_of[a] if sub[a] == m else rest[sub[a]]
        out[into[sub[m]]] = rest[sub[m]]
        return out
    return heads


def tree(scores):
    """Heads from SCORES[word, head from 0]: the best tree with one root.

    A large penalty on every arc from the root leaves the best tree with the fewest such
    arcs, one (Zmigrod, Vieira and Cotterell 2020)."""
    heads = scores.argmax(1)
    if is_tree(heads):
        return list(heads)
    n = len(scores)
    s = np.full((n + 1, n + 1), LOW)
    s[1:] = np.maximum(scores, -1e4)
    s[1:, 0] -= 1e6
    np.fill_diagonal(s, LOW)
    return list(edmonds(s)[1:])


MAX_OPTIONS, MARGIN, OTHER_ARCS, MAX_ROUNDS = 4, 2.0, 4.0, 6
ONE_OF_EACH = (("nsubj", "nsubj:pass"), ("obj",))


def options(arcs):
    """Per word the heads little worse than the best, the best first."""
    out = []
    for d, row in enumerate(arcs):
        order = [h for h in np.argsort(-row, kind="stable")[:MAX_OPTIONS + 1] if h != d + 1]
        out.append([int(h) for h in order[:MAX_OPTIONS] if row[h] >= row[order[0]] - MARGIN])
    return out


class Choices:
    """Heads and relations of a sentence; see `labelled_tree`."""

    def __init__(self, arcs, relations, labels):
        self.arcs, self.relations = arcs, relations
        self.root = labels.index("root")
        self.sets = [np.array([x in s for x in labels]) for s in ONE_OF_EACH]

    def best(self, word, head, blocked=()):
        """(score of arc and relation, relation) outside the sets BLOCKED."""
        if head == 0:
            return self.arcs[word, 0], self.root
        scores = self.relations[word, head].copy()
        scores[self.root] = LOW
        for s in blocked:
            scores[self.sets[s]] = LOW
        label = int(scores.argmax())
        return self.arcs[word, head] + scores[label], label

    def take(self, heads):
        self.heads = list(heads)
        self.scores, self.labels = map(list, zip(*(self.best(w, h) for w, h in enumerate(heads))))

    def below(self, head, word):
        while head not in (0, word):
            head = self.heads[head - 1]
        return head == word

    def change(self, word, block, choices):
        now = self.heads[word]
        found = (*self.best(word, now, (block,)), now)
        for head in choices:
            if head and head != now and not self.below(head, word + 1):
                blocked = [s for s in range(len(self.sets)) if any(
                    h == head and i != word and self.sets[s][self.labels[i]] for i, h in enumerate(self.heads))]
                other = (*self.best(word, head, blocked), head)
                found = other if other[0] > found[0] else found
        return found

    def part(self, head, block, choices):
        pair = [i for i, h in enumerate(self.heads) if h == head and self.sets[block][self.labels[i]]]
        cost, best = MARGIN, None
        for word in pair if len(pair) > 1 else ():
            other = self.change(word, block, choices[word])
            if self.scores[word] - other[0] < cost:
                cost, best = self.scores[word] - other[0], (word, other)
        if best:
            self.scores[best[0]], self.labels[best[0]], self.heads[best[0]] = best[1]
        return bool(best)


def labelled_tree(arcs, score, labels):
    """Heads and relations from ARCS[word, head from 0], chosen together.

    SCORE(pairs) gives the logarithms of the probabilities of the relations, a row for each
    (word, head).  The tree is the best for the sum of both among the options; then no word
    keeps two subjects or two objects (see input/tree_decoder.h)."""
    n = len(arcs)
    few = options(arcs)
    pairs = [(d, h) for d in range(n) for h in few[d]]
    joint = arcs - OTHER_ARCS
    c = Choices(arcs, dict(zip(pairs, score(pairs))), labels)
    for d, h in pairs:
        joint[d, h] = c.best(d, h)[0]
    heads = tree(joint)
    other = [(d, h) for d, h in enumerate(heads) if h not in few[d]]
    if other:
        c.relations.update(zip(other, score(other)))
    c.take(heads)
    for _ in range(MAX_ROUNDS):
        changed = [c.part(h, s, few) for s in range(len(c.sets)) for h in range(1, n + 1)]
        if not any(changed):
            break
    return c.heads, c.labels
