"""The integer network in numpy, straight from the model file: what the kernels compute, for checking.

integer.py OUT MODEL [float checkpoint] prints the scores of the file (and of the float network) on the development sets.
"""
import pickle
import struct
import sys
from pathlib import Path

import numpy as np

import corpus
import features
import student


class Integer:
    def __init__(self, path):
        b = Path(path).read_bytes()
        assert b[:8] == b"SITREPNN"
        count, = struct.unpack_from("<I", b, 12)
        directory, = struct.unpack_from("<I", b, 40)
        types = [np.uint8, np.int8, np.int16, np.int32, np.uint32]
        self.t = {}
        for k in range(count):
            name, kind, rows, columns, shift, offset = struct.unpack_from("<24sIIIIQ", b, directory + 48 * k)
            name = name.rstrip(b"\0").decode()
            if name.endswith(".weights"):
                n8, k2 = -(-rows // 8), -(-columns // 2)
                a = np.frombuffer(b, np.int16, n8 * k2 * 16, offset).reshape(n8, k2, 8, 2)
                a = a.transpose(0, 2, 1, 3).reshape(n8 * 8, k2 * 2)[:rows, :columns].astype(np.float64)
            elif name.endswith(".bias"):
                a = np.frombuffer(b, np.int32, columns, offset).astype(np.float64)
            else:
                a = np.frombuffer(b, types[kind], rows * columns, offset).reshape(rows, columns)
            self.t[name] = (a, shift)
        self.tags = {k: bytes(self.t["labels." + k][0]).decode().split("\n") for k in ("upos", "xpos", "deprel", "names")}
        self.known = len(self.t["word"][0]) - student.HASHED

    def score(self, name, x):
        return x @ self.t[name + ".weights"][0].T + self.t[name + ".bias"][0]

    def multiply(self, name, x, limit):
        w, shift = self.t[name + ".weights"]
        y = x @ w.T + (self.t[name + ".bias"][0] if name + ".bias" in self.t else 0)
        return np.clip(np.floor((y + (1 << shift >> 1)) / (1 << shift)), -limit, limit)

    def row(self, word):
        key, shape = features.key_and_shape(word)
        slots = self.t["vocabulary"][0]
        h = features.hash64(33, key)
        at, fp = ((h & 0xFFFFFFFF) * len(slots)) >> 32, (h >> 32 | 1) & 0xFFFFFFFF
        learned = fixed = flags = 0
        while slots[at, 0]:
            if slots[at, 0] == fp:
                learned, fixed, flags = int(slots[at, 1]) & 0xFFFF, int(slots[at, 1]) >> 16, int(slots[at, 2])
                break
            at = (at + 1) % len(slots)
        learned = learned or self.known + (features.hash64(32, key) >> 8) % student.HASHED
        rows = [r for r in features.affix_rows(key, shape) if r] + [1 + i for i in range(features.FLAGS) if flags >> i & 1]
        x = np.concatenate([self.t["fixed"][0][fixed].astype(int), self.t["word"][0][learned].astype(int),
                            self.t["affix"][0][rows].astype(int).sum(0)])
        return np.clip(x * 4, -2047, 2047)

    def recur(self, u, carry, x):
        n, h = len(u), carry.shape[1]
        out = np.zeros((n, 2 * h), np.int64)
        u = u.astype(np.int64).reshape(n, 2, 3, h)

        def gate(p):
            q = np.clip(p, -1024, 1024)
            return 2048 + ((q * 16 * ((2048 - np.abs(q)) * 8)) >> 16)

        for d in range(2):
            c = np.zeros(h, np.int64)
            for t in (range(n) if d == 0 else range(n - 1, -1, -1)):
                f = gate(np.clip(u[t, d, 1] + ((c * carry[2 * d]) >> 16), -32768, 32767))
                r = gate(np.clip(u[t, d, 2] + ((c * carry[2 * d + 1]) >> 16), -32768, 32767))
                c = (f * c + (4096 - f) * (np.clip(u[t, d, 0], -2047, 2047) * 16) + 2048) >> 12
                skip = x[t, d * h:(d + 1) * h].astype(np.int64) * 16 if x is not None else 0
                out[t, d * h:(d + 1) * h] = (r * c + (4096 - r) * skip + 32768) >> 16
        return out.astype(np.float64)

    def __call__(self, words, rows):
        x = np.array([rows(w) for w in words], np.float64)
        u = self.multiply("one.gates", x, 32767)
        context = self.t["one.context"][0].astype(np.float64)
        u[0] += context[0]
        mode = features.sentence_mode(words)
        if mode:
            u += context[mode]
        h = self.recur(np.clip(u, -32768, 32767), self.t["one.carry"][0].astype(np.int64), None)
        for layer in ("two", "three"):
            y = self.multiply(layer + ".neck", h, 2047)
            h = self.recur(self.multiply(layer + ".gates", y, 32767), self.t[layer + ".carry"][0].astype(np.int64), h)
        p = self.multiply("pairs", h, 2047)
        root = self.t["root"][0][0].astype(np.float64)
        distance = self.t["distance"][0][0].astype(np.float64)
        rel = len(self.t["deprel.weights"][0][0])
        arc = p.shape[1] // 2 - rel
        n = len(words)
        dep = np.maximum(p[:, :arc], 0)
        i = np.arange(n)
        reach = len(distance) // 2
        s = dep @ p[:, arc:2 * arc].T + distance[np.clip(i[None] - i[:, None], -reach, reach) + reach]
        s = np.concatenate([s, (dep @ root[:arc])[:, None]], 1)
        heads = student.tree(s)
        other = np.array([p[j - 1, 2 * arc + rel:] if j else root[arc:] for j in heads])
        r = self.score("deprel", np.clip(p[:, 2 * arc:2 * arc + rel] + other, 0, 2047))
        r[:, self.tags["deprel"].index("root")] = -1e18
        names = student.viterbi(self.score("names", h) / 1e5, *student.allowed(self.tags["names"]))
        t = self.tags
        return dict(upos=[t["upos"][k] for k in self.score("upos", h).argmax(1)],
                    xpos=[t["xpos"][k] for k in self.score("xpos", h).argmax(1)], head=[int(k) for k in heads],
                    deprel=[t["deprel"][k] if j else "root" for k, j in zip(r.argmax(1), heads)],
                    names=[t["names"][k] for k in names])


def main():
    sets = pickle.load(open(Path(sys.argv[1]) / "corpus.pickle", "rb"))
    net = Integer(sys.argv[2])
    cache = {}

    def rows(w):
        if w not in cache:
            cache[w] = net.row(w)
        return cache[w]

    for name in ("ewt-dev", "gum-open-dev", "uner-ewt-dev", "crossner-politics-dev"):
        part = sets[name]
        print(name, student.measure([net(s["words"], rows) for s in part], part), flush=True)


if __name__ == "__main__":
    main()
