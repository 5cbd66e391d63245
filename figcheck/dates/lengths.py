"""Lengths of time and anniversaries: "two days earlier", "a nine-year rule", "the 21st anniversary"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from figcheck.articles import Span
from figcheck.dates.spots import SmallNumbers, Spot
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.model import Way
from figcheck.numerals import ORDINALS

# In small letters, or as old wires write; no edge of a word stands first, so that the engine skips fast.
_UNIT: Final = expression(
    r"(?:(?:day|week|month|year|decade)s?|fortnight|century|centuries|(?:DAY|WEEK|MONTH|YEAR|DECADE)S?)\b"
)
# What the units begin with: to look for one word after the other is faster than a pattern with many beginnings.
_OPENINGS: Final = tuple("day week month year decade fortnight centur DAY WEEK MONTH YEAR DECADE".split())
_JOINING: Final = frozenset(("full", "long", "whole"))  # between a number and its unit
_BEFORE: Final = 44  # characters of hedge and number before a unit
# The unit that a name is counted in, how many of it, and by how much it is loosely meant at least.
_UNITS: Final = {
    "day": ("day", 1, Decimal(0)),
    "week": ("week", 1, Decimal(0)),
    "fortnight": ("week", 2, Decimal(0)),
    "month": ("month", 1, Decimal(0)),
    "year": ("year", 1, Decimal(0)),
    "decade": ("year", 10, Decimal("1.5")),
    "century": ("year", 100, Decimal(8)),
}
_HEDGES: Final = {
    "about": "approx", "around": "approx", "some": "approx", "roughly": "approx", "approximately": "approx",
    "an estimated": "approx", "nearly": "below", "almost": "below", "close to": "below", "just under": "below",
    "not quite": "below", "more than": "above", "over": "above", "well over": "above", "at least": "above",
    "just over": "over", "a little over": "over", "little more than": "over", "just more than": "over",
    "less than": "under", "fewer than": "under", "under": "under", "up to": "under", "at most": "under",
    "within": "under", "not even": "under", "barely": "under",
}  # fmt: skip
_WAY: Final = expression(
    r"\s+(?P<way>ago|earlier|previously|later|afterwards|after|following|before|prior\s+to)\b", re.IGNORECASE
)
_WAYS: Final[dict[str, Way]] = {
    "ago": "ago", "earlier": "earlier", "previously": "earlier", "later": "later", "afterwards": "later",
    "after": "after", "following": "after", "before": "before", "prior": "before",
}  # fmt: skip
_YEARS_OLD: Final = expression(r"\s+old\b")
_OLD: Final = expression(r"[-\s]olds?\b|\s+of\s+age\b", re.IGNORECASE)
_TENTH: Final = Decimal("0.1")
_DECADE: Final = Decimal(10)
_HALF: Final = Decimal("0.5")
_INFINITY: Final = Decimal("Infinity")
_HUNDREDS: Final = {"centenary": 100, "centennial": 100, "bicentenary": 200, "bicentennial": 200, "tercentenary": 300}
_JUBILEES: Final = {"silver": 25, "pearl": 30, "ruby": 40, "golden": 50, "diamond": 60, "platinum": 70}
_JUBILEE: Final = expression(rf"\b(?P<name>{'|'.join(_JUBILEES)})\s+(?:(?P<wedding>wedding)|jubilee)\b", re.IGNORECASE)


class LengthReader:
    """Reads lengths of time with the number words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._numbers = numbers = SmallNumbers(lexicon)
        hedges = "|".join(sorted(_HEDGES, key=lambda words: (-len(words), words))).replace(" ", r"\s+")
        self._length = re.compile(
            rf"(?:\b(?P<hedge>{hedges})\s+)?(?<![\w.,:$€£-])(?P<n>{numbers.pattern}|an?|one|the)(?P<half>\s+and\s+a\s+half)?"
            rf"(?P<join>[-–]|\s+(?:full\s+|long\s+|whole\s+)?)$",
            re.IGNORECASE,
        )
        self._turns = re.compile(rf"turn(?:s|ed|ing)\s+(?P<n>{numbers.pattern})\b(?!\s*(?:%|per\b|of\b|people\b))")
        self._hedge_ends = sorted({hedge.split()[-1] for hedge in _HEDGES})
        self._before_unit = numbers.words | {"a", "an", "the", "half", "full", "long", "whole"}
        self._year_and_half = re.compile(r"\s+and\s+a\s+half\b", re.IGNORECASE)
        ordinals = {word: i for i, word in enumerate(ORDINALS, 1)}
        ordinals |= {word: 10 * i for i, word in enumerate(_TENTHS, 1) if i > 1}
        tens = [word for word, value in lexicon.tens.items() if value <= 90]
        ordinals |= {
            f"{ten}-{one}": int(lexicon.tens[ten]) + i for ten in tens for i, one in enumerate(ORDINALS[:9], 1)
        }
        self._ordinals = ordinals
        self._anniversary = re.compile(
            rf"\b(?:(?P<digits>\d{{1,3}})(?:st|nd|rd|th)|(?P<word>(?:{'|'.join(tens)})-[a-z]{{5,7}}|[a-z]{{5,11}})|"
            rf"(?P<years>{numbers.pattern})[-\s]year)\s+(?:anniversary|anniversaries)\b|\b(?P<name>{'|'.join(_HUNDREDS)})\b",
            re.IGNORECASE,
        )

    def read(self, text: str) -> list[Spot]:
        """The lengths of time and anniversaries of a text."""
        found: list[Spot] = []
        for start in _unit_places(text):
            match = _UNIT.match(text, start)
            if match is not None and (spot := self._length_at(text, match)) is not None:
                found.append(spot)
        if "nniversar" in text or "NNIVERSAR" in text or "centen" in text.lower():
            found += [spot for match in self._anniversary.finditer(text) if (spot := self._marked(match)) is not None]
        if "edding" in text or "ubilee" in text:
            found += [_jubilee(match) for match in _JUBILEE.finditer(text)]
        if "turn" in text:
            for match in self._turns.finditer(text):
                if text[match.start() - 1 : match.start()].isalnum():
                    continue
                count = Decimal(self._numbers.value(match["n"]))
                found.append(
                    Spot("anniversary", Span(*match.span()), low=count, high=count, unit="year", manner="turns")
                )
        return found

    def _length_at(self, text: str, match: re.Match[str]) -> Spot | None:
        start, end = match.span()
        floor = max(0, start - _BEFORE)
        before = text[floor:start].replace("-", " ").replace("–", " ").split()
        if not before or not (before[-1].isdigit() or before[-1].lower() in self._before_unit):
            return None
        window = text[floor:start]
        number = self._length.search(window, self._begins(window, before[-1]))
        if number is None:
            return None
        old = _OLD.match(text, end)
        if old is not None and (number["join"] in "-–" or _YEARS_OLD.match(text, end) is None):
            return None
        name = match.group().lower()
        name = "century" if name == "centuries" else name.removesuffix("s")
        unit, times, loose = _UNITS[name]
        way_match = _WAY.match(text, end)
        half = number["half"]
        if way_match is None and half is None:
            behind = self._year_and_half.match(text, end)
            if behind is not None:
                half, end = behind.group(), behind.end()
                way_match = _WAY.match(text, end)
        spoken = number["n"].lower()
        if spoken == "the" and (way_match is None or match.group()[-1] in "sS"):
            return None
        value = Decimal(1 if spoken in ("a", "an", "the") else self._numbers.value(spoken))
        if not value:
            return None
        value = (value + (_HALF if half else 0)) * times
        way: Way = "long" if number["join"] in "-–" else ""
        if way_match is not None and not way:
            way = _WAYS[way_match["way"].lower().split()[0]]
            end = way_match.end() if way in ("ago", "earlier", "later") else end
        low, high = _interval(value, " ".join((number["hedge"] or "").lower().split()), loose)
        if old is not None:
            span = Span(floor + number.start(), old.end())
            return Spot("anniversary", span, low=low, high=high, unit=unit, manner="old") if unit == "year" else None
        return Spot("length", Span(floor + number.start(), end), low=low, high=high, unit=unit, way=way)

    def _begins(self, window: str, last: str) -> int:
        """From where on a number that closes a stretch of text may stand, with its hedge; ``last`` is its last word.

        A number has two words, a hedge up to three; "and a half" and "full" may stand behind.
        """
        low = window.lower()
        most = 2
        for hedge in self._hedge_ends:
            if hedge in low:
                most += 3
                break
        if "half" in low:
            most += 3
        if last.lower() in _JOINING:
            most += 1
        parts = window.rsplit(None, most)
        return len(parts[0]) if len(parts) > most else 0

    def _marked(self, match: re.Match[str]) -> Spot | None:
        """The anniversary of a match."""
        if match["name"]:
            count = _HUNDREDS[match["name"].lower()]
        elif match["digits"]:
            count = int(match["digits"])
        elif match["years"]:
            count = self._numbers.value(match["years"])
        else:
            count = self._ordinals.get(match["word"].lower(), 0)
        if not count:
            return None
        value = Decimal(count)
        return Spot("anniversary", Span(*match.span()), low=value, high=value, unit="year")


def _unit_places(text: str) -> list[int]:
    """Where units may stand, in order: behind a space or a hyphen, as numbers are joined to them."""
    found: list[int] = []
    for word in _OPENINGS:
        start = text.find(word, 1)
        while start >= 0:
            before = text[start - 1]
            if before in " -–" or before.isspace():
                found.append(start)
            start = text.find(word, start + 1)
    found.sort()
    return found


def _jubilee(match: re.Match[str]) -> Spot:
    """A "golden wedding" or "silver jubilee"."""
    count = Decimal(_JUBILEES[match["name"].lower()])
    manner = "wedding" if match["wedding"] else ""
    return Spot("anniversary", Span(*match.span()), low=count, high=count, unit="year", manner=manner)


def _interval(value: Decimal, hedge: str, loose: Decimal) -> tuple[Decimal, Decimal]:
    """What a length can be under its hedge; a decade without one is loosely meant."""
    if loose and (hedge or value > _DECADE):
        loose = loose + value * _TENTH
    sort = _HEDGES.get(hedge, "")
    room = max(value * _TENTH, loose, Decimal(1)) if hedge else loose
    if sort not in ("", "approx"):
        loose = Decimal(0)
    match sort:
        case "approx":
            return value - room, value + room
        case "below":
            return value - 2 * room, value + loose
        case "over":
            return value - loose, value + 2 * room
        case "above":
            return value - loose, _INFINITY
        case "under":
            return Decimal(0), value + loose
        case _:
            return value - loose, value + loose


_TENTHS: Final = "tenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth".split()
