"""A title's change or lead that follows from two amounts of the body, and is told nowhere: "profit falls 21%" over a
fall "to £44m from £50m".

As with all numbers of a title it is shown only where it comes near what follows: two digits changed, a factor of ten,
nearly as much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from figcheck.check.causes import Cause, slip
from figcheck.check.directions import way_of
from figcheck.check.titlenumbers import Number, same_top, told_before
from figcheck.check.titleorigins import Origin
from figcheck.expressions import expression
from figcheck.model import Claim

_HUNDRED: Final = Decimal(100)
_ONE: Final = Decimal(1)
_SCALES: Final = (Decimal("0.1"), Decimal(10))
_NEAR: Final = Decimal("1.3")
_WORD: Final = expression(r"[a-z]+")
_FROM: Final = expression(r"\b(?:from|against|compared (?:with|to)|than|versus)\s(?:the\s|about\s|just\s|only\s)?$")
_TO: Final = expression(r"\bto\s(?:about\s|just\s|only\s)?$")
_AHEAD: Final = expression(r"[^.;\d]{0,30}\b(?:ahead of|against|to|over)\b[^.;\d]{1,40}$", re.IGNORECASE)
_LEADING: Final = frozenset(
    "lead leads leading ahead behind margin majority clear beats beat edges wins win by".split()
)
_MOVES: Final = frozenset(
    "slide slides sink sinks dip dips tumble plummet tumbles plummets slumps doubles rallies retreats".split()
)
_GENERAL: Final = frozenset(
    "the its their annual average total net overall whole yearly company firm that this".split()
)
_REACH: Final = 24  # characters before a number
_ROOT: Final = 4  # letters that tell a word
_OPENING: Final = 300  # characters behind a title


class Pair(NamedTuple):
    """Two amounts of one thing in one sentence: what it was, or the less of two, and what it is."""

    before: Number
    now: Number
    is_change: bool


def of_change(title: Number, body: Sequence[Number]) -> Origin | None:
    """The amount of the body from which a title's change would follow, if it were a little different; else None."""
    claim, point = title.claim, title.reading.point
    if claim is None or point is None or point <= 0 or claim.figure.hedge not in ("exact", "approx"):
        return None
    words = [match.group() for match in _WORD.finditer(claim.quote.lower())]
    ways = [at for at, word in enumerate(words) if way_of(word) != 0 or word in _MOVES]
    leads = not _LEADING.isdisjoint(words)
    if not ways and not leads:
        return None
    subject = words[ways[0] - 1] if ways and ways[0] > 0 else ""
    pairs = pairs_of(claim.figure.sentence.end, body, lambda one, other: _may_differ(title, claim, one, other))
    found = [pair for pair in pairs if (pair.is_change or leads) and _is_of(claim, subject, pair.now)]
    if not found or len({pair.now.claim.figure.sentence.start for pair in found if pair.now.claim is not None}) > 1:
        return None
    pair = found[0]
    follows, low, high = _span(title, pair)
    step = title.reading.precision / 2
    if low - step <= point <= high + step or follows <= 0:
        return None
    followed = follows.quantize(_ONE, ROUND_HALF_UP)
    sign = "%" if title.unit == "percent" else ""
    told = f"{pair.before.surface} to {pair.now.surface} is {followed:,}{sign}"
    cause = slip(followed, point)
    if cause is not None:
        return Origin(1, pair.now, cause._replace(words=told))
    if any(low <= (point + step) * factor and (point - step) * factor <= high for factor in _SCALES):
        return Origin(1, pair.now, Cause("power_of_ten", "error", told))
    if max(point, follows) > min(point, follows) * _NEAR and abs(point - follows) > _ONE:
        return None
    return Origin(1, pair.now, Cause("title_not_borne_out", "error", told))


def pairs_of(end: int, body: Sequence[Number], may_differ: Callable[[Number, Number], bool]) -> Iterator[Pair]:
    """The pairs of amounts of which a title may tell the change: neighbours in one sentence of the opening.

    ``end`` is where the title ends, ``may_differ`` tells whether the title is of two such amounts.
    """
    for one, other in pairwise(number for number in body if number.claim is not None):
        first, second = one.claim, other.claim
        if first is None or second is None or first.figure.sentence.start != second.figure.sentence.start:
            continue
        if one.reading.point is None or other.reading.point is None or not _are_alike(one.unit, other.unit):
            continue
        if not first.in_lead or first.figure.span.start - end > _OPENING or not may_differ(one, other):
            continue
        before = [told_before(number, _REACH) for number in (first, second)]
        if _FROM.search(before[1]):
            yield Pair(other, one, True)
        elif _FROM.search(before[0]) and _TO.search(before[1]):
            yield Pair(one, other, True)
        elif _TO.search(before[1]) and one.unit == "count":
            yield Pair(other, one, False)  # "10,456 votes to 10,244"
        elif second.quote == first.quote and _AHEAD.match(first.quote, first.quote_at.end, second.quote_at.start):
            yield Pair(other, one, False)  # "31 per cent, ahead of the Conservatives on 25 per cent"


def _may_differ(title: Number, claim: Claim, one: Number, other: Number) -> bool:
    """True where the title's unit is that of a change between two amounts."""
    if title.unit == "percent":
        return one.unit != "percent"
    is_points = title.unit == "percentage point" or claim.figure.counted == "point"
    if one.unit == "percent":
        return is_points or (title.unit == "count" and claim.figure.counted is None)
    if title.unit == "count":
        noun = claim.figure.counted
        told = {number.claim.figure.counted for number in (one, other) if number.claim is not None}
        if noun is None:
            quote = claim.quote.lower()
            return one.unit == "count" and any(name is not None and name in quote for name in told)
        return one.unit == "count" and noun in told
    return _are_alike(one.unit, title.unit)


def _are_alike(unit: str, other: str) -> bool:
    """True for amounts of one thing, of which one may tell what they are for: "$6.72 a bushel, up from $6.00"."""
    return unit == other or same_top(unit, other)


def _is_named(told: Sequence[str], subject: str, title: str) -> bool:
    """True where words name a subject and none more special: "its annual profit", but not "online sales"."""
    for at, word in enumerate(told):
        if word[:_ROOT] == subject[:_ROOT]:
            before = told[at - 1] if at else "the"
            if before in _GENERAL or len(before) < _ROOT - 1 or before in title:
                return True
    return False


def is_of_subject(subject: str, title: str, number: Number) -> bool:
    """True where the sentence of an amount names the subject of a title, and none more special."""
    return number.claim is not None and _is_named(_WORD.findall(number.claim.quote.lower()), subject, title)


def _is_of(title: Claim, subject: str, number: Number) -> bool:
    """True where the sentence of a pair names what the title's change is of, or where it names none a word of it."""
    if number.claim is None:
        return False
    words = [match.group() for match in _WORD.finditer(number.claim.quote.lower())]
    if len(subject) >= _ROOT:
        return _is_named(words, subject, title.quote.lower())
    told = {word[:_ROOT] for word in words if len(word) >= _ROOT}
    own = {word[:_ROOT] for word in _WORD.findall(title.quote.lower()) if len(word) >= _ROOT and way_of(word) == 0}
    return bool(own & told)


def _span(title: Number, pair: Pair) -> tuple[Decimal, Decimal, Decimal]:
    """The change between two amounts, and between which two numbers it lies, as precisely as they are printed."""
    was, now = pair.before.reading.point or _ONE, pair.now.reading.point or _ONE
    step = min(pair.before.reading.precision, pair.now.reading.precision) / 2
    if pair.now.unit == "count" and step < 1:
        step = Decimal(0)  # counted to the last one
    share = title.unit == "percent"
    made = [
        (b - a) * _HUNDRED / a if share else b - a
        for a, b in ((was, now), (was - step, now + step), (was + step, now - step))
        if a > 0
    ]
    if len(made) < 3:
        return Decimal(0), Decimal(0), Decimal(0)
    low, high = sorted(map(abs, made[1:])) if made[1] * made[2] > 0 else (Decimal(0), max(map(abs, made[1:])))
    return abs(made[0]), low, high
