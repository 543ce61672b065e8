#!/usr/bin/env python3
"""Pack a LightGBM model into the file that KZPipeLearn reads.

    python3 pack_trees.py MODEL.txt|MODEL.json OUT.kztrees

MODEL is what `Booster.save_model` (text) or `json.dump(Booster.dump_model())` wrote: one output (binary or
regression), numerical features only.  The same model gives the same bytes.  Standard library only.

Thresholds are doubles in LightGBM and floats here: each is rounded DOWN to a float, so that for float features
`x <= threshold` is decided exactly as LightGBM does it.  Missing values: `NaN` nodes keep their default direction;
nodes that treat NaN as 0 (missing type None) send it where 0 goes; `zero_as_missing` models are refused.
The format is described in Sources/KZPipeLearn/PackedFormat.swift.
"""
import argparse
import json
import math
import struct
import sys

MAGIC = b"KZTREES\0"
VERSION = 1


def float_down(value):
    """The greatest float that is not above `value`."""
    try:
        packed = struct.unpack("<f", struct.pack("<f", value))[0]
    except OverflowError:
        packed = math.inf if value > 0 else -math.inf
    if packed <= value:
        return packed
    bits = struct.unpack("<I", struct.pack("<f", packed))[0]
    if packed > 0:
        bits -= 1
    elif packed < 0:
        bits += 1
    else:  # packed is 0, value a negative number too small for a float
        bits = 0x80000001
    return struct.unpack("<f", struct.pack("<I", bits))[0]


def read_text(path):
    """-> (names, scale, trees) of a text model; a tree is (nodes, leaves)."""
    header, trees, block = {}, [], None
    for raw in open(path, encoding="utf-8"):
        line = raw.strip()
        if line == "end of trees":
            break
        if line.startswith("Tree="):
            block = {}
            trees.append(block)
        key, sep, value = line.partition("=")
        if sep:
            (header if block is None else block)[key] = value
        elif line == "average_output":
            sys.exit("random forest models (average_output) are not supported")
    if header.get("num_class", "1") != "1":
        sys.exit("models of several classes are not supported")
    return header["feature_names"].split(), scale_of(header.get("objective", "")), [text_tree(t) for t in trees]


def scale_of(objective):
    """Scale of the sigmoid; 0 for an objective without one."""
    name, *settings = objective.split()
    if name not in ("binary", "cross_entropy"):
        return 0.0
    for setting in settings:
        if setting.startswith("sigmoid:"):
            return float(setting.partition(":")[2])
    return 1.0


def text_tree(block):
    def column(name, kind):
        return [kind(v) for v in block.get(name, "").split()]

    leaves = column("leaf_value", float)
    if block.get("num_cat", "0") != "0":
        sys.exit("categorical splits are not supported")
    nodes = []
    for feature, threshold, decision, left, right in zip(
            column("split_feature", int), column("threshold", float), column("decision_type", int),
            column("left_child", int), column("right_child", int), strict=True):
        missing = ("none", "zero", "nan")[(decision >> 2) & 3]
        nodes.append((feature, threshold, missing, bool(decision & 2), left, right))
    return nodes, leaves


def read_json(path):
    model = json.load(open(path, encoding="utf-8"))
    if model.get("num_class", 1) != 1 or model.get("average_output"):
        sys.exit("models of several classes and random forests are not supported")
    return (model["feature_names"], scale_of(model.get("objective", "")),
            [json_tree(t["tree_structure"]) for t in model["tree_info"]])


def json_tree(root):
    inner, leaves = {}, {}
    stack = [root]
    while stack:
        node = stack.pop()
        if "split_index" not in node:
            leaves[node.get("leaf_index", 0)] = node["leaf_value"]
            continue
        if node["decision_type"] != "<=":
            sys.exit("categorical splits are not supported")
        children = []
        for side in ("left_child", "right_child"):
            child = node[side]
            children.append(child["split_index"] if "split_index" in child else ~child["leaf_index"])
            stack.append(child)
        inner[node["split_index"]] = (node["split_feature"], node["threshold"], node["missing_type"].lower(),
                                      node["default_left"], *children)
    return [inner[i] for i in range(len(inner))], [leaves[i] for i in range(len(leaves))]


def pack(names, scale, trees, bias=0.0):
    body = bytearray()
    node_count = leaf_count = 0
    for nodes, leaves in trees:
        if len(nodes) + 1 != len(leaves) or len(leaves) > 32768:
            sys.exit("a tree has the wrong number of leaves")
        body += struct.pack("<I", len(leaves))
        for feature, threshold, missing, default_left, left, right in nodes:
            if missing == "zero":
                sys.exit("zero_as_missing models are not supported")
            goes_right = (not default_left) if missing == "nan" else 0.0 > threshold
            body += struct.pack("<fHHhh", float_down(threshold), feature | (0x8000 if goes_right else 0), 0, left, right)
        body += struct.pack(f"<{len(leaves)}f", *leaves)
        node_count += len(nodes)
        leaf_count += len(leaves)
    label = "".join(n + "\n" for n in names).encode()
    head = MAGIC + struct.pack("<IIIIIIff", VERSION, len(names), len(trees), node_count, leaf_count, len(label), scale,
                               bias)
    return head + struct.pack("<Q", fnv1a(head + label + bytes(body))) + label + bytes(body)


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model")
    ap.add_argument("out")
    args = ap.parse_args()
    names, scale, trees = (read_json if args.model.endswith(".json") else read_text)(args.model)
    data = pack(names, scale, trees)
    with open(args.out, "wb") as f:
        f.write(data)
    print(f"{args.out}: {len(trees)} trees, {sum(len(l) for _, l in trees)} leaves, {len(names)} features, "
          f"{len(data)} bytes")


if __name__ == "__main__":
    main()
