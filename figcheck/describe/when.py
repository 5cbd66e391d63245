"""The times of a sentence, resolved against the day of publication, never against today. Which of them is a figure's is
for timing.py to say."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from itertools import pairwise
from typing import Final

from figcheck.describe.days import (
    MARKS,
    SMALL,
    WEEK,
    Role,
    Time,
    ago,
    iso_day,
    nearest_year,
    relative,
    shifted,
    year_before,
)
from figcheck.describe.growing import is_hours
from figcheck.describe.view import View
from figcheck.describe.vocabulary import AGO, DAY, MONTH, RELATIVE, TIME, WEEKDAY, parts_of
from figcheck.describe.yearparts import with_parts
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.phrases import any_of

_AGO: Final = expression(
    r"\b(?P<n>\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?P<unit>day|week|month|year)s?\s+ago\b",
    re.IGNORECASE,
)
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
    r"(?P<way>earlier|before|previously|later|afterwards)\b"
    r"|\bthe\s+(?:(?P<eve>(?:previous|preceding)\s+(?:day|morning|afternoon|evening|night))"
    r"|(?P<night>(?:morning|afternoon|evening|night)\s+before))\b",
    re.IGNORECASE,
)
# "Between 1 and 15 March", "from 1 to 15 March": what stands behind the first day.
_TO_DAY: Final = (
    r"(?:(?<=between\s\d)|(?<=between\s\d\d))\s+and\s+|(?:(?<=from\s\d)|(?<=from\s\d\d))\s+(?:to|until|through)\s+"
)
_BESIDE_ANOTHER: Final = ("earlier", "before", "previously", "later", "afterwards", "previous", "preceding")
_YEAR_TO: Final = expression(
    r"\b(?:year|12 months|twelve months)\s+(?:to|through|ending|ended)(?:\s+in)?\s+$", re.IGNORECASE
)
# "The coast guard on Sunday put the number of dead at 16": the day of the statement.
_REVISES: Final = expression(
    r"\s(?:put|raised|revised|lowered|updated|cut|increased|upped)\s(?:\w+\s){0,3}?(?:toll|number|count|tally|figure|estimate)\b"
)
_BESIDE: Final = expression(r"[\s,(]{1,3}(?:the\s)?$")
_TO: Final = frozenset(("-", "–", " to ", " through "))
_SHORTEST_MONTH: Final = 28
_LONGEST_MONTH: Final = 31
_SPAN: Final = expression(r"\s*(?:and|to|until|through|[-–])\s+$")
_UNTIL: Final = frozenset(("by", "through", "until", "till"))
_REACH: Final = 60  # characters that a date begins before its month or year, or ends behind it, at most
_WORDS: Final = 4  # words of a date before its month or year, or behind it, at most: "the first of March"
_YEAR: Final = expression(r"(?:19|20)\d\d")
# A word that each kind of time holds.
_CLASSES: Final = {"ago": AGO, "day": DAY, "hours": DAY} | dict.fromkeys(
    "yesterday overnight today tonight night morning week month year".split(), RELATIVE
)
_LASTS: Final = 31  # days, more than which a count between two dates is a total that grew
_SOON: Final = 32  # days in which a month without a year may be one to come
_SURELY_PAST: Final = frozenset(("last", "since", "the", "previous", "early", "late", "mid"))
_BEFORE_MONTH: Final = frozenset(
    "last this next early mid late and or the to every each previous one another until through when while that".split()
)
_COMPARED: Final = (["from"], ["with"], ["against"], ["on"])
_THAN_ON: Final = (["than", "on"], ["than", "in"])
_AGO_WORDS: Final = frozenset(("last", "previous", *SMALL))

_LAST_DAY: Final = frozenset(("last", "previous"))
_KNOWN: Final = 6  # words from "the" to the "on" of "the drone attack on Sunday"
_KNOWN_BY: Final = frozenset(("the", "that", "this"))
_WEEK_AGO: Final = (["week", "ago"], ["week", "earlier"], ["week", "before"])
_AHEAD: Final = 7  # words between "will" and a weekday
_FROM_THEN: Final = 14  # the same of "will rise to £1,577 a year from October"

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
        self._things = lexicon.thing_verbs
        self._before = lexicon.prepositions
        self._stops = lexicon.stops
        # A month has a capital: "thousands march", "it may".
        months = any_of([name.capitalize() for name in lexicon.months] + [name.upper() for name in lexicon.months])
        months = rf"(?-i:{months})"
        self._date = re.compile(
            rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:(?:\s?[-–]\s?|{_TO_DAY})(?P<e1>\d{{1,2}}))?\s+(?:of\s+)?(?P<m1>{months})\b\.?(?:,?\s+(?P<y1>\d{{4}})\b)?|"
            rf"(?P<m2>{months})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<e2>\d{{1,2}}))?\b(?!,\d{{3}})(?:,?\s+(?P<y2>\d{{4}})\b)?|"
            rf"(?:(?P<third>early|mid|late)[-\s]+)?(?P<m3>{months})\b\.?(?:,?\s+(?P<y3>(?:19|20)\d\d)\b)?|"
            rf"(?:the\s+)?first\s+of\s+(?P<m4>{months})\b|"
            rf"\b(?:between|from)\s+(?P<y6>(?:19|20)\d\d)\s+(?:and|to|until|till|through)\s+(?P<e6>(?:19|20)\d\d)\b|"
            rf"\b(?:in|since|by|until|during|of|from|before|after|late|early|mid)[-\s]+(?:late\s+|early\s+|mid-)?(?P<y5>(?:19|20)\d\d)\b)",
            re.IGNORECASE,
        )
        days = any_of(lexicon.weekdays)
        self._weekday = re.compile(rf"(?:\b(?P<before>last|next|this|previous)\s+)?\b(?P<day>{days})\b", re.IGNORECASE)
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
        if not view.classes & TIME:
            return []
        begin, end = view.sentence
        found: list[Time] = []
        self._add_dates(found, view, published)
        if published is not None:
            self._add_relative(found, view, published)
        if "of" in view.present and not view.present.isdisjoint(("half", "quarter", "months")):
            found = with_parts(found, view.low, begin, end, published)
        if not view.present.isdisjoint(_BESIDE_ANOTHER):
            found.sort()
            for match in _EARLIER.finditer(view.text, begin, end):
                base = next((t for t in reversed(found) if t.end <= match.start()), None)
                found.append(shifted(match, base))
        if len(found) > 1:
            found = _joined(sorted(found), view.text)
        if published is not None and "since" in view.present:
            found = [_of_hours(time, view, published) for time in found]
        return found

    def _add_dates(self, found: list[Time], view: View, published: dt.date | None) -> None:
        """Note days, months and years: "3 March 2024", "mid-March", "since 2022", "2024-03-03"."""
        months = [i for i, bits in enumerate(view.bits) if bits & MONTH] if view.classes & MONTH else []
        if not months or not any([view.capital(i) or not view.lowers[i].isalpha() for i in months]):
            return
        begin, end = view.sentence
        text = view.text
        since = max(begin, view.starts[months[0]] - _REACH, view.starts[max(0, months[0] - _WORDS)])
        until = min(end, view.ends[months[-1]] + _REACH)
        for match in self._date.finditer(text, since, until):
            if match["m3"] and not match["y3"] and not match["third"] and self._is_name(view, match):
                continue
            period = self._period(match, view, published)
            if period is not None:
                sort = "date" if match["d1"] or match["d2"] else "other"
                if match["y5"] and published is not None and period[0] > published:
                    sort = "ahead"
                    if match.group().lower().startswith("until"):
                        continue  # "employs 2,600 people until 2029"
                self._add(found, match, view, *period, sort)
        if "-" in text[begin:end]:
            for match in _ISO.finditer(text, begin, end):
                day = iso_day(match)
                if day is not None:
                    self._add(found, match, view, day, day, "date")

    def _add_relative(self, found: list[Time], view: View, published: dt.date) -> None:
        """Note what is counted from the day of publication: "on Friday", "last week", "a month ago"."""
        classes, text = view.classes, view.text
        for match in self._weekday.finditer(text, *view.around(WEEKDAY, 1)) if classes & WEEKDAY else ():
            self._add_weekday(found, match, view, published)
        for match in _RELATIVE.finditer(text, *view.around(RELATIVE, 1)) if classes & RELATIVE else ():
            self._add(found, match, view, *relative(match, published))
        for match in _AGO.finditer(text, *view.around(AGO, 2)) if classes & AGO else ():
            self._add(found, match, view, *ago(match, published))
        for match in _PAST_HOURS.finditer(text, *view.sentence) if classes & DAY else ():
            day = published - dt.timedelta(days=1)
            found.append(Time(match.start(), match.end(), day, published, "event", past=True))

    def _add_weekday(self, found: list[Time], match: re.Match[str], view: View, published: dt.date) -> None:
        """Note a weekday: the last one, the one to come where its verb says so, or either of two."""
        before = (match["before"] or "").lower()
        if before == "next":
            return
        back = (published.weekday() - self._weekdays[match["day"].lower()]) % WEEK
        if before != "last" and self._lies_ahead(view, view.word_at(match.start())):
            day = published + dt.timedelta(days=WEEK - back)
            self._add(found, match, view, day, day, "weekday")
            return
        day = published - dt.timedelta(days=back)
        earlier = before in _LAST_DAY or _is_week_ago(view, match.start())
        if earlier and back == 0:
            day -= dt.timedelta(days=WEEK)
        # What happened "on Sunday" in Sunday's report did so on that day, but "the attack on Sunday" may be known from
        # the week before; "last Friday" on a Sunday may be either of two.
        either = earlier if back else not earlier and self._is_known(view, match)
        first = day - dt.timedelta(days=WEEK) if either else day
        self._add(found, match, view, first, day, "weekday")

    def _lies_ahead(self, view: View, i: int, reach: int = _AHEAD) -> bool:
        """ "Will return on Friday", but not "may return, officials said on Friday"."""
        for k in range(i - 1, max(-1, i - reach), -1):
            word = view.lowers[k]
            if view.gaps[k + 1][:1] in (",", ";", ":") or word in self._saying:
                return False
            if word in self._ahead and not (word == "may" and view.capital(k)):
                return word != "set" or view.lowers[k + 1] in ("for", "to")
        return False

    def _is_name(self, view: View, match: re.Match[str]) -> bool:
        """ "Jan Janse", "Theresa May", "Mar SL": a month that is part of a name; "in March Russia" is none."""
        at = view.word_at(match.start())
        before = view.lowers[at - 1] if at else ""
        if before in self._stops or before in _BEFORE_MONTH or at >= len(view.lowers):
            return False
        if at and not view.gaps[at] and view.capital(at - 1) and before not in self._weekdays:
            return True
        behind = at + 1
        return (
            behind < len(view.lowers) and view.text[match.end() : view.starts[behind]] == " " and view.capital(behind)
        )

    def _is_known(self, view: View, match: re.Match[str]) -> bool:
        """ "The attack on Sunday", "Sunday's attack", "in the attack on Sunday": the day tells which, not when."""
        if view.text[match.end() : match.end() + 1] in ("'", "’"):
            return True
        at = view.word_at(match.start()) - 1
        if at < 2 or view.lowers[at] != "on":
            return False
        for i in range(at - 2, max(-1, at - _KNOWN), -1):
            if view.gaps[i + 1]:
                return False
            if view.lowers[i] in _KNOWN_BY:
                return i == 0 or bool(view.gaps[i]) or view.lowers[i - 1] in self._before
        return False

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
        if opener == "since" or (since >= 0 and not MARKS.search(lead, since)):
            role = "since"
        elif words[-2:] in (["as", "of"], ["as", "at"], ["up", "to"]) or (
            (words[-1:] and words[-1] in _UNTIL) or opener in _UNTIL
        ):
            role = "as_of" if (last - first).days <= 31 else "event"
        elif self._of_saying(words) or _REVISES.match(view.low, match.end(), view.sentence.end):
            return
        elif words and sort != "date" and (words[-1:] == ["than"] or words[-2:] in _THAN_ON):
            role = "unknown"  # "one fewer than on Sunday"
        elif words[-1:] in _COMPARED and opener in _AGO_WORDS:
            role = "unknown"  # "down 18 per cent from a year ago"
        elif ("year" in lead or "months" in lead) and _YEAR_TO.search(lead):
            found.append(Time(match.start(), match.start(), year_before(last), last, "since", sort))
        found.append(Time(match.start(), match.end(), first, last, role, sort))

    def _tells_time(self, word: str) -> bool:
        """ "2024", "mid-March"."""
        return (len(word) == 4 and word.isdigit()) or ("-" in word and word.rpartition("-")[2] in self._words)

    def _of_saying(self, words: list[str]) -> bool:
        """ "said in a statement on Friday": the day of the statement, not of what it speaks of."""
        if words[-1:] and words[-1] in self._saying:
            return True
        if words[-1:] == ["earlier"] and words[-2:-1] and words[-2] in self._saying:
            return True  # "said earlier this month"
        if words[-1:] not in (["on"], ["late"], ["early"]):
            return False
        for word, behind in pairwise(words[-5:]):
            told = word.strip(",")
            # "Seville recorded 44.6C on Wednesday": what it did, on that day.
            if told == "statement" or (told in self._saying and not (told in self._things and behind[:1].isdigit())):
                return True
        return False

    def _period(self, match: re.Match[str], view: View, published: dt.date | None) -> tuple[dt.date, dt.date] | None:
        month_name = match["m1"] or match["m2"] or match["m3"] or match["m4"]
        if month_name is None and match["y6"]:  # "between 1993 and 1998"
            year, last = int(match["y6"]), int(match["e6"])
            return (dt.date(year, 1, 1), dt.date(last, 12, 31)) if year < last else None
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
            year = nearest_year(month, int(day_text or 1), published)
            at = view.word_at(match.start())
            before = view.lowers[at - 1] if at else ""
            if before != "the" and self._lies_ahead(view, at, _FROM_THEN if before == "from" else _AHEAD):
                year = published.year + (month < published.month)
            elif before not in _SURELY_PAST and year < published.year + (month < published.month):
                following = dt.date(published.year + (month < published.month), month, 1)
                if (following - published).days < _SOON:
                    return None  # "the budget on 26 November", printed on the 6th: the one to come, or last year's
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


def _of_hours(time: Time, view: View, published: dt.date) -> Time:
    """ "Since dawn on Thursday", told on Thursday or the day after: what those hours saw, no total that grows."""
    if time.role != "since" or (published - time.first).days > 1 or time.first > published:
        return time
    at = min(view.word_at(time.start), len(view.lowers) - 1)
    since = next((i for i in range(at, max(-1, at - _KNOWN), -1) if view.lowers[i] == "since"), -1)
    return (
        time._replace(last=max(time.first, time.last), role="event") if is_hours(view, since) and since >= 0 else time
    )


def _is_week_ago(view: View, start: int) -> bool:
    """ "A week ago on Sunday", "a week earlier, on Sunday"."""
    at = view.word_at(start)
    on = at - (view.lowers[at - 1 : at] == ["on"])
    return on > 1 and view.lowers[on - 2 : on] in _WEEK_AGO


def _is_month(time: Time) -> bool:
    return time.first.day == 1 and _SHORTEST_MONTH <= (time.last - time.first).days + 1 <= _LONGEST_MONTH


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
        elif before.role == time.role == "event" and gap in _TO and _is_month(before) and _is_month(time):
            found[-1] = before._replace(end=time.end, last=time.last)  # "profit for January-March", "in April to June"
        elif before.role == time.role == "event" and before.sort == time.sort and _SPAN.match(gap):
            lead = text[max(0, before.start - 9) : before.start].lower().split()
            if lead[-1:] in (["between"], ["from"]) and before.first <= time.last:
                if before.sort == "date" and (time.last - before.first).days > _LASTS:
                    # "Between 7 October 2023 and 9 March 2024" is since the one, as of the other.
                    found[-1] = before._replace(end=before.start, role="since")
                    found.append(time._replace(first=time.last, role="as_of"))
                    continue
                found[-1] = before._replace(end=time.end, last=time.last)
            else:
                found.append(time)
        else:
            found.append(time)
    return found
