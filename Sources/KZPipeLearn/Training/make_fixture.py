#!/usr/bin/env python3
"""Make the fixture of the tests: a small LightGBM model, packed, with rows and LightGBM's own scores for them.

    python3 make_fixture.py OUT_DIR          (needs lightgbm 4 and numpy)

Invented numbers only.  Some features hold NaN, so that default directions to both sides occur.
"""
import os
import sys

import lightgbm
import numpy

import pack_trees


def main():
    out = sys.argv[1]
    random = numpy.random.default_rng(7)
    rows = random.normal(size=(1500, 6)).astype(numpy.float32)
    rows[:, 3] = numpy.round(rows[:, 3])
    rows[random.random(1500) < 0.2, 1] = numpy.nan
    rows[random.random(1500) < 0.1, 4] = numpy.nan
    signal = rows[:, 0] + numpy.where(numpy.isnan(rows[:, 1]), 1.5, rows[:, 1] ** 2) - rows[:, 3]
    signal += numpy.where(numpy.isnan(rows[:, 4]), -1.0, 0.3)
    label = (signal + random.normal(size=1500) * 0.3 > 0.8).astype(int)
    names = [f"value_{i}" for i in range(6)]
    data = lightgbm.Dataset(rows, label, feature_name=names)
    model = lightgbm.train(
        {"objective": "binary", "num_leaves": 9, "min_data_in_leaf": 5, "num_threads": 1, "deterministic": True,
         "force_row_wise": True, "seed": 1, "verbose": -1}, data, 25)
    model.save_model(os.path.join(out, "small.txt"))
    with open(os.path.join(out, "small.kztrees"), "wb") as f:
        f.write(pack_trees.pack(*pack_trees.read_text(os.path.join(out, "small.txt"))))

    probe = rows[:61].copy()
    probe[60, :] = numpy.nan
    trees = pack_trees.read_text(os.path.join(out, "small.txt"))[2]
    # LightGBM reads values within 1e-35 of zero as zero; no float feature that matters is so small.
    thresholds = [n[1] for nodes, _ in trees for n in nodes if abs(n[1]) > 1e-30]
    for i in range(50, 60):  # values exactly at a threshold, where rounding would show
        probe[i, :] = numpy.float32(pack_trees.float_down(thresholds[i]))
    raw = model.predict(probe, raw_score=True)
    probability = model.predict(probe)
    with open(os.path.join(out, "small.tsv"), "w") as f:
        for values, r, p in zip(probe, raw, probability):
            f.write("\t".join([*(repr(float(v)) for v in values), repr(float(r)), repr(float(p))]) + "\n")


if __name__ == "__main__":
    main()
