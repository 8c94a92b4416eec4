"""The shipped network: hashed word features, three bidirectional simple recurrent layers, heads. Trained in float with
the quadratic gates and clamps of the integer kernel, so that rounding is all that export changes.

Shapes: N words packed end to end, S sentences, H units a direction.
"""
import ctypes
import hashlib
import os
import pickle
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import corpus
import features

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
WIDTH, NECK, LEARNED, AFFIX, FIXED, HASHED = 160, 128, 80, 80, 64, 4096
ARC, REL = 80, 80
CONTEXT = 4  # first word, all capitals, title case, no capital
REACH = 16


def labels(sets):
    xpos = sorted({x for n in ("ewt-train", "gum-open-train") for s in sets[n] for x in s["xpos"]})
    rels = sorted({x for n in ("ewt-train", "gum-open-train") for s in sets[n] for x in s["deprel"]})
    return dict(upos=UPOS, xpos=xpos, deprel=rels, names=corpus.NAME_TAGS)


def library():
    source = Path(__file__).with_name("recurrence.c")
    tag = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    path = Path(tempfile.gettempdir()) / ("recurrence-%s.so" % tag)
    if not path.exists():
        part = str(path) + ".%d" % os.getpid()
        subprocess.run(["gcc", "-O3", "-march=native", "-ffast-math", "-fopenmp", "-shared", "-fPIC", str(source),
                        "-o", part], check=True)
        os.replace(part, path)
    return ctypes.CDLL(str(path))


LIB = library()


def _p(t):
    return ctypes.c_void_p(t.data_ptr() if t is not None else None)


class Drop:
    """Dropout from a pool of masks drawn once: one random offset a call instead of one random number an element."""
    pools = {}

    @classmethod
    def apply(cls, x, p):
        if p == 0.0:
            return x
        if p not in cls.pools:
            cls.pools[p] = (torch.rand(6_000_011) >= p).float() / (1 - p)
        pool = cls.pools[p]
        at = int(torch.randint(0, len(pool) - x.numel(), (1,)))
        return x * pool[at:at + x.numel()].view(x.shape)


class Recurrence(torch.autograd.Function):
    @staticmethod
    def forward(ctx, u, v, x, start):
        n, h = u.shape[0], v.shape[2]
        u, v = u.contiguous(), v.contiguous()
        x = x.contiguous() if x is not None else None
        c, out = torch.empty(n, 2 * h), torch.empty(n, 2 * h)
        LIB.recurrence_forward(ctypes.c_int64(len(start) - 1), _p(start), ctypes.c_int64(h), _p(u), _p(v), _p(x), _p(c), _p(out))
        ctx.save_for_backward(u, v, x, c, start)
        return out

    @staticmethod
    def backward(ctx, dh):
        u, v, x, c, start = ctx.saved_tensors
        dh = dh.contiguous()
        s, h = len(start) - 1, v.shape[2]
        du, dv = torch.empty_like(u), torch.empty(s, 2, 2, h)
        dx = torch.empty_like(x) if x is not None else None
        LIB.recurrence_backward(ctypes.c_int64(s), _p(start), ctypes.c_int64(h), _p(u), _p(v), _p(x), _p(c), _p(dh), _p(du), _p(dv), _p(dx))
        return du, dv.sum(0), dx, None


class Layer(nn.Module):
    """in -> (neck ->) gates; out 2 * width. Highway from the input where the sizes agree."""

    def __init__(self, size, width, neck):
        super().__init__()
        self.neck = nn.Linear(size, neck, bias=False) if neck else None
        self.gates = nn.Linear(neck or size, 6 * width)
        self.v = nn.Parameter(torch.zeros(2, 2, width))
        nn.init.uniform_(self.v, -0.1, 0.1)
        nn.init.xavier_uniform_(self.gates.weight)
        nn.init.zeros_(self.gates.bias)
        with torch.no_grad():  # z needs no shrinking; resets start towards the highway
            self.gates.weight.mul_(1.3)
            self.gates.bias.view(2, 3, width)[:, 2] = -0.5 if neck else 1.0
        self.highway = size == 2 * width

    def forward(self, x, start, drop):
        y = Drop.apply(x, drop) if self.training else x
        if self.neck is not None:
            y = self.neck(y).clamp(-7.99, 7.99)
        return Recurrence.apply(self.gates(y), self.v, x if self.highway else None, start)


class Student(nn.Module):
    def __init__(self, vocabulary, tags, width=WIDTH):
        super().__init__()
        self.tags, self.width = tags, width
        self.word = nn.Embedding(vocabulary["learned"] + HASHED, LEARNED, padding_idx=0)
        self.affix = nn.Embedding(features.AFFIX_ROWS, AFFIX, padding_idx=0)
        nn.init.normal_(self.word.weight, std=0.15)
        nn.init.normal_(self.affix.weight, std=0.12)
        with torch.no_grad():
            self.word.weight[0] = 0
            self.affix.weight[0] = 0
        self.register_buffer("fixed", torch.from_numpy(vocabulary["fixed"].astype(np.float32)) / 64)
        size = FIXED + LEARNED + AFFIX
        self.one = Layer(size + CONTEXT, width, None)
        self.two = Layer(2 * width, width, NECK)
        self.three = Layer(2 * width, width, NECK)
        self.upos = nn.Linear(2 * width, len(tags["upos"]))
        self.xpos = nn.Linear(2 * width, len(tags["xpos"]))
        self.names = nn.Linear(2 * width, len(tags["names"]))
        self.pairs = nn.Linear(2 * width, 2 * ARC + 2 * REL)  # arc dependent, arc head, label dependent, label head
        self.root = nn.Parameter(torch.randn(ARC + REL) * 0.1)
        self.distance = nn.Parameter(torch.zeros(2 * REACH + 1))
        self.deprel = nn.Linear(REL, len(tags["deprel"]))

    def forward(self, b, drop=0.0):
        x = torch.cat([self.fixed[b["fixed"]] * b["keep"][:, None], self.word(b["word"]),
                       self.affix(b["affix"]).sum(1), b["context"]], 1)
        start = b["start"]
        h = self.one(x, start, drop * 0.6)
        h = self.two(h, start, drop)
        h = self.three(h, start, drop)
        h = (Drop.apply(h, drop) if self.training else h).clamp(-7.99, 7.99)
        p = self.pairs(h).clamp(-7.99, 7.99)
        return dict(upos=self.upos(h), xpos=self.xpos(h), names=self.names(h), pairs=p)

    def arcs(self, p, b):
        """Scores [S, T, T + 1]: of word i of a sentence, head j (last column = root)."""
        dep, head = p[:, :ARC].clamp(min=0), p[:, ARC:2 * ARC]
        pad, t = b["pad"], b["pad"].shape[1]
        d, hh = dep[pad], head[pad]
        s = d @ hh.transpose(1, 2)
        i = torch.arange(t)
        s = s + self.distance[(i[None, :] - i[:, None]).clamp(-REACH, REACH) + REACH]
        s = s.masked_fill(b["mask"][:, None, :] == 0, -1e4)
        s = s - 1e4 * torch.eye(t)
        root = d @ self.root[:ARC] + 0
        return torch.cat([s, root[..., None]], 2)

    def relations(self, p, head):
        """Label scores [N, R] given each word's head as packed index (-1 = root)."""
        hidden = torch.where((head >= 0)[:, None], p[head.clamp(min=0), 2 * ARC + REL:], self.root[ARC:])
        return self.deprel((p[:, 2 * ARC:2 * ARC + REL] + hidden).clamp(0, 7.99))


class Words:
    """Word -> feature rows, remembered."""

    def __init__(self, vocabulary):
        self.table, self.learned, self.cache = vocabulary["table"], vocabulary["learned"], {}

    def __call__(self, w):
        f = self.cache.get(w)
        if f is None:
            key, shape = features.key_and_shape(w)
            learned, fixed, flags = self.table.get(key, (0, 0, 0))
            hashed = self.learned + (features.hash64(32, key) >> 8) % HASHED
            rows = features.affix_rows(key, shape) + [1 + i if flags >> i & 1 else 0 for i in range(features.FLAGS)]
            f = self.cache[w] = (learned or hashed, fixed, rows, hashed)
        return f


def encode(sentences, words, rng=None, word_drop=0.0, flag_drop=0.0):
    """A batch without its gold labels."""
    lengths = [len(s) for s in sentences]
    start = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=start[1:])
    fs = [words(w) for s in sentences for w in s]
    word = np.array([f[0] for f in fs], np.int64)
    fixed = np.array([f[1] for f in fs], np.int64)
    affix = np.array([f[2] for f in fs], np.int64)
    context = np.zeros((len(fs), CONTEXT), np.float32)
    context[start[:-1], 0] = 1
    for k, s in enumerate(sentences):
        m = features.sentence_mode(s)
        if m:
            context[start[k]:start[k + 1], m] = 1
    keep = np.ones(len(fs), np.float32)
    if rng is not None:
        d = rng.random(len(fs)) < word_drop
        word[d] = np.array([f[3] for f in fs], np.int64)[d]
        keep[rng.random(len(fs)) < word_drop] = 0
        d = rng.random((len(fs), features.FLAGS)) < flag_drop
        affix[:, -features.FLAGS:][d] = 0
        d = rng.random((len(fs), affix.shape[1])) < 0.03
        affix[d] = 0
    t = max(lengths)
    pad = np.zeros((len(lengths), t), np.int64)
    mask = np.zeros((len(lengths), t), np.float32)
    for k, n in enumerate(lengths):
        pad[k, :n] = np.arange(start[k], start[k + 1])
        mask[k, :n] = 1
    return {k: torch.from_numpy(v) for k, v in dict(start=start, word=word, fixed=fixed, affix=affix, context=context,
                                                    keep=keep, pad=pad, mask=mask).items()}


def gold(batch, b, tags, index):
    """Label tensors over packed words; -100 where a sentence has none. `arc` is the head's place in its sentence (T = root)."""
    n = int(b["start"][-1])
    t = b["pad"].shape[1]
    out = {k: np.full(n, -100, np.int64) for k in ("upos", "xpos", "names", "arc", "deprel", "head")}
    weight = {k: np.ones(n, np.float32) for k in ("tree", "names")}
    for k, s in enumerate(batch):
        a, e = int(b["start"][k]), int(b["start"][k + 1])
        if "head" in s:
            for f in ("upos", "xpos", "deprel"):
                ix = index[f]
                out[f][a:e] = [ix.get(x, -100) for x in s[f]]
            out["arc"][a:e] = [h - 1 if h else t for h in s["head"]]
            out["head"][a:e] = [a + h - 1 if h else -1 for h in s["head"]]
            weight["tree"][a:e] = s.get("tree_weight", 1.0)
        if "names" in s:
            ix = index["names"]
            out["names"][a:e] = [ix[x] if x else -100 for x in s["names"]]
            weight["names"][a:e] = s.get("names_weight", 1.0)
    return {k: torch.from_numpy(v) for k, v in out.items()}, {k: torch.from_numpy(v) for k, v in weight.items()}


def loss_of(model, b, g, w, drop, smooth=0.03):
    o = model(b, drop)
    total = 0.0

    def ce(scores, target, weight):
        ok = target != -100
        if not ok.any():
            return 0.0
        return (F.cross_entropy(scores[ok], target[ok], reduction="none", label_smoothing=smooth) * weight[ok]).sum()

    total = total + ce(o["upos"], g["upos"], w["tree"]) + 0.5 * ce(o["xpos"], g["xpos"], w["tree"])
    total = total + ce(o["names"], g["names"], w["names"])
    ok = g["arc"] != -100
    if ok.any():
        s = model.arcs(o["pairs"], b)
        s = s[b["mask"] > 0]
        total = total + (F.cross_entropy(s[ok], g["arc"][ok], reduction="none") * w["tree"][ok]).sum()
        r = model.relations(o["pairs"], g["head"])
        total = total + ce(r, g["deprel"], w["tree"])
    return total / int(b["start"][-1])


def batches(sentences, size, rng):
    """Shuffled batches of about `size` words, sentences of like length together within pools."""
    order = rng.permutation(len(sentences))
    out = []
    for k in range(0, len(order), 2000):
        pool = sorted(order[k:k + 2000], key=lambda i: len(sentences[i]["words"]))
        batch, n = [], 0
        for i in pool:
            batch.append(i)
            n += len(sentences[i]["words"])
            if n >= size:
                out.append(batch)
                batch, n = [], 0
        if batch:
            out.append(batch)
    return [out[i] for i in rng.permutation(len(out))]


def tree(scores):
    """Heads of the best tree with one root (Chu-Liu/Edmonds). scores [n, n + 1], last column = root."""
    n = scores.shape[0]
    m = np.full((n + 1, n + 1), -1e9)
    m[1:, 1:] = scores[:, :n]
    m[1:, 0] = scores[:, n]
    np.fill_diagonal(m, -1e9)
    heads = mst(m)
    roots = np.where(heads[1:] == 0)[0] + 1
    if len(roots) != 1:
        best, keep = -1e18, None
        greedy = roots if len(roots) else range(1, n + 1)
        for r in greedy:
            k = m.copy()
            k[1:, 0] = -1e9
            k[r] = -1e9
            k[r, 0] = 0
            h = mst(k)
            v = sum(m[i, h[i]] for i in range(1, n + 1))
            if v > best:
                best, keep = v, h
        heads = keep
    return heads[1:]


def mst(m):
    n = m.shape[0]
    heads = m.argmax(1)
    heads[0] = -1
    color = [0] * n
    color[0] = 2
    cycle = None
    for i in range(1, n):
        path, j = [], i
        while color[j] == 0:
            color[j] = 1
            path.append(j)
            j = heads[j]
        if color[j] == 1:
            cycle = path[path.index(j):]
        for k in path:
            color[k] = 2
        if cycle:
            break
    if not cycle:
        return heads
    c = set(cycle)
    rest = [i for i in range(n) if i not in c]
    new = len(rest)
    k = np.full((new + 1, new + 1), -1e9)
    k[:new, :new] = m[np.ix_(rest, rest)]
    cyc = np.array(cycle)
    total = sum(m[i, heads[i]] for i in cycle)
    enter = m[np.ix_(cyc, rest)] - np.array([m[i, heads[i]] for i in cycle])[:, None]
    leave = m[np.ix_(rest, cyc)]
    ei, li = enter.argmax(0), leave.argmax(1)
    k[new, :new] = enter.max(0) + total
    k[:new, new] = leave.max(1)
    k[0, :] = -1e9
    sub = mst(k)
    out = heads.copy()
    for a, i in enumerate(rest):
        if i == 0:
            continue
        out[i] = cyc[li[a]] if sub[a] == new else rest[sub[a]]
    h = sub[new]
    out[cyc[ei[h]]] = rest[h]
    return out


def allowed(tags):
    """Start mask and transition mask of BIOES tags."""
    n = len(tags)
    start = np.array([0.0 if t[0] in "OBS" else -1e9 for t in tags])
    end = np.array([0.0 if t[0] in "OES" else -1e9 for t in tags])
    step = np.full((n, n), -1e9)
    for i, a in enumerate(tags):
        for j, b in enumerate(tags):
            inside = a[0] in "BI"
            if inside and b[0] in "IE" and a[2:] == b[2:] or not inside and b[0] in "OBS":
                step[i, j] = 0
    return start, step, end


def viterbi(scores, start, step, end):
    s, back = scores[0] + start, []
    for row in scores[1:]:
        k = s[:, None] + step
        b = k.argmax(0)
        back.append(b)
        s = k[b, np.arange(len(b))] + row
    out = [int((s + end).argmax())]
    for b in reversed(back):
        out.append(int(b[out[-1]]))
    return out[::-1]


@torch.inference_mode()
def predict(model, sentences, words, size=4000, syntax=True):
    """Predicted dicts for lists of words."""
    model.eval()
    tags = model.tags
    lattice = allowed(tags["names"])
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    out = [None] * len(sentences)
    k = 0
    while k < len(order):
        part, n = [], 0
        while k < len(order) and (not part or n + len(sentences[order[k]]) <= size):
            part.append(order[k])
            n += len(sentences[order[k]])
            k += 1
        b = encode([sentences[i] for i in part], words)
        o = model(b)
        arcs = model.arcs(o["pairs"], b).numpy() if syntax else None
        heads = np.full(n, -1, np.int64)
        found = []
        for r, i in enumerate(part):
            m, a = len(sentences[i]), int(b["start"][r])
            nm = o["names"][a:a + m].numpy()
            d = dict(names=[tags["names"][x] for x in viterbi(nm, *lattice)])
            if syntax:
                s = np.concatenate([arcs[r, :m, :m], arcs[r, :m, -1:]], 1)
                h = tree(s)
                d["head"] = [int(x) for x in h]
                heads[a:a + m] = [a + x - 1 if x else -1 for x in h]
            found.append(d)
        if syntax:
            rel = model.relations(o["pairs"], torch.from_numpy(heads))
            rel[:, tags["deprel"].index("root")] = -1e9
            rel = rel.argmax(1).numpy()
            up, xp = o["upos"].argmax(1).numpy(), o["xpos"].argmax(1).numpy()
        for r, i in enumerate(part):
            d, a = found[r], int(b["start"][r])
            if syntax:
                d["deprel"] = [tags["deprel"][rel[a + j]] if h else "root" for j, h in enumerate(d["head"])]
                d["upos"] = [tags["upos"][up[a + j]] for j in range(len(d["head"]))]
                d["xpos"] = [tags["xpos"][xp[a + j]] for j in range(len(d["head"]))]
            out[i] = d
    return out


def measure(predicted, sentences):
    """Word-level scores on gold words, percent; names by exact spans."""
    n = up = xp = ua = la = tp = gn = pn = 0
    for p, s in zip(predicted, sentences):
        if "head" in s:
            for j in range(len(s["words"])):
                n += 1
                up += p["upos"][j] == s["upos"][j]
                xp += p["xpos"][j] == s["xpos"][j]
                if p["head"][j] == s["head"][j]:
                    ua += 1
                    la += p["deprel"][j].split(":")[0] == s["deprel"][j].split(":")[0]
        if "names" in s:
            g = {x for x in corpus.spans_of(s["names"])}
            q = {x for x in corpus.spans_of(p["names"])}
            if s["source"] == "uner-ewt":
                q = {x for x in q if x[2] != "MISC"}
            tp += len(g & q)
            gn += len(g)
            pn += len(q)
    out = {}
    if n:
        out.update(upos=up / n, xpos=xp / n, uas=ua / n, las=la / n)
    if gn:
        out.update(f1=2 * tp / (gn + pn), p=tp / max(pn, 1), r=tp / gn)
    return {k: round(100 * v, 2) for k, v in out.items()}


def dev_scores(model, sets, words):
    out = {}
    for name in ("ewt-dev", "gum-open-dev", "uner-ewt-dev", "crossner-politics-dev"):
        s = sets[name]
        out[name] = measure(predict(model, [x["words"] for x in s], words, syntax="head" in s[0]), s)
    return out
