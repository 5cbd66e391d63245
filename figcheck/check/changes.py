"""``change``: a change fits the numbers it leads from and to: "rose 20 per cent from 50 to 60", "doubled from 4 to 8".

The size of the change is held, and its direction: a rise that is a fall changes what is said. A percentage of
percentages may be meant as points: what fits in points alone is a note.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from figcheck.check.causes import Cause
from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, show_number, show_points
from figcheck.check.earlier import earlier_moves, told_over_sentences
from figcheck.check.moves import Move, moves, steps
from figcheck.check.sentences import Ends, ends, likely, middling, percentage, put_down, together
from figcheck.check.sketch import Item, sketches
from figcheck.check.told import Told, told_of
from figcheck.expressions import expression
from figcheck.intervals import INFINITY
from figcheck.model import Claim

_HALF: Final = Decimal("0.5")
_COUNTED_TO: Final = 1000  # counts below are printed as they are
_LOOSE: Final = Decimal("0.1")  # of a factor in words
_ABOUT: Final = Decimal("0.15")
_NEARLY: Final = Decimal("0.2")
_ROUGH: Final = Decimal("0.05")  # of a share in words
_FOR_POINTS: Final = Cause("percent_for_points", "note", "it fits in points alone")
_SMALL: Final = frozenset((("penny", "GBP"), ("cent", "USD"), ("cent", "EUR")))  # and its hundredfold
_PRICE: Final = expression(r"(?P<sign>(?:[A-Z]{1,3})?[$£€¥])(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale> ?[a-z]*)")
_BARE: Final = frozenset("twice thrice double triple treble quadruple".split())
_MORE: Final = ("more than", "over", "well over", "just over", "at least")
_LESS: Final = ("nearly", "almost", "not quite", "less than")
_HEDGES: Final = {"more_than": "more than", "at_least": "at least", "less_than": "less than", "approx": "about"}


def check_change(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold every change that names both numbers against them."""
    for article in sketches(desk):
        for sketch in article:
            for move in moves(sketch):
                if takes(rule, move.new.claim):
                    _hold(rule, move, told_of(sketch, move), outcome)
            for far, share, new, way in steps(sketch):
                if takes(rule, new.claim):
                    _step(rule, far, share, new, way, outcome)
        for move, told in (*earlier_moves(article), *told_over_sentences(article)):
            if takes(rule, move.new.claim):
                _hold(rule, move, [told], outcome)


def _hold(rule: RuleSpec, move: Move, told: list[Told], outcome: Outcome) -> None:
    """Show a move that goes the other way, or a change that the two numbers cannot make."""
    one, other = _ends(move.old), _ends(move.new)
    if one.low <= 0 or other.low <= 0 or not one.high.is_finite():
        return
    goes = 1 if other.low > one.high else -1 if other.high < one.low else 0
    if not told and move.is_sure and goes * move.way < 0:
        _turned(rule, move, goes, None, outcome)
    for change in told:
        if goes * (change.way or move.way) < 0:
            if change.way or move.is_sure:
                _turned(rule, move, goes, change.item, outcome)
            return
        if other.high.is_finite():
            _size(rule, move, change, one, other, outcome)


def _turned(rule: RuleSpec, move: Move, goes: int, item: Item | None, outcome: Outcome) -> None:
    """Show a rise that is a fall."""
    real, called = ("a rise", "a fall") if goes > 0 else ("a fall", "a rise")
    put_down(
        rule,
        _claims(item, move),
        outcome,
        cause="opposite_direction",
        words=f"{_path(move)} is {real}, not {called}",
        expected=real,
        observed=called,
    )


def _size(rule: RuleSpec, move: Move, change: Told, one: Ends, other: Ends, outcome: Outcome) -> None:
    """Show a change that two numbers cannot make."""
    item = change.item
    if change.factor is not None or (item is not None and item.kind == "T"):
        _times(rule, move, change, outcome)
    elif item is None or item.kind in "PF":
        _percent(rule, move, change, one, other, outcome)
    elif item.kind == "O" or item.unit == move.new.unit or (item.unit, move.new.unit) in _SMALL:
        _amount(rule, move, item, one, other, outcome)


def _amount(rule: RuleSpec, move: Move, item: Item, one: Ends, other: Ends, outcome: Outcome) -> None:
    """Hold "by 12", "5 points"."""
    in_points = item.kind == "O"
    slack = rule.tolerance.points if in_points else rule.tolerance.absolute
    moved = _distance(Ends(other.low - one.high, other.high - one.low))
    told = _ends(item)
    if (item.unit, move.new.unit) in _SMALL:
        told = Ends(told.low / 100, told.high / 100)
    if moved.meets(told.widened(slack)):
        return
    tail = "" if not in_points or "point" in item.surface else " points"
    gap = abs(_point(move.new) - _point(move.old))
    shown = _money(move, gap) if move.new.claim.figure.form == "money" else ""
    plain = middling(moved, item.reading, gap)
    shown = shown or (show_points(plain) if in_points else plain)
    _put(rule, move, item, words=_is_not(move, shown, f"{item.surface}{tail}"), real=shown, outcome=outcome)


def _percent(rule: RuleSpec, move: Move, change: Told, one: Ends, other: Ends, outcome: Outcome) -> None:
    """Hold "20 per cent", "by a third", "by half"."""
    item = change.item
    reading = item.reading if item is not None else change.share
    if reading is None:
        return
    told = percentage(reading)
    if item is None or item.kind == "F":
        reading = reading if item is None else reading.scaled(Decimal(100))
        told = percentage(reading).widened(max(Decimal(1), (reading.point or Decimal(0)) * _ROUGH))
    told = told.widened(rule.tolerance.points)
    share = _distance(Ends((other.low / one.high - 1) * 100, (other.high / one.low - 1) * 100))
    are_rounded = one.low < one.high and other.low < other.high and not _is_hedged(move)
    if (likely(share, _growth(move)) if are_rounded else share).meets(told):
        return
    shown = f"{middling(share, reading, _growth(move))} per cent"
    if item is None or item.kind != "P":
        _put(rule, move, item, words=_is_not(move, shown, change.words), real=shown, outcome=outcome)
    elif move.new.kind == "P":
        moved = _distance(Ends(other.low - one.high, other.high - one.low))
        shown = f"{show_points(show_number(abs(_point(move.new) - _point(move.old))))}, or {shown}"
        if moved.meets(told):
            words = f"{_path(move)} is {shown}"
            put_down(
                rule,
                _claims(item, move),
                outcome,
                cause=_FOR_POINTS.name,
                words=words,
                expected=shown,
                observed=item.surface,
            )
            return
        _put(rule, move, item, words=_is_not(move, shown, item.surface), real=shown, outcome=outcome)
    else:
        words = f"{_is_not(move, shown, item.surface)}{_wrong_base(move, told, share, one, other)}"
        _put(rule, move, item, words=words, real=shown, outcome=outcome)


def _wrong_base(move: Move, told: Ends, share: Ends, one: Ends, other: Ends) -> str:
    """How a percentage came about, where it is that of the new number, or the new number in per cent of the old."""
    old, new = _number(move.old), _number(move.new)
    of_new = _distance(Ends((1 - one.high / other.low) * 100, (1 - one.low / other.high) * 100))
    if of_new.meets(told) and told.low <= (1 - _point(move.old) / _point(move.new)).copy_abs() * 100 <= told.high:
        gap = show_number(abs(_point(move.new) - _point(move.old)))
        was, now = _middle(share, _growth(move)), _middle(of_new, abs(1 - _point(move.old) / _point(move.new)) * 100)
        return f": {gap} is {was} per cent of {old}, but {now} per cent of {new}"
    whole = Ends(other.low / one.high * 100, other.high / one.low * 100)
    now = _middle(whole, _point(move.new) / _point(move.old) * 100)
    return f": {new} is {now} per cent of {old}" if whole.meets(told) else ""


def _is_hedged(move: Move) -> bool:
    """True where a number of a move is told as rough."""
    return any(item.reading.low != item.reading.high for item in (move.old, move.new))


def _money(move: Move, gap: Decimal) -> str:
    """A sum of money as the new number of a move is printed: "£1.50", "€2.4bn"; "" where that cannot be told."""
    match = _PRICE.fullmatch(move.new.surface)
    printed = Decimal(match["number"].replace(",", "")) if match is not None else Decimal(0)
    if match is None or not printed:
        return ""
    value = gap / (_point(move.new) / printed)
    shown = f"{value:,.2f}" if "." in match["number"] or "." in move.old.surface else f"{value.normalize():,f}"
    if match["scale"] or value == value.to_integral_value():
        shown = f"{value.normalize():,f}"
    return f"{match['sign']}{shown}{match['scale']}"


def _growth(move: Move) -> Decimal:
    """How much a number grew or fell, in per cent of the old one, as printed; 0 where that is nothing."""
    old = _point(move.old)
    return abs(_point(move.new) / old - 1) * 100 if old else Decimal(0)


def _times(rule: RuleSpec, move: Move, change: Told, outcome: Outcome) -> None:
    """Hold "doubled", "a tenfold increase", "three times as many"."""
    item, hedge, words = change.item, change.hedge, change.words
    old, new = together(move.old.reading, move.new.reading)  # the word is rough enough
    one, other = _ends(move.old._replace(reading=old)), _ends(move.new._replace(reading=new))
    factor = Decimal(change.factor or 2)
    made, larger, smaller = Ends(other.low / one.high, other.high / one.low), move.new, move.old
    is_fold = words.lower().endswith("fold")
    is_bare = words.lower().split()[-1] in _BARE
    if item is not None:
        factor = item.reading.point or factor
        hedge = _HEDGES.get(item.claim.figure.hedge, "")
        words += "" if is_fold or is_bare else " times"
    if change.factor == 0 or (is_fold and move.way < 0):  # "more than halved" goes beyond the half
        made, larger, smaller = Ends(1 / made.high, 1 / made.low), move.old, move.new
    low, high = factor * (1 - _LOOSE), factor * (1 + _LOOSE)
    if hedge in _MORE:
        low, high = factor * (1 - _ROUGH / 5), INFINITY
    elif hedge in _LESS:
        low, high = factor * (1 - _NEARLY), factor * (1 + _ROUGH)
    elif hedge:
        low, high = factor * (1 - _ABOUT), factor * (1 + _ABOUT)
    if made.meets(Ends(low, high)):
        return
    worked = _point(larger) / _point(smaller) if _point(smaller) else made.low
    worked = worked if made.low <= worked <= made.high else (made.low + made.high) / 2
    real = f"{_number(larger)} is {show_number(worked)} times {_number(smaller)}"
    _put(rule, move, item, words=f"{real}, not {words}", real=real, outcome=outcome)


def _step(rule: RuleSpec, far: Item, share: Item, new: Item, way: int, outcome: Outcome) -> None:
    """Hold "fell 200 points, or 5 per cent, to 38,000"."""
    moved, other, told = _ends(far), _ends(new), percentage(share.reading)
    if not (moved.is_finite and other.is_finite) or moved.low <= 0:
        return
    old = Ends(other.low - moved.high, other.high - moved.low)
    if way < 0:
        old = Ends(other.low + moved.low, other.high + moved.high)
    if old.low <= 0:
        return
    made = Ends(moved.low / old.high * 100, moved.high / old.low * 100)
    if made.meets(told.widened(rule.tolerance.points)):
        return
    before = _point(new) - way * _point(far)
    shown = f"{middling(made, share.reading, _point(far) / before * 100 if before > 0 else made.low)} per cent"
    points = " points" if far.kind == "O" and "point" not in far.surface else ""
    put_down(
        rule,
        (share.claim, far.claim, new.claim),
        outcome,
        cause="change_does_not_fit",
        words=f"{far.surface}{points} of {show_number((old.low + old.high) / 2)} is {shown}, not {share.surface}",
        expected=shown,
        observed=share.surface,
    )


def _put(rule: RuleSpec, move: Move, item: Item | None, *, words: str, real: str, outcome: Outcome) -> None:
    """Put down that a change is another one."""
    told = words.rpartition(", not ")[2].partition(":")[0]
    claims = _claims(item, move)
    put_down(rule, claims, outcome, cause="change_does_not_fit", words=words, expected=real, observed=told)


def _is_not(move: Move, real: str, told: str) -> str:
    kind = "rise" if _point(move.new) > _point(move.old) else "fall"
    if _point(move.new) == _point(move.old):
        kind = "change"
    return f"{_path(move)} is a {kind} of {real}, not {told}"


def _path(move: Move) -> str:
    return f"from {move.old.spoken} to {move.new.spoken}"


def _claims(item: Item | None, move: Move) -> tuple[Claim, ...]:
    """The figures of a finding, the change first; "50 to 60" may be one."""
    told = () if item is None else (item.claim,)
    return tuple(dict.fromkeys((*told, move.old.claim, move.new.claim)))


def _ends(item: Item) -> Ends:
    """What a number can stand for: a count below a thousand is what is printed."""
    point = item.reading.point
    is_whole = item.unit == "count" and point is not None and point == point.to_integral_value()
    is_counted = is_whole and item.kind == "C" and point is not None and point < _COUNTED_TO
    return ends(item.reading, Decimal(0) if is_counted else _HALF)


def _distance(moved: Ends) -> Ends:
    """How far a move goes, whatever its direction."""
    if moved.low <= 0 <= moved.high:
        return Ends(Decimal(0), max(-moved.low, moved.high))
    low, high = sorted((abs(moved.low), abs(moved.high)))
    return Ends(low, high)


def _point(item: Item) -> Decimal:
    return item.reading.point if item.reading.point is not None else item.reading.low


def _number(item: Item) -> str:
    return show_number(_point(item)) if item.unit == "count" else item.surface


def _middle(made: Ends, worked: Decimal) -> str:
    middle = worked if made.low <= worked <= made.high else (made.low + made.high) / 2
    return show_number(middle.quantize(Decimal(1)) if middle >= 10 else middle)
