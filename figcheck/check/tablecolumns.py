"""Columns of a table that are worked out from others: changes, and percentages of a whole.

Which columns a change leads from and to, and what a percentage is of, most rows must tell: a reading that holds in two
rows of three, and in two at least, is the table's; the other rows are held against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.desk import show_number
from figcheck.check.lanes import Lane, added
from figcheck.check.rowlabels import is_change, sort_of
from figcheck.check.sentences import Ends
from figcheck.expressions import expression
from figcheck.findings import Severity
from figcheck.model import Claim, Table

_MOST_BESIDE: Final = 10  # lanes beside a column that it may be worked out from
_YEAR: Final = expression(
    r"(?:.*\b)?(?:1[89]|20)\d\d(?:\b.*)?|q[1-4].*|(?:this|last|previous|current|prior) .*|before|after|then|now",
    re.IGNORECASE,
)
_FEWEST_SHARES: Final = 3


class Slip(NamedTuple):
    """What does not fit in a table: its figures, the one it is about first; cause, words, and what was expected.

    ``most`` is what it is worth at most, whatever the rule's severity.
    """

    claims: tuple[Claim, ...]
    cause: str
    words: str
    expected: str
    most: Severity = "error"


def borne_out(readings: Iterable[tuple[int, list[Slip]]], fewest: int) -> list[Slip]:
    """The slips of the reading that most rows bear out; each is the number of those rows, and the slips of the others.

    None where fewer than ``fewest`` rows bear it out, or less than twice as many as fail.
    """
    held, failed = max(readings, key=_support, default=(0, []))
    return failed if held >= fewest and len(failed) * 2 <= held else []


def _support(reading: tuple[int, list[Slip]]) -> tuple[int, int]:
    held, failed = reading
    return held, -len(failed)


class _Pair(NamedTuple):
    """The two lanes that a change leads from and to, the first ``step`` rows away."""

    first: Lane
    second: Lane
    relative: bool
    step: int

    def points(self, row: int) -> tuple[Decimal, Decimal] | None:
        """The two numbers as printed; None where one is missing or hedged."""
        a, b = self.first.rows.get(row + self.step), self.second.rows.get(row)
        if a is None or b is None or a.figure.hedge != "exact" or b.figure.hedge != "exact":
            return None
        one, other = a.figure.reading.point, b.figure.reading.point
        if one is None or other is None or (self.relative and (one <= 0 or other < 0)):
            return None
        return one, other

    def change(self, one: Ends, other: Ends) -> Ends:
        """What can lie between two numbers."""
        if self.relative:
            return Ends((other.low / one.high - 1) * 100, (other.high / one.low - 1) * 100)
        return Ends(other.low - one.high, other.high - one.low)


class _Reading(NamedTuple):
    """One way to work a column out: what each row would make, and the figures it would be made of."""

    make: Callable[[int], Ends | None]
    of: Callable[[int], tuple[Claim, ...]]
    says: Callable[[int, Ends], str]
    pair: _Pair | None = None


def row_name(table: Table, row: int) -> str:
    """A row in words."""
    label = table.label(row)
    return f"the row “{label}”" if label else f"row {row + 1}"


# --- changes ---------------------------------------------------------------------------------------------------------


def changes(table: Table, lanes: Sequence[Lane]) -> list[Slip]:
    """Every change in a table that does not fit the two numbers it lies between."""
    slips: list[Slip] = []
    for lane in lanes:
        if is_change(lane.heading):
            beside = _beside(lane, [other for other in lanes if not is_change(other.heading)])
            readings = list(_change_readings(lane, beside))
            plain = _is_plain(lane, beside)
            found = _against(table, lane, readings, 2, plain)
            slips += found or _held_as_printed(table, lane, readings)
    return _once_a_row(slips)


def _once_a_row(slips: Sequence[Slip]) -> list[Slip]:
    """The slips with one for two columns of changes that miss the same two numbers: one of these is wrong, or both."""
    found: dict[tuple[str, ...], Slip] = {}
    for slip in slips:
        key = (slip.cause, *[claim.id for claim in slip.claims[1:]])
        other = found.get(key)
        if other is None:
            found[key] = slip
        else:
            claims = (other.claims[0], slip.claims[0], *other.claims[1:])
            found[key] = other._replace(claims=claims, words=f"{other.words}; {slip.words}")
    return list(found.values())


def _beside(lane: Lane, lanes: Sequence[Lane]) -> list[Lane]:
    """The lanes nearest to one, from left to right."""
    others = [other for other in lanes if other is not lane and (other.column, other.nth) != (lane.column, lane.nth)]
    nearest = sorted(others, key=lambda other: (abs(other.column - lane.column), other.column))[:_MOST_BESIDE]
    return sorted(nearest, key=lambda other: (other.column, other.nth))


def _is_plain(lane: Lane, beside: Sequence[Lane]) -> bool:
    """True where two columns of two times alone stand beside a column of changes."""
    alike = [
        other for other in beside if other.unit == lane.unit or lane.unit in ("percent", "percentage point", "count")
    ]
    return len(alike) == 2 and len(beside) == 2 and all(_YEAR.fullmatch(other.heading) for other in alike)


def _change_readings(lane: Lane, beside: Sequence[Lane]) -> Iterator[_Reading]:
    pairs = [(first, second) for first in beside for second in beside if first is not second]
    alike = [(first, second, 0) for first, second in pairs if first.unit == second.unit]
    if not alike:
        # A column of one number a year: its changes are from row to row, the latest first or last.
        alike = [(value, value, step) for value in beside for step in (-1, 1)]
    for first, second, step in alike:
        if lane.unit == "percent" or (lane.unit == "count" and first.unit != "percent" and "%" in lane.heading):
            yield _between(lane, first, second, True, step)
        if lane.unit == first.unit or (lane.unit in ("count", "percentage point") and first.unit == "percent"):
            yield _between(lane, first, second, False, step)


def _between(lane: Lane, first: Lane, second: Lane, relative: bool, step: int = 0) -> _Reading:
    """The change from one column to another in a row, or, ``step`` rows away, from one row of a column to another."""

    def make(row: int) -> Ends | None:
        a, b = first.ends(row + step), second.ends(row)
        if a is None or b is None:
            return None
        if not relative:
            return Ends(b.low - a.high, b.high - a.low)
        if a.low <= 0 or b.low < 0:
            return None
        width = max(lane.step, lane.rows[row].figure.reading.precision if row in lane.rows else Decimal(0))
        return Ends((b.low / a.high - 1) * 100, (b.high / a.low - 1) * 100).widened(min(width, Decimal(1)) / 2)

    def of(row: int) -> tuple[Claim, ...]:
        return first.rows[row + step], second.rows[row]

    def says(row: int, made: Ends) -> str:
        a, b = first.point(row + step), second.point(row)
        if a is None or b is None:
            return ""
        value = (b / a - 1) * 100 if relative and a else b - a
        shown = show_number(value) if relative else second.shown(value)
        sign, unit = "+" if value > 0 else "", " per cent" if relative else ""
        begin = first.rows[row + step].figure.surface
        return f"from {begin} to {second.rows[row].figure.surface} is {sign}{shown}{unit}"

    return _Reading(make, of, says, _Pair(first, second, relative, step))


def _held_as_printed(table: Table, lane: Lane, readings: Sequence[_Reading]) -> list[Slip]:
    """The one row that misses where all others, two at least, are worked out from round numbers just as printed.

    Zeros at the end of those numbers are meant then: the row is given what rounds to the finest of them.
    """
    best: tuple[int, _Reading, int] | None = None
    for reading in readings:
        if reading.pair is None:
            continue
        held, failed = 0, []
        for row in lane.rows:
            verdict = _is_as_printed(lane, reading.pair, row)
            if verdict is False:
                failed.append(row)
            elif verdict:
                held += 1
        if held > 1 and not failed:
            return []
        if len(failed) == 1 and held > max(1, best[0] if best is not None else 0):
            best = held, reading, failed[0]
    if best is None or best[1].pair is None:
        return []
    _, reading, row = best
    pair = best[1].pair
    points, printed = pair.points(row), lane.rows[row].figure.reading
    half = _finest(pair) / 2
    if points is None or points[0] <= half:
        return []
    made = pair.change(*[Ends(point - half, point + half) for point in points])
    room = min(printed.precision, Decimal(1) if pair.relative else _finest(pair))
    below, above = (room, room / 2) if printed.low < 0 else (room / 2, room)  # rounded, or cut off
    told = Ends(printed.low - below, printed.high + above)
    return [] if made.meets(told) else [_slip(table, lane, reading, row, made)]


def _is_as_printed(lane: Lane, pair: _Pair, row: int) -> bool | None:
    """Whether a change is that of the two numbers as they are printed; None where one of the three is missing."""
    points, printed = pair.points(row), lane.rows[row].figure.reading
    if points is None or printed.point is None or lane.rows[row].figure.hedge != "exact":
        return None
    made = pair.change(Ends(points[0], points[0]), Ends(points[1], points[1])).low
    return abs(made - printed.point) <= min(printed.precision, Decimal(1) if pair.relative else _finest(pair)) / 2


def _finest(pair: _Pair) -> Decimal:
    """The last digit that the numbers of two lanes print, zeros at the end left out."""
    return min([claim.figure.reading.precision for lane in (pair.first, pair.second) for claim in lane.rows.values()])


def _against(table: Table, lane: Lane, readings: Sequence[_Reading], fewest: int, plain: bool) -> list[Slip]:
    """The rows of a lane that do not fit the reading that most rows bear out.

    In a plain table of one or two rows these are the ones that fit none.
    """
    best: tuple[int, _Reading, list[int]] | None = None
    for reading in readings:
        held, failed = 0, []
        for row in lane.rows:
            made = reading.make(row)
            if made is None:
                continue
            if made.meets(lane.told(row)):
                held += 1
            else:
                failed.append(row)
        if best is None or held > best[0] or (held == best[0] and len(failed) < len(best[2])):
            best = held, reading, failed
    if best is None:
        return []
    held, reading, failed = best
    if held < fewest or len(failed) * 2 > held:
        if not (plain and len(failed) == 1 and held <= 1):
            return []
    slips = []
    for row in failed:
        made = reading.make(row)
        if made is None or (
            held < fewest and any((m := it.make(row)) is not None and m.meets(lane.told(row)) for it in readings)
        ):
            continue
        slips.append(_slip(table, lane, reading, row, made))
    return slips


def _slip(table: Table, lane: Lane, reading: _Reading, row: int, made: Ends) -> Slip:
    claim, says = lane.rows[row], reading.says(row, made)
    claims = (claim, *reading.of(row))
    words = f"in {row_name(table, row)} {says}, the column “{lane.heading}” says {claim.figure.surface}"
    if not is_change(lane.heading):
        return Slip(claims, cause="share_does_not_fit", words=words, expected=says)
    if made.low > 0 > lane.told(row).high or made.high < 0 < lane.told(row).low:
        return Slip(claims, cause="opposite_direction", words=words, expected=says)
    return Slip(claims, cause="change_does_not_fit", words=words, expected=says)


# --- shares ----------------------------------------------------------------------------------------------------------


def shares(table: Table, lanes: Sequence[Lane]) -> list[Slip]:
    """Every percentage in a table that does not fit the number it stands for and the whole."""
    slips: list[Slip] = []
    for lane in lanes:
        if lane.unit == "percent" and not is_change(lane.heading):
            beside = _beside(lane, [other for other in lanes if other.unit not in ("percent", "percentage point")])
            readings = list(_share_readings(table, lane, beside))
            found = _against(table, lane, readings, _FEWEST_SHARES, False)
            slips += found or _exchanged(table, lane, readings)
    return slips


def _exchanged(table: Table, lane: Lane, readings: Sequence[_Reading]) -> list[Slip]:
    """Two percentages that stand in each other's row: all others fit, two at least, and these would."""
    for reading in readings:
        rows = [row for row in lane.rows if reading.make(row) is not None]
        made = {row: ends for row in rows if (ends := reading.make(row)) is not None}
        failed = [row for row in rows if not made[row].meets(lane.told(row))]
        if len(failed) != 2 or len(rows) < 4:
            continue
        a, b = failed
        if made[a].meets(lane.told(b)) and made[b].meets(lane.told(a)):
            one, other = lane.rows[a].figure.surface, lane.rows[b].figure.surface
            words = (
                f"{one} in {row_name(table, a)} and {other} in {row_name(table, b)} seem exchanged: "
                f"{reading.says(a, made[a])}, {reading.says(b, made[b])}"
            )
            claims = (lane.rows[a], lane.rows[b], *dict.fromkeys([reading.of(a)[0], reading.of(b)[0]]))
            return [Slip(claims, cause="share_does_not_fit", words=words, expected=f"{other} and {one}")]
    return []


def _share_readings(table: Table, lane: Lane, beside: Sequence[Lane]) -> Iterator[_Reading]:
    sorts = [sort_of(table.label(row)) for row in range(len(table.rows))]
    aside = frozenset([row for row, sort in enumerate(sorts) if sort in ("aside", "average")])
    for part in beside:
        if is_change(part.heading):
            continue
        for row in [row for row, sort in enumerate(sorts) if sort in ("total", "weak_total") and row in part.rows][-1:]:
            yield _of_whole(lane, part, part.told(row), part.rows[row], aside)
        if not any(sort in ("total", "weak_total") for sort in sorts):
            rows = [row for row, sort in enumerate(sorts) if sort == "plain"]
            if len(rows) > 2 and all(row in part.rows for row in rows):
                yield _of_whole(lane, part, added([part.told(row) for row in rows]), None, aside)
        for whole in beside:
            if whole is not part and whole.unit == part.unit and not is_change(whole.heading):
                yield _of_other(lane, part, whole)


def _of_whole(lane: Lane, part: Lane, whole: Ends, claim: Claim | None, aside: frozenset[int]) -> _Reading:
    def make(row: int) -> Ends | None:
        return _ratio(lane, part.ends(row), whole) if row not in aside else None

    def says(row: int, made: Ends) -> str:
        total = claim.figure.surface if claim is not None else part.shown((whole.low + whole.high) / 2)
        return f"{part.rows[row].figure.surface} of {total} is {_middle(made)} per cent"

    return _Reading(make, lambda row: (part.rows[row], claim) if claim is not None else (part.rows[row],), says)


def _of_other(lane: Lane, part: Lane, whole: Lane) -> _Reading:
    def make(row: int) -> Ends | None:
        return _ratio(lane, part.ends(row), whole.ends(row))

    def says(row: int, made: Ends) -> str:
        return f"{part.rows[row].figure.surface} of {whole.rows[row].figure.surface} is {_middle(made)} per cent"

    return _Reading(make, lambda row: (part.rows[row], whole.rows[row]), says)


def _ratio(lane: Lane, part: Ends | None, whole: Ends | None) -> Ends | None:
    if part is None or whole is None or part.low < 0 or whole.low <= 0 or not (part.is_finite and whole.is_finite):
        return None
    made = Ends(part.low / whole.high * 100, part.high / whole.low * 100)
    return made.widened(min(lane.step, Decimal(1)) / 2)  # cut off as well as rounded


def _middle(made: Ends) -> str:
    return show_number((made.low + made.high) / 2)
