"""What bears out a number of a title: the same in the body, what rounds or adds up to it, the year it counts from.

Numbers that are no figures (ages, years, names) bear out one another, and figures that may be
the same said otherwise ("Man, 46" over "46 years").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import combinations
from typing import Final

from figcheck.check.spans import SPANS, is_term
from figcheck.check.titlekin import beside
from figcheck.check.titlenames import is_name_told_otherwise
from figcheck.check.titlenumbers import (
    Number,
    comparable,
    digits,
    is_bare,
    may_bear,
    may_round,
    other_unit,
    printed_of,
    rounds_to,
    stands_as_age,
    told_before,
)
from figcheck.check.titlesums import worked_out
from figcheck.check.titletimes import is_of_century
from figcheck.expressions import expression
from figcheck.intervals import Reading
from figcheck.model import PAIR, Claim, Printed
from figcheck.units import convert, convert_range

_ONE: Final = Decimal(1)
_SLACK: Final = Decimal("0.025")  # of what is converted: "200 pounds" over 94 kilograms
_CLOSELY: Final = Decimal("0.01")  # the same of what the title prints to the last digit: "35,800 feet"
_SCORED_BY: Final = expression(r"\b(?:scor(?:e|es|ed|ing)|nets|netted|bags|bagged|grabs|grabbed|hits) $")
_VERB: Final = 12  # characters before a number in which a verb may stand
_BIRTHDAYS: Final = Decimal(4)  # lower ordinals are told of anything
_OPEN: Final = Decimal("1.2")  # how far "more than" and "at least" reach
_TURNING: Final = expression(
    r"\b(?:turns?|turning|will (?:be|turn)|(?:shy|short|ahead) of (?:his|her|their)|"
    r"before (?:his|her|their))\s$"
)
_BORN: Final = expression(r"\b(?:born|birth|since|founded|built|made|discovered|opened|from)\b")
_NEXT_YEAR: Final = expression(
    r"\b(?:(?P<before>(?:the|a|one) year (?:before|earlier|previously)|the previous year)|the (?:following|next) year|"
    r"(?:the|a|one) year (?:after|later))\b"
)
_SET_OFF: Final = expression(r"(?:^|[,:|(–—-] ?|\b(?:for|of) )$")
_SET_OFF_BEHIND: Final = expression(r",? ?(?:\d{4})? ?(?:$|[:|)–—-])")
_CLOCKED: Final = frozenset(("second", "minute", "hour"))
_OF_PLACE: Final = expression(r"\b(?:town|city|village|island|community|nation|country|suburb|parish|hamlet)\sof\s$")
_POINTS: Final = Decimal(3)  # how much "six in 10" rounds off
_NEARLY: Final = frozenset("nearly almost close just".split())
_JUST_BELOW: Final = Decimal("0.95")  # of a number: what "nearly" may stand for in a title
_LITTLE: Final = Decimal("0.004")  # of a number: what a title leaves off it, whatever it says of it: "up to $1,635"
_ONE_SIDED: Final = frozenset(("more_than", "at_least", "less_than", "at_most"))
_ONE_WAY: Final = (frozenset(("more_than", "at_least")), frozenset(("less_than", "at_most")), frozenset(("approx",)))


def borne_out(title: Number, body: Sequence[Number], published: dt.date | None) -> bool:
    """True when a number of the title follows from those of the body."""
    if title.printed is not None and title.printed.again:
        return True
    if bearers(title, body):
        return True
    if any(_told_otherwise(title, other) for other in body):
        return True
    if title.kind == "ordinal" and is_of_century(title, body, published):
        return True
    if title.kind == "year" and any(_is_the_next(title, other) for other in body):
        return True
    if title.kind == "date" and published is not None and _is_of_issue(title, published):
        return True
    if title.kind == "year" and published is not None:
        return _is_of_the_day(title, body, published.year)
    if title.kind == "score":  # "57-43" over "57 per cent to 43"
        told = {other.reading.point for other in body if other.claim is not None}
        return all(Decimal(part) in told for part in divmod(int(title.reading.low), PAIR))
    if title.kind == "age" or (title.claim is not None and stands_as_age(title.claim)):
        return _grown(title, body, published)
    return title.claim is not None and (
        _counted_from(title, body, published) or worked_out(title, title.claim, beside(title, body))
    )


def bearers(title: Number, body: Sequence[Number]) -> list[Number]:
    """The numbers of the body that are the title's, rounded or not, or that an ordinal counts up from."""
    return [
        other
        for other in body
        if (may_bear(title, other) and _bears(title, other)) or (title.kind == "ordinal" and _counts_up(title, other))
    ]


def _told_otherwise(title: Number, other: Number) -> bool:
    """ "52 to 48" over 52 per cent, "16 points" over "16 per cent less", "7-goal thriller" over 4-3, "20 points" over
    96-76, "Man, 103" over a 103rd birthday."""
    point, printed = title.reading.point, other.reading.point
    if title.kind == "time" and other.unit in _CLOCKED and printed is not None:
        return convert(printed, other.unit, "second") == point  # "in 2:04:12"
    if title.claim is not None and other.kind == "score" and point is not None:
        if _SCORED_BY.search(told_before(title.claim, _VERB)):
            return False  # "Berg scores four": what one scored is no difference
        own, theirs = divmod(int(other.reading.low), PAIR)
        return point in (own + theirs, abs(own - theirs))
    if point is None or printed is None:
        return False
    if title.kind == "age" and other.printed is not None and printed - point == 1:
        return _is_to_come(other.printed)
    if point != printed:
        return False
    if is_name_told_otherwise(title, other):
        return True
    if {title.kind, other.kind} == {"age", "ordinal"}:
        return title.kind == "age" and point >= _BIRTHDAYS
    if title.unit == "count" and is_bare(title) and (other.unit == "second" or other.unit in SPANS):
        return title.reading.precision < _ONE  # "100m in 9.79"
    units = {title.unit, other.unit}
    return units in ({"count", "percent"}, {"percentage point", "percent"}, {"percentage point", "count"})


def _is_the_next(title: Number, other: Number) -> bool:
    """ "1994 murder" over "jailed in 1995 for a killing the year before"."""
    if other.kind != "year" or other.printed is None or abs(title.reading.low - other.reading.low) != 1:
        return False
    way = _NEXT_YEAR.search(other.printed.passage.quote.lower())
    if way is None:
        return False
    return (way["before"] is not None) == (title.reading.low < other.reading.low)


def _is_of_the_day(title: Number, body: Sequence[Number], today: int) -> bool:
    """True for the year of publication, and for the one before or behind it where the body tells none like it."""
    year = title.reading.low
    if abs(year - today) != 1:
        return year == today
    return not any(
        other.kind == "year"
        and other.surface.isdigit()
        and other.reading.low != today
        and abs(other.reading.low - year) == 1
        for other in body
    )


def _is_of_issue(title: Number, published: dt.date) -> bool:
    """True for the day that a bulletin or tracker is of, set off from its name: "Situation report, 21 January"."""
    if title.printed is None:
        return False
    before, _, behind = title.printed.passage.quote.partition(title.surface)
    if not (_SET_OFF.search(before) and _SET_OFF_BEHIND.match(behind)):
        return False
    days = (published, published - dt.timedelta(days=1))
    return any(
        day.day == title.reading.low and day.strftime("%B").lower().startswith(title.printed.stem) for day in days
    )


def _is_to_come(printed: Printed) -> bool:
    """True for an age that somebody is yet to reach: "who turns 40 in March", "shy of her 68th birthday"."""
    before = printed.passage.quote.lower().partition(printed.passage.surface.lower())[0]
    return _TURNING.search(before) is not None


def _grown(title: Number, body: Sequence[Number], published: dt.date | None) -> bool:
    """ "Man, 52" over "born in 1973", "Elephant, 52" over "came in 1975 at the age of two"."""
    if published is None:
        return False
    ages = [other for other in body if other.kind == "age"]
    told = {age.reading.low for age in ages} - {title.reading.low}  # where the body tells an age, that is it
    for other in body:
        span = published.year - other.reading.low
        if other.kind != "year" or other.printed is None or span <= 1:
            continue
        quote = other.printed.passage.quote
        then = [age.reading.low for age in ages if age.printed is not None and age.printed.passage.quote == quote]
        if _BORN.search(quote.lower()) is not None:
            then.append(Decimal(0))
        for grown in (span + age for age in then):
            if grown - title.reading.low in (0, 1) and not told & {grown, grown - 1}:
                return True
    return False


def _bears(title: Number, other: Number) -> bool:
    """True when a number of the body is the title's, rounded or not."""
    if other.claim is not None and other.claim.figure.hedge == "vague":
        return False
    if title.claim is not None and other.claim is not None:
        if other_unit(title.unit, other.unit):
            return _converted(title, other)
    point, printed = title.reading.point, other.reading.point
    if point is None:
        return title.reading.meets(other.reading)
    if title.claim is None or other.claim is None:
        return printed == point
    if printed is None:
        return other.reading.low <= point <= other.reading.high
    if title.claim.figure.form == "share" and other.unit == "percent" and abs(point - printed) <= _POINTS:
        return True  # "six in 10" over 58 per cent
    if _OF_PLACE.search(title.claim.quote.lower(), 0, title.claim.quote_at.start) and rounds_to(point, printed):
        return True  # "town of 9,000" over 8,900 people
    if title.claim.figure.hedge != "exact" and not _are_hedged_alike(title, other):
        if _goes_the_other_way(title, other):
            return False
        return rounds_to(point, printed) or _reached(title.reading).meets(Reading(printed, printed))
    if printed_of(title, other) and (
        printed.as_tuple().exponent != 0 or title.unit != "count" or may_round(title, other)
    ):
        return True
    if _is_nearly(other.claim):
        short = _ONE if title.unit in SPANS else printed * (1 - _JUST_BELOW)
        return printed - short <= point <= printed
    return False


def _goes_the_other_way(title: Number, other: Number) -> bool:
    """True for "more than 3 million" over 2.94 million: rounded as it may be, but to the wrong side."""
    if title.claim is None or other.claim is None or other.claim.figure.hedge != "exact":
        return False
    half = max(other.reading.precision / 2, other.reading.low * _LITTLE)
    return (
        (title.claim.figure.hedge in _ONE_SIDED or _is_nearly(title.claim))
        and digits(other.reading.low) > digits(title.reading.point or _ONE)
        and not title.reading.meets(Reading(other.reading.low - half, other.reading.high + half))
    )


def _is_nearly(claim: Claim) -> bool:
    """True for "nearly 400", "just under 400"."""
    words = claim.figure.printed_hedge.lower().split()
    return bool(words) and words[0] in _NEARLY


def _are_hedged_alike(title: Number, other: Number) -> bool:
    """True for "over 300" and "more than 320", whose numbers are meant to be one."""
    if title.claim is None or other.claim is None:
        return False
    if any(_is_nearly(claim) for claim in (title.claim, other.claim)):
        return False  # "nearly a million" over "some 954,000"
    hedges = {title.claim.figure.hedge, other.claim.figure.hedge}
    return any(hedges <= way for way in _ONE_WAY)


def leaves_room(title: Number, body: Sequence[Number]) -> bool:
    """True when vague words of the body take the title's number in: "201 troops" over "hundreds of troops"."""
    return any(
        other.claim is not None
        and other.claim.figure.hedge == "vague"
        and comparable(title, other)
        and may_round(title, other)
        and title.reading.meets(other.reading)
        for other in body
    )


def _reached(reading: Reading) -> Reading:
    """A hedged reading with its open sides ending where a reader would expect."""
    low = reading.low if reading.low.is_finite() else reading.high / _OPEN
    high = reading.high if reading.high.is_finite() else reading.low * _OPEN
    return Reading(low, high)


def _converted(title: Number, other: Number) -> bool:
    """True when a quantity in another unit is the title's: "2 weeks" over 15 days, "5 miles" over 8 km."""
    told = _reached(other.reading)
    low, high = convert_range(told.low, told.high, other.unit, title.unit)
    point = title.reading.point
    if point is not None and rounds_to(point, (low + high) / 2):
        return True
    if title.unit in SPANS:
        middle = (low + high) / 2
        if abs(middle - middle.to_integral_value()) <= middle * _SLACK and low >= middle * (1 - _SLACK):
            low = high = middle.to_integral_value()  # "48 months" over four years, and no 47
        return title.reading.meets(Reading(low.to_integral_value(ROUND_FLOOR), high.to_integral_value(ROUND_CEILING)))
    slack = min(high * _SLACK, max(title.reading.precision, high * _CLOSELY))
    return title.reading.meets(Reading(low - slack, high + slack))


def _counts_up(title: Number, other: Number) -> bool:
    """ "A third body" over two bodies or three."""
    point = other.reading.point
    return (
        other.claim is not None and other.unit == "count" and point is not None and title.reading.low - point in (0, 1)
    )


def _counted_from(title: Number, body: Sequence[Number], published: dt.date | None) -> bool:
    """ "14-year high" over 1995, in 2009; of years told in the body also the time between two."""
    point = title.reading.point
    if title.unit != "year" or point is None or (title.claim is not None and is_term(title.claim)):
        return False
    told = {b.reading.point for b in body if b.unit == "year" and b.reading.point not in (None, point)}
    years = sorted({other.reading.low for other in body if other.kind == "year"})
    if published is not None:
        gaps = [published.year - year for year in years]
        if any(gap - point in (0, 1) and not told & {gap, gap - 1} for gap in gaps):
            return True  # where the body tells how long it was, that is how long
        years = [year for year in years if year != published.year]
    return any(abs(later - earlier - point) <= 1 for earlier, later in combinations(years[:12], 2))
