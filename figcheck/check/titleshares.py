"""A share that a title tells in words: "half of nurses" over "one in four nurses".

Which half of what is seldom told again, so only a title is shown whose opening tells one share of the same people or
things, and whose body neither tells another that comes near it nor counts that come to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from figcheck.check.titlekin import opens
from figcheck.model import Claim

_HUNDRED: Final = Decimal(100)
_APART: Final = Decimal(5)  # points that a share in words may be off
_MOST: Final = 12  # counts of which every two are held against a share
_REACH: Final = 40  # characters behind a share
_IDLE: Final = frozenset("people person year month week day study report survey poll".split())


def is_share_in_words(claim: Claim) -> bool:
    """True for "half of the schools", "two-thirds", "one in five"."""
    figure = claim.figure
    is_worded = not any(letter.isdigit() for letter in figure.surface)
    return figure.form == "share" and figure.unit == "percent" and is_worded


def share_told_otherwise(title: Claim, body: Sequence[Claim]) -> Claim | None:
    """The share of a body's opening that a title's contradicts; None where there is none, or more than one."""
    point = title.figure.reading.point
    if point is None or not is_share_in_words(title) or title.figure.hedge != "exact" or title.mode != "stated":
        return None
    shares = [claim for claim in body if claim.figure.unit == "percent"]
    if any(_may_be(point, claim, _shared(title, claim) > 1) for claim in shares) or _come_to(point, body):
        return None
    told = [claim for claim in shares if claim.figure.form == "share"]
    if len(told) != 1 or told[0].mode != "stated" or told[0].figure.hedge == "range":
        return None
    return told[0] if opens(title, told[0]) and _are_of_one(title, told[0]) else None


def _may_be(point: Decimal, claim: Claim, is_of_one: bool) -> bool:
    """True for a share that comes near, and for the rest of one, unless both are told in the same words."""
    low, high = claim.figure.reading.low - _APART, claim.figure.reading.high + _APART
    return low <= point <= high or (not is_of_one and low <= _HUNDRED - point <= high)


def _shared(title: Claim, other: Claim) -> int:
    return len((title.words & other.words) - _IDLE)


def _come_to(point: Decimal, body: Sequence[Claim]) -> bool:
    """True where two counts or amounts are to each other as the share: "161 of 318"."""
    told = [c.figure for c in body if c.figure.unit != "percent" and c.figure.reading.point is not None][:_MOST]
    for one, other in combinations(told, 2):
        low, high = sorted((one.reading.low, other.reading.low))
        if one.unit == other.unit and high > 0 and low > 0 and abs(low * _HUNDRED / high - point) <= _APART:
            return True
    return False


def _are_of_one(title: Claim, other: Claim) -> bool:
    """True for shares of one noun, or whose clauses have telling words in common."""
    noun, shared = title.figure.counted, _shared(title, other)
    if noun is not None and noun not in _IDLE:
        behind = other.quote[other.quote_at.end : other.quote_at.end + _REACH].lower()
        if noun == other.figure.counted or (shared and noun in behind):  # "one in eight of the world's bird species"
            return True
    return shared > 1
