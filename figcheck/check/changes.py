"""``change``: a change fits the numbers it leads from and to: "rose 20 per cent from 50 to 60", "doubled from 4 to 8".

The size of the change is held, not its direction. A percentage of percentages may be meant as points: both are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, show_number
from figcheck.check.sentences import Ends, before, between, ends, percentage, put_down
from figcheck.intervals import Reading
from figcheck.model import Claim

_HALF: Final = Decimal("0.5")
_TO: Final = re.compile(r" to ")
_FROM: Final = re.compile(r",? from ")
_BY: Final = re.compile(r"(?:,| [-–—]| ?\() ?(?:(?:an?|up|down|by|or) )?(?:[a-z]+ (?:of|by) )?")
_MOVE: Final = r"(?:up|down|by|rise|increase|growth|jump|gain|drop|fall|decline|decrease|cut)\b"
_MOVED: Final = re.compile(rf"\b{_MOVE}")
_MOVE_BEHIND: Final = re.compile(rf"[ ,]*(?:[a-z]+ )?{_MOVE}")
_TIMES: Final = re.compile(
    r"\b(?P<hedge>more than |over |nearly |almost |about |roughly )?"
    r"(?P<word>doubled|tripled|trebled|quadrupled|halved)\b[^.;:]{0,60}? from$"
)
_FACTORS: Final = {
    "doubled": Decimal(2),
    "tripled": Decimal(3),
    "trebled": Decimal(3),
    "quadrupled": Decimal(4),
    "halved": Decimal("0.5"),
}
_LOOSE: Final = Decimal("0.05")  # of a factor in words
_ABOUT: Final = Decimal("0.15")


class _Move(NamedTuple):
    """The figures that a change leads from and to: two, or one that find has read as a range ("400 to 600 euros")."""

    first: Claim
    last: Claim
    old: Reading
    new: Reading
    unit: str
    spoken: str


def check_change(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold every change that names both numbers against them."""
    for row in desk.sentences():
        for i, last in enumerate(row):
            move = _move(row, i)
            if move is None or not takes(rule, last):
                continue
            for told in _told_beside(row, i, move):
                _hold(rule, told, move, outcome)
            _times(rule, move, outcome)


def _move(row: list[Claim], i: int) -> _Move | None:
    """ "From 50 to 60", both printed as numbers of one unit; None for a figure that ends no move."""
    last = row[i]
    reading = last.figure.reading
    if last.figure.hedge == "range":
        if not before(last).endswith("from ") and not last.figure.surface.lower().startswith("from "):
            return None
        if " to " not in last.figure.surface or reading.low <= 0 or not reading.high.is_finite():
            return None
        low, high = Reading.exactly(reading.low), Reading.exactly(reading.high)
        return _Move(last, last, low, high, last.figure.unit, last.figure.surface.removeprefix("from "))
    if i == 0:
        return None
    first = row[i - 1]
    one, other = first.figure, last.figure
    if one.reading.point is None or reading.point is None or _TO.fullmatch(between(first, last)) is None:
        return None
    if one.unit != other.unit or one.reading.point <= 0 or reading.point <= 0 or not before(first).endswith("from "):
        return None
    return _Move(first, last, one.reading, reading, other.unit, f"{one.surface} to {other.surface}")


def _told_beside(row: list[Claim], i: int, move: _Move) -> Iterator[Claim]:
    """The change that stands right before "from", or right behind the number that it leads to."""
    first = i if move.first is move.last else i - 1
    if first > 0 and _leads_up(between(row[first - 1], move.first), move):
        yield row[first - 1]
    if i + 1 < len(row) and _BY.fullmatch(between(move.last, row[i + 1])):
        change = row[i + 1]
        behind = change.quote[change.quote_at.end :].lower()
        if _MOVE_BEHIND.match(behind) or _MOVED.search(between(move.last, change)):
            yield change


def _leads_up(text: str, move: _Move) -> bool:
    if move.first.figure.surface.lower().startswith("from "):
        return text in (" ", ", ")
    return _FROM.fullmatch(text) is not None


def _hold(rule: RuleSpec, told: Claim, move: _Move, outcome: Outcome) -> None:
    """Show a change that the two numbers cannot make."""
    if told.figure.reading.point is None or told.figure.hedge == "vague":
        return
    one, other = ends(move.old, _HALF), ends(move.new, _HALF)
    if one.low <= 0 or not (one.is_finite and other.is_finite):
        return
    percents = move.unit == "percent"
    moved = _distance(Ends(other.low - one.high, other.high - one.low))
    share = _distance(Ends((other.low / one.high - 1) * 100, (other.high / one.low - 1) * 100))
    in_points = told.figure.unit == "percentage point" or told.figure.counted == "point"
    in_percent = told.figure.unit == "percent"
    if in_percent:
        readings = [share, moved] if percents else [share]
    elif (percents and in_points) or (told.figure.unit == move.unit and not in_points):
        readings = [moved]
    else:
        return
    slack = rule.tolerance.points if in_percent or in_points else rule.tolerance.absolute
    printed = percentage(told.figure.reading) if in_percent or in_points else ends(told.figure.reading, _HALF)
    if any(reading.meets(printed.widened(slack)) for reading in readings):
        return
    real = readings[0]
    tail = " per cent" if in_percent else " points" if in_points else ""
    shown = real.shown()
    words = f"from {move.spoken} is a change of {shown}{tail}, not {told.figure.surface}"
    figures = (told, move.first) if move.first is move.last else (told, move.first, move.last)
    put_down(
        rule,
        figures,
        outcome,
        cause="change_does_not_fit",
        words=words,
        expected=f"{shown}{tail}",
        observed=told.figure.surface,
    )


def _distance(moved: Ends) -> Ends:
    """How far a move goes, whatever its direction."""
    if moved.low <= 0 <= moved.high:
        return Ends(Decimal(0), max(-moved.low, moved.high))
    low, high = sorted((abs(moved.low), abs(moved.high)))
    return Ends(low, high)


def _times(rule: RuleSpec, move: _Move, outcome: Outcome) -> None:
    """ "Doubled from 40 to 90"."""
    lead = before(move.first).rstrip()
    if move.first.figure.surface.lower().startswith("from "):
        lead += " from"
    match = _TIMES.search(lead)
    if match is None:
        return
    hedge: str | None = match["hedge"]
    factor = _FACTORS[str(match["word"])]
    one, other = ends(move.old, _HALF), ends(move.new, _HALF)
    if one.low <= 0 or other.low <= 0 or not (one.is_finite and other.is_finite):
        return
    made = Ends(other.low / one.high, other.high / one.low)
    if factor < 1:  # "more than halved" goes beyond the half
        factor, made = 1 / factor, Ends(1 / made.high, 1 / made.low)
    low, high = factor * (1 - _LOOSE), factor * (1 + _LOOSE)
    if hedge in ("more than ", "over "):
        low, high = factor, factor + 1
    elif hedge is not None:
        low, high = factor * (1 - _ABOUT), factor * (1 + (_ABOUT if hedge in ("about ", "roughly ") else _LOOSE))
    if made.meets(Ends(low, high)):
        return
    spoken = f"{hedge or ''}{match['word']}"
    words = f"from {move.spoken} is {show_number((made.low + made.high) / 2)} times"
    figures = (move.first,) if move.first is move.last else (move.first, move.last)
    told = f"{words}, not {spoken}"
    put_down(rule, figures, outcome, cause="change_does_not_fit", words=told, expected=words, observed=spoken)
