"""A number of a title that would be borne out but for a slip of the pen: "16 drowned" over 53 farmers and 8 herders.

What a title adds up, rounds or counts from a year is printed nowhere, so that no number of the body is the same in
other digits. But put right, it would follow from the body.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from figcheck.check.borneout import bearers, borne_out
from figcheck.check.causes import Cause, slip
from figcheck.check.titlenumbers import Number
from figcheck.check.titleorigins import Origin
from figcheck.intervals import Reading
from figcheck.model import PAIR

_LEAST: Final = Decimal(10)  # lower numbers are borne out by chance
_TENTH: Final = Decimal("0.1")


def slip_of(title: Number, body: Sequence[Number], published: dt.date | None) -> Origin | None:
    """The number of the body from which a title's would follow with a zero less or two digits changed back."""
    if title.kind == "score":
        return _of_votes(title, body)
    if title.claim is None and title.kind != "age":
        return None
    for meant, cause in _meant(title):
        if borne_out(meant, body, published):
            number = _source(meant, body)
            return Origin(1, number, cause) if number is not None else None
    return None


def _meant(title: Number) -> Iterator[tuple[Number, Cause]]:
    """A number of a title as it may have been meant, each with what went wrong."""
    point = title.reading.point
    if point is None or point <= 0:
        return
    for value in [point * _TENTH, *_swapped(point)]:
        cause = slip(value, point)
        if cause is not None and value >= _LEAST:
            reading = title.reading
            exact = reading.low == reading.high
            meant = Reading.exactly(value, reading.precision) if exact else reading.scaled(value / point)
            yield title._replace(reading=meant), cause


def _swapped(point: Decimal) -> Iterator[Decimal]:
    """A number with two neighbouring digits changed."""
    plain = format(point, "f")
    for at in range(len(plain) - 1):
        one, other = plain[at], plain[at + 1]
        if one != other and one.isdigit() and other.isdigit():
            yield Decimal(f"{plain[:at]}{other}{one}{plain[at + 2 :]}")


def _source(meant: Number, body: Sequence[Number]) -> Number | None:
    """The number of the body that is shown beside the title's: what bears it out, or what it is worked out from."""
    told = bearers(meant, body)
    if told:
        return told[0]
    if meant.unit == "year" or meant.kind == "age":
        return next((number for number in body if number.kind == "year"), None)
    units = (meant.unit, meant.unit.partition("/")[0])  # "$364K a song" comes of songs and dollars
    return next((number for number in body if number.claim is not None and number.unit in units), None)


def _of_votes(title: Number, body: Sequence[Number]) -> Origin | None:
    """The count that one side of a split should be, where a sentence tells the other: "25-48" over 52 votes to 48."""
    sides = divmod(int(title.reading.low), PAIR)
    for side, other in (sides, sides[::-1]):
        if min(side, other) < _LEAST:
            continue
        rows = [b.claim.figure.sentence.start for b in body if b.claim is not None and b.reading.point == other]
        for number in body:
            point = number.reading.point
            if number.claim is None or point is None or point in sides:
                continue
            cause = slip(point, Decimal(side))
            if (cause is not None or abs(point - side) == 1) and number.claim.figure.sentence.start in rows:
                return Origin(1, number, cause)
    return None
