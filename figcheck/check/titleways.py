"""A headline whose figure the body has, but the other way round: "Burglaries up 8%" over "fell by 8 per cent"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from figcheck.check.directions import is_denied, way_of
from figcheck.expressions import expression
from figcheck.model import Claim

_WORD: Final = expression(r"[a-z]+")
_CLAUSE: Final = expression(r"[,;:.!?()–—\d]")
_PLACES: Final = frozenset(("over", "above", "below"))  # of a number, not of its way
_REACH: Final = 45  # characters before a figure in which its direction stands
_BEHIND: Final = expression(r"\s?(?:(?:per cent|percent|percentage points?|points?)\s)?(?P<word>[a-z]+)")


def turned_round(title: Claim, body: Sequence[Claim]) -> Claim | None:
    """The figure of the body that is the title's and goes the other way; None where none does, or not all of them."""
    way = _way(title)
    point = title.figure.reading.point
    if way == 0 or point is None or title.mode != "stated" or title.figure.form not in ("money", "percent", "share"):
        return None  # a fall of six metres goes no other way than one that is six metres high
    same = [
        claim
        for claim in body
        if claim.figure.unit == title.figure.unit and claim.figure.reading.point == point and claim.mode == "stated"
    ]
    if not same or any(_way(claim) != -way for claim in same):
        return None
    return same[0]


def _way(claim: Claim) -> int:
    """Which way a sentence says that a figure goes: 1 up, -1 down, 0 where it tells neither, or both."""
    quote = claim.quote.lower()
    start, end = claim.quote_at
    window = quote[max(0, start - _REACH) : start]
    cut = 0
    for match in _CLAUSE.finditer(window):
        cut = match.end()
    before = 0
    for match in _WORD.finditer(window, cut):
        way = way_of(match.group()) if match.group() not in _PLACES else 0
        if way:
            before = 0 if is_denied(window, match.start()) else way
    follow = _BEHIND.match(quote, end)
    behind = way_of(follow["word"]) if follow is not None else 0
    if before and behind and before != behind:
        return 0
    return before or behind
