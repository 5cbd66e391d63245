"""Ordinals of a title and a body that count up one thing in a row: "third annual loss" over "its second in a row"."""

from __future__ import annotations

import re
from typing import Final

from figcheck.check.titlenumbers import Number
from figcheck.expressions import expression

_EVERY: Final = r"(?:annual|yearly|quarterly|monthly|weekly)"
_IN_A_ROW: Final = expression(
    rf" (?:(?:straight|consecutive|successive) (?:{_EVERY} )?(?P<noun>[a-z]+)|"
    rf"(?:{_EVERY} )?(?:(?P<noun2>[a-z]+) )?(?:in a row|running)\b)"
)
# "Third annual loss": alone it may count those since the firm was founded.
_EACH_YEAR: Final = expression(
    rf" {_EVERY} (?P<noun>loss(?:es)?|profits?|falls?|rises?|drops?|declines?|increases?|deficits?|surplus)\b"
)


def are_of_one_run(title: Number, other: Number) -> bool:
    """True for two ordinals of which one says that it counts in a row, and the other reads like it."""
    one, other_run = _told_by(title, _IN_A_ROW), _told_by(other, _IN_A_ROW)
    if one is None and other_run is None:
        return False
    one, two = one or _told_by(title, _EACH_YEAR), other_run or _told_by(other, _EACH_YEAR)
    if one is None or two is None:
        return False
    first, second = _noun(one), _noun(two)
    return first == "" or second == "" or first == second


def are_runs(title: Number, other: Number) -> bool:
    """True for two ordinals that both say that they count in a row: what they count must be one thing then."""
    return _told_by(title, _IN_A_ROW) is not None and _told_by(other, _IN_A_ROW) is not None


def _told_by(number: Number, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """What stands behind an ordinal, where a pattern reads it; None where it does not, or for another number."""
    if number.printed is None or number.kind != "ordinal":
        return None
    return pattern.match(number.printed.passage.quote.lower().partition(number.surface.lower())[2])


def _noun(match: re.Match[str]) -> str:
    """What is counted, without the ending of a plural; "" where that is not told."""
    told = match.groupdict()
    return (told["noun"] or told.get("noun2") or "").removesuffix("es").removesuffix("s")
