"""Pages, features and labels for training the body model of html_article.

A data set is a directory with gold.jsonl and html/*.html.gz in the form of the extraction benchmark: `body` texts, or
`include`/`exclude` snippets.  Features come from `html-article-features dump`.
"""
import gzip
import importlib.util
import json
import os
import subprocess
import sys
from collections import Counter

import numpy as np

# How much a page of a source weighs: gold that people or parsers made counts whole, other tools' output half, and pages
# of which only snippets are known little (more would make the model too generous).
SOURCE_WEIGHT = {"trafilatura": 0.3, "mozilla": 0.5, "newspaper": 0.5}
CORE = ("scrapinghub", "fundus-eval", "fundus")


def load_scorer(path):
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Page:
    """One page: its gold, its blocks, those that the model decides on, and their rows of features."""

    def __init__(self, gold, blocks, open_blocks, rows):
        self.gold, self.blocks, self.open, self.rows = gold, blocks, np.array(open_blocks, dtype=int), rows
        self.labels = self.weights = None

    @property
    def source(self):
        return self.gold["source"]


def unpack(data, work):
    """Unpack the pages once; return {base name: path}."""
    target = os.path.join(work, "pages")
    os.makedirs(target, exist_ok=True)
    paths = {}
    for name in sorted(os.listdir(os.path.join(data, "html"))):
        path = os.path.join(target, name.removesuffix(".gz"))
        if not os.path.exists(path):
            with gzip.open(os.path.join(data, "html", name)) as source, open(path, "wb") as out:
                out.write(source.read())
        paths[name] = path
    return paths


def load(data, work, tool):
    """Dump the features of all pages and pair them with gold. -> (names, pages)"""
    paths = unpack(data, work)
    gold = [json.loads(line) for line in open(os.path.join(data, "gold.jsonl"), encoding="utf-8")]
    listing = os.path.join(work, "list.txt")
    with open(listing, "w") as out:
        out.writelines(paths[os.path.basename(g["html"])] + "\n" for g in gold)
    prefix = os.path.join(work, "features")
    subprocess.run([tool, "dump", listing, prefix], check=True)
    names = subprocess.run([tool, "names"], check=True, capture_output=True, text=True).stdout.split()
    values = np.fromfile(prefix + ".f32", dtype=np.float32).reshape(-1, len(names))
    pages, start = [], 0
    for g, line in zip(gold, open(prefix + ".jsonl", encoding="utf-8")):
        record = json.loads(line)
        count = len(record["open"])
        pages.append(Page(g, record["blocks"], record["open"], values[start:start + count]))
        start += count
    assert start == len(values), "the dump does not fit its rows"
    return names, pages


def f1_of(score, gold, texts):
    body = "\n\n".join(texts)
    return score.doc_f1(score.match(score.word_gram(score.drop_optional(gold, body, score.word_gram)),
                                    score.word_gram(body)))


def label_body(score, page):
    """Half of a block's shingles in gold makes it body; then doubtful blocks are toggled while F1 rises."""
    gold_tokens = score.tokens(page.gold["body"])
    gold = set(score.shingles(gold_tokens))
    single = set(gold_tokens)
    labels, doubtful, seen = [], [], Counter()
    for index, text in enumerate(page.blocks):
        tokens = score.tokens(text)
        grams = score.shingles(tokens)
        total = sum(grams.values())
        if len(tokens) < 4:
            share = 0.0
            if tokens and all(t in single for t in tokens):
                doubtful.append(index)
        else:
            share = sum(n for g, n in grams.items() if g in gold) / total
        labels.append(int(share >= 0.5))
        if 0 < share < 1 or len(tokens) < 8 and share > 0 or seen[text]:
            doubtful.append(index)
        elif share == 1:
            seen[text] += 1
            if sum(1 for other in page.blocks if other == text) > 1:
                doubtful.append(index)
    doubtful = sorted(set(doubtful))[:150]

    def value():
        return f1_of(score, page.gold, [t for t, keep in zip(page.blocks, labels) if keep])

    best = value()
    for _ in range(3):
        changed = False
        for index in doubtful:
            labels[index] ^= 1
            now = value()
            if now > best + 1e-9:
                best, changed = now, True
            else:
                labels[index] ^= 1
        if not changed:
            break
    total = max(1, len(gold_tokens))
    weights = [min(1.0, len(score.tokens(t)) / total) for t in page.blocks]
    return labels, weights, best


def label_snippets(score, page):
    """Only blocks that a snippet touches have a label."""
    labels, weights = [0] * len(page.blocks), [0.0] * len(page.blocks)
    for index, text in enumerate(page.blocks):
        flat = score.ws(text)
        if any(score.ws(s) in flat for s in page.gold["include"]):
            labels[index], weights[index] = 1, 0.05
        elif any(score.ws(s) in flat for s in page.gold["exclude"]):
            weights[index] = 0.05
    return labels, weights, None


def label(score, pages, cache):
    """Fill labels and weights of all pages; the slow part is kept in `cache`."""
    stored = {}
    if os.path.exists(cache):
        for line in open(cache, encoding="utf-8"):
            record = json.loads(line)
            stored[record["id"]] = record
    with open(cache, "w", encoding="utf-8") as out:
        for page in pages:
            fingerprint = hash_of(page.blocks)
            record = stored.get(page.gold["id"])
            if not record or record["fingerprint"] != fingerprint:
                if page.gold.get("body"):
                    labels, weights, oracle = label_body(score, page)
                elif page.gold.get("include"):
                    labels, weights, oracle = label_snippets(score, page)
                else:
                    labels, weights, oracle = [0] * len(page.blocks), [0.0] * len(page.blocks), None
                record = {"id": page.gold["id"], "fingerprint": fingerprint, "labels": labels, "weights": weights,
                          "oracle": oracle}
            out.write(json.dumps(record) + "\n")
            page.labels = np.array(record["labels"], dtype=np.int8)
            page.weights = np.array(record["weights"]) * SOURCE_WEIGHT.get(page.source, 1.0)
            page.oracle = record["oracle"]
            # Gold that the blocks cannot reproduce teaches nothing.
            if page.oracle is not None and page.oracle < 0.7:
                page.weights[:] = 0


def hash_of(blocks):
    import hashlib
    return hashlib.sha256("\0".join(blocks).encode()).hexdigest()[:16]


def fold_of(page, folds=5):
    """Folds are made of whole sites."""
    import hashlib
    site = ".".join(page.gold["domain"].removeprefix("www.").split(".")[-2:])
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % folds


if __name__ == "__main__":
    sys.exit("dataset.py is used by train.py")
