#!/usr/bin/python3
"""Train the analyser.  See README.md.

    train.py --corpora DIR --vectors DIR --out DIR [--minutes N | --steps N] [options]

OUT gets vocabulary.pickle, last.pt (to resume with --resume), average.pt (the averaged
weights, what export.py takes) and log.txt.
"""
import argparse
import copy
import json
import math
import os
import pathlib
import pickle
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import augment
import corpora
import evaluate
from data import Masks, Matrix, Vocabulary, batches, make_batch
from network import Network

HERE = pathlib.Path(__file__).parent


def arguments():
    a = argparse.ArgumentParser()
    a.add_argument("--corpora", required=True)
    a.add_argument("--vectors", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--words", type=int, default=100000)
    a.add_argument("--minutes", type=float, default=60)
    a.add_argument("--steps", type=int, default=0)
    a.add_argument("--processes", type=int, default=2)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--layers", default="wrrrr")
    a.add_argument("--d", type=int, default=192)
    a.add_argument("--arc", type=int, default=128)
    a.add_argument("--rel", type=int, default=96)
    a.add_argument("--drop", type=float, default=0.33)
    a.add_argument("--vector_drop", type=float, default=0.1)
    a.add_argument("--lr", type=float, default=2e-3)
    a.add_argument("--decay", type=float, default=1e-5)
    a.add_argument("--smooth", type=float, default=0.03)
    a.add_argument("--batch", type=int, default=1000)
    a.add_argument("--names_batch", type=int, default=500)
    a.add_argument("--consistency", type=float, default=0.5)
    a.add_argument("--eval_minutes", type=float, default=10)
    a.add_argument("--resume", action="store_true")
    a.add_argument("--restart", action="store_true", help="resume, with a new schedule")
    return a.parse_args()


def load(folder):
    c = folder.rstrip("/") + "/"
    banks = {"ewt": corpora.ewt(c + "ud-ewt/en_ewt-ud-train.conllu", c + "uner-ewt/en_ewt-ud-train.iob2"),
             "gum": corpora.gum(c + "ud-gum/en_gum-ud-train.conllu")}
    banks["news"] = corpora.trees(HERE / "news/trees.conllu") * 4
    own = corpora.newswire(c + "newswire-own") + corpora.newswire(HERE / "news")
    politics = corpora.crossner(c + "crossner-politics/train.txt")
    government = corpora.re3d(c + "re3d")
    return banks, own, politics, government, corpora.name_lists(c + "actors")


class Stream:
    """Endless augmented batches of treebank sentences and of sentences with names."""

    def __init__(self, a, data, v, matrix, masks, rank):
        self.a, self.v, self.matrix, self.masks, self.rank = a, v, matrix, masks, rank
        banks, self.own, self.politics, self.government, lists = data
        self.trees = [s for b in banks.values() for s in b if len(s.forms) <= 120]
        self.names = augment.Names([p[0] for p in self.own] + self.politics, lists)
        self.epoch = 0

    def mine(self, all_batches):
        """Every process takes its share, equally many, of the same epoch."""
        n = self.a.processes
        return all_batches[self.rank:len(all_batches) // n * n:n]

    def trees_epochs(self):
        while True:
            rng = random.Random(f"trees {self.a.seed} {self.epoch}")
            chosen = [augment.treebank(s, rng) for s in self.trees]
            for b in self.mine(batches([len(s.forms) for s in chosen], self.a.batch, rng)):
                yield [chosen[i] for i in b]
            self.epoch += 1

    def names_epochs(self):
        epoch = 0
        while True:
            rng = random.Random(f"names {self.a.seed} {epoch} {self.epoch}")
            chosen = [p[rng.randrange(len(p))] for p in self.own] + self.politics * 6 + self.government
            chosen = [augment.names_only(s, rng, self.names) for s in chosen]
            chosen = [s for s in chosen if len(s.forms) <= 120]
            for b in self.mine(batches([len(s.forms) for s in chosen], self.a.names_batch, rng)):
                yield [chosen[i] for i in b]
            epoch += 1

    def make(self, sentences):
        return make_batch(sentences, self.v, self.matrix, self.masks)


def set_loss(scores, allowed, weight):
    """- log of the probability of the allowed tags."""
    logp = scores.log_softmax(-1)
    inside = logp.masked_fill(~allowed, -1e9).logsumexp(-1)
    return -(inside * weight).sum() / weight.sum().clamp(min=1)


def tree_losses(net, out, b, smooth):
    mask = b["mask"].bool()

    def ce(scores, gold, s=smooth):
        return F.cross_entropy(scores[mask], gold[mask], ignore_index=-100, label_smoothing=s)
    heads = b["heads"].clamp(min=0)
    rel = net.relations(out, heads)
    logp = out["arcs"].log_softmax(-1)
    arc = -torch.gather(logp, 2, heads[..., None])[..., 0][mask].mean()
    return 0.5 * ce(out["upos"], b["upos"]) + 0.5 * ce(out["xpos"], b["xpos"]) \
        + 0.3 * ce(out["lemma"], b["lemma"], 0.0) + arc + ce(rel, b["rel"])


def consistency(net, out, soft, heads, rel, mask):
    """Distance to what the averaged network says of the same words without dropout
    (Tarvainen and Valpola 2017)."""
    m = mask.bool()

    def kl(scores, target):
        return -(target * scores.log_softmax(-1)).sum(-1)[m].mean()
    loss = 0.5 * kl(out["upos"], soft["upos"]) + 0.5 * kl(out["xpos"], soft["xpos"])
    arcs = out["arcs"].log_softmax(-1).clamp(min=-50)
    loss = loss - (soft["arcs"] * arcs).sum(-1)[m].mean()
    return loss + kl(net.relations(out, heads), rel)


def teach(mean, b):
    with torch.no_grad():
        o = mean(b)
        soft = {k: o[k].softmax(-1) for k in ("upos", "xpos", "arcs")}
        heads = o["arcs"].argmax(-1)
        return soft, heads, mean.relations(o, heads).softmax(-1)


class Team:
    """Processes that share the weights: each works out gradients on its own batches; after
    a barrier each updates its share of the weights with the mean of all gradients."""

    def __init__(self, net, count, context):
        self.params = [p for p in net.parameters() if p.requires_grad]
        self.count, self.barrier = count, context.Barrier(count)
        size = sum(p.numel() for p in self.params)
        self.flat = torch.zeros(count, size).share_memory_()
        self.control = torch.zeros(2, dtype=torch.float64).share_memory_()   # progress, stop

    def wait(self):
        self.barrier.wait(1800)

    def share(self, rank):
        """Numbers of the parameters that RANK updates: about equal sizes."""
        load, mine = [0] * self.count, []
        for i in sorted(range(len(self.params)), key=lambda i: -self.params[i].numel()):
            r = load.index(min(load))
            load[r] += self.params[i].numel()
            if r == rank:
                mine.append(i)
        return sorted(mine)

    def reduce(self, rank, mine, limit):
        """Leave the mean gradient, clipped to a norm of LIMIT, in the parameters MINE."""
        flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).view(-1) for p in self.params])
        self.flat[rank] = flat
        self.wait()
        flat = self.flat.mean(0)
        norm = float(flat.norm())
        if norm > limit:
            flat *= limit / norm
        at = 0
        for i, p in enumerate(self.params):
            if i in mine:
                p.grad = flat[at:at + p.numel()].view_as(p)
            at += p.numel()


def start(a):
    """What all processes need: data, vocabulary, network, averaged network."""
    data = load(a.corpora)
    words = open(f"{a.vectors}/words.txt", encoding="utf-8").read().split("\n")[:a.words]
    rows = np.load(f"{a.vectors}/vectors.npy")[:a.words]
    rows = np.concatenate([np.zeros((1, rows.shape[1]), np.float32), rows / rows.std() * 0.5])
    scale = np.abs(rows).max(1, keepdims=True) / 127 + 1e-9
    rows = (np.round(rows / scale) * scale).astype(np.float32)
    os.makedirs(a.out, exist_ok=True)
    kept = f"{a.out}/vocabulary.pickle"
    if (a.resume or a.restart) and os.path.exists(kept):
        with open(kept, "rb") as f:
            config, v = pickle.load(f)
    else:
        banks, own, politics, government, _ = data
        v = Vocabulary([s for b in banks.values() for s in b],
                       [p[0] for p in own] + politics + government, words)
        config = {k: getattr(a, k) for k in ("layers", "d", "arc", "rel", "drop", "vector_drop")}
        with open(kept, "wb") as f:
            pickle.dump((config, v), f)
    net = Network(config, v.sizes(), rows)
    return data, v, net, copy.deepcopy(net).eval()


class Log:
    def __init__(self, path, quiet):
        self.file = None if quiet else open(path, "a", buffering=1)

    def say(self, *x):
        if self.file:
            print(*x, file=self.file)
            print(*x, flush=True)


def save(a, rank, net, mean, opt, state):
    def write(what, name):
        torch.save(what, f"{a.out}/{name}.tmp")
        os.replace(f"{a.out}/{name}.tmp", f"{a.out}/{name}.pt")
    write(opt.state_dict(), f"optimizer{rank}")
    if rank == 0:
        write({"net": net.state_dict(), **state}, "last")
        write(mean.state_dict(), "average")


def learn(a, stream, net, mean, batches_, masks, progress, step):
    """Gradients of one batch of trees and one of names; the losses."""
    trees, names = batches_
    b = stream.make(next(trees))
    out = net(b)
    loss = tree_losses(net, out, b, a.smooth) \
        + 0.5 * set_loss(out["ner"], masks.table()[b["ner"]], b["weight"])
    loss.backward()
    b = stream.make(next(names))
    use = a.consistency * min(1.0, max(0.0, (progress - 0.05) / 0.15)) if step > 400 else 0.0
    out = net(b, parse=use > 0, tags=use > 0)
    loss_names = 0.7 * set_loss(out["ner"], masks.table()[b["ner"]], b["weight"])
    if use:
        loss_names = loss_names + use * consistency(net, out, *teach(mean, b), b["mask"])
    loss_names.backward()
    return float(loss), float(loss_names)


def worker(rank, a, team, data, v, net, mean):
    torch.set_num_threads(1)
    log = Log(f"{a.out}/log.txt", rank > 0)
    matrix, masks = Matrix(v), Masks()
    stream = Stream(a, data, v, matrix, masks, rank)
    mine = team.share(rank)
    opt = torch.optim.AdamW([team.params[i] for i in mine], lr=a.lr, betas=(0.9, 0.98), weight_decay=a.decay)
    pairs = [(p, q) for p, q in zip(net.parameters(), mean.parameters()) if p.requires_grad]
    pairs = [pairs[i] for i in mine]
    step, spent = 0, 0.0
    if (a.resume or a.restart) and os.path.exists(f"{a.out}/last.pt"):
        state = torch.load(f"{a.out}/last.pt")
        if rank == 0:
            net.load_state_dict(state["net"])
            mean.load_state_dict(torch.load(f"{a.out}/average.pt"))
        opt.load_state_dict(torch.load(f"{a.out}/optimizer{rank}.pt"))
        step, spent, stream.epoch = state["step"], state["spent"], state["epoch"]
        if a.restart:
            step, spent = 0, 0.0
        log.say(f"resumed at step {step}, {spent / 60:.1f} minutes")
    torch.manual_seed(a.seed * 7919 + rank + step)
    streams = stream.trees_epochs(), stream.names_epochs()
    dev = evaluate.dev_sets(a.corpora) if rank == 0 else None
    begin, epoch, total, last_eval = time.time() - spent, stream.epoch, [], spent
    team.wait()
    while True:
        spent = time.time() - begin
        if rank == 0:
            team.control[0] = step / a.steps if a.steps else spent / (a.minutes * 60)
            team.control[1] = float(os.path.exists(f"{a.out}/stop"))
        team.wait()
        progress = float(team.control[0])
        if progress >= 1 or team.control[1]:
            break
        rate = min(1, (step + 1) / 400) * (0.5 * (1 + math.cos(math.pi * progress)) * 0.99 + 0.01)
        for g in opt.param_groups:
            g["lr"] = a.lr * rate
        net.train()
        for p in team.params:
            p.grad = None
        total.append(learn(a, stream, net, mean, streams, masks, progress, step))
        team.reduce(rank, mine, 3.0)
        opt.step()
        step += 1
        if step % 2 == 0:
            with torch.no_grad():
                r = max(0.0025, 1 / (step / 2 + 1))
                for p, q in pairs:
                    q.lerp_(p, r)
        if stream.epoch != epoch:
            epoch = stream.epoch
            log.say(f"epoch {epoch} step {step} {spent / 60:.1f} min loss {np.mean(total, 0)} lr {a.lr * rate:.5f}")
            total = []
            team.wait()
            save(a, rank, net, mean, opt, {"step": step, "spent": spent, "epoch": epoch})
        if rank == 0 and spent - last_eval > a.eval_minutes * 60:
            last_eval = spent
            log.say(evaluate.report(mean, v, matrix, dev))
    save(a, rank, net, mean, opt, {"step": step, "spent": spent, "epoch": epoch})
    log.say(f"end: step {step}, {spent / 60:.1f} minutes, {epoch} epochs")
    if rank == 0:
        log.say(evaluate.report(mean, v, matrix, dev))


def main():
    a = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    data, v, net, mean = start(a)
    net.share_memory()
    mean.share_memory()
    dense = sum(p.numel() for n, p in net.named_parameters() if p.requires_grad and p.dim() == 2
                and not n.startswith(("tables", "ngrams")))
    Log(f"{a.out}/log.txt", False).say(json.dumps(vars(a)), "sizes", v.sizes(), "dense weights", dense)
    context = torch.multiprocessing.get_context("fork")
    team = Team(net, a.processes, context)
    workers = [context.Process(target=worker, args=(r, a, team, data, v, net, mean))
               for r in range(a.processes)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()


if __name__ == "__main__":
    main()
