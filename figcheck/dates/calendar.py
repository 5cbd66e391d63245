"""Days, months, years and weekdays as printed: "3-5 May 2024", "Feb. 3", "March 2011", "2024-03-05"."""

from __future__ import annotations

import re
from typing import Final

from figcheck.articles import Span
from figcheck.dates.spots import Spot
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.phrases import any_of

_LONGEST: Final = 24  # characters of a day before its month, at most: "between 30 and 31 May"
_YEAR: Final = expression(
    # The digits come first, over which the engine skips fast; what must not stand before them is asked then.
    r"(?P<year>(?:1[4-9]|20)\d\d)(?<![\d$€£¥#./:]\d{4})(?:(?<!-\d{4})|(?<=\d{4}-\d{4}))(?<!\d,\d{4})(?:(?P<iso>-(?P<month>\d\d)-(?P<day>\d\d))|(?:[-–/](?P<until>\d\d)(?![\d-]))?)"
    r"(?![\d%]|,\d|\.\d|[’']?s\b|\s?(?:%|per\s?cent|kg|km|m\b))"
)
# In front of a month: "3 ", "3rd of ", "3-5 ", "3 and 5 ", "between 3 and 5 ".
_DAY_BEFORE: Final = expression(
    r"(?<![\d.,:/$€£])(?:(?P<first>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–/]\s?|\s+(?:to|and|until|through|or)\s+))?"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+(?:of\s+)?|-)$"
)
# Behind a month: " 3", " 3, 2024", " 3-5", " 4 and 5".
_DAY_BEHIND: Final = expression(
    r"\.?\s+(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d%]|[.,:]\d|-(?:year|month|day|week)s?\b)"
    r"(?:(?:\s?[-–/]\s?|\s+(?:to|and|through)\s+)(?P<until>\d{1,2})(?:st|nd|rd|th)?(?=\s*(?:[,.;:)\]]|$)|\s+(?:in|at|for|on|when)\b))?"
    r"(?:,?\s+(?P<year>(?:1[4-9]|20)\d\d)(?![\d%]|[.,]\d))?"
)
_YEAR_BEHIND: Final = expression(r"\.?,?\s+(?P<year>(?:1[4-9]|20)\d\d)(?![\d%]|[.,]\d|-\d\d)")
_HYPHEN_YEAR: Final = expression(r"-(?P<year>(?:1[4-9]|20)\d\d)(?!\d)")
_WEEKDAY_ABBREVIATED: Final = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
# "30 people", "31 per cent": no day of the month before it.
_COUNTED: Final = expression(
    r"\s+(?:people|persons|men|women|children|per\s?cent|percent|others|more|times|dead|miles|km)\b"
)


class CalendarReader:
    """Reads the calendar with the month and weekday names of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._months = lexicon.months
        names = [name.capitalize() for name in lexicon.months]
        # A month is written with a capital ("may" is a verb); wires write it all in capitals.
        # No edge of a word stands first in these patterns: the engine skips fast to a letter that may open a name.
        self._month = re.compile(rf"{any_of([*names, *(name.upper() for name in names)])}\b")
        self._weekday_of = {**lexicon.weekdays, **_WEEKDAY_ABBREVIATED}
        full = [name.capitalize() for name in lexicon.weekdays]
        short = [name.capitalize() for name in _WEEKDAY_ABBREVIATED]
        # Short names stand beside a date alone: "Sun" and "Mon" are words and names as well.
        listed = any_of([*full, *short, *(name.upper() for name in (*full, *short))])
        self._weekday = re.compile(rf"{listed}(?![\w-])")
        self._full = frozenset(lexicon.weekdays)

    def days(self, text: str) -> list[Spot]:
        """The days, months with a year and years of a text, in order."""
        found: list[Spot] = []
        end = 0
        for match in self._month.finditer(text):
            start = match.start()
            if start < end or text[start - 1 : start].isalnum():
                continue
            spot = self._around(text, match)
            if spot is not None:
                found.append(spot)
                end = spot.span.end
        taken = iter([*found, Spot("day", Span(len(text), len(text)))])
        next_taken = next(taken)
        years: list[Spot] = []
        for match in _YEAR.finditer(text):
            while next_taken.span.end <= match.start() and next_taken.span.start < len(text):
                next_taken = next(taken)
            if next_taken.span.start < match.end():
                continue
            span = Span(*match.span())
            year = int(match["year"])
            if match["iso"]:
                years.append(Spot("day", span, day=int(match["day"]), month=int(match["month"]), year=year))
                continue
            until = int(match["until"]) + year // 100 * 100 if match["until"] else None
            years.append(Spot("year", span, year=year, until=until))
        return sorted(found + years, key=_start)

    def _around(self, text: str, match: re.Match[str]) -> Spot | None:
        """The day or month that a name of a month is part of; None where it stands alone."""
        start, end = match.span()
        month = self._months[match.group().lower()]
        floor = max(0, start - _LONGEST)
        before = _DAY_BEFORE.search(text[floor:start])
        if before is not None and 0 < int(before["day"]) < 32:
            year = _HYPHEN_YEAR.match(text, end) if text[end : end + 1] == "-" else _YEAR_BEHIND.match(text, end)
            day, first = int(before["day"]), before["first"]
            return Spot(
                "day",
                Span(floor + before.start(), year.end() if year else end),
                day=int(first) if first else day,
                month=month,
                year=int(year["year"]) if year else None,
                until=day if first else None,
            )
        behind = _DAY_BEHIND.match(text, end)
        if behind is not None and 0 < int(behind["day"]) < 32 and not _COUNTED.match(text, behind.end()):
            return Spot(
                "day",
                Span(start, behind.end()),
                day=int(behind["day"]),
                month=month,
                year=int(behind["year"]) if behind["year"] else None,
                until=int(behind["until"]) if behind["until"] else None,
            )
        year = _YEAR_BEHIND.match(text, end)
        if year is not None:
            return Spot("month", Span(start, year.end()), month=month, year=int(year["year"]))
        return None

    def weekdays(self, text: str, days: list[Spot]) -> list[Spot]:
        """The weekdays of a text, in order; short names only beside one of the days."""
        edges = {edge for spot in days if spot.kind == "day" for edge in spot.span}
        found: list[Spot] = []
        for match in self._weekday.finditer(text):
            start, end = match.span()
            if text[start - 1 : start].isalnum():
                continue
            name = match.group().lower()
            if name not in self._full and edges.isdisjoint((end + 1, end + 2, end + 3, start - 2, start - 1)):
                continue
            found.append(Spot("weekday", Span(start, end), weekday=self._weekday_of[name]))
        return found


def _start(spot: Spot) -> int:
    return spot.span.start
