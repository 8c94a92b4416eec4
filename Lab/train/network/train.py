"""train.py OUT --steps N --every K --save CHECKPOINT --model FILE: trains the shipped network.

OUT is the folder that prepare.py filled. Every K steps the development sets are measured and the files are written.
"""
import argparse
import os
import math
import pickle
import time
from pathlib import Path

import numpy as np
import torch

import augment
import export
import student


def prepared(sets):
    """Sets as they teach. MISC of Re-DocRED, the other CrossNER domains and GMB is not news's: its words teach nothing about
    names. GMB leaves elections and events untagged, so its sentences about elections are left out."""
    out = {n: sets[n] for n in ("ewt-train", "gum-open-train", "wikigold-train", "crossner-politics-train")}
    for name in ("redocred-train", "crossner-other-train", "gmb-train"):
        part = []
        for s in sets[name]:
            if name == "gmb-train" and any(w.lower() in ("election", "elections", "cup", "olympic", "olympics") for w in s["words"]):
                continue
            s = dict(s)
            s["names"] = [None if t.endswith("MISC") else t for t in s["names"]]
            part.append(s)
        out[name] = part
    return out


# Round one. How often an epoch repeats a set (whole numbers) or how many of its sentences it draws anew.
EPOCH = {"ewt-train": 2, "gum-open-train": 3, "wikigold-train": 2, "crossner-politics-train": 6}
DRAWN = {"redocred-train": 3600, "crossner-other-train": 1800, "gmb-train": 9000}


# Round two, with the trees that round one gave to the sets of names.
SECOND_EPOCH = {"ewt-train": 1, "gum-open-train": 2, "wikigold-train": 1, "crossner-politics-train": 3}
SECOND_DRAWN = {"redocred-train": 2500, "crossner-other-train": 1200, "gmb-train": 10000}


def epoch(sets, rng, second=False):
    out = []
    for name, times in (SECOND_EPOCH if second else EPOCH).items():
        out += sets[name] * times
    for name, count in (SECOND_DRAWN if second else DRAWN).items():
        out += [sets[name][i] for i in rng.permutation(len(sets[name]))[:count]]
    return out


def main():
    a = argparse.ArgumentParser()
    a.add_argument("out", type=Path)
    a.add_argument("--steps", type=int, default=1000)
    a.add_argument("--every", type=int, default=500)
    a.add_argument("--size", type=int, default=2000)
    a.add_argument("--rate", type=float, default=3e-3)
    a.add_argument("--drop", type=float, default=0.3)
    a.add_argument("--seed", type=int, default=7)
    a.add_argument("--model", type=Path)
    a.add_argument("--save", type=Path)
    a.add_argument("--start", type=Path)
    a.add_argument("--second", action="store_true", help="round two, on label.py's sentences too")
    a.add_argument("--stop", type=int, help="stop at this step; the rate falls towards --steps all the same")
    a.add_argument("--aside", type=int, help="at this step, keep the checkpoint as CHECKPOINT.aside too")
    o = a.parse_args()
    torch.manual_seed(o.seed)
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    rng = np.random.default_rng(o.seed)
    sets = pickle.load(open(o.out / "corpus.pickle", "rb"))
    vocabulary = pickle.load(open(o.out / "vocabulary.pickle", "rb"))
    tags = student.labels(sets)
    words = student.Words(vocabulary)
    model = student.Student(vocabulary, tags)
    if o.start:
        model.load_state_dict(torch.load(o.start)["state"])
    training = prepared(sets)
    if o.second:
        training.update(pickle.load(open(o.out / "labelled.pickle", "rb")))
    index = {k: {x: i for i, x in enumerate(v)} for k, v in tags.items()}
    print("words", {k: sum(len(s["words"]) for s in v) for k, v in training.items()},
          "parameters", sum(p.numel() for p in model.parameters()), flush=True)
    decay = [p for n, p in model.named_parameters() if p.dim() > 1 and "word" not in n and "affix" not in n]
    other = [p for n, p in model.named_parameters() if not (p.dim() > 1 and "word" not in n and "affix" not in n)]
    optimiser = torch.optim.AdamW([dict(params=decay, weight_decay=1e-2), dict(params=other, weight_decay=0.0)],
                                  lr=o.rate, betas=(0.9, 0.98), eps=1e-8, fused=True)
    step, began, seen, run = 0, time.time(), 0, []
    last = o.stop or o.steps
    while step < last:
        sentences = epoch(training, rng, o.second)
        for ids in student.batches(sentences, o.size, rng):
            if step >= last:
                break
            warm = min(1.0, (step + 1) / 200)
            rate = o.rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / o.steps)))
            for g in optimiser.param_groups:
                g["lr"] = rate
            batch = [augment.vary(sentences[i], rng) for i in ids]
            b = student.encode([s["words"] for s in batch], words, rng, word_drop=0.1, flag_drop=0.15)
            gold, weight = student.gold(batch, b, tags, index)
            model.train()
            loss = student.loss_of(model, b, gold, weight, o.drop)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            step += 1
            seen += int(b["start"][-1])
            run.append(loss.item())
            if step % 50 == 0:
                print("step %d loss %.3f words/s %.0f seconds %.0f" % (step, np.mean(run), seen / (time.time() - began),
                                                                     time.time() - began), flush=True)
                run = []
            if step % o.every == 0 or step == last:
                t = time.time()
                print("dev", step, student.dev_scores(model, sets, words), "seconds %.0f" % (time.time() - t), flush=True)
                if o.save:
                    torch.save(dict(state=model.state_dict(), tags=tags), str(o.save) + ".part")
                    Path(str(o.save) + ".part").replace(o.save)
                if o.aside == step:
                    torch.save(dict(state=model.state_dict(), tags=tags), str(o.save) + ".aside")
                if o.model:
                    export.write(model, vocabulary, o.model)


if __name__ == "__main__":
    main()
