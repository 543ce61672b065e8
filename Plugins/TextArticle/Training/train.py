#!/usr/bin/env python3
"""Train the line model and its vocabulary.

    python3 render.py DATA RENDERED                     four renderings of the benchmark's pages
    python3 train.py DATA RENDERED TOOL WORK            cross-validated figures, then the shipped files
        [--silver SILVER.jsonl]   {"id", "body"} a line for pages without a gold body, weight one half
        [--score SCORE_DIR]       directory of the benchmark's score.py (default: DATA/../..)
        [--out RESOURCES]         where vocabulary.txt and lines.kztrees go (default: nothing is written)

TOOL is the built `text-article-lines`, WORK a scratch folder.  Needs lightgbm 4 and numpy; one thread, fixed seeds: the same
input gives the same files.

Folds are by site.  The vocabulary is learned without the fold for whose pages it is used, in training too, so that no line
is described by words that were learned from it; the shipped vocabulary is learned from all pages.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import zlib

import lightgbm
import numpy

import labels
import vocabulary

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../../Sources/KZPipeLearn/Training"))
import pack_trees  # noqa: E402

LEXICON = os.path.join(HERE, "../Sources/TextArticle/Resources/lexicon.tsv")
CORE = ("scrapinghub", "fundus-eval", "fundus")
SILVER = ("trafilatura", "mediacloud")
STYLES = "ABCD"
FOLDS = 5
WORDS = 2000
ROUNDS = 180
THRESHOLD, LEAST, SWITCH, FEW_WORDS, GENEROUS, LEAST_BEST = 0.5, 0.2, 0.5, 30, 0.6, 0.12
HOPELESS = 0.01
PARAMETERS = dict(
    objective="binary", num_leaves=31, max_depth=7, learning_rate=0.09, min_data_in_leaf=60, min_sum_hessian_in_leaf=0.0,
    feature_fraction=0.5, bagging_fraction=0.8, bagging_freq=1, lambda_l2=5.0, max_bin=63, num_threads=1, seed=1,
    deterministic=True, force_row_wise=True, verbose=-1)


class Pages:
    """The pages in all renderings, their lines, labels and features."""

    def __init__(self, args):
        self.args = args
        self.names = subprocess.run([args.tool, "names"], capture_output=True, text=True, check=True).stdout.split()
        self.gold = {}
        for line in open(os.path.join(args.data, "gold.jsonl"), encoding="utf-8"):
            g = json.loads(line)
            self.gold[os.path.basename(g["html"])[:-len(".html.gz")]] = g
        self.silver = {}
        if args.silver:
            for line in open(args.silver, encoding="utf-8"):
                s = json.loads(line)
                self.silver[s["id"]] = s["body"]
        self.pages = []
        empty = os.path.join(args.work, "empty.txt")
        open(empty, "w").close()
        everything = [(style, name) for style in STYLES for name in self.gold]
        row = 0
        for page, _ in self.dump(everything, empty):
            gold = self.gold[page["name"]]
            page.update(source=gold["source"], domain=gold["domain"], core=gold["source"] in CORE, row=row,
                        fold=zlib.crc32(gold["domain"].encode()) % FOLDS)
            body = self.silver.get(gold["id"], "") if gold["source"] in SILVER else gold.get("body") or ""
            page["labels"], page["counts"], cover = labels.label(page["lines"], body, gold.get("body_optional") or ())
            page["usable"] = bool(body) and cover >= 0.5
            row += len(page["lines"])
            self.pages.append(page)
        self.rows = row

    def dump(self, pages, words):
        """Yields (page, feature rows) as the stage itself computes them."""
        out = os.path.join(self.args.work, "dump")
        listing = "".join(os.path.join(self.args.rendered, s, n + ".txt") + "\n" for s, n in pages)
        subprocess.run([self.args.tool, "features", LEXICON, words, out], input=listing, text=True, check=True)
        values = numpy.fromfile(out + ".f32", numpy.float32).reshape(-1, len(self.names))
        place = 0
        with open(out + ".lines", encoding="utf-8", newline="\n") as f:
            for style, name in pages:
                count = int(f.readline().rsplit(" ", 1)[1])
                lines = [f.readline()[:-1] for _ in range(count)]
                yield {"style": style, "name": name, "lines": lines}, values[place:place + count]
                place += count

    def training(self, without=None):
        return [p for p in self.pages if p["usable"] and p["lines"] and p["fold"] != without]

    def features(self):
        """The matrix of all pages, each described with words learned from the other folds."""
        matrix = numpy.zeros((self.rows, len(self.names)), numpy.float32)
        for fold in range(FOLDS):
            words = os.path.join(self.args.work, f"vocabulary{fold}.txt")
            vocabulary.write(words, self.words(without=fold))
            held = [p for p in self.pages if p["fold"] == fold]
            for page, (_, values) in zip(held, self.dump([(p["style"], p["name"]) for p in held], words)):
                matrix[page["row"]:page["row"] + len(values)] = values
        return matrix

    def words(self, without=None):
        return vocabulary.learn(
            [(p["domain"], p["lines"], p["labels"], weight(p)) for p in self.training(without) if p["style"] == "A"],
            WORDS)


def weight(page):
    return 1.0 if page["core"] else 0.5


def widths(matrix, page):
    """First feature of a page's lines: the logarithm of the width that FeatureMatrix takes, -1 for lines not looked at."""
    return matrix[page["row"]:page["row"] + len(page["lines"]), 0].astype(float)


def word_counts(matrix, page):
    """Words of lines by their width: six columns a word."""
    width = widths(matrix, page)
    power = numpy.floor(width)
    columns = 2.0 ** power * (1 + width - power) - 1
    return numpy.where(width < 0, numpy.array([len(line) for line in page["lines"]]), columns) / 6


def rows(matrix, pages, keep=0.3):
    """-> (row numbers, labels, weights).  A line weighs its share of the body's words, as the metric counts; of the many short
    lines outside the body a part is drawn and weighs more."""
    random = numpy.random.default_rng(3)
    index, label, weights = [], [], []
    for page in pages:
        y = numpy.array(page["labels"])
        n = word_counts(matrix, page)
        w = (numpy.minimum(0.5, n / max(1.0, n[y == 1].sum())) + 0.3 / len(y)) * numpy.array(page["counts"]) * weight(page)
        always = (y == 1) | (n >= 6)
        chosen = (always | (random.random(len(y)) < keep)) & (widths(matrix, page) >= 0)
        index.append(page["row"] + numpy.flatnonzero(chosen))
        label.append(y[chosen])
        weights.append(numpy.where(always, w, w / keep)[chosen])
    weights = numpy.concatenate(weights)
    return numpy.concatenate(index), numpy.concatenate(label), weights * len(weights) / weights.sum()


def fit(matrix, names, pages):
    index, label, weights = rows(matrix, pages)
    data = lightgbm.Dataset(matrix[index], label, weight=weights, feature_name=names)
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def runs(probability, lengths, threshold):
    """The stage's LineClassifier.cheapestRuns."""
    dropped = kept = 0.0
    turns = []
    for p, n in zip(probability, lengths):
        turn = (kept - SWITCH > dropped, dropped - SWITCH > kept)
        turns.append(turn)
        dropped, kept = (kept - SWITCH if turn[0] else dropped,
                         (dropped - SWITCH if turn[1] else kept) + n * (p - threshold))
    state, out = kept > dropped, []
    for turn in reversed(turns):
        out.append(state)
        if turn[1] if state else turn[0]:
            state = not state
    return out[::-1]


def best_threshold(probability, lengths):
    """The stage's LineClassifier.bestThreshold."""
    bins = numpy.minimum(63, (probability * 64).astype(int))
    kept = numpy.cumsum(numpy.bincount(bins, lengths, 64)[::-1])
    right = numpy.cumsum(numpy.bincount(bins, lengths * probability, 64)[::-1])
    return min(THRESHOLD, max(LEAST, (right / (kept + right[-1] + 1e-9)).max()))


def choose(probability, lengths):
    """The stage's LineClassifier.choose."""
    if not len(lengths):
        return []
    least = best_threshold(probability, lengths)
    first = runs(probability, lengths, least)
    if sum(n for n, k in zip(lengths, first) if k) < FEW_WORDS and max(probability) >= LEAST_BEST:
        return runs(probability, lengths, min(least, GENEROUS * max(probability)))
    return first


def between(probability, closed):
    """Lines that are not looked at get the lesser probability of the lines around them, as in LineClassifier.probabilities."""
    open_lines = numpy.flatnonzero(~closed)
    for a, b in zip(open_lines, open_lines[1:]):
        if b > a + 1:
            probability[a + 1:b] = max(HOPELESS, min(probability[a], probability[b]))
    return probability


def report(matrix, pages, probability, gold, score):
    for style in STYLES:
        found = {source: [] for source in CORE}
        for p in pages:
            g = gold[p["name"]]
            if p["style"] != style or not p["core"] or not g.get("text"):
                continue
            place = slice(p["row"], p["row"] + len(p["lines"]))
            kept = choose(probability[place], word_counts(matrix, p))
            body = "\n".join(dict.fromkeys(line for line, k in zip(p["lines"], kept) if k))
            target = score.drop_optional(g, body, score.word_gram)
            found[p["source"]].append(score.match(score.word_gram(target), score.word_gram(body)))
        f1 = {s: score.prf(v)["f1"] for s, v in found.items() if v}
        print(f"rendering {style}: macro F1 {statistics.fmean(f1.values()):.4f}  "
              + "  ".join(f"{s} {v:.3f}" for s, v in f1.items()), flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "rendered", "tool", "work"):
        ap.add_argument(name)
    ap.add_argument("--silver")
    ap.add_argument("--score")
    ap.add_argument("--out")
    args = ap.parse_args()
    os.makedirs(args.work, exist_ok=True)
    sys.path.insert(0, args.score or os.path.join(args.data, "../.."))
    import score

    pages = Pages(args)
    matrix = pages.features()
    probability = numpy.zeros(pages.rows)
    for fold in range(FOLDS):
        model = fit(matrix, pages.names, pages.training(without=fold))
        model.save_model(os.path.join(args.work, f"lines{fold}.txt"))
        for p in pages.pages:
            if p["fold"] == fold and p["core"] and p["lines"]:
                part = slice(p["row"], p["row"] + len(p["lines"]))
                closed = widths(matrix, p) < 0
                probability[part] = between(
                    numpy.where(closed, HOPELESS, model.predict(matrix[part], num_threads=1)), closed)
    report(matrix, pages.pages, probability, pages.gold, score)
    if args.out:
        vocabulary.write(os.path.join(args.out, "vocabulary.txt"), pages.words())
        text = os.path.join(args.work, "lines.txt")
        fit(matrix, pages.names, pages.training()).save_model(text)
        with open(os.path.join(args.out, "lines.kztrees"), "wb") as f:
            f.write(pack_trees.pack(*pack_trees.read_text(text)))


if __name__ == "__main__":
    main()
