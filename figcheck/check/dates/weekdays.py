"""A weekday against the date beside it: "Tuesday, 3 March 2024", "on Friday (Feb 3)", "Saturday's blast on 2 May"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from figcheck.check.dates.resolved import WEEKDAYS, Days, Noted, days_of, gap, lead, nearest, put_down, tail, told
from figcheck.check.desk import Outcome, RuleSpec
from figcheck.expressions import expression
from figcheck.model import DateMention

_PART: Final = r"(?: (?:morning|afternoon|evening|night|lunchtime|midday|noon|dawn))?"
# Weekday, then date.
_DATE_FOLLOWS: Final = expression(
    rf"\.?{_PART}(?:,? |(?:[’']s|,)? [(\[]|,? (?:on |the )|, (?:i\.e\. |that is ))", re.IGNORECASE
)
# "Saturday's blast on 2 May": of things that happen on a day, so that the date is not their topic.
_EVENTS: Final = (
    "attack|blast|bombing|explosion|shooting|raid|strike|airstrike|assault|crash|collision|fire|earthquake|quake|match|game|"
    "final|race|election|poll|referendum|ballot|march|protest|rally|demonstration|ceremony|concert|funeral|wedding|parade|"
    "summit|meeting|launch|derailment|landslide|flood|storm|killing|murder|stabbing|riot|coup"
)
_EVENT_BETWEEN: Final = expression(rf"[’']s (?:[a-z-]+ ){{0,2}}(?:{_EVENTS}) on ")
_NO_NOUN: Final = expression(r"\s*(?:[,.;:)]|$|\b(?:was|were|is|that|which|in|at|has|had|left|killed|and)\b)")
# Date, then weekday.
_WEEKDAY_FOLLOWS: Final = expression(
    r"(?P<alone> [(\[]|, )(?:an? )?|"
    r",? (?:which |it |that )?(?:is|was|falls on|fell on|falls|fell|will be) an? |,? (?:which )?(?:falls|fell) on an? "
)
_CLOSED: Final = expression(r"\s*(?:[,.;)\]]|$)")
_SEVERAL: Final = expression(r"\b(?:every|each|most|any|alternate)\s+$|\w[-–/&]\s?$", re.IGNORECASE)
_OTHER_DAY: Final = expression(
    r"\b(?:eve of|day (?:before|after)|week (?:before|after)|following|since)\s+$", re.IGNORECASE
)
# "The following day, Monday", "a day later, on Monday": how many days on from the weekday told before.
_DAY_ON: Final = expression(
    r"\b(?:(?P<one>the (?:following|next) day|a day later|(?:one|1) day later|the day after)|"
    r"(?P<two>two days later)|(?P<three>three days later)|(?P<back>the (?:previous day|day before)|a day earlier)),? "
    r"(?:on |a )?$",
    re.IGNORECASE,
)
_STEPS: Final = {"one": 1, "two": 2, "three": 3, "back": -1}
# Behind the weekday that is counted from and the one that is counted to.
_FROM: Final = expression(r"[’']s\b| (?:and|or|to|until) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|-")
_ON: Final = expression(r"\b(?:on|last|late|early|this|until|since|by)(?: (?:last|late|early))? $", re.IGNORECASE)
_TO_CLOSED: Final = expression(r"\s*(?:[,.;:)]|$)| (?:\w+ )?(?:the|a|an|he|she|they|it)\b")
# The day on which it was said is not that of what happened.
_SAID: Final = expression(
    r"\b(?:said|says|told|announced|report(?:s|ed)?|wrote|confirmed|added|statement|posted|quoted|testified|recalled|according)\b"
)
# Another day comes between.
_UNSURE: Final = expression(
    r"\b(?:days?|week|weekend|month|year|night|midnight|tomorrow|yesterday|today|later|until)\b"
)
_SAYING: Final = 45  # characters around a weekday that tell whether it is of what is said
_LINE: Final = 3  # characters between two sentences of one paragraph, at most
_BACK: Final = 8  # years that an article may be older than it says
_CLOSE: Final = 24  # characters before a weekday that tell whether it is of one day
_FIRST_YEAR: Final = 1800
_ONE_CALENDAR: Final = 1924  # before, some countries of Europe had another calendar


def check_weekdays(rule: RuleSpec, article: Sequence[DateMention], outcome: Outcome) -> None:
    """Show each weekday that the date beside it does not have."""
    row = [it for it in article if it.kind in ("weekday", "day")]
    years = sorted({it.year for it in article if it.year is not None})
    pairs: list[tuple[DateMention, DateMention]] = []
    for index, (a, b) in enumerate(pairwise(row)):
        if a.sentence.end <= b.span.start:
            continue
        pair = _pair(a, b)
        if pair is None:
            continue
        weekday, date = pair
        before, words = row[index - 1] if index else None, lead(a)[-_CLOSE:]
        if _SEVERAL.search(words) or _OTHER_DAY.search(words) or _in_list(before, a, date):
            continue
        pairs.append((weekday, date))
    _check_days_on(rule, article, outcome)
    if _of_another_year(pairs):
        return
    for weekday, date in pairs:
        _hold(rule, weekday, date, years, outcome)


def _check_days_on(rule: RuleSpec, article: Sequence[DateMention], outcome: Outcome) -> None:
    """ "On Saturday … . The following day, Monday": a weekday counted from the one told before, in its sentence or the
    one before, where no other date stands between them."""
    row = [it for it in article if it.kind in ("weekday", "day", "month")]
    for before, weekday in pairwise(row):
        if before.kind != "weekday" or weekday.kind != "weekday":
            continue
        words = lead(weekday)
        step = _DAY_ON.search(words)
        if step is None or weekday.sentence.start - before.sentence.end > _LINE or before.in_title != weekday.in_title:
            continue
        if not _ON.search(lead(before)) or _FROM.match(tail(before)) or _TO_CLOSED.match(tail(weekday)) is None:
            continue
        if before.sentence == weekday.sentence:
            between = gap(before, weekday)[: -len(step.group())]
        elif words[: step.start()].strip(' “"‘') == "":
            between = tail(before)
        else:
            continue
        if _UNSURE.search(between) or _SAID.search(lead(before)[-_SAYING:] + tail(before)[:_SAYING]):
            continue
        days = next(count for name, count in _STEPS.items() if step[name])
        wanted = ((before.weekday or 0) + days) % 7
        if weekday.weekday == wanted:
            continue
        names = WEEKDAYS[wanted], WEEKDAYS[weekday.weekday or 0]
        told_of = " ".join(step.group().replace(",", " ").removesuffix("on ").removesuffix("a ").split()).lower()
        put_down(
            rule,
            [Noted(before, ""), Noted(weekday, told_of)],
            outcome,
            cause="weekday_does_not_fit",
            words=f"{told_of}, counted from {WEEKDAYS[before.weekday or 0]}, is a {names[0]}, not a {names[1]}",
            subject="weekday and weekday",
            expected=names[0],
            observed=names[1],
        )


def _of_another_year(pairs: Sequence[tuple[DateMention, DateMention]]) -> bool:
    """True where two days or more without a year all fit another year and none fits that of publication: then the
    article was published before the day that is told of it."""
    open_pairs = {(date.month, date.day): (weekday, date) for weekday, date in pairs if date.year is None}
    if len(open_pairs) < 2:
        return False
    published = pairs[0][1].header.published
    if published is None:
        return False
    own = [nearest(date) for _, date in open_pairs.values()]
    if any(days[0].first.weekday() == w.weekday for days, (w, _) in zip(own, open_pairs.values(), strict=True) if days):
        return False
    for year in range(published.year - 1, published.year - _BACK, -1):
        told_then = [(days_of(date, year), weekday) for weekday, date in open_pairs.values()]
        if all(days is not None and days.first.weekday() == weekday.weekday for days, weekday in told_then):
            return True
    return False


def _pair(a: DateMention, b: DateMention) -> tuple[DateMention, DateMention] | None:
    """Weekday and date, where two mentions are one day in two ways."""
    between = gap(a, b)
    if a.kind == "weekday" and b.kind == "day":
        if _DATE_FOLLOWS.fullmatch(between) and not (between[-1] in "([" and not tail(b).startswith((")", "]"))):
            return a, b
        if _EVENT_BETWEEN.fullmatch(between) and _NO_NOUN.match(tail(b)):
            return a, b
    elif a.kind == "day" and b.kind == "weekday":
        match = _WEEKDAY_FOLLOWS.fullmatch(between)
        if match and (match["alone"] is None or _CLOSED.match(tail(b))):
            return b, a
    return None


def _in_list(before: DateMention | None, weekday: DateMention, date: DateMention) -> bool:
    """True for "Saturday and Sunday, 4 and 5 May": which weekday goes with which day is not told by the order."""
    if date.until is not None:
        return before is not None and before.kind == "weekday" and before.sentence == weekday.sentence
    return (
        before is not None
        and before.kind == "weekday"
        and weekday.kind == "weekday"
        and re.fullmatch(r",? (?:and |or |to )?|[-–/]", gap(before, weekday)) is not None
    )


def _hold(rule: RuleSpec, weekday: DateMention, date: DateMention, years: Sequence[int], outcome: Outcome) -> None:
    meant = nearest(date)
    if not meant or meant[0].first.year < _FIRST_YEAR:
        return
    others: list[Days] = []
    if date.year is None:
        # A story of another year may name it elsewhere.
        others = [days for year in years if (days := days_of(date, year))]
    if any(days.first.weekday() == weekday.weekday for days in (*meant, *others)):
        return
    day = meant[0].first
    wanted = weekday.weekday or 0
    step = (wanted - day.weekday() + 3) % 7 - 3
    near = day + dt.timedelta(days=step)
    is_or_was = "was" if (published := date.header.published) is not None and day < published else "is"
    names = WEEKDAYS[day.weekday()], WEEKDAYS[wanted]
    year = "" if date.year is not None else ", by the day of publication"
    put_down(
        rule,
        [Noted(weekday, f"the nearest is {told(near)}"), Noted(date, f"a {names[0]}{year}")],
        outcome,
        cause="weekday_does_not_fit",
        words=f"{told(day)} {is_or_was} a {names[0]}, not a {names[1]}",
        subject="weekday and date",
        expected=names[0],
        observed=names[1],
        severity=None if day.year >= _ONE_CALENDAR else "note",
    )
