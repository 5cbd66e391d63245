"""What the columns of a table hold: quantities with a unit and scale, or years, ranks, dates and names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.phrases import any_of
from figcheck.tables import Grid
from figcheck.units import units_of

Holds = Literal["label", "quantity", "year", "ordinal", "identifier", "date", "age", "score"]

# Headings, without signs and brackets, of columns whose numbers are no quantities.
_NO_QUANTITY: Final[dict[str, Holds]] = {
    **dict.fromkeys("# no no. nr rank rk pos pos. position place seed ranking order row line".split(), "ordinal"),
    **dict.fromkeys(
        "id code ref ref. reference phone telephone tel tel. mobile fax postcode zip isbn iban fips iso account lot "
        "passport registration bus route flight gate room channel jersey shirt bib constituency ward district".split(),
        "identifier",
    ),
    **dict.fromkeys("year years season seasons founded built born opened established edition fy".split(), "year"),
    **dict.fromkeys("date day dates days month months week when quarter period".split(), "date"),
    **dict.fromkeys(("age", "ages", "aged", "age group", "age range", "age band"), "age"),
    **dict.fromkeys(("score", "scores", "final score"), "score"),
}
_NAMING_ENDS: Final = (" id", " code", " no", " no.", " phone", " telephone", " postcode", " zip", " ref", " reference")
_YEAR: Final = expression(r"(?:1[5-9]|20)\d\d(?:[-–/](?:\d\d){1,2})?")
_NUMERIC: Final = expression(
    r"[^\w]{0,4}\d[\d\s.,]*\W{0,3}(?:[a-z]{1,8}\.?)?\W{0,2}(?:\(?[^a-z()]{1,12}\)?)?", re.IGNORECASE
)
# In a first column: words, and groups of ages or sizes ("18-34", "55+").
_NAMES_ROW: Final = expression(r"[^\W\d_]{3}|^\d+\s?[-–]\s?\d+$|^\d+\+$")
_BLANK: Final = expression(
    r"(?:[-–—.…*·/]*|n/?\.?a\.?|none|nil|unknown|not (?:known|available|reported)|tbc|tba)", re.IGNORECASE
)
_PERCENT: Final = expression(r"%|\bper ?cent\b|\bpct\b|\bpercentages?\b", re.IGNORECASE)
_POINTS: Final = expression(
    r"(?:%|\bper ?cent(?:age)?|\bpct)[\s-]*(?:points?|pts?)\b|\bpp\b|\bppts?\b|%-pts?\b", re.IGNORECASE
)
_BRACKETS: Final = expression(r"[(\[]([^()\[\]]{1,60})[)\]]")
_SCALE: Final = (
    r"(?P<scale>thousands?|millions?|billions?|trillions?|"
    r"(?:mn|mln|bn|tn|[mkb])(?![a-z])|['’]?000(?:['’]?s)?|in\s+thousands)"
)
_SCALES: Final = {
    "t": 1000,
    "k": 1000,
    "'": 1000,
    "’": 1000,
    "0": 1000,
    "m": 10**6,
    "b": 10**9,
    "tr": 10**12,
    "tn": 10**12,
}
_MOST_LOOKED_AT: Final = 400  # rows that tell what a column holds


class Unit(NamedTuple):
    """What a heading or caption says of bare numbers: unit (None: nothing), form, and what they are multiplied by."""

    name: str | None
    form: str = "plain"
    scale: Decimal = Decimal(1)


class Column(NamedTuple):
    """A column: what it holds, the unit of bare numbers in it, and the noun that they count."""

    holds: Holds
    unit: Unit = Unit(None)
    counted: str | None = None


def is_blank(text: str) -> bool:
    """True for what stands in a cell that tells no number: "–", "n/a", nothing."""
    return _BLANK.fullmatch(text) is not None


class ColumnReader:
    """Tells what columns hold, with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._units = units_of(lexicon)
        names = {
            "dollar": "USD",
            "dollars": "USD",
            "euro": "EUR",
            "euros": "EUR",
            "pounds": "GBP",
            "sterling": "GBP",
            "yen": "JPY",
            "rupees": "INR",
            "yuan": "CNY",
        }
        self._currencies = {**names, **{symbol.lower(): code for symbol, code in lexicon.currency_symbols.items()}}
        self._currencies |= {code.lower(): code for code in lexicon.currency_codes}
        currency = any_of(self._currencies)
        self._money = re.compile(
            rf"(?:(?:in\s+)?{_SCALE}\s*(?:of\s+)?(?<![a-z]))?(?<![a-z])(?P<currency>{currency})(?![a-z])\s?"
            rf"(?:{_SCALE.replace('scale', 'after')})?"
            rf"|(?<![a-z])(?P<glued>{currency})(?P<letter>mn|mln|bn|tn|m|k|b)(?![a-z])",
            re.IGNORECASE,
        )
        self._scaled = re.compile(
            rf"\s*(?:(?:all\s+)?(?:figures|numbers|amounts|values)\s+)?(?:in\s+)?{_SCALE}(?:\s+of\s+)?\s*(?P<rest>[^\s].*)?",
            re.IGNORECASE,
        )

    def columns(self, grid: Grid) -> tuple[list[Column], int | None]:
        """What each column of a table holds, and which one names the rows; None when none does."""
        shown = grid.rows[:_MOST_LOOKED_AT]
        texts = [[row[i].text for row in shown if row[i] is not None] for i in range(len(grid.headings))]  # type: ignore[union-attr]
        holds = [self._holds(grid.headings[i], texts[i], i) for i in range(len(texts))]
        label = next((i for i in range(len(holds)) if holds[i] == "label"), None)
        if label is None or label > 2:
            label = next(
                (i for i in range(min(3, len(holds))) if holds[i] in ("year", "date", "age", "identifier")), label
            )
        caption = self._unit(grid.caption, whole=False) if grid.caption else Unit(None)
        if label is not None and caption.name is None and caption.scale == 1:
            caption = self._unit(grid.headings[label], whole=False)  # "(NOK million)" over the names of rows
        columns = [self._column(grid.headings[i], holds[i], caption, texts[i]) for i in range(len(holds))]
        return columns, label

    def _holds(self, heading: str, texts: Sequence[str], index: int) -> Holds:
        bare = _BRACKETS.sub("", heading).strip(" :*").lower() or heading.strip(" :").lower()
        told = [text for text in texts if not is_blank(text)]
        numeric = sum([_NUMERIC.fullmatch(text) is not None for text in told])
        named = _NO_QUANTITY.get(bare)
        if named is None and bare.endswith(_NAMING_ENDS):
            named = "identifier"
        if named is not None and (named != "year" or all([_YEAR.fullmatch(text) for text in told])):
            return "label" if named != "age" and numeric * 2 < len(told) else named
        years = [text for text in told if _YEAR.fullmatch(text)]
        if years and index == 0 and len(years) * 2 > len(told) and (len(years) == len(told) or not heading):
            return "year"
        if index == 0 and any([_NAMES_ROW.search(text) for text in told]):
            return "label"
        return "quantity" if told and numeric * 2 >= len(told) else "label"

    def _column(self, heading: str, holds: Holds, caption: Unit, texts: Sequence[str]) -> Column:
        if holds != "quantity":
            return Column(holds)
        unit = self._unit(heading, whole=True)
        noun = self._noun(heading)
        if unit.name is None and unit.scale == 1 and (noun is None or caption.form == "money") and not _is_count(noun):
            unit = caption
        return Column(holds, unit, noun if unit.name is None else None)

    def _noun(self, heading: str) -> str | None:
        """The noun that a heading counts, in the singular: "Deaths since 1 May" counts deaths."""
        bare = _BRACKETS.sub("", heading).lower()
        words = [word.strip(".,:;*'’") for word in bare.split()]
        for word in words:
            if word.isalpha() and self._lexicon.is_plural(word):
                return self._lexicon.singular(word)
        return None

    def _unit(self, told: str, whole: bool) -> Unit:
        return _cached_unit(self, told, whole)

    def unit_of(self, told: str, whole: bool) -> Unit:
        """What a heading (``whole``) or a caption says of the numbers under it."""
        if _POINTS.search(told):
            return Unit("percentage point", "measure")
        if whole and _PERCENT.search(told):
            return Unit("percent", "percent")
        money = self._money.search(told)
        if money is not None and (whole or self._is_told(told, money.start(), money.end())):
            code = self._currencies[(money["currency"] or money["glued"]).lower()]
            return Unit(code, "money", _scale(money["scale"] or money["after"] or money["letter"]))
        phrases = _BRACKETS.findall(told)
        if whole:
            phrases += [part for mark in (", ", " in ") for part in told.split(mark)[1:]]
        elif re.match(r"(?:all\s+)?(?:figures|numbers|amounts|values)\s+(?:are\s+)?in\s", told, re.IGNORECASE):
            phrases.append(told.split(" in ", 1)[1])
        units = [self._phrase(phrase.strip()) for phrase in phrases]
        if whole and not (len(told) == 1 and told.isupper()):  # "L": games lost, no litres
            units.append(self._phrase(_BRACKETS.sub("", told).strip(" :").lower()))  # "Tonnes (thousand)"
        scale = next((unit.scale for unit in units if unit.scale != 1), Decimal(1))
        named = next((unit for unit in units if unit.name is not None), Unit(None))
        return named._replace(scale=scale)

    @staticmethod
    def _is_told(told: str, start: int, end: int) -> bool:
        """Whether a currency in a caption is that of the numbers below: in brackets, behind a comma or "in"."""
        before = told[:start].rstrip().lower()
        closed = told[end:].lstrip()[:1] in ("", ")", "]", "·", ".", ",")
        return closed and (before.endswith(("(", "[", ",", " in", ":", " of")) or not before)

    def _phrase(self, phrase: str) -> Unit:
        """The unit that a phrase in a heading names by itself: "mm", "million tonnes", "thousands"."""
        if _PERCENT.fullmatch(phrase):
            return Unit("percent", "percent")
        scale = Decimal(1)
        scaled = self._scaled.fullmatch(phrase)
        if scaled is not None and (len(scaled["scale"]) > 1 or scaled["rest"]):
            scale, phrase = _scale(scaled["scale"]), scaled["rest"] or ""
            if not phrase:
                return Unit(None, "plain", scale)
        read = self._units.after(f"1 {phrase}", 1)
        if read is None or read.end < len(phrase) + 2:
            return Unit(None, "plain", scale)
        return Unit(read.name, "money" if read.dimension.startswith("currency") else "measure", scale)


def _is_count(noun: str | None) -> bool:
    return noun in _COUNTS


_COUNTS: Final = frozenset(
    "staff employee worker job seat vote person store branch share-holder game match unit".split()
)


def _scale(word: str | None) -> Decimal:
    if not word:
        return Decimal(1)
    lower = word.lower().removeprefix("in").strip()
    return Decimal(_SCALES.get(lower[:2]) or _SCALES[lower[0]])


@lru_cache(maxsize=512)
def _cached_unit(reader: ColumnReader, told: str, whole: bool) -> Unit:
    return reader.unit_of(told, whole)
