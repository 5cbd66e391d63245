"""Quantities told in two or three units: "5ft 10in", "six years and eight months", "20 dollars 43 cents", "6'4\\"".

They are one figure in the smaller unit; money stays in its currency.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.find.spot import Spot
from figcheck.lexicon import Lexicon
from figcheck.numerals import Number, Numerals
from figcheck.units import units_of

_JOINT: Final = expression(r"(?:,?\s+(?:and\s+)?|)(?=[\da-z])")
_MORE_INCHES: Final = expression(r"-(\d{1,2})(?![\d.,]\d|\d|\s?(?:inch|in\b)|[-–]\d)")
_FEET: Final = expression(r"\d['’′]\s?-?(?P<inches>\d{1,2})(?:[\"”″]|''|’’)?(?!\d)")
_COMPARED: Final = expression(
    r"\s+(?:less|more|fewer|short|shorter|longer|higher|lower|ahead|behind|below|above|under|over|up|down|ago|earlier|later)\b"
)
_PART: Final = r"(?:half|quarter|third)\b(?!-[a-z])"
# "An hour and a half of talks", but "one hour and half of the town".
_AND_PART: Final = expression(
    rf"\s+and\s+(?P<part>{_PART}(?!\s+of\b)|(?:an?|one)\s+{_PART}(?!\s+of\s+(?:the|its|their|his|her|our|all|those|these|them)\b))"
)
PARTS: Final = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / Decimal(3)}
_ARTICLE_UNIT: Final = expression(r"\ban?\s+(?P<unit>[a-z]+)\s+and\s+$")
_HUNDRED: Final = Decimal(100)
_SIXTY: Final = Decimal(60)
_LEAST_BARE: Final = 10  # fewer minutes are told as such
_CLAUSE_ENDS: Final = expression(r"\s*(?:$|[.;:!?)](?!\d))")
_MINUTES: Final = expression(
    r"(?:(?<=h)|(?<=hr))(?:\s?(?P<told>[0-5]?\d)\s?m(?:ins?)?\b|(?P<bare>[0-5]\d)(?![\w%:/-]|[.,]\d))"
)


class Compound(NamedTuple):
    """A compound quantity: the whole as one number, its unit, whether it is money, and where it ends."""

    number: Number
    unit: str
    money: bool
    end: int


class CompoundReader:
    """Joins the parts of compound quantities with the units of one lexicon."""

    def __init__(self, lexicon: Lexicon, numerals: Numerals) -> None:
        self._numerals = numerals
        self._units = units_of(lexicon)
        self._joins = lexicon.compounds
        self._hundredths = lexicon.hundredths

    def join(self, spot: Spot, number: Number, unit: str, end: int, money: bool) -> Compound | None:
        """The compound that a number with a unit (which ends at ``end``) opens; None when it stands alone."""
        if not money and unit not in self._joins:
            return None
        if number.value != int(number.value) or (money and (unit in self._hundredths or "/" in unit)):
            return None  # "6.92 metres, six centimetres short", "84 cents, two cents ahead"
        whole = Compound(number, unit, money, end)
        while True:
            longer = self._step(spot, whole)
            if longer is None:
                break
            whole = longer
        if whole.end == end and not money:
            return self._with_part(spot.low, whole)
        return whole if whole.end > end else None

    def _step(self, spot: Spot, whole: Compound) -> Compound | None:
        low, unit = spot.low, whole.unit
        after = low[whole.end : whole.end + 1]
        if not after or after in ".;:)":
            return None
        if unit == "foot" and after == "-" and low[whole.end - 1] == "t":
            inches = _MORE_INCHES.match(low, whole.end)
            if inches and int(inches[1]) < 12:
                return self._joined(whole, Decimal(int(inches[1])), Decimal(12), "inch", inches.end())
        if unit == "hour":
            minutes = _MINUTES.match(low, whole.end)
            if minutes is not None:
                return self._joined(
                    whole, Decimal(int(minutes["told"] or minutes["bare"])), _SIXTY, "minute", minutes.end()
                )
        joint = _JOINT.match(low, whole.end)
        if joint is None or (joint.group() == "" and not after.isdigit()):
            return None
        part = self._numerals.read(low, joint.end())
        if part is None:
            return None
        below = self._units.after(spot.text, part.end)
        if part.value != int(part.value) and (below is None or below.name != "second" or part.scale != 1):
            return None  # but "1 minute 42.3 seconds"
        if unit == "hour" and below is None and "," not in joint.group() and _LEAST_BARE <= part.value < _SIXTY:
            if _CLAUSE_ENDS.match(low, part.end):  # "two hours and ten", "one hour thirty"
                return self._joined(whole, part.value, _SIXTY, "minute", part.end)
            return None
        if below is None or _COMPARED.match(low, below.end):
            return None
        if whole.money:
            if below.name not in self._hundredths or part.value >= _HUNDRED:
                return None
            value = whole.number.value + part.value / _HUNDRED
            number = whole.number._replace(end=below.end, value=value, precision=Decimal("0.01"))
            return whole._replace(number=number, end=below.end)
        ratio = self._joins.get(unit, {}).get(below.name)
        if ratio is None or part.value >= ratio:
            return None
        joined = self._joined(whole, part.value, Decimal(ratio), below.name, below.end)
        return joined._replace(number=joined.number._replace(precision=min(Decimal(1), part.precision)))

    def _joined(self, whole: Compound, part: Decimal, ratio: Decimal, unit: str, end: int) -> Compound:
        value = whole.number.value * ratio + part
        number = whole.number._replace(end=end, value=value, precision=Decimal(1), scale=Decimal(1))
        return Compound(number, unit, False, end)

    def _with_part(self, low: str, whole: Compound) -> Compound | None:
        """ "One hour and a half"."""
        if low[whole.end : whole.end + 5] != " and ":
            return None
        match = _AND_PART.match(low, whole.end)
        if match is None:
            return None
        value = whole.number.value + PARTS[match["part"].split()[-1]]
        number = whole.number._replace(end=match.end(), value=value, precision=Decimal(0))
        return whole._replace(number=number, end=match.end())

    def article_part(self, spot: Spot, start: int, end: int) -> tuple[int, Decimal, str] | None:
        """Where "an hour and a half" starts, read from the half, its value and unit; None where no such words stand."""
        word = spot.low[start:end].split()[-1]
        found = self._article(spot, start) if word in ("half", "quarter") else None
        if found is None or found[1] not in self._joins:
            return None
        if _AND_PART.match(spot.low, spot.low.rindex("and", 0, start) - 1) is None:
            return None
        return found[0], 1 + PARTS[word], found[1]

    def _article(self, spot: Spot, start: int) -> tuple[int, str] | None:
        """The "an hour and" before a position: where it starts and the unit it counts once; None when there is none."""
        match = _ARTICLE_UNIT.search(spot.low, max(spot.floor, start - 24), start)
        if match is None:
            return None
        unit = self._units.after(spot.text, match.start("unit") - 1)
        return (match.start(), unit.name) if unit is not None and unit.end == match.end("unit") else None

    def led(self, spot: Spot, number: Number, unit: str, end: int) -> Compound | None:
        """ "An hour and 45 minutes", "a dollar and 20 cents", read from the second; its unit ends at ``end``."""
        article = self._article(spot, number.start)
        if article is None:
            return None
        start, above = article
        if unit in self._hundredths:
            if self._units.dimension(above) != "currency" or number.value >= _HUNDRED:
                return None
            whole = number._replace(start=start, end=end, value=1 + number.value / _HUNDRED, precision=Decimal("0.01"))
            return Compound(whole, above, True, end)
        ratio = self._joins.get(above, {}).get(unit)
        if ratio is None or number.value >= ratio:
            return None
        return Compound(number._replace(start=start, end=end, value=number.value + ratio), unit, False, end)

    def feet(self, low: str, number: Number) -> Compound | None:
        """ "6'4\\"" and "5’10": feet and inches in marks; None where none stand."""
        if low[number.end : number.end + 1] not in ("'", "’", "′"):
            return None
        match = _FEET.match(low, number.end - 1)
        if match is None or int(match["inches"]) > 11 or number.value > 9:
            return None
        value = number.value * 12 + int(match["inches"])
        return Compound(number._replace(end=match.end(), value=value), "inch", False, match.end())
