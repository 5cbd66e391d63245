"""Dates in a sentence, resolved against the day of publication, never against today."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from figcheck.describe.view import View
from figcheck.lexicon import Lexicon
from figcheck.phrases import any_of

_AGO = re.compile(
    r"\b(?P<n>\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?P<unit>day|week|month|year)s?\s+ago\b",
    re.IGNORECASE,
)
_SMALL = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten".split())} | {"a": 1}
_RELATIVE = re.compile(
    r"\b(?:(?P<yesterday>yesterday|overnight|last night)|(?P<today>today|tonight|this morning|earlier today)|"
    r"(?P<last>last|previous|past)\s+(?P<unit>week|month|year)|this\s+(?P<this>week|month|year))\b",
    re.IGNORECASE,
)
_PAST_HOURS = re.compile(r"\b(?:past|last|previous)\s+(?:24|48|72)\s+hours\b|\b(?:past|last)\s+day\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Timing:
    """What a sentence says of time: ``periods`` as (first, last) days, the ``start`` of a "since …", an "as of" day."""

    periods: tuple[tuple[dt.date, dt.date], ...] = ()
    start: dt.date | None = None
    as_of: dt.date | None = None
    past_day: bool = False


_NO_TIME = Timing()
# One of these, a month, a weekday or a year stands in every sentence that tells a time.
_TIME_WORDS = "yesterday overnight last today tonight this previous past ago hours day week month year".split()


class TimeReader:
    """Reads times with the month and weekday names of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._months = lexicon.months
        self._weekdays = lexicon.weekdays
        self._saying = lexicon.saying_verbs
        # A month has a capital: "thousands march", "it may".
        months = any_of([name.capitalize() for name in lexicon.months] + [name.upper() for name in lexicon.months])
        months = rf"(?-i:{months})"
        self._date = re.compile(
            rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<e1>\d{{1,2}}))?\s+(?:of\s+)?(?P<m1>{months})\b\.?(?:,?\s+(?P<y1>\d{{4}})\b)?|"
            rf"(?P<m2>{months})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<e2>\d{{1,2}}))?\b(?!,\d{{3}})(?:,?\s+(?P<y2>\d{{4}})\b)?|"
            rf"(?:(?P<third>early|mid|late)[-\s]+)?(?P<m3>{months})\b\.?(?:,?\s+(?P<y3>(?:19|20)\d\d)\b)?|"
            rf"(?:the\s+)?first\s+of\s+(?P<m4>{months})\b|"
            rf"\b(?:in|since|by|until|during|of|from|before|after|late|early|mid)[-\s]+(?:late\s+|early\s+|mid-)?(?P<y5>(?:19|20)\d\d)\b)",
            re.IGNORECASE,
        )
        days = any_of(lexicon.weekdays)
        self._weekday = re.compile(rf"(?:\b(?P<before>last|next|this)\s+)?\b(?P<day>{days})\b", re.IGNORECASE)

        self._words = frozenset((*lexicon.months, *lexicon.weekdays, *_TIME_WORDS))

    def read(self, view: View, published: dt.date | None) -> Timing:
        """The times of a sentence. Without a day of publication only dates with a year are resolved."""
        if view.present.isdisjoint(self._words) and not any(map(self._tells_time, view.present)):
            return _NO_TIME
        text = view.text[view.sentence.start : view.sentence.end]
        periods: list[tuple[dt.date, dt.date]] = []
        start: dt.date | None = None
        as_of: dt.date | None = None
        for match in self._date.finditer(text):
            period = self._period(match, published)
            if period is None:
                continue
            lead = text[max(0, match.start() - 60) : match.start()].lower()
            opener = match.group().lower().split()[0]
            words = lead.split()[-12:]
            if opener == "since" or "since" in words:
                start = period[0]
                continue
            if words[-2:] == ["as", "of"]:
                as_of = period[1]
                continue
            if self._of_saying(words):
                continue
            periods.append(period)
        if published is not None:
            for match in self._weekday.finditer(text):
                back = (published.weekday() - self._weekdays[match["day"].lower()]) % 7
                day = published - dt.timedelta(days=back)
                if match["before"] and match["before"].lower() == "next":
                    continue
                if self._of_saying(text[max(0, match.start() - 40) : match.start()].lower().split()):
                    continue
                # On the weekday of publication itself the text may mean that day or the one a week before.
                first = day - dt.timedelta(days=7) if back == 0 or (match["before"] or "").lower() == "last" else day
                periods.append((first, day))
            for match in _RELATIVE.finditer(text):
                periods.append(_relative(match, published))
            for match in _AGO.finditer(text):
                periods.append(_ago(match, published))
        return Timing(tuple(dict.fromkeys(periods)), start, as_of, bool(_PAST_HOURS.search(text)))

    def _tells_time(self, word: str) -> bool:
        """ "2024", "mid-March"."""
        return (len(word) == 4 and word.isdigit()) or ("-" in word and word.rpartition("-")[2] in self._words)

    def _of_saying(self, words: list[str]) -> bool:
        """ "said in a statement on Friday": the day of the statement, not of what it speaks of."""
        return words[-1:] in (["on"], ["late"], ["early"]) and any(
            word.strip(",") in self._saying or word.strip(",") == "statement" for word in words[-5:-1]
        )

    def _period(self, match: re.Match[str], published: dt.date | None) -> tuple[dt.date, dt.date] | None:
        month_name = match["m1"] or match["m2"] or match["m3"] or match["m4"]
        if month_name is None:
            year = int(match["y5"])
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        month = self._months[month_name.lower()]
        year_text = match["y1"] or match["y2"] or match["y3"]
        day_text = match["d1"] or match["d2"] or ("1" if match["m4"] else None)
        end_text = match["e1"] or match["e2"]
        if year_text is None and published is None:
            return None
        year = int(year_text) if year_text else _nearest_year(month, int(day_text or 1), published)
        last_day = calendar.monthrange(year, month)[1]
        if day_text is None:
            third = (match["third"] or "").lower()
            first, last = {"early": (1, 10), "mid": (10, 20), "late": (20, last_day)}.get(third, (1, last_day))
            return dt.date(year, month, first), dt.date(year, month, last)
        try:
            first_date = dt.date(year, month, int(day_text))
            return first_date, dt.date(year, month, int(end_text)) if end_text else first_date
        except ValueError:
            return None


def _nearest_year(month: int, day: int, published: dt.date | None) -> int:
    """The year that puts a day without one nearest before publication (a little later is allowed: "on 3 March")."""
    assert published is not None
    year = published.year
    return year if (month, day) <= (published.month, min(31, published.day + 7)) else year - 1


def _relative(match: re.Match[str], published: dt.date) -> tuple[dt.date, dt.date]:
    day = dt.timedelta(days=1)
    if match["yesterday"]:
        return published - day, published
    if match["today"]:
        return published, published
    unit = (match["unit"] or match["this"]).lower()
    if unit == "week":
        return (published - 7 * day, published)
    if unit == "month":
        first = published.replace(day=1)
        return (first, published) if match["this"] else ((first - day).replace(day=1), first - day)
    year = published.year if match["this"] else published.year - 1
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _ago(match: re.Match[str], published: dt.date) -> tuple[dt.date, dt.date]:
    spoken = match["n"].lower()
    count = int(spoken) if spoken.isdigit() else _SMALL[spoken]
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[match["unit"].lower()]
    slack = dt.timedelta(days=days // 2)
    try:
        middle = published - dt.timedelta(days=count * days)
        return middle - slack, middle + slack
    except OverflowError:
        return published, published
