#!/usr/bin/env python3
"""Evens out silver labels: one name, one label, by vote over the corpus; names found often are found everywhere.

  silver_vote.py SILVER.jsonl COUNTRIES.tsv > voted.jsonl
"""
import json
import re
import sys
from collections import Counter, defaultdict


def main():
    rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    places = set()
    for line in open(sys.argv[2], encoding="utf-8"):
        if not line.startswith(("#", "kind\t")):
            places.add(line.split("\t")[1])
    votes = defaultdict(Counter)
    for row in rows:
        for start, end, label in row["entities"]:
            votes[row["text"][start:end]][label] += 1
    best = {}
    for name, counts in votes.items():
        label, n = counts.most_common(1)[0]
        if name in places:
            best[name] = "LOC"
        elif n >= 2 and n >= 0.6 * sum(counts.values()):
            best[name] = label
    frequent = {n: best[n] for n, c in votes.items() if n in best and sum(c.values()) >= 3 and " " in n and n[0].isupper()}
    pattern = re.compile(r"(?<!\w)(" + "|".join(re.escape(n) for n in sorted(frequent, key=lambda n: (-len(n), n))) + r")(?!\w)")
    for row in rows:
        text = row["text"]
        spans = [[s, e, best.get(text[s:e], label)] for s, e, label in row["entities"]]
        taken = sorted((s, e) for s, e, _ in spans)
        for m in pattern.finditer(text):
            if not any(s < m.end() and m.start() < e for s, e in taken):
                spans.append([m.start(), m.end(), frequent[m.group(1)]])
        print(json.dumps({"text": text, "entities": sorted(spans)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
