"""A headline whose figure the body has, but the other way round: "Burglaries up 8%" over "fell by 8 per cent"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.check.directions import STOPS, is_denied, way_of
from figcheck.expressions import expression
from figcheck.model import Claim

_WORD: Final = expression(r"[a-z]+")
_CLAUSE: Final = expression(r"[,;:.!?()–—\d]")
_PLACES: Final = frozenset(("over", "above", "below"))  # of a number, not of its way
_COMPARED: Final = frozenset(("more", "higher", "fewer", "less", "lower"))  # "higher prices left sales at £4m"
# What makes another verb of "up" and "down": "coal made up 1%", "handed down fines of £2m".
_PARTICLES: Final = frozenset(("up", "down"))
_PHRASAL: Final = frozenset(
    "make makes made making hand hands handed handing turn turns turned turning take takes took taking set sets "
    "setting sign signs signed signing end ends ended ending break breaks broke shut lay laid put puts putting hold "
    "holds held give gives gave giving pick picks picked use used build builds built wind wound open opens opened "
    "step steps stepped rack racks racked add adds added chalk chalked notch notched pay pays paid close closed call "
    "called save saved bring brings brought stand stood back backed pile piled start started follow followed draw "
    "drew snap snapped buy bought eat ate track tracked free freed".split()
)
_JOINS: Final = frozenset(("at", "by"))
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
    return next((claim for claim in same if any(way_of(word) == 0 for word in title.words & claim.words)), None)


def go_one_way(one: Claim, other: Claim) -> bool:
    """True where two sentences say that their figures go up, or that they go down."""
    return _way(one) != 0 and _way(one) == _way(other)


def go_apart(one: Claim, other: Claim) -> bool:
    """True where one of two sentences says that its figure goes up, and the other that its goes down."""
    return _way(one) != 0 and _way(one) == -_way(other)


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
        way = _told(window, match)
        if way:
            before = 0 if is_denied(window, match.start()) or STOPS.search(window, match.end()) else way
    follow = _BEHIND.match(quote, end)
    behind = way_of(follow["word"]) if follow is not None and follow["word"] not in _PLACES else 0
    if before and behind and before != behind:
        return 0
    return before or behind


def _told(window: str, match: re.Match[str]) -> int:
    """The way that a word before a figure tells of it; 0 for "more than", "higher prices", "made up"."""
    word = match.group()
    if word in _PLACES:
        return 0
    if word in _COMPARED:
        behind = _WORD.search(window, match.end())
        return way_of(word) if behind is not None and behind.group() in _JOINS else 0
    if word in _PARTICLES and window[: match.start()].rstrip().rpartition(" ")[2] in _PHRASAL:
        return 0
    return way_of(word)
