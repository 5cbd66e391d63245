"""A group of claims as a series over time: what each says in one unit, on which day, and at what pace totals moved."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from figcheck.model import Claim, Group
from figcheck.report.wording import number
from figcheck.units import convert, convert_range, convertible

_LARGEST: Final = Decimal("1E+300")  # beyond it drawing knows no numbers


class Point(NamedTuple):
    """What one claim says: ``low`` to ``high`` with infinite ends, and the printed ``value``, None for ranges.

    ``day`` is the day that it is told for, else that of publication; None when neither is known.
    """

    claim: Claim
    day: dt.date | None
    low: Decimal
    high: Decimal
    value: Decimal | None

    @property
    def drawn(self) -> bool:
        """Whether it has a place on a plot: a day, and a number on at least one side."""
        return self.day is not None and bool(self.ends())

    def ends(self) -> tuple[Decimal, ...]:
        """The numbers that it tells: printed value and finite ends."""
        told = (self.low, self.high) if self.value is None else (self.low, self.high, self.value)
        return tuple(end for end in told if end.is_finite() and abs(end) < _LARGEST)


class Pace(NamedTuple):
    """How a running total moved from one day to the next: the claims at both ends (None at first for the day that the
    count began on, with 0), days, and what was added a day."""

    before: Point | None
    after: Point
    begun: dt.date | None
    days: int
    a_day: Decimal

    def words(self) -> str:
        """ "+3.6 a day", "−0.5 a day", "no change"."""
        if not self.a_day:
            return "no change"
        size = abs(self.a_day)
        rounded = number(round(size, 1 if size < 10 else 0)) if size >= Decimal("0.05") else "under 0.1"
        return f"{'+' if self.a_day > 0 else '−'}{rounded} a day"


class Series(NamedTuple):
    """The claims of a group in the order of their days; ``unit`` is the one that all are told in.

    ``paces`` are those between days that follow one another. ``several`` is True where a day has more than one total,
    of which the largest counts.
    """

    points: tuple[Point, ...]
    unit: str
    paces: tuple[Pace, ...]
    several: bool


def series(group: Group, claims: Mapping[str, Claim]) -> Series:
    """The claims of a group as a series."""
    members = [claims[claim_id] for claim_id in group.claims]
    units = Counter(claim.figure.unit for claim in members)
    unit = min(units, key=lambda name: (-units[name], name))
    points = sorted((_point(claim, unit) for claim in members), key=_order)
    steps, several = _steps(points)
    return Series(tuple(points), unit, tuple(_paces(steps)), several)


def _point(claim: Claim, unit: str) -> Point:
    figure = claim.figure
    low, high, value = figure.reading.low, figure.reading.high, figure.reading.point
    if figure.unit != unit and convertible(figure.unit, unit):
        low, high = convert_range(low, high, figure.unit, unit)
        value = None if value is None else convert(value, figure.unit, unit)
    elif figure.unit != unit:
        low, high, value = Decimal("-Infinity"), Decimal("Infinity"), None
    return Point(claim, claim.as_of or claim.header.published, low, high, value)


def _order(point: Point) -> tuple[dt.date, str, int]:
    return point.day or dt.date.max, point.claim.header.id, point.claim.number


def _steps(points: Iterable[Point]) -> tuple[list[Point], bool]:
    """The running totals that count, one a day: a total does not fall within a day, so the largest is the last."""
    of_day: dict[dt.date, list[Point]] = {}
    for point in points:
        total = point.claim.kind == "running_total" and point.claim.mode == "stated"
        if total and point.day is not None and point.value is not None and abs(point.value) < _LARGEST:
            of_day.setdefault(point.day, []).append(point)
    several = any(len({point.value for point in same}) > 1 for same in of_day.values())
    return [max(of_day[day], key=lambda point: point.value or 0) for day in sorted(of_day)], several


def _paces(steps: Sequence[Point]) -> Iterable[Pace]:
    if not steps:
        return
    begun = _begun(steps)
    first = steps[0]
    if begun is not None and first.day is not None and begun < first.day:
        days = (first.day - begun).days
        yield Pace(None, first, begun, days, (first.value or Decimal(0)) / days)
    for before, after in pairwise(steps):
        assert before.day and after.day and before.value is not None and after.value is not None
        days = (after.day - before.day).days
        yield Pace(before, after, None, days, (after.value - before.value) / days)


def _begun(steps: Sequence[Point]) -> dt.date | None:
    """The day that the totals count from, where those that tell it agree."""
    told = {point.claim.start_date for point in steps} - {None}
    return told.pop() if len(told) == 1 else None
