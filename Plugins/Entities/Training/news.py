#!/usr/bin/env python3
"""Invented news prose with its entities marked, as training text.

  news.py DATA_DIR SEED PARAGRAPHS > news.jsonl

A grammar (news-grammar.txt, written for this project) is filled with invented persons and bodies and with places of the
gazetteer packs. Same seed, same text. One JSON object a paragraph: {"text", "entities": [[start, end, label], ...]}, offsets in
code points.

Grammar: a line is a sentence; `# name` begins a list. `{a|b}` is a choice, `[X]` a slot: a list of the grammar, or one of
the makers below. A slot in capitals that stands in LABELS marks an entity, unless written `[X~]`.
"""
import json
import os
import random
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LABELS = {"PER": "PER", "LAST": "PER", "FIRST": "PER", "KPER": "PER", "TRAPPER": "PER", "CITY": "LOC", "COUNTRY": "LOC", "REGION": "LOC",
          "WATER": "LOC", "SITE": "LOC", "LAND": "LOC", "DATELINE": "LOC", "TOWN": "LOC", "CO": "ORG", "COSHORT": "ORG", "BODY": "ORG", "MEDIA": "ORG",
          "THEMEDIA": "ORG", "CLUB": "ORG", "UNIV": "ORG", "MIN": "ORG", "PARTY": "ORG", "INTORG": "ORG", "ACR": "ORG", "BAND": "ORG", "SCHOOL": "ORG",
          "COURT": "ORG", "BANK": "ORG", "KNOWN": "ORG", "BRANDNAME": "ORG", "LEAGUE": "ORG", "FIELDBODY": "ORG", "NORP": "NORP", "EVENT": "EVT", "WORK": "WRK"}


def load_tsv(path):
    for line in open(path, encoding="utf-8"):
        if line.startswith(("#", "kind\t")):
            continue
        yield line.rstrip("\n").split("\t")


LATIN = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ", "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya yo i yi ye g".split()))


def latin(word):
    """A Cyrillic name as news agencies print it."""
    out = "".join(LATIN.get(c, c) for c in word.lower()).replace("_", "")
    return re.sub("(iy|yy)$", "y", out).capitalize()


class Pools:
    """Names to draw from."""

    def __init__(self, data):
        self.countries, self.norps, self.cities, self.towns, self.regions, self.known = [], [], [], [], [], []
        for c in load_tsv(os.path.join(data, "world", "countries.tsv")):
            names = dict(g.split("=", 1) for g in c[8].split(";"))
            weight = 1 + (c[2] in ("KZ",)) * 60 + (c[2] in ("RU", "CN", "KR", "UZ", "KG", "TR", "JP", "US")) * 15 + (int(c[7]) > 20_000_000) * 3
            forms = [f.lstrip("~?^") for f in names["en"].split("|")]
            self.countries += [(f, weight * (3 if i == 0 else 0.4), c[2]) for i, f in enumerate(forms) if len(f) > 3 or f in ("UAE", "UK", "USA", "US")]
        for g in load_tsv(os.path.join(data, "world", "groups.tsv")):
            names = dict(x.split("=", 1) for x in g[8].split(";"))
            for i, f in enumerate(names["en"].split("|")):
                self.norps.append((f, (1 if i == 0 else 0.5) * (40 if g[2] == "KZ" else 10 if g[2] in ("RU", "CN", "KR", "UZ", "KG", "TR") else 2), i > 0 and f.endswith("s")))
        for p in load_tsv(os.path.join(data, "world", "places.tsv")):
            population = int(p[7])
            self.cities.append((p[1], population ** 0.4))
        for p in load_tsv(os.path.join(data, "kazakhstan", "places.tsv")):
            forms = [f.lstrip("~?^") for f in dict(x.split("=", 1) for x in p[8].split(";"))["en"].split("|")]
            for i, f in enumerate(forms):
                (self.cities if int(p[7]) > 90000 else self.towns).append((f, (900 if i == 0 else 60) if int(p[7]) > 90000 else 1))
        for folder in ("world", "kazakhstan"):
            for r in load_tsv(os.path.join(data, folder, "regions.tsv")):
                self.regions.append((r[1], 1))
            for o in load_tsv(os.path.join(data, folder, "organisations.tsv")):
                forms = [f for g in o[8].split(";") if g.startswith("en=") for f in g[3:].split("|")]
                self.known += [(f.lstrip("~?^"), 1) for f in forms if not f.startswith("?")]
        for s in load_tsv(os.path.join(data, "world", "states.tsv")):
            self.regions.append((s[1], 0.3))
        self.people()
        self.grammar()

    def people(self):
        import importlib
        self.cultures = {}
        for code in ("en_US", "en_GB", "de_DE", "fr_FR", "it_IT", "es_ES", "pl_PL", "cs_CZ", "sv_SE", "no_NO", "nl_NL", "tr_TR", "fi_FI",
                     "hu_HU", "lv_LV", "lt_LT", "ro_RO", "pt_BR", "da_DK", "hr_HR", "uz_UZ", "az_AZ", "en_IN", "id_ID", "et_EE", "en_KE", "yo_NG",
                     "zu_ZA", "sw", "tw_GH", "fr_DZ", "fr_CH", "nl_BE", "de_AT", "sk_SK", "sl_SI", "is_IS", "ga_IE", "en_IE", "es_MX", "es_CO", "pt_PT", "en_PK"):
            try:
                provider = importlib.import_module(f"faker.providers.person.{code}").Provider
            except ImportError:
                continue
            def get(kind):
                out = []
                for attribute in sorted(dir(provider)):
                    value = getattr(provider, attribute)
                    if attribute.startswith(kind) and isinstance(value, (list, tuple, dict)):
                        out += [v for v in value if isinstance(v, str) and re.match(r"^[A-ZÀ-Ž][\w'’-]+$", v)]
                return sorted(set(out))
            first, last = get("first_name"), get("last_name")
            if first and last:
                self.cultures[code] = (first, last)
        for code in ("ru_RU", "uk_UA", "bg_BG"):
            provider = importlib.import_module(f"faker.providers.person.{code}").Provider
            values = lambda kind: [v for a in sorted(dir(provider)) if a.startswith(kind)
                                   for v in (getattr(provider, a) if isinstance(getattr(provider, a), (list, tuple, dict)) else ())]
            pick = lambda kind: sorted({latin(v) for v in values(kind) if isinstance(v, str) and re.match(r"^[А-ЯЁІЇЄ][а-яёіїє]+$", v)})
            self.cultures[code] = (pick("first_name"), pick("last_name"))
        lists = {}
        for line in open(os.path.join(HERE, "word-lists.tsv"), encoding="utf-8"):
            if not line.startswith("#") and "\t" in line:
                name, words = line.rstrip("\n").split("\t")
                lists.setdefault(name, []).append(words.split())
        cap = lambda w: "-".join(p if i else p.capitalize() for i, p in enumerate(w.split("-")))
        self.kazakh_first = [w.capitalize() for ws in lists["first"][:2] + lists["first"][5:7] for w in ws]
        self.neighbour_first = [w.capitalize() for w in lists["first"][2] + lists["first"][7]]
        self.arab_first, self.arab_last = [w.capitalize() for w in lists["first"][8]], [w.capitalize() for w in lists["last"][4]]
        self.cultures["south"] = ([w.capitalize() for w in lists["first"][9]], [w.capitalize() for w in lists["last"][5]])
        self.cultures["silk"] = (self.neighbour_first, [w.capitalize() for w in lists["last"][6]])
        self.chinese_first = [w.capitalize() for w in lists["first"][11]]
        self.korean_first = [cap(w) for w in lists["first"][3]]
        self.east_first = [w.capitalize() for w in lists["first"][4]]
        self.kazakh_last = [w.capitalize() for w in lists["last"][0]]
        self.korean_last = [w.capitalize() for w in lists["last"][1]]
        self.chinese_last = [w.capitalize() for w in lists["last"][2]]
        self.japanese_last = [w.capitalize() for w in lists["last"][3]]

    def grammar(self):
        self.lists, name = {}, None
        for line in open(os.path.join(HERE, "news-grammar.txt"), encoding="utf-8"):
            line = line.rstrip("\n")
            if line.startswith("# "):
                name = line[2:].strip()
                self.lists.setdefault(name, [])
            elif line.startswith("= "):
                self.lists[name] += line[2:].split("|")
            elif line.strip() and not line.startswith("##"):
                self.lists[name].append(line)


class Writer:
    def __init__(self, pools, seed):
        self.p = pools
        self.r = random.Random(seed)
        self.persons, self.companies, self.makers = [], [], {}

    def _weighted(self, pairs):
        """One name, by weight."""
        key = id(pairs)
        if key not in self.makers:
            total, steps = 0, []
            for x in pairs:
                total += x[1]
                steps.append(total)
            self.makers[key] = (steps, total)
        import bisect
        steps, total = self.makers[key]
        return pairs[min(bisect.bisect(steps, self.r.random() * total), len(pairs) - 1)][0]

    def one(self, name):
        return self.r.choice(self.p.lists[name])

    def syllables(self, low, high):
        a = ["b", "d", "g", "k", "l", "m", "n", "r", "s", "t", "v", "z", "sh", "ch", "zh", "kh", "br", "tr", "st", "h", "f", "p", "j", "y", "w", "th", "gr", "dr", "kr"]
        v = ["a", "e", "i", "o", "u", "a", "e", "ai", "ei", "ou", "y", "ee", "oo"]
        e = ["", "", "", "n", "r", "l", "s", "t", "k", "m", "nd", "rt", "ss"]
        return "".join(self.r.choice(a) + self.r.choice(v) for _ in range(self.r.randint(low, high))) + self.r.choice(e)

    # persons

    def surname(self):
        r = self.r
        roll = r.random()
        if roll < 0.35:
            return r.choice(self.p.kazakh_last)
        if roll < 0.55:
            stem = r.choice(self.p.kazakh_first + self.p.neighbour_first)
            return stem.rstrip("aeiouy") + r.choice(["ov", "ev", "ova", "eva", "bay", "bek", "uly", "kyzy", "bayev", "bayeva", "bekov", "in", "ina", "kulov", "", "khan", "zhan"])
        if roll < 0.7:
            return self.syllables(1, 2).capitalize() + r.choice(["ov", "ova", "ev", "enko", "sky", "son", "sen", "berg", "mann", "er", "ini", "escu", "ic", "ian", "yan", "dze", "shvili", "elli", "ez", "ski", "ius", "qvist", "strom", "well", "ford", "ton", "worth", "holm", "man", "aine", "oux", "eira"])
        if roll < 0.76:
            return self.syllables(2, 3).capitalize()
        if roll < 0.8:
            return self.one("surname traps")
        first, last = self.p.cultures[r.choice(sorted(self.p.cultures))]
        name = r.choice(last)
        if r.random() < 0.06:
            name += "-" + r.choice(last)
        if r.random() < 0.03:
            name = r.choice(["O'", "Mc", "Mac", "De ", "Van ", "von ", "Al-", "El-", "di ", "ter ", "Ibn "]) + name
        return name

    def person(self):
        r = self.r
        roll = r.random()
        if roll < 0.36:
            first, last = r.choice(self.p.kazakh_first), self.surname() if r.random() < 0.35 else r.choice(self.p.kazakh_last + [r.choice(self.p.kazakh_first)])
            if r.random() < 0.3:
                last = r.choice(self.p.kazakh_first).rstrip("aeiouy") + r.choice(["uly", "kyzy", "bek", "bay", "ov", "ova", "ev", "eva", "khan"])
        elif roll < 0.47:
            last = r.choice(self.p.korean_last)
            given = r.choice(self.p.korean_first) if r.random() < 0.6 else self.korean_given()
            if r.random() < 0.12:
                given = given.replace("-", "")
            return {"full": last + " " + given, "last": last, "first": given, "korean": True}
        elif roll < 0.5:
            last, first = r.choice(self.p.chinese_last), r.choice(self.p.east_first + self.p.chinese_first)
            return {"full": last + " " + first, "last": last, "first": first, "korean": True}
        elif roll < 0.53:
            return self.arab()
        elif roll < 0.55:
            first, last = r.choice(self.p.east_first), r.choice(self.p.japanese_last)
        elif roll < 0.61:
            first, last = r.choice(self.p.neighbour_first), self.surname()
        elif roll < 0.68:
            first, last = self.one("first name traps"), self.surname()
        elif roll < 0.73:
            first, last = self.syllables(1, 2).capitalize(), self.surname()
        else:
            names = self.p.cultures[r.choice(sorted(self.p.cultures))]
            first, last = r.choice(names[0]), (r.choice(names[1]) if r.random() < 0.75 else self.surname())
        full = first + " " + last
        roll = r.random()
        initial = lambda: r.choice("ABCDEFGHJKLMNPRSTVWZ") + "."
        if roll < 0.03:
            full = first + " " + initial() + " " + last
        elif roll < 0.04:
            full = initial() + " " + initial() + " " + last
        elif roll < 0.05:
            full = initial() + " " + last
        elif roll < 0.07:
            last = r.choice(["van der ", "van den ", "de la ", "del ", "von ", "van ", "de ", "da ", "dos ", "al-", "el-", "Al-", "El-", "ben "]) + last
            full = first + " " + last
        elif roll < 0.085:
            full = first + "-" + r.choice(self.p.cultures["fr_FR"][0]) + " " + last
        elif roll < 0.1:
            full = first + " " + r.choice(self.p.kazakh_first).rstrip("aeiouy") + r.choice(["uly", "kyzy", "ovich", "ovna", "evich", "evna"]) + " " + last
        elif roll < 0.11:
            full = first + " " + last + r.choice([" Jr.", " Jr", " III"])
        return {"full": full, "last": last, "first": first, "korean": False}

    def arab(self):
        r = self.r
        first, last = r.choice(self.p.arab_first), r.choice(self.p.arab_last)
        roll = r.random()
        family = r.choice(["al-", "el-", "Al-", "Al ", "al "]) + last if roll < 0.5 else last
        middle = " bin " + r.choice(self.p.arab_first) if r.random() < 0.2 else " " + r.choice(self.p.arab_first) if r.random() < 0.2 else ""
        return {"full": first + middle + " " + family, "last": family, "first": first, "korean": False}

    def korean_given(self):
        parts = ["min", "ji", "seo", "hyun", "jun", "young", "soo", "hee", "kyung", "jin", "woo", "ho", "sang", "dong", "tae", "byung", "chul", "sun", "mi", "yeon", "eun", "bi", "hwan", "ki", "il", "rok", "beom", "seok", "won", "ah", "rim", "gyu", "kwan", "do", "han", "na", "ra", "sik", "hak", "in", "bok"]
        return self.r.choice(parts).capitalize() + "-" + self.r.choice(parts)

    # bodies

    def brand(self):
        r = self.r
        roll = r.random()
        if roll < 0.3:
            return self.one("brand words")
        if roll < 0.5:
            return self.syllables(2, 3).capitalize()
        if roll < 0.62:
            return self.syllables(1, 2).capitalize() + self.one("brand ends")
        if roll < 0.72:
            return self.surname().split(" ")[-1]
        if roll < 0.8:
            return self._weighted(self.p.cities)
        if roll < 0.86:
            return self.one("brand words") + "-" + self.one("brand words")
        if roll < 0.9:
            return r.choice(["Qaz", "Kaz", "Euro", "Asia", "Trans", "Neo", "Sino", "Tele", "Inter"]) + self.one("sectors").split(" ")[-1]
        if roll < 0.93:
            return "".join(r.choice("ABCDEGHKLMNPRSTVZ") for _ in range(r.randint(2, 4)))
        return self.one("brand words") + " " + self.one("brand words")

    def company(self):
        r = self.r
        roll = r.random()
        suffix = r.choice(["JSC", "Inc.", "Corp.", "Co.", "Ltd", "Ltd.", "LLC", "LLP", "PLC", "AG", "GmbH", "AO", "Co., Ltd.", "S.A.", "Holdings", "Group", "Holding"])
        brand = self.brand()
        if roll < 0.5:
            short = brand + " " + self.one("sectors")
        elif roll < 0.62:
            short = brand
            if r.random() < 0.7:
                return {"full": brand + " " + r.choice([suffix, "Group", "Holding", "Corp.", "Inc.", "Co."]), "short": brand}
        elif roll < 0.7:
            short = self.surname() + " & " + self.surname()
            if r.random() < 0.5:
                short += " " + self.one("sectors")
        elif roll < 0.74:
            short = self.surname() + " & Sons" + (" " + self.one("sectors") if r.random() < 0.5 else "")
        elif roll < 0.84:
            short = self.surname().split(" ")[-1] + " " + self.surname().split(" ")[-1] + (" " + self.one("sectors") if r.random() < 0.5 else "")
        elif roll < 0.92:
            short = self.one("brand words") + " " + self.one("brand words") + " " + self.one("sectors")
        else:
            short = self._weighted(self.p.cities) + " " + self.one("sectors")
        full = short + (" " + suffix if r.random() < 0.3 else "")
        return {"full": full, "short": brand if short.startswith(brand + " ") and r.random() < 0.6 else short}

    def fill(self, name):
        """Text of a slot."""
        r = self.r
        if name == "PER" or name == "KPER":
            p = self.person()
            self.persons.append(p)
            return p["full"]
        if name == "TRAPPER":
            p = {"first": self.one("first name traps"), "last": self.surname(), "korean": False}
            p["full"] = p["first"] + " " + p["last"]
            self.persons.append(p)
            return p["full"]
        if name == "LAST":
            return (r.choice(self.persons[-3:]) if self.persons and r.random() < 0.6 else self.person())["last"]
        if name == "FIRST":
            return (r.choice(self.persons[-3:]) if self.persons and r.random() < 0.6 else self.person())["first"]
        if name == "COUNTRY":
            return self._weighted(self.p.countries)
        if name == "NORP":
            return self._weighted(self.p.norps)
        if name in ("CITY", "DATELINE"):
            city = self._weighted(self.p.cities)
            if r.random() < 0.04:
                city = self.syllables(2, 3).capitalize()
            return city.upper() if name == "DATELINE" and r.random() < 0.85 else city
        if name == "TOWN":
            return self._weighted(self.p.towns) if r.random() < 0.7 else self.syllables(2, 3).capitalize()
        if name == "REGION":
            if r.random() < 0.4:
                return self._weighted(self.p.regions)
            base = self._weighted(self.p.cities) if r.random() < 0.6 else self.syllables(2, 3).capitalize()
            return base + " " + r.choice(["Region", "Province", "District", "Oblast", "County", "Prefecture"])
        if name == "CO":
            c = self.company()
            self.companies.append(c)
            return c["full"]
        if name == "COSHORT":
            return (r.choice(self.companies[-2:]) if self.companies and r.random() < 0.8 else self.company())["short"]
        if name == "KNOWN":
            return self._weighted(self.p.known)
        if name == "BRAND":
            return self.brand()
        if name == "SURNAME":
            return self.surname()
        if name == "SYL":
            return self.syllables(2, 3).capitalize()
        if name == "NUM":
            return r.choice([str(r.randint(2, 99)), f"{r.randint(1, 99)},{r.randint(0, 999):03d}", f"{r.randint(1, 40)}.{r.randint(1, 9)}", str(r.randint(100, 999))])
        if name == "YEAR":
            return str(r.randint(1930, 2031))
        if name == "DAYNUM":
            return str(r.randint(1, 31))
        if name == "TIME":
            return f"{r.randint(0, 23):02d}:{r.randint(0, 59):02d}"
        if name == "LETTERS":
            return "".join(r.choice("ABCDEFGHIKLMNOPRSTUW") for _ in range(r.randint(3, 5)))
        if name in self.p.lists:
            return None
        raise KeyError(name)

    def expand(self, template, text, spans, depth=0):
        """Appends the template's words to `text` and its entities to `spans`."""
        r = self.r
        while True:
            m = re.search(r"\{([^{}]*)\}", template)
            if not m:
                break
            template = template[:m.start()] + r.choice(m.group(1).split("|")) + template[m.end():]
        at = 0
        for m in re.finditer(r"\[([A-Za-z ]+)(~?)\]", template):
            text.append(template[at:m.start()].replace("~", ""))
            name = m.group(1)
            start = sum(map(len, text))
            label = LABELS.get(name) if not m.group(2) and depth < 20 else None
            filled = self.fill(name)
            if filled is None:
                inner = [] if label else spans
                self.expand(r.choice(self.p.lists[name]), text, inner, depth + 1)
            else:
                text.append(filled)
            if label:
                end = sum(map(len, text))
                spans.append([start, end, label])
            at = m.end()
        text.append(template[at:].replace("~", ""))

    def sentence(self, name="sentences"):
        text, spans = [], []
        self.expand(self.one(name), text, spans)
        return "".join(text), spans

    def paragraph(self):
        r = self.r
        if r.random() < 0.5:
            self.persons, self.companies = [], []
        out, spans = "", []
        if r.random() < 0.1:
            parts = [self.sentence("openings")]
        elif r.random() < 0.12:
            parts = [self.sentence("lines")]
        else:
            parts = []
        if not parts or parts[0][0].endswith(("–", "—", "-", "--")):
            parts += [self.sentence() for _ in range(r.choice([1, 1, 2, 2, 3, 4]))]
        for text, found in parts:
            if out:
                out += " "
            spans += [[s + len(out), e + len(out), l] for s, e, l in found]
            out += text
        if out and out[0].islower():
            out = out[0].upper() + out[1:]
        if r.random() < 0.25:
            out = out.replace("'", "’")
        return out, spans


def main():
    writer = Writer(Pools(sys.argv[1]), int(sys.argv[2]))
    for _ in range(int(sys.argv[3])):
        text, spans = writer.paragraph()
        print(json.dumps({"text": text, "entities": sorted(spans)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
