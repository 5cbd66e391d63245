"""Times of a title that a body tells as ordinals: the century of a church, the years that an anniversary counts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from figcheck.check.titlenumbers import Number
from figcheck.check.titleorigins import Origin
from figcheck.expressions import expression

_HUNDRED: Final = Decimal(100)
_CENTURY: Final = expression(r"(?:st|nd|rd|th)?[\s-]century\b")
_FEAST: Final = expression(r"(?:st|nd|rd|th)?\s(?:[a-z]+\s)?(?:anniversary|birthday|jubilee)\b")
_MARKS: Final = expression(
    r"\b(?:mark(?:s|ed|ing)?|celebrat(?:es?|ed|ing)|toast(?:s|ed|ing)?|commemorat(?:es?|ed|ing))\b"
)


def of_another_time(title: Number, body: Sequence[Number], published: dt.date | None) -> Origin | None:
    """The ordinal of a body that a title's century or number of years contradicts; None where there is none."""
    if title.kind == "ordinal" and _stands_before(title, _CENTURY):
        return _of_another_century(title, body)
    claim = title.claim
    if claim is not None and title.unit == "year" and _MARKS.search(claim.quote.lower()) is not None:
        return _of_another_anniversary(title, body, published)
    return None


def is_of_century(title: Number, body: Sequence[Number], published: dt.date | None) -> bool:
    """True for a title's century in which a year of the body lies, or a time so many years before the report."""
    if not _stands_before(title, _CENTURY):
        return False
    years = [other.reading.low for other in body if other.kind == "year"]
    if published is not None:
        long = [other.reading.point for other in body if other.unit == "year"]
        years += [published.year - span for span in long if span is not None and span >= _HUNDRED]
    return any((year - 1) // _HUNDRED + 1 == title.reading.low for year in years)


def _of_another_century(title: Number, body: Sequence[Number]) -> Origin | None:
    """ "12th-century church" over "built in the 17th century", where nothing else in the body is as old."""
    told = [other for other in body if other.kind == "ordinal" and _stands_before(other, _CENTURY)]
    is_old = any(other.unit == "year" and other.reading.high >= _HUNDRED for other in body)
    if len({other.reading.low for other in told}) != 1 or is_old:
        return None
    return Origin(1, told[0], None)


def _of_another_anniversary(title: Number, body: Sequence[Number], published: dt.date | None) -> Origin | None:
    """ "Marks 50 years" over "celebrated its 60th anniversary", where no year of the body is 50 years ago."""
    told = [other for other in body if other.kind == "ordinal" and _stands_before(other, _FEAST)]
    if len({other.reading.low for other in told}) != 1 or told[0].reading.low == title.reading.point:
        return None
    years = [other.reading.low for other in body if other.kind == "year"]
    if published is not None and any(abs(published.year - year - title.reading.low) <= 1 for year in years):
        return None
    return Origin(1, told[0], None)


def _stands_before(number: Number, noun: re.Pattern[str]) -> bool:
    """True for an ordinal with a noun of time right behind it."""
    if number.printed is None:
        return False
    behind = number.printed.passage.quote.lower().partition(number.surface.lower())[2]
    return noun.match(behind) is not None
