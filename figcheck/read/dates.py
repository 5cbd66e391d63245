"""Publication dates as bylines and metadata write them, to calendar days.

Only forms that can be read in one way are read: 03/04/2024 is the third of April or the fourth of March, so
it is no date here, while 13/04/2024 is. A datetime with a zone keeps the day it prints.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from typing import NamedTuple

from figcheck.expressions import expression

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
_OFFSET = r"[-+−][0-9]{1,2}:?[0-9]{0,2}"
_ZONE = rf"(?:\s?(?:z|[a-z]{{2,5}}|(?:utc|gmt)?{_OFFSET}|\((?:[a-z ]{{2,40}}|(?:utc|gmt)\s?{_OFFSET})\))){{0,3}}"
_CLOCK = rf"[0-9]{{1,2}}[:.h][0-9]{{2}}(?:[:.][0-9]{{2}}(?:[.,][0-9]{{1,9}})?)?(?:\s?[ap]\.?m\.?)?{_ZONE}"
_FULL_HOUR = rf"[0-9]{{1,2}}\s?[ap]\.?m\.?{_ZONE}"
_BETWEEN = r"(?:t|,?\s+(?:at\s+)?|\s?[-–—|/·•,]\s?)"
_TIME = rf"(?:{_BETWEEN}(?:{_CLOCK}|{_FULL_HOUR}|[0-9]{{4}}(?:[0-9]{{2}})?{_ZONE}))?"
_TIME_BEFORE = rf"(?:(?:{_CLOCK}|{_FULL_HOUR})(?:,?\s+(?:on\s+)?|\s?[-–—|/·•]\s?))?"
_FORMS = (  # the commonest first; no text is of two
    r"(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})",
    r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    rf"(?P<month>{_MONTH})\.?\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{{4}})",
    rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-](?P<month>{_MONTH})\.?,?[\s-]"
    r"(?P<year>[0-9]{4}|[0-9]{2})",
    r"(?P<first>[0-9]{1,2})(?P<sep>[-/.])(?P<second>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4})",
    # as C libraries print it: "Fri Feb  2 14:05:00 UTC 2024"
    rf"(?P<month>{_MONTH})\s+(?P<day>[0-9]{{1,2}})\s+[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}{_ZONE}\s+(?P<year>[0-9]{{4}})",
)
_LABEL = expression(
    r"\b(?:(?P<published>(?:first\s+|originally\s+)?(?:published|posted|issued|released|created|filed))"
    r"|(?P<updated>(?:last\s+)?(?:updated|modified|changed|edited|corrected|revised)))\b",
    re.IGNORECASE,
)
_UNSEEN = expression("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

LONGEST_DATE = 80
"""No written date with weekday, time and zone is longer; longer strings are not tried."""

_CENTURY_TURNS = 70
"""Two-digit years from here on are 19xx, as POSIX has it for %y (69) within a year."""


def read_date(text: str) -> dt.date | None:
    """The day that the whole string names, None when it is no date or may be read in two ways."""
    text = _UNSEEN.sub("", text[: 2 * LONGEST_DATE]).strip()
    return _day_named(text) if len(text) <= LONGEST_DATE else None


@lru_cache(maxsize=4096)  # articles of one day say so in the same words
def _day_named(text: str) -> dt.date | None:
    for form in _FORMS:
        if found := _whole(form).fullmatch(text):
            return _day_of(found)
    return None


@cache
def _whole(form: str) -> re.Pattern[str]:
    return re.compile(rf"{_TIME_BEFORE}(?:(?:{_WEEKDAYS})\.?,?\s+)?{form}{_TIME}", re.IGNORECASE)


@cache
def _inside(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.-]){form}(?:(?=t[0-9]{{2}}:)|(?![\w/-]))", re.IGNORECASE)


class Stamp(NamedTuple):
    """When an article came out and when it last changed, each None where that is not told."""

    published: dt.date | None
    updated: dt.date | None


def read_published(text: str) -> dt.date | None:
    """The publication day that a metadata field names: a date, or words around exactly one ("Cairo, 12 Apr
    90"), or around one of publication and one of an update.
    """
    return read_date(text) or read_stamp(text).published


def read_stamp(text: str) -> Stamp:
    """What a line about dates says: "Published 14:05 BST, Friday 2 February 2024; updated 3 February 2024".

    A date after "updated", "modified" or the like is one of an update, any other one of publication. Two of one kind on
    different days tell nothing.
    """
    if len(text) > 4 * LONGEST_DATE:
        return Stamp(None, None)
    text = _UNSEEN.sub("", text)
    labels = list(_LABEL.finditer(text))
    told: dict[str, set[dt.date | None]] = {"published": set(), "updated": set()}
    ends = [label.start() for label in labels[1:]] + [len(text)]
    told["published"] |= _days_in(text[: labels[0].start()] if labels else text)
    for label, end in zip(labels, ends, strict=True) if labels else ():
        told[label.lastgroup or "published"] |= _days_in(text[label.end() : end])
    published, updated = (days.pop() if len(days) == 1 else None for days in told.values())
    return Stamp(published, updated)


def _days_in(text: str) -> set[dt.date | None]:
    """The days of the dates that stand in a text; None among them for one that may be read in two ways."""
    if not any(character.isdigit() for character in text):
        return set()
    return {_day_of(found) for form in _FORMS for found in _inside(form).finditer(text)}


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
