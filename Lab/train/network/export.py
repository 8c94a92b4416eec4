"""Writes the trained network as one file of integers, and reads such a file as the integer network does.

Layout (little-endian; every tensor starts on a 64-byte boundary):
  0  8 bytes  magic "SITREPNN"
  8  u32      format version
 12  u32      number of tensors
 16  u64      FNV-1a over the 8-byte words from byte 64 to the end
 24  u64      length of the file
 32  u32 u32  offset and length of the UTF-8 notice: name, data sets, licence
 40  u32      offset of the directory
 directory entry, 48 bytes: name (24, zero padded), type u32 (0 bytes, 1 int8, 2 int16, 3 int32, 4 uint32),
 rows u32, columns u32, shift u32 (value = integer / 2^shift), offset u64

Matrices are stored for the kernel: [outputs / 8][inputs / 2][8 outputs][2 inputs], both padded with zeros.
Activations are integers of 12 bits, value = integer / 256.
"""
import argparse
import os
import pickle
import struct
from pathlib import Path

import numpy as np

import features

NOTICE = """english.network
Tags, trees and names of English news sentences.
Licence: CC BY-SA 4.0
Trained on: Universal Dependencies English EWT 2.15-dev (CC BY-SA 4.0); GUM, open genres (annotations CC BY 4.0, texts
CC BY 4.0, CC BY 2.5, CC BY-SA 3.0); WikiGold (CC BY 4.0); CrossNER (MIT; texts of Wikipedia, CC BY-SA 3.0); Re-DocRED
(MIT; texts of Wikipedia, CC BY-SA); the names layer of the Groningen Meaning Bank (public domain texts). Word vectors and
teacher: all-MiniLM-L6-v2 (Apache-2.0). Place names: GeoNames (CC BY 4.0). Given names and surnames: US Census 1990.
"""
ACT = 8  # bits after the point of an activation
LIMIT = 2047


def quantise(w, most=14, bits=LIMIT):
    """Integers and shift for a float array."""
    top = float(np.abs(w).max()) or 1.0
    shift = max(0, min(most, int(np.floor(np.log2(bits / top)))))
    return np.clip(np.round(w.astype(np.float64) * 2 ** shift), -bits, bits).astype(np.int64), shift


def packed(q):
    n, k = q.shape
    n8, k2 = -(-n // 8) * 8, -(-k // 2) * 2
    p = np.zeros((n8, k2), np.int16)
    p[:n, :k] = q
    return np.ascontiguousarray(p.reshape(n8 // 8, 8, k2 // 2, 2).transpose(0, 2, 1, 3))


def vocabulary_slots(table):
    """Open addressing over slots of three u32: fingerprint (0 = free), learned row | fixed row << 16, flags."""
    count = len(table) * 13 // 10
    slots = np.zeros((count, 3), np.uint32)
    for key in sorted(table):
        h = features.hash64(33, key)
        at = ((h & 0xFFFFFFFF) * count) >> 32
        while slots[at, 0]:
            if slots[at, 0] == (h >> 32 | 1) & 0xFFFFFFFF:
                break  # two keys of one fingerprint next to each other: the first keeps it
            at = (at + 1) % count
        else:
            learned, fixed, flags = table[key]
            slots[at] = ((h >> 32 | 1) & 0xFFFFFFFF, learned | fixed << 16, flags)
    return slots


def tensors(state, tags, vocabulary):
    """{name: (array, rows, columns, shift)} in the order of the file."""
    out = {}

    def put(name, array, rows, columns, shift=0):
        assert len(name) < 24
        out[name] = (array, rows, columns, shift)

    def linear(name, w, b=None, split=None):
        q, shift = quantise(w)
        bias = np.zeros(len(w), np.int64) if b is None else np.round(b.astype(np.float64) * 2 ** (shift + ACT)).astype(np.int64)
        worst = np.abs(q).sum(1) * LIMIT + np.abs(bias) + (1 << shift)
        assert worst.max() < 2 ** 31, (name, worst.max())
        put(name + ".weights", packed(q), len(w), w.shape[1], shift)
        n8 = -(-len(w) // 8) * 8
        put(name + ".bias", np.concatenate([bias, np.zeros(n8 - len(w), np.int64)]).astype(np.int32), 1, len(w), shift + ACT)

    for k, v in tags.items():
        t = "\n".join(v).encode()
        put("labels." + k, np.frombuffer(t, np.uint8), 1, len(t))
    slots = vocabulary_slots(vocabulary["table"])
    put("vocabulary", slots, len(slots), 3)
    put("fixed", vocabulary["fixed"], *vocabulary["fixed"].shape, 6)
    for name in ("word", "affix"):
        w = state[name + ".weight"]
        q = np.clip(np.round(w * 64), -127, 127).astype(np.int8)
        put(name, q, *q.shape, 6)
    g, b = state["one.gates.weight"], state["one.gates.bias"]
    inputs = g.shape[1] - 4
    linear("one.gates", g[:, :inputs], b)
    c = np.round(g[:, inputs:].T * 256).astype(np.int16)
    put("one.context", np.ascontiguousarray(c), *c.shape, ACT)
    for layer in ("two", "three"):
        linear(layer + ".neck", state[layer + ".neck.weight"])
        linear(layer + ".gates", state[layer + ".gates.weight"], state[layer + ".gates.bias"])
    for layer in ("one", "two", "three"):
        v = np.clip(np.round(state[layer + ".v"] * 4096), -32767, 32767).astype(np.int16)
        put(layer + ".carry", v, 4, v.shape[2], 12)
    for head in ("upos", "xpos", "names", "pairs", "deprel"):
        linear(head, state[head + ".weight"], state[head + ".bias"])
    r = np.clip(np.round(state["root"] * 256), -LIMIT, LIMIT).astype(np.int16)
    put("root", r, 1, len(r), ACT)
    d = np.round(state["distance"].astype(np.float64) * 65536).astype(np.int32)
    put("distance", d, 1, len(d), 16)
    return out


KINDS = {np.dtype(np.uint8): 0, np.dtype(np.int8): 1, np.dtype(np.int16): 2, np.dtype(np.int32): 3, np.dtype(np.uint32): 4}


def write_file(ts, path):
    notice = NOTICE.encode()
    at = 64
    notice_at, at = at, at + -(-len(notice) // 64) * 64
    directory_at, at = at, at + -(-48 * len(ts) // 64) * 64
    body = bytearray(at)
    body[notice_at:notice_at + len(notice)] = notice
    entries = []
    for name, (array, rows, columns, shift) in ts.items():
        raw = np.ascontiguousarray(array).tobytes()
        entries.append(struct.pack("<24sIIIIQ", name.encode(), KINDS[array.dtype], rows, columns, shift, len(body)))
        body += raw
        body += bytes(-len(body) % 64)
    body[directory_at:directory_at + 48 * len(ts)] = b"".join(entries)
    words = np.frombuffer(bytes(body[64:]), "<u8")
    h = 0xCBF29CE484222325
    for w in words.tolist():
        h = ((h ^ w) * 0x100000001B3) & ((1 << 64) - 1)
    body[:64] = struct.pack("<8sIIQQIII", b"SITREPNN", 1, len(ts), h, len(body), notice_at, len(notice), directory_at).ljust(64, b"\0")
    part = Path(str(path) + ".part")
    part.write_bytes(body)
    os.replace(part, path)
    return len(body)


def write(model, vocabulary, path):
    state = {k: v.detach().numpy() for k, v in model.state_dict().items()}
    size = write_file(tensors(state, model.tags, vocabulary), path)
    print("wrote %s, %d bytes" % (Path(path).name, size), flush=True)


def main():
    import torch
    a = argparse.ArgumentParser()
    a.add_argument("out", type=Path)
    a.add_argument("checkpoint", type=Path)
    a.add_argument("model", type=Path)
    o = a.parse_args()
    vocabulary = pickle.load(open(o.out / "vocabulary.pickle", "rb"))
    c = torch.load(o.checkpoint)
    state = {k: v.numpy() for k, v in c["state"].items()}
    for k, v in state.items():
        if v.size > 1 and k != "fixed":
            print(k, v.shape, "max %.2f rms %.3f" % (np.abs(v).max(), np.sqrt((v ** 2).mean())))
    print("bytes", write_file(tensors(state, c["tags"], vocabulary), o.model))


if __name__ == "__main__":
    main()
