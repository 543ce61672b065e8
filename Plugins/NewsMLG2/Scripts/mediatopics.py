#!/usr/bin/env python3
"""Packs the IPTC Media Topics into the table that the exporter reads: mediatopics.py MEDIATOPICS.jsonl > mediatopics.tsv

Input: one concept a line, {"qcode", "broader": [...], "retired"?, "label": {"en-US"}, "exactMatch": [...], "closeMatch": [...]}.
Output: comment lines, then code, "-" or the year of retirement, parents, Subject Code twins, Wikidata twins and the
English name, separated by tabs; lists by blanks. NewsCodes, (c) IPTC, https://iptc.org, CC BY 4.0.
"""
import json
import sys

print("# IPTC Media Topics, release 2025-03-31. NewsCodes, (c) IPTC, https://iptc.org, CC BY 4.0, packed by Scripts/mediatopics.py")
print("# code\tretired\tbroader\tsubject code\twikidata\tname")
for line in open(sys.argv[1], encoding="utf-8"):
    c = json.loads(line)
    code = lambda q: q.split(":", 1)[1]
    exact = c.get("exactMatch", [])
    row = [code(c["qcode"]), (c.get("retired") or "-")[:4], " ".join(map(code, c.get("broader", []))),
           " ".join(code(q) for q in exact if q.startswith("subj:")),
           " ".join(code(q) for q in exact if q.startswith("wikidata:")), " ".join(c["label"]["en-US"].split())]
    print("\t".join(row))
