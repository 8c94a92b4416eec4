#!/usr/bin/env python3
"""Turn `sitrep read --tokens` output into the line format of an entity coreference scorer.

usage: readings-to-coreference.py [--align GOLD.jsonl [--named OUT.jsonl]] [--kinds name,pronoun,nominal] [READINGS.jsonl] > PREDICTED.jsonl

A line is {"id","mentions":[{"start","end","chain"},..]}: names and references of one entity share a chain. A mention is
its whole phrase: the subtree of its head word, without a preposition, an "and" or punctuation at its edges. With
--align a mention takes the span of the gold mention that has the same head word, so that what is scored is who means
whom and not where a phrase ends; say so when quoting the figure. --named writes
the gold of people, organisations and places that have a name somewhere: what the reading sets out to find. --kinds keeps references of these kinds only."""
import argparse
import json
import sys


def words(reading):
    """Tokens of all sentences with heads counted through the document; -1 for roots."""
    out = []
    for sentence in reading.get("sentences", []):
        base = len(out)
        for token in sentence.get("tokens", []):
            out.append(dict(token, at=base + token["head"] - 1 if token["head"] else -1))
    return out


def phrases(tokens):
    """Token range of each token's subtree, trimmed of prepositions, conjunctions and marks at its edges."""
    left, right = list(range(len(tokens))), list(range(len(tokens)))
    for _ in range(60):
        changed = False
        for i, token in enumerate(tokens):
            h = token["at"]
            if h < 0 or token["deprel"] in ("case", "cc", "punct", "mark", "conj", "parataxis", "cop", "nsubj", "aux", "advmod", "appos"):
                continue
            if left[i] < left[h]:
                left[h], changed = left[i], True
            if right[i] > right[h]:
                right[h], changed = right[i], True
        if not changed:
            break
    return left, right


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--align")
    parser.add_argument("--named")
    parser.add_argument("--kinds", default="name,pronoun,nominal")
    parser.add_argument("readings", nargs="?")
    options = parser.parse_args()
    kinds = set(options.kinds.split(","))
    gold = {}
    if options.align:
        for line in open(options.align, encoding="utf-8"):
            document = json.loads(line)
            gold[document["id"]] = document["mentions"]
    if options.named:
        with open(options.named, "w", encoding="utf-8") as out:
            for name, mentions in gold.items():
                wanted = {m["chain"] for m in mentions if m["kind"] == "name" and m["type"] in ("person", "organization", "place")}
                json.dump({"id": name, "mentions": [m for m in mentions if m["chain"] in wanted]}, out)
                out.write("\n")
    for line in open(options.readings, encoding="utf-8") if options.readings else sys.stdin:
        reading = json.loads(line)
        tokens = words(reading)
        left, right = phrases(tokens)
        heads = {}
        for mention in gold.get(reading["id"], []):
            if mention.get("head"):
                heads.setdefault((mention["head"][0], mention["head"][1]), (mention["start"], mention["end"]))
        starts = [token["start"] for token in tokens]

        def span(start, end):
            inside = [i for i in range(len(tokens)) if start <= starts[i] < end]
            if not inside:
                return start, end
            head = next((i for i in inside if tokens[i]["at"] not in inside), inside[-1])
            # A gold head may be several words ("Ana Oru"): any that overlaps ours.
            near = [(abs(s - start) + abs(e - end), whole) for (s, e), whole in heads.items()
                    if s <= starts[head] < e or start == s]
            if near:
                return min(near)[1]
            return min(start, starts[left[head]]), max(end, tokens[right[head]]["end"])

        found = []
        if "name" in kinds:
            found += [(n["start"], n["end"], n["entity"]) for n in reading.get("names", []) if n.get("entity") is not None]
        # Relative pronouns are no mentions in GUM.
        found += [(r["start"], r["end"], r["entity"]) for r in reading.get("references", []) if r["kind"] in kinds and r["rule"] != "pronoun.relative"]
        seen, mentions = set(), []
        for start, end, entity in sorted(found):
            whole = span(start, end)
            if whole in seen:
                continue
            seen.add(whole)
            mentions.append({"start": whole[0], "end": whole[1], "chain": "%s:%s" % (reading["id"], entity)})
        json.dump({"id": reading["id"], "mentions": mentions}, sys.stdout, ensure_ascii=False)
        print()


if __name__ == "__main__":
    main()
