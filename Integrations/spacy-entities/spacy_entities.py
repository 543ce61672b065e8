#!/usr/bin/env python3
"""Entities by spaCy, as a stage of kzpipe. Needs `pip install spacy` and a model of spaCy.

kzpipe asks by frames on standard input; its docs/protocol.md describes them.
"""

import json
import struct
import sys

# Labels of spaCy's models (OntoNotes and WikiNER) and the types of kzpipe.
TYPES = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
    "EVENT": "event", "NORP": "norp",
}


def texts(article):
    """The texts of an article with their places."""
    if article.get("headline"):
        yield "/headline", article["headline"]
    for index, block in enumerate(article.get("body", [])):
        yield f"/body/{index}/text", block["text"]


def byte_offsets(text):
    """For every position in code points the position in bytes of UTF-8, the end included."""
    offsets, total = [], 0
    for character in text:
        offsets.append(total)
        total += len(character.encode("utf-8", "surrogatepass"))
    return offsets + [total]


def enrich(article, language):
    """Entities and mentions to add to an article record."""
    # Found by others: they keep their identity, and no place is marked twice.
    known = {(entity["type"], entity["name"]): entity["id"] for entity in article.get("entities", [])}
    marked = {(mention["at"], mention["start"]) for mention in article.get("mentions", [])}
    entities, mentions = [], []
    places = list(texts(article))
    for (at, text), document in zip(places, language.pipe(text for _, text in places)):
        offsets = byte_offsets(text)
        for span in document.ents:
            kind = TYPES.get(span.label_)
            start, end = offsets[span.start_char], offsets[span.end_char]
            if kind is None or (at, start) in marked or not span.text.strip():
                continue
            key = (kind, span.text)
            if key not in known:
                known[key] = f"spacy-{len(entities) + 1}"
                entities.append({"id": known[key], "type": kind, "name": span.text})
            mentions.append({"entity": known[key], "at": at, "start": start, "end": end})
    return {"entities": entities, "mentions": mentions}


def read_frame(source):
    lengths = source.read(8)
    if len(lengths) < 8:
        return None, {}
    header_bytes, body_bytes = struct.unpack(">II", lengths)
    header, body = json.loads(source.read(header_bytes)), source.read(body_bytes)
    parts, start = {}, 0
    for part in header.get("parts", []):
        parts[part["name"]] = body[start : start + part["bytes"]]
        start += part["bytes"]
    return header, parts


def write_frame(out, header, *parts):
    header["parts"] = [dict(members, bytes=len(data)) for members, data in parts]
    text = json.dumps(header).encode()
    out.write(struct.pack(">II", len(text), sum(len(data) for _, data in parts)) + text)
    for _, data in parts:
        out.write(data)
    out.flush()


def load(model):
    import spacy

    return spacy.load(model)


def main(source=sys.stdin.buffer, out=sys.stdout.buffer):
    language = None
    while True:
        header, parts = read_frame(source)
        if header is None or header["type"] == "end":
            return
        if header["type"] == "hello":
            try:
                language = load(header["options"]["model"])
            except (ImportError, OSError) as error:
                reason = str(error).splitlines()[0]
                write_frame(out, {"type": "error", "error": {"code": "resource", "message": reason}})
                return
            write_frame(out, {"type": "hello", "protocol": 1})
            continue
        changes = {"add": enrich(json.loads(parts["article"]), language)}
        write_frame(out, {"type": "answer", "seq": header["seq"]}, ({"name": "changes"}, json.dumps(changes).encode()))


if __name__ == "__main__":
    main()
