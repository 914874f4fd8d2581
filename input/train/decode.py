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
