"""The figures of one table in lanes: a lane is a column, or the numbers in brackets of a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from figcheck.check.desk import show_number
from figcheck.check.sentences import Ends
from figcheck.expressions import expression
from figcheck.intervals import INFINITY
from figcheck.model import Claim, Table
from figcheck.units import dimension

ANY: Final = Ends(-INFINITY, INFINITY)
_NOT_ADDED: Final = expression(
    r"\b(?:rates?|ratio|averages?|avg|mean|median|per|index|prices?|ages?|aged|rank|scores?|margins?|swing|temp\w*|highs?|lows?|"
    r"highest|lowest|max\w*|min\w*|peaks?|record|yield|density|speed|height|elevation|odds|cumulative|running|position|growth|"
    r"change|chg|diff\w*|expectancy|lead|fastest|deepest|longest|largest|target|multiple|probability|rating|grade|since|"
    r"founded|built|latitude|longitude|magnitude|balance|net)\b|[°±Δ∆]|\+/",
    re.IGNORECASE,
)
_NOT_ADDED_UNITS: Final = frozenset(("percent", "percentage point", "ratio", "fraction", "basis point"))
_MOST_LANES: Final = 60
_NUMERAL: Final = frozenset("0123456789.")
_ROUND_FROM: Final = 1000  # below it zeros at the end of a number are meant


class Lane:
    """Figures under one heading: by row, of one unit.

    ``rows`` has the rows that print a figure of the unit, ``odd`` those that print one of another.
    """

    __slots__ = ("column", "finest", "heading", "nth", "odd", "rows", "scale", "step", "unit")

    def __init__(self, column: int, nth: int, heading: str, claims: Sequence[Claim]) -> None:
        self.column = column
        self.nth = nth
        self.heading = heading
        units = Counter([claim.figure.unit for claim in claims])
        self.unit = max(sorted(units), key=lambda unit: units[unit])
        self.rows = {_row(claim): claim for claim in claims if claim.figure.unit == self.unit}
        self.odd = frozenset([_row(claim) for claim in claims if claim.figure.unit != self.unit])
        # Zeros at the end of a number are meant where another number of the lane does without.
        plain = [c.figure.reading.precision for c in self.rows.values() if _is_plain(c) and c.figure.reading.point]
        self.step = min(plain, default=Decimal(1))
        if self.step > 1 and all(abs(c.figure.reading.point or Decimal(0)) < _ROUND_FROM for c in self.rows.values()):
            self.step = Decimal(1)

        self.scale = _scale(self.rows.values())
        # What the last printed digit stands for, None where numbers are written out.
        finest = min([c.figure.reading.precision for c in self.rows.values()], default=Decimal(1)) / self.scale
        is_spelt = any(not _is_plain(claim) for claim in self.rows.values())
        self.finest = None if is_spelt else min(finest, Decimal(1))

    def shown(self, value: Decimal) -> str:
        """A number worked out from the lane's, as the lane prints its own: in its millions, with its decimals."""
        if self.finest is None:
            return show_number(value)
        return f"{(value / self.scale).quantize(self.finest):,f}"

    @property
    def is_added(self) -> bool:
        """False for what is not added up: percentages, rates, averages, records."""
        if self.unit in _NOT_ADDED_UNITS or "/" in self.unit or dimension(self.unit) in ("temperature", "speed"):
            return False
        return _NOT_ADDED.search(self.heading) is None

    def ends(self, row: int) -> Ends | None:
        """What the figure of a row can stand for: what rounds to it; None where the row has none."""
        claim = self.rows.get(row)
        if claim is None:
            return None
        reading = claim.figure.reading
        if claim.figure.hedge in ("at_least", "more_than", "at_most", "less_than", "vague"):
            low = max(Decimal(0), reading.low) if reading.low == -INFINITY else reading.low
            return Ends(low, reading.high)
        half = (self.step if _is_plain(claim) else reading.precision) / 2
        if self.unit == "count" and half <= Decimal("0.5") and claim.figure.reading.point == _whole(claim):
            half = Decimal(0)  # persons and things are counted one by one
        return Ends(reading.low - half, reading.high + half)

    def told(self, row: int) -> Ends:
        """The same, open where nothing is known: a cell that prints nothing is at least 0, unless others are below."""
        ends = self.ends(row)
        if ends is not None:
            return ends
        return ANY if row in self.odd or self.below_zero else Ends(Decimal(0), INFINITY)

    @property
    def is_counted_up(self) -> bool:
        """False for what no running total is of: percentages and rates."""
        return self.unit not in _NOT_ADDED_UNITS and "/" not in self.unit

    @property
    def is_share_of_row(self) -> bool:
        """False for a percentage that is hardly one of several answers: a rate, a turnout, a total."""
        return _NOT_ADDED.search(self.heading) is None and "turnout" not in self.heading.lower()

    @property
    def below_zero(self) -> bool:
        """True when some figure of the lane is negative."""
        return any(c.figure.reading.low < 0 and c.figure.reading.point is not None for c in self.rows.values())

    def point(self, row: int) -> Decimal | None:
        """The printed number of a row."""
        claim = self.rows.get(row)
        return claim.figure.reading.point if claim is not None else None


def _scale(claims: Iterable[Claim]) -> Decimal:
    """What the printed numbers are multiplied by, as a heading or caption says."""
    for claim in claims:
        digits = "".join([letter for letter in claim.figure.number_surface if letter in _NUMERAL])
        point = claim.figure.reading.point
        if point and digits.strip(".") and _is_plain(claim) and digits.count(".") < 2 and Decimal(digits):
            return abs(point) / Decimal(digits)
    return Decimal(1)


def _row(claim: Claim) -> int:
    cell = claim.figure.cell
    return cell.row if cell is not None else -1


def _whole(claim: Claim) -> Decimal | None:
    point = claim.figure.reading.point
    return point.to_integral_value() if point is not None else None


def _is_plain(claim: Claim) -> bool:
    return not any(letter.isalpha() for letter in claim.figure.number_surface)


def lanes_of(claims: Sequence[Claim], table: Table) -> list[Lane]:
    """The lanes of a table's claims, from left to right; numbers among words are in none."""
    cells: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        cell = claim.figure.cell
        if cell is not None and cell.column in table.counting:
            cells.setdefault((cell.row, cell.column), []).append(claim)
    members: dict[tuple[int, int], list[Claim]] = {}
    for (_, column), found in cells.items():
        for nth, claim in enumerate(found[:2] if len(found) < 3 else ()):
            members.setdefault((column, nth), []).append(claim)
    lanes = [
        Lane(column, nth, table.headings[column], members[column, nth])
        for column, nth in sorted(members)[: _MOST_LANES + 1]
    ]
    return lanes if len(lanes) <= _MOST_LANES else []


def added(parts: Sequence[Ends]) -> Ends:
    """What numbers can add up to."""
    low = high = Decimal(0)
    for part in parts:
        low, high = low + part.low, high + part.high
    return Ends(low, high)


def shown_sum(lane: Lane, points: Sequence[Decimal | None]) -> str:
    """A sum for a message: the printed numbers added, "at least …" where one is missing."""
    total = sum([point for point in points if point is not None], Decimal(0))
    return f"{'at least ' if None in points else ''}{lane.shown(total)}"
