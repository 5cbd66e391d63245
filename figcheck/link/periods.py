"""When two claims say that something was: times that meet, or that are of two occasions."""

from __future__ import annotations

from typing import Final

from figcheck.link.rows import LONG_AGO, Row
from figcheck.link.told import NO_DAY, is_short
from figcheck.recurring import MEASURED_ANEW

_A_WEEK: Final = 7
_A_YEAR: Final = 366
_LONG: Final = 26  # days from the first to the last of a period that is a month at least, or a quarter, or a year
_OF_ANY_STATISTIC: Final = frozenset(("person", "life", "year", "month", "number"))
_NTHS: Final = ("first", "second", "third", "fourth")
_OF_QUARTERS: Final = {f"{nth}-quarter": nth for nth in _NTHS}
_QUARTER_WORDS: Final = frozenset(_OF_QUARTERS)
# Words for the part of a business year that a sum is of. Which days these are, the year of a company tells.
_TERMS: Final = dict.fromkeys(_OF_QUARTERS, "quarter") | {
    "quarter": "quarter", "three-month": "quarter", "half": "half", "half-year": "half", "first-half": "half",
    "second-half": "half", "six-month": "half", "nine-month": "nine months", "annual": "year", "full-year": "year",
    "year-long": "year", "12-month": "year",
}  # fmt: skip
_TERM_WORDS: Final = frozenset(_TERMS)
_OF_A_YEAR: Final = frozenset(("year",))
_WHOLE_YEAR: Final = 364  # days from the first to the last of a year


def is_long(row: Row) -> bool:
    """Whether the times of a claim are stated, and long ones."""
    return bool(row.periods) and all([last - first >= _LONG for first, last in row.periods])


def periods_meet(a: Row, b: Row) -> bool:
    """True when a stated period of one claim meets one of the other; give or take a day, where one of them is short and
    none a day that hardly is meant, a week before."""
    for first, last in a.periods:
        for other_first, other_last in b.periods:
            room = 0 if last - first >= _LONG and other_last - other_first >= _LONG else 1
            if first == a.week_before or other_first == b.week_before:
                room = 0
            if first <= other_last + room and other_first <= last + room:
                return True
    return False


def are_of_other_periods(a: Row, b: Row) -> bool:
    """True for what two sentences tell of two months, quarters or years, inflation of January and of February; and for
    what happened once on two days, the crowds of two matches."""
    if is_long(a) and is_long(b):
        return not periods_meet(a, b)
    if a.event and a.event == b.event and _are_far_apart(a, b):
        return True
    if a.kind != "incident" or not a.periods or not b.periods:
        return False
    if are_daily(a, b):
        return True
    return is_short(a.periods) and is_short(b.periods) and not periods_meet(a, b)


def are_one_statistic(a: Row, b: Row) -> bool:
    """Whether both tell of one land and long time, and share a word that not all statistics have: the dead of a year's
    roads, which are of no event."""
    if a.periods != b.periods or a.where != b.where or not is_long(a):
        return False
    return not (a.words & b.words) <= _OF_ANY_STATISTIC


def are_daily(a: Row, b: Row) -> bool:
    """ "On Tuesday" in Wednesday's report and "on Wednesday" in Thursday's, "overnight" in both: each tells of the day
    or the night before its own."""
    if len(a.periods) != 1 or len(b.periods) != 1 or a.published == b.published:
        return False
    (first, last), (other_first, other_last) = a.periods[0], b.periods[0]
    if last - first > 1 or last - first != other_last - other_first:
        return False
    return a.published - first == b.published - other_first < _A_WEEK


def are_of_other_days(a: Row, b: Row) -> bool:
    """True for counts of a day whose times share an end at most: "in the past 24 hours" of Monday and of Tuesday."""
    for first, last in a.periods:
        for begins, ends in b.periods:
            days = min(last - first, ends - begins, 1)
            if min(last, ends) - max(first, begins) >= days:
                return False
    return bool(a.periods) and bool(b.periods)


def _are_far_apart(a: Row, b: Row) -> bool:
    """ "A quake in 2023" beside that of this week."""
    if not a.periods or not b.periods:
        return False
    last, other_last = max([ends for _, ends in a.periods]), max([ends for _, ends in b.periods])
    first, other_first = min([begins for begins, _ in a.periods]), min([begins for begins, _ in b.periods])
    return max(first - other_last, other_first - last) > LONG_AGO


def is_of_years_before(one: Row, other: Row) -> bool:
    """True for what happened "in 2015" beside what another sentence tells of a later time, or as news."""
    if one.kind != "incident" or not one.periods or (other.published == NO_DAY and not other.periods):
        return False
    day = min([first for first, _ in other.periods]) if other.periods else other.published
    return all([last < day - _A_YEAR for _, last in one.periods])


def is_of_another_time(one: Row, other: Row, one_event: bool) -> bool:
    """True when one claim's day lies behind what the other could tell of, or long before it."""
    if one.kind != "incident" or not one.periods or other.published == NO_DAY:
        return False
    first, last = one.periods[0]
    for begins, ends in one.periods:
        first, last = min(first, begins), max(last, ends)
    if first > other.published + 1:
        return True
    # An undated event is news of the day; one dated long before is the background of another.
    is_background = not one_event or not (one.is_main or one.restates_main or one.in_title)
    return is_background and not other.when and last < other.published - LONG_AGO


def is_background(row: Row) -> bool:
    """True for a toll of a day or time long before its article: "in 2018 a landslide there killed 32"."""
    if not row.periods or row.published == NO_DAY or row.is_main or row.restates_main or row.in_title:
        return False
    return all([last < row.published - LONG_AGO for _, last in row.periods])


def is_of_an_older_poll(one: Row, other: Row) -> bool:
    """ "Last month YouGov had Reform on 26%" beside a share that is told without a day, as news."""
    if not one.periods or other.periods or other.published == NO_DAY:
        return False
    return all([last < other.published - MEASURED_ANEW for _, last in one.periods])


def is_undated(row: Row) -> bool:
    """True where neither the sentence nor the article has a date."""
    return row.published == NO_DAY and not row.when


def are_of_other_terms(a: Row, b: Row) -> bool:
    """ "A profit of £2.5 billion in the second quarter" and "£5.2 billion in the first half"; two quarters."""
    mine, theirs = _terms(a.words), _terms(b.words)
    if not mine and theirs:
        mine = _term_of(a)  # "in 2023"
    elif mine and not theirs:
        theirs = _term_of(b)
    if not mine or not theirs:
        return False
    if mine.isdisjoint(theirs):
        return True
    one, other = _quarters(a.words), _quarters(b.words)
    return bool(one) and bool(other) and one.isdisjoint(other)


def _terms(words: frozenset[str]) -> frozenset[str]:
    return frozenset([_TERMS[word] for word in words & _TERM_WORDS])


def _term_of(row: Row) -> frozenset[str]:
    """What sort of term the one stated time of a claim is, by its length: a year; a part of one is told by words."""
    if len(row.periods) != 1:
        return frozenset()
    first, last = row.periods[0]
    return _OF_A_YEAR if last - first >= _WHOLE_YEAR else frozenset()


def _quarters(words: frozenset[str]) -> frozenset[str]:
    """Which quarters are told, by their ordinals."""
    hyphened = words & _QUARTER_WORDS
    if hyphened:
        return frozenset([_OF_QUARTERS[word] for word in hyphened])
    return words.intersection(_NTHS) if "quarter" in words else frozenset()
