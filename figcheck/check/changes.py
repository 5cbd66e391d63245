"""``change``: a change fits the numbers it leads from and to: "rose 20 per cent from 50 to 60", "doubled from 4 to 8".

The size of the change is held, and its direction: a rise that is a fall changes what is said. A percentage of percentages
may be meant as points: what fits in points alone is a note.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, show_number
from figcheck.check.earlier import earlier_moves
from figcheck.check.moves import Move, Told, moves, steps
from figcheck.check.sentences import Ends, ends, middling, percentage, put_down
from figcheck.check.sketch import Item, sketches
from figcheck.model import Claim

_HALF: Final = Decimal("0.5")
_LOOSE: Final = Decimal("0.1")  # of a factor in words
_ABOUT: Final = Decimal("0.15")
_ROUGH: Final = Decimal("0.05")  # of a share in words
_MOST: Final = ("more than", "over", "well over", "just over", "at least")
_LEAST: Final = ("nearly", "almost", "not quite", "less than")


def check_change(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold every change that names both numbers against them."""
    for article in sketches(desk):
        for sketch in article:
            for move, told in moves(sketch):
                if takes(rule, move.new.claim):
                    _hold(rule, move, told, outcome)
            for way, share, new, direction in steps(sketch):
                if takes(rule, new.claim):
                    _step(rule, way, share, new, direction, outcome)
        for move, told in earlier_moves(article):
            if takes(rule, move.new.claim):
                _hold(rule, move, told, outcome)


def _hold(rule: RuleSpec, move: Move, told: list[Told], outcome: Outcome) -> None:
    """Show a move that goes the other way, or a change that the two numbers cannot make."""
    one, other = ends(move.old.reading, _HALF), ends(move.new.reading, _HALF)
    if one.low <= 0 or other.low <= 0 or not (one.is_finite and (other.is_finite or move.way)):
        return
    goes = 1 if other.low > one.high else -1 if other.high < one.low else 0
    if not move.is_sure and not told:
        return
    for change in told:
        way = change.way or move.way
        if goes * way < 0:
            if move.is_sure or change.way:
                _turned(rule, move, goes, change, outcome)
            return
        if other.is_finite:
            _size(rule, move, change, one, other, outcome)
    if not told and goes * move.way < 0:
        _turned(rule, move, goes, None, outcome)


def _turned(rule: RuleSpec, move: Move, goes: int, change: Told | None, outcome: Outcome) -> None:
    """Show a rise that is a fall."""
    is_named, is_real = ("a fall", "a rise") if goes > 0 else ("a rise", "a fall")
    words = f"from {move.old.surface} to {move.new.surface} is {is_real}, not {is_named}"
    item = change.item if change is not None else None
    put_down(
        rule,
        _claims(item, move),
        outcome,
        cause="opposite_direction",
        words=words,
        expected=is_real,
        observed=is_named,
    )


def _size(rule: RuleSpec, move: Move, change: Told, one: Ends, other: Ends, outcome: Outcome) -> None:
    """Show a change that two numbers cannot make."""
    item = change.item
    if item is not None and item.kind == "T":
        if item.reading.point is not None:
            _times(rule, move, change, one, other, outcome)
    elif change.factor is not None:
        _times(rule, move, change, one, other, outcome)
    elif item is None or item.kind in "PF":
        _percent(rule, move, change, one, other, outcome)
    elif item.kind == "O" or item.unit == move.new.unit:
        _distance_told(rule, move, item, one, other, outcome)


def _distance_told(rule: RuleSpec, move: Move, item: Item, one: Ends, other: Ends, outcome: Outcome) -> None:
    """Hold "by 12", "5 points"."""
    in_points = item.kind == "O"
    printed = ends(item.reading, _HALF)
    slack = rule.tolerance.points if in_points else rule.tolerance.absolute
    if _is_whole(item) and _is_whole(move.old) and _is_whole(move.new):
        printed = Ends(item.reading.low, item.reading.high)
        one, other = _printed_ends(move.old), _printed_ends(move.new)
    moved = _distance(Ends(other.low - one.high, other.high - one.low))
    if moved.meets(printed.widened(slack)):
        return
    tail = " points" if in_points else ""
    _show(
        rule,
        move,
        item,
        f"{middling(moved, item.reading)}{tail}",
        item.surface + (tail if tail and "point" not in item.surface else ""),
        outcome,
    )


def _percent(rule: RuleSpec, move: Move, change: Told, one: Ends, other: Ends, outcome: Outcome) -> None:
    """Hold "20 per cent", "by a third", "by half"."""
    item = change.item
    if item is None:
        told, point = Ends(Decimal(45), Decimal(55)), Decimal(50)
    else:
        reading = item.reading.scaled(Decimal(100)) if item.kind == "F" else item.reading
        point = reading.point or Decimal(0)
        rough = max(Decimal(1), point * _ROUGH) if item.kind == "F" else Decimal(0)
        told = percentage(reading).widened(max(rough, rule.tolerance.points))
    share = _distance(Ends((other.low / one.high - 1) * 100, (other.high / one.low - 1) * 100))
    if share.meets(told):
        return
    spoken = item.surface if item is not None else change.words
    if move.new.kind == "P" and item is not None and item.kind == "P":
        moved = _distance(Ends(other.low - one.high, other.high - one.low))
        points = f"{_exact(move)} points"
        if moved.meets(told):
            words = f"from {move.old.surface} to {move.new.surface} is {points}, or {middling(share, item.reading)} per cent"
            _put(rule, move, item, "percent_for_points", words, points, spoken, outcome)
            return
        words = f"{points}, or {middling(share, item.reading)} per cent"
        _show(rule, move, item, words, spoken, outcome)
        return
    why = ""
    reverse = _distance(Ends((1 - one.high / other.low) * 100, (1 - one.low / other.high) * 100))
    whole = Ends(other.low / one.high * 100, other.high / one.low * 100)
    if item is not None and item.kind == "P" and reverse.meets(told):
        gap = show_number(abs(_point(move.new) - _point(move.old)))
        words = f"{gap} is {_middle(share)} per cent of {_number(move.old)}, but {_middle(reverse)} per cent of {_number(move.new)}"
        why = f": {words}"
    elif item is not None and item.kind == "P" and whole.meets(told):
        why = f": {_number(move.new)} is {_middle(whole)} per cent of {_number(move.old)}"
    shown = middling(share, item.reading) if item is not None else _middle(share)
    _show(rule, move, item, f"{shown} per cent", spoken, outcome, why)


def _times(rule: RuleSpec, move: Move, change: Told, one: Ends, other: Ends, outcome: Outcome) -> None:
    """Hold "doubled", "a tenfold increase", "three times as many"."""
    made = Ends(other.low / one.high, other.high / one.low)
    factor: Decimal
    hedge = change.hedge
    if change.item is not None:
        reading = change.item.reading
        assert reading.point is not None
        factor = reading.point
        hedge = {"more_than": "more than", "at_least": "at least", "less_than": "less than", "approx": "about"}.get(
            change.item.claim.figure.hedge, ""
        )
    else:
        factor = Decimal(change.factor or 2)
    if change.factor == 0 or (
        change.item is not None and move.way < 0 and change.item.surface.lower().endswith("fold")
    ):
        made = Ends(1 / made.high, 1 / made.low)  # "more than halved" goes beyond the half
    low, high = factor * (1 - _LOOSE), factor * (1 + _LOOSE)
    if hedge in _MOST:
        low, high = factor * (1 - _ROUGH / 5), Decimal("Infinity")
    elif hedge in _LEAST:
        low, high = factor * (1 - 2 * _LOOSE), factor * (1 + _ROUGH)
    elif hedge:
        low, high = factor * (1 - _ABOUT), factor * (1 + _ABOUT)
    if made.meets(Ends(low, high)):
        return
    is_fold = change.item is not None and not change.item.surface.lower().endswith("fold") and factor != 2
    spoken = change.words if not is_fold else f"{change.words} times"
    spoken = spoken if spoken.lower().endswith(("times", "ed", "ing", "ice", "le", "es")) else spoken
    real = show_number((made.low + made.high) / 2)
    shown = f"{_number(move.new)} is {real} times {_number(move.old)}"
    if change.factor == 0:
        shown = f"{_number(move.old)} is {real} times {_number(move.new)}"
    _put(rule, move, change.item, "change_does_not_fit", f"{shown}, not {spoken}", shown, spoken, outcome)


def _step(rule: RuleSpec, far: Item, share: Item, new: Item, way: int, outcome: Outcome) -> None:
    """Hold "fell 200 points, or 5 per cent, to 38,000"."""
    moved, other, told = ends(far.reading, _HALF), ends(new.reading, _HALF), percentage(share.reading)
    if not (moved.is_finite and other.is_finite) or moved.low <= 0:
        return
    old = Ends(
        other.low - way * (moved.high if way > 0 else moved.low),
        other.high - way * (moved.low if way > 0 else moved.high),
    )
    if old.low <= 0:
        return
    made = Ends(moved.low / old.high * 100, moved.high / old.low * 100)
    if made.meets(told.widened(rule.tolerance.points)):
        return
    before = show_number((old.low + old.high) / 2)
    points = " points" if far.kind == "O" and "point" not in far.surface else ""
    words = f"{far.surface}{points} of {before} is {middling(made, share.reading)} per cent, not {share.surface}"
    put_down(
        rule,
        (share.claim, far.claim, new.claim),
        outcome,
        cause="change_does_not_fit",
        words=words,
        expected=f"{middling(made, share.reading)} per cent",
        observed=share.surface,
    )


def _show(
    rule: RuleSpec, move: Move, item: Item | None, real: str, spoken: str, outcome: Outcome, why: str = ""
) -> None:
    """Put down that a change is another one."""
    kind = "change"
    old, new = move.old.reading, move.new.reading
    if new.low > old.high:
        kind = "rise"
    elif new.high < old.low:
        kind = "fall"
    words = f"from {move.old.surface} to {move.new.surface} is a {kind} of {real}, not {spoken}{why}"
    _put(rule, move, item, "change_does_not_fit", words, real, spoken, outcome)


def _put(
    rule: RuleSpec, move: Move, item: Item | None, cause: str, words: str, real: str, spoken: str, outcome: Outcome
) -> None:
    put_down(rule, _claims(item, move), outcome, cause=cause, words=words, expected=real, observed=spoken)


def _claims(item: Item | None, move: Move) -> tuple[Claim, ...]:
    claims = [move.old.claim, move.new.claim] if item is None else [item.claim, move.old.claim, move.new.claim]
    return tuple(dict.fromkeys(claims))


def _distance(moved: Ends) -> Ends:
    """How far a move goes, whatever its direction."""
    if moved.low <= 0 <= moved.high:
        return Ends(Decimal(0), max(-moved.low, moved.high))
    low, high = sorted((abs(moved.low), abs(moved.high)))
    return Ends(low, high)


def _is_whole(item: Item) -> bool:
    """True for a count that is printed to the last one."""
    point = item.reading.point
    return item.unit == "count" and point is not None and point < 1000 and point == point.to_integral_value()


def _printed_ends(item: Item) -> Ends:
    return Ends(item.reading.low, item.reading.high)


def _point(item: Item) -> Decimal:
    return item.reading.point if item.reading.point is not None else item.reading.low


def _number(item: Item) -> str:
    return show_number(_point(item)) if item.unit == "count" else item.surface


def _exact(move: Move) -> str:
    return show_number(abs(_point(move.new) - _point(move.old)))


def _middle(made: Ends) -> str:
    middle = (made.low + made.high) / 2
    return show_number(middle.quantize(Decimal(1)) if middle >= 10 else middle)
