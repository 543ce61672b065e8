#!/usr/bin/env python3
"""Writes Resources/mediatopics.tsv: the IPTC Media Topics as the topics stage needs them.

    python3 mediatopics.py MEDIATOPICS.jsonl > ../Sources/Topics/Resources/mediatopics.tsv

The input has one concept a line: {"qcode", "broader"?, "retired"?, "label": {"en-US"}}.
"""
import json
import sys


def main():
    concepts = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    print("# IPTC Media Topics, release of 2025-03-31: code, parents, retired (date), English name.")
    print("# NewsCodes, (c) IPTC, https://iptc.org, CC BY 4.0. Written by Training/mediatopics.py.")
    for concept in sorted(concepts, key=lambda c: c["qcode"]):
        code = concept["qcode"].removeprefix("medtop:")
        parents = " ".join(p.removeprefix("medtop:") for p in concept.get("broader", []))
        print("\t".join([code, parents, (concept.get("retired") or "")[:10], concept["label"]["en-US"].strip()]))


main()
