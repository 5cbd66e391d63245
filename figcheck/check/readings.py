"""How two readings compare: agree, compatible through a hedge or rounding, or a discrepancy."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.findings import Verdict
from figcheck.intervals import INFINITY, Reading
from figcheck.model import Claim
from figcheck.units import convert, convert_range, convertible, has_zero_of_its_own

_SOFT: Final = Decimal("1.25")  # an open end is taken at its word up to here; beyond, the pair is a note
_ZEROS: Final = Decimal("0.05")
_SAME_SIZE: Final = Decimal("1.1")  # units that differ less than so are not told apart by the numbers beside them
_ROUND_FROM: Final = Decimal(1000)  # trailing zeros of smaller numbers are taken as meant ("160", "200")


class Held(NamedTuple):
    """A verdict on two readings, with its reason; ``soft`` when only an open end lets them meet."""

    verdict: Verdict
    reason: str
    soft: bool = False


class Room(NamedTuple):
    """A width of tolerance, in the unit of the figures and as a share of the larger."""

    absolute: Decimal
    relative: Decimal


def hold(a: Claim, b: Claim, absolute: Decimal, relative: Decimal, points: Decimal) -> Held:
    """Hold two claims' readings against each other within a rule's tolerance.

    ``absolute`` is in the figures' unit (the first's, where they differ), ``relative`` a share of the larger,
    ``points`` counts for percentages. Units of one dimension are compared after conversion.
    """
    first, second = a.figure.reading, b.figure.reading
    if a.figure.unit != b.figure.unit and convertible(a.figure.unit, b.figure.unit):
        return _converted(a, b, absolute, relative)
    if unit_slip(a, b):
        return Held("discrepancy", f"the same number of {a.figure.unit} and of {b.figure.unit}")
    if "vague" in (a.figure.hedge, b.figure.hedge):
        return _vague(a, b)
    if first.point is not None and first.point == second.point:
        if a.figure.hedge == b.figure.hedge:
            return Held("agree", "the same number and hedge")
        if first.within(second) and second.within(first):
            return Held("agree", "the same number, and hedges that the scheme makes no difference of")
        return Held("compatible", f"the same number, once {_spoken(a)}, once {_spoken(b)}")
    if (first.low, first.high) == (second.low, second.high):
        return Held("agree", "the same range")
    slack = max(absolute, relative * _larger(first, second), points if a.figure.unit == "percent" else Decimal(0))
    if a.figure.form == "share" or b.figure.form == "share":
        slack = max(slack, Decimal(1))
    one, other = _banded(a), _banded(b)
    if one.widened(slack / 2).meets(other.widened(slack / 2)):
        if first.meets(second) and _open_end_alone(first, second):
            return Held("compatible", "they meet only in an open end", soft=True)
        return Held("compatible", "they meet within rounding, hedge and tolerance")
    apart = "differ as printed" if _read_as_printed(a) or _read_as_printed(b) else "cannot both hold"
    return Held("discrepancy", f"{a.figure.surface} and {b.figure.surface} {apart}")


def room_needed(a: Claim, b: Claim) -> Room | None:
    """How wide a tolerance has to be for two readings to meet; None when they meet without, or none would do.

    No tolerance holds between vague words, or between units.
    """
    first, second = a.figure.reading, b.figure.reading
    if a.figure.unit != b.figure.unit or "vague" in (a.figure.hedge, b.figure.hedge):
        return None
    one, other = _banded(a), _banded(b)
    gap = max(one.low, other.low) - min(one.high, other.high)
    if one.meets(other) or not gap.is_finite():
        return None
    larger = _larger(first, second)
    return Room(gap, gap / larger if larger else Decimal(0))


def _converted(a: Claim, b: Claim, absolute: Decimal, relative: Decimal) -> Held:
    """Hold readings in two units of one dimension; each stands for what rounds to it, so 5 km and 3.1 miles meet."""
    unit, other = a.figure.unit, b.figure.unit
    told = f"{b.figure.number_surface} {other} is {_short(told_in(b, unit))} {unit}"
    if unit_slip(a, b):
        return Held("discrepancy", f"the same number of {unit} and of {other}")
    one, printed = _rounded(a), _rounded(b)
    changes = (False, True) if has_zero_of_its_own(unit) or has_zero_of_its_own(other) else (False,)
    for change in changes:
        low, high = convert_range(printed.low, printed.high, other, unit, change)
        second = printed._replace(low=low, high=high)
        slack = max(absolute, relative * _larger(one, second))
        if one.widened(slack / 2).meets(second.widened(slack / 2)):
            same = a.figure.reading.point is not None and a.figure.reading.point == told_in(b, unit)
            if same and a.figure.hedge == b.figure.hedge:
                return Held("agree", told)
            return Held("compatible", f"{told}: they meet within rounding, hedge and tolerance")
    return Held("discrepancy", f"{told}, not {a.figure.surface}")


def unit_slip(a: Claim, b: Claim) -> bool:
    """True when two figures print one number with units of one dimension and different size ("5 km", "5 miles"), or
    of two currencies."""
    point, unit, other = a.figure.reading.point, a.figure.unit, b.figure.unit
    if point is None or point == 0 or point != b.figure.reading.point or unit == other:
        return False
    if a.figure.form == b.figure.form == "money":
        return True
    told = told_in(b, unit)
    if told is None or "share" in (a.figure.form, b.figure.form):
        return False
    low, high = convert_range(point, point, other, unit)
    return low > point * _SAME_SIZE or high * _SAME_SIZE < point


def told_in(claim: Claim, unit: str) -> Decimal | None:
    """A claim's printed point in another unit; None when it has none, or the units are of different dimensions."""
    point = claim.figure.reading.point
    if point is None or claim.figure.unit == unit or not convertible(claim.figure.unit, unit):
        return point if claim.figure.unit == unit else None
    return convert(point, claim.figure.unit, unit)


def _rounded(claim: Claim) -> Reading:
    """What rounds to a printed number: half its last digit to either side; of zeros five per cent at most."""
    reading = claim.figure.reading
    if reading.point is None:
        return reading
    band = reading.precision / 2
    if reading.precision > 1:
        band = min(band, abs(reading.point) * _ZEROS)
    return reading.widened(band)


def _short(value: Decimal | None) -> str:
    return "a range" if value is None else f"{value:.4g}" if abs(value) < 10000 else f"{value:,.0f}"


def _vague(a: Claim, b: Claim) -> Held:
    first, second = a.figure.reading, b.figure.reading
    both = a.figure.hedge == b.figure.hedge == "vague"
    if (first.low, first.high) == (second.low, second.high):
        return Held("agree", "the same vague words" if both else "a vague word that stands for this number")
    if first.meets(second):
        return Held("agree" if both else "compatible", "vague words leave room for both")
    return Held("discrepancy", f'no number fits both "{a.figure.surface}" and "{b.figure.surface}"')


def _read_as_printed(claim: Claim) -> bool:
    """True where the hedge scheme makes nothing of a hedge, so that the words may both be true all the same."""
    hedge, reading = claim.figure.hedge, claim.figure.reading
    return hedge not in ("exact", "range", "vague") and reading.low == reading.high


def _banded(claim: Claim) -> Reading:
    """A scaled or rounded number stands for its band, also under a hedge: "1.2 million" is 1.15 to 1.25 million.

    Zeros printed in full may be meant, so they stand for five per cent at most: 30,000 is 28,500 to 31,500.
    """
    reading = claim.figure.reading
    if reading.point is None or reading.precision <= 1 or abs(reading.point) < _ROUND_FROM:
        return reading
    band = reading.precision / 2
    if claim.figure.number_surface[-1:].isdigit():
        band = min(band, abs(reading.point) * _ZEROS)
    return reading.widened(band)


def _open_end_alone(first: Reading, second: Reading) -> bool:
    """True when the printed points lie more than the soft bound apart and nothing but an open end bridges them."""
    if first.point is None or second.point is None:
        return False
    low, high = sorted((abs(first.point), abs(second.point)))
    # Under a scheme with wide bands these alone may meet, however far the points are apart.
    return high > low * _SOFT and not _shut(first, first.point).meets(_shut(second, second.point))


def _shut(reading: Reading, point: Decimal) -> Reading:
    """The reading with its open sides ending at the printed point."""
    low = reading.low if reading.low.is_finite() else point
    return Reading(low, reading.high if reading.high.is_finite() else point)


def _larger(first: Reading, second: Reading) -> Decimal:
    ends = [abs(end) for end in (first.low, first.high, second.low, second.high) if abs(end) != INFINITY]
    return max(ends, default=Decimal(0))


def _spoken(claim: Claim) -> str:
    return claim.figure.printed_hedge or claim.figure.hedge.replace("_", " ")
