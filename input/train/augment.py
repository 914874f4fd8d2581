"""Noise that news has and treebanks lack: headlines, capitals, no full stop, other names."""
import random

from corpora import Sentence, tokens

SMALL = set("a an the of to in on at by for and or as vs with from but nor".split())


def copy(s):
    c = Sentence(list(s.forms), s.names, s.weight)
    c.unsure, c.loose = set(s.unsure), set(s.loose)
    if s.heads:
        c.lemmas, c.upos, c.xpos = list(s.lemmas), list(s.upos), list(s.xpos)
        c.heads, c.rels = list(s.heads), list(s.rels)
    return c


def remove(s, gone):
    """S without the words GONE, none of which may have a dependent that stays."""
    keep = [i for i in range(len(s.forms)) if i not in gone]
    at = {old: new for new, old in enumerate(keep)}
    out = Sentence([s.forms[i] for i in keep], (), s.weight)
    for b, e, types in s.names:
        inside = [at[i] for i in range(b, e) if i in at]
        if inside:
            out.names.append((inside[0], inside[-1] + 1, types))
    out.unsure = {at[i] for i in s.unsure if i in at}
    out.loose = {at[i] for i in s.loose if i in at}
    if s.heads:
        for f in ("lemmas", "upos", "xpos", "rels"):
            setattr(out, f, [getattr(s, f)[i] for i in keep])
        out.heads = [at[s.heads[i] - 1] + 1 if s.heads[i] else 0 for i in keep]
    return out


def leaves(s):
    return set(range(len(s.forms))) - {h - 1 for h in s.heads if h}


def headline(s, rng):
    """Articles and forms of be and have go, "will" becomes "to", the full stop goes."""
    s = copy(s)
    leaf = leaves(s)
    inside = {i for b, e, _ in s.names for i in range(b, e)}
    gone = set()
    for i in sorted(leaf):
        low = s.forms[i].lower()
        if s.xpos[i] == "DT" and low in ("the", "a", "an") and i not in inside:
            gone.add(i)
        elif s.rels[i] in ("aux", "aux:pass") and s.lemmas[i] in ("be", "have"):
            gone.add(i)
        elif s.rels[i] == "aux" and low == "will" and s.forms[i] != "'ll":
            s.forms[i], s.lemmas[i], s.upos[i], s.xpos[i], s.rels[i] = "to", "to", "PART", "TO", "mark"
        elif i == len(s.forms) - 1 and s.forms[i] == ".":
            gone.add(i)
    if len(gone) == len(s.forms):
        return s
    s = remove(s, gone)
    s.forms[0] = s.forms[0][:1].upper() + s.forms[0][1:]
    return title(s) if rng.random() < 0.4 else s


def title(s):
    s = copy(s)
    s.forms = [f if i and f.lower() in SMALL else f[:1].upper() + f[1:] for i, f in enumerate(s.forms)]
    return s


def recase(s, how):
    s = copy(s)
    s.forms = [how(f) for f in s.forms]
    return s


def treebank(s, rng):
    """A sentence of a treebank, mostly as it is."""
    x = rng.random()
    if x < 0.06 and len(s.forms) > 4:
        return headline(s, rng)
    if x < 0.09:
        return title(s)
    if x < 0.115:
        return recase(s, str.upper)
    if x < 0.135:
        return recase(s, str.lower)
    if x < 0.19 and s.forms[-1] in ".!" and len(s.forms) > 2 and len(s.forms) - 1 in leaves(s):
        return remove(s, {len(s.forms) - 1})
    return s


class Names:
    """Pools of names by type for entity replacement."""

    def __init__(self, sentences, lists):
        known, first, last = lists
        self.pools = {t: [tokens(n) for n in names] for t, names in known.items()}
        for t in self.pools:
            self.pools[t] = [n for n in self.pools[t] if 0 < len(n) < 7]
        self.own = {t: [] for t in self.pools}
        people = []
        for s in sentences:
            for b, e, types in s.names:
                if len(types) == 1:
                    self.own[types[0]].append(s.forms[b:e])
                    if types[0] == "PER" and e - b == 2:
                        people.append(s.forms[b:e])
        self.first = [p[0] for p in people] + list(first)
        self.last = [p[1] for p in people] + list(last)

    def draw(self, kind, old, rng):
        if kind == "PER":
            if len(old) == 1:
                return [rng.choice(self.last)]
            if len(old) == 2 and rng.random() < 0.7:
                return [rng.choice(self.first), rng.choice(self.last)]
        pool = self.pools[kind] if self.pools[kind] and rng.random() < 0.4 else self.own[kind]
        return rng.choice(pool) if pool else old

    def replace(self, s, rng, rate):
        forms, names, at, moved = [], [], 0, {}
        for b, e, types in sorted(s.names):
            for i in range(at, b):
                moved[i] = len(forms)
                forms.append(s.forms[i])
            old = s.forms[b:e]
            new = old
            if len(types) == 1 and rng.random() < rate:
                new = self.draw(types[0], old, rng)
                if all(f.isupper() for f in old) and len(old) > 1:
                    new = [f.upper() for f in new]
            names.append((len(forms), len(forms) + len(new), types))
            forms += new
            at = e
        for i in range(at, len(s.forms)):
            moved[i] = len(forms)
            forms.append(s.forms[i])
        out = Sentence(forms, names, s.weight)
        out.unsure = {moved[i] for i in s.unsure if i in moved}
        out.loose = {moved[i] for i in s.loose if i in moved}
        return out


def names_only(s, rng, names):
    """A sentence with names only: other names, now and then in other letters."""
    if rng.random() < 0.45:
        s = names.replace(s, rng, 0.6)
    x = rng.random()
    if x < 0.05:
        return recase(s, str.upper)
    if x < 0.12:
        return title(s)
    if x < 0.15:
        return recase(s, str.lower)
    if x < 0.2 and s.forms[-1] == "." and len(s.forms) > 2:
        return remove(s, {len(s.forms) - 1})
    return s


def generator(seed):
    return random.Random(seed)
