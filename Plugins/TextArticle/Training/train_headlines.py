#!/usr/bin/env python3
"""Train the headline ranker.

    python3 train_headlines.py DATA RENDERED TOOL WORK [--out RESOURCES]

Run after train.py with the same WORK: the lines of each page are judged by the fold's line model and vocabulary that have not seen
its site.  A candidate is right when it equals the gold headline after dropping case and punctuation.  Prints, by site-wise
cross-validation, how often the first (and one of the first three) candidates is right.  Needs lightgbm 4 and numpy.
"""
import argparse
import json
import os
import subprocess
import sys
import unicodedata
import zlib

import lightgbm
import numpy

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../../Sources/KZPipeLearn/Training"))
import pack_trees  # noqa: E402

LEXICON = os.path.join(HERE, "../Sources/TextArticle/Resources/lexicon.tsv")
FOLDS = 5
ROUNDS = 100
PARAMETERS = dict(objective="binary", num_leaves=12, max_depth=6, learning_rate=0.08, min_data_in_leaf=40, feature_fraction=0.6,
                  bagging_fraction=0.8, bagging_freq=1, lambda_l2=5.0, max_bin=63, num_threads=1, seed=1,
                  deterministic=True, force_row_wise=True, verbose=-1)


def norm(text):
    return "".join(c for c in unicodedata.normalize("NFKC", text or "").casefold() if c.isalnum())


def collect(args, names):
    """Pages with a gold headline: style, source, fold, candidate lines, features, labels."""
    gold = {}
    for line in open(os.path.join(args.data, "gold.jsonl"), encoding="utf-8"):
        g = json.loads(line)
        if g.get("headline"):
            gold[os.path.basename(g["html"])[:-len(".html.gz")]] = g
    pages = []
    for fold in range(FOLDS):
        chosen = [(s, n) for s in "ABCD" for n, g in gold.items() if zlib.crc32(g["domain"].encode()) % FOLDS == fold]
        out = os.path.join(args.work, "headlines")
        model = os.path.join(args.work, f"lines{fold}.kztrees")
        with open(model, "wb") as f:
            f.write(pack_trees.pack(*pack_trees.read_text(os.path.join(args.work, f"lines{fold}.txt"))))
        listing = "".join(os.path.join(args.rendered, s, n + ".txt") + "\n" for s, n in chosen)
        words = os.path.join(args.work, f"vocabulary{fold}.txt")
        subprocess.run([args.tool, "headlines", LEXICON, words, model, out], input=listing, text=True, check=True)
        values = numpy.fromfile(out + ".f32", numpy.float32).reshape(-1, len(names))
        place = 0
        with open(out + ".lines", encoding="utf-8", newline="\n") as f:
            for style, name in chosen:
                count = int(f.readline().rsplit(" ", 1)[1])
                lines = [f.readline()[:-1] for _ in range(count)]
                wanted = norm(gold[name]["headline"])
                label = numpy.array([norm(line) == wanted for line in lines], int)
                pages.append(dict(style=style, source=gold[name]["source"], fold=fold, lines=lines, label=label,
                                  values=values[place:place + count]))
                place += count
    return pages


def fit(pages, names):
    used = [p for p in pages if p["label"].any()]
    rows = numpy.concatenate([p["values"] for p in used])
    label = numpy.concatenate([p["label"] for p in used])
    weights = numpy.concatenate([numpy.where(p["label"] == 1, 1 / p["label"].sum(), 1 / len(p["label"])) for p in used])
    return lightgbm.train(PARAMETERS, lightgbm.Dataset(rows, label, weight=weights * len(weights) / weights.sum(),
                                                       feature_name=names), ROUNDS)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "rendered", "tool", "work"):
        ap.add_argument(name)
    ap.add_argument("--out")
    args = ap.parse_args()
    names = subprocess.run([args.tool, "headline-names"], capture_output=True, text=True, check=True).stdout.split()
    pages = collect(args, names)
    for fold in range(FOLDS):
        model = fit([p for p in pages if p["fold"] != fold], names)
        for p in pages:
            if p["fold"] == fold:
                p["score"] = model.predict(p["values"]) if len(p["lines"]) else []
    for source in sorted({p["source"] for p in pages}):
        for style in "ABCD":
            found = [p for p in pages if p["source"] == source and p["style"] == style]
            first = three = possible = 0
            for p in found:
                order = list(numpy.argsort(-numpy.array(p["score"]), kind="stable"))
                distinct = list(dict.fromkeys(norm(p["lines"][i]) for i in order))
                right = {norm(line) for line, label in zip(p["lines"], p["label"]) if label}
                first += distinct[:1] != [] and distinct[0] in right
                three += any(d in right for d in distinct[:3])
                possible += bool(right)
            print(f"{source} {style}: first {first / len(found):.3f}  of three {three / len(found):.3f}  "
                  f"is a candidate {possible / len(found):.3f}  ({len(found)} pages)")
    if args.out:
        text = os.path.join(args.work, "headlines.txt")
        fit(pages, names).save_model(text)
        with open(os.path.join(args.out, "headlines.kztrees"), "wb") as f:
            f.write(pack_trees.pack(*pack_trees.read_text(text)))


if __name__ == "__main__":
    main()
