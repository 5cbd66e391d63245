"""Parts of a year that a sentence tells: "the first half of the year", "the first six months of 2025"."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Final

from figcheck.describe.days import Time
from figcheck.expressions import expression

_PART: Final = expression(
    r"\b(?P<which>first|second|third|fourth|last|final)\s+"
    r"(?:(?P<part>half|quarter)|(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven)\s+months)\s+of\s+"
    r"(?:(?P<year>(?:19|20)\d\d)|(?P<told>the|this|last)\s+year)\b"
)
_NTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_COUNTS: Final = {
    word: number + 2 for number, word in enumerate("two three four five six seven eight nine ten eleven".split())
}
_MONTHS: Final = 12


def with_parts(found: list[Time], low: str, begin: int, end: int, published: dt.date | None) -> list[Time]:
    """The times of a sentence with the parts of years among them in place of the years."""
    for match in _PART.finditer(low, begin, end):
        months = _COUNTS[match["n"]] if match["n"] else 6 if match["part"] == "half" else 3
        nth = _NTH.get(match["which"], _MONTHS // months)
        first, last = (nth - 1) * months + 1, nth * months
        year = _year(match["year"], match["told"], first, published)
        if last > _MONTHS or year is None:
            continue
        inside = [time for time in found if match.start() <= time.start < match.end()]
        role = inside[0].role if inside else "event"
        if role != "event":
            continue
        found = [time for time in found if time not in inside]
        ends = dt.date(year, last, calendar.monthrange(year, last)[1])
        found.append(Time(match.start(), match.end(), dt.date(year, first, 1), ends, role, "other"))
    return found


def _year(printed: str | None, told: str | None, first: int, published: dt.date | None) -> int | None:
    """The year that is meant: "the year" is that of publication once its part has begun, else the one before."""
    if printed is not None:
        return int(printed)
    if published is None:
        return None
    if told == "last":
        return published.year - 1
    if told == "this":
        return published.year
    return published.year if published.month > first else published.year - 1
