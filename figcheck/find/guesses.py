"""Guesses told by two numbers with a comma or dash between: "three, possibly four, homes", "maybe 20, 30 of them"."""

from __future__ import annotations

from typing import Final

from figcheck.expressions import expression
from figcheck.find.counted import NounReader
from figcheck.find.spot import Spot
from figcheck.numerals import Number, Numerals

# Before "20, 30 of them": who speaks guesses.
_GUESSED: Final = frozenset("maybe perhaps about around roughly some probably like say were was are saw".split())
_POSSIBLY: Final = expression(
    r"(?:,\s|\s?[-–—]\s?)(?:and\s|or\s)?(?:possibly|perhaps|maybe|as\smany\sas|if\snot)\s(?:even\s|as\smany\sas\s)?(?=[\da-z])"
)
_WIDEST: Final = 10
# What parts the second number from the first, and closes it before the noun of both.
_PARTED: Final = expression(r",|\s[-–—]\s|—")
_CLOSED: Final = expression(r",(?=\s[a-z])|\s[-–—](?=\s[a-z])|—(?=[a-z])")


class GuessReader:
    """Finds the second numbers of guesses."""

    def __init__(self, numerals: Numerals, nouns: NounReader) -> None:
        self._numerals = numerals
        self._nouns = nouns

    def second(self, spot: Spot, number: Number, at: int) -> Number | None:
        """The second number of a guess whose first ends before ``at``, a comma or dash; else None."""
        low = spot.low
        possibly = _POSSIBLY.match(low, at)
        if possibly is not None:
            second = self._numerals.read(low, possibly.end())
            return second if second is not None and number.value < second.value <= number.value * _WIDEST else None
        return self._spoken(spot, number, at) if low.startswith(",", at) else None

    def noun_from(self, spot: Spot, number: Number, end: int) -> int | None:
        """Where the noun of a guess begins that ends before a comma or dash ("possibly four, homes"); else None."""
        if _PARTED.match(spot.low, number.end) is None:
            return None
        closed = _CLOSED.match(spot.low, end)
        counted = self._nouns.after(spot.text, closed.end()) if closed is not None else None
        return closed.end() if closed is not None and counted is not None and counted.plural else None

    def _spoken(self, spot: Spot, number: Number, at: int) -> Number | None:
        """The second number of a spoken guess ("maybe 20, 30 of them", "there were two, three people"); else None."""
        low = spot.low
        gap = low[at + 1 : at + 3]
        if gap[:1] != " " or not gap[1:].isalnum():
            return None
        second = self._numerals.read(low, at + 2)
        if second is None or not number.value < second.value <= number.value * 2:
            return None
        if second.value - number.value != number.precision or low[second.end : second.end + 1] != " ":
            return None
        if low.startswith(" of them", second.end):
            return second  # no part of them can be more than all
        if spot.word_before(number.start)[1] not in _GUESSED:
            return None
        counted = self._nouns.after(spot.text, second.end)
        return second if counted is not None and counted.plural else None
