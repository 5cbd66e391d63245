"""A number of a title that the body prints with another unit: "118C" over 118 degrees Fahrenheit, "$140bn" over 145
billion baht, "falls 6 percent" over a six-point fall."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from figcheck.check.causes import Cause
from figcheck.check.directions import way_of
from figcheck.check.readings import unit_slip
from figcheck.check.spans import SPANS
from figcheck.check.titlekin import opens
from figcheck.check.titlenumbers import Number, printed_of
from figcheck.check.titleorigins import Origin
from figcheck.expressions import expression
from figcheck.model import Claim

# Currencies with one sign or name: which of them a headline means, its readers know.
_FAMILIES: Final = (
    frozenset("USD CAD AUD NZD HKD SGD TWD BBD JMD NAD LRD ZWL MXN ARS CLP COP UYU DOP CUP BRL PHP".split()),
    frozenset("GBP EGP LBP SYP SDG SSP FKP".split()),
    frozenset("INR PKR LKR NPR MUR IDR SCR MVR".split()),
    frozenset("KES TZS UGX SOS".split()),
    frozenset("SEK NOK DKK ISK CZK".split()),
    frozenset("CHF XAF XOF XPF RWF BIF GNF DJF KMF CDF".split()),
    frozenset("JPY CNY".split()),
    frozenset("TRY ILS".split()),
    frozenset("IRR QAR SAR OMR YER".split()),
    frozenset("KWD JOD IQD BHD RSD DZD TND LYD".split()),
    frozenset("AED MAD".split()),
)
_WORD: Final = expression(r"[a-z]+")
_FAR: Final = 100  # how many times as much what a title rounds is at least
_POINTS: Final = Cause("percent_for_points", "note", "the body tells of percentage points")


def of_another_unit(title: Number, body: Sequence[Number]) -> Origin | None:
    """The number of a body's opening that a title prints with another unit; None where there is none."""
    claim = title.claim
    if claim is None or title.unit in SPANS or claim.figure.form not in ("money", "measure"):
        return None
    for other in body:
        if other.claim is None or other.unit == title.unit or other.claim.figure.form != claim.figure.form:
            continue
        if not opens(claim, other.claim) or not _is_slip(title, claim, other, other.claim):
            continue
        words = f"the same number, once of {title.unit}, once of {other.unit}"
        return Origin(0, other, Cause("unit_slip", "error", words))
    return None


def _is_slip(title: Number, claim: Claim, other: Number, told: Claim) -> bool:
    if claim.figure.form != "money":
        return "/" not in title.unit + other.unit and unit_slip(claim, told)
    if "/" in title.unit + other.unit or any({title.unit, other.unit} <= family for family in _FAMILIES):
        return False
    return printed_of(title, other) and title.reading.low >= _FAR


def of_points(title: Number, body: Sequence[Number]) -> Origin | None:
    """The points of a body that a title calls per cent: "falls 6 percent" over "34 to 28 percent, a six-point fall"."""
    claim, point = title.claim, title.reading.point
    if claim is None or title.unit != "percent" or claim.figure.form != "percent" or point is None:
        return None
    if not any(way_of(match.group()) for match in _WORD.finditer(claim.quote.lower())):
        return None
    if any(other.unit == "percent" and printed_of(title, other) for other in body):
        return None
    told = [other for other in body if other.claim is not None and opens(claim, other.claim)]
    for _, row in groupby(told, key=_sentence):
        numbers = list(row)
        shares = sum(number.unit == "percent" for number in numbers)
        points = [n for n in numbers if n.unit == "percentage point" and n.reading.point == point]
        if points and shares > 1:
            return Origin(0, points[0], _POINTS)
    return None


def _sentence(number: Number) -> int:
    return number.claim.figure.sentence.start if number.claim is not None else -1
