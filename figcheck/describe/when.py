"""Dates in a sentence, resolved against the day of publication, never against today."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final, Literal, NamedTuple

from figcheck.describe.growing import brought_from, is_record
from figcheck.describe.view import Slot, View
from figcheck.describe.vocabulary import AGO, DAY, MONTH, RELATIVE, TIME, WEEKDAY, parts_of
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.phrases import any_of

_AGO: Final = expression(
    r"\b(?P<n>\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?P<unit>day|week|month|year)s?\s+ago\b",
    re.IGNORECASE,
)
_SMALL: Final = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten".split())} | {"a": 1}
_RELATIVE: Final = expression(
    r"\b(?:(?P<yesterday>yesterday|overnight|last night)|(?P<today>today|tonight|this morning|earlier today)|"
    r"(?P<last>last|previous|past)\s+(?P<unit>week|month|year)|this\s+(?P<this>week|month|year))\b",
    re.IGNORECASE,
)
_PAST_HOURS: Final = expression(
    r"\b(?:past|last|previous)\s+(?:24|48|72)\s+hours\b|\b(?:past|last|previous)\s+day\b"
    r"|\b(?:in|over|during)\s+(?:the\s+|a\s+)?(?:24|twenty-four)[-\s]hours?\b(?!\s+(?:of|after|before)\b)",
    re.IGNORECASE,
)

_ISO: Final = expression(r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d/-])")
_EARLIER: Final = expression(
    r"\b(?P<n>\d{1,3}|the|a|an|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?P<unit>day|week|month|year)s?\s+"
    r"(?P<way>earlier|before|previously|later|afterwards)\b",
    re.IGNORECASE,
)
_YEAR_TO: Final = expression(
    r"\b(?:year|12 months|twelve months)\s+(?:to|through|ending|ended)(?:\s+in)?\s+$", re.IGNORECASE
)
_BESIDE: Final = expression(r"[\s,(]{1,3}(?:the\s)?$")
_SPAN: Final = expression(r"\s*(?:and|to|until|through|[-–])\s+$")
_UNTIL: Final = frozenset(("by", "through", "until", "till"))
_HARD: Final = frozenset("against compared versus while but than whereas after before".split())
_REACH: Final = 60  # characters that a date begins before its month or year, or ends behind it, at most
_WORDS: Final = 4  # words of a date before its month or year, or behind it, at most: "the first of March"
_YEAR: Final = expression(r"(?:19|20)\d\d")
# A word that each kind of time holds.
_CLASSES: Final = {"ago": AGO, "day": DAY, "hours": DAY} | dict.fromkeys(
    "yesterday overnight today tonight night morning week month year".split(), RELATIVE
)
_MARKS: Final = expression(r"[,;:()–—]")

_WEEK: Final = 7  # days
_AHEAD: Final = 7  # words between "will" and a weekday

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
        if self.sort == "weekday" and (self.last - self.first).days == _WEEK:
            return (self.first, self.first), (self.last, self.last)
        return ((self.first, self.last),)


class Timing(NamedTuple):
    """What a sentence says of the time of a figure: ``periods`` as (first, last) days, the ``start`` of a "since …",
    an "as of" day, and whether it counts what happened within the past day."""

    periods: tuple[tuple[dt.date, dt.date], ...] = ()
    start: dt.date | None = None
    as_of: dt.date | None = None
    past_day: bool = False


_NO_TIME: Final = Timing()
# One of these, a month, a weekday or a year stands in every sentence that tells a time.
_TIME_WORDS: Final = (
    "yesterday overnight last today tonight this previous past ago hours day week month year earlier before later "
    "year's month's week's today's yesterday's"
).split()


class TimeReader:
    """Reads times with the month and weekday names of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._months = lexicon.months
        self._weekdays = lexicon.weekdays
        self._ahead = lexicon.ahead
        self._saying = lexicon.saying_verbs
        self._reaching = lexicon.reaching_verbs
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
        names = (*lexicon.months, *lexicon.weekdays)
        self._words = frozenset((*names, *(f"{name}{mark}s" for name in names for mark in "'’"), *_TIME_WORDS))

    def classes(self, word: str) -> int:
        """Which times a word may be a part of."""
        classes = TIME if word in self._words or self._tells_time(word) else 0
        if _YEAR.search(word):
            classes |= MONTH
        for part in parts_of(word):
            if part in self._months:
                classes |= MONTH
            if part in self._weekdays:
                classes |= WEEKDAY
            classes |= _CLASSES.get(part, 0)
        return classes

    def read(self, view: View, published: dt.date | None) -> list[Time]:
        """The times of a sentence, in order. Without a day of publication only dates with a year are resolved."""
        classes = view.classes
        if not classes & TIME:
            return []
        begin, end = view.sentence
        text = view.text
        found: list[Time] = []
        months = [i for i, bits in enumerate(view.bits) if bits & MONTH] if classes & MONTH else []
        if months and any([view.capital(i) or not view.lowers[i].isalpha() for i in months]):
            since = max(begin, view.starts[months[0]] - _REACH, view.starts[max(0, months[0] - _WORDS)])
            until = min(end, view.ends[months[-1]] + _REACH)
            for match in self._date.finditer(text, since, until):
                period = self._period(match, view, published)
                if period is not None:
                    self._add(found, match, view, *period, "date" if match["d1"] or match["d2"] else "other")
            if "-" in text[begin:end]:
                for match in _ISO.finditer(text, begin, end):
                    day = _iso_day(match)
                    if day is not None:
                        self._add(found, match, view, day, day, "date")
        if published is not None:
            for match in self._weekday.finditer(text, *view.around(WEEKDAY, 1)) if classes & WEEKDAY else ():
                before = (match["before"] or "").lower()
                if before == "next":
                    continue
                back = (published.weekday() - self._weekdays[match["day"].lower()]) % 7
                if before != "last" and self._lies_ahead(view, view.word_at(match.start())):
                    day = published + dt.timedelta(days=7 - back)
                    self._add(found, match, view, day, day, "weekday")
                    continue
                day = published - dt.timedelta(days=back)
                # On the weekday of publication itself the text may mean that day or the one a week before.
                first = day - dt.timedelta(days=_WEEK) if back == 0 or before == "last" else day
                self._add(found, match, view, first, day, "weekday")
            for match in _RELATIVE.finditer(text, *view.around(RELATIVE, 1)) if classes & RELATIVE else ():
                self._add(found, match, view, *_relative(match, published))
            for match in _AGO.finditer(text, *view.around(AGO, 2)) if classes & AGO else ():
                self._add(found, match, view, *_ago(match, published))
            for match in _PAST_HOURS.finditer(text, begin, end) if classes & DAY else ():
                day = published - dt.timedelta(days=1)
                found.append(Time(match.start(), match.end(), day, published, "event", past=True))
        if not view.present.isdisjoint(("earlier", "before", "previously", "later", "afterwards")):
            found.sort()
            for match in _EARLIER.finditer(text, begin, end):
                base = next((t for t in reversed(found) if t.end <= match.start()), None)
                found.append(_shifted(match, base))
        if len(found) > 1:
            found = _joined(sorted(found), text)
        return self._reached(found, view) if found else found

    def _lies_ahead(self, view: View, i: int) -> bool:
        """ "Will return on Friday", but not "may return, officials said on Friday"."""
        for k in range(i - 1, max(-1, i - _AHEAD), -1):
            word = view.lowers[k]
            if view.gaps[k + 1][:1] in (",", ";", ":") or word in self._saying:
                return False
            if word in self._ahead and not (word == "may" and view.capital(k)):
                return word != "set" or view.lowers[k + 1] in ("for", "to")
        return False

    def of(self, view: View, slot: Slot, times: list[Time]) -> Timing:
        """The times of one figure: the nearest, where the sentence tells several."""
        if not times:
            return _NO_TIME
        start: dt.date | None = None
        as_of: dt.date | None = None
        events: list[Time] = []
        for time in times:
            if time.role == "since":
                if self._counts_since(view, slot, time):
                    start = time.first
            elif time.role == "as_of":
                as_of = time.last
            else:
                events.append(time)
        if start is not None:
            events = [time for time in events if not _between(view, slot, time)]
        if len(events) > 1:
            events = [min(events, key=lambda time: _distance(view, slot, time))]
        periods = tuple(period for time in events if time.role == "event" for period in time.periods())
        return Timing(periods, start, as_of, any(time.past for time in events))

    def _add(
        self,
        found: list[Time],
        match: re.Match[str],
        view: View,
        first: dt.date,
        last: dt.date,
        sort: str = "other",
    ) -> None:
        """Note a time with what it is of; the day of a statement is none of what it speaks of."""
        lead = view.low[max(view.sentence.start, match.start() - 60) : match.start()]
        words = lead.split()[-12:]
        opener = match.group().lower().split()[0]
        role: Role = "event"
        since = lead.rfind("since ")
        if opener == "since" or (since >= 0 and not _MARKS.search(lead, since)):
            role = "since"
        elif words[-2:] in (["as", "of"], ["as", "at"], ["up", "to"]) or (
            (words[-1:] and words[-1] in _UNTIL) or opener in _UNTIL
        ):
            role = "as_of" if (last - first).days <= 31 else "event"
        elif self._of_saying(words):
            return
        elif ("year" in lead or "months" in lead) and _YEAR_TO.search(lead):
            found.append(Time(match.start(), match.start(), _year_before(last), last, "since", sort))
        found.append(Time(match.start(), match.end(), first, last, role, sort))

    def _reached(self, times: list[Time], view: View) -> list[Time]:
        """ "The toll rose to 2,012 on Saturday": the count holds as of that day, the event had another."""
        if self._reaching.isdisjoint(view.present):
            return times
        for slot in view.slots:
            if slot.figure.unit != "count":
                continue
            at = slot.first - 1
            if at > 0 and view.lowers[at] in ("to", "at"):
                at -= 1
            if at < 0 or view.lowers[at] not in self._reaching:
                continue
            behind = slot.figure.span.end
            for i, time in enumerate(times):
                if time.role == "event" and (time.last - time.first).days <= 7 and 0 <= time.start - behind < 40:
                    if not _between(view, slot, time) and not _MARKS.search(view.text, behind, time.start):
                        times[i] = time._replace(role="as_of")
                        break
        return times

    def _counts_since(self, view: View, slot: Slot, time: Time) -> bool:
        """True where "since …" stands behind a figure, opens its sentence, or stands before it in one breath."""
        if time.start >= slot.figure.span.end:
            at = view.word_at(time.start)
            since = next(
                (i for i in range(min(at, len(view.lowers) - 1), slot.last - 1, -1) if view.lowers[i] == "since"), at
            )
            if slot.first < brought_from(view) <= since or (since < len(view.lowers) and is_record(view, since)):
                return False
            return not any(";" in gap for gap in view.gaps[slot.last : at])
        lowers = view.lowers
        if "since" in lowers[:2] or time.start == time.end:
            return True
        return not _MARKS.search(view.text, time.end, slot.figure.span.start)

    def _tells_time(self, word: str) -> bool:
        """ "2024", "mid-March"."""
        return (len(word) == 4 and word.isdigit()) or ("-" in word and word.rpartition("-")[2] in self._words)

    def _of_saying(self, words: list[str]) -> bool:
        """ "said in a statement on Friday": the day of the statement, not of what it speaks of."""
        if words[-1:] and words[-1] in self._saying:
            return True
        return words[-1:] in (["on"], ["late"], ["early"]) and any(
            word.strip(",") in self._saying or word.strip(",") == "statement" for word in words[-5:-1]
        )

    def _period(self, match: re.Match[str], view: View, published: dt.date | None) -> tuple[dt.date, dt.date] | None:
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
        if year_text is not None:
            year = int(year_text)
        else:
            assert published is not None
            year = _nearest_year(month, int(day_text or 1), published)
            at = view.word_at(match.start())
            if view.lowers[at - 1 : at] != ["the"] and self._lies_ahead(view, at):
                year = published.year + (month < published.month)
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


def _nearest_year(month: int, day: int, published: dt.date) -> int:
    """The year that puts a day without one nearest before publication (a little later is allowed: "on 3 March")."""
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


def _iso_day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _year_before(day: dt.date) -> dt.date:
    """The first day of the year that ends with a day."""
    following = day + dt.timedelta(days=1)
    return following.replace(year=following.year - 1) if (following.month, following.day) != (2, 29) else day


def _shifted(match: re.Match[str], base: Time | None) -> Time:
    """ "Two days earlier", "the year before": counted from the time told before it, else unknown."""
    start, end = match.span()
    if base is None or base.role == "unknown":
        return Time(start, end, dt.date.min, dt.date.min, "unknown")
    spoken, unit = match["n"].lower(), match["unit"].lower()
    count = int(spoken) if spoken.isdigit() else _SMALL.get(spoken, 1)
    if match["way"].lower() in ("later", "afterwards"):
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


def _joined(times: list[Time], text: str) -> list[Time]:
    """ "Sunday, 3 March" is one day, "from Monday to Wednesday" one period; what lies inside another time goes."""
    found: list[Time] = []
    for time in times:
        before = found[-1] if found else None
        if before is None or time.start == time.end or before.start == before.end:
            found.append(time)
            continue
        gap = text[before.end : time.start]
        if time.start < before.end:
            continue
        if {before.sort, time.sort} == {"weekday", "date"} and _BESIDE.match(gap):
            day = before if before.sort == "date" else time
            role = before.role if before.role != "event" else time.role
            found[-1] = day._replace(start=before.start, end=time.end, role=role)
        elif before.role == time.role == "event" and before.sort == time.sort and _SPAN.match(gap):
            lead = text[max(0, before.start - 9) : before.start].lower().split()
            if lead[-1:] in (["between"], ["from"]) and before.first <= time.last:
                found[-1] = before._replace(end=time.end, last=time.last)
            else:
                found.append(time)
        else:
            found.append(time)
    return found


def _between(view: View, slot: Slot, time: Time) -> bool:
    """True when another figure stands between a figure and a time."""
    low, high = sorted((slot.figure.span.start, time.start))
    return any(low < other.figure.span.start < high for other in view.slots)


def _distance(view: View, slot: Slot, time: Time) -> int:
    """How far a time stands from a figure: words, and much more for commas, comparisons and other figures between."""
    at = view.word_at(time.start)
    behind = at >= slot.last
    first, last = (slot.last, at) if behind else (view.word_at(time.end), slot.first)
    cost = 0 if behind else 1
    inside = -1
    for i in range(first, last):
        other = view.figure_at.get(i)
        if other is not None:
            if other.first != inside:
                inside = other.first
                before = i - 1 if behind else other.last
                cost += 2 if view.lowers[before : before + 1] == ["and"] else 10
            continue
        cost += 8 if view.lowers[i] in _HARD else 1
        cost += 4 if view.gaps[i] else 0
    if last < len(view.gaps) and view.gaps[last]:
        cost += 4
    return cost
