"""Every surface of a unit under its first word, so that one look-up settles most words behind a number.

Surfaces come from quantulum3's database (``table.json``, made by ``python -m figcheck.units``): names of units with
their plurals and American spellings. Its abbreviations are not taken over ("MPs" are no metres per second, "5 dams" no
decametres): those that articles print are chosen in the lexicon, as is what the database lacks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from figcheck.lexicon import Lexicon, UnitSense
from figcheck.units.senses import Sense, choose, compiled

TABLE: Final = Path(__file__).with_name("table.json")

# One word or symbol: "km", "m²", "m3", "GtCO2e", "°C", "b/d".
TOKEN: Final = r"[A-Za-zµμ°º℃℉Ω][A-Za-zµμ°º]*(?:\^?[23](?!\d)(?:e(?![a-z]))?|[²³])?(?![A-Za-z²³])"
_NAMES: Final = {"degree fahrenheit": "degree Fahrenheit"}  # the scale of a person, as the one of Celsius


@dataclass(slots=True)
class Lead:
    """What a first word opens: a unit by itself, and longer surfaces that begin with it.

    ``letter`` stands alone with care, ``glued`` to the digits only; ``senses`` are asked where context decides.
    """

    unit: str | None = None
    letter: bool = False
    glued: bool = False
    senses: tuple[UnitSense, ...] = ()
    rests: dict[str, str] = field(default_factory=dict)
    # Most first words of a vocabulary are never met, so patterns are compiled when they are.
    _longer: re.Pattern[str] | None = None
    _senses: tuple[Sense, ...] | None = None

    def longer(self, text: str, end: int) -> tuple[int, str] | None:
        """Where the longest surface ends that goes on behind the first word, and its unit; None when none does."""
        if not self.rests:
            return None
        if self._longer is None:
            ways = sorted(self.rests, key=lambda rest: (-len(rest), rest))
            self._longer = re.compile(rf"(?:{'|'.join(map(_rest, ways))})(?![A-Za-z²³])", re.IGNORECASE)
        match = self._longer.match(text, end)
        return (match.end(), self.rests[_key(match.group())]) if match is not None else None

    def meant(self, text: str, position: int, start: int, end: int) -> str | None:
        """The unit that context makes of the word behind a number that ends at ``position``; None: it is none."""
        if self._senses is None:
            self._senses = compiled(self.senses)
        return choose(self._senses, text, position, start, end)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """First words behind a number, and those below a "per": units, symbols behind a slash, nouns."""

    after: Mapping[str, Lead]
    below: Mapping[str, Lead]
    slash: Mapping[str, str]
    nouns: Mapping[str, str]


def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The surfaces of a lexicon, as printed and in the cases that words are printed in."""
    words = _words(lexicon)
    after: dict[str, Lead] = {}
    choices = lexicon.units
    for surfaces, letter, glued in (
        (choices.symbols, False, False),
        (choices.letters, True, False),
        (choices.glued, False, True),
    ):
        for name, printed in surfaces.items():
            for symbol in printed:
                for way in {symbol, symbol.replace("²", "^2").replace("³", "^3")}:
                    first, slash, _ = way.partition("/")
                    lead = after.setdefault(first, Lead())
                    if slash:
                        lead.rests[way[len(first) :]] = name
                    else:
                        lead.unit, lead.letter, lead.glued = name, letter, glued
    for surface, name in words.items():
        _add(after, surface, name)
    below = {key: Lead(lead.unit, lead.letter, lead.glued, rests=lead.rests) for key, lead in after.items()}
    for surfaces_of, senses in choices.senses:
        for form in {cased for surface in surfaces_of for cased in _cases(surface)}:
            after.setdefault(form, Lead()).senses = senses
    for form in _cases("pound") | _cases("pounds"):
        below[form].unit = "pound-mass"  # "$3 a pound": what is below is weighed
    slash_only = {symbol: name for name, printed in choices.below.items() for symbol in printed}
    nouns = {
        form: name for name, listed in choices.per_nouns.items() for noun in listed for form in (noun, _plural(noun))
    }
    return Vocabulary(after, below, slash_only, nouns)


def _words(lexicon: Lexicon) -> dict[str, str]:
    """Lower-case surface → name, later lists over earlier ones: the database, the lexicon's, time, currencies."""
    choices = lexicon.units
    sensed = {word for words, _ in choices.senses for word in words}
    found: dict[str, str] = {}
    table = load_table()
    for surface, (name, _) in table.items():
        canonical = _NAMES.get(name, name)
        if name not in choices.banned and " per " not in name and _spelled(surface) in _forms(_spelled(name)):
            found[surface.lower()] = canonical
    for name in [*{name for name, _ in table.values()} - choices.banned, *choices.more]:
        # "Million barrels" belongs to the number, and is a unit as "mmbbl" alone.
        if "/" not in name and " per " not in name and name.split()[0] not in lexicon.scales:
            for form in _forms(name.lower()):
                found.setdefault(form, _NAMES.get(name, name))
    for name, surfaces in choices.words.items():
        for surface in surfaces:
            for form in _forms(surface.lower()):
                found[form] = name
    for unit in lexicon.time_units:
        for form in _forms(unit):
            found.setdefault(form, unit)
    for surface, code in lexicon.currency_words.items():
        for form in _forms(surface.lower()):
            found[form] = code
    for word in ("fraction", "fractions", "percent", "percents", *choices.banned, *sensed):
        found.pop(word, None)
    return {surface: name for surface, name in found.items() if len(surface) > 2 or " " in surface}


def _rest(way: str) -> str:
    """The pattern of what goes on behind a first word: "/d", ".S. dollars", or words with blanks or hyphens between."""
    if way[0] == "/":
        return re.escape(way)
    if way[0] == ".":
        return r"[\s\u00a0-]+".join(map(re.escape, way.split()))
    return r"\.?[\s\u00a0-]+" + r"[\s\u00a0-]+".join(map(re.escape, way.split()))


def _key(rest: str) -> str:
    """The printed rest of a surface as it stands in the vocabulary."""
    if rest[0] == "." and rest[1:2].isalpha():
        return " ".join(rest.replace("-", " ").lower().split())
    return rest if rest[0] == "/" else " ".join(rest.strip(". -").replace("-", " ").lower().split())


def _add(leads: dict[str, Lead], surface: str, name: str) -> None:
    parts = re.split(r"[ -]", surface, maxsplit=1)
    initial, dot, _ = parts[0].partition(".")
    if dot and (len(parts) > 1 or len(initial) == 1):  # "U.S. dollars", "l.e.": the first word ends at its full stop
        parts = [initial, surface[len(initial) :]]
    for first in {parts[0].upper(), parts[0]} if len(parts) > 1 and len(parts[0]) <= 2 else _cases(parts[0]):
        lead = leads.setdefault(first, Lead())
        if len(parts) == 1:
            if lead.unit is None:
                lead.unit = name
        else:
            lead.rests[parts[1].replace("-", " ").lower()] = name


def _cases(word: str) -> set[str]:
    """A word as it is printed in a sentence, a title, a headline of capitals; a symbol as it is."""
    return {word, word.capitalize(), word.upper()} if len(word) > 2 and word.islower() else {word}


def _spelled(surface: str) -> str:
    """One spelling for British and American names, with spaces for hyphens."""
    plain = surface.lower().replace("-", " ")
    if "ter" in plain:
        plain = re.sub(r"(met|lit)er(?=s?\b)", r"\1re", plain)
    return plain.replace("gramme", "gram")


def _forms(surface: str) -> set[str]:
    """A surface, its plurals by the last and by the first word ("square miles", "metres squared"), both spellings."""
    first, space, rest = surface.partition(" ")
    forms = {surface, _plural(surface)}
    if space:
        forms.add(f"{_plural(first)} {rest}")
    if "tre" not in surface:
        return forms
    return forms | {re.sub(r"(met|lit)re(?=s?\b)", r"\1er", form) for form in forms}


def _plural(name: str) -> str:
    if name.endswith(("s", "feet", "%")) or "/" in name or not name.isascii():
        return name
    if name.endswith("foot"):
        return name[:-4] + "feet"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("inch", "x", "tch")) else "s")


@lru_cache(maxsize=1)
def load_table() -> dict[str, tuple[str, str]]:
    """Surface → (quantulum3's name of the unit, its dimension), from the shipped table. Words are in lower case."""
    rows: dict[str, list[str]] = json.loads(TABLE.read_text("utf-8"))
    return {surface: (name, entity) for surface, (name, entity) in rows.items()}
