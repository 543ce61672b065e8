#!/usr/bin/env python3
"""Word lists for the tagger's features, and the list of place names that are also ordinary words or first names.

  words.py WORDNET_DICT SILVER.jsonl WORDS.tsv WEAK.txt

Sources: names from Faker's locales (MIT) and word-lists.tsv (written for this project); classes of nouns by their first
sense from WordNet 3.0 (Princeton licence); which words are common from the running text of SILVER. Deterministic.
"""
import importlib
import json
import os
import re
import sys
import unicodedata
from collections import Counter

import faker.providers.person as persons

HERE = os.path.dirname(os.path.abspath(__file__))
FIRST, LAST, COMMON, TITLE, BODY, COMPANY, PLACE, MONTH, SAYING, EVENT, GROUP = (1 << i for i in range(11))
LISTS = {"first": FIRST, "last": LAST, "title": TITLE, "body": BODY, "company": COMPANY, "place": PLACE, "month": MONTH,
         "saying": SAYING, "event": EVENT}


def fold(word):
    word = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in word if not unicodedata.combining(c)).replace("ё", "е").replace("’", "'").replace("ı", "i").replace("ł", "l").replace("ø", "o")


def faker_names():
    """First names and surnames of every locale, Latin and Cyrillic."""
    first, last = set(), set()
    for locale in sorted(os.listdir(os.path.dirname(persons.__file__))):
        if "_" not in locale or locale.startswith("__"):
            continue
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ImportError:
            continue
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if not attribute.startswith(("first_name", "last_name", "first_romanized", "last_romanized")) or not isinstance(values, (list, tuple, set, dict)):
                continue
            into = first if attribute.startswith("first") else last
            for value in values if not isinstance(values, dict) else values.keys():
                if isinstance(value, str) and re.match(r"^[^\W\d_][^\d_]+$", value) and value[0].isupper():
                    for part in re.split(r"[ ]", value):
                        if len(part) > 1 and part[0].isupper():
                            into.add(fold(part))
    return first, last


def wordnet(folder):
    """Lexicographer file of the first noun sense of every single word, and verbs of communication."""
    file_of = {}
    for pos in ("noun", "verb"):
        for line in open(os.path.join(folder, f"data.{pos}"), encoding="utf-8"):
            if not line.startswith(" "):
                parts = line.split(" ", 3)
                file_of[pos, parts[0]] = int(parts[1])
    nouns, verbs = {}, {}
    for pos, into in (("noun", nouns), ("verb", verbs)):
        for line in open(os.path.join(folder, f"index.{pos}"), encoding="utf-8"):
            if line.startswith(" "):
                continue
            parts = line.split()
            word = parts[0]
            if "_" in word or not re.match(r"^[a-z][a-z'-]+$", word):
                continue
            offset = next((p for p in parts[4:] if len(p) == 8 and p.isdigit()), None)
            if offset and (pos, offset) in file_of:
                into[word] = file_of[pos, offset]
    return nouns, verbs


def main():
    folder, silver, words_path, weak_path = sys.argv[1:5]
    bits = Counter()
    first, last = faker_names()
    lists = {}
    for line in open(os.path.join(HERE, "word-lists.tsv"), encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        name, words = line.rstrip("\n").split("\t")
        lists.setdefault(name, []).extend(fold(w) for w in words.split())
    for w in first:
        bits[w] |= FIRST
    for w in last:
        bits[w] |= LAST
    for name, words in lists.items():
        for w in words:
            bits[w] |= LISTS[name]
    lower, upper = Counter(), Counter()
    for line in open(silver, encoding="utf-8"):
        for w in re.findall(r"[^\W\d_][\w'’-]*", json.loads(line)["text"]):
            (lower if w.islower() else upper)[fold(w)] += 1
    nouns, verbs = wordnet(folder)
    common = {w for w, n in lower.items() if n >= 2 and n > 0.5 * upper[w]} | {w for w, n in lower.items() if n >= 30}
    for w in common:
        bits[w] |= COMMON
    names = first | last
    for w, n in nouns.items():
        if w not in common and not (n in (14, 15, 18) and len(w) < 12):
            continue
        if n not in (3,) and (w not in names or w in common):
            bits[w] |= n << 24
            plural = w + ("es" if w.endswith(("s", "x", "ch", "sh")) else "s") if not w.endswith("y") else w[:-1] + "ies"
            if plural not in nouns and n != 18 or n == 18 and plural not in nouns:
                if plural not in names:
                    bits[plural] |= n << 24
        if n == 18 and w in common and w not in names:
            bits[w] |= TITLE
    for w, n in verbs.items():
        if n == 32 and w in common:
            for form in {w, w + "s", w + "ed", w + "d" if w.endswith("e") else w, w[:-1] + "ied" if w.endswith("y") else w}:
                if form in common:
                    bits[form] |= SAYING
    with open(words_path, "w", encoding="utf-8", newline="\n") as f:
        f.write("# Generated by Training/words.py; see there for sources. Columns: word, bits.\n")
        for w in sorted(bits):
            if bits[w]:
                f.write(f"{w}\t{bits[w]}\n")
    stop = {w for w in nouns if w in common} | common
    with open(weak_path, "w", encoding="utf-8", newline="\n") as f:
        f.write("# Generated by Training/words.py: words and first names that are names of places as well.\n")
        for w in sorted(w for w in stop | first | last if len(w) > 1):
            f.write(w + "\n")


if __name__ == "__main__":
    main()
