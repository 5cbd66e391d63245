"""Dates, years, decades and clock times in running text: found so that they are skipped, with the day they say."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.phrases import any_of
from figcheck.prose import BEHIND_MAY

_ISO: Final = expression(r"(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+Z?)?(?!\d)")
_SLASHED: Final = expression(r"\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})(?!\d)")
_TIME: Final = expression(
    r"(?:(?<=at )|(?<=by )|(?<=from )|(?<=until ))\d{1,2}h[0-5]\d\b|"
    r"\d{1,2}(?::\d{2}){1,2}(?:\.\d{1,3})?(?!\d|,\d)(?:\s*(?:[ap]\.\s?m\.|[ap]m\b))?|\d{1,2}\s*(?:[ap]\.\s?m\.|[ap]m\b)|\d{1,2}\s*o[’']clock|"
    r"\d{3,4}\s*(?:hours|hrs|GMT|UTC|local time|EST|EDT|CST|PST)\b|\d{1,2}(?::\d{2})?\s*(?:GMT|UTC)\b",
    re.IGNORECASE,
)
_DOTTED_TIME: Final = expression(
    r"(?:[01]?\d|2[0-4])\.[0-5]\d\s*(?:[ap]\.\s?m\.|[ap]m\b|GMT|UTC|BST|IST|hrs\b)", re.IGNORECASE
)
_NUMERIC_JOINS: Final = "-/."
_DAY_JOINS: Final = ("-", "–", "s", "n", "r", "t")  # "9-10 July", "21st of June"
_DAY_LINKS: Final = frozenset(("to", "and", "or"))  # "between 11 and 15 September"
_CLOCK_WORDS: Final = frozenset("am pm a.m p.m o'clock o’clock hours hrs gmt utc local est edt cst pst".split())
_HOURS: Final = frozenset(("hours", "hrs"))
_CLOCK_BEFORE: Final = frozenset("at by beginning until from till".split())
_VERB_GOES_ON: Final = expression(rf"\s+{any_of([word.upper() for word in BEHIND_MAY])}\b")
_SENTENCE_ENDS: Final = (".", ";")  # "12 ships in May and in June 20."; a day would stand behind "on"
_EVENT: Final = expression(r"\s([A-Za-z]+)(?=\s*(?:$|[.,;\n]|\s(?:in|at|near|and|that)\b))")
_LED_TO: Final = expression(
    r"\b(?:dead|killed|died|injured|hurt|wounded|arrested|detained|charged|missing|deaths?|victims?|arrests|casualties)"
    r"\s(?:in|after|over|during)\s(?:the\s)?$",
    re.IGNORECASE,
)
_LED_REACH: Final = 24
_CLOSING: Final = (",", ".", ";", ")", "\n")
TIME_WORDS: Final = "of am pm a.m p.m o'clock o’clock hours hrs gmt utc local est edt cst pst bst".split()
_JOINS: Final = "-–/.:"
# "At 0600": the clock of wires and armies.
_FOUR_DIGITS: Final = expression(
    r"0\d[0-5]\d(?!\d|[.,]\d|\s?%)|(?:1\d|2[0-3])[0-5]\d(?=\s*(?:\(|today|on\b|local|this))", re.IGNORECASE
)
_DECADE: Final = expression(r"(?:1[5-9]|20)\d0[’']?s\b|[2-9]0[’']?s\b")
_YEAR: Final = expression(
    r"(?:1[4-9]|20|21)\d\d(?:\s?[-–/]\s?(?:\d{4}|\d{2}))?(?![\d,.]\d|\d|%)(?!\s?(?:%|percent|per\scent))"
)


class Moment(NamedTuple):
    """A date, year or time from ``start`` to ``end``: ``kind`` says which; ``day`` when all of it is printed."""

    start: int
    end: int
    kind: str
    day: dt.date | None = None
    year: Decimal | None = None


class Near(NamedTuple):
    """Digits as printed, the character behind them, the word behind and the word before, in lower case."""

    printed: str
    after: str
    behind: str
    before: str


class CalendarReader:
    """Recognises moments with the month names of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._months = lexicon.months
        self._events = frozenset((*lexicon.happenings, *lexicon.assaults, *lexicon.topics))
        self._behind = frozenset(TIME_WORDS) | set(lexicon.months)
        self._day_words = frozenset(lexicon.months) | {"of", *_DAY_LINKS}
        # A month is written with a capital ("may" is a verb); wires write it all in capitals.
        names = any_of([name.capitalize() for name in lexicon.months] + [name.upper() for name in lexicon.months])
        self._day_month = re.compile(
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:(?:\s?[-–]\s?|\s(?:to|and|or)\s)\d{{1,2}}(?:st|nd|rd|th)?)?(?:\s+(?:of\s+(?![A-Za-z]+\s\d{{1,2}}(?!\d)))?|-)(?P<month>{names})\b(?:\.(?=,?\s+\d))?"
            rf"(?:(?:,?\s+|-)(?P<year>\d{{4}}|[’']?\d\d(?=\s*(?:\(|--|\[|—)))\b(?![,.]\d))?"
        )
        self._before = re.compile(rf"\b(?P<month>{names})\b\.?(?P<comma>,?)\s+$")
        self._after_month = re.compile(
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:[-–]|to|and|or)\s?(?:{names}\.?\s)?(?:\d{{1,2}})(?:st|nd|rd|th)?\b(?![,.]?\d|\s?%))?"
            rf"(?:,?\s+(?P<year>\d{{4}})\b)?(?![\d%]|[.,:]\d|-(?:year|month|day|week)s?-|\s(?:percent|per\scent|pc)\b)"
        )

    def may_stand(self, near: Near) -> bool:
        """False when what stands around digits tells that they are no date, year or time."""
        printed, after, behind_word, before_word = near
        return (
            (after in _JOINS and after != "")
            or (len(printed) in (3, 4) and printed[0] in "012")
            or after.isalpha()
            or behind_word in self._behind
            or (behind_word in _DAY_LINKS and len(printed) < 3)
            or before_word.rstrip(".,") in self._months
        )

    def at(self, text: str, position: int, near: Near, counted_follows: bool) -> Moment | None:
        """The date, year or clock time of digits that start at a position, ``near`` what stands around them.

        ``counted_follows``: a counted noun stands right behind the digits ("1600 people"), which no bare year has.
        """
        printed, after, behind, before = near
        if after in _NUMERIC_JOINS and after:
            moment = _numeric(text, position)
            if moment is not None:
                return moment
        if after in _DAY_JOINS or behind in self._day_words:
            moment = self.day_and_month(text, position)
            if moment is not None:
                return moment
        if after == ":" or after.isalpha() or behind in _CLOCK_WORDS:
            match = _TIME.match(text, position)
            if match and not (behind in _HOURS and _lasts(text, match.end(), printed, before)):
                return Moment(position, match.end(), "time")
        if len(printed) == 4 and (before in _CLOCK_BEFORE or (before and printed[0] == "0")):
            match = _FOUR_DIGITS.match(text, position)
            if match:
                return Moment(position, match.end(), "time")
        if before.rstrip(".,") in self._months:
            moment = self._after_name(text, position, counted_follows)
            if moment is not None:
                return moment
        if after in "s’'" and after:
            match = _DECADE.match(text, position)
            if match:
                return Moment(position, match.end(), "year")
        if len(printed) == 4:
            match = _YEAR.match(text, position)
            if match and not counted_follows:
                return Moment(position, match.end(), "year", year=Decimal(match.group()[:4]))
        return None

    def _after_name(self, text: str, position: int, counted_follows: bool) -> Moment | None:
        """The date or year that digits make with the month name before them; None when they make none."""
        match = self._before.search(text, max(0, position - 14), position)
        if match is None:
            return None
        after = self._after_month.match(text, position)
        if after and not match["comma"] and 1 <= int(after["day"]) <= 31:
            ends = after["year"] is None and text[after.end() : after.end() + 1] in _SENTENCE_ENDS
            counts = ends or (counted_follows and not self._is_of_a_day(text, match.start(), after.end()))
            if not (counts and _in_before(text, match.start())):
                day = self._day(after["day"], match["month"], after["year"])
                return Moment(match.start(), after.end(), "date", day)
        year = _YEAR.match(text, position)
        return Moment(match.start(), year.end(), "year", year=Decimal(year.group()[:4])) if year else None

    def _is_of_a_day(self, text: str, start: int, end: int) -> bool:
        """ "16 dead in June 25 protests": what happened on a day, behind what it led to."""
        noun = _EVENT.match(text, end)
        if noun is None or self._events.isdisjoint((noun[1].lower(), noun[1].lower().removesuffix("s"))):
            return False
        return _LED_TO.search(text, max(0, start - _LED_REACH), start) is not None

    def clock(self, text: str, position: int) -> Moment | None:
        """The clock time that starts at a position; None when none does."""
        match = _TIME.match(text, position)
        return Moment(position, match.end(), "time") if match else None

    def day_and_month(self, text: str, position: int) -> Moment | None:
        """The date that digits make with the month name behind them ("26 May 1989"); None when they make none."""
        match = self._day_month.match(text, position)
        if match is None or not 1 <= int(match["day"]) <= 31:
            return None
        if match["month"] == "MAY" and _VERB_GOES_ON.match(text, match.end()):
            return None  # "12 MAY HAVE DIED"
        return Moment(position, match.end(), "date", self._day(match["day"], match["month"], match["year"]))

    def day_of_month(self, text: str, position: int, month_start: int) -> Moment | None:
        """The date that digits make with the month name before them; None when the digits are no day of it."""
        after = self._after_month.match(text, position)
        if after is None or not 1 <= int(after["day"]) <= 31:
            return None
        if after["year"] is None and text[after.end() : after.end() + 1] not in _CLOSING:
            return None
        name = text[month_start : position - 1].rstrip(".")
        return Moment(month_start, after.end(), "date", self._day(after["day"], name, after["year"]))

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


def _numeric(text: str, position: int) -> Moment | None:
    """A date in digits alone ("2022-11-05", "5/11/2022") that starts at a position; None when none does."""
    match = _ISO.match(text, position)
    if match:
        return Moment(position, match.end(), "date", _iso(match))
    match = _SLASHED.match(text, position)
    return Moment(position, match.end(), "date") if match else None


def _in_before(text: str, month_start: int) -> bool:
    """True for "in January 16 people": with "in" the month stands alone."""
    return text[max(0, month_start - 4) : month_start].split()[-1:] in (["in"], ["In"], ["IN"])


def _lasts(text: str, end: int, printed: str, before: str) -> bool:
    """True for "240 hours", "1500 hours of flight", which no clock shows; "at 930 hours" is one of a clock."""
    if text.startswith(" of ", end) or int(printed[-2:]) >= 60:
        return True
    return len(printed) == 3 and printed[0] != "0" and before != "at"


def _iso(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
