#!/usr/bin/env python3
"""Score headline, authors and date of article records, and list every miss with the reason the record gives.

    python3 metadata_misses.py --gold GOLD.jsonl --score SCORE.PY ARTICLES.jsonl [--field authors] [--source fundus] [--text]

GOLD.jsonl and SCORE.PY are those of the extraction benchmark; ARTICLES.jsonl is what `article_json` writes. A record belongs to
the gold page whose `html` file (with --text: `text` file) has the base name of the record's `source.uri`. Names of sections are
counted, not scored: the benchmark has no gold for them.
"""
import argparse
import importlib.util
import json
import os
from urllib.parse import unquote


def base(path):
    name = os.path.basename(unquote(path or ""))
    return name[:-3] if name.endswith(".gz") else name


def load_scorer(path):
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reasons(record, pointer):
    return "; ".join(
        p["reason"] for p in record.get("provenance", []) if p.get("at", "").startswith(pointer))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--gold", required=True)
    parser.add_argument("--score", required=True)
    parser.add_argument("--field", choices=["headline", "authors", "date"])
    parser.add_argument("--source", default="fundus")
    parser.add_argument("--text", action="store_true")
    args = parser.parse_args()
    score = load_scorer(args.score)
    records = {}
    with open(args.articles, encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                record = json.loads(line)
                records[base((record.get("source") or {}).get("uri"))] = record
    totals = {"headline": [], "exact": [], "authors": [], "date": []}
    sections = pages = 0
    with open(args.gold, encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            key = gold.get("text" if args.text else "html")
            if gold["source"] != args.source or not key:
                continue
            pages += 1
            record = records.get(base(key), {})
            sections += bool(record.get("section"))
            inferred = record.get("date_published_inferred")
            made = {
                "headline": record.get("headline") or "",
                "authors": [author["name"] for author in record.get("authors", [])],
                "datePublished": "" if inferred else record.get("date_published") or "",
            }
            marks = score.score_doc(gold, dict(made, id=gold["id"]))
            for field, gold_field, pointer in [
                ("headline", "headline", "/headline"), ("authors", "authors", "/authors"),
                ("date", "datePublished", "/date_published"),
            ]:
                if field not in marks:
                    continue
                value = marks[field][1] if field == "headline" else marks[field][0] if field == "date" else marks[field]
                totals[field].append(value)
                if field == "headline":
                    totals["exact"].append(marks[field][0])
                if value < 1 and args.field in (None, field):
                    print(f"{field} {value:.2f} {gold['id']}\n    gold {gold[gold_field]}\n    made {made[gold_field]}"
                          f"   ({reasons(record, pointer) or 'no record'})")
    for field, values in totals.items():
        if values:
            print(f"{field:<9}{sum(values) / len(values):.3f}  ({len(values)} pages)")
    print(f"section  on {sections} of {pages} pages")


if __name__ == "__main__":
    main()
