"""A time of a sentence, and the days that the words of one tell, counted from the day of publication."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, Literal, NamedTuple

from figcheck.expressions import expression

SMALL: Final = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten".split())} | {"a": 1}
WEEK: Final = 7  # days
MARKS: Final = expression(r"[,;:()–—]")  # what parts a time from what it is not of

Role = Literal["event", "since", "as_of", "unknown"]


class Time(NamedTuple):
    """A time in a sentence, by its place in the text: days ``first`` to ``last``, and what they are of.

    ``unknown`` is a time that cannot be resolved ("a week earlier"), which keeps others from its figure. ``sort`` is
    "weekday", "date" or "other", ``past`` tells "in the past 24 hours".
    """

    start: int
    end: int
    first: dt.date
    last: dt.date
    role: Role
    sort: str = "other"
    past: bool = False

    def periods(self) -> tuple[tuple[dt.date, dt.date], ...]:
        """The days from ``first`` to ``last``; of a weekday that may be either of two, these two."""
        if self.sort == "weekday" and (self.last - self.first).days == WEEK:
            return (self.first, self.first), (self.last, self.last)
        return ((self.first, self.last),)


class Timing(NamedTuple):
    """What a sentence says of the time of a figure: ``periods`` as (first, last) days, the ``start`` of a "since …",
    an "as of" day, and whether it counts what happened within the past day."""

    periods: tuple[tuple[dt.date, dt.date], ...] = ()
    start: dt.date | None = None
    as_of: dt.date | None = None
    past_day: bool = False


def nearest_year(month: int, day: int, published: dt.date) -> int:
    """The year that puts a day without one nearest before publication (a little later is allowed: "on 3 March")."""
    year = published.year
    return year if (month, day) <= (published.month, min(31, published.day + 7)) else year - 1


def relative(match: re.Match[str], published: dt.date) -> tuple[dt.date, dt.date]:
    """The days of "yesterday", "last year", "this week": "the past year" ends with the day of publication."""
    day = dt.timedelta(days=1)
    if match["yesterday"]:
        return published - day, published
    if match["today"]:
        return published, published
    unit = (match["unit"] or match["this"]).lower()
    if unit == "week":
        return (published - 7 * day, published)
    if match["last"] and match["last"].lower() == "past":
        return published - (30 if unit == "month" else 365) * day, published
    if unit == "month":
        first = published.replace(day=1)
        return (first, published) if match["this"] else ((first - day).replace(day=1), first - day)
    year = published.year if match["this"] else published.year - 1
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def ago(match: re.Match[str], published: dt.date) -> tuple[dt.date, dt.date]:
    """The days that "a month ago" may mean."""
    spoken = match["n"].lower()
    count = int(spoken) if spoken.isdigit() else SMALL[spoken]
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[match["unit"].lower()]
    slack = dt.timedelta(days=days // 2)
    try:
        middle = published - dt.timedelta(days=count * days)
        return middle - slack, middle + slack
    except OverflowError:
        return published, published


def iso_day(match: re.Match[str]) -> dt.date | None:
    """The day of "2024-03-01"; None for one that no month has."""
    try:
        return dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def year_before(day: dt.date) -> dt.date:
    """The first day of the year that ends with a day."""
    following = day + dt.timedelta(days=1)
    return following.replace(year=following.year - 1) if (following.month, following.day) != (2, 29) else day


def shifted(match: re.Match[str], base: Time | None) -> Time:
    """ "Two days earlier", "the year before": counted from the time told before it, else unknown."""
    start, end = match.span()
    if base is None or base.role == "unknown":
        return Time(start, end, dt.date.min, dt.date.min, "unknown")
    if match["n"] is None:  # "the previous afternoon", "the night before"
        spoken, unit, way = "the", "day", "before"
    else:
        spoken, unit, way = match["n"].lower(), match["unit"].lower(), match["way"].lower()
    count = int(spoken) if spoken.isdigit() else SMALL.get(spoken, 1)
    if way in ("later", "afterwards"):
        count = -count
    try:
        if unit == "year" and base.first.day == 1 and base.last.month != 2:
            first, last = (day.replace(year=day.year - count) for day in (base.first, base.last))
        elif unit in ("day", "week") and (base.last - base.first).days < 8:
            back = dt.timedelta(days=count * (7 if unit == "week" else 1))
            first, last = base.first - back, base.last - back
        else:
            return Time(start, end, dt.date.min, dt.date.min, "unknown")
    except (OverflowError, ValueError):
        return Time(start, end, dt.date.min, dt.date.min, "unknown")
    return Time(start, end, first, last, "event")
