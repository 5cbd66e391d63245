"""Numbers in names that a title and a body tell in two ways.

"Prop. 8" and "Proposition 8", "Season 7" and "the seventh season", "MH17" and "Flight 17" are each one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from figcheck.check.causes import slip
from figcheck.check.titlenumbers import Number, starts
from figcheck.expressions import expression

_ONE: Final = Decimal(1)
_TEN: Final = Decimal(10)
_NEAR: Final = Decimal("1.3")
_TELLING: Final = Decimal(100)  # numbers that are hardly the same by chance
_WORD_BEFORE: Final = expression(r"(?P<word>[a-z]+)\W{1,3}$")
_WORD_BEHIND: Final = expression(r"[\s-]?(?P<word>[a-z]+)")
_NUMBERED: Final = "no"  # "No. 2" may be the second of anything
_REACH: Final = 30  # characters before a number


def is_name_told_otherwise(title: Number, other: Number) -> bool:
    """True for a number of a name that the body tells as an ordinal: "Season 7" and "seventh season"."""
    if title.printed is None or other.printed is None or title.kind != "name" or other.kind != "ordinal":
        return False
    stem = title.printed.stem
    return stem == _NUMBERED or starts(_behind(other.printed.passage.quote, other.surface), stem)


def may_be_misnamed(title: Number, other: Number) -> bool:
    """True for a number of a title that stands in a name as one of the body does, and is off by a slip or by one."""
    point, printed = title.reading.point, other.reading.point
    if point is None or printed is None or point <= 0 or printed <= 0:
        return False
    if title.printed is not None and other.printed is not None:
        if title.kind == other.kind == "name":
            is_slip = slip(point, printed) is not None or abs(point - printed) == _ONE
            return min(point, printed) >= _TELLING and is_slip
        return is_name_told_otherwise(title, other) and title.printed.stem != _NUMBERED and _is_near(point, printed)
    if title.claim is None or other.kind != "name" or other.printed is None or title.unit != "count":
        return False
    quote = title.claim.quote
    whole = (title.claim.header.title or "").lower()
    at = max(0, whole.find(quote.lower()))  # "Prop. 8 foes" may be two sentences
    start, end = at + title.claim.quote_at.start, at + title.claim.quote_at.end
    before = _WORD_BEFORE.search(whole[max(0, start - _REACH) : start])
    behind = _WORD_BEHIND.match(whole[end:])
    words = [match["word"] for match in (before, behind) if match is not None]
    return any(starts(word, other.printed.stem) for word in words) and _is_near(point, printed)


def _is_near(point: Decimal, printed: Decimal) -> bool:
    low, high = min(point, printed), max(point, printed)
    return high - low <= _ONE or high <= low * _NEAR or high == low * _TEN or slip(low, high) is not None


def _behind(quote: str, surface: str) -> str:
    """The word behind a number; "" where there is none."""
    behind = _WORD_BEHIND.match(quote.lower().partition(surface.lower())[2])
    return behind["word"] if behind is not None else ""
