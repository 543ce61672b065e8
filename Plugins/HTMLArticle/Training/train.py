#!/usr/bin/env python3
"""Train the body model of html_article and measure it by cross-validation over sites.

    python3 train.py --data DIR --work DIR --tool html-article-features --score score.py [--no-cv]
                     [--out body.trees] [--seeds 1] [--worst worst.tsv] [--predictions FILE]

DIR is a data set as described in dataset.py.  Prints the figures of the benchmark for the predictions of the five
folds; with --out also trains on all pages and packs the model.  Same data, same model.
"""
import argparse
import json
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
FLOOR = 0.0015


def fit(pages, names, trees, seed):
    known = [(p, p.weights[p.open] > 0) for p in pages]
    rows = np.concatenate([p.rows[k] for p, k in known])
    labels = np.concatenate([p.labels[p.open][k] for p, k in known])
    weights = np.concatenate([p.weights[p.open][k] + FLOOR * dataset.SOURCE_WEIGHT.get(p.source, 1.0)
                              for p, k in known])
    weights *= len(weights) / weights.sum()
    data = lightgbm.Dataset(rows, labels, weight=weights, feature_name=names)
    return lightgbm.train({**PARAMETERS, "seed": seed}, data, num_boost_round=trees)


def predict(tool, model, pages, work):
    """Decisions of the stage itself with `model`: [(body, [[kind, kept, probability, reason] a block])] a page."""
    listing = os.path.join(work, "predict.txt")
    with open(listing, "w") as out:
        out.writelines(os.path.join(work, "pages", os.path.basename(p.gold["html"]).removesuffix(".gz")) + "\n"
                       for p in pages)
    run = subprocess.run([tool, "predict", model, listing], check=True, capture_output=True)
    for line in run.stdout.splitlines():
        record = json.loads(line)
        yield "\n\n".join(b[0] for b in record["blocks"] if b[2] == "kept"), record


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
    ap.add_argument("--predictions", help="where to write the bodies of the first seed, for the scorer")
    ap.add_argument("--no-cv", action="store_true")
    args = ap.parse_args()
    os.makedirs(args.work, exist_ok=True)
    score = dataset.load_scorer(args.score)
    names, pages = dataset.load(args.data, args.work, args.tool)
    dataset.label(score, pages, os.path.join(args.work, "labels.jsonl"))
    oracle = [p.oracle for p in pages if p.oracle is not None and p.source in dataset.CORE]
    print(f"{len(pages)} pages, {sum(len(p.blocks) for p in pages)} blocks, {len(names)} features; "
          f"mean page F1 of perfect decisions on the core: {statistics.fmean(oracle):.4f}", flush=True)
    folds = [dataset.fold_of(p) for p in pages]
    macros, gain = [], np.zeros(len(names))
    for seed in range(1, args.seeds + 1) if not args.no_cv else []:
        bodies, records = [None] * len(pages), [None] * len(pages)
        for fold in range(5):
            model = fit([p for p, f in zip(pages, folds) if f != fold], names, args.trees, seed)
            gain += model.feature_importance("gain")
            packed = os.path.join(args.work, f"fold{fold}.trees")
            pack(model, packed, args.work)
            inside = [i for i, f in enumerate(folds) if f == fold]
            for index, (body, record) in zip(inside, predict(args.tool, packed, [pages[i] for i in inside], args.work)):
                bodies[index], records[index] = body, record
        value, docs = report(score, pages, bodies, quiet=seed > 1)
        macros.append(value)
        if args.predictions and seed == 1:
            with open(args.predictions, "w", encoding="utf-8") as out:
                out.writelines(json.dumps({"id": p.gold["id"], "body": b}) + "\n" for p, b in zip(pages, bodies))
        if args.worst and seed == 1:
            write_worst(args.worst, score, pages, docs, records)
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


def write_worst(path, score, pages, docs, records):
    """One page a line, worst first: F1, id, then [label, kept, probability, kind, reason, text] of its blocks."""
    rows = []
    for page, doc, record in zip(pages, docs, records):
        if page.source not in dataset.CORE or "body" not in doc:
            continue
        labels = dict(zip(page.blocks, page.labels.tolist()))
        rows.append({"f1": score.doc_f1(doc["body"]), "id": page.gold["id"], "oracle": page.oracle,
                     "confidence": record["confidence"],
                     "blocks": [[labels.get(t, 0), d == "kept", round(q, 3), k, r, t[:200]]
                                for t, k, d, q, r in record["blocks"]]})
    rows.sort(key=lambda r: r["f1"])
    with open(path, "w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
