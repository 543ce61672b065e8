#!/usr/bin/env python3
"""articles.jsonl from source.txt (markup described in README.md). Standard library only.

    build.py source.txt links.tsv > articles.jsonl
"""
import csv, datetime, json, re, sys

TYPES = {"P": "person", "O": "organisation", "L": "place", "N": "norp", "E": "event", "W": "work", "T": "other"}
QUOTES = {"Q": "direct", "PQ": "partial", "QA": "qa", "I": "indirect"}
OPEN = re.compile(r"\{(?:(X|A)\}|(PQ|QA|[POLNEWTQIDMR])(?:=([^:{}]*(?::\d\d[^:{}]*)?))?:)|\}")


def links(path):
    """surface -> identifiers, from links.tsv: surfaces separated by |, then scheme=value fields."""
    table = {}
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line and not line.startswith("#"):
            names, *fields = line.split("\t")
            ids = dict(f.split("=", 1) for f in fields)
            for n in names.split("|"):
                table[n] = ids
    return table


def article(header, marked, table):
    meta, headline, topics, countries, secondary = [x.strip() for x in header[3:].split("|")]
    ident, language, published = meta.split()
    out = {"id": ident, "language": language, "published": published, "headline": headline, "text": "",
           "entities": [], "quotes": [], "dates": [], "money": [], "media_topics": topics.split(), "countries": countries.split(),
           "countries_secondary": secondary.split(), "links": [], "exchanges": [], "roles": []}
    text, at, stack, question, used = [], 0, [], None, 0
    for m in OPEN.finditer(marked):
        text.append(marked[used:m.start()]); at += m.start() - used; used = m.end()
        if m.group(1) == "X":
            question = at
        elif m.group(1) == "A":
            out["exchanges"].append({"question_start": question, "answer_start": at})
        elif m.group(2):
            stack.append((m.group(2), m.group(3), at, len(text)))
        else:
            kind, value, start, piece = stack.pop()
            inside = "".join(text[piece:])
            flags = ""
            if kind in TYPES:
                if inside.endswith("?"):
                    flags, inside = "?", inside[:-1]
                if inside.endswith("|~"):
                    flags += "~"; inside = inside[:-2]
                if flags:
                    text[piece:] = [inside]; at = start + len(inside)
            span = {"start": start, "end": at, "text": inside}
            optional = {}
            if value and kind not in TYPES and value.endswith("?"):
                value, optional = value[:-1], {"optional": True}
            if kind in TYPES:
                e = {**span, "type": TYPES[kind]}
                if "?" in flags: e["optional"] = True
                if "~" in flags: e["nested_ok"] = True
                out["entities"].append(e)
                if kind in "POL":
                    if table.get(inside):
                        out["links"].append({"start": start, "end": at, **table[inside]})
                    elif kind == "P" and inside not in table:
                        out["links"].append({"start": start, "end": at, "nil": True})
            elif kind in QUOTES:
                out["quotes"].append({**span, "speaker": value, "kind": QUOTES[kind], **optional})
            elif kind == "D":
                out["dates"].append({**span, "value": value, "kind": "duration" if value[0] == "P" and value[1] in "0123456789T" else "date", **optional})
            elif kind == "M":
                amount, currency = value.split()
                parts = [float(x) for x in amount.split(",")]
                out["money"].append({**span, "amount": parts if len(parts) > 1 else parts[0], "currency": currency, **optional})
            elif kind == "R":
                out["roles"].append({"person": value, "role": inside, "start": start, "end": at, **optional})
    assert not stack, (ident, stack)
    text.append(marked[used:])
    out["text"] = "".join(text)
    for k in ("entities", "quotes", "dates", "money", "roles", "links"):
        out[k].sort(key=lambda x: (x["start"], -x["end"]))
        for x in out[k]:
            assert out["text"][x["start"]:x["end"]] == x.get("text", x.get("role", out["text"][x["start"]:x["end"]])), (ident, x)
    assert "{" not in out["text"] and "}" not in out["text"] and "|" not in out["text"], (ident, re.findall(r".{20}[{}|].{20}", out["text"]))
    day = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    for d in out["dates"]:
        for i, n in enumerate(day):
            if n in d["text"] and re.match(r"\d{4}-\d\d-\d\d", d["value"]):
                w = datetime.date.fromisoformat(d["value"][:10]).weekday()
                assert w == i, (ident, d, day[w])
    return out


def main():
    table = links(sys.argv[2])
    for part in re.split(r"(?m)^(?=## )", open(sys.argv[1], encoding="utf-8").read()):
        if part.strip():
            header, _, body = part.partition("\n")
            print(json.dumps(article(header, body.strip(), table), ensure_ascii=False))


if __name__ == "__main__":
    main()
