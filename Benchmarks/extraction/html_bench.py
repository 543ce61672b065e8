#!/usr/bin/env python3
"""Table of html_article, news_article and their peers on the news pages of an extraction data set: accuracy, speed, memory.

Started by html.sh.  Speed is CPU time of one thread with the pages as bytes in memory, each tool in a process of its own;
ours is the fastest of three passes, a peer's its only one.  "MB before" is what the process held with the pages loaded and
nothing done.  A peer that cannot be imported is left out.  The body of every page counts, also an empty one; +- is the
standard deviation over resampled pages.
"""
import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import time

CORE = ("scrapinghub", "fundus-eval", "fundus")


def gold_of(data):
    gold = [json.loads(line) for line in open(os.path.join(data, "gold.jsonl"), encoding="utf-8")]
    return [g for g in gold if g["source"] in CORE]


def unpack(data, work, gold):
    pages = os.path.join(work, "pages")
    os.makedirs(pages, exist_ok=True)
    paths = []
    for g in gold:
        path = os.path.join(pages, os.path.basename(g["html"]).removesuffix(".gz"))
        if not os.path.exists(path):
            with gzip.open(os.path.join(data, g["html"])) as source, open(path, "wb") as out:
                out.write(source.read())
        paths.append(path)
    return paths


def peers():
    """name -> function from bytes to body text; only what can be imported."""
    found = {}
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.encoding import detect_encoding
        from resiliparse.parse.html import HTMLTree

        def tree(page):
            return HTMLTree.parse_from_bytes(page, detect_encoding(page, from_html_meta=True))

        found["resiliparse"] = lambda page: extract_plain_text(tree(page), main_content=True, alt_texts=False)
        found["lexbor (parse only)"] = lambda page: tree(page) and ""
    except ImportError:
        pass
    try:
        import trafilatura

        found["trafilatura fast"] = lambda page: trafilatura.extract(page, include_comments=False, fast=True) or ""
        found["trafilatura"] = lambda page: trafilatura.extract(page, include_comments=False) or ""
        found["trafilatura precision"] = lambda page: trafilatura.extract(
            page, include_comments=False, favor_precision=True) or ""
    except ImportError:
        pass
    return found


def run_peer(name, paths, out):
    """Predictions and timing of one peer, in this process."""
    function = peers()[name]
    pages = [open(path, "rb").read() for path in paths]
    function(pages[0])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times, bodies = [], []
    for page in pages:
        start = time.process_time()
        try:
            body = function(page)
        except Exception:  # a crash of a peer is an empty body
            body = ""
        times.append(time.process_time() - start)
        bodies.append(body)
    times.sort()
    total, size = sum(times), sum(map(len, pages)) / 1e6
    json.dump({"bodies": bodies, "docs_per_second": len(pages) / total, "megabytes_per_second": size / total,
               "p50_ms": times[len(times) // 2] * 1e3, "p99_ms": times[int(len(times) * 0.99)] * 1e3,
               "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "before_mb": before}, out)


def score_bodies(args, gold, name, bodies):
    path = os.path.join(args.work, "pred-" + "".join(c if c.isalnum() else "_" for c in name) + ".jsonl")
    with open(path, "w", encoding="utf-8") as out:
        for g, body in zip(gold, bodies):
            out.write(json.dumps({"id": g["id"], "body": body}) + "\n")
    return score_file(args, path)


def score_file(args, path):
    report = path + ".json"
    command = [sys.executable, args.score, "--gold", os.path.join(args.data, "gold.jsonl"), "--json", report, path]
    for source in CORE:
        command += ["--source", source]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (result,) = json.load(open(report)).values()
    return result


def run_ours(args, gold, paths):
    listing = os.path.join(args.work, "core.txt")
    with open(listing, "w") as out:
        out.writelines(path + "\n" for path in paths)
    lines = subprocess.run([args.tool, "predict", args.model, listing], check=True, capture_output=True).stdout
    bodies = ["\n\n".join(b[0] for b in json.loads(line)["blocks"] if b[2] == "kept") for line in lines.splitlines()]
    timing = json.loads(subprocess.run([args.bench, "speed", args.model, listing], check=True, capture_output=True).stdout)
    memory = {"peak_mb": timing["peak_mb"], "before_mb": timing["before_mb"]}
    return bodies, {**timing["clean"], **memory}, {**timing["clean_parse"], **memory}


def run_pipeline(args, paths):
    """The whole command line on the same pages: clean, parse and export; `None` without a built kzpipe."""
    if not os.path.exists(args.kzpipe):
        return None
    config = os.path.join(args.work, "bench.yaml")
    out = os.path.join(args.work, "out")
    with open(config, "w") as file:
        file.write("kzpipe: 1\npipeline:\n  clean: [html_article]\n  parse: [news_article]\n  export: [article_json]\n")
    subprocess.run([args.kzpipe, "run", "-c", config, "--summary", "none", "--progress", "none", "-o", out,
                    "--jobs", "1", *paths], stdout=subprocess.DEVNULL, check=False)
    articles = [os.path.join(d, f) for d, _, files in os.walk(out) for f in files if f == "articles.jsonl"]
    if not articles:
        return None
    predictions = os.path.join(args.work, "pred-kzpipe.jsonl")
    converter = os.path.join(os.path.dirname(args.score), "from_kzpipe.py")
    with open(predictions, "w") as file:
        subprocess.run([sys.executable, converter, "--gold", os.path.join(args.data, "gold.jsonl"), articles[0]],
                       stdout=file, check=True)
    return score_file(args, predictions)


def row(name, result, timing):
    cells = [name]
    if result and "macro" in result:
        macro = result["macro"]
        cells += [f"{macro['f1']:.3f}", f"{macro['precision']:.3f}", f"{macro['recall']:.3f}"]
        cells += ["{f1:.3f} ± {f1_std:.3f}".format(**result["sources"][s]["body"]) for s in CORE]
    else:
        cells += ["–"] * 6
    if timing:
        cells += [f"{timing[k]:.{d}f}" for k, d in
                  (("megabytes_per_second", 1), ("docs_per_second", 0), ("p50_ms", 2), ("p99_ms", 2))]
        cells.append("{:.0f} / {:.0f}".format(timing["peak_mb"], timing["before_mb"]) if "peak_mb" in timing else "–")
    else:
        cells += ["–"] * 5
    print("| " + " | ".join(cells) + " |", flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "work", "tool", "bench", "model", "score", "kzpipe"):
        ap.add_argument("--" + name, required=True)
    ap.add_argument("--peer")
    args = ap.parse_args()
    gold = gold_of(args.data)
    paths = unpack(args.data, args.work, gold)
    if args.peer:
        run_peer(args.peer, paths, sys.stdout)
        return
    print(f"{len(gold)} news pages; CPU time of one thread, pages in memory\n")
    print("| tool | macro F1 | P | R | scrapinghub | fundus-eval | fundus | MB/s | docs/s | p50 ms | p99 ms | MB peak / before |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    validated = os.path.join(args.work, "cross-validated.jsonl")
    if os.path.exists(validated):
        row("html_article, cross-validated by site", score_file(args, validated), None)
    bodies, clean, whole = run_ours(args, gold, paths)
    row("html_article (has seen these pages)", score_bodies(args, gold, "html_article", bodies), clean)
    row("html_article + news_article (seen)", run_pipeline(args, paths), whole)
    times = []
    for name in peers():
        run = subprocess.run([sys.executable, "-B", __file__, *sys.argv[1:], "--peer", name], check=True, capture_output=True)
        result = json.loads(run.stdout)
        scored = score_bodies(args, gold, name, result["bodies"]) if "parse only" not in name else None
        row(name, scored, result)
        times.append((name, result["megabytes_per_second"]))
    for label, own in (("clean", clean), ("clean + parse", whole)):
        if times:
            print(f"\n{label}: " + ", ".join(
                f"{own['megabytes_per_second'] / speed:.1f} × {name}" for name, speed in times))


if __name__ == "__main__":
    main()
