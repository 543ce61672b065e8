#!/usr/bin/env python3
"""Silver bodies for pages that have no gold body: what a peer extracts from their HTML.

    python3 silver.py DATA > SILVER.jsonl       (needs trafilatura)

Where people marked snippets that must be in the body and others that must not, only pages on which the peer got all of them
right are used.
"""
import gzip
import json
import os
import re
import sys

import trafilatura


def flat(text):
    return re.sub(r"\s+", " ", text).strip()


def main():
    data = sys.argv[1]
    for line in open(os.path.join(data, "gold.jsonl"), encoding="utf-8"):
        gold = json.loads(line)
        if gold["source"] not in ("trafilatura", "mediacloud"):
            continue
        html = gzip.open(os.path.join(data, gold["html"])).read()
        body = trafilatura.extract(html, favor_precision=True, include_comments=False) or ""
        text = flat(body)
        right = (all(flat(s) in text for s in gold.get("include") or ())
                 and not any(flat(s) in text for s in gold.get("exclude") or ()))
        if body and right:
            print(json.dumps({"id": gold["id"], "body": body}, ensure_ascii=False))


if __name__ == "__main__":
    main()
