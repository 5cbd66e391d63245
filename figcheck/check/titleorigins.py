"""Which number of a body a title's may come from by a slip of the pen, or as the older version of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import ne
from typing import Final, NamedTuple

from figcheck.check.causes import Cause, slip
from figcheck.check.titlekin import (
    are_close,
    are_kin,
    are_near,
    are_of_one_noun,
    are_several_persons,
    is_one_of,
    of_one_fate,
)
from figcheck.check.titlenames import may_be_misnamed
from figcheck.check.titlenumbers import Number, alike, comparable, counts_people, other_unit, rounds_to, stands_as_age
from figcheck.check.titleruns import are_of_one_run, are_runs
from figcheck.check.titleways import go_apart, go_one_way
from figcheck.expressions import expression
from figcheck.model import Claim, Printed
from figcheck.units import convert

_NEAR: Final = Decimal("1.3")
_ALIKE: Final = Decimal(3)  # how many times as much figures of one thing may be and still be meant for each other
_AGES_APART: Final = Decimal(8)
_YEARS_APART: Final = Decimal(2)
_SMALL: Final = Decimal(20)
_EARLIER: Final = (" in the ", " after the ", " since the ", " than the ", " by the ", " from the ")
_PLACES: Final = Decimal(3)  # "came second": ordinals so low are told of anything
_ANOTHER: Final = expression(
    r"\b(?:an?|the|its|their|his|her) (?:last|previous|earlier|former|rival|separate) "
    r"(?!(?:years?|months?|weeks?|days?|time|quarter|season|decade|president|prime|minister|mayor)\b)[a-z]+\b"
)
_AMONG_BEHIND: Final = expression(
    r"(?:\s[\w’'-]+){0,3}?\s(?:(?:were|was|are)\s)?among\s(?:the|those|them)\b|(?:\s[\w’'-]+){0,2}?\sof\s(?:them|whom|the\sdead)\b"
)
_AMONG_BEFORE: Final = expression(r"\b(?:among\s(?:the|those|them)(?:\s[\w’'-]+){0,3}|including)\s$")
_REACH: Final = 40  # characters before a number
_OF_ITS_OWN: Final = ("turnout", "unemployment", "inflation", "approval")  # no part of a vote
_THINGS: Final = frozenset(("munitions", "munitions_intercepted", "targets_struck", "attacks", "housing"))
_ONE: Final = Decimal(1)
_TEN: Final = Decimal(10)
_THOUSAND: Final = Decimal(1000)
_TELLING: Final = Decimal(100)  # numbers that are hardly the same by chance
_LITTLE: Final = Decimal("0.05")  # of a number: what some of a whole are not short of it by
_OLDEN: Final = Decimal(1800)
_RECENT: Final = Decimal(1900)
_LONG_WORD: Final = expression(r"[a-z]{5,}")
_STEM: Final = 5  # letters by which words of one stem are known
_CENTURIES: Final = expression(r"\bcentur(?:y|ies)\b|\b[1-9]\d\d[\s-]years?\b|\bhundreds of years\b")
_TYPED: Final = 3  # digits of numbers that have all but one in common by no chance
_YEAR_DIGITS: Final = 4
_BEHIND_YEAR: Final = expression(r"\s[a-z]{4,}")
_IN_YEAR: Final = expression(r"\b(?:in|since|until|till|by|from)\s$")
_BARE_DIGITS: Final = expression(r"\d{3,5}")
_AGED: Final = frozenset(("month", "week", "day"))
_OLD: Final = expression(r"[\s-]years?[\s-]old\b")
_COHORT: Final = expression(r"\b(?:class|cohort|generation|intake|vintage|spirit|children)\sof\s$")
_A_DIGIT: Final = Cause("title_not_borne_out", "error", "a digit is missing in one of them")
FAR: Final = 3  # the rank of numbers of one thing that have nothing in common but this


class Origin(NamedTuple):
    """A number of the body that the title's may come from; ``rank`` orders them, the likeliest first."""

    rank: int
    number: Number
    cause: Cause | None


def by_rank(origin: Origin) -> int:
    """What origins are sorted by."""
    return origin.rank


def is_close(title: Number, origin: Origin) -> bool:
    """True for a slip, and for a number that is nearly as much."""
    point, printed = title.reading.point, origin.number.reading.point
    if origin.cause is not None or point is None or printed is None:
        return True
    return max(point, printed) <= min(point, printed) * _NEAR


def origin_of(title: Number, other: Number) -> Origin | None:
    """What a number of the body has to do with the title's: a slip of it, or another number of the same thing."""
    point, printed = title.reading.point, other.reading.point
    if point is None or printed is None or point <= 0 or printed <= 0:
        return None
    if may_be_misnamed(title, other):
        return Origin(1, other, slip(printed, point))
    if title.claim is not None and other.kind in ("year", "name"):
        return _of_bare_digits(title, title.claim, other)
    if not comparable(title, other):
        return None
    if (title.claim is not None and other.kind == "age") or (other.claim is not None and title.kind == "age"):
        return _of_ages(title, other)
    is_more = point - printed > max(_ONE, printed * _LITTLE) and slip(printed, point) is None
    if is_more and _is_some(other) and not _is_mistyped(title, other):
        return None  # "six children were among the dead" under "eight killed"
    like = alike(title, other)
    if title.claim is not None and other.claim is not None and other_unit(title.unit, other.unit):
        printed = convert(printed, other.unit, title.unit)
        if like and max(point, printed) <= min(point, printed) * _NEAR:
            return Origin(1, other, None)
        if not like or not are_near(title, other):
            return None
        scale = _scale(printed, point)  # digits of other units are no slip of one another
        if scale is not None:
            return Origin(1, other, scale)
        return Origin(FAR, other, None) if max(point, printed) <= min(point, printed) * _ALIKE else None
    low, high = min(point, printed), max(point, printed)
    if title.kind == "year" and title.printed is not None and _is_cohort(title.printed):
        return None
    if title.kind == "ordinal" or other.kind == "ordinal":
        cause = slip(printed, point)
        if cause is not None and high > _PLACES and is_one_of(title, other):
            return Origin(1, other, cause)
        if (
            title.kind != other.kind
            or (high <= _PLACES and (are_several_persons(title, other) or not _count_one_thing(title, other)))
            or not (high - low <= 1 or high == low * 10 or high <= low * _NEAR)
            or (printed < point and _is_of_one_before(other))
        ):
            return None
        return Origin(1, other, cause)
    if title.kind in ("name", "date", "time") or other.kind in ("name", "date", "time"):
        if title.kind == "date" and not _tell_of_one_thing(title, other):
            return None  # "arrested over June 25 protests" and "accused of shooting a vendor on June 17"
        return Origin(0, other, slip(printed, point)) if like else None
    cause = slip(printed, point) or _scale(printed, point)
    if cause is not None and (like or (low >= 10 and high <= low * 10)):
        return Origin(0 if like else 1, other, cause)
    if other.claim is not None and _ANOTHER.search(other.claim.quote.lower(), 0, other.claim.quote_at.start):
        return None  # "the last scheme cost £3bn"
    if like:
        if title.kind == "age":  # other persons have other ages
            return Origin(1, other, None) if _may_be_one_age(low, high) else None
        if title.kind == "year":
            return Origin(1, other, None) if high - low <= _YEARS_APART or _differ_by_a_digit(low, high) else None
        if high - low <= 1 or high <= low * _NEAR or _differ_by_a_digit(low, high):
            return Origin(1, other, None)
        if not of_one_fate(title, other) or are_other_points(title, other):
            return None
        if title.unit == "percent" and not _are_one_change(title, other):
            return None
        if high <= low * _ALIKE:
            return Origin(FAR, other, None)
        is_short = _is_a_digit_short(low, high) and are_close(title, other)
        return Origin(FAR, other, _A_DIGIT) if is_short else None
    if _is_other_thing(title, other):
        return None  # "390 prisoners" over 407 drones
    if title.claim is not None and other.claim is not None and are_kin(title.claim, other.claim):
        if high - low <= 1 or high <= low * _NEAR or _differ_by_a_digit(low, high) or _is_mistyped(title, other):
            return Origin(2, other, None)
        if high == low * _TEN:
            return Origin(2, other, cause)
    if (low >= _SMALL or _is_decimal(title, other)) and (high - low <= 1 or high <= low * _NEAR):
        return Origin(2, other, None)
    return None


def _count_one_thing(title: Number, other: Number) -> bool:
    """True for two ordinals before one noun, or of one run."""
    return are_of_one_run(title, other) or (are_of_one_noun(title, other) and not are_runs(title, other))


def _tell_of_one_thing(title: Number, other: Number) -> bool:
    """Whether a title and the sentence of a day share a telling word, by how it begins: "Trial set", "the trial"."""
    if title.printed is None or other.printed is None:
        return True
    mine, theirs = (
        {
            word[:_STEM]
            for word in _LONG_WORD.findall(number.printed.passage.quote.lower().replace(number.surface.lower(), " "))
        }
        for number in (title, other)
        if number.printed is not None
    )
    return not mine.isdisjoint(theirs)


def of_another_age(title: Number, body: Sequence[Number]) -> Origin | None:
    """A year centuries before all that the body names, as 1616 over 2016; None where it tells of centuries."""
    years = [other for other in body if other.kind == "year"]
    if title.kind != "year" or title.reading.low >= _OLDEN or not years:
        return None
    if any(other.reading.low < _RECENT for other in years):
        return None
    if any(other.claim is not None and _CENTURIES.search(other.claim.quote.lower()) for other in body):
        return None
    if any(other.printed is not None and _CENTURIES.search(other.printed.passage.quote.lower()) for other in body):
        return None
    return Origin(2, years[-1], None)


def are_other_changes(title: Number, other: Number) -> bool:
    """True for percentages that are far apart and go apart: "down 61%" over "rose by 21 per cent in May"."""
    point, printed = title.reading.point, other.reading.point
    if title.claim is None or other.claim is None or point is None or printed is None or title.unit != "percent":
        return False
    if max(point, printed) <= min(point, printed) * _NEAR or slip(printed, point) is not None:
        return False
    return go_apart(title.claim, other.claim)


def are_other_points(title: Number, other: Number) -> bool:
    """True for points that are far apart and that no word says to be of one thing: a lead, and a turnout."""
    point, printed = title.reading.point, other.reading.point
    if title.claim is None or other.claim is None or point is None or printed is None:
        return False
    if title.unit != "percentage point" and title.claim.figure.counted != "point":
        return False
    if max(point, printed) <= min(point, printed) * _NEAR or slip(printed, point) is not None:
        return False
    quotes = title.claim.quote.lower(), other.claim.quote.lower()
    if any((word in quotes[0]) != (word in quotes[1]) for word in _OF_ITS_OWN):
        return True
    return not (title.claim.words & other.claim.words) - {"point", "percentage"}


def _is_some(number: Number) -> bool:
    """True for a number told as that of some: "six children were among the dead", "five of them"."""
    claim = number.claim
    if claim is None:
        return False
    quote = claim.quote.lower()
    before = quote[max(0, claim.quote_at.start - _REACH) : claim.quote_at.start]
    among = _AMONG_BEFORE.search(before) or _AMONG_BEHIND.match(quote, claim.quote_at.end)
    return claim.role == "part" or among is not None


def _is_other_thing(title: Number, other: Number) -> bool:
    """True where one number counts people and the other things of a kind, such as drones: no slip of one another."""
    if title.claim is None or other.claim is None:
        return False
    one, two = title.claim, other.claim
    if one.figure.counted is None or two.figure.counted is None or one.measure == two.measure:
        return False
    people = [counts_people(number) for number in (title, other)]
    things = [claim.measure in _THINGS for claim in (one, two)]
    return (people[0] and things[1]) or (people[1] and things[0])


def _is_cohort(printed: Printed) -> bool:
    """True for "the class of 2008", a year that tells who is meant, and not when."""
    before = printed.passage.quote.lower().partition(printed.passage.surface.lower())[0]
    return _COHORT.search(before) is not None


def _of_bare_digits(title: Number, claim: Claim, other: Number) -> Origin | None:
    """A year or a number of a name with its digits mixed up, read as a count: "the 9172 murder" over 1972, "in 2412"
    over 2010."""
    point, printed = title.reading.low, other.reading.low
    if title.unit != "count" or _BARE_DIGITS.fullmatch(claim.figure.number_surface) is None:
        return None
    cause = slip(printed, point)
    is_swapped = cause is not None and cause.name == "digits_swapped"
    if other.kind == "year":
        start, end = claim.quote_at
        is_year = end - start == _YEAR_DIGITS and _is_told_as_year(claim, other)
        if is_swapped or point == printed * _TEN or (is_year and printed <= point <= printed * _NEAR):
            return Origin(1, other, cause)
    elif is_swapped and printed >= _TELLING:
        return Origin(1, other, cause)
    return None


def _is_told_as_year(claim: Claim, year: Number) -> bool:
    """True for four digits that stand as a year does: "in 2414", or before a word that has a year before it below."""
    quote = claim.quote.lower()
    start, end = claim.quote_at
    if _IN_YEAR.search(quote, 0, start) is not None:
        return True
    word = _BEHIND_YEAR.match(quote, end)
    if word is None or year.printed is None:
        return False
    return f"{year.reading.low}{word.group()}" in year.printed.passage.quote.lower()


def _of_ages(title: Number, other: Number) -> Origin | None:
    """A figure that is an age with a digit wrong, as "Dead at 860", and no other: "50 aboard" has nothing to do with
    a captain of 61."""
    claim = title.claim if title.claim is not None else other.claim
    point, printed = title.reading.low, other.reading.low
    low, high = min(point, printed), max(point, printed)
    if claim is None:
        return None
    cause = slip(printed, point)
    is_old = claim.figure.unit == "year" and _OLD.match(claim.quote.lower(), claim.quote_at.end) is not None
    if is_old or (claim.figure.unit in _AGED and claim.figure.unit in other.surface.lower()):
        return Origin(1, other, cause) if cause is not None or _may_be_one_age(low, high) else None
    if claim.figure.unit != "count" or claim.figure.counted is not None or claim.figure.form == "times":
        return None
    if stands_as_age(claim):
        return Origin(1, other, cause) if cause is not None or _may_be_one_age(low, high) else None
    return Origin(1, other, cause) if cause is not None and low >= _TEN else None


def _may_be_one_age(low: Decimal, high: Decimal) -> bool:
    """True for ages so near that one may stand for the other."""
    return high - low <= _AGES_APART or high <= low * _NEAR


def _are_one_change(title: Number, other: Number) -> bool:
    """True for two percentages of the opening that go one way, of what both sentences name."""
    if title.claim is None or other.claim is None or not are_close(title, other):
        return False
    return go_one_way(title.claim, other.claim)


def _is_mistyped(title: Number, other: Number) -> bool:
    """True for "155 branches" over "115 of its branches": so many of one noun, and a single digit another."""
    if title.claim is None or other.claim is None or title.claim.figure.counted is None:
        return False
    noun = title.claim.figure.counted
    if noun != other.claim.figure.counted and noun not in other.claim.quote.lower():
        return False
    one, two = str(title.reading.point), str(other.reading.point)
    return len(one) == len(two) >= _TYPED and sum(map(ne, one, two)) == 1


def _differ_by_a_digit(low: Decimal, high: Decimal) -> bool:
    """True for 1.25 million and 2.25 million: as long, and one digit another."""
    one, other = format(low.normalize(), "f").rstrip("0"), format(high.normalize(), "f").rstrip("0")
    return low >= _THOUSAND and len(one) == len(other) > 1 and sum(map(ne, one, other)) == 1 and high <= low * 2


def _is_a_digit_short(low: Decimal, high: Decimal) -> bool:
    """True for 2 million and 12 million: one digit of a number is missing in the other."""
    one, other = format(low.normalize(), "f"), format(high.normalize(), "f")
    if len(one) + 1 != len(other) or "." in one + other:
        return False
    return any(other[:at] + other[at + 1 :] == one for at in range(len(other)))


def _scale(body: Decimal, title: Decimal) -> Cause | None:
    """A factor of ten between a number and what another rounds to: "15M cars" over 1.53 million."""
    if not (rounds_to(title / 10, body) or rounds_to(title * 10, body)):
        return None
    return Cause("power_of_ten", "error", "about ten times as much" if title > body else "about a tenth")


def _is_decimal(a: Number, b: Number) -> bool:
    """True for two numbers printed with decimals of the same length, as magnitudes and rates are."""
    return a.reading.precision == b.reading.precision < 1


def _is_of_one_before(number: Number) -> bool:
    """ "905 houses fell in the first quake", under a title of the second: an ordinal that is told of an earlier one."""
    if number.printed is None:
        return False
    return number.printed.passage.quote.lower().partition(number.surface.lower())[0].endswith(_EARLIER)
