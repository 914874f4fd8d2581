"""The training corpora as lists of Sentence.  Names are kept as sets of allowed tags.

Tags are BIOES over TYPES.  A corpus that does not tell two types apart (UNER's LOC) or
does not annotate one (MISC) allows several tags for a token; the loss is the negative
logarithm of the probability of the whole set.
"""
import csv
import json
import re
from pathlib import Path

TYPES = ("PER", "ORG", "GPE", "LOC", "NORP", "MISC")
TAGS = ("O",) + tuple(f"{p}-{t}" for t in TYPES for p in "BIES")
TAG_ID = {t: i for i, t in enumerate(TAGS)}
ANY = (1 << len(TAGS)) - 1

UNER = {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("GPE", "LOC"), "OTH": ("NORP", "MISC")}
CROSSNER = {"politician": ("PER",), "person": ("PER",), "politicalparty": ("ORG",),
            "organisation": ("ORG",), "country": ("GPE",), "location": ("GPE", "LOC"),
            "misc": ("NORP", "MISC"), "event": ("MISC",), "election": ("MISC",)}
RE3D = {"Person": ("PER",), "Organisation": ("ORG",), "Location": ("GPE", "LOC"),
        "Nationality": ("NORP",)}
RE3D_OPEN = ("Australian Department of Foreign Affairs", "CENTCOM", "UK Government",
             "US State Department", "Wikipedia")
GUM = {"person": ("PER",), "place": ("GPE", "LOC"), "organization": ("ORG",),
       "event": ("MISC",)}
GUM_UNSURE = ("object", "abstract")     # a title, a product, a law or nothing of ours
# Names that Universal Dependencies gave up; a few are left in the training parts.
OLD_RELATIONS = {"obl:npmod": "obl:unmarked", "obl:tmod": "obl:unmarked", "nmod:npmod": "nmod:unmarked",
                 "nmod:tmod": "nmod:unmarked"}
TITLES = set("""mr mrs ms miss dr prof professor president vice prime minister chancellor senator
sen sen. rep rep. representative gov governor gov. general gen gen. col colonel lt capt captain
sgt major king queen prince princess lord lady sir dame pope father rev reverend judge justice
secretary ambassador congressman congresswoman chairman ceo mr. mrs. ms. dr. prof. lt. col.
first deputy sheikh shaikh saint st st.""".split())


class Sentence:
    """Parallel lists over the words; `head` counts from 1.  `names` are spans
    (begin, end, types); `unsure` holds words whose tag is not to be learned."""
    __slots__ = ("forms", "lemmas", "upos", "xpos", "heads", "rels", "names", "unsure",
                 "loose", "weight")

    def __init__(self, forms, names=(), weight=1.0):
        self.forms, self.names, self.weight = forms, list(names), weight
        self.lemmas = self.upos = self.xpos = self.heads = self.rels = None
        self.unsure, self.loose = set(), set()

    def allowed(self):
        """Bit mask of the allowed tags of every word."""
        masks = [1] * len(self.forms)
        for i in self.loose:
            masks[i] = span_masks(1, ("MISC",))[0] | 1 | any_position("MISC")
        for b, e, types in self.names:
            masks[b:e] = span_masks(e - b, types)
        for i in self.unsure:
            masks[i] = ANY
        return masks


def any_position(kind):
    return sum(1 << TAG_ID[f"{p}-{kind}"] for p in "BIES")


def span_masks(length, types):
    def mask(p):
        return sum(1 << TAG_ID[f"{p}-{t}"] for t in types)
    if length == 1:
        return [mask("S")]
    return [mask("B")] + [mask("I")] * (length - 2) + [mask("E")]


def blocks(path):
    for block in re.split(r"\n\s*\n", Path(path).read_text(encoding="utf-8")):
        if block.strip():
            yield block.split("\n")


def chunks(tags):
    begin, kind = None, None
    for i, tag in enumerate(list(tags) + ["O"]):
        head, _, name = tag.partition("-")
        if begin is not None and (head != "I" or name != kind):
            yield begin, i, kind
            begin = None
        if begin is None and head in "BI" and name:
            begin, kind = i, name


def read_conllu(path):
    """(sent_id, rows) of the sentences that have their text."""
    for lines in blocks(path):
        name, rows = "", []
        for line in lines:
            if line.startswith("# sent_id = "):
                name = line[12:]
            elif line and not line.startswith("#"):
                c = line.split("\t")
                if c[0].isdigit():
                    rows.append(c)
        if rows and any(c[1] != "_" for c in rows):
            yield name, rows


def treebank_sentence(rows):
    s = Sentence([c[1] for c in rows])
    s.lemmas = [c[2] for c in rows]
    s.upos = [c[3] for c in rows]
    s.xpos = [c[4] for c in rows]
    s.heads = [int(c[6]) for c in rows]
    s.rels = [OLD_RELATIONS.get(c[7], c[7]) for c in rows]
    return s


def ewt(treebank, uner):
    """EWT with UNER's names.  Proper nouns in no name may be of a type not annotated."""
    tags = {}
    for lines in blocks(uner):
        name = next((x[12:] for x in lines if x.startswith("# sent_id = ")), "")
        rows = [x.split("\t") for x in lines if x and not x.startswith("# ")]
        tags[name] = ["O" if r[2] == "B-O" else r[2] for r in rows if r[0].isdigit()]
    out = []
    for name, rows in read_conllu(treebank):
        s = treebank_sentence(rows)
        t = tags.get(name)
        if t and len(t) == len(rows):
            s.names = [(b, e, UNER[k]) for b, e, k in chunks(t) if k in UNER]
            inside = {i for b, e, _ in s.names for i in range(b, e)}
            s.loose = {i for i, u in enumerate(s.upos) if u == "PROPN" and i not in inside}
        else:
            s.unsure = set(range(len(rows)))
        out.append(s)
    return out


ENTITY = re.compile(r"\((\d+(?:\[\d+/\d+\])?)-([a-z]+)[^()]*(\))?|(\d+(?:\[\d+/\d+\])?)\)")


def gum(treebank):
    """GUM; the names are what its entities have of proper nouns round their head."""
    out = []
    for _, rows in read_conllu(treebank):
        s = treebank_sentence(rows)
        s.names, s.unsure = gum_names(s, entities(rows))
        s.weight = 0.5
        out.append(s)
    return out


def entities(rows):
    found, stack = [], {}
    for i, c in enumerate(rows):
        note = next((m[7:] for m in c[9].split("|") if m.startswith("Entity=")), "")
        for m in ENTITY.finditer(note):
            if m.group(4):
                opened = stack.get(m.group(4))
                if opened:
                    b, kind = opened.pop()
                    found.append((b, i + 1, kind))
            elif m.group(3):
                found.append((i, i + 1, m.group(2)))
            else:
                stack.setdefault(m.group(1), []).append((i, m.group(2)))
    return found


def gum_names(s, spans):
    names, taken, unsure = [], set(), set()
    for b, e, kind in sorted(spans, key=lambda x: (x[0] - x[1], x[0])):
        heads = [i for i in range(b, e) if not b < s.heads[i] <= e]
        if kind not in GUM and kind not in GUM_UNSURE or not heads or s.upos[heads[0]] != "PROPN":
            continue
        h = heads[0]
        inner = ("-", ".", "'", "’") if kind == "person" else (
            "-", ".", "'", "’", "of", "the", "and", "for", "&", "'s", "’s")

        def good(i):
            return s.upos[i] in ("PROPN", "NUM") or s.forms[i].lower() in inner
        x, y = h, h + 1
        while x > b and good(x - 1):
            x -= 1
        while y < e and good(y):
            y += 1
        while x < h and (s.upos[x] != "PROPN" or s.forms[x].lower() in TITLES):
            x += 1
        while y > h + 1 and s.upos[y - 1] not in ("PROPN", "NUM"):
            y -= 1
        if not taken & set(range(x, y)):
            taken |= set(range(x, y))
            if kind in GUM:
                names.append((x, y, GUM[kind]))
            else:
                unsure |= set(range(x, y))
    unsure |= {i for i, u in enumerate(s.upos) if i not in taken and u == "PROPN"}
    unsure |= {i for i, x in enumerate(s.xpos)
               if x == "JJ" and s.forms[i][:1].isupper() and i > 0 and i not in taken}
    return names, unsure


def trees(path):
    """Sentences with trees and without names."""
    out = []
    for _, rows in read_conllu(path):
        s = treebank_sentence(rows)
        s.unsure = set(range(len(rows)))
        out.append(s)
    return out


def crossner(path, weight=1.0):
    out = []
    for lines in blocks(path):
        rows = [x.split("\t") for x in lines if x]
        names = [(b, e, CROSSNER[k]) for b, e, k in chunks([r[1] for r in rows])]
        out.append(Sentence([r[0] for r in rows], names, weight))
    return out


TOKEN = re.compile(
    r"""(?:[A-Za-z]\.){2,}
      | (?:Mr|Mrs|Ms|Dr|Gen|Gov|Sen|Rep|Col|Lt|Sgt|Capt|Adm|Prof|St|Jr|Sr|Inc|Corp|Co|Ltd|No|vs|Rev
         |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Kan|Mass|Calif|Fla|Va|Pa|Conn)\.(?=\s|$|[\]|])
      | [A-Z]\.(?=\s)
      | [Cc]an(?=not\b) | \w+(?=n['’]t\b) | n['’]t\b | ['’](?:s|S|m|d|re|ve|ll|RE|VE|LL)\b
      | \d+(?:[.,:/]\d+)+ | \d+ (?=(?:[a-z]|[A-Z]{1,2})?\b) | \w+(?:[&@.]\w+)*
      | `` | '' | -{2,} | \.{2,} | [^\w\s]""", re.X)
NUMBER = re.compile(r"^(\d[\d.,]*)(m|bn|km|kg|pm|am|tn|ft|mph|%)$")


def tokens(text, whole_hyphens=False):
    """Cut text as UD does; with WHOLE_HYPHENS words keep their hyphens."""
    cut = TOKEN.findall(text)
    out = []
    for t in (x.strip() for x in cut):
        m = NUMBER.match(t)
        out.extend(m.groups() if m and not whole_hyphens else [t])
    if whole_hyphens:
        joined, at = [], 0
        for t in out:
            where = text.find(t, at)
            if joined and where == at and joined[-1][-1:].isalnum() and t == "-":
                joined[-1] += t
            elif joined and where == at and joined[-1].endswith("-") and len(joined[-1]) > 1 and t[0].isalnum():
                joined[-1] += t
            else:
                joined.append(t)
            at = where + len(t)
        out = joined
    return out


MARKED = re.compile(r"\[([^\[\]|]+)\|([A-Z]+)\]")


def marked_sentence(line, whole_hyphens=False):
    """A Sentence from text with [surface|TYPE] in it."""
    text, spans, at = "", [], 0
    for m in MARKED.finditer(line):
        text += line[at:m.start()]
        spans.append((len(text), len(text) + len(m.group(1)), m.group(2)))
        text += m.group(1)
        at = m.end()
    text += line[at:]
    return from_text(text, spans, lambda k: (k,), whole_hyphens)


def from_text(text, spans, types, whole_hyphens=False):
    forms, names, at = [], [], 0
    for b, e, kind in sorted(spans):
        forms += tokens(text[at:b], whole_hyphens)
        begin = len(forms)
        forms += tokens(text[b:e], whole_hyphens)
        if len(forms) > begin and types(kind):
            names.append((begin, len(forms), types(kind)))
        at = e
    return Sentence(forms + tokens(text[at:], whole_hyphens), names)


def newswire(folder):
    """Every sentence twice: cut as UD does, and with hyphened words whole."""
    out = []
    files = [p for p in Path(folder).glob("*.txt") if p.stem != "ORIGIN"]
    for path in sorted(files, key=lambda p: (len(p.stem), p.stem)):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                pair = (marked_sentence(line), marked_sentence(line, True))
                out.append(pair if len(pair[0].forms) != len(pair[1].forms) else pair[:1])
    return out


def re3d(folder):
    out = []
    for place in RE3D_OPEN:
        spans = {}
        for line in (Path(folder) / place / "entities.json").read_text(encoding="utf-8").split("\n"):
            if line.strip():
                e = json.loads(line)
                value = re.sub(r"^(?:the|a|an|The|A|An) ", "", e["value"])
                if e["confidence"] >= 0.5 and re.search("[A-Z]", value) and e["type"] in RE3D:
                    spans.setdefault(e["documentId"], []).append(
                        (e["end"] - len(value), e["end"], e["type"]))
        for line in (Path(folder) / place / "documents.json").read_text(encoding="utf-8").split("\n"):
            if not line.strip():
                continue
            d = json.loads(line)
            kept = []
            for n in sorted(set(spans.get(d["_id"], [])), key=lambda n: (n[0] - n[1], n[0])):
                if all(n[1] <= k[0] or k[1] <= n[0] for k in kept):
                    kept.append(n)
            for m in re.finditer(r"\S.*?(?:[.?!][\"'”’)]*(?=\s+[A-Z\"“])|\n|$)", d["text"], re.S):
                inside = [(b - m.start(), e - m.start(), t) for b, e, t in kept
                          if m.start() <= b and e <= m.end()]
                s = from_text(m.group(0), inside, RE3D.get)
                nominal = [n for n in s.names if any(
                    f[:1].islower() and f not in ("of", "the", "and", "for", "de", "al", "el")
                    for f in s.forms[n[0]:n[1]])]
                s.names = [n for n in s.names if n not in nominal]
                s.unsure = {i for b, e, _ in nominal for i in range(b, e)}
                covered = {i for b, e, _ in s.names for i in range(b, e)}
                s.loose = {i for i, f in enumerate(s.forms)
                           if i and f[:1].isupper() and i not in covered}
                s.weight = 0.7
                if 2 < len(s.forms) < 120:
                    out.append(s)
    return out


def name_lists(folder):
    """Names of known actors by type, cut into words, for entity replacement."""
    folder = Path(folder)
    found = {t: set() for t in TYPES}
    first, last = set(), set()
    if (folder / "countries.json").exists():
        for c in json.loads((folder / "countries.json").read_text(encoding="utf-8")):
            found["GPE"].update([c["name"]["common"], *[x for x in c["capital"] if x]])
            if c.get("demonyms", {}).get("eng", {}).get("m"):
                found["NORP"].add(c["demonyms"]["eng"]["m"])
            if c["subregion"]:
                found["LOC"].add(c["subregion"])
    for name, column in (("sp500-constituents.csv", "Security"), ("Forbes2000-2004.csv", "name")):
        if (folder / name).exists():
            with open(folder / name, encoding="utf-8") as f:
                found["ORG"].update(r[column] for r in csv.DictReader(f))
    if (folder / "legislators-current.yaml").exists():
        text = (folder / "legislators-current.yaml").read_text(encoding="utf-8")
        first.update(re.findall(r"^    first: (\w+)$", text, re.M))
        last.update(re.findall(r"^    last: (\w[\w'-]+)$", text, re.M))
        found["PER"].update(re.findall(r"^    official_full: ([\w .'-]+)$", text, re.M))
    return {t: sorted(v) for t, v in found.items()}, sorted(first), sorted(last)
