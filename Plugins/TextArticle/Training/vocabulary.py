"""The learned vocabulary: words and pairs of neighbouring words that tell body lines from the rest.

A word's weight is the log odds of meeting it in a body line against meeting it elsewhere, each page counted once a side; only
words that many sites use are taken, so the list is about news pages and not about the pages it was learned from.
"""
import math
import unicodedata
from collections import defaultdict

CATEGORY = {}


def kind(c):
    """'w' for Han and kana, 'l' for letters, marks and digits, ' ' for the rest; as the stage's character table has it."""
    k = CATEGORY.get(c)
    if k is None:
        category = unicodedata.category(c)
        code = ord(c)
        wide = (0x2E80 <= code <= 0x303E or 0x3041 <= code <= 0xA4CF or 0xF900 <= code <= 0xFAFF or code >= 0x20000)
        k = " " if category[0] not in "LM" and category != "Nd" else "w" if wide and category[0] in "LM" else "l"
        CATEGORY[c] = k
    return k


def units(line):
    """Words in lower case; pairs of neighbouring characters in Han and kana."""
    out, word, wide = [], [], []

    def end_word():
        if word:
            out.append("".join(word).lower())
            word.clear()

    def end_wide():
        if wide:
            out.extend(a + b for a, b in zip(wide, wide[1:]))
            wide.clear()

    for c in line:
        k = kind(c)
        if k == "w":
            end_word()
            wide.append(c)
        elif k == "l":
            end_wide()
            word.append(c)
        else:
            end_word()
            end_wide()
    end_word()
    end_wide()
    return out


def learn(pages, size, least_domains=6, clip=3.0):
    """pages: (domain, lines, labels, weight) -> [(weight, "word" or "word word")], the most telling first."""
    inside, outside, domains = defaultdict(float), defaultdict(float), defaultdict(set)
    body_pages = 0.0
    for domain, lines, labels, weight in pages:
        sides = (set(), set())
        for line, label in zip(lines, labels):
            found = units(line)
            sides[label].update(w for w in found if not w.isdigit() and len(w) < 40)
            sides[label].update(f"{a} {b}" for a, b in zip(found, found[1:])
                                if not a.isdigit() and not b.isdigit() and len(a) + len(b) < 40)
        for w in sides[1]:
            inside[w] += weight
            domains[w].add(domain)
        for w in sides[0]:
            outside[w] += weight
            domains[w].add(domain)
        body_pages += weight
    scored = []
    for word, sites in domains.items():
        if len(sites) < least_domains:
            continue
        odds = math.log((inside[word] + 1) / (outside[word] + 1))
        weight = max(-clip, min(clip, odds))
        scored.append((-abs(weight) * math.sqrt(len(sites)), word, weight))
    scored.sort()
    return [(round(weight, 2), word) for _, word, weight in scored[:size] if abs(weight) >= 0.2]


def write(path, entries):
    with open(path, "w", encoding="utf-8") as f:
        f.write("# Learned words and pairs: weight, word, second word of a pair. Made by Training/train.py.\n")
        for weight, word in entries:
            f.write(f"{weight:g} {word}\n")
