#!/usr/bin/env python3
"""Labels for `lab evaluate situations`: a folder of JSON lines, a file a situation, becomes one labelled set.

    python3 Lab/situations.py FOLDER >situations.jsonl
    lab evaluate situations --data situations.jsonl --scorers SCORE

Each document gets "cluster": the name of its file; where ids are like "set/3_R" (one set of several events, told from
several sides), with the number of the event.
"""

import json
import os
import re
import sys


def main():
    folder = sys.argv[1]
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".jsonl"):
            continue
        for line in open(os.path.join(folder, name), encoding="utf-8"):
            document = json.loads(line)
            event = re.fullmatch(r".*/(\d+)_\w+", document["id"])
            document["cluster"] = name[:-6] + ("/" + event[1] if event else "")
            print(json.dumps(document, ensure_ascii=False))


main()
