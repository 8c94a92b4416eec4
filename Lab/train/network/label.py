"""label.py OUT CHECKPOINT: the first-round network reads the sentences that have names but no trees (self-training).

Trees and tags are taken as they are; where a set's own names are silver (GMB), only words on which network and set agree
teach names. Writes OUT/labelled.pickle.
"""
import pickle
import sys
from pathlib import Path

import torch

import student
import train


def main():
    out, checkpoint = Path(sys.argv[1]), sys.argv[2]
    sets = pickle.load(open(out / "corpus.pickle", "rb"))
    vocabulary = pickle.load(open(out / "vocabulary.pickle", "rb"))
    model = student.Student(vocabulary, student.labels(sets))
    model.load_state_dict(torch.load(checkpoint)["state"])
    words = student.Words(vocabulary)
    labelled = {}
    for name, part in train.prepared(sets).items():
        if "head" in part[0]:
            continue
        if name == "gmb-train":
            part = part[:24000]
        found = student.predict(model, [s["words"] for s in part], words)
        for s, p in zip(part, found):
            s = dict(s)
            s.update({k: p[k] for k in ("upos", "xpos", "head", "deprel")}, tree_weight=0.5)
            if name == "gmb-train":
                s["names"] = [a if a == b else None for a, b in zip(s["names"], p["names"])]
            labelled.setdefault(name, []).append(s)
        print(name, len(part), flush=True)
    pickle.dump(labelled, open(out / "labelled.pickle", "wb"))


if __name__ == "__main__":
    main()
