"""Dates, years, decades and clock times in running text: found so that they are skipped, with the day they say."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import NamedTuple

from figcheck.lexicon import Lexicon
from figcheck.phrases import any_of

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+Z?)?(?!\d)")
_SLASHED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})(?!\d)")
_TIME = re.compile(
    r"\d{1,2}(?::\d{2}){1,2}(?!\d|,\d)(?:\s*(?:[ap]\.\s?m\.|[ap]m\b))?|\d{1,2}\s*(?:[ap]\.\s?m\.|[ap]m\b)|\d{1,2}\s*o[’']clock|"
    r"\d{3,4}\s*(?:hours|hrs|GMT|UTC|local time|EST|EDT|CST|PST)\b|\d{1,2}(?::\d{2})?\s*(?:GMT|UTC)\b",
    re.IGNORECASE,
)
_DOTTED_TIME = re.compile(
    r"(?:[01]?\d|2[0-4])\.[0-5]\d\s*(?:[ap]\.\s?m\.|[ap]m\b|GMT|UTC|BST|IST|hrs\b)", re.IGNORECASE
)
_TIME_WORDS = "of am pm a.m p.m o'clock o’clock hours hrs gmt utc local est edt cst pst bst".split()
_JOINS = "-–/.:"
# "At 0600": the clock of wires and armies.
_FOUR_DIGITS = re.compile(
    r"0\d[0-5]\d(?!\d|[.,]\d|\s?%)|(?:1\d|2[0-3])[0-5]\d(?=\s*(?:\(|today|on\b|local|this))", re.IGNORECASE
)
_DECADE = re.compile(r"(?:1[5-9]|20)\d0[’']?s\b|[2-9]0[’']?s\b")
_YEAR = re.compile(
    r"(?:1[4-9]|20|21)\d\d(?:\s?[-–/]\s?(?:\d{4}|\d{2}))?(?![\d,.]\d|\d|%)(?!\s?(?:%|percent|per\scent))"
)
_FISCAL = re.compile(r"(?:1[4-9]|20|21)\d\d")


class Moment(NamedTuple):
    """A date, year or time from ``start`` to ``end``: ``kind`` says which; ``day`` when all of it is printed."""

    start: int
    end: int
    kind: str
    day: dt.date | None = None
    year: Decimal | None = None


class CalendarReader:
    """Recognises moments with the month names of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._months = lexicon.months
        self._behind = frozenset(_TIME_WORDS) | set(lexicon.months)
        # A month is written with a capital ("may" is a verb); wires write it all in capitals.
        names = any_of([name.capitalize() for name in lexicon.months] + [name.upper() for name in lexicon.months])
        self._day_month = re.compile(
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?(?:\s+(?:of\s+)?|-)(?P<month>{names})\b(?:\.(?=,?\s+\d))?"
            rf"(?:(?:,?\s+|-)(?P<year>\d{{4}}|[’']?\d\d(?=\s*(?:\(|--|\[|—)))\b(?![,.]\d))?"
        )
        self._before = re.compile(rf"\b(?P<month>{names})\b\.?(?P<comma>,?)\s+$")
        self._after_month = re.compile(
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:[-–]|to|and|or)\s?(?:{names}\.?\s)?(?:\d{{1,2}})(?:st|nd|rd|th)?\b(?![,.]?\d|\s?%))?"
            rf"(?:,?\s+(?P<year>\d{{4}})\b)?(?![\d%]|[.,:]\d)"
        )

    def may_stand(self, printed: str, after: str, before_word: str, behind_word: str) -> bool:
        """False when a glance tells that digits are no date, year or time: by their neighbours, each in lower case."""
        return (
            (after in _JOINS and after != "")
            or (len(printed) in (3, 4) and printed[0] in "012")
            or after.isalpha()
            or behind_word in self._behind
            or before_word.rstrip(".,") in self._months
        )

    def at(self, text: str, position: int, counted_follows: bool) -> Moment | None:
        """The date, year or clock time of digits that start at a position.

        ``counted_follows``: a counted noun stands right behind the digits ("1600 people"), which no bare year has.
        """
        for pattern, kind in ((_ISO, "date"), (_SLASHED, "date")):
            match = pattern.match(text, position)
            if match:
                return Moment(position, match.end(), kind, _iso(match) if pattern is _ISO else None)
        match = self._day_month.match(text, position)
        if match and 1 <= int(match["day"]) <= 31:
            return Moment(position, match.end(), "date", self._day(match["day"], match["month"], match["year"]))
        match = _TIME.match(text, position)
        if match:
            return Moment(position, match.end(), "time")
        if text[max(0, position - 3) : position].lower() in ("at ", "by ", "ng ", "il ", "om "):
            match = _FOUR_DIGITS.match(text, position)
            if match:
                return Moment(position, match.end(), "time")
        match = self._before.search(text, max(0, position - 14), position)
        if match:
            after = self._after_month.match(text, position)
            if (
                after
                and not match["comma"]
                and 1 <= int(after["day"]) <= 31
                and not (counted_follows and _in_before(text, match.start()))
            ):
                return Moment(
                    match.start(), after.end(), "date", self._day(after["day"], match["month"], after["year"])
                )
            year = _YEAR.match(text, position)
            if year:
                return Moment(match.start(), year.end(), "year", year=Decimal(year.group()[:4]))
        match = _DECADE.match(text, position)
        if match:
            return Moment(position, match.end(), "year")
        match = _YEAR.match(text, position)
        if match and not counted_follows:
            return Moment(position, match.end(), "year", year=Decimal(match.group()[:4]))
        return None

    def decimal(self, text: str, position: int) -> Moment | None:
        """A date or clock time written with points that starts at a position: "14.03.2023", "7.30pm"; else None."""
        match = _SLASHED.match(text, position)
        if match:
            return Moment(position, match.end(), "date")
        match = _DOTTED_TIME.match(text, position)
        return Moment(position, match.end(), "time") if match else None

    def _day(self, day: str, month: str, year: str | None) -> dt.date | None:
        if year is None or len(year) < 4:
            return None
        try:
            return dt.date(int(year), self._months[month.lower()], int(day))
        except ValueError:
            return None


def _in_before(text: str, month_start: int) -> bool:
    """True for "in January 16 people": with "in" the month stands alone."""
    return text[max(0, month_start - 4) : month_start].split()[-1:] in (["in"], ["In"], ["IN"])


def _iso(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
