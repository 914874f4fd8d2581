"""The network: embeddings, convolutions and bidirectional simple recurrent layers, heads."""
import torch
import torch.nn.functional as F
from torch import nn

from text import FEATURES, NGRAM_BUCKETS

DIMS = {"word": 48, "prefix2": 16, "prefix3": 24, "suffix2": 16, "suffix3": 32, "suffix4": 32,
        "shape": 24}
NGRAM_DIM = 32
MAX_DISTANCE = 24


class Recurrence(torch.autograd.Function):
    """c[t] = f[t] c[t-1] + u[t] along the first dimension (Lei et al. 2018, SRU)."""

    @staticmethod
    def forward(ctx, f, u):
        c = torch.empty_like(u)
        c[0] = u[0]
        for t in range(1, len(u)):
            torch.addcmul(u[t], f[t], c[t - 1], out=c[t])
        ctx.save_for_backward(f, c)
        return c

    @staticmethod
    def backward(ctx, grad):
        f, c = ctx.saved_tensors
        g = grad.contiguous().clone()
        for t in range(len(g) - 2, -1, -1):
            g[t].addcmul_(f[t + 1], g[t + 1])
        df = torch.zeros_like(f)
        torch.mul(g[1:], c[:-1], out=df[1:])
        return df, g


class SharedDropout(nn.Module):
    """Dropout with one mask for all words of a sentence (Gal and Ghahramani 2016)."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or not self.p:
            return x
        return x * F.dropout(torch.ones_like(x[:, :1]), self.p)


class Conv(nn.Module):
    """Window of three words, maxout of two, added to its input."""

    def __init__(self, d, p):
        super().__init__()
        self.linear, self.norm, self.drop = nn.Linear(3 * d, 2 * d), nn.LayerNorm(d), SharedDropout(p)

    def forward(self, x, mask):
        x = x * mask
        zero = torch.zeros_like(x[:, :1])
        y = torch.cat([torch.cat([zero, x[:, :-1]], 1), x, torch.cat([x[:, 1:], zero], 1)], -1)
        y = self.linear(y)
        d = x.shape[-1]
        return x + self.drop(self.norm(torch.maximum(y[..., :d], y[..., d:])))


class Window(nn.Module):
    """Window of three words, rectified, added to its input."""

    def __init__(self, d, p):
        super().__init__()
        self.linear, self.norm, self.drop = nn.Linear(3 * d, d), nn.LayerNorm(d), SharedDropout(p)

    def forward(self, x, mask):
        x = x * mask
        zero = torch.zeros_like(x[:, :1])
        y = torch.cat([torch.cat([zero, x[:, :-1]], 1), x, torch.cat([x[:, 1:], zero], 1)], -1)
        return x + self.drop(self.norm(F.relu(self.linear(y))))


class Recurrent(nn.Module):
    """Simple recurrent unit, half of the channels from each side, added to its input."""

    def __init__(self, d, p):
        super().__init__()
        self.linear, self.norm, self.drop = nn.Linear(d, 3 * d), nn.LayerNorm(d), SharedDropout(p)
        self.before = SharedDropout(p)
        with torch.no_grad():
            self.linear.bias[d:2 * d] += torch.linspace(-1.0, 2.0, d // 2).repeat(2)

    def forward(self, x, mask):
        d = x.shape[-1]
        z = self.linear(self.before(x)).transpose(0, 1)
        m = mask.transpose(0, 1)
        f = torch.sigmoid(z[..., d:2 * d])
        u = (1 - f) * z[..., :d] * m
        h = d // 2
        f = torch.cat([f[..., :h], f[..., h:].flip(0)], -1)
        u = torch.cat([u[..., :h], u[..., h:].flip(0)], -1)
        c = Recurrence.apply(f.contiguous(), u.contiguous())
        c = torch.cat([c[..., :h], c[..., h:].flip(0)], -1)
        y = torch.sigmoid(z[..., 2 * d:]) * c
        return x + self.drop(self.norm(y.transpose(0, 1)))


class Attention(nn.Module):
    """Self-attention with a learned bias per distance, added to its input."""

    def __init__(self, d, p, heads=4):
        super().__init__()
        self.norm, self.qkv, self.out = nn.LayerNorm(d), nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.heads, self.drop = heads, SharedDropout(p)
        self.bias = nn.Embedding(2 * MAX_DISTANCE + 1, heads)

    def forward(self, x, mask):
        b, t, d = x.shape
        q, k, v = self.qkv(self.norm(x)).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        a = q @ k.transpose(-1, -2) * (d // self.heads) ** -0.5
        a = a + self.bias(distances(t)).permute(2, 0, 1)[None]
        a = a.masked_fill(mask[:, None, None, :, 0] == 0, -1e9)
        y = (a.softmax(-1) @ v).transpose(1, 2).reshape(b, t, d)
        return x + self.drop(self.out(y))


def distances(t):
    r = torch.arange(t)
    return (r[None] - r[:, None]).clamp(-MAX_DISTANCE, MAX_DISTANCE) + MAX_DISTANCE


class Network(nn.Module):
    def __init__(self, config, sizes, vectors, ngram_buckets=NGRAM_BUCKETS):
        """SIZES: feature vocabularies and numbers of classes; VECTORS: rows of the
        pre-trained vectors, row 0 for words without one."""
        super().__init__()
        c, d = config, config["d"]
        self.config = config
        self.tables = nn.ModuleDict({f: nn.Embedding(sizes[f], DIMS[f]) for f in FEATURES})
        for t in self.tables.values():
            nn.init.normal_(t.weight, 0, 0.3)
        self.ngrams = nn.EmbeddingBag(ngram_buckets + 1, NGRAM_DIM, mode="sum", padding_idx=0)
        nn.init.normal_(self.ngrams.weight, 0, 0.1)
        self.vectors = nn.Embedding.from_pretrained(torch.from_numpy(vectors), freeze=True)
        self.input = nn.Linear(sum(DIMS.values()) + NGRAM_DIM + vectors.shape[1], d)
        self.norm = nn.LayerNorm(d)
        self.root = nn.Parameter(torch.randn(d) * 0.3)
        self.drop, self.shared = nn.Dropout(c["drop"] * 0.5), SharedDropout(c["drop"] * 0.7)
        kinds = {"c": Conv, "w": Window, "r": Recurrent, "a": Attention}
        self.layers = nn.ModuleList([kinds[k](d, c["drop"] * 0.6) for k in c["layers"]])
        self.last = nn.LayerNorm(d)
        self.upos, self.xpos = nn.Linear(d, sizes["upos"]), nn.Linear(d, sizes["xpos"])
        self.lemma, self.ner = nn.Linear(d, sizes["lemma"]), nn.Linear(d, sizes["ner"])
        self.arc_head, self.arc_dep = nn.Linear(d, c["arc"]), nn.Linear(d, c["arc"])
        self.arc = nn.Linear(c["arc"], c["arc"])
        self.arc_bias = nn.Linear(c["arc"], 1, bias=False)
        self.distance = nn.Embedding(2 * MAX_DISTANCE + 1, 1)
        nn.init.zeros_(self.distance.weight)
        self.rel_head, self.rel_dep = nn.Linear(d, 2 * c["rel"]), nn.Linear(d, 2 * c["rel"])
        self.rel = nn.Linear(2 * c["rel"], sizes["rel"])
        self.head_drop = SharedDropout(c["drop"])

    def embed(self, words, grams, vec, rare):
        """Every word on its own: rows of the tables side by side, projected."""
        e = {f: self.tables[f](words[..., i]) for i, f in enumerate(FEATURES)}
        b, t, n = grams.shape
        g = self.ngrams(grams.reshape(b * t, n)).view(b, t, -1)
        g = g / (grams > 0).sum(-1, keepdim=True).clamp(min=1)
        v = self.vectors(vec)
        if self.training:
            keep = (torch.rand(b, t) > rare).float()[..., None]
            e["word"] = e["word"] * keep
            g = g * (torch.rand(b, t, 1) > 0.1).float()
            v = v * (torch.rand(b, t, 1) > self.config["vector_drop"]).float()
            affix = (torch.rand(b, t, 1) > 0.05).float()
            for f in FEATURES[1:6]:
                e[f] = e[f] * affix
        return self.norm(self.input(torch.cat([e[f] for f in FEATURES] + [g, v], -1)))

    def encode(self, batch):
        x = self.embed(batch["words"], batch["grams"], batch["vectors"], batch["rare"])
        x = torch.cat([self.root.expand(len(x), 1, -1), x], 1)
        mask = F.pad(batch["mask"], (1, 0), value=1.0)[..., None]
        x = self.shared(self.drop(x))
        for layer in self.layers:
            x = layer(x, mask)
        return self.last(x), mask

    def forward(self, batch, parse=True, tags=True):
        """Scores without the root: dict of upos, xpos, lemma, ner, and arcs [b, dependent,
        head from 0] with what `relations` needs."""
        x, mask = self.encode(batch)
        x = self.head_drop(x)
        out = {"ner": self.ner(x[:, 1:])}
        if tags:
            out.update(upos=self.upos(x[:, 1:]), xpos=self.xpos(x[:, 1:]), lemma=self.lemma(x[:, 1:]))
        if parse:
            head = self.head_drop(F.relu(self.arc_head(x)))
            dep = self.head_drop(F.relu(self.arc_dep(x)))
            a = self.arc(dep) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
            t = x.shape[1]
            a = a + self.distance(distances(t))[..., 0]
            a = a.masked_fill(mask[:, None, :, 0] == 0, -1e9)
            a = a.masked_fill(torch.eye(t, dtype=torch.bool)[None], -1e9)
            out["arcs"] = a[:, 1:]
            out["rel_head"], out["rel_dep"] = self.rel_head(x), self.rel_dep(x)[:, 1:]
        return out

    def relations(self, out, heads):
        """Relation scores for the given heads [b, word]: a low-rank bilinear form and an MLP."""
        h = torch.gather(out["rel_head"], 1, heads[..., None].expand(-1, -1, out["rel_head"].shape[-1]))
        d, r = out["rel_dep"], self.config["rel"]
        z = torch.cat([F.relu(h[..., :r] + d[..., :r]), h[..., r:] * d[..., r:]], -1)
        return self.rel(self.head_drop(z))
