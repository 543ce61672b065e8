#!/usr/bin/env python3
"""Finds the names of a list in articles: a stage of kzpipe in Python, with nothing but the standard library.

The list is a text file with a name a line, as `type<TAB>name`, where type is person, organisation, place, event or norp.
kzpipe asks by frames on standard input; its docs/protocol.md describes them.
"""

import json
import re
import struct
import sys

TYPES = {"person", "organisation", "place", "event", "norp"}


class Names:
    """The names of a list, found as whole words, longer ones first."""

    def __init__(self, lines):
        self.types = {}
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("#"):
                continue
            kind, tab, name = line.partition("\t")
            if not tab or kind not in TYPES or not name.strip():
                raise ValueError(f"line {number} of the list is not a type, a tabulator and a name")
            self.types[name.strip()] = kind
        names = sorted(self.types, key=len, reverse=True)
        alternatives = "|".join(re.escape(name) for name in names) or r"(?!)"
        self.pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")

    def find(self, text):
        """(start, end, name) in bytes of UTF-8."""
        done, offset = 0, 0
        for match in self.pattern.finditer(text):
            # Each stretch is encoded once, so a long text stays linear.
            offset += len(text[done : match.start()].encode())
            length = len(match.group().encode())
            yield offset, offset + length, match.group()
            offset += length
            done = match.end()


def texts(article):
    """The texts of an article with their places."""
    if article.get("headline"):
        yield "/headline", article["headline"]
    for index, block in enumerate(article.get("body", [])):
        yield f"/body/{index}/text", block["text"]
    for index, image in enumerate(article.get("images", [])):
        if image.get("caption"):
            yield f"/images/{index}/caption", image["caption"]


def enrich(article, names):
    """Entities and mentions to add to an article record."""
    # An entity that another stage has found keeps its identity.
    known = {entity["name"]: entity["id"] for entity in article.get("entities", [])}
    entities, mentions = {}, []
    for at, text in texts(article):
        for start, end, name in names.find(text):
            identity = known.get(name) or f"own-{list(names.types).index(name) + 1}"
            if name not in known:
                entities[name] = {"id": identity, "type": names.types[name], "name": name}
            mentions.append({"entity": identity, "at": at, "start": start, "end": end})
    return {"entities": list(entities.values()), "mentions": mentions}


def read_frame(source):
    """The header and the parts by name; (None, {}) at the end of the input."""
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


def main(source=sys.stdin.buffer, out=sys.stdout.buffer):
    names = None
    while True:
        header, parts = read_frame(source)
        if header is None or header["type"] == "end":
            return
        if header["type"] == "hello":
            try:
                with open(header["options"]["list"], encoding="utf-8") as lines:
                    names = Names(lines)
            except (OSError, ValueError) as error:
                write_frame(out, {"type": "error", "error": {"code": "resource", "message": f"the list cannot be used: {error}"}})
                return
            write_frame(out, {"type": "hello", "protocol": 1})
            continue
        changes = {"add": enrich(json.loads(parts["article"]), names)}
        write_frame(out, {"type": "answer", "seq": header["seq"]}, ({"name": "changes"}, json.dumps(changes).encode()))


if __name__ == "__main__":
    main()
