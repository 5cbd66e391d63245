"""Publication dates as bylines and metadata write them, to calendar days.

Only forms that can be read in one way are read: 03/04/2024 is the third of April or the fourth of March, so
it is no date here, while 13/04/2024 is. A datetime with a zone keeps the day it prints.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS["sept"] = 9

_WEEKDAYS = "sunday|monday|tuesday|wednesday|thursday|friday|saturday|sun|mon|tues|tue|wed|thurs|thur|thu|fri|sat"
_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_FORMS = (  # the commonest first; no text is of two
    r"(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})",
    r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    rf"(?P<month>{_MONTH})\.?\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{{4}})",
    rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-](?P<month>{_MONTH})\.?,?[\s-]"
    r"(?P<year>[0-9]{4}|[0-9]{2})",
    r"(?P<first>[0-9]{1,2})(?P<sep>[-/.])(?P<second>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4})",
)
_ZONE = r"(?:\s?(?:z|[a-z]{2,5}|(?:utc|gmt)?[+-][0-9]{1,2}:?[0-9]{0,2})){0,2}"
_TIME = (
    r"(?:(?:t|,?\s+(?:at\s+)?)[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    rf"(?:\s?[ap]\.?m\.?)?{_ZONE})?"
)

LONGEST_DATE = 80
"""No written date with weekday, time and zone is longer; longer strings are not tried."""

_CENTURY_TURNS = 70
"""Two-digit years from here on are 19xx, as POSIX has it for %y (69) within a year."""


def read_date(text: str) -> dt.date | None:
    """The day that the whole string names, None when it is no date or may be read in two ways."""
    text = text.strip()
    if len(text) > LONGEST_DATE:
        return None
    for form in _FORMS:
        if found := _whole(form).fullmatch(text):
            return _day_of(found)
    return None


@cache
def _whole(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_WEEKDAYS})\.?,?\s+)?{form}{_TIME}", re.IGNORECASE)


@cache
def _inside(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.-]){form}(?![\w/-])", re.IGNORECASE)


def read_published(text: str) -> dt.date | None:
    """The publication day that a metadata field names: a date, or words around exactly one ("Cairo, 12 Apr
    90").
    """
    if day := read_date(text):
        return day
    if len(text) > 4 * LONGEST_DATE:
        return None
    days = {_day_of(found) for form in _FORMS for found in _inside(form).finditer(text)}
    return days.pop() if len(days) == 1 else None


def _day_of(found: re.Match[str]) -> dt.date | None:
    fields = found.groupdict()
    year = int(fields["year"])
    if len(fields["year"]) == 2:
        year += 1900 if year >= _CENTURY_TURNS else 2000
    if "first" in fields:
        first, second = int(fields["first"]), int(fields["second"])
        if fields["sep"] == "." or first > 12:  # points are written day first wherever they are in use
            day, month = first, second
        elif second > 12 or first == second:
            month, day = first, second
        else:
            return None
    else:
        day = int(fields["day"])
        name = fields["month"].lower()
        month = _MONTH_NUMBERS[name] if name in _MONTH_NUMBERS else int(name)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
