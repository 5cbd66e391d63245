"""What the readers of dates hand over, and the numbers that stand in lengths of time and ages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.articles import Span
from figcheck.lexicon import Lexicon
from figcheck.model import DateKind, Way
from figcheck.phrases import any_of

_ZERO: Final = Decimal(0)


class Spot(NamedTuple):
    """A date, age or length of time at its place in a text; the fields are those of model.DateMention."""

    kind: DateKind
    span: Span
    day: int | None = None
    month: int | None = None
    year: int | None = None
    until: int | None = None
    weekday: int | None = None
    low: Decimal = _ZERO
    high: Decimal = _ZERO
    unit: str = ""
    way: Way = ""
    name: str = ""
    manner: str = ""


class SmallNumbers:
    """Whole numbers below 1,000 in digits, below 100 in words, as they stand before units of time."""

    def __init__(self, lexicon: Lexicon) -> None:
        ones = {word: value for word, value in lexicon.ones.items() if value}
        small = ones | dict(lexicon.teens) | dict(lexicon.tens)
        self._values = {word: int(value) for word, value in small.items()}
        self.words = frozenset(small)
        tens, digits = any_of(lexicon.tens), any_of(word for word, value in ones.items() if value < 10)
        self.pattern = rf"(?:\d{{1,3}}|{tens}[-\s]{digits}|{any_of(small)})"

    def value(self, printed: str) -> int:
        """The number that a match of the pattern writes."""
        if printed.isdigit():
            return int(printed)
        return sum(self._values[word] for word in re.split(r"[-\s]+", printed.lower()))
