#!/usr/bin/env python3
"""Date F1 of the timeline a report prints, against reference timelines.

    sitrep report TOPIC.docs.jsonl.gz --format markdown -o report.md
    python3 Lab/printed-days.py TOPIC.gold.jsonl report.md

Counts the days of the first story's timeline that are given to the day or finer. A line of the gold file is
{"timeline": name, "entries": [{"date": "2010-01-12", ...}]}. The last line is the mean over the references.
"""

import json
import re
import sys

MONTHS = {m: i + 1 for i, m in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())}


def printed_days(path):
    days, story, section = set(), 0, ""
    for line in open(path, encoding="utf-8"):
        if line.startswith("# "):
            story += 1
        elif line.startswith("## "):
            section = line[3:].strip()
        elif line.startswith("### ") and story == 1 and section == "Timeline":
            found = re.match(r"### \w{3} (\d{1,2}) (\w{3}) (\d{4})", line)
            if found:
                days.add("%s-%02d-%02d" % (found[3], MONTHS[found[2]], int(found[1])))
    return days


def main():
    gold, report = sys.argv[1:3]
    days, scores = printed_days(report), []
    for line in open(gold, encoding="utf-8"):
        reference = json.loads(line)
        wanted = {entry["date"] for entry in reference["entries"]}
        hit = len(days & wanted)
        scores.append(2 * hit / max(len(days) + len(wanted), 1))
        print("%s: printed %d, reference %d, both %d, F1 %.3f"
              % (reference.get("timeline"), len(days), len(wanted), hit, scores[-1]))
    print("date_f1=%.4f" % (sum(scores) / max(len(scores), 1)))


main()
