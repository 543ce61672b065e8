#!/usr/bin/env python3
"""Train the body model of html_article and measure it by cross-validation over sites.

    python3 train.py --data DIR --work DIR --tool html-article-features --score score.py
                     [--out body.trees] [--seeds 1] [--worst worst.tsv]

DIR is a data set as described in dataset.py.  Prints the figures of the benchmark for the predictions of the five
folds; with --out also trains on all pages and packs the model.  Same data, same model.
"""
import argparse
import os
import statistics
import subprocess
import sys

import lightgbm
import numpy as np

import dataset

PARAMETERS = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 15, "min_data_in_leaf": 40, "bagging_fraction": 0.8,
    "bagging_freq": 1, "feature_fraction": 0.3, "lambda_l2": 2.0, "max_bin": 127, "verbosity": -1, "num_threads": 1,
    "deterministic": True, "force_row_wise": True,
}
THRESHOLDS = (0.2, 0.75)
FLOOR = 0.0015


def fit(pages, names, trees, seed):
    rows = np.concatenate([p.rows[p.weights > 0] for p in pages])
    labels = np.concatenate([p.labels[p.weights > 0] for p in pages])
    weights = np.concatenate([p.weights[p.weights > 0] + FLOOR * dataset.SOURCE_WEIGHT.get(p.source, 1.0)
                              for p in pages])
    weights *= len(weights) / weights.sum()
    data = lightgbm.Dataset(rows, labels, weight=weights, feature_name=names)
    return lightgbm.train({**PARAMETERS, "seed": seed}, data, num_boost_round=trees)


def threshold(probabilities, words):
    """The cut with the highest expected F1, as Decision/Decider.swift makes it."""
    order = np.argsort(-probabilities, kind="stable")
    p, w = probabilities[order], words[order]
    expected = float((p * w).sum())
    value = 2 * np.cumsum(p * w) / (np.cumsum(w) + expected + 1e-9)
    best = int(np.argmax(value))
    cut = (p[best] + (p[best + 1] if best + 1 < len(p) else 0)) / 2
    return float(np.clip(cut, *THRESHOLDS))


def body_of(page, probabilities, words_column):
    if not len(page.blocks):
        return ""
    cut = threshold(probabilities, page.rows[:, words_column].astype(float))
    return "\n\n".join(t for t, p in zip(page.blocks, probabilities) if p > cut)


def report(score, pages, bodies, quiet=False):
    docs = [score.score_doc(p.gold, {"id": p.gold["id"], "body": b}) for p, b in zip(pages, bodies)]
    out, lines = {}, []
    for source in dict.fromkeys(d["source"] for d in docs):
        of_source = [d for d in docs if d["source"] == source]
        rows = [(d["body"], d["accuracy"]) for d in of_source if "body" in d]
        if rows:
            out[source] = score.body_scores(rows)
            lines.append("{:<12} F1 {f1:.4f}  P {precision:.4f}  R {recall:.4f}  exact {accuracy:.3f}".format(
                source, **out[source]))
        segments = [d["segments"] for d in of_source if "segments" in d]
        if segments:
            out[source] = score.seg_scores(segments)
            lines.append("{:<12} segments F1 {f1:.4f}  P {precision:.4f}  R {recall:.4f}".format(source, **out[source]))
    core = [out[s] for s in dataset.CORE if s in out]
    macro = {k: statistics.fmean(m[k] for m in core) for k in ("f1", "precision", "recall", "accuracy")}
    lines.append("macro        F1 {f1:.4f}  P {precision:.4f}  R {recall:.4f}  exact {accuracy:.3f}".format(**macro))
    if not quiet:
        print("\n".join(lines), flush=True)
    return macro["f1"], docs


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", required=True)
    ap.add_argument("--work", required=True)
    ap.add_argument("--tool", required=True)
    ap.add_argument("--score", required=True)
    ap.add_argument("--out")
    ap.add_argument("--seeds", type=int, default=1)
    ap.add_argument("--trees", type=int, default=200)
    ap.add_argument("--worst")
    ap.add_argument("--no-cv", action="store_true")
    ap.add_argument("--fold-models", action="store_true", help="pack the model of each fold into the work directory")
    args = ap.parse_args()
    os.makedirs(args.work, exist_ok=True)
    score = dataset.load_scorer(args.score)
    names, pages = dataset.load(args.data, args.work, args.tool)
    dataset.label(score, pages, os.path.join(args.work, "labels.jsonl"))
    words = names.index("words")
    oracle = [p.oracle for p in pages if p.oracle is not None and p.source in dataset.CORE]
    print(f"{len(pages)} pages, {sum(len(p.blocks) for p in pages)} blocks, {len(names)} features; "
          f"mean page F1 of perfect decisions on the core: {statistics.fmean(oracle):.4f}", flush=True)
    folds = [dataset.fold_of(p) for p in pages]
    macros, gain = [], np.zeros(len(names))
    for seed in range(1, args.seeds + 1) if not args.no_cv else []:
        probabilities = [None] * len(pages)
        for fold in range(5):
            model = fit([p for p, f in zip(pages, folds) if f != fold], names, args.trees, seed)
            gain += model.feature_importance("gain")
            if args.fold_models:
                pack(model, os.path.join(args.work, f"fold{fold}.trees"), args.work)
            for index, page in enumerate(pages):
                if folds[index] == fold:
                    probabilities[index] = model.predict(page.rows, num_threads=1) if len(page.blocks) else np.zeros(0)
        bodies = [body_of(p, q, words) for p, q in zip(pages, probabilities)]
        value, docs = report(score, pages, bodies, quiet=seed > 1)
        macros.append(value)
        if args.worst and seed == 1:
            write_worst(args.worst, score, pages, docs, probabilities, words)
    if macros:
        print("macro F1 over seeds:", " ".join(f"{m:.4f}" for m in macros), f"mean {statistics.fmean(macros):.4f}")
        order = np.argsort(-gain)
        print("gain:", ", ".join(f"{names[i]} {gain[i] / gain.sum():.3f}" for i in order[:40]))
        np.savetxt(os.path.join(args.work, "gain.txt"), gain / gain.sum())
    if args.out:
        model = fit(pages, names, args.trees, 1)
        pack(model, args.out, args.work)


def pack(model, out, work):
    text = os.path.join(work, "model.txt")
    model.save_model(text)
    packer = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../Sources/KZPipeLearn/Training/pack_trees.py")
    subprocess.run([sys.executable, packer, text, out], check=True)


def write_worst(path, score, pages, docs, probabilities, words):
    """One line a page, worst first: F1, id, then the wrong blocks with their probability."""
    import json
    rows = []
    for page, doc, p in zip(pages, docs, probabilities):
        if page.source not in dataset.CORE or "body" not in doc:
            continue
        cut = threshold(p, page.rows[:, words].astype(float)) if len(p) else 0.5
        rows.append({"f1": score.doc_f1(doc["body"]), "id": page.gold["id"], "cut": cut, "oracle": page.oracle,
                     "blocks": [[int(l), round(float(q), 3), k, t[:160]] for l, q, k, t in
                                zip(page.labels, p, page.kinds, page.blocks)]})
    rows.sort(key=lambda r: r["f1"])
    with open(path, "w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
