#!/usr/bin/env python3
"""Render the HTML pages of a benchmark folder as plain text in four styles.

    python3 render.py DATA_DIR OUT_DIR       (needs resiliparse, lxml, and the program w3m)

DATA_DIR holds gold.jsonl and the gzipped pages that it names.  Styles, one folder each:

  A  the whole visible page (Resiliparse, bullets and alternative texts); the given text file when there is one
  B  Resiliparse's main content
  C  as a browser's innerText does it: a line per block, no bullets, no alternative texts
  D  w3m -dump, hard-wrapped at 100 columns
"""
import gzip
import json
import os
import re
import subprocess
import sys

import lxml.html
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree

SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "figure", "dl", "pre"}
BLOCKS = SPACED | {"div", "section", "article", "header", "footer", "nav", "aside", "main", "li", "tr", "table", "form",
                   "figcaption", "dt", "dd", "hr", "address", "fieldset", "body", "details", "summary", "tbody", "thead"}
HIDDEN = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "textarea", "audio",
          "video", "canvas", "math", "datalist", "input"}


def inner_text(html):
    try:
        root = lxml.html.document_fromstring(html)
    except (lxml.etree.ParserError, ValueError):
        return ""
    out = []

    def walk(node):
        tag = node.tag if isinstance(node.tag, str) else "script"
        style = re.sub(r"\s", "", node.get("style") or "") if tag != "script" else ""
        if tag not in HIDDEN and node.get("hidden") is None and "display:none" not in style:
            edge = "\n\n" if tag in SPACED else "\n" if tag in BLOCKS else ""
            out.append(edge)
            if tag == "br":
                out.append("\n")
            if node.text:
                out.append(re.sub(r"\s+", " ", node.text) if tag != "pre" else node.text)
            for child in node:
                walk(child)
            out.append("\t" if tag in ("td", "th") else edge)
        if node.tail:
            out.append(re.sub(r"\s+", " ", node.tail))

    sys.setrecursionlimit(20000)
    walk(root)
    lines = [re.sub(r"[ ]+", " ", line).strip() for line in "".join(out).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def main():
    data, out = sys.argv[1:]
    for style in "ABCD":
        os.makedirs(os.path.join(out, style), exist_ok=True)
    for line in open(os.path.join(data, "gold.jsonl"), encoding="utf-8"):
        gold = json.loads(line)
        raw = gzip.open(os.path.join(data, gold["html"])).read()
        html = bytes_to_str(raw, detect_encoding(raw, from_html_meta=True))
        name = os.path.basename(gold["html"])[:-len(".html.gz")] + ".txt"
        tree = HTMLTree.parse(html)
        texts = {
            "A": gzip.open(os.path.join(data, gold["text"])).read().decode() if gold.get("text") else
            extract_plain_text(tree, main_content=False, alt_texts=True, list_bullets=True),
            "B": extract_plain_text(tree, main_content=True, alt_texts=True, list_bullets=True),
            "C": inner_text(re.sub(r"^\s*<\?xml[^>]*>", "", html)),
            "D": subprocess.run(["w3m", "-dump", "-cols", "100", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8"],
                                input=html.encode("utf-8", "replace"), capture_output=True, timeout=60).stdout.decode(
                                    "utf-8", "replace"),
        }
        for style, text in texts.items():
            with open(os.path.join(out, style, name), "w", encoding="utf-8", errors="replace") as f:
                f.write(text)


if __name__ == "__main__":
    main()
