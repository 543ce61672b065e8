#!/usr/bin/env python3
"""Compare the text-bearing elements of pages, as html_article reads them, with those of libxml2's HTML parser.

    python3 elements.py --bench extraction-bench --work DIR [--show KIND] PAGES.txt

PAGES.txt holds the path of one page a line.  Both parsers get the same decoded bytes.  An element is compared by its name
and by the text that stands in it directly, white space folded; unknown names count as one.  Every difference is given one
kind, and pages and texts are counted by kind.  --show prints some of a kind.
"""
import argparse
import collections
import difflib
import json
import os
import subprocess
import sys

import lxml.etree
import lxml.html

# What neither parser gives as text of the page, or what is data.
RAW = {"script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp", "plaintext", "noscript", "template"}
# Elements that a browser's tree builder moves or closes in ways that libxml2 and this reader answer differently.
INLINE = {"a", "b", "strong", "i", "em", "u", "s", "strike", "small", "big", "font", "code", "kbd", "samp", "tt", "sub",
          "sup", "span", "mark", "q", "cite", "time", "abbr", "data", "label", "nobr", "del", "ins", "bdo", "bdi", "other"}
TABLE = {"table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup"}


def fold(text):
    return " ".join(part for part in text.replace("\0", "").replace("\x0c", " ").replace("\r", " ").replace("\t", " ")
                    .replace("\n", " ").split(" ") if part)


def reference(page, names):
    """[(tag, text)] in document order, and what is wrong when libxml2 gives no tree."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(page, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError) as error:
        return [], str(error)
    found = []

    def tag(element):
        name = element.tag.lower().rpartition(":")[2] if isinstance(element.tag, str) else "other"
        return name if name in names else "other"

    def add(element, inside, text):
        folded = fold(text or "")
        if folded and not inside:
            found.append((tag(element), folded))

    stack = [(root, False, False)]
    while stack:
        element, inside, isTail = stack.pop()
        if isTail:
            add(element.getparent(), inside, element.tail)
            continue
        own = inside or tag(element) in RAW
        add(element, own, element.text)
        for child in reversed(element):
            stack.append((child, own, True))
            stack.append((child, own, False))
    return found, None


def classify(ours, theirs):
    """The kind of a stretch whose texts differ, by what the parsers are known to do differently."""
    own, other = "".join(t for _, t in ours).replace(" ", ""), "".join(t for _, t in theirs).replace(" ", "")
    if own == other:
        return "same text, divided differently (a misplaced end tag)"
    if own.startswith(other) or other.startswith(own) or own.endswith(other) or other.endswith(own):
        return "text that only one has"
    return "other text"


def tag_kind(ours, theirs):
    if ours == theirs:
        return None
    if theirs == "wbr":
        return "text in wbr (libxml2 takes it for an element with content)"
    if "a" in (ours, theirs):
        return "links that are never closed (here a block or another link ends them)"
    if {ours, theirs} <= {"html", "head", "body"}:
        return "text before the body (libxml2 opens one for it)"
    if {ours, theirs} & TABLE:
        return "text of a table's rows that stands in no cell"
    if ours in INLINE and theirs in INLINE:
        return "misnested inline elements"
    if ours in INLINE or theirs in INLINE:
        return "inline elements that a block ends in one and not in the other"
    return "elements whose end one of them implies earlier"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("list")
    ap.add_argument("--bench", required=True)
    ap.add_argument("--work", required=True)
    ap.add_argument("--show")
    args = ap.parse_args()
    os.makedirs(args.work, exist_ok=True)
    subprocess.run([args.bench, "elements", args.list, args.work], check=True)
    names = set(json.load(open(os.path.join(args.work, "names.json")))) - {"other"}
    paths = open(args.list, encoding="utf-8").read().split("\n")
    kinds, pages, characters = collections.Counter(), collections.defaultdict(set), collections.Counter()
    total = agreed = text_total = text_agreed = equal_pages = count = 0
    for number in range(len([p for p in paths if p])):
        page = open(os.path.join(args.work, f"{number}.utf8"), "rb").read()
        ours = [(tag, fold(text)) for tag, text in json.load(open(os.path.join(args.work, f"{number}.json")))
                if tag not in RAW]
        theirs, problem = reference(page, names)
        count += 1
        if problem:
            kinds["libxml2 gives no tree"] += 1
            pages["libxml2 gives no tree"].add(number)
            continue
        before = sum(kinds.values())

        def note(kind, own, other):
            kinds[kind] += 1
            pages[kind].add(number)
            characters[kind] += sum(len(t) for _, t in (own or other))
            if args.show == kind and pages[kind] and kinds[kind] % 7 == 1:
                print(number, [(t, x[:60]) for t, x in own[:4]], "|", [(t, x[:60]) for t, x in other[:4]])

        total += max(len(ours), len(theirs))
        text_total += sum(len(t) for _, t in theirs)
        matcher = difflib.SequenceMatcher(None, [t for _, t in ours], [t for _, t in theirs], autojunk=False)
        for op, a, b, c, d in matcher.get_opcodes():
            if op == "equal":
                for own, other in zip(ours[a:b], theirs[c:d]):
                    kind = tag_kind(own[0], other[0])
                    text_agreed += len(own[1])
                    if kind:
                        note(kind, [own], [other])
                    else:
                        agreed += 1
            else:
                note(classify(ours[a:b], theirs[c:d]), ours[a:b], theirs[c:d])
        if sum(kinds.values()) == before:
            equal_pages += 1
    print(f"{count} pages, {equal_pages} equal element for element; of {total} texts {agreed} agree in text and element "
          f"({100 * agreed / max(1, total):.2f} %), of {text_total} characters {100 * text_agreed / max(1, text_total):.2f} % in text")
    print("| difference | stretches | pages | characters |\n|---|---|---|---|")
    for kind, number in kinds.most_common():
        print(f"| {kind} | {number} | {len(pages[kind])} | {characters[kind]} |")


if __name__ == "__main__":
    sys.exit(main())
