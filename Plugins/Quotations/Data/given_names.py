#!/usr/bin/env python3
"""Writes Sources/Quotations/Resources/given-names.tsv: given names that one gender bears, for `he said` and `she said`.

  given_names.py WORD_LISTS.tsv OUT.tsv

Sources: names by gender of Faker's locales (MIT; Cyrillic ones also as news agencies print them); Kazakh names of the entity
module's word lists, written for this project. Names that both genders bear are left out. Deterministic.
"""
import importlib
import os
import re
import sys

import faker.providers.person as persons

LATIN = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ", "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya yo i yi ye g".split()))


def latin(word):
    return re.sub("(iy|yy)$", "y", "".join(LATIN.get(c, c) for c in word.lower()).replace("_", ""))


def main():
    found = {"f": set(), "m": set()}
    for locale in sorted(os.listdir(os.path.dirname(persons.__file__))):
        if not re.fullmatch(r"[a-z]{2}(_[A-Z]{2})?", locale) or locale[:2] in ("ko", "ja", "zh", "vi"):
            continue
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ImportError:
            continue
        for gender, attribute in (("f", "first_names_female"), ("m", "first_names_male")):
            values = getattr(provider, attribute, ())
            for value in values if isinstance(values, (list, tuple, dict)) else ():
                if isinstance(value, str) and re.fullmatch(r"[A-ZÀ-ŽА-ЯЁІЇЄ][a-zà-žа-яёіїє'’]{2,}", value):
                    found[gender].add(value.lower())
                    if re.match("[а-яёіїє]", value.lower()):
                        found[gender].add(latin(value))
    number = 0
    for line in open(sys.argv[1], encoding="utf-8"):
        if line.startswith("first\t"):
            if number in (0, 5, 1, 6):
                found["f" if number in (0, 5) else "m"].update(line.rstrip("\n").split("\t")[1].split())
            number += 1
    both = found["f"] & found["m"]
    with open(sys.argv[2], "w", encoding="utf-8", newline="\n") as out:
        out.write("# Given names that one gender bears. Written by Data/given_names.py from Faker's locales (MIT) and word lists of this project.\nname\tgender\n")
        # In the order of the bytes: the module searches the file in place.
        for line in sorted((f"{n}\t{g}\n" for g in "fm" for n in found[g] - both), key=str.encode):
            out.write(line)


if __name__ == "__main__":
    main()
