#!/usr/bin/env python3
"""Share of attributions whose speaker is resolved to the right entity.

usage: speakers-resolved.py ATTRIBUTIONS.jsonl CHAINS.jsonl READINGS.jsonl

ATTRIBUTIONS carry `relations` with `source_chain`, CHAINS the entity chains of the same documents. A relation counts as
found when a reading's attribution overlaps it in cue and content (or in content and source); its speaker is right when most names of
that entity stand in the relation's chain. Printed: all relations, those whose chain holds a name (a name is needed to be resolved), and
how many speakers were given."""
import collections
import json
import sys


def overlaps(a, b):
    return any(s < f and t < e for s, e in a for t, f in b)


def rows(path):
    return {d["id"]: d for d in map(json.loads, open(path, encoding="utf-8"))}


def main():
    relations, chains, readings = (rows(path) for path in sys.argv[1:4])
    n = collections.Counter()
    for name, document in relations.items():
        reading = readings.get(name, {})
        mentions = chains.get(name, {}).get("mentions", [])
        named = {m["chain"] for m in mentions if m["kind"] == "name"}
        votes = collections.defaultdict(collections.Counter)
        for given in reading.get("names", []):
            for m in mentions:
                s, e = m.get("head") or (m["start"], m["end"])
                if s < given["end"] and given["start"] < e and abs(m["start"] - given["start"]) < 40:
                    votes[given["entity"]][m["chain"]] += 1
        for relation in document["relations"]:
            chain = relation.get("source_chain")
            n["all"] += 1
            n["named"] += chain in named
            best = None
            for a in reading.get("attributions", []):
                if not overlaps(a["content"], relation["content"]):
                    continue
                rank = 2 * overlaps(a["cue"], relation["cue"]) + overlaps(a["source"], relation["source"])
                if rank and (best is None or rank > best[0]):
                    best = (rank, a)
            if not best:
                continue
            n["found"] += 1
            n["found named"] += chain in named
            speaker = best[1].get("speaker")
            if speaker is None:
                continue
            n["speaker"] += 1
            top = votes[speaker].most_common(1)
            n["right"] += bool(top and top[0][0] == chain)
    print("relations %d, found %d; with a name %d, found %d; speaker given %d, right %d"
          % (n["all"], n["found"], n["named"], n["found named"], n["speaker"], n["right"]))
    print("right of all %.1f, of those with a name %.1f, of the speakers given %.1f"
          % tuple(100 * n["right"] / max(1, n[k]) for k in ("all", "named", "speaker")))


if __name__ == "__main__":
    main()
