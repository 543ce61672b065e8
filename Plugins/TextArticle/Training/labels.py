"""Labels for lines: which of a page's lines belong to the gold body.  Standard library only."""
import re
import unicodedata
from collections import Counter

WORD = re.compile(r"[^\W_]+")
WIDE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")


def tokens(text):
    """Words in lower case; Han and kana character by character."""
    out = []
    for word in WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if WIDE.search(word):
            out.extend(word)
        else:
            out.append(word)
    return out


def shingles(words):
    return [tuple(words[i:i + 4]) for i in range(len(words) - 3)]


def label(lines, body, optional=()):
    """-> (labels 0/1, counts 0/1: lines that should count, share of the body that the labelled lines cover)."""
    gold = tokens(body)
    gold_set = Counter(shingles(gold))
    gold_text = " " + " ".join(gold) + " "
    gold_lines = {tuple(tokens(line)) for line in body.split("\n")}
    maybe = set()
    for paragraph in optional:
        maybe.update(shingles(tokens(paragraph)))
    words = [tokens(line) for line in lines]
    keep = [0] * len(lines)
    counts = [1] * len(lines)
    for i, line in enumerate(words):
        grams = shingles(line)
        if grams:
            if sum(g in gold_set for g in grams) * 2 >= len(grams):
                keep[i] = 1
            if maybe and sum(g in maybe for g in grams) * 2 >= len(grams):
                counts[i] = 0
    drop_extra_copies(words, keep, gold_text)
    short_lines(words, keep, gold_text, gold_lines)
    covered = Counter(g for i, line in enumerate(words) if keep[i] for g in shingles(line))
    total = sum(gold_set.values())
    share = sum((gold_set & covered).values()) / total if total else float(any(keep))
    return keep, counts, share


def drop_extra_copies(words, keep, gold_text):
    """Of lines that occur more often on the page than in gold, keep those nearest to the middle of the body."""
    places = sorted(i for i, k in enumerate(keep) if k)
    if not places:
        return
    middle = places[len(places) // 2]
    groups = {}
    for i in places:
        groups.setdefault(tuple(words[i]), []).append(i)
    for line, copies in groups.items():
        wanted = max(1, gold_text.count(" " + " ".join(line) + " "))
        if len(copies) > wanted:
            for i in sorted(copies, key=lambda j: (abs(j - middle), j))[wanted:]:
                keep[i] = 0


def short_lines(words, keep, gold_text, gold_lines):
    """Lines of fewer than four words: in gold together with the end of the line before or the start of the one after."""
    places = [i for i, k in enumerate(keep) if k]
    if not places:
        return
    last = -1
    for i in range(places[0] - 3 if places[0] > 3 else 0, min(len(words), places[-1] + 4)):
        line = words[i]
        if keep[i]:
            last = i
            continue
        if not 0 < len(line) < 4:
            continue
        after = next((words[j] for j in range(i + 1, min(len(words), i + 4)) if keep[j] or len(words[j]) > 3), [])
        joined_before = last >= 0 and f" {' '.join(words[last][-3:] + line)} " in gold_text
        joined_after = bool(after) and f" {' '.join(line + after[:3])} " in gold_text
        if joined_before or joined_after or (tuple(line) in gold_lines and i - last <= 3 and last >= 0):
            keep[i] = 1
            last = i
