"""An ordinal of a title that ends as none does ("22th", "3nd"): its digits were changed, and its letters were not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.check.causes import Cause
from figcheck.check.titlekin import are_of_one_noun
from figcheck.check.titlenumbers import Number
from figcheck.check.titleorigins import Origin
from figcheck.expressions import expression
from figcheck.units import convertible

_PRINTED: Final = expression(r"(?P<digits>\d+)(?P<ending>st|nd|rd|th)$", re.IGNORECASE)
_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}
_STONE: Final = "stone"
_NOUN_BEHIND: Final = expression(
    r"st\s(?!(?:in|after|over|and|by|as|on|for|with|at|to|from|of|man|woman|heavier|lighter)\b)[a-z]"
)
MISSPELT: Final = Cause("title_not_borne_out", "error", "no ordinal ends so")


def is_misspelt(title: Number, body: Sequence[Number]) -> bool:
    """True for an ordinal of a title that ends as none does, and that the body does not tell."""
    printed = _PRINTED.search(title.surface) if title.kind == "ordinal" else None
    if printed is None or printed["ending"].lower() == _ending(int(printed["digits"])):
        return False
    point = title.reading.point
    return not any(
        other.kind == "ordinal" and other.reading.point == point and are_of_one_noun(title, other) for other in body
    )


def meant_by(title: Number, body: Sequence[Number]) -> Origin | None:
    """The ordinal of the body that ends as a title's misspelt one does; None where there is none, or the title's fits.

    "2st" before a noun is a first one where nothing is weighed.
    """
    if title.claim is not None and title.unit == _STONE:
        quote, end = title.claim.quote.lower(), title.claim.quote_at.end
        if _NOUN_BEHIND.match(quote, end) is None or any(
            convertible(other.unit, _STONE) for other in body if other.unit
        ):
            return None
        ending = "st"
    elif is_misspelt(title, body):
        ending = title.surface[-2:].lower()
    else:
        return None
    told = [other for other in body if other.kind == "ordinal" and _ending(int(other.reading.low)) == ending]
    return Origin(1, told[0], MISSPELT) if told and _ending(int(title.reading.low)) != ending else None


def _ending(number: int) -> str:
    """The letters that an ordinal in digits ends with."""
    return "th" if number // 10 % 10 == 1 else _ENDINGS.get(number % 10, "th")
