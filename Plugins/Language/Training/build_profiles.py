#!/usr/bin/env python3
"""Builds Sources/Language/Resources/profiles.txt, the letter statistics that the language stage compares a text with.

Sources, all by package name:
  lingua-language-detector 1.3.5 (PyPI, Apache 2.0): conditional n-gram frequencies, counted by its author in news texts
    of the Leipzig Corpora Collection. Read from the wheel without installing it.
  tesseract-ocr-kir, -uzb, -uzb-cyrl, -tgk (Debian, Apache 2.0): word lists, unpacked by dawg2wordlist
    of tesseract-ocr.
  iso-codes, libglib2.0-data, libgtk2.0-common, libgdk-pixbuf2.0-common, at-spi2-common (Debian, LGPL 2.1 or later): their
    Tatar translations.
  babel (PyPI, BSD; its data from Unicode CLDR, Unicode licence): names of months, weekdays and some countries.
  function_words.tsv beside this script (written for this project).
Kazakh in the Latin alphabets of 2021 and 2018 is the Kazakh table written letter by letter in these alphabets.

  pip download --no-deps lingua-language-detector==1.3.5
  apt-get install tesseract-ocr tesseract-ocr-{kir,uzb,uzb-cyrl,tgk} iso-codes libglib2.0-data libgtk2.0-common \
    libgdk-pixbuf2.0-common at-spi2-common
  ./build_profiles.py lingua_language_detector-1.3.5-py3-none-any.whl        (needs brotli, babel)

Format: "= tag script prior floor1 floor2 floor3 mean1 mean2 mean3" opens a profile; "n cost grams" lists n-grams of n letters, run together, whose
cost is that many half bits (-2 log2 of the share among the language's n-grams); "w words" lists function words. The means
are what an n-gram of an ordinary text costs. The prior is in half bits too: how much rarer news pages in the language are than English ones, in four coarse classes.
"""
import collections
import gettext
import glob
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
import zlib

import babel
import brotli

HERE = pathlib.Path(__file__).resolve().parent
WORD_LISTS = {"ky": "kir", "uz": "uzb", "uz-Cyrl": "uzb_cyrl", "tg": "tgk"}
KEEP = {1: 60, 2: 240, 3: 640}
SCRIPTS = {
    "Cyrl": "kk ru uk be bg mk sr mn ky tt tg uz-Cyrl",
    "Latn": "en de fr es pt it nl pl cs sk sl hr bs hu ro sv da no nn fi et lv lt is ga cy eu ca sq tr az uz kk-Latn-1 "
            "kk-Latn-2 id ms tl vi sw so af la eo yo zu xh sn",
    "Arab": "ar fa ur",
    "Deva": "hi mr",
}
PRIOR = {tag: cost for cost, tags in {
    0: "en ru ar hi", 3: "de fr es pt it pl tr uk fa id nl kk vi", 6: "cs ro sv hu fi da no bg sr hr ur",
    9: "sk sl lt lv et az uz ky mn be tg tt mk ca sq ms mr",
}.items() for tag in tags.split()}
RARE = 13
# Countries whose names news of any language prints.
COUNTRIES = "KZ RU CN US GB DE FR TR JP KR KP IN UA BY UZ KG TJ TM AZ AM GE MN IR IQ AF PK SA IL EG IT ES PL NL CA BR MX AU SY AE".split()
KAZAKH_2021 = {"а": "a", "ә": "ä", "б": "b", "в": "v", "г": "g", "ғ": "ğ", "д": "d", "е": "e", "ё": "io", "ж": "j", "з": "z",
               "и": "i", "й": "i", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "ñ", "о": "o", "ө": "ö", "п": "p",
               "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "ū", "ү": "ü", "ф": "f", "х": "h", "һ": "h", "ц": "ts", "ч": "tş",
               "ш": "ş", "щ": "ş", "ъ": "", "ы": "y", "і": "ı", "ь": "", "э": "e", "ю": "iu", "я": "ia"}
# Printed texts of the 2021 alphabet write і as i.
KAZAKH_2021["і"] = "i"
KAZAKH_2018 = KAZAKH_2021 | {"ә": "á", "ғ": "ǵ", "и": "ı", "й": "ı", "ң": "ń", "ө": "ó", "у": "ý", "ұ": "u", "ү": "ú",
                             "ш": "sh", "ч": "ch", "щ": "sh", "ю": "ıý", "я": "ıa"}
ALPHABET = {"ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя", "tg": "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя",
            "uz-Cyrl": "абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳ", "uz": "abcdefghijklmnopqrstuvxyzoʻgʻ",
            
            "tt": "аәбвгдеёжҗзийклмнңоөпрстуүфхһцчшщъыьэюя"}



def from_lingua(wheel, code):
    """Joint shares of n-grams out of lingua's conditional ones."""
    tables = []
    for name in ("unigrams", "bigrams", "trigrams"):
        raw = json.loads(brotli.decompress(wheel.read("lingua/language-models/%s/%s.json.br" % (code, name))))
        table = {}
        for fraction, grams in raw["ngrams"].items():
            a, b = map(int, fraction.split("/"))
            for gram in grams.split(" "):
                before = tables[-1].get(gram[:-1], 0) if tables else 1
                table[gram] = a / b * before
        tables.append(table)
    return dict(zip((1, 2, 3), tables))


def from_words(words):
    """Shares of n-grams in a list of words, each word counted as often as it is given."""
    counts = {n: collections.Counter() for n in KEEP}
    for word, weight in words.items():
        for n in KEEP:
            for start in range(len(word) - n + 1):
                counts[n][word[start:start + n]] += weight
    shares = {}
    for n, table in counts.items():
        total = max(1, sum(table.values()))
        # What n-grams met once take is about what unmet ones would (Good, 1953); it is left to the floor.
        seen = 1 - sum(1 for count in table.values() if count == 1) / total
        shares[n] = {gram: count / total * seen for gram, count in table.items()}
    return shares


def tesseract_words(package, tag):
    words = collections.Counter()
    path = glob.glob("/usr/share/tesseract-ocr/*/tessdata/%s.traineddata" % package)[0]
    with tempfile.TemporaryDirectory() as folder:
        run = lambda *command: subprocess.run(command, check=True, capture_output=True)
        run("combine_tessdata", "-u", path, folder + "/x.")
        run("dawg2wordlist", folder + "/x.lstm-unicharset", folder + "/x.lstm-word-dawg", folder + "/words")
        for line in open(folder + "/words", encoding="utf-8", errors="replace"):
            word = line.strip().lower().replace("'", "ʻ").replace("’", "ʻ").replace("‘", "ʻ").replace("`", "ʻ")
            if len(word) > 1 and all(letter in ALPHABET[tag] for letter in word):
                words[word.replace("ʻ", "")] = 1
    return words


def translated_words(tag):
    """Words of the translations that the packages above bring."""
    words = collections.Counter()
    domains = "iso_3166-1 iso_639-2 glib20 gtk20 gtk20-properties gdk-pixbuf at-spi2-core"
    for domain in domains.split():
        with open("/usr/share/locale/%s/LC_MESSAGES/%s.mo" % (tag, domain), "rb") as file:
            for text in gettext.GNUTranslations(file)._catalog.values():
                if isinstance(text, str) and "Content-Type" not in text:
                    for word in re.findall(r"\w+", text.replace("_", "").lower()):
                        if len(word) > 1 and all(letter in ALPHABET[tag] for letter in word):
                            words[word] += 1
    return words


def transliterated(tables, letters):
    out = {n: collections.Counter() for n in tables}
    for n, table in tables.items():
        for gram, share in table.items():
            text = "".join(letters.get(letter, letter) for letter in gram)
            for start in range(len(text) - n + 1):
                out[n][text[start:start + n]] += share
    return {n: {gram: share / sum(table.values()) for gram, share in table.items()} for n, table in out.items()}


def calendar_and_countries(tag):
    """Words of the language's calendar and names of countries, lower case, single words only."""
    code = {"no": "nb", "tl": "fil", "uz-Cyrl": "uz_Cyrl", "bs": "bs_Latn"}.get(tag, tag)
    try:
        locale = babel.Locale.parse(code)
    except (babel.UnknownLocaleError, ValueError):
        return []
    names = [name for table in (locale.months, locale.days) for form in table.values() for name in form["wide"].values()]
    names += [locale.territories.get(country, "") for country in COUNTRIES]
    return [name.lower() for name in names if len(name) > 2 and name.replace("'", "").replace("\u2019", "").isalpha()]


def cost(share):
    return min(60, max(1, round(-2 * math.log2(share))))


def costs(table, n):
    """Costs of the kept n-grams, and the floor."""
    ranked = sorted(((g, s) for g, s in table.items() if len(g) == n and g.isprintable()), key=lambda x: (-x[1], x[0]))
    kept, rest = ranked[:KEEP[n]], ranked[KEEP[n]:]
    # Rare letters of a table are other languages' names.
    if n == 1:
        kept = [(g, s) for g, s in kept if s > 2e-4]
    left = max(1e-4, 1 - sum(s for _, s in kept))
    types = max(len(rest), 400 * n)
    return {g: cost(s) for g, s in kept}, max(cost(kept[-1][1]) + 2, min(48, cost(left / types)))


def profile(tag, script, tables, words, unseen=None):
    """`unseen`: shares of n-grams in other texts than the tables were counted in, when there are any."""
    lines, floors, means = [], [], []
    for n in (1, 2, 3):
        kept, floor = costs(tables[n], n)
        floors.append(floor)
        judged = (unseen or tables)[n]
        means.append(sum(share * kept.get(gram, floor) for gram, share in judged.items()) / sum(judged.values()))
        bands = collections.defaultdict(list)
        for gram, value in kept.items():
            bands[value].append(gram)
        for value in sorted(bands):
            lines.append("%d %d %s" % (n, value, "".join(sorted(bands[value]))))
    head = "= %s %s %d %d %d %d %.1f %.1f %.1f" % (tag, script, PRIOR.get(tag, RARE), *floors, *means)
    return "\n".join([head, *lines, "w " + " ".join(sorted({part for word in words for part in pieces(word)}))])


def halves(words):
    """Two lists of words of equal size, in no particular order of words."""
    ranked = sorted(words, key=lambda word: zlib.crc32(word.encode()))
    return [{word: words[word] for word in ranked[start::2]} for start in (0, 1)]


def unseen_shares(tables, words):
    """Shares for judging a small source: what one half of its words holds, rewritten by what the other half knows."""
    first, second = (from_words(half) for half in halves(words))
    out = {}
    for n in KEEP:
        known = {gram for gram, _ in sorted(first[n].items(), key=lambda x: (-x[1], x[0]))[:KEEP[n]]}
        # An n-gram that the first half lacks stands for one that the whole source lacks.
        out[n] = collections.Counter()
        for gram, share in second[n].items():
            out[n][gram if gram in known else ""] += share
    return out


def pieces(word):
    """A word as the stage cuts it: marks dropped, an apostrophe after o and g too, cut at other apostrophes."""
    word = word.replace("\u2019", "'").replace("\u02bb", "'").replace("\u02bc", "'").replace("o'", "o").replace("g'", "g")
    return ["".join(c for c in part if unicodedata.category(c)[0] != "M") for part in word.split("'") if part]


def main():
    wheel = zipfile.ZipFile(sys.argv[1])
    words = {}
    for line in (HERE / "function_words.tsv").read_text().splitlines():
        if line and not line.startswith("#"):
            tag, text = line.split("\t")
            words[tag] = text.split() + calendar_and_countries(tag)
    latin = lambda text, letters: "".join(letters.get(letter, letter) for letter in text)
    words["kk-Latn-1"] = [latin(word, KAZAKH_2021) for word in words["kk"]]
    words["kk-Latn-2"] = [latin(word, KAZAKH_2018) for word in words["kk"]]
    kazakh = from_lingua(wheel, "kk")
    out = ["# Written by Training/build_profiles.py, which names the sources."]
    for script, tags in SCRIPTS.items():
        for tag in tags.split():
            unseen = None
            if tag in WORD_LISTS:
                tables = from_words(tesseract_words(WORD_LISTS[tag], tag))
            elif tag == "tt":
                known = translated_words(tag) + collections.Counter({word: 20 for word in words[tag]})
                tables = from_words(known)
                unseen = unseen_shares(tables, known)
            elif tag.startswith("kk-Latn"):
                tables = transliterated(kazakh, KAZAKH_2021 if tag.endswith("1") else KAZAKH_2018)
            else:
                tables = from_lingua(wheel, {"no": "nb"}.get(tag, tag))
            out.append(profile(tag, script, tables, words.get(tag, []), unseen))
    target = HERE.parent / "Sources/Language/Resources/profiles.txt"
    target.write_text("\n".join(out) + "\n")


main()
